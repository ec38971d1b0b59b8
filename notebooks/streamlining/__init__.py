"""Streamlining: six newspaper reports on lean government in Viet Nam, as data one can check.

>>> from streamlining import load
>>> corpus = load()
>>> corpus["ba-che"].record("payroll-cut").value
Fraction(27, 1)
"""

from .coding.yamltext import DataError
from .corpus import Article, Corpus
from .loading import load

__all__ = ["Article", "Corpus", "DataError", "load"]


def __dir__() -> list[str]:
    """What completion offers."""
    return [*__all__, "charts", "tables"]
