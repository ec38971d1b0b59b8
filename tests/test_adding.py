"""A collection to which an article is added, in which one is changed, from which one is removed."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from streamlining import load
from tools.check.problems import problems
from tools.make.notebook import write_notebook

#: The versions of Python and libraries that a notebook was made with, in its colophon and metadata.
VERSIONS = re.compile(
    rb'((?:pandas|matplotlib|pydantic|PyYAML)(?:</td><td[^>]*>|\|)|"version": ")\d[\d.]*'
)
GENERATED = ("notebooks/*.ipynb", "figures/**/*", "data/tidy/*", "data/schemas/*", "README.md")
NEW = "duc-tho-again"


def build(root: Path) -> None:
    command = [sys.executable, "-m", "tools", "build"]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


def generated(root: Path) -> dict[str, bytes]:
    files = (file for pattern in GENERATED for file in root.glob(pattern) if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


def without_versions(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: VERSIONS.sub(rb"\1", content) for name, content in files.items()}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("adding")
    for name in ("data", "notebooks", "tools", "figures", "site/locale"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ROOT.iterdir():
        if file.is_file():
            shutil.copy(file, root)
    (root / "tests").mkdir()
    return root


def test_an_article_is_added_changed_and_removed(copy: Path) -> None:
    before = generated(copy)
    assert list(problems(load(copy))) == []

    # Added: coded as another one is, under its own name.
    text = (copy / "data/articles/duc-tho.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^  notebook: .*\n", "", text).replace(
        "  id: duc-tho\n", f"  id: {NEW}\n", 1
    )
    article = copy / "data/articles" / f"{NEW}.yaml"
    article.write_text(text, encoding="utf-8")
    notebook = write_notebook(copy, NEW)
    build(copy)
    corpus = load(copy)
    found = list(problems(corpus))
    # What is left is to be said anew by a person: how many reports there are.
    assert found
    assert all("`collection/" in line for line in map(str, found))
    after = generated(copy)
    for table in ("articles", "records", "numerals", "relations", "models", "assessments"):
        assert NEW in after[f"data/tidy/{table}.csv"].decode()
    for page in ("07_audit", "08_comparison", "00_start_here"):
        outputs = [
            cell["outputs"]
            for cell in json.loads(after[f"notebooks/{page}.ipynb"])["cells"]
            if cell["cell_type"] == "code"
        ]
        assert NEW in json.dumps(outputs, ensure_ascii=False), page
    assert f"{notebook.stem}.ipynb" in after["README.md"].decode()

    # Changed: the sentence that prints the figure is told, and the tables hold the new one.
    text = article.read_text(encoding="utf-8")
    changed = text.replace("06 đầu mối", "07 đầu mối", 1).replace("printed: 06", "printed: 07", 1)
    changed = changed.replace("cut 6 organisational", "cut 7 organisational", 1)
    article.write_text(changed, encoding="utf-8")
    told = f"[6] says 6, but `{NEW}/units-cut` is 7"
    assert any(told in str(problem) for problem in problems(load(copy)))
    build(copy)
    assert re.search(
        rf"(?m)^{NEW}/units-cut,.*,07,7,", generated(copy)["data/tidy/records.csv"].decode()
    )

    # Removed: everything is as it was, byte for byte, made with whichever versions are here.
    article.unlink()
    notebook.unlink()
    build(copy)
    assert without_versions(generated(copy)) == without_versions(before)
    assert list(problems(load(copy))) == []
