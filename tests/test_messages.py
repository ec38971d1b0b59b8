"""No message about the data is longer than two lines, whatever text it speaks of."""

import json
import re

import pytest

from streamlining.coding.yamltext import TWO_LINES, Problem
from test_records import SLIPS
from test_strangers import HOSTILE


def too_long(message: str) -> bool:
    return message.count("\n") > 1 or len(message) > TWO_LINES


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_in_two_lines(toy, slip: str) -> None:
    toy.spoil(*SLIPS[slip][:2])
    for problem in toy.problems():
        assert not too_long(problem.message)


ENDLESS = ["x" * 1_900, "tỷ " * 600, f"2018-{'0' * 1_900}", HOSTILE * 6]
FIELDS = ("unit", "place", "time_period", "paragraph", "printed", "exact", "document")


@pytest.mark.parametrize("field", FIELDS)
def test_a_text_without_end_is_told_in_two_lines(toy, field: str) -> None:
    whole = toy.read()
    start = whole.index(f" {field}: ") + 1
    end = start + re.search(r"[,}\n]", whole[start:]).start()
    for new in (*(f"{field}: {json.dumps(text)}" for text in ENDLESS),
                f"{field}: [{ENDLESS[0]}]", f"{ENDLESS[0][:900]}: x"):  # fmt: skip
        toy.write(f"{whole[:start]}{new}{whole[end:]}")
        for problem in toy.problems():
            place = str(Problem(problem.file, problem.line, problem.column, ""))
            assert not too_long(str(problem).removeprefix(place))


def test_of_a_long_message_the_beginning_and_the_end_are_shown() -> None:
    cut = str(Problem("a.yaml", 1, 2, f"of: found {'x' * 999!r}: shorten it"))
    assert cut.startswith("a.yaml:1:2: of: found 'xxx") and cut.endswith("xxx': shorten it")
    assert len(cut) == len("a.yaml:1:2: ") + TWO_LINES
    assert str(Problem("a.yaml", 1, 2, "x" * TWO_LINES)).endswith(": " + "x" * TWO_LINES)
