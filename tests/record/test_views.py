"""A past answer never changes: random histories against a naive model, with a clock that goes back."""

from __future__ import annotations

import random
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.model import View
from detente.record import Ledger, clock
from detente.record.writing import Writing
from record.histories import compare, live
from record.making import make


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(seed=st.integers(0, 2**32), steps=st.integers(1, 14))
def test_every_past_answer_can_be_had_again(seed: int, steps: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger, model = live(Path(folder), seed, steps)
        with ledger:
            compare(ledger, model, random.Random(seed))
            state = ledger.verify()
            assert state.ok, state.findings


def test_instants_increase_when_the_clock_goes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([datetime(2026, 1, 2, tzinfo=UTC) - timedelta(hours=n) for n in range(40)])
    monkeypatch.setattr(clock, "now", lambda: next(times))
    with Ledger.open(tmp_path / "ledger.sqlite", create=True) as ledger:
        with ledger.batch():
            for number in range(3):
                ledger.append(make(number))
        ledger.append(make(4))
        at = sorted(a.recorded_at for a in ledger.articles())
        assert len(set(at)) == 4
        assert all(t >= "2026-01-02" for t in at)
        with ledger.snapshot() as con:
            notes = [row["note"] for row in con.execute("SELECT note FROM instants ORDER BY tx")]
        assert notes[1:] == ["clock went back"] * 3
        assert ledger.verify().ok


def test_an_instant_without_a_zone_is_utc(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.sqlite", create=True) as ledger:
        ledger.append(make(1))
        known = ledger.instant()
        assert known is not None
        ledger.append(make(2))
        plain = known.replace(tzinfo=None)
        assert len(ledger.reports(View(as_known=plain))) == len(ledger.reports(View(as_known=known))) == 3
        assert ledger.reports(View(as_known=known - timedelta(microseconds=1))) == []


def test_what_is_superseded_later_is_not_known_before(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.sqlite", create=True) as ledger:
        ledger.append(make(1))
        known = ledger.instant()
        before = ledger.reports(View(as_known=known))
        ledger.append(make(1, coder="coder 2", shift=1))
        assert ledger.reports(View(as_known=known)) == before
        assert all(r.superseded_at is None for r in before)


def test_this_very_moment_can_be_asked_for_while_another_commits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows stamped before the instant asked for, and committed after the question came, are in the answer."""
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path, create=True) as ledger:
        ledger.append(make(1))
    stamped = threading.Event()
    seal = Writing.seal

    def slow_seal(self: Writing) -> None:
        seal(self)
        stamped.set()
        time.sleep(0.3)  # the time a slow disk would take

    monkeypatch.setattr(Writing, "seal", slow_seal)

    def write() -> None:
        with Ledger.open(path) as other:
            other.append(make(2))

    writer = threading.Thread(target=write)
    writer.start()
    assert stamped.wait(10)
    with Ledger.open(path, read_only=True) as reader:
        view = View(as_known=datetime.now(UTC))
        first = reader.reports(view)
        writer.join(10)
        assert reader.reports(view) == first
        assert len(first) == 6
