"""Where words go: data to stdout, talk to stderr, an error in one line."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console, RenderableType

from detente.export.harmless import harmless, to_json
from detente.export.plain import plain

PIPED_WIDTH = 100
"""Columns of a table that nobody looks at on a screen; `COLUMNS` overrides."""


class ReaderGone(Exception):
    """Whoever read our output has had enough (`detente … | head`): nothing is wrong."""


def write(line: str) -> None:
    """One line of data to stdout, at once, so that a long run streams; nothing in it that a terminal obeys.

    Raises:
        ReaderGone: nobody reads any more.
    """
    try:
        sys.stdout.write(harmless(line) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise ReaderGone from None


def write_json(value: Any) -> None:
    """One JSON document to stdout, indented to be read."""
    write(to_json(value, indent=2))


def say(text: str) -> None:
    """One line of talk to stderr."""
    sys.stderr.write(plain(text) + "\n")


def complain(text: object) -> None:
    """One line that tells an error on stderr."""
    say(f"detente: {text}")


def show(block: RenderableType) -> None:
    """A table or block to stdout: colours on a terminal, plain words in a pipe (`NO_COLOR` is heeded)."""
    if sys.stdout.isatty():
        Console(highlight=False, markup=False, emoji=False).print(block)
        return
    piped = Console(
        file=io.StringIO(),
        width=_piped_width(),
        color_system=None,
        highlight=False,
        markup=False,
        emoji=False,
    )
    with piped.capture() as captured:
        piped.print(block)
    write("\n".join(line.rstrip() for line in captured.get().splitlines()))


@contextmanager
def progress(what: str) -> Iterator[Callable[[str], None]]:
    """Show on a terminal how far a long command is; in a pipe nothing."""
    if not sys.stderr.isatty():
        yield lambda told: None
        return
    with Console(stderr=True).status(plain(what)) as status:
        yield lambda told: status.update(plain(f"{what}: {told}"))


def _piped_width() -> int:
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdigit() and 40 <= int(columns) <= 1000 else PIPED_WIDTH
