"""What the tables of actors and places cost: ``python tests/link/bench_loading.py``.

Printed: seconds and megabytes for codebook, names and gazetteer in this fresh process, and the share of the
coder's time that matching names and places takes.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from time import process_time

from detente import codebook
from detente.commands.coding import read
from detente.commands.workshop import Workshop
from detente.link.places import Places
from detente.link.who import Who
from detente.model import Article
from detente.pipeline import Pipeline, around

MOST_SECONDS, MOST_MEGABYTES, MOST_SHARE = 0.5, 120, 0.15
"""What issue C asks for."""


def resident() -> float:
    """Megabytes of memory that this process holds; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.is_file() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def bench_loading() -> None:
    """Load everything once."""
    before, begun = resident(), process_time()
    book = codebook.load()
    names, places = Who(book), Places(book)
    took, held = process_time() - begun, resident() - before
    assert names.tables.names
    assert places
    print(f"loading: {took:.2f} s ({took / MOST_SECONDS:.2f} of the limit), ", end="")
    print(f"{held:.0f} MB ({held / MOST_MEGABYTES:.2f} of the limit), {len(names.tables.names):,} names")


def bench_matching(rounds: int = 5) -> None:
    """Time the steps of coding over the shipped articles."""
    workshop = Workshop()
    line: Pipeline = workshop.pipeline
    articles = [a for a in read([str(files("detente.samples") / "articles")], workshop) if isinstance(a, Article)]
    names = places = whole = 0.0
    for turn in range(rounds + 1):
        for article in articles:
            begun = process_time()
            coded = line.code(article)
            after = process_time()
            parsed = line.parser.parse(article)
            setting = line.who.setting(article)
            t0 = process_time()
            line.who.resolve(parsed, article.day, setting)
            t1 = process_time()
            if coded.reports:
                line.places.find(parsed, around=around(setting))
            t2 = process_time()
            if turn:  # the first round warms up
                whole, names, places = whole + after - begun, names + t1 - t0, places + t2 - t1
    rest = whole - names - places
    for what, took in (("names", names), ("places", places), ("both", names + places)):
        print(f"matching {what}: {took / rest:.3f} of the rest of coding ({took / rest / MOST_SHARE:.2f} of the limit)")


if __name__ == "__main__":
    bench_loading()
    bench_matching()
