"""Spans: the values that a printed figure can stand for, and exact arithmetic with them.

A count stands for itself; a measured figure, or one printed in thousands or millions, for
``[v - u/2, v + u/2)`` where it was rounded half up and ``[v, v + u)`` where it was cut off, with the
step *u* that its last printed digit is worth: 1/10 for ``19,7``, 100,000 for ``1,3 triệu``.  "More
than", "at most" and their like open a side.

References: GRIM, N. J. L. Brown and J. A. J. Heathers, "The GRIM Test", Social Psychological and
Personality Science 8(4), 2017; interval arithmetic, R. E. Moore, "Interval Analysis", 1966.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import ceil, floor
from operator import add, mul, sub
from typing import Protocol

from .reading.writing import write


class FigureLike(Protocol):
    """A printed figure, in the unit it is printed in (19,7 % is 197/10 ``percent``)."""

    @property
    def key(self) -> str: ...
    @property
    def value(self) -> Fraction: ...
    @property
    def step(self) -> Fraction: ...
    @property
    def unit(self) -> str: ...
    @property
    def qualifier(self) -> str: ...
    @property
    def parts(self) -> tuple[int, int] | None: ...


@dataclass(frozen=True, slots=True)
class Span:
    """The values between two ends; None is an end that is not there."""

    low: Fraction | None
    high: Fraction | None
    low_closed: bool = False
    high_closed: bool = False

    @classmethod
    def point(cls, value: Fraction) -> Span:
        """The span of a single value."""
        return cls(value, value, True, True)

    @property
    def is_point(self) -> bool:
        """Whether it holds one value only."""
        return self.low is not None and (self.low is self.high or self.low == self.high)

    @property
    def is_empty(self) -> bool:
        """Whether it holds no value, as where no value from 0 up is left."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (
            self.low == self.high and not (self.low_closed and self.high_closed)
        )

    @property
    def _begins_at_0(self) -> bool:
        return self.low_closed and not self.low

    @property
    def _is_nothing(self) -> bool:
        return self._begins_at_0 and self.high is not None and not self.high

    def __contains__(self, value: Fraction) -> bool:
        return self.meets(Span.point(value))

    def meets(self, other: Span) -> bool:
        """Whether the two have a value in common."""
        apart = self._before(other) or other._before(self)
        return not (apart or self.is_empty or other.is_empty)

    def _before(self, other: Span) -> bool:
        if self.high is None or other.low is None:
            return False
        touching = self.high_closed and other.low_closed
        return self.high < other.low or (self.high == other.low and not touching)

    def inside(self, other: Span) -> bool:
        """Whether every value of this span is one of the other's."""
        below = None if other.low is None else Span(None, other.low, False, not other.low_closed)
        above = None if other.high is None else Span(other.high, None, not other.high_closed)
        return not any(rest and self.meets(rest) for rest in (below, above))

    def __add__(self, other: Span) -> Span:
        return Span(
            _both(add, self.low, other.low),
            _both(add, self.high, other.high),
            self.low_closed and other.low_closed,
            self.high_closed and other.high_closed,
        )

    def __sub__(self, other: Span) -> Span:
        return Span(
            _both(sub, self.low, other.high),
            _both(sub, self.high, other.low),
            self.low_closed and other.high_closed,
            self.high_closed and other.low_closed,
        )

    def __mul__(self, other: Span) -> Span:
        """Product of spans of values that are not negative."""
        if self._is_nothing or other._is_nothing:
            return NOTHING
        return Span(
            _both(mul, self.low, other.low),
            _both(mul, self.high, other.high),
            self._begins_at_0 or other._begins_at_0 or (self.low_closed and other.low_closed),
            self.high_closed and other.high_closed,
        )

    def __truediv__(self, other: Span) -> Span:
        """Quotient of spans of values that are not negative; a divisor of 0 is left out."""
        return self * Span(
            1 / other.high if other.high else ZERO,
            1 / other.low if other.low else None,
            bool(other.high) and other.high_closed,
            bool(other.low) and other.low_closed,
        )

    def times(self, factor: Fraction) -> Span:
        """Every value multiplied by a factor above 0."""
        ends = (None if end is None else end * factor for end in (self.low, self.high))
        return Span(*ends, self.low_closed, self.high_closed)

    def clipped(self, least: Fraction, most: Fraction | None = None) -> Span:
        """Only the values from ``least`` to ``most``, both included: the span may be empty then."""
        low, low_closed, high, high_closed = self.low, self.low_closed, self.high, self.high_closed
        if low is None or low < least:
            low, low_closed = least, True
        if most is not None and (high is None or high > most):
            high, high_closed = most, True
        return Span(low, high, low_closed, high_closed)

    @property
    def counts(self) -> Span:
        """The whole numbers from 0 up that it holds, as a closed span."""
        first = max(ceil(self.low or 0), 0)
        first += first == self.low and not self.low_closed
        if self.high is None:
            return Span(Fraction(first), None, True)
        last = floor(self.high)
        last -= last == self.high and not self.high_closed
        return Span(Fraction(first), Fraction(last), True, True)

    @property
    def has_count(self) -> bool:
        """Whether it holds a whole number from 0 up."""
        counts = self.counts
        return counts.high is None or counts.low <= counts.high

    def text(self, digits: int) -> str:
        """Write it: one value as itself, else ``[low, high)``; a cut-off end shows ``…``."""
        if self.is_point:
            return exact_text(self.low, digits)
        low = "−∞" if self.low is None else exact_text(self.low, digits)
        high = "∞" if self.high is None else exact_text(self.high, digits)
        return f"{'(['[self.low_closed]}{low}, {high}{')]'[self.high_closed]}"


def _both(of: Callable, a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else of(a, b)


def exact_text(value: Fraction, digits: int) -> str:
    """Write a value with up to ``digits`` decimals: in full, or cut off and followed by ``…``."""
    text = write(value, digits, cut=True)
    if 10**digits % value.denominator:
        return text + "…"
    return text.rstrip("0").rstrip(".") if digits else text


def simplest(inside: Span) -> Fraction:
    """The fraction with the smallest denominator in a span of values that are not negative.

    Walks down the continued fraction that the two ends share.
    """
    if inside.has_count:
        return inside.counts.low
    below = Fraction(floor(inside.low))
    return below + 1 / simplest(Span.point(ONE) / (inside - Span.point(below)))


ZERO, ONE, HUNDRED = Fraction(0), Fraction(1), Fraction(100)
NOTHING, ANYTHING, EMPTY = Span.point(ZERO), Span(None, None), Span(ZERO, ZERO)

#: How far a measured value can be from its printed form, in steps of the last printed digit.
#: ``either`` allows both habits; ``printed`` takes the figure at its word.
MODES = {
    "printed": NOTHING,
    "rounded": Span(Fraction(-1, 2), Fraction(1, 2), True),
    "truncated": Span(ZERO, ONE, True),
    "either": Span(Fraction(-1, 2), ONE, True),
}

#: How far the true value can be from the printed one after a word such as "more than".
QUALIFIERS = {
    ">": Span(ZERO, None),
    ">=": Span(ZERO, None, True),
    "<": Span(None, ZERO),
    "<=": Span(None, ZERO, False, True),
    "~": ANYTHING,
}
SYMBOLS = {"=": "", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ ", "~": "≈ "}

PERCENT, POINT = "percent", "percentage-point"
DURATIONS = ("day", "month", "year")
#: Units whose printed values stand for a span even without decimals; all else is counted.
MEASURED = frozenset({PERCENT, POINT, "times", *DURATIONS})


def is_measured(figure: FigureLike) -> bool:
    """Whether the figure was rounded or cut off to be printed; a count in digits was not.

    Nor was a percentage without a last digit (step 0): a k/n that is set against percentages.
    """
    return bool(figure.step) and (
        figure.unit in MEASURED or (figure.step != 1 and figure.parts is None)
    )


def shape(figure: FigureLike, mode: str) -> Span:
    """How far the true value can be from the printed one, as a span around 0."""
    if figure.qualifier != "=":
        return QUALIFIERS[figure.qualifier]
    return _around(mode, *figure.step.as_integer_ratio()) if is_measured(figure) else NOTHING


@cache
def _around(mode: str, top: int, under: int) -> Span:
    return MODES[mode].times(Fraction(top, under))


def span(figure: FigureLike, mode: str) -> Span:
    """The values that a printed figure can stand for under one of the MODES."""
    around = shape(figure, mode)
    own = Span.point(figure.value)
    return own if around is NOTHING else own + around


# --- how a figure is written ---------------------------------------------------------------------

_SCALES = {10**3: "thousand", 10**6: "million", 10**9: "billion", 10**12: "trillion"}


@dataclass(frozen=True, slots=True)
class Form:
    """How print writes a figure: in ones, thousands, millions …, with so many decimals."""

    scale: int = 1
    word: str = ""
    decimals: int = 0

    def number(self, value: Fraction) -> str:
        """A value as the figure would be printed, without its word: 1.3 for 1300000 in millions."""
        return write(value if self.scale == 1 else value / self.scale, self.decimals)

    def text(self, values: Span) -> str:
        """Values beside the figure, two digits finer than it is printed: ``[1.339, 1.341) million``."""
        scaled = values if self.scale == 1 else values.times(Fraction(1, self.scale))
        return f"{scaled.text(self.decimals + 2)} {self.word}".rstrip()


def form(value: Fraction, step: Fraction) -> Form:
    """The form in which the last digit of ``value`` is worth ``step``.

    >>> form(Fraction(1_300_000), Fraction(100_000))
    Form(scale=1000000, word='million', decimals=1)
    >>> form(Fraction(197, 10), Fraction(1, 10))
    Form(scale=1, word='', decimals=1)
    """
    top, under = step.as_integer_ratio()
    if top <= 1:
        return _decimal(under)
    for scale, word in _SCALES.items():
        finer = str(scale / step)
        if finer.strip("0") == "1" and value % step == 0 and abs(value) * 10 >= scale:
            return Form(scale, word, len(finer) - 1)
    return Form()


@cache
def _decimal(under: int) -> Form:
    return Form(decimals=len(str(under)) - 1)


def grim_power(whole: Fraction, step: Fraction) -> Fraction:
    """Chance that a percentage with that step is attainable by no part of ``whole``.

    ``max(0, (10**(d+2) - n) / 10**(d+2))`` of Brown and Heathers (2017), for percentages rounded
    to ``d`` decimals, which is to steps of ``10**-d``.
    It speaks of attainability only: a part and a whole that are both printed can differ from the
    printed percentage whatever this power is.
    """
    return max(ZERO, 1 - whole * step / 100)
