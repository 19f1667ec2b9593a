// <form data-autosave="URL" data-versions='{"amount": 3}'>: every answer is saved when it changes.
//
// One answer a request: POST question, value (repeated for several), version, with the form's CSRF token.
//   200 {"version": 4, "saved_at": "15:42", "errors": []}      saved; errors are shown, the answer is kept all the same
//   409 {"version": 5, "theirs": "…", "by": "…", "at": "15:40"}  somebody else changed it: both are shown, one chooses
// What is not acknowledged stays on this device and is sent again when the network or the sign-in is back.

const form = document.querySelector("form[data-autosave]");
if (form) start(form);

function start(form) {
  const url = form.dataset.autosave;
  const key = `court:answers:${url}`;
  const versions = JSON.parse(form.dataset.versions || "{}");
  const said = document.querySelector("[data-saved]") ?? form.appendChild(makeStatus());
  const waiting = read();
  let sending = false;
  let retry = 0;

  for (const [name, kept] of Object.entries(waiting)) {
    versions[name] ??= kept.version;
    put(name, kept.value);
  }
  if (Object.keys(waiting).length) send();

  form.addEventListener("input", debounce(note, 900));
  form.addEventListener("change", note);
  addEventListener("online", () => send());
  addEventListener("pagehide", () => store());
  form.addEventListener("submit", () => {
    // The whole form is on its way; what it carries need not be kept twice.
    for (const name of Object.keys(waiting)) delete waiting[name];
    store();
  });

  function note(event) {
    const control = event.target;
    const name = control.name;
    if (!name || !form.contains(control) || control.closest("[data-autosave-skip], [data-signature], [data-conflict]")) return;
    if (["file", "password", "hidden"].includes(control.type)) return;
    const value = take(name);
    if (event.type === "change" && waiting[name] && same(waiting[name].value, value)) return;
    waiting[name] = { value, version: versions[name] ?? 0 };
    store();
    say("saving", "正在保存…");
    send();
  }

  async function send() {
    if (sending) return;
    const [name] = Object.keys(waiting).filter((one) => !waiting[one].conflict);
    if (!name) return;
    sending = true;
    const sent = waiting[name];
    const body = new URLSearchParams({ question: name, version: String(versions[name] ?? sent.version ?? 0) });
    for (const each of sent.value) body.append("value", each);
    const token = form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    try {
      const response = await fetch(url, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": token, Accept: "application/json", "X-Requested-With": "fetch" },
        keepalive: true,
      });
      const json = response.headers.get("content-type")?.includes("json") ? await response.json() : null;
      if (response.redirected || response.status === 401 || (!json && response.ok)) {
        say("refused", "登录已过期：答案已存在本机，请在新窗口重新登录，回来后自动保存");
        later();
      } else if (response.status === 409 && json) {
        sent.conflict = true;
        versions[name] = json.version;
        conflict(name, json);
      } else if (response.ok && json) {
        retry = 0;
        versions[name] = json.version;
        if (waiting[name] === sent) delete waiting[name];
        store();
        errors(name, json.errors ?? []);
        say("saved", `已保存 ${json.saved_at}`);
      } else if ([403, 404, 410].includes(response.status)) {
        delete waiting[name];
        store();
        say("refused", "这份草稿已不能修改，请刷新页面");
      } else {
        throw new Error(String(response.status));
      }
    } catch {
      say("offline", "网络断开，已存在本机，恢复后自动保存");
      later();
    } finally {
      sending = false;
    }
    if (!retry && Object.values(waiting).some((one) => !one.conflict)) send();
  }

  function later() {
    retry = Math.min(60, (retry || 2) * 2);
    setTimeout(() => {
      const again = retry;
      retry = 0;
      send().then(() => (retry ||= Object.keys(waiting).length ? again : 0));
    }, retry * 1000);
  }

  function conflict(name, theirs) {
    const anchor = controls(name)[0]?.closest(".field");
    if (!anchor) return;
    anchor.querySelector("[data-conflict]")?.remove();
    const box = document.createElement("div");
    box.className = "conflict";
    box.dataset.conflict = "";
    box.setAttribute("role", "alert");
    const words = document.createElement("p");
    words.textContent = `${theirs.by || "别处"}在 ${theirs.at || "刚才"} 改过这一项。请选择保留哪一个：`;
    const mine = choice(`保留我填的：${waiting[name].value.join("、") || "（空）"}`, waiting[name].value);
    const other = choice(`采用对方的：${[theirs.theirs ?? ""].flat().join("、") || "（空）"}`, [theirs.theirs ?? ""].flat());
    box.append(words, mine, other);
    anchor.append(box);
    say("conflict", "有一项两处都改过，请选择");
    function choice(label, value) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button small";
      button.textContent = label;
      button.addEventListener("click", () => {
        box.remove();
        put(name, value);
        waiting[name] = { value, version: versions[name] };
        store();
        send();
      });
      return button;
    }
  }

  function errors(name, list) {
    const control = controls(name)[0];
    const field = control?.closest(".field");
    if (!field) return;
    field.querySelector("[data-autosave-error]")?.remove();
    field.classList.toggle("wrong", list.length > 0);
    if (!list.length) return;
    const box = document.createElement("p");
    box.className = "error";
    box.dataset.autosaveError = "";
    box.textContent = list.join(" ");
    (field.querySelector(".affixed, .choices, .input") ?? control).before(box);
  }

  function controls(name) {
    return [...form.elements].filter((one) => one.name === name);
  }
  function take(name) {
    return new FormData(form).getAll(name).filter((one) => typeof one === "string");
  }
  function put(name, value) {
    for (const control of controls(name)) {
      if (control.type === "radio" || control.type === "checkbox") control.checked = value.includes(control.value);
      else control.value = value[0] ?? "";
    }
  }
  function same(one, other) {
    return one.length === other.length && one.every((each, at) => each === other[at]);
  }
  function read() {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? {};
    } catch {
      return {};
    }
  }
  function store() {
    try {
      if (Object.keys(waiting).length) localStorage.setItem(key, JSON.stringify(waiting));
      else localStorage.removeItem(key);
    } catch {
      // A private window may have no storage; the server still saves.
    }
  }
  function say(state, words) {
    said.dataset.state = state;
    said.textContent = words;
  }
}

function makeStatus() {
  const said = document.createElement("p");
  said.className = "saved";
  said.setAttribute("role", "status");
  return said;
}

function debounce(call, wait) {
  let timer;
  return (event) => {
    clearTimeout(timer);
    timer = setTimeout(() => call(event), wait);
  };
}
