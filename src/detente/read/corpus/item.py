"""What comes out of a delivery: pages and records, each with the place where it stood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from detente.model import DayFact


@dataclass(frozen=True, slots=True)
class Given:
    """An article whose parts the delivery names. Each field that is there outranks what the text would let one guess.

    ``origins`` tells for each field where it stood ("column 'publish_date'").
    """

    text: str
    title: str = ""
    published: DayFact | None = None
    updated: DayFact | None = None
    publisher: str = ""
    url: str = ""
    language: str = ""  # ISO 639-1, or empty
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One article as it came: a page's bytes (``data``), or a record with named parts (``given``), or both.

    ``where`` is the place in the delivery ("stories.jsonl.gz:12"), ``path`` what the ledger calls it:
    the address where there is one. ``said`` is the encoding that a server named for ``data``.
    """

    name: str
    where: str
    path: str
    data: bytes = b""
    html: bool = False
    given: Given | None = None
    url: str = ""
    said: str | None = None


def _hush(_: str) -> None:
    """Nobody is told."""


@dataclass
class Meter:
    """How far a delivery is, what in it was no article, and whom to tell how it is read."""

    total: int | None = None  # bytes; None where it cannot be known (stdin)
    read: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    tell: Callable[[str], None] = _hush


@dataclass(frozen=True)
class Wish:
    """How a user wants a delivery read: of which ``kind`` it is, and which column holds which field."""

    kind: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
