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
      part.hidden = !wrong && !given.some((one) => !values || values.includes(one));
    }
  };
  form.addEventListener("change", update);
  update();
}
