"""Looking up where: the place that a name means, and the places of many texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.codebook import Codebook
from detente.commands.books import load_book
from detente.link.places import Places
from detente.model.place import PlaceMention


@dataclass(frozen=True)
class Located:
    """What a name means; ``mention`` ``None`` where no table holds it, or where the sentence speaks of no place."""

    text: str
    day: date
    mention: PlaceMention | None
    why: str

    def to_json(self) -> dict[str, Any]:
        found = self.mention
        return {
            "text": self.text,
            "date": self.day.isoformat(),
            "name": found.name if found else None,
            "geonameid": found.geonameid if found else None,
            "lat": found.lat if found else None,
            "lon": found.lon if found else None,
            "country": (found.country or None) if found else None,
            "kind": found.kind if found else None,
            "precision": found.precision if found else None,
            "why": self.why,
        }


class Locator:
    """Resolves names of places; the codebook and the gazetteer are loaded once."""

    def __init__(self, book: Codebook | None = None) -> None:
        self.places = Places(book or load_book())

    def locate(self, text: str, day: date, sentence: str | None = None) -> Located:
        """Which place ``text`` means, alone or within a sentence in which it stands.

        Alone, it is taken for a place whatever else it may be. Within a
        sentence it is weighed: "Jordan" in "Jordan Smith said" is none.
        """
        if sentence and text in sentence:
            start = sentence.index(text)
            found = [m for m in self.places.find(sentence) if start <= m.span.start < start + len(text)]
            if not found:
                return Located(text, day, None, "the sentence does not speak of it as of a place")
            return Located(text, day, found[0], found[0].how)
        found = self.places.look_up(text)
        if not found:
            return Located(text, day, None, "no table holds it")
        return Located(text, day, found[0], found[0].how)


def toponyms(items: Iterable[dict[str, Any]], locator: Locator) -> Iterator[dict[str, Any]]:
    """For each ``id`` and ``text``: the places named, demonyms and countries included, in the order of the text."""
    for item in items:
        text = item["text"]
        found = locator.places.find(text) if isinstance(text, str) else []
        yield {"id": item["id"], "toponyms": [m.to_json() for m in found]}
