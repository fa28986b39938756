"""CSV and TSV: rows with named columns; a row with broken quotation marks costs that row and no other."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

from detente.read.corpus.item import Item, Meter, Wish
from detente.read.corpus.mapped import Record, items_of
from detente.read.corpus.records import too_long
from detente.read.corpus.refusals import BadEntry
from detente.read.corpus.streams import LINE_LIMIT, Stream
from detente.read.errors import ReadError

MARKS = ",;\t|"
"""What may stand between two cells."""

MOST_COLUMNS = 2_000

REPLAY_LIMIT = 200_000_000
"""Bytes of lines that are read a second time, over one file, because the row before them swallowed them."""


def read_table(
    stream: Stream, *, name: str, where: str, wish: Wish, meter: Meter, tabs: bool = False
) -> Iterator[Item | ReadError]:
    """The articles of a table whose first row names its columns."""
    yield from items_of(_rows(stream, where, tabs), name=name, where=where, wish=wish, meter=meter)


def mark_of(header: str) -> str:
    """The sign that stands between the cells of a header: the one that stands there most."""
    return max(MARKS, key=header.count)


class _Lines:
    """Lines of a table, numbered, of which the last ones can be read again."""

    def __init__(self, stream: Stream) -> None:
        self._source = stream.lines()
        self._again: deque[tuple[int, str, int]] = deque()
        self.row: list[tuple[int, str, int]] = []  # what the row at hand has taken
        self._taken = 0  # its characters
        self.replayed = 0
        self.legacy = False  # some line was not UTF-8

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._taken > LINE_LIMIT:
            raise _RowTooLong
        self.row.append(self._again.popleft() if self._again else self._next())
        number, text, length = self.row[-1]
        self._taken += len(text)
        if not text:
            raise _LineTooLong(number, length)
        return text

    def start_row(self) -> None:
        self.row, self._taken = [], 0

    def replay(self) -> bool:
        """Give back all but the first line of the row at hand; false where too much was given back already."""
        rest = self.row[1:]
        self.replayed += sum(length for _, _, length in rest)
        self._again.extendleft(reversed(rest))
        return self.replayed <= REPLAY_LIMIT

    def _next(self) -> tuple[int, str, int]:
        number, raw, length = next(self._source)
        raw = raw.lstrip(b"\xef\xbb\xbf") if number == 1 else raw
        try:
            return number, raw.decode("utf-8"), length
        except UnicodeDecodeError:
            self.legacy = True
            return number, raw.decode("cp1252", errors="replace"), length


class _RowTooLong(Exception):
    """A row has taken more lines than a row may have."""


class _LineTooLong(Exception):
    """One line is over the limit: its number and length."""


def _rows(stream: Stream, where: str, tabs: bool) -> Iterator[Record | ReadError]:
    csv.field_size_limit(2 * LINE_LIMIT)
    mark = _stated_mark(stream) or ("\t" if tabs else mark_of(_first(stream)))
    lines = _Lines(stream)
    header: list[str] = []
    reader = _reader(lines, mark)
    while True:
        lines.start_row()
        try:
            cells = next(reader)
            why = ""
        except StopIteration:
            return
        except _LineTooLong as error:
            number, length = error.args
            yield too_long(f"{where}:{number}", length)
            reader = _reader(lines, reader.dialect.delimiter)
            continue
        except _RowTooLong:
            cells, why = [], "a quotation mark is opened and not closed"
        except csv.Error as error:
            cells, why = [], _why(error)
        place = f"{where}:{lines.row[0][0]}" if lines.row else where
        if not header:
            if why or len(cells) > MOST_COLUMNS:
                yield BadEntry("not a table", where, why or f"{len(cells):,} columns", "Give a header and rows.")
                return
            header = [cell.strip() or f"column {n}" for n, cell in enumerate(cells, 1)]
            continue
        if not cells and not why:
            continue  # an empty line
        if not why and len(cells) != len(header):
            why = f"it has {len(cells)} cells where the header has {len(header)}"
        if not why:
            notes = ("not UTF-8; read as Windows-1252",) if lines.legacy else ()
            lines.legacy = False
            yield Record(dict(zip(header, cells, strict=True)), place, str(lines.row[0][0]), notes)
            continue
        yield BadEntry("broken row", place, why, "Check the quotation marks of the row.")
        if len(lines.row) > 1:
            if not lines.replay():
                yield BadEntry(
                    "broken table", place, "too many rows are broken; the rest was not read", "Write it anew."
                )
                return
            reader = _reader(lines, reader.dialect.delimiter)


def _why(error: csv.Error) -> str:
    told = str(error)
    return "a carriage return stands alone within it" if told.startswith("new-line character") else told


def _first(stream: Stream) -> str:
    return stream.peek(1 << 14).decode("utf-8", "replace").split("\n")[0]


def _stated_mark(stream: Stream) -> str:
    """The sign that a spreadsheet names in a line above the header ("sep=;"), which is taken away; else empty."""
    m = re.fullmatch(r"\ufeff?sep=(.)\r?", _first(stream))
    if m:
        stream.line()
    return m[1] if m else ""


def _reader(lines: _Lines, mark: str) -> Any:
    return csv.reader(lines, delimiter=mark)
