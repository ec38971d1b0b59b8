"""Which figures of a text seem to belong together: what words tie, and what fits."""

from .context import in_context
from .related import SuggestedRelation
from .sentences import suggested_relations

__all__ = ["SuggestedRelation", "in_context", "suggested_relations"]
