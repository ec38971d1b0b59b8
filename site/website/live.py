"""The live audit: what its page needs of the rules, in both languages, and the articles' examples."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from printed import spans, verdicts
from printed.equations import LADDER
from printed.outcomes import REACH
from printed.reading import words as reading
from printed.reading.numerals import LONGEST
from streamlining.coding.findings import Finding
from streamlining.corpus import Corpus

#: The section of the notebook on the audit that holds the live one, beside a page of its own.
PAGE, SECTION = "07_audit", "What-if"

WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "title": "Can this number be right?",
        "lead": "Type numbers the Vietnamese way: 19,7 for a decimal, 1.716 for thousands. What else "
        "newspapers print does as well: 76/186, 1,3\u00a0triệu, hơn\u00a0500. Leave empty what is not printed. "
        "The sliders move a number by its last digit.",
        "script": "The live audit needs JavaScript. The same rules have judged the articles' figures in",
        "kind": "What is set against what",
        "kinds": {
            "share": "part, base, percentage",
            "change": "before, after, change",
            "sum": "total and parts",
        },
        "fields": {
            "part": "Part",
            "base": "Base",
            "percentage": "Percentage",
            "before": "Before",
            "after": "After",
            "change": "Change",
            "total": "Total",
            "parts": "Parts",
        },
        "hints": {
            "part": "a count, or part and base as 76/186",
            "base": "what it is a part of",
            "percentage": "as printed, with its decimals",
            "before": "the figure before",
            "after": "the figure after",
            "change": "a difference, or a percentage with %",
            "total": "the total as printed",
            "parts": "joined by +",
        },
        "slide": "{field}: up or down by its last digit",
        "empty": "Type at least two figures.",
        "slips": {
            "nothing": "{place}: nothing is typed, and nothing can be checked without it.",
            "number": "{place}: “{typed}” is no printed number. Expected digits such as 27, 1.716 or "
            "19,7, with nghìn, triệu or tỷ behind and hơn, gần or khoảng before them.",
            "negative": "{place}: “{typed}” is below 0. Type it without a sign: before and after give "
            "the direction.",
            "percent": "{place}: “{typed}” is a percentage. Expected a count.",
            "zero": "{place} is 0: nothing can be a part of it.",
            "hundred": "A share of a whole lies between 0 and 100 %. For a comparison with a plan or "
            "an earlier year use before, after, change.",
            "above": "The part is larger than its base.",
            "long": "{place}: too long for one number.",
        },
        "recomputed": "The other figures give {value}; the article prints {printed}.",
        "beside": "The nearest that whole numbers give: {low} and {high}.",
        "power": "Of 100 percentages picked at random with as many decimals, about {power} would fit no "
        "whole number out of {base}, if rounded.",
        "powerless": "Every percentage with as many decimals fits some whole number out of {base}.",
        "thousands": "{typed} was read as {read}: for thousands write {meant} or {plain}.",
        "asread": "{typed} was read as {typed}: the Vietnamese way to write it is {meant}.",
        "unread": "{typed} cannot be read here: write {meant}.",
        "smallest": "The smallest base over which it can be printed is {low}.",
        "implied": "{name} is not printed; it would have to be {value}.",
        "implied_some": "{name} is not printed; it would have to be between {low} and {high}.",
        "repairs": "One change alone would make them fit:",
        "more": "and {n} more",
        "readings": "Other readings:",
        "below": "under {high}",
        "most": "at most {high}",
        "above": "over {low}",
        "least": "at least {low}",
        "from_to": "{low} to {high}",
        "from_below": "{low} to under {high}",
        "ruler": {
            "rounded": "printed, if rounded",
            "truncated": "printed, if cut off",
            "stated": "printed",
            "recomputed": "recomputed",
            "below": "nearest below",
            "above": "nearest above",
        },
        "qualifiers": {"=": "", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ ", "~": "≈ "},
        "scales": {"1000": "thousand", "1000000": "million", "1000000000": "billion"},
        "copy": "Copy the link to this check",
        "copied": "Copied",
        "address": "The address of this page is the link",
        "examples": "From the articles:",
    },
    "vi": {
        "title": "Con số này có thể đúng không?",
        "lead": "Hãy gõ con số như báo viết: 19,7 là số thập phân, 1.716 là một nghìn bảy trăm mười "
        "sáu; viết 76/186, 1,3 triệu hay hơn 500 cũng được. Bỏ trống con số mà bài báo không ghi. Kéo "
        "thanh trượt thì chữ số cuối tăng hoặc giảm.",
        "script": "Phần kiểm tra trực tiếp cần JavaScript. Các con số trong bài báo đã được xét bằng "
        "đúng những quy tắc này ở",
        "kind": "So cái gì với cái gì",
        "kinds": {
            "share": "phần, tổng, tỷ lệ",
            "change": "trước, sau, mức thay đổi",
            "sum": "tổng và các phần",
        },
        "fields": {
            "part": "Phần",
            "base": "Tổng thể",
            "percentage": "Tỷ lệ",
            "before": "Trước",
            "after": "Sau",
            "change": "Thay đổi",
            "total": "Tổng",
            "parts": "Các phần",
        },
        "hints": {
            "part": "một số đếm, hoặc cả phần và tổng: 76/186",
            "base": "tổng thể mà phần đó thuộc về",
            "percentage": "như báo ghi, giữ nguyên số lẻ",
            "before": "con số trước đó",
            "after": "con số sau đó",
            "change": "mức chênh, hoặc tỷ lệ có dấu %",
            "total": "tổng như báo ghi",
            "parts": "nối bằng dấu +",
        },
        "slide": "{field}: tăng giảm theo chữ số cuối",
        "empty": "Hãy gõ ít nhất hai con số.",
        "slips": {
            "nothing": "{place}: chưa gõ gì, nên không có gì để kiểm tra.",
            "number": "{place}: “{typed}” không phải là một con số như báo viết. Hãy gõ chữ số như "
            "27, 1.716 hoặc 19,7, có thể thêm nghìn, triệu, tỷ ở sau và hơn, gần, khoảng ở trước.",
            "negative": "{place}: “{typed}” nhỏ hơn 0. Hãy bỏ dấu: con số trước và sau đã cho biết "
            "tăng hay giảm.",
            "percent": "{place}: “{typed}” là tỷ lệ phần trăm; ở đây cần một số đếm.",
            "zero": "{place} bằng 0: không thể có phần nào của nó.",
            "hundred": "Tỷ lệ của một tổng thể nằm trong khoảng 0 đến 100%. Để so với kế hoạch hoặc "
            "năm trước, hãy dùng: trước, sau, mức thay đổi.",
            "above": "Phần lớn hơn tổng thể.",
            "long": "{place}: quá dài cho một con số.",
        },
        "recomputed": "Các số còn lại cho {value}; báo ghi {printed}.",
        "beside": "Hai giá trị gần nhất mà số nguyên cho được: {low} và {high}.",
        "power": "Cứ lấy ngẫu nhiên 100 tỷ lệ đã làm tròn, có cùng số chữ số sau dấu phẩy, thì khoảng "
        "{power} tỷ lệ không khớp với số nguyên nào trên tổng thể {base}.",
        "powerless": "Với tổng thể {base}, tỷ lệ nào có từng ấy chữ số sau dấu phẩy cũng khớp với một "
        "số nguyên.",
        "smallest": "Tổng thể nhỏ nhất có thể cho tỷ lệ này là {low}.",
        "implied": "{name} không được ghi; phải là {value}.",
        "implied_some": "{name} không được ghi; phải nằm trong khoảng từ {low} đến {high}.",
        "repairs": "Chỉ cần đổi một chỗ là khớp:",
        "more": "và {n} cách khác",
        "readings": "Cũng có thể hiểu như sau:",
        "below": "dưới {high}",
        "most": "không quá {high}",
        "above": "trên {low}",
        "least": "ít nhất {low}",
        "from_to": "từ {low} đến {high}",
        "from_below": "từ {low} đến dưới {high}",
        "ruler": {
            "rounded": "báo ghi, nếu làm tròn",
            "truncated": "báo ghi, nếu bỏ phần lẻ",
            "stated": "báo ghi",
            "recomputed": "tính lại",
            "below": "gần nhất phía dưới",
            "above": "gần nhất phía trên",
        },
        "qualifiers": {
            "=": "",
            ">": "trên ",
            ">=": "ít nhất ",
            "<": "dưới ",
            "<=": "không quá ",
            "~": "khoảng ",
        },
        "scales": {"1000": "nghìn", "1000000": "triệu", "1000000000": "tỷ"},
        "copy": "Sao chép liên kết tới phép kiểm này",
        "copied": "Đã sao chép",
        "address": "Liên kết là địa chỉ của trang này",
        "examples": "Từ các bài báo:",
    },
}


def rules() -> dict[str, Any]:
    """The tables by which `printed` decides, for audit.js: ends of spans as ``k/n``."""

    def ends(span: spans.Span) -> list[str | bool | None]:
        low, high = (
            None if end is None else f"{end.numerator}/{end.denominator}"
            for end in (span.low, span.high)
        )
        return [low, high, span.low_closed, span.high_closed]

    return {
        "modes": {name: ends(span) for name, span in spans.MODES.items()},
        "qualifiers": {sign: ends(span) for sign, span in spans.QUALIFIERS.items()},
        "ladder": LADDER,
        "reach": REACH,
        "longest": LONGEST,
        "scales": {word: scale for word, scale in reading.SCALES.items() if scale >= 1000},
        "measured": sorted(spans.MEASURED),
        "before": _longest_first(reading.BEFORE, reading.SIGNS),
        "behind": _longest_first(reading.BEHIND),
        "verdicts": {code: {"standing": v.standing} for code, v in verdicts.VERDICTS.items()},
        "readings": [
            {"code": r.code, "kinds": sorted(r.kinds), "verdicts": sorted(r.verdicts)}
            for r in verdicts.READINGS.values()
        ],
    }


def _longest_first(*tables: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    rows = (row for table in tables for row in table.items())
    pairs = ((word, sign) for sign, listed in rows for word in listed if sign != "=")
    return sorted(pairs, key=lambda pair: -len(pair[0]))


#: The fields of a kind of relation, and where its figures are typed.
_PLACES = {
    "share": ("share", {"part": "part", "whole": "base", "percentage": "percentage"}),
    "base": ("share", {"part": "part", "percentage": "percentage"}),
    "difference": ("change", {"before": "before", "after": "after", "change": "change"}),
    "growth": ("change", {"before": "before", "after": "after", "change": "change"}),
}


_FIELDS = ("part", "base", "percentage", "before", "after", "change", "total", "parts")


def examples(corpus: Corpus) -> Iterator[dict[str, Any]]:
    """The articles' relations that can be typed: whole shares first, and those that do not fit."""
    found = [finding for article in corpus for finding in corpus.findings[article.id]]
    order = {"differs": 0, "fits": 1, "undecided": 2}

    def rank(finding: Finding) -> tuple[bool, int]:
        return finding.relation.kind != "share" or finding.relation.part is None, order[
            finding.verdict.standing
        ]

    for finding in sorted(found, key=rank):
        if example := _example(corpus, finding):
            yield example


def _example(corpus: Corpus, finding: Finding) -> dict[str, Any] | None:
    relation, article = finding.relation, finding.key.partition("/")[0]
    if relation.kind == "sum" and relation.parts and not relation.items:
        kind, typed = "sum", {"total": _typed(corpus, article, relation.total)}
        typed["parts"] = " + ".join(_typed(corpus, article, part) for part in relation.parts)
    elif relation.kind in _PLACES:
        kind, places = _PLACES[relation.kind]
        typed = {places[name]: _typed(corpus, article, ref) for name, ref in relation.refs()}
        if "/" in typed.get("part", ""):
            typed["part"], typed["base"] = typed["part"].split("/")
    else:
        return None
    if not all(typed.values()):
        return None
    place = corpus.places[corpus[article].head.place].name_vi
    return {
        "kind": kind,
        "values": typed,
        "title": f"{place}: {' · '.join(typed[name] for name in _FIELDS if name in typed)}",
    }


def _typed(corpus: Corpus, article: str, ref: str) -> str:
    """A record as one types it: its numeral, with its word of limit; '' for what is no record."""
    key = ref if "/" in ref else f"{article}/{ref}"
    if key in corpus.results:
        return ""
    record = corpus.record(key)
    words = {">": "hơn ", ">=": "ít nhất ", "<": "gần ", "<=": "không quá ", "~": "khoảng "}
    sign = "%" if record.unit == "percent" else ""
    return f"{words.get(record.qualifier, '')}{record.printed}{sign}"


def block(corpus: Corpus, language: str) -> str:
    """The live audit as HTML: how to use it, what its script needs, a sentence for those without one."""
    own = WORDS[language]
    label = "label_en" if language == "en" else "label_vi"
    said = own | {
        "verdicts": {
            code: {"symbol": v.symbol, "label": getattr(v, label), "when": ""}
            for code, v in verdicts.VERDICTS.items()
        },
        "innocent": {
            code: r.en if language == "en" else r.vi for code, r in verdicts.READINGS.items()
        },
    }
    data = {"rules": rules(), "words": said, "examples": list(examples(corpus))}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return (
        f"<p>{escape(own['lead'])}</p>\n"
        f'<div class="live" hidden><script type="application/json">{text}</script></div>\n'
        '<link rel="stylesheet" href="_static/live.css">'
        '<script src="_static/audit.js" defer></script><script src="_static/live.js" defer></script>\n'
        f'<noscript><p>{escape(own["script"])} <a href="07_audit.html">07</a>.</p></noscript>'
    )
