"""The board of channels on a day: the latest change counts, a break makes "open" into "restored"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from detente.link.register import board

from .made import state

STORY = [
    state(1, "2016-01-04", "closed", "2016-01-03"),
    state(2, "2023-03-11", "planned", "2023-05-10"),
    state(3, "2023-08-10", "open", "2023-08-09"),
]


def status(day: str | None) -> str | None:
    shown = board(STORY, date.fromisoformat(day) if day else None)
    return shown[0].status if shown else None


def test_before_anything_is_told_there_is_no_channel() -> None:
    assert status("2015-12-31") is None


def test_the_latest_change_counts() -> None:
    assert status("2016-02-01") == "closed"
    assert status("2023-04-01") == "planned"


def test_open_after_a_break_is_restored() -> None:
    assert status(None) == "restored"
    [channel] = board(STORY)
    assert [h.state.status for h in channel.history] == ["closed", "planned", "restored"]


def test_a_channel_of_two_equals_is_one_in_either_order() -> None:
    talks = [
        state(1, "2022-03-13", "suspended", "2022-03-12", kind="talks", holder="IRN", other="SAU"),
        state(2, "2022-04-23", "open", "2022-04-21", kind="talks", holder="SAU", other="IRN"),
    ]
    [channel] = board(talks)
    assert channel.status == "restored"


def test_an_embassy_and_its_opposite_number_are_two_channels() -> None:
    mirrored = [
        state(1, "2016-01-04", "closed", "2016-01-03"),
        state(2, "2016-01-04", "open", "2016-01-03", holder="IRN", other="SAU"),
    ]
    assert len(board(mirrored)) == 2


def test_tellings_that_contradict_are_shown() -> None:
    told = [state(1, "2016-01-04", "closed", "2016-01-03"), state(2, "2016-01-05", "suspended", "2016-01-03")]
    [channel] = board(told)
    assert channel.status == "closed"
    assert [t.article for t in channel.disputed] == ["article-2"]


@pytest.mark.parametrize(("first", "second"), [("closed", "open"), ("open", "closed")])
def test_open_and_closed_within_days_is_a_conflict_of_sources(first: str, second: str) -> None:
    told = [state(1, "2016-01-04", first, "2016-01-03"), state(2, "2016-01-05", second, "2016-01-04")]
    [channel] = board(told)
    assert [t.article for t in channel.disputed] == ["article-1"]


def test_still_closed_leaves_a_planned_opening_planned() -> None:
    as_told = state(3, "2023-06-07", "closed", "2023-06-07")
    standing = replace(as_told, state=replace(as_told.state, record=None))
    [channel] = board([STORY[0], STORY[1], standing])
    assert channel.status == "planned"


def test_a_plan_changes_nothing_for_a_channel_at_work() -> None:
    talks = [
        state(1, "2022-04-23", "open", "2022-04-21", kind="talks"),
        state(2, "2022-05-01", "planned", "2022-05-10", kind="talks"),
    ]
    assert [c.status for c in board(talks)] == ["open"]


def test_the_holder_is_the_one_first_told() -> None:
    skies = [
        state(1, "2016-01-05", "suspended", "2016-01-04", kind="airspace", holder="SAU", other="IRN"),
        state(2, "2017-01-05", "suspended", "2016-01-04", kind="airspace", holder="IRN", other="SAU"),
    ]
    assert [c.holder.code for c in board(skies)] == ["SAU"]
