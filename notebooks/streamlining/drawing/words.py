"""The words on a picture: labels at its axes, and every other text."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axis import Axis
from matplotlib.category import StrCategoryLocator
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator

LABEL = 38  # characters of a row's label before it wraps


class Bilingual(NamedTuple):
    """A label in both languages."""

    en: str
    vi: str

    def __str__(self) -> str:
        return f"{textwrap.fill(self.en, LABEL)}\n{self.vi}"


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
