"""Relations between printed figures, recomputed exactly: figures in, verdicts out.

A printed figure stands for a span of values: a count for itself, a percentage with *d* decimals for
``[v - u/2, v + u/2)`` where it was rounded half up and ``[v, v + u)`` where it was cut off, with
``u = 10**-d``; "more than", "at most" and their like open a side.  A relation is one equation,
``first = second + third + ...`` or ``first = second * third * ...``, over such spans.  Solved for
one of its figures it gives the span where that figure has to lie.  The verdict compares that span
with what is printed; explanation, repairs and picture use the same two.

References: GRIM, N. J. L. Brown and J. A. J. Heathers, "The GRIM Test", Social Psychological and
Personality Science 8(4), 2017; interval arithmetic, R. E. Moore, "Interval Analysis", 1966.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import reduce
from math import ceil, floor
from operator import add, mul
from typing import Protocol

from .numerals import write


class Figure(Protocol):
    """A printed figure, in the unit it is printed in (19,7 % is 197/10 ``percent``)."""

    @property
    def key(self) -> str: ...
    @property
    def value(self) -> Fraction: ...
    @property
    def decimals(self) -> int: ...
    @property
    def unit(self) -> str: ...
    @property
    def qualifier(self) -> str: ...
    @property
    def parts(self) -> tuple[int, int] | None: ...


class RelationError(ValueError):
    """Figures that cannot stand in that relation."""


# --- the tables ----------------------------------------------------------------------------------

@dataclass(frozen=True, slots=True)
class Verdict:
    """A row of the table of verdicts; ``standing`` is ``fits``, ``differs`` or ``undecided``."""

    code: str
    standing: str
    symbol: str
    label_en: str
    label_vi: str
    definition: str


VERDICTS = {
    verdict.code: verdict
    for verdict in (
        Verdict("exact", "fits", "=", "matches exactly", "khớp tuyệt đối",
                "The recomputed value equals the printed one."),
        Verdict("rounded", "fits", "≈", "matches when rounded", "khớp khi làm tròn",
                "The recomputed value lies inside the rounding span."),
        Verdict("truncated", "fits", "⌊", "matches when cut off", "khớp khi cắt bớt",
                "The recomputed value lies only inside the cut-off span."),
        Verdict("holds", "fits", "✓", "fits the wording", "đúng với cách nói",
                "The recomputed value satisfies the wording: more than, just under, at most."),
        Verdict("inconsistent", "differs", "≠", "does not match", "không khớp",
                "The recomputed value lies in no span of the printed one."),
        Verdict("unattainable", "differs", "∅", "not attainable with this base",
                "không thể có với mẫu số này",
                "No whole number over that base prints it, rounded or cut off (GRIM)."),
        Verdict("untestable", "undecided", "?", "cannot be tested", "không kiểm được",
                "The base is unknown, the wording sets no limit, or the check has no power."),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """An innocent explanation, and the kinds and verdicts to which it can apply."""

    code: str
    en: str
    vi: str
    kinds: frozenset[str]
    verdicts: frozenset[str]


def _reading(code: str, kinds: str, verdicts: str, en: str, vi: str) -> Reading:
    return Reading(code, en, vi, frozenset(kinds.split()), frozenset(verdicts.split()))


READINGS = {
    reading.code: reading
    for reading in (
        _reading("cut-off", "share base sum difference ratio same interval", "truncated",
                 "The figure was cut off instead of rounded.",
                 "Con số được cắt bớt thay vì làm tròn."),
        _reading("another-base", "share base", "inconsistent unattainable",
                 "The percentage was taken of another base.",
                 "Tỷ lệ được tính trên một mẫu số khác."),
        _reading("weighted-mean", "share", "inconsistent unattainable",
                 "The percentage is a mean over several places or groups.",
                 "Tỷ lệ là số bình quân của nhiều nơi hoặc nhiều nhóm."),
        _reading("another-date", "share base sum difference ratio same",
                 "inconsistent unattainable",
                 "The figures speak for different dates.",
                 "Các con số thuộc những thời điểm khác nhau."),
        _reading("parts-differ", "sum", "inconsistent",
                 "The parts overlap, or some of them are not listed.",
                 "Các phần chồng lên nhau hoặc chưa được kể hết."),
        _reading("another-event", "interval", "inconsistent",
                 "The duration counts from or to another event.",
                 "Khoảng thời gian được tính từ hoặc đến một sự kiện khác."),
        _reading("different-things", "same tension", "inconsistent unattainable untestable",
                 "The passages measure different things.",
                 "Các đoạn nói về những việc khác nhau."),
        _reading("plan-and-result", "same bound tension", "inconsistent unattainable untestable",
                 "One passage speaks of a plan or an approval, the other of a result.",
                 "Một đoạn nói về kế hoạch hoặc phê duyệt, đoạn kia nói về kết quả."),
    )
}  # fmt: skip


# --- spans ---------------------------------------------------------------------------------------

@dataclass(frozen=True, slots=True)
class Span:
    """The values between two ends; None is an end that is not there."""

    low: Fraction | None
    high: Fraction | None
    low_closed: bool = False
    high_closed: bool = False

    @classmethod
    def point(cls, value: Fraction | int) -> Span:
        """The span of a single value."""
        return cls(Fraction(value), Fraction(value), True, True)

    @property
    def is_point(self) -> bool:
        """Whether it holds one value only."""
        return self.low is not None and self.low == self.high

    def __contains__(self, value: Fraction) -> bool:
        return self.meets(Span.point(value))

    def meets(self, other: Span) -> bool:
        """Whether the two have a value in common."""
        return not (self._before(other) or other._before(self))

    def _before(self, other: Span) -> bool:
        if self.high is None or other.low is None:
            return False
        touching = self.high_closed and other.low_closed
        return self.high < other.low or (self.high == other.low and not touching)

    def inside(self, other: Span) -> bool:
        """Whether every value of this span is one of the other's."""
        return self & other == self

    def __and__(self, other: Span) -> Span:
        """The common values; may come out with its ends crossed, that is, empty."""
        ends = [(s.low, not s.low_closed) for s in (self, other) if s.low is not None]
        low, low_open = max(ends, default=(None, True))
        ends = [(s.high, s.high_closed) for s in (self, other) if s.high is not None]
        high, high_closed = min(ends, default=(None, False))
        return Span(low, high, not low_open, high_closed)

    def __add__(self, other: Span) -> Span:
        return Span(
            _both(add, self.low, other.low),
            _both(add, self.high, other.high),
            self.low_closed and other.low_closed,
            self.high_closed and other.high_closed,
        )

    def __neg__(self) -> Span:
        return Span(_minus(self.high), _minus(self.low), self.high_closed, self.low_closed)

    def __sub__(self, other: Span) -> Span:
        return self + -other

    def __mul__(self, other: Span) -> Span:
        """Product of two spans of values that are not negative."""
        zeros = (self._has_zero, other._has_zero)
        return Span(
            _both(mul, self.low, other.low),
            _both(mul, self.high, other.high),
            any(zeros) or (self.low_closed and other.low_closed),
            self.high_closed and other.high_closed,
        )

    def __truediv__(self, other: Span) -> Span:
        """Quotient of two spans of values that are not negative; dividing by zero is left out."""
        return self * Span(
            1 / other.high if other.high else Fraction(0),
            1 / other.low if other.low else None,
            bool(other.high) and other.high_closed,
            bool(other.low) and other.low_closed,
        )

    @property
    def _has_zero(self) -> bool:
        return self.low == 0 and self.low_closed

    @property
    def first(self) -> int:
        """The smallest whole number from 0 up that is not below the span."""
        if self.low is None or self.low < 0:
            return 0
        low = ceil(self.low)
        return low if self.low_closed or low != self.low else low + 1

    @property
    def last(self) -> int | None:
        """The largest whole number that is not above the span; None where there is no end."""
        if self.high is None:
            return None
        high = floor(self.high)
        return high if self.high_closed or high != self.high else high - 1

    @property
    def has_whole(self) -> bool:
        """Whether it holds a whole number from 0 up."""
        return self.last is None or self.first <= self.last

    def text(self, digits: int) -> str:
        """Write it: one value as itself, else ``[low, high)``; a cut-off end shows ``…``."""
        if self.is_point:
            return exact_text(self.low, digits)
        low = "−∞" if self.low is None else exact_text(self.low, digits)
        high = "∞" if self.high is None else exact_text(self.high, digits)
        return f"{'(['[self.low_closed]}{low}, {high}{')]'[self.high_closed]}"


def _both(of: Callable, a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else of(a, b)


def _minus(a: Fraction | None) -> Fraction | None:
    return None if a is None else -a


def exact_text(value: Fraction, digits: int) -> str:
    """Write a value with up to ``digits`` decimals: in full, or cut off and followed by ``…``."""
    text = write(value, digits, cut=True)
    if Fraction(text) != value:
        return text + "…"
    return text.rstrip("0").rstrip(".") if digits else text


#: How far a measured value can lie from its printed form, in steps of the last printed digit.
#: ``either`` covers both habits; ``printed`` takes the figure at its word.
MODES = {
    "printed": (Fraction(0), Fraction(0)),
    "rounded": (Fraction(-1, 2), Fraction(1, 2)),
    "truncated": (Fraction(0), Fraction(1)),
    "either": (Fraction(-1, 2), Fraction(1)),
}

_ZERO = Fraction(0)
_ANYTHING = Span(None, None)

#: How far the true value can lie from the printed one after a word such as "more than".
QUALIFIERS = {
    ">": Span(_ZERO, None),
    ">=": Span(_ZERO, None, True),
    "<": Span(None, _ZERO),
    "<=": Span(None, _ZERO, False, True),
    "~": _ANYTHING,
}
_SYMBOLS = {"=": "", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ ", "~": "≈ "}

PERCENT = "percent"
DURATIONS = ("day", "month", "year")
#: Units whose printed values stand for a span even without decimals; all else is counted.
MEASURED = frozenset({PERCENT, "times", *DURATIONS})


def shape(figure: Figure, mode: str) -> Span:
    """How far the true value can lie from the printed one, as a span around 0."""
    if figure.qualifier != "=":
        return QUALIFIERS[figure.qualifier]
    if mode == "printed" or not is_measured(figure):
        return Span.point(0)
    low, high = MODES[mode]
    unit = Fraction(1, 10**figure.decimals)
    return Span(low * unit, high * unit, True, False)


def span(figure: Figure, mode: str) -> Span:
    """The values that a printed figure can stand for under one of the MODES."""
    return Span.point(figure.value) + shape(figure, mode)


def is_measured(figure: Figure) -> bool:
    """Whether the figure was rounded or cut off to be printed; a count was not."""
    return figure.unit in MEASURED or figure.decimals > 0


# --- whole numbers -------------------------------------------------------------------------------

WHOLE = Span(_ZERO, Fraction(100), True, True)
_HUNDREDTH = Span.point(Fraction(1, 100))


def parts(whole: int, percentage: Span) -> Span:
    """Where a part of ``whole`` has to lie for its percentage to lie in that span."""
    return Span.point(whole) * (percentage & WHOLE) * _HUNDREDTH


def bases(part: int, percentage: Span) -> Span:
    """Where a whole has to lie for ``part`` to be such a percentage of it."""
    return Span.point(part) / ((percentage & WHOLE) * _HUNDREDTH)


def simplest(inside: Span) -> Fraction:
    """The fraction with the smallest denominator in a span of values that are not negative.

    Walks down the continued fraction that the two ends share.
    """
    if inside.has_whole:
        return Fraction(inside.first)
    below = Span.point(floor(inside.low))
    return below.low + 1 / simplest(Span.point(1) / (inside - below))


def grim_power(whole: int, decimals: int) -> Fraction:
    """Chance that a percentage with that many decimals is attainable by no part of ``whole``.

    ``max(0, (10**(d+2) - n) / 10**(d+2))`` of Brown and Heathers (2017), for rounded percentages.
    It speaks of attainability only: where part and whole are both known, they can differ from the
    printed percentage whatever this power is.
    """
    return max(_ZERO, 1 - Fraction(whole, 10 ** (decimals + 2)))


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
        sign = " %" if self.unit == PERCENT else ""
        return _SYMBOLS[self.qualifier] + self.frame.format(number) + sign


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
        return own & (WHOLE if term.unit == PERCENT else QUALIFIERS[">="])

    def needed(self, index: int, mode: str) -> Span:
        """Where the other terms put this one."""
        spans = [self.span(i, mode) for i in range(len(self.terms)) if i != index]
        if index == 0:
            return reduce(self.operation, spans)
        first, *others = spans
        if not others:
            return first
        rest = reduce(self.operation, others)
        return first - rest if self.operation is add else first / rest

    def fits(self, mode: str) -> bool:
        """Whether the term asked for agrees with the others under that mode."""
        needed = self.needed(self.asked, mode)
        if self.terms[self.asked] is None:
            return needed.has_whole
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
        if self.sure and self.needed(self.asked, "either").meets(self.span(self.asked, "either")):
            return "untestable"
        return "inconsistent"

    def changed(self, index: int, value: Fraction) -> Equation:
        """The same equation with another value printed in one place."""
        term = replace(self.terms[index], value=value)
        return replace(self, terms=(*self.terms[:index], term, *self.terms[index + 1 :]))


# --- repairs -------------------------------------------------------------------------------------

#: How many steps away from a printed count a repair is looked for where no closed form gives it.
REACH = 100


@dataclass(frozen=True, slots=True)
class Repair:
    """One figure changed, all others kept, so that the relation holds."""

    key: str
    before: str
    after: str
    text: str


def repairs(equation: Equation) -> list[Repair]:
    """Every smallest single change after which the relation holds.

    A count moves by as little as it can, down and up; in any other figure one digit changes or two
    neighbours change places.
    """
    found = []
    for index, term in enumerate(equation.terms):
        if isinstance(term, Printed) and term.key and not term.parts:
            candidates = _edits(term) if is_measured(term) else _neighbours(equation, index)
            for value in _restoring(equation, index, candidates):
                after = str(replace(term, value=value))
                found.append(Repair(term.key, str(term), after, f"{term} → {after}"))
    return found


def _restoring(equation: Equation, index: int, candidates: Iterable[Fraction]) -> list[Fraction]:
    """Those candidates with which the equation is satisfied."""
    wanted = _ANYTHING
    if equation.terms[equation.asked] is not None:
        wanted = equation.needed(index, "either") - shape(equation.terms[index], "either")
    return [
        value
        for value in candidates
        if value in wanted and _possible(changed := equation.changed(index, value))
        and VERDICTS[changed.verdict()].standing == "fits"
    ]  # fmt: skip


def _possible(equation: Equation) -> bool:
    """Whether no percentage passes 100 and, in a share, no part its whole and no base is 0."""
    if equation.operation is add:
        return True
    part, whole, *_ = equation.terms
    percentages = (f.value for f in equation.figures if f.unit == PERCENT)
    too_much = part is not None and whole is not None and part.unit == whole.unit == "" < part.frame
    return all(p <= 100 for p in percentages) and not (whole and whole.value == 0)
