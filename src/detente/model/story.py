"""What several articles tell together: events, claims, channels through time, announced steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.model.entity import Entity
from detente.model.event import ChannelState, Report, StoredReport
from detente.model.period import Period
from detente.model.spans import Span

DOCKET = ("announced", "due", "overdue", "done", "postponed", "cancelled")


@dataclass(frozen=True, slots=True)
class Claim:
    """A value on which reports of one event differ: what, which values, and who tells each (report ids)."""

    field: str  # "people", or a kind of amount such as "killed"
    value: str
    told_by: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {"field": self.field, "value": self.value, "told_by": list(self.told_by)}


@dataclass(frozen=True, slots=True)
class EventLink:
    """One event answers, contradicts, fulfils, postpones or cancels another.

    ``stated`` is true where a text says so. ``report_id`` and ``span`` are
    the report and its words where one article tells or implies it; a link
    inferred from the record has neither, and ``how`` says from what.
    """

    kind: str
    source: str  # event id
    target: str
    stated: bool
    report_id: str | None = None
    span: Span | None = None
    how: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "source": self.source,
            "target": self.target,
            "stated": self.stated,
            "report_id": self.report_id,
            "text": self.span.text if self.span else None,
            "span": self.span.to_json() if self.span else None,
            "how": self.how,
        }


@dataclass(frozen=True, slots=True)
class Event:
    """What one or several reports tell of. Assembled on reading; nothing here is stored as such.

    ``best`` is the report that stands for the event (told as done, most
    specific, earliest published); ``reports`` are all, by publication.
    ``origins`` counts independent tellers: three outlets that carry one
    agency are one origin.
    """

    id: str
    best: StoredReport
    reports: tuple[StoredReport, ...]
    aux: tuple[str, ...]
    when: Period | None
    people: int
    origins: tuple[str, ...]
    claims: tuple[Claim, ...] = ()
    links: tuple[EventLink, ...] = ()  # with this event as source
    denied_by: tuple[StoredReport, ...] = ()  # reports that say it was not so

    @property
    def report(self) -> Report:
        return self.best.report

    @property
    def event_type(self) -> str:
        return self.best.report.event

    @property
    def modes(self) -> tuple[str, ...]:
        return self.best.report.modes

    @property
    def actors(self) -> tuple[Entity, ...]:
        return tuple(p.entity for p in self.best.report.actors)

    @property
    def recipients(self) -> tuple[Entity, ...]:
        return tuple(p.entity for p in self.best.report.recipients)

    def answers(self, *, stated_only: bool = False) -> tuple[EventLink, ...]:
        """Links to what this event answers."""
        return tuple(k for k in self.links if k.kind == "responds_to" and (k.stated or not stated_only))


@dataclass(frozen=True, slots=True)
class ToldState:
    """One telling of a channel's state: the state, its article and report."""

    state: ChannelState
    report_id: str | None
    article_id: str
    article: str
    outlet: str | None
    published_at: date | None


@dataclass(frozen=True, slots=True)
class Channel:
    """A standing channel between two parties on one day: its state then, and how it came there."""

    kind: str
    holder: Entity
    counterpart: Entity
    status: str
    now: ToldState
    history: tuple[ToldState, ...]  # oldest first, the present one last
    disputed: tuple[ToldState, ...] = ()  # tellings of other states for the same time


@dataclass(frozen=True, slots=True)
class DocketEntry:
    """An announced step, the interval in which it should happen, and where it stands on a day."""

    event: str  # event id
    actor: tuple[Entity, ...]
    recipient: tuple[Entity, ...]
    due: Period | None
    status: str  # one of DOCKET
    by: str | None  # event id that did, postponed or cancelled it
    reports: tuple[StoredReport, ...]
