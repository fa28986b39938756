"""The body of an HTTP answer as it was meant: unchunked and unpacked, within bounds."""

from __future__ import annotations

import re
import zlib

from detente.read.corpus.refusals import BadEntry, NotSupported, Swollen
from detente.read.corpus.streams import RATIO
from detente.read.decode import LIMIT

_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})(?:;[^\r\n]{0,200})?\r?\n")


def plain_body(body: bytes, transfer: str, content: str, *, where: str) -> bytes:
    """The body without its transfer and content encodings.

    Archives often keep the header and store the body unpacked; a body that is not packed as its header says
    stays as it is.

    Raises:
        Swollen: it unpacks to more than a page may have.
        BadEntry: it is damaged.
        NotSupported: it is packed in a way that is not read.
    """
    if "chunked" in transfer.lower():
        body = _unchunk(body)
    for coding in reversed([part.strip().lower() for part in content.split(",")]):
        if coding in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
            body = _inflate(body, 31, where)
        elif coding == "deflate" and body[:1] and body[0] & 0x0F == 8:
            body = _inflate(body, 15, where)
        elif coding == "deflate":
            body = _headless(body, where)
        elif coding in ("br", "zstd") and body.lstrip()[:1] != b"<":
            raise NotSupported(where, f"its page is packed by {coding}", "Fetch it with `Accept-Encoding: gzip`.")
    return body


def _unchunk(body: bytes) -> bytes:
    parts, at = list[bytes](), 0
    while m := _SIZE.match(body, at):
        size = int(m[1], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(body[m.end() : m.end() + size])
        at = m.end() + size + 2
    return b"".join(parts) or body  # stored unchunked under a chunked header


def _headless(body: bytes, where: str) -> bytes:
    """A deflated body without its head, as some servers send it, unpacked; one that is not packed as it is."""
    try:
        return _inflate(body, -15, where)
    except BadEntry:
        return body


def _inflate(body: bytes, window: int, where: str) -> bytes:
    unpacker = zlib.decompressobj(window)
    most = min(LIMIT, 1_000_000 + RATIO * len(body))
    try:
        found = unpacker.decompress(body, most + 1)
    except zlib.error as error:
        raise BadEntry("broken page", where, f"its packed body is damaged ({error})", "Fetch it again.") from error
    if len(found) > most:
        raise Swollen(where, f"{len(body):,} bytes unpack to more than {most:,}")
    if not unpacker.eof:
        raise BadEntry("broken page", where, "its packed body ends too early", "Fetch it again.")
    return found
