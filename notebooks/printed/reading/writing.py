"""Writing exact values with digits, as English and as Vietnamese print does."""

from __future__ import annotations

from fractions import Fraction


def write(value: Fraction, decimals: int = 0, *, cut: bool = False) -> str:
    """Write ``value`` with ``decimals`` digits after the point, rounding half up or cutting off.

    Works on the fraction alone: a float would print 1/16 of a hundred as 6.2 and not 6.3.
    """
    top, under = value.as_integer_ratio()
    top = abs(top) * 10**decimals
    whole = top // under if cut else (2 * top + under) // (2 * under)
    text = str(whole).rjust(decimals + 1, "0")
    sign = "-" if value < 0 and whole else ""
    return sign + (f"{text[:-decimals]}.{text[-decimals:]}" if decimals else text)


def english(value: Fraction, decimals: int = 0, scale: int = 1) -> str:
    """Write ``value`` as English text does: ``1,314``, ``19.7``, ``1.3 million``.

    ``scale`` is what the last printed digit before the decimal mark is worth; from a million up it
    is said in a word, below that digits are as short.

    >>> english(Fraction(1_300_000), 1, 1_000_000), english(Fraction(2_500), 1, 1_000)
    ('1.3 million', '2,500')
    """
    power = max((one for one in _ENGLISH if scale % one == 0), default=1)
    if power > 1:
        spare = len(str(scale // power)) - 1  # "5 trăm triệu": its last digit is worth 100 million
        return f"{english(value / power, max(0, decimals - spare))} {_ENGLISH[power]}"
    whole, mark, rest = write(value, 0 if scale > 1 else decimals).partition(".")
    return f"{int(whole):,}{mark}{rest}"


def vietnamese(value: Fraction, decimals: int = 0, scale: int = 1) -> str:
    """Write ``value`` as Vietnamese print does: ``1.314``, ``19,7``, ``1,3 triệu``, ``2 nghìn tỷ``.

    >>> vietnamese(Fraction(1_300_000), 1, 1_000_000), vietnamese(Fraction(700_000), 0, 1_000)
    ('1,3 triệu', '700 nghìn')
    """
    words = []
    rest = scale
    for power, word in _VIETNAMESE:
        while rest > 1 and rest % power == 0:
            rest, words = rest // power, [word, *words]
    digits = english(value / scale * rest, decimals).translate(_MARKS)
    return " ".join([digits, *words])


_ENGLISH = {10**6: "million", 10**9: "billion", 10**12: "trillion"}
_VIETNAMESE = ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"), (10**2, "trăm"))
_MARKS = str.maketrans(".,", ",.")
