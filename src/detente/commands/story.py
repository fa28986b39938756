"""The ledger's reports put together: events, links between them, boards. The one place that calls `link`.

What a reader sees is assembled on reading, from reports and the stored
assignments of reports to events; ``relink`` renews assignments and links after
new articles came in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from detente.link import events, register
from detente.model import Channel, DocketEntry, Event, EventLink, StoredReport, View
from detente.record import Ledger, NotFound


@dataclass(frozen=True)
class Story:
    """What a view of the ledger holds, put together."""

    reports: tuple[StoredReport, ...]
    events: tuple[Event, ...]  # in the order of their days
    links: tuple[EventLink, ...]


def today() -> date:
    """The day in UTC."""
    return datetime.now(UTC).date()


def day_of(view: View) -> date:
    """The day on which a view's boards stand: the earliest of its clocks, or today."""
    known = view.as_known.date() if view.as_known else None
    return view.as_of or min((d for d in (view.published_by, known) if d), default=today())


def tell(ledger: Ledger, view: View) -> Story:
    """Assemble the events of a view, each with all its reports and its links."""
    with ledger.snapshot():
        reports = ledger.reports(view)
        assignments, links = ledger.assignments(view), ledger.event_links(view)
    found = events.assemble(reports, assignments, links)
    return Story(tuple(reports), tuple(sorted(found, key=by_day)), tuple(links))


def by_day(event: Event) -> tuple[date, str]:
    """Order of events: by first day, those without one last, then by id."""
    when = event.when
    day = (when.earliest or when.latest) if when else None
    return day or date.max, event.id


def one_event(ledger: Ledger, name: str, view: View) -> Event:
    """The event of an id or of its beginning, also of an id that has since been merged into another.

    Raises:
        NotFound: of `record.errors`, no event of that id stands in the view.
    """
    event_id = ledger.find_event(name)
    for event in tell(ledger, view).events:
        if event.id == event_id:
            return event
    raise NotFound("event", name, "It stands in the ledger, but not in the view that was asked for.")


def board(ledger: Ledger, view: View, day: date) -> list[Channel]:
    """The channels as they stood on a day, by what the view's articles tell."""
    return register.board(ledger.told_states(replace(view, as_of=None)), day)


def docket(ledger: Ledger, view: View, day: date) -> list[DocketEntry]:
    """Announced steps as they stood on a day. A step that lies ahead is no deed yet, so ``as_of`` stays open."""
    from detente.link import docket as room

    story = tell(ledger, replace(view, as_of=None))
    return room.docket(story.events, story.links, day)


def relink(ledger: Ledger) -> int:
    """Find again which reports tell of one event and what answers what; the number of events."""
    from detente.link import across

    reports = ledger.reports()
    assignments = events.cluster(reports)
    ledger.assign(assignments)
    found = events.assemble(reports, assignments, [])
    ledger.set_event_links(across.link_events(found, ledger.links()))
    return len(found)
