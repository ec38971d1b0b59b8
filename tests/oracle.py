"""The verdict of an equation by exact fractions: slow, plain, and independent of the integers.

The engine decides in whole numbers; this is the textbook way, interval by interval, in Fraction.
Below it, relations are drawn at random, near enough to what fits that every verdict comes up.
"""

from dataclasses import replace
from fractions import Fraction
from operator import add, mul
from random import Random

from printed.equations import Equation, Printed
from printed.spans import DURATIONS, ONE, PERCENT, QUALIFIERS, Span

LADDER = {"printed": "exact", "rounded": "rounded", "either": "truncated"}


def fits(equation: Equation, mode: str) -> bool:
    """Whether the term asked for agrees with the others under that mode."""
    needed = equation.needed(equation.asked, mode)
    if equation.terms[equation.asked] is None:
        return needed.has_count
    own = equation.span(equation.asked, mode)
    return needed.inside(own) if equation.sure else needed.meets(own)


def verdict(equation: Equation) -> str:
    """The code of the verdict of the equation."""
    words = {term.qualifier for term in equation.terms if isinstance(term, Printed)}
    if "~" in words:
        return "untestable"
    asked = equation.terms[equation.asked]
    worded = equation.worded or words != {"="} or isinstance(asked, Span)
    for mode, code in LADDER.items():
        if fits(equation, mode):
            return "holds" if worded else code
    if equation.sure and fits(replace(equation, sure=False), "either"):
        return "untestable"
    return "inconsistent"


def disagreements(size: int, seed: int = 0) -> list[str]:
    """The kinds of random relations on which integers and fractions do not agree."""
    draw = Random(seed)
    found = []
    for number in range(size):
        kind = KINDS[number % len(KINDS)]
        equation = kind(draw)
        if equation.verdict() != verdict(equation):
            found.append(kind.__name__)
    return found


# --- relations at random -------------------------------------------------------------------------

_STEPS = (Fraction(1, 100), Fraction(1, 10), ONE, ONE, ONE, Fraction(1000), Fraction(100_000))
_WORDS = ("=",) * 12 + (">", ">=", "<", "<=", "~")


def printed(draw: Random, value: Fraction, unit: str = "", step: Fraction | None = None) -> Printed:
    """A value as print might give it: rounded half up, cut off, or a step beside; at times worded."""
    step = step or draw.choice(_STEPS)
    digits = int(value / step + draw.choice((0, Fraction(1, 2)))) + draw.choice((0, 0, 0, -1, 1))
    word = draw.choice(_WORDS)
    return Printed("", max(digits, 0) * step, step, unit, word)


def counted(draw: Random) -> Printed:
    """A plain count above 0."""
    return Printed("", Fraction(draw.randint(1, 400)))


def share(draw: Random) -> Equation:
    """Part, whole and percentage, of which one count may be missing; the figures may be rough."""
    exact = draw.random() < 0.8
    whole = counted(draw) if exact else printed(draw, Fraction(draw.randint(1, 10**6)))
    whole = whole.says(whole.value or ONE)
    part = whole.says(Fraction(draw.randint(int(whole.qualifier != "="), int(whole.value) or 1)))
    value = 100 * min(part.value / whole.value, ONE)
    found = printed(draw, value, PERCENT, draw.choice(_STEPS[:3]))
    found = found.says(min(found.value, Fraction(100)))
    if part.is_count and whole.is_count and draw.random() < 0.5:
        terms, asked = draw.choice((((None, whole, found), 0), ((part, None, found), 1)))
        return Equation(mul, terms, asked, 100, capped=True)
    return Equation(mul, (part, whole, found), 2, 100, capped=True)


def total(draw: Random) -> Equation:
    """Parts and their total, or some of them."""
    parts = [
        printed(draw, Fraction(draw.randint(0, 10**6), 100)) for _ in range(draw.randint(1, 5))
    ]
    whole = printed(draw, sum(part.value for part in parts))
    if draw.random() < 0.2:
        return Equation(add, (whole, *parts, QUALIFIERS[">="]), 0, worded=True)
    return Equation(add, (whole, *parts), 0)


def difference(draw: Random) -> Equation:
    """A change between two figures."""
    larger, smaller = (printed(draw, Fraction(draw.randint(0, 10**6), 100)) for _ in "ab")
    change = printed(draw, max(larger.value - smaller.value, Fraction(0)))
    return Equation(add, (larger, smaller, change), 2)


def ratio(draw: Random) -> Equation:
    """A multiple or a percentage of another figure, or a relative change."""
    exact = draw.random() < 0.7
    before = counted(draw) if exact else printed(draw, Fraction(draw.randint(1, 9999)))
    before = before.says(before.value or ONE)
    after = before.says(Fraction(draw.randint(1, 3 * int(before.value) + 1)))
    factor, turn = draw.choice((1, 100)), draw.choice((0, 0, 1, -1))
    times = after.value / before.value
    value = factor * (abs(times - 1) if turn else times)
    unit = PERCENT if factor == 100 else "times"
    multiple = printed(draw, value, unit, draw.choice(_STEPS[:3]))
    return Equation(mul, (after, before, multiple), 2, factor, turn=turn)


def same(draw: Random) -> Equation:
    """Two figures for one thing."""
    value = Fraction(draw.randint(0, 10**6), 100)
    return Equation(add, (printed(draw, value), printed(draw, value)), 0)


def limit(draw: Random) -> Equation:
    """A figure and the limit that it has to keep."""
    value = Fraction(draw.randint(0, 10**4), 100)
    word = QUALIFIERS[draw.choice(("<", "<=", ">", ">="))]
    return Equation(add, (printed(draw, value), printed(draw, value), word), 2, sure=True)


def interval(draw: Random) -> Equation:
    """A length of time and the span that its dates leave."""
    low = Fraction(draw.randint(0, 400), draw.choice((12, 30, 31)))
    high = low + Fraction(draw.choice((0, 0, draw.randint(0, 30))), 10)
    passed = Span(low, draw.choice((high, high, None)), True, True)
    length = printed(draw, draw.choice((low, high)), draw.choice(DURATIONS), ONE)
    return Equation(add, (length, passed), 0, sure=True)


KINDS = (share, total, difference, ratio, same, limit, interval)
