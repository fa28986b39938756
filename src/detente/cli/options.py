"""The options that several commands share, each defined once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.commands.nearest import nearest

if TYPE_CHECKING:
    from detente.read.corpus import Wish

FORMATS = ("table", "json", "plover")


def add_commands(app: typer.Typer, panel: str, *functions: Callable[..., None]) -> None:
    """Add commands to the program, in this order; ``events_command`` is called ``events``."""
    for function in functions:
        app.command(function.__name__.removesuffix("_command"), rich_help_panel=panel)(function)


def parse_day(text: str | date) -> date:
    """A day written ``YYYY-MM-DD``; a default that is a day already stays as it is.

    Raises:
        BadParameter: it is something else.
    """
    if isinstance(text, date):
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"'{text}' is not a day; write it as 2018-03-17") from None


def parse_instant(text: str) -> datetime:
    """An instant in ISO 8601, in UTC where no zone is given; a day alone is its last moment.

    Raises:
        BadParameter: it is something else.
    """
    from detente.model.view import read_instant

    try:
        return read_instant(text)
    except ValueError:
        raise typer.BadParameter(
            f"'{text}' is not an instant; write it as 2026-11-24 or 2026-11-24T09:30:00Z"
        ) from None


def one_of(what: str, valid: tuple[str, ...]) -> Callable[[str], str]:
    """A parser for a word that is one of a few; its complaint names the nearest."""

    def parse(text: str) -> str:
        if text not in valid:
            raise typer.BadParameter(f"'{text}' is not a {what}{nearest(text, valid)}")
        return text

    return parse


def _kind(text: str) -> str:
    """A kind of delivery; the empty default stays."""
    from detente.read.corpus import KINDS

    return one_of("kind of input", KINDS)(text) if text else ""


def wish_of(kind: str, columns: list[str] | None) -> Wish:
    """How the user wants the input read.

    Raises:
        BadParameter: a mapping is not FIELD=COLUMN.
    """
    from detente.read.corpus import Wish, parse_wish

    try:
        return Wish(kind, parse_wish(columns or []))
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--map") from None


Paths = Annotated[
    list[str],
    typer.Argument(
        help="Files, folders, archives (zip, gzip, WARC), tables (CSV, Parquet), records (JSON lines), or - for stdin.",
        metavar="PATH",
        show_default=False,
    ),
]
Format = Annotated[
    str,
    typer.Option("--format", "-f", parser=one_of("format", FORMATS), metavar="FORMAT", help="table, json or plover."),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN",
        help="Which column of a table, or key of a record, holds what (text, title, published, publisher, url, …); "
        "may be given several times.",
        show_default=False,
    ),
]
Kind = Annotated[
    str,
    typer.Option(
        "--as",
        parser=_kind,
        metavar="KIND",
        help="What the input is, where it cannot be seen: text, html, json, csv, tsv, parquet, warc, feed, "
        "lexisnexis, factiva or proquest.",
        show_default=False,
    ),
]
Published = Annotated[
    date | None,
    typer.Option(parser=parse_day, metavar="DAY", help="Day of publication for articles that do not tell theirs."),
]
Ledger = Annotated[
    Path | None,
    typer.Option(
        "--ledger",
        envvar="DETENTE_LEDGER",
        metavar="FILE",
        help="The ledger; by default one in your data folder.",
        show_default=False,
    ),
]
Embed = Annotated[
    bool,
    typer.Option("--embed", help="Ask a sentence encoder too (extra `embed`); the coder's name in the ledger says so."),
]
Json = Annotated[bool, typer.Option("--json", metavar=" ", help="One JSON document in place of a table.")]
AsOf = Annotated[date | None, typer.Option(parser=parse_day, metavar="DAY", help="Only what had happened by this day.")]
PublishedBy = Annotated[
    date | None, typer.Option(parser=parse_day, metavar="DAY", help="Only what was published by this day.")
]
AsKnown = Annotated[
    datetime | None,
    typer.Option(parser=parse_instant, metavar="TIME", help="What the ledger held at this instant (UTC)."),
]
