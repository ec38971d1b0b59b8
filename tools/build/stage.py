"""The copy of the collection that a build works on, and what differs in it afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from ..processes import child
from . import BuildError
from .changes import files

#: What is copied.
STAGED = ("README.md", "CITATION.cff", "data", "notebooks", "tools", "site/locale")
#: Folders whose files are all generated: what a build does not make again is removed.
GENERATED = ("figures", "data/tidy", "data/schemas")


def copy(root: Path, stage: Path) -> None:
    shutil.rmtree(stage, ignore_errors=True)  # left by a build that was killed
    for name in STAGED:
        for file in files(root / name):
            copy = stage / file.relative_to(root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, copy)
    for name in GENERATED:
        shutil.rmtree(stage / name, ignore_errors=True)
        (stage / name).mkdir(parents=True)


def run_writer(stage: Path, module: str, function: str, folder: Path) -> None:
    """Call a function of the staged package that writes files into ``folder``."""
    with child(
        "-m", "tools.build.writer", module, function, str(folder),
        cwd=stage,
        env=environment(stage) | {"PYTHONPATH": os.pathsep.join((str(stage), str(stage / "notebooks")))},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    ) as process:  # fmt: skip
        said = process.stderr.read()
        if process.wait():
            raise BuildError(shown(said, stage))


def environment(stage: Path) -> dict[str, str]:
    """Environment variables for the kernels: none that would change what a notebook shows."""
    foreign = ("MATPLOTLIBRC", "MPLBACKEND", "PYTHONPATH", "PYTHONSTARTUP", "PYTHONWARNINGS")
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    return kept | {
        "STREAMLINING_FIGURES": str(stage / "figures"),
        "IPYTHONDIR": str(stage / "ipython"),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }


def shown(text: str, stage: Path) -> str:
    """A message with the staging copy's paths as those of the collection."""
    return text.strip().replace(f"{stage}{os.sep}", "")


def changes(root: Path, stage: Path) -> dict[Path, bytes | None]:
    """The new content of each file that changes, by its path in ``root``; None: it goes."""
    made = sorted((stage / "notebooks").glob("*.ipynb"))
    made += [stage / "README.md"] if (stage / "README.md").is_file() else []
    made += [file for name in (*GENERATED, "site/locale") for file in files(stage / name)]
    new = {root / file.relative_to(stage): file.read_bytes() for file in made}
    gone = {file: None for name in GENERATED for file in files(root / name) if file not in new}
    return gone | {
        file: content
        for file, content in new.items()
        if not file.is_file() or file.read_bytes() != content
    }
