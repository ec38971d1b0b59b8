"""The generated tables: the collection as plain CSV, for other people's work."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pandas as pd

from printed.reading.writing import write
from streamlining.corpus import Corpus
from streamlining.loading import load

from .datapackage import data_package
from .markdown import escaped


def decimal(value: Fraction) -> str:
    """Write a value for a table: exactly where six decimals hold it, else rounded to six."""
    text = write(value, 6)
    return text.rstrip("0").rstrip(".")


def tidy_tables(corpus: Corpus) -> dict[str, pd.DataFrame]:
    """The generated tables by file name, every cell as it is written."""
    records = [record for article in corpus for record in article.records]
    exact = {
        "records": {
            "obs_value": [one.value for one in records],
            "step": [one.step for one in records],
        },
        "results": {"obs_value": [result.value for result in corpus.results.values()]},
    }
    return {
        name: frame.assign(
            **{column: list(map(decimal, values)) for column, values in exact.get(name, {}).items()}
        )
        for name, frame in corpus.frames.items()
    }


def write_tidy(folder: Path, corpus: Corpus | None = None) -> list[Path]:
    """Write every tidy table and the pages about them into ``folder``; returns the files."""
    texts = tidy_files(load() if corpus is None else corpus)
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
        files.append(folder / name)
    return files


def tidy_files(corpus: Corpus) -> dict[str, str]:
    """The generated files by name: the tables as CSV, and what describes them."""
    tables = tidy_tables(corpus)
    written = {
        f"{name}.csv": frame.to_csv(index=False, lineterminator="\n")
        for name, frame in tables.items()
    }
    return written | {
        "README.md": dictionary(corpus, tables),
        "codebook.md": codebook(corpus),
        "datapackage.json": data_package(corpus, tables),
    }


def codebook(corpus: Corpus) -> str:
    """The codebook as Markdown for readers: every code with its definition and how often it is used."""
    lines = [
        "# Codebook",
        "",
        "Every code of the collection: what it means, when to use it and when another one, with an "
        "example and how often it is used. Generated from `data/codebook.yaml`.",
        "",
    ]
    for dimension, entries in corpus.codebook.items():
        lines += [f"## {_in_words(dimension)}", ""]
        for code, entry in entries.items():
            lines += [
                f"**`{code}`** {escaped(entry.label_en)} (*{escaped(entry.label_vi)}*), used "
                f"{corpus.uses[dimension][code]}×",
                "",
                f"- {escaped(entry.definition)}",
                f"- Use when: {escaped(entry.use_when)}",
                f"- Not when: {escaped(entry.not_when)}",
                f"- Example: {escaped(entry.example)}",
                "",
            ]
    return "\n".join(lines)


def _in_words(dimension: str) -> str:
    """A dimension as a heading, with its name in the data where that is no word."""
    words = dimension.replace("_", " ").capitalize()
    return words if "_" not in dimension else f"{words} (`{dimension}`)"


_HOW_TO_OPEN = (
    "Generated, as the tables are, by `python3 run.py`.",
    "- **In a spreadsheet** open the workbook that `python3 run.py workbook` writes and the website "
    "offers, `streamlining.xlsx`: the same tables, texts as texts, numbers as numbers.\n"
    "- A CSV file is to be imported (in Excel *Data → From Text/CSV*), not opened by a double click, "
    "which turns fractions into days: as UTF-8, with commas between the columns, every column as "
    "text.\n"
    "- Columns of whole and decimal numbers (below) have a point as decimal mark: let the import read "
    "them as English, whatever the computer's language.",
)


def dictionary(corpus: Corpus, tables: dict[str, pd.DataFrame]) -> str:
    """The data dictionary as Markdown: each table with each of its columns, in their order."""
    described = {
        (table, entry.column): entry for entry in corpus.dictionary for table in entry.tables
    }
    lines = ["# Data dictionary", "", *(line for text in _HOW_TO_OPEN for line in (text, ""))]
    for name, frame in tables.items():
        lines += [f"## {name}", "", f"[`{name}.csv`]({name}.csv)", ""]
        lines += ["| column | what it holds | form | source |", "|:--|:--|:--|:--|"]
        for column in frame.columns:
            entry = described[name, column]
            told = map(escaped, (entry.means, entry.form, entry.source))
            lines.append(f"| `{column}` | {' | '.join(told)} |")
        lines.append("")
    return "\n".join(lines)
