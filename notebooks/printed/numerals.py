"""What a printed Vietnamese numeral says, and where a text prints one.

Newspapers print numbers as digits (``1.314``, ``1 314``, ``19,7``, ``06``), fractions (``7/14``),
Roman numerals (``XII``), words (``hai``, ``một nửa``, ``năm phẩy hai``) and mixtures (``2 nghìn tỷ``,
``1 tỷ 200 triệu``, ``2 năm rưỡi``).  ``read`` gives each its exact value; ``census`` finds every one
in a text.  No float is involved anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from .text import nfc

UNITS = {
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "nhăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
AFTER_TENS = {"mốt", "tư", "lăm", "nhăm"}  # how 1, 4 and 5 are said behind tens, said or left out
TENS = {"mười": 10, "mươi": 10, "chục": 10}
SCALES = {
    "trăm": 100,
    "nghìn": 1_000,
    "ngàn": 1_000,
    "vạn": 10_000,
    "triệu": 1_000_000,
    "tỷ": 1_000_000_000,
    "tỉ": 1_000_000_000,
}
LINKS = {"linh", "lẻ"}  # "một trăm linh năm" is 105: the word fills the empty tens
ZERO = "không"  # also "not": it counts only in "hai nghìn không trăm linh năm", 2005
HALF = "nửa"
AND_A_HALF = {"rưỡi", "rưởi"}  # "hai triệu rưỡi" is 2.5 million, "trăm rưỡi" 150
POINT = {"phẩy", "phảy"}  # "năm phẩy hai" is 5.2
ORDINALS = {"đầu tiên": 1, "nhất": 1, "nhì": 2, "đôi": 2}  # all but the first behind certain words

#: Units between a number and its half: "2 năm rưỡi" is two years and a half.
HALVED = ("năm", "tháng", "tuần", "ngày", "giờ", "lần", "tấn", "mét", "phần trăm")

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

_NUMBER = re.compile(
    r"(?:(?P<points>[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?)"
    r"|(?P<spaces>[1-9]\d{0,2}(?: \d{3})+(?:,\d+)?)"
    r"|(?P<commas>[1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d+)?)"
    r"|(?P<plain>\d+(?:[.,]\d+)?))(?= |\Z)"
)
_FRACTION = re.compile(r"(\d+)/(\d+)")
_ROMAN = re.compile(r"(?=[IVXLCDM])M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_LONGEST = 200  # characters: Python itself refuses to convert digits by the thousand


@lru_cache(maxsize=4096)
def read(printed: str) -> Numeral:
    """Read one printed numeral exactly.

    A point, or a space, before groups of three digits separates thousands, as Vietnamese print does
    (``1.314`` and ``1 314`` are 1314; ``0.314`` is not so printed), and so do two or more commas
    (``1,314,000``); any other point, and any other comma, is a decimal mark.

    Raises NumeralError when ``printed`` is not one numeral, or one that can be read in two ways:
    ``một trăm hai`` is 120 to many and 102 to some.
    """
    text = " ".join(nfc(printed).split())
    if len(text) > _LONGEST:
        raise NumeralError(
            f"{printed[:20]!r}… has {len(printed):,} characters: too long for one numeral"
        )
    if fraction := _FRACTION.fullmatch(text):
        part, whole = int(fraction[1]), int(fraction[2])
        if whole == 0:
            raise NumeralError(f"{printed!r} has a zero denominator")
        return Numeral(printed, Fraction(part, whole), parts=(part, whole))
    if _ROMAN.fullmatch(text):
        return Numeral(printed, Fraction(_roman(text)))
    value, decimals, scale = _mixed(printed, text)
    return Numeral(printed, value, decimals, scale)


def _mixed(printed: str, text: str) -> tuple[Fraction, int, int]:
    """Value, decimals and multiplier of digits and words, with or without a half behind."""
    head, _, last = text.rpartition(" ")
    if last.lower() in AND_A_HALF:
        return _and_a_half(printed, head), 0, 1
    if text[:1].isdecimal():
        return _digits(printed, text)
    words = text.lower().split()
    if POINT & set(words):
        found = _point(words)
    else:
        value = _words(words)
        found = None if value is None else (value, 0, 1)
    if found is None:
        raise NumeralError(
            f"{printed!r} is not a numeral: expected digits such as 1.314 or 19,7, a fraction k/n, "
            f"a Roman numeral or Vietnamese number words{_either(words)}"
        )
    return found


def _and_a_half(printed: str, head: str) -> Fraction:
    """Value of ``head`` and half of its last unit: 2 triệu rưỡi, hai năm rưỡi, gấp rưỡi."""
    unit = next((unit for unit in HALVED if head.lower().endswith(f" {unit}")), "")
    head = head.removesuffix(head[len(head) - len(unit) :]).strip() if unit else head
    last = head.lower().rpartition(" ")[2]
    step = 1 if unit else SCALES.get(last) or TENS.get(last, 1)
    value = _mixed(printed, head)[0] if head else Fraction(1)
    if value % step:
        raise NumeralError(f"{printed!r} is not a numeral: a half follows whole numbers only")
    return value + Fraction(step, 2)


def _digits(printed: str, text: str) -> tuple[Fraction, int, int]:
    """Value, decimals and multiplier of a number in digits, with multiplier words and a rest."""
    match = _NUMBER.match(text)
    if match is None:
        found = text.split()[0]
        raise NumeralError(f"{found!r} is not a number: expected digits such as 27, 1.314 or 19,7")
    form, number = match.lastgroup, match.group()
    marks = {"points": (".", ","), "spaces": (" ", ","), "commas": (",", "."), "plain": ("", ",")}
    thousands, decimal = marks[form]
    plain = (number.replace(thousands, "") if thousands else number).replace(decimal, ".")
    decimals = len(plain.partition(".")[2])
    value, words = Fraction(plain), text[match.end() :].split()
    rest = next((i for i, word in enumerate(words) if word[0].isdecimal()), len(words))
    scale = _scale(printed, [word.lower() for word in words[:rest]])
    if rest == len(words):
        return value * scale, decimals, scale
    tail, tail_decimals, tail_scale = _digits(printed, " ".join(words[rest:]))
    if tail_scale == 1 or tail >= scale:
        raise NumeralError(f"{printed!r} is not one number: expected a form such as 1 tỷ 200 triệu")
    return value * scale + tail, tail_decimals, tail_scale


def _scale(printed: str, words: list[str]) -> int:
    """What the multiplier words behind digits multiply by: ``nghìn tỷ`` is 10**12."""
    scale = 1
    for word in words:
        if word not in SCALES or (scale > 1 and not scale < SCALES[word] >= 1_000):
            said = " ".join(words)
            raise NumeralError(f"{printed!r}: {said!r} is not a multiplier ({', '.join(SCALES)})")
        scale *= SCALES[word]
    return scale


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


def _point(words: list[str]) -> tuple[Fraction, int, int] | None:
    """Value, decimals and multiplier of a decimal number in words: ``hai phẩy năm triệu``."""
    cut = next(i for i, word in enumerate(words) if word in POINT)
    end = next((i for i in range(cut, len(words)) if words[i] in SCALES), len(words))
    whole = 0 if words[:cut] == [ZERO] else _whole(words[:cut])
    said = words[cut + 1 : end]
    if said and all(word in UNITS or word == ZERO for word in said):
        decimals = "".join(str(UNITS.get(word, 0)) for word in said)
    else:  # "ba phẩy mười bốn", 3.14
        decimals = str(_whole(said) or "")
    if whole is None or not decimals:
        return None
    try:
        scale = _scale("", words[end:])
    except NumeralError:
        return None
    return Fraction(f"{whole}.{decimals}") * scale, len(decimals), scale


def _either(words: list[str]) -> str:
    """What two things a run of words could say that ends in a bare digit: 102 or 120."""
    *rest, digit = words or [""]
    if digit in UNITS and rest and (rest[-1] in SCALES) and (head := _whole(rest)):
        one, other = head + UNITS[digit], head + UNITS[digit] * SCALES[rest[-1]] // 10
        return f"; this can be {one:,} or {other:,}: the article has to tell which"
    return ""


def _whole(words: list[str]) -> int | None:
    """Whole number said by ``words``, or None when they say no single one.

    Hundreds, tens and a digit make a group; a multiplier closes it and must be smaller than the one
    before.  Only right behind that one may it be greater, and multiplies all (``hai nghìn tỷ``).
    A digit right behind a hundred or a multiplier is refused, since it may count tens there or
    ones; ``mốt``, ``tư`` and ``lăm`` are said of tens alone (``một trăm tư``, 140).
    """
    for word, after in zip(words, [*words[1:], ""]):
        if (word in LINKS and after not in UNITS) or (word == ZERO and after != "trăm"):
            return None
    total = group = 0
    digit: int | None = None
    room, last = 1000, 0  # what the next part of the group stays under; the multiplier before
    for place, word in enumerate(words):
        before = words[place - 1] if place else ""
        after = words[place + 1] if place + 1 < len(words) else ""
        if word in AFTER_TENS and before in UNITS and digit is not None and room > 10:
            group, digit, room = group + digit * 10, UNITS[word], 10  # "hai tư", 24
        elif word in AFTER_TENS and before in SCALES and not after:
            return total + group + UNITS[word] * SCALES[before] // 10
        elif word in UNITS or word == ZERO:
            bare = before in SCALES and after not in TENS and after not in AFTER_TENS
            if digit is not None or (bare and (before == "trăm" or after not in SCALES)):
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
    kind: str  # document, date, time, phone, fraction, number, roman or word

    @property
    def end(self) -> int:
        """Code-point offset just behind the token."""
        return self.start + len(self.text)


#: Every sign that print uses for a dash or a hyphen, and the tilde of some ranges.
DASHES = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}~"
_DASH = rf"[{DASHES}]"
_GAP = r"[ \N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}]"  # between thousands
_YEAR = r"(?:19|20)\d\d"
_DAY_MONTH = rf"\d{{1,2}}(?:/|\.|{_DASH})\d{{1,2}}"
_DAYTIME = "|".join(rf"(?<={word}\s)" for word in ("sáng", "trưa", "chiều", "tối", "đêm", "hôm"))
_QUARTER = r"(?:IV|I{1,3}|[1-4])"
#: The kinds of documents by the letters in their numbers, which print sometimes sets apart.
_LETTERS = "NQ|QĐ|NĐ|KL|CT|CTr|TB|TT|TTLT|KH|HD|QC|PL|ĐA|BC|CV|TTr|QH|L|UBTVQH|LCT|SL"
#: "năm" is also "year"; it counts five only before one of these counted things.
_COUNTED = (
    "người|cơ quan|đơn vị|đầu mối|xã|huyện|thôn|bản|phòng|ban|trường|biên chế|chức danh|cấp|"
    "tỉnh|cán bộ|công chức|đảng viên|chi bộ|viên chức|nhà trường|điểm trường|lớp|hộ|phường|quận|"
    "thị trấn|thành phố|sở|trạm|trung tâm|nhiệm vụ|nhóm|giải pháp|tiêu chí|lĩnh vực|lần|đồng chí|"
    "học sinh|giáo viên|bác sĩ|mô hình|đảng bộ|vị trí|khu"
)
_AFTER_FIVE = rf"(?:{_COUNTED}|mươi|trăm|nghìn|ngàn|triệu|tỷ|tỉ|phẩy|phảy)\b|năm\b(?!\s\d)"
_FIVE = rf"năm(?=\s(?:{_AFTER_FIVE}))"
_FIRST = rf"một|hai|ba|bốn|{_FIVE}|sáu|bảy|bẩy|tám|chín|mười"
_TY = r"(?:tỷ|tỉ)(?!\slệ)"
_TU = r"tư(?!\s(?:tưởng|nhân|vấn|cách|liệu|pháp|thục|duy|lệnh)\b)"
_NEXT = (
    rf"mốt|{_TU}|lăm|nhăm|mươi|chục|trăm|nghìn|ngàn|vạn|triệu|{_TY}|không(?=\s(?:trăm|phẩy))"
    r"|linh|lẻ|phẩy|phảy|(?<=linh\s)năm|(?<=lẻ\s)năm|(?<=phẩy\s)năm|(?<=phẩy\s)không"
)
_SCALE = rf"trăm|nghìn|ngàn|vạn|triệu|{_TY}"
_HALVED = rf"(?:{'|'.join(HALVED)})\srư[ỡở]i"
_WORD = (
    rf"\b(?:(?:(?:{_FIRST}|không(?=\sphẩy))(?:\s(?:{_FIRST}|{_NEXT}))*"
    rf"(?:\sphần\s(?:{_FIRST}|tư|năm(?!\s(?:\d|nay|qua)))(?:\s(?:{_FIRST}|{_NEXT}))*)?"
    rf"|(?:{_SCALE})(?=\srư[ỡở]i))(?:\s(?:{HALF}|rư[ỡở]i|{_HALVED}))?"
    rf"|(?:(?<=hàng\s)|(?<=vài\s)|(?<=mấy\s))(?:chục|{_SCALE})|{HALF}"
    r"|(?:(?<=thứ\s)|(?<=hạng\s)|(?<=giải\s))(?:nhất|nhì|tư)|(?<=thứ\s)năm"
    r"|(?<=gấp\s)(?:đôi|rư[ỡở]i)|đầu\stiên)\b"
)
#: Multiplier words behind digits, with the rest of an amount: "1 tỷ 200 triệu", "2 nghìn tỷ".
_THOUSANDS = r"(?:\s\d{1,3}\s(?:nghìn|ngàn)\b)?"
_SCALED = (
    rf"(?:\s(?:(?:trăm|nghìn|ngàn|vạn|triệu)\s)?{_TY}\b(?:\s\d{{1,3}}\striệu\b)?{_THOUSANDS}"
    rf"|\s(?:(?:trăm|nghìn|ngàn|vạn)\s)?triệu\b{_THOUSANDS}|\străm\s(?:nghìn|ngàn)\b"
    r"|\s(?:trăm|nghìn|ngàn|vạn)\b)"
)

_KINDS = {
    "document": rf"(?<!\w)\d+(?:/\d{{4}})?(?:[-/\N{{HYPHEN}}\N{{NON-BREAKING HYPHEN}}][A-ZĐ]\w*"
    rf"|\s?(?:{_DASH}|/)\s?(?:{_LETTERS})\b)(?:(?:{_DASH}|/)[A-ZĐ]\w*)*",
    "date": rf"(?<!\d){_DAY_MONTH}(?:/|\.|{_DASH})\d{{4}}(?!\d)"
    rf"|(?<!\d)\d{{1,2}}/{_YEAR}(?!\d)"
    rf"|(?<![\d.,])(?:0?[1-9]|1[0-2])[-\N{{HYPHEN}}\N{{NON-BREAKING HYPHEN}}]{_YEAR}(?!\d)"
    rf"|(?<!\d){_YEAR}\s{{0,3}}{_DASH}\s{{0,3}}{_YEAR}(?!\d)"
    rf"|(?i:(?<=tháng\s)\d{{1,2}}(?:\snăm\s|\s?(?:\.|{_DASH})\s?){_YEAR}(?!\d)"
    rf"|(?<!\d)\d{{1,2}}\stháng\s\d{{1,2}}\snăm\s{_YEAR}(?!\d)"
    r"|(?<=ngày\s)\d{1,2}\stháng\s\d{1,2}(?!\d)"
    rf"|(?<=ngày\s){_DAY_MONTH}(?![\d%])|(?:{_DAYTIME})\d{{1,2}}/\d{{1,2}}(?!\d)"
    rf"|(?<=quý\s){_QUARTER}(?:\snăm\s|\s?(?:/|{_DASH})\s?){_YEAR}(?!\d))"
    rf"|\b(?:IV|I{{1,3}})/{_YEAR}(?!\d)",
    "time": r"(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?!\d)"
    r"|(?<![\w.,])(?:[01]?\d|2[0-4])(?:h(?:[0-5]\d)?|g[0-5]\d)(?!\w)"
    rf"|(?<!\d)\d{{1,2}}\sgiờ\s[0-5]\d(?![\d/%]|[.,]\d|\s(?:{_COUNTED})\b)",
    "phone": rf"(?<![\w.,/])0\d{{1,3}}(?:{_GAP}|[.-])\d{{3,4}}(?:{_GAP}|[.-])\d{{3,4}}(?!\d)",
    "fraction": r"\d+/\d+",
    "number": rf"\d+\s{_HALVED}\b"
    rf"|(?:[1-9]\d{{0,2}}(?:\.\d{{3}})+(?!\d)(?:,\d+)?"
    rf"|(?<![\d.,/:])[1-9]\d{{0,2}}(?:{_GAP}\d{{3}})+(?![\d/:%]|[.,{DASHES}]\d)"
    rf"|[1-9]\d{{0,2}}(?:,\d{{3}}){{2,}}(?!\d)(?:\.\d+)?"
    rf"|\d+(?:[.,]\d+)?)(?:{_SCALED}(?:\srư[ỡở]i\b)?)?",
    # The last look-behind keeps CLB, which is not one, from matching as an empty one.
    "roman": r"\b(?=[IVXLCDM]{2}|(?:(?<=thứ\s)|(?<=khóa\s)|(?<=khoá\s)|(?<=hội\s)|(?<=quý\s)"
    r"|(?<=Quý\s)))" + _ROMAN.pattern + r"\b(?<=[IVXLCDM])",
    "word": f"(?i:{_WORD})",
}
#: Where a numeral can begin: at a digit, or at a word with the first letter of one.  Most places of
#: a text are neither, and asking this first makes the census three times as fast.
_BEGINS = r"(?=\d|(?<!\w)[BCDĐHIKLMNRSTVXbcđhkmnrstv])"
_CENSUS = re.compile(
    f"{_BEGINS}(?:{'|'.join(f'(?P<{kind}>{pattern})' for kind, pattern in _KINDS.items())})"
)

_PERCENT = re.compile(
    rf"\s*(?:%|phần\străm\b|{_DASH}\s?\d+(?:[.,]\d+)?\s?(?:%|phần\străm\b))", re.IGNORECASE
)


def is_percent(after: str) -> bool:
    """Whether the text right behind a number makes it a percentage: ``%``, in words, of a range."""
    return bool(_PERCENT.match(after))


def census(paragraph: str) -> Iterator[Token]:
    """Find every numeral of a paragraph (in NFC), in reading order and in linear time.

    Finds digits in any form, Roman numerals and number words.  It judges nothing: ``Ba`` in a
    place's name and ``một`` in "một số" (some) are found too, for a coder to set aside.  The two
    ends of a range (``4-4,5``) are two numerals, since each has a value; the two years of
    ``2016-2020`` are one date, a period.
    """
    for match in _CENSUS.finditer(paragraph):
        yield Token(match.start(), match.group(), match.lastgroup)
