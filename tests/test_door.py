"""Whatever is handed in at the door: read as meant, or refused in words; and what comes out travels.

Numbers of numpy and pandas, Decimals, dates of every make, text where a list is meant, signs and
words beside a number, what is below 0, and every kind of outcome through a pickle.
"""

import pickle
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from unicodedata import normalize

import numpy as np
import pandas as pd
import pytest

import printed
import streamlining
from printed import (
    RelationError,
    base,
    bound,
    difference,
    figure,
    growth,
    interval,
    ratio,
    same,
    scan,
    share,
    tension,
    total,
)

DAY, LATER = date(2015, 1, 1), date(2020, 1, 1)

#: What is given, and the value, step and qualifier that it is read as.
READ = [
    (np.int64(5), 5, 1, "="), (np.uint8(200), 200, 1, "="), (Fraction(1, 3), Fraction(1, 3), 1, "="),
    (2**80, 2**80, 1, "="), (Decimal("1.50"), Fraction(3, 2), Fraction(1, 100), "="),
    (Decimal("-0.5"), Fraction(-1, 2), Fraction(1, 10), "="), (Decimal("1E+3"), 1000, 1, "="),
    (Decimal("1.314"), Fraction(1314, 1000), Fraction(1, 1000), "="), (np.str_("hơn 5"), 5, 1, ">"),
    (normalize("NFD", "khoảng 5 xã"), 5, 1, "~"),
    ("ｘ ≥ ５", 5, 1, ">="), ("\ufeff 1\u200b.314 xa\u0303", 1314, 1, "="),
]  # fmt: skip


@pytest.mark.parametrize(("given", "value", "step", "qualifier"), READ)
def test_a_figure_is_read(given, value, step, qualifier):
    one = figure(given)
    assert (one.value, one.step, one.qualifier) == (value, step, qualifier)
    assert type(one.value.numerator) is int


SUMS = [
    pd.Series([4, 6]), pd.Series(["4", "6"]), pd.Index([4, 6]), np.array([4, 6]), (4, 6),
    (number for number in (4, 6)), [Decimal(4), "6"], {4: "a", 6: "b"}.keys().__iter__(), range(4, 7, 2),
]  # fmt: skip


@pytest.mark.parametrize("parts", SUMS, ids=lambda parts: type(parts).__name__)
def test_the_parts_of_a_total_are_any_series(parts):
    assert total("10", parts).verdict == "exact"


REFUSED = {
    "no figure, but a float": lambda: figure(0.5),
    "a float of numpy": lambda: figure(np.float32(0.5)),
    "no number": lambda: figure(Decimal("NaN")),
    "infinity": lambda: figure(Decimal("-Infinity")),
    "a truth value": lambda: figure(True),
    "one of numpy": lambda: figure(np.bool_(True)),
    "nothing": lambda: figure(None),
    "what pandas has for nothing": lambda: figure(pd.NA),
    "an array": lambda: figure(np.array([5])),
    "a range, which has a step": lambda: share("50 %", range(5), 10),
    "bytes": lambda: figure(b"5"),
    "a complex number": lambda: figure(5j),
    "a text as parts": lambda: total("10", "55"),
    "bytes as parts": lambda: total("10", b"55"),
    "a figure as parts": lambda: total("10", figure("55")),
    "a number as parts": lambda: total("10", 5),
    "a set, in which two fives are one": lambda: total("10", {"5"}),
    "a dict": lambda: total("10", {"5": "xã"}),
    "no parts": lambda: total("10", iter([])),
    "a part that is nothing": lambda: total("10", ["5", None]),
    "a part that is a float": lambda: total("10", pd.Series([5.0, 5.0])),
    "a part below 0": lambda: share("10 %", "-1", "10"),
    "a base below 0": lambda: share("10 %", None, "-10"),
    "a k/n below 0": lambda: share("10 %", "-1/10"),
    "a count that is less than 0": lambda: share("10 %", "gần 0", "10"),
    "a part of a base below 0": lambda: base("19,7 %", -3),
    "a multiple that is less than 0": lambda: ratio("60", "63", "gần 0,0 %"),
    "a growth below 0": lambda: growth("60", "63", "-5 %"),
    "a claim in floats": lambda: share("50,5 %", 90, 186, claim=50.0),
    "a claim in words": lambda: same("5", "6", claim="much"),
    "a pair the wrong way round": lambda: bound((LATER, DAY), LATER, "<="),
    "three days": lambda: interval("5 năm", (DAY, DAY, DAY), LATER),
    "a date as text": lambda: interval("5 năm", "2015", LATER),
    "no date": lambda: interval("5 năm", None, LATER),
    "the time of none": lambda: interval("5 năm", pd.NaT, LATER),
    "a date of numpy": lambda: interval("5 năm", np.datetime64("2015-01-01"), LATER),
    "a date against a number": lambda: bound(DAY, "5", "<="),
    "a number as a phrase": lambda: tension(5, "b"),
    "bytes to scan": lambda: scan(b"76/186"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_meant_is_refused_in_words(what):
    with pytest.raises(ValueError, match=r"\w+ \w+ \w+") as caught:
        REFUSED[what]()
    told = str(caught.value)
    assert "expected" in told or ":" in told
    assert "NoneType: None" not in told and "object has no" not in told


@pytest.mark.parametrize(
    "day", [DAY, (DAY, DAY), datetime(2015, 1, 1, 12), pd.Timestamp("2015-01-01", tz="Asia/Ho_Chi_Minh")]
)  # fmt: skip
def test_a_day_is_a_day_however_it_is_given(day):
    assert interval("5 năm", day, LATER).verdict == "exact"
    assert bound(day, (DAY, LATER), "<=").verdict == "holds"
    assert bound((None, DAY), day, "<=").verdict == "holds"


def test_a_threshold_is_a_figure():
    for claim in ("50", 50, Fraction(50), np.int64(50), "50 %"):
        assert share("50,5 %", 90, 186, claim=claim).bears.startswith("Against 50 %")


OUTCOMES = {
    "share": lambda: share("40,3 %", "76/186"), "base": lambda: base("92,8 %", "13"),
    "unattainable": lambda: share("44,09 %", whole="1.716"), "smallest": lambda: share("98,15 %"),
    "total": lambda: total("90", ["khoảng 50", "30"]), "partial": lambda: total("50", [20, 18, 16], partial=True),
    "hundred": lambda: total(None, ["92,8 %", "1/14"]), "unprinted": lambda: total(None, [1, 2]),
    "difference": lambda: difference("401", "280", "120"), "growth": lambda: growth("401", "280", "31 %"),
    "times": lambda: growth("500", "2.500", "4 lần"), "ratio": lambda: ratio("60", "63", "106 %"),
    "nothing": lambda: growth("280", None, "130 %"), "same": lambda: same("5", "6", claim="5"),
    "bound": lambda: bound(DAY, LATER, "<="), "interval": lambda: interval("4 năm", DAY, LATER),
    "tension": lambda: tension("a", "b"),
}  # fmt: skip


@pytest.mark.parametrize("kind", OUTCOMES)
def test_every_outcome_travels(kind):
    one = OUTCOMES[kind]()
    for sent in (one, pickle.loads(pickle.dumps(one))):  # before and after it was looked at
        back = pickle.loads(pickle.dumps(sent))
        assert back == one and repr(back) == repr(one)
        assert back._repr_html_() == one._repr_html_()
        assert (back.repairs, back.readings, back.spans) == (one.repairs, one.readings, one.spans)


def test_relations_and_the_whole_corpus_travel(corpus):
    text = (
        "Giảm từ 401 xuống còn 280 (giảm 121) xã. Có 186 xã, trong đó 76 xã (chiếm 40,3%) đã xong."
    )
    found = scan(text)
    assert len(found) == 2 and pickle.loads(pickle.dumps(found)) == found
    assert pickle.loads(pickle.dumps(corpus)) == corpus


def test_what_is_raised_and_returned_has_a_name_at_the_door(corpus):
    assert issubclass(RelationError, ValueError)
    assert isinstance(share("50 %", 1, 2), printed.Outcome)
    assert all(isinstance(one, printed.Relation) for one in scan("Có 76/186 xã (40,3%)."))
    assert all(isinstance(one, printed.Token) for one in printed.census("76 xã"))
    for name in printed.__all__:
        assert getattr(printed, name).__doc__, name


def test_completion_is_short():
    assert dir(streamlining) == sorted([*streamlining.__all__, "charts", "tables"])


def test_a_folder_may_be_named_as_text(toy):
    assert len(streamlining.load(str(toy.root))) == len(toy.load())
