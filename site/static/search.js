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
  // With its marks, but spelled one way: hoà as hòa, kĩ as kỹ.
  const spelled = (text) =>
    text.toLowerCase().normalize("NFD")
      .replace(/(?<![qQ])([ou])([ae]|(?<=u)y)([\u0300\u0301\u0303\u0309\u0323])(?![\p{L}])/gu, "$1$3$2")
      .replace(/(?<![\p{L}\p{M}])(h|k|l|m|s|t)i([\u0300\u0301\u0303\u0309\u0323])?(?![\p{L}\p{M}])/gu, "$1y$2")
      .normalize("NFC");
  const WORD = /[\p{L}\p{N}]+(?:[.,/-][\p{L}\p{N}]+)*/gu;
  const split = (text) => text.normalize("NFC").match(WORD) || [];
  const literal = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  const patterns = new Map();
  const cached = (name, make) => { if (!patterns.has(name)) patterns.set(name, make()); return patterns.get(name); };
  // 1833, 1.833 and 1,833 are one number, and so are 40.3 and 40,3.
  const number = (term) =>
    /^\d{1,3}(?:[.,]\d{3})*$|^\d+$/.test(term)
      ? term.replace(/[.,]/g, "").replace(/\B(?=(?:\d{3})+$)/g, "[.,]?")
      : literal(term).replace(/(?<=\d)(?:\\\.|,)(?=\d)/g, "[.,]");
  // A term begins a word, and a number is a whole one: 27 does not find 270.
  const pattern = (term) =>
    cached(`${term}…`, () => new RegExp(`(?<![\\p{L}\\p{N}]|\\d[.,])${/^\d/.test(term) ? `${number(term)}(?![\\p{L}\\p{N}]|[.,]\\d)` : literal(term)}`, "gu"));
  const whole = (term) =>
    cached(`${term}.`, () => new RegExp(`(?<![\\p{L}\\p{N}])${literal(term)}(?![\\p{L}\\p{N}])`, "gu"));

  // What is typed, as terms: each with what stands for it too, and whether its tones are typed.
  const asked = (query) => {
    const plain = spelled(query).replace(/\s+/g, " ").trim();
    let text = plain;
    for (const [typed, meant] of words.search_synonyms) text = text.replace(whole(spelled(typed)), meant);
    const all = split(text);
    const kept = all.filter((word) => !words.search_small.includes(word));
    return (kept.length ? kept : all).map((word) => ({
      word: spelled(word), folded: fold(word), toned: fold(word) !== word.toLowerCase(),
    }));
  };
  const INDEX = window.SEARCH_INDEX.map((entry) => {
    const text = entry.slice(1).join(" ");
    return { entry, folded: fold(text), heading: fold(entry[2] || entry[1]), spelled: spelled(text), record: entry[0].includes("/") || entry[0].startsWith("figures.html#") };
  });
  const hits = (term, place, exact) =>
    exact && term.toned ? place.spelled.match(whole(term.word)) : place.folded.match(pattern(term.folded));

  // With `every`, only places that have all terms have a score.
  const score = (place, terms, phrase, exact, every) => {
    let points = 0;
    for (const term of terms) {
      const times = (hits(term, place, exact) || []).length;
      if (!times && every) return 0;
      if (times) points += 1 + Math.log(times);
    }
    if (terms.every((term) => place.heading.match(pattern(term.folded)))) points += 4;
    if (terms.length > 1 && (exact ? place.spelled : place.folded).includes(phrase)) points += 6;
    // A place is better, the more of it is about what was asked for.
    return points / Math.log(50 + place.folded.length / 8);
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

  const excerpt = (text, terms, exact) => {
    const written = text.normalize("NFC");
    const [folded, places] = foldedWithPlaces(written);
    const found = terms
      .flatMap((term) => [...folded.matchAll(pattern(term.folded))].map((hit) => [hit.index, hit.index + term.folded.length]))
      .filter(([from, to]) => !exact || terms.some((term) => !term.toned || spelled(written.slice(places[from], places[to])) === term.word))
      .sort((a, b) => a[0] - b[0]);
    const first = found.length ? places[found[0][0]] : 0;
    const begin = first < 80 ? 0 : written.indexOf(" ", first - 70) + 1;
    const end = written.length > begin + 260 ? written.lastIndexOf(" ", begin + 260) : written.length;
    const shown = document.createElement("p");
    if (begin) shown.append("… ");
    let at = begin;
    for (const [from, to] of found) {
      const [start, stop] = [places[from], places[to]];
      if (start < at || stop > end) continue;
      const mark = document.createElement("mark");
      mark.textContent = written.slice(start, stop);
      shown.append(written.slice(at, start), mark);
      at = stop;
    }
    shown.append(written.slice(at, end), end < written.length ? " …" : "");
    return shown;
  };

  const show = (query) => {
    const terms = asked(query);
    list.replaceChildren();
    document.querySelectorAll(".search-lead").forEach((lead) => lead.remove());
    if (!terms.length) { status.textContent = words.search_hint; return; }
    // Exact tones where there are any; else whatever sounds alike.
    const within = (exact, every = true) => {
      const phrase = terms.map((term) => (exact ? term.word : term.folded)).join(" ");
      return INDEX
        .map((place) => [score(place, terms, phrase, exact, every), place])
        .filter(([points]) => points > 0)
        .sort((a, b) => a[1].record - b[1].record || b[0] - a[0])
        .map(([, place]) => place.entry);
    };
    const toned = terms.some((term) => term.toned) ? within(true) : [];
    const exact = toned.length > 0;
    let found = exact ? toned : within(false);
    const any = !found.length && terms.length > 1;
    if (any) found = within(false, false);
    // Everyday words lead to the page that answers them.
    const typed = ` ${fold(query).replace(/[^\p{L}\p{N}]+/gu, " ")} `;
    const lead = words.search_leads.find(([said]) => said.some((word) => typed.includes(` ${fold(word)} `)));
    if (lead) {
      const link = document.createElement("a");
      [, link.href, link.textContent] = lead;
      const line = document.createElement("p");
      line.className = "search-lead";
      line.append(`${words.search_lead} `, link);
      status.before(line);
    }
    const n = found.length;
    const said = n === 0 ? (lead ? words.search_only_lead : words.search_none)
      : n === 1 ? words.search_one
      : n > MOST ? words.search_first : words.search_some;
    status.textContent = (any && n ? `${words.search_any} ` : "") + said.replace("{n}", n).replace("{m}", MOST);
    const append = (entries) => {
      for (const [address, page, heading, text] of entries) {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = address;
        link.textContent = heading ? `${page} › ${heading}` : page;
        item.append(link, excerpt(text, terms, exact));
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
