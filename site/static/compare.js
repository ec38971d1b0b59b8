// May two figures be compared? The rule is that of `evident` and `decide` in Python.
"use strict";

// What stands between two figures, and who says so: {verdict, evident, judged}.
const Comparability = ({ figures, places, judged }) => {
  const differing = {
    level: (figure) => figure.level,
    definition: (figure) => `${figure.indicator} ${figure.unit}`,
    status: (figure) => figure.status,
    base: (figure) => figure.base,
    period: (figure) => figure.period,
  };
  const within = (place) => {
    const found = [];
    for (let up = places[place].within; up; up = places[up].within) found.push(up);
    return found;
  };
  const evident = (a, b) => {
    const found = Object.keys(differing).filter((name) => differing[name](a) !== differing[name](b));
    return within(a.place).includes(b.place) || within(b.place).includes(a.place) ? [...found, "nested"] : found;
  };
  const decide = (a, b) => {
    const found = evident(a, b);
    const holding = judged.filter((one) => one.figures.includes(a.key) && one.figures.includes(b.key));
    if (!holding.length) return { verdict: found.length ? "refused" : "open", evident: found, judged: null };
    const smallest = holding.reduce((least, one) => (one.figures.length < least.figures.length ? one : least));
    return { verdict: smallest.verdict, evident: found, judged: smallest };
  };
  return { decide, of: new Map(figures.map((figure) => [figure.key, figure])) };
};

document.querySelectorAll(".compare").forEach((box) => {
  const data = JSON.parse(box.querySelector("script").textContent);
  const { words, figures, places, judged, labels, periods } = data;
  const { decide, of } = Comparability(data);
  const make = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
    node.append(...children);
    return node;
  };
  const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const spoken = ([text, language]) => make("span", language ? { lang: language } : {}, text);
  const fold = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");
  const chosen = [];

  // --- choosing: a list grouped by place, which typing narrows ------------------------------------
  const searched = new Map(figures.map((figure) => [figure.key,
    fold([figure.key, figure.quote, figure.gloss, figure.what[0], figure.value, places[figure.place].name].join(" "))]));
  const picker = (side, label) => {
    const list = make("select", { id: `compare-${side}` });
    const filter = make("input", { type: "search", autocomplete: "off", placeholder: words.narrow, "aria-label": `${label}: ${words.narrow}`, maxlength: "80" });
    const fill = () => {
      const asked = fold(filter.value).split(/\s+/).filter(Boolean);
      const fitting = figures.filter((figure) => asked.every((word) => searched.get(figure.key).includes(word)));
      const groups = Map.groupBy ? Map.groupBy(fitting, ({ place }) => place)
        : fitting.reduce((all, figure) => all.set(figure.place, [...(all.get(figure.place) || []), figure]), new Map());
      list.replaceChildren(...[...groups].map(([place, group]) => make("optgroup", { label: places[place].name },
        ...group.map((figure) => make("option", { value: figure.key }, `${places[figure.place].name}: ${figure.value} · ${figure.what[0]}`)))));
      if (!fitting.length) list.append(make("option", { value: "", disabled: "" }, words.none));
      list.value = fitting.some(({ key }) => key === chosen[side]) ? chosen[side] : fitting.length ? fitting[0].key : "";
      return list.value;
    };
    const take = () => { if (list.value && list.value !== chosen[side]) { chosen[side] = list.value; show(); remember(); } };
    filter.addEventListener("input", () => { fill(); take(); });
    list.addEventListener("change", take);
    const set = () => { filter.value = ""; fill(); };
    return { set, node: make("div", { class: "compare-side" }, make("label", { for: list.id }, label), filter, list) };
  };
  const sides = [picker(0, words.first), picker(1, words.second)];
  const result = make("div", { class: "compare-result", role: "status" });

  // --- telling -------------------------------------------------------------------------------------
  const facts = {
    level: (figure) => labels.level[figure.level],
    definition: (figure) => `${labels.indicator[figure.indicator]} (${labels.unit[figure.unit]})`,
    status: (figure) => labels.status[figure.status],
    base: (figure) => (figure.base ? periods[figure.base] : words.no_base),
    period: (figure) => periods[figure.period],
    place: (figure) => places[figure.place].name,
  };
  const compared = ["level", "definition", "status", "base", "period"];
  const reason = (name, a, b) => {
    const fact = facts[name === "nested" ? "place" : name];
    return make("li", {}, say(words.obstacles[name], { a: fact(a), b: fact(b) }));
  };
  const bars = (a, b) => {
    const most = a.unit === "percent" ? 100 : Math.max(a.size, b.size);
    return make("div", { class: "compare-bars" }, ...[a, b].map((figure) => {
      const bar = make("i", figure.open ? { class: "open" } : {});
      bar.style.width = `${(100 * figure.size) / most}%`;
      return make("div", {}, make("p", {}, make("b", {}, figure.value), " ", spoken(figure.what), `, ${places[figure.place].name}`), make("span", { "aria-hidden": "true" }, bar));
    }));
  };
  const table = (a, b) => {
    const head = make("tr", {}, make("td"), ...[a, b].map((figure) =>
      make("th", { scope: "col" }, make("b", {}, figure.value), " ", make("a", { href: figure.href, "data-key": figure.key }, words.evidence))));
    const row = (name, cells) => {
      const unlike = compared.includes(name) && cells[0] !== cells[1];
      const mark = compared.includes(name) ? make("span", { class: "mark", role: "img", "aria-label": unlike ? words.unequal : words.equal }, unlike ? "≠" : "=") : "";
      return make("tr", unlike ? { class: "unlike" } : {}, make("th", { scope: "row" }, words.facts[name], " ", mark), ...cells.map((cell) => make("td", {}, cell)));
    };
    const vi = (figure) => spoken([`“${figure.quote}”`, "vi"]);
    const gloss = words.facts.gloss ? [row("gloss", [a, b].map((figure) => spoken([figure.gloss, "en"])))] : []; // for whoever cannot read the phrase
    const rows = [row("quote", [a, b].map(vi)), ...gloss,
      row("what", [a, b].map((figure) => spoken(figure.what))),
      ...["place", ...compared].map((name) => row(name, [a, b].map(facts[name]))), row("who", [a.who, b.who])];
    return make("table", { class: "compare-facts" }, make("thead", {}, head), make("tbody", {}, ...rows));
  };
  const show = () => {
    const [a, b] = chosen.map((key) => of.get(key));
    if (a === b) { result.replaceChildren(make("p", {}, words.same)); return; }
    const found = decide(a, b), refused = ["no", "refused"].includes(found.verdict);
    const parts = [make("p", { class: `compare-verdict ${found.verdict}` }, words.verdicts[found.verdict])];
    if (found.judged) parts.push(make("p", {}, spoken(found.judged.note)));
    const reasons = found.evident.map((name) => reason(name, a, b));
    if (a.part === b.key || b.part === a.key) reasons.push(make("li", {}, words.part));
    if (a.repeat === b.key || b.repeat === a.key) reasons.push(make("li", {}, words.repeat));
    // In a larger group an obstacle need not stand between these two.
    const rest = found.judged ? found.judged.obstacles.filter((name) => !found.evident.includes(name)) : [];
    const also = (name) => make("li", {}, words.also[name] || words.obstacles[name]);
    const alone = found.judged && found.judged.figures.length === 2;
    if (alone) reasons.push(...rest.map(also));
    if (reasons.length) parts.push(make("p", { class: "compare-why" }, refused ? words.why : words.mind), make("ul", {}, ...reasons));
    if (found.verdict === "open") parts.push(make("p", {}, words.open));
    if (found.judged) {
      parts.push(make("p", { class: "compare-judged" }, `${words.question} “${found.judged.question}”`,
        alone || !rest.length ? "" : `, ${say(words.group, { n: found.judged.figures.length })}`));
      if (!alone && rest.length) parts.push(make("ul", {}, ...rest.map(also)));
    }
    if (!refused) parts.push(bars(a, b), ...(found.verdict === "yes" ? [] : [make("p", { class: "compare-judged" }, words.unranked)]));
    result.replaceChildren(...parts, table(a, b));
  };

  // --- a link that holds the pair -------------------------------------------------------------------
  const remember = () => {
    try { history.replaceState(null, "", `#compare=${chosen.join(";")}`); } catch { /* the address stays */ }
    window.dispatchEvent(new Event("hashchange"));
  };
  const recall = () => {
    const pair = (location.hash.match(/^#compare=([a-z0-9/;-]+)$/) || ["", ""])[1].split(";");
    return pair.length === 2 && pair.every((key) => of.has(key)) ? pair : null;
  };
  const take = (pair) => { chosen.splice(0, 2, ...pair); sides.forEach((side) => side.set()); show(); };
  const share = make("button", { type: "button" }, words.copy);
  share.addEventListener("click", async () => {
    remember();
    try { await navigator.clipboard.writeText(location.href); share.textContent = words.copied; } catch { share.textContent = words.address; }
  });
  const list = make("ul", { class: "compare-examples" }, ...judged.map((one) => {
    const button = make("button", { type: "button" }, one.question);
    button.addEventListener("click", () => { take(one.figures.slice(0, 2)); remember(); result.scrollIntoView({ block: "nearest" }); });
    return make("li", {}, button);
  }));
  box.append(make("form", { class: "compare-sides", autocomplete: "off" }, ...sides.map(({ node }) => node)), result,
    make("p", {}, share), make("p", { class: "compare-why" }, words.examples), list);
  box.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", () => { const pair = recall(); if (pair && pair.join() !== chosen.join()) take(pair); });
  // The first question of all is the one that the reports invite most; its answer is no.
  take(recall() || (judged.length ? judged[0].figures : figures.map(({ key }) => key)).slice(0, 2));
  box.hidden = false;
});
