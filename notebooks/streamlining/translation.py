"""What code writes, said in another language: its words are looked up, its numbers only written anew.

A text of a table, a caption or a picture becomes a *message*: numbers, dates, quotes and keys stand
in it as ``{1}``, ``{2}``, ….  The catalogue (gettext's PO format) translates the message, and the
same numbers are put back, in Vietnamese notation.  So no number is ever translated, and one message
serves every text that differs in its numbers alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import polib

from printed.reading.periods import MONTHS
from printed.verdicts import VERDICTS

from .corpus import Corpus

_DATE = rf"\b(?:(?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(MONTHS[1:])})(?: (?P<year>\d{{4}}))?\b"
#: What is kept out of a message.
_KEPT = re.compile(
    "|".join(
        f"(?P<{kind}>{pattern})"
        for kind, pattern in {
            "quote": r"“[^”]*”",
            "date": _DATE,
            "edtf": r"\b\d{4}(?:-\d\d){0,2}[~?]?/\d{4}(?:-\d\d){0,2}[~?]?"
            r"|\b\d{4}\??(?:-\d\d){0,2}[~?]|\b\d{4}\?(?:-\d\d)+",
            "iso": r"\b\d{4}-\d\d(?:-\d\d)?\b",
            "span": r"[\[(]\d[\d.,]*…?, (?:\d[\d.,]*…?|∞)[\])]"
            r"|\b\d+\.\d{3,}, \d+\.\d{3,}\b",  # or a point
            "document": r"\b\d+-[A-ZĐ][\w/-]*",
            "key": r"\b[a-z0-9]+(?:-[a-z0-9]+)+/[a-z0-9]+(?:-[a-z0-9]+)*"
            r"|\b[a-z0-9]+/[a-z0-9]+(?:-[a-z0-9]+)+",
            "name": r"\b\d\d_[a-z_]+\b|\b(?=[a-f]*\d)[0-9a-f]{12}\b",  # a notebook's; a hash
            "number": r"\d+(?:[.,/]\d+)*…?",  # or its first decimals
        }.items()
    )
)
_SLUG = re.compile(r"\b[a-z0-9]+(?:-[a-z0-9]+)+\b")
_MARK = re.compile(r"\{(\d+)\}")
_NOTATION = {ord(","): ".", ord("."): ","}
_ENGLISH = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)…?")


def message(text: str) -> str | None:
    """The message that a text needs a translation of; None for one without words of its own."""
    masked, _ = _mask(text)
    words = _SLUG.sub(" ", _MARK.sub(" ", masked))
    return masked if re.search(r"[^\W\d_]{2}", words) else None


def _mask(text: str) -> tuple[str, list[str]]:
    """A text with marks in the place of what is kept, and what is kept, in Vietnamese notation."""
    kept: list[str] = []

    def mark(found: re.Match[str]) -> str:
        kept.append(_vietnamese(found))
        return f"{{{len(kept)}}}"

    return _KEPT.sub(mark, " ".join(text.split())), kept


def _vietnamese(found: re.Match[str]) -> str:
    """A number or date as Vietnamese print writes it; anything else as it is."""
    if found["number"] and _ENGLISH.fullmatch(found[0]):
        return found[0].translate(_NOTATION)
    if found["iso"]:
        return _day(*map(int, found[0].split("-")))
    if found["span"]:  # a comma is a decimal mark here
        return found[0].replace(", ", "; ").translate(_NOTATION)
    return _dated(found) if found["date"] else found[0]


def in_figures(text: str) -> str:
    """A text with its English dates as Vietnamese print writes them: "12/9/2018", "tháng 10/2017"."""
    return re.sub(_DATE, _dated, text)


def _dated(found: re.Match[str]) -> str:
    day, year = (int(found[part] or 0) for part in ("day", "year"))
    if found["month"] == "May" and not day + year:  # the verb, at the head of a sentence
        return found[0]
    return _day(year, MONTHS.index(found["month"]), day)


def _day(year: int, month: int, day: int = 0) -> str:
    """A date in figures; 0 stands for what is not said."""
    written = "/".join(str(part) for part in (day, month, year) if part)
    return written if day else f"tháng {written}"


def in_both_languages(corpus: Corpus) -> dict[str, str]:
    """What the data say in both languages: labels, names of places, posts of voices, phrases.

    A phrase is quoted in either; English words that stand for two phrases stay as they are.
    """
    codes = (code for entries in corpus.codebook.values() for code in entries.values())
    said = {"none": "không có"} | {code.label_en: code.label_vi for code in codes}
    said |= {label.lower(): vi for label, vi in said.items()}
    said |= {verdict.code: verdict.label_vi for verdict in VERDICTS.values()}
    for place in corpus.places.values():
        said |= {place.name_en: f"{place.type_vi} {place.name_vi}"}
    for article in corpus:
        for voice in article.head.voices:
            said[f"{voice.post_en} ({voice.name})"] = f"{voice.post_vi} ({voice.name})"
    phrases: dict[str, set[str]] = {}
    for article in corpus:
        for record in article.records:
            phrases.setdefault(record.gloss_en, set()).add(record.exact)
    for gloss, (exact, *others) in phrases.items():
        if not others:
            said[f"“{gloss}”"] = f"“{exact}”"
    names = {place.name_vi for place in corpus.places.values()}
    names |= {name for tile in corpus.provinces for name in (tile.name_vi, tile.abbr)}
    return said | {name: name for name in sorted(names)}


class Catalogue:
    """The translations of messages, and what the data say in both languages.

    ``said`` holds names, labels and quoted phrases with their Vietnamese (``in_both_languages``).
    A text that no message translates is put together from them: "Ba Chẽ: cut, 27 (payroll post)"
    from its name and its labels; and what is said of one place is said alike of another.

    >>> words = {"Ba Chẽ": "Ba Chẽ", "Tân Mẫu": "Tân Mẫu", "payroll post": "biên chế"}
    >>> catalogue = Catalogue({"Report from Ba Chẽ": "Bài về Ba Chẽ"}, words)
    >>> catalogue.translate("Report from Tân Mẫu"), catalogue.translate("27 (payroll post)")
    ('Bài về Tân Mẫu', '27 (biên chế)')
    """

    def __init__(
        self, translations: Mapping[str, str], said: Mapping[str, str] | None = None
    ) -> None:
        said = said or {}
        self._quotes = {text: vi for text, vi in said.items() if text.startswith("“")}
        labels = {message(text): vietnamese for text, vietnamese in said.items()}
        self._translations = {text: vi for text, vi in labels.items() if text} | dict(translations)
        names = sorted((text for text, vi in said.items() if text == vi), key=len, reverse=True)
        self._names = (
            re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)") if names else None
        )
        self._alike = dict(filter(None, map(self._of_any_place, translations.items())))

    def knows(self, text: str) -> bool:
        """Whether a text is translated, or needs no translation."""
        return self._said(" ".join(text.split())) is not None

    def translate(self, text: str) -> str:
        """A text in the other language; where no translation is known, the text itself."""
        said = self._said(" ".join(text.split()))
        return text if said is None else said

    def _said(self, text: str) -> str | None:
        """A text in the other language, as a whole or part by part; None where one is not known."""
        if (whole := self._whole(text)) is not None:
            return whole
        if text.endswith(".") and (said := self._said(text[:-1])) is not None:
            return f"{said}."
        if bracketed := re.fullmatch(r"(.+?) \(([^()]+)\)(.*)", text):
            parts = [part and self._said(part) for part in bracketed.groups()]
            if None not in parts:
                return f"{parts[0]} ({parts[1]}){parts[2]}"
        for joint in _JOINTS:
            parts = [self._said(part) for part in text.split(joint)] if joint in text else [None]
            if None not in parts:
                return joint.join(map(str, parts))
        words = text.split(" ")
        for end in range(len(words) - 1, 0, -1):  # "records 27": a column and its value
            name, value = (self._whole(" ".join(part)) for part in (words[:end], words[end:]))
            if name is not None and value is not None and message(" ".join(words[:end])):
                return f"{name} {value}"
        return None

    def _whole(self, text: str) -> str | None:
        needed = message(text)
        masked, kept = _mask(text)
        pattern = masked if needed is None else self._translations.get(needed)
        if pattern is None and self._names:
            named = self._names.findall(masked)
            places = iter(range(len(named)))
            pattern = self._alike.get(self._names.sub(lambda _: f"⟦{next(places)}⟧", masked))
            if pattern:
                pattern = re.sub(r"⟦(\d+)⟧", lambda mark: named[int(mark[1])], pattern)
        if pattern is None:
            return None
        kept = [self._quotes.get(text, text) for text in kept]
        said = _MARK.sub(lambda mark: kept[int(mark[1]) - 1], pattern)
        return re.sub(r"(?<=\d) %", "%", said)  # as Vietnamese print writes it

    def _of_any_place(self, translated: tuple[str, str]) -> tuple[str, str] | None:
        """A message and its translation with marks in the places of names; None where it has none."""
        source, translation = translated
        named = self._names.findall(source) if self._names else []
        if not named or sorted(named) != sorted(self._names.findall(translation)):
            return None
        places, left = iter(range(len(named))), list(enumerate(named))

        def mark(found: re.Match[str]) -> str:
            here = next(one for one in left if one[1] == found[0])
            left.remove(here)
            return f"⟦{here[0]}⟧"

        return self._names.sub(lambda _: f"⟦{next(places)}⟧", source), self._names.sub(
            mark, translation
        )


def pieces(words: str) -> list[str]:
    """The title, sentence and rows that a picture's alternative text is made of."""
    return re.split(r"\. |; ", words.removesuffix("."))


#: What joins parts of a text that are said one by one, the strongest first.
_JOINTS = (". ", "; ", ": ", ", ", " with ")


def translations(file: Path) -> dict[str, str]:
    """The messages of a PO file that have a translation, each with it."""
    entries = polib.pofile(str(file), encoding="utf-8")
    return {entry.msgid: entry.msgstr for entry in entries if entry.translated()}


def slip(source: str, translation: str) -> str:
    """What is wrong with a message's translation; '' when nothing is.

    Every mark of the message must stand in it once, and no number besides.
    """
    marks, found = (sorted(_MARK.findall(text)) for text in (source, translation))
    if marks != found:
        return f"has the marks {_listed(found)}, expected {_listed(marks)}, each once"
    if number := re.search(r"\d", _MARK.sub("", translation)):
        return f"says {number[0]} where a mark should stand: numbers are put in from the data"
    return ""


def _listed(marks: list[str]) -> str:
    return " ".join(f"{{{mark}}}" for mark in marks) or "none"
