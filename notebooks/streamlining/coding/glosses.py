"""What an English gloss of a quoted phrase has to keep to: its length, and the numbers of the phrase.

A gloss says the phrase in plain English and nothing else; words in square brackets stand in the same
sentence of the article, outside the phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from pydantic import ValidationInfo

from printed.reading.census import census
from printed.reading.numerals import NumeralError, read
from printed.reading.writing import english

MAX_WORDS, MAX_CHARACTERS = 12, 90

#: Words that say a number and nothing else.
_WORDS = {
    word: Fraction(number)
    for number, word in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 2
    )
} | {"half": Fraction(1, 2), "hundreds": Fraction(100), "thousands": Fraction(1000)}
#: Words that may say a number: "as one", "at first".
_OFTEN = {"one": Fraction(1), "first": Fraction(1)}


def faithful(gloss: str, info: ValidationInfo) -> str:
    """A validator of ``gloss_en``, declared behind the fields ``exact`` and ``printed``.

    Raises ValueError for a gloss that is too long, that says a number which the phrase does not
    print, or that leaves out one of its figures or the numeral in ``printed``.
    """
    words = len(gloss.split())
    if words > MAX_WORDS or len(gloss) > MAX_CHARACTERS:
        raise ValueError(
            f"has {words} words and {len(gloss)} characters, expected {MAX_WORDS} and "
            f"{MAX_CHARACTERS} at most: shorten it to what the phrase says"
        )
    phrase, printed = info.data.get("exact", ""), info.data.get("printed")
    tokens = [token.text for token in census(phrase)]
    if not phrase or (printed and printed not in tokens):  # refused as it is: one slip, one message
        return gloss
    prints = {value for token in tokens for value in _values(token)}
    says = set(_figures(gloss)) | _said(gloss, _WORDS)
    if strange := says - prints:
        raise ValueError(
            f"says {_listed(strange)}, which the phrase {phrase!r} does not print: "
            f"write the numbers of the phrase, {_listed(prints) or 'none'}, as English does"
        )
    figures = {token for token in tokens if token == printed or re.search(r"\d", token)}
    owed = {value for token in figures for value in _values(token)}
    if missing := owed - says - _said(gloss, _OFTEN):
        raise ValueError(
            f"does not say {_listed(missing)}, which the phrase {phrase!r} prints: add it"
        )
    return gloss


def _values(token: str) -> Iterator[Fraction]:
    """What a printed numeral says: one value, or the two counts of a ``k/n``; dates as they stand."""
    try:
        numeral = read(token)
    except NumeralError:
        yield from map(Fraction, re.findall(r"\d+", token))
        return
    yield from map(Fraction, numeral.parts or (numeral.value,))


def _figures(gloss: str) -> Iterator[Fraction]:
    for figure in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", gloss):
        yield Fraction(figure.replace(",", ""))


def _said(gloss: str, words: dict[str, Fraction]) -> set[Fraction]:
    return {words[word] for word in re.findall(r"[a-z]+", gloss.lower()) if word in words}


def _listed(values: set[Fraction]) -> str:
    """Values as English text: "19.7 and 27"; one that no decimals write as a fraction, "1/3"."""
    return " and ".join(map(_written, sorted(values)))


def _written(value: Fraction) -> str:
    exact = (digits for digits in range(4) if (value * 10**digits).denominator == 1)
    digits = next(exact, None)
    return str(value) if digits is None else english(value, digits)
