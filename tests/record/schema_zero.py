"""A made-up schema 0, so that the runner of migrations is tested before it is needed.

It is the present schema without monthly counts, pairs and the index of days.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from detente.record import derived
from detente.record.connect import statements
from detente.record.schema import DDL

ABSENT = ("rollups", "report_pairs", "articles_by_day")


def set_back(path: Path) -> None:
    """Turn a ledger of the present schema into one of schema 0."""
    with closing(sqlite3.connect(path, isolation_level=None)) as con:
        con.execute("DROP TABLE rollups")
        con.execute("DROP TABLE report_pairs")
        con.execute("DROP INDEX articles_by_day")
        con.execute("PRAGMA user_version = 0")
        con.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def step_from_zero(con: sqlite3.Connection) -> None:
    """What a step to schema 1 would be: make what is absent, and fill it from the reports."""
    for statement in statements(DDL):
        if statement.split("(")[0].split(" ON ")[0].split()[-1] in ABSENT:
            con.execute(statement)
    derived.rebuild(con)
