"""YAML read strictly: every scalar stays the text that was typed.

YAML 1.1 would turn ``1.314`` into a float, ``06`` into 6, ``12:30`` into 750 and ``NO`` into false.
Here nothing is converted, and what could hide or repeat data (duplicate keys, anchors, aliases,
tags, several documents) is refused.  Problems are collected and shown together, each at its
``file:line:column``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from .texts import nfc

Tree = str | list["Tree"] | dict[str, "Tree"]
Path_ = tuple[str | int, ...]

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C parser where PyYAML has it
_MAX_DEPTH = 8
_MAX_SCALAR = 2_000


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """Something a person has to mend: where it is, and what was found, expected and to be done."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class DataError(ValueError):
    """One or more problems in the data files; its text lists them all, one a line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def _render_traceback_(self) -> list[str]:
        # IPython's hook: in a notebook a slip in a data file shows as its message alone.
        count = len(self.problems)
        return [f"{count} problem{'s' if count > 1 else ''} in the data:", *map(str, self.problems)]


class _Refused(Exception):
    """A problem after which the rest of the file cannot be read."""


class YamlText:
    """A YAML file as a tree of text, and the place of each of its nodes.

    ``tree`` holds dicts, lists and str only; ``problems`` what was refused while reading.
    """

    def __init__(self, file: Path, shown_as: str | None = None) -> None:
        self.name = shown_as or file.name
        self.problems: list[Problem] = []
        self.tree: Tree = {}
        self._text = ""
        try:
            self._text = nfc(file.read_bytes().decode("utf-8-sig"))
            self.tree = self._read()
        except UnicodeDecodeError as error:
            self._refuse(1, 1, f"byte {error.start + 1} is not UTF-8: save the file as UTF-8")
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._refuse(mark.line + 1, mark.column + 1, _plain(error, self._text, mark))
        except yaml.reader.ReaderError as error:
            line = self._text.count("\n", 0, error.position) + 1
            self._refuse(line, 1, f"character {error.character!r} is not allowed in YAML: delete it")
        except _Refused:
            pass

    def place(self, path: Path_, *, key: bool = False) -> tuple[int, int]:
        """Line and column (from 1) of the node at ``path``, or of its nearest parent.

        With ``key=True`` the place of the node's key instead of its value.
        """
        while path and path not in self._places:
            path = path[:-1]
        value, of_key = self._places.get(path, ((1, 1), (1, 1)))
        return of_key if key else value

    def problem(self, path: Path_, message: str, *, key: bool = False) -> Problem:
        """A problem at the node at ``path``."""
        return Problem(self.name, *self.place(path, key=key), message)

    def _refuse(self, line: int, column: int, message: str) -> None:
        self.problems.append(Problem(self.name, line, column, message))

    def _refuse_at(self, mark: yaml.Mark, message: str) -> None:
        self._refuse(mark.line + 1, mark.column + 1, message)

    def _read(self) -> Tree:
        events = yaml.parse(self._text, Loader=_LOADER)
        next(events)  # the stream starts
        document = next(events)
        if isinstance(document, yaml.StreamEndEvent):
            self._refuse(1, 1, "the file is empty: expected a mapping such as `article:`")
            raise _Refused
        tree = self._node(next(events), events, 0)
        next(events)  # the document ends
        more = next(events)
        if not isinstance(more, yaml.StreamEndEvent):
            self._refuse_at(more.start_mark, "a second document starts here: keep one a file")
        return tree

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Tree:
        if isinstance(event, yaml.AliasEvent):
            self._refuse_at(
                event.start_mark, f"found the alias `*{event.anchor}`: write the text out instead"
            )
            return ""
        if event.anchor is not None:
            self._refuse_at(
                event.start_mark, f"found the anchor `&{event.anchor}`: delete it, nothing is shared"
            )
        if event.tag is not None:
            self._refuse_at(
                event.start_mark, f"found the tag `{event.tag}`: delete it, every value is text"
            )
        if isinstance(event, yaml.ScalarEvent):
            if len(event.value) > _MAX_SCALAR:
                self._refuse_at(
                    event.start_mark,
                    f"found a text of {len(event.value):,} characters, expected {_MAX_SCALAR:,} "
                    "at most: shorten it",
                )
            return event.value
        if depth == _MAX_DEPTH:
            self._refuse_at(event.start_mark, f"nested more than {_MAX_DEPTH} levels deep: flatten it")
            raise _Refused
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, depth)
        return self._mapping(events, depth)

    def _sequence(self, events: Iterator[yaml.Event], depth: int) -> list[Tree]:
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._node(event, events, depth + 1))
        return items

    def _mapping(self, events: Iterator[yaml.Event], depth: int) -> dict[str, Tree]:
        mapping: dict[str, Tree] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, str):
                self._refuse_at(event.start_mark, "found a list or mapping as a key: expected a name")
            elif key in mapping:
                self._refuse_at(
                    event.start_mark, f"the key `{key}` is here a second time: keep one of the two"
                )
            else:
                mapping[key] = value
        return mapping

    @cached_property
    def _places(self) -> dict[Path_, tuple[tuple[int, int], tuple[int, int]]]:
        """Place of each node's value and key; worked out only when there is something to report."""
        places: dict[Path_, tuple[tuple[int, int], tuple[int, int]]] = {}

        def walk(node: yaml.Node, path: Path_, key: yaml.Node) -> None:
            places[path] = (_place(node), _place(key))
            if isinstance(node, yaml.MappingNode):
                for name, value in node.value:
                    walk(value, (*path, name.value), name)
            elif isinstance(node, yaml.SequenceNode):
                for index, value in enumerate(node.value):
                    walk(value, (*path, index), value)

        root = None if self.problems else yaml.compose(self._text, Loader=_LOADER)
        if root is not None:
            walk(root, (), root)
        return places


def _place(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _plain(error: yaml.MarkedYAMLError, text: str, mark: yaml.Mark) -> str:
    """PyYAML's complaint in one line, with what to do about the two usual slips."""
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    if "\t" in line[: mark.column + 1]:
        return "found a tab: indent with spaces"
    hint = ""
    if "mapping values are not allowed" in (error.problem or ""):
        hint = ": put quotes around a text that holds `: `"
    found = " ".join(filter(None, (error.context, error.problem)))
    return f"not readable as YAML, {found}{hint}"
