"""What came from each outlet: how much, how lately, how long after it was published."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = 7
MONTH = 30


@dataclass(frozen=True, slots=True)
class OutletVolume:
    """The standing articles of one outlet, or of those that tell none (``outlet`` is empty). Days are of publication; ``lag`` is in days, over the last month."""

    outlet: str
    articles: int
    dated: int
    last_week: int
    first: date | None
    last: date | None
    lag: float | None


def volumes(con: sqlite3.Connection, day: date) -> list[OutletVolume]:
    """Each outlet that has an article, the one with most articles first, and at the end those that tell none.

    A week and a month end with ``day``.
    """
    rows = con.execute(
        """
        SELECT coalesce(outlet, '') AS outlet, count(*) AS articles, count(published_at) AS dated,
               sum(published_at > :week AND published_at <= :day) AS last_week,
               min(published_at) AS first, max(published_at) AS last,
               avg(CASE WHEN published_at > :month AND published_at <= :day
                   THEN max(0, julianday(substr(at, 1, 10)) - julianday(published_at)) END) AS lag
        FROM articles JOIN instants ON instants.tx = articles.recorded_tx
        WHERE superseded_tx IS NULL
        GROUP BY coalesce(outlet, '') ORDER BY coalesce(outlet, '') = '', articles DESC, outlet
        """,
        {
            "day": day.isoformat(),
            "week": (day - timedelta(WEEK)).isoformat(),
            "month": (day - timedelta(MONTH)).isoformat(),
        },
    )
    return [
        OutletVolume(
            outlet=row["outlet"],
            articles=row["articles"],
            dated=row["dated"],
            last_week=row["last_week"] or 0,
            first=date.fromisoformat(row["first"]) if row["first"] else None,
            last=date.fromisoformat(row["last"]) if row["last"] else None,
            lag=row["lag"],
        )
        for row in rows
    ]
