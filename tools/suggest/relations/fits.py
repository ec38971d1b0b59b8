"""Relations that no word names: where three numerals fit to the last digit, that is evidence enough.

What misses here is no relation, so nothing is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import combinations

from printed import audit

from ..place import Suggestion
from .related import (
    CHANGED,
    LEAST_TOTAL,
    LONG_GAP,
    TIED,
    SuggestedRelation,
    alike,
    is_count,
    is_rate,
    is_share,
    limited,
    measured_in,
    related,
    value_of,
)
from .sums import added

_FITS = ("exact", "rounded", "truncated")
_NEAR = Fraction(1, 25)  # how far from a percentage words of limit may lead
_LEAST_CHANGE = 5
_LEAST_BEHIND = 100  # of a total that follows its parts
#: From one number to another, which are no parts.
_TURNS = re.compile(r"(?<!\w)(?:xuống|(?<!trở )lên)(?!\w)")
_Of = Callable[[Suggestion, Suggestion, Suggestion], Iterator[SuggestedRelation]]


def fitting(
    paragraph: str, figures: Sequence[Suggestion], told: Sequence[SuggestedRelation], share_of: _Of
) -> Iterator[SuggestedRelation]:
    """What fits among the figures of a sentence, beside what its words tell of them."""
    counts = [one for one in figures if is_count(one) and not one.looks.startswith("range")]
    tied = {
        one.token.start
        for relation in told
        for name, one in relation.operands.items()
        if name in ("percentage", "multiple", "change", "total")
        and relation.kind != "base"
        and not (relation.kind == "share" and relation.misses)
    }
    for one in figures:
        if one.token.start in tied:
            continue
        verb = CHANGED.search(paragraph[max(0, one.token.start - 40) : one.token.start])
        less = _LESS.search(paragraph[max(0, one.token.start - 40) : one.token.start])
        if is_rate(paragraph, one):
            continue
        if is_share(one):
            fit = _only(_shares(one, figures, counts, share_of))
            yield from map(_unworded, fit)
            yield from () if fit else _nearly(paragraph, one, figures, share_of)
        elif (verb or less) and is_count(one) and value_of(one) >= _LEAST_CHANGE:
            rises = verb["verb"].lower() == "tăng" if verb else bool(less["more"])
            fit = _only(_changes(one, counts, rises=rises))
            yield from map(_unworded, fit)
            tied |= {figure.token.start for relation in fit for figure in relation.figures}
    for relation in _sums(paragraph, counts):
        mine = {one.token.start for one in relation.figures}
        if relation.operands["total"].token.start not in tied and not any(
            mine <= {one.token.start for one in other.figures} for other in told
        ):
            yield _unworded(relation)


#: More or fewer than another figure, by how much.
_LESS = re.compile(
    r"(?i)\b(?:(?P<more>nhiều hơn|cao hơn|vượt)|ít hơn|thấp hơn)\s(?:khoảng |gần |hơn |trên )?$"
)


def _unworded(relation: SuggestedRelation) -> SuggestedRelation:
    return replace(relation, worded=False)


def _nearly(
    paragraph: str, share: Suggestion, figures: Sequence[Suggestion], share_of: _Of
) -> Iterator[SuggestedRelation]:
    """A percentage tied to the part before it, with the one number before that it nearly fits.

    "hơn 2.300 cán bộ, trong đó gần 700 người (khoảng 30%)": words of limit leave no more than that.
    """
    place = figures.index(share)
    part = figures[place - 1] if place else share
    gap = paragraph[part.token.end : share.token.start]
    if not is_count(part) or not TIED.search(gap) or len(gap) > LONG_GAP:
        return
    may_be_off = max(value_of(share) * _NEAR, share.token.numeral.step / 2)
    wholes = [
        one
        for one in figures
        if is_count(one)
        and value_of(one) >= max(LEAST_TOTAL, value_of(part) + 1)
        and alike(one, part)
        and (one.unit or part.unit)
        and limited((share, part, one))
        and abs(value_of(part) / value_of(one) * 100 - value_of(share)) <= may_be_off
    ]
    if len(wholes) == 1:
        yield from share_of(share, part, wholes[0])


def _only(found: Iterator[SuggestedRelation]) -> list[SuggestedRelation]:
    """The one relation that fits; of several none is known to be meant."""
    fit = [one for one in found if one.verdict in _FITS]
    return fit if len(fit) == 1 else []


def _shares(
    share: Suggestion, figures: Sequence[Suggestion], counts: Sequence[Suggestion], share_of: _Of
) -> Iterator[SuggestedRelation]:
    """A part and a whole of which it is the percentage; a round one only of those beside it."""
    near = counts
    if share.token.numeral.step >= 1:
        place = figures.index(share)
        near = [one for one in counts if one in figures[max(0, place - 2) : place + 2]]
    for one, other in combinations(near, 2):
        part, whole = sorted((one, other), key=value_of)
        if _same(part, whole) and value_of(whole) >= LEAST_TOTAL and value_of(part) > 1:
            yield from share_of(share, part, whole)


def _changes(
    change: Suggestion, counts: Sequence[Suggestion], *, rises: bool
) -> Iterator[SuggestedRelation]:
    ask = partial(audit.difference, rises=True) if rises else audit.difference
    others = [one for one in counts if one is not change and not _is_change(one)]
    for pair in combinations(others, 2):
        before, after = sorted(pair, key=value_of, reverse=not rises)
        if _same(before, after) and alike(after, change):
            yield from related(
                "difference", ask, {"direction": "rises"} if rises else {},
                before=before, after=after, change=change,
            )  # fmt: skip


def _is_changed(paragraph: str, one: Suggestion) -> bool:
    return bool(CHANGED.search(paragraph[max(0, one.token.start - 40) : one.token.start]))


def _is_change(one: Suggestion) -> bool:
    """Whether it is itself what was cut, added or paid, and no number before or after."""
    changed = one.fields["indicator"].endswith(("-reduction", "increase"))
    return changed or one.looks.endswith("money")


def _same(one: Suggestion, other: Suggestion) -> bool:
    return bool(one.unit) and measured_in(one) == measured_in(other)


def _sums(paragraph: str, counts: Sequence[Suggestion]) -> Iterator[SuggestedRelation]:
    """A total with the figures right behind it, or right before it, that add up to it."""
    for place, total in enumerate(counts):
        behind, before = _parts(total, counts[place + 1 :]), _parts(total, counts[:place][::-1])
        parts = behind
        if not behind and len(before) > 2 and value_of(total) >= _LEAST_BEHIND:
            parts = before[::-1]
        if not parts:
            continue
        ends = sorted((total.token.end, parts[0].token.end, parts[-1].token.start))
        turns = _TURNS.search(paragraph, ends[0], ends[-1])
        moved = any(_is_changed(paragraph, one) for one in parts)
        if not turns and (not moved or _is_changed(paragraph, total)):
            yield from related("sum", added, total=total, parts=parts)


def _parts(total: Suggestion, others: Sequence[Suggestion]) -> Sequence[Suggestion]:
    """The first of ``others`` that add up to a total; none where they do not, or pass it."""
    left = value_of(total)
    if left < LEAST_TOTAL or not total.unit:
        return ()
    for size, one in enumerate(others, 1):
        left -= value_of(one)
        if left < 0 or not alike(total, one):
            return ()
        if left == 0:
            return others[:size] if size > 1 else ()
    return ()


def fitting_before(
    sentences: Mapping[tuple[int, int], Sequence[Suggestion]], told: Sequence[SuggestedRelation]
) -> Iterator[SuggestedRelation]:
    """A total with all the figures of its kind in the next sentence, where they make it up."""
    totals = {r.operands["total"].id for r in told if r.kind == "sum"}
    for (paragraph, number), figures in sentences.items():
        parts = [one for one in figures if is_count(one) and one.unit]
        for total in sentences.get((paragraph, number - 1), ()):
            if total.id in totals or not is_count(total):
                continue
            mine = [one for one in parts if _same(total, one)]
            if len(mine) == len(_parts(total, mine)) > 1 and (
                len(mine) > 2 or value_of(total) >= 100
            ):
                yield from related("sum", added, total=total, parts=mine)
