"""The collection's pages, notebooks and Markdown files, taken apart in one place.

A link whose title is a key says a figure's number, and names the figure:
``[27 payroll posts](01_ba_che.ipynb#Payroll "ba-che/payroll-cut")``.  It reads well on every site;
its target is the section that reproduces the figure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from printed.reading.words import BEFORE, ORDINALS, UNITS
from printed.reading.writing import write

from .coding.records import Record
from .coding.relations import Result
from .coding.yamltext import DataError, Problem
from .corpus import Corpus

_LINK = re.compile(
    r'\[(?P<text>(?:\\.|[^\]\\])*)\]\((?P<target>[^)\s]+)(?: "(?P<title>[^"]*)")?\)', re.DOTALL
)
_KEY = re.compile("[a-z0-9-]+/[a-z0-9-]+")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_SENTENCE = re.compile(r"(?<=[.;:!?])\s+|\n")

#: Number words of prose, from zero.
ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WORDS = {word: number for number, word in enumerate(ENGLISH)} | UNITS | {"first": 1, "mười": 10}
_EMPTY = {"more", "than", "at", "least", "most", "nearly", "under", "about", "of", "số", "thứ"} | {
    part for words in (*BEFORE.values(), ORDINALS) for word in words for part in word.split()
}

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
    """A sentence of a notebook's prose in plain text, and the keys that its numbers name."""

    notebook: str
    text: str
    keys: tuple[str, ...]


def sentences(folder: Path) -> Iterator[Sentence]:
    """Every sentence with a linked number in the Markdown cells of a folder's notebooks."""
    return (sentence for sentence, _ in _linked(folder))


def _linked(folder: Path) -> Iterator[tuple[Sentence, list[Link]]]:
    for file in sorted(folder.glob("*.ipynb")):
        for cell in Page(file, folder).markdown:
            for sentence in _SENTENCE.split(cell.source):
                if there := [link for link in links(sentence) if link.key]:
                    text = relinked(sentence, lambda link: link.text).replace("*", "").lstrip("-# ")
                    yield Sentence(file.stem, text, tuple(link.key for link in there)), there


def resting_on(keys: Collection[str], folder: Path) -> list[Sentence]:
    """The sentences that print one of some figures or results."""
    return [sentence for sentence in sentences(folder) if set(keys) & set(sentence.keys)]


def outdated(corpus: Corpus, folder: Path) -> list[Sentence]:
    """The sentences that print another number than the figure or result that it names."""
    known = figures(corpus)
    return [
        sentence
        for sentence, there in _linked(folder)
        if any(
            link.key in corpus.unsettled
            or (link.key in known and slip(link.text, known[link.key], corpus))
            for link in there
        )
    ]


# --- what a linked number says -------------------------------------------------------------------


def figures(corpus: Corpus) -> dict[str, Record | Result]:
    """Everything that a linked number may name: records, results, counts of the collection."""
    records = {record.key: record for a in corpus.articles.values() for record in a.records}
    return records | dict(corpus.results) | corpus.counts


def slip(text: str, figure: Record | Result, corpus: Corpus) -> str:
    """What is wrong with a text that says a number for a figure; '' when nothing is."""
    value = said(text)
    if value is None:
        return f"says no number, but names `{figure.key}`: write the number inside the link"
    printed = figure.value
    if isinstance(figure, Result):
        printed = Fraction(write(printed, figure.decimals))
    if value != printed and not _roughly(text, value, printed):
        return f"says {value}, but `{figure.key}` is {figure.text}: correct one of the two"
    if ("%" in text) != (figure.unit == "percent"):
        return f"counts another unit than `{figure.key}`, which is in `{figure.unit}`"
    words = _nouns(text)
    if words and not any(word in _about(figure, corpus) for word in words):
        return f"speaks of {' '.join(words)!r}, but `{figure.key}` counts {figure.of}"
    return ""


def _roughly(text: str, value: Fraction, printed: Fraction) -> bool:
    """Whether a text that says "about" gives a number rounded to the digits that it says."""
    if not re.search(r"\b(?:about|khoảng)\b", text.lower()):
        return False
    digits = re.search(r"\d[\d.,]*", text)
    number = digits[0].rstrip(".,") if digits else ""
    if value.denominator == 1:
        step = Fraction(10 ** (len(str(value)) - len(str(value).rstrip("0"))))
    else:
        step = Fraction(1, 10 ** len(re.split("[.,]", number)[-1]))
    return value == step * int(printed / step + Fraction(1, 2))


def said(text: str) -> Fraction | None:
    """The number that a link says: digits in English or Vietnamese notation, k/n, or words to ten."""
    if share := re.search(r"(\d+)(?: of |/)(\d+)", text):
        return Fraction(int(share[1]), int(share[2]))
    if number := re.search(r"\d[\d.,]*", text):
        digits = number[0].rstrip(".,")
        if re.fullmatch(r"\d{1,3}([.,]\d{3})+", digits):
            return Fraction(re.sub("[.,]", "", digits))
        return Fraction(digits.replace(",", "."))
    for words, number in ORDINALS.items():
        if words in text.lower() and " " in words:
            return Fraction(number)
    said_words = (_WORDS.get(word) for word in text.lower().split())
    return next((Fraction(number) for number in said_words if number is not None), None)


def _nouns(text: str) -> list[str]:
    """What a link counts: its words but for numbers and qualifiers, without a plural's s."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return [word.removesuffix("s") for word in words if word not in _EMPTY | _WORDS.keys()]


def _about(figure: Record | Result, corpus: Corpus) -> str:
    """Everything that says what a figure counts, in both languages."""
    unit = corpus.codebook["unit"].get(figure.unit)
    unit_labels = (unit.label_en, unit.label_vi) if unit else ()
    phrase = figure.exact if isinstance(figure, Record) else ""
    return " ".join((*unit_labels, figure.of, phrase)).lower()
