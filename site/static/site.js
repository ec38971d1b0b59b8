// The page's controls: one switch for all code, pictures that open large, the other language.
"use strict";

document.body.classList.add("scripted");

// --- code: folded until asked for, and remembered -----------------------------------------------
(() => {
  const button = document.querySelector(".code-switch");
  if (!button) return;
  const cells = document.querySelectorAll("details.above-input");
  const remembered = () => {
    try { return localStorage.getItem("code") === "shown"; } catch { return false; }
  };
  const set = (shown) => {
    cells.forEach((cell) => { cell.open = shown; });
    document.body.classList.toggle("code-shown", shown);
    button.textContent = shown ? button.dataset.hide : button.dataset.show;
    button.setAttribute("aria-pressed", String(shown));
  };
  button.hidden = false;
  set(remembered());
  button.addEventListener("click", () => {
    const shown = button.getAttribute("aria-pressed") !== "true";
    set(shown);
    try { localStorage.setItem("code", shown ? "shown" : "folded"); } catch { /* not kept */ }
  });
})();

// --- pictures: a click opens them at full size, to scroll and to pinch --------------------------
(() => {
  const dialog = document.querySelector("dialog.zoomed");
  if (!dialog || !dialog.showModal) return; // the link then opens the picture itself
  const canvas = dialog.querySelector(".canvas");
  document.querySelectorAll("a.zoom").forEach((link) => {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      const small = link.querySelector("img");
      const large = small.cloneNode();
      large.removeAttribute("loading");
      // The wide drawing, larger than on the page, and as wide as the screen where that is wider; a
      // tall one scrolls.
      large.style.width = `max(${1.08 * small.getAttribute("width")}px, ${1.25 * small.clientWidth}px, min(96vw, 1300px))`;
      large.style.height = "auto";
      canvas.replaceChildren(large);
      dialog.showModal();
    });
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
})();

// --- pictures as PNG: drawn here from the SVG, as it is seen, for slides and word processors ------
document.querySelectorAll("figure.chart").forEach((figure) => {
  const button = figure.querySelector("button.png"), shown = figure.querySelector("img");
  button.hidden = location.protocol === "file:"; // no picture of a file may be read
  button.addEventListener("click", async () => {
    const picture = new Image(), canvas = document.createElement("canvas");
    picture.src = shown.src;
    await picture.decode();
    canvas.width = 3 * shown.getAttribute("width");
    canvas.height = 3 * shown.getAttribute("height");
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = `${figure.id.slice("figure-".length)}.png`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    });
  });
});

// --- the other edition: at the place that is being read -----------------------------------------
(() => {
  const link = document.querySelector("a.language");
  const page = link.getAttribute("href");
  const follow = () => { link.setAttribute("href", page + location.search + location.hash); };
  follow();
  window.addEventListener("hashchange", follow);
})();

// --- a folded place that a link leads to opens ---------------------------------------------------
(() => {
  const named = () => {
    try { return decodeURIComponent(location.hash.slice(1)); } catch { return ""; } // made by hand
  };
  const open = () => {
    const target = document.getElementById(named());
    const folded = target && target.closest("details:not([open])");
    if (folded) { folded.open = true; target.scrollIntoView(); }
  };
  open();
  window.addEventListener("hashchange", open);
})();
