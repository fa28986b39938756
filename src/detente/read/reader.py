"""Bytes or text to an `Article`."""

from __future__ import annotations

from datetime import date

from detente.model import Article
from detente.model.ids import sha256
from detente.read.compose import body_of, compose
from detente.read.decode import check_length, decode
from detente.read.errors import EmptyFile
from detente.read.html.page import looks_like_html, read_html
from detente.read.known import Known
from detente.read.language import language_of
from detente.read.notes import notes_on
from detente.read.pubdate import choose_published, choose_updated
from detente.read.scrape import label_page


def read_bytes(
    raw: bytes,
    *,
    name: str,
    path: str | None = None,
    known: Known,
    published: date | None = None,
    said: str | None = None,
) -> Article:
    """Read a page as it lies on disk or comes in on stdin; one that begins as web pages do is read as HTML.

    Args:
        raw: The page's bytes: plain text, with the furniture that a scrape leaves, or HTML.
        name: What the article is called: the file's stem, or an id that came with the text.
        path: Where the bytes came from, for messages and for the record.
        known: Outlets and agencies that the caller knows.
        published: Day of publication, if the caller knows it; it outranks what the page states.
        said: The encoding that its server named (`encodings.encoding_in`), if known.

    Raises:
        EmptyFile, BinaryFile, TooLarge, HostilePage: see `errors`.
    """
    if looks_like_html(raw):
        return read_html(raw, name=name, path=path, known=known, published=published, said=said)
    decoded = decode(raw, where=path or name, said=said)
    return _assemble(decoded.text, sha256(raw), decoded.notes, name, path, known, published)


def read_text(text: str, *, name: str, path: str | None = None, known: Known, published: date | None = None) -> Article:
    """Read a page that is text already; its hash is that of its UTF-8 bytes. See `read_bytes`.

    Raises:
        EmptyFile: nothing but white space. TooMuchText: see `errors`.
    """
    if not text.strip():
        raise EmptyFile(path or name)
    check_length(text, path or name)
    raw = text.encode("utf-8", errors="surrogatepass")
    return _assemble(text, sha256(raw), (), name, path, known, published)


def _assemble(
    text: str,
    raw_sha256: str,
    notes: tuple[str, ...],
    name: str,
    path: str | None,
    known: Known,
    published: date | None,
) -> Article:
    page = label_page(text, known)
    facts = page.facts
    body = body_of(page.lines)
    language = language_of(body)
    day = choose_published(facts.stated, name=name, given=published)
    return compose(
        text,
        facts,
        page.lines,
        raw_sha256=raw_sha256,
        name=name,
        path=path,
        language=language,
        published=day,
        updated=choose_updated(facts.stated, clock=facts.updated_clock, published=day),
        notes=(*notes, *page.notes, *notes_on(body, language, known_day=day is not None)),
    )
