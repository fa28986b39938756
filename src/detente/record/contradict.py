"""What judgements and the present coding disagree on, so that a reviewer can look again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from detente.record import standing

FIELDS = ("event", "mode", "context", "actor", "recipient", "aux", "date", "people", "due")
"""The fields that are compared."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A judgement was made on one reading, and the text is read otherwise now.

    ``field`` is the field in question, or "report" where the deed is no
    longer told at all (``now`` is then ``None``, ``report_id`` the old one).
    ``judged`` is what the reviewer saw, or set by an amendment.
    """

    judgement_id: str
    verdict: str
    by: str
    report_id: str
    field: str
    judged: Any
    now: Any


def contradictions(con: sqlite3.Connection) -> list[Contradiction]:
    """Judgements that are not withdrawn, on reports that have since been coded, read or corrected anew."""
    rows = con.execute(
        "SELECT j.judgement_id, j.verdict, j.by, j.body, d.report_id, d.origin FROM judgements j "
        "JOIN judged d ON d.judgement = j.row WHERE j.superseded_tx IS NULL ORDER BY j.row, d.row"
    ).fetchall()
    told: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        present = told.setdefault((row["judgement_id"], row["origin"]), [])
        if _is_told(con, row["report_id"]):
            present.append(row["report_id"])
    out: list[Contradiction] = []
    for row in rows:
        present = told[row["judgement_id"], row["origin"]]
        if not present and row["report_id"] == row["origin"]:
            out.append(_make(row, "report", row["origin"], None))
        elif row["report_id"] in present and row["report_id"] != row["origin"]:
            out += _compare(con, row)
    return out


def _compare(con: sqlite3.Connection, row: sqlite3.Row) -> Iterator[Contradiction]:
    if row["verdict"] in ("split", "merge"):
        return  # these say which reports belong together, and still do
    seen, now = _facts(con, row["origin"]), _facts(con, row["report_id"])
    changes = _plain(json.loads(row["body"])["changes"])
    for field in FIELDS:
        if field in changes:
            if now[field] not in (seen[field], changes[field]):
                yield _make(row, field, changes[field], now[field])
        elif now[field] != seen[field]:
            yield _make(row, field, seen[field], now[field])


def _is_told(con: sqlite3.Connection, report_id: str) -> bool:
    """Whether the standing coding of a standing reading gives this report."""
    coded = standing.as_coded(con, report_id)
    if coded is None:
        return False
    article = con.execute("SELECT article_id FROM articles WHERE row = ?", (coded["article_row"],)).fetchone()
    now = standing.standing_article(con, article["article_id"])
    result = standing.result_of(con, now["row"]) if now is not None else None
    return result is not None and report_id in result["reports"]


def _facts(con: sqlite3.Connection, report_id: str) -> dict[str, Any]:
    row = standing.as_coded(con, report_id)
    assert row is not None
    return _plain(json.loads(row["report"]))


def _plain(report: dict[str, Any]) -> dict[str, Any]:
    """The compared fields, parties as their codes and names only."""
    out = {field: report[field] for field in FIELDS if field in report}
    for side in ("actor", "recipient"):
        if side in out:
            out[side] = sorted([p["code"], p["name"]] for p in out[side])
    return out


def _make(row: sqlite3.Row, field: str, judged: Any, now: Any) -> Contradiction:
    return Contradiction(row["judgement_id"], row["verdict"], row["by"], row["report_id"], field, judged, now)
