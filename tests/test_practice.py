"""The practice report of notebook 09: text and coding agree, and the audit finds what was planted."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from agreement import agreement
from conftest import ROOT
from printed.reading.census import census
from streamlining import Corpus, DataError, load
from streamlining.coding.relations import KINDS, Relation
from test_schemas import in_editor
from tools.check.texts import discrepancies, read_text
from tools.suggest import draft as drafting
from tools.suggest.numerals import suggestions
from tools.suggest.relations import suggested_relations
from tools.suggest.words import known_in

PRACTICE = ROOT / "data/practice"
ID = "khe-vang"
NOTEBOOK = json.loads((ROOT / "notebooks/09_encode_an_article.ipynb").read_text(encoding="utf-8"))

#: What was planted, the verdict that notebook 09 promises, and the repair that undoes it.
PLANTED = {
    "payroll-parts": ("inconsistent", "135 → 153"),  # digits of the total swapped
    "payroll-twice": ("inconsistent", "135 → 153"),
    "committee-chair": ("truncated", None),
    "part-time-parts": ("inconsistent", "512 → 502"),
    "cells-rated-of-all": ("unattainable", "75.1 % → 75.4 %"),
    "target-year": ("inconsistent", None),
    "target-beside-cut": ("inconsistent", None),
}


@pytest.fixture(scope="module")
def text() -> list[str]:
    return read_text(PRACTICE, ID)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the collection's data with the practice report's place and code."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    places, codebook = tmp_path / "data/places.yaml", tmp_path / "data/codebook.yaml"
    with open(places, "a", encoding="utf-8") as file:
        file.write("\n" + (PRACTICE / "places.yaml").read_text(encoding="utf-8"))
    added = (PRACTICE / "codebook.yaml").read_text(encoding="utf-8").partition("organ:\n")[2]
    known = codebook.read_text(encoding="utf-8")
    assert known.count("\norgan:\n") == 1
    codebook.write_text(known.replace("\norgan:\n", f"\norgan:\n{added}"), encoding="utf-8")
    return tmp_path


@pytest.fixture
def lesson(copy: Path) -> Corpus:
    shutil.copy(PRACTICE / f"{ID}.yaml", copy / "data/articles")
    return load(copy)


# --- the report and the collection ---------------------------------------------------------------


def test_the_report_says_first_that_it_is_invented(text):
    assert "thực hành" in text[0] and "không có thật" in text[0]


def test_nothing_of_the_practice_counts_in_the_collection(corpus):
    assert ID not in corpus.articles and not corpus.drafts
    assert not {ID, "ba-nguon"} & corpus.places.keys()
    names = {place.name_vi for place in corpus.places.values()}
    assert not {"Khe Vàng", "Ba Nguồn", "Sông Trắng"} & names


def test_the_report_is_of_the_real_kind(text):
    kinds = [token.kind for paragraph in text for token in census(paragraph)]
    assert 12 <= len(text) <= 18 and 35 <= len(kinds) <= 45
    assert {"number", "fraction", "date", "time", "document", "roman", "word"} <= set(kinds)


def test_the_coding_keeps_to_the_schema_but_for_the_place_and_the_code_that_are_new():
    schema = json.loads((ROOT / "data/schemas/article.schema.json").read_text(encoding="utf-8"))
    file = PRACTICE / f"{ID}.yaml"
    named = file.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")[2]
    assert (PRACTICE / named).resolve() == ROOT / "data/schemas/article.schema.json"
    refused = [
        error.instance for error in Draft202012Validator(schema).iter_errors(in_editor(file))
    ]
    assert set(refused) == {ID, "ba-nguon", "commune-committee-chair"}


# --- text and coding -----------------------------------------------------------------------------


def test_every_numeral_is_accounted_for_and_each_phrase_stands_once(lesson, text):
    found = [(n, token.text) for n, paragraph in enumerate(text, 1) for token in census(paragraph)]
    coded = [
        (mention.paragraph, getattr(mention, "printed", None) or mention.token)
        for mention in lesson[ID].mentions
    ]
    assert coded == found
    assert list(discrepancies(lesson[ID], text)) == []


@pytest.mark.parametrize("section", ["records", "dates", "documents", "set_aside"])
def test_a_numeral_that_is_not_coded_is_told(lesson, text, section):
    for index, one in enumerate(items := getattr(lesson[ID], section)):
        less = replace(lesson[ID], **{section: items[:index] + items[index + 1 :]})
        assert [
            f"at {one.start} of paragraph {one.paragraph} is not accounted for" in told
            for told in discrepancies(less, text)
        ] == [True]


def test_without_its_place_and_code_the_coding_is_refused(tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(PRACTICE / f"{ID}.yaml", tmp_path / "data/articles")
    with pytest.raises(DataError) as refused:
        load(tmp_path)
    told = str(refused.value)
    for name in (ID, "ba-nguon", "commune-committee-chair"):
        assert f"`{name}` is not a known" in told


# --- the audit -----------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", PLANTED)
def test_a_planted_slip_is_found_with_its_verdict_and_its_repair(lesson, slug):
    verdict, repair = PLANTED[slug]
    finding = lesson.finding(f"{ID}/{slug}")
    assert finding.relation.note.startswith("Planted:")
    assert finding.verdict.code == verdict
    assert finding.readings
    if repair:
        assert repair in [one.text for one in finding.outcome.repairs]


def test_nothing_else_differs_and_the_rest_mostly_fits(lesson):
    others = [f for f in lesson.findings[ID] if f.relation.id not in PLANTED]
    standings = [finding.verdict.standing for finding in others]
    assert standings.count("fits") >= 5 and "differs" not in standings
    assert not any("Planted" in (finding.relation.note or "") for finding in others)


def test_the_target_is_drafted_as_done_and_coded_as_planned(lesson, text):
    target = lesson[ID].record("payroll-target-share")
    suggested = [
        one
        for one in suggestions(text, known_in(lesson.root))
        if (one.paragraph, one.token.start) == (target.paragraph, target.start)
    ]
    assert [one.fields["status"] for one in suggested] == ["achieved"]
    assert target.status == "planned"
    assert lesson.finding(f"{ID}/target-year").readings == ["plan-and-result"]


@pytest.mark.parametrize(
    ("slug", "printed", "relations"),
    [("payroll-cut-again", "153", ["payroll-parts", "payroll-twice"]),
     ("committee-chair-share", "57,9", ["committee-chair"]),
     ("part-time-cut-communes", "107", ["part-time-parts"]),
     ("cells-rated", "74,6", ["cells-rated-of-all"])],
)  # fmt: skip
def test_a_slip_that_was_not_planted_is_not_found(lesson, slug, printed, relations):
    mended = lesson.what_if(f"{ID}/{slug}", printed=printed)
    verdicts = [mended.finding(f"{ID}/{relation}").verdict.code for relation in relations]
    assert set(verdicts) <= {"exact", "rounded"}


def test_a_slip_that_nothing_else_speaks_of_moves_no_verdict(lesson):
    sites = lesson[ID].record("school-sites-cut")
    changed = lesson.what_if(sites.key, printed=sites.printed[::-1])
    assert changed.record(sites.key).value != sites.value
    assert [f.verdict for f in changed.findings[ID]] == [f.verdict for f in lesson.findings[ID]]


# --- the draft -----------------------------------------------------------------------------------


def test_nine_of_ten_suggestions_are_right_and_every_plain_relation_is_found(lesson, text):
    counts = agreement(lesson[ID], text, known_in(ROOT))
    assert counts["numerals"] == len(lesson[ID].mentions)
    assert counts["right"] >= 0.9 * counts["numerals"]
    assert counts["values"] >= 0.9 * counts["others"]
    assert counts["unit"] + counts["indicator"] >= 0.85 * 2 * counts["records"]
    assert counts["related"] == counts["relations"] >= 5


def test_the_draft_finds_shares_sums_and_a_change(text):
    found = suggested_relations(text, suggestions(text, known_in(ROOT)))
    printed = {(relation.kind, *(one.token.text for one in relation.figures)) for relation in found}
    assert printed == {
        ("base", "9,3", "153"),
        ("share", "89,5", "17/19"),
        ("share", "57,8", "11/19"),
        ("share", "75,1", "126"),
        ("sum", "135", "14", "88", "51"),
        ("sum", "512", "97", "405"),
        ("difference", "182", "141", "41"),
    }


def test_the_draft_is_one_of_the_copy_and_its_lists_can_be_accepted(copy):
    drafting.new(PRACTICE / f"{ID}.txt", ID, copy)
    file = copy / "data/articles" / f"{ID}.yaml"
    drafted = file.read_text(encoding="utf-8")
    file.write_text(
        re.sub("suggested_(dates|documents|set_aside):", r"\1:", drafted), encoding="utf-8"
    )
    (draft,) = load(copy).drafts
    others = len(re.findall(r"token:", drafted))
    assert (draft.coded, draft.numerals) == (others, others + len(re.findall(r"printed:", drafted)))
    assert len(draft.left) == draft.numerals - draft.coded
    assert all(left.startswith(f"data/articles/{ID}.yaml:") for left in draft.left)


# --- the notebook --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def outputs() -> str:
    """Everything that notebook 09 shows, as plain text."""
    return "\n".join(
        "".join(output["data"]["text/plain"])
        for cell in NOTEBOOK["cells"]
        if cell["cell_type"] == "code"
        for output in cell["outputs"]
    )


def test_the_notebook_explains_every_kind_of_relation_with_its_fields():
    prose = ["".join(c["source"]) for c in NOTEBOOK["cells"] if c["cell_type"] == "markdown"]
    rows = dict(re.findall(r"(?m)^\| `([a-z]+)` \|(.*)$", "\n".join(prose)))
    assert rows.keys() == KINDS.keys()
    for kind, form in KINDS.items():
        own = {field.alias or name for name, field in form.model_fields.items()
               if name not in Relation.model_fields and name != "claim"}  # fmt: skip
        assert own and own <= set(re.findall(r"`([a-z]+)`", rows[kind])), kind


def test_the_notebook_shows_each_planted_slip_with_its_verdict(outputs, lesson):
    shown = outputs[outputs.index("Relation|Verdict|What decided it|Smallest repairs") :]
    for slug, (verdict, repair) in PLANTED.items():
        (line,) = [line for line in shown.splitlines() if line.startswith(f"{ID}/{slug}|")]
        assert f" {verdict}|" in line and (repair or "") in line


def test_the_notebook_shows_real_messages_at_their_places(outputs):
    told = re.findall(rf"^data/articles/{ID}\.yaml:\d+:\d+: .+", outputs, re.MULTILINE)
    told = [message for message in told if "found nothing" not in message]  # the draft's head
    assert len(told) == 4
    for what in ("known organ", "known unit", "says `>`", "does not hold the numeral"):
        assert sum(what in message for message in told) == 1
