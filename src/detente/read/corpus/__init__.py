"""Deliveries of many articles: folders, archives, tables, records and the exports of databases, taken apart to items.

`opening` finds out what a file is and unpacks it within bounds (`streams`, `zips`); one file per form takes it
apart (`records`, `tables`, `parquet`, `exports`, `warc`); `columns` says which column holds what; `delivered`
makes an item an `Article`. What cannot be read comes out as a `ReadError` in its place: nothing is dropped
without being counted.
"""

from detente.read.corpus.columns import FIELDS, parse_wish
from detente.read.corpus.delivered import read_item
from detente.read.corpus.item import Given, Item, Meter, Wish
from detente.read.corpus.kinds import KINDS
from detente.read.corpus.opening import files_of, read_path, read_stream, size_of

__all__ = [
    "FIELDS",
    "KINDS",
    "Given",
    "Item",
    "Meter",
    "Wish",
    "files_of",
    "parse_wish",
    "read_item",
    "read_path",
    "read_stream",
    "size_of",
]
