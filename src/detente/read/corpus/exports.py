"""Text files of many articles, as LexisNexis, Factiva and ProQuest give them out.

Such a file is cut where one article ends; each piece has lines that name its parts. The three forms stand in
one file each: `lexisnexis`, `factiva`, `proquest`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.read.corpus import factiva, lexisnexis, proquest
from detente.read.corpus.columns import clean, language_code, people
from detente.read.corpus.days import fact_of
from detente.read.corpus.item import Given, Item, Meter
from detente.read.corpus.refusals import BadEntry
from detente.read.corpus.streams import Stream
from detente.read.decode import LIMIT, decode
from detente.read.errors import ReadError, TooLarge

FORMS = {"lexisnexis": lexisnexis, "factiva": factiva, "proquest": proquest}

_PLACE = re.compile(r"\s*(?:\([^()]{2,40}\)|;.{2,60}|\[[^\[\]]{2,40}\])\s*$")
"""Where an outlet appears, as databases add it to its name: "The Guardian (London)", "The Times; London (UK)"."""


def form_of(head: str) -> str:
    """Which of the three a file's beginning shows; empty for none of them."""
    return next((name for name, form in FORMS.items() if form.SHOWS.search(head)), "")


def read_export(stream: Stream, form: str, *, name: str, where: str, meter: Meter) -> Iterator[Item | ReadError]:
    """The articles of an export, in its order; an article without text is refused alone.

    Title pages, lists of contents and summaries of the search are counted as left out.
    """
    number = 0
    for line, piece in _pieces(stream, form):
        if not FORMS[form].IS_ARTICLE.search(piece.decode("utf-8", errors="replace")):
            meter.left_out["parts of exports"] += 1
            continue
        number += 1
        place = f"{where}:{line}"
        if len(piece) > LIMIT:
            yield TooLarge(place, len(piece), LIMIT)
            continue
        try:
            decoded = decode(piece, where=place)
        except ReadError as error:
            yield error
            continue
        fields = FORMS[form].fields_of(decoded.text)
        text = fields.get("text", "")
        if not text.strip():
            yield BadEntry("no text", place, f"no article was found in piece {number}", "Look at the file there.")
            continue
        notes = list(decoded.notes)
        origins = {key: f"{form} field" for key in fields if fields[key]}
        published = fact_of(fields.get("published", ""), origins.get("published", ""))
        given = Given(
            text=clean(text, notes),
            title=" ".join(fields.get("title", "").split()),
            published=published,
            publisher=_PLACE.sub("", " ".join(fields.get("publisher", "").split())),
            url=fields.get("url", "").strip(),
            language=language_code(fields.get("language", "")),
            authors=people(fields.get("authors", ""), notes),
            origins=origins,
            notes=tuple(notes),
        )
        called = fields.get("id", "").strip() or f"{name}-{number}"
        yield Item(name=called, where=place, path=given.url or place, given=given, url=given.url)


def _pieces(stream: Stream, form: str) -> Iterator[tuple[int, bytes]]:
    """Each article's lines as they stand, and the number of the first; what holds no words is left out.

    A piece over the size limit comes cut one byte beyond it.
    """
    shape = FORMS[form]
    held, first, size = list[bytes](), 1, 0
    for number, raw, length in stream.lines():
        line = raw.decode("utf-8", errors="replace")
        opens = bool(shape.OPENS.match(line))
        closes = bool(shape.CLOSES.match(line))
        if opens and held and any(part.strip() for part in held):
            yield first, b"".join(held)
            held, size = [], 0
        if not held:
            first = number
        if opens and shape.DROPS_OPENING:
            continue
        size += length
        if size <= LIMIT + 1:
            held.append(raw or b" " * (LIMIT + 1))
        if closes:
            yield first, b"".join(held)
            held, size = [], 0
    if any(part.strip() for part in held) and not stream.trouble:
        yield first, b"".join(held)
