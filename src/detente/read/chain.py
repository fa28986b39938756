"""How likely each kind is for each row of a page, judged from all its rows together.

A chain model: weights of traits for each kind, and of kinds that follow each other. The weights are learnt by
``make train-rows`` from pages whose every line is labelled, and lie beside this file, where they can be read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

FILE = "chain.json"
KINDS = ("title", "lead", "heading", "body", "fact", "picture", "teaser", "appeal", "site")
"""Headline; standfirst; heading within the text; text; byline, date and the like; caption and credit; headline of
another story; appeal; everything else of the site."""

FORM = 1


@dataclass(frozen=True)
class Chain:
    """``weights``: trait -> points for each kind; ``follows[a][b]``: points for kind b right after kind a."""

    weights: dict[str, tuple[float, ...]]
    follows: tuple[tuple[float, ...], ...]
    first: tuple[float, ...]
    last: tuple[float, ...]

    def points(self, traits: Sequence[str]) -> list[float]:
        total = [0.0] * len(KINDS)
        for trait in traits:
            for k, weight in enumerate(self.weights.get(trait, ())):
                total[k] += weight
        return total

    def judge(self, points: Sequence[Sequence[float]]) -> list[dict[str, float]]:
        """For each row (its ``points`` for each kind) the probability of each kind, all rows taken together."""
        if not points:
            return []
        odds = [_odds(row) for row in points]
        step = [[exp(w) for w in row] for row in self.follows]
        forward = [_scaled([o * exp(w) for o, w in zip(odds[0], self.first, strict=True)])]
        for row in odds[1:]:
            before = forward[-1]
            came = [sum(before[a] * step[a][b] for a in range(len(KINDS))) for b in range(len(KINDS))]
            forward.append(_scaled([c * o for c, o in zip(came, row, strict=True)]))
        after = _scaled([exp(w) for w in self.last])
        judged = []
        for before, row in zip(reversed(forward), reversed(odds), strict=True):
            both = _scaled([b * a for b, a in zip(before, after, strict=True)])
            judged.append(dict(zip(KINDS, both, strict=True)))
            ahead = [a * o for a, o in zip(after, row, strict=True)]
            after = _scaled([sum(step[a][b] * ahead[b] for b in range(len(KINDS))) for a in range(len(KINDS))])
        return judged[::-1]

    def to_json(self) -> str:
        """Hundredths, one trait a line, in the order of the alphabet: equal lessons give equal files."""

        def whole(row: Sequence[float]) -> list[int]:
            return [round(100 * w) for w in row]

        rows = {trait: whole(row) for trait, row in sorted(self.weights.items()) if any(whole(row))}
        lines = ",\n".join(f"{json.dumps(trait)}: {row}" for trait, row in rows.items())
        follows = [whole(row) for row in self.follows]
        return (
            f'{{"form": {FORM}, "kinds": {json.dumps(KINDS)},\n"first": {whole(self.first)},\n'
            f'"last": {whole(self.last)},\n"follows": {follows},\n"weights": {{\n{lines}\n}}}}\n'
        )

    @classmethod
    def from_json(cls, text: str) -> Chain:
        """Raises: ValueError: the weights are for other kinds of rows than the program's."""
        stored = json.loads(text)
        if stored["form"] != FORM or tuple(stored["kinds"]) != KINDS:
            raise ValueError(f"{FILE} was learnt for other kinds of rows: run make train-rows")

        def parts(row: Sequence[int]) -> tuple[float, ...]:
            return tuple(w / 100 for w in row)

        weights = {trait: parts(row) for trait, row in stored["weights"].items()}
        return cls(weights, tuple(map(parts, stored["follows"])), parts(stored["first"]), parts(stored["last"]))


@cache
def shipped() -> Chain:
    return Chain.from_json((files("detente.read") / FILE).read_text(encoding="utf-8"))


def _odds(points: Sequence[float]) -> list[float]:
    most = max(points)
    return [exp(p - most) for p in points]


def _scaled(row: list[float]) -> list[float]:
    total = sum(row)
    return [value / total for value in row] if total > 0 else [1 / len(row)] * len(row)
