"""Tables as a reader sees them: plain HTML that says the same on every site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from html import escape
from importlib.metadata import version
from itertools import product

import pandas as pd

from printed.outcomes import Repair
from printed.reading.periods import in_words, period
from printed.reading.writing import write
from printed.spans import exact_text, span
from printed.verdicts import READINGS, VERDICTS

from .coding.findings import Finding
from .coding.records import Document, Model, Place, Record
from .coding.relations import Result
from .coding.reliability import agreement
from .corpus import Article, Corpus
from .pages import resting_on

_NUMBER = {"¶", "Value", "k", "n"}


class Table:
    """A table for reading; ``frame`` is the same as a pandas DataFrame.

    Numbers stand to the right, text to the left, and every cell is escaped.  What the website and
    the checks have to know stands in the HTML, where browsers and notebooks ignore it:

    - An index named ``key`` says which record, relation, result, model, assessment or count each
      row is (``<tr data-key="ba-che/payroll-cut">``).
    - ``vi`` and ``en`` name the columns whose cells stay in that language when the page is
      translated (``<td lang="vi">``): quotes in the one, keys in the other.  A column whose name
      ends in ``_vi`` is Vietnamese without being named.

    >>> rows = pd.DataFrame({"key": ["ba-che/payroll-cut"], "Phrase": ["27 biên chế"]})
    >>> Table(rows.set_index("key"), vi=["Phrase"])
    Phrase
    27 biên chế
    """

    def __init__(
        self, frame: pd.DataFrame, *, vi: Collection[str] = (), en: Collection[str] = ()
    ) -> None:
        self.frame = frame
        self._languages = {name: "vi" for name in frame if name in vi or str(name).endswith("_vi")}
        self._languages |= dict.fromkeys(en, "en")

    def __repr__(self) -> str:
        return self.frame.to_csv(index=False, sep="|", lineterminator="\n").rstrip()

    def _repr_html_(self) -> str:
        names = self.frame.columns
        sides = ["right" if self._is_number(name) else "left" for name in names]
        languages = [self._languages.get(name, "") for name in names]
        head = "".join(map(_cell("th"), names, sides))
        body = "\n".join(
            f"<tr{_attribute('data-key', key)}>{''.join(map(_cell('td'), row, sides, languages))}</tr>"
            for key, row in zip(self._keys(), self.frame.itertuples(index=False))
        )
        return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"

    def _is_number(self, name: str) -> bool:
        return name in _NUMBER or pd.api.types.is_numeric_dtype(self.frame[name])

    def _keys(self) -> Iterable[str]:
        """The key of each row; '' where there is none."""
        index = self.frame.index
        return index if index.name == "key" else [""] * len(index)


def _cell(tag: str):
    def cell(value: object, side: str, language: str = "") -> str:
        # An inline style, since notebook interfaces push every cell to the right.
        start = f'<{tag}{_attribute("lang", language)} style="text-align: {side}">'
        return f"{start}{escape(str(value))}</{tag}>"

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
    published = f"{in_words(head.published)} ({basis})"
    rows = {
        "Title": head.title,
        "Outlet": head.outlet,
        "Author": head.author or "not printed",
        "Published": f"{published}. {head.published_note}" if head.published_note else published,
        "Place": f"{place.name_en} ({place.name_vi}), official code {place.code}",
        "Since July 2025": place.after_2025 or "",
        "Coded": f"{len(article.mentions)} numerals in {head.paragraphs} paragraphs, of which "
        f"figures: {len(article.records)}",
    }
    return Table(pd.DataFrame(rows.items(), columns=["Card", ""]))


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
                "Value": record.text,
                "Unit": corpus.label("unit", record.unit),
                "What is counted": record.of,
                "Period": when(record),
                "Status": corpus.label("status", record.status),
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
                "Read as": _measured(record) + (", planned" if record.status == "planned" else ""),
            }
            for record in records
        ),
        vi=["Phrase as printed"],
        en=["Record", "English"],
    )


def _measured(record: Record) -> str:
    return f"{record.text} %" if record.unit == "percent" else record.text


def derived(*results: Result) -> Table:
    """Results with their formulas: what is worked out from what."""
    return Table(
        _keyed(
            {
                "key": result.key,
                "Derived": result.of,
                "Value": f"{result.text} %" if result.unit == "percent" else result.text,
                "Formula": result.formula,
            }
            for result in results
        )
    )


def counted(corpus: Corpus) -> Table:
    """What the collection holds, counted for the sentences about it."""
    return Table(
        _keyed(
            {
                "key": key,
                "Count": key,
                "Value": count.text,
                "What is counted": count.of,
                "As": count.formula,
            }
            for key, count in corpus.counts.items()
        )
    )


def computed(**results: Fraction | int | str) -> Table:
    """Derived numbers by name; underscores in the names show as spaces."""
    rows = [(name.replace("_", " "), str(value)) for name, value in results.items()]
    return Table(pd.DataFrame(rows, columns=["Derived", "Value"]))


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


def spans(percentage: Record) -> Table:
    """The values that a printed percentage stands for, by how it came to be printed."""
    habits = {"rounded": "rounded half up", "truncated": "cut off"}
    rows = [
        (habit, span(percentage, mode).text(percentage.decimals + 2))
        for mode, habit in habits.items()
    ]
    return Table(pd.DataFrame(rows, columns=[f"{percentage.text} % if", "stands for (in %)"]))


def recomputed(pairs: Iterable[tuple[Record, Record]]) -> Table:
    """Each printed k/n beside its printed percentage and the percentage that division gives."""
    return Table(
        pd.DataFrame(
            {
                "Counts": count.printed,
                "Printed": f"{share.text} %",
                "Quotient": f"{exact_text(100 * count.value, 4)} %",
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
        _keyed(
            {
                "key": record.key,
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
        ),
        vi=["Phrase as printed"],
    )


def cut_records(corpus: Corpus, article: Article) -> list[Record]:
    """The cuts that an article reports as done: no rates, no parts of a printed total, no headings."""
    relations = [finding.relation for finding in corpus.findings[article.id]]
    parts = {
        ref for r in relations if r.kind == "sum" for field, ref in r.refs() if field == "parts"
    }
    repeated = {r.first for r in relations if r.kind == "same"}
    return [
        record
        for record in article.records
        if record.indicator.endswith("-reduction")
        and record.status == "achieved"
        and record.unit != "percent"
        and record.id not in parts | repeated
    ]


def at_a_glance(corpus: Corpus) -> Table:
    """What each article reports as cut, what is told besides, and who speaks."""
    return Table(
        pd.DataFrame(
            {
                "Place": corpus.places[article.head.place].name_vi,
                "Report": in_words(article.head.published),
                "Cuts reported as done": "; ".join(
                    f"{corpus.label('unit', record.unit)}: {record.text}"
                    for record in cut_records(corpus, article)
                )
                or "none counted",
                "Models": len(article.models),
                "Benefits, difficulties, proposals": len(article.assessments),
                "Who speaks": "; ".join(
                    dict.fromkeys(article.voice(told) for told in article.assessments)
                ),
            }
            for article in corpus
        )
    )


def terms(corpus: Corpus, *names: str) -> Table:
    """Some entries of the glossary, in the order asked for."""
    entries = {term.vi: term for term in corpus.glossary}
    return Table(
        pd.DataFrame(
            {
                "Vietnamese": name,
                "English": entries[name].en,
                "What it means here": entries[name].definition,
            }
            for name in names
        ),
        vi=["Vietnamese"],
        en=["English"],
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
                "What decided it": f"{finding.outcome.explanation} {finding.outcome.bears}".strip(),
                "Power": "" if finding.outcome.power is None else write(finding.outcome.power, 2),
                "Remark": finding.relation.note or "",
            }
            for finding in found
        ),
        en=["Relation"],
    )


def _verdict(finding: Finding) -> str:
    return f"{finding.verdict.symbol} {finding.verdict.code}"


def differing(corpus: Corpus) -> Table:
    """The relations that do not hold as printed, with the smallest repairs and innocent readings."""
    found = (f for article in corpus for f in corpus.findings[article.id])
    differs = (finding for finding in found if finding.verdict.standing == "differs")
    return Table(_keyed(map(_explained, differs)), en=["Relation"])


def repairs(found: Iterable[Finding]) -> Table:
    """Some relations as ``differing`` shows them, whether they hold or not, with the coder's remark."""
    return Table(
        _keyed({"Remark": finding.relation.note or "", **_explained(finding)} for finding in found),
        en=["Relation"],
    )


def _explained(finding: Finding) -> dict[str, str]:
    return {
        "key": finding.key,
        "Relation": finding.key,
        "Verdict": _verdict(finding),
        "What decided it": f"{finding.outcome.explanation} {finding.outcome.bears}".strip(),
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


def vocabulary(corpus: Corpus) -> Table:
    """The verdicts, in both languages, and how many relations got each."""
    got = [f.verdict.code for article in corpus for f in corpus.findings[article.id]]
    return Table(
        pd.DataFrame(
            {
                "Verdict": f"{verdict.symbol} {verdict.code}",
                "Tiếng Việt": verdict.label_vi,
                "When": verdict.definition,
                "Standing": verdict.standing,
                "Relations": got.count(verdict.code),
            }
            for verdict in VERDICTS.values()
        ),
        vi=["Tiếng Việt"],
    )


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


def pairs(corpus: Corpus, form: str) -> Table:
    """Who was joined with whom in models of one form, and where: a row for each pair."""
    told: dict[tuple[str, str], list[str]] = {}
    for article in corpus:
        for model in article.models:
            adopters = _adopters(article, model)
            status = corpus.label("status", model.status)
            said = [] if adopters == "not counted" else [adopters]
            said += [] if model.status == "achieved" else [status]
            place = corpus.places[model.place].name_vi + (f" ({', '.join(said)})" if said else "")
            for party, other in product(model.party_organ, model.state_organ):
                if model.form == form:
                    found = told.setdefault((party, other), [])
                    found += [] if place in found else [place]
    return Table(
        pd.DataFrame(
            {
                "Of the Party": corpus.label("organ", party),
                "With": corpus.label("organ", other),
                "Told of": "; ".join(places),
            }
            for (party, other), places in told.items()
        )
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
    columns = ["key", "Article", "¶", "Polarity", "Theme", "Phrase", "Said by"]
    frame = pd.DataFrame(rows, columns=columns).set_index("key")
    shown = frame.drop(columns="Article") if article else frame
    return Table(shown, vi=["Phrase"], en=["English"])


def voices(corpus: Corpus) -> Table:
    """Who makes how many claims of each kind."""
    polarities = corpus.codebook["polarity"]
    counted = (
        corpus.frames["assessments"].groupby(["article", "voice", "polarity"], sort=False).size()
        .unstack(fill_value=0).reindex(columns=list(polarities), fill_value=0)
        .rename(columns={code: entry.label_en for code, entry in polarities.items()})
    )  # fmt: skip
    rows = counted.reset_index().rename(columns={"article": "Article", "voice": "Said by"})
    named = rows["Said by"].str.contains("(", regex=False)
    sums = [
        {"Article": "all", "Said by": who, **rows[mask][counted.columns].sum().to_dict()}
        for who, mask in (
            ("newspapers and authors", ~named),
            ("persons named with their posts", named),
        )
    ]
    return Table(pd.concat([rows, pd.DataFrame(sums)], ignore_index=True))


def reliability(corpus: Corpus) -> Table:
    """How far two coders agreed on the assessments that both coded, before the codebook was mended."""
    examples = " ".join(entry.example for entry in corpus.codebook["theme"].values())
    phrases = {
        f"{article.id}/{told.id}": told.exact for article in corpus for told in article.assessments
    }
    pairs = {
        "polarity": [(c.first_polarity, c.second_polarity) for c in corpus.second_coding],
        "theme": [(c.first_theme, c.second_theme) for c in corpus.second_coding],
        "theme, but for the codebook's own examples": [
            (c.first_theme, c.second_theme)
            for c in corpus.second_coding
            if phrases[c.assessment] not in examples
        ],
    }
    rows = [
        (
            what,
            found.units,
            found.agreed,
            f"{100 * found.agreed / found.units:.0f} %",
            f"{found.alpha:.2f}",
        )
        for what, found in ((what, agreement(coded)) for what, coded in pairs.items())
    ]
    columns = ["Coded twice", "Units", "Equal", "Raw agreement", "Krippendorff's alpha"]
    return Table(pd.DataFrame(rows, columns=columns))


def disagreements(corpus: Corpus) -> Table:
    """The assessments to which two coders gave different codes."""
    return Table(
        _keyed(
            {
                "key": coded.assessment,
                "Assessment": coded.assessment,
                "First coder": f"{coded.first_polarity}, {coded.first_theme}",
                "Second coder": f"{coded.second_polarity}, {coded.second_theme}",
            }
            for coded in corpus.second_coding
            if (coded.first_polarity, coded.first_theme)
            != (coded.second_polarity, coded.second_theme)
        ),
        en=["Assessment"],
    )


def comparisons(corpus: Corpus) -> Table:
    """Which comparisons are allowed, and what stands in the way of the others."""
    return Table(
        pd.DataFrame(
            {
                "Question": comparison.question_en,
                "Figures": "; ".join(
                    f"{key.partition('/')[0]} {corpus.record(key)}" for key in comparison.figures
                ),
                "Comparable": comparison.verdict.replace("-", " "),
                "In the way": ", ".join(comparison.obstacles),
                "Why": comparison.note,
            }
            for comparison in corpus.comparisons
        )
    )


def uncompared(corpus: Corpus) -> Table:
    """How many figures of each article enter a comparison, and why an article enters none."""
    named = {key for comparison in corpus.comparisons for key in comparison.figures}
    rows = []
    for article in corpus:
        compared = sum(record.key in named for record in article.records)
        why = "" if compared else "`data/comparisons.yaml` names none of its figures"
        rows.append((article.id, len(article.records), compared, why))
    columns = ["Article", "Figures", "In a comparison", "Why not"]
    return Table(pd.DataFrame(rows, columns=columns))


def standings(corpus: Corpus) -> Table:
    """How the relations that an article states came out, beside those that the coder tied."""
    rows = [
        {"Stated by the article": finding.relation.stated, "Standing": finding.verdict.standing}
        for article in corpus
        for finding in corpus.findings[article.id]
    ]
    counted = pd.DataFrame(rows).value_counts().unstack(fill_value=0)
    table = counted.reindex(["yes", "no"], fill_value=0)
    return Table(
        table.reindex(columns=["fits", "differs", "undecided"], fill_value=0).reset_index()
    )


def standing_alone(corpus: Corpus) -> Table:
    """How many achieved figures enter a relation, and how many stand alone, by article."""
    rows = []
    for article in corpus:
        tied = {
            ref for finding in corpus.findings[article.id] for _, ref in finding.relation.refs()
        }
        achieved = [record.id for record in article.records if record.status == "achieved"]
        alone = sum(slug not in tied for slug in achieved)
        rows.append((article.id, len(achieved), len(achieved) - alone, alone))
    total = ("all", *(sum(column) for column in list(zip(*rows, strict=True))[1:]))
    columns = ["Article", "Achieved figures", "In a relation", "Standing alone"]
    return Table(pd.DataFrame([*rows, total], columns=columns))


def moved(before: Corpus, after: Corpus) -> Table:
    """What differs between two states of the collection: figures, results, verdicts, sentences."""
    rows = [
        ("figure", old.key, old.text, new.text)
        for article in before
        for old, new in zip(article.records, after[article.id].records, strict=True)
        if old.printed != new.printed
    ]
    rows += [
        ("result", key, old.text, after.results[key].text)
        for key, old in before.results.items()
        if old.value != after.results[key].value
    ]
    rows += [
        ("verdict", old.key, _verdict(old), _verdict(new))
        for article in before
        for old, new in zip(before.findings[article.id], after.findings[article.id], strict=True)
        if old.outcome.verdict != new.outcome.verdict
    ]
    names = {name for _, name, _, _ in rows}
    rows += [
        ("sentence", sentence.notebook, sentence.text, "to be read again")
        for sentence in resting_on(names, before.root / "notebooks")
    ]
    return Table(pd.DataFrame(rows, columns=["What", "Name", "As printed", "What if"]))


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
    """What made this page: the data's hash and the versions of the libraries."""
    rows = [("data", corpus.data_hash())]
    rows += [(name, version(name)) for name in ("pandas", "matplotlib", "pydantic", "PyYAML")]
    return Table(pd.DataFrame(rows, columns=["Made with", "Version"]))


def places(corpus: Corpus) -> Table:
    """The places that figures speak for: code of the time, certainty of the point, successor."""
    used = {record.place for article in corpus for record in article.records}
    used |= {article.head.place for article in corpus}
    used |= {corpus.places[place].parent for place in used} - {None}
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


def denominators(corpus: Corpus) -> Table:
    """The printed numbers of districts and communes beside the official list then in force."""
    wholes = {"share-of-districts": "districts", "share-of-communes": "communes"}
    counts = {"party-organisation": "communes"}  # one for each commune
    printed = {
        (record.place, wholes.get(record.unit) or counts[record.unit],
         record.parts[1] if record.parts else int(record.value), record.period.last)
        for article in corpus
        for record in article.records
        if record.unit in wholes or record.unit in counts
    }  # fmt: skip
    rows = []
    for place, unit, number, day in sorted(printed):
        lists = [u for u in corpus.places[place].units if getattr(u, unit)]
        listed = max((u for u in lists if period(u.date).first <= day), key=lambda u: u.date)
        rows.append((corpus.places[place].name_vi, unit, number, in_words(listed.date),
                     getattr(listed, unit), listed.source))  # fmt: skip
    columns = ["Place", "Unit", "Printed", "List of", "Listed", "Source"]
    return Table(pd.DataFrame(rows, columns=columns))


def undecided(corpus: Corpus, *, words: bool) -> Table:
    """The relations that no arithmetic decides: tensions in words, or figures without a test."""
    return audit_table(
        finding
        for article in corpus
        for finding in corpus.findings[article.id]
        if finding.verdict.standing == "undecided" and (finding.outcome.kind == "tension") == words
    )


def left_out(corpus: Corpus) -> Table:
    """Articles that are coded but kept out of the analysis, and why."""
    return Table(
        pd.DataFrame(
            {"Article": article.id, "Title": article.head.title, "Why": article.head.left_out}
            for article in corpus.articles.values()
            if article.head.left_out
        )
    )


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
