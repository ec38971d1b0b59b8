"""A sentence as templates see it: in small letters, with each numeral as one mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..reading.census import PERCENT as PERCENT_SIGN
from ..reading.census import Token, census
from ..reading.figures import Figure, limit, unit
from ..reading.numerals import NumeralError
from ..reading.words import COUNTED
from ..spans import PERCENT

_MEASURES = (
    "đồng|vnđ|vnd|đ|usd|đô la|đôla|euro|eur|bảng|nhân dân tệ|yên|won|rúp|rupee|baht|ha|hecta|héc ta|"
    "m2|m3|km2|km|m|mét|cm|mm|tấn|kg|kilogram|g|gram|tạ|lít|mw|kwh|gw|thùng|ounce|lượng|điểm|bậc|"
    "độ|tuổi|giờ|phút|giây|năm|tháng|ngày|tuần|lần"
)
_UNIT = re.compile(rf" ?((?:{_MEASURES})(?!\w)|[^\W\d_]+)?")
_SAME = {"vnđ": "đồng", "vnd": "đồng", "đ": "đồng", "đô": "usd", "đô la": "usd", "đôla": "usd",
         "hecta": "ha", "héc ta": "ha", "m": "mét"}  # fmt: skip
_MEASURE = re.compile(rf"(?:{_MEASURES})")
_COUNTED_ON = re.compile(rf"(?i)\s(?:{COUNTED}|{_MEASURES})\b")
#: Words that follow a number and are none of its noun.
_NO_NOUN = re.compile(
    r"lên|xuống|còn|và|trong|trên|là|so|từ|của|đến|tới|thì|có|chiếm|đạt|bằng|tương|với|vào|"
    r"nay|hiện|năm|tăng|giảm|do|để|ở|tại|theo|như|mà|được|bị|đã|sẽ|đang|cho|hoặc|hay|thành|"
    r"nhưng"
)
#: Marks of one numeral: a number, a percentage, a k/n, a number word, a date or name, a range.
MARKS = {letter: chr(0xE000 + place) for place, letter in enumerate("NPFWXR")}
_ANY_MARK = re.compile(f"[{''.join(MARKS.values())}]")
#: Beside silver medals "đồng" is bronze, and no money.
_MEDALS = re.compile(f"{_ANY_MARK.pattern} (?:(?:huy chương|hc) )?bạc")
#: A sentence ends, but for one whose next begins with what it only goes on with.
_END = re.compile(
    r"([.!?…][\"”’)\]]*)\s+(?!(?i:trong (?:số )?(?:đó|này)|(?:bao )?gồm|còn lại|số còn|riêng)\b)"
)
#: What is numbered or dated and not counted: "năm 2016", "quận 1", "hạng 74".
_NUMBERED = re.compile(
    r"(?i)(?:\b(?:năm|tháng|ngày|mùng|mồng|quý|quí|khóa|khoá|điều|khoản|mục|quận|phường|hạng|thứ|vị trí|"
    r"top|trang|chương|ấp|khu phố|mã|hiệu|biển|lộ|phương án|phi đội|par)|"
    r"(?<!tổng\s)(?<!trong\s)(?<!trên\s)(?<!con\s)\bsố)\s$"
)
#: The same, but where what follows is counted: "nhóm 2", and "nhóm 9 người".
_NUMBERED_OR_COUNTED = re.compile(
    r"(?i)\b(?:lớp|tổ|loại|vùng|nhóm|tầng|đợt|lô|block|hiệp|vòng|tuyến|thôn|hố|gói|lầu|đoàn|đường|bài|"
    r"câu|khu|toà|tòa|trạm)\s$"
)
_RANGE_ON = re.compile(r"(?i)\s?[-–—~]\s?\d|\s(?:đến|tới|hoặc|hay)\s\d")
_RANGE_BEFORE = re.compile(r"(?i)\d%?\s?[-–—~]\s?$|\d%?\s(?:đến|tới|hoặc|hay)\s$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATED = re.compile(r"(?i)(?:đến|từ|ngày|hôm|sáng|trưa|chiều|tối|đêm|trước|sau|dịp|lễ|qua|vào) $")
#: A number that the text breaks off ("5 2/5 2"), and one that another goes on with ("9 năm 6 tháng").
_BROKEN = re.compile(r" \d| (?:năm|tháng|giờ|tuần)(?: \w+)? (?:\d|rưỡi)")
#: A comparison and no limit: "thấp hơn 12 USD".
_COMPARED = re.compile(
    r"(?i)\b(?:cao|thấp|nhiều|ít|lớn|nhỏ|kém|dài|ngắn|nặng|nhẹ|đông|rẻ|đắt) hơn $"
)
_NO_COUNT = re.compile(r"(?i)một\s(?:số|cách|vài|phần|trong)\b|ba\s(?:mẹ|má)\b")
#: Before a word of number that is none exactly: "vài chục", "mấy trăm", "dăm ba".
_SOME = re.compile(r"(?i)\b(?:vài|mấy|dăm)\s$")
_ORDERED = re.compile(r"(?i)\b(?:thứ|hạng|giải|lớp|quý|cấp|loại|tháng)\s$")
_NAME_BEFORE = re.compile(r"[-.,+]$|(?:^|[^a-zà-ỹđ])/$")
_NAME_ON = re.compile(r"(?!(?:USD|VNĐ|km|kg|ha|m|mm|cm|g|đ)\b)[A-Za-zđ]|[.,:/+]\d|-[A-Za-z]|x\d")


def _is_date(figure: Figure, before: str) -> bool:
    """Whether a k/n can be a day of a month, and is no count that is part of another."""
    part, whole = figure.parts
    return part <= 31 and whole <= 12 and (part > whole or bool(_DATED.search(before)))


def _figure(paragraph: str, token: Token) -> Figure | None:
    """What a census token says among the words around it; None where that is no number."""
    before, after = paragraph[max(0, token.start - 40) : token.start], _after(paragraph, token)
    try:
        numeral = token.numeral
    except NumeralError:
        return None
    limited = "" if _COMPARED.search(before) else limit(before, after, token.text)[0]
    return Figure(
        numeral.value, numeral.step, limited or "=", unit(token, before, after),
        numeral.parts, text=token.text,
    )  # fmt: skip


def _after(paragraph: str, token: Token) -> str:
    return paragraph[token.end : token.end + 40]


def _mark(paragraph: str, token: Token, figure: Figure | None) -> str:
    """The letter of a token; '' for what is read as a word."""
    before, after = paragraph[max(0, token.start - 16) : token.start], _after(paragraph, token)
    if token.kind == "word":
        name = token.text[0].isupper() and after[1:2].isupper()  # "Ba Đình"
        name = name or token.text == "nhất"  # a superlative
        vague = _NO_COUNT.match(token.text + after) or _SOME.search(before)
        counts = not (name or vague or _ORDERED.search(before))
        return "W" if figure and figure.value >= 1 and counts else ""  # half of them is no count
    if figure is None or token.kind not in ("number", "fraction") or figure.value < 0:
        return "X"
    if _RANGE_ON.match(after) or _RANGE_BEFORE.search(before):
        return "R"
    if _BROKEN.match(after) or (before[-2:-1].isdigit() and before[-1:] == " "):
        return "R"
    if before[-1:].isalpha():
        return "X"
    if token.kind == "fraction":
        return "X" if _NAME_ON.match(after) or _is_date(figure, before) else "F"
    if _NAME_ON.match(after) or _NAME_BEFORE.search(before):
        return "X"
    if figure.unit == PERCENT:
        return "P"
    if _NUMBERED.search(before) or _YEAR.fullmatch(token.text):
        return "X"
    return "X" if _NUMBERED_OR_COUNTED.search(before) and not _COUNTED_ON.match(after) else "N"


class Sentence:
    """A sentence in small letters with marks for its numerals."""

    def __init__(self, text: str, tokens: list[Token], figures: list[Figure]) -> None:
        self.text = text
        places = [match.start() for match in _ANY_MARK.finditer(text)]
        self.tokens = dict(zip(places, tokens))
        self.figures = dict(zip(places, figures))

    def unit(self, place: int) -> str:
        """What the number at that place counts or measures: the measure, else its first noun."""
        word = _UNIT.match(self.text, place + 1)[1] or ""
        if word == "đồng" and _MEDALS.search(self.text):
            return ""
        return "" if _NO_NOUN.fullmatch(word) else _SAME.get(word, word)


def sentences(paragraph: str) -> Iterator[Sentence]:
    """The sentences that hold numerals; one of a great many is cut, since it is none but a table."""
    pieces, tokens, figures, done = [], [], [], 0
    for token in census(paragraph):
        figure = _figure(paragraph, token)
        letter = _mark(paragraph, token, figure)
        if not letter:
            continue
        *ended, gap = _plain(paragraph[done : token.start]).split("\n")
        if ended or len(tokens) == MOST_NUMERALS:
            if len(tokens) > 1:
                yield Sentence("".join((*pieces, *ended[:1])), tokens, figures)
            pieces, tokens, figures = [], [], []
        pieces += (gap, MARKS[letter])
        tokens.append(token)
        figures.append(figure)
        sign = PERCENT_SIGN.match(paragraph, token.end) if letter == "P" else None
        done = sign.end() if sign else token.end
    if len(tokens) > 1:
        rest = _plain(paragraph[done:]).partition("\n")[0]
        yield Sentence("".join((*pieces, rest)), tokens, figures)


#: Numerals of a sentence; with more of them it is a table set as prose.
MOST_NUMERALS = 200


def _plain(text: str) -> str:
    """Words in small letters, single spaces, and a line feed where a sentence ends."""
    text = _ANY_MARK.sub("?", _END.sub(r"\1\n", text))
    return re.sub(r"[^\S\n]+", " ", text).lower()


def units_agree(units: list[str]) -> bool | None:
    """Whether numbers count or measure the same; None where only their nouns differ."""
    said = {unit for unit in units if unit}
    if len(said) < 2:
        return True
    return False if any(map(_MEASURE.fullmatch, said)) else None
