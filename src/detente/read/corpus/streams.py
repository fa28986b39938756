"""Bytes that are read once, from front to back, within bounds; gzip and its like are unpacked on the way."""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from detente.read.corpus.item import Meter
from detente.read.corpus.refusals import BrokenOff, Swollen
from detente.read.errors import ReadError

CHUNK = 1 << 17
"""Bytes that are read at a time."""

RATIO = 200
"""Times its packed size that a file may unpack to. Text packs 3 to 10 times, tables of empty cells 50; a bomb 1,000."""

GRACE = 10_000_000
"""Bytes that any file may unpack to, however tightly it is packed."""

LINE_LIMIT = 10_000_000
"""Bytes of a line or record; a page of the largest size, escaped for JSON, fits."""

BLANK_RUN = 10_000
"""Line ends in a row that are stepped over at once."""


class Stream:
    """Bytes to be read once. ``trouble`` tells, at the end, why the end came too early."""

    def __init__(self, pull: Callable[[], bytes], *, where: str) -> None:
        self._pull = pull
        self._held = b""
        self._at = 0
        self.where = where
        self.trouble: ReadError | None = None

    def peek(self, size: int) -> bytes:
        """The next bytes, which stay to be read."""
        if len(self._held) - self._at < size:
            parts, length = [self._held[self._at :]], len(self._held) - self._at
            while length < size and (part := self._part()):
                parts.append(part)
                length += len(part)
            self._held, self._at = b"".join(parts), 0
        return self._held[self._at : self._at + size]

    def read(self, size: int) -> bytes:
        """As many bytes as are asked for, fewer only at the end."""
        found = self.peek(size)
        self._at += len(found)
        return found

    def chunk(self) -> bytes:
        """What lies ready, at least one byte unless the end is reached."""
        if self._at >= len(self._held):
            self._more()
        found, self._held, self._at = self._held[self._at :], b"", 0
        return found

    def line(self, limit: int = LINE_LIMIT) -> tuple[bytes, int]:
        """The next line, its end included, and its length; a line over the limit comes empty.

        ``(b"", 0)`` is the end.
        """
        end = self._held.find(b"\n", self._at)
        if end >= 0:
            found, self._at = self._held[self._at : end + 1], end + 1
            return (found, len(found)) if len(found) <= limit else (b"", len(found))
        parts, length, more = [self._held[self._at :]], len(self._held) - self._at, True
        while more:
            self._held, self._at = b"", 0
            more = self._more()
            end = self._held.find(b"\n") + 1
            part = self._held[: end or len(self._held)]
            length += len(part)
            self._at = len(part)
            if length <= limit:
                parts.append(part)
            else:
                parts.clear()
            if end:
                break
        return b"".join(parts), length

    def lines(self, limit: int = LINE_LIMIT) -> Iterator[tuple[int, bytes, int]]:
        """Number (from 1), bytes and length of each line; the torn last line of a broken file is left out."""
        number = 0
        while True:
            line, length = self.line(limit)
            if not length or (self.trouble and not line.endswith(b"\n")):
                return
            number += 1
            yield number, line, length
            if length <= 2 and not line.strip():
                number += self._pass_blank()

    def _pass_blank(self) -> int:
        """Step over what lies ready of a very long run of line ends, which no text has; how many lines that were."""
        run = self._held[self._at : self._at + BLANK_RUN]
        if len(run) < BLANK_RUN or run.strip(b"\r\n"):
            return 0
        rest = self._held[self._at :]
        passed = len(rest) - len(rest.lstrip(b"\r\n"))
        self._at += passed
        return rest[:passed].count(b"\n")

    def _more(self) -> bool:
        part = self._part()
        self._held, self._at = self._held[self._at :] + part, 0
        return bool(part)

    def _part(self) -> bytes:
        """The next bytes; none at the end, or after trouble."""
        if self.trouble:
            return b""
        try:
            return self._pull()
        except ReadError as error:
            self.trouble = error
        except OSError as error:
            self.trouble = BrokenOff(self.where, error.strerror or str(error))
        return b""


def stream_of(file: BinaryIO, *, where: str, meter: Meter | None = None) -> Stream:
    """An open file as a stream; the meter counts what was taken from it."""
    read = getattr(file, "read1", file.read)

    def pull() -> bytes:
        part: bytes = read(CHUNK)
        if meter:
            meter.read += len(part)
        return part

    return Stream(pull, where=where)


def in_utf8(stream: Stream, encoding: str) -> Stream:
    """A stream of text in another encoding as one in UTF-8; what is damaged in it becomes U+FFFD."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")

    def pull() -> bytes:
        while part := stream.chunk():
            if text := decoder.decode(part):
                return text.encode("utf-8")
        if stream.trouble:
            raise stream.trouble
        return decoder.decode(b"", final=True).encode("utf-8")

    return Stream(pull, where=stream.where)


class Gzip:
    """Unpacks gzip, one member after the other, and knows whether the last one ended as it should."""

    def __init__(self, packed: Stream, *, where: str) -> None:
        self.packed = packed
        self.where = where
        self.taken = 0  # bytes taken from the packed stream
        self.given = 0
        self._rest = b""
        self._member = zlib.decompressobj(31)
        self._fresh = True  # between two members

    def pull(self) -> bytes:
        """The next unpacked bytes.

        Raises:
            BrokenOff, Swollen: see `refusals`.
        """
        while True:
            if not self._rest:
                self._rest = self.packed.chunk()
                self.taken += len(self._rest)
            if self._fresh:
                self._rest = self._rest.lstrip(b"\0")  # tapes and some tools pad
                if not self._rest and self.packed.peek(1):
                    continue
            if not self._rest:
                if self._fresh:
                    return b""
                raise BrokenOff(self.where, f"the packed data end in the middle, after {self.taken:,} bytes")
            part = self._unpack()
            if part:
                return part

    def _unpack(self) -> bytes:
        self._fresh = False
        try:
            part = self._member.decompress(self._rest, CHUNK)
        except zlib.error as error:
            why = f"the packed data are damaged near byte {self.taken - len(self._rest):,} ({error})"
            raise BrokenOff(self.where, why) from error
        self._rest = self._member.unconsumed_tail
        if self._member.eof:
            self._rest = self._member.unused_data
            self._member, self._fresh = zlib.decompressobj(31), True
        self.given += len(part)
        if self.given > GRACE + RATIO * self.taken:
            raise Swollen(self.where, f"{self.taken:,} bytes unpack to more than {self.given:,}")
        return part

    def skip_to_next_member(self) -> bool:
        """After damage: go on at the next place that looks like a member's head; false where there is none."""
        self._rest = self._rest[1:]
        self._member, self._fresh = zlib.decompressobj(31), True
        while True:
            at = self._rest.find(b"\x1f\x8b\x08")
            if at >= 0:
                self._rest = self._rest[at:]
                return True
            more = self.packed.chunk()
            self.taken += len(more)
            if not more:
                return False
            self._rest = self._rest[-2:] + more


def gunzip(packed: Stream, *, where: str) -> Stream:
    """The unpacked bytes of a gzip stream."""
    return Stream(Gzip(packed, where=where).pull, where=where)
