"""Times in Extended Date/Time Format (EDTF, ISO 8601-2), as an earliest and a latest day."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from time import struct_time
from typing import NamedTuple

from edtf import EDTFParseException, parse_edtf


class Period(NamedTuple):
    """First and last day that an EDTF string can mean, both included; None where it is open."""

    first: date | None
    last: date | None


@lru_cache(maxsize=None)
def period(text: str) -> Period:
    """Read an EDTF string: a date, a month, a year or an interval, with ``~`` or ``?``.

    ``2018`` is the whole year; ``2015/2019-04~`` runs from the first day of 2015 to the last of
    about April 2019; ``/2019`` began at an unknown time, ``2019/..`` is not over.

    Raises ValueError when ``text`` is not EDTF or ends before it starts.
    """
    try:
        if text != text.strip():
            raise ValueError  # the parser would let it pass
        parsed = parse_edtf(text)
        first = None if text.startswith(("/", "../")) else _day(parsed.lower_strict())
        last = None if text.endswith(("/", "/..")) else _day(parsed.upper_strict())
    except (EDTFParseException, AttributeError, TypeError, ValueError):
        raise ValueError(
            f"{text!r} is not a date in EDTF: expected forms such as 2018, 2018-06, 2018-06-30, "
            "2015/2018 or 2018~"
        ) from None
    if first and last and last < first:
        raise ValueError(f"the period {text!r} ends before it starts: swap its two ends")
    return Period(first, last)


def _day(time: struct_time) -> date:
    # An unknown year (XXXX-02-14) counts from year 0, which the calendar of `date` does not have.
    return date(max(time.tm_year, date.min.year), time.tm_mon, time.tm_mday)


def in_words(text: str) -> str:
    """Say an EDTF string in English: ``2015/2019-04~`` is "2015 to about April 2019"."""
    first, slash, last = text.partition("/")
    if not slash:
        return _point(text)
    if first in ("", ".."):
        return f"until {_point(last)}"
    if last in ("", ".."):
        return f"since {_point(first)}"
    return f"{_point(first)} to {_point(last)}"


def _point(text: str) -> str:
    if not _PLAIN.fullmatch(text):
        return text  # a season, a set: rare, and plain enough as they are
    about = "about " if "~" in text else ""
    doubt = " (year uncertain)" if "?-" in text else " (uncertain)" if "?" in text else ""
    year, *rest = text.replace("~", "").replace("?", "").split("-")
    month = [_MONTHS[int(number)] for number in rest[:1]]
    day = [str(int(number)) for number in rest[1:]]
    if year == "XXXX":
        return f"{' '.join([*day, *month])}, year unknown"
    return about + " ".join([*day, *month, year]) + doubt


_PLAIN = re.compile(r"(?:\d{4}|XXXX)[~?]?(?:-(?:0[1-9]|1[0-2])[~?]?(?:-\d\d[~?]?)?)?")
_MONTHS = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
