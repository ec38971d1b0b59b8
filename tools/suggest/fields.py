"""What a figure counts, what is told of it, and whether it is done: read out of the words around it.

Every step looks up a table of ``words``; what no table decides stays empty, for a person.
"""

from __future__ import annotations

import re

from printed.reading.census import is_percent
from printed.reading.figures import limit, not_whole

from . import words
from .place import POINTS, Place
from .status import fate, status_of
from .words import Known


def read_fields(place: Place, known: Known) -> tuple[str, dict[str, str]]:
    """What a figure looks like, and the fields of its record."""
    unit, looks = _unit(place)
    if place.in_range:
        looks = f"range, {looks}"
    if place.token.kind == "number" and (odd := not_whole(place.token.text, place.after)):
        looks = f"{odd}, {looks}"
    qualifier = limit(place.before, place.after, place.token.text)[0]
    move = _move(place, qualifier)
    indicator = _indicator(place, unit, move)
    status = status_of(place, unit, move, indicator)
    indicator, status = _in_list(place, unit, move, indicator, status)
    return looks, {
        "qualifier": qualifier,
        "indicator": known.code(indicator),
        "unit": known.code(unit),
        "level": known.code(_LEVELS.get(unit, "")),
        "status": known.code(status),
    }


def _in_list(place: Place, unit: str, move: str, indicator: str, status: str) -> tuple[str, str]:
    """Indicator and status again, or those of the last figure where a list goes on with it."""
    if not (last := place.last(unit)):
        return indicator, status
    same = last["indicator"], last["status"]
    opening = _GOES_ON.match(place.head)
    if opening and opening["part"] and move in ("stock", ""):
        return same
    if opening and move in ("cut", "rise", "hire") and indicator == same[0]:
        return indicator, status or same[1]
    if same[0] and place.follows and place.follows.unit == unit:
        row = next((row for row in words.INDICATORS.values() if same[0] in row.values()), {})
        listed = not (move or indicator) and _LISTED_ON.fullmatch(place.gap)
        beside = indicator in ("", row.get("stock")) and _AND.fullmatch(place.gap)
        if listed or beside:
            return same
    return indicator, status


#: A sentence that goes on with the list of the one before it.
_GOES_ON = re.compile(r"\W*(?:(?P<part>trong đó|trong số đó|trong số này)|cụ thể|theo đó)(?!\w)")
#: A list that goes on within its sentence: "…; các hội là 9 người".
_LISTED_ON = re.compile(
    r"[^.;,()\d]{0,30}[;,]\s[^.;,()\d]{0,60}(?<!\w)là\s(?:gần |hơn |trên |khoảng )?"
)
#: Two things that one verb is told of: "có 1 hiệu trưởng, 3 hiệu phó".
_AND = re.compile(
    r"(?:\s(?!(?:còn|là|có|được|giảm|tăng|thành|đã|sẽ|nay)\s)[^\W\d]+){1,5}(?:,|\svà)\s"
    r"(?:gần |hơn |trên |khoảng )?"
)


_LEVELS = {
    "share-of-districts": "district", "district": "district", "share-of-communes": "commune",
    "commune": "commune", "village": "village", "share-of-villages": "village",
}  # fmt: skip


# --- unit ----------------------------------------------------------------------------------------


def _unit(place: Place) -> tuple[str, str]:
    """Code of the unit, and what the numeral looks like."""
    token, noun = place.token, place.noun
    unit = words.BY_NOUN.get(noun, "")
    if POINTS.match(place.after):
        return "percentage-point", "percentage points"
    if is_percent(place.after):
        return "percent", "percentage"
    if token.kind == "fraction":
        return words.SHARES.get(unit, ""), "k/n"
    if token.text.lower() == "đầu tiên" or re.search(r"(?i)\bthứ\s$", place.before):
        return "rank", "ordinal"
    if re.search(r"(?i)\bgấp\s$", place.before):
        return "times", "multiple"
    if re.search("nửa|phần", token.text.lower()) and "phẩy" not in token.text.lower():
        return "proportion", "proportion"
    if not noun and _OF_AGE.search(place.head):
        return "year", "count"
    if unit in ("year", "month") or re.search(r"(?:năm|tháng)\s", token.text):
        return unit or ("year" if " năm" in token.text else "month"), "duration"
    if not noun and re.match(r"\sngày\b(?!\s\d)", place.after):
        return "day", "duration"
    if unit in ("dong", "us-dollar"):
        return unit, "money"
    if not noun and re.match(r"\s*(?:đ|đồng)\b", place.after):
        return "dong", "money"
    return _counted(place, unit, noun), "count"


def _counted(place: Place, unit: str, noun: str) -> str:
    """The unit of a plain count: by its noun, or by one before it where none stands behind."""
    if noun == "đơn vị":
        return _what_unit(place)
    if noun == "địa phương":
        return ""  # of any level
    if unit == "post" and (title := words.NOUN.match(place.beyond)):
        return "leadership-post" if words.BY_NOUN[title["noun"]] == "leadership-post" else unit
    if unit == "province" and re.match(r"\W*(?:lộ|ủy)\b", place.tail[len(noun) + 1 :]):
        return ""
    if not noun and re.match(r"\schỉ tiêu\b", place.tail):
        near = f"{place.head} {place.tail[:60]}"
        said = [(near.rfind(word), unit) for word, unit in _QUOTAS.items() if word in near]
        return max(said)[1] if said else ""
    if not noun and _BARE.match(place.tail) and _CHANGES.search(place.head):
        falls = re.fullmatch(r"[^.,;]{0,60}", place.gap) and words.AFTER_CHANGE.search(place.head)
        if place.follows and place.follows.unit and falls:
            return place.follows.unit
        if named := _nameless(place):
            return named
        nouns = [*words.NOUN_BEFORE.finditer(place.head)]
        return words.BY_NOUN[nouns[-1]["noun"]] if nouns else _subject(place)
    return unit or (_nameless(place) if not noun and _BARE.match(place.tail) else "")


def _nameless(place: Place) -> str:
    """The unit of a number without a noun: posts are named before it, or counted by the last one."""
    named = [*words.STAFF_BEFORE.finditer(place.clause)]
    if named and not re.search(r"\d", place.clause[named[-1].end() :]):
        return words.BY_NOUN[named[-1]["noun"]]
    last = place.follows.unit if place.follows else ""
    again = words.AGAIN.fullmatch(place.gap) and not place.in_range
    return last if again and words.KINDS.get(last) in ("staff", "heads") else ""


#: Whose quota chỉ tiêu counts.
_QUOTAS = {"hợp đồng": "contract", "tuyển": "payroll-post", "biên chế": "payroll-post", "công chức": "payroll-post",
           "tuyển dụng": "payroll-post", "viên chức": "payroll-post",
           "lao động hành chính": "payroll-post"}  # fmt: skip
_BARE = re.compile(
    r"\s*(?:$|[.,;)(–-]|xuống\b|lên\b|và\b|vào\b|do\b|để\b|trong đó\b|so với\b|thì\b)"
)
_CHANGES = re.compile(r"(?:từ|xuống|còn|lên|là|giảm|tăng|thành|với)\s(?:\w+\s){0,2}$")


def _subject(place: Place) -> str:
    """The unit of the noun that opens the clause: "đơn vị sự nghiệp thuộc sở giảm từ 401"."""
    clause = re.split(r"[;:]\s", place.head.strip())[-1]
    opening = words.NOUN.match(_OPENING.sub("", clause))
    numbered = opening and re.match(r"\s\d", _OPENING.sub("", clause)[opening.end() :])
    unit = words.BY_NOUN[opening["noun"]] if opening and not numbered else ""
    # A place, a division or a person acts, and is not counted: "Tỉnh giảm từ 20 xuống 10".
    return unit if opening and " " in opening["noun"] and words.KINDS.get(unit) != "places" else ""


_OPENING = re.compile(
    r"^\W*(?:(?:cụ thể|trong đó|theo đó|hiện|riêng|ngoài ra),?\s)?(?:(?:các|những|riêng)\s)?"
)


def _what_unit(place: Place) -> str:
    """What "đơn vị" stands for: the last thing named before it, an organisation where none is."""
    named = [*_UNITS.finditer(place.head)]
    word = named[-1][0] if named else ""
    if word == "đơn vị sự nghiệp":
        return "service-unit"
    return (
        "commune" if word in ("phường", "xã", "đơn vị hành chính cấp xã") else "organisational-unit"
    )


_UNITS = re.compile(
    r"(?<!\w)(?:đơn vị sự nghiệp|phường|(?<!thị )xã|đơn vị hành chính cấp xã|sở|phòng|cơ quan|bộ|huyện|quận)(?!\w)"
)


# --- indicator -----------------------------------------------------------------------------------


def _move(place: Place, qualifier: str) -> str:
    """What is told of what is counted: cut, rise, merge, quota, limit … or '' for nothing."""
    if becomes := fate(place):
        return becomes
    if place.of_total:
        return "stock"
    if re.search(r"(?<!\w)thay vì\s(?:có |là |gần |hơn |khoảng )?$", place.head):
        return "before"
    if _MADE_OF.search(place.head):
        return "merge"
    if words.BEFORE_CHANGE.search(place.head) and not place.in_range:
        return "before" if _TURNS.match(place.tail) else "limit"
    if words.AFTER_CHANGE.search(place.head):
        left = "limit" if qualifier == "<=" else "stock"
        return "after" if _LEFT.search(place.head) else left
    if _FALLS.match(place.tail):
        return "before"
    if qualifier == "<=" or words.AT_MOST.search(place.head):
        return "limit"
    return _verb(place.head)


#: What goes into a merger: "được hợp nhất từ 3 văn phòng".
_MADE_OF = re.compile(r"(?<!\w)(?:hợp nhất|sáp nhập|ghép|gộp)\s(?:\w+\s)?từ\s(?:\w+\s)?$")
#: Behind a number that becomes another one: "4 ban xuống còn 2 ban", "172 người sẽ giảm còn 151".
_FALLS = re.compile(
    r"[^.;:()\d]{0,60}?(?<!\w)(?:giảm|rút) (?:xuống|còn)\D{0,12}\d|[^.;:()\d]{0,70}?(?<!\w)xuống (?:còn )?(?:\d|một|hai)"
)


#: What makes "còn" and "lên tới" the number after a change; alone they say what there is.
_LEFT = re.compile(
    r"(?:xuống|lên(?! (?:đến|tới))|thành|làm)(?: còn| đến| tới| thành)?\s(?:\w+\s){0,2}$"
    r"|(?<!\w)(?:giảm|tăng|nâng|từ(?! (?:đầu|cuối|năm|khi|ngày|tháng|trước|nay))|rút|sắp xếp|tinh giản|sau|nay)(?!\w)"
)
_TURNS = re.compile(r"[^.;]{0,70}?(?<!\w)(?:xuống|còn|(?<!trở )lên|thành|đến nay|tăng|giảm)(?!\w)")


def _verb(head: str) -> str:
    """The move of the verb nearest to the numeral, but those of a list: they are the total's."""
    plain = words.LISTED.sub(lambda match: " " * len(match[0]), head)
    verbs = [*words.VERB.finditer(plain)]
    nearest = words.BY_VERB[verbs[-1]["verb"]] if verbs else ""
    behind = plain[verbs[-1].end() :] if verbs else plain
    total = _TOTAL.search(plain)
    if total and (odd := re.search(r"(?<!\w)(?:thiếu|thừa|dôi dư)(?!\w)", total[0])):
        return words.BY_VERB[odd[0]]  # against what is given
    if total and (nearest == "quota" or "được giao" in total[0]):
        return "quota"
    if not nearest or _TOTAL.search(behind):
        return "stock" if total or plain != head else ""
    if nearest == "merge" and re.search(r"(?<!\w)là\s(?:\w+\s)?$", behind):
        return "stock"  # what there is after it
    if len(behind) > _FAR and nearest in ("quota", "over", "short"):
        return ""
    over = _BEYOND.search(plain)
    return words.BY_VERB[over["verb"]] if over else nearest


_FAR = 45  # characters between giao, thừa or thiếu and what is given, too many or wanting
#: A total that is named after the verb: "(tổng biên chế năm 2016 là 273.000 người)", "chiếm 20".
_TOTAL = re.compile(
    r"(?<!\w)(?:tổng|tổng số|số lượng|số)\s(?:[^,;(]|, (?:công|viên) chức)*?"
    r"(?:(?<!\w)là|năm \d+)\s(?:\w+\s)?$|(?<!\w)chiếm\s(?:\w+\s)?$"
)
#: More or fewer than what was given: "vượt chỉ tiêu được giao 60 người".
_BEYOND = re.compile(
    r"(?<!\w)(?P<verb>thiếu|thừa|vượt)\s[^,;.]{0,50}(?:giao|định mức)\s(?:\w+\s){0,2}$"
)


def _indicator(place: Place, unit: str, move: str) -> str:
    if place.noun == "tuổi" or (unit == "year" and _OF_AGE.search(place.head)):
        return "age"
    for said, code in words.BY_WORD:
        if unit in ("person", "commune") and re.search(said, place.tail):
            return _of_part_time(move) if code == "part-time-reduction" else code
    if unit == "percent":
        return _of_percentage(place, move)
    if unit in ("dong", "us-dollar"):
        if _SAVED.search(place.head):
            return "saving"
        if re.search(r"(?<!\w)tăng(?: thêm)?\s(?:\w+\s)?$", place.head):
            return "increase"
        spent = words.SPENT.findall(place.head)
        return words.BY_MONEY[spent[-1]] if spent else ""
    if unit == "times":
        return "population-multiple" if re.search(r"dân số|nhân khẩu", place.head) else ""
    if unit == "inspection":
        return "inspection-reduction" if move == "cut" else "inspection-plan"
    if unit == "rank" and not _FIRST.search(place.head):
        return ""
    if unit == "post" and not _IN_ONE.search(f"{place.earlier} {place.tail}"):
        return ""
    if unit in words.ALWAYS:
        return words.ALWAYS[unit]
    if unit == "percentage-point":
        return "increase" if move == "rise" else ""
    if unit == "proportion":
        passed = re.match(r"\s(?:chặng đường|thời gian|nhiệm kỳ)", place.tail)
        return "elapsed-share" if passed else ""
    kind = words.KINDS.get(unit, "")
    if unit in ("person", "share-of-staff", "case"):
        told = move in _OF_STAFF and not (unit == "case" and move == "cut")
        kind = _who(place) or ("staff" if told else "")
        if kind in ("staff", "heads", "") and _LEAVES.match(place.beyond) and move != "quota":
            return "departure"
    if kind in ("staff", "contracts") and not fate(place):
        others = words.PREDICATE.match(place.beyond) and move in ("stock", "", "hire", "leave")
        if others or (place.out_of and move in ("stock", "")):
            return ""  # some of whom something is told, and not how many there are
    trimmed = re.match(r"[^.;,\d]{0,30}tinh giản", place.tail)
    if unit == "case" and move in ("stock", "short", "") and not trimmed:
        return ""
    if words.TO_CUT.match(place.tail) and move not in ("end", "before"):
        move = "cut"
    if kind == "places":
        move = _of_place(place, move)
    if kind == "units":
        move = _of_units(place, move)
    given = re.match(r"\schỉ tiêu\b", place.tail) and "tuyển" not in place.earlier
    if given and kind in ("staff", "contracts") and move in ("stock", "after", ""):
        return "staff-quota"
    if kind == "staff":
        return _of_staff(place, move)
    if kind in _BY_KIND:
        return _BY_KIND[kind].get(move, _BY_KIND[kind][""])
    if move in ("before", "after"):
        move = "stock"
    return words.INDICATORS.get(kind, {}).get(move, "")


#: "tiết kiệm cho ngân sách 3 tỷ đồng"
_SAVED = re.compile(r"(?<!\w)tiết kiệm[^.,;\d]*$")
_OF_AGE = re.compile(r"(?<!\w)tuổi(?: đời)?\s(?:(?:từ|trên|dưới|là|đủ) )*$")
#: What joins posts in one person.
_IN_ONE = re.compile(
    r"(?<!\w)(?:kiêm|nhất thể|đồng thời|đảm nhiệm|đảm nhận|giữ|chung|một người)(?!\w)"
)
#: A place that comes first: what it was first in is told elsewhere.
_FIRST = re.compile(r"(?:huyện|xã|tỉnh|quận|địa phương|đơn vị|thành phố|nơi)\s(?:\w+\s)?$")
#: Persons who are no staff: what they are counted for.
_BY_KIND = {
    "population": {"": "population", "rise": "increase"},
    "pupils": {"": "pupils", "rise": "increase"},
    "members": {"": "party-members"},
    "votes": {"": "vote"},
    "part-time": {"": "", "cut": "part-time-reduction"},
}


_LEAVES = re.compile(r"[^.;,\d]{0,30}?(?:xin rút|nghỉ việc|thôi việc|nghỉ hưu|về hưu|xin nghỉ)")
#: What is told of staff alone.
_OF_STAFF = ("cut", "hire", "leave", "move", "over", "short")


def _who(place: Place) -> str:
    """Which persons: by their noun, or by the nearest word that says who the persons are."""
    noun = place.noun
    behind = re.match(rf"\W*{re.escape(noun)}\s(?:làm |là |đang )*([^.,;\d]*)", place.tail)
    near = words.PERSON.match(behind[1]) if behind else None
    if re.match(
        rf"\W*{re.escape(noun)}\s(?:[^.;,\d]{{0,40}}?(?:giữ(?: các)? (?:chức|vị trí)|(?:là|làm) (?:cán bộ )?"
        r"(?:lãnh đạo|quản lý))|cấp phó \w+ trở lên)",
        place.tail,
    ):
        return "heads"
    if noun in words.PERSON_NOUNS:
        return words.PERSON_NOUNS[noun]
    voted = re.search(r"biểu quyết|tán thành|bỏ phiếu|nhất trí|cử tri", place.head + place.tail)
    if noun == "đại biểu":
        return "votes" if voted else ""
    if _ON_CONTRACT.search(place.head):
        return "contracts"
    if noun in words.BY_PERSON:
        hired = noun in ("lao động", "giáo viên") and re.match(
            r"\W*\w+ \w+,? (?:\w+,? ){0,5}?(?<!dứt )(?<!cắt )(?<!ký )(?<!lý )hợp đồng", place.tail
        )
        return "contracts" if hired else words.BY_PERSON[noun]
    if place.of_total:
        return "staff"
    if near:
        return words.BY_PERSON[near[0]]
    body = _IN_BODY.search(f"{place.head}…{place.beyond}")
    if body and not words.PERSON.search(body[0]) and not words.STAFF_BEFORE.search(place.head):
        return "staff"
    before = words.PERSON.findall(re.split(r"[;:]", place.head)[-1])
    if {"staff", "heads"} <= {words.BY_PERSON[word] for word in before[-2:]}:
        return "staff"  # "giáo viên và cán bộ quản lý"
    said = (
        before
        or words.PERSON.findall(re.split(r"[;,(\d]|(?<!\w)thì(?!\w)", place.tail[:50])[0])[:1]
    )
    said = said or words.PERSON.findall(place.earlier)
    if said:
        who = words.BY_PERSON[said[-1]]
        return "" if who == "votes" and not voted else who
    told = place.follows.fields.get("indicator") if place.follows else ""
    return "staff" if told in words.INDICATORS["staff"].values() else ""


#: Persons of a body, where the numeral stands for "…": "phòng nội vụ có 7 người".
_IN_BODY = re.compile(
    r"(?<!\w)(?:phòng|sở|cơ quan|văn phòng|ban|cục|chi cục|trung tâm|trường|bộ phận|đơn vị)"
    r"(?!\w)[^.;,\d]{0,50}(?<!\w)(?:có|còn)(?: khoảng| gần| hơn| trên| tới)* …"
    r"|… (?:của|tại|ở) (?:phòng|sở|cơ quan|văn phòng|ban|cục|trung tâm)(?!\w)"
)
_ON_CONTRACT = re.compile(r"(?<!\w)hợp đồng (?:lại |mới |thêm |với |đối với |khoảng |hơn |gần )*$")


def _of_part_time(move: str) -> str:
    """Part-time officials are not counted but for those cut and those allowed."""
    told = {"limit": "staffing-limit", "stock": "", "after": ""}
    return told.get(move, "part-time-reduction")


def _of_staff(place: Place, move: str) -> str:
    if re.match(r"[^.;,\d]{0,30}?hoàn thành", place.beyond) or _GRADED.search(place.head):
        return ""  # who are so rated, not how many there are
    if re.match(r"(?:(?!thì)[^.;,\d]){0,30}tinh giản", place.tail) and move != "quota":
        return "payroll-reduction"
    if move in ("stock", "") and re.match(r"\schỉ tiêu\b", place.tail) and "tuyển" in place.earlier:
        return "recruitment"
    if move in ("before", "after", "stock"):
        commune = re.search(r"(?:cán bộ|công chức)[^.;,\d]{0,20}(?:cấp )?xã", place.tail[:50])
        return "commune-staff" if commune else "staff-stock"
    settled = place.noun == "trường hợp" and re.search(
        r"(?:giảm|tinh giản).*giải quyết\s$", place.head
    )
    if settled:
        return "payroll-reduction"
    if move == "end":
        return "contract-reduction"
    if move == "leave" and re.search(r"hợp đồng\s(?:\w+\s){0,4}$", place.head):
        return "contract-reduction"
    if (
        move == ""
        and place.token.text.lower() != "một"
        and (place.noun or "biên chế")
        in ("biên chế", "cán bộ", "công chức", "viên chức", "giáo viên", "nhân viên", "người")
    ):
        return "staff-stock"
    return words.INDICATORS["staff"].get(move, "")


#: How they did, and then how many: "số giáo viên hoàn thành nhiệm vụ là 70 người".
_GRADED = re.compile(r"(?<!\w)(?:số|tỷ lệ|tỉ lệ)\s[^.;,]*hoàn thành (?:\w+ ){0,2}nhiệm vụ[^.;,]*$")


def _of_place(place: Place, move: str) -> str:
    """A place is where something is, goes into a merger, or has a model."""
    if move in ("before", "after"):
        return "stock"
    if words.TO_MERGE.match(place.beyond):
        return "merge"
    if move == "merge" and re.search(r"(?:nhập|sắp xếp|tách|thể)\s(?:\w+\s){0,3}$", place.head):
        return "merge"
    if place.token.kind == "fraction" and move not in ("cut", "rise"):
        return "model"
    if words.MODEL.search(f"{place.earlier} {place.tail[:120]}"):
        return "model"
    told = re.search(
        r"(?:giảm|giảm được|giảm \w+|tăng|tăng thêm|thêm)\s(?:\w+\s){0,2}$", place.head
    )
    listed = (
        move in ("cut", "rise")
        and place.follows
        and place.follows.unit in words.KINDS
        and re.match(r"\D{0,40}$", place.gap)
    )
    return move if move in ("cut", "rise") and (told or listed) else "stock"


def _of_units(place: Place, move: str) -> str:
    if move in ("before", "after"):
        return "stock"
    if re.match(
        r"[^.;,]{0,50}(?:được|đề xuất|phải|sẽ)\s(?:\w+\s){0,8}(?:sáp nhập|hợp nhất)", place.tail
    ):
        return "merge"
    if re.match(
        r"[^.;,]{0,40}?(?:tự chủ|tự bảo đảm|tự đảm bảo|(?:bảo đảm|đảm bảo) một phần)", place.tail
    ):
        return "autonomous"
    return move if move in words.INDICATORS["units"] else ""


#: Posts that became free, of which a part may be filled: "tuyển không quá 40% số biên chế đã nghỉ hưu".
_FREED = re.compile(
    r"\s*(?:%|phần trăm)\s(?:tổng )?(?:số )?(?:biên chế|chỉ tiêu|người|công chức|viên chức)\s"
    r"(?:(?:công chức|viên chức|đã|được|giải quyết(?: chế độ)?|thực hiện) )*(?:tinh giản|nghỉ hưu|thôi việc)"
)
_PLACES_WITH = re.compile(
    r"\s*(?:%|phần trăm)\s(?:tổng )?(?:số )?(?:xã|phường|huyện|quận|thôn|bản|tổ dân phố|đơn vị)(?!\w)"
)
_SPENDS_LESS = re.compile(r"(?<!\w)(?:giảm|bớt|tiết kiệm) chi(?! (?:cục|nhánh|bộ))[^.,;\d]*$")


def _of_percentage(place: Place, move: str) -> str:
    """What a percentage is the share of, or the rate of."""
    if re.match(r"\s*(?:%|phần trăm)\s(?:so với )?(?:kế hoạch|chỉ tiêu|định mức)", place.tail):
        return "target-attainment"
    if move == "limit":
        move = _verb(place.head)
    last = place.follows.fields.get("indicator", "") if place.follows else ""
    if last.endswith("-reduction") and re.search(r"\((?:\w+\s){0,3}$", place.gap):
        return last
    if _GRADED.search(place.head):
        return "quality-rating"
    if _PLACES_WITH.match(place.tail) and words.MODEL.search(place.tail):
        return "model-adoption"
    if _FREED.match(place.tail):
        return "recruitment"
    if _SPENDS_LESS.search(place.head):
        return "saving"
    rate = re.search(r"(?<!\w)t[ỷỉ] lệ\s[^,;(]*(?:là|đạt|chiếm)\s(?:\w+\s){0,2}$", place.head)
    for said, code in words.PERCENTAGES if rate else ():
        if re.search(said, rate[0]):
            return code
    tied = place.follows and place.follows.unit.startswith("share-of-") and len(place.gap) < 60
    if tied and place.follows.fields["indicator"]:
        return place.follows.fields["indicator"]
    direct = re.search(r"(?:giảm|tinh giản|cắt)\s(?:\w+\s){0,2}$", place.head)
    for said, code in () if direct else words.PERCENTAGES:
        if re.search(said, place.tail[:60]):
            return code
    if move == "cut":
        for near in (place.tail[:50], place.head, place.earlier):
            for said, code in words.CUT_FROM:
                if re.search(said, near):
                    return code
        return ""
    if move == "rise":
        return "increase"
    if move == "hire":
        return "recruitment"
    if "chiếm" in place.head and words.MODEL.search(place.head):
        return "model-adoption"
    if re.search(r"(?<!\w)chiếm\s(?:(?:\w+\s){0,3}$|[^,;(]*\($)", place.head):
        return "quality-rating" if re.search(r"hoàn thành", place.head) else "composition"
    if words.MODEL.search(place.earlier) and re.search(
        r"xã|huyện|thôn|địa phương|đơn vị", place.tail[:40]
    ):
        return "model-adoption"
    return ""
