// Cards: a linked number opens what is known of its figure where one reads.
"use strict";

(() => {
  const KEY = /^[a-z0-9-]+\/[a-z0-9-]+$/;
  const words = JSON.parse(document.getElementById("card-words").textContent);
  const make = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...children);
    return made;
  };
  const copied = (button, text, shown) => async () => {
    try { await navigator.clipboard.writeText(text()); button.textContent = words.copied; } catch {
      if (shown) window.getSelection().selectAllChildren(shown);
      button.textContent = words.uncopied;
    }
  };
  const address = (key) => new URL(`figures.html#card/${key}`, location.href).href;
  // The two things one takes along from a card.
  const takeaways = (card, key) => {
    const cited = card.querySelector(".citation");
    const cite = make("button", { type: "button" }, words.copy_cite);
    const link = make("button", { type: "button" }, words.copy_link);
    cite.addEventListener("click", copied(cite, () => `${cited.textContent} ${address(key)}`, cited));
    link.addEventListener("click", copied(link, () => address(key)));
    card.querySelector(".ways").prepend(cite, link);
  };

  // --- pictures -------------------------------------------------------------------------------------
  document.querySelectorAll(".cited").forEach((line) => {
    const cited = line.querySelector(".citation"), button = make("button", { type: "button" }, words.copy_cite);
    const there = new URL(`#${line.closest("figure").id}`, location.href).href;
    button.addEventListener("click", copied(button, () => `${cited.textContent} ${there}`, cited));
    line.append(" ", button);
  });

  // --- on the page of all figures -------------------------------------------------------------------
  document.querySelectorAll("details.card").forEach((card) => {
    card.addEventListener("toggle", () => {
      if (card.open && !card.dataset.ready) { card.dataset.ready = "1"; takeaways(card, card.id.slice(5)); }
    });
  });

  // --- where one reads ------------------------------------------------------------------------------
  const dialog = make("dialog", { class: "card", "aria-labelledby": "card-name" });
  if (!dialog.showModal) return; // the links then lead to the marked rows
  const source = document.currentScript ? document.currentScript.src : document.querySelector('script[src*="cards.js"]').src;
  let loading = null;
  const load = () => {
    loading = loading || new Promise((resolve, reject) => {
      const script = make("script", { src: new URL("cards-data.js", source).href });
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      document.head.append(script);
    });
    return loading;
  };
  const show = (key) => {
    const { name, html } = window.CARDS[key];
    const heading = make("h2", { id: "card-name", tabindex: "-1" });
    heading.innerHTML = name;
    const body = make("div", { class: "card-body" });
    body.innerHTML = html;
    const back = make("button", { type: "button", class: "back-to-text" }, words.back);
    back.addEventListener("click", () => dialog.close());
    dialog.replaceChildren(heading, body, make("div", { class: "bar" }, back));
    takeaways(body, key);
    body.querySelector(".ways").append(make("a", { href: address(key) }, words.own_page));
    if (!dialog.isConnected) document.body.append(dialog);
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    heading.focus();
  };
  const asked = (link) => link.dataset.card || (KEY.test(link.title) ? link.title : "");
  let from = null;
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("article a[title], article a[data-card], dialog.card a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const key = asked(link);
    if (!key) { if (dialog.contains(link)) dialog.close(); return; } // a link that leads on
    event.preventDefault();
    if (!dialog.open) from = link;
    try { await load(); } catch { location.href = link.href; return; }
    if (window.CARDS[key]) show(key); else location.href = link.href;
  });
  // Sphinx's own scripts take Escape for themselves, and no dialog would close by it.
  window.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.querySelector("dialog[open]")) event.stopImmediatePropagation();
  }, true);
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => { if (from) from.focus({ preventScroll: true }); });
})();
