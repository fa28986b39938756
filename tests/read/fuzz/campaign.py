"""Reads damaged inputs of every form: ``make fuzz``, or ``python -m read.fuzz.campaign --inputs 1000000``.

Each input ends as an article or as a refusal with a reason. Any other end is a fault, printed with its seed, and the
command exits with 1. One input in forty is a web page, read by the worker; the others are read in this process.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import sys
import time
from collections import Counter
from datetime import date

from detente.model import Article
from detente.read import Known, ReadError
from detente.read.corpus import Meter, Wish, read_item, read_stream
from detente.read.corpus.days import read_day
from detente.read.dates import find_days
from detente.read.html.keeper import Keeper
from detente.read.net.feeds import read_feed
from read.fuzz import inputs
from read.web import campaign as web
from read.web.campaign import Campaign

PAGES = 40
"""One input in so many is a web page."""

HANG = 5.0
"""Seconds of computing in this process after which an input counts as a hang."""


def run(seeds: range, known: Known, keeper: Keeper) -> Campaign:
    """Read the inputs of all seeds."""
    done = Campaign()
    for seed in seeds:
        began = time.process_time()
        if seed % PAGES == 0:
            one = web.run(range(seed, seed + 1), known, keeper)
            done.ends += Counter({f"page {end}": count for end, count in one.ends.items()})
            done.faults += one.faults
        else:
            try:
                done.faults += [f"seed {seed}: {fault}" for fault in read_one(seed, known, done.ends)]
            except Exception as error:  # noqa: BLE001 - finding these is what this is for
                done.faults.append(f"seed {seed}: {type(error).__name__}: {error}")
        took = time.process_time() - began
        if took > done.slowest:
            done.slowest, done.slowest_seed = took, seed
        if took > HANG:
            done.faults.append(f"seed {seed}: {took:.0f} seconds of computing")
    return done


def read_one(seed: int, known: Known, ends: Counter[str]) -> list[str]:
    """Read the input of a seed; count how it ended, and tell what must not be."""
    rng = random.Random(seed)
    way = rng.random()
    if way < 0.15:
        return read_feed_of(inputs.feed(rng), ends)
    if way < 0.30:
        return read_day_of(inputs.day(rng), ends)
    name, data = inputs.delivery(rng)
    faults, came = list[str](), 0
    for found in read_stream(io.BytesIO(data), name=name, wish=Wish(), meter=Meter()):
        came += 1
        try:
            article = found if isinstance(found, ReadError) else read_item(found, known=known)
        except ReadError as refused:
            article = refused
        if isinstance(article, Article):
            ends["article"] += 1
            faults += faults_of(article)
        else:
            ends[f"refused: {article.what}"] += 1
            faults += [] if article.why.strip() and article.next.strip() else [f"a refusal without a reason: {article}"]
    ends["nothing came in"] += not came
    return faults


def read_feed_of(data: bytes, ends: Counter[str]) -> list[str]:
    try:
        feed = read_feed(data, url="https://a.example/feed")
    except ReadError as refused:
        ends[f"refused: {refused.what}"] += 1
        return []
    ends["feed"] += 1
    odd = [
        url
        for url in (*(e.url for e in feed.entries), *feed.feeds)
        if not url.lower().startswith(("http://", "https://"))
    ]
    return [f"an address that is none of the web: {url!r}" for url in odd]


def read_day_of(text: str, ends: Counter[str]) -> list[str]:
    found = read_day(text)
    ends["day" if found else "no day"] += 1
    days = [day.day for day in find_days(text)] + ([found[0]] if found else [])
    return [f"a day that is none: {day!r}" for day in days if not isinstance(day, date) or not 1700 < day.year < 2200]


def faults_of(article: Article) -> list[str]:
    """What no input may do to its article; a text keeps its control characters, which are shown as what they are."""
    return [fault for fault in web.faults_of(article) if fault not in ("a control character in the text",)]


def main() -> int:
    parser = argparse.ArgumentParser(description="Read damaged inputs, and report how each ended.")
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0, help="where to begin")
    args = parser.parse_args()
    keeper, began = Keeper(), time.monotonic()
    done = run(range(args.seed, args.seed + args.inputs), Known.of(), keeper)
    keeper.close()
    for end, count in done.ends.most_common():
        print(f"{count:9,} {end}")
    print(f"{args.inputs:9,} inputs in {time.monotonic() - began:.0f} s, {keeper.started} workers;"
          f" slowest {done.slowest:.1f} s (seed {done.slowest_seed}); {len(done.faults)} faults;"
          f" {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB here,"
          f" {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MB in the worker")  # fmt: skip
    for fault in done.faults[:100]:
        print(fault, file=sys.stderr)
    return 1 if done.faults else 0


if __name__ == "__main__":
    sys.exit(main())
