"""What is coded against the articles' own texts, and the proof that this check bites.

The texts are not part of the collection: without ARTICLES the tests on them are skipped.  An
invented article, whose text is in conftest.py, shows in any case that the check finds each slip.
"""

import dataclasses
import re

import pytest

from conftest import ROOT, TOY, TOY_FILE, TOY_TEXT, folder_of_articles
from printed.reading.census import census
from printed.reading.text import locate
from streamlining import load
from streamlining.coding.items import MAX_WORDS
from streamlining.coding.records import Record
from streamlining.corpus import Article
from tools.check.texts import discrepancies, fingerprint, read_text

CODED = load(ROOT)
#: Every coded article, one that a reader has added too; and those of them that are analysed.
IDS, ANALYSED = list(CODED.articles), [article.id for article in CODED]
SECTIONS = ("records", "dates", "documents", "set_aside")


def without(article: Article, mention) -> Article:
    return replaced(article, mention)


def replaced(article: Article, mention, *changed) -> Article:
    """The article with a mention replaced by another one, or by none."""
    (section,) = (
        name for name in SECTIONS if any(mention is other for other in getattr(article, name))
    )
    listed = [other for other in getattr(article, section) if other is not mention]
    return dataclasses.replace(article, **{section: (*listed, *changed)})


def token(mention) -> str:
    return mention.printed if isinstance(mention, Record) else mention.token


def another_letter(text: str) -> str:
    """``text`` with its last letter another one."""
    (*_, last) = (match.start() for match in re.finditer(r"[^\W\d_]", text))
    return text[:last] + ("x" if text[last] != "x" else "y") + text[last + 1 :]


# --- the real articles ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", IDS)
def test_every_numeral_is_accounted_for_and_each_phrase_stands_once(corpus, articles, name):
    article, text = corpus[name], read_text(articles, name)
    found = [
        (number, numeral.text)
        for number, paragraph in enumerate(text, 1)
        for numeral in census(paragraph)
    ]
    assert list(discrepancies(article, text)) == []
    assert [(mention.paragraph, token(mention)) for mention in article.mentions] == found != []


@pytest.mark.parametrize("name", IDS)
def test_each_figure_is_read_at_its_place_in_its_phrase(corpus, articles, name):
    """The same without the package's own check: the phrase, and in it the numeral."""
    text = read_text(articles, name)
    for record in corpus[name].records:
        paragraph = text[record.paragraph - 1]
        start, end = locate(paragraph, record.exact, record.prefix, record.suffix)
        assert start <= record.start < end
        assert paragraph[record.start :].startswith(record.printed)
        if not record.prefix and not record.suffix:
            assert " ".join(paragraph.split()).count(" ".join(record.exact.split())) == 1


@pytest.mark.parametrize("name", IDS)
def test_the_numerals_table_lists_each_numeral_of_the_text(corpus, articles, name):
    table = corpus.frames["numerals"].query("article == @name")
    rows = list(zip(table["paragraph"], table["start"], table["token"]))
    text = read_text(articles, name)
    assert rows == [
        (number, numeral.start, numeral.text)
        for number, paragraph in enumerate(text, 1)
        for numeral in census(paragraph)
    ]


@pytest.mark.parametrize("name", IDS)
def test_no_mention_can_be_missing(corpus, articles, name):
    article, text = corpus[name], read_text(articles, name)
    for mention in article.mentions:
        (only,) = discrepancies(without(article, mention), text)
        assert only.startswith(
            f"{name}: {token(mention)!r} at {mention.start} of paragraph {mention.paragraph} "
            "is not accounted for"
        )


@pytest.mark.parametrize("name", ANALYSED)
def test_no_phrase_can_have_another_letter(corpus, articles, name):
    article, text = corpus[name], read_text(articles, name)
    for record in article.records:
        spoiled = record.model_copy(update={"exact": another_letter(record.exact)})
        (only,) = discrepancies(replaced(article, record, spoiled), text)
        assert only.startswith(f"{record.key}, paragraph {record.paragraph}: ")
        assert "does not stand in the paragraph" in only


@pytest.mark.parametrize("name", ANALYSED)
def test_no_value_can_be_another_one(corpus, articles, name):
    article, text = corpus[name], read_text(articles, name)
    for record in article.records:
        printed = "9" + record.printed
        exact = record.exact.replace(record.printed, printed, 1)
        spoiled = record.model_copy(update={"printed": printed, "exact": exact})
        found = list(discrepancies(replaced(article, record, spoiled), text))
        assert any(line.startswith(f"{record.key}: expected {printed!r}") for line in found)
        assert any("does not stand in the paragraph" in line for line in found)
        assert any(
            f"{record.printed!r} at {record.start} " in line and "not accounted" in line
            for line in found
        )


@pytest.mark.parametrize("name", IDS)
def test_no_mention_can_be_a_paragraph_further_or_a_letter_further(corpus, articles, name):
    article, text = corpus[name], read_text(articles, name)
    for mention in article.mentions:
        for update in ({"paragraph": mention.paragraph + 1}, {"start": mention.start + 1}):
            found = list(
                discrepancies(replaced(article, mention, mention.model_copy(update=update)), text)
            )
            assert any("not accounted for" in line for line in found)
            assert len(found) > 1


@pytest.mark.parametrize("name", IDS)
def test_no_paragraph_can_be_missing_added_or_changed(corpus, articles, name):
    article, text = corpus[name], read_text(articles, name)
    for changed in (text[1:], ["một", *text], [*text[:-1], text[-1] + "."]):
        assert any("SHA-256 differs" in line for line in discrepancies(article, changed))
    shifted = list(discrepancies(article, ["Mở đầu", *text]))
    assert f"{name}: {len(text)} paragraphs coded, the text has {len(text) + 1}" in shifted
    assert sum("not accounted for" in line for line in shifted) >= len(article.mentions) - 1


NOT_OURS = {".venv", ".git", ".build", "_site", ".hypothesis", ".ipynb_checkpoints", "__pycache__"}


def test_no_file_holds_more_than_a_phrase_of_an_article(corpus, articles):
    """Not even split over lines; titles and authors, which name an article, are free."""
    heads = [article.head for article in corpus.articles.values()]
    allowed = {
        run for head in heads for name in (head.title, head.author or "") for run in runs(name)
    }
    taken = {
        run for name in IDS for paragraph in read_text(articles, name) for run in runs(paragraph)
    } - allowed
    assert len(taken) > 1000
    assert taken & set(runs(" ".join(read_text(articles, "ba-che")[4].split()[3:17])))
    ours = [top for top in ROOT.iterdir() if top.name not in NOT_OURS]
    files = [
        file
        for top in ours
        for file in (top, *top.rglob("*"))
        if file.is_file() and articles.resolve() not in file.resolve().parents
        if not NOT_OURS & set(file.relative_to(ROOT).parts)
    ]
    assert len(files) > 20
    for file in files:
        held = taken & set(runs(file.read_text(encoding="utf-8", errors="replace")))
        assert not held, (
            f"{file.relative_to(ROOT)} quotes {len(held)} runs of {MAX_WORDS + 1} words"
        )


def runs(text: str) -> list[tuple[str, ...]]:
    """All runs of words, counted as for a phrase, one longer than may be quoted."""
    parts = re.sub(r"<[^>]*>|\\n", " ", text.casefold()).split()
    words = [word for part in parts if (word := re.sub(r"^\W+|\W+$", "", part))]
    return list(zip(*(words[start:] for start in range(MAX_WORDS + 1))))


# --- an invented article: always -----------------------------------------------------------------


def test_the_toy_article_agrees_with_its_text(toy):
    assert list(discrepancies(toy.load()["toy"], TOY_TEXT)) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "exact: giảm 1.314 biên chế",
            "exact: giảm 1.314 biên chể",
            [
                "toy/payroll-cut, paragraph 3: 'giảm 1.314 biên chể' does not stand in the "
                "paragraph; nearest: 'giảm 1.314 biên chế,'"
            ],
        ),
        (
            "exact: 7/14 xã",
            "exact: 7/14 xa",
            ["toy/model-communes, paragraph 3: '7/14 xa' does not stand"],
        ),
        ("exact: giảm 06 đầu mối", "exact: giảm 06 đầu", []),
        (
            "exact: giảm một nửa số bản",
            "exact: một nửa số bản\n    prefix: giảm\n    suffix: x",
            ["toy/villages-half, paragraph 4: 'giảm[một nửa số bản]x' does not stand"],
        ),
        (
            "paragraph: 3\n    start: 104",
            "paragraph: 4\n    start: 104",
            [
                "toy/units-cut: expected '06' at 104 of paragraph 4, found",
                "toy/units-cut, paragraph 4: 'giảm 06 đầu mối' does not stand",
                "toy: '06' at 104 of paragraph 3 is not accounted for (…n nhân khẩu và giảm 06 đầu",
            ],
        ),
        (
            "start: 104",
            "start: 105",
            [
                "toy/units-cut: expected '06' at 105 of paragraph 3, found '6 '",
                "toy: '06' at 104 of paragraph 3 is not accounted for",
            ],
        ),
        (
            "exact: giảm 1.314 biên chế\n    printed: 1.314\n    gloss_en: cut 1,314 payroll posts",
            "exact: giảm 1.414 biên chế\n    printed: 1.414\n    gloss_en: cut 1,414 payroll posts",
            [
                "toy/payroll-cut: expected '1.414' at 14 of paragraph 3, found '1.314'",
                "'giảm 1.414 biên chế' does not stand",
                "toy: '1.314' at 14 of paragraph 3 is not accounted for",
            ],
        ),
        (
            "token: XII,",
            "token: XIII,",
            [
                "toy: 'XIII': expected 'XIII' at 59 of paragraph 4, found",
                "toy: 'XII' at 59 of paragraph 4 is not accounted for",
            ],
        ),
        ("token: XII,", "token: XI,", ["toy: 'XII' at 59 of paragraph 4 is not accounted for"]),
        (
            "  - {paragraph: 4, start: 59, token: XII, reason: term-number}\n",
            "",
            ["toy: 'XII' at 59 of paragraph 4 is not accounted for"],
        ),
        (
            "  - {paragraph: 2, start: 6, token: 06/02/2019, date: 2019-02-06}\n",
            "",
            ["toy: '06/02/2019' at 6 of paragraph 2 is not accounted for"],
        ),
        (
            "set_aside:\n",
            'set_aside:\n  - {paragraph: 4, start: 14, token: "0", reason: name}\n',
            ["toy: '0': no numeral starts at 14 of paragraph 4, '0' is part of something longer"],
        ),
        (
            "set_aside:\n",
            "set_aside:\n  - {paragraph: 1, start: 0, token: Huyện, reason: name}\n",
            ["toy: 'Huyện': no numeral starts at 0 of paragraph 1"],
        ),
        ("  paragraphs: 4\n", "  paragraphs: 5\n", ["toy: 5 paragraphs coded, the text has 4"]),
        (
            f"sha256: {fingerprint(TOY_TEXT)}",
            f"sha256: {fingerprint(TOY_TEXT[1:])}",
            ["toy: the text is not the one that was coded"],
        ),
    ],
)
def test_a_slip_in_the_file_is_named(toy, old, new, told):
    toy.spoil(old, new)
    found = list(discrepancies(toy.load()["toy"], TOY_TEXT))
    assert len(found) == len(told), found
    for line, part in zip(found, told):
        assert part in line


def test_a_record_that_is_removed_is_missed(toy):
    start, end = TOY.index("  - id: units-cut\n"), TOY.index("  - id: plan-share\n")
    toy.write(TOY[:start] + TOY[end:])
    (only,) = discrepancies(toy.load()["toy"], TOY_TEXT)
    assert only.startswith("toy: '06' at 104 of paragraph 3 is not accounted for")


def test_a_phrase_that_stands_twice_in_its_paragraph_is_refused(toy):
    text = [*TOY_TEXT[:2], TOY_TEXT[2] + " Xã giảm 06 đầu mối.", TOY_TEXT[3]]
    toy.write(TOY.replace(fingerprint(TOY_TEXT), fingerprint(text)))
    found = list(discrepancies(toy.load()["toy"], text))
    start = text[2].rindex("06")
    assert found == [
        "toy/units-cut, paragraph 3: 'giảm 06 đầu mối' stands 2 times in the paragraph: "
        "lengthen it, or add a prefix or suffix",
        f"toy: '06' at {start} of paragraph 3 is not accounted for "
        f"(…{text[2][start - 20 : start + 22]}…)",
    ]
    toy.spoil("exact: giảm 06 đầu mối\n", "exact: giảm 06 đầu mối\n    prefix: khẩu và\n")
    (only,) = discrepancies(toy.load()["toy"], text)
    assert "is not accounted for" in only


def test_a_numeral_outside_its_phrase_is_refused(toy):
    """The same numeral stands twice, and the record points at the other one."""
    text = [*TOY_TEXT[:2], TOY_TEXT[2] + " Còn 06 xã.", TOY_TEXT[3]]
    start = text[2].rindex("06")
    aside = f"set_aside:\n  - {{paragraph: 3, start: {start}, token: 06, reason: name}}\n"
    coded = TOY.replace(fingerprint(TOY_TEXT), fingerprint(text)).replace("set_aside:\n", aside)
    toy.write(coded)
    assert list(discrepancies(toy.load()["toy"], text)) == []
    toy.write(
        coded.replace("start: 104", "start: 0")
        .replace(f"start: {start}", "start: 104")
        .replace("start: 0\n", f"start: {start}\n")
    )
    assert list(discrepancies(toy.load()["toy"], text)) == [
        f"toy/units-cut: its numeral at {start} is outside its phrase"
    ]


@pytest.mark.parametrize("number", range(len(TOY_TEXT)))
def test_a_paragraph_that_is_removed_doubled_or_shifted_is_missed(toy, number):
    article = toy.load()["toy"]
    removed = [*TOY_TEXT[:number], *TOY_TEXT[number + 1 :]]
    doubled = [*TOY_TEXT[: number + 1], *TOY_TEXT[number:]]
    shifted = [*TOY_TEXT[:number], "Mở đầu", *TOY_TEXT[number:]]
    for text in (removed, doubled, shifted):
        found = list(discrepancies(article, text))
        assert found[0] == "toy: the text is not the one that was coded (its SHA-256 differs)"
        assert found[1] == f"toy: 4 paragraphs coded, the text has {len(text)}"
    assert any("the text has no paragraph 4" in line for line in discrepancies(article, removed))
    later = [mention for mention in article.mentions if mention.paragraph > number]
    assert sum("expected" in line for line in discrepancies(article, shifted)) >= len(later)


# --- the texts' folder ---------------------------------------------------------------------------


def test_a_text_is_read_with_any_line_ends_and_with_or_without_a_byte_order_mark(tmp_path):
    for number, (start, line_end) in enumerate(
        [("", "\n"), ("\ufeff", "\n"), ("", "\r\n\r\n"), ("\ufeff", "\r\n")]
    ):
        text = start + line_end.join(f"  {paragraph} " for paragraph in TOY_TEXT) + line_end
        (tmp_path / f"toy{number}.txt").write_bytes(text.encode())
        assert read_text(tmp_path, f"toy{number}") == TOY_TEXT


@pytest.mark.parametrize("environment", [{}, {"ARTICLES": ""}])
def test_without_articles_a_test_is_skipped_and_says_why(environment):
    with pytest.raises(
        pytest.skip.Exception, match="ARTICLES is not set: let it name the folder"
    ) as skipped:
        folder_of_articles(environment)
    assert "<article>.txt" in str(skipped.value)


def test_a_wrong_folder_fails_and_is_not_skipped(tmp_path):
    with pytest.raises(
        pytest.fail.Exception, match="ARTICLES names .*nowhere.*, which is not a folder"
    ):
        folder_of_articles({"ARTICLES": str(tmp_path / "nowhere")})
    assert folder_of_articles({"ARTICLES": str(tmp_path)}) == tmp_path


def test_the_toy_file_is_where_an_article_would_be(toy):
    assert toy.load().articles.keys() == {"toy"}
    assert (toy.root / TOY_FILE).parent == toy.root / "data" / "articles"
