"""A numeral with what stands around it, and what is suggested for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from printed.reading.census import DASHES, OTHER_END, Token
from printed.reading.text import one_tone_style

from . import words


@dataclass(frozen=True)
class Suggestion:
    """A numeral, the section it seems to belong to, and the fields that can be read around it.

    ``looks`` says in a word or two what it looks like: count, k/n, percentage, date, document
    number, duration, money, ordinal, range, name, page chrome, figure of speech.
    """

    paragraph: int
    token: Token
    section: str  # records, dates, documents or set_aside
    looks: str
    fields: Mapping[str, str] = field(default_factory=dict)
    sentence: int = 0  # of the paragraph, from 0
    id: str = ""
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    once: bool = True  # whether the phrase, with prefix and suffix, stands once in its paragraph

    @property
    def unit(self) -> str:
        """Code of the unit, or '' where none is read."""
        return self.fields.get("unit", "")


@dataclass(frozen=True)
class Place:
    """A numeral with what stands around it: the words of its sentence before it, and behind it."""

    token: Token
    before: str
    after: str
    sentence: str  # before, as far as the sentence goes
    follows: Suggestion | None = None  # the numeral before it in the paragraph
    gap: str = ""  # what stands between the two
    chrome: bool = False  # whether the paragraph looks like part of the page
    heading: bool = False  # whether the paragraph is no sentence
    above: str = ""  # the end of the paragraph before
    latest: Mapping[str, Suggestion] = field(default_factory=dict)
    # the last figure before it, by its unit; the very last one comes last

    @cached_property
    def behind(self) -> re.Match[str] | None:
        """The noun of a unit right behind the numeral, or behind the other end of its range."""
        text = one_tone_style(self.after[:90].lower())
        other = OTHER_END.match(self.after) or _OF_ALL.match(text) or _FALLS_TO.match(text)
        return words.NOUN.match(text, other.end() if other else 0)

    @property
    def in_range(self) -> bool:
        """Whether it is an end of a range: 3-4, từ 3 đến 4."""
        return bool(re.match(rf"{JOIN}\d", self.after) or self.joined)

    @cached_property
    def joined(self) -> bool:
        """Whether it is the other end of the range that the numeral before it begins."""
        return bool(self.follows and re.fullmatch(JOIN, self.gap))

    @property
    def noun(self) -> str:
        return self.behind["noun"] if self.behind else ""

    @cached_property
    def head(self) -> str:
        """The words before the numeral, or its range, in its sentence: small, in one tone style."""
        head = one_tone_style(self.sentence.lower())
        return re.sub(rf"[\d.,]+{JOIN}$", "", head) if self.joined else head

    @cached_property
    def clause(self) -> str:
        """The end of ``head``, back to the clause that holds the verb of the numeral."""
        clause = ""
        for part in reversed(_BREAK.split(words.LISTED.sub(" ", self.head))):
            clause = f"{part} {clause}".rstrip() + " "
            if words.VERB.search(part) or _LINK.search(part):
                break
        return clause

    @cached_property
    def earlier(self) -> str:
        """The words before the numeral, also those of the sentences before."""
        return one_tone_style(self.before.lower())

    @cached_property
    def tail(self) -> str:
        """The words behind the numeral in its sentence, as ``head``."""
        return words.END.split(one_tone_style(self.after.lower()), maxsplit=1)[0]

    @property
    def beyond(self) -> str:
        """The words behind the noun, but those in brackets."""
        return _BRACKETS.sub("", self.tail[self.behind.end() if self.behind else 0 :])

    def last(self, unit: str) -> Mapping[str, str]:
        """What the last figure of a unit told, where no paragraph with figures lies between."""
        one = self.latest.get(unit)
        near = one and one.paragraph == next(reversed(self.latest.values())).paragraph
        return one.fields if near else {}

    @cached_property
    def out_of(self) -> bool:
        """Whether the number of all stands behind it: k of "k trên tổng số n"."""
        return bool(_OF_ALL.match(one_tone_style(self.after[:90].lower())))

    @cached_property
    def of_total(self) -> bool:
        """Whether it is what something else is counted out of: "trên tổng số 45 huyện"."""
        return bool(_OF_TOTAL.search(self.head))


_BRACKETS = re.compile(r"\s?\([^)]*\)")
_OF_TOTAL = re.compile(
    r"(?<!\w)(?:(?:trên|trong)\s(?:tổng\s)?số|tổng số)\s(?:gần |hơn |trên |khoảng )?$"
)
#: Where another clause may begin.
_BREAK = re.compile(r"[,;:(]|(?<!\w)(?:nhưng|song|trong khi|thì|do|vì|mà|khi)(?!\w)")
_LINK = re.compile(
    r"(?<!\w)(?:là|chiếm|đạt|hiện|được|bị|phải|cần|sẽ|đã|cho thấy|cho biết|nêu|nói)(?!\w)"
)
JOIN = rf"(?:\s*[{DASHES}]\s*|\s(?:đến|tới|hoặc|hay)\s)"
#: What makes a number one of percentage points.
POINTS = re.compile(r"(?i)\s*điểm\s(?:%|phần\străm)")
#: Behind k of "k trên tổng số n" and behind a of "từ a xuống còn b" the noun stands once.
_OF_ALL = re.compile(
    r"\s(?:trong|trên)\s(?:tổng\s)?(?:số\s)?"
    r"(?:[\d.]+|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?=\s)"
)
_FALLS_TO = re.compile(
    r"\s(?:(?:giảm|tăng|rút)\s)?(?:xuống|lên|còn)(?:\s(?:còn|thành|đến|tới))?\s[\d.]+(?=\s)"
)
