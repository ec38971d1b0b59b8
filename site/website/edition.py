"""An edition: one language's website, what it is made from, and what its pages know of each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from html import escape
from pathlib import Path

from bs4 import BeautifulSoup

from printed.reading.periods import in_words
from streamlining.coding.records import Assessment, Record
from streamlining.coding.reference import Place
from streamlining.coding.relations import Result
from streamlining.corpus import Article, Corpus
from streamlining.pages import Link, Page, headings, html_of, links
from streamlining.translation import Catalogue, in_both_languages
from tools.make.markdown import escaped
from tools.make.navigation import in_order

from . import catalogues
from .outputs import Voice, message_of, read_table
from .words import WORDS


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
        return cls(root, corpus, language, Catalogue(outputs, in_both_languages(corpus)), prose)

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

    def date(self, day: date) -> str:
        """A day as a reference writes it."""
        return in_words(f"{day}") if self.language == "en" else f"{day:%d/%m/%Y}"

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
        """What ties a figure to others, by its key: ``base``, ``base_known``, ``part_of``, ``repeated_by``."""
        tied = self.corpus.frames["records"].set_index("id")[
            ["base", "base_known", "part_of", "repeated_by"]
        ]
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


def _tables(notebook: Page) -> Iterator[str]:
    """The HTML of a notebook's outputs."""
    return (html_of(output) for cell in notebook.code for output in cell.outputs)
