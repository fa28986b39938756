"""Feeds that lie in files: not read yet, and said so."""

from __future__ import annotations

from collections.abc import Iterator

from detente.read.corpus.item import Item, Meter
from detente.read.corpus.refusals import NotSupported
from detente.read.corpus.streams import Stream
from detente.read.errors import ReadError


def read_feed_file(stream: Stream, *, where: str, meter: Meter) -> Iterator[Item | ReadError]:
    yield NotSupported(where, "it is a feed", "Give the pages that it names.")
