"""Two hashes of a ledger: of its content, the same in whatever order it came; and of its chain, the order itself."""

from __future__ import annotations

import hashlib
import sqlite3

from detente.model import View
from detente.record.view import Clocks
from detente.record.writing import NOTHING

PARTS = ("runs", "articles", "codings", "reports", "links", "channel_states", "judgements")
"""The tables that are content. Assignments and links between events are computed from it; the names under which
pages came differ from one machine to another."""


def ledger_hash(con: sqlite3.Connection, view: View) -> str:
    """SHA-256 over all content recorded by the instant of the view, each content once, in order of its hash.

    It covers what no longer stands, too, and leaves out amended rows, which
    follow from reports and judgements. The days of a view play no part.
    """
    clocks = Clocks.of(con, view)
    known = "" if clocks.tx is None else "AND recorded_tx <= :tx"
    whole = hashlib.sha256()
    for table in PARTS:
        plain = "judgement IS NULL" if table == "reports" else "1"
        whole.update(table.encode())
        sql = f"SELECT DISTINCT sha256 FROM {table} WHERE {plain} {known} ORDER BY sha256"
        for row in con.execute(sql, clocks.values):
            whole.update(row["sha256"])
    return whole.hexdigest()


def chain_hash(con: sqlite3.Connection, view: View) -> str:
    """The hash of the last entry of the chain at the instant of the view: everything, and the order it came in."""
    clocks = Clocks.of(con, view)
    where = (
        "" if clocks.tx is None else "WHERE seq <= (SELECT max(seq) FROM chain WHERE entry = 'instant' AND row <= :tx)"
    )
    row = con.execute(f"SELECT hash FROM chain {where} ORDER BY seq DESC LIMIT 1", clocks.values).fetchone()
    return (row["hash"] if row else NOTHING).hex()
