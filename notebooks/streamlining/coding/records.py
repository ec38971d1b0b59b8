"""The record types: what a person codes of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Annotated, ClassVar, Literal

from pydantic import Field, PrivateAttr

from printed.reading.census import census, is_percent
from printed.reading.figures import Quantity, limit, not_whole
from printed.reading.numerals import Numeral, NumeralError, read
from printed.reading.periods import Period, period
from printed.reading.writing import english

from .items import (
    Dated,
    DocumentId,
    Edtf,
    Gloss,
    Item,
    Offset,
    Ordinal,
    Organ,
    PlaceId,
    Quote,
    Slug,
    Text,
    coded,
)

_IN_WORDS = {
    "=": "", ">": "more than", ">=": "at least", "<": "under", "<=": "at most", "~": "about",
}  # fmt: skip

# --- an article ----------------------------------------------------------------------------------


class Voice(Item):
    """A named post to which an article attributes a figure or a claim."""

    id: Slug
    kind: coded("voice_kind")
    name: Text
    post_en: Text
    post_vi: Text


class Head(Item):
    """What is known about an article as a publication.

    ``paragraphs`` and ``sha256`` identify the text that was coded: the number of its paragraphs,
    and the SHA-256 of the paragraphs joined by newlines, in UTF-8.  ``notebook`` is the file
    (without its ending) that reproduces the article's figures; its number is the reading order.
    """

    id: Slug
    title: Text
    outlet: Text
    author: Text | None = None
    url: Text | None = None
    published: Dated
    published_basis: coded("published_basis")
    published_note: Text | None = None
    place: PlaceId
    genre: coded("genre")
    subject: Text
    paragraphs: Ordinal
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    notebook: Annotated[str, Field(pattern=r"^\d{2}_[a-z0-9_]+$")] | None = None
    overviews_read: Literal["yes"] | None = None  # what is said of all reports holds with it
    left_out: Text | None = None
    narrator: Text | None = None  # who tells what has no voice, where it is not a newspaper
    voices: tuple[Voice, ...] = ()


class Defaults(Item):
    """The section ``defaults:`` of an article: what holds for all that say nothing else."""

    place: PlaceId | None = None
    level: coded("level") | None = None
    sector: coded("sector") | None = None
    time_period: Dated | None = None


class Progress(Item):
    """The section ``draft:`` of an article that is still being coded: the numerals of its text."""

    numerals: Ordinal


class Located(Item):
    """Something that stands in a paragraph of an article, counted from 1."""

    paragraph: Ordinal


class Mention(Located):
    """A numeral in an article: its paragraph, its offset (code points) and what is printed."""

    start: Offset


class Record(Mention, Quantity):
    """One figure, as an article prints it.

    ``exact`` (with ``prefix`` and ``suffix`` where needed) is the shortest phrase that prints the
    figure; ``printed`` is the numeral in it, starting at ``start``; the value is read out of it.

    A file may leave out what its ``defaults:`` say, and a record with ``like: <id>`` all that the
    record of that id says beside its phrase.
    """

    shared = frozenset(Defaults.model_fields)
    #: What a record is like another in: all that does not come with its own phrase.
    alike: ClassVar[tuple[str, ...]] = (
        "indicator", "unit", "of", "place", "level", "sector", "time_period", "base_period", "status",
    )  # fmt: skip
    id: Slug
    exact: Quote
    prefix: Quote = ""
    suffix: Quote = ""
    printed: Text
    gloss_en: Gloss
    qualifier: coded("qualifier", str) = "="
    indicator: coded("indicator")
    unit: coded("unit")
    of: Text
    place: PlaceId
    level: coded("level")
    sector: coded("sector")
    time_period: Dated
    base_period: Dated | None = None
    status: coded("status")
    voice: Slug = "newspaper"
    note: Text | None = None
    _article: str = PrivateAttr("")

    @property
    def key(self) -> str:
        """The record's name in the whole collection, ``<article>/<id>``."""
        return f"{self._article}/{self.id}"

    @property
    def numeral(self) -> Numeral:
        """The printed numeral, read, with what it shares with the other end of a range."""
        return _numeral(self.exact, self.printed)

    @property
    def value(self) -> Fraction:
        """The figure in its unit, exactly: 19,7 % is 197/10 ``percent``, 7/14 is 1/2."""
        return self.numeral.value

    @property
    def decimals(self) -> int:
        """Digits printed after the decimal mark."""
        return self.numeral.decimals

    @property
    def step(self) -> Fraction:
        """What one more in the last printed digit is worth: 100,000 for ``1,3 triệu``."""
        return self.numeral.step

    @property
    def parts(self) -> tuple[int, int] | None:
        """The two counts of a printed ``k/n``."""
        return self.numeral.parts

    @property
    def text(self) -> str:
        """The figure as English text would print it: ``more than 1,000``, ``7 of 14``, ``1.3 million``."""
        if self.parts:
            number = f"{self.parts[0]} of {self.parts[1]}"
        elif self.value.denominator > 1 and not self.decimals:
            number = str(self.value)
        else:
            number = english(self.value, self.decimals, self.numeral.scale)
        near = self.qualifier == "<" and re.search(r"\b(?:gần|ngót)\b", self.exact.lower())
        return f"{'nearly' if near else _IN_WORDS[self.qualifier]} {number}".strip()

    def __str__(self) -> str:
        return self.text

    @property
    def period(self) -> Period:
        """First and last day the figure speaks for."""
        return period(self.time_period)

    def slips(self) -> Iterator[tuple[str, str]]:
        try:
            self.numeral  # noqa: B018 (reading it may fail)
        except NumeralError as error:
            yield "printed", str(error)
            return
        tokens = [token for token in census(self.exact) if token.text == self.printed]
        if len(tokens) != 1:
            count = "does not hold" if not tokens else f"holds {len(tokens)} times"
            yield (
                "printed",
                (
                    f"the phrase {self.exact!r} {count} the numeral {self.printed!r}: "
                    "expected exactly once"
                ),
            )
            return
        if self.parts and self.parts[0] > self.parts[1]:
            yield (
                "printed",
                f"found {self.printed!r}: more than there are; expected k/n with k <= n",
            )
        before, after = self.exact[: tokens[0].start], self.exact[tokens[0].end :]
        yield from self._qualifier_slip(limit(before, after, self.printed)[0] or "=")
        yield from self._unit_slip(after)
        if (odd := not_whole(self.printed, after)) and not self.note:
            yield (
                "printed",
                (
                    f"found {self.printed!r} in {self.exact!r}: {odd}: "
                    "correct it, or say in a `note` that it is so printed"
                ),
            )

    def _qualifier_slip(self, said: str) -> Iterator[tuple[str, str]]:
        if said != self.qualifier and not self.note:
            yield (
                "qualifier",
                (
                    f"found `{self.qualifier}`, but {self.exact!r} says `{said}`: "
                    "correct the qualifier or the phrase, or say in a `note` why it differs"
                ),
            )

    def _unit_slip(self, after: str) -> Iterator[tuple[str, str]]:
        points = bool(re.match(r"(?i)\s*điểm\s(?:%|phần\străm)", after))
        if (self.unit == "percentage-point") != points:
            yield (
                "unit",
                (
                    f"found `{self.unit}`, but the phrase {self.exact!r} prints {self.printed!r} "
                    f"{'with' if points else 'without'} điểm phần trăm: correct the unit or the phrase"
                ),
            )
        elif (self.unit == "percent") != is_percent(after):
            yield (
                "unit",
                (
                    f"found `{self.unit}`, but the phrase {self.exact!r} prints "
                    f"{self.printed!r} {'without' if self.unit == 'percent' else 'with'} a % sign: "
                    "correct the unit or the phrase"
                ),
            )
        elif (self.parts is not None) != self.unit.startswith("share-of-"):
            yield (
                "unit",
                (
                    f"found `{self.unit}` for {self.printed!r}: a printed k/n takes a `share-of-` unit "
                    "and nothing else does, correct the unit"
                ),
            )


@cache
def _numeral(exact: str, printed: str) -> Numeral:
    """The numeral ``printed`` of a phrase; raises NumeralError where it is none."""
    return next((one.numeral for one in census(exact) if one.text == printed), None) or read(
        printed
    )


class DateMention(Mention):
    """A numeral that is a date or part of one, such as ``2015`` or ``12/9/2018``."""

    token: Text
    date: Edtf
    note: Text | None = None


class DocumentMention(Mention):
    """A numeral that is part of a policy document's number, such as ``19-NQ/TW``."""

    token: Text
    document: DocumentId
    note: Text | None = None


class SetAside(Mention):
    """A numeral that states nothing, with the reason."""

    token: Text
    reason: coded("set_aside")
    note: Text | None = None


# --- what is told besides figures ----------------------------------------------------------------


class Model(Located):
    """A change of organisation that an article tells: who was joined with whom, in what form.

    Persons and agencies are apart: one person in two posts is no merger.  ``adopters`` names the
    record that counts the places which adopted it.
    """

    shared = frozenset({"place"})
    id: Slug
    exact: Quote
    gloss_en: Gloss
    form: coded("form")
    party_organ: tuple[Organ, ...] = ()
    state_organ: tuple[Organ, ...] = ()
    result: Text
    place: PlaceId
    adopters: Slug | None = None
    since: Dated | None = None
    status: coded("status")
    note: Text | None = None


class Assessment(Located):
    """A benefit, a difficulty or a proposal that an article states, and who states it."""

    id: Slug
    exact: Quote
    gloss_en: Gloss
    polarity: coded("polarity")
    theme: coded("theme")
    voice: Slug = "newspaper"
    note: Text | None = None
