"""What each part adds: frames, second opinion, both, and both with the sentence encoder: ``make parts``.

Measured as ``detente relations`` answers: the fifth of the marked sentences that
models trained here have not seen, and, where the shared gold data lies beside
the checkout (or in the folder given), its pairs with the shipped models.
Macro-F1 by type, quad class and conflict or not; the last figure is the share
of pairs without an answer.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import score
import train
import train_embed

from detente import codebook
from detente.coding import Coding, SecondOpinion
from detente.coding.embed import Embedded, EmbedMissing
from detente.commands.jsonl import read_items
from detente.commands.sentences import SentenceCoder
from detente.measure.labels import score_labels, type_of
from detente.parse import Parser


class OpinionAlone(SentenceCoder):
    """As if no frame had found the deed; which frames fire stays among the opinion's features."""

    def _relation(self, parsed, found, source, target):  # type: ignore[no-untyped-def]
        return super()._relation(parsed, Coding(), source, target)


def coders(book: codebook.Codebook, opinion: SecondOpinion) -> Iterator[tuple[str, SentenceCoder]]:
    parser = Parser()
    linear = replace(opinion, embedded=None)
    rows = [("frames", SentenceCoder, None), ("opinion", OpinionAlone, linear), ("both", SentenceCoder, linear)]
    if opinion.embedded is not None:
        rows += [("opinion+embed", OpinionAlone, opinion), ("both+embed", SentenceCoder, opinion)]
    for name, kind, given in rows:
        coder = kind(book, parser)
        coder.opinion = given
        yield name, coder


def show(title: str, items: list[dict], gold: list[str], book: codebook.Codebook, opinion: SecondOpinion) -> None:  # type: ignore[type-arg]
    print(f"{title}, {len(items)} pairs\n{'':16}type   quad  binary silent")
    for name, coder in coders(book, opinion):
        coded = [type_of(out["events"][0]) if out["events"] else None for out in coder.relations(items)]
        s = score_labels(zip(gold, coded, strict=True))
        print(f"{name:15}{s.root:6.3f} {s.quad:6.3f} {s.binary:6.3f} {s.silent / s.of:6.3f}", flush=True)


def main() -> int:
    book = codebook.load()
    material = train.gather(train.marked_items(), book)
    shipped = SecondOpinion.of(book.plover)
    if shipped is None:
        print("no model is shipped: run make train", file=sys.stderr)
        return 1
    model = train.four_fifths(material)
    encoder = train_embed.load_encoder()
    trial = Embedded(encoder.encode, next(train.heads(material, model, encoder))) if encoder is not None else None
    held = [m for m in material.items if m.held_back and m.event != "NONE" and m.recipient]
    gold = [type_of({"root": m.event}) or "" for m in held]
    unseen = SecondOpinion(model, shipped.frames, trial)
    show("held-back fifth", [m.to_item() for m in held], gold, book, unseen)
    file = (Path(sys.argv[1]) if len(sys.argv) > 1 else score.SHARED) / "sentences" / "relations_dev.jsonl"
    if not file.is_file():
        print(f"no {file}: pairs of the shared gold data are not measured")
        return 0
    items = list(read_items(file))
    gold = [next((t for e in item["events"] if (t := type_of(e))), "") for item in items]
    try:
        shipped = SecondOpinion.of(book.plover, embed=encoder is not None) or shipped
    except EmbedMissing as error:
        print(error)
    show(file.stem, items, gold, book, shipped)
    return 0


if __name__ == "__main__":
    sys.exit(main())
