"""Pictures as a reader sees them: each states a finding and comes with its words and its numbers."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from printed.reading.periods import in_words

from .coding.comparisons import Comparison
from .coding.records import Record
from .coding.relations import Result
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
    "label_rows",
    "paper",
    "picture",
    "show",
    "style",
]

# --- what went out of what -----------------------------------------------------------------------


class Cut(NamedTuple):
    """What was cut of a whole; ``implied`` when the whole is worked out and not printed."""

    label: Bilingual
    cut: Record
    before: Record | Result
    implied: bool = False

    @property
    def sizes(self) -> tuple[int, int, int]:
        """Before, cut and left."""
        before, cut = int(self.before.value), int(self.cut.value)
        return before, cut, before - cut


@style()
def cuts(name: str, title: str, rows: Sequence[Cut]) -> Chart:
    """A bar for each whole, divided into what is left and what went."""
    figure, axes = canvas(title, 0.95 * len(rows) + 0.35)
    for y, row in enumerate(rows):
        before, cut, left = row.sizes
        for start, width, kind, colour in (
            (0, left, "left", "white"),
            (left, cut, "cut", "#1a1a1a"),
        ):
            axes.barh(
                y, width / before, left=start / before, height=0.5, color=COLOURS[kind],
                edgecolor="white",
            )  # fmt: skip
            axes.text(
                (start + width / 2) / before, y, f"{width:,} {kind}", ha="center", va="center",
                fontweight="bold", color=colour,
            )  # fmt: skip
        of = f"{before:,} before{chr(10) + '(implied)' if row.implied else ''}"
        axes.text(1.01, y, of, va="center", fontsize=10, color="#555555")
    axes.set_xlim(0, 1.22)
    label_rows(axes, [row.label for row in rows])
    numbers = pd.DataFrame(
        {
            "what": row.label.en,
            "what_vi": row.label.vi,
            **dict(zip(("before", "cut", "left"), row.sizes, strict=True)),
            "before_is": "implied" if row.implied else "printed",
        }
        for row in rows
    )
    told = "; ".join(
        "{}: {:,}{} before, {:,} cut, {:,} left".format(
            row.label.en, row.sizes[0], " (implied)" if row.implied else "", *row.sizes[1:]
        )
        for row in rows
    )
    alt = f"{title}. Bars divided into what is left and what was cut. {told}."
    return Chart(name, title, alt, numbers, figure)


class Change(NamedTuple):
    """A count before and after, with the label of its row."""

    label: Bilingual
    before: Record
    after: Record


@style()
def before_after(name: str, title: str, rows: Sequence[Change]) -> Chart:
    """Two bars for each count, before and after, each row on a scale of its own."""
    figure, axes = canvas(title, 1.15 * len(rows) + 0.2)
    for y, row in enumerate(rows):
        top = max(row.before.value, row.after.value)
        for offset, record, colour in ((-0.2, row.before, "before"), (0.2, row.after, "left")):
            width = float(record.value / top)
            axes.barh(y + offset, width, height=0.36, color=COLOURS[colour])
            said = f"{record.text}  ({in_words(record.time_period)})"
            axes.text(
                width + 0.015, y + offset, said, va="center",
                fontweight="bold" if colour == "left" else "normal",
            )  # fmt: skip
    axes.set_xlim(0, 1.42)
    label_rows(axes, [row.label for row in rows])
    if len(rows) > 1:
        figure.supxlabel(
            "Each pair of bars has a scale of its own.", x=0.015, ha="left", fontsize=9.5
        )
    numbers = pd.DataFrame(
        {
            "what": row.label.en,
            "what_vi": row.label.vi,
            "before": row.before.text,
            "before_period": row.before.time_period,
            "after": row.after.text,
            "after_period": row.after.time_period,
        }
        for row in rows
    )
    told = "; ".join(f"{r.label.en}: {r.before} before, {r.after} after" for r in rows)
    return Chart(name, title, f"{title}. Pairs of bars. {told}.", numbers, figure)


@style()
def parts(name: str, title: str, whole: Record, rows: Sequence[tuple[Bilingual, Record]]) -> Chart:
    """What a total consists of: one bar for each part, largest first, and the total."""
    rows = sorted(rows, key=lambda row: -row[1].value)
    figure, axes = canvas(title, 0.62 * len(rows) + 0.3)
    for y, (_, part) in enumerate(rows):
        share = float(part.value / whole.value)
        axes.barh(y, 1, height=0.56, color=COLOURS["none"])
        axes.barh(y, share, height=0.56, color=COLOURS["cut"])
        axes.text(1.015, y, f"{part.text} of {whole.text}", va="center", fontweight="bold")
    axes.set_xlim(0, 1.22)
    label_rows(axes, [label for label, _ in rows])
    numbers = pd.DataFrame(
        {"part": label.en, "part_vi": label.vi, "value": part.text, "whole": whole.text}
        for label, part in rows
    )
    told = ", ".join(f"{part.text} {label.en}" for label, part in rows)
    return Chart(
        name, title, f"{title}. Bars of the parts of {whole.text}: {told}.", numbers, figure
    )


# --- how many of how many ------------------------------------------------------------------------


@style()
def adoption(name: str, title: str, of: int, rows: Sequence[tuple[Bilingual, Record]]) -> Chart:
    """A row of ``of`` tiles for each model, filled for every place that adopted it.

    A record counts as k/n, as a plain count, or as 100 percent.
    """
    rows = sorted(rows, key=lambda row: -_adopters(row[1], of))
    figure, axes = canvas(title, 0.56 * len(rows) + 0.35)
    for y, (_, record) in enumerate(rows):
        note = _NOT_YET.get(record.status, "")
        for x in range(of):
            filled = x < _adopters(record, of)
            axes.add_patch(
                Rectangle(
                    (x, y - 0.3),
                    0.86,
                    0.6,
                    facecolor=COLOURS["none"] if not filled or note else COLOURS["left"],
                    hatch=HATCH if filled and note else None,
                    edgecolor=COLOURS["left"] if filled and note else "none",
                    linewidth=0.8,
                )
            )
        printed = f"{record.printed}{' %' if record.unit == 'percent' else ''}"
        axes.text(of + 0.25, y, f"{printed}{note}", va="center", fontweight="bold")
    axes.set_xlim(0, of * 1.36)
    label_rows(axes, [label for label, _ in rows], fontsize=9.5)
    numbers = pd.DataFrame(
        {
            "model": label.en,
            "model_vi": label.vi,
            "printed": record.printed,
            "adopters": _adopters(record, of),
            "of": of,
            "status": record.status,
        }
        for label, record in rows
    )
    told = "; ".join(
        f"{label.en} {_adopters(record, of)}{_NOT_YET.get(record.status, '')}"
        for label, record in rows
    )
    alt = f"{title}. Rows of {of} tiles, one a district, filled for those that adopted. {told}."
    return Chart(name, title, alt, numbers, figure)


_NOT_YET = {"planned": " approved", "pilot": " on trial"}


def _adopters(record: Record, of: int) -> int:
    """Adopters out of ``of``; raises ValueError when the record does not say a whole number."""
    if record.parts:
        count = record.parts[0]
        if record.parts[1] != of:
            raise ValueError(f"{record.key} counts out of {record.parts[1]}, not {of}")
        return count
    count = record.value * of / 100 if record.unit == "percent" else record.value
    if count.denominator != 1:
        raise ValueError(f"{record.key} gives no whole number out of {of}")
    return int(count)


@style()
def shares(name: str, title: str, rows: Sequence[tuple[Bilingual, Record]]) -> Chart:
    """Percentages on one scale from 0 to 100; one printed as "more than" is open to the right."""
    rows = sorted(rows, key=lambda row: -row[1].value)
    figure, axes = canvas(title, 0.56 * len(rows) + 0.6)
    for y, (_, record) in enumerate(rows):
        x = float(record.value)
        axes.plot(
            [0, 100], [y, y], color=COLOURS["none"], linewidth=7, solid_capstyle="butt", zorder=1
        )
        if record.qualifier == ">":
            axes.annotate(
                "", (min(x + 9, 100), y), (x, y), zorder=2,
                arrowprops={"arrowstyle": "->", "color": COLOURS["left"], "linewidth": 2},
            )  # fmt: skip
        axes.plot(
            x, y, marker="o", markersize=9, zorder=3, color=COLOURS["left"],
            markerfacecolor="white" if record.qualifier == ">" else COLOURS["left"],
            markeredgewidth=2,
        )  # fmt: skip
        axes.text(
            102, y, f"{record.text} %".replace("more than", ">"), va="center", fontweight="bold"
        )
    axes.set_xlim(0, 122)
    label_rows(axes, [label for label, _ in rows], fontsize=10)
    axes.set_xticks([0, 50, 100], ["0 %", "50 %", "100 %"])
    numbers = pd.DataFrame(
        {
            "what": label.en,
            "what_vi": label.vi,
            "printed": record.printed,
            "qualifier": record.qualifier,
            "percent": float(record.value),
        }
        for label, record in rows
    )
    told = "; ".join(f"{label.en} {record.text} %" for label, record in rows)
    return Chart(name, title, f"{title}. Dots on a scale of percentages. {told}.", numbers, figure)


@style()
def counts(name: str, title: str, rows: Sequence[tuple[Bilingual, Record]]) -> Chart:
    """A row of squares for each count, one square a thing; only for counts that fit a row."""
    figure, axes = canvas(title, 0.62 * len(rows) + 0.3)
    for y, (_, record) in enumerate(rows):
        for x in range(int(record.value)):
            axes.add_patch(Rectangle((x, y - 0.3), 0.8, 0.6, facecolor=COLOURS["cut"]))
        axes.text(int(record.value) + 0.2, y, record.text, va="center", fontweight="bold")
    most = max(int(record.value) for _, record in rows)
    axes.set_xlim(0, max(most * 1.3, 12))
    label_rows(axes, [label for label, _ in rows])
    return _listed(name, title, "One square a thing", rows, figure)


def _listed(
    name: str, title: str, how: str, rows: Sequence[tuple[Bilingual, Record]], figure: Figure
) -> Chart:
    """A chart of plain counts, with its words and numbers."""
    numbers = pd.DataFrame(
        {"what": label.en, "what_vi": label.vi, "value": record.text, "unit": record.unit}
        for label, record in rows
    )
    told = "; ".join(f"{label.en}: {record.text}" for label, record in rows)
    return Chart(name, title, f"{title}. {how}. {told}.", numbers, figure)


# --- when ----------------------------------------------------------------------------------------


class Event(NamedTuple):
    """Something that happened on a day, or lasted from one to another."""

    label: str
    first: date
    last: date | None = None


@style()
def timeline(name: str, title: str, events: Sequence[Event]) -> Chart:
    """Days and spans of time, earliest first, each labelled directly."""
    events = sorted(events, key=lambda event: (event.first, event.last or event.first))
    figure, axes = canvas(title, 0.62 * len(events) + 0.6)
    days = [day for event in events for day in (event.first, event.last) if day]
    low, high = min(days).toordinal(), max(days).toordinal()
    for y, event in enumerate(events):
        start, end = event.first.toordinal(), (event.last or event.first).toordinal()
        colour = COLOURS["cut"] if event.last else COLOURS["left"]
        axes.plot([start, end], [y, y], color=colour, linewidth=5, solid_capstyle="butt")
        axes.plot(start, y, marker="o", markersize=8, color=colour)
        late = (start + end) / 2 > (low + high) / 2
        axes.text(
            end if late else start, y - 0.22, event.label, va="bottom",
            ha="right" if late else "left", fontsize=10.5,
        )  # fmt: skip
    years = range(min(days).year, max(days).year + 2)
    axes.set_xticks([date(year, 1, 1).toordinal() for year in years], [str(y) for y in years])
    axes.tick_params(axis="x", length=4)
    axes.set_yticks([])
    axes.set_xlim(low - 60, high + 90)
    axes.set_ylim(len(events) - 0.6, -1)
    axes.grid(axis="x", color=COLOURS["none"])
    axes.set_axisbelow(True)
    numbers = pd.DataFrame(
        {"event": event.label, "first": event.first, "last": event.last or event.first}
        for event in events
    )
    told = "; ".join(
        f"{e.label}, {e.first.isoformat()}{f' to {e.last.isoformat()}' if e.last else ''}"
        for e in events
    )
    return Chart(name, title, f"{title}. A timeline. {told}.", numbers, figure)


# --- across articles -----------------------------------------------------------------------------


@style()
def compare(name: str, title: str, corpus: Corpus, comparison: Comparison) -> Chart:
    """Figures side by side, with the caveat in the picture.

    Raises NotComparable where the data says that the figures may not be compared.
    """
    comparison.allowed()
    records = [corpus.record(key) for key in comparison.figures]
    figure, axes = canvas(title, 0.62 * len(records) + 1.0)
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
