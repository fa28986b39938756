"""Twenty thousand damaged inputs: none is uncaught, none hangs, and no process dies. `make fuzz` reads more."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from detente.read import Known
from detente.read.corpus import Item, Meter, Wish, read_stream
from read.fuzz.campaign import read_one
from read.fuzz.inputs import DELIVERIES

INPUTS = 20_000
PROCESSES = 2
MEMORY = 1_500
"""Megabytes that a process may take."""

TESTS = Path(__file__).parents[2]


def test_no_damaged_input_is_uncaught() -> None:
    share = INPUTS // PROCESSES
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "read.fuzz.campaign", "--inputs", str(share), "--seed", str(n * share)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path])},
        )
        for n in range(PROCESSES)
    ]
    for process in running:
        told, faults = process.communicate(timeout=1_800)
        assert (process.returncode, faults) == (0, "")
        summary = told.splitlines()[-1]
        assert f"{share:,} inputs" in summary
        assert int(summary.rpartition("; ")[2].partition(" MB here")[0]) <= MEMORY


def test_the_same_seed_gives_the_same_end() -> None:
    one, other = Counter[str](), Counter[str]()
    for seed in range(1, 30):
        read_one(seed, Known.of(), one)
        read_one(seed, Known.of(), other)
    assert one == other


@pytest.mark.parametrize("name", DELIVERIES)
def test_undamaged_every_input_is_read(name: str) -> None:
    """What is damaged must have been whole: a fuzz of nonsense would find nothing."""
    found = list(read_stream(io.BytesIO(DELIVERIES[name]), name=name, wish=Wish(), meter=Meter()))
    assert any(isinstance(item, Item) for item in found)
