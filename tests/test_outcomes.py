"""What each kind of outcome says, whole: verdict, printed and recomputed figure, and the sentence."""

from datetime import date
from fractions import Fraction

import pytest

from printed import (
    base,
    bound,
    difference,
    figure,
    growth,
    interval,
    ratio,
    same,
    share,
    tension,
    total,
)
from printed.audit import RelationError, elapsed
from printed.equations import Printed
from printed.outcomes import ruler
from printed.spans import Span


def D(*day: int) -> tuple[date, date]:
    """One day."""
    return (date(*day),) * 2


def Y(year: int) -> tuple[date, date]:
    """Some day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


SAID = [
    (lambda: share("40,3 %", "76/186"),
     '<share: ≠ inconsistent; printed 40.3 %; recomputed 40.860… %>',
     '76/186 = 40.860… %, outside the rounding span [40.25, 40.35) and outside the cut-off span [40.3, 40.4) of 40.3 %.'),
    (lambda: share("20,3 %", "13/14"),
     '<share: ∅ unattainable; printed 20.3 %; recomputed 92.857… %>',
     '13/14 = 92.857… %, outside the rounding span [20.25, 20.35) and outside the cut-off span [20.3, 20.4) of 20.3 %. Over 14 no whole number is printed as 20.3 %, rounded or cut off: 2/14 = 14.285… % is below [20.25, 20.4) and 3/14 = 21.428… % above it.'),
    (lambda: share("một nửa", "7", "14"),
     '<share: = exact; printed 1/2; recomputed 50 %>',
     '7/14 = 50 %, exactly as printed.'),
    (lambda: share("98,15 %"),
     '<share: ? untestable; printed 98.15 %; recomputed at least 54>',
     'Neither the part nor the base is printed; the smallest base over which 98.15 % can be printed is 54 (53/54 = 98.1481… %).'),
    (lambda: share("trên 40 %"),
     '<share: ? untestable; printed > 40 %>',
     'Neither the part nor the base is printed.'),
    (lambda: share("44,09 %", whole="1.716"),
     '<share: ∅ unattainable; printed 44.09 %; recomputed 44.0559… % or 44.1142… %>',
     'Over 1716 no whole number is printed as 44.09 %, rounded or cut off: 756/1716 = 44.0559… % is below [44.085, 44.1) and 757/1716 = 44.1142… % above it.'),
    (lambda: share("50,5 %", "90", "186", claim=Fraction(50)),
     '<share: ≠ inconsistent; printed 50.5 %; recomputed 48.387… %>',
     '90/186 = 48.387… %, outside the rounding span [50.45, 50.55) and outside the cut-off span [50.5, 50.6) of 50.5 %.'),
    (lambda: base("92,8 %", "13"),
     '<base: ⌊ truncated; printed 92.8 %; recomputed 13/14 = 92.857… %>',
     '13/14 = 92.857… %, outside the rounding span [92.75, 92.85) of 92.8 % and inside the cut-off span [92.8, 92.9).'),
    (lambda: base("10 %", "519"),
     '<base: ? untestable; printed 10 %; recomputed 4719 to 5463>',
     '519 of 4719 to 5463 is 10 %; with these figures some whole number always is, so the check has no power.'),
    (lambda: base("40,3 %", "1"),
     '<base: ∅ unattainable; printed 40.3 %; recomputed 33.333… % or 50 %>',
     'There is no whole base of which 1 is printed as 40.3 %, rounded or cut off: 1/3 = 33.333… % is below [40.25, 40.4) and 1/2 = 50 % above it.'),
    (lambda: total("90", ["20", "18", "16"], partial=True),
     '<sum: ✓ holds; printed 90; recomputed at least 54>',
     '20 + 18 + 16 = 54, in keeping with 90 for these and other parts.'),
    (lambda: total("50", ["20", "18", "16"], partial=True),
     '<sum: ≠ inconsistent; printed 50; recomputed at least 54>',
     '20 + 18 + 16 = 54, which is not within 50.'),
    (lambda: total("khoảng 90", ["20", "18", "16"], partial=True),
     '<sum: ? untestable; printed ≈ 90; recomputed at least 54>',
     '20 + 18 + 16 = 54; ≈ 90 sets no limit.'),
    (lambda: total("1,3 triệu", ["700 nghìn", "640 nghìn"]),
     '<sum: ≈ rounded; printed 1.3 million; recomputed [1.339, 1.341) million>',
     '700 thousand + 640 thousand gives [1.339, 1.341) million, which meets the rounding span [1.25, 1.35) million of 1.3 million.'),
    (lambda: total(None, ["143", "886"]),
     '<sum: ? untestable; recomputed 1029>',
     '143 + 886 = 1029, which is not printed.'),
    (lambda: difference("401", "280", "121"),
     '<difference: = exact; printed 121; recomputed 121>',
     '401 − 280 = 121, exactly as printed.'),
    (lambda: difference("401", None, "121"),
     '<difference: ? untestable; recomputed 280>',
     '401 − 121 = 280, which is not printed.'),
    (lambda: difference(None, "280", "121"),
     '<difference: ? untestable; recomputed 401>',
     '280 + 121 = 401, which is not printed.'),
    (lambda: difference("5", None, "5"),
     '<difference: ? untestable; recomputed 0>',
     '5 − 5 = 0, which is not printed.'),
    (lambda: difference("khoảng 401", "280", "120"),
     '<difference: ? untestable; printed 120; recomputed ≈ 121>',
     '≈ 401 − 280 is about 121, 1 above 120; ≈ 401 sets no limit.'),
    (lambda: difference("khoảng 401", "280", "122"),
     '<difference: ? untestable; printed 122; recomputed ≈ 121>',
     '≈ 401 − 280 is about 121, 1 below 122; ≈ 401 sets no limit.'),
    (lambda: growth("401", "280", "30,2 %"),
     '<growth: ≈ rounded; printed 30.2 %; recomputed 30.174… %>',
     '(401 − 280) / 401 = 30.174… %, inside the rounding span [30.15, 30.25) of 30.2 %.'),
    (lambda: growth("500", "2.000", "4 lần"),
     '<growth: = exact; printed 4; recomputed 4>',
     '2000 / 500 = 4, exactly as printed.'),
    (lambda: growth("500", "2.500", "4 lần"),
     '<growth: = exact; printed 4; recomputed 4>',
     '(2500 − 500) / 500 = 4, exactly as printed.'),
    (lambda: growth("401", None, "30,2 %"),
     '<growth: ? untestable; recomputed (279.69…, 280.09…]>',
     '401 × (100 % − 30.2 %) gives (279.69…, 280.09…], which is not printed.'),
    (lambda: growth(None, "280", "30,2 %"),
     '<growth: ? untestable; recomputed [400.85…, 401.43…)>',
     '280 / (100 % − 30.2 %) gives [400.85…, 401.43…), which is not printed.'),
    (lambda: growth("401", None, "30,2 %", rises=True),
     '<growth: ? untestable; recomputed [521.90…, 522.30…)>',
     '401 × (100 % + 30.2 %) gives [521.90…, 522.30…), which is not printed.'),
    (lambda: growth(None, "280", "30,2 %", rises=True),
     '<growth: ? untestable; recomputed (214.97…, 215.13…]>',
     '280 / (100 % + 30.2 %) gives (214.97…, 215.13…], which is not printed.'),
    (lambda: ratio("60", "63", "105 %"),
     '<ratio: = exact; printed 105 %; recomputed 105 %>',
     '63 / 60 = 105 %, exactly as printed.'),
    (lambda: ratio("500", None, "4 lần"),
     '<ratio: ? untestable; recomputed [1750, 2250)>',
     '500 × 4 gives [1750, 2250), which is not printed.'),
    (lambda: ratio(None, "63", "105 %"),
     '<ratio: ? untestable; recomputed (59.71…, 60.28…]>',
     '63 / 105 % gives (59.71…, 60.28…], which is not printed.'),
    (lambda: same("92,9 %", "13/14"),
     '<same: ≈ rounded; printed 92.9 %; recomputed 13/14>',
     'The other passage prints 13/14, that is 92.857… %, inside the rounding span [92.85, 92.95) of 92.9 %.'),
    (lambda: same("13/14", "92,9 %"),
     '<same: ≈ rounded; printed 92.9 %; recomputed 13/14>',
     'The other passage prints 13/14, that is 92.857… %, inside the rounding span [92.85, 92.95) of 92.9 %.'),
    (lambda: same("27", "107"),
     '<same: ≠ inconsistent; printed 27; recomputed 107>',
     'The other passage prints 107, which is not 27.'),
    (lambda: bound("12", "14", "<="),
     '<bound: ✓ holds; printed ≤ 14; recomputed 12>',
     '12 keeps to the limit ≤ 14.'),
    (lambda: bound("15", "14", "<"),
     '<bound: ≠ inconsistent; printed < 14; recomputed 15>',
     '15 does not keep to the limit < 14.'),
    (lambda: bound(Y(2018), D(2018, 6, 30), "<="),
     '<bound: ? untestable; printed ≤ 2018-06-30; recomputed 2018-01-01/2018-12-31>',
     '2018-01-01/2018-12-31 may keep to, or not, the limit ≤ 2018-06-30.'),
    (lambda: interval("7 tháng", D(2018, 9, 12), D(2019, 4, 27)),
     '<interval: ⌊ truncated; printed 7 months; recomputed 7.5 months>',
     '2018-09-12 to 2019-04-27 = 7.5 months, outside the rounding span [6.5, 7.5) of 7 months and inside the cut-off span [7, 8).'),
    (lambda: interval("4 năm", D(2015, 4, 17), D(2022, 1, 14)),
     '<interval: ≠ inconsistent; printed 4 years; recomputed 6.74… years>',
     '2015-04-17 to 2022-01-14 = 6.74… years, outside the rounding span [3.5, 4.5) and outside the cut-off span [4, 5) of 4 years.'),
    (lambda: tension("surplus deputies all settled", "some more deputies still needed"),
     '<tension: ? untestable; printed surplus deputies all settled; recomputed some more deputies still needed>',
     '“surplus deputies all settled” stands beside “some more deputies still needed”: words, which no arithmetic decides.'),
    (lambda: share("trên 40 %", whole="khoảng 186"),
     '<share: ? untestable; printed > 40 %>',
     '≈ 186 sets no limit.'),
]  # fmt: skip


@pytest.mark.parametrize(("relate", "shown", "explained"), SAID)
def test_an_outcome_says(relate, shown, explained):
    found = relate()
    assert repr(found) == shown
    assert found.explanation == explained


def test_outcomes_that_say_the_same_are_equal():
    one, again, other = (share("40,3 %", part, "186") for part in ("76", "76", "77"))
    assert one == again and hash(one) == hash(again)
    assert one != other and one != "40,3 %" and len({one, again, other}) == 2


def test_a_threshold_is_written_as_finely_as_what_is_recomputed():
    found = share("35,5 %", "30", "93", claim=Fraction(100, 3))
    assert found.bears == "Against 33.333… %: printed above it, recomputed below it (32.258… %)."


def test_a_ruler_is_drawn_to_scale():
    drawn = {
        "stated": Span(Fraction(40), None),
        "rounded": Span(Fraction(20), Fraction(60), True),
        "truncated": Span(None, Fraction(30), False, True),
        "recomputed": Span.point(Fraction(50)),
    }
    assert ruler(drawn, lambda own: own.text(0)).splitlines() == [
        f"{'as printed':<14}{' ' * 20 + '(' + '=' * 19 + '>':<43}(40, ∞)",
        f"{'if rounded':<14}{' ' * 6 + '[' + '=' * 26 + ')':<43}[20, 60)",
        f"{'if cut off':<14}{'<' + '=' * 12 + ']':<43}(−∞, 30]",
        f"{'recomputed':<14}{' ' * 26 + '|':<43}50",
    ]
    assert ruler({"stated": Span(None, None)}, lambda own: "all") == f"{'as printed':<14}all"


def test_time_is_counted_over_many_years_and_backwards():
    early, late = date(2015, 4, 17), date(2022, 1, 14)
    months = 6 * 12 + 8 + Fraction(28, 31)
    assert elapsed(early, late, "month") == months
    assert elapsed(late, early, "month") == -months
    assert elapsed(late, early, "year") == -months / 12
    assert elapsed(None, late, "day") is elapsed(early, None, "day") is None


def school(value: int) -> Printed:
    return Printed("", Fraction(value), unit="school")


@pytest.mark.parametrize(
    "relate",
    [
        lambda: growth(school(5), Printed("", Fraction(4), unit="post"), "20 %"),
        lambda: difference(Printed("", Fraction(5), unit="post"), school(4), "1 điểm phần trăm"),
        lambda: difference(school(5), school(4), "1 điểm phần trăm"),
        lambda: share("một nửa", school(5), Printed("", Fraction(10), unit="post")),
    ],
)
def test_each_figure_has_to_have_the_unit(relate):
    with pytest.raises(RelationError, match="^mixed units: found "):
        relate()


def test_a_figure_keeps_its_key_on_the_way_in():
    with pytest.raises(RelationError, match="^circular relation: `a/b` is used twice"):
        one = Printed("a/b", Fraction(5))
        same(one, one)
    for before, after in (("-5", "4"), ("5", "-4")):
        with pytest.raises(RelationError, match="is below 0"):
            ratio(before, after, "80 %")


@pytest.mark.parametrize(
    ("relate", "message"),
    [
        (lambda: difference(None, None, "5"),
         "a change alone: name the figure before it, the one after it, or both"),
        (lambda: growth(None, None, "5 %"),
         "a change alone: name the figure before it, the one after it, or both"),
        (lambda: bound("5", D(2018, 1, 1), "<"),
         "mixed units: a date can only be set against a date"),
        (lambda: total("5", []), "a sum without parts: name at least one figure under `parts`"),
    ],
)  # fmt: skip
def test_a_message_is_whole(relate, message):
    with pytest.raises(RelationError) as caught:
        relate()
    assert str(caught.value) == message


def test_the_least_that_is_implied_is_closed_and_an_upper_end_open():
    implied = share("98,15 %").implied
    assert (implied.low, implied.low_closed, implied.high) == (54, True, None)
    assert implied.high_closed is False
    assert share(figure("99,9 %")).implied.low == 667
    assert share(figure("100 %")).implied.low == 1
