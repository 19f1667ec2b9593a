// Small comforts of every page. Without this script everything still works.

// The error summary takes the focus, so that a screen reader starts there.
document.querySelector("[data-focus]")?.focus();

// A counter under a long text: how many characters are left, and a clear word when there are too many.
for (const counter of document.querySelectorAll("[data-count]")) {
  const area = document.getElementById(counter.id.replace(/_count$/, ""));
  if (!area) continue;
  const limit = Number(counter.dataset.count);
  const show = () => {
    const used = Array.from(area.value.replace(/\r\n/g, "\n")).length;
    counter.classList.toggle("over", used > limit);
    counter.textContent = used > limit ? `超出 ${used - limit} 个字，请删减` : `还可以写 ${limit - used} 个字`;
  };
  area.addEventListener("input", show);
  show();
}

// One submit at a time: an impatient second tap is swallowed. The server makes sure of it anyway.
const busy = new WeakSet();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (busy.has(form)) {
    event.preventDefault();
    return;
  }
  busy.add(form);
  setTimeout(() => busy.delete(form), 8000);
  form.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", () => {
  for (const form of document.forms) {
    busy.delete(form);
    form.removeAttribute("aria-busy");
  }
});

// Filters apply when a choice changes; the button stays for those without a script.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-live]");
  if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
});

// Whoever opens a case has seen what the messages about it announced.
const told = document.querySelector("[data-read]");
const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value;
if (told && token) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, case: told.dataset.case });
  fetch(told.dataset.read, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {});
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
