"""From what the words name to days: one small rule a unit, and one for the preposition.

A rule takes what is named and a ``Clock`` and gives a ``Stretch``. Where the words leave a choice (which
July?), the direction decides: "past" takes the latest one begun, "future" the first one not over. A month,
week or year still running is cut at the day of publication, on the side the direction asks for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from detente.coding.times.calendar import (
    GRAIN_OF_UNIT,
    OffCalendarError,
    Stretch,
    YearMaker,
    add_days,
    grain_of,
    make_day,
    month_span,
    months_span,
    pick,
    season_span,
    unit_span,
    weekday_of_week,
    within,
    years_span,
)
from detente.coding.times.clock import Clock
from detente.coding.times.counted import anchor, moved, offset, one_night, rolling
from detente.coding.times.named import Named
from detente.coding.times.parts import part_of

_STEPS = {"last": -1, "previous": -1, "next": 1, "following": 1}


def _placed(named: Named, clock: Clock, make: YearMaker) -> tuple[date, date]:
    """Something that comes every year, in the year that the words and the clock choose."""
    ref = clock.from_day(named)
    if named.year is not None:
        return make(named.year)
    if named.shift is not None:
        return make(ref.year + named.shift)
    if named.which in ("last", "previous"):
        return _neighbour(make, ref, "past")
    if named.which in ("next", "following"):
        return _neighbour(make, ref, "future")
    if named.which in ("this", "same") and named.unit != "season":
        span = make(ref.year)
        return clock.cut(span) if named.which == "this" and not named.part else span
    return clock.cut(pick(make, ref, clock.direction))


def _neighbour(make: YearMaker, ref: date, direction: str) -> tuple[date, date]:
    """The nearest instance that does not hold the day itself."""
    span = pick(make, ref, direction)
    if not within(ref, span):
        return span
    return pick(make, add_days(span[0], -1) if direction == "past" else add_days(span[1], 1), direction)


def _day(named: Named, clock: Clock) -> Stretch:
    def make(year: int) -> tuple[date, date]:
        first = make_day(year, named.month, named.day)
        return first, make_day(year, named.month, named.number) if named.number > named.day else first

    span = _placed(named, clock, make)
    return Stretch(*span, grain_of(*span))


def _week_of(named: Named, clock: Clock) -> Stretch:
    return Stretch(*unit_span("week", _day(replace(named, number=0), clock).start), "week")


def _day_of_month(named: Named, clock: Clock) -> Stretch:
    ref = clock.published
    if named.which:
        months = [_STEPS.get(named.which, 0)]
    else:
        months = [0, -1, -2] if clock.direction == "past" else [0, 1, 2]
    for back in months:
        first, last = unit_span("month", ref, back)
        if named.day > last.day:
            continue
        day = first.replace(day=named.day)
        if named.which or (day <= ref if clock.direction == "past" else day >= ref):
            return Stretch(day, day, "day")
    raise OffCalendarError(f"no day {named.day} near {ref}")


def _weekday(named: Named, clock: Clock) -> Stretch:
    day = _weekday_day(named, clock)
    return Stretch(add_days(day, -1), day, "days") if named.part == "overnight" else Stretch(day, day, "day")


def _weekday_day(named: Named, clock: Clock) -> date:
    """On a Monday, "on Monday" is today looking back, and a week off looking ahead."""
    if named.shift is not None:
        return weekday_of_week(clock.published, named.number, named.shift)
    ref = clock.from_day(named)
    if named.which == "same":
        return weekday_of_week(ref, named.number)
    future = named.which in ("next", "following") or (clock.direction == "future" and named.which in ("", "this"))
    if future:
        return add_days(ref, (named.number - ref.weekday() - 1) % 7 + 1)
    strict = 1 if named.which in ("last", "previous") else 0
    return add_days(ref, -strict - (ref.weekday() - named.number - strict) % 7)


def _month(named: Named, clock: Clock) -> Stretch:
    if not named.month:
        return _calendar_unit(named, clock)

    def make(year: int) -> tuple[date, date]:
        return part_of(month_span(year, named.month), "month", named.part)

    return Stretch(*_placed(named, clock, make), "days" if named.part else "month")


def _season(named: Named, clock: Clock) -> Stretch:
    def make(year: int) -> tuple[date, date]:
        return part_of(season_span(year, named.number), "season", named.part)

    return Stretch(*_placed(named, clock, make), "season")


def _division(named: Named, clock: Clock) -> Stretch:
    """A quarter or half of a year, or "last quarter"."""
    if not named.number:
        return _calendar_unit(named, clock)
    width = 3 if named.unit == "quarter" else 6

    def make(year: int) -> tuple[date, date]:
        return months_span(year, width * (named.number - 1) + 1, width * named.number)

    return Stretch(*_placed(named, clock, make), "season")


def _year(named: Named, clock: Clock) -> Stretch:
    if named.year is None:
        return _calendar_unit(named, clock)
    span = part_of(years_span(named.year, named.year), "year", named.part)
    return Stretch(*span, "season" if named.part else "year")


def _decade(named: Named, clock: Clock) -> Stretch:
    if named.year is None:
        return _calendar_unit(named, clock)
    width = 9 if named.unit == "decade" else 99
    return Stretch(*part_of(years_span(named.year, named.year + width), named.unit, named.part), "years")


def _calendar_unit(named: Named, clock: Clock) -> Stretch:
    """The last, this or next week, month, quarter, year, decade or century."""
    ref = clock.from_day(named)
    whole = unit_span(named.unit, ref, _STEPS.get(named.which, 0))
    span = part_of(whole, named.unit, named.part, ref)
    if named.which == "this" and not named.part:
        span = clock.cut(span)
    grain = GRAIN_OF_UNIT[named.unit] if not named.part else grain_of(*span)
    return Stretch(*span, grain)


def _weekend(named: Named, clock: Clock) -> Stretch:
    """Saturday and Sunday; on either day the running one, cut at publication."""
    ref = clock.from_day(named)
    if named.which in ("last", "previous"):
        saturday = weekday_of_week(ref, 5, -1)
    elif named.which in ("next", "following"):
        saturday = weekday_of_week(ref, 5, 1 if named.which == "next" or ref.weekday() >= 5 else 0)
    else:
        earlier = clock.direction == "past" and ref.weekday() < 5 and named.which != "same"
        saturday = weekday_of_week(ref, 5, -1 if earlier else 0)
    span = saturday, add_days(saturday, 1)
    return Stretch(*(span if named.which else clock.cut(span)), "days")


RULES: dict[str, Callable[[Named, Clock], Stretch]] = {
    "day": _day,
    "weekof": _week_of,
    "dayofmonth": _day_of_month,
    "weekday": _weekday,
    "week": _calendar_unit,
    "fortnight": _calendar_unit,
    "weekend": _weekend,
    "month": _month,
    "season": _season,
    "quarter": _division,
    "half": _division,
    "year": _year,
    "decade": _decade,
    "century": _decade,
    "offset": offset,
    "overnight": one_night,
    "midnight": one_night,
    "anchor": anchor,
    "moved": moved,
    "rolling": rolling,
}


def stretch(named: Named, clock: Clock) -> Stretch | None:
    """The days of what is named; ``None`` for feasts left open and for what no calendar holds."""
    rule = RULES.get(named.unit)
    if rule is None:
        return None
    try:
        return rule(named, clock)
    except OffCalendarError:
        return None
