"""Read deliveries and code them, storing nothing: the work of `detente code` and the first half of `ingest`."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, TypeVar

from detente.commands.workshop import Workshop
from detente.model import Article, CodedArticle
from detente.read import ReadError
from detente.read.corpus import Item, Meter, Wish, read_item, read_path, read_stream
from detente.read.corpus.refusals import NotSupported
from detente.read.errors import TooMuchText

STDIN = "-"

AHEAD = 60_000
"""Characters of text that are coded together: about what the parser takes at a time."""

MOST_AHEAD = 500
"""Inputs that wait at most until those before them are coded."""

T = TypeVar("T")


@dataclass(frozen=True)
class Refused:
    """An input that could not be read or coded: where it is, and why."""

    path: str
    error: ReadError


class Failed(ReadError):
    """The program itself failed at this one article; the others go on."""

    def __init__(self, where: str, doing: str, error: Exception) -> None:
        why = f"{type(error).__name__}: {str(error)[:200]}"
        super().__init__(f"{doing} failed", where, why, "Please report it with the input.")


def read(
    paths: Sequence[str],
    workshop: Workshop,
    *,
    stdin: bytes | BinaryIO = b"",
    published: date | None = None,
    wish: Wish | None = None,
    meter: Meter | None = None,
) -> Iterator[Article | Refused]:
    """Read files, folders, archives and tables, and ``stdin`` where a path is ``-``, in the order given.

    Args:
        published: Day of publication for articles that do not tell theirs.
        wish: How the deliveries are to be read, where the reader cannot see it.
        meter: Counts how far the reading is and what was left out; told which column is taken for what.
    """
    wish, meter = wish or Wish(), meter or Meter()
    for path in paths:
        if is_address(path):
            why = "it is an address, and the net is not asked unless you say so"
            yield Refused(path, NotSupported(path, why, "Take it in with `detente ingest --online`."))
            continue
        if path == STDIN:
            stream = io.BytesIO(stdin) if isinstance(stdin, bytes) else stdin
            found = read_stream(stream, name="stdin", wish=wish, meter=meter)
        else:
            found = read_path(path, wish=wish, meter=meter)
        for item in found:
            yield Refused(item.where, item) if isinstance(item, ReadError) else read_one(item, workshop, published)


def is_address(name: str) -> bool:
    """Whether a name on the command line is an address of the web."""
    return name.lower().startswith(("http://", "https://"))


def code(
    paths: Sequence[str],
    *,
    stdin: bytes | BinaryIO = b"",
    published: date | None = None,
    workshop: Workshop | None = None,
    wish: Wish | None = None,
    meter: Meter | None = None,
) -> Iterator[CodedArticle | Refused]:
    """Code what ``read`` reads, in its order; articles go through the parser a few at a time, never all at once."""
    workshop = workshop or Workshop()
    yield from code_each(read(paths, workshop, stdin=stdin, published=published, wish=wish, meter=meter), workshop)


def code_each(items: Iterable[Article | T], workshop: Workshop) -> Iterator[CodedArticle | Refused | T]:
    """Code the articles among some items; whatever else stands among them is passed on in its place.

    An article at which the coder fails is refused alone.
    """
    waiting: list[Article | T] = []
    size = 0
    for item in items:
        if not waiting and not isinstance(item, Article):
            yield item
            continue
        waiting.append(item)
        size += len(item.text) if isinstance(item, Article) else 0
        if size >= AHEAD or len(waiting) >= MOST_AHEAD:
            yield from _code_few(waiting, workshop)
            waiting, size = [], 0
    yield from _code_few(waiting, workshop)


def _code_few(items: list[Article | T], workshop: Workshop) -> Iterator[CodedArticle | Refused | T]:
    articles = [item for item in items if isinstance(item, Article)]
    coded: Iterator[CodedArticle | Refused] = iter(())
    if articles:
        pipeline = workshop.pipeline  # one that cannot be loaded is no article's fault
        try:
            coded = iter(list(pipeline.code_all(articles)))
        except Exception:  # noqa: BLE001 - which article it was is found out by coding them one by one
            coded = (_code_one(article, workshop) for article in articles)
    for item in items:
        yield next(coded) if isinstance(item, Article) else item


def _code_one(article: Article, workshop: Workshop) -> CodedArticle | Refused:
    from detente.parse import MOST_SENTENCES, TooManySentences  # loaded with the pipeline, and no sooner

    where = article.path or article.name
    try:
        return workshop.pipeline.code(article)
    except TooManySentences as error:
        return Refused(where, TooMuchText(where, error.count, "sentences", MOST_SENTENCES))
    except Exception as error:  # noqa: BLE001 - whatever it is, the other articles go on
        return Refused(where, Failed(where, "coding", error))


def read_one(item: Item, workshop: Workshop, published: date | None) -> Article | Refused:
    """One item of a delivery as an article, or why it is none."""
    try:
        return read_item(item, known=workshop.known, published=published, sources=workshop.sources)
    except ReadError as error:
        return Refused(item.where, error)
    except Exception as error:  # noqa: BLE001 - a page at which the reader fails must not end a run
        return Refused(item.where, Failed(item.where, "reading", error))
