"""Relations that a text itself ties together, found by closed templates over its numerals.

Each sentence is laid out with every numeral as one mark; a template is a pattern over the marks and
the few words that tie them: "k trong tổng số n …, chiếm p %", "từ a lên b, tăng c".  A relation that
a template finds is *strict*, and may be said not to fit, or *loose*: shown, and never judged.  Gates
make it loose: a word of limit, another noun or unit, a base named elsewhere, votes, averages, lists
that may overlap, and round numbers whose rounding would explain what does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from .audit import difference, growth, ratio, share, total
from .equations import RelationError
from .outcomes import Outcome
from .reading.census import PERCENT as PERCENT_SIGN
from .reading.census import Token, census
from .reading.figures import Figure, limit, unit
from .reading.numerals import NumeralError
from .reading.text import paragraphs
from .reading.words import COUNTED
from .spans import DURATIONS, PERCENT, POINT


@dataclass(frozen=True, slots=True)
class Operand:
    """A numeral in its role: the span of the census token in its paragraph, and its text."""

    role: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that a text prints.

    ``paragraph`` counts from 1; ``start`` and ``end`` (code points in the paragraph) hold all the
    operands.  ``kind`` is share, total, difference, growth or ratio; ``partial`` says of a total
    that only some of its parts are listed.
    """

    paragraph: int
    start: int
    end: int
    kind: str
    strict: bool
    partial: bool
    operands: tuple[Operand, ...]
    outcome: Outcome

    @property
    def verdict(self) -> str:
        """What its outcome says, where it may be judged; '' where it is only shown."""
        return self.outcome.verdict if self.strict else ""

    @property
    def flagged(self) -> bool:
        """Whether its figures are said not to fit each other."""
        return self.strict and self.outcome.differs


# --- a sentence as templates see it --------------------------------------------------------------

#: Marks of one numeral: a number, a percentage, a k/n, a number word, a date or name, a range.
_MARKS = {letter: chr(0xE000 + place) for place, letter in enumerate("NPFWXR")}
_ANY_MARK = re.compile(f"[{''.join(_MARKS.values())}]")
_END = re.compile(r"([.!?…][\"”’)\]]*)\s+")
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
_NO_COUNT = re.compile(r"(?i)một\s(?:số|cách|vài|phần|trong)\b")
_NAME_BEFORE = re.compile(r"[-.,+]$|(?:^|[^a-zà-ỹđ])/$")
_NAME_ON = re.compile(r"[A-Za-z]|[.,:/+]\d|-[A-Za-z]|x\d")


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
    limited = "" if _COMPARED.search(before) else limit(before, after)[0]
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
        return "" if figure is None or _NO_COUNT.match(token.text + after) else "W"
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


class _Sentence:
    """A sentence in small letters with marks for its numerals."""

    def __init__(self, text: str, tokens: list[Token], figures: list[Figure]) -> None:
        self.text = text
        places = [match.start() for match in _ANY_MARK.finditer(text)]
        self.tokens = dict(zip(places, tokens))
        self.figures = dict(zip(places, figures))

    def unit(self, place: int) -> str:
        """What the number at that place counts or measures: the measure, else its first noun."""
        word = _UNIT.match(self.text, place + 1)[1] or ""
        return "" if word in _NO_NOUN else _SAME.get(word, word)


def _sentences(paragraph: str) -> Iterator[_Sentence]:
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
                yield _Sentence("".join((*pieces, *ended[:1])), tokens, figures)
            pieces, tokens, figures = [], [], []
        pieces += (gap, _MARKS[letter])
        tokens.append(token)
        figures.append(figure)
        sign = PERCENT_SIGN.match(paragraph, token.end) if letter == "P" else None
        done = sign.end() if sign else token.end
    if len(tokens) > 1:
        rest = _plain(paragraph[done:]).partition("\n")[0]
        yield _Sentence("".join((*pieces, rest)), tokens, figures)


MOST_NUMERALS = 200


def _plain(text: str) -> str:
    """Words in small letters, single spaces, and a line feed where a sentence ends."""
    text = _ANY_MARK.sub("?", _END.sub(r"\1\n", text))
    return re.sub(r"[^\S\n]+", " ", text).lower()


# --- templates -----------------------------------------------------------------------------------

#: Words of limit and the like that may stand right before a figure.
_LIGHT = (
    r"(?:(?:khoảng|gần|hơn|trên|dưới|xấp xỉ|tới|đến|chỉ|được|mức|là|còn|đã|mới|có|với|ước|chừng|cả|"
    r"thêm|tận|vỏn vẹn|chưa|con số) ){0,4}"
)
_SAYS = (
    r"(?:(?:tức|hay|và|nghĩa|cũng|thì) ){0,2}(?:là )?(?:chỉ |mới |đã |đều )?"
    r"(?:(?:chiếm|đạt|bằng|tương đương|tương ứng|ứng)(?: với)?(?: đạt)?|(?:với )?(?=(?:tỷ|tỉ) (?:lệ|trọng)))"
    rf" ?(?:{_LIGHT}(?:tỷ|tỉ) (?:lệ|trọng) ?)?{_LIGHT}"
)
_TIE = rf"(?: ?\((?:{_SAYS})?{_LIGHT}|(?:,| –| -)? {_SAYS})"
_RISE = (
    r"(?:tăng|giảm|bớt|cắt|rút|hụt|nhiều hơn|ít hơn|cao hơn|thấp hơn|thêm|vượt)"
    r"(?: (?:thêm|được|đi|tới|đến|tương ứng|giảm|ngắn|hẳn|mạnh|nhẹ|bớt|trưởng|gấp|đột biến|vọt|sâu|khá|nhanh|kỷ lục|đáng kể))*"
)
_TO = rf"(?:lên|xuống|còn|thành)(?: (?:thành|còn|mức|xuống|tới|đến))* {_LIGHT}"
_PLAN = r"(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu)"
_PLANNED = r"(?:(?!đạt|vượt|hoàn thành|thực hiện)[^NPFR\n;()]){0,60}"
#: What leads from a comparison to the figure compared with: "năm 2017 (", "con số".
_BASE = rf"(?:(?! và | khiến )[^NPFR\n;,()]){{0,45}}?(?:\((?:là |đạt |ở mức |mức )?|(?:^|(?<= ))(?:mức|con số|số|là|giá|cũ|với) ){_LIGHT}"
_OF = r"(?:trong|trên)(?: tổng)?(?: cộng)?(?: số)? "
_ITEM = (
    "(?! ?(?:tăng|giảm|nâng|chiếm|đạt|vượt|so với|lỗ|lãi|trong đó|trong số|tổng cộng|cả thảy|tất cả))(?:(?! và )[^NPFRW\n;,()]){0,40}[NW]"
    "(?:(?! và |:)[^NPFRW\n;,()]){0,60}"
)
_AND = r"(?: ?[,;] ?(?:và |cùng |còn lại là |còn )?| và )"
_LIST = rf"(?P<list>{_ITEM}(?:{_AND}{_ITEM}){{1,11}}+)"


def _template(pattern: str) -> re.Pattern[str]:
    """A pattern in which ``<role:NP>`` is a mark, ``…`` words of one clause, ``‥`` words at all."""
    pattern = pattern.replace("…", "[^NPFR\n;,()]{0,60}?").replace("‥", "[^NPFR\n;()]{0,80}?")
    pattern = re.sub(r"<(\w+):(\w+)>", r"(?P<\1>[\2])", pattern)
    marked = re.sub(
        r"\[\^?[A-Z]+", lambda found: "".join(_MARKS.get(one, one) for one in found[0]), pattern
    )
    return re.compile(marked)


#: Templates by name: what marks they need, the pattern, and the kind of relation.
_TEMPLATES = [
    ("share", "FP", _template(rf"<part:F>…{_TIE}<percentage:P>")),
    ("share", "FP", _template(r"<percentage:P>…\((?:(?:gồm|có|tức|đạt|là) )?<part:F>")),
    ("share", "NP", _template(rf"<part:N>…(?: {_OF}|/){_LIGHT}<whole:N>…{_TIE}<percentage:P>")),
    ("share", "NP", _template(
        rf"(?:^|[^\w]){_OF}{_LIGHT}<whole:N>‥(?:có|chỉ|còn)… {_LIGHT}<part:N>…{_TIE}<percentage:P>")),
    ("share", "NP", _template(
        rf"<whole:N>‥(?:\([^()\n]{{0,40}}\))?[,(]? ?trong(?: số)? đó‥ {_LIGHT}<part:N>…{_TIE}<percentage:P>")),
    ("change", "N", _template(
        rf"\btừ (?:[^NPFR\n;,()]{{0,25}} )?<before:NP>‥ {_TO}<after:NP>‥"
        rf"(?:[,(] ?|[–-] )(?:(?:tức|tương đương|tương ứng|như vậy|đã|mức|là|với|nghĩa|hay) )*{_RISE} "
        rf"{_LIGHT}<change:NPW>")),
    ("change", "NP", _template(
        rf"\b{_RISE} [^NPFR\n;()]{{0,30}}?\btừ (?:[^NPFR\n;,()]{{0,25}} )?<before:N>‥ {_TO}<after:N>‥"
        rf"[,(] ?(?:tương đương|tương ứng|tức)(?: với)? (?:mức )?{_LIGHT}<change:P>(?= ?(?:[),.;]|$))")),
    ("change", "N", _template(
        rf"\b{_RISE} {_LIGHT}<change:NPW>…(?: ?[,(] ?| )(?:tức )?từ "
        rf"(?:[^NPFR\n;,()]{{0,25}} )?<before:NP>‥ {_TO}<after:NP>")),
    ("change", "N", _template(
        rf"<after:N>‥[,(]? ?{_RISE} {_LIGHT}<change:NPW>…so với (?:{_LIGHT}|{_BASE})<before:N>")),
    ("change", "NP", _template(
        rf"{_PLAN}{_PLANNED} <before:N>‥<after:N>…[,(] ?vượt {_LIGHT}<change:P>")),
    ("ratio", "NP", _template(
        rf"<after:N>‥(?:đạt|bằng|thành|tương đương|tương ứng)(?: với)? {_LIGHT}<multiple:P>…(?:so với {_LIGHT}|(?:so với|{_PLAN}) {_BASE})<before:N>")),
    ("ratio", "NP", _template(
        rf"{_PLAN}{_PLANNED} <before:N>‥(?:đạt|thu|thực hiện|hoàn thành|giải ngân|được)‥ <after:N>…{_TIE}<multiple:P>")),
    ("total", "N", _template(rf"<total:N>[^NPFWR\n;,()]{{0,45}}?,? ?\(?(?P<open>(?:bao )?gồm(?: có)?):? ?{_LIST}")),
    ("total", "N", _template(rf"<total:N>[^NPFWR\n;,()]{{0,60}}? ?(?P<open>\(){_LIST}\)")),
    ("total", "N", _template(rf"<total:N>[^NPFWR\n;,()]{{0,60}}?,? ?\(?(?P<open>trong đó)(?: có| gồm)?:? ?{_LIST}")),
    ("total", "N", _template(rf"{_LIST}[,;(–]? ?(?P<open>tổng cộng|cả thảy|tất cả)(?: là| có)? <total:N>")),
]  # fmt: skip
#: A further part of the same whole, with its percentage.
_NEXT = _template(rf"\)?[,;]?(?: và)?[^NPFR\n()]{{0,60}}?<part:N>…{_TIE}<percentage:P>")

# --- gates ---------------------------------------------------------------------------------------

_MEASURES = (
    "đồng|vnđ|vnd|đ|usd|đô la|đôla|euro|eur|bảng|nhân dân tệ|yên|won|rúp|rupee|baht|ha|hecta|héc ta|"
    "m2|m3|km2|km|m|mét|cm|mm|tấn|kg|kilogram|g|gram|tạ|lít|mw|kwh|gw|thùng|ounce|lượng|chỉ|điểm|bậc|"
    "độ|tuổi|giờ|phút|giây|năm|tháng|ngày|tuần|lần"
)
_UNIT = re.compile(rf" ?((?:{_MEASURES})(?!\w)|[^\W\d_]+)?")
_SAME = {"vnđ": "đồng", "vnd": "đồng", "đ": "đồng", "đô": "usd", "đô la": "usd", "đôla": "usd",
         "hecta": "ha", "héc ta": "ha", "m": "mét"}  # fmt: skip
_MEASURE = re.compile(rf"(?:{_MEASURES})")
_MEAN = re.compile(
    r"bình quân|trung bình|lần lượt|mỗi|h[aà]ng năm|hằng năm|/năm|kép|một năm|/tháng"
)
_YEARLY = re.compile(r"bình quân|trung bình|mỗi năm|h[aàằ]ng năm|/năm|kép|một năm|mỗi tháng")
_ANOTHER_BASE = _template(
    r"[^NPFR\n;,()]{0,25}so (?:với )?+(?!ban đầu|phê duyệt|trước|hiện|cũ|mức cũ|mức trước|lúc đầu)"
)
_VOTES = re.compile(r"phiếu|biểu quyết|tán thành|tín nhiệm|nhất trí|đồng ý|thông qua|bầu")
_ENDS = re.compile(
    r" ?(?:[(),.;:?!…”\"\]–-]|$|\n|và |thì |trong khi |còn |nhưng |là |không |cao |thấp |theo |để |ở )"
)
#: Before a total that stands beside others: "tài xế cùng 5 người (4 nam, 2 nữ)".
_BESIDE = re.compile(r"(?: cùng| và| với|hơn|ngoài) $")
#: What ties a part to its whole whatever their nouns: "trong số 119 ủy viên …", "trong đó có 62 nữ".
_OF_ALL = _template(
    rf"(?:trong|trên) (?:tổng )?(?:cộng )?số (?:{_LIGHT}[N][^P\n]{{0,120}})?{_LIGHT}\Z"
)
_AMONG = _template(r"trong (?:số )?đó[,:]?(?: (?:có|chỉ|gồm|đã|mới|tới|đến))* ?\Z")
_ANYONE = frozenset(["người", "trường", "em", "cháu", "nữ", "nam", "vụ", "bạn", "đối"])
_ELSEWHERE = re.compile(r"năm|cùng kỳ|trước|trong (?:số )?đó|trong số|trên tổng")
_PLACE = re.compile(r" điểm \w")  # a place, and no point of a score
_NOUN_ON = re.compile(r" ?(?!và )[^\W\d_]")
#: One of several parts that only together have the percentage: "9 xe, 101 xe trong tổng số …".
_LISTED = _template(r"[NW][^NPFR\n;,()]{0,30}(?:,| và) (?:\w+ ){0,2}\Z")
_WHOLE = re.compile(r" (?:(?:trên|trong|của) )?(?:tổng )?(?:số )?(?:lượng )?(\w+)")
_COUNTED_ON = re.compile(rf"(?i)\s(?:{COUNTED}|{_MEASURES})\b")
#: Words that follow a number and are none of its noun.
_NO_NOUN = frozenset(
    [
        "lên",
        "xuống",
        "còn",
        "và",
        "trong",
        "trên",
        "là",
        "so",
        "từ",
        "của",
        "đến",
        "tới",
        "thì",
        "có",
        "chiếm",
        "đạt",
        "bằng",
        "tương",
        "với",
        "vào",
        "nay",
        "hiện",
        "năm",
        "tăng",
        "giảm",
        "do",
        "để",
        "ở",
        "tại",
        "theo",
        "như",
        "mà",
        "được",
        "bị",
        "đã",
        "sẽ",
        "đang",
        "cho",
        "hoặc",
        "hay",
        "thành",
        "nhưng",
    ]
)


def _units_agree(units: list[str]) -> bool | None:
    """Whether numbers count or measure the same; None where only their nouns differ."""
    said = {unit for unit in units if unit}
    if len(said) < 2:
        return True
    return False if any(map(_MEASURE.fullmatch, said)) else None


def _own_base(text: str, place: int, whole: int) -> bool:
    """Whether what follows the percentage names no other base than the whole before it."""
    after = text[place + 1 : place + 60]
    if _ENDS.match(after):
        return True
    named = _WHOLE.match(after)
    return bool(named and named[1] in text[whole + 1 : place].split())


# --- relations -----------------------------------------------------------------------------------

_AUDIT = {
    "share": lambda f: share(f["percentage"], f["part"], f.get("whole")),
    "difference": lambda f: difference(f["before"], f["after"], f["change"]),
    "growth": lambda f: growth(f["before"], f["after"], f["change"]),
    "ratio": lambda f: ratio(f.get("before"), f["after"], f["multiple"]),
}
_Found = tuple[str, dict[str, int], bool]  # kind, places by role, strict


def _shares(sentence: _Sentence, match: re.Match[str], letter: str) -> Iterator[_Found]:
    text = sentence.text
    part, of = match.start("part"), match.start("percentage")
    whole = part if letter == "F" else match.start("whole")
    said = text[max(0, match.start() - 200) : match.end() + 200]
    strict = not _VOTES.search(said) and _own_base(
        text, of, max(part, whole) if letter == "F" else whole
    )
    if letter == "F":
        planned = re.search(_PLAN, text[match.start() : match.end() + 25])
        figure = sentence.figures[part]
        strict = strict and figure.parts[0] > 1 and figure.parts[1] > 5
        if planned or sentence.figures[of].value > 100:
            planned = re.search(_PLAN, text[part:of])
            yield "ratio", {"before": part, "after": part, "multiple": of}, bool(planned) and strict
        else:
            yield "share", {"part": part, "whole": whole, "percentage": of}, strict
        return
    if sentence.figures[whole].unit in DURATIONS:
        return
    strict = strict and not (part < whole and _LISTED.search(text[max(0, part - 80) : part]))
    place = match.start("percentage") + 1
    while True:
        tied = _tied(sentence, part, whole)
        if tied is None:
            return
        yield "share", {"part": part, "whole": whole, "percentage": of}, strict and tied
        further = _NEXT.match(text, place)
        if part < whole or not further or _ELSEWHERE.search(further[0]):
            return
        part, of, place = further.start("part"), further.start("percentage"), further.end()
        strict = not _VOTES.search(said) and _own_base(text, of, whole)


def _tied(sentence: _Sentence, part: int, whole: int) -> bool | None:
    """Whether words tie a part to its whole, or their nouns do; None where their measures differ."""
    agree = _units_agree([sentence.unit(part), sentence.unit(whole)])
    if agree is None:
        before = sentence.text[max(0, max(part, whole) - 200) : max(part, whole)]
        return (
            bool(_OF_ALL.search(before) or _AMONG.search(before)) or sentence.unit(part) in _ANYONE
        )
    return agree or None


def _changes(sentence: _Sentence, match: re.Match[str]) -> Iterator[_Found]:
    places = {role: match.start(role) for role in ("before", "after", "change")}
    figures = {role: sentence.figures[place] for role, place in places.items()}
    units = [figures[role].unit for role in ("before", "after")]
    change = figures["change"].unit
    agree = _units_agree([sentence.unit(places[role]) for role in ("before", "after")])
    if len(set(units)) > 1 or agree is False:
        return
    text, place = sentence.text, places["change"]
    strict = (
        agree is True
        and not _YEARLY.search(text[max(0, place - 30) : place + 15])
        and ("so với" in text[place : match.end()] or not _ANOTHER_BASE.match(text, place + 1))
        and not (
            "lần lượt" in text[match.start() : match.end() + 60]
            or text.endswith("thêm ", 0, places["after"])
        )
    )
    if change in (PERCENT, "times") and units[0] != PERCENT:
        yield "growth", places, strict
    elif units[0] == PERCENT and change in (PERCENT, POINT):
        yield "difference", places, strict and change == POINT
    elif sentence.text[places["change"]] == _MARKS["N"] and units[0] == change:
        agree = _units_agree([sentence.unit(place) for place in places.values()])
        if agree is not False:
            yield "difference", places, strict and agree is True


def _ratios(sentence: _Sentence, match: re.Match[str]) -> Iterator[_Found]:
    places = {role: match.start(role) for role in ("before", "after", "multiple")}
    agree = _units_agree([sentence.unit(places[role]) for role in ("before", "after")])
    one, other = (sentence.figures[places[role]].unit for role in ("before", "after"))
    if agree is not False and one == other:
        yield "ratio", places, agree is True and not _MEAN.search(match[0])


def _totals(sentence: _Sentence, match: re.Match[str]) -> Iterator[_Found]:
    text = sentence.text
    start, end = match.span("list")
    marks = _MARKS["N"] + _MARKS["W"]
    parts = [place for place in range(start, end) if text[place] in marks]
    whole = match.start("total")
    values = [sentence.figures[place].value for place in parts]
    of = sentence.figures[whole].value
    partial = match["open"] == "trong đó"
    least = _closed(text, parts, end)
    for count in range(2, len(parts) + 1):
        if sum(values[:count]) == of:  # what follows is no part any more
            parts, values, least, partial = parts[:count], values[:count], LISTED, False
    units = [sentence.unit(place) for place in (whole, *parts)]
    if (
        _units_agree(units) is False
        or {"tuổi", "chỗ"} & set(units)
        or ("điểm" in units and not all(_PLACE.match(text, one + 1) for one in parts))
        or sentence.figures[whole].unit in DURATIONS
    ):
        return
    named = all(_NOUN_ON.match(text, one + 1) or sentence.figures[one].step > 1 for one in parts)
    nested = any(value == sum(values[place + 1 :]) for place, value in enumerate(values[:-2]))
    strict = (
        not partial and named and not nested
        and least * of <= sum(values) <= MOST * of
        and not (_MEAN.search(match[0]) or _BESIDE.search(text[max(0, whole - 8) : whole]))
    )  # fmt: skip
    places = {"total": whole} | {f"part{number}": place for number, place in enumerate(parts)}
    yield "partial" if partial else "total", places, strict


#: How much of its total a list at least makes that is meant to be whole: one that "và" or a bracket
#: closes, and one that only ends; "gồm" also says "among them".  A list of the total's own parts
#: never makes much more than it.
LISTED, ENDED, MOST = Fraction(9, 10), Fraction(97, 100), Fraction(3, 2)


def _closed(text: str, parts: list[int], end: int) -> Fraction:
    """What a list has to make of its total, by how it ends; more than all where it goes on."""
    rest = text[end : end + 8]
    if re.search(r"\.\.|…|v\.v|vân vân", text[parts[-1] : end + 6]):
        return MOST + 1
    if rest[:1] == ")":
        return LISTED
    if "cả " in text[max(0, parts[0] - 9) : parts[0]] or not re.match(
        r" ?(?:[;)–]|\.(?!\.)|,(?! và| cùng)|$)", rest
    ):
        return MOST + 1
    return (
        LISTED if " và " in text[parts[-2] : parts[-1]] else ENDED if rest[:1] != "," else MOST + 1
    )


def _found(sentence: _Sentence) -> Iterator[_Found]:
    text = sentence.text
    for kind, needs, pattern in _TEMPLATES:
        if not all(_MARKS[letter] in text for letter in needs):
            continue
        for match in pattern.finditer(text):
            if kind == "share":
                yield from _shares(sentence, match, needs[0])
            elif kind == "change":
                yield from _changes(sentence, match)
            elif kind == "ratio":
                yield from _ratios(sentence, match)
            else:
                yield from _totals(sentence, match)


def _audited(kind: str, figures: dict[str, Figure]) -> Outcome:
    if kind in ("total", "partial"):
        whole, *parts = figures.values()
        return total(whole, parts, partial=kind == "partial")
    figures = dict(figures)
    if figures.get("part") and figures["part"].parts:
        figures["whole"] = None
    if kind == "ratio" and figures["after"].parts:
        figures["before"] = None
    return _AUDIT[kind](figures)


def _rounding_explains(kind: str, figures: dict[str, Figure]) -> bool:
    """Whether the figures fit once round numbers are taken for rounded ones.

    A number is round by the zeros at its end, up to a twentieth of it, and a percentage by its last
    digit; among numbers that are added, one is that is coarser than another.
    """
    steps = {}
    for role, figure in figures.items():
        step = figure.step
        while not figure.parts and figure.value % (step * 10) == 0 and 200 * step <= figure.value:
            step *= 10
        steps[role] = step
    if kind in ("total", "difference"):
        first, *others = (figure.value for figure in figures.values())
        off = first - sum(others) if kind == "total" else abs(first - others[0]) - others[1]
        finest = min(steps.values())
        return abs(off) <= sum(step for step in steps.values() if step >= 10 * finest)
    rounded = dict(figures)
    for role, figure in figures.items():
        if figure.unit == PERCENT and figure.step == 1 and figure.value % 10 == 0:
            rounded[role] = replace(figure, step=Fraction(10))
        elif not figure.unit and steps[role] > figure.step:
            rounded[role] = replace(figure, step=steps[role])
    return not _audited(kind, rounded).differs


def _relation(number: int, sentence: _Sentence, found: _Found) -> Relation | None:
    kind, places, strict = found
    figures = {role: sentence.figures[place] for role, place in places.items()}
    try:
        outcome = _audited(kind, figures)
        strict = strict and all(figure.qualifier == "=" for figure in figures.values())
        if strict and outcome.differs:
            strict = not _rounding_explains(kind, figures)
    except RelationError:
        return None
    tokens = {role: sentence.tokens[place] for role, place in places.items()}
    operands = tuple(
        Operand(role.rstrip("0123456789"), token.start, token.end, token.text)
        for role, token in tokens.items()
    )
    return Relation(
        number, min(one.start for one in operands), max(one.end for one in operands),
        kind if kind != "partial" else "total", strict, kind == "partial", operands, outcome,
    )  # fmt: skip


#: What a paragraph must hold for any template to fit it.
_MAYBE = re.compile(
    r"\d\s?%|\d phần trăm|từ \D{0,25}\d|gồm|tổng cộng|cả thảy|tất cả|trong đó|\d\D{1,60}\(\d"
)


def scan(text: str) -> list[Relation]:
    """The relations that a text itself ties together, in its order, each with its outcome.

    >>> [one] = scan("Huyện có 186 xã, trong đó 76 xã (chiếm 40,3%) đã làm xong.")
    >>> one.kind, one.strict, one.verdict, one.paragraph, one.start, one.end
    ('share', True, 'inconsistent', 1, 9, 43)
    >>> [(operand.role, operand.text) for operand in one.operands]
    [('part', '76'), ('whole', '186'), ('percentage', '40,3')]

    A paragraph is a line that is not empty; it is scanned by itself.  Raises ValueError for what is
    no text.
    """
    if not isinstance(text, str):
        raise ValueError(f"found {type(text).__name__}, expected text: decode bytes first")
    found: dict[tuple, Relation] = {}
    for number, paragraph in enumerate(paragraphs(text), 1):
        if _MAYBE.search(paragraph):
            for relation in _scanned(number, paragraph):
                found.setdefault((number, relation.kind, relation.operands), relation)
    return sorted(found.values(), key=lambda one: (one.paragraph, one.start, one.end, one.kind))


def _scanned(number: int, paragraph: str) -> Iterator[Relation]:
    for sentence in _sentences(paragraph):
        for found in _found(sentence):
            if relation := _relation(number, sentence, found):
                yield relation
