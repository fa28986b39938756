"""The commands of `detente judge`: give a judgement on a report, take it back, list them, check them.

What a command works with is imported when it is run, so that `--help` answers at once.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli import options
from detente.cli.output import say, show, write, write_json

if TYPE_CHECKING:
    from detente.commands.judging import Judged

KEEP = "To correct and keep"

Records = Annotated[
    list[str],
    typer.Argument(metavar="ID...", help="Reports, or events for all their reports.", show_default=False),
]
By = Annotated[
    str,
    typer.Option(metavar="NAME", envvar="DETENTE_REVIEWER", help="Who judges.", show_default=False),
]
Why = Annotated[str, typer.Option(metavar="TEXT", help="The reason.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the group of this file to the program."""
    group = typer.Typer(
        help="Judgements of reviewers: accept, amend, split, merge, retract; withdrawn, never deleted.",
        no_args_is_help=True,
    )
    for function in (accept, amend, split, merge, retract, withdraw, list_judgements, check):
        group.command(function.__name__.removesuffix("_judgements"))(function)
    app.add_typer(group, name="judge", rich_help_panel=KEEP)


def accept(
    records: Records,
    by: By,
    why: Annotated[str, typer.Option(metavar="TEXT", help="The reason, if there is one to give.")] = "",
    ledger: options.Ledger = None,
    json: options.Json = False,
) -> None:
    """These reports are right as they read now."""
    from detente.commands.judging import judge

    _tell(judge(ledger, "accept", records, by=by, why=why), json)


def amend(
    record: Annotated[str, typer.Argument(metavar="ID", help="A report.", show_default=False)],
    changes: Annotated[
        list[str],
        typer.Argument(metavar="FIELD=VALUE...", help="people=23 actor=FRA date=2018-03-14", show_default=False),
    ],
    by: By,
    why: Why,
    ledger: options.Ledger = None,
    json: options.Json = False,
) -> None:
    """This report should read otherwise; FIELD=none empties a field."""
    from detente.commands.judging import amend as amend_report
    from detente.commands.workshop import Workshop

    _tell(amend_report(ledger, record, changes, by=by, why=why, book=Workshop().book), json)


def split(
    records: Records,
    against: Annotated[
        list[str], typer.Option("--from", metavar="ID", help="The reports they are set apart from; may be repeated.")
    ],
    by: By,
    why: Why,
    ledger: options.Ledger = None,
    json: options.Json = False,
) -> None:
    """These reports tell of another event than those."""
    from detente.commands.judging import judge

    _tell(judge(ledger, "split", records, against=against, by=by, why=why), json)


def merge(
    records: Records,
    by: By,
    why: Why,
    ledger: options.Ledger = None,
    json: options.Json = False,
) -> None:
    """These reports, or the reports of these events, tell of one event."""
    from detente.commands.judging import judge

    _tell(judge(ledger, "merge", records, by=by, why=why), json)


def retract(
    by: By,
    why: Why,
    records: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID...]", help="Reports, or events for all their reports.", show_default=False),
    ] = None,
    outlet: Annotated[
        str | None, typer.Option(metavar="NAME", help="In their place: all that this outlet published.")
    ] = None,
    since: Annotated[
        date | None,
        typer.Option(
            parser=options.parse_day, metavar="DAY", help="Of the outlet: only what it published from this day on."
        ),
    ] = None,
    ledger: options.Ledger = None,
    json: options.Json = False,
) -> None:
    """These reports, or what an outlet published, are not to count."""
    from detente.commands.judging import judge

    _tell(judge(ledger, "retract", records or [], outlet=outlet, since=since, by=by, why=why), json)


def withdraw(
    judgement: Annotated[str, typer.Argument(metavar="ID", help="A judgement.", show_default=False)],
    by: By,
    why: Why,
    ledger: options.Ledger = None,
    json: options.Json = False,
) -> None:
    """Take a judgement back; it stays on record."""
    from detente.commands.judging import withdraw as take_back

    _tell(take_back(ledger, judgement, by=by, why=why), json)


def list_judgements(
    record: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Only those on this report or event.", show_default=False)
    ] = None,
    withdrawn: Annotated[bool, typer.Option("--withdrawn", help="Also those that were taken back.")] = False,
    ledger: options.Ledger = None,
    as_known: options.AsKnown = None,
    json: options.Json = False,
) -> None:
    """Judgements in the order they were given."""
    from detente.commands.judging import judgements
    from detente.export.shapes import judgement_json
    from detente.export.table_review import judgements_table
    from detente.export.words import count
    from detente.model import View

    found = judgements(ledger, View(as_known=as_known), record=record, withdrawn=withdrawn)
    if json:
        write_json([judgement_json(given) for given in found])
    else:
        show(judgements_table(found))
        say(count(len(found), "judgement"))


def check(ledger: options.Ledger = None, json: options.Json = False) -> None:
    """Judgements that the present coding contradicts; exit 6 if there are any."""
    from dataclasses import asdict

    from detente.commands.errors import FINDINGS
    from detente.commands.judging import contradictions
    from detente.export.table_review import contradictions_table
    from detente.export.words import count

    found = contradictions(ledger)
    if json:
        write_json([asdict(one) for one in found])
    else:
        show(contradictions_table(found))
        say(f"{count(len(found), 'contradiction')}" + (". See `detente review --contradicted`." if found else ""))
    if found:
        raise typer.Exit(FINDINGS)


def _tell(done: Judged, as_json: bool) -> None:
    """What was judged and what it did: as a document, or in a line each."""
    from detente.export.plain import plain
    from detente.export.shapes import judgement_json
    from detente.export.table_review import VERBS, change_lines

    given = done.judgement
    if as_json:
        told: dict[str, Any] = judgement_json(given)
        told["moved"] = [{"report_id": m.report_id, "before": m.before, "after": m.after} for m in done.moved]
        write_json(told)
        return
    word = "withdrawn" if given.withdrawn_at else VERBS[given.verdict]
    on = f"all that {given.outlet} published" if given.outlet else " ".join(given.reports)
    write(plain(f"{given.judgement_id}: {word}: {on}"))
    for line in change_lines(done.changed):
        write(plain(line))
    for moved in done.moved:
        write(f"{moved.report_id}: {moved.before or 'no event'} → {moved.after or 'no event'}")
