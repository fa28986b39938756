"""The page as rows: pieces of text with their offsets, white space left out.

A row is a printed line, a paragraph that was wrapped over several lines, or a
part of a line where a scraper ran two things together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from detente.read.words import fold, terms

WRAP_MIN = 40
"""Characters of the shortest line that counts as folded: mail and wire services fold at 60 to 80."""

SURE = 60
"""Characters of a line that breaks off, on a page that is not folded as a whole."""

_CREDIT_LINE = re.compile(r"(?:by|from|via|with|photos?|text|source)\b", re.I)
KEYED_DATE = re.compile(r"date:?\s{1,4}(?:19|20)\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?(?=\s|$|\|)", re.I)
_KEYED_LINE = re.compile(r"[A-Z][\w-]{1,15}:\s")
"""`Subject: …`, `Date: …`: the head of a mail is not one paragraph."""
_FIELD = re.compile(
    r"(?:HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPD|IPC|PUB|AN|SE|CLM|VOL)(?:\t\s*|\s{2,}|$)"
)
"""`HD\tHeadline`, `PD  3 March 2004`: the fields of a database of news."""
FIELDS = 5
"""Rows with such a key that show a page to come from a database."""
_CLOCKED = re.compile(
    r"(?:last\s)?(?:updated?|posted|published)(?:\sat)?:?\s\d{1,2}[:.]\d\d\s?(?:[ap]\.?m\.?)?\s+(?=[A-Z].{60})", re.I
)
"""`Update: 2:14PM The navy …`: the first paragraph stands behind the clock."""
_HYPHENED = re.compile(r"[a-z]-$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S", re.I)
_INITIALS = re.compile(r"[a-z]{1,4}(?:/[a-z]{1,4}){1,3}(?:\s\(|$)")
"""`mt/bks`: who wrote and who edited."""
_CLOSED = re.compile(r"\([A-Z]{2,8}\)$")
"""`… he said (RSS)`: an agency closes the text."""
_ITEM = re.compile(r"\s+(?=(?:>>|»|►|▶|•|\*)\s)|\s+\|\s+")
TITLE_TAIL = re.compile(r"\s(?:\||-|–|—|:)\s(?=[^|–—]{2,40}$)")


@dataclass(frozen=True, slots=True)
class Row:
    """``text`` is ``page[start:end]`` without white space at its ends.

    ``gap`` counts the empty lines above, ``indent`` the white space before it on its line.
    """

    index: int
    start: int
    end: int
    text: str
    gap: int = 0
    indent: int = 0

    @property
    def words(self) -> int:
        return len(self.text.split())


def split_rows(page: str) -> list[Row]:
    """Rows of a page, in order; together they hold every character that is not white space."""
    rows = _unwrap(page, list(_printed_lines(page)))
    fields = sum(bool(_FIELD.match(row.text)) for row in rows) >= FIELDS
    rows = [part for row in rows for part in (_split_field(page, row) if fields else _split_keyed(page, row))]
    rows = [part for row in rows for part in _split_list(page, row)]
    return [replace(row, index=i) for i, row in enumerate(rows)]


def cut_row(page: str, row: Row, start: int, end: int) -> Row:
    """The part of a row between two offsets of the page, white space drawn in."""
    while start < end and page[start].isspace():
        start += 1
    while end > start and page[end - 1].isspace():
        end -= 1
    return replace(row, start=start, end=end, text=page[start:end])


def _printed_lines(page: str) -> Iterator[Row]:
    at, gap = 0, 0
    for line in page.splitlines(keepends=True):
        text = line.strip()
        if text:
            indent = len(line) - len(line.lstrip())
            yield Row(0, at + indent, at + indent + len(text), text, gap, indent)
            gap = 0
        else:
            gap += 1
        at += len(line)


def _breaks_off(a: Row, b: Row, least: int) -> bool:
    """The line ``a`` has no end stop, and ``b``, right below it, goes on in lower case."""
    return (
        b.gap == 0
        and len(a.text) >= least
        and b.text[0].islower()
        and a.text[-1] not in ".!?:|"
        and not _CREDIT_LINE.match(b.text)
        and not _ADDRESS.match(b.text)
        and not _INITIALS.match(b.text)
        and not _CLOSED.search(a.text)
    )


def _unwrap(page: str, rows: list[Row]) -> list[Row]:
    """Join a line to the one above where it plainly goes on with it.

    On a page whose lines were folded at a width, a line also goes on with the one above where
    its first word would not have fitted there, and within a paragraph until a sentence ends.
    """
    broken = sorted(len(a.text) for a, b in pairwise(rows) if _breaks_off(a, b, WRAP_MIN))
    cut = any(_HYPHENED.search(a.text) and _breaks_off(a, b, WRAP_MIN) for a, b in pairwise(rows))
    folded = len(broken) >= (2 if cut else 3) and len(broken) * 8 >= len(rows)
    width = broken[len(broken) * 9 // 10] if folded else 0
    out: list[Row] = []
    joined = 0  # lines of the paragraph so far
    for i, row in enumerate(rows):
        last = rows[i - 1] if i else row
        goes_on = i > 0 and _breaks_off(last, row, WRAP_MIN // 2 if folded else SURE)
        if folded and i > 0 and row.gap == 0 and not _KEYED_LINE.match(row.text):
            first = len(row.text.split(None, 1)[0])
            full = len(last.text) >= WRAP_MIN and len(last.text) + 1 + first > width - 6
            inside = joined >= 2 and len(last.text) >= WRAP_MIN // 2 and last.text[-1] not in '.!?:"”'
            goes_on = goes_on or full or inside
        if goes_on:
            out[-1] = replace(out[-1], end=row.end, text=page[out[-1].start : row.end])
            joined += 1
        else:
            out.append(row)
            joined = 1
    return out


def _split_keyed(page: str, row: Row) -> list[Row]:
    """``date 2021-10-18 Some Paper``: the scraper's key is a row, what follows is another."""
    if clock := _CLOCKED.match(row.text[:200]):
        return _cut_at(page, row, [row.start + clock.end()])
    key = KEYED_DATE.match(row.text)
    if not key or key.end() == len(row.text):
        return [row]
    rest = row.start + key.end()
    while rest < row.end and (page[rest].isspace() or page[rest] in "|-–—,;·•"):
        rest += 1
    if rest >= row.end:
        return [row]
    # The separator stays with the key, so that no character is lost.
    return _cut_at(page, row, [rest])


def _split_field(page: str, row: Row) -> list[Row]:
    """``HD  Headline``: key and value are two rows."""
    key = _FIELD.match(row.text)
    return _cut_at(page, row, [row.start + key.end()]) if key and key.end() < len(row.text) else [row]


def _split_list(page: str, row: Row) -> list[Row]:
    """``TOP STORIES >> a >> b``: a heading of other stories and its list in one line are several rows."""
    places = [m.start() for m in _ITEM.finditer(row.text[:2_000])]
    if len(places) < 2 or not terms("tail").matches(fold(row.text[: places[0]]).strip(" :"), longest=6):
        return [row]
    items = [row.text[a:b] for a, b in pairwise([*places, len(row.text)])]
    if sum(len(item.split()) >= 4 for item in items) * 2 < len(items):
        return [row]  # a menu
    return _cut_at(page, row, [row.start + at for at in places])


def _cut_at(page: str, row: Row, places: list[int]) -> list[Row]:
    """The row cut at offsets of the page; no empty line stands between its parts."""
    first, *others = (cut_row(page, row, a, b) for a, b in pairwise([row.start, *places, row.end]))
    return [first, *(replace(other, gap=0) for other in others)]
