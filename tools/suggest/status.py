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
    done = words.VERB.findall(place.clause) if becomes == "over" and not place.of_total else ()
    told = done and words.BY_VERB[done[-1]] in ("cut", "leave", "move", "hire")
    return "" if told else becomes


def status_of(place: Place, unit: str, move: str, indicator: str) -> str:
    """Whether it is done, planned, there before, or background.

    The words of its own clause decide.  A change that they leave open is what the rest of the
    sentence says; a number of what there is stays background.  Other sentences can only leave it open.
    """
    if unit in ("year", "month", "day"):
        return "planned" if limit(place.before, place.after)[0] == "<=" else "context"
    if move == "before":
        return "baseline"
    said = _told(place.clause, there=move != "after")
    if not (unit or indicator or move in ("after", "limit")):
        # Nobody knows of what: only what is plainly told of a change is told.
        close = move in _CHANGES and _CLOSE.search(place.head)
        return said if close and said != "there" else ""
    if said == "" and words.REACHED.search(place.clause) and not _IF.search(place.head):
        said = "achieved"
    if plain := _by_what_it_is(place, move, indicator, said):
        return plain
    turned = indicator == "autonomous-units" and re.search(r"(?<!\w)chuyển(?!\w)", place.clause)
    if indicator in _STANDING and move != "after" and not turned:
        return _standing(place, unit, indicator, said)
    return _changing(place, unit, move, indicator, said)


def _by_what_it_is(place: Place, move: str, indicator: str, said: str) -> str:
    """The status that a figure has by what it measures; '' where that does not decide."""
    if indicator == "vote" and said != "planned":
        return "achieved"
    if indicator in ("area", "population") and _STANDARD.search(f"{place.head} {place.tail[:40]}"):
        return "planned"
    if indicator == "target-attainment" and _SHORT_OF.search(f"{place.head}… {place.tail[:30]}"):
        return "planned"
    if indicator in ("staff-surplus", "staff-shortage"):
        to_be = _IF.search(place.clause) or _TO_BE_OVER.match(place.beyond)
        return "planned" if to_be else "context"
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
        return said if said == "planned" else "baseline"
    return ""


def _standing(place: Place, unit: str, indicator: str, said: str) -> str:
    """The status of how many there are."""
    if said == "" and _CHANGE.search(place.clause):
        said = _told(place.head)
    if said == "planned" and not place.of_total and not _WHERE.search(place.head):
        return said
    before = place.latest.get(unit, {}).get("status") == "baseline"
    if words.AFTERWARDS.search(place.head) or (before and said == "achieved"):
        return "achieved"
    if said == "" and (alike := _goes_on(place)):
        return alike
    there_was = said not in ("achieved", "there") and words.THEN.search(place.head)
    there_was = there_was or words.THEN_BEHIND.match(place.beyond)
    return "baseline" if there_was and indicator in _STOCKS else "context"


def _changing(place: Place, unit: str, move: str, indicator: str, said: str) -> str:
    """The status of a change, or of what it made; '' where no word tells it."""
    if said == "":
        said = _told(place.head) if indicator else ""
    if said in ("planned", "achieved"):
        return said
    if indicator in _TOLD_WHEN_DONE:
        return "achieved"
    if indicator in ("spending", "departure") or not (indicator or move == "after"):
        return ""
    if move in ("stock", ""):
        return "context"
    left_open = place.heading or move in ("merge", "hire") or _may_be_planned(place, unit)
    return "" if left_open else "achieved"


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
#: Between two numbers of what there is, of which the first says when: ", có 7 xã", "với 6 chi bộ".
_BESIDE = re.compile(
    r"(?:\s[^\W\d]+){0,6}?\s?(?:,|\s(?:và|với|cùng))(?:\s(?:có|với|và|cùng|gần|hơn|trên|khoảng)){0,3}\s"
)
_STANDARD = re.compile(r"(?<!\w)(?:tiêu chuẩn|trở lên|quy định|tối thiểu|ít nhất)(?!\w)")


def _is_to_come(place: Place) -> bool:
    """Whether what stands behind it tells of the time to come: "10 xã phải nhập"."""
    fronted = not place.head.strip() and _FRONTED.match(place.beyond)
    return bool(fronted or words.TO_COME.match(place.beyond))


def _may_be_planned(place: Place, unit: str) -> bool:
    """Whether anything around a change without a mark of its own tells of plans."""
    told = {
        fields["status"] for fields in place.latest.values() if fields["indicator"].endswith(_MOVED)
    }
    return bool(
        _told(f"{one_tone_style(place.above.lower())} {place.earlier}") == "planned"
        or place.latest.get(unit, {}).get("status") == "planned"
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
