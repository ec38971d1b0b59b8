"""The statement browser: what the reports tell as benefits, difficulties and proposals, by theme."""

from __future__ import annotations

import json
from collections import Counter
from html import escape
from itertools import zip_longest
from typing import Any, NamedTuple

from streamlining.coding.records import Assessment
from streamlining.corpus import Article
from streamlining.tables import plural

from .edition import Edition

WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "title": "All statements",
        "lead": "What the reports tell as benefits, difficulties and proposals: {n} statements by theme, "
        "each in its own words with its English.",
        "filters": {
            "theme": "Theme",
            "polarity": "What it is",
            "place": "Report",
            "voice": "Who speaks",
        },
        "all": "all",
        "find": "With the words",
        "shown": "{n} of {all} statements",
        "none": "No statement is all of this. Take a condition back.",
        "clear": "Show all",
        "copy": "Copy the link to this selection",
        "copied": "Copied",
        "address": "The address of this page is the link",
        "paragraph": "paragraph",
    },
    "vi": {
        "title": "Tất cả các nhận định",
        "lead": "Những gì các bài báo nêu là lợi ích, khó khăn và kiến nghị: {n} nhận định xếp theo chủ đề, "
        "nguyên văn, kèm bản tiếng Anh.",
        "filters": {"theme": "Chủ đề", "polarity": "Loại", "place": "Bài báo", "voice": "Ai nói"},
        "all": "tất cả",
        "find": "Có những chữ",
        "shown": "{n} trên {all} nhận định",
        "none": "Không có nhận định nào như vậy. Hãy bỏ bớt một điều kiện.",
        "clear": "Hiện tất cả",
        "copy": "Sao chép liên kết tới phần đang chọn",
        "copied": "Đã sao chép",
        "address": "Liên kết là địa chỉ của trang này",
        "paragraph": "đoạn",
    },
}

#: A sign beside each word, so that colour says nothing alone.
SIGNS = {"benefit": "+", "difficulty": "−", "proposal": "→"}


class Statement(NamedTuple):
    """An assessment with the article that tells it."""

    article: Article
    told: Assessment

    @property
    def key(self) -> str:
        return f"{self.article.id}/{self.told.id}"


def statements(edition: Edition) -> list[Statement]:
    """Every statement, in reading order."""
    return [Statement(article, told) for article in edition.corpus for told in article.assessments]


def page(edition: Edition) -> str:
    """The page's content: groups by theme, the commonest first, and what the script needs."""
    words, found = WORDS[edition.language], statements(edition)
    themes = Counter(one.told.theme for one in found)
    lead = words["lead"].format(n=len(found))
    groups = "\n".join(
        _group(edition, theme, [one for one in found if one.told.theme == theme], state)
        for (theme, _), state in zip_longest(themes.most_common(), [" open"], fillvalue="")
    )
    data = {"words": words, "options": _options(edition, found)}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return (
        f"<p>{escape(lead)}</p>\n"
        f'<div class="statement-tools" hidden><script type="application/json">{text}</script></div>\n'
        f'<div class="statements">{groups}</div>\n'
        '<link rel="stylesheet" href="_static/statements.css">'
        '<script src="_static/statements.js" defer></script>'
    )


def _group(edition: Edition, theme: str, found: list[Statement], state: str = "") -> str:
    counts = Counter(one.told.polarity for one in found)
    told = " · ".join(
        f"<span>{counts[code]} {escape(_polarity(edition, code, counts[code]))}</span>"
        for code in edition.corpus.codebook["polarity"]
        if counts[code]
    )
    items = "\n".join(_item(edition, one) for one in found)
    return (
        f'<details class="theme" id="theme-{theme}"{state}><summary><b>{escape(edition.label("theme", theme))}</b> '
        f'<span class="count">({len(found)})</span> <small>{told}</small></summary>\n'
        f"<ul>{items}</ul></details>"
    )


def _polarity(edition: Edition, code: str, count: int) -> str:
    """What the codebook calls statements of a polarity, so many of them."""
    label = edition.label("polarity", code).lower()
    return plural(label) if edition.language == "en" and count != 1 else label


def _item(edition: Edition, one: Statement) -> str:
    words, told, article = WORDS[edition.language], one.told, one.article
    page = edition.rows.get(one.key)
    place = edition.corpus.places[article.head.place].name_vi
    where = f"{escape(place)}, {words['paragraph']} {told.paragraph}"
    where = f'<a lang="vi" href="{page}.html#{one.key}">{where}</a>' if page else where
    return (
        f'<li data-theme="{told.theme}" data-polarity="{told.polarity}" data-place="{article.id}" '
        f'data-voice="{article.voice_kind(told)}">'
        f'<span class="polarity {told.polarity}"><span aria-hidden="true">{SIGNS[told.polarity]}</span> '
        f"{escape(edition.label('polarity', told.polarity))}</span> "
        f'<q lang="vi">{escape(told.exact)}</q> <span class="gloss" lang="en">{escape(told.gloss_en)}</span> '
        f'<span class="said">{edition.speaker_html(article, told)} · {where}</span></li>'
    )


def _options(edition: Edition, found: list[Statement]) -> dict[str, list[list[str]]]:
    """What each filter offers: code and name, as the codebook or the reports order them."""
    used = {
        "theme": Counter(one.told.theme for one in found),
        "polarity": Counter(one.told.polarity for one in found),
        "voice": Counter(one.article.voice_kind(one.told) for one in found),
    }
    dimensions = {"theme": "theme", "polarity": "polarity", "voice": "voice_kind"}
    options = {
        name: [
            [code, edition.label(dimension, code)]
            for code in edition.corpus.codebook[dimension]
            if used[name][code]
        ]
        for name, dimension in dimensions.items()
    }
    reports = dict.fromkeys(one.article.id for one in found)
    places = edition.corpus.places
    options["place"] = [[id, places[edition.corpus[id].head.place].name_vi] for id in reports]
    return options
