"""The English gloss of a phrase: its length, its numbers, and where a slip in it is told."""

import pytest

from conftest import TOY, TOY_FILE
from streamlining import tables
from streamlining.coding.items import GLOSS_CHARACTERS, GLOSS_WORDS, faithful

GLOSS = "gloss_en: cut 1,314 payroll posts"


class Info:
    """What a validator sees of the fields before its own."""

    def __init__(self, exact: str, printed: str | None) -> None:
        self.data = {"exact": exact, "printed": printed}


@pytest.mark.parametrize(
    ("exact", "printed", "gloss"),
    [
        ("giảm 27 biên chế", "27", "cut 27 payroll posts"),
        ("bằng 19,7%", "19,7", "equal to 19.7%"),
        ("1.314 biên chế viên chức", "1.314", "1,314 posts of public employees"),
        ("đạt 40.30%", "40.30", "reached 40.3%"),
        ("7/14 Trung tâm y tế", "7/14", "7 of 14 health centres"),
        ("giảm được 06 đầu mối", "06", "cut 6 organisational units"),
        ("hơn 2 nghìn nhân khẩu", "2 nghìn", "more than 2,000 inhabitants"),
        ("hơn hai năm", "hai", "more than two years"),
        ("hơn hai năm", "hai", "more than 2 years"),
        ("huyện đầu tiên của tỉnh", "đầu tiên", "first rural district of the province"),
        ("chỉ có một chi bộ", "một", "only one Party cell"),
        ("một nửa chặng đường", "một nửa", "half of the way"),
        ("hàng nghìn lượt cán bộ", "nghìn", "thousands of turns of cadres"),
        ("giảm 11 cuộc so với năm 2018", "11", "11 rounds fewer than in 2018"),
        ("được thống nhất về cùng một cơ quan", None, "united under one and the same agency"),
        ("gặp phải một số khó khăn", None, "at first met with some difficulties"),
        ("tinh gọn bộ máy", None, "leads as one"),
    ],
)  # fmt: skip
def test_a_faithful_gloss_is_taken(exact, printed, gloss):
    assert faithful(gloss, Info(exact, printed)) == gloss


@pytest.mark.parametrize(
    ("exact", "printed", "gloss", "told"),
    [
        ("giảm 27 biên chế", "27", "cut 72 payroll posts", "says 72, which the phrase"),
        ("giảm 27 biên chế", "27", "cut payroll posts", "does not say 27"),
        ("giảm 27 biên chế", "27", "cut 27 of 137 payroll posts", "says 137"),
        ("bằng 19,7%", "19,7", "equal to 19,7%", "says 7 and 19, .* numbers of the phrase, 19.7"),
        ("7/14 Trung tâm y tế", "7/14", "7 health centres", "does not say 14"),
        ("hơn hai năm", "hai", "more than three years", "says 3"),
        ("hơn hai năm", "hai", "some years", "does not say 2"),
        ("giảm một nửa", "một nửa", "cut by a third", "does not say 0.5"),
        ("tinh gọn bộ máy", None, "lean by half", "says 0.5, .* numbers of the phrase, none"),
        ("tại 11/14 huyện", None, "in most districts", "does not say 11 and 14"),
        ("so với năm 2018", None, "against the year before", "does not say 2,018"),
        ("tinh gọn", None, "w " * (GLOSS_WORDS + 1), "has 13 words"),
        ("tinh gọn", None, "w" * (GLOSS_CHARACTERS + 1), "and 91 characters, expected 12 and 90"),
    ],
)  # fmt: skip
def test_an_unfaithful_gloss_is_refused(exact, printed, gloss, told):
    with pytest.raises(ValueError, match=told):
        faithful(gloss, Info(exact, printed))


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("gloss_en:¦", "gloss_en: found nothing, expected a text"),
        ("gloss_en: ¦cut payroll posts", "gloss_en: does not say 1,314"),
        ("gloss_en: ¦cut 1,413 payroll posts", "gloss_en: says 1,413"),
        ("gloss_en: ¦cut 1,314" + " posts" * 12, "gloss_en: has 14 words"),
    ],
)
def test_a_slip_in_a_gloss_is_told_at_its_place(toy, new, told):
    file, line, column = toy.spoil(GLOSS, new)
    (problem,) = map(str, toy.problems())
    assert problem.startswith(f"{file}:{line}:{column}: {told}")


def test_a_gloss_is_asked_for(toy):
    toy.write(TOY.replace(f"    {GLOSS}\n", ""), TOY_FILE)
    (problem,) = map(str, toy.problems())
    assert "the field `gloss_en` is missing: add it" in problem


def test_a_phrase_that_is_refused_is_told_once(toy):
    toy.spoil("printed: 1.314", "printed: ¦1.413")
    (problem,) = map(str, toy.problems())
    assert "does not hold the numeral '1.413'" in problem


def test_every_figure_model_and_claim_has_its_gloss_in_the_tables(corpus):
    for name in ("records", "models", "assessments"):
        glosses = corpus.frames[name]["gloss_en"]
        assert len(glosses) > 30 and glosses.str.strip().ne("").all()


def test_a_claim_stands_beside_its_gloss_where_it_is_shown(corpus):
    shown = tables.assessments(corpus).frame["English"]
    assert list(shown) == list(corpus.frames["assessments"]["gloss_en"])
