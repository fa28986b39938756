"""Monthly counts per ordered pair and type, kept with the rows: what stands now, ready for a series."""

from __future__ import annotations

import sqlite3

from detente.model import Report


def keys(report: Report, begins: str | None) -> list[tuple[str, str, str, str, str]]:
    """(actor, recipient, month, event, aux) for each ordered pair; '' where no recipient is named."""
    actors = sorted({p.entity.key for p in report.actors}) or [""]
    recipients = sorted({p.entity.key for p in report.recipients}) or [""]
    month, aux = (begins or "")[:7], " ".join(report.aux)
    return [
        (actor, recipient, month, report.event, aux)
        for actor in actors
        for recipient in recipients
        if actor != recipient
    ]


def count(con: sqlite3.Connection, report: Report, begins: str | None, sign: int) -> None:
    """Add a report to the counts (``sign`` 1) or take it out (-1). A count of nothing has no row."""
    found = keys(report, begins)
    con.executemany(
        "INSERT INTO rollups (actor, recipient, month, event, aux, reports, scale) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET reports = reports + excluded.reports, scale = scale + excluded.scale",
        [(*key, sign, sign * report.event_scale) for key in found],
    )
    if sign < 0:
        con.executemany(
            "DELETE FROM rollups WHERE actor = ? AND recipient = ? AND month = ? AND event = ? AND aux = ? "
            "AND reports = 0",
            found,
        )
