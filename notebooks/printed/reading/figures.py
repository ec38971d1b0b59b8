"""A printed figure as text says it: its value, and what the words beside it make of that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import cache
from numbers import Rational, Real

from ..spans import PERCENT, POINT
from ..units import of_one_unit
from .census import OTHER_END, Token, census
from .numerals import read
from .text import visible
from .words import BEFORE, BEHIND, BY_THE, COUNTED, MEASURES, SCALES, SIGNS, TENS, UNREAD
from .writing import english, write

_ONE = Fraction(1)


class Quantity:
    """Arithmetic with what has a ``value``: exact, and giving plain Fractions.

    ``cut / base`` is the quotient of two figures, ``100 * cut / base`` a percentage.  Figures are
    added, subtracted and compared as ``printed.difference`` sets them against each other: those of
    unlike units raise RelationError.  ``==`` asks whether two are the same figure; whether they
    are worth the same, ask their values.

    >>> posts = figure("1.314")
    >>> float(figure("40,3 %")), int(posts), f"{posts:,}", posts > 1000
    (40.3, 1314, '1,314', True)
    """

    __slots__ = ()

    def __add__(self, other: object) -> Fraction:
        return self.value + _beside(self, other, PERCENT, POINT)

    def __sub__(self, other: object) -> Fraction:
        return self.value - _beside(self, other, PERCENT, POINT)

    def __rsub__(self, other: object) -> Fraction:
        return _value(other) - self.value

    def __mul__(self, other: object) -> Fraction:
        return self.value * _value(other)

    def __truediv__(self, other: object) -> Fraction:
        return self.value / _value(other)

    def __rtruediv__(self, other: object) -> Fraction:
        return _value(other) / self.value

    __radd__, __rmul__ = __add__, __mul__

    def __lt__(self, other: object) -> bool:
        return self.value < _beside(self, other)

    def __le__(self, other: object) -> bool:
        return self.value <= _beside(self, other)

    def __gt__(self, other: object) -> bool:
        return self.value > _beside(self, other)

    def __ge__(self, other: object) -> bool:
        return self.value >= _beside(self, other)

    def __float__(self) -> float:
        return float(self.value)

    def __int__(self) -> int:
        """The value, which has to be whole: ValueError where an int would cut something off."""
        if self.value.denominator > 1:
            raise ValueError(
                f"found {self}, expected a whole number: write float(…), or cut off its value, "
                "int(….value)"
            )
        return int(self.value)

    def __format__(self, form: str) -> str:
        """As print has it; with a format, the value by that, a half rounded up."""
        if not form:
            return str(self)
        if self.value.denominator == 1:
            return format(int(self.value), form)
        with localcontext(rounding=ROUND_HALF_UP):
            return format(Decimal(self.value.numerator) / self.value.denominator, form)


def _value(operand: object) -> object:
    return operand.value if isinstance(operand, Quantity) else operand


def _beside(one: Quantity, other: object, *pair: str) -> object:
    """The other's value; RelationError where the two count unlike things and are no such pair."""
    if isinstance(other, Quantity) and one.unit != other.unit and {one.unit, other.unit} != {*pair}:
        of_one_unit(one, other)
    return _value(other)


@dataclass(frozen=True, slots=True)
class Figure(Quantity):
    """A printed figure.

    ``value`` is in the unit printed (40,3 % is 403/10 ``percent``); ``step`` is what one more in
    its last printed digit is worth (100,000 for "1,3 triệu"); ``qualifier`` says how the true
    quantity lies to the printed one (``=``, ``>``, ``>=``, ``<``, ``<=``, ``~``); ``unit`` is '' for
    what is counted; ``parts`` are the two counts of a printed ``k/n``; ``key`` is a record's.
    """

    value: Fraction
    step: Fraction = _ONE
    qualifier: str = "="
    unit: str = ""
    parts: tuple[int, int] | None = None
    key: str = ""
    text: str = ""

    def __str__(self) -> str:
        return self.text or str(self.value)


def figure(given: object) -> Figure:
    """What is printed, as a figure: text as it stands in print, a whole number, a Fraction, a record.

    A Decimal tells its digits too, and counts as printed with them.

    >>> figure("1,3 triệu").value, figure("1,3 triệu").step
    (Fraction(1300000, 1), Fraction(100000, 1))
    >>> figure("trên dưới 50 xã").qualifier, figure("76/186").parts, figure("40,3 %").unit
    ('~', (76, 186), 'percent')

    Text holds one numeral; what stands before and behind it gives the qualifier and the unit.

    Raises ValueError for a text that holds none, or more than one, or whose numeral is a date, a
    time, a document's number or part of a name, for a multiplier or another word beside it that is
    not read ("1.3 million"), and for what is no figure at all.
    """
    match given:
        case Figure():
            return given
        case str():
            return _read(given)
        case Decimal():
            return _read(f"{given:f}".replace(".", ","))
        case Rational() if not isinstance(given, bool):
            # As int: arithmetic with numpy's own numbers overflows.
            value = Fraction(int(given.numerator), int(given.denominator))
            return Figure(value, text=str(given))
        case Real():
            raise ValueError(
                f"found {given!r}, expected a printed figure such as '40,3 %': "
                f"a {type(given).__name__} no longer tells which digits were printed"
            )
    try:
        return Figure(
            given.value, given.step, given.qualifier, given.unit, given.parts, given.key,
            getattr(given, "printed", str(given)),
        )  # fmt: skip
    except AttributeError:
        raise ValueError(
            f"found {type(given).__name__}, expected text as it is printed, a whole number, "
            "a Fraction, a Decimal, a figure or a record"
        ) from None


_DOCUMENT = re.compile(
    r"(?i)\b(?:nghị quyết|đề án|quyết định|kết luận|chỉ thị|nghị định|thông tư|kế hoạch|luật|"
    r"thông báo|hướng dẫn|quy định|công văn|pháp lệnh|NQ|QĐ|NĐ|KL|CT|TT|KH)(?:\ssố)?:?\s$"
)
_DATED = re.compile(r"(?i)\b(?:năm|tháng|ngày|mùng|quý|khóa|khoá|thứ)\s$")
_NO_NUMBER = re.compile(r"(?i)một\s(?:số|cách|vài)\b")
_OTHERS = {
    "document": "a document's number",
    "date": "a date",
    "time": "a time of day",
    "phone": "a telephone number",
    "name": "part of a name",
}


@cache
def _read(given: str) -> Figure:
    text = " ".join(visible(given).split())
    if not text:
        raise ValueError("found no text, expected a printed figure such as '1.314' or '40,3 %'")
    said = repr(given if len(given) <= 60 else f"{given[:60]}…")
    tokens = [token for token in census(text) if token.kind not in ("list", "note")]
    if tokens and _MINUS.fullmatch(text, 0, start := tokens[0].start):
        tokens[0] = tokens[0]._replace(start=start - 1, text=text[start - 1] + tokens[0].text)
    if not tokens:
        raise ValueError(f"found no numeral in {said}, expected one such as '1.314' or '40,3 %'")
    if len(tokens) > 1:
        found = " and ".join(repr(token.text) for token in tokens[:3])
        raise ValueError(f"found {len(tokens)} numerals in {said} ({found}), expected one")
    token = tokens[0]
    before, after = text[: token.start], text[token.end :]
    kind = _kind(token, before, after)
    if kind in _OTHERS:
        raise ValueError(f"found {_OTHERS[kind]} in {said}, expected a figure such as '40,3 %'")
    if _NO_NUMBER.match(text, token.start):
        raise ValueError(f"found no number in {said}: the word is no numeral here")
    if unread := _unread(before, after):
        raise ValueError(f"found {unread[0]!r} beside {token.text!r} in {said}: {unread[1]}")
    numeral = token.numeral
    return Figure(
        numeral.value,
        numeral.step,
        limit(before, after, token.text)[0] or "=",
        unit(token, before, after),
        numeral.parts,
        text=given,
    )


def _unread(before: str, after: str) -> tuple[str, str] | None:
    """What makes another number of the one that it stands beside and is not read, and what to do."""
    if before[-1:] in (",", "."):
        return before[-1], "write the digit before the mark too, such as 0,5"
    if after.startswith(("…", "...")):
        return after[:1], "write the digits as they are printed, and no more"
    if match := _UNREAD_BEFORE.search(before) or _UNREAD_BEHIND.match(after):
        return match[1], f"write {UNREAD[match[1].lower()]} instead"
    return None


def _kind(token: Token, before: str, after: str) -> str:
    """The kind of a token, also where only the word before it tells: ``năm 2015``."""
    if token.kind in ("number", "roman"):
        if _DOCUMENT.search(before):
            return "document"
        if _DATED.search(before) and not unit(token, "", after):
            return "date"
    return token.kind


def _longest_first(words: dict[str, tuple[str, ...]]) -> str:
    every = (word for group in words.values() for word in group)
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(every, key=len)[::-1])


def _codes(words: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {word: code for code, group in words.items() for word in group}


_BEFORE_CODE, _SIGN_CODE, _BEHIND_CODE = _codes(BEFORE), _codes(SIGNS), _codes(BEHIND)
#: "31 trên 45": there it is no limit but "of".
_BEFORE = re.compile(rf"(?i)(?<!\d\s)(?<!\w)({_longest_first(BEFORE)})\s*$")
_SIGNS = frozenset("".join(_SIGN_CODE))
#: Between two numbers ("4 ~ 5", "5 > 3") a sign compares these; an arrow ("->") is none, nor is the
#: end of a tag ("<b>").
_SIGN = re.compile(rf"<[^<>]*>\s*$|(?<![\d%<>=–—-])(?<![\d%]\s)({_longest_first(SIGNS)})\s*$")
#: A minus and no bullet: nothing stands before it but a sign that is read.
_MINUS = re.compile(rf"(?:.*[{''.join(_SIGNS)}] ?)?[-\N{{EN DASH}}]")
_BEHIND = re.compile(
    rf"(?i)\s*(?:%|phần\străm\b|(?:{COUNTED}|năm|tháng|ngày|tuổi|đồng)\b)?\s*"
    rf"({_longest_first(BEHIND)})(?!\w)"
)
_ROUND = re.compile(rf"(?i)(?:{'|'.join((*SCALES, *TENS))})(?!\w)")
_UNREAD = "|".join(sorted(UNREAD, key=len)[::-1])
_UNREAD_BEFORE = re.compile(rf"(?i)(?<!\w)({_UNREAD})s?\s*$")
_UNREAD_BEHIND = re.compile(rf"(?i)\s*({_UNREAD})s?(?!\w|\slệ)")
_REACH = 40  # characters before a numeral: longer than any word of limit


def limit(before: str, after: str = "", numeral: str = "") -> tuple[str, str]:
    """Qualifier that the words around a numeral give it, and the word; '' for both without one.

    >>> limit("có trên dưới "), limit("từ ", " người trở lên"), limit("đạt ≥ ")
    (('~', 'trên dưới'), ('>=', 'trở lên'), ('>=', '≥'))
    >>> limit("có hàng ", " người", "nghìn"), limit("lô hàng ", " tấn", "500")
    (('>=', 'hàng'), ('', ''))
    """
    near = before[-_REACH:]
    for match, codes in (
        (_BEFORE.search(near), _BEFORE_CODE),
        (near.rstrip()[-1:] in _SIGNS and _SIGN.search(near), _SIGN_CODE),
        (_BEHIND.match(after), _BEHIND_CODE),
    ):
        if match and match[1]:
            word = " ".join(match[1].split())
            code = codes[word.lower()]
            if word.lower() == BY_THE and numeral and not _ROUND.match(numeral):
                continue
            return ("", "") if code == "=" else (code, word)
    return "", ""


_MEASURES = "|".join(re.escape(word) for word in sorted(MEASURES, key=len)[::-1])
_MEASURE = re.compile(rf"(?i)\s*({_MEASURES})(?!\w)")
_TIMES = re.compile(r"(?i)\bgấp(?:\s\w+)?\s$")


def unit(token: Token, before: str, after: str) -> str:
    """Code of what a numeral is measured in; '' where it counts."""
    if other := OTHER_END.match(after):
        after = after[other.end() :]
    if match := _MEASURE.match(after):
        return MEASURES[match[1].lower()]
    half = next((word for word in MEASURES if token.text.lower().endswith(f"{word} rưỡi")), "")
    if half:
        return MEASURES[half]
    return "times" if _TIMES.search(before) else ""


_WHOLE = re.compile(rf"(?i)\s*(?!lần\b)(?:{COUNTED})\b")


def not_whole(printed: str, after: str) -> str:
    """What is odd about a number of persons or places that is not whole, '' where nothing is.

    >>> not_whole("1,314", " người"), not_whole("1.314", " người")
    ('1.314 is no whole number; with a comma between thousands it would be 1,314', '')
    """
    if not (re.fullmatch(r"\d{1,9}[.,]\d{1,9}", printed) and _WHOLE.match(after)):
        return ""
    value = read(printed).value
    if value.denominator == 1:
        return ""
    decimals = len(re.split("[.,]", printed)[1])
    told = f"{write(value, decimals)} is no whole number"
    if decimals != 3:
        return told
    return f"{told}; with a comma between thousands it would be {english(value * 1000)}"
