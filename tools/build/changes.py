"""What is there, and whether it has changed since the last build."""

from __future__ import annotations

import hashlib
import json
import platform
from pathlib import Path
from typing import Any

#: The folders and the file that a build depends on; their generated files are hashed with them.
INPUTS = ("README.md", "CITATION.cff", "data", "notebooks", "tools", "site/locale", "figures",
          "requirements.lock")  # fmt: skip


def digest(root: Path) -> str:
    """Hash of everything a build reads and of everything it has written."""
    total = hashlib.sha256(platform.python_version().encode())
    for name in INPUTS:
        for file in files(root / name):
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            total.update(f"{file.relative_to(root).as_posix()} {content}\n".encode())
    return total.hexdigest()


def files(top: Path) -> list[Path]:
    """The files under a folder (or the file itself) in a fixed order; no caches or hidden files."""
    found = [top] if top.is_file() else sorted(top.rglob("*"))
    return [
        file
        for file in found
        if file.is_file() and not any(map(_is_passing, file.relative_to(top.parent).parts))
    ]


def _is_passing(name: str) -> bool:
    return name.startswith(".") or name == "__pycache__"


def stamp(root: Path) -> dict[str, Any]:
    """What the last build left: the digest at its end, and each notebook's seconds."""
    try:
        return json.loads((root / ".build" / "stamp.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
