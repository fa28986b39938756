"""How far a long run is, on a terminal: a bar, articles done, articles a second, time left. In a pipe nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from detente.cli.output import say
from detente.export.plain import plain

if TYPE_CHECKING:
    from detente.read.corpus import Meter


@contextmanager
def running(what: str, meter: Meter) -> Iterator[tuple[Callable[[], None], Callable[[str], None]]]:
    """Show how far the reading is; gives a function to call after each article, and one to say a line meanwhile.

    The bar and the time left go by bytes read, where their total is known beforehand.
    """
    if not sys.stderr.isatty():
        yield (lambda: None), say
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[articles]:,} done, {task.fields[rate]:.1f}/s", markup=False),
        TimeElapsedColumn(),
        TextColumn("left", markup=False),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(plain(what), total=meter.total or None, articles=0, rate=0.0)
        done = 0

        def step() -> None:
            nonlocal done
            done += 1
            elapsed = progress.tasks[0].elapsed or 0.0
            rate = done / elapsed if elapsed else 0.0
            progress.update(task, completed=min(meter.read, meter.total or meter.read), articles=done, rate=rate)

        yield step, lambda line: progress.console.print(plain(line))
