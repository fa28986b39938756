"""Full-text search over the articles' words."""

from __future__ import annotations

import re
import sqlite3

from detente.model import View
from detente.record import spell
from detente.record.errors import BadQuery
from detente.record.rows import SearchHit
from detente.record.view import Clocks

LIMIT = 200
"""Hits that are given at most."""


def search(con: sqlite3.Connection, query: str, view: View, *, limit: int = LIMIT) -> list[SearchHit]:
    """Articles of the view that hold all words of the query, best first.

    Words in double quotes stand together; ``word*`` is a beginning. Anything
    else is taken for a word, so no query is a fault of syntax.

    Raises:
        BadQuery: no word in it.
    """
    clocks = Clocks.of(con, view)
    where = [clocks.standing("a"), *clocks.dated("a", happened=False)]
    sql = f"""
        SELECT a.article_id, a.name, a.title, a.outlet, a.published_at,
               snippet(article_words, -1, '«', '»', '…', 24) AS excerpt, bm25(article_words, 4.0, 1.0) AS rank
        FROM article_words JOIN articles a ON a.row = article_words.rowid
        WHERE article_words MATCH :match AND {" AND ".join(where)}
        ORDER BY rank, a.article_id LIMIT :limit
    """
    values = {**clocks.values, "match": match(query), "limit": limit}
    return [
        SearchHit(
            article_id=row["article_id"],
            name=row["name"],
            title=row["title"],
            outlet=row["outlet"],
            published_at=spell.to_day(row["published_at"]),
            excerpt=row["excerpt"],
            rank=row["rank"],
        )
        for row in con.execute(sql, values)
    ]


def match(query: str) -> str:
    """The query in FTS5's own language, every word and phrase quoted."""
    out = []
    for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', spell.storable(query).replace("\0", " ")):
        text = phrase or word
        if re.search(r"\w", text):
            out.append(f'"{text.rstrip("*")}"' + ("*" if not phrase and text.endswith("*") else ""))
    if not out:
        raise BadQuery(query)
    return " ".join(out)
