"""Time as news tells it: a day or an interval, either end of which may be open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """A closed interval of civil days; ``None`` is an open end.

    ``Period(None, None)`` does not exist: where a text gives no hold on the
    time at all, the value is ``None`` in place of a period.

    Raises:
        ValueError: both ends are open, or the start is after the end.
    """

    earliest: date | None
    latest: date | None
    granularity: str = "day"  # day, days, week, month, season, year, years, open

    def __post_init__(self) -> None:
        if self.earliest is None and self.latest is None:
            raise ValueError("a period with two open ends tells nothing; use None")
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"period starts on {self.earliest}, after its end on {self.latest}")

    @classmethod
    def day(cls, day: date) -> Period:
        return cls(day, day, "day")

    @classmethod
    def since(cls, day: date) -> Period:
        return cls(day, None, "open")

    @property
    def valid_from(self) -> date | None:
        """First day, for half-open reckoning."""
        return self.earliest

    @property
    def valid_to(self) -> date | None:
        """The day after the last, for half-open reckoning."""
        return self.latest + timedelta(days=1) if self.latest else None

    def overlaps(self, other: Period) -> bool:
        """True where some day may belong to both."""
        return not (
            (self.latest and other.earliest and self.latest < other.earliest)
            or (other.latest and self.earliest and other.latest < self.earliest)
        )

    def to_json(self) -> dict[str, str | None]:
        return {
            "earliest": self.earliest.isoformat() if self.earliest else None,
            "latest": self.latest.isoformat() if self.latest else None,
        }

    @classmethod
    def from_json(cls, value: dict[str, str | None] | None) -> Period | None:
        """Read what ``to_json`` wrote; ``None`` and two open ends give ``None``."""
        if not value or not (value.get("earliest") or value.get("latest")):
            return None
        earliest, latest = value.get("earliest"), value.get("latest")
        return cls(
            date.fromisoformat(earliest) if earliest else None,
            date.fromisoformat(latest) if latest else None,
            value.get("granularity") or "day",
        )
