"""What the collection holds, counted: for sentences about the reports and not from one of them."""

from __future__ import annotations

from fractions import Fraction

from .coding.relations import Result
from .corpus import Article, Corpus


def counts(corpus: Corpus) -> dict[str, Result]:
    """Each count by its key, ``collection/<what>``; the formula says how it was counted."""
    reports = list(corpus)
    recoded = {coded.assessment.partition("/")[0] for coded in corpus.second_coding}
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
    }
    return {
        f"collection/{name}": Result(
            f"collection/{name}", Fraction(number), "count", of, how, operands=()
        )
        for name, (number, of, how) in counted.items()
    }


def _places_that_merged(reports: list[Article], organ: str) -> int:
    return len(
        {
            model.place
            for article in reports
            for model in article.models
            if model.form == "merger" and model.status == "achieved" and organ in model.party_organ
        }
    )
