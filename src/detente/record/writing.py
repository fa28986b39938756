"""One open write transaction: it numbers instants, and chains every row that is added or superseded."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Final

from detente.record import clock

Value = str | int | float | bytes | None

CONTENT: Final[dict[str, tuple[str, ...]]] = {
    "runs": ("coder", "lexicon"),
    "articles": (
        "article_id",
        "raw_sha256",
        "text_sha256",
        "title",
        "outlet",
        "agencies",
        "published_at",
        "facts",
        "lines",
    ),
    "sightings": ("article_id", "name", "path"),
    "codings": ("result", "counts"),
    "reports": ("report_id", "report"),
    "links": ("link_id", "source_report_id", "target_report_id", "link"),
    "channel_states": ("state_id", "report_id", "state"),
    "assignments": ("report_id", "event_id"),
    "event_links": ("source", "target", "kind", "link"),
    "judgements": ("judgement_id", "verdict", "body", "by", "why"),
    "judged": ("report_id", "side", "origin"),
    "purges": ("article_id", "text_sha256", "by", "why"),
}
"""The columns that are a row's content: what is equal in every ledger that took in the same."""

OTHER: Final[dict[str, tuple[str, ...]]] = {
    "runs": (),
    "articles": ("name", "path", "text_row"),
    "sightings": (),
    "codings": ("article_row", "run"),
    "reports": (
        "article_row",
        "run",
        "judgement",
        "event",
        "valid_from",
        "valid_to",
        "begins",
        "published_at",
        "outlet",
    ),
    "links": ("article_row",),
    "channel_states": (
        "article_row",
        "kind",
        "holder",
        "counterpart",
        "status",
        "begins",
        "published_at",
        "outlet",
    ),
    "assignments": (),
    "event_links": (),
    "judgements": ("outlet", "since"),
    "judged": ("judgement",),
    "purges": (),
}
"""The other columns that never change once a row is added; the chain covers them too."""

ENDING: Final[dict[str, tuple[str, ...]]] = {
    "articles": ("superseded_why",),
    "codings": ("superseded_why",),
    "reports": ("superseded_why", "superseded_by"),
    "links": ("superseded_why",),
    "channel_states": ("superseded_why",),
    "assignments": ("superseded_why",),
    "event_links": ("superseded_why",),
    "judgements": ("superseded_why", "superseded_by"),
}
"""The columns that tell how a row ceased to stand."""


def _ends(table: str) -> tuple[str, ...]:
    return ("superseded_tx", *ENDING[table]) if table in ENDING else ()


_INSERT: Final = {
    table: "INSERT INTO {} ({}) VALUES ({})".format(
        table,
        ", ".join((*CONTENT[table], *OTHER[table], "sha256", "recorded_tx", *_ends(table))),
        ", ".join("?" * (len(CONTENT[table]) + len(OTHER[table]) + 2 + len(_ends(table)))),
    )
    for table in CONTENT
}
_END: Final = {
    table: "UPDATE {} SET superseded_tx = ?, {} WHERE row = ? AND superseded_tx IS NULL".format(
        table, ", ".join(f"{column} = ?" for column in ENDING[table])
    )
    for table in ENDING
}
NOTHING: Final = b"\0" * 32
"""What stands before the first entry of the chain."""


def digest(*parts: Value) -> bytes:
    """SHA-256 over values, each with its kind and length, so that no two lists of values run together."""
    out: list[bytes] = []
    for part in parts:
        if isinstance(part, str):
            part = part.encode()
        if isinstance(part, bytes):
            out += (b"s%d:" % len(part), part)
        elif part is None:
            out.append(b"n;")
        else:
            out.append(f"{'i' if isinstance(part, int) else 'f'}{part!r};".encode())
    return hashlib.sha256(b"".join(out)).digest()


def content_hash(table: str, values: Sequence[Value]) -> bytes:
    """A row's content hash, from the values of its content columns in order."""
    return digest(table, *values)


def row_hash(table: str, row: int, content: bytes, others: Sequence[Value]) -> bytes:
    """The hash over a whole row, for the chain."""
    return digest(table, row, content, *others)


def entry_hash(before: bytes, seq: int, tx: int, entry: str, place: str, row: int, sha256: bytes) -> bytes:
    """The hash of an entry of the chain, which covers the entry before."""
    told = f"{seq} {tx} {entry} {place} {row} ".encode()  # names of entries and tables hold no space
    return hashlib.sha256(before + told + sha256).digest()


class Writing:
    """What a write transaction knows: the last instant, the chain's end, and the transactions it opened.

    Everything is read from the file when the transaction opens, so nothing
    stale survives a failure.
    """

    def __init__(self, con: sqlite3.Connection) -> None:
        self.con = con
        last = con.execute("SELECT tx, at FROM instants ORDER BY tx DESC LIMIT 1").fetchone()
        self.tx: int = last[0] if last else 0
        self.last_at: str | None = last[1] if last else None
        end = con.execute("SELECT seq, hash FROM chain ORDER BY seq DESC LIMIT 1").fetchone()
        self.seq: int = end[0] if end else 0
        self.head: bytes = end[1] if end else NOTHING
        self.opened: list[int] = []
        self._fresh = True
        self._entries: list[tuple[Value, ...]] = []

    def mark(self) -> tuple[int, str | None, int, bytes, int]:
        """Where we are, for `back_to` after a savepoint is rolled back."""
        self.flush()
        return self.tx, self.last_at, self.seq, self.head, len(self.opened)

    def back_to(self, mark: tuple[int, str | None, int, bytes, int]) -> None:
        self.tx, self.last_at, self.seq, self.head, opened = mark
        del self.opened[opened:]
        self._entries.clear()
        self._fresh = True

    def fresh(self) -> None:
        """What is added from here on gets an instant of its own."""
        self._fresh = True

    def _instant(self) -> int:
        if self._fresh:
            self.tx += 1
            self.last_at, note = clock.after(self.last_at, clock.now())
            self.con.execute("INSERT INTO instants (tx, at, note) VALUES (?, ?, ?)", (self.tx, self.last_at, note))
            self.opened.append(self.tx)
            self._fresh = False
        return self.tx

    def _chain(self, entry: str, place: str, row: int, sha256: bytes, tx: int) -> None:
        self.seq += 1
        self.head = entry_hash(self.head, self.seq, tx, entry, place, row, sha256)
        self._entries.append((self.seq, tx, entry, place, row, sha256, self.head))

    def flush(self) -> None:
        """Write the entries of the chain that are waiting; every writing call ends with this."""
        self.con.executemany(
            "INSERT INTO chain (seq, tx, entry, place, row, sha256, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
            self._entries,
        )
        self._entries.clear()

    def add(self, table: str, values: Mapping[str, Value], *, ended: tuple[str | None, ...] | None = None) -> int:
        """Add a row and chain it; returns its number.

        With ``ended`` (the values of its ``ENDING`` columns) it is recorded
        and does not stand, not even for a moment.
        """
        tx = self._instant()
        content = [values[column] for column in CONTENT[table]]
        others = [values[column] for column in OTHER[table]]
        sha256 = content_hash(table, content)
        end: tuple[Value, ...] = ()
        if table in ENDING:
            end = (tx, *ended) if ended else (None,) * (1 + len(ENDING[table]))
        row = self.con.execute(_INSERT[table], (*content, *others, sha256, tx, *end)).lastrowid
        assert row is not None
        self._chain("add", table, row, row_hash(table, row, sha256, others), tx)
        if ended:
            self._chain("supersede", table, row, digest(*ended), tx)
        return row

    def supersede(self, table: str, row: int, *ending: str | None) -> None:
        """End a standing row: ``ending`` are the values of its ``ENDING`` columns."""
        tx = self._instant()
        done = self.con.execute(_END[table], (tx, *ending, row)).rowcount
        assert done == 1, f"{table} {row} does not stand"
        self._chain("supersede", table, row, digest(*ending), tx)

    def note(self, entry: str, place: str, row: int, *parts: Value) -> None:
        """An entry about something that is not a row of its own, such as a purge."""
        self._chain(entry, place, row, digest(*parts), self._instant())

    def seal(self) -> None:
        """Stamp the instants as late as can be, just before the commit, and chain them.

        A reader who asks for "as known at" an instant then never sees rows
        appear later that claim to have been there.
        """
        if not self.opened:
            return
        last = self.last_at  # provisional; the stamps come after it, so no two rows ever hold one instant
        stamps = []
        for tx in self.opened:
            last, note = clock.after(last, clock.now())
            stamps.append((last, note, tx))
        self.con.executemany("UPDATE instants SET at = ?, note = ? WHERE tx = ?", stamps)
        for at, note, tx in stamps:
            self._chain("instant", "instants", tx, digest(at, note), tx)
        self.flush()
        self.last_at = last
        self.opened.clear()
        self._fresh = True
