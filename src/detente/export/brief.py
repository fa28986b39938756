"""What a brief holds: plain data that `commands.briefing` gathers and `brief_html` and the tables show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from detente.export.evidence import Evidence
from detente.export.words import with_article
from detente.model import Channel, DocketEntry, Entity, Event, EventLink, View


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a brief: how the ledger knows it, and what it is called."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One event answers another.

    ``lag`` is in days from the end of what is answered to the day the answer
    was made known; ``None`` where a date is missing or the order is unclear.
    ``proportion`` compares the two in words: "in kind, 23 for 23".
    """

    source: Event
    target: Event
    link: EventLink
    lag: int | None
    proportion: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What the answer rests on."""

    articles: int
    reports: int
    outlets: int
    origins: int


@dataclass(frozen=True, slots=True)
class Brief:
    """What changed between two parties, or in the whole ledger where none are named.

    ``events`` stand in the order of their days; ``evidence`` is by report id;
    ``names`` gives the name of the state to its code.
    """

    parties: tuple[Party, ...]
    view: View
    day: date
    events: tuple[Event, ...]
    evidence: Mapping[str, Evidence]
    channels: tuple[Channel, ...]
    answers: tuple[Answer, ...]
    docket: tuple[DocketEntry, ...]
    contradictions: tuple[EventLink, ...]
    counts: Counts
    coders: tuple[str, ...] = ()
    lexicons: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return " and ".join(with_article(p.name) for p in self.parties) or "Everything on record"

    def name_of(self, entity: Entity) -> str:
        """The party as a whole: the state's name, or the body's where many share a code."""
        return self.names.get(entity.key, entity.label)

    @property
    def numbers(self) -> dict[str, int]:
        """Event id -> its number in the brief, from 1."""
        return {event.id: n for n, event in enumerate(self.events, 1)}
