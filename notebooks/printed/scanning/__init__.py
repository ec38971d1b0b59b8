"""Relations that a text itself ties together, found by closed templates over its numerals.

Each sentence is laid out with every numeral as one mark; a template is a pattern over the marks and
the few words that tie them: "k trong tổng số n …, chiếm p %", "từ a lên b, tăng c".  A relation that
a template finds is *strict*, and is flagged where its figures miss each other, or *loose*: only shown.
A flag is a question and no verdict.  Gates make a relation loose: a word of limit, another noun or
unit, a base named elsewhere, votes, averages, lists that may overlap, and round numbers whose
rounding would explain what does not fit, and figures so far apart that no slip explains them.
Loose are also those that words only allow and arithmetic confirms, which can never be misfits.
"""

from .relations import Operand, Relation, scan

__all__ = ["Operand", "Relation", "scan"]
