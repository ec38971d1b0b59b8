"""May two figures be compared?  What the page needs: figures, judged comparisons, words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, NamedTuple

from printed.reading.periods import in_words
from streamlining.coding.records import Record
from streamlining.coding.reference import Comparison, evident
from streamlining.corpus import Corpus

from .edition import Edition

WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "title": "May I compare?",
        "lead": "Choose two of the {n} figures that the reports print. Those that may stand side by "
        "side are drawn, with any caveat; for the others the page says why not.",
        "script": "Choosing needs JavaScript. The comparisons that were judged, each with its reasons, "
        "are in",
        "first": "First figure",
        "second": "Second figure",
        "narrow": "narrow the list",
        "none": "no figure has these words",
        "same": "Choose two different figures.",
        "verdicts": {
            "yes": "Yes. They may be compared.",
            "with-caveat": "Side by side only, not ranked.",
            "no": "No. They may not be compared.",
            "refused": "No. They may not be compared.",
            "open": "Perhaps. The records show nothing against it, and nobody has judged it.",
        },
        "unranked": "How long the bars are is no ranking.",
        "why": "What stands in the way:",
        "mind": "What to mind:",
        "obstacles": {
            "scope": "The two counts differ in scope.",
            "level": "Level: one is of {a}, the other of {b}.",
            "definition": "They measure different things: {a}; {b}.",
            "status": "One is {a}, the other {b}.",
            "base": "They count from different starts: {a}; {b}.",
            "period": "They cover different periods: {a}; {b}.",
            "nested": "One place lies in the other: {a}; {b}. What is counted in one may be counted "
            "again in the other.",
        },
        "also": {
            "level": "Another level.",
            "definition": "Not quite the same thing is measured.",
            "status": "Done stands beside planned, or before beside after.",
            "base": "What they are parts of, or counted from, differs or is not printed.",
            "period": "They cover different periods.",
            "nested": "What one counts may be inside what the other counts.",
        },
        "part": "One is a part of the other.",
        "repeat": "Both tell the same figure.",
        "question": "Judged under the question",
        "group": "with {n} figures in all; there also:",
        "open": "Whether both count the same kinds of people, units or posts, read in their phrases.",
        "no_base": "no year printed",
        "facts": {
            "quote": "Phrase",
            "gloss": "In English",
            "what": "What",
            "place": "Where",
            "level": "Level",
            "definition": "Measured",
            "status": "Status",
            "base": "Counted from",
            "period": "Time",
            "who": "Said by",
        },
        "equal": "alike",
        "unequal": "different",
        "evidence": "The evidence",
        "copy": "Copy the link to this pair",
        "copied": "Copied",
        "address": "The address of this page is the link",
        "examples": "Questions that the reports invite:",
    },
    "vi": {
        "title": "Có so sánh được không?",
        "lead": "Hãy chọn hai trong {n} con số mà các bài báo ghi. Hai số đặt cạnh nhau được thì trang "
        "này vẽ ra, kèm điều cần lưu ý; không được thì nói rõ vì sao.",
        "script": "Muốn chọn thì phải bật JavaScript. Những phép so sánh đã được xét, kèm lý do, có ở",
        "first": "Con số thứ nhất",
        "second": "Con số thứ hai",
        "narrow": "lọc danh sách",
        "none": "không con số nào có những chữ này",
        "same": "Hãy chọn hai con số khác nhau.",
        "verdicts": {
            "yes": "Có. Hai con số này so sánh được.",
            "with-caveat": "Chỉ đặt cạnh nhau, không xếp hơn kém.",
            "no": "Không. Hai con số này không so sánh được.",
            "refused": "Không. Hai con số này không so sánh được.",
            "open": "Có thể. Dữ liệu không cho thấy trở ngại nào, nhưng chưa ai xét.",
        },
        "unranked": "Thanh dài hay ngắn không phải là xếp hạng.",
        "why": "Điều cản trở:",
        "mind": "Điều cần lưu ý:",
        "obstacles": {
            "scope": "Phạm vi những gì được đếm không giống nhau.",
            "level": "Khác cấp: một bên là {a}, bên kia là {b}.",
            "definition": "Đo những thứ khác nhau: {a}; {b}.",
            "status": "Một bên là {a}, bên kia là {b}.",
            "base": "Tính từ những mốc khác nhau: {a}; {b}.",
            "period": "Nói về những thời gian khác nhau: {a}; {b}.",
            "nested": "Nơi này nằm trong nơi kia: {a}; {b}. Phần đếm ở một bên có thể đã được đếm ở "
            "bên kia.",
        },
        "also": {
            "level": "Khác cấp.",
            "definition": "Đối tượng đo không hoàn toàn giống nhau.",
            "status": "Kết quả đứng cạnh kế hoạch, hoặc trước đứng cạnh sau.",
            "base": "Tổng thể hoặc mốc tính khác nhau, hoặc không được ghi.",
            "period": "Tính trên những khoảng thời gian khác nhau.",
            "nested": "Phần đếm ở bên này có thể nằm trong phần đếm ở bên kia.",
        },
        "part": "Con số này là một phần của con số kia.",
        "repeat": "Cả hai kể cùng một con số.",
        "question": "Đã xét theo câu hỏi",
        "group": "cùng {n} con số tất cả; ở đó còn:",
        "open": "Hai bên có đếm cùng một loại người, đơn vị hay vị trí không, hãy đọc trong nguyên văn.",
        "no_base": "không ghi năm",
        "facts": {
            "quote": "Nguyên văn",
            "what": "Là gì",
            "place": "Ở đâu",
            "level": "Cấp",
            "definition": "Chỉ tiêu",
            "status": "Tình trạng",
            "base": "Tính từ",
            "period": "Thời gian",
            "who": "Ai nói",
        },
        "equal": "giống nhau",
        "unequal": "khác nhau",
        "evidence": "Câu chữ và nguồn",
        "copy": "Sao chép liên kết tới cặp này",
        "copied": "Đã sao chép",
        "address": "Liên kết là địa chỉ của trang này",
        "examples": "Những câu hỏi mà các bài báo gợi ra:",
    },
}


class Decision(NamedTuple):
    """Whether two figures may be compared.

    ``verdict`` is a coder's (``yes``, ``with-caveat``, ``no``), where a comparison holds both; else
    ``refused`` where the records show an obstacle, and ``open`` where they show none.  ``evident``
    are the obstacles of this very pair, ``judged`` the comparison that was judged.
    """

    verdict: str
    evident: frozenset[str]
    judged: Comparison | None = None


def decide(corpus: Corpus, pair: Sequence[Record]) -> Decision:
    """Decide by the smallest judged comparison that holds both figures, else by what they show."""
    keys = {record.key for record in pair}
    found = evident(pair, corpus.places)
    if len({record.time_period for record in pair}) > 1:
        found.add("period")
    judged = [one for one in corpus.comparisons if keys <= set(one.figures)]
    if judged:
        smallest = min(judged, key=lambda one: len(one.figures))
        return Decision(smallest.verdict, frozenset(found), smallest)
    return Decision("refused" if found else "open", frozenset(found))


def records(corpus: Corpus) -> Iterator[Record]:
    """The figures that may be chosen, in reading order."""
    return (record for article in corpus for record in article.records)


def block(edition: Edition) -> str:
    """The page's content as HTML: what its script needs, and a sentence for those without one."""
    words, corpus = WORDS[edition.language], edition.corpus
    figures = [_figure(edition, record) for record in records(corpus)]
    data = {
        "words": words,
        "figures": figures,
        "places": _places(edition),
        "judged": [_judged(edition, one) for one in corpus.comparisons],
        "labels": {
            name: _labels(edition, name) for name in ("level", "indicator", "unit", "status")
        },
        "periods": _periods(edition),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    lead = words["lead"].format(n=len(figures))
    return (
        f"<p>{escape(lead)}</p>\n"
        f'<div class="compare" hidden><script type="application/json">{text}</script></div>\n'
        '<link rel="stylesheet" href="_static/compare.css">'
        '<script src="_static/compare.js" defer></script>\n'
        f"<noscript><p>{escape(words['script'])} "
        '<a href="08_comparison.html#Comparable">08</a>.</p></noscript>'
    )


def _figure(edition: Edition, record: Record) -> dict[str, Any]:
    """A figure for the script: codes for the rule, texts to show; ``size`` is a bar's length."""
    article = edition.corpus[record.key.partition("/")[0]]
    row = edition.ties[record.key]
    sign = {"en": "\u00a0%", "vi": "%"}[edition.language] if record.unit == "percent" else ""
    return {
        "key": record.key,
        "href": f"{edition.rows[record.key]}.html#{record.key}",
        "place": record.place,
        "level": record.level,
        "indicator": record.indicator,
        "unit": record.unit,
        "status": record.status,
        "base": record.base_period or "",
        "period": record.time_period,
        "size": float(record.parts[0] if record.parts else record.value),
        "open": record.qualifier != "=",
        "value": edition.say(record.text)[0] + sign,
        "what": edition.say(record.of),
        "quote": record.exact,
        "gloss": record.gloss_en,
        "who": edition.speaker(article, record),
        "part": row["part_of"],
        "repeat": row["repeated_by"],
    }


def _places(edition: Edition) -> dict[str, dict[str, str]]:
    """Each place's name, and the place that it lies in, the country left out."""
    return {
        key: {
            "name": edition.place(place),
            "within": place.parent
            if place.parent and edition.corpus.places[place.parent].level != "country"
            else "",
        }
        for key, place in edition.corpus.places.items()
    }


def _judged(edition: Edition, one: Comparison) -> dict[str, Any]:
    question = one.question_en if edition.language == "en" else one.question_vi
    return {
        "figures": list(one.figures),
        "verdict": one.verdict,
        "obstacles": list(one.obstacles),
        "note": edition.say(one.note),
        "question": question,
    }


def _labels(edition: Edition, dimension: str) -> dict[str, str]:
    return {
        code: entry.label_en if edition.language == "en" else entry.label_vi
        for code, entry in edition.corpus.codebook[dimension].items()
    }


def _periods(edition: Edition) -> dict[str, str]:
    """Every period that a figure names, in words."""
    named = {p for r in records(edition.corpus) for p in (r.time_period, r.base_period) if p}
    return {text: edition.say(in_words(text))[0] for text in sorted(named)}
