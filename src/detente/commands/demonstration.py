"""The demonstration: the shipped articles coded, kept, asked and shown, without a network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import detente
from detente.commands import ledgers, story
from detente.commands.briefing import gather_brief
from detente.commands.files import write_text
from detente.commands.intake import Ingested, ingest
from detente.commands.workshop import Workshop
from detente.export.brief import Brief
from detente.export.brief_html import brief_page
from detente.link.origins import origin_of
from detente.model import NOW, DocketEntry, Event, StoredReport

SAMPLES = Path(detente.__file__).parent / "samples" / "articles"
FOLDER = Path("detente-demo")


@dataclass(frozen=True, slots=True)
class Shared:
    """One origin behind several outlets: the event, whose word it is, and the reports that carry it."""

    event: Event
    origin: str
    reports: tuple[StoredReport, ...]


@dataclass(frozen=True)
class Demo:
    """What the demonstration did and found."""

    ingested: Ingested
    brief: Brief
    ledger: Path
    page: Path
    shared: tuple[Shared, ...]

    @property
    def carried_out(self) -> tuple[DocketEntry, ...]:
        """Announced steps that a later article reports done."""
        return tuple(entry for entry in self.brief.docket if entry.status == "done")


def demo(folder: Path = FOLDER, *, workshop: Workshop | None = None) -> Demo:
    """Code the shipped articles into ``folder/ledger.sqlite`` and write ``folder/brief.html``.

    Twice is as good as once: a second run adds nothing.

    Boards stand on the day of the last article, so that the result is the
    same whenever it is run.

    Raises:
        LedgerError: the folder holds a ledger that cannot be used.
    """
    workshop = workshop or Workshop()
    ledger, page = folder / "ledger.sqlite", folder / "brief.html"
    done = ingest(ledger, [str(SAMPLES)], workshop=workshop)
    with ledgers.open_to_read(ledger) as opened:
        day = _last_day(story.tell(opened, NOW).events)
        brief = gather_brief(opened, (), NOW, day, workshop.book)
    write_text(page, brief_page(brief))
    return Demo(done, brief, ledger, page, shared_origins(brief.events))


def shared_origins(events: Sequence[Event]) -> tuple[Shared, ...]:
    """Events that two outlets tell on one and the same origin's word, the most widely told first."""
    found = []
    for event in events:
        for origin in event.origins:
            carried = tuple(r for r in event.reports if origin_of(r) == origin)
            if len({r.outlet or r.article for r in carried}) > 1:
                found.append(Shared(event, origin, carried))
    return tuple(sorted(found, key=lambda s: (-len(s.reports), -abs(s.event.report.event_scale), s.event.id)))


def _last_day(events: Sequence[Event]) -> date:
    return max((r.published_at for e in events for r in e.reports if r.published_at), default=story.today())
