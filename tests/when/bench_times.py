"""How many expressions a second are found and resolved: ``python tests/when/bench_times.py``."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from time import process_time

from detente.coding.times import find_times

TABLE = Path(__file__).with_name("expressions.tsv")


def bench_times(rounds: int = 20) -> float:
    """Find and resolve the table's sentences ``rounds`` times; prints and gives expressions a second of processor time."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    sentences = [(row[0], date.fromisoformat(row[1]), row[2]) for row in rows if row]
    count = 0
    begun = process_time()
    for _ in range(rounds):
        for text, published, direction in sentences:
            for expression in find_times(text):
                expression.period(published, direction=direction)
                count += 1
    rate = count / (process_time() - begun)
    print(f"{count} expressions, {rate:,.0f} a second")
    return rate


if __name__ == "__main__":
    bench_times()
