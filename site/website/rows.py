"""Which row of a table is evidence for which record, relation, result, model or assessment.

The key of a row is its id on the page, so that `01_ba_che.html#ba-che/payroll-cut` is the address of
a figure's evidence.  A key belongs to the page of its article, and to the first row there that
shows it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from streamlining.coding.records import Assessment, Model
from streamlining.corpus import Article, Corpus

from .outputs import Grid

#: How a linked number's section is written: page, anchor and key.
_LINK = re.compile(r'\]\((?P<page>\w+)\.ipynb#(?P<anchor>[^)\s]+) "(?P<key>[a-z0-9-]+/[a-z0-9-]+)"')
_KEY = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")

_EVIDENCE = ["Record", "¶", "Phrase as printed", "English", "Value"]
_MODELS = ["Place", "¶", "Phrase", "English"]
_ASSESSMENTS = ["¶", "Polarity", "Theme", "Phrase"]
_DERIVED = ["Derived", "Value", "Formula"]


def row_keys(grid: Grid, article: Article | None, corpus: Corpus) -> list[str]:
    """The key that each row of a table is evidence for; '' where it is for none.

    ``article`` is the one that the table's page is about.
    """
    start = grid.columns[:4]
    if start[:1] == ["Relation"]:
        return [row.cells[0] if _KEY.fullmatch(row.cells[0]) else "" for row in grid.body]
    if grid.columns[:5] == _EVIDENCE:
        return [record_key(row.cells[0], article) for row in grid.body]
    if grid.columns[:3] == _DERIVED:
        formulas = {result.formula: key for key, result in corpus.results.items()}
        return [formulas.get(row.cells[2], "") for row in grid.body]
    if article and start == _MODELS:
        return _told(grid, article, article.models, 2, 1)
    if article and start == _ASSESSMENTS:
        return _told(grid, article, article.assessments, 3, 0)
    return []


def _told(
    grid: Grid, article: Article, told: Sequence[Model | Assessment], phrase: int, paragraph: int
) -> list[str]:
    """The keys of rows that show a phrase and its paragraph; one phrase may be coded more than once."""
    names: dict[tuple[str, str], list[str]] = {}
    for item in told:
        names.setdefault((str(item.paragraph), f"“{item.exact}”"), []).append(item.id)
    keys = []
    for row in grid.body:
        left = names.get((row.cells[paragraph], row.cells[phrase]))
        keys.append(f"{article.id}/{left.pop(0)}" if left else "")
    return keys


def record_key(name: str, article: Article | None) -> str:
    """A record's key from what a table of one article's figures calls it."""
    if "/" in name:
        return name
    return f"{article.id}/{name}" if article else ""


class Section(NamedTuple):
    """The section of a page that reproduces a figure."""

    page: str
    anchor: str


def sections(markdown: str) -> dict[str, Section]:
    """The section that each linked number of a text names, by key; the first one where several do."""
    found: dict[str, Section] = {}
    for link in _LINK.finditer(markdown):
        found.setdefault(link["key"], Section(link["page"], link["anchor"]))
    return found
