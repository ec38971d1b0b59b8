// The statement browser: filters with counts, a state in the link; without it the page is a list by theme.
"use strict";

document.querySelectorAll(".statement-tools").forEach((box) => {
  const { words, options } = JSON.parse(box.querySelector("script").textContent);
  const NAMES = ["polarity", "theme", "place", "voice"];
  const items = [...document.querySelectorAll(".statements li")];
  const groups = [...document.querySelectorAll("details.theme")];
  const chosen = {};
  let typed = "";
  const make = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...children);
    return made;
  };
  const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const fold = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");
  const texts = new Map(items.map((item) => [item, fold(item.textContent)]));

  const status = make("p", { role: "status", class: "statement-status" });
  const share = make("button", { type: "button" }, words.copy);
  const clear = make("button", { type: "button" }, words.clear);
  const find = make("input", { type: "search", autocomplete: "off" });
  const selects = {};
  const controls = NAMES.map((name) => {
    selects[name] = make("select");
    selects[name].addEventListener("change", () => { chosen[name] = selects[name].value; draw(true); });
    return make("label", {}, make("span", {}, words.filters[name]), selects[name]);
  });
  find.addEventListener("input", () => { typed = find.value; draw(true); });
  clear.addEventListener("click", () => { NAMES.forEach((name) => { chosen[name] = ""; }); typed = ""; draw(true); });
  share.addEventListener("click", async () => {
    try { await navigator.clipboard.writeText(location.href); share.textContent = words.copied; } catch { share.textContent = words.address; }
  });

  // A statement fits all that is chosen; leaving one filter out tells what its options would give.
  const fits = (item, but = "") => NAMES.every((name) => name === but || !chosen[name] || item.dataset[name] === chosen[name])
    && fold(typed).split(/\s+/).filter(Boolean).every((term) => texts.get(item).includes(term));

  const draw = (remembered) => {
    NAMES.forEach((name) => {
      const others = items.filter((item) => fits(item, name));
      const count = (code) => (code ? others.filter((item) => item.dataset[name] === code).length : others.length);
      selects[name].replaceChildren(...[["", words.all], ...options[name]].map(([code, label]) => {
        const option = make("option", { value: code }, `${label} (${count(code)})`);
        option.selected = (chosen[name] || "") === code;
        return option;
      }));
    });
    if (find.value !== typed) find.value = typed;
    let n = 0;
    items.forEach((item) => { item.hidden = !fits(item); n += !item.hidden; });
    const narrowed = Boolean(typed.trim()) || NAMES.some((name) => chosen[name]);
    groups.forEach((group) => {
      const left = [...group.querySelectorAll("li")].filter((item) => !item.hidden).length;
      group.hidden = !left;
      group.querySelector(".count").textContent = `(${left})`;
      group.querySelector("small").hidden = narrowed;
      if (remembered || narrowed) group.open = narrowed;
    });
    status.textContent = n ? say(words.shown, { n, all: items.length }) : words.none;
    clear.hidden = !narrowed;
    share.textContent = words.copy;
    if (!remembered) return;
    const kept = [...NAMES, "find"].map((name) => [name, name === "find" ? typed : chosen[name]]).filter(([, value]) => value);
    const hash = kept.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join(";");
    try { history.replaceState(null, "", hash ? `#only-${hash}` : location.pathname + location.search); } catch { /* the address stays */ }
    window.dispatchEvent(new Event("hashchange"));
  };
  const recall = () => {
    const found = location.hash.match(/^#only-(.*)$/);
    if (!found) return;
    found[1].split(";").forEach((pair) => {
      const [name, text = ""] = pair.split("=");
      let value = "";
      try { value = decodeURIComponent(text).slice(0, 100); } catch { return; }
      if (name === "find") typed = value;
      else if (NAMES.includes(name) && options[name].some(([code]) => code === value)) chosen[name] = value;
    });
  };
  recall();
  box.append(make("div", { class: "statement-filters" }, ...controls, make("label", {}, make("span", {}, words.find), find)), status, make("p", { class: "statement-ways" }, clear, share));
  box.hidden = false;
  draw(false);
});
