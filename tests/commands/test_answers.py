"""How soon an answer came, and in what proportion."""

from dataclasses import replace
from datetime import date

import pytest

from detente.commands.answers import answers, lag_between, proportion
from detente.model import Event, Period
from export.made import article, closure, event, expulsion, two_events

D = date
PUBLISHED = D(2018, 3, 17)


def deed(
    when: Period | None, *, people: int = 0, modes: tuple[str, ...] = ("expel",), kind: str = "SANCTION",
    scale: float = -5.0, quad: int = 4, aux: tuple[str, ...] = (), published: date | None = PUBLISHED,
) -> Event:  # fmt: skip
    report = replace(
        expulsion(), event=kind, modes=modes, people=people, event_scale=scale, quad_code=quad, aux=aux, when=when
    )
    return event(report, article(published=published), id=f"E-{kind}-{when}")


@pytest.mark.parametrize(
    ("target", "source", "lag"),
    [
        (Period.day(D(2018, 3, 14)), Period.day(D(2018, 3, 17)), 3),
        (Period.day(D(2018, 3, 14)), Period.day(D(2018, 3, 14)), 0),
        (Period(D(2018, 3, 13), D(2018, 3, 14)), Period.day(D(2018, 3, 17)), 3),
        (Period.day(D(2018, 3, 18)), Period.day(D(2018, 3, 17)), None),
        (Period(D(2018, 1, 1), D(2018, 12, 31), "year"), Period.day(D(2018, 3, 17)), None),
        (Period(D(2018, 1, 1), D(2018, 1, 31), "month"), Period.day(D(2018, 3, 17)), None),
        (None, Period.day(D(2018, 3, 17)), None),
        (Period.day(D(2018, 3, 14)), None, None),
        (Period(None, D(2018, 3, 14), "open"), Period.since(D(2018, 3, 20)), 6),
    ],
)
def test_lag(target: Period | None, source: Period | None, lag: int | None) -> None:
    assert lag_between(deed(target), deed(source)) == lag


def test_a_deed_ahead_answers_when_it_is_announced() -> None:
    ahead = deed(Period.day(D(2018, 4, 30)), aux=("future",), published=D(2018, 3, 17))
    assert lag_between(deed(Period.day(D(2018, 3, 14))), ahead) == 3
    unpublished = deed(Period.day(D(2018, 4, 30)), aux=("future",), published=None)
    assert lag_between(deed(Period.day(D(2018, 3, 14))), unpublished) is None


DAY = Period.day(D(2018, 3, 14))


@pytest.mark.parametrize(
    ("target", "source", "words"),
    [
        (deed(DAY, people=23), deed(DAY, people=23), "in kind, 23 for 23"),
        (deed(DAY, people=60), deed(DAY, people=755), "in kind, 755 for 60"),
        (deed(DAY), deed(DAY), "in kind"),
        (deed(DAY), deed(DAY, modes=("withdraw",), scale=-4.0), "of like weight"),
        (deed(DAY), deed(DAY, kind="ACCUSE", scale=-2.5, quad=3), "by other means"),
        (deed(DAY), deed(DAY, kind="ASSAULT", scale=-10.0), "harder than what it answers"),
        (deed(DAY, kind="ASSAULT", scale=-10.0), deed(DAY, kind="ACCUSE", scale=-2.0, quad=3),
         "softer than what it answers"),
    ],
)  # fmt: skip
def test_proportion(target: Event, source: Event, words: str) -> None:
    assert proportion(target, source) == words


def test_links_whose_end_is_unknown_are_left_out() -> None:
    first, second = two_events()
    (answer,) = answers([first, second])
    assert (answer.source.id, answer.target.id) == ("E-2", "E-1")
    assert answers([second]) == []
    assert [a.target.id for a in answers([second], lookup={"E-1": first})] == ["E-1"]
    assert closure().key == "e2"
