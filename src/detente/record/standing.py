"""Adding articles and reports with all that is indexed of them, and ending what stands."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from detente.model import Article
from detente.record import rollups, spell
from detente.record.writing import Value, Writing

RESULTS = (("links", "link_id"), ("channel_states", "state_id"))
"""Tables of what a coding gives beside reports, with the column of their ids."""


def add_article(w: Writing, article: Article, columns: Mapping[str, Value], why: str | None = None) -> int:
    """Add a reading with its text and words; with ``why`` it does not stand.

    The text of an article that was purged is not stored again.
    """
    before = w.con.execute(
        "SELECT text_row, text_sha256, text IS NULL AS purged FROM articles JOIN texts USING (text_row) "
        "WHERE article_id = ? ORDER BY row",
        (article.id,),
    ).fetchall()
    purged = any(old["purged"] for old in before)
    same = [old["text_row"] for old in before if old["text_sha256"] == columns["text_sha256"]]
    if same:
        text_row = same[0]
    else:
        text = None if purged else article.text
        text_row = w.con.execute("INSERT INTO texts (text) VALUES (?)", (text,)).lastrowid
    row = w.add("articles", {**columns, "text_row": text_row}, ended=(why,) if why is not None else None)
    if purged:
        w.note("purge", "articles", row, columns["text_sha256"])
    else:
        w.con.execute(
            "INSERT INTO article_words (rowid, title, text) VALUES (?, ?, ?)", (row, article.title, article.text)
        )
    return row


def add_report(
    w: Writing,
    report: spell.ReportRow,
    *,
    published: str | None,
    outlet: str | None,
    article_row: int,
    run: int,
    judgement: int | None = None,
    why: str | None = None,
) -> int:
    """Add a report with its parties and pairs; with ``why`` it does not stand, else it counts."""
    columns = spell.report_columns(report, published, outlet)
    values = {**columns, "article_row": article_row, "run": run, "judgement": judgement}
    row = w.add("reports", values, ended=(why, None) if why is not None else None)
    sides = spell.sides(report.report)
    index_report(w.con, row, report.report_id, sides, published)
    if why is None:
        rollups.count(w.con, sides, spell.begins(report.report.when, published), +1)
    return row


def index_report(con: sqlite3.Connection, row: int, report_id: str, sides: spell.Sides, published: str | None) -> None:
    """What can be made again from a report: its parties and pairs, for queries."""
    day = published or ""
    found = spell.parties(sides)
    con.executemany(
        "INSERT INTO parties (key, label) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(key, label) for key, (_, label) in found.items()],
    )
    con.executemany(
        "INSERT INTO report_parties (key, published_at, report_id, row, role) VALUES (?, ?, ?, ?, ?)",
        [(key, day, report_id, row, role) for key, (role, _) in found.items()],
    )
    con.executemany(
        "INSERT INTO report_pairs (one, other, published_at, report_id, row) VALUES (?, ?, ?, ?, ?)",
        [(one, other, day, report_id, row) for one, other in spell.pairs(sides)],
    )


def end_report(w: Writing, report: sqlite3.Row, why: str, by: str | None = None) -> None:
    """Let a standing report (its row) end, and uncount it."""
    w.supersede("reports", report["row"], why, by)
    rollups.count(w.con, spell.sides_of(json.loads(report["report"])), report["begins"], -1)


def end_article(w: Writing, row: int, why: str, by: Mapping[str, str]) -> int:
    """Let a reading end with everything that rests on it; returns how many reports ended.

    ``by`` names, for a report, the one that takes its place.
    """
    w.supersede("articles", row, why)
    for table in ("codings", *(table for table, _ in RESULTS)):
        for old in rows_of(w.con, table, row):
            w.supersede(table, old["row"], why)
    reports = rows_of(w.con, "reports", row)
    for report in reports:
        end_report(w, report, why, by.get(report["report_id"]))
    return len(reports)


def rows_of(con: sqlite3.Connection, table: str, article_row: int) -> list[sqlite3.Row]:
    """What stands in a table for a reading."""
    sql = f"SELECT * FROM {table} WHERE article_row = ? AND superseded_tx IS NULL ORDER BY row"
    return con.execute(sql, (article_row,)).fetchall()


def standing_article(con: sqlite3.Connection, article_id: str) -> sqlite3.Row | None:
    """The reading of an article that stands; ``None`` where none does."""
    row: sqlite3.Row | None = con.execute(
        "SELECT * FROM articles WHERE article_id = ? AND superseded_tx IS NULL", (article_id,)
    ).fetchone()
    return row


def result_of(con: sqlite3.Connection, article_row: int) -> dict[str, Any] | None:
    """What the standing coding of a reading gave: ids of reports, links and states, coder and lexicon."""
    row = con.execute(
        "SELECT result FROM codings WHERE article_row = ? AND superseded_tx IS NULL", (article_row,)
    ).fetchone()
    return json.loads(row["result"]) if row else None


def as_coded(con: sqlite3.Connection, report_id: str) -> sqlite3.Row | None:
    """The last row of a report as the coder gave it, before any judgement; ``None`` where there is none."""
    row: sqlite3.Row | None = con.execute(
        "SELECT * FROM reports WHERE report_id = ? AND judgement IS NULL ORDER BY row DESC LIMIT 1",
        (report_id,),
    ).fetchone()
    return row
