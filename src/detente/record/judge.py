"""Judgements of reviewers: rows with an author, a reason and, where taken back, a day of withdrawal; never edits.

The five verdicts:

- accept: these reports are right as they read now.
- amend: this report should read otherwise in some fields.
- split: these reports tell of another event than those.
- merge: these reports tell of one event.
- retract: these reports, or what an outlet published from a day on, are not to count.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.model import Report, View, canonical, content_id
from detente.record import derive, read, rollups, settle, spell, standing
from detente.record.errors import BadJudgement, NotFound
from detente.record.view import Clocks
from detente.record.writing import Value, Writing

VERDICTS = ("accept", "amend", "split", "merge", "retract")

FIELDS = (
    "event",
    "mode",
    "context",
    "actor",
    "recipient",
    "aux",
    "date",
    "date_granularity",
    "due",
    "due_granularity",
    "said_by",
    "people",
    "location",
    "quad_code",
    "event_scale",
)
"""What `amend` may change: fields of ``Report.to_json``."""


LONGEST = 4_000
"""Characters of a reason or a name; who has more to say names where it is written."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A judgement as the ledger gives it back. Instants are ISO 8601, UTC."""

    judgement_id: str
    verdict: str
    reports: tuple[str, ...]  # as they were named
    against: tuple[str, ...]  # the other side of a split
    changes: dict[str, Any]  # of an amendment
    outlet: str | None  # of a retraction of a whole source
    since: date | None  # from which day of publication on; None: all it ever published
    by: str
    why: str
    recorded_at: str
    withdrawn_at: str | None = None
    withdrawn_by: str | None = None
    withdrawn_why: str | None = None


def judge(
    w: Writing,
    verdict: str,
    *,
    reports: Sequence[str],
    against: Sequence[str],
    changes: Mapping[str, Any] | None,
    outlet: str | None,
    since: date | None,
    by: str,
    why: str,
) -> str:
    """Record a judgement and let it take effect; returns its id. The same one again adds nothing.

    Raises:
        BadJudgement: it says too little, too much, or what cannot be.
        NotFound, AmbiguousId: a report it names.
    """
    w.fresh()
    on, other = (_whole_ids(w.con, names) for names in (reports, against))
    by, why = spell.storable(by), spell.storable(why)
    _check_shape(verdict, on, other, changes, outlet, since, by, why)
    try:
        normal = _normal(changes or {})
    except (KeyError, TypeError, ValueError) as error:
        raise BadJudgement(verdict, f"the changes are not in the shape of a report: {error!r}") from error
    if verdict == "amend":
        _check_amendment(w.con, on[0], normal)
    body = {
        "reports": on,
        "against": other,
        "changes": normal,
        "outlet": outlet,
        "since": spell.iso(since),
    }
    try:
        judgement_id = content_id("J", verdict, body, by, why)
    except UnicodeEncodeError as error:
        raise BadJudgement(verdict, f"it holds what is not text: {error.reason}") from error
    columns: dict[str, Value] = {
        "judgement_id": judgement_id,
        "verdict": verdict,
        "body": canonical(body),
        "outlet": outlet,
        "since": spell.iso(since),
        "by": by,
        "why": why,
    }
    given = w.con.execute(
        "SELECT 1 FROM judgements WHERE judgement_id = ? AND superseded_tx IS NULL", (judgement_id,)
    ).fetchone()
    if given:
        return judgement_id
    row = w.add("judgements", columns)
    for side, names in (("on", on), ("against", other)):
        for report_id in names:
            target = derive.standing_report(w.con, report_id)
            for name in dict.fromkeys((report_id, target)):
                w.add("judged", {"judgement": row, "report_id": name, "side": side, "origin": report_id})
    _take_effect(w, row, f"judged: {judgement_id}")
    return judgement_id


def withdraw(w: Writing, name: str, *, by: str, why: str) -> str:
    """Take a judgement back: it stays on record and has no more effect. Returns its id.

    Raises:
        NotFound, AmbiguousId: no such judgement.
        BadJudgement: it is withdrawn already, or nobody says who withdraws it.
    """
    w.fresh()
    judgement_id = read.whole_id(w.con, "judgement", "judgements", "judgement_id", "J", name)
    _check_text("by whom it is withdrawn", by)
    _check_text("why it is withdrawn", why)
    row = w.con.execute(
        "SELECT row FROM judgements WHERE judgement_id = ? AND superseded_tx IS NULL", (judgement_id,)
    ).fetchone()
    if row is None:
        raise BadJudgement(judgement_id, "it is withdrawn already", "Nothing needs to be done.")
    w.supersede("judgements", row["row"], why, by)
    _take_effect(w, row["row"], f"{judgement_id} withdrawn")
    return judgement_id


def judgements(
    con: sqlite3.Connection, view: View, *, report: str | None = None, withdrawn: bool = False
) -> list[Judgement]:
    """Judgements at the instant of a view, in the order given; of one report, and withdrawn ones too, if asked."""
    clocks = Clocks.of(con, view)
    where = [clocks.standing("j")]
    if withdrawn:
        where = ["1"] if clocks.tx is None else ["j.recorded_tx <= :tx"]
    if report is not None:
        where.append("j.row IN (SELECT judgement FROM judged WHERE report_id = :report)")
    sql = (
        "SELECT j.*, i.at AS recorded_at, s.at AS withdrawn_at FROM judgements j "
        "JOIN instants i ON i.tx = j.recorded_tx "
        f"LEFT JOIN instants s ON s.tx = j.superseded_tx {read.known(clocks)} "
        f"WHERE {' AND '.join(where)} ORDER BY j.row"
    )
    return [_judgement(row) for row in con.execute(sql, {**clocks.values, "report": report})]


def judgement(con: sqlite3.Connection, name: str) -> Judgement:
    """One judgement by its id or first letters, as it last was. Raises NotFound, AmbiguousId."""
    judgement_id = read.whole_id(con, "judgement", "judgements", "judgement_id", "J", name)
    row = con.execute(
        "SELECT j.*, i.at AS recorded_at, s.at AS withdrawn_at FROM judgements j "
        "JOIN instants i ON i.tx = j.recorded_tx LEFT JOIN instants s ON s.tx = j.superseded_tx "
        "WHERE j.judgement_id = ? ORDER BY j.row DESC LIMIT 1",
        (judgement_id,),
    ).fetchone()
    return _judgement(row)


def judged(con: sqlite3.Connection, view: View, *, by: str | None = None) -> set[str]:
    """Ids of the reports that carry a judgement at the instant of a view: of anyone, or of one reviewer."""
    clocks = Clocks.of(con, view)
    where = [clocks.standing("j")]
    if clocks.tx is not None:
        where.append("d.recorded_tx <= :tx")
    if by is not None:
        where.append("j.by = :by")
    sql = f"SELECT DISTINCT d.report_id FROM judged d JOIN judgements j ON j.row = d.judgement WHERE {' AND '.join(where)}"
    return {row["report_id"] for row in con.execute(sql, {**clocks.values, "by": by})}


def apart(con: sqlite3.Connection, view: View) -> set[tuple[str, str]]:
    """Pairs of reports (lesser id first) that reviewers say tell of different events."""
    return _pairs(con, view, "split", "merge")


def together(con: sqlite3.Connection, view: View) -> set[tuple[str, str]]:
    """Pairs of reports (lesser id first) that reviewers say tell of one event."""
    return _pairs(con, view, "merge", "split")


def _pairs(con: sqlite3.Connection, view: View, verdict: str, opposite: str) -> set[tuple[str, str]]:
    """Of two judgements on one pair the later holds, as of two amendments."""
    against = _last_on_pairs(con, view, opposite)
    return {pair for pair, row in _last_on_pairs(con, view, verdict).items() if row > against.get(pair, 0)}


def _last_on_pairs(con: sqlite3.Connection, view: View, verdict: str) -> dict[tuple[str, str], int]:
    clocks = Clocks.of(con, view)
    sides = "d.side = 'on' AND e.side = 'against'" if verdict == "split" else "d.report_id < e.report_id"
    known = "" if clocks.tx is None else "AND d.recorded_tx <= :tx AND e.recorded_tx <= :tx"
    sql = (
        "SELECT d.report_id AS one, e.report_id AS other, j.row FROM judgements j "
        "JOIN judged d ON d.judgement = j.row JOIN judged e ON e.judgement = j.row "
        f"WHERE j.verdict = :verdict AND {clocks.standing('j')} AND {sides} {known} ORDER BY j.row"
    )
    rows = con.execute(sql, {**clocks.values, "verdict": verdict})
    return {(min(row["one"], row["other"]), max(row["one"], row["other"])): row["row"] for row in rows}


def _take_effect(w: Writing, judgement_row: int, why: str) -> None:
    row = w.con.execute("SELECT * FROM judgements WHERE row = ?", (judgement_row,)).fetchone()
    if row["verdict"] not in ("amend", "retract"):
        return
    names = [
        r["report_id"]
        for r in w.con.execute("SELECT report_id FROM judged WHERE judgement = ? ORDER BY row", (judgement_row,))
    ]
    if row["outlet"] is not None:
        articles = w.con.execute(
            "SELECT row FROM articles WHERE outlet = ? AND superseded_tx IS NULL ORDER BY row", (row["outlet"],)
        ).fetchall()
        for article in articles:
            result = standing.result_of(w.con, article["row"])
            names += result["reports"] if result else []
            settle.settle_states(w, article["row"])
    for report_id in dict.fromkeys(names):
        settle.settle_again(w, report_id, why)


def _check_shape(
    verdict: str,
    on: Sequence[str],
    other: Sequence[str],
    changes: Mapping[str, Any] | None,
    outlet: str | None,
    since: date | None,
    by: str,
    why: str,
) -> None:
    if verdict not in VERDICTS:
        raise BadJudgement(repr(verdict), f"the verdicts are {', '.join(VERDICTS)}")
    _check_text("who judges", by)
    if verdict != "accept" or why:
        _check_text("why", why)
    whole = verdict == "retract" and outlet is not None
    wrong = {
        "it names no report": not on and not whole,
        "only a retraction names an outlet": outlet is not None and verdict != "retract",
        "it names an outlet and reports; these are two judgements": whole and bool(on),
        "a day goes with an outlet": since is not None and outlet is None,
        "only a split has another side": bool(other) and verdict != "split",
        "a split needs the reports it sets apart from": verdict == "split" and not other,
        "a report cannot be split from itself": bool(set(on) & set(other)),
        "a merger needs two reports": verdict == "merge" and len(on) < 2,
        "an amendment is on one report": verdict == "amend" and len(on) != 1,
        "an amendment changes something": verdict == "amend" and not changes,
        "only an amendment changes fields": bool(changes) and verdict != "amend",
    }
    for what, is_so in wrong.items():
        if is_so:
            raise BadJudgement(verdict, what)


def _check_text(what: str, text: str) -> None:
    if not text.strip():
        raise BadJudgement(what, "nothing is said", "Name the reviewer and the reason.")
    if len(text) > LONGEST:
        raise BadJudgement(what, f"it has {len(text):,} characters, and {LONGEST:,} are kept", "Say it in fewer words.")


def _normal(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Changes in the shape of ``Report.to_json``.

    A value that a reviewer gives rests on the judgement, not on words of the
    article, so it has no span; what the coder read stays on record beside it.

    Raises:
        BadJudgement: a field that cannot be amended, or a type without its quad code and scale.
    """
    unknown = sorted(set(changes) - set(FIELDS))
    if unknown:
        raise BadJudgement(", ".join(unknown), f"the fields that may be amended are {', '.join(FIELDS)}")
    if "event" in changes and not {"quad_code", "event_scale"} <= set(changes):
        raise BadJudgement("event", "another type has another quad_code and event_scale; give them with it")
    bare = {"text": None, "span": None}
    out = dict(changes)
    for field in ("actor", "recipient", "said_by"):
        if field in out:
            out[field] = [{**p, **bare, "how": "by judgement"} for p in out[field]]
    if "context" in out:
        out["context_scope"] = [{"name": name, "scope": "judgement", **bare} for name in out["context"]]
    if "people" in out:
        out |= {"people_text": None, "people_span": None}
    for field in ("date", "due"):
        if field in out:
            period = out[field]
            one = period is not None and period["earliest"] == period["latest"]
            out.setdefault(f"{field}_granularity", None if period is None else "day" if one else "days")
            out |= {f"{field}_text": None, f"{field}_span": None}
    if "date" in out:
        out["date_how"] = "by judgement"
    return out


def _check_amendment(con: sqlite3.Connection, report_id: str, changes: dict[str, Any]) -> None:
    """The amended report must be one that can be written and read again.

    Raises:
        NotFound, BadJudgement: no such report; the changes do not make one.
    """
    row = standing.as_coded(con, report_id)
    if row is None:
        raise NotFound("report", report_id)
    try:
        report = Report.from_json(settle.amended(json.loads(row["report"]), changes, "J"))
        again = Report.from_json(json.loads(canonical(report.to_json())))
        rollups.keys(spell.sides(again), None)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise BadJudgement(report_id, f"the changes do not make a report: {error!r}") from error
    if again != report or not all(isinstance(v, t) for v, t in _kinds(again)):
        raise BadJudgement(report_id, "the changes hold values of the wrong kind")


def _kinds(report: Report) -> list[tuple[object, type | tuple[type, ...]]]:
    entities = [p.entity for p in (*report.actors, *report.recipients, *report.said_by)]
    texts = [report.event, *report.modes, *report.aux, *report.context]
    texts += [text for entity in entities for text in (entity.code, entity.name)]
    return [*((text, str) for text in texts), (report.people, int), (report.event_scale, (int, float))]


def _whole_ids(con: sqlite3.Connection, names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(read.whole_id(con, "report", "reports", "report_id", "R", n) for n in names))


def _judgement(row: sqlite3.Row) -> Judgement:
    body = json.loads(row["body"])
    gone = row["withdrawn_at"] is not None
    return Judgement(
        judgement_id=row["judgement_id"],
        verdict=row["verdict"],
        reports=tuple(body["reports"]),
        against=tuple(body["against"]),
        changes=body["changes"],
        outlet=body["outlet"],
        since=date.fromisoformat(body["since"]) if body["since"] else None,
        by=row["by"],
        why=row["why"],
        recorded_at=row["recorded_at"],
        withdrawn_at=row["withdrawn_at"],
        withdrawn_by=row["superseded_by"] if gone else None,
        withdrawn_why=row["superseded_why"] if gone else None,
    )
