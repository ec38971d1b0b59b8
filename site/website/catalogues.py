"""The Vietnamese translations: where they are kept, how they are brought up to date and checked.

Prose is translated message by message through Sphinx's own catalogues, one file a page; what code
wrote, through ``outputs.po`` (see ``streamlining.translation``).  Both are written without dates and
places, so that a catalogue changes only where a text does.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from streamlining.corpus import Corpus
from streamlining.pages import figures, links, relinked
from streamlining.pages import slip as slip_of_number
from streamlining.translation import in_figures
from streamlining.translation import slip as slip_of_marks
from tools.files import put

from .words import is_vietnamese

#: What code wrote: tables, captions, alternative texts.
OUTPUTS = "outputs"
#: What the theme says; kept by hand.
THEME = "sphinx"

_HEADER = 'msgid ""\nmsgstr ""\n"Language: vi\\n"\n"MIME-Version: 1.0\\n"\n' \
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'  # fmt: skip
_CODE = re.compile(r"`[^`]+`")
_NOTATION = {ord(","): ".", ord("."): ","}
_NUMBER = re.compile(r"(?<![^\W\d_])\d+(?:[.,/]\d+)*")  # but for that of m2
_SHARE = re.compile(r"(\d(?:[\d.,]*\d)?)(?:/| of | trên | trong (?:số )?)(\d(?:[\d.,]*\d)?)")


def folder(root: Path) -> Path:
    """Where the catalogues of a repository are."""
    return root / "site" / "locale" / "vi" / "LC_MESSAGES"


def read(file: Path) -> Catalog:
    """A catalogue; an empty one where there is no file."""
    if not file.is_file():
        return Catalog(locale="vi")
    with file.open("rb") as stream:
        return read_po(stream, locale="vi")


def translations(file: Path) -> dict[str, str]:
    """The messages of a catalogue that have a translation; fuzzy ones have none."""
    return {
        entry.id: entry.string
        for entry in read(file)
        if entry.id and entry.string and not entry.fuzzy
    }


def template_messages(folder: Path) -> dict[str, list[str]]:
    """The messages of Sphinx's templates by page, in reading order, without those in Vietnamese."""
    found = {}
    for file in sorted(folder.glob("*.pot")):
        with file.open("rb") as stream:
            ids = [entry.id for entry in read_po(stream) if entry.id]
        found[file.stem] = [message for message in ids if not is_vietnamese(message)]
    return {page: messages for page, messages in found.items() if messages}


def bring_up_to_date(root: Path, wanted: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Write a catalogue for each page: new messages empty, changed ones fuzzy, stale ones gone.

    What another page says too, or what differs in its numbers alone, needs no translator.  Returns how many messages of each page have no translation yet.
    """
    kept = {*wanted, THEME}
    gone = [file for file in folder(root).glob("*.po") if file.stem not in kept]
    contents: dict[Path, str | None] = dict.fromkeys(gone)
    memory = Memory.of(folder(root))
    missing = {}
    for page, messages in wanted.items():
        file = folder(root) / f"{page}.po"
        catalogue, template = read(file), Catalog()
        for message in messages:
            template.add(message)
        catalogue.update(template)
        catalogue.obsolete.clear()
        for entry in catalogue if page != OUTPUTS else ():
            if said := (entry.fuzzy or not entry.string) and memory.recall(entry.id):
                entry.string = said
                entry.flags.discard("fuzzy")
        contents[file] = written(catalogue)
        missing[page] = sum(not e.string or e.fuzzy for e in catalogue if e.id)
    put(root, contents)
    return missing


class Memory:
    """What was translated once serves wherever it is said again, be it with other numbers."""

    def __init__(self, said: Mapping[str, str]) -> None:
        self._said = said
        self._alike = {_NUMBER.sub("#", message): message for message in said}

    @classmethod
    def of(cls, folder: Path) -> Memory:
        """The translations of prose in a folder of catalogues."""
        files = (file for file in sorted(folder.glob("*.po")) if file.stem not in (OUTPUTS, THEME))
        return cls(
            {message: said for file in files for message, said in translations(file).items()}
        )

    def recall(self, message: str) -> str:
        """The translation of a message; '' where none is known."""
        like = self._alike.get(_NUMBER.sub("#", message))
        if message in self._said or like is None:
            return self._said.get(message, "")
        said, numbers = self._said[like], _NUMBER.findall(message)
        before = _plain(like)
        now = dict(zip(before, numbers))
        # Each number has one that takes its place, and the translation says no others.
        if [now[number] for number in before] != numbers or sorted(_plain(said)) != sorted(before):
            return ""

        def new(number: re.Match[str]) -> str:
            (old,) = _plain(number[0])
            return number[0] if _plain(now[old]) == [old] else now[old].translate(_NOTATION)

        return _NUMBER.sub(new, said)


def _plain(text: str) -> list[str]:
    """The digits of each number of a text, whatever separates them."""
    return [re.sub(r"\D", "", number) for number in _NUMBER.findall(text)]


def complete(file: Path, messages: Iterable[str], memory: Memory) -> None:
    """Add to a catalogue, or a new one, what is known of messages that it does not translate."""
    known = translations(file)
    more = {message: memory.recall(message) for message in messages if message not in known}
    if any(more.values()):
        file.write_text(of(known | {m: said for m, said in more.items() if said}), encoding="utf-8")


def of(translations: Mapping[str, str]) -> str:
    """A catalogue, as text, of messages that are translated."""
    catalogue = Catalog()
    for message, said in translations.items():
        catalogue.add(message, said)
    return written(catalogue)


def written(catalogue: Catalog) -> str:
    """A catalogue as text: a fixed header, no dates, no places, a message a line."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=0, no_location=True, omit_header=True, sort_output=False)
    return _HEADER + stream.getvalue().decode().strip() + "\n"


# --- checks --------------------------------------------------------------------------------------


def slips(folder: Path, corpus: Corpus) -> Iterator[str]:
    """Yield what is wrong with the translations that there are, each with its file and message."""
    known = figures(corpus)
    for file in sorted(folder.glob("*.po")):
        if file.stem == THEME:
            continue
        for source, translation in translations(file).items():
            if file.stem == OUTPUTS:
                found = filter(None, [slip_of_marks(source, translation)])
            else:
                found = slips_of_prose(source, translation, known, corpus)
            for slip in found:
                yield f"{file.name}: {source[:60]!r}: {slip}"


def slips_of_prose(
    source: str, translation: str, known: Mapping[str, Any], corpus: Corpus
) -> Iterator[str]:
    """Yield what is wrong with the translation of a message: links, code, numbers.

    ``known`` holds the figures that a linked number may name, by key.
    """
    wanted, found = (Counter(_ends(text)) for text in (source, translation))
    for target, title in wanted - found:
        yield f"lost the link to {target}{f' ({title})' if title else ''}"
    for target, title in found - wanted:
        yield f"has a link to {target}{f' ({title})' if title else ''} that the message has not"
    for link in links(translation):
        figure = known.get(link.key)
        if figure and (wrong := slip_of_number(link.text, figure, corpus)):
            yield f"[{link.text}] {wrong}"
    for code in Counter(_CODE.findall(source)) - Counter(_CODE.findall(translation)):
        yield f"lost {code}"
    numbers, said = (Counter(_digits(text)) for text in (in_figures(source), translation))
    for number in numbers - said:
        yield f"lost the number {number}"
    for number in said - numbers:
        yield f"says {number}, which the message does not"


def _ends(text: str) -> list[tuple[str, str]]:
    """Where the links of a text lead, and their titles."""
    return [(link.target, link.title) for link in links(text)]


def _digits(text: str) -> list[str]:
    """The numbers outside links and code, whatever separates their digits."""
    plain = _CODE.sub(" ", relinked(text, lambda _: " "))
    printed = {_pair(share) for share in _SHARE.finditer(plain) if "/" in share[0]}

    def as_printed(share: re.Match[str]) -> str:
        """A share said as "76 of 186" beside its "76/186"."""
        return "/".join(_pair(share)) if _pair(share) in printed else share[0]

    said = _SHARE.sub(as_printed, plain)
    return [re.sub(r"\D", "", number[0]) for number in _NUMBER.finditer(said)]


def _pair(share: re.Match[str]) -> tuple[str, str]:
    return re.sub(r"\D", "", share[1]), re.sub(r"\D", "", share[2])
