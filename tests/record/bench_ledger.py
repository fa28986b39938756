"""How fast a large ledger is: ``make bench``, with a million reports ``make bench REPORTS=1000000``.

Figures are of this machine at this moment; the last column holds each against
its goal, so that a slower or busier machine shows as such in all of them.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from detente.model import NOW, Entity, View
from detente.record import Ledger
from record.making import FIRST, make

PARTIES = [Entity("".join(code), "GOV", "Land " + "".join(code)) for code in itertools.product("ABCD", "EFGH", "IJKL")]
PER_ARTICLE = 3
BATCH = 200


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=int(os.environ.get("REPORTS", "200000")))
    parser.add_argument("--folder", type=Path, help="keep the ledger there")
    parser.add_argument("--shuffled", action="store_true", help="articles in no order of days: the worst there is")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "ledger.sqlite"
        if not path.exists():
            ingest(path, options.reports // PER_ARTICLE, shuffled=options.shuffled)
        measure(path, folder)
    return 0


def ingest(path: Path, articles: int, *, shuffled: bool) -> None:
    """Take in made-up articles in batches, two years of news; the making of them is not counted."""
    wall = cpu = 0.0
    with Ledger.open(path, create=True) as ledger:
        for first in range(0, articles, BATCH):
            numbers = range(first, min(first + BATCH, articles))
            days = [None if shuffled else FIRST + timedelta(days=n * 700 // articles) for n in numbers]
            part = [
                make(n, parties=PARTIES, path=f"/in/{n}.txt", today=day) for n, day in zip(numbers, days, strict=True)
            ]
            started, used = time.perf_counter(), time.process_time()
            with ledger.batch():
                for coded in part:
                    ledger.append(coded)
            wall += time.perf_counter() - started
            cpu += time.process_time() - used
    rate = articles * PER_ARTICLE / wall
    figure = f"{rate:,.0f} reports/s, {articles * PER_ARTICLE / cpu:,.0f} per CPU second"
    say(f"ingest, {BATCH} articles a batch", figure, rate / 3000)


def measure(path: Path, folder: Path) -> None:
    rng = random.Random(1)
    started = time.perf_counter()
    with Ledger.open(path) as ledger:
        say("open", f"{(time.perf_counter() - started) * 1000:.1f} ms", None)
        counts = ledger.counts()
        size = path.stat().st_size
        say("size", f"{counts.reports:,} reports, {size / 1e6:,.0f} MB, {size / counts.reports:,.0f} bytes each", None)
        keys = [p.key for p in PARTIES]
        known = View(as_known=ledger.instant())

        def pair() -> tuple[str, str]:
            one, other = rng.sample(keys, 2)
            return one, other

        clock("page of 50 of a pair, newest first", lambda: ledger.reports(pair=pair(), newest_first=True, limit=50), 5)
        clock("the same as known", lambda: ledger.reports(known, pair=pair(), newest_first=True, limit=50), 5)
        clock("tenth page", lambda: ledger.reports(NOW, pair=pair(), limit=50, skip=450), 5)
        clock("months of a pair", lambda: ledger.months(pair=pair()), 20)
        clock(
            "page of 50 of a party", lambda: ledger.reports(party=rng.choice(keys), newest_first=True, limit=50), None
        )
        clock("search", lambda: ledger.search(f'"Story {rng.randrange(1000)}"', limit=20), None)
        clock("counts", ledger.counts, None, times=3)
        clock("ledger hash", ledger.ledger_hash, None, times=1)
        target = folder / f"backup-{time.time_ns()}.sqlite"
        seconds = clock("backup", lambda: ledger.backup(target), 30_000, times=1)
        say("  that is", f"{size / 1e6 / seconds:,.0f} MB/s", None)
    restored = folder / f"restored-{time.time_ns()}.sqlite"
    clock("restore with verify", lambda: Ledger.restore(target, restored), 60_000, times=1)
    target.unlink()
    restored.unlink()


def clock(name: str, call: Callable[[], object], goal_ms: float | None, *, times: int = 60) -> float:
    """Median and worst of some calls, in milliseconds; returns the median in seconds."""
    call() if times > 5 else None
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        call()
        taken.append(time.perf_counter() - started)
    middle = statistics.median(taken)
    figure = f"{middle * 1000:,.2f} ms" + (f", worst of {times} {max(taken) * 1000:,.2f} ms" if times > 1 else "")
    say(name, figure, goal_ms / (middle * 1000) if goal_ms is not None else None)
    return middle


def say(name: str, figure: str, ratio: float | None) -> None:
    """One line; the ratio says how many times better than the goal."""
    print(f"{name:<40} {figure:<50} {f'{ratio:.2f} x goal' if ratio is not None else ''}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
