"""Relations as equations over printed figures: decided in whole numbers, repaired by search.

A relation is one equation, ``first = second + third + ...`` or ``first = second * third * ...``,
over the spans of values that its figures stand for.  Solved for one of its figures it gives the
span where that figure has to be, which explains and draws.  Whether the two have a value in common
is decided in integers, since every end of a span is a ratio of two of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import reduce
from math import lcm
from operator import add, mul, sub, truediv

from .reading.figures import figure
from .spans import (
    DURATIONS,
    EMPTY,
    HUNDRED,
    ONE,
    PERCENT,
    POINT,
    SYMBOLS,
    ZERO,
    Form,
    Span,
    form,
    is_measured,
    span,
)
from .units import RelationError, name

# --- figures -------------------------------------------------------------------------------------


@dataclass(slots=True)
class Printed:
    """A figure of its own; ``frame`` is what surrounds it in print (``{}/14`` for a part of 14).

    ``top / under`` is its value and ``half / under`` half a step, 0 for what was counted;
    ``is_count`` says whether it is a plain whole number.
    """

    key: str
    value: Fraction
    step: Fraction = ONE
    unit: str = ""
    qualifier: str = "="
    parts: tuple[int, int] | None = None
    frame: str = "{}"
    text: str = ""
    top: int = field(init=False)
    half: int = field(init=False)
    under: int = field(init=False)
    is_count: bool = field(init=False)

    def __post_init__(self) -> None:
        top, under = self.value.as_integer_ratio()
        self.half = 0
        self.is_count = under == 1 and self.qualifier == "="
        if is_measured(self):
            step, of = self.step.as_integer_ratio()
            self.half = step * under
            top, under = 2 * of * top, 2 * of * under
            self.is_count = False
        self.top, self.under = top, under

    @property
    def form(self) -> Form:
        """How it is written."""
        return form(self.value, self.step)

    @property
    def name(self) -> str:
        """What a message calls it."""
        return name(self)

    def __str__(self) -> str:
        form = self.form
        if self.value.denominator > 1 and not form.decimals and form.scale == 1:
            number = "/".join(map(str, self.parts or self.value.as_integer_ratio()))
        else:
            number = f"{form.number(self.value)} {form.word}".rstrip()
        if "{}" not in self.frame:
            return SYMBOLS[self.qualifier] + self.frame
        sign = unit_sign(self.unit, self.value == 1)
        return SYMBOLS[self.qualifier] + self.frame.format(number) + sign

    def shows(self, values: Span) -> str:
        """Values in the form of this figure, with its unit: ``40.860… %``, ``1.34 million``."""
        return self.form.text(values) + unit_sign(self.unit, values.is_point and values.low == 1)

    def says(self, value: Fraction) -> Printed:
        """The same figure with another value."""
        return Printed(
            self.key, value, self.step, self.unit, self.qualifier, self.parts, self.frame
        )

    @property
    def number(self) -> str:
        """The figure without what surrounds it in print."""
        return str(self if self.frame == "{}" else replace(self, frame="{}"))

    @property
    def counts(self) -> str:
        """What a message says that it counts."""
        return f"{self.name} counts {f'`{self.unit}`' if self.unit else 'no unit'}"


def unit_sign(unit: str, one: bool = False) -> str:
    """What is written behind a number of that unit, or behind the number one."""
    if unit == PERCENT:
        return " %"
    plural = "" if one else "s"
    return f" {unit.replace('-', ' ')}{plural}" if unit in (POINT, *DURATIONS) else ""


def taken(*given: object) -> list[Printed | None]:
    """The engine's own copies of figures, which may come as text, number or record.

    Raises RelationError for a figure that is used twice, ValueError for what is no figure.
    """
    figures, keys = [], []
    for one in given:
        if one is not None:
            if one.__class__ is not Printed:
                one = _copy(one)
            if one.key and one.key in keys:
                raise RelationError(
                    f"circular relation: `{one.key}` is used twice, so it would be set against "
                    "itself: name another figure in one of the two places"
                )
            keys.append(one.key)
        figures.append(one)
    return figures


def _copy(given: object) -> Printed:
    one = figure(given)
    return Printed(one.key, one.value, one.step, one.unit, one.qualifier, one.parts, text=one.text)


def not_zero(whole: Printed | None) -> None:
    """Refuse a base of 0."""
    if whole is not None and not whole.top:
        raise RelationError(f"{whole.name} is 0: a base has to be above 0")


def not_negative(*figures: Printed | None) -> None:
    """Refuse a figure below 0 where only size counts."""
    for one in figures:
        if one is not None and (one.top < 0 or (one.top == 0 and one.qualifier == "<")):
            raise RelationError(
                f"{one.name} is below 0: expected a figure without a sign (before and after give "
                "the direction of a change)"
            )


def halved(figure: Printed | None, whole: Printed | None) -> tuple[Printed | None, Printed | None]:
    """A part and its whole, which a printed k/n brings along.

    Raises RelationError for a k/n of a whole that is no k/n: one of two wholes would be left out.
    """
    if not (figure and figure.parts) or (whole and whole.parts):
        return figure, whole
    k, n = figure.parts
    if whole:
        raise RelationError(
            f"two wholes: {figure.name} brings its own, {n}, beside {whole.name}: "
            f"leave the second out, or give the part as {k}"
        )
    return (
        replace(figure, value=Fraction(k), step=ONE, parts=None, frame=f"{{}}/{n}"),
        replace(figure, value=Fraction(n), step=ONE, parts=None, frame=f"{k}/{{}}", qualifier="="),
    )


# --- ends of spans as ratios of integers ---------------------------------------------------------

#: Low and high end (None where it is open to infinity), whether each is closed, what divides both.
Ends = tuple[int | None, int | None, bool, bool, int]


def _ends(of: Span) -> Ends:
    under = lcm(*(end.denominator for end in (of.low, of.high) if end is not None))
    low, high = (None if end is None else int(end * under) for end in (of.low, of.high))
    return low, high, of.low_closed, of.high_closed, under


def _is_empty(ends: Ends) -> bool:
    """Whether no value is left: of a fall by more than 100 %, say."""
    low, high, low_closed, high_closed, _ = ends
    if low is None or high is None:
        return False
    return low > high or (low == high and not (low_closed and high_closed))


def _scaled(ends: Ends, factor: int) -> Ends:
    low, high, *rest = ends
    return None if low is None else low * factor, None if high is None else high * factor, *rest


def _product(one: Ends, other: Ends) -> Ends:
    """Products of values that are not negative."""
    low, high, low_closed, high_closed, under = one
    least, most, least_closed, most_closed, other_under = other
    under *= other_under
    if high == 0 or most == 0:
        return 0, 0, True, True, under
    closed = (low_closed and (least_closed or low == 0)) or (least_closed and least == 0)
    top = None if high is None or most is None else high * most
    return low * least, top, closed, high_closed and most_closed, under


def _inverse(ends: Ends) -> Ends:
    """What 1 is divided into by values that are not negative; 0 is left out."""
    low, high, low_closed, high_closed, under = ends
    if not high and not low:
        return 0, None, False, False, 1
    if not low:
        return under, None, high_closed, False, high
    if high is None:
        return 0, under, False, low_closed, low
    return under * low, under * high, high_closed, low_closed, low * high


def _sum(ends: list[Ends], sign: int) -> Ends:
    """The first plus (or minus) all the others."""
    under = lcm(*(end[4] for end in ends))
    low, high, low_closed, high_closed = 0, 0, True, True
    for place, (least, most, least_closed, most_closed, by) in enumerate(ends):
        times = under // by
        if place and sign < 0:
            least, most, least_closed, most_closed, times = (
                most,
                least,
                most_closed,
                least_closed,
                -times,
            )
        low = None if low is None or least is None else low + least * times
        high = None if high is None or most is None else high + most * times
        low_closed, high_closed = low_closed and least_closed, high_closed and most_closed
    return low, high, low_closed, high_closed, under


def _meet(one: Ends, other: Ends) -> bool:
    """Whether the two have a value in common."""
    return not (_before(one, other) or _before(other, one))


def _before(one: Ends, other: Ends) -> bool:
    _, high, _, closed, under = one
    low, _, low_closed, _, other_under = other
    if high is None or low is None:
        return False
    gap = low * under - high * other_under
    return gap > 0 or (gap == 0 and not (closed and low_closed))


def _inside(one: Ends, other: Ends) -> bool:
    """Whether every value of the first is one of the other's."""
    low, high, low_closed, high_closed, _ = other
    below = low is not None and not _before((None, low, False, not low_closed, other[4]), one)
    above = high is not None and not _before(one, (high, None, not high_closed, False, other[4]))
    return not (below or above)


# --- equations -----------------------------------------------------------------------------------

Term = Printed | Span | None

LADDER = (("printed", "exact"), ("rounded", "rounded"), ("either", "truncated"))


@dataclass(slots=True)
class Equation:
    """``first = second + ...`` or ``factor * first = second * third`` over figures and fixed spans.

    ``asked`` is the index of the term to be compared with what the others give.  It may be None,
    for a count that is not printed: then the others have to leave room for a whole number.
    ``sure`` asks that all the values agree, and not only some: for spans that are not born of
    rounding, such as those of dates.  ``worded`` says that a wording is kept or not, beside those of
    the figures.  ``turn`` makes the third term a change of the second: it stands for ``factor + p``
    where it is 1 and ``factor - p`` where it is -1.  ``capped`` keeps percentages to 100.
    """

    operation: Callable
    terms: tuple[Term, ...]
    asked: int
    factor: int = 1
    sure: bool = False
    worded: bool = False
    turn: int = 0
    capped: bool = False

    @property
    def figures(self) -> list[Printed]:
        """The printed figures among the terms."""
        return [term for term in self.terms if isinstance(term, Printed)]

    # --- in fractions: where a figure has to be

    def span(self, index: int, mode: str) -> Span:
        """What the term itself can stand for."""
        term = self.terms[index]
        if isinstance(term, Span):
            return term
        own = span(term, mode)
        if self.operation is add:
            return own
        return own.clipped(ZERO, HUNDRED if self.capped and term.unit == PERCENT else None)

    def needed(self, index: int, mode: str) -> Span:
        """Where the other terms put this one: nowhere, where one of them can have no value."""
        spans = [self._turned(i, self.span(i, mode)) for i in range(len(self.terms)) if i != index]
        if any(one.is_empty for one in spans):
            return EMPTY
        if self.operation is add:
            return reduce(sub if index else add, spans)
        if index:
            got = self._times(reduce(truediv, spans), Fraction(self.factor))
            return self._turned_back(got) if index == 2 else got
        return self._times(reduce(mul, spans), Fraction(1, self.factor))

    def _times(self, spans: Span, factor: Fraction) -> Span:
        return spans if self.factor == 1 else spans.times(factor)

    def _turned(self, index: int, own: Span) -> Span:
        if not self.turn or index != 2:
            return own
        whole = Span.point(Fraction(self.factor))
        return whole + own if self.turn > 0 else (whole - own).clipped(ZERO)

    def _turned_back(self, got: Span) -> Span:
        whole = Span.point(Fraction(self.factor))
        return {0: got, 1: got - whole, -1: whole - got}[self.turn]

    # --- in integers: whether it fits

    def fits(self, mode: str) -> bool:
        """Whether the term asked for agrees with the others under that mode."""
        ends = [self._ends(i, mode) for i in range(len(self.terms)) if i != self.asked]
        if self.operation is mul and any(map(_is_empty, ends)):
            return False
        if self.terms[self.asked] is None:
            return self._has_count(ends)
        own = self._ends(self.asked, mode)
        if self.operation is mul:
            first, second, third = (*ends[: self.asked], own, *ends[self.asked :])
            return not _is_empty(own) and _meet(
                _scaled(first, self.factor), _product(second, third)
            )
        got = _sum(ends, -1 if self.asked else 1)
        return _inside(got, own) if self.sure else _meet(got, own)

    def verdict(self) -> str:
        """The code of the verdict, before the power of the check is considered."""
        asked = self.terms[self.asked]
        worded = self.worded or isinstance(asked, Span)
        counted = not self.sure
        for index, term in enumerate(self.terms):
            if term.__class__ is not Printed:
                counted = False
                continue
            if term.qualifier != "=":
                if term.qualifier == "~":
                    return "untestable"
                worded = True
            elif term.half and index != self.asked:
                counted = False
        if counted and not worded and (self.operation is add or self.asked == 2):
            return self._against(asked)
        for mode, verdict in LADDER:
            if self.fits(mode):
                return "holds" if worded else verdict
        if self.sure and replace(self, sure=False).fits("either"):
            return "untestable"
        return "inconsistent"

    def _against(self, asked: Printed) -> str:
        """The verdict where all other figures are counts, so that they give a single value."""
        got, of = self._value()
        if got < 0 and self.operation is mul:  # said to rise, and fell
            return "inconsistent"
        got *= asked.under
        own, half = asked.top * of, asked.half * of
        if got == own:
            return "exact"
        if own - half <= got < own + half:
            return "rounded"
        return "truncated" if own <= got < own + 2 * half else "inconsistent"

    def _value(self) -> tuple[int, int]:
        """The term asked for by the values of the others, as a ratio of integers."""
        if self.operation is mul:
            first, second, _ = self.terms
            got, of = self.factor * first.top * second.under, second.top * first.under
            return (self.turn * (got - self.factor * of), of) if self.turn else (got, of)
        others = [term for index, term in enumerate(self.terms) if index != self.asked]
        of = lcm(*(term.under for term in others))
        values = [term.top * (of // term.under) for term in others]
        return (2 * values[0] - sum(values) if self.asked else sum(values)), of

    def _ends(self, index: int, mode: str) -> Ends:
        """What the term stands for in the equation, in integers."""
        term = self.terms[index]
        if isinstance(term, Span):
            return _ends(term)
        low, high, under, half = term.top, term.top, term.under, term.half
        low_closed = high_closed = True
        if term.qualifier != "=":
            low = low if ">" in term.qualifier else None
            high = high if "<" in term.qualifier else None
            low_closed = high_closed = "=" in term.qualifier
        elif half and mode != "printed":
            low -= half
            high += half if mode == "rounded" else 2 * half
            high_closed = False
        if self.operation is add:
            return low, high, low_closed, high_closed, under
        if low is None or low < 0:
            low, low_closed = 0, True
        if self.capped and term.unit == PERCENT and (high is None or high > 100 * under):
            high, high_closed = 100 * under, True
        if self.turn and index == 2:
            whole = self.factor * under
            if self.turn > 0:
                return (
                    whole + low,
                    None if high is None else whole + high,
                    low_closed,
                    high_closed,
                    under,
                )
            if high is None or high > whole:
                high, high_closed = whole, True
            return whole - high, whole - low, high_closed, low_closed, under
        return low, high, low_closed and not (index == 1 and low == 0), high_closed, under

    def _has_count(self, others: list[Ends]) -> bool:
        """Whether the others leave room for a whole number in the place of the term asked for."""
        one, other = others
        if self.asked:
            one, other = _scaled(one, self.factor), _inverse(other)
            got = _product(one, other)
        else:
            *ends, under = _product(one, other)
            got = (*ends, under * self.factor)
        low, high, low_closed, high_closed, under = got
        first = -(-low // under)
        first += first * under == low and not low_closed
        if high is None:
            return True
        last = high // under
        last -= last * under == high and not high_closed
        return first <= last

    def changed(self, index: int, value: Fraction) -> Equation:
        """The same equation with another value printed in one place."""
        terms = list(self.terms)
        terms[index] = terms[index].says(value)
        return Equation(
            self.operation, tuple(terms), self.asked, self.factor, self.sure, self.worded,
            self.turn, self.capped,
        )  # fmt: skip
