"""The program's front door: which commands there are, and what happens when one fails.

Nothing that starts slowly is imported here, so that `--help` and `--version` answer at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated, TextIO

import typer

import detente
from detente.cli import actors, asking, judging, keeping, reading, reviewing, sources, tending
from detente.cli.output import ReaderGone, complain
from detente.commands.errors import FAULT, INTERRUPTED

TRACEBACK = "DETENTE_TRACEBACK"
"""Set in the environment, a fault of the program shows where it arose."""

app = typer.Typer(
    name="detente",
    help="Reads the news and keeps the record of relations between states: who did what to whom, when, who says so.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Data goes to stdout, talk to stderr. Exit codes: 0 ok, 1 fault, 2 usage, 3 not found, "
    "4 input rejected, 5 integrity failure, 6 findings, 75 try again, 130 interrupted.",
)
reading.register(app)
asking.register(app)
reviewing.register(app)
judging.register(app)
keeping.register(app)
tending.register(app)
actors.register(app)
sources.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"detente {detente.__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="The version, and stop.")
    ] = False,
) -> None:
    pass


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code. Never a traceback for what a user may meet."""
    for stream in (sys.stdout, sys.stderr):
        _write_utf8(stream)
    try:
        result = app(args=argv, prog_name="detente", standalone_mode=False)
        sys.stdout.flush()
    except (ReaderGone, BrokenPipeError, SystemExit):  # SystemExit: typer met the broken pipe first
        return _close_quietly()
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last place where a failure can be told in one line
        return _fail(error)
    return result if isinstance(result, int) else 0


def _fail(error: Exception) -> int:
    """Tell a failure in one line; its exit code."""
    from detente.cli.failures import exit_code, fault_line

    known = exit_code(error)
    if known is None and os.environ.get(TRACEBACK):
        raise error
    code, line = known or (FAULT, fault_line(error))
    complain(line)
    return code


def _write_utf8(stream: TextIO) -> None:
    """Names and quotations hold every script; a terminal set to ASCII must not stop us."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")


def _close_quietly() -> int:
    """The reader of our output went away (`detente … | head`): stop without a word."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
