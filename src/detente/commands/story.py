"""The ledger's reports put together: events, links between them, boards. The one place that calls `link`.

What a reader sees is assembled on reading, from reports and the stored
assignments of reports to events; ``relink`` renews assignments and links after
new articles came in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from detente.link import docket as docket_room
from detente.link import events as event_room
from detente.link.across import across
from detente.link.register import board as board_of
from detente.model import Channel, DocketEntry, Event, EventLink, Link, View
from detente.record import Ledger, NotFound, StoredLink


@dataclass(frozen=True)
class Story:
    """What a view of the ledger holds, put together: events in the order of their days, and their links."""

    events: tuple[Event, ...]
    links: tuple[EventLink, ...]


def today() -> date:
    """The day in UTC."""
    return datetime.now(UTC).date()


def day_of(view: View) -> date:
    """The day on which a view's boards stand: ``as_of``, else the earlier of the other clocks, else today."""
    known = view.as_known.astimezone(UTC).date() if view.as_known else None
    return view.as_of or min((d for d in (view.published_by, known) if d), default=today())


def tell(ledger: Ledger, view: View) -> Story:
    """Assemble the events of a view, each with all its reports and its links.

    Where a view is cut by publication or by the day of the deed, links are
    found again among what is left, for a stored link may rest on what was
    told later.
    """
    with ledger.snapshot():
        reports, assignments = ledger.reports(view), ledger.assignments(view)
        links = ledger.event_links(view)
        told = ledger.links(view)
    if view.as_of or view.published_by:
        links = across(event_room.assemble(reports, assignments), _ends(told))
    found = event_room.assemble(reports, assignments, links)
    known = {e.id for e in found}
    kept = tuple(k for k in links if k.source in known and k.target in known)
    return Story(tuple(sorted(found, key=by_day)), kept)


def by_day(event: Event) -> tuple[date, str]:
    """Order of events: by first day, those without one last, then by id."""
    when = event.when
    day = (when.earliest or when.latest) if when else None
    return day or date.max, event.id


def one_event(ledger: Ledger, name: str, view: View) -> Event:
    """The event of an id or of its beginning, also of an id that has since been merged into another.

    Raises:
        NotFound, AmbiguousId: of `record`; no event, or several, of that id.
    """
    with ledger.snapshot():
        event_id = ledger.find_event(name)
        found = {e.id: e for e in tell(ledger, view).events}
    if event_id not in found:
        raise NotFound("event", name, "It is on record, but not in the view that was asked for; widen the view.")
    return found[event_id]


def board(ledger: Ledger, view: View, day: date) -> list[Channel]:
    """The channels as they stood on a day, by what the view's articles tell."""
    return board_of(ledger.told_states(replace(view, as_of=None)), day)


def docket(ledger: Ledger, view: View, day: date) -> list[DocketEntry]:
    """Announced steps as they stood on a day. What lies ahead is no deed yet, so ``as_of`` stays open."""
    story = tell(ledger, replace(view, as_of=None))
    return docket_room.docket(story.events, story.links, day)


def relink(ledger: Ledger) -> int:
    """Find again which reports tell of one event and what answers what; the number of events.

    What a reviewer kept apart or put together stays so.
    """
    with ledger.snapshot():
        reports, told = ledger.reports(), ledger.links()
        apart, together = ledger.apart(), ledger.together()
    assignments = event_room.cluster(reports, apart=map(frozenset, apart), together=map(frozenset, together))
    found = event_room.assemble(reports, assignments)
    links = across(found, _ends(told))
    with ledger.batch():
        ledger.assign(assignments)
        ledger.set_event_links(links)
    return len(found)


def _ends(links: Sequence[StoredLink]) -> list[tuple[Link, str, str]]:
    return [(k.link, k.source_report_id, k.target_report_id) for k in links]
