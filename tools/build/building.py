"""The whole of a build: stage, execute, put in place."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from pathlib import Path

from ..files import put
from ..processes import on_interrupt
from . import BuildError
from .changes import digest, stamp
from .execution import execute
from .stage import changes, copy, run_writer


def build(root: Path, *, workers: int | None = None) -> list[Path]:
    """Execute all notebooks of ``root`` and write figures and tidy tables.

    Returns the files that changed.  Raises BuildError or OSError with nothing changed.
    """
    stage = root / ".build" / "stage"
    before = digest(root)
    try:
        copy(root, stage)
        run_writer(stage, "make.navigation", "write_navigation", stage)
        # First the tables: a slip in the data then shows as its own message, not as a cell's error.
        run_writer(stage, "make.tidy", "write_tidy", stage / "data" / "tidy")
        run_writer(stage, "make.schemas", "write_schemas", stage / "data" / "schemas")
        run_writer(stage, "make.counts", "write_counts", stage)
        notebooks = sorted((stage / "notebooks").glob("*.ipynb"))
        seconds = execute(notebooks, workers=workers, expected=stamp(root).get("seconds", {}))
        run_writer(stage, "make.pictures", "write_index", stage / "figures")
        if digest(root) != before:
            raise BuildError("Files changed while they were being built: build again.")
        changed = changes(root, stage)
        with on_interrupt(lambda: None):  # a moment that is not to be cut short
            put(root, changed)
            left = {"digest": digest(root), "seconds": seconds}
            with suppress(OSError):  # without it the next run builds once more than it need
                (root / ".build" / "stamp.json").write_text(json.dumps(left), encoding="utf-8")
            shutil.rmtree(stage, ignore_errors=True)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return sorted(changed)
