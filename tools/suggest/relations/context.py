"""What the relations of figures tell of the figures themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .. import words
from ..place import Suggestion
from .related import SuggestedRelation


def in_context(
    found: Sequence[Suggestion], relations: Sequence[SuggestedRelation]
) -> list[Suggestion]:
    """The suggestions again, with what the relations tell of their figures.

    The parts of a total count what it counts: in "519 biên chế (30 công chức …, 489 công chức …)"
    payroll posts throughout.  A percentage is of the same matter as its part.  The figures before
    and after a change are stocks.
    """
    told: dict[tuple[int, int], dict[str, str]] = {}

    def tell(one: Suggestion, **fields: str) -> None:
        kept = {name: value for name, value in fields.items() if value}
        told.setdefault((one.paragraph, one.token.start), {}).update(kept)

    for relation in relations:
        named = relation.operands
        if relation.kind == "sum" and relation.verdict in ("exact", "holds"):
            total = named["total"]
            for part in named["parts"]:
                reached = relation.verdict == "exact" and relation.worded
                reached = reached or (relation.worded and _some_of(total, part))
                if (total.unit, part.unit) == ("person", "leadership-post"):
                    continue  # heads among the staff are counted as heads
                unit = total.unit if reached or not part.unit else ""
                indicator = total.fields["indicator"] if reached or not part.unit else ""
                tell(part, unit=unit, indicator=indicator,
                     status=total.fields["status"] if reached or not part.fields["status"] else "")  # fmt: skip
            parts = named["parts"]
            if relation.verdict == "exact" and not total.unit and len({p.unit for p in parts}) == 1:
                tell(total, unit=parts[0].unit, indicator=parts[0].fields["indicator"])
        if relation.kind in ("share", "base") and (part := named.get("part")):
            share, indicator = named["percentage"], part.fields["indicator"]
            own = ("", "payroll-reduction", *_stocks(part))
            if indicator and indicator in _stocks(part) and share.fields["indicator"] in own:
                tell(share, indicator="composition", status="context")
            elif not share.fields["indicator"]:
                tell(share, indicator=part.fields["indicator"])
        if relation.kind == "bound":
            some, every = named["value"], named["limit"]
            stock = every.fields["indicator"] in _stocks(every)
            if stock and some.fields["indicator"].endswith("-reduction"):
                tell(every, status="baseline")  # what there was before the cut
            elif not stock and not some.fields["indicator"]:
                tell(some, indicator=every.fields["indicator"], status=every.fields["status"])
        if relation.kind in ("difference", "growth"):
            pair = [one for name in ("before", "after") if (one := named.get(name))]
            units = [one.unit for one in (*pair, named.get("change", pair[0])) if one.unit]
            for one in pair:
                kind = words.KINDS.get(one.unit or (units[0] if units else ""), "")
                stock = words.INDICATORS.get(kind, {}).get("stock", "")
                status = "baseline" if one is named.get("before") else "achieved"
                plans = one.fields["status"] == "planned" and status == "achieved"
                change = named.get("change", named.get("percentage"))
                if status == "achieved" and not (one.fields["status"] or change.fields["status"]):
                    status = ""  # the words leave it open
                unit = "" if one.unit else (units[0] if units else "")
                tell(one, unit=unit, indicator=one.fields["indicator"] or stock,
                     status="planned" if plans else status)  # fmt: skip
    return _repeated(
        [
            replace(one, fields={**one.fields, **told.get((one.paragraph, one.token.start), {})})
            for one in found
        ]
    )


def _repeated(found: list[Suggestion]) -> list[Suggestion]:
    """What a heading leaves open, the sentence tells that prints the same number of the same thing."""
    told: dict[tuple[str, ...], set[str]] = {}
    for one in found:
        if one.fields.get("status") and one.fields["indicator"] and _printed(one):
            told.setdefault(_printed(one), set()).add(one.fields["status"])
    again = {what: next(iter(said)) for what, said in told.items() if len(said) == 1}
    return [
        replace(one, fields={**one.fields, "status": again[_printed(one)]})
        if one.fields.get("status") == "" and _printed(one) in again
        else one
        for one in found
    ]


def _printed(one: Suggestion) -> tuple[str, ...]:
    """The number and of what it is; a number of one digit says too little to be known again."""
    several = len(re.sub(r"\D", "", one.token.text)) > 1
    return (one.token.text, one.unit, one.fields.get("indicator", "")) if several else ()


def _some_of(total: Suggestion, part: Suggestion) -> bool:
    """Whether a part only says that it is there, of a total that is cut, taken on or planned."""
    changed = total.fields["indicator"] not in ("", *_stocks(total))
    return changed and total.unit == part.unit and part.fields["indicator"] in _stocks(part)


def _stocks(one: Suggestion) -> tuple[str, ...]:
    """What tells how many there are of what it counts."""
    kind = words.INDICATORS.get(words.KINDS.get(one.unit, ""), {})
    return kind.get("stock", ""), kind.get("", "")
