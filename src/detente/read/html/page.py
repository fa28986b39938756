"""An HTML page to an `Article`.

The article's text is what a person sees on the page, all of it; what is its body, and what stands around it, is said
by labels, as for a page that was scraped as text.
"""

from __future__ import annotations

import re
from datetime import date

from detente.model import Article
from detente.model.ids import sha256
from detente.read.compose import body_of, compose
from detente.read.decode import CONTROL_SHARE
from detente.read.encodings import utf16_of
from detente.read.errors import BinaryFile, EmptyFile, TooLarge
from detente.read.html.extract import Extracted
from detente.read.html.facts import first, merge, published_of, title_of, updated_of
from detente.read.html.keeper import Keeper, keeper
from detente.read.html.outline import Outline
from detente.read.html.precheck import LIMIT
from detente.read.known import Known
from detente.read.language import language_of
from detente.read.notes import notes_on
from detente.read.scrape import label_outlined

_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s{0,1000}(?:<\?xml[^>]{0,200}\?>\s{0,1000})?(?:<!--(?:(?!-->).){0,4000}-->\s{0,1000}){0,5}"
    rb"<(?:!doctype\s{1,20}html|html|head|body|meta|title)[\s>/]",
    re.I | re.S,
)  # fmt: skip


_CONTROL = bytes(c for c in range(1, 32) if c not in b"\t\n\r\f\v\x1b")


def looks_like_html(raw: bytes) -> bool:
    """True where a file begins as web pages begin, whatever its name ends in."""
    head = raw[:8_000]
    if head[1:2] == b"\0" or head[:1] == b"\0" or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")
    return bool(_HTML.match(head))


def read_html(
    data: bytes,
    *,
    name: str,
    path: str | None = None,
    known: Known,
    published: date | None = None,
    url: str | None = None,
    said: str | None = None,
    worker: Keeper | None = None,
) -> Article:
    """Read a web page as it lies on disk, in an archive, or comes from the net.

    Args:
        data: The page's bytes, unpacked, in whatever encoding.
        name: What the article is called: the file's stem, or an id that came with the page.
        path: Where the bytes came from, for messages and for the record.
        known: Outlets and agencies that the caller knows.
        published: Day of publication, if the caller knows it; it outranks what the page states.
        url: The page's address, if known; only its date, if it has one, is used.
        said: The encoding that its server named (`encodings.encoding_in`), if known.
        worker: The process that parses; the program's own if not given.

    Raises:
        TooLarge, EmptyFile, BinaryFile, HostilePage: see `errors`.
    """
    where = path or name
    if len(data) > LIMIT:
        raise TooLarge(where, len(data), LIMIT)
    if not data.strip(b"\0 \t\r\n\f\v"):
        raise EmptyFile(where)
    if control := _signs(data):
        raise BinaryFile(where, f"{control:,} of {len(data):,} bytes are control characters")
    found = (worker or keeper()).extract(data, where=where, said=said)
    if not found.text:
        raise EmptyFile(where)
    return assemble(found, sha256(data), name=name, path=path, known=known, published=published, url=url)


def _signs(data: bytes) -> int:
    """Control characters, NUL apart, where there are so many that the bytes are no page; else 0."""
    if utf16_of(data):
        return 0
    control = len(data) - len(data.translate(None, _CONTROL))
    return control if control > max(20, CONTROL_SHARE * len(data)) else 0


def assemble(
    found: Extracted,
    raw_sha256: str,
    *,
    name: str,
    path: str | None,
    known: Known,
    published: date | None,
    url: str | None,
) -> Article:
    """The article from what the worker found; pure."""
    text = found.text
    outline = Outline.of(found, known)
    page = label_outlined(outline)
    facts = merge(found, page.facts, known)
    day, doubts = published_of(found, outline, page.facts, name=name, url=url, given=published)
    body = body_of(page.lines)
    language = language_of(body)
    degraded = [f"degraded: {found.degraded}"] if found.degraded else []
    return compose(
        text,
        facts,
        page.lines,
        raw_sha256=raw_sha256,
        name=name,
        path=path,
        language=language,
        published=day,
        updated=updated_of(found, page.facts, day),
        notes=(*degraded, *found.notes, *page.notes, *doubts, *notes_on(body, language, known_day=day is not None)),
        title=title_of(found, facts),
        section=first(found.told.sections),
    )
