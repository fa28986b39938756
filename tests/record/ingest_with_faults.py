"""An ingest in which one write fails, and what must hold afterwards."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable
from pathlib import Path

from detente.record import Ledger, LedgerError, LedgerFull
from record.faults import Disk, disk
from record.making import make


def plan(articles: int) -> list[Callable[[Ledger], object]]:
    """An ingest of single articles and a batch, with a correction, a new coding and a judgement between."""
    single: list[Callable[[Ledger], object]] = [
        (lambda ledger, n=n: ledger.append(make(n, path=f"/in/{n}"))) for n in range(articles)
    ]
    single.insert(1, lambda ledger: ledger.append(make(0, path="/in/0", coder="coder 2", shift=1)))
    single.insert(2, lambda ledger: ledger.append(make(0, path="/in/0", version=2)))
    single.insert(3, lambda ledger: ledger.assign({r.report_id: "E-1" for r in ledger.reports()}))
    single.insert(4, _judge)
    single.append(_batch)
    return single


def _judge(ledger: Ledger) -> None:
    report = min(r.report_id for r in ledger.reports())
    ledger.judge("amend", reports=[report], changes={"people": 3}, by="JD", why="so")


def _batch(ledger: Ledger) -> None:
    with ledger.batch():
        for number in range(100, 103):
            ledger.append(make(number))


def run(path: Path, steps: list[Callable[[Ledger], object]], device: Disk) -> tuple[str, list[LedgerError]]:
    """Carry out each step, again if it fails; returns the ledger hash and the errors that were met.

    After each failure the ledger must answer as after the last step that
    was acknowledged, also to a process that opens it afresh.
    """
    errors: list[LedgerError] = []
    ledger: Ledger | None = None
    acknowledged = (0, 0)
    while ledger is None:
        try:
            ledger = Ledger.open(path, create=True)
        except LedgerError as error:
            errors.append(error)
    for step in steps:
        while True:
            try:
                step(ledger)
                break
            except LedgerError as error:
                errors.append(error)
                assert len(errors) < 5, errors
                assert _state(ledger) == acknowledged
                ledger.close()
                ledger = Ledger.open(path)
                # What failed was not acknowledged; it may be there whole, never in part.
                assert ledger.verify().ok
        acknowledged = _state(ledger)
    assert ledger.verify().ok
    total = ledger.ledger_hash()
    ledger.close()
    device.fails = lambda n: False
    with Ledger.open(path) as again:
        assert _state(again) == acknowledged
        assert again.ledger_hash() == total
    return total, errors


def _state(ledger: Ledger) -> tuple[int, int]:
    counts = ledger.counts()
    return counts.articles, counts.reports


def fail_each(folder: Path, articles: int, error: int, *, every: int = 1) -> tuple[int, int]:
    """Fail every n-th write of the ingest once; returns the number of writes and of failures that were tried."""
    steps = plan(articles)
    with disk() as device:
        clean, errors = run(folder / "clean.sqlite", steps, device)
        assert not errors
        writes, tried = device.writes, 0
    for number in range(1, writes + 1, every):
        path = folder / "ledger.sqlite"
        for file in folder.glob("ledger.sqlite*"):
            file.unlink()
        with disk() as device:
            device.error = error
            device.fails = lambda n, number=number: n == number
            found, errors = run(path, steps, device)
            assert found == clean, number
            tried += device.failed
            if error == errno.ENOSPC:
                assert all(_is_full(e) for e in errors), errors
    return writes, tried


def _is_full(error: LedgerError) -> bool:
    """A full disk is told as one; but SQLite hides it where it opens its shared memory for the first time."""
    hidden = getattr(error.__cause__, "sqlite_errorcode", None) == sqlite3.SQLITE_IOERR_SHMOPEN
    return (isinstance(error, LedgerFull) and error.temporary) or hidden
