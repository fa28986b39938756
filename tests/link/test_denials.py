"""A denial is led to the charge and to the deed behind it; a reason to the deed that another article tells."""

from __future__ import annotations

from dataclasses import replace

from detente.link.across import across
from detente.link.events import assemble, cluster
from detente.model import Event, NamedDeed, Span, StoredReport

from .made import report, told


def linked(*reports: StoredReport) -> dict[str, Event]:
    """Events by the first of their articles and sentences, with their links."""
    assigned = cluster(reports)
    events = assemble(reports, assigned)
    events = assemble(reports, assigned, across(events, ()))
    return {r.report_id: e for e in events for r in e.reports}


BLOCKADE = told(
    1, "2021-12-16",
    report("SANCTION", "RUS", "GBR", mode="discontinue", when=("2021-12-01", "2021-12-01"), about=("good", "channel:trade"),
           rule="sanction.halt-trade", trigger="blocked goods at the customs"),
)  # fmt: skip


def in_article_two(number: int, made: object) -> StoredReport:
    return replace(told(number, "2021-12-17", made), article_id="A-002", article="article-2")  # type: ignore[arg-type]


CHARGE = in_article_two(
    2, report("ACCUSE", "GBR", "RUS", mode="allege", about=("blockade",), rule="accuse.accuse-of", sentence=2, trigger="accused it of a blockade")
)  # fmt: skip
DENIAL = in_article_two(
    3, report("REJECT", "RUS", "GBR", mode="", about=("boycott",), rule="reject.deny-that", sentence=3, trigger="denied that there was a boycott")
)  # fmt: skip


def test_the_charge_and_the_deed_behind_it_are_denied() -> None:
    found = linked(BLOCKADE, CHARGE, DENIAL)
    assert [r.report_id for r in found["R-001"].denied_by] == ["R-003"]
    assert [r.report_id for r in found["R-002"].denied_by] == ["R-003"]


def test_a_denial_is_of_nothing_that_another_did() -> None:
    other = replace(
        BLOCKADE, report=replace(BLOCKADE.report, actors=CHARGE.report.actors, recipients=CHARGE.report.recipients)
    )
    assert not linked(other, DENIAL)["R-001"].denied_by


def test_what_its_doers_tell_themselves_is_not_what_they_deny() -> None:
    owned_up = replace(BLOCKADE, report=replace(BLOCKADE.report, said_by=BLOCKADE.report.actors))
    assert not linked(owned_up, CHARGE, DENIAL)["R-001"].denied_by


def test_a_denial_towards_a_third_party_answers_no_charge() -> None:
    named = replace(STORMING.report.recipients[0], span=Span(0, 3, "Oman"))
    elsewhere = replace(DENIAL, report=replace(DENIAL.report, recipients=(named,), about=("soldier",)))
    assert not linked(CHARGE, elsewhere)["R-002"].denied_by


STORMING = told(
    4, "2016-01-03",
    report("PROTEST", "IRN", "SAU", mode="riot", when=("2016-01-02", "2016-01-02"), about=("embassy", "kind:missions"),
           rule="protest.storm", trigger="stormed the embassy"),
)  # fmt: skip


def recall(reason: NamedDeed) -> StoredReport:
    return told(
        5,
        "2016-01-05",
        report(actor="RUS", recipient="IRN", mode="withdraw", when=("2016-01-05", "2016-01-05"), reasons=(reason,)),
    )


def named(*words: str, types: tuple[str, ...] = (), parties: tuple[str, ...] = ()) -> NamedDeed:
    return NamedDeed(Span(40, 60, "attack on the embassy"), types, parties, words)


def test_a_reason_is_found_in_another_article() -> None:
    found = linked(STORMING, recall(named("attack", "embassy", types=("PROTEST",), parties=("SAU",))))
    [link] = found["R-005"].answers(stated_only=True)
    assert link.target == found["R-004"].id
    assert link.span is not None
    assert link.span.text == "attack on the embassy"


def test_a_reason_that_names_neither_deed_nor_party_is_not_guessed() -> None:
    assert not linked(STORMING, recall(named("embassy")))["R-005"].answers(stated_only=True)


def test_a_step_does_not_answer_ones_own() -> None:
    own = recall(named("attack", "embassy", types=("PROTEST",), parties=("SAU",)))
    own = replace(own, report=replace(own.report, actors=STORMING.report.actors, recipients=STORMING.report.recipients))
    assert not linked(STORMING, own)["R-005"].answers(stated_only=True)
