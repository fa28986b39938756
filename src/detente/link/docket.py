"""The docket: announced steps, the interval in which each should happen, and where each stands on a day.

Status, the first that fits: ``done`` or ``cancelled`` (an article says so),
``postponed`` (one reports a delay), then by the calendar ``announced`` (before
the interval), ``due`` (inside it, or begun without an end) and ``overdue``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from detente.model import DocketEntry, Event, EventLink, Period

PROMISES = frozenset({"AGREE", "CONCEDE"})


def docket(events: Sequence[Event], links: Iterable[EventLink], day: date) -> list[DocketEntry]:
    """The steps announced by a day, ordered by their due date.

    Args:
        events: as assembled from what had been published by the day.
        links: between these events (``fulfils``, ``postpones``, ``cancels``).
        day: the day on which the board is asked for.
    """
    links = list(links)
    entries = [entry for event in events if (entry := _entry(event, links, day)) is not None]
    return sorted(entries, key=lambda e: ((e.due.earliest or e.due.latest or date.max) if e.due else date.max, e.event))


def _entry(event: Event, links: Sequence[EventLink], day: date) -> DocketEntry | None:
    due = _due(event)
    announced = [r for r in event.reports if "future" in r.report.aux] or (
        list(event.reports) if event.event_type in PROMISES else []
    )
    if not announced or (due is None and event.event_type not in PROMISES):
        return None
    if event.event_type in PROMISES and due is None:
        return None
    first = min((r.published_at for r in announced if r.published_at), default=None)
    if first is None or first > day or "historical" in event.aux:
        return None
    status, by = _status(event, due, links, day)
    return DocketEntry(event.id, event.actors, event.recipients, due, status, by, tuple(event.reports))


def _due(event: Event) -> Period | None:
    """The interval named by a report that announces the step; the narrowest one."""
    told = [r.report.due for r in event.reports if r.report.due is not None and r.report.due_span is not None]
    closed = [p for p in told if p.earliest and p.latest]
    if closed:
        return min(closed, key=lambda p: (p.latest or date.max) - (p.earliest or date.min))
    open_ends = [r.report.due for r in event.reports if r.report.due is not None]
    return told[0] if told else (open_ends[0] if open_ends else None)


def _status(event: Event, due: Period | None, links: Sequence[EventLink], day: date) -> tuple[str, str | None]:
    for link in links:
        if link.target == event.id and link.kind == "fulfils":
            return "done", link.source
    for link in links:
        if link.target == event.id and link.kind == "cancels":
            return "cancelled", link.source
    if event.event_type not in PROMISES and "future" not in event.aux:
        return "done", event.id
    for link in links:
        if link.target == event.id and link.kind == "postpones":
            return "postponed", link.source
    if due is None or (due.earliest is not None and day < due.earliest):
        return "announced", None
    if due.latest is not None and day > due.latest:
        return "overdue", None
    return ("due" if due.earliest is not None else "announced"), None
