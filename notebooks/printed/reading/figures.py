"""A printed figure: what a text, a number or a record says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from .numerals import QUALIFIERS, NumeralError, census, is_percent, read


@dataclass(frozen=True, slots=True)
class Figure:
    """What is printed: value and step in its unit, qualifier, the counts of a k/n."""

    value: Fraction
    step: Fraction = Fraction(1)
    qualifier: str = "="
    unit: str = ""
    parts: tuple[int, int] | None = None
    key: str = ""
    text: str = ""


def figure(given: object) -> Figure:
    """The figure that a text, a number, a record or another figure says.

    Raises ValueError for anything that is not one figure.
    """
    if isinstance(given, Figure):
        return given
    if isinstance(given, (int, Fraction)) and not isinstance(given, bool):
        return Figure(Fraction(given), text=str(given))
    if hasattr(given, "step"):
        return Figure(
            given.value, given.step, given.qualifier, given.unit, given.parts, given.key, given.text
        )
    if not isinstance(given, str):
        raise ValueError(f"found {given!r}, expected a figure as printed, such as '40,3 %'")
    if not given.strip():
        raise ValueError("found an empty text, expected a figure as printed, such as '40,3 %'")
    tokens = list(census(given))
    if len(tokens) != 1 or tokens[0].kind in ("date", "time", "phone", "document"):
        raise ValueError(f"found {given!r}, expected one numeral")
    token = tokens[0]
    before, after = given[: token.start].rstrip(), given[token.end :]
    numeral = read(token.text)
    qualifier = next(
        (c for c, words in QUALIFIERS.items() if re.search(rf"(?i)\b({'|'.join(words)})$", before)),
        "=",
    )
    unit = next(
        (
            unit
            for unit, words in (
                ("percentage-point", r"\s*(điểm phần trăm|điểm %)"),
                ("times", r"\s*lần"),
                ("year", r"\s*năm"),
                ("month", r"\s*tháng"),
                ("day", r"\s*ngày"),
            )
            if re.match(words, after)
        ),
        "percent" if is_percent(after) else after.strip(),
    )
    step = Fraction(1) if numeral.parts else Fraction(numeral.scale, 10**numeral.decimals)
    return Figure(numeral.value, step, qualifier, unit, numeral.parts, "", given)


__all__ = ["Figure", "NumeralError", "figure"]
