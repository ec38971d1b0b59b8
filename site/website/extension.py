"""What Sphinx is taught: links to evidence rows, languages, heads of pages, the search index."""

from __future__ import annotations

import copy
import functools
import json
import os
import re
from html import escape, unescape
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from docutils import nodes
from myst_parser.mdit_to_docutils import base as myst
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms import SphinxTransform, i18n

from . import finding, metadata
from .tables import WORDS as TABLE_WORDS
from .tables import with_long_ones_folded
from .words import WORDS, is_vietnamese

_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)
_WRAPPER = re.compile(r'<div class="table-wrapper[^"]*"')
_VERBATIM = re.compile(r"(<(?:pre|code|script)\b.*?</(?:pre|code|script)>)", re.DOTALL)
_FIGURE = re.compile(r"(<a\b[^>]*>(?:<span[^>]*>)?)(\d[^<>]{0,11})((?:</span>)?</a>)")
_FEW = 60  # characters


def staged(app: Sphinx) -> dict[str, Any]:
    """What staging found out about the edition that is built."""
    return json.loads((Path(app.srcdir) / "staged.json").read_text(encoding="utf-8"))


def name_edition(app: Sphinx, config: Config) -> None:
    """Take the title and the words of the edition into Sphinx's configuration."""
    facts = staged(app)
    words = WORDS[facts["language"]]
    config.project = facts["title"]
    config.html_title = facts["title"].partition(":")[0]
    config.nb_code_prompt_show = config.nb_code_prompt_hide = words["code"]


def no_index(app: Sphinx) -> None:
    """Leave Sphinx's own search out: it finds no numbers, and its excerpts need a server."""
    if hasattr(app.builder, "search"):
        app.builder.search = False


def remember_settings() -> None:
    """Let docutils work out its default settings once, not for each of some thousand translations.

    That takes a third of the Vietnamese edition's time; a MyST that asks for them otherwise is as
    slow as it was.
    """
    if make := getattr(myst, "get_default_settings", None):
        once = functools.cache(make)
        myst.get_default_settings = lambda *components: copy.copy(once(*components))


def keep_titles() -> None:
    """Let a translated link keep its own title.

    Sphinx gives it that of the message's last link to the same place, and numbers of one section
    then lead to each other's rows.
    """
    i18n.EXCLUDED_PENDING_XREF_ATTRIBUTES = (*i18n.EXCLUDED_PENDING_XREF_ATTRIBUTES, "reftitle")


class FilesAsLinks(SphinxTransform):
    """Links to files of the repository lead to the one copy at the site's root."""

    default_priority = 870  # after the translations, before Sphinx gathers files to download

    def apply(self, **_: Any) -> None:
        up = "" if self.config.language == "en" else "../"
        for link in list(self.document.findall(addnodes.download_reference)):
            reference = nodes.reference("", "", *link.children, refuri=up + link["reftarget"])
            reference["classes"] = ["file"]
            if "reftitle" in link:
                reference["reftitle"] = link["reftitle"]
            link.replace_self(reference)


def lead_to_rows(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Lead each linked number to the row that is evidence for it, where a table shows one."""
    rows = staged(app)["rows"]
    for link in doctree.findall(nodes.reference):
        key = link.get("reftitle")
        if page := rows.get(key):
            link["refuri"] = f"#{key}" if page == docname else f"{page}.html#{key}"
            link["internal"] = True


def mark_languages(app: Sphinx, doctree: nodes.document, _: str) -> None:
    """Say the language of what is not in the page's: for speech and for hyphenation."""
    page = app.config.language
    for node in doctree.findall(nodes.TextElement):
        if isinstance(node, (nodes.emphasis, nodes.paragraph, nodes.title)):
            text = node.astext()
            language = "vi" if is_vietnamese(text) else "en"
            foreign = language != page and not isinstance(node.parent, nodes.emphasis)
            if foreign and (page == "en" or node.get("translated") is False):
                node["classes"].append(f"language-{language}")


def fill_page(
    app: Sphinx, page: str, _: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give a page's template its words, its other edition and its head."""
    facts = staged(app)
    language, root = facts["language"], Path(facts["root"])
    other = "vi" if language == "en" else "en"
    base = os.environ.get("SITE_BASE_URL", "")
    title = re.sub(r"<[^>]+>", "", context.get("title", "")) or facts["title"]
    description = metadata.shortened(_description(context.get("body", "")))
    context["words"] = WORDS[language]
    context["card_words"] = facts["card_words"]
    context["table_words"] = TABLE_WORDS[language]
    context["search_words"] = {
        name: text for name, text in WORDS[language].items() if name.startswith("search_")
    } | finding.words(language)
    context["other"], context["other_words"] = other, WORDS[other]
    context["other_home"] = metadata.between(language, other, "index")
    context["page_address"] = base and base + metadata.address(language, page)
    context["other_page"] = metadata.between(language, other, page)
    context["has_code"] = "cell_input" in context.get("body", "")
    preview = metadata.preview(language, page if page in facts["previews"] else "")
    elements = metadata.head(root, language, page, title, description, preview, base)
    if page == "index":
        tables = {f"data/tidy/{f.name}": f.stem for f in sorted(root.glob("data/tidy/*.csv"))}
        if language == "vi" and not base:
            tables = {f"../{file}": name for file, name in tables.items()}
        found = metadata.dataset(root, description, tables, base)
        elements.append(f'<script type="application/ld+json">{found}</script>')
    # Sphinx writes a link to the search, which is a page of its own here.
    context["metatags"] = context.get("metatags", "") + "\n    " + "\n    ".join(elements)
    tree = context.get("furo_navigation_tree", "")
    context["furo_navigation_tree"] = tree.replace(
        'role="heading"', 'role="heading" aria-level="2"'
    )
    if doctree:
        body = reachable(unbroken(context["body"]), f"{WORDS[language]['table']}: {escape(title)}")
        context["body"] = with_long_ones_folded(body, page, language)
        app.search_entries += _entries(page, title, context["body"])


def unbroken(html: str) -> str:
    """HTML in which no line breaks before a percent sign or in a link of a number and its unit.

    >>> unbroken("19.7 % of <code>137 %</code>, <a>29 villages</a>").replace(chr(160), "_")
    '19.7_% of <code>137 %</code>, <a>29_villages</a>'
    """
    parts = _VERBATIM.split(html)
    parts[::2] = (
        _FIGURE.sub(lambda link: link[1] + link[2].replace(" ", "\xa0") + link[3], part)
        for part in (part.replace(" %", "\xa0%") for part in parts[::2])
    )
    return "".join(parts)


def reachable(body: str, label: str) -> str:
    """A page's body in which whatever scrolls can be reached by keyboard, and names itself.

    ``label`` names the tables that have no name of their own.
    """
    region = f'\\g<0> tabindex="0" role="region" aria-label="{label}"'
    body = _WRAPPER.sub(region, body).replace("<pre>", '<pre tabindex="0">')
    return body.replace('<summary aria-label="Toggle hidden content">', "<summary>")


def _description(body: str) -> str:
    """The first paragraph of a page that says more than a few words."""
    texts = (unescape(re.sub(r"<[^>]+>", "", found)) for found in _PARAGRAPH.findall(body))
    return next((text for text in texts if len(text) > _FEW), "")


# --- the search index ----------------------------------------------------------------------------


def _entries(page: str, title: str, body: str) -> list[list[str]]:
    """A page's sections and evidence rows as ``[address, page's title, heading, text]``.

    A section's prose is followed by the rows of its tables, each a text of its own.
    """
    soup = BeautifulSoup(body, "html.parser")
    for unread in soup.select(
        "a.headerlink, a.back, .cell_input, details.above-input, script, noscript, details.card, "
        "details.theme, thead, summary, .cuts-picture, .live-ruler, .files, .cited, .enlarge, .credit"
    ):
        unread.decompose()
    found = []
    for row in soup.select("tr[id]"):
        found.append([f"{page}.html#{row['id']}", title, _said(row.find(["th", "td"])), _row(row)])
        row.decompose()
    # Innermost sections first, so that an outer one does not say their text again.
    for section in reversed(soup.find_all("section")):
        heading = section.find(re.compile("^h[1-6]$"))
        name = heading.get_text(" ", strip=True) if isinstance(heading, Tag) else title
        if isinstance(heading, Tag):
            top = heading.name == "h1"
            heading.decompose()
            anchor = "" if top else f"#{section['id']}"
            rows = [_row(row.extract()) for row in section.find_all("tr")]
            found.append(
                [f"{page}.html{anchor}", title, "" if top else name, _said(section), *rows]
            )
        section.decompose()
    return found


def _said(part: Tag | None) -> str:
    """What a part of a page says, in a line; what a number may not part from stays with it."""
    text = part.get_text(" ", strip=True) if part else ""
    return re.sub(r"(?<=[(“]) | (?=[.,;:)”])", "", re.sub(r"[ \t\n]+", " ", text))


def _row(row: Tag) -> str:
    return " · ".join(filter(None, map(_said, row.find_all(["th", "td"]))))


def write_index(app: Sphinx, failed: Exception | None) -> None:
    """Write the search index: a script, since a page opened from a file may load nothing else."""
    if failed or app.builder.name != "html":
        return
    text = json.dumps(app.search_entries, ensure_ascii=False, separators=(",", ":"))
    (Path(app.outdir) / "_static" / "search-index.js").write_text(
        f"window.SEARCH_INDEX={text};\n", encoding="utf-8"
    )


def copy_cards(app: Sphinx, failed: Exception | None) -> None:
    """Put the cards beside the scripts: one of them loads them when a card is asked for."""
    if not failed and app.builder.name == "html":
        name = "cards-data.js"
        text = (Path(app.srcdir) / name).read_text(encoding="utf-8")
        (Path(app.outdir) / "_static" / name).write_text(unbroken(text), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    app.search_entries = []
    remember_settings()
    keep_titles()
    app.add_transform(FilesAsLinks)
    app.connect("config-inited", name_edition)
    app.connect("builder-inited", no_index)
    app.connect("doctree-resolved", lead_to_rows)
    app.connect("doctree-resolved", mark_languages)
    app.connect("html-page-context", fill_page, priority=900)
    app.connect("build-finished", write_index)
    app.connect("build-finished", copy_cards)
    return {"parallel_read_safe": True}
