"""Messages: no number is ever translated, and nothing is lost on the way into Vietnamese."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamlining.translation import Catalogue, in_both_languages, message, slip, translations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("27 cut", "{1} cut"),
        ("1,314 before, 19.7 % left", "{1} before, {2} % left"),
        ("since April 2019", "since {1}"),
        ("12 September 2018 to about April 2019", "{1} to about {2}"),
        ("the phrase “giảm 27 biên chế” of ba-che/payroll-cut", "the phrase {1} of {2}"),
        ("Resolution 19-NQ/TW of 2017-10-25", "Resolution {1} of {2}"),
        ("in  7/14\ndistricts", "in {1} districts"),
        ("1,314 + 19.7 = 2", None),
        ("payroll-cut-share", None),
        ("ba-che/inspections + ba-che/inspections-cut", None),
        ("collection/reports-recoded", None),
        ("01_ba_che", None),
        ("lai-chau 1,314; ba-che 27", None),
        ("in 2015/2019-04~ and 2017-01~", "in {1} and {2}"),
        ("made from 7c825fbd6a12", "made from {1}"),
        ("stands for [19.65, 19.75)", "stands for {1}"),
        ("ba-che/payroll-cut", None),
        ("“giảm 27 biên chế”", None),
        ("§", None),
        ("", None),
    ],
)
def test_a_message_holds_no_number_quote_or_key(text, expected):
    assert message(text) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1,314 posts", "số 1.314"),
        ("19.7 posts", "số 19,7"),
        ("1,314,000.5 posts", "số 1.314.000,5"),
        ("3.11.2 posts", "số 3.11.2"),
        ("19,7 posts", "số 19,7"),
        ("7/14 posts", "số 7/14"),
        ("12 September 2018 posts", "số 12/9/2018"),
        ("April 2019 posts", "số tháng 4/2019"),
        ("“1,314” posts", "số “1,314”"),
        ("2018-09-12 posts", "số 12/9/2018"),
        ("2018-09 posts", "số tháng 9/2018"),
        ("2015-01-01/2015-12-31 posts", "số 2015-01-01/2015-12-31"),
        ("20.95045, 107.07336 posts", "số 20,95045; 107,07336"),
        ("[19.65, 19.75) posts", "số [19,65; 19,75)"),
        ("[1,313, 1,315] posts", "số [1.313; 1.315]"),
        ("19.7080… posts", "số 19,7080…"),
        ("[1.5…, 2.25] posts", "số [1,5…; 2,25]"),
        ("(1.5…, ∞) posts", "số (1,5…; ∞)"),
    ],
)
def test_what_is_kept_comes_back_in_vietnamese_notation(text, said):
    assert Catalogue({"{1} posts": "số {1}"}).translate(text) == said


def test_a_quoted_translation_becomes_the_phrase_that_it_translates():
    phrases = {"“5 of 9”": "“năm trên chín”"}
    catalogue = Catalogue({"Here {1} and {2}": "Đây {1}, {2}"}, phrases)
    assert catalogue.translate("Here “5 of 9” and “6”") == "Đây “năm trên chín”, “6”"


def test_english_that_stands_for_two_phrases_is_not_taken_for_either(toy):
    corpus = toy.load()
    first, other, *_ = corpus["toy"].records
    quoted = f"“{first.gloss_en}”"
    assert in_both_languages(corpus)[quoted] == f"“{first.exact}”"
    twice = (first, other.model_copy(update={"gloss_en": first.gloss_en}))
    corpus.articles["toy"] = replace(corpus["toy"], records=twice)
    assert quoted not in in_both_languages(corpus)


def test_marks_may_change_places_and_a_bare_number_needs_no_message():
    catalogue = Catalogue({"{1} of {2}, cut": "giảm, trong {2} có {1}"})
    assert catalogue.translate("3 of 1,000, cut") == "giảm, trong 1.000 có 3"
    assert catalogue.translate("40.8602 %") == "40,8602%"


def test_what_is_not_translated_stays_as_it_is():
    catalogue = Catalogue({})
    assert catalogue.translate("1,314 posts") == "1,314 posts"
    assert not catalogue.knows("1,314 posts")
    assert catalogue.knows("1,314")


@given(st.text("abcđ 0123456789.,/-“”{} %", max_size=40))
def test_a_translation_that_repeats_the_message_changes_notation_alone(text):
    needed = message(text)
    if needed is not None and "{" not in text:
        said = Catalogue({needed: needed}).translate(text)
        plain = re.sub("[.,]|(?<=[0-9]) (?=%)", "", " ".join(text.split()))
        assert re.sub("[.,;]", "", said) == plain


@pytest.mark.parametrize(
    ("source", "translation", "part"),
    [
        ("{1} cut", "giảm {1}", ""),
        ("{1} of {2}", "{2} có {1}", ""),
        ("{1} cut", "giảm", "has the marks none, expected {1}"),
        ("{1} cut", "giảm {1} {1}", "has the marks {1} {1}"),
        ("{1} cut", "giảm {2}", "has the marks {2}"),
        ("{1} cut", "giảm {1} từ 2015", "says 2 where a mark"),
    ],
)
def test_a_slip_of_the_marks_is_told(source, translation, part):
    found = slip(source, translation)
    assert part in found if part else not found


def test_a_catalogue_is_read_from_a_po_file(tmp_path: Path):
    file = tmp_path / "outputs.po"
    file.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "{1} cut"\nmsgstr "giảm {1}"\n\nmsgid "{1} left"\nmsgstr ""\n',
        encoding="utf-8",
    )
    catalogue = Catalogue(translations(file))
    assert catalogue.translate("27 cut") == "giảm 27"
    assert not catalogue.knows("27 left")


#: Names, labels and messages, as the data and the catalogue hold them.
WORDS = {
    "Ba Chẽ": "Ba Chẽ",
    "Lai Châu": "Lai Châu",
    "payroll post": "biên chế",
    "planned": "kế hoạch",
}
SAID = {"Report from Ba Chẽ": "Bài về Ba Chẽ", "Ba Chẽ in Lai Châu": "Ở Lai Châu có Ba Chẽ",
        "{1} to about {2}": "{1} đến khoảng {2}", "cut": "giảm", "One bar a place": "Mỗi nơi một thanh"}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Report from Lai Châu", "Bài về Lai Châu"),  # what is said of one place holds of another
        ("Lai Châu in Ba Chẽ", "Ở Ba Chẽ có Lai Châu"),
        ("Ba Chẽ", "Ba Chẽ"),
        ("27 (payroll post)", "27 (biên chế)"),
        ("2015 to about April 2019; planned", "2015 đến khoảng tháng 4/2019; kế hoạch"),
        ("One bar a place. Ba Chẽ: cut 1,314, planned; Lai Châu: cut 7.5.",
         "Mỗi nơi một thanh. Ba Chẽ: giảm 1.314, kế hoạch; Lai Châu: giảm 7,5."),
        ("Lai Châu: cut of posts", None),  # one part is not known, so the whole is not
        ("Report from Hạ Long", None),
        ("cut cut", "giảm giảm"),
        ("Report from", None),
    ],
)  # fmt: skip
def test_a_text_is_put_together_from_what_is_known(text, said):
    catalogue = Catalogue(SAID, WORDS)
    assert catalogue.knows(text) == (said is not None)
    assert catalogue.translate(text) == (said or text)


def test_a_translation_of_the_whole_comes_before_its_parts():
    catalogue = Catalogue(SAID | {"cut, planned": "sẽ giảm"}, WORDS)
    assert catalogue.translate("cut, planned") == "sẽ giảm"
    assert Catalogue({"planned": "dự kiến"}, WORDS).translate("planned") == "dự kiến"


def test_labels_and_places_of_the_data_need_no_message(corpus):
    catalogue = Catalogue({}, in_both_languages(corpus))
    for entries in corpus.codebook.values():
        for code in entries.values():
            assert catalogue.knows(code.label_en) and catalogue.knows(code.label_en.lower())
    assert catalogue.translate("Cà Mau") == "Cà Mau"
    assert catalogue.translate("27 (payroll post)") == "27 (biên chế)"
    assert catalogue.translate("Quảng Ninh province") == "tỉnh Quảng Ninh"
