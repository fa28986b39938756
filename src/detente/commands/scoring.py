"""Score coded pages against gold files of one's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.commands.coding import Refused, code
from detente.commands.errors import NotFound, Rejected
from detente.commands.workshop import Workshop
from detente.export.jsonlines import article_json
from detente.measure.agreement import Scores, score


@dataclass(frozen=True)
class Card:
    """The scores of one folder, as a table, as JSON, or by cause."""

    scores: Scores

    def table(self) -> Iterator[str]:
        yield f"{'':14}precision  recall     F1"
        for name, t in self.scores.tallies.items():
            yield f"{name:14}{t.precision:9.3f}{t.recall:8.3f}{t.f1:7.3f}"
        for name, noted in self.scores.shares.items():
            yield f"{name:14}{self.scores.share(name):9.3f}  of {len(noted)}"

    def by_cause(self) -> Iterator[str]:
        yield ""
        yield from (f"{cause:18}{n:5}" for cause, n in sorted(self.scores.causes.items(), key=lambda kv: -kv[1]))
        yield ""
        yield from sorted(self.scores.lines)

    def to_json(self) -> dict[str, Any]:
        tallies = self.scores.tallies.items()
        return {
            "f1": {k: round(t.f1, 4) for k, t in tallies},
            "precision": {k: round(t.precision, 4) for k, t in tallies},
            "recall": {k: round(t.recall, 4) for k, t in tallies},
            "shares": {k: self.scores.share(k) for k in self.scores.shares},
            "causes": self.scores.causes,
        }


def score_folder(gold: Path, pages: Path, workshop: Workshop | None = None) -> Card:
    """Code every page ``ID.txt`` that has a gold file ``ID.json``.

    Raises:
        NotFound: no gold file in the folder, or a page is missing.
        Rejected: a gold file is not JSON.
    """
    files = sorted(gold.glob("*.json")) if gold.is_dir() else []
    if not files:
        raise NotFound("no gold", str(gold), "the folder holds no file ID.json", "See docs/gold.md for the shape.")
    workshop = workshop or Workshop()
    return Card(score(_pair(path, pages, workshop) for path in files))


def _pair(path: Path, pages: Path, workshop: Workshop) -> tuple[dict[str, Any], dict[str, Any]]:
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise Rejected("not JSON", str(path), str(error), "Mend the gold file.") from None
    [coded] = code([str(pages / f"{path.stem}.txt")], workshop=workshop)
    if isinstance(coded, Refused):
        raise coded.error
    return gold, article_json(coded)
