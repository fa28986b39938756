"""What each part adds: frames, second opinion, and the sentence encoder: ``make parts``.

Pairs of parties are measured as ``detente relations`` answers: the fifth of the
marked sentences that no shipped model has seen and, where the shared gold data
lies beside the checkout (or in the folder given), its pairs; macro-F1 by type,
quad class and conflict or not, and the share of pairs without an answer. Then
single sentences, and whole articles as ``detente score`` measures them: of the
articles that nobody opens (``unseen``) totals alone are shown.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import score

from detente import codebook
from detente.coding import Coding, SecondOpinion
from detente.coding.embed import EmbedMissing
from detente.commands.jsonl import read_items
from detente.commands.scoring import score_folder
from detente.commands.sentences import SentenceCoder
from detente.commands.workshop import Workshop
from detente.measure.labels import score_events, score_labels, type_of
from detente.pipeline import Pipeline

ARTICLES = ("practice", "blind", "unseen")
SHARED_ARTICLES = ("articles", "wikinews")


class OpinionAlone(SentenceCoder):
    """As if no frame had found the deed; which frames fire stays among the opinion's features."""

    def _relation(self, parsed, found, source, target):  # type: ignore[no-untyped-def]
        return super()._relation(parsed, Coding(), source, target)


@dataclass
class Part:
    """A name, how pairs are coded, and the opinion that the pipeline is given."""

    name: str
    coder: type[SentenceCoder]
    opinion: SecondOpinion | None


def parts_of(book: codebook.Codebook) -> Iterator[Part]:
    """Frames alone, then each part that is installed added."""
    linear = SecondOpinion.of(book.plover)
    yield Part("frames", SentenceCoder, None)
    if linear is None:
        print("no model is shipped: run make train", file=sys.stderr)
        return
    yield Part("opinion", OpinionAlone, linear)
    yield Part("both", SentenceCoder, linear)
    try:
        joined = SecondOpinion.of(book.plover, embed=True)
    except EmbedMissing as error:
        print(error, file=sys.stderr)
        return
    yield Part("opinion+embed", OpinionAlone, joined)
    yield Part("both+embed", SentenceCoder, joined)


def pairs(coder: SentenceCoder, items: list[dict[str, Any]], gold: list[str]) -> str:
    coded = [type_of(out["events"][0]) if out["events"] else None for out in coder.relations(items)]
    s = score_labels(zip(gold, coded, strict=True))
    return f"{s.root:6.3f} {s.quad:6.3f} {s.binary:6.3f} {s.silent / s.of:6.3f}"


def singles(coder: SentenceCoder, items: list[dict[str, Any]], gold: list[list[str]]) -> str:
    coded = [[t for e in out["events"] if (t := type_of(e))] for out in coder.sentences(items)]
    s = score_events(zip(gold, coded, strict=True))
    return f"{s.root:6.3f} {s.fired / s.without_event:6.3f}"


def whole(folder: Path, workshop: Workshop) -> str:
    tallies = score_folder(folder, folder, workshop).scores.tallies
    return " ".join(
        f"{tallies[k].precision:6.3f} {tallies[k].recall:6.3f} {tallies[k].f1:6.3f}" for k in ("event", "dyad")
    )


def show_pairs(name: str, items: list[dict[str, Any]], gold: list[str], pipeline: Pipeline, parts: list[Part]) -> None:
    print(f"{name}, {len(items)} pairs\n{'':16}type   quad  binary silent")
    for part in parts:
        pipeline.opinion = part.opinion
        print(f"{part.name:15}{pairs(part.coder(pipeline), items, gold)}", flush=True)


def show_singles(file: Path, pipeline: Pipeline, parts: list[Part]) -> None:
    items = list(read_items(file))
    gold = [[t for e in item["events"] if (t := type_of(e))] for item in items]
    print(f"{file.stem}, {len(items)} sentences\n{'':16}type  fired on none")
    for part in parts:
        pipeline.opinion = part.opinion
        print(f"{part.name:15}{singles(SentenceCoder(pipeline), items, gold)}", flush=True)


def show_articles(folder: Path, workshop: Workshop, parts: list[Part]) -> None:
    print(f"{folder.name}, whole articles\n{'':17}event: P, R, F1     with dyad: P, R, F1")
    for part in parts:
        workshop.pipeline.opinion = part.opinion
        print(f"{part.name:15}{whole(folder, workshop)}", flush=True)


def main() -> int:
    gold = Path(sys.argv[1]) if len(sys.argv) > 1 else score.SHARED
    workshop = Workshop(codebook.load())  # without a user's own actors
    pipeline = workshop.pipeline
    parts = list(parts_of(workshop.book))
    held = score.held_back()
    types = [type_of({"root": m.event}) or "" for m in held]
    show_pairs("held-back fifth", [m.to_item() for m in held], types, pipeline, parts)
    file = gold / "sentences" / "relations_dev.jsonl"
    if file.is_file():
        items = list(read_items(file))
        types = [next((t for e in item["events"] if (t := type_of(e))), "") for item in items]
        show_pairs(file.stem, items, types, pipeline, parts)
    parts = [part for part in parts if part.coder is SentenceCoder]
    file = gold / "sentences" / "raters_dev.jsonl"
    if file.is_file():
        show_singles(file, pipeline, parts)
    folders = [score.ROOT / "tests" / "data" / name for name in ARTICLES]
    for folder in [*folders, *(gold / name for name in SHARED_ARTICLES)]:
        if folder.is_dir():
            show_articles(folder, workshop, parts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
