"""Totals and their parts: listed behind a total, standing before it, or a sentence for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

from printed import audit
from printed.audit import Outcome
from printed.equations import Printed

from ..place import Suggestion
from .related import (
    CHANGED,
    LONG_GAP,
    SuggestedRelation,
    alike,
    between,
    is_count,
    is_share,
    limited,
    related,
    value_of,
)  # fmt: skip

_NAMED = re.compile(r"(?i)\b(?:trong đó|trong số (?:đó|này)|gồm|cụ thể|bao gồm|chia ra)\b")
_LISTED = re.compile(rf"{_NAMED.pattern}|\(|:")
#: Lists that name all the parts; behind "trong đó" there may be more.
_CLOSED = re.compile(r"(?i)\b(?:gồm|bao gồm|chia ra)\b")
#: What comes out of a change is no part of what went into it: "3 cơ quan gồm … thành một".
_INTO = re.compile(
    r"(?i)(?<!tỉnh,\s)(?<!tỉnh\s)(?<!hoàn\s)\b(?:thành(?!\s(?:phố|viên|lập|uỷ|ủy))|xuống|vào)\s(?:\w+\s)?$"
)
#: Before a total that stands behind its parts.
_TOTALLED = re.compile(r"(?i)\b(?:tổng cộng|tổng số|cộng lại|tổng là)\b[^.;()\d]{0,25}$")


def sums_of(paragraph: str, figures: Sequence[Suggestion]) -> Iterator[SuggestedRelation]:
    for place, total in enumerate(figures[:-1]):
        gap = between(paragraph, total, figures[place + 1])
        listed, told = _behind(paragraph, total, figures[place + 1 :])
        marked = _LISTED.search(told)
        if marked and is_count(total) and len(told) <= LONG_GAP:
            yield from _listed(paragraph, total, listed, marked[0], told)
        parts = figures[max(0, place - _MOST_PARTS) : place + 1]
        behind = figures[place + 1]
        if place and is_count(behind) and _TOTALLED.search(gap):
            yield from _reaching(behind, parts)


def _behind(
    paragraph: str, total: Suggestion, figures: Sequence[Suggestion]
) -> tuple[Sequence[Suggestion], str]:
    """The figures listed behind a total, and the words before them; one of another kind may stand
    between: "900 cán bộ tại 7 huyện, trong đó có 300 …"."""
    gap = between(paragraph, total, figures[0])
    if len(figures) > 1 and total.unit and not _LISTED.search(gap):
        other, further = figures[0], between(paragraph, total, figures[1])
        counts_other = not is_count(other) or (other.unit and not alike(total, other))
        if counts_other and _NAMED.search(paragraph, other.token.end, figures[1].token.start):
            return figures[1:], further
    return figures, gap


def _reaching(total: Suggestion, before: Sequence[Suggestion]) -> Iterator[SuggestedRelation]:
    """The figures right before a total that add up to it."""
    for size in range(2, len(before) + 1):
        parts = before[-size:]
        if all(is_count(one) and alike(total, one) for one in parts) and (
            sum(map(value_of, parts)) == value_of(total)
        ):
            yield from related("sum", added, total=total, parts=parts)
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
        if is_share(part):
            continue
        if _INTO.search(paragraph[total.token.end : part.token.start]):
            break
        if not is_count(part) or not alike(total, part):
            break
        parts.append(part)
    plain = [one for one in parts if mark == "(" or not _in_brackets(paragraph, total, one)]
    if plain and sum(map(value_of, parts)) != value_of(total):
        parts = plain
    whole, sums = value_of(total), [Fraction(0)]
    for part in parts:
        sums.append(sums[-1] + value_of(part))
    fits = [size for size in range(2, len(sums)) if sums[size] == whole]
    fits = fits or [size for size in range(2, len(sums)) if _comes_near(total, parts[:size])]
    others = _AND_OTHERS.search(paragraph[total.token.end : max(closed, 0)])
    if others and len(parts) > 1 and sums[-1] < whole:
        some = partial(added, partial=True)
        yield from related("sum", some, {"partial": "yes"}, total=total, parts=parts)
    elif fits:
        yield from related("sum", added, total=total, parts=parts[: fits[0]])
    elif not _NAMED.search(gap) or not parts or not all(_is_told(paragraph, p) for p in parts):
        return
    elif _CLOSED.search(gap) and len(parts) > 1 and whole / 2 <= sums[-1] <= whole * 2:
        yield from related("sum", added, total=total, parts=parts)
    elif total.unit and whole < sums[-1] <= whole * 5 / 4 and all(part.unit for part in parts):
        yield from related("sum", added, total=total, parts=parts)  # more than the whole: it misses
    elif _CLOSED.search(gap) and not _CLOSED.search(gap[-_NEXT:]):
        return  # what the total comprises is named without numbers
    elif total.unit and sums[-1] <= whole:
        some = partial(added, partial=True)
        yield from related("sum", some, {"partial": "yes"}, total=total, parts=parts)


def _comes_near(total: Suggestion, parts: Sequence[Suggestion]) -> bool:
    """Whether figures with words of limit add up nearly: "5.020 (hơn 1.100, gần 3.900)"."""
    off = abs(sum(map(value_of, parts)) - value_of(total))
    return limited((total, *parts)) and off <= value_of(total) * _NEAR


def _is_told(paragraph: str, one: Suggestion) -> bool:
    """Whether its noun is known, or it is a change printed without one: "huyện Đông giảm 20"."""
    head = paragraph[max(0, one.token.start - 40) : one.token.start]
    return bool(one.unit or CHANGED.search(head))


def _in_brackets(paragraph: str, total: Suggestion, part: Suggestion) -> bool:
    between = paragraph[total.token.end : part.token.start]
    return between.count("(") > between.count(")")


def added(total: Printed, parts: Sequence[Printed], *, partial: bool = False) -> Outcome:
    """Parts that are of the total's kind, whatever noun each of them has."""
    return audit.total(total, [replace(one, unit=total.unit) for one in parts], partial=partial)


_MOST_PARTS = 40
_NEAR = Fraction(1, 25)
#: Behind the parts in brackets: those that have no number.
_AND_OTHERS = re.compile(r"(?i)\b(?:số |phần )?còn lại\b")
_NEXT = 20  # characters before the first part


def across_sentences(
    sentences: Mapping[tuple[int, int], Sequence[Suggestion]],
) -> Iterator[SuggestedRelation]:
    """A total and its parts, each in a sentence of its own, where they add up: 40 = 10 + 30."""
    for (paragraph, number), figures in sentences.items():
        if len(figures) != 1 or not figures[0].unit or not is_count(figures[0]):
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
            if len(parts) > 1 and sum(map(value_of, parts)) == value_of(total):
                yield from related("sum", added, total=total, parts=parts)
                break
