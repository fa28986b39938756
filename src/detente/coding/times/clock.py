"""Where a time is looked at from: the day of publication, the direction, the event before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.coding.times.calendar import within
from detente.coding.times.named import Named
from detente.model import Period


@dataclass(frozen=True, slots=True)
class Clock:
    """Where from and which way: day of publication, direction, and the event that "later" refers to."""

    published: date
    direction: str = "past"
    anchor: Period | None = None

    def base(self) -> tuple[date, date]:
        """The anchor's first and last day; the day of publication where there is none; no end open."""
        if self.anchor is None:
            return self.published, self.published
        first = self.anchor.earliest or self.anchor.latest or self.published
        return first, self.anchor.latest or first

    def from_day(self, named: Named) -> date:
        """The day that "last", "next", "previous" and "following" are counted from."""
        if not named.anchored and named.which not in ("previous", "following", "same"):
            return self.published
        first, last = self.base()
        return first if named.which in ("previous", "same") else last

    def cut(self, span: tuple[date, date]) -> tuple[date, date]:
        """A running interval up to, or from, the day of publication."""
        if not within(self.published, span):
            return span
        return (span[0], self.published) if self.direction == "past" else (self.published, span[1])
