"""Where a text prints numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .numerals import ROMAN
from .words import HALF, HALVED


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
    r"|(?<=Quý\s)))" + ROMAN.pattern + r"\b(?<=[IVXLCDM])",
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
