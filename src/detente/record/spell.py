"""Model data to columns, and back. Pure: nothing here touches the file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from detente.model import (
    Article,
    ChannelState,
    CodedArticle,
    DayFact,
    Entity,
    Line,
    Link,
    Period,
    Report,
    Span,
    canonical,
    content_id,
    sha256,
)
from detente.record.writing import CONTENT, Value, content_hash


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report with what the ledger indexes of it."""

    report_id: str
    text: str  # JSON
    report: Report


def begins(when: Period | None, published: str | None) -> str | None:
    """From which day a report counts as having happened, for `as_of`.

    Its first day; where only the last is known, that or the day of
    publication, whichever is earlier; else the day of publication.
    """
    if when and when.earliest:
        return when.earliest.isoformat()
    if when and when.latest:
        latest = when.latest.isoformat()
        return min(latest, published) if published else latest
    return published


def storable(text: str) -> str:
    r"""A name as text that can be stored: bytes of a file's name that are no UTF-8 are spelled out (``\udcff``)."""
    return text.encode("utf-8", "backslashreplace").decode()


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def to_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def article_columns(article: Article) -> dict[str, Value]:
    facts = {
        "title_span": _span(article.title_span),
        "published": _fact(article.published),
        "updated": _fact(article.updated),
        "authors": list(article.authors),
        "image_credit": article.image_credit,
        "tags": list(article.tags),
        "dateline": article.dateline,
        "teasers": list(article.teasers),
        "language": article.language,
        "notes": list(article.notes),
        **({"section": article.section} if article.section else {}),
    }
    lines = [[line.span.start, line.span.end, line.label, line.reason] for line in article.lines]
    return {
        "article_id": article.id,
        "name": article.name,
        "path": article.path,
        "raw_sha256": article.raw_sha256,
        "text_sha256": sha256(article.text),
        "title": article.title,
        "outlet": article.publisher,
        "agencies": canonical(list(article.agencies)),
        "published_at": iso(article.day),
        "facts": canonical(facts),
        "lines": canonical(lines),
    }


def article_from(row: Any, text: str | None) -> Article:
    """The article as it was read; words of spans are empty where the text was purged."""
    facts = json.loads(row["facts"])
    page = text or ""

    def span(at: list[int] | None) -> Span | None:
        return Span(at[0], at[1], page[at[0] : at[1]]) if at else None

    def fact(value: dict[str, Any] | None) -> DayFact | None:
        if not value:
            return None
        return DayFact(date.fromisoformat(value["day"]), value["origin"], value["confidence"], span(value["span"]))

    return Article(
        id=row["article_id"],
        name=row["name"],
        text=page,
        raw_sha256=row["raw_sha256"],
        lines=tuple(
            Line(Span(start, end, page[start:end]), label, reason)
            for start, end, label, reason in json.loads(row["lines"])
        ),
        title=row["title"],
        title_span=span(facts["title_span"]),
        published=fact(facts["published"]),
        updated=fact(facts["updated"]),
        publisher=row["outlet"],
        authors=tuple(facts["authors"]),
        agencies=tuple(json.loads(row["agencies"])),
        image_credit=facts["image_credit"],
        tags=tuple(facts["tags"]),
        dateline=facts["dateline"],
        teasers=tuple(facts["teasers"]),
        section=facts.get("section"),
        language=facts["language"],
        path=row["path"],
        notes=tuple(facts["notes"]),
    )


def report_row(report: Report, article_id: str) -> ReportRow:
    """The report as JSON, once; its id is ``report.id_in(article_id)``, made of the same text."""
    text = canonical(report.to_json())
    return ReportRow(content_id("R", article_id, text), text, report)


def report_columns(row: ReportRow, published: str | None, outlet: str | None) -> dict[str, Value]:
    when = row.report.when
    return {
        "report_id": row.report_id,
        "event": row.report.event,
        "valid_from": iso(when.valid_from) if when else None,
        "valid_to": iso(when.valid_to) if when else None,
        "begins": begins(when, published),
        "published_at": published,
        "outlet": outlet,
        "report": row.text,
    }


class Sides(NamedTuple):
    """Who acts and who is acted upon, and as what: all that is indexed of a report."""

    actors: Sequence[Entity]
    recipients: Sequence[Entity]
    event: str
    aux: Sequence[str]
    scale: float


def sides(report: Report) -> Sides:
    return Sides(
        [p.entity for p in report.actors],
        [p.entity for p in report.recipients],
        report.event,
        report.aux,
        report.event_scale,
    )


def sides_of(value: Mapping[str, Any]) -> Sides:
    """The same from a report's JSON, without making the report."""
    return Sides(
        [Entity.from_json(p) for p in value["actor"]],
        [Entity.from_json(p) for p in value["recipient"]],
        value["event"],
        value["aux"],
        value["event_scale"],
    )


def parties(both: Sides) -> dict[str, tuple[str, str]]:
    """For each party's key: its role ("actor", "recipient", "both") and how a table shows it."""
    found: dict[str, tuple[str, str]] = {}
    for role, people in (("actor", both.actors), ("recipient", both.recipients)):
        for entity in people:
            before = found.get(entity.key)
            found[entity.key] = (role if before is None or before[0] == role else "both", entity.label)
    return found


def pairs(both: Sides) -> list[tuple[str, str]]:
    """Unordered pairs (lesser key first) of parties on opposite sides."""
    actors = {entity.key for entity in both.actors}
    recipients = {entity.key for entity in both.recipients}
    return sorted({(min(a, b), max(a, b)) for a in actors for b in recipients if a != b})


def link_columns(link: Link, ids: dict[str, str], article_id: str) -> dict[str, Value]:
    text = canonical(link.to_json())
    source, target = ids[link.source], ids[link.target]
    return {
        "link_id": content_id("K", article_id, source, target, text),
        "source_report_id": source,
        "target_report_id": target,
        "link": text,
    }


def state_columns(
    state: ChannelState, ids: dict[str, str], article_id: str, published: str | None, outlet: str | None
) -> dict[str, Value]:
    text = canonical(state.to_json())
    report_id = ids[state.record] if state.record is not None else None
    return {
        "state_id": content_id("C", article_id, report_id, text),
        "report_id": report_id,
        "kind": state.kind,
        "holder": state.holder.key,
        "counterpart": state.counterpart.key,
        "status": state.status,
        "begins": begins(state.since, published),
        "published_at": published,
        "outlet": outlet,
        "state": text,
    }


def coding_columns(
    coded: CodedArticle, reading: bytes, reports: Sequence[str], links: Sequence[str], states: Sequence[str]
) -> dict[str, Value]:
    result: dict[str, Any] = {
        "article": coded.article.id,
        "reading": reading.hex(),
        "coder": coded.coder,
        "lexicon": coded.lexicon,
        "reports": sorted(reports),
        "links": sorted(links),
        "states": sorted(states),
    }
    if coded.introductions:
        result["introductions"] = [i.to_json() for i in coded.introductions]
    return {"result": canonical(result), "counts": canonical(coded.counts)}


def reading_hash(columns: dict[str, Value]) -> bytes:
    return content_hash("articles", [columns[c] for c in CONTENT["articles"]])


def _span(span: Span | None) -> list[int] | None:
    return span.to_json() if span else None


def _fact(fact: DayFact | None) -> dict[str, Any] | None:
    if fact is None:
        return None
    return {
        "day": fact.day.isoformat(),
        "origin": fact.origin,
        "confidence": fact.confidence,
        "span": _span(fact.span),
    }


def quotations(value: Any) -> Iterator[tuple[int, int, str]]:
    """Every (start, end, words) in the JSON of a report, link or channel state.

    A span and its words stand side by side: ``span`` with ``text`` (or
    ``trigger``), ``date_span`` with ``date_text``, and so on.
    """
    waiting = [value]
    while waiting:
        item = waiting.pop()
        for name, child in item.items():
            kind = type(child)
            if kind is dict:
                waiting.append(child)
            elif kind is list and child:
                if name == "span" or name.endswith("_span"):
                    words = item.get("trigger") if name == "span" else None
                    yield child[0], child[1], words if words is not None else item[name[:-4] + "text"]
                elif type(child[0]) is dict:
                    waiting += child
