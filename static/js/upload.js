// Files are checked as they are chosen, one message a file; sending shows progress; a failure keeps what was chosen.
//
//   <input type="file" data-max-bytes accept data-max-files>         checked when chosen
//   … data-upload="URL"   each file is sent at once: POST file -> 201 {"id", "name"} or 4xx {"errors": ["…"]};
//                         the ids are posted with the form under data-upload-name (default: name + "_ids")
//   <form data-progress>  the form is sent with a progress bar

const MB = 1024 * 1024;
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
      if (input.dataset.upload) send(input, file, line);
      else kept.items.add(file);
    });
    // Files that cannot be accepted leave the input: the good ones are not held up by them.
    if (input.dataset.upload) input.value = "";
    else if (kept.files.length !== files.length) input.files = kept.files;
  });
}

function problem(input, file) {
  const types = (input.accept || "").split(",").map((one) => one.trim().toLowerCase()).filter((one) => one.startsWith("."));
  const limit = Number(input.dataset.maxBytes || Infinity);
  if (types.length && !types.some((type) => file.name.toLowerCase().endsWith(type))) {
    return `这种格式不能上传，请转换成 ${types.map((one) => one.slice(1)).join("、")} 后重新选择。`;
  }
  if (!file.size) return "这是空文件，请检查后重新选择。";
  if (file.size > limit) return `有 ${size(file.size)}，超过 ${size(limit)} 的上限。请压缩或拆分后重新选择。`;
  return "";
}

function row(list, file, wrong) {
  const line = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = `${file.name}　${size(file.size)}`;
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

function send(input, file, line) {
  line.classList.remove("wrong");
  const progress = bar(line, `正在上传 ${file.name}`);
  const request = new XMLHttpRequest();
  const data = new FormData();
  data.append("file", file);
  request.open("POST", input.dataset.upload);
  request.setRequestHeader("X-CSRFToken", input.form?.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "json";
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) progress.value = (100 * event.loaded) / event.total;
  });
  const again = (words) => {
    progress.remove();
    const text = complain(line, words);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = "重新上传";
    button.addEventListener("click", () => {
      text.remove();
      button.remove();
      send(input, file, line);
    });
    line.append(button);
  };
  request.addEventListener("error", () => again("网络断开，没有传完。"));
  request.addEventListener("timeout", () => again("网络太慢，没有传完。"));
  request.addEventListener("load", () => {
    const answer = request.response;
    if (request.status >= 200 && request.status < 300 && answer?.id) {
      progress.remove();
      const hidden = document.createElement("input");
      hidden.type = "hidden";
      hidden.name = input.dataset.uploadName || `${input.name}_ids`;
      hidden.value = answer.id;
      const done = document.createElement("span");
      done.className = "badge ok";
      done.textContent = "已上传";
      line.append(done, hidden);
    } else if (answer?.errors?.length) {
      progress.remove();
      complain(line, answer.errors.join(" "));
    } else if (request.status === 413) {
      progress.remove();
      complain(line, "文件太大，服务器没有接收。请压缩或拆分后重新选择。");
    } else {
      again("没有传成功。");
    }
  });
  request.send(data);
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
