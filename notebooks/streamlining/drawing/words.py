"""The words on a picture: labels at its axes, and every other text."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axis import Axis
from matplotlib.category import StrCategoryLocator
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.ticker import FixedLocator, ScalarFormatter

LABEL = 38  # characters of a row's label before it wraps


class Bilingual(NamedTuple):
    """A label in both languages."""

    en: str
    vi: str

    def __str__(self) -> str:
        return f"{textwrap.fill(self.en, LABEL)}\n{self.vi}"


def fill(text: str, letters: int, font: FontProperties, width: float) -> str:
    """A text in lines of so many letters, or of fewer where one would be wider than ``width`` points.

    >>> fill("mmm iii", 7, FontProperties(size=10), 40)
    'mmm\\niii'
    """

    def wide(line: str) -> float:
        return text_to_path.get_text_width_height_descent(line, font, ismath=False)[0]

    filled = textwrap.fill(text, letters)
    longest = max(map(len, text.split()), default=0)
    while letters > longest and max(map(wide, filled.split("\n"))) > width:
        letters -= 1
        filled = textwrap.fill(text, letters)
    return filled


class CommaFormatter(ScalarFormatter):
    """Writes the numbers of a scale as Vietnamese print does: 40,2."""

    def __call__(self, x: float, pos: int | None = None) -> str:
        """The number at a tick."""
        return super().__call__(x, pos).replace(".", ",")


def words_of(figure: Figure) -> list[str]:
    """Every text that stands on a picture, without those that a label says in Vietnamese already."""
    ticks = [label for axis in axis_pairs(figure) for label in labels_of(axis)]
    texts = [text.get_text() for text in texts_of(figure)]
    plain = [label for label in ticks if not isinstance(label, Bilingual)]
    return [" ".join(text.split()) for text in (*texts, *plain) if text.strip()]


def axis_pairs(figure: Figure) -> list[Axis]:
    """Both axes of each pair."""
    return [axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)]


def labels_of(axis: Axis) -> Sequence[str | Bilingual]:
    """The labels that an axis was given; none where it counts."""
    if not isinstance(axis.get_major_locator(), (FixedLocator, StrCategoryLocator)):
        return []
    return axis.get_major_formatter().format_ticks(axis.get_majorticklocs())


def texts_of(figure: Figure) -> list[Text]:
    """Every visible text of a figure but those at ticks, which an axis writes at each drawing."""
    ticks = {id(label) for axis in axis_pairs(figure) for label in axis.get_ticklabels()}
    texts = (text for text in figure.findobj(Text) if text.get_visible())
    return [text for text in texts if id(text) not in ticks]
