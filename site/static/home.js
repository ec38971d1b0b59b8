// The home page's picture: on a touch screen the first tap tells, and Escape hides what is told.
"use strict";

document.querySelectorAll(".cut").forEach((cut) => {
  const bar = cut.querySelector("a"), told = cut.querySelector(".told");
  let shown = false; // before the tap
  bar.addEventListener("pointerdown", () => { shown = getComputedStyle(told).display !== "none"; });
  bar.addEventListener("click", (event) => {
    if (event.pointerType !== "touch" || shown) return;
    event.preventDefault();
    bar.focus();
  });
  ["pointerenter", "focusin"].forEach((name) => cut.addEventListener(name, () => cut.classList.remove("silent")));
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelectorAll(".cut").forEach((cut) => cut.classList.add("silent"));
});
