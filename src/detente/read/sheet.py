"""The page on the table: its rows, how each looks, and what its neighbours make of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from detente.read.known import Known
from detente.read.layout import Row, split_rows
from detente.read.looks import Look, is_sentence, look_at, strip_mark
from detente.read.words import fold

MOST_ROWS = 4_000
"""Rows of a page that are looked at one by one; a longer page is no article, and its rest is not read."""

HEADLINE_WORDS = 24
"""The longest headlines on the pages looked at had 22 words."""

_BULLET = re.compile(r"^\s*(?:[•·▪■●*»›>→▶►◆‣⁃–—-]{1,3}|\d{1,2}[.)])\s+")
_QUOTED = re.compile(r"[\"“][^\"“”]{0,600}[\"”]")


@dataclass(frozen=True)
class Sheet:
    """Rows and looks side by side. Questions about one row are asked by its index."""

    text: str
    known: Known
    rows: tuple[Row, ...]
    looks: tuple[Look, ...]

    @classmethod
    def of(cls, text: str, known: Known) -> Sheet:
        rows = tuple(split_rows(text))
        return cls(text, known, rows, tuple(_look_at_all(rows, known)))

    def __len__(self) -> int:
        return len(self.rows)

    def is_plain(self, i: int) -> bool:
        """Nothing in its own looks says that it is furniture."""
        return self.looks[i].label is None

    def is_prose(self, i: int) -> bool:
        """A paragraph: a plain row that ends as sentences end, or that is too long for a headline."""
        words = self.rows[i].words
        if not self.is_plain(i) or words < 4:
            return False
        return words > HEADLINE_WORDS + 6 or (words >= 8 and is_sentence(self.rows[i].text))

    def is_short_sentence(self, i: int) -> bool:
        """`Iran welcomed the agreement.`: body among paragraphs, a blurb among headlines."""
        return self.is_plain(i) and self.rows[i].words < 8 and is_sentence(self.rows[i].text)

    def is_headline(self, i: int) -> bool:
        """A plain row without an end stop, of a headline's length, or one that asks."""
        row = self.rows[i]
        if not self.is_plain(i) or row.words > HEADLINE_WORDS:
            return False
        text = strip_mark(row.text).rstrip("\"'”’ ")
        return bool(text) and (not is_sentence(text) or text[-1] in "?!…")

    def is_bullet(self, i: int) -> bool:
        return bool(_BULLET.match(self.rows[i].text))

    def opens_block(self, i: int) -> bool:
        """An empty line, or the page's edge, stands above."""
        return i == 0 or self.rows[i].gap > 0

    def closes_block(self, i: int) -> bool:
        """An empty line, or the page's edge, stands below."""
        return i + 1 >= len(self) or self.rows[i + 1].gap > 0


def _look_at_all(rows: tuple[Row, ...], known: Known) -> list[Look]:
    """Looks of all rows; equal rows are looked at once, and those past the limit not at all."""
    seen: dict[str, Look] = {}
    often = Counter(row.text for row in rows)
    looks = []
    for row in rows:
        if row.index >= MOST_ROWS:
            looks.append(Look("navigation", f"beyond the first {MOST_ROWS:,} lines"))
            continue
        if row.text not in seen:
            look = look_at(row.text, known)
            if look.label is None and often[row.text] >= 3 and row.words <= 8:
                look = Look("navigation", "stands three times on the page")
            seen[row.text] = look
        looks.append(seen[row.text])
    return looks


def speaks_to_reader(text: str) -> int:
    """How many signs a line bears of speaking to its reader, quotations left out."""
    unquoted = _QUOTED.sub(" ", text[:600])
    return len(_READER.findall(fold(unquoted))) + len(_ORDER.findall(unquoted))


_READER = re.compile(
    r"\b(?:you|your|yours|we|us|our|ours|we're|we've|readers?|subscribers?|newsletters?|newsroom|newsdesk|inbox|website"
    r"|this site|this page|debate|app)\b"
)
_ORDER = re.compile(
    r"(?:^\W*|[.!?]\s+)(?:join|ring|text|read|click|tap|sign|get|download|subscribe|follow|share|send|email|e-mail|call|visit"
    r"|watch|listen|support|donate|register|log|find|discover|explore|enter|contact|write|tell|vote|try|buy|order|save|choose"
    r"|scan|add|submit|report|spotted|enjoy|help|become|stay|receive|unlock)\b",
    re.I,
)
