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
from printed.reading.numerals import NumeralError

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
#: Lists that name all the parts; behind "trong đó" there may be more.
_CLOSED = re.compile(r"(?i)\b(?:gồm|bao gồm|chia ra)\b")
_TURNED = re.compile(
    r"(?i)\b(?:xuống|còn|(?<!tỉnh,\s)(?<!tỉnh\s)thành(?!\sphố)|lên|(?<!hiện\s)(?<!năm\s)nay)\b"
)
#: What may stand behind a percentage that is that of the k/n before it, and not of something else.
_OF_THE_SAME = re.compile(
    r"(?i)\s*(?:%|phần\străm)(?!\s*[^\W\d_])|\s*(?:%|phần\străm)\s(?:số|tổng|kế hoạch|chỉ tiêu|so|"
    r"và|các|của|toàn)\b"
)
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
    outcome: Outcome | None = None  # spans, repairs and readings; None where it cannot stand

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
        numeral = one.token.numeral
    except NumeralError:
        return None
    qualifier = one.fields["qualifier"] or "="
    return Printed(one.id, numeral.value, numeral.step, _unit(one), qualifier, numeral.parts)


def _unit(one: Suggestion) -> str:
    """What it is measured in; money and what is counted by its looks where no code is known."""
    if _is_share(one):
        return "percent"
    return "person" if one.unit == "payroll-post" else one.unit or one.looks.rpartition(", ")[2]


def _related(
    kind: str,
    ask: Callable[..., Outcome],
    fixed: Mapping[str, str] | None = None,
    **operands: Suggestion | Sequence[Suggestion],
) -> Iterator[SuggestedRelation]:
    """A relation with what its arithmetic comes to; none between figures of several units.

    A figure whose noun is not known may count what the others do.
    """
    figures = {
        name: _printed(one) if isinstance(one, Suggestion) else [*map(_printed, one)]
        for name, one in operands.items()
    }
    counted = [one for one in _flat(figures) if one.unit != "percent" and not one.parts]
    known = [one.unit for one in counted if one.unit != "count"]
    figures = {name: _as_others(figure, known[:1]) for name, figure in figures.items()}
    relation = SuggestedRelation(kind, operands, "cannot stand", "", fixed or {})
    try:
        outcome = ask(*figures.values())
    except RelationError as error:
        message = str(error).splitlines()[0]
        if not message.startswith("mixed units"):
            yield replace(relation, told=f"cannot stand so: {message}")
        return
    said = ", ".join(
        _said(one) for one in sorted(relation.figures, key=lambda one: one.token.start)
    )
    told = f"{said}; {outcome.recomputed or 'nothing'} recomputed: {outcome.verdict}"
    yield replace(relation, verdict=outcome.verdict, told=told, outcome=outcome)


def _flat(figures: Mapping[str, Printed | list[Printed]]) -> Iterator[Printed]:
    for figure in figures.values():
        yield from figure if isinstance(figure, list) else [figure]


def _as_others(figure: Printed | list[Printed], known: list[str]) -> Printed | list[Printed]:
    """A figure of no known unit in that of the others."""
    if isinstance(figure, list):
        return [_as_others(one, known) for one in figure]
    return replace(figure, unit=known[0]) if known and figure.unit == "count" else figure


def _said(one: Suggestion) -> str:
    return one.token.text + (" %" if _is_share(one) else "")


def _gap(paragraph: str, one: Suggestion, other: Suggestion) -> str:
    return paragraph[one.token.end : other.token.start][: _LONG_GAP + 1]


def _is_share(one: Suggestion) -> bool:
    return one.looks.endswith("percentage")


def _is_count(one: Suggestion) -> bool:
    return not _is_share(one) and not one.looks.endswith(
        ("k/n", "ordinal", "multiple", "proportion", "points")
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
            shares.extend(_related("share", audit.share, percentage=one, part=other))
        elif _is_share(one) and _is_count(other) and _OF.search(gap):
            shares.extend(_related(
                "share", lambda share, whole: audit.share(share, None, whole),
                percentage=one, whole=other,
            ))  # fmt: skip
        elif _is_count(one) and _is_count(other) and third and _is_share(third):
            after = _gap(paragraph, other, third)
            before = paragraph[max(0, one.token.start - 30) : one.token.start]
            if len(after) > _LONG_GAP:
                continue
            if _OF.search(gap):
                shares.extend(
                    _related("share", audit.share, percentage=third, part=one, whole=other)
                )
            elif _OF.search(before) and _TIED.search(after) and _alike(one, other):
                shares.extend(
                    _related("share", audit.share, percentage=third, part=other, whole=one)
                )
        elif not _is_share(one) and _is_share(other) and _TIED.search(gap):
            if place and any(relation.operands.get("percentage") is other for relation in shares):
                continue  # it is tied already: "k trong n … đạt p %"
            if one.looks.endswith("k/n"):
                if _OF_THE_SAME.match(paragraph, other.token.end):
                    shares.extend(_related("share", audit.share, percentage=other, part=one))
            elif one.token.start in wholes:
                whole = wholes[one.token.start]
                shares.extend(
                    _related("share", audit.share, percentage=other, part=one, whole=whole)
                )
            elif (
                third
                and _is_count(third)
                and re.search(r"(?i)\b(?:so với|trên|trong|của)\b", _gap(paragraph, other, third))
            ):
                shares.extend(
                    _related("share", audit.share, percentage=other, part=one, whole=third)
                )
            elif _is_count(one):
                shares.extend(_related("base", audit.base, percentage=other, part=one))
    return shares


def _alike(one: Suggestion, other: Suggestion) -> bool:
    """Whether two figures may count the same; persons may be counted as the posts they hold."""
    if one.looks.endswith("money") != other.looks.endswith("money"):
        return False
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
        whole, values = total.token.numeral.value, [part.token.numeral.value for part in parts]
        sums = [sum(values[:size]) for size in range(len(values) + 1)]
        fits = [size for size in range(2, len(sums)) if sums[size] == whole]
        if not fits and (not _NAMED.search(gap) or sums[-1] < whole / 2 or sums[-1] > whole * 2):
            continue
        chosen = parts[: fits[0] if fits else len(parts)]
        if len(chosen) > 1 and (fits or _CLOSED.search(gap)):
            yield from _related("sum", audit.total, total=total, parts=chosen)
        elif len(chosen) > 1:  # some of the parts: they bound the total from below
            some = partial(audit.total, partial=True)
            yield from _related("sum", some, {"partial": "yes"}, total=total, parts=chosen)


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
            yield from _related(
                "difference", partial(audit.difference, rises=True), {"direction": "rises"},
                before=pair[0], after=pair[1], change=change,
            )  # fmt: skip
        elif pair:
            yield from _related(
                "difference", audit.difference, before=pair[0], after=pair[1], change=change
            )
        elif one and not rises and _alike(one[-1], change):
            behind = paragraph[change.token.end : change.token.end + 60]
            gap = _gap(paragraph, one[-1], change)
            if one[-1].unit and len(gap) < 60 and re.match(r"[^.;,\d]*\bso với\b", behind):
                yield from _related(
                    "difference", lambda after, change: audit.difference(None, after, change),
                    after=one[-1], change=change,
                )  # fmt: skip
