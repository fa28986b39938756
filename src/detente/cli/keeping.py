"""Commands that keep the ledger: `changes`, `verify`, `backup`, `restore`, `purge`, `compact`, `cite`.

What a command works with is imported when it is run, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from detente.cli import options
from detente.cli.judging import KEEP, By, Why
from detente.cli.output import complain, say, show, write, write_json

Anchor = Annotated[
    str | None,
    typer.Option(metavar="HASH", help="A chain hash noted earlier, to be found in the chain.", show_default=False),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the program."""
    options.add_commands(
        app,
        KEEP,
        changes_command,
        verify_command,
        backup_command,
        restore_command,
        purge_command,
        compact_command,
        cite_command,
    )


def parse_start(text: str) -> datetime:
    """An instant, or a day's first moment (UTC)."""
    if len(text) == 10:
        return datetime.combine(options.parse_day(text), datetime.min.time(), UTC)
    return options.parse_instant(text)


def changes_command(
    since: Annotated[
        datetime | None,
        typer.Option(parser=parse_start, metavar="TIME", help="Only after this instant (UTC).", show_default=False),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(parser=options.parse_instant, metavar="TIME", help="Only up to this instant.", show_default=False),
    ] = None,
    ledger: options.Ledger = None,
    json: options.Json = False,
) -> None:
    """What was added, ended or withdrawn, in the order it happened."""
    from dataclasses import asdict

    from detente.commands.keeping import changes
    from detente.export.table_keep import changes_table

    found = changes(ledger, since, until)
    if json:
        write_json([asdict(change) for change in found])
    else:
        show(changes_table(found))
        say(f"{len(found)} changes")


def verify_command(
    anchor: Anchor = None,
    ledger: options.Ledger = None,
    json: options.Json = False,
) -> None:
    """Check the ledger from end to end; exit 5 if it is not whole."""
    from dataclasses import asdict

    from detente.commands.errors import BROKEN
    from detente.commands.keeping import verify

    found = verify(ledger, anchor=anchor)
    if json:
        write_json({"ok": found.ok, **asdict(found)})
    else:
        rows = sum(found.rows.values())
        write(f"{'whole' if found.ok else 'not whole'}: {rows:,} rows checked; chain hash {found.chain_hash}")
        for finding in found.findings:
            write(str(finding))
        for line in found.left_out:
            say(line)
    if not found.ok:
        complain("the ledger is not whole. Restore it from a backup: `detente restore BACKUP --ledger FILE`.")
        raise typer.Exit(BROKEN)


def backup_command(
    to: Annotated[Path, typer.Argument(metavar="FILE", help="The new file.", show_default=False)],
    ledger: options.Ledger = None,
    json: options.Json = False,
) -> None:
    """Copy the ledger to a new file, while others read and write."""
    from detente.commands.keeping import backup

    made = backup(ledger, to)
    if json:
        write_json(
            {
                "path": str(made.path),
                "size": made.size,
                "chain_hash": made.chain_hash,
                "recorded_at": made.recorded_at,
            }
        )
    else:
        write(f"{made.path}: {made.size:,} bytes, chain hash {made.chain_hash}")


def restore_command(
    source: Annotated[Path, typer.Argument(metavar="BACKUP", help="The backup.", show_default=False)],
    anchor: Anchor = None,
    ledger: options.Ledger = None,
    json: options.Json = False,
) -> None:
    """Make a ledger from a backup, verified first; nothing is overwritten."""
    from detente.commands.keeping import restore
    from detente.commands.ledgers import ledger_path

    found = restore(source, ledger, anchor=anchor)
    if json:
        write_json({"path": str(ledger_path(ledger)), "rows": found.rows, "chain_hash": found.chain_hash})
    else:
        rows = sum(found.rows.values())
        write(f"{ledger_path(ledger)}: {rows:,} rows, verified; chain hash {found.chain_hash}")


def purge_command(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="An article's id or name.", show_default=False)],
    by: By,
    why: Why,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    ledger: options.Ledger = None,
    json: options.Json = False,
) -> None:
    """Take an article's text away for good, in all its versions; hashes, facts and quotations stay."""
    from dataclasses import asdict

    from detente.commands.keeping import find_article, purge
    from detente.export.words import count

    found = find_article(ledger, article)
    if not yes:
        _confirm_purge(found.id, found.name, len(found.article.text))
    done = purge(ledger, found.id, by=by, why=why)
    if json:
        write_json(asdict(done))
    elif not done.text_sha256:
        write(f"{found.id}: its text was purged before")
    else:
        write(f"{' '.join(done.article_ids)}: {count(done.characters, 'character')} purged")
        for digest in done.text_sha256:
            write(f"sha256:{digest} stays")
    if not done.wiped:
        say("traces are left in the write-ahead log, since others are reading; `detente compact` removes them later")
    say("backups made before hold the text still")


def _confirm_purge(article_id: str, name: str, characters: int) -> None:
    """Ask on a terminal; anywhere else the answer must be given with the command."""
    if not sys.stdin.isatty():
        raise typer.BadParameter("what is purged cannot be had again; add --yes if that is meant")
    say(f"{article_id} {name}: {characters:,} characters will be gone for good, in all versions of the page.")
    typer.confirm("Purge it?", abort=True, err=True)


def compact_command(ledger: options.Ledger = None, json: options.Json = False) -> None:
    """Give unused space back; others must not be using the ledger."""
    from detente.commands.keeping import compact

    before, after = compact(ledger)
    if json:
        write_json({"before": before, "after": after})
    else:
        write(f"{before:,} bytes before, {after:,} now")


def cite_command(
    ledger: options.Ledger = None,
    as_of: options.AsOf = None,
    published_by: options.PublishedBy = None,
    as_known: options.AsKnown = None,
    json: options.Json = False,
) -> None:
    """Name the ledger's content at an instant, so that others can have the same again."""
    from dataclasses import asdict

    from detente.commands.keeping import cite
    from detente.model import View

    found = cite(ledger, View(as_of, published_by, as_known))
    if json:
        write_json({**asdict(found), "as_known": found.as_known.isoformat(), "text": found.text})
    else:
        write(found.text)
        write(f"Chain hash sha256:{found.chain_hash}.")
