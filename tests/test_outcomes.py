"""What each kind of outcome says, whole: verdict, printed and recomputed figure, and the sentence."""

from datetime import date
from fractions import Fraction

import pytest

from printed import (
    Figure,
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
from printed.reading.writing import vietnamese, write
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
    (lambda: total(None, ["50 %"], partial=True),
     '<sum: ✓ holds; printed 100 %; recomputed at least [49.5, 50.5) %>',
     '50 % gives [49.5, 50.5) %, in keeping with 100 % for these and other parts.'),
    (lambda: total(None, ["92,9 %", "1/14"]),
     '<sum: ≈ rounded; printed 100 %; recomputed [99.99…, 100.09…) %>',
     '92.9 % + 1/14 gives [99.99…, 100.09…) %, which meets 100 %.'),
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
    (lambda: growth("280", None, "130 %"),
     '<growth: ≠ inconsistent>',
     '280 × (100 % − 130 %) is less than nothing, and is not printed.'),
    (lambda: growth(None, "280", "hơn 100 %"),
     '<growth: ≠ inconsistent>',
     '280 / (100 % − > 100 %) is less than nothing, and is not printed.'),
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
    (lambda: share("khoảng 40 %", whole="186"),
     '<share: ? untestable; printed ≈ 40 %>',
     '≈ 40 % sets no limit.'),
    (lambda: share("40 %", "khoảng 76", "186"),
     '<share: ? untestable; printed 40 %; recomputed ≈ 40.86… %>',
     '≈ 76/186 is about 40.86… %, 0.86… percentage points above 40 %; ≈ 76 sets no limit.'),
    (lambda: share("40 %", "khoảng 70", "186"),
     '<share: ? untestable; printed 40 %; recomputed ≈ 37.63… %>',
     '≈ 70/186 is about 37.63… %, 2.36… percentage points below 40 %; ≈ 70 sets no limit.'),
    (lambda: share("40 %", "1,2 triệu", "3 triệu"),
     '<share: = exact; printed 40 %; recomputed 40 %>',
     '1.2 million/3 million = 40 %, exactly as printed.'),
    (lambda: share("40,2 %", "1,2 triệu", "2,99 triệu"),
     '<share: ≈ rounded; printed 40.2 %; recomputed (38.397…, 41.876…) %>',
     '1.2 million/2.99 million gives (38.397…, 41.876…) %, which meets the rounding span [40.15, 40.25) of 40.2 %.'),
    (lambda: share("40 %", "hơn 70", "186"),
     '<share: ✓ holds; printed 40 %; recomputed (37.63…, ∞) %>',
     '> 70/186 gives (37.63…, ∞) %, in keeping with 40 %.'),
    (lambda: share("dưới 40 %", "70", "186"),
     '<share: ✓ holds; printed < 40 %; recomputed 37.63… %>',
     '70/186 = 37.63… %, in keeping with < 40 %.'),
    (lambda: share("gần một nửa", "90", "186"),
     '<share: ✓ holds; printed < 1/2; recomputed 48.38… %>',
     '90/186 = 48.38… %, in keeping with < 1/2.'),
    (lambda: share("gần một nửa", "94", "186"),
     '<share: ≠ inconsistent; printed < 1/2; recomputed 50.53… %>',
     '94/186 = 50.53… %, which is not < 1/2.'),
    (lambda: total("1.250.000", ["700 nghìn", "550.300"]),
     '<sum: ≈ rounded; printed 1250000; recomputed [1249800, 1250800)>',
     '700 thousand + 550300 gives [1249800, 1250800), which meets 1250000.'),
    (lambda: base("trên 40 %", "1"),
     '<base: ? untestable; printed > 40 %; recomputed 1 to 2>',
     '1 of 1 to 2 is > 40 %; with these figures some whole number always is, so the check has no power.'),
    (lambda: base("5 %", "2 triệu"),
     '<base: ? untestable; printed 5 %>',
     '2 million is no count from which another would follow.'),
    (lambda: ratio("500", "0", "trên 0 %"),
     '<ratio: ≠ inconsistent; printed > 0 %; recomputed 0 %>',
     '0 / 500 = 0 %, which is not > 0 %.'),
    (lambda: ratio("500", "1", "trên 0 %"),
     '<ratio: ✓ holds; printed > 0 %; recomputed 0.2 %>',
     '1 / 500 = 0.2 %, in keeping with > 0 %.'),
    (lambda: growth("500", "0", "dưới 100 %"),
     '<growth: ≠ inconsistent; printed < 100 %; recomputed 100 %>',
     '(500 − 0) / 500 = 100 %, which is not < 100 %.'),
    (lambda: growth("500", "1", "dưới 100 %"),
     '<growth: ✓ holds; printed < 100 %; recomputed 99.8 %>',
     '(500 − 1) / 500 = 99.8 %, in keeping with < 100 %.'),
    (lambda: growth("1", "5", "trên 900 %"),
     '<growth: ≠ inconsistent; printed > 900 %; recomputed 400 %>',
     '(5 − 1) / 1 = 400 %, which is not > 900 %.'),
    (lambda: growth("500", "0", "100 %"),
     '<growth: = exact; printed 100 %; recomputed 100 %>',
     '(500 − 0) / 500 = 100 %, exactly as printed.'),
    (lambda: share("11,4 %", whole="687"),
     '<share: ≈ rounded; printed 11.4 %; recomputed 78/687 = 11.353… %>',
     '78/687 = 11.353… %, inside the rounding span [11.35, 11.45) of 11.4 %. Rounded or cut off, it can be 78 to 79.'),
    (lambda: share("100 %", whole="14"),
     '<share: ? untestable; printed 100 %; recomputed 14>',
     '14 of 14 is 100 %; with these figures some whole number always is, so the check has no power.'),
    (lambda: share("0 %", whole="14"),
     '<share: ? untestable; printed 0 %; recomputed 0>',
     '0 of 14 is 0 %; with these figures some whole number always is, so the check has no power.'),
    (lambda: share("0,3 %", whole="14"),
     '<share: ∅ unattainable; printed 0.3 %; recomputed 0 % or 7.142… %>',
     'Over 14 no whole number is printed as 0.3 %, rounded or cut off: 0/14 = 0 % is below [0.25, 0.4) and 1/14 = 7.142… % above it.'),
    (lambda: share("98,9 %", "93", "94"),
     '<share: ≈ rounded; printed 98.9 %; recomputed 98.936… %>',
     '93/94 = 98.936… %, inside the rounding span [98.85, 98.95) of 98.9 %.'),
    (lambda: share("50 %", "93", "186", claim=Fraction(50)),
     '<share: = exact; printed 50 %; recomputed 50 %>',
     '93/186 = 50 %, exactly as printed.'),
    (lambda: share("24,07 %", whole="108"),
     '<share: ≈ rounded; printed 24.07 %; recomputed 26/108 = 24.0740… %>',
     '26/108 = 24.0740… %, inside the rounding span [24.065, 24.075) of 24.07 %.'),
    (lambda: share("8,3 %", whole="12"),
     '<share: ≈ rounded; printed 8.3 %; recomputed 1/12 = 8.333… %>',
     '1/12 = 8.333… %, inside the rounding span [8.25, 8.35) of 8.3 %.'),
    (lambda: share("0 %", "0", "12"),
     '<share: = exact; printed 0 %; recomputed 0 %>',
     '0/12 = 0 %, exactly as printed.'),
    (lambda: base("100 %", "14"),
     '<base: ? untestable; printed 100 %; recomputed 14>',
     '14 of 14 is 100 %; with these figures some whole number always is, so the check has no power.'),
    (lambda: base("8,3 %", "1"),
     '<base: ≈ rounded; printed 8.3 %; recomputed 1/12 = 8.333… %>',
     '1/12 = 8.333… %, inside the rounding span [8.25, 8.35) of 8.3 %.'),
    (lambda: base("98,2 %", "hơn 5"),
     '<base: ? untestable; printed 98.2 %>',
     '> 5 is no count from which another would follow.'),
    (lambda: base("5 %", "0"),
     '<base: ? untestable; printed 5 %>',
     '0 is no count from which another would follow.'),
    (lambda: base("dưới 5 %", "3"),
     '<base: ? untestable; printed < 5 %; recomputed at least 61>',
     '3 of at least 61 is < 5 %; with these figures some whole number always is, so the check has no power.'),
    (lambda: total("1.250.000", ["700 nghìn", "549.500"]),
     '<sum: ⌊ truncated; printed 1250000; recomputed [1249000, 1250500)>',
     '700 thousand + 549500 gives [1249000, 1250500), which once cutting off is allowed meets 1250000.'),
    (lambda: total("1.250.001", ["700 nghìn", "549.500"]),
     '<sum: ⌊ truncated; printed 1250001; recomputed [1249000, 1250500)>',
     '700 thousand + 549500 gives [1249000, 1250500), which once cutting off is allowed meets 1250001.'),
    (lambda: total("1.260.000", ["700 nghìn", "549.500"]),
     '<sum: ≠ inconsistent; printed 1260000; recomputed [1249000, 1250500)>',
     '700 thousand + 549500 gives [1249000, 1250500), which is not 1260000.'),
    (lambda: total("1,3 triệu", ["700 nghìn", "655 nghìn"]),
     '<sum: ⌊ truncated; printed 1.3 million; recomputed [1.354, 1.357) million>',
     '700 thousand + 655 thousand gives [1.354, 1.357) million, which once cutting off is allowed meets the span [1.25, 1.4) million of 1.3 million.'),
    (lambda: total("1,3 triệu", ["700 nghìn", "755 nghìn"]),
     '<sum: ≠ inconsistent; printed 1.3 million; recomputed [1.454, 1.457) million>',
     '700 thousand + 755 thousand gives [1.454, 1.457) million, outside the rounding span [1.25, 1.35) million and outside the cut-off span [1.3, 1.4) million of 1.3 million.'),
    (lambda: total("1,3 triệu", ["700 nghìn", "540 nghìn"], partial=True),
     '<sum: ✓ holds; printed 1.3 million; recomputed at least [1.239, 1.241) million>',
     '700 thousand + 540 thousand gives [1.239, 1.241) million, in keeping with 1.3 million for these and other parts.'),
    (lambda: total("1,2 triệu", ["700 nghìn", "640 nghìn"], partial=True),
     '<sum: ≠ inconsistent; printed 1.2 million; recomputed at least [1.339, 1.342) million>',
     '700 thousand + 640 thousand gives [1.339, 1.342) million, which is not within 1.2 million.'),
    (lambda: total("khoảng 1,2 triệu", ["700 nghìn", "640 nghìn"], partial=True),
     '<sum: ? untestable; printed ≈ 1.2 million; recomputed at least [1.339, 1.342) million>',
     '700 thousand + 640 thousand gives [1.339, 1.342) million; ≈ 1.2 million sets no limit.'),
    (lambda: total("30", ["20", "18"], claim=Fraction(35)),
     '<sum: ≠ inconsistent; printed 30; recomputed 38>',
     '20 + 18 = 38, which is not 30.'),
    (lambda: total("trên 30", ["20", "18"]),
     '<sum: ✓ holds; printed > 30; recomputed 38>',
     '20 + 18 = 38, in keeping with > 30.'),
    (lambda: total("trên 40", ["20", "18"]),
     '<sum: ≠ inconsistent; printed > 40; recomputed 38>',
     '20 + 18 = 38, which is not > 40.'),
    (lambda: total("10 tháng", ["khoảng 5 tháng", "6 tháng"]),
     '<sum: ? untestable; printed 10 months; recomputed ≈ 11 months>',
     '≈ 5 months + 6 months is about 11 months, 1 month above 10 months; ≈ 5 months sets no limit.'),
    (lambda: total("92,9 %", ["13/14"]),
     '<sum: ≈ rounded; printed 92.9 %; recomputed 92.857… %>',
     '13/14 = 92.857… %, inside the rounding span [92.85, 92.95) of 92.9 %.'),
    (lambda: total(None, ["92,8 %", "7,1 %"]),
     '<sum: ⌊ truncated; printed 100 %; recomputed [99.8, 100.1) %>',
     '92.8 % + 7.1 % gives [99.8, 100.1) %, which once cutting off is allowed meets 100 %.'),
    (lambda: difference("khoảng 401", "280", "121"),
     '<difference: ? untestable; printed 121; recomputed ≈ 121>',
     '≈ 401 − 280 is about 121, as printed; ≈ 401 sets no limit.'),
    (lambda: difference("khoảng 40 %", "30 %", "8 điểm phần trăm"),
     '<difference: ? untestable; printed 8 percentage points; recomputed ≈ 10 percentage points>',
     '≈ 40 % − 30 % is about 10 percentage points, 2 percentage points above 8 percentage points; ≈ 40 % sets no limit.'),
    (lambda: difference("40 %", "30 %", "10 điểm phần trăm"),
     '<difference: = exact; printed 10 percentage points; recomputed 10 percentage points>',
     '40 % − 30 % = 10 percentage points, exactly as printed.'),
    (lambda: difference("18,8 %", "20 %", "1,3 điểm phần trăm"),
     '<difference: ≈ rounded; printed 1.3 percentage points; recomputed (0.65, 1.75) percentage points>',
     '20 % − 18.8 % gives (0.65, 1.75) percentage points, which meets the rounding span [1.25, 1.35) of 1.3 percentage points.'),
    (lambda: difference("30", "73", "43", rises=False),
     '<difference: ≠ inconsistent; printed 43; recomputed -43>',
     '30 − 73 = -43, which is not 43.'),
    (lambda: difference("5", None, "7"),
     '<difference: ≠ inconsistent; recomputed -2>',
     '5 − 7 = -2, less than nothing, and is not printed.'),
    (lambda: difference("2 triệu", None, "3 triệu"),
     '<difference: ? untestable; recomputed (-2000000, 0)>',
     '2 million − 3 million gives (-2000000, 0), which is not printed.'),
    (lambda: growth("500", "2.700", "4 lần"),
     '<growth: ≈ rounded; printed 4; recomputed 4.4>',
     '(2700 − 500) / 500 = 4.4, inside the rounding span [3.5, 4.5) of 4.'),
    (lambda: growth("2.000", "500", "4 lần"),
     '<growth: = exact; printed 4; recomputed 4>',
     '2000 / 500 = 4, exactly as printed.'),
    (lambda: growth("500", "hơn 2.000", "4 lần"),
     '<growth: ✓ holds; printed 4; recomputed (4, ∞)>',
     '> 2000 / 500 gives (4, ∞), in keeping with 4.'),
    (lambda: growth("500", None, "4 lần"),
     '<growth: ? untestable; recomputed (111.11…, 142.85…]>',
     '500 / 4 gives (111.11…, 142.85…], which is not printed.'),
    (lambda: growth("khoảng 500", "600", "19 %"),
     '<growth: ? untestable; printed 19 %; recomputed ≈ 20 %>',
     '(600 − ≈ 500) / ≈ 500 is about 20 %, 1 percentage point above 19 %; ≈ 500 sets no limit.'),
    (lambda: growth("500", "650", "30 %", rises=False),
     '<growth: ≠ inconsistent; printed 30 %; recomputed -30 %>',
     '(500 − 650) / 500 = -30 %, outside the rounding span [29.5, 30.5) and outside the cut-off span [30, 31) of 30 %.'),
    (lambda: ratio("60", "66", "105 %"),
     '<ratio: ≠ inconsistent; printed 105 %; recomputed 110 %>',
     '66 / 60 = 110 %, outside the rounding span [104.5, 105.5) and outside the cut-off span [105, 106) of 105 %.'),
    (lambda: ratio("7", "7,35 triệu", "105 %"),
     '<ratio: ≠ inconsistent; printed 105 %; recomputed [104928571.42…, 105142857.14…) %>',
     '7.35 million / 7 gives [104928571.42…, 105142857.14…) %, outside the rounding span [104.5, 105.5) and outside the cut-off span [105, 106) of 105 %.'),
    (lambda: same("30", "40", claim=Fraction(35)),
     '<same: ≠ inconsistent; printed 30; recomputed 40>',
     'The other passage prints 40, which is not 30.'),
    (lambda: same("-5,2 %", "-5 %"),
     '<same: ≈ rounded; printed -5.2 %; recomputed -5 %>',
     'The other passage prints -5 %, which meets the rounding span [-5.25, -5.15) of -5.2 %.'),
    (lambda: same("1,3 triệu", "1.250.000"),
     '<same: ≈ rounded; printed 1.3 million; recomputed 1250000>',
     'The other passage prints 1250000, that is 1.25 million, inside the rounding span [1.25, 1.35) million of 1.3 million.'),
    (lambda: same("3 năm", "dưới 3 năm"),
     '<same: ✓ holds; printed 3 years; recomputed < 3 years>',
     'The other passage prints < 3 years, in keeping with 3 years.'),
    (lambda: same("khoảng 30", "40"),
     '<same: ? untestable; printed ≈ 30; recomputed 40>',
     'The other passage prints 40; ≈ 30 sets no limit.'),
    (lambda: same("2,5 %", "2 %"),
     '<same: ≈ rounded; printed 2.5 %; recomputed 2 %>',
     'The other passage prints 2 %, which meets the rounding span [2.45, 2.55) of 2.5 %.'),
    (lambda: bound("khoảng 12", "14", "<="),
     '<bound: ? untestable; printed ≤ 14; recomputed ≈ 12>',
     '≈ 12 may keep to, or not, the limit ≤ 14.'),
    (lambda: bound("9,9 %", "10 %", ">="),
     '<bound: ? untestable; printed ≥ 10 %; recomputed 9.9 %>',
     '9.9 % may keep to, or not, the limit ≥ 10 %.'),
    (lambda: bound((None, date(2018, 6, 30)), D(2018, 6, 30), "<="),
     '<bound: ✓ holds; printed ≤ 2018-06-30; recomputed unknown/2018-06-30>',
     'unknown/2018-06-30 keeps to the limit ≤ 2018-06-30.'),
    (lambda: bound((date(2018, 6, 30), None), D(2018, 6, 30), "<="),
     '<bound: ? untestable; printed ≤ 2018-06-30; recomputed 2018-06-30/unknown>',
     '2018-06-30/unknown may keep to, or not, the limit ≤ 2018-06-30.'),
    (lambda: bound((None, None), D(2018, 6, 30), "<="),
     '<bound: ? untestable; printed ≤ 2018-06-30; recomputed unknown>',
     'unknown may keep to, or not, the limit ≤ 2018-06-30.'),
    (lambda: interval("3 năm", (None, date(2015, 12, 31)), D(2018, 7, 1)),
     '<interval: ? untestable; printed 3 years; recomputed [2.50…, ∞) years>',
     'unknown/2015-12-31 to 2018-07-01 gives [2.50…, ∞) years, partly in keeping with 3 years.'),
    (lambda: interval("3 năm", Y(2015), Y(2018)),
     '<interval: ? untestable; printed 3 years; recomputed [2.00…, 3.99…] years>',
     '2015-01-01/2015-12-31 to 2018-01-01/2018-12-31 gives [2.00…, 3.99…] years, partly in keeping with 3 years.'),
    (lambda: interval("31 ngày", D(2018, 1, 1), D(2018, 2, 1)),
     '<interval: = exact; printed 31 days; recomputed 31 days>',
     '2018-01-01 to 2018-02-01 = 31 days, exactly as printed.'),
    (lambda: interval("khoảng 30 ngày", D(2018, 1, 1), D(2018, 2, 1)),
     '<interval: ? untestable; printed ≈ 30 days; recomputed 31 days>',
     '2018-01-01 to 2018-02-01 = 31 days; ≈ 30 days sets no limit.'),
    (lambda: interval("1 năm", D(2018, 1, 1), D(2019, 1, 1)),
     '<interval: = exact; printed 1 year; recomputed 1 year>',
     '2018-01-01 to 2019-01-01 = 1 year, exactly as printed.'),
    (lambda: interval("6 tháng", D(2018, 1, 1), (date(2018, 3, 1), None)),
     '<interval: ? untestable; printed 6 months; recomputed [2, ∞) months>',
     '2018-01-01 to 2018-03-01/unknown gives [2, ∞) months, partly in keeping with 6 months.'),
    (lambda: growth("500", "3.500", "4 lần"),
     '<growth: ≠ inconsistent; printed 4; recomputed 7>',
     '3500 / 500 = 7, outside the rounding span [3.5, 4.5) and outside the cut-off span [4, 5) of 4.'),
    (lambda: total("1 tháng", ["khoảng 1 tháng", "1 tháng"]),
     '<sum: ? untestable; printed 1 month; recomputed ≈ 2 months>',
     '≈ 1 month + 1 month is about 2 months, 1 month above 1 month; ≈ 1 month sets no limit.'),
    (lambda: difference("khoảng 40 %", "30 %", "9 điểm phần trăm"),
     '<difference: ? untestable; printed 9 percentage points; recomputed ≈ 10 percentage points>',
     '≈ 40 % − 30 % is about 10 percentage points, 1 percentage point above 9 percentage points; ≈ 40 % sets no limit.'),
    (lambda: growth("2.000", None, "4 lần", rises=True),
     '<growth: ? untestable; recomputed [7000, 9000)>',
     '2000 × 4 gives [7000, 9000), which is not printed.'),
    (lambda: growth(None, "2.000", "4 lần", rises=True),
     '<growth: ? untestable; recomputed (444.44…, 571.42…]>',
     '2000 / 4 gives (444.44…, 571.42…], which is not printed.'),
    (lambda: growth(None, "500", "4 lần"),
     '<growth: ? untestable; recomputed [1750, 2250)>',
     '500 × 4 gives [1750, 2250), which is not printed.'),
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
        one = Figure(value=Fraction(5), key="a/b")
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
        (lambda: same(school(5), "5 %"),
         "mixed units: found `school` ('5') and `percent` ('5 %'), "
         "expected the same unit for all of them"),
        (lambda: same("5", "5 %"),
         "mixed units: found no unit ('5') and `percent` ('5 %'), "
         "expected the same unit for all of them"),
        (lambda: total("5", []), "a sum without parts: name at least one figure under `parts`"),
        (lambda: share("5", "7", "14"),
         "mixed units: '5' counts no unit, expected a percentage such as 40,3 %"),
        (lambda: share("2 lần", "7", "14"),
         "mixed units: '2 lần' counts `times`, expected a percentage such as 40,3 %"),
        (lambda: share("105 %", "7", "14"),
         "'105 %' prints 105 %: a share is between 0 and 100 %, only a ratio or a growth can pass it"),
        (lambda: share("trên 100 %", "7", "14"),
         "'trên 100 %' prints > 100 %: a share is between 0 and 100 %, only a ratio or a growth can pass it"),
        (lambda: share("-5 %", "7", "14"),
         "'-5 %' prints -5 %: a share is between 0 and 100 %, only a ratio or a growth can pass it"),
        (lambda: share("40 %", "15/14"),
         "'15/14' is over 100 %: expected k/n with k no larger than n"),
        (lambda: share("40 %", "15", "14"),
         "'15' (15) is over 100 % of '14' (14): expected a part that is no larger than its whole"),
        (lambda: share("40 %", "5,3 triệu", "3 triệu"),
         "'5,3 triệu' (5.3 million) is over 100 % of '3 triệu' (3 million): "
         "expected a part that is no larger than its whole"),
        (lambda: share("40 %", "7", "0"),
         "'0' is 0: a base has to be above 0"),
        (lambda: total("5 %", ["2 %", school(3)]),
         "mixed units: found `percent` ('2 %') and `school` ('3'), expected the same unit for all of them"),
        (lambda: total("5", ["2 năm", "3"]),
         "mixed units: found no unit ('3') and `year` ('2 năm'), expected the same unit for all of them"),
        (lambda: difference("5", None, "-3"),
         "'-3' is below 0: expected a figure without a sign (before and after give the direction of a change)"),
        (lambda: difference("5", "8 %", "3"),
         "mixed units: found no unit ('3') and `percent` ('8 %'), expected the same unit for all of them"),
        (lambda: difference(None, school(4), "1 điểm phần trăm"),
         "mixed units: found `school` ('4') and `percentage-point` ('1 điểm phần trăm'), expected the same unit for all of them"),
        (lambda: difference(school(5), None, "1 điểm phần trăm"),
         "mixed units: found `school` ('5') and `percentage-point` ('1 điểm phần trăm'), expected the same unit for all of them"),
        (lambda: growth("5", "-4", "80 %"),
         "'-4' is below 0: expected a figure without a sign (before and after give the direction of a change)"),
        (lambda: growth("-5", "4", "80 %"),
         "'-5' is below 0: expected a figure without a sign (before and after give the direction of a change)"),
        (lambda: share(Printed("a/b", Fraction(3, 2)), "7", "14"),
         "`a/b` prints 3/2: a share is between 0 and 100 %, only a ratio or a growth can pass it"),
        (lambda: share("trên một nửa", school(5), Printed("", Fraction(10), unit="post")),
         "mixed units: found `school` ('5') and `post` ('10'), expected the same unit for all of them"),
        (lambda: growth("5", "4", "-80 %"),
         "'-80 %' is below 0: expected a figure without a sign (before and after give the direction of a change)"),
        (lambda: share("100,5 %", "7", "14"),
         "'100,5 %' prints 100.5 %: a share is between 0 and 100 %, only a ratio or a growth can pass it"),
        (lambda: growth("0", "4", "80 %"),
         "'0' is 0: a base has to be above 0"),
        (lambda: growth("5", "4", "80"),
         "mixed units: '80' counts no unit, expected a percentage such as 105 % or a multiple such as 4 lần"),
        (lambda: ratio("60", "63", "105"),
         "mixed units: '105' counts no unit, expected a percentage such as 105 % or a multiple such as 4 lần"),
        (lambda: ratio("60", "63", "105 ngày"),
         "mixed units: '105 ngày' counts `day`, expected a percentage such as 105 % or a multiple such as 4 lần"),
        (lambda: ratio(None, None, "105 %"),
         'a multiple alone: name the figure before it, the one after it, or both'),
        (lambda: ratio("0", "63", "105 %"),
         "'0' is 0: a base has to be above 0"),
        (lambda: bound("5", "7", "="),
         'found the limit `=`, expected one of < <= > >='),
        (lambda: bound(D(2018, 1, 1), "7", "<"),
         'mixed units: a date can only be set against a date'),
        (lambda: bound("5", "7 %", "<"),
         "mixed units: found no unit ('5') and `percent` ('7 %'), expected the same unit for all of them"),
        (lambda: interval("3 xã", D(2018, 1, 1), D(2019, 1, 1)),
         "mixed units: '3 xã' counts no unit, expected one of day, month, year"),
        (lambda: interval("3 %", D(2018, 1, 1), D(2019, 1, 1)),
         "mixed units: '3 %' counts `percent`, expected one of day, month, year"),
        (lambda: interval("3 năm", D(2019, 1, 1), D(2018, 1, 1)),
         'the time ends (2018-01-01) before it starts (2019-01-01): swap the two dates'),
        (lambda: interval("3 năm", Y(2019), Y(2018)),
         'the time ends (2018-12-31) before it starts (2019-01-01): swap the two dates'),
        (lambda: tension("a", " "),
         'a tension needs two phrases: give both'),
        (lambda: tension("", "b"),
         'a tension needs two phrases: give both'),
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


def test_numbers_are_written_in_whole_ones_unless_decimals_are_asked_for():
    assert (write(Fraction(5)), vietnamese(Fraction(1314))) == ("5", "1.314")


@pytest.mark.parametrize(
    ("relate", "bears"),
    [
        (lambda: share("50,5 %", "90", "186", claim=Fraction(50)),
         "Against 50 %: printed above it, recomputed below it (48.387… %)."),
        (lambda: share("50 %", "94", "186", claim=Fraction(50)),
         "Against 50 %: printed at it, recomputed above it (50.53… %)."),
        (lambda: total("30", ["20", "18"], claim=Fraction(35)),
         "Against 35: printed below it, recomputed above it (38)."),
        (lambda: total("50", ["20", "38"], partial=True, claim=Fraction(55)),
         "Against 55: printed below it, recomputed above it ([58, ∞))."),
        (lambda: same("30", "40", claim=Fraction(35)),
         "Against 35: printed below it, recomputed above it (40)."),
        (lambda: same("49,2 %", "1/2", claim=Fraction(50)),
         "Against 50 %: printed below it, recomputed at it (50 %)."),
        (lambda: same("1/2", "49,2 %", claim=Fraction(50)),
         "Against 50 %: printed below it, recomputed at it (50 %)."),
        (lambda: total("30", ["20", "18"], claim=Fraction(25)), ""),
        (lambda: total("1,3 triệu", ["700 nghìn", "750 nghìn"], claim=Fraction(1_450_000)), ""),
        (lambda: total("30", ["20", "18"]), ""),
    ],
)  # fmt: skip
def test_a_threshold_is_told_where_the_recomputed_value_is_on_its_other_side(relate, bears):
    assert relate().bears == bears


@pytest.mark.parametrize(
    ("relate", "power"),
    [
        (lambda: share("100 %", whole="14"), 0),
        (lambda: share("0 %", whole="14"), 0),
        (lambda: share("99,9 %", whole="14"), Fraction(986, 1000)),
        (lambda: share("0,3 %", whole="14"), Fraction(986, 1000)),
        (lambda: share("40,3 %", "76/186"), Fraction(814, 1000)),
        (lambda: share("40,3 %", "hơn 76", "186"), Fraction(814, 1000)),
        (lambda: share("hơn 40,3 %", "76", "186"), None),
        (lambda: share("40,3 %", "76", "hơn 186"), None),
        (lambda: share("40 %", "760", "1.860"), 0),
        (lambda: share("40,3 %", "hơn 74/186"), Fraction(814, 1000)),
        (lambda: base("100 %", "14"), 0),
        (lambda: base("40,3 %", "1"), 1 - (Fraction(2000, 805) - Fraction(1000, 404))),
        (lambda: base("98,2 %", "hơn 5"), None),
        (lambda: share("40 %", "1,2 triệu", "3 triệu"), None),
        (lambda: total("30", ["20", "18"]), None),
    ],
)
def test_what_power_a_check_has(relate, power):
    assert relate().power == power


@pytest.mark.parametrize(
    ("relate", "repairs", "readings"),
    [
        (lambda: total("trên 40", ["20", "18"]),
         ["> 40 → > 37", "20 → 23", "18 → 21"], ["another-date", "parts-differ"]),
        (lambda: total("50", ["20", "18", "16"], partial=True),
         ["50 → 54", "20 → 16", "18 → 14", "16 → 12"], ["another-date", "parts-differ"]),
        (lambda: ratio("60", "66", "105 %"), ["66 → 63", "60 → 63"], ["another-date"]),
        (lambda: growth("500", "650", "30 %", rises=False),
         ["650 → 352", "500 → 922"], ["another-base", "another-date"]),
        (lambda: growth("1", "5", "trên 900 %"),
         ["5 → 11", "> 900 % → > 300 %", "> 900 % → > 200 %", "> 900 % → > 100 %"], ["another-date"]),
        (lambda: same("30", "40"), ["30 → 40", "40 → 30"],
         ["another-date", "different-things", "plan-and-result"]),
        (lambda: share("0,3 %", whole="14"), ["0.3 % → 0.0 %"],
         ["another-base", "weighted-mean", "another-date"]),
        (lambda: share("20,3 %", "13/14"), ["13/14 → 13/64"], ["another-base", "weighted-mean", "another-date"]),
        (lambda: bound("15", "14", "<"), ["15 → 13", "14 → 16"], ["plan-and-result"]),
        (lambda: bound(D(2018, 7, 1), D(2018, 6, 30), "<="), [], ["plan-and-result", "inferred-date"]),
        (lambda: difference("5", None, "7"), [], ["another-date"]),
        (lambda: total("92,8 %", ["7/14", "6/14"]), [], ["cut-off"]),
        (lambda: tension("one", "other"), [], ["different-things"]),
        (lambda: share("40,3 %", "75/186"), [], []),
    ],
)  # fmt: skip
def test_what_would_mend_or_explain_it(relate, repairs, readings):
    outcome = relate()
    assert [repair.text for repair in outcome.repairs] == repairs
    assert outcome.readings == readings


def test_an_outcome_is_shown_whole():
    assert same("30 %", "40 %", claim=Fraction(35))._repr_html_() == (
        "<div><p><strong>≠ inconsistent</strong> (does not match)</p>"
        "<p>The other passage prints 40 %, outside the rounding span [29.5, 30.5) and outside the "
        "cut-off span [30, 31) of 30 %. "
        "Against 35 %: printed below it, recomputed above it ([39.5, 41) %).</p>"
        f"<pre>{'if rounded':<20}{'[=)':<37}[29.5, 30.5) %\n"
        f"{'if cut off':<21}{'[==)':<36}[30, 31) %\n"
        f"{'recomputed':<43}{'[===)':<14}[39.5, 41) %</pre>"
        "<p>Smallest repairs, one at a time:</p>"
        "<ul><li>30 % → 39 %</li><li>30 % → 40 %</li><li>40 % → 30 %</li></ul>"
        "<p>Other readings:</p><ul><li>The figures are of different dates.</li>"
        "<li>The passages measure different things.</li>"
        "<li>One passage speaks of a plan or an approval, the other of a result.</li></ul></div>"
    )
    assert total(None, ["1", "2"])._repr_html_() == (
        "<div><p><strong>? untestable</strong> (cannot be tested)</p>"
        "<p>1 + 2 = 3, which is not printed.</p>"
        f"<pre>{'recomputed':<34}{'|':<23}3</pre></div>"
    )
    shown = share("44,09 %", whole="1.716")._repr_html_()
    assert (
        f"\n{'if cut off':<36}{'[===)':<21}[44.09, 44.1) %"
        f"\n{'nearest below':<20}{'|':<37}44.0559… %"
        f"\n{'nearest above':<47}{'|':<10}44.1142… %</pre>"
    ) in shown
    shown = share("24,07 %", whole="108")._repr_html_()
    assert f"\n{'recomputed':<36}{'|':<21}24.0740… %</pre></div>" in shown
    assert "(279.69…, 280.09…]</pre>" in growth("401", None, "30,2 %")._repr_html_()


def test_what_is_drawn_of_a_limit_and_of_a_time():
    limit = bound("12", "14", "<=").spans
    assert limit == {
        "stated": Span(None, Fraction(14), False, True),
        "recomputed": Span.point(Fraction(12)),
    }
    time = interval("6 tháng", D(2018, 1, 1), (date(2018, 3, 1), None)).spans
    assert time == {
        "rounded": Span(Fraction(11, 2), Fraction(13, 2), True),
        "truncated": Span(Fraction(6), Fraction(7), True),
        "recomputed": Span(Fraction(2), None, True),
    }
    assert total(None, ["1", "2"]).spans == {"recomputed": Span.point(Fraction(3))}
