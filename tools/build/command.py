"""The command: builds unless nothing has changed."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from ..files import recover
from ..processes import Busy, alone
from . import BuildError
from .changes import digest, stamp

ROOT = Path(__file__).resolve().parents[2]
BUSY = "Another build of this collection is running: wait for it."


def main(force: bool) -> int:
    """Build unless nothing has changed; returns the exit status."""
    began = time.monotonic()
    try:
        with alone(ROOT / ".build/build.lock", BUSY):
            recover(ROOT)
            fresh = not force and stamp(ROOT).get("digest") == digest(ROOT)
            changed = [] if fresh else _build()
    except (BuildError, Busy) as error:
        print(f"{error}\n\nNothing was changed.", file=sys.stderr)
        return 1
    if fresh:
        print("Nothing has changed since the last build (--force builds anyway).")
    else:
        _report(changed, time.monotonic() - began)
    print(
        "Start reading at notebooks/00_start_here.ipynb; "
        "pictures are in figures/, tables in data/tidy/."
    )
    return 0


def _build() -> list[Path]:
    from .building import build  # not before there is something to do: it imports much

    return build(ROOT)


def _report(changed: list[Path], seconds: float) -> None:
    count = f"{len(changed)} file{'s' if len(changed) != 1 else ''}"
    print(f"Built in {seconds:.0f} s; {count} changed{':' if changed else '.'}")
    for file in changed[:20]:
        print(f"  {file.relative_to(ROOT).as_posix()}")
    if len(changed) > 20:
        print(f"  and {len(changed) - 20} more")
