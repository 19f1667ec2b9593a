// Files are checked as they are chosen, one message a file; sending shows progress; a failure keeps what was chosen.
//
//   <input type="file" data-max-bytes accept data-max-files>         checked when chosen
//   … data-upload="URL"   each file is sent at once, a piece at a time, and goes on after a lost connection, or when the
//                         same file is chosen again after a reload: tus 1.0.0, see common/documents/views/pieces.py.
//                         Ids are posted with the form under data-upload-name (default: name + "_ids").
//   … data-upload-held    what was sent waits for its form and can be taken out again
//   <form data-progress>  the form is sent with a progress bar

const MB = 1024 * 1024;
const PIECE = MB;
const size = (bytes) => (bytes < MB ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${+(bytes / MB).toFixed(1)} MB`);

for (const input of document.querySelectorAll("input[type=file]")) {
  const list = document.createElement("ul");
  list.className = "files";
  list.setAttribute("aria-live", "polite");
  list.setAttribute("aria-label", "已选的文件");
  input.after(list);
  input.addEventListener("change", () => {
    if (!input.dataset.upload) list.replaceChildren();
    const files = [...input.files];
    const most = Number(input.dataset.maxFiles || (input.multiple ? Infinity : 1));
    const kept = new DataTransfer();
    files.forEach((file, at) => {
      const wrong = at >= most ? `一次最多 ${most} 份，这一份没有加入。` : problem(input, file);
      const line = row(list, file, wrong);
      if (wrong) return;
      if (input.dataset.upload) send(input, file, line, most > 1);
      else kept.items.add(file);
    });
    // Files that cannot be accepted leave the input: the good ones are not held up by them.
    if (input.dataset.upload) input.value = "";
    else if (kept.files.length !== files.length) input.files = kept.files;
  });
}

function problem(input, file) {
  // What a file is, its content says: the court looks at the first piece, not at the name.
  const limit = Number(input.dataset.maxBytes || Infinity);
  if (!file.size) return "这是空文件，请检查后重新选择。";
  if (file.size > limit) return `有 ${size(file.size)}，超过 ${size(limit)} 的上限。请压缩或拆分后重新选择。`;
  return "";
}

function row(list, file, wrong) {
  const line = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = `${file.name || "没有名称的文件"}　${size(file.size)}`;
  line.append(name);
  list.append(line);
  if (wrong) complain(line, wrong);
  return line;
}

function complain(line, words) {
  line.classList.add("wrong");
  const text = document.createElement("span");
  text.className = "error";
  text.textContent = words;
  line.append(text);
  return text;
}

function bar(place, label) {
  const progress = document.createElement("progress");
  progress.className = "progress";
  progress.max = 100;
  progress.value = 0;
  progress.setAttribute("aria-label", label);
  place.append(progress);
  return progress;
}

function element(kind, css, words = "") {
  const made = document.createElement(kind);
  made.className = css;
  made.textContent = words;
  return made;
}

function button(words, act) {
  const made = element("button", "button small", words);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

// --- Sending in pieces ---------------------------------------------------------------------------------------------

// One file after the other: two at once are not faster on one line, and the first is safe sooner.
let queue = Promise.resolve();
const sending = new Map(); // form -> the lines that are not through yet

class Refused extends Error {} // the court's words: the file cannot be taken
class Gone extends Error {} // the court forgot this upload: announce it anew
class Expired extends Error {} // the page or the sign-in is over
class Turn extends Error {} // another window sent this piece meanwhile: ask how far it came

function send(input, file, line, several) {
  line.classList.remove("wrong");
  const form = input.form;
  if (!sending.has(form)) sending.set(form, new Set());
  sending.get(form).add(line);
  const progress = bar(line, `正在上传 ${file.name}`);
  const said = element("span", "hint", "等待上传");
  const stop = button("取消", () => {
    stopped = true;
    request?.abort();
    wake?.();
  });
  line.append(said, stop);
  let stopped = false;
  let request = null;
  let wake = null;
  let address = "";

  const call = (method, url, headers = {}, body = null) =>
    new Promise((resolve, reject) => {
      request = new XMLHttpRequest();
      request.open(method, url);
      request.timeout = 180_000;
      const token = form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
      const all = { "Tus-Resumable": "1.0.0", "X-CSRFToken": token, Accept: "application/json", ...headers };
      for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value);
      if (body) {
        const from = Number(headers["Upload-Offset"]);
        request.upload.addEventListener("progress", (event) => show(from + Math.min(event.loaded, body.size)));
      }
      request.addEventListener("load", () => {
        const { status } = request;
        if (status === 404 || status === 410) reject(new Gone());
        else if (status === 409) reject(new Turn());
        else if (status >= 500 || status === 429) reject(new Error(String(status)));
        else if (!request.getResponseHeader("Tus-Resumable")) reject(status === 413 ? new Refused(TOO_LARGE) : new Expired());
        else if (status >= 400) reject(new Refused(errors(request)));
        else resolve(request);
      });
      for (const lost of ["error", "timeout", "abort"]) request.addEventListener(lost, () => reject(new Error(lost)));
      request.send(body);
    });
  const show = (bytes) => {
    progress.value = (100 * bytes) / file.size;
    said.textContent = `已传 ${size(bytes)}`;
  };
  const offset = (answer) => Number(answer.getResponseHeader("Upload-Offset"));

  const announce = async () => {
    const told = { filename: file.name, fingerprint: await fingerprint(file) };
    const described = Object.entries(told).map(([key, value]) => `${key} ${base64(value)}`);
    const headers = { "Upload-Length": String(file.size), "Upload-Metadata": described.join(",") };
    const answer = await call("POST", input.dataset.upload, headers).catch((problem) => {
      throw problem instanceof Gone ? new Expired() : problem;
    });
    address = answer.getResponseHeader("Location");
    return offset(answer);
  };
  const pieces = async (from) => {
    let at = from;
    if (at) said.textContent = `上次已传 ${size(at)}，接着传`;
    let answer;
    do {
      const body = file.slice(at, at + PIECE);
      const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(at) };
      // An empty piece at the end asks for a whole file to be taken whose taking was cut off.
      answer = await call("PATCH", address, headers, body);
      at = offset(answer);
      show(at);
    } while (at < file.size);
    return answer;
  };
  // Until the line is back, the person presses, or a little while has passed.
  const pause = (failures) =>
    new Promise((resolve) => {
      const again = button("继续上传", resolve);
      said.className = "error";
      said.textContent = `网络断开，已传 ${size((progress.value * file.size) / 100)}，恢复后自动接着传。`;
      line.append(again);
      const timer = setTimeout(resolve, 1000 * Math.min(30, 2 ** failures));
      addEventListener("online", resolve, { once: true });
      wake = resolve;
    }).finally(() => {
      said.className = "hint";
      said.textContent = "正在接着传";
      line.querySelectorAll("button").forEach((one) => one !== stop && one.remove());
    });

  const run = async () => {
    let failures = 0;
    let [gone, turns] = [0, 0];
    while (!stopped) {
      try {
        const from = address ? offset(await call("HEAD", address)) : await announce();
        finish(await pieces(from));
        return;
      } catch (problem) {
        if (stopped) break;
        if (problem instanceof Gone && (gone += 1) < 3) address = "";
        else if (problem instanceof Turn && (turns += 1) < 5) continue;
        else if (problem instanceof Refused) return refuse(problem.message);
        else if (problem instanceof DOMException) return refuse("这个文件现在打不开，请重新选择。");
        else if (problem instanceof Gone || problem instanceof Expired) {
          return refuse("页面已经过期：请刷新页面（需要时重新登录），再选择同一个文件，会接着上次的进度传。");
        } else await pause((failures += 1));
      }
    }
    if (address) call("DELETE", address).catch(() => {});
    line.remove();
  };
  const refuse = (words) => {
    for (const each of [progress, said, stop]) each.remove();
    complain(line, words);
  };
  const finish = (answer) => {
    for (const each of [progress, said, stop]) each.remove();
    const hidden = document.createElement("input");
    hidden.type = "hidden";
    hidden.name = input.dataset.uploadName || `${input.name}_ids`;
    hidden.value = address.split("/").filter(Boolean).pop();
    const named = answer.getResponseHeader("Content-Location");
    const again = answer.getResponseHeader("Upload-Again");
    line.append(element("span", "badge ok", again ? "之前已经传过，没有重复添加" : "已上传"), hidden);
    // The same file chosen twice, or one where only one may be: the last stands.
    for (const other of [...line.parentNode.children]) {
      const same = other.querySelector(`input[name="${hidden.name}"]`);
      if (other !== line && same && (!several || same.value === hidden.value)) other.remove();
    }
    if (named) {
      const link = element("a", "", "写明能证明什么，或者删除");
      link.href = named;
      line.append(link);
    } else if ("uploadHeld" in input.dataset) {
      const out = button("移除", () => {
        call("DELETE", address).catch(() => {});
        line.remove();
      });
      out.setAttribute("aria-label", `移除 ${file.name}`);
      line.append(out);
    }
  };

  const turn = () => run().finally(() => settled(form, line));
  queue = queue.then(turn, turn);
}

const TOO_LARGE = "文件太大，服务器没有接收。请压缩或拆分后重新选择。";

function errors(answer) {
  try {
    return JSON.parse(answer.responseText).errors.join(" ");
  } catch {
    return "没有传成功，请重新选择。";
  }
}

const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const hex = (bytes) => [...new Uint8Array(bytes)].map((one) => one.toString(16).padStart(2, "0")).join("");

// By what the same file is known again: its content where the browser may tell it and can hold it in memory (a film it
// cannot), else name, size and day of change.
const HELD = 64 * MB;
async function fingerprint(file) {
  if (globalThis.crypto?.subtle && file.size <= HELD) return `sha256:${hex(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()))}`;
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (const letter of `${file.name}|${file.size}|${file.lastModified}`) {
    high = Math.imul(high ^ letter.codePointAt(0), 2654435761);
    low = Math.imul(low ^ letter.codePointAt(0), 1597334677);
  }
  return `loose:${[high, low].map((one) => (one >>> 0).toString(16).padStart(8, "0")).join("")}`;
}

// A form sent while its files are on their way goes when they are there.
const wanted = new Map();
for (const form of new Set([...document.querySelectorAll("input[data-upload]")].map((input) => input.form))) {
  form.addEventListener("submit", (event) => {
    if (!sending.get(form)?.size) return;
    event.preventDefault();
    if (!wanted.has(form)) {
      const words = element("p", "hint", "文件还在上传，传完后自动提交，请不要关闭页面。");
      words.setAttribute("role", "status");
      form.append(words);
      wanted.set(form, { words, submitter: event.submitter });
    }
  });
}

function settled(form, line) {
  sending.get(form).delete(line);
  const waiting = wanted.get(form);
  if (!waiting || sending.get(form).size) return;
  wanted.delete(form);
  waiting.words.remove();
  if (!form.querySelector(".files li.wrong")) form.requestSubmit(waiting.submitter);
}

for (const form of document.querySelectorAll("form[data-progress]")) {
  form.addEventListener("submit", (event) => {
    const chosen = [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);
    if (!chosen || event.defaultPrevented) return;
    event.preventDefault();
    form.querySelector("[data-sending]")?.remove();
    const place = document.createElement("div");
    place.dataset.sending = "";
    place.setAttribute("role", "status");
    const words = document.createElement("p");
    words.textContent = "正在上传，请不要关闭页面。";
    place.append(words);
    const progress = bar(place, "上传进度");
    form.append(place);
    const data = new FormData(form, event.submitter);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", (moved) => {
      if (!moved.lengthComputable) return;
      progress.value = (100 * moved.loaded) / moved.total;
      words.textContent = `已上传 ${size(moved.loaded)}，共 ${size(moved.total)}`;
    });
    request.addEventListener("error", () => {
      progress.remove();
      words.className = "error";
      words.textContent = "网络断开，没有传完。您选的文件和填的内容都还在，请再按一次提交。";
      form.removeAttribute("aria-busy");
    });
    request.addEventListener("load", () => {
      if (request.status < 400 && request.responseURL && request.responseURL !== form.action) {
        location.assign(request.responseURL);
        return;
      }
      const answer = new DOMParser().parseFromString(request.responseText, "text/html");
      const errors = answer.querySelector(".errors");
      if (!errors) {
        form.submit();
        return;
      }
      // Only the words come in; the form with its chosen files stays.
      document.querySelector(".errors")?.remove();
      place.remove();
      const main = document.querySelector("main");
      main.prepend(document.importNode(errors, true));
      main.querySelector(".errors").focus();
      document.title = answer.title;
    });
    request.send(data);
  });
}
