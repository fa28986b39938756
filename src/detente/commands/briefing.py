"""The brief: what changed between two parties, or in the whole ledger, gathered with all its words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from detente.codebook import Codebook
from detente.commands import ledgers, story
from detente.commands.answers import answers
from detente.commands.asking import takes_channel, takes_sides, takes_step
from detente.commands.evidence import gather
from detente.commands.parties import Wanted, party_names
from detente.commands.workshop import Workshop
from detente.export.brief import Brief, Counts, Party
from detente.model import NOW, Event, View
from detente.record import Ledger


def brief(
    ledger: Path | None,
    parties: tuple[Wanted, ...] = (),
    view: View = NOW,
    *,
    day: date | None = None,
    workshop: Workshop | None = None,
) -> Brief:
    """Gather the brief; ``day`` is that of the boards, by default the view's, or today."""
    book = (workshop or Workshop()).book
    with ledgers.open_to_read(ledger) as opened:
        return gather_brief(opened, parties, view, day or story.day_of(view), book)


def gather_brief(ledger: Ledger, parties: tuple[Wanted, ...], view: View, day: date, book: Codebook) -> Brief:
    """The brief of an open ledger."""
    told = story.tell(ledger, view)
    events = [e for e in told.events if takes_sides(parties, e)]
    by_id = {e.id: e for e in told.events}
    reports = [s for e in events for s in e.reports]
    channels = [c for c in story.board(ledger, view, day) if takes_channel(parties, c)]
    docket = [d for d in story.docket(ledger, view, day) if takes_step(parties, d)]
    ids = {e.id for e in events}
    return Brief(
        parties=tuple(Party(p.key, p.name) for p in parties),
        view=view,
        day=day,
        events=tuple(events),
        evidence=gather(ledger, reports, book),
        channels=tuple(channels),
        answers=tuple(answers(events, lookup=by_id)),
        docket=tuple(docket),
        contradictions=tuple(k for k in told.links if k.kind == "contradicts" and k.source in ids and k.target in ids),
        counts=_count(events),
        coders=tuple(sorted({s.coder for s in reports if s.coder})),
        lexicons=tuple(sorted({s.lexicon for s in reports if s.lexicon})),
        names=party_names(book.actors),
    )


def _count(events: list[Event]) -> Counts:
    reports = [s for e in events for s in e.reports]
    return Counts(
        articles=len({s.article_id for s in reports}),
        reports=len(reports),
        outlets=len({s.outlet or s.article for s in reports}),
        origins=len({o for e in events for o in e.origins}),
    )
