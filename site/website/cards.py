"""Record cards: all that is known of one figure, on a page of all figures and where one reads."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from html import escape

from printed.reading.periods import in_words
from streamlining.coding.findings import Finding
from streamlining.coding.records import Record
from streamlining.coding.relations import Result
from streamlining.corpus import Article
from streamlining.tables import measured

from .citing import authors, citation
from .edition import Edition

WORDS = {
    "en": {
        "title": "All figures",
        "lead": "Every figure that the reports print, and what is worked out from them: a card each, with "
        "its phrase, who says it, and the checks that touch it. A number in the text opens its card.",
        "worked_out": "Worked out, not printed",
        "unit": "Unit",
        "place": "Where",
        "says": "Said by",
        "when": "Time",
        "base": "Against",
        "status": "Status",
        "indicator": "Indicator",
        "formula": "Formula",
        "source": "Printed in",
        "paragraph": "paragraph",
        "note": "Remark",
        "checks": "Checks that touch it",
        "unchecked": "No other printed figure checks it.",
        "row": "Its row in",
        "cite": "Citation",
        "evidence": "The row in its notebook",
        "translated": "In English",
        "copy_cite": "Copy the citation",
        "copy_link": "Copy the link",
        "copied": "Copied",
        "uncopied": "Copying is not allowed here; the text is marked",
        "back": "Back to where you read",
        "own_page": "All figures",
    },
    "vi": {
        "title": "Tất cả các con số",
        "lead": "Mọi con số mà các bài báo ghi, và những con số suy ra từ đó: mỗi số một thẻ, có nguyên văn, "
        "ai nói, và những phép kiểm liên quan. Bấm vào một con số trong bài là mở thẻ của nó.",
        "worked_out": "Suy ra, không ghi trong bài",
        "unit": "Đơn vị",
        "place": "Ở đâu",
        "says": "Ai nói",
        "when": "Thời gian",
        "base": "So với",
        "status": "Tình trạng",
        "indicator": "Chỉ tiêu",
        "formula": "Công thức",
        "source": "Ghi trong",
        "paragraph": "đoạn",
        "note": "Ghi chú",
        "checks": "Những phép kiểm liên quan",
        "unchecked": "Không có con số nào khác trong bài để kiểm tra số này.",
        "row": "Dòng dữ liệu trong",
        "cite": "Trích dẫn",
        "evidence": "Dòng trong sổ tay",
        "copy_cite": "Sao chép trích dẫn",
        "copy_link": "Sao chép liên kết",
        "copied": "Đã sao chép",
        "uncopied": "Không sao chép được ở đây; đã đánh dấu đoạn văn",
        "back": "Về chỗ đang đọc",
        "own_page": "Tất cả các con số",
    },
}


#: The name of a figure in a formula.
_KEY = re.compile(r"\b[a-z]+(?:-[a-z]+)*/[a-z0-9]+(?:-[a-z0-9]+)*\b")

#: The words that the script says.
ASKED = ("copy_cite", "copy_link", "copied", "uncopied", "back", "own_page")


def address(key: str) -> str:
    """Where a figure's card is, on the edition's pages.

    >>> address("ba-che/payroll-cut")
    'figures.html#card/ba-che/payroll-cut'
    """
    return f"figures.html#card/{key}"


class Cards:
    """The cards of an edition's figures, by key, in reading order."""

    def __init__(self, edition: Edition) -> None:
        self.edition, self.corpus = edition, edition.corpus
        self.words = WORDS[edition.language]
        self.touching: dict[str, list[Finding]] = {}
        for findings in self.corpus.findings.values():
            for finding in findings:
                for _, ref in finding.relation.refs():
                    key = ref if "/" in ref else f"{finding.article}/{ref}"
                    self.touching.setdefault(key, []).append(finding)
        folder = edition.root / "data/tidy"
        self.lines = dict(_lines((folder / "records.csv").read_text(encoding="utf-8")))
        self.lines |= _lines((folder / "results.csv").read_text(encoding="utf-8"))

    def figures(self) -> Iterator[tuple[str, Article, Record | Result]]:
        """Every figure with its article: the printed ones, then those worked out from them."""
        for article in self.corpus:
            for record in article.records:
                yield record.key, article, record
            for entry in article.results:
                key = f"{article.id}/{entry.id}"
                yield key, article, self.corpus.results[key]

    def page(self) -> str:
        """All cards, folded behind their names, by article."""
        parts, shown = [f"<p>{escape(self.words['lead'])}</p>"], ""
        for key, article, figure in self.figures():
            if article.id != shown:
                shown = article.id
                place = self.corpus.places[article.head.place].name_vi
                parts.append(f'<h2 id="of-{shown}" lang="vi">{escape(place)}</h2>')
            parts.append(
                f'<details class="card" id="card/{key}"><summary>{self.name(figure)}</summary>\n'
                f"{self.card(key, article, figure)}\n</details>"
            )
        return "\n".join(parts)

    def name(self, figure: Record | Result) -> str:
        """A figure in a line: its number, its unit where nothing else tells it, and what it counts."""
        written = measured(self.corpus, figure)
        colon = ":" if written.removesuffix(" %") != figure.text else ""
        number = f"<b>{self.edition.as_html(written)}</b>{colon}"
        derived = f" <small>{self.words['worked_out']}</small>" * isinstance(figure, Result)
        return f"{number} <span>{self.edition.as_html(figure.of)}</span>{derived}"

    def card(self, key: str, article: Article, figure: Record | Result) -> str:
        """Everything known of a figure, as HTML."""
        words = self.words
        facts = (
            self._printed(article, figure) if isinstance(figure, Record) else self._derived(figure)
        )
        listed = "".join(
            f"<dt>{words[name]}</dt><dd>{text}</dd>" for name, text in facts.items() if text
        )
        quote = ""
        if isinstance(figure, Record):
            quote = f'<blockquote lang="vi">“{escape(figure.exact)}”</blockquote>'
            if "translated" in words:  # for whoever cannot read the phrase
                gloss = f'<span lang="en">{escape(figure.gloss_en)}</span>'
                quote += f'<p class="gloss">{words["translated"]}: {gloss}</p>'
        file = "records.csv" if isinstance(figure, Record) else "results.csv"
        row = "".join(
            f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>"
            for name, value in self.lines[key].items()
            if value
        )
        page = self.edition.rows.get(key)
        ways = [f'<a href="{page}.html#{key}">{words["evidence"]}</a>'] if page else []
        return (
            f'{quote}<dl class="facts">{listed}</dl>\n{self._checks(key)}\n'
            f'<details class="row"><summary>{words["row"]} {file}</summary>'
            f'<dl class="facts" lang="en">{row}</dl></details>\n'
            f'<p class="cite"><b>{words["cite"]}</b> <span class="citation">{self.citation(key, article, figure)}</span></p>\n'
            f'<p class="ways">{" ".join(ways)}</p>'
        )

    def citation(self, key: str, article: Article, figure: Record | Result) -> str:
        """A line for a list of references: the article as it printed the figure, and the collection."""
        head, cited = article.head, citation(self.edition.root)
        collection = (
            f"{'; '.join(authors(cited))} ({str(cited['date-released'])[:4]}). {cited['title']} "
            f"(version {cited['version']}), {key}."
        )
        within = f'{self.edition.words["in"]} <span lang="en">{escape(collection)}</span>'
        if isinstance(figure, Result):
            told = f"{measured(self.corpus, figure)} {figure.of}, worked out as {figure.formula}."
            return f'<span lang="en">{escape(told)}</span> {within}'
        author = f"{head.author}. " if head.author else ""
        outlet = "" if head.outlet == "not printed" else f" {head.outlet},"
        source = f"{author}“{head.title}”.{outlet} {self._date(head.published)}, {self.words['paragraph']} {figure.paragraph}: “{figure.exact}”."
        return f'<span lang="vi">{escape(source)}</span> {within}'

    def _printed(self, article: Article, record: Record) -> dict[str, str]:
        base = f"{self.edition.as_html(in_words(record.base_period))}" if record.base_period else ""
        head = article.head
        outlet = "" if head.outlet == "not printed" else f", {head.outlet}"
        return {
            "unit": escape(self.edition.label("unit", record.unit)),
            "indicator": escape(self.edition.label("indicator", record.indicator)),
            "place": escape(self.edition.place(self.corpus.places[record.place])),
            "says": self.edition.speaker_html(article, record),
            "when": self.edition.as_html(in_words(record.time_period)),
            "base": base,
            "status": escape(self.edition.label("status", record.status)),
            "source": f'<span lang="vi">“{escape(head.title)}”{escape(outlet)}</span>, '
            f"{escape(self._date(head.published))}, {self.words['paragraph']} {record.paragraph}",
            "note": self.edition.as_html(record.note) if record.note else "",
        }

    def _derived(self, result: Result) -> dict[str, str]:
        def link(found: re.Match[str]) -> str:
            key = found[0]
            figure = self.corpus.results.get(key) or self.corpus.record(key)
            written = figure.text.replace(" of ", "/") + " %" * (figure.unit == "percent")
            number = self.edition.as_html(written)
            return f'<a href="{address(key)}" data-card="{key}">{number}</a>'

        formula = self.edition.as_html(result.formula).replace(" / ", " ÷ ")
        return {
            "unit": escape(self.edition.label("unit", result.unit)),
            "formula": _KEY.sub(link, formula),
        }

    def _checks(self, key: str) -> str:
        """The checks that a figure takes part in: verdict, what decided it, where it is told."""
        found = self.touching.get(key, [])
        if not found:
            return f'<p class="checks">{self.words["unchecked"]}</p>'
        label = "label_en" if self.edition.language == "en" else "label_vi"
        items = []
        for finding in found:
            page, verdict = self.edition.rows.get(finding.key), finding.verdict
            text = f"{finding.outcome.explanation} {finding.outcome.bears}".strip()
            told = (
                f'<span aria-hidden="true">{verdict.symbol}</span> <b>{getattr(verdict, label)}</b>'
            )
            where = f' <a href="{page}.html#{finding.key}">{finding.key}</a>' if page else ""
            items.append(f"<li>{told}: {self.edition.as_html(text)}{where}</li>")
        return f'<p class="checks"><b>{self.words["checks"]}</b></p><ul>{"".join(items)}</ul>'

    def _date(self, date: str) -> str:
        return self.edition.voice.cell(in_words(date))[0]


def _lines(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a CSV file by their first column."""
    for row in csv.DictReader(io.StringIO(text)):
        yield next(iter(row.values())), row


def script(cards: Cards) -> str:
    """All cards as a script, which a page loads when one is asked for, from a file too."""
    held = {
        key: {"name": cards.name(figure), "html": cards.card(key, article, figure)}
        for key, article, figure in cards.figures()
    }
    return f"window.CARDS={json.dumps(held, ensure_ascii=False, separators=(',', ':'))};\n"
