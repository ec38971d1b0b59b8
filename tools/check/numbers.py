"""The numbers in the prose: each is a link that names its figure, and says what the figure says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from printed.reading.periods import MONTHS
from printed.reading.words import BEFORE, ORDINALS, UNITS
from printed.reading.writing import write
from streamlining.coding.records import Record
from streamlining.coding.relations import Result
from streamlining.coding.yamltext import Problem
from streamlining.corpus import Corpus
from streamlining.pages import Page, links

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
_ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WORDS = {word: number for number, word in enumerate(_ENGLISH)} | UNITS | {"first": 1, "mười": 10}
#: Words that say a number; not "one" and "một", which mostly say none, nor "năm", which is a year.
_NUMBER_WORDS = "|".join(_ENGLISH[2:]) + "|hai|ba|bốn|sáu|bảy|tám|chín|mười"
#: A number in running text; a capital amid a Vietnamese name, as in Ba Chẽ, is none.
_NUMBER = re.compile(
    rf"\d[\d.,/]*(?: ?%)?|\b(?:{_NUMBER_WORDS})\b|(?:^|(?<=[.!?:] ))"
    rf"(?:{'|'.join(word.capitalize() for word in _NUMBER_WORDS.split('|') if word != 'ba')})\b",
    re.M,
)
_EMPTY = {"more", "than", "at", "least", "most", "nearly", "about", "of", "số", "thứ"} | {
    part for words in (*BEFORE.values(), ORDINALS) for word in words for part in word.split()
}


def mismatches(page: Page, corpus: Corpus) -> Iterator[Problem]:
    """Yield the numbers of a page that are not the data's or are no links."""
    known = figures(corpus)
    for cell in page.markdown:
        for link in links(cell.source):
            if link.key in known:
                wrong = slip(link.text, known[link.key], corpus)
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


def figures(corpus: Corpus) -> dict[str, Record | Result]:
    """Everything that a linked number may name: records, results, counts of the collection."""
    records = {record.key: record for a in corpus.articles.values() for record in a.records}
    return records | dict(corpus.results) | corpus.counts


def slip(text: str, figure: Record | Result, corpus: Corpus) -> str:
    """What is wrong with a text that says a number for a figure; '' when nothing is."""
    value = said(text)
    if value is None:
        return f"says no number, but names `{figure.key}`: write the number inside the link"
    printed = figure.value
    if isinstance(figure, Result):
        printed = Fraction(write(printed, figure.decimals))
    if value != printed and not _roughly(text, value, printed):
        return f"says {value}, but `{figure.key}` is {figure.text}: correct one of the two"
    if ("%" in text) != (figure.unit == "percent"):
        return f"counts another unit than `{figure.key}`, which is in `{figure.unit}`"
    words = _nouns(text)
    if words and not any(word in _about(figure, corpus) for word in words):
        return f"speaks of {' '.join(words)!r}, but `{figure.key}` counts {figure.of}"
    return ""


def _roughly(text: str, value: Fraction, printed: Fraction) -> bool:
    """Whether a text that says "about" gives a number rounded to the digits that it says."""
    if not re.search(r"\b(?:about|khoảng)\b", text.lower()):
        return False
    digits = re.search(r"\d[\d.,]*", text)
    number = digits[0].rstrip(".,") if digits else ""
    if value.denominator == 1:
        step = Fraction(10 ** (len(str(value)) - len(str(value).rstrip("0"))))
    else:
        step = Fraction(1, 10 ** len(re.split("[.,]", number)[-1]))
    return value == step * int(printed / step + Fraction(1, 2))


def said(text: str) -> Fraction | None:
    """The number that a link says: digits in English or Vietnamese notation, k/n, or words to ten."""
    if share := re.search(r"(\d+)(?: of |/)(\d+)", text):
        return Fraction(int(share[1]), int(share[2]))
    if number := re.search(r"\d[\d.,]*", text):
        digits = number[0].rstrip(".,")
        if re.fullmatch(r"\d{1,3}([.,]\d{3})+", digits):
            return Fraction(re.sub("[.,]", "", digits))
        return Fraction(digits.replace(",", "."))
    for words, number in ORDINALS.items():
        if words in text.lower() and " " in words:
            return Fraction(number)
    said_words = (_WORDS.get(word) for word in text.lower().split())
    return next((Fraction(number) for number in said_words if number is not None), None)


def _nouns(text: str) -> list[str]:
    """What a link counts: its words but for numbers and qualifiers, without a plural's s."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return [word.removesuffix("s") for word in words if word not in _EMPTY | _WORDS.keys()]


def _about(figure: Record | Result, corpus: Corpus) -> str:
    """Everything that says what a figure counts, in both languages."""
    unit = corpus.codebook["unit"].get(figure.unit)
    unit_labels = (unit.label_en, unit.label_vi) if unit else ()
    phrase = figure.exact if isinstance(figure, Record) else ""
    return " ".join((*unit_labels, figure.of, phrase)).lower()
