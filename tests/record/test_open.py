"""What may be opened, and how; what one process sees while another writes."""

from __future__ import annotations

import multiprocessing
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path

import pytest

from detente.model import View
from detente.record import (
    Ledger,
    LedgerBusy,
    LedgerDamaged,
    LedgerError,
    LedgerUnwritable,
    NewerLedger,
    NoLedger,
    NotALedger,
    connect,
    errors,
)
from record.making import make

SPAWN = multiprocessing.get_context("spawn")


def test_a_ledger_is_made_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "ledger.sqlite"
    with pytest.raises(NoLedger, match="detente ingest"):
        Ledger.open(path)
    Ledger.open(path, create=True).close()
    with Ledger.open(path) as ledger:
        assert ledger.counts().articles == 0
        assert ledger.instant() is None
        assert ledger.verify().ok


def test_an_empty_file_becomes_a_ledger_or_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    path.touch()
    with pytest.raises(NotALedger, match="empty file"):
        Ledger.open(path)
    with Ledger.open(path, create=True) as ledger:
        ledger.append(make(1))


@pytest.mark.parametrize("content", [b"Dear diary, today " * 400, b"SQLite format 3\0" + b"\xff" * 5000])
def test_another_file_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises((NotALedger, LedgerDamaged)):
        Ledger.open(path, create=True)
    assert path.read_bytes() == content
    with pytest.raises(NotALedger):
        Ledger.open(tmp_path, create=True)


def test_the_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as con:
        con.execute("CREATE TABLE songs (title)")
    before = path.read_bytes()
    with pytest.raises(NotALedger, match="another program"):
        Ledger.open(path, create=True)
    assert path.read_bytes() == before


def test_a_newer_ledger_is_refused_politely(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path, create=True) as ledger:
        ledger.append(make(1))
    with closing(sqlite3.connect(path)) as con:
        con.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(NewerLedger, match=r"schema is 99.*Update"):
            Ledger.open(path, read_only=read_only)
    assert path.read_bytes() == before


def test_reading_only_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path, create=True) as ledger:
        ledger.append(make(1))
    with Ledger.open(path, read_only=True) as ledger:
        assert ledger.counts().reports == 3
        for call in _writing_calls(ledger):
            with pytest.raises(LedgerUnwritable, match="reading only"):
                call()


def _writing_calls(ledger: Ledger) -> list[Callable[[], object]]:
    return [
        lambda: ledger.append(make(2)),
        lambda: ledger.assign({}),
        lambda: ledger.judge("retract", outlet="The Courier", by="JD", why="so"),
        lambda: ledger.purge("article-00001"),
        ledger.compact,
        ledger.rebuild,
    ]


def test_the_settings_are_those_that_make_it_durable(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.sqlite", create=True) as ledger, ledger.snapshot() as con:
        found = {
            name: con.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
        }
        tables = con.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
        loose = {row["name"] for row in tables if not row["strict"]}
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0}
    assert {name for name in loose if not name.startswith("sqlite_")} == set()


def test_a_second_writer_waits_and_then_says_so(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path, create=True) as one, Ledger.open(path, wait=0.1) as other, one.batch():
        one.append(make(1))
        assert other.counts().articles == 0
        with pytest.raises(LedgerBusy) as caught:
            other.append(make(2))
        assert caught.value.temporary


def test_a_network_file_system_is_no_place_for_a_ledger() -> None:
    mounts = "/dev/vda / ext4 rw 0 0\nbox:/x /mnt/all\\040of nfs4 rw 0 0\n/dev/vdb /mnt/all\\040of/us ext4 rw 0 0\n"
    assert connect.network_of(Path("/home/me/l.sqlite"), mounts) is None
    assert connect.network_of(Path("/mnt/all of/l.sqlite"), mounts) == "nfs4"
    assert connect.network_of(Path("/mnt/all of/us/l.sqlite"), mounts) is None
    assert connect.network_of(Path("/mnt/all of them/l.sqlite"), mounts) is None


def _make(path: str, together: Barrier) -> None:
    together.wait(60)
    with Ledger.open(Path(path), create=True) as ledger:
        ledger.append(make(1))


def test_a_ledger_that_several_make_at_once_is_made_once(tmp_path: Path) -> None:
    together = SPAWN.Barrier(4)
    makers = [SPAWN.Process(target=_make, args=(str(tmp_path / "ledger.sqlite"), together)) for _ in range(4)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join(60)
    assert [maker.exitcode for maker in makers] == [0, 0, 0, 0]
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        assert ledger.counts().articles == 1
        assert ledger.verify().ok


def test_every_error_says_what_to_do() -> None:
    kinds = [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, LedgerError)]
    assert len(kinds) > 12
    drawn = errors.__doc__ or ""
    for kind in kinds:
        assert kind.__name__ in drawn


def _write(path: str, first: int, ready: Event, go: Event) -> None:
    with Ledger.open(Path(path)) as ledger:
        ready.set()
        go.wait(30)
        for number in range(first, first + 25):
            ledger.append(make(number))


def test_two_writers_and_a_reader_in_three_processes(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    Ledger.open(path, create=True).close()
    go, ready = SPAWN.Event(), [SPAWN.Event(), SPAWN.Event()]
    writers = [SPAWN.Process(target=_write, args=(str(path), n * 10, ready[n], go)) for n in (0, 1)]
    for writer in writers:
        writer.start()
    assert all(event.wait(60) for event in ready)
    seen: list[tuple[View, int]] = []
    with Ledger.open(path, read_only=True) as reader:
        go.set()
        end = time.monotonic() + 60
        while any(w.is_alive() for w in writers) and time.monotonic() < end:
            with reader.snapshot():
                counts = reader.counts()
                assert counts.articles == len(reader.articles())
                assert counts.reports == len(reader.reports()) == 3 * counts.articles
            known = reader.instant()
            if known is not None:
                seen.append((View(as_known=known), len(reader.reports(View(as_known=known)))))
        for writer in writers:
            writer.join(60)
            assert writer.exitcode == 0
        assert reader.counts().articles == 35  # ten of the fifty were delivered by both
        for view, reports in seen:
            assert len(reader.reports(view)) == reports
    assert len({n for _, n in seen}) > 2
    with Ledger.open(path) as ledger:
        assert ledger.verify().ok
