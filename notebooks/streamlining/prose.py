"""The ties between text and data: every number in the prose is a link that names its figure.

``[27 payroll posts](01_ba_che.ipynb#Payroll "ba-che/payroll-cut")`` reads well on every site; the
title names the record or result, and the target is the section that reproduces it.  ``mismatches``
holds each link against the data, and finds the numbers that are no links.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from printed.reading.periods import MONTHS
from printed.reading.words import BEFORE, ORDINALS, UNITS
from printed.reading.writing import write

from .coding.records import Record
from .coding.relations import Result
from .corpus import Corpus

#: A linked number.
LINK = re.compile(r'\[(?P<text>[^\]]+)\]\((?P<target>\S+) "(?P<key>[a-z0-9-]+/[a-z0-9-]+)"\)')

_MONTH = "|".join(MONTHS[1:])
#: What may hold a number without being a linked one: code, other links, headings, years and dates,
#: the numbers of policy documents, versions of Python, numbers that point back ("the two").
_PLAIN = re.compile(
    r"```.*?```|`[^`\n]+`|\[[^\]]*\]\([^)]*\)|^#+ .*?$"
    rf"|\b(?:\d{{1,2}} )?(?:(?:{_MONTH}) )?(?:19|20)\d\d\b|\b\d{{1,2}} (?:{_MONTH})\b"
    r"|\btháng \d{1,2}/\d{4}|\b\d+-[A-ZĐ][\w/Đ-]+"
    r"|\b(?:Resolutions?|Project|Nghị quyết(?: số)?|Đề án) \d+(?: and \d+)?"
    r"|\bPython \d[\d.]*|\b(?:[Tt]he|[Tt]hese) two\b",
    re.S | re.M,
)
_ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WORDS = {word: number for number, word in enumerate(_ENGLISH)} | UNITS | {"first": 1, "mười": 10}
#: Words that say a number; not "one" and "một", which mostly say none, nor "năm", which is a year.
_NUMBER_WORDS = "|".join(_ENGLISH[2:]) + "|hai|ba|bốn|sáu|bảy|tám|chín|mười"
#: A number in running text; a capital amid a Vietnamese name, as in Ba Chẽ, is none.
_NUMBER = re.compile(
    rf"\d[\d.,/]*(?: ?%)?|\b(?:{_NUMBER_WORDS})\b|(?:^|(?<=[.!?:] ))"
    rf"(?:{'|'.join(word.capitalize() for word in _NUMBER_WORDS.split('|') if word != 'ba')})\b",
    re.M,
)
_EMPTY = {"more", "than", "at", "least", "most", "nearly", "about", "of", "số", "thứ"} | {
    part for words in (*BEFORE.values(), ORDINALS) for word in words for part in word.split()
}
_SENTENCE = re.compile(r"(?<=[.;:!?])\s+|\n")


# --- sentences -----------------------------------------------------------------------------------


class Sentence(NamedTuple):
    """A sentence of a notebook's prose, links as plain text, and the keys that its numbers name."""

    notebook: str
    text: str
    keys: tuple[str, ...]


def sentences(folder: Path) -> Iterator[Sentence]:
    """Every sentence with a linked number in the Markdown cells of a folder's notebooks."""
    for file in sorted(folder.glob("*.ipynb")):
        for _, markdown in markdown_cells(file):
            yield from _linked(file.stem, markdown)


def _linked(notebook: str, markdown: str) -> Iterator[Sentence]:
    for sentence in _SENTENCE.split(markdown):
        if keys := tuple(match["key"] for match in LINK.finditer(sentence)):
            yield Sentence(notebook, LINK.sub(r"\g<text>", sentence).lstrip("-# "), keys)


def resting_on(keys: Collection[str], folder: Path) -> list[Sentence]:
    """The sentences that print one of some figures or results."""
    return [sentence for sentence in sentences(folder) if set(keys) & set(sentence.keys)]


def outdated(corpus: Corpus, folder: Path) -> list[Sentence]:
    """The sentences that print another number than the figure or result that it names."""
    known = figures(corpus)
    return [
        sentence
        for file in sorted(folder.glob("*.ipynb"))
        for _, markdown in markdown_cells(file)
        for written in _SENTENCE.split(markdown)
        if any(
            link["key"] in known and slip(link["text"], known[link["key"]], corpus)
            for link in LINK.finditer(written)
        )
        for sentence in _linked(file.stem, written)
    ]


def markdown_cells(file: Path) -> Iterator[tuple[int, str]]:
    """Number (from 1) and text of each Markdown cell; a plain Markdown file is one cell."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".md":
        yield 1, text
        return
    for number, cell in enumerate(json.loads(text)["cells"], 1):
        if cell["cell_type"] == "markdown":
            yield number, "".join(cell["source"])


# --- the check -----------------------------------------------------------------------------------


def mismatches(file: Path, corpus: Corpus) -> Iterator[str]:
    """Yield, each at its place, the numbers of a page that are not the data's or are no links."""
    known = figures(corpus)
    for cell, markdown in markdown_cells(file):
        for link in LINK.finditer(markdown):
            key, text = link["key"], link["text"]
            wrong = (
                slip(text, known[key], corpus)
                if key in known
                else f"names `{key}`, which is no record and no result: correct the name"
            )
            if wrong:
                yield f"{place(file, corpus.root, cell, line_of(markdown, link.start()))}: [{text}] {wrong}"
        for position, number in unlinked(markdown):
            yield (
                f"{place(file, corpus.root, cell, line_of(markdown, position))}: "
                f"the number {number} is no "
                "link: name its record, as `python3 run.py cite <article>/<record>` prints it"
            )


def unlinked(markdown: str) -> Iterator[tuple[int, str]]:
    """Position and text of each number that is neither linked nor one of the plain cases."""
    # Blanked out and not cut out, so that positions stay what they are.
    rest = _PLAIN.sub(lambda plain: re.sub(r"\S", " ", plain[0]), markdown)
    for number in _NUMBER.finditer(rest):
        yield number.start(), number[0].strip(".,")


def place(file: Path, root: Path, cell: int, line: int) -> str:
    """A place in a page, for messages: file, cell (but for plain Markdown) and line."""
    name = file.relative_to(root).as_posix()
    return f"{name}, line {line}" if file.suffix == ".md" else f"{name}, cell {cell}, line {line}"


def line_of(text: str, position: int) -> int:
    """The number of the line that holds a position of a text."""
    return text.count("\n", 0, position) + 1


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


# --- citing --------------------------------------------------------------------------------------


def cite(key: str, corpus: Corpus) -> str:
    """The ready link to a record, result or count, as the prose uses it.

    Raises KeyError, naming what there is, for an unknown key.
    """
    article, _, slug = key.partition("/")
    if count := corpus.counts.get(key):
        return f'[{count.text}](00_start_here.ipynb#Counted "{key}")'
    figure = corpus.results.get(key) or corpus.record(key)
    notebook = corpus[article].head.notebook
    if notebook is None:
        raise KeyError(f"{article} has no notebook to link to")
    section = _section(corpus.root / "notebooks" / f"{notebook}.ipynb", slug)
    sign = " %" if figure.unit == "percent" else ""
    return f'[{figure.text}{sign}]({notebook}.ipynb#{section} "{key}")'


def _section(notebook: Path, slug: str) -> str:
    """Anchor of the section whose code names the figure; of all figures where none does."""
    section = found = "Evidence"
    if not notebook.is_file():  # still to be written
        return found
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            for heading in re.findall(r"^## (.+)$", source, re.M):
                section = heading.strip().replace(" ", "-")
        elif re.search(rf'["/]{re.escape(slug)}"', source):
            return section
    return found
