"""A relation that figures of a text suggest, and what may stand in one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from printed.audit import Outcome, RelationError
from printed.equations import Printed
from printed.reading.numerals import NumeralError

from .. import words
from ..place import Suggestion

LONG_GAP = 120
LEAST_TOTAL = 20  # smaller numbers fit by chance
CHANGED = re.compile(
    r"(?i)\b(?P<verb>giảm|tăng)(?:\s(?:được|thêm|đi|bớt|tới|gần|hơn|trên|khoảng))*\s*$"
)


#: Between a count and the percentage that it makes.
TIED = re.compile(
    r"(?i)(?:\(|\b(?:bằng|đạt|chiếm|tương đương|tương ứng|tỷ lệ|tỉ lệ|tức|là|ứng với)\b)[^.;()\d]{0,30}$"
)


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
    outcome: Outcome  # spans, repairs and readings
    fixed: Mapping[str, str] = field(default_factory=dict)
    worded: bool = True  # whether words tie the figures, and not their arithmetic alone

    @property
    def misses(self) -> bool:
        """Whether the figures cannot stand together as they are printed."""
        return self.verdict in ("inconsistent", "unattainable")

    @property
    def figures(self) -> Iterator[Suggestion]:
        """Every figure that it draws on."""
        for operand in self.operands.values():
            yield from [operand] if isinstance(operand, Suggestion) else operand


def as_printed(one: Suggestion) -> Printed | None:
    """The figure as the audit takes it; None when its numeral cannot be read."""
    try:
        numeral = one.token.numeral
    except NumeralError:
        return None
    qualifier = one.fields["qualifier"] or "="
    return Printed(one.id, numeral.value, numeral.step, measured_in(one), qualifier, numeral.parts)


def measured_in(one: Suggestion) -> str:
    """What it is measured in; money and what is counted by its looks where no code is known.

    Posts and persons are counted alike, and so are organisational units of every sort.
    """
    if is_share(one):
        return "percent"
    kind = words.KINDS.get(one.unit, "").replace("contracts", "staff")
    return kind if kind in ("staff", "units") else one.unit or one.looks.rpartition(", ")[2]


def related(
    kind: str,
    ask: Callable[..., Outcome],
    fixed: Mapping[str, str] | None = None,
    **operands: Suggestion | Sequence[Suggestion],
) -> Iterator[SuggestedRelation]:
    """A relation with what its arithmetic comes to; none between figures that cannot stand so.

    A figure whose noun is not known may count what the others do.
    """
    figures = {
        name: as_printed(one) if isinstance(one, Suggestion) else [*map(as_printed, one)]
        for name, one in operands.items()
    }
    counted = [one for one in _flat(figures) if one.unit != "percent" and not one.parts]
    known = [one.unit for one in counted if one.unit != "count"]
    figures = {name: _as_others(figure, known[:1]) for name, figure in figures.items()}
    try:
        outcome = ask(*figures.values())
    except RelationError:
        return
    relation = SuggestedRelation(kind, operands, outcome.verdict, "", outcome, fixed or {})
    said = ", ".join(
        _said(one) for one in sorted(relation.figures, key=lambda one: one.token.start)
    )
    told = f"{said}; {outcome.recomputed or 'nothing'} recomputed: {outcome.verdict}"
    yield replace(relation, told=told)


def _flat(figures: Mapping[str, Printed | list[Printed]]) -> Iterator[Printed]:
    for figure in figures.values():
        yield from figure if isinstance(figure, list) else [figure]


def _as_others(figure: Printed | list[Printed], known: list[str]) -> Printed | list[Printed]:
    """A figure of no known unit in that of the others."""
    if isinstance(figure, list):
        return [_as_others(one, known) for one in figure]
    return replace(figure, unit=known[0]) if known and figure.unit == "count" else figure


def _said(one: Suggestion) -> str:
    return one.token.text + (" %" if is_share(one) else "")


def between(paragraph: str, one: Suggestion, other: Suggestion) -> str:
    return paragraph[one.token.end : other.token.start][: LONG_GAP + 1]


def is_share(one: Suggestion) -> bool:
    return one.looks.endswith("percentage")


def is_rate(paragraph: str, one: Suggestion) -> bool:
    """Whether a percentage is a rate of something named, or a threshold, and no share of a count.

    "ở 12 tỉnh, tỷ lệ hộ nghèo đạt 16%", "36 trường có tỷ lệ đỗ từ 98% trở lên"
    """
    rate = _RATE.search(paragraph[: one.token.start][-_RATED:])
    return is_share(one) and bool(rate or _THRESHOLD.match(paragraph, one.token.end))


_RATED = 120  # characters before a percentage
_RATE = re.compile(
    r"(?i)\bt[ỷỉ] lệ(?!\s(?:là|đạt|trên|hơn|gần|khoảng|giảm|tinh giản)\s)\s[^\W\d]+\s[^.;(]*$"
)
_THRESHOLD = re.compile(r"(?i)\s?%\s(?:[^\W\d]+\s){0,2}trở (?:lên|xuống)")


def is_count(one: Suggestion) -> bool:
    return not is_share(one) and not one.looks.endswith(
        ("k/n", "ordinal", "multiple", "proportion", "points")
    )


def value_of(one: Suggestion) -> Fraction:
    return one.token.numeral.value


def limited(figures: Iterable[Suggestion]) -> bool:
    """Whether a word of limit stands at one of them: khoảng, hơn, gần."""
    return any(one.fields["qualifier"] not in ("", "=") for one in figures)


def alike(one: Suggestion, other: Suggestion) -> bool:
    """Whether two figures may count the same; persons may be counted as the posts they hold."""
    if one.looks.endswith("money") != other.looks.endswith("money"):
        return False
    kinds = {measured_in(figure) for figure in (one, other)} - {"count"}
    return len(kinds) < 2 or kinds == {"staff", "leadership-post"}
