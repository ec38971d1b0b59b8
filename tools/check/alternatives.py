"""The words that stand for a picture: the same everywhere, and no number in them but the data's."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

_NUMBER = re.compile(r"\d+(?:[.,/-]\d+)*")
_CHART = re.compile(r'\bcharts\.\w+\(\s*"([a-z0-9-]+)"')


def chart_names(source: str) -> list[str]:
    """The names of the pictures that a code cell draws: each stands first in its call."""
    return _CHART.findall(source)


def unlike(notebook: Path, root: Path) -> Iterator[str]:
    """Yield, by notebook and cell, pictures whose words differ from what stands beside them.

    A picture's words are in five places, for those who hear a page and those who see it: the
    image's alternative text, its plain text, the caption, and the saved picture's title and
    description.  Every number in the description stands in the title or in the picture's table.
    """
    name = notebook.relative_to(root).as_posix()
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    for number, cell in enumerate(cells, 1):
        if cell["cell_type"] != "code":
            continue
        for chart in chart_names("".join(cell["source"])):
            for wrong in _unlike(cell.get("outputs", []), root / "figures" / f"{chart}.svg"):
                yield f"{name}, cell {number}: {wrong}: run `python3 run.py`"


def _unlike(outputs: list[dict], svg: Path) -> Iterator[str]:
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
    said = {
        "alternative text": image["metadata"].get("image/png", {}).get("alt", ""),
        "plain text": "".join(image["data"].get("text/plain", "")),
        "caption": _caption(outputs),
    }
    for where, text in said.items():
        if text != words:
            yield f"the {where} of the picture {svg.stem} is not what figures/{svg.name} says"
    rows = _rows(svg.with_suffix(".csv"))
    if _shown(outputs) != rows:
        yield f"the table of the picture {svg.stem} is not what figures/{svg.stem}.csv holds"
    known = _numbers(title).union(*map(_numbers, rows))
    if strange := _numbers(words) - known:
        listed = ", ".join(sorted(strange))
        yield f"the picture {svg.stem} is told with {listed}, which its table does not hold"


def _caption(outputs: list[dict]) -> str:
    html = "".join("".join(output.get("data", {}).get("text/html", "")) for output in outputs)
    caption = re.search(r"<em>(.*?)</em>", html, re.DOTALL)
    return unescape(caption[1]) if caption else ""


def _shown(outputs: list[dict]) -> list[str]:
    """The cells of the table below a picture, as a CSV file would hold them."""
    html = "".join("".join(output.get("data", {}).get("text/html", "")) for output in outputs)
    cells = re.findall(r"<t[hd](?: [^>]*)?>(.*?)</t[hd]>", html, re.DOTALL)
    return ["" if cell in ("None", "nan") else unescape(cell) for cell in cells]


def _rows(file: Path) -> list[str]:
    """The cells of a CSV file."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [cell for row in csv.reader(lines) for cell in row]


def _numbers(text: str) -> set[str]:
    """The numbers of a text, in one notation: no commas between thousands, no ``.0``."""
    return {found.replace(",", "").removesuffix(".0") for found in _NUMBER.findall(text)}
