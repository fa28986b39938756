"""Which row of a report stands: as coded, as amended, or none because it was retracted.

This is a function of two things: what the standing coding gives, and the judgements that are not withdrawn.
`append`, `judge` and `withdraw` all come through here, so the answer does not depend on what came first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from detente.model import Report, canonical
from detente.record import clock, spell, standing
from detente.record.writing import Writing


@dataclass(frozen=True, slots=True)
class Coded:
    """A report as the standing coding gives it, and the reading it rests on."""

    row: spell.ReportRow
    published: str | None
    outlet: str | None
    article_row: int
    run: int
    day: str  # of publication, else the day on which the article was first recorded


@dataclass(frozen=True, slots=True)
class Wanted:
    """What should stand for a report: a text and, if amended, the judgement; or nothing, and why."""

    row: spell.ReportRow | None
    judgement: int | None
    why: str


def settle(w: Writing, coded: Coded, why: str) -> None:
    """Make the right row of a report stand. ``why`` is said of a row that ends for no judgement's sake."""
    wanted = decide(w.con, coded)
    now = w.con.execute(
        "SELECT * FROM reports WHERE report_id = ? AND superseded_tx IS NULL", (coded.row.report_id,)
    ).fetchone()
    if now is not None:
        if wanted.row is not None and _is_same(now, coded, wanted):
            return
        standing.end_report(w, now, wanted.why or why)
    if wanted.row is None or wanted.judgement is not None:
        _keep_as_coded(w, coded, wanted.why)
    if wanted.row is not None:
        standing.add_report(
            w,
            wanted.row,
            published=coded.published,
            outlet=coded.outlet,
            article_row=coded.article_row,
            run=coded.run,
            judgement=wanted.judgement,
        )


def settle_again(w: Writing, report_id: str, why: str) -> None:
    """Settle a report from the file: after a judgement was given or withdrawn."""
    row = standing.as_coded(w.con, report_id)
    if row is None:
        return
    article = w.con.execute("SELECT article_id FROM articles WHERE row = ?", (row["article_row"],)).fetchone()
    now = standing.standing_article(w.con, article["article_id"])
    result = standing.result_of(w.con, now["row"]) if now is not None else None
    if now is None or result is None or report_id not in result["reports"]:
        return  # the page was corrected or coded again: nothing of it is to stand
    run = w.con.execute(
        "SELECT run FROM codings WHERE article_row = ? AND superseded_tx IS NULL", (now["row"],)
    ).fetchone()["run"]
    report = spell.ReportRow(report_id, row["report"], Report.from_json(json.loads(row["report"])))
    day = day_of(w.con, article["article_id"], now["published_at"])
    settle(w, Coded(report, now["published_at"], now["outlet"], now["row"], run, day), why)


def settle_states(w: Writing, article_row: int) -> None:
    """End the channel states of a reading whose outlet is retracted, or let them stand again."""
    article = w.con.execute("SELECT * FROM articles WHERE row = ?", (article_row,)).fetchone()
    result = standing.result_of(w.con, article_row)
    if result is None:
        return
    day = day_of(w.con, article["article_id"], article["published_at"])
    retracted = outlet_retracted(w.con, article["outlet"], day)
    for state_id in result["states"]:
        rows = w.con.execute(
            "SELECT * FROM channel_states WHERE article_row = ? AND state_id = ? ORDER BY row DESC",
            (article_row, state_id),
        ).fetchall()
        now = next((row for row in rows if row["superseded_tx"] is None), None)
        if retracted and now is not None:
            w.supersede("channel_states", now["row"], f"retracted by {retracted}")
        elif not retracted and now is None and rows:
            w.add("channel_states", {**dict(rows[0]), "article_row": article_row})


def decide(con: sqlite3.Connection, coded: Coded) -> Wanted:
    """What the judgements that are not withdrawn make of a report."""
    given = judgements_on(con, coded.row.report_id)
    retraction = next((j["judgement_id"] for j in given if j["verdict"] == "retract"), None)
    retraction = retraction or outlet_retracted(con, coded.outlet, coded.day)
    if retraction:
        return Wanted(None, None, f"retracted by {retraction}")
    amendments = [j for j in given if j["verdict"] == "amend"]
    if not amendments:
        return Wanted(coded.row, None, "")
    value = json.loads(coded.row.text)
    for judgement in amendments:
        value = amended(value, json.loads(judgement["body"])["changes"], judgement["judgement_id"])
    report = Report.from_json(value)
    row = spell.ReportRow(coded.row.report_id, canonical(report.to_json()), report)
    return Wanted(row, amendments[-1]["row"], f"amended by {amendments[-1]['judgement_id']}")


def amended(value: dict[str, Any], changes: dict[str, Any], judgement_id: str) -> dict[str, Any]:
    """A report's JSON with some fields changed; a note says by which judgement."""
    notes = [*value["notes"], f"amended by {judgement_id}: {', '.join(sorted(changes))}"]
    return {**value, **changes, "notes": notes}


def judgements_on(con: sqlite3.Connection, report_id: str) -> Sequence[sqlite3.Row]:
    """Judgements on a report that are not withdrawn, in the order they were given."""
    return con.execute(
        "SELECT j.* FROM judged d JOIN judgements j ON j.row = d.judgement "
        "WHERE d.report_id = ? AND d.side = 'on' AND j.superseded_tx IS NULL ORDER BY j.row",
        (report_id,),
    ).fetchall()


def outlet_retracted(con: sqlite3.Connection, outlet: str | None, day: str) -> str | None:
    """The judgement that retracts what this outlet published on a day; ``None`` where there is none."""
    if outlet is None:
        return None
    row = con.execute(
        "SELECT judgement_id FROM judgements WHERE outlet = ? AND coalesce(since, '') <= ? "
        "AND superseded_tx IS NULL ORDER BY row LIMIT 1",
        (outlet, day),
    ).fetchone()
    return row["judgement_id"] if row else None


def day_of(con: sqlite3.Connection, article_id: str, published: str | None) -> str:
    """The day an article counts by: of publication, else on which it was first recorded (today, if new)."""
    if published:
        return published
    first = con.execute(
        "SELECT min(at) AS at FROM articles JOIN instants ON tx = recorded_tx WHERE article_id = ?",
        (article_id,),
    ).fetchone()["at"]
    return str(first or clock.spell(clock.now()))[:10]


def _is_same(now: sqlite3.Row, coded: Coded, wanted: Wanted) -> bool:
    assert wanted.row is not None
    there = (now["article_row"], now["report"], now["judgement"])
    return there == (coded.article_row, wanted.row.text, wanted.judgement)


def _keep_as_coded(w: Writing, coded: Coded, why: str) -> None:
    """Record what the coder gave, also where a judgement keeps it from standing."""
    found = w.con.execute(
        "SELECT 1 FROM reports WHERE report_id = ? AND article_row = ? AND judgement IS NULL LIMIT 1",
        (coded.row.report_id, coded.article_row),
    ).fetchone()
    if not found:
        standing.add_report(
            w,
            coded.row,
            published=coded.published,
            outlet=coded.outlet,
            article_row=coded.article_row,
            run=coded.run,
            why=why,
        )
