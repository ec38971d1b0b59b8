"""The English of the plainest phrases: a verb, a numeral, a noun, and not a word besides.

A phrase that holds anything else stays without: its English is for a person to write.
"""

from __future__ import annotations

import re

from printed.reading.census import PERCENT
from printed.reading.figures import limit
from printed.reading.numerals import NumeralError
from printed.reading.text import one_tone_style
from streamlining.coding.records import Record

from .numerals import Suggestion

#: Verbs and the like before a numeral: their English, and what was done to what is counted.
_VERBS = {
    verb: said
    for verbs, said in {
        "giảm|cắt|bớt|cắt giảm|giảm bớt": ("cut {}", "cut"),
        "tinh giản": ("downsized {}", "cut"),
        "sáp nhập": ("merged {}", "merged"),
        "còn|chỉ còn": ("{} left", "left"),
        "từ": ("from {}", ""),
        "có": ("there are {}", ""),  # of several; of one and of percentages see below
        "gồm": ("comprising {}", ""),
        "bằng": ("equal to {}", ""),
        "chiếm": ("making up {}", ""),
        "đạt": ("reaching {}", ""),
        "tương đương": ("equivalent to {}", ""),
        "sau|qua": ("after {}", ""),
        "": ("{}", ""),
    }.items()
    for verb in verbs.split("|")
}
#: Nouns behind a numeral, one and several.
_NOUNS = {
    noun: (one, several or f"{one}s")
    for nouns, one, several in (
        ("biên chế", "payroll post", ""),
        ("người", "person", "people"),
        ("cán bộ", "cadre", ""),
        ("công chức", "civil servant", ""),
        ("viên chức", "public employee", ""),
        ("đảng viên", "Party member", ""),
        ("đầu mối", "organisational unit", ""),
        ("cơ quan", "agency", "agencies"),
        ("phòng", "division", ""),
        ("đơn vị", "unit", ""),
        ("đơn vị sự nghiệp", "public service unit", ""),
        ("trung tâm", "centre", ""),
        ("cấp phó", "deputy", "deputies"),
        ("vị trí lãnh đạo", "leadership post", ""),
        ("trường|trường học", "school", ""),
        ("điểm trường", "school site", ""),
        ("thôn", "village", ""),
        ("bản", "upland village", ""),
        ("xã", "commune", ""),
        ("phường", "ward", ""),
        ("thị trấn", "township", ""),
        ("huyện", "rural district", ""),
        ("tỉnh", "province", ""),
        ("chi bộ", "Party cell", ""),
        ("hộ", "household", ""),
        ("tổ dân phố", "residential group", ""),
        ("năm", "year", ""),
        ("tháng", "month", ""),
    )
    for noun in nouns.split("|")
}


#: What is said not to be so is not glossed as being so; "không quá" is a limit.
_DENIED = re.compile(r"(?i)\b(?:không(?! quá)|chưa|chẳng|khó)\b[^.;,]*$")


def gloss(one: Suggestion, paragraph: str) -> tuple[str, str]:
    """The English of a figure's phrase, and what it counts; '' for what is not so plain.

    "giảm 27 biên chế" is "cut 27 payroll posts" and counts "payroll posts cut".
    """
    phrase, printed = one_tone_style(one.exact.lower()), one.token.text.lower()
    before, _, after = phrase.partition(one_tone_style(printed))
    qualifier, word = limit(before)
    verb = before.strip().removesuffix(word or "").strip()
    verb = verb.removeprefix("đã ").removesuffix(" được")
    percent, noun = PERCENT.fullmatch(after), _NOUNS.get(after.strip())
    denied = _DENIED.search(paragraph[: one.token.start][-60:])
    if verb not in _VERBS or not (percent or noun) or denied:
        return "", ""
    said, done = _VERBS[verb]
    figure = Record.model_construct(
        exact=one.exact, printed=one.token.text, qualifier=qualifier or "="
    )
    if said.startswith("there") and (percent or printed in ("1", "01", "một")):
        return "", ""
    try:
        counted = (
            f"{figure.text}%"
            if percent
            else f"{figure.text} {noun[bool(figure.parts) or figure.value != 1]}"
        )
    except NumeralError:
        return "", ""
    if done == "cut" and one.fields.get("status") == "planned":
        done = "to be cut"
    of = f"{noun[1]} {done}" if noun and done and not figure.parts else ""
    return said.format(counted), of
