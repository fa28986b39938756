"""What answers what: how soon, and in what proportion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from detente.export.brief import Answer
from detente.model import Event, EventLink

MUCH = 3.0
"""Points on PLOVER's scale (-10 to 10) from which an answer is harder or softer; below, it is alike."""


def answers(events: Iterable[Event], *, lookup: Mapping[str, Event] | None = None) -> list[Answer]:
    """Every link of kind ``responds_to`` from one of the events, in the order of the events.

    Args:
        lookup: Where answered events are found; by default the events themselves. A link to
            an event that is not there is left out.
    """
    known = list(events)
    by_id = lookup or {e.id: e for e in known}
    return [
        _answer(event, by_id[link.target], link) for event in known for link in event.answers() if link.target in by_id
    ]


def _answer(source: Event, target: Event, link: EventLink) -> Answer:
    return Answer(source, target, link, lag_between(target, source), proportion(target, source))


def lag_between(target: Event, source: Event) -> int | None:
    """Days from the end of the one to the day the other was made known.

    A deed still ahead answers on the day it was announced. ``None`` where a
    day is missing, where the one is only known to a month or longer, or where
    the answer seems to come first.
    """
    end, start = _end(target), _start(source)
    if end is None or start is None or start < end:
        return None
    return (start - end).days


def proportion(target: Event, source: Event) -> str:
    """How the answer compares: "in kind, 23 for 23", "in kind", "harder than what it answers", …"""
    told = f", {source.people:,} for {target.people:,}" if source.people and target.people else ""
    if source.event_type == target.event_type and (not source.modes or source.modes == target.modes):
        return "in kind" + told
    difference = source.report.event_scale - target.report.event_scale
    if source.report.quad_code == target.report.quad_code and abs(difference) < MUCH:
        return "of like weight" + told
    if abs(difference) < MUCH:
        return "by other means" + told
    return ("harder" if difference < 0 else "softer") + " than what it answers" + told


def _start(event: Event) -> date | None:
    """The day an answer was given: of a deed ahead, the day its first report was published."""
    if "future" in event.aux:
        days = [s.published_at for s in event.reports if s.published_at]
        return min(days) if days else None
    return event.when.earliest if event.when and _sharp(event) else None


def _end(event: Event) -> date | None:
    if "future" in event.aux:
        return _start(event)
    if event.when is None or not _sharp(event):
        return None
    return event.when.latest or event.when.earliest


def _sharp(event: Event) -> bool:
    """True where the time is told to a week or better, so that days can be counted."""
    when = event.when
    if when is None:
        return False
    if when.earliest is None or when.latest is None:
        return True
    return (when.latest - when.earliest).days <= 7
