"""An article as read: the page's text, its lines with their labels, and its facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from detente.model.spans import Span

LABELS = (
    "body",
    "title",
    "byline",
    "dateline",
    "date",
    "updated",
    "caption",
    "credit",
    "teaser",
    "appeal",
    "navigation",
    "tag",
    "agency",
    "outlet",
    "blank",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page, or a part of one, with what it is.

    A dateline that opens a paragraph is a line of its own, as the rest of the
    paragraph is body.
    """

    span: Span
    label: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DayFact:
    """A day that the page states: where it stood and how sure that reading is (0 to 1)."""

    day: date
    origin: str  # "header line", "dateline", "byline", "updated line", "file name", "given", …
    confidence: float
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A page as read. Nothing is deleted: furniture keeps its place under its label.

    ``text`` is the whole page after decoding; every span of every record
    points into it. ``body`` is what may be coded.
    """

    id: str  # content hash of the raw bytes
    name: str  # the file's stem, or an id that came with the text
    text: str
    raw_sha256: str
    lines: tuple[Line, ...]
    title: str | None = None
    title_span: Span | None = None
    published: DayFact | None = None
    updated: DayFact | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    image_credit: str | None = None
    tags: tuple[str, ...] = ()
    dateline: str | None = None
    teasers: tuple[str, ...] = ()
    section: str | None = None
    language: str = "en"
    path: str | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def paragraphs(self) -> tuple[Span, ...]:
        """Body lines, in the order of the page."""
        return tuple(line.span for line in self.lines if line.label == "body")

    @property
    def body(self) -> str:
        """Body paragraphs, one empty line between them."""
        return "\n\n".join(span.text for span in self.paragraphs)

    @property
    def day(self) -> date | None:
        """Day of publication, if the page or the caller tells it; else that of the last update, if that is all it tells.

        A page is out by the day of its update, so what it says is read from
        there; ``published`` stays empty.
        """
        fact = self.published or self.updated
        return fact.day if fact else None
