"""How days, parties and counts read."""

from datetime import date

import pytest

from detente.export import words
from detente.model import Entity, Period

D = date


@pytest.mark.parametrize(
    ("period", "shown", "column"),
    [
        (None, "no date", ("no date", "")),
        (Period.day(D(2018, 3, 17)), "17 Mar 2018", ("2018-03-17", "")),
        (Period(D(2018, 3, 17), D(2018, 3, 24), "days"), "17–24 Mar 2018", ("2018-03-17", "…2018-03-24")),
        (Period(D(2018, 2, 27), D(2018, 3, 2)), "27 Feb – 2 Mar 2018", ("2018-02-27", "…2018-03-02")),
        (Period(D(2017, 12, 30), D(2018, 1, 2)), "30 Dec 2017 – 2 Jan 2018", ("2017-12-30", "…2018-01-02")),
        (Period(D(2018, 2, 1), D(2018, 2, 28), "month"), "Feb 2018", ("2018-02", "")),
        (Period(D(2020, 12, 1), D(2020, 12, 31), "month"), "Dec 2020", ("2020-12", "")),
        (Period(D(2018, 1, 1), D(2018, 3, 31)), "Jan–Mar 2018", ("2018-01-01", "…2018-03-31")),
        (Period(D(1961, 1, 1), D(1961, 12, 31), "year"), "1961", ("1961", "")),
        (Period(D(1961, 1, 1), D(1963, 12, 31), "years"), "1961–1963", ("1961-01-01", "…1963-12-31")),
        (Period.since(D(2018, 3, 17)), "from 17 Mar 2018", ("2018-03-17…", "")),
        (Period(None, D(2018, 3, 17), "open"), "until 17 Mar 2018", ("…2018-03-17", "")),
        (Period(D(9999, 12, 1), D(9999, 12, 31)), "1–31 Dec 9999", ("9999-12-01", "…9999-12-31")),
    ],
)
def test_periods(period: Period | None, shown: str, column: tuple[str, str]) -> None:
    assert words.show_period(period) == shown
    assert words.iso_period(period) == column


@pytest.mark.parametrize(
    ("days", "shown"),
    [(0, "the same day"), (1, "1 day"), (20, "20 days"), (35, "5 weeks"), (200, "7 months"), (19723, "54 years")],
)
def test_lengths(days: int, shown: str) -> None:
    assert words.show_days(days) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Russia", "Russia"),
        ("United Kingdom", "the United Kingdom"),
        ("European Union", "the European Union"),
        ("Philippines", "the Philippines"),
        ("NATO", "NATO"),
    ],
)
def test_articles(name: str, shown: str) -> None:
    assert words.with_article(name) == shown


def test_sides() -> None:
    russia, peskov = Entity("RUS", "GOV", "Russia"), Entity("RUS", "GOV", "Dmitry Peskov")
    assert words.show_two_sides([russia, russia], [peskov]) == "Russia → Dmitry Peskov"
    assert words.show_two_sides([russia, peskov], []) == "Russia, Dmitry Peskov"
    assert words.show_two_sides([], [russia]) == "unknown → Russia"


def test_counts() -> None:
    assert words.count(1, "event") == "1 event"
    assert words.count(1200, "event") == "1,200 events"
    assert words.count(2, "person", "people") == "2 people"
