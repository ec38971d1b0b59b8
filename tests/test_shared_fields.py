"""What a record leaves to its article's head, to its ``defaults:`` and to a record that it is like."""

import re

import pytest

from streamlining.tables import card, notes
from streamlining.translation import Catalogue, in_both_languages
from tools.suggest.draft import draft
from tools.suggest.words import known_in

FIRST = """\
    place: ba-che
    level: district
    sector: political-system
    time_period: 2015/2019-02
    base_period: 2015
"""
SHARE = """\
    indicator: payroll-reduction
    unit: percent
    of: payroll posts cut, as a share of all
    place: ba-che
    level: district
    sector: political-system
    time_period: 2015/2019-02
    status: achieved
"""


def told(toy, place, *parts: str) -> None:
    (problem,) = toy.problems()
    assert str(problem).startswith("{}:{}:{}: ".format(*place))
    assert all(part in problem.message for part in parts), problem.message


def defaulted(toy, defaults: str) -> tuple[str, int, int]:
    """The toy article, whose first record leaves all to ``defaults:``."""
    toy.spoil(FIRST, "    base_period: 2015\n")
    return toy.spoil("\nrecords:\n", f"\ndefaults:\n{defaults}\nrecords:\n")


def test_what_a_record_does_not_say_its_defaults_say(toy):
    before = toy.load().frames["records"]
    shared = "  level: district\n  sector: political-system\n  time_period: 2015/2019-02\n"
    defaulted(toy, f"{shared}¦")
    assert toy.load().frames["records"].equals(before)  # its place is that of the head
    toy.spoil("  level: district\n  sector", "  level: commune\n  sector")
    after = toy.load()["toy"]
    assert [record.level for record in after.records[:2]] == ["commune", "district"]


def test_the_place_of_the_defaults_comes_before_that_of_the_head(toy):
    defaulted(toy, "  place: duc-tho\n  level: district\n  sector: party\n  time_period: 2018\n¦")
    assert [record.place for record in toy.load()["toy"].records[:2]] == ["duc-tho", "ba-che"]


@pytest.mark.parametrize(
    ("defaults", "part"),
    [
        ("  level: ¦districts\n", "`districts` is not a known level"),
        ("  place: ¦nowhere\n", "`nowhere` is not a known place"),
        ("  time_period: ¦long ago\n", "is not a date in EDTF"),
        ("  time_period:¦\n", "time_period: found nothing"),
        ("  ¦status: achieved\n", "`status` is not a field here"),
    ],
)
def test_a_default_that_is_wrong_is_told_once_and_at_its_place(toy, defaults, part):
    for field in ("level", "place", "time_period"):
        if f"{field}:" in defaults:
            toy.write("".join(
                line for line in toy.read().splitlines(True) if f"    {field}:" not in line
            ))  # fmt: skip
    told(toy, toy.spoil("\nrecords:\n", f"\ndefaults:\n{defaults}\nrecords:\n"), part)


def test_a_place_of_the_head_that_is_not_known_is_told_once(toy):
    toy.write("".join(
        line for line in toy.read().splitlines(True) if "    place: ba-che" not in line
    ))  # fmt: skip
    told(toy, toy.spoil("\n  place: ba-che\n", "\n  place: ¦ba-chee\n"), "is not a known place")


def test_a_missing_field_may_be_added_in_either_place(toy):
    place = toy.spoil(
        "status: achieved\n    voice: chair\n\n  - id: payroll-cut-share",
        "status: achieved\n    voice: chair\n\n  - ¦id: payroll-cut-share",
    )
    toy.spoil(SHARE, SHARE.replace("    level: district\n", ""))
    told(toy, place, "`level` is missing: add it here or under `defaults:`")


def test_a_record_that_is_like_another_says_what_that_says_and_what_it_says_itself(toy):
    before = toy.load()
    toy.spoil(SHARE, "    like: payroll-cut\n    unit: percent\n    of: their share\n")
    cut, share = toy.load()["toy"].records[:2]
    for field in ("indicator", "place", "level", "sector", "time_period", "base_period", "status"):
        assert getattr(share, field) == getattr(cut, field)
    assert (share.unit, share.of, share.printed) == ("percent", "their share", "19,7")
    assert share.voice == "newspaper" and cut.voice == "chair"  # who says it comes with the phrase
    assert before["toy"].records[0] == cut


@pytest.mark.parametrize("name", ["¦payroll-cutt", "¦payroll-cut-share", "¦[payroll-cut]"])
def test_a_record_like_none_or_like_itself_is_told(toy, name):
    where = toy.spoil(SHARE, f"{SHARE}    like: {name}\n")
    told(toy, where, "is no record that stands for itself: correct the name")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  published: 2019-02-06\n", "  published: ¦XXXX-02-06\n"),
        ("    base_period: 2015\n", "    base_period: ¦XXXX\n"),
        ("    time_period: 2015/2019-02\n    base", "    time_period: ¦2015/XXXX-02\n    base"),
    ],
)
def test_a_time_without_a_year_is_refused_where_it_would_stand_on_a_line_of_time(toy, old, new):
    told(toy, toy.spoil(old, new), "has no year", "write the year", "2019?")


def test_a_date_without_a_year_in_the_text_is_what_it_is(toy):
    toy.spoil("token: 2018, date: 2018", "token: 2018, date: XXXX-06-25")
    assert toy.load()["toy"].dates[1].date == "XXXX-06-25"


# --- provinces -----------------------------------------------------------------------------------


def test_a_province_of_the_map_needs_no_entry(toy):
    before = toy.load()
    unnamed = [tile.place for tile in before.provinces if tile.place.id not in before.places]
    one, other = [place for place in unnamed if place.type_vi == "tỉnh"][:2]
    toy.spoil("\n  place: ba-che\n", f"\n  place: {one.id}\n")
    corpus = toy.load()
    place = corpus.places[one.id]
    assert place.name_en == f"{place.name_vi} province"
    assert (place.level, place.code, place.parent) == ("province", one.code, "viet-nam")
    assert one.id in set(corpus.frames["places"]["id"])
    assert other.id not in corpus.places  # nor are those listed that nobody names


def test_a_new_place_may_lie_in_one(toy):
    entry = "\n- id: tan-mau\n  name_vi: Tân Mẫu\n  name_en: Tân Mẫu district\n  level: district\n  type_vi: huyện\n  parent: ho-chi-minh\n"
    toy.write(toy.read("data/places.yaml") + entry, "data/places.yaml")
    city = toy.load().places["ho-chi-minh"]
    assert (city.name_vi, city.name_en) == ("Thành phố Hồ Chí Minh", "Hồ Chí Minh city")
    assert city.type_vi == "thành phố trực thuộc trung ương"


def test_every_province_has_an_id_of_its_own_and_those_entered_keep_theirs(corpus):
    tiles = [tile.place for tile in corpus.provinces]
    assert len({place.id for place in tiles}) == 63
    for place in tiles:
        listed = corpus.places.get(place.id)
        assert listed is None or (listed.code, listed.name_en) == (place.code, place.name_en)


# --- the draft -----------------------------------------------------------------------------------


def head(text: str) -> dict[str, str]:
    lines = (line.strip().split(": ", 1) for line in text.splitlines() if ": " in line)
    return {name: said.partition("#")[0].strip() for name, said in lines}


@pytest.mark.parametrize(
    ("text", "place", "level"),
    [
        ("Cà Mau giảm 12 biên chế", "ca-mau", "province"),
        ("Giảm 12 biên chế\nTheo báo cáo của tỉnh Cà Mau", "ca-mau", "province"),
        ("Báo Quảng Ninh\nCà Mau giảm 12 biên chế", "ca-mau", "province"),
        ("Huyện Ba Chẽ (Quảng Ninh) giảm 12 biên chế", "ba-che", "district"),
        ("Cà Mau và Bạc Liêu giảm 12 biên chế", "", ""),
        ("Giảm 12 biên chế", "", ""),
    ],
)
def test_a_draft_knows_the_place_that_its_beginning_names(corpus, text, place, level):
    found = head(draft(text, "thu", known_in(corpus.root)))
    assert (found.get("place", ""), found.get("level", "")) == (place, level)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Bớt 12 xã\n27/04/2019 08:30", "2019-04-27"),
        ("Bớt 12 xã\nThứ Bảy, ngày 27/04/2019", "2019-04-27"),
        ("Bớt 12 xã\n25/6, 08:30", ""),
        ("Bớt 12 xã\nTheo quyết định ngày 27/04/2019 thì nhiều xã của huyện sẽ còn ít hơn", ""),
    ],
)
def test_a_draft_dates_a_report_by_its_dateline_and_never_without_a_year(corpus, text, published):
    assert head(draft(text, "thu", known_in(corpus.root))).get("published", "") == published


@pytest.mark.parametrize(
    ("sentence", "gloss", "of"),
    [
        ("Huyện đã giảm được 1.240 biên chế.", "cut 1,240 payroll posts", "payroll posts cut"),
        ("Huyện sẽ giảm 12 trường.", "cut 12 schools", "schools to be cut"),
        ("Nay còn hơn 141 thôn.", "more than 141 villages left", "villages left"),
        ("Nay có 3/14 xã làm theo.", "there are 3 of 14 communes", ""),
        ("Huyện có một xã khó khăn.", "", ""),
        ("Huyện giảm 12 điểm bưu điện.", "cut 12", ""),
        ("Huyện không giảm được 12 biên chế nào.", "", ""),
    ],
)
def test_a_plain_phrase_is_drafted_with_its_english(corpus, sentence, gloss, of):
    text = draft(f"Tin\n{sentence}", "thu", known_in(corpus.root))
    found = head(text[text.index("suggested_records") :])
    assert (found.get("gloss_en", ""), found.get("of", "")) == (gloss, of)


def test_what_is_stated_again_is_drafted_like_the_first_and_the_two_are_tied(corpus):
    text = "Giảm 1.240 biên chế\nHuyện bớt 5 thôn.\nHuyện giảm 1.240 biên chế, bớt 5 thôn."
    drafted = draft(text, "thu", known_in(corpus.root))
    assert drafted.count("like: payroll-reduction-p1\n") == drafted.count("like:") == 1
    tie = "kind: same\n    stated: no\n    first: payroll-reduction-p1\n    second: payroll-reduction-p3\n"
    assert tie in drafted


def test_the_card_of_a_place_without_a_code_names_none(toy):
    toy.spoil("\n  place: ba-che\n", "\n  place: tan-mau\n")
    entry = "\n- id: tan-mau\n  name_vi: Tân Mẫu\n  name_en: Tân Mẫu district\n  level: district\n  type_vi: huyện\n  parent: ca-mau\n"
    toy.write(toy.read("data/places.yaml") + entry, "data/places.yaml")
    corpus = toy.load()
    shown = card(corpus, corpus["toy"])._repr_html_()
    assert "Tân Mẫu district (Tân Mẫu)</td>" in shown and "None" not in shown
    assert "Since July 2025" not in shown


def test_where_nothing_was_noted_a_table_says_so(toy):
    toy.write(re.sub("\n +note: .*", "", toy.read()))
    corpus = toy.load()
    shown = notes(corpus["toy"])
    assert "none" in str(shown) and ">none</td>" in shown._repr_html_()
    assert Catalogue({}, in_both_languages(corpus)).translate("none") == "không có"
