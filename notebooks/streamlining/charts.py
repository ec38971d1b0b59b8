"""How every picture is made, shown and saved: house style, palette, canvas, words and numbers.

``show`` takes any axes of pandas or matplotlib, drawn in a cell, and gives it its title, its
alternative text and its numbers.  When a build sets ``STREAMLINING_FIGURES`` to a folder, it is
also saved there as ``<name>.svg`` and ``<name>.csv``, and with Vietnamese words as
``vi/<name>.svg``.  Importing this module changes nothing in anybody's own pictures.
"""

from __future__ import annotations

import copy
import io
import json
import os
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from html import escape
from math import inf
from pathlib import Path

from . import drawing  # before matplotlib, which speaks when it is imported

# isort: split
import matplotlib.pyplot as plt
import matplotlib.style
import pandas as pd
from IPython import get_ipython
from IPython.display import HTML, display
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.ticker import ScalarFormatter
from PIL import Image

from .coding.records import Record
from .coding.reference import Comparison
from .corpus import ROOT, Corpus
from .drawing import narrow
from .drawing.words import (
    LABEL,
    Bilingual,
    CommaFormatter,
    axis_pairs,
    fill,
    labels_of,
    texts_of,
    words_of,
)
from .loading import load
from .tables import Table, flat, join
from .translation import Catalogue, in_both_languages, translations

__all__ = [
    "COLOURS",
    "HATCH",
    "Bilingual",
    "Chart",
    "bars",
    "compare",
    "label_rows",
    "paper",
    "picture",
    "show",
    "style",
]


def __dir__() -> list[str]:
    """What completion offers."""
    return __all__


_HOUSE = Path(__file__).with_name("house.mplstyle")

#: The palette: Okabe and Ito's, which colour-blind readers can tell apart, by what a colour means.
COLOURS = {
    "left": "#0072B2",  # what there is, or was reached
    "cut": "#E69F00",  # what went
    "before": "#B8B8B8",
    "after": "#0072B2",
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
_DISPLAY_DPI = 100  # on the page; the file has more, for sharp screens
#: Faces like a page's own; pictures are laid out in DejaVu Sans, and none of these is wider.
_FACES = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
#: The Vietnamese of what code writes, kept with the website's translations.
VIETNAMESE = ROOT / "site/locale/vi/LC_MESSAGES/outputs.po"


@cache
def vietnamese() -> Catalogue:
    """What the catalogue and the data know in Vietnamese."""
    written = translations(VIETNAMESE) if VIETNAMESE.exists() else {}
    return Catalogue(written, in_both_languages(load()))


@contextmanager
def style() -> Iterator[None]:
    """The house style for what is drawn inside; outside, everybody's pictures stay theirs.

    >>> import pandas as pd
    >>> with style():
    ...     axes = pd.Series({"a": 3, "b": 5}).plot.barh()
    """
    with matplotlib.style.context(_HOUSE, after_reset=True):
        yield


def _few_colours(png: io.BytesIO) -> bytes:
    """The same PNG in a third of the bytes: flat bars and letters need no more than a palette."""
    smaller = io.BytesIO()
    with Image.open(png) as image:
        few = image.convert("RGB").quantize(_PALETTE, dither=Image.Dither.NONE)
        few.save(smaller, "PNG", optimize=True, dpi=image.info["dpi"])
    return smaller.getvalue()


_PALETTE = 96  # colours, with the shades at the edges of letters
_CLIP = re.compile(r'<clipPath id="(\w+)">(.*?)</clipPath>', re.DOTALL)


class Chart:
    """A finished picture: its name, title, alternative text, numbers and drawing.

    >>> numbers = pd.DataFrame({"what": ["a", "b"], "value": [3, 5]})
    >>> chart = Chart("own", "More of b", "Bars. a: 3; b: 5.", numbers, bars(numbers).figure)
    >>> chart.save("somewhere")  # doctest: +SKIP
    """

    @style()
    def __init__(
        self,
        name: str,
        title: str,
        alt: str,
        numbers: pd.DataFrame,
        figure: Figure,
        drawn: str = "",
    ) -> None:
        self.name, self.title, self.alt, self.numbers = name, title, alt, numbers
        self.drawn = drawn  # what there is to see
        self.figure = figure
        plt.close(figure)  # whoever shows it does so once, and not again at the cell's end
        figure.set_figwidth(_WIDTH)
        # A cell that is run again shows a drawing that has a title already, and room for it.
        self._height, title_before = getattr(figure, "bare", (figure.get_figheight(), None))
        if title_before:
            title_before.remove()
        self._heading = figure.text(
            0.015, 1, "", va="top", fontsize=13, fontweight="bold", linespacing=1.25
        )
        figure.texts.insert(0, figure.texts.pop())  # what comes first is read first
        figure.bare = self._height, self._heading
        self._lay_out(title)

    def _lay_out(self, title: str, letters: int = _TITLE) -> None:
        """Write the title above the drawing, make room for its lines, and set all in its place."""
        wide = 0.97 * 72 * self.figure.get_figwidth()
        wrapped = fill(title, letters, self._heading.get_fontproperties(), wide)
        room = 0.22 + 0.25 * (wrapped.count("\n") + 1)
        height = self._height + room
        self.figure.set_layout_engine("constrained")
        self.figure.set_figheight(height)
        self.figure.get_layout_engine().set(rect=(0.01, 0.01, 0.98, 1 - room / height - 0.01))
        self._heading.set(text=wrapped, y=1 - 0.1 / height)
        for axes in self.figure.axes:  # from where they began: the layout goes on from where it is
            if place := axes.get_subplotspec():
                axes.set_position(place.get_position(self.figure))
                axes.set_in_layout(True)
        self.figure.draw_without_rendering()
        # Laid out once: every drawing would do it again, and it takes longer than the drawing.  The
        # solver's last digits differ from run to run, and names in an SVG are made of them.
        self.figure.set_layout_engine("none")
        for axes in self.figure.axes:
            axes.set_position([round(place, 9) for place in axes.get_position().bounds])
            axes.set_in_layout(True)  # which placing it ended; it is laid out again in Vietnamese

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
            self.save(folder)

    @style()
    def save(self, folder: str | Path) -> None:
        """Write ``<name>.svg`` and ``<name>.csv`` into ``folder``, and ``vi/<name>.svg``.

        Beside each picture ``narrow/<name>.svg`` is the same for a phone.
        """
        folder = Path(folder)
        self._write(folder, str)
        self.numbers.to_csv(folder / f"{self.name}.csv", index=False, lineterminator="\n")
        words = vietnamese()
        other = self._copied()
        other._translate(words)
        other._write(folder / "vi", words.translate)

    def _copied(self) -> Chart:
        """The same chart with a drawing of its own."""
        one = copy.copy(self)
        one.figure = narrow.copied(self.figure)
        one._heading = one.figure.texts[0]
        return one

    def _write(self, folder: Path, say: Callable[[str], str]) -> None:
        """Write the picture as it is now, and a copy for phones; ``say`` gives its words' language."""
        (folder / "narrow").mkdir(parents=True, exist_ok=True)
        phone = self._copied()
        phone._height = narrow.make_narrow(phone.figure, phone._height)
        phone._heading.set_fontsize(12)
        phone._lay_out(say(self.title), narrow.TITLE)
        narrow.finish(phone.figure, narrow.units(self.figure))
        for chart, where in ((self, folder), (phone, folder / "narrow")):
            (where / f"{self.name}.svg").write_bytes(chart._svg(say))

    def _translate(self, words: Catalogue) -> None:
        """Say every text in Vietnamese, as far as it is translated, and lay the picture out anew."""

        def translated(text: str | Bilingual) -> str:
            if isinstance(text, Bilingual):
                said = words.translate(text.en) if words.knows(text.en) else text.vi
                return textwrap.fill(said, LABEL)
            width = max(map(len, text.split("\n"))) if "\n" in text else len(text) + 40
            return textwrap.fill(words.translate(text), width) if text.strip() else text

        for text in texts_of(self.figure):
            text.set_text(translated(text.get_text()))
        for axis in axis_pairs(self.figure):
            if labels := labels_of(axis):
                axis.set_ticks(axis.get_majorticklocs(), [translated(label) for label in labels])
            elif type(axis.get_major_formatter()) is ScalarFormatter:
                axis.set_major_formatter(CommaFormatter())
        self._lay_out(words.translate(self.title))

    @style()
    def _bytes(self, form: str) -> bytes:
        buffer = io.BytesIO()
        metadata = {"Date": None, "Creator": None} if form == "svg" else {"Software": None}
        self.figure.savefig(buffer, format=form, metadata=metadata)
        return _few_colours(buffer) if form == "png" else buffer.getvalue()

    def _svg(self, say: Callable[[str], str]) -> bytes:
        """The picture as SVG whose title and description a screen reader can speak.

        Its letters are text, in the face of the page around it; ``data-words`` lists them for
        whoever translates them, and ``data-drawn`` tells what there is to see.
        """
        text = _clips_named(self._bytes("svg").decode()).replace("'DejaVu Sans'", _FACES)
        end = text.index(">", text.index("<svg"))
        listed = escape(json.dumps(words_of(self.figure), ensure_ascii=False))
        named = f'data-words="{listed}" data-drawn="{escape(say(self.drawn))}"'
        words = f"<title>{escape(say(self.title))}</title>\n <desc>{escape(say(self.alt))}</desc>"
        opened = f'{text[:end]} role="img" {named}>'
        return f"{opened}\n {words}{text[end + 1 :]}".encode()


def _clips_named(svg: str) -> str:
    """A picture whose clips are named by what it prints of them, and not by digits beyond that."""
    for name, printed in dict(_CLIP.findall(svg)).items():
        svg = svg.replace(name, f"p{sha256(printed.encode()).hexdigest()[:10]}")
    return svg


def show(
    name: str, title: str, axes: Axes, frame: pd.DataFrame | pd.Series, *, drawn: str = ""
) -> None:
    """Show a picture with its finding as title, its alternative text and the numbers behind it.

    ``axes`` is what pandas or matplotlib drew on, or one of several of a figure.  The frame's rows
    are told one after the other in the alternative text, after ``drawn``, which may say how the
    picture looks; where it has a column ``x`` and a column ``x_vi``, a row that is labelled with
    the one gets both languages.  A script, where nothing shows a picture, prints the alternative
    text; ``picture`` gives the chart to be saved.

    >>> numbers = pd.Series({"a": 3, "b": 5}, name="value").rename_axis("what")
    >>> show("own", "More of b", bars(numbers), numbers)
    More of b. a: 3; b: 5.
    """
    chart = picture(name, title, axes, frame, drawn=drawn)
    if get_ipython() is None:
        print(chart)
    else:
        chart._ipython_display_()


def picture(
    name: str, title: str, axes: Axes, frame: pd.DataFrame | pd.Series, *, drawn: str = ""
) -> Chart:
    """The chart that ``show`` shows, to be saved or looked at.

    >>> numbers = pd.Series({"a": 3, "b": 5}, name="value").rename_axis("what")
    >>> picture("own", "More of b", bars(numbers), numbers, drawn="Two bars")
    More of b. Two bars. a: 3; b: 5.
    """
    numbers = flat(frame)
    figure = axes.get_figure()
    _name_rows(figure, numbers)
    alt = ". ".join(filter(None, (title, drawn, _told(numbers)))) + "."
    return Chart(name, title, alt, numbers, figure, drawn)


def _vietnamese(frame: pd.DataFrame) -> dict[str, str]:
    """The columns that stand in Vietnamese too, each with the name of its Vietnamese one."""
    return {name: f"{name}_vi" for name in frame.columns if f"{name}_vi" in frame.columns}


def _told(frame: pd.DataFrame) -> str:
    """The rows of a frame in words: the first column, then what the others hold."""
    first, *others = (name for name in frame.columns if name not in _vietnamese(frame).values())

    def cells(row: pd.Series) -> Iterator[str]:
        for name in others:
            if not pd.isna(row[name]) and str(row[name]):
                value = f"{row[name]:,}" if isinstance(row[name], int) else str(row[name])
                yield value if len(others) == 1 else f"{name} {value}".replace("_", " ")

    rows = (f"{row[first]}: {', '.join(cells(row))}" for _, row in frame.astype(object).iterrows())
    return "; ".join(rows)


def _name_rows(figure: Figure, frame: pd.DataFrame) -> None:
    """Give the labels of axes both languages, where the frame has both."""
    pairs = {
        str(en): Bilingual(str(en), str(vi))
        for one, other in _vietnamese(frame).items()
        for en, vi in zip(frame[one], frame[other], strict=True)
    }
    for axis in axis_pairs(figure):
        labels = [str(label) for label in labels_of(axis)]
        if not pairs.keys().isdisjoint(labels):
            axis.set_ticklabels([pairs.get(label, label) for label in labels])


@style()
def compare(name: str, title: str, corpus: Corpus, comparison: Comparison) -> Chart:
    """Figures side by side, with the caveat in the picture.

    Raises NotComparable where the data says that the figures may not be compared.
    """
    comparison.allowed()
    records = [corpus.record(key) for key in comparison.figures]
    figure, axes = canvas(0.62 * len(records) + 1.0)
    scale = max(_length(record) for record in records)
    for y, record in enumerate(records):
        axes.barh(y, _length(record) / scale, height=0.56, color=COLOURS["left"])
        sign = " %" if record.unit == "percent" else ""
        axes.text(
            _length(record) / scale + 0.015,
            y,
            f"{record.text}{sign}",
            va="center",
            fontweight="bold",
        )
    axes.set_xlim(0, 1.25)
    labels = [textwrap.fill(record.of, 44) for record in records]
    label_rows(axes, labels, fontsize=9.5)
    caveat = (
        f"Caveat ({join(comparison.obstacles)}): {comparison.note}" if comparison.obstacles else ""
    )
    figure.supxlabel(textwrap.fill(caveat, 96), x=0.015, ha="left", fontsize=10, style="italic")
    numbers = pd.DataFrame(
        {"record": record.key, "what": record.of, "value": record.text, "unit": record.unit,
         "caveat": ", ".join(comparison.obstacles)}
        for record in records
    )  # fmt: skip
    told = "; ".join(f"{record.of}: {record.text}" for record in records)
    drawn = "Bars on one scale, and what to bear in mind when comparing them"
    return Chart(name, title, f"{title}. {drawn}. {told}. {caveat}", numbers, figure, drawn)


def _length(record: Record) -> float:
    return float(record.value if not record.parts else record.parts[0])


# --- the canvas ----------------------------------------------------------------------------------


@contextmanager
def paper(height: float) -> Iterator[Axes]:
    """Empty axes as wide as a page and ``height`` inches high, and the house style to draw in.

    >>> with paper(1.2) as axes:
    ...     label_rows(axes, ["a", "b"])
    """
    with style():
        yield canvas(height)[1]


def canvas(height: float) -> tuple[Figure, Axes]:
    """A figure as wide as the text, ``height`` inches high; its title comes when it is finished."""
    figure = Figure(figsize=(_WIDTH, height), layout="constrained")
    return figure, figure.add_subplot()


@style()
def bars(
    frame: pd.DataFrame | pd.Series,
    *columns: str,
    ends: str | Sequence[str] | None = None,
    whole: float | None = None,
    colours: Mapping[str, str] = COLOURS,
) -> Axes:
    """A labelled bar for each row of a frame, the first one on top; several columns are stacked.

    The first column, or the index where it has one of its own, holds the labels.  Draws the
    ``columns``, or all others that hold numbers, in ``colours`` by their names; where a number is
    missing there is no bar.  Each value stands in its part of a stacked bar, or after the bar;
    ``ends`` are texts to stand there instead, or the column that holds them.  ``whole`` is what each
    bar is a part of, drawn pale behind it.

    Raises ValueError where there is no number from 0 up to draw, or something else among them.

    >>> axes = bars(pd.DataFrame({"what": ["a", "b"], "value": [3, 5]}))
    >>> [text.get_text() for text in axes.texts]
    ['3', '5']
    """
    frame = flat(frame)
    columns = columns or tuple(frame.iloc[:, 1:].select_dtypes("number").columns)
    values = _amounts(frame, columns)
    if ends is None:
        ends = columns[0] if len(columns) == 1 else []
    # Parts with room for it say what they are; where one has none, a legend does.
    named = (
        len(columns) > 1
        and values[values > 0].div(values.sum(axis=1), axis=0).min(axis=None) > 0.15
    )
    legend = len(columns) > 1 and not named
    height = 0.62 * len(frame) + (0.65 if legend else 0.3)
    _, axes = canvas(height)
    if whole:
        axes.barh(frame.index, whole, height=0.56, color=COLOURS["none"])
    for name, spare in zip(columns, _SPARE * len(columns), strict=False):
        colour = colours.get(name, COLOURS[spare])
        start = values[[*columns[: columns.index(name)]]].sum(axis=1)
        drawn = axes.barh(
            frame.index, values[name], left=start, height=0.56, color=colour, label=name
        )
        if len(columns) > 1:
            what = f" {name}" if named else ""
            said = [
                f"{value:,}{what}" if part else "" for value, part in zip(frame[name], values[name])
            ]
            room = values.sum(axis=1).max() * _LETTER
            parts = zip(said, values[name], strict=True)
            said = [text if room * len(text) < part else "" for text, part in parts]
            axes.bar_label(drawn, said, label_type="center", color=_on(colour))
    for y, end in enumerate(frame[ends] if isinstance(ends, str) else ends):
        x = max(whole or 0, values.loc[y].sum())
        said = end if isinstance(end, str) else "" if pd.isna(end) else f"{end:,}"
        axes.annotate(
            said, (x, y), (5, 0), textcoords="offset points", va="center", fontweight="bold"
        )
    axes.set_xlim(0, max(whole or 0, values.sum(axis=1).max()) or 1)  # where all are 0
    label_rows(axes, frame[frame.columns[0]].astype(str).tolist())
    if legend:
        axes.legend(loc="upper left", bbox_to_anchor=(0, 0), ncols=4, handlelength=1.1)
    return axes


def _amounts(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """What bars are to be drawn of, 0 where a number is missing; ValueError for all else."""
    if not columns:
        raise ValueError(
            f"found no column of numbers beside the labels in {frame.columns[0]!r}, expected one or "
            "more: bars(frame, 'column') names them, astype makes numbers of text"
        )
    if strange := [name for name in columns if name not in frame]:
        raise ValueError(
            f"found no column {strange[0]!r}, expected some of {', '.join(map(str, frame.columns))}"
        )
    for name in columns:
        for cell in frame[name].dropna():
            if isinstance(cell, str) or not hasattr(cell, "__float__"):
                raise ValueError(f"found {cell!r} in the column {name!r}, expected numbers")
            if not 0 <= float(cell) < inf:
                raise ValueError(
                    f"found {cell} in the column {name!r}, expected numbers from 0 up: a bar begins at 0"
                )
    if frame[[*columns]].isna().all(axis=None):
        raise ValueError(
            f"found no number in {join(columns)}, expected one at least: nothing to draw"
        )
    return frame[[*columns]].map(lambda cell: 0.0 if pd.isna(cell) else float(cell))


_LETTER = 0.014  # a letter's width as a part of the longest bar's
_SPARE = ["left", "cut", "before", "date", "document", "accent"]  # for columns of other names


def _on(colour: str) -> str:
    """White or near black, whichever is easier to read on a colour."""
    red, green, blue = to_rgb(colour)
    return "white" if 0.299 * red + 0.587 * green + 0.114 * blue < 0.55 else "#1a1a1a"


def label_rows(axes: Axes, labels: Sequence[Bilingual], *, fontsize: float = 11) -> None:
    """One labelled row each from the top down, and no scale: values are written on the picture."""
    axes.set_yticks(range(len(labels)), labels, fontsize=fontsize)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
