"""What speaks for one event and what against: type, parties, day, matter, numbers. One question a case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.link.sameness import compatible
from detente.model import Entity, Participant, Report, Span

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


PROMISED = {"event": "AGREE", "actor": "SAU IRN", "recipient": "", "mode": "", "rule": "support.reopen-embassy"}


def test_a_term_that_is_counted_from_the_promise_is_no_new_one_when_it_is_told_again() -> None:
    first = report(**PROMISED, due=("2023-03-11", "2023-05-11"), about=("embassy", "kind:missions", "channel:embassy"))  # type: ignore[arg-type]
    again = report(**PROMISED, due=("2023-06-07", "2023-08-07"), about=("mission", "kind:missions", "channel:mission"), sentence=5)  # type: ignore[arg-type]  # fmt: skip
    counted = replace(again, due_span=Span(0, 17, "within two months"))
    assert one(first, counted, ("2023-03-11", "2023-06-07"))
    assert not one(first, again, ("2023-03-11", "2023-06-07"))


def test_a_pronoun_stands_for_what_the_other_names_if_day_and_parties_are_told() -> None:
    arrest = {"event": "COERCE", "rule": "coerce.arrest"}
    named = report(**arrest, mode="arrest", when=DAY, about=("soldier", "kind:forces"))  # type: ignore[arg-type]
    them = {**arrest, "mode": "", "sentence": 4, "about": ("them",)}
    late = ("2024-02-05", "2024-06-22")
    assert one(named, report(**them, when=("2024-02-01", "2024-02-29")), late)  # type: ignore[arg-type]
    assert not one(named, report(**them), late)  # type: ignore[arg-type]


def test_an_attache_may_be_called_an_officer_when_he_is_sent_out() -> None:
    attache = report(when=DAY, people=1, about=("attache", "kind:diplomats"))
    officer = {"event": "COERCE", "mode": "deport", "rule": "coerce.expel-people", "when": ("2024-02-01", "2024-02-29")}
    assert one(attache, report(**officer, people=1, about=("officer",)))  # type: ignore[arg-type]
    assert not one(attache, report(**officer, people=1, about=("journalist",)))  # type: ignore[arg-type]


def test_what_is_named_by_one_word_is_one_channel() -> None:
    consul = {"when": DAY, "rule": "sanction.throw-out-diplomats"}
    assert one(
        report(**consul, about=("consul", "channel:embassy")),  # type: ignore[arg-type]
        report(**consul, about=("consul", "channel:attache")),  # type: ignore[arg-type]
    )


def test_told_to_bring_home_its_envoy_is_demanded_or_expelled() -> None:
    asked = report("REQUEST", mode="change", when=DAY, rule="request.demand-that", about=("kind:diplomats",))
    assert one(asked, report(when=DAY, about=("envoy", "kind:diplomats"), rule="sanction.ask-withdraw-envoy"))
    assert not one(asked, report(mode="withdraw", when=DAY, about=("envoy", "kind:diplomats")))


def killing(name: str, state: str, **more: object) -> Report:
    made = report("ASSAULT", mode="targeted", rule="assault.put-to-death", about=("cleric",), **more)  # type: ignore[arg-type]
    return replace(made, recipients=(Participant(Entity(state, "REL", name), None, "made"),))


def test_nobody_is_put_to_death_twice() -> None:
    first = killing("Nasser al-Omari", "SAU", actor="SAU", when=DAY)
    assert one(first, killing("Nasser al-Omari", "IRN", actor="", when=DAY))
    assert not one(first, killing("villagers", "IRN", actor="", when=DAY))
    assert not one(first, killing("Nasser al-Omari", "IRN", actor="IRN", when=DAY))


def test_a_mission_goes_where_its_diplomats_go() -> None:
    staff = recall(when=DAY, about=("diplomat", "kind:diplomats"), rule="sanction.pull-diplomats")
    mission = recall(when=DAY, about=("embassy", "kind:missions", "channel:embassy"), rule="sanction.withdraw-mission")
    assert one(staff, mission)
    assert not one(recall(when=DAY), mission)
