"""Relations between printed figures, recomputed exactly: figures in, verdicts out.

A relation is one equation, ``first = second + third + ...`` or ``first = second * third * ...``,
over the spans of values that its figures stand for.  Solved for one of its figures it gives the
span where that figure has to be.  The verdict compares that span with what is printed;
explanation, repairs and picture use the same two.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import reduce
from math import floor
from operator import add, mul, sub, truediv

from .reading.writing import write
from .spans import (
    ANYTHING,
    DURATIONS,
    HUNDRED,
    HUNDREDTH,
    ONE,
    PERCENT,
    QUALIFIERS,
    SYMBOLS,
    ZERO,
    Figure,
    Span,
    exact_text,
    grim_power,
    is_measured,
    shape,
    simplest,
    span,
)
from .verdicts import READINGS, VERDICTS


class RelationError(ValueError):
    """Figures that cannot stand in that relation."""


# --- equations -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure of its own; ``frame`` is what surrounds it in print (``{}/14`` for a part of 14)."""

    key: str
    value: Fraction
    decimals: int = 0
    unit: str = ""
    qualifier: str = "="
    parts: tuple[int, int] | None = None
    frame: str = "{}"

    def __str__(self) -> str:
        number = write(self.value, self.decimals)
        if not self.decimals and self.value.denominator > 1:
            number = "/".join(map(str, self.parts or self.value.as_integer_ratio()))
        sign = _sign(self.unit)
        if self.unit in DURATIONS and self.value == 1:
            sign = sign.removesuffix("s")
        return SYMBOLS[self.qualifier] + self.frame.format(number) + sign

    def says(self, value: Fraction) -> Printed:
        """The same figure with another value."""
        return Printed(
            self.key, value, self.decimals, self.unit, self.qualifier, self.parts, self.frame
        )


def _sign(unit: str) -> str:
    return " %" if unit == PERCENT else f" {unit}s" if unit in DURATIONS else ""


Term = Printed | Span | None

_LADDER = (("printed", "exact"), ("rounded", "rounded"), ("either", "truncated"))


@dataclass(frozen=True, slots=True)
class Equation:
    """``first = second + ...`` or ``first = second * ...`` over figures and fixed spans.

    ``asked`` is the index of the term to be compared with what the others give.  It may be None,
    for a count that is not printed: then the others have to leave room for a whole number.
    ``sure`` asks that all the values agree, and not only some: for spans that are not born of
    rounding, such as those of dates.
    """

    operation: Callable[[Span, Span], Span]
    terms: tuple[Term, ...]
    asked: int
    sure: bool = False

    @property
    def figures(self) -> list[Printed]:
        """The printed figures among the terms."""
        return [term for term in self.terms if isinstance(term, Printed)]

    def span(self, index: int, mode: str) -> Span:
        """What the term itself can stand for."""
        term = self.terms[index]
        if isinstance(term, Span):
            return term
        own = span(term, mode)
        if self.operation is add:
            return own
        return own.clipped(ZERO, HUNDRED if term.unit == PERCENT else None)

    def needed(self, index: int, mode: str) -> Span:
        """Where the other terms put this one."""
        spans = [self.span(i, mode) for i in range(len(self.terms)) if i != index]
        if index == 0:
            return reduce(self.operation, spans)
        inverse = sub if self.operation is add else truediv
        return reduce(inverse, spans)

    def fits(self, mode: str) -> bool:
        """Whether the term asked for agrees with the others under that mode."""
        needed = self.needed(self.asked, mode)
        if self.terms[self.asked] is None:
            return needed.has_count
        own = self.span(self.asked, mode)
        return needed.inside(own) if self.sure else needed.meets(own)

    def verdict(self) -> str:
        """The code of the verdict, before the power of the check is considered."""
        words = {figure.qualifier for figure in self.figures}
        if "~" in words:
            return "untestable"
        worded = words != {"="} or isinstance(self.terms[self.asked], Span)
        for mode, verdict in _LADDER:
            if self.fits(mode):
                return "holds" if worded else verdict
        if self.sure and replace(self, sure=False).fits("either"):
            return "untestable"
        return "inconsistent"

    def changed(self, index: int, value: Fraction) -> Equation:
        """The same equation with another value printed in one place."""
        terms = list(self.terms)
        terms[index] = terms[index].says(value)
        return Equation(self.operation, tuple(terms), self.asked, self.sure)


# --- repairs -------------------------------------------------------------------------------------

#: How many steps from a printed count a repair is looked for where no closed form gives it.
REACH = 100


@dataclass(frozen=True, slots=True)
class Repair:
    """One figure changed, all others kept, so that the relation holds."""

    key: str
    before: str
    after: str
    text: str


def repairs(equation: Equation) -> list[Repair]:
    """Every smallest single change after which the relation holds, the nearest value first.

    A count moves by as little as it can, up and down; in any other figure one digit changes, or two
    neighbours change places.
    """
    found = []
    for index, term in enumerate(equation.terms):
        if isinstance(term, Printed) and term.key and not term.parts:
            for value in _restoring(equation, index):
                before, after = str(term), str(term.says(value))
                found.append(Repair(term.key, before, after, f"{before} → {after}"))
    return found


def _restoring(equation: Equation, index: int) -> list[Fraction]:
    """The values that restore the equation in the place of the one that is printed there."""
    term = equation.terms[index]
    scale = 10**term.decimals
    digits = int(term.value * scale)
    room = _room(equation, index, scale)

    def holds(changed: int) -> bool:
        other = equation.changed(index, Fraction(changed, scale))
        return other.fits("either") or (equation.sure and other.fits("printed"))

    if is_measured(term):
        candidates = [changed for changed in _edits(digits, term.decimals) if changed in room]
        found = filter(holds, candidates)
    elif equation.terms[equation.asked] is None:  # no closed form: look near by
        sides = (range(digits + step, digits + step * (REACH + 1), step) for step in (1, -1))
        nearest = (next((n for n in side if n in room and holds(n)), None) for side in sides)
        found = (n for n in nearest if n is not None)
    else:
        nearest = room.low if digits < room.low else room.high
        found = filter(holds, [int(nearest)] if nearest in room else [])
    return [Fraction(changed, scale) for changed in found]


def _room(equation: Equation, index: int, scale: int) -> Span:
    """The whole numbers, in steps of ``1/scale``, that may be printed in that place."""
    needs_base = equation.operation is mul and 1 in (index, equation.asked)
    room = ANYTHING
    if equation.terms[equation.asked] is not None:
        room = equation.needed(index, "either") - shape(equation.terms[index], "either")
    least = ONE if needs_base else ZERO
    return (room.clipped(least) * Span.point(Fraction(scale))).counts


def _edits(digits: int, decimals: int) -> list[int]:
    """The numbers with one digit changed or two neighbouring digits swapped, the nearest first.

    ``digits`` is what is printed without the decimal mark.
    """
    text = str(digits).rjust(decimals + 1, "0")
    places = range(len(text))
    changed = {text[:i] + digit + text[i + 1 :] for i in places for digit in "0123456789"}
    changed |= {text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in places[:-1]}
    leads = len(text) > decimals + 1  # then its first digit is not the 0 of 0.5
    numbers = {int(other) for other in changed - {text} if not (leads and other[0] == "0")}
    return sorted(numbers, key=lambda number: (abs(number - digits), number))


# --- outcomes ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the audit of one relation found.

    ``spans`` are those that decided, in the unit of the printed figure, for explaining and drawing:
    ``rounded`` and ``truncated`` or, for a count or a wording, ``stated``; ``recomputed``; and
    where no whole number fits, the attainable values ``below`` and ``above``.  ``implied`` holds
    the figure that is not printed, where the others fix or bound it.  ``power`` is the chance that
    the check turns down figures that have nothing to do with each other (None where the figures
    are simply compared).  ``readings`` are codes of READINGS.
    """

    kind: str
    verdict: str
    printed: str
    recomputed: str
    explanation: str
    spans: dict[str, Span] = field(default_factory=dict)
    implied: Span | None = None
    power: Fraction | None = None
    bears: str = ""
    repairs: list[Repair] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)


def _outcome(
    kind: str, verdict: str, equation: Equation | None, printed: str, recomputed: str,
    explanation: str, **more: object,
) -> Outcome:  # fmt: skip
    """Add what follows from the verdict: the repairs and the readings."""
    differs = VERDICTS[verdict].standing == "differs"
    return Outcome(
        kind, verdict, printed, recomputed, explanation,
        repairs=repairs(equation) if equation and differs else [],
        readings=_readings(kind, verdict),
        **more,
    )  # fmt: skip


def _readings(kind: str, verdict: str) -> list[str]:
    return [r.code for r in READINGS.values() if kind in r.kinds and verdict in r.verdicts]


def _drawn(figure: Printed) -> dict[str, Span]:
    if figure.qualifier != "=" or not is_measured(figure):
        return {"stated": span(figure, "printed")}
    return {mode: span(figure, mode) for mode in ("rounded", "truncated")}


def _compared(
    kind: str, equation: Equation, formula: str, claim: Fraction | None = None
) -> Outcome:
    """The outcome where every figure of the relation is printed."""
    printed = equation.terms[equation.asked]
    verdict = equation.verdict()
    mode = {"exact": "printed", "rounded": "rounded", "holds": "rounded"}.get(verdict, "either")
    got = equation.needed(equation.asked, mode)
    value = got.text(printed.decimals + 2) + _sign(printed.unit)
    says = f"{formula} {'=' if got.is_point else 'gives'} {value}"
    if kind == "same":
        says = f"The other passage prints {formula}"
        if got.is_point and formula not in value:
            says += f", that is {value}"
        value = formula
    return _outcome(
        kind, verdict, equation, str(printed), value,
        f"{says}{_place(equation, verdict, got)}.",
        spans={**_drawn(printed), "recomputed": got},
        bears=_bears(claim, printed, got),
    )  # fmt: skip


def _place(equation: Equation, verdict: str, got: Span) -> str:
    """Where the recomputed span stands against the printed one: the second half of a sentence."""
    printed = equation.terms[equation.asked]
    drawn = {mode: own.text(printed.decimals + 2) for mode, own in _drawn(printed).items()}
    if verdict == "exact":
        return ", exactly as printed"
    if verdict == "holds":
        return f", in keeping with {printed}"
    if verdict == "untestable":
        vague = _vague(*equation.figures)
        return f"; {vague} sets no limit" if vague else f", partly in keeping with {printed}"
    if "stated" in drawn:
        says = {"rounded": "meets", "truncated": "once cutting off is allowed meets"}
        return f", which {says.get(verdict, 'is not')} {printed}"
    rounded = f"the rounding span {drawn['rounded']}"
    cut_off = f"the cut-off span {drawn['truncated']}"
    if verdict == "inconsistent":
        return f", outside {rounded} and outside {cut_off} of {printed}"
    if verdict == "rounded":
        return f", {'inside' if got.is_point else 'which meets'} {rounded} of {printed}"
    if got.is_point:
        return f", outside {rounded} of {printed} and inside {cut_off}"
    either = span(printed, "either").text(printed.decimals + 2)
    return f", which once cutting off is allowed meets the span {either} of {printed}"


def _vague(*figures: Printed | None) -> Printed | None:
    return next((figure for figure in figures if figure and figure.qualifier == "~"), None)


def _unprinted(kind: str, equation: Equation, formula: str) -> Outcome:
    """The outcome where the figure asked for is not printed, so that nothing can be compared."""
    implied = equation.needed(equation.asked, "rounded")
    text = implied.text(2)
    return _outcome(
        kind, "untestable", equation, "", text,
        f"{formula} {'=' if implied.is_point else 'gives'} {text}, which is not printed.",
        spans={"recomputed": implied}, implied=implied,
    )  # fmt: skip


def _bears(claim: Fraction | None, printed: Printed, got: Span) -> str:
    """Say so when the recomputed value falls on another side of a claimed threshold."""
    if claim is None:
        return ""
    sides = {"below": Span(None, claim), "at": Span.point(claim), "above": Span(claim, None)}
    here = next(name for name, side in sides.items() if printed.value in side)
    there = next((name for name, side in sides.items() if got.inside(side)), here)
    if there == here:
        return ""
    sign, digits = _sign(printed.unit), printed.decimals + 2
    return (
        f"Against {exact_text(claim, digits)}{sign}: printed {here} it, "
        f"recomputed {there} it ({got.text(digits)}{sign})."
    )


# --- the figures that come in --------------------------------------------------------------------


def _taken(*figures: Figure | None) -> list[Printed | None]:
    """The engine's own copies; refuses a figure that is used twice."""
    keys = [figure.key for figure in figures if figure is not None]
    for key in keys:
        if keys.count(key) > 1:
            raise RelationError(
                f"circular relation: `{key}` is used twice, so it would be set against itself: "
                "name another figure in one of the two places"
            )
    return [
        f and Printed(f.key, f.value, f.decimals, f.unit, f.qualifier, f.parts) for f in figures
    ]


def _same_unit(*figures: Printed | None) -> None:
    units = {figure.unit: figure.key for figure in figures if figure is not None}
    if len(units) > 1:
        found = " and ".join(f"`{unit}` (`{key}`)" for unit, key in units.items())
        raise RelationError(f"mixed units: found {found}, expected the same unit for all of them")


def _halves(figure: Printed) -> tuple[Printed, Printed]:
    """Part and whole of a printed k/n."""
    k, n = figure.parts
    return (
        replace(figure, value=Fraction(k), parts=None, frame=f"{{}}/{n}"),
        replace(figure, value=Fraction(n), parts=None, frame=f"{k}/{{}}", qualifier="="),
    )


def _as_percentage(figure: Printed) -> Printed:
    """A printed k/n on the scale of percentages: exact, since it counts."""
    k, n = figure.parts
    return replace(figure, value=Fraction(100 * k, n), unit="", frame=f"{k}/{n}")


def _is_whole(figure: Printed) -> bool:
    """Whether the figure is a plain count."""
    return figure.qualifier == "=" and not is_measured(figure) and figure.value.denominator == 1


# --- kinds of relation ---------------------------------------------------------------------------


def share(
    printed: Figure,
    part: Figure | None = None,
    whole: Figure | None = None,
    *,
    claim: Fraction | None = None,
) -> Outcome:
    """A percentage against its part and whole, either of which may be missing from print.

    A k/n figure as ``part`` brings its own whole.  Without a part the check is GRIM's: does any
    whole number over that base print the percentage?  Without a whole it is that of ``base``.
    ``claim`` is a threshold in percent that the article draws on (half: 50).

    Raises RelationError for mixed units, a circular relation, a base of 0, more than 100 %.
    """
    return _share("share", printed, part, whole, claim)


def base(printed: Figure, part: Figure) -> Outcome:
    """The whole numbers of which ``part`` is the printed percentage: none, one or several.

    Raises RelationError as ``share`` does.
    """
    return _share("base", printed, part, None, None)


def summation(
    parts: Sequence[Figure], total: Figure | None = None, *, claim: Fraction | None = None
) -> Outcome:
    """Parts against their printed total.

    Percentages without a total are set against 100 %: a share and its complement.  A k/n figure
    among percentages counts as the percentage that it is.

    Raises RelationError for no parts, mixed units or a circular relation.
    """
    if not parts:
        raise RelationError("a sum without parts: name at least one figure under `parts`")
    figures = _taken(total, *parts)
    if any(figure and figure.unit == PERCENT for figure in figures):
        figures = [_as_percentage(f) if f and f.parts else f for f in figures]
        _same_unit(*(figure for figure in figures if figure and not figure.parts))
        figures[0] = figures[0] or Printed("", Fraction(100), frame="{} %")
    else:
        _same_unit(*figures)
    equation = Equation(add, tuple(figures), asked=0)
    formula = " + ".join(map(str, figures[1:]))
    if figures[0] is None:
        return _unprinted("sum", equation, formula)
    return _compared("sum", equation, formula, claim)


def difference(
    before: Figure | None, after: Figure | None, change: Figure, *, rises: bool = False
) -> Outcome:
    """A change against the figures before and after it, one of which may be missing from print.

    ``change`` is printed without a sign; ``rises`` says that it is an increase.

    Raises RelationError for mixed units or a circular relation.
    """
    before, after, change = _taken(before, after, change)
    _same_unit(before, after, change)
    larger, smaller = (after, before) if rises else (before, after)
    equation = Equation(add, (larger, smaller, change), asked=2)
    if larger and smaller:
        return _compared("difference", equation, f"{larger} − {smaller}")
    if larger:
        return _unprinted("difference", replace(equation, asked=1), f"{larger} − {change}")
    if smaller:
        return _unprinted("difference", replace(equation, asked=0), f"{smaller} + {change}")
    raise RelationError("a change alone: name the figure before it, the one after it, or both")


def ratio(before: Figure | None, after: Figure | None, multiple: Figure) -> Outcome:
    """A printed multiple against the figures before and after, one of which may be missing.

    Raises RelationError for mixed units, a circular relation or a base of 0.
    """
    before, after, multiple = _taken(before, after, multiple)
    _same_unit(before, after)
    _not_zero(before)
    equation = Equation(mul, (after, before, multiple), asked=2)
    if after and before:
        return _compared("ratio", equation, f"{after} / {before}")
    if after:
        return _unprinted("ratio", replace(equation, asked=1), f"{after} / {multiple}")
    if before:
        return _unprinted("ratio", replace(equation, asked=0), f"{before} × {multiple}")
    raise RelationError("a multiple alone: name the figure before it, the one after it, or both")


def same(first: Figure, second: Figure, *, claim: Fraction | None = None) -> Outcome:
    """Two passages that state the same quantity; a percentage may stand beside a k/n.

    Raises RelationError for mixed units or a circular relation.
    """
    one, other = _taken(first, second)
    if one.unit == PERCENT and other.parts:
        return _share("same", one, other, None, claim)
    if other.unit == PERCENT and one.parts:
        return _share("same", other, one, None, claim)
    _same_unit(one, other)
    return _compared("same", Equation(add, (one, other), asked=0), str(other), claim)


#: A date as the first and last day that it can mean; None where it is open.
Days = tuple[date | None, date | None]


def bound(value: Figure | Days, limit: Figure | Days, relation: str) -> Outcome:
    """A value against a limit that it has to keep, or a date against a deadline.

    ``relation`` is one of ``< <= > >=``; a date is given by the first and last day it can mean.

    Raises RelationError for mixed units, a circular relation or another ``relation``.
    """
    if relation not in (limits := ("<", "<=", ">", ">=")):
        raise RelationError(f"found the limit `{relation}`, expected one of {' '.join(limits)}")
    if isinstance(value, tuple) != isinstance(limit, tuple):
        raise RelationError("mixed units: a date can only be set against a date")
    if isinstance(value, tuple):
        terms: tuple[Term, ...] = (_days(value), _days(limit))
        texts = [_days_text(value), _days_text(limit)]
    else:
        terms = tuple(_taken(value, limit))
        _same_unit(*terms)
        texts = [str(term) for term in terms]
    equation = Equation(add, (*terms, QUALIFIERS[relation]), asked=2, sure=True)
    verdict = equation.verdict()
    says = {"fits": "keeps to", "differs": "does not keep to", "undecided": "may keep to, or not,"}
    limit_text = f"{SYMBOLS[relation]}{texts[1]}"
    return _outcome(
        "bound", verdict, equation, limit_text, texts[0],
        f"{texts[0]} {says[VERDICTS[verdict].standing]} the limit {limit_text}.",
        spans={
            "stated": equation.span(1, "rounded") + QUALIFIERS[relation],
            "recomputed": equation.span(0, "rounded"),
        },
    )  # fmt: skip


def interval(duration: Figure, start: Days, end: Days) -> Outcome:
    """A printed length of time against the dates that bound it.

    Each date is given by the first and last day that it can mean, None where that is open.

    Raises RelationError for a unit that is no length of time, or an end before the start.
    """
    (duration,) = _taken(duration)
    if duration.unit not in DURATIONS:
        raise RelationError(
            f"mixed units: `{duration.key}` counts `{duration.unit}`, "
            f"expected one of {', '.join(DURATIONS)}"
        )
    if start[0] and end[1] and end[1] < start[0]:
        raise RelationError(
            f"the time ends ({end[1]}) before it starts ({start[0]}): swap the two dates"
        )
    shortest = max(elapsed(start[1], end[0], duration.unit) or ZERO, ZERO)
    longest = elapsed(start[0], end[1], duration.unit)
    passed = Span(shortest, longest, True, longest is not None)
    equation = Equation(add, (duration, passed), asked=0, sure=True)
    return _compared("interval", equation, f"{_days_text(start)} to {_days_text(end)}")


def elapsed(start: date | None, end: date | None, unit: str) -> Fraction | None:
    """Days, months or years between two dates, exactly; None where a date is not known.

    Months run from a day to the same day of the next month (or its last day); what is left over
    counts as a fraction of the month it falls in.  A year is twelve months.
    """
    if start is None or end is None:
        return None
    if unit == "day":
        return Fraction((end - start).days)
    if end < start:
        return -elapsed(end, start, unit)
    months = 12 * (end.year - start.year) + end.month - start.month
    months -= _later(start, months) > end
    begun = _later(start, months)
    left = Fraction((end - begun).days, (_later(start, months + 1) - begun).days)
    return (months + left) / (12 if unit == "year" else 1)


def _later(start: date, months: int) -> date:
    """The same day some months later, or the last of that month."""
    year, month = divmod(12 * start.year + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _days(days: Days) -> Span:
    first, last = (None if day is None else Fraction(day.toordinal()) for day in days)
    return Span(first, last, first is not None, last is not None)


def _days_text(days: Days) -> str:
    first, last = ("unknown" if day is None else day.isoformat() for day in days)
    return first if first == last else f"{first}/{last}"


def tension(first: str, second: str) -> Outcome:
    """Two passages that contradict each other in words: shown, and left to the reader.

    Raises RelationError when one of them is empty.
    """
    if not (first.strip() and second.strip()):
        raise RelationError("a tension needs two phrases: give both")
    text = f"“{first}” stands beside “{second}”: words, which no arithmetic decides."
    return _outcome("tension", "untestable", None, first, second, text)


#: Every kind of relation and what audits it.
KINDS: dict[str, Callable[..., Outcome]] = {
    "share": share,
    "sum": summation,
    "difference": difference,
    "ratio": ratio,
    "base": base,
    "bound": bound,
    "same": same,
    "interval": interval,
    "tension": tension,
}


# --- shares --------------------------------------------------------------------------------------


def _not_zero(whole: Printed | None) -> None:
    if whole is not None and whole.value == 0:
        raise RelationError(f"`{whole.key}` is 0: a base has to be above 0")


def _share(
    kind: str, printed: Figure, part: Figure | None, whole: Figure | None, claim: Fraction | None
) -> Outcome:
    printed, part, whole = _taken(printed, part, whole)
    if printed.unit != PERCENT:
        raise RelationError(
            f"mixed units: `{printed.key}` counts `{printed.unit}`, expected a percentage"
        )
    if part and part.parts and whole is None:
        part, whole = _halves(part)
    _same_unit(part, whole)
    _not_zero(whole)
    _not_above_whole(printed, part, whole)
    equation = Equation(mul, (part, whole, printed, HUNDREDTH), asked=2)
    if part is None and whole is None:
        return _smallest_base(kind, printed)
    if part is None or whole is None:
        return _unknown_count(kind, replace(equation, asked=0 if part is None else 1))
    formula = "/".join(str(replace(figure, frame="{}")) for figure in (part, whole))
    found = _compared(kind, equation, formula, claim)
    if printed.qualifier != "=" or not _is_whole(whole):
        return found
    found = replace(found, power=grim_power(int(whole.value), printed.decimals))
    open_part = replace(equation, terms=(None, *equation.terms[1:]), asked=0)
    if found.verdict != "inconsistent" or not _is_whole(part) or open_part.fits("either"):
        return found
    also, beside = _nothing_fits(open_part)
    return replace(
        found, verdict="unattainable", explanation=f"{found.explanation} {also}",
        spans={**found.spans, **beside}, readings=_readings(kind, "unattainable"),
    )  # fmt: skip


def _not_above_whole(printed: Printed, part: Printed | None, whole: Printed | None) -> None:
    if printed.value > 100 or not span(printed, "either").meets(Span(ZERO, HUNDRED, True, True)):
        raise RelationError(f"`{printed.key}` prints {printed}: a share is between 0 and 100 %")
    if not (part and whole):
        return
    if not (span(part, "either") - span(whole, "either")).meets(QUALIFIERS["<="]):
        raise RelationError(
            f"`{part.key}` ({part}) is over 100 % of `{whole.key}` ({whole}): "
            "expected a part that is no larger than its whole"
        )


def _counts_text(counts: Span) -> str:
    if counts.is_point:
        return str(counts.low)
    return f"at least {counts.low}" if counts.high is None else f"{counts.low} to {counts.high}"


def _unknown_count(kind: str, equation: Equation) -> Outcome:
    """A percentage where one of part and whole is not printed: which whole numbers can it be?

    For an open part this is GRIM; for an open whole it is the search for a base.
    """
    part, whole, printed, _ = equation.terms
    known = whole or part
    if vague := _vague(printed, known):
        return _untestable(kind, printed, f"{vague} sets no limit.")
    if not _is_whole(known) or known.value == 0:
        return _untestable(kind, printed, f"{known} is no count from which another would follow.")
    power = _power(equation)
    verdict = equation.verdict()
    if verdict == "inconsistent":
        why, beside = _nothing_fits(equation)
        texts = " or ".join(at.text(printed.decimals + 2) + " %" for at in beside.values())
        return _outcome(
            kind, "unattainable", equation, str(printed), texts, why,
            spans={**_drawn(printed), **beside}, power=power,
        )  # fmt: skip
    counts = equation.needed(equation.asked, "either").counts
    several = _counts_text(counts)
    if not power:
        why = (
            f"{part or several} of {whole or several} is {printed}; with these figures some whole "
            "number always is, so the check has no power."
        )
        return _untestable(kind, printed, why, several, counts, power)
    mode = "truncated" if verdict == "truncated" else "rounded"
    found = equation.needed(equation.asked, mode).counts.low
    k, n = (int(found if term is None else term.value) for term in (part, whole))
    got = Span.point(Fraction(100 * k, n))
    text = f"{k}/{n} = {got.text(printed.decimals + 2)} %"
    others = "" if counts.is_point else f" Rounded or cut off, it can be {several}."
    return _outcome(
        kind, verdict, equation, str(printed), text,
        f"{text}{_place(replace(equation, asked=2), verdict, got)}.{others}",
        spans={**_drawn(printed), "recomputed": got}, implied=counts, power=power,
    )  # fmt: skip


def _power(equation: Equation) -> Fraction:
    """Chance that no whole number would fit, were the figures put together at random.

    The span where the number has to be is so much shorter than the 1 between two whole numbers;
    over a known base this is ``grim_power``, which counts rounding alone.  For an unknown base
    cutting off counts too, since a base is often fixed only by it.  It is 0 for a wording and for
    0 and 100 %, which every base can print.
    """
    printed = equation.terms[2]
    everywhere = span(printed, "either")
    if printed.qualifier != "=" or 0 in everywhere or 100 in everywhere:
        return ZERO
    needed = equation.needed(equation.asked, "either" if equation.asked == 1 else "rounded")
    return max(ZERO, 1 - (needed.high - needed.low))


def _nothing_fits(equation: Equation) -> tuple[str, dict[str, Span]]:
    """Explanation and the nearest two percentages where no whole number fits."""
    part, whole, printed, _ = equation.terms
    if part is None:
        n = int(whole.value)
        k = floor(n * printed.value / 100)
        pairs = [(k, n), (k + 1, n)]
        says = f"Over {n} no whole number is printed as {printed}"
    else:
        k = int(part.value)
        n = floor(100 * k / printed.value)
        pairs = [(k, n + 1), (k, n)]
        says = f"There is no whole base of which {k} is printed as {printed}"
    below, above = (Span.point(Fraction(100 * k, n)) for k, n in pairs)
    digits = printed.decimals + 2
    low, high = (
        f"{k}/{n} = {at.text(digits)} %" for (k, n), at in zip(pairs, (below, above), strict=True)
    )
    either = span(printed, "either").text(digits)
    why = f"{says}, rounded or cut off: {low} is below {either} and {high} above it."
    return why, {"below": below, "above": above}


def _smallest_base(kind: str, printed: Printed) -> Outcome:
    """The outcome where neither part nor base is printed: the smallest base is all there is."""
    if printed.qualifier != "=":
        return _untestable(kind, printed, "Neither the part nor the base is printed.")
    fraction = simplest(span(printed, "either").clipped(ZERO, HUNDRED) * HUNDREDTH)
    k, n = fraction.as_integer_ratio()
    value = exact_text(100 * fraction, printed.decimals + 2)
    why = (
        "Neither the part nor the base is printed; the smallest base over which "
        f"{printed} can be printed is {n} ({k}/{n} = {value} %)."
    )
    return _untestable(kind, printed, why, f"at least {n}", Span(Fraction(n), None, True))


def _untestable(
    kind: str, printed: Printed, why: str, recomputed: str = "", implied: Span | None = None,
    power: Fraction | None = None,
) -> Outcome:  # fmt: skip
    return _outcome(
        kind, "untestable", None, str(printed), recomputed, why,
        spans=_drawn(printed), implied=implied, power=power,
    )  # fmt: skip
