"""Train the second opinion from the marked sentences in ``training/``: ``make train``.

Softmax regression on hashed features, fitted with Adam; a fifth of the
sentences, chosen by their hash, is held back for the temperature and for the
error rates that are printed: the shipped weights have not seen them. Nothing outside ``training/`` is read.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import numpy as np

from detente import codebook
from detente.coding.features import DIMENSIONS
from detente.coding.opinion import FILE, NONE, Opinion
from detente.commands.marked import MarkedCoder, from_lexicon, read_marked

ROOT = Path(__file__).parents[1]
OUT = ROOT / "src" / "detente" / "coding" / FILE
EPOCHS, RATE, DECAY = 24, 0.05, 2e-5


def fit(rows: list[list[int]], labels: np.ndarray, classes: int) -> np.ndarray:
    """Weights (DIMENSIONS x classes), each example weighted by the rarity of its class."""
    rng = np.random.default_rng(7)
    weights = np.zeros((DIMENSIONS, classes), dtype=np.float32)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    counts = np.bincount(labels, minlength=classes)
    rarity = np.sqrt(counts.mean() / np.maximum(counts, 1))
    step = 0
    for epoch in range(EPOCHS):
        order = rng.permutation(len(rows))
        for start in range(0, len(order), 64):
            batch = order[start : start + 64]
            gradient = np.zeros_like(weights)
            for i in batch:
                kept = [n for n in rows[i] if rng.random() > 0.15]  # words dropped at random: no one word may decide
                if not kept:
                    continue
                size = np.sqrt(len(kept))
                scores = weights[kept].sum(axis=0) / size
                odds = np.exp(scores - scores.max())
                odds /= odds.sum()
                odds[labels[i]] -= 1
                gradient[kept] += odds * (rarity[labels[i]] / size / len(batch))
            gradient += DECAY * weights
            step += 1
            first += 0.1 * (gradient - first)
            second += 0.001 * (gradient * gradient - second)
            rate = RATE * (1 - epoch / EPOCHS)
            weights -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def pack(weights: np.ndarray, classes: list[str], temperature: float) -> Opinion:
    top = np.abs(weights).max(axis=0)
    scale = np.where(top > 0, top / 127, 1).astype(np.float32)
    packed = np.round(weights / scale).astype(np.int8).T
    return Opinion(tuple(classes), packed, scale, temperature)


def calibrate(model: Opinion, rows: list[list[int]], labels: np.ndarray) -> float:
    """The temperature under which the held-back sentences are least surprising."""
    best = (float("inf"), 1.0)
    for temperature in np.linspace(0.2, 2.0, 37):
        trial = Opinion(model.classes, model.weights, model.scale, float(temperature))
        loss = -sum(np.log(max(trial.judge(r)[model.classes[y]], 1e-9)) for r, y in zip(rows, labels, strict=True))
        best = min(best, (loss, float(temperature)))
    return best[1]


def main() -> int:
    items = [m for path in sorted((ROOT / "training").glob("*.tsv")) for m in read_marked(path)]
    if len(items) < 500:
        print(f"only {len(items)} marked sentences under training/: nothing is trained", file=sys.stderr)
        return 1
    book = codebook.load()
    examples = list(from_lexicon(book))
    coder = MarkedCoder(book)
    classes = [*sorted(book.plover.types), NONE]
    rows = [coder.numbers(m) for m in items]
    labels = np.array([classes.index(m.event) for m in items])
    # The lexicon's own sentences teach words, not trust in frames: each would always see its own frame fire.
    extra = [m for m in examples if m.event in classes]
    extra_rows = [coder.numbers(m, frames=False) for m in extra]
    extra_labels = np.array([classes.index(m.event) for m in extra], dtype=int)
    train = [i for i, m in enumerate(items) if not m.held_back]
    test = [i for i, m in enumerate(items) if m.held_back]
    weights = fit([*[rows[i] for i in train], *extra_rows], np.concatenate([labels[train], extra_labels]), len(classes))
    model = pack(weights, classes, 1.0)
    temperature = calibrate(model, [rows[i] for i in test], labels[test])
    model = Opinion(model.classes, model.weights, model.scale, temperature)
    report(model, [rows[i] for i in test], labels[test])
    np.savez_compressed(
        OUT,
        classes=np.array(model.classes),
        weights=model.weights,
        scale=model.scale,
        temperature=np.array(model.temperature),
    )
    print(
        f"{len(items)} sentences and {len(extra)} of the lexicon, {len(classes)} classes -> {OUT.name}, {OUT.stat().st_size:,} bytes"
    )
    return 0


def report(model: Opinion, rows: list[list[int]], labels: np.ndarray) -> None:
    hits: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    sure = right = 0
    for row, label in zip(rows, labels, strict=True):
        name, p = model.best(row)
        truth = model.classes[label]
        totals[truth] += 1
        hits[truth] += name == truth
        if p >= 0.7:
            sure += 1
            right += name == truth
    for name in model.classes:
        print(f"  {name:10} {hits[name]:4} of {totals[name]:4}")
    print(f"held back: {sum(hits.values())} of {len(labels)} right ({sum(hits.values()) / max(len(labels), 1):.3f})")
    print(f"sure (>= .7): {sure}, of them right {right / max(sure, 1):.3f}; temperature {model.temperature:.2f}")


if __name__ == "__main__":
    sys.exit(main())
