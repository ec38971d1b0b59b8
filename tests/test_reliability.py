"""Agreement of two coders, against alphas that are worked out by hand."""

import json
from fractions import Fraction

import krippendorff
import pandas as pd
import pytest

from conftest import ROOT, TOY, TOY_FILE
from streamlining import Corpus, tables
from streamlining.coding.reference import agreement

#: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011, sections A and B.
BINARY = ("0100000010", "1110010000")
NOMINAL = ("aabbdcccedda", "babbbccceddd")


@pytest.mark.parametrize(
    ("coders", "agreed", "alpha"),
    [
        # 14 zeros and 6 ones in all 20 codes, 4 units with one of each: 1 - 19 * 4 / (14 * 6)
        (BINARY, 6, Fraction(8, 84)),
        # 24 codes: a 4, b 6, c 6, d 6, e 2; equal ones 2, 4, 6, 4, 2:
        # (23 * 18 - (12 + 30 + 30 + 30 + 2)) / (24 * 23 - (12 + 30 + 30 + 30 + 2))
        (NOMINAL, 9, Fraction(310, 448)),
        (("ab", "ab"), 2, Fraction(1)),
        (("ab", "ba"), 0, Fraction(-1, 2)),  # (3 * 0 - 4) / (12 - 4): less than chance
    ],
)
def test_alpha_is_the_one_worked_out_by_hand(coders, agreed, alpha):
    found = agreement(list(zip(*coders, strict=True)))
    assert (found.units, found.agreed) == (len(coders[0]), agreed)
    assert found.alpha == pytest.approx(float(alpha), abs=1e-12)


def test_the_published_alphas_are_those():
    published = {BINARY: 0.095, NOMINAL: 0.692}
    for coders, alpha in published.items():
        assert round(agreement(list(zip(*coders, strict=True))).alpha, 3) == alpha


def test_neither_the_names_of_the_codes_nor_the_order_of_coders_and_units_matter():
    pairs = list(zip(*NOMINAL, strict=True))
    alpha = agreement(pairs).alpha
    assert agreement([(b, a) for a, b in pairs]).alpha == pytest.approx(alpha)
    assert agreement(pairs[::-1]).alpha == pytest.approx(alpha)
    names = dict(zip("abcde", ("z-last", "work", "1", "ơ", ""), strict=True))
    assert agreement([(names[a], names[b]) for a, b in pairs]).alpha == pytest.approx(alpha)


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        ([], "found 0 units and 0 codes"),
        ([("a", "b")], "found 1 units and 2 codes"),
        ([("a", "a"), ("a", "a")], "found 2 units and 1 codes"),
    ],
)
def test_too_little_for_an_alpha_is_refused(pairs, found):
    with pytest.raises(ValueError, match=f"{found}: alpha needs two of each at least"):
        agreement(pairs)


# --- the second coding ---------------------------------------------------------------------------

ASSESSMENTS = "\nassessments:\n" + "".join(
    f"""\
  - id: claim-{number}
    paragraph: 3
    exact: tinh gọn {number}
    gloss_en: streamlined {number}
    polarity: benefit
    theme: cost
"""
    for number in range(4)
)
FILE = "data/second-coding.yaml"


def coded(number: int, polarity: str, theme: str) -> str:
    return f"""\
- assessment: toy/claim-{number}
  first_polarity: benefit
  second_polarity: {polarity}
  first_theme: cost
  second_theme: {theme}
"""


#: Three of four polarities and two of four themes are equal.
CODED = (
    coded(0, "benefit", "cost") + coded(1, "benefit", "cost")
    + coded(2, "benefit", "speed") + coded(3, "proposal", "unity")
)  # fmt: skip


@pytest.fixture
def twice(toy):
    toy.write(TOY + ASSESSMENTS, TOY_FILE)
    toy.write(CODED, FILE)
    return toy


def computed(corpus: Corpus) -> dict:
    """What the cells of the notebook that compute the agreement make of a collection."""
    notebook = json.loads((ROOT / "notebooks/08_comparison.ipynb").read_text(encoding="utf-8"))
    sources = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    first, last = (
        next(number for number, source in enumerate(sources) if source.startswith(start))
        for start in ("coded = ", "apart = ")
    )
    labels = corpus.frames["codebook"].set_index(["kind", "code"])["label_en"]
    names = {"corpus": corpus, "told": corpus.frames["assessments"], "pd": pd, "tables": tables,
             "labels": labels, "krippendorff": krippendorff, "agreement": agreement}  # fmt: skip
    for source in sources[first : last + 1]:
        exec(source, names)
    return names


def test_the_table_counts_polarities_and_themes_apart(twice):
    frame = computed(twice.load())["twice"]
    assert list(frame.loc["polarity", ["Units", "Equal", "Raw agreement"]]) == [4, 3, "75 %"]
    assert list(frame.loc["theme", ["Units", "Equal", "Raw agreement"]]) == [4, 2, "50 %"]
    # polarity: 8 codes, benefit 7, proposal 1: (7 * 6 - 42) / (56 - 42)
    assert frame.loc["polarity", "Krippendorff's alpha"] == "0.00"


def test_the_codebooks_own_examples_do_not_count_as_agreement(twice):
    told = ASSESSMENTS.replace("tinh gọn 0", "giảm bớt khâu trung gian")
    twice.write(TOY + told.replace("streamlined 0", "fewer steps in between"), TOY_FILE)
    frame = computed(twice.load())["twice"]
    rest = frame.loc["theme, but for the codebook's own examples"]
    assert list(rest[["Units", "Equal", "Raw agreement"]]) == [3, 1, "33 %"]


def test_disagreements_on_a_theme_are_listed_with_both_codes(twice):
    corpus = twice.load()
    label = {code: entry.label_en for code, entry in corpus.codebook["theme"].items()}
    assert computed(corpus)["differing"].to_numpy().tolist() == [
        ["“tinh gọn 2”", label["cost"], label["speed"]],
        ["“tinh gọn 3”", label["cost"], label["unity"]],
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("toy/claim-3", "¦toy/claim-4", "assessment: `toy/claim-4` is no assessment"),
        ("toy/claim-3", "¦toy/claim-2", "assessment: `toy/claim-2` is used a second time"),
        ("second_theme: unity", "second_theme: ¦unit", "`unit` is not a known theme"),
        ("second_polarity: proposal", "second_polarity: ¦bad", "`bad` is not a known polarity"),
        ("second_theme: unity", "¦third_theme: unity", "`third_theme` is not a field here"),
    ],
)
def test_a_slip_in_the_second_coding_is_told_at_its_place(twice, old, new, message):
    place = twice.spoil(old, new, FILE)
    problems = [str(problem) for problem in twice.problems()]
    assert any(p.startswith("{}:{}:{}: ".format(*place)) and message in p for p in problems)
    assert len(problems) == (2 if "third" in new else 1)  # a field too many is one too few


def test_the_data_holds_a_second_coding_whose_first_codes_are_words_of_the_codebook(corpus):
    assert len(corpus.second_coding) >= 10
    found = computed(corpus)["twice"]
    assert (found["Units"] <= len(corpus.second_coding)).all()
