"""Writing files so that nothing is lost: at every moment each is whole, the old one or the new."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex


def create(file: Path, text: str) -> None:
    """Write a new file.  Raises FileExistsError, leaving what is there, or another OSError."""
    with _written(file, text) as fresh:
        try:
            os.link(fresh, file)
        except FileExistsError:
            raise
        except OSError:  # a file system without links: the name is claimed first, then filled
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            os.replace(fresh, file)


def replace(file: Path, text: str) -> None:
    """Write a file in the place of an old one, if there is one.  Raises OSError."""
    with _written(file, text) as fresh:
        if file.exists():
            shutil.copymode(file, fresh)
        os.replace(fresh, file)


@contextmanager
def _written(file: Path, text: str) -> Iterator[Path]:
    """A hidden file beside the one meant, with the text on the disk; gone afterwards."""
    fresh = file.with_name(f".{file.name}.{token_hex(4)}.new")
    try:
        with open(fresh, "x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        yield fresh
    finally:
        with suppress(OSError):
            fresh.unlink()
