"""Which past is asked for: three instants that select any view of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time


@dataclass(frozen=True, slots=True)
class View:
    """Three clocks; ``None`` leaves a clock open.

    ``as_of``: what had happened by this day (a report whose time begins later
    is left out, and a channel shows its state on that day).
    ``published_by``: told in articles published on or before this day; an
    article without a day of publication counts by the day it was recorded.
    ``as_known``: what the ledger held at this instant (UTC); the answer for a
    past instant never changes.
    """

    as_of: date | None = None
    published_by: date | None = None
    as_known: datetime | None = None


NOW = View()
"""Everything the ledger holds, as it holds it now."""


def read_instant(text: str) -> datetime:
    """An instant in UTC from ISO 8601, taken for UTC where no zone is given; a day alone is its last moment.

    Raises:
        ValueError: it is something else.
    """
    if len(text) == 10:
        return datetime.combine(date.fromisoformat(text), time.max, UTC)
    instant = datetime.fromisoformat(text)
    return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
