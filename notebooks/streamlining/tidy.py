"""The generated tables: the collection as plain CSV, for other people's work."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pandas as pd

from .corpus import Corpus
from .loading import load
from .numerals import write


def decimal(value: Fraction) -> str:
    """Write a value for a table: exactly where six decimals hold it, else rounded to six."""
    text = write(value, 6)
    return text.rstrip("0").rstrip(".")


def tidy_tables(corpus: Corpus) -> dict[str, pd.DataFrame]:
    """The generated tables by file name, every cell as it is written."""
    exact = [decimal(record.value) for article in corpus for record in article.records]
    figures = corpus.records.assign(obs_value=exact)
    return {
        "articles": corpus.summary,
        "records": figures,
        "numerals": corpus.numerals,
        "relations": corpus.relations,
        "models": corpus.models,
        "assessments": corpus.assessments,
        "results": corpus.derived.assign(
            obs_value=[decimal(result.value) for result in corpus.results.values()]
        ),
    }


def write_tidy(folder: Path, corpus: Corpus | None = None) -> list[Path]:
    """Write ``<name>.csv`` for each tidy table into ``folder``; returns the files."""
    tables = tidy_tables(load() if corpus is None else corpus)
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, frame in tables.items():
        file = folder / f"{name}.csv"
        file.write_text(frame.to_csv(index=False, lineterminator="\n"), encoding="utf-8", newline="")
        files.append(file)
    return files
