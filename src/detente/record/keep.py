"""Keeping a ledger: backup and restore, purging a text, giving back space."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from detente.model import NOW
from detente.record import hashes, migrate, read, spell
from detente.record.errors import BadBackup, LedgerFull, NotFound, translate
from detente.record.finding import Verification
from detente.record.verify import verify
from detente.record.writing import Writing


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup. Note the chain hash: `verify` and `restore` can be held against it."""

    path: Path
    size: int  # bytes
    chain_hash: str
    recorded_at: str | None  # the last instant it holds; None for an empty ledger


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge took away: the text of an article and of its other versions. The hashes stay.

    ``wiped`` is false where another process was reading, so that traces are
    left in the write-ahead log; `compact` removes them later. Backups made
    before hold the text still.
    """

    article_ids: tuple[str, ...]
    text_sha256: tuple[str, ...]
    characters: int
    wiped: bool = False


def backup(con: sqlite3.Connection, path: Path, to: Path) -> Backup:
    """Copy the ledger as it is now to a new file, while others read and write.

    The name appears only when the copy is complete, whole in structure, at
    the same chain hash, and durable.

    Raises:
        BadBackup: there is such a file already, or the copy is not good.
    """
    _refuse_existing(to)
    with _system_errors(to), _part_of(to) as part:
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            copy.row_factory = sqlite3.Row
            con.execute("BEGIN")  # one snapshot for the copy and the hash it is held against
            try:
                wanted = hashes.chain_hash(con, NOW)
                con.backup(copy)
            finally:
                con.execute("ROLLBACK")
            copy.execute("PRAGMA journal_mode = DELETE")
            found = hashes.chain_hash(copy, NOW)
            state = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
            last = copy.execute("SELECT max(at) FROM instants").fetchone()[0]
        if found != wanted or state != "ok":
            raise BadBackup(str(path), f"the copy is not good: {state}", "Run `detente verify` on the ledger.")
        size = part.stat().st_size
        migrate.publish(part, to)
    return Backup(to, size, wanted, last)


def restore(source: Path, to: Path, *, anchor: str | None = None) -> Verification:
    """Make a ledger at a new place from a backup, verified in full before it gets its name.

    Raises:
        NotFound: no backup of that name.
        BadBackup: there is a file at that place, or the backup does not verify.
    """
    if not source.exists():
        raise NotFound("backup", str(source), "Check the path.")
    _refuse_existing(to)
    to.parent.mkdir(parents=True, exist_ok=True)
    with _system_errors(to), _part_of(to) as part:
        _copy(source, part)
        state = verify(part, anchor=anchor)
        if not state.ok:
            why = "; ".join(str(finding) for finding in state.findings[:3])
            raise BadBackup(str(source), why, "Use another backup; nothing was restored.")
        migrate.publish(part, to)
    return state


def _copy(source: Path, part: Path) -> None:
    uri = f"file:{quote(str(source.absolute()))}?mode=ro"
    try:
        with (
            closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as con,
            closing(sqlite3.connect(part, isolation_level=None)) as copy,
        ):
            con.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise BadBackup(str(source), str(error), "Use another backup; nothing was restored.") from error


def purge(w: Writing, name: str, *, by: str, why: str) -> Purged:
    """Take the text of a page away for good, in all its versions; hashes, facts and quotations in reports stay."""
    w.fresh()
    ids = _versions(w.con, read.find_article(w.con, name))
    rows = [row for article_id in ids for row in _texts_of(w.con, article_id)]
    for row in rows:
        w.con.execute(
            "INSERT INTO article_words (article_words, rowid, title, text) VALUES ('delete', ?, ?, ?)",
            (row["row"], row["title"], row["text"]),
        )
        w.note("purge", "articles", row["row"], row["text_sha256"])
        w.con.execute("UPDATE texts SET text = NULL WHERE text_row = ?", (row["text_row"],))
    hashes_of = tuple(dict.fromkeys(row["text_sha256"] for row in rows))
    if rows:
        # Deleted words stay in the index's old segments until these are merged.
        w.con.execute("INSERT INTO article_words (article_words) VALUES ('optimize')")
        values = {
            "article_id": " ".join(ids),
            "text_sha256": " ".join(hashes_of),
            "by": spell.storable(by),
            "why": spell.storable(why),
        }
        w.add("purges", values)
    texts = {row["text_row"]: len(row["text"]) for row in rows}
    return Purged(tuple(ids), hashes_of, sum(texts.values()))


def _versions(con: sqlite3.Connection, article_id: str) -> list[str]:
    """An article and all earlier and later versions of its page, in the order found."""
    found, waiting = {article_id: None}, [article_id]
    while waiting:
        name = waiting.pop()
        rows = con.execute(
            "SELECT article_id FROM articles WHERE superseded_why = 'corrected by ' || ?1 UNION "
            "SELECT substr(superseded_why, 14) FROM articles "
            "WHERE article_id = ?1 AND superseded_why LIKE 'corrected by %'",
            (name,),
        ).fetchall()
        waiting += [row[0] for row in rows if row[0] not in found]
        found |= {row[0]: None for row in rows}
    return list(found)


def _texts_of(con: sqlite3.Connection, article_id: str) -> list[sqlite3.Row]:
    return con.execute(
        "SELECT a.row, a.text_row, a.text_sha256, a.title, t.text FROM articles a JOIN texts t USING (text_row) "
        "WHERE a.article_id = ? AND t.text IS NOT NULL ORDER BY a.row",
        (article_id,),
    ).fetchall()


def wipe(con: sqlite3.Connection) -> bool:
    """After a purge: let nothing of what was deleted stay in the write-ahead log; false where a reader holds it."""
    return int(con.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]) == 0


def compact(con: sqlite3.Connection, path: Path) -> tuple[int, int]:
    """Merge the full-text index and give unused space back; returns the file's size before and after, in bytes."""
    con.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    before = path.stat().st_size
    con.execute("INSERT INTO article_words (article_words) VALUES ('optimize')")
    con.execute("VACUUM")
    con.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return before, path.stat().st_size


def _refuse_existing(to: Path) -> None:
    if to.exists():
        raise BadBackup(str(to), "there is such a file already", "Give a name that is not in use.")


@contextmanager
def _part_of(to: Path) -> Iterator[Path]:
    """A file beside the target, removed with SQLite's companions if it does not get its name."""
    part = to.with_name(to.name + ".part")
    companions = [part.with_name(part.name + end) for end in ("", "-journal", "-wal", "-shm")]
    for file in companions:
        file.unlink(missing_ok=True)
    try:
        yield part
    finally:
        for file in companions:
            file.unlink(missing_ok=True)


@contextmanager
def _system_errors(to: Path) -> Iterator[None]:
    """What the system or SQLite says of the new file, in our words; a full disk is one, and temporary."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise LedgerFull(str(to), str(error)) from error
        raise BadBackup(str(to), str(error), "Check the folder and the space on the disk.") from error
    except sqlite3.Error as error:
        ours = translate(error, str(to))
        if ours.temporary:
            raise ours from error
        raise BadBackup(str(to), str(error), "Check the folder and the space on the disk.") from error
