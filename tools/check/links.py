"""Where the pages' links, anchors and images lead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from streamlining.prose import line_of, markdown_cells, place

#: A Markdown link or image, or an HTML one; what is fetched from elsewhere is not looked at.
_LINK = re.compile(
    r'\]\((?P<markdown>[^)\s"]+)[^)]*\)|(?:href|src)="(?P<html>[^"]+)"', re.IGNORECASE
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def broken(pages: Iterable[Path], root: Path) -> Iterator[str]:
    """Yield, each at its place, the links of some pages that lead to no file or to no heading."""
    anchors = cache(_anchors)  # many links lead to one page
    for page in pages:
        for cell, markdown in markdown_cells(page):
            for link in _LINK.finditer(markdown):
                target = link["markdown"] or link["html"]
                if not _ELSEWHERE.match(target) and (wrong := _wrong(page, target, anchors)):
                    yield f"{place(page, root, cell, line_of(markdown, link.start()))}: {wrong}"


def _wrong(file: Path, target: str, anchors: Callable[[Path], frozenset[str]]) -> str:
    path, _, anchor = map(unquote, target.partition("#"))
    page = (file.parent / path).resolve() if path else file
    if not page.exists():
        return f"the link {target} leads to no file: correct its name"
    if anchor and anchor not in anchors(page):
        return f"the link {target} leads to no heading of {page.name}: correct the anchor"
    return ""


def _anchors(page: Path) -> frozenset[str]:
    """The anchors of a page as Jupyter makes them: a heading's words joined by hyphens."""
    return frozenset(
        heading.strip().replace(" ", "-")
        for _, markdown in markdown_cells(page)
        for heading in _HEADING.findall(markdown)
    )
