"""Times told by counting: days from publication, units before and after, lengths up to now and on from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from detente.coding.times.calendar import (
    GRAIN_OF_UNIT,
    Stretch,
    add_days,
    add_units,
    grain_of,
    unit_span,
    weekday_of_week,
    years_span,
)
from detente.coding.times.clock import Clock
from detente.coding.times.named import Named


def offset(named: Named, clock: Clock) -> Stretch:
    start, end = add_days(clock.published, named.low), add_days(clock.published, named.high)
    return Stretch(start, end, grain_of(start, end))


def one_night(named: Named, clock: Clock) -> Stretch:
    """The night between publication and the day before it, or looking ahead the day after it."""
    low, high = (-1, 0) if clock.direction == "past" else (0, 1)
    return offset(replace(named, low=low, high=high), clock)


def anchor(named: Named, clock: Clock) -> Stretch:
    first, last = clock.base()
    start, end = add_days(first, named.low), add_days(last, named.high)
    if clock.anchor is None and clock.direction == "past":
        start, end = min(start, clock.published), min(end, clock.published)
    return Stretch(start, end, grain_of(start, end))


# How far round a counted time reaches on either side, in the finer unit: (unit, how many).
_SLACK_DAYS = {"week": 3, "fortnight": 3}
_WHOLE_YEARS = {"year": 1, "decade": 10, "century": 100}
_SLACK_YEARS = {"year": 0, "decade": 2, "century": 5}


def moved(named: Named, clock: Clock) -> Stretch:
    """ "Three days ago" is a day, "two weeks ago" that day and three either side, "a month ago" a calendar
    month, "two years ago" a calendar year, "two decades ago" that year and two either side.
    """
    first, last = clock.base() if named.anchored else (clock.published, clock.published)
    back = named.sense == "back"
    near, far = (-named.low, -named.high) if back else (named.low, named.high)
    start, end = _shifted(named.step, first, last, *(sorted((near, far))))
    if named.part:
        return _pinned(named, clock, near)
    if clock.anchor is None and (named.anchored or back):
        bound = clock.published
        if back or clock.direction == "past":
            start, end = min(start, bound), min(end, bound)
    named_grain = named.low == named.high and named.step in ("week", "fortnight", "month", "year")
    grain = GRAIN_OF_UNIT[named.step] if named_grain else grain_of(start, end)
    return Stretch(start, end, grain)


def _shifted(step: str, first: date, last: date, low: int, high: int) -> tuple[date, date]:
    if step in _WHOLE_YEARS:
        width = _WHOLE_YEARS[step]
        exact = low == high and abs(low) > 1
        slack = 1 if step == "decade" and not exact else _SLACK_YEARS[step]
        return years_span(first.year + low * width - slack, last.year + high * width + slack)
    if step == "month":
        return unit_span("month", first, low)[0], unit_span("month", last, high)[1]
    if step == "hour":
        return add_days(first, _hour_days(low)[0]), add_days(last, _hour_days(high)[1])
    slack = _SLACK_DAYS.get(step, 0)
    return add_days(add_units(first, step, low), -slack), add_days(add_units(last, step, high), slack)


def _hour_days(hours: int) -> tuple[int, int]:
    """The days that so many hours may span, least first; under twelve hours stay within the day."""
    whole, rest = divmod(abs(hours), 24)
    upper = whole + (1 if rest >= 12 else 0)
    return (-upper, -whole) if hours < 0 else (whole, upper)


def _pinned(named: Named, clock: Clock, count: int) -> Stretch:
    """ "Two years ago today", "a year ago this week", "two weeks ago on Monday"."""
    day = add_units(clock.published, named.step, count)
    if named.part == "day":
        return Stretch(day, day, "day")
    if named.part == "weekday":
        day = weekday_of_week(day, named.number)
        return Stretch(day, day, "day")
    return Stretch(*unit_span(named.part, day), named.part)


def rolling(named: Named, clock: Clock) -> Stretch:
    if named.anchored:
        first, last = clock.base()
        start, end = first, add_units(last, named.step, named.high)
    else:
        day = clock.published
        ahead = named.sense == "on" or (not named.sense and clock.direction == "future")
        start, end = (
            (day, add_units(day, named.step, named.high)) if ahead else (add_units(day, named.step, -named.high), day)
        )
    return Stretch(start, end, grain_of(start, end))
