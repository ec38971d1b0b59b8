"""Tables as a reader sees them: plain HTML that says the same on every site."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from html import escape
from importlib.metadata import version

import pandas as pd

from . import audit
from .corpus import Article, Corpus
from .numerals import write
from .periods import in_words
from .records import Place, Record

_NUMBER = {"¶", "Value", "k", "n"}


class Table:
    """A table for reading; ``frame`` is the same as a pandas DataFrame.

    Numbers stand to the right, text to the left, and every cell is escaped.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    def __repr__(self) -> str:
        return self.frame.to_csv(index=False, sep="|", lineterminator="\n").rstrip()

    def _repr_html_(self) -> str:
        sides = ["right" if self._is_number(name) else "left" for name in self.frame.columns]
        head = "".join(map(_cell("th"), self.frame.columns, sides))
        rows = (
            f"<tr>{''.join(map(_cell('td'), row, sides))}</tr>"
            for row in self.frame.itertuples(index=False)
        )
        body = "\n".join(rows)
        return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"

    def _is_number(self, name: str) -> bool:
        return name in _NUMBER or pd.api.types.is_numeric_dtype(self.frame[name])


def _cell(tag: str):
    def cell(value: object, side: str) -> str:
        # An inline style, since notebook interfaces push every cell to the right.
        return f'<{tag} style="text-align: {side}">{escape(str(value))}</{tag}>'

    return cell


def card(corpus: Corpus, article: Article) -> Table:
    """Who published what, when and about which place."""
    head, place = article.head, corpus.places[article.head.place]
    published = f"{in_words(head.published)} ({corpus.label('published_basis', head.published_basis).lower()})"
    rows = {
        "Title": head.title,
        "Outlet": head.outlet,
        "Author": head.author or "not printed",
        "Published": f"{published}. {head.published_note}" if head.published_note else published,
        "Place": f"{place.name_en} ({place.name_vi}), official code {place.code}",
        "Since July 2025": place.after_2025 or "",
        "Coded": f"{len(article.mentions)} numerals in {head.paragraphs} paragraphs; "
        f"{len(article.records)} of them are figures",
    }
    return Table(pd.DataFrame(rows.items(), columns=["Card", ""]))


def evidence(corpus: Corpus, article: Article) -> Table:
    """Every figure of an article: the phrase that prints it and what it says."""
    return Table(
        pd.DataFrame(
            {
                "Record": record.id,
                "¶": record.paragraph,
                "Phrase as printed": quoted(record),
                "Value": record.text,
                "Unit": corpus.label("unit", record.unit),
                "What is counted": record.of,
                "Period": when(record),
                "Status": corpus.label("status", record.status),
                "Said by": article.voice(record),
            }
            for record in article.records
        )
    )


def notes(article: Article) -> Table:
    """What is unclear about an article's figures, as noted when they were coded."""
    rows = [
        {"Record": record.id, "¶": record.paragraph, "What the sentence leaves open": record.note}
        for record in article.records
        if record.note
    ]
    return Table(pd.DataFrame(rows))


def quotes(*records: Record) -> Table:
    """The phrases that print some figures, and the numbers read out of them."""
    return Table(
        pd.DataFrame(
            {
                "Record": record.id,
                "¶": record.paragraph,
                "Phrase as printed": quoted(record),
                "Read as": record.text,
                "Status": record.status,
            }
            for record in records
        )
    )


def computed(**results: Fraction | int | str) -> Table:
    """Derived numbers by name; underscores in the names show as spaces."""
    rows = [(name.replace("_", " "), str(value)) for name, value in results.items()]
    return Table(pd.DataFrame(rows, columns=["Derived", "Value"]))


def spans(percentage: Record) -> Table:
    """The values that a printed percentage stands for, by how it came to be printed."""
    habits = {"rounded": "rounded half up", "truncated": "cut off"}
    rows = [
        (habit, audit.span(percentage, mode).text(percentage.decimals + 2))
        for mode, habit in habits.items()
    ]
    return Table(pd.DataFrame(rows, columns=[f"{percentage.printed} % if", "stands for (in %)"]))


def recomputed(pairs: Iterable[tuple[Record, Record]]) -> Table:
    """Each printed k/n beside its printed percentage and the percentage that division gives."""
    return Table(
        pd.DataFrame(
            {
                "Counts": count.printed,
                "Printed": f"{share.printed} %",
                "Division gives": f"{audit.exact_text(100 * count.value, 4)} %",
                "Rounded": f"{write(100 * count.value, share.decimals)} %",
                "Cut off": f"{write(100 * count.value, share.decimals, cut=True)} %",
                "What is counted": count.of,
            }
            for count, share in pairs
        )
    )


def figures(corpus: Corpus) -> Table:
    """Every figure of every analysed article."""
    return Table(
        pd.DataFrame(
            {
                "Article": article.id,
                "¶": record.paragraph,
                "Phrase as printed": quoted(record),
                "Value": record.text,
                "Unit": corpus.label("unit", record.unit),
                "What is counted": record.of,
                "Status": corpus.label("status", record.status),
            }
            for article in corpus
            for record in article.records
        )
    )


def articles(corpus: Corpus) -> Table:
    """Every article, the left-out one too."""
    return Table(
        pd.DataFrame(
            {
                "Article": article.id,
                "Place": corpus.places[article.head.place].name_vi,
                "Outlet": article.head.outlet,
                "Published": in_words(article.head.published),
                "What it is about": article.head.subject,
                "Numerals": len(article.mentions),
                "Figures": len(article.records),
            }
            for article in corpus.articles.values()
        )
    )


def set_aside(corpus: Corpus, article: Article) -> Table:
    """The numerals of an article that state nothing, with the reason, counted."""
    counts: dict[tuple[str, str, str], int] = {}
    for item in article.set_aside:
        row = (item.token, item.note or "", corpus.label("set_aside", item.reason))
        counts[row] = counts.get(row, 0) + 1
    rows = [(*row, count) for row, count in counts.items()]
    return Table(pd.DataFrame(rows, columns=["Numeral", "In", "Why it is not a figure", "Times"]))


def documents(corpus: Corpus, article: Article) -> Table:
    """The policy documents that an article names, each once."""
    named = [corpus.documents[key] for key in dict.fromkeys(m.document for m in article.documents)]
    return Table(
        pd.DataFrame(
            {
                "Document": document.number or document.subject_vi,
                "Issued by": document.issuer_en,
                "Date": in_words(document.date) if document.date else "not known",
                "About": document.subject_en,
                "How sure": corpus.label("certainty", document.certainty),
            }
            for document in named
        )
    )


def colophon(corpus: Corpus) -> Table:
    """What made this page: the data's hash and the versions of the libraries."""
    rows = [("data", corpus.data_hash())]
    rows += [(name, version(name)) for name in ("pandas", "matplotlib", "pydantic", "PyYAML")]
    return Table(pd.DataFrame(rows, columns=["Made with", "Version"]))


def places(corpus: Corpus) -> Table:
    """The places that figures speak for: code of the time, certainty of the point, successor."""
    used = {record.place for article in corpus for record in article.records}
    used |= {article.head.place for article in corpus}
    return Table(
        pd.DataFrame(
            {
                "Place": place.name_vi,
                "Type": place.type_vi,
                "Code": place.code or "none",
                "In": corpus.places[place.parent].name_vi if place.parent else "",
                "Point (lat, lon)": f"{place.lat}, {place.lon}" if place.lat else "not known",
                "How sure": _certainty(corpus, place),
                "Since July 2025": place.after_2025 or "",
            }
            for place in corpus.places.values()
            if place.id in used
        )
    )


def _certainty(corpus: Corpus, place: Place) -> str:
    code = place.coordinate_certainty
    return corpus.label("coordinate_certainty", code) if code else ""


def left_out(corpus: Corpus) -> Table:
    """Articles that are coded but kept out of the analysis, and why."""
    return Table(
        pd.DataFrame(
            {"Article": article.id, "Title": article.head.title, "Why": article.head.left_out}
            for article in corpus.articles.values()
            if article.head.left_out
        )
    )


def rounded(value: Fraction, decimals: int = 1) -> str:
    """A derived value rounded half up, with a sign where digits were dropped."""
    text = write(value, decimals)
    return text if Fraction(text) == value else f"≈ {text}"


def quoted(record: Record) -> str:
    """The record's phrase in quotation marks."""
    return f"“{record.exact}”"


def when(record: Record) -> str:
    """The period a figure speaks for, with its base where one is printed."""
    base = f", against {in_words(record.base_period)}" if record.base_period else ""
    return in_words(record.time_period) + base


def join(items: Iterable[object]) -> str:
    """``a, b and c``."""
    *most, last = map(str, items)
    return f"{', '.join(most)} and {last}" if most else last
