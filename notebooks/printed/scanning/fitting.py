"""Relations that words allow and arithmetic confirms: found only where their figures fit.

The templates say where a text ties figures together, whether they fit or not.  Print has more ways
of tying them than a pattern holds: far apart, in another order, between nouns of all kinds.  Here a
few words say only that some figures may belong together, and exact arithmetic says which do.  What
is found so is loose: it can never be a misfit.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate, chain, product

from ..reading.figures import Figure
from ..spans import DURATIONS, PERCENT, POINT
from .gates import ANYONE, APART, NOUN_ON, sharp
from .sentences import MARKS, Sentence, units_agree
from .templates import LIGHT, PLAN, RISE, TIE, template

Found = tuple[str, dict[str, int], bool]  # kind, places by role, strict

_COUNTS = MARKS["N"] + MARKS["W"]
#: How many numbers around a change or a part are tried as its base, the nearest first.
_NEAR = 8

#: From here on numbers hardly make another by chance, though no word says that they do.
_LARGE = 20

_OPENS = re.compile(r"gồm|trong (?:số )?đó|\(|:")
_AT_ONCE = re.compile(r"[^,;:]{0,60}")
_OF_ALL = re.compile(r"(?:^|\W)(?:trong|trên)(?: tổng)?(?: số)? $")
_SUMMED = template(r"(?:tổng[^NPFRW;()]{0,45}|(?:cả thảy|tất cả|cả|thành) (?:\w+ ){0,2})\Z")
_REST = re.compile(r"còn lại|số còn|(?:^|\W)còn ")
_IN_BRACKETS = re.compile(r"\([^()]*\)")

_PART = template(
    rf"<part:N>(?:…{TIE}|[^NPFR\n;]{{0,80}}(?:chiếm|đạt|tỷ lệ|tỉ lệ|tương đương)[^NPFR\n;,]{{0,25}})"
    r"<percentage:P>"
)
_OF_PERCENTAGE = template(
    rf"<percentage:P> (?:trong|của|trên)(?: tổng)?(?: số)? {LIGHT}<whole:N>[^NPFR\n;]{{0,80}}?"
    rf"(?:\(|tương đương|tương ứng|tức|là) ?(?:với )?{LIGHT}<part:N>"
)
_OF_PLAN = template(
    rf"<multiple:P>[^NPFR\n;]{{0,60}}?(?:{PLAN}|so với|cùng kỳ)[^NPFR\n;]{{0,50}}?<before:N>"
)
_PERCENTAGE_FIRST = template(
    rf"<percentage:P>[^NPFR\n;]{{0,40}}?(?:\(|tương đương|tương ứng|tức|hay|ứng với|với|là) ?{LIGHT}<part:N>"
)
_OF_N = template(r"[F][^NPFR\n;]{0,60}[P]|[P][^NPFR\n;]{0,40}[F]")
_FALLS = rf"(?:{RISE}|chênh lệch|gấp|thiếu|thừa|lao dốc|sụt|mất|hạ)(?: mức| tỷ lệ)? {LIGHT}"
_CHANGED = template(rf"{_FALLS}<change:NPW>")
_OR_BY = template(
    rf"{_FALLS}[NP][^NPFR\n;]{{0,15}}(?:\(|, ?)(?:tương đương|tương ứng|tức)(?: với)? {LIGHT}<change:NP>"
)
_CHANGED_BY = template(rf"{RISE} [^NPFR\n;,()]{{0,60}}?<change:NP>[^NPFR\n;]{{0,20}}\(?từ ")
_COMPARED = re.compile(rf"{PLAN}|cùng kỳ|năm (?:trước|ngoái)")
_RISEN = re.compile(rf"{RISE} \Z")
_FROM_TO = re.compile(r"\btừ |\bcòn |\blên |\bxuống ")
_FELL = re.compile(r"giảm|bớt|cắt|rút|hụt|ít|thấp|kém|thiếu|lao|sụt|mất|hạ")


def confirmed(sentence: Sentence) -> Iterator[Found]:
    """What may be a relation by its words, and nearly is one by its figures."""
    yield from _changes(sentence)
    yield from _shares(sentence)
    yield from _lists(sentence)
    yield from _some(sentence)


def _matches(text: str, *patterns: re.Pattern[str]) -> Iterator[re.Match[str]]:
    return chain.from_iterable(pattern.finditer(text) for pattern in patterns)


# --- totals and their parts ----------------------------------------------------------------------


def _lists(sentence: Sentence) -> Iterator[Found]:
    """Numbers side by side that make another before or behind them, with a word that says so."""
    text = sentence.text
    bare = _IN_BRACKETS.sub(lambda found: " " * len(found[0]), text)
    for seen, marks in product(dict.fromkeys((text, bare)), (_COUNTS, MARKS["P"])):
        places = [place for place in sentence.figures if seen[place] in marks]
        for whole, parts in _sides(sentence, seen, places):
            if makes := _making(sentence, whole, parts):
                roles = {f"part{number}": place for number, place in enumerate(makes)}
                yield "total", {"total": whole} | roles, False


def _sides(sentence: Sentence, text: str, places: list[int]) -> Iterator[tuple[int, list[int]]]:
    """What may be a total, and the numbers of which the first ones may be its parts."""
    for cue in _OPENS.finditer(text):
        index = bisect(places, cue.start())
        for whole in places[max(0, index - 4) : index]:
            alike = places[index:] and sentence.unit(whole) == sentence.unit(places[index]) != ""
            if cue[0] not in "(:" or alike or _AT_ONCE.fullmatch(text, whole, cue.start()):
                yield whole, places[index:]
    for index, whole in enumerate(places):
        lead = text[max(0, whole - 50) : whole]
        before, behind = places[:index], places[index + 1 :]
        large, summed = sentence.figures[whole].value >= _LARGE, _SUMMED.search(lead)
        if summed:
            yield whole, before[::-1]
        if large or summed or _OF_ALL.search(lead):
            yield whole, behind[:_NEAR]
        rest = behind and (large or _REST.search(text, behind[0] - 25, behind[0] + 40))
        if before and rest and _OF_ALL.search(lead):
            yield whole, [before[-1], *behind]


def _making(sentence: Sentence, whole: int, parts: list[int]) -> list[int]:
    """The first of the parts that make the whole; none where they do not, or measure other things."""
    if sentence.text[whole] == MARKS["W"]:
        return []
    total, made = sentence.figures[whole], []
    rest, units = total.value, [sentence.unit(whole)]
    for place in parts:
        alike = units_agree([*units, sentence.unit(place)]) is not False
        if alike and sentence.figures[place].unit == total.unit:
            rest -= sentence.figures[place].value
            made.append(place)
            units.append(sentence.unit(place))
        if rest <= 0:
            break
    named = all(NOUN_ON.match(sentence.text, place + 1) for place in made)
    if (
        rest or len(made) < 2 or "tuổi" in units or not (named or total.value > 3)
        or (total.unit in DURATIONS and "tổng" not in sentence.text)
    ):  # fmt: skip
        return []
    return sorted(made)


_AMONG = re.compile(r"(?:trong (?:số )?(?:đó|này)|riêng|kể cả|(?:bao )?gồm)\b[,:]?")
_OF_THEM = template(
    r"<total:N>[^NPFR\n]{0,120}?<part:NW>[^NPFRW\n,;:()]{0,40} trong số (?:đó|này|họ|ấy|trên|những)"
)
_K_OF = template(
    rf"<part:NW>[^NPFRW\n;,()]{{0,60}}(?<!lên)(?<!đến)(?<!tới)(?<!từ) \(?(?:trong|trên)"
    rf"(?: tổng)?(?: số)? {LIGHT}<total:N>"
)
_OF_K = template(
    rf"(?:^|\W)(?:trong|trên)(?: tổng)? (?:số )?{LIGHT}<total:N>[^NPFRW\n;]{{0,120}}?"
    rf"(?:có|chỉ|đã|thì|,)(?: \w+)* {LIGHT}<part:NW>"
)
_HAS = template(
    rf"<total:N>[^NPFRW\n;()]{{0,80}}?(?:[,;]| thì) ?(?:\w+ ){{0,2}}(?:có|phát hiện) {LIGHT}<part:N>"
)
_NEXT_ITEM = re.compile(
    r"(?:(?! trong (?:số )?đó|, ?(?:tăng|giảm))[^;\n()]){0,80}?(?:[,;:]|\bvà\b)(?: \w+){0,4} ?\Z"
)


def _some(sentence: Sentence) -> Iterator[Found]:
    """Some of a total, behind "trong đó" or "trong số": lists before single parts, which they hold."""
    text, figures = sentence.text, sentence.figures
    numbers = [place for place in figures if text[place] in _COUNTS]
    for cue in _AMONG.finditer(text):
        before = [place for place in numbers if place < cue.start() and text[place] == MARKS["N"]]
        behind = [place for place in numbers if place > cue.start()]
        if not before or not behind or "\n" in text[cue.end() : behind[0]]:
            continue
        noun = sentence.unit(behind[0])
        measured = [place for place in before[-4:] if _alike(sentence, place, behind[0])]
        alike = [place for place in measured if noun and sentence.unit(place) == noun]
        if not measured:
            continue
        whole = (alike or measured)[-1]
        apart = noun != sentence.unit(whole) and noun not in ANYONE
        if apart and "trong" not in cue[0] and behind[0] > cue.end() + 1:
            continue
        yield from _within(sentence, whole, _listed(sentence, whole, behind))
    for match in _matches(text, _K_OF, _OF_K, _HAS, _OF_THEM):
        whole, part = match.start("total"), match.start("part")
        if (
            match.re is _OF_THEM
            or "số " in text[match.start() : whole]
            or sentence.unit(whole) == sentence.unit(part) != ""
            or (match.re is _K_OF and part + 1 == text.find(" tr", part))
        ):
            one = match.re is not _OF_K or MARKS["P"] in text[part:]  # a share, each with its own
            behind = [place for place in numbers if place >= part]
            parts = [part] if one else _listed(sentence, whole, behind)
            yield from _within(sentence, whole, parts)


def _listed(sentence: Sentence, whole: int, places: list[int]) -> list[int]:
    """The first of the numbers that are listed side by side as parts of the whole.

    Where the first counts what the whole counts, the others do, or what stands beside it: "9 xã,
    phường, trong đó 5 xã, 4 phường", but "9 nghi can, trong đó 4 nghi can …, thu giữ 3 khẩu súng".
    """
    text, parts = sentence.text, places[:1]
    noun = sentence.unit(places[0])
    counted = {"", noun, *ANYONE, *re.findall(r"\w+", text[whole + 1 : places[0]][:200])}
    for place in places[1:]:
        if not _NEXT_ITEM.match(text[parts[-1] + 1 : place]):
            break
        if noun and noun == sentence.unit(whole) and sentence.unit(place) not in counted:
            break
        parts.append(place)
    return parts


def _within(sentence: Sentence, whole: int, parts: list[int]) -> Iterator[Found]:
    """The whole with as many of the parts, from the first on, as are of its measure and fit into it.

    All are told where they pass it by no more than a slip would: "135, gồm 14, 88 và 51"; of those
    of which the second already does not fit, where all count the same.  Where some are left out,
    the kind says so.
    """
    figures = sentence.figures
    alike = [place for place in parts if _alike(sentence, whole, place)]
    sums = list(accumulate(figures[place].value for place in alike))
    fit = sum(made <= figures[whole].value for made in sums)
    if not fit or sentence.unit(whole) == "tuổi":
        return
    nouns = {sentence.unit(place) for place in alike}
    if sums[-1] <= APART * figures[whole].value and (
        fit > 1 or len(nouns - {""}) == len(nouns) == 1
    ):
        fit = len(alike)
    roles = {f"part{number}": place for number, place in enumerate(alike[:fit])}
    yield "partial" if fit == len(alike) else "overfull", {"total": whole} | roles, False


def _alike(sentence: Sentence, one: int, other: int) -> bool:
    """Whether two numbers may count or measure the same."""
    figures = sentence.figures
    agree = units_agree([sentence.unit(one), sentence.unit(other)])
    return figures[one].unit == figures[other].unit and agree is not False


# --- shares, and results of plans ----------------------------------------------------------------


def _shares(sentence: Sentence) -> Iterator[Found]:
    text, figures = sentence.text, sentence.figures
    if MARKS["P"] not in text:
        return
    for match in _OF_N.finditer(text):
        ends = match.start(), match.end() - 1
        of_n, percentage = ends if text[ends[0]] == MARKS["F"] else ends[::-1]
        part, whole = figures[of_n].parts
        if whole > 5 and _near(part, whole, figures[percentage]):
            yield "share", {"part": of_n, "whole": of_n, "percentage": percentage}, False
    for match in _OF_PERCENTAGE.finditer(text):
        yield "share", {role: match.start(role) for role in ("part", "whole", "percentage")}, False
    for match in _OF_PLAN.finditer(text):
        multiple, before = match.start("multiple"), match.start("before")
        for after in _others(sentence, before, multiple):
            risen = _RISEN.search(text[max(0, after - 30) : after])
            if not risen and _near(figures[after].value, figures[before].value, figures[multiple]):
                yield "ratio", {"before": before, "after": after, "multiple": multiple}, False
                break
    for match in _matches(text, _PART, _PERCENTAGE_FIRST):
        part, percentage = match.start("part"), match.start("percentage")
        of = figures[percentage]
        risen = _RISEN.search(text[max(0, part - 30) : part])
        if risen or not sharp(of) or figures[part].value <= 1:
            continue
        for whole in _others(sentence, part, percentage):
            if figures[whole].value > 5 and _near(figures[part].value, figures[whole].value, of):
                if _COMPARED.search(text[match.end() : match.end() + 40]) or of.value > 100:
                    yield "ratio", {"before": whole, "after": part, "multiple": percentage}, False
                elif figures[whole].value > figures[part].value:
                    yield "share", {"part": part, "whole": whole, "percentage": percentage}, False
                break


def _near(part: int, whole: int, percentage: Figure) -> bool:
    return abs(100 * part - percentage.value * whole) <= percentage.step * whole


def _others(sentence: Sentence, of: int, around: int) -> list[int]:
    """Numbers that may be set against the one at ``of``: of its measure, the nearest first."""
    places = [
        place
        for place in sentence.figures
        if place != of and sentence.text[place] == sentence.text[of] and _alike(sentence, place, of)
    ]
    return sorted(places, key=lambda place: abs(place - around))[:_NEAR]


# --- changes -------------------------------------------------------------------------------------


def _changes(sentence: Sentence) -> Iterator[Found]:
    text, figures = sentence.text, sentence.figures
    for match in _matches(text, _CHANGED, _OR_BY, _CHANGED_BY):
        change = match.start("change")
        of = figures[change]
        relative = of.unit == "times" or (text[change] == MARKS["P"])
        if of.unit == PERCENT and not sharp(of):
            continue
        if match[0].startswith("thêm") and "tổng" in text:
            continue
        fell = bool(_FELL.search(match[0]))
        if pair := _pair(sentence, change, of, fell):
            before, after = pair
            kind = "growth" if figures[before].unit != of.unit and relative else "difference"
            yield kind, {"before": before, "after": after, "change": change}, False


def _pair(sentence: Sentence, change: int, of: Figure, fell: bool) -> tuple[int, int] | None:
    """The nearest two numbers of one measure between which the change lies."""
    figures, text = sentence.figures, sentence.text
    numbers = [place for place in figures if text[place] in MARKS["N"] + MARKS["P"]]
    near = sorted(numbers, key=lambda place: abs(place - change))
    near = [place for place in near if place != change][:_NEAR]
    for index, one in enumerate(near):
        for other in near[:index]:
            low, high = sorted((one, other), key=lambda place: figures[place].value)
            least, most = figures[low].value, figures[high].value
            if (
                text[low] != text[high] or figures[low].unit != figures[high].unit or least == most or least <= 0
                or units_agree([sentence.unit(low), sentence.unit(high)]) is False
            ):  # fmt: skip
                continue
            before, after = (high, low) if fell else (low, high)
            if _lies_between(figures[before], figures[after], of, sentence, (low, change)):
                return before, after
    return None


def _lies_between(
    before: Figure, after: Figure, change: Figure, sentence: Sentence, places: tuple[int, int]
) -> bool:
    apart = abs(after.value - before.value)
    if change.unit == before.unit or (change.unit, before.unit) == (POINT, PERCENT):
        nouns = {sentence.unit(place) for place in places}
        small = change.unit == "" and max(before.value, after.value) < 10
        return apart == change.value and units_agree(list(nouns)) is not False and (
            not small or (len(nouns) == 1 and bool(_FROM_TO.search(sentence.text)))
        )  # fmt: skip
    least, most = sorted((before.value, after.value))
    if change.unit == PERCENT:
        return (
            most > 9
            and abs(100 * apart - change.value * before.value) <= change.step * before.value
        )
    return change.unit == "times" and abs(10 * (most - change.value * least)) <= most
