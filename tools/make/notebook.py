"""A first notebook for an article, from the template that all articles' notebooks share.

python3 run.py notebook ARTICLE     write it, and name it in the article's file
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from streamlining.coding.records import Record
from streamlining.corpus import Article, Corpus
from streamlining.loading import load
from tools.check.numbers import unlinked
from tools.files import put
from tools.processes import Refused

from .cite import cite
from .markdown import escaped

_COLOPHON = "tables.colophon(corpus)"
#: What every article's notebook shows, in this order: heading, sentences, code.
SHARED = (
    ("The article in brief", "", "tables.card(corpus, article)"),
    (
        "Evidence",
        "Every figure that the article prints, with the phrase that prints it. *¶* is the paragraph.",
        "tables.evidence(corpus, article)",
    ),
    (
        "Models",
        "Which agencies were joined, and which posts are held by one person? Persons and agencies "
        "are kept apart: one head of several agencies is not a merger.",
        "tables.models(corpus, article)",
    ),
    (
        "Assessments",
        "What does the article tell as a benefit, a difficulty or a proposal, and who says it? "
        "Themes are those of the codebook.",
        "tables.assessments(corpus, article)",
    ),
    (
        "Relations",
        "How do the figures fit together? What the article ties together, and what can be tied, "
        "was recomputed exactly; [the audit](07_audit.ipynb#Method) explains the verdicts.",
        "tables.findings(corpus, article)",
    ),
    (
        "What the article leaves unsaid",
        "What the sentences leave open, as noted when they were coded.",
        "tables.notes(article)",
    ),
    (
        "Numerals",
        "Every other numeral of the text: dates, document numbers, and these, which state nothing.",
        "tables.set_aside(corpus, article)\ntables.documents(corpus, article)",
    ),
    ("Tóm tắt", "", ""),
    (
        "Colophon",
        "What made this page: the hash of the data files and the versions of the libraries.",
        _COLOPHON,
    ),
)
_MOST = 5  # findings that a first notebook lists


class TemplateError(Refused):
    """Why no notebook was written; the text is for the person who asked for it."""


def write_notebook(root: Path, article: str) -> Path:
    """Write the first notebook of an article and name it in the article's file.

    Raises TemplateError, with nothing written, for an unknown article, a draft, or one that has a
    notebook.
    """
    # Read before anything else is: whoever changes the file from here on is noticed.
    texts = {file.stem: file.read_bytes() for file in (root / "data/articles").glob("*.yaml")}
    corpus = load(root)
    found = _article(corpus, article)
    name = found.head.notebook or _next_name(root, article)
    file = root / "notebooks" / f"{name}.ipynb"
    if file.exists():
        raise TemplateError(f"{article} has a notebook: notebooks/{file.name}. It stays as it is.")
    contents: dict[Path, str | bytes | None] = {}
    expected: dict[Path, str | bytes | None] = {file: None}
    if found.head.notebook is None:
        found = replace(found, head=found.head.model_copy(update={"notebook": name}))
        corpus = replace(corpus, articles=corpus.articles | {article: found})
        source = root / "data/articles" / f"{article}.yaml"
        expected[source] = texts[article]
        contents[source] = _naming(source, name)
    contents[file] = json.dumps(notebook(corpus, found), ensure_ascii=False, indent=1) + "\n"
    put(root, contents, expected=expected)
    return file


def notebook(corpus: Corpus, article: Article) -> dict[str, Any]:
    """The first notebook of an article as Jupyter's JSON, without outputs."""
    cells = [
        _cell(article.id, number, kind, source)
        for number, (kind, source) in enumerate(_sources(corpus, article))
    ]
    metadata = {"title": _title(corpus, article), "abstract": _subject(article)}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _sources(corpus: Corpus, article: Article) -> Iterator[tuple[str, str]]:
    """Kind and source of each cell; the reader's sentences are still to be written."""
    title, subject = escaped(_title(corpus, article)), escaped(_subject(article))
    told = _cuts(corpus, article) or list(article.records)
    findings = "\n".join(
        f"- {escaped(_counted(figure, corpus))}: {cite(figure.key, corpus)}"
        for figure in told[:_MOST]
    )
    yield "markdown", f"# {title}\n\n{subject}.\n\n**What to take away**\n\n{findings}"
    start = f'from streamlining import load, tables\n\ncorpus = load()\narticle = corpus["{article.id}"]'
    for heading, sentences, code in SHARED:
        yield "markdown", f"## {heading}\n\n{sentences}".rstrip()
        for line in code.splitlines():
            yield "code", f"{start}\n{line}" if heading == SHARED[0][0] else line


def _title(corpus: Corpus, article: Article) -> str:
    """The place; with outlet and date where that tells it from no other report."""
    place, head = corpus.places[article.head.place], article.head
    alike = [one for one in corpus if one.head.place == head.place and one.id != article.id]
    if not alike and place.level != "country":
        return place.name_vi
    year = head.published[:4]
    twins = [one.head for one in alike if one.head.published[:4] == year]
    same = any(one.outlet == head.outlet for one in twins)
    return f"{place.name_vi} ({head.outlet}, {head.published if same else year})"


def _subject(article: Article) -> str:
    """What the article reports, in words: a number in prose is a link, and there is none here yet."""
    said = (article.head.subject, f"A report by {article.head.outlet}", "A newspaper report")
    return next(words for words in said if not any(unlinked(words)))


def _counted(figure: Record, corpus: Corpus) -> str:
    """What a figure counts; by its indicator's name where the words hold a number of their own."""
    named = any(unlinked(figure.of))
    return corpus.label("indicator", figure.indicator) if named else figure.of


def _cuts(corpus: Corpus, article: Article) -> list[Record]:
    """The cuts that an article reports as done: no shares, no parts of a printed sum, no repeats."""
    relations = [finding.relation for finding in corpus.findings[article.id]]
    parts = {
        ref for r in relations if r.kind == "sum" for field, ref in r.refs() if field == "parts"
    }
    repeated = {r.first for r in relations if r.kind == "same"}
    return [
        record
        for record in article.records
        if record.indicator.endswith("-reduction")
        and record.status == "achieved"
        and record.unit != "percent"
        and record.id not in parts | repeated
    ]


def _cell(article: str, number: int, kind: str, source: str) -> dict[str, Any]:
    name = sha256(f"{article} {number}".encode()).hexdigest()[:8]
    # nbval is not to compare the versions of libraries: those of the reader may be others.
    tags = {"tags": ["nbval-ignore-output"]} if source == _COLOPHON else {}
    cell = {"cell_type": kind, "id": name, "metadata": tags, "source": source.splitlines(True)}
    return cell if kind == "markdown" else cell | {"execution_count": None, "outputs": []}


def _article(corpus: Corpus, name: str) -> Article:
    for draft in corpus.drafts:
        if draft.id == name:
            raise TemplateError(f"{name} is still a draft. {draft}")
    try:
        return corpus[name]
    except KeyError as error:
        raise TemplateError(error.args[0]) from None


def _next_name(root: Path, article: str) -> str:
    """A notebook's name with the number after the last one."""
    numbers = [int(file.name[:2]) for file in (root / "notebooks").glob("[0-9][0-9]_*.ipynb")]
    number = max(numbers, default=-1) + 1
    if number > 99:
        raise TemplateError("The notebooks' numbers have two digits, and 99 is taken.")
    return f"{number:02}_{article.replace('-', '_')}"


def _naming(file: Path, name: str) -> str:
    """An article's file with the field ``notebook`` added to its head."""
    text = file.read_text(encoding="utf-8")
    new, count = re.subn(
        r"(?m)^(?P<indent>[ ]+)(?=paragraphs:)",
        rf"\g<indent>notebook: {name}\n\g<0>",
        text,
        count=1,
    )
    if not count:
        raise TemplateError(
            f"data/articles/{file.name}: found no line for `paragraphs` in the head: "
            f"add `notebook: {name}` under `article:` by hand, then run this again"
        )
    return new
