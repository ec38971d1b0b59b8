"""The whole collection, joined: articles, codebook, places, documents, glossary, and the audit."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import product
from pathlib import Path

from printed.audit import RelationError
from printed.reading.census import census
from printed.reading.numerals import NumeralError, read
from printed.verdicts import VERDICTS

from .coding.article import Article, Draft
from .coding.findings import Finding, audit_articles
from .coding.records import Assessment, Head, Model, Record
from .coding.reference import Code, Column, Comparison, Document, Place, SecondCoding, Term, Tile
from .coding.relations import Result
from .coding.yamltext import YamlText
from .frames import Frames, frames

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, kw_only=True, repr=False)
class Corpus:
    """Everything that the data files hold.  Iterating gives the articles that are analysed.

    >>> from streamlining import load
    >>> corpus = load()
    >>> corpus.record("ba-che/payroll-cut").exact
    'giảm 27 biên chế'
    >>> corpus.result("ba-che/payroll-base").value
    Fraction(137, 1)
    """

    articles: dict[str, Article]
    codebook: dict[str, dict[str, Code]]
    places: dict[str, Place]
    documents: dict[str, Document]
    glossary: tuple[Term, ...]
    provinces: tuple[Tile, ...]
    findings: Mapping[str, tuple[Finding, ...]]  # by article
    results: Mapping[str, Result]  # by key
    comparisons: tuple[Comparison, ...] = ()
    second_coding: tuple[SecondCoding, ...] = ()
    dictionary: tuple[Column, ...] = ()
    root: Path = ROOT
    drafts: tuple[Draft, ...] = ()

    def __repr__(self) -> str:
        articles = "\n".join(f"  {article!r}" for article in self.articles.values())
        return f"Corpus of {len(self)} analysed articles:\n{articles}"

    def _repr_html_(self) -> str:
        shown = ["article", "title", "published", "numerals", "records"]
        return self.frames["articles"][shown].to_html(index=False)

    def _ipython_key_completions_(self) -> list[str]:
        return list(self.articles)

    def __getitem__(self, article: str) -> Article:
        if article not in self.articles:
            raise KeyError(f"no article {article!r}; there are {', '.join(self.articles)}")
        return self.articles[article]

    def __iter__(self) -> Iterator[Article]:
        return (article for article in self.articles.values() if article.head.left_out is None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def record(self, key: str) -> Record:
        """Return the record of that key, ``<article>/<id>``."""
        article, _, slug = key.partition("/")
        return self[article].record(slug)

    def result(self, key: str) -> Result:
        """Return the derived result of that key, ``<article>/<id>``."""
        if key not in self.results:
            raise KeyError(f"no result {key!r}; there are {', '.join(self.results)}")
        return self.results[key]

    def comparison(self, name: str) -> Comparison:
        """Return the comparison of that id; raises KeyError, naming the ids there are."""
        for comparison in self.comparisons:
            if comparison.id == name:
                return comparison
        raise KeyError(
            f"no comparison {name!r}; there are {', '.join(c.id for c in self.comparisons)}"
        )

    def finding(self, key: str) -> Finding:
        """Return what the audit of the relation of that key, ``<article>/<id>``, came to."""
        article = key.partition("/")[0]
        for finding in self.findings.get(article, ()):
            if finding.key == key:
                return finding
        there = ", ".join(finding.key for finding in self.findings.get(article, ()))
        raise KeyError(f"no relation {key!r}; {article!r} has {there or 'none'}")

    def what_if(self, key: str, printed: str) -> Corpus:
        """The collection as it would be if that record printed another numeral.

        Everything that rests on the record is audited and derived anew; this corpus stays as it is.
        Raises KeyError for an unknown record, numerals.NumeralError when ``printed`` is no numeral
        that could stand in its place, audit.RelationError when a relation cannot stand with it.
        """
        record = self.record(key)
        if not isinstance(printed, str):
            raise TypeError(f'write the numeral as the article would print it: printed="{printed}"')
        read(printed)
        token = next(token for token in census(record.exact) if token.text == record.printed)
        exact = record.exact[: token.start] + printed + record.exact[token.end :]
        changed = record.model_copy(update={"printed": printed, "exact": exact})
        for where, message in changed.slips():
            raise NumeralError(f"{key} cannot print {printed!r}: {where}: {message}")
        article = self[key.partition("/")[0]]
        records = tuple(changed if other is record else other for other in article.records)
        articles = {**self.articles, article.id: replace(article, records=records)}
        findings, results, failures = audit_articles(articles.values())
        if failures:
            raise RelationError(failures[0].message)
        return replace(self, articles=articles, findings=findings, results=results)

    def label(self, dimension: str, code: str) -> str:
        """English label of a code."""
        return self.codebook[dimension][code].label_en

    @property
    def unread(self) -> list[str]:
        """The articles with which the sentences about all reports are still to be read again."""
        return [article.id for article in self if article.head.overviews_read is None]

    @cached_property
    def uses(self) -> dict[str, Counter[str]]:
        """How often the data use each code, by dimension of the codebook."""
        uses: dict[str, Counter[str]] = {dimension: Counter() for dimension in self.codebook}
        for article in self.articles.values():
            uses["set_aside"].update(item.reason for item in article.set_aside)
            uses["unit"].update(result.unit for result in article.results)
            told = (*article.records, *article.assessments)
            uses["voice_kind"].update(article.voice_kind(item) for item in told)
            for model in article.models:
                uses["organ"].update((*model.party_organ, *model.state_organ))
            for item, dimension in product(_coded(article), self.codebook):
                uses[dimension].update([code] if (code := getattr(item, dimension, None)) else [])
        uses["certainty"].update(document.certainty for document in self.documents.values())
        points = (place.coordinate_certainty for place in self.places.values())
        uses["coordinate_certainty"].update(filter(None, points))
        uses["obstacle"].update(code for one in self.comparisons for code in one.obstacles)
        return uses

    @cached_property
    def frames(self) -> Frames:
        """The collection as pandas tables, by the names of the files in ``data/tidy/``.

        >>> from streamlining import load
        >>> load().frames["records"].query("obs_status == 'planned'")["printed"].head(2).to_list()
        ['1', '13/14']
        """
        return frames(self)

    @cached_property
    def counts(self) -> dict[str, Result]:
        """What the collection holds, counted for sentences about the reports themselves.

        By key, ``collection/<what>``; each one's formula says how it was counted.
        """
        reports = list(self)
        recoded = {coded.assessment.partition("/")[0] for coded in self.second_coding}
        told = [(article, claim.polarity) for article in reports for claim in article.assessments]
        places = [polarity for article, polarity in told if not _own_or_workshop(article)]
        doubters = [
            article.voice_kind(claim)
            for article in reports
            for claim in article.assessments
            if claim.polarity == "difficulty"
        ]
        cuts = self.frames["records"].query(_CUTS)
        bases = cuts["base_known"].value_counts()
        stated = [f for article in reports for f in self.findings[article.id] if _could_fail(f)]
        counted = {
            "reports": (len(reports), "newspaper reports (bài báo)", "articles in the analysis"),
            "reports-undated": (
                sum(article.head.published_basis != "printed" for article in reports),
                "reports (bài báo) that do not print when they appeared",
                "articles whose date is inferred",
            ),
            "reports-recoded": (
                len(recoded),
                "articles (bài báo) whose themes a second coder coded",
                "articles in `data/second-coding.yaml`",
            ),
            "places-merged-organisation": (
                _places_that_merged(reports, "organisation-commission"),
                "places (nơi) that tell organisation and home affairs as merged",
                "places of achieved mergers of the organisation commission",
            ),
            "places-merged-inspection": (
                _places_that_merged(reports, "inspection-commission"),
                "places (nơi) that tell inspection and the inspectorate as merged",
                "places of achieved mergers of the inspection commission",
            ),
            "cuts": (
                len(cuts),
                "cuts (mức giảm) told as done",
                "achieved reductions of the apparatus: no percentage, no part and no repetition",
            ),
            "cuts-without-base": (
                bases.get("", 0),
                "cuts (mức giảm) told as done without what they were cut from",
                "those of the cuts for which no relation or result has a base",
            ),
            **{
                f"cuts-base-{known}": (bases.get(known, 0), f"cuts (mức giảm) {of}", how)
                for known, (of, how) in _BASES.items()
            },
            "claims": (
                len(stated),
                "arithmetic claims (phép tính) of the articles that could fail",
                "relations that an article states between two figures or more, but for untestable ones",
            ),
            "claims-held": (
                sum(finding.verdict.standing == "fits" for finding in stated),
                "arithmetic claims (phép tính) of the articles that hold",
                "those of the claims whose verdict is that they fit",
            ),
        }
        for polarity, said in {
            "benefit": ("benefits", "a benefit"),
            "difficulty": ("difficulties", "a difficulty"),
            "proposal": ("proposals", "a proposal"),
        }.items():
            every, there = sum(found == polarity for _, found in told), places.count(polarity)
            of, how = f"statements (ý kiến) that tell {said[1]}", f"assessments coded {polarity}"
            counted[said[0]] = every, of, how
            where = "in reports on a place", "in an author's own text or a workshop's report"
            but = f"{how}, but for articles with a narrator or on the whole country"
            counted[f"{said[0]}-places"] = there, f"{of}, {where[0]}", but
            counted[f"{said[0]}-own-or-workshop"] = every - there, f"{of}, {where[1]}", "the others"
        for kind in ("newspaper", "author", "official"):
            of = f"statements (ý kiến) that tell a difficulty, in the voice of {kind}s"
            how = f"assessments coded difficulty, of the kind of voice {kind}"
            counted[f"difficulties-{kind}"] = doubters.count(kind), of, how
        for article in reports:
            praised = sum(claim.polarity == "benefit" for claim in article.assessments)
            of = f"statements (ý kiến) that tell a benefit, in {article.id}"
            counted[f"benefits-{article.id}"] = praised, of, "those of that article"
        return {
            f"collection/{name}": Result(
                f"collection/{name}", Fraction(number), "count", of, how, operands=()
            )
            for name, (number, of, how) in counted.items()
        }

    @cached_property
    def vietnamese(self) -> dict[str, str]:
        """What the data say in both languages: labels of codes, names of places, posts of voices."""
        codes = (code for entries in self.codebook.values() for code in entries.values())
        said = {"none": "không có"} | {code.label_en: code.label_vi for code in codes}
        said |= {label.lower(): vi for label, vi in said.items()}
        said |= {verdict.code: verdict.label_vi for verdict in VERDICTS.values()}
        for place in self.places.values():
            said |= {place.name_en: f"{place.type_vi} {place.name_vi}"}
        for article in self:
            for voice in article.head.voices:
                said[f"{voice.post_en} ({voice.name})"] = f"{voice.post_vi} ({voice.name})"
        names = {place.name_vi for place in self.places.values()}
        names |= {name for tile in self.provinces for name in (tile.name_vi, tile.abbr)}
        return said | {name: name for name in sorted(names)}

    def data_hash(self) -> str:
        """SHA-256 over all data files as they are read, as 12 hexadecimal digits.

        However an editor saves a file, with other line ends or blanks, the data are the same.
        """
        names = {file: file.relative_to(self.root).as_posix() for file in data_files(self.root)}
        told = [(name, YamlText(file, name).tree) for file, name in names.items()]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:12]


#: What is counted as a cut: done, a number, and not told twice; rounds of inspection are work, and
#: no part of the apparatus.
_CUTS = (
    "obs_status == 'achieved' and unit_measure != 'percent' and part_of == '' and repeated_by == ''"
    " and indicator.str.endswith('-reduction') and unit_measure != 'inspection'"
)
#: How what a cut was cut from is known, as `records.base_known` has it.
_BASES = {
    "printed": ("told as done with what they were cut from", "those with a printed base"),
    "implied": (
        "told as done whose base other figures imply",
        "those with a base that a result works out from what is printed",
    ),
    "assumed": (
        "told as done whose base follows only on an assumption",
        "those with a base that a result works out and that `assumes` something",
    ),
}


def _own_or_workshop(article: Article) -> bool:
    """Whether an author of the body concerned tells it, or it reports on the whole country."""
    return bool(article.head.narrator) or {r.place for r in article.records} == {"viet-nam"}


def _could_fail(finding: Finding) -> bool:
    """Whether an article states it, two printed figures or more are in it, and it can be tested."""
    stated, tested = finding.relation.stated == "yes", finding.verdict.standing != "undecided"
    return stated and tested and len(list(finding.relation.refs())) > 1


def data_files(root: Path = ROOT) -> list[Path]:
    """Every data file that is written by hand, in a fixed order; drafts are none yet."""
    articles = sorted((root / "data/articles").glob("*.yaml"))
    return [*sorted((root / "data").glob("*.yaml")), *(f for f in articles if not is_draft(f))]


def is_draft(file: Path) -> bool:
    """Whether an article's file has the section ``draft:``, which keeps it out of everything."""
    try:
        return bool(re.search(rb"(?m)^(?:\xef\xbb\xbf)?draft[ \t]*:", file.read_bytes()))
    except OSError:
        return False


def _coded(article: Article) -> tuple[Head | Record | Model | Assessment, ...]:
    """The items of an article whose fields are named as the dimensions of their codes."""
    return (article.head, *article.records, *article.models, *article.assessments)


def _places_that_merged(reports: list[Article], organ: str) -> int:
    told = ((model, model.party_organ) for article in reports for model in article.models)
    merged = {
        model.place
        for model, organs in told
        if model.form == "merger" and model.status == "achieved" and organ in organs
    }
    return len(merged)
