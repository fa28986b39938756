"""Who is meant: parties by code, and the places in a text that name them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from detente.model.spans import Span

NAMED_CODES = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})
"""Codes that many bodies share, so that only the name tells them apart."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A party. ``code``: ISO 3166-1 alpha-3 (plus KOS, HKG, PSE, ATA, TWN) or PLOVER's IGO, UNO, EUR, NGO, …; empty
    where a group's state cannot be told ("gunmen").

    ``sector`` is PLOVER's, ``None`` for an organisation as a whole and for a
    party whose role the text does not tell.
    """

    code: str
    sector: str | None
    name: str
    sectors: tuple[str, ...] = ()  # secondary

    @property
    def key(self) -> str:
        """Identity for dyads: the code, or code and name where many share the code."""
        return f"{self.code}:{self.name}" if self.code in NAMED_CODES or not self.code else self.code

    @property
    def label(self) -> str:
        """What a table shows: the name for bodies that share a code or have none, else the code."""
        return self.name if self.code in NAMED_CODES or not self.code else self.code

    def to_json(self) -> dict[str, Any]:
        out: dict[str, Any] = {"code": self.code or None, "sector": self.sector, "name": self.name}
        if self.sectors:
            out["other_sectors"] = list(self.sectors)
        return out

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Entity:
        return cls(value["code"] or "", value.get("sector"), value["name"], tuple(value.get("other_sectors", ())))


@dataclass(frozen=True, slots=True)
class EntityMention:
    """A place in the text that names or stands for a party.

    ``kind``: state, people (demonym), capital, place, organisation, body (of a state:
    ministry, court, army), person, role, group, media, pronoun.
    ``how`` says in words why this party is meant; `why` prints it.
    """

    span: Span
    entity: Entity
    kind: str
    how: str
    sentence: int = -1  # Sentence.number
    first: int = -1  # token range within the sentence, half-open
    last: int = -1
    guessed: bool = False  # a person's state was supplied from what the article is about


@dataclass(frozen=True, slots=True)
class Introduction:
    """A person whom an article introduces with a role and a party, and whom no table names.

    ``owner`` is the party's name ("Egypt", "African Union"); ``span`` are the
    words that introduce, from role to name.
    """

    name: str
    entity: Entity
    owner: str
    title: str  # in lower case: "justice minister"
    span: Span

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "party": self.entity.to_json(),
            "owner": self.owner,
            "title": self.title,
            "text": self.span.text,
            "span": self.span.to_json(),
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Introduction:
        span = Span(value["span"][0], value["span"][1], value["text"])
        return cls(value["name"], Entity.from_json(value["party"]), value["owner"], value["title"], span)
