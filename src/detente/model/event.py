"""What is recorded: mentions of events, reports, links between them, states of channels."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from detente.model.article import Article
from detente.model.entity import Entity, Introduction
from detente.model.ids import canonical, content_id
from detente.model.period import Period
from detente.model.place import Place
from detente.model.spans import Span

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


@dataclass(frozen=True, slots=True)
class Participant:
    """A party to an event: who, the words that name it (``None`` where only implied), and why it was chosen."""

    entity: Entity
    span: Span | None
    how: str
    guessed: bool = False  # the state was supplied from what the article is about; not kept in JSON

    def to_json(self) -> dict[str, Any]:
        out = self.entity.to_json()
        out["text"] = self.span.text if self.span else None
        out["span"] = self.span.to_json() if self.span else None
        out["how"] = self.how
        return out

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Participant:
        span = value.get("span")
        return cls(
            Entity.from_json(value),
            Span(span[0], span[1], value["text"]) if span else None,
            value.get("how", ""),
        )


@dataclass(frozen=True, slots=True)
class Context:
    """What an event is about; ``scope`` is where the words stood: sentence, paragraph or document."""

    name: str
    scope: str
    span: Span | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "scope": self.scope,
            "text": self.span.text if self.span else None,
            "span": self.span.to_json() if self.span else None,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Context:
        span = value.get("span")
        return cls(value["name"], value["scope"], Span(span[0], span[1], value["text"]) if span else None)


@dataclass(frozen=True, slots=True)
class NamedDeed:
    """A deed that a report gives as its reason and that no report of the same article tells.

    ``types`` are the event types its words may stand for, ``parties`` the keys
    of those it names, ``words`` the lemmas of its nouns and verbs.
    """

    span: Span
    types: tuple[str, ...]
    parties: tuple[str, ...]
    words: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "text": self.span.text,
            "span": self.span.to_json(),
            "types": list(self.types),
            "parties": list(self.parties),
            "words": list(self.words),
        }

    @classmethod
    def from_json(cls, v: dict[str, Any]) -> NamedDeed:
        span = Span(v["span"][0], v["span"][1], v["text"])
        return cls(span, tuple(v["types"]), tuple(v["parties"]), tuple(v["words"]))


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that belongs to an event.

    ``kind``: killed, wounded, arrested, expelled, released, convicted, abducted, people, troops, money.
    ``low`` to ``high``, both meant; ``high`` is ``None`` where the text sets no upper end ("at least 12").
    ``unit``: "people", or for money the currency (ISO 4217).
    """

    kind: str
    low: int
    high: int | None
    unit: str
    span: Span

    @property
    def value(self) -> int:
        """The one number that stands for it: what is vouched for, or the upper end of "up to 50"."""
        return self.low or self.high or 0

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "low": self.low,
            "high": self.high,
            "unit": self.unit,
            "text": self.span.text,
            "span": self.span.to_json(),
        }

    @classmethod
    def from_json(cls, v: dict[str, Any]) -> Amount:
        return cls(v["kind"], v["low"], v["high"], v["unit"], Span(v["span"][0], v["span"][1], v["text"]))


@dataclass(frozen=True, slots=True)
class Report:
    """One article's telling of one event.

    ``said_by`` runs from the innermost speaker outwards; the outlet itself is
    not in it. ``sentences`` counts body sentences from 1 (0 is the headline).
    ``answers`` names the keys of reports of the same article that the text
    gives as the reason.
    """

    key: str
    event: str
    modes: tuple[str, ...]
    contexts: tuple[Context, ...]
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    aux: tuple[str, ...]
    when: Period | None
    when_span: Span | None
    when_how: str
    said_by: tuple[Participant, ...]
    people: int
    people_span: Span | None
    trigger: Span
    sentences: tuple[int, ...]
    rule: str
    confidence: float
    runner_up: tuple[str, ...] = ()  # "entry-id: why it lost"
    notes: tuple[str, ...] = ()
    location: Place | None = None
    quad_code: int = 0
    event_scale: float = 0.0
    tellings: tuple[Span, ...] = ()  # other wordings of the same event in this article
    about: tuple[str, ...] = ()  # lemmas of what it is done to, and "channel:embassy" for channels it touches
    due: Period | None = None  # when a promised or announced step should happen
    due_span: Span | None = None
    reasons: tuple[NamedDeed, ...] = ()
    amounts: tuple[Amount, ...] = ()  # killed and wounded apart, troops, money

    @property
    def context(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.contexts)

    def to_json(self) -> dict[str, Any]:
        """The record's shape in ``--format json``; every quoted value has its span."""
        return {
            "key": self.key,
            "event": self.event,
            "mode": list(self.modes),
            "context": list(self.context),
            "context_scope": [c.to_json() for c in self.contexts],
            "actor": [p.to_json() for p in self.actors],
            "recipient": [p.to_json() for p in self.recipients],
            "aux": list(self.aux),
            "date": self.when.to_json() if self.when else None,
            "date_granularity": self.when.granularity if self.when else None,
            "date_text": self.when_span.text if self.when_span else None,
            "date_span": self.when_span.to_json() if self.when_span else None,
            "date_how": self.when_how,
            "said_by": [p.to_json() for p in self.said_by],
            "people": self.people,
            "people_text": self.people_span.text if self.people_span else None,
            "people_span": self.people_span.to_json() if self.people_span else None,
            "trigger": self.trigger.text,
            "span": self.trigger.to_json(),
            "sentences": list(self.sentences),
            "rule": self.rule,
            "confidence": round(self.confidence, 3),
            "runner_up": list(self.runner_up),
            "notes": list(self.notes),
            "location": self.location.to_json() if self.location else None,
            "quad_code": self.quad_code,
            "event_scale": self.event_scale,
            "tellings": [{"text": s.text, "span": s.to_json()} for s in self.tellings],
            "about": list(self.about),
            "due": self.due.to_json() if self.due else None,
            "due_granularity": self.due.granularity if self.due else None,
            "due_text": self.due_span.text if self.due_span else None,
            "due_span": self.due_span.to_json() if self.due_span else None,
            "reasons": [r.to_json() for r in self.reasons],
            "amounts": [a.to_json() for a in self.amounts],
        }

    @classmethod
    def from_json(cls, v: dict[str, Any]) -> Report:
        """Read what ``to_json`` wrote; the two are each other's inverse."""

        def span(name: str, text: str) -> Span | None:
            return Span(v[name][0], v[name][1], v[text]) if v.get(name) else None

        when = Period.from_json({**v["date"], "granularity": v["date_granularity"]}) if v["date"] else None
        due = Period.from_json({**v["due"], "granularity": v["due_granularity"]}) if v["due"] else None
        trigger = span("span", "trigger")
        assert trigger is not None
        return cls(
            key=v["key"],
            event=v["event"],
            modes=tuple(v["mode"]),
            contexts=tuple(Context.from_json(c) for c in v["context_scope"]),
            actors=tuple(Participant.from_json(p) for p in v["actor"]),
            recipients=tuple(Participant.from_json(p) for p in v["recipient"]),
            aux=tuple(v["aux"]),
            when=when,
            when_span=span("date_span", "date_text"),
            when_how=v["date_how"],
            said_by=tuple(Participant.from_json(p) for p in v["said_by"]),
            people=v["people"],
            people_span=span("people_span", "people_text"),
            trigger=trigger,
            sentences=tuple(v["sentences"]),
            rule=v["rule"],
            confidence=v["confidence"],
            runner_up=tuple(v["runner_up"]),
            notes=tuple(v["notes"]),
            location=Place.from_json(v["location"]) if v["location"] else None,
            quad_code=v["quad_code"],
            event_scale=v["event_scale"],
            tellings=tuple(Span(t["span"][0], t["span"][1], t["text"]) for t in v["tellings"]),
            about=tuple(v["about"]),
            due=due,
            due_span=span("due_span", "due_text"),
            reasons=tuple(NamedDeed.from_json(r) for r in v.get("reasons", ())),
            amounts=tuple(Amount.from_json(a) for a in v.get("amounts", ())),
        )

    def spans(self) -> list[Span]:
        """Every span this report rests on."""
        found = [self.trigger, self.when_span, self.people_span, self.due_span, *self.tellings]
        found += [p.span for p in (*self.actors, *self.recipients, *self.said_by)]
        found += [c.span for c in self.contexts]
        found += [r.span for r in self.reasons]
        found += [a.span for a in self.amounts]
        found.append(self.location.span if self.location else None)
        return [s for s in found if s is not None]

    def id_in(self, article_id: str) -> str:
        """The report's id: a second coding that reads the same gives the same id."""
        return content_id("R", article_id, canonical(self.to_json()))


@dataclass(frozen=True, slots=True)
class Link:
    """One report answers, contradicts, fulfils … another of the same article.

    ``stated`` is true where the text says so; ``span`` are the words that do.
    """

    kind: str  # "responds_to", "contradicts", "fulfils", "postpones", "cancels"
    source: str  # key of a report
    target: str
    stated: bool
    span: Span | None = None
    how: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "source": self.source,
            "target": self.target,
            "stated": self.stated,
            "text": self.span.text if self.span else None,
            "span": self.span.to_json() if self.span else None,
            "how": self.how,
        }

    @classmethod
    def from_json(cls, v: dict[str, Any]) -> Link:
        span = Span(v["span"][0], v["span"][1], v["text"]) if v.get("span") else None
        return cls(v["kind"], v["source"], v["target"], v["stated"], span, v["how"])


@dataclass(frozen=True, slots=True)
class ChannelState:
    """What one article tells of a standing channel between two parties."""

    kind: str
    holder: Entity
    counterpart: Entity
    status: str
    since: Period | None
    record: str | None  # key of the report that tells it
    span: Span
    host: str | None = None
    fallback: str | None = None
    fallback_span: Span | None = None
    established: str | None = None
    how: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "holder": self.holder.label,
            "counterpart": self.counterpart.label,
            "holder_entity": self.holder.to_json(),
            "counterpart_entity": self.counterpart.to_json(),
            "host": self.host,
            "status": self.status,
            "from": self.since.to_json() if self.since else None,
            "record": self.record,
            "text": self.span.text,
            "span": self.span.to_json(),
            "fallback": self.fallback,
            "fallback_span": self.fallback_span.to_json() if self.fallback_span else None,
            "fallback_text": self.fallback_span.text if self.fallback_span else None,
            "established": self.established,
            "how": self.how,
        }

    @classmethod
    def from_json(cls, v: dict[str, Any]) -> ChannelState:
        fallback_span = (
            Span(v["fallback_span"][0], v["fallback_span"][1], v["fallback_text"]) if v["fallback_span"] else None
        )
        return cls(
            kind=v["kind"],
            holder=Entity.from_json(v["holder_entity"]),
            counterpart=Entity.from_json(v["counterpart_entity"]),
            status=v["status"],
            since=Period.from_json(v["from"]),
            record=v["record"],
            span=Span(v["span"][0], v["span"][1], v["text"]),
            host=v["host"],
            fallback=v["fallback"],
            fallback_span=fallback_span,
            established=v["established"],
            how=v["how"],
        )

    @property
    def key(self) -> tuple[str, str, str]:
        return self.kind, self.holder.key, self.counterpart.key


@dataclass(frozen=True, slots=True)
class CodedArticle:
    """All that one reading of an article gives; what the ledger takes in."""

    article: Article
    reports: tuple[Report, ...]
    links: tuple[Link, ...]
    channels: tuple[ChannelState, ...]
    coder: str  # name and version of the program and of the parser
    lexicon: str  # hash of the codebook and lexicon files
    counts: dict[str, int] = field(default_factory=dict)  # sentences, triggers, reasons for silence
    introductions: tuple[Introduction, ...] = ()  # people met whom no table names

    def report_id(self, key: str) -> str:
        report = next(r for r in self.reports if r.key == key)
        return report.id_in(self.article.id)


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report as the ledger gives it back, with its article's facts and its clocks."""

    report_id: str
    report: Report
    article_id: str
    article: str  # the article's name
    outlet: str | None
    agencies: tuple[str, ...]
    published_at: date | None
    recorded_at: str  # ISO 8601, UTC
    superseded_at: str | None = None
    coder: str = ""
    lexicon: str = ""
    authors: tuple[str, ...] = ()  # of the article; without one, agency copy is the agency's
