"""Train the chain that judges a page's rows together, from pages whose lines are labelled: ``make train-rows``.

Pages: ``tests/read/scrapes/worked``, ``training/pages``, and those whole pages of ``tests/read/pages``, the samples
and the articles for practice that the rules alone read rightly, with the rules' labels.

Fitted by stochastic gradient of the chain's likelihood. The lists of phrases know the furniture of these pages better
than that of pages to come: so in every round rows lose at random what they look like by the lists, and pages their
empty lines; heads and feet of pages are exchanged.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from textwrap import fill

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "read")]

from marked_pages import Marked, read_folder  # noqa: E402

from detente.codebook import load  # noqa: E402
from detente.model import Line  # noqa: E402
from detente.read import Known  # noqa: E402
from detente.read.chain import FILE, KINDS, Chain  # noqa: E402
from detente.read.compose import body_of  # noqa: E402
from detente.read.looks import Look  # noqa: E402
from detente.read.scrape import label_page  # noqa: E402
from detente.read.sheet import Mark, Sheet  # noqa: E402
from detente.read.traits import Traits  # noqa: E402
from detente.read.verdicts import kind_of  # noqa: E402

EPOCHS, RATE, DECAY = 14, 0.08, 2e-4
UNSEEN = 0.35
"""Share of rows that lose their look in a round."""
MOVED = 0.4
"""Share of pages whose captions are set above other paragraphs in a round."""
WRAPPED = 0.08
"""Share of pages whose text is broken into lines of a column's width in a round."""
LEAST = 4
"""Pages that must have a trait for it to be learnt."""

PAGES = (
    ("tests/read/pages", "tests/read/pages"),
    ("src/detente/samples/articles", "tests/data/samples"),
    ("tests/data/practice", "tests/data/practice"),
)
"""Folders of whole pages and of what is expected of them."""

KIND_OF = {
    "T": "title", "S": "lead", "H": "heading", "B": "body", "Y": "fact", "L": "fact", "D": "fact", "U": "fact",
    "W": "fact", "P": "picture", "C": "picture", "E": "teaser", "e": "site", "A": "appeal", "N": "site", "G": "site",
    "O": "site",
}  # fmt: skip


@dataclass(frozen=True)
class Lesson:
    """A page's text and the kind of its rows, by the offset at which a line begins."""

    name: str
    text: str
    kinds: tuple[tuple[int, int, str], ...]


def from_marked(page: Marked) -> Lesson:
    return Lesson(page.name, page.text, tuple((a, b, KIND_OF[letter]) for a, b, letter in page.lines))


def from_lines(name: str, text: str, lines: tuple[Line, ...]) -> Lesson:
    kinds = [(line.span.start, line.span.end, kind_of(Mark(line.label, line.reason))) for line in lines]
    return Lesson(name, text, tuple(kinds))


def right_pages(known: Known) -> list[Lesson]:
    """Whole pages that are read as expected: title, teasers and text."""
    from pagecheck import squeeze

    found = []
    for pages, told in PAGES:
        for path in sorted((ROOT / told).glob("*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            gold = gold.get("document", gold)
            text = (ROOT / pages / f"{path.stem}.txt").read_text(encoding="utf-8", errors="replace")
            page = label_page(text, known, together=False)
            body = squeeze(body_of(page.lines))
            title = page.facts.title_span.text if page.facts.title_span else ""
            right = squeeze(title) == squeeze(gold["title"]) and squeeze(gold["body_starts"]) in body
            right = right and not any(squeeze(words) in body for words in gold["not_body"])
            if right and [squeeze(t) for t in page.facts.teasers] == [squeeze(t) for t in gold["teasers"]]:
                found.append(from_lines(path.stem, text, page.lines))
    return found


def varied(lesson: Lesson, others: list[Lesson], loose: list[tuple[str, str]], rng: random.Random) -> Lesson:
    """The page without its empty lines, with all lines apart, or with another page's head or foot; with loose lines."""
    way = rng.random()
    if way < 0.2:
        return lesson
    parts = [(lesson.text[a:b], k) for a, b, k in lesson.kinds]
    if rng.random() < MOVED:
        parts = _moved(parts, rng)
    if rng.random() < WRAPPED:
        width = rng.randrange(28, 80)
        parts = [(fill(words, width) if kind in ("body", "picture") else words, kind) for words, kind in parts]
    gaps = [1 + lesson.text.count("\n\n", b, c) for (_, b, _), (c, _, _) in pairwise(lesson.kinds)]
    gaps = [*gaps, *[1] * len(parts)][: len(parts)]
    if way < 0.55:
        gaps = [1] * len(parts)
    elif way < 0.65:
        gaps = [2] * len(parts)
    elif way > 0.7:
        other = rng.choice(others)
        theirs = [(other.text[a:b], k) for a, b, k in other.kinds]
        if way < 0.82:
            head, rest = _cut_head(theirs)[0], _cut_head(parts)[1]
            gaps = [1] * len(head) + gaps[len(parts) - len(rest) :]
            parts = head + rest
        else:
            foot, kept = _cut_foot(theirs)[1], _cut_foot(parts)[0]
            gaps = gaps[: len(kept)] + [rng.choice((1, 1, 2))] * len(foot)
            parts = kept + foot
    for words, kind in rng.sample(loose, min(len(loose), rng.choice((0, 1, 2, 3)))):
        body = [i for i, (_, k) in enumerate(parts) if k == "body"]
        at = rng.choice(body) if body and kind in ("appeal", "teaser") else (max(body, default=len(parts) - 1) + 1)
        at = at if rng.random() < 0.8 else rng.randrange(len(parts) + 1)
        parts.insert(at, (words, kind))
        gaps.insert(at, gaps[min(at, len(gaps) - 1)])
    text, kinds = "", []
    for (words, kind), gap in zip(parts, gaps, strict=True):
        kinds.append((len(text), len(text) + len(words), kind))
        text += words + "\n" * gap
    return Lesson(lesson.name, text, tuple(kinds))


def _moved(parts: list[tuple[str, str]], rng: random.Random) -> list[tuple[str, str]]:
    """The page with its captions above other paragraphs, or without those that tell whose a picture is."""
    pictures = [part for part in parts if part[1] == "picture"]
    out = [part for part in parts if part[1] != "picture"]
    for part in pictures:
        places = [i for i, (_, kind) in enumerate(out) if kind == "body"]
        if places and (len(part[0].split()) > 6 or rng.random() < 0.5):
            out.insert(places[0] if rng.random() < 0.15 else rng.choice(places), part)
    return out


def loose_lines() -> list[tuple[str, str]]:
    """Words and kind of lines that may stand on any page."""
    rows = (ROOT / "training/pages/loose.lines").read_text(encoding="utf-8").splitlines()
    pairs = (row.split("\t", 1) for row in rows if row and not row.startswith("#"))
    return [(words, KIND_OF[letter]) for letter, words in pairs]


def _cut_head(parts: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    at = next((i for i, (_, k) in enumerate(parts) if k not in ("site", "teaser", "appeal")), 0)
    return parts[:at], parts[at:]


def _cut_foot(parts: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    at = max((i for i, (_, k) in enumerate(parts) if k == "body"), default=len(parts) - 1) + 1
    return parts[:at], parts[at:]


def rows_of(lesson: Lesson, known: Known, rng: random.Random | None) -> tuple[Sheet, list[int]]:
    """The page's sheet and the kind of each row; with ``rng`` some rows lose their looks."""
    sheet = Sheet.of(lesson.text, known)
    kinds = []
    for row in sheet.rows:
        weight = [0] * len(KINDS)
        for start, end, kind in lesson.kinds:
            if start < row.end and row.start < end:
                weight[KINDS.index(kind)] += min(end, row.end) - max(start, row.start)
        kinds.append(int(np.argmax(weight)))
    if rng is None:
        return sheet, kinds
    share = rng.choice((0.0, UNSEEN, UNSEEN, 0.8))
    looks = tuple(Look(None) if rng.random() < share else look for look in sheet.looks)
    return replace(sheet, looks=looks), kinds


class Learner:
    """Weights that grow with the traits that are met."""

    def __init__(self, traits: list[str]) -> None:
        self.number = {trait: n for n, trait in enumerate(traits)}
        k = len(KINDS)
        self.arrays = [np.zeros((len(traits), k)), np.zeros((k, k)), np.zeros(k), np.zeros(k)]
        self.squares = [np.full_like(a, 1e-6) for a in self.arrays]

    def learn(self, rows: list[list[int]], kinds: list[int], rate: float) -> float:
        weights, follows, first, last = self.arrays
        points = np.array([weights[r].sum(axis=0) for r in rows])
        alpha, beta = np.zeros_like(points), np.zeros_like(points)
        alpha[0] = points[0] + first
        for t in range(1, len(rows)):
            alpha[t] = points[t] + _logsum(alpha[t - 1][:, None] + follows, 0)
        beta[-1] = last
        for t in range(len(rows) - 2, -1, -1):
            beta[t] = _logsum(follows + (points[t + 1] + beta[t + 1])[None, :], 1)
        total = _logsum(alpha[-1] + last, 0)
        gradient = np.exp(alpha + beta - total)
        gradient[np.arange(len(rows)), kinds] -= 1
        pairs = np.zeros_like(follows)
        for t in range(len(rows) - 1):
            pairs += np.exp(alpha[t][:, None] + follows + (points[t + 1] + beta[t + 1])[None, :] - total)
            pairs[kinds[t], kinds[t + 1]] -= 1
        score = first[kinds[0]] + last[kinds[-1]] + points[np.arange(len(rows)), kinds].sum()
        score += sum(follows[a, b] for a, b in pairwise(kinds))
        flat = np.concatenate([np.array(r) for r in rows])
        grads = np.repeat(gradient, [len(r) for r in rows], axis=0)
        unique, place = np.unique(flat, return_inverse=True)
        summed = np.zeros((len(unique), len(KINDS)))
        np.add.at(summed, place, grads)
        summed += DECAY * len(rows) * weights[unique]
        self._step(0, unique, summed, rate)
        self._step(1, slice(None), pairs + DECAY * follows, rate)
        self._step(2, slice(None), gradient[0], rate)
        self._step(3, slice(None), gradient[-1], rate)
        return float(total - score)

    def _step(self, n: int, where: object, gradient: np.ndarray, rate: float) -> None:
        self.squares[n][where] += gradient**2
        self.arrays[n][where] -= rate * gradient / np.sqrt(self.squares[n][where])

    def chain(self) -> Chain:
        weights, follows, first, last = self.arrays
        return Chain(
            {t: tuple(map(float, weights[n])) for t, n in self.number.items()},
            tuple(tuple(map(float, row)) for row in follows),
            tuple(map(float, first)),
            tuple(map(float, last)),
        )


def _logsum(values: np.ndarray, axis: int) -> np.ndarray:
    most = values.max(axis=axis, keepdims=True)
    return np.squeeze(most, axis) + np.log(np.exp(values - most).sum(axis=axis))


def train(lessons: list[Lesson], known: Known, *, seed: int = 7, epochs: int = EPOCHS, loud: bool = False) -> Chain:
    rng = random.Random(seed)
    loose = loose_lines()
    counts: dict[str, int] = {}
    rounds = []
    for epoch in range(epochs):
        pages = []
        for lesson in rng.sample(lessons, len(lessons)):
            met: set[str] = set()
            sheet, kinds = rows_of(varied(lesson, lessons, loose, rng) if epoch else lesson, known, rng)
            traits = Traits(sheet)
            rows = [traits.of(i) for i in range(len(sheet))]
            pages.append((rows, kinds))
            met.update(t for row in rows for t in row)
            for trait in met:
                counts[trait] = counts.get(trait, 0) + 1
        rounds.append(pages)
    learner = Learner(sorted(t for t, n in counts.items() if n >= LEAST * epochs * 0.7))
    for epoch, pages in enumerate(rounds):
        rate = RATE * (1 - 0.8 * epoch / epochs)
        loss = rows_met = 0.0
        for rows, kinds in pages:
            numbers = [[learner.number[t] for t in row if t in learner.number] for row in rows]
            loss += learner.learn(numbers, kinds, rate)
            rows_met += len(rows)
        if loud:
            print(f"round {epoch + 1}: {loss / rows_met:.3f} a row", file=sys.stderr)
    return learner.chain()


def lessons_of(known: Known) -> list[Lesson]:
    folders = [ROOT / "tests/read/scrapes/worked", ROOT / "training/pages"]
    marked = [from_marked(page) for folder in folders if folder.is_dir() for page in read_folder(folder)]
    return marked + right_pages(known)


def known_names() -> Known:
    actors = load().actors
    return Known.of({name.form for name in actors.names if name.kind == "media"}, actors.agencies)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    known = known_names()
    lessons = lessons_of(known)
    chain = train(lessons, known, loud=True)
    target = ROOT / "src/detente/read" / FILE
    target.write_text(chain.to_json(), encoding="utf-8")
    print(f"{len(lessons)} pages; {target.relative_to(ROOT)}: {target.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
