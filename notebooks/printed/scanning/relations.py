"""Relations from what templates find: their operands, their class, their outcome."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from ..audit import difference, growth, ratio, share, total
from ..equations import RelationError
from ..outcomes import Outcome
from ..reading.figures import Figure
from ..reading.text import places, visible
from ..spans import DURATIONS, PERCENT, POINT
from .fitting import Found, confirmed
from .gates import (
    ANOTHER_BASE,
    APART,
    BESIDE,
    ELSEWHERE,
    HOLDERS,
    LISTED,
    MEAN,
    MOST,
    NOUN_ON,
    PLACE,
    SHARP,
    TOGETHER,
    VOTES,
    YEARLY,
    closed,
    own_base,
    sharp,
    tied,
)
from .sentences import MARKS, Sentence, sentences, units_agree
from .templates import NEXT, PLAN, TEMPLATES


@dataclass(frozen=True, slots=True)
class Operand:
    """A numeral in its role: the span of the census token in its paragraph, and its text in NFC."""

    role: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that a text prints.

    ``paragraph`` counts from 1 the lines of the text that are not empty; ``start`` and ``end`` (code
    points in that line, stripped) hold all the operands.  ``kind`` is share, total, difference,
    growth or ratio; ``partial`` says of a total that only some of its parts are listed.  ``remark``
    says of a loose relation that its figures miss each other, with what makes that no flag, or that
    they are too coarse to tell; one without a remark fits, or its words set no limit.
    """

    paragraph: int
    start: int
    end: int
    kind: str
    strict: bool
    partial: bool
    operands: tuple[Operand, ...]
    outcome: Outcome
    remark: str = ""

    @property
    def verdict(self) -> str:
        """What its outcome says, where its figures fit; '' for what is loose or flagged."""
        return self.outcome.verdict if self.strict and not self.outcome.differs else ""

    @property
    def flagged(self) -> bool:
        """Whether its figures miss each other, though the text ties them strictly: a question.

        It is no verdict: too many flags have an innocent reason (data/benchmark tells how many).
        """
        return self.strict and self.outcome.differs


#: A total of all its parts; of some of them; of some, with others left out that do not fit into it.
_TOTALS = ("total", "partial", "overfull")
_AUDIT = {
    "share": lambda f: share(f["percentage"], f["part"], f.get("whole")),
    "difference": lambda f: difference(f["before"], f["after"], f["change"]),
    "growth": lambda f: growth(f["before"], f["after"], f["change"]),
    "ratio": lambda f: ratio(f.get("before"), f["after"], f["multiple"]),
}


def _shares(sentence: Sentence, match: re.Match[str], letter: str) -> Iterator[Found]:
    text = sentence.text
    part, of = match.start("part"), match.start("percentage")
    whole = part if letter == "F" else match.start("whole")
    said = text[max(0, match.start() - 200) : match.end() + 200]
    strict = not VOTES.search(said) and own_base(
        text, of, max(part, whole) if letter == "F" else whole
    )
    strict = (
        strict and sharp(sentence.figures[of]) and not HOLDERS.search(text[min(part, of) : of + 40])
    )
    planned = re.search(PLAN, text[match.start() : match.end() + 25])
    if letter == "F":
        figure = sentence.figures[part]
        strict = strict and figure.parts[0] > 1 and figure.parts[1] > 5
        if planned or sentence.figures[of].value > 100:
            planned = re.search(PLAN, text[part:of])
            yield "ratio", {"before": part, "after": part, "multiple": of}, bool(planned) and strict
        else:
            yield "share", {"part": part, "whole": whole, "percentage": of}, strict
        return
    if sentence.figures[whole].unit in DURATIONS:
        return
    strict = (
        strict
        and not planned
        and not (part < whole and TOGETHER.search(text[max(0, part - 80) : part]))
    )
    place = match.start("percentage") + 1
    while True:
        tie = tied(sentence, part, whole)
        if tie is None:
            return
        yield "share", {"part": part, "whole": whole, "percentage": of}, strict and tie
        further = NEXT.match(text, place)
        if part < whole or not further or ELSEWHERE.search(further[0]):
            return
        part, of, place = further.start("part"), further.start("percentage"), further.end()
        strict = not VOTES.search(said) and own_base(text, of, whole)


def _changes(sentence: Sentence, match: re.Match[str]) -> Iterator[Found]:
    places = {role: match.start(role) for role in ("before", "after", "change")}
    figures = {role: sentence.figures[place] for role, place in places.items()}
    units = [figures[role].unit for role in ("before", "after")]
    change = figures["change"].unit
    agree = units_agree([sentence.unit(places[role]) for role in ("before", "after")])
    if len(set(units)) > 1 or agree is False:
        return
    text, place = sentence.text, places["change"]
    strict = (
        agree is True
        and not YEARLY.search(text[max(0, place - 30) : place + 15])
        and ("so với" in text[place : match.end()] or not ANOTHER_BASE.match(text, place + 1))
        and not (
            "lần lượt" in text[match.start() : match.end() + 60]
            or text.endswith("thêm ", 0, places["after"])
        )
    )
    if change in (PERCENT, "times") and units[0] != PERCENT:
        yield "growth", places, strict
    elif units[0] == PERCENT and change in (PERCENT, POINT):
        yield "difference", places, strict and change == POINT
    elif sentence.text[places["change"]] == MARKS["N"] and units[0] == change:
        agree = units_agree([sentence.unit(place) for place in places.values()])
        before, after, by = (figure.value for figure in figures.values())
        if agree or (agree is None and abs(after - before) == by):  # "14 quận", and "120 phường"
            yield "difference", places, strict and agree is True


def _ratios(sentence: Sentence, match: re.Match[str]) -> Iterator[Found]:
    places = {role: match.start(role) for role in ("before", "after", "multiple")}
    agree = units_agree([sentence.unit(places[role]) for role in ("before", "after")])
    one, other = (sentence.figures[places[role]].unit for role in ("before", "after"))
    if agree is not False and one == other:
        yield "ratio", places, agree is True and not MEAN.search(match[0])


def _totals(sentence: Sentence, match: re.Match[str]) -> Iterator[Found]:
    text = sentence.text
    start, end = match.span("list")
    marks = MARKS["N"] + MARKS["W"]
    parts = [place for place in range(start, end) if text[place] in marks]
    whole = match.start("total")
    values = [sentence.figures[place].value for place in parts]
    of = sentence.figures[whole].value
    partial = match["open"] == "trong đó"
    least = closed(text, parts, end)
    for count in range(2, len(parts) + 1):
        if sum(values[:count]) == of:  # what follows is no part any more
            parts, values, least, partial = parts[:count], values[:count], LISTED, False
    units = [sentence.unit(place) for place in (whole, *parts)]
    if (
        units_agree(units) is False
        or {"tuổi", "chỗ"} & set(units)
        or ("điểm" in units and not all(PLACE.match(text, one + 1) for one in parts))
        or sentence.figures[whole].unit in DURATIONS
    ):
        return
    named = all(NOUN_ON.match(text, one + 1) or sentence.figures[one].step > 1 for one in parts)
    counted = [one.value for place, one in sentence.figures.items() if text[place] in marks]
    nested = any(value == sum(values[place + 1 :]) for place, value in enumerate(values[:-2]))
    strict = (
        named and not nested
        and least * of <= sum(values)
        and not any(sum(values) == of + other for other in counted)
        and not (MEAN.search(match[0]) or BESIDE.search(text[max(0, whole - 8) : whole]))
    )  # fmt: skip
    if partial or sum(values) >= MOST * of:
        return  # what the parts leave open is looked at more widely; what is far more is no part
    places = {"total": whole} | {f"part{number}": place for number, place in enumerate(parts)}
    some = APART * sum(values) < of and whole < start  # more is missing than a slip would leave out
    yield "partial" if some else "total", places, strict


def _found(sentence: Sentence) -> Iterator[Found]:
    text = sentence.text
    for kind, needs, words, pattern in TEMPLATES:
        if not (any(word in text for word in words) and all(MARKS[mark] in text for mark in needs)):
            continue
        for match in pattern.finditer(text):
            if kind == "share":
                yield from _shares(sentence, match, needs[0])
            elif kind == "change":
                yield from _changes(sentence, match)
            elif kind == "ratio":
                yield from _ratios(sentence, match)
            else:
                yield from _totals(sentence, match)


def _audited(kind: str, figures: dict[str, Figure]) -> Outcome:
    if kind in _TOTALS:
        whole, *parts = figures.values()
        return total(whole, parts, partial=kind != "total")
    figures = dict(figures)
    if figures.get("part") and figures["part"].parts:
        figures["whole"] = None
    if kind == "ratio" and figures["after"].parts:
        figures["before"] = None
    return _AUDIT[kind](figures)


def _means_something_else(kind: str, figures: dict[str, Figure]) -> bool:
    """Whether figures that miss each other most likely were never meant to be set so.

    A misprint or a wrong division leaves figures near each other.  Where they are far apart, or fit
    as soon as the percentage is that of the rest, or is taken of the figure behind instead of the
    one before, the text is rather read wrongly.
    """
    printed, given = _set_against(kind, figures)
    if not given / APART < printed < given * APART:
        return True
    other = dict(figures)
    if kind == "share":
        other["percentage"] = replace(
            figures["percentage"], value=100 - figures["percentage"].value
        )
    elif kind == "growth":
        other["before"], other["after"] = figures["after"], figures["before"]
    else:
        return False
    return _audited(kind, other).fits


def _set_against(kind: str, figures: dict[str, Figure]) -> tuple[Fraction, Fraction]:
    """The printed figure that is tested, and what the others make of it, without their rounding."""
    first, *others = figures.values()
    if kind == "total":
        return first.value, sum(part.value for part in others)
    second, asked = others
    if kind == "difference":
        return asked.value, abs(first.value - second.value)
    if first.parts:
        return asked.value, 100 * first.value
    scale = 1 if asked.unit == "times" else 100
    if kind == "share":
        return asked.value, scale * first.value / second.value
    part = abs(second.value - first.value) if kind == "growth" else second.value
    return asked.value, scale * part / first.value


def _rounding_explains(kind: str, figures: dict[str, Figure]) -> bool:
    """Whether the figures fit once round numbers are taken for rounded ones.

    A number is round by the zeros at its end, up to a twentieth of it, or a tenth where it is a
    single digit and zeros, and a percentage by its last digit; among numbers that are added, one is
    that is coarser than another, or all are.
    """
    steps = {role: _roundness(figure) for role, figure in figures.items()}
    if kind in ("total", "difference"):
        first, *others = (figure.value for figure in figures.values())
        off = first - sum(others) if kind == "total" else abs(first - others[0]) - others[1]
        finest = min(steps.values())
        fine = min(figure.step for figure in figures.values())
        coarse = [step for step in steps.values() if step >= 10 * finest]
        return abs(off) <= sum(coarse or [step for step in steps.values() if step > fine])
    rounded = dict(figures)
    for role, figure in figures.items():
        if figure.unit == PERCENT and figure.step == 1 and figure.value % 10 == 0:
            rounded[role] = replace(figure, step=Fraction(10))
        elif not figure.unit and steps[role] > figure.step:
            rounded[role] = replace(figure, step=steps[role])
    return not _audited(kind, rounded).differs


def _roundness(figure: Figure) -> Fraction:
    """What one more in the last digit is worth that is no zero."""
    step = figure.step
    while not figure.parts and figure.value % (step * 10) == 0 and 200 * step <= figure.value:
        step *= 10
    tenth = Fraction(10) ** (len(str(int(figure.value))) - 2)
    single = not figure.parts and figure.value >= 100 and figure.value % (10 * tenth) == 0
    return max(step, tenth) if single else step


def _too_coarse(outcome: Outcome) -> bool:
    """Whether the figures fit only because those that others were to follow from are coarse.

    At their word "3 tỷ" and "4 tỷ" make 7; rounded before they were printed they make anything from
    6 to 8, and 80 % is as good a growth from one to the other as 10 %.  What fits the others at their
    word is tested by that.  What needs their rounding is tested only if that leaves little room: all
    that would fit so may be no wider than a fifth of what they come to, as ``sharp`` asks of a
    percentage.  Then everything that fits is within a fifth of it, so that of two figures, one of
    them APART times the other or more, not both can fit: a slip that large shows.
    """
    if outcome.verdict not in ("rounded", "truncated"):
        return False
    equation, asked = outcome.equation, outcome.equation.asked
    at_their_word = equation.needed(asked, "printed").low
    if at_their_word in equation.span(asked, "either"):
        return False
    mode = "rounded" if outcome.verdict == "rounded" else "either"
    room, own = equation.needed(asked, mode), equation.span(asked, mode)
    return room.high is None or SHARP * (room.high - room.low + own.high - own.low) > at_their_word


#: Grouped by commas as English does: "2,259", which is 2.259 in Vietnamese.
_BY_COMMA = re.compile(r"\d{1,3},\d{3}")


def _notation_explains(kind: str, figures: dict[str, Figure]) -> bool:
    """Whether the figures fit once commas before three digits are taken for English ones."""
    english = {
        role: replace(figure, value=figure.value * 1000, step=figure.step * 1000)
        for role, figure in figures.items()
        if _BY_COMMA.fullmatch(figure.text)
    }
    return bool(english) and _audited(kind, figures | english).fits


def _another_base(sentence: Sentence, kind: str, places: dict[str, int]) -> bool:
    """Whether the percentage may be of something else as well, by what stands before it.

    A part may be one of another whole of the same noun; and a part of what was planned has a plan of
    its own.
    """
    if kind == "ratio":
        return "trong đó" in sentence.text[min(places.values()) : max(places.values())]
    if kind != "share" or "whole" not in places or places["part"] <= places["whole"]:
        return False
    part, whole = places["part"], places["whole"]
    return any(
        place < part and place != whole
        and sentence.unit(place) == sentence.unit(whole) != ""
        and figure.value >= sentence.figures[part].value
        for place, figure in sentence.figures.items()
    )  # fmt: skip


def _remark(
    sentence: Sentence, kind: str, places: dict[str, int], outcome: Outcome, strict: bool
) -> str:
    """What to say of a relation that is loose, or has to be; '' for one that its words decide."""
    figures = {role: sentence.figures[place] for role, place in places.items()}
    if kind == "overfull":
        return "more is listed than fits"
    if not outcome.differs:
        return "too coarse to test" if _too_coarse(outcome) else ""
    if not strict:
        return "misses"
    if _another_base(sentence, kind, places):
        return "misses: another base"
    if _notation_explains(kind, figures):
        return "misses: a comma for a point"
    if _rounding_explains(kind, figures):
        return "misses: round figures"
    return "misses: too far apart" if _means_something_else(kind, figures) else ""


def _relation(number: int, sentence: Sentence, found: Found) -> Relation | None:
    kind, places, strict = found
    figures = {role: sentence.figures[place] for role, place in places.items()}
    try:
        outcome = _audited(kind, figures)
        strict = strict and all(figure.qualifier == "=" for figure in figures.values())
        remark = _remark(sentence, kind, places, outcome, strict)
    except RelationError:
        return None
    tokens = {role: sentence.tokens[place] for role, place in places.items()}
    operands = tuple(
        Operand(role.rstrip("0123456789"), token.start, token.end, token.text)
        for role, token in tokens.items()
    )
    return Relation(
        number, min(one.start for one in operands), max(one.end for one in operands),
        "total" if kind in _TOTALS else kind, strict and not remark, kind in _TOTALS[1:],
        operands, outcome, remark,
    )  # fmt: skip


#: What a paragraph must hold for anything to be found in it: numbers, and a word that ties them.
_NUMBERS = re.compile(r"\d\D+\d|\d.*?(?:trong|gồm)")
_TYING = re.compile(
    r"%|phần trăm|từ \D{0,25}\d|gồm|tổng|cả |trong (?:số|tổng|này|đó|\d)|[(:][^\d()]{0,60}\d|còn lại"
    r"|(?:tăng|giảm|gấp|vượt|so với) \D{0,25}\d|(?:có|trên) \d"
)
#: Marks of what a relation may tie; dates and names are none.
_COUNTED = re.compile(f"[{''.join(MARKS[letter] for letter in 'NPFW')}]")


def scan(text: str) -> list[Relation]:
    """The relations that a text itself ties together, in its order, each with its outcome.

    >>> [one] = scan("Huyện có 186 xã, trong đó 76 xã (chiếm 40,3%) đã làm xong.")
    >>> one.kind, one.strict, one.flagged, one.paragraph, one.start, one.end
    ('share', True, True, 1, 9, 43)
    >>> [(operand.role, operand.text) for operand in one.operands]
    [('part', '76'), ('whole', '186'), ('percentage', '40,3')]

    A paragraph is a line that is not empty; it is scanned by itself.  Offsets count in it as it is
    given, whatever its letters are made of, but stripped:

    >>> text = "Huyện có 186 xã, trong đó 76 xã (chiếm 40,3%) đã làm xong."
    >>> paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    >>> paragraphs[one.paragraph - 1][one.start : one.end]
    '186 xã, trong đó 76 xã (chiếm 40,3'

    The words that tie figures together are Vietnamese: in a text of another language nothing is
    found.  Raises ValueError for what is no text.
    """
    if not isinstance(text, str):
        raise ValueError(f"found {type(text).__name__}, expected text: decode bytes first")
    found: dict[tuple, Relation] = {}
    as_seen = visible(text) == text
    for number, given in enumerate(filter(None, map(str.strip, text.splitlines())), 1):
        paragraph = given if as_seen else visible(given).strip()
        if _NUMBERS.search(paragraph) and _TYING.search(paragraph.lower()):
            tied = list(_scanned(number, paragraph))
            if tied and paragraph != given:
                tied = _as_given(tied, given)
            for relation in tied:
                found.setdefault((number, relation.kind, relation.operands), relation)
    return sorted(found.values(), key=lambda one: (one.paragraph, one.start, one.end, one.kind))


def _as_given(tied: list[Relation], given: str) -> list[Relation]:
    """Relations of a paragraph as it is seen, with their offsets in it as it is given."""
    seen = visible(given)
    at = places(given)[len(seen) - len(seen.lstrip()) :]

    def moved(one: Operand | Relation) -> Operand | Relation:
        return replace(one, start=at[one.start], end=at[one.end])

    return [replace(moved(one), operands=tuple(map(moved, one.operands))) for one in tied]


def _scanned(number: int, paragraph: str) -> Iterator[Relation]:
    for sentence in sentences(paragraph):
        if len(_COUNTED.findall(sentence.text)) < 2:
            continue  # numbers that only date or name
        tied = [_relation(number, sentence, found) for found in _found(sentence)]
        tied = [relation for relation in tied if relation]
        yield from tied
        seen = list(tied)
        for found in confirmed(sentence):
            relation = _relation(number, sentence, found)
            if not relation or _is_known(relation, seen):
                continue
            if relation.outcome.fits or relation.kind == "total":  # whose sum is certain
                yield relation
                seen.append(relation)


def _is_known(relation: Relation, seen: list[Relation]) -> bool:
    """Whether what was found before says as much, or is a whole list that this one goes on with."""
    numerals = _numerals(relation)
    return any(
        numerals <= _numerals(other)
        or (
            relation.partial and other.kind == "total" and other.outcome.fits and not other.partial
            and relation.operands[0] == other.operands[0] and _numerals(other) <= numerals
        )
        for other in seen
    )  # fmt: skip


def _numerals(relation: Relation) -> set[str]:
    """The numerals that it ties, whichever of several alike; of its k/n both numbers."""
    return {operand.text for operand in relation.operands}
