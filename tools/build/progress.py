"""How far the notebooks have come: for the person who waits, and for messages."""

from __future__ import annotations

import re
import shutil
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .stage import shown

_ROOM = 2_000_000  # bytes: with less no picture can be written


class Position:
    """The cell that a notebook has come to, named for messages."""

    def __init__(self, file: Path, notebook: Any) -> None:
        self.file = file
        self.cells = notebook.cells
        self.index = 0

    def __str__(self) -> str:
        """As `01_ba_che.ipynb, cell 7 (In [3])`: seventh from the top, third with code."""
        code = [cell for cell in self.cells[: self.index + 1] if _has_code(cell)]
        return f"{self.file.name}, cell {self.index + 1} (In [{len(code)}])"

    def failure(self, reason: str, trace: str = "") -> str:
        """Where the notebook failed, the line of the cell (read from IPython's trace), and why."""
        reached = re.search(r"Cell In\s?\[\d+\], line (\d+)", re.sub(r"\x1b\[[\d;]*m", "", trace))
        source = self.cells[self.index].source
        line = source.splitlines()[int(reached[1]) - 1] if reached else source.strip()
        reason = shown(reason, self.file.parents[1])
        if shutil.disk_usage(self.file.parent).free < _ROOM:  # IPython does not always say so
            reason = "the disk is full"
        return f"notebooks/{self} failed:\n    {line.strip().splitlines()[0]}\n{reason}"


def _has_code(cell: Any) -> bool:
    return cell.cell_type == "code" and bool(cell.source.strip())


class Progress:
    """A progress bar on a terminal; elsewhere one plain line for each notebook."""

    def __init__(self, notebooks: Iterable[Any]) -> None:
        from tqdm import tqdm

        cells = sum(_has_code(cell) for notebook in notebooks for cell in notebook.cells)
        layout = "{percentage:3.0f}% |{bar:24}| {n_fmt} of {total_fmt} cells, {elapsed}  {desc}"
        self.began = time.monotonic()
        self.bar = tqdm(total=cells, bar_format=layout, leave=False, disable=None)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.close()

    def show(self, at: Position) -> None:
        self.bar.set_description_str(str(at))

    def advance(self) -> None:
        self.bar.update()

    def finished(self, file: Path) -> None:
        if self.bar.disable:
            elapsed = time.monotonic() - self.began
            print(f"{elapsed:6.1f} s  {file.name}", file=sys.stderr, flush=True)
