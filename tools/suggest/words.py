"""The words around a numeral, and what each of them says; the codes that a suggestion may use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from printed.reading.census import DASHES
from streamlining.coding.reference import Tile
from streamlining.coding.yamltext import YamlText

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
    # What begins like another noun, or is none of them.
    "": "trường hợp|xã hội|bản án|bản đồ|bản tin|phòng học|phòng khám|phòng ngủ|phòng bệnh|lớp đất|"
    "hộ chiếu|hộ khẩu|làng nghề|tổ chức tín dụng|trường đại học|trường cao đẳng|ban nhạc|năm học",
    "money": "đồng|tỷ đồng|triệu đồng|nghìn đồng|usd|vnđ",
}
BY_NOUN = {noun: unit for unit, nouns in NOUNS.items() for noun in nouns.split("|")}
NOUN = re.compile(
    r"\s*(?P<noun>" + "|".join(sorted(map(re.escape, BY_NOUN), key=len, reverse=True)) + r")(?!\w)"
)
#: The unit of a printed k/n, by the unit of what is counted.
SHARES = {
    "district": "share-of-districts", "commune": "share-of-communes",
    "party-cell": "share-of-cells", "health-centre": "share-of-health-centres",
}  # fmt: skip

#: What a verb of cutting makes of a unit.
CUT = re.compile(r"(?i)\b(?:giảm|tinh giản|cắt|bớt)\b")
CUTS = {
    "payroll-post": "payroll-reduction", "person": "payroll-reduction",
    "percent": "payroll-reduction", "leadership-post": "leadership-reduction",
    "organisational-unit": "unit-reduction", "service-unit": "unit-reduction",
    "agency": "unit-reduction", "school": "school-reduction", "school-site": "school-reduction",
    "class": "school-reduction", "village": "village-reduction",
    "inspection": "inspection-reduction",
}  # fmt: skip
#: What a unit is without such a verb; for persons the noun decides first.
STOCKS = {
    "year": "duration", "month": "duration", "share-of-districts": "model-adoption",
    "share-of-communes": "model-adoption", "share-of-health-centres": "health-centre-merger",
    "share-of-cells": "independent-cells", "district": "model-adoption", "party-cell": "party-cells",
    "party-organisation": "party-organisations", "village": "villages", "household": "households",
    "inspection": "inspection-plan", "agency": "merged-bodies", "post": "posts-per-person",
    "administrative-level": "levels-linked", "rank": "adoption-order", "training-turn": "training",
    "times": "population-multiple", "person-per-village": "staffing-limit",
}  # fmt: skip
BY_WORD = (
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
PLANNED = re.compile(r"(?i)\b(?:sẽ|phấn đấu|dự kiến|mục tiêu|lộ trình|phải|không quá)\b")
DONE = re.compile(r"(?i)\b(?:đã|được|giảm|tinh giản|còn|có|đạt|tại|ở)\b")

DOCUMENT = re.compile(
    r"(?:(?i:nghị quyết|đề án|quyết định|kết luận|chỉ thị|kế hoạch|thông tư)\s+số|Nghị quyết|NQ|Đề án|Quyết định|QĐ|Kết luận|KL|Chỉ thị|CT|Nghị định|Thông tư|Chương trình|"
    r"Kế hoạch|KH|Luật|Thông báo|Hướng dẫn|Quy định|Công văn|Dự án|Pháp lệnh)(?:\s+số)?:?\s*$"
)
#: A congress or plenum whose resolution is named without a number of its own.
PLENUM = re.compile(r"Nghị quyết\s+(?:của\s+)?(?:Đại hội|Hội nghị|Trung ương)[^.;/]{0,90}$")
TERM = re.compile(r"(?i)(?:khóa|khoá|lần thứ|đại hội|hội nghị|kỳ họp thứ|trung ương|thứ)\s*$")
#: Whose resolution it is, behind its number, where it is not the Central Committee's.
OTHER_ISSUER = re.compile(
    r"\s*của\s+(?:HĐND|UBND|Hội đồng|Ủy ban|Tỉnh ủy|Huyện ủy|Thành ủy|Quốc hội|Chính phủ|tỉnh|huyện)"
)
#: A village or group that has a number for its name.
NUMBERED = re.compile(r"(?i)\b(thôn|bản|xóm|ấp|khóm|tổ|khu phố|tiểu khu)\s(?:số\s)?$")
NAME_BEFORE = re.compile(rf"[\w.]+\s+([^\W\d_]\w*)(?:\s?[{DASHES}])?\s?$")
CHROME = re.compile(
    r"(?i)truy cập|lượt xem|lượt đọc|hôm nay:|hôm qua:|online|trực tuyến:|bình luận|điện thoại|"
    r"\bđt\s*:|\bfax\b|giấy phép|©|bản quyền|copyright|gmt|e-?mail|@|https?:|đọc thêm|hotline"
)
PICTURE = re.compile(r"(?i)(?:ảnh|hình|trang|phần|kỳ|bài)\s*:?\s*$")


@dataclass(frozen=True)
class Known:
    """The codes that a suggestion may use: units, indicators, documents by number, places by name."""

    codes: frozenset[str] | None = None  # None: no codebook to go by
    documents: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)  # of places, by id
    parents: Mapping[str, str] = field(default_factory=dict)

    def code(self, code: str | None) -> str:
        """``code`` where the codebook has it, '' otherwise."""
        return code if code and (self.codes is None or code in self.codes) else ""


def known_in(root: Path) -> Known:
    """What the reference data under ``root`` know; nothing where a file is missing or unsound."""
    trees = {
        name: YamlText(root / f"data/{name}.yaml").tree
        for name in ("codebook", "documents", "places", "provinces")
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
    every = {
        entry["id"]: entry
        for entry in (*_provinces(trees["provinces"]), *_entries(trees["places"]))
        if {"id", "name_vi"} <= entry.keys()
    }
    names = Counter(entry["name_vi"] for entry in every.values())
    places = {entry["name_vi"]: key for key, entry in every.items() if names[entry["name_vi"]] == 1}
    levels, parents = (
        {key: entry[field] for key, entry in every.items() if field in entry}
        for field in ("level", "parent")
    )
    return Known(codes or None, documents, places, levels, parents)


def _provinces(tree: object) -> Iterator[dict[str, str]]:
    """The provinces of the map as places."""
    for entry in _entries(tree):
        if {"code", "name_vi"} <= entry.keys():
            yield Tile.model_construct(**entry).place.model_dump(exclude_none=True)


def _entries(tree: object) -> list[dict[str, str]]:
    return [entry for entry in tree if isinstance(entry, dict)] if isinstance(tree, list) else []


def _values(tree: object, key: str) -> list[str]:
    return [value for entry in _entries(tree) if isinstance(value := entry.get(key), str)]
