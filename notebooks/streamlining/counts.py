"""What the collection holds, counted for sentences about the reports themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

import pandas as pd

from .coding.article import Article
from .coding.findings import Finding
from .coding.records import Assessment
from .coding.reference import SecondCoding
from .coding.relations import Result

#: What is counted as a cut: done, a number, and not told twice; rounds of inspection are work, and
#: no part of the apparatus.
_CUTS = (
    "obs_status == 'achieved' and unit_measure != 'percent' and part_of.isna()"
    " and repeated_by.isna() and indicator.str.endswith('-reduction')"
    " and unit_measure != 'inspection'"
)
#: Who may tell something, by the kind of voice.
_VOICES = ("newspaper", "author", "official")
#: How what a cut was cut from is known, as `records.base_known` has it.
_BASES = {
    "printed": ("reported as done with what they were cut from", "those with a printed base"),
    "implied": (
        "reported as done whose base other figures imply",
        "those with a base that a result works out from what is printed",
    ),
    "assumed": (
        "reported as done whose base follows only on an assumption",
        "those with a base that a result works out and that `assumes` something",
    ),
}


def cuts_told(records: pd.DataFrame) -> pd.DataFrame:
    """The cuts of the apparatus that are reported as done, as rows of the records."""
    return records.query(_CUTS)


def counts(
    reports: list[Article],
    findings: Mapping[str, Iterable[Finding]],
    second_coding: Iterable[SecondCoding],
    records: pd.DataFrame,
) -> dict[str, Result]:
    """The counts by key, ``collection/<what>``; each one's formula says how it was counted."""
    recoded = {coded.assessment.partition("/")[0] for coded in second_coding}
    cuts = cuts_told(records)
    bases, tellers = cuts["base_known"].value_counts(), cuts["voice_kind"].value_counts()
    stated = [f for article in reports for f in findings[article.id] if _could_fail(f)]
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
            "cuts (mức giảm) reported as done",
            "achieved reductions of the apparatus: no percentage, no part and no repetition",
        ),
        "cuts-without-base": (
            int(cuts["base"].isna().sum()),
            "cuts (mức giảm) reported as done without what they were cut from",
            "those of the cuts for which no relation or result has a base",
        ),
        **{
            f"cuts-base-{known}": (bases.get(known, 0), f"cuts (mức giảm) {of}", how)
            for known, (of, how) in _BASES.items()
        },
        **{
            f"cuts-{kind}": (
                tellers.get(kind, 0),
                f"cuts (mức giảm) reported as done, in the voice of {kind}s",
                f"those of the cuts of the kind of voice {kind}",
            )
            for kind in _VOICES
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
    return {
        f"collection/{name}": Result(
            f"collection/{name}", Fraction(number), "count", of, how, operands=()
        )
        for name, (number, of, how) in (counted | _statements(reports)).items()
    }


def _statements(reports: list[Article]) -> dict[str, tuple[int, str, str]]:
    """The statements of each kind: all, by what kind of text tells them, and by voice."""
    told = [(article, claim) for article in reports for claim in article.assessments]
    counted = {}
    for polarity, said in {
        "benefit": ("benefits", "a benefit"),
        "difficulty": ("difficulties", "a difficulty"),
        "proposal": ("proposals", "a proposal"),
    }.items():
        found = [article for article, claim in told if claim.polarity == polarity]
        there = sum(article.head.genre == "place-report" for article in found)
        of, how = f"statements (ý kiến) that tell {said[1]}", f"assessments coded {polarity}"
        counted[said[0]] = len(found), of, how
        where = "in reports on a place", "in an insider's text or a workshop's report"
        here = f"{how}, of articles whose genre is place-report"
        counted[f"{said[0]}-places"] = there, f"{of}, {where[0]}", here
        counted[f"{said[0]}-own-or-workshop"] = (
            len(found) - there,
            f"{of}, {where[1]}",
            "the others",
        )
    doubters = [
        article.voice_kind(claim) for article, claim in told if claim.polarity == "difficulty"
    ]
    for kind in _VOICES:
        of = f"statements (ý kiến) that tell a difficulty, in the voice of {kind}s"
        how = f"assessments coded difficulty, of the kind of voice {kind}"
        counted[f"difficulties-{kind}"] = doubters.count(kind), of, how
    for article in reports:
        praised = sum(claim.polarity == "benefit" for claim in article.assessments)
        of = f"statements (ý kiến) that tell a benefit, in {article.id}"
        counted[f"benefits-{article.id}"] = praised, of, "those of that article"
    return counted | _themes(told)


def _themes(told: list[tuple[Article, Assessment]]) -> dict[str, tuple[int, str, str]]:
    """Whether praise and doubt are about the same, and whether figures stand beside them."""
    praise = [told_by for told_by in told if told_by[1].polarity == "benefit"]
    doubt = [told_by for told_by in told if told_by[1].polarity == "difficulty"]
    praised, doubted = ({claim.theme for _, claim in some} for some in (praise, doubt))
    alone = {
        "benefits-undoubted": (praise, doubted, "a benefit", "difficulty"),
        "difficulties-unpraised": (doubt, praised, "a difficulty", "benefit"),
    }
    beside = {"benefits": (praise, "a benefit"), "difficulties": (doubt, "a difficulty")}
    return {
        "themes": (
            len({claim.theme for _, claim in told}),
            "themes (chủ đề) of what is told",
            "themes of assessments",
        ),
        "themes-both": (
            len(praised & doubted),
            "themes (chủ đề) told both as a benefit and as a difficulty",
            "themes of assessments coded benefit that are those of others coded difficulty",
        ),
        **{
            name: (
                sum(claim.theme not in others for _, claim in some),
                f"statements (ý kiến) that tell {what}, on a theme of which no {other} is told",
                f"those of them whose theme no assessment coded {other} has",
            )
            for name, (some, others, what, other) in alone.items()
        },
        **{
            f"{name}-beside-figures": (
                sum(_beside_a_figure(article, claim) for article, claim in some),
                f"statements (ý kiến) that tell {what}, in a paragraph with a figure reported as done",
                "those of them whose paragraph has a record that is achieved",
            )
            for name, (some, what) in beside.items()
        },
    }


def _beside_a_figure(article: Article, claim: Assessment) -> bool:
    """Whether the paragraph of a statement prints a figure that is reported as done."""
    done = {record.paragraph for record in article.records if record.status == "achieved"}
    return claim.paragraph in done


def _could_fail(finding: Finding) -> bool:
    """Whether an article states it, two printed figures or more are in it, and it can be tested."""
    stated, tested = finding.relation.stated == "yes", finding.verdict.standing != "undecided"
    return stated and tested and len(list(finding.relation.refs())) > 1


def _places_that_merged(reports: list[Article], organ: str) -> int:
    told = ((model, model.party_organ) for article in reports for model in article.models)
    merged = {
        model.place
        for model, organs in told
        if model.form == "merger" and model.status == "achieved" and organ in organs
    }
    return len(merged)
