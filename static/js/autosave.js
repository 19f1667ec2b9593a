// <form data-autosave="URL" data-versions='{"amount": 3}'>: every answer is saved when it changes.
//
// One answer a request: POST question, value (repeated for several), version, with the form's CSRF token.
//   200 {"version": 4, "saved_at": "15:42", "errors": []}      saved; errors are shown, the answer is kept all the same
//   409 {"version": 5, "theirs": "…", "by": "…", "at": "15:40"}  somebody else changed it: both are shown, one chooses
//   401 {"sign_in": "/…"}                                      the sign-in has ended: kept here, sent when it is back
//   403 {"token": "…"}                                         signed in again in another window: sent with this token
// What is not acknowledged stays on this device and is sent again when the network or the sign-in is back. The page is
// left by a button only when everything is acknowledged: a form sent into a lost connection would be gone.

const form = document.querySelector("form[data-autosave]");
if (form) start(form);

function start(form) {
  const url = form.dataset.autosave;
  const key = `court:answers:${url}`;
  const versions = JSON.parse(form.dataset.versions || "{}");
  // On top, where it is also read aloud, and beside the button: on a phone the two are far apart.
  const said = document.querySelectorAll("[data-saved]");
  const waiting = read();
  const saved = {}; // what the server has acknowledged to this page
  let sending = false;
  let retry = 0;
  let leaving = null; // the button pressed, while what it would leave behind is being saved
  let insisted = false; // pressed once in vain: the second time the form goes, and what was not saved is sent later

  for (const [name, kept] of Object.entries(waiting)) {
    // The version seen when it was typed: what was changed elsewhere since then must not be overwritten unseen.
    versions[name] = kept.version;
    delete kept.conflict;
    put(name, kept.value);
  }
  if (Object.keys(waiting).length) send();

  form.addEventListener("input", debounce(note, 900));
  form.addEventListener("change", note);
  addEventListener("online", () => send());
  addEventListener("pagehide", () => store());
  form.addEventListener("submit", (event) => {
    const removes = event.submitter?.value === "remove";
    if (removes || Object.values(waiting).every((one) => one.conflict)) {
      // The page that comes next shows both values of what is in conflict.
      for (const name of Object.keys(waiting)) delete waiting[name];
      store();
    } else if (navigator.onLine === false || !insisted) {
      event.preventDefault();
      leaving = event.submitter;
      insisted = true;
      retry = 0;
      send();
    }
  });

  function note(event) {
    const control = event.target;
    const name = control.name;
    if (!name || !form.contains(control) || control.closest("[data-autosave-skip], [data-signature], [data-conflict]")) return;
    if (["file", "password", "hidden"].includes(control.type)) return;
    const value = take(name);
    const known = waiting[name]?.value ?? saved[name];
    if (known && same(known, value)) return; // a change and the keys before it tell the same
    if (waiting[name]?.conflict) {
      // Still to be chosen: what is typed meanwhile is mine, and overwrites nothing by itself.
      waiting[name].value = value;
      store();
      conflict(name, waiting[name].conflict);
      return;
    }
    waiting[name] = { value, version: versions[name] ?? 0 };
    insisted = false;
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
        const back = `?next=${encodeURIComponent(location.pathname + location.search)}`;
        say("refused", "登录已过期。您填的都存在这台设备上，登录回来后自动保存。", json ? json.sign_in + back : "");
        later();
      } else if (response.status === 403 && json?.token && json.token !== token) {
        for (const each of document.querySelectorAll("[name=csrfmiddlewaretoken]")) each.value = json.token;
      } else if (response.status === 409 && json) {
        waiting[name].conflict = json;
        leaving = null;
        versions[name] = json.version;
        conflict(name, json);
      } else if (response.ok && json) {
        retry = 0;
        versions[name] = json.version;
        saved[name] = sent.value;
        if (waiting[name] === sent) delete waiting[name];
        else waiting[name].version = json.version;
        store();
        errors(name, json.errors ?? []);
        say("saved", `已保存 ${json.saved_at}`);
      } else if (response.status === 410) {
        delete waiting[name];
        store();
        say("refused", "这份申请已经提交，不能再改。请刷新页面。");
      } else if ([403, 404].includes(response.status)) {
        leaving = null;
        say("refused", "现在登录的账号打不开这份草稿。您填的都存在这台设备上，请换回原来的账号。");
        later();
      } else {
        throw new Error(String(response.status));
      }
    } catch {
      say("offline", leaving ? "网络断开，已存在本机。恢复后会自动保存，请那时再按一次" : "网络断开，已存在本机，恢复后自动保存");
      leaving = null;
      later();
    } finally {
      sending = false;
    }
    if (!retry && Object.values(waiting).some((one) => !one.conflict)) send();
    else if (leaving) go();
  }

  function go() {
    const button = leaving;
    leaving = null;
    form.requestSubmit(button);
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
    const mine = choice(`保留我填的：${worded(name, waiting[name].value)}`, waiting[name].value);
    const other = choice(`采用对方的：${worded(name, [theirs.theirs ?? ""].flat())}`, [theirs.theirs ?? ""].flat());
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
    field.querySelectorAll("[data-autosave-error], [id$=_error]").forEach((one) => one.remove());
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
  // As people read it: of a choice the words beside it, for what is kept of it is a code.
  function worded(name, values) {
    const words = (value) => {
      for (const control of controls(name)) {
        if (control.options) return [...control.options].find((one) => value && one.value === value)?.text ?? value;
        const chosen = ["radio", "checkbox"].includes(control.type) && control.value === value;
        if (chosen) return control.labels[0].firstChild.textContent;
      }
      return value;
    };
    return values.map(words).join("、") || "（空）";
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
  function say(state, words, signIn = "") {
    for (const place of said) {
      place.dataset.state = state;
      place.textContent = words;
      if (!signIn) continue;
      const link = document.createElement("a");
      link.href = signIn;
      link.textContent = "去登录";
      place.append(link);
    }
  }
}

function debounce(call, wait) {
  let timer;
  return (event) => {
    clearTimeout(timer);
    timer = setTimeout(() => call(event), wait);
  };
}
