"""What can be made again from the reports: parties, pairs, monthly counts, words. Compared, and rebuilt."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from typing import Any

from detente.record import rollups, spell, standing

_MASK = (1 << 64) - 1
_TABLES = ("report_parties", "report_pairs", "rollups", "parties")


class Tally:
    """Adds up what the reports give, to be compared with what the tables hold.

    Rows are compared as a sum of their hashes, in constant memory; the sum
    does not depend on their order. Values are bytes, as `verify` reads them.
    """

    def __init__(self) -> None:
        self.sums = {"report_parties": 0, "report_pairs": 0}
        self.months: dict[tuple[bytes, ...], list[float]] = defaultdict(lambda: [0, 0.0])
        self.labels: dict[bytes, bytes] = {}

    def report(self, row: sqlite3.Row, value: dict[str, Any]) -> None:
        sides = spell.sides_of(value)
        day, report_id, number = row["published_at"] or b"", row["report_id"], row["row"]
        for key, (role, label) in spell.parties(sides).items():
            self._add("report_parties", (key.encode(), day, report_id, number, role.encode()))
            self.labels.setdefault(key.encode(), label.encode())
        for one, other in spell.pairs(sides):
            self._add("report_pairs", (one.encode(), other.encode(), day, report_id, number))
        if row["superseded_tx"] is None:
            begins = row["begins"].decode() if row["begins"] is not None else None
            for found in rollups.keys(sides, begins):
                month = self.months[tuple(part.encode() for part in found)]
                month[0] += 1
                month[1] += sides.scale

    def differences(self, con: sqlite3.Connection) -> list[str]:
        """The tables that do not hold what the reports give."""
        out = []
        for table, total in self.sums.items():
            found = 0
            for row in con.execute(f"SELECT * FROM {table}"):
                found = (found + hash(tuple(row))) & _MASK
            if found != total:
                out.append(table)
        months = {tuple(row)[:5]: tuple(row)[5:] for row in con.execute("SELECT * FROM rollups")}
        wanted = {key: tuple(value) for key, value in self.months.items() if value[0]}
        if months.keys() != wanted.keys() or any(
            months[key][0] != n or abs(months[key][1] - scale) > 1e-6 * max(1, n) for key, (n, scale) in wanted.items()
        ):
            out.append("rollups")
        if {row["key"]: row["label"] for row in con.execute("SELECT key, label FROM parties")} != self.labels:
            out.append("parties")
        return out

    def _add(self, table: str, values: tuple[Any, ...]) -> None:
        self.sums[table] = (self.sums[table] + hash(values)) & _MASK


def rebuild(con: sqlite3.Connection) -> None:
    """Make all derived tables again, within an open transaction."""
    for table in _TABLES:
        con.execute(f"DELETE FROM {table}")
    for row in con.execute("SELECT * FROM reports ORDER BY row"):
        sides = spell.sides_of(json.loads(row["report"]))
        standing.index_report(con, row["row"], row["report_id"], sides, row["published_at"])
        if row["superseded_tx"] is None:
            rollups.count(con, sides, row["begins"], +1)
    con.execute("INSERT INTO article_words (article_words) VALUES ('rebuild')")
