"""What each numeral of an article looks like, and the shortest phrase that prints it.

Everything here is a suggestion, read out of the words around a numeral: the section it belongs to,
its unit and indicator, its phrase.  What the words leave open stays empty, for a person to decide.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial

from printed.reading.census import DASHES, PERCENT, census, is_percent
from printed.reading.figures import limit
from printed.reading.numerals import STROKES
from printed.reading.periods import period
from printed.reading.text import stands_once
from streamlining.coding.items import MAX_WORDS

from . import words
from .fields import read_fields
from .place import POINTS, Place, Suggestion
from .words import Known

# --- judging a numeral ---------------------------------------------------------------------------

_NEAR = 240  # characters around a numeral in which its words are looked for


def suggestions(text: Sequence[str], known: Known | None = None) -> list[Suggestion]:
    """Every numeral of an article's paragraphs, in reading order, with what it looks like.

    Takes linear time in the number of characters, but for looking that a phrase stands once.
    """
    known, found, taken = known or Known(), [], Counter()
    latest: dict[str, Suggestion] = {}
    for number, paragraph in enumerate(text, 1):
        follows: Suggestion | None = None
        # Remembered: a text that says one thing over and over is searched for it once.
        once = cache(partial(stands_once, " ".join(paragraph.split())))
        ends = [match.end() for match in words.END.finditer(paragraph)]
        chrome = len(paragraph) < 100 and bool(words.CHROME.search(paragraph))
        heading = not re.search(r"[.!?…\"”]\s*$", paragraph)
        for token in census(paragraph):
            nth = bisect_left(ends, token.start)
            begin = max(token.start - _NEAR, ends[nth - 1] if nth else 0)
            place = Place(
                token,
                before=paragraph[max(0, token.start - _NEAR) : token.start],
                after=paragraph[token.end : token.end + _NEAR],
                sentence=paragraph[begin : token.start],
                follows=follows,
                gap=paragraph[follows.token.end : token.start][:_NEAR] if follows else "",
                chrome=chrome,
                heading=heading,
                above=text[number - 2][-_NEAR:] if number > 1 else "",
                latest=latest,
            )
            section, looks, fields = _judge(place, known)
            follows = Suggestion(number, token, section, looks, fields, nth)
            if section == "records":
                if not place.of_total:
                    latest.pop(follows.unit, None)
                    latest[follows.unit] = follows
                name = fields.get("indicator") or fields.get("unit") or "figure"
                taken[name, number] += 1
                again = f"-{taken[name, number]}" if taken[name, number] > 1 else ""
                follows = replace(follows, id=f"{name}-p{number}{again}")
            follows = replace(follows, **_phrase(paragraph, once, follows, place))
            found.append(follows)
    return found


_Judgement = tuple[str, str, dict[str, str]]


def _judge(place: Place, known: Known) -> _Judgement:
    """Section, looks and fields of one numeral."""
    for rule in (_as_document, _as_date, _as_aside):
        if (judged := rule(place, known)) is not None:
            return judged
    return _as_record(place, known)


def _as_document(place: Place, known: Known) -> _Judgement | None:
    token, before = place.token, place.before
    listed = (
        place.follows is not None
        and place.follows.section == "documents"
        and re.fullmatch(r"\s*(?:,|và)\s*", place.gap)
        and not place.noun
    )
    named = token.kind in ("number", "roman") and (
        words.DOCUMENT.search(before)
        or (words.NAMED_SMALL.search(before) and words.SMALL_BEHIND.match(place.after))
    )
    plenum = (
        token.kind in ("number", "roman")
        and words.TERM.search(before)
        and words.PLENUM.search(before)
    )
    if token.kind != "document" and not (named or listed or plenum):
        return None
    if named and re.fullmatch(r"(?:19|20)\d\d", token.text):
        return None
    number = re.sub(rf"\s?[{DASHES}]\s?", "-", token.text)
    if token.kind == "number" and re.search(r"(?:Nghị quyết|NQ)(?:\s+số)?\s*$", before):
        number += "-NQ/TW"
    # Every province has its own 07-NQ/TU: only the centre's numbers tell which one is meant.
    others = words.OTHER_ISSUER.match(place.after)
    document = known.documents.get(number, "") if number.endswith("/TW") and not others else ""
    return "documents", "document number", {"document": document}


def _as_date(place: Place, known: Known) -> _Judgement | None:
    token, before, after = place.token, place.before.lower(), place.after
    year = re.fullmatch(r"(?:19|20)\d\d", token.text)
    if token.kind == "date":
        pass
    elif token.kind == "fraction":
        one, other = (part.replace(".", "") for part in re.split(f"[{STROKES}]", token.text))
        school = re.search(r"(?:năm học|niên độ|giai đoạn|nhiệm kỳ)\s*$", before)
        day = int(one[:4]) > int(other[:4]) and int(one[:4]) <= 31 and int(other[:4]) <= 12
        if (not school and not (day and not place.noun)) or words.PICTURE.search(place.before):
            return None
    elif token.kind in ("number", "roman"):
        half = re.match(r"\s(?:tháng|quý|ngày)\s(?:đầu|cuối|giữa)\b", after) and not place.in_range
        part = re.search(r"\b(?:ngày|tháng|mùng|quý)\s*$", before) and (
            not place.noun or re.match(r"\snăm\s(?:ngoái|nay|trước|sau)\b", after)
        )
        dayed = _HOUR_OF_DAY.search(before) and _DAY_MONTH.match(f"{token.text}{after}")
        month = place.follows and place.follows.section == "dates" and re.fullmatch(
            rf"[{DASHES}]", place.gap
        )  # fmt: skip
        plain = year and (not place.noun or re.search(r"\bnăm\s*$", before))
        if not (half or part or plain or dayed or (month and token.text.isdecimal())):
            return None
    else:
        return None
    if place.follows and _OTHER_PART.fullmatch(f"{place.gap}{token.text}"):
        return "dates", "date", {"date": place.follows.fields.get("date", "")}
    day_month = _DAY_MONTH.match(f"{token.text}{after}") if token.kind == "number" else None
    if day_month and not year:
        return "dates", "date", {"date": _edtf("/".join(day_month.groups()), before)}
    if place.follows and _PART_OF_YEAR.fullmatch(f"{place.gap}{token.text}"):
        months = _months(place.follows.token.text, f"{place.gap}{token.text}")
        return "dates", "date", {"date": months}
    if part_of_year := _PART_OF_YEAR.match(place.after):
        return "dates", "date", {"date": _months(token.text, part_of_year[0])}
    return "dates", "date", {"date": _edtf(token.text, before)}


def _edtf(printed: str, before: str) -> str:
    """The date as an EDTF string, '' where it is not plain; ``before`` is in lower case."""
    if days := _DAYS.fullmatch(printed):
        month, year = int(days[3]), days[4] or "XXXX"
        text = "/".join(f"{year}-{month:02}-{int(day):02}" for day in days.group(1, 2))
        return text if _is_edtf(text) else ""
    numbers = [int(number) for number in re.findall(r"\d+", printed) if len(number) < 5]
    match numbers:
        case [year] if year > 1900 and (quarter := re.match(r"(IV|I+)\b", printed)):
            first = 3 * ("I", "II", "III", "IV").index(quarter[1]) + 1
            text = f"{year}-{first:02}/{year}-{first + 2:02}"
        case [year] if year > 1900:
            near = {"đầu năm": "-01~", "cuối năm": "-12~"}
            ends = (end for words, end in near.items() if re.search(rf"{words}\s*$", before))
            text = f"{year}{next(ends, '')}"
        case [quarter, year] if year > 1900 and re.search(r"quý\s*$", before) and quarter < 5:
            text = f"{year}-{3 * quarter - 2:02}/{year}-{3 * quarter:02}"
        case [start, end] if start > 1900 and end > 1900:
            text = f"{start}/{end}"
        case [month, year] if year > 1900:
            text = f"{year}-{month:02}"
        case [day, month] if day <= 31:
            text = f"XXXX-{month:02}-{day:02}"
        case [day, month, year]:
            text = f"{year:04}-{month:02}-{day:02}"
        case _:
            return ""
    return text if _is_edtf(text) else ""


#: A day and its month joined by a hyphen, "chiều 23-10"; by a point where nothing is counted, "chiều 8.6,".
_HOUR_OF_DAY = re.compile(r"\b(?:sáng|trưa|chiều|tối|hôm nay|hôm qua|ngày)\s$")
_DAY_MONTH = re.compile(
    rf"(0?[1-9]|[12]\d|3[01])(?:[{DASHES}]|\.(?=\d+[,;)]))(0?[1-9]|1[0-2])(?![\d%.,/]\d|\d)"
)
_OTHER_PART = re.compile(rf"[{DASHES}]\d{{1,2}}")
#: Days of one month: "3-4/8", the third and fourth of August.
_DAYS = re.compile(rf"(\d+)\s?[{DASHES}]\s?(\d+)/(\d+)(?:/(\d{{4}}))?")


def _is_edtf(text: str) -> bool:
    try:
        period(text)
    except ValueError:
        return False
    return True


_PART_OF_YEAR = re.compile(r"\s(?:tháng|quý)\s(?:đầu|cuối)\snăm\s((?:19|20)\d\d)")


def _months(number: str, words: str) -> str:
    """``6 tháng đầu năm 2018`` as an interval of months."""
    months = int(number) * (3 if "quý" in words else 1) if re.fullmatch("[0-9]{1,2}", number) else 0
    if not 0 < months <= 12:
        return ""
    first, last = (1, months) if "đầu" in words else (13 - months, 12)
    year = words[-4:]
    return f"{year}-{first:02}/{year}-{last:02}"


def _as_aside(place: Place, known: Known) -> _Judgement | None:
    token, before, after = place.token, place.before, place.after
    lower = token.text.lower()
    if token.kind == "time":
        return _aside("clock time", "clock-time", known)
    if token.kind == "phone" or place.chrome:
        return _aside("page chrome", "site-chrome", known)
    if token.kind == "list":
        return _aside("number of a list", "list-number", known)
    if token.kind == "note":
        return _aside("note mark", "note-mark", known)
    if re.search(r"\bGMT\s?[+-]\s?$", before):
        return _aside("clock time", "clock-time", known)
    if words.PICTURE.search(before) and (token.kind == "fraction" or not place.noun):
        return _aside("page chrome", "site-chrome", known)
    if re.search(r"\(\s*$", before) and re.match(r"\s*\)", after) and token.text.isdecimal():
        return _aside("page chrome", "site-chrome", known)
    counted = token.kind == "number" and re.search(r"(?i)trung ương\s$", before) and len(lower) > 2
    if (
        token.kind in ("roman", "number")
        and words.TERM.search(before)
        and not (place.noun or counted)
    ):
        return _aside("ordinal", "term-number", known)
    if re.search(r"(?i)\bthứ\s$", before) and re.match(r",?\s*(?:ngày\s)?\d", after):
        return _aside("weekday", "weekday", known)
    if re.search(r"(?:^|[.;:]\s*)Thứ\s$", before) or (
        re.match(r"\slà\b", after) and re.search(r"(?:^|[.;:,–-]\s*)$", before)
    ):
        return _aside("number of a list", "order-number", known)
    if re.search(r"(?i)\b(?:lớp|trường(?:\shọc)?\scấp)\s*$", before) and not place.noun:
        return _aside("grade", "school-grade", known)
    if re.search(r"(?i)\b(?:vòng|đợt|kỳ|lượt)\s$", before) and not place.noun:
        return _aside("ordinal", "order-number", known)
    if lower == "đầu tiên" and re.search(r"(?i)\blần\s$", before):
        return _aside("figure of speech", "figure-of-speech", known)
    if words.PROVISION.search(before) and not place.noun:
        return _aside("clause of a rule", "provision", known)
    if words.CATEGORY.search(before) and not place.noun and not is_percent(after):
        return _aside("class or type", "category", known)
    if words.OFF_SUBJECT.match(place.tail):
        return _aside("off the subject", "off-subject", known)
    if name := _name_of(place):
        return _aside("name", "name", known, name)
    if lower == "một" and (judged := _one(place, known)):
        return judged
    if token.kind == "word" and re.search(r"(?:vài|mấy)\s$", before.lower()):
        return _aside("some", "some", known)
    return None


_NAMING = re.compile(r"(?:\w+\s)?[^\s(]*\s?$")


def _name_of(place: Place) -> str:
    """The proper name that the numeral is part of (Ba Chẽ, Nậm Nó 2), or ''."""
    token = place.token
    if token.kind == "word" and token.text.istitle():
        behind = re.match(r"\s(\w+)", place.after)
        return f"{token.text} {behind[1]}" if behind and behind[1].istitle() else ""
    numbered = token.kind == "number" and not place.noun and words.NUMBERED.search(place.before)
    if numbered:
        return f"{numbered[1]} {token.text}"
    if token.kind == "name":
        return f"{_NAMING.search(place.before)[0]}{token.text}"
    if token.kind == "number" and not place.noun and not is_percent(place.after):
        before = words.NAME_BEFORE.search(place.sentence)
        return f"{before[1]} {token.text}" if before and before[1][0].isupper() else ""
    return ""


def _one(place: Place, known: Known) -> _Judgement | None:
    """What "một" says when it counts nothing."""
    after, before = place.after.lower(), place.before.lower()
    if re.match(r"\ssố\b", after):
        return _aside("some", "some", known, "một số")
    if re.match(r"\scách\b", after):
        return _aside("manner", "manner", known, "một cách")
    if re.search(r"\bcùng\s$", before):
        return _aside("sameness", "same", known, "cùng một")
    near = f"{before[-60:]}một{after[:60]}"
    if len(re.findall(r"\bmột\s(?:nhiệm vụ|người|cơ quan|việc|đầu mối)\b", near)) > 1:
        return _aside("maxim", "maxim", known)
    if not place.noun or _SOME_OF.match(after):
        return _aside("figure of speech", "figure-of-speech", known)
    return None


#: Behind "một": what counts nothing, as in "một bộ phận cán bộ".
_SOME_OF = re.compile(
    r"\s(?:(?:trong|phần|bước|lần nữa|mặt)\b"
    r"|bộ phận (?:\w+ ){0,2}(?:cán bộ|công chức|viên chức|đảng viên|người|nhân dân|giáo viên)\b)"
)


def _aside(looks: str, reason: str, known: Known, note: str = "") -> _Judgement:
    return "set_aside", looks, {"reason": known.code(reason), "note": note}


def _as_record(place: Place, known: Known) -> _Judgement:
    looks, fields = read_fields(place, known)
    return "records", looks, fields


# --- phrases -------------------------------------------------------------------------------------

_WORD = re.compile(r"\S+")
#: The words before a numeral that belong to the one before them: "giảm được", "tương đương".
_SECOND = re.compile(r"(?i)(?:được|giản|đương|với|quyết|án|số|khối|lên|xuống)\s*$")


def _widths(natural: int) -> list[tuple[int, int]]:
    """How many words to take in on the left and right, from the most natural phrase to the longest.

    ``natural`` is the number of words on the left that belong to the numeral.
    """
    widths = ((left, right) for left in range(MAX_WORDS) for right in range(MAX_WORDS - left))
    return sorted(widths, key=lambda width: (max(sum(width), natural), abs(width[0] - natural)))


_LONGEST = 200  # characters of a phrase: what is longer is no run of words
_WIDTHS = [_widths(natural) for natural in range(3)]
#: Words without which the census would not know the numeral for one.
_NEEDED = re.compile(r"(?i)\b(?:hàng|thứ|hạng|giải|gấp|vài|mấy|tháng|ngày|quý|khóa|khoá|hội)\s$")


def _phrase(
    paragraph: str, once: Callable[[str], bool], one: Suggestion, place: Place
) -> dict[str, str | bool]:
    """The shortest phrase that stands once in the paragraph and reads as the record will.

    It holds the word before the numeral and the noun behind it where they fit; what is still not
    unique with twelve words gets a prefix and a suffix.  ``once`` says whether a phrase is.
    """
    start, end = one.token.start, one.token.end
    if needed := _NEEDED.search(place.before):
        start -= len(place.before) - needed.start()
    elif (word := limit(place.before)[1]) and place.before.rstrip().endswith(word):
        start = place.token.start - len(place.before) + place.before.rindex(word)
    if percent := PERCENT.match(place.after) or POINTS.match(place.after):
        end += percent.end()
    elif place.noun:
        end += place.behind.end()
    window = max(0, start - 200), min(len(paragraph), end + 200)
    row = [
        (match.start() + window[0], match.end() + window[0])
        for match in _WORD.finditer(paragraph[slice(*window)])
    ]
    first = next((i for i, (_, stop) in enumerate(row) if stop > start), 0)
    last = next((i for i, (_, stop) in enumerate(row) if stop >= end), len(row) - 1)
    natural = 1 + bool(_SECOND.search(paragraph[window[0] : start]))
    if re.search(r"(?:^|[^\w\s]\s*)$", paragraph[window[0] : start]):
        natural = 0  # a mark stands between
    tried: set[tuple[int, int]] = set()
    for left, right in _WIDTHS[natural]:
        a, b = max(0, first - left), min(len(row) - 1, last + right)
        if (a, b) in tried or b - a >= MAX_WORDS or row[b][1] - row[a][0] > _LONGEST:
            continue
        tried.add((a, b))
        begin, stop = row[a][0] if a < first else start, row[b][1] if b > last else end
        exact = _trimmed(paragraph, begin, stop, start, end)
        if exact and once(exact) and _says(exact, one):
            return {"exact": exact}
    plain = " ".join(paragraph[start:end].split())
    before = paragraph[max(0, start - 200) : start].split()[-MAX_WORDS:]
    after = paragraph[end : end + 200].split()[:MAX_WORDS]
    context = {"prefix": " ".join(before), "suffix": " ".join(after)}
    # As it is printed: a bracket stands close to what it holds.
    around = paragraph[max(0, start - 200) : end + 200].split()
    whole = " ".join(around[max(0, first - MAX_WORDS) : last + 1 + MAX_WORDS])
    return {"exact": plain, **context, "once": once(whole)}


def _trimmed(paragraph: str, start: int, end: int, keep: int, until: int) -> str:
    """The words from ``start`` to ``end`` in one line, without the marks at their outer edges."""
    while start < keep and not paragraph[start].isalnum():
        start += 1
    while end > until and not (paragraph[end - 1].isalnum() or paragraph[end - 1] == "%"):
        end -= 1
    return " ".join(paragraph[start:end].split())


def _says(exact: str, one: Suggestion) -> bool:
    """Whether the phrase prints the numeral once, and says of it what the paragraph says."""
    tokens = [token for token in census(exact) if token.text == one.token.text]
    if len(tokens) != 1:
        return False
    if one.section != "records":
        return True
    before, behind = exact[: tokens[0].start], exact[tokens[0].end :]
    percentage = one.looks.endswith("percentage")
    return (
        limit(before, behind, tokens[0].text)[0] == one.fields["qualifier"]
        and is_percent(behind) == percentage
    )
