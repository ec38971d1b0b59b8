"""What may be compared, and the models and assessments that notebooks set side by side."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import pytest

from conftest import TOY, TOY_FILE, Repository
from streamlining import charts, tables
from streamlining.coding.reference import Comparison, NotComparable, evident

FILE = "data/comparisons.yaml"


@pytest.fixture
def told(toy: Repository) -> Callable[..., str]:
    """Writes one file, ``¦`` marking the place; returns the one problem, which has to be there."""

    def the_one_problem(text: str, file: str) -> str:
        before = text[: text.index("¦")].split("\n")
        toy.write(text.replace("¦", ""), file)
        (problem,) = toy.problems()
        assert str(problem).startswith(f"{file}:{len(before)}:{len(before[-1]) + 1}: ")
        return problem.message

    return the_one_problem


def comparison(
    figures: str, verdict: str = "no", obstacles: str = "[scope]", note: str = "Why."
) -> str:
    return f"""\
- id: question
  question_en: Which is larger?
  question_vi: Cái nào lớn hơn?
  figures: {figures}
  verdict: {verdict}
  obstacles: {obstacles}
  note: {note}
"""


def first_two(corpus) -> list:
    """Two records that differ in nothing that counts."""
    record = corpus["toy"].record("payroll-cut")
    return [record, record]


# --- what the records show themselves ------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "obstacles"),
    [
        ({}, set()),
        ({"of": "something else", "printed": "7", "voice": "newspaper"}, set()),
        ({"level": "province"}, {"level"}),
        ({"status": "planned"}, {"status"}),
        ({"base_period": "2016"}, {"base"}),
        ({"base_period": None}, {"base"}),
        ({"indicator": "unit-reduction"}, {"definition"}),
        ({"unit": "post"}, {"definition"}),
        ({"place": "duc-tho"}, set()),  # another district, of another province
        ({"place": "van-don"}, set()),  # a district beside it
        ({"place": "quang-ninh"}, {"nested"}),  # the province that it lies in
        ({"place": "viet-nam"}, set()),  # the country holds every place, so it says nothing
        ({"level": "province", "status": "planned", "place": "quang-ninh"},
         {"level", "status", "nested"}),
    ],
)  # fmt: skip
def test_obstacles_that_the_records_show(toy, change, obstacles):
    corpus = toy.load()
    one, other = first_two(corpus)
    other = other.model_copy(update=change)
    assert evident([one, other], corpus.places) == obstacles
    assert evident([other, one], corpus.places) == obstacles


def test_a_village_is_nested_in_its_province_over_all_levels_between(corpus):
    one, other = corpus.record("ba-che/payroll-cut"), corpus.record("lai-chau/staff-cut")
    village = next(place.id for place in corpus.places.values() if place.level == "village")
    parents = [village]
    while corpus.places[parents[-1]].level != "province":
        parents.append(corpus.places[parents[-1]].parent)
    assert len(parents) > 2
    figures = [one.model_copy(update={"place": p}) for p in (village, parents[-1])]
    assert "nested" in evident(figures, corpus.places)
    assert "nested" not in evident([one, other], corpus.places)


def test_a_third_figure_is_looked_at_too(toy):
    one, other = first_two(toy.load())
    third = one.model_copy(update={"status": "planned"})
    assert evident([one, other, third], toy.load().places) == {"status"}


def test_comparisons_of_the_data_name_every_obstacle_that_the_records_show(corpus):
    assert corpus.comparisons
    for compared in corpus.comparisons:
        figures = [corpus.record(key) for key in compared.figures]
        assert evident(figures, corpus.places) <= set(compared.obstacles), compared.id


# --- the file ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (comparison("[toy/units-cut, toy/units-cut]", "yes", "¦[scope]"),
         ["obstacles: found 1 for the verdict `yes`", "`yes` has no obstacle"]),
        (comparison("[toy/units-cut, toy/units-cut]", "with-caveat", "¦[]"),
         ["found 0 for the verdict `with-caveat`", "at least one"]),
        (comparison("[toy/units-cut, toy/units-cut]", "no", "¦[]"), ["found 0 for the verdict `no`"]),
        (comparison("[toy/units-cut, toy/payroll-cut]", "no", "¦[scope]"),
         ["the figures differ in base, definition as coded", "name it among the obstacles"]),
        (comparison("[toy/payroll-cut, toy/payroll-cut]", "no", "[¦scop]"),
         ["`scop` is not a known obstacle (nearest: `scope`)", "data/codebook.yaml"]),
        (comparison("¦[toy/units-cut, toy/unit-cut]"), ["figures: `toy/unit-cut` is no record"]),
        (comparison("[toy/units-cut, ¦Toy]"), ["found 'Toy', expected the form"]),
        (comparison("¦[toy/units-cut]"), ["figures: found 1, expected two or more"]),
        (comparison("[toy/units-cut, toy/units-cut]", "¦maybe"),
         ["verdict: found 'maybe', expected 'yes', 'with-caveat' or 'no'"]),
        (comparison("[toy/units-cut, toy/units-cut]").replace("- id", "- ¦id")
         .replace("  note: Why.\n", ""), ["the field `note` is missing"]),
        (comparison("[toy/units-cut, toy/units-cut]")
         + comparison("[toy/units-cut, toy/units-cut]").replace("question\n", "¦question\n", 1),
         ["id: `question` is used a second time"]),
    ],
)  # fmt: skip
def test_a_slip_in_a_comparison_is_told_at_its_place(told, text, parts):
    message = told(text, FILE)
    for part in parts:
        assert part in message


def test_an_unknown_comparison_names_those_there_are(corpus):
    with pytest.raises(KeyError, match="no comparison 'nothing'; there are payroll-cuts, "):
        corpus.comparison("nothing")


# --- the picture ---------------------------------------------------------------------------------


def compared(verdict: str, obstacles: tuple[str, ...]) -> Comparison:
    return Comparison.model_construct(
        id="question", question_en="?", question_vi="?", verdict=verdict, obstacles=obstacles,
        figures=("toy/units-cut", "toy/villages-merged"), note="One is of units.",
    )  # fmt: skip


def drawn(chart: charts.Chart) -> str:
    """The words in the picture itself, in one line."""
    texts = [text.get_text() for text in (*chart.figure.texts, *chart.figure.axes[0].texts)]
    return " ".join(" ".join([*texts, chart.figure.get_supxlabel()]).split())


def test_what_the_data_rules_out_is_not_drawn(toy):
    with pytest.raises(NotComparable) as caught:
        charts.compare("name", "Title", toy.load(), compared("no", ("scope", "level")))
    assert str(caught.value) == (
        "question may not be drawn as a comparison (scope, level): One is of units."
    )


def test_every_comparison_that_the_data_rules_out_is_refused_and_no_other(corpus):
    refused = set()
    for one in corpus.comparisons:
        try:
            plt.close(charts.compare("name", "Title", corpus, one).figure)
        except NotComparable:
            refused.add(one.id)
    ruled_out = {one.id for one in corpus.comparisons if one.verdict == "no"}
    assert refused == ruled_out
    assert set() < ruled_out < {one.id for one in corpus.comparisons}


def test_a_caveat_stands_in_the_picture_in_its_words_and_in_its_numbers(toy):
    chart = charts.compare("name", "Title", toy.load(), compared("with-caveat", ("scope", "base")))
    assert "Caveat (scope and base): One is of units." in drawn(chart)
    assert "Caveat (scope and base): One is of units." in chart.alt
    assert list(chart.numbers["caveat"]) == ["scope, base"] * 2


def test_without_an_obstacle_there_is_no_caveat(toy):
    chart = charts.compare("name", "Title", toy.load(), compared("yes", ()))
    assert "Caveat" not in drawn(chart) + chart.alt
    assert "organisational units cut: 6; villages merged: 3" in chart.alt


# --- models and assessments ----------------------------------------------------------------------

MODEL = """
models:
  - id: merger
    paragraph: 3
    exact: mô hình mới
    gloss_en: a new model
    form: merger
    party_organ: [organisation-commission]
    state_organ: [home-affairs-division]
    result: one agency
    place: ba-che
    adopters: model-communes
    status: achieved
"""
ASSESSMENT = """
assessments:
  - id: better
    paragraph: 3
    exact: tinh gọn bộ máy
    gloss_en: a leaner apparatus
    polarity: benefit
    theme: cost
    voice: chair
"""


@pytest.mark.parametrize(
    ("text", "old", "new", "parts"),
    [
        (MODEL, "form: merger", "form: ¦mergers", ["`mergers` is not a known form", "`merger`"]),
        (MODEL, "[organisation-commission]", "[¦organisation]", ["`organisation` is not a known organ"]),
        (MODEL, "[home-affairs-division]", "¦home-affairs-division",
         ["state_organ: found the text 'home-affairs-division', expected a list"]),
        (MODEL, "model-communes", "¦model-commune",
         ["adopters: `model-commune` is no record of this article"]),
        (MODEL, "    exact: mô hình mới\n", "", ["the field `exact` is missing"]),
        (MODEL, "exact: mô hình mới", "exact: ¦''", ["exact: found nothing, expected a text"]),
        (MODEL, "exact: mô hình mới", "exact: ¦" + "từ " * 13, ["exact: quotes 13 words, expected 12"]),
        (MODEL, "status: achieved", "status: ¦done", ["`done` is not a known status"]),
        (MODEL, "place: ba-che", "place: ¦ba-chẽ", ["place: found 'ba-chẽ'"]),
        (MODEL, "paragraph: 3", "paragraph: ¦5", ["found 5, the article has 4"]),
        (MODEL, "status:", "since: ¦soon\n    status:", ["since: 'soon' is not a date in EDTF"]),
        (ASSESSMENT, "theme: cost", "theme: ¦costs", ["`costs` is not a known theme", "`cost`"]),
        (ASSESSMENT, "polarity: benefit", "polarity: ¦good", ["`good` is not a known polarity"]),
        (ASSESSMENT, "voice: chair", "voice: ¦mayor", ["`mayor` is none of chair, newspaper"]),
        (ASSESSMENT, "exact: tinh", "exact: ¦" + "từ " * 12 + "tinh", ["quotes 16 words"]),
    ],
)  # fmt: skip
def test_a_slip_in_what_is_told_is_told_at_its_place(told, text, old, new, parts):
    assert text.count(old) == 1
    spoilt = text.replace(old, new)
    if "¦" not in spoilt:
        spoilt = spoilt.replace("- id", "- ¦id")
    message = told(TOY + spoilt, TOY_FILE)
    for part in parts:
        assert part in message


@pytest.mark.parametrize("text", [MODEL, ASSESSMENT])
def test_ids_of_what_is_told_are_used_once(told, text):
    again = text.split("\n", 2)[2].replace("id: ", "id: ¦", 1)
    assert "is used a second time" in told(TOY + text + again, TOY_FILE)


def test_more_adopters_than_there_are_places_are_refused(told):
    spoilt = TOY.replace("exact: 7/14 xã", "exact: 15/14 xã").replace("7 of 14", "15 of 14")
    spoilt = spoilt.replace("printed: 7/14", "printed: ¦15/14")
    message = told(spoilt, TOY_FILE)
    assert "found '15/14': more than there are; expected k/n with k <= n" in message


@pytest.mark.parametrize(
    ("slug", "adopters", "shown"),
    [
        ("model-communes", (7, 14), "7 of 14"),
        ("units-cut", (6, None), "6"),
        ("payroll-cut-share", (None, None), "19.7 %"),
        ("", (None, None), "not counted"),
    ],
)
def test_adopters_are_read_from_their_record(toy, slug, adopters, shown):
    line = "    adopters: model-communes\n"
    toy.write(TOY + MODEL.replace(line, f"    adopters: {slug}\n" if slug else ""))
    corpus = toy.load()
    article = corpus["toy"]
    assert article.adopters(article.models[0]) == adopters
    assert list(tables.models(corpus).frame["Adopters"]) == [shown]


def test_an_article_without_assessments_has_an_empty_table_of_them(toy):
    corpus = toy.load()
    assert list(tables.assessments(corpus, corpus["toy"]).frame.columns) == [
        "¶", "Polarity", "Theme", "Phrase", "English", "Said by",
    ]  # fmt: skip


def test_who_assesses_is_named_with_the_post(toy):
    toy.write(TOY + ASSESSMENT)
    shown = tables.assessments(toy.load()).frame
    assert list(shown["Said by"]) == ["Chair of the district (Nguyễn Văn Mẫu)"]
    assert list(shown["Phrase"]) == ["“tinh gọn bộ máy”"]
