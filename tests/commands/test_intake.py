"""A delivery taken in: every input ends somewhere, the sum is right, and a run that was broken off is taken up."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from commands.hands import QUIET, FewWords, HandWorkshop
from detente.codebook import Codebook
from detente.commands import intake, keeping
from detente.commands.intake import ingest
from detente.commands.outcomes import Outcomes, why_silent
from detente.model import Article, CodedArticle
from detente.read.corpus import Meter, Wish
from detente.record import Ledger, verify
from detente.run.journal import journal_path, read_journal
from export.made import PAGE


@pytest.fixture
def workshop(book: Codebook) -> HandWorkshop:
    return HandWorkshop(book)


def delivery(folder: Path, count: int = 30) -> Path:
    """Articles that are coded, articles without an event, and lines that are no articles, in turn."""
    path = folder / "delivery.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for n in range(count):
            text = (PAGE if n % 3 else QUIET) + f"\nThe paper counted this as its article number {n} of the year.\n"
            file.write(json.dumps({"id": f"n{n}", "title": f"Number {n}", "text": text}) + "\n")
            if n % 10 == 9:
                file.write("broken\n")
    return path


def test_the_sum_is_what_came_in(tmp_path: Path, workshop: HandWorkshop) -> None:
    path = delivery(tmp_path)
    done = ingest(tmp_path / "l.sqlite", [str(path), "gone.txt"], workshop=workshop)
    sums = done.outcomes
    assert (sums.came, sums.coded, sums.no_event.total()) == (34, 20, 10)
    assert sums.quarantined == {"not JSON": 3, "no such file": 1}
    assert sums.lines()[0] == "34 came in = 20 coded + 10 no event + 4 quarantined"
    again = ingest(tmp_path / "l.sqlite", [str(path), "gone.txt"], workshop=workshop)
    assert again.outcomes == sums
    assert (again.new_articles, again.known_articles, again.new_reports) == (0, 30, 0)


def test_what_is_known_is_not_coded_again(
    tmp_path: Path, workshop: HandWorkshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = delivery(tmp_path)
    ingest(tmp_path / "l.sqlite", [str(path)], workshop=workshop)
    monkeypatch.setattr(FewWords, "code_all", lambda *_: pytest.fail("it was coded again"))
    done = ingest(tmp_path / "l.sqlite", [str(path)], workshop=workshop)
    assert done.known_articles == 30
    assert done.outcomes.coded == 20


def test_a_new_lexicon_codes_again(tmp_path: Path, workshop: HandWorkshop, monkeypatch: pytest.MonkeyPatch) -> None:
    path = delivery(tmp_path, 3)
    ingest(tmp_path / "l.sqlite", [str(path)], workshop=workshop)
    monkeypatch.setattr(HandWorkshop, "coder", ("detente 0, parser 0", "another"))
    seen: list[object] = []
    ingest(tmp_path / "l.sqlite", [str(path)], workshop=workshop, watch=seen.append)
    assert all(isinstance(found, CodedArticle) for found in seen)


def test_another_copy_of_a_page_is_a_sighting(tmp_path: Path, workshop: HandWorkshop) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(PAGE)
        ingest(tmp_path / "l.sqlite", [str(tmp_path / f"{name}.txt")], workshop=workshop)
    with Ledger.open(tmp_path / "l.sqlite") as ledger, ledger.snapshot() as con:
        assert con.execute("SELECT count(*) FROM sightings").fetchone()[0] == 2


def test_an_article_at_which_the_coder_fails_is_quarantined_alone(
    tmp_path: Path, workshop: HandWorkshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = FewWords.code

    def fail(self: FewWords, article: Article) -> CodedArticle:
        if "number 7 " in article.text:
            raise ZeroDivisionError("made for this test")
        return code(self, article)

    monkeypatch.setattr(FewWords, "code", fail)
    done = ingest(tmp_path / "l.sqlite", [str(delivery(tmp_path))], workshop=workshop)
    assert done.outcomes.quarantined == {"not JSON": 3, "coding failed": 1}
    assert done.new_articles == 29
    assert "ZeroDivisionError" in str(done.refused)


def test_a_lost_input_is_a_fault() -> None:
    with pytest.raises(RuntimeError, match="3 inputs came in and 1 ended"):
        Outcomes(came=3, coded=1).check()


@pytest.mark.parametrize(
    ("language", "counts", "why"),
    [
        ("ru", {"sentences": 2, "triggers": 1}, "not in English (ru)"),
        ("en", {"sentences": 2, "triggers": 0}, "no deed told that the lexicon knows"),
        ("en", {"sentences": 2, "triggers": 3, "no second party": 2, "hypothetical": 1}, "no second party"),
        ("en", {"sentences": 2, "triggers": 3}, "no deed between two parties"),
    ],
)
def test_why_an_article_is_silent(language: str, counts: dict[str, int], why: str) -> None:
    from dataclasses import replace

    from detente.read import Known, read_text

    article = read_text(QUIET, name="roses", known=Known.of())
    assert why_silent(replace(article, language=language), counts) == why


def test_the_journal_tells_what_was_quarantined_and_passes_over_a_torn_line(
    tmp_path: Path, workshop: HandWorkshop
) -> None:
    ledger = tmp_path / "l.sqlite"
    ingest(ledger, [str(delivery(tmp_path))], workshop=workshop)
    with journal_path(ledger).open("a") as file:
        file.write('{"kind": "quar')
    kinds = [entry["kind"] for entry in read_journal(ledger)]
    assert kinds == ["start", *["quarantine"] * 3, "end"]
    assert next(e for e in read_journal(ledger) if e["kind"] == "quarantine")["where"].endswith("delivery.jsonl:11")
    ingest(ledger, [str(delivery(tmp_path))], workshop=workshop)  # goes on behind a torn line
    assert [entry["kind"] for entry in read_journal(ledger)][-1] == "end"


def _die(ledger: Path, path: Path, book: Codebook, after: int) -> None:
    """Ingest until some inputs have ended, then die as by ``kill -9``."""
    left = after

    def watch(_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    intake.RELINK_AFTER = 5
    ingest(ledger, [str(path)], workshop=HandWorkshop(book), watch=watch)


@pytest.mark.parametrize("kills", [(1,), (17,), (33,), (4, 11, 25)])
def test_killed_and_run_again_the_ledger_is_that_of_an_undisturbed_run(
    tmp_path: Path, book: Codebook, workshop: HandWorkshop, kills: tuple[int, ...]
) -> None:
    path = delivery(tmp_path)
    whole, broken = tmp_path / "whole.sqlite", tmp_path / "broken.sqlite"
    expected = ingest(whole, [str(path)], workshop=workshop)
    fork = multiprocessing.get_context("fork")
    for after in kills:
        child = fork.Process(target=_die, args=(broken, path, book, after))
        child.start()
        child.join(60)
        assert child.exitcode == -signal.SIGKILL
    done = ingest(broken, [str(path)], workshop=workshop)
    assert done.outcomes == expected.outcomes
    assert keeping.cite(broken).ledger_hash == keeping.cite(whole).ledger_hash
    assert _standing(broken) == _standing(whole)
    assert verify(broken).ok


def _standing(path: Path) -> list[object]:
    with Ledger.open(path, read_only=True) as ledger:
        return [sorted(ledger.assignments().items()), sorted(map(str, ledger.event_links()))]


def test_a_meter_knows_how_far_the_reading_is(tmp_path: Path, workshop: HandWorkshop) -> None:
    path, meter = delivery(tmp_path), Meter()
    told: list[str] = []
    meter.tell = told.append
    ingest(tmp_path / "l.sqlite", [str(path)], workshop=workshop, wish=Wish(), meter=meter)
    assert meter.read == path.stat().st_size
    assert len(told) == 1
