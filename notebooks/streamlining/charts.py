"""Pictures as a reader draws them: any axes, shown with a finding, its words and its numbers.

>>> from streamlining import charts
>>> numbers = pd.DataFrame({"what": ["a", "b"], "value": [3, 5]})
>>> charts.show("own", "More of b", charts.bars(numbers), numbers)  # doctest: +SKIP
"""

from __future__ import annotations

import textwrap

import pandas as pd

from .coding.comparisons import Comparison
from .coding.records import Record
from .corpus import Corpus
from .pictures import (
    COLOURS,
    HATCH,
    Bilingual,
    Chart,
    bars,
    canvas,
    label_rows,
    paper,
    picture,
    show,
    style,
)
from .tables import join

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
    return Chart(name, title, f"{title}. Bars. {told}. {caveat}", numbers, figure)


def _length(record: Record) -> float:
    return float(record.value if not record.parts else record.parts[0])
