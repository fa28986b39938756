"""Commands that ask the ledger: `events`, `event`, `why`, `channels`, `responses`, `docket`, `brief`.

What a command works with is imported when it is run, so that `--help` answers at once.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli import options
from detente.cli.output import say, show, write_json

if TYPE_CHECKING:
    from detente.commands.parties import Wanted
    from detente.commands.workshop import Workshop
    from detente.model import View

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


def docket_status(text: str) -> str:
    """One of the states of an announced step."""
    from detente.model import DOCKET

    return options.one_of("status", DOCKET)(text)


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the program."""
    options.add_commands(
        app,
        ASK,
        events_command,
        event_command,
        why_command,
        channels_command,
        responses_command,
        docket_command,
        brief_command,
    )


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
    from detente.commands import asking
    from detente.commands.workshop import Workshop
    from detente.export import shapes, table
    from detente.export.words import count

    workshop = Workshop()
    kind = asking.check_type(event_type, tuple(workshop.book.plover.types)) if event_type else None
    wanted = asking.Filter(parties_of(a, b, workshop=workshop), kind, outlet)
    found = asking.events(ledger, _view(as_of, published_by, as_known), wanted)
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
    from detente.commands import asking
    from detente.export import shapes, table

    found = asking.event(ledger, event, _view(as_of, published_by, as_known))
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
    from detente.commands.evidence import why
    from detente.export import shapes
    from detente.export.table_why import why_block

    found = why(ledger, record, _view(as_of, published_by, as_known))
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
    from detente.commands import asking
    from detente.export import shapes, table
    from detente.export.words import count

    parties = parties_of(a, b)
    found = asking.channels(ledger, _view(as_of, published_by, as_known), parties=parties)
    if json:
        write_json([shapes.channel_json(c) for c in found])
    else:
        show(table.channels_table(found))
        say(count(len(found), "channel"))


def responses_command(
    a: First = None,
    b: Second = None,
    stated: Annotated[bool, typer.Option("--stated", help="Only what a text states, nothing inferred.")] = False,
    ledger: options.Ledger = None,
    as_of: options.AsOf = None,
    published_by: options.PublishedBy = None,
    as_known: options.AsKnown = None,
    json: options.Json = False,
) -> None:
    """What answers what, how soon and in what proportion."""
    from detente.commands import asking
    from detente.export import shapes, table
    from detente.export.words import count

    view = _view(as_of, published_by, as_known)
    found = asking.responses(ledger, view, parties_of(a, b), stated_only=stated)
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
            parser=docket_status,
            metavar="STATUS",
            help="Only announced, due, overdue, done, postponed or cancelled.",
        ),
    ] = None,
    ledger: options.Ledger = None,
    as_of: options.AsOf = None,
    published_by: options.PublishedBy = None,
    as_known: options.AsKnown = None,
    json: options.Json = False,
) -> None:
    """Announced steps, and whether they are due, overdue, done, postponed or cancelled."""
    from detente.commands import asking
    from detente.export import shapes, table
    from detente.export.words import count

    view = _view(as_of, published_by, as_known)
    found = asking.docket(ledger, view, parties=parties_of(a, b), status=status)
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
    from detente.cli.show_demo import brief_block
    from detente.commands.briefing import brief
    from detente.commands.files import write_text
    from detente.commands.workshop import Workshop
    from detente.export import shapes
    from detente.export.brief_html import brief_page

    workshop = Workshop()
    view = _view(as_of, published_by, as_known)
    found = brief(ledger, parties_of(a, b, workshop=workshop), view, workshop=workshop)
    if html:
        write_text(html, brief_page(found))
        say(f"the page: {html}")
    if json:
        write_json(shapes.brief_json(found))
    elif not html:
        show(brief_block(found))


def _view(as_of: date | None, published_by: date | None, as_known: datetime | None) -> View:
    from detente.model import View

    return View(as_of, published_by, as_known)


def parties_of(*names: str | None, workshop: Workshop | None = None) -> tuple[Wanted, ...]:
    """The parties that were named; the tables of names are read only where there is one."""
    from detente.commands.parties import find_party
    from detente.commands.workshop import Workshop

    workshop = workshop or Workshop()
    return tuple(find_party(name, workshop.book.actors) for name in names if name is not None)
