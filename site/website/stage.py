"""The sources of a Sphinx build, made from the committed notebooks and files without running them.

``stage`` writes one edition's pages into a folder: the notebooks with their outputs as figures and
tables, the README's sections as pages of their own, and pages made from the generated files.
Nothing is written a second time by hand; what a page says stands in the repository once.
"""

from __future__ import annotations

import csv
import json
import os
import posixpath
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from printed.reading.periods import in_words
from streamlining.coding.records import Assessment, Head, Record
from streamlining.coding.reference import Place
from streamlining.coding.relations import Result
from streamlining.corpus import Article, Corpus
from streamlining.pages import (
    Cell,
    Link,
    Output,
    Page,
    anchor,
    chart_of,
    headings,
    html_of,
    links,
    relinked,
)
from streamlining.translation import Catalogue, pieces
from tools.make.markdown import escaped
from tools.make.navigation import in_order, is_navigation
from tools.make.workbook import WORKBOOK, workbook

from . import cards, catalogues, compare, home, live, statements, tables
from .archive import ARCHIVE, archive
from .citing import authors, citation
from .outputs import (
    Grid,
    Row,
    RowMarks,
    Voice,
    figure_html,
    message_of,
    read_picture,
    read_table,
    table_html,
)
from .words import WORDS, StageError

#: The README's sections that are pages of their own; all others make the home page.
README_PAGES = {
    "Run it": "rerun",
    "Audit any text": "rerun",
    "Add an article": "rerun",
    "What is where": "rerun",
    "In your own work": "rerun",
    "How the data is coded": "coding",
    "How to cite": "cite",
    "Licence": "cite",
}
#: Files of the repository that are pages of the site.
PAGES = {
    "README.md": "index.md",
    "figures/README.md": "pictures.md",
    "data/tidy/README.md": "dictionary.md",
    "data/tidy/codebook.md": "codebook.md",
    "data/glossary.yaml": "glossary.md",
}
REFERENCE = ("figures", "statements", "pictures", "codebook", "dictionary", "glossary", "coding")
ABOUT = ("cite", "rerun")
TRY = ("compare", "live")
#: The notebooks' summary in Vietnamese: what the Vietnamese edition says as a whole.
_SUMMARY = "Tóm tắt"
_SCREEN = 600  # CSS pixels: what a phone does not show at once is folded behind its title there


# --- links and headings of Markdown --------------------------------------------------------------


def retarget(markdown: str, base: str, root: Path, assets: set[str]) -> str:
    """Markdown whose links lead where a file of the repository is on the site.

    ``base`` is the folder that the text's file is in; files that are no pages are added to
    ``assets``.  Raises StageError for a link to nothing.
    """

    def moved(link: Link) -> str:
        if not link.path or ":" in link.path:
            return link.to(link.target)
        path = posixpath.normpath(posixpath.join(base, link.path))
        rest = link.target.removeprefix(link.path)
        if path in PAGES:
            return link.to(PAGES[path] + rest)
        if path.startswith("notebooks/") and path.endswith(".ipynb"):
            return link.to(posixpath.basename(path) + rest)
        if not (root / path).is_file():
            raise StageError(
                f"{base or '.'}: a link leads to {link.path}, which is no file of the "
                "repository: correct the link or add the file"
            )
        assets.add(path)
        return link.to(path + rest)

    return relinked(markdown, moved)


def without_navigation(markdown: str) -> str:
    """Markdown without the lines that lead to the previous and next notebook: each page has its own."""
    lines = [line for line in markdown.split("\n") if not is_navigation(line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def readme_sections(markdown: str) -> tuple[str, dict[str, str]]:
    """What stands before a text's first section, and its sections by heading, without their heading."""
    start, *parts = re.split(r"^## ", markdown, flags=re.MULTILINE)
    split = (part.partition("\n") for part in parts)
    return start.strip(), {heading.strip(): text.strip() for heading, _, text in split}


# --- an edition ----------------------------------------------------------------------------------


@dataclass
class Edition:
    """One language's website: what it is made from, and what its pages have to know of each other."""

    root: Path
    corpus: Corpus
    language: str
    catalogue: Catalogue = field(default_factory=lambda: Catalogue({}))
    #: Translations of prose, by message.
    prose: Mapping[str, str] = field(default_factory=dict)
    #: Files of the repository that pages link to.
    assets: set[str] = field(default_factory=set)
    #: Every text that code wrote, as pages asked for it, by its message.
    said: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Path, corpus: Corpus, language: str) -> Edition:
        """An edition with the catalogues of its language."""
        if language == "en":
            return cls(root, corpus, language)
        folder = catalogues.folder(root)
        prose: dict[str, str] = {}
        for file in sorted(folder.glob("*.po")):
            if file.stem not in (catalogues.OUTPUTS, catalogues.THEME):
                prose |= catalogues.translations(file)
        outputs = catalogues.translations(folder / f"{catalogues.OUTPUTS}.po")
        return cls(root, corpus, language, Catalogue(outputs, corpus.vietnamese), prose)

    @property
    def up(self) -> str:
        """The way from a page to the site's root."""
        return "" if self.language == "en" else "../"

    @property
    def words(self) -> dict[str, str]:
        return WORDS[self.language]

    @cached_property
    def voice(self) -> Voice:
        return Voice(self.language, self.words, self._say, self.catalogue.knows)

    def _say(self, text: str) -> str:
        return self.catalogue.translate(text)

    def hear(self, text: str) -> None:
        """Remember that a page prints a text of the code's."""
        if needed := message_of(text):
            self.said.setdefault(needed, text)

    def say(self, text: str) -> tuple[str, str | None]:
        """A text of the code's in the edition's language, and its language where it is another."""
        self.hear(text)
        return self.voice.cell(text)

    def number(self, figure: Record | Result) -> str:
        """A figure's number as the edition's language writes it."""
        return figure.text if self.language == "en" else figure.text.replace(",", ".")

    def place(self, place: Place) -> str:
        """A place's name with what kind of place it is."""
        name = place.name_en if self.language == "en" else f"{place.type_vi} {place.name_vi}"
        return name[0].upper() + name[1:]

    def as_html(self, text: str) -> str:
        """A text of the code's as HTML, in the edition's language where it is translated."""
        said, language = self.say(text)
        return f'<span lang="{language}">{escape(said)}</span>' if language else escape(said)

    def label(self, dimension: str, code: str) -> str:
        """What the codebook calls a code."""
        entry = self.corpus.codebook[dimension][code]
        return entry.label_en if self.language == "en" else entry.label_vi

    def speaker(self, article: Article, told: Record | Assessment) -> str:
        """Who says a figure or a statement: name and post, the narrator, or the newspaper."""
        return BeautifulSoup(self.speaker_html(article, told), "html.parser").get_text()

    def speaker_html(self, article: Article, told: Record | Assessment) -> str:
        """The same as HTML, which says the language of what is not in the edition's."""
        for voice in article.head.voices:
            if voice.id == told.voice:
                post = voice.post_en if self.language == "en" else voice.post_vi
                return f'<span lang="vi">{escape(voice.name)}</span>, {escape(post)}'
        narrator = article.head.narrator
        return self.as_html(narrator) if narrator else self.words["newspaper"]

    @cached_property
    def ties(self) -> dict[str, dict[str, str]]:
        """What ties a figure to others, by its key: ``base``, ``part_of``, ``repeated_by``."""
        tied = self.corpus.frames["records"].set_index("id")[["base", "part_of", "repeated_by"]]
        return tied.fillna("").to_dict("index")

    @cached_property
    def notebooks(self) -> dict[str, Page]:
        """The notebooks by page, in reading order."""
        return {file.stem: Page(file, self.root) for file in in_order(self.root)}

    @cached_property
    def readme(self) -> str:
        return (self.root / "README.md").read_text(encoding="utf-8")

    @cached_property
    def articles(self) -> dict[str, Article]:
        """The article that a page is about, by page."""
        return {a.head.notebook: a for a in self.corpus if a.head.notebook}

    @cached_property
    def rows(self) -> dict[str, str]:
        """The page whose row is the evidence for a key: its article's, or where it is counted."""
        found: dict[str, str] = {}
        for page, notebook in self.notebooks.items():
            for grid in filter(None, map(read_table, _tables(notebook))):
                for key in (row.key for row in grid.body):
                    home = self.corpus.articles.get(key.partition("/")[0])
                    if key in self.corpus.counts or (home and home.head.notebook == page):
                        found.setdefault(key, page)
        return found

    @cached_property
    def cards(self) -> cards.Cards:
        """The cards of all figures."""
        return cards.Cards(self)

    @cached_property
    def kinds(self) -> dict[str, str]:
        """What a key names: ``records``, ``results``, ``relations``, ``models``, ``assessments``."""
        found = dict.fromkeys(self.corpus.results, "results")
        for article in self.corpus:
            for kind in ("records", "relations", "models", "assessments"):
                found |= {f"{article.id}/{item.id}": kind for item in getattr(article, kind)}
        return found

    @cached_property
    def sections(self) -> dict[str, Link]:
        """The section that reproduces a figure, by key: the one that the prose links to first."""
        prose = [cell.source for notebook in self.notebooks.values() for cell in notebook.markdown]
        named = (link for text in [*prose, self.readme] for link in links(text) if link.key)
        return {link.key: link for link in reversed(list(named))}

    @cached_property
    def drawn(self) -> dict[str, str]:
        """The page that a picture stands on, by the picture's name, in reading order."""
        return {name: page for page, shown in self.notebooks.items() for name in shown.charts}

    @cached_property
    def previews(self) -> dict[str, tuple[str, str]]:
        """The first picture of a page, by page: its name and its PNG in base64."""
        first = {
            page: next(iter(notebook.charts.items()))
            for page, notebook in self.notebooks.items()
            if notebook.charts
        }
        return {
            page: (name, "".join(outputs[0]["data"]["image/png"]))
            for page, (name, (_, outputs)) in first.items()
        }

    @cached_property
    def short_titles(self) -> dict[str, str]:
        """A notebook's name for menus: its title, translated where the README's list is."""
        titles = {}
        for page, notebook in self.notebooks.items():
            title = notebook.json["metadata"]["title"]
            said = self.prose.get(f"[{page[:2]} {escaped(title)}]({page}.ipynb)", "")
            name = re.match(r"\[\d\d (.+)\]\(", said)
            titles[page] = name[1] if name else title
        return titles

    @property
    def title(self) -> str:
        """The publication's title."""
        return self.in_words(headings(self.readme)[0])

    def in_words(self, prose: str) -> str:
        """A heading or another message of the prose in the edition's language."""
        return self.prose.get(prose, prose)


# --- notebooks -----------------------------------------------------------------------------------


def stage_notebook(edition: Edition, page: str) -> dict[str, Any]:
    """A notebook for Sphinx: no navigation of its own, folded code, outputs as figures and tables."""
    maker, notebook, cells = _OutputMaker(edition, page), edition.notebooks[page], []
    for cell, stored in zip(notebook.cells, notebook.json["cells"], strict=True):
        if cell.kind != "markdown":
            metadata = {"tags": ["hide-input"]}
            cells.append(stored | {"metadata": metadata, "outputs": maker.outputs(cell)})
        elif _SUMMARY in headings(cell.source):
            continue
        elif text := without_navigation(cell.source):
            maker.section(text)
            text = retarget(text, "notebooks", edition.root, edition.assets)
            if page == live.PAGE and live.SECTION in headings(text):
                block = live.block(edition.corpus, edition.language)
                folded = tables.on_phones(block, live.WORDS[edition.language]["title"])
                text += f"\n\n{raw(folded)}"
            cells.append(stored | {"source": text})
    own = ("title", "abstract", "source")  # MyST-NB would set them above the page as front matter
    kept = {name: value for name, value in notebook.json["metadata"].items() if name not in own}
    return notebook.json | {"cells": cells, "metadata": kept}


class _OutputMaker:
    """Makes the outputs of one page's cells, in reading order."""

    def __init__(self, edition: Edition, page: str) -> None:
        self.edition, self.page = edition, page
        self.heading = ""
        self.tables = 0
        self.marked: set[str] = set()

    def section(self, markdown: str) -> None:
        """Note the section that the next outputs stand in."""
        self.heading = [self.heading, *headings(markdown)][-1]

    def outputs(self, cell: Cell) -> list[Output]:
        """A cell's outputs anew: a chart's picture, words and numbers as one figure."""
        made = []
        for output in cell.outputs:
            if "image/png" in output.get("data", {}):
                made.append(_shown(self.figure(chart_of(output), cell)))
            elif chart_of(output):
                continue  # said with its picture
            elif grid := read_table(html_of(output)):
                made.append(_shown(self.table(grid)))
            else:
                made.append(output)
        return made

    def figure(self, name: str, cell: Cell) -> str:
        """A chart as a figure with its numbers."""
        if not (self.edition.root / "figures" / f"{name}.svg").is_file():
            raise StageError(
                f"notebooks/{self.page}.ipynb: figures/ holds no picture for the cell that begins "
                f"{cell.source[:40]!r}: run `python3 run.py`"
            )
        _, outputs = self.edition.notebooks[self.page].charts[name]
        grids = filter(None, map(read_table, map(html_of, outputs)))
        numbers = "".join(self.table(grid, "numbers") for grid in grids)
        shown = figure(self.edition, name, numbers)
        phone = read_picture(_drawn_for(self.edition, name)[0] / "narrow" / f"{name}.svg")
        tall = phone.height > _SCREEN
        return tables.on_phones(shown, _title_of(self.edition, name)) if tall else shown

    def table(self, grid: Grid, kind: str = "") -> str:
        """A table, whose rows carry the keys that they are evidence for."""
        edition = self.edition
        self.tables += 1
        hear_table(edition, grid)
        label = f"{edition.words['table']} {self.tables}: {edition.in_words(self.heading)}"
        marks = list(map(self.marks, grid.body))
        html = table_html(grid, edition.voice, label, marks, kind)
        if kind:
            return html
        what = tables.kind_of({row.key for row in grid.body}, edition.kinds)
        return tables.folded(html, len(grid.body), what, edition.language)

    def marks(self, row: Row) -> RowMarks:
        """A row's id and its way back to the text, or the link to the row that is evidence."""
        edition, key = self.edition, row.key
        page = edition.rows.get(key)
        if not page:
            return RowMarks()
        at = row.cells.index(key) if key in row.cells else 0
        name = escape(row.cells[at])
        if page != self.page or key in self.marked:
            href = f"#{key}" if page == self.page else f"{page}.html#{key}"
            title = edition.words["evidence_of"]
            return RowMarks(first=f'<a href="{href}" title="{title}">{name}</a>', at=at)
        self.marked.add(key)
        first = ""
        if edition.kinds.get(key) in ("records", "results"):
            first = f'<a href="{cards.address(key)}" data-card="{key}">{name}</a>'
        where = edition.sections.get(key)
        there = posixpath.basename(where.path).removesuffix(".ipynb") if where else ""
        if not where or (there, where.anchor) == (self.page, anchor(self.heading)):
            return RowMarks(key, first, at=at)  # reproduced nowhere else than here
        href = f"#{where.anchor}" if there == self.page else f"{there}.html#{where.anchor}"
        heading = edition.in_words(where.anchor.replace("-", " "))
        back = (
            f' <a class="back" lang="{edition.language}" href="{escape(href)}" '
            f'aria-label="{edition.words["back_to"]} {escape(heading)}">§ {escape(heading)}</a>'
        )
        return RowMarks(key, first, back, at)


def figure(edition: Edition, name: str, numbers: str = "", more: str = "") -> str:
    """A saved picture as a figure, in the edition's language where the picture is."""
    folder, translated = _drawn_for(edition, name)
    english = read_picture(edition.root / "figures" / f"{name}.svg")
    for text in (english.title, *pieces(english.words), *english.labels):
        edition.hear(text)
    title = read_picture(folder / f"{name}.svg").title
    more, numbers = _credit(edition, name) + more, numbers + _cited(edition, title)
    return figure_html(
        name, folder, edition.voice, edition.up, translated=translated, numbers=numbers, more=more
    )


def _drawn_for(edition: Edition, name: str) -> tuple[Path, bool]:
    """The folder that holds a picture for an edition, and whether it is in the edition's language."""
    folder = edition.root / "figures"
    own = edition.language == "vi" and (folder / "vi" / f"{name}.svg").is_file()
    return (folder / "vi" if own else folder), own


def _credit(edition: Edition, name: str) -> str:
    """Where a picture's numbers are from: the folder or report that its page names, or all reports."""
    words, page = edition.words, edition.drawn.get(name, "")
    told = f'<a href="cite.html">{words["all_reports"]}</a>'
    if article := edition.articles.get(page):
        told = f'<span lang="vi">{escape(_source(article.head))}</span>'
    elif page and (folder := edition.notebooks[page].json["metadata"].get("source")):
        told = f"<code>{escape(folder)}</code>"
    return f' <span class="credit">{words["drawn_from"]} {told}</span>'


def _cited(edition: Edition, title: str) -> str:
    """How to cite one picture."""
    cited = citation(edition.root)
    year = str(cited["date-released"])[:4]
    plain = f"{'; '.join(authors(cited))} ({year}). {title}. In: {cited['title']}. CC BY 4.0."
    said = f'<span class="citation" lang="en">{escape(plain)}</span>'
    return f'<p class="cited">{edition.words["cite_picture"]} {said}</p>'


def hear_table(edition: Edition, grid: Grid) -> None:
    """Remember the texts of a table that an edition in another language has to say."""
    for row in grid.head:
        for text in row:
            edition.hear(text)
    for row in grid.body:
        for n, text in enumerate(row.cells):
            if n not in row.languages:
                edition.hear(text)


def _tables(notebook: Page) -> Iterator[str]:
    """The HTML of a notebook's outputs."""
    return (html_of(output) for cell in notebook.code for output in cell.outputs)


def _shown(html: str) -> dict[str, Any]:
    return {"output_type": "display_data", "data": {"text/html": html}, "metadata": {}}


# --- pages from files ----------------------------------------------------------------------------


def raw(html: str) -> str:
    """HTML as a block of a Markdown page."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", html)), default=0))
    return f"{fence}{{raw}} html\n{html}\n{fence}"


def toctrees(edition: Edition, *, titles: bool) -> str:
    """The order of all pages, as hidden lists; with the names that menus show unless not asked for."""
    words, pages = edition.words, list(edition.notebooks)
    last = max((pages.index(page) for page in edition.articles if page in pages), default=-1)
    parts = {
        "reports": pages[: last + 1],
        "together": pages[last + 1 :],
        "try": list(TRY),
        "reference": list(REFERENCE),
        "about": list(ABOUT),
    }
    blocks = []
    for part, names in parts.items():
        caption = f":caption: {words[part]}\n" if titles else ""
        called = edition.short_titles | {page: words[page] for page in (*TRY, *REFERENCE, *ABOUT)}
        entries = [f"{called[name]} <{name}>" if titles else name for name in names]
        blocks.append(f"```{{toctree}}\n:hidden:\n{caption}\n" + "\n".join(entries) + "\n```")
    return "\n\n".join(blocks)


def prose_pages(edition: Edition, *, titles: bool) -> dict[str, str]:
    """The pages made from the README: home, coding, how to cite, how to rerun."""
    start, parts = readme_sections(edition.readme)
    if absent := README_PAGES.keys() - parts.keys():
        raise StageError(
            f"README.md has no section {' and no section '.join(sorted(absent))}: name the new "
            "heading in README_PAGES of site/website/stage.py"
        )
    picture = f"# {home.WORDS['en']['title']}\n\n{raw(home.page(edition))}\n\n#{start}"
    sections = (f"## {h}\n\n{text}" for h, text in parts.items() if h not in README_PAGES)
    pages = {"index": "\n\n".join([picture, *sections, toctrees(edition, titles=titles)])}
    for heading, page in README_PAGES.items():
        mark = "##" if page in pages else "#"
        text = f"{mark} {heading}\n\n{parts[heading]}"
        if heading == "How to cite":
            text += "\n\n" + reference(edition)
        pages[page] = f"{pages[page]}\n\n{text}" if page in pages else text
    return {page: retarget(text, "", edition.root, edition.assets) for page, text in pages.items()}


def reference(edition: Edition) -> str:
    """How to cite the collection: a line for a list of references, and an entry for BibTeX."""
    cited, words = citation(edition.root), edition.words
    names, year = authors(cited), str(cited["date-released"])[:4]
    corporate = all("name" in author for author in cited["authors"])
    by = " and ".join(f"{{{name}}}" if corporate else name for name in names)
    title, edition_of = cited["title"], f"(version {cited['version']}) [data set and notebooks]"
    released = in_words(str(cited["date-released"]))
    plain = f"{'; '.join(names)} ({year}). {title} {edition_of}. {released}."
    bibtex = (
        f"@misc{{lean-government-{year},\n  author  = {{{by}}},\n  title   = {{{{{title}}}}},\n"
        f"  year    = {{{year}}},\n  version = {{{cited['version']}}},\n"
        f"  note    = {{Data set and notebooks}}\n}}"
    )
    html = (
        f'<p class="reference-heading">{words["reference_plain"]}</p>\n'
        f'<blockquote class="reference" lang="en"><p>{escape(plain)}</p></blockquote>\n'
        f'<p class="reference-heading">{words["reference_bibtex"]}</p>\n'
        f'<pre class="reference" lang="en" tabindex="0">{escape(bibtex)}</pre>\n'
        f'<p class="reference-heading">{words["articles"]}</p>\n<ul class="reference">\n'
        + "\n".join(f'<li lang="vi">{escape(_source(a.head))}</li>' for a in edition.corpus)
        + f"\n</ul>\n<p>{words['articles_note']}</p>"
    )
    return raw(html)


def _source(head: Head) -> str:
    """An article as a reference names it; what is not known is left out, and said below."""
    author = f"{head.author}. " if head.author else ""
    known = "" if head.outlet == "not printed" else f" {head.outlet}."
    return f"{author}“{head.title}”.{known} {head.published}. [{head.id}]"


def pictures_page(edition: Edition) -> str:
    """All pictures with their captions, and where each is shown."""
    start, _ = readme_sections((edition.root / "figures/README.md").read_text(encoding="utf-8"))
    figures = []
    for name, page in edition.drawn.items():
        title = edition.short_titles[page]
        more = (
            f' <span class="where">{edition.words["shown_in"]} '
            f'<a href="{page}.html#figure-{name}">{escape(title)}</a></span>'
        )
        shown = figure(edition, name, more=more)
        figures.append(tables.on_phones(shown, _title_of(edition, name)))
    return start + "\n\n" + raw("\n".join(figures))


def _title_of(edition: Edition, name: str) -> str:
    """A picture's title in the edition's language."""
    folder, own = _drawn_for(edition, name)
    title = read_picture(folder / f"{name}.svg").title
    return title if own else edition.say(title)[0]


def dictionary_page(edition: Edition) -> str:
    """The data dictionary, with the tables to download before it."""
    folder, words = edition.root / "data" / "tidy", edition.words
    text = (folder / "README.md").read_text(encoding="utf-8")
    start, rest = text.split("\n## ", 1)
    rows = []
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            count = sum(1 for _ in csv.reader(stream)) - 1
        rows.append((file, f"{count}", file.stat().st_size))
    rows += [(file, "", file.stat().st_size) for file in folder.glob("datapackage.json")]
    edition.assets |= {file.relative_to(edition.root).as_posix() for file, _, _ in rows}
    rows.append((folder / WORKBOOK, "", len(workbook(folder))))  # build.py puts these there
    rows.append((edition.root / ARCHIVE, "", len(archive(edition.root))))
    grid = Grid(
        [[words["file"], words["rows"], words["size"]]],
        [Row([file.name, count, _kilobytes(size, edition)]) for file, count, size in rows],
        {1, 2},
    )
    links = [
        RowMarks(first=f'<a href="{edition.up}{file.relative_to(edition.root).as_posix()}" download>{file.name}</a>'
                 + ("" if count else f" ({words[file.suffix]})"))
        for file, count, _ in rows
    ]  # fmt: skip
    table = table_html(grid, own(edition), words["dictionary"], links, "narrow")
    body = retarget("## " + rest, "data/tidy", edition.root, edition.assets)
    return f"{start.strip()}\n\n{raw(table)}\n\n{body}"


def _kilobytes(size: int, edition: Edition) -> str:
    text = f"{size / 1000:.1f} kB"
    return text if edition.language == "en" else text.replace(".", ",")


def own(edition: Edition) -> Voice:
    """A voice for texts that are in the edition's language already."""
    return Voice(edition.language, edition.words, lambda text: text, lambda text: True)


def codebook_page(edition: Edition) -> str:
    """The codebook, whose dimensions' names are words."""
    text = (edition.root / "data/tidy/codebook.md").read_text(encoding="utf-8")
    return retarget(text, "data/tidy", edition.root, edition.assets)


def glossary_page(edition: Edition) -> str:
    """The glossary as a table."""
    words, terms = edition.words, edition.corpus.glossary
    names = ("term_vi", "term_en", "meaning", "source")
    kept = {0: "vi", 1: "en"}
    rows = [Row([term.vi, term.en, term.definition, term.source], languages=kept) for term in terms]
    for term in terms:
        edition.hear(term.definition)
        edition.hear(term.source)
    head = [words[name] for name in names]
    voice = edition.voice._replace(
        say=lambda text: text if text in head else edition.catalogue.translate(text),
        knows=lambda text: text in head or edition.catalogue.knows(text),
    )
    table = table_html(Grid([head], rows), voice, words["glossary"], kind="glossary")
    lead = f"<p>{words['glossary_lead']}</p>"
    return f"# {WORDS['en']['glossary']}\n\n" + raw(f"{lead}\n{table}")


def live_page(edition: Edition) -> str:
    """The live audit, on a page of its own."""
    return f"# {live.WORDS['en']['title']}\n\n{raw(live.block(edition.corpus, edition.language))}"


def figures_page(edition: Edition) -> str:
    """Every figure's card."""
    return f"# {cards.WORDS['en']['title']}\n\n{raw(edition.cards.page())}"


def statements_page(edition: Edition) -> str:
    """The statement browser."""
    return f"# {statements.WORDS['en']['title']}\n\n{raw(statements.page(edition))}"


def compare_page(edition: Edition) -> str:
    """May two figures be compared?"""
    return f"# {compare.WORDS['en']['title']}\n\n{raw(compare.block(edition))}"


# --- writing -------------------------------------------------------------------------------------


def stage(edition: Edition, target: Path, *, titles: bool = True) -> None:
    """Write an edition's sources into a new folder.

    Without ``titles`` the menus' own words are left out: nothing of them is to be translated.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    pages = prose_pages(edition, titles=titles) | {
        "pictures": pictures_page(edition),
        "codebook": codebook_page(edition),
        "dictionary": dictionary_page(edition),
        "glossary": glossary_page(edition),
        "live": live_page(edition),
        "compare": compare_page(edition),
    }
    said = dict(pages)
    for page in edition.notebooks:
        notebook = stage_notebook(edition, page)
        told = json.dumps(notebook, ensure_ascii=False)
        (target / f"{page}.ipynb").write_text(told, encoding="utf-8")
        prose = (cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "markdown")
        said[page] = "\n".join(map("".join, prose))
    # After the notebooks: their texts are mostly the notebooks' own.
    pages |= {"figures": figures_page(edition), "statements": statements_page(edition)}
    for name, text in pages.items():
        (target / f"{name}.md").write_text(text + "\n", encoding="utf-8")
    for asset in edition.assets:
        (target / asset).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(edition.root / asset, target / asset)
    (target / "cards-data.js").write_text(cards.script(edition.cards), encoding="utf-8")
    facts = {
        "language": edition.language,
        "title": edition.title,
        "rows": edition.rows,
        "card_words": {name: cards.WORDS[edition.language][name] for name in cards.ASKED},
        "previews": {page: name for page, (name, _) in edition.previews.items()},
        "root": os.fspath(edition.root),
    }
    (target / "staged.json").write_text(json.dumps(facts), encoding="utf-8")
    if edition.language == "vi":
        # Sphinx compiles the catalogues beside where it finds them: in a copy.
        folder = target / "locale/vi/LC_MESSAGES"
        shutil.copytree(catalogues.folder(edition.root), folder)
        memory = catalogues.Memory(edition.prose)
        for page, text in said.items():
            lines = {re.sub(r"^(?:#+|-|>) ", "", line) for line in text.splitlines()}
            catalogues.complete(folder / f"{page}.po", sorted(lines), memory)
