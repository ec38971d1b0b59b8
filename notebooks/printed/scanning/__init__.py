"""Relations that a text itself ties together, found by closed templates over its numerals.

Each sentence is laid out with every numeral as one mark; a template is a pattern over the marks and
the few words that tie them: "k trong tổng số n …, chiếm p %", "từ a lên b, tăng c".  A relation that
a template finds is *strict*, and is flagged where its figures miss each other, or *loose*: only shown.
A flag is a question and no verdict.  Loose is what its words leave open: a word of limit, another
noun or unit, a base named elsewhere, votes, averages, lists that may overlap; a list of some parts
always; and what words only allow and arithmetic confirms.  Loose is also what its figures leave open,
though the words tie them: what fits only because others are too coarse to turn anything down, and
what misses where round numbers would explain it or where it is too far apart for a slip.  A loose
relation is no claim about the words alone, and its remark says whether its figures miss each other.
"""

from .relations import Operand, Relation, scan

__all__ = ["Operand", "Relation", "scan"]
