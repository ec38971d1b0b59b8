"""Sphinx's configuration, one for both editions; `site/build.py` names the language."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

# nbformat has jsonschema compile a grammar of addresses, which takes seconds and which no notebook
# needs; without it jsonschema does without (see also tools/build/__init__.py).
sys.modules.setdefault("rfc3987_syntax", None)

extensions = ["myst_nb", "website.extension"]
exclude_patterns = ["locale", "data", "figures"]
root_doc = "index"

# Notebooks: shown as they are stored, their code folded.
nb_execution_mode = "off"
nb_merge_streams = True
nb_mime_priority_overrides = [(name, "text/html", 0) for name in ("html", "gettext")]

# Anchors as Jupyter writes them, so that a link works there and here.
myst_heading_anchors = 3
myst_heading_slug_func = "streamlining.pages.anchor"

# Catalogues that change only where a text does.
locale_dirs = ["locale"]
gettext_compact = False
gettext_uuid = False
gettext_location = False
gettext_last_translator = gettext_language_team = ""

html_theme = "furo"
html_static_path = ["static"]
templates_path = ["templates"]
html_favicon = "static/icon.svg"
html_css_files = ["site.css", "tables.css", "cards.css"]
html_js_files = [(f"{name}.js", {"defer": "defer"}) for name in ("tables", "cards", "site")]
html_additional_pages = {"search": "search.html", "404": "404.html"}
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_use_index = False
html_domain_indices = False
html_permalinks_icon = "§"
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"

_FONTS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif'
html_theme_options = {
    "sidebar_hide_name": False,
    "top_of_page_buttons": [],
    "light_css_variables": {
        "font-stack": _FONTS,
        "font-stack--headings": _FONTS,
        "font-stack--monospace": 'ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
        "color-brand-primary": "#1b1b1b",
        "color-brand-content": "#00609c",
        "color-brand-visited": "#00609c",
        "color-foreground-primary": "#1b1b1b",
        "color-foreground-secondary": "#4a4a4a",
        "color-foreground-muted": "#5c5c5c",
        "color-background-secondary": "#fafafa",
        "color-evidence": "#fff3c4",
        "color-rule": "#d4d4d4",
        "color-frame": "transparent",
    },
    "dark_css_variables": {
        "color-brand-primary": "#ededed",
        "color-brand-content": "#7cc0ee",
        "color-brand-visited": "#7cc0ee",
        "color-foreground-primary": "#e2e2e2",
        "color-foreground-secondary": "#b8b8b8",
        "color-foreground-muted": "#a3a3a3",
        "color-evidence": "#4a3f13",
        "color-rule": "#4a4a4a",
        "color-frame": "#8a8a8a",
    },
}
