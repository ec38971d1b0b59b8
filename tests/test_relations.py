"""Relations and results in data files: what they come to, and bad input told at its place.

Every case is written into an invented article.  What a test expects is worked out by hand.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from html import escape

import pytest

from conftest import TOY, Repository
from printed.audit import RelationError
from printed.reading.numerals import NumeralError, read
from printed.reading.writing import english
from printed.verdicts import READINGS
from streamlining import tables

FILE = "data/articles/sums.yaml"

#: Records of the invented article: what is printed before, as and after the numeral, and its unit.
FIGURES = {
    "before": ("có", "150", "biên chế", "payroll-post"),
    "after": ("còn", "123", "biên chế", "payroll-post"),
    "cut": ("giảm", "27", "biên chế", "payroll-post"),
    "cut-again": ("bớt", "27", "biên chế", "payroll-post"),
    "none": ("có", "0", "biên chế", "payroll-post"),
    "many": ("hơn", "100", "biên chế", "payroll-post"),
    "of-base": ("giảm", "54", "biên chế", "payroll-post"),
    "base-size": ("có", "110", "biên chế", "payroll-post"),
    "share": ("đạt", "18", "%", "percent"),
    "fine-share": ("đạt", "19,71", "%", "percent"),
    "half": ("đạt", "50", "%", "percent"),
    "too-much": ("đạt", "105", "%", "percent"),
    "kn": ("tại", "7/14", "huyện", "share-of-districts"),
    "twice": ("gấp", "2", "lần", "times"),
    "double": ("có", "54", "lớp", "class"),
    "single": ("có", "27", "lớp", "class"),
    "schools": ("có", "3", "trường", "school"),
    "years": ("sau", "2", "năm", "year"),
}


def in_english(printed: str) -> str:
    """What the gloss of a phrase with that numeral has to say."""
    numeral = read(printed)
    return " of ".join(map(str, numeral.parts or (english(numeral.value, numeral.decimals),)))


def record(index: int, name: str) -> str:
    before, printed, after, unit = FIGURES[name]
    return f"""\
  - id: {name}
    paragraph: 1
    start: {20 * index}
    exact: {before} {printed}{"" if after == "%" else " "}{after}
    printed: {printed}
    gloss_en: it prints {in_english(printed)} in English
    qualifier: "{">" if before == "hơn" else "="}"
    indicator: payroll-reduction
    unit: {unit}
    of: what {name} counts
    place: ba-che
    level: district
    sector: political-system
    time_period: 2018
    status: achieved
"""


def article(rest: str = "", *, name: str = "sums", published: str = "2020-06-30") -> str:
    """The invented article, published later than the toy article."""
    head = TOY[: TOY.index("  voices:")].replace("id: toy", f"id: {name}")
    head = head.replace("published: 2019-02-06", f"published: {published}")
    return f"{head}\nrecords:\n{''.join(map(record, range(99), FIGURES))}\n{rest}"


def relation(text: str, name: str = "r") -> str:
    return f"  - {{id: {name}, stated: yes, {text}}}\n"


def result(text: str, name: str) -> str:
    return f"  - {{id: {name}, unit: payroll-post, of: what {name} is, {text}}}\n"


@dataclass
class Sums:
    """The toy repository with the article of the figures above."""

    repository: Repository

    def load(self, rest: str):
        self.repository.write(article(rest), FILE)
        return self.repository.load()

    def finding(self, text: str):
        return self.load(f"relations:\n{relation(text)}").finding("sums/r")

    def results(self, *entries: str):
        return self.load("results:\n" + "".join(entries)).results

    def told(self, rest: str) -> list[str]:
        """The problems of the article with ``rest``: those that begin where a ``¦`` stands."""
        text = article(rest)
        places = []
        while "¦" in text:
            before = text[: text.index("¦")].split("\n")
            places.append(f"{FILE}:{len(before)}:{len(before[-1]) + 1}: ")
            text = text.replace("¦", "", 1)
        self.repository.write(text, FILE)
        problems = list(map(str, self.repository.problems()))
        assert len(problems) == len(places), "\n".join(problems)
        for problem, place in zip(problems, places, strict=True):
            assert problem.startswith(place)
            assert "\n" not in problem
        return problems


@pytest.fixture
def sums(toy) -> Sums:
    return Sums(toy)


# --- relations -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "verdict", "printed", "recomputed"),
    [
        ("kind: share, percentage: share, part: cut, whole: before", "exact", "18 %", "18 %"),
        ("kind: share, percentage: share, whole: before", "untestable", "18 %", "27 to 28"),
        ("kind: share, percentage: half, part: cut, whole: before", "inconsistent", "50 %", "18 %"),
        ("kind: share, percentage: half, part: kn", "exact", "50 %", "50 %"),
        ("kind: base, percentage: fine-share, part: cut", "rounded", "19.71 %", "27/137 = 19.7080… %"),
        ("kind: sum, total: before, parts: [after, cut]", "exact", "150", "150"),
        ("kind: sum, total: before, parts: [after]", "inconsistent", "150", "123"),
        ("kind: difference, before: before, after: after, change: cut", "exact", "27", "27"),
        ("kind: difference, before: before, change: cut", "untestable", "", "123"),
        ("kind: difference, after: after, change: cut", "untestable", "", "150"),
        ("kind: ratio, before: single, after: double, multiple: twice", "exact", "2", "2"),
        ("kind: ratio, before: single, multiple: twice", "untestable", "", "[40.5, 67.5)"),
        ("kind: same, first: cut, second: cut-again", "exact", "27", "27"),
        ("kind: same, first: cut, second: after", "inconsistent", "27", "123"),
        ("kind: same, first: before, second: many", "holds", "150", "> 100"),
        ("kind: bound, value: cut, is: <=, limit: before", "holds", "≤ 150", "27"),
        ("kind: bound, value: cut, is: '>', limit: before", "inconsistent", "> 150", "27"),
        ("kind: interval, duration: years, start: 2018-06-30, end: published",
         "exact", "2 years", "2 years"),
        ("kind: interval, duration: years, start: 2018-06-30, end: 2019-06-30",
         "inconsistent", "2 years", "1 year"),
    ],
)  # fmt: skip
def test_each_kind_of_relation_says_its_verdict_and_both_values(
    sums, text, verdict, printed, recomputed
):
    outcome = sums.finding(text).outcome
    assert (outcome.verdict, outcome.printed, outcome.recomputed) == (verdict, printed, recomputed)


def test_things_listed_by_name_are_counted(sums):
    three = sums.finding("kind: sum, total: schools, items: [Mầm non, Tiểu học, Dạy nghề]")
    assert three.outcome.verdict == "exact"
    assert three.relation.operands("toy") == [
        ("total", "figure", "toy/schools"),
        ("item", "phrase", "“Mầm non”"),
        ("item", "phrase", "“Tiểu học”"),
        ("item", "phrase", "“Dạy nghề”"),
    ]
    two = sums.finding("kind: sum, total: schools, items: [Mầm non, Tiểu học]")
    assert (two.outcome.verdict, two.outcome.recomputed) == ("inconsistent", "2")


def test_listed_things_and_figures_add_up(sums):
    found = sums.finding("kind: sum, total: before, parts: [after], items: [một, hai]")
    assert found.outcome.recomputed == "125"
    operands = [one[::2] for one in found.relation.operands("toy")]
    assert operands[:2] == [("total", "toy/before"), ("part", "toy/after")]
    assert operands[2:] == [("item", "“một”"), ("item", "“hai”")]
    assert list(found.relation.refs()) == [("total", "before"), ("parts", "after")]


def test_words_against_words_are_left_to_the_reader(sums):
    found = sums.finding(
        "kind: tension, first: {paragraph: 1, exact: đã xong}, second: {paragraph: 2, exact: chưa xong}"
    )
    assert found.outcome.verdict == "untestable"
    assert found.relation.operands("toy") == [
        ("first", "phrase", "“đã xong” (¶ 1)"),
        ("second", "phrase", "“chưa xong” (¶ 2)"),
    ]
    assert list(found.relation.refs()) == []


def test_a_claim_tells_when_the_recomputed_value_falls_on_its_other_side(sums):
    text = "kind: share, percentage: half, part: of-base, whole: base-size"  # 54/110 = 49.09 %
    crossed = sums.finding(f"{text}, claim: 50").outcome
    assert crossed.bears == "Against 50 %: printed at it, recomputed below it (49.09… %)."
    assert sums.finding(f"{text}, claim: 40").outcome.bears == ""
    assert sums.finding(text).outcome.bears == ""


def test_a_claim_is_read_as_an_article_prints_it(sums):
    text = "kind: same, first: before, second: after, claim: '{}'"
    assert "Against 124.5" in sums.finding(text.format("124,5")).outcome.bears
    assert sums.finding(text.format("1.314")).outcome.bears == ""  # a thousand, not 1.314


def test_readings_are_the_coders_where_given_and_the_usual_ones_otherwise(sums):
    text = "kind: sum, total: before, parts: [after]"
    usual = sums.finding(text).readings
    assert usual == ["another-date", "parts-differ"]
    assert sums.finding(f"{text}, readings: [plan-and-result]").readings == ["plan-and-result"]


# --- names and dates -----------------------------------------------------------------------------


def test_a_relation_reaches_into_another_article(sums):
    found = sums.finding("kind: bound, value: cut, is: <, limit: toy/payroll-cut")
    assert (found.outcome.verdict, found.outcome.printed) == ("holds", "< 1314")
    assert list(found.relation.refs()) == [("value", "cut"), ("limit", "toy/payroll-cut")]


def test_a_name_without_an_article_is_the_articles_own(sums):
    """Both articles have a record ``payroll-cut`` here: 1,314 in the one, 27 in the other."""
    sums.repository.write(article().replace("id: cut\n", "id: payroll-cut\n"), FILE)
    sums.repository.write(
        sums.repository.read(FILE)
        + "relations:\n"
        + relation("kind: same, first: payroll-cut, second: cut-again"),
        FILE,
    )
    assert sums.repository.load().finding("sums/r").outcome.verdict == "exact"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("date: published, is: <=, limit: 2019-12", "inconsistent"),  # published 2020-06-30
        ("date: published, is: <=, limit: 2020-06-30", "holds"),
        ("date: published, is: <, limit: 2020-06-30", "inconsistent"),
        ("date: published, is: <=, limit: 2020", "untestable"),  # on some days of 2020 only
        ("date: 2019, is: <, limit: published", "holds"),
        ("date: 2020-06-15~, is: <, limit: published", "holds"),
        ("date: 2021, is: <, limit: published", "inconsistent"),
    ],
)
def test_a_deadline_is_set_against_the_day_of_publication(sums, text, verdict):
    assert sums.finding(f"kind: deadline, {text}").outcome.verdict == verdict


def test_published_is_each_articles_own_date(sums):
    deadline = "relations:\n" + relation(
        "kind: deadline, date: published, is: <, limit: 2019-06-30"
    )
    sums.repository.write(TOY + deadline)  # published 2019-02-06
    sums.repository.write(article(deadline), FILE)
    corpus = sums.repository.load()
    assert corpus.finding("toy/r").outcome.verdict == "holds"
    assert corpus.finding("sums/r").outcome.verdict == "inconsistent"


# --- results -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "formula"),
    [
        ("operation: sum, operands: [after, cut]", 150, "sums/after + sums/cut"),
        ("operation: sum, operands: [after, cut, kn]", Fraction(301, 2),
         "sums/after + sums/cut + sums/kn"),
        ("operation: difference, operands: [before, cut]", 123, "sums/before − sums/cut"),
        ("operation: quotient, operands: [cut, before]", Fraction(9, 50), "sums/cut / sums/before"),
        ("operation: percentage, operands: [cut, before]", 18, "sums/cut / sums/before × 100"),
        ("operation: percentage, operands: [kn]", 50, "sums/kn × 100"),
        ("operation: base, operands: [cut, fine-share]", 137,
         "the whole number of which sums/cut is sums/fine-share"),
        ("operation: part, operands: [share, base-size]", 20,  # 19.8
         "the whole number that is sums/share of sums/base-size"),
    ],
)  # fmt: skip
def test_each_operation_gives_an_exact_value_and_its_formula(sums, text, value, formula):
    found = sums.results(result(text, "x"))["sums/x"]
    assert isinstance(found.value, Fraction)
    assert (found.value, found.formula) == (value, formula)


def test_a_result_shows_the_decimals_it_was_given_and_keeps_its_exact_value(sums):
    found = sums.results(result("operation: percentage, operands: [cut, after], decimals: 2", "x"))
    assert found["sums/x"].text == "21.95"
    assert found["sums/x"].value == Fraction(900, 41)


def test_results_build_on_results_in_whatever_order_they_stand(sums):
    first = result("operation: base, operands: [cut, fine-share]", "first")
    second = result("operation: difference, operands: [first, cut]", "second")
    for entries in ([first, second], [second, first]):
        found = sums.results(*entries)
        assert found["sums/second"].value == 110
        assert found["sums/second"].operands == ("sums/first", "sums/cut")


def test_a_relation_can_be_asked_about_a_result_and_a_result_about_another_article(sums):
    corpus = sums.load(
        "results:\n"
        + result("operation: difference, operands: [toy/payroll-cut, cut]", "x")
        + "relations:\n"
        + relation("kind: bound, value: x, is: '>', limit: before")
    )
    assert corpus.result("sums/x").value == 1314 - 27
    assert corpus.finding("sums/r").outcome.recomputed == "1287"


# --- bad input -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "parts"),
    [
        ("{id: r, stated: yes, kind: ¦shares, percentage: share}",
         ["kind: found shares, expected one of share, base, sum,", "deadline"]),
        ("¦{id: r, stated: yes, percentage: share}", ["kind: found nothing, expected one of share"]),
        ("¦share", ["kind: found nothing, expected one of share"]),
        ("{id: r, stated: ¦perhaps, kind: same, first: cut, second: after}",
         ["stated: found 'perhaps', expected 'yes' or 'no'"]),
        ("¦{id: r, stated: yes, kind: same, first: cut}", ["the field `second` is missing"]),
        ("{id: r, stated: yes, kind: same, first: cut, second: after, ¦thrid: cut}",
         ["`thrid` is not a field here"]),
        ("¦{id: r, stated: yes, kind: same, first: cut, second: aftr}",
         ["`aftr` names no record and no result", "(nearest: `sums/after`)"]),
        ("¦{id: r, stated: yes, kind: same, first: cut, second: toy/payrol-cut}",
         ["`toy/payrol-cut` names no record", "(nearest: `toy/payroll-cut`)"]),
        ("{id: r, stated: yes, kind: same, first: cut, second: ¦toy/payroll/cut}",
         ["second: found 'toy/payroll/cut', expected the form"]),
        ("¦{id: r, stated: yes, kind: same, first: cut, second: schools}",
         ["mixed units", "`payroll-post` (`sums/cut`)", "`school` (`sums/schools`)"]),
        ("¦{id: r, stated: yes, kind: share, percentage: cut, whole: before}",
         ["mixed units: `sums/cut` counts `payroll-post`, expected a percentage"]),
        ("¦{id: r, stated: yes, kind: interval, duration: cut, start: 2018, end: 2019}",
         ["mixed units: `sums/cut` counts `payroll-post`", "day, month, year"]),
        ("¦{id: r, stated: yes, kind: share, percentage: half, part: before, whole: cut}",
         ["`sums/before` (150) is over 100 % of `sums/cut` (27)"]),
        ("¦{id: r, stated: yes, kind: share, percentage: too-much, whole: before}",
         ["`sums/too-much` prints 105 %: a share is between 0 and 100 %"]),
        ("¦{id: r, stated: yes, kind: share, percentage: share, whole: none}",
         ["`sums/none` is 0: a base has to be above 0"]),
        ("¦{id: r, stated: yes, kind: ratio, before: none, after: cut, multiple: twice}",
         ["`sums/none` is 0"]),
        ("¦{id: r, stated: yes, kind: sum, total: before}", ["a sum without parts"]),
        ("¦{id: r, stated: yes, kind: sum, total: before, parts: [], items: []}",
         ["a sum without parts"]),
        ("{id: r, stated: yes, kind: sum, total: before, parts: ¦after}",
         ["parts: found the text 'after', expected a list"]),
        ("¦{id: r, stated: yes, kind: difference, change: cut}", ["a change alone"]),
        ("¦{id: r, stated: yes, kind: ratio, multiple: twice}", ["a multiple alone"]),
        ("¦{id: r, stated: yes, kind: same, first: cut, second: cut}",
         ["circular relation: `sums/cut` is used twice"]),
        ("¦{id: r, stated: yes, kind: sum, total: before, parts: [before, cut]}",
         ["circular relation: `sums/before`"]),
        ("¦{id: r, stated: yes, kind: same, first: cut, second: sums/cut}", ["circular relation"]),
        ("{id: r, stated: yes, kind: same, first: cut, second: after, readings: [¦guess]}",
         ["`guess` is no reading: expected one of", "cut-off"]),
        ("{id: r, stated: yes, kind: same, first: cut, second: after, claim: ¦most}",
         ["claim: 'most' is not a numeral"]),
        ("{id: r, stated: yes, kind: bound, value: cut, limit: before, is: ¦'='}",
         ["found '=', expected '<', '<=', '>' or '>='"]),
        ("¦{id: r, stated: yes, kind: interval, duration: years, start: 2019, end: 2018}",
         ["the time ends (2018-12-31) before it starts (2019-01-01): swap the two dates"]),
        ("¦{id: r, stated: yes, kind: interval, duration: years, start: published, end: 2018}",
         ["before it starts (2020-06-30)"]),
        ("{id: r, stated: yes, kind: deadline, date: ¦12/9/2018, is: <, limit: 2019}",
         ["date: '12/9/2018' is not a date in EDTF"]),
        ("{id: r, stated: yes, kind: deadline, date: 2018, is: <, limit: ¦2018-13}",
         ["limit: '2018-13' is not a date in EDTF"]),
        ("{id: r, stated: yes, kind: interval, duration: years, start: ¦2019/2018, end: 2020}",
         ["start: the period '2019/2018' ends before it starts"]),
        ("¦{id: r, stated: yes, kind: tension, first: {paragraph: 1, exact: một}}",
         ["the field `second` is missing"]),
        ("{id: r, stated: yes, kind: tension, first: ¦một, second: {paragraph: 1, exact: một}}",
         ["found", "một"]),
        ("{id: ¦R 1, stated: yes, kind: same, first: cut, second: after}", ["id: found 'R 1'"]),
    ],
)  # fmt: skip
def test_a_slip_in_a_relation_is_told_at_its_place(sums, entry, parts):
    (problem,) = sums.told(f"relations:\n  - {entry}\n")
    for part in parts:
        assert part in problem


@pytest.mark.parametrize(
    ("entry", "parts"),
    [
        ("¦{operation: sum, operands: []", ["operands: found 0, but `sum` takes 2 to 9"]),
        ("¦{operation: sum, operands: [cut]", ["operands: found 1, but `sum` takes 2 to 9"]),
        ("¦{operation: difference, operands: [cut]", ["found 1, but `difference` takes 2"]),
        ("¦{operation: quotient, operands: [cut, after, before]", ["found 3, but `quotient` takes 2"]),
        ("¦{operation: percentage, operands: [cut, after, before]", ["`percentage` takes 1 to 2"]),
        ("{operation: ¦product, operands: [cut, after]", ["operation: found 'product', expected 'sum'"]),
        ("{operation: sum, operands: ¦cut", ["operands: found the text 'cut', expected a list"]),
        ("¦{operation: sum, operands: [cut, bfore]", ["`bfore` names no record", "`sums/before`"]),
        ("¦{operation: quotient, operands: [cut, none]", ["`sums/none` is 0: nothing can be divided"]),
        ("¦{operation: base, operands: [cut, share]", ["do not fix one base (143 to 154): state a relation"]),
        ("¦{operation: base, operands: [share, cut]", ["mixed units", "expected a percentage"]),
        ("¦{operation: part, operands: [share, many]", ["is no single whole number"]),
        ("¦{operation: part, operands: [share, before]",  # 27 or 28
         ["`sums/share` of `sums/before` is no single whole number (27 to 28): state a relation"]),
        ("¦{operation: part, operands: [fine-share, none]", ["`sums/none` is 0: a base"]),
        ("¦{operation: sum, operands: [x, cut]", ["circular result: `sums/x` is built on itself"]),
        ("¦{operation: sum", ["the field `operands` is missing"]),
        ("{decimals: ¦many, operation: sum, operands: [cut, after]", ["decimals: found 'many'"]),
    ],
)  # fmt: skip
def test_a_slip_in_a_result_is_told_at_its_place(sums, entry, parts):
    (problem,) = sums.told(f"results:\n  - {entry}, id: x, unit: payroll-post, of: what x is}}\n")
    for part in parts:
        assert part in problem


def test_results_in_a_circle_are_all_told(sums):
    problems = sums.told(
        "results:\n"
        + result("operation: sum, operands: [b, cut]", "a").replace("{", "¦{")
        + result("operation: sum, operands: [c, cut]", "b").replace("{", "¦{")
        + result("operation: sum, operands: [a, cut]", "c").replace("{", "¦{")
    )
    for problem, name in zip(problems, "abc", strict=True):
        assert f"circular result: `sums/{name}` is built on itself" in problem


def test_what_rests_on_a_failing_result_is_not_blamed(sums):
    (problem,) = sums.told(
        "results:\n"
        + result("operation: sum, operands: [failing, cut]", "early")
        + result("operation: sum, operands: [cut]", "failing").replace("{", "¦{")
        + result("operation: sum, operands: [early, cut]", "late")
        + "relations:\n"
        + relation("kind: same, first: late, second: cut")
    )
    assert "`sum` takes 2 to 9" in problem


@pytest.mark.parametrize(
    ("section", "entry"),
    [
        ("relations", "stated: yes, kind: same, first: cut, second: cut-again"),
        ("results", "operation: sum, operands: [cut, after], unit: payroll-post, of: x"),
    ],
)
def test_an_id_is_used_once(sums, section, entry):
    (problem,) = sums.told(f"{section}:\n  - {{id: x, {entry}}}\n  - {{id: ¦x, {entry}}}\n")
    assert "id: `x` is used a second time" in problem


def test_a_result_may_not_hide_behind_a_record_of_its_id(sums):
    (problem,) = sums.told(
        "results:\n  - ¦" + result("operation: sum, operands: [after, share]", "cut")[4:]
    )
    assert "`cut` is a record already" in problem


def test_sections_that_are_no_lists_are_told(sums):
    problems = sums.told("relations: ¦{id: x}\nresults: ¦none\n")
    assert all("expected a list" in problem for problem in problems)


def test_all_slips_of_all_relations_are_told_at_once(sums):
    problems = sums.told(
        "relations:\n"
        "  - ¦{id: a, stated: yes, kind: same, first: cut, second: cut}\n"
        + relation("kind: same, first: cut, second: cut-again", "b")
        + "  - ¦{id: c, stated: yes, kind: same, first: cut, second: schools}\n"
    )
    assert "circular" in problems[0] and "mixed units" in problems[1]


# --- what if -------------------------------------------------------------------------------------

WHAT_IF = (
    "results:\n"
    + result("operation: difference, operands: [before, cut]", "left")
    + "relations:\n"
    + relation("kind: sum, total: before, parts: [after, cut]", "adds-up")
    + relation("kind: same, first: cut-again, second: single", "apart").replace("single", "cut")
    + relation("kind: share, percentage: share, part: cut, whole: before", "share-of-all")
)


def test_what_if_audits_and_derives_anew_what_rests_on_the_figure(sums):
    corpus = sums.load(WHAT_IF)
    changed = corpus.what_if("sums/before", "152")
    assert changed.record("sums/before").value == 152
    assert changed.record("sums/before").exact == "có 152 biên chế"
    assert changed.finding("sums/adds-up").outcome.verdict == "inconsistent"
    assert changed.finding("sums/apart").outcome.verdict == "exact"
    assert changed.finding("sums/share-of-all").outcome.verdict == "rounded"  # 17.76 %
    assert changed.result("sums/left").value == 125
    assert changed["toy"] is corpus["toy"]


def test_what_if_leaves_the_collection_as_it_is(sums):
    corpus = sums.load(WHAT_IF)
    before = [frame.to_csv() for frame in corpus.frames.values()]
    changed = corpus.what_if("sums/cut", "28")
    assert [frame.to_csv() for frame in corpus.frames.values()] == before
    assert changed.frames["relations"].to_csv() not in before


def test_what_if_with_the_printed_numeral_changes_nothing(sums):
    corpus = sums.load(WHAT_IF)
    same = corpus.what_if("sums/cut", "27")
    assert same.findings == corpus.findings and same.results == corpus.results


def test_what_if_refuses_what_cannot_be(sums):
    corpus = sums.load(WHAT_IF)
    with pytest.raises(KeyError, match="no record 'nothing'"):
        corpus.what_if("sums/nothing", "1")
    with pytest.raises(NumeralError, match="not a numeral"):
        corpus.what_if("sums/cut", "viele")
    with pytest.raises(RelationError, match=re.escape("`sums/before` is 0")):
        corpus.what_if("sums/before", "0")


IMPLIED = (
    "results:\n"
    + result("operation: base, operands: [cut, fine-share]", "all-posts")
    + result("operation: difference, operands: [all-posts, cut]", "left")
    + "relations:\n"
    + relation("kind: difference, before: all-posts, after: left, change: cut", "falls")
)


def test_what_if_figures_no_longer_fix_a_base_what_is_left_of_it_is_told(sums):
    corpus = sums.load(IMPLIED)
    kept, changed = corpus.result("sums/all-posts"), corpus.what_if("sums/fine-share", "19")
    assert corpus.unsettled == {} and kept.value == 137
    assert changed.results == {} and [f.key for f in changed.findings["sums"]] == []
    assert changed.unsettled == {
        "sums/all-posts": "136 to 145",
        "sums/left": "it rests on another result that has none",
    }
    with pytest.raises(KeyError, match="'sums/all-posts' has no single value here: 136 to 145"):
        changed.result("sums/all-posts")
    records = changed.frames["records"].set_index("id")
    assert records.loc["sums/cut", ["base", "base_known"]].isna().all()
    assert corpus.frames["records"].set_index("id").loc["sums/cut", "base"] == "sums/all-posts"
    moved = tables.moved(corpus, changed).frame.set_index("Name")
    assert moved.loc["sums/all-posts", ["As printed", "What if"]].tolist() == [
        "137", "no single value: 136 to 145",
    ]  # fmt: skip
    assert moved.loc["sums/falls", "What if"] == "none"
    assert tables.moved(changed, changed.what_if("sums/cut", "28")).frame["Name"].tolist() == [
        "sums/cut", "sums/all-posts",
    ]  # fmt: skip


def test_what_if_can_be_taken_back(sums):
    corpus = sums.load(IMPLIED)
    back = corpus.what_if("sums/fine-share", "19").what_if("sums/fine-share", "19,71")
    assert (back.results, back.findings, back.unsettled) == (corpus.results, corpus.findings, {})


def test_a_collection_says_what_was_changed_in_it(sums):
    corpus = sums.load(WHAT_IF)
    assert "what if" not in repr(corpus) + corpus._repr_html_()
    changed = corpus.what_if("sums/cut", "28").what_if("sums/before", "152")
    told = "what if: sums/cut printed '28'; sums/before printed '152'"
    assert told in repr(changed) and escape(told) in changed._repr_html_()


# --- the collection itself -----------------------------------------------------------------------


def test_every_relation_that_differs_has_a_reading_and_every_reading_is_known(corpus):
    found = [finding for article in corpus for finding in corpus.findings[article.id]]
    differing = [finding for finding in found if finding.verdict.standing == "differs"]
    assert differing
    assert all(finding.readings for finding in differing)
    assert {code for finding in found for code in finding.readings} <= set(READINGS)


def test_every_relation_and_result_of_the_data_has_come_to_something(corpus):
    for article in corpus:
        assert [f.relation for f in corpus.findings[article.id]] == list(article.relations)
        assert {key for key in corpus.results if key.startswith(f"{article.id}/")} == {
            f"{article.id}/{entry.id}" for entry in article.results
        }


@pytest.mark.parametrize("printed", ["15/14", "7", "x"])
def test_what_if_takes_only_a_numeral_that_could_stand_there(corpus, printed):
    with pytest.raises(NumeralError):
        corpus.what_if("quang-ninh/secretary-council-districts", printed=printed)
