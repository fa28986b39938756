"""Marked sentences: ``(actor Chad) (event accused) (recipient Sudan) of arming rebels``, with type and mode.

They train and test the second opinion; a file is a table with the columns
``type``, ``mode`` and ``sentence``.
"""

from __future__ import annotations

import csv
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.codebook import Codebook, CodebookError
from detente.coding.embed import masked
from detente.coding.features import features_of, hashed, head_of
from detente.coding.triggers import find_triggers
from detente.commands.lexicon import unmark
from detente.model import Sentence, Token
from detente.parse import Parser

NONE = "NONE"


@dataclass(frozen=True)
class Marked:
    """One marked sentence. ``actor`` and ``recipient`` are ranges of ``text``; the first of each kind counts."""

    event: str
    mode: str
    text: str
    actor: tuple[int, int]
    recipient: tuple[int, int] | None
    where: str

    @property
    def held_back(self) -> bool:
        """True for the fifth of the sentences, chosen by their hash, on which error rates are measured."""
        return zlib.crc32(self.text.encode()) % 5 == 0

    def to_item(self) -> dict[str, Any]:
        """The sentence as an item of a file for ``detente relations``."""
        item: dict[str, Any] = {"id": self.where, "text": self.text, "source": {"span": list(self.actor)}}
        if self.recipient:
            item["target"] = {"span": list(self.recipient)}
        return item


def read_marked(path: Path) -> Iterator[Marked]:
    """The sentences of one table.

    Raises:
        CodebookError: a row without three columns or without a marked actor, with file and line.
    """
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if number == 1 or not row:
                continue
            if len(row) != 3:
                raise CodebookError(f"{path.name}:{number}: {len(row)} columns; a row has type, mode and sentence")
            marked = unmark(row[2])
            actors, recipients = marked.spans("actor"), marked.spans("recipient")
            if not actors:
                raise CodebookError(f"{path.name}:{number}: no (actor …) is marked")
            recipient = recipients[0] if recipients else (actors[1] if len(actors) > 1 else None)
            yield Marked(row[0], row[1], marked.text, actors[0], recipient, f"{path.name}:{number}")


def from_lexicon(book: Codebook) -> Iterator[Marked]:
    """The ``matches`` sentences of the lexicon that mark both parties, with the type of their entry."""
    for frame in book.frames:
        for example in frame.examples:
            marked = unmark(example.text)
            actors, recipients = marked.spans("actor"), marked.spans("recipient")
            if not example.wrong and actors and (recipients or len(actors) > 1):
                recipient = recipients[0] if recipients else actors[1]
                where = f"{frame.file}:{example.line}"
                yield Marked(frame.event, "".join(frame.modes[:1]), marked.text, actors[0], recipient, where)


class MarkedCoder:
    """Features of marked sentences; parser and codebook loaded once."""

    def __init__(self, book: Codebook, parser: Parser | None = None) -> None:
        self.book, self.parser = book, parser or Parser()

    def numbers(self, item: Marked, *, frames: bool = True) -> list[int]:
        """Hashed features of what the marked actor does to the marked recipient; without ``frames`` as if none fired."""
        seen = self._seen(item)
        if seen is None:
            return []
        s, a, b, hidden = seen
        return hashed(features_of(s, a, b, fired_in(s, self.book) if frames else (), hidden))

    def masked(self, item: Marked) -> str:
        """The sentence as the sentence encoder sees it."""
        seen = self._seen(item)
        return masked(*seen) if seen is not None else ""

    def _seen(self, item: Marked) -> tuple[Sentence, Token, Token | None, frozenset[int]] | None:
        """The sentence that holds the marked actor, the heads of both parties and the tokens of their names."""
        for s in self.parser.parse_text(item.text):
            a = head_of(s, *item.actor)
            if a is None:
                continue
            b = head_of(s, *item.recipient) if item.recipient else None
            hidden = frozenset(
                t.i
                for t in s.tokens
                for lo, hi in (item.actor, *([item.recipient] if item.recipient else []))
                if t.start < hi and lo < t.end
            )
            return s, a, b, hidden
        return None


def fired_in(s: Sentence, book: Codebook) -> list[tuple[str, int]]:
    """Type and place of the frames that fire on words alone, whoever the parties are."""

    def owner(sentence: Sentence, trigger: Token, noun: Token) -> str:
        return ""

    def anybody(sentence: Sentence, token: Token) -> bool:
        return True

    found = find_triggers(s, book, owner=owner, is_party=anybody, quoted=lambda token: True)
    return [(m.frame.event, m.token.i) for m in found]
