"""Looking back: what stood at an instant, had happened by a day, was published by a day.

Every function runs in one snapshot that the caller has opened (`Ledger` does).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from detente.model import ChannelState, Link, Report, StoredReport, ToldState, View
from detente.record import spell
from detente.record.errors import AmbiguousId, NotFound
from detente.record.rows import Counts, StoredArticle, StoredLink
from detente.record.view import Clocks

_REPORT = """
SELECT r.row, r.report_id, r.report, r.outlet, r.published_at, a.article_id, a.name, a.agencies,
       u.coder, u.lexicon, i.at AS recorded_at, r.superseded_tx, s.at AS superseded_at
FROM {source}
JOIN runs u ON u.row = r.run
JOIN instants i ON i.tx = r.recorded_tx
LEFT JOIN instants s ON s.tx = r.superseded_tx {known}
"""
_OF_REPORT = "CROSS JOIN articles a ON a.row = r.article_row"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which reports of a view are asked for; see `Ledger.reports`."""

    party: str | None = None
    pair: tuple[str, str] | None = None
    event_type: str | None = None
    outlet: str | None = None
    newest_first: bool = False
    limit: int | None = None
    skip: int = 0


def reports(con: sqlite3.Connection, view: View, wanted: Wanted) -> Iterator[StoredReport]:
    """Reports of a view in the order of publication (those without a day first), then of their ids."""
    sql, values = reports_sql(con, view, wanted)
    for row in con.execute(sql, values):
        yield _report(row)


def reports_sql(con: sqlite3.Connection, view: View, wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """The query of `reports` and its values, apart so that a test can ask for its plan.

    CROSS JOIN fixes the order of the loops: from the index that has the
    order of publication, so that a page of a million needs no sorting.
    """
    clocks = Clocks.of(con, view)
    values: dict[str, Any] = {**clocks.values, "limit": wanted.limit, "skip": wanted.skip}
    where = [clocks.standing("r"), *clocks.dated("r", happened=True)]
    days = ids = "p"
    if wanted.party is not None:
        values["party"] = key_of(con, wanted.party)
    if wanted.pair is not None:
        values["one"], values["other"] = sorted(key_of(con, name) for name in wanted.pair)
        source = f"report_pairs p CROSS JOIN reports r ON r.row = p.row {_OF_REPORT}"
        where.append("p.one = :one AND p.other = :other")
        if wanted.party is not None:
            where.append("r.row IN (SELECT row FROM report_parties WHERE key = :party)")
    elif wanted.party is not None:
        source = f"report_parties p CROSS JOIN reports r ON r.row = p.row {_OF_REPORT}"
        where.append("p.key = :party")
    else:
        source, days, ids = "articles a CROSS JOIN reports r ON r.article_row = a.row", "a", "r"
    if wanted.event_type is not None:
        values["event"] = spell.storable(wanted.event_type)
        where.append("r.event = :event")
    if wanted.outlet is not None:
        values["outlet"] = spell.storable(wanted.outlet)
        where.append("a.outlet = :outlet")
    down = " DESC" if wanted.newest_first else ""
    order = f"ORDER BY {days}.published_at{down}, {ids}.report_id{down}"
    chosen = f"WHERE {' AND '.join(where)} {order}"
    if wanted.skip:
        # What is skipped need not be joined with everything that is shown.
        page = f"(SELECT r.row FROM {source} {chosen} LIMIT coalesce(:limit, -1) OFFSET :skip)"
        source = f"{page} q CROSS JOIN reports r ON r.row = q.row {_OF_REPORT}"
        chosen = f"ORDER BY r.published_at{down}, r.report_id{down}"
    elif wanted.limit is not None:
        chosen += " LIMIT :limit"
    return _REPORT.format(source=source, known=known(clocks)) + chosen, values


def report(con: sqlite3.Connection, name: str) -> StoredReport:
    """One report by its id or the first letters of it, as it stands or, if it does not, as it last stood."""
    sql = _REPORT.format(source=f"reports r {_OF_REPORT}", known="")
    report_id = whole_id(con, "report", "reports", "report_id", "R", name)
    row = con.execute(
        sql + "WHERE r.report_id = ? ORDER BY r.superseded_tx IS NOT NULL, r.row DESC LIMIT 1", (report_id,)
    ).fetchone()
    return _report(row)


def articles(con: sqlite3.Connection, view: View) -> Iterator[StoredArticle]:
    """Articles of a view, in the order of publication (those without a day first), then of their ids."""
    clocks = Clocks.of(con, view)
    where = [clocks.standing("a"), *clocks.dated("a", happened=False)]
    sql = _ARTICLE.format(known=known(clocks)) + (f"WHERE {' AND '.join(where)} ORDER BY a.published_at, a.article_id")
    for row in con.execute(sql, clocks.values):
        yield _article(row)


_ARTICLE = """
SELECT a.*, t.text, i.at AS recorded_at, s.at AS superseded_at
FROM articles a
LEFT JOIN texts t USING (text_row)
JOIN instants i ON i.tx = a.recorded_tx
LEFT JOIN instants s ON s.tx = a.superseded_tx {known}
"""


def article(con: sqlite3.Connection, name: str) -> StoredArticle:
    """One article by its id, the first letters of it, or the name it came under; the version that stands, if any does.

    Raises:
        NotFound: no article of that id or name.
        AmbiguousId: the letters fit several.
    """
    article_id = find_article(con, name)
    sql = _ARTICLE.format(known="")
    row = con.execute(
        sql + "WHERE a.article_id = ? ORDER BY a.superseded_tx IS NOT NULL, a.row DESC LIMIT 1", (article_id,)
    ).fetchone()
    return _article(row)


def links(con: sqlite3.Connection, view: View) -> list[StoredLink]:
    """Links inside articles whose two ends both stand in the view."""
    clocks = Clocks.of(con, view)
    where = [clocks.standing("k")]
    for end in ("x", "y"):
        where += [clocks.standing(end), *clocks.dated(end, happened=True)]
    sql = f"""
        SELECT DISTINCT k.row, k.link, k.source_report_id, k.target_report_id, a.article_id
        FROM links k
        JOIN articles a ON a.row = k.article_row
        JOIN reports x ON x.report_id = k.source_report_id
        JOIN reports y ON y.report_id = k.target_report_id
        WHERE {" AND ".join(where)} ORDER BY a.published_at, a.article_id, k.link_id
    """
    return [
        StoredLink(
            Link.from_json(json.loads(row["link"])),
            row["article_id"],
            row["source_report_id"],
            row["target_report_id"],
        )
        for row in con.execute(sql, clocks.values)
    ]


def told_states(con: sqlite3.Connection, view: View) -> list[ToldState]:
    """What articles tell of channels, in the order of publication; a telling goes with the report that carries it."""
    clocks = Clocks.of(con, view)
    where = [clocks.standing("c"), *clocks.dated("c", happened=True)]
    sql = f"""
        SELECT c.state, c.report_id, c.outlet, c.published_at, a.article_id, a.name
        FROM channel_states c JOIN articles a ON a.row = c.article_row
        WHERE {" AND ".join(where)}
          AND (c.report_id IS NULL OR EXISTS (
            SELECT 1 FROM reports r WHERE r.report_id = c.report_id AND {clocks.standing("r")}))
        ORDER BY c.published_at, a.article_id, c.state_id
    """
    return [
        ToldState(
            state=ChannelState.from_json(json.loads(row["state"])),
            report_id=row["report_id"],
            article_id=row["article_id"],
            article=row["name"],
            outlet=row["outlet"],
            published_at=spell.to_day(row["published_at"]),
        )
        for row in con.execute(sql, clocks.values)
    ]


def counts(con: sqlite3.Connection, view: View) -> Counts:
    """How much stands in a view."""
    clocks = Clocks.of(con, view)

    def count(what: str, table: str, alias: str, *, happened: bool) -> int:
        where = [clocks.standing(alias), *clocks.dated(alias, happened=happened)]
        sql = f"SELECT count({what}) FROM {table} {alias} WHERE {' AND '.join(where)}"
        return int(con.execute(sql, clocks.values).fetchone()[0])

    where = [clocks.standing("e"), clocks.standing("r"), *clocks.dated("r", happened=True)]
    events = con.execute(
        "SELECT count(DISTINCT e.event_id) FROM assignments e JOIN reports r ON r.report_id = e.report_id "
        f"WHERE {' AND '.join(where)}",
        clocks.values,
    ).fetchone()[0]
    channel = "DISTINCT c.kind || char(0) || c.holder || char(0) || c.counterpart"
    return Counts(
        articles=count("*", "articles", "a", happened=False),
        reports=count("*", "reports", "r", happened=True),
        events=int(events),
        channels=count(channel, "channel_states", "c", happened=True),
        outlets=count("DISTINCT a.outlet", "articles", "a", happened=False),
    )


def runs(con: sqlite3.Connection, view: View) -> list[tuple[str, str]]:
    """The versions of coder and lexicon that gave the reports of an instant, in the order they came."""
    clocks = Clocks.of(con, view)
    sql = (
        "SELECT u.coder, u.lexicon FROM runs u "
        f"WHERE EXISTS (SELECT 1 FROM reports r WHERE r.run = u.row AND {clocks.standing('r')}) ORDER BY u.row"
    )
    return [(row["coder"], row["lexicon"]) for row in con.execute(sql, clocks.values)]


def outlets(con: sqlite3.Connection) -> dict[str, int]:
    """Names of outlets with the number of their standing articles, in the order of the alphabet."""
    sql = (
        "SELECT outlet, count(*) AS n FROM articles WHERE outlet IS NOT NULL AND superseded_tx IS NULL "
        "GROUP BY outlet ORDER BY outlet"
    )
    return {row["outlet"]: row["n"] for row in con.execute(sql)}


def key_of(con: sqlite3.Connection, name: str) -> str:
    """A party's key from its key or label ("NATO" for "IGO:NATO"), in whatever case; itself where unknown."""
    name = spell.storable(name)
    for sql in (
        "SELECT key FROM parties WHERE key = ?",
        "SELECT key FROM parties WHERE label = ? ORDER BY key LIMIT 1",
    ):
        row = con.execute(sql, (name,)).fetchone()
        if row:
            return str(row["key"])
    return name


def known(clocks: Clocks) -> str:
    """At a past instant, nobody knew yet what would be superseded later."""
    return "" if clocks.tx is None else "AND s.tx <= :tx"


def _report(row: sqlite3.Row) -> StoredReport:
    return StoredReport(
        report_id=row["report_id"],
        report=Report.from_json(json.loads(row["report"])),
        article_id=row["article_id"],
        article=row["name"],
        outlet=row["outlet"],
        agencies=tuple(json.loads(row["agencies"])),
        published_at=spell.to_day(row["published_at"]),
        recorded_at=row["recorded_at"],
        superseded_at=row["superseded_at"],
        coder=row["coder"],
        lexicon=row["lexicon"],
    )


def _article(row: sqlite3.Row) -> StoredArticle:
    return StoredArticle(
        article=spell.article_from(row, row["text"]),
        recorded_at=row["recorded_at"],
        superseded_at=row["superseded_at"],
        superseded_why=row["superseded_why"] if row["superseded_at"] else None,
        purged=row["text"] is None,
    )


def find_article(con: sqlite3.Connection, name: str) -> str:
    """The id of the article that is meant by an id, the first letters of one, or a name.

    Of several articles that came under one name, the one that stands and came last.
    """
    name = spell.storable(name)
    named = con.execute(
        "SELECT s.article_id FROM sightings s LEFT JOIN articles a "
        "ON a.article_id = s.article_id AND a.superseded_tx IS NULL WHERE s.name = ? "
        "GROUP BY s.article_id ORDER BY a.row IS NULL, max(s.row) DESC",
        (name,),
    ).fetchall()
    exact = con.execute("SELECT 1 FROM articles WHERE article_id = ?", (name,)).fetchone()
    if exact:
        return name
    if named:
        return str(named[0]["article_id"])
    return whole_id(con, "article", "articles", "article_id", "A", name)


def whole_id(con: sqlite3.Connection, kind: str, table: str, column: str, letter: str, name: str) -> str:
    """The id that is meant by an id or its first letters, with or without its leading ``R-``.

    Raises:
        NotFound, AmbiguousId: none fits, or several do.
    """
    name = spell.storable(name)
    found = starting_with(con, table, column, [name, f"{letter}-{name}"])
    if not found:
        raise NotFound(kind, name)
    if len(found) > 1 and found[0] != name:
        raise AmbiguousId(kind, name, found)
    return found[0]


def starting_with(con: sqlite3.Connection, table: str, column: str, starts: Sequence[str]) -> list[str]:
    """Distinct ids that start with one of the given texts (at most six)."""
    found: list[str] = []
    for start in starts:
        rows = con.execute(
            f"SELECT DISTINCT {column} AS id FROM {table} WHERE {column} >= ? AND {column} < ? ORDER BY 1 LIMIT 6",
            (start, start + "\U0010ffff"),
        )
        found += [row["id"] for row in rows if start]
    return list(dict.fromkeys(found))
