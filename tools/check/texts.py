"""Holding what was coded against the articles' own texts.

The texts are not part of the collection.  Whoever has a copy, a file ``<article>.txt`` each, can
prove with it that every numeral is accounted for and every phrase stands where it is said to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from printed.reading.census import census
from printed.reading.text import PhraseError, locate, paragraphs
from streamlining.coding.records import Mention, Record
from streamlining.coding.relations import Tension
from streamlining.corpus import Article


def read_text(folder: Path, article: str) -> list[str]:
    """The paragraphs of an article's text; raises FileNotFoundError or UnicodeDecodeError."""
    return paragraphs((folder / f"{article}.txt").read_text(encoding="utf-8-sig"))


def fingerprint(text: list[str]) -> str:
    """SHA-256 of an article's paragraphs, as its head records it."""
    return hashlib.sha256("\n".join(text).encode()).hexdigest()


def discrepancies(article: Article, text: list[str]) -> Iterator[str]:
    """Yield, in words, everything in which an article as coded differs from its text.

    Covers both directions: what is coded must be a numeral of the text, and every numeral of the
    text must be coded.
    """
    if article.head.sha256 != fingerprint(text):
        yield f"{article.id}: the text is not the one that was coded (its SHA-256 differs)"
    if article.head.paragraphs != len(text):
        yield f"{article.id}: {article.head.paragraphs} paragraphs coded, the text has {len(text)}"
    numerals = [list(census(paragraph)) for paragraph in text]
    coded: dict[tuple[int, int], str] = {}
    for mention in article.mentions:
        token = _token(mention)
        coded[mention.paragraph, mention.start] = token
        if mention.paragraph > len(text):
            yield f"{_name(article, mention)}: the text has no paragraph {mention.paragraph}"
        else:
            starts = {numeral.start for numeral in numerals[mention.paragraph - 1]}
            yield from _misplaced(article, mention, token, text[mention.paragraph - 1], starts)
    for name, number, phrase in _phrases(article):
        try:
            locate(text[number - 1] if number <= len(text) else "", phrase)
        except PhraseError as error:
            yield f"{article.id}/{name}, paragraph {number}: {error}"
    for number, (paragraph, printed) in enumerate(zip(text, numerals), 1):
        for token in printed:
            if coded.get((number, token.start)) != token.text:
                around = paragraph[max(0, token.start - 20) : token.end + 20]
                yield (
                    f"{article.id}: {token.text!r} at {token.start} of paragraph {number} is not "
                    f"accounted for (…{around}…)"
                )


def _misplaced(
    article: Article, mention: Mention, token: str, paragraph: str, starts: set[int]
) -> Iterator[str]:
    found = paragraph[mention.start : mention.start + len(token)]
    if found != token:
        yield (
            f"{_name(article, mention)}: expected {token!r} at {mention.start} of paragraph "
            f"{mention.paragraph}, found {found!r}"
        )
    elif mention.start not in starts:
        yield (
            f"{_name(article, mention)}: no numeral starts at {mention.start} of paragraph "
            f"{mention.paragraph}, {token!r} is part of something longer"
        )
    if isinstance(mention, Record):
        try:
            start, end = locate(paragraph, mention.exact, mention.prefix, mention.suffix)
        except PhraseError as error:
            yield f"{mention.key}, paragraph {mention.paragraph}: {error}"
        else:
            if not start <= mention.start < end:
                yield f"{mention.key}: its numeral at {mention.start} is outside its phrase"


def _phrases(article: Article) -> Iterator[tuple[str, int, str]]:
    """Name, paragraph and words of each phrase that is quoted for something else than a figure."""
    for relation in article.relations:
        if isinstance(relation, Tension):
            for passage in (relation.first, relation.second):
                yield relation.id, passage.paragraph, passage.exact
    for told in (*article.models, *article.assessments):
        yield told.id, told.paragraph, told.exact


def _token(mention: Mention) -> str:
    return mention.printed if isinstance(mention, Record) else mention.token


def _name(article: Article, mention: Mention) -> str:
    return mention.key if isinstance(mention, Record) else f"{article.id}: {_token(mention)!r}"
