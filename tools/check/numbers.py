"""The numbers in the prose: each is a link that names its figure, and says what the figure says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from printed.reading.periods import MONTHS
from streamlining.coding.yamltext import Problem
from streamlining.corpus import Corpus
from streamlining.pages import ENGLISH, Page, figures, links, slip

_MONTH = "|".join(MONTHS[1:])
#: What may hold a number without being a linked one: code, other links, headings, years and dates,
#: the numbers of policy documents, versions of Python, numbers that point back ("the two").
_PLAIN = re.compile(
    r"```.*?```|`[^`\n]+`|\[[^\]]*\]\([^)]*\)|^#+ .*?$"
    rf"|\b(?:\d{{1,2}} )?(?:(?:{_MONTH}) )?(?:19|20)\d\d\b|\b\d{{1,2}} (?:{_MONTH})\b"
    r"|\btháng \d{1,2}/\d{4}|\b\d+-[A-ZĐ][\w/Đ-]+"
    r"|\b(?:Resolutions?|Project|Nghị quyết(?: số)?|Đề án) \d+(?: and \d+)?"
    r"|\bPython \d[\d.]*|\b(?:[Tt]he|[Tt]hese) two\b",
    re.S | re.M,
)
#: Words that say a number; not "one" and "một", which mostly say none, nor "năm", which is a year.
_NUMBER_WORDS = "|".join(ENGLISH[2:]) + "|hai|ba|bốn|sáu|bảy|tám|chín|mười"
#: A number in running text; a capital amid a Vietnamese name, as in Ba Chẽ, is none.
_NUMBER = re.compile(
    rf"\d[\d.,/]*(?: ?%)?|\b(?:{_NUMBER_WORDS})\b|(?:^|(?<=[.!?:] ))"
    rf"(?:{'|'.join(word.capitalize() for word in _NUMBER_WORDS.split('|') if word != 'ba')})\b",
    re.M,
)


def mismatches(page: Page, corpus: Corpus) -> Iterator[Problem]:
    """Yield the numbers of a page that are not the data's or are no links."""
    known = figures(corpus)
    for cell in page.markdown:
        for link in links(cell.source):
            if link.key in known:
                wrong = slip(link.text, known[link.key], corpus)
                if corpus.unread and link.key in corpus.counts:
                    wrong = wrong.replace("correct one of the two", "run `python3 run.py`")
            else:
                wrong = f"names `{link.key}`, which is no record and no result: correct the name"
            if link.key and wrong:
                yield page.problem(f"[{link.text}] {wrong}", cell, link.start)
        for position, number in unlinked(cell.source):
            yield page.problem(
                f"the number {number} is no link: name its record, as "
                "`python3 run.py cite <article>/<record>` prints it", cell, position,
            )  # fmt: skip


def unlinked(markdown: str) -> Iterator[tuple[int, str]]:
    """Position and text of each number that is neither linked nor one of the plain cases."""
    # Blanked out and not cut out, so that positions stay what they are.
    rest = _PLAIN.sub(lambda plain: re.sub(r"\S", " ", plain[0]), markdown)
    for number in _NUMBER.finditer(rest):
        yield number.start(), number[0].strip(".,")
