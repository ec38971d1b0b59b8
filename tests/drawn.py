"""Pictures of a collection as large as one likes, and what does not fit in one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from unittest.mock import patch

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

import streamlining
from conftest import ROOT
from invented import Invented
from streamlining import Corpus, charts, load
from streamlining.charts import Chart, style

#: The notebooks that speak of all reports together.
OVERVIEWS = ("00_start_here", "07_audit", "08_comparison")


def enlarged(root: Path, more: int, first: int = 50) -> Corpus:
    """A copy of the data in ``root`` with so many invented reports more, from that number on."""
    shutil.copytree(ROOT / "data", root / "data")
    shutil.copy(ROOT / "CITATION.cff", root)
    for seed in range(first, first + more):  # others than a copy may hold already
        Invented.of(seed).add(root, root)
    return load(root)


def charts_of(notebook: str, corpus: Corpus) -> list[Chart]:
    """The pictures that a notebook draws of a corpus; whatever fails in it fails here."""
    cells = json.loads((ROOT / f"notebooks/{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]
    shown: list[Chart] = []
    names: dict[str, object] = {}
    with (
        patch.object(streamlining, "load", lambda: corpus),
        patch.object(charts, "get_ipython", object),
        patch.object(Chart, "_ipython_display_", lambda chart: shown.append(chart)),
    ):
        for number, cell in enumerate(cells, 1):
            if cell["cell_type"] == "code":
                source = compile("".join(cell["source"]), f"{notebook}, cell {number}", "exec")
                exec(source, names)
                # charts.compare gives the picture that a notebook then shows by itself.
                last = "".join(cell["source"]).strip()
                if last.startswith("charts.compare("):
                    shown.append(eval(last, names))
    return shown


@style()
def misfits(figure: Figure) -> Iterator[str]:
    """What is cut off at the edge of a picture, or stands on other words."""
    figure.draw_without_rendering()
    canvas = figure.bbox
    beyond = {id(label) for axes in figure.axes for label in _beyond(axes)}
    texts = (text for text in figure.findobj(Text) if id(text) not in beyond)
    boxes = [
        (text.get_text(), text.get_window_extent())
        for text in texts
        if text.get_text().strip() and text.get_visible()
    ]
    for said, box in boxes:
        if box.x0 < canvas.x0 or box.y0 < canvas.y0 or box.x1 > canvas.x1 or box.y1 > canvas.y1:
            yield f"{said!r} is cut off"
    for (one, here), (other, there) in combinations(boxes, 2):
        if _overlap(here, there):
            yield f"{one!r} and {other!r} overlap"


def _beyond(axes: Axes) -> Iterator[Text]:
    """The labels that an axis has and does not show: all where it is off, or beyond its ends."""
    for axis in (axes.xaxis, axes.yaxis):
        low, high = sorted(axis.get_view_interval())
        for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
            if not (axes.axison and axis.get_visible() and low <= tick.get_loc() <= high):
                yield from (tick.label1, tick.label2)


def _overlap(one: Bbox, other: Bbox) -> bool:
    """Whether two texts overlap by more than a hair: boxes hold the room of accents, too."""
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.y1, other.y1) - max(one.y0, other.y0)
    return width > 1 and height > 0.15 * min(one.height, other.height)
