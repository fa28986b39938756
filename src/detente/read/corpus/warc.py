"""Web archives (WARC, WARC.gz, WET): the pages in them, and what of them is damaged or cut off.

fastwarc parses the records. It reads a file that breaks off as if it ended there, and stops at the first broken
header; so the unpacking is ours, each record's length is compared with what it says of itself, and after damage
the next whole record is looked for.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any, BinaryIO, cast

from detente.read.corpus.httpbody import plain_body
from detente.read.corpus.item import Item, Meter
from detente.read.corpus.mapped import NAME_LIMIT, slug
from detente.read.corpus.refusals import BadEntry, BrokenOff, Swollen
from detente.read.corpus.streams import Gzip, Stream
from detente.read.decode import LIMIT
from detente.read.encodings import encoding_in
from detente.read.errors import EmptyFile, ReadError, TooLarge

MARK = b"WARC/1."
READ_AT_A_TIME = 1 << 16
KEPT = 1 << 20
"""Bytes that are kept behind the reader, in which the next record is looked for after damage."""

MOST_DAMAGE = 10_000
"""Broken places after which an archive is given up."""

_PAGES = ("text/html", "application/xhtml+xml")

Found = Iterator[Item | ReadError]


def read_warc(stream: Stream, *, where: str, meter: Meter, packed: bool) -> Found:
    """The pages of an archive. Records of other kinds are counted as left out, and so are answers but "200".

    The day on which a page was fetched is not taken for its day of publication.
    """
    gzip = Gzip(stream, where=where) if packed else None
    plain = Stream(gzip.pull, where=where) if gzip else stream
    window = _Window(plain)
    for _ in range(MOST_DAMAGE):
        damage = yield from _records(window, where, meter)
        if damage and not plain.trouble:
            yield damage
            if window.seek_record():
                continue
        trouble = plain.trouble
        if not trouble:
            return
        yield trouble
        if isinstance(trouble, Swollen) or gzip is None or not gzip.skip_to_next_member():
            return
        plain.trouble = None
        window.forget()
    yield BrokenOff(where, f"more than {MOST_DAMAGE:,} places are damaged; the rest was not read")


class _Window:
    """The unpacked bytes as the file that fastwarc wants, of which the last ones can be read again."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._held = bytearray()
        self._base = 0  # where the held bytes begin
        self._at = 0
        self.past = 0  # a record after damage begins behind this place

    def read(self, size: int = READ_AT_A_TIME) -> bytes:
        start = self._at - self._base
        if start >= len(self._held):
            part = self._stream.read(READ_AT_A_TIME)
            self._held += part
            if len(self._held) > 2 * KEPT:
                cut = len(self._held) - KEPT
                del self._held[:cut]
                self._base += cut
            start = self._at - self._base
        found = bytes(self._held[start : start + size])
        self._at += len(found)
        return found

    def tell(self) -> int:
        return self._at

    def forget(self) -> None:
        """Leave what is held behind; what comes next begins a record."""
        self._held.clear()
        self._base = self.past = self._at

    def head_at(self, place: int) -> int:
        """Bytes of the head of a record that begins at a place; 0 where they are no longer held."""
        at = place - self._base
        end = self._held.find(b"\r\n\r\n", at) if at >= 0 else -1
        return end + 4 - at if end >= 0 else 0

    def step_over(self) -> None:
        """Where a record's head stands at ``past``, it is the one that could not be read: go on behind it."""
        held = self._held[max(0, self.past - self._base) :]
        if held.lstrip(b"\r\n").startswith(MARK):
            self.past = max(self.past, self._base) + len(held) - len(held.lstrip(b"\r\n")) + 1

    def seek_record(self) -> bool:
        """Go to the next place behind ``past`` that looks like a record's head; false where there is none."""
        self._at = max(self._base, min(self.past, self._base + len(self._held)))
        while True:
            at = self._held.find(MARK, self._at - self._base)
            if at >= 0:
                self._at = self._base + at
                self.past = self._at + 1
                return True
            self._at = max(self._at, self._base + len(self._held) - len(MARK) + 1)
            keep = self._at
            self._at = self._base + len(self._held)
            if not self.read():
                return False
            self._at = keep


def _records(window: _Window, where: str, meter: Meter) -> Generator[Item | ReadError, None, ReadError | None]:
    """Pages up to the first damage, which is returned; ``None`` at a clean end."""
    from fastwarc.warc import ArchiveIterator

    start = window.tell()
    place = f"{where} from byte {start:,}" if start else where
    number = 0
    try:
        records: Any = ArchiveIterator(cast(BinaryIO, window), parse_http=False, stream_detect=False)
        for record in records:
            number += 1
            said = record.headers.get("Content-Length", "")
            place = f"{where}!{_address(record)[:300] or f'record {number}'}"
            window.past = max(window.past, record.stream_pos + 1)
            head = window.head_at(record.stream_pos)
            if not (said.isascii() and said.isdigit() and int(said[:30]) == record.content_length):
                return BrokenOff(place, "the record's head is damaged or cut off")
            found, whole = _page(record, place, meter)
            if not whole:
                return BrokenOff(place, "the record ends before its stated length")
            window.past = max(window.past, record.stream_pos + head + int(said))
            if found is not None:
                yield found
    except (OSError, ValueError, RuntimeError, UnicodeError) as error:
        window.step_over()
        return BrokenOff(where, f"after {place}: {error}")
    return None


def _page(record: Any, place: str, meter: Meter) -> tuple[Item | ReadError | None, bool]:
    """The page that a record holds, if it holds one; and whether the record is all there."""
    kind = str(record.record_type).rsplit(".", 1)[-1]
    length = record.content_length
    if kind not in ("response", "resource", "conversion"):
        meter.left_out[f"{kind} records"] += 1
        return None, length == 0 or _skim(record) >= length
    if kind == "response" and record.is_http:
        try:
            record.parse_http()
        except (OSError, ValueError, RuntimeError) as error:
            return _headless(place, str(error)), True
        length = record.content_length
    body = record.reader.read(LIMIT + 1)
    if len(body) < min(length, LIMIT + 1):
        return None, False
    if kind == "response" and record.is_http and not _has_status(record.http_headers):
        return _headless(place, "it states no status"), True
    media = _media(record)
    status = str(record.http_headers.status_code) if record.http_headers else "200"
    if status != "200":
        meter.left_out[f"answers {status}"] += 1
        return None, True
    if media not in _PAGES and media != "text/plain":
        meter.left_out[f"{media or 'unknown'} records"] += 1
        return None, True
    if len(body) > LIMIT:
        return TooLarge(place, length, LIMIT), True
    try:
        body = plain_body(body, _header(record, "Transfer-Encoding"), _header(record, "Content-Encoding"), where=place)
    except ReadError as error:
        return error, True
    if not body.strip():
        return EmptyFile(place), True
    url = _address(record)
    name = (slug(url) or str(record.record_id).rsplit(":", 1)[-1])[:NAME_LIMIT]
    said = encoding_in(_header(record, "Content-Type"))
    return Item(name=name, where=place, path=url or place, data=body, html=media in _PAGES, url=url, said=said), True


def _headless(place: str, why: str) -> BadEntry:
    return BadEntry("broken page", place, f"its HTTP head cannot be read ({why})", "Fetch the page again.")


def _has_status(headers: Any) -> bool:
    return headers is not None and headers.status_code is not None


def _skim(record: Any) -> int:
    """Bytes that are there of a record that is not wanted."""
    found = 0
    while part := record.reader.read(READ_AT_A_TIME):
        found += len(part)
    return found


def _address(record: Any) -> str:
    return str(record.headers.get("WARC-Target-URI", "")).strip("<> ")


def _media(record: Any) -> str:
    value = _header(record, "Content-Type") if record.http_headers else record.headers.get("Content-Type", "")
    return str(value or "").split(";")[0].strip().lower()


def _header(record: Any, name: str) -> str:
    return str(record.http_headers.get(name, "") or "") if record.http_headers else ""
