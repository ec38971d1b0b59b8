"""Giving word-segmented Vietnamese back its spelling: ``(khoảng 5_000 người )`` and the like.

Public corpora of news join the syllables of a word by underscores and set every punctuation mark
off by spaces.  Labels of such texts are offsets into what ``restored`` makes of them, so what it
makes must never change: it is no better than it has to be, and not to be mended.
"""

from __future__ import annotations

import re

_BEFORE_MARK = re.compile(r"\s+([,.;:!?…)\]}”’»%])")
_BEHIND_MARK = re.compile(r"([(\[{“‘«])\s+")
_QUOTE = re.compile(r'\s*"\s*')
_K_OF_N = re.compile(r"(\d)\s*/\s*(\d)")
_STROKE = re.compile(r"\s+/\s+")
_SPACE = re.compile(r"\s+")


def restored(text: str) -> str:
    """A segmented text with its paragraphs restored, a line each, and without empty lines.

    >>> restored('Có 7 / 14 xã ( 50 % ) hợp_nhất , " rất nhanh " .')
    'Có 7/14 xã (50%) hợp nhất, "rất nhanh".'
    """
    return "\n".join(_line(line) for line in text.splitlines() if line.strip())


def _line(line: str) -> str:
    line = _BEFORE_MARK.sub(r"\1", line.replace("_", " "))
    line = _quoted(_BEHIND_MARK.sub(r"\1", line))
    line = _STROKE.sub("/", _K_OF_N.sub(r"\1/\2", line))
    return _SPACE.sub(" ", line).strip()


def _quoted(line: str) -> str:
    """Straight quotation marks that open and close in turn; as they are where one is left over."""
    first, *parts = _QUOTE.split(line)
    if not parts or len(parts) % 2:
        return line
    text = first
    for number, part in enumerate(parts):
        if number % 2 == 0:
            text += f' "{part}' if text and not text.endswith(("(", "[", "“")) else f'"{part}'
        else:
            text += f'" {part}' if part and part[0] not in ",.;:!?)…]" else f'"{part}'
    return text
