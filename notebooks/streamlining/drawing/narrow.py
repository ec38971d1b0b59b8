"""The same picture for a phone: as wide as its column of text, rows labelled above, not beside."""

from __future__ import annotations

import copyreg
import io
import pickle
import re
import textwrap
from itertools import count, pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.text import Text

from .words import Bilingual, fill, labels_of

WIDTH = 3.42  # inches: the 328 CSS pixels that a phone of 360 leaves a page's text
TITLE = 34  # characters of a title before it wraps
_SMALLEST = 8.5  # points: a little over 11 CSS pixels
_LARGEST = 9.5
_LINE = 0.16  # inches of a label's line
_WIDE = 430  # points that a line of letters may take, counted in their size
_ROOM = 0.92 * WIDTH * 72  # points that a line may take as its letters are, wherever axes begin
_THIN = 0.55  # a row is so much lower than on the wide picture
_LOWEST = 0.19  # inches of a row: a number fits into its bar
_WRAPPED = re.compile(r"(?<=[^\n]{60})\n")  # a line's end that only its length made
_MARK = 7  # points of the smallest square


def copied(figure: Figure) -> Figure:
    """A copy of a laid-out figure, whose labels at bars stand at places of their own."""
    for text in figure.findobj(lambda one: callable(getattr(one, "xycoords", None))):
        box = text.xycoords(None)
        middle = [
            low + part * (high - low)
            for low, high, part in zip(box.min, box.max, text.xy, strict=True)
        ]
        text.xy, text.xycoords = text.axes.transData.inverted().transform(middle), "data"
    written = io.BytesIO()
    pickler = pickle.Pickler(written)
    # matplotlib numbers categories by a counter, which Python from 3.14 on does not copy itself.
    pickler.dispatch_table = copyreg.dispatch_table | {
        count: lambda counter: (count, (int(repr(counter)[len("count(") : -1]),))
    }
    pickler.dump(figure)
    return pickle.loads(written.getvalue())


def make_narrow(figure: Figure, height: float) -> float:
    """Make a wide, laid-out figure a narrow one, to be laid out anew; returns its new height.

    ``height`` is that of the figure without its title, in inches, as is what is returned.  Labels
    of rows come to stand above them, in one language; letters stay as large as on the wide one, or
    as large as a phone's reader needs; squares of a map or a count shrink with it.
    """
    before = {axes: axes.get_position().height * figure.get_figheight() for axes in figure.axes}
    figure.set_figwidth(WIDTH)
    title = figure.texts[0]
    height += sum(_rewrap(text) for text in figure.findobj(Text) if text is not title)
    for axes in figure.axes:
        if said := labels_of(axes.xaxis):
            letters = int(_WIDE * 0.8 / _SMALLEST / len(said))
            said = [textwrap.fill(str(label), letters, break_long_words=False) for label in said]
            height += _LINE * max(label.count("\n") for label in said)
            axes.set_xticks(axes.get_xticks(), said, rotation=0)
        height += _fold_legend(axes)
        axes.patch.set_visible(False)  # a label may reach over what stands beside its row
    rows = {axes: _room(axes, before[axes]) for axes in figure.axes if _row_labels(axes)}
    for axes, (pitch, bands) in rows.items():
        height += (sum(bands) + pitch * len(bands)) - before[axes]
        _label_above(axes, pitch, bands)
    height += _divide(figure, before | {axes: sum(b) + p * len(b) for axes, (p, b) in rows.items()})
    return height


def units(figure: Figure) -> list[float]:
    """How many points wide a unit of each horizontal scale is."""
    return [_points_a_unit(axes) for axes in figure.axes]


def finish(figure: Figure, before: list[float]) -> None:
    """Let nothing on a narrow figure run into its neighbour; ``before`` are the units of the wide one."""
    for axes, unit, wide in zip(figure.axes, units(figure), before, strict=True):
        _thin_out(axes)
        _shrink_marks(axes, unit / wide)


def _rewrap(text: Text) -> float:
    """Give a text a phone's size and width; returns the inches that more lines of it take."""
    inside = getattr(text, "xycoords", "") == "data" and text.get_ha() == "center"  # a bar
    size = _SMALLEST if inside else min(max(text.get_fontsize(), _SMALLEST), _LARGEST)
    text.set_fontsize(size)
    said, lines = _WRAPPED.sub(" ", text.get_text()), text.get_text().count("\n")
    letters = int(_WIDE / text.get_fontsize())
    font = text.get_fontproperties()
    text.set_text("\n".join(fill(line, letters, font, _ROOM) for line in said.split("\n")))
    if text.get_text() == said:
        return 0
    if text.get_verticalalignment() == "baseline":
        text.set_verticalalignment("bottom")
    return _LINE * (text.get_text().count("\n") - lines)


def _fold_legend(axes: Axes) -> float:
    """Give a legend two columns at most; returns the inches that its further rows take."""
    legend = axes.get_legend()
    if not legend or legend._ncols <= 2:
        return 0
    said = [text.get_text() for text in legend.get_texts()]
    axes.legend(legend.legend_handles, said, loc="upper left", bbox_to_anchor=(0, 0), ncols=2)
    return 0.2 * (-(-len(said) // 2) - -(-len(said) // legend._ncols))


# --- rows with their labels above ----------------------------------------------------------------


def _row_labels(axes: Axes) -> list[str]:
    """The labels of an axes' rows, in one language; none where it has no rows, or shares another's."""
    if not axes.yaxis.get_tick_params().get("labelleft", True) or not axes.axison:
        return []
    said = [label.en if isinstance(label, Bilingual) else label for label in labels_of(axes.yaxis)]
    font = axes.yaxis.get_ticklabels()[0].get_fontproperties().copy()
    font.set_size(_size(axes))
    letters = int(_WIDE / _size(axes))
    return [fill(" ".join(label.split()), letters, font, _ROOM) for label in said]


def _size(axes: Axes) -> float:
    """The points of rows' labels."""
    return min(max(axes.yaxis.get_ticklabels()[0].get_fontsize(), _SMALLEST), _LARGEST)


def _room(axes: Axes, height: float) -> tuple[float, list[float]]:
    """The inches of a row without its label, and of each row's label."""
    said = _row_labels(axes)
    hanging = [text.get_text().count("\n") + 1 for text in axes.texts if text.get_va() == "top"]
    standing = any(text.get_va() == "baseline" for text in axes.texts)
    pitch = max(height / len(said) * (1 if standing else _THIN), _LOWEST)
    pitch += 2.4 * _LINE * max(hanging, default=0)
    return pitch, [_LINE * (label.count("\n") + 1) if label else 0 for label in said]


def _label_above(axes: Axes, pitch: float, bands: list[float]) -> None:
    """Move the labels of rows above them: what is drawn at a row comes to stand under its label."""
    said, falling = _row_labels(axes), axes.yaxis.get_inverted()
    size = _size(axes)
    # A row's stretch is as long as its pitch, and its label's band lies above it.
    places, inches, tops, at = [], [], [], 0.0
    for y, band in enumerate(bands):
        at += band if falling else 0
        places += [y - 0.4999, y + 0.5]
        inches += [at, at + pitch]
        at += pitch + (0 if falling else band)
        tops.append(at - pitch - band if falling else at)
    scale = [np.array([-0.5, *places, len(bands) - 0.4998]), np.array([0, *inches, at])]
    if falling:
        scale = [np.array([-0.5, *places]), np.array([0, *inches])]
    axes.set_yscale("function", functions=(_stretch(*scale), _stretch(*scale[::-1])))
    axes.set_yticks([])
    ends = (scale[0][0], scale[0][-1])
    axes.set_ylim(*(ends[::-1] if falling else ends))
    for label, top in zip(said, tops, strict=True):
        up = 1 - top / at if falling else top / at
        axes.text(
            0, up, label, transform=axes.transAxes, fontsize=size, va="top", linespacing=1.15,
        ).set_in_layout(False)  # fmt: skip


def _stretch(before: np.ndarray, after: np.ndarray):
    """A piecewise straight function, which goes on beyond its ends."""

    def function(values):
        inside = np.interp(values, before, after)
        low, high = np.minimum(values - before[0], 0), np.maximum(values - before[-1], 0)
        return inside + low + high

    return function


def _divide(figure: Figure, heights: dict[Axes, float]) -> float:
    """Give axes above each other the heights that they need, and put strangers below each other.

    Axes beside each other are strangers where they have no scale in common; returns the inches that
    they need besides.
    """
    grid = figure.axes[0].get_gridspec()
    if not grid or len(figure.axes) == 1:
        return 0
    if grid.nrows > 1:
        grid.set_height_ratios([heights[axes] for axes in figure.axes])
    elif len(figure.axes[0].get_shared_y_axes().get_siblings(figure.axes[0])) == 1:
        below = figure.add_gridspec(len(figure.axes), 1)
        for row, axes in enumerate(figure.axes):
            axes.set_subplotspec(below[row])
        return sum(heights.values()) - max(heights.values())
    return 0


# --- scales and marks ----------------------------------------------------------------------------


def _thin_out(axes: Axes) -> None:
    """Leave out every other number or date of a scale where they would run into each other."""
    said = [label for label in axes.get_xticklabels() if label.get_text()]
    boxes = [label.get_window_extent() for label in said]
    counts = not any(letter.isalpha() for label in said for letter in label.get_text())
    if counts and any(one.x1 + 4 > other.x0 for one, other in pairwise(boxes)):
        axes.set_xticks(axes.get_xticks()[::2], labels_of(axes.xaxis)[::2] or None)


def _points_a_unit(axes: Axes) -> float:
    """How many points wide a unit of the horizontal scale is."""
    (left, _), (right, _) = axes.transData.transform([(0, 0), (1, 0)])
    return (right - left) * 72 / axes.get_figure().dpi


def _shrink_marks(axes: Axes, scale: float) -> None:
    """Let marks keep their distance, and stay large enough to see."""
    for line in axes.lines:
        line.set_markersize(
            max(line.get_markersize() * min(scale, 1), min(line.get_markersize(), _MARK))
        )
    for marks in axes.collections:
        if isinstance(marks, PathCollection):
            sides = np.sqrt(marks.get_sizes())
            marks.set_sizes(np.maximum(sides * min(scale, 1), np.minimum(sides, _MARK)) ** 2)
