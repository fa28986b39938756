"""How well coded sentences agree with labelled ones: one label a sentence (macro-F1), or any number (micro-F1).

Labels are event types; ``YIELD`` stands for CONCEDE and RETREAT together, as in
the public pairs that keep the two as one. CAMEO roots are read as types.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

QUAD = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "COOPERATE": 2, "AID": 2, "CONCEDE": 2, "RETREAT": 2, "YIELD": 2, "ACCUSE": 3,
    "REQUEST": 3, "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
    "STATEMENT": 0,
}  # fmt: skip
"""Quad classes in which YIELD is one class; STATEMENT (CAMEO 01) has none."""

CAMEO_ROOTS = {
    "01": "STATEMENT", "02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID",
    "08": "YIELD", "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST",
    "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip


@dataclass(frozen=True)
class LabelScores:
    """Macro-F1 over the classes of the gold labels; a sentence without an answer is a miss."""

    root: float
    quad: float
    binary: float
    accuracy: float
    silent: int
    of: int
    confusion: Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class EventScores:
    """Micro-F1 of event types, and how many sentences without an event fire all the same."""

    root: float
    precision: float
    recall: float
    fired: int
    without_event: int


def type_of(event: Mapping[str, Any]) -> str | None:
    """The type of an event in a file of sentences, with CONCEDE and RETREAT folded to YIELD."""
    root = event.get("root") or CAMEO_ROOTS.get(str(event.get("cameo") or "")[:2])
    return "YIELD" if root in ("CONCEDE", "RETREAT") else root


def score_labels(pairs: Iterable[tuple[str, str | None]]) -> LabelScores:
    """(gold type, coded type or ``None``) pairs to macro-F1 by type, quad class and conflict or not."""
    pairs = list(pairs)
    folds: dict[str, Callable[[str], object]] = {"root": str, "quad": QUAD.get, "binary": _is_conflict}
    macro = {
        name: _macro([(fold(g), fold(p) if p is not None else None) for g, p in pairs]) for name, fold in folds.items()
    }
    right = sum(g == p for g, p in pairs)
    return LabelScores(
        macro["root"],
        macro["quad"],
        macro["binary"],
        right / len(pairs) if pairs else 0.0,
        sum(p is None for _, p in pairs),
        len(pairs),
        Counter((g, p or "nothing") for g, p in pairs),
    )


def _is_conflict(event_type: str) -> bool | None:
    quad = QUAD.get(event_type, 0)
    return quad >= 3 if quad else None


def _macro(pairs: list[tuple[Any, Any]]) -> float:
    classes = {g for g, _ in pairs}
    total = 0.0
    for c in classes:
        hits = sum(g == c == p for g, p in pairs)
        said, there = sum(p == c for _, p in pairs), sum(g == c for g, _ in pairs)
        total += 2 * hits / (said + there) if said + there else 0.0
    return total / len(classes) if classes else 0.0


def score_events(pairs: Iterable[tuple[list[str], list[str]]]) -> EventScores:
    """(gold types, coded types) a sentence, each type counted once, to micro-F1."""
    hits = said = there = fired = empty = 0
    for gold, coded in pairs:
        g, p = set(gold), set(coded)
        hits, said, there = hits + len(g & p), said + len(p), there + len(g)
        if not g:
            empty += 1
            fired += bool(p)
    precision, recall = hits / said if said else 0.0, hits / there if there else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return EventScores(f1, precision, recall, fired, empty)
