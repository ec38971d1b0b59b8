"""What is said of all reports together: a person reads it again when another report is added.

A sentence such as "nobody who lost a post speaks" rests on every report: whether it still holds
nobody but a reader can say.  So it is with those that count reports, whose numbers follow by
themselves (``tools.make.counts``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from printed.reading.periods import period
from streamlining.coding.yamltext import Problem
from streamlining.corpus import Corpus
from streamlining.pages import ENGLISH, Cell, Link, Page, headings, links, relinked
from streamlining.tables import join

#: Words that speak of all, of none, of the rest or of a rank among them, in both languages.
_ALL = re.compile(
    r"(?i)\b(?:all|every|both|only|none|nobody|no (?:one|report|article|other|model|comparison|figure)|nothing"
    r"|never|hardly|almost|mostly|most|alone|others?|rest|any other|more \w+ than|\w+est"
    r"|mọi|tất cả|không ai|không bài|chỉ có|duy nhất|phần lớn|hầu hết|đều|nhiều nhất)\b"
)
#: And what the reports are made of.
_TOLD = re.compile(
    r"(?i)\b(?:reports?|articles?|newspapers?|places?|cuts?|posts?|claims?|statements?|benefits?"
    r"|difficult(?:y|ies)|models?|mergers?|outlets?|bases?|speaks?|collection|bài|nơi|biên chế|ý kiến)\b"
)
_COUNTS = re.compile(
    rf"(?i)\b(?:\d+|{'|'.join(ENGLISH[1:])}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) "
    r"(?:\w+ ){0,2}?(?:reports?|articles?|places|provinces|bài|nơi|tỉnh)\b"
)
_SHOWN = 12  # words of a sentence by which it is found


def to_read(corpus: Corpus, pages: list[Page]) -> Iterator[Problem]:
    """Yield the sentences about all reports, where an article is not marked as read with them.

    They stand on the pages that name more than one count of the collection.
    """
    new = corpus.unread
    for page in pages if new else ():
        named = {link.key for cell in page.markdown for link in links(cell.source)}
        for cell in page.markdown if len(named & corpus.counts.keys()) > 1 else ():
            for start, said in sentences(cell.source):
                yield page.problem(f"read again with {join(new)}: “{said}”", cell, start)
    for name in new:
        told = "when the sentences to be read again hold with it, add `overviews_read: yes` to its head"
        yield Problem(f"data/articles/{name}.yaml", 0, 0, told)


def sentences(markdown: str) -> Iterator[tuple[int, str]]:
    """Line's position and first words of each sentence that speaks of the reports as a whole."""
    start = 0
    for line in markdown.split("\n"):
        plain = "" if line.startswith("|") else relinked(line, _marked)
        for said in re.split(r"(?<=[.!?;:]) ", plain.replace("*", "")):
            of_all = _ALL.search(said) and _TOLD.search(said) and not said.endswith("?")
            if of_all or _COUNT in said:
                words = said.replace(_COUNT, "").strip(" -#").split()
                yield start, " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")
        start += len(line) + 1


_COUNT = "\0"  # behind a number that counts the collection


def _marked(link: Link) -> str:
    return link.text + _COUNT * link.key.startswith("collection/")


def titles(corpus: Corpus, pages: list[Page]) -> Iterator[Problem]:
    """Yield the headings and titles that count reports, which they cannot link, or misdate them."""
    for page in pages:
        for cell in page.markdown:
            for heading in headings(cell.source):
                yield from _counted(heading, page, cell)
        for said in page.json.get("metadata", {}).values():
            yield from _counted(str(said), page)
        for cell in page.markdown:
            for start, told in _misdated(cell.source, corpus):
                yield page.problem(told, cell, start)
    for name in ("CITATION.cff", "pyproject.toml"):
        file = corpus.root / name
        text = file.read_text(encoding="utf-8") if file.is_file() else ""
        for number, line in enumerate(text.splitlines(), 1):
            if found := _COUNTS.search(line):
                yield Problem(name, number, 0, _UNLINKED.format(found[0]))
        for start, told in _misdated(text, corpus):
            yield Problem(name, text.count("\n", 0, start) + 1, 0, told)


_UNLINKED = "“{}” counts where no link can stand: say it without the number"


def _counted(text: str, page: Page, cell: Cell | None = None) -> Iterator[Problem]:
    if found := _COUNTS.search(text):
        start = cell.source.find(text) if cell else -1
        yield page.problem(_UNLINKED.format(found[0]), cell, start)


#: "Between 2018 and 2022 … newspaper reports", "reports of 2018 to 2022", "bài báo … 2018–2022".
_YEARS = re.compile(r"\b((?:19|20)\d\d)(?: to | and |–| đến )((?:19|20)\d\d)\b")
_REPORTS = re.compile(r"(?i)\b(?:newspapers?|reports|bài báo)\b")


def _misdated(text: str, corpus: Corpus) -> Iterator[tuple[int, str]]:
    """Where a text says of which years the reports are, and other years are theirs."""
    days = [period(article.head.published) for article in corpus]
    first = min((one.first.year for one in days if one.first), default=0)
    last = max((one.last.year for one in days if one.last), default=0)
    for found in _YEARS.finditer(text):
        near = text[max(0, found.start() - 90) : found.end() + 60].partition("\n\n")[0]
        if _REPORTS.search(near) and days and found.groups() != (f"{first}", f"{last}"):
            yield found.start(), f"says {found[0]}, but the reports are of {first} to {last}"
