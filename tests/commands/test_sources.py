"""How the outlets do, told from the ledger and the journal."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from commands.hands import HandWorkshop
from detente.codebook import Codebook
from detente.commands.errors import NotFound
from detente.commands.intake import ingest
from detente.commands.sources import report
from detente.commands.story import today
from detente.run.journal import Journal
from export.made import PAGE

DAY = date(2018, 3, 20)


@pytest.fixture
def ledger(tmp_path: Path, book: Codebook) -> Path:
    rows = [
        {"text": f"{PAGE}\nNumber {n}.", "publisher": outlet, "date": f"2018-03-{n:02d}", "title": f"{outlet} {n}"}
        for outlet, days in (("BBC", range(1, 20)), ("The Guardian", range(1, 5)), ("Nobody's Paper", range(1, 3)))
        for n in days
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    ingest(tmp_path / "l.sqlite", [str(path)], workshop=HandWorkshop(book))
    return tmp_path / "l.sqlite"


def test_volume_last_day_and_lag(ledger: Path) -> None:
    found = {each.name: each for each in report(ledger, on=DAY)}
    volume = found["BBC"].volume
    assert volume
    assert (volume.articles, volume.last_week, volume.first, volume.last) == (
        19,
        6,
        date(2018, 3, 1),
        date(2018, 3, 19),
    )
    assert volume.lag
    assert volume.lag == pytest.approx((today() - date(2018, 3, 10)).days, abs=1)
    assert list(found) == ["BBC", "Guardian", "Nobody's Paper"]
    assert found["Nobody's Paper"].source is None


def test_expectations_missed(ledger: Path) -> None:
    found = {each.name: each for each in report(ledger, on=DAY)}
    assert found["BBC"].missed == ["6 articles in a week, expected 50"]
    assert found["Guardian"].missed == [
        "16 days without an article, expected at most 2",
        "0 articles in a week, expected 50",
    ]
    later = report(ledger, on=DAY + timedelta(365))  # an old corpus is not followed, so nothing is expected
    assert not any(each.missed for each in later)


def test_failures_come_from_the_journal(ledger: Path) -> None:
    with Journal.beside(ledger) as journal:
        journal.quarantine("a.warc.gz!https://www.bbc.com/news/1", "broken page", "x")
        journal.quarantine("https://www.bbc.com/news/2", "broken page", "x")
        journal.fetch("https://feeds.bbci.co.uk/news/world/rss.xml", "BBC", "http 503", "busy")
        journal.fetch("https://tass.com/rss/v2.xml", "TASS", "stale", "nothing new for 30 days")
    found = {each.name: each for each in report(ledger)}
    assert found["BBC"].failures == {"broken page": 2, "http 503": 1}
    assert found["TASS"].volume is None
    assert "no article at all, expected at most 2" in found["TASS"].missed
    assert "feed is stale: https://tass.com/rss/v2.xml" in found["TASS"].missed
    assert json.dumps([each.to_json() for each in found.values()])


def test_all_that_are_known_can_be_listed_without_a_ledger(tmp_path: Path) -> None:
    assert len(report(tmp_path / "none.sqlite", every=True)) >= 80


def test_one_outlet_by_its_name(ledger: Path) -> None:
    found = report(ledger, only=["the guardian", "TASS", "nobody's paper"], on=DAY)
    assert [(each.name, each.volume.articles if each.volume else 0) for each in found] == [
        ("Guardian", 4),
        ("TASS", 0),
        ("Nobody's Paper", 2),
    ]
    with pytest.raises(NotFound, match=r"did you mean Nobody's Paper\? `detente sources --all`"):
        report(ledger, only=["Nobodys Papers"], on=DAY)


def test_articles_that_tell_no_outlet_are_counted_last(ledger: Path, tmp_path: Path, book: Codebook) -> None:
    path = tmp_path / "bare.jsonl"
    path.write_text(json.dumps({"text": f"{PAGE}\nOne more.", "date": "2018-03-02", "title": "Bare"}) + "\n")
    before = sum(each.volume.articles for each in report(ledger, on=DAY) if each.volume)
    ingest(ledger, [str(path)], workshop=HandWorkshop(book))
    found = report(ledger, on=DAY)
    assert sum(each.volume.articles for each in found if each.volume) == before + 1
