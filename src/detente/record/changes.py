"""What was added, ended or withdrawn since an instant, in the order it happened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from detente.record import clock

IDS = {
    "articles": "article_id",
    "reports": "report_id",
    "links": "link_id",
    "channel_states": "state_id",
    "assignments": "report_id",
    "event_links": "source || ' ' || kind || ' ' || target",
    "judgements": "judgement_id",
}
"""What changes are told of, and how their rows are named."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row that came to stand, ceased to stand, or was set aside at once.

    ``what``: "added", "ended", "set aside", "purged". ``thing``: name of the
    table. ``why`` and ``by`` are said of an end: "coded again" and the report
    that took the place; of a judgement, why and by whom it was withdrawn.
    """

    at: str  # ISO 8601, UTC
    what: str
    thing: str
    id: str
    event_id: str | None = None  # of an assignment
    why: str | None = None
    by: str | None = None


def changes(con: sqlite3.Connection, since: datetime | None, until: datetime | None) -> Iterator[Change]:
    """Changes after ``since`` and not after ``until``; ``None`` leaves that end open."""
    first = clock.transaction_at(con, since) if since is not None else 0
    last = clock.transaction_at(con, until)
    after = _entry_before(con, first or 0)
    sql = "SELECT c.*, i.at FROM chain c JOIN instants i ON i.tx = c.tx WHERE c.seq > ? ORDER BY c.seq"
    for entry in con.execute(sql, (after,)):
        if entry["entry"] == "instant" or (last is not None and entry["tx"] > last):
            continue
        if entry["place"] in IDS and entry["tx"] > (first or 0):
            yield from _change(con, entry)


def _change(con: sqlite3.Connection, entry: sqlite3.Row) -> Iterator[Change]:
    table = entry["place"]
    row = con.execute(f"SELECT *, {IDS[table]} AS id FROM {table} WHERE row = ?", (entry["row"],)).fetchone()
    if row is None:
        return  # `verify` tells of a missing row
    names = row.keys()
    at_once = row["superseded_tx"] == row["recorded_tx"]
    what = {"add": "added", "supersede": "ended", "purge": "purged"}[entry["entry"]]
    if at_once and what == "added":
        return
    ends = what == "ended"
    yield Change(
        at=entry["at"],
        what="set aside" if at_once and ends else what,
        thing=table,
        id=row["id"],
        event_id=row["event_id"] if "event_id" in names else None,
        why=row["superseded_why"] if ends else (row["why"] if "why" in names else None),
        by=(row["superseded_by"] if "superseded_by" in names else None)
        if ends
        else (row["by"] if "by" in names else None),
    )


def _entry_before(con: sqlite3.Connection, tx: int) -> int:
    """The last entry of the chain up to a transaction; found by halving, as entries follow transactions."""
    top = con.execute("SELECT max(seq) FROM chain").fetchone()[0] or 0
    low, high = 0, top
    while low < high:
        middle = (low + high + 1) // 2
        row = con.execute(
            "SELECT tx FROM chain WHERE seq >= ? AND entry <> 'instant' ORDER BY seq LIMIT 1", (middle,)
        ).fetchone()
        if row is not None and row["tx"] <= tx:
            low = middle
        else:
            high = middle - 1
    return low
