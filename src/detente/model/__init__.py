"""Plain data that every room speaks. Standard library only; imports nothing of the program."""

from detente.model.article import LABELS, Article, DayFact, Line
from detente.model.entity import NAMED_CODES, Entity, EntityMention
from detente.model.event import (
    QUADS,
    ChannelState,
    CodedArticle,
    Context,
    Link,
    Participant,
    Report,
    StoredReport,
)
from detente.model.ids import canonical, content_id, sha256
from detente.model.mention import ChannelTouch, EventMention, Fallback, Reason
from detente.model.period import Period
from detente.model.sentence import ParsedArticle, Sentence, Token
from detente.model.spans import Span

__all__ = [
    "LABELS",
    "NAMED_CODES",
    "QUADS",
    "Article",
    "ChannelState",
    "ChannelTouch",
    "CodedArticle",
    "Context",
    "DayFact",
    "Entity",
    "EntityMention",
    "EventMention",
    "Fallback",
    "Line",
    "Link",
    "ParsedArticle",
    "Participant",
    "Period",
    "Reason",
    "Report",
    "Sentence",
    "Span",
    "StoredReport",
    "Token",
    "canonical",
    "content_id",
    "sha256",
]
