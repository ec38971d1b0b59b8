"""Whether a figure is done, planned, there before, or background, and what becomes of persons."""

from __future__ import annotations

import re

from printed.reading.figures import limit
from printed.reading.text import one_tone_style

from . import words
from .place import Place


def fate(place: Place) -> str:
    """What becomes of persons, told behind their noun: "500 giáo viên dôi dư"."""
    if words.KINDS.get(words.BY_NOUN.get(place.noun, "")) != "staff":
        return ""
    becomes = next((move for said, move in words.FATES if re.match(said, place.beyond)), "")
    if becomes == "over" and place.out_of:
        return ""  # all are too many, of whom these are some
    open_to = becomes in ("over", "hire") and not place.of_total
    done = words.VERB.findall(place.clause) if open_to else ()
    told = done and words.BY_VERB[done[-1]] in ("cut", "leave", "move", "hire")
    return "" if told else becomes


def status_of(place: Place, unit: str, move: str, indicator: str) -> str:
    """Whether it is done, planned, there before, or background.

    The words of its own clause decide.  A change that they leave open is what the rest of the
    sentence says; a number of what there is stays background.  Other sentences can only leave it open.
    """
    if unit in ("year", "month", "day"):
        return _of_time(place)
    if move == "before":
        return "baseline"
    said = _told(place.clause, there=move != "after")
    if _SCHEMED.search(place.head):
        said = "planned"
    if not (unit or indicator or move in ("after", "limit")):
        # Nobody knows of what: only what is plainly told of a change is told.
        close = move in _CHANGES and _CLOSE.search(place.head)
        return said if close and said != "there" else ""
    if said == "" and words.REACHED.search(place.clause) and not _IF.search(place.head):
        said = "achieved"
    if plain := _by_what_it_is(place, unit, move, indicator, said):
        return plain
    turned = indicator == "autonomous-units" and re.search(r"(?<!\w)chuyển(?!\w)", place.clause)
    if indicator in _STANDING and move not in ("after", "merge") and not turned:
        return _standing(place, unit, indicator, said)
    return _changing(place, unit, move, indicator, said)


def _of_time(place: Place) -> str:
    """A length of time or an age that is set is planned, what has gone by is background."""
    if _GONE.search(f"{place.head}…{place.beyond}"):
        return "context"
    bound = limit(place.before, place.after)[0] == "<=" or _TERM.search(place.head)
    ruled = _RULED.search(f"{place.head} {place.tail[:60]}")
    told = place.noun != "tuổi" and _told(place.clause) == "planned"
    to_run = told or _TO_RUN.match(place.beyond)
    return "planned" if bound or ruled or to_run else "context"


def _by_what_it_is(place: Place, unit: str, move: str, indicator: str, said: str) -> str:
    """The status that a figure has by what it measures; '' where that does not decide."""
    if indicator == "vote" and said != "planned":
        return "achieved"
    if indicator in ("area", "population", "households") and _STANDARD.search(
        f"{place.head} {place.tail[:40]}"
    ):
        return "planned"
    if indicator == "target-attainment" and _SHORT_OF.search(f"{place.head}… {place.tail[:30]}"):
        return "planned"
    if indicator in ("staff-surplus", "staff-shortage"):
        if _IF.search(place.clause) or _TO_BE_OVER.match(place.beyond):
            return "planned"
        made = words.AFTERWARDS.search(place.head) or _MADE_OVER.search(place.clause)
        return "achieved" if made else "context"
    if move == "hire" and fate(place):
        return "planned" if said == "planned" or _IF.search(place.beyond[:40]) else "achieved"
    to_come = indicator and indicator not in ("pupils", "population")
    if to_come and (said in ("", "planned") or fate(place)) and _is_to_come(place):
        return "planned"
    if move == "limit" or indicator in _SET:
        return "planned"
    if said == "" and indicator in _STOCKS and _AND_NO_MORE.match(place.tail):
        return "planned"
    if move == "merge" and re.match(r"\shiện (?:có|nay)(?!\w)", place.beyond):
        return "baseline"
    goes_in = move == "merge" or (move in ("stock", "") and words.MERGES.match(place.tail))
    if indicator in ("school-stock", "villages") and goes_in:
        left_open = said == "" and _may_be_planned(place, unit)
        return said if said == "planned" else "" if left_open else "baseline"
    return ""


def _standing(place: Place, unit: str, indicator: str, said: str) -> str:
    """The status of how many there are."""
    if said == "" and _CHANGE.search(place.clause):
        said = _told(place.head)
    if said == "planned" and not place.of_total and not _WHERE.search(place.head):
        return said
    before = place.last(unit).get("status") == "baseline"
    if words.AFTERWARDS.search(place.head) or (before and said == "achieved"):
        return "achieved"
    if said == "" and (alike := _goes_on(place)):
        return alike
    if said == "" and _SET_UP.search(place.head):
        return "" if place.heading or _may_be_planned(place, unit) else "achieved"
    there_was = said != "achieved" and words.THEN.search(
        place.clause if said == "there" else place.head
    )
    there_was = there_was or words.THEN_BEHIND.match(place.beyond) or _SINCE.match(place.tail)
    return "baseline" if there_was and indicator in _STOCKS else "context"


def _changing(place: Place, unit: str, move: str, indicator: str, said: str) -> str:
    """The status of a change, or of what it made; '' where no word tells it."""
    if said == "":
        said = _told(place.head) if indicator else ""
    if said in ("planned", "achieved"):
        return said
    if indicator in _TOLD_WHEN_DONE:
        return "achieved"
    if indicator == "spending" and _REGULAR.search(f"{place.head}… {place.tail[:30]}"):
        return "context"
    if indicator in ("spending", "departure") or not (indicator or move == "after"):
        return ""
    if move in ("stock", "") and indicator != "merged-bodies":
        return "context"
    open_verb = move in ("merge", "hire") and indicator != "saving"
    left_open = place.heading or open_verb or _may_be_planned(place, unit)
    return "" if left_open else "achieved"


#: Time gone by, where the numeral stands for "…": "sau 5 năm", "hơn 10 năm nay".
_GONE = re.compile(
    r"(?<!\w)(?:sau|qua|cách đây|suốt|kỷ niệm)(?: thời gian)?(?: khoảng| gần| hơn| trên)? …"
    r"|…(?: \w+)? (?:qua|nay|trước)(?!\w)"
)
#: What lasts as long as it is allowed to: "hợp đồng thời hạn 3 năm", "gia hạn thêm 2 năm".
_TERM = re.compile(
    r"(?<!\w)(?:thời hạn(?: \w+){0,4} là|thời hạn|gia hạn|hợp đồng|đủ|ít nhất|bổ nhiệm[^.;,]*)"
    r"(?: lao động| làm việc| thêm| là| trong| có)*\s(?:\w+\s)?$"
)
_TO_RUN = re.compile(r"(?:\sngày)?\s(?:(?:\w+\s){0,2}(?:tới|nữa|trở lên)|(?:tiền )?lương|tù)(?!\w)")
#: Who is entitled to what: "nam đủ 55 tuổi và 20 năm đóng bảo hiểm được hưởng".
_RULED = re.compile(
    r"(?<!\w)(?:đóng (?:đủ )?bảo hiểm|trợ cấp|(?:được|điều kiện) hưởng|đối với (?:nam|nữ)"
    r"|tuổi nghỉ hưu|nghỉ hưu ở)(?!\w)"
)
#: What is paid again and again: "lương 3 triệu đồng/tháng".
_REGULAR = re.compile(
    r"^(?!.*(?:quy định|dự thảo|được hỗ trợ|thưởng))"
    r".*(?:(?<!\w)(?:mỗi|hằng|hàng) (?:tháng|năm)(?!\w)|….*(?:/|(?:mỗi|một) )(?:tháng|năm|người))"
)
_TOLD_WHEN_DONE = (
    "model-adoption", "quality-rating", "qualification", "independent-cells",
    "health-centre-merger",
)  # fmt: skip
#: What an authority sets for the time to come, also where it was given long ago.
_SET = ("staff-quota", "leadership-limit", "unit-limit", "staffing-limit")
_STOCKS = (
    "area", "population", "administrative-units", "unit-stock", "staff-stock", "leadership-stock",
    "school-stock", "pupils", "contract-staff", "villages", "households", "commune-staff",
    "party-organisations", "party-cells", "party-members", "party-committee-members",
)  # fmt: skip
#: What a scheme or a decision is about.
_SCHEMED = re.compile(
    r"(?<!\w)(?:đề án|phương án|kế hoạch|quyết định) (?:sáp nhập|sát nhập|hợp nhất|sắp xếp|tinh giản"
    r"|giảm|cắt|chấm dứt|giải thể|tuyển|tuyển dụng|điều động|bổ sung)(?:\s(?!được)\w+){0,3}\s$"
)
_CHANGES = ("cut", "rise", "merge", "hire", "leave", "move", "end")
#: The verb right before the numeral.
_CLOSE = re.compile(rf"{words.VERB.pattern}(?:\s\w+){{0,2}}\s$")
_MOVED = ("-reduction", "-merger", "-stock", "increase", "merged-bodies")
#: What there is, and no change.
_STANDING = (*_STOCKS, "composition", "autonomous-units")
_CHANGE = re.compile(r"(?<!\w)(?:tăng|giảm) số")
_IF = re.compile(r"(?<!\w)(?:nếu|sẽ|có thể|dự kiến|xem xét)(?!\w)")
#: Which are to be too many: "21 người sẽ thuộc diện dôi dư".
_TO_BE_OVER = re.compile(r"\s(?:sẽ|có thể|dự kiến)(?!\w)[^.,;\d]{0,25}(?:dôi dư|thừa|thiếu)")
#: A change that leaves too many: "việc hợp nhất làm dôi dư 6 người".
_MADE_OVER = re.compile(r"(?<!\w)(?:làm|khiến)(?: \w+){0,3} (?:dôi dư|thừa)(?!\w)")
#: Below a part of a standard, which is set: "chưa đạt 50% tiêu chuẩn".
_SHORT_OF = re.compile(
    r"(?<!\w)(?:chưa|không|thấp hơn|dưới)(?: đạt| đủ)?(?: trên| quá)?\s…\s*(?:%|phần trăm)"
    r"(?: so với)?(?: \w+){0,1}? (?:tiêu chuẩn|tiêu chí|quy định)"
)
#: A body that is set up so: "có 1 giám đốc và không quá 3 phó giám đốc".
_AND_NO_MORE = re.compile(r"[^.;,\d]{0,30}(?<!\w)và (?:không (?:có )?quá|tối đa)(?!\w)")
#: Things that open a sentence, and what somebody is to do with them.
_FRONTED = re.compile(r"[^.;,\d]{0,40}, [^.;,\d]{0,30}(?<!\w)(?:sẽ|phấn đấu)(?!\w)")
#: Where somebody acts, and how many such places there are.
_WHERE = re.compile(r"(?<!\w)(?:của|ubnd|trên địa bàn)\s$")
#: What is cut on, done or to be done.
_GOES_FURTHER = re.compile(r"(?<!\w)tiếp tục(?!\w)")
#: What was set up or appointed is a result, where no word makes it a plan.
_SET_UP = re.compile(r"(?<!\w)(?:thành lập|bổ nhiệm)\s(?:\w+\s){0,2}$")
#: Behind what there was, what there is by now: "có 40 huyện, đến nay có 52".
_SINCE = re.compile(
    r"[^.;\d]{0,60}(?<!\w)(?:đến nay|tới nay|hiện nay|thì nay|sau (?:khi )?(?:sáp nhập|sắp xếp|hợp nhất))"
    r"(?: \w+|,){0,4}? (?:có|còn|lên|xuống)"
    r"(?: \w+)? \d"
)
#: Between two numbers of what there is, of which the first says when: ", có 7 xã", "với 6 chi bộ".
_BESIDE = re.compile(
    r"(?:\s[^\W\d]+){0,6}?\s?(?:,|\s(?:và|với|cùng))(?:\s(?:có|với|và|cùng|gần|hơn|trên|khoảng)){0,3}\s"
)
_STANDARD = re.compile(
    r"(?<!\w)(?:chưa đủ|không đủ|tiêu chuẩn|trở lên|quy định|tối thiểu|ít nhất)(?!\w)"
)


def _is_to_come(place: Place) -> bool:
    """Whether what stands behind it tells of the time to come: "10 xã phải nhập"."""
    fronted = not place.head.strip() and _FRONTED.match(place.beyond)
    return bool(fronted or words.TO_COME.match(place.beyond))


def _may_be_planned(place: Place, unit: str) -> bool:
    """Whether anything around a change without a mark of its own tells of plans."""
    latest = {key: one.fields for key, one in place.latest.items()}
    told = {fields["status"] for fields in latest.values() if fields["indicator"].endswith(_MOVED)}
    return bool(
        _told(f"{one_tone_style(place.above.lower())} {place.earlier}") == "planned"
        or latest.get(unit, {}).get("status") == "planned"
        or ("planned" in told and "achieved" not in told)
        or words.PLANNED.search(place.tail)
        or _GOES_FURTHER.search(place.clause)
        or words.ONLY_SAID.search(place.clause)
    )


def _goes_on(place: Place) -> str:
    """What the number before it in a list of what there is says of the whole list; '' for none."""
    last = place.follows
    listed = last and last.section == "records" and _BESIDE.fullmatch(place.gap)
    return last.fields["status"] if listed and last.fields["indicator"] in _STANDING else ""


def _told(text: str, *, there: bool = True) -> str:
    """What the last marker of a text says: planned, achieved or there now; '' for none."""
    marks = [(match.end(), "planned") for match in words.PLANNED.finditer(text)]
    marks += [(match.end(), "achieved") for match in words.DONE.finditer(text)]
    marks += [(match.end(), "there") for match in words.PRESENT.finditer(text) if there]
    return max(marks)[1] if marks else ""
