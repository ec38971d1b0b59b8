"""Executes every notebook and puts what they make in place: all of it, or nothing.

``python3 run.py`` runs this package.  It works on a copy of ``data/`` and ``notebooks/`` in
``.build/stage``; only when everything has succeeded are the files that differ replaced.  So a
failing notebook or an interrupt leaves the collection as it was.
"""

from __future__ import annotations

import sys

# jsonschema, which nbformat imports, offers to check internationalised addresses with a grammar
# that takes 1 to 4 s to compile in each process.  Notebooks hold none, and it does without when
# the grammar is missing.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


class BuildError(Exception):
    """Why nothing was built; its text is written for the person who started the build."""
