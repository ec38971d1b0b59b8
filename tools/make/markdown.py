"""Text from the data on its way into Markdown: it shows as it stands, and does nothing."""

from __future__ import annotations

import re

#: Code in single backticks is the one thing that a text may mark: `payroll-reduction`.
_CODE = re.compile(r"((?<!`)`[^`|]+`(?!`))")
#: What would begin emphasis, a link, an image, a role, a formula, HTML, a cell, an address.
_ACTIVE = re.compile(
    r"[\\`*\[\]{}|$@]|<(?=[a-zA-Z/!?])|&(?=#?\w+;)|~(?=\S)|(?<![^\W_])_|_(?![^\W_])|:(?=//)|(?<=www)\."
)
#: What would begin a heading, a list, a quote, a fence, a comment or a target at a line's start.
_FIRST = re.compile(r"^(?=[#>=%:(+-])|^\d+(?=[.)](?:\s|$))")


def escaped(text: str) -> str:
    r"""A text as one line of Markdown that every reader of Markdown shows as the text itself.

    >>> print(escaped("- 27 *posts* <b>, `unit`"))
    \- 27 \*posts\* \<b>, `unit`
    """
    parts = _CODE.split(" ".join(text.split()))
    parts[::2] = (_ACTIVE.sub(r"\\\g<0>", part) for part in parts[::2])
    return _FIRST.sub(r"\g<0>\\", "".join(parts))
