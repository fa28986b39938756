"""Commands that read pages: `code`."""

from __future__ import annotations

import sys

import typer

from detente.cli import options
from detente.cli.output import complain, say, write
from detente.commands.coding import STDIN, Refused, code
from detente.commands.errors import NOT_FOUND, REJECTED
from detente.export.jsonlines import write_line
from detente.read.errors import MissingFile

READ = "To read and code"


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the program."""
    app.command("code", rich_help_panel=READ)(code_command)


def code_command(
    paths: options.Paths, format: options.Format = "table", published: options.Published = None
) -> None:
    """Code articles and print what they record; nothing is stored."""
    refused: list[Refused] = []
    coded = 0
    for result in code(paths, stdin=_stdin(paths), published=published):
        if isinstance(result, Refused):
            complain(result.error)
            refused.append(result)
            continue
        coded += 1
        write(write_line(result))
    _end(coded, refused)


def _stdin(paths: list[str]) -> bytes:
    return sys.stdin.buffer.read() if STDIN in paths else b""


def _end(coded: int, refused: list[Refused]) -> None:
    """Exit 4 where an input was refused; 3 where all that was named is missing."""
    if not refused:
        return
    if not coded and all(isinstance(r.error, MissingFile) for r in refused):
        raise typer.Exit(NOT_FOUND)
    if coded:
        say(f"{coded} coded, {len(refused)} refused")
    raise typer.Exit(REJECTED)
