"""Pictures as a reader sees them: each states a finding and comes with its words and its numbers."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from printed.reading.periods import in_words
from printed.verdicts import VERDICTS

from .coding.comparisons import Comparison
from .coding.findings import Finding
from .coding.records import Record
from .coding.relations import Result
from .corpus import Article, Corpus
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


@style()
def magnitudes(name: str, title: str, rows: Sequence[tuple[Bilingual, Record]]) -> Chart:
    """Counts on one scale, a bar each, largest first."""
    rows = sorted(rows, key=lambda row: -row[1].value)
    figure, axes = canvas(title, 0.62 * len(rows) + 0.3)
    for y, (_, record) in enumerate(rows):
        axes.barh(y, float(record.value), height=0.56, color=COLOURS["cut"])
        axes.text(float(record.value), y, f"  {record.text}", va="center", fontweight="bold")
    axes.set_xlim(0, float(rows[0][1].value) * 1.15)
    label_rows(axes, [label for label, _ in rows])
    return _listed(name, title, "A bar for each count", rows, figure)


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


# --- the collection at a glance ------------------------------------------------------------------


@style()
def tile_map(name: str, title: str, corpus: Corpus) -> Chart:
    """The 63 provinces of the time, a tile each, those of the articles filled and named."""
    figure, axes = canvas(title, 7.6)
    told = {_province(corpus, article.head.place): article for article in corpus}
    for tile in corpus.provinces:
        article = told.get(tile.name_vi)
        axes.add_patch(
            Rectangle(
                (tile.col, tile.row),
                0.92,
                0.92,
                facecolor=COLOURS["left"] if article else COLOURS["none"],
            )
        )
        axes.text(
            tile.col + 0.46, tile.row + 0.48, tile.abbr, ha="center", va="center", fontsize=9,
            color="white" if article else "#777777", fontweight="bold" if article else "normal",
        )  # fmt: skip
    right = max(tile.col for tile in corpus.provinces)
    rows = []
    for tile in sorted(corpus.provinces, key=lambda tile: (tile.row, tile.col)):
        here = [a for a in corpus if _province(corpus, a.head.place) == tile.name_vi]
        for article in here:
            place = corpus.places[article.head.place]
            within = "" if place.name_vi == tile.name_vi else f", district of {tile.name_vi}"
            rows.append((tile, article, f"{place.name_vi}{within}"))
    for y, (tile, article, text) in enumerate(rows):
        figures = _some(len(article.records), "figure")
        label = f"{tile.abbr}  {text}\n{in_words(article.head.published)}; {figures}"
        axes.text(right + 1.6, 1.2 + y * 1.35, label, va="center", fontsize=10.5, linespacing=1.35)
    axes.set_xlim(-0.2, right + 8)
    axes.set_ylim(max(tile.row for tile in corpus.provinces) + 1.1, -0.2)
    axes.set_aspect("equal")
    axes.set_axis_off()
    numbers = pd.DataFrame(
        {
            "province": tile.name_vi,
            "code": tile.code,
            "place": corpus.places[article.head.place].name_vi,
            "article": article.id,
            "published": article.head.published,
            "figures": len(article.records),
        }
        for tile, article, _ in rows
    )
    alt = (
        f"{title}. A map of tiles, one a province of the time; marked are "
        f"{join(text for _, _, text in rows)}."
    )
    return Chart(name, title, alt, numbers, figure)


def _some(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _province(corpus: Corpus, place: str) -> str:
    """Vietnamese name of the province that a place is or lies in."""
    while corpus.places[place].level != "province":
        place = corpus.places[place].parent
    return corpus.places[place].name_vi


@style()
def accounting(name: str, title: str, corpus: Corpus) -> Chart:
    """The numerals of each article, by what accounts for them."""
    kinds = ("record", "date", "document", "set-aside")
    words = ("figures", "dates", "document numbers", "set aside")
    table = (
        corpus.frames["numerals"].groupby(["article", "accounted_as"]).size().unstack(fill_value=0)
        .reindex(index=list(corpus.articles), columns=kinds, fill_value=0)
    )  # fmt: skip
    figure, axes = canvas(title, 0.46 * len(table) + 0.75)
    left = [0] * len(table)
    for kind, word in zip(kinds, words, strict=True):
        values = table[kind].tolist()
        axes.barh(range(len(table)), values, left=left, height=0.62, label=word,
                  color=COLOURS[kind], edgecolor="white")  # fmt: skip
        for y, (start, value) in enumerate(zip(left, values, strict=True)):
            if value > 1:
                axes.text(start + value / 2, y, value, ha="center", va="center", fontsize=10,
                          color="white" if kind == "record" else "#1a1a1a")  # fmt: skip
        left = [start + value for start, value in zip(left, values, strict=True)]
    for y, total in enumerate(left):
        axes.text(total + 0.6, y, total, va="center", fontweight="bold")
    axes.set_xlim(0, max(left) * 1.08)
    label_rows(axes, table.index)
    axes.legend(loc="upper center", bbox_to_anchor=(0.45, 0), ncols=4, handlelength=1.1)
    table["all"] = table.sum(axis="columns")
    table.loc["all"] = table.sum()
    numbers = table.rename(columns=dict(zip(kinds, words, strict=True))).reset_index()
    told = "; ".join(f"{row.article}: {total}" for row, total in zip(numbers.itertuples(), left))
    sums = join(f"{table[kind]['all']} {word}" for kind, word in zip(kinds, words, strict=True))
    return Chart(
        name,
        title,
        f"{title}. Stacked bars, a bar an article. {told}. In all {sums}.",
        numbers,
        figure,
    )


@style()
def numeral_kinds(name: str, title: str, corpus: Corpus, article: Article) -> Chart:
    """The numerals of one article, by kind, those set aside by their reason."""
    numerals = corpus.frames["numerals"]
    mine = numerals[numerals["article"] == article.id]
    words = {"record": "figures", "date": "dates", "document": "document numbers"}
    kinds = (
        mine["accounted_as"]
        .replace(words)
        .mask(
            mine["accounted_as"] == "set-aside",
            "set aside: " + mine["reason"].str.partition(":")[0],
        )
    )
    table = kinds.value_counts()
    figure, axes = canvas(title, 0.46 * len(table) + 0.3)
    axes.barh(range(len(table)), table, height=0.6, color=COLOURS["before"])
    for y, (kind, count) in enumerate(table.items()):
        if kind == words["record"]:
            axes.barh(y, count, height=0.6, color=COLOURS["record"])
        axes.text(count + 0.06, y, count, va="center", fontweight="bold")
    axes.set_xlim(0, table.max() * 1.1)
    label_rows(axes, table.index)
    numbers = table.rename_axis("kind").reset_index(name="numerals")
    told = "; ".join(f"{kind}: {count}" for kind, count in table.items())
    return Chart(name, title, f"{title}. A bar for each kind of numeral. {told}.", numbers, figure)


# --- the audit -----------------------------------------------------------------------------------

_REACH = 7  # steps of the last printed digit that the picture shows on either side


@style()
def meetings(name: str, title: str, rows: Sequence[tuple[Bilingual, Finding]]) -> Chart:
    """Where recomputed percentages lie against the spans that the printed ones stand for.

    The scale counts steps of each percentage's own last digit, so that all can stand together.
    """
    figure, axes = canvas(title, 0.6 * len(rows) + 1.0)
    numbers = []
    for y, (label, finding) in enumerate(rows):
        spans = finding.outcome.spans
        step = spans["truncated"].high - spans["truncated"].low
        zero = spans["truncated"].low
        axes.plot([-_REACH, _REACH], [y, y], color=COLOURS["none"], linewidth=1, zorder=0)
        for mode, height, colour in (("rounded", 0.44, "date"), ("truncated", 0.2, "cut")):
            low, high = (float((end - zero) / step) for end in (spans[mode].low, spans[mode].high))
            axes.barh(y, high - low, left=low, height=height, color=COLOURS[colour], zorder=1)
        for kind in ("recomputed", "below", "above"):
            if kind in spans:
                at = float((spans[kind].low - zero) / step)
                shown = max(-_REACH, min(_REACH, at))
                marker = "D" if shown == at else "<" if at < 0 else ">"
                face = COLOURS["accent"] if kind == "recomputed" else "white"
                axes.plot(shown, y, marker=marker, markersize=8, color=COLOURS["accent"],
                          markerfacecolor=face, markeredgewidth=1.6, zorder=3)  # fmt: skip
        verdict = finding.verdict
        axes.text(
            _REACH + 0.5, y, f"{verdict.symbol} {verdict.code}", va="center", fontweight="bold"
        )
        numbers.append(
            {
                "relation": finding.key,
                "what": label.en,
                "what_vi": label.vi,
                "printed": finding.outcome.printed,
                "recomputed": finding.outcome.recomputed,
                "verdict": verdict.code,
                "verdict_vi": verdict.label_vi,
            }
        )
    axes.set_xlim(-_REACH - 0.3, _REACH + 5.4)
    label_rows(axes, [label for label, _ in rows], fontsize=9.5)
    axes.set_xticks([-5, 0, 5], ["5 steps below", "printed", "5 steps above"])
    handles = [
        Rectangle((0, 0), 1, 1, color=COLOURS["date"], label="if rounded"),
        Rectangle((0, 0), 1, 1, color=COLOURS["cut"], label="if cut off"),
        Line2D([], [], marker="D", color=COLOURS["accent"], linestyle="", label="recomputed"),
        Line2D([], [], marker="D", color=COLOURS["accent"], linestyle="", label="nearest attainable",
               markerfacecolor="white"),
    ]  # fmt: skip
    axes.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.3, -0.13), ncols=4,
                handlelength=1, columnspacing=1.2)  # fmt: skip
    told = "; ".join(
        f"{row['what']}: printed {row['printed']}, {row['recomputed']}, {row['verdict']}"
        for row in numbers
    )
    alt = f"{title}. Printed spans and recomputed values on a scale of the last printed digit. {told}."
    return Chart(name, title, alt, pd.DataFrame(numbers), figure)


@style()
def verdicts(name: str, title: str, corpus: Corpus) -> Chart:
    """The relations of each article by verdict, those that it states in full size, others smaller."""
    order = list(VERDICTS.values())
    figure, axes = canvas(title, 0.46 * len(corpus) + 1.0)
    numbers = []
    for y, article in enumerate(corpus):
        x = 0
        for stated in ("yes", "no"):
            found = [f for f in corpus.findings[article.id] if f.relation.stated == stated]
            counts = {verdict.code: sum(f.verdict is verdict for f in found) for verdict in order}
            half = 0.36 if stated == "yes" else 0.24
            for verdict in (one for one in order for _ in range(counts[one.code])):
                axes.add_patch(
                    Rectangle((x, y - half), 0.88, 2 * half, facecolor=_STANDING[verdict.standing])
                )
                axes.text(x + 0.44, y, verdict.symbol, ha="center", va="center",
                          fontsize=10 if stated == "yes" else 8,
                          color="white" if verdict.standing == "fits" else "#1a1a1a")  # fmt: skip
                x += 1
            numbers.append({"article": article.id, "stated": stated, **counts})
    most = max(map(len, corpus.findings.values()))
    axes.set_xlim(0, most + 0.5)
    label_rows(axes, [corpus.places[article.head.place].name_vi for article in corpus])
    handles = [
        Rectangle((0, 0), 1, 1, color=_STANDING[v.standing], label=f"{v.symbol} {v.code}")
        for v in order
    ]
    axes.legend(handles=handles, loc="upper left", bbox_to_anchor=(-0.02, -0.02), ncols=3,
                handlelength=1, columnspacing=1.2)  # fmt: skip
    figure.supxlabel("Small squares: relations that the coder tied and no article states.",
                     x=0.015, ha="left", fontsize=9.5)  # fmt: skip
    table = pd.DataFrame(numbers)
    told = "; ".join(
        f"{row['article']}, {'stated' if row['stated'] == 'yes' else 'tied by the coder'}: "
        + join(f"{n} {code}" for code, n in list(row.items())[2:] if n)
        for row in numbers
        if any(list(row.values())[2:])
    )
    return Chart(name, title, f"{title}. One square a relation. {told}.", table, figure)


_STANDING = {"fits": COLOURS["left"], "differs": COLOURS["cut"], "undecided": COLOURS["before"]}


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


@style()
def model_matrix(name: str, title: str, corpus: Corpus, form: str) -> Chart:
    """Party organs by other organs, for models of one form; in each cell who joined them.

    Places are told by their initials, with adopters of all there are where they are counted.
    """
    cells: dict[tuple[str, str], list[str]] = {}
    numbers = []
    for article in corpus:
        for model in article.models:
            place = corpus.places[model.place].name_vi
            adopters, out_of = article.adopters(model)
            counted = f" {adopters}{f'/{out_of}' if out_of else ''}" if adopters else ""
            if model.adopters and adopters is None:
                counted = f" {article.record(model.adopters).text} %"
            text = _initials(place) + counted + _TRIED.get(model.status, "")
            for party, other in product(model.party_organ, model.state_organ):
                if model.form == form:
                    found = cells.setdefault((party, other), [])
                    found += [] if text in found else [text]
                    numbers.append(
                        {
                            "party_organ": corpus.label("organ", party),
                            "other_organ": corpus.label("organ", other),
                            "place": place,
                            "adopters": counted.strip(),
                            "status": model.status,
                        }
                    )
    parties, others = (list(dict.fromkeys(pair[side] for pair in cells)) for side in (0, 1))
    lines = [max(len(cells.get((party, other), [])) for other in others) for party in parties]
    tops = [sum(lines[:row]) + 0.7 * row for row in range(len(parties))]
    figure, axes = canvas(title, 0.19 * (tops[-1] + lines[-1]) + 1.5)
    for row, party in enumerate(parties):
        for column, other in enumerate(others):
            texts = cells.get((party, other), [])
            colour = "#D6E6F2" if texts else COLOURS["none"]
            axes.add_patch(Rectangle((column, tops[row]), 0.95, lines[row] + 0.5, facecolor=colour))
            for line, text in enumerate(texts):
                axes.text(column + 0.475, tops[row] + line + 0.75, text, ha="center", va="center",
                          fontsize=8.5 if len(others) < 7 else 7, fontweight="bold")  # fmt: skip
    axes.set_xlim(0, len(others))
    axes.set_ylim(tops[-1] + lines[-1] + 0.6, -0.1)
    middles = [top + (line + 0.5) / 2 for top, line in zip(tops, lines, strict=True)]
    labels = [textwrap.fill(corpus.label("organ", code), 26) for code in parties]
    axes.set_yticks(middles, labels, fontsize=8.5)
    width = max(10, 64 // len(others))
    heads = [
        textwrap.fill(corpus.label("organ", code), width, break_long_words=False) for code in others
    ]
    size = 8 if len(others) < 7 else 6.8
    axes.set_xticks([column + 0.475 for column in range(len(others))], heads, fontsize=size)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines["bottom"].set_visible(False)
    table = pd.DataFrame(numbers).drop_duplicates()
    there = [place for place in dict.fromkeys(table["place"])]
    key = ", ".join(f"{_initials(place)} {place}" for place in there)
    key += "".join(
        f"; {sign.strip()} {status}"
        for status, sign in _TRIED.items()
        if status in set(table["status"])
    )
    figure.supxlabel(key, x=0.015, ha="left", fontsize=9)
    told = "; ".join(
        f"{row.party_organ} with {row.other_organ}: {row.place}"
        + (f" {row.adopters}" if row.adopters else "")
        + ("" if row.status == "achieved" else f" ({row.status})")
        for row in table.itertuples()
    )
    alt = f"{title}. A matrix of Party organs by other organs with the places in its cells. {told}."
    return Chart(name, title, alt, table, figure)


_TRIED = {"pilot": " *", "planned": " °"}  # marks of what is not simply in place


def _initials(place: str) -> str:
    return "".join(word[0] for word in place.split())


_POLARITIES = {"benefit": "+", "difficulty": "−", "proposal": "→"}


@style()
def theme_matrix(name: str, title: str, corpus: Corpus) -> Chart:
    """Themes by articles: what each tells as a benefit, a difficulty or a proposal."""
    told = corpus.frames["assessments"]
    counts = told.groupby(["theme", "article", "polarity"]).size()
    spread = told.groupby("theme")["article"].nunique()
    total = told["theme"].value_counts()
    themes = sorted(total.index, key=lambda theme: (-spread[theme], -total[theme], theme))
    articles = [article for article in corpus if article.assessments]
    figure, axes = canvas(title, 0.36 * len(themes) + 1.2)
    numbers = []
    for y, theme in enumerate(themes):
        for x, article in enumerate(articles):
            axes.add_patch(Rectangle((x, y - 0.44), 0.94, 0.88, facecolor=COLOURS["none"]))
            for k, (polarity, sign) in enumerate(_POLARITIES.items()):
                count = int(counts.get((theme, article.id, polarity), 0))
                if count:
                    numbers.append(
                        {
                            "theme": corpus.label("theme", theme),
                            "theme_vi": corpus.codebook["theme"][theme].label_vi,
                            "article": article.id,
                            "polarity": polarity,
                            "statements": count,
                        }
                    )
                    axes.add_patch(Rectangle((x + 0.03 + 0.3 * k, y - 0.4), 0.28, 0.8,
                                             facecolor=_TONES[polarity]))  # fmt: skip
                    axes.text(x + 0.17 + 0.3 * k, y, f"{sign}{count}", ha="center", va="center",
                              fontsize=9, color="white" if polarity == "benefit" else "#1a1a1a")  # fmt: skip
    axes.set_xlim(0, len(articles))
    axes.set_ylim(len(themes) - 0.5, -0.5)
    axes.set_yticks(
        range(len(themes)), [corpus.label("theme", theme) for theme in themes], fontsize=9.5
    )
    names = [corpus.places[article.head.place].name_vi for article in articles]
    axes.set_xticks([x + 0.47 for x in range(len(articles))], names, fontsize=8.5)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines["bottom"].set_visible(False)
    handles = [
        Rectangle(
            (0, 0), 1, 1, color=_TONES[code], label=f"{sign} {corpus.label('polarity', code)}"
        )
        for code, sign in _POLARITIES.items()
    ]
    axes.legend(handles=handles, loc="upper left", bbox_to_anchor=(-0.01, -0.01), ncols=3)
    spoken = "; ".join(
        f"{corpus.label('theme', theme)}: {spread[theme]} articles" for theme in themes
    )
    alt = f"{title}. A matrix of themes by articles with the number of statements. {spoken}."
    return Chart(name, title, alt, pd.DataFrame(numbers), figure)


_TONES = {"benefit": COLOURS["left"], "difficulty": COLOURS["cut"], "proposal": COLOURS["date"]}


class Depth(NamedTuple):
    """A cut, and what it was cut from: a figure, a result, or nothing that is printed."""

    label: Bilingual
    cut: Record
    base: Record | Result | None = None


@style()
def depths(name: str, title: str, rows: Sequence[Depth]) -> Chart:
    """Cuts as shares of their bases, where one is printed or implied; the table lists the others too."""
    drawn = [row for row in rows if row.base is not None]
    figure, axes = canvas(title, 0.75 * len(drawn) + 0.6)
    for y, (_, cut, base) in enumerate(drawn):
        known = "implied" if isinstance(base, Result) else "printed"
        axes.barh(y, 1, height=0.46, facecolor=COLOURS["none"])
        axes.barh(y, float(cut.value / base.value), height=0.46, color=COLOURS["cut"])
        said = f"{cut.text} of {base.text} ({known})"
        axes.text(1.02, y, said, va="center", fontsize=10, fontweight="bold")
    numbers = [
        {"cut": label.en, "cut_vi": label.vi, "record": cut.key, "value": cut.text,
         "base": "" if base is None else base.text,
         "base_is": "not printed" if base is None
         else "implied" if isinstance(base, Result) else "printed"}
        for label, cut, base in rows
    ]  # fmt: skip
    axes.set_xlim(0, 1.75)
    label_rows(axes, [label for label, *_ in drawn], fontsize=10)
    if rest := len(rows) - len(drawn):
        note = f"The other {rest} are printed without what they were cut from: see the table."
        figure.supxlabel(note, x=0.015, ha="left", fontsize=9.5)
    told = "; ".join(
        f"{row['cut']}: {row['value']} of {row['base']}, {row['base_is']}"
        for row in numbers
        if row["base"]
    )
    return Chart(
        name,
        title,
        f"{title}. Bars for cuts as shares of their bases. {told}.",
        pd.DataFrame(numbers),
        figure,
    )
