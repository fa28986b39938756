"""Is the ledger whole? Every row against its hash, the chain, the text its quotations stand in, and its indexes.

SQLite's own check sees structure and not content, and hashes see content and not indexes, so both are asked.
Works on a file that is damaged in any way: what cannot be read is a finding, never an exception.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from detente.record import connect, inside
from detente.record.finding import MOST, Verification
from detente.record.schema import APPLICATION, DDL, VERSION
from detente.record.writing import CONTENT, ENDING, NOTHING, OTHER, content_hash, digest, entry_hash, row_hash

LARGE = 64_000_000
"""Bytes from which the content is looked into by a second process."""


def verify(path: Path, *, anchor: str | None = None) -> Verification:
    """Check a ledger file from end to end.

    Args:
        path: The file.
        anchor: A chain hash that was noted earlier (by `cite` or a backup);
            it must stand somewhere in the chain, which shows that nothing up
            to it was taken away.
    """
    out = Verification()
    apart = None
    try:
        if not path.is_file():
            raise FileNotFoundError(f"no file {path}")
        with closing(connect.open_raw(path)) as con:
            con.execute("BEGIN")
            if _check_header(con, out):
                apart = inside.Apart(path) if path.stat().st_size > LARGE else None
                _check_structure(con, out)
                _Walk(con, out, anchor).run()
                if apart is None:
                    inside.look_inside(con, out)
    except (sqlite3.Error, OSError) as error:
        out.add("file", None, f"cannot be read: {error}")
    if apart is not None:
        apart.finish(out)
    if out.ok:
        _check_words(path, out)
    return out


def _check_header(con: sqlite3.Connection, out: Verification) -> bool:
    """Header and schema; false where there is no use in going on."""
    found = [con.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    if found != [APPLICATION, VERSION]:
        out.add("file", None, f"the header says {found[0]:#x}, schema {found[1]}, not a ledger of schema {VERSION}")
        return False
    if _shape(con) != _expected_shape():
        out.add("file", None, "the tables are not those of the schema")
        return False
    return True


def _check_structure(con: sqlite3.Connection, out: Verification) -> None:
    """What SQLite itself can tell: pages, indexes, and rows that name others."""
    for row in con.execute(f"PRAGMA integrity_check({MOST})"):
        text = row[0].decode(errors="replace")
        if text != "ok":
            out.add("file", None, text)
    for row in con.execute("PRAGMA foreign_key_check"):
        out.add(row[0].decode(errors="replace"), row[1], "names a row that is not there")


def _shape(con: sqlite3.Connection) -> set[tuple[bytes, ...]]:
    rows = con.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema")
    return {tuple(bytes(value) for value in row) for row in rows}


def _expected_shape() -> set[tuple[bytes, ...]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as con:
        con.text_factory = bytes
        for statement in connect.statements(DDL):
            con.execute(statement)
        return _shape(con)


class _Walk:
    """One pass along the chain, with a cursor in each table beside it.

    Rows are numbered in the order in which they were added, so the n-th
    entry that adds to a table belongs to the table's n-th row.
    """

    def __init__(self, con: sqlite3.Connection, out: Verification, anchor: str | None) -> None:
        self.con, self.out, self.anchor = con, out, anchor
        self.rows: dict[str, Iterator[sqlite3.Row]] = {}
        self.ahead: dict[str, sqlite3.Row | None] = {}
        self.ends: dict[tuple[str, int], tuple[int, bytes]] = {}
        self.instants = 0

    def run(self) -> None:
        for table in CONTENT:
            self.rows[table] = iter(self.con.execute(f"SELECT * FROM {table} ORDER BY row"))
            self.out.rows[table] = 0
            self._step(table)
        self._chain()
        for table in CONTENT:
            while (row := self.ahead.get(table)) is not None:
                self.out.add(table, row["row"], "is not in the chain")
                self._step(table)
        for table, number in self.ends:
            self.out.add(table, number, "ceased to stand, and the chain does not say so")
        if self._count("instants") != self.instants:
            self.out.add("instants", None, "there are more instants than the chain knows")

    def _chain(self) -> None:
        before, anchored, last = NOTHING, self.anchor is None, 0
        for entry in self.con.execute("SELECT * FROM chain ORDER BY seq"):
            last += 1
            kind, place = (entry[name].decode(errors="replace") for name in ("entry", "place"))
            wanted = entry_hash(before, last, entry["tx"], kind, place, entry["row"], entry["sha256"])
            if entry["seq"] != last or wanted != entry["hash"]:
                self.out.add("chain", entry["seq"], "does not follow from the entry before")
                last = entry["seq"]
            before = entry["hash"]
            anchored = anchored or before.hex() == self.anchor
            self._entry(entry, kind, place)
        self.out.rows["chain"] = last
        self.out.chain_hash = before.hex()
        if not anchored:
            self.out.add("chain", None, f"the hash {self.anchor} that was noted earlier is not in it")

    def _entry(self, entry: sqlite3.Row, kind: str, place: str) -> None:
        if kind == "add" and place in CONTENT:
            self._added(entry, place)
        elif kind == "supersede" and place in ENDING:
            found = self.ends.pop((place, entry["row"]), None)
            if found != (entry["tx"], entry["sha256"]):
                self.out.add(place, entry["row"], "did not cease to stand as the chain says")
        elif kind == "purge" and place == "articles":
            pass  # `inside` holds it against the texts that are gone
        elif kind == "instant":
            self.instants += 1
            row = self.con.execute("SELECT at, note FROM instants WHERE tx = ?", (entry["row"],)).fetchone()
            if row is None or digest(row["at"], row["note"]) != entry["sha256"]:
                self.out.add("instants", entry["row"], "is not the instant that the chain says")
        else:
            self.out.add("chain", entry["seq"], "is no entry of a known kind")

    def _added(self, entry: sqlite3.Row, table: str) -> None:
        row = self.ahead[table]
        while row is not None and row["row"] < entry["row"]:
            self.out.add(table, row["row"], "is not in the chain")
            row = self._step(table)
        if row is None or row["row"] != entry["row"]:
            self.out.add(table, entry["row"], "is missing")
            return
        self._step(table)
        self.out.rows[table] += 1
        content = content_hash(table, [row[column] for column in CONTENT[table]])
        whole = row_hash(table, row["row"], content, [row[column] for column in OTHER[table]])
        if content != row["sha256"] or (whole, row["recorded_tx"]) != (entry["sha256"], entry["tx"]):
            self.out.add(table, row["row"], "is not what was recorded")
        if table in ENDING and row["superseded_tx"] is not None:
            reason = digest(*(row[column] for column in ENDING[table]))
            self.ends[table, row["row"]] = (row["superseded_tx"], reason)

    def _step(self, table: str) -> sqlite3.Row | None:
        self.ahead[table] = next(self.rows[table], None)
        return self.ahead[table]

    def _count(self, table: str) -> int:
        return int(self.con.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _check_words(path: Path, out: Verification) -> None:
    """The full-text index, which only a connection that may write can check; nothing is written."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=5)) as con:
            con.execute("BEGIN IMMEDIATE")
            con.execute("INSERT INTO article_words (article_words, rank) VALUES ('integrity-check', 1)")
            con.execute("ROLLBACK")
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
            out.left_out.append(f"the full-text index: {error}")
        else:
            out.add("article_words", None, f"does not fit the texts; `rebuild` makes it again ({error})")
