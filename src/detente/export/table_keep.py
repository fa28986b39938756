"""What `changes` shows on a screen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from detente.export.plain import plain
from detente.record import Change


def changes_table(changes: Sequence[Change]) -> Table:
    """One line a change: when it was recorded, what happened to what, and why."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for change in changes:
        told = f"{change.thing} {change.id}"
        if change.event_id:
            told += f" in {change.event_id}"
        if change.why:
            told += f": {change.why}"
        if change.by:
            told += f" ({change.by})"
        table.add_row(Text(plain(change.at)), Text(plain(change.what)), Text(plain(told)))
    return table
