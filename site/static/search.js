// Search in what `search-index.js` holds: [address, page, heading, prose, rows of its tables ...].
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
  // A number is found however it is written: 1,833, 1.833 and 1833; 19,7 and 19.7.
  const number = (_, whole, rest) =>
    whole.replace(/[.,]/g, "").replace(/\B(?=(\d{3})+$)/g, "[.,]?") + (rest ? `[.,]${rest}` : "");
  const literal = (text) => text.split(/(\d[\d.,]*\d|\d)/).map((part, i) => (i % 2
    ? part.replace(/^(\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,](\d+))?$/, number) : part.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"))).join("");
  const patterns = new Map();
  const cached = (name, make) => { if (!patterns.has(name)) patterns.set(name, make()); return patterns.get(name); };
  // A term begins a word, and a number is a whole one: 27 does not find 270.
  const pattern = (term) =>
    cached(`${term}…`, () => new RegExp(`(?<![\\p{L}\\p{N}]|\\d[.,]${/^\d/.test(term) ? "" : "x"})${literal(term)}${/^\d/.test(term) ? "(?![\\p{L}\\p{N}]|[.,]\\d)" : ""}`, "gu"));
  const whole = (term) =>
    cached(`${term}.`, () => new RegExp(`(?<![\\p{L}\\p{N}])${literal(term)}(?![\\p{L}\\p{N}])`, "gu"));

  // What is typed, as terms: each with what stands for it too, and whether its tones are typed.
  const asked = (query) => {
    let text = spelled(query).replace(/\s+/g, " ").trim();
    for (const [typed, meant] of words.search_synonyms) text = text.replace(whole(spelled(typed)), meant);
    const all = split(text);
    const kept = all.filter((word) => !words.search_small.includes(word));
    const terms = (kept.length ? kept : all).map((word) => ({
      word: spelled(word), folded: fold(word), toned: fold(word) !== word.toLowerCase(),
    }));
    return { terms, phrase: text };
  };
  const INDEX = window.SEARCH_INDEX.map((entry) => {
    const text = entry.slice(1).join(" ").replaceAll("\u00a0", " ");
    return { entry, folded: fold(text), heading: fold(entry[2] || entry[1]), spelled: spelled(text), record: entry[0].includes("/") || entry[0].startsWith("figures.html#") };
  });
  const hits = (term, place, exact) =>
    exact && term.toned ? place.spelled.match(whole(term.word)) : place.folded.match(pattern(term.folded));

  // How rare a term is: a word that is everywhere says little.
  const weight = (term, exact) => cached(`${exact ? term.word : term.folded}!`, () =>
    Math.log(1 + INDEX.length / (1 + INDEX.filter((place) => hits(term, place, exact)).length)));
  // [how well, how much]: 3 the whole phrase, 2 all words, 1 all as beginnings of words, 0 only some.
  const score = (place, terms, phrase, exact) => {
    const there = terms.filter((term) => hits(term, place, exact));
    if (!there.length) return null;
    const text = exact ? place.spelled : place.folded;
    const has = (said) => Boolean(text.match(whole(said)));
    const rank = there.length < terms.length ? 0 : has(phrase) ? 3 : terms.every((term) => has(exact ? term.word : term.folded)) ? 2 : 1;
    // In a heading too; of a phrase, all of it: Ba Chẽ is not about biên chế.
    const heads = (term) => place.heading.match(rank === 3 ? whole(fold(phrase)) : pattern(term.folded));
    let points = 0;
    for (const term of there) points += weight(term, exact) * (1 + Math.log(hits(term, place, exact).length) + (heads(term) ? 4 : 0));
    // A place is better, the more of it is about what was asked for.
    return [rank, points / Math.log(50 + place.folded.length / 8)];
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

  // The stretch of prose, or the row of a table, that tells most of what was asked.
  const excerpt = (texts, terms, exact) => {
    const told = texts.map((text) => {
      const written = text.normalize("NFC"), [folded, places] = foldedWithPlaces(written);
      const found = terms
        .flatMap((term) => [...folded.matchAll(pattern(term.folded))].map((hit) => ({ term, from: places[hit.index], to: places[hit.index + hit[0].length] })))
        .filter(({ term, from, to }) => !exact || !term.toned || spelled(written.slice(from, to)) === term.word)
        .sort((a, b) => a.from - b.from);
      return { written, found, many: new Set(found.map(({ term }) => term)).size };
    });
    const { written, found } = told.reduce((best, one) => (one.many > best.many ? one : best));
    // From the hit after which most of what was asked is near.
    const near = (at) => new Set(found.filter(({ from }) => from >= at && from < at + 180).map(({ term }) => term)).size;
    const first = found.reduce((best, { from }) => (near(from) > near(best) ? from : best), found.length ? found[0].from : 0);
    const begin = first < 80 ? 0 : written.indexOf(" ", first - 70) + 1;
    const end = written.length <= begin + 260 ? written.length : written.lastIndexOf(" ", begin + 260);
    const shown = document.createElement("p");
    if (begin) shown.append("… ");
    let at = begin;
    for (const { from: start, to: stop } of found) {
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
    const { terms, phrase } = asked(query);
    list.replaceChildren();
    document.querySelectorAll(".search-lead").forEach((lead) => lead.remove());
    if (!terms.length) { status.textContent = words.search_hint; return; }
    // Exact tones where there are any; else whatever sounds alike.
    const within = (exact) => {
      const said = exact ? phrase : fold(phrase);
      return INDEX
        .map((place) => [score(place, terms, said, exact), place])
        .filter(([points]) => points)
        .sort(([a, one], [b, other]) => b[0] - a[0] || one.record - other.record || b[1] - a[1]);
    };
    const all = (places) => places.filter(([[rank]]) => rank > 0);
    const toned = terms.some((term) => term.toned) ? all(within(true)) : [];
    const exact = toned.length > 0;
    const any = exact ? toned : within(false), complete = exact ? toned : all(any);
    const some = !complete.length && any.length > 0;
    const found = (some ? any.sort(([a], [b]) => b[1] - a[1]) : complete).map(([, place]) => place.entry);
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
    status.textContent = (some ? `${words.search_any} ` : "") + said.replace("{n}", n).replace("{m}", MOST);
    const append = (entries) => {
      for (const [address, page, heading, ...texts] of entries) {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = address;
        link.textContent = heading ? `${page} › ${heading}` : page;
        item.append(link, excerpt(texts, terms, exact));
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
        status.textContent = (some ? `${words.search_any} ` : "") + words.search_some.replace("{n}", n);
        list.children[MOST].querySelector("a").focus();
      });
      list.after(more);
    }
  };

  const query = new URLSearchParams(location.search).get("q") || "";
  document.querySelectorAll('input[name="q"]').forEach((input) => { input.value = query; });
  show(query);
})();
