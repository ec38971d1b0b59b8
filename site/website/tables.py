"""Long tables folded behind their count, and the words of the tools that scripts give them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from bs4 import BeautifulSoup

from .words import is_vietnamese

#: From more rows than this on, a table is folded behind its count; from more than ``SHORT`` on
#: a script folds it on phones, and one whose rows are cards there from more than ``CARDS`` on.
LONG, SHORT, CARDS = 9, 3, 2

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "all_records": "All {n} figures",
        "all_results": "All {n} derived figures",
        "all_relations": "All {n} checks",
        "all_models": "All {n} models",
        "all_assessments": "All {n} statements",
        "all_rows": "{n} rows: {columns}",
        "all_codes": "All {n} codes",
        "all_lines": "All {n} lines",
        "text": "The text, {n} lines",
        "filter": "Filter",
        "shown": "{n} of {all} shown",
        "sort": "Sort by",
        "as_is": "the article's order",
        "sideways": "More columns: scroll sideways →",
    },
    "vi": {
        "all_records": "Cả {n} con số",
        "all_results": "Cả {n} con số suy ra",
        "all_relations": "Cả {n} phép kiểm",
        "all_models": "Cả {n} mô hình",
        "all_assessments": "Cả {n} nhận định",
        "all_rows": "{n} dòng: {columns}",
        "all_codes": "Cả {n} mã",
        "all_lines": "Cả {n} dòng",
        "text": "Bài viết, {n} dòng",
        "filter": "Lọc",
        "shown": "Hiện {n} trên {all}",
        "sort": "Xếp theo",
        "as_is": "thứ tự trong bài",
        "sideways": "Còn cột nữa: kéo ngang →",
    },
}

_NAMED = 3  # columns, or rows, that a fold names
_PLAIN = re.compile(r'<div class="table-wrapper[^"]*".*?</table>\s*</div>', re.DOTALL)
_PRINTED = re.compile(r'<div class="output text_plain.*?</pre></div>\s*</div>', re.DOTALL)
_SECTION = re.compile(r"(<h2\b[^>]*>.*?</h2>)(.*?)(?=</section>)", re.DOTALL)
_CODE = re.compile(r"<p><strong><code")


def folded(
    html: str, count: int, what: str, language: str, named: Sequence[str] = (), short: int = SHORT
) -> str:
    """Some HTML behind the count of what it lists, if it is long; links and printers open it.

    ``what`` names the kind of things: ``records``, ``relations`` … or ``rows``, which say nothing
    by themselves: what ``named`` lists, such as their columns, tells what they hold.

    >>> folded("<table></table>", 39, "records", "en")
    '<details class="folded"><summary>All 39 figures</summary>\\n<table></table>\\n</details>'
    """
    if count <= short:
        return html
    told = list(filter(None, named))
    listed = ", ".join(told[:_NAMED]) + " …" * (len(told) > _NAMED)
    said = escape(WORDS[language][f"all_{what}"].format(n=count, columns=listed))
    state = ' class="folded"' if count > LONG else ' class="folded on-phones" open'
    return f"<details{state}><summary>{said}</summary>\n{html}\n</details>"


def on_phones(html: str, name: str) -> str:
    """Some HTML that a script folds behind its name on phones."""
    return f'<details class="folded on-phones" open><summary>{escape(name)}</summary>\n{html}\n</details>'


def with_long_ones_folded(body: str, page: str, language: str) -> str:
    """A page's body whose long Markdown tables are folded; in the codebook, each dimension."""

    def table(found: re.Match[str]) -> str:
        soup = BeautifulSoup(found[0], "html.parser")
        rows = soup.select("tbody tr")
        if all(row.select_one(":first-child > p:first-child > a:first-child") for row in rows):
            return found[0]  # contents: who comes to choose wants to see them
        columns, first = (
            [cell.get_text(" ", strip=True) for cell in soup.select(cells)]
            for cells in ("thead th", "tbody td:first-child")
        )
        named = columns if any(columns) else first
        return folded(found[0], len(rows), "rows", language, named)

    def section(found: re.Match[str]) -> str:
        codes = len(_CODE.findall(found[2]))
        return found[1] + folded(found[2], codes, "codes", language) if codes else found[0]

    def lines(found: re.Match[str]) -> str:
        text = BeautifulSoup(found[0], "html.parser").get_text()
        if is_vietnamese(text):  # a newspaper's text, to be read
            said = WORDS[language]["text"].format(n=found[0].count("\n"))
            return on_phones(found[0], said)
        return folded(found[0], found[0].count("\n"), "lines", language)

    if page == "codebook":
        return _SECTION.sub(section, body)
    return _PRINTED.sub(lines, _PLAIN.sub(table, body))


def kind_of(keys: set[str], kinds: Mapping[str, str]) -> str:
    """What the rows with some keys are: one kind of things, or ``rows``.

    >>> kind_of({"ba-che/payroll-cut"}, {"ba-che/payroll-cut": "records"})
    'records'
    """
    found = {kinds.get(key, "rows") for key in keys}
    return found.pop() if len(found) == 1 else "rows"
