"""Reads damaged pages, many: ``make fuzz``, or ``python -m read.web.campaign --pages 1000000`` with tests on the path.

Every page ends as read, read without its markup, or set aside; what a page does to the worker does not reach this
process. Any other end is a fault, printed with its seed, and the command exits with 1.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

from detente.model import Article
from detente.read import Known, ReadError, read_html
from detente.read.html.keeper import Keeper

from .layouts import layouts, make_page
from .mutate import mutate


@dataclass
class Campaign:
    """``ends`` counts how pages ended; ``faults`` have a seed each; ``slowest`` is in seconds."""

    ends: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0
    slowest_seed: int = 0


def damaged(seed: int) -> bytes:
    """The page of a seed: a layout, filled in and damaged."""
    paths = layouts()
    return mutate(make_page(paths[seed % len(paths)], seed % 7).raw, seed)


def run(seeds: range, known: Known, keeper: Keeper) -> Campaign:
    """Read the pages of all seeds."""
    done = Campaign()
    for seed in seeds:
        raw = damaged(seed)
        began = time.monotonic()
        try:
            article = read_html(raw, name="x", known=known, worker=keeper)
        except ReadError as refused:
            done.ends[f"set aside ({type(refused).__name__})"] += 1
        except Exception as error:  # noqa: BLE001 - finding these is what this is for
            done.faults.append(f"seed {seed}: {type(error).__name__}: {error}")
        else:
            done.ends["degraded" if any(n.startswith("degraded") for n in article.notes) else "read"] += 1
            done.faults += [f"seed {seed}: {fault}" for fault in faults_of(article)]
        if (took := time.monotonic() - began) > done.slowest:
            done.slowest, done.slowest_seed = took, seed
    return done


def faults_of(article: Article) -> list[str]:
    """What no page may do to its article."""
    found = []
    if any(ord(c) < 32 and c not in "\t\n" for c in article.text):
        found.append("a control character in the text")
    if any(0xD800 <= ord(c) <= 0xDFFF for c in article.text):
        found.append("half a pair in the text")
    if any(article.text[line.span.start : line.span.end] != line.span.text for line in article.lines):
        found.append("a line that is not where it says")
    ends = [line.span.end for line in article.lines]
    if any(line.span.start < end for line, end in zip(article.lines[1:], ends, strict=False)):
        found.append("lines that overlap")
    if "".join("".join(line.span.text.split()) for line in article.lines) != "".join(article.text.split()):
        found.append("text that stands in no line")
    days = [fact for fact in (article.published, article.updated) if fact]
    if any(not 0 < fact.confidence <= 1 or fact.day.year < 1800 for fact in days):
        found.append("a day without measure")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="Read damaged pages, and report how each ended.")
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0, help="where to begin")
    args = parser.parse_args()
    keeper = Keeper()
    began = time.monotonic()
    done = run(range(args.seed, args.seed + args.pages), Known.of(), keeper)
    keeper.close()
    for end, count in done.ends.most_common():
        print(f"{count:9,} {end}")
    print(f"{sum(done.ends.values()):9,} of {args.pages:,} pages in {time.monotonic() - began:.0f} s,"
          f" {keeper.started} workers; slowest {done.slowest:.1f} s (seed {done.slowest_seed});"
          f" {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB here,"
          f" {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MB in the worker")  # fmt: skip
    for fault in done.faults:
        print(fault, file=sys.stderr)
    return 1 if done.faults else 0


if __name__ == "__main__":
    sys.exit(main())
