"""A code cell's stored outputs as a publication shows them: one figure a chart, tables that scroll.

Everything here turns text into HTML and escapes it exactly once; what a notebook stored is parsed
and written anew, so that nothing of its own markup reaches a page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from html import escape
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from bs4 import BeautifulSoup, Tag

from streamlining.translation import message

from .words import StageError, is_vietnamese

#: Keys and codes among other words, which are the same in both editions.
_SLUG = re.compile(r"\b[a-z0-9]+(?:-[a-z0-9]+)+\b")
#: A percentage that code wrote beside a Vietnamese name.
_PERCENT = re.compile(r"(\d+)\.(\d+) ?%")
_POINTS = 96 / 72  # CSS pixels in a point


def message_of(text: str) -> str | None:
    """The message that a text of the code's needs a translation of; None where it needs none."""
    if is_vietnamese(text) or not re.search(r"[^\W\d_]{2}", _SLUG.sub("", text)):
        return None
    return message(text)


class Voice(NamedTuple):
    """How an edition says what code wrote: its language, its words, its translation of a text.

    ``say`` gives a text in the edition's language, or the text itself; ``knows`` says which.
    """

    language: str
    words: dict[str, str]
    say: Callable[[str], str]
    knows: Callable[[str], bool]

    def cell(self, text: str) -> tuple[str, str | None]:
        """A text as this edition prints it, and its language where that is another one."""
        if is_vietnamese(text):
            written = _PERCENT.sub(r"\1,\2%", text)
            return (written, None) if self.language == "vi" else (text, "vi")
        if self.language == "en":
            return text, None
        known = message_of(text) is None or self.knows(text)
        return self.say(text), None if known else "en"


# --- tables --------------------------------------------------------------------------------------


@dataclass
class Row:
    """A table's row: its cells' texts, how many of them head the row, and whose row it is.

    ``languages`` holds, by column, those that cells keep in either edition.
    """

    cells: list[str]
    heads: int = 0
    key: str = ""
    languages: dict[int, str] = field(default_factory=dict)


@dataclass
class Grid:
    """A table as read: header rows, body rows, and which columns stand to the right."""

    head: list[list[str]]
    body: list[Row]
    right: set[int] = field(default_factory=set)

    @property
    def columns(self) -> list[str]:
        """The names of the columns, from the last header row."""
        return self.head[-1] if self.head else []


@cache
def read_table(html: str) -> Grid | None:
    """The first table of some HTML; None where there is none."""
    table = BeautifulSoup(html, "html.parser").find("table")
    if not isinstance(table, Tag):
        return None
    grid = Grid([], [])
    for row in table.find_all("tr"):
        cells = row.find_all(["th", "td"])
        texts = [cell.get_text().strip() for cell in cells]
        if row.find_parent("thead"):
            grid.head.append(texts)
            continue
        languages = {n: str(cell["lang"]) for n, cell in enumerate(cells) if "lang" in cell.attrs}
        heads = sum(cell.name == "th" for cell in cells)
        grid.body.append(Row(texts, heads, str(row.get("data-key", "")), languages))
        # A pandas frame sets no side: its values are numbers.
        grid.right |= {
            column
            for column, cell in enumerate(cells)
            if cell.name == "td" and "left" not in str(cell.get("style", ""))
        }
    return grid


#: Columns that a table has for those who read no Vietnamese.
_FOR_OTHERS = ("English", "Tiếng Việt")


def in_one_language(grid: Grid, language: str) -> Grid:
    """A table for readers of one language.

    What a column says in English and its neighbour in Vietnamese, as ``what`` and ``what_vi`` do,
    Vietnamese readers get once, and others under headings that they can read; nor do the former
    need the English of a phrase, or the Vietnamese of a word that is translated beside it.
    """
    names = grid.columns
    vietnamese = {n: names.index(f"{x}_vi") for n, x in enumerate(names) if f"{x}_vi" in names}
    if language == "en":
        heads = {there: "Tiếng Việt" for there in vietnamese.values()}
        return replace(grid, head=[_renamed(row, heads) for row in grid.head])
    unneeded = {n for n, name in enumerate(names) if n in vietnamese or name in _FOR_OTHERS}
    if not unneeded:
        return grid
    heads = {there: names[here] for here, there in vietnamese.items()}
    kept = [n for n in range(len(names)) if n not in unneeded]
    place = {old: new for new, old in enumerate(kept)}

    def row_of(row: Row) -> Row:
        languages = {place[n]: said for n, said in row.languages.items() if n in place}
        heading = sum(n < row.heads for n in kept)
        return Row([row.cells[n] for n in kept], heading, row.key, languages)

    head = [[_renamed(row, heads)[n] for n in kept] for row in grid.head]
    return Grid(head, [row_of(row) for row in grid.body], {place[n] for n in grid.right - unneeded})


def _renamed(row: list[str], heads: Mapping[int, str]) -> list[str]:
    return [heads.get(n, name) for n, name in enumerate(row)]


class RowMarks(NamedTuple):
    """What is tied to a row beside its texts: its id, and HTML for the cell that names it."""

    id: str = ""
    first: str = ""  # that cell's own HTML, in place of its text
    after: str = ""  # set after that cell's text
    at: int = 0  # its column


def table_html(
    grid: Grid, voice: Voice, label: str, marks: Sequence[RowMarks] = (), kind: str = ""
) -> str:
    """A table in a region that scrolls by itself, with a label for screen readers.

    ``marks`` stands beside the body's rows; without it no row has an id.
    """
    widths = [_width(grid, n) for n in range(len(grid.columns))]
    wide = len(grid.columns) >= WIDE
    roles = _ROLES if wide else {}
    row_role, cell_role, head_role = (roles.get(name, "") for name in ("row", "cell", "head"))
    head = "".join(
        f"<tr{row_role}>"
        + "".join(
            _cell("th", text, voice, n in grid.right, "col", width=widths[n], more=head_role)
            for n, text in enumerate(row)
        )
        + "</tr>"
        for row in grid.head
    )
    labels = {
        n: f'{cell_role} data-label="{escape(voice.cell(name)[0])}"'
        for n, name in enumerate(grid.columns)
        if wide
    }
    body = []
    for number, row in enumerate(grid.body):
        mark = marks[number] if marks else RowMarks()
        cells = [
            _cell(
                "th" if n < row.heads else "td", text, voice, n in grid.right,
                "row" if n < row.heads else "", kept=row.languages.get(n, ""), more=labels.get(n, ""),
                html=mark.first if n == mark.at else "", after=mark.after if n == mark.at else "",
                plain=wide and grid.columns[n] in _EVIDENT,
            )
            for n, text in enumerate(row.cells)
        ]  # fmt: skip
        name = f' id="{escape(mark.id)}"' if mark.id else ""
        body.append(f"<tr{name}{row_role}>{''.join(cells)}</tr>")
    group, table = roles.get("group", ""), roles.get("table", "")
    return (
        f'<div class="{" ".join(filter(None, ("table", "wide" if wide else "", kind)))}" '
        f'tabindex="0" role="region" aria-label="{escape(label)}">\n'
        f"<table{table}>\n<thead{group}>{head}</thead>\n<tbody{group}>\n"
        + "\n".join(body)
        + "\n</tbody>\n</table>\n</div>"
    )


#: From so many columns on a phone shows each row as a card, with its columns' names.
WIDE = 4
#: Columns whose cells say by themselves what they are: a card does not repeat their names.
_EVIDENT = frozenset(
    ("Record", "Relation", "Place", "Phrase", "Phrase as printed", "English", "Value", "Status")
    + ("What is counted", "Period and status", "Polarity", "Theme", "Form", "Verdict", "Stated")
    + ("What decided it", "Question", "Why", "Tiếng Việt", "Vietnamese", "What it means here")
)
#: What makes a table of them still, for those who hear the page.
_ROLES = {
    name: f' role="{role}"'
    for name, role in {
        "table": "table", "group": "rowgroup", "row": "row", "cell": "cell", "head": "columnheader",
    }.items()
}  # fmt: skip


def _width(grid: Grid, column: int) -> str:
    """The class of a column's header: how much room its longest text asks for."""
    longest = max(
        (len(row.cells[column]) for row in grid.body if column < len(row.cells)), default=0
    )
    return "long" if longest > 80 else "medium" if longest > 25 else ""


def _cell(
    tag: str, text: str, voice: Voice, right: bool, scope: str = "", *, kept: str = "",
    html: str = "", after: str = "", width: str = "", more: str = "", plain: bool = False,
) -> str:  # fmt: skip
    said, language = (text, kept) if kept else voice.cell(text)
    if language == voice.language or not re.search(r"[^\W\d_]", text):
        language = None
    if tag == "th" and not text:
        tag, scope = "td", ""  # an empty header names nothing
    attributes = "".join(
        f' {name}="{value}"'
        for name, value in (
            ("scope", scope), ("class", f"{'number' if right else width}{' plain' * plain}".strip()),
            ("lang", language or "")
        )
        if value
    )  # fmt: skip
    content = (html or escape(said)) + after
    if "data-label" in more:  # one thing beside its label
        content = f"<div>{content}</div>"
    return f"<{tag}{attributes}{more}>{content}</{tag}>"


# --- figures -------------------------------------------------------------------------------------


class Picture(NamedTuple):
    """A saved picture: title, words for who cannot see it, width and height in CSS pixels.

    ``drawn`` tells what there is to see; ``labels`` are the texts that stand on it.
    """

    title: str
    words: str
    drawn: str
    width: int
    height: int
    labels: tuple[str, ...] = ()


def read_picture(file: Path) -> Picture:
    """The title, description and size that an SVG file names itself.

    Raises StageError where there is none.
    """
    if not file.is_file():
        raise StageError(f"there is no {file}: run `python3 run.py`, which draws all pictures")
    root = ElementTree.parse(file).getroot()
    title, words = (root.findtext(f"{{*}}{tag}", "").strip() for tag in ("title", "desc"))
    sides = (float(root.get(side, "0").removesuffix("pt")) for side in ("width", "height"))
    width, height = (round(points * _POINTS) for points in sides)
    labels = tuple(json.loads(root.get("data-words", "[]")))
    return Picture(title, words, root.get("data-drawn", ""), width, height, labels)


def figure_html(
    name: str, folder: Path, voice: Voice, up: str, *, translated: bool = False,
    numbers: str = "", more: str = "",
) -> str:  # fmt: skip
    """A picture with what there is to see on it, and its words, numbers and files folded below it.

    ``folder`` is figures/, or that of its pictures in the edition's language where ``translated``;
    a phone gets the narrow drawing.  ``up`` leads from the page to the site's root; ``numbers`` and
    ``more`` are HTML.
    """
    words, picture = voice.words, read_picture(folder / f"{name}.svg")
    phone = read_picture(folder / "narrow" / f"{name}.svg")
    title, told, drawn = (
        (text, None) if translated else voice.cell(text)
        for text in (picture.title, picture.words, picture.drawn)
    )
    there = f"{up}figures/vi" if translated and voice.language == "vi" else f"{up}figures"
    svg, csv = f"{there}/{name}.svg", f"{up}figures/{name}.csv"
    described = (
        f'<details class="numbers"><summary>{words["numbers"]}</summary>\n{numbers}\n'
        f'<p class="files"><a href="{csv}" download>{words["download_csv"]}</a> '
        f'<a href="{svg}" download>{words["download_svg"]}</a> '
        f'<button type="button" class="png" hidden>{words["download_png"]}</button></p>\n</details>'
    )
    return (
        f'<figure class="chart" id="figure-{name}">\n'
        f'<a class="zoom" href="{svg}" aria-label="{words["enlarge"]}: {escape(title[0])}"><picture>'
        f'<source media="screen and (max-width: 40em)" srcset="{there}/narrow/{name}.svg" '
        f'width="{phone.width}" height="{phone.height}">'
        f'<img src="{svg}" alt="{escape(told[0])}"{_lang(told[1])} width="{picture.width}" '
        f'height="{picture.height}" loading="lazy" decoding="async"></picture>'
        f'<span class="enlarge" aria-hidden="true">{words["enlarge"]}</span></a>\n'
        f"<figcaption><span{_lang(drawn[1])}>{escape(drawn[0])}.</span>{more}</figcaption>\n"
        f"{described}\n</figure>"
    )


def _lang(language: str | None) -> str:
    return f' lang="{language}"' if language else ""
