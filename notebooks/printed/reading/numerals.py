"""What a printed Vietnamese numeral says.

Newspapers print numbers as digits (``1.314``, ``1 314``, ``19,7``, ``06``, ``-5,2``), fractions
(``7/14``, ``2.847/3.799``, ``½``, ``2½``), Roman numerals (``XII``), words (``hai``, ``một nửa``,
``âm năm phẩy hai``) and mixtures (``2 nghìn tỷ``, ``1 tỷ 200 triệu``, ``30triệu``, ``2 năm rưỡi``).
``read`` gives each its exact value.  No float is involved anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import prod

from .text import visible
from .words import (
    AFTER_TENS,
    AND_A_HALF,
    HALF,
    HALVED,
    LINKS,
    MINUS,
    ORDINALS,
    POINT,
    SCALES,
    SHORT,
    TENS,
    UNITS,
    ZERO,
)


class NumeralError(ValueError):
    """A text that is not one numeral."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral as printed and what it says.

    ``value`` is in the unit that is printed beside it: ``19,7`` (before ``%``) is 197/10.
    ``decimals`` counts the digits printed after the decimal mark, ``scale`` is what the multiplier
    words come to (``2 nghìn``: 1000; a half behind them is a tenth part, as in ``2,5 triệu``),
    ``parts`` are the two counts of a printed ``k/n``.
    """

    printed: str
    value: Fraction
    decimals: int = 0
    scale: int = 1
    parts: tuple[int, int] | None = None

    @property
    def step(self) -> Fraction:
        """What one more in the last printed digit is worth: 100,000 for ``1,3 triệu``."""
        return Fraction(self.scale, 10**self.decimals)


_NUMBER = re.compile(
    r"(?:(?P<points>[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?)"
    r"|(?P<spaces>[1-9]\d{0,2}(?: \d{3})+(?:,\d+)?)"
    r"|(?P<commas>[1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d+)?)"
    r"|(?P<plain>\d+(?:[.,]\d+)?))(?= |\Z)"
)
#: What print sets between the two numbers of a fraction.
STROKES = "/\N{FRACTION SLASH}\N{DIVISION SLASH}\N{BIG SOLIDUS}\N{FULLWIDTH SOLIDUS}"
#: The fractions that Unicode holds as one character: ½ ⅓ ¾ and so on.
VULGAR = "\u00bc-\u00be\u2150-\u215e\u2189"
SUPER, SUB = "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉"
_COUNT = r"[1-9]\d{0,2}(?:\.\d{3})+|\d+"
_FRACTION = re.compile(rf"({_COUNT})[{STROKES}]({_COUNT})")
_VULGAR = re.compile(
    rf"(?P<whole>\d+(?: ?(?=\D)))?(?:(?P<one>[{VULGAR}])"
    rf"|(?P<part>[{SUPER}]+)[{STROKES}](?P<of>[{SUB}]+))"
)
ROMAN = re.compile(r"(?=[IVXLCDM])M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
#: Signs that print uses for minus; an em dash is none.
MINUSES = "-\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{MINUS SIGN}"
_SIGNED = re.compile(rf"(?i:[{MINUSES}] ?(?=\d)|{MINUS} )(?=\S)")
_MULTIPLIERS = [*SCALES, *SHORT]
#: Where a multiplier is glued to the digits before it or behind it: "5tỷ", "1tỷ200 triệu".
_GLUED = re.compile(
    rf"(?i)(?<=\d)(?=(?:{'|'.join(_MULTIPLIERS)})(?![^\W\d_]))"
    rf"|(?:{'|'.join(rf'(?<={word})' for word in _MULTIPLIERS)})(?=\d)"
)
_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
LONGEST = 200  # characters: Python itself refuses to convert digits by the thousand


@lru_cache(maxsize=4096)
def read(printed: str) -> Numeral:
    """Read one printed numeral exactly.

    A point, or a space, before groups of three digits separates thousands, as Vietnamese print does
    (``1.314`` and ``1 314`` are 1314; ``0.314`` is not so printed), and so do two or more commas
    (``1,314,000``); any other point, and any other comma, is a decimal mark.

    Raises NumeralError when ``printed`` is not one numeral, or one that can be read in two ways:
    ``một trăm hai`` is 120 to many and 102 to some.
    """
    text = " ".join(visible(printed).split())
    if len(text) > LONGEST:
        raise NumeralError(
            f"{printed[:20]!r}… has {len(printed):,} characters: too long for one numeral"
        )
    if sign := _SIGNED.match(text):
        value, decimals, scale = _mixed(printed, text[sign.end() :])
        return Numeral(printed, -value, decimals, scale)
    if fraction := _FRACTION.fullmatch(text):
        part, whole = (int(count.replace(".", "")) for count in fraction.groups())
        if whole == 0:
            raise NumeralError(f"{printed!r} has a zero denominator")
        return Numeral(printed, Fraction(part, whole), parts=(part, whole))
    if vulgar := _VULGAR.fullmatch(text):
        return Numeral(printed, _vulgar(printed, vulgar))
    if ROMAN.fullmatch(text):
        return Numeral(printed, Fraction(_roman(text)))
    value, decimals, scale = _mixed(printed, text)
    return Numeral(printed, value, decimals, scale)


def _vulgar(printed: str, match: re.Match[str]) -> Fraction:
    """Value of a fraction set as one character or in small digits: ``½``, ``2½``, ``³⁄₄``."""
    one = unicodedata.normalize("NFKC", match["one"] or match["part"] + "/" + match["of"])
    part, whole = re.split(rf"[{STROKES}]", one)
    if int(whole) == 0:
        raise NumeralError(f"{printed!r} has a zero denominator")
    return int(match["whole"] or 0) + Fraction(int(part), int(whole))


def _mixed(printed: str, text: str) -> tuple[Fraction, int, int]:
    """Value, decimals and multiplier of digits and words, with or without a half behind."""
    head, _, last = text.rpartition(" ")
    if last.lower() in AND_A_HALF:
        return _and_a_half(printed, head)
    if text[:1].isdecimal():
        return _digits(printed, _GLUED.sub(" ", text))
    words = text.lower().split()
    if POINT & set(words):
        found = _point(words)
    else:
        value = _words(words)
        found = None if value is None else (value, 0, _said_step(words))
    if found is None:
        raise NumeralError(
            f"{printed!r} is not a numeral: expected digits such as 1.314 or 19,7, a fraction k/n, "
            f"a Roman numeral or Vietnamese number words{_either(words)}"
        )
    return found


def _and_a_half(printed: str, head: str) -> tuple[Fraction, int, int]:
    """``head`` and half of its last unit: 2 triệu rưỡi, hai năm rưỡi, gấp rưỡi."""
    unit = next((unit for unit in HALVED if head.lower().endswith(f" {unit}")), "")
    head = head.removesuffix(head[len(head) - len(unit) :]).strip() if unit else head
    last = re.split(r"[ \d]", head.lower())[-1]
    step = 1 if unit else SCALES.get(last) or TENS.get(last, 1)
    value = _mixed(printed, head)[0] if head else Fraction(1)
    if value % step:
        raise NumeralError(f"{printed!r} is not a numeral: a half follows whole numbers only")
    return value + Fraction(step, 2), 0, max(1, step // 10)


def _digits(printed: str, text: str) -> tuple[Fraction, int, int]:
    """Value, decimals and multiplier of a number in digits, with multiplier words and a rest."""
    match = _NUMBER.match(text)
    if match is None:
        found = text.split()[0]
        raise NumeralError(f"{found!r} is not a number: expected digits such as 27, 1.314 or 19,7")
    form, number = match.lastgroup, match.group()
    marks = {"points": (".", ","), "spaces": (" ", ","), "commas": (",", "."), "plain": ("", ",")}
    thousands, decimal = marks[form]
    plain = (number.replace(thousands, "") if thousands else number).replace(decimal, ".")
    decimals = len(plain.partition(".")[2])
    value, words = Fraction(plain), text[match.end() :].split()
    rest = next((i for i, word in enumerate(words) if word[0].isdecimal()), len(words))
    scale = _scale(printed, [word.lower() for word in words[:rest]])
    if rest == len(words):
        return value * scale, decimals, scale
    tail, tail_decimals, tail_scale = _digits(printed, " ".join(words[rest:]))
    if tail_scale == 1 or tail >= scale:
        raise NumeralError(f"{printed!r} is not one number: expected a form such as 1 tỷ 200 triệu")
    return value * scale + tail, tail_decimals, tail_scale


def _scale(printed: str, words: list[str]) -> int:
    """What the multiplier words behind digits multiply by: ``nghìn tỷ`` is 10**12."""
    scale = 1
    for word in words:
        power = SCALES.get(word) or SHORT.get(word, 0)
        if not power or (scale > 1 and not scale < power >= 1_000):
            said = " ".join(words)
            raise NumeralError(f"{printed!r}: {said!r} is not a multiplier ({', '.join(SCALES)})")
        scale *= power
    return scale


def _roman(text: str) -> int:
    values = [_ROMAN_VALUE[letter] for letter in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0]))


def _said_step(words: list[str]) -> int:
    """What the last word of a number said in words is worth: 1,000 of ``hai nghìn``.

    Below a thousand only ``chục`` is said for a round number; ``hai trăm`` is as exact as 200.
    """
    tail = len(words)
    while tail and words[tail - 1] in SCALES:
        tail -= 1
    scale = prod(SCALES[word] for word in words[tail:])
    if not tail:
        return scale
    if words[tail - 1] == "chục":
        return 10 * scale
    if words[tail - 1] == HALF:
        return max(1, scale // 10)
    larger = any(SCALES.get(word, 0) >= 1_000 for word in words[:tail])
    return scale if scale >= 1_000 or larger else 1


def _words(words: list[str]) -> Fraction | None:
    """Value of a run of number words, or None when the run says no single number."""
    if words[:1] == ["một"] and words[1:2] == [HALF]:
        words = words[1:]
    if words[:1] == [HALF] and all(word in SCALES for word in words[1:]):  # "nửa triệu"
        return Fraction(_whole(words[1:]) or 1, 2) if len(words) < 4 else None
    if ordinal := ORDINALS.get(" ".join(words)):
        return Fraction(ordinal)
    if "phần" in words:
        cut = words.index("phần")
        part, whole = _whole(words[:cut]), _whole(words[cut + 1 :])
        return Fraction(part, whole) if part and whole else None
    whole = _whole(words)
    return None if whole is None else Fraction(whole)


def _point(words: list[str]) -> tuple[Fraction, int, int] | None:
    """Value, decimals and multiplier of a decimal number in words: ``hai phẩy năm triệu``."""
    cut = next(i for i, word in enumerate(words) if word in POINT)
    end = next((i for i in range(cut, len(words)) if words[i] in SCALES), len(words))
    whole = 0 if words[:cut] == [ZERO] else _whole(words[:cut])
    said = words[cut + 1 : end]
    if said and all(word in UNITS or word == ZERO for word in said):
        decimals = "".join(str(UNITS.get(word, 0)) for word in said)
    else:  # "ba phẩy mười bốn", 3.14
        decimals = str(_whole(said) or "")
    if whole is None or not decimals:
        return None
    try:
        scale = _scale("", words[end:])
    except NumeralError:
        return None
    return Fraction(f"{whole}.{decimals}") * scale, len(decimals), scale


def _either(words: list[str]) -> str:
    """What two things a run of words could say that ends in a bare digit: 102 or 120."""
    *rest, digit = words or [""]
    if digit in UNITS and rest and (rest[-1] in SCALES) and (head := _whole(rest)):
        one, other = head + UNITS[digit], head + UNITS[digit] * SCALES[rest[-1]] // 10
        return f"; this can be {one:,} or {other:,}: the article has to tell which"
    return ""


def _whole(words: list[str]) -> int | None:
    """Whole number said by ``words``, or None when they say no single one.

    Hundreds, tens and a digit make a group; a multiplier closes it and must be smaller than the one
    before.  Only right behind that one may it be greater, and multiplies all (``hai nghìn tỷ``).
    A digit right behind a hundred or a multiplier is refused, since it may count tens there or
    ones; ``mốt``, ``tư`` and ``lăm`` are said of tens alone (``một trăm tư``, 140).
    """
    for word, after in zip(words, [*words[1:], ""]):
        if (word in LINKS and after not in UNITS) or (word == ZERO and after != "trăm"):
            return None
    total = group = 0
    digit: int | None = None
    room, last = 1000, 0  # what the next part of the group stays under; the multiplier before
    for place, word in enumerate(words):
        before = words[place - 1] if place else ""
        after = words[place + 1] if place + 1 < len(words) else ""
        if word in AFTER_TENS and before in UNITS and digit is not None and room > 10:
            group, digit, room = group + digit * 10, UNITS[word], 10  # "hai tư", 24
        elif word in AFTER_TENS and before in SCALES and not after:
            return total + group + UNITS[word] * SCALES[before] // 10
        elif word in UNITS or word == ZERO:
            bare = before in SCALES and after not in TENS and after not in AFTER_TENS
            if digit is not None or (bare and (before == "trăm" or after not in SCALES)):
                return None
            digit = UNITS.get(word, 0)
        elif power := TENS.get(word) or (100 if word == "trăm" else 0):
            if power >= room:
                return None
            group += (1 if digit is None else digit) * power
            digit, room = None, power
        elif scale := SCALES.get(word):
            group += digit or 0
            if last and not group and scale > last:
                total *= scale
            elif not last or scale < last:
                total += (group or 1) * scale
            else:
                return None
            group, digit, room, last = 0, None, 1000, scale
        elif word in LINKS and digit is None and room > 10 and (group or total):
            room = 10
        else:
            return None
    return total + group + (digit or 0) if words else None
