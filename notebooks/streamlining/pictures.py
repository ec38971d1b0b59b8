"""How every picture is made, shown and saved: house style, palette, canvas, words and numbers.

A chart shows itself in a notebook as a PNG, then its alternative text, then the numbers behind it.
When a build sets ``STREAMLINING_FIGURES`` to a folder, it is also saved there as ``<name>.svg`` and
``<name>.csv``, and with Vietnamese words as ``vi/<name>.svg``.
"""

from __future__ import annotations

import io
import json
import os
import textwrap
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

import matplotlib

matplotlib.use("agg")  # pictures are made as files and shown as such, whatever the machine

import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import HTML, display
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator

from .corpus import ROOT
from .tables import Table
from .translation import Catalogue

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
_TITLE = 64  # characters of a title before it wraps
_LABEL = 38  # and of a row's label
_DISPLAY_DPI = 100  # on the page; the file has more, for sharp screens
#: The Vietnamese of what code writes, kept with the website's translations.
VIETNAMESE = ROOT / "site/locale/vi/LC_MESSAGES/outputs.po"


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
        mark = {"streamlining": {"chart": self.name}}  # whose picture, words and numbers these are
        display(data, raw=True, metadata=mark | {"image/png": image})
        display(HTML(f"<p><em>{escape(self.alt)}</em></p>"), metadata=mark)
        display(Table(self.numbers), metadata=mark)
        if folder := os.environ.get("STREAMLINING_FIGURES"):
            self.save(Path(folder))
        plt.close(self.figure)

    def save(self, folder: Path) -> None:
        """Write ``<name>.svg`` and ``<name>.csv`` into ``folder``, and ``vi/<name>.svg``.

        The picture's words are Vietnamese from then on, as far as they are translated.
        """
        (folder / "vi").mkdir(parents=True, exist_ok=True)
        (folder / f"{self.name}.svg").write_bytes(self._svg(self.title, self.alt))
        self.numbers.to_csv(folder / f"{self.name}.csv", index=False, lineterminator="\n")
        words = Catalogue.read(VIETNAMESE) if VIETNAMESE.exists() else Catalogue({})
        _translate(self.figure, words)
        title, alt = words.translate(self.title), words.translate(self.alt)
        (folder / "vi" / f"{self.name}.svg").write_bytes(self._svg(title, alt))

    def _bytes(self, form: str) -> bytes:
        buffer = io.BytesIO()
        metadata = {"Date": None, "Creator": None} if form == "svg" else {"Software": None}
        self.figure.savefig(buffer, format=form, metadata=metadata)
        return buffer.getvalue()

    def _svg(self, title: str, alt: str) -> bytes:
        """The picture as SVG whose title and description a screen reader can speak.

        Its letters are drawn as shapes, which look the same everywhere; ``data-words`` lists them
        for whoever translates them.
        """
        text = self._bytes("svg").decode()
        end = text.index(">", text.index("<svg"))
        listed = escape(json.dumps(_words(self.figure), ensure_ascii=False))
        words = f"<title>{escape(title)}</title>\n <desc>{escape(alt)}</desc>"
        opened = f'{text[:end]} role="img" data-words="{listed}">'
        return f"{opened}\n {words}{text[end + 1 :]}".encode()


# --- the canvas ----------------------------------------------------------------------------------


def canvas(title: str, height: float) -> tuple[Figure, Axes]:
    """A figure with its finding as title, wrapped to the picture's width, above ``height`` inches."""
    figure = plt.figure(figsize=(_WIDTH, height), layout="constrained")
    figure.text(0.015, 1, "", va="top", fontsize=13, fontweight="bold", linespacing=1.25)
    _set_title(figure, title, height)
    return figure, figure.add_subplot()


def _set_title(figure: Figure, title: str, height: float) -> None:
    """Write the title, and make room for its lines above a content of ``height`` inches."""
    wrapped = textwrap.fill(title, _TITLE)
    room = _room(wrapped)
    figure.set_figheight(height + room)
    figure.get_layout_engine().set(rect=(0.01, 0.01, 0.98, 1 - room / (height + room) - 0.01))
    figure.texts[0].set(text=wrapped, y=1 - 0.1 / (height + room))


def _room(wrapped: str) -> float:
    """Inches that a title's lines take."""
    return 0.22 + 0.25 * (wrapped.count("\n") + 1)


def label_rows(axes: Axes, labels: Sequence[Bilingual], *, fontsize: float = 11) -> None:
    """One labelled row each from the top down, and no scale: values are written on the picture."""
    axes.set_yticks(range(len(labels)), labels, fontsize=fontsize)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)


# --- the words on a picture ----------------------------------------------------------------------


def _words(figure: Figure) -> list[str]:
    """Every text that stands on a picture, without those that a label says in Vietnamese already."""
    ticks = [label for axis in _axes(figure) for label in _labels(axis)]
    texts = [text.get_text() for text in _texts(figure)]
    plain = [label for label in ticks if not isinstance(label, Bilingual)]
    return [" ".join(text.split()) for text in (*texts, *plain) if text.strip()]


def _translate(figure: Figure, words: Catalogue) -> None:
    """Say every text of a picture in Vietnamese, as far as it is translated, and lay it out anew."""

    def translated(text: str | Bilingual) -> str:
        if isinstance(text, Bilingual):
            said = words.translate(text.en) if words.knows(text.en) else text.vi
            return textwrap.fill(said, _LABEL)
        width = max(map(len, text.split("\n"))) if "\n" in text else len(text) + 40
        return textwrap.fill(words.translate(text), width) if text.strip() else text

    title = figure.texts[0].get_text()
    for text in _texts(figure):
        text.set_text(translated(text.get_text()))
    for axis in _axes(figure):
        if labels := _labels(axis):
            axis.set_ticklabels([translated(label) for label in labels])
    figure.set_layout_engine("constrained")
    _set_title(figure, words.translate(title), figure.get_figheight() - _room(title))
    figure.draw_without_rendering()


def _axes(figure: Figure) -> list[Axis]:
    return [axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)]


def _labels(axis: Axis) -> Sequence[str | Bilingual]:
    """The labels that an axis was given; none where it counts."""
    if not isinstance(axis.get_major_locator(), FixedLocator):
        return []
    return axis.get_major_formatter().format_ticks(axis.get_majorticklocs())


def _texts(figure: Figure) -> list[Text]:
    """Every visible text of a figure but those at ticks, which an axis writes at each drawing."""
    ticks = {id(label) for axis in _axes(figure) for label in axis.get_ticklabels()}
    texts = (text for text in figure.findobj(Text) if text.get_visible())
    return [text for text in texts if id(text) not in ticks]
