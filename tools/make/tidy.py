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
    powers = (one.outcome.power for article in corpus for one in corpus.findings[article.id])
    written = {
        "records": {
            "obs_value": [decimal(one.value) for one in records],
            "step": [decimal(one.step) for one in records],
        },
        "relations": {"power": [None if one is None else write(one, 4) for one in powers]},
        "results": {"obs_value": [decimal(result.value) for result in corpus.results.values()]},
        "places": {
            "lat": [place.lat for place in corpus.places.values()],
            "lon": [place.lon for place in corpus.places.values()],
        },
    }
    return {name: frame.assign(**written.get(name, {})) for name, frame in corpus.frames.items()}


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


#: How the tables are read outside of this collection.
PANDAS = """\
import json
import pandas as pd

with open("datapackage.json", encoding="utf-8") as file:
    tables = {one["name"]: one["schema"]["fields"] for one in json.load(file)["resources"]}


def read(name):
    types, days = {}, []
    for field in tables[name]:
        there = field.get("constraints", {}).get("required")
        match field["type"]:
            case "date":
                days.append(field["name"])
            case "integer":
                types[field["name"]] = "int64" if there else "Int64"
            case "number":
                types[field["name"]] = "float64"
            case _:
                types[field["name"]] = "str"
    return pd.read_csv(
        f"{name}.csv",
        dtype=types,
        parse_dates=days,
        keep_default_na=False,  # a text may be "NA"
        na_values=[""],
    )


records = read("records")
"""
R = """\
package <- jsonlite::read_json("datapackage.json")
tables <- setNames(package$resources, sapply(package$resources, `[[`, "name"))
letters_of <- c(integer = "i", number = "d", date = "D", boolean = "c", string = "c")

read <- function(name) {
  types <- sapply(tables[[name]]$schema$fields, `[[`, "type")
  readr::read_csv(paste0(name, ".csv"), na = "", col_types = paste(letters_of[types], collapse = ""))
}

records <- read("records")
"""


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
    "## Read them into pandas or R",
    "Each column as what it is, and an empty cell as missing: `datapackage.json` says which are numbers "
    "and days, all others are text (a code `06` is no 6). What these readers give is what "
    "`corpus.frames` holds, the values to six decimals.",
    f"```python\n{PANDAS}```",
    f"```r\n{R}```",
    "Missing is what nobody tells: `records.base` of a cut that is told without what it was cut from. So "
    "ask `isna()` (in R `is.na()`), not whether a cell is an empty text.",
    "## How cells are written",
    "- *key*: a name such as `ba-che/payroll-cut`, an article's before the `/`. A *key of* another table "
    'stands in the first column of that one: `records.merge(places, left_on="ref_area", '
    'right_on="id")`.\n'
    "- *code of* something: a `code` of the table `codebook` whose `kind` is that; the "
    "verdicts and readings *of the audit* are explained in notebook 07.\n"
    "- *list*: its items are joined by `; `, and no item holds one.\n"
    "- *EDTF*: a day, a month or a year (`2019-04`), an interval (`2015/2019-04`), with `~` for about and "
    "`?` for uncertain. `first_day` and `last_day` beside it are days that every program can read: the "
    "first and the last that it can mean.\n"
    "- *day*: `YYYY-MM-DD`.\n"
    "- *Operands* of a relation are keys of records or results, then dates (EDTF, or `published` for that "
    "of the article), then what an article lists or says, in “quotes”; the table `operands` has each in a "
    "row of its own.",
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
