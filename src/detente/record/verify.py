"""Is the ledger whole? Every row against its hash, the chain, the text its quotations stand in, and its indexes.

SQLite's own check sees structure and not content, and hashes see content and not indexes, so both are asked.
Works on a file that is damaged in any way: what cannot be read is a finding, never an exception.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from detente.model import sha256
from detente.record import derived, spell
from detente.record.connect import statements
from detente.record.schema import APPLICATION, DDL, VERSION
from detente.record.writing import CONTENT, ENDING, NOTHING, OTHER, content_hash, digest, entry_hash, row_hash

SINGLE = {
    "articles": "article_id",
    "reports": "report_id",
    "links": "link_id",
    "channel_states": "state_id",
    "assignments": "report_id",
    "judgements": "judgement_id",
}
"""Tables of which one row at most stands for an id."""

MOST = 100
"""Findings of one kind that are listed; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: in which table, in which row (where known), and what."""

    place: str
    row: int | None
    what: str

    def __str__(self) -> str:
        return f"{self.place}{f' row {self.row}' if self.row is not None else ''}: {self.what}"


@dataclass
class Verification:
    """The outcome. ``rows`` counts rows checked a table; ``left_out`` says what could not be checked, and why."""

    findings: list[Finding] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    purged: int = 0  # articles whose text was purged, so that quotations cannot be compared
    left_out: list[str] = field(default_factory=list)
    chain_hash: str = NOTHING.hex()

    @property
    def ok(self) -> bool:
        return not self.findings

    def add(self, place: str, row: int | None, what: str) -> None:
        if sum(1 for finding in self.findings if finding.place == place) < MOST:
            self.findings.append(Finding(place, row, what))


def verify(path: Path, *, anchor: str | None = None) -> Verification:
    """Check a ledger file from end to end.

    Args:
        path: The file.
        anchor: A chain hash that was noted earlier (by `cite` or a backup);
            it must stand somewhere in the chain, which shows that nothing up
            to it was taken away.
    """
    out = Verification()
    try:
        with closing(_open(path)) as con:
            con.execute("BEGIN")
            if _check_file(con, out):
                _Walk(con, out, anchor).run()
    except (sqlite3.Error, OSError) as error:
        out.add("file", None, f"cannot be read: {error}")
    if out.ok:
        _check_words(path, out)
    return out


def _open(path: Path) -> sqlite3.Connection:
    if not path.exists():
        raise FileNotFoundError(f"no file {path}")
    con = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True, isolation_level=None)
    con.row_factory = sqlite3.Row
    con.text_factory = bytes
    con.execute("PRAGMA cell_size_check = ON")
    con.execute("PRAGMA cache_size = -65536")
    return con


def _check_file(con: sqlite3.Connection, out: Verification) -> bool:
    """Header, schema and structure; false where there is no use in going on."""
    found = [con.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    if found != [APPLICATION, VERSION]:
        out.add("file", None, f"the header says {found[0]:#x}, schema {found[1]}, not a ledger of schema {VERSION}")
        return False
    if _shape(con) != _expected_shape():
        out.add("file", None, "the tables are not those of the schema")
        return False
    for row in con.execute(f"PRAGMA integrity_check({MOST})"):
        text = row[0].decode(errors="replace")
        if text != "ok":
            out.add("file", None, text)
    for row in con.execute("PRAGMA foreign_key_check"):
        out.add(row[0].decode(errors="replace"), row[1], "names a row that is not there")
    return True


def _shape(con: sqlite3.Connection) -> set[tuple[bytes, ...]]:
    rows = con.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema")
    return {tuple(bytes(value) for value in row) for row in rows}


def _expected_shape() -> set[tuple[bytes, ...]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as con:
        con.text_factory = bytes
        for statement in statements(DDL):
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
        self.purges: dict[int, bytes] = {}
        self.instants = 0
        self.derived = derived.Tally()
        self.texts = _Texts(con, out)

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
        self.texts.finish(self.purges)
        if self._count("instants") != self.instants:
            self.out.add("instants", None, "there are more instants than the chain knows")
        self._check_single()
        for place in self.derived.differences(self.con):
            self.out.add(place, None, "does not follow from the reports; `rebuild` makes it again")

    def _check_single(self) -> None:
        """Of one article, report, link, state or judgement, at most one row stands."""
        for table, column in SINGLE.items():
            sql = f"SELECT max(row), {column} FROM {table} WHERE superseded_tx IS NULL GROUP BY 2 HAVING count(*) > 1"
            for row in self.con.execute(sql):
                self.out.add(table, row[0], f"stands twice: {bytes(row[1]).decode(errors='replace')}")

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
        elif kind == "purge":
            self.purges[entry["row"]] = entry["sha256"]
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
        try:
            self._look_inside(table, row)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError) as error:
            self.out.add(table, row["row"], f"cannot be read: {error!r}")

    def _look_inside(self, table: str, row: sqlite3.Row) -> None:
        """Quotations against the text, and what is indexed of reports."""
        if table == "articles":
            self.texts.article(row)
        elif table == "reports":
            value = json.loads(row["report"])
            self.texts.check(table, row, spell.quotations(value))
            self.derived.report(row, value)
        elif table in ("links", "channel_states"):
            value = json.loads(row["link" if table == "links" else "state"])
            self.texts.check(table, row, spell.quotations(value))

    def _step(self, table: str) -> sqlite3.Row | None:
        self.ahead[table] = next(self.rows[table], None)
        return self.ahead[table]

    def _count(self, table: str) -> int:
        return int(self.con.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


class _Texts:
    """The texts of articles against their hashes, and quotations against the texts."""

    def __init__(self, con: sqlite3.Connection, out: Verification) -> None:
        self.con, self.out = con, out
        self.named: set[bytes] = set()
        self.without: dict[int, bytes] = {}  # articles whose text is gone
        self.row: int | None = None
        self.text: str | None = None

    def article(self, row: sqlite3.Row) -> None:
        self.named.add(row["text_sha256"])
        text = self._load(row["row"])
        if text is None:
            self.without[row["row"]] = row["text_sha256"]
            return
        if sha256(text).encode() != row["text_sha256"]:
            self.out.add("texts", row["row"], "the text of this article is not the one that was recorded")

    def check(self, table: str, row: sqlite3.Row, quotations: Iterator[tuple[int, int, str]]) -> None:
        text = self._load(row["article_row"])
        if text is None:
            return
        for start, end, words in quotations:
            if text[start:end] != words:
                self.out.add(table, row["row"], f"quotes {words[:40]!r}, which is not at {start}-{end} of its text")

    def finish(self, purges: dict[int, bytes]) -> None:
        self.out.purged = len(self.without)
        for row, text_sha256 in self.without.items():
            if purges.get(row) != digest(text_sha256):
                self.out.add("texts", row, "the text of this article is gone, and was not purged")
        for found in self.con.execute("SELECT text_sha256 FROM texts"):
            if found["text_sha256"] not in self.named:
                self.out.add("texts", None, f"{found['text_sha256'].decode(errors='replace')} is of no article")

    def _load(self, article_row: int) -> str | None:
        """The text of an article; the last one is kept, as reports follow their article."""
        if article_row != self.row:
            found = self.con.execute(
                "SELECT text FROM articles JOIN texts USING (text_sha256) WHERE row = ?", (article_row,)
            ).fetchone()
            raw: Any = found["text"] if found is not None else None
            self.row, self.text = article_row, raw.decode() if raw is not None else None
        return self.text


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
