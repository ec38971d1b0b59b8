"""What verdicts, implied numbers, repairs and digits have to be, by counting and trying.

Nothing here knows spans or equations.  A count is a whole number, a measured figure its digits and
decimals; what part and whole print is whole-number division, what a figure can stand for is a run of
whole numbers on a grid so fine that no open end falls between two of its lines.
"""

from collections.abc import Callable, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from random import Random

from printed import base, difference, growth, ratio, same, share, total
from printed.equations import Printed
from printed.reading.numerals import read
from printed.reading.writing import english, vietnamese, write

Kind = Callable[[Random], bool]
FINE = 6400  # lines of the grid to one
LADDER = {"printed": "exact", "rounded": "rounded", "either": "truncated"}


def disagreements(size: int, seed: int = 0, kinds: Sequence[Kind] = ()) -> list[str]:
    """The kinds of random cases in which the engine does not say what trying gives."""
    draw, kinds = Random(seed), kinds or RELATIONS
    cases = (kinds[number % len(kinds)] for number in range(size))
    return [case.__name__ for case in cases if not case(draw)]


# --- figures, and what print makes of a ratio ----------------------------------------------------


def half_up(top: int, under: int, decimals: int) -> int:
    """``top / under`` in units of the last digit, rounded half up."""
    return (2 * top * 10**decimals + under) // (2 * under)


def cut_off(top: int, under: int, decimals: int) -> int:
    return top * 10**decimals // under


def prints(digits: int, decimals: int, top: int, under: int) -> bool:
    """Whether a ratio is printed with those digits, either way."""
    return digits in (half_up(top, under, decimals), cut_off(top, under, decimals))


def figure(digits: int, decimals: int = 0, unit: str = "") -> Printed:
    return Printed("", Fraction(digits, 10**decimals), Fraction(1, 10**decimals), unit)


def beside(draw: Random, top: int, under: int, decimals: int) -> int:
    """What is printed for a ratio, or a digit or two beside it."""
    way = draw.choice((half_up, cut_off))
    return max(way(top, under, decimals) + draw.choice((0, 0, 0, -1, 1, 2)), 0)


def judged(digits: int, decimals: int, top: int, under: int) -> str:
    """The verdict on digits where counts give a single value."""
    if digits * under == top * 10**decimals:
        return "exact"
    if digits == half_up(top, under, decimals):
        return "rounded"
    return "truncated" if digits == cut_off(top, under, decimals) else "inconsistent"


# --- counts, and percentages with 0 to 3 decimals ------------------------------------------------


def shares(draw: Random) -> bool:
    """Part, whole and percentage; where they differ, the nearest part that repairs it."""
    n, decimals = draw.randint(1, 120), draw.randint(0, 3)
    k = draw.randint(0, n)
    digits = min(beside(draw, 100 * k, n, decimals), 100 * 10**decimals)
    expected = judged(digits, decimals, 100 * k, n)
    parts = [other for other in range(n + 1) if prints(digits, decimals, 100 * other, n)]
    if expected == "inconsistent" and not parts:
        expected = "unattainable"
    part = Printed("part", Fraction(k))
    found = share(figure(digits, decimals, "percent"), part, figure(n))
    if found.verdict != expected or found.differs != (expected[0] in "iu"):
        return False
    nearest = sorted(parts, key=lambda other: abs(other - k))[:1] if found.differs else []
    return [one.value for one in found.repairs if one.key == "part"] == nearest


def parts_sought(draw: Random) -> bool:
    """A percentage and its whole: the parts that print it, or none."""
    n, decimals = draw.randint(1, 120), draw.randint(0, 3)
    digits = draw.randint(0, 100 * 10**decimals)
    if draw.random() < 0.7:
        digits = min(beside(draw, 100 * draw.randint(0, n), n, decimals), 100 * 10**decimals)
    parts = [other for other in range(n + 1) if prints(digits, decimals, 100 * other, n)]
    found = share(figure(digits, decimals, "percent"), whole=figure(n))
    if not parts:
        return found.verdict == "unattainable"
    implied = (found.implied.low, found.implied.high)
    return found.verdict != "unattainable" and implied == (parts[0], parts[-1])


def bases_sought(draw: Random) -> bool:
    """A percentage and its part: the wholes over which it is printed, or none."""
    k, decimals = draw.randint(1, 9), draw.randint(0, 3)
    digits = draw.randint(5 * 10**decimals, 100 * 10**decimals)
    if draw.random() < 0.7:
        n = draw.randint(k, 20 * k)
        digits = min(max(beside(draw, 100 * k, n, decimals), 10**decimals), 100 * 10**decimals)
    near = 100 * k * 10**decimals // digits
    wholes = [n for n in range(max(k, near // 3), 3 * near + 3)
              if prints(digits, decimals, 100 * k, n)]  # fmt: skip
    found = base(figure(digits, decimals, "percent"), figure(k))
    if not wholes:
        return found.verdict == "unattainable"
    implied = (found.implied.low, found.implied.high)
    return found.verdict != "unattainable" and implied == (wholes[0], wholes[-1])


def multiples(draw: Random) -> bool:
    """How many times as much, or what percentage of it."""
    before, after, decimals = draw.randint(1, 900), draw.randint(0, 2700), draw.randint(0, 2)
    unit, times = draw.choice((("percent", 100), ("times", 1)))
    digits = beside(draw, times * after, before, decimals)
    found = ratio(figure(before), figure(after), figure(digits, decimals, unit))
    return found.verdict == judged(digits, decimals, times * after, before)


def growths(draw: Random) -> bool:
    """A relative change between two counts."""
    before, decimals = draw.randint(1, 900), draw.randint(0, 3)
    after = before + draw.choice((draw.randint(-before, -1), draw.randint(1, 1800)))
    change = 100 * abs(after - before)
    digits = beside(draw, change, before, decimals)
    found = growth(figure(before), figure(after), figure(digits, decimals, "percent"))
    return found.verdict == judged(digits, decimals, change, before)


# --- measured figures, each printed in its own way -----------------------------------------------


def lines(digits: int, decimals: int, mode: str) -> tuple[int, int]:
    """The first and the last line of the grid that a measured figure can stand for."""
    step = FINE // 10**decimals
    value = digits * step
    if mode == "printed":
        return value, value
    return value - step // 2, value + (step // 2 if mode == "rounded" else step) - 1


def measured(draw: Random, value: int) -> tuple[int, int]:
    """Digits and decimals of a value in hundredths."""
    decimals = draw.randint(0, 2)
    return beside(draw, value, 100, decimals), decimals


def by_lines(signs: list[int], figures: list[tuple[int, int]], asked: tuple[int, int]) -> str:
    """The verdict on the figure asked for, against the others added or taken away."""
    for mode, code in LADDER.items():
        ends = [lines(*one, mode) for one in figures]
        low = sum(pair[sign < 0] * sign for sign, pair in zip(signs, ends))
        high = sum(pair[sign > 0] * sign for sign, pair in zip(signs, ends))
        own_low, own_high = lines(*asked, mode)
        if low <= own_high and own_low <= high:
            return code
    return "inconsistent"


def sums(draw: Random) -> bool:
    """Rounded or cut-off parts and their total."""
    values = [draw.randint(0, 4000) for _ in range(draw.randint(2, 5))]
    parts = [measured(draw, value) for value in values]
    whole = measured(draw, sum(values))
    found = total(figure(*whole, "percent"), [figure(*one, "percent") for one in parts])
    return found.verdict == by_lines([1] * len(parts), parts, whole)


def changes(draw: Random) -> bool:
    """Two percentages and the points between them."""
    low, high = sorted(draw.randint(0, 9900) for _ in "ab")
    before, after = measured(draw, high), measured(draw, low)
    change = measured(draw, high - low)
    found = difference(
        figure(*before, "percent"), figure(*after, "percent"),
        figure(*change, "percentage-point"), rises=False,
    )  # fmt: skip
    return found.verdict == by_lines([1, -1], [before, after], change)


def twins(draw: Random) -> bool:
    """Two passages that print one thing."""
    value = draw.randint(0, 9900)
    one, other = measured(draw, value), measured(draw, value)
    found = same(figure(*one, "percent"), figure(*other, "percent"))
    return found.verdict == by_lines([1], [other], one)


# --- digits --------------------------------------------------------------------------------------

_CONTEXT = Context(prec=60)


def written(draw: Random) -> bool:
    """A value as decimal arithmetic rounds it or cuts it off."""
    decimals = draw.randint(0, 4)
    value = Fraction(draw.randint(-(10**9), 10**9), draw.choice((1, 8, 16, 40, 2000, 3125)))
    exact = _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))
    cut = draw.random() < 0.5
    way = ROUND_DOWN if cut else ROUND_HALF_UP
    expected = exact.quantize(Decimal(1).scaleb(-decimals), way, _CONTEXT)
    return write(value, decimals, cut=cut) == (str(expected) if expected else str(abs(expected)))


def read_back(draw: Random) -> bool:
    """What is written in Vietnamese, with a multiplier or without, is read as the same value."""
    scale = draw.choice((1, 1, 10**3, 10**6, 10**9, 10**12))
    decimals = draw.randint(0, 3)
    value = Fraction(draw.randint(0, 10 ** draw.randint(1, 7)) * scale, 10**decimals)
    numeral = read(vietnamese(value, decimals, scale))
    if scale != 1:
        return (numeral.value, numeral.decimals, numeral.scale) == (value, decimals, scale)
    plain = english(value, decimals).replace(",", "")
    return (numeral.value, numeral.decimals) == (value, decimals) and Fraction(plain) == value


RELATIONS = (shares, parts_sought, bases_sought, multiples, growths, sums, changes, twins)
NUMBERS = (written, read_back)
