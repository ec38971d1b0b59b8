"""What a page says beside its numbers: where its links lead, what stands for its pictures, whether
its outputs are those of the data at hand."""

from __future__ import annotations

import ast
import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

from streamlining.coding.yamltext import DataError, Problem
from streamlining.pages import Output, Page, chart_of, html_of, links

_HTML_LINK = re.compile(r'(?:href|src)="([^"]+)"', re.IGNORECASE)
#: What is fetched from elsewhere is not looked at.
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,/-]\d+)*")


# --- links ---------------------------------------------------------------------------------------


def broken(pages: Iterable[Page], root: Path) -> Iterator[Problem]:
    """Yield the links of some pages that lead to no file or to no heading."""
    page_of = cache(lambda file: Page(file, root.resolve()))  # many links lead to one page
    for page in pages:
        for cell in page.markdown:
            for target, start in _targets(cell.source):
                if not _ELSEWHERE.match(target) and (wrong := _wrong(page, target, page_of)):
                    yield page.problem(f"the link {target} {wrong}", cell, start)


def _targets(markdown: str) -> Iterator[tuple[str, int]]:
    yield from ((link.target, link.start) for link in links(markdown))
    yield from ((found[1], found.start()) for found in _HTML_LINK.finditer(markdown))


def _wrong(page: Page, target: str, page_of: Callable[[Path], Page]) -> str:
    path, _, anchor = map(unquote, target.partition("#"))
    file = (page.file.parent / path).resolve() if path else page.file.resolve()
    if not file.exists():
        return "leads to no file: correct its name"
    if anchor and anchor not in page_of(file).anchors:
        return f"leads to no heading of {file.name}: correct the anchor"
    return ""


# --- outputs -------------------------------------------------------------------------------------


def stale(page: Page, data_hash: str) -> Iterator[Problem]:
    """Yield where a notebook's outputs were made from other data, or are missing."""
    if data_hash not in page.text:
        yield page.problem("its outputs were made from other data: run `python3 run.py`")
    counts = [cell.execution_count for cell in page.code]
    if counts != list(range(1, len(counts) + 1)):
        yield page.problem("its cells were not run once each, in order: run `python3 run.py`")
    for cell in page.code:
        if not cell.outputs and isinstance(ast.parse(cell.source).body[-1], ast.Expr):
            yield page.problem("it shows something, but has no output: run `python3 run.py`", cell)


# --- pictures ------------------------------------------------------------------------------------


def unlike(page: Page, figures: Path) -> Iterator[Problem]:
    """Yield the pictures of a notebook whose words differ from what stands beside them.

    A picture's words are in five places, for those who hear a page and those who see it: the
    image's alternative text, its plain text, the caption, and the saved picture's title and
    description.  Every number in the description stands in the title or in the picture's table.
    """
    for name, (cell, outputs) in page.charts.items():
        for wrong in _unlike(outputs, figures / f"{name}.svg"):
            yield page.problem(f"{wrong}: run `python3 run.py`", cell)
    for cell in page.code:
        for output in cell.outputs:
            if "image/png" in output.get("data", {}) and not chart_of(output):
                yield page.problem("a picture without words: show it with `charts.show`", cell)


def undrawn(pages: Iterable[Page], figures: Path) -> Iterator[Problem]:
    """Yield the saved pictures that no page shows, or more than one."""
    drawn = Counter(name for page in pages for name in page.charts)
    for svg in sorted(figures.glob("*.svg")):
        if (times := drawn[svg.stem]) != 1:
            yield Problem(f"figures/{svg.name}", 0, 0, f"shown on {times} pages, expected one")


def _unlike(outputs: list[Output], svg: Path) -> Iterator[str]:
    if not svg.is_file():
        yield f"there is no figures/{svg.name}"
        return
    try:
        picture = ElementTree.parse(svg).getroot()
    except ElementTree.ParseError as error:
        yield f"figures/{svg.name} is no picture ({error})"
        return
    title, words = (picture.findtext(f"{{*}}{tag}", "") for tag in ("title", "desc"))
    image = next((output for output in outputs if "image/png" in output.get("data", {})), None)
    if image is None:
        yield f"the picture {svg.stem} is missing"
        return
    html = "".join(map(html_of, outputs))
    caption = re.search(r"<em>(.*?)</em>", html, re.DOTALL)
    said = {
        "alternative text": image["metadata"].get("image/png", {}).get("alt", ""),
        "plain text": "".join(image["data"].get("text/plain", "")),
        "caption": unescape(caption[1]) if caption else "",
    }
    for where, text in said.items():
        if text != words:
            yield f"the {where} of the picture {svg.stem} is not what figures/{svg.name} says"
    rows = _rows(svg.with_suffix(".csv"))
    if _shown(html) != rows:
        yield f"the table of the picture {svg.stem} is not what figures/{svg.stem}.csv holds"
    known = _numbers(title).union(*map(_numbers, rows))
    if strange := _numbers(words) - known:
        listed = ", ".join(sorted(strange))
        yield f"the picture {svg.stem} is told with {listed}, which its table does not hold"


def _shown(html: str) -> list[str]:
    """The cells of the table below a picture, as a CSV file would hold them."""
    cells = re.findall(r"<t[hd](?: [^>]*)?>(.*?)</t[hd]>", html, re.DOTALL)
    return ["" if cell in ("None", "nan") else unescape(cell) for cell in cells]


def _rows(file: Path) -> list[str]:
    """The cells of a CSV file; none where it is missing."""
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as lines:
        return [cell for row in csv.reader(lines) for cell in row]


def _numbers(text: str) -> set[str]:
    """The numbers of a text, in one notation: no commas between thousands, no ``.0``."""
    return {found.replace(",", "").removesuffix(".0") for found in _NUMBER.findall(text)}


# --- reading -------------------------------------------------------------------------------------


def read(files: Iterable[Path], root: Path) -> list[Page]:
    """The pages; raises DataError with every one that is missing or no page."""
    pages: list[Page] = []
    problems: list[Problem] = []
    for file in files:
        try:
            pages.append(Page(file, root))
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return pages
