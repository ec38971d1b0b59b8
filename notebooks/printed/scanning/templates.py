"""Templates: patterns over the marks of a sentence and the few words that tie them."""

from __future__ import annotations

import re

from .sentences import MARKS

#: Words of limit and the like that may stand right before a figure.
LIGHT = (
    r"(?:(?:khoảng|gần|hơn|trên|dưới|xấp xỉ|tới|đến|chỉ|được|mức|là|còn|đã|mới|có|với|ước|chừng|cả|"
    r"thêm|tận|vỏn vẹn|chưa|con số) ){0,4}"
)
_SAYS = (
    r"(?:(?:tức|hay|và|nghĩa|cũng|thì) ){0,2}(?:là )?(?:chỉ |mới |đã |đều )?"
    r"(?:(?:chiếm|đạt|bằng|tương đương|tương ứng|ứng)(?: với)?(?: đạt)?|(?:với )?(?=(?:tỷ|tỉ) (?:lệ|trọng)))"
    rf" ?(?:{LIGHT}(?:tỷ|tỉ) (?:lệ|trọng) ?)?{LIGHT}"
)
TIE = rf"(?: ?\((?:{_SAYS})?{LIGHT}|(?:,| –| -)? {_SAYS})"
RISE = (
    r"(?:tăng|giảm|bớt|cắt|rút|hụt|nhiều hơn|ít hơn|cao hơn|thấp hơn|thêm|vượt)"
    r"(?: (?:thêm|được|đi|tới|đến|tương ứng|giảm|ngắn|hẳn|mạnh|nhẹ|bớt|trưởng|gấp|đột biến|vọt|sâu|khá|nhanh|kỷ lục|đáng kể))*"
)
_TO = rf"(?:lên|xuống|còn|thành)(?: (?:thành|còn|mức|xuống|tới|đến))* {LIGHT}"
PLAN = r"(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu)"
_PLANNED = r"(?:(?!đạt|vượt|hoàn thành|thực hiện)[^NPFR\n;()]){0,60}"
#: What leads from a comparison to the figure compared with: "năm 2017 (", "con số".
_BASE = rf"(?:(?! và | khiến | về |lên|xuống|còn)[^NPFR\n;,()]){{0,45}}?(?:\((?:là |đạt |ở mức |mức )?|(?:^|(?<= ))(?:mức|con số|số|là|giá|cũ|với) ){LIGHT}"
_OF = r"(?:trong|trên)(?: tổng)?(?: cộng)?(?: số)? "
_ITEM = (
    "(?! ?(?:tăng|giảm|nâng|chiếm|đạt|vượt|so với|lỗ|lãi|trong đó|trong số|tổng cộng|cả thảy|tất cả))(?:(?! và )[^NPFRW\n;,()]){0,40}[NW]"
    "(?:(?! và |:)[^NPFRW\n;,()]){0,60}"
)
_AND = r"(?: ?[,;] ?(?:và |cùng |còn lại là |còn )?| và )"
_LIST = rf"(?P<list>{_ITEM}(?:{_AND}{_ITEM}){{1,11}}+)"


def template(pattern: str) -> re.Pattern[str]:
    """A pattern in which ``<role:NP>`` is a mark, ``…`` words of one clause, ``‥`` words at all."""
    pattern = pattern.replace("…", "[^NPFR\n;,()]{0,60}?").replace("‥", "[^NPFR\n;()]{0,80}?")
    pattern = re.sub(r"<(\w+):(\w+)>", r"(?P<\1>[\2])", pattern)
    marked = re.sub(
        r"\[\^?[A-Z]+", lambda found: "".join(MARKS.get(one, one) for one in found[0]), pattern
    )
    return re.compile(marked)


#: What kind of relation each template finds, the marks and one of the words it needs, its pattern.
TEMPLATES = [
    ("share", "FP", ("",), template(rf"<part:F>…{TIE}<percentage:P>")),
    ("share", "FP", ("(",), template(r"<percentage:P>…\((?:(?:gồm|có|tức|đạt|là) )?<part:F>")),
    ("share", "NP", ("",), template(rf"<part:N>…(?: {_OF}|/){LIGHT}<whole:N>…{TIE}<percentage:P>")),
    ("share", "NP", ("trong",), template(
        rf"(?:^|[^\w]){_OF}{LIGHT}<whole:N>‥(?:có|chỉ|còn)… {LIGHT}<part:N>…{TIE}<percentage:P>")),
    ("share", "NP", ("trong",), template(
        rf"<whole:N>‥(?:\([^()\n]{{0,40}}\))?[,(]? ?trong(?: số)? đó‥ {LIGHT}<part:N>…{TIE}<percentage:P>")),
    ("change", "N", ("từ ",), template(
        rf"\btừ (?:[^NPFR\n;,()]{{0,25}} )?<before:NP>‥ {_TO}<after:NP>‥"
        rf"(?:[,(] ?|[–-] )(?:(?:tức|tương đương|tương ứng|như vậy|đã|mức|là|với|nghĩa|hay) )*{RISE} "
        rf"{LIGHT}<change:NPW>")),
    ("change", "NP", ("từ ",), template(
        rf"\b{RISE} [^NPFR\n;()]{{0,30}}?\btừ (?:[^NPFR\n;,()]{{0,25}} )?<before:N>‥ {_TO}<after:N>‥"
        rf"[,(] ?(?:tương đương|tương ứng|tức)(?: với)? (?:mức )?{LIGHT}<change:P>(?= ?(?:[),.;]|$))")),
    ("change", "N", ("từ ",), template(
        rf"\b{RISE} {LIGHT}<change:NPW>…(?: ?[,(] ?| )(?:tức )?từ "
        rf"(?:[^NPFR\n;,()]{{0,25}} )?<before:NP>‥ {_TO}<after:NP>")),
    ("change", "N", ("so với",), template(
        rf"<after:N>‥[,(]? ?{RISE} {LIGHT}<change:NPW>…so với (?:{LIGHT}|{_BASE})<before:N>")),
    ("change", "NP", ("vượt",), template(
        rf"{PLAN}{_PLANNED} <before:N>‥<after:N>…[,(] ?vượt {LIGHT}<change:P>")),
    ("ratio", "NP", ("",), template(
        rf"<after:N>‥(?:đạt|bằng|thành|tương đương|tương ứng)(?: với)? {LIGHT}<multiple:P>…(?:so với {LIGHT}|(?:so với|{PLAN}) {_BASE})<before:N>")),
    ("ratio", "NP", ("",), template(
        rf"{PLAN}{_PLANNED} <before:N>‥(?:đạt|thu|thực hiện|hoàn thành|giải ngân|được)‥ <after:N>…{TIE}<multiple:P>")),
    ("total", "N", ("gồm",), template(rf"<total:N>[^NPFWR\n;,()]{{0,45}}?,? ?\(?(?P<open>(?:bao )?gồm(?: có)?):? ?{_LIST}")),
    ("total", "N", ("(",), template(rf"<total:N>[^NPFWR\n;,()]{{0,60}}? ?(?P<open>\(){_LIST}\)")),
    ("total", "N", ("trong đó",), template(rf"<total:N>[^NPFWR\n;,()]{{0,60}}?,? ?\(?(?P<open>trong đó)(?: có| gồm)?:? ?{_LIST}")),
    ("total", "N", ("tổng cộng", "cả thảy", "tất cả"), template(
        rf"{_LIST}[,;(–]? ?(?P<open>tổng cộng|cả thảy|tất cả)(?: là| có)? <total:N>")),
]  # fmt: skip
#: A further part of the same whole, with its percentage.
NEXT = template(rf"\)?[,;]?(?: và)?[^NPFR\n()]{{0,60}}?<part:N>…{TIE}<percentage:P>")
