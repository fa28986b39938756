"""Where words go: data to stdout, talk to stderr, an error in one line."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from rich.console import Console

from detente.export.plain import plain

PIPED_WIDTH = 100
"""Columns of a table that nobody looks at on a screen; `COLUMNS` overrides."""


def write(line: str) -> None:
    """One line of data to stdout, at once, so that a long run streams."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def write_json(value: Any) -> None:
    """One JSON document to stdout, indented to be read."""
    write(json.dumps(value, ensure_ascii=False, indent=2))


def say(text: str) -> None:
    """One line of talk to stderr."""
    sys.stderr.write(plain(text) + "\n")


def complain(text: object) -> None:
    """One line that tells an error on stderr."""
    say(f"detente: {text}")


def screen() -> Console:
    """A console on stdout: colours on a terminal, plain words in a pipe (`NO_COLOR` is heeded)."""
    if sys.stdout.isatty():
        return Console(highlight=False, markup=False, emoji=False)
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdigit() and int(columns) >= 40 else PIPED_WIDTH
    return Console(
        file=sys.stdout, width=width, color_system=None, highlight=False, markup=False, emoji=False
    )
