"""The whole collection, joined: articles, codebook, places, documents, glossary, and the audit."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from pathlib import Path

import pandas as pd

from printed.audit import RelationError
from printed.reading.census import census
from printed.reading.numerals import NumeralError, read
from printed.reading.writing import write

from .coding.comparisons import Comparison
from .coding.findings import Finding, audit_articles
from .coding.records import (
    Assessment,
    Code,
    Column,
    DateMention,
    Document,
    DocumentMention,
    Head,
    Mention,
    Model,
    Place,
    Record,
    SetAside,
    Term,
    Tile,
)
from .coding.relations import Relation, Result, ResultEntry
from .coding.reliability import SecondCoding
from .coding.yamltext import Problem

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Article:
    """One article as coded: its bibliographic head and everything it prints a numeral for."""

    head: Head
    records: tuple[Record, ...] = ()
    dates: tuple[DateMention, ...] = ()
    documents: tuple[DocumentMention, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    relations: tuple[Relation, ...] = ()
    results: tuple[ResultEntry, ...] = ()
    models: tuple[Model, ...] = ()
    assessments: tuple[Assessment, ...] = ()

    @property
    def id(self) -> str:
        """The article's short name, which is also its file's."""
        return self.head.id

    def record(self, slug: str) -> Record:
        """Return the record of that id; raises KeyError, naming the ids there are."""
        for record in self.records:
            if record.id == slug:
                return record
        raise KeyError(f"{self.id} has no record {slug!r}; it has {', '.join(self._slugs)}")

    @property
    def _slugs(self) -> list[str]:
        return [record.id for record in self.records]

    def adopters(self, model: Model) -> tuple[int | None, int | None]:
        """How many places adopted a model, out of how many; None where it is not printed."""
        if model.adopters is None:
            return None, None
        record = self.record(model.adopters)
        if record.parts:
            return record.parts
        return (None, None) if record.unit == "percent" else (int(record.value), None)

    def voice(self, item: Record | Assessment) -> str:
        """Who says it, in words: the newspaper, or a post with its holder's name."""
        for voice in self.head.voices:
            if voice.id == item.voice:
                return f"{voice.post_en} ({voice.name})"
        return self.head.narrator or item.voice

    @property
    def mentions(self) -> list[Mention]:
        """Every numeral of the article, in reading order."""
        everything = (*self.records, *self.dates, *self.documents, *self.set_aside)
        return sorted(everything, key=lambda mention: (mention.paragraph, mention.start))


@dataclass(frozen=True)
class Draft:
    """An article that is still being coded: known by its progress, and counted nowhere.

    ``numerals`` is how many its text prints, ``coded`` how many have their item by now.
    ``problems`` is what else stands in the way of its becoming an article; ``left`` names the
    place (``file:line``) and the numeral of each suggestion left, in reading order.
    """

    id: str
    file: str
    numerals: int
    coded: int
    problems: tuple[Problem, ...] = ()
    left: tuple[str, ...] = ()

    def __str__(self) -> str:
        """How far it is, and what to do next: a few places, each with its line."""
        said = f"{self.file}: {self.coded} of {self.numerals} numerals accounted for"
        following = [*self.left[:_NEXT], *map(str, self.problems[:_NEXT])]
        if not following:
            return f"{said}; next: delete the section `draft:`, so that it counts"
        more = len(self.left) + len(self.problems) - len(following)
        rest = [f"and {more} more"] if more else []
        return "\n  ".join([f"{said}; next:", *following, *rest])


_NEXT = 4  # places of each kind that a draft names: what fits the work at hand


@dataclass(frozen=True)
class Corpus:
    """Everything that the data files hold.  Iterating gives the articles that are analysed."""

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
    root: Path = field(default=ROOT, repr=False)
    drafts: tuple[Draft, ...] = ()

    def __getitem__(self, article: str) -> Article:
        if article not in self.articles:
            raise KeyError(f"no article {article!r}; there are {', '.join(self.articles)}")
        return self.articles[article]

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
        if key not in self.results:
            raise KeyError(f"no result {key!r}; there are {', '.join(self.results)}")
        return self.results[key]

    def comparison(self, name: str) -> Comparison:
        """Return the comparison of that id; raises KeyError, naming the ids there are."""
        for comparison in self.comparisons:
            if comparison.id == name:
                return comparison
        raise KeyError(
            f"no comparison {name!r}; there are {', '.join(c.id for c in self.comparisons)}"
        )

    def finding(self, key: str) -> Finding:
        """Return what the audit of the relation of that key, ``<article>/<id>``, came to."""
        article = key.partition("/")[0]
        for finding in self.findings.get(article, ()):
            if finding.key == key:
                return finding
        there = ", ".join(finding.key for finding in self.findings.get(article, ()))
        raise KeyError(f"no relation {key!r}; {article!r} has {there or 'none'}")

    def what_if(self, key: str, printed: str) -> Corpus:
        """The collection as it would be if that record printed another numeral.

        Everything that rests on the record is audited and derived anew; this corpus stays as it is.
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
        if failures:
            raise RelationError(failures[0].message)
        return replace(self, articles=articles, findings=findings, results=results)

    def label(self, dimension: str, code: str) -> str:
        """English label of a code."""
        return self.codebook[dimension][code].label_en

    @cached_property
    def uses(self) -> dict[str, Counter[str]]:
        """How often the data use each code, by dimension of the codebook."""
        uses: dict[str, Counter[str]] = {dimension: Counter() for dimension in self.codebook}
        for article in self.articles.values():
            uses["set_aside"].update(item.reason for item in article.set_aside)
            uses["unit"].update(result.unit for result in article.results)
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
    def records(self) -> pd.DataFrame:
        """Every figure of the analysed articles, a row each; the columns of ``records.csv``."""
        rows = [_record_row(article, record) for article in self for record in article.records]
        return pd.DataFrame(rows, columns=_RECORD_COLUMNS)

    @cached_property
    def numerals(self) -> pd.DataFrame:
        """Every numeral of every article, a row each, with what accounts for it."""
        rows = [
            {
                "article": article.id,
                "paragraph": mention.paragraph,
                "start": mention.start,
                **self._account(mention),
            }
            for article in self.articles.values()
            for mention in article.mentions
        ]
        return pd.DataFrame(rows)

    def _account(self, mention: Mention) -> dict[str, str]:
        match mention:
            case Record():
                return _account(mention.printed, "record", mention.key)
            case DateMention():
                return _account(mention.token, "date", mention.date, mention.note)
            case DocumentMention():
                return _account(mention.token, "document", mention.document, mention.note)
            case SetAside():
                reason = self.label("set_aside", mention.reason)
                note = f"{reason}: {mention.note}" if mention.note else reason
                return _account(mention.token, "set-aside", "", note)
        raise TypeError(f"{type(mention).__name__} is not a kind of mention")

    @cached_property
    def summary(self) -> pd.DataFrame:
        """Every article, a row each, the left-out ones too; the columns of ``articles.csv``."""
        rows = [
            {
                "article": article.id,
                "title": article.head.title,
                "outlet": article.head.outlet,
                "author": article.head.author or "",
                "published": article.head.published,
                "place": article.head.place,
                "paragraphs": article.head.paragraphs,
                "numerals": len(article.mentions),
                "records": len(article.records),
                "published_basis": article.head.published_basis,
                "left_out": article.head.left_out or "",
            }
            for article in self.articles.values()
        ]
        return pd.DataFrame(rows)

    @cached_property
    def relations(self) -> pd.DataFrame:
        """Every relation and what its audit came to; the columns of ``relations.csv``."""
        rows = [_finding_row(finding) for article in self for finding in self.findings[article.id]]
        return pd.DataFrame(rows, columns=_RELATION_COLUMNS)

    @cached_property
    def models(self) -> pd.DataFrame:
        """Every model that an article tells, a row each; the columns of ``models.csv``."""
        rows = [_model_row(article, model) for article in self for model in article.models]
        return pd.DataFrame(rows, columns=_MODEL_COLUMNS)

    @cached_property
    def assessments(self) -> pd.DataFrame:
        """Every benefit, difficulty and proposal; the columns of ``assessments.csv``."""
        rows = [
            {
                "id": f"{article.id}/{told.id}",
                "article": article.id,
                "paragraph": told.paragraph,
                "exact": told.exact,
                "polarity": told.polarity,
                "theme": told.theme,
                "voice": article.voice(told),
                "note": told.note or "",
            }
            for article in self
            for told in article.assessments
        ]
        return pd.DataFrame(rows, columns=_ASSESSMENT_COLUMNS)

    @cached_property
    def derived(self) -> pd.DataFrame:
        """Every derived quantity, a row each; the columns of ``results.csv``."""
        rows = [
            {
                "key": result.key,
                "article": result.key.partition("/")[0],
                "obs_value": float(result.value),
                "unit_measure": result.unit,
                "formula": result.formula,
                "operands": "; ".join(result.operands),
                "of": result.of,
                "decimals": result.decimals,
            }
            for result in self.results.values()
        ]
        return pd.DataFrame(rows, columns=_RESULT_COLUMNS)

    def data_hash(self) -> str:
        """SHA-256 over the names and contents of all data files, as 12 hexadecimal digits."""
        digest = hashlib.sha256()
        for file in data_files(self.root):
            # Text mode: a checkout with other line ends is the same data.
            text = file.read_text(encoding="utf-8")
            digest.update(f"{file.relative_to(self.root).as_posix()}\0{text}\0".encode())
        return digest.hexdigest()[:12]


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


# --- rows of the frames --------------------------------------------------------------------------

_RECORD_COLUMNS = (
    "id", "article", "paragraph", "exact", "printed", "obs_value", "decimals", "qualifier",
    "indicator", "unit_measure", "of", "ref_area", "level", "sector", "time_period",
    "base_period", "obs_status", "voice", "note", "k", "n", "start",
)  # fmt: skip


def _record_row(article: Article, record: Record) -> dict[str, object]:
    k, n = record.parts or (pd.NA, pd.NA)
    values = (
        record.key, article.id, record.paragraph, record.exact, record.printed, float(record.value),
        record.decimals, record.qualifier, record.indicator, record.unit, record.of, record.place,
        record.level, record.sector, record.time_period, record.base_period or "", record.status,
        article.voice(record), record.note or "", k, n, record.start,
    )  # fmt: skip
    return dict(zip(_RECORD_COLUMNS, values, strict=True))


def _account(token: str, accounted_as: str, key: str, reason: str | None = None) -> dict[str, str]:
    return {"token": token, "accounted_as": accounted_as, "key": key, "reason": reason or ""}


_RELATION_COLUMNS = (
    "id", "article", "kind", "stated", "operands", "printed", "recomputed", "verdict", "bears",
    "power", "repairs", "readings", "explanation", "note",
)  # fmt: skip


def _finding_row(finding: Finding) -> dict[str, str]:
    relation, outcome = finding.relation, finding.outcome
    operands = "; ".join(relation.operands(finding.article))
    values = (
        finding.key, finding.article, outcome.kind, relation.stated, operands,
        outcome.printed, outcome.recomputed, outcome.verdict, outcome.bears,
        "" if outcome.power is None else write(outcome.power, 4),
        "; ".join(repair.text for repair in outcome.repairs), "; ".join(finding.readings),
        outcome.explanation, relation.note or "",
    )  # fmt: skip
    return dict(zip(_RELATION_COLUMNS, values, strict=True))


_ASSESSMENT_COLUMNS = ("id", "article", "paragraph", "exact", "polarity", "theme", "voice", "note")
_RESULT_COLUMNS = (
    "key", "article", "obs_value", "unit_measure", "formula", "operands", "of", "decimals",
)  # fmt: skip
_MODEL_COLUMNS = (
    "id", "article", "paragraph", "exact", "form", "party_organ", "state_organ", "result",
    "ref_area", "adopters", "out_of", "since", "obs_status", "note",
)  # fmt: skip


def _model_row(article: Article, model: Model) -> dict[str, object]:
    adopters, out_of = article.adopters(model)
    values = (
        f"{article.id}/{model.id}", article.id, model.paragraph, model.exact, model.form,
        "; ".join(model.party_organ), "; ".join(model.state_organ), model.result, model.place,
        pd.NA if adopters is None else adopters, pd.NA if out_of is None else out_of,
        model.since or "", model.status, model.note or "",
    )  # fmt: skip
    return dict(zip(_MODEL_COLUMNS, values, strict=True))
