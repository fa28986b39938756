"""The people whom articles introduced with a role and a party, as the standing codings remember them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from detente.model import Introduction, View
from detente.record import spell
from detente.record.rows import StoredIntroduction
from detente.record.view import Clocks


def introductions(con: sqlite3.Connection, view: View) -> Iterator[StoredIntroduction]:
    """Every introduction of a view, in the order of publication (those without a day first), then of the articles."""
    clocks = Clocks.of(con, view)
    where = [clocks.standing("a"), clocks.standing("c"), *clocks.dated("a", happened=False)]
    sql = (
        "SELECT c.result, a.article_id, a.name, a.outlet, a.published_at FROM articles a "
        "CROSS JOIN codings c ON c.article_row = a.row "
        f"WHERE {' AND '.join(where)} ORDER BY a.published_at, a.article_id"
    )
    for row in con.execute(sql, clocks.values):
        for value in json.loads(row["result"]).get("introductions", ()):
            yield StoredIntroduction(
                Introduction.from_json(value),
                row["article_id"],
                row["name"],
                row["outlet"],
                spell.to_day(row["published_at"]),
            )
