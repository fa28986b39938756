"""When an article is coded or read again, or its page corrected: which report took the place of which.

Judgements go over to the report that took the place, so that work of reviewers is not lost; what they then
contradict is listed by `contradict`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from detente.model import Report
from detente.record import spell, standing
from detente.record.writing import Writing

PLACES = {
    "key",
    "sentences",
    "confidence",
    "rule",
    "runner_up",
    "notes",
    "how",
    "date_how",
}
"""Fields of a report's JSON that tell where and how it was read, not what; with them all that end in "span"."""


def successors(
    con: sqlite3.Connection, old: sqlite3.Row, text_sha256: str, new: Iterable[spell.ReportRow]
) -> dict[str, str]:
    """For each report that the standing coding of a reading gives: the new report that tells the same deed.

    In the same text the trigger words overlap; in another text they are the
    same words. Where several fit, the same type, parties and key are better.
    A report that has no successor has no entry.
    """
    result = standing.result_of(con, old["row"])
    rows = list(new)
    same_text = old["text_sha256"] == text_sha256
    known = {row.report_id for row in rows}
    found: dict[str, str] = {}
    for report_id in result["reports"] if result else ():
        if report_id in known:
            found[report_id] = report_id
            continue
        before = standing.as_coded(con, report_id)
        if before is None:
            continue
        report = Report.from_json(json.loads(before["report"]))
        fits = [row for row in rows if _touches(report, row.report, same_text=same_text)]
        if fits:
            found[report_id] = max(fits, key=lambda row: (_likeness(report, row.report), row.report_id)).report_id
    return found


def carry(w: Writing, took: Mapping[str, str], new_rows: Mapping[str, spell.ReportRow], *, only_alike: bool) -> None:
    """Let judgements go over from each report to the one that took its place.

    With ``only_alike`` (another version of the page) only where the two
    reports say the same: a reviewer who judged the old words has not seen
    the new ones.
    """
    for old, new in took.items():
        if old == new or (only_alike and not _says_the_same(w.con, old, new_rows[new])):
            continue
        rows = w.con.execute(
            "SELECT d.* FROM judged d JOIN judgements j ON j.row = d.judgement "
            "WHERE d.report_id = ? AND j.superseded_tx IS NULL ORDER BY d.row",
            (old,),
        ).fetchall()
        for row in rows:
            there = w.con.execute(
                "SELECT 1 FROM judged WHERE judgement = ? AND report_id = ? AND side = ?",
                (row["judgement"], new, row["side"]),
            ).fetchone()
            if not there:
                w.add("judged", {**dict(row), "report_id": new})


def meaning(value: Any) -> Any:
    """A report's JSON without the places in the text."""
    if isinstance(value, dict):
        return {k: meaning(v) for k, v in value.items() if k not in PLACES and not k.endswith("span")}
    if isinstance(value, list):
        return [meaning(v) for v in value]
    return value


def _says_the_same(con: sqlite3.Connection, old: str, new: spell.ReportRow) -> bool:
    before = standing.as_coded(con, old)
    return before is not None and meaning(json.loads(before["report"])) == meaning(json.loads(new.text))


def _touches(one: Report, other: Report, *, same_text: bool) -> bool:
    ours, theirs = (one.trigger, *one.tellings), (other.trigger, *other.tellings)
    if same_text:
        return any(a.overlaps(b) for a in ours for b in theirs)
    return not {span.text for span in ours}.isdisjoint({span.text for span in theirs})


def _likeness(one: Report, other: Report) -> tuple[int, bool]:
    same = [
        one.event == other.event,
        _keys(one.actors) == _keys(other.actors),
        _keys(one.recipients) == _keys(other.recipients),
    ]
    return sum(same), one.key == other.key


def _keys(people: Iterable[Any]) -> set[str]:
    return {p.entity.key for p in people}
