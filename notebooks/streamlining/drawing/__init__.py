"""What stands on a picture, and the same picture for a phone."""

import logging

#: What matplotlib says of where it keeps its cache, and that it makes it: no part of a cell's output.
_OF_ITS_CACHE = ("mkdir -p failed", "not a writable directory", "cache directory", "font cache")

for _name in ("matplotlib", "matplotlib.font_manager"):
    logging.getLogger(_name).addFilter(
        lambda record: not any(words in str(record.msg) for words in _OF_ITS_CACHE)
    )
