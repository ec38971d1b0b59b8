"""The audit engine: figures in, verdicts out.

What a test expects comes from whole-number arithmetic of its own (``half_up``, ``cut_off``) or from
trying every number, never from the engine.  The checks that guard the mathematics run once more in
the last section, with a slip planted in the engine.
"""

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import count, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import printed
from printed import audit, equations
from printed.equations import Equation, Printed
from printed.outcomes import REACH
from printed.reading.writing import write
from printed.spans import DURATIONS, QUALIFIERS, Span, exact_text, grim_power
from printed.verdicts import READINGS, VERDICTS

TIE_BASES = (16, 32, 40, 80, 160, 200, 400)  # they share factors with 2 * 10**(d+2)
FITS = {code for code, verdict in VERDICTS.items() if verdict.standing == "fits"}
_names = count()


# --- figures, and what print does to them --------------------------------------------------------


def figure(value, unit="post", qualifier="=", decimals=0, parts=None, scale=1):
    step = Fraction(scale, 10**decimals)
    return Printed(f"article/figure-{next(_names)}", Fraction(value), step, unit, qualifier, parts)


def percent(text, qualifier="="):
    decimals = len(text.partition(".")[2])
    return figure(text, "percent", qualifier, decimals)


def fraction(k, n):
    return figure(Fraction(k, n), "share-of-districts", parts=(k, n))


def half_up(k, n, decimals):
    """100 k/n in units of the last digit, rounded half up, by whole numbers only."""
    return (200 * k * 10**decimals + n) // (2 * n)


def cut_off(k, n, decimals):
    return 100 * k * 10**decimals // n


HABITS = (half_up, cut_off)


def as_percent(digits, decimals):
    return figure(Fraction(digits, 10**decimals), "percent", decimals=decimals)


# --- the articles' own numbers -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("k", "n", "printed", "verdict", "repaired"),
    [
        (7, 14, "50", "exact", []),
        (11, 14, "78.6", "rounded", []),
        (13, 14, "92.8", "truncated", []),
        (
            76,
            186,
            "40.3",
            "inconsistent",
            ["76/186 → 75/186", "40.3 % → 40.8 %", "40.3 % → 40.9 %"],
        ),
        (13, 14, "92.5", "unattainable", ["92.5 % → 92.8 %", "92.5 % → 92.9 %"]),
    ],
)
def test_printed_fraction_and_its_percentage(k, n, printed, verdict, repaired):
    found = audit.share(percent(printed), fraction(k, n))
    assert found.verdict == verdict
    assert [repair.text for repair in found.repairs] == repaired


@pytest.mark.parametrize(
    ("printed", "whole", "verdict", "implied"),
    [
        ("24.07", 108, "rounded", (26, 26)),
        ("44.09", 1716, "unattainable", None),
        ("81.05", 2193, "unattainable", None),
        ("85.1", 2193, "untestable", (1866, 1868)),
    ],
)
def test_percentage_whose_base_is_printed_elsewhere(printed, whole, verdict, implied):
    found = audit.share(percent(printed), None, figure(whole))
    assert found.verdict == verdict
    assert (found.implied and (found.implied.low, found.implied.high)) == implied


@pytest.mark.parametrize(
    ("printed", "whole", "least"), [("91", 17852, 16246), ("67", 108, 73), ("86", 2193, 1886)]
)
def test_more_than_a_percentage_bounds_the_part_and_tests_nothing(printed, whole, least):
    found = audit.share(percent(printed, ">"), None, figure(whole))
    assert (found.verdict, found.power) == ("untestable", 0)
    assert (found.implied.low, found.implied.high) == (least, whole)


def test_part_and_percentage_fix_their_base_but_do_not_confirm_it():
    """The span of bases is longer than 1 once cutting off is allowed: some base always fits."""
    found = audit.base(percent("19.7"), figure(27))
    assert (found.verdict, found.power) == ("untestable", 0)
    assert found.implied == Span.point(Fraction(137))
    assert found.recomputed == "137"


def test_a_small_part_and_its_percentage_can_confirm_their_base():
    found = audit.base(percent("8.3"), figure(1))
    assert (found.verdict, found.recomputed) == ("rounded", "1/12 = 8.333… %")
    assert found.power > Fraction(3, 4)


def test_part_and_cut_off_percentage_fix_their_base():
    found = audit.base(percent("92.8"), figure(13))
    assert (found.verdict, found.recomputed) == ("truncated", "13/14 = 92.857… %")


def test_part_and_percentage_without_a_base():
    found = audit.base(percent("40.3"), figure(1))
    assert (found.verdict, found.recomputed) == ("unattainable", "33.333… % or 50 %")
    assert found.spans["below"].low == Fraction(100, 3) and found.spans["above"].low == 50
    assert "1/3 = 33.333… % is below [40.25, 40.4) and 1/2 = 50 % above it" in found.explanation


def test_part_and_coarse_percentage_leave_many_bases():
    found = audit.base(percent("10"), figure(519))
    assert (found.verdict, found.power) == ("untestable", 0)
    assert (found.implied.low, found.implied.high) == (4719, 5463)


def test_percentage_alone_has_a_smallest_base():
    found = audit.share(percent("98.15"))
    assert (found.verdict, found.implied.low) == ("untestable", 54)
    assert "53/54" in found.explanation


def test_sums_and_differences():
    assert audit.total(figure(200), [figure(n) for n in (11, 144, 45)]).verdict == "exact"
    assert audit.total(figure(519), [figure(30), figure(489)]).verdict == "exact"
    assert audit.difference(figure(29), figure(13), figure(16)).verdict == "exact"
    grown = audit.difference(figure(30), figure(73), figure(43), rises=True)
    assert grown.verdict == "exact"
    assert audit.difference(figure(30), figure(73), figure(43)).verdict == "exact"
    fallen = audit.difference(figure(30), figure(73), figure(43), rises=False)
    assert fallen.verdict == "inconsistent"


def test_a_figure_that_is_not_printed_is_implied():
    assert audit.difference(None, figure(19), figure(11)).implied == Span.point(Fraction(30))
    assert audit.difference(figure(30), None, figure(11)).implied == Span.point(Fraction(19))
    assert audit.total(None, [figure(143), figure(886)]).implied == Span.point(Fraction(1029))
    four = figure(4, "times")
    assert audit.ratio(figure(500), None, four).implied == Span(
        Fraction(1750), Fraction(2250), True, False
    )
    assert audit.ratio(None, figure(2000, qualifier=">"), four).implied.low == Fraction(4000, 9)


def test_same_quantity_in_two_passages():
    assert audit.same(figure(107), figure(107)).verdict == "exact"
    assert audit.same(figure(27), figure(107)).verdict == "inconsistent"
    assert audit.same(figure(3, "year"), figure(3, "year", "<")).verdict == "holds"
    assert audit.same(percent("100"), fraction(13, 14)).verdict == "inconsistent"
    assert audit.same(fraction(13, 14), percent("92.9")).verdict == "rounded"


def test_share_and_its_complement_make_up_the_whole():
    assert audit.total(None, [percent("78.6"), percent("21.4")]).verdict == "exact"
    assert audit.total(None, [fraction(13, 14), percent("7.1")]).verdict == "rounded"
    assert audit.total(None, [percent("92.8"), percent("7.1")]).verdict == "truncated"
    assert audit.total(None, [percent("92.8"), percent("6.3")]).verdict == "inconsistent"
    thirds = [percent("33.3") for _ in range(3)]
    assert audit.total(percent("100.0"), thirds).verdict == "rounded"


def test_figures_of_one_relation_may_be_printed_in_different_ways():
    """A half printed as 1 in one place (rounded) and as 0 in the other (cut off)."""
    assert audit.same(percent("1"), percent("0")).verdict == "truncated"
    assert audit.same(percent("2"), percent("0")).verdict == "inconsistent"


def test_ratio():
    four = figure(4, "times")
    assert audit.ratio(figure(500), figure(2000), four).verdict == "exact"
    assert audit.ratio(figure(500), figure(2100), four).verdict == "rounded"
    assert audit.ratio(figure(500), figure(2400), four).verdict == "truncated"
    assert audit.ratio(figure(500), figure(2500), four).verdict == "inconsistent"


def day(year, month=1, at=1):
    return (date(year, month, at),) * 2


def within(year):
    return (date(year, 1, 1), date(year, 12, 31))


@pytest.mark.parametrize(
    ("length", "unit", "qualifier", "start", "end", "verdict"),
    [
        (6, "month", ">", day(2018, 9, 12), day(2019, 4, 27), "holds"),
        (6, "month", "=", day(2018, 9, 12), day(2019, 3, 12), "exact"),
        (7, "month", "=", day(2018, 9, 12), day(2019, 4, 27), "truncated"),
        (5, "year", "=", day(2016, 11, 30), day(2021, 12, 3), "rounded"),
        (4, "year", "=", day(2015, 4, 17), day(2022, 1, 14), "inconsistent"),
        (4, "year", "=", day(2015, 4, 17), (date(2022, 1, 14), None), "inconsistent"),
        (3, "year", "<", within(2015), (date(2018, 7, 1), date(2018, 8, 31)), "untestable"),
        (3, "year", "<", (None, date(2015, 12, 31)), day(2018, 7, 1), "untestable"),
        (3, "year", "~", day(2015), day(2018), "untestable"),
        (31, "day", "=", day(2018, 1, 1), day(2018, 2, 1), "exact"),
    ],
)
def test_duration_against_its_dates(length, unit, qualifier, start, end, verdict):
    assert audit.interval(figure(length, unit, qualifier), start, end).verdict == verdict


def test_limits():
    assert audit.bound(figure(12), figure(14), "<=").verdict == "holds"
    assert audit.bound(figure(14), figure(14), "<").verdict == "inconsistent"
    assert audit.bound(figure(3, qualifier=">="), figure(3), "<=").verdict == "untestable"
    assert audit.bound(percent("10"), percent("10"), ">=").verdict == "holds"
    assert audit.bound(percent("9.9"), percent("10"), ">=").verdict == "untestable"
    assert audit.bound(percent("8.9"), percent("10"), ">=").verdict == "inconsistent"
    after = audit.bound((date(2018, 7, 1), date(2018, 8, 31)), day(2018, 6, 30), ">")
    assert after.verdict == "holds"
    assert audit.bound(within(2018), day(2018, 6, 30), "<=").verdict == "untestable"
    late = audit.bound(day(2018, 7, 1), day(2018, 6, 30), "<=")
    assert (late.verdict, late.repairs) == ("inconsistent", [])


def test_words_against_words():
    found = audit.tension("surplus deputies all settled", "some more deputies still needed")
    assert (found.verdict, found.power) == ("untestable", None)
    assert "all settled" in found.explanation and "still needed" in found.explanation


# --- wordings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("qualifier", "below", "at", "above"),
    [
        (">", "inconsistent", "inconsistent", "holds"),
        (">=", "inconsistent", "holds", "holds"),
        ("<", "holds", "inconsistent", "inconsistent"),
        ("<=", "holds", "holds", "inconsistent"),
        ("~", "untestable", "untestable", "untestable"),
    ],
)
def test_wording(qualifier, below, at, above):
    half = percent("50", qualifier)
    verdicts = [audit.share(half, figure(k), figure(14)).verdict for k in (6, 7, 8)]
    assert verdicts == [below, at, above]


# --- what whole numbers really print, fits -------------------------------------------------------


@st.composite
def counted(draw, most=20_000):
    n = draw(st.integers(1, most) | st.sampled_from(TIE_BASES))
    return draw(st.integers(0, n)), n


@given(counted(), st.integers(0, 3), st.sampled_from(HABITS))
def test_real_percentage_fits_its_part_and_whole(kn, decimals, habit):
    k, n = kn
    printed = as_percent(habit(k, n, decimals), decimals)
    verdict = audit.share(printed, figure(k), figure(n)).verdict
    assert verdict in FITS - ({"truncated", "holds"} if habit is half_up else {"holds"})


@given(counted(), st.integers(0, 3), st.sampled_from(HABITS))
def test_real_percentage_is_attainable_and_its_part_is_among_the_implied(kn, decimals, habit):
    k, n = kn
    found = audit.share(as_percent(habit(k, n, decimals), decimals), None, figure(n))
    assert found.verdict not in ("inconsistent", "unattainable")
    assert k in found.implied


@given(counted(), st.integers(0, 3), st.sampled_from(HABITS))
def test_real_base_is_among_the_implied(kn, decimals, habit):
    k, n = kn
    assume(k > 0)
    found = audit.base(as_percent(habit(k, n, decimals), decimals), figure(k))
    assert found.verdict not in ("inconsistent", "unattainable")
    assert n in found.implied


def half_up_value(value, decimals):
    return Fraction(int(value * 10**decimals + Fraction(1, 2)), 10**decimals)


def cut_off_value(value, decimals):
    return Fraction(int(value * 10**decimals), 10**decimals)


positive = st.fractions(0, 100, max_denominator=10_000) | st.integers(0, 200).map(
    lambda halves: Fraction(halves, 2)
)
print_habit = st.tuples(st.sampled_from([half_up_value, cut_off_value]), st.integers(0, 2))


def measured(value, habit, unit="percent"):
    print_, decimals = habit
    return figure(print_(value, decimals), unit, decimals=decimals)


@given(st.lists(positive, min_size=1, max_size=5), st.lists(print_habit, min_size=6, max_size=6))
def test_real_sum_fits_however_each_figure_was_printed(values, habits):
    parts = [measured(value, habit) for value, habit in zip(values, habits)]
    total = measured(sum(values), habits[-1])
    found = audit.total(total, parts)
    assert found.verdict in FITS
    if all(print_ is half_up_value for print_, _ in habits):
        assert found.verdict != "truncated"


@given(positive, positive, st.lists(print_habit, min_size=3, max_size=3))
def test_real_difference_fits(a, b, habits):
    before, after = max(a, b), min(a, b)
    figures = [measured(v, h) for v, h in zip((before, after, before - after), habits)]
    assert audit.difference(*figures).verdict in FITS


@given(st.integers(1, 5000), st.integers(0, 50_000), print_habit)
def test_real_multiple_fits(before, after, habit):
    multiple = measured(Fraction(after, before), habit, "times")
    assert audit.ratio(figure(before), figure(after), multiple).verdict in FITS


@given(counted(), st.integers(0, 2), st.sampled_from(sorted(QUALIFIERS)))
def test_real_wording_holds(kn, decimals, qualifier):
    k, n = kn
    low, unit = cut_off(k, n, decimals), Fraction(1, 10**decimals)
    exact = 100 * k * 10**decimals == low * n
    digits = {">": low - exact, ">=": low, "<": low + 1, "<=": low + (not exact), "~": low}
    value = digits[qualifier] * unit
    assume(0 <= value <= 100)
    printed = figure(value, "percent", qualifier, decimals)
    expected = "untestable" if qualifier == "~" else "holds"
    assert audit.share(printed, figure(k), figure(n)).verdict == expected


days = st.dates(date(2010, 1, 1), date(2025, 12, 31))


@given(days, days, st.integers(0, 400), st.integers(0, 400), st.sampled_from(DURATIONS))
def test_real_duration_is_never_called_inconsistent(start, end, before, after, unit):
    """Whatever the length really is, dates known only roughly must leave room for it."""
    start, end = sorted((start, end))
    passed = audit.elapsed(start, end, unit)
    printed = figure(int(passed), unit)
    rough = (start - timedelta(before), start), (end, end + timedelta(after))
    assert audit.interval(printed, *rough).verdict != "inconsistent"
    assert audit.interval(printed, (start, start), (end, end)).verdict in FITS


@given(days, days, days, st.sampled_from(DURATIONS))
def test_more_time_passes_from_an_earlier_day_and_to_a_later_one(a, b, c, unit):
    a, b, c = sorted((a, b, c))
    whole = audit.elapsed(a, c, unit)
    assert whole >= audit.elapsed(a, b, unit) >= 0 and whole >= audit.elapsed(b, c, unit)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2018, 9, 12), date(2019, 4, 27), Fraction(15, 2)),
        (date(2019, 1, 31), date(2019, 2, 28), 1),
        (date(2020, 2, 29), date(2021, 2, 28), 12),
        (date(2019, 1, 31), date(2019, 3, 1), 1 + Fraction(1, 31)),
    ],
)
def test_months_run_from_day_to_day(start, end, months):
    assert audit.elapsed(start, end, "month") == months
    assert audit.elapsed(start, end, "year") == Fraction(months, 12)


# --- checks of the mathematics, to be run on planted slips too -----------------------------------


def attained(n, decimals):
    """Every percentage that some part of n prints, in units of the last digit, either way."""
    return {habit(k, n, decimals) for k in range(n + 1) for habit in HABITS}


def check_ties():
    """The parts of bases that make ties: printed rounded, printed cut off, and one beside."""
    for n, decimals in product(TIE_BASES, (0, 1, 2)):
        printable = attained(n, decimals)
        whole = figure(n)
        for k in range(0, n + 1, 1 if n <= 80 else 5 if decimals else 1):
            rounded, cut = half_up(k, n, decimals), cut_off(k, n, decimals)
            part = figure(k)
            for digits in {rounded, cut} | ({rounded + 1, cut - 1} if n <= 32 else set()):
                if not 0 <= digits <= 100 * 10**decimals:
                    continue
                found = audit.share(as_percent(digits, decimals), part, whole).verdict
                if 100 * k * 10**decimals == digits * n:
                    expected = "exact"
                elif digits == rounded:
                    expected = "rounded"
                elif digits == cut:
                    expected = "truncated"
                else:
                    expected = "inconsistent" if digits in printable else "unattainable"
                assert found == expected, (k, n, digits, decimals)


def check_attainable():
    """GRIM's closed form against trying every part."""
    cases = [*product([1, 2, 3, 7, 14, 40, 54, 67, 99, 100], [0]), (14, 1), (137, 1)]
    for n, decimals in cases:
        printed_by = {}
        for k, habit in product(range(n + 1), HABITS):
            printed_by.setdefault(habit(k, n, decimals), []).append(k)
        whole = figure(n)
        for digits in range(0, 100 * 10**decimals + 1, 3 if decimals else 1):
            found = audit.share(as_percent(digits, decimals), None, whole)
            ks = printed_by.get(digits)
            assert (found.verdict == "unattainable") == (ks is None), (n, digits)
            if ks:
                assert (found.implied.low, found.implied.high) == (min(ks), max(ks)), (n, digits)


def check_bases():
    """The closed form of the bases against trying every base up to where none can follow."""
    for k in (1, 4, 13, 27):
        printed_by = {}
        for n, habit in product(range(k, 200 * k + 1), HABITS):
            printed_by.setdefault(habit(k, n, 0), []).append(n)
        for digits in range(1, 101):
            found = audit.base(as_percent(digits, 0), figure(k))
            ns = printed_by.get(digits)
            assert (found.verdict == "unattainable") == (ns is None), (k, digits)
            if ns:
                assert (found.implied.low, found.implied.high) == (min(ns), max(ns)), (k, digits)


def check_smallest_base():
    """The smallest base of a percentage against the search for it."""
    for decimals, step in ((0, 1), (1, 7), (2, 97)):
        for digits in range(0, 100 * 10**decimals + 1, step):
            found = audit.share(as_percent(digits, decimals)).implied.low
            searched = (n for n in count(1) if digits in attained_near(n, digits, decimals))
            assert found == next(searched), (digits, decimals)


def attained_near(n, digits, decimals):
    """What the parts of n next to that percentage print: all of them, were there time."""
    near = digits * n // (100 * 10**decimals)
    parts = (k for k in (near - 1, near, near + 1) if 0 <= k <= n)
    return {habit(k, n, decimals) for k in parts for habit in HABITS}


CHECKS = (check_ties, check_attainable, check_bases, check_smallest_base)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_mathematics(check):
    check()


# --- spans ---------------------------------------------------------------------------------------

ends = st.none() | st.integers(0, 32).map(lambda quarters: Fraction(quarters, 4))


@st.composite
def spans(draw):
    low, high = draw(ends), draw(ends)
    if low is not None and high is not None:
        low, high = sorted((low, high))
    if low is not None and low == high:
        return Span.point(low)
    return Span(low, high, draw(st.booleans()), draw(st.booleans()))


GRID = [Fraction(n, 8) for n in range(0, 73)]  # every end of a span, and a value in between


@given(spans(), spans())
def test_spans_meet_and_lie_inside_as_their_values_do(a, b):
    of_a, of_b = ({x for x in [Fraction(-1), *GRID, Fraction(99)] if x in s} for s in (a, b))
    assert a.meets(b) == b.meets(a) == bool(of_a & of_b)
    assert a.inside(b) == (of_a <= of_b)


@given(spans(), spans())
@settings(max_examples=200)
def test_arithmetic_on_spans_loses_no_value(a, b):
    """The outermost and a middle value of each on a fine grid, so that closed ends are among them."""
    xs, ys = ([x for x in GRID if x in s] for s in (a, b))
    assume(xs and ys)
    a, b = a.clipped(Fraction(0)), b.clipped(Fraction(0))
    for x, y in product(*((v[0], v[len(v) // 2], v[-1]) for v in (xs, ys))):
        assert x + y in a + b and x - y in a - b and x * y in a * b
        assert y == 0 or x / y in a / b


@given(spans(), spans())
def test_ends_of_sums_and_differences_are_closed_where_both_are(a, b):
    for result, at_low, at_high in (
        (a + b, (a.low, b.low), (a.high, b.high)),
        (a - b, (a.low, b.high), (a.high, b.low)),
    ):
        for end, closed, (x, y) in (
            (result.low, result.low_closed, at_low),
            (result.high, result.high_closed, at_high),
        ):
            if None in (x, y):
                assert end is None
            else:
                assert closed == (x in a and y in b)


@given(spans())
def test_counts_of_a_span(a):
    inside = [n for n in range(12) if n in a]
    assert a.has_count == bool(inside) or (a.low is not None and a.low > 11)
    if inside and a.high is not None:
        assert (a.counts.low, a.counts.high) == (inside[0], inside[-1])
    assert a.counts.low_closed and a.counts.high_closed == (a.high is not None)


# --- power and what cannot be tested -------------------------------------------------------------


@given(st.integers(1, 30_000), st.integers(0, 3))
def test_power_is_grims(n, decimals):
    expected = max(Fraction(0), Fraction(10 ** (decimals + 2) - n, 10 ** (decimals + 2)))
    assert grim_power(Fraction(n), Fraction(1, 10**decimals)) == expected
    third = as_percent(10 ** (decimals + 2) // 3, decimals)
    assert audit.share(third, None, figure(n)).power == expected
    assert audit.share(third, figure(n // 3), figure(n)).power == expected


@given(counted(), st.integers(0, 2), st.data())
def test_without_power_nothing_is_unattainable_and_nothing_is_said_to_fit(kn, decimals, data):
    n = kn[1]
    printed = as_percent(data.draw(st.integers(0, 100 * 10**decimals)), decimals)
    found = audit.share(printed, None, figure(n))
    assert (found.verdict == "untestable") == (found.power == 0)


def test_power_of_a_base_counts_how_often_none_would_fit():
    """Over all percentages, as many leave no base, rounded or cut off, as the powers add up to."""
    k, powers = 27, Fraction(0)
    with_a_base = {way(k, n, 1) for n in range(k, 600) for way in (half_up, cut_off)}
    for digits in range(100, 1000, 3):
        powers += audit.base(as_percent(digits, 1), figure(k)).power
    none = sum(1 for digits in range(100, 1000, 3) if digits not in with_a_base)
    assert abs(powers - none) < none / 10


def test_part_and_whole_are_compared_even_where_grim_has_no_power():
    found = audit.share(percent("50"), figure(1000), figure(4000))
    assert (found.verdict, found.power) == ("inconsistent", 0)


def test_undecided_is_a_standing_of_its_own():
    standings = {code: verdict.standing for code, verdict in VERDICTS.items()}
    assert {c for c, s in standings.items() if s == "differs"} == {"inconsistent", "unattainable"}
    assert {c for c, s in standings.items() if s == "undecided"} == {"untestable"}
    assert set(standings.values()) == {"fits", "differs", "undecided"}


def test_inexact_base_or_part_decides_nothing():
    about = audit.share(percent("40.3"), None, figure(186, qualifier="~"))
    more = audit.share(percent("40.3"), None, figure(186, qualifier=">"))
    part = audit.base(percent("40.3"), figure(76, qualifier=">"))
    zero = audit.base(percent("40.3"), figure(0))
    assert {o.verdict for o in (about, more, part, zero)} == {"untestable"}


# --- what an outcome says ------------------------------------------------------------------------


@st.composite
def outcomes(draw):
    """An outcome of some share, base or sum, right or not."""
    k, n = draw(counted(400))
    decimals = draw(st.integers(0, 2))
    qualifier = draw(st.sampled_from(["="] * 4 + sorted(QUALIFIERS)))
    near = half_up(k, n, decimals) + draw(st.integers(-2, 2))
    digits = draw(st.just(near) | st.integers(0, 100 * 10**decimals))
    digits = min(max(digits, 0), 100 * 10**decimals)
    assume((digits, qualifier) not in ((0, "<"), (100 * 10**decimals, ">")))
    printed = figure(Fraction(digits, 10**decimals), "percent", qualifier, decimals)
    kind = draw(st.sampled_from(["known", "open part", "open whole", "alone", "sum", "same"]))
    if kind == "known":
        return audit.share(printed, figure(k), figure(n))
    if kind == "open part":
        return audit.share(printed, None, figure(n))
    if kind == "open whole":
        return audit.base(printed, figure(k))
    if kind == "alone":
        return audit.share(printed)
    if kind == "sum":
        return audit.total(None, [printed, as_percent(half_up(n - k, n, 1), 1)])
    return audit.same(printed, percent(f"{k * 100 // n}.5", "="))


SAYS = {
    "exact": r"exactly as printed",
    "rounded": r"(inside|meets) the rounding span|, which meets \d",
    "truncated": r"inside the cut-off span|once cutting off is allowed",
    "holds": r"in keeping with",
    "inconsistent": r"outside the rounding span .* and outside the cut-off span|which is not",
    "unattainable": r"no whole (number|base)",
    "untestable": r"sets no limit|no power|partly|Neither|no count",
}


@given(outcomes())
def test_explanation_says_its_verdict_and_no_other(outcome):
    said = {code for code, pattern in SAYS.items() if re.search(pattern, outcome.explanation)}
    assert outcome.verdict in said
    # Where part and whole are printed, what is unattainable does not match either.
    also = {"inconsistent"} if outcome.verdict == "unattainable" else set()
    assert said <= {outcome.verdict} | also


NUMBER = r"(\d+(?:\.\d+)?)…?"


@given(outcomes())
@settings(max_examples=300)
def test_numbers_in_the_explanation_prove_the_verdict(outcome):
    """Read back as decimals, the value shown is in or out of the spans shown, as is claimed.

    The value is cut off two digits behind the printed ones; the ends of the spans need one digit at
    most, so cutting off moves no value across an end.
    """
    text = outcome.explanation
    value = re.search(rf"= {NUMBER}(?: %)?,", text)
    places = re.findall(rf"(inside|outside) (?:the|its) [a-z-]+ span \[{NUMBER}, {NUMBER}\)", text)
    if value and places:
        for where, low, high in places:
            held = Decimal(low) <= Decimal(value[1]) < Decimal(high)
            assert held == (where == "inside"), text
    beside = rf"= {NUMBER} % is below \[{NUMBER}, {NUMBER}\) .* = {NUMBER} % above"
    sides = re.search(beside, text)
    if sides:
        below, low, high, above = map(Decimal, sides.groups())
        assert below < low < high <= above


@given(outcomes())
def test_outcome_is_of_one_piece(outcome):
    standing = VERDICTS[outcome.verdict].standing
    assert not outcome.repairs or standing == "differs"
    assert standing != "differs" or outcome.readings
    assert set(outcome.readings) <= set(READINGS)
    assert outcome.kind in audit.KINDS
    if "recomputed" in outcome.spans and "rounded" in outcome.spans and standing != "undecided":
        got, rounded = outcome.spans["recomputed"], outcome.spans["rounded"]
        assert got.meets(rounded) == (outcome.verdict in ("exact", "rounded")) or not got.is_point


def test_spans_to_draw():
    drawn = audit.share(percent("92.8"), fraction(13, 14)).spans
    tenth = Fraction(1, 10)
    v = Fraction("92.8")
    assert drawn == {
        "rounded": Span(v - tenth / 2, v + tenth / 2, True, False),
        "truncated": Span(v, v + tenth, True, False),
        "recomputed": Span.point(Fraction(1300, 14)),
    }
    stated = audit.share(percent("92", ">"), fraction(13, 14)).spans["stated"]
    assert stated == Span(Fraction(92), None)


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        (figure(1314), "1314"),
        (percent("40.30"), "40.30 %"),
        (fraction(7, 14), "7/14"),
        (figure(Fraction(1, 2), "proportion"), "1/2"),
        (figure(6, "month", ">"), "> 6 months"),
        (figure(1, "year", ">="), "≥ 1 year"),
        (figure(560, qualifier="<"), "< 560"),
        (figure(3, qualifier="<="), "≤ 3"),
        (figure(3, qualifier="~"), "≈ 3"),
    ],
)
def test_figure_in_words(printed, text):
    assert str(printed) == text


def test_bears_when_the_recomputed_value_crosses_the_threshold():
    half = Fraction(50)
    crossed = audit.share(percent("50.5"), figure(90), figure(186), claim=half)
    assert crossed.bears == "Against 50 %: printed above it, recomputed below it (48.387… %)."
    assert audit.share(percent("40.3"), figure(76), figure(186), claim=half).bears == ""
    assert audit.share(percent("40.3"), figure(76), figure(186)).bears == ""
    every = audit.same(percent("100"), fraction(13, 14), claim=Fraction(100))
    assert every.bears.startswith("Against 100 %: printed at it, recomputed below it")


# --- repairs -------------------------------------------------------------------------------------


def one_edit(before, after):
    """Whether two texts differ in one character, or in two neighbouring digits swapped."""
    before, after = before.replace(".", ""), after.replace(".", "")
    unlike = [i for i, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    swapped = len(unlike) == 2 and unlike[1] == unlike[0] + 1
    return len(unlike) == 1 or (swapped and sorted(before) == sorted(after))


@given(counted(400), st.integers(0, 2), st.data())
@settings(max_examples=150)
def test_repairs_of_a_share_are_all_there_and_smallest(kn, decimals, data):
    k, n = kn
    digits = data.draw(st.integers(0, 100 * 10**decimals))
    printed, part, whole = as_percent(digits, decimals), figure(k), figure(n)
    found = audit.share(printed, part, whole)
    assume(VERDICTS[found.verdict].standing == "differs")
    got = {key: [r.after for r in found.repairs if r.key == key] for key in
           (printed.key, part.key, whole.key)}  # fmt: skip

    def prints(k, n):
        return digits in {habit(k, n, decimals) for habit in HABITS}

    parts = [other for other in range(n + 1) if prints(other, n)]
    nearest = [str(min(parts, key=lambda other: abs(other - k)))] if parts else []
    assert got[part.key] == nearest
    bases = [other for other in range(max(k, 1), 2500) if prints(k, other)]
    if bases:
        assert got[whole.key] == [str(min(bases, key=lambda other: abs(other - n)))]
    elif digits > 100 * k * 10**decimals // 2400:
        assert got[whole.key] == []
    shown = write(printed.value, decimals)
    accepted = {write(Fraction(habit(k, n, decimals), 10**decimals), decimals) for habit in HABITS}
    expected = {t for t in accepted if len(t) == len(shown) and one_edit(shown, t)}
    assert set(got[printed.key]) == {f"{text} %" for text in expected}


@given(st.integers(2, 400), st.integers(0, 1000))
@settings(max_examples=60)
def test_repairs_of_an_unattainable_percentage(n, digits):
    printed, whole = as_percent(digits, 1), figure(n)
    found = audit.share(printed, None, whole)
    assume(found.verdict == "unattainable")
    bases = [int(r.after) for r in found.repairs if r.key == whole.key]
    near = [o for o in range(max(1, n - REACH), n + REACH + 1)
            if digits in attained_near(o, digits, 1)]  # fmt: skip
    above, below = [o for o in near if o > n], [o for o in near if o < n]
    assert bases == [*above[:1], *below[-1:]]
    percentages = [r.after for r in found.repairs if r.key == printed.key]
    printable = attained(n, 1)
    for after in percentages:
        assert int(after.removesuffix(" %").replace(".", "")) in printable
        assert one_edit(str(printed), after)


@given(st.lists(st.integers(0, 50), min_size=2, max_size=4), st.integers(-30, 30))
def test_repairs_of_a_sum_move_one_count_by_what_is_missing(values, off):
    assume(off and sum(values) + off >= 0)
    total, parts = figure(sum(values) + off), [figure(value) for value in values]
    found = audit.total(total, parts)
    assert found.verdict == "inconsistent"
    after = {repair.key: int(repair.after) for repair in found.repairs}
    assert after.pop(total.key) == sum(values)
    assert after == {p.key: int(p.value) + off for p in parts if p.value + off >= 0}


def test_repairs_of_a_duration_and_a_limit():
    found = audit.interval(figure(4, "year"), day(2015, 4, 17), day(2022, 1, 14))
    assert [repair.after for repair in found.repairs] == ["6 years", "7 years"]
    found = audit.bound(figure(15), figure(14), "<")
    assert [repair.text for repair in found.repairs] == ["15 → 13", "14 → 16"]


def test_no_repair_makes_a_base_of_zero_or_a_share_above_the_whole():
    found = audit.share(percent("99"), figure(1), figure(1))
    assert {repair.after for repair in found.repairs} <= {"100 %"}
    found = audit.share(percent("0.4"), figure(1), figure(1))
    assert all(repair.after != "0" or repair.before != "1" for repair in found.repairs[1:])


# --- writing -------------------------------------------------------------------------------------


@given(st.fractions(-1000, 1000, max_denominator=10_000), st.integers(0, 4))
def test_writing_rounds_half_up(value, decimals):
    text = write(value, decimals)
    top, under = abs(value.numerator) * 10**decimals, value.denominator
    scaled = (2 * top + under) // (2 * under)
    assert abs(Decimal(text)) == Decimal(scaled).scaleb(-decimals)
    assert text.startswith("-") == (value < 0 and scaled > 0)


def test_writing_agrees_with_quantize_on_every_tie():
    for n, decimals in product(TIE_BASES, (0, 1, 2)):
        for k in range(n + 1):
            exact = Decimal(100 * k) / Decimal(n)  # a power of 2 times one of 5: it terminates
            expected = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
            assert write(Fraction(100 * k, n), decimals) == str(expected)


def test_exact_text_marks_what_is_cut_off():
    assert exact_text(Fraction(7600, 186), 3) == "40.860…"
    assert exact_text(Fraction(625, 10), 3) == "62.5"
    assert exact_text(Fraction(50), 0) == "50"
    assert exact_text(Fraction(200), 2) == "200"


# --- words ---------------------------------------------------------------------------------------

ACCUSING = re.compile(
    r"\b(errors?|erroneous\w*|wrong\w*|mistak\w*|false\w*|lies?|lied|lying|incorrect\w*|fail\w*"
    r"|blam\w*|cheat\w*|fabricat\w*|fak\w+|invalid\w*|bogus|misreport\w*|manipulat\w*|untrue"
    r"|sai|nhầm|lỗi|dối|bịa|giả|gian lận|lừa|láo|xuyên tạc|ngụy tạo|tội)\b",
    re.IGNORECASE,
)


@given(outcomes())
def test_every_outcome_is_neutral(outcome):
    texts = [outcome.explanation, outcome.bears, *(r.text for r in outcome.repairs)]
    assert not [text for text in texts if ACCUSING.search(text)]


def test_accusing_words_would_be_found():
    for text in ("is wrong", "this is a lie", "the paper lies", "con số sai", "có lỗi", "Nhầm lẫn"):
        assert ACCUSING.search(text)


def test_tables_are_complete_in_both_languages():
    for verdict in VERDICTS.values():
        texts = verdict.label_en, verdict.label_vi, verdict.definition
        assert all(texts) and not any(map(ACCUSING.search, texts))
    assert len({verdict.symbol for verdict in VERDICTS.values()}) == len(VERDICTS)
    for reading in READINGS.values():
        assert reading.en.endswith(".") and reading.vi.endswith(".")
        assert not ACCUSING.search(reading.en) and not ACCUSING.search(reading.vi)
        assert reading.kinds <= set(audit.KINDS) and reading.verdicts <= set(VERDICTS)


# --- figures that cannot stand in a relation -----------------------------------------------------

one = figure(5)


@pytest.mark.parametrize(
    ("relate", "message"),
    [
        (lambda: audit.share(figure(5), figure(5), figure(9)), "expected a percentage"),
        (lambda: audit.share(percent("50"), figure(5), figure(9, "school")), "mixed units"),
        (lambda: audit.total(figure(9), [figure(5), figure(4, "school")]), "mixed units"),
        (lambda: audit.total(percent("9"), [figure(5), percent("4")]), "mixed units"),
        (lambda: audit.difference(figure(5), figure(4, "school"), figure(1)), "mixed units"),
        (lambda: audit.ratio(figure(5), figure(4, "school"), figure(1, "times")), "mixed units"),
        (lambda: audit.same(figure(5), figure(5, "school")), "mixed units"),
        (lambda: audit.bound(figure(5), figure(5, "school"), "<"), "mixed units"),
        (lambda: audit.bound(figure(5), within(2018), "<"), "mixed units"),
        (lambda: audit.interval(figure(5), within(2015), within(2018)), "mixed units"),
        (lambda: audit.share(percent("50"), figure(9), figure(5)), "over 100 %"),
        (lambda: audit.share(percent("50"), fraction(15, 14)), "over 100 %"),
        (lambda: audit.share(percent("120"), None, figure(5)), "between 0 and 100 %"),
        (lambda: audit.share(percent("100", ">"), None, figure(5)), "between 0 and 100 %"),
        (lambda: audit.share(percent("50"), figure(0), figure(0)), "is 0"),
        (lambda: audit.ratio(figure(0), figure(5), figure(4, "times")), "is 0"),
        (lambda: audit.total(figure(5), []), "without parts"),
        (lambda: audit.difference(None, None, figure(5)), "a change alone"),
        (lambda: audit.ratio(None, None, figure(5, "times")), "a multiple alone"),
        (lambda: audit.tension("one phrase", " "), "two phrases"),
        (lambda: audit.share(percent("50"), one, one), "circular"),
        (lambda: audit.total(one, [one, figure(2)]), "circular"),
        (lambda: audit.same(one, one), "circular"),
        (lambda: audit.bound(figure(5), figure(6), "="), "expected one of"),
        (lambda: audit.interval(figure(5, "year"), within(2018), within(2015)), "before it starts"),
    ],
)
def test_clear_message(relate, message):
    with pytest.raises(audit.RelationError, match=re.escape(message)) as caught:
        relate()
    assert isinstance(caught.value, ValueError) and "\n" not in str(caught.value)
    assert not ACCUSING.search(str(caught.value))


def test_message_names_the_figures():
    a, b = figure(5), figure(9, "school")
    with pytest.raises(audit.RelationError) as caught:
        audit.share(percent("50"), a, b)
    assert a.key in str(caught.value) and b.key in str(caught.value)


# --- planted slips -------------------------------------------------------------------------------


def _then(change):
    """A slip that changes what a function returns."""
    return lambda function: lambda *given: change(function(*given))


def _closed_top(ends):
    return (*ends[:3], True, ends[4])


def _swapped(ends):
    return (*ends[:2], ends[3], ends[2], ends[4])


def _compared_with_its_end(_):
    def against(self, asked):
        got, of = self._value()
        got, own, half = got * asked.under, asked.top * of, asked.half * of
        if got == own:
            return "exact"
        if own - half <= got <= own + half:
            return "rounded"
        return "truncated" if own <= got < own + 2 * half else "inconsistent"

    return against


def _rounded_by_python(_):
    def against(self, asked):
        got, of = self._value()
        if got * asked.under == asked.top * of:
            return "exact"
        steps, own = got * asked.under / of / (2 * asked.half), asked.top / (2 * asked.half)
        if round(steps) == own:
            return "rounded"
        return "truncated" if int(steps) == own else "inconsistent"

    return against


SLIPS = {
    "the end of a span closed": (Equation, "_against", _compared_with_its_end),
    "floats, and halves to the even": (Equation, "_against", _rounded_by_python),
    "an open end closed": (Equation, "_ends", _then(_closed_top)),
    "ends swapped": (Equation, "_ends", _then(_swapped)),
    "ends swapped in a quotient": (equations, "_inverse", _then(_swapped)),
    "an end closed in a product": (equations, "_product", _then(_closed_top)),
    "a float in a factor": (
        Span, "times", lambda times: lambda own, by: times(own, Fraction(float(by)))
    ),
    "off by one in counting": (
        Span, "counts",
        lambda counts: property(lambda own: counts.fget(Span(own.low, own.high, True, True))),
    ),
}  # fmt: skip


def caught():
    """The first check that does not pass, and why."""
    for check in CHECKS:
        try:
            check()
        except Exception as problem:  # a slip may also end in an exception of any kind
            return check.__name__, problem
    return None


@pytest.mark.parametrize("slip", SLIPS)
def test_planted_slip_is_caught(slip, monkeypatch):
    room, name, planted = SLIPS[slip]
    monkeypatch.setattr(room, name, planted(vars(room)[name]))
    found = caught()
    assert found and isinstance(found[1], AssertionError), f"{slip}: {found}"


def test_no_repair_is_sought_where_no_end_is() -> None:
    assert printed.growth("999", "905", "307 %").repairs == []
    assert printed.share("20,00 %", "0", "không quá 183").verdict == "inconsistent"
