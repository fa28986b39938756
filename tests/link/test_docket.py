"""Where an announced step stands on a day."""

from __future__ import annotations

from datetime import date

import pytest

from detente.link.across import across
from detente.link.docket import docket
from detente.link.events import assemble, cluster
from detente.model import StoredReport

from .made import report, told

PROMISE = told(
    1,
    "2023-03-11",
    report(
        "AGREE", "SAU IRN", "", mode="", when=("2023-03-10", "2023-03-10"), due=("2023-03-10", "2023-05-10"),
        about=("embassy", "channel:embassy"), rule="support.reopen-embassy", trigger="reopen their embassies within two months",
    ),
)  # fmt: skip
KEPT = told(
    2,
    "2023-06-07",
    report(
        "SUPPORT", "IRN", "SAU", mode="", when=("2023-06-06", "2023-06-06"), about=("embassy", "channel:embassy"),
        rule="support.reopen-embassy", trigger="reopened its embassy",
    ),
)  # fmt: skip


def on(day: str, reports: list[StoredReport]) -> dict[str, str]:
    wanted = date.fromisoformat(day)
    known = [r for r in reports if r.published_at and r.published_at <= wanted]
    events = assemble(known, cluster(known))
    return {e.reports[0].article: e.status for e in docket(events, across(events, ()), wanted)}


@pytest.mark.parametrize(("day", "expected"), [("2023-03-11", "due"), ("2023-05-10", "due"), ("2023-05-11", "overdue")])
def test_a_promise_goes_by_the_calendar(day: str, expected: str) -> None:
    assert on(day, [PROMISE, KEPT]) == {"article-1": expected}


def test_before_it_is_announced_it_is_not_listed() -> None:
    assert on("2023-03-10", [PROMISE]) == {}


def test_a_step_with_a_later_start_is_announced_until_then() -> None:
    step = told(1, "2021-10-18", report(mode="withdraw", aux=("future",), due=("2021-11-01", "2021-11-10")))
    assert on("2021-10-20", [step]) == {"article-1": "announced"}
    assert on("2021-11-05", [step]) == {"article-1": "due"}
    assert on("2021-11-11", [step]) == {"article-1": "overdue"}


def test_carried_out_is_done() -> None:
    step = told(1, "2018-03-17", report(aux=("future",), due=("2018-03-17", "2018-03-24")))
    done = told(2, "2018-03-24", report(when=("2018-03-23", "2018-03-23")))
    assert on("2018-03-24", [step, done]) == {"article-1": "done"}


ALSO_KEPT = told(
    3,
    "2023-08-10",
    report(
        "SUPPORT", "SAU", "IRN", mode="", when=("2023-08-06", "2023-08-06"), about=("embassy", "channel:embassy"),
        rule="support.reopen-embassy", trigger="reopened its embassy",
    ),
)  # fmt: skip


def test_one_of_two_promised_embassies_is_not_what_was_promised() -> None:
    assert on("2023-06-07", [PROMISE, KEPT]) == {"article-1": "overdue"}


def test_a_promise_kept_by_both_is_done_by_other_events() -> None:
    reports = [PROMISE, KEPT, ALSO_KEPT]
    assert len(assemble(reports, cluster(reports))) == 3
    assert on("2023-08-10", reports) == {"article-1": "done"}


def office(number: int, published: str, due: tuple[str, str]) -> StoredReport:
    return told(
        number,
        published,
        report(
            "AGREE", "GBR", "RUS", mode="", due=due, about=("office", "channel:liaison_office"),
            rule="support.open-embassy", trigger="will open an office",
        ),
    )  # fmt: skip


def test_a_later_term_puts_a_step_off() -> None:
    steps = [
        office(1, "2021-07-01", ("2021-09-01", "2021-11-30")),
        office(2, "2021-11-20", ("2022-03-01", "2022-03-31")),
    ]
    assert on("2021-10-01", steps) == {"article-1": "due"}
    assert on("2022-01-15", steps) == {"article-1": "postponed"}
    assert on("2022-03-15", steps) == {"article-1": "due"}
    assert on("2022-04-15", steps) == {"article-1": "overdue"}


def test_a_meeting_called_off_is_cancelled() -> None:
    plan = told(
        1, "2022-08-29",
        report("AGREE", "GBR RUS", "", mode="", due=("2022-09-14", "2022-09-14"), about=("with:bridge",), rule="consult.meet-together"),
    )  # fmt: skip
    off = told(
        2, "2022-09-12",
        report("REJECT", "RUS GBR", "", mode="meet", about=("meeting", "with:bridge"), rule="reject.cancel-meeting"),
    )  # fmt: skip
    assert on("2022-09-13", [plan, off]) == {"article-1": "cancelled"}


TALKS = told(
    1,
    "2024-01-15",
    report(
        "AGREE", "SAU IRN", "", mode="", when=("2024-01-14", "2024-01-14"), due=("2024-02-02", "2024-02-02"),
        about=("round", "kind:talks", "channel:talks"), rule="consult.hold-talks", trigger="agreed to hold a second round",
    ),
)  # fmt: skip


def test_talks_are_kept_by_the_parties_next_meeting_in_whatever_words() -> None:
    met = report("CONSULT", "IRN SAU", "", mode="", when=("2024-02-02", "2024-02-02"), about=("with:capital",), rule="consult.meet-together")  # fmt: skip
    assert on("2024-02-03", [TALKS, told(2, "2024-02-03", met)]) == {"article-1": "done"}


def test_a_visit_put_off_is_not_the_talks() -> None:
    off = report("REJECT", "SAU", "IRN", mode="meet", when=("2024-01-20", "2024-01-20"), about=("visit", "channel:talks"), rule="reject.postpone-meeting")  # fmt: skip
    assert on("2024-01-21", [TALKS, told(2, "2024-01-21", off)]) == {"article-1": "announced"}
