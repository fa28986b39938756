"""What is computed from reports and kept with them: which event each tells of, and links between events.

These are written as differences and superseded like everything else, so a past answer can be had again.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping

from detente.model import EventLink, Span, View, canonical
from detente.record import read, spell
from detente.record.errors import AmbiguousId, BadRecord, NotFound
from detente.record.view import Clocks
from detente.record.writing import Writing, content_hash


def assignments(con: sqlite3.Connection, view: View) -> dict[str, str]:
    """Which event each report of the view tells of."""
    clocks = Clocks.of(con, view)
    where = [clocks.standing("e"), clocks.standing("r"), *clocks.dated("r", happened=True)]
    sql = (
        "SELECT DISTINCT e.report_id, e.event_id FROM assignments e "
        f"JOIN reports r ON r.report_id = e.report_id WHERE {' AND '.join(where)} ORDER BY e.report_id"
    )
    return {row["report_id"]: row["event_id"] for row in con.execute(sql, clocks.values)}


def assign(w: Writing, mapping: Mapping[str, str], *, whole: bool) -> int:
    """Let these assignments stand; returns how many rows were added or ended.

    If ``whole``, every other assignment ends; else the reports that are not
    named keep theirs.

    Raises:
        BadRecord: a report that the ledger does not hold.
    """
    w.fresh()
    standing = "SELECT * FROM assignments WHERE superseded_tx IS NULL"
    if whole:
        rows = w.con.execute(standing).fetchall()
    else:
        found = (w.con.execute(f"{standing} AND report_id = ?", (name,)).fetchone() for name in mapping)
        rows = [row for row in found if row is not None]
    now = {row["report_id"]: row for row in rows}
    changed = 0
    for report_id, row in now.items():
        if mapping.get(report_id) != row["event_id"]:
            w.supersede("assignments", row["row"], "assigned anew")
            changed += 1
    for report_id in sorted(mapping):
        if report_id in now and now[report_id]["event_id"] == mapping[report_id]:
            continue
        known = w.con.execute("SELECT 1 FROM reports WHERE report_id = ? LIMIT 1", (report_id,)).fetchone()
        if not known:
            raise BadRecord(report_id, "it is assigned to an event, and the ledger holds no such report")
        w.add("assignments", {"report_id": report_id, "event_id": mapping[report_id]})
        changed += 1
    return changed


def event_links(con: sqlite3.Connection, view: View) -> list[EventLink]:
    """Links between events, found across articles, as they stood at the instant of the view.

    The days of the view leave out a link whose ends have no report in the view.
    """
    clocks = Clocks.of(con, view)
    sql = f"SELECT k.link FROM event_links k WHERE {clocks.standing('k')} ORDER BY k.source, k.target, k.kind, k.row"
    found = [_event_link(json.loads(row["link"])) for row in con.execute(sql, clocks.values)]
    if clocks.as_of is None and clocks.published_by is None:
        return found
    events = set(assignments(con, view).values())
    return [link for link in found if link.source in events and link.target in events]


def set_event_links(w: Writing, links: Iterable[EventLink]) -> int:
    """Let exactly these links stand; returns how many rows were added or ended."""
    w.fresh()
    wanted: dict[bytes, dict[str, str]] = {}
    for link in links:
        columns = {
            "source": link.source,
            "target": link.target,
            "kind": link.kind,
            "link": canonical(link.to_json()),
        }
        wanted[content_hash("event_links", list(columns.values()))] = columns
    now = {
        row["sha256"]: row["row"]
        for row in w.con.execute("SELECT row, sha256 FROM event_links WHERE superseded_tx IS NULL")
    }
    for sha256, row in now.items():
        if sha256 not in wanted:
            w.supersede("event_links", row, "linked anew")
    for sha256, columns in wanted.items():
        if sha256 not in now:
            w.add("event_links", columns)
    return len(now.keys() ^ wanted.keys())


def find_event(con: sqlite3.Connection, name: str) -> str:
    """The present id of an event, from its id, an earlier id, or the first letters of either.

    An earlier id resolves through its reports: to the event that most of
    them tell of now, following reports that were coded again.

    Raises:
        NotFound: no event ever had that id.
        AmbiguousId: the letters fit events that are different now.
    """
    name = spell.storable(name)
    candidates = read.starting_with(con, "assignments", "event_id", [name, f"E-{name}"])
    if name in candidates:
        candidates = [name]
    if not candidates:
        raise NotFound("event", name)
    present = {now for now in (_present(con, event_id) for event_id in candidates) if now is not None}
    if not present:
        raise NotFound("event", name, "Its reports no longer stand; `--as-known` an earlier instant shows it.")
    if len(present) > 1:
        raise AmbiguousId("event", name, sorted(present))
    return present.pop()


def tellings(con: sqlite3.Connection, event_id: str) -> list[str]:
    """Ids of the standing reports that tell of an event, in order."""
    sql = (
        "SELECT e.report_id FROM assignments e WHERE e.event_id = ? AND e.superseded_tx IS NULL AND EXISTS "
        "(SELECT 1 FROM reports r WHERE r.report_id = e.report_id AND r.superseded_tx IS NULL) ORDER BY e.report_id"
    )
    return [row["report_id"] for row in con.execute(sql, (event_id,))]


def event_of(con: sqlite3.Connection, report_id: str) -> str | None:
    """The event that a report is assigned to now; ``None`` for one that came after events were last found."""
    row = con.execute(
        "SELECT event_id FROM assignments WHERE report_id = ? AND superseded_tx IS NULL", (report_id,)
    ).fetchone()
    return row["event_id"] if row else None


def _present(con: sqlite3.Connection, event_id: str) -> str | None:
    stands = con.execute(
        "SELECT 1 FROM assignments WHERE event_id = ? AND superseded_tx IS NULL LIMIT 1", (event_id,)
    ).fetchone()
    if stands:
        return event_id
    votes: Counter[str] = Counter()
    for row in con.execute("SELECT DISTINCT report_id FROM assignments WHERE event_id = ?", (event_id,)).fetchall():
        now = con.execute(
            "SELECT event_id FROM assignments WHERE report_id = ? AND superseded_tx IS NULL",
            (standing_report(con, row["report_id"]),),
        ).fetchone()
        if now:
            votes[now["event_id"]] += 1
    return min(votes, key=lambda e: (-votes[e], e)) if votes else None


def standing_report(con: sqlite3.Connection, report_id: str) -> str:
    """The report that now tells what this one told, following those that took its place; itself where none did."""
    seen: set[str] = set()
    while report_id not in seen:
        seen.add(report_id)
        row = con.execute(
            "SELECT superseded_tx, superseded_by FROM reports WHERE report_id = ? "
            "ORDER BY superseded_tx IS NOT NULL, row DESC LIMIT 1",
            (report_id,),
        ).fetchone()
        if row is None or row["superseded_tx"] is None or row["superseded_by"] is None:
            return report_id
        report_id = row["superseded_by"]
    return report_id


def _event_link(v: dict[str, object]) -> EventLink:
    at, text = v["span"], v["text"]
    span = Span(at[0], at[1], str(text)) if isinstance(at, list) else None
    report_id = v["report_id"]
    return EventLink(
        kind=str(v["kind"]),
        source=str(v["source"]),
        target=str(v["target"]),
        stated=bool(v["stated"]),
        report_id=str(report_id) if report_id is not None else None,
        span=span,
        how=str(v["how"]),
    )
