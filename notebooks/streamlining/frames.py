"""The collection as tables, each with the name and the columns of its file in ``data/tidy/``.

A column has the type of its form in ``data/dictionary.yaml``, and what is not there is missing: the
same code gives the same on a frame and on its file, read as ``data/tidy/README.md`` says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray
from pandas.api.types import pandas_dtype

from printed.reading.periods import period
from printed.reading.writing import write

from .coding.article import Article
from .coding.findings import Finding
from .coding.items import Item
from .coding.records import DateMention, DocumentMention, Mention, Record, SetAside
from .coding.reference import Code, Column, Comparison, Document, Place, SecondCoding, Term
from .coding.relations import Difference, Result, Same, Share, Sum, full_name

Row = dict[str, Any]


class Corpus(Protocol):
    """A collection as far as its tables need it; iterating gives the articles that are analysed."""

    articles: Mapping[str, Article]
    codebook: Mapping[str, Mapping[str, Code]]
    places: Mapping[str, Place]
    documents: Mapping[str, Document]
    glossary: Iterable[Term]
    comparisons: Iterable[Comparison]
    second_coding: Iterable[SecondCoding]
    dictionary: Iterable[Column]
    findings: Mapping[str, Iterable[Finding]]
    results: Mapping[str, Result]
    unsettled: Mapping[str, str]

    def __iter__(self) -> Iterator[Article]: ...


class Frames(dict[str, pd.DataFrame]):
    """The tables by name; each is made of what the articles say, a row a figure, claim or code."""

    def __missing__(self, name: str) -> pd.DataFrame:
        raise KeyError(f"no table {name!r}; there are {', '.join(self)}")

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"found .{name}, expected a table in brackets, such as ['records']")

    def __repr__(self) -> str:
        return "\n".join(f"{name}: {len(frame)} rows" for name, frame in self.items())


def frames(corpus: Corpus) -> Frames:
    """Every table of the corpus, its columns those of ``data/dictionary.yaml``, in that order.

    Raises ValueError where a table and the dictionary differ in a column.
    """
    columns = _columns(corpus.dictionary)
    if strange := columns.keys() - TABLES.keys():
        raise ValueError(f"data/dictionary.yaml names no table with {', '.join(sorted(strange))}")
    made = Frames()
    for name, listed in TABLES.items():
        rows = list(listed(corpus))
        there = columns.get(name, {})
        if rows and (odd := rows[0].keys() ^ there.keys()):
            names = ", ".join(f"{name}.{column}" for column in sorted(odd))
            raise ValueError(f"data/dictionary.yaml and the tables differ in {names}")
        cells = {column: [row[column] for row in rows] for column in there}
        made[name] = pd.DataFrame(
            {column: _typed(cells[column], form) for column, form in there.items()}, copy=False
        )
    return made


def _columns(dictionary: Iterable[Column]) -> dict[str, dict[str, str]]:
    """The form of each column of each table; raises ValueError for one that is described twice."""
    columns: dict[str, dict[str, str]] = {}
    for entry in dictionary:
        for table in entry.tables:
            there = columns.setdefault(table, {})
            if entry.column in there:
                raise ValueError(f"data/dictionary.yaml describes {table}.{entry.column} twice")
            there[entry.column] = entry.form
    return columns


#: The pandas type of each form that is no text.
_TYPES = {
    form: pandas_dtype(name)
    for form, name in {
        "whole number": "int64", "whole number, or empty": "Int64", "decimal": "float64",
        "day": "datetime64[us]", "text": "str",
    }.items()
}  # fmt: skip


def _typed(cells: Sequence[object], form: str) -> ExtensionArray | np.ndarray:
    """The cells of a column in the type of its form; None and an empty text are missing."""
    there = [None if cell == "" else cell for cell in cells]
    if form == "decimal":
        return np.array([np.nan if cell is None else float(cell) for cell in there])
    return pd.array(there, dtype=_TYPES.get(form, _TYPES["text"]))


def _articles(corpus: Corpus) -> Iterator[Row]:
    for article in corpus.articles.values():
        head = article.head
        yield {
            **_fields(head, "title", "outlet", "author", "published", "place", "paragraphs"),
            **_fields(head, "published_basis", "left_out", "genre"),
            **_days(head.published),
            "article": article.id,
            "numerals": len(article.mentions),
            "records": len(article.records),
        }


def _records(corpus: Corpus) -> Iterator[Row]:
    for article in corpus:
        ties = _bases(article), _totals(article), _repeats(article)
        for record in article.records:
            k, n = record.parts or (None, None)
            base, part_of, repeated_by = (tie.get(record.key) for tie in ties)
            base = None if base in corpus.unsettled else base
            yield {
                **_fields(record, "paragraph", "exact", "gloss_en", "printed", "decimals"),
                **_fields(record, "qualifier", "indicator", "of", "level", "sector"),
                **_fields(record, "time_period", "base_period", "note", "start"),
                **_days(record.time_period),
                **_spoken(article, record),
                "id": record.key,
                "obs_value": record.value,
                "step": record.step,
                "unit_measure": record.unit,
                "ref_area": record.place,
                "obs_status": record.status,
                "k": k,
                "n": n,
                "base": base,
                "base_known": _known(corpus, base),
                "part_of": part_of,
                "repeated_by": repeated_by,
            }


def _numerals(corpus: Corpus) -> Iterator[Row]:
    for article in corpus.articles.values():
        for mention in article.mentions:
            where = {"article": article.id, **_fields(mention, "paragraph", "start")}
            yield where | _account(corpus, mention)


def _relations(corpus: Corpus) -> Iterator[Row]:
    for article in corpus:
        for finding in corpus.findings[article.id]:
            relation, outcome = finding.relation, finding.outcome
            yield {
                **_fields(outcome, "kind", "printed", "recomputed", "verdict", "bears"),
                **_fields(outcome, "explanation"),
                **_fields(relation, "stated", "note"),
                "id": finding.key,
                "article": finding.article,
                "operands": "; ".join(one.name for one in relation.operands(finding.article)),
                "power": None if outcome.power is None else write(outcome.power, 4),
                "repairs": "; ".join(repair.text for repair in outcome.repairs),
                "readings": "; ".join(finding.readings),
            }


def _results(corpus: Corpus) -> Iterator[Row]:
    for result in corpus.results.values():
        yield {
            **_fields(result, "key", "formula", "of", "decimals", "assumes"),
            "article": result.key.partition("/")[0],
            "obs_value": result.value,
            "unit_measure": result.unit,
            "operands": "; ".join(result.operands),
        }


def _models(corpus: Corpus) -> Iterator[Row]:
    for article in corpus:
        for model in article.models:
            adopters, out_of = article.adopters(model)
            yield {
                **_fields(model, "paragraph", "exact", "gloss_en", "form", "result"),
                **_fields(model, "since", "note"),
                **_days(model.since),
                "id": f"{article.id}/{model.id}",
                "article": article.id,
                "party_organ": "; ".join(model.party_organ),
                "state_organ": "; ".join(model.state_organ),
                "ref_area": model.place,
                "adopters": adopters,
                "out_of": out_of,
                "adopters_record": model.adopters and full_name(article.id, model.adopters),
                "obs_status": model.status,
            }


def _assessments(corpus: Corpus) -> Iterator[Row]:
    for article in corpus:
        for told in article.assessments:
            yield {
                **_fields(told, "paragraph", "exact", "gloss_en", "polarity", "theme", "note"),
                **_spoken(article, told),
                "id": f"{article.id}/{told.id}",
            }


def _places(corpus: Corpus) -> Iterator[Row]:
    left_out = {"units", "lat_alt", "lon_alt", "alt_source"}
    names = [name for name in _names(corpus.places) if name not in left_out]
    return (_fields(place, *names) for place in corpus.places.values())


def _documents(corpus: Corpus) -> Iterator[Row]:
    names = _names(corpus.documents)
    for document in corpus.documents.values():
        yield _fields(document, *names) | _days(document.date)


def _codebook(corpus: Corpus) -> Iterator[Row]:
    for kind, codes in corpus.codebook.items():
        for code in codes.values():
            yield {"kind": kind, **_fields(code, "code", "label_en", "label_vi", "definition")}


def _operands(corpus: Corpus) -> Iterator[Row]:
    for article in corpus:
        for finding in corpus.findings[article.id]:
            for number, one in enumerate(finding.relation.operands(finding.article), 1):
                kind = "result" if one.name in corpus.results else "record"
                yield {
                    "relation": finding.key,
                    "number": number,
                    "role": one.role,
                    "kind": kind if one.kind == "figure" else one.kind,
                    "operand": one.name,
                }


def _place_units(corpus: Corpus) -> Iterator[Row]:
    for place in corpus.places.values():
        for units in place.units:
            yield {"place": place.id, **_fields(units, "date", "districts", "communes", "source")}


def _comparisons(corpus: Corpus) -> Iterator[Row]:
    for one in corpus.comparisons:
        yield {
            **_fields(one, "id", "question_en", "question_vi", "verdict", "note"),
            "obstacles": "; ".join(one.obstacles),
        }


def _comparison_figures(corpus: Corpus) -> Iterator[Row]:
    for one in corpus.comparisons:
        for number, key in enumerate(one.figures, 1):
            yield {"comparison": one.id, "number": number, "record": key}


def _second_coding(corpus: Corpus) -> Iterator[Row]:
    return (coded.model_dump() for coded in corpus.second_coding)


def _glossary(corpus: Corpus) -> Iterator[Row]:
    for term in corpus.glossary:
        named = {"term_vi": term.vi, "term_en": term.en}
        yield named | _fields(term, "definition", "source", "note")


#: Each table and what lists its rows; `data/tidy/` has them in this order.
TABLES: dict[str, Callable[[Corpus], Iterable[Row]]] = {
    "articles": _articles,
    "records": _records,
    "numerals": _numerals,
    "relations": _relations,
    "results": _results,
    "models": _models,
    "assessments": _assessments,
    "places": _places,
    "documents": _documents,
    "codebook": _codebook,
    "operands": _operands,
    "place_units": _place_units,
    "comparisons": _comparisons,
    "comparison_figures": _comparison_figures,
    "second_coding": _second_coding,
    "glossary": _glossary,
}


def _fields(item: object, *names: str) -> Row:
    """Some fields of an item by name."""
    return {name: getattr(item, name) for name in names}


def _days(edtf: str | None) -> Row:
    """The first and the last day of a period; None where it is open or not told."""
    first, last = period(edtf) if edtf else (None, None)
    return {"first_day": first, "last_day": last}


def _names(items: Mapping[str, Item]) -> list[str]:
    """The fields of some items of one type."""
    return [name for item in list(items.values())[:1] for name in type(item).model_fields]


def _spoken(article: Article, item: Any) -> Row:
    """Whose article it is, and who says it there."""
    kind = article.voice_kind(item)
    return {"article": article.id, "voice": article.voice(item), "voice_kind": kind}


def _account(corpus: Corpus, mention: Mention) -> Row:
    """What accounts for a numeral."""
    match mention:
        case Record():
            told = mention.printed, "record", mention.key, ""
        case DateMention():
            told = mention.token, "date", mention.date, mention.note
        case DocumentMention():
            told = mention.token, "document", mention.document, mention.note
        case SetAside():
            reason = corpus.codebook["set_aside"][mention.reason].label_en
            reason += f": {mention.note}" if mention.note else ""
            told = mention.token, "set-aside", "", reason
        case _:
            raise TypeError(f"{type(mention).__name__} is not a kind of mention")
    token, accounted_as, key, reason = told
    return {"token": token, "accounted_as": accounted_as, "key": key, "reason": reason}


# --- what a figure is a part of ------------------------------------------------------------------


def _bases(article: Article) -> dict[str, str]:
    """What some figures are parts of, or were cut from: keys of records and results, by key.

    A relation tells it (before and change, part and whole), or a result that works it out: the
    base of a part and its percentage, or the sum of a change and what is there after it.
    """
    key = partial(full_name, article.id)
    sums = {
        frozenset(map(key, entry.operands)): key(entry.id)
        for entry in article.results
        if entry.operation == "sum"
    }
    found = {
        key(entry.operands[0]): key(entry.id)
        for entry in article.results
        if entry.operation == "base"
    }
    for relation in article.relations:
        match relation:
            case Share(part=str(part), whole=str(whole)):
                found[key(part)] = key(whole)
            case Difference(direction="falls", before=str(before), change=change):
                found[key(change)] = key(before)
            case Difference(direction="falls", after=str(after), change=change):
                pair = frozenset(map(key, (after, change)))
                found |= {key(change): sums[pair]} if pair in sums else {}
    return found


def _known(corpus: Corpus, base: str | None) -> str | None:
    """How a base is known: printed, implied by what is printed, or by that and an assumption."""
    if base in corpus.results:
        return "assumed" if corpus.results[base].assumes else "implied"
    return "printed" if base else None


def _totals(article: Article) -> dict[str, str]:
    """The total of which each part of a sum is a part, by key."""
    key = partial(full_name, article.id)
    sums = (relation for relation in article.relations if isinstance(relation, Sum))
    return {key(part): key(relation.total) for relation in sums for part in relation.parts}


def _repeats(article: Article) -> dict[str, str]:
    """The record that states a record's figure again, by key."""
    key = partial(full_name, article.id)
    pairs = (relation for relation in article.relations if isinstance(relation, Same))
    return {key(relation.first): key(relation.second) for relation in pairs}
