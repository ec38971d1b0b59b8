"""What closes the gate of a relation that a template has found, so that it is only shown."""

from __future__ import annotations

import re
from fractions import Fraction

from ..reading.figures import Figure
from .sentences import Sentence, units_agree
from .templates import LIGHT, template

MEAN = re.compile(r"bình quân|trung bình|lần lượt|mỗi|h[aà]ng năm|hằng năm|/năm|kép|một năm|/tháng")
YEARLY = re.compile(r"bình quân|trung bình|mỗi năm|h[aàằ]ng năm|/năm|kép|một năm|mỗi tháng")
ANOTHER_BASE = template(
    r"[^NPFR\n;,()]{0,25}so (?:với )?+(?!ban đầu|phê duyệt|trước|hiện|cũ|mức cũ|mức trước|lúc đầu)"
)
VOTES = re.compile(r"phiếu|biểu quyết|tán thành|tín nhiệm|nhất trí|đồng ý|thông qua|bầu")
#: Few holders may hold much: "9 cổ đông, đại diện cho 63 % cổ phần".
HOLDERS = re.compile(r"đại diện|sở hữu|nắm giữ|cổ ph|quyền")
#: How many times a figure may be what the others make of it, and still be a slip.
APART = Fraction(3, 2)
#: How many times a percentage has to hold the worth of its last digit.
SHARP = 5
_ENDS = re.compile(
    r" ?(?:[(),.;:?!…”\"\]–-]|$|\n|và |thì |trong khi |còn |nhưng |là |không |cao |thấp |theo |để |ở )"
)
#: Before a total that stands beside others: "tài xế cùng 5 người (4 nam, 2 nữ)".
BESIDE = re.compile(r"(?: cùng| và| với|hơn|ngoài) $")
#: What ties a part to its whole whatever their nouns: "trong số 119 ủy viên …", "trong đó có 62 nữ".
_OF_ALL = template(
    rf"(?:trong|trên) (?:tổng )?(?:cộng )?số (?:{LIGHT}[N][^P\n]{{0,120}})?{LIGHT}\Z"
)
_AMONG = template(r"trong (?:số )?đó[,:]?(?: (?:có|chỉ|gồm|đã|mới|tới|đến))* ?\Z")
ANYONE = frozenset(["người", "trường", "em", "cháu", "nữ", "nam", "vụ", "bạn", "đối"])
ELSEWHERE = re.compile(r"năm|cùng kỳ|trước|trong (?:số )?đó|trong số|trên tổng")
PLACE = re.compile(r" điểm \w")  # a place, and no point of a score
NOUN_ON = re.compile(r" ?(?!và )[^\W\d_]")
#: One of several parts that only together have the percentage: "9 xe, 101 xe trong tổng số …".
TOGETHER = template(r"[NW][^NPFR\n;,()]{0,30}(?:,| và) (?:\w+ ){0,2}\Z")
_WHOLE = re.compile(r" (?:(?:trên|trong|của) )?(?:tổng )?(?:số )?(?:lượng )?(\w+)")


def sharp(percentage: Figure) -> bool:
    """Whether a percentage says so much that not much else would fit it by chance: no 0,02 %."""
    return percentage.step * SHARP <= percentage.value


def own_base(text: str, place: int, whole: int) -> bool:
    """Whether what follows the percentage names no other base than the whole before it."""
    after = text[place + 1 : place + 60]
    if _ENDS.match(after):
        return True
    named = _WHOLE.match(after)
    return bool(named and named[1] in text[whole + 1 : place].split())


def tied(sentence: Sentence, part: int, whole: int) -> bool | None:
    """Whether words tie a part to its whole, or their nouns do; None where their measures differ."""
    agree = units_agree([sentence.unit(part), sentence.unit(whole)])
    if agree is None:
        before = sentence.text[max(0, max(part, whole) - 200) : max(part, whole)]
        return (
            bool(_OF_ALL.search(before) or _AMONG.search(before)) or sentence.unit(part) in ANYONE
        )
    return agree or None


#: How much of its total a list at least makes that is meant to be whole: one that "và" or a bracket
#: closes, and one that only ends; "gồm" also says "among them".  A list of the total's own parts
#: never makes much more than it.
LISTED, ENDED, MOST = Fraction(9, 10), Fraction(97, 100), Fraction(3, 2)


def closed(text: str, parts: list[int], end: int) -> Fraction:
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
