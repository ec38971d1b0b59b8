"""What the audit of one relation came to, shown as the live audit shows it: in words, with bars."""

from __future__ import annotations

import re
from html import escape
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag

from printed.verdicts import READINGS, VERDICTS, Reading, Verdict

from . import live
from .edition import Edition

#: What a stored outcome calls its spans, and what a bar of each looks like.
_SPANS = {
    "if rounded": "rounded",
    "if cut off": "truncated",
    "as printed": "stated",
    "recomputed": "recomputed",
    "nearest below": "below",
    "nearest above": "above",
}
_PRINTED = ("rounded", "truncated", "stated")
#: A line of a ruler: what it draws, what it draws in signs, its value or its two ends.
_LINE = re.compile(
    rf"(?P<name>{'|'.join(_SPANS)}) [ <(\[=|\])>]*?"
    r"(?:(?P<open>[\[(])(?P<low>−∞|[\d.,]+…?), (?P<high>∞|[\d.,]+…?)(?P<close>[\])])|(?P<point>[\d.,]+…?))"
    r"(?P<unit>.*)"
)


class Stretch(NamedTuple):
    """A span as a ruler writes it: its ends as texts, '' where it goes on, and what follows them."""

    name: str
    low: str
    high: str
    low_closed: bool
    high_closed: bool
    unit: str

    @property
    def is_point(self) -> bool:
        return self.low == self.high != ""


class Found(NamedTuple):
    """A stored outcome as read."""

    verdict: Verdict
    explanation: str
    spans: list[Stretch]
    repairs: list[str]
    readings: list[Reading]


def read_outcome(html: str) -> Found | None:
    """The outcome that some HTML shows, as ``printed`` writes one; None where it shows none."""
    paragraphs = BeautifulSoup(html, "html.parser").select("div > p")
    strong = paragraphs[0].strong if paragraphs else None
    verdict = VERDICTS.get(strong.get_text().split()[-1]) if isinstance(strong, Tag) else None
    if not verdict or len(paragraphs) < 2:
        return None
    soup = paragraphs[0].parent
    listed = [item.get_text() for item in soup.select("li")]
    innocent = {reading.en: reading for reading in READINGS.values()}
    return Found(
        verdict,
        paragraphs[1].get_text(),
        [_stretch(line) for line in _LINE.finditer(soup.pre.get_text() if soup.pre else "")],
        [text for text in listed if text not in innocent],
        [innocent[text] for text in listed if text in innocent],
    )


def _stretch(line: re.Match[str]) -> Stretch:
    low, high = (line["point"] or line[end].removeprefix("−").strip("∞") for end in ("low", "high"))
    closed = line["open"] != "(", line["close"] != ")"
    return Stretch(_SPANS[line["name"]], low, high, *closed, line["unit"])


def outcome_html(edition: Edition, found: Found) -> str:
    """An outcome as HTML in the edition's language: verdict, reason, bars, what else could be."""
    words, verdict = live.WORDS[edition.language], found.verdict
    label = verdict.label_en if edition.language == "en" else verdict.label_vi
    parts = [
        '<link rel="stylesheet" href="_static/live.css">',
        f'<p class="live-verdict {verdict.standing}"><span aria-hidden="true">{verdict.symbol} </span>'
        f"<strong>{escape(label)}</strong></p>",
        f"<p>{edition.as_html(found.explanation)}</p>",
        ruler(edition, found.spans),
    ]
    readings = [
        reading.en if edition.language == "en" else reading.vi for reading in found.readings
    ]
    for said, texts in (
        (words["repairs"], map(edition.as_html, found.repairs)),
        (words["readings"], map(escape, readings)),
    ):
        if items := "".join(f"<li>{text}</li>" for text in texts):
            parts.append(f"<p>{said}</p><ul>{items}</ul>")
    return f'<div class="outcome">{"".join(parts)}</div>'


def ruler(edition: Edition, spans: list[Stretch]) -> str:
    """Spans as bars above each other on one scale; '' where none has an end."""
    words = live.WORDS[edition.language]["ruler"]
    ends = [_value(end) for span in spans for end in (span.low, span.high) if end]
    if not ends:
        return ""
    least, wide = min(ends), max(ends) - min(ends) or 1

    def at(end: str) -> float:
        return 10 + 80 * (_value(end) - least) / wide

    rows, told = [], []
    for span in spans:
        low, high = at(span.low) if span.low else 0, at(span.high) if span.high else 100
        look = span.name if span.name in _PRINTED else "got"
        width = "" if span.is_point else f";width:{max(1, high - low):.2f}%"
        mark = f'<i class="{"point " * span.is_point}{look}" style="left:{low:.2f}%{width}"></i>'
        name, value = words[span.name], _in_words(edition, span)
        told.append(f"{name}: {value}")
        rows.append(
            f'<div><span>{name}</span><span class="track">{mark}</span><span>{value}</span></div>'
        )
    label = escape("; ".join(told))
    return f'<div class="live-ruler" role="img" aria-label="{label}">{"".join(rows)}</div>'


def _value(end: str) -> float:
    return float(end.strip("…").replace(",", ""))


def _in_words(edition: Edition, span: Stretch) -> str:
    """A span as the live audit says it: "40.25 to under 40.35 %"."""
    words = live.WORDS[edition.language]
    low, high = (edition.say(end)[0] for end in (span.low, span.high))
    unit = edition.say(span.unit.strip())[0]
    unit = unit if unit == "%" and edition.language == "vi" else f" {unit}".rstrip()
    if span.is_point:
        return f"{low}{unit}"
    if not span.low:
        return words["most" if span.high_closed else "below"].format(high=high + unit)
    if not span.high:
        return words["least" if span.low_closed else "above"].format(low=low + unit)
    return words["from_to" if span.high_closed else "from_below"].format(low=low, high=high + unit)
