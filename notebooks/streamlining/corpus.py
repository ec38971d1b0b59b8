"""The whole collection, joined: articles, codebook, places, documents, glossary, and the audit."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from itertools import product
from pathlib import Path
from typing import TypeVar

from printed.audit import RelationError
from printed.reading.census import census
from printed.reading.numerals import NumeralError, read

from .coding.article import Article, Draft
from .coding.findings import Finding, audit_articles
from .coding.records import Assessment, Head, Model, Record
from .coding.reference import Code, Column, Comparison, Document, Place, SecondCoding, Term, Tile
from .coding.relations import Result
from .coding.yamltext import YamlText
from .counts import counts
from .frames import Frames, frames

ROOT = Path(__file__).resolve().parents[2]
Thing = TypeVar("Thing")


@dataclass(frozen=True, kw_only=True, repr=False)
class Corpus:
    """Everything that the data files hold.  Iterating gives the articles that are analysed.

    >>> from streamlining import load
    >>> corpus = load()
    >>> corpus.record("ba-che/payroll-cut").exact
    'giảm 27 biên chế'
    >>> corpus.result("ba-che/payroll-base").value
    Fraction(137, 1)
    """

    articles: dict[str, Article]
    codebook: dict[str, dict[str, Code]]
    places: dict[str, Place]
    documents: dict[str, Document]
    glossary: tuple[Term, ...]
    provinces: tuple[Tile, ...]
    findings: Mapping[str, tuple[Finding, ...]]  # by article
    results: Mapping[str, Result]  # by key
    comparisons: tuple[Comparison, ...] = ()
    second_coding: tuple[SecondCoding, ...] = ()
    dictionary: tuple[Column, ...] = ()
    root: Path = ROOT
    drafts: tuple[Draft, ...] = ()
    changes: Mapping[str, str] = field(default_factory=dict)  # what if: the numeral, by record
    unsettled: Mapping[str, str] = field(default_factory=dict)  # and what is left of a result

    def __repr__(self) -> str:
        articles = "\n".join(f"  {article!r}" for article in self)
        return f"{self._described}:\n{articles}"

    def _repr_html_(self) -> str:
        shown = ["article", "title", "published", "numerals", "records"]
        table = self.frames["articles"][shown].to_html(index=False)
        return f"<p>{escape(self._described)}</p>\n{table}" if self.changes else table

    @property
    def _described(self) -> str:
        """How many articles there are, and what was changed in them."""
        told = f"Corpus of {len(self)} analysed articles"
        if out := [article.id for article in self.articles.values() if article.head.left_out]:
            told += f" ({', '.join(out)} left out)"
        changes = (f"{key} printed {printed!r}" for key, printed in self.changes.items())
        return ", what if: ".join(filter(None, (told, "; ".join(changes))))

    def _ipython_key_completions_(self) -> list[str]:
        return list(self.articles)

    def __getitem__(self, article: str) -> Article:
        return _named("article", self.articles, article)

    def __contains__(self, article: str | Article) -> bool:
        return article in (self.articles if isinstance(article, str) else list(self))

    def __iter__(self) -> Iterator[Article]:
        return (article for article in self.articles.values() if article.head.left_out is None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def record(self, key: str) -> Record:
        """Return the record of that key, ``<article>/<id>``."""
        article, _, slug = key.partition("/")
        return self[article].record(slug)

    def result(self, key: str) -> Result:
        """Return the derived result of that key, ``<article>/<id>``."""
        if key in self.unsettled:
            raise KeyError(f"{key!r} has no single value here: {self.unsettled[key]}")
        return _named("result", self.results, key)

    def comparison(self, name: str) -> Comparison:
        """Return the comparison of that id; raises KeyError, naming the ids there are."""
        return _named("comparison", {one.id: one for one in self.comparisons}, name)

    def finding(self, key: str) -> Finding:
        """Return what the audit of the relation of that key, ``<article>/<id>``, came to."""
        there = self.findings.get(key.partition("/")[0], ())
        return _named("relation", {one.key: one for one in there}, key)

    def what_if(self, key: str, printed: str) -> Corpus:
        """The collection as it would be if that record printed another numeral.

        Everything that rests on the record is audited and derived anew; this corpus stays as it is.
        A result that the figures then no longer fix is none of the ``results``; what is left of it
        stands in ``unsettled``.

        >>> from streamlining import load
        >>> load().what_if("ba-che/payroll-cut-share", printed="20").unsettled["ba-che/payroll-base"]
        '129 to 138'

        Raises KeyError for an unknown record, numerals.NumeralError when ``printed`` is no numeral
        that could stand in its place, audit.RelationError when a relation cannot stand with it.
        """
        record = self.record(key)
        if not isinstance(printed, str):
            raise TypeError(f'write the numeral as the article would print it: printed="{printed}"')
        read(printed)
        token = next(token for token in census(record.exact) if token.text == record.printed)
        exact = record.exact[: token.start] + printed + record.exact[token.end :]
        changed = record.model_copy(update={"printed": printed, "exact": exact})
        for where, message in changed.slips():
            raise NumeralError(f"{key} cannot print {printed!r}: {where}: {message}")
        article = self[key.partition("/")[0]]
        records = tuple(changed if other is record else other for other in article.records)
        articles = {**self.articles, article.id: replace(article, records=records)}
        findings, results, failures = audit_articles(articles.values())
        if refused := [failure for failure in failures if not failure.left]:
            raise RelationError(refused[0].message)
        unsettled = dict.fromkeys(
            (*self.results.keys() - results.keys(), *self.unsettled.keys() - results.keys()),
            "it rests on another result that has none",
        )
        for failure in failures:
            entry = articles[failure.article].results[failure.index]
            unsettled[f"{failure.article}/{entry.id}"] = failure.left
        return replace(
            self, articles=articles, findings=findings, results=results,
            changes={**self.changes, key: printed}, unsettled=unsettled,
        )  # fmt: skip

    def label(self, dimension: str, code: str) -> str:
        """English label of a code."""
        codes = _named("dimension", self.codebook, dimension)
        return _named(f"code of {dimension}", codes, code).label_en

    @property
    def unread(self) -> list[str]:
        """The articles with which the sentences about all reports are still to be read again."""
        return [article.id for article in self if article.head.overviews_read is None]

    @cached_property
    def uses(self) -> dict[str, Counter[str]]:
        """How often the data use each code, by dimension of the codebook."""
        uses: dict[str, Counter[str]] = {dimension: Counter() for dimension in self.codebook}
        for article in self.articles.values():
            uses["set_aside"].update(item.reason for item in article.set_aside)
            uses["unit"].update(result.unit for result in article.results)
            told = (*article.records, *article.assessments)
            uses["voice_kind"].update(article.voice_kind(item) for item in told)
            for model in article.models:
                uses["organ"].update((*model.party_organ, *model.state_organ))
            for item, dimension in product(_coded(article), self.codebook):
                uses[dimension].update([code] if (code := getattr(item, dimension, None)) else [])
        uses["certainty"].update(document.certainty for document in self.documents.values())
        points = (place.coordinate_certainty for place in self.places.values())
        uses["coordinate_certainty"].update(filter(None, points))
        uses["obstacle"].update(code for one in self.comparisons for code in one.obstacles)
        return uses

    @cached_property
    def frames(self) -> Frames:
        """The collection as pandas tables, by the names of the files in ``data/tidy/``.

        >>> from streamlining import load
        >>> load().frames["records"].query("obs_status == 'planned'")["printed"].head(2).to_list()
        ['1', '13/14']
        """
        return frames(self)

    @cached_property
    def counts(self) -> dict[str, Result]:
        """What the collection holds, counted for sentences about the reports themselves.

        By key, ``collection/<what>``; each one's formula says how it was counted.
        """
        return counts(list(self), self.findings, self.second_coding, self.frames["records"])

    def data_hash(self) -> str:
        """SHA-256 over all data files as they are read, as 12 hexadecimal digits.

        However an editor saves a file, with other line ends or blanks, the data are the same.
        """
        names = {file: file.relative_to(self.root).as_posix() for file in data_files(self.root)}
        told = [(name, YamlText(file, name).tree) for file, name in names.items()]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:12]


def _named(what: str, there: Mapping[str, Thing], name: str) -> Thing:
    """The thing of that name; raises KeyError, naming those there are."""
    if name not in there:
        raise KeyError(f"no {what} {name!r}; there are {', '.join(there) or 'none'}")
    return there[name]


def data_files(root: Path = ROOT) -> list[Path]:
    """Every data file that is written by hand, in a fixed order; drafts are none yet."""
    articles = sorted((root / "data/articles").glob("*.yaml"))
    return [*sorted((root / "data").glob("*.yaml")), *(f for f in articles if not is_draft(f))]


def is_draft(file: Path) -> bool:
    """Whether an article's file has the section ``draft:``, which keeps it out of everything."""
    try:
        return bool(re.search(rb"(?m)^(?:\xef\xbb\xbf)?draft[ \t]*:", file.read_bytes()))
    except OSError:
        return False


def _coded(article: Article) -> tuple[Head | Record | Model | Assessment, ...]:
    """The items of an article whose fields are named as the dimensions of their codes."""
    return (article.head, *article.records, *article.models, *article.assessments)
