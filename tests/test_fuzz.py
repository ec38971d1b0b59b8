"""A hundred thousand hostile inputs: nothing may break that does not say so in its own words.

The inputs come from a fixed seed, and a failure prints the seed, the input's number and the input:
``one(KIND, NUMBER)`` makes it again.
"""

import contextlib
import random
import re
import stat
import time
from collections import Counter
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from conftest import ROOT, TOY, TOY_TEXT
from printed.reading.census import census, is_percent
from printed.reading.numerals import NumeralError, read
from printed.reading.periods import period
from printed.reading.text import PhraseError, locate, paragraphs, visible
from printed.reading.words import SCALES, UNITS
from streamlining import loading
from streamlining.coding.findings import audit_articles
from streamlining.coding.reference import Document
from streamlining.coding.yamltext import YamlText
from streamlining.corpus import is_draft
from tools.suggest.draft import DraftError, draft
from tools.suggest.words import known_in

SEED = 20_181_025
KNOWN = known_in(ROOT)

#: How many inputs of each kind; together a hundred thousand.
COUNTS = {"read": 40_000, "census": 25_000, "locate": 7_000, "period": 8_000, "draft": 3_000,
          "yaml": 14_000, "article": 3_000}  # fmt: skip

LETTERS = (
    "0123456789" * 3 + ".,/:-%()\"'#&*!|>{}[]?@`\\~+=<_ \t\n\r\v\f\u00a0\u2009\u202f\u2028\u200b"
    "\u200f\u202e\ufeff\u0301\u0307\u2010\u2011\u2013\u2014\u2212²½٣०IVXLCDMNQĐTWabhgđáàồỷ🙂\x00\x07\x1b"
)
PIECES = [
    *UNITS, *SCALES, "mười", "mươi", "linh", "lẻ", "không", "nửa", "phần", "rưỡi", "phẩy", "thứ",
    "khóa", "ngày", "tháng", "năm", "quý", "giờ", "gấp", "đôi", "hàng", "giảm", "từ", "còn",
    "trong đó", "gồm", "bằng", "trong tổng số", "biên chế", "xã", "huyện", "người", "Nghị quyết số",
    "đồng", "một số", "một cách", "Ba Chẽ", "Ảnh", "truy cập", "(", ")", ";", ". ", ", ", "%", "-",
    "1.314", "19,7", "7/14", "18-NQ/TW", "12/9/2018", "2015 - 2020", "16:30", "XII", "0912 345 678",
    "1 tỷ 200 triệu", "2 năm rưỡi", "\u00a0", "\u202f", "\n",
]  # fmt: skip
YAML_PIECES = [
    "&a ", "*a", "!!python/object/apply:os.system ", "!<tag:yaml.org,2002:int> ", "!!binary ",
    "- ", "? ", ": ", "{", "}", "[", "]", "|\n ", ">-\n ", "---\n", "...\n", "%YAML 1.1\n", "\t",
    '"', "'", "# ", "<<: ", "\\x", "a: ", "\n", "  ", "records:", "draft:\n  numerals: 9\n",
    "article:", "id: toy", "paragraph: ", "start: ", "exact: ", "99999999999999", "-1", "null",
]  # fmt: skip


def letters(draw: random.Random) -> str:
    return "".join(draw.choices(LETTERS, k=draw.randrange(30)))


def pieces(draw: random.Random) -> str:
    glue = draw.choice(["", " ", " ", " "])
    return glue.join(draw.choices(PIECES, k=draw.randrange(1, 16)))


def repeated(draw: random.Random) -> str:
    """One piece or two, over and over: what drives a bad pattern to despair."""
    unit = "".join(
        draw.choices([*PIECES, ".", " ", "/", "1", "a", "\u00a0"], k=draw.randrange(1, 4))
    )
    return unit * draw.randrange(2, 60) + draw.choice(["", "x", "!", "0", " "])


def mutated(draw: random.Random, text: str, parts: list[str]) -> str:
    """``text`` with a few places cut, doubled, swapped or filled."""
    for _ in range(draw.randrange(1, 5)):
        a, b = sorted(draw.choices(range(len(text) + 1), k=2))
        b = min(b, a + draw.choice([0, 1, 3, 40]))
        middle = draw.choice(
            ["", text[a:b] * 2, draw.choice(parts), draw.choice(LETTERS), text[a:b][::-1]]
        )
        text = text[:a] + middle + text[b:]
    return text


def words(draw: random.Random) -> str:
    return draw.choice([letters, pieces, pieces, repeated])(draw)


def text_of(draw: random.Random) -> str:
    if draw.random() < 0.3:
        return mutated(draw, "\n".join(TOY_TEXT), PIECES)
    return "\n".join(words(draw) for _ in range(draw.randrange(1, 4)))


def yaml_of(draw: random.Random) -> str:
    if draw.random() < 0.5:
        start = draw.randrange(len(TOY))
        return mutated(draw, TOY[start : start + draw.choice([80, 300, 900])], YAML_PIECES)
    return "".join(draw.choices([*YAML_PIECES, *PIECES, *LETTERS], k=draw.randrange(1, 25)))


def article_of(draw: random.Random) -> str:
    toy = TOY if draw.random() < 0.5 else f"draft:\n  numerals: 13\n\n{TOY}"
    return mutated(
        draw, toy.replace("\ndates:", draw.choice(["\ndates:", "\nsuggested_dates:"])), YAML_PIECES
    )


MAKERS: dict[str, Callable[[random.Random], str]] = {
    "read": words, "census": text_of, "locate": text_of, "period": words, "draft": text_of,
    "yaml": yaml_of, "article": article_of,
}  # fmt: skip


def one(kind: str, number: int) -> str:
    """The input of that kind and number."""
    return MAKERS[kind](random.Random(f"{SEED} {kind} {number}"))


def outcomes(kind: str, check: Callable[[str], str]) -> Counter[str]:
    """How the inputs of a kind come out; one that breaks is printed with its seed and number."""
    found = Counter[str]()
    for number in range(COUNTS[kind]):
        text = one(kind, number)
        try:
            found[check(text)] += 1
        except BaseException:
            print(f"\nseed {SEED}, one({kind!r}, {number}):\n{text!r}")
            raise
    return found


def test_the_inputs_are_a_hundred_thousand_and_of_every_kind():
    assert sum(COUNTS.values()) == 100_000 and COUNTS.keys() == MAKERS.keys()
    for kind in COUNTS:
        some = {one(kind, number) for number in range(200)}
        assert len(some) > 150 and one(kind, 7) == one(kind, 7)


def test_an_input_that_breaks_is_printed(capsys):
    def check(text):
        assert text != one("period", 5)
        return ""

    with pytest.raises(AssertionError):
        outcomes("period", check)
    assert capsys.readouterr().out == f"\nseed {SEED}, one('period', 5):\n{one('period', 5)!r}\n"


def test_any_text_is_read_exactly_or_refused():
    def check(text: str) -> str:
        try:
            numeral = read(text)
        except NumeralError as error:
            assert str(error)
            return "refused"
        signed = re.match(r"\s*(?:[-‑–−]|[âÂ][mM]\s)", visible(text))
        assert (numeral.value >= 0 or signed) and numeral.decimals >= 0 and numeral.scale >= 1
        return "read"

    found = outcomes("read", check)
    assert min(found["read"], found["refused"]) > 500


def test_the_census_covers_every_digit_of_any_text():
    def check(text: str) -> str:
        for paragraph in paragraphs(text):
            end = 0
            for token in census(paragraph):
                assert not re.search(r"(?<!m)\d", paragraph[end : token.start])  # m2 is a unit
                assert paragraph[token.start : token.end] == token.text != ""
                is_percent(paragraph[token.end :])
                if token.kind in ("number", "roman") and len(token.text) < 200:
                    assert read(token.text).value >= 0 or token.text[0] in "-‑–−âÂ"
                end = token.end
            assert not re.search(r"(?<!m)\d", paragraph[end:])
        return ""

    assert outcomes("census", check)


def test_a_phrase_is_found_or_refused_in_any_text():
    draw = random.Random(SEED)

    def check(text: str) -> str:
        paragraph = text.replace("\n", " ")[:300]
        a = draw.randrange(len(paragraph) + 1)
        exact = paragraph[a : a + draw.randrange(1, 20)]
        prefix = letters(draw)[: draw.choice([0, 0, 2])]
        try:
            start, end = locate(paragraph, exact, prefix)
        except PhraseError as error:
            assert str(error)
            return "refused"
        assert 0 <= start <= end <= len(paragraph)
        return "found"

    found = outcomes("locate", check)
    assert min(found["found"], found["refused"]) > 100


def test_any_text_is_a_period_or_refused():
    def check(text: str) -> str:
        try:
            span = period(text)
        except ValueError as error:
            assert "is not a date" in str(error) or "ends before it starts" in str(error)
            return "refused"
        assert span.first is None or span.last is None or span.first <= span.last
        return "period"

    assert outcomes("period", check)


class Memory:
    """A file that is nowhere: a hundred thousand real ones take their time."""

    name, stem = "toy.yaml", "toy"

    def __init__(self, text: str) -> None:
        self.data = text.encode("utf-8", "surrogatepass")

    def read_bytes(self) -> bytes:
        return self.data

    def stat(self) -> SimpleNamespace:
        return SimpleNamespace(st_mode=stat.S_IFREG, st_size=len(self.data))

    def relative_to(self, _folder) -> "Memory":
        return self

    def as_posix(self) -> str:
        return f"data/articles/{self.name}"


def test_any_text_becomes_a_draft_that_reads_back_or_is_refused():
    def check(text: str) -> str:
        try:
            written = draft(text, "x", KNOWN)
        except DraftError as error:
            assert str(error)
            return "refused"
        read_back = YamlText(Memory(written))
        assert read_back.problems == []
        listed = [
            (int(entry["paragraph"]), int(entry["start"]))
            for name, entries in read_back.tree.items()
            if name.startswith("suggested_") and name != "suggested_relations"
            for entry in entries
        ]
        assert sorted(listed) == [
            (place, token.start)
            for place, paragraph in enumerate(paragraphs(text), 1)
            for token in census(paragraph)
        ]
        return "drafted"

    found = outcomes("draft", check)
    assert found["drafted"] > 1_500 and found["refused"] > 20


def test_any_yaml_is_a_tree_of_text_or_named_problems():
    def check(text: str) -> str:
        source = YamlText(Memory(text))
        assert source.readable or source.problems
        assert is_text(source.tree)
        for problem in source.problems:
            assert problem.line >= 1 and problem.column >= 1 and problem.message
        return "refused" if source.problems else "read"

    found = outcomes("yaml", check)
    assert min(found["read"], found["refused"]) > 500


def is_text(tree) -> bool:
    """Whether a tree holds nothing but dicts, lists and str: nothing that a tag could have made."""
    if type(tree) is dict:
        return all(type(key) is str and is_text(value) for key, value in tree.items())
    return all(map(is_text, tree)) if type(tree) is list else type(tree) is str


def test_any_article_is_loaded_or_refused_at_its_place(repository):
    loader, known = loading._Loader(repository.root), {}
    loader._codebook(known)
    loader._places(known, set())
    loader._table("documents", Document, known, "id", "document")

    def check(text: str) -> str:
        file, loader.sources = Memory(text), []
        if is_draft(file):
            found = loader._draft(file, known)
            assert str(found) and all(problem.line >= 1 for problem in found.problems)
            return "draft"
        article = loader._article(file, known)
        assert (article is None) == bool(loader.problems)
        assert all(problem.line >= 1 and str(problem) for problem in loader.problems)
        if article:
            audit_articles([article])
        return "loaded" if article else "refused"

    found = outcomes("article", check)
    assert min(found[name] for name in ("loaded", "refused", "draft")) > 50


# --- what is built to do harm --------------------------------------------------------------------


BOMB = "\n".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9 if n else ['x'])}]" for n in range(12)
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (BOMB, "found the alias"),
        ("[" * 50_000, "nested more than 8 levels deep"),
        ("{a: " * 20_000, "nested more than 8 levels deep"),
        ("\n".join(" " * n + "a:" for n in range(3_000)), "nested more than 8 levels deep"),
        ("- " * 30_000 + "a", "nested more than 8 levels deep"),
        ("a: " + "x" * 5_000_000, "found a text of 5,000,000 characters"),
        ("? " * 20_000 + "a", "nested more than 8 levels deep"),
        ("a: !!python/object/apply:os.system ['touch pwned']", "found the tag"),
        ("!!python/object/new:os.system [x]", "found the tag"),
        ("a: &x {<<: *x}", "found the alias"),
        ("a: 1\n" * 20_000, "is here a second time"),
        ("%TAG ! tag:yaml.org,2002:python/\n---\na: !object/apply:os.abort []", "found the tag"),
        ("a: \x00", "control character"),
    ],
    ids=range(13),
)
def test_hostile_yaml_ends_in_a_named_problem(tmp_path, monkeypatch, text, told):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    source = YamlText(tmp_path / "x.yaml")
    assert any(told in problem.message for problem in source.problems)
    assert is_text(source.tree)
    assert [file.name for file in tmp_path.iterdir()] == ["x.yaml"]


STUBBORN = [
    "1.1.1.1.", "1.111.", "1 111 ", "1,111,", "một ", "a - a - ", " ", "\u00a0", "1/1/", "12-9-",
    "1-A", "I", "XVI", "2015 - ", "năm năm ", "hai phần ", "1 tỷ 1 triệu ", "rưỡi ", "(1", "12:30:",
    "0912 345 ", "7 giờ 30 ", "ngày 12 tháng ", "linh ", "1" * 50 + " ", "1111111111", "\t", ".",
    "giảm 1 xã, ",
]  # fmt: skip


@pytest.mark.parametrize("unit", STUBBORN)
def test_no_repetition_takes_more_than_its_length(unit):
    """Four times the text may not take sixteen times the time; no more than that is asked."""

    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size] + "!"
        started = time.process_time()
        for _ in census(text):
            pass
        return time.process_time() - started

    best = min(seconds(20_000) for _ in range(3))
    assert min(seconds(80_000) for _ in range(3)) < 10 * best + 0.05


@pytest.mark.parametrize("unit", STUBBORN)
def test_no_repetition_stalls_reading_or_drafting(unit):
    text = (unit * 2_000)[:3_000]
    for size in (50, 199, 3_000):
        with_end = text[:size] + "!"
        with contextlib.suppress(NumeralError):
            read(with_end)
    try:
        assert draft(text + " 5 xã", "x", KNOWN)
    except DraftError as error:
        assert "numerals" in str(error)
