"""What CITATION.cff says."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def citation(root: Path) -> dict[str, Any]:
    """What CITATION.cff says."""
    return yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))


def authors(cited: Mapping[str, Any]) -> list[str]:
    """The authors' names as CITATION.cff has them."""
    return [
        author.get("name") or f"{author['family-names']}, {author['given-names']}"
        for author in cited["authors"]
    ]
