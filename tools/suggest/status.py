"""Whether a figure is done, planned, there before, or background, and what becomes of persons."""

from __future__ import annotations

import re

from printed.reading.figures import limit

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
    if not (unit or indicator or move in ("after", "limit")):
        return ""  # nobody knows of what
    said = _told(place.clause, there=move != "after")
    if said == "" and words.REACHED.search(place.clause) and not _IF.search(place.head):
        said = "achieved"
    if indicator == "vote" and said != "planned":
        return "achieved"
    if indicator in ("area", "population") and _STANDARD.search(f"{place.head} {place.tail[:40]}"):
        return "planned"
    if move == "hire" and fate(place):
        return "planned" if said == "planned" or _IF.search(place.beyond[:40]) else "achieved"
    to_come = indicator and indicator not in ("pupils", "population")
    if to_come and (said in ("", "planned") or fate(place)) and words.TO_COME.match(place.beyond):
        return "planned"
    if move == "limit" or indicator in _SET:
        return "planned"
    if indicator in ("staff-surplus", "staff-shortage"):
        return "planned" if _IF.search(place.clause) else "context"
    goes_in = move == "merge" or (move in ("stock", "") and words.MERGES.match(place.tail))
    if indicator in ("school-stock", "villages") and goes_in:
        return said if said == "planned" else "baseline"
    turned = indicator == "autonomous-units" and re.search(r"(?<!\w)chuyển(?!\w)", place.clause)
    if indicator in _STANDING and move != "after" and not turned:
        if said == "" and _CHANGE.search(place.clause):
            said = _told(place.head)
        if said == "planned" and not place.of_total and not re.search(r"(?<!\w)của\s$", place.head):
            return said
        before = place.latest.get(unit, {}).get("status") == "baseline"
        if words.AFTERWARDS.search(place.head) or (before and said == "achieved"):
            return "achieved"
        there_was = said not in ("achieved", "there") and words.THEN.search(place.head)
        there_was = there_was or words.THEN_BEHIND.match(place.beyond)
        return "baseline" if there_was and indicator in _STOCKS else "context"
    if said == "":
        said = _told(place.head) if indicator else ""
    if said in ("planned", "achieved"):
        return said
    if indicator in (
        "model-adoption",
        "quality-rating",
        "qualification",
        "independent-cells",
        "health-centre-merger",
    ):
        return "achieved"
    if indicator in ("spending", "departure") or not (indicator or move == "after"):
        return ""
    if move in ("stock", ""):
        return "context"
    planned = "planned" in (_told(place.earlier), place.latest.get(unit, {}).get("status"))
    return "" if place.heading or planned or move in ("merge", "hire") else "achieved"


#: What an authority sets for the time to come, also where it was given long ago.
_SET = ("staff-quota", "leadership-limit", "unit-limit", "staffing-limit")
_STOCKS = (
    "area", "population", "administrative-units", "unit-stock", "staff-stock", "leadership-stock",
    "school-stock", "pupils", "contract-staff", "villages", "households", "commune-staff",
    "party-organisations", "party-cells", "party-members", "party-committee-members",
)  # fmt: skip
#: What there is, and no change.
_STANDING = (*_STOCKS, "composition", "autonomous-units")
_CHANGE = re.compile(r"(?<!\w)(?:tăng|giảm) số")
_IF = re.compile(r"(?<!\w)(?:nếu|sẽ|có thể|dự kiến|xem xét)(?!\w)")
_STANDARD = re.compile(r"(?<!\w)(?:tiêu chuẩn|trở lên|quy định|tối thiểu|ít nhất)(?!\w)")


def _told(text: str, *, there: bool = True) -> str:
    """What the last marker of a text says: planned, achieved or there now; '' for none."""
    marks = [(match.end(), "planned") for match in words.PLANNED.finditer(text)]
    marks += [(match.end(), "achieved") for match in words.DONE.finditer(text)]
    marks += [(match.end(), "there") for match in words.PRESENT.finditer(text) if there]
    return max(marks)[1] if marks else ""
