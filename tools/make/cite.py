"""Ready links to figures, as the prose uses them."""

from __future__ import annotations

import re

from streamlining.corpus import Corpus
from streamlining.pages import Page, anchor, headings


def cite(key: str, corpus: Corpus) -> str:
    """The ready link to a record, result or count.

    Raises KeyError, naming what there is, for an unknown key.
    """
    article, _, slug = key.partition("/")
    if count := corpus.counts.get(key):
        return f'[{count.text}](00_start_here.ipynb#Counts-behind-the-sentences "{key}")'
    figure = corpus.results.get(key) or _record(key, corpus)
    notebook = corpus[article].head.notebook
    if notebook is None:
        raise KeyError(f"{article} has no notebook to link to")
    sign = " %" if figure.unit == "percent" else ""
    return f'[{figure.text}{sign}]({notebook}.ipynb#{_section(notebook, slug, corpus)} "{key}")'


def _record(key: str, corpus: Corpus):
    """A record; raises KeyError with the keys that end or begin like the one asked for, if any do."""
    try:
        return corpus.record(key)
    except KeyError:
        known = [*corpus.frames["records"]["id"], *corpus.results, *corpus.counts]
        if ends := [name for name in known if name.endswith(f"/{key}")]:
            raise KeyError(f"did you mean {' or '.join(ends)}?") from None
        article = key.partition("/")[0]
        if there := [name for name in known if name.startswith(f"{article}/")]:
            raise KeyError(f"no figure {key!r}; there are {', '.join(there)}") from None
        raise


def _section(notebook: str, slug: str, corpus: Corpus) -> str:
    """Anchor of the section whose code names the figure; of all figures where none does."""
    section = found = "Evidence"
    file = corpus.root / "notebooks" / f"{notebook}.ipynb"
    if not file.is_file():  # still to be written
        return found
    for cell in Page(file, corpus.root).cells:
        if cell.kind == "markdown":
            section = anchor([section, *headings(cell.source)][-1])
        elif re.search(rf'["/]{re.escape(slug)}"', cell.source):
            return section
    return found
