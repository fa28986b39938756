"""Where an article speaks from: the places that its dateline or its byline names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.codebook import ActorTables
from detente.codebook.gazetteer import Gazetteer, fold
from detente.model import Article, Entity

_ASIDE = re.compile(r"\(.*|\s/.*|\s[–—-]{1,2}\s.*")
"""What follows the place in a dateline: the agency, the dash."""
_CAPITALS = re.compile(r"[^\W\d_]{4,}(?:['’][^\W\d_]+)?")
_PARTS = re.compile(r"[,/;]|\band\b")
_IN = re.compile(r"\bin (?P<place>[A-ZÀ-Þ][\w’'-]+(?:[ -](?:[A-ZÀ-Þ]|de|la|of|el|al)[\w’'-]*){0,3}(?:, [A-Z][\w ]+)?)")
"""The place of a byline: "Ana Pop in Chișinău", "By A. Ray in Port of Spain, Trinidad"."""
FEWEST = 20_000
"""People of a town that is meant though it is no capital: hamlets of one name are many."""


def sent_from(article: Article) -> Iterator[str]:
    """The place of the dateline, then those of the bylines, as names are written within a sentence."""
    if article.dateline:
        text = _ASIDE.sub("", article.dateline)
        yield _CAPITALS.sub(lambda m: m[0].capitalize() if m[0].isupper() else m[0], text)
    for line in article.lines:
        if line.label == "byline" and (m := _IN.search(line.span.text)):
            yield m["place"]


def state_of_town(text: str, tables: ActorTables, gazetteer: Gazetteer) -> Entity | None:
    """The state of the first town in the text that is a capital or large enough."""
    for part in _PARTS.split(text):
        key = fold(part)
        rows = gazetteer.rows(key) if key and not any(c.isdigit() for c in key) else ()
        best = next((p for p in rows if p.kind == "capital"), rows[0] if rows else None)
        if best is not None and (best.kind == "capital" or best.people >= FEWEST):
            return tables.states.get(best.country)
    return None
