"""Questions to the ledger: events, one event, channels, responses, docket. Each opens and closes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.commands import ledgers, story
from detente.commands.answers import answers
from detente.commands.errors import NotFound
from detente.commands.parties import Wanted, fits_pair, fits_sides
from detente.export.brief import Answer
from detente.model import NOW, Channel, DocketEntry, Event, View


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events are wanted; an empty field asks for nothing.

    One party: it acts or is acted upon. Two: one acts towards the other, or both together.
    """

    parties: tuple[Wanted, ...] = ()
    event_type: str | None = None
    outlet: str | None = None

    def takes(self, event: Event) -> bool:
        if self.event_type and event.event_type != self.event_type:
            return False
        if self.outlet and not any(_same(s.outlet, self.outlet) for s in event.reports):
            return False
        return takes_sides(self.parties, event)


def takes_sides(parties: tuple[Wanted, ...], event: Event) -> bool:
    if len(parties) == 2:
        return fits_pair(event, *parties)
    return all(p.among((*event.actors, *event.recipients)) for p in parties)


def takes_channel(parties: tuple[Wanted, ...], channel: Channel) -> bool:
    if len(parties) == 2:
        return fits_sides([channel.holder], [channel.counterpart], *parties)
    return all(p.among((channel.holder, channel.counterpart)) for p in parties)


def takes_step(parties: tuple[Wanted, ...], entry: DocketEntry) -> bool:
    if len(parties) == 2:
        return fits_sides(entry.actor, entry.recipient, *parties)
    return all(p.among((*entry.actor, *entry.recipient)) for p in parties)


def events(ledger: Path | None, view: View = NOW, wanted: Filter | None = None) -> list[Event]:
    """Events in the order of their days."""
    wanted = wanted or Filter()
    with ledgers.open_to_read(ledger) as opened:
        return [e for e in story.tell(opened, view).events if wanted.takes(e)]


def event(ledger: Path | None, name: str, view: View = NOW) -> Event:
    """One event by its id or the beginning of it.

    Raises:
        LedgerError: no ledger, or no event of that id in the view.
    """
    with ledgers.open_to_read(ledger) as opened:
        return story.one_event(opened, name, view)


def channels(
    ledger: Path | None, view: View = NOW, day: date | None = None, parties: tuple[Wanted, ...] = ()
) -> list[Channel]:
    """The board of channels on a day (by default the view's, or today)."""
    with ledgers.open_to_read(ledger) as opened:
        found = story.board(opened, view, day or story.day_of(view))
    return [c for c in found if takes_channel(parties, c)]


def responses(
    ledger: Path | None, view: View = NOW, parties: tuple[Wanted, ...] = (), *, stated_only: bool = False
) -> list[Answer]:
    """What answers what, in the order of the answers' days."""
    with ledgers.open_to_read(ledger) as opened:
        told = story.tell(opened, view).events
    by_id = {e.id: e for e in told}
    found = answers((e for e in told if takes_sides(parties, e)), lookup=by_id)
    return [a for a in found if a.link.stated or not stated_only]


def docket(
    ledger: Path | None,
    view: View = NOW,
    day: date | None = None,
    parties: tuple[Wanted, ...] = (),
    *,
    status: str | None = None,
) -> list[DocketEntry]:
    """Announced steps and where they stand on a day (by default the view's, or today)."""
    with ledgers.open_to_read(ledger) as opened:
        found = story.docket(opened, view, day or story.day_of(view))
    return [d for d in found if takes_step(parties, d) and status in (None, d.status)]


def _same(outlet: str | None, wanted: str) -> bool:
    return outlet is not None and _bare(outlet) == _bare(wanted)


def _bare(name: str) -> str:
    return "".join(c for c in name.casefold().removeprefix("the ") if c.isalnum())


def check_type(text: str, valid: tuple[str, ...]) -> str:
    """An event type in its usual spelling.

    Raises:
        NotFound: there is none of that name.
    """
    if text.upper() in valid:
        return text.upper()
    raise NotFound("no such event type", text, "PLOVER does not have it", f"It is one of {', '.join(valid)}.")
