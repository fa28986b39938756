"""The day that a cell of a delivery states, in the many ways in which programs write one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from detente.model import DayFact
from detente.read.dates import find_days
from detente.read.pubdate import UNSURE

CONFIDENCE = 0.98
"""How far a day is trusted that the delivery states in a field of its own."""

OLDEST = 1700
LATEST = 2200
"""Years outside of which a number is no date."""

_NUMERIC = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](?:19|20)\d\d")


def read_day(value: object, *, us_order: bool = False) -> tuple[date, bool] | None:
    """The day that a cell states, in the time zone in which it is written, and whether that reading is sure.

    Reads ISO 8601, RFC 2822, 20180317, seconds or milliseconds since 1970 (UTC), and days written in words
    or numbers. ``None`` where no day is stated.
    """
    if isinstance(value, datetime):
        return _sure(value.date())
    if isinstance(value, date):
        return _sure(value)
    text = str(value).strip()[:100]
    if text.endswith(".0") and text[:-2].isdigit():
        text = text[:-2]
    if text.isascii() and text.isdigit():
        return _from_digits(text)
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return _sure(parse(text).date())
        except (ValueError, OverflowError):
            continue
    found = find_days(text, us_order=us_order)
    return (found[0].day, found[0].sure) if found else None


def fact_of(value: object, origin: str, *, us_order: bool = False) -> DayFact | None:
    """The day as a fact with its origin; ``None`` where the cell states none."""
    found = read_day(value, us_order=us_order)
    if found is None:
        return None
    return DayFact(found[0], origin, CONFIDENCE if found[1] else round(CONFIDENCE * UNSURE, 3))


def has_us_order(values: Iterable[object]) -> bool:
    """True where a column's numeric dates can only be read as month/day/year: a second number over 12, no first one."""
    pairs = [(int(m[1]), int(m[2])) for value in values if (m := _NUMERIC.match(str(value)))]
    return any(second > 12 for _, second in pairs) and not any(first > 12 for first, _ in pairs)


def _from_digits(text: str) -> tuple[date, bool] | None:
    try:
        if len(text) in (8, 12, 14) and OLDEST < int(text[:4]) < LATEST:
            return _sure(date(int(text[:4]), int(text[4:6]), int(text[6:8])))
        if len(text) in (9, 10):
            return _sure(datetime.fromtimestamp(int(text), UTC).date())
        if len(text) in (12, 13):
            return _sure(datetime.fromtimestamp(int(text) / 1000, UTC).date())
    except (ValueError, OverflowError):
        return None
    return None


def _sure(day: date) -> tuple[date, bool] | None:
    return (day, True) if OLDEST < day.year < LATEST else None
