"""Which figures of a sentence seem to belong together, and what their arithmetic comes to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from itertools import pairwise

from printed import audit
from printed.audit import Outcome, RelationError
from printed.equations import Printed
from printed.reading.numerals import NumeralError

from . import words
from .numerals import Suggestion

_TIED = re.compile(
    r"(?i)(?:\(|\b(?:bằng|đạt|chiếm|tương đương|tương ứng|tỷ lệ|tỉ lệ|tức|là|ứng với)\b)[^.;()\d]{0,30}$"
)
#: Behind a percentage: the count that it comes to, "11%, tương đương hơn 7.000 người".
_COMES_TO = re.compile(
    r"(?i)\s?%?[^.;()\d]{0,40}(?:\(|\b(?:tương đương|tương ứng|tức|ứng với)\b)[^.;()\d]{0,25}$"
)
_OF = re.compile(
    r"(?i)\b(?:trong|trên)(?:\stổng)?(?:\ssố)?[^.;()\d]{0,20}$|\btổng số[^.;()\d]{0,20}$"
)
#: Between k and n of "k … trên tổng số n".
_K_OF_N = re.compile(r"(?i)[^.;()\d]{0,60}\b(?:trong|trên)\s(?:tổng\ssố|số|tổng)\s(?:\w+\s){0,2}$")
#: Before n and behind it, of "trong số n …, có k".
_AMONG = re.compile(r"(?i)(?:^|[.,;]\s)trong\s(?:tổng\s)?(?:số\s)?$")
_THERE_ARE = re.compile(r"(?i)[^.;()\d]{0,100}\b(?:có|thì|gồm)\s(?:\w+\s)?$")
_LISTED = re.compile(r"(?i)\b(?:trong đó|trong số đó|gồm|cụ thể|bao gồm|chia ra)\b|\(|:")
_NAMED = re.compile(r"(?i)\b(?:trong đó|trong số đó|gồm|cụ thể|bao gồm|chia ra)\b")
#: Lists that name all the parts; behind "trong đó" there may be more.
_CLOSED = re.compile(r"(?i)\b(?:gồm|bao gồm|chia ra)\b")
#: Before a total that stands behind its parts.
_TOTALLED = re.compile(r"(?i)\b(?:tổng cộng|tổng số|cộng lại|tổng là)\b[^.;()\d]{0,25}$")
_TURNED = re.compile(
    r"(?i)\b(?:xuống|còn|(?<!tỉnh,\s)(?<!tỉnh\s)thành(?!\sphố)|lên|(?<!hiện\s)(?<!năm\s)nay)\b"
)
#: What may stand behind a percentage that is that of the k/n before it, and not of something else.
_OF_THE_SAME = re.compile(
    r"(?i)\s*(?:%|phần\străm)(?!\s*[^\W\d_])|\s*(?:%|phần\străm)\s(?:số|tổng|kế hoạch|chỉ tiêu|định mức|so|"
    r"và|các|của|toàn)\b"
)
_CHANGED = re.compile(r"(?i)\b(?P<verb>giảm|tăng)(?:\s(?:được|thêm|đi|bớt|tới|gần|hơn|trên))*\s*$")
_REACHED = re.compile(r"(?i)\b(?:tăng lên|giảm còn|giảm xuống|giảm xuống còn|còn)\s(?:\w+\s)?$")
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

    A percentage with its k/n or its part (``share``, ``base``, beyond 100 % ``ratio``), parts with
    their total (``sum``), a change with the figures before and after it (``difference``,
    ``growth``), one figure out of another (``bound``).  Those whose arithmetic misses are kept:
    they are the interesting ones.
    """
    sentences: dict[tuple[int, int], list[Suggestion]] = {}
    for one in found:
        if one.section == "records" and _printed(one) and one.unit not in ("year", "month", "rank"):
            sentences.setdefault((one.paragraph, one.sentence), []).append(one)
    relations = []
    for (number, _), figures in sentences.items():
        paragraph = text[number - 1]
        changes = [*_differences(paragraph, figures), *_growths(paragraph, figures)]
        shares = _shares(paragraph, figures, changes)
        relations += changes
        relations += _sums(paragraph, figures)
        relations += shares
        relations += _bounds(paragraph, figures, shares)
    return [*relations, *_across_sentences(sentences)]


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
                reached = relation.verdict == "exact"
                unit = total.unit if reached or not part.unit else ""
                indicator = total.fields["indicator"] if reached or not part.unit else ""
                tell(part, unit=unit, indicator=indicator)
            parts = named["parts"]
            if relation.verdict == "exact" and not total.unit and len({p.unit for p in parts}) == 1:
                tell(total, unit=parts[0].unit, indicator=parts[0].fields["indicator"])
        if relation.kind in ("share", "base") and (part := named.get("part")):
            share = named["percentage"]
            if share.fields["indicator"] in ("", "payroll-reduction"):
                tell(share, indicator=part.fields["indicator"])
        if relation.kind in ("difference", "growth"):
            pair = [one for name in ("before", "after") if (one := named.get(name))]
            units = [one.unit for one in (*pair, named.get("change", pair[0])) if one.unit]
            for one in pair:
                kind = words.KINDS.get(one.unit or (units[0] if units else ""), "")
                stock = words.INDICATORS.get(kind, {}).get("stock", "")
                status = "baseline" if one is named.get("before") else "achieved"
                plans = one.fields["status"] == "planned" and status == "achieved"
                unit = "" if one.unit else (units[0] if units else "")
                tell(one, unit=unit, indicator=one.fields["indicator"] or stock,
                     status="planned" if plans else status)  # fmt: skip
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
    """What it is measured in; money and what is counted by its looks where no code is known.

    Posts and persons are counted alike, and so are organisational units of every sort.
    """
    if _is_share(one):
        return "percent"
    kind = words.KINDS.get(one.unit, "").replace("contracts", "staff")
    return kind if kind in ("staff", "units") else one.unit or one.looks.rpartition(", ")[2]


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


def _value(one: Suggestion) -> Fraction:
    return one.token.numeral.value


def _of(
    percentage: Suggestion, part: Suggestion, whole: Suggestion | None = None
) -> Iterator[SuggestedRelation]:
    """A percentage of a whole; beyond 100 % it compares, with a plan or an earlier figure."""
    named = {"whole": whole} if whole else {}
    if _value(percentage) > 100:
        before = {"before": whole} if whole else {}
        yield from _related(
            "ratio", lambda multiple, after, before=None: audit.ratio(before, after, multiple),
            multiple=percentage, after=part, **before,
        )  # fmt: skip
    elif whole or part.looks.endswith("k/n"):
        yield from _related("share", audit.share, percentage=percentage, part=part, **named)
    else:
        yield from _related("base", audit.base, percentage=percentage, part=part)


def _shares(
    paragraph: str, figures: Sequence[Suggestion], changes: Sequence[SuggestedRelation]
) -> list[SuggestedRelation]:
    shares: list[SuggestedRelation] = []
    wholes = {
        change.operands["change"].token.start: change.operands["before"]
        for change in changes
        if {"before", "change"} <= change.operands.keys()
    }
    taken = {
        change.operands["percentage"].token.start for change in changes if change.kind == "growth"
    }
    for place, (one, other) in enumerate(pairwise(figures)):
        gap = _gap(paragraph, one, other)
        if len(gap) > _LONG_GAP or {one.token.start, other.token.start} & taken:
            continue
        third = figures[place + 2] if place + 2 < len(figures) else None
        after = _gap(paragraph, other, third) if third else ""
        if _is_share(one) and other.looks.endswith("k/n") and re.fullmatch(r"\s?%\s*\(\D*", gap):
            shares.extend(_of(one, other))
        elif _is_share(one) and _is_count(other) and _OF.search(gap):
            if third and _is_count(third) and _alike(other, third) and re.fullmatch(
                r"[^.;\d]{0,30}(?:\(|tức|tương đương)[^.;\d]{0,20}", after
            ):  # fmt: skip
                shares.extend(_of(one, third, other))
            else:
                shares.extend(_related(
                    "share", lambda share, whole: audit.share(share, None, whole),
                    percentage=one, whole=other,
                ))  # fmt: skip
        elif _is_share(one) and _is_count(other) and other.unit and _COMES_TO.fullmatch(gap):
            shares.extend(_of(one, other))
        elif _is_count(one) and _is_count(other) and third and _is_share(third):
            before = paragraph[max(0, one.token.start - 30) : one.token.start]
            if len(after) > _LONG_GAP or third.token.start in taken:
                continue
            if _OF.search(gap):
                shares.extend(_of(third, one, other))
            elif (_OF.search(before) and _TIED.search(after) and _alike(one, other)) or (
                _PLAN.search(before + gap) and _TIED.search(after) and _alike(one, other)
            ):
                shares.extend(_of(third, other, one))
        elif not _is_share(one) and _is_share(other) and _TIED.search(gap):
            if place and any(other in relation.figures for relation in shares):
                continue  # it is tied already: "k trong n … đạt p %"
            if one.looks.endswith("k/n"):
                if _OF_THE_SAME.match(paragraph, other.token.end):
                    shares.extend(_of(other, one))
            elif one.token.start in wholes:
                shares.extend(_of(other, one, wholes[one.token.start]))
            elif third and _is_count(third) and _WHOLE.search(after):
                shares.extend(_of(other, one, third))
            elif _is_count(one) and _OF_THE_SAME.match(paragraph, other.token.end):
                shares.extend(_of(other, one))
    return shares


_WHOLE = re.compile(r"(?i)\b(?:so với|trên|trong|của)\b")
_PLAN = re.compile(r"(?i)\b(?:kế hoạch|chỉ tiêu|được giao)\b[^.;()]{0,40}$")


def _bounds(
    paragraph: str, figures: Sequence[Suggestion], shares: Sequence[SuggestedRelation]
) -> Iterator[SuggestedRelation]:
    """One figure out of another: k of n in words, where no percentage ties them already."""
    tied = {one.token.start for relation in shares for one in relation.figures}
    for one, other in pairwise(figures):
        known = one.unit and other.unit and _alike(one, other)
        if tied & {one.token.start, other.token.start} or not (known and _is_count(one)):
            continue
        if not _is_count(other):
            continue
        gap = _gap(paragraph, one, other)
        head = paragraph[max(0, one.token.start - 20) : one.token.start]
        pair = (one, other) if _K_OF_N.fullmatch(gap) else ()
        if _AMONG.search(head) and _THERE_ARE.fullmatch(gap) and _value(other) <= _value(one):
            pair = other, one
        if pair:
            yield from _related(
                "bound", partial(audit.bound, relation="<="), {"is": "<="},
                value=pair[0], limit=pair[1],
            )  # fmt: skip


def _alike(one: Suggestion, other: Suggestion) -> bool:
    """Whether two figures may count the same; persons may be counted as the posts they hold."""
    if one.looks.endswith("money") != other.looks.endswith("money"):
        return False
    kinds = {_unit(figure) for figure in (one, other)} - {"count"}
    return len(kinds) < 2 or kinds == {"staff", "leadership-post"}


def _sums(paragraph: str, figures: Sequence[Suggestion]) -> Iterator[SuggestedRelation]:
    for place, total in enumerate(figures[:-1]):
        gap = _gap(paragraph, total, figures[place + 1])
        marked = _LISTED.search(gap)
        if marked and _is_count(total) and len(gap) <= _LONG_GAP:
            yield from _listed(paragraph, total, figures[place + 1 :], marked[0], gap)
        parts = figures[max(0, place - _MOST_PARTS) : place + 1]
        behind = figures[place + 1]
        if place and _is_count(behind) and _TOTALLED.search(gap):
            yield from _reaching(behind, parts)


def _reaching(total: Suggestion, before: Sequence[Suggestion]) -> Iterator[SuggestedRelation]:
    """The figures right before a total that add up to it."""
    for size in range(2, len(before) + 1):
        parts = before[-size:]
        if all(_is_count(one) and _alike(total, one) for one in parts) and (
            sum(map(_value, parts)) == _value(total)
        ):
            yield from _related("sum", _add, total=total, parts=parts)
            return


def _listed(
    paragraph: str, total: Suggestion, behind: Sequence[Suggestion], mark: str, gap: str
) -> Iterator[SuggestedRelation]:
    """A total with the parts listed behind it: all of them, or some that bound it from below."""
    closed = paragraph.find(")", total.token.end) if mark == "(" else -1
    parts: list[Suggestion] = []
    for part in behind[:_MOST_PARTS]:
        if closed >= 0 and part.token.start > closed:
            break
        if _is_share(part):
            continue
        if not _is_count(part) or not _alike(total, part):
            break
        parts.append(part)
    plain = [one for one in parts if mark == "(" or not _in_brackets(paragraph, total, one)]
    if len(plain) > 1 and sum(map(_value, plain)) == _value(total):
        parts = plain
    whole, sums = _value(total), [Fraction(0)]
    for part in parts:
        sums.append(sums[-1] + _value(part))
    fits = [size for size in range(2, len(sums)) if sums[size] == whole]
    if fits:
        yield from _related("sum", _add, total=total, parts=parts[: fits[0]])
    elif not _NAMED.search(gap) or not parts:
        return
    elif _CLOSED.search(gap) and len(parts) > 1 and whole / 2 <= sums[-1] <= whole * 2:
        yield from _related("sum", _add, total=total, parts=parts)
    elif total.unit and whole < sums[-1] <= whole * 5 / 4 and all(part.unit for part in parts):
        yield from _related("sum", _add, total=total, parts=parts)  # more than the whole: it misses
    elif total.unit and sums[-1] <= whole and all(_is_told(paragraph, part) for part in parts):
        some = partial(_add, partial=True)
        yield from _related("sum", some, {"partial": "yes"}, total=total, parts=parts)


def _is_told(paragraph: str, one: Suggestion) -> bool:
    """Whether its noun is known, or it is a change printed without one: "huyện Đông giảm 20"."""
    head = paragraph[max(0, one.token.start - 40) : one.token.start]
    return bool(one.unit or _CHANGED.search(head))


def _in_brackets(paragraph: str, total: Suggestion, part: Suggestion) -> bool:
    between = paragraph[total.token.end : part.token.start]
    return between.count("(") > between.count(")")


def _add(total: Printed, parts: Sequence[Printed], *, partial: bool = False) -> Outcome:
    """Parts that are of the total's kind, whatever noun each of them has."""
    return audit.total(total, [replace(one, unit=total.unit) for one in parts], partial=partial)


_MOST_PARTS = 40


def _across_sentences(
    sentences: Mapping[tuple[int, int], Sequence[Suggestion]],
) -> Iterator[SuggestedRelation]:
    """A total and its parts, each in a sentence of its own, where they add up: 40 = 10 + 30."""
    for (paragraph, number), figures in sentences.items():
        if len(figures) != 1 or not figures[0].unit or not _is_count(figures[0]):
            continue
        total, parts = figures[0], []
        following = (
            sentences.get((paragraph, number + step), []) for step in range(1, _MOST_PARTS)
        )
        for group in following:
            if len(group) != 1 or group[0].unit != total.unit:
                break
            if group[0].fields["indicator"] != total.fields["indicator"]:
                break
            parts.append(group[0])
            if len(parts) > 1 and sum(map(_value, parts)) == _value(total):
                yield from _related("sum", _add, total=total, parts=parts)
                break


def _differences(paragraph: str, figures: Sequence[Suggestion]) -> Iterator[SuggestedRelation]:
    counts = [one for one in figures if _is_count(one)]
    for place, change in enumerate(counts):
        verb = _CHANGED.search(paragraph[max(0, change.token.start - 40) : change.token.start])
        if verb is None or change.looks.endswith("money"):
            continue
        rises = verb["verb"].lower() == "tăng"
        one, other = counts[max(0, place - 2) : place], counts[place + 1 : place + 3]
        pair = next((pair for pair in (one, other) if _is_pair(paragraph, pair, change)), None)
        direction = {"direction": "rises"} if rises else {}
        ask = partial(audit.difference, rises=True) if rises else audit.difference
        if pair:
            yield from _related(
                "difference", ask, direction, before=pair[0], after=pair[1], change=change
            )
        elif one and _is_stock(one[-1]) and _alike(one[-1], change):
            behind = paragraph[change.token.end : change.token.end + 60]
            gap = _gap(paragraph, one[-1], change)
            against = len(gap) < 60 and re.match(r"[^.;,\d]*\bso với\b", behind)
            head = paragraph[max(0, one[-1].token.start - 25) : one[-1].token.start]
            reached = re.fullmatch(r"[^.;\d]{0,25}(?:,|\()[^.;\d]{0,20}", gap) and _REACHED.search(
                head
            )
            if against or reached:
                yield from _related(
                    "difference", partial(_from_after, ask), direction,
                    after=one[-1], change=change,
                )  # fmt: skip


def _is_stock(one: Suggestion) -> bool:
    """Whether it says how many there are: what is cut or merged is no figure after a change."""
    kind = words.INDICATORS.get(words.KINDS.get(one.unit, ""), {})
    stocks = {kind.get("stock"), kind.get("quota"), *words.ALWAYS.values(), "inspection-plan", ""}
    return bool(one.unit) and one.fields["indicator"] in stocks


def _from_after(ask: Callable[..., Outcome], after: Printed, change: Printed) -> Outcome:
    return ask(None, after, change)


def _is_pair(paragraph: str, pair: Sequence[Suggestion], change: Suggestion) -> bool:
    """Whether two figures tell of one number before and after a change."""
    return (
        len(pair) == 2
        and bool(_TURNED.search(_gap(paragraph, *pair)))
        and _alike(*pair)
        and _alike(pair[1], change)
        and not pair[0].looks.endswith("money")
    )


def _growths(paragraph: str, figures: Sequence[Suggestion]) -> Iterator[SuggestedRelation]:
    """Figures before and after with their relative change: từ 401 xuống 280, giảm 30,2%."""
    for before, after, change in zip(figures, figures[1:], figures[2:]):
        verb = _CHANGED.search(paragraph[max(0, change.token.start - 40) : change.token.start])
        relative = _is_share(change) or change.unit == "times"
        counts = _is_count(before) and _is_count(after) and after.unit != "times"
        if verb and relative and counts and _is_pair(paragraph, (before, after), after):
            rises = verb["verb"].lower() == "tăng"
            yield from _related(
                "growth", partial(audit.growth, rises=rises), {"direction": "rises"} if rises else {},
                before=before, after=after, percentage=change,
            )  # fmt: skip
