"""The tidy tables described for machines: a Data Package (version 2), made from the dictionary.

<https://datapackage.org>.  A cell's form decides its type, a code's dimension its allowed values,
and what ties the tables together stands in their keys.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pandas as pd
import yaml

from printed.reading.periods import in_words
from printed.verdicts import VERDICTS
from streamlining.coding.reference import Column
from streamlining.corpus import Corpus

_PROFILES = "https://datapackage.org/profiles/2.0"
_LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
_TITLES = {
    "articles": "The articles: who published what, when and about which place",
    "records": "The figures: every number that an article states, with the phrase that prints it",
    "numerals": "Every numeral of the articles, and what accounts for it",
    "relations": "Relations between figures, recomputed, with their verdicts",
    "models": "The models that were told: who was joined with whom, and how",
    "assessments": "Benefits, difficulties and proposals, and who says them",
    "results": "Quantities worked out from the figures, with their formulas",
    "places": "The places, with their official codes before July 2025",
    "documents": "The policy documents that the articles name",
    "codebook": "Every code, with its labels in English and Vietnamese and its definition",
    "operands": "What each relation sets against what, an operand a row",
    "place_units": "How many districts and communes some places had, by official lists",
    "comparisons": "What a reader might want to compare, and what stands in the way",
    "comparison_figures": "The figures of each comparison, one a row",
    "second_coding": "Statements coded by two coders, each without the other's codes",
    "glossary": "The Vietnamese terms and the English words that stand for them",
}
_KEYS = {
    "articles": ["article"],
    "numerals": ["article", "paragraph", "start"],
    "results": ["key"],
    "codebook": ["code", "kind"],
    "operands": ["relation", "number"],
    "place_units": ["place", "date"],
    "comparison_figures": ["comparison", "record"],
    "second_coding": ["assessment"],
    "glossary": ["term_vi"],
}
#: What a number counts or measures; a code's name where another column holds the unit.
_UNITS = {
    "obs_value": "as unit_measure says",
    "step": "as unit_measure says",
    "start": "code point",
    "power": "1 (a probability)",
    "decimals": "decimal place",
    "paragraphs": "paragraph",
    "numerals": "numeral",
    "records": "figure",
    "lat": "degree",
    "lon": "degree",
    "districts": "district",
    "communes": "commune",
}


def data_package(corpus: Corpus, tables: dict[str, pd.DataFrame]) -> str:
    """The descriptor of the tables as JSON: fields, types, allowed values, keys, sources, licence."""
    # Its dates and versions stay text, as everywhere: BaseLoader makes nothing else of them.
    cited = yaml.load((corpus.root / "CITATION.cff").read_text(encoding="utf-8"), yaml.BaseLoader)
    described = {
        (table, column.column): column for column in corpus.dictionary for table in column.tables
    }
    package = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "lean-government-in-viet-nam",
        "title": cited["title"],
        "description": cited["abstract"],
        "version": cited["version"],
        "keywords": cited["keywords"],
        "licenses": [_LICENCE],
        "contributors": [
            {"title": author.get("name") or f"{author['given-names']} {author['family-names']}",
             "roles": ["author"]}
            for author in cited["authors"]
        ],
        "sources": [_source(article) for article in corpus.articles.values()],
        "resources": [
            _resource(name, [described[name, column] for column in frame.columns], corpus)
            for name, frame in tables.items()
        ],
    }  # fmt: skip
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _source(article: Any) -> dict[str, str]:
    """An article as a source: its title, outlet and date; its address is not known."""
    head = article.head
    outlet = "" if head.outlet == "not printed" else f"{head.outlet}, "
    return {"title": f"{head.title} ({outlet}{in_words(head.published)})"}


def _resource(name: str, columns: Sequence[Column], corpus: Corpus) -> dict[str, Any]:
    key = _KEYS.get(name, ["id"])
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [
            _field(column, column.column in key, len(key) == 1, corpus) for column in columns
        ],
        "missingValues": [""],
        "primaryKey": key,
    }
    if foreign := [_foreign(name, column) for column in columns if _table(column)]:
        schema["foreignKeys"] = foreign
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "title": _TITLES[name],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "licenses": [_LICENCE],
        "schema": schema,
    }


def _table(column: Column) -> str:
    """The one table of which a column holds the key; empty where it holds none."""
    name = column.form.removeprefix("key of ")
    return name if name in _TITLES else ""


def _foreign(name: str, column: Column) -> dict[str, Any]:
    """What ties a column to the key of another table, or of its own, whose name is then empty."""
    table = _table(column)
    reference = {"resource": "" if table == name else table, "fields": _KEYS.get(table, ["id"])}
    return {"fields": [column.column], "reference": reference}


def _field(column: Column, is_key: bool, alone: bool, corpus: Corpus) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.column, "type": "string", "description": column.means}
    constraints: dict[str, Any] = {"required": True} if is_key else {}
    if is_key and alone:
        constraints["unique"] = True
    match column.form:
        case "whole number" | "whole number, or empty":
            field["type"] = "integer"
            constraints |= {"required": True} if column.form == "whole number" else {}
            constraints["minimum"] = 0
        case "decimal":
            field |= {"type": "number", "decimalChar": "."}
        case "day":
            field["type"] = "date"
        case "yes or no":
            field |= {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}
        case form if form.startswith("code of "):
            constraints["enum"] = _codes(form.removeprefix("code of "), corpus)
    if unit := _UNITS.get(column.column):
        field["unit"] = unit
    field |= {"form": column.form, "source": column.source}
    return field | ({"constraints": constraints} if constraints else {})


def _codes(dimension: str, corpus: Corpus) -> list[str]:
    return list(VERDICTS) if dimension == "the audit" else list(corpus.codebook[dimension])
