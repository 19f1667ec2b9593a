// Keys for those who live in lists: j and k move, Enter opens, x picks, / searches. They can be switched off
// ([data-keys], remembered on this device), and never act while somebody types.
const table = document.querySelector("table[data-list]");
const rows = () => [...(table?.tBodies[0]?.rows ?? [])];
let at = -1;

const on = () => localStorage.getItem("court:keys") !== "off";
const move = (to) => {
  const all = rows();
  if (!all.length) return;
  all[at]?.removeAttribute("data-at");
  at = Math.max(0, Math.min(all.length - 1, to));
  all[at].setAttribute("data-at", "");
  all[at].querySelector("a")?.focus({ preventScroll: true });
  all[at].scrollIntoView({ block: "nearest" });
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !on()) return;
  const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (typing) {
    if (event.key === "Escape") typing.blur();
    return;
  }
  if (event.key === "/") {
    const search = document.querySelector("[data-search]");
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select?.();
  } else if (event.key === "j") move(at + 1);
  else if (event.key === "k") move(at - 1);
  else if (event.key === "x" && at >= 0) rows()[at]?.querySelector("input[type=checkbox]")?.click();
  else if (event.key === "Enter" && at >= 0 && event.target === document.body) rows()[at]?.querySelector("a")?.click();
});

// All at once, and how many.
const all = document.querySelector("[data-all]");
const picks = () => rows().map((row) => row.querySelector("input[type=checkbox]")).filter(Boolean);
const count = () => {
  const picked = picks().filter((one) => one.checked).length;
  for (const place of document.querySelectorAll("[data-picked]")) place.textContent = picked ? `已选 ${picked} 件` : "";
  if (all) {
    all.checked = picked > 0 && picked === picks().length;
    all.indeterminate = picked > 0 && !all.checked;
  }
};
all?.addEventListener("change", () => {
  for (const one of picks()) one.checked = all.checked;
  count();
});
table?.addEventListener("change", count);

for (const button of document.querySelectorAll("[data-keys]")) {
  const show = () => {
    button.hidden = false;
    button.textContent = on() ? "关闭快捷键" : "开启快捷键";
  };
  button.addEventListener("click", () => {
    localStorage.setItem("court:keys", on() ? "off" : "on");
    show();
  });
  show();
}
