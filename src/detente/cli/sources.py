"""The command `sources`: how the outlets do."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli import options
from detente.cli.output import say, show, write_json

if TYPE_CHECKING:
    from rich.table import Table

    from detente.commands.sources import SourceReport

TEND = "To tend the knowledge"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    options.add_commands(app, TEND, sources_command)


def sources_command(
    outlet: Annotated[
        list[str] | None, typer.Argument(help="Outlets, by name or id; all of the ledger if none is given.")
    ] = None,
    ledger: options.Ledger = None,
    on: Annotated[
        date | None,
        typer.Option("--on", parser=options.parse_day, metavar="DAY", help="The day for which it is told; today."),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="All outlets that are known, not only those of the ledger.")
    ] = False,
    check: Annotated[bool, typer.Option("--check", help="Exit with 6 where an expectation was missed.")] = False,
    json: options.Json = False,
) -> None:
    """How the outlets do: articles, the last week, the last day, lag, failures, expectations missed.

    A week ends with the day for which it is told. Lag: days from publication until the ledger had it, on average over
    the month before that day. Failures are those of thirty days.
    """
    from detente.commands.errors import FINDINGS
    from detente.commands.sources import report

    found = report(ledger, only=outlet or (), on=on, every=every)
    if json:
        write_json([each.to_json() for each in found])
    elif found:
        show(_table(found))
    else:
        say("the ledger holds no article of a named outlet; `detente sources --all` lists those that are known")
    if check and any(each.missed for each in found):
        raise typer.Exit(FINDINGS)


def _table(found: list[SourceReport]) -> Table:
    from rich.table import Table

    from detente.export.plain import plain

    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
    for name in ("outlet", "country", "kind"):
        table.add_column(name)
    for name in ("articles", "week", "last", "lag"):
        table.add_column(name, justify="right")
    table.add_column("failures and misses")
    for each in found:
        source, volume = each.source, each.volume
        failures = [f"{reason} {count}" for reason, count in each.failures.most_common(4)]
        lag = volume.lag if volume else None
        table.add_row(
            plain(each.name) or "(none told)",
            source.country if source else "",
            source.kind if source else "",
            f"{volume.articles:,}" if volume else "0",
            str(volume.last_week) if volume else "0",
            volume.last.isoformat() if volume and volume.last else "",
            f"{lag:.1f} d" if lag is not None else "",
            plain("; ".join([*failures, *each.missed])),
        )
    return table
