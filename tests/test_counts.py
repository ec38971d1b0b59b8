"""Numbers that count the collection: they follow it as long as an article is new."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import ROOT
from streamlining import Corpus, load
from streamlining.pages import links
from tools.make.counts import counted, write_counts

CATALOGUE = "site/locale/vi/LC_MESSAGES/index.po"


def link(text: str, key: str = "reports", quote: str = '"') -> str:
    return f"[{text}](00_start_here.ipynb#Counts {quote}collection/{key}{quote})"


@pytest.mark.parametrize(
    ("before", "word", "figure"),
    [
        ("99 newspaper reports", "{} newspaper reports", "{} newspaper reports"),
        ("Nine reports", "Three reports", "{} reports"),
        ("nine reports", "three reports", "{} reports"),
        ("Chín bài báo", "Ba bài báo", "{} bài báo"),
        ("mười bài báo", "ba bài báo", "{} bài báo"),
    ],
)
def test_a_count_is_written_as_the_one_before_was(corpus: Corpus, before, word, figure) -> None:
    few, many = grown(corpus, 3), grown(corpus, 12)
    for quote in ('"', '\\"'):
        assert counted(link(before, quote=quote), few) == link(word.format(3), quote=quote)
        assert counted(link(before, quote=quote), many) == link(figure.format(12), quote=quote)


def grown(corpus: Corpus, reports: int) -> Corpus:
    """The collection with so many reports: the first of it, again and again."""
    first = next(iter(corpus))
    copies = (first.head.model_copy(update={"id": f"x{n}"}) for n in range(reports))
    articles = {head.id: type(first)(head) for head in copies}
    return replace(corpus, articles=articles, findings=dict.fromkeys(articles, ()))


def test_what_agrees_or_counts_something_else_stays(corpus: Corpus) -> None:
    kept = '[9 posts](01_ba_che.ipynb "ba-che/payroll-cut") and 9 in [9](x.md "title") of nine'
    assert counted(kept, corpus) == kept
    unknown = link("nine", "no-such-count")
    assert counted(unknown, corpus) == unknown


def test_counts_follow_in_pages_and_translations_while_an_article_is_new(tmp_path: Path) -> None:
    for name in ("data", "notebooks", "site/locale"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "README.md", tmp_path)
    names = ("README.md", "notebooks/08_comparison.ipynb", CATALOGUE)
    before = {name: (tmp_path / name).read_bytes() for name in names}
    article = tmp_path / "data/articles/binh-xuyen.yaml"
    text = article.read_text(encoding="utf-8")
    fewer = text[: text.index("\nassessments:")]  # its benefits and difficulties are gone

    article.write_text(fewer, encoding="utf-8")
    (tmp_path / "data/second-coding.yaml").write_text("[]\n", encoding="utf-8")
    write_counts(tmp_path)
    assert {name: (tmp_path / name).read_bytes() for name in names} == before  # a slip, and told

    article.write_text(fewer.replace("  overviews_read: yes\n", ""), encoding="utf-8")
    write_counts(tmp_path)
    corpus = load(tmp_path)
    for name in names[1:]:
        after = (tmp_path / name).read_text(encoding="utf-8").replace('\\"', '"')
        assert any(one.key in corpus.counts for one in links(after))
        assert counted(after, corpus) == after
    assert (tmp_path / names[1]).read_bytes() != before[names[1]]


def test_the_kind_of_a_text_is_coded_and_no_matter_of_where_a_figure_is_placed() -> None:
    corpus = load()
    article = corpus["bac-giang"]
    (figure,) = article.records
    elsewhere = figure.model_copy(update={"id": "days", "place": "bac-giang"})
    more = replace(article, records=(figure, elsewhere))
    moved = replace(corpus, articles={**corpus.articles, article.id: more})
    assert {key: count.value for key, count in moved.counts.items()} == {
        key: count.value for key, count in corpus.counts.items()
    }
