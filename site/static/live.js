// The live audit: figures typed as newspapers print them, judged at once. Needs audit.js.
"use strict";

document.querySelectorAll(".live").forEach((box) => {
  const { rules, words, examples } = JSON.parse(box.querySelector("script").textContent);
  const audit = Audit(rules);
  const english = document.documentElement.lang === "en";
  const make = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
    node.append(...children);
    return node;
  };
  const say = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

  // --- writing numbers in the page's language ---------------------------------------------------------
  const grouped = (text) => text.replace(/\B(?=(\d{3})+$)/g, english ? "," : ".");
  const number = (value, decimals, finer = false) => {
    const { sign, front, rest, more } = audit.digits(value, decimals + (finer ? 2 : 0));
    const digits = finer && !more ? rest.replace(/0+$/, "") : rest;
    return sign + grouped(front) + (digits ? (english ? "." : ",") + digits : "") + (more ? "…" : "");
  };
  const unitOf = (figure) => (figure.unit === "percent" ? (english ? "\u00a0%" : "%") : "");
  const scaleOf = (figure) => (figure.scale > 1n ? ` ${words.scales[String(figure.scale)] || `× ${grouped(String(figure.scale))}`}` : "");
  const inForm = (figure, value, finer) =>
    number(audit.div(value, audit.whole(figure.scale)), figure.decimals, finer) + scaleOf(figure) + unitOf(figure);
  const printed = (figure) => words.qualifiers[figure.qualifier] + inForm(figure, figure.value);
  const stretch = (figure, span) => {
    if (audit.isPoint(span)) return inForm(figure, span.low, true);
    const [low, high] = [span.low, span.high].map((end) => end && inForm(figure, end, true));
    if (low === null) return say(span.highIn ? words.most : words.below, { high });
    if (high === null) return say(span.lowIn ? words.least : words.above, { low });
    return say(span.highIn ? words.from_to : words.from_below, { low, high });
  };

  // --- the form -----------------------------------------------------------------------------------------
  const FIELDS = { share: ["part", "base", "percentage"], change: ["before", "after", "change"], sum: ["total", "parts"] };
  const id = (name) => `live-${name}`;
  const form = make("form", { class: "live-form", autocomplete: "off" });
  const kinds = make("fieldset", { class: "live-kinds" }, make("legend", {}, words.kind));
  Object.keys(FIELDS).forEach((kind) => {
    const choice = make("input", { type: "radio", name: "kind", value: kind, id: id(`kind-${kind}`) });
    kinds.append(make("span", {}, choice, make("label", { for: id(`kind-${kind}`) }, words.kinds[kind])));
  });
  const fields = make("div", { class: "live-fields" });
  const result = make("div", { class: "live-result", role: "status" });
  const share = make("button", { type: "button", class: "live-link" }, words.copy);
  const list = make("ul", { class: "live-examples" });
  form.append(kinds, fields);
  box.append(form, result, share, make("p", { class: "live-more" }, words.examples), list);

  const values = {};
  let kind = "share";
  const field = (name) => {
    const input = make("input", { type: "text", id: id(name), maxlength: "300", inputmode: "text", spellcheck: "false",
      "aria-describedby": id(`${name}-hint`) });
    const slider = make("input", { type: "range", min: "-25", max: "25", value: "0", tabindex: "0",
      "aria-label": say(words.slide, { field: words.fields[name] }) });
    let typed = values[name] || "";
    input.value = typed;
    const movable = () => { slider.hidden = name === "parts" || nudged(typed, name, 0) === null; spoken(); };
    const spoken = () => slider.setAttribute("aria-valuetext", input.value); // the figure, not the steps
    movable();
    input.addEventListener("input", () => { typed = values[name] = input.value; slider.value = "0"; movable(); judge(); });
    slider.addEventListener("input", () => {
      const moved = nudged(typed, name, Number(slider.value));
      if (moved !== null) { values[name] = input.value = moved; spoken(); judge(); }
    });
    return make("div", { class: "live-field" }, make("label", { for: id(name) }, words.fields[name]), input,
      make("small", { id: id(`${name}-hint`) }, words.hints[name]), slider);
  };
  // What is typed, some steps of its last digit further; null where no single digit is the last.
  const nudged = (typed, name, steps) => {
    let figure;
    try { figure = audit.figure(typed, name, unitFor(name, typed)); } catch { return null; }
    if (!figure || figure.parts) return null;
    const value = audit.add(figure.value, audit.mul(figure.step, audit.whole(steps)));
    if (value.n < 0n) return null;
    const { front, rest } = audit.digits(audit.div(value, audit.whole(figure.scale)), figure.decimals);
    const digits = front.replace(/\B(?=(\d{3})+$)/g, ".") + (rest ? `,${rest}` : "");
    return typed.replace(/\d[\d.,]*(?: \d{3})*/, digits);
  };
  const unitFor = (name, typed) =>
    (name === "percentage" || (name === "change" && /%|phần trăm/i.test(typed)) ? "percent" : "");

  // How a number in English notation was read, and what to type instead.
  const ENGLISH = /(?<![\d.,])(?:[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?(?!\s*[%\p{L}])|\d+\.(?:\d{1,2}|\d{4,}))(?![\d.,])/gu;
  const misread = (name) => (values[name] || "").split(/[+;\n]/).flatMap((text) => {
    let said = "asread";
    try { figure(name, text); } catch { said = "unread"; }
    return [...text.matchAll(ENGLISH)].filter(([typed]) => name !== "percentage" || !typed.includes(",")).map(([typed]) => {
      const meant = typed.replace(/[.,]/g, (mark) => (mark === "," ? "." : ","));
      const decimal = said === "asread" && /^\d+,\d+$/.test(typed);
      return say(words[decimal ? "thousands" : said], { typed, read: typed.replace(",", "."), meant, plain: typed.replace(",", "") });
    });
  });

  // --- judging ----------------------------------------------------------------------------------------------
  const figure = (name, typed = values[name] || "") => audit.figure(typed, name, unitFor(name, typed));
  const run = {
    share: () => audit.share(figure("part"), figure("base"), figure("percentage")),
    change: () => audit.change(figure("before"), figure("after"), figure("change")),
    sum: () => audit.total(figure("total"), (values.parts || "").split(/[+;\n]/).map((text) => figure("parts", text))),
  };
  const judge = () => {
    remember();
    result.replaceChildren(...(words.thousands ? FIELDS[kind].flatMap(misread) : []).map((text) => make("p", { class: "live-read" }, text)));
    if (!FIELDS[kind].some((name) => (values[name] || "").trim())) { result.append(make("p", {}, words.empty)); return; }
    let found;
    try { found = run[kind](); } catch (slip) {
      if (!slip.code) throw slip;
      const place = words.fields[slip.values.place] || "";
      result.append(make("p", { class: "live-slip" }, say(words.slips[slip.code], { place, typed: (slip.values.typed || "").slice(0, 40) })));
      return;
    }
    show(found);
  };
  const show = (found) => {
    const row = words.verdicts[found.verdict];
    const head = make("p", { class: `live-verdict ${rules.verdicts[found.verdict].standing}` },
      make("span", { "aria-hidden": "true" }, `${row.symbol} `), make("strong", {}, row.label), ` ${row.when}`);
    result.append(head);
    const facts = make("ul");
    const fact = (text) => facts.append(make("li", {}, text));
    const terms = found.equation ? found.equation.terms : [];
    const asked = found.equation ? terms[found.equation.asked] : null;
    if (found.recomputed && asked) fact(say(words.recomputed, { value: stretch(asked, found.recomputed), printed: printed(asked) }));
    else if (found.recomputed && kind === "share") fact(say(words.recomputed, { value: stretch(figure("percentage"), found.recomputed), printed: printed(figure("percentage")) }));
    if (found.beside) {
      const [low, high] = found.beside.map(([k, n]) => `${grouped(String(k))}/${grouped(String(n))} = ${inForm(figure("percentage"), audit.div(audit.mul(audit.whole(100), audit.whole(k)), audit.whole(n)), true)}`);
      fact(say(words.beside, { low, high }));
    }
    if (found.implied) fact(implied(found));
    if (kind === "share") chances(found, fact);
    result.append(facts);
    const picture = ruler(found);
    if (picture) result.append(picture);
    if (found.repairs.length) {
      result.append(make("p", {}, words.repairs));
      const fixes = make("ul", { class: "live-repairs" });
      found.repairs.slice(0, 12).forEach((repair) => fixes.append(make("li", {}, fix(repair))));
      if (found.repairs.length > 12) fixes.append(make("li", {}, say(words.more, { n: found.repairs.length - 12 })));
      result.append(fixes);
    }
    if (found.readings.length) {
      result.append(make("p", {}, words.readings));
      result.append(make("ul", {}, ...found.readings.map((code) => make("li", {}, words.innocent[code]))));
    }
  };
  // What GRIM says of a percentage whose part is not known; with the part it would say nothing of the three.
  const chances = ({ power }, fact) => {
    const [base, percentage] = [figure("base"), figure("percentage")];
    if (figure("part") || !base || !power) return;
    const told = { base: printed(base), power: number(audit.add(audit.mul(power, audit.whole(100)), audit.div(audit.whole(1), audit.whole(2))), 0).replace("…", "") };
    if (power.n) fact(say(words.power, told));
    else if (audit.order(audit.mul(base.value, percentage.step), audit.whole(100)) >= 0) fact(say(words.powerless, told));
  };
  const implied = (found) => {
    const { low, high } = found.implied;
    if (found.smallest) return say(words.smallest, { low: number(low, 0) });
    const name = words.fields[found.equation ? FIELDS[kind][found.kind === "share" ? (values.base ? 0 : 1) : (values.before ? 1 : 0)] : (values.base ? "part" : "base")] || words.fields.total;
    if (low !== null && high !== null && audit.order(low, high) === 0) return say(words.implied, { name, value: number(low, 0, true) });
    return say(words.implied_some, { name, low: number(low, 0, true), high: high === null ? "∞" : number(high, 0, true) });
  };
  const fix = ({ name, before, after }) => {
    const text = `${words.fields[name] ? `${words.fields[name]}: ` : ""}${printed(before)} → ${printed(after)}`;
    if (!(name in values) || name === "parts") return text;
    const button = make("button", { type: "button" }, text);
    button.addEventListener("click", () => {
      const steps = Number(audit.div(audit.sub(after.value, before.value), before.step).n);
      const moved = nudged(values[name], name, steps);
      if (moved !== null) { values[name] = moved; draw(); document.getElementById(id(name)).focus(); }
    });
    return button;
  };

  // --- the ruler: what the printed figure stands for, and where the others put it ---------------------------
  const ruler = (found) => {
    const printedFigure = kind === "share" ? figure("percentage") : found.equation && found.equation.terms[found.equation.asked];
    if (!printedFigure || !(found.recomputed || found.beside)) return null;
    const bars = printedFigure.measured && printedFigure.qualifier === "="
      ? ["rounded", "truncated"].map((mode) => [words.ruler[mode], audit.spanOf(printedFigure, mode), mode])
      : [[words.ruler.stated, audit.spanOf(printedFigure, "printed"), "stated"]];
    if (found.beside) found.beside.forEach(([k, n]) => bars.push([`${k}/${n}`, audit.point(audit.div(audit.mul(audit.whole(100), audit.whole(k)), audit.whole(n))), "got"]));
    else bars.push([words.ruler.recomputed, found.recomputed, "got"]);
    const ends = bars.flatMap(([, span]) => [span.low, span.high]).filter((end) => end !== null);
    if (!ends.length) return null;
    const [least, most] = ends.reduce(([low, high], end) => [audit.order(end, low) < 0 ? end : low, audit.order(end, high) > 0 ? end : high], [ends[0], ends[0]]);
    const wide = audit.order(least, most) === 0 ? printedFigure.step : audit.sub(most, least);
    const at = (end) => {
      const place = audit.div(audit.sub(end, least), wide);
      return 10 + Number((place.n * 10000n) / place.d) / 10000 * 80;
    };
    const told = bars.map(([name, span]) => `${name}: ${stretch(printedFigure, span)}`).join("; ");
    const drawn = make("div", { class: "live-ruler", role: "img", "aria-label": told });
    bars.forEach(([name, span, mode]) => {
      const [low, high] = [span.low ? at(span.low) : 0, span.high ? at(span.high) : 100];
      const mark = make("i", { class: audit.isPoint(span) ? `point ${mode}` : mode });
      mark.style.left = `${low}%`;
      if (!audit.isPoint(span)) mark.style.width = `${Math.max(1, high - low)}%`;
      drawn.append(make("div", {}, make("span", {}, name), make("span", { class: "track" }, mark), make("span", {}, stretch(printedFigure, span))));
    });
    return drawn;
  };

  // --- a link that holds the state ---------------------------------------------------------------------------
  const remember = () => {
    const kept = FIELDS[kind].filter((name) => values[name]).map((name) => `${name}=${encodeURIComponent(values[name])}`);
    try { history.replaceState(null, "", `#check-${[kind, ...kept].join(";")}`); } catch { /* the address stays */ }
    window.dispatchEvent(new Event("hashchange"));
  };
  const recall = () => {
    const found = location.hash.match(/^#check-(share|change|sum)((?:;[a-z]+=[^;]*)*)$/);
    if (!found) return false;
    kind = found[1];
    found[2].split(";").filter(Boolean).forEach((pair) => {
      const [name, text] = pair.split("=");
      try { if (FIELDS[kind].includes(name)) values[name] = decodeURIComponent(text).slice(0, 300); } catch { /* not ours */ }
    });
    return true;
  };
  const draw = (silent = false) => {
    document.getElementById(id(`kind-${kind}`)).checked = true;
    fields.replaceChildren(...FIELDS[kind].map(field));
    if (silent) { const address = location.href; judge(); try { history.replaceState(null, "", address); } catch { /* as it was */ } } else judge();
  };
  const take = (example) => { kind = example.kind; Object.keys(values).forEach((name) => delete values[name]); Object.assign(values, example.values); };
  kinds.addEventListener("change", (event) => { kind = event.target.value; draw(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  share.addEventListener("click", async () => {
    try { await navigator.clipboard.writeText(location.href); share.textContent = words.copied; } catch { share.textContent = words.address; }
  });
  examples.forEach((example) => {
    const button = make("button", { type: "button" }, example.title);
    button.addEventListener("click", () => { take(example); draw(); form.scrollIntoView({ block: "nearest" }); });
    list.append(make("li", {}, button));
  });
  const told = recall();
  const folded = box.closest("details");
  // After the script that folds it on phones.
  if (told && folded) setTimeout(() => { folded.open = true; folded.scrollIntoView(); });
  if (!told && examples.length) take(examples[0]);
  box.hidden = false;
  draw(!told);
});
