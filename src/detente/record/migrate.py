"""Bringing a ledger of an earlier schema up to date: a verified backup first, then one transaction.

`STEPS` has for each earlier schema the function that makes the next one of it. A step gets an open transaction
and leaves it open; it may not commit. If anything fails, the ledger is as it was.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from detente.record import clock
from detente.record.errors import BadBackup, NotALedger
from detente.record.schema import VERSION

STEPS: Final[dict[int, Callable[[sqlite3.Connection], None]]] = {}
"""Schema 1 is the first that was published, so there is no step yet."""


def migrate(con: sqlite3.Connection, path: Path, version: int) -> Path:
    """Bring a ledger from an earlier schema to the present one; returns where the backup is.

    Raises:
        NotALedger: no step leads on from its schema.
        BadBackup: the backup could not be made or is not whole; nothing was changed.
    """
    missing = [v for v in range(version, VERSION) if v not in STEPS]
    if missing:
        raise NotALedger(str(path), f"no schema {missing[0]} was ever published")
    backup = _back_up(con, path, version)
    con.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have been quicker.
        present = int(con.execute("PRAGMA user_version").fetchone()[0])
        for number in range(present, VERSION):
            STEPS[number](con)
            con.execute(f"PRAGMA user_version = {number + 1}")
        con.execute("COMMIT")
    finally:
        if con.in_transaction:
            con.execute("ROLLBACK")
    return backup


def _back_up(con: sqlite3.Connection, path: Path, version: int) -> Path:
    stamp = clock.spell(clock.now()).replace(":", "").replace("-", "")
    target = path.with_name(f"{path.stem}.schema-{version}.{stamp}{path.suffix}")
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part, isolation_level=None)) as copy:
        con.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        state = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if state != "ok":
        part.unlink()
        raise BadBackup(str(path), f"it is not whole: {state}", "Restore an earlier backup; nothing was changed.")
    publish(part, target)
    return target


def publish(part: Path, target: Path) -> None:
    """Give a finished file its name, durably: the name appears only with all its content."""
    sync(part)
    os.rename(part, target)
    sync(target.parent)


def sync(path: Path) -> None:
    """Make a file's content, or a new name in a folder, durable."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
