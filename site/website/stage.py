"""The sources of a Sphinx build, made from the committed notebooks and files without running them.

``stage`` writes one edition's pages into a folder: the notebooks with their outputs as figures and
tables, the README's sections as pages of their own, and pages made from the generated files.
Nothing is written a second time by hand; what a page says stands in the repository once.
"""

from __future__ import annotations

import ast
import csv
import json
import os
import posixpath
import re
import shutil
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from printed.reading.periods import in_words
from streamlining.coding.records import Head
from streamlining.pages import Cell, Link, Output, anchor, chart_of, headings, html_of, relinked
from streamlining.translation import pieces
from tools.make.navigation import is_navigation
from tools.make.workbook import WORKBOOK, workbook

from . import cards, catalogues, compare, home, live, statements, tables
from .archive import ARCHIVE, archive
from .citing import authors, citation
from .edition import Edition
from .outcomes import outcome_html, read_outcome
from .outputs import (
    WIDE,
    Grid,
    Row,
    RowMarks,
    Voice,
    figure_html,
    in_one_language,
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
    "data/benchmark/README.md": "benchmark.md",
    "data/glossary.yaml": "glossary.md",
}
REFERENCE = ("figures", "statements", "pictures", "codebook", "dictionary", "benchmark", "glossary",
             "coding", "cite")  # fmt: skip
ABOUT = ("rerun",)
TRY = ("compare", "live")
#: The notebooks' summary in Vietnamese: what the Vietnamese edition says as a whole.
_SUMMARY = "Tóm tắt"
_FIRST = 3  # pictures that a phone shows at once where all are
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


def is_bare(output: Output) -> bool:
    """Whether an output is nothing but a value as Python writes one.

    >>> is_bare({"data": {"text/plain": "(Fraction(30, 1), 7)"}})
    True
    >>> is_bare({"data": {"text/plain": "The data fit: 126 figures."}})
    False
    """
    data = output.get("data", {})
    if data.keys() != {"text/plain"}:
        return False
    try:
        ast.parse("".join(data["text/plain"]), mode="eval")
    except SyntaxError:
        return False
    return True


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
            elif found := read_outcome(html_of(output)):
                made.append(_shown(outcome_html(self.edition, found)))
            elif is_bare(output):
                raise StageError(
                    f"notebooks/{self.page}.ipynb: the cell that begins {cell.source[:40]!r} ends in a "
                    "bare value, which a reader who does not see the code cannot read: end it in a "
                    "table (tables.Table), or in no value"
                )
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
        grid = in_one_language(grid, edition.language)
        hear_table(edition, grid)
        label = f"{edition.words['table']} {self.tables}: {edition.in_words(self.heading)}"
        marks = list(map(self.marks, grid.body))
        html = table_html(grid, edition.voice, label, marks, kind)
        if kind:
            return html
        what = tables.kind_of({row.key for row in grid.body}, edition.kinds)
        named = [edition.voice.cell(name)[0] for name in grid.columns]
        short = tables.CARDS if len(grid.columns) >= WIDE else tables.SHORT
        return tables.folded(html, len(grid.body), what, edition.language, named, short)

    def marks(self, row: Row) -> RowMarks:
        """A row's id and its way back to the text, or the link to the row that is evidence."""
        edition, key = self.edition, row.key
        page = edition.rows.get(key)
        if not page:
            return RowMarks()
        at = row.cells.index(key) if key in row.cells else 0
        said = row.cells[at]
        name = escape(said if at in row.languages else edition.voice.cell(said)[0])
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
        told = _source(edition, article.head)
    elif page and (folder := edition.notebooks[page].json["metadata"].get("source")):
        told = f"<code>{escape(folder)}</code>"
    return f' <span class="credit">{words["drawn_from"]} {told}</span>'


def _cited(edition: Edition, title: str) -> str:
    """How to cite one picture."""
    cited = citation(edition.root)
    year = str(cited["date-released"])[:4]
    plain = f"{'; '.join(authors(cited))} ({year}). {title}. {edition.words['in']} {cited['title']}. CC BY 4.0."
    said = f'<span class="citation">{escape(plain)}</span>'
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
    released = edition.date(cited["date-released"])
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
        + "\n".join(f"<li>{_source(edition, a.head)}</li>" for a in edition.corpus)
        + f"\n</ul>\n<p>{words['articles_note']}</p>"
    )
    return raw(html)


def _source(edition: Edition, head: Head) -> str:
    """An article as a reference names it, as HTML; what is not known is left out, and said below."""
    author = f"{head.author}. " if head.author else ""
    known = "" if head.outlet == "not printed" else f" {head.outlet}."
    said = f'<span lang="vi">{escape(f"{author}“{head.title}”.{known}")}</span>'
    date = edition.as_html(in_words(head.published))
    return f'{said} {date}. <span class="key">[{escape(head.id)}]</span>'


def pictures_page(edition: Edition) -> str:
    """All pictures with their captions, and where each is shown."""
    start, _ = readme_sections((edition.root / "figures/README.md").read_text(encoding="utf-8"))
    figures = []
    for n, (name, page) in enumerate(edition.drawn.items()):
        title = edition.short_titles[page]
        more = (
            f' <span class="where">{edition.words["shown_in"]} '
            f'<a href="{page}.html#figure-{name}">{escape(title)}</a></span>'
        )
        shown = figure(edition, name, more=more)
        folded = n >= _FIRST
        figures.append(tables.on_phones(shown, _title_of(edition, name)) if folded else shown)
    return start + "\n\n" + raw("\n".join(figures))


def _title_of(edition: Edition, name: str) -> str:
    """A picture's title in the edition's language."""
    folder, own = _drawn_for(edition, name)
    title = read_picture(folder / f"{name}.svg").title
    return title if own else edition.say(title)[0]


def dictionary_page(edition: Edition) -> str:
    """The data dictionary, with the tables to download before it."""
    folder, root = edition.root / "data/tidy", edition.root
    # build.py puts these there
    more = {folder / WORKBOOK: len(workbook(folder)), root / ARCHIVE: len(archive(root))}
    return described(edition, "data/tidy", edition.words["dictionary"], more)


def described(edition: Edition, name: str, title: str, more: Mapping[Path, int]) -> str:
    """What a folder's README says of its tables, and before its sections these to download.

    ``more`` are files that are made with the site, and their sizes.
    """
    folder, words = edition.root / name, edition.words
    text = (folder / "README.md").read_text(encoding="utf-8")
    start, rest = retarget(text, name, edition.root, edition.assets).split("\n## ", 1)
    rows = []
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            count = sum(1 for _ in csv.reader(stream)) - 1
        rows.append((file, f"{count}", file.stat().st_size))
    rows += [(file, "", file.stat().st_size) for file in folder.glob("datapackage.json")]
    edition.assets |= {file.relative_to(edition.root).as_posix() for file, _, _ in rows}
    rows += [(file, "", size) for file, size in more.items()]
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
    table = table_html(grid, own(edition), title, links, "narrow")
    return f"{start.strip()}\n\n{raw(table)}\n\n## {rest}"


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


def figures_page(every: cards.Cards) -> str:
    """Every figure's card."""
    return f"# {cards.WORDS['en']['title']}\n\n{raw(every.page())}"


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
        "benchmark": described(edition, "data/benchmark", edition.words["benchmark"], {}),
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
    every = cards.Cards(edition)
    pages |= {"figures": figures_page(every), "statements": statements_page(edition)}
    for name, text in pages.items():
        (target / f"{name}.md").write_text(text + "\n", encoding="utf-8")
    for asset in edition.assets:
        (target / asset).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(edition.root / asset, target / asset)
    (target / "cards-data.js").write_text(cards.script(every), encoding="utf-8")
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
