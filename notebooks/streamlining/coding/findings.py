"""The audit of coded articles: each relation with its outcome, each result with its value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NamedTuple, Protocol

from printed.audit import Days, Outcome, RelationError
from printed.reading.periods import period
from printed.spans import FigureLike
from printed.verdicts import VERDICTS, Verdict

from .records import Head, Record
from .relations import PUBLISHED, Relation, Result, ResultEntry, Unsettled, derive


class UnknownFigure(ValueError):
    """A relation or result names a figure that is not there."""


class CircularResult(RelationError):
    """A result is built on itself, at once or through others."""


class Unfounded(ValueError):
    """A relation or result rests on a result that failed: that one is to blame."""


class Coded(Protocol):
    """An article as far as its audit needs it."""

    id: str
    head: Head
    records: tuple[Record, ...]
    relations: tuple[Relation, ...]
    results: tuple[ResultEntry, ...]


@dataclass(frozen=True)
class Finding:
    """What the audit of one relation of an article came to."""

    article: str
    relation: Relation
    outcome: Outcome

    @property
    def key(self) -> str:
        """The relation's name in the whole collection, ``<article>/<id>``."""
        return f"{self.article}/{self.relation.id}"

    @property
    def readings(self) -> list[str]:
        """Codes of the innocent readings: those that the coder chose, else the usual ones."""
        return list(self.relation.readings) or self.outcome.readings

    @property
    def verdict(self) -> Verdict:
        """The verdict, with its labels."""
        return VERDICTS[self.outcome.verdict]


@dataclass
class Ledger:
    """The figures of all articles by name, and the dates an article's relations may name.

    Results are worked out when they are first asked for, so that one can build on another.
    """

    records: Mapping[str, Record]
    entries: Mapping[str, ResultEntry]
    published: Mapping[str, str]
    _results: dict[str, Result | None] = field(default_factory=dict)

    def result(self, key: str) -> Result:
        """The derived result of that key.

        Raises UnknownFigure or audit.RelationError where it cannot be worked out.
        """
        if key not in self._results:
            self._results[key] = None  # being worked out
            article = key.partition("/")[0]
            try:
                self._results[key] = derive(self.entries[key], article, self.of(article))
            except (UnknownFigure, RelationError, Unfounded):
                del self._results[key]
                raise
        result = self._results[key]
        if result is None:
            raise CircularResult(f"circular result: `{key}` is built on itself")
        return result

    def of(self, article: str) -> _View:
        """The ledger as one article's relations see it."""
        return _View(self, article)


@dataclass(frozen=True)
class _View:
    """Names without an article belong to this one; ``published`` is its date."""

    ledger: Ledger
    article: str

    def figure(self, ref: str) -> FigureLike:
        key = ref if "/" in ref else f"{self.article}/{ref}"
        if key in self.ledger.records:
            return self.ledger.records[key]
        if key in self.ledger.entries:
            return self._result(key)
        near = get_close_matches(key, [*self.ledger.records, *self.ledger.entries], n=1)
        guess = f" (nearest: `{near[0]}`)" if near else ""
        raise UnknownFigure(f"`{ref}` names no record and no result{guess}: correct the name")

    def _result(self, key: str) -> Result:
        try:
            return self.ledger.result(key)
        except CircularResult:
            raise
        except (UnknownFigure, RelationError) as error:
            raise Unfounded(f"rests on `{key}`, which failed: {error}") from error

    def days(self, date: str) -> Days:
        text = self.ledger.published[self.article] if date == PUBLISHED else date
        return tuple(period(text))


class Failure(NamedTuple):
    """An entry that cannot be audited or derived, and why; ``index`` is its place in the list.

    Where figures only leave a result open, ``left`` tells what it still can be.
    """

    article: str
    section: str
    index: int
    message: str
    left: str = ""


def audit_articles(
    articles: Iterable[Coded],
) -> tuple[dict[str, tuple[Finding, ...]], dict[str, Result], list[Failure]]:
    """Audit all relations and derive all results of some articles.

    Returns the findings by article, the results by key, and the entries that failed.
    """
    articles = list(articles)
    ledger = Ledger(
        {record.key: record for article in articles for record in article.records},
        {f"{article.id}/{entry.id}": entry for article in articles for entry in article.results},
        {article.id: article.head.published for article in articles},
    )
    findings: dict[str, tuple[Finding, ...]] = {}
    results: dict[str, Result] = {}
    failures: list[Failure] = []
    for article in articles:
        done = []
        for index, entry in enumerate(article.results):
            key = f"{article.id}/{entry.id}"
            if key in ledger.records:
                message = f"id: `{entry.id}` is a record already: give the result another id"
                failures.append(Failure(article.id, "results", index, message))
                continue
            try:
                results[key] = ledger.result(key)
            except Unfounded:
                continue
            except (UnknownFigure, RelationError) as error:
                left = error.left if isinstance(error, Unsettled) else ""
                failures.append(Failure(article.id, "results", index, str(error), left))
        for index, relation in enumerate(article.relations):
            try:
                outcome = relation.outcome(ledger.of(article.id))
                done.append(Finding(article.id, relation, outcome))
            except Unfounded:
                continue
            except (UnknownFigure, RelationError) as error:
                failures.append(Failure(article.id, "relations", index, str(error)))
        findings[article.id] = tuple(done)
    return findings, results, failures
