"""What an outlet repeats is learnt by an ingest and used by the next; nothing that the ledger holds is read otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.hands import HandWorkshop
from detente.codebook import Codebook
from detente.commands.errors import Rejected
from detente.commands.intake import ingest
from detente.record import Ledger

SLOGAN = "The Kymi Courier has been printed by its readers' own company since 1951."


@pytest.fixture
def workshop(book: Codebook) -> HandWorkshop:
    return HandWorkshop(book)


def pages(folder: Path, numbers: range) -> str:
    folder.mkdir(exist_ok=True)
    for n in numbers:
        text = (
            f"The Kymi Courier\n\nA ferry was late for the day number {n}\n\n{n} March 2018\n\n"
            f"The ferry of the line number {n} came late, and nobody was sent anywhere at all on that day.\n\n{SLOGAN}\n"
        )
        (folder / f"p{n}.txt").write_text(text, encoding="utf-8")
    return str(folder)


def bodies(ledger: Path) -> dict[str, bool]:
    """Of each article, by name: whether the slogan stands in its text."""
    with Ledger.open(ledger, read_only=True) as opened:
        return {a.article.name: SLOGAN in a.article.body for a in opened.articles()}


def test_learnt_by_one_ingest_and_used_by_the_next(tmp_path: Path, workshop: HandWorkshop) -> None:
    ledger = tmp_path / "l.sqlite"
    first, second = pages(tmp_path / "first", range(1, 5)), pages(tmp_path / "second", range(5, 7))
    ingest(ledger, [first], workshop=workshop)
    assert bodies(ledger) == dict.fromkeys(["p1", "p2", "p3", "p4"], True)
    ingest(ledger, [second], workshop=workshop)
    kept = bodies(ledger)
    assert kept == {"p1": True, "p2": True, "p3": True, "p4": True, "p5": False, "p6": False}
    # Once more, in another order: nothing is new, and nothing is read otherwise.
    again = ingest(ledger, [second, first], workshop=workshop)
    assert (again.new_articles, again.known_articles) == (0, 6)
    assert bodies(ledger) == kept


def test_a_damaged_file_of_lessons_is_named(tmp_path: Path, workshop: HandWorkshop) -> None:
    ledger = tmp_path / "l.sqlite"
    folder = pages(tmp_path / "first", range(1, 3))
    ingest(ledger, [folder], workshop=workshop)
    lessons = tmp_path / "l.sqlite.lines.json"
    assert lessons.is_file()
    lessons.write_text("{", encoding="utf-8")
    with pytest.raises(Rejected, match="Delete it"):
        ingest(ledger, [folder], workshop=workshop)
    lessons.unlink()
    assert ingest(ledger, [folder], workshop=workshop).known_articles == 2
