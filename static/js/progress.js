// <div data-poll="URL">: long work tells how far it is. The answer is {"done", "total", "words", "finished", "url"}.
// The work goes on when the page is closed; without this script one reloads the page.
for (const place of document.querySelectorAll("[data-poll]")) {
  const progress = place.querySelector("progress");
  const words = place.querySelector("[data-words]");
  let wait = 1000;
  const ask = async () => {
    try {
      const response = await fetch(place.dataset.poll, { headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(String(response.status));
      const told = await response.json();
      if (progress && told.total) {
        progress.max = told.total;
        progress.value = told.done;
      }
      if (words) words.textContent = told.words;
      if (told.finished) {
        if (told.url) location.assign(told.url);
        return;
      }
      wait = Math.min(5000, wait * 1.2);
    } catch {
      wait = Math.min(30000, wait * 2);
    }
    setTimeout(ask, wait);
  };
  setTimeout(ask, wait);
}
