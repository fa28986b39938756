"""The early, middle and late part of a week, month, season, year, decade or century.

The bounds are conventions of ours: thirds of a month, season and year; in a week Monday to Wednesday and
Thursday to Sunday. "At the end of" is narrower than "late": the last week of a month, December of a year.
"""

from __future__ import annotations

from datetime import date

from detente.coding.times.calendar import add_days, months_span, years_span

_DAYS_OF_WEEK = {"early": (0, 2), "mid": (1, 3), "late": (3, 6), "start": (0, 1), "end": (4, 6)}
_DAYS_OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "start": (1, 7), "end": (25, 31)}
_DAYS_OF_MONTH |= {"half1": (1, 15), "half2": (16, 31), "week1": (1, 7), "weeklast": (25, 31)}
# Months counted from the first of the year, quarter or season.
_MONTHS = {
    "year": {
        "early": (1, 4),
        "mid": (5, 8),
        "late": (9, 12),
        "start": (1, 1),
        "end": (12, 12),
        "half1": (1, 6),
    }
    | {"half2": (7, 12)},
    "season": {"early": (1, 1), "mid": (2, 2), "late": (3, 3), "start": (1, 1), "end": (3, 3)},
}
_MONTHS["quarter"] = _MONTHS["season"]
_YEARS_OF_DECADE = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "start": (0, 1), "end": (8, 9)}
_YEARS_OF_DECADE |= {"half1": (0, 4), "half2": (5, 9)}


def part_of(span: tuple[date, date], unit: str, part: str, ref: date | None = None) -> tuple[date, date]:
    """The part of a span; the whole where there is no such part.

    Args:
        span: first and last day of the whole unit.
        unit: week, month, quarter, season, year, decade or century.
        part: see ``words.part_name``; "earlier" and "later" cut at ``ref`` where it lies inside, and
            otherwise read as early and late.
        ref: the day that "earlier" and "later" look from.
    """
    start, end = span
    if part in ("earlier", "later"):
        if ref is not None and start <= ref <= end:
            return (start, ref) if part == "earlier" else (ref, end)
        part = "early" if part == "earlier" else "late"
    if unit == "week" and part in _DAYS_OF_WEEK:
        low, high = _DAYS_OF_WEEK[part]
        return add_days(start, low), add_days(start, high)
    if unit == "month" and part in _DAYS_OF_MONTH:
        return _days_of_month(start, end, part)
    if part in _MONTHS.get(unit, {}):
        low, high = _MONTHS[unit][part]
        return months_span(start.year, start.month + low - 1, start.month + high - 1)
    if unit in ("decade", "century") and part in _YEARS_OF_DECADE:
        low, high = _YEARS_OF_DECADE[part]
        scale = 1 if unit == "decade" else 10
        return years_span(start.year + scale * low, start.year + scale * (high + 1) - 1)
    return span


def _days_of_month(start: date, end: date, part: str) -> tuple[date, date]:
    if part == "weeklast":
        return add_days(end, -6), end
    low, high = _DAYS_OF_MONTH[part]
    return start.replace(day=low), min(end, add_days(start, high - 1))
