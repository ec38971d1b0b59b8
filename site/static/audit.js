// Whether printed figures agree, in exact fractions: what the package `printed` decides, for a page.
// The table of rules (modes, qualifiers, scales, words of limit) comes from `printed` itself.
"use strict";

const Audit = (rules) => {
  class Refused extends Error {}
  const refuse = (code, values = {}) => { throw Object.assign(new Refused(code), { code, values }); };

  // --- fractions: {n, d} with d above 0 -----------------------------------------------------------
  const gcd = (a, b) => { while (b) [a, b] = [b, a % b]; return a < 0n ? -a : a; };
  const over = (n, d) => {
    if (d < 0n) [n, d] = [-n, -d];
    const common = gcd(n, d) || 1n;
    return { n: n / common, d: d / common };
  };
  const whole = (n) => ({ n: BigInt(n), d: 1n });
  const add = (a, b) => over(a.n * b.d + b.n * a.d, a.d * b.d);
  const sub = (a, b) => over(a.n * b.d - b.n * a.d, a.d * b.d);
  const mul = (a, b) => over(a.n * b.n, a.d * b.d);
  const div = (a, b) => over(a.n * b.d, a.d * b.n);
  const order = (a, b) => { const left = a.n * b.d, right = b.n * a.d; return left < right ? -1 : left > right ? 1 : 0; };
  const floor = (a) => (a.n >= 0n ? a.n / a.d : -((-a.n + a.d - 1n) / a.d));
  const ceil = (a) => -floor({ n: -a.n, d: a.d });
  const ZERO = whole(0), ONE = whole(1), HUNDRED = whole(100);
  const fraction = (text) => over(...text.split("/").map(BigInt));

  // --- spans: {low, high, lowIn, highIn}; null is an end that is not there ------------------------
  const span = (low, high, lowIn = false, highIn = false) => ({ low, high, lowIn, highIn });
  const point = (value) => span(value, value, true, true);
  const isPoint = (s) => s.low !== null && s.high !== null && order(s.low, s.high) === 0;
  const both = (of, a, b) => (a === null || b === null ? null : of(a, b));
  const before = (a, b) => {
    if (a.high === null || b.low === null) return false;
    const which = order(a.high, b.low);
    return which < 0 || (which === 0 && !(a.highIn && b.lowIn));
  };
  const isEmpty = (s) => { // as where no value from 0 up is left
    if (s.low === null || s.high === null) return false;
    const which = order(s.low, s.high);
    return which > 0 || (which === 0 && !(s.lowIn && s.highIn));
  };
  const meets = (a, b) => !(before(a, b) || before(b, a));
  const holds = (s, value) => meets(s, point(value));
  const plus = (a, b) => span(both(add, a.low, b.low), both(add, a.high, b.high), a.lowIn && b.lowIn, a.highIn && b.highIn);
  const minus = (a, b) => span(both(sub, a.low, b.high), both(sub, a.high, b.low), a.lowIn && b.highIn, a.highIn && b.lowIn);
  const isZero = (end) => end !== null && end.n === 0n;
  const isNothing = (s) => isPoint(s) && isZero(s.low);
  const scaled = (s, factor) => span(s.low && mul(s.low, factor), s.high && mul(s.high, factor), s.lowIn, s.highIn);
  const times = (a, b) => {
    if (isNothing(a) || isNothing(b)) return point(ZERO);
    return span(both(mul, a.low, b.low), both(mul, a.high, b.high),
      holds(a, ZERO) || holds(b, ZERO) || (a.lowIn && b.lowIn), a.highIn && b.highIn);
  };
  const by = (a, b) => times(a, span(
    b.high && b.high.n ? div(ONE, b.high) : ZERO, b.low && b.low.n ? div(ONE, b.low) : null,
    Boolean(b.high && b.high.n) && b.highIn, Boolean(b.low && b.low.n) && b.lowIn));
  const clipped = (s, least, most = null) => {
    let { low, high, lowIn, highIn } = s;
    if (low === null || order(low, least) < 0) [low, lowIn] = [least, true];
    if (most !== null && (high === null || order(high, most) > 0)) [high, highIn] = [most, true];
    return span(low, high, lowIn, highIn);
  };
  // The whole numbers from 0 up that a span holds, as a closed span.
  const counts = (s) => {
    let first = ceil(s.low || ZERO);
    if (first < 0n) first = 0n;
    if (s.low && !s.lowIn && order(whole(first), s.low) === 0) first += 1n;
    if (s.high === null) return span(whole(first), null, true);
    let last = floor(s.high);
    if (!s.highIn && order(whole(last), s.high) === 0) last -= 1n;
    return span(whole(first), whole(last), true, true);
  };
  const hasCount = (s) => { const c = counts(s); return c.high === null || order(c.low, c.high) <= 0; };
  // The fraction with the smallest denominator in a span, down the continued fraction of its ends.
  const simplest = (s) => {
    if (hasCount(s)) return counts(s).low;
    const below = whole(floor(s.low));
    return add(below, div(ONE, simplest(by(point(ONE), minus(s, point(below))))));
  };

  const read = ([low, high, lowIn, highIn]) =>
    span(low === null ? null : fraction(low), high === null ? null : fraction(high), lowIn, highIn);
  const MODES = Object.fromEntries(Object.entries(rules.modes).map(([name, row]) => [name, read(row)]));
  const LIMITS = Object.fromEntries(Object.entries(rules.qualifiers).map(([sign, row]) => [sign, read(row)]));
  const ANYTHING = span(null, null);


  // --- figures ------------------------------------------------------------------------------------
  // {value, step, unit, qualifier, measured, parts}: a printed figure and the worth of its last digit.
  const shape = (f, mode) => {
    if (f.qualifier !== "=") return LIMITS[f.qualifier];
    return f.measured ? scaled(MODES[mode], f.step) : point(ZERO);
  };
  const spanOf = (f, mode) => plus(point(f.value), shape(f, mode));
  const isWhole = (f) => f.qualifier === "=" && !f.measured && f.value.d === 1n;
  const says = (f, value) => ({ ...f, value });

  // --- equations: first = second + …, or factor × first = second × third --------------------------------
  // {op, terms, asked, factor, turn, capped}, as in printed/equations.py; a term is a figure or null.
  const ADD = "add", MUL = "mul";
  const own = (e, i, mode) => {
    const s = spanOf(e.terms[i], mode);
    return e.op === ADD ? s : clipped(s, ZERO, e.capped && e.terms[i].unit === "percent" ? HUNDRED : null);
  };
  const turned = (e, i, s) => {
    if (!e.turn || i !== 2) return s;
    return e.turn > 0 ? plus(point(e.factor), s) : clipped(minus(point(e.factor), s), ZERO);
  };
  const turnedBack = (e, s) => (e.turn > 0 ? minus(s, point(e.factor)) : e.turn < 0 ? minus(point(e.factor), s) : s);
  const needed = (e, i, mode) => {
    const spans = e.terms.map((_, j) => j).filter((j) => j !== i).map((j) => turned(e, j, own(e, j, mode)));
    if (e.op === ADD) return spans.reduce(i ? minus : plus);
    if (spans.some(isEmpty)) return span(ZERO, ZERO);
    if (i === 0) return scaled(spans.reduce(times), div(ONE, e.factor));
    const got = scaled(spans.reduce(by), e.factor);
    return i === 2 ? turnedBack(e, got) : got;
  };
  const fits = (e, mode) => {
    if (e.terms[e.asked] === null) return hasCount(needed(e, e.asked, mode));
    if (e.op === ADD) return meets(needed(e, e.asked, mode), own(e, e.asked, mode));
    const spans = e.terms.map((_, i) => turned(e, i, own(e, i, mode)));
    if (spans.some(isEmpty)) return false;
    const [first, second, third] = spans;
    const base = isZero(second.low) ? { ...second, lowIn: false } : second; // a base is above 0
    return meets(scaled(first, e.factor), times(base, third));
  };
  const verdictOf = (e) => {
    const words = e.terms.filter(Boolean).map((f) => f.qualifier);
    if (words.includes("~")) return "untestable";
    const worded = words.some((word) => word !== "=");
    for (const [mode, verdict] of rules.ladder) if (fits(e, mode)) return worded ? "holds" : verdict;
    return "inconsistent";
  };

  // --- repairs: every smallest single change after which the relation holds -------------------------
  const edits = (digits, decimals) => {
    const text = String(digits).padStart(decimals + 1, "0");
    const found = new Set();
    for (let i = 0; i < text.length; i += 1) {
      for (const digit of "0123456789") found.add(text.slice(0, i) + digit + text.slice(i + 1));
      if (i + 1 < text.length) found.add(text.slice(0, i) + text[i + 1] + text[i] + text.slice(i + 2));
    }
    found.delete(text);
    const leads = text.length > decimals + 1;
    const size = (n) => (n < digits ? digits - n : n - digits);
    return [...found].filter((other) => !(leads && other[0] === "0")).map(BigInt)
      .filter((n, i, all) => all.indexOf(n) === i)
      .sort((a, b) => (size(a) < size(b) ? -1 : size(a) > size(b) ? 1 : a < b ? -1 : 1));
  };
  const room = (e, i) => {
    const needsBase = e.op === MUL && [i, e.asked].includes(1);
    let free = ANYTHING;
    if (e.terms[e.asked] !== null) {
      free = needed(e, i, "either");
      if (isEmpty(free)) return span(ONE, ZERO);
      free = minus(free, shape(e.terms[i], "either"));
    }
    return counts(scaled(clipped(free, needsBase ? ONE : ZERO), div(ONE, e.terms[i].step)));
  };
  const restoring = (e, i) => {
    const term = e.terms[i], free = room(e, i);
    const digits = div(term.value, term.step).n;
    const changed = (n) => ({ ...e, terms: e.terms.map((t, j) => (j === i ? says(t, mul(whole(n), term.step)) : t)) });
    const right = (n) => fits(changed(n), "either");
    const inside = (n) => holds(free, whole(n));
    let found;
    if (term.measured) found = edits(digits, term.decimals).filter((n) => inside(n) && right(n));
    else {
      const up = order(whole(digits), free.low) < 0 ? free.low.n : digits + 1n;
      const down = free.high !== null && order(whole(digits), free.high) > 0 ? free.high.n : digits - 1n;
      found = [[up, 1n], [down, -1n]].map(([first, step]) => {
        for (let n = first, left = rules.reach; left > 0 && inside(n); n += step, left -= 1) if (right(n)) return n;
        return null;
      }).filter((n) => n !== null);
    }
    return found.map((n) => mul(whole(n), term.step));
  };
  const repairs = (e) => e.terms.flatMap((term, i) =>
    term === null || term.parts ? []
      : restoring(e, i).map((value) => ({ name: term.name, before: term, after: says(term, value) })));

  // --- what is typed: as newspapers print it ---------------------------------------------------------
  const NUMBER = /^(?:([1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?)|([1-9]\d{0,2}(?: \d{3})+(?:,\d+)?)|([1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d+)?)|(\d+(?:[.,]\d+)?))$/;
  const MARKS = [[".", ","], [" ", ","], [",", "."], ["", ","]];
  const tenTo = (n) => 10n ** BigInt(n);
  const plain = (text) => text.normalize("NFC").replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g, "").replace(/\s+/g, " ").trim().toLowerCase();

  // A figure, or null where nothing is typed; `place` is what a message calls it, `unit` what it counts.
  const figure = (typed, place, unit = "") => {
    let text = plain(typed);
    if (!text) return null;
    if (text.length > rules.longest) refuse("long", { place });
    let qualifier = "=", scale = 1n;
    const first = rules.before.find(([word]) => text.startsWith(`${word} `) || (!/^\p{L}/u.test(word) && text.startsWith(word)));
    if (first) { qualifier = first[1]; text = text.slice(first[0].length).trim(); }
    const last = rules.behind.find(([word]) => text.endsWith(` ${word}`));
    if (last) { qualifier = last[1]; text = text.slice(0, -last[0].length).trim(); }
    if (unit === "percent") text = text.replace(/ ?(?:%|phần trăm)$/, "");
    else if (/%|phần trăm/.test(text)) refuse("percent", { place, typed });
    const parted = text.match(/^([\d.]+) ?[/⁄∕] ?([\d.]+)$/);
    if (parted && unit !== "percent") {
      const [k, n] = parted.slice(1).map((part) => figure(part, place).value);
      if (k.d > 1n || n.d > 1n) refuse("number", { place, typed });
      if (n.n === 0n) refuse("zero", { place });
      return { value: div(k, n), step: ONE, unit, qualifier, measured: false, parts: [k, n], name: place, decimals: 0, scale: 1n };
    }
    for (const word of Object.keys(rules.scales)) {
      while (text.endsWith(` ${word}`)) { text = text.slice(0, -word.length).trim(); scale *= BigInt(rules.scales[word]); }
    }
    if (/^-|^−|^âm /.test(text)) refuse("negative", { place, typed });
    const found = text.match(NUMBER);
    if (!found) refuse("number", { place, typed });
    const form = found.slice(1).findIndex(Boolean);
    const [thousands, mark] = MARKS[form];
    const digits = (thousands ? text.replaceAll(thousands, "") : text).replace(mark, ".");
    const [front, rest = ""] = digits.split(".");
    const value = over(BigInt(front + rest) * scale, tenTo(rest.length));
    const step = over(scale, tenTo(rest.length));
    const measured = rules.measured.includes(unit) || order(step, ONE) !== 0;
    return { value, step, unit, qualifier, measured, parts: null, name: place, decimals: rest.length, scale };
  };

  // --- kinds of relation ------------------------------------------------------------------------------
  const outcome = (kind, verdict, equation, more = {}) => {
    const differs = rules.verdicts[verdict].standing === "differs";
    const found = { kind, verdict, equation, implied: null, power: null, beside: null, ...more };
    found.repairs = differs && !more.unprinted ? repairs(equation) : [];
    found.readings = rules.readings.filter((row) => row.kinds.includes(kind) && row.verdicts.includes(verdict))
      .map((row) => row.code).filter((code) => code !== "another-base" || hasAnotherBase(equation));
    return found;
  };
  const hasAnotherBase = (e) => {
    if (!e || e.op !== MUL) return true;
    const [part, , printed] = e.terms;
    if (part === null || !isWhole(part) || part.value.n === 0n) return true;
    return fits({ ...e, terms: [part, null, printed], asked: 1 }, "either");
  };
  const compared = (kind, e, more) => {
    const verdict = verdictOf(e);
    const mode = { exact: "printed", rounded: "rounded", holds: "rounded" }[verdict] || "either";
    return outcome(kind, verdict, e, { recomputed: needed(e, e.asked, mode), ...more });
  };
  const unprinted = (kind, e) => {
    const implied = needed(e, e.asked, "rounded");
    if (isEmpty(implied)) return outcome(kind, "inconsistent", e, { unprinted: true });
    const below = implied.high !== null && implied.high.n < 0n;
    return outcome(kind, below ? "inconsistent" : "untestable", e, { implied, recomputed: implied, unprinted: true });
  };
  const notNegative = (...given) => given.forEach((f) => {
    if (f && f.qualifier === "<" && f.value.n === 0n) refuse("negative", { place: f.name, typed: "< 0" });
  });
  const halves = (f) => f.parts.map((value, i) => ({ ...f, value, parts: null, qualifier: i ? "=" : f.qualifier }));
  const grimPower = (base_, step) => {
    const left = sub(ONE, div(mul(base_.value, step), HUNDRED));
    return left.n < 0n ? ZERO : left;
  };

  const share = (part, base_, percentage) => {
    if (percentage === null) refuse("nothing", { place: "percentage" });
    if (part && part.parts && base_ === null) [part, base_] = halves(part).map((f, i) => ({ ...f, name: i ? "base" : "part", frame: true }));
    for (const f of [part, base_]) if (f && f.parts) refuse("number", { place: f.name, typed: "k/n" });
    notNegative(part, base_);
    if (base_ && base_.value.n === 0n) refuse("zero", { place: base_.name });
    if (order(percentage.value, HUNDRED) > 0 || (percentage.qualifier !== "=" && !meets(spanOf(percentage, "either"), span(ZERO, HUNDRED, true, true)))) refuse("hundred", {});
    if (part && base_) {
      const above = isWhole(part) && isWhole(base_) ? order(part.value, base_.value) > 0
        : !meets(minus(spanOf(part, "either"), spanOf(base_, "either")), LIMITS["<="]);
      if (above) refuse("above", {});
    }
    const e = { op: MUL, terms: [part, base_, percentage], asked: 2, factor: HUNDRED, turn: 0, capped: true };
    if (!part && !base_) {
      if (percentage.qualifier !== "=") return outcome("share", "untestable", null);
      const least = simplest(scaled(clipped(spanOf(percentage, "either"), ZERO, HUNDRED), over(1n, 100n)));
      return outcome("share", "untestable", null, { implied: span(whole(least.d), null, true), smallest: least });
    }
    if (part && base_) {
      const found = compared("share", e);
      const countable = percentage.qualifier === "=" && isWhole(base_);
      const power = countable ? grimPower(base_, percentage.step) : null;
      const open = { ...e, terms: [null, base_, percentage], asked: 0 };
      if (found.verdict === "inconsistent" && countable && isWhole(part) && !fits(open, "either")) {
        return outcome("share", "unattainable", e, { recomputed: found.recomputed, power, beside: nearest(open) });
      }
      return { ...found, power };
    }
    return unknownCount({ ...e, asked: part ? 1 : 0 });
  };
  const unknownCount = (e) => {
    const [part, base_, printed] = e.terms, known = base_ || part;
    if (printed.qualifier === "~" || known.qualifier === "~" || !isWhole(known) || known.value.n === 0n) return outcome("share", "untestable", null);
    const around = spanOf(printed, "either");
    let power = ZERO;
    if (printed.qualifier === "=" && !holds(around, ZERO) && !holds(around, HUNDRED)) {
      const place = needed(e, e.asked, e.asked === 1 ? "either" : "rounded");
      power = sub(ONE, sub(place.high, place.low));
      if (power.n < 0n) power = ZERO;
    }
    const verdict = verdictOf(e);
    if (verdict === "inconsistent") return outcome("share", "unattainable", e, { power, beside: nearest(e) });
    const implied = counts(needed(e, e.asked, "either"));
    if (!power.n) return outcome("share", "untestable", null, { implied, power });
    const one = counts(needed(e, e.asked, verdict === "truncated" ? "truncated" : "rounded")).low;
    const [k, n] = [part ? part.value : one, base_ ? base_.value : one];
    return outcome("share", verdict, e, { implied, power, recomputed: point(div(mul(HUNDRED, k), n)) });
  };
  // The two attainable percentages beside one that no whole number gives, as [k, n].
  const nearest = (e) => {
    const [part, base_, printed] = e.terms;
    if (part === null) {
      const k = floor(div(mul(base_.value, printed.value), HUNDRED));
      return [[k, base_.value.n], [k + 1n, base_.value.n]];
    }
    const n = floor(div(mul(HUNDRED, part.value), printed.value));
    return [[part.value.n, n + 1n], [part.value.n, n]];
  };

  const sameUnit = (...given) => { if (given.some((f) => f && f.parts)) refuse("number", { place: given.find((f) => f && f.parts).name, typed: "k/n" }); };
  const change = (before_, after, by_) => {
    if (by_ === null) refuse("nothing", { place: "change" });
    sameUnit(before_, after, by_);
    if (!before_ && !after) refuse("nothing", { place: "before" });
    notNegative(by_, ...(by_.unit === "percent" ? [before_, after] : []));
    const rises = Boolean(before_ && after && order(after.value, before_.value) > 0);
    if (by_.unit === "percent") {
      if (before_ && before_.value.n === 0n) refuse("zero", { place: "before" });
      const turn = rises || !before_ && !after ? 1 : -1;
      const e = { op: MUL, terms: [after, before_, by_], asked: 2, factor: HUNDRED, turn };
      if (before_ && after) return compared("growth", e);
      return unprinted("growth", { ...e, asked: after ? 1 : 0 });
    }
    const [larger, smaller] = rises ? [after, before_] : [before_, after];
    const e = { op: ADD, terms: [larger, smaller, by_], asked: 2, factor: ONE, turn: 0 };
    if (larger && smaller) return compared("difference", e);
    return unprinted("difference", { ...e, asked: larger ? 1 : 0 });
  };

  const total = (sum, parts) => {
    const listed = parts.filter((part) => part !== null);
    if (!listed.length) refuse("nothing", { place: "parts" });
    sameUnit(sum, ...listed);
    const e = { op: ADD, terms: [sum, ...listed], asked: 0, factor: ONE, turn: 0 };
    return sum ? compared("sum", e) : unprinted("sum", e);
  };

  // --- writing ------------------------------------------------------------------------------------------
  // Digits of a value, cut off after so many decimals; `…` where more would follow.
  const digits = (value, decimals) => {
    const size = value.n < 0n ? -value.n : value.n, shifted = size * tenTo(decimals);
    const text = String(shifted / value.d).padStart(decimals + 1, "0");
    const [front, rest] = decimals ? [text.slice(0, -decimals), text.slice(-decimals)] : [text, ""];
    return { sign: value.n < 0n ? "−" : "", front, rest, more: shifted % value.d !== 0n };
  };

  return { figure, share, change, total, spanOf, digits, scaled, span, point, isPoint, order, div, mul, add, sub, whole, over };
};

if (typeof module !== "undefined") module.exports = { Audit };
