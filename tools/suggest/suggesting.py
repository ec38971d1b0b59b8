"""What each numeral of an article looks like, and which figures seem to belong together.

Everything here is a suggestion, read out of the words around a numeral: the section it belongs to,
its unit and indicator, the shortest phrase that prints it.  What the words leave open stays empty,
for a person to decide.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache, cached_property, partial
from itertools import pairwise
from pathlib import Path

from printed import audit
from printed.audit import Outcome, RelationError
from printed.equations import Printed
from printed.numerals import DASHES, QUALIFIERS, NumeralError, Token, census, is_percent, read
from printed.periods import period
from printed.text import PhraseError, locate, one_tone_style, stands_once
from streamlining.coding.records import MAX_WORDS, DateMention, DocumentMention, Record, SetAside
from streamlining.coding.relations import Base, Difference, Relation, Share, Sum
from streamlining.coding.yamltext import YamlText
from streamlining.corpus import Article

# --- what the words around a numeral say ---------------------------------------------------------

#: The noun behind a numeral and the code of its unit; of two that fit, the longer decides.
NOUNS = {
    "payroll-post": "biên chế|chỉ tiêu biên chế",
    "leadership-post": "vị trí lãnh đạo|vị trí trưởng|vị trí cấp|cấp trưởng|cấp phó|phó phòng"
    "|trưởng phòng|lãnh đạo|phó trưởng",
    "person": "người|cán bộ|công chức|viên chức|đảng viên|cấp ủy viên|quần chúng|nhân khẩu|lao động"
    "|giáo viên|học sinh|đồng chí|đại biểu|nhân viên|bác sĩ|y tế thôn",
    "organisational-unit": "đầu mối|phòng|ban|tổ chức|đơn vị trực thuộc",
    "service-unit": "đơn vị sự nghiệp|trung tâm|trạm y tế|bệnh viện",
    "school": "trường|nhà trường",
    "school-site": "điểm trường",
    "class": "lớp học|lớp",
    "village": "thôn|bản|tổ dân phố|ấp|khu dân cư|làng|khóm|khu phố|tdp|xóm",
    "party-organisation": "đảng bộ|tổ chức đảng|tổ chức cơ sở đảng",
    "party-cell": "chi bộ",
    "district": "huyện|quận|thị xã|địa phương|đơn vị cấp huyện|đơn vị hành chính cấp huyện",
    "commune": "xã|phường|thị trấn|đơn vị cấp xã|đơn vị hành chính cấp xã",
    "household": "hộ",
    "inspection": "cuộc|cuộc kiểm tra",
    "agency": "cơ quan",
    "post": "chức danh|bên",
    "administrative-level": "cấp",
    "times": "lần",
    "training-turn": "lượt",
    "year": "năm",
    "month": "tháng",
    "person-per-village": "người/thôn|người/tổ",
    "health-centre": "trung tâm y tế",
    "money": "đồng|tỷ đồng|triệu đồng|nghìn đồng|usd|vnđ",
}
_BY_NOUN = {noun: unit for unit, nouns in NOUNS.items() for noun in nouns.split("|")}
_NOUN = re.compile(
    r"\s*(?P<noun>" + "|".join(sorted(map(re.escape, _BY_NOUN), key=len, reverse=True)) + r")(?!\w)"
)
#: The unit of a printed k/n, by the unit of what is counted.
_SHARES = {
    "district": "share-of-districts", "commune": "share-of-communes",
    "party-cell": "share-of-cells", "health-centre": "share-of-health-centres",
}  # fmt: skip

#: What a verb of cutting makes of a unit.
_CUT = re.compile(r"(?i)\b(?:giảm|tinh giản|cắt|bớt)\b")
_CUTS = {
    "payroll-post": "payroll-reduction", "person": "payroll-reduction",
    "percent": "payroll-reduction", "leadership-post": "leadership-reduction",
    "organisational-unit": "unit-reduction", "service-unit": "unit-reduction",
    "agency": "unit-reduction", "school": "school-reduction", "school-site": "school-reduction",
    "class": "school-reduction", "village": "village-reduction",
    "inspection": "inspection-reduction",
}  # fmt: skip
#: What a unit is without such a verb; for persons the noun decides first.
_STOCKS = {
    "year": "duration", "month": "duration", "share-of-districts": "model-adoption",
    "share-of-communes": "model-adoption", "share-of-health-centres": "health-centre-merger",
    "share-of-cells": "independent-cells", "district": "model-adoption", "party-cell": "party-cells",
    "party-organisation": "party-organisations", "village": "villages", "household": "households",
    "inspection": "inspection-plan", "agency": "merged-bodies", "post": "posts-per-person",
    "administrative-level": "levels-linked", "rank": "adoption-order", "training-turn": "training",
    "times": "population-multiple", "person-per-village": "staffing-limit",
}  # fmt: skip
_BY_WORD = (
    (r"người hoạt động không chuyên trách", "part-time-reduction"),
    (r"^\W*cấp ủy viên", "party-committee-members"),
    (r"^\W*nhân khẩu", "population"),
    (r"(?:định mức|chỉ tiêu|kế hoạch|mục tiêu)", "target-attainment"),
    (r"trình độ", "qualification"),
    (r"(?:hoàn thành tốt|trong sạch|vững mạnh|khá|xếp loại)", "quality-rating"),
    (r"^\W*(?:xã|thôn|bản)[^.,;]*khó khăn", "disadvantaged-communes"),
    (r"^\W*(?:quần chúng|đảng viên mới)", "party-recruitment"),
    (r"^\W*đảng viên", "party-members"),
)
_PLANNED = re.compile(r"(?i)\b(?:sẽ|phấn đấu|dự kiến|mục tiêu|lộ trình|phải|không quá)\b")
_DONE = re.compile(r"(?i)\b(?:đã|được|giảm|tinh giản|còn|có|đạt|tại|ở)\b")

_DOCUMENT = re.compile(
    r"(?:Nghị quyết|NQ|Đề án|Quyết định|QĐ|Kết luận|KL|Chỉ thị|CT|Nghị định|Thông tư|Chương trình|"
    r"Kế hoạch|KH|Luật|Thông báo|Hướng dẫn|Quy định|Công văn|Dự án|Pháp lệnh)(?:\s+số)?:?\s*$"
)
#: A congress or plenum whose resolution is named without a number of its own.
_PLENUM = re.compile(r"Nghị quyết\s+(?:của\s+)?(?:Đại hội|Hội nghị|Trung ương)[^.;/]{0,90}$")
_TERM = re.compile(r"(?i)(?:khóa|khoá|lần thứ|đại hội|hội nghị|kỳ họp thứ|trung ương|thứ)\s*$")
_NAME_BEFORE = re.compile(rf"[\w.]+\s+([^\W\d_]\w*)(?:\s?[{DASHES}])?\s?$")
_CHROME = re.compile(
    r"(?i)truy cập|lượt xem|lượt đọc|hôm nay:|hôm qua:|online|trực tuyến:|bình luận|điện thoại|"
    r"\bđt\s*:|\bfax\b|giấy phép|©|bản quyền|copyright|gmt|e-?mail|@|https?:|đọc thêm|hotline"
)
_PICTURE = re.compile(r"(?i)(?:ảnh|hình|trang|phần|kỳ|bài)\s*:?\s*$")


@dataclass(frozen=True)
class Suggestion:
    """A numeral, the section it seems to belong to, and the fields that can be read around it.

    ``looks`` says in a word or two what it looks like: count, k/n, percentage, date, document
    number, duration, money, ordinal, range, name, page chrome, figure of speech.
    """

    paragraph: int
    token: Token
    section: str  # records, dates, documents or set_aside
    looks: str
    fields: Mapping[str, str] = field(default_factory=dict)
    sentence: int = 0  # of the paragraph, from 0
    id: str = ""
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    once: bool = True  # whether the phrase, with prefix and suffix, stands once in its paragraph

    @property
    def unit(self) -> str:
        """Code of the unit, or '' where none is read."""
        return self.fields.get("unit", "")


@dataclass(frozen=True)
class SuggestedRelation:
    """Figures that seem to belong together, and what their arithmetic comes to.

    ``operands`` maps the fields of the relation to a suggestion, or to a list of them; ``fixed``
    holds the fields besides.
    """

    kind: str
    operands: Mapping[str, Suggestion | Sequence[Suggestion]]
    verdict: str
    told: str  # the printed figures and what they give, for a comment
    fixed: Mapping[str, str] = field(default_factory=dict)

    @property
    def misses(self) -> bool:
        """Whether the figures cannot stand together as they are printed."""
        return self.verdict in ("inconsistent", "unattainable", "cannot stand")

    @property
    def figures(self) -> Iterator[Suggestion]:
        """Every figure that it draws on."""
        for operand in self.operands.values():
            yield from [operand] if isinstance(operand, Suggestion) else operand


@dataclass(frozen=True)
class Known:
    """The codes that a suggestion may use: units, indicators, documents by number, places by name."""

    codes: frozenset[str] | None = None  # None: no codebook to go by
    documents: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    def code(self, code: str | None) -> str:
        """``code`` where the codebook has it, '' otherwise."""
        return code if code and (self.codes is None or code in self.codes) else ""


def known_in(root: Path) -> Known:
    """What the reference data under ``root`` know; nothing where a file is missing or unsound."""
    trees = {
        name: YamlText(root / f"data/{name}.yaml").tree
        for name in ("codebook", "documents", "places")
    }
    codes = frozenset(
        code
        for entries in (trees["codebook"].values() if isinstance(trees["codebook"], dict) else ())
        for code in _values(entries, "code")
    )
    numbers = Counter(_values(trees["documents"], "number"))
    documents = {
        entry["number"]: entry["id"]
        for entry in _entries(trees["documents"])
        if {"id", "number"} <= entry.keys() and numbers[entry["number"]] == 1
    }
    names = Counter(_values(trees["places"], "name_vi"))
    places = {
        entry["name_vi"]: entry["id"]
        for entry in _entries(trees["places"])
        if {"id", "name_vi"} <= entry.keys() and names[entry["name_vi"]] == 1
    }
    return Known(codes or None, documents, places)


def _entries(tree: object) -> list[dict[str, str]]:
    return [entry for entry in tree if isinstance(entry, dict)] if isinstance(tree, list) else []


def _values(tree: object, key: str) -> list[str]:
    return [value for entry in _entries(tree) if isinstance(value := entry.get(key), str)]


# --- numerals ------------------------------------------------------------------------------------

_NEAR = 160  # characters around a numeral in which its words are looked for


@dataclass(frozen=True)
class _Place:
    """A numeral with what stands around it: the words of its sentence before it, and behind it."""

    token: Token
    before: str
    after: str
    sentence: str  # before, as far as the sentence goes
    follows: Suggestion | None  # the numeral before it in the paragraph
    gap: str  # what stands between the two
    chrome: bool  # whether the paragraph looks like part of the page

    @cached_property
    def behind(self) -> re.Match[str] | None:
        """The noun of a unit right behind the numeral."""
        return _NOUN.match(one_tone_style(self.after[:60].lower()))

    @property
    def noun(self) -> str:
        return self.behind["noun"] if self.behind else ""


def suggestions(text: Sequence[str], known: Known | None = None) -> list[Suggestion]:
    """Every numeral of an article's paragraphs, in reading order, with what it looks like.

    Takes linear time in the number of characters, but for looking that a phrase stands once.
    """
    known, found, taken = known or Known(), [], Counter()
    for number, paragraph in enumerate(text, 1):
        follows: Suggestion | None = None
        # Remembered: a text that says one thing over and over is searched for it once.
        once = cache(partial(stands_once, " ".join(paragraph.split())))
        ends = [match.end() for match in re.finditer(r"[.!?](?=\s)", paragraph)]
        chrome = len(paragraph) < 100 and bool(_CHROME.search(paragraph))
        for token in census(paragraph):
            last = bisect_left(ends, token.start)
            begin = max(token.start - _NEAR, ends[last - 1] if last else 0)
            place = _Place(
                token,
                paragraph[max(0, token.start - _NEAR) : token.start],
                paragraph[token.end : token.end + _NEAR],
                paragraph[begin : token.start],
                follows,
                paragraph[follows.token.end : token.start][:_NEAR] if follows else "",
                chrome,
            )
            section, looks, fields = _judge(place, known)
            follows = Suggestion(number, token, section, looks, fields, last)
            if section == "records":
                name = fields.get("indicator") or fields.get("unit") or "figure"
                taken[name, number] += 1
                nth = taken[name, number]
                follows = replace(follows, id=f"{name}-p{number}" + (f"-{nth}" if nth > 1 else ""))
            follows = replace(follows, **_phrase(paragraph, once, follows, place))
            found.append(follows)
    return found


_Judgement = tuple[str, str, dict[str, str]]


def _judge(place: _Place, known: Known) -> _Judgement:
    """Section, looks and fields of one numeral."""
    for rule in (_as_document, _as_date, _as_aside):
        if (judged := rule(place, known)) is not None:
            return judged
    return _as_record(place, known)


def _as_document(place: _Place, known: Known) -> _Judgement | None:
    token, before = place.token, place.before
    listed = (
        place.follows is not None
        and place.follows.section == "documents"
        and re.fullmatch(r"\s*(?:,|và)\s*", place.gap)
        and not place.noun
    )
    named = token.kind in ("number", "roman") and _DOCUMENT.search(before)
    plenum = token.kind in ("number", "roman") and _TERM.search(before) and _PLENUM.search(before)
    if token.kind != "document" and not (named or listed or plenum):
        return None
    if named and re.fullmatch(r"(?:19|20)\d\d", token.text):
        return None
    number = re.sub(rf"\s?[{DASHES}]\s?", "-", token.text)
    if token.kind == "number" and re.search(r"(?:Nghị quyết|NQ)(?:\s+số)?\s*$", before):
        number += "-NQ/TW"
    # Every province has its own 07-NQ/TU: only the centre's numbers tell which one is meant.
    document = known.documents.get(number, "") if number.endswith("/TW") else ""
    return "documents", "document number", {"document": document}


def _as_date(place: _Place, known: Known) -> _Judgement | None:
    token, before, after = place.token, place.before.lower(), place.after
    year = re.fullmatch(r"(?:19|20)\d\d", token.text)
    if token.kind == "date":
        pass
    elif token.kind == "fraction":
        one, other = token.text.split("/")
        school = re.search(r"(?:năm học|niên độ|giai đoạn|nhiệm kỳ)\s*$", before)
        day = int(one[:4]) > int(other[:4]) and int(one[:4]) <= 31 and int(other[:4]) <= 12
        if (not school and not (day and not place.noun)) or _PICTURE.search(place.before):
            return None
    elif token.kind in ("number", "roman"):
        half = re.match(r"\s(?:tháng|quý|ngày)\s(?:đầu|cuối|giữa)\b", after)
        part = re.search(r"\b(?:ngày|tháng|mùng|quý)\s*$", before) and not place.noun
        plain = year and (not place.noun or re.search(r"\bnăm\s*$", before))
        if not (half or part or plain):
            return None
    else:
        return None
    if place.follows and _PART_OF_YEAR.fullmatch(f"{place.gap}{token.text}"):
        months = _months(place.follows.token.text, f"{place.gap}{token.text}")
        return "dates", "date", {"date": months}
    if part_of_year := _PART_OF_YEAR.match(place.after):
        return "dates", "date", {"date": _months(token.text, part_of_year[0])}
    return "dates", "date", {"date": _edtf(token.text, before)}


def _edtf(printed: str, before: str) -> str:
    """The date as an EDTF string, '' where it is not plain; ``before`` is in lower case."""
    numbers = [int(number) for number in re.findall(r"\d+", printed) if len(number) < 5]
    match numbers:
        case [year] if year > 1900 and (quarter := re.match(r"(IV|I+)\b", printed)):
            first = 3 * ("I", "II", "III", "IV").index(quarter[1]) + 1
            text = f"{year}-{first:02}/{year}-{first + 2:02}"
        case [year] if year > 1900:
            near = {"đầu năm": "-01~", "cuối năm": "-12~"}
            ends = (end for words, end in near.items() if re.search(rf"{words}\s*$", before))
            text = f"{year}{next(ends, '')}"
        case [quarter, year] if year > 1900 and re.search(r"quý\s*$", before) and quarter < 5:
            text = f"{year}-{3 * quarter - 2:02}/{year}-{3 * quarter:02}"
        case [start, end] if start > 1900 and end > 1900:
            text = f"{start}/{end}"
        case [month, year] if year > 1900:
            text = f"{year}-{month:02}"
        case [day, month] if day <= 31:
            text = f"XXXX-{month:02}-{day:02}"
        case [day, month, year]:
            text = f"{year:04}-{month:02}-{day:02}"
        case _:
            return ""
    try:
        period(text)
    except ValueError:
        return ""
    return text


_PART_OF_YEAR = re.compile(r"\s(?:tháng|quý)\s(?:đầu|cuối)\snăm\s((?:19|20)\d\d)")


def _months(number: str, words: str) -> str:
    """``6 tháng đầu năm 2018`` as an interval of months."""
    months = int(number) * (3 if "quý" in words else 1) if re.fullmatch("[0-9]{1,2}", number) else 0
    if not 0 < months <= 12:
        return ""
    first, last = (1, months) if "đầu" in words else (13 - months, 12)
    year = words[-4:]
    return f"{year}-{first:02}/{year}-{last:02}"


def _as_aside(place: _Place, known: Known) -> _Judgement | None:
    token, before, after = place.token, place.before, place.after
    lower = token.text.lower()
    if token.kind == "time":
        return _aside("clock time", "clock-time", known)
    if token.kind == "phone" or place.chrome:
        return _aside("page chrome", "site-chrome", known)
    if re.search(r"\bGMT\s?[+-]\s?$", before):
        return _aside("clock time", "clock-time", known)
    if _PICTURE.search(before) and (token.kind == "fraction" or not place.noun):
        return _aside("page chrome", "site-chrome", known)
    if re.search(r"\(\s*$", before) and re.match(r"\s*\)", after) and token.text.isdecimal():
        return _aside("page chrome", "site-chrome", known)
    if token.kind in ("roman", "number") and _TERM.search(before) and not place.noun:
        return _aside("ordinal", "term-number", known)
    if re.search(r"(?i)\bthứ\s$", before) and re.match(r",?\s*(?:ngày\s)?\d", after):
        return _aside("weekday", "weekday", known)
    if re.search(r"(?:^|[.;:]\s*)Thứ\s$", before) or (
        re.match(r"\slà\b", after) and re.search(r"(?:^|[.;:,–-]\s*)$", before)
    ):
        return _aside("number of a list", "", known)
    if re.search(r"(?i)\blớp\s*$", before) and not place.noun:
        return _aside("grade", "school-grade", known)
    if name := _name_of(place):
        return _aside("name", "name", known, name)
    if lower == "một" and (judged := _one(place, known)):
        return judged
    if token.kind == "word" and re.search(r"(?:vài|mấy)\s$", before.lower()):
        return _aside("some", "some", known)
    return None


def _name_of(place: _Place) -> str:
    """The proper name that the numeral is part of (Ba Chẽ, Nậm Nó 2), or ''."""
    token = place.token
    if token.kind == "word" and token.text.istitle():
        behind = re.match(r"\s(\w+)", place.after)
        return f"{token.text} {behind[1]}" if behind and behind[1].istitle() else ""
    if token.kind == "number" and not place.noun and not is_percent(place.after):
        before = _NAME_BEFORE.search(place.sentence)
        return f"{before[1]} {token.text}" if before and before[1][0].isupper() else ""
    return ""


def _one(place: _Place, known: Known) -> _Judgement | None:
    """What "một" says when it counts nothing."""
    after, before = place.after.lower(), place.before.lower()
    if re.match(r"\ssố\b", after):
        return _aside("some", "some", known, "một số")
    if re.match(r"\scách\b", after):
        return _aside("manner", "manner", known, "một cách")
    if re.search(r"\bcùng\s$", before):
        return _aside("sameness", "same", known, "cùng một")
    near = f"{before[-60:]}một{after[:60]}"
    if len(re.findall(r"\bmột\s(?:nhiệm vụ|người|cơ quan|việc|đầu mối)\b", near)) > 1:
        return _aside("maxim", "maxim", known)
    if not place.noun or re.match(r"\s(?:trong|phần|bước|lần nữa|mặt)\b", after):
        return _aside("figure of speech", "", known)
    return None


def _aside(looks: str, reason: str, known: Known, note: str = "") -> _Judgement:
    return "set_aside", looks, {"reason": known.code(reason), "note": note}


def _as_record(place: _Place, known: Known) -> _Judgement:
    token, noun = place.token, place.noun
    unit, looks = _BY_NOUN.get(noun, ""), "count"
    if is_percent(place.after):
        unit, looks = "percent", "percentage"
    elif token.kind == "fraction":
        unit, looks = _SHARES.get(unit, ""), "k/n"
    elif token.text.lower() == "đầu tiên" or re.search(r"(?i)\bthứ\s$", place.before):
        unit, looks = "rank", "ordinal"
    elif re.search(r"(?i)\bgấp\s$", place.before):
        unit, looks = "times", "multiple"
    elif re.search("nửa|phần", token.text.lower()) and "phẩy" not in token.text.lower():
        unit, looks = "proportion", "proportion"
    elif unit in ("year", "month") or re.search(r"(?:năm|tháng)\s", token.text):
        unit, looks = unit or ("year" if " năm" in token.text else "month"), "duration"
    elif unit == "money" or (not noun and re.match(r"\s*(?:đ|đồng|USD)\b", place.after)):
        unit, looks = "", "money"
    if re.match(rf"\s*[{DASHES}]\s*\d", place.after) or (
        place.follows and re.fullmatch(rf"\s*[{DASHES}]\s*", place.gap)
    ):
        looks = f"range, {looks}"
    qualifier = _qualifier(place.before)[0]
    fields = {
        "qualifier": qualifier,
        "indicator": known.code(_indicator(place, unit, noun)),
        "unit": known.code(unit),
        "level": known.code({"share-of-districts": "district", "share-of-communes": "commune"}.get(
            unit, unit if unit in ("district", "commune", "village") else "")),
        "status": known.code(_status(place, unit, qualifier)),
    }  # fmt: skip
    return "records", looks, fields


def _qualifier(before: str) -> tuple[str, str]:
    """Code of the word right before a numeral and the word itself; '' for both without one."""
    for code, words in QUALIFIERS.items():
        if match := re.search(rf"(?i)\b({'|'.join(words)})\s*$", before):
            return code, match[0]
    return "", ""


def _indicator(place: _Place, unit: str, noun: str) -> str:
    tail = one_tone_style(place.after[:70].lower())
    if unit in ("year", "month"):
        return "duration"
    cut = max((match.end() for match in _CUT.finditer(place.sentence)), default=-1)
    moved = re.search(r"(?i)\b(?:điều động|luân chuyển)\b[^.]*$", place.sentence)
    for words, code in _BY_WORD:
        if (unit in ("percent", "person", "commune")) and re.search(words, tail.split(".")[0]):
            return code
    if moved and moved.start() > cut and unit == "person":
        return "staff-transfer"
    if unit == "percent" and place.follows and place.follows.looks == "k/n":
        return place.follows.fields.get("indicator", "")
    if (
        cut >= 0
        and unit in _CUTS
        and not re.search(r"\b(?:thành|còn|từ|trong)\s*$", place.sentence)
    ):
        return _CUTS[unit]
    if unit == "times" and not re.search(r"(?i)\b(?:dân số|nhân khẩu)\b", place.sentence):
        return ""
    if unit == "person" and noun in ("cán bộ", "công chức", "viên chức"):
        return "commune-staff"
    if unit == "percent" and "%" in tail[:2]:
        return "model-adoption"
    return _STOCKS.get(unit, "")


def _status(place: _Place, unit: str, qualifier: str) -> str:
    if unit in ("year", "month"):
        return "planned" if qualifier == "<=" else "context"
    if _PLANNED.search(place.sentence):
        return "planned"
    return "achieved" if _DONE.search(place.sentence) else ""


# --- phrases -------------------------------------------------------------------------------------

_WORD = re.compile(r"\S+")
#: The words before a numeral that belong to the one before them: "giảm được", "tương đương".
_SECOND = re.compile(r"(?i)(?:được|giản|đương|với|quyết|án|số|khối|lên|xuống)\s*$")


def _widths(natural: int) -> list[tuple[int, int]]:
    """How many words to take in on the left and right, from the most natural phrase to the longest.

    ``natural`` is the number of words on the left that belong to the numeral.
    """
    widths = ((left, right) for left in range(MAX_WORDS) for right in range(MAX_WORDS - left))
    return sorted(widths, key=lambda width: (max(sum(width), natural), abs(width[0] - natural)))


_LONGEST = 200  # characters of a phrase: what is longer is no run of words
_WIDTHS = [_widths(natural) for natural in range(3)]
#: Words without which the census would not know the numeral for one.
_NEEDED = re.compile(r"(?i)\b(?:hàng|thứ|hạng|giải|gấp|vài|mấy|tháng|ngày|quý|khóa|khoá|hội)\s$")


def _phrase(
    paragraph: str, once: Callable[[str], bool], one: Suggestion, place: _Place
) -> dict[str, str | bool]:
    """The shortest phrase that stands once in the paragraph and reads as the record will.

    It holds the word before the numeral and the noun behind it where they fit; what is still not
    unique with twelve words gets a prefix and a suffix.  ``once`` says whether a phrase is.
    """
    start, end = one.token.start, one.token.end
    if needed := _NEEDED.search(place.before) or re.search(
        r"(?i)\b(?:không quá|không dưới|ít nhất)\s*$", place.before
    ):
        start -= len(place.before) - needed.start()
    elif word := _qualifier(place.before)[1]:
        start -= len(word)
    if percent := re.match(r"\s*(?:%|phần\străm\b)", place.after):
        end += percent.end()
    elif is_percent(place.after):
        end += re.match(r"\s*\S\s*\d+(?:[.,]\d+)?\s*(?:%|phần\străm)", place.after).end()
    elif place.noun:
        end += place.behind.end()
    window = max(0, start - 200), min(len(paragraph), end + 200)
    words = [
        (match.start() + window[0], match.end() + window[0])
        for match in _WORD.finditer(paragraph[slice(*window)])
    ]
    first = next((i for i, (_, stop) in enumerate(words) if stop > start), 0)
    last = next((i for i, (_, stop) in enumerate(words) if stop >= end), len(words) - 1)
    natural = 1 + bool(_SECOND.search(paragraph[window[0] : start]))
    if re.search(r"(?:^|[^\w\s]\s*)$", paragraph[window[0] : start]):
        natural = 0  # a mark stands between
    tried: set[tuple[int, int]] = set()
    for left, right in _WIDTHS[natural]:
        a, b = max(0, first - left), min(len(words) - 1, last + right)
        if (a, b) in tried or b - a >= MAX_WORDS or words[b][1] - words[a][0] > _LONGEST:
            continue
        tried.add((a, b))
        begin, stop = words[a][0] if a < first else start, words[b][1] if b > last else end
        exact = _trimmed(paragraph, begin, stop, start, end)
        if exact and once(exact) and _says(exact, one):
            return {"exact": exact}
    plain = " ".join(paragraph[start:end].split())
    before = paragraph[max(0, start - 200) : start].split()[-MAX_WORDS:]
    after = paragraph[end : end + 200].split()[:MAX_WORDS]
    context = {"prefix": " ".join(before), "suffix": " ".join(after)}
    # As it is printed: a bracket stands close to what it holds.
    around = paragraph[max(0, start - 200) : end + 200].split()
    whole = " ".join(around[max(0, first - MAX_WORDS) : last + 1 + MAX_WORDS])
    return {"exact": plain, **context, "once": once(whole)}


def _trimmed(paragraph: str, start: int, end: int, keep: int, until: int) -> str:
    """The words from ``start`` to ``end`` in one line, without the marks at their outer edges."""
    while start < keep and not paragraph[start].isalnum():
        start += 1
    while end > until and not (paragraph[end - 1].isalnum() or paragraph[end - 1] == "%"):
        end -= 1
    return " ".join(paragraph[start:end].split())


def _says(exact: str, one: Suggestion) -> bool:
    """Whether the phrase prints the numeral once, and says of it what the paragraph says."""
    tokens = [token for token in census(exact) if token.text == one.token.text]
    if len(tokens) != 1:
        return False
    if one.section != "records":
        return True
    behind = exact[tokens[0].end :]
    return _qualifier(exact[: tokens[0].start])[0] == one.fields["qualifier"] and is_percent(
        behind
    ) == one.looks.endswith("percentage")


# --- relations -----------------------------------------------------------------------------------

_TIED = re.compile(
    r"(?i)(?:\(|\b(?:bằng|đạt|chiếm|tương đương|tương ứng|tỷ lệ|tỉ lệ|là|ứng với)\b)[^.;()\d]{0,30}$"
)
_OF = re.compile(
    r"(?i)\b(?:trong|trên)(?:\stổng)?(?:\ssố)?[^.;()\d]{0,20}$|\btổng số[^.;()\d]{0,20}$"
)
_LISTED = re.compile(r"(?i)\b(?:trong đó|trong số đó|gồm|cụ thể|bao gồm|chia ra)\b|\(|:")
_NAMED = re.compile(r"(?i)\b(?:trong đó|trong số đó|gồm|cụ thể|bao gồm|chia ra)\b")
_TURNED = re.compile(r"(?i)\b(?:xuống|còn|thành|lên|nay)\b")
_CHANGED = re.compile(r"(?i)\b(?P<verb>giảm|tăng)(?:\s(?:được|thêm|đi|bớt|tới|gần|hơn|trên))*\s*$")
_LONG_GAP = 120


def suggested_relations(
    text: Sequence[str], found: Sequence[Suggestion]
) -> list[SuggestedRelation]:
    """The relations that the figures of each sentence suggest, in reading order.

    A percentage with its k/n or its part (``share``, ``base``), parts with their total (``sum``),
    a change with the figures before and after it (``difference``).  Those whose arithmetic misses
    are kept: they are the interesting ones.
    """
    sentences: dict[tuple[int, int], list[Suggestion]] = {}
    for one in found:
        if one.section == "records" and _printed(one) and one.unit not in ("year", "month", "rank"):
            sentences.setdefault((one.paragraph, one.sentence), []).append(one)
    relations = []
    for (number, _), figures in sentences.items():
        paragraph = text[number - 1]
        changes = list(_differences(paragraph, figures))
        relations += changes
        relations += _sums(paragraph, figures)
        relations += _shares(paragraph, figures, changes)
    return relations


def in_context(
    found: Sequence[Suggestion], relations: Sequence[SuggestedRelation]
) -> list[Suggestion]:
    """The suggestions again, with what the relations tell of their figures.

    The parts of a total count what it counts: in "519 biên chế (30 công chức …, 489 công chức …)"
    payroll posts throughout.  A percentage is of the same matter as its part.  The figures before
    and after a change are stocks.
    """
    told: dict[tuple[int, int], dict[str, str]] = {}
    for relation in relations:
        if relation.kind == "sum" and relation.verdict == "exact":
            total = relation.operands["total"].fields
            for part in relation.operands["parts"]:
                kept = {name: total[name] for name in ("indicator", "unit") if total[name]}
                told[part.paragraph, part.token.start] = kept
        if relation.kind in ("share", "base") and (part := relation.operands.get("part")):
            share = relation.operands["percentage"]
            if _is_count(part) and share.fields["indicator"] in ("", "payroll-reduction"):
                kept = {"indicator": part.fields["indicator"]}
                told[share.paragraph, share.token.start] = kept
        for name, status in (("before", "baseline"), ("after", "achieved")):
            if relation.kind == "difference" and (one := relation.operands.get(name)):
                stock = _STOCKS.get(one.unit, "") or one.fields["indicator"]
                told[one.paragraph, one.token.start] = {"indicator": stock, "status": status}
    return [
        replace(one, fields={**one.fields, **told.get((one.paragraph, one.token.start), {})})
        for one in found
    ]


def _printed(one: Suggestion) -> Printed | None:
    """The figure as the audit takes it; None when its numeral cannot be read."""
    try:
        numeral = read(one.token.text)
    except NumeralError:
        return None
    unit = "percent" if one.looks.endswith("percentage") else "count"
    qualifier = one.fields["qualifier"] or "="
    step = Fraction(numeral.scale, 10**numeral.decimals)
    return Printed(one.id, numeral.value, step, unit, qualifier, numeral.parts)


def _related(
    kind: str, ask: Callable[..., Outcome], **operands: Suggestion | Sequence[Suggestion]
) -> SuggestedRelation:
    """A relation with what its arithmetic comes to."""
    figures = [
        _printed(one) if isinstance(one, Suggestion) else [*map(_printed, one)]
        for one in operands.values()
    ]
    try:
        outcome = ask(*figures)
    except RelationError as error:
        message = str(error).splitlines()[0]
        return SuggestedRelation(kind, operands, "cannot stand", f"cannot stand so: {message}")
    relation = SuggestedRelation(kind, operands, outcome.verdict, "")
    said = ", ".join(
        _said(one) for one in sorted(relation.figures, key=lambda one: one.token.start)
    )
    found = f"{outcome.recomputed or 'nothing'} recomputed: {outcome.verdict}"
    return replace(relation, told=f"{said}; {found}")


def _said(one: Suggestion) -> str:
    return one.token.text + (" %" if _is_share(one) else "")


def _gap(paragraph: str, one: Suggestion, other: Suggestion) -> str:
    return paragraph[one.token.end : other.token.start][: _LONG_GAP + 1]


def _is_share(one: Suggestion) -> bool:
    return one.looks.endswith("percentage")


def _is_count(one: Suggestion) -> bool:
    return not _is_share(one) and not one.looks.endswith(
        ("k/n", "ordinal", "multiple", "proportion")
    )


def _shares(
    paragraph: str, figures: Sequence[Suggestion], changes: Sequence[SuggestedRelation]
) -> list[SuggestedRelation]:
    shares: list[SuggestedRelation] = []
    wholes = {
        change.operands["change"].token.start: change.operands["before"]
        for change in changes
        if "before" in change.operands
    }
    for place, (one, other) in enumerate(pairwise(figures)):
        gap = _gap(paragraph, one, other)
        if len(gap) > _LONG_GAP:
            continue
        third = figures[place + 2] if place + 2 < len(figures) else None
        if _is_share(one) and other.looks.endswith("k/n") and re.fullmatch(r"\s?%\s*\(\D*", gap):
            shares.append(_related("share", audit.share, percentage=one, part=other))
        elif _is_share(one) and _is_count(other) and _OF.search(gap):
            shares.append(_related(
                "share", lambda share, whole: audit.share(share, None, whole),
                percentage=one, whole=other,
            ))  # fmt: skip
        elif _is_count(one) and _is_count(other) and third and _is_share(third):
            after = _gap(paragraph, other, third)
            before = paragraph[max(0, one.token.start - 30) : one.token.start]
            if len(after) > _LONG_GAP:
                continue
            if _OF.search(gap):
                shares.append(
                    _related("share", audit.share, percentage=third, part=one, whole=other)
                )
            elif _OF.search(before) and _TIED.search(after) and _alike(one, other):
                shares.append(
                    _related("share", audit.share, percentage=third, part=other, whole=one)
                )
        elif not _is_share(one) and _is_share(other) and _TIED.search(gap):
            if place and any(relation.operands.get("percentage") is other for relation in shares):
                continue  # it is tied already: "k trong n … đạt p %"
            if one.looks.endswith("k/n"):
                shares.append(_related("share", audit.share, percentage=other, part=one))
            elif one.token.start in wholes:
                whole = wholes[one.token.start]
                shares.append(
                    _related("share", audit.share, percentage=other, part=one, whole=whole)
                )
            elif (
                third
                and _is_count(third)
                and re.search(r"(?i)\b(?:so với|trên|trong|của)\b", _gap(paragraph, other, third))
            ):
                shares.append(
                    _related("share", audit.share, percentage=other, part=one, whole=third)
                )
            elif _is_count(one):
                shares.append(_related("base", audit.base, percentage=other, part=one))
    return shares


def _alike(one: Suggestion, other: Suggestion) -> bool:
    """Whether two figures may count the same; persons may be counted as the posts they hold."""
    units = {one.unit, other.unit}
    return len(units) == 1 or "" in units or units <= {"person", "payroll-post"}


def _sums(paragraph: str, figures: Sequence[Suggestion]) -> Iterator[SuggestedRelation]:
    for place, total in enumerate(figures[:-2]):
        gap = _gap(paragraph, total, figures[place + 1])
        marked = _LISTED.search(gap)
        if not marked or not _is_count(total) or len(gap) > _LONG_GAP:
            continue
        closed = paragraph.find(")", total.token.end) if marked[0] == "(" else -1
        parts: list[Suggestion] = []
        for part in figures[place + 1 : place + 1 + _MOST_PARTS]:
            beyond = closed >= 0 and part.token.start > closed
            if beyond or not _is_count(part) or not _alike(total, part):
                break
            parts.append(part)
        whole = read(total.token.text).value
        values = [read(part.token.text).value for part in parts]
        sums = [sum(values[:size]) for size in range(len(values) + 1)]
        fits = [size for size in range(2, len(sums)) if sums[size] == whole]
        if not fits and (not _NAMED.search(gap) or sums[-1] < whole / 2 or sums[-1] > whole * 2):
            continue
        if len(chosen := parts[: fits[0] if fits else len(parts)]) > 1:
            yield _related("sum", audit.total, total=total, parts=chosen)


_MOST_PARTS = 40


def _differences(paragraph: str, figures: Sequence[Suggestion]) -> Iterator[SuggestedRelation]:
    counts = [one for one in figures if _is_count(one)]
    for place, change in enumerate(counts):
        verb = _CHANGED.search(paragraph[max(0, change.token.start - 40) : change.token.start])
        if verb is None:
            continue
        rises = verb["verb"].lower() == "tăng"
        one, other = counts[max(0, place - 2) : place], counts[place + 1 : place + 3]
        pair = next(
            (
                pair
                for pair in (one, other)
                if len(pair) == 2
                and _TURNED.search(_gap(paragraph, *pair))
                and _alike(*pair)
                and _alike(pair[1], change)
            ),
            None,
        )
        if pair and rises:
            grown = _related(
                "difference", partial(audit.difference, rises=True),
                before=pair[0], after=pair[1], change=change,
            )  # fmt: skip
            yield replace(grown, fixed={"direction": "rises"})
        elif pair:
            yield _related(
                "difference", audit.difference, before=pair[0], after=pair[1], change=change
            )
        elif one and not rises and _alike(one[-1], change):
            behind = paragraph[change.token.end : change.token.end + 60]
            gap = _gap(paragraph, one[-1], change)
            if one[-1].unit and len(gap) < 60 and re.match(r"[^.;,\d]*\bso với\b", behind):
                yield _related(
                    "difference", lambda after, change: audit.difference(None, after, change),
                    after=one[-1], change=change,
                )  # fmt: skip


# --- how good the suggestions are ----------------------------------------------------------------

_SECTIONS = {
    Record: "records", DateMention: "dates", DocumentMention: "documents", SetAside: "set_aside",
}  # fmt: skip


def agreement(article: Article, text: Sequence[str], known: Known) -> Counter[str]:
    """How far the suggestions for an article's text agree with the article as it was coded.

    Counts ``numerals`` and those that are ``right``: the numeral and section as coded, and for a
    record a phrase of twelve words at most that stands once, prints the numeral once and can be
    read.  Further the ``records`` and those whose ``unit``, ``indicator`` and ``qualifier`` agree;
    ``values``, the dates, documents and reasons that agree, of ``others``; ``relations`` of the
    kinds that can be suggested and those that were ``related``.
    """
    found = suggestions(text, known)
    relations = suggested_relations(text, found)
    by_spot = {(one.paragraph, one.token.start): one for one in in_context(found, relations)}
    counts = Counter[str]()
    for mention in article.mentions:
        one = by_spot.get((mention.paragraph, mention.start))
        section = _SECTIONS[type(mention)]
        counts["numerals"] += 1
        counts["records" if section == "records" else "others"] += 1
        if one is None or one.section != section or not _is_sound(one, text):
            continue
        counts["right"] += 1
        if isinstance(mention, Record):
            counts["unit"] += one.unit == mention.unit
            counts["indicator"] += one.fields["indicator"] == mention.indicator
            counts["qualifier"] += (one.fields["qualifier"] or "=") == mention.qualifier
        else:
            name = {"dates": "date", "documents": "document", "set_aside": "reason"}[section]
            counts["values"] += one.fields[name] == getattr(mention, name)
    suggested = {(one.kind, frozenset(_spots(one))) for one in relations}
    for relation in _suggestible(article):
        spots = frozenset(
            (record.paragraph, record.start)
            for _, ref in relation.refs()
            for record in [article.record(ref)]
        )
        counts["relations"] += 1
        counts["related"] += (relation.kind, spots) in suggested
    return counts


def _is_sound(one: Suggestion, text: Sequence[str]) -> bool:
    """Whether a suggestion can be used as it stands."""
    if one.section != "records":
        return True
    try:
        start, end = locate(text[one.paragraph - 1], one.exact, one.prefix, one.suffix)
        read(one.token.text)
    except (PhraseError, NumeralError):
        return False
    tokens = [token for token in census(one.exact) if token.text == one.token.text]
    return (
        len(tokens) == 1 and start <= one.token.start < end and len(one.exact.split()) <= MAX_WORDS
    )


def _spots(relation: SuggestedRelation) -> Iterator[tuple[int, int]]:
    return ((one.paragraph, one.token.start) for one in relation.figures)


def _suggestible(article: Article) -> Iterator[Relation]:
    """The relations of printed figures that one passage ties: what a text alone can suggest."""
    printed = {record.id: record for record in article.records}
    for relation in article.relations:
        figures = [printed.get(ref) for _, ref in relation.refs()]
        if not figures or None in figures:
            continue
        match relation:
            case Share(part=str()) | Difference():
                yield relation
            case Sum(items=()):
                yield relation
            case Base(stated="yes"):
                yield relation


def table(rows: Mapping[str, Counter[str]]) -> str:
    """The agreement of each article, and of all, as a table."""
    every = sum(rows.values(), Counter[str]())
    lines = [f"{'':16} {'right':>11} {'unit':>9} {'indicator':>9} {'values':>9} {'relations':>9}"]
    for name, counts in {**rows, "all": every}.items():
        pairs = (
            ("right", "numerals"), ("unit", "records"), ("indicator", "records"),
            ("values", "others"), ("related", "relations"),
        )  # fmt: skip
        cells = [f"{counts[one]}/{counts[of]}" for one, of in pairs]
        lines.append(f"{name:16} {cells[0]:>11} " + " ".join(f"{cell:>9}" for cell in cells[1:]))
    return "\n".join(lines)
