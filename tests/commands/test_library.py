"""`detente.Ledger`: what a Python program does is what the command line does."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

import detente
from commands.hands import OTHER, HandWorkshop
from detente import record
from detente.codebook import Codebook
from detente.commands import asking
from detente.commands.errors import NotFound
from detente.export.shapes import event_json
from export.made import PAGE


@pytest.fixture
def folder(tmp_path: Path, book: Codebook, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("detente.commands.library.Workshop", lambda: HandWorkshop(book))
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "harbour.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "pages" / "kymi.txt").write_text(OTHER, encoding="utf-8")
    return tmp_path


def test_ingest_and_ask(folder: Path) -> None:
    path = folder / "ledger.sqlite"
    with detente.Ledger.open(path, create=True) as ledger:
        done = ledger.ingest(folder / "pages", "nowhere.txt")
        assert (done.new_articles, done.new_reports, done.events) == (2, 3, 2)
        assert [r.path for r in done.refused] == ["nowhere.txt"]
        assert ledger.ingest(folder / "pages").new_reports == 0
        events = ledger.events()
        assert events.to_json() == [event_json(e) for e in asking.events(path)]
        assert len(ledger.events("Russia", "Britain")) == 2
        assert len(ledger.events("France")) == 0
        assert len(ledger.events(outlet="Kymi Courier")) == 1
        assert len(ledger.events(event_type="sanction")) == 2
        assert isinstance(ledger, record.Ledger)
        assert ledger.verify().ok


def test_the_three_clocks(folder: Path) -> None:
    with detente.Ledger.open(folder / "ledger.sqlite", create=True) as ledger:
        ledger.ingest(folder / "pages" / "harbour.txt")
        known = ledger.instant()
        assert known is not None
        before = ledger.events(as_known=known).to_json()
        ledger.ingest(folder / "pages" / "kymi.txt")
        assert ledger.events(as_known=known).to_json() == before != ledger.events().to_json()
        elsewhere = known.astimezone(timezone(timedelta(hours=5)))
        for same in (known.isoformat(), elsewhere, elsewhere.isoformat(), known.replace(tzinfo=None)):
            assert ledger.events(as_known=same).to_json() == before
        day = date(2018, 3, 15)
        assert ledger.events(as_of=day).to_json() == ledger.events(as_of="2018-03-15").to_json()
        assert 0 < len(ledger.events(as_of=day)) < len(ledger.events())
        assert len(ledger.events(published_by="2018-03-16")) == 0
        assert len(ledger.events(as_known=datetime(2020, 1, 1, tzinfo=UTC))) == 0


def test_wrong_words_are_told(folder: Path) -> None:
    with detente.Ledger.open(folder / "ledger.sqlite", create=True) as ledger:
        with pytest.raises(NotFound, match="Did you mean Russia"):
            ledger.events("Rusia")
        with pytest.raises(NotFound, match="one of"):
            ledger.events(event_type="SANCTON")
        with pytest.raises(ValueError, match="soon"):
            ledger.events(as_of="soon")
        with pytest.raises(ValueError, match="soon"):
            ledger.events(as_known="soon")
    with pytest.raises(record.NoLedger):
        detente.Ledger.open(folder / "none.sqlite")
    with (
        detente.Ledger.open(folder / "ledger.sqlite", read_only=True) as ledger,
        pytest.raises(record.LedgerUnwritable),
    ):
        ledger.ingest(folder / "pages")


def test_importing_the_package_loads_nothing() -> None:
    code = "import sys, json, detente; print(json.dumps(sorted(m for m in sys.modules if m.startswith('detente'))))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=True)
    assert json.loads(done.stdout) == ["detente"]
    with pytest.raises(AttributeError, match="Legder"):
        _ = detente.Legder
