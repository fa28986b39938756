"""One ledger hash, whatever the order of deliveries."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.record import Ledger
from record.making import make
from record.orders import deliver, deliveries

POOL = deliveries()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with Ledger.open(tmp_path_factory.mktemp("orders") / "ledger.sqlite", create=True) as ledger:
        for coded in POOL:
            ledger.append(coded)
        yield ledger.ledger_hash()


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_any_order_gives_one_hash(plain: str, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder, deliver(Path(folder), POOL, random.Random(seed)) as ledger:
        assert ledger.ledger_hash() == plain
        assert ledger.verify().ok


def test_other_content_gives_another_hash(tmp_path: Path, plain: str) -> None:
    seen = {plain}
    with Ledger.open(tmp_path / "ledger.sqlite", create=True) as ledger:
        for coded in POOL[:-1]:
            seen.add(ledger.ledger_hash())
            ledger.append(coded)
        assert ledger.ledger_hash() == plain  # the last is a copy under another name
        ledger.append(make(77))
        seen.add(ledger.ledger_hash())
    assert len(seen) == len(POOL) + 1


def test_the_hash_of_a_past_instant_stays(tmp_path: Path) -> None:
    from detente.model import View

    with Ledger.open(tmp_path / "ledger.sqlite", create=True) as ledger:
        ledger.append(make(1))
        view = View(as_known=ledger.instant())
        before = ledger.ledger_hash(), ledger.chain_hash()
        ledger.append(make(1, coder="coder 2", shift=1))
        assert (ledger.ledger_hash(view), ledger.chain_hash(view)) == before
        assert ledger.ledger_hash() != before[0]
