"""An article's paragraphs, the one place of a phrase, and EDTF periods."""

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from printed.reading.periods import in_words, period
from printed.reading.text import PhraseError, locate, one_tone_style, paragraphs, stands_once

# --- paragraphs ----------------------------------------------------------------------------------


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_paragraphs_are_the_stripped_lines_that_are_not_empty(line_end):
    lines = ["", "  Một ", "\t", "\N{NO-BREAK SPACE}", "hai  ba", ""]
    assert paragraphs(line_end.join(lines)) == ["Một", "hai  ba"]


def test_paragraphs_are_composed():
    assert paragraphs(unicodedata.normalize("NFD", "Đảng bộ huyện\nhoà")) == [
        "Đảng bộ huyện",
        "hoà",
    ]


def test_an_empty_text_has_no_paragraph():
    assert paragraphs(" \n\n") == []


# --- the place of a phrase -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paragraph", "exact", "found"),
    [
        ("đã giảm 27 biên chế", "giảm 27 biên chế", "giảm 27 biên chế"),
        ("bằng 19,7%.", "19,7%", "19,7%"),
        ("đạt 100% định mức", "% định mức", "% định mức"),
        ("huyện(giảm 5)", "(giảm 5)", "(giảm 5)"),
        (
            "giảm  27\N{NO-BREAK SPACE}biên\nchế",
            "giảm 27 biên chế",
            "giảm  27\N{NO-BREAK SPACE}biên\nchế",
        ),
        ("giảm 27 biên chế", "  giảm 27\n  biên chế ", "giảm 27 biên chế"),
        ("127 xã, 27 bản", "27", "27"),
        ("hoà bình và hòa bình", "hòa bình", "hòa bình"),
        ("số (27) [28] 2*9+?", "[28] 2*9+?", "[28] 2*9+?"),
        ("đảng bộ", unicodedata.normalize("NFD", "đảng bộ"), "đảng bộ"),
    ],
)
def test_a_phrase_is_found_where_it_stands(paragraph, exact, found):
    start, end = locate(paragraph, exact)
    assert paragraph[start:end] == found
    assert paragraph.count(found, start) == 1


@pytest.mark.parametrize(
    ("paragraph", "exact"),
    [
        ("đã giảm 27 biên chế", "giảm 28 biên chế"),
        ("đã giảm 127 xã", "27 xã"),
        ("giảm 27 xãhội", "27 xã"),
        ("hoà bình", "hòa bình"),
        ("Giảm 27", "giảm 27"),
        ("giảm 27", "giảm27"),
        ("", "giảm"),
    ],
)
def test_a_phrase_that_stands_nowhere_is_refused(paragraph, exact):
    with pytest.raises(PhraseError, match=re.escape(f"{exact!r} does not stand in the paragraph")):
        locate(paragraph, exact)


def test_the_nearest_run_of_words_is_named():
    with pytest.raises(PhraseError, match="nearest: 'giảm 27 biên chế'"):
        locate("toàn huyện đã giảm 27 biên chế so với 2015", "giảm 28 biên chế")


@pytest.mark.parametrize(
    ("paragraph", "exact", "around", "told"),
    [
        ("đã giảm 27 xã", "giảm 28 xã", (),
         "'giảm 28 xã' does not stand in the paragraph; nearest: 'giảm 27 xã'"),
        ("đã giảm 27 xã", "giảm 27 xã nữa đó", (),
         "'giảm 27 xã nữa đó' does not stand in the paragraph; nearest: 'đã giảm 27 xã'"),
        ("giảm xã", "đã giảm xã rồi", (),
         "'đã giảm xã rồi' does not stand in the paragraph; nearest: 'giảm xã'"),
        ("trường", "27 xã", (), "'27 xã' does not stand in the paragraph"),
        ("trường", "27 xã", ("giảm", ","), "'giảm[27 xã],' does not stand in the paragraph"),
        ("27 xã và 27 xã", "27 xã", (),
         "'27 xã' stands 2 times in the paragraph: lengthen it, or add a prefix or suffix"),
        ("cả 27 xã, cả 27 xã", "27 xã", ("cả", ""),
         "'cả[27 xã]' stands 2 times in the paragraph: lengthen it, or add a prefix or suffix"),
        ("27 xã, 27 xã,", "27 xã", ("", ","),
         "'[27 xã],' stands 2 times in the paragraph: lengthen it, or add a prefix or suffix"),
    ],
)  # fmt: skip
def test_why_a_phrase_is_refused_is_told_whole(paragraph, exact, around, told):
    with pytest.raises(PhraseError) as caught:
        locate(paragraph, exact, *around)
    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("paragraph", "exact", "times"),
    [("27 xã và 27 xã", "27 xã", 2), ("số một số một số", "số một số", 2), ("a a a a", "a a", 3)],
)
def test_a_phrase_that_stands_more_than_once_is_refused(paragraph, exact, times):
    with pytest.raises(PhraseError, match=f"{exact!r} stands {times} times .* prefix or suffix"):
        locate(paragraph, exact)


@pytest.mark.parametrize(
    ("prefix", "suffix", "start"),
    [
        ("giảm", "", 5),
        ("tăng ", "", 17),
        ("", "bản", 17),
        ("", ",", 5),
        ("giảm", ", tăng", 5),
        ("ng", "", 17),
    ],
)
def test_a_prefix_or_suffix_tells_two_places_apart(prefix, suffix, start):
    assert locate("giảm 27 xã, tăng 27 xã bản", "27 xã", prefix, suffix) == (start, start + 5)


def test_a_prefix_that_stands_elsewhere_does_not_help():
    with pytest.raises(PhraseError, match=re.escape("'giảm[27 bản]' does not stand")):
        locate("giảm 27 xã, tăng 27 bản", "27 bản", "giảm")


WORDS = st.sampled_from(["số", "một", "bản", "xã", "hoà", "27", "7/14", "19,7%", "(06)"])
SPACES = st.sampled_from([" ", "  ", "\N{NO-BREAK SPACE}", "\n"])


@given(st.lists(st.tuples(WORDS, SPACES), min_size=1, max_size=30), st.data())
def test_a_phrase_of_the_paragraph_is_found_or_said_to_stand_several_times(pairs, data):
    paragraph = "".join(word + space for word, space in pairs)
    words = [word for word, _ in pairs]
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, min(len(words), first + 4)))
    phrase = words[first:last]
    times = sum(words[i : i + len(phrase)] == phrase for i in range(len(words)))
    start = sum(len(word + space) for word, space in pairs[:first])
    end = (
        start
        + len("".join(word + space for word, space in pairs[first:last]))
        - len(pairs[last - 1][1])
    )
    if times == 1:
        assert locate(paragraph, " ".join(phrase)) == (start, end)
    else:
        with pytest.raises(PhraseError, match=f"stands {times} times"):
            locate(paragraph, " ".join(phrase))
    assert locate(paragraph, " ".join(phrase), paragraph[:start], paragraph[end:]) == (start, end)


@given(
    st.lists(WORDS, min_size=1, max_size=12).map(" ".join), st.lists(WORDS, min_size=1, max_size=3)
)
def test_a_phrase_that_is_not_in_the_paragraph_is_never_found(paragraph, phrase):
    exact = " ".join(phrase)
    assume(f" {exact} " not in f" {paragraph} ")
    with pytest.raises(PhraseError, match="does not stand"):
        locate(paragraph, exact)


@given(st.lists(WORDS, min_size=1, max_size=12), st.lists(WORDS, min_size=1, max_size=3))
@example(["27", "127"], ["27"])
@example(["số", "một", "số", "một", "số"], ["số", "một", "số"])
def test_whether_a_phrase_stands_once_is_what_locate_finds(words, phrase):
    paragraph, exact = " ".join(words), " ".join(phrase)
    try:
        locate(paragraph, exact)
        found = True
    except PhraseError:
        found = False
    assert stands_once(paragraph, exact) is found


@given(st.text("aà17 /%(_.", max_size=12), st.text("aà17 /%(_.", min_size=1, max_size=3))
@example("...", "..")
@example("a..", "..")
@example("(/(/(", "(/(")
def test_the_same_at_any_edges_of_words(text, phrase):
    text, phrase = " ".join(text.split()), " ".join(phrase.split())
    assume(phrase)
    try:
        locate(text, phrase)
        found = True
    except PhraseError:
        found = False
    assert stands_once(text, phrase) is found


# --- tone marks ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ("hoà", "hòa"), ("khoá", "khóa"), ("uỷ viên", "ủy viên"), ("khoẻ", "khỏe"),
        ("thuỵ", "thụy"), ("xoã", "xõa"), ("hòa", "hòa"), ("quý", "quý"), ("hoàn", "hoàn"),
        ("toán, toà", "toán, tòa"), ("", ""),
    ],
)  # fmt: skip
def test_both_places_of_a_tone_mark_are_one_word(newer, older):
    assert one_tone_style(newer) == older
    assert one_tone_style(older) == older
    assert len(one_tone_style(newer)) == len(newer)


# --- periods -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last", "said"),
    [
        ("2018", (2018, 1, 1), (2018, 12, 31), "2018"),
        ("2018~", (2018, 1, 1), (2018, 12, 31), "about 2018"),
        ("2018?", (2018, 1, 1), (2018, 12, 31), "2018 (uncertain)"),
        ("2020-02", (2020, 2, 1), (2020, 2, 29), "February 2020"),
        ("2018-06-30", (2018, 6, 30), (2018, 6, 30), "30 June 2018"),
        ("2015/2019-04~", (2015, 1, 1), (2019, 4, 30), "2015 to about April 2019"),
        ("2018/2018", (2018, 1, 1), (2018, 12, 31), "2018 to 2018"),
        ("/2019", None, (2019, 12, 31), "until 2019"),
        ("../2019", None, (2019, 12, 31), "until 2019"),
        ("2019/", (2019, 1, 1), None, "since 2019"),
        ("2019/..", (2019, 1, 1), None, "since 2019"),
        ("XXXX-02-14", (1, 2, 14), (9999, 2, 14), "14 February, year unknown"),
    ],
)
def test_a_period_is_read_and_said(text, first, last, said):
    assert period(text) == (first and date(*first), last and date(*last))
    assert in_words(text) == said


@pytest.mark.parametrize(
    "text",
    ["", "x", "NO", "12:30", "2018-13", "2018-02-30", "2018-6", "30/6/2018", "2018/2019/2020", "/",
     "..", " 2018", "2018 ", "2018\n", "20181231", "Y17000000", "٢٠١٨"],
)  # fmt: skip
def test_what_is_not_edtf_is_refused(text):
    with pytest.raises(
        ValueError, match=re.escape(f"{text!r} is not a date in EDTF: expected forms")
    ):
        period(text)


@pytest.mark.parametrize(
    "text", ["2018/2015", "2018-06-30/2018-06-29", "2020-02~/2020-01", "2019-04/2018"]
)
def test_a_period_that_ends_before_it_starts_is_refused(text):
    with pytest.raises(ValueError, match=f"{text!r} ends before it starts: swap its two ends"):
        period(text)


POINTS = st.builds(
    lambda year, month, day, finer: "-".join(
        [f"{year:04}", *(f"{number:02}" for number in (month, day)[:finer])]
    ),
    st.integers(1, 9999), st.integers(1, 12), st.integers(1, 28), st.integers(0, 2),
)  # fmt: skip


@given(POINTS, POINTS)
@settings(max_examples=40)
def test_an_interval_runs_from_its_first_day_to_its_last(start, end):
    first, last = period(start).first, period(end).last
    assert start == first.isoformat()[: len(start)]
    assert end == last.isoformat()[: len(end)]
    if first <= last:
        assert period(f"{start}/{end}") == (first, last)
        assert in_words(f"{start}/{end}") == f"{in_words(start)} to {in_words(end)}"
    else:
        with pytest.raises(ValueError, match="ends before it starts"):
            period(f"{start}/{end}")


PARTS = st.sampled_from(
    ["2018", "2019-04", "2019-04-27", "XXXX", "-06", "-30", "~", "?", "%", "/", "..", "-"]
    + ["[", ",", "]", "{", "}", "T10:00:00", "Y12345", " ", "9", "S2"]
)


@given(st.lists(PARTS, max_size=5).map("".join))
def test_any_text_is_a_period_in_words_or_refused(text):
    try:
        span = period(text)
    except ValueError as error:
        assert "is not a date" in str(error) or "ends before it starts" in str(error)
    else:
        assert span.first is None or span.last is None or span.first <= span.last
        assert in_words(text)


def test_a_period_may_end_in_the_span_that_it_begins_in():
    assert period("2018-06/2018") == (date(2018, 6, 1), date(2018, 12, 31))
    assert period("2018-06-15/2018-06") == (date(2018, 6, 15), date(2018, 6, 30))


def test_a_period_that_cannot_be_read_is_told_whole_and_a_doubt_in_words():
    with pytest.raises(ValueError) as caught:
        period("06/2019")
    assert str(caught.value) == (
        "'06/2019' is not a date in EDTF: expected forms such as 2018, 2018-06, 2018-06-30, "
        "2015/2018 or 2018~"
    )
    assert in_words("2018?-06") == "June 2018 (year uncertain)"
    assert in_words("2018-06?") == "June 2018 (uncertain)"
    assert in_words("2018-06") == "June 2018"
