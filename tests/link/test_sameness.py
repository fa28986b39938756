"""What speaks for one event and what against: type, parties, day, matter, numbers. One question a case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.link.sameness import compatible
from detente.model import Report

from .made import report, told

DAY = ("2024-02-04", "2024-02-04")
RECALL = {"actor": "GBR", "recipient": "RUS", "mode": "withdraw", "rule": "sanction.recall-ambassador"}
ENVOY = ("ambassador", "kind:diplomats", "channel:ambassador")


def one(first: Report, second: Report, days: tuple[str, str] = ("2024-02-05", "2024-02-05")) -> bool:
    a, b = told(1, days[0], first), told(2, days[1], second)
    forward, back = compatible(a, b), compatible(b, a)
    assert (forward is None) == (back is None)
    return forward is not None


def recall(**more: object) -> Report:
    return report(**{**RECALL, "about": ENVOY, **more})  # type: ignore[arg-type]


def test_a_background_sentence_without_a_day_looks_back() -> None:
    assert one(recall(when=DAY), recall(sentence=4), ("2024-02-05", "2025-02-04"))


def test_news_without_a_day_does_not() -> None:
    assert not one(recall(when=DAY), recall(sentence=1), ("2024-02-05", "2025-02-04"))


def test_another_day_of_its_own_is_another_deed() -> None:
    assert not one(
        recall(when=DAY), recall(when=("2024-04-11", "2024-04-11"), sentence=4), ("2024-02-05", "2024-04-12")
    )


def test_a_month_holds_its_days() -> None:
    assert one(recall(when=DAY), recall(when=("2024-02-01", "2024-02-29"), sentence=4), ("2024-02-05", "2024-09-01"))


def test_the_mirrored_deed_is_another() -> None:
    assert not one(recall(when=DAY), recall(when=DAY, actor="RUS", recipient="GBR"))


def test_another_matter_told_without_a_day_is_another() -> None:
    flights = report(
        mode="discontinue",
        about=("flight", "kind:airspace", "channel:airspace"),
        sentence=4,
        rule="sanction.close-airspace",
    )
    assert not one(report(mode="discontinue", when=DAY, about=("tie", "kind:ties"), rule="sanction.sever-ties"), flights, ("2024-02-05", "2024-08-01"))  # fmt: skip


@pytest.mark.parametrize(("first", "second", "same"), [(47, 46, True), (47, 81, False), (1, 40, True)])
def test_numbers_far_apart_without_a_day_are_two(first: int, second: int, same: bool) -> None:
    dead = {"event": "ASSAULT", "mode": "targeted", "about": ("prisoner",), "rule": "assault.execute"}
    early = report(**dead, when=("2016-01-02", "2016-01-02"), people=first)  # type: ignore[arg-type]
    late = report(**dead, people=second, sentence=5)  # type: ignore[arg-type]
    assert one(early, late, ("2016-01-03", "2016-09-01")) is same


def test_the_same_day_with_other_numbers_stays_one() -> None:
    dead = {"event": "ASSAULT", "mode": "", "when": DAY, "about": ("village",), "rule": "assault.shell"}
    assert one(report(**dead, people=3), report(**dead, people=9))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("SANCTION", "expel", "sanction.expel-diplomats"), ("COERCE", "deport", "coerce.expel-people")),
        (("PROTEST", "riot", "protest.storm"), ("ASSAULT", "", "assault.attack-noun")),
        (("RETREAT", "access", "retreat.reopen-border"), ("SUPPORT", "", "support.reopen")),
        (("SUPPORT", "", "support.sign"), ("AGREE", "", "agree.agree-to")),
    ],
)
def test_one_deed_is_told_under_neighbouring_types(first: tuple[str, str, str], second: tuple[str, str, str]) -> None:
    made = [
        report(kind, mode=mode, rule=rule, when=DAY, about=("embassy", "kind:missions"))
        for kind, mode, rule in (first, second)
    ]
    assert one(*made)


def test_a_promise_and_its_keeping_are_two() -> None:
    promise = report(
        "AGREE", mode="", when=DAY, rule="support.open-embassy", about=("office", "channel:liaison_office")
    )
    kept = report("SUPPORT", mode="", when=DAY, rule="support.open-embassy", about=("office", "channel:liaison_office"))
    assert not one(promise, kept)


def test_a_charge_and_the_deed_charged_are_one() -> None:
    deed = report("ASSAULT", "RUS", "GBR", mode="", when=DAY, rule="assault.shell", about=("village",))
    charge = report("ACCUSE", "GBR", "RUS", mode="allege", when=DAY, rule="assault.shell", about=("village",))
    assert one(deed, charge)
    assert not one(
        deed, report("ACCUSE", "GBR", "RUS", mode="allege", when=DAY, rule="accuse.accuse-of", about=("village",))
    )


def test_the_lawmakers_meeting_is_not_the_ministers() -> None:
    plan = {"event": "AGREE", "actor": "GBR RUS", "recipient": "", "mode": "", "rule": "consult.meet-together"}
    ministers = report(**plan, due=("2022-09-01", "2022-09-30"), about=("channel:talks",))  # type: ignore[arg-type]
    lawmakers = report(**plan, due=("2022-09-14", "2022-09-14"), about=("channel:talks",))  # type: ignore[arg-type]
    houses = tuple(replace(p, entity=replace(p.entity, sector="LEG")) for p in lawmakers.actors)
    assert not one(ministers, replace(lawmakers, actors=houses))
    assert one(ministers, lawmakers)
