"""Commands that ask the ledger: `events`, `event`, `why`, `channels`, `responses`, `docket`, `brief`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli import options
from detente.cli.output import say, show, write_json
from detente.cli.show_demo import brief_block
from detente.commands import asking
from detente.commands.briefing import brief
from detente.commands.evidence import why
from detente.commands.files import write_text
from detente.commands.parties import Wanted, find_party
from detente.commands.workshop import Workshop
from detente.export import shapes, table
from detente.export.brief_html import brief_page
from detente.export.table_why import why_block
from detente.export.words import count
from detente.model import DOCKET, View

ASK = "To ask"

Id = Annotated[str, typer.Argument(help="An id, or the beginning of one.", metavar="ID", show_default=False)]
First = Annotated[
    str | None,
    typer.Argument(help="A party by code or name: RUS, Russia, NATO.", metavar="A", show_default=False),
]
Second = Annotated[
    str | None,
    typer.Argument(help="A second party: what passed between the two.", metavar="B", show_default=False),
]
Html = Annotated[
    Path | None,
    typer.Option("--html", metavar="FILE", help="Write one self-contained page.", show_default=False),
]
Limit = Annotated[
    int | None,
    typer.Option("--limit", "-n", min=1, metavar="N", help="At most the last N.", show_default=False),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the program."""
    for name, function in (
        ("events", events_command),
        ("event", event_command),
        ("why", why_command),
        ("channels", channels_command),
        ("responses", responses_command),
        ("docket", docket_command),
        ("brief", brief_command),
    ):
        app.command(name, rich_help_panel=ASK)(function)


def events_command(
    a: First = None,
    b: Second = None,
    event_type: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="Only this event type, such as SANCTION.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Only what this outlet tells.")] = None,
    limit: Limit = None,
    ledger: options.Ledger = None,
    as_of: options.AsOf = None,
    published_by: options.PublishedBy = None,
    as_known: options.AsKnown = None,
    json: options.Json = False,
) -> None:
    """Events, of one party or between two, in the order of their days."""
    workshop = Workshop()
    kind = asking.check_type(event_type, tuple(workshop.book.plover.types)) if event_type else None
    wanted = asking.Filter(_parties(workshop, a, b), kind, outlet)
    found = asking.events(ledger, View(as_of, published_by, as_known), wanted)
    found = found[-limit:] if limit else found
    if json:
        write_json([shapes.event_json(e) for e in found])
    else:
        show(table.events_table(found))
        say(count(len(found), "event"))


def event_command(
    event: Id,
    ledger: options.Ledger = None,
    as_of: options.AsOf = None,
    published_by: options.PublishedBy = None,
    as_known: options.AsKnown = None,
    json: options.Json = False,
) -> None:
    """One event with all its tellings."""
    found = asking.event(ledger, event, View(as_of, published_by, as_known))
    if json:
        write_json(shapes.event_json(found))
    else:
        show(table.event_block(found))


def why_command(
    record: Id,
    ledger: options.Ledger = None,
    as_of: options.AsOf = None,
    published_by: options.PublishedBy = None,
    as_known: options.AsKnown = None,
    json: options.Json = False,
) -> None:
    """Why an event or a report stands: outlet, agency, speaker, words with offsets, the entry that fired."""
    found = why(ledger, record, View(as_of, published_by, as_known))
    if json:
        event = shapes.event_json(found.event) if found.event else None
        write_json({"event": event, "evidence": [shapes.evidence_json(e) for e in found.evidence]})
    else:
        show(why_block(found.event, found.evidence))


def channels_command(
    a: First = None,
    b: Second = None,
    ledger: options.Ledger = None,
    as_of: options.AsOf = None,
    published_by: options.PublishedBy = None,
    as_known: options.AsKnown = None,
    json: options.Json = False,
) -> None:
    """The board of channels: missions, embassies, talks, borders, each with its status on a day."""
    parties = _parties(Workshop(), a, b)
    found = asking.channels(ledger, View(as_of, published_by, as_known), parties=parties)
    if json:
        write_json([shapes.channel_json(c) for c in found])
    else:
        show(table.channels_table(found))
        say(count(len(found), "channel"))


def responses_command(
    a: First = None,
    b: Second = None,
    stated: Annotated[
        bool, typer.Option("--stated", help="Only what a text states, nothing inferred.")
    ] = False,
    ledger: options.Ledger = None,
    as_of: options.AsOf = None,
    published_by: options.PublishedBy = None,
    as_known: options.AsKnown = None,
    json: options.Json = False,
) -> None:
    """What answers what, how soon and in what proportion."""
    view = View(as_of, published_by, as_known)
    found = asking.responses(ledger, view, _parties(Workshop(), a, b), stated_only=stated)
    if json:
        write_json([shapes.answer_json(answer) for answer in found])
    else:
        show(table.answers_table(found))
        say(count(len(found), "response"))


def docket_command(
    a: First = None,
    b: Second = None,
    status: Annotated[
        str | None,
        typer.Option(
            parser=options.one_of("status", DOCKET), metavar="STATUS", help=f"Only {', '.join(DOCKET)}."
        ),
    ] = None,
    ledger: options.Ledger = None,
    as_of: options.AsOf = None,
    published_by: options.PublishedBy = None,
    as_known: options.AsKnown = None,
    json: options.Json = False,
) -> None:
    """Announced steps, and whether they are due, overdue, done, postponed or cancelled."""
    view = View(as_of, published_by, as_known)
    found = asking.docket(ledger, view, parties=_parties(Workshop(), a, b), status=status)
    if json:
        write_json([shapes.docket_json(entry) for entry in found])
    else:
        show(table.docket_table(found))
        say(count(len(found), "step"))


def brief_command(
    a: First = None,
    b: Second = None,
    html: Html = None,
    ledger: options.Ledger = None,
    as_of: options.AsOf = None,
    published_by: options.PublishedBy = None,
    as_known: options.AsKnown = None,
    json: options.Json = False,
) -> None:
    """What changed between two parties, of one, or in all: on the screen or as a page."""
    workshop = Workshop()
    view = View(as_of, published_by, as_known)
    found = brief(ledger, _parties(workshop, a, b), view, workshop=workshop)
    if html:
        write_text(html, brief_page(found))
        say(f"the page: {html}")
    if json:
        write_json(shapes.brief_json(found))
    elif not html:
        show(brief_block(found))


def _parties(workshop: Workshop, *names: str | None) -> tuple[Wanted, ...]:
    return tuple(find_party(name, workshop.book.actors) for name in names if name is not None)
