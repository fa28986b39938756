"""`--format json`: one coded article a line, with ``id``, ``document``, ``records``, ``channels``.

The shape is that of the annotators' guidelines, so that what the program
prints and what a person wrote can be compared field by field. Every quoted
value has its ``span`` beside it: ``[start, end]`` in characters of the page.
"""

from __future__ import annotations

from typing import Any

from detente.export.harmless import to_json
from detente.model import Article, CodedArticle, DayFact, Link

EDGE_WORDS = 10
"""How many words of the body's first and last line `body_starts` and `body_ends` give."""


def write_line(coded: CodedArticle) -> str:
    """One line of JSON without a line end; text stays as it is, not as escapes."""
    return to_json(article_json(coded))


def read_line(article: Article) -> str:
    """An article as read, not coded: its facts side by side, its body, and every line of the page with its label.

    ``published`` and ``updated`` are days; ``dates`` has each with its origin and confidence.
    """
    lines = [
        {"label": ln.label, "span": ln.span.to_json(), "text": ln.span.text, "reason": ln.reason}
        for ln in article.lines
    ]
    facts = document_json(article)
    value = {
        "id": article.name,
        "path": article.path,
        **{name: fact for name, fact in facts.items() if name not in ("body_starts", "body_ends")},
        "dates": {"published": _day_json(article.published), "updated": _day_json(article.updated)},
        "section": article.section,
        "lines": lines,
        "notes": list(article.notes),
    }
    return to_json(value)


def _day_json(fact: DayFact | None) -> dict[str, Any] | None:
    """A day with where it stood, how sure that is, and its words on the page (``null``: it stands in the metadata)."""
    if fact is None:
        return None
    span = fact.span.to_json() if fact.span else None
    return {"day": fact.day.isoformat(), "origin": fact.origin, "confidence": fact.confidence, "span": span}


def article_json(coded: CodedArticle) -> dict[str, Any]:
    """The coded article as plain values; ``id`` is the article's name (a file's stem)."""
    answers = _answers(coded.links)
    records = []
    for report in coded.reports:
        record = report.to_json()
        record["report_id"] = report.id_in(coded.article.id)
        record["in_response_to"] = answers.get(report.key, [])
        records.append(record)
    return {
        "id": coded.article.name,
        "document": document_json(coded.article),
        "records": records,
        "channels": [state.to_json() for state in coded.channels],
        "links": [link.to_json() for link in coded.links],
        "coder": coded.coder,
        "lexicon": coded.lexicon,
    }


def document_json(article: Article) -> dict[str, Any]:
    """The article's facts and its body; days as ``YYYY-MM-DD``, ``null`` where the page does not tell."""
    words = article.body.split()
    return {
        "title": article.title,
        "published": article.published.day.isoformat() if article.published else None,
        "updated": article.updated.day.isoformat() if article.updated else None,
        "publisher": article.publisher,
        "authors": list(article.authors),
        "agencies": list(article.agencies),
        "image_credit": article.image_credit,
        "tags": list(article.tags),
        "dateline": article.dateline,
        "teasers": list(article.teasers),
        "language": article.language,
        "sha256": article.raw_sha256,
        "body": article.body,
        "body_starts": " ".join(words[:EDGE_WORDS]),
        "body_ends": " ".join(words[-EDGE_WORDS:]),
    }


def _answers(links: tuple[Link, ...]) -> dict[str, list[str]]:
    """Report key -> keys of what it answers, by the text's own word or plain implication; ``links`` says which."""
    found: dict[str, list[str]] = {}
    for link in links:
        if link.kind == "responds_to":
            targets = found.setdefault(link.source, [])
            if link.target not in targets:
                targets.append(link.target)
    return found
