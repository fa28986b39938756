"""The head over the sentence encoder, trained by ``make train`` where the extra `[embed]` is installed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from detente.coding.embed import (
    FILE,
    MODEL,
    Embedded,
    EmbedMissing,
    Head,
    encoder_folder,
    encoder_hash,
    mix,
    open_encoder,
)

STEPS, RATE, DECAY, LENGTH = 400, 0.02, 1e-3, 5.0
"""``LENGTH`` that embeddings are stretched to while fitting, so that one decay suits weights and constant."""
TEMPERATURES = np.linspace(0.2, 2.0, 37)


def load_encoder() -> Embedded | None:
    """The encoder without a head; ``None`` where the extra is not installed."""
    try:
        folder = encoder_folder()
        encode = open_encoder(folder)
    except (EmbedMissing, ImportError) as error:
        print(f"no head over {MODEL} is trained: {error}")
        return None
    return Embedded(encode, Head((), np.zeros((0, 0), np.float16), 1.0, 1.0, MODEL, encoder_hash(folder)))


def fit(vectors: np.ndarray, labels: np.ndarray, classes: int) -> np.ndarray:
    """Softmax regression by Adam over all rows at once; weights (385 x classes), rows weighted by rarity of class."""
    x = np.c_[vectors * LENGTH, np.ones(len(vectors))].astype(np.float32)
    counts = np.bincount(labels, minlength=classes)
    rarity = np.sqrt(counts.mean() / np.maximum(counts, 1)).astype(np.float32)[labels][:, None]
    wanted = np.eye(classes, dtype=np.float32)[labels]
    weights = np.zeros((x.shape[1], classes), dtype=np.float32)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        scores = x @ weights
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        gradient = (x.T @ ((odds - wanted) * rarity) / len(x) + DECAY * weights).astype(np.float32)
        first += 0.1 * (gradient - first)
        second += 0.001 * (gradient * gradient - second)
        rate = RATE * (1 - step / (STEPS + 1))
        weights -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    weights[:-1] *= LENGTH
    return weights


def make_head(
    encoder: Embedded, weights: np.ndarray, classes: Sequence[str], temperature: float = 1.0, mixed: float = 1.0
) -> Head:
    return Head(tuple(classes), weights.astype(np.float16), temperature, mixed, encoder.head.model, encoder.head.sha256)


def calibrate(
    encoder: Embedded, weights: np.ndarray, vectors: np.ndarray, linear: list[dict[str, float]], truth: list[str]
) -> tuple[float, float]:
    """Temperatures, of the head and of its mean with the linear model, that held-back sentences surprise least."""
    classes = list(linear[0])

    def loss(judged: list[dict[str, float]]) -> float:
        return -sum(float(np.log(max(j[t], 1e-9))) for j, t in zip(judged, truth, strict=True))

    def alone(temperature: float) -> list[dict[str, float]]:
        head = make_head(encoder, weights, classes, temperature)
        return [head.judge(v) for v in vectors]

    own = min(TEMPERATURES, key=lambda t: loss(alone(float(t))))
    judged = alone(float(own))
    both = min(TEMPERATURES, key=lambda t: loss([mix(a, b, float(t)) for a, b in zip(linear, judged, strict=True)]))
    return float(own), float(both)


def save(head: Head, folder: Path) -> None:
    np.savez_compressed(
        folder / FILE,
        classes=np.array(head.classes),
        weights=head.weights,
        temperature=np.array(head.temperature),
        mixed=np.array(head.mixed),
        model=np.array(head.model),
        sha256=np.array(head.sha256),
    )
    print(f"head over {head.model} -> {FILE}, {(folder / FILE).stat().st_size:,} bytes")
