"""The home page's picture: every cut that is reported as done, and what it was cut from."""

from __future__ import annotations

import re
from html import escape

import pandas as pd

from printed.reading.periods import in_words
from streamlining.coding.records import Record
from streamlining.coding.relations import Result
from streamlining.corpus import Article, Corpus
from streamlining.counts import cuts_told

from .archive import ARCHIVE
from .edition import Edition
from .outputs import Grid, Row, Voice, table_html
from .words import StageError

WORDS = {
    "en": {
        "title": "Cut from what?",
        "lead": "{reports} newspaper reports on local government in Viet Nam; {cuts} cuts reported as done. "
        "For {cuts-without-base} of them nobody says what was cut from, nor does anything printed imply it.",
        "why": "Without the number before, a cut of {example} posts may be one in a hundred or one in two.",
        "how": "Each bar is one cut, in the words that print it. Point at it, tap it or move to it by "
        "keyboard to see who says it. Some may be parts of others, and are not added up. The {villages} "
        "villages are those that were merged, not all of the district.",
        "sentence": "The same reports make {benefits} statements of a benefit and {difficulties} of a "
        "difficulty; nobody who lost a post is quoted.",
        "of": "of {base}",
        "unknown": "of ?",
        "printed": "printed",
        "implied": "implied",
        "assumed": "assumed",
        "none": "no cut is reported as done",
        "workshop": "a workshop’s report: no cut is reported as done",
        "says": "Says",
        "when": "When",
        "what": "What",
        "from": "From",
        "nothing": "No report prints it, and nothing printed implies it.",
        "record": "The evidence",
        "zip": "All data in one file (zip)",
        "table": "The picture as a table",
        "columns": ["Place", "Phrase", "In English", "Cut", "Cut from", "Who says it"],
    },
    "vi": {
        "title": "Giảm từ bao nhiêu?",
        "lead": "{reports} bài báo về bộ máy địa phương ở Việt Nam; {cuts} lần cắt giảm được báo là đã thực hiện. "
        "Với {cuts-without-base} lần trong số đó, không ai nói là giảm từ bao nhiêu, và cũng không suy ra được.",
        "why": "Không biết con số trước đó thì giảm {example} biên chế có thể là một phần trăm, cũng có thể là một nửa.",
        "how": "Mỗi thanh là một lần cắt giảm, bằng chính lời bài báo. Trỏ vào, chạm vào hoặc dùng bàn "
        "phím để xem ai nói. Có lần có thể nằm trong lần khác, nên các con số không được cộng lại. "
        "{villages} thôn, tổ dân phố là số được sáp nhập, không phải tất cả của huyện.",
        "sentence": "Cũng trong các bài báo ấy có {benefits} nhận định nêu kết quả tích cực và {difficulties} "
        "nhận định về khó khăn; không có tiếng nói của người mất vị trí.",
        "of": "từ {base}",
        "unknown": "từ ?",
        "printed": "báo ghi",
        "implied": "suy ra",
        "assumed": "giả định",
        "none": "không có lần cắt giảm nào được báo là đã thực hiện",
        "workshop": "bài tường thuật hội thảo: không có lần cắt giảm nào được báo là đã thực hiện",
        "says": "Ai nói",
        "when": "Thời gian",
        "what": "Là gì",
        "from": "Giảm từ",
        "nothing": "Không bài nào ghi, và không suy ra được.",
        "record": "Câu chữ và nguồn",
        "zip": "Tải toàn bộ dữ liệu (zip)",
        "table": "Hình dưới dạng bảng",
        "columns": ["Nơi", "Nguyên văn", "Giảm", "Giảm từ", "Ai nói"],
    },
}

#: Who speaks in the reports, as the codebook has it; that nobody else does is said in ``sentence``.
_SPEAKERS = {"newspaper", "author", "official"}


#: Records that the sentences name: a cut of posts whose base is not known, and the base of another cut.
_NAMED = {"example": "quang-ninh/civil-servants-cut", "villages": "binh-xuyen/villages-before"}


def cuts(corpus: Corpus) -> pd.DataFrame:
    """The cuts reported as done, as rows of the records."""
    return cuts_told(corpus.frames["records"])


def counts(edition: Edition) -> dict[str, int]:
    """The numbers of the picture's sentences, by their names among the collection's counts.

    Raises StageError when somebody speaks whom the last sentence does not know of.
    """
    found, frames = cuts(edition.corpus), edition.corpus.frames
    told = frames["assessments"]
    if others := {*told["voice_kind"], *frames["records"]["voice_kind"]} - _SPEAKERS:
        raise StageError(
            f"{', '.join(sorted(others))} speak in the reports: say so in `sentence` of "
            "site/website/home.py, which says that nobody who lost a post does"
        )
    polarities = told["polarity"].value_counts()
    return {
        "reports": len(edition.corpus),
        "cuts": len(found),
        "cuts-without-base": found["base"].isna().sum(),
        "benefits": polarities["benefit"],
        "difficulties": polarities["difficulty"],
    }


def page(edition: Edition) -> str:
    """The home page's first part as HTML: one sentence, the picture, one sentence, the table."""
    words, found = WORDS[edition.language], cuts(edition.corpus)
    linked = {
        name: _linked(edition, f"collection/{name}", f"{n}") for name, n in counts(edition).items()
    }
    for name, key in _NAMED.items():
        linked[name] = _linked(edition, key, edition.number(edition.corpus.record(key)))
    groups = "\n".join(_group(edition, article, found) for article in edition.corpus)
    return (
        '<link rel="stylesheet" href="_static/home.css"><script src="_static/home.js" defer></script>\n'
        f'<div class="cuts"><p class="cuts-lead">{words["lead"].format(**linked)} {words["why"].format(**linked)}</p>\n'
        f'<ul class="cuts-picture">\n{groups}\n</ul>\n<p class="cuts-how">{words["how"].format(**linked)}</p>\n'
        f'<p class="cuts-sentence">{words["sentence"].format(**linked)}</p>\n'
        f'<details class="numbers"><summary>{words["table"]}</summary>\n{_table(edition)}\n'
        f"</details>\n{_ways(edition)}</div>"
    )


def _ways(edition: Edition) -> str:
    """Where to go on from the picture."""
    words = WORDS[edition.language]
    first = next(iter(edition.notebooks))
    ways = {f"{first}.html": edition.short_titles[first]}
    ways |= {f"{page}.html": edition.words[page] for page in ("compare", "live")}
    ways[f"{edition.up}{ARCHIVE}"] = words["zip"]
    links = " ".join(f'<a href="{href}">{escape(said)}</a>' for href, said in ways.items())
    return f'<p class="cuts-ways">{links}</p>'


def _linked(edition: Edition, key: str, text: str) -> str:
    """A number that leads to the row that is evidence for it, where a page shows one."""
    where = edition.rows.get(key)
    return f'<a href="{where}.html#{key}" title="{key}">{text}</a>' if where else text


def _group(edition: Edition, article: Article, found: pd.DataFrame) -> str:
    """What one report cut: its place and year, and a bar for each cut."""
    words, place = WORDS[edition.language], edition.corpus.places[article.head.place]
    keys = found.loc[found["article"] == article.id, "id"]
    bars = "\n".join(_bar(edition, article, edition.corpus.record(key)) for key in keys)
    none = words["workshop" if article.head.genre == "workshop-report" else "none"]
    told = f"<ul>\n{bars}\n</ul>" if bars else f'<p class="none">{none}</p>'
    year = article.head.published[:4]
    return f'<li class="cuts-place"><p>{escape(edition.place(place))} <small>{year}</small></p>{told}</li>'


def _bar(edition: Edition, article: Article, record: Record) -> str:
    words, base = WORDS[edition.language], base_of(edition, record)
    href = f"{edition.rows[record.key]}.html#{record.key}"
    name = f"cut-{record.key.replace('/', '-')}"
    phrase = record.gloss_en if edition.language == "en" else record.exact
    if base:
        share = f' style="--cut:{float(100 * record.value / base.value):.1f}%"'
        known = words[edition.ties[record.key]["base_known"]]
        end = f"{words['of'].format(base=f'<b>{edition.number(base)}</b>')} <small>{known}</small>"
    else:
        share, end = "", words["unknown"]
    return (
        f'<li class="cut{" known" if base else ""}"{share}>'
        f'<a href="{href}" data-key="{record.key}" aria-describedby="{name}">'
        f'<span class="phrase">{_bold(phrase)}</span> <span class="of">{end}</span></a>'
        f'<div class="told" id="{name}">{_card(edition, article, record, href)}</div></li>'
    )


def _card(edition: Edition, article: Article, record: Record, href: str) -> str:
    """What a bar tells when it is asked: phrase, meaning, voice, time, base, and where to look."""
    words, base = WORDS[edition.language], base_of(edition, record)
    facts = {
        "what": edition.as_html(record.of),
        "says": edition.speaker_html(article, record),
        "when": edition.as_html(in_words(record.time_period)),
        "from": edition.as_html(base.of) if base else words["nothing"],
    }
    gloss = f"<p>{escape(record.gloss_en)}</p>" if edition.language == "en" else ""
    listed = "".join(f"<dt>{words[name]}</dt><dd>{said}</dd>" for name, said in facts.items())
    return (
        f'<p class="quote" lang="vi">“{escape(record.exact)}”</p>{gloss}<dl>{listed}</dl>'
        f'<p><a href="{href}" tabindex="-1">{words["record"]} →</a></p>'
    )


def _table(edition: Edition) -> str:
    """The picture's table: a row a cut, in reading order."""
    words, corpus = WORDS[edition.language], edition.corpus
    english = edition.language == "en"  # whoever reads the phrase needs no rendering of it
    rows = []
    for key in cuts(corpus)["id"]:
        record, article = corpus.record(key), corpus[key.partition("/")[0]]
        place, base = corpus.places[article.head.place].name_vi, base_of(edition, record)
        rows.append(
            Row(
                [place, record.exact, *[record.gloss_en] * english, edition.number(record),
                 edition.number(base) if base else "?", edition.speaker(article, record)],
                languages={1: "vi"},
            )
        )  # fmt: skip
    own = Voice(edition.language, edition.words, str, lambda _: True)
    columns = len(words["columns"])
    numbers = {columns - 3, columns - 2}
    return table_html(Grid([words["columns"]], rows, numbers), own, words["table"])


def base_of(edition: Edition, record: Record) -> Record | Result | None:
    """What a cut was cut from: a figure, a result, or nothing."""
    key, corpus = edition.ties[record.key]["base"], edition.corpus
    return (corpus.results.get(key) or corpus.record(key)) if key else None


def _bold(phrase: str) -> str:
    """A phrase whose numbers stand out."""
    return re.sub(r"\d[\d.,]*\d|\d", r"<b>\g<0></b>", escape(phrase), count=1)
