"""Reports of one event are joined, like deeds of one week are not, whatever the order of delivery."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from detente.link.events import assemble, cluster
from detente.model import StoredReport

from .made import report, told

EXPULSION = ("2018-03-14", "2018-03-14")
REPLY = ("2018-03-17", "2018-03-17")


def three_tellings() -> list[StoredReport]:
    return [
        told(1, "2018-03-14", report(when=EXPULSION, people=23)),
        told(2, "2018-03-15", report(when=EXPULSION, people=23), outlet="Second", agencies=("Reuters",)),
        told(3, "2018-03-15", report(when=EXPULSION, people=21), outlet="Third", agencies=("Reuters",)),
    ]


def test_three_outlets_tell_one_event() -> None:
    assert len(set(cluster(three_tellings()).values())) == 1


def test_copies_of_one_agency_are_one_origin() -> None:
    reports = three_tellings()
    [event] = assemble(reports, cluster(reports))
    assert event.origins == ("Reuters", "The Paper")


def test_an_own_byline_makes_an_own_origin() -> None:
    reports = three_tellings()[:2]
    reports[1] = told(
        2, "2018-03-15", report(when=EXPULSION), outlet="Second", agencies=("Reuters",), authors=("A. Writer",)
    )
    [event] = assemble(reports, cluster(reports))
    assert event.origins == ("Second", "The Paper")


def test_media_of_one_owner_are_one_origin() -> None:
    reports = [
        told(1, "2018-03-14", report(when=EXPULSION), outlet="TASS"),
        told(2, "2018-03-15", report(when=EXPULSION), outlet="Rossiyskaya Gazeta"),
        told(3, "2018-03-15", report(when=EXPULSION), outlet="Novaya Gazeta"),
    ]
    [event] = assemble(reports, cluster(reports))
    assert len(event.origins) == 2


def test_numbers_that_differ_are_claims_with_their_tellers() -> None:
    reports = three_tellings()
    [event] = assemble(reports, cluster(reports))
    assert {(c.field, c.value, c.told_by) for c in event.claims} == {
        ("people", "21", ("R-003",)),
        ("people", "23", ("R-001", "R-002")),
    }


def test_the_reply_is_another_event() -> None:
    reports = [*three_tellings(), told(4, "2018-03-17", report(actor="RUS", recipient="GBR", when=REPLY, people=23))]
    assert len(set(cluster(reports).values())) == 2


def test_two_like_deeds_of_one_week_stay_two() -> None:
    first = told(1, "2018-03-14", report(when=("2018-03-12", "2018-03-12")))
    second = told(2, "2018-03-18", report(when=("2018-03-18", "2018-03-18")))
    assert len(set(cluster([first, second]).values())) == 2


def test_another_channel_is_another_event() -> None:
    embassy = told(1, "2016-01-04", report(mode="withdraw", about=("embassy", "channel:embassy")))
    consulate = told(2, "2016-01-04", report(mode="withdraw", about=("consulate", "channel:consulate")))
    assert len(set(cluster([embassy, consulate]).values())) == 2


def test_a_step_announced_and_carried_out_is_one_event_and_no_longer_future() -> None:
    ahead = told(1, "2018-03-17", report(aux=("future",), due=("2018-03-17", "2018-03-24")))
    done = told(2, "2018-03-24", report(when=("2018-03-23", "2018-03-23")))
    assert [e.aux for e in assemble([ahead], cluster([ahead]))] == [("future",)]
    [event] = assemble([ahead, done], cluster([ahead, done]))
    assert event.aux == ()
    assert event.best.report_id == "R-002"


def test_two_records_of_one_article_are_never_one_event() -> None:
    one = told(1, "2018-03-14", report(when=EXPULSION))
    other = StoredReport(**{**{f: getattr(one, f) for f in one.__slots__}, "report_id": "R-999"})
    assert len(set(cluster([one, other]).values())) == 2


def test_a_reviewer_goes_before_the_rules() -> None:
    reports = three_tellings()
    apart = cluster(reports, apart=[frozenset({"R-001", "R-002"}), frozenset({"R-001", "R-003"})])
    assert apart["R-001"] != apart["R-002"] == apart["R-003"]
    other = told(9, "2018-05-01", report(event="ACCUSE", mode="allege", when=("2018-05-01", "2018-05-01")))
    joined = cluster([*reports, other], together=[frozenset({"R-001", "R-009"})])
    assert joined["R-001"] == joined["R-009"]


@given(st.permutations(range(4)))
def test_the_order_of_delivery_changes_nothing(order: list[int]) -> None:
    reports = [*three_tellings(), told(4, "2018-03-17", report(actor="RUS", recipient="GBR", when=REPLY))]
    assert cluster([reports[i] for i in order]) == cluster(reports)


def test_nothing_is_lost_in_assembly() -> None:
    reports = [*three_tellings(), told(4, "2018-03-17", report(actor="RUS", recipient="GBR", when=REPLY))]
    events = assemble(reports, cluster(reports))
    assert sorted(r.report_id for e in events for r in e.reports) == ["R-001", "R-002", "R-003", "R-004"]


def promises() -> list[StoredReport]:
    both = {"event": "AGREE", "actor": "SAU IRN", "recipient": "", "mode": "", "when": ("2023-03-10", "2023-03-10")}
    embassies = told(1, "2023-03-11", report(**both, rule="support.reopen-embassy", about=("embassy", "kind:missions")))  # type: ignore[arg-type]
    meeting = told(2, "2023-03-11", report(**both, rule="consult.meet-together", about=("channel:talks",)))  # type: ignore[arg-type]
    return [embassies, replace(meeting, article_id=embassies.article_id)]


def vaguely(*beside: StoredReport) -> set[int]:
    """Numbers of the articles with which "promised each other in March" is one event."""
    march = ("2023-03-01", "2023-03-31")
    vague = report("AGREE", "SAU IRN", "", mode="", when=march, rule="agree.promise-whatever", about=("other",))
    reports = [*promises(), told(9, "2023-08-10", vague), *beside]
    events = cluster(reports)
    return {int(r.report_id[2:]) for r in promises() if events[r.report_id] == events["R-009"]}


def test_a_vague_promise_joins_none_of_several() -> None:
    assert vaguely() == set()


def test_a_vague_promise_is_the_one_whose_keeping_its_sentence_tells() -> None:
    kept = report("RETREAT", "SAU", "IRN", mode="", rule="retreat.reopen-embassy", about=("embassy", "kind:missions"))
    beside = replace(told(9, "2023-08-10", kept), report_id="R-010")
    assert vaguely(beside) == {1}
