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
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from printed.reading.census import census
from printed.reading.numerals import NumeralError, read
from printed.reading.text import paragraphs
from streamlining.coding.items import MAX_WORDS
from streamlining.coding.yamltext import TURNING
from streamlining.corpus import ROOT
from tools.check.texts import fingerprint
from tools.files import put
from tools.processes import Refused

from .numerals import Suggestion, suggestions
from .relations import SuggestedRelation, in_context, suggested_relations
from .words import Known, known_in

#: What is no article any more: a text beyond these could be drafted, but not coded by a person.
MAX_BYTES = 300_000
MAX_NUMERALS = 2_000


class DraftError(Refused):
    """A text, id or folder from which no draft can be made; its text says what to do."""


# --- writing the file ----------------------------------------------------------------------------

#: What an item of each section holds, in the order of the articles that are coded.
_RECORD = (
    "id", "paragraph", "start", "exact", "prefix", "suffix", "printed", "gloss_en", "qualifier",
    "indicator", "unit", "of", "place", "level", "sector", "time_period", "status",
)  # fmt: skip
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
# 3. Records: complete one (gloss_en, of, place, level, sector, time_period, status; the codes are
#    in data/codebook.yaml) and move it under `records:`. `gloss_en` is the phrase in plain English,
#    12 words at most, with its numbers. `qualifier: ">"` stands only where a word such as hơn, trên,
#    gần is printed. Renaming an id? Then also where a relation names it.
# 4. Relations: keep those that the article states or that hold it to its word, also where the
#    arithmetic misses, and move them under `relations:`.
# 5. `python3 run.py check` says how far you are and where the next numeral stands.
"""

_HEAD = {
    "outlet": "the newspaper or site, as it calls itself",
    "author": "as printed; delete the line when none is",
    "url": "where it was read; delete the line when there is none",
    "published": "in EDTF, such as 2019-04-27 or 2019-04",
    "published_basis": "printed or inferred",
    "place": "the id of data/places.yaml; add the place there when it is new",
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

    def yaml(self) -> str:
        """The file's text."""
        lines = [_HOW, "draft:", f"  numerals: {len(self.found)}", "", *self._head()]
        for section, write in (
            ("records", self._record), ("dates", self._line), ("documents", self._line),
            ("set_aside", self._line),
        ):  # fmt: skip
            listed = [one for one in self.found if one.section == section]
            if listed:
                lines += ["", f"suggested_{section}:"]
                for one in listed:
                    lines += write(one)
        if self.relations:
            lines += ["", "suggested_relations:"]
            names = Counter[str]()
            for relation in self.relations:
                lines += self._relation(relation, names)
        return "\n".join(lines).rstrip() + "\n"

    def told(self, file: str) -> str:
        """What was found, and what to do next."""
        looks = Counter(one.looks for one in self.found)
        missed = [one for one in self.relations if one.misses]
        lines = [
            f"{file}: {_some(len(self.found), 'numeral')} in {_some(len(self.text), 'paragraph')}",
            *(f"  {number:4} {name}" for name, number in looks.most_common()),
            f"  {len(self.relations):4} relations suggested, {len(missed)} whose arithmetic misses",
            *(f"       {relation.kind}: {_escaped(relation.told)}" for relation in missed),
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
        """The one date that stands beside a time of day, the mark of a dateline."""
        times = {one.paragraph for one in self.found if one.token.kind == "time"}
        dates = {
            one.fields["date"]
            for one in self.found
            if one.section == "dates" and one.paragraph in times and len(one.fields["date"]) == 10
        }
        return dates.pop() if len(dates) == 1 else ""

    @cached_property
    def _place(self) -> str:
        """The one known place that the first paragraph names."""
        named = {
            place
            for name, place in self.known.places.items()
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", self.text[0])
        }
        return named.pop() if len(named) == 1 else ""

    def _record(self, one: Suggestion) -> Iterator[str]:
        fields = {
            **one.fields, "id": one.id, "paragraph": str(one.paragraph), "exact": one.exact,
            "start": str(one.token.start), "prefix": one.prefix, "suffix": one.suffix,
            "printed": one.token.text, "place": self._place,
        }  # fmt: skip
        yield f"  # {one.looks}{self._slip(one)}"
        mark = "-"
        for name in _RECORD:
            value = fields.get(name, "")
            if value or name not in ("prefix", "suffix", "qualifier"):
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
