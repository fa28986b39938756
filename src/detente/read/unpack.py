"""Packed pages: unpacked a little at a time, so that a small file cannot fill the memory."""

from __future__ import annotations

import zlib

from detente.read.errors import BadArchive, TooLarge

GZIP = b"\x1f\x8b"

RATIO = 200
"""How many times its packed size a page may have, once it is longer than a million bytes; markup packs to a tenth."""

_STEP = 1 << 20


def gunzip(packed: bytes, *, limit: int, where: str) -> bytes:
    """The content of a gzip file, members after the first included.

    Args:
        limit: Bytes that the content may have.

    Raises:
        TooLarge: it has more. BadArchive: it is damaged, cut short, or packed beyond `RATIO`.
    """
    parts: list[bytes] = []
    size, rest = 0, packed
    while rest:
        stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        pending = rest
        while not stream.eof:
            try:
                part = stream.decompress(pending, _STEP)
            except zlib.error as error:
                raise BadArchive(where, f"it is damaged ({error})") from error
            pending = stream.unconsumed_tail
            if not part and not pending and not stream.eof:
                raise BadArchive(where, "it is cut short")
            size += len(part)
            parts.append(part)
            if size > _STEP and size > RATIO * len(packed):
                raise BadArchive(where, f"it unpacks to more than {RATIO} times its size")
            if size > limit:
                raise TooLarge(where, size, limit)
        rest = stream.unused_data.lstrip(b"\0")
    return b"".join(parts)
