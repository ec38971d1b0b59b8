"""The numbers in the prose that count the collection: they follow it while an article is new.

As long as somebody is yet to say that the sentences about all reports hold with a new article,
``check`` names those sentences; so their numbers need not be typed.  Once all is read, a number
that no longer agrees is a slip again, and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from streamlining.coding.relations import Result
from streamlining.corpus import Corpus
from streamlining.loading import load
from streamlining.pages import ENGLISH, slip

_VIETNAMESE = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_WORD = re.compile(rf"(?i)\b(?:{'|'.join((*ENGLISH, *_VIETNAMESE))})\b")
#: A link that names a count, in Markdown, or in JSON and catalogues, where quotes are escaped.
_COUNTED = re.compile(r'\[([^\]\[]*)\](?=\([^)\s]* \\?"(collection/[a-z-]+)\\?"\))')


def write_counts(root: Path) -> None:
    """Bring the counts in the prose of ``root`` and in its translations up to date."""
    corpus = load(root)
    for file in _pages(root) if corpus.unread else ():
        text = file.read_text(encoding="utf-8")
        if (new := counted(text, corpus)) != text:
            file.write_text(new, encoding="utf-8", newline="")


def _pages(root: Path) -> Iterator[Path]:
    yield from root.glob("README.md")
    yield from (root / "notebooks").glob("*.ipynb")
    yield from (root / "site/locale").rglob("*.po")


def counted(text: str, corpus: Corpus) -> str:
    """A text whose links that name a count of the collection say what it is now."""

    def link(found: re.Match[str]) -> str:
        count = corpus.counts.get(found[2])
        agrees = count is None or not slip(found[1], count, corpus)
        return found[0] if agrees else f"[{_saying(count, found[1])}]"

    return _COUNTED.sub(link, text)


def _saying(count: Result, text: str) -> str:
    """A link's text with the count as its number: a word where one was and there is one."""

    def word(found: re.Match[str]) -> str:
        words = ENGLISH if found[0].lower() in ENGLISH else _VIETNAMESE
        said = words[int(count.value)] if count.value < len(words) else count.text
        return said.capitalize() if found[0][0].isupper() else said

    digits, replaced = re.subn(r"\d[\d.,]*", count.text, text, count=1)
    return digits if replaced else _WORD.sub(word, text, count=1)
