"""A time expression: its words, its role, and the interval it means on a given day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from detente.coding.times.calendar import OffCalendarError, Stretch, add_days, grain_of
from detente.coding.times.clock import Clock
from detente.coding.times.named import Named
from detente.coding.times.resolve import stretch
from detente.model import Period, Span

_YEARLY = ("day", "month", "season")
_NEAREST = ("from", "by", "until", "before")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell a time.

    ``span`` takes in the preposition where it carries the role ("since Monday", "by the end of the year"),
    but not a plain "on", "in" or "at".
    """

    span: Span
    kind: str  # day, weekday, month, year, season, relative, duration, anchored, vague
    role: str  # at, since, from, until, by, within, for, before, after
    named: Named
    until: Named | None = None  # second end of "between Monday and Wednesday"
    slack: int = 0  # days that a start may slip: "or it could take a few more days"

    @property
    def anchored(self) -> bool:
        """True where the words refer to another event's day: "the next day", "two years later"."""
        return self.kind == "anchored"

    @property
    def flag(self) -> str:
        """ "fiscal" or "academic" for years resolved as the calendar years they are told by; "effective" for "with immediate effect"."""
        return self.named.flag

    def period(self, published: date, *, direction: str = "past", anchor: Period | None = None) -> Period | None:
        """The days meant.

        Args:
            published: civil day of publication.
            direction: "past" or "future", by the governing verb's tense.
            anchor: days of the event that "later", "the next day" refer to; publication where absent, and
                then never beyond publication if the direction is "past".

        Returns:
            The interval, either end open after "since", "from", "after", "until", "by" and "before";
            ``None`` for feasts whose day is left open and for days that no calendar holds.

        Raises:
            ValueError: another direction.
        """
        if direction not in ("past", "future"):
            raise ValueError(f"direction {direction!r} is neither 'past' nor 'future'")
        clock = Clock(published, direction, anchor)
        days = self._between(self.until, clock) if self.until else self._single(clock)
        if days is None:
            return None
        try:
            return self._with_role(days, published)
        except OffCalendarError:
            return None

    def _single(self, clock: Clock) -> Stretch | None:
        # "Since May" looks back whatever the tense; "from May onwards", of the same role, need not.
        since = self.role == "since" and "since" in self.span.text[:12].lower()
        direction = "past" if since else clock.direction
        if self.named.sense == "on" and self.named.unit in (*_YEARLY, "weekday"):
            direction = "future"  # "ahead of Sunday's vote"
        if self.named.unit == "midnight" and self.role in _NEAREST:
            direction = "future"  # "from midnight" is told before it
        days = stretch(self.named, replace(clock, direction=direction))
        # A deadline or a start told without a year is the nearest one, whatever the verb's tense.
        open_year = self.named.year is None and self.named.shift is None and not self.named.which
        if days and direction == "past" and open_year and self.role in _NEAREST and self.named.unit in _YEARLY:
            ahead = stretch(self.named, replace(clock, direction="future"))
            if ahead and (ahead.start - clock.published).days < (clock.published - days.end).days:
                return ahead
        return days

    def _between(self, until: Named, clock: Clock) -> Stretch | None:
        """Both ends in their order: what the second names comes after what the first names."""
        if self.named.year is None and (clock.direction == "past" or until.year is not None):
            clock = replace(clock, direction="past")
            last = stretch(until, clock)
            near = replace(clock, published=last.end) if last and _has_choice(self.named) else clock
            first = stretch(self.named, near)
        else:
            first = stretch(self.named, clock)
            ahead = replace(clock, published=first.start, direction="future") if first else clock
            last = stretch(until, ahead if _has_choice(until) else clock)
        if first is None or last is None:
            return None
        start, end = min(first.start, last.start), max(first.end, last.end)
        return Stretch(start, end, grain_of(start, end))

    def _with_role(self, days: Stretch, published: date) -> Period:
        if self.role in ("since", "from"):
            if self.slack:
                return Period(days.start, add_days(days.start, self.slack), "days")
            return Period(days.start, None, "open")
        if self.role == "after":
            return Period(add_days(days.end, 1), None, "open")
        if self.role in ("until", "by", "before"):
            return _deadline(self._last_day(days), published)
        if self.slack:
            end = add_days(days.end, self.slack)
            return Period(days.start, end, grain_of(days.start, end))
        return Period(*days)

    def _last_day(self, days: Stretch) -> date:
        """ "By the start of March" ends with its first day, "before the end of 2021" with the year."""
        if self.role == "before":
            return days.end if self.named.part == "end" else add_days(days.start, -1)
        return days.start if self.named.part == "start" else days.end


def _has_choice(named: Named) -> bool:
    """True where the words fit more than one year or week, so that the other end may choose."""
    said = named.year is not None or named.shift is not None or named.which
    return not said and named.unit in (*_YEARLY, "weekday", "dayofmonth", "quarter", "half")


def _deadline(last: date, published: date) -> Period:
    """Up to a day: from publication where the day is still to come, else without a known start."""
    if last < published:
        return Period(None, last, "open")
    return Period(published, last, grain_of(published, last))
