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
import sqlite3
from dataclasses import dataclass, replace

from detente.model import Article, CodedArticle
from detente.record import carry, pages, spell, standing
from detente.record.check import check
from detente.record.errors import BadRecord
from detente.record.rows import Appended
from detente.record.settle import Coded, day_of, outlet_retracted, settle
from detente.record.writing import Value, Writing, content_hash


@dataclass
class Delivery:
    """A coded article in columns, ready to be compared with what is there."""

    coded: CodedArticle
    article: dict[str, Value]
    reading: bytes
    reports: dict[str, spell.ReportRow]
    results: dict[str, dict[str, dict[str, Value]]]  # table, id, columns
    coding: dict[str, Value]
    coding_hash: bytes

    @property
    def id(self) -> str:
        return self.coded.article.id

    @property
    def published(self) -> str | None:
        return _text(self.article["published_at"])

    @property
    def outlet(self) -> str | None:
        return _text(self.article["outlet"])

    @property
    def text_sha256(self) -> str:
        return str(self.article["text_sha256"])


def prepare(coded: CodedArticle) -> Delivery:
    """Check the evidence and put everything in columns; touches no file.

    Raises:
        BadRecord: see `check`.
    """
    named = replace(
        coded.article,
        name=spell.storable(coded.article.name),
        path=spell.storable(coded.article.path) if coded.article.path is not None else None,
    )
    coded = replace(coded, article=named)
    check(coded)
    try:
        return _columns(coded)
    except UnicodeEncodeError as error:
        raise BadRecord(coded.article.name, f"it holds what is not text: {error.reason}") from error


def _columns(coded: CodedArticle) -> Delivery:
    article = spell.article_columns(coded.article)
    reading = spell.reading_hash(article)
    rows = [spell.report_row(report, coded.article.id) for report in coded.reports]
    ids = {row.report.key: row.report_id for row in rows}
    published, outlet = _text(article["published_at"]), _text(article["outlet"])
    links = [spell.link_columns(link, ids, coded.article.id) for link in coded.links]
    states = [spell.state_columns(state, ids, coded.article.id, published, outlet) for state in coded.channels]
    by_link = {str(link["link_id"]): link for link in links}
    by_state = {str(state["state_id"]): state for state in states}
    by_report = {row.report_id: row for row in rows}
    coding = spell.coding_columns(coded, reading, list(by_report), list(by_link), list(by_state))
    coding_hash = content_hash("codings", [coding["result"], coding["counts"]])
    results = {"links": by_link, "channel_states": by_state}
    return Delivery(coded, article, reading, by_report, results, coding, coding_hash)


def append(w: Writing, delivery: Delivery) -> Appended:
    """Take in one delivery within an open transaction."""
    w.fresh()
    now = standing.standing_article(w.con, delivery.id)
    known = now is not None or _ever(w.con, delivery.id)
    fresh_ids = _unknown_reports(w.con, delivery)
    corrects: list[str] = []
    ended = 0
    if now is not None:
        if not _is_current(w.con, delivery, now["row"]):
            if _should_replace(w.con, delivery, now):
                ended = _replace(w, delivery, now)
            else:
                _set_aside(w, delivery, "a surer reading of the page stands")
    elif known:
        _set_aside(w, delivery, "a later version of the page stands")
    else:
        mates = pages.same_page(w.con, delivery.coded.article)
        later = [mate for mate in mates if pages.is_later(mate, delivery.coded.article)]
        if later:
            _set_aside(w, delivery, f"corrected by {later[-1].row['article_id']}")
        else:
            for mate in mates:
                ended += _correct(w, delivery, mate.row)
                corrects.append(mate.row["article_id"])
            _stand(w, delivery, None, "new")
    _sight(w, delivery.coded.article)
    return Appended(
        article_id=delivery.id,
        new_article=not known,
        new_reports=len(fresh_ids),
        known_reports=len(delivery.reports) - len(fresh_ids),
        corrects=tuple(corrects),
        superseded=ended,
    )


def _is_current(con: sqlite3.Connection, delivery: Delivery, article_row: int) -> bool:
    found = con.execute(
        "SELECT 1 FROM codings WHERE article_row = ? AND sha256 = ? AND superseded_tx IS NULL",
        (article_row, delivery.coding_hash),
    ).fetchone()
    return found is not None


def _should_replace(con: sqlite3.Connection, delivery: Delivery, now: sqlite3.Row) -> bool:
    """Whether what was delivered takes the place of what stands for the same bytes."""
    if now["sha256"] == delivery.reading or now["text_sha256"] != delivery.text_sha256:
        return True
    result = standing.result_of(con, now["row"])
    if result is None or (result["coder"], result["lexicon"]) != (delivery.coded.coder, delivery.coded.lexicon):
        return True
    old = json.loads(now["facts"])["published"]
    new = delivery.coded.article.published
    if old is None or (new and (new.day.isoformat(), new.origin) == (old["day"], old["origin"])):
        return True
    return new is not None and (new.origin == "given" or new.confidence > old["confidence"])


def _correct(w: Writing, delivery: Delivery, old: sqlite3.Row) -> int:
    """End an earlier version of the page; returns how many reports ended."""
    took = carry.successors(w.con, old, delivery.text_sha256, delivery.reports.values())
    carry.carry(w, took, delivery.reports, only_alike=True)
    return standing.end_article(w, old["row"], f"corrected by {delivery.id}", took)


def _replace(w: Writing, delivery: Delivery, now: sqlite3.Row) -> int:
    """Let the delivery stand in place of the reading or coding that stands; returns how many reports ended."""
    took = carry.successors(w.con, now, delivery.text_sha256, delivery.reports.values())
    carry.carry(w, took, delivery.reports, only_alike=now["text_sha256"] != delivery.text_sha256)
    if now["sha256"] != delivery.reading:
        gone = {old: new for old, new in took.items() if old != new}
        ended = standing.end_article(w, now["row"], "read again", gone)
        _stand(w, delivery, None, "read again")
        return ended
    ended = 0
    for coding in standing.rows_of(w.con, "codings", now["row"]):
        w.supersede("codings", coding["row"], "coded again")
    for report in standing.rows_of(w.con, "reports", now["row"]):
        if report["report_id"] not in delivery.reports:
            standing.end_report(w, report, "coded again", took.get(report["report_id"]))
            ended += 1
    for table, key in standing.RESULTS:
        for old in standing.rows_of(w.con, table, now["row"]):
            if old[key] not in delivery.results[table]:
                w.supersede(table, old["row"], "coded again")
    _stand(w, delivery, now["row"], "coded again")
    return ended


def _stand(w: Writing, delivery: Delivery, article_row: int | None, why: str) -> None:
    """Add what does not stand yet: the reading (unless its row is given), the coding and its results."""
    run = _run(w, delivery.coded)
    day = day_of(w.con, delivery.id, delivery.published)
    row = article_row
    if row is None:
        row = standing.add_article(w, delivery.coded.article, delivery.article)
    w.add("codings", {**delivery.coding, "article_row": row, "run": run})
    judged = w.con.execute("SELECT 1 FROM judgements LIMIT 1").fetchone() is not None
    for report in delivery.reports.values():
        if why == "new" and not judged:
            _add_report(w, report, delivery, row, run)
        else:
            settle(w, Coded(report, delivery.published, delivery.outlet, row, run, day), why)
    retracted = outlet_retracted(w.con, delivery.outlet, day) if judged else None
    for table, key in standing.RESULTS:
        aside = f"retracted by {retracted}" if retracted and table == "channel_states" else None
        there = {old[key] for old in standing.rows_of(w.con, table, row)}
        for result_id, columns in delivery.results[table].items():
            if result_id not in there:
                w.add(table, {**columns, "article_row": row}, ended=(aside,) if aside else None)


def _set_aside(w: Writing, delivery: Delivery, why: str) -> None:
    """Record a delivery that does not come to stand, unless it is there already."""
    known = w.con.execute(
        "SELECT 1 FROM articles a JOIN codings c ON c.article_row = a.row WHERE a.article_id = ? AND c.sha256 = ?",
        (delivery.id, delivery.coding_hash),
    ).fetchone()
    if known:
        return
    run = _run(w, delivery.coded)
    row = standing.add_article(w, delivery.coded.article, delivery.article, why)
    w.add("codings", {**delivery.coding, "article_row": row, "run": run}, ended=(why,))
    for report in delivery.reports.values():
        _add_report(w, report, delivery, row, run, why)
    for table, _ in standing.RESULTS:
        for columns in delivery.results[table].values():
            w.add(table, {**columns, "article_row": row}, ended=(why,))


def _run(w: Writing, coded: CodedArticle) -> int:
    found = w.con.execute(
        "SELECT row FROM runs WHERE coder = ? AND lexicon = ?", (coded.coder, coded.lexicon)
    ).fetchone()
    return found["row"] if found else w.add("runs", {"coder": coded.coder, "lexicon": coded.lexicon})


def _sight(w: Writing, article: Article) -> None:
    seen = {"article_id": article.id, "name": article.name, "path": article.path or ""}
    found = w.con.execute(
        "SELECT 1 FROM sightings WHERE name = :name AND path = :path AND article_id = :article_id", seen
    ).fetchone()
    if not found:
        w.add("sightings", seen)


def _ever(con: sqlite3.Connection, article_id: str) -> bool:
    found = con.execute("SELECT 1 FROM articles WHERE article_id = ? LIMIT 1", (article_id,)).fetchone()
    return found is not None


def _unknown_reports(con: sqlite3.Connection, delivery: Delivery) -> set[str]:
    """The ids of reports that the ledger never held.

    Raises:
        BadRecord: an id is that of another content. Two contents under one
            short id would be mixed up for ever; better refuse the second.
    """
    clash = con.execute(
        "SELECT 1 FROM articles WHERE article_id = ? AND raw_sha256 <> ? LIMIT 1",
        (delivery.id, delivery.article["raw_sha256"]),
    ).fetchone()
    if clash:
        raise BadRecord(delivery.coded.article.name, f"its id {delivery.id} is that of another page")
    unknown = set()
    for report_id, row in delivery.reports.items():
        coded = standing.as_coded(con, report_id)
        if coded is None:
            unknown.add(report_id)
        elif coded["report"] != row.text:
            raise BadRecord(delivery.coded.article.name, f"the id {report_id} is that of another report")
    return unknown


def _text(value: Value) -> str | None:
    assert value is None or isinstance(value, str)
    return value


def _add_report(
    w: Writing, report: spell.ReportRow, delivery: Delivery, article_row: int, run: int, why: str | None = None
) -> None:
    standing.add_report(
        w,
        report,
        published=delivery.published,
        outlet=delivery.outlet,
        article_row=article_row,
        run=run,
        why=why,
    )
