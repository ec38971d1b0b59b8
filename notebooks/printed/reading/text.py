"""An article's own text: its paragraphs, and the one place where a phrase stands."""

from __future__ import annotations

import difflib
import re
import unicodedata


class PhraseError(ValueError):
    """A phrase that does not stand exactly once in its paragraph."""


def nfc(text: str) -> str:
    """Return ``text`` in Unicode normalisation form C, the form of all stored text."""
    return unicodedata.normalize("NFC", text)


#: Characters that take no room on paper, and so split a word or a number without being seen: marks
#: of formatting (zero-width spaces and joiners, soft hyphens, byte order marks), the grapheme
#: joiner, the fillers of Hangul and the selectors of variants.  Those that turn the direction of
#: what follows are none: with them the number that is seen is another one.
_TURNING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
_UNSEEN = "".join(
    character
    for character in map(chr, (*range(0x80, 0x3200), *range(0xFE00, 0xFFFC)))
    if unicodedata.category(character) == "Cf"
    and unicodedata.bidirectional(character) not in _TURNING
)
INVISIBLE = re.compile(
    f"[{_UNSEEN}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u3164\ufe00-\ufe0f\uffa0]"
)


def visible(text: str) -> str:
    """``text`` in NFC as it is seen: without the characters that take no room on paper."""
    return nfc(INVISIBLE.sub("", text))


def paragraphs(text: str) -> list[str]:
    """Split an article's text into its paragraphs: the non-empty lines, stripped, as they are seen."""
    return [stripped for line in visible(text).splitlines() if (stripped := line.strip())]


def places(given: str) -> list[int]:
    """Where each code point of ``visible(given)`` begins in ``given``, and last where that ends.

    >>> places("co\u0301 7\u200b6"), visible("co\u0301 7\u200b6")
    ([0, 1, 3, 4, 6, 7], 'có 76')
    """
    found, start = [], 0
    for place, character in enumerate(given[1:], 1):
        if unicodedata.combining(character) or INVISIBLE.match(character):
            continue  # it goes with what stands before it
        piece = visible(given[start:place])
        if visible(given[start : place + 1]) == piece + visible(character):  # makes no one with it
            found += [start] * len(piece)
            start = place
    return [*found, *[start] * len(visible(given[start:])), len(given)]


#: A rounded pair and its vowel that carries the tone: older print marks the first, newer the second.
_NEWER = re.compile(
    "|".join(
        rf"(?<!q){nfc(f'{glide}{vowel}{tone}')}(?!\w)"
        for glide, vowel in ("oa", "oe", "uy")
        for tone in "\u0300\u0301\u0303\u0309\u0323"
    )
)


def one_tone_style(text: str) -> str:
    """``text`` (in lower case) with tone marks as older print sets them: ``hoà`` as ``hòa``.

    Both stand in newspapers, often in one article; only words are compared so, never a phrase.
    The text keeps its length.
    """

    def older(match: re.Match[str]) -> str:
        glide, marked = match[0]
        vowel, tone = unicodedata.normalize("NFD", marked)
        return nfc(glide + tone) + vowel

    return _NEWER.sub(older, text)


def stands_once(paragraph: str, exact: str) -> bool:
    """Whether ``locate`` would find ``exact`` in ``paragraph``, both with single spaces only.

    Much faster than ``locate`` in a long paragraph.
    """
    count, start = 0, paragraph.find(exact)
    while start >= 0 and count < 2:
        count += _is_whole(paragraph, start, start + len(exact))
        start = paragraph.find(exact, start + 1)
    return count == 1


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a phrase that begins or ends with a letter or digit begins or ends a word there."""
    begins = start == 0 or not (_is_word(text[start]) and _is_word(text[start - 1]))
    return begins and (end == len(text) or not (_is_word(text[end - 1]) and _is_word(text[end])))


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def locate(paragraph: str, exact: str, prefix: str = "", suffix: str = "") -> tuple[int, int]:
    """Return start and end (code points) of the only place where ``exact`` stands.

    ``prefix`` and ``suffix`` are the text right before and after it, as in the W3C Web
    Annotation's TextQuoteSelector.  Runs of white space count as one space; letters are compared
    as they are (``hoà`` is not ``hòa``).  A phrase that begins or ends with a letter or digit
    must begin or end a word there.

    Raises PhraseError when the phrase stands nowhere or more than once.
    """
    matches = list(re.finditer(_pattern(exact, prefix, suffix), paragraph))
    if len(matches) == 1:
        return matches[0].span("exact")
    wanted = f"{prefix}[{exact}]{suffix}" if prefix or suffix else exact
    if matches:
        raise PhraseError(
            f"{wanted!r} stands {len(matches)} times in the paragraph: "
            "lengthen it, or add a prefix or suffix"
        )
    near = _nearest(paragraph, exact)
    raise PhraseError(
        f"{wanted!r} does not stand in the paragraph" + (f"; nearest: {near!r}" if near else "")
    )


def _pattern(exact: str, prefix: str, suffix: str) -> str:
    before, phrase, after = (
        r"\s+".join(map(re.escape, nfc(part).split())) for part in (prefix, exact, suffix)
    )
    lead = rf"{before}\s*" if before else ""
    trail = rf"\s*{after}" if after else ""
    words = exact.strip()
    start = r"(?<!\w)" if re.match(r"\w", words) else ""
    end = r"(?!\w)" if re.search(r"\w$", words) else ""
    # As a look-ahead, so that places that overlap are all found.
    return f"(?={lead}{start}(?P<exact>{phrase}){end}{trail})"


def _nearest(paragraph: str, exact: str) -> str:
    """The run of words in the paragraph most like ``exact``, or '' when nothing is."""
    words, size = paragraph.split(), len(exact.split())
    runs = [" ".join(words[i : i + size]) for i in range(max(1, len(words) - size + 1))]
    return next(iter(difflib.get_close_matches(nfc(exact), runs, n=1)), "")
