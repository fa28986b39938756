"""Arithmetic on civil days: weeks, months, seasons, quarters, years, decades, centuries.

Weeks run from Monday to Sunday. Seasons are those of the northern hemisphere by whole months
(spring March to May, summer June to August, autumn September to November, winter December to
February, counted under the year of its December). The twentieth century is 1901 to 2000.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import NamedTuple

SEASON_MONTHS = (3, 6, 9, 12)  # first month of spring, summer, autumn, winter


class OffCalendarError(ValueError):
    """A day before year 1 or after year 9999, or one that no month has."""


class Stretch(NamedTuple):
    """Two civil days, both included, and how fine the text was (see ``Period.granularity``)."""

    start: date
    end: date
    grain: str


def make_day(year: int, month: int, day: int) -> date:
    """One day. Raises OffCalendarError where there is none (30 February)."""
    if not MINYEAR <= year <= MAXYEAR or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        raise OffCalendarError(f"no such day: {year}-{month}-{day}")
    return date(year, month, day)


def add_days(day: date, count: int) -> date:
    """The day ``count`` days on. Raises OffCalendarError past either end of the calendar."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        raise OffCalendarError(f"{count} days from {day} is off the calendar") from None


def add_months(day: date, count: int) -> date:
    """The same day of the month ``count`` months on, or that month's last day where it is shorter."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise OffCalendarError(f"{count} months from {day} is off the calendar")
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


# Whole units in months; days and weeks are added as days.
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}


def add_units(day: date, unit: str, count: int) -> date:
    """``count`` units on from a day. Hours count as the days they fill, rounded up; minutes as none."""
    if unit in DAYS_IN:
        return add_days(day, count * DAYS_IN[unit])
    if unit in MONTHS_IN:
        return add_months(day, count * MONTHS_IN[unit])
    whole = -(-abs(count) // 24) if unit == "hour" else 0
    return add_days(day, whole if count >= 0 else -whole)


def weekday_of_week(day: date, weekday: int, weeks: int = 0) -> date:
    """The given weekday (Monday is 0) of the calendar week ``weeks`` after the one of ``day``."""
    return add_days(day, weekday - day.weekday() + 7 * weeks)


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    first = make_day(year, month, 1)
    return first, date(year, month, monthrange(year, month)[1])


def months_span(year: int, first: int, last: int) -> tuple[date, date]:
    """First day of one month to the last day of another; month 13 is January of the next year."""
    return month_span(year + (first - 1) // 12, (first - 1) % 12 + 1)[0], month_span(
        year + (last - 1) // 12, (last - 1) % 12 + 1
    )[1]


def season_span(year: int, season: int) -> tuple[date, date]:
    """A season, 0 spring to 3 winter; winter begins in December of ``year``."""
    first = SEASON_MONTHS[season]
    return months_span(year, first, first + 2)


def years_span(first: int, last: int) -> tuple[date, date]:
    """1 January of one year to 31 December of another."""
    return make_day(first, 1, 1), make_day(last, 12, 31)


def unit_span(unit: str, day: date, count: int = 0) -> tuple[date, date]:
    """The calendar week, month, quarter, half, year, decade or century ``count`` units from that of a day."""
    if unit in ("week", "fortnight"):
        monday = weekday_of_week(day, 0, count * (2 if unit == "fortnight" else 1))
        return monday, add_days(monday, 6)
    if unit == "decade":
        first = day.year - day.year % 10 + 10 * count
        return years_span(first, first + 9)
    if unit == "century":
        first = day.year - (day.year - 1) % 100 + 100 * count
        return years_span(first, first + 99)
    width = MONTHS_IN[unit]
    start0 = day.year * 12 + (day.month - 1) // width * width + width * count
    return months_span(start0 // 12, start0 % 12 + 1, start0 % 12 + width)


GRAIN_OF_UNIT = {
    "day": "day",
    "week": "week",
    "fortnight": "days",
    "month": "month",
    "season": "season",
    "quarter": "season",
    "half": "season",
    "year": "year",
    "decade": "years",
    "century": "years",
}


def grain_of(start: date, end: date) -> str:
    """A granularity by length alone, for intervals that no single word names."""
    days = (end - start).days + 1
    if days == 1:
        return "day"
    return "days" if days <= 31 else "month" if days <= 366 else "years"


def within(day: date, span: tuple[date, date]) -> bool:
    """True where the day lies in the span, ends included."""
    return span[0] <= day <= span[1]


YearMaker = Callable[[int], tuple[date, date]]


def pick(make: YearMaker, ref: date, direction: str) -> tuple[date, date]:
    """The instance of something yearly that is nearest in one direction, the running one included.

    Args:
        make: year -> first and last day; raises OffCalendarError in years without one.
        ref: the day looked from.
        direction: "past" or "future".

    Raises:
        OffCalendarError: none within nine years (29 February needs up to eight).
    """
    years = range(ref.year, ref.year - 9, -1) if direction == "past" else range(ref.year - 1, ref.year + 9)
    for year in years:
        try:
            span = make(year)
        except OffCalendarError:
            continue
        if (span[0] <= ref) if direction == "past" else (span[1] >= ref):
            return span
    raise OffCalendarError(f"nothing of the kind near {ref}")
