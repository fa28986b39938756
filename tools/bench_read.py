"""How well web pages are read, beside trafilatura alone: ``make bench-read``, or ``python tools/bench_read.py``.

The pages are made here from the layouts in ``tests/read/web/layouts``. With ``--pages FOLDER`` those of a public
benchmark are added: ``ground-truth.json`` (``{id: {"articleBody": ..., "title"?, "published"?, "url"?}}``) and
``html/ID.html`` or ``html/ID.html.gz``.

Body: F1 over four words in a row, mean of the pages. Title: equal but for case and signs. Day: the day of
publication exactly, of the pages that state one; on the others a day is a guess and counts as wrong.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import trafilatura

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "read" / "web")]

from layouts import Layout, make_pages  # noqa: E402

from detente.commands.workshop import Workshop  # noqa: E402
from detente.read import ReadError  # noqa: E402
from detente.read.html.extract import extract  # noqa: E402
from detente.read.html.page import assemble  # noqa: E402

LEAST_DAY = 0.97
"""Share of days that must be exact."""


@dataclass(frozen=True)
class Answer:
    body: str
    title: str | None
    day: str | None


@dataclass
class Score:
    """Of one reader."""

    f1: list[float] = field(default_factory=list)
    titles: list[bool] = field(default_factory=list)
    days: list[bool] = field(default_factory=list)
    guessed: int = 0
    undated: int = 0
    seconds: float = 0.0
    worst: list[tuple[float, str]] = field(default_factory=list)

    def add(self, page: Layout, answer: Answer) -> None:
        f1 = score_body(answer.body, page.body, page.neutral)
        self.f1.append(f1)
        self.worst.append((f1, page.name))
        if page.title:
            self.titles.append(bare(answer.title or "") == bare(page.title))
        if page.day:
            self.days.append(answer.day == page.day.isoformat())
        else:
            self.undated += 1
            self.guessed += answer.day is not None


def bare(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return Counter(zip(*(words[n:] for n in range(4)), strict=False)) if len(words) >= 4 else Counter([tuple(words)])


def score_body(found: str, true: str, neutral: str) -> float:
    """F1 over four words in a row; what is neutral counts on neither side."""
    drop = shingles(neutral) if neutral.strip() else Counter()
    have, want = shingles(found) - drop, shingles(true) - drop
    both = sum((have & want).values())
    return 2 * both / (sum(have.values()) + sum(want.values()) or 1)


def read_ours(page: Layout, workshop: Workshop) -> Answer:
    """Extraction and assembly in this process, so that computing time can be told; the worker does no more."""
    try:
        found = extract(page.raw)
    except ReadError:
        return Answer("", None, None)
    article = assemble(found, "0" * 64, name="page", path=None, known=workshop.known, published=None, url=None)
    return Answer(article.body, article.title, article.day.isoformat() if article.day else None)


def read_theirs(page: Layout, *, precision: bool) -> Answer:
    document = trafilatura.bare_extraction(
        page.raw, favor_precision=precision, include_comments=False, with_metadata=True
    )
    if document is None:
        return Answer("", None, None)
    return Answer(document.text or "", document.title, document.date)


def public_pages(folder: Path) -> Iterator[Layout]:
    """Pages of a public benchmark on this machine."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, facts in sorted(truth.items()):
        packed, plain = folder / "html" / f"{name}.html.gz", folder / "html" / f"{name}.html"
        raw = gzip.decompress(packed.read_bytes()) if packed.is_file() else plain.read_bytes()
        day = facts.get("published")
        yield Layout(name, raw, facts.get("url", ""), facts.get("title", ""), date.fromisoformat(day) if day else None,
                     "", (facts["articleBody"],), "")  # fmt: skip


def measure(pages: list[Layout], read: Callable[[Layout], Answer]) -> Score:
    score = Score()
    for page in pages:
        began = time.process_time()
        answer = read(page)
        score.seconds += time.process_time() - began
        score.add(page, answer)
    return score


def mean(values: list[bool] | list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def show(title: str, scores: dict[str, Score], *, worst: int) -> None:
    print(title)
    print(f"  {'reader':24} {'body F1':>8} {'title':>6} {'day':>6} {'guessed':>8} {'pages/CPU-s':>12}")
    for name, s in scores.items():
        guessed = f"{s.guessed}/{s.undated}"
        print(f"  {name:24} {mean(s.f1):8.3f} {mean(s.titles):6.3f} {mean(s.days):6.3f} {guessed:>8}"
              f" {len(s.f1) / s.seconds:12.0f}")  # fmt: skip
    for f1, name in sorted(scores["détente"].worst)[:worst]:
        print(f"    {f1:.3f} {name}")


def compare(pages: list[Layout], workshop: Workshop) -> dict[str, Score]:
    read_ours(pages[0], workshop)  # what is loaded on first use is no part of reading
    return {
        "détente": measure(pages, lambda p: read_ours(p, workshop)),
        "trafilatura, precision": measure(pages, lambda p: read_theirs(p, precision=True)),
        "trafilatura, default": measure(pages, lambda p: read_theirs(p, precision=False)),
    }


def is_worse(scores: dict[str, Score]) -> list[str]:
    """What is worse than trafilatura alone, in words."""
    ours, found = scores["détente"], []
    for name, theirs in scores.items():
        for what in ("f1", "titles", "days"):
            if mean(getattr(ours, what)) < mean(getattr(theirs, what)):
                found.append(f"{what} below {name}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="Score the reading of web pages beside trafilatura alone.")
    parser.add_argument("--pages", type=Path, help="folder of a public benchmark")
    parser.add_argument("--worst", type=int, default=0, help="print so many of the worst pages")
    args = parser.parse_args()
    workshop = Workshop()
    made = compare(list(make_pages()), workshop)
    show("pages made from the layouts of tests/read/web/layouts", made, worst=args.worst)
    faults = is_worse(made)
    if mean(made["détente"].days) < LEAST_DAY:
        faults.append(f"days exact below {LEAST_DAY}")
    if args.pages:
        show(str(args.pages), compare(list(public_pages(args.pages)), workshop), worst=args.worst)
    for fault in faults:
        print(f"bench-read: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
