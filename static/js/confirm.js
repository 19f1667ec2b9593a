// <button data-confirm="撤回后，案件不再继续办理。确定撤回吗？">: asks once more, in the page, before the form goes.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.dataset.confirm || button.dataset.sure) return;
  event.preventDefault();
  event.stopPropagation();
  document.getElementById("confirming")?.remove();
  const box = document.createElement("div");
  box.id = "confirming";
  box.className = "notice wait";
  box.setAttribute("role", "alertdialog");
  box.setAttribute("aria-labelledby", "confirming-words");
  const words = document.createElement("p");
  words.id = "confirming-words";
  words.textContent = button.dataset.confirm;
  const row = document.createElement("p");
  row.className = "row";
  const yes = document.createElement("button");
  yes.type = "button";
  yes.className = "button danger";
  yes.textContent = `确定${button.textContent.trim()}`;
  const no = document.createElement("button");
  no.type = "button";
  no.className = "button";
  no.textContent = "先不";
  row.append(no, yes);
  box.append(words, row);
  button.before(box);
  const close = () => {
    box.remove();
    button.focus();
  };
  no.addEventListener("click", close);
  box.addEventListener("keydown", (key) => {
    if (key.key === "Escape") close();
  });
  yes.addEventListener("click", () => {
    button.dataset.sure = "1";
    box.remove();
    event.target.requestSubmit(button);
    delete button.dataset.sure;
  });
  no.focus();
}, true);
