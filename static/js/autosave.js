// <form data-autosave="URL" data-versions='{"amount": 3}'>: every answer is saved when it changes.
//
// One answer a request: POST question, value (repeated for several), version, with the form's CSRF token.
//   200 {"version": 4, "saved_at": "15:42", "errors": []}      saved; errors are shown, the answer is kept all the same;
//                                                              "reads" tells how an amount in words was read
//   409 {"version": 5, "theirs": "…", "by": "…", "at": "15:40"}  somebody else changed it: both are shown, one chooses
//   401 {"sign_in": "/…"}                                      the sign-in has ended: kept here, sent when it is back
//   403 {"token": "…"}                                         signed in again in another window: sent with this token
//   400, 413, …                                                refused: said at its field, not sent again until changed
// What is not acknowledged stays on this device and is sent again when the network or the sign-in is back. The page is
// left by a button only when everything is acknowledged: a form sent into a lost connection would be gone.
//
// On the device each answer has a place of its own, with the moment it was typed: several windows of one draft keep
// theirs side by side, and a window clears only what it knows to be saved.

const SMALL = 16 * 1024; // browsers refuse keepalive for bodies over 64 KiB, all together
const LONGEST_WAIT = 60; // seconds
const PATIENCE = 5 * 60 * 1000; // after so long without a sign-in nobody is asked until somebody is here again

const form = document.querySelector("form[data-autosave]");
if (form) start(form);

function start(form) {
  const url = form.dataset.autosave;
  const prefix = `court:answers:${url}:`;
  const versions = JSON.parse(form.dataset.versions || "{}");
  // On top, where it is also read aloud, and beside the button: on a phone the two are far apart.
  const said = document.querySelectorAll("[data-saved]");
  const waiting = read();
  const saved = {}; // what the server has acknowledged to this page
  const refused = new Set(); // not taken as they are: sent again when they change
  const held = new Set(); // failed in this round: the others go first
  let sending = false;
  let timer = 0;
  let wait = 0; // seconds until the next round; 0 when all is well
  let since = 0; // when the sign-in was first missed
  let asleep = false;
  let leaving = null; // the button pressed, while what it would leave behind is being saved
  let insisted = false; // pressed once in vain: the second time the form goes, and what was not saved is sent later

  for (const [name, kept] of Object.entries(waiting)) {
    // The version seen when it was typed: what was changed elsewhere since then must not be overwritten unseen.
    versions[name] = kept.version;
    put(name, kept.value);
  }
  if (Object.keys(waiting).length) send();

  form.addEventListener("input", debounce(note, 900));
  form.addEventListener("change", note);
  addEventListener("online", wake);
  addEventListener("focus", wake);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake());
  for (const act of ["pointerdown", "keydown"]) addEventListener(act, () => asleep && wake());
  addEventListener("storage", (event) => {
    // Another window has saved what both had read from this device.
    if (!event.key?.startsWith(prefix) || event.newValue !== null) return;
    const name = event.key.slice(prefix.length);
    if (waiting[name] && waiting[name].at === parse(event.oldValue)?.at) forget(name);
  });
  form.addEventListener("submit", (event) => {
    const removes = event.submitter?.value === "remove";
    if (removes || Object.keys(waiting).every((name) => waiting[name].conflict || refused.has(name))) {
      // The page that comes next shows both values of what is in conflict. What was refused is kept, should the form be
      // refused too; and so is what belongs to other pages.
      for (const name of Object.keys(waiting)) {
        if (controls(name).length && (removes || waiting[name].conflict)) forget(name);
      }
    } else if (navigator.onLine === false || !insisted) {
      event.preventDefault();
      leaving = event.submitter;
      insisted = true;
      wake();
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
      Object.assign(waiting[name], { value, at: now() });
      store(name);
      conflict(name, waiting[name].conflict);
      return;
    }
    keep(name, value, versions[name] ?? 0);
    insisted = false;
    say("saving", "正在保存…");
    send();
  }

  function ready() {
    return Object.keys(waiting).find((name) => !waiting[name].conflict && !refused.has(name) && !held.has(name));
  }

  async function send() {
    if (sending) return;
    const name = ready();
    if (!name) return;
    sending = true;
    clearTimeout(timer);
    const sent = waiting[name];
    const goesOn = await deliver(name, sent);
    sending = false;
    if (goesOn && ready()) send();
    else if (!goesOn || held.size) later();
    else if (leaving) go();
  }

  // One answer to the server; whether the next may follow at once.
  async function deliver(name, sent) {
    const body = new URLSearchParams({ question: name, version: String(versions[name] ?? sent.version ?? 0) });
    for (const each of sent.value) body.append("value", each);
    const text = body.toString();
    const token = form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    let response, answer;
    try {
      response = await fetch(url, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": token, Accept: "application/json", "X-Requested-With": "fetch" },
        keepalive: text.length < SMALL,
      });
      answer = await response.text();
    } catch {
      say("offline", leaving ? "网络断开，已存在本机。恢复后会自动保存，请那时再按一次" : "网络断开，已存在本机，恢复后自动保存");
      leaving = null;
      return false;
    }
    const { status } = response;
    const json = response.headers.get("content-type")?.includes("json") ? parse(answer) : null;
    if (response.redirected || status === 401 || (!json && response.ok)) {
      const back = `?next=${encodeURIComponent(location.pathname + location.search)}`;
      say("refused", "登录已过期。您填的都存在这台设备上，登录回来后自动保存。", json ? json.sign_in + back : "");
      since ||= Date.now();
      return false;
    }
    if (status === 403 && json?.token && json.token !== token) {
      for (const each of document.querySelectorAll("[name=csrfmiddlewaretoken]")) each.value = json.token;
      return true;
    }
    const theirs = [json?.theirs ?? ""].flat();
    if ((response.ok && json) || (status === 409 && json && same(theirs, sent.value))) {
      acknowledged(name, sent, json);
    } else if (status === 409 && json) {
      waiting[name].conflict = json;
      leaving = null;
      versions[name] = json.version;
      conflict(name, json);
    } else if (status === 410) {
      if (waiting[name] === sent) forget(name);
      say("refused", "这份申请已经提交，不能再改。请刷新页面。");
    } else if ([403, 404].includes(status)) {
      // Of one question, or of the whole draft: the others are tried too.
      held.add(name);
      leaving = null;
      since ||= Date.now();
      say("refused", "现在登录的账号打不开这份草稿。您填的都存在这台设备上，请换回原来的账号。");
    } else if (status >= 500 || [408, 429].includes(status)) {
      held.add(name);
      leaving = null;
      say("refused", "系统出了问题，不是您的错。您填的都存在这台设备上，稍后自动再存。");
    } else {
      leaving = null;
      if (waiting[name] !== sent) return true; // changed meanwhile: as it is now it has still to be asked
      refused.add(name);
      const long = status === 413 || text.length > SMALL;
      errors(name, json?.errors ?? [long ? "这一项太长，没有存上。请写短一些，或者写成文件上传。" : "这一项没有存上。请改一改再试。"]);
      say("refused", missed());
    }
    return true;
  }

  function acknowledged(name, sent, json) {
    wait = since = 0;
    versions[name] = json.version;
    saved[name] = sent.value;
    if (waiting[name] === sent) {
      forget(name);
    } else if (waiting[name]) {
      waiting[name].version = json.version;
      store(name);
    }
    errors(name, json.errors ?? []);
    reads(name, json.reads ?? "");
    if (refused.size) say("refused", missed());
    else if (!held.size) say("saved", json.saved_at ? `已保存 ${json.saved_at}` : "已保存");
  }

  function missed() {
    const here = [...refused].some((name) => controls(name).length);
    return here ? "有一项没有存上，请看标出的地方。其余的照常保存。" : "别的页有一项没有存上，还存在这台设备上。";
  }

  function go() {
    const button = leaving;
    leaving = null;
    form.requestSubmit(button);
  }

  // The next round, each time after a longer wait. Without a sign-in the page asks in vain: it stops after a while.
  function later() {
    clearTimeout(timer);
    wait = Math.min(LONGEST_WAIT, wait * 2 || 4);
    asleep = since > 0 && Date.now() - since > PATIENCE;
    if (!asleep) timer = setTimeout(round, wait * 1000);
  }

  function round() {
    held.clear();
    send();
  }

  // Somebody is here again, or the network is.
  function wake() {
    wait = since = 0;
    asleep = false;
    round();
  }

  function keep(name, value, version) {
    waiting[name] = { value, version, at: now() };
    refused.delete(name);
    held.delete(name);
    store(name);
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
        keep(name, value, versions[name]);
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

  // 8万 is shown as it was read, beside what was typed.
  function reads(name, words) {
    const control = controls(name)[0];
    const field = control?.closest(".field");
    if (!field) return;
    field.querySelector("[data-reads]")?.remove();
    if (!words) return;
    const line = document.createElement("p");
    line.className = "hint";
    line.dataset.reads = "";
    line.setAttribute("role", "status");
    line.textContent = words;
    (field.querySelector(".affixed, .input") ?? control).after(line);
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
    const found = {};
    try {
      for (const key of Object.keys(localStorage)) {
        const kept = key.startsWith(prefix) && parse(localStorage.getItem(key));
        if (Array.isArray(kept?.value)) found[key.slice(prefix.length)] = kept;
      }
    } catch {
      // A private window may have no storage; the server still saves.
    }
    return found;
  }
  function kept(name) {
    return parse(localStorage.getItem(prefix + name));
  }
  // What another window typed later stays: this one still has its own, and sends it.
  function store(name) {
    const { value, version, at } = waiting[name];
    try {
      if (!(kept(name)?.at > at)) localStorage.setItem(prefix + name, JSON.stringify({ value, version, at }));
    } catch {
      // The same.
    }
  }
  function forget(name) {
    const { at } = waiting[name];
    delete waiting[name];
    refused.delete(name);
    held.delete(name);
    try {
      if (kept(name)?.at === at) localStorage.removeItem(prefix + name);
    } catch {
      // The same.
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

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// The moment, told apart from that of another window within the same thousandth of a second.
function now() {
  return Date.now() + Math.random();
}
