"""Asking: filters, names, events, words, counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from detente.model import NOW, EventLink, Span, StoredReport, View
from detente.record import AmbiguousId, BadQuery, BadRecord, Ledger, NotFound, read
from record.making import make


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("read") / "ledger.sqlite", create=True) as ledger:
        with ledger.batch():
            for number in range(80):
                ledger.append(make(number))
        yield ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.sqlite", create=True) as opened:
        yield opened


def sides(stored: StoredReport) -> tuple[set[str], set[str]]:
    report = stored.report
    return {p.entity.key for p in report.actors}, {p.entity.key for p in report.recipients}


def test_reports_come_in_the_order_of_publication(full: Ledger) -> None:
    reports = full.reports()
    assert len(reports) == 240
    order = [(r.published_at or date.min, r.report_id) for r in reports]
    assert order == sorted(order)
    assert full.reports(newest_first=True) == reports[::-1]
    assert full.reports(limit=7, skip=5) == reports[5:12]


def test_a_pair_is_unordered_and_on_opposite_sides(full: Ledger) -> None:
    wanted = [
        r
        for r in full.reports()
        if any("RUS" in one and "IGO:NATO" in other for one, other in (sides(r), sides(r)[::-1]))
    ]
    assert wanted
    assert full.reports(pair=("RUS", "IGO:NATO")) == wanted
    assert full.reports(pair=("nato", "RUS")) == wanted
    assert full.reports(pair=("NATO", "African Union")) != wanted


def test_filters_together(full: Ledger) -> None:
    wanted = [
        r
        for r in full.reports()
        if "GBR" in set.union(*sides(r)) and r.report.event == "COERCE" and r.outlet == "The Courier"
    ]
    assert wanted
    assert full.reports(party="GBR", event_type="COERCE", outlet="The Courier") == wanted
    assert full.reports(party="XXX") == []


@pytest.mark.parametrize(
    ("wanted", "index", "sorts"),
    [
        (read.Wanted(pair=("RUS", "GBR")), "p USING PRIMARY KEY (one=? AND other=?)", ""),
        (read.Wanted(party="RUS"), "p USING PRIMARY KEY (key=?)", ""),
        (read.Wanted(), "a USING INDEX articles_by_day", "USE TEMP B-TREE FOR RIGHT PART OF ORDER BY"),
    ],
)
def test_a_page_is_read_from_an_index(full: Ledger, wanted: read.Wanted, index: str, sorts: str) -> None:
    """No page sorts more than the reports of a day, and that of a pair or party sorts nothing."""
    for newest_first, view in ((True, NOW), (False, View(as_known=full.instant()))):
        page = replace(wanted, newest_first=newest_first, limit=50)
        with full.snapshot() as con:
            sql, values = read.reports_sql(con, view, page)
            plan = [row["detail"] for row in con.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
        assert index in plan[0]
        assert all(line.startswith("SEARCH") for line in plan[1:] if "TEMP" not in line)
        assert [line for line in plan if "TEMP B-TREE" in line] == [sorts][: bool(sorts)], plan


def test_days_of_a_view(full: Ledger) -> None:
    day = date(2019, 3, 1)
    today = date.today()

    def begun(r: StoredReport) -> date:
        when, published = r.report.when, r.published_at
        if when and when.earliest:
            return when.earliest
        if when and when.latest:
            return min(when.latest, published) if published else when.latest
        return published or today

    everything = full.reports()
    assert full.reports(View(as_of=day)) == [r for r in everything if begun(r) <= day]
    assert full.reports(View(published_by=day)) == [r for r in everything if (r.published_at or today) <= day]
    both = View(as_of=day, published_by=day - timedelta(days=100))
    assert full.reports(both) == [
        r for r in everything if begun(r) <= day and (r.published_at or today) <= day - timedelta(days=100)
    ]
    assert len(full.articles(View(published_by=day))) == full.counts(View(published_by=day)).articles
    held = {r.report_id for r in full.reports(both)}
    assert {end for k in full.links(both) for end in (k.source_report_id, k.target_report_id)} <= held
    assert all(t.published_at is None or t.published_at <= day for t in full.told_states(View(published_by=day)))


def test_counts_are_those_of_the_lists(full: Ledger) -> None:
    for view in (NOW, View(as_of=date(2019, 1, 1)), View(published_by=date(2019, 1, 1))):
        counts = full.counts(view)
        assert counts.reports == len(full.reports(view))
        assert counts.articles == len(full.articles(view))
        assert counts.channels == len({t.state.key for t in full.told_states(view)})
        assert counts.outlets == len({a.outlet for a in full.articles(view) if a.outlet})


def test_ids_by_their_first_letters(full: Ledger) -> None:
    one = full.reports()[0]
    assert full.report(one.report_id) == one
    assert full.report(one.report_id[:9]) == one
    assert full.report(one.report_id[2:9]) == one
    with pytest.raises(AmbiguousId, match="may be R-"):
        full.report("R-")
    with pytest.raises(NotFound):
        full.report("R-zzzz")
    with pytest.raises(NotFound):
        full.article("nothing")


def test_events_are_assigned_by_difference(ledger: Ledger) -> None:
    for number in range(4):
        ledger.append(make(number))
    ids = [r.report_id for r in ledger.reports()]
    first = {report_id: f"E-{n // 2:012d}" for n, report_id in enumerate(ids)}
    assert ledger.assign(first) == len(ids)
    assert ledger.assign(first) == 0
    known = ledger.instant()
    second = {**first, ids[0]: "E-00000000000a", ids[1]: "E-00000000000a"}
    assert ledger.assign(second) == 4
    assert ledger.assignments() == second
    assert ledger.assignments(View(as_known=known)) == first
    assert ledger.find_event("E-000000000000") == "E-00000000000a"
    assert ledger.find_event("00000000000a") == "E-00000000000a"
    assert ledger.counts().events == len(set(second.values()))
    with pytest.raises(AmbiguousId):
        ledger.find_event("E-0000")
    with pytest.raises(NotFound):
        ledger.find_event("E-ffff")
    with pytest.raises(BadRecord, match="no such report"):
        ledger.assign({"R-nothing": "E-1"})
    assert ledger.assign({ids[2]: "E-00000000000b"}, whole=False) == 2
    assert ledger.assignments() == {**second, ids[2]: "E-00000000000b"}
    assert ledger.assign({}) == len(ids)
    with pytest.raises(NotFound, match="no longer stand"):
        ledger.find_event("E-000000000000")


def test_a_former_event_is_found_through_reports_that_were_coded_again(ledger: Ledger) -> None:
    ledger.append(make(1))
    old = {r.report.key: r.report_id for r in ledger.reports()}
    ledger.assign({report_id: f"E-old{key}" for key, report_id in old.items()})
    ledger.append(make(1, coder="coder 2", shift=1))
    new = {r.report.key: r.report_id for r in ledger.reports()}
    ledger.assign({report_id: f"E-new{key}" for key, report_id in new.items()})
    assert ledger.find_event("E-olde2") == "E-newe2"


def test_links_between_events_are_kept_by_difference(ledger: Ledger) -> None:
    one = EventLink("responds_to", "E-b", "E-a", False, how="within ten days")
    two = EventLink("fulfils", "E-c", "E-a", True, "R-1", Span(3, 9, "agreed"), "said so")
    assert ledger.set_event_links([one, two, two]) == 2
    known = ledger.instant()
    assert ledger.set_event_links([two]) == 1
    assert ledger.event_links() == [two]
    assert ledger.event_links(View(as_known=known)) == [one, two]
    assert ledger.event_links(View(as_of=date(2030, 1, 1))) == []  # its events have no report


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ('"Story 17"', True),
        ("story 17", True),
        ("stor* officials", True),
        ("Officials zebra", False),
        ("'); DROP TABLE reports; -- story", False),
        ("NEAR(story AND OR NOT ^ : {title} story-17", False),
    ],
)
def test_search_takes_words_and_phrases(full: Ledger, query: str, finds: bool) -> None:
    hits = full.search(query)
    assert bool(hits) == finds
    if finds:
        assert any(h.name == "article-00017" and "«" in h.excerpt for h in hits)


@pytest.mark.parametrize("query", ["", "   ", '""', "*** --", "\x00"])
def test_a_search_needs_a_word(full: Ledger, query: str) -> None:
    with pytest.raises(BadQuery):
        full.search(query)


def test_search_keeps_to_its_view(ledger: Ledger) -> None:
    ledger.append(make(1, path="/in/1"))
    known = ledger.instant()
    ledger.append(make(1, path="/in/1", version=2))
    old, new = make(1).article, make(1, version=2).article
    assert [h.article_id for h in ledger.search("officials")] == [new.id]
    assert [h.article_id for h in ledger.search("officials", View(as_known=known))] == [old.id]


def test_months_kept_are_months_counted(full: Ledger) -> None:
    kept = full.months()
    counted = full.months(View(as_known=full.instant()))
    assert kept == counted
    pair = full.months(pair=("RUS", "NATO"))
    assert pair == full.months(View(as_known=full.instant()), pair=("NATO", "RUS"))
    assert sum(m.reports for m in pair) == len(full.reports(pair=("RUS", "NATO")))
    assert {m.event for m in full.months(event_type="COERCE")} == {"COERCE"}
