"""All data as one file: tables, codebook, their description, and the numbers behind the pictures."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

from tools.make.workbook import WORKBOOK, workbook

#: Where it is on the site.
ARCHIVE = "data/lean-government.zip"
_FILES = ("data/tidy/*", "figures/*.csv", "CITATION.cff", "LICENSE-DATA")
_FIRST_DAY = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the earliest that the format knows: no file says when it was made


@cache
def archive(root: Path) -> bytes:
    """The archive of a repository, the same bytes for the same data."""
    stream = io.BytesIO()
    contents = {
        file.relative_to(root).as_posix(): file.read_bytes()
        for pattern in _FILES
        for file in sorted(root.glob(pattern))
    }
    contents[f"data/tidy/{WORKBOOK}"] = workbook(root / "data/tidy")
    contents["README.md"] = contents["data/tidy/README.md"]
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(contents):
            packed.writestr(_entry(name), contents[name])
    return stream.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(f"lean-government/{name}", _FIRST_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # the same on every system
    entry.external_attr = 0o644 << 16
    return entry
