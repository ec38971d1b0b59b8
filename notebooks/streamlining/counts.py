"""What the collection holds, counted for sentences about the reports themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

import pandas as pd

from .coding.article import Article
from .coding.findings import Finding
from .coding.reference import SecondCoding
from .coding.relations import Result

#: What is counted as a cut: done, a number, and not told twice.
_CUTS = (
    "obs_status == 'achieved' and unit_measure != 'percent' and part_of.isna()"
    " and repeated_by.isna() and indicator.str.endswith('-reduction')"
)


def counts(
    reports: list[Article],
    findings: Mapping[str, Iterable[Finding]],
    second_coding: Iterable[SecondCoding],
    records: pd.DataFrame,
) -> dict[str, Result]:
    """The counts by key, ``collection/<what>``; each one's formula says how it was counted."""
    recoded = {coded.assessment.partition("/")[0] for coded in second_coding}
    cuts = records.query(_CUTS)
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
            "cuts (mức giảm) told as done",
            "achieved reductions that are no percentage, no part and no repetition",
        ),
        "cuts-without-base": (
            int(cuts["base"].isna().sum()),
            "cuts (mức giảm) told as done without what they were cut from",
            "those of the cuts for which no relation or result has a base",
        ),
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
    """The statements of each kind: all, the newspapers', and those told from inside."""
    told = [(article, claim.polarity) for article in reports for claim in article.assessments]
    papers = [polarity for article, polarity in told if not _from_inside(article)]
    counted = {}
    for polarity, said in {
        "benefit": ("benefits", "a benefit"),
        "difficulty": ("difficulties", "a difficulty"),
        "proposal": ("proposals", "a proposal"),
    }.items():
        every, own = sum(found == polarity for _, found in told), papers.count(polarity)
        of, how = f"statements (ý kiến) that tell {said[1]}", f"assessments coded {polarity}"
        counted[said[0]] = every, of, how
        of, how = f"{of}, in the newspapers' reports", f"{how}, but for those told from inside"
        counted[f"{said[0]}-newspapers"] = own, of, how
        of = of.replace("in the newspapers' reports", "told from inside")
        counted[f"{said[0]}-inside"] = every - own, of, "the others"
    return counted


def _from_inside(article: Article) -> bool:
    """Whether an author of the body concerned tells it, or those who try models out discuss them."""
    return bool(article.head.narrator) or {r.place for r in article.records} == {"viet-nam"}


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
