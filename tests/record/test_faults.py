"""Writes that fail and a disk that is full: nothing acknowledged is lost, nothing is half there."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from detente.record import BadBackup, Ledger, LedgerFull
from record.faults import disk, library
from record.ingest_with_faults import fail_each
from record.making import make

pytestmark = pytest.mark.skipif(library() is None, reason="SQLite is built into Python here and cannot be reached")


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO], ids=["full", "broken"])
def test_each_write_of_an_ingest_fails_once(tmp_path: Path, error: int) -> None:
    writes, tried = fail_each(tmp_path, 2, error, every=9)
    assert writes > 100
    assert tried > 12


def test_a_disk_that_stays_full_loses_nothing_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with disk() as device, Ledger.open(path, create=True) as ledger:
        for number in range(5):
            ledger.append(make(number))
        chain = ledger.chain_hash()
        device.fails = lambda n: True
        for number in range(5, 8):
            with pytest.raises(LedgerFull, match="Free some space") as caught:
                ledger.append(make(number))
            assert caught.value.temporary
        with pytest.raises(LedgerFull):
            _append_together(ledger, range(5, 60))
        with Ledger.open(path, read_only=True) as reader:
            assert reader.counts() == ledger.counts()
            assert reader.counts().articles == 5
        assert ledger.chain_hash() == chain
        device.fails = lambda n: False
        for number in range(5, 8):
            assert ledger.append(make(number)).new_article
        assert ledger.counts().articles == 8
        assert ledger.verify().ok


def _append_together(ledger: Ledger, numbers: range) -> None:
    with ledger.batch():
        for number in numbers:
            ledger.append(make(number))


def test_a_backup_on_a_full_disk_leaves_no_file(tmp_path: Path) -> None:
    with disk() as device, Ledger.open(tmp_path / "ledger.sqlite", create=True) as ledger:
        ledger.append(make(1))
        for error, expected in ((errno.ENOSPC, LedgerFull), (errno.EIO, BadBackup)):
            device.error = error
            device.fails = lambda n: True
            with pytest.raises(expected):
                ledger.backup(tmp_path / "backup.sqlite")
            device.fails = lambda n: False
        assert not list(tmp_path.glob("backup*"))
        assert ledger.backup(tmp_path / "backup.sqlite").chain_hash == ledger.chain_hash()
