"""Which figures of a sentence seem to belong together, and what their arithmetic comes to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

from printed import audit
from printed.audit import Outcome, RelationError
from printed.equations import Printed
from printed.reading.numerals import NumeralError, read

from . import words
from .numerals import Suggestion

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
                stock = words.STOCKS.get(one.unit, "") or one.fields["indicator"]
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
    return Printed(one.id, numeral.value, numeral.step, unit, qualifier, numeral.parts)


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
