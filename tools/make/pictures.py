"""The list of all saved pictures."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from .markdown import escaped


def write_index(folder: Path) -> Path:
    """Write ``README.md`` into ``folder``: every saved picture with its title, words and numbers."""
    lines = ["# Pictures", "", "Made by the notebooks; each picture has its numbers beside it.", ""]
    for svg in sorted(folder.glob("*.svg")):
        root = ElementTree.parse(svg).getroot()
        title, words = (escaped(root.findtext(f"{{*}}{tag}", "")) for tag in ("title", "desc"))
        lines += [
            f"## {svg.stem}",
            "",
            f"![{words}]({svg.name})",
            "",
            f"{title} ([numbers]({svg.stem}.csv))",
            "",
        ]
    index = folder / "README.md"
    index.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    return index
