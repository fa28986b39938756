"""Records with named fields, from whatever file they came, to items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from detente.read.corpus.columns import LOOKED_AT, Columns, given_of, guess
from detente.read.corpus.item import Item, Meter, Wish
from detente.read.corpus.refusals import BadEntry
from detente.read.decode import LIMIT
from detente.read.errors import ReadError, TooLarge
from detente.read.urls import path_of

NAME_LIMIT = 120
"""Characters of an article's name."""

MOST_REFUSALS = 1_000
"""Records in a row that may be refused before the file is given up."""


@dataclass(frozen=True, slots=True)
class Record:
    """Named fields, the place where they stood, and their number in the file."""

    values: Mapping[str, Any]
    where: str
    number: str
    notes: tuple[str, ...] = ()


def items_of(
    records: Iterable[Record | ReadError], *, name: str, where: str, wish: Wish, meter: Meter
) -> Iterator[Item | ReadError]:
    """Map the columns by the first records, tell how, and turn each record into an item.

    Where no column is known to hold text, that is one refusal for the whole file, and no record of it is read.
    """
    records = iter(records)
    first: list[Record | ReadError] = []
    seen = 0
    for record in records:
        first.append(record)
        seen += isinstance(record, Record)
        if seen >= LOOKED_AT or len(first) >= 20 * LOOKED_AT:
            break
    if seen:
        try:
            columns = guess([r.values for r in first if isinstance(r, Record)], wish.columns, where=where)
        except ReadError as error:
            yield error
            return
        meter.tell(f"{where}: {columns.told()}")
    in_a_row = 0
    for record in chain(first, records):
        found = record if isinstance(record, ReadError) else _item(record, columns, name)
        yield found
        in_a_row = in_a_row + 1 if isinstance(found, ReadError) else 0
        if in_a_row >= MOST_REFUSALS:
            why = f"{in_a_row:,} records in a row cannot be read; the rest of the file was not tried"
            yield BadEntry("given up", found.where, why, "Look at the file there.")
            return


def _item(record: Record, columns: Columns, name: str) -> Item | ReadError:
    try:
        given, html, own = given_of(record.values, columns)
    except RecursionError:
        return BadEntry("not a record", record.where, "it is nested too deeply", "Give flat records.")
    if not given.text.strip() and not html.strip():
        column = columns.columns.get("text") or columns.columns["html"]
        return BadEntry("no text", record.where, f"its '{column}' is empty", "Leave it out, or fetch its page.")
    size = len(given.text.encode()) + len(html.encode())
    if size > LIMIT:
        return TooLarge(record.where, size, LIMIT)
    given = replace(given, notes=(*record.notes, *given.notes))
    called = own or slug(given.url) or "-".join(part for part in (name, record.number) if part)
    data = html.encode() if html and not given.text.strip() else b""
    return Item(
        name=called[:NAME_LIMIT],
        where=record.where,
        path=given.url or record.where,
        data=data,
        html=bool(data),
        given=given,
        url=given.url,
    )


def slug(url: str) -> str:
    """What the last part of an address calls the page; empty where it calls it nothing."""
    parts = [part for part in path_of(url).split("/") if part]
    named = re.sub(r"\.(?:s?html?|php|aspx?)$", "", parts[-1]) if parts else ""
    return named if re.search(r"[A-Za-z]{3}", named) else ""
