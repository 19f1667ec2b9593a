// <div data-when="QUESTION" data-values="a|b">: shown only while QUESTION has one of these values (or, without values,
// any answer). Without a script everything is shown; what is hidden is still sent, so nothing typed is lost.

for (const form of document.querySelectorAll("form[data-conditions]")) {
  const parts = [...form.querySelectorAll("[data-when]")];
  const update = () => {
    const data = new FormData(form);
    for (const part of parts) {
      const values = part.dataset.values ? part.dataset.values.split("|") : null;
      const given = data.getAll(part.dataset.when).filter((one) => one !== "");
      const wrong = part.querySelector(".wrong");
      // What hangs on a question that is itself not asked is not asked either.
      const about = form.elements.namedItem(part.dataset.when);
      const above = (about?.length && !about.tagName ? about[0] : about)?.closest("[data-when]");
      part.hidden = !wrong && (above?.hidden || !given.some((one) => !values || values.includes(one)));
    }
  };
  form.addEventListener("change", update);
  update();
}
