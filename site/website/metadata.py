"""What search engines, reference managers and messengers read in a page's head."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from .citing import authors, citation
from .words import LANGUAGES, WORDS

_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
#: Where the pictures are that messengers show beside a link.
PREVIEWS = "figures/preview"
PREVIEW_SIZE = (1200, 630)  # pixels; what is not of this shape they crop
_DESCRIPTION = 200  # characters; search engines show no more


def shortened(text: str) -> str:
    """A description's first words, to the end of one, and an ellipsis where words are left out."""
    words = " ".join(text.split())
    if len(words) <= _DESCRIPTION:
        return words
    return words[:_DESCRIPTION].rpartition(" ")[0].rstrip(" ,;:") + " …"


def address(language: str, page: str) -> str:
    """A page's address below the site's root; the home page is its folder's."""
    folder = "" if language == "en" else f"{language}/"
    return folder + ("" if page == "index" else f"{page}.html")


def preview(language: str, page: str) -> str:
    """The name of the picture that messengers show beside a page: its own, or the home page's.

    A page's own picture is drawn in English.
    """
    return page if page and language == "en" else f"home-{language}"


def between(language: str, other: str, page: str) -> str:
    """The relative way from a page of one edition to the same page of another."""
    up = "" if language == "en" else "../"
    return f"{up}{'' if other == 'en' else f'{other}/'}{page}.html"


def head(
    root: Path,
    language: str,
    page: str,
    title: str,
    description: str,
    preview: str = "",
    base: str = "",
) -> list[str]:
    """The elements of a page's head: description, citation, Open Graph, the other edition.

    ``base`` is the site's address, ending in a slash; what needs one is left out without it, the
    picture ``preview`` too.
    """
    cited = citation(root)
    released = str(cited["date-released"])
    named = {
        "description": description,
        "citation_title": title if page != "index" else cited["title"],
        "citation_publication_date": released.replace("-", "/"),
        "citation_language": language,
    }
    shared = {
        "og:type": "website" if page == "index" else "article",
        "og:title": title,
        "og:description": description,
        "og:locale": WORDS[language]["locale"],
        "og:site_name": cited["title"],
    }
    elements = [_meta("name", name, text) for name, text in named.items() if text]
    elements += [_meta("name", "citation_author", author) for author in authors(cited)]
    elements += [
        _meta("property", "og:locale:alternate", WORDS[other]["locale"])
        for other in LANGUAGES
        if other != language
    ]
    if base:
        shared["og:url"] = base + address(language, page)
        if preview:
            shared["og:image"] = f"{base}{PREVIEWS}/{preview}.png"
            shared["og:image:width"], shared["og:image:height"] = map(str, PREVIEW_SIZE)
            elements.append(_meta("name", "twitter:card", "summary_large_image"))
        elements.append(f'<link rel="canonical" href="{escape(shared["og:url"])}">')
    elements += [_meta("property", name, text) for name, text in shared.items() if text]
    for other in LANGUAGES:
        way = base + address(other, page) if base else between(language, other, page)
        elements.append(f'<link rel="alternate" hreflang="{other}" href="{escape(way)}">')
    return elements


def _meta(kind: str, name: str, text: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(text)}">'


def sitemap(pages: Iterable[str], base: str) -> str:
    """The site's pages for search engines, each with its editions; ``pages`` are those of one."""
    entries = []
    for page in pages:
        editions = {language: escape(base + address(language, page)) for language in LANGUAGES}
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}" href="{href}"/>'
            for language, href in editions.items()
        )
        entries += [f"<url><loc>{href}</loc>{links}</url>" for href in editions.values()]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "\n".join(entries) + "\n</urlset>\n"
    )


def dataset(root: Path, description: str, tables: Mapping[str, str], base: str = "") -> str:
    """The collection as a schema.org Dataset in JSON-LD; ``tables`` tells each file's name and title."""
    cited = citation(root)
    found: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": cited["title"],
        "description": " ".join(cited.get("abstract", description).split()),
        "license": _LICENCE,
        "version": str(cited["version"]),
        "datePublished": str(cited["date-released"]),
        "inLanguage": list(LANGUAGES),
        "isAccessibleForFree": True,
        "keywords": cited["keywords"],
        "temporalCoverage": "2015/2022",
        "spatialCoverage": {"@type": "Place", "name": "Viet Nam"},
        "creator": [{"@type": "Organization", "name": name} for name in authors(cited)],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": name,
                "encodingFormat": "text/csv",
                "contentUrl": f"{base}{file}",
            }
            for file, name in tables.items()
        ],
    }
    if base:
        found["url"] = base
    # A closing tag inside a string would end the script.
    return json.dumps(found, ensure_ascii=False).replace("<", "\\u003c")
