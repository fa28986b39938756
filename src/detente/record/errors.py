"""Why the ledger could not do what it was asked, each as an exception that says what to do next.

::

    LedgerError
    ├── NoLedger          no file of that name
    ├── NotALedger        a file, and not one of ours
    ├── NewerLedger       written by a later version of the program
    ├── OlderLedger       written by an earlier version, and opened for reading only
    ├── LedgerBusy        another process is writing (temporary)
    ├── LedgerFull        the disk is full (temporary)
    ├── LedgerUnwritable  the system refuses to write or read
    ├── LedgerDamaged     the file is not whole
    ├── BadRecord         a record that may not be stored: its evidence does not hold
    ├── BadJudgement      a judgement that cannot be carried out
    ├── BadBackup         a backup that cannot be made or used
    ├── NotFound          no article, report, event or judgement of that id
    ├── AmbiguousId       an id's first letters fit several
    └── BadQuery          a search without words
"""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

ROOM = 1 << 20
"""Bytes free below which a disk counts as full; a single commit may need some hundred thousand."""


class LedgerError(Exception):
    """What went wrong, where, why, and what to do next. ``temporary`` means: the same call may succeed later."""

    temporary = False

    def __init__(self, what: str, where: str, why: str, next: str) -> None:
        super().__init__(what, where, why, next)
        self.what, self.where, self.why, self.next = what, where, why, next

    def __str__(self) -> str:
        return f"{self.what}: {self.where}: {self.why}. {self.next}"


class NoLedger(LedgerError):
    """No file of that name."""

    def __init__(self, where: str) -> None:
        super().__init__("no ledger", where, "nothing is there", "Check the path, or make one with `detente ingest`.")


class NotALedger(LedgerError):
    """A file that this program did not make."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__("not a ledger", where, why, "Name another file; this one is left as it is.")


class NewerLedger(LedgerError):
    """Written by a later version of the program, which this one does not understand."""

    def __init__(self, where: str, found: int, known: int) -> None:
        why = f"its schema is {found}, and this version knows schemas up to {known}"
        super().__init__("newer ledger", where, why, "Update détente, then try again; nothing was changed.")


class OlderLedger(LedgerError):
    """Written by an earlier version; it must be brought up to date by a process that may write."""

    def __init__(self, where: str, found: int, known: int) -> None:
        why = f"its schema is {found}, and schema {known} is needed"
        super().__init__("older ledger", where, why, "Open it once for writing; a backup is made first.")


class LedgerBusy(LedgerError):
    """Another process has been writing for longer than we wait."""

    temporary = True

    def __init__(self, where: str) -> None:
        super().__init__("ledger is busy", where, "another process is writing", "Try again when it has finished.")


class LedgerFull(LedgerError):
    """No space left. All that was acknowledged is kept."""

    temporary = True

    def __init__(self, where: str, why: str) -> None:
        super().__init__("disk is full", where, why, "Free some space and run the same command again.")


class LedgerUnwritable(LedgerError):
    """The system refuses to read or write the file. All that was acknowledged is kept."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__("cannot use the ledger", where, why, "Check permissions and the disk, then try again.")


class LedgerDamaged(LedgerError):
    """The file is not whole."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__("damaged ledger", where, why, "Run `detente verify`, and restore from a backup.")


class BadRecord(LedgerError):
    """A record whose evidence does not hold; nothing of its article was stored."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__("record refused", where, why, "Report this as a fault of the reader or coder.")


class BadJudgement(LedgerError):
    """A judgement that cannot be carried out; nothing was stored."""

    def __init__(self, where: str, why: str, next: str = "Correct the judgement and give it again.") -> None:
        super().__init__("judgement refused", where, why, next)


class BadBackup(LedgerError):
    """A backup that cannot be made, or one that does not verify."""

    def __init__(self, where: str, why: str, next: str) -> None:
        super().__init__("no good backup", where, why, next)


class NotFound(LedgerError):
    """Nothing has that id."""

    def __init__(self, kind: str, name: str, next: str = "Check the id; ids are printed by `detente events`.") -> None:
        super().__init__(f"no such {kind}", name, f"the ledger holds no {kind} of that name", next)


class AmbiguousId(LedgerError):
    """The first letters of an id fit more than one."""

    def __init__(self, kind: str, name: str, candidates: list[str]) -> None:
        why = f"it may be {', '.join(candidates)}"
        super().__init__(f"ambiguous {kind}", name, why, "Give more letters of the id.")


class BadQuery(LedgerError):
    """A search without words."""

    def __init__(self, query: str) -> None:
        super().__init__("nothing to search for", repr(query), "it holds no word", 'Give a word or a "phrase".')


def translate(error: sqlite3.Error, where: str) -> LedgerError:
    """SQLite's complaint in our words; the original stays its cause."""
    code = getattr(error, "sqlite_errorcode", None)
    why = str(error)
    primary = code & 0xFF if code is not None else None
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LedgerBusy(where)
    if primary == sqlite3.SQLITE_FULL or (primary == sqlite3.SQLITE_IOERR and _no_room(where, code)):
        return LedgerFull(where, why)
    if primary == sqlite3.SQLITE_NOTADB:
        return NotALedger(where, why)
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT):
        return LedgerDamaged(where, why)
    if primary in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return LedgerUnwritable(where, why)
    return LedgerDamaged(where, why)


def _no_room(where: str, code: int | None) -> bool:
    """Whether an input/output error is a full disk: SQLite says so of the ledger itself, not of its helper files."""
    if code == sqlite3.SQLITE_IOERR_SHMSIZE:
        return True
    folder = Path(where).absolute().parent
    return folder.is_dir() and shutil.disk_usage(folder).free < ROOM
