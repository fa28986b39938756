"""Judgements and review sessions over a real ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from detente import record
from detente.codebook import Codebook
from detente.commands import asking, judging, story
from detente.commands.errors import BadValue, NotFound
from detente.commands.parties import Wanted
from detente.commands.review import Queue, Session
from detente.model import View
from detente.record import BadJudgement, Ledger
from record.making import make

BY = {"by": "JD", "why": "so"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "ledger.sqlite"
    with Ledger.open(place, create=True) as opened:
        for number in range(4):
            opened.append(make(number))
        story.relink(opened)
    return place


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger.open(path) as opened:
        yield opened


def session(ledger: Ledger, book: Codebook, queue: Queue | None = None, *, by: str = "JD") -> Session:
    queue = queue or Queue()
    return Session(ledger, book, by, queue.reports(ledger, by), again=queue.again)


def test_merge_and_split_move_reports_and_come_back(path: Path) -> None:
    before = {e.id for e in asking.events(path)}
    one, other, *_ = asking.events(path)
    merged = judging.judge(path, "merge", [one.id, other.id], **BY)
    (moved,) = merged.moved
    joined = asking.event(path, moved.after or "")
    assert {r.report_id for r in joined.reports} == set(merged.judgement.reports)
    split = judging.judge(path, "split", [one.best.report_id], against=[other.best.report_id], **BY)
    assert {e.id for e in asking.events(path)} == before  # of two judgements on one pair the later holds
    judging.withdraw(path, split.judgement.judgement_id, **BY)
    assert joined.id in {e.id for e in asking.events(path)} != before
    judging.withdraw(path, merged.judgement.judgement_id, **BY)
    assert {e.id for e in asking.events(path)} == before


def test_retract_takes_an_event_away_and_a_past_answer_stays(path: Path, ledger: Ledger) -> None:
    known = ledger.instant()
    event = asking.events(path)[0]
    done = judging.judge(path, "retract", [event.id], **BY)
    assert [(m.before, m.after) for m in done.moved] == [(event.id, None)] * len(event.reports)
    assert event.id not in {e.id for e in asking.events(path)}
    assert event.id in {e.id for e in asking.events(path, View(as_known=known))}


def test_an_outlet_must_be_one_that_the_ledger_knows(path: Path) -> None:
    with pytest.raises(NotFound, match="did you mean The Courier"):
        judging.judge(path, "retract", [], outlet="The Courrier", **BY)
    done = judging.judge(path, "retract", [], outlet="The Courier", **BY)
    assert done.moved
    assert all(m.after is None for m in done.moved)
    assert asking.events(path, wanted=asking.Filter(outlet="The Courier")) == []


def test_amend_shows_old_and_new(path: Path, book: Codebook) -> None:
    event = asking.events(path)[0]
    done = judging.amend(path, event.id, ["people=7", "aux=future"], book=book, **BY)
    assert done.changed["people"] == (event.people, 7)
    assert done.changed["aux"][1] == ["future"]
    assert set(done.changed) == {"people", "aux"}
    gone = judging.withdraw(path, done.judgement.judgement_id, by="EF", why="no")
    assert gone.changed["people"] == (7, event.people)
    assert [j.withdrawn_by for j in judging.judgements(path, withdrawn=True)] == ["EF"]
    assert judging.judgements(path) == []


def test_amend_is_on_one_report(path: Path, book: Codebook) -> None:
    one, other, *_ = asking.events(path)
    joined = judging.judge(path, "merge", [one.id, other.id], **BY).judgement
    event = next(e.id for e in asking.events(path) if joined.reports[0] in {r.report_id for r in e.reports})
    with pytest.raises(BadValue, match="2 reports tell of it"):
        judging.amend(path, event, ["people=7"], book=book, **BY)
    assert judging.judgements(path, record=event) == [joined]


def test_a_session_goes_through_all_and_says_what_it_did(ledger: Ledger, book: Codebook) -> None:
    at_work = session(ledger, book)
    seen = []
    while item := at_work.current():
        seen.append(item.report_id)
        [
            at_work.accept,
            lambda: at_work.reject("a hoax"),
            lambda: at_work.correct(["people=3"], "misread"),
            at_work.skip,
        ][len(seen) % 4]()
    assert sorted(seen) == sorted(make_ids())
    assert dict(at_work.tally) == {"accept": 3, "retract": 3, "amend": 3}
    assert len(at_work.skipped) == 3
    assert at_work.close() == len({ledger.event_of(r.report_id) for r in ledger.reports()})
    assert at_work.close() is None
    left = session(ledger, book)
    assert set(left.queue) == at_work.skipped
    assert ledger.verify().ok


def make_ids() -> list[str]:
    return [r.id_in(make(n).article.id) for n in range(4) for r in make(n).reports]


def test_undo_goes_back_step_by_step(ledger: Ledger, book: Codebook) -> None:
    before = ledger.reports()
    at_work = session(ledger, book)
    first = at_work.current()
    assert first is not None
    at_work.reject("a hoax")
    at_work.current()
    at_work.skip()
    at_work.current()
    at_work.correct(["people=3"], "misread")
    assert ledger.reports() != before
    assert at_work.undo().verdict == "amend"  # type: ignore[union-attr]
    assert at_work.undo().verdict == "retract"  # type: ignore[union-attr]
    assert at_work.undo() is None
    again = at_work.current()
    assert again is not None
    assert (again.report_id, again.number) == (first.report_id, 1)
    assert [(r.report_id, r.report) for r in ledger.reports()] == [(r.report_id, r.report) for r in before]
    assert not +at_work.tally
    assert [j.withdrawn_why for j in ledger.judgements(withdrawn=True)] == ["undone in review"] * 2


def test_a_refused_decision_leaves_the_report_where_it_is(ledger: Ledger, book: Codebook) -> None:
    at_work = session(ledger, book)
    item = at_work.current()
    for fault in (
        lambda: at_work.reject(""),
        lambda: at_work.correct(["people=x"], "so"),
        lambda: at_work.correct(["people=3"], " "),
        lambda: at_work.split("so"),
        lambda: at_work.merge("E-ffffffffffff", "so"),
        lambda: at_work.merge(item.report_id, "so"),  # type: ignore[union-attr]
    ):
        with pytest.raises((BadJudgement, BadValue, record.NotFound)):
            fault()
        assert at_work.current() == item
    assert ledger.judgements() == []


def test_two_reviewers_meet_no_report_twice_and_lose_nothing(path: Path, ledger: Ledger, book: Codebook) -> None:
    mine = session(ledger, book)
    with Ledger.open(path) as other:
        theirs = session(other, book, by="EF")
        turn = 0
        while (at_work := (mine, theirs)[turn % 2]).current():
            at_work.accept()
            turn += 1
    assert turn == len(make_ids())
    assert sorted(j.reports[0] for j in ledger.judgements()) == sorted(make_ids())


def test_a_second_opinion_sees_what_others_judged(ledger: Ledger, book: Codebook) -> None:
    first = session(ledger, book)
    first.current()
    first.reject("a hoax")
    first.current()
    first.accept()
    assert list(Queue(second=True).reports(ledger, "JD")) == []
    second = session(ledger, book, Queue(second=True), by="EF")
    item = second.current()
    assert item is not None
    assert [j.by for j in item.judgements] == ["JD"]
    second.accept()
    second.current()
    second.accept()
    assert second.current() is None
    assert len(ledger.judgements()) == 4


def test_which_reports_come_up(ledger: Ledger, book: Codebook) -> None:
    ids = {r.report_id: r for r in ledger.reports()}
    newest = [ids[i].published_at for i in Queue().reports(ledger, "JD")]
    told = [day for day in newest if day]
    assert told == sorted(told, reverse=True)
    assert list(Queue(below=0.1).reports(ledger, "JD")) == []
    sure = [ids[i].report.confidence for i in Queue(doubtful=True).reports(ledger, "JD")]
    assert sure == sorted(sure)
    some = next(iter(ids.values()))
    actor = some.report.actors[0].entity
    found = list(Queue((Wanted(actor.key, actor.name),), event_type=some.report.event).reports(ledger, "JD"))
    assert some.report_id in found
    assert all(ids[i].report.event == some.report.event for i in found)


def test_a_new_coding_brings_back_what_it_contradicts(ledger: Ledger, book: Codebook) -> None:
    at_work = session(ledger, book)
    while at_work.current():
        at_work.accept()
    assert list(Queue(contradicted=True).reports(ledger, "JD")) == []
    ledger.append(make(1, coder="coder 2", shift=1))
    found = {c.report_id for c in ledger.contradictions()}
    assert found
    again = list(Queue(contradicted=True).reports(ledger, "JD"))
    assert again
    assert set(again) <= found
