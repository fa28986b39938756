"""Commands that read pages: `demo`, `read`, `code`, `ingest`.

What a command works with is imported when it is run, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli import options
from detente.cli.output import complain, progress, say, show, write, write_json

if TYPE_CHECKING:
    from detente.commands.coding import Refused
    from detente.commands.intake import Ingested, Known
    from detente.model import CodedArticle

FOLDER = Path("detente-demo")
READ = "To read and code"
MOST_SHOWN = 50
"""Refusals, and articles without an event, that are told one by one; beyond them the counts tell."""


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the program."""
    options.add_commands(app, READ, demo_command, read_command, code_command, ingest_command)


def demo_command(
    folder: Annotated[
        Path, typer.Argument(help="Where the ledger and the page are written.", metavar="FOLDER")
    ] = FOLDER,
    json: options.Json = False,
) -> None:
    """Code the shipped articles, keep them in a ledger, and show what changed between whom."""
    from detente.cli.show_demo import demo_block
    from detente.commands.demonstration import demo
    from detente.export.shapes import brief_json

    with progress("coding the shipped articles"):
        done = demo(folder)
    if json:
        write_json(brief_json(done.brief))
    else:
        show(demo_block(done))


def read_command(
    paths: options.Paths,
    published: options.Published = None,
    columns: options.Columns = None,
    kind: options.Kind = "",
    json: options.Json = False,
) -> None:
    """Read pages and print their facts and their lines, each with what it is."""
    from detente.commands.coding import Refused, read
    from detente.commands.workshop import Workshop
    from detente.export.jsonlines import read_line
    from detente.export.table_why import article_lines
    from detente.read.corpus import Meter

    refused: list[Refused] = []
    articles = 0
    meter = Meter(tell=say)
    wish = options.wish_of(kind, columns)
    for result in read(paths, Workshop(), stdin=sys.stdin.buffer, published=published, wish=wish, meter=meter):
        if isinstance(result, Refused):
            _refuse(result, refused)
            continue
        articles += 1
        if json:
            write(read_line(result))
        else:
            show(article_lines(result))
    _end(articles, refused, "read")


def code_command(
    paths: options.Paths,
    format: options.Format = "table",
    published: options.Published = None,
    columns: options.Columns = None,
    kind: options.Kind = "",
    embed: options.Embed = False,
) -> None:
    """Code articles and print what they record; nothing is stored."""
    from detente.commands.coding import Refused, code
    from detente.commands.workshop import Workshop
    from detente.read.corpus import Meter

    refused: list[Refused] = []
    coded = 0
    printer = PRINTERS[format]
    meter = Meter(tell=say)
    wish = options.wish_of(kind, columns)
    workshop = Workshop(embed=embed)
    for result in code(paths, stdin=sys.stdin.buffer, published=published, workshop=workshop, wish=wish, meter=meter):
        if isinstance(result, Refused):
            _refuse(result, refused)
            continue
        coded += 1
        printer(result)
    _end(coded, refused, "coded")


def ingest_command(
    paths: options.Paths,
    ledger: options.Ledger = None,
    published: options.Published = None,
    columns: options.Columns = None,
    kind: options.Kind = "",
    online: Annotated[
        bool,
        typer.Option("--online", help="Ask the net: PATH is then an address of a feed or page, or an outlet's name."),
    ] = False,
    allow: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-network",
            metavar="CIDR",
            help="A network that may be asked although it is not public; may be given several times.",
            show_default=False,
        ),
    ] = None,
    embed: options.Embed = False,
    json: options.Json = False,
) -> None:
    """Code articles and keep them in the ledger; what it knows already adds nothing.

    A run that was broken off is taken up by running it again. The net is not asked unless `--online` is given.
    """
    from detente.cli.running import running
    from detente.commands.coding import Refused
    from detente.commands.intake import ingest
    from detente.commands.ledgers import ledger_path
    from detente.commands.workshop import Workshop
    from detente.read.corpus import Meter, size_of
    from detente.run.journal import journal_path

    path, workshop = ledger_path(ledger), Workshop(embed=embed)
    refused: list[Refused] = []
    meter = Meter(total=None if online else size_of(paths))

    with running("coding", meter) as (step, tell):
        meter.tell = tell

        def watch(result: CodedArticle | Refused | Known) -> None:
            if isinstance(result, Refused):
                refused.append(result)
                if len(refused) <= MOST_SHOWN:
                    tell(f"detente: {result.error}")
            step()

        wish = options.wish_of(kind, columns)
        try:
            if online:
                from detente.commands.fetching import follow

                done = follow(
                    path, paths, published=published, workshop=workshop, watch=watch, meter=meter, allow=allow or ()
                )
            else:
                stdin = sys.stdin.buffer
                done = ingest(
                    path,
                    paths,
                    stdin=stdin,
                    published=published,
                    workshop=workshop,
                    watch=watch,
                    wish=wish,
                    meter=meter,
                )
        except KeyboardInterrupt:
            tell("stopped; what was coded is kept. Run the same command again to go on.")
            raise
    if json:
        write_json(_ingested_json(done, path))
    else:
        for line in ingested_lines(done, path):
            write(line)
    for name, why in done.silent[:MOST_SHOWN]:
        say(f"{name}: {why}")
    if done.contradicted:
        say(f"judgements that the new coding contradicts: {done.contradicted}. See `detente judge check`.")
    hidden = max(0, len(refused) - MOST_SHOWN) + max(0, len(done.silent) - MOST_SHOWN)
    if hidden:
        say(f"{hidden:,} more inputs gave no event or were quarantined; the latter are all in {journal_path(path)}")
    _end(done.new_articles + done.known_articles, refused, "kept")


def ingested_lines(done: Ingested, path: Path) -> list[str]:
    """What a delivery did, in a line; a second delivery says that it added nothing."""
    from detente.export.words import count

    if not done.new_articles and not done.new_reports:
        known = count(done.known_articles, "article was known", "articles were known")
        return [f"nothing new: {known}; {count(done.events, 'event')} in {path}", *done.outcomes.lines()]
    line = f"{count(done.new_articles, 'new article')}, {count(done.new_reports, 'new report')}"
    if done.known_articles:
        line += f" ({count(done.known_articles, 'article was known', 'articles were known')})"
    return [f"{line}; {count(done.events, 'event')} in {path}", *done.outcomes.lines()]


def _ingested_json(done: Ingested, path: Path) -> dict[str, object]:
    return {
        "ledger": str(path),
        "new_articles": done.new_articles,
        "known_articles": done.known_articles,
        "new_reports": done.new_reports,
        "events": done.events,
        "contradicted": done.contradicted,
        "outcomes": done.outcomes.to_json(),
        "silent": [{"article": name, "why": why} for name, why in done.silent],
        "refused": [{"path": r.path, "why": str(r.error)} for r in done.refused],
    }


def _print_table(coded: CodedArticle) -> None:
    from detente.commands.workshop import silence
    from detente.export.table import article_block

    show(article_block(coded, "" if coded.reports else silence(coded)))


def _print_json(coded: CodedArticle) -> None:
    from detente.export import jsonlines

    write(jsonlines.write_line(coded))
    _tell_silence(coded)


def _print_plover(coded: CodedArticle) -> None:
    from detente.export import plover

    for line in plover.write_lines(coded):
        write(line)
    _tell_silence(coded)


def _tell_silence(coded: CodedArticle) -> None:
    from detente.commands.workshop import silence

    if not coded.reports:
        say(f"{coded.article.name}: {silence(coded)}")


PRINTERS: dict[str, Callable[[CodedArticle], None]] = {
    "table": _print_table,
    "json": _print_json,
    "plover": _print_plover,
}


def _refuse(result: Refused, refused: list[Refused]) -> None:
    complain(result.error)
    refused.append(result)


def _end(done: int, refused: list[Refused], word: str) -> None:
    """Exit 4 where an input was refused; 3 where all that was named is missing."""
    from detente.commands.errors import NOT_FOUND, REJECTED
    from detente.read import MissingFile

    if not refused:
        return
    if not done and all(isinstance(r.error, MissingFile) for r in refused):
        raise typer.Exit(NOT_FOUND)
    if done:
        say(f"{done} {word}, {len(refused)} refused")
    raise typer.Exit(REJECTED)
