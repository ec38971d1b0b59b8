"""What a printed Vietnamese numeral says, and where a text prints one.

Newspapers print numbers as digits (``1.314``, ``19,7``, ``06``), fractions (``7/14``), Roman
numerals (``XII``), words (``hai``, ``một nửa``) and mixtures (``2 nghìn``).  ``read`` gives each its
exact value; ``census`` finds every one in a text.  No float is involved anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from .texts import nfc

UNITS = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}
TENS = {"mười": 10, "mươi": 10, "chục": 10}
SCALES = {
    "trăm": 100, "nghìn": 1_000, "ngàn": 1_000, "vạn": 10_000, "triệu": 1_000_000,
    "tỷ": 1_000_000_000, "tỉ": 1_000_000_000,
}
LINKS = {"linh", "lẻ"}  # "một trăm linh năm" is 105: the word fills the empty tens
ZERO = "không"  # also "not": it counts only in "hai nghìn không trăm linh năm", 2005
HALF = "nửa"
ORDINALS = {"đầu tiên": 1, "nhất": 1, "nhì": 2}  # the last two only after "thứ"

#: What a word before a numeral does to it: the relation of the true quantity to the printed one.
QUALIFIERS = {
    ">": ("trên", "hơn"),
    ">=": ("ít nhất", "hàng", "không dưới"),
    "<": ("gần", "dưới"),
    "<=": ("không quá",),
    "~": ("khoảng",),
}


class NumeralError(ValueError):
    """A text that is not one numeral."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral as printed and what it says.

    ``value`` is in the unit that is printed beside it: ``19,7`` (before ``%``) is 197/10.
    ``decimals`` counts the digits printed after the decimal mark, ``scale`` is the multiplier word
    (``2 nghìn``: 1000), ``parts`` are the two counts of a printed ``k/n``.
    """

    printed: str
    value: Fraction
    decimals: int = 0
    scale: int = 1
    parts: tuple[int, int] | None = None


# --- reading -------------------------------------------------------------------------------------

_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,(?P<decimals>\d+))?")
_DECIMAL = re.compile(r"\d+(?:[.,](?P<decimals>\d+))?")
_FRACTION = re.compile(r"(\d+)/(\d+)")
_ROMAN = re.compile(r"(?=[IVXLCDM])M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


@lru_cache(maxsize=4096)
def read(printed: str) -> Numeral:
    """Read one printed numeral exactly.

    A point before groups of three digits separates thousands, as Vietnamese print does
    (``1.314`` is 1314; ``0.314`` is not so printed); any other point, and every comma, is a
    decimal mark.

    Raises NumeralError when ``printed`` is not one numeral.
    """
    text = " ".join(nfc(printed).split())
    if fraction := _FRACTION.fullmatch(text):
        part, whole = int(fraction[1]), int(fraction[2])
        if whole == 0:
            raise NumeralError(f"{printed!r} has a zero denominator")
        return Numeral(printed, Fraction(part, whole), parts=(part, whole))
    if _ROMAN.fullmatch(text):
        return Numeral(printed, Fraction(_roman(text)))
    digits, _, word = text.partition(" ")
    if digits[:1].isdecimal():
        scale = SCALES.get(word.lower(), 1)
        if word and scale == 1:
            raise NumeralError(f"{printed!r}: {word!r} is not a multiplier ({', '.join(SCALES)})")
        value, decimals = _digits(digits)
        return Numeral(printed, value * scale, decimals, scale)
    value = _words(text.lower().split())
    if value is None:
        raise NumeralError(
            f"{printed!r} is not a numeral: expected digits such as 1.314 or 19,7, a fraction k/n, "
            "a Roman numeral or Vietnamese number words"
        )
    return Numeral(printed, value)


def _digits(text: str) -> tuple[Fraction, int]:
    match = _THOUSANDS.fullmatch(text)
    if match:
        plain = text.replace(".", "").replace(",", ".")
    elif match := _DECIMAL.fullmatch(text):
        plain = text.replace(",", ".")
    else:
        raise NumeralError(f"{text!r} is not a number: expected digits such as 27, 1.314 or 19,7")
    return Fraction(plain), len(match["decimals"] or "")


def _roman(text: str) -> int:
    values = [_ROMAN_VALUE[letter] for letter in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0]))


def _words(words: list[str]) -> Fraction | None:
    """Value of a run of number words, or None when the run says no single number."""
    if words in ([HALF], ["một", HALF]):
        return Fraction(1, 2)
    if ordinal := ORDINALS.get(" ".join(words)):
        return Fraction(ordinal)
    if "phần" in words:
        cut = words.index("phần")
        part, whole = _whole(words[:cut]), _whole(words[cut + 1 :])
        return Fraction(part, whole) if part and whole else None
    whole = _whole(words)
    return None if whole is None else Fraction(whole)


def _whole(words: list[str]) -> int | None:
    """Whole number said by ``words``, or None when they say no single one.

    Hundreds, tens and a digit make a group; a multiplier closes it and must be smaller than the one
    before.  Only right behind that one may it be greater, and multiplies all (``hai nghìn tỷ``).
    """
    for word, after in zip(words, [*words[1:], ""]):
        if (word in LINKS and after not in UNITS) or (word == ZERO and after != "trăm"):
            return None
    total = group = 0
    digit: int | None = None
    room, last = 1000, 0  # what the next part of the group stays under; the multiplier before
    for word in words:
        if word in UNITS or word == ZERO:
            if digit is not None:
                return None
            digit = UNITS.get(word, 0)
        elif power := TENS.get(word) or (100 if word == "trăm" else 0):
            if power >= room:
                return None
            group += (1 if digit is None else digit) * power
            digit, room = None, power
        elif scale := SCALES.get(word):
            group += digit or 0
            if last and not group and scale > last:
                total *= scale
            elif not last or scale < last:
                total += (group or 1) * scale
            else:
                return None
            group, digit, room, last = 0, None, 1000, scale
        elif word in LINKS and digit is None and room > 10 and (group or total):
            room = 10
        else:
            return None
    return total + group + (digit or 0) if words else None


# --- writing -------------------------------------------------------------------------------------

def write(value: Fraction, decimals: int = 0, *, cut: bool = False) -> str:
    """Write ``value`` with ``decimals`` digits after the point, rounding half up or cutting off.

    Works on the fraction alone: a float would print 1/16 of a hundred as 6.2 and not 6.3.
    """
    shifted = abs(value) * 10**decimals
    whole = int(shifted) if cut else int(shifted + Fraction(1, 2))
    text = str(whole).rjust(decimals + 1, "0")
    sign = "-" if value < 0 and whole else ""
    return sign + (f"{text[:-decimals]}.{text[-decimals:]}" if decimals else text)


def english(value: Fraction, decimals: int = 0) -> str:
    """Write ``value`` as English text does, with commas between thousands: ``1,314``, ``19.7``."""
    whole, mark, rest = write(value, decimals).partition(".")
    return f"{int(whole):,}{mark}{rest}"


# --- the census ----------------------------------------------------------------------------------

@dataclass(frozen=True, slots=True)
class Token:
    """One numeral in a text: where it starts (code points), what is printed, what it looks like."""

    start: int
    text: str
    kind: str  # date, time, document, fraction, number, roman or word

    @property
    def end(self) -> int:
        """Code-point offset just behind the token."""
        return self.start + len(self.text)


_DASH = r"\s*[-\N{EN DASH}\N{EM DASH}]\s*"
_SCALE_WORD = r"(?:\s(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ|trăm)\b)?"
_YEAR = r"(?:19|20)\d\d"
#: "năm" is also "year"; it counts five only before one of these counted things.
_COUNTED = (
    "người|cơ quan|đơn vị|đầu mối|xã|huyện|thôn|bản|phòng|ban|trường|biên chế|chức danh|cấp|"
    "tỉnh|cán bộ|công chức|đảng viên|chi bộ"
)
_FIVE = rf"năm(?=\s(?:{_COUNTED}|mươi|trăm|nghìn|ngàn|triệu|tỷ|tỉ)\b)"
_FIRST = rf"một|hai|ba|bốn|{_FIVE}|sáu|bảy|bẩy|tám|chín|mười"
_NEXT = (
    r"mốt|tư|lăm|mươi|chục|trăm|nghìn|ngàn|vạn|triệu|tỷ(?!\slệ)|tỉ(?!\slệ)|không(?=\străm)"
    r"|linh|lẻ|(?<=linh\s)năm|(?<=lẻ\s)năm"
)
_WORD = (
    rf"\b(?:(?:{_FIRST})(?:\s(?:{_FIRST}|{_NEXT}))*(?:\sphần\s(?:{_FIRST}|tư))?(?:\s{HALF})?"
    rf"|(?<=hàng\s)(?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)|{HALF}|(?<=thứ\s)(?:nhất|nhì|tư)|đầu\stiên)\b"
)

_CENSUS = re.compile(
    "|".join(
        f"(?P<{kind}>{pattern})"
        for kind, pattern in {
            "document": r"(?<!\w)\d+(?:/\d{4})?[-/][A-ZĐ][\w]*(?:[-/][A-ZĐ]\w*)*",
            "date": rf"(?<!\d)\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}(?!\d)|(?<!\d)\d{{1,2}}/{_YEAR}(?!\d)"
            rf"|(?<!\d){_YEAR}{_DASH}{_YEAR}(?!\d)",
            "time": r"(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?!\d)",
            "fraction": r"\d+/\d+",
            "number": rf"[1-9]\d{{0,2}}(?:\.\d{{3}})+(?!\d)(?:,\d+)?{_SCALE_WORD}"
            rf"|\d+(?:[.,]\d+)?{_SCALE_WORD}",
            # The last look-behind keeps CLB, which is not one, from matching as an empty one.
            "roman": r"\b(?=[IVXLCDM]{2}|(?<=thứ\s)|(?<=khóa\s)|(?<=khoá\s))"
            + _ROMAN.pattern
            + r"\b(?<=[IVXLCDM])",
            "word": f"(?i:{_WORD})",
        }.items()
    )
)


def census(paragraph: str) -> Iterator[Token]:
    """Find every numeral of a paragraph, in reading order.

    Finds digits in any form, Roman numerals and number words.  It judges nothing: ``Ba`` in a
    place's name and ``một`` in "một số" (some) are found too, for a coder to set aside.
    """
    for match in _CENSUS.finditer(paragraph):
        yield Token(match.start(), match.group(), match.lastgroup)
