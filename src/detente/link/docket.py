"""The docket: announced steps, the interval in which each should happen, and where each stands on a day.

Status, the first that fits: ``done`` or ``cancelled`` (an article says so),
``postponed`` (one reports a delay), then by the calendar ``announced`` (before
the interval), ``due`` (inside it, or begun without an end) and ``overdue``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from detente.link.promises import PROMISES, wholly_kept
from detente.link.terms import terms_of
from detente.model import DocketEntry, Event, EventLink, Period


def docket(events: Sequence[Event], links: Iterable[EventLink], day: date) -> list[DocketEntry]:
    """The steps announced by a day, ordered by their due date.

    Args:
        events: as assembled from what had been published by the day.
        links: between these events (``fulfils``, ``postpones``, ``cancels``).
        day: the day on which the board is asked for.
    """
    links = list(links)
    known = {e.id: e for e in events}
    entries = [entry for event in events if (entry := _entry(event, links, known, day)) is not None]
    return sorted(entries, key=lambda e: ((e.due.earliest or e.due.latest or date.max) if e.due else date.max, e.event))


def _entry(event: Event, links: Sequence[EventLink], known: Mapping[str, Event], day: date) -> DocketEntry | None:
    announced = [r for r in event.reports if "future" in r.report.aux] or (
        list(event.reports) if event.event_type in PROMISES else []
    )
    terms = terms_of(event.reports)
    if not announced or not terms:
        return None
    first = min((r.published_at for r in announced if r.published_at), default=None)
    if first is None or first > day or "historical" in event.aux:
        return None
    status, by = _status(event, terms, links, known, day)
    return DocketEntry(event.id, event.actors, event.recipients, terms[-1], status, by, tuple(event.reports))


def _status(
    event: Event, terms: Sequence[Period], links: Sequence[EventLink], known: Mapping[str, Event], day: date
) -> tuple[str, str | None]:
    by = {
        kind: [k.source for k in links if k.target == event.id and k.kind == kind]
        for kind in ("fulfils", "cancels", "postpones")
    }
    keeping = [known[source] for source in by["fulfils"] if source in known]
    if wholly_kept(event, keeping):
        return "done", keeping[-1].id
    if by["cancels"]:
        return "cancelled", by["cancels"][0]
    if event.event_type not in PROMISES and "future" not in event.aux:
        return "done", event.id
    due = terms[-1]
    if len(terms) > 1 and (due.earliest is None or day < due.earliest):
        return "postponed", event.id
    if by["postpones"] and len(terms) == 1:
        return "postponed", by["postpones"][0]
    if due.earliest is not None and day < due.earliest:
        return "announced", None
    if due.latest is not None and day > due.latest:
        return "overdue", None
    return ("due" if due.earliest is not None else "announced"), None
