"""The English of the plainest phrases: a verb, a numeral, a noun, and not a word besides.

A phrase that holds anything else stays without: its English is for a person to write.
"""

from __future__ import annotations

import re

from printed.reading.census import PERCENT, census
from printed.reading.figures import limit
from printed.reading.numerals import NumeralError
from printed.reading.text import one_tone_style
from printed.reading.writing import english
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
        "và": ("and {}", ""),
        "với": ("with {}", ""),
        "của|trong số": ("of {}", ""),
        "tại|ở": ("in {}", ""),
        "tổng số": ("a total of {}", ""),
        "thành": ("into {}", ""),
        "thêm|tăng thêm|bổ sung": ("{} more", ""),
        "thừa|dôi dư": ("{} too many", ""),
        "thiếu|còn thiếu": ("{} wanting", ""),
        "nhập|hợp nhất": ("merging {}", "merged"),
        "tuyển|tuyển dụng": ("recruiting {}", "recruited"),
        "điều động": ("moving {}", "moved"),
        "bổ nhiệm": ("appointing {}", "appointed"),
        "thành lập": ("setting up {}", "set up"),
        "là": ("{}", ""),
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
        ("hộ|hộ dân", "household", ""),
        ("giáo viên", "teacher", ""),
        ("nhân viên", "staff member", ""),
        ("bác sĩ", "doctor", ""),
        ("lao động", "worker", ""),
        ("học sinh", "pupil", ""),
        ("đại biểu", "delegate", ""),
        ("lãnh đạo", "leader", ""),
        ("cán bộ quản lý", "manager", ""),
        ("cấp trưởng", "head", ""),
        ("phó giám đốc", "deputy director", ""),
        ("trưởng phòng", "division head", ""),
        ("phó phòng", "deputy division head", ""),
        ("phó chủ tịch", "deputy chairperson", ""),
        (
            "công chức, viên chức",
            "civil servant or public employee",
            "civil servants and public employees",
        ),
        ("cán bộ, công chức", "cadre or civil servant", "cadres and civil servants"),
        ("sở", "department", ""),
        ("bộ", "ministry", "ministries"),
        ("chi cục", "sub-department", ""),
        ("văn phòng", "office", ""),
        ("bệnh viện", "hospital", ""),
        ("doanh nghiệp", "enterprise", ""),
        ("tổ chức đảng|đảng bộ", "Party organisation", ""),
        ("lớp|lớp học", "class", "classes"),
        ("hợp đồng", "contract", ""),
        ("trường hợp", "case", ""),
        ("trụ sở", "office building", ""),
        ("quận", "urban district", ""),
        ("quận, huyện", "district", ""),
        ("thị xã", "town", ""),
        ("km2", "square kilometre", ""),
        ("ha", "hectare", ""),
        ("đồng", "đồng", "đồng"),
        ("tổ dân phố", "residential group", ""),
        ("năm", "year", ""),
        ("tháng", "month", ""),
    )
    for noun in nouns.split("|")
}


#: Nouns that do not say what is counted.
_ANY = ("người", "trường hợp", "đơn vị", "năm", "tháng", "km2", "ha", "đồng", "")
#: What is told of things, done and to come, by the end of the indicator's code.
_TOLD = {
    "-reduction": ("cut", "to be cut"), "increase": ("added", "to be added"),
    "-merger": ("merged", "to be merged"), "merged-bodies": ("merged", "to be merged"),
    "recruitment": ("recruited", "to be recruited"), "-transfer": ("moved", "to be moved"),
    "-surplus": ("too many", "to be too many"), "-shortage": ("wanting", "wanting"),
    "-quota": ("allowed", "allowed"), "-limit": ("allowed at most", "allowed at most"),
    "-stock": ("", ""), "villages": ("", ""), "pupils": ("", ""), "contract-staff": ("", ""),
    "administrative-units": ("", ""), "party-cells": ("", ""), "party-members": ("", ""),
    "households": ("", ""),
}  # fmt: skip
#: What is said not to be so is not glossed as being so; "không quá" is a limit.
_DENIED = re.compile(r"(?i)\b(?:không(?! quá)|chưa|chẳng|khó)\b[^.;,]*$|\bthu nhập\b[^.;,]{0,20}$")


def gloss(one: Suggestion, paragraph: str) -> tuple[str, str]:
    """The English of a figure's phrase, and what it counts; '' for what is not so plain.

    "giảm 27 biên chế" is "cut 27 payroll posts" and counts "payroll posts cut".
    """
    phrase, printed = one_tone_style(one.exact.lower()), one.token.text.lower()
    before, _, after = phrase.partition(one_tone_style(printed))
    qualifier, word = limit(before)
    verb = before.strip().removesuffix(word or "").strip()
    verb = verb.removeprefix("đã ").removesuffix(" được")
    percent, noun = PERCENT.fullmatch(after), after.strip()
    if _DENIED.search(paragraph[: one.token.start][-60:]) or len([*census(one.exact)]) > 1:
        return "", ""
    figure = Record.model_construct(
        exact=one.exact, printed=one.token.text, qualifier=qualifier or "="
    )
    try:
        said = _counted(figure, noun, percent=bool(percent))
    except NumeralError:
        return "", ""
    form, done = _VERBS.get(verb, ("", ""))
    alone = form.startswith("there") and (percent or printed in ("1", "01", "một"))
    plain = form.format(said) if said and not alone else ""
    return plain, _what(one, noun, done) if not figure.parts else ""


def _counted(figure: Record, noun: str, *, percent: bool) -> str:
    """A number with its noun; '' where the noun has no English here."""
    number, scale = figure.text, figure.numeral.scale
    if scale > 1:  # in full: a gloss says the number of its phrase
        number = number.replace(
            english(figure.value, figure.decimals, scale), english(figure.value, 0)
        )
    if percent or not noun:
        return f"{number}%" if percent else number
    one, several = _NOUNS.get(noun, ("", ""))
    return one and f"{number} {several if figure.parts or figure.value != 1 else one}"


def _what(one: Suggestion, noun: str, done: str) -> str:
    """What a figure counts: its noun, and what its verb or its indicator tells of it."""
    told = next(
        (said for end, said in _TOLD.items() if one.fields["indicator"].endswith(end)), None
    )
    if noun in _ANY or noun not in _NOUNS or (told is None and not done):
        return ""
    planned = one.fields["status"] == "planned"
    verb = (told or ("", ""))[planned] or (f"to be {done}" if planned and done else done)
    return f"{_NOUNS[noun][1]} {verb}".strip()
