"""The auditor by hand: figures as print has them, outcomes that show themselves, clear messages."""

import doctest
import importlib
import pkgutil
import re
from fractions import Fraction
from time import process_time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import brute
import oracle
import printed
from printed import base, difference, figure, growth, ratio, same, share, total
from printed.equations import Printed
from printed.outcomes import repairs, restoring
from printed.spans import SYMBOLS, form, span
from printed.verdicts import VERDICTS

MODULES = [
    module.name
    for module in pkgutil.walk_packages(printed.__path__, "printed.")
    if not module.ispkg
]


@pytest.mark.parametrize("name", ["printed", *MODULES])
def test_examples_in_the_docstrings(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_door_has_examples():
    """Every function at the door that audits shows how it is called."""
    for function in (share, total, difference, growth, ratio, base, same):
        assert ">>>" in function.__doc__, function


# --- what a reader types -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [
        (lambda: share("40,3 %", "76/186"), "inconsistent"),
        (lambda: share("40,3 %", 76, 186), "inconsistent"),
        (lambda: share("44,09 %", whole="1.716"), "unattainable"),
        (lambda: share("19,7 %", part="27"), "untestable"),
        (lambda: share(figure("50 %"), figure("7/14")), "exact"),
        (lambda: share("một nửa", 7, 14), "exact"),
        (lambda: share("một phần ba", 33, 100), "rounded"),
        (lambda: total("1,3 triệu", ["700 nghìn", "640 nghìn"]), "rounded"),
        (lambda: total("1,4 triệu", ["700 nghìn", "640 nghìn"]), "inconsistent"),
        (lambda: total("1,3 triệu", ["700 nghìn", "690 nghìn"]), "truncated"),
        (lambda: total("trên 1,3 triệu", ["700 nghìn", "640 nghìn"]), "holds"),
        (lambda: total("90", ["20", "18", "16"]), "inconsistent"),
        (lambda: total("90", ["20", "18", "16"], partial=True), "holds"),
        (lambda: total("50", ["20", "18", "16"], partial=True), "inconsistent"),
        (lambda: total("54", ["20", "18", "16"], partial=True), "holds"),
        (lambda: total("90", ["khoảng 50", "30"]), "untestable"),
        (lambda: difference("401", "280", "121"), "exact"),
        (lambda: difference("280", "401", "121"), "exact"),
        (lambda: difference("18,8 %", "20 %", "1,2 điểm phần trăm"), "exact"),
        (lambda: difference("18,8 %", "20,1 %", "2,5 điểm phần trăm"), "inconsistent"),
        (lambda: difference("5", None, "7"), "inconsistent"),
        (lambda: difference("1,3 triệu", "700 nghìn", "600 nghìn"), "exact"),
        (lambda: growth("401", "280", "30,2 %"), "rounded"),
        (lambda: growth("280", "401", "43,2 %"), "rounded"),
        (lambda: growth("280", "401", "30,2 %"), "inconsistent"),
        (lambda: growth("20", "50", "150 %"), "exact"),
        (lambda: growth("401", "280", "130 %"), "inconsistent"),
        (lambda: growth("500", "2.000", "4 lần"), "exact"),
        (lambda: growth("500", "2.500", "4 lần"), "exact"),  # by four times
        (lambda: growth("2.000", "500", "4 lần"), "exact"),
        (lambda: growth("500", "4.000", "4 lần"), "inconsistent"),
        (lambda: ratio("60", "63", "105 %"), "exact"),
        (lambda: ratio(None, "63/60", "105 %"), "exact"),
        (lambda: ratio("200", "276", "138 %"), "exact"),
        (lambda: ratio("500", "2.000", "gấp 4 lần"), "exact"),
        (lambda: same("1,3 triệu", "1.314.000"), "rounded"),
        (lambda: same("1,3 triệu", "1.414.000"), "inconsistent"),
        (lambda: base("8,3 %", "1"), "rounded"),
    ],
)
def test_verdict(outcome, verdict):
    found = outcome()
    assert found.verdict == verdict, found.explanation


def test_records_are_figures_too(corpus):
    cut, whole = (corpus.record(f"binh-xuyen/villages-{name}") for name in ("cut", "before"))
    assert difference(whole, 13, cut).verdict == "exact"
    percentage = corpus.record("ba-che/payroll-cut-share")
    assert share(percentage, "27").recomputed == "137"


@pytest.mark.parametrize(
    ("relate", "message"),
    [
        (lambda: share("", 1, 2), "found no text"),
        (lambda: share("nhiều người", 1, 2), "found no numeral"),
        (lambda: share("50 %", 9, 5), "expected a part that is no larger than its whole"),
        (lambda: share("50 %", "15/14"), "'15/14' is over 100 %"),
        (
            lambda: share("40 %", "7/14", "186"),
            "two wholes: '7/14' brings its own, 14, beside '186'",
        ),
        (lambda: ratio("186", "7/14", "40 %"), "leave the second out, or give the part as 7"),
        (lambda: share("50 %", 0, 0), "a base has to be above 0"),
        (lambda: ratio("0", "5", "4 lần"), "a base has to be above 0"),
        (lambda: growth("0", "5", "10 %"), "a base has to be above 0"),
        (lambda: total("100 %", ["40", "60"]), "mixed units: found `percent`"),
        (lambda: difference("5 năm", "2", "3 năm"), "mixed units"),
        (lambda: difference("18,8 %", "20 %", "1,2"), "mixed units"),
        (lambda: difference("18", "20", "2 điểm phần trăm"), "mixed units"),
        (lambda: share("40,3", 1, 2), "'40,3' counts no unit, expected a percentage"),
        (lambda: ratio("60", "63", "105"), "expected a percentage such as 105 %"),
        (lambda: growth("401", "280", "30,2"), "expected a percentage"),
        (lambda: share("40 % và 50 %"), "found 2 numerals"),
        (lambda: share("12/9/2018"), "found a date"),
        (lambda: share("115 %", "230", "200"), "between 0 and 100 %"),
        (lambda: difference("7", "5", "-2"), "without a sign"),
        (lambda: share(40.3, 76, 186), "a float no longer tells"),
        (lambda: total("5", []), "without parts"),
    ],
)
def test_clear_message(relate, message):
    with pytest.raises(ValueError, match=re.escape(message)) as caught:
        relate()
    assert "\n" not in str(caught.value)


def test_what_an_outcome_says():
    found = total("1,3 triệu", ["700 nghìn", "740 nghìn"])
    assert found.explanation == (
        "700 thousand + 740 thousand gives [1.439, 1.442) million, outside the rounding span "
        "[1.25, 1.35) million and outside the cut-off span [1.3, 1.4) million of 1.3 million."
    )
    assert [repair.text for repair in found.repairs] == [
        "1.3 million → 1.4 million",
        "700 thousand → 600 thousand",
        "740 thousand → 700 thousand",
        "740 thousand → 640 thousand",
    ]
    assert total("90", ["khoảng 50", "30"]).explanation == (
        "≈ 50 + 30 is about 80, 10 below 90; ≈ 50 sets no limit."
    )
    assert "36" not in total("90", ["20", "18", "16"], partial=True).explanation


def test_completion_offers_what_is_documented_alone():
    assert dir(printed) == sorted(printed.__all__)


def test_another_base_is_offered_only_where_one_fits():
    assert "another-base" not in share("40,3 %", "76/186").readings
    assert "another-base" in share("40,9 %", "76/150").readings  # 76 of 186 is so printed
    assert "another-base" in share("44,09 %", whole="1.716").readings
    assert "another-base" not in base("40,3 %", "1").readings


def test_an_outcome_shows_itself():
    found = share("40,3 %", "76/186")
    assert repr(found) == "<share: ≠ inconsistent; printed 40.3 %; recomputed 40.860… %>"
    page = found._repr_html_()
    for part in ("≠ inconsistent", "does not match", "if rounded", "40.3 % → 40.8 %", "dates"):
        assert part in page
    assert "color" not in page and "style" not in page
    limit = total("trên 90", ["20", "18"])._repr_html_()
    assert "&gt; 90" in limit and "=&gt;" in limit


# --- integers and fractions, spans and repairs ---------------------------------------------------


def test_numbers_that_no_float_holds_are_compared_exactly():
    n = 2**53 + 1
    assert ratio(n, 2 * n, "2 lần").verdict == "exact"
    assert share("50 %", n, 2 * n).verdict == "exact"
    assert share("50 %", n, 2 * n + 1).verdict == "rounded"
    assert total(2 * n, [n, n]).verdict == "exact"
    assert total(2 * n - 1, [n, n]).verdict == difference(n, n - 1, 2).verdict == "inconsistent"
    assert growth(n, 2 * n, "100 %").verdict == same(f"{n}", n).verdict == "exact"


def test_a_base_is_mended_by_a_hundred_and_no_further():
    """1/5001 is the first that is printed as 0.01 %: what is looked at ends a hundred away."""
    for whole, mended in ((4_901, ["4901 → 5001"]), (4_900, [])):
        found = share("0,01 %", whole=whole)
        assert [one.text for one in found.repairs if one.before == str(whole)] == mended


def test_integers_and_fractions_agree():
    assert oracle.disagreements(20_000, seed=1) == []


def test_the_oracle_would_notice(monkeypatch):
    against = oracle.Equation._against
    slips = {"rounded": "truncated", "truncated": "rounded"}
    monkeypatch.setattr(
        oracle.Equation, "_against", lambda *given: slips.get(against(*given), "exact")
    )
    assert oracle.disagreements(500)


@pytest.mark.parametrize("kinds", [brute.RELATIONS, brute.NUMBERS], ids=["relations", "numbers"])
def test_the_engine_says_what_counting_and_trying_gives(kinds):
    assert brute.disagreements(20_000, seed=1, kinds=kinds) == []


@pytest.mark.parametrize("kind", [*brute.RELATIONS, *brute.NUMBERS], ids=lambda kind: kind.__name__)
def test_counting_and_trying_would_notice(kind, monkeypatch):
    """Each kind, where figures are given, or numbers written, one too high."""
    slip = {"written": "write", "read_back": "vietnamese"}.get(kind.__name__)
    if slip:
        right = getattr(brute, slip)
        monkeypatch.setattr(brute, slip, lambda value, *more, **how: right(value + 1, *more, **how))
    else:
        right = brute.figure
        monkeypatch.setattr(brute, "figure", lambda digits, *more: right(digits + 1, *more))
    draw = brute.Random(2)
    assert not all(_told(kind, draw) for _ in range(50))


def _told(kind, draw):
    try:
        return kind(draw)
    except ValueError:  # a step too high can also pass what a relation takes
        return False


SCALES = (1, 10**3, 10**6, 10**9)


@given(
    st.fractions(0, 10**12, max_denominator=1000), st.sampled_from(SCALES), st.integers(0, 2),
    st.booleans(),
)  # fmt: skip
def test_a_span_holds_the_number_it_was_rounded_or_cut_from(value, scale, decimals, cut):
    step = Fraction(scale, 10**decimals)
    digits = value // step if cut else (value / step + Fraction(1, 2)) // 1
    one = Printed("", digits * step, step, unit="percent" if step == 1 else "")
    assert value in span(one, "either") and value in span(one, "truncated" if cut else "rounded")


@given(st.integers(1, 999), st.sampled_from(SCALES), st.integers(0, 2))
def test_a_figure_is_written_in_the_form_that_shows_its_step(digits, scale, decimals):
    step = Fraction(scale, 10**decimals)
    assume(digits * step * 10 >= scale)
    text = str(Printed("", digits * step, step))
    number, _, word = text.partition(" ")
    scales = {"": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}
    assert Fraction(number) * scales[word] == digits * step
    assert Fraction(scales[word], 10 ** len(number.partition(".")[2])) == step
    assert form(digits * step, step).word == word


@given(
    st.integers(0, 10**6), st.integers(0, 2), st.sampled_from([*SYMBOLS]), st.sampled_from(["", "percent"]),
    st.booleans(),
)  # fmt: skip
def test_what_is_written_is_read_back(digits, decimals, qualifier, unit, negative):
    value, step = Fraction(-digits if negative else digits, 10**decimals), Fraction(1, 10**decimals)
    one = Printed("", value, step, unit, qualifier)
    read = figure(str(one))
    assert (read.value, read.step, read.unit, read.qualifier) == (value, step, unit, qualifier)


@given(st.integers(1, 999), st.sampled_from(SCALES[1:]), st.sampled_from([*SYMBOLS]))
def test_what_is_written_in_english_is_refused(digits, scale, qualifier):
    with pytest.raises(ValueError, match="beside .+: write (nghìn|triệu|tỷ) instead"):
        figure(str(Printed("", digits * Fraction(scale), Fraction(scale), "", qualifier)))


DRAWN = st.integers(0, 10**9).flatmap(
    lambda seed: st.sampled_from(oracle.KINDS).map(lambda kind: kind(oracle.Random(seed)))
)


@given(DRAWN)
@settings(max_examples=300)
def test_each_term_of_a_sum_is_mended_alone_as_beside_the_others(equation):
    beside = [
        (one.key, value)
        for index, one in enumerate(equation.terms)
        if isinstance(one, Printed)
        for value in restoring(equation, index)
    ]
    assert [(one.key, one.value) for one in repairs(equation)] == beside


def test_repairs_of_a_long_sum_take_no_longer_for_each_part():
    def seconds(size):
        found = total("5", [str(number % 97 + 1) for number in range(size)])
        began = process_time()
        assert len(found.repairs) == 1
        return process_time() - began

    assert min(seconds(2_000) for _ in range(3)) < 20 * min(seconds(200) for _ in range(3)) + 0.05


@given(DRAWN)
@settings(max_examples=300)
def test_every_repair_repairs_and_no_smaller_one_is_missed(equation):
    """Every listed change holds in fractions; of a count none nearer does, of digits no other."""
    assume(oracle.verdict(equation) == "inconsistent" and None not in equation.terms)
    for index, term in enumerate(equation.terms):
        if not isinstance(term, Printed):
            continue
        digits = int(term.value / term.step)
        least = 1 if equation.operation is oracle.mul and index == 1 else 0

        def mended(number, index=index, term=term, least=least):
            other = equation.changed(index, number * term.step)
            fits = oracle.fits(other, "either") or (other.sure and oracle.fits(other, "printed"))
            return number >= least and fits

        got = [value / term.step for value in restoring(equation, index)]
        if term.half:
            numbers = edited(digits, form(term.value, term.step).decimals)
            assert set(got) == set(filter(mended, numbers))
        elif got:
            off = int(abs(got[0] - digits))
            nearer = [
                digits + side * n for n in {1, off // 2, off - 1} - {0, off} for side in (1, -1)
            ]
            assert mended(got[0]) and not any(map(mended, nearer))
        else:
            assert not any(mended(digits + n) for n in range(-60, 60))


def edited(digits, decimals):
    """Every number that differs in one digit, or by two neighbours that changed places."""
    text = str(digits).zfill(decimals + 1)
    for i, _ in enumerate(text):
        for digit in "0123456789":
            changed = text[:i] + digit + text[i + 1 :]
            if changed != text and (len(text) == decimals + 1 or changed[0] != "0"):
                yield int(changed)
    for i in range(len(text) - 1):
        changed = text[:i] + text[i + 1] + text[i] + text[i + 2 :]
        if changed != text and (len(text) == decimals + 1 or changed[0] != "0"):
            yield int(changed)


def test_every_kind_has_a_word_for_each_verdict():
    for verdict in VERDICTS.values():
        assert verdict.symbol and verdict.label_en


# --- figures as numbers --------------------------------------------------------------------------


def test_a_figure_is_a_number_where_one_is_asked_for():
    posts, rate = figure("1.314"), figure("40,25 %")
    assert (float(posts), int(posts), float(rate)) == (1314.0, 1314, 40.25)
    assert (f"{posts:,}", f"{posts:>6}", f"{rate:.1f}", f"{rate}") == (
        "1,314", "  1314", "40.3", "40,25 %",
    )  # fmt: skip
    assert f"{figure('76/186'):.4f}" == "0.4086"
    with pytest.raises(ValueError, match="found 40,25 %, expected a whole number"):
        int(rate)


def test_figures_are_compared_by_their_values():
    few, many = figure("20 xã"), figure("hơn 1 nghìn xã")
    assert few < many and many > few and few <= 20 <= few and many >= Fraction(999, 1)
    assert not few > 20 and not few >= many
    assert sorted([many, few]) == [few, many]
    with pytest.raises(TypeError):
        _ = few < "21"


@pytest.mark.parametrize(
    "ask",
    [
        lambda one, other: one + other,
        lambda one, other: one - other,
        lambda one, other: one < other,
        lambda one, other: one >= other,
    ],
)
@pytest.mark.parametrize(
    ("one", "other"), [("27 biên chế", "19,7 %"), ("2 năm", "6 tháng"), ("3 năm", "12")]
)
def test_unlike_units_are_refused_as_a_difference_of_them_is(ask, one, other):
    with pytest.raises(ValueError) as told:
        difference(one, other, one)
    with pytest.raises(type(told.value), match=f"^{re.escape(str(told.value))}$"):
        ask(figure(one), figure(other))


def test_what_counts_the_same_or_nothing_named_can_be_added():
    assert figure("76/186") / figure("3 xã") == Fraction(76, 186 * 3)
    assert figure("20 xã") + figure("5") == 25 and sum([figure("20 xã"), figure("5")]) == 25
    assert figure("40,3 %") - figure("2 điểm phần trăm") == Fraction(383, 10)
    with pytest.raises(ValueError, match="mixed units"):
        _ = figure("40,3 %") > figure("2 điểm phần trăm")
