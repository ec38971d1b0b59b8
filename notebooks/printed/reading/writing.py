"""Writing exact values with digits."""

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


def english(value: Fraction, decimals: int = 0) -> str:
    """Write ``value`` as English text does, with commas between thousands: ``1,314``, ``19.7``."""
    whole, mark, rest = write(value, decimals).partition(".")
    return f"{int(whole):,}{mark}{rest}"
