"""Where a text prints numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from .numerals import MINUSES, ROMAN, STROKES, SUB, SUPER, VULGAR, Numeral, read
from .words import (
    AND_A_HALF,
    COUNTED,
    HALF,
    HALVED,
    MINUS,
    ORDINALS,
    SCALES,
    SHORT,
    TENS,
    UNITS,
    ZERO,
)


class Token(NamedTuple):
    """One numeral in a text: where it starts (code points), what is printed, what it looks like.

    ``kind`` is document, date, time, phone, list (the number of a list), note (``[2]``), name (the
    digits of ``F-117``, ``km1153``, ``Q. 8``), fraction, number, roman or word.  ``shared`` holds
    the multiplier words that stand behind the other end of a range: ``nghìn`` for the 3 of
    ``3-4 nghìn``.
    """

    start: int
    text: str
    kind: str
    shared: str = ""

    @property
    def end(self) -> int:
        """Code-point offset just behind the token."""
        return self.start + len(self.text)

    @property
    def numeral(self) -> Numeral:
        """What it says, with what it shares; raises NumeralError where that is no number."""
        return read(f"{self.text} {self.shared}" if self.shared else self.text)


#: Every sign that print uses for a dash or a hyphen, and the tilde of some ranges.
DASHES = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}~"
_DASH = rf"[{DASHES}]"
_HYPHEN = r"[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}]"
#: Spaces between thousands: the common one and those of a fixed or small width.
_GAP = r"[ \N{NO-BREAK SPACE}\N{FIGURE SPACE}\N{PUNCTUATION SPACE}\N{THIN SPACE}\N{HAIR SPACE}\N{NARROW NO-BREAK SPACE}]"
_YEAR = r"(?:19|20)\d\d"
_DAY_MONTH = rf"\d{{1,2}}(?:/|\.|{_DASH})\d{{1,2}}"
_DAYTIME = "|".join(rf"(?<={word}\s)" for word in ("sáng", "trưa", "chiều", "tối", "đêm", "hôm"))
_QUARTER = r"(?:IV|I{1,3}|[1-4])"
#: The kinds of documents by the letters in their numbers, which print sometimes sets apart.
_LETTERS = "NQ|QĐ|NĐ|KL|CT|CTr|TB|TT|TTLT|KH|HD|QC|PL|ĐA|BC|CV|TTr|QH|L|UBTVQH|LCT|SL"
#: "năm" is also "year"; it counts five only before what is counted.
_AFTER_FIVE = rf"(?:{COUNTED}|mươi|trăm|nghìn|ngàn|triệu|tỷ|tỉ|phẩy|phảy)\b|năm\b(?!\s\d)"
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
#: Behind these a multiplier word alone says a round number: "hàng trăm nghìn", "gần nghìn".
_ROUND = "".join(
    rf"|(?<=\b{word}\s)"
    for word in ("hàng", "vài", "mấy", "cả", "gần", "ngót", "hơn", "khoảng", "chừng")
).removeprefix("|")
_WORD = (
    rf"\b(?:(?:{MINUS}\s)?(?:(?:{_FIRST}|không(?=\sphẩy))(?:\s(?:{_FIRST}|{_NEXT}))*"
    rf"(?:\sphần\s(?:{_FIRST}|tư|năm(?!\s(?:\d|nay|qua)))(?:\s(?:{_FIRST}|{_NEXT}))*)?"
    rf"|(?:{_SCALE})(?=\srư[ỡở]i))(?:\s(?:{HALF}|rư[ỡở]i|{_HALVED})(?:\s(?:{_SCALE})\b)?)?"
    rf"|(?:{_ROUND})(?:mươi|chục|{_SCALE})(?:\s(?:{_SCALE})\b)*|{HALF}(?:\s(?:{_SCALE})\b)*"
    r"|(?:(?<=thứ\s)|(?<=hạng\s)|(?<=giải\s))(?:nhất|nhì|tư)|(?<=thứ\s)năm"
    r"|(?<=gấp\s)(?:đôi|rư[ỡở]i)|đầu\stiên)\b"
)
#: Multiplier words behind digits, glued or not, with the rest of an amount: "1 tỷ 200 triệu".
_THOUSANDS = r"(?:\s?\d{1,3}\s?(?:nghìn|ngàn)\b)?"
_SCALED = (
    rf"(?:(?i:\s?(?:(?:trăm|nghìn|ngàn|vạn|triệu)\s)?{_TY}(?:\s?\d{{1,3}}\s?triệu\b)?{_THOUSANDS}"
    rf"|\s?(?:(?:trăm|nghìn|ngàn|vạn)\s)?triệu{_THOUSANDS}|\s?trăm\s(?:nghìn|ngàn)"
    rf"|\s?(?:trăm|nghìn|ngàn|vạn))(?![^\W\d_])|(?:{'|'.join(SHORT)})\b)"
)
_COUNT = r"(?:[1-9]\d{0,2}(?:\.\d{3})+(?!\d)|\d+)"
#: A sign: right before the digits, behind a bracket or a word; at the start of a line it is a
#: bullet, and behind the word of another number ("5 năm -10 năm") it joins a range.
_SIGN = rf"(?:(?<=[^\W\d_]\s)[{MINUSES}]|(?<=\()[{MINUSES}]|(?:(?<=\A)|(?<=\s))\N{{MINUS SIGN}}|(?<!\w)(?i:{MINUS})\s)"
#: What joins the ends of a range, and the multiplier that stands behind the second and holds for
#: both: "3-4 nghìn", "từ 3 đến 4 nghìn".
_JOIN = rf"\s?{_DASH}\s?|\s(?:đến|tới|hoặc|hay|lên|xuống)\s"
_SHARED = rf"(?=(?P<join>{_JOIN})(?P<other>\d{{1,3}}(?:[.,]\d+)?)(?P<scale>{_SCALED}))"
#: What is numbered by a name and not counted: "bão số 12", "quốc lộ 1", "Q. 8".
_NAMED = "|".join(
    rf"(?<=\b{word})"
    for word in (
        *(r"bão\ssố\s", r"lộ\s", r"đường\ssố\s", r"QL\s", r"TL\s", r"ĐT\s", r"Q\.\s", r"P\.\s"),
        *(r"Q\.", r"P\.", r"[Ll]ô\s", r"[Nn]gõ\s", r"[Hh]ẻm\s", r"[Kk]iệt\s", r"[Kk]m\s", r"[Kk]m"),
        *(r"xe\ssố\s", r"tuyến\ssố\s", r"biển\ssố\s", r"thửa\ssố\s", r"lô\ssố\s"),
    )
)

_KINDS = {
    "list": rf"\A(?:\d{{1,2}}(?=[.)]\s|/\s)|\d{{1,2}}(?:\.\d{{1,2}})+(?=[.)]\s)|{ROMAN.pattern}(?=[.)]\s))",
    "note": r"(?<=\[)\d{1,3}(?=\])",
    "document": rf"(?<!\w)\d+(?:/\d{{4}})?(?:[-/\N{{HYPHEN}}\N{{NON-BREAKING HYPHEN}}][A-ZĐ]\w*"
    rf"|\s?(?:{_DASH}|/)\s?(?:{_LETTERS})\b)(?:(?:{_DASH}|/)[A-ZĐ]\w*)*",
    "date": rf"(?<!\d){_DAY_MONTH}(?:/|\.|{_DASH})\d{{4}}(?!\d)"
    rf"|(?<!\d)\d{{1,2}}/{_YEAR}(?!\d)"
    rf"|(?<![\d.,])(?:0?[1-9]|1[0-2]){_HYPHEN}{_YEAR}(?!\d)"
    rf"|(?<!\d){_YEAR}\s{{0,3}}{_DASH}\s{{0,3}}{_YEAR}(?!\d)"
    rf"|(?i:(?<=tháng\s)\d{{1,2}}(?:\snăm\s|\s?(?:\.|{_DASH})\s?){_YEAR}(?!\d)"
    rf"|(?<!\d)\d{{1,2}}\stháng\s\d{{1,2}}\snăm\s{_YEAR}(?!\d)"
    r"|(?<=ngày\s)\d{1,2}\stháng\s\d{1,2}(?!\d)"
    rf"|(?:(?<=ngày\s)|(?<=từ\s))\d{{1,2}}\s?{_DASH}\s?\d{{1,2}}/\d{{1,2}}(?:/{_YEAR})?(?![\d/])"
    rf"|(?<=ngày\s){_DAY_MONTH}(?![\d%])|(?:{_DAYTIME})\d{{1,2}}/\d{{1,2}}(?!\d)"
    rf"|(?<=quý\s){_QUARTER}(?:\snăm\s|\s?(?:/|{_DASH})\s?){_YEAR}(?!\d))"
    rf"|\b(?:IV|I{{1,3}})/{_YEAR}(?!\d)",
    "time": r"(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?!\d)"
    r"|(?<![\w.,])(?:[01]?\d|2[0-4])(?:h(?:[0-5]\d)?|g[0-5]\d)(?!\w)"
    rf"|(?<!\d)\d{{1,2}}\sgiờ\s[0-5]\d(?![\d/%]|[.,]\d|\s(?:{COUNTED})\b)",
    "phone": rf"(?<![\w.,/])(?:0\d{{1,3}}(?:{_GAP}|[.-])\d{{3,4}}(?:{_GAP}|[.-])\d{{3,4}}"
    rf"|0\d{{9,10}}|1[89]00(?:{_GAP}|[.-])\d{{4}}(?:\d\d)?)(?!\d)"
    rf"|(?<=\()0\d{{1,3}}\)\s?\d{{3,4}}(?:{_GAP}|[.-])?\d{{3,4}}(?!\d)"
    rf"|(?<=\+)84(?:{_GAP}|[.-])?\d{{2,3}}(?:(?:{_GAP}|[.-])?\d{{3,4}}){{2}}(?!\d)",
    "name": rf"(?:(?<=[A-ZĐ])|(?<=[^\W\d_]{_HYPHEN})|{_NAMED})\d+(?!\d|[.,]\d)(?:\+\d{{3}}(?!\d))?",
    "fraction": rf"{_COUNT}[{STROKES}]{_COUNT}",
    "number": rf"\d+\s{_HALVED}\b"
    rf"|(?:\d+\s?)?(?:[{VULGAR}]|[{SUPER}]+[{STROKES}][{SUB}]+)"
    rf"|{_SIGN}?(?:[1-9]\d{{0,2}}(?:\.\d{{3}})+(?!\d)(?:,\d+)?"
    rf"|(?<![\d.,/:])[1-9]\d{{0,2}}(?:{_GAP}\d{{3}})+(?![\d/:%]|[.,{DASHES}]\d)"
    rf"|[1-9]\d{{0,2}}(?:,\d{{3}}){{2,}}(?!\d)(?:\.\d+)?"
    rf"|\d+(?:[.,]\d+)?)(?:{_SCALED}(?:\srư[ỡở]i\b)?|{_SHARED})?",
    # The last look-behind keeps CLB, which is not one, from matching as an empty one.
    "roman": r"\b(?=[IVXLCDM]{2}|(?:(?<=thứ\s)|(?<=khóa\s)|(?<=khoá\s)|(?<=hội\s)|(?<=quý\s)"
    r"|(?<=Quý\s)))" + ROMAN.pattern + r"\b(?<=[IVXLCDM])",
    "word": f"(?i:{_WORD})",
}
#: The digit of a unit of area or volume ("m2", "km2") is none of a number.
_AREA = r"(?!(?:(?<=(?<![^\W\d_])m)|(?<=(?<![^\W\d_])[kcd]m))[23](?![\w/]|[.,]\d))"
_CENSUS = re.compile(
    _AREA + f"(?:{'|'.join(f'(?P<{kind}>{pattern})' for kind, pattern in _KINDS.items())})"
)
#: The most common numeral, in a fraction of the time: a number amid small letters that makes up
#: nothing longer with what stands around it.  The pattern above says the same of it.
_SMALL = "[a-zà-ỹđ]"
_PLAIN = re.compile(
    rf"(?<={_SMALL} )(?<!số |lộ |lô |Lô |gõ |ẻm |ệt |km |Km )\d{{1,4}}(?:\.\d{{3}}|,\d{{1,3}})?"
    r"(?=%| (?!tháng|năm|giờ|tuần|ngày|lần|tấn|mét|phần|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|tr|đến|tới"
    rf"|hoặc|hay|lên|xuống){_SMALL})"
)
_WORDS = (*UNITS, *TENS, *SCALES, *AND_A_HALF, *ORDINALS, ZERO, HALF, MINUS)
_FIRST_WORDS = sorted({word.partition(" ")[0] for word in _WORDS})
#: By their first letters, as they are: where these differ nothing else is asked.
_BY_LETTER = "|".join(
    f"{first}(?i:{'|'.join(word[1:] for word in words)})"
    for letter, group in groupby(_FIRST_WORDS, key=itemgetter(0))
    for words in [list(group)]
    for first in (letter, letter.upper())
)
#: Where a numeral can begin: at a digit or a sign, or behind what ends a word, before the first
#: word of one.  Most places of a text are neither, and one set of characters rules them out.
_BEGINS = re.compile(
    rf"[\W\d{VULGAR}{SUPER}](?:(?<=[\d{VULGAR}{SUPER}])|(?<=[{MINUSES}])(?=\d)"
    rf"|(?=((?:{_BY_LETTER}|[IVXLCDM]+)(?!\w))))"
)

#: The other end of a range, behind the first: what stands behind it holds for both.
OTHER_END = re.compile(rf"(?:{_JOIN})\d+(?:[.,]\d+)*(?:{_SCALED})?(?![^\W\d_])", re.IGNORECASE)
#: What makes the number before it a percentage.
PERCENT = re.compile(rf"(?:{OTHER_END.pattern})?\s*(?:%|phần\străm\b)", re.IGNORECASE)


def is_percent(after: str) -> bool:
    """Whether the text right behind a number makes it a percentage: ``%``, in words, of a range."""
    return bool(PERCENT.match(after))


def census(paragraph: str) -> Iterator[Token]:
    """Find every numeral of a paragraph (in NFC), in reading order and in linear time.

    Finds digits in any form, Roman numerals and number words.  It judges nothing: ``Ba`` in a
    place's name and ``một`` in "một số" (some) are found too, for a coder to set aside.  The two
    ends of a range (``4-4,5``) are two numerals, since each has a value; the two years of
    ``2016-2020`` are one date, a period.
    """
    begin = position = end = 0  # the place to look at, what is left, the end of the numeral before
    while True:
        if match := _PLAIN.match(paragraph, begin):
            yield Token(begin, match[0], "number")
            position = end = match.end()
        elif match := _CENSUS.match(paragraph, begin):
            start, text = begin, match[0]
            if text[0] in MINUSES and end and _ONE_WORD.fullmatch(paragraph, end, start):
                start, text = start + 1, text[1:]
            shared = match["scale"].strip() if match["scale"] and _shares(match) else ""
            yield Token(start, text, match.lastgroup, shared)
            position = end = match.end()
        if (found := _BEGINS.search(paragraph, position)) is None:
            return
        begin = found.start() + (found.lastindex == 1)
        position = begin + 1


_LONGEST = 12  # characters: nobody sets a longer number against a few digits and a multiplier
_ONE_WORD = re.compile(r"\s*(?:[^\W\d_]+\s*)?")


def _shares(match: re.Match[str]) -> bool:
    """Whether the multiplier at the end of a range holds for its start, as not in "500 đến 2 nghìn"."""
    if len(match[0]) > _LONGEST:
        return False
    first, last = read(match[0]).value, read(match["other"]).value
    return last < first if "xuống" in match["join"] else first < last
