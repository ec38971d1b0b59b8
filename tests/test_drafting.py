"""From a text to a draft of its file: what is found, what is suggested, what is refused."""

import errno
import os
import re
import subprocess
import sys
import threading
from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agreement import agreement, table
from conftest import ROOT, TOY, TOY_FILE, TOY_TEXT
from printed.reading.census import census
from printed.reading.text import locate, paragraphs, visible
from streamlining import load
from streamlining.coding.items import MAX_WORDS
from streamlining.coding.yamltext import YamlText
from tools import files
from tools.__main__ import main
from tools.check.texts import fingerprint, read_text
from tools.suggest import draft as drafting
from tools.suggest.draft import MAX_BYTES, MAX_NUMERALS, draft, new
from tools.suggest.numerals import Suggestion, suggestions
from tools.suggest.relations import in_context, suggested_relations
from tools.suggest.words import Known, known_in

#: An invented article of another kind than the six: a province, its villages, schools and clinics.
TEXT = [
    "Tỉnh Thí Dụ: Sau 5 năm tinh gọn, giảm 1.250 biên chế",
    "Cập nhật lúc 08:30, 12/09/2021 (GMT+7)",
    "Thực hiện Nghị quyết số 18-NQ/TW, cùng với Nghị quyết số 19-NQ/TW ngày 25/10/2017 của Trung "
    "ương khóa XII, Kế hoạch số 86-KH/TU ngày 07/5/2018 và Nghị quyết số 22/2019/NQ-HĐND, "
    "tỉnh Thí Dụ đã sắp xếp lại bộ máy.",
    "Tính đến hết 31/12/2020, toàn tỉnh giảm từ 1.520 thôn xuống còn 1.180 thôn, giảm 340 thôn, "
    "bằng 22,4% so với năm 2017. Trong tổng số 1.180 thôn có 1.062 thôn do bí thư kiêm trưởng "
    "thôn, đạt 90%.",
    "Số trường từ 612 trường giảm còn 548 trường, giảm 64 trường; cụ thể: mầm non giảm 21 trường, "
    "tiểu học 30 trường, trung học cơ sở 13 trường. Gần một nửa trong hơn 700 điểm trường đã xóa.",
    "Ngành y tế hợp nhất 3 trung tâm cấp tỉnh thành một đơn vị; 9/11 trung tâm y tế huyện (81,8%) "
    "đã sáp nhập với bệnh viện. Có 120 trong 160 nhân viên, tức 75%, chuyển sang tự chủ.",
    "Tiết kiệm hơn 120 tỷ đồng mỗi năm; riêng năm 2020 là 1 tỷ 200 triệu đồng tiền phụ cấp. Thu "
    "nhập tăng 3-5%/năm, gấp rưỡi so với 2 năm rưỡi trước.",
    "Tỉnh tinh giản 1.250 biên chế, gồm 410 cán bộ, công chức và 830 viên chức. Quý I/2021, tỉnh "
    "cử ba mươi lăm cán bộ đi học; tháng 9-2021 sẽ có thêm 12 người.",
    "Một là, rà soát tổ chức; hai là, giảm cấp phó. Thứ nhất, không quá 3 cấp phó mỗi phòng.",
    "Ảnh 1/5: Người dân xã Mẫu 2 làm thủ tục. Ảnh: Cộng tác viên",
    "Bình luận (12) Điện thoại: 0912 345 678",
]
KNOWN = known_in(ROOT)


@pytest.fixture(scope="module")
def found():
    return suggestions(TEXT, KNOWN)


def one_of(text: str) -> Suggestion:
    """The only suggestion for an invented paragraph, or the one whose numeral ¦ marks."""
    start, paragraph = text.find("¦"), text.replace("¦", "")
    (one,) = (
        one for one in suggestions([paragraph], KNOWN) if start < 0 or one.token.start == start
    )
    return one


# --- numerals ------------------------------------------------------------------------------------


def test_every_numeral_has_one_suggestion_in_reading_order(found):
    numerals = [
        (number, token) for number, paragraph in enumerate(TEXT, 1) for token in census(paragraph)
    ]
    assert [(one.paragraph, one.token) for one in found] == numerals
    assert len(numerals) > 50


def test_every_phrase_stands_once_and_prints_its_numeral(found):
    for one in found:
        start, end = locate(TEXT[one.paragraph - 1], one.exact, one.prefix, one.suffix)
        assert start <= one.token.start and one.token.end <= end
        assert len(one.exact.split()) <= MAX_WORDS
        assert [token.text for token in census(one.exact)].count(one.token.text) == 1


@pytest.mark.parametrize(
    ("text", "section", "looks"),
    [
        ("Huyện giảm 27 biên chế.", "records", "count"),
        ("Đạt 19,7%.", "records", "percentage"),
        ("Đạt mười phần trăm.", "records", "percentage"),
        ("Tại 7/14 huyện.", "records", "k/n"),
        ("Sau 3 năm thực hiện.", "records", "duration"),
        ("Hết ¦2 năm rưỡi.", "records", "duration"),
        ("Chi 1,2 tỷ đồng.", "records", "money"),
        ("Chi 500.000 đồng.", "records", "money"),
        ("Huyện đầu tiên của tỉnh.", "records", "ordinal"),
        ("Dân số gấp đôi.", "records", "multiple"),
        ("Giảm một nửa số bản.", "records", "proportion"),
        ("Giảm ¦3-5 xã.", "records", "range, count"),
        ("Giảm 3 - ¦5%.", "records", "range, percentage"),
        ("Có trên 2000 người.", "records", "count"),
        ("Chỉ có một chi bộ.", "records", "count"),
        ("Năm 2018, huyện đổi mới.", "dates", "date"),
        ("Trong ¦6 tháng đầu năm 2018.", "dates", "date"),
        ("Sáng 14/2, đoàn đến.", "dates", "date"),
        ("Năm học ¦2018/2019.", "dates", "date"),
        ("Ngày ¦12 họp.", "dates", "date"),
        ("Nghị quyết 18 về bộ máy.", "documents", "document number"),
        ("Nghị quyết 18, ¦19 của Trung ương.", "documents", "document number"),
        ("Đề án số 25.", "documents", "document number"),
        ("Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XV.", "documents", "document number"),
        ("Quyết định 1234/QĐ-UBND.", "documents", "document number"),
        ("Đại hội lần thứ XII.", "set_aside", "ordinal"),
        ("Lúc 16h30.", "set_aside", "clock time"),
        ("Thứ ¦Sáu, 03/12/2021", "set_aside", "weekday"),
        ("Còn một số việc.", "set_aside", "some"),
        ("Làm một cách tốt.", "set_aside", "manner"),
        ("Về cùng một cơ quan.", "set_aside", "sameness"),
        ("¦Một nhiệm vụ giao cho một người.", "set_aside", "maxim"),
        ("Huyện Ba Chẽ đổi mới.", "set_aside", "name"),
        ("Bản Nậm Nó 2 chỉ nhỏ.", "set_aside", "name"),
        ("Dịch Covid-19 lan.", "set_aside", "name"),
        ("Học hết lớp 12.", "set_aside", "grade"),
        ("Đã truy cập: 48962718.", "set_aside", "page chrome"),
        ("Ảnh 1/5", "set_aside", "page chrome"),
        ("Gọi 0912 345 678 nhé.", "set_aside", "page chrome"),
    ],
)
def test_what_a_numeral_looks_like(text, section, looks):
    one = one_of(text)
    assert (one.section, one.looks) == (section, looks)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Huyện đã giảm hơn 27 biên chế.",
         {"unit": "payroll-post", "indicator": "payroll-reduction", "qualifier": ">",
          "status": "achieved"}),
        ("Sẽ không quá 3 cấp phó.", {"unit": "leadership-post", "qualifier": "<=",
                                     "status": "planned"}),
        ("Tại 7/14 huyện, thị.", {"unit": "share-of-districts", "level": "district"}),
        ("Có 9/11 Trung tâm y tế.", {"unit": "share-of-health-centres"}),
        ("Có 1.421 cấp uỷ viên.", {"unit": "person", "indicator": "party-committee-members"}),
        ("Giảm 16 thôn.", {"unit": "village", "indicator": "village-reduction",
                           "level": "village"}),
        ("Cử 30 nhà khoa học.", {"unit": "", "indicator": ""}),
    ],
)  # fmt: skip
def test_what_is_read_around_a_record(text, fields):
    assert fields.items() <= one_of(text).fields.items()


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("ngày 27/04/2019", "2019-04-27"), ("ngày 12 tháng 9 năm 2018", "2018-09-12"),
        ("tháng 9-2018", "2018-09"), ("giai đoạn 2015-2021", "2015/2021"), ("năm 2018", "2018"),
        ("đầu năm 2019", "2019-01~"), ("cuối năm 2019", "2019-12~"),
        ("quý I/2019", "2019-01/2019-03"), ("quý 3/2019", "2019-07/2019-09"),
        ("sáng 14/2", "XXXX-02-14"), ("¦6 tháng đầu năm 2018", "2018-01/2018-06"),
        ("6 tháng cuối năm ¦2018", "2018-07/2018-12"), ("ngày 31/2/2019", ""),
        ("nhiệm kỳ 2025-2020", ""),
    ],
)  # fmt: skip
def test_a_date_is_written_in_edtf_or_left_open(text, date):
    assert one_of(text).fields["date"] == date


def test_only_the_centres_numbers_tell_which_document_is_meant():
    assert one_of("Nghị quyết số 18-NQ/TW").fields["document"] == "18-nq-tw"
    assert one_of("Nghị quyết 18 – NQ/TW").fields["document"] == "18-nq-tw"
    assert one_of("Nghị quyết 18 nêu").fields["document"] == "18-nq-tw"
    assert one_of("Nghị quyết số 07-NQ/TU").fields["document"] == ""


def test_without_a_codebook_every_code_may_be_used_and_without_a_code_none():
    (one,) = suggestions(["Giảm 27 biên chế."], Known())
    assert one.unit == "payroll-post"
    (one,) = suggestions(["Giảm 27 biên chế."], Known(codes=frozenset({"other"})))
    assert (one.unit, one.fields["indicator"]) == ("", "")


def test_a_phrase_that_is_not_unique_gets_what_stands_around_it():
    paragraph = f"đã giảm 5 xã, {'giảm 5 xã, ' * 30} rồi giảm 7 xã, giảm 5 xã thôi"
    first, *middle, seven, last = suggestions([paragraph], KNOWN)
    for one in (first, seven, last):
        assert one.once
        start, end = locate(paragraph, one.exact, one.prefix, one.suffix)
        assert start <= one.token.start < end
    assert (seven.prefix, seven.suffix) == ("", "")
    assert not any(one.once for one in middle[5:-5])
    for one in middle[5:-5]:
        assert one.prefix and one.suffix
        assert len(one.prefix.split()) <= MAX_WORDS and len(one.suffix.split()) <= MAX_WORDS
    assert "this phrase stands several times: tell them apart" in draft(paragraph, "x", KNOWN)


# --- relations -----------------------------------------------------------------------------------


def related(text: list[str]) -> list[tuple[str, tuple[str, ...], str]]:
    relations = suggested_relations(text, suggestions(text, KNOWN))
    return [
        (one.kind, tuple(figure.token.text for figure in one.figures), one.verdict)
        for one in relations
    ]


def test_the_relations_of_the_invented_article():
    assert related(TEXT) == [
        ("difference", ("1.520", "1.180", "340"), "exact"),
        ("share", ("22,4", "340", "1.520"), "rounded"),
        ("share", ("90", "1.062", "1.180"), "exact"),
        ("difference", ("612", "548", "64"), "exact"),
        ("sum", ("64", "21", "30", "13"), "exact"),
        ("share", ("81,8", "9/11"), "rounded"),
        ("share", ("75", "120", "160"), "exact"),
        ("sum", ("1.250", "410", "830"), "inconsistent"),
    ]


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("Tại 76/186 xã (tương đương 40,3%).", [("share", ("40,3", "76/186"), "inconsistent")]),
        ("Đạt 92,8% (13/14 huyện).", [("share", ("92,8", "13/14"), "truncated")]),
        ("Giảm 27 biên chế, bằng 19,7% so với năm 2015.", [("base", ("19,7", "27"), "untestable")]),
        ("Có 10% trong tổng số 137 xã.", [("share", ("10", "137"), "untestable")]),
        ("Có 10,1% trong tổng số 137 xã.", [("share", ("10,1", "137"), "unattainable")]),
        ("Làm 19 cuộc, giảm 11 cuộc so với năm 2018.",
         [("difference", ("19", "11"), "untestable")]),
        ("Giảm 16 thôn, từ 29 thôn còn 13 thôn.", [("difference", ("29", "13", "16"), "exact")]),
        ("Từ 29 thôn còn 13 thôn, giảm 17 thôn.", [("difference", ("29", "13", "17"),
                                                    "inconsistent")]),
        ("Từ 30 chi bộ lên 73 chi bộ, tăng 43 chi bộ.", [("difference", ("30", "73", "43"), "exact")]),
        ("Từ 30 chi bộ lên 73 chi bộ, tăng 33 chi bộ.", [("difference", ("30", "73", "33"),
                                                          "inconsistent")]),
        ("Cắt 200 biên chế, trong đó có 11 cán bộ, 144 viên chức và 45 công chức.",
         [("sum", ("200", "11", "144", "45"), "exact")]),
        ("Cắt 519 biên chế (30 công chức đảng, 489 công chức khác) và 1.314 biên chế khác.",
         [("sum", ("519", "30", "489"), "exact")]),
        ("Có 5 xã và 7 huyện. Đạt 10%.", []),
        ("Có 200 người (nam) và 3 xã, 4 xã.", []),
    ],
)  # fmt: skip
def test_what_figures_of_a_sentence_suggest(text, relations):
    assert related([text]) == relations


def test_a_part_counts_what_its_total_counts():
    text = ["Cắt 519 biên chế (30 công chức đảng, 489 công chức khác)."]
    figures = suggestions(text, KNOWN)
    assert [one.unit for one in figures] == ["payroll-post", "person", "person"]
    told = in_context(figures, suggested_relations(text, figures))
    assert [one.unit for one in told] == ["payroll-post"] * 3


# --- the file ------------------------------------------------------------------------------------


@pytest.fixture
def source(tmp_path):
    file = tmp_path / "text.txt"
    file.write_text("\n\n".join(TEXT), encoding="utf-8")
    return file


def test_a_draft_is_read_back_with_every_numeral_in_the_section_it_was_found_for(
    repository, source, found
):
    new(source, "thi-du", repository.root)
    read = YamlText(repository.root / "data/articles/thi-du.yaml")
    assert read.problems == []
    listed = {
        (int(entry["paragraph"]), int(entry["start"])): (
            name,
            entry.get("printed", entry.get("token")),
        )
        for name in ("records", "dates", "documents", "set_aside")
        for entry in read.tree[f"suggested_{name}"]
    }
    assert listed == {
        (one.paragraph, one.token.start): (one.section, one.token.text) for one in found
    }
    head = read.tree["article"]
    assert head["paragraphs"], head["sha256"] == (str(len(TEXT)), fingerprint(TEXT))
    assert (head["title"], head["published"]) == (TEXT[0], "2021-09-12")
    assert head["outlet"] == head["subject"] == ""
    assert read.tree["draft"] == {"numerals": str(len(found))}


def test_every_relation_names_records_that_are_there(repository, source):
    new(source, "thi-du", repository.root)
    tree = YamlText(repository.root / "data/articles/thi-du.yaml").tree
    ids = [entry["id"] for entry in tree["suggested_records"]]
    assert len(ids) == len(set(ids))
    relations = tree["suggested_relations"]
    assert len({entry["id"] for entry in relations}) == len(relations) == 10
    for entry in relations:
        named = [entry[name] for name in ("percentage", "part", "whole", "total", "before", "after",
                                          "change", "first", "second") if name in entry]  # fmt: skip
        assert {*named, *entry.get("parts", [])} <= set(ids)


def test_a_draft_quotes_no_more_than_a_phrase(repository, source):
    new(source, "thi-du", repository.root)
    written = repository.read("data/articles/thi-du.yaml")
    written = re.sub(r"(?m)^  title:.*$", "", written)  # a title names the article: it is free
    held = set(runs(written))
    taken = {run for paragraph in TEXT for run in runs(paragraph)}
    assert taken and not held & taken


def runs(text: str) -> list[tuple[str, ...]]:
    words = [word for part in text.split() if (word := re.sub(r"^\W+|\W+$", "", part))]
    return list(zip(*(words[start:] for start in range(MAX_WORDS + 1))))


HOSTILE = st.text(
    st.sampled_from(
        "\"'\\:#{}[],&*!|>%@`-?=~ \t\u00a0\u200f\u200e\u2028\u0007\u0301\u0307\ufeffaF5đ"
    )
    | st.characters(
        codec="utf-8",
        exclude_characters="\n\r\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    ),
    max_size=30,
)


@given(HOSTILE)
@example("a: b #c")
@example("\u200f\u0307")
@example("- {x}")
@example("NO")
@example("a\\")
def test_any_text_is_read_back_as_it_was_written(text):
    text = visible(text)  # as a draft takes it; coded data that hold more are told
    file = ROOT / ".build" / f"value-{os.getpid()}.yaml"
    file.parent.mkdir(exist_ok=True)
    value, flow = drafting._value(text), drafting._value(text, flow=True)
    lines = f"a:{value}\nb: {{c:{flow or ' '}, d: e}}  # {drafting._escaped(text)}\n"
    file.write_text(lines, encoding="utf-8", newline="\n")
    read = YamlText(file)
    file.unlink()
    assert read.problems == []
    assert read.tree == {"a": text, "b": {"c": text, "d": "e"}}


def test_hostile_words_of_a_text_reach_the_file_quoted(repository, tmp_path):
    text = 'Giảm "27: #xã" {a}, *b: \u200ehơn 5 xã\u0007 & - "một số" \u200f7 xã: |\n'
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    new(tmp_path / "x.txt", "x", repository.root)
    read = YamlText(repository.root / "data/articles/x.yaml")
    assert read.problems == []
    (paragraph,) = paragraphs(text)
    for entry in read.tree["suggested_records"]:
        start, end = locate(paragraph, entry["exact"])
        assert start <= int(entry["start"]) < end


# --- drafts in the collection --------------------------------------------------------------------


def test_a_draft_counts_nowhere(repository, source):
    before = repository.load()
    data_hash = before.data_hash()
    new(source, "thi-du", repository.root)
    after = repository.load()
    assert list(after.articles) == list(before.articles)
    assert all(after.frames[name].equals(frame) for name, frame in before.frames.items())
    assert after.data_hash() == data_hash
    (found,) = after.drafts
    assert (found.id, found.numerals, found.coded) == ("thi-du", len(suggestions(TEXT)), 0)
    line = int(
        re.fullmatch(r"data/articles/thi-du.yaml:(\d+) \(5, paragraph 1\)", found.left[0])[1]
    )
    lines = repository.read("data/articles/thi-du.yaml").splitlines()
    assert lines[line - 1].lstrip().startswith("- id: duration-p1")  # the first in reading order
    assert len(found.left) == found.numerals
    first, *others = str(found).splitlines()  # every slip, before the first numeral that is left
    assert first.startswith(f"{found.file}: 0 of {found.numerals} numerals accounted for; next: ")
    assert first.endswith(str(found.problems[0])) and "outlet: found nothing" in first
    assert others == [str(problem) for problem in found.problems[1:]] != []


def test_when_its_head_is_filled_a_draft_names_the_next_numeral(toy):
    draft_of_the_toy(toy)
    head = TOY[TOY.index("article:") : TOY.index("\nrecords:")]
    text = toy.read()
    begin, end = text.index("\narticle:") + 1, text.index("\nsuggested_records:") + 1
    toy.write(text[:begin] + head + "\n" + text[end:])
    (found,) = toy.load().drafts
    assert found.problems == ()
    assert str(found).endswith(f"0 of 13 numerals accounted for; next: {found.left[0]}")


def draft_of_the_toy(toy):
    """A draft of the invented article of conftest.py, in its place."""
    toy.write(draft("\n".join(TOY_TEXT), "toy", known_in(toy.root)))


def test_a_list_is_coded_by_renaming_its_key(toy):
    draft_of_the_toy(toy)
    toy.spoil("\nsuggested_dates:\n", "\ndates:\n")
    toy.spoil("\nsuggested_set_aside:\n", "\nset_aside:\n")
    (found,) = toy.load().drafts
    assert (found.coded, found.numerals) == (4, 13)
    assert all("found nothing" in problem.message for problem in found.problems)  # the head
    assert toy.load().articles == {}


def test_a_draft_becomes_an_article_when_its_mark_goes(toy):
    draft_of_the_toy(toy)
    drafted = toy.read()
    toy.write(drafted[: drafted.index("\narticle:")] + "\n" + TOY)
    (found,) = toy.load().drafts
    assert found.problems == () and found.coded == found.numerals == 13
    assert str(found).endswith("next: delete the section `draft:`, so that it counts")
    assert toy.load().articles == {}
    toy.spoil("draft:\n  numerals: 13\n", "")
    loaded = toy.load()
    assert loaded.drafts == () and list(loaded.articles) == ["toy"]


def test_suggestions_without_the_mark_are_refused(toy):
    toy.write(TOY + "\nsuggested_records:\n  - {paragraph: 1, start: 0}\n")
    (problem,) = toy.problems()
    assert "`suggested_records` is not a section here" in problem.message


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  - {paragraph: 4, start: 4, token: 2018, date: 2018}  # date: Năm 2018\n", "",
         "numerals: the text prints 13, but 12 are coded and 0 suggested: 1 are missing"),
        ("documents:\n", "documents:\n  - {paragraph: 4, start: 59, token: XII, document: 18-nq-tw}\n",
         "the numeral at 59 of paragraph 4 is in `documents` already"),
        ("set_aside:\n", "suggested_set_aside:\n  - {paragraph: x, start: 5}\nset_aside:\n",
         "found no suggestion with `paragraph` and `start`"),
        ("set_aside:\n", "suggested_dates:\n  - {paragraph: 4, start: 4}\nset_aside:\n",
         "the numeral is coded or suggested elsewhere as well"),
        ("  id: toy\n", "  id: other\n", "id: found `other`, expected the file's name"),
        ("numerals: 13", "numerals: many", "numerals: found 'many', expected a whole number"),
        ("set_aside:\n", "set_aside: [\n", "not readable as YAML"),
        ("set_aside:\n", "asides:\n", "`asides` is not a section here"),
        ("reason: clock-time", "reason: clock", "`clock` is not a known set_aside"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_draft_is_told_and_stops_nothing(toy, old, new, told):
    coded = TOY.replace("date: 2018}", "date: 2018}  # date: Năm 2018")
    toy.write("draft:\n  numerals: 13\n\n" + coded)
    assert toy.load().drafts[0].problems == ()
    toy.spoil(old, new)
    (found,) = toy.load().drafts
    assert any(told in str(problem) for problem in found.problems), found.problems
    assert all(problem.file == TOY_FILE for problem in found.problems)


def test_an_unfinished_record_of_a_draft_is_told_at_its_place(toy):
    draft_of_the_toy(toy)
    toy.spoil("\nsuggested_records:\n", "\nrecords:\n")
    (found,) = toy.load().drafts
    assert any("of: found nothing, expected a text" in str(problem) for problem in found.problems)


# --- the command ---------------------------------------------------------------------------------


def refused(capsys, *arguments) -> str:
    """What the command says when it refuses: one line, and nothing else."""
    assert main(["new", *map(str, arguments)]) == 1
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1
    return err


def test_the_command_writes_the_draft_and_says_what_to_do_next(repository, source, capsys):
    assert main(["new", str(source), "--id", "thi-du", "--root", str(repository.root)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    looks = Counter(one.looks for one in suggestions(TEXT, KNOWN))
    assert out.startswith(f"data/articles/thi-du.yaml: {looks.total()} numerals in 11 paragraphs\n")
    for name, number in looks.items():
        assert f"{number:4} × {name}\n" in out
    assert "8 relations suggested, 1 whose arithmetic misses" in out
    assert "1.250, 410, 830; 1240 recomputed: inconsistent" in out
    assert "Next: open data/articles/thi-du.yaml" in out
    written = repository.root / "data/articles/thi-du.yaml"
    assert written.read_text(encoding="utf-8") == draft(
        "\n".join(TEXT), "thi-du", known_in(repository.root)
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the text is empty"),
        (b" \n\n\t\n", "the text is empty"),
        (b"\xef\xbb\xbf", "the text is empty"),
        ("không có số nào".encode(), "prints no numeral"),
        (b"PK\x03\x04\x00\x00 27", "is no text (it holds a zero byte)"),
        ("giảm 27\nhuyện".encode("utf-16"), "iconv -f UTF-16LE -t UTF-8 text.txt > new.txt"),
        (b"m\n27 \xe3o", "text.txt:2: found a byte that is not UTF-8: save the file as UTF-8, or"),
        (b"27 xa " * (10 * 2**20 // 6), f"{MAX_BYTES:,} at most make an article"),
        ("27 xã\n\u202e7 xã".encode(), "paragraph 2 holds the letter U+202E, which turns the"),
        (b"27 xa, " * (MAX_NUMERALS + 1), f"prints more than {MAX_NUMERALS:,} numerals"),
    ],
)
def test_what_is_no_article_is_refused_and_nothing_is_written(
    repository, source, capsys, content, told
):
    source.write_bytes(content)
    before = sorted((repository.root / "data/articles").iterdir())
    assert told in refused(capsys, source, "--id", "x", "--root", repository.root)
    assert sorted((repository.root / "data/articles").iterdir()) == before


@pytest.mark.parametrize(
    "name",
    ["../x", "/etc/x", "..", ".", "", "X", "Đà-nẵng", "da nang", "da_nang", "-x", "x-", "a--b",
     "a/b", "a\\b", "x.yaml", "x\n", "a" * 61],
)  # fmt: skip
def test_an_id_that_is_no_plain_name_is_refused(repository, source, capsys, name):
    told = refused(capsys, source, f"--id={name}", "--root", repository.root)
    assert told.startswith("--id ") and "such as da-nang-2017" in told


@pytest.mark.parametrize("name", ["con", "nul", "com1", "lpt9", "aux"])
def test_an_id_that_windows_keeps_is_refused(repository, source, capsys, name):
    told = refused(capsys, source, "--id", name, "--root", repository.root)
    assert "Windows keeps this name" in told


@pytest.mark.parametrize("name", ["published", "collection"])
def test_an_id_that_the_collection_uses_itself_is_refused(repository, source, capsys, name):
    told = refused(capsys, source, "--id", name, "--root", repository.root)
    assert "the collection uses this name itself" in told


def test_an_article_that_is_there_is_never_overwritten(repository, source, capsys):
    for name in ("toy", "ba-che"):
        before = repository.read(f"data/articles/{name}.yaml")
        told = refused(capsys, source, "--id", name, "--root", repository.root)
        assert f"{name}.yaml is there already" in told
        assert repository.read(f"data/articles/{name}.yaml") == before


def test_an_article_that_is_written_meanwhile_is_not_overwritten(repository, source, monkeypatch):
    file = repository.root / "data/articles/x.yaml"

    def known(root):
        file.write_text("mine", encoding="utf-8")
        return known_in(root)

    monkeypatch.setattr(drafting, "known_in", known)
    with pytest.raises(drafting.DraftError, match="x.yaml is there already"):
        new(source, "x", repository.root)
    assert file.read_text(encoding="utf-8") == "mine"


def test_a_text_that_cannot_be_read_is_named(repository, tmp_path, capsys):
    root = repository.root
    assert "is not there" in refused(capsys, tmp_path / "no.txt", "--id", "x", "--root", root)
    assert "is a folder" in refused(capsys, tmp_path, "--id", "x", "--root", root)
    (tmp_path / "x.txt").write_text("27 xã", encoding="utf-8")
    told = refused(capsys, tmp_path / "x.txt", "--id", "x", "--root", tmp_path)
    assert "data/articles is not there: name the collection's folder with --root" in told


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are Unix's")
def test_of_a_text_without_end_no_more_is_read_than_an_article_may_hold(tmp_path):
    pipe, read = tmp_path / "x.txt", 0
    os.mkfifo(pipe)

    def pour() -> None:
        nonlocal read
        with suppress(BrokenPipeError), open(pipe, "wb", buffering=0) as stream:
            while read < 20 * MAX_BYTES:
                read += stream.write(b"27 " * 10_000)

    pouring = threading.Thread(target=pour)
    pouring.start()
    with pytest.raises(drafting.DraftError, match="is too long, 300,000 at most make an article"):
        drafting.read_source(pipe)
    pouring.join()
    assert read < 3 * MAX_BYTES


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS])
@pytest.mark.parametrize("step", ["open", "fsync"])
def test_a_file_that_cannot_be_written_leaves_nothing(
    repository, source, capsys, monkeypatch, number, step
):
    def fail(*_arguments, **_options):
        raise OSError(number, os.strerror(number))

    before = sorted((repository.root / "data/articles").iterdir())
    if step == "open":
        monkeypatch.setattr(files, "open", fail, raising=False)
    else:
        monkeypatch.setattr(files.os, "fsync", fail)
    told = refused(capsys, source, "--id", "x", "--root", repository.root)
    assert f"x.yaml cannot be written ({os.strerror(number)}): nothing was changed" in told
    assert sorted((repository.root / "data/articles").iterdir()) == before
    left = (repository.root / files.WRITING).iterdir()
    assert [file.name for file in left] == [
        "lock"
    ]  # where the disk is full there is no room for it


@pytest.mark.skipif(os.name == "nt", reason="limits of a process are POSIX")
def test_a_disk_that_is_really_full_leaves_nothing(repository, source):
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "from tools.__main__ import main;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)); sys.exit(main(['new', *sys.argv[1:]]))"
    )
    before = sorted((repository.root / "data/articles").iterdir())
    run = subprocess.run(
        [sys.executable, "-B", "-c", code, source, "--id", "x", "--root", repository.root],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "notebooks")))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert run.stderr.count("\n") == 1 and "cannot be written" in run.stderr
    assert sorted((repository.root / "data/articles").iterdir()) == before


@pytest.mark.parametrize("links", [True, False])
def test_of_many_that_write_at_once_one_wins_and_its_file_is_whole(tmp_path, monkeypatch, links):
    if not links:

        def no_links(*_arguments):
            raise OSError(errno.EPERM, "no links here")

        monkeypatch.setattr(files.os, "link", no_links)
    file = tmp_path / "x.yaml"
    texts = [letter * 50_000 for letter in "abcdefgh"]
    start, won = threading.Barrier(len(texts)), []

    def write(text):
        start.wait()
        with suppress(FileExistsError):
            files.put(tmp_path, {file: text}, expected={file: None})
            won.append(text)

    threads = [threading.Thread(target=write, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert file.read_text(encoding="utf-8") == won[0]
    assert sorted(tmp_path.rglob("*"))[-2:] == [tmp_path / ".build/writing/lock", file]


# --- measured on the articles that are coded -----------------------------------------------------


def test_nine_of_ten_suggestions_are_right_and_every_plain_relation_is_found(corpus, articles):
    rows = {
        article.id: agreement(article, read_text(articles, article.id), KNOWN)
        for article in corpus.articles.values()
    }
    print(f"\n{table(rows)}")
    every = sum(rows.values(), Counter())
    for name, counts in [*rows.items(), ("all", every)]:
        assert counts["right"] >= 0.9 * counts["numerals"] > 0, name
        assert counts["related"] == counts["relations"], name
        assert counts["unit"] >= 0.9 * counts["records"], name
    assert every["relations"] == 10
    assert every["numerals"] == len(corpus.frames["numerals"])


def test_the_measure_sees_what_is_wrong(corpus, articles):
    """Against a text whose numerals stand elsewhere nothing agrees."""
    text = read_text(articles, "quang-ninh")
    article = corpus["quang-ninh"]
    assert agreement(article, text, KNOWN)["right"] == len(article.mentions)
    assert agreement(article, [f"Mở {paragraph}" for paragraph in text], KNOWN)["right"] == 0
    no_codes = agreement(article, text, Known(codes=frozenset({"-"})))
    assert (no_codes["unit"], no_codes["right"]) == (0, len(article.mentions))


def test_a_draft_of_each_article_holds_its_numerals_and_its_fingerprint(corpus, articles):
    for article in corpus.articles.values():
        text = read_text(articles, article.id)
        written = draft("\n".join(text), article.id, KNOWN)
        assert f"numerals: {len(article.mentions)}\n" in written
        assert f"sha256: {article.head.sha256}\n" in written


def test_the_collection_has_no_draft_left():
    assert load(ROOT).drafts == ()


# --- kinds of suggestions ------------------------------------------------------------------------


def looked_at(text: str) -> list[tuple[str, str, str]]:
    return [(one.token.text, one.section, one.looks) for one in suggestions(paragraphs(text))]


def kinds_of_relation(text: str) -> list[tuple[str, str, dict[str, str]]]:
    found = suggestions(paragraphs(text))
    relations = suggested_relations(paragraphs(text), found)
    assert all(one.outcome.verdict == one.verdict for one in relations)
    return [(one.kind, one.verdict, dict(one.fixed)) for one in relations]


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        ("1. Giảm 3 phòng", [("1", "set_aside", "number of a list"), ("3", "records", "count")]),
        ("Giảm 27[2] người", [("27", "records", "count"), ("2", "set_aside", "note mark")]),
        ("Họp các ngày 3-4/8.", [("3-4/8", "dates", "date")]),
        ("Sau 2-3 tháng đầu", [("2", "records", "range, duration"), ("3", "records", "range, duration")]),
        ("Trung ương 197 người", [("197", "records", "count")]),
        ("Bà con thôn 9 họp", [("9", "set_aside", "name")]),
        ("Đây là lần đầu tiên họp", [("đầu tiên", "set_aside", "figure of speech")]),
        ("Tỷ lệ tăng 2,5 điểm phần trăm.", [("2,5", "records", "percentage points")]),
        ("Bớt 1.240/1.300 người", [("1.240/1.300", "records", "k/n")]),
        ("Có 2,5 người", [("2,5", "records", "2.5 is no whole number, count")]),
    ],
)  # fmt: skip
def test_what_is_no_plain_count_is_known_for_what_it_is(text, looks):
    assert looked_at(text) == looks


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("Giảm 90 người, trong đó xã A giảm 20 người, xã B 18 người, xã C 36 người.",
         [("sum", "holds", {"partial": "yes"})]),
        ("Giảm 90 người, gồm 20 công chức, 18 viên chức, 36 giáo viên.", [("sum", "inconsistent", {})]),
        ("Giảm 90 người, trong đó có 50 công chức, 40 viên chức.", [("sum", "exact", {})]),
        ("Có 1,3 triệu người, gồm 700 nghìn người ở núi và 640 nghìn người ở biển.", [("sum", "rounded", {})]),
        ("Có 4/6 nhà máy dùng điện, đạt 100% năng lượng sạch.", []),
        ("Có 4/6 nhà máy dùng điện, đạt 66,7%.", [("share", "rounded", {})]),
        ("Ở 30 tỉnh, thành bớt 150 cục, giảm 600 vị trí lãnh đạo.", []),
        ("Giảm 60 người so với hiện nay (bớt chi 8 tỉ đồng), giảm 400 người so với hiện nay.", []),
    ],
)  # fmt: skip
def test_relations_are_suggested_between_figures_of_a_kind(text, relations):
    assert kinds_of_relation(text) == relations
