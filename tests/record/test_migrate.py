"""A ledger of an earlier schema: backed up, then brought up to date in one transaction."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from detente.record import Ledger, NotALedger, OlderLedger, migrate, verify
from record.making import make
from record.schema_zero import set_back, step_from_zero


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger as a program with schema 0 would have left it; see `schema_zero`."""
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path, create=True) as ledger:
        for number in range(6):
            ledger.append(make(number))
    set_back(path)
    monkeypatch.setitem(migrate.STEPS, 0, step_from_zero)
    return path


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as con:
        return int(con.execute("PRAGMA user_version").fetchone()[0])


def test_an_older_ledger_opens_with_a_backup_taken(old: Path) -> None:
    with Ledger.open(old) as ledger:
        assert ledger.counts().reports == 18
        assert ledger.months() != []
        assert ledger.verify().ok
    (backup,) = old.parent.glob("ledger.schema-0.*.sqlite")
    assert (version(old), version(backup)) == (1, 0)
    with Ledger.open(backup) as again:  # the backup is itself a ledger that can be migrated
        assert again.counts().reports == 18


def test_an_older_ledger_is_not_migrated_by_a_reader(old: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(OlderLedger, match="a backup is made first"):
        Ledger.open(old, read_only=True)
    assert old.read_bytes() == before
    assert [p.name for p in old.parent.glob("*.sqlite")] == ["ledger.sqlite"]


def test_a_step_that_fails_leaves_the_ledger_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(con: sqlite3.Connection) -> None:
        step_from_zero(con)
        raise ZeroDivisionError

    monkeypatch.setitem(migrate.STEPS, 0, fail)
    with pytest.raises(ZeroDivisionError):
        Ledger.open(old)
    assert version(old) == 0
    monkeypatch.setitem(migrate.STEPS, 0, step_from_zero)
    with Ledger.open(old) as ledger:
        assert ledger.verify().ok


def test_a_schema_that_was_never_published_is_refused(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(migrate.STEPS, 0)
    with pytest.raises(NotALedger, match="no schema 0 was ever published"):
        Ledger.open(old)
    assert not verify(old).ok
