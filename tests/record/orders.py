"""Deliveries in any order, twice, in batches that are cut short: the content comes out the same."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

from detente.model import CodedArticle, DayFact
from detente.record import Ledger
from record.making import make


def deliveries() -> list[CodedArticle]:
    """Plain articles, a correction, a coding by another coder, other days, other names, one without reports."""
    out = [make(n, path=f"/in/{n}.txt") for n in range(5)]
    out.append(make(1, path="/in/1.txt", version=2))
    out.append(make(1, path="/in/1.txt", version=3))
    out.append(make(2, path="/in/2.txt", coder="coder 2", shift=1))
    out.append(make(2, path="/in/2.txt", lexicon="lexicon 2"))
    out.append(make(9, reports=0))
    for day, origin, confidence in ((date(2020, 1, 1), "file name", 0.6), (date(2020, 1, 2), "given", 1.0)):
        fact = DayFact(day, origin, confidence)
        out.append(replace(out[3], article=replace(out[3].article, published=fact)))
    out.append(replace(out[4], article=replace(out[4].article, name="copy", path="/else/copy.txt")))
    return out


class CutShortError(Exception):
    """Stands for a crash within a batch."""


def deliver(folder: Path, pool: list[CodedArticle], rng: random.Random) -> Ledger:
    """Deliver everything at least once, in one of the many ways it may come; returns the open ledger."""
    queue = [*pool, *rng.choices(pool, k=rng.randrange(len(pool)))]
    rng.shuffle(queue)
    path = folder / "ledger.sqlite"
    ledger = Ledger.open(path, create=True)
    while queue:
        part = queue[: rng.randrange(1, 6)]
        cut = rng.random() < 0.25
        try:
            with ledger.batch():
                for coded in part:
                    ledger.append(coded)
                if cut:
                    raise CutShortError
        except CutShortError:
            rng.shuffle(queue)
            continue
        del queue[: len(part)]
        if rng.random() < 0.2:
            ledger.close()
            ledger = Ledger.open(path)
    return ledger
