"""A file that holds one page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from detente.model import Article
from detente.read.errors import EmptyFile, ReadError, UnreadableFile
from detente.read.known import Known


def read_path(path: str | Path, *, known: Known, published: date | None = None) -> Article:
    """Read one file, text or HTML, packed with gzip or not; the article is named by its stem (`a.html.gz`: `a`).

    Files of many articles are the business of `detente.read.corpus`.

    Raises:
        MissingFile, UnreadableFile, EmptyFile, BinaryFile, TooLarge, HostilePage: see `errors`.
        BrokenOff, Swollen: see `corpus.refusals`.
    """
    from detente.read.corpus import opening  # the forms of deliveries are only loaded where needed
    from detente.read.corpus.delivered import read_item
    from detente.read.corpus.item import Meter, Wish

    if Path(path).is_dir():
        raise UnreadableFile(str(path), "it is a folder")
    for found in opening.read_path(str(path), wish=Wish(opening.PAGE), meter=Meter()):
        if isinstance(found, ReadError):
            raise found
        return read_item(found, known=known, published=published)
    raise EmptyFile(str(path))
