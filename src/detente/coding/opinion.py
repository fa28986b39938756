"""The second opinion: a small linear model that says what one party does to another where the lexicon is silent.

Trained by ``make train`` on the project's own marked sentences (``training/``);
only the weights are shipped. It answers with a type (or none) and a calibrated
confidence, and never overrules an entry of the lexicon that is sure of itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from detente.coding.features import DIMENSIONS

NONE = "NONE"
FILE = "opinion.npz"


@dataclass(frozen=True)
class Opinion:
    """Weights in one byte each; shape (classes x DIMENSIONS)."""

    classes: tuple[str, ...]
    weights: npt.NDArray[np.int8]
    scale: npt.NDArray[np.float32]  # of each class
    temperature: float

    @cached_property
    def _columns(self) -> npt.NDArray[np.int8]:
        return np.ascontiguousarray(self.weights.T)

    def judge(self, numbers: list[int]) -> dict[str, float]:
        """Probability of each class for hashed features."""
        rows = self._columns[numbers].astype(np.float32).sum(axis=0) * self.scale
        scores = rows / np.sqrt(max(len(numbers), 1)) / self.temperature
        odds = np.exp(scores - scores.max())
        return {c: float(p) for c, p in zip(self.classes, odds / odds.sum(), strict=True)}

    def best(self, numbers: list[int]) -> tuple[str, float]:
        judged = self.judge(numbers)
        name = max(judged, key=lambda c: judged[c])
        return name, judged[name]


def load() -> Opinion | None:
    """The shipped model; ``None`` where none is shipped (a checkout before its first ``make train``)."""
    path = files("detente.coding") / FILE
    if not path.is_file():
        return None
    with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
        weights = stored["weights"]
        if weights.shape[1] != DIMENSIONS:
            raise ValueError(
                f"{FILE} was trained for {weights.shape[1]} features, the program has {DIMENSIONS}: run make train"
            )
        return Opinion(tuple(str(c) for c in stored["classes"]), weights, stored["scale"], float(stored["temperature"]))
