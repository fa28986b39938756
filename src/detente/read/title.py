"""The headline: which row above the text it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.read.body import Listing
from detente.read.bylines import parse_names
from detente.read.layout import TITLE_TAIL
from detente.read.looks import parts_of
from detente.read.names import is_outlet
from detente.read.sheet import HEADLINE_WORDS, Sheet, speaks_to_reader
from detente.read.words import fold

KEY = re.compile(r"^(?:title|headline|subject)\s?:\s+(?:(?:re|fwd?)\s?:\s+)*(?:\[[^\[\]]{2,40}\]\s+)?(?=\S)", re.I)
_FACTS = frozenset({"byline", "date", "updated", "dateline", "outlet", "agency"})
_PICTURES = frozenset({"caption", "credit"})
LEAST = 1.0
"""A row whose points stay below this is no headline; the page then has none."""


@dataclass(frozen=True, slots=True)
class Title:
    """Offsets count within the row's text: a key word before the title and an outlet after it stand outside."""

    row: int
    start: int
    end: int


def choose_title(sheet: Sheet, start: int, listings: list[Listing]) -> Title | None:
    """The row above ``start`` that bears most signs of a headline; ``None`` if none bears enough."""
    absorbed = {i for listing in listings for i in range(listing.heading, listing.end)}
    scored = [(_points(sheet, i, start, i in absorbed), -i) for i in range(min(start, len(sheet)))]
    best = max(scored, default=None)
    if best is None or best[0] < LEAST:
        return None
    row = _topmost(sheet, -best[1], dict((-i, p) for p, i in scored))
    text = sheet.rows[row].text
    key = KEY.match(text)
    return Title(row, key.end() if key else 0, _end_of_title(sheet, text))


def _topmost(sheet: Sheet, row: int, points: dict[int, float]) -> int:
    """Of headlines that stand one above the other the first; what follows it is its standfirst."""
    while (
        row - 1 in points
        and (sheet.rows[row].gap == 0 or (sheet.opens_block(row - 1) and sheet.closes_block(row - 1)))
        and points[row - 1] >= LEAST
        and sheet.is_headline(row - 1)
        and sheet.rows[row - 1].words >= 4
        and not sheet.is_bullet(row - 1)
        and speaks_to_reader(sheet.rows[row - 1].text) < 2
        and not parse_names(sheet.rows[row - 1].text, sheet.known)
    ):
        row -= 1
    return row


def _points(sheet: Sheet, i: int, start: int, absorbed: bool) -> float:
    row, look = sheet.rows[i], sheet.looks[i]
    words = row.words
    if KEY.match(row.text) and words >= 3:
        return 20.0
    if words > HEADLINE_WORDS + 6 or not any(c.isalpha() for c in row.text):
        return -99.0
    if look.label is not None and not _could_be_headline(sheet, i):
        return -99.0
    points = 3.0 if look.label is None else 0.0
    points += -3.0 if words < 3 else -1.0 if words < 4 else 1.0 if words >= 5 else 0.0
    points += _points_of_place(sheet, i, start)
    points -= 4.0 if absorbed else 0.0
    points -= 4.0 if parse_names(row.text, sheet.known) else 0.0
    points -= 3.0 if row.text.endswith((".", ":", ";", ",")) or row.text[0] in "•·▪■●[(" or sheet.is_bullet(i) else 0.0
    points -= 3.0 if len(parts_of(row.text)) >= 3 else 0.0
    points -= 1.0 * speaks_to_reader(row.text) if look.label is None else 0.0
    points -= 1.0 if words <= 6 and not _has_lower(row.text) else 0.0
    return points


def _points_of_place(sheet: Sheet, i: int, start: int) -> float:
    """Headlines stand alone, first, or right above byline and date."""
    points = 1.5 if i == 0 else 0.0
    points += 2.0 if sheet.opens_block(i) and sheet.closes_block(i) else 0.5 if sheet.opens_block(i) else 0.0
    after = [sheet.looks[j].label for j in range(i + 1, min(start, len(sheet)))]
    if (after and after[0] in _FACTS) or not after:
        points += 1.5
    if all(label in _FACTS or label in _PICTURES for label in after):
        points += 1.0
    # A fact about this page far above the row: the row is no longer the page's head.
    points -= 0.5 * sum(1 for j in range(i) if sheet.looks[j].label == "byline")
    return points


def _could_be_headline(sheet: Sheet, i: int) -> bool:
    """A headline may look like an outlet's name, a banner, or a request: Title Case and imperatives are common there."""
    row, look = sheet.rows[i], sheet.looks[i]
    if row.words < 4 or row.text.endswith("."):
        return False
    if look.label == "outlet":
        return sheet.known.outlet(row.text) is None
    if look.opens in ("tail", "end", "box"):
        return row.words >= 6
    return look.reason == "running banner" or (look.label == "appeal" and look.reason.startswith("opens") and row.words >= 6)


def _has_lower(text: str) -> bool:
    return any(c.islower() for c in text)


def _end_of_title(sheet: Sheet, text: str) -> int:
    """Where the title ends and ` | Outlet` or ` - Outlet` begins."""
    tail = TITLE_TAIL.search(text)
    if not tail or len(text[: tail.start()].split()) < 3:
        return len(text)
    name = text[tail.end() :]
    named = sheet.known.outlet(name) or (is_outlet(name, sheet.known) and "|" in tail[0]) or _stands_elsewhere(sheet, name)
    return tail.start() if named else len(text)


def _stands_elsewhere(sheet: Sheet, name: str) -> bool:
    """The name is a row of the page's furniture, or opens its copyright line."""
    wanted = fold(name)
    return any(
        look.label is not None and wanted in fold(row.text)
        for row, look in zip(sheet.rows, sheet.looks, strict=True)
        if row.text != name and len(row.text) < 160 and look.label in ("outlet", "navigation", "date")
    )
