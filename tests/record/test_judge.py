"""Judgements: what they do, that they come back when withdrawn, and that they outlive a new coding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from detente.model import StoredReport, View
from detente.record import BadJudgement, Ledger, NotFound
from record.making import make

FRANCE = {"code": "FRA", "sector": "GOV", "name": "France"}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.sqlite", create=True) as opened:
        for number in range(6):
            opened.append(make(number))
        yield opened


def one(ledger: Ledger, number: int = 1, key: str = "e2") -> StoredReport:
    return next(r for r in ledger.reports() if r.article == f"article-{number:05d}" and r.report.key == key)


def test_accept_changes_nothing_but_is_kept(ledger: Ledger) -> None:
    before = ledger.reports()
    given = ledger.judge("accept", reports=[one(ledger).report_id], by="JD", why="")
    assert ledger.reports() == before
    assert ledger.judgements() == [given]
    assert ledger.judgements(report=one(ledger).report_id) == [given]
    assert ledger.judgements(report=one(ledger, 2).report_id) == []


def test_the_same_judgement_twice_is_one(ledger: Ledger) -> None:
    first = ledger.judge("retract", reports=[one(ledger).report_id], by="JD", why="a hoax")
    ids = [first.reports[0]]
    before = ledger.chain_hash()
    assert ledger.judge("retract", reports=ids, by="JD", why="a hoax") == first
    assert ledger.chain_hash() == before


def test_amend_shows_in_every_query_and_goes_when_withdrawn(ledger: Ledger) -> None:
    target = one(ledger)
    months = ledger.months()
    known = ledger.instant()
    changes: dict[str, Any] = {
        "actor": [FRANCE],
        "people": 4,
        "date": {"earliest": "2020-02-03", "latest": "2020-02-03"},
        "context": ["military"],
        "event": "RETREAT",
        "quad_code": 2,
        "event_scale": 5.0,
    }
    given = ledger.judge("amend", reports=[target.report_id], changes=changes, by="JD", why="misread")
    (now,) = ledger.reports(party="FRA")
    assert now.report_id == target.report_id
    report = now.report
    assert (report.event, report.people, report.context, report.event_scale) == ("RETREAT", 4, ("military",), 5.0)
    assert report.when is not None
    assert report.when.earliest == date(2020, 2, 3)
    assert (report.people_span, report.when_span, report.actors[0].span) == (None, None, None)
    assert report.trigger == target.report.trigger
    assert f"amended by {given.judgement_id}: " in report.notes[-1]
    assert [m.month for m in ledger.months(pair=("FRA", target.report.recipients[0].entity.key))] == ["2020-02"]
    assert ledger.reports(View(as_known=known), party="FRA") == []
    assert ledger.verify().ok
    gone = ledger.withdraw(given.judgement_id, by="EF", why="it was right")
    assert (gone.withdrawn_by, gone.withdrawn_why) == ("EF", "it was right")
    assert one(ledger).report == target.report
    assert ledger.reports(party="FRA") == []
    assert ledger.months() == months
    assert ledger.judgements() == []
    assert ledger.judgements(withdrawn=True) == [gone]
    assert ledger.verify().ok


def test_the_later_of_two_amendments_holds(ledger: Ledger) -> None:
    target = one(ledger).report_id
    first = ledger.judge("amend", reports=[target], changes={"people": 4, "aux": []}, by="JD", why="so")
    second = ledger.judge("amend", reports=[target], changes={"people": 5}, by="EF", why="no, so")
    assert ledger.report(target).report.people == 5
    ledger.withdraw(second.judgement_id, by="EF", why="agreed")
    assert ledger.report(target).report.people == 4
    ledger.withdraw(first.judgement_id, by="JD", why="both wrong")
    assert ledger.report(target).report.people == make(1).reports[1].people


def test_retract_takes_a_report_out_with_its_links_and_states(ledger: Ledger) -> None:
    target = one(ledger, 3, "e1")
    links, states = ledger.links(), ledger.told_states()
    known, months = ledger.instant(), ledger.months()
    given = ledger.judge("retract", reports=[target.report_id], by="JD", why="a hoax")
    assert target.report_id not in {r.report_id for r in ledger.reports()}
    assert len(ledger.links()) == len(links) - 1
    assert len(ledger.told_states()) == len(states) - 1
    assert ledger.months() != months
    assert target in ledger.reports(View(as_known=known))
    ledger.withdraw(given.judgement_id, by="JD", why="confirmed by a second source")
    assert (ledger.links(), ledger.told_states(), ledger.months()) == (links, states, months)


def test_retract_an_outlet_from_a_day_on(ledger: Ledger) -> None:
    source = next(r for r in ledger.reports() if r.outlet and r.published_at)
    assert source.published_at is not None
    known, states = ledger.instant(), ledger.told_states()
    clean = [
        r for r in ledger.reports() if r.outlet != source.outlet or (r.published_at or date.max) < source.published_at
    ]
    given = ledger.judge("retract", outlet=source.outlet, since=source.published_at, by="JD", why="invented")
    assert ledger.reports() == clean
    before = ledger.counts().reports
    later = replace(make(40).article, publisher=source.outlet)
    earlier = replace(make(41).article, publisher=source.outlet, published=None)
    ledger.append(replace(make(40), article=later, reports=make(40).reports))
    ledger.append(replace(make(41), article=earlier))
    kept = {r.report_id for r in ledger.reports()}
    assert ledger.counts().reports == len(kept)
    assert not {r.id_in(earlier.id) for r in make(41).reports} & kept  # no day of its own: recorded after
    assert ledger.verify().ok
    ledger.withdraw(given.judgement_id, by="JD", why="checked")
    assert ledger.counts().reports == len(ledger.reports(View(as_known=known))) + 6
    assert len(ledger.told_states()) >= len(states)
    assert before < ledger.counts().reports
    assert ledger.verify().ok


def test_after_a_retraction_the_series_is_the_clean_one(tmp_path: Path) -> None:
    bad = [replace(c, article=replace(c.article, publisher="Sock Puppet News")) for c in map(make, range(50, 60))]
    good = [make(n) for n in range(10)]
    with (
        Ledger.open(tmp_path / "a.sqlite", create=True) as clean,
        Ledger.open(tmp_path / "b.sqlite", create=True) as fouled,
    ):
        for coded in good:
            clean.append(coded)
        for coded in (*bad[:5], *good):
            fouled.append(coded)
        fouled.judge("retract", outlet="Sock Puppet News", by="JD", why="invented")
        for coded in bad[5:]:
            fouled.append(coded)
        assert fouled.months() == clean.months()
        assert fouled.told_states() == clean.told_states()
        assert fouled.links() == clean.links()


def test_split_and_merge_are_pairs_for_the_one_who_clusters(ledger: Ledger) -> None:
    a, b, c = sorted(r.report_id for r in ledger.reports())[:3]
    split = ledger.judge("split", reports=[c], against=[a, b], by="JD", why="two visits")
    ledger.judge("merge", reports=[a, b], by="JD", why="one visit")
    assert ledger.apart() == {(a, c), (b, c)}
    assert ledger.together() == {(a, b)}
    known = ledger.instant()
    ledger.withdraw(split.judgement_id, by="JD", why="one after all")
    assert ledger.apart() == set()
    assert ledger.apart(View(as_known=known)) == {(a, c), (b, c)}


def test_a_new_coding_keeps_judgements_and_lists_what_they_contradict(ledger: Ledger) -> None:
    plain = {key: one(ledger, 1, key).report_id for key in ("e1", "e2", "e3")}
    amended = ledger.judge("amend", reports=[plain["e2"]], changes={"people": 4}, by="JD", why="misread")
    retracted = ledger.judge("retract", reports=[plain["e3"]], by="JD", why="a hoax")
    accepted = ledger.judge("accept", reports=[plain["e1"]], by="JD", why="")
    assert ledger.contradictions() == []
    newer = make(1, coder="coder 2", shift=1)
    ledger.append(newer)
    now = {r.report.key: r for r in ledger.reports() if r.article == "article-00001"}
    assert set(now) == {"e1", "e2"}
    assert now["e2"].report.people == 4
    assert now["e2"].report.event == newer.reports[1].event
    found = {(c.judgement_id, c.field): (c.judged, c.now) for c in ledger.contradictions()}
    old = make(1).reports
    assert found[amended.judgement_id, "event"] == (old[1].event, newer.reports[1].event)
    assert found[retracted.judgement_id, "event"] == (old[2].event, newer.reports[2].event)
    assert accepted.judgement_id not in {j for j, _ in found}
    assert (amended.judgement_id, "people") not in found
    assert ledger.verify().ok
    ledger.withdraw(retracted.judgement_id, by="JD", why="the new coding is right")
    assert "e3" in {r.report.key for r in ledger.reports() if r.article == "article-00001"}


def test_a_judged_report_that_is_no_longer_told_is_listed(ledger: Ledger) -> None:
    target = one(ledger, 1, "e3").report_id
    given = ledger.judge("accept", reports=[target], by="JD", why="")
    coded = make(1)
    ledger.append(replace(coded, reports=coded.reports[:2], coder="coder 2"))
    (found,) = ledger.contradictions()
    assert (found.judgement_id, found.field, found.judged, found.now) == (given.judgement_id, "report", target, None)


def test_a_correction_of_the_page_keeps_a_judgement_only_on_what_it_left_alone(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.sqlite", create=True) as ledger:
        ledger.append(make(1, path="/in/1"))
        for key in ("e1", "e3"):  # the correction is in the last sentence
            ledger.judge("retract", reports=[one(ledger, 1, key).report_id], by="JD", why="a hoax")
        ledger.append(make(1, path="/in/1", version=2))
        assert {r.report.key for r in ledger.reports()} == {"e2", "e3"}


@pytest.mark.parametrize(
    ("verdict", "call", "said"),
    [
        ("praise", {}, "the verdicts are accept"),
        ("accept", {}, "names no report"),
        ("accept", {"by": " "}, "nothing is said"),
        ("retract", {"on": 1, "why": ""}, "nothing is said"),
        ("retract", {"on": 1, "outlet": "The Courier"}, "two judgements"),
        ("retract", {"on": 1, "since": date(2020, 1, 1)}, "a day goes with an outlet"),
        ("accept", {"on": 1, "outlet": "The Courier"}, "only a retraction names an outlet"),
        ("accept", {"on": 1, "changes": {"people": 3}}, "only an amendment changes fields"),
        ("amend", {"on": 1}, "changes something"),
        ("amend", {"on": 2, "changes": {"people": 3}}, "on one report"),
        ("amend", {"on": 1, "changes": {"peple": 3}}, "the fields that may be amended"),
        ("amend", {"on": 1, "changes": {"people": "three"}}, "of the wrong kind"),
        ("amend", {"on": 1, "changes": {"event": "RETREAT"}}, "give them with it"),
        ("amend", {"on": 1, "changes": {"actor": [{"code": "FRA"}]}}, "do not make a report"),
        ("amend", {"on": 1, "changes": {"actor": "France"}}, "not in the shape"),
        ("amend", {"on": 1, "changes": {"date": "yesterday"}}, "not in the shape"),
        ("amend", {"on": 1, "changes": {"date": {"earliest": "2020-13-01", "latest": None}}}, "do not make"),
        ("amend", {"on": 1, "changes": {"people": 3, "aux": ["\ud800"]}}, "not text"),
        ("merge", {"on": 1}, "needs two"),
        ("split", {"on": 1}, "sets apart from"),
        ("split", {"on": 1, "same": True}, "from itself"),
    ],
)
def test_a_judgement_that_cannot_be_is_refused(ledger: Ledger, verdict: str, call: dict[str, Any], said: str) -> None:
    options = {"by": "JD", "why": "so", **call}
    ids = [r.report_id for r in ledger.reports()][: options.pop("on", 0)]
    against = ids if options.pop("same", False) else []
    before = ledger.chain_hash()
    with pytest.raises(BadJudgement, match=said):
        ledger.judge(verdict, reports=ids, against=against, **options)
    assert ledger.chain_hash() == before


def test_what_is_not_there_cannot_be_judged_or_withdrawn(ledger: Ledger) -> None:
    with pytest.raises(NotFound):
        ledger.judge("retract", reports=["R-nothing"], by="JD", why="so")
    with pytest.raises(NotFound):
        ledger.withdraw("J-nothing", by="JD", why="so")
    given = ledger.judge("accept", reports=[one(ledger).report_id], by="JD", why="")
    ledger.withdraw(given.judgement_id, by="JD", why="so")
    with pytest.raises(BadJudgement, match="withdrawn already"):
        ledger.withdraw(given.judgement_id, by="JD", why="so")


def test_changes_tell_what_happened_since(ledger: Ledger) -> None:
    since = ledger.instant()
    assert ledger.changes(since) == []
    target = one(ledger).report_id
    given = ledger.judge("retract", reports=[target], by="JD", why="a hoax")
    middle = ledger.instant()
    ledger.withdraw(given.judgement_id, by="EF", why="no hoax")
    ledger.append(make(1, coder="coder 2", shift=1))
    told = [(c.what, c.thing, c.id) for c in ledger.changes(since, middle)]
    assert told == [("added", "judgements", given.judgement_id), ("ended", "reports", target)]
    rest = ledger.changes(middle)
    assert (rest[0].what, rest[0].thing, rest[0].by, rest[0].why) == ("ended", "judgements", "EF", "no hoax")
    ended = [c for c in rest if c.what == "ended" and c.thing == "reports"]
    assert {c.why for c in ended} == {"coded again"}
    assert all(c.by in {r.report_id for r in ledger.reports()} for c in ended)
    assert len(ledger.changes()) > len(told) + len(rest)


def test_a_reason_is_no_book(ledger: Ledger) -> None:
    target = one(ledger).report_id
    for words in ({"by": "JD", "why": "x" * 4001}, {"by": "x" * 4001, "why": "so"}):
        with pytest.raises(BadJudgement, match="4,001 characters"):
            ledger.judge("accept", reports=[target], **words)
    assert ledger.judgements() == []


def test_the_later_of_a_merger_and_a_split_holds(ledger: Ledger) -> None:
    a, b = sorted((one(ledger, 1).report_id, one(ledger, 2).report_id))
    ledger.judge("merge", reports=[a, b], by="JD", why="one summit")
    known = ledger.instant()
    split = ledger.judge("split", reports=[b], against=[a], by="EF", why="two summits")
    assert (ledger.together(), ledger.apart()) == (set(), {(a, b)})
    assert (ledger.together(View(as_known=known)), ledger.apart(View(as_known=known))) == ({(a, b)}, set())
    ledger.withdraw(split.judgement_id, by="EF", why="one after all")
    assert (ledger.together(), ledger.apart()) == ({(a, b)}, set())


def test_which_reports_carry_a_judgement(ledger: Ledger) -> None:
    target, known = one(ledger).report_id, ledger.instant()
    given = ledger.judge("accept", reports=[target], by="JD", why="")
    assert ledger.judged() == ledger.judged(by="JD") == {target}
    assert ledger.judged(by="EF") == ledger.judged(View(as_known=known)) == set()
    ledger.withdraw(given.judgement_id, by="JD", why="in haste")
    assert ledger.judged() == set()


def test_outlets_and_runs(ledger: Ledger) -> None:
    assert ledger.outlets() == dict(sorted(Counter(a.outlet for a in ledger.articles() if a.outlet).items()))
    assert ledger.runs() == [("coder 1", "lexicon 1")]
    known = ledger.instant()
    for number in range(6):
        ledger.append(make(number, coder="coder 2", shift=1))
    # What both read alike is the first one's.
    assert ledger.runs() == [("coder 1", "lexicon 1"), ("coder 2", "lexicon 1")]
    assert ledger.runs(View(as_known=known)) == [("coder 1", "lexicon 1")]
