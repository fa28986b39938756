"""The day of publication and of the last update, from what the page, its name or the caller states."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from detente.model import DayFact, Span
from detente.read.dates import Day, day_in_name

CONFIDENCE = {
    "given": 1.0,
    "key line": 0.95,
    "published line": 0.95,
    "header line": 0.9,
    "dateline": 0.85,
    "dateline, year from elsewhere": 0.75,
    "byline": 0.85,
    "age": 0.7,
    "address": 0.65,
    "footer": 0.6,
    "file name": 0.5,
}
"""How far a stated day is trusted, by where it stands: in this order they are asked."""

UNSURE = 0.5
"""Factor where day and month could be exchanged (3/4/2021)."""

_AMERICAN = re.compile(r"\b(?:E[SD]?T|C[SD]T|M[SD]T|P[SD]T)\b")


@dataclass(frozen=True, slots=True)
class Stated:
    """A day as stated somewhere on the page."""

    day: Day
    origin: str
    span: Span


def choose_published(stated: Iterable[Stated], *, name: str, given: date | None) -> DayFact | None:
    """The best-vouched day; an `updated` one never counts. ``None`` where nothing states a day."""
    if given:
        return DayFact(given, "given", CONFIDENCE["given"])
    days = [s for s in stated if s.day.role != "updated"]
    if days:
        best = max(days, key=_trust)  # the first of equals stands higher on the page
        return DayFact(best.day.day, best.origin, round(_trust(best), 3), best.span)
    from_name = day_in_name(name)
    return DayFact(from_name, "file name", CONFIDENCE["file name"]) if from_name else None


def choose_updated(stated: Iterable[Stated], *, clock: Span | None, published: DayFact | None) -> DayFact | None:
    """The last day that stands behind `updated`.

    Where nothing but a clock time stands there (``clock``), it is taken for one of the day of publication.
    """
    days = [s for s in stated if s.day.role == "updated"]
    if not days:
        return DayFact(published.day, "updated line", 0.6, clock) if clock and published else None
    last = max(days, key=lambda s: s.day.day)
    return DayFact(last.day.day, "updated line", 0.9 if last.day.sure else 0.45, last.span)


def _trust(stated: Stated) -> float:
    origin = {"published": "published line", "key": "key line"}.get(stated.day.role, stated.origin)
    return max(CONFIDENCE[origin], CONFIDENCE[stated.origin]) * (1.0 if stated.day.sure else UNSURE)


def is_us_order(text: str) -> bool:
    """True where the page's clock times are American, so that 3/4/2021 is 4 March there."""
    return bool(_AMERICAN.search(text[:3_000]))
