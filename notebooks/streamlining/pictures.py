"""How every picture is made, shown and saved: house style, palette, canvas, words and numbers.

A chart shows itself in a notebook as a PNG, then its alternative text, then the numbers behind it.
When a build sets ``STREAMLINING_FIGURES`` to a folder, it is also saved there as ``<name>.svg`` and
``<name>.csv``.
"""

from __future__ import annotations

import io
import os
import textwrap
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import matplotlib

matplotlib.use("agg")  # pictures are made as files and shown as such, whatever the machine

import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import HTML, display
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .tables import Table

plt.style.use(Path(__file__).with_name("house.mplstyle"))
plt.rcParams["text.parse_math"] = False  # a dollar sign in a text is no formula

#: The palette: Okabe and Ito's, which colour-blind readers can tell apart, by what a colour means.
COLOURS = {
    "left": "#0072B2",  # what there is, or was reached
    "cut": "#E69F00",  # what went
    "before": "#B8B8B8",
    "none": "#EDEDED",
    "accent": "#D55E00",
    "record": "#0072B2",
    "date": "#56B4E9",
    "document": "#009E73",
    "set-aside": "#C8C8C8",
}
HATCH = "////"  # planned or on trial: told by the pattern too, never by colour alone
_WIDTH = 7.2  # inches; every picture is as wide as the text
_LABEL = 38  # characters of a row's label before it wraps
_DISPLAY_DPI = 100  # on the page; the file has more, for sharp screens


class Bilingual(NamedTuple):
    """A label in both languages."""

    en: str
    vi: str

    def __str__(self) -> str:
        return f"{textwrap.fill(self.en, _LABEL)}\n{self.vi}"


class Chart:
    """A finished picture: its name, title, alternative text, numbers and drawing."""

    def __init__(
        self, name: str, title: str, alt: str, numbers: pd.DataFrame, figure: Figure
    ) -> None:
        self.name, self.title, self.alt, self.numbers, self.figure = (
            name,
            title,
            alt,
            numbers,
            figure,
        )
        # Laid out once: every drawing would do it again, and it takes longer than the drawing.
        figure.draw_without_rendering()
        figure.set_layout_engine("none")

    def __repr__(self) -> str:
        return self.alt

    def _ipython_display_(self) -> None:
        data = {"image/png": self._bytes("png"), "text/plain": self.alt}
        width, height = (round(inches * _DISPLAY_DPI) for inches in self.figure.get_size_inches())
        image = {"alt": self.alt, "width": width, "height": height}
        display(data, raw=True, metadata={"image/png": image})
        display(HTML(f"<p><em>{escape(self.alt)}</em></p>"))
        display(Table(self.numbers))
        if folder := os.environ.get("STREAMLINING_FIGURES"):
            self.save(Path(folder))
        plt.close(self.figure)

    def save(self, folder: Path) -> None:
        """Write ``<name>.svg`` and ``<name>.csv`` into ``folder``."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{self.name}.svg").write_bytes(self._svg())
        self.numbers.to_csv(folder / f"{self.name}.csv", index=False, lineterminator="\n")

    def _bytes(self, form: str) -> bytes:
        buffer = io.BytesIO()
        metadata = {"Date": None, "Creator": None} if form == "svg" else {"Software": None}
        self.figure.savefig(buffer, format=form, metadata=metadata)
        return buffer.getvalue()

    def _svg(self) -> bytes:
        """The picture as SVG whose title and description a screen reader can speak."""
        text = self._bytes("svg").decode()
        end = text.index(">", text.index("<svg"))
        words = f"<title>{escape(self.title)}</title>\n <desc>{escape(self.alt)}</desc>"
        return f'{text[:end]} role="img">\n {words}{text[end + 1 :]}'.encode()


def write_index(folder: Path) -> Path:
    """Write ``README.md`` into ``folder``: every saved picture with its title, words and numbers."""
    lines = [
        "# Figures",
        "",
        "Made by the notebooks; each picture has its numbers beside it.",
        "",
    ]
    for svg in sorted(folder.glob("*.svg")):
        root = ElementTree.parse(svg).getroot()
        title, words = (root.findtext(f"{{*}}{tag}", "") for tag in ("title", "desc"))
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


# --- the canvas ----------------------------------------------------------------------------------


def canvas(title: str, height: float) -> tuple[Figure, Axes]:
    """A figure with its finding as title, wrapped to the picture's width."""
    wrapped = textwrap.fill(title, 64)
    room = 0.22 + 0.25 * (wrapped.count("\n") + 1)
    figure = plt.figure(figsize=(_WIDTH, height + room), layout="constrained")
    figure.get_layout_engine().set(rect=(0.01, 0.01, 0.98, 1 - room / (height + room) - 0.01))
    figure.text(
        0.015, 1 - 0.1 / (height + room), wrapped, va="top", fontsize=13, fontweight="bold",
        linespacing=1.25,
    )  # fmt: skip
    return figure, figure.add_subplot()


def label_rows(axes: Axes, labels: Sequence[Bilingual], *, fontsize: float = 11) -> None:
    """One labelled row each from the top down, and no scale: values are written on the picture."""
    axes.set_yticks(range(len(labels)), [str(label) for label in labels], fontsize=fontsize)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
