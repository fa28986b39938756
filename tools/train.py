"""Train the second opinion from the marked sentences in ``training/``: ``make train``.

Softmax regression on hashed features, fitted with Adam; a fifth of the
sentences, chosen by their hash, is held back for the temperature and for the
error rates that are printed: the shipped weights have not seen them. Where the
extra `[embed]` is installed, the head over the sentence encoder is trained too
(``train_embed.py``). Nothing outside ``training/`` is read.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import train_embed

from detente import codebook
from detente.coding.embed import Embedded, Head, mix
from detente.coding.features import DIMENSIONS
from detente.coding.opinion import FILE, NONE, Opinion
from detente.coding.second import SURE
from detente.commands.marked import Marked, MarkedCoder, from_lexicon, read_marked

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


@dataclass(frozen=True)
class Material:
    """The marked sentences as the models see them; ``extra`` are the lexicon's own."""

    items: list[Marked]
    rows: list[list[int]]
    labels: np.ndarray
    extra: list[Marked]
    extra_rows: list[list[int]]
    extra_labels: np.ndarray
    classes: list[str]
    coder: MarkedCoder

    @property
    def train(self) -> list[int]:
        return [i for i, m in enumerate(self.items) if not m.held_back]

    @property
    def test(self) -> list[int]:
        return [i for i, m in enumerate(self.items) if m.held_back]


def gather(items: list[Marked], book: codebook.Codebook) -> Material:
    coder = MarkedCoder(book)
    classes = [*sorted(book.plover.types), NONE]
    # The lexicon's own sentences teach words, not trust in frames: each would always see its own frame fire.
    extra = [m for m in from_lexicon(book) if m.event in classes]
    return Material(
        items,
        [coder.numbers(m) for m in items],
        np.array([classes.index(m.event) for m in items]),
        extra,
        [coder.numbers(m, frames=False) for m in extra],
        np.array([classes.index(m.event) for m in extra], dtype=int),
        classes,
        coder,
    )


def train_linear(material: Material) -> Opinion:
    """The linear model, fitted without the held-back fifth, on which its temperature is set."""
    rows = [*[material.rows[i] for i in material.train], *material.extra_rows]
    labels = np.concatenate([material.labels[material.train], material.extra_labels])
    model = pack(fit(rows, labels, len(material.classes)), material.classes, 1.0)
    temperature = calibrate(model, [material.rows[i] for i in material.test], material.labels[material.test])
    return Opinion(model.classes, model.weights, model.scale, temperature)


def train_head(material: Material, model: Opinion, encoder: Embedded) -> tuple[Head, np.ndarray]:
    """The head over the encoder, fitted as the linear model is, and the embeddings of the held-back fifth."""
    seen = [material.items[i] for i in material.train] + material.extra
    vectors = np.array([encoder.encode(material.coder.masked(m)) for m in seen])
    labels = np.concatenate([material.labels[material.train], material.extra_labels])
    weights = train_embed.fit(vectors, labels, len(material.classes))
    held = np.array([encoder.encode(material.coder.masked(material.items[i])) for i in material.test])
    judged = [model.judge(material.rows[i]) for i in material.test]
    truth = [material.classes[material.labels[i]] for i in material.test]
    own, mixed = train_embed.calibrate(encoder, weights, held, judged, truth)
    return train_embed.make_head(encoder, weights, material.classes, own, mixed), held


def main() -> int:
    items = marked_items()
    if len(items) < 500:
        print(f"only {len(items)} marked sentences under training/: nothing is trained", file=sys.stderr)
        return 1
    material = gather(items, codebook.load())
    model = train_linear(material)
    judged = [model.judge(material.rows[i]) for i in material.test]
    labels = material.labels[material.test]
    print("the linear model:")
    report(judged, labels)
    print(f"temperature {model.temperature:.2f}")
    np.savez_compressed(
        OUT,
        classes=np.array(model.classes),
        weights=model.weights,
        scale=model.scale,
        temperature=np.array(model.temperature),
    )
    print(
        f"{len(items)} sentences and {len(material.extra)} of the lexicon, {len(material.classes)} classes -> "
        f"{OUT.name}, {OUT.stat().st_size:,} bytes"
    )
    encoder = train_embed.load_encoder()
    if encoder is not None:
        head, held = train_head(material, model, encoder)
        alone = [head.judge(v) for v in held]
        print("the sentence encoder's head alone:")
        report(alone, labels)
        print("both:")
        report([mix(a, b, head.mixed) for a, b in zip(judged, alone, strict=True)], labels)
        print(f"temperatures {head.temperature:.2f} and {head.mixed:.2f}")
        train_embed.save(head, OUT.parent)
    return 0


def marked_items() -> list[Marked]:
    return [m for path in sorted((ROOT / "training").glob("*.tsv")) for m in read_marked(path)]


def report(judged: list[dict[str, float]], labels: np.ndarray) -> None:
    hits: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    sure = right = 0
    classes = list(judged[0])
    for each, label in zip(judged, labels, strict=True):
        name, p = max(each.items(), key=lambda kv: kv[1])
        truth = classes[label]
        totals[truth] += 1
        hits[truth] += name == truth
        if p >= SURE:
            sure += 1
            right += name == truth
    for name in classes:
        print(f"  {name:10} {hits[name]:4} of {totals[name]:4}")
    print(f"held back: {sum(hits.values())} of {len(labels)} right ({sum(hits.values()) / max(len(labels), 1):.3f})")
    print(f"sure (>= {SURE:.2f}): {sure}, of them right {right / max(sure, 1):.3f}")


if __name__ == "__main__":
    sys.exit(main())
