"""The pictures that messengers show beside a link: 1200 by 630 pixels, whatever is on them."""

from __future__ import annotations

import io
import textwrap

from matplotlib.figure import Figure
from PIL import Image

from streamlining.charts import COLOURS, style

from . import home as cut_from_what
from .edition import Edition
from .metadata import PREVIEW_SIZE

_DPI = 100


@style()
def home(edition: Edition) -> bytes:
    """The home page's picture as PNG: a bar for each cut, fading where nobody says of what."""
    words = cut_from_what.WORDS[edition.language]
    figure = Figure(figsize=[side / _DPI for side in PREVIEW_SIZE], dpi=_DPI)
    figure.text(0.04, 0.93, words["title"], va="top", fontsize=46, fontweight="bold")
    lead = textwrap.fill(words["lead"].format(**cut_from_what.counts(edition)), 82)
    figure.text(0.04, 0.77, lead, va="top", fontsize=18, linespacing=1.4)
    axes = figure.add_axes((0.04, 0.05, 0.9, 0.56))
    axes.axis("off")
    cuts = list(cut_from_what.cuts(edition.corpus)["id"])
    for y, record in enumerate(map(edition.corpus.record, cuts)):
        if base := cut_from_what.base_of(edition, record):
            axes.barh(y, 1, color=COLOURS["none"], height=0.8)
            axes.barh(y, float(record.value / base.value), color=COLOURS["cut"], height=0.8)
            end = edition.number(base)
        else:
            for x in range(_STEPS):
                fade = (1 - x / _STEPS) ** 1.5
                axes.barh(
                    y, 1 / _STEPS, left=x / _STEPS, color=COLOURS["cut"], alpha=fade, height=0.8,
                    linewidth=0,
                )  # fmt: skip
            end = "?"
        axes.text(1.01, y, end, va="center", fontsize=12, fontweight="bold")
    axes.set(xlim=(0, 1.06), ylim=(len(cuts) - 0.5, -0.5))
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=_DPI, metadata={"Software": None}, bbox_inches=None)
    return stream.getvalue()


_STEPS = 60  # of a bar that fades


def fitted(png: bytes) -> bytes:
    """A picture of any shape on a sheet of the right one."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    scale = min(side / own for side, own in zip(PREVIEW_SIZE, picture.size, strict=True)) * 0.94
    picture = picture.resize([round(side * scale) for side in picture.size], Image.LANCZOS)
    sheet = Image.new("RGB", PREVIEW_SIZE, "white")
    corner = [(side - own) // 2 for side, own in zip(PREVIEW_SIZE, picture.size, strict=True)]
    sheet.paste(picture, tuple(corner))
    stream = io.BytesIO()
    sheet.save(stream, "PNG", optimize=True)
    return stream.getvalue()
