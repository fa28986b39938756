"""Which stored article is an earlier or later version of the same page."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import dataclass

from detente.model import Article

ALIKE = 0.2
"""Share of three-word runs in common above which two pages under one file name are versions of one.

Corrected pages share most of their runs, two reports of one matter by different hands hardly any; a file
name that is used again for another story ("latest.txt") must not end the first story's reports.
"""

WORDS = 20_000
"""Words that are compared at most; a page's beginning is enough."""


@dataclass(frozen=True, slots=True)
class Mate:
    """A standing article that is the same page."""

    row: sqlite3.Row
    day: str | None  # of its update, else of publication


def same_page(con: sqlite3.Connection, article: Article) -> list[Mate]:
    """Standing articles that are versions of this page, in the order they were recorded.

    The same path and name with the title or a good part of the words in
    common; or the same outlet and title, published on the same day (a column
    that appears each week under one title is not one page) or, where a day is
    unknown, with a good part of the words in common.
    """
    found: dict[int, Mate] = {}
    if article.path is not None:
        rows = con.execute(
            "SELECT a.*, t.text FROM sightings s JOIN articles a ON a.article_id = s.article_id "
            "JOIN texts t USING (text_row) "
            "WHERE s.name = ? AND s.path = ? AND a.superseded_tx IS NULL AND a.article_id <> ?",
            (article.name, article.path, article.id),
        )
        for row in rows.fetchall():
            same_title = article.title is not None and row["title"] == article.title
            if same_title or alike(article.text, row["text"]):
                found[row["row"]] = _mate(row)
    if article.publisher and article.title:
        rows = con.execute(
            "SELECT * FROM articles JOIN texts USING (text_row) "
            "WHERE outlet = ? AND title = ? AND superseded_tx IS NULL AND article_id <> ?",
            (article.publisher, article.title, article.id),
        )
        for row in rows.fetchall():
            if _one_day(article, row) or (_day_unknown(article, row) and alike(article.text, row["text"])):
                found.setdefault(row["row"], _mate(row))
    return [found[row] for row in sorted(found)]


def is_later(mate: Mate, article: Article) -> bool:
    """Whether a stored version is later than the article that arrives, by the days both tell."""
    ours = article.updated.day if article.updated else article.day
    return ours is not None and mate.day is not None and mate.day > ours.isoformat()


def alike(one: str, other: str | None) -> bool:
    """Whether two texts share enough runs of three words; two too short for one are compared whole.

    A text that was purged is like nothing.
    """
    if other is None:
        return False
    a, b = _runs(one), _runs(other)
    smaller = min(len(a), len(b))
    if smaller == 0:
        return one.split() == other.split()
    return len(a & b) / smaller >= ALIKE


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())[:WORDS]
    return {tuple(words[i : i + 3]) for i in range(len(words) - 2)}


def _mate(row: sqlite3.Row) -> Mate:
    updated = json.loads(row["facts"])["updated"]
    return Mate(row, updated["day"] if updated else row["published_at"])


def _one_day(article: Article, row: sqlite3.Row) -> bool:
    return article.day is not None and row["published_at"] == article.day.isoformat()


def _day_unknown(article: Article, row: sqlite3.Row) -> bool:
    return article.day is None or row["published_at"] is None
