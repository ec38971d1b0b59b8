"""Tables as a reader sees them: plain HTML that says the same on every site."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from html import escape
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from printed.outcomes import Repair
from printed.reading.periods import in_words
from printed.reading.writing import english, write
from printed.verdicts import READINGS

from .coding.findings import Finding
from .coding.records import Model, Record
from .coding.reference import Document
from .coding.relations import Result
from .corpus import Article, Corpus
from .pages import outdated, resting_on

_NUMBER = {"¶", "Value", "k", "n"}


class Table:
    """A table for reading; ``frame`` is the same as a pandas DataFrame.

    Numbers stand to the right, text to the left, what is missing is left empty, and every cell is
    escaped.  An index is shown as the first columns, unless it only counts rows; a Series is a
    table of one column.  ``frame`` is what leads to other forms, such as ``.frame.to_latex()``.

    What the website and the checks have to know stands in the HTML, where browsers and notebooks
    ignore it:

    - An index named ``key`` says which record, relation, result, model, assessment or count each
      row is (``<tr data-key="ba-che/payroll-cut">``).
    - ``vi`` and ``en`` name the columns whose cells stay in that language when the page is
      translated (``<td lang="vi">``): quotes in the one, keys in the other.  A column whose name
      ends in ``_vi`` is Vietnamese without being named.

    >>> rows = pd.DataFrame({"key": ["ba-che/payroll-cut"], "Phrase": ["27 biên chế"]})
    >>> Table(rows.set_index("key"), vi=["Phrase"])
    Phrase
    27 biên chế
    >>> Table(pd.Series({"Ba Chẽ": 27, "Bình Xuyên": 200}, name="cut"))
    |cut
    Ba Chẽ|27
    Bình Xuyên|200
    """

    def __init__(
        self, frame: pd.DataFrame | pd.Series, *, vi: Collection[str] = (), en: Collection[str] = ()
    ) -> None:
        self.frame = frame.to_frame() if isinstance(frame, pd.Series) else frame
        shown = self.frame if frame.index.name == "key" else flat(frame, nameless="")
        # An empty one would be a bare line.
        self._shown = shown if len(shown) else pd.DataFrame({"": ["none"]})
        names = map(str, shown.columns)
        self._languages = {name: "vi" for name in names if name in vi or name.endswith("_vi")}
        self._languages |= dict.fromkeys(en, "en")

    def __repr__(self) -> str:
        return self._shown.to_csv(index=False, sep="|", lineterminator="\n").rstrip()

    def _repr_html_(self) -> str:
        names = self._shown.columns
        sides = [
            "right" if _is_number(*column) else "left" for column in self._shown.dtypes.items()
        ]
        languages = [self._languages.get(name, "") for name in names]
        head = "".join(map(_cell("th"), names, sides))
        body = "\n".join(
            f"<tr{_attribute('data-key', key)}>{''.join(map(_cell('td'), row, sides, languages))}</tr>"
            for key, row in zip(self._keys(), self._shown.itertuples(index=False))
        )
        return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"

    def _keys(self) -> Iterable[str]:
        """The key of each row; '' where there is none."""
        index = self._shown.index
        return index if index.name == "key" else [""] * len(index)


def flat(frame: pd.DataFrame | pd.Series, *, nameless: str = "index") -> pd.DataFrame:
    """The frame with its index as first columns, where it has one of its own.

    One without a name that counts rows, as a frame has whose rows were chosen, is left out, and so
    is one that a column repeats.  What has no name of its own is called ``nameless``.
    """
    index = frame.index
    counts = pd.api.types.is_integer_dtype(index)
    if isinstance(frame, pd.Series):  # whose whole numbers may be years
        counts, frame = (
            index.equals(pd.RangeIndex(len(index))),
            frame.to_frame(frame.name or "value"),
        )
    if frame.columns.nlevels > 1:
        names = (", ".join(filter(None, map(str, levels))) for levels in frame.columns)
        frame = frame.set_axis(list(names), axis="columns")
    shown = [name for name in index.names if name not in frame]
    if not shown or (counts and index.name is None):
        return frame.reset_index(drop=True)
    frame = frame.droplevel([name for name in index.names if name not in shown])
    names = [nameless if name is None else name for name in frame.index.names]
    return frame.reset_index(names=names, allow_duplicates=True)


def _is_number(name: str, type_: object) -> bool:
    return name in _NUMBER or pd.api.types.is_numeric_dtype(type_)


def _cell(tag: str):
    def cell(value: object, side: str, language: str = "") -> str:
        # An inline style, since notebook interfaces push every cell to the right.
        start = f'<{tag}{_attribute("lang", language)} style="text-align: {side}">'
        missing = pd.api.types.is_scalar(value) and pd.isna(value)
        return f"{start}{'' if missing else escape(str(value))}</{tag}>"

    return cell


def _attribute(name: str, value: str) -> str:
    return f' {name}="{escape(value)}"' if value else ""


def _keyed(rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Rows as a frame, with what each calls ``key`` as its index."""
    frame = pd.DataFrame(rows)
    return frame.set_index("key") if "key" in frame else frame


def card(corpus: Corpus, article: Article) -> Table:
    """Who published what, when and about which place."""
    head, place = article.head, corpus.places[article.head.place]
    basis = corpus.label("published_basis", head.published_basis).lower()
    published = f"{in_words(head.published)} ({basis})".replace(") (", ", ")  # uncertain, inferred
    code = f", official code {place.code}" if place.code else ""
    rows = {
        "Title": head.title,
        "Outlet": head.outlet,
        "Author": head.author or "not printed",
        "Published": f"{published}. {head.published_note}" if head.published_note else published,
        "Place": f"{place.name_en} ({place.name_vi}){code}",
        "Since July 2025": place.after_2025,
        "Coded": f"{len(article.mentions)} numerals in {head.paragraphs} paragraphs, of which "
        f"figures: {len(article.records)}",
    }
    known = [(name, said) for name, said in rows.items() if said]
    return Table(pd.DataFrame(known, columns=["Card", ""]))


def evidence(corpus: Corpus, article: Article) -> Table:
    """Every figure of an article: the phrase that prints it and what it says."""
    return Table(
        _keyed(
            {
                "key": record.key,
                "Record": record.id,
                "¶": record.paragraph,
                "Phrase as printed": quoted(record),
                "English": record.gloss_en,
                "Value": measured(corpus, record),
                "What is counted": record.of,
                "Period and status": f"{when(record)}; {corpus.label('status', record.status)}",
                "Said by": article.voice(record),
            }
            for record in article.records
        ),
        vi=["Phrase as printed"],
        en=["Record", "English"],
    )


def notes(article: Article) -> Table:
    """What is unclear about an article's figures, as noted when they were coded."""
    return Table(
        _keyed(
            {
                "key": record.key,
                "Record": record.id,
                "¶": record.paragraph,
                "What the sentence leaves open": record.note,
            }
            for record in article.records
            if record.note
        ),
        en=["Record"],
    )


def quotes(*records: Record) -> Table:
    """The phrases that print some figures, and the numbers read out of them."""
    return Table(
        _keyed(
            {
                "key": record.key,
                "Record": record.id,
                "¶": record.paragraph,
                "Phrase as printed": quoted(record),
                "English": record.gloss_en,
                "Read as": _percent(record) + (", planned" if record.status == "planned" else ""),
            }
            for record in records
        ),
        vi=["Phrase as printed"],
        en=["Record", "English"],
    )


def _percent(figure: Record | Result) -> str:
    return f"{figure.text} %" if figure.unit == "percent" else figure.text


def measured(corpus: Corpus, figure: Record | Result) -> str:
    """A figure's value, with its unit where neither the value nor what is counted tells it.

    >>> from streamlining import load
    >>> corpus = load()
    >>> measured(corpus, corpus.record("ba-che/inspection-months"))
    'more than 6 months'
    >>> measured(corpus, corpus.record("ba-che/payroll-cut"))  # of payroll posts
    '27'
    """
    unit = corpus.label("unit", figure.unit)
    if figure.unit in ("percent", "proportion") or figure.parts or _named(unit, figure.of):
        return _percent(figure)
    if figure.unit == "rank":
        return f"{unit} {figure.text}"
    return f"{figure.text} {unit if figure.value == 1 else plural(unit)}"


def _named(unit: str, counted: str) -> bool:
    """Whether what is counted names its unit, by the last word at least: the posts of deputies."""
    return any(form in counted for form in (f" {unit}".rsplit(" ", 1)[1], plural(unit)))


def plural(unit: str) -> str:
    """The English plural of a unit's label.

    >>> plural("agency"), plural("class"), plural("person per village"), plural("đồng")
    ('agencies', 'classes', 'people per village', 'đồng')
    """
    noun, per, each = unit.partition(" per ")
    if not noun.isascii():  # Vietnamese
        many = noun
    elif noun == "person":
        many = "people"
    elif noun.endswith("y") and noun[-2] not in "aeiou":
        many = f"{noun[:-1]}ies"
    elif noun.endswith(("ss", "ch", "sh", "x")):
        many = f"{noun}es"
    else:
        many = noun if noun.endswith("s") else f"{noun}s"
    return many + per + each


def derived(*results: Result) -> Table:
    """Results with their formulas: what is worked out from what, and what it takes besides."""
    frame = _keyed(
        {
            "key": result.key,
            "Derived": result.of,
            "Value": _percent(result),
            "Formula": result.formula,
            "Only if": result.assumes,
        }
        for result in results
    )
    assumed = any(result.assumes for result in results)
    return Table(frame if assumed else frame.drop(columns="Only if", errors="ignore"))


def fields(**entries: Mapping[str, str | list[str]]) -> Table:
    """Entries of a data file by name, side by side, a row a field; what one has not is left empty."""
    rows = dict.fromkeys(name for entry in entries.values() for name in entry)
    columns = {
        title.replace("_", " "): [_typed(entry.get(name, "")) for name in rows]
        for title, entry in entries.items()
    }
    frame = pd.DataFrame({"Field": list(rows), **columns})
    return Table(frame, en=frame.columns)  # the lines of a data file, whose words are keys


def _typed(value: str | list[str]) -> str:
    return value if isinstance(value, str) else f"[{', '.join(value)}]"


def findings(corpus: Corpus, article: Article) -> Table:
    """Every relation of an article, with its verdict and the numbers that decided it."""
    return audit_table(corpus.findings[article.id])


def audit_table(found: Iterable[Finding]) -> Table:
    """Relations with their verdicts and explanations."""
    return Table(
        _keyed(
            {
                "key": finding.key,
                "Relation": finding.key,
                "Stated": finding.relation.stated,
                "Verdict": _verdict(finding),
                "What decided it": _decided(finding),
                "Power": "" if finding.outcome.power is None else write(finding.outcome.power, 2),
                "Remark": finding.relation.note or "",
            }
            for finding in found
        ),
        en=["Relation"],
    )


def _verdict(finding: Finding) -> str:
    return f"{finding.verdict.symbol} {finding.verdict.code}"


def _decided(finding: Finding) -> str:
    return spans_in_words(f"{finding.outcome.explanation} {finding.outcome.bears}".strip())


def spans_in_words(text: str) -> str:
    """An explanation whose spans are written as one says them.

    >>> spans_in_words("outside the rounding span [40.25, 40.35) of 40.3 %")
    'outside the rounding span (40.25 to under 40.35) of 40.3 %'
    >>> spans_in_words("gives [0.32…, 1.32…] years")
    'gives 0.32… to 1.32… years'
    >>> spans_in_words("is below [44.085, 44.1), and gives [2.74…, ∞) years")
    'is below the span (44.085 to under 44.1), and gives 2.74… or more years'
    """
    return _SPAN.sub(_said, text.replace("below [", "below the span ["))


_SPAN = re.compile(
    r"(?P<named>span )?(?P<open>[\[(])(?P<low>[^\s,()\[\]]+), (?P<high>[^\s,()\[\]]+)(?P<close>[])])"
)


def _said(span: re.Match[str]) -> str:
    low = f"{'over ' * (span['open'] == '(')}{span['low']}"
    if span["high"] == "∞":
        said = low if span["open"] == "(" else f"{low} or more"
    else:
        said = f"{low} to {'under ' * (span['close'] == ')')}{span['high']}"
    return f"span ({said})" if span["named"] else said


def repairs(found: Iterable[Finding]) -> Table:
    """Some relations as ``differing`` shows them, whether they hold or not, with the coder's remark."""
    return Table(
        _keyed({**_explained(finding), "Remark": finding.relation.note or ""} for finding in found),
        en=["Relation"],
    )


def _explained(finding: Finding) -> dict[str, str]:
    return {
        "key": finding.key,
        "Relation": finding.key,
        "Verdict": _verdict(finding),
        "What decided it": _decided(finding),
        "Smallest repairs": "; ".join(_nearest(finding.outcome.repairs)),
        "Other readings": " ".join(READINGS[c].en for c in finding.readings),
    }


def _nearest(repairs: Iterable[Repair]) -> Iterator[str]:
    """The nearest repairs of each figure, mostly up and down; relations.csv lists them all."""
    listed: Counter[str] = Counter()
    for repair in repairs:
        listed[repair.key] += 1
        if listed[repair.key] <= 2:
            yield repair.text


def models(corpus: Corpus, article: Article | None = None) -> Table:
    """The models that the articles tell, or one of them: who was joined with whom, and how."""
    return Table(
        _keyed(
            {
                "key": f"{told.id}/{model.id}",
                "Place": corpus.places[model.place].name_vi,
                "¶": model.paragraph,
                "Phrase": f"“{model.exact}”",
                "English": model.gloss_en,
                "Form": corpus.label("form", model.form),
                "Party organ": _organs(corpus, model.party_organ),
                "Other organ": _organs(corpus, model.state_organ),
                "Adopters": _adopters(told, model),
                "Status": corpus.label("status", model.status),
            }
            for told in ([article] if article else corpus)
            for model in told.models
        ),
        vi=["Phrase"],
        en=["English"],
    )


def _organs(corpus: Corpus, codes: Iterable[str]) -> str:
    return ", ".join(corpus.label("organ", code) for code in codes)


def _adopters(article: Article, model: Model) -> str:
    adopters, out_of = article.adopters(model)
    if adopters is None:
        return f"{article.record(model.adopters).text} %" if model.adopters else "not counted"
    return f"{adopters} of {out_of}" if out_of else str(adopters)


def assessments(corpus: Corpus, article: Article | None = None) -> Table:
    """What the articles, or one of them, tell as benefits, difficulties and proposals."""
    rows = [
        {
            "key": f"{told.id}/{claim.id}",
            "Article": told.id,
            "¶": claim.paragraph,
            "Polarity": corpus.label("polarity", claim.polarity),
            "Theme": corpus.label("theme", claim.theme),
            "Phrase": f"“{claim.exact}”",
            "English": claim.gloss_en,
            "Said by": told.voice(claim),
        }
        for told in ([article] if article else corpus)
        for claim in told.assessments
    ]
    columns = ["key", "Article", "¶", "Polarity", "Theme", "Phrase", "English", "Said by"]
    frame = pd.DataFrame(rows, columns=columns).set_index("key")
    shown = frame.drop(columns="Article") if article else frame
    return Table(shown, vi=["Phrase"], en=["English"])


def moved(before: Corpus, after: Corpus) -> Table:
    """What differs between two states of the collection: figures, results, verdicts, sentences.

    A result that has no single value in one of them is shown as what is left of it.
    """
    rows = [
        ("figure", old.key, old.text, new.text)
        for article in before
        for old, new in zip(article.records, after[article.id].records, strict=True)
        if old.printed != new.printed
    ]
    rows += [
        ("result", key, *_told_apart(before, after, key))
        for key in {**before.results, **after.results, **before.unsettled}
        if _value_of(before, key) != _value_of(after, key)
    ]
    old, new = map(_verdicts, (before, after))
    rows += [
        ("verdict", key, old.get(key, "none"), new.get(key, "none"))
        for key in {**old, **new}
        if old.get(key) != new.get(key)
    ]
    names = {name for _, name, _, _ in rows}
    rows += [
        ("sentence", sentence.notebook, sentence.text, "to be read again")
        for sentence in resting_on(names, before.root / "notebooks")
    ]
    return Table(pd.DataFrame(rows, columns=["What", "Name", "As printed", "What if"]))


def _verdicts(corpus: Corpus) -> dict[str, str]:
    """The verdict of each relation of the articles, by key."""
    found = (finding for article in corpus for finding in corpus.findings[article.id])
    return {finding.key: _verdict(finding) for finding in found}


def _value_of(corpus: Corpus, key: str) -> Fraction | str:
    """A result's value, or what is left of it."""
    result = corpus.results.get(key)
    return (
        result.value if result else f"no single value: {corpus.unsettled.get(key, 'not derived')}"
    )


def _told_apart(before: Corpus, after: Corpus, key: str) -> tuple[str, str]:
    """A result in two states, with as many digits more than usual as show that they differ."""
    values = [_value_of(corpus, key) for corpus in (before, after)]
    results = [corpus.results[key] for corpus in (before, after) if key in corpus.results]
    usual = results[0].decimals if results else 0
    for digits in range(usual, usual + 6):
        old, new = (value if isinstance(value, str) else english(value, digits) for value in values)
        if old != new:
            break
    return old, new


def set_aside(corpus: Corpus, article: Article) -> Table:
    """The numerals of an article that state nothing, with the reason, counted."""
    counts: dict[tuple[str, str, str], int] = {}
    for item in article.set_aside:
        row = (item.token, item.note or "", corpus.label("set_aside", item.reason))
        counts[row] = counts.get(row, 0) + 1
    rows = [(*row, count) for row, count in counts.items()]
    frame = pd.DataFrame(rows, columns=["Numeral", "In", "Why it is not a figure", "Times"])
    return Table(frame, vi=["Numeral"])


def documents(corpus: Corpus, article: Article) -> Table:
    """The policy documents that an article names, each once."""
    named = [corpus.documents[key] for key in dict.fromkeys(m.document for m in article.documents)]
    return Table(
        pd.DataFrame(
            {
                "Document": document_name(document),
                "Issued by": document.issuer_en,
                "Date": in_words(document.date) if document.date else "not known",
                "About": document.subject_en,
                "How sure": corpus.label("certainty", document.certainty),
            }
            for document in named
        )
    )


def document_name(document: Document) -> str:
    """How the documents are cited: by number, with its kind where the number alone says too little."""
    if document.number is None:
        return document.subject_vi
    return (
        document.number if "-" in document.number else f"{_KINDS[document.kind]} {document.number}"
    )


_KINDS = {"resolution": "Nghị quyết", "project": "Đề án", "programme": "Chương trình"}


def colophon(corpus: Corpus) -> Table:
    """What made this page: the data's hash and the versions of the libraries.

    Sentences of the open notebook (of all of them, where it is not known which is open) whose
    linked numbers the data no longer say follow: the text of a notebook does not change by itself.
    """
    rows = [("data", corpus.data_hash())]
    rows += [(name, version(name)) for name in ("pandas", "matplotlib", "pydantic", "PyYAML")]
    stale = outdated(corpus, corpus.root / "notebooks")
    open_ = Path(os.environ.get("JPY_SESSION_NAME", "")).stem  # Jupyter tells its kernels
    if (corpus.root / "notebooks" / f"{open_}.ipynb").is_file():
        stale = [sentence for sentence in stale if sentence.notebook == open_]
    rows += [("no longer so", f"{sentence.notebook}: {sentence.text}") for sentence in stale]
    return Table(pd.DataFrame(rows, columns=["Made with", "Version"]))


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
