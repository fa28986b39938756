"""Instants of the ledger: UTC with microseconds, strictly increasing, also where the machine's clock goes back."""

from __future__ import annotations

import errno
import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

STEP = timedelta(microseconds=1)


def spell(instant: datetime) -> str:
    """``2026-11-25T03:25:00.000001Z``; an instant without a zone is taken for UTC."""
    utc = instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    return utc.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def read(text: str) -> datetime:
    """What ``spell`` wrote."""
    return datetime.fromisoformat(text)


def now() -> datetime:
    """The machine's clock. Tests put another in its place."""
    return datetime.now(UTC)


def after(last: str | None, machine: datetime) -> tuple[str, str]:
    """The next instant and a note: the machine's, or a microsecond past the last where that is not later."""
    if last is None or spell(machine) > last:
        return spell(machine), ""
    gap = read(last) - machine
    note = "clock went back" if gap > timedelta(milliseconds=5) else ""
    return spell(read(last) + STEP), note


def transaction_at(con: sqlite3.Connection, instant: datetime | None) -> int | None:
    """The last transaction at or before an instant; 0 before the first; ``None`` for "now"."""
    if instant is None:
        return None
    row = con.execute("SELECT max(tx) FROM instants WHERE at <= ?", (spell(instant),)).fetchone()
    return int(row[0] or 0)


NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADF, errno.EACCES, errno.EPERM)
"""Errors of a file system, or of rights, under which there are no locks to be had."""


@contextmanager
def gate(path: Path, *, shared: bool) -> Iterator[None]:
    """Held by a writer from stamping its instants to the end of its commit, and by a reader who opens a snapshot
    to ask for an instant later than the last.

    The reader would otherwise miss rows that are stamped before that instant
    and committed after he looked, and find them when he asks again. The lock
    is on the folder, so there is no file to leave behind, and SQLite's own
    locks are not touched. Where there are no such locks we go on without.
    """
    handle = None
    try:
        try:
            handle = os.open(path.absolute().parent, os.O_RDONLY)
            fcntl.flock(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        except OSError as error:
            if error.errno not in NO_LOCKS:
                raise
        yield
    finally:
        if handle is not None:
            os.close(handle)
