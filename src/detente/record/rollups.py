"""Monthly counts per ordered pair and type, kept with the rows: what stands now, ready for a series."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from detente.model import NOW, View
from detente.record import read, spell
from detente.record.rows import MonthCount


def keys(sides: spell.Sides, begins: str | None) -> list[tuple[str, str, str, str, str]]:
    """(actor, recipient, month, event, aux) for each ordered pair; '' where no recipient is named."""
    actors = sorted({entity.key for entity in sides.actors}) or [""]
    recipients = sorted({entity.key for entity in sides.recipients}) or [""]
    month, aux = (begins or "")[:7], " ".join(sides.aux)
    return [
        (actor, recipient, month, sides.event, aux)
        for actor in actors
        for recipient in recipients
        if actor != recipient
    ]


def count(con: sqlite3.Connection, sides: spell.Sides, begins: str | None, sign: int) -> None:
    """Add a report to the counts (``sign`` 1) or take it out (-1). A count of nothing has no row."""
    found = keys(sides, begins)
    con.executemany(
        "INSERT INTO rollups (actor, recipient, month, event, aux, reports, scale) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET reports = reports + excluded.reports, scale = scale + excluded.scale",
        [(*key, sign, sign * sides.scale) for key in found],
    )
    if sign < 0:
        con.executemany(
            "DELETE FROM rollups WHERE actor = ? AND recipient = ? AND month = ? AND event = ? AND aux = ? "
            "AND reports = 0",
            found,
        )


def months(
    con: sqlite3.Connection, view: View, *, pair: tuple[str, str] | None = None, event_type: str | None = None
) -> list[MonthCount]:
    """Counts of a pair in both directions, or of all pairs, by month, actor, recipient, type and mode.

    What stands now is read from the kept counts; any other view is counted
    from its reports.
    """
    one, other = (read.key_of(con, name) for name in pair) if pair else (None, None)
    if view == NOW:
        values = {"one": one, "other": other, "event": event_type}
        sides = "((actor = :one AND recipient = :other) OR (actor = :other AND recipient = :one))" if pair else "1"
        rows = con.execute(
            f"SELECT * FROM rollups WHERE {sides} AND (:event IS NULL OR event = :event)", values
        ).fetchall()
        found = {tuple(row)[:5]: (row["reports"], row["scale"]) for row in rows}
    else:
        found = _counted(con, view, pair, event_type)
        if pair:
            found = {key: value for key, value in found.items() if {key[0], key[1]} == {one, other}}
    out = [
        MonthCount(actor, recipient, month, event, tuple(aux.split()), reports, round(scale, 6))
        for (actor, recipient, month, event, aux), (reports, scale) in found.items()
    ]
    return sorted(out, key=lambda m: (m.month, m.actor, m.recipient, m.event, m.aux))


def _counted(
    con: sqlite3.Connection, view: View, pair: tuple[str, str] | None, event_type: str | None
) -> dict[tuple[str, ...], tuple[int, float]]:
    sums: dict[tuple[str, ...], list[float]] = defaultdict(lambda: [0, 0.0])
    for stored in read.reports(con, view, read.Wanted(pair=pair, event_type=event_type)):
        begins = spell.begins(stored.report.when, spell.iso(stored.published_at))
        for key in keys(spell.sides(stored.report), begins):
            sums[key][0] += 1
            sums[key][1] += stored.report.event_scale
    return {key: (int(n), scale) for key, (n, scale) in sums.items()}
