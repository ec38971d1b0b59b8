"""The collection's pages, notebooks and Markdown files, taken apart in one place.

A link whose title is a key says a figure's number, and names the figure:
``[27 payroll posts](01_ba_che.ipynb#Payroll "ba-che/payroll-cut")``.  It reads well on every site;
its target is the section that reproduces the figure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from .coding.yamltext import DataError, Problem

_LINK = re.compile(
    r'\[(?P<text>(?:\\.|[^\]\\])*)\]\((?P<target>[^)\s]+)(?: "(?P<title>[^"]*)")?\)', re.DOTALL
)
_KEY = re.compile("[a-z0-9-]+/[a-z0-9-]+")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_SENTENCE = re.compile(r"(?<=[.;:!?])\s+|\n")

Output = dict[str, Any]


class Link(NamedTuple):
    """A link or image of some Markdown, and where in it it begins."""

    text: str
    target: str
    title: str
    start: int

    @property
    def key(self) -> str:
        """The key of the figure whose number the link says; '' where it says none."""
        return self.title if _KEY.fullmatch(self.title) else ""

    def to(self, target: str) -> str:
        """The link as Markdown, leading to ``target``."""
        return (
            f'[{self.text}]({target} "{self.title}")' if self.title else f"[{self.text}]({target})"
        )

    @property
    def path(self) -> str:
        return self.target.partition("#")[0]

    @property
    def anchor(self) -> str:
        return self.target.partition("#")[2]


def links(markdown: str) -> Iterator[Link]:
    """Every link and image of some Markdown."""
    return map(_link, _LINK.finditer(markdown))


def relinked(markdown: str, change: Callable[[Link], str]) -> str:
    """Markdown with each link replaced by what ``change`` makes of it."""
    return _LINK.sub(lambda found: change(_link(found)), markdown)


def _link(found: re.Match[str]) -> Link:
    return Link(found["text"], found["target"], found["title"] or "", found.start())


def headings(markdown: str) -> list[str]:
    """The headings of some Markdown, without their signs."""
    return [heading.strip() for heading in _HEADING.findall(markdown)]


def anchor(heading: str) -> str:
    """A heading's anchor as Jupyter writes it: its words with hyphens, letters as they are."""
    return heading.strip().replace(" ", "-")


# --- a page --------------------------------------------------------------------------------------


class Cell(NamedTuple):
    """A cell of a notebook: its number from 1, kind and source.  A Markdown file is one cell, 0."""

    number: int
    kind: str
    source: str
    outputs: list[Output]
    execution_count: int | None


class Page:
    """A notebook or a Markdown file; ``name`` is its path from ``root``, for messages.

    Raises DataError for a file that is missing, or no page.
    """

    def __init__(self, file: Path, root: Path) -> None:
        self.file, self.name = file, file.relative_to(root).as_posix()
        self.cells: list[Cell] = []
        try:
            self.text = file.read_text(encoding="utf-8")
            self.json: dict[str, Any] = json.loads(self.text) if file.suffix == ".ipynb" else {}
            if self.json:
                if self.json.get("nbformat", 4) != 4:
                    raise TypeError
                self.cells = [_cell(*cell) for cell in enumerate(self.json["cells"], 1)]
            elif file.suffix == ".md":
                self.cells = [Cell(0, "markdown", self.text, [], None)]
            if not self.cells:
                raise TypeError
        except FileNotFoundError:
            raise DataError([self.problem("is missing: restore it")]) from None
        except json.JSONDecodeError as error:
            told = f"no notebook: {error.msg}: restore the file"
            raise DataError([Problem(self.name, error.lineno, error.colno, told)]) from None
        except (UnicodeDecodeError, KeyError, TypeError, AttributeError, RecursionError):
            told = "no notebook, or not in UTF-8: restore the file"
            raise DataError([self.problem(told)]) from None

    @property
    def markdown(self) -> Iterator[Cell]:
        """The cells with prose."""
        return (cell for cell in self.cells if cell.kind == "markdown")

    @property
    def code(self) -> Iterator[Cell]:
        """The cells with code."""
        return (cell for cell in self.cells if cell.kind == "code")

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The anchors of the page's headings."""
        return frozenset(anchor(text) for cell in self.markdown for text in headings(cell.source))

    @cached_property
    def charts(self) -> dict[str, tuple[Cell, list[Output]]]:
        """The cell of each chart, and the outputs that show it: picture, caption, table."""
        found: dict[str, tuple[Cell, list[Output]]] = {}
        for cell in self.cells:
            for output in cell.outputs:
                if name := chart_of(output):
                    found.setdefault(name, (cell, []))[1].append(output)
        return found

    def problem(self, message: str, cell: Cell | None = None, position: int = -1) -> Problem:
        """A problem of the page, of one of its cells, or at a position of a cell's source."""
        line = cell.source.count("\n", 0, position) + 1 if cell and position >= 0 else 0
        return Problem(self.name, line, 0, message, cell=cell.number if cell else 0)


def _cell(number: int, cell: dict[str, Any]) -> Cell:
    """A cell; raises KeyError or its like where something is missing that it is to have."""
    kind, source = cell["cell_type"], "".join(cell["source"])
    outputs = cell["outputs"] if kind == "code" else []
    if not all(output["output_type"] for output in outputs):
        raise TypeError
    return Cell(number, kind, source, outputs, cell.get("execution_count"))


def chart_of(output: Output) -> str:
    """The name of the chart that an output shows; '' for any other output."""
    return output.get("metadata", {}).get("streamlining", {}).get("chart", "")


def html_of(output: Output) -> str:
    """What an output shows as HTML; '' where it has none."""
    return "".join(output.get("data", {}).get("text/html", ""))


# --- sentences -----------------------------------------------------------------------------------


class Sentence(NamedTuple):
    """A sentence of a notebook's prose, links as plain text, and the keys that its numbers name."""

    notebook: str
    text: str
    keys: tuple[str, ...]


def sentences(folder: Path) -> Iterator[Sentence]:
    """Every sentence with a linked number in the Markdown cells of a folder's notebooks."""
    for file in sorted(folder.glob("*.ipynb")):
        for cell in Page(file, folder).markdown:
            for sentence in _SENTENCE.split(cell.source):
                if keys := tuple(link.key for link in links(sentence) if link.key):
                    text = relinked(sentence, lambda link: link.text).lstrip("-# ")
                    yield Sentence(file.stem, text, keys)


def resting_on(keys: Collection[str], folder: Path) -> list[Sentence]:
    """The sentences that print one of some figures or results."""
    return [sentence for sentence in sentences(folder) if set(keys) & set(sentence.keys)]
