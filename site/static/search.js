// Search in what `search-index.js` holds: [address, page, heading, text].
"use strict";

(() => {
  const MOST = 40; // results shown
  const words = window.SEARCH_WORDS;
  const status = document.querySelector(".search-status");
  const list = document.querySelector(".search-results");

  // Small letters, no tone marks, đ as d: what is typed and what is searched, alike.
  const fold = (text) =>
    text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");
  const split = (text) => fold(text).match(/[\p{L}\p{N}]+(?:[.,/-][\p{L}\p{N}]+)*/gu) || [];
  const literal = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  // A term begins a word, and a number is a whole one: 27 does not find 270.
  const pattern = (term) =>
    new RegExp(`(?<![\\p{L}\\p{N}])${literal(term)}${/^\d/.test(term) ? "(?![\\p{L}\\p{N}]|[.,]\\d)" : ""}`, "gu");

  const score = ([, page, heading], folded, terms, phrase) => {
    let points = 0;
    for (const term of terms) {
      const times = (folded.match(pattern(term)) || []).length;
      if (!times) return 0;
      points += 1 + Math.log(times);
      if (fold(heading || page).match(pattern(term))) points += 4;
    }
    if (terms.length > 1 && folded.includes(phrase)) points += 6;
    // A place is better, the more of it is about what was asked for.
    return points / Math.log(50 + folded.length / 8);
  };

  // Folding changes a text's length, so its letters are folded one by one.
  const foldedWithPlaces = (text) => {
    let folded = "";
    const places = [];
    let at = 0;
    for (const letter of text) {
      for (const part of fold(letter)) { folded += part; places.push(at); }
      at += letter.length;
    }
    places.push(at);
    return [folded, places];
  };

  const excerpt = (text, terms) => {
    const whole = text.normalize("NFC");
    const [folded, places] = foldedWithPlaces(whole);
    const hits = terms
      .flatMap((term) => [...folded.matchAll(pattern(term))].map((hit) => [hit.index, hit.index + term.length]))
      .sort((a, b) => a[0] - b[0]);
    const first = hits.length ? places[hits[0][0]] : 0;
    const begin = first < 80 ? 0 : whole.indexOf(" ", first - 70) + 1;
    const end = Math.min(whole.length, begin + 260);
    const shown = document.createElement("p");
    if (begin) shown.append("… ");
    let at = begin;
    for (const [from, to] of hits) {
      const [start, stop] = [places[from], places[to]];
      if (start < at || stop > end) continue;
      const mark = document.createElement("mark");
      mark.textContent = whole.slice(start, stop);
      shown.append(whole.slice(at, start), mark);
      at = stop;
    }
    shown.append(whole.slice(at, end), end < whole.length ? " …" : "");
    return shown;
  };

  const show = (query) => {
    const terms = split(query);
    list.replaceChildren();
    if (!terms.length) { status.textContent = words.search_hint; return; }
    const phrase = fold(query).trim().replace(/\s+/g, " ");
    const found = window.SEARCH_INDEX
      .map((entry) => [score(entry, fold(entry.slice(1).join(" ")), terms, phrase), entry])
      .filter(([points]) => points > 0)
      .sort((a, b) => b[0] - a[0]);
    const n = found.length;
    const said = n === 0 ? words.search_none
      : n === 1 ? words.search_one
      : n > MOST ? words.search_first : words.search_some;
    status.textContent = said.replace("{n}", n).replace("{m}", MOST);
    const append = (entries) => {
      for (const [, [address, page, heading, text]] of entries) {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = address;
        link.textContent = heading ? `${page} › ${heading}` : page;
        item.append(link, excerpt(text, terms));
        list.append(item);
      }
    };
    append(found.slice(0, MOST));
    if (n > MOST) {
      const more = document.createElement("button");
      more.type = "button";
      more.textContent = words.search_all;
      more.addEventListener("click", () => {
        more.remove();
        append(found.slice(MOST));
        status.textContent = words.search_some.replace("{n}", n);
        list.children[MOST].querySelector("a").focus();
      });
      list.after(more);
    }
  };

  const query = new URLSearchParams(location.search).get("q") || "";
  document.querySelectorAll('input[name="q"]').forEach((input) => { input.value = query; });
  show(query);
})();
