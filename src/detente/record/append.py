"""Taking in a coded article: what is new is added, what it replaces ceases to stand, nothing is lost.

Three things may be new, and each has its own rule.

- The page: another file of the same name and path, or the same title, outlet and day, with other bytes is a
  new version. The version with the later day stands; of two with one day, the one that came last.
- The reading: the same bytes, read by a newer reader or with a day of publication given. A reading by the
  same program that knows its day less surely does not replace one that knows it better.
- The coding: the same reading, coded by another coder or lexicon. The last one delivered stands; reports that
  read the same keep their row.

What does not stand is recorded all the same, so the content of the ledger does not depend on the order in
which things came.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from detente.model import Article, CodedArticle, Report
from detente.record import pages, rollups, spell
from detente.record.check import check
from detente.record.errors import BadRecord
from detente.record.rows import Appended
from detente.record.writing import Value, Writing, content_hash


@dataclass
class Delivery:
    """A coded article in columns, ready to be compared with what is there."""

    coded: CodedArticle
    article: dict[str, Value]
    reading: bytes
    reports: dict[str, spell.ReportRow]
    links: dict[str, dict[str, Value]]
    states: dict[str, dict[str, Value]]
    coding: dict[str, Value]
    coding_hash: bytes

    @property
    def id(self) -> str:
        return self.coded.article.id


def prepare(coded: CodedArticle) -> Delivery:
    """Check the evidence and put everything in columns; touches no file.

    Raises:
        BadRecord: see `check`.
    """
    check(coded)
    article = spell.article_columns(coded.article)
    reading = spell.reading_hash(article)
    rows = [spell.report_row(report, coded.article.id) for report in coded.reports]
    ids = {row.report.key: row.report_id for row in rows}
    published, outlet = _text(article["published_at"]), _text(article["outlet"])
    links = [spell.link_columns(link, ids, coded.article.id) for link in coded.links]
    states = [
        spell.state_columns(state, ids, coded.article.id, published, outlet) for state in coded.channels
    ]
    by_link = {str(link["link_id"]): link for link in links}
    by_state = {str(state["state_id"]): state for state in states}
    by_report = {row.report_id: row for row in rows}
    coding = spell.coding_columns(coded, reading, list(by_report), list(by_link), list(by_state))
    coding_hash = content_hash("codings", [coding["result"], coding["counts"]])
    return Delivery(coded, article, reading, by_report, by_link, by_state, coding, coding_hash)


def append(w: Writing, delivery: Delivery) -> Appended:
    """Take in one delivery within an open transaction."""
    w.fresh()
    standing = w.con.execute(
        "SELECT row, sha256, raw_sha256 FROM articles WHERE article_id = ? AND superseded_tx IS NULL",
        (delivery.id,),
    ).fetchone()
    known = standing is not None or _ever(w, delivery)
    _refuse_clash(w, delivery)
    fresh_ids = {i for i in delivery.reports if not _has_report(w, i)}
    corrects: list[str] = []
    ended = 0
    if standing is not None:
        if not _is_current(w, delivery, standing["row"]):
            if _should_replace(w, delivery, standing):
                ended = _replace(w, delivery, standing)
            else:
                _record_aside(w, delivery, "a surer reading of the page is there")
    elif known:
        _record_aside(w, delivery, "a later version of the page is there")
    else:
        mates = pages.same_page(w.con, delivery.coded.article)
        newer = [mate for mate in mates if pages.is_later(mate, delivery.coded.article)]
        if newer:
            _record_aside(w, delivery, f"corrected by {newer[-1].article_id}")
        else:
            for mate in mates:
                ended += end_article(w, mate.row, f"corrected by {delivery.id}")
                corrects.append(mate.article_id)
            _stand(w, delivery, None)
    _sight(w, delivery.coded.article)
    return Appended(
        article_id=delivery.id,
        new_article=not known,
        new_reports=len(fresh_ids),
        known_reports=len(delivery.reports) - len(fresh_ids),
        corrects=tuple(corrects),
        superseded=ended,
    )


def _is_current(w: Writing, delivery: Delivery, article_row: int) -> bool:
    found = w.con.execute(
        "SELECT 1 FROM codings WHERE article_row = ? AND sha256 = ? AND superseded_tx IS NULL",
        (article_row, delivery.coding_hash),
    ).fetchone()
    return found is not None


def _should_replace(w: Writing, delivery: Delivery, standing: Any) -> bool:
    """Whether what was delivered takes the place of what stands for the same bytes."""
    if standing["sha256"] == delivery.reading:
        return True
    run = w.con.execute(
        "SELECT coder, lexicon FROM codings JOIN runs ON runs.row = codings.run "
        "WHERE article_row = ? AND superseded_tx IS NULL",
        (standing["row"],),
    ).fetchone()
    if run is None or tuple(run) != (delivery.coded.coder, delivery.coded.lexicon):
        return True
    row = w.con.execute("SELECT * FROM articles WHERE row = ?", (standing["row"],)).fetchone()
    if row["text_sha256"] != delivery.article["text_sha256"]:
        return True
    old = json.loads(row["facts"])["published"]
    new = delivery.coded.article.published
    if old is None or (new and old["day"] == new.day.isoformat() and old["origin"] == new.origin):
        return True
    if new is None:
        return False
    return new.origin == "given" or new.confidence > old["confidence"]


def _replace(w: Writing, delivery: Delivery, standing: Any) -> int:
    """Let the delivery stand in place of the reading or coding that stands; returns how many reports ended."""
    if standing["sha256"] != delivery.reading:
        ended = end_article(w, standing["row"], "read again", by=_successors(w, delivery, standing["row"]))
        _stand(w, delivery, None)
        return ended
    row: int = standing["row"]
    for coding in _standing(w, "codings", row):
        w.supersede("codings", coding["row"], "coded again")
    successors = _successors(w, delivery, row)
    ended = 0
    for report in _standing(w, "reports", row):
        if report["report_id"] not in delivery.reports:
            end_report(w, report, "coded again", successors.get(report["report_id"]))
            ended += 1
    for table, key, new in (
        ("links", "link_id", delivery.links),
        ("channel_states", "state_id", delivery.states),
    ):
        for old in _standing(w, table, row):
            if old[key] not in new:
                w.supersede(table, old["row"], "coded again")
    _stand(w, delivery, row)
    return ended


def _stand(w: Writing, delivery: Delivery, article_row: int | None) -> None:
    """Add what does not stand yet: the reading (unless its row is given), the coding and its results."""
    run = _run(w, delivery.coded)
    row = article_row if article_row is not None else add_article(w, delivery.coded.article, delivery.article)
    w.add("codings", {**delivery.coding, "article_row": row, "run": run})
    for report_id, report in delivery.reports.items():
        if not _stands(w, "reports", "report_id", report_id):
            add_report(w, report, delivery.article, row, run)
    for table, key, rows in (
        ("links", "link_id", delivery.links),
        ("channel_states", "state_id", delivery.states),
    ):
        for row_id, columns in rows.items():
            if not _stands(w, table, key, row_id):
                w.add(table, {**columns, "article_row": row})


def _record_aside(w: Writing, delivery: Delivery, why: str) -> None:
    """Record a delivery that does not come to stand, unless it is there already."""
    known = w.con.execute("SELECT 1 FROM codings WHERE sha256 = ?", (delivery.coding_hash,)).fetchone()
    if known:
        return
    run = _run(w, delivery.coded)
    row = add_article(w, delivery.coded.article, delivery.article, why)
    w.add("codings", {**delivery.coding, "article_row": row, "run": run}, ended=(why,))
    for report in delivery.reports.values():
        add_report(w, report, delivery.article, row, run, why=why)
    for table, rows in (("links", delivery.links), ("channel_states", delivery.states)):
        for columns in rows.values():
            w.add(table, {**columns, "article_row": row}, ended=(why,))


def add_article(w: Writing, article: Article, columns: dict[str, Value], why: str | None = None) -> int:
    """Add a reading with its text and words; with ``why`` it does not stand."""
    w.con.execute(
        "INSERT INTO texts (text_sha256, text) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (columns["text_sha256"], article.text),
    )
    row = w.add("articles", columns, ended=(why,) if why is not None else None)
    w.con.execute(
        "INSERT INTO article_words (rowid, title, text) VALUES (?, ?, ?)", (row, article.title, article.text)
    )
    return row


def add_report(
    w: Writing,
    report: spell.ReportRow,
    article: dict[str, Value],
    article_row: int,
    run: int,
    *,
    judgement: int | None = None,
    why: str | None = None,
) -> int:
    """Add a report with its parties and pairs; with ``why`` it does not stand, else it counts."""
    published, outlet = _text(article["published_at"]), _text(article["outlet"])
    columns = spell.report_columns(report, published, outlet)
    values = {**columns, "article_row": article_row, "run": run, "judgement": judgement}
    row = w.add("reports", values, ended=(why, None) if why is not None else None)
    index_report(w, row, report.report_id, report.report, published)
    if why is None:
        rollups.count(w.con, report.report, _text(columns["begins"]), +1)
    return row


def index_report(w: Writing, row: int, report_id: str, report: Report, published: str | None) -> None:
    """What can be made again from a report: its parties and pairs, for queries."""
    day = published or ""
    found = spell.parties(report)
    w.con.executemany(
        "INSERT INTO parties (key, label) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(key, label) for _, key, label, _, _ in found],
    )
    w.con.executemany(
        "INSERT INTO report_parties (key, published_at, report_id, row, role, code, name) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(key, day, report_id, row, role, code, name) for role, key, _, code, name in found],
    )
    w.con.executemany(
        "INSERT INTO report_pairs (one, other, published_at, report_id, row) VALUES (?, ?, ?, ?, ?)",
        [(one, other, day, report_id, row) for one, other in spell.pairs(report)],
    )


def end_report(w: Writing, report: Any, why: str, by: str | None = None) -> None:
    """Let a standing report (its row) end, and uncount it."""
    w.supersede("reports", report["row"], why, by)
    rollups.count(w.con, Report.from_json(json.loads(report["report"])), report["begins"], -1)


def end_article(w: Writing, row: int, why: str, by: dict[str, str] | None = None) -> int:
    """Let a reading end with everything that rests on it; returns how many reports ended."""
    w.supersede("articles", row, why)
    for table in ("codings", "links", "channel_states"):
        for old in _standing(w, table, row):
            w.supersede(table, old["row"], why)
    reports = _standing(w, "reports", row)
    for report in reports:
        end_report(w, report, why, (by or {}).get(report["report_id"]))
    return len(reports)


def _successors(w: Writing, delivery: Delivery, article_row: int) -> dict[str, str]:
    """Which new report tells what an old one told: the trigger words overlap; the same type is better."""
    found: dict[str, str] = {}
    for old in _standing(w, "reports", article_row):
        before = Report.from_json(json.loads(old["report"]))
        candidates = [
            (row.report.event == before.event, row.report.key == before.key, report_id)
            for report_id, row in delivery.reports.items()
            if any(
                a.overlaps(b)
                for a in (before.trigger, *before.tellings)
                for b in (row.report.trigger, *row.report.tellings)
            )
        ]
        if candidates:
            found[old["report_id"]] = max(candidates)[2]
    return found


def _run(w: Writing, coded: CodedArticle) -> int:
    found = w.con.execute(
        "SELECT row FROM runs WHERE coder = ? AND lexicon = ?", (coded.coder, coded.lexicon)
    ).fetchone()
    return found["row"] if found else w.add("runs", {"coder": coded.coder, "lexicon": coded.lexicon})


def _sight(w: Writing, article: Article) -> None:
    seen = {"article_id": article.id, "name": article.name, "path": article.path or ""}
    found = w.con.execute(
        "SELECT 1 FROM sightings WHERE article_id = ? AND name = ? AND path = ?", tuple(seen.values())
    ).fetchone()
    if not found:
        w.add("sightings", seen)


def _ever(w: Writing, delivery: Delivery) -> bool:
    return (
        w.con.execute("SELECT 1 FROM articles WHERE article_id = ? LIMIT 1", (delivery.id,)).fetchone()
        is not None
    )


def _has_report(w: Writing, report_id: str) -> bool:
    return (
        w.con.execute("SELECT 1 FROM reports WHERE report_id = ? LIMIT 1", (report_id,)).fetchone()
        is not None
    )


def _standing(w: Writing, table: str, article_row: int) -> list[Any]:
    return w.con.execute(
        f"SELECT * FROM {table} WHERE article_row = ? AND superseded_tx IS NULL ORDER BY row",
        (article_row,),
    ).fetchall()


def _stands(w: Writing, table: str, key: str, value: str) -> bool:
    found = w.con.execute(
        f"SELECT 1 FROM {table} WHERE {key} = ? AND superseded_tx IS NULL", (value,)
    ).fetchone()
    return found is not None


def _refuse_clash(w: Writing, delivery: Delivery) -> None:
    """Two contents under one short id would be mixed up for ever; better refuse the second."""
    clash = w.con.execute(
        "SELECT raw_sha256 FROM articles WHERE article_id = ? AND raw_sha256 <> ?",
        (delivery.id, delivery.article["raw_sha256"]),
    ).fetchone()
    if clash:
        raise BadRecord(delivery.coded.article.name, f"its id {delivery.id} is that of another page")
    for report_id, row in delivery.reports.items():
        other = w.con.execute(
            "SELECT a.article_id FROM reports r JOIN articles a ON a.row = r.article_row "
            "WHERE r.report_id = ? AND r.judgement IS NULL AND r.report <> ? LIMIT 1",
            (report_id, row.text),
        ).fetchone()
        if other:
            why = f"the id {report_id} is that of another report, of article {other['article_id']}"
            raise BadRecord(delivery.coded.article.name, why)


def _text(value: Value) -> str | None:
    assert value is None or isinstance(value, str)
    return value


__all__ = ["Delivery", "append", "prepare"]
