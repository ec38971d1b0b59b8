"""Pictures of a collection that has grown: words inside the canvas, and none on another."""

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from drawn import OVERVIEWS, charts_of, enlarged, misfits
from streamlining.charts import vietnamese


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory):
    """The collection with fourteen invented reports more: some twenty."""
    return enlarged(tmp_path_factory.mktemp("grown"), 14)


@pytest.mark.parametrize("notebook", OVERVIEWS)
def test_the_pictures_of_twenty_reports_hold_their_words(grown, notebook: str) -> None:
    drawn = charts_of(notebook, grown)
    assert drawn
    for chart in drawn:
        assert list(misfits(chart.figure)) == [], chart.name
        chart._translate(vietnamese())
        assert list(misfits(chart.figure)) == [], f"{chart.name} in Vietnamese"


def test_what_does_not_fit_is_seen() -> None:
    figure = Figure(figsize=(4, 2))
    figure.text(0.1, 0.5, "a label")
    assert list(misfits(figure)) == []
    figure.text(0.11, 0.52, "another one")
    figure.text(0.9, 0.1, "too far to the right")
    told = sorted(misfits(figure))
    assert told == ["'a label' and 'another one' overlap", "'too far to the right' is cut off"]


def test_an_article_added_stands_in_each_picture_of_all(grown) -> None:
    last = list(grown)[-1]
    name = grown.places[last.head.place].name_vi
    for notebook, chart in (("00_start_here", "places"), ("07_audit", "audit-verdicts")):
        (shown,) = (one for one in charts_of(notebook, grown) if one.name == chart)
        words = [text.get_text() for text in shown.figure.findobj(Text)]
        assert any(name in word for word in words), chart


@pytest.mark.parametrize("notebook", OVERVIEWS)
def test_whichever_articles_are_added_the_overviews_can_be_drawn(tmp_path, notebook: str) -> None:
    """Another dozen, in which other models are the most frequent ones."""
    assert charts_of(notebook, enlarged(tmp_path, 12, first=60))
