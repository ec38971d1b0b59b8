"""The kinds of relation between printed figures: figures in, outcomes out.

Every figure comes as print has it (``"40,3 %"``), as a number, a record or another figure.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from operator import add, mul

from .equations import Equation, Printed, RelationError, Term, halved, not_negative, not_zero, taken
from .outcomes import Compared, Outcome, Partial, Told, Unprinted
from .reading.figures import Figure, Quantity
from .shares import audit_share
from .spans import DURATIONS, HUNDRED, PERCENT, POINT, QUALIFIERS, SYMBOLS, ZERO, Span
from .units import of_one_unit
from .verdicts import VERDICTS

#: What may be given for a figure.
Given = str | int | Fraction | Figure


def share(
    percentage: Given,
    part: Given | None = None,
    whole: Given | None = None,
    *,
    claim: Given | None = None,
) -> Outcome:
    """A percentage against its part and whole, either of which may be missing from print.

    A k/n as ``part`` brings its own whole.  Without a part the check is GRIM's: does any whole
    number over that base print the percentage?  Without a whole it is that of ``base``.  A half or
    another proportion in words is the percentage that it is.  ``claim`` is a threshold in percent
    that the article draws on (half: 50).

    >>> share("40,3 %", "76/186")
    <share: ≠ inconsistent; printed 40.3 %; recomputed 40.860… %>
    >>> share("44,09 %", whole="1.716").verdict
    'unattainable'
    >>> share("19,7 %", part="27").implied.low
    Fraction(137, 1)

    Raises RelationError, a ValueError, for mixed units, a circular relation, two wholes, a base of
    0, more than 100 %.
    """
    percentage, part, whole = taken(percentage, part, whole)
    return audit_share("share", percentage, part, whole, claim)


def base(percentage: Given, part: Given) -> Outcome:
    """The whole numbers of which ``part`` is the printed percentage: none, one or several.

    >>> base("92,8 %", "13").recomputed
    '13/14 = 92.857… %'

    Raises RelationError as ``share`` does.
    """
    percentage, part = taken(percentage, part)
    return audit_share("base", percentage, part, None)


def total(
    printed: Given | None,
    parts: Iterable[Given],
    *,
    partial: bool = False,
    claim: Given | None = None,
) -> Outcome:
    """Parts against their printed total; ``partial`` says that only some of the parts are listed.

    Percentages without a total are set against 100 %: a share and its complement.  A k/n figure
    among percentages counts as the percentage that it is.  Some of the parts bound their total from
    below, and leave open how much the others make.

    >>> total("1,3 triệu", ["700 nghìn", "640 nghìn"])
    <sum: ≈ rounded; printed 1.3 million; recomputed [1.339, 1.341) million>
    >>> total("90", ["20", "18", "16"], partial=True)
    <sum: ✓ holds; printed 90; recomputed at least 54>

    Raises RelationError for no parts, mixed units or a circular relation.
    """
    figures = taken(printed, *_listed(parts))
    if any(figure and figure.unit == PERCENT for figure in figures):
        figures = [_counted(f) if f and f.parts else f for f in figures]
        figures[0] = figures[0] or Printed("", HUNDRED, ZERO, PERCENT, frame="100 %")
    of_one_unit(*figures)
    written = " + ".join(f"{{{number}}}" for number in range(1, len(figures)))
    if figures[0] is None:
        return Unprinted("sum", Equation(add, tuple(figures), 0), written.format(*figures))
    if partial:
        equation = Equation(add, (*figures, QUALIFIERS[">="]), 0, worded=True)
        return Partial("sum", equation, written, claim)
    return Compared("sum", Equation(add, tuple(figures), 0), written, claim)


def _listed(parts: Iterable[Given]) -> list[Given]:
    """The parts of a total: any series of figures in which two that are alike are two."""
    if not isinstance(parts, Iterable) or isinstance(parts, str | bytes | Mapping | Set | Quantity):
        raise RelationError(
            f"found {type(parts).__name__} as `parts`, expected a list of figures such as ['20', '18', '16']"
        )
    listed = list(parts)
    if not listed:
        raise RelationError("a sum without parts: name at least one figure under `parts`")
    if any(part is None for part in listed):
        raise RelationError("found None among `parts`: leave out what is not printed")
    return listed


def _counted(figure: Printed) -> Printed:
    """A printed k/n as a percentage: exact, since it counts."""
    k, n = figure.parts
    return replace(
        figure, value=Fraction(100 * k, n), step=ZERO, unit=PERCENT, parts=None, frame=f"{k}/{n}"
    )


def difference(
    before: Given | None, after: Given | None, change: Given, *, rises: bool | None = None
) -> Outcome:
    """A change against the figures before and after it, one of which may be missing from print.

    ``change`` is printed without a sign, between two percentages in percentage points.  Its
    direction is that of the figures, but where the article says so with ``rises``; with one figure
    it is a fall.

    >>> difference("401", "280", "121").verdict
    'exact'
    >>> difference("18,8 %", "20 %", "1,2 điểm phần trăm").verdict
    'exact'
    >>> difference("5", None, "7").explanation
    '5 − 7 = -2, less than nothing, and is not printed.'

    Raises RelationError for mixed units, a change with a sign or a circular relation.
    """
    before, after, change = taken(before, after, change)
    of_one_unit(before, after, None if change.unit == POINT else change)
    if change.unit == POINT and any(one and one.unit != PERCENT for one in (before, after)):
        of_one_unit(before, after, change)
    not_negative(change)
    larger, smaller = _ordered(before, after, rises)
    equation = Equation(add, (larger, smaller, change), 2)
    if larger and smaller:
        return Compared("difference", equation, "{0} − {1}")
    if larger:
        return Unprinted("difference", replace(equation, asked=1), f"{larger} − {change}")
    if smaller:
        return Unprinted("difference", replace(equation, asked=0), f"{smaller} + {change}")
    raise RelationError("a change alone: name the figure before it, the one after it, or both")


def _ordered(
    before: Printed | None, after: Printed | None, rises: bool | None
) -> tuple[Printed | None, Printed | None]:
    """The figures with the larger first, by what is said or by themselves."""
    if rises is None:
        rises = bool(before and after and after.value > before.value)
    return (after, before) if rises else (before, after)


def growth(
    before: Given | None, after: Given | None, change: Given, *, rises: bool | None = None
) -> Outcome:
    """A relative change against the figures before and after it; it may pass 100 %.

    ``change`` is a percentage of the figure before, printed without a sign, or how many times the
    figure grew or fell: said of a growth to so many times as much, and at times by so many.

    >>> growth("401", "280", "30,2 %").verdict
    'rounded'
    >>> growth("500", "2.000", "4 lần").verdict
    'exact'

    Raises RelationError for mixed units, a change with a sign, a base of 0 or a circular relation.
    """
    before, after, change = taken(before, after, change)
    of_one_unit(before, after)
    not_negative(before, after, change)
    not_zero(before)
    larger, smaller = _ordered(before, after, rises)
    turn = -1 if larger is before else 1
    if _multiple(change) == 1:
        to = _proportion("growth", larger, smaller, change)
        by = Equation(mul, (after, before, change), 2, turn=1)
        if to.verdict != "inconsistent" or turn < 0 or by.verdict() == "inconsistent":
            return to
        return Compared("growth", by, "({0} − {1}) / {1}")
    equation = Equation(mul, (after, before, change), 2, 100, turn=turn)
    if before and after:
        return Compared("growth", equation, f"({'{0} − {1}' if turn > 0 else '{1} − {0}'}) / {{1}}")
    if after:
        formula = f"{after} / (100 % {'+' if turn > 0 else '−'} {change})"
        return Unprinted("growth", replace(equation, asked=1), formula)
    if before:
        formula = f"{before} × (100 % {'+' if turn > 0 else '−'} {change})"
        return Unprinted("growth", replace(equation, asked=0), formula)
    raise RelationError("a change alone: name the figure before it, the one after it, or both")


def ratio(before: Given | None, after: Given | None, multiple: Given) -> Outcome:
    """A printed multiple against the figures before and after, one of which may be missing.

    ``before`` is what is compared with: an earlier year, a plan, a base; a k/n as ``after`` brings
    it along.  ``multiple`` is a percentage, which may pass 100 %, or how many times as much.

    >>> ratio("60", "63", "105 %").verdict
    'exact'
    >>> ratio("500", "2.100", "gấp 4 lần").verdict
    'rounded'

    Raises RelationError for mixed units, a multiple without a unit, a circular relation, two bases
    or a base of 0.
    """
    before, after, multiple = taken(before, after, multiple)
    after, before = halved(after, before)
    of_one_unit(before, after)
    not_zero(before)
    not_negative(before, after, multiple)
    return _proportion("ratio", after, before, multiple)


def _proportion(
    kind: str, first: Printed | None, second: Printed | None, multiple: Printed
) -> Outcome:
    """One figure as a multiple of the other, either of which may be missing."""
    equation = Equation(mul, (first, second, multiple), 2, _multiple(multiple))
    if first and second:
        return Compared(kind, equation, "{0.number} / {1.number}")
    if first:
        return Unprinted(kind, replace(equation, asked=1), f"{first} / {multiple}")
    if second:
        return Unprinted(kind, replace(equation, asked=0), f"{second} × {multiple}")
    raise RelationError("a multiple alone: name the figure before it, the one after it, or both")


def _multiple(figure: Printed) -> int:
    """How many of its unit make one time as much: 100 percent, or 1 time."""
    if figure.unit not in (PERCENT, "times"):
        raise RelationError(
            f"mixed units: {figure.counts}, "
            "expected a percentage such as 105 % or a multiple such as 4 lần"
        )
    return 100 if figure.unit == PERCENT else 1


def same(first: Given, second: Given, *, claim: Given | None = None) -> Outcome:
    """Two passages that state the same quantity; a percentage may stand beside a k/n.

    >>> same("92,9 %", "13/14").verdict
    'rounded'

    Raises RelationError for mixed units or a circular relation.
    """
    one, other = taken(first, second)
    if one.unit == PERCENT and other.parts:
        return audit_share("same", one, other, None, claim)
    if other.unit == PERCENT and one.parts:
        return audit_share("same", other, one, None, claim)
    of_one_unit(one, other)
    return Compared("same", Equation(add, (one, other), 0), "{1}", claim)


#: A date as the first and last day that it can mean; None where it is open.
Days = tuple[date | None, date | None]


def bound(value: Given | Days | date, limit: Given | Days | date, relation: str) -> Outcome:
    """A value against a limit that it has to keep, or a date against a deadline.

    ``relation`` is one of ``< <= > >=``; a date that is not known to the day is given by the first
    and last day it can mean.

    Raises RelationError for mixed units, a circular relation or another ``relation``.
    """
    if relation not in (limits := ("<", "<=", ">", ">=")):
        raise RelationError(f"found the limit `{relation}`, expected one of {' '.join(limits)}")
    dated = [isinstance(one, tuple | date) for one in (value, limit)]
    if dated[0] != dated[1]:
        raise RelationError("mixed units: a date can only be set against a date")
    if dated[0]:
        days = _days(value), _days(limit)
        terms: tuple[Term, ...] = tuple(map(_days_span, days))
        texts = list(map(_days_text, days))
    else:
        terms = tuple(taken(value, limit))
        of_one_unit(*terms)
        texts = [str(term) for term in terms]
    equation = Equation(add, (*terms, QUALIFIERS[relation]), asked=2, sure=True)
    verdict = equation.verdict()
    says = {"fits": "keeps to", "differs": "does not keep to", "undecided": "may keep to, or not,"}
    limit_text = f"{SYMBOLS[relation]}{texts[1]}"
    return Told(
        "bound", verdict, equation, limit_text,
        f"{texts[0]} {says[VERDICTS[verdict].standing]} the limit {limit_text}.", texts[0],
        spans={
            "stated": equation.span(1, "rounded") + QUALIFIERS[relation],
            "recomputed": equation.span(0, "rounded"),
        },
    )  # fmt: skip


def interval(duration: Given, start: Days | date, end: Days | date) -> Outcome:
    """A printed length of time against the dates that bound it.

    A date that is not known to the day is given by the first and last day it can mean, None where
    that is open.

    >>> interval("5 năm", date(2015, 1, 1), date(2020, 1, 1)).verdict
    'exact'

    Raises RelationError for a unit that is no length of time, or an end before the start.
    """
    (duration,) = taken(duration)
    start, end = _days(start), _days(end)
    if duration.unit not in DURATIONS:
        raise RelationError(
            f"mixed units: {duration.counts}, expected one of {', '.join(DURATIONS)}"
        )
    if start[0] and end[1] and end[1] < start[0]:
        raise RelationError(
            f"the time ends ({end[1]}) before it starts ({start[0]}): swap the two dates"
        )
    shortest = max(elapsed(start[1], end[0], duration.unit) or ZERO, ZERO)
    longest = elapsed(start[0], end[1], duration.unit)
    passed = Span(shortest, longest, True, longest is not None)
    equation = Equation(add, (duration, passed), asked=0, sure=True)
    return Compared("interval", equation, f"{_days_text(start)} to {_days_text(end)}")


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


def _days(given: Days | date) -> Days:
    """A date, or a pair of them, as the first and last day that it can mean."""
    pair = given if isinstance(given, tuple) else (given, given)
    # A Timestamp of pandas is a datetime; that of no time is unlike itself.
    days = [one.date() if isinstance(one, datetime) and one == one else one for one in pair]
    known = [one for one in days if isinstance(one, date) and not isinstance(one, datetime)]
    if given is None or len(days) != 2 or len(known) + days.count(None) != 2:
        raise RelationError(
            f"found {given!r}, expected a date, or the first and last day that it can mean "
            "(None where that is open)"
        )
    if len(known) == 2 and known[1] < known[0]:
        raise RelationError(
            f"the date ends ({known[1]}) before it starts ({known[0]}): swap the two days"
        )
    return days[0], days[1]


def _days_span(days: Days) -> Span:
    first, last = (None if day is None else Fraction(day.toordinal()) for day in days)
    return Span(first, last, first is not None, last is not None)


def _days_text(days: Days) -> str:
    first, last = ("unknown" if day is None else day.isoformat() for day in days)
    return first if first == last else f"{first}/{last}"


def tension(first: str, second: str) -> Outcome:
    """Two passages that contradict each other in words: shown, and left to the reader.

    Raises RelationError when one of them is empty or no text.
    """
    if not all(isinstance(phrase, str) and phrase.strip() for phrase in (first, second)):
        raise RelationError("a tension needs two phrases: give both")
    text = f"“{first}” stands beside “{second}”: words, which no arithmetic decides."
    return Told("tension", "untestable", None, first, text, second)


#: Every kind of relation and what audits it.
KINDS: dict[str, Callable[..., Outcome]] = {
    "share": share,
    "sum": total,
    "difference": difference,
    "growth": growth,
    "ratio": ratio,
    "base": base,
    "bound": bound,
    "same": same,
    "interval": interval,
    "tension": tension,
}
