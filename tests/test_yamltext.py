"""YAML as text: what is typed is what is read, and what is refused is named at its place."""

import os
import stat
import string
import threading
import time
import unicodedata
from types import SimpleNamespace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import TOY
from streamlining.coding.yamltext import DataError, Problem, YamlText


class File:
    """A file's contents that never touch the disk."""

    name = "toy.yaml"

    def __init__(self, data: str | bytes) -> None:
        self.data = data.encode() if isinstance(data, str) else data

    def read_bytes(self) -> bytes:
        return self.data

    def stat(self) -> SimpleNamespace:
        return SimpleNamespace(st_mode=stat.S_IFREG, st_size=len(self.data))


def read(data: str | bytes) -> YamlText:
    return YamlText(File(data))


def refused(marked: str, message: str) -> YamlText:
    """Read ``marked`` less its ``¦``; the one problem is there and says ``message``."""
    before = marked[: marked.index("¦")].split("\n")
    source = read(marked.replace("¦", ""))
    assert [str(problem) for problem in source.problems] == [
        f"toy.yaml:{len(before)}:{len(before[-1]) + 1}: {message}"
    ]
    return source


# --- what is read --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    ["1.314", "06", "40.30", "12:30", "NO", "no", "yes", "on", "null", "~", "true", "1e3", "0x1F",
     "0o17", "1_000", ".5", "+1", "-1", ".inf", ".nan", "2018-06-30", "19,7", "7/14", "27%", "=",
     "2016 – 2020"],
)  # fmt: skip
def test_every_scalar_stays_the_text_that_was_typed(typed):
    source = read(f"key: {typed}\nlist: [{typed.replace(',', ';')}]\n{typed}: key\n")
    assert source.tree == {"key": typed, "list": [typed.replace(",", ";")], typed: "key"}
    assert not source.problems


def test_an_empty_value_is_an_empty_text():
    assert read("a:\nb: ''\n").tree == {"a": "", "b": ""}


def test_text_is_composed():
    word = unicodedata.normalize("NFD", "Đảng bộ")
    assert read(f"{word}: {word}").tree == {"Đảng bộ": "Đảng bộ"}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte-order mark"])
def test_line_ends_and_a_byte_order_mark_change_nothing(line_end, start):
    source = read(start + TOY.replace("\n", line_end).encode())
    assert source.tree == read(TOY).tree
    assert source.place(("records", 0, "printed")) == read(TOY).place(("records", 0, "printed"))
    assert not source.problems


def test_the_toy_file_is_read_as_the_base_loader_reads_it():
    assert read(TOY).tree == yaml.load(TOY, Loader=yaml.BaseLoader)


def test_without_the_c_parser_the_same_is_read_and_refused(monkeypatch):
    spoiled = TOY.replace("level: village", "level: !!str village\n    level: \x07", 1)
    fast = read(TOY).tree, read(spoiled).problems, read(TOY.replace("toy", "a: b", 1)).problems
    monkeypatch.setattr("streamlining.coding.yamltext._LOADER", yaml.BaseLoader)
    slow = read(TOY).tree, read(spoiled).problems, read(TOY.replace("toy", "a: b", 1)).problems
    assert [(p.line, p.column) for p in slow[1]] == [(p.line, p.column) for p in fast[1]] != []
    assert [(p.line, p.column) for p in slow[2]] == [(p.line, p.column) for p in fast[2]] != []
    assert slow[0] == fast[0]


# --- where things are ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("a",), (2, 3), (1, 1)),
        (("a", "b"), (2, 6), (2, 3)),
        (("a", "ký"), (3, 7), (3, 3)),
        (("l",), (5, 1), (4, 1)),
        (("l", 1), (6, 3), (6, 3)),
        (("l", 1, "d"), (6, 6), (6, 3)),
        (("l", 1, "missing"), (6, 3), (6, 3)),
        (("l", 9, "missing"), (5, 1), (4, 1)),
        (("missing",), (1, 1), (1, 1)),
        ((), (1, 1), (1, 1)),
    ],
)
def test_the_place_of_each_node_or_of_its_nearest_parent(path, value, key):
    source = read("a:\n  b: 1\n  ký: ba\nl:\n- c\n- d: 2\n")
    assert source.place(path) == value
    assert source.place(path, key=True) == key


def test_of_a_key_that_is_there_twice_the_first_is_kept_and_has_the_place():
    source = read("a: 1\nb: 2\na: 3\n")
    assert source.tree == {"a": "1", "b": "2"}
    assert source.place(("a",)) == (1, 4)


# --- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        ("a: 1\nb: 2\n¦a: 3\n", "the key `a` is here a second time: keep one of the two"),
        ("a: 1\nb: 2\n¦a: 1\n", "the key `a` is here a second time: keep one of the two"),
        ("a: ¦x\u202ey\n", "found the letter U+202E, which turns the writing: delete it"),
        ('a: ¦"\\u2066"\n', "found the letter U+2066, which turns the writing: delete it"),
        ("x:\n  - {a: 1, ¦a: 2}\n", "the key `a` is here a second time: keep one of the two"),
        ("a: ¦&x 1\n", "found the anchor `&x`: delete it, nothing is shared"),
        ("a:\n  ¦&x\n  - 1\n", "found the anchor `&x`: delete it, nothing is shared"),
        ("a: ¦!!int 1\n", "found the tag `tag:yaml.org,2002:int`: delete it, every value is text"),
        ("a: ¦! 1\n", "found the tag `!`: delete it, every value is text"),
        ("ký: 1\n¦--- \nb: 1\n", "a second document starts here: keep one a file"),
    ],
)
def test_what_has_to_go_is_named_while_the_rest_is_read(marked, message):
    source = refused(marked, message)
    assert source.readable
    assert source.tree


ALIAS = "found the alias `*x`: write the text out instead"
KEY = "found a list or mapping as a key: expected a name"


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        ("a: ¦*x\n", ALIAS),
        ("a: [1, ¦*x]\n", ALIAS),
        ("a:\n  <<: ¦*x\n", ALIAS),
        ("¦*x : 1\n", ALIAS),
        ("? ¦[a, b]\n: 1\n", KEY),
        ("¦{a: 1}: 2\n", KEY),
        (
            "a: ¦" + 2001 * "x",
            "found a text of 2,001 characters, expected 2,000 at most: shorten it",
        ),
        ("¦", "the file is empty: expected a mapping such as `article:`"),
        ("¦# only a comment\n\n", "the file is empty: expected a mapping such as `article:`"),
        ("a:\n¦\tb: 1\n", "found a tab: indent with spaces"),
        ("- a: x\n  ¦\tb: 1\n", "found a tab: indent with spaces"),
        ("¦\ta: 1\n", "found a tab: indent with spaces"),
        ("- a: 1\n-¦\tb: 1\n", "found a tab: indent with spaces"),
        ("đảng: ¦\x07\n", "found the control character U+0007: delete it"),
        ("ắ\nắ\n¦\x00: 1\n", "found the control character U+0000: delete it"),
    ],
)
def test_what_leaves_a_gap_is_named_and_the_file_is_not_judged_further(marked, message):
    assert not refused(marked, message).readable


@pytest.mark.parametrize(
    ("marked", "told"),
    [
        ("of: a¦: b\n", "put quotes around a text that holds `: `"),
        ("a: 1\nof: x¦: y\n", "put quotes around a text that holds `: `"),
        ("a: ¦@b\n", "put quotes around a text that begins with a sign"),
        ("a: ¦%b\n", "put quotes around a text that begins with a sign"),
        ('a: 1\nb: ¦"c\nd: 2\n', "the quotes that open here are never closed, close them"),
        ("a: 'b' ¦c\n", "check the quotes and the indentation of this line and the one above"),
        ("a:\n  b: 1\n ¦c: 2\n", "check the quotes and the indentation"),
        ("¦%YAML 2.0\n---\na: 1\n", "found incompatible YAML document"),
    ],
)
def test_a_slip_of_syntax_is_told_in_one_line_with_what_to_do(marked, told):
    before = marked[: marked.index("¦")].split("\n")
    (problem,) = read(marked.replace("¦", "")).problems
    assert (problem.line, problem.column) == (len(before), len(before[-1]) + 1)
    assert problem.message.startswith("not readable as YAML, ")
    assert told in problem.message
    assert "\n" not in str(problem)


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        ("a: bộ".encode("utf-16"), 1, 1),
        ("đ: 1\nb: é".encode()[:-1] + b"\xff", 2, 4),
        (b"\xef\xbb\xbfa: \xff", 1, 4),
        ("a: đ".encode("cp1258", "ignore") + b"\xe9\n", 1, 4),
    ],
)
def test_a_file_that_is_not_utf_8_is_refused_where_it_stops_being_so(data, line, column):
    source = read(data)
    assert source.problems == [
        Problem("toy.yaml", line, column, "found a byte that is not UTF-8: save the file as UTF-8")
    ]
    assert not source.readable


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path / "missing.yaml", tmp_path):
        (problem,) = YamlText(path, "data/x.yaml").problems
        assert str(problem).startswith("data/x.yaml:1:1: the file cannot be read (")
        assert problem.message.endswith("put it back in its place")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are Unix's")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "x.yaml")
    # Whoever waits all the same is served, so that the test fails and does not wait with them.
    threading.Thread(target=(tmp_path / "x.yaml").write_bytes, args=(b"",), daemon=True).start()
    (problem,) = YamlText(tmp_path / "x.yaml").problems
    assert problem.message.startswith("the file cannot be read (it is a folder or a pipe)")


@pytest.mark.parametrize("text", ["- x\n" * 2_000_000, "a: 1\n" * 1_500_000])
def test_what_would_be_read_for_minutes_is_cut_off(text):
    started = time.process_time()
    source = read(text)
    assert time.process_time() - started < 20  # a fifth of it on a machine that is not busy
    assert len(source.problems) <= 200_000
    assert not source.readable


def test_several_problems_of_one_file_are_all_found():
    source = read("a: &x 1\na: !t 2\nb: *x\nb: 3\n")
    assert [(p.line, p.column, p.message.split(":")[0]) for p in source.problems] == [
        (1, 4, "found the anchor `&x`"),
        (2, 4, "found the tag `!t`"),
        (2, 1, "the key `a` is here a second time"),
        (3, 4, "found the alias `*x`"),
        (4, 1, "the key `b` is here a second time"),
    ]


def bomb(levels: int) -> str:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[" * 200_000, "nested more than 8 levels deep: flatten it"),
        ("{a: " * 50_000, "nested more than 8 levels deep: flatten it"),
        (
            "\n".join(" " * n + "-" for n in range(2_000)),
            "nested more than 8 levels deep: flatten it",
        ),
        (bomb(200), "found the alias `*a198`: write the text out instead"),
        ("a: " + "x" * 5_000_000, "found a text of 5,000,000 characters"),
        ("- x\n" * 3_000_000, "found 12,000,000 bytes, expected 10,000,000 at most"),
    ],
    ids=["lists", "mappings", "lines", "alias bomb", "text", "items"],
)
def test_what_would_blow_up_is_refused_at_once(text, found):
    started = time.process_time()
    source = read(text)
    assert time.process_time() - started < 1
    assert any(found in problem.message for problem in source.problems)


def test_eight_levels_are_deep_enough_and_nine_too_deep():
    assert read("[" * 8 + "]" * 8).tree == [[[[[[[[]]]]]]]]
    refused("[" * 8 + "¦[" + "]" * 9, "nested more than 8 levels deep: flatten it")


# --- any bytes -----------------------------------------------------------------------------------


def holds_text_only(tree) -> bool:
    if isinstance(tree, dict):
        return all(type(key) is str and holds_text_only(value) for key, value in tree.items())
    return all(map(holds_text_only, tree)) if isinstance(tree, list) else type(tree) is str


LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def check(data: bytes) -> None:
    """Whatever the bytes: a tree of text, problems inside the file, and no silent difference."""
    source = read(data)
    assert holds_text_only(source.tree)
    lines = data.decode("utf-8-sig", "replace").splitlines() or [""]
    for problem in source.problems:
        assert 1 <= problem.line <= len(lines) + 1
        assert problem.column >= 1
        assert problem.message and "\n" not in problem.message
    assert source.readable or source.problems
    if not source.problems:
        text = unicodedata.normalize("NFC", data.decode("utf-8-sig"))
        assert source.tree == yaml.load(text, Loader=LOADER)


MARKS = st.sampled_from(
    [*" \n\t:-[]{},&*!|>'\"%@`#?~=", "\r", "\x85", "\u2028", "\x07", "\ufeff", "---\n"]
)
SNIPPETS = st.sampled_from(
    ["a: ", "\n", "  ", "- ", "[", "]", "{", "}", ": ", "&x ", "*x", "!t ", "? "]
)
WORDS = st.sampled_from(["NO", "06", "đảng", "'x'", '"x"', "|\n x", "# c", "<<", "k: 1", ","])


@given(st.binary(max_size=60))
@settings(max_examples=300)
def test_any_bytes_are_read_or_refused(data):
    check(data)


@given(st.lists(SNIPPETS | WORDS | MARKS, max_size=25).map("".join))
@settings(max_examples=500)
def test_anything_like_yaml_is_read_or_refused(text):
    check(text.encode())


@given(st.data())
@settings(max_examples=150)
def test_a_damaged_file_is_read_or_refused(data):
    damaged = bytearray(TOY.encode())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(damaged)))
        cut = data.draw(st.integers(0, 5) | st.integers(0, 400))
        put = data.draw(st.binary(max_size=3) | MARKS.map(str.encode) | st.sampled_from([b"\xff"]))
        damaged[at : at + cut] = put
    check(bytes(damaged))


# --- the error -----------------------------------------------------------------------------------


def test_an_error_lists_its_problems_in_order_of_file_and_place():
    places = [("b", 1, 1), ("a", 10, 2), ("a", 9, 30), ("a", 9, 4)]
    error = DataError(Problem(*place, "found x: mend it") for place in places)
    assert str(error).splitlines() == [
        "a:9:4: found x: mend it",
        "a:9:30: found x: mend it",
        "a:10:2: found x: mend it",
        "b:1:1: found x: mend it",
    ]


@pytest.mark.parametrize(
    ("count", "headline"), [(1, "1 problem in the data:"), (2, "2 problems in the data:")]
)
def test_in_a_notebook_an_error_shows_as_its_messages_alone(count, headline):
    error = DataError([Problem("a.yaml", 1, 2, letter) for letter in string.ascii_letters[:count]])
    assert error._render_traceback_() == [headline, *str(error).splitlines()]
