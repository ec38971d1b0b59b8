"""The tables as one workbook for spreadsheets, each cell of the type that the data package gives it.

A spreadsheet that opens a CSV file guesses: 7/14 becomes a day, 06 a 6, and where the decimal mark
is a comma 19.7 stays text.  In a workbook texts are texts and numbers numbers wherever it is opened.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

TIDY = Path(__file__).resolve().parents[2] / "data" / "tidy"
WORKBOOK = "streamlining.xlsx"  # its name on the website
WIDEST = 60  # characters


def workbook(folder: Path = TIDY) -> bytes:
    """The tables of a data package and what their columns hold: the same bytes for the same tables.

    Raises OSError where they cannot be read.
    """
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    tables = package["resources"]
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True}) as book:
        book.set_properties({"title": package["title"], "created": datetime(1980, 1, 1)})
        _sheet(book, "about", _about(package))
        for table in tables:
            with open(folder / table["path"], encoding="utf-8", newline="") as stream:
                rows = list(csv.reader(stream))
            types = {field["name"]: field["type"] for field in table["schema"]["fields"]}
            _sheet(book, table["name"], rows, [types[column] for column in rows[0]])
        _sheet(book, "dictionary", _dictionary(tables))
    return written.getvalue()


def _about(package: dict[str, Any]) -> list[list[str]]:
    return [
        ["sheet", "what it holds"],
        *([table["name"], table["title"]] for table in package["resources"]),
        ["dictionary", "What each column holds"],
        [],
        ["title", package["title"]],
        ["description", package["description"]],
        ["version", package["version"]],
        ["licence", ", ".join(licence["title"] for licence in package["licenses"])],
    ]


def _dictionary(tables: Iterable[dict[str, Any]]) -> list[list[str]]:
    shown = ("name", "description", "type", "unit", "form", "source")
    return [
        ["table", "column", *shown[1:]],
        *(
            [table["name"], *(field.get(name, "") for name in shown)]
            for table in tables
            for field in table["schema"]["fields"]
        ),
    ]


def _sheet(
    book: Workbook, name: str, rows: list[list[str]], types: Sequence[str] | None = None
) -> None:
    """Add a sheet: a header that stays, then rows; what no type calls a number is text."""
    sheet = book.add_worksheet(name)
    head, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
    for x, column in enumerate(rows[0]):
        sheet.write_string(0, x, column, head)
        widest = max(len(row[x]) for row in rows if len(row) > x)
        sheet.set_column(x, x, min(widest, WIDEST) + 2)
    for y, row in enumerate(rows[1:], 1):
        for x, cell in enumerate(row):
            if types and types[x] in ("integer", "number") and cell:
                sheet.write_number(y, x, float(cell))
            elif cell:  # write_string makes nothing of a text that starts as a formula does
                sheet.write_string(y, x, cell, text)
    sheet.freeze_panes(1, 0)
    if types:
        sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)
