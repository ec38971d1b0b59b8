"""Streamlining: six newspaper reports on lean government in Viet Nam, as data one can check.

>>> from streamlining import load
>>> corpus = load()
>>> corpus["ba-che"].record("payroll-cut").value
Fraction(27, 1)
"""

import logging

from .coding.yamltext import DataError
from .corpus import Article, Corpus
from .loading import load

__all__ = ["Article", "Corpus", "DataError", "load"]


def __dir__() -> list[str]:
    """What completion offers."""
    return [*__all__, "charts", "tables"]


#: What matplotlib says of where it keeps its cache, and that it makes it: no part of a cell's output.
_OF_ITS_CACHE = ("mkdir -p failed", "not a writable directory", "cache directory", "font cache")

for _name in ("matplotlib", "matplotlib.font_manager"):
    logging.getLogger(_name).addFilter(
        lambda record: not any(words in str(record.msg) for words in _OF_ITS_CACHE)
    )
