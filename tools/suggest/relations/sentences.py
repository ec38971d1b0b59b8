"""Which figures of a sentence seem to belong together, and what their arithmetic comes to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations, pairwise

from printed import audit
from printed.audit import Outcome
from printed.equations import Printed

from .. import words
from ..place import Suggestion
from .fits import fitting, fitting_before
from .related import (
    CHANGED,
    LEAST_TOTAL,
    LONG_GAP,
    TIED,
    SuggestedRelation,
    alike,
    as_printed,
    between,
    is_count,
    is_rate,
    is_share,
    related,
    value_of,
)  # fmt: skip
from .sums import across_sentences, sums_of

#: Behind a percentage: the count that it comes to, "11%, tương đương hơn 7.000 người".
_COMES_TO = re.compile(
    r"(?i)\s?%?[^.;()\d]{0,80}(?:\((?!nhưng|không|trong)|\b(?:tương đương|tương ứng|tức|ứng với)\b)[^.;()\d]{0,25}$"
)
_OF = re.compile(
    r"(?i)\b(?:trong(?!\s(?:số\s)?đó)|trên)(?:\stổng)?(?:\ssố)?[^.;()\d]{0,20}$|\btổng số[^.;()\d]{0,20}$"
)
#: Between k and n of "k … trên tổng số n".
_K_OF_N = re.compile(
    r"(?i)[^.;()\d]{0,60}\(?\b(?:trong|trên)\s(?:tổng\ssố|số(?!\s(?:này|đó))|tổng)\s(?:\w+\s){0,2}$"
)
#: Before n and behind it, of "trong số n …, có k".
_AMONG = re.compile(r"(?i)(?:^|[.,;]\s)trong\s(?:tổng\s)?(?:số\s)?(?:hơn\s|gần\s|khoảng\s)?$")
_THERE_ARE = re.compile(r"(?i)[^.;()\d]{0,110}(?:\b(?:có|thì|gồm)|,(?:\svới)?)\s(?:\w+\s){0,2}$")
#: Between k and n of "k … trong n", of one kind.
_K_IN_N = re.compile(r"(?i)(?:\s[^\W\d]+){1,4}\strong\s(?:hơn |gần |khoảng |trên )?$")
#: Between n and k of "có n …, thì k …".
_SO_MANY = re.compile(
    r"(?i)[^.;()\d]{0,40}\b(?:thì|nhưng|song)\s(?:chỉ |đã )?(?:có\s)?(?:tới\s|đến\s)?$"
)
_TURNED = re.compile(
    r"(?i)\b(?:xuống|còn|(?<!tỉnh,\s)(?<!tỉnh\s)thành(?!\sphố)|lên|(?<!hiện\s)(?<!năm\s)nay)\b"
)
#: A percentage that compares with another time is no share.
_GROWS = re.compile(r"(?i)\b(?:tăng|cùng kỳ)\b")
#: What may stand behind a percentage that is that of the k/n before it, and not of something else.
_OF_THE_SAME = re.compile(
    r"(?i)\s*(?:%|phần\străm)(?!\s*[^\W\d_])|\s*(?:%|phần\străm)\s(?:số|tổng|kế hoạch|chỉ tiêu|định mức|so|"
    r"và|các|của|toàn)\b"
)
_REACHED = re.compile(r"(?i)\b(?:tăng lên|giảm còn|giảm xuống|giảm xuống còn|còn)\s(?:\w+\s)?$")


def suggested_relations(
    text: Sequence[str], found: Sequence[Suggestion]
) -> list[SuggestedRelation]:
    """The relations that the figures of each sentence suggest, in reading order.

    A percentage with its k/n or its part (``share``, ``base``, beyond 100 % ``ratio``), parts with
    their total (``sum``), a change with the figures before and after it (``difference``,
    ``growth``, ``ratio``), one figure out of another (``bound``).  Those whose arithmetic misses are kept:
    they are the interesting ones.
    """
    sentences: dict[tuple[int, int], list[Suggestion]] = {}
    for one in found:
        if (
            one.section == "records"
            and as_printed(one)
            and one.unit not in ("year", "month", "rank")
        ):
            sentences.setdefault((one.paragraph, one.sentence), []).append(one)
    relations = []
    for (number, _), figures in sentences.items():
        paragraph = text[number - 1]
        changes = [*_differences(paragraph, figures), *_growths(paragraph, figures)]
        changes += _ratios(paragraph, figures)
        shares = _shares(paragraph, figures, changes)
        told = [*changes, *sums_of(paragraph, figures), *shares]
        told += fitting(paragraph, figures, told, _of)
        told = [one for one in told if not any(_says_more(other, one) for other in told)]
        relations += [*told, *_bounds(paragraph, figures, told)]
    relations += across_sentences(sentences)
    return [*relations, *fitting_before(sentences, relations)]


def _says_more(one: SuggestedRelation, other: SuggestedRelation) -> bool:
    """Whether a relation is another with one more figure, or with the whole that its share fits."""
    mine, others = ({figure.token.start for figure in r.figures} for r in (one, other))
    kinds = {one.kind, other.kind}
    if not (kinds <= {"share", "base"} or kinds == {"difference"}):
        return False
    fits = other.misses and not one.misses
    return others < mine or (
        fits and one.operands.get("percentage") is other.operands.get("percentage") is not None
    )


def _of(
    percentage: Suggestion, part: Suggestion, whole: Suggestion | None = None
) -> Iterator[SuggestedRelation]:
    """A percentage of a whole; beyond 100 % it compares, with a plan or an earlier figure."""
    named = {"whole": whole} if whole else {}
    if value_of(percentage) > 100:
        before = {"before": whole} if whole else {}
        yield from related(
            "ratio", lambda multiple, after, before=None: audit.ratio(before, after, multiple),
            multiple=percentage, after=part, **before,
        )  # fmt: skip
    elif whole or part.looks.endswith("k/n"):
        yield from related("share", audit.share, percentage=percentage, part=part, **named)
    else:
        yield from related("base", audit.base, percentage=percentage, part=part)


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
        gap = between(paragraph, one, other)
        if len(gap) > LONG_GAP or {one.token.start, other.token.start} & taken:
            continue
        third = figures[place + 2] if place + 2 < len(figures) else None
        after = between(paragraph, other, third) if third else ""
        if is_rate(paragraph, other):
            continue
        if is_share(one) and other.looks.endswith("k/n") and re.fullmatch(r"\s?%\s*\(\D*", gap):
            shares.extend(_of(one, other))
        elif is_share(one) and is_count(other) and "," not in gap and _OF.search(gap):
            counted = other.unit and value_of(other) >= LEAST_TOTAL
            if third and is_count(third) and alike(other, third) and re.fullmatch(
                r"[^.;\d]{0,30}(?:\(|tức|tương đương)[^.;\d]{0,20}", after
            ):  # fmt: skip
                shares.extend(_of(one, third, other))
            elif counted:
                shares.extend(related(
                    "share", lambda share, whole: audit.share(share, None, whole),
                    percentage=one, whole=other,
                ))  # fmt: skip
        elif is_share(one) and is_count(other) and _comes_to(other, gap):
            shares.extend(_of(one, other))
        elif is_count(one) and is_count(other) and third and is_share(third):
            before = paragraph[max(0, one.token.start - 30) : one.token.start]
            if len(after) > LONG_GAP or ";" in after or third.token.start in taken:
                continue
            if is_rate(paragraph, third):
                continue
            if _OF.search(gap) and alike(one, other) and bool(one.unit) == bool(other.unit):
                shares.extend(_of(third, one, other))
            elif bool(one.unit) != bool(other.unit):
                continue
            elif (_OUT_OF.search(before) and TIED.search(after) and alike(one, other)) or (
                _PLAN.search(before + gap) and TIED.search(after) and alike(one, other)
            ):
                shares.extend(_of(third, other, one))
        elif (
            not is_share(one)
            and is_share(other)
            and TIED.search(gap)
            and len(gap.partition(",")[2]) < _CLAUSE
            and not _grows(paragraph, one, gap)
        ):
            if place and any(other in relation.figures for relation in shares):
                continue  # it is tied already: "k trong n … đạt p %"
            if one.looks.endswith("k/n"):
                if _OF_THE_SAME.match(paragraph, other.token.end):
                    shares.extend(_of(other, one))
            elif one.token.start in wholes:
                shares.extend(_of(other, one, wholes[one.token.start]))
            elif third and is_count(third) and _WHOLE.search(after):
                shares.extend(_of(other, one, third))
            elif (
                one.unit
                and is_count(one)
                and one.token.kind != "word"
                and " và " not in gap
                and _OF_THE_SAME.match(paragraph, other.token.end)
            ):
                shares.extend(_of(other, one))
    return shares


def _comes_to(count: Suggestion, gap: str) -> bool:
    """Whether a count says what the percentage before it comes to; in brackets its noun may be behind."""
    return bool(_COMES_TO.fullmatch(gap) and (count.unit or "(bằng" in gap))


def _grows(paragraph: str, one: Suggestion, gap: str) -> bool:
    """Whether the percentage behind a number says how that has changed: "162 vụ (giảm 18%"."""
    falls = _FALLS.search(gap) and not CHANGED.search(paragraph[: one.token.start][-40:])
    return bool(falls or _GROWS.search(gap))


_CLAUSE = 40  # characters between a comma and what goes on with the clause before it
_FALLS = re.compile(r"(?i)\bgiảm\s(?:khoảng |gần |hơn |trên )?$")
_WHOLE = re.compile(r"(?i)\b(?:so với|trên|trong|của)\b")
_OUT_OF = re.compile(r"(?i)\b(?:trong(?!\s(?:số\s)?đó)|trên tổng số|tổng số)\b[^.;()\d]{0,20}$")
_PLAN = re.compile(r"(?i)\b(?:kế hoạch|chỉ tiêu|được giao)\b[^.;()]{0,40}$")


def _bounds(
    paragraph: str, figures: Sequence[Suggestion], told: Sequence[SuggestedRelation]
) -> Iterator[SuggestedRelation]:
    """One figure out of another: k of n in words, where nothing else ties them already."""
    tied = {
        frozenset((one.token.start, other.token.start))
        for relation in told
        for one, other in combinations(relation.figures, 2)
    }
    for one, other in pairwise(figures):
        if not (is_count(one) and is_count(other) and alike(one, other)):
            continue
        if {one.token.start, other.token.start} in tied:
            continue
        gap = between(paragraph, one, other)
        head = paragraph[max(0, one.token.start - 20) : one.token.start]
        known = one.unit and other.unit
        named = known or (other.unit and "," not in gap)
        inside = known and _K_IN_N.fullmatch(gap) and value_of(one) < value_of(other)
        pair = (one, other) if inside or (_K_OF_N.fullmatch(gap) and named) else ()
        among = _AMONG.search(head) and _THERE_ARE.fullmatch(gap)
        if (among or _SO_MANY.fullmatch(gap)) and known and value_of(other) <= value_of(one):
            pair = other, one
        if pair:
            yield from related(
                "bound", _at_most, {"is": "<="}, value=pair[0], limit=pair[1],
            )  # fmt: skip


def _at_most(value: Printed, limit: Printed) -> Outcome:
    """Some of a number: leaders may be counted out of all the staff."""
    return audit.bound(replace(value, unit=limit.unit), limit, relation="<=")


def _differences(paragraph: str, figures: Sequence[Suggestion]) -> Iterator[SuggestedRelation]:
    counts = [one for one in figures if is_count(one) and one.unit != "times"]
    for place, change in enumerate(counts):
        verb = CHANGED.search(paragraph[max(0, change.token.start - 40) : change.token.start])
        if verb is None or change.looks.endswith("money"):
            continue
        rises = verb["verb"].lower() == "tăng"
        one, other = counts[max(0, place - 2) : place], counts[place + 1 : place + 3]
        pair = next((pair for pair in (one, other) if _is_pair(paragraph, pair, change)), None)
        direction = {"direction": "rises"} if rises else {}
        ask = partial(audit.difference, rises=True) if rises else audit.difference
        if pair:
            found = related(
                "difference", ask, direction, before=pair[0], after=pair[1], change=change
            )
            other_noun = _noun(paragraph, change) not in ("", *(_noun(paragraph, p) for p in pair))
            yield from (one for one in found if not (one.misses and other_noun))
        elif one and _is_stock(one[-1]) and alike(one[-1], change):
            behind = paragraph[change.token.end : change.token.end + 60]
            if (
                not change.unit
                and re.match(r"\s\w", behind)
                and not re.match(r"\sso với\b", behind)
            ):
                continue  # it counts something of its own
            gap = between(paragraph, one[-1], change)
            against = len(gap) < 60 and re.match(r"[^.;,\d]*\bso với\b", behind)
            head = paragraph[max(0, one[-1].token.start - 25) : one[-1].token.start]
            reached = re.fullmatch(r"[^.;\d]{0,25}(?:,|\()[^.;\d]{0,20}", gap) and _REACHED.search(
                head
            )
            if against or reached:
                yield from related(
                    "difference", partial(_from_after, ask), direction,
                    after=one[-1], change=change,
                )  # fmt: skip


def _noun(paragraph: str, one: Suggestion) -> str:
    noun = words.NOUN.match(paragraph[one.token.end :][:60].lower())
    return noun["noun"] if noun else ""


def _is_stock(one: Suggestion) -> bool:
    """Whether it says how many there are: what is cut or merged is no figure after a change."""
    kind = words.INDICATORS.get(words.KINDS.get(one.unit, ""), {})
    stocks = {kind.get("stock"), kind.get("quota"), *words.ALWAYS.values(), "inspection-plan", ""}
    stocks |= {"pupils", "population", "contract-staff", "party-members"}
    return bool(one.unit) and one.fields["indicator"] in stocks


def _from_after(ask: Callable[..., Outcome], after: Printed, change: Printed) -> Outcome:
    return ask(None, after, change)


def _is_pair(paragraph: str, pair: Sequence[Suggestion], change: Suggestion) -> bool:
    """Whether two figures tell of one number before and after a change."""
    return (
        len(pair) == 2
        and bool(_TURNED.search(between(paragraph, *pair)))
        and alike(*pair)
        and alike(pair[1], change)
        and not pair[0].looks.endswith("money")
    )


def _growths(paragraph: str, figures: Sequence[Suggestion]) -> Iterator[SuggestedRelation]:
    """Figures before and after with their relative change: từ 401 xuống 280, giảm 30,2%."""
    for before, after, change in zip(figures, figures[1:], figures[2:]):
        verb = CHANGED.search(paragraph[max(0, change.token.start - 40) : change.token.start])
        relative = is_share(change) or change.unit == "times"
        counts = is_count(before) and is_count(after) and after.unit != "times"
        changed = CHANGED.search(paragraph[max(0, before.token.start - 40) : before.token.start])
        if (
            verb
            and relative
            and counts
            and not changed
            and _is_pair(paragraph, (before, after), after)
        ):
            rises = verb["verb"].lower() == "tăng"
            yield from related(
                "growth", partial(audit.growth, rises=rises), {"direction": "rises"} if rises else {},
                before=before, after=after, percentage=change,
            )  # fmt: skip


def _ratios(paragraph: str, figures: Sequence[Suggestion]) -> Iterator[SuggestedRelation]:
    """How many times as much: "tăng từ 20 lên 60, gấp 3 lần", "60 thôn, gấp 3 lần 20 thôn"."""
    for place, times in enumerate(figures):
        if times.looks != "multiple" or not place:
            continue
        after = figures[place - 1]
        if len(between(paragraph, after, times)) > LONG_GAP or not is_count(after):
            continue
        earlier, later = figures[max(0, place - 2)], figures[min(place + 1, len(figures) - 1)]
        if _is_pair(paragraph, (earlier, after), after) and earlier is not after:
            before = earlier
        elif alike(after, later) and _AS_MANY_AS.fullmatch(between(paragraph, times, later)):
            before = later
        else:
            continue
        if is_count(before) and before.unit != "times":
            yield from related(
                "ratio", lambda multiple, after, before: audit.ratio(before, after, multiple),
                multiple=times, after=after, before=before,
            )  # fmt: skip


_AS_MANY_AS = re.compile(r"(?i)\slần\s(?:so với\s)?(?:[^\W\d]+\s){0,4}")
