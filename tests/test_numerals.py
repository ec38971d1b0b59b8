"""Numerals: read from print, written back, and found in a text."""

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from printed.reading import census as census_module
from printed.reading.census import census, is_percent
from printed.reading.numerals import NumeralError, read
from printed.reading.words import SCALES
from printed.reading.writing import english, vietnamese, write

COUNTS = st.integers(0, 10**9)


# --- independent writers: how Vietnamese print shows a number ------------------------------------


def with_thousands_points(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def roman(number: int) -> str:
    steps = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"],
    )
    text = ""
    for value, letters in steps:
        count, number = divmod(number, value)
        text += letters * count
    return text


DIGITS = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def below_hundred(number: int) -> str:
    tens, unit = divmod(number, 10)
    if tens == 0:
        return DIGITS[unit]
    last = {1: "mốt" if tens > 1 else "một", 4: "tư" if tens > 1 else "bốn", 5: "lăm"}
    ten = "mười" if tens == 1 else f"{DIGITS[tens]} mươi"
    return f"{ten} {last.get(unit, DIGITS[unit])}".strip()


def below_thousand(number: int, *, after_more: bool = False) -> str:
    """Words for ``number``; behind a greater part empty hundreds are said: ``không trăm``."""
    hundreds, rest = divmod(number, 100)
    if not hundreds and not after_more:
        return below_hundred(rest)
    said = f"{DIGITS[hundreds] or 'không'} trăm"
    return f"{said} {'linh ' if 0 < rest < 10 else ''}{below_hundred(rest)}".strip()


def words(number: int) -> str:
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return below_thousand(rest)
    said = f"{below_thousand(thousands)} nghìn"
    return f"{said} {below_thousand(rest, after_more=True)}" if rest else said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (105, "một trăm linh năm"),
        (2005, "hai nghìn không trăm linh năm"),
        (14_024, "mười bốn nghìn không trăm hai mươi tư"),
    ],
)
def test_the_tests_own_writer_of_words(number, said):
    assert words(number) == said


# --- reading -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "value", "decimals"),
    [
        ("27", 27, 0),
        ("06", 6, 0),
        ("1.314", 1314, 0),
        ("17.852", 17852, 0),
        ("48962718", 48962718, 0),
        ("1.234.567,8", Fraction(12345678, 10), 1),
        ("19,7", Fraction(197, 10), 1),
        ("24,07", Fraction(2407, 100), 2),
        ("40.30", Fraction(403, 10), 2),
        ("19,700", Fraction(197, 10), 3),
        ("0.314", Fraction(314, 1000), 3),
        ("12345.678", Fraction(12345678, 1000), 3),
        ("7/14", Fraction(1, 2), 0),
        ("XII", 12, 0),
        ("XXX", 30, 0),
        ("một nửa", Fraction(1, 2), 0),
        ("nửa", Fraction(1, 2), 0),
        ("một phần tư", Fraction(1, 4), 0),
        ("ba phần hai mươi", Fraction(3, 20), 0),
        ("ba", 3, 0),
        ("Hai", 2, 0),
        ("đầu tiên", 1, 0),
        ("nhì", 2, 0),
        ("nghìn", 1000, 0),
        ("chục", 10, 0),
        ("một trăm lẻ năm", 105, 0),
        ("hai nghìn tỷ", 2 * 10**12, 0),
        ("hai nghìn tỷ ba trăm triệu", 2 * 10**12 + 3 * 10**8, 0),
        ("1.314 nghìn", 1314000, 0),
        ("2 nghìn", 2000, 0),
        (" 2  nghìn ", 2000, 0),
        ("2\N{NO-BREAK SPACE}nghìn", 2000, 0),
        ("1 314", 1314, 0),
        ("1\N{NO-BREAK SPACE}314\N{THIN SPACE}000", 1314000, 0),
        ("1 314,5", Fraction(13145, 10), 1),
        ("1,314,000", 1314000, 0),
        ("1.3 triệu", 1300000, 1),
        ("2,5 nghìn", 2500, 1),
        ("20.000 tỷ", 20000 * 10**9, 0),
        ("2 nghìn tỷ", 2 * 10**12, 0),
        ("3,5 nghìn tỉ", 35 * 10**11, 1),
        ("5 trăm triệu", 5 * 10**8, 0),
        ("1 tỷ 200 triệu", 1200 * 10**6, 0),
        ("1 tỷ 200 triệu 500 nghìn", 1200500000, 0),
        ("2 triệu rưỡi", 2500000, 0),
        ("hai triệu rưỡi", 2500000, 0),
        ("trăm rưỡi", 150, 0),
        ("một trăm rưởi", 150, 0),
        ("rưỡi", Fraction(3, 2), 0),
        ("đôi", 2, 0),
        ("hai rưỡi", Fraction(5, 2), 0),
        ("2 năm rưỡi", Fraction(5, 2), 0),
        ("hai năm rưỡi", Fraction(5, 2), 0),
        ("năm phẩy hai", Fraction(52, 10), 1),
        ("không phẩy không năm", Fraction(5, 100), 2),
        ("ba phẩy mười bốn", Fraction(314, 100), 2),
        ("hai phẩy năm triệu", 2500000, 1),
        ("một trăm tư", 140, 0),
        ("hai nghìn tư", 2400, 0),
        ("một trăm mốt", 110, 0),
        ("hai lăm", 25, 0),
        ("sáu mươi nhăm", 65, 0),
        ("một trăm hai tư", 124, 0),
        ("ba phần tư", Fraction(3, 4), 0),
        ("125,5", Fraction(1255, 10), 1),
    ],
)
def test_each_printed_form_is_read_exactly(printed, value, decimals):
    numeral = read(printed)
    assert (numeral.value, numeral.decimals) == (value, decimals)
    assert type(numeral.value) is Fraction
    assert numeral.printed == printed


@pytest.mark.parametrize(
    "printed",
    [
        "", " ", "NO", "12:30", "06/02/2019", "1_000", "01 314", "1 31", "1e3", "+5", "5.", ".5",
        "1,2,3", "1.234.56", "0.314,5", "²", "7 / 14", "7/14/2", "27%", "2 tỷ nghìn",
        "2 bản", "1 tỷ 2", "1 triệu 200 tỷ", "1 tỷ 2000 triệu", "2 nghìn nghìn",
        "IIII", "IC", "MMMM", "xii", "không", "linh", "một linh", "linh năm", "trăm linh trăm",
        "hai ba", "trăm trăm", "hai mươi ba trăm", "hai mươi ba mươi", "mười nghìn mười nghìn",
        "hai nghìn ba triệu", "hai phần", "phần hai", "không phần hai", "một số", "hai năm", "2,5 năm rưỡi",
        "rưỡi hai", "phẩy hai", "năm phẩy", "năm phẩy hai ba mươi", "1/2 rưỡi", "XII rưỡi",
    ],
)  # fmt: skip
def test_what_is_not_one_numeral_is_refused_by_name(printed):
    with pytest.raises(NumeralError) as caught:
        read(printed)
    assert repr(printed.split()[0] if printed.split() else printed)[1:-1] in str(caught.value)


@pytest.mark.parametrize(
    ("printed", "one", "other"),
    [("một trăm hai", "102", "120"), ("hai nghìn ba", "2,003", "2,300")],
)
def test_words_that_say_two_numbers_are_refused_and_both_are_named(printed, one, other):
    with pytest.raises(NumeralError, match=f"this can be {one} or {other}: the article has"):
        read(printed)


@pytest.mark.parametrize("printed", ["1" * 5000, "1/" + "2" * 5000, "một " * 100])
def test_what_is_far_too_long_for_a_numeral_is_refused(printed):
    with pytest.raises(NumeralError, match="too long for one numeral"):
        read(printed)


def test_a_zero_denominator_is_refused():
    with pytest.raises(NumeralError, match="'3/0' has a zero denominator"):
        read("3/0")


def test_a_decomposed_word_is_the_same_word():
    assert read("bo\N{COMBINING CIRCUMFLEX ACCENT}\N{COMBINING ACUTE ACCENT}n").value == 4


@given(COUNTS)
@example(999)
@example(1000)
def test_whole_numbers_with_points_between_thousands_round_trip(number):
    numeral = read(with_thousands_points(number))
    assert (numeral.value, numeral.decimals, numeral.parts) == (number, 0, None)


@given(COUNTS, st.text("0123456789", min_size=1, max_size=6), st.booleans())
def test_decimals_with_a_comma_round_trip(whole, digits, pointed):
    head = with_thousands_points(whole) if pointed else str(whole)
    numeral = read(f"{head},{digits}")
    assert numeral.value == whole + Fraction(int(digits), 10 ** len(digits))
    assert numeral.decimals == len(digits)


@given(st.integers(0, 999), st.text("0123456789", min_size=1, max_size=6))
def test_a_point_is_a_decimal_mark_unless_three_digits_follow(whole, digits):
    assume(len(digits) != 3)
    numeral = read(f"{whole}.{digits}")
    assert numeral.value == whole + Fraction(int(digits), 10 ** len(digits))
    assert numeral.decimals == len(digits)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_fractions_keep_their_two_counts(part, whole):
    numeral = read(f"{part}/{whole}")
    assert numeral.parts == (part, whole)
    assert numeral.value * whole == part


@pytest.mark.parametrize("century", range(0, 4000, 100))
def test_roman_numerals_round_trip(century):
    for number in range(max(1, century), century + 100):
        assert read(roman(number)).value == number


@given(st.integers(1, 999_999))
@example(1000)
@example(100_005)
def test_number_words_round_trip(number):
    assert read(words(number)).value == number
    assert read(words(number).capitalize()).value == number


@given(st.integers(1, 999_999), st.data())
def test_number_words_are_read_in_each_spelling(number, data):
    said = words(number)
    for usual, other in [
        ("nghìn", "ngàn"), ("linh", "lẻ"), ("bảy", "bẩy"), ("mươi tư", "mươi bốn"),
        ("không trăm linh ", "linh "),
    ]:  # fmt: skip
        if data.draw(st.booleans(), label=other):
            said = said.replace(usual, other)
    assert read(said).value == number


@given(COUNTS, st.sampled_from(sorted(SCALES)))
def test_a_multiplier_word_multiplies(number, word):
    whole, tenths = read(f"{with_thousands_points(number)} {word}"), read(f"{number},5 {word}")
    assert whole.value == number * SCALES[word]
    assert tenths.value == (number + Fraction(1, 2)) * SCALES[word]
    assert (whole.scale, tenths.scale) == (SCALES[word], SCALES[word])
    assert (whole.decimals, tenths.decimals) == (0, 1)


PIECES = st.sampled_from(
    [*DIGITS[1:], "mười", "mươi", "mốt", "tư", "lăm", "chục", "linh", "lẻ", "không", "nửa", "phần"]
    + [*SCALES, "nhất", "thứ", "số", "5", "1.314", "7/14", "19,7", "XII", "I", "V", "%", "-", "."]
)


CHARACTERS = st.integers(0x20, 0xD7FF).map(chr) | st.sampled_from("0123456789.,/ IVXLCDM\n\t²½٣")


@given(st.lists(PIECES, max_size=6).map(" ".join))
def test_any_text_is_read_or_refused_but_never_breaks(text):
    try:
        numeral = read(text)
    except NumeralError as error:
        assert str(error)
    else:
        assert numeral.value >= 0


@given(st.lists(CHARACTERS, max_size=20).map("".join))
def test_any_characters_are_read_or_refused_but_never_break(text):
    try:
        read(text)
    except NumeralError as error:
        assert str(error)


# --- writing -------------------------------------------------------------------------------------

FRACTIONS = st.fractions(max_denominator=10**6) | st.builds(
    Fraction, st.integers(-(10**6), 10**6), st.sampled_from([16, 32, 40, 80, 160, 200, 400])
)


@given(FRACTIONS, st.integers(0, 6), st.booleans())
@example(Fraction(625, 100), 1, False)  # 1/16 as a percentage: a float prints 6.2
@example(Fraction(-1, 20), 1, False)
@example(Fraction(1, 2), 0, False)
def test_writing_agrees_with_decimal_arithmetic(value, decimals, cut):
    mode = ROUND_DOWN if cut else ROUND_HALF_UP
    with localcontext(prec=200):
        # 200 digits tell every value from a tie: these denominators stay far below 10**100.
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        expected = exact.quantize(Decimal(1).scaleb(-decimals), rounding=mode)
    assert write(value, decimals, cut=cut) == f"{abs(expected) if expected == 0 else expected:f}"


@pytest.mark.parametrize("base", [16, 32, 40, 80, 160, 200, 400])
def test_every_tie_is_rounded_up(base):
    """Each k/n whose percentage lies halfway between two printed ones, where a float errs."""
    ties = 0
    for decimals in (0, 1, 2):
        unit = Fraction(1, 10**decimals)
        for part in range(base + 1):
            share = Fraction(100 * part, base)
            if (share / unit) % 1 == Fraction(1, 2):
                ties += 1
                assert Fraction(write(share, decimals)) == share + unit / 2
                assert Fraction(write(share, decimals, cut=True)) == share - unit / 2
    assert ties


@given(st.integers(0, 10**9), st.integers(0, 4))
def test_what_is_written_reads_back(number, decimals):
    value = Fraction(number, 10**decimals)
    written = write(value, decimals)
    assert Fraction(written) == value
    whole, _, digits = written.partition(".")
    assert len(digits) == decimals
    printed = with_thousands_points(int(whole)) + ("," + digits if digits else "")
    assert (read(printed).value, read(printed).decimals) == (value, decimals)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Fraction(1314), 0, "1,314"),
        (Fraction(12345678, 10), 1, "1,234,567.8"),
        (Fraction(197, 10), 1, "19.7"),
        (Fraction(403, 10), 2, "40.30"),
        (Fraction(1, 16), 2, "0.06"),
        (Fraction(1999, 2), 0, "1,000"),
        (Fraction(0), 0, "0"),
    ],
)
def test_english_text_has_commas_between_thousands(value, decimals, text):
    assert english(value, decimals) == text


@pytest.mark.parametrize(
    ("printed", "in_english", "in_vietnamese"),
    [
        ("1,3 triệu", "1.3 million", "1,3 triệu"), ("700 nghìn", "700,000", "700 nghìn"),
        ("2,5 nghìn", "2,500", "2,5 nghìn"), ("5 tỷ", "5 billion", "5 tỷ"),
        ("20.000 tỷ", "20,000 billion", "20.000 tỷ"), ("2 nghìn tỷ", "2 trillion", "2 nghìn tỷ"),
        ("5 trăm triệu", "500 million", "5 trăm triệu"), ("1 tỷ 200 triệu", "1,200 million", "1.200 triệu"),
        ("3,5 nghìn tỷ", "3.5 trillion", "3,5 nghìn tỷ"), ("1.314", "1,314", "1.314"),
        ("19,7", "19.7", "19,7"), ("40,30", "40.30", "40,30"), ("2,5 trăm triệu", "250 million", "2,5 trăm triệu"),
    ],
)  # fmt: skip
def test_a_scaled_number_is_written_as_short_as_it_was_printed(printed, in_english, in_vietnamese):
    numeral = read(printed)
    form = numeral.value, numeral.decimals, numeral.scale
    assert (english(*form), vietnamese(*form)) == (in_english, in_vietnamese)
    assert (read(in_vietnamese).value, read(in_vietnamese).step) == (numeral.value, numeral.step)


# --- the census ----------------------------------------------------------------------------------


def found(text: str) -> list[tuple[str, str]]:
    return [(token.text, token.kind) for token in census(text)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("không có số nào", []),
        ("giảm 27 đầu mối, bằng 19,7%", [("27", "number"), ("19,7", "number")]),
        ("có 17.852 đảng viên", [("17.852", "number")]),
        ("đạt 40.30% rồi", [("40.30", "number")]),
        ("06 đơn vị", [("06", "number")]),
        ("1.23456", [("1.23456", "number")]),
        ("hơn 2 nghìn người", [("2 nghìn", "number")]),
        ("7/14 huyện", [("7/14", "fraction")]),
        ("ngày 12/9/2018", [("12/9/2018", "date")]),
        ("ngày 12-9-2018 và 12.9.2018", [("12-9-2018", "date"), ("12.9.2018", "date")]),
        ("tháng 6/2019", [("6/2019", "date")]),
        ("giai đoạn 2016 – 2020", [("2016 – 2020", "date")]),
        ("giai đoạn 2016-2020", [("2016-2020", "date")]),
        ("lúc 12:30", [("12:30", "time")]),
        ("số 19-NQ/TW", [("19-NQ/TW", "document")]),
        ("số 108/2014/NĐ-CP", [("108/2014/NĐ-CP", "document")]),
        ("khóa XII", [("XII", "roman")]),
        ("khóa X và thứ V", [("X", "roman"), ("V", "roman")]),
        ("loại I, mục C", []),
        ("nhà số 3D", [("3", "number")]),
        ("sau hơn hai năm", [("hai", "word")]),
        ("trong năm qua", []),
        ("năm cơ quan, năm 2018", [("năm", "word"), ("2018", "number")]),
        ("một nửa số bản", [("một nửa", "word")]),
        ("hàng nghìn lượt", [("nghìn", "word")]),
        ("tỷ lệ một phần tư", [("một phần tư", "word")]),
        ("hai tỷ đồng, tỷ lệ ba", [("hai tỷ", "word"), ("ba", "word")]),
        ("huyện đầu tiên, thứ nhì", [("đầu tiên", "word"), ("nhì", "word")]),
        ("Ba Chẽ", [("Ba", "word")]),
        ("MỘT SỐ", [("MỘT", "word")]),
        ("bao nhiêu bản, chính sách, haiku", []),
        ("có 1 314 người", [("1 314", "number")]),
        (
            "có 1\N{NARROW NO-BREAK SPACE}314\N{NO-BREAK SPACE}000 người",
            [("1\N{NARROW NO-BREAK SPACE}314\N{NO-BREAK SPACE}000", "number")],
        ),
        ("năm 2018 314 hộ", [("2018", "number"), ("314", "number")]),
        ("1,314,000 đồng", [("1,314,000", "number")]),
        ("1.3 triệu và 2,5 nghìn", [("1.3 triệu", "number"), ("2,5 nghìn", "number")]),
        ("hơn 20.000 tỷ đồng", [("20.000 tỷ", "number")]),
        ("hơn 2 nghìn tỷ đồng", [("2 nghìn tỷ", "number")]),
        ("1 tỷ 200 triệu đồng", [("1 tỷ 200 triệu", "number")]),
        ("10 tỷ lệ", [("10", "number")]),
        ("gần một nửa trong hơn 700 hộ", [("một nửa", "word"), ("700", "number")]),
        ("tăng 4-4,5%", [("4", "number"), ("4,5", "number")]),
        ("từ 3 - 5 năm", [("3", "number"), ("5", "number")]),
        (
            "thứ hai, thứ năm, thứ 5, lần thứ XII",
            [("hai", "word"), ("năm", "word"), ("5", "number"), ("XII", "roman")],
        ),
        ("hạng nhất, giải nhì", [("nhất", "word"), ("nhì", "word")]),
        ("nhất thể hóa, thống nhất", []),
        ("một phần ba, ba phần tư số xã", [("một phần ba", "word"), ("ba phần tư", "word")]),
        ("một phần năm số xã", [("một phần năm", "word")]),
        ("một phần năm 2018", [("một", "word"), ("2018", "number")]),
        ("2 năm rưỡi", [("2 năm rưỡi", "number")]),
        ("hai triệu rưỡi", [("hai triệu rưỡi", "word")]),
        ("trăm rưỡi người", [("trăm rưỡi", "word")]),
        ("gấp đôi, gấp rưỡi, gấp 4 lần", [("đôi", "word"), ("rưỡi", "word"), ("4", "number")]),
        ("đạt năm phẩy hai phần trăm", [("năm phẩy hai", "word")]),
        ("mười phần trăm", [("mười", "word")]),
        ("trong năm năm qua, năm năm 2018", [("năm", "word"), ("2018", "number")]),
        ("hai tư tưởng, hai mươi tư người", [("hai", "word"), ("hai mươi tư", "word")]),
        ("vài chục hộ, mấy trăm người", [("chục", "word"), ("trăm", "word")]),
        ("ngày 12 tháng 9 năm 2018", [("12 tháng 9 năm 2018", "date")]),
        ("tháng 9 năm 2018", [("9 năm 2018", "date")]),
        (
            "tháng 9-2018, tháng 9.2018, 9-2018",
            [("9-2018", "date"), ("9.2018", "date"), ("9-2018", "date")],
        ),
        ("quý I/2019, quý II năm 2019", [("I/2019", "date"), ("II năm 2019", "date")]),
        (
            "nhiệm kỳ 2015 - 2020, 2015~2020, 2015−2020",
            [("2015 - 2020", "date"), ("2015~2020", "date"), ("2015−2020", "date")],
        ),
        (
            "đến hết 31/12/2019, ngày 12/9, ngày 12-9, sáng 12/9",
            [("31/12/2019", "date"), ("12/9", "date"), ("12-9", "date"), ("12/9", "date")],
        ),
        ("12‑9‑2018 và 12–9–2018", [("12‑9‑2018", "date"), ("12–9–2018", "date")]),
        (
            "lúc 16h30, 16h, 7 giờ 30, 7g30",
            [("16h30", "time"), ("16h", "time"), ("7 giờ 30", "time"), ("7g30", "time")],
        ),
        (
            "Cập nhật lúc 08:30, 12/09/2018 (GMT+7)",
            [("08:30", "time"), ("12/09/2018", "date"), ("7", "number")],
        ),
        ("Quyết định 1234/QĐ-UBND", [("1234/QĐ-UBND", "document")]),
        ("Kết luận 34-KL/TW, NQ 18", [("34-KL/TW", "document"), ("18", "number")]),
        (
            "số 18 - NQ/TW, 18–NQ/TW, 18‑NQ/TW",
            [("18 - NQ/TW", "document"), ("18–NQ/TW", "document"), ("18‑NQ/TW", "document")],
        ),
        ("Luật số 47/2019/QH14", [("47/2019/QH14", "document")]),
        ("đạt 125,5% kế hoạch", [("125,5", "number")]),
        ("ĐT: 0912 345 678", [("0912 345 678", "phone")]),
        ("Ảnh 1/5 (1)", [("1/5", "fraction"), ("1", "number")]),
    ],
)
def test_the_census_finds_each_kind_of_numeral(text, tokens):
    assert found(text) == tokens


@given(st.integers(1, 999_999))
@example(5)
@example(105)
@example(2005)
def test_the_census_finds_number_words_whole(number):
    said = words(number)
    assert found(f"gồm {said} người") == [(said, "word")]


@given(COUNTS, st.integers(1, 10**4), st.sampled_from(sorted(SCALES)))
def test_the_census_finds_written_numbers_whole(number, base, scale):
    pointed = with_thousands_points(number)
    text = f"có {pointed} người, {pointed},5%, {number % base}/{base} xã và {number},2 {scale} đồng"
    assert [token for token, _ in found(text)] == [
        pointed, f"{pointed},5", f"{number % base}/{base}", f"{number},2 {scale}",
    ]  # fmt: skip


SIGNS = "-\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{MINUS SIGN}âÂ"
BITS = PIECES | st.text("0123456789.,/:- \u2013%aNQĐXIV", max_size=6) | CHARACTERS
TEXTS = st.lists(BITS, max_size=14).map(" ".join) | st.lists(BITS, max_size=14).map("".join)


@given(TEXTS)
@example("1.2345/6:7-8.9,10.111.2")
@settings(max_examples=400)
def test_every_digit_is_inside_exactly_one_token(text):
    tokens = list(census(text))
    for token in tokens:
        assert text[token.start : token.end] == token.text
    assert all(one.end <= after.start for one, after in zip(tokens, tokens[1:]))
    covered = {place for token in tokens for place in range(token.start, token.end)}
    digits = re.finditer(r"(?<!m)\d", text)  # that of m2 belongs to the unit
    assert covered >= {match.start() for match in digits}


@given(TEXTS)
@settings(max_examples=400)
def test_every_number_that_the_census_finds_can_be_read(text):
    for token in census(text):
        if token.kind in ("number", "roman"):
            assert (read(token.text).value < 0) <= (token.text[0] in SIGNS)
        elif token.kind == "fraction" and re.search("[1-9]", token.text.split("/")[1]):
            assert read(token.text).parts


@pytest.mark.parametrize(
    ("after", "percent"),
    [("%", True), (" %", True), (" phần trăm số xã", True), ("-5%", True), (" – 4,5 %", True),
     (" phần trăm", True), (" phần", False), ("", False), (" xã, 5%", False), ("-5 xã", False)],
)  # fmt: skip
def test_what_makes_a_number_a_percentage(after, percent):
    assert is_percent(after) is percent


@given(TEXTS)
@example("Ba xã, mỘT phòng và XII điều; -5 người\N{NO-BREAK SPACE}½ 12²")
@settings(max_examples=400)
def test_no_numeral_begins_where_the_census_does_not_look(text):
    """Against the same pattern asked at every place of the text."""
    plain, place = [], 0
    while place < len(text):
        match = census_module._CENSUS.match(text, place)
        plain += [match.span()] if match else []
        place = match.end() if match else place + 1
    assert [token.end for token in census(text)] == [end for _, end in plain]


@given(TEXTS)
def test_no_run_of_digits_is_torn_apart(text):
    edges = {edge for token in census(text) for edge in (token.start, token.end)}
    for run in re.finditer(r"\d+", text):
        assert not edges & set(range(run.start() + 1, run.end()))


def test_a_tie_in_thousands_is_rounded_up_where_a_float_would_fall():
    assert vietnamese(Fraction(6_350), 1, 1_000) == "6,4 nghìn"
    assert english(Fraction(6_350_000), 1, 1_000_000) == "6.4 million"
