"""What a page's expectation is compared with, and the laws of labelled lines."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from detente.model import LABELS, Article


def squeeze(text: str | None) -> str:
    """Straight quotes and single spaces, so that a page's folds and curls do not count."""
    text = unicodedata.normalize("NFKC", text or "").translate(str.maketrans("‘’“”", "''\"\""))
    return re.sub(r"\s+", " ", text).strip()


def bare(name: str | None) -> str:
    return re.sub(r"[^a-z0-9]", "", re.sub(r"^the ", "", squeeze(name).lower()))


def facts(article: Article) -> dict[str, Any]:
    return {
        "title": squeeze(article.title) or None,
        "published": article.published.day.isoformat() if article.published else None,
        "updated": article.updated.day.isoformat() if article.updated else None,
        "publisher": bare(article.publisher),
        "authors": list(article.authors),
        "agencies": sorted(map(bare, article.agencies)),
        "image_credit": article.image_credit,
        "tags": list(article.tags),
        "dateline": article.dateline,
        "teasers": [squeeze(teaser) for teaser in article.teasers],
    }


def expected(gold: dict[str, Any]) -> dict[str, Any]:
    return {
        **{key: gold[key] for key in ("published", "updated", "authors", "image_credit", "tags", "dateline")},
        "title": squeeze(gold["title"]) or None,
        "publisher": bare(gold["publisher"]),
        "agencies": sorted(map(bare, gold["agencies"])),
        "teasers": [squeeze(teaser) for teaser in gold["teasers"]],
    }


def check_lines(article: Article) -> None:
    """The laws of every page: true offsets, in order, none overlapping, no character lost."""
    at = 0
    for line in article.lines:
        assert line.label in LABELS
        assert article.text[line.span.start : line.span.end] == line.span.text
        assert line.span.text
        assert line.span.text == line.span.text.strip()
        assert not article.text[at : line.span.start].strip()
        at = line.span.end
    assert not article.text[at:].strip()


def check_body(article: Article, gold: dict[str, Any]) -> None:
    body = squeeze(article.body)
    assert squeeze(gold["body_starts"]) in body
    if squeeze(gold["body_ends"]) in squeeze(article.text):
        assert squeeze(gold["body_ends"]) in body
    for words in gold["not_body"]:
        assert squeeze(words) not in body, words
