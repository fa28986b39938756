"""What `coding` finds in a sentence, before `link` decides what belongs together."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.model.entity import Entity
from detente.model.event import Amount, Context, Participant
from detente.model.period import Period
from detente.model.spans import Span


@dataclass(frozen=True, slots=True)
class Reason:
    """Words that name what a deed answers: "in retaliation for the expulsion of …", "after soldiers seized …"."""

    cue: Span  # the connector
    span: Span  # the words that tell the other deed
    strength: str  # "stated" (in retaliation for), "after" (sequence told as reason), "object" (reacted-to deed)
    types: tuple[str, ...] = ()  # event types that its words may tell
    parties: tuple[str, ...] = ()  # keys of the parties that it names
    words: tuple[str, ...] = ()  # lemmas of its nouns and verbs


@dataclass(frozen=True, slots=True)
class ChannelTouch:
    """A standing channel that a deed touches."""

    kind: str
    holder: Entity | None
    counterpart: Entity | None
    status: str
    span: Span
    host: str | None = None
    established: str | None = None
    how: str = ""


@dataclass(frozen=True, slots=True)
class EventMention:
    """One telling of one deed in one sentence, with all that the sentence says of it."""

    event: str
    modes: tuple[str, ...]
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
    sentence: int
    paragraph: int
    rule: str
    confidence: float
    contexts: tuple[Context, ...] = ()
    runner_up: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    channels: tuple[ChannelTouch, ...] = ()
    head: Span | None = None  # the trigger word alone
    lemma: str = ""
    about: tuple[str, ...] = ()  # lemmas of the object, to tell deeds of one kind apart
    matter: tuple[str, ...] = ()  # lemmas of the other nouns of its clause
    nominal: bool = False
    explicit_date: bool = False
    additive: bool = False  # "also", "in addition": goes on with what stands before
    implied: bool = False  # a party was supplied, not named
    people_named: bool = False
    side: tuple[Span, ...] = field(default=())
    due: Period | None = None
    due_span: Span | None = None
    amounts: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True)
class Fallback:
    """A channel that a text names to be used in place of another: "via the ambassador in Belgium"."""

    span: Span
    parties: tuple[Entity, ...]
    sentence: int


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an article speaks from: the state of its dateline, and the state whose organ issued it as a statement."""

    place: Entity | None = None
    issuer: Entity | None = None
