"""Times in Extended Date/Time Format (EDTF, ISO 8601-2), as an earliest and a latest day.

Reads the part of EDTF that the records use: dates, months and years, ``~`` (about) and ``?``
(uncertain) on a date or on its year, ``XXXX`` for a year that is not known, and intervals with an
open end.  The `edtf` package reads all of EDTF, but takes longer over forty strings than everything
else that loading does.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import cache
from typing import NamedTuple


class Period(NamedTuple):
    """First and last day that an EDTF string can mean, both included; None where it is open."""

    first: date | None
    last: date | None


_DATE = re.compile(r"(\d{4}|XXXX)[~?]?(?:-(\d\d)(?:-(\d\d))?)?[~?]?", re.ASCII)


@cache
def period(text: str) -> Period:
    """Read an EDTF string: a date, a month, a year or an interval, with ``~`` or ``?``.

    ``2018`` is the whole year; ``2015/2019-04~`` runs from the first day of 2015 to the last of
    about April 2019; ``/2019`` began at an unknown time.

    Raises ValueError when ``text`` is not EDTF or ends before it starts.
    """
    ends = ["" if end == ".." else end for end in text.split("/")]
    if len(ends) > 2 or not any(ends):
        raise _unreadable(text)
    try:
        first, last = (_days(end) if end else None for end in (ends[0], ends[-1]))
    except ValueError:
        raise _unreadable(text) from None
    if first and last and last.last < first.first:
        raise ValueError(f"the period {text!r} ends before it starts: swap its two ends")
    return Period(first and first.first, last and last.last)


def _days(text: str) -> Period:
    """The days that one date, month or year covers; ValueError when there is no such day."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError
    year, month, day = match.groups()
    if year == "XXXX":  # any year that a calendar has
        return Period(
            _days(text.replace(year, "0001")).first, _days(text.replace(year, "9999")).last
        )
    if day:
        only = date(int(year), int(month), int(day))
        return Period(only, only)
    months = (int(month), int(month)) if month else (1, 12)
    first, last = (date(int(year), number, 1) for number in months)
    return Period(first, last.replace(day=monthrange(last.year, last.month)[1]))


def _unreadable(text: str) -> ValueError:
    return ValueError(
        f"{text!r} is not a date in EDTF: expected forms such as 2018, 2018-06, 2018-06-30, "
        "2015/2018 or 2018~"
    )


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
    about = "about " if "~" in text else ""
    doubt = " (year uncertain)" if "?-" in text else " (uncertain)" if "?" in text else ""
    year, *rest = text.replace("~", "").replace("?", "").split("-")
    month = [MONTHS[int(number)] for number in rest[:1]]
    day = [str(int(number)) for number in rest[1:]]
    if year == "XXXX":
        return f"{' '.join([*day, *month])}, year unknown"
    return about + " ".join([*day, *month, year]) + doubt


MONTHS = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
