"""Every form in which print shows a number: read whole, found whole, and nothing else found."""

import re
import unicodedata
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from printed import census, figure
from printed.reading import figures
from printed.reading.figures import Figure, limit, not_whole, unit
from printed.reading.numerals import read
from printed.reading.text import paragraphs
from printed.reading.words import BEFORE, BEHIND, SCALES, SIGNS, UNREAD

FILE = Path(__file__).parent / "data/printed_forms.txt"
_MARK = re.compile(r"\[(\[?)([^\[\]]+)\]")


class Form(NamedTuple):
    """A phrase, its numerals with where they start, and what they say."""

    phrase: str
    numerals: list[tuple[int, str]]
    values: list[Fraction]
    steps: list[Fraction]
    qualifier: str
    unit: str
    kind: str


def _form(line: str) -> Form:
    marked, values, steps, qualifier, unit_, kind = (part.strip() for part in line.split("|"))
    numerals, phrase, end = [], "", 0
    for mark in _MARK.finditer(marked):
        phrase += marked[end : mark.start()] + mark[1]
        numerals.append((len(phrase), mark[2]))
        phrase, end = phrase + mark[2], mark.end()
    fractions = [
        [] if cell == "-" else [Fraction(one) for one in cell.split(";")]
        for cell in (values, steps)
    ]
    return Form(phrase + marked[end:], numerals, *fractions, qualifier, unit_, kind)


LINES = [
    line for line in FILE.read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#")
]
FORMS = [_form(line) for line in LINES]
FIGURES = [form for form in FORMS if len(form.values) == 1]


def named(form: Form) -> str:
    return form.phrase


def test_the_table_is_as_long_as_it_claims():
    assert len(FORMS) == len({form.phrase for form in FORMS}) >= 300
    sections = FILE.read_text(encoding="utf-8").split("\n## ")[1:]
    assert all(len(section.strip().splitlines()) > 6 for section in sections)


@pytest.mark.parametrize("composed", ["NFC", "NFD"])
@pytest.mark.parametrize("form", FIGURES, ids=named)
def test_a_figure_is_read_from_its_phrase(form, composed):
    read = figure(unicodedata.normalize(composed, form.phrase))
    assert [read.value] == form.values and [read.step] == form.steps
    assert (read.qualifier, read.unit) == (form.qualifier, form.unit)
    assert (read.parts is None) == (form.kind != "fraction")


@pytest.mark.parametrize("form", [form for form in FORMS if len(form.values) != 1], ids=named)
def test_what_is_no_single_figure_is_refused(form):
    with pytest.raises(ValueError, match="found") as caught:
        figure(form.phrase)
    if len(form.values) == 2:
        assert f"found 2 numerals in {form.phrase!r}" in str(caught.value)


@pytest.mark.parametrize("form", FORMS, ids=named)
def test_the_census_finds_each_numeral_whole_and_nothing_else(form):
    before = "Theo báo cáo của nơi này, "
    text = f"{before}{form.phrase}, nhiều nơi khác cũng vậy."
    tokens = list(census(text))
    places = [(len(before) + start, numeral) for start, numeral in form.numerals]
    assert [(token.start, token.text) for token in tokens] == places
    for token, value, step in zip(tokens, form.values, form.steps, strict=len(form.values) > 0):
        assert (token.kind, token.numeral.value, token.numeral.step) == (form.kind, value, step)
        said = text[: token.start], text[token.end :]
        assert unit(token, *said) == form.unit
        assert limit(*said)[0] == form.qualifier.replace("=", "", form.qualifier == "=")
    assert form.values or {token.kind for token in tokens} == {form.kind}


# --- properties ----------------------------------------------------------------------------------

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
GROUPS = ("", " nghìn", " triệu", " tỷ", " nghìn tỷ")


def pointed(number: int, mark: str = ".") -> str:
    return f"{number:,}".replace(",", mark)


def group(number: int, full: bool) -> str:
    """A number below a thousand in words; ``full`` says its empty hundreds too."""
    hundreds, (tens, ones) = number // 100, divmod(number % 100, 10)
    said = [f"{DIGITS[hundreds]} trăm"] if hundreds or full else []
    if tens:
        said.append("mười" if tens == 1 else f"{DIGITS[tens]} mươi")
    elif said and ones:
        said.append("linh")
    last = {1: "mốt" if tens > 1 else "một", 4: "tư" if tens > 1 else "bốn", 5: "lăm"}
    return " ".join(
        [*said, *([last.get(ones, DIGITS[ones]) if tens else DIGITS[ones]] * bool(ones))]
    )


def in_words(number: int) -> str:
    """A number below 10^12 in words, as schools teach it."""
    said = []
    for power in (3, 2, 1, 0):
        part = number // 1000**power % 1000
        if part:
            said.append(group(part, bool(said)) + GROUPS[power])
    return " ".join(said)


@given(st.integers(0, 10**12))
@example(0)
@example(10**12)
@example(1_000_000_005)
@settings(max_examples=300)
def test_any_number_is_read_back_from_every_printed_form(number):
    forms = [str(number), pointed(number)]
    forms += [f"0{number}"] if number < 10**6 else []
    forms += [pointed(number, space) for space in "  " if number > 999]
    forms += [pointed(number, ",")] if number >= 10**6 else []
    forms += [in_words(number)] if 0 < number < 10**12 else []
    for form in forms:
        assert read(form).value == read(form.upper()).value == number, form
        assert figure(f"có {form} hộ").value == number, form
        assert [token.text for token in census(f"có {form} hộ")] == [form]
    for word, scale in SCALES.items():
        for glue in ("", " "):
            whole, tenths = (
                figure(f"{pointed(number)}{glue}{word}"),
                figure(f"{number},7{glue}{word}"),
            )
            assert (whole.value, whole.step) == (number * scale, scale)
            assert tenths.value == (number + Fraction(7, 10)) * scale
            assert tenths.step == Fraction(scale, 10)


@given(st.integers(0, 10**12), st.integers(1, 10**12), st.sampled_from("/⁄∕⧸／"))
def test_any_two_counts_are_read_back_from_a_fraction(part, whole, stroke):
    for left in (str(part), pointed(part)):
        form = f"{left}{stroke}{pointed(whole)}"
        assert figure(f"có {form} hộ").parts == (part, whole)
        assert [token.text for token in census(f"có {form} hộ")] == [form]


@given(st.sampled_from("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"), st.integers(0, 10**9))
def test_every_fraction_of_a_character_stands_alone_and_behind_a_whole(character, whole):
    value = Fraction(unicodedata.numeric(character)).limit_denominator(10)
    assert figure(character).value == value
    assert figure(f"{whole}{character} năm").value == whole + value


@pytest.mark.parametrize("unseen", "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u200e\u2064\ufe0f")
def test_what_is_not_seen_does_not_split_a_numeral(unseen):
    assert figure(f"1{unseen}.3{unseen}14 biên chế").value == 1314
    assert figure(f"h{unseen}ai mươi người").value == 20
    assert paragraphs(f"{unseen}còn 1{unseen}.314\n{unseen}\n") == ["còn 1.314"]


@pytest.mark.parametrize(
    ("code", "word"), [(code, word) for code, words in BEFORE.items() for word in words]
)
def test_each_word_of_limit_before_a_numeral_gives_its_qualifier(code, word):
    numeral = "nghìn" if word == "hàng" else "50"
    for said in (word, word.capitalize(), word.upper()):
        assert figure(f"{said} {numeral} xã").qualifier == code


@pytest.mark.parametrize(
    ("code", "word"), [(code, word) for code, words in BEHIND.items() for word in words]
)
def test_each_word_of_limit_behind_a_numeral_gives_its_qualifier(code, word):
    for between in ("", " xã", " năm", "%"):
        assert figure(f"từ 50{between} {word}").qualifier == code


@pytest.mark.parametrize(
    ("code", "sign"), [(code, sign) for code, signs in SIGNS.items() for sign in signs]
)
def test_each_sign_before_a_numeral_gives_its_qualifier(code, sign):
    for said in (f"{sign}50 xã", f"{sign} 50", f"đạt {sign} 50%", f"(n{sign}50)", f"hơn {sign}50"):
        assert figure(said).qualifier == code
    assert figure(f"{sign} -50").value == -50


@pytest.mark.parametrize("said", ["<b>50</b>", "-> 50", "=> 50", "–>50", "= 50"])
def test_an_arrow_or_a_tag_is_no_limit(said):
    assert (figure(said).qualifier, figure(said).value) == ("=", 50)


@pytest.mark.parametrize("said", ["4 ~ 50", "4~50", "4% ~ 50%", "4 > 50"])
def test_between_two_numbers_a_sign_is_no_limit(said):
    _, last = census(said)
    assert limit(said[: last.start]) == ("", "")


UNREAD_FORMS = """\
1.3 million; 700 thousand; 2 Trillion; 40.3 percent; 40 per cent; 1.2 percentage points; 4 times
5 days; 1 year; at least 54; About 5; 40,3 ％; 40,3‰; 3 phần nghìn; ,5; .5; -,5; 40.860… %; 54...
5 chục; 5 rưỡi; ½ triệu; 1/2 nghìn; 3 chục nghìn"""


@pytest.mark.parametrize("said", UNREAD_FORMS.replace("\n", "; ").split("; "))
def test_what_makes_another_number_and_is_not_read_is_refused(said):
    with pytest.raises(ValueError, match=r"found '.+' beside '.+': write "):
        figure(said)


def test_what_is_to_be_written_instead_is_read():
    for instead in set(UNREAD.values()) - {"the number in digits", "a percentage"}:
        assert figure(f"{instead} 5" if instead in "≥≤><≈" else f"5 {instead}").value >= 5


def test_of_two_words_that_fit_the_longer_one_counts():
    words = {"=": ("b", "a b c"), "<": ("a b", "d.")}
    assert figures._longest_first(words) == r"a\sb\sc|a\sb|d\.|b"
    assert limit("không quá ") == ("<=", "không quá") and limit("quá ") == (">", "quá")


def test_a_number_of_a_number_is_no_limit():
    _, whole = census(text := "Có 31 trên 45 huyện")
    assert limit(text[: whole.start]) == ("", "")


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("", "found no text"), (" \u200b", "found no text"), ("không có gì", "found no numeral"),
        ("3 xã và 5 xã", "found 2 numerals"), ("3-4 nghìn người", "found 2 numerals"),
        ("12/9/2018", "found a date"), ("năm 2015", "found a date"), ("ngày 12", "found a date"),
        ("Nghị quyết 18", "found a document's number"), ("một số xã", "found no number"),
        (1.5, "expected a printed figure"), (True, "expected a printed figure"),
        (None, "found NoneType"), ([], "found list"), ("3/0", "zero denominator"),
    ],
)  # fmt: skip
def test_what_is_no_figure_is_refused_in_words(bad, told):
    with pytest.raises(ValueError, match=told):
        figure(bad)


def test_figures_compute_with_their_values():
    cut, base = figure("27 biên chế"), figure("137")
    assert cut / base == Fraction(27, 137) and 100 * cut / base == Fraction(2700, 137)
    assert (cut + 1, 1 + cut, base - cut, 164 - base, cut * 2, 54 / cut) == (28, 28, 110, 27, 54, 2)
    assert sum([cut, base]) == 164 and figure(cut) is cut
    assert (figure(3).value, figure(Fraction(1, 3)).value) == (3, Fraction(1, 3))
    assert [str(one) for one in (cut, figure(3), Figure(Fraction(1, 3)))] == [
        "27 biên chế", "3", "1/3"
    ]  # fmt: skip


def test_a_record_is_a_figure(corpus):
    share = corpus.record("ba-che/payroll-cut-share")
    read_ = figure(share)
    assert (read_.value, read_.step) == (Fraction(197, 10), Fraction(1, 10))
    assert (read_.unit, read_.key, read_.text) == ("percent", "ba-che/payroll-cut-share", "19,7")
    assert corpus.record("ba-che/payroll-cut") / 137 == Fraction(27, 137)


@pytest.mark.parametrize(
    ("printed", "after", "told"),
    [
        ("1,314", " người", "1.314 is no whole number; with a comma between thousands it would be 1,314"),
        ("2,5", " biên chế", "2.5 is no whole number"), ("12.50", " xã", "12.50 is no whole number"),
        ("1.314", " người", ""), ("27", " người", ""), ("2,5", " lần", ""), ("2,5", "%", ""),
        ("1,3 triệu", " người", ""), ("½", " xã", ""), ("2,5", " ha", ""), ("3,0", " xã", ""),
    ],
)  # fmt: skip
def test_a_thing_counted_in_whole_ones_that_is_not_whole_is_told(printed, after, told):
    assert not_whole(printed, after) == told
