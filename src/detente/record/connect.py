"""Opening the file: the pragmas, who may open what, and SQLite's complaints in our words."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from detente.record import migrate
from detente.record.errors import (
    LedgerDamaged,
    LedgerUnwritable,
    NewerLedger,
    NoLedger,
    NotALedger,
    OlderLedger,
    translate,
)
from detente.record.schema import APPLICATION, DDL, VERSION

WAIT = 30.0
"""Seconds to wait for another process that writes."""

CACHE = 262_144
"""KiB of pages that a writer keeps at most; a reader a quarter of it. A small ledger needs little of that."""

LOG_PAGES = 16_000
"""Pages (of 4 KiB) that the write-ahead log may hold before they are moved into the file.

A batch of 150 reports dirties some thousand pages of a large ledger, many of them again and again; moving them
once in many batches writes less than with SQLite's 1,000.
"""


def connect(path: Path, *, create: bool, read_only: bool, wait: float = WAIT) -> sqlite3.Connection:
    """Open a ledger of the present schema, making or migrating it where that is asked for and possible.

    Raises:
        NoLedger, NotALedger, NewerLedger, OlderLedger, LedgerBusy, LedgerFull,
        LedgerUnwritable, LedgerDamaged: see `errors`.
    """
    if not path.exists() and not create:
        raise NoLedger(str(path))
    if path.is_dir():
        raise NotALedger(str(path), "it is a folder")
    if not read_only:
        _refuse_network(path)
    with translated(path):
        if not path.exists():
            _make_folder(path)
        con = _open(path, read_only=read_only, wait=wait)
        try:
            _accept(con, path, create=create, read_only=read_only, wait=wait)
        except BaseException:
            con.close()
            raise
        return con


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise SQLite's and the system's errors as ours, and rows that are no longer what was written."""
    try:
        yield
    except sqlite3.Error as error:
        raise translate(error, str(path)) from error
    except json.JSONDecodeError as error:
        raise LedgerDamaged(str(path), f"a row cannot be read ({error})") from error


def _open(path: Path, *, read_only: bool, wait: float) -> sqlite3.Connection:
    mode = "ro" if read_only else "rwc"
    immutable = read_only and not os.access(path.parent, os.W_OK) and not _wal(path).exists()
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}{'&immutable=1' if immutable else ''}"
    con = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=wait)
    con.row_factory = sqlite3.Row
    for pragma in (
        "foreign_keys = ON",
        "cell_size_check = ON",
        "trusted_schema = OFF",
        f"cache_size = -{CACHE if not read_only else CACHE // 4}",
    ):
        con.execute(f"PRAGMA {pragma}")
    if read_only:
        con.execute("PRAGMA query_only = ON")
    else:
        con.execute("PRAGMA synchronous = FULL")
        con.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
    return con


def open_raw(path: Path) -> sqlite3.Connection:
    """A reading connection that takes nothing for granted: no check of what the file is, text as bytes."""
    con = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True, isolation_level=None)
    con.row_factory = sqlite3.Row
    con.text_factory = bytes
    con.execute("PRAGMA cell_size_check = ON")
    con.execute(f"PRAGMA cache_size = -{CACHE // 4}")
    return con


NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs")
"""File systems that are shared between machines, where SQLite's log cannot be kept in step."""


def network_of(path: Path, mounts: str) -> str | None:
    """The kind of network file system a path lies on, by the text of ``/proc/self/mounts``; ``None`` for a local one."""
    best, kind = -1, None
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) < 3:
            continue
        place = parts[1].replace("\\040", " ")
        if path.is_relative_to(place) and len(Path(place).parts) >= best:
            best, kind = len(Path(place).parts), parts[2]
    return kind if kind in NETWORK else None


def _refuse_network(path: Path) -> None:
    mounts = Path("/proc/self/mounts")
    kind = network_of(path.resolve(), mounts.read_text(errors="replace")) if mounts.exists() else None
    if kind:
        raise LedgerUnwritable(str(path), f"it lies on a network file system ({kind}), where a ledger can be spoilt")


def _wal(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerUnwritable(str(path), str(error)) from error


def _accept(con: sqlite3.Connection, path: Path, *, create: bool, read_only: bool, wait: float) -> None:
    """Check that the file is a ledger of the present schema; make or migrate it where that is allowed."""
    if _is_blank(con):
        if not create or read_only:
            raise NotALedger(str(path), "it is an empty file")
        _create(con, path, wait)
    application, version = _header(con)
    if application != APPLICATION:
        raise NotALedger(str(path), "it is a database of another program")
    if version > VERSION:
        raise NewerLedger(str(path), version, VERSION)
    if version < VERSION:
        if read_only:
            raise OlderLedger(str(path), version, VERSION)
        migrate.migrate(con, path, version)
    if not read_only and con.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        _to_wal(con, wait)  # a restored backup is a single file without a log


def _header(con: sqlite3.Connection) -> tuple[int, int]:
    return (
        int(con.execute("PRAGMA application_id").fetchone()[0]),
        int(con.execute("PRAGMA user_version").fetchone()[0]),
    )


def _is_blank(con: sqlite3.Connection) -> bool:
    """An empty file, or one whose making was cut short before anything was in it."""
    return con.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0 and _header(con)[1] == 0


def _to_wal(con: sqlite3.Connection, wait: float) -> None:
    """Switch the file to a write-ahead log. SQLite does not wait for others here as it does elsewhere, so we do."""
    end = time.monotonic() + wait
    while True:
        try:
            con.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.01)


def _create(con: sqlite3.Connection, path: Path, wait: float) -> None:
    """Make the tables in one transaction; of two processes that try, one finds it done."""
    _to_wal(con, wait)
    con.execute("BEGIN IMMEDIATE")
    try:
        if _is_blank(con):
            for statement in statements(DDL):
                con.execute(statement)
            con.execute(f"PRAGMA application_id = {APPLICATION}")
            con.execute(f"PRAGMA user_version = {VERSION}")
        con.execute("COMMIT")
    except BaseException:
        if con.in_transaction:
            con.execute("ROLLBACK")
        raise
    migrate.sync(path.parent)


def statements(ddl: str) -> Iterator[str]:
    """The single statements of a text of SQL."""
    pending = ""
    for line in ddl.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending.strip()
            pending = ""
