"""A fresh build of the whole collection gives what is committed, pictures included."""

import base64
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from matplotlib.image import imread

from conftest import ROOT

COPIED = (
    "README.md", "CITATION.cff", "notebooks", "tools", "data", "figures", "site/locale", "requirements.lock",
)  # fmt: skip


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the collection in which everything was built anew."""
    root = tmp_path_factory.mktemp("rebuilt")
    for name in COPIED:
        source = ROOT / name
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    command = [sys.executable, "-m", "tools", "build", "--force"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(root), str(root / "notebooks")))}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return root


def generated(root: Path, pattern: str) -> dict[str, bytes]:
    files = sorted(file for file in root.glob(pattern) if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


@pytest.mark.parametrize("pattern", ["data/tidy/*", "data/schemas/*", "figures/**/*"])
def test_tables_and_figures_are_those_committed(rebuilt: Path, pattern: str) -> None:
    fresh = generated(rebuilt, pattern)
    assert fresh
    assert fresh == generated(ROOT, pattern)


@pytest.mark.parametrize("file", sorted(p.name for p in (ROOT / "notebooks").glob("*.ipynb")))
def test_outputs_are_those_committed(rebuilt: Path, file: str) -> None:
    fresh, stored = (
        json.loads((root / "notebooks" / file).read_text(encoding="utf-8"))
        for root in (rebuilt, ROOT)
    )
    new, old = pictures(fresh), pictures(stored)
    assert fresh == stored  # but for the pictures, which were taken out
    assert len(new) == len(old)
    for one, other in zip(new, old, strict=True):
        assert one.shape == other.shape
        # Another processor may round a pixel differently; another drawing differs in many.
        assert np.mean(np.abs(one - other) > 0.1) < 0.0005


def pictures(notebook: dict) -> list[np.ndarray]:
    """Take the pictures out of a notebook; returns their pixels."""
    return [
        imread(io.BytesIO(base64.b64decode(output["data"].pop("image/png"))))
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
