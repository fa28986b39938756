"""Plain data that every room speaks. Standard library only; imports nothing of the program."""

from detente.model.article import LABELS, Article, DayFact, Line
from detente.model.entity import NAMED_CODES, Entity, EntityMention, Introduction
from detente.model.event import (
    QUADS,
    Amount,
    ChannelState,
    CodedArticle,
    Context,
    Link,
    NamedDeed,
    Participant,
    Report,
    StoredReport,
)
from detente.model.ids import canonical, content_id, sha256
from detente.model.mention import ChannelTouch, EventMention, Fallback, Reason, Setting
from detente.model.period import Period
from detente.model.place import PRECISION, Place, PlaceMention
from detente.model.sentence import ParsedArticle, Sentence, Token
from detente.model.spans import Span
from detente.model.story import (
    DOCKET,
    Channel,
    Claim,
    DocketEntry,
    Event,
    EventLink,
    ToldState,
)
from detente.model.view import NOW, View

__all__ = [
    "DOCKET",
    "LABELS",
    "NAMED_CODES",
    "NOW",
    "PRECISION",
    "QUADS",
    "Amount",
    "Article",
    "Channel",
    "ChannelState",
    "ChannelTouch",
    "Claim",
    "CodedArticle",
    "Context",
    "DayFact",
    "DocketEntry",
    "Entity",
    "EntityMention",
    "Event",
    "EventLink",
    "EventMention",
    "Fallback",
    "Introduction",
    "Line",
    "Link",
    "NamedDeed",
    "ParsedArticle",
    "Participant",
    "Period",
    "Place",
    "PlaceMention",
    "Reason",
    "Report",
    "Sentence",
    "Setting",
    "Span",
    "StoredReport",
    "Token",
    "ToldState",
    "View",
    "canonical",
    "content_id",
    "sha256",
]
