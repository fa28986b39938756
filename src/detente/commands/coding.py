"""Read pages and code them, storing nothing: the work of `detente code` and the first half of `ingest`."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.commands.workshop import Workshop
from detente.model import Article, CodedArticle
from detente.read import ReadError, find_files, read_bytes, read_path

STDIN = "-"


@dataclass(frozen=True)
class Refused:
    """A page that could not be read: where it is, and why."""

    path: str
    error: ReadError


def read(
    paths: Sequence[str],
    workshop: Workshop,
    *,
    stdin: bytes = b"",
    published: date | None = None,
) -> Iterator[Article | Refused]:
    """Read files, every text file of folders, and ``stdin`` where a path is ``-``, in the order given.

    Args:
        published: Day of publication for articles that do not tell theirs.
    """
    for path in paths:
        if path == STDIN:
            yield _read_stdin(stdin, workshop, published)
            continue
        try:
            for file in find_files(Path(path)):
                yield _read_file(file, workshop, published)
        except ReadError as error:
            yield Refused(path, error)


def code(
    paths: Sequence[str],
    *,
    stdin: bytes = b"",
    published: date | None = None,
    workshop: Workshop | None = None,
) -> Iterator[CodedArticle | Refused]:
    """Code what ``read`` reads, in its order; articles go through the parser a few at a time, never all at once."""
    workshop = workshop or Workshop()
    order: deque[Refused | None] = deque()  # None stands for an article that is being coded

    def articles() -> Iterator[Article]:
        for item in read(paths, workshop, stdin=stdin, published=published):
            order.append(item if isinstance(item, Refused) else None)
            if not isinstance(item, Refused):
                yield item

    for coded in workshop.pipeline.code_all(articles()):
        while (refused := order.popleft()) is not None:
            yield refused
        yield coded
    yield from filter(None, order)


def _read_file(file: Path, workshop: Workshop, published: date | None) -> Article | Refused:
    try:
        return read_path(file, known=workshop.known, published=published)
    except ReadError as error:
        return Refused(str(file), error)


def _read_stdin(raw: bytes, workshop: Workshop, published: date | None) -> Article | Refused:
    try:
        return read_bytes(raw, name="stdin", known=workshop.known, published=published)
    except ReadError as error:
        return Refused("stdin", error)
