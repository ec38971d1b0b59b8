"""What a printed figure says, and whether printed figures agree."""

from .reading.census import census
from .reading.figures import Figure, figure

__all__ = ["Figure", "census", "figure"]
