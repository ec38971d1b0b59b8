"""The workbook: every table as it stands in its CSV file, texts as texts and numbers as numbers."""

import csv
import io
import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from conftest import ROOT
from tools.__main__ import main
from tools.make.workbook import TIDY, workbook

SPACE = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
TABLES = json.loads((TIDY / "datapackage.json").read_text(encoding="utf-8"))["resources"]


def sheets(book: bytes) -> dict[str, list[dict[str, str | float]]]:
    """Each sheet's rows; a row is its cells by column (A, B, …), read as a spreadsheet does."""
    with ZipFile(io.BytesIO(book)) as parts:

        def read(name: str) -> ElementTree.Element:
            return ElementTree.fromstring(parts.read(f"xl/{name}.xml"))

        texts = ["".join(one.itertext()) for one in read("sharedStrings").findall("x:si", SPACE)]
        names = [sheet.get("name", "") for sheet in read("workbook").findall(".//x:sheet", SPACE)]
        return {
            name: [
                {re.sub(r"\d", "", cell.get("r", "")): _value(cell, texts) for cell in row}
                for row in read(f"worksheets/sheet{number}").findall(".//x:row", SPACE)
            ]
            for number, name in enumerate(names, 1)
        }


def _value(cell: ElementTree.Element, texts: list[str]) -> str | float:
    assert [part.tag.rpartition("}")[2] for part in cell] == ["v"], "a formula or nothing"
    value = float(cell[0].text)
    return texts[int(value)] if cell.get("t") == "s" else value


@pytest.fixture(scope="module")
def read() -> dict[str, list[dict[str, str | float]]]:
    return sheets(workbook())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["name"])
def test_a_sheet_holds_its_table(read, table) -> None:
    with open(TIDY / table["path"], encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    types = {field["name"]: field["type"] for field in table["schema"]["fields"]}
    number = [types[column] in ("integer", "number") for column in header]
    wanted = [header] + [
        [
            float(cell) if is_number else cell
            for cell, is_number in zip(row, number, strict=True)
            if cell
        ]
        for row in rows
    ]
    assert [list(row.values()) for row in read[table["name"]]] == wanted


def test_what_a_spreadsheet_would_take_for_a_day_stays_as_printed(read) -> None:
    header, *rows = read["records"]
    printed, value = ({v: k for k, v in header.items()}[name] for name in ("printed", "obs_value"))
    values = {row[printed]: row[value] for row in rows}
    assert values["7/14"] == 0.5 and values["06"] == 6 and values["19,7"] == 19.7


def test_every_column_is_described_and_every_sheet_named(read) -> None:
    assert len(read["dictionary"]) == 1 + sum(len(one["schema"]["fields"]) for one in TABLES)
    assert [row["A"] for row in read["about"]][1 : len(TABLES) + 2] == list(read)[1:]


def test_a_text_never_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    shutil.copytree(TIDY, tmp_path / "tidy")
    file = tmp_path / "tidy" / "articles.csv"
    hostile = [
        '=HYPERLINK("x")',
        "+1",
        "-1",
        "@A1",
        "https://example.org",
        "{=1}",
        "1e5",
        "\u202e7",
    ]
    with open(file, encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    title = header.index("title")
    with open(file, "w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [header, *([*rows[0][:title], text, *rows[0][title + 1 :]] for text in hostile)]
        )
    column = "ABCDEFGHIJ"[title]
    told = sheets(workbook(tmp_path / "tidy"))["articles"][1:]
    assert [row[column] for row in told] == hostile


def test_the_same_tables_give_the_same_bytes() -> None:
    assert workbook() == workbook()


def test_it_is_written_where_one_says_and_never_committed(tmp_path, capsys) -> None:
    assert main(["workbook", str(tmp_path / "tables.xlsx")]) == 0
    assert (tmp_path / "tables.xlsx").read_bytes() == workbook()
    assert main(["workbook", str(tmp_path / "none" / "tables.xlsx")]) == 1
    assert "No such file or directory" in capsys.readouterr().err
    assert "/streamlining.xlsx" in (ROOT / ".gitignore").read_text().splitlines()
