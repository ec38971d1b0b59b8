"""Records: what they say, and bad input, each slip with one clear message at its place.

Every slip is made in a copy of the real data files, most in an invented article added to them.
"""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import TOY, TOY_FILE, TOY_TEXT, Repository
from printed.reading.words import BEFORE, BY_THE
from streamlining import DataError
from streamlining.coding.records import Record
from tools.make.tidy import write_tidy

PAYROLL = "    of: payroll posts cut\n"  # a line of the first record, of which there is only one
CHAIR = TOY[TOY.index("    - id: chair") : TOY.index("\nrecords:")]
CODEBOOK, PLACES = "data/codebook.yaml", "data/places.yaml"
REST = ("documents", "glossary", "provinces", "comparisons", "second-coding")
REFERENCE_FILES = [CODEBOOK, PLACES, *(f"data/{name}.yaml" for name in REST)]


def told(repository: Repository, place: tuple[str, int, int], *parts: str) -> str:
    """The one problem is at that place and says these parts; returns its message."""
    problems = repository.problems()
    assert len(problems) == 1, "\n".join(map(str, problems))
    assert str(problems[0]).startswith("{}:{}:{}: ".format(*place))
    for part in parts:
        assert part in problems[0].message
    assert "\n" not in str(problems[0])
    return problems[0].message


def first_record(old: str, new: str) -> tuple[str, str]:
    """A replacement in the first record of the toy article."""
    start, end = TOY.index("  - id: payroll-cut\n"), TOY.index("\n  - id: payroll-cut-share")
    block = TOY[start:end]
    assert block.count(old) == 1
    return block, block.replace(old, new)


# --- good input ----------------------------------------------------------------------------------


def test_what_yaml_would_convert_is_read_as_printed(toy):
    article = toy.load()["toy"]
    printed = {record.id: record for record in article.records}
    assert (printed["payroll-cut"].printed, printed["payroll-cut"].value) == ("1.314", 1314)
    assert (printed["units-cut"].printed, printed["units-cut"].value) == ("06", 6)
    assert (printed["plan-share"].printed, printed["plan-share"].value) == (
        "40.30",
        Fraction(403, 10),
    )
    assert printed["plan-share"].decimals == 2
    assert article.set_aside[0].token == "12:30"
    assert article.head.author == "NO"
    assert article.head.published == "2019-02-06"


@pytest.mark.parametrize(
    ("slug", "value", "text", "parts"),
    [
        ("payroll-cut", 1314, "1,314", None),
        ("payroll-cut-share", Fraction(197, 10), "19.7", None),
        ("model-communes", Fraction(1, 2), "7 of 14", (7, 14)),
        ("inhabitants", 2000, "more than 2,000", None),
        ("units-cut", 6, "6", None),
        ("plan-share", Fraction(403, 10), "40.30", None),
        ("villages-merged", 3, "3", None),
        ("villages-half", Fraction(1, 2), "1/2", None),
    ],
)
def test_a_record_reads_as_a_figure(toy, slug, value, text, parts):
    record = toy.load().record(f"toy/{slug}")
    assert (record.key, record.value, record.parts) == (f"toy/{slug}", value, parts)
    assert record.text == str(record) == text


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (lambda text: "\ufeff" + text, "byte-order mark"),
        (lambda text: text.replace("\n", "\r\n"), "CRLF"),
        (lambda text: text.replace(" Huyện", " Huye\u0323\u0302n"), "decomposed"),
        (lambda text: text + "# a comment\n\n", "comment"),
    ],
)
def test_harmless_differences_between_files_are_none(toy, change, name):
    usual = toy.load()["toy"]
    changed = change(TOY)
    assert changed != TOY
    toy.write(changed)
    assert toy.load()["toy"] == usual, name


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (code, word)
        for code, words in BEFORE.items()
        for word in words
        if code != "=" and word != BY_THE  # a limit before a word such as "nghìn" alone
    ],
)
def test_each_qualifying_word_asks_for_its_qualifier(toy, word, code):
    old = '    exact: hơn 2 nghìn nhân khẩu\n    printed: 2 nghìn\n    qualifier: ">"\n'
    new = f'    exact: có {word} 2 nghìn nhân khẩu\n    printed: 2 nghìn\n    qualifier: "{code}"\n'
    toy.spoil(old, new)
    record = toy.load().record("toy/inhabitants")
    assert record.qualifier == code
    if code == "<":  # what is not reached may be far off
        near = word.startswith(("gần", "ngót"))
        assert record.text == f"{'nearly' if near else 'under'} 2,000"


def test_a_coder_may_differ_from_the_word_and_says_why(toy):
    old = '    qualifier: ">"\n'
    toy.spoil(
        old, '    qualifier: "~"\n    note: The sentence says that the number is an estimate.\n'
    )
    assert toy.load().record("toy/inhabitants").qualifier == "~"


def test_the_codebook_lists_the_words_of_limit_that_are_read(toy):
    toy.spoil(
        "  - word: trên dưới\n    stands: before\n    qualifier: '~'\n    means: more or less\n",
        "",
        CODEBOOK,
    )
    toy.spoil(
        "  - word: ngót\n    stands: before\n    qualifier: '<'",
        "  - word: ngót\n    stands: before\n    qualifier: '~'",
        CODEBOOK,
    )
    one, other = toy.problems()
    assert "the words trên dưới are read but not listed" in one.message
    assert "`ngót` (before) is not read as `~`" in other.message


def test_a_comma_between_thousands_is_told(toy):
    old = "    exact: giảm 1.314 biên chế\n    printed: 1.314\n"
    toy.spoil(old, old.replace("1.314", "1,314"))
    toy.spoil("gloss_en: cut 1,314 payroll", "gloss_en: cut 1.314 payroll")
    told = "1.314 is no whole number; with a comma between thousands it would be 1,314"
    assert told in "\n".join(problem.message for problem in toy.problems())


def test_an_invisible_character_is_told_at_its_place(toy):
    toy.spoil("exact: giảm 1.314 biên chế", "exact: giảm 1\u200b.314 biên chế")
    problem = toy.problems()[0]
    assert "found the invisible character U+200B in" in problem.message and problem.line > 1


# --- slips in an article's file ------------------------------------------------------------------

SYNTAX = {
    "duplicated key": (PAYROLL, PAYROLL + "    ¦of: posts\n", "`of`", "second time", "keep one"),
    "alias": (PAYROLL, "    of: ¦*posts\n", "alias `*posts`", "write the text out"),
    "anchor": (PAYROLL, "    of: ¦&posts payroll posts\n", "anchor `&posts`", "delete it"),
    "tag": (PAYROLL, "    of: ¦!!str payroll posts\n", "tag `tag:yaml.org,2002:str`", "delete it"),
    "tab": (PAYROLL, "¦\tof: payroll posts cut\n", "found a tab", "indent with spaces"),
    "tab after spaces": (
        PAYROLL,
        "    ¦\tof: payroll posts cut\n",
        "found a tab",
        "indent with spaces",
    ),
    "colon": (PAYROLL, "    of: posts¦: payroll\n", "not readable as YAML", "put quotes around"),
    "open quotes": (
        "    of: villages cut\n",
        '    of: ¦"villages cut\n',
        "never closed, close them",
    ),
    "control character": (PAYROLL, "    of: pay¦\x07roll\n", "U+0007", "delete it"),
    "list as key": (
        PAYROLL,
        "    ¦[a, b]: c\n" + PAYROLL,
        "a list or mapping as a key",
        "expected a name",
    ),
    "second document": ("dates:\n", "¦---\ndates:\n", "a second document", "keep one"),
    "long text": (PAYROLL, f"    of: ¦{'posts ' * 400}\n", "2,399 characters", "shorten it"),
    "deep nesting": (
        PAYROLL,
        "    of: [[[[[¦[[[[]]]]]]]]]\n",
        "nested more than 8 levels",
        "flatten it",
    ),
}

VOCABULARY = {
    "indicator": (
        "indicator: payroll-reduction\n    unit: payroll-post\n",
        "indicator: ¦payroll-cut\n    unit: payroll-post\n",
        "`payroll-cut` is not a known indicator",
        "data/codebook.yaml",
    ),
    "unit": (
        "unit: payroll-post\n",
        "unit: ¦payroll-posts\n",
        "`payroll-posts` is not a known unit (nearest: `payroll-post`)",
        "data/codebook.yaml",
    ),
    "place": (
        PAYROLL + "    place: ba-che\n",
        PAYROLL + "    place: ¦ba-chee\n",
        "`ba-chee` is not a known place (nearest: `ba-che`)",
        "data/places.yaml, with id, name_vi, name_en, level, type_vi, parent",
    ),
    "document": (
        "document: 19-nq-tw",
        "document: ¦19-nq-tv",
        "`19-nq-tv` is not a known document (nearest: `19-nq-t",
        "data/documents.yaml",
    ),
    "level": (
        *first_record("level: district", "level: ¦districts"),
        "`districts` is not a known level (nearest: `district`)",
    ),
    "sector": (
        *first_record("sector: political-system", "sector: ¦politics"),
        "`politics` is not a known sector",
    ),
    "status": (
        *first_record("status: achieved", "status: ¦done"),
        "`done` is not a known status",
        "data/codebook.yaml",
    ),
    "qualifier": ('qualifier: ">"', 'qualifier: ¦"≥"', "`≥` is not a known qualifier"),
    "reason": (
        "reason: clock-time",
        "reason: ¦clocktime",
        "`clocktime` is not a known set_aside (nearest: `clock-time`)",
    ),
    "basis": (
        "published_basis: printed",
        "published_basis: ¦print",
        "`print` is not a known published_basis (nearest: `printed`)",
    ),
    "article's place": (
        "place: ba-che\n  genre",
        "place: ¦ba\n  genre",
        "`ba` is not a known place",
    ),
    "case": (
        "unit: payroll-post\n",
        "unit: ¦Payroll-post\n",
        "unit: found 'Payroll-post', expected the form",
    ),
}

FIGURES = {
    "printed not in the phrase": (
        *first_record("printed: 1.314", "printed: ¦1.315"),
        "does not hold the numeral '1.315'",
        "'giảm 1.314 biên chế'",
        "exactly once",
    ),
    "printed only as a part": (
        *first_record("printed: 1.314", "printed: ¦314"),
        "does not hold the numeral '314'",
    ),
    "printed without its point": (
        *first_record("printed: 1.314", "printed: ¦1314"),
        "does not hold the numeral '1314'",
    ),
    "printed twice in the phrase": (
        *first_record(
            "exact: giảm 1.314 biên chế\n    printed: 1.314",
            "exact: giảm 1.314, 1.314\n    printed: ¦1.314",
        ),
        "holds 2 times the numeral '1.314'",
        "exactly once",
    ),
    "printed is a word": (
        *first_record("printed: 1.314", "printed: ¦NO"),
        "'NO' is not a numeral",
        "expected digits such as",
    ),
    "printed is a time": (
        *first_record("printed: 1.314", "printed: ¦12:30"),
        "'12:30' is not a number",
        "expected digits such as",
    ),
    "printed has a unit": (
        *first_record("printed: 1.314", "printed: ¦1.314 biên chế"),
        "'biên chế' is not a multiplier",
    ),
    "printed is divided by zero": (
        *first_record("printed: 1.314", "printed: ¦1/0"),
        "'1/0' has a zero denominator",
    ),
    "a value is typed": (
        PAYROLL,
        PAYROLL + "    ¦value: 1314\n",
        "found `value: 1314`",
        "read out of `printed`",
        "delete it",
    ),
    "qualifier left out": (
        "  - id: inhabitants\n    paragraph: 3\n    start: 78\n    exact: hơn 2 nghìn nhân khẩu\n"
        '    printed: 2 nghìn\n    qualifier: ">"\n',
        "  - ¦id: inhabitants\n    paragraph: 3\n    start: 78\n    exact: hơn 2 nghìn nhân khẩu\n"
        "    printed: 2 nghìn\n",
        "qualifier: found `=`, but 'hơn 2 nghìn nhân khẩu' says `>`",
        "correct the qualifier or the phrase",
    ),
    "qualifier of another word": ('qualifier: ">"', 'qualifier: ¦"~"', "found `~`", "says `>`"),
    "qualifier without a word": (
        PAYROLL,
        '    qualifier: ¦">"\n' + PAYROLL,
        "found `>`, but 'giảm 1.314 biên chế' says `=`",
    ),
    "percent sign without percent": (
        "unit: percent\n    of: share of the plan",
        "unit: ¦person\n    of: share of the plan",
        "found `person`",
        "prints '40.30' with a % sign",
        "correct the unit or the phrase",
    ),
    "percent without percent sign": (
        "unit: payroll-post",
        "unit: ¦percent",
        "found `percent`",
        "prints '1.314' without a % sign",
        "correct the unit or the phrase",
    ),
    "k/n without a share": (
        "unit: share-of-communes",
        "unit: ¦commune",
        "found `commune` for '7/14'",
        "takes a `share-of-` unit",
    ),
    "k/n as percent": (
        "unit: share-of-communes",
        "unit: ¦percent",
        "found `percent`",
        "prints '7/14' without a % sign",
    ),
    "a share without k/n": (
        "unit: payroll-post",
        "unit: ¦share-of-communes",
        "found `share-of-communes` for '1.314'",
        "correct the unit",
    ),
    "a share with a percent sign": (
        "unit: percent\n    of: share of",
        "unit: ¦share-of-communes\n    of: share of",
        "found `share-of-communes`",
        "with a % sign",
    ),
    "phrase too long": (
        "exact: giảm 1.314 biên chế",
        "exact: ¦" + "giảm 1.314 biên chế a b c d e f g h i",
        "quotes 13 words, expected 12 at most",
        "shorten",
    ),
    "period ends before it starts": (
        *first_record("time_period: 2015/2019-02", "time_period: ¦2019-02/2015"),
        "time_period: the period '2019-02/2015' ends before it starts",
        "swap",
    ),
    "base period ends before it starts": (
        "base_period: 2015",
        "base_period: ¦2015/2014",
        "ends before it starts",
    ),
    "date ends before it starts": (
        "date: 2018}",
        "date: ¦2018/2017-12-31}",
        "ends before it starts",
    ),
    "date in another form": (
        "published: 2019-02-06",
        "published: ¦06/02/2019",
        "'06/02/2019' is not a date in EDTF",
        "expected forms such as",
    ),
    "impossible date": (
        *first_record("time_period: 2015/2019-02", "time_period: ¦2019-02-29"),
        "'2019-02-29' is not a date in EDTF",
    ),
}

SHAPES = {
    "list for a text": (PAYROLL, "    of: ¦[a, b]\n", "of: found a list, expected a text"),
    "mapping for a text": (
        PAYROLL,
        "    of:\n      ¦a: b\n",
        "of: found a mapping, expected a text",
    ),
    "list for a number": (
        *first_record("paragraph: 3", "paragraph: ¦[3]"),
        "paragraph: found a list, expected a text",
    ),
    "text for a list": (
        "  voices:\n" + CHAIR,
        "  voices: ¦chair\n",
        "voices: found the text 'chair', expected a list",
    ),
    "text for a section": (
        "dates:\n",
        "set_asides: x\ndates:\n".replace("set_asides", "¦sources"),
        "`sources` is not a section here",
        "records",
    ),
    "nothing for a section": (
        "documents:\n  - {paragraph: 4, start: 45, token: 19-NQ/TW, document: 19-nq-tw}\n",
        "documents:¦\n",
        "found nothing, expected a list",
    ),
    "mapping for a list": (
        "documents:\n  - {p",
        "documents:\n  ¦{p",
        "found a mapping, expected a list, each entry after a `- `",
    ),
    "text for an entry": (
        "dates:\n",
        "dates:\n  - ¦2019\n",
        "found the text '2019', expected a mapping with the fields paragraph, start, token, date",
    ),
    "list for an entry": (
        "dates:\n",
        "dates:\n  - ¦[2019]\n",
        "found a list, expected a mapping with the fields",
    ),
    "text for a voice": (CHAIR, "    - ¦chair\n", "found the text 'chair', expected a mapping"),
    "empty value": (
        PAYROLL,
        "    of:¦\n",
        "of: found nothing, expected a text",
        "fill it in or delete the line",
    ),
    "folded block": (
        PAYROLL,
        "    of: ¦>\n      payroll posts\n",
        "of: found a line break, expected one line",
    ),
    "escaped line break": (
        PAYROLL,
        '    of: ¦"a\\n\\n```{raw} html"\n',
        "of: found a line break, expected one line",
    ),
    "other line break": (
        PAYROLL,
        '    of: ¦"a\\Lb"\n',
        "of: found a line break, expected one line",
    ),
    "formula": (PAYROLL, "    of: ¦=1+1\n", "of: begins with `=`, which spreadsheets take for a"),
    "formula with a sign": (
        PAYROLL,
        "    of: ¦'-2+3'\n",
        "of: begins with `-`, which spreadsheets",
    ),
    "formula of old": (
        PAYROLL,
        "    of: ¦' @SUM(A1)'\n",
        "of: begins with `@`, which spreadsheets",
    ),
    "blank value": (PAYROLL, '    of: ¦"  "\n', "of: found nothing, expected a text"),
    "empty optional value": ("base_period: 2015", "base_period:¦", "base_period: found nothing"),
    "unknown field": (
        PAYROLL,
        PAYROLL + "    ¦indicater: x\n",
        "`indicater` is not a field here",
        "did you mean `indicator`?",
    ),
    "unknown field unlike any": (
        PAYROLL,
        PAYROLL + "    ¦xyz: x\n",
        "`xyz` is not a field here",
        "expected paragraph, start, id, exact",
    ),
    "unknown field of the head": (
        "  outlet: ",
        "  ¦outlets: x\n  outlet: ",
        "`outlets` is not a field here",
        "did you mean `outlet`?",
    ),
    "unknown field of a voice": (
        "      post_vi:",
        "      ¦post: x\n      post_vi:",
        "`post` is not a field here",
    ),
    "unknown section": (
        "dates:\n",
        "¦date:\n  - x\ndates:\n",
        "`date` is not a section here",
        "dates",
    ),
    "id in capitals": (
        "id: payroll-cut\n",
        "id: ¦Payroll Cut\n",
        "id: found 'Payroll Cut', expected the form",
    ),
    "hash too short": (
        f"sha256: {TOY.split('sha256: ')[1][:64]}",
        "sha256: ¦abc",
        "sha256: found 'abc', expected the form",
    ),
}

COLLECTION = {
    "duplicated id": (
        "id: payroll-cut-share",
        "id: ¦payroll-cut",
        "id: `payroll-cut` is used a second time",
        "must be its own",
    ),
    "duplicated voice": (
        "    - id: chair\n",
        "    - {id: chair, kind: official, name: x, post_en: x, post_vi: x}\n    - id: ¦chair\n",
        "id: `chair` is used a second time",
    ),
    "unlisted voice": (
        "voice: chair",
        "voice: ¦chairs",
        "voice: `chairs` is none of chair, newspaper",
        "enter it under `voices:` of `article:`, with id, kind, name, post_en, post_vi",
    ),
    "paragraph beyond the article's": (
        "{paragraph: 4, start: 4,",
        "{paragraph: ¦5, start: 4,",
        "paragraph: found 5, the article has 4",
        "correct it",
    ),
    "two records at one place": (
        "start: 35",
        "start: ¦14",
        "the numeral at 14 of paragraph 3 is in `records` already",
        "correct one of the two",
    ),
    "a date where a record is": (
        "dates:\n",
        "dates:\n  - {paragraph: 3, start: ¦14, token: x, date: 2018}\n",
        "the numeral at 14 of paragraph 3 is in `records` already",
    ),
    "another article's id": (
        "id: toy",
        "id: ¦toys",
        "id: found `toys`, expected the file's name, `toy`",
    ),
}

SLIPS = {**SYNTAX, **VOCABULARY, **FIGURES, **SHAPES, **COLLECTION}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_once_at_its_place(toy, slip):
    old, new, *parts = SLIPS[slip]
    place = toy.spoil(old, new)
    told(toy, place, *parts)


@pytest.mark.parametrize(
    "slip", ["duplicated key", "unit", "printed not in the phrase", "duplicated id"]
)
def test_nothing_is_written_when_anything_is_wrong(toy, monkeypatch, slip):
    old, new, *_ = SLIPS[slip]
    monkeypatch.setattr("tools.make.tidy.load", toy.load)
    folder = toy.root / "tidy"
    assert write_tidy(folder)
    written = {file: file.read_bytes() for file in folder.iterdir()}
    toy.spoil(old, new)
    for there in (folder, toy.root / "none yet"):
        with pytest.raises(DataError):
            write_tidy(there)
    assert {file: file.read_bytes() for file in folder.iterdir()} == written
    assert not (toy.root / "none yet").exists()


PLAIN_DIGITS = ["1_000", '" 3 "', "٣", "３", "3.0", "-1", "+3", "3e0", "0x3", "x", "III", "9" * 400]


@pytest.mark.parametrize("number", PLAIN_DIGITS)
def test_a_number_is_written_in_plain_digits(toy, number):
    place = toy.spoil("paragraph: 4, start: 4,", f"paragraph: 4, start: ¦{number},")
    told(toy, place, f"start: found {number.strip(chr(34))!r}, expected a whole number")


def test_paragraphs_are_counted_from_one(toy):
    place = toy.spoil("{paragraph: 4, start: 4,", "{paragraph: ¦0, start: 4,")
    told(toy, place, "paragraph: found '0', expected 1 or more")


REQUIRED = [name for name, field in Record.model_fields.items() if field.is_required()]


@pytest.mark.parametrize("field", [name for name in REQUIRED if name != "place"])  # the head's
def test_a_missing_field_is_told_where_its_record_starts(toy, field):
    block, _ = first_record("\n    paragraph", "\n    paragraph")
    lines = [line for line in block.split("\n") if f" {field}: " not in line]
    assert len(lines) == block.count("\n")
    lines[0] = lines[0].replace("    ", "  - ", 1).replace("  - ", "  - ¦", 1)
    place = toy.spoil(block, "\n".join(lines))
    told(toy, place, f"the field `{field}` is missing: add it")


def test_the_required_fields_are_those_of_the_design():
    assert {
        "id", "paragraph", "exact", "printed", "indicator", "unit", "of", "place", "level",
        "sector", "time_period", "status",
    } <= set(REQUIRED)  # fmt: skip


@pytest.mark.parametrize("field", ["title", "published", "place", "paragraphs", "sha256"])
def test_a_missing_field_of_the_head_is_told_where_the_head_starts(toy, field):
    line = next(line for line in TOY.split("\n") if line.startswith(f"  {field}: "))
    toy.write(TOY.replace(line + "\n", "", 1))
    told(toy, (TOY_FILE, 2, 3), f"the field `{field}` is missing: add it")


def test_a_missing_head_is_told(toy):
    toy.write(TOY[TOY.index("records:") :])
    told(toy, (TOY_FILE, 1, 1), "the section `article:` is missing: add it")


@pytest.mark.parametrize(
    ("data", "line", "column", "told_"),
    [
        (b"", 1, 1, "the file is empty"),
        (b"\n# nothing here\n", 1, 1, "the file is empty"),
        (b"---\n", 2, 1, "found no sections, expected article, defaults, records"),
        (b"article\n", 1, 1, "found no sections, expected article, defaults, records"),
        (b"\n- article\n", 2, 1, "found no sections, expected article, defaults, records"),
        (b"article:\n", 1, 9, "found nothing, expected a mapping with the fields id, title"),
        (
            b"article: toy\n",
            1,
            10,
            "found the text 'toy', expected a mapping with the fields id, title",
        ),
        (
            b"article:\n- id: toy\n",
            2,
            1,
            "found a list, expected a mapping with the fields id, title",
        ),
        (TOY.encode("utf-16"), 1, 1, "not UTF-8: save the file as UTF-8"),
        (TOY.replace("Báo Mẫu", "¦").encode().replace("¦".encode(), b"B\xe1o"), 4, 12, "not UTF-8"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", 1, 1, "not UTF-8"),
        (b"[" * 100_000, 1, 9, "nested more than 8 levels deep: flatten it"),
    ],
    ids=[
        "empty",
        "comment",
        "marker",
        "text",
        "list",
        "no head",
        "text as head",
        "list as head",
        "UTF-16",
        "Latin-1",
        "picture",
        "deep",
    ],
)
def test_a_file_that_is_none_is_told_once(toy, data, line, column, told_):
    toy.write(data)
    told(toy, (TOY_FILE, line, column), told_)


def test_an_alias_bomb_is_refused_alias_by_alias(toy):
    lines = "".join(f"    - &b{n} [{', '.join([f'*b{n - 1}'] * 9)}]\n" for n in range(1, 9))
    toy.write("article:\n  voices:\n    - &b0 x\n" + lines)
    problems = toy.problems()
    assert {problem.file for problem in problems} == {TOY_FILE}
    assert (
        len(problems) == 9 + 8 * 9
    )  # the anchors, the aliases, and nothing that follows from them


# --- several at once -----------------------------------------------------------------------------


def test_all_errors_of_all_files_are_shown_at_once_in_order(repository):
    slips = [
        (
            PLACES,
            "  parent: viet-nam\n  lat: 20.95045",
            "  parent: ¦viet-man\n  lat: 20.95045",
            "not a known place",
        ),
        (TOY_FILE, "place: ba-che\n  genre", "place: ¦nowhere\n  genre", "not a known place"),
        (
            TOY_FILE,
            "    indicator: payroll-reduction\n    unit: payroll-post",
            "    indicator: ¦x\n    unit: payroll-post",
            "not a known indicator",
        ),
        (TOY_FILE, PAYROLL, PAYROLL + "    ¦of: again\n", "second time"),
        (TOY_FILE, "id: payroll-cut-share", "id: ¦payroll-cut", "second time"),
        (TOY_FILE, "unit: share-of-communes", "unit: ¦commune", "takes a `share-of-` unit"),
        (TOY_FILE, "start: 104", "start: ¦78", "already"),
        (
            TOY_FILE,
            "time_period: 2018\n    status: achieved\n\n  - id: villages-m",
            "time_period: ¦2018/2017\n    status: achieved\n\n  - id: villages-m",
            "ends before it starts",
        ),
        (TOY_FILE, "printed: ba\n", "printed: ¦!t ba\n", "found the tag"),
        (TOY_FILE, "date: 2018}", "date: ¦NO}", "not a date in EDTF"),
        (TOY_FILE, "reason: term-number", "reason: ¦x", "not a known set_aside"),
    ]
    expected = []
    for file in (TOY_FILE, PLACES):
        marked = repository.read(file)
        for _, old, new, part in (slip for slip in slips if slip[0] == file):
            assert marked.count(old) == 1, old
            marked = marked.replace(old, new.replace("¦", f"¦{part}¦"))
        for number, line in enumerate(marked.split("\n"), 1):
            if "¦" in line:
                before, part, _ = line.split("¦")
                expected.append((file, number, len(before) + 1, part))
        repository.write("".join(marked.split("¦")[::2]), file)
    problems = repository.problems()
    assert [(p.file, p.line, p.column) for p in problems] == [place[:3] for place in expected]
    for problem, (*_, part) in zip(problems, expected):
        assert part in problem.message
    assert str(problems[0]) in str(DataError(problems)).split("\n")[0]


def test_several_slips_in_one_record_are_all_told(toy):
    old, _ = first_record("of: p", "of: p")
    new = (
        old.replace("unit: payroll-post", "unit: x")
        .replace("level: district", "level: y")
        .replace(PAYROLL, "")
    )
    toy.spoil(old, new)
    messages = [problem.message for problem in toy.problems()]
    assert len(messages) == 3
    assert "`of` is missing" in messages[0]
    assert "not a known unit" in messages[1]
    assert "not a known level" in messages[2]


# --- the files that all articles rest on ---------------------------------------------------------


@pytest.mark.parametrize("file", REFERENCE_FILES)
def test_a_missing_file_is_told_once_and_nobody_else_is_blamed(toy, file):
    (toy.root / file).unlink()
    told(toy, (file, 1, 1), "cannot be read", "put it back")


@pytest.mark.parametrize("file", REFERENCE_FILES)
@pytest.mark.parametrize(
    ("data", "part"),
    [("", "is empty"), ("a: 1\n\tb: 2\n", "found a tab"), ("a: *b\n", "alias"), (b"\xff", "UTF-8")],
    ids=["empty", "tab", "alias", "not UTF-8"],
)
def test_an_unreadable_file_is_told_once_and_nobody_else_is_blamed(toy, file, data, part):
    toy.write(data, file)
    problems = toy.problems()
    assert [problem.file for problem in problems] == [file], "\n".join(map(str, problems[:5]))
    assert part in problems[0].message


@pytest.mark.parametrize(
    "data", ["x\n", "- x\n", "- [x]\n", "x: y\n", "- {code: [x], id: [x], vi: [x]}\n"]
)
def test_files_of_another_shape_are_told_and_never_break_the_reading(toy, data):
    for file in REFERENCE_FILES:
        toy.write(data, file)
    assert set(REFERENCE_FILES) <= {problem.file for problem in toy.problems()}


@pytest.mark.parametrize(
    ("file", "old", "new", "parts"),
    [
        (
            CODEBOOK,
            "  - code: payroll-reduction\n    label_en: ",
            "  - ¦code: payroll-reduction\n    label-en: ",
            ["`label_en` is missing"],
        ),
        (
            PLACES,
            "- id: ba-che\n",
            "- id: ba-che\n  ¦nmae_vi: x\n",
            ["`nmae_vi` is not a field", "did you mean `name_vi`?"],
        ),
        (
            PLACES,
            "- id: ba-che\n",
            "- id: hue\n- id: ¦hue\n- id: ba-che\n",
            ["id: `hue` is used a second time"],
        ),
        (
            CODEBOOK,
            "  - code: leadership-reduction\n",
            "  - code: ¦payroll-reduction\n",
            ["code: `payroll-reduction` is used a second time"],
        ),
        (CODEBOOK, "\nunit:\n", "\n¦units:\n", ["`units` is not a section here"]),
    ],
)
def test_a_slip_in_a_list_of_codes_is_told_at_its_place(toy, file, old, new, parts):
    place = toy.spoil(old, new, file)
    problems = toy.problems()
    assert str(place) in {str((p.file, p.line, p.column)) for p in problems}
    for part in parts:
        assert any(part in problem.message for problem in problems)


def test_an_unsound_place_is_still_a_known_one(toy):
    place = toy.spoil("- id: ba-che\n", "- id: ba-che\n  ¦nmae_vi: x\n", PLACES)
    told(toy, place, "`nmae_vi` is not a field here: did you mean `name_vi`?")


@pytest.mark.parametrize(
    ("file", "old", "new", "part"),
    [
        (
            "data/articles/ba-che.yaml",
            "    exact: giảm 27 biên chế\n    gloss_en: cut 27 payroll posts\n    printed: 27\n",
            "    exact: giảm 28 biên chế\n    gloss_en: cut 27 payroll posts\n    printed: ¦27\n",
            "does not hold the numeral '27'",
        ),
        ("data/articles/ba-che.yaml", "\ndates:\n", "\ndates: ¦*x\nother:\n", "alias"),
        (PLACES, "- id: ba-che\n", "- id: ba-che\n  ¦nmae_vi: x\n", "is not a field here"),
        (
            "data/comparisons.yaml",
            "    - ba-che/payroll-cut\n",
            "    ¦- ba-che/payroll-cuts\n",
            "figures: `ba-che/payroll-cuts` is no record: correct the name",
        ),
    ],
    ids=["record", "alias", "place", "comparison"],
)
def test_what_rests_on_a_slip_is_not_blamed(repository, file, old, new, part):
    """In the whole collection, where comparisons name records of several articles."""
    told(repository, repository.spoil(old, new, file), part)


def test_a_dimension_that_is_missing_is_told_once(toy):
    text = toy.read(CODEBOOK)
    start, end = text.index("\nqualifier:\n"), text.index("\nset_aside:\n")
    toy.write(text[:start] + text[end:], CODEBOOK)
    (problem,) = toy.problems()
    assert problem.file == CODEBOOK
    assert problem.message == "the section `qualifier:` is missing: add it"


PLACE = """
- id: {id}
  name_vi: x
  name_en: x
  level: {level}
  type_vi: x
  parent: ¦{parent}
"""


@pytest.mark.parametrize(
    ("entry", "parts"),
    [
        (
            {"id": "a", "level": "district", "parent": "quang-nin"},
            ["`quang-nin` is not a known place (nearest: `quang-ninh`)"],
        ),
        (
            {"id": "a", "level": "district", "parent": "a"},
            ["parent: found the district `a`", "a level above district"],
        ),
        (
            {"id": "a", "level": "province", "parent": "ba-che"},
            ["parent: found the district `ba-che`", "a level above province"],
        ),
        (
            {"id": "a", "level": "country", "parent": "viet-nam"},
            ["parent: found the country `viet-nam`"],
        ),
    ],
    ids=["unknown", "itself", "upside down", "equal"],
)
def test_a_place_lies_in_a_known_place_above_it(toy, entry, parts):
    text = toy.read(PLACES) + PLACE.format(**entry)
    before = text[: text.index("¦")].split("\n")
    toy.write(text.replace("¦", ""), PLACES)
    told(toy, (PLACES, len(before), len(before[-1]) + 1), *parts)


@pytest.mark.parametrize(
    "levels", [("district", "commune"), ("commune", "commune"), ("village", "district")]
)
def test_places_that_lie_in_each_other_are_refused(toy, levels):
    round_ = [
        PLACE.format(id=one, level=level, parent=other)
        for one, other, level in zip("ab", "ba", levels)
    ]
    toy.write(toy.read(PLACES) + "".join(round_).replace("¦", ""), PLACES)
    problems = toy.problems()
    assert problems
    assert all("parent: found the" in problem.message for problem in problems)


def test_a_level_of_places_that_does_not_exist_is_refused(toy):
    place = toy.spoil("- id: ba-che\n", "- id: ba-che\n  # \n", PLACES)
    text = toy.read(PLACES)
    at = text.index("level: district", text.index("- id: ba-che\n")) + len("level: ")
    toy.write(text[:at] + "shire" + text[at + len("district") :], PLACES)
    before = text[:at].split("\n")
    told(
        toy,
        (PLACES, len(before), len(before[-1]) + 1),
        "level: found 'shire', expected 'country', 'province'",
    )
    assert place[0] == PLACES


# --- any damage ----------------------------------------------------------------------------------


def test_the_toy_article_is_sound(toy):
    assert len(toy.load()["toy"].records) == 8
    assert len(TOY_TEXT) == toy.load()["toy"].head.paragraphs


@pytest.fixture(scope="module")
def scratch(tmp_path_factory) -> Repository:
    return Repository(tmp_path_factory.mktemp("scratch") / "toy", alone=True)


BITS = st.sampled_from(
    ["", " ", "\n", "x", "0", "[", "{", "- ", ": ", "\t", "&", "*", "'", "\n\n", ": {a: b}", " []"]
)


@given(st.data())
@settings(max_examples=30)
@pytest.mark.parametrize("file", [TOY_FILE, PLACES])
def test_any_damage_to_a_file_is_told_or_harmless_but_never_breaks(scratch, file, data):
    whole = scratch.read(file)
    damaged = whole
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(damaged)))
        cut = data.draw(st.integers(0, 3) | st.integers(0, 60))
        damaged = damaged[:at] + data.draw(BITS) + damaged[at + cut :]
    scratch.write(damaged, file)
    try:
        scratch.load()
    except DataError as error:
        assert file in {problem.file for problem in error.problems}
        lines = damaged.count("\n") + 2
        assert all(1 <= p.line <= lines for p in error.problems if p.file == file)
    finally:
        scratch.write(whole, file)


@pytest.mark.parametrize("text", ["-5", "+1.314", "-19,7 %", "5 - 3", "a=b", "e@f.vn"])
def test_a_number_with_a_sign_and_a_sign_inside_are_no_formula(toy, text):
    toy.spoil("of: organisational units cut\n", f"of: '{text}'\n")
    assert toy.load()["toy"].record("units-cut").of == text


def test_a_name_that_fits_into_no_picture_is_told(toy):
    file = "data/places.yaml"
    place = toy.spoil("name_vi: Ba Chẽ\n", f"name_vi: ¦{'Ba ' * 21}\n", file)
    (problem,) = toy.problems()
    assert (problem.file, problem.line, problem.column) == place
    assert problem.message == "name_vi: found 62 letters, expected 60 at most"
