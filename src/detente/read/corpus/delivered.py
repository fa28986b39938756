"""An item of a delivery to an `Article`: what the delivery states outranks what the text lets one guess."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from detente.model import Article, DayFact, Line, Span
from detente.model.ids import sha256
from detente.read.compose import body_of, compose
from detente.read.corpus.item import Given, Item
from detente.read.corpus.refusals import BadEntry
from detente.read.decode import check_length
from detente.read.html.page import read_html
from detente.read.known import Known
from detente.read.language import language_of
from detente.read.pubdate import choose_published, choose_updated
from detente.read.reader import read_bytes
from detente.read.scrape import Page, label_page
from detente.read.sources import Sources
from detente.read.urls import host_of
from detente.read.words import fold

UNDATED = ("the delivery states no day of publication", "the page states no day of publication")
"""Notes that do not hold once the address tells the day."""

LEAST_BODY = 0.5
"""Share of a delivered text that the labeller must take for body; below it, the delivery is believed."""

_KEPT = frozenset({"body", "dateline", "blank"})


URL_CONFIDENCE = 0.8
"""How far the day in an address is trusted, where the outlet is known to put one there."""


def read_item(item: Item, *, known: Known, published: date | None = None, sources: Sources | None = None) -> Article:
    """Read one item.

    Args:
        published: Day of publication for an article that states none.
        sources: The outlets, which tell whose an address is and which day it names.

    Raises:
        ReadError: its bytes are no text, or hold none.
    """
    how: dict[str, Any] = {
        "name": item.name, "path": item.path, "known": known, "published": published, "said": item.said
    }  # fmt: skip
    if item.data and item.html and b"<" in item.data:
        article = read_html(item.data, url=item.url, **how)
    elif item.data:
        article = read_bytes(item.data, **how)
    elif item.given:
        article = _compose(item, item.given, known, published)
    else:
        raise BadEntry("empty page", item.where, "it holds no words", "Fetch the page again, or leave it out.")
    if item.given and item.data:
        article = _overlay(article, item.given, known)
    return _by_address(article, item.url, sources) if item.url else article


def _by_address(article: Article, url: str, sources: Sources | None) -> Article:
    """Outlet and day by the address, where nothing better tells them; an outlet named by its domain gets its name."""
    source = sources.of_url(url) if sources else None
    publisher = article.publisher
    if sources and publisher and (named := sources.of_url(publisher)):
        publisher = named.name
    if publisher is None:
        publisher = source.name if source else host_of(url) or None
    day = source.day_of(url) if source and article.published is None else None
    return replace(
        article,
        publisher=publisher,
        published=DayFact(day, "address", URL_CONFIDENCE) if day else article.published,
        notes=tuple(n for n in article.notes if not (day and n in UNDATED)),
    )


def _compose(item: Item, given: Given, known: Known, published: date | None) -> Article:
    """Title and text as one page; the labels are those of any page, but the title is the one that was given."""
    body = given.text.strip("\n")
    text = f"{given.title}\n\n{body}" if given.title else body
    if not body.strip():
        raise BadEntry("no text", item.where, "it holds no words", "Leave it out, or fetch its page.")
    check_length(text, item.where)
    page = label_page(text, known)
    lines, notes = _label(page, text, given)
    facts = page.facts
    day = given.published or choose_published(facts.stated, name="", given=published)
    article = compose(
        text,
        facts,
        lines,
        raw_sha256=sha256(_canonical(given).encode("utf-8")),
        name=item.name,
        path=item.path,
        language=language_of(body_of(lines)),
        published=day,
        updated=choose_updated(facts.stated, clock=facts.updated_clock, published=day),
        notes=(*page.notes, *notes, *([] if day else [UNDATED[0]])),
    )
    return _overlay(article, given, known, title_span=Span.cut(text, 0, len(given.title)) if given.title else None)


def _label(page: Page, text: str, given: Given) -> tuple[tuple[Line, ...], list[str]]:
    """The page's lines, with the given title as title, and the text believed where most of it looks like furniture."""
    start = len(given.title)
    lines = []
    if start:
        lines.append(Line(Span.cut(text, 0, start), "title", given.origins.get("title", "given")))
    rest = [line for line in page.lines if line.span.start >= start]
    straddling = next((line for line in page.lines if line.span.start < start < line.span.end), None)
    if straddling:  # the title was run together with what follows
        at = start + len(text[start : straddling.span.end]) - len(text[start : straddling.span.end].lstrip())
        rest.insert(0, Line(Span.cut(text, at, straddling.span.end), "body", "below the given title"))
    title = fold(given.title)
    rest = [
        replace(line, label="body", reason="below the given title")
        if line.label == "title" and start and fold(line.span.text) != title
        else line
        for line in rest
    ]
    size = sum(len(line.span.text) for line in rest if line.label != "blank")
    body = sum(len(line.span.text) for line in rest if line.label in _KEPT)
    if body < LEAST_BODY * size:
        origin = given.origins.get("text", "given")
        rest = [
            line if line.label in _KEPT else replace(line, label="body", reason=f"text by {origin}") for line in rest
        ]
        return (*lines, *rest), [
            "most of the text looks like furniture; it was taken for the article as it was delivered"
        ]
    return (*lines, *rest), []


def _overlay(article: Article, given: Given, known: Known, *, title_span: Span | None = None) -> Article:
    """Let what the delivery states take the place of what was found; tell where the two languages differ."""
    notes = list(given.notes)
    if given.language and given.language != article.language:
        notes.append(f"delivered as {given.language}; the text seems to be in another language: {article.language}")
    elif article.language != "en":
        notes.append(f"the text seems to be in another language than English: {article.language}")
    return replace(
        article,
        title=given.title or article.title,
        title_span=title_span or (None if given.title else article.title_span),
        published=given.published or article.published,
        updated=given.updated or article.updated,
        publisher=(known.outlet(given.publisher) or given.publisher) if given.publisher else article.publisher,
        authors=given.authors or article.authors,
        tags=given.tags or article.tags,
        language=given.language or article.language,
        notes=tuple(dict.fromkeys((*article.notes, *notes))),
    )


def _canonical(given: Given) -> str:
    """What makes two records one article, whatever file they came in: their words and what is stated of them."""
    day = given.published.day.isoformat() if given.published else ""
    parts = [given.title, given.text, day, given.publisher, given.url]
    return json.dumps(parts, ensure_ascii=False)
