"""Whether a reading is in the ledger as it would be coded now, so that it need not be coded again."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from detente.model import Article
from detente.record import spell, standing


@dataclass(frozen=True, slots=True)
class Already:
    """What the standing coding of a reading gave: the number of its reports, and its counts."""

    reports: int
    counts: dict[str, int]


def already(con: sqlite3.Connection, article: Article, coder: str, lexicon: str) -> Already | None:
    """What coding the article again would give; ``None`` unless it would add nothing, not even a sighting."""
    now = standing.standing_article(con, article.id)
    if now is None or now["sha256"] != spell.reading_hash(spell.article_columns(article)):
        return None
    coding = con.execute(
        "SELECT result, counts FROM codings WHERE article_row = ? AND superseded_tx IS NULL", (now["row"],)
    ).fetchone()
    seen = con.execute(
        "SELECT 1 FROM sightings WHERE name = ? AND path = ? AND article_id = ?",
        (spell.storable(article.name), spell.storable(article.path or ""), article.id),
    ).fetchone()
    if coding is None or seen is None:
        return None
    result = json.loads(coding["result"])
    if (result["coder"], result["lexicon"]) != (coder, lexicon):
        return None
    return Already(len(result["reports"]), json.loads(coding["counts"]))
