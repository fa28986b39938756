"""An `Article` from what was read of a page: the one place where a page's facts become an article's."""

from __future__ import annotations

from collections.abc import Iterable

from detente.model import Article, DayFact, Line, content_id
from detente.read.facts import Facts


def body_of(lines: Iterable[Line]) -> str:
    """The text of the body's lines, a line each."""
    return "\n".join(line.span.text for line in lines if line.label == "body")


def compose(
    text: str,
    facts: Facts,
    lines: tuple[Line, ...],
    *,
    raw_sha256: str,
    name: str,
    path: str | None,
    language: str,
    published: DayFact | None,
    updated: DayFact | None,
    notes: tuple[str, ...],
    title: str | None = None,
    section: str | None = None,
) -> Article:
    """The article; its id is that of its bytes, its title the one that stands in the text where no other is given."""
    return Article(
        id=content_id("A", raw_sha256),
        name=name,
        text=text,
        raw_sha256=raw_sha256,
        lines=lines,
        title=title or (facts.title_span.text if facts.title_span else None),
        title_span=facts.title_span,
        published=published,
        updated=updated,
        publisher=facts.publisher,
        authors=facts.authors,
        agencies=facts.agencies,
        image_credit=facts.image_credit,
        tags=facts.tags,
        dateline=facts.dateline,
        teasers=facts.teasers,
        section=section,
        language=language,
        path=path,
        notes=notes,
    )
