"""The page on the table: its rows, how each looks, and what its neighbours make of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from detente.read.known import Known
from detente.read.layout import Row, split_rows
from detente.read.looks import QUOTED, Look, agency_after, is_sentence, look_at
from detente.read.words import fold

MOST_ROWS = 4_000
"""Rows of a page that are looked at one by one; a longer page is no article, and its rest is not read."""

HEADLINE_WORDS = 20
"""Words; few headlines on the pages looked at had more."""

_BULLET = re.compile(r"^\s*(?:[•·▪■●◆‣⁃]\s*|[*»›>→▶►–—-]{1,3}\s+|\d{1,2}[.)]\s+)")
_LEADS_ON = re.compile(r"^\s*(?:[»›>→▶►]|\d)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A row's label and why it has it."""

    label: str
    reason: str


@dataclass(frozen=True)
class Sheet:
    """Rows and looks side by side. Questions about one row are asked by its index.

    ``sure``: rows of which it is known beforehand that they are the article's text.
    """

    text: str
    known: Known
    rows: tuple[Row, ...]
    looks: tuple[Look, ...]
    sure: frozenset[int] = frozenset()

    @classmethod
    def of(cls, text: str, known: Known, given: Mapping[int, Look] = MappingProxyType({})) -> Sheet:
        """``given``: looks that are known beforehand, by the place at which their row begins."""
        rows = tuple(split_rows(text))
        looks = _look_at_all(rows, known, given)
        _see_captions_above_credits(rows, looks)
        return cls(text, known, rows, tuple(looks))

    def __len__(self) -> int:
        return len(self.rows)

    def is_plain(self, i: int) -> bool:
        """Nothing in its own looks says that it is furniture."""
        return self.looks[i].label is None

    def is_prose(self, i: int) -> bool:
        """A paragraph: a plain row that ends as sentences end, or that is too long for a headline."""
        return self.kinds[i] == "prose"

    def is_short_sentence(self, i: int) -> bool:
        """`Iran welcomed the agreement.`: body among paragraphs, a blurb among headlines."""
        return self.kinds[i] == "short"

    def is_headline(self, i: int) -> bool:
        """A plain row without an end stop, of a headline's length, or one that asks."""
        return self.kinds[i] == "headline" or (self.kinds[i] in ("prose", "short") and self._asks(i))

    def is_bullet(self, i: int) -> bool:
        return bool(_BULLET.match(self.rows[i].text))

    @cached_property
    def folded(self) -> str:
        """The page in lower case with straight quotes, for look-up; its first 40,000 characters."""
        return fold(self.text[:40_000])

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Of each row: "prose", "short" (sentence), "headline", "line" (too long for one), or empty for furniture."""
        kinds = [self._kind(i) for i in range(len(self))]
        for i in range(len(kinds) - 2, 0, -1):
            # Too long for a headline, and the text goes on below it: a paragraph that lost its end stop.
            if kinds[i] == "line" and kinds[i + 1] == "prose" and "headline" in kinds[max(0, i - 8) : i]:
                kinds[i] = "prose"
        return tuple(kinds)

    def _kind(self, i: int) -> str:
        row = self.rows[i]
        words = row.words
        if not self.is_plain(i):
            return ""
        if is_sentence(row.text) or agency_after(row.text, self.known) is not None:
            return "prose" if words >= 8 else "short"
        if words > HEADLINE_WORDS + 10:
            return "prose"
        return "headline" if words <= HEADLINE_WORDS else "line"

    def _asks(self, i: int) -> bool:
        return self.rows[i].words <= HEADLINE_WORDS and self.rows[i].text.rstrip("\"'”’ ")[-1:] in ("?", "!", "…")

    @cached_property
    def first_dated(self) -> int:
        """The row of the first date right below a headline of six words or more; past the last where none is."""
        return next(
            (
                i
                for i in range(1, len(self))
                if self.looks[i].label == "date"
                and self.kinds[i - 1] == "headline"
                and self.rows[i - 1].words >= 6
                and "|" not in self.rows[i - 1].text
            ),
            len(self),
        )

    @cached_property
    def summary(self) -> frozenset[int]:
        """Rows of a summary at the article's head: under such a heading, or two or more bullets of six words."""
        found: set[int] = set()
        for i, look in enumerate(self.looks):
            if look.opens == "summary":
                found |= self._points_from(i + 1, 4)
            elif self.is_bullet(i) and i not in found and not _LEADS_ON.match(self.rows[i].text):
                points = {j for j in self._points_from(i, 6) if self.is_bullet(j)}
                found |= points if len(points) >= 2 else set()
        return frozenset(found)

    def _points_from(self, first: int, least: int) -> set[int]:
        """Rows of one block from ``first`` on, each with ``least`` words or more."""
        found: set[int] = set()
        at = first
        while at < len(self) and self.is_plain(at) and self.rows[at].words >= least and at - first < 12:
            if found and self.rows[at].gap > 0:
                break
            found.add(at)
            at += 1
        return found

    def opens_block(self, i: int) -> bool:
        """An empty line, or the page's edge, stands above."""
        return i == 0 or self.rows[i].gap > 0

    def closes_block(self, i: int) -> bool:
        """An empty line, or the page's edge, stands below."""
        return i + 1 >= len(self) or self.rows[i + 1].gap > 0


def _see_captions_above_credits(rows: tuple[Row, ...], looks: list[Look]) -> None:
    """A row that opens a block and has nothing but a picture's credit below it is the picture's caption."""
    for i in range(len(rows) - 1):
        plain = looks[i].label is None and 3 <= rows[i].words <= 60
        alone = i == 0 or rows[i].gap > 0 or looks[i - 1].reason == "an agency's name alone"
        credited = looks[i + 1].label == "credit" and rows[i + 1].gap == 0
        closed = i + 2 >= len(rows) or rows[i + 2].gap > 0
        if plain and alone and credited and closed:
            looks[i] = Look("caption", "above a picture's credit")
        elif plain and looks[i + 1].label == "caption" and rows[i + 1].text.startswith(rows[i].text):
            looks[i] = Look("caption", "the caption below says it again")


def _look_at_all(rows: tuple[Row, ...], known: Known, given: Mapping[int, Look]) -> list[Look]:
    """Looks of all rows; equal rows are looked at once, given ones and those past the limit not at all."""
    seen: dict[str, Look] = {}
    often = Counter(row.text for row in rows)
    looks = []
    for row in rows:
        if row.index >= MOST_ROWS:
            looks.append(Look("navigation", f"beyond the first {MOST_ROWS:,} lines"))
            continue
        if row.start in given:
            looks.append(given[row.start])
            continue
        if row.text not in seen:
            look = look_at(row.text, known)
            if look.label is None and often[row.text] >= 3 and row.words <= 8:
                look = Look("navigation", "stands three times on the page")
            seen[row.text] = look
        looks.append(seen[row.text])
    return looks


SAYS = re.compile(
    r"\b(?:said|says|told|tells|added|wrote|asked|replied|warned|insisted|declared|tweeted|stated|announced)\b"
)


def speaks_to_reader(text: str) -> int:
    """How many signs a line bears of speaking to its reader, quotations left out.

    "We" and "our" count only beside another sign: officials speak so, too.
    """
    unquoted = QUOTED.sub(" ", text[:600])
    folded = fold(unquoted)
    signs = len(_READER.findall(folded)) + len(_ORDER.findall(unquoted))
    return signs + len(_WE.findall(folded)) if signs else 0


_WE = re.compile(r"\b(?:we|us|our|ours|we're|we've)\b")
_READER = re.compile(
    r"\b(?:you|your|yours|readers?|subscribers?|newsletters?|newsroom|newsdesk|inbox|website|this site|this page"
    r"|join the debate|app)\b"
)
_ORDER = re.compile(
    r"(?:^\W*|[.!?,]\s+)(?:join|ring|text|read|click|tap|sign|get|download|subscribe|follow|share|send|email|e-mail"
    r"|call|visit|watch|listen|support|donate|register|log|find|discover|explore|enter|contact|write|tell|vote|try|buy"
    r"|order|save|choose|scan|add|submit|report|spotted|enjoy|help|become|stay|receive|unlock)\b",
    re.I,
)
