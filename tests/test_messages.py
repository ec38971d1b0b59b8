"""No message is longer than two lines, whatever text it speaks of."""

import ast
import json
import re
from collections.abc import Iterator

import pytest

from conftest import ROOT
from streamlining.coding.yamltext import TWO_LINES, Problem
from test_records import SLIPS
from test_strangers import HOSTILE

SOURCES = [ROOT / "run.py", *(file for name in ("notebooks", "tools", "site")
                              for file in sorted((ROOT / name).rglob("*.py")))]  # fmt: skip
HELD = 12  # characters that a value in a message is taken for
#: Where a slip of the collection's own code is told with the line that it was met at.
WITH_CODE = {"tools/build/writer.py"}


def literal(node: ast.expr | None) -> str:
    """What a message says, each value in it a run of dots; '' for what is no text in the code."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(literal(part) or "." * HELD for part in parts)
        case ast.BinOp(left=left, right=right):
            return literal(left) + literal(right)
        case ast.IfExp(body=one, orelse=other):
            return max(literal(one), literal(other), key=len)
    return ""


def told(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of each message in some code: what is raised, exited with, or told of data."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Raise(exc=ast.Call(args=[*given])):
                texts = given
            case ast.Call(func=ast.Name(id="Problem" | "BuildError" | "Refused"), args=[*given]):
                texts = given
            case ast.Call(func=ast.Attribute(attr=name), args=[*given]) if name in (
                "exit", "problem", "_gap", "_note", "_refuse", "failure"
            ):  # fmt: skip
                texts = given
            case ast.Assign(targets=[ast.Name(id="message" | "told" | "why")], value=value):
                texts = [value]
            case _:
                continue
        yield from ((node.lineno, literal(text)) for text in texts if " " in literal(text))


def too_long(message: str) -> bool:
    return message.count("\n") > 1 or len(message) > TWO_LINES


def test_every_message_in_the_code_is_two_lines_at_most() -> None:
    found = {
        (file.relative_to(ROOT).as_posix(), line): text
        for file in SOURCES
        for line, text in told(file.read_text(encoding="utf-8"))
    }
    assert len(found) > 100
    long = {place: text for place, text in found.items() if too_long(text)}
    assert {file for file, _ in long} == WITH_CODE


@pytest.mark.parametrize(
    "code",
    [
        'raise ValueError("a" " b" * 9)',
        'sys.exit(f"{x} a\\n{x} b\\n{x}")',
        'message = ("a b" if x else "c") + f"{y}" + " d"',
        'source.problem(here, "a b")',
    ],
)
def test_a_message_is_seen_where_it_is_made(code: str) -> None:
    assert [bool(text) for _, text in told(code)] == [True]


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
