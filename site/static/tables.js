// Tables: filter and sort the long ones, say when columns lie beyond the edge, unfold for paper and links.
"use strict";

(() => {
  const LONG = 12;
  const words = JSON.parse(document.getElementById("table-words").textContent);
  const phone = window.matchMedia("(max-width: 46em)").matches;
  const vi = document.documentElement.lang === "vi";
  const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const make = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...children);
    return made;
  };
  // Small letters without tone marks, as the search folds them.
  const fold = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");

  // --- what lies beyond the edge ------------------------------------------------------------------
  const boxes = [...document.querySelectorAll("article .table, article .table-wrapper")];
  const measure = (box) => {
    if (!box.clientWidth) return; // folded away
    box.classList.remove("fits", "over");
    const over = box.scrollWidth > box.clientWidth + 1;
    box.classList.add(over ? "over" : "fits");
    const hint = box.nextElementSibling && box.nextElementSibling.matches(".table-hint") ? box.nextElementSibling : null;
    if (over && !hint) box.after(make("p", { class: "table-hint", "aria-hidden": "true" }, words.sideways));
    if (!over && hint) hint.remove();
  };
  const watcher = new ResizeObserver((entries) => entries.forEach(({ target }) => measure(target)));
  boxes.forEach((box) => watcher.observe(box));

  // --- filter and sort ----------------------------------------------------------------------------
  const number = (text) => {
    const found = text.match(/-?\d[\d.,]*/);
    if (!found || found.index > 14) return null;
    const [thousands, mark] = vi ? [/\./g, ","] : [/,/g, "."];
    return Number(found[0].replace(/[.,]$/, "").replace(thousands, "").replace(mark, "."));
  };
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const compare = (column, falling, byNumber) => (one, other) => {
    const [a, b] = [one, other].map((row) => (row.cells[column] ? row.cells[column].textContent.trim() : ""));
    const order = byNumber ? (number(a) ?? Infinity) - (number(b) ?? Infinity) : collator.compare(a, b);
    return falling ? -order : order;
  };
  const equip = (box) => {
    const body = box.querySelector("tbody");
    const rows = body ? [...body.rows] : [];
    const heads = [...box.querySelectorAll("thead tr:last-child > *")];
    if (rows.length <= LONG || !heads.length) return;
    const numeric = heads.map((_, column) => rows.filter((row) => row.cells[column] && number(row.cells[column].textContent) !== null).length > rows.length / 2
      && rows.every((row) => !row.cells[column] || row.cells[column].textContent.trim().length < 40));
    const order = (column, falling) => {
      body.append(...(column < 0 ? rows : [...rows].sort(compare(column, falling, numeric[column]))));
    };
    const input = make("input", { type: "search", autocomplete: "off" });
    const status = make("span", { role: "status" });
    const filter = () => {
      const terms = fold(input.value).split(/\s+/).filter(Boolean);
      let n = 0;
      rows.forEach((row) => {
        const text = fold(row.textContent);
        row.hidden = !terms.every((term) => text.includes(term));
        n += !row.hidden;
      });
      status.textContent = terms.length ? say(words.shown, { n, all: rows.length }) : "";
    };
    input.addEventListener("input", filter);
    const tools = make("div", { class: "table-tools" }, make("label", {}, `${words.filter} `, input));
    if (phone) {
      const select = make("select", {}, make("option", { value: "-1" }, words.as_is),
        ...heads.flatMap((head, column) => (head.textContent.trim() ? [make("option", { value: String(column) }, head.textContent.trim())] : [])));
      select.addEventListener("change", () => order(Number(select.value), false));
      tools.append(make("label", {}, `${words.sort} `, select));
    } else {
      heads.forEach((head, column) => {
        if (!head.textContent.trim()) return;
        const button = make("button", { type: "button", class: "sort", "aria-label": `${words.sort} ${head.textContent.trim()}` });
        button.addEventListener("click", () => {
          const next = { ascending: "descending", descending: "" }[head.getAttribute("aria-sort")] ?? "ascending";
          heads.forEach((other) => other.removeAttribute("aria-sort"));
          if (next) head.setAttribute("aria-sort", next);
          order(next ? column : -1, next === "descending");
        });
        head.append(button);
      });
    }
    tools.append(status);
    box.before(tools);
    window.addEventListener("hashchange", () => {
      const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (row && row.hidden && body.contains(row)) { input.value = ""; filter(); row.scrollIntoView(); }
    });
  };
  boxes.forEach(equip);

  // --- phones: middling tables are folded too, but for the one that a link leads to ---------------
  const small = window.matchMedia("(max-width: 46em)");
  const fit = () => {
    let target = null;
    try {
      target = location.hash.startsWith("#check-") ? document.querySelector(".live") : document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch { /* no such place */ }
    document.querySelectorAll("details.on-phones").forEach((one) => { one.open = !small.matches || one.contains(target); });
  };
  fit();
  small.addEventListener("change", fit);

  // --- paper: everything unfolded -------------------------------------------------------------------
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("article details:not([open]):not(.above-input)")];
    opened.forEach((one) => { one.open = true; });
  });
  window.addEventListener("afterprint", () => { opened.forEach((one) => { one.open = false; }); });
})();
