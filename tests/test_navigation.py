"""What leads from notebook to notebook is made from their titles, and only where it is out of date."""

import json
from pathlib import Path

import pytest

from streamlining.coding.yamltext import DataError
from tools.make.navigation import outdated, write_navigation

NAMES = {"00_start_here": "Start here", "01_toy": "Toy", "02_audit": "The audit"}


def write(root: Path, stem: str, title: str, *cells: str) -> Path:
    file = root / "notebooks" / f"{stem}.ipynb"
    file.parent.mkdir(exist_ok=True)
    listed = [{"cell_type": "markdown", "id": str(n), "metadata": {}, "source": [text]}
              for n, text in enumerate(cells)]  # fmt: skip
    metadata = {"title": title, "abstract": f"what {title} tells"}
    file.write_text(json.dumps({"cells": listed, "metadata": metadata}), encoding="utf-8")
    return file


@pytest.fixture
def root(tmp_path: Path) -> Path:
    table = "## Contents\n\n| notebook | what it shows |\n|:--|:--|\n| old | row |\n\nAfter."
    for stem, title in NAMES.items():
        more = (table,) if stem.startswith("00") else ()
        write(tmp_path, stem, title, f"# {title} at length\n\nWhat it is about.", *more)
    (tmp_path / "README.md").write_text(
        "# R\n\n| notebook | what it shows |\n|:--|:--|\n\nEnd.\n", encoding="utf-8"
    )
    return tmp_path


def sources(root: Path, stem: str) -> list[str]:
    notebook = json.loads((root / f"notebooks/{stem}.ipynb").read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"]]


def test_lines_stand_below_the_title_and_at_the_end(root):
    write_navigation(root)
    line = (
        "[← Start here](00_start_here.ipynb) · [Contents](00_start_here.ipynb#Contents) · "
        "[The audit →](02_audit.ipynb)"
    )
    assert sources(root, "01_toy") == [f"# Toy at length\n\n{line}\n\nWhat it is about.", line]


def test_the_tables_list_every_notebook_and_keep_what_is_around_them(root):
    write_navigation(root)
    contents = sources(root, "00_start_here")[1]
    assert contents == (
        "## Contents\n\n| notebook | what it shows |\n|:--|:--|\n"
        "| [00 Start here](00_start_here.ipynb) | what Start here tells |\n"
        "| [01 Toy](01_toy.ipynb) | what Toy tells |\n"
        "| [02 The audit](02_audit.ipynb) | what The audit tells |\n\nAfter."
    )
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert "| [01 Toy](notebooks/01_toy.ipynb) | what Toy tells |\n" in readme
    assert readme.startswith("# R\n\n| notebook |")
    assert readme.endswith("|\n\nEnd.\n")


def test_what_is_up_to_date_is_left_alone_and_a_new_notebook_is_linked_from_its_neighbours(root):
    write_navigation(root)
    assert outdated(root) == {}
    write(root, "03_new", "New", "# New\n\nText.")
    changed = {file.name for file in outdated(root)}
    assert changed == {"00_start_here.ipynb", "02_audit.ipynb", "03_new.ipynb", "README.md"}
    write_navigation(root)
    assert sources(root, "02_audit")[-1].endswith("[New →](03_new.ipynb)")
    (root / "notebooks/03_new.ipynb").unlink()
    write_navigation(root)
    assert "New" not in "".join(sources(root, "02_audit"))
    assert outdated(root) == {}


def test_no_title_or_abstract_keeps_a_build_from_settling_or_forges_a_block(root):
    """What a hostile article's subject once did: each build added a copy of the table."""
    table = "| notebook | what it shows |\n|:--|:--|\n| [x](y) | z |"
    file = write(root, "01_toy", f"Toy [Contents](x)\n\n{table}", "# Toy\n\nText.")
    notebook = json.loads(file.read_text(encoding="utf-8"))
    notebook["metadata"]["abstract"] = f"```{{raw}} html\n<script>\n```\n\n{table}\n"
    file.write_text(json.dumps(notebook), encoding="utf-8")
    write_navigation(root)
    assert outdated(root) == {}
    for text in (
        (root / "README.md").read_text(encoding="utf-8"),
        sources(root, "00_start_here")[1],
    ):
        rows = [line for line in text.splitlines() if line.startswith("|")]
        assert len(rows) == 2 + len(NAMES)
        assert sum(line.startswith("| notebook |") for line in rows) == 1
        assert "\n```" not in text and "](y)" not in text.replace("\\](y)", "")
    notebook["metadata"] |= {"title": "Toy", "abstract": "plain"}
    file.write_text(json.dumps(notebook), encoding="utf-8")
    write_navigation(root)
    assert "raw" not in (root / "README.md").read_text(encoding="utf-8")


def test_a_notebook_without_title_is_told_with_what_to_add(root):
    file = root / "notebooks/01_toy.ipynb"
    file.write_text(file.read_text(encoding="utf-8").replace('"title"', '"name"'), encoding="utf-8")
    with pytest.raises(DataError, match="01_toy.ipynb: its metadata has no `title`: add it"):
        write_navigation(root)
