"""What the ledger gives back, beside the model's own types."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.model import Article, Introduction, Link


@dataclass(frozen=True, slots=True)
class Appended:
    """What one delivery added. A second delivery of the same adds nothing."""

    article_id: str
    new_article: bool
    new_reports: int
    known_reports: int
    corrects: tuple[str, ...] = ()  # ids of earlier versions of the page that this one replaced
    superseded: int = 0  # reports that ceased to stand


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as the ledger gives it back, with its clocks. ``text`` is empty where it was purged."""

    article: Article
    recorded_at: str  # ISO 8601, UTC
    superseded_at: str | None = None
    superseded_why: str | None = None
    purged: bool = False

    @property
    def id(self) -> str:
        return self.article.id

    @property
    def name(self) -> str:
        return self.article.name

    @property
    def outlet(self) -> str | None:
        return self.article.publisher

    @property
    def published_at(self) -> date | None:
        return self.article.day


@dataclass(frozen=True, slots=True)
class StoredLink:
    """A link inside an article, its ends as report ids."""

    link: Link
    article_id: str
    source_report_id: str
    target_report_id: str


@dataclass(frozen=True, slots=True)
class StoredIntroduction:
    """A person as an article introduced him or her."""

    introduction: Introduction
    article_id: str
    article: str  # the article's name
    outlet: str | None
    published_at: date | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much stands in a view."""

    articles: int
    reports: int
    events: int
    channels: int
    outlets: int


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An article whose words fit a search. ``excerpt`` marks the words found with « and »."""

    article_id: str
    name: str
    title: str | None
    outlet: str | None
    published_at: date | None
    excerpt: str
    rank: float  # smaller is better


@dataclass(frozen=True, slots=True)
class MonthCount:
    """Reports of one ordered pair in one month. ``month`` is ``2018-03``, or '' where no day is known."""

    actor: str
    recipient: str
    month: str
    event: str
    aux: tuple[str, ...]
    reports: int
    scale: float  # sum of the event scale
