"""YAML read strictly: every scalar stays the text that was typed.

YAML 1.1 would turn ``1.314`` into a float, ``06`` into 6, ``12:30`` into 750 and ``NO`` into false.
Here nothing is converted, and what could hide or repeat data (duplicate keys, anchors, aliases,
tags, several documents, letters that turn the direction of writing) is refused, and so is what would
take minutes to read.  Problems are collected and shown together, each at its ``file:line:column``.
"""

from __future__ import annotations

import errno
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import yaml

from printed.reading.text import INVISIBLE, nfc

Tree = str | list["Tree"] | dict[str, "Tree"]
Path_ = tuple[str | int | None, ...]

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C parser where PyYAML has it
_MAX_BYTES = 10_000_000
_MAX_DEPTH = 8
_MAX_NODES = 200_000  # read in 5 s
_MAX_SCALAR = 2_000
TWO_LINES = 240  # characters of a message

#: Letters that turn the direction of writing: with them a text shows otherwise than it is stored.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """Something a person has to mend: where it is, and what was found, expected and to be done.

    A place is as exact as it is known: what is 0 is left out.  It is shown in two lines at most; of
    one that quotes a long text the middle is left out.

    >>> print(Problem("data/places.yaml", 7, 3, "..."), Problem("01.ipynb", 9, 0, "...", cell=1))
    data/places.yaml:7:3: ... 01.ipynb, cell 1, line 9: ...
    """

    file: str
    cell: int = field(default=0, kw_only=True)
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        message = self.message
        if len(message) > TWO_LINES:
            message = f"{message[: TWO_LINES // 2]}…{message[1 - TWO_LINES // 2 :]}"
        if self.cell:
            line = f", line {self.line}" if self.line else ""
            return f"{self.file}, cell {self.cell}{line}: {message}"
        place = (self.file, *(str(number) for number in (self.line, self.column) if number))
        return f"{':'.join(place)}: {message}"


class DataError(ValueError):
    """One or more problems in the data files; its text lists them all, one a line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def _render_traceback_(self) -> list[str]:
        # IPython's hook: in a notebook a slip in a data file shows as its message alone.
        count = len(self.problems)
        return [f"{count} problem{'s' if count > 1 else ''} in the data:", *map(str, self.problems)]


class YamlText:
    """A YAML file as a tree of text, and the place of each of its nodes.

    ``tree`` holds dicts, lists and str only; ``problems`` what was refused while reading.
    ``readable`` tells whether ``tree`` is whole, so that what it says can be judged too.
    """

    def __init__(self, file: Path, shown_as: str | None = None) -> None:
        self.name = shown_as or file.name
        self.problems: list[Problem] = []
        self.readable = True
        self.tree: Tree = {}
        self._nodes = 0
        self._marks: dict[Path_, tuple[yaml.Mark, yaml.Mark]] = {}
        text = ""
        try:
            text = nfc(self._bytes(file).decode("utf-8-sig"))
            self.tree = self._read(text)
        except _Refused:
            pass
        except OSError as error:
            self._refuse(
                1, 1, f"the file cannot be read ({error.strerror}): put it back in its place"
            )
        except UnicodeDecodeError as error:
            where = _end(error.object[: error.start].decode())
            self._refuse(*where, "found a byte that is not UTF-8: save the file as UTF-8")
        except yaml.MarkedYAMLError as error:
            self._refuse(*_plain(error, text))
        except yaml.reader.ReaderError as error:
            # Its position counts bytes with the C parser and characters without.
            where = _end(text[: text.find(chr(error.character))])
            self._refuse(*where, f"found the control character U+{error.character:04X}: delete it")

    def place(self, path: Path_, *, key: bool = False) -> tuple[int, int]:
        """Line and column (from 1) of the node at ``path``, or of its nearest parent.

        With ``key=True`` the place of the node's key instead of its value.
        """
        while path and path not in self._marks:
            path = path[:-1]
        if path not in self._marks:
            return 1, 1
        mark = self._marks[path][key]
        return mark.line + 1, mark.column + 1

    def problem(self, path: Path_, message: str, *, key: bool = False) -> Problem:
        """A problem at the node at ``path``."""
        return Problem(self.name, *self.place(path, key=key), message)

    def _refuse(self, line: int, column: int, message: str) -> None:
        """Note what leaves a gap in the tree."""
        self.problems.append(Problem(self.name, line, column, message))
        self.readable = False

    def _gap(self, mark: yaml.Mark, message: str) -> None:
        self._refuse(mark.line + 1, mark.column + 1, message)

    def _note(self, mark: yaml.Mark, message: str) -> None:
        """Note what has to go, although the tree is whole without it."""
        self.problems.append(Problem(self.name, mark.line + 1, mark.column + 1, message))

    def _bytes(self, file: Path) -> bytes:
        found = file.stat()
        if not stat.S_ISREG(found.st_mode):  # a pipe would keep its reader waiting
            raise OSError(errno.EINVAL, "it is a folder or a pipe")
        if found.st_size > _MAX_BYTES:
            size = f"{found.st_size:,} bytes, expected {_MAX_BYTES:,} at most"
            self._refuse(1, 1, f"found {size}: divide the file")
            raise _Refused
        return file.read_bytes()

    def _read(self, text: str) -> Tree:
        events = _events(text)
        next(events)  # the stream starts
        document = next(events)
        if isinstance(document, yaml.StreamEndEvent):
            self._refuse(1, 1, "the file is empty: expected a mapping such as `article:`")
            raise _Refused
        start = next(events)
        tree = self._node(start, events, (), start.start_mark)
        next(events)  # the document ends
        more = next(events)
        if not isinstance(more, yaml.StreamEndEvent):
            self._note(more.start_mark, "a second document starts here: keep one a file")
        return tree

    def _node(
        self, event: yaml.Event, events: Iterator[yaml.Event], path: Path_, key: yaml.Mark
    ) -> Tree:
        mark = event.start_mark
        self._nodes += 1
        if self._nodes > _MAX_NODES:
            self._gap(mark, f"found more than {_MAX_NODES:,} texts and lists: divide the file")
            raise _Refused
        self._marks.setdefault(path, (mark, key))  # of a key that is there twice, the first counts
        if isinstance(event, yaml.AliasEvent):
            self._gap(mark, f"found the alias `*{event.anchor}`: write the text out instead")
            return ""
        if event.anchor is not None:
            self._note(mark, f"found the anchor `&{event.anchor}`: delete it, nothing is shared")
        if event.tag is not None:
            self._note(mark, f"found the tag `{event.tag}`: delete it, every value is text")
        if isinstance(event, yaml.ScalarEvent):
            if len(event.value) > _MAX_SCALAR:
                size = f"{len(event.value):,} characters, expected {_MAX_SCALAR:,} at most"
                self._gap(mark, f"found a text of {size}: shorten it")
            if not event.value.isascii():  # where there is none
                self._look_for_unseen(mark, event.value)
            return event.value
        if len(path) == _MAX_DEPTH:
            self._gap(mark, f"nested more than {_MAX_DEPTH} levels deep: flatten it")
            raise _Refused
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        return self._mapping(events, path)

    def _look_for_unseen(self, mark: yaml.Mark, text: str) -> None:
        """Note a letter that is not seen, or that lets others be seen elsewhere."""
        if turning := TURNING.search(text):
            found = f"the letter U+{ord(turning[0]):04X}, which turns the writing"
            self._note(mark, f"found {found}: delete it")
        elif unseen := INVISIBLE.search(text):
            found = f"the invisible character U+{ord(unseen[0]):04X}"
            self._note(mark, f"found {found} in {text[:40]!r}: delete it")

    def _sequence(self, events: Iterator[yaml.Event], path: Path_) -> list[Tree]:
        items: list[Tree] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._node(event, events, (*path, len(items)), event.start_mark))
        return items

    def _mapping(self, events: Iterator[yaml.Event], path: Path_) -> dict[str, Tree]:
        mapping: dict[str, Tree] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            mark = event.start_mark
            key = self._node(event, events, (*path, None), mark)
            name = key if isinstance(key, str) else None
            value = self._node(next(events), events, (*path, name), mark)
            if name is None:
                self._gap(mark, "found a list or mapping as a key: expected a name")
            elif name in mapping:
                self._note(mark, f"the key `{name}` is here a second time: keep one of the two")
            else:
                mapping[name] = value
        return mapping


def _events(text: str) -> Iterator[yaml.Event]:
    """What the parser finds, piece by piece.

    The C parser looks ahead, and since libyaml 0.2.6 stops at a thousand open brackets without
    having told of the first; the other one tells of them.
    """
    told = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            told += 1
            yield event
    except yaml.MarkedYAMLError as error:
        if "nesting depth" not in error.problem:
            raise
        yield from islice(yaml.parse(text, Loader=yaml.BaseLoader), told, None)


class _Refused(Exception):
    """A problem was noted after which the rest of the file cannot be read."""


def _end(text: str) -> tuple[int, int]:
    """Line and column (from 1) of the character that follows ``text``."""
    lines = f"{text}.".splitlines()
    return len(lines), len(lines[-1])


#: What to do about the usual slips, by the words in which PyYAML complains of them.
_HINTS = {
    "mapping values are not allowed": "put quotes around a text that holds `: `",
    "cannot start any token": "put quotes around a text that begins with a sign",
    "unexpected end of stream": "the quotes that open here are never closed, close them",
}


def _plain(error: yaml.MarkedYAMLError, text: str) -> tuple[int, int, str]:
    """Line, column and PyYAML's complaint in one line, with what to do about it."""
    found = " ".join(filter(None, (error.context, error.problem)))
    unclosed = "unexpected end of stream" in found and error.context_mark
    mark = unclosed or error.problem_mark
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    indent = line[: len(line) - len(line.lstrip(" \t-"))]
    if "\t" in indent:
        return mark.line + 1, indent.index("\t") + 1, "found a tab: indent with spaces"
    hint = next(
        (hint for words, hint in _HINTS.items() if words in found),
        "check the quotes and the indentation of this line and the one above",
    )
    return mark.line + 1, mark.column + 1, f"not readable as YAML, {found}: {hint}"
