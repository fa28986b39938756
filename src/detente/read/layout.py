"""The page as rows: pieces of text with their offsets, white space left out.

A row is a printed line, a paragraph that was wrapped over several lines, or a
part of a line where a scraper ran two things together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

WRAP_MIN, WRAP_MAX = 45, 110
"""Widths (characters) at which mail and wire services fold their lines."""

KEYED_DATE = re.compile(r"date:?\s{1,4}(?:19|20)\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?(?=\s|$|\|)", re.I)
_KEYED_LINE = re.compile(r"[A-Z][\w-]{1,15}:\s")
"""`Subject: …`, `Date: …`: the head of a mail is not one paragraph."""
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
    rows = list(_printed_lines(page))
    if _is_wrapped(rows):
        rows = _unwrap(page, rows)
    rows = [part for row in rows for part in _split_keyed(page, row)]
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


def _is_wrapped(rows: list[Row]) -> bool:
    """True where lines were folded at a fixed width: many go on in lower case on the next line."""
    if len(rows) < 6 or max(len(r.text) for r in rows) > WRAP_MAX:
        return False
    pairs = list(zip(rows, rows[1:], strict=False))
    folded = sum(
        1
        for a, b in pairs
        if b.gap == 0 and len(a.text) >= WRAP_MIN and b.text[0].islower() and a.text[-1] not in ".!?:"
    )
    return folded >= 4 and folded * 5 >= len(rows)


def _unwrap(page: str, rows: list[Row]) -> list[Row]:
    """Join a line to the one above where its first word would not have fitted there."""
    width = sorted(len(r.text) for r in rows)[-max(1, len(rows) // 20)]  # a few overlong lines do not count
    out: list[Row] = []
    last = 0  # length of the printed line above
    for row in rows:
        first = len(row.text.split(None, 1)[0])
        above = out[-1].text if out else ""
        full = last >= WRAP_MIN and last + 1 + first > width - 8
        goes_on = row.text[0].islower() and last >= WRAP_MIN // 2 and above[-1] not in ".!?:"
        if out and row.gap == 0 and (full or goes_on) and not _KEYED_LINE.match(row.text):
            out[-1] = replace(out[-1], end=row.end, text=page[out[-1].start : row.end])
        else:
            out.append(row)
        last = len(row.text)
    return out


def _split_keyed(page: str, row: Row) -> list[Row]:
    """``date 2021-10-18 Some Paper``: the scraper's key is a row, what follows is another."""
    key = KEYED_DATE.match(row.text)
    if not key or key.end() == len(row.text):
        return [row]
    head = cut_row(page, row, row.start, row.start + key.end())
    rest = row.start + key.end()
    while rest < row.end and (page[rest].isspace() or page[rest] in "|-–—,;·•"):
        rest += 1
    if rest >= row.end:
        return [row]
    # The separator stays with the key, so that no character is lost.
    head = cut_row(page, row, row.start, rest)
    return [head, replace(cut_row(page, row, rest, row.end), gap=0)]
