"""What the markup says and what the extractor chose, laid over the rows of the page.

The rows' own looks go first: a byline that an extractor took for text is still a byline. Where a row has no looks
of its own, the markup speaks; where that is silent, the extractor's choice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from detente.read.html.extract import Extracted
from detente.read.html.render import Row
from detente.read.known import Known, bare
from detente.read.looks import Look
from detente.read.sheet import HEADLINE_WORDS, Sheet
from detente.read.title import Title

CHOSEN = 0.6
"""Share of a row that the extractor must have taken for the row to count as text."""

TOO_MANY = 0.3
"""Share of the text in boxes of one kind from which on the name of the kind says nothing: some sites call the box
around the article "social" or "promo"."""

SET_APART = frozenset({"menu", "head", "foot", "aside", "related", "form", "tags"})
"""Kinds of boxes in which nothing is said about the article itself."""

ELSEWHERE = frozenset({"menu", "related", "form"})

NEAR = 8
"""Rows above and below the text in which links may belong to the article."""

FIRST = frozenset({"h1", "head h1"})

LINK = 0.8
"""Share of a row in links from which on it leads elsewhere."""

PART_LINK, SHORT = 0.4, 12
"""Share of a row in links, and its words at most, from which on the last row of a text is taken for none of it."""

_REASONS = {
    "menu": "in a menu",
    "head": "in the site's head",
    "foot": "in the site's foot",
    "aside": "set apart from the text",
    "related": "in a box of other stories",
    "form": "in a box that asks or offers something",
    "tags": "in a box of subjects",
}


@dataclass(frozen=True)
class Outline:
    """``sheet`` has the markup and the choice worked into its looks; text stands from row ``start`` up to ``end``.

    ``mute`` are rows that lead elsewhere, and were not looked at.
    """

    sheet: Sheet
    rows: tuple[Row, ...]  # of the markup, one for each of the sheet
    title: Title | None
    start: int
    end: int
    mute: frozenset[int]

    @classmethod
    def of(cls, found: Extracted, known: Known) -> Outline:
        foreign = _foreign(found.rows)
        sheet = Sheet.of(found.text, known, foreign)
        rows = _beside(sheet, found.rows)
        body = _body(sheet, rows)
        title = _find_title(sheet, rows, found, min(body, default=len(rows)))
        below = {i for i in body if title is None or i > title.row}
        body = _without_furniture_at_ends(sheet, below) if any(sheet.is_prose(i) for i in below) else body
        body = _without_links_at_end(sheet, rows, body)
        looks = list(sheet.looks)
        start, end = (min(body), max(body) + 1) if body else (0, 0)
        for i, row in enumerate(rows):
            if title and i == title.row:
                looks[i] = Look(None)
            else:
                looks[i] = _look(looks[i], row, i, start, end, chosen=i in body)
        sure = frozenset(i for i in body if sheet.kinds[i] in ("prose", "short"))
        mute = frozenset(row.index for row in sheet.rows if row.start in foreign)
        return cls(replace(sheet, looks=tuple(looks), sure=sure), rows, title, start, end, mute)

    @cached_property
    def apart(self) -> frozenset[int]:
        """Rows in boxes that are not about the article. What stands beside the headline in one head is."""
        own = "head" if self.title and self.rows[self.title.row].kind.startswith("head") else ""
        return frozenset(
            i
            for i, row in enumerate(self.rows)
            if row.kind in SET_APART and row.kind != own and not self.within(i) and not self._between(i)
        )

    def _between(self, i: int) -> bool:
        """Set apart between headline and text: the place for byline and date."""
        return self.title is not None and self.title.row < i < self.start and self.rows[i].kind == "aside"

    def within(self, i: int) -> bool:
        return self.start <= i < self.end and self.rows[i].chosen >= CHOSEN

    def at(self, start: int) -> int:
        """The sheet's row that holds a place of the page."""
        return next((i for i, row in enumerate(self.sheet.rows) if row.end > start), len(self.sheet) - 1)


def _foreign(rows: Sequence[Row]) -> dict[int, Look]:
    """Looks of the rows that lead elsewhere by their markup alone, by where they begin.

    Large pages have hundreds of them, and what a row looks like takes most of the time that a page takes. Links near
    the text are left out: they may be its headline, its byline and its subjects.
    """
    chosen = [i for i, row in enumerate(rows) if row.chosen >= CHOSEN]
    first, last = (chosen[0], chosen[-1]) if chosen else (0, len(rows))
    found: dict[int, Look] = {}
    for i, row in enumerate(rows):
        near = first - NEAR <= i <= last + NEAR
        link = row.linked >= LINK and row.kind in ("", "heading", "aside", "quote") and not near
        if row.chosen < 1 - CHOSEN and (link or row.kind in ELSEWHERE):
            story = row.linked >= LINK and len(row.text.split()) >= 4 and row.kind != "menu" and i > first
            found[row.start] = (
                Look("teaser", "leads to another story") if story else Look("navigation", "leads elsewhere")
            )
    return found


def _beside(sheet: Sheet, rows: Sequence[Row]) -> tuple[Row, ...]:
    """For each row of the sheet the row of the markup in which it begins; a joined row has its parts' choice."""
    out: list[Row] = []
    n = 0
    for row in sheet.rows:
        while n + 1 < len(rows) and rows[n + 1].start <= row.start:
            n += 1
        last = n
        while last + 1 < len(rows) and rows[last + 1].start < row.end:
            last += 1
        share = max(r.chosen for r in rows[n : last + 1])
        out.append(rows[n] if last == n else replace(rows[n], chosen=share))
    return tuple(out)


def _body(sheet: Sheet, rows: Sequence[Row]) -> set[int]:
    """Rows of the article's text: the chosen ones, without those in boxes of other matter, and paragraphs between
    them that stand in the same element."""
    words = Counter[str]()
    for i, row in enumerate(rows):
        if row.chosen >= CHOSEN:
            words[row.kind] += sheet.rows[i].words
    total = sum(words.values())
    apart = {kind for kind in SET_APART | {"caption"} if words[kind] < TOO_MANY * total}
    body = {
        i
        for i, row in enumerate(rows)
        if row.chosen >= CHOSEN and row.kind not in apart and row.kind not in FIRST and not _leads_away(sheet, rows, i)
    }
    text = {i for i in body if sheet.is_prose(i)}
    if not text:
        return body
    homes = {rows[i].parent for i in text} - {0}
    inside = range(min(text), max(text))
    return body | {i for i in inside if rows[i].parent in homes and sheet.is_prose(i) and rows[i].kind not in apart}


def _without_furniture_at_ends(sheet: Sheet, body: set[int]) -> set[int]:
    """Dates, bylines, credits and the like before the first paragraph and after the last are no text."""
    plain = [i for i in body if sheet.is_plain(i)]
    return {i for i in body if min(plain) <= i <= max(plain)} if plain else body


def _without_links_at_end(sheet: Sheet, rows: Sequence[Row], body: set[int]) -> set[int]:
    """Short rows with links in them that close the text (`Our standards: …`, `Follow us on …`) lead elsewhere."""
    out = sorted(body)
    while len(out) > 1 and rows[out[-1]].linked >= PART_LINK and sheet.rows[out[-1]].words <= SHORT:
        out.pop()
    return set(out)


def _leads_away(sheet: Sheet, rows: Sequence[Row], i: int) -> bool:
    return rows[i].linked >= LINK and not sheet.is_prose(i)


def _look(look: Look, row: Row, i: int, start: int, end: int, *, chosen: bool) -> Look:
    """How a row looks with its markup known."""
    if look.opens and (not chosen or look.label):
        return look
    if row.kind == "heading" and start <= i < end and look.label is None and len(row.text.split()) <= HEADLINE_WORDS:
        return Look("title", "a heading within the text, by its markup")
    if row.kind == "caption" and not chosen:
        return look if look.label in ("credit", "caption", "agency") else Look("caption", "the markup calls it one")
    if look.label or chosen:
        return look
    if row.kind in ("related", "aside") and row.linked >= LINK and len(row.text.split()) >= 4:
        return Look("teaser", "leads to another story")
    if row.kind == "tags" and row.linked >= LINK and len(row.text.split()) <= 12 and i >= end > 0:
        return Look("tag", "in a box of subjects")
    if row.kind in _REASONS:
        return Look("navigation", _REASONS[row.kind])
    if start <= i < end and row.kind != "heading":
        return Look("navigation", "among the text, and not taken for it")
    return look


def _find_title(sheet: Sheet, rows: Sequence[Row], found: Extracted, start: int) -> Title | None:
    """The row in which the page shows its headline.

    A headline that the page tells machines is looked for first, then the only heading of the first order above the
    text. ``None`` where neither is there.
    """
    told = [bare(t) for t, _ in found.told.titles if len(bare(t)) >= 8]
    head = bare(found.told.head)
    firsts = [i for i, row in enumerate(rows) if row.kind in FIRST and sheet.rows[i].words >= 2]
    places = [*firsts, *(i for i in range(min(start + 1, len(rows))) if rows[i].kind not in SET_APART)]
    best, most = None, 0
    for i in places:
        shown = bare(sheet.rows[i].text)
        match = max((_alike(shown, t, first=i in firsts) for t in told), default=0)
        match = max(match, len(shown) if len(shown) * 2 >= len(head) and shown in head else 0)
        if match >= 8 and match > most:
            best, most = i, match
    if best is None:
        above = [i for i in firsts if i < start and sheet.rows[i].words >= 3 and rows[i].kind not in SET_APART]
        outlet = len(above) == 1 and sheet.looks[above[0]].label in ("outlet", "agency")
        best = above[0] if len(above) == 1 and not outlet else None
    return None if best is None else Title(best, 0, len(sheet.rows[best].text))


def _alike(shown: str, told: str, *, first: bool) -> int:
    """Letters that a row shares with a headline told to machines; a heading of the first order may be longer or shorter."""
    if shown == told:
        return len(told) + 1
    return min(len(shown), len(told)) if first and (shown in told or told in shown) else 0
