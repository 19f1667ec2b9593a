// A pad to sign on, by finger, pen or mouse. The drawing goes into the hidden input as a PNG; the typed name stays as
// the other way for whoever cannot draw.
for (const place of document.querySelectorAll("[data-signature]")) {
  const pad = place.querySelector("[data-pad]");
  const canvas = pad.querySelector("canvas");
  const drawn = place.querySelector("[data-drawn]");
  const said = pad.querySelector("[data-said]");
  const label = place.querySelector("[data-typed-label]");
  pad.hidden = false;
  if (label) label.textContent = "不便手写的，填写姓名作为签名";
  const ink = canvas.getContext("2d");
  let strokes = [];
  let stroke = null;
  let kept = null; // what was drawn before the page came back with an error

  const fit = () => {
    const box = canvas.getBoundingClientRect();
    if (!box.width) return; // not shown yet
    const scale = Math.min(2, devicePixelRatio || 1);
    canvas.width = Math.round(box.width * scale);
    canvas.height = Math.round(box.height * scale);
    ink.scale(scale, scale);
    ink.lineWidth = 2.6;
    ink.lineCap = ink.lineJoin = "round";
    ink.strokeStyle = ink.fillStyle = "#111820";
    if (kept) ink.drawImage(kept, 0, 0, box.width, box.height);
    strokes.forEach(draw);
  };
  const draw = (points) => {
    ink.beginPath();
    if (points.length === 1) ink.arc(points[0][0], points[0][1], 1.4, 0, 7);
    ink.moveTo(...points[0]);
    for (let at = 1; at < points.length; at += 1) {
      const [x, y] = points[at - 1];
      ink.quadraticCurveTo(x, y, (x + points[at][0]) / 2, (y + points[at][1]) / 2);
    }
    if (points.length === 1) ink.fill();
    else ink.stroke();
  };
  const spot = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    stroke = [spot(event)];
    strokes.push(stroke);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!stroke) return;
    for (const each of event.getCoalescedEvents?.() ?? [event]) stroke.push(spot(each));
    draw(stroke.slice(-3));
  });
  const end = () => {
    if (!stroke) return;
    if (stroke.length === 1) draw(stroke);
    stroke = null;
    drawn.value = canvas.toDataURL("image/png");
    said.textContent = "已签名。";
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  pad.querySelector("[data-clear]").addEventListener("click", () => {
    strokes = [];
    kept = null;
    drawn.value = "";
    ink.clearRect(0, 0, canvas.width, canvas.height);
    said.textContent = "已清除，请重新签名。";
  });
  fit();
  new ResizeObserver(fit).observe(canvas); // shown later, or the phone was turned
  if (drawn.value) {
    const before = new Image();
    before.onload = () => {
      kept = before;
      fit();
    };
    before.src = drawn.value;
    said.textContent = "已签名。";
  }
}
