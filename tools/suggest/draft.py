"""From an article's plain text to a draft of its file: every numeral found, and what it looks like.

    python3 run.py new TEXT.txt --id da-nang-2017

writes ``data/articles/da-nang-2017.yaml``.  Everything in it is a suggestion and counts nowhere: a
person completes an item and moves it from ``suggested_records:`` to ``records:``, and so on.  What
the words around a numeral leave open stays empty.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from printed.reading.census import census
from printed.reading.numerals import NumeralError, read
from printed.reading.text import paragraphs
from streamlining.coding.items import MAX_WORDS
from streamlining.coding.records import Record
from streamlining.coding.yamltext import TURNING
from streamlining.corpus import ROOT
from tools.check.texts import fingerprint
from tools.files import put
from tools.processes import Refused

from .glosses import gloss
from .numerals import Suggestion, suggestions
from .relations import SuggestedRelation, in_context, suggested_relations
from .words import Known, known_in

#: What is no article any more: a text beyond these could be drafted, but not coded by a person.
MAX_BYTES = 300_000
MAX_NUMERALS = 2_000


_DISTRICT = re.compile(r"(?<!\w)(?:[Hh]uyện|[Tt]hị xã|[Qq]uận)\s[^\W\d_a-zà-ỹ]")
_BEGINNING = 3  # paragraphs in which a report says where it is from
_DATELINE = 8  # words that a date line has at most
#: Defaults that no text tells, with what belongs there.
_OPEN = {
    "sector": "whose posts, units or people most figures count",
    "time_period": "such as 2015/2019-04: a change's beginning and end, or the day of a state",
}


class DraftError(Refused):
    """A text, id or folder from which no draft can be made; its text says what to do."""


# --- writing the file ----------------------------------------------------------------------------

#: What an item of each section holds, in the order of the articles that are coded.
_RECORD = (
    "id", "paragraph", "start", "exact", "prefix", "suffix", "printed", "gloss_en", "qualifier",
    "like", "indicator", "unit", "of", "place", "level", "sector", "time_period", "status",
)  # fmt: skip
#: Those that are there to be filled in where nothing could be read; others may be left out.
_ASKED = ("gloss_en", "indicator", "unit", "of", "status")
_PLAIN = re.compile(r"[^\W_](?:[^\W_]|[ .,/()%+–—_-])*")

_HOW = """\
# yaml-language-server: $schema=../schemas/article.schema.json
#
# A draft, made from the text of the article. Nothing in it counts: it is in no table and no
# comparison until its last suggestion is coded and the section `draft:` is deleted.
#
# 1. Fill in what is empty under `article:`.
# 2. Dates, documents, set aside: where a list is right, rename its key (`suggested_dates:` to
#    `dates:`). Where an item belongs elsewhere, write it anew in that section and delete it here.
# 3. Defaults: what holds for most figures; a record says its own place, level, sector or
#    time_period only where it is another one.
# 4. Records: write `records:` above the first, complete it and move the line `suggested_records:`
#    below it; so from one to the next. `exact` is the shortest phrase that prints the figure, 12
#    words at most, and `start` the place of its numeral; `gloss_en` is that phrase in plain English,
#    as short, with its numbers; `of` says what exactly is counted. Both are suggested where the
#    phrase is plain: read them. The codes are in data/codebook.yaml. A record that is `like` another
#    says again what that says, as far as it says nothing else itself.
#    Renaming an id? Then also where `like` or a relation names it.
# 5. Relations: keep those that the article states or that hold it to its word, also where the
#    arithmetic misses, and move them under `relations:`.
# 6. `python3 run.py check` says how far you are and where the next numeral stands. These lines may
#    be deleted.
"""

_HEAD = {
    "outlet": "the newspaper or site, as it calls itself",
    "author": "as printed; delete the line when none is",
    "url": "where it was read; delete the line when there is none",
    "published": "in EDTF, such as 2019-04-27, 2019-04 or, where inferred, 2019-04?",
    "published_basis": "printed or inferred",
    "place": "the id of data/places.yaml; a new one below the provinces is entered there",
    "genre": "place-report, insider-text or workshop-report",
    "subject": "what it reports, in one line of English",
}


def draft(text: str, article: str, known: Known | None = None) -> str:
    """The YAML text of ``data/articles/<article>.yaml``, everything in it a suggestion.

    Raises DraftError when there is nothing to draft.
    """
    return _Draft(text, article, known or Known()).yaml()


class _Draft:
    """One article's suggestions, and the file that they make."""

    def __init__(self, text: str, article: str, known: Known) -> None:
        self.article, self.known = article, known
        self.text = paragraphs(text)
        if not self.text:
            raise DraftError(
                "the text is empty: save the article's words in it, a paragraph a line"
            )
        for number, paragraph in enumerate(self.text, 1):
            if turning := TURNING.search(paragraph):
                raise DraftError(
                    f"paragraph {number} holds the letter U+{ord(turning[0]):04X}, which turns the "
                    "direction of writing: delete it"
                )
        printed = 0
        for paragraph in self.text:
            printed += sum(1 for _ in census(paragraph))
            if printed > MAX_NUMERALS:
                raise DraftError(
                    f"the text prints more than {MAX_NUMERALS:,} numerals, more than a person "
                    "codes: keep the article alone, or make a draft of each part"
                )
        if not printed:
            raise DraftError("the text prints no numeral: there is nothing to code in it")
        found = suggestions(self.text, known)
        self.relations = suggested_relations(self.text, found)
        self.found = in_context(found, self.relations)
        self.like = _repeats(self.found)

    def yaml(self) -> str:
        """The file's text."""
        lines = [_HOW, "draft:", f"  numerals: {len(self.found)}", "", *self._head()]
        lines += ["", *self._defaults()]
        for section, write in (
            ("records", self._record), ("dates", self._line), ("documents", self._line),
            ("set_aside", self._line),
        ):  # fmt: skip
            listed = [one for one in self.found if one.section == section]
            if listed:
                lines += ["", f"suggested_{section}:"]
                for one in listed:
                    lines += write(one)
        if self.relations or self.like:
            lines += ["", "suggested_relations:"]
            names = Counter[str]()
            for relation in self.relations:
                lines += self._relation(relation, names)
            for one, other in self.like.items():
                lines += [
                    "  # stated again", f"  - id: {one}-again", "    kind: same",
                    "    stated: no", f"    first: {other}", f"    second: {one}",
                ]  # fmt: skip
        return "\n".join(lines).rstrip() + "\n"

    def told(self, file: str) -> str:
        """What was found, and what to do next."""
        looks = Counter(one.looks for one in self.found)
        missed = [one for one in self.relations if one.misses]
        lines = [
            f"{file}: {_some(len(self.found), 'numeral')} in {_some(len(self.text), 'paragraph')}",
            *(f"  {number:4} × {name}" for name, number in looks.most_common()),
            f"{_some(len(self.relations), 'relation')} suggested, {len(missed)} whose arithmetic misses",
            *(f"  {relation.kind}: {_escaped(relation.told)}" for relation in missed),
            f"Next: open {file} and follow the lines at its top; then python3 run.py check",
        ]
        return "\n".join(lines)

    def _head(self) -> Iterator[str]:
        first = self.text[0]
        title = first if len(first.split()) <= 25 and not first.endswith(".") else ""
        yield "article:"
        yield f"  id: {self.article}"
        yield f"  title:{_value(title)}  # as printed"
        published = self._published()
        basis = self.known.code("printed") if published else ""
        suggested = {"published": published, "published_basis": basis, "place": self._place}
        for name, what in _HEAD.items():
            yield f"  {name}:{_value(suggested.get(name, ''))}  # {what}"
        yield f"  paragraphs: {len(self.text)}"
        yield f"  sha256: {fingerprint(self.text)}"

    def _published(self) -> str:
        """The one date, with its year, of a dateline: beside a time of day, or almost alone."""
        times = {one.paragraph for one in self.found if one.token.kind == "time"}
        short = {n for n, line in enumerate(self.text, 1) if len(line.split()) <= _DATELINE}
        for lines in (times, short):
            dates = {
                one.fields["date"]
                for one in self.found
                if one.section == "dates"
                and one.paragraph in lines
                and re.fullmatch(r"\d{4}-\d\d-\d\d", one.fields["date"])
            }
            if dates:
                return dates.pop() if len(dates) == 1 else ""
        return ""

    def _defaults(self) -> Iterator[str]:
        level = self.known.code(self.known.levels.get(self._place, ""))
        yield "defaults:  # what holds for every figure that says nothing else; its place is the head's"
        yield f"  level:{_value(level)}"
        for name, what in _OPEN.items():
            yield f"  {name}:  # {what}"

    @cached_property
    def _place(self) -> str:
        """The one known place that the beginning names; of two, the one that lies in the other.

        None beside a district that is not known: "huyện Khe Mẫu (Yên Bái)" is no report on Yên Bái.
        """
        for paragraph in self.text[:_BEGINNING]:
            named = {
                place
                for name, place in self.known.places.items()
                if re.search(rf"(?<!\w)(?<![Bb]áo ){re.escape(name)}(?!\w)", paragraph)
            }
            named -= {self.known.parents.get(place) for place in named}
            unknown = _DISTRICT.search(paragraph) and {
                place for place in named if self.known.levels.get(place) == "province"
            }
            if unknown and unknown == named:
                return ""
            if named:
                return named.pop() if len(named) == 1 else ""
        return ""

    def _record(self, one: Suggestion) -> Iterator[str]:
        said, of = gloss(one, self.text[one.paragraph - 1])
        fields = {
            "gloss_en": said, "of": of, **one.fields, "id": one.id, "paragraph": str(one.paragraph),
            "exact": one.exact, "start": str(one.token.start), "prefix": one.prefix,
            "suffix": one.suffix, "printed": one.token.text,
        }  # fmt: skip
        if other := self.like.get(one.id):
            fields = {name: one for name, one in fields.items() if name not in Record.alike}
            fields["like"] = other
        asked = [name for name in _ASKED if not (other and name in Record.alike)]
        yield f"  # {one.looks}{self._slip(one)}"
        mark = "-"
        for name in _RECORD:
            value = fields.get(name, "")
            if value or name in asked:
                yield f"  {mark} {name}:{_value(value)}"
                mark = " "
        yield ""

    def _slip(self, one: Suggestion) -> str:
        """What a coder has to know before using the numeral."""
        try:
            read(one.token.text)
        except NumeralError as error:
            return f"; {_escaped(str(error))}"
        return "" if one.once else "; this phrase stands several times: tell them apart"

    def _line(self, one: Suggestion) -> Iterator[str]:
        fields = {"paragraph": str(one.paragraph), "start": str(one.token.start)}
        fields |= {"token": one.token.text, **one.fields}
        said = ", ".join(
            f"{name}:{_value(value, flow=True) or ' '}"
            for name, value in fields.items()
            if value or name != "note"
        ).replace(":  ", ": ")
        yield f"  - {{{said}}}  # {one.looks}: {_escaped(_short(one.exact))}"

    def _relation(self, relation: SuggestedRelation, names: Counter[str]) -> Iterator[str]:
        first = next(relation.figures)
        name = f"{relation.kind}-p{first.paragraph}"
        names[name] += 1
        yield f"  # {_escaped(relation.told)}"
        yield f"  - id: {name}" + (f"-{names[name]}" if names[name] > 1 else "")
        yield f"    kind: {relation.kind}"
        yield "    stated: yes"
        for operand, one in relation.operands.items():
            if isinstance(one, Suggestion):
                yield f"    {operand}: {one.id}"
            else:
                yield f"    {operand}: [{', '.join(part.id for part in one)}]"
        for field, value in relation.fixed.items():
            yield f"    {field}: {value}"


def _repeats(found: Sequence[Suggestion]) -> dict[str, str]:
    """The figures that seem to state an earlier one again, each with that one's id.

    They print the same number of the same thing in another sentence.  A number of one digit, a
    whole percentage and a k/n say too little to be known again.
    """
    first: dict[tuple[str, ...], Suggestion] = {}
    again: dict[str, str] = {}
    for one in found:
        what = [one.fields.get(name, "") for name in ("indicator", "unit", "qualifier")]
        what.append(str(one.fields.get("status") == "planned"))
        telling = r"\d+,\d+" if one.unit == "percent" else r"[\d.,]*\d[\d.,]*\d(?: \w+)*"
        if one.section == "records" and all(what[:2]) and re.fullmatch(telling, one.token.text):
            earlier = first.setdefault((one.token.text, *what), one)
            if (earlier.paragraph, earlier.sentence) != (one.paragraph, one.sentence):
                again[one.id] = earlier.id
    return again


def _some(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _short(phrase: str) -> str:
    return " ".join(phrase.split()[:MAX_WORDS])


def _value(text: str, *, flow: bool = False) -> str:
    """``text`` as a YAML value behind its colon, quoted where it has to be; '' for none."""
    if not text:
        return ""
    plain = _PLAIN.fullmatch(text) and not (flow and "," in text) and text == text.strip()
    # Behind a key these would begin or end something else.
    plain = plain and not text.endswith((":", " ")) and " #" not in text
    return f" {text}" if plain else f' "{_escaped(text)}"'


def _escaped(text: str) -> str:
    """``text`` on one line, what cannot be seen in it spelled out; for quotes and comments."""
    return "".join(
        _escape(letter) if letter in '"\\' or not _visible(letter) else letter for letter in text
    )


def _visible(letter: str) -> bool:
    return letter == " " or unicodedata.category(letter)[0] in "LNPS"


def _escape(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    return f"\\u{ord(letter):04X}" if ord(letter) < 0x10000 else f"\\U{ord(letter):08X}"


# --- a new file ---------------------------------------------------------------------------------

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{i}" for port in ("com", "lpt") for i in range(10)),
}
#: Names that stand where an article's may: counts are ``collection/…``.
_OURS = {"collection", "published"}


def read_source(file: Path) -> str:
    """The text of a file; raises DraftError, saying what to do, for anything but UTF-8."""
    try:
        if file.is_dir():
            raise DraftError(f"{file} is a folder: name the text file in it")
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)  # a pipe or a device has no size of its own
        if len(data) > MAX_BYTES:
            raise DraftError(
                f"{file} is too long, {MAX_BYTES:,} at most make an article: keep its text alone"
            )
    except FileNotFoundError:
        raise DraftError(f"{file} is not there: check the name and the folder") from None
    except OSError as error:
        raise DraftError(f"{file} cannot be read ({error.strerror})") from None
    other = {b"\xff\xfe": "UTF-16LE", b"\xfe\xff": "UTF-16BE"}.get(data[:2])
    if other is None and b"\0" in data:
        raise DraftError(
            f"{file} is no text (it holds a zero byte): save the article as plain text"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise DraftError(
            f"{file}:{line}: found a byte that is not UTF-8: save the file as UTF-8, or convert it: "
            f"iconv -f {other or 'WINDOWS-1258'} -t UTF-8 {file.name} > new.txt"
        ) from None


def checked_id(article: str) -> str:
    """``article`` where it can name a file on every system; raises DraftError otherwise."""
    if not _ID.fullmatch(article) or len(article) > 60:
        raise DraftError(
            f"--id {article!r}: expected up to 60 small letters a-z, digits and single hyphens, "
            "such as da-nang-2017"
        )
    if article in _RESERVED:
        raise DraftError(f"--id {article!r}: Windows keeps this name for itself, choose another")
    if article in _OURS:
        raise DraftError(f"--id {article!r}: the collection uses this name itself, choose another")
    return article


def _taken(file: Path) -> DraftError:
    return DraftError(f"{file} is there already: choose another id, or go on with it")


def new(source: Path, article: str, root: Path = ROOT) -> str:
    """Draft ``data/articles/<article>.yaml`` from a text file; returns what to tell the person.

    Raises DraftError, with nothing written, when that cannot be.
    """
    file = root / "data" / "articles" / f"{checked_id(article)}.yaml"
    if not file.parent.is_dir():
        raise DraftError(f"{file.parent} is not there: name the collection's folder with --root")
    if file.exists():
        raise _taken(file)
    drafted = _Draft(read_source(source), article, known_in(root))
    try:
        put(root, {file: drafted.yaml()}, expected={file: None})
    except FileExistsError:
        raise _taken(file) from None
    except OSError as error:
        raise DraftError(
            f"{file} cannot be written ({error.strerror}): nothing was changed"
        ) from None
    return drafted.told(file.relative_to(root).as_posix())
