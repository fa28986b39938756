"""JSON: one object a line, a list of objects, or one document that holds such a list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from detente.read.corpus.item import Item, Meter, Wish
from detente.read.corpus.mapped import Record, items_of
from detente.read.corpus.refusals import BadEntry
from detente.read.corpus.streams import LINE_LIMIT, Stream
from detente.read.errors import ReadError

WHOLE = 64_000_000
"""Bytes of a JSON document that is read at once because it is no list and has no lines."""

LISTS = ("articles", "stories", "results", "items", "data", "documents", "docs", "response.results", "response.docs")
"""Under which key a document holds its list of articles."""


def read_json(stream: Stream, *, name: str, where: str, wish: Wish, meter: Meter) -> Iterator[Item | ReadError]:
    """The articles of a JSON file in any of the three forms; what is no object is refused alone."""
    head = stream.peek(1 << 16).lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"["):
        records = _listed(stream, where)
    elif _is_one_document(stream, head):
        records = _document(stream, where)
    else:
        records = _lines(stream, where)
    yield from items_of(records, name=name, where=where, wish=wish, meter=meter)


def _is_one_document(stream: Stream, head: bytes) -> bool:
    """Whether the first line alone is no JSON object, so that the file is one object over many lines."""
    if not head.startswith(b"{"):
        return False
    first, newline, rest = head.partition(b"\n")
    if not newline:
        return len(head) < 1 << 15 or not stream.peek(LINE_LIMIT).count(b"\n")
    return not isinstance(_loads(first), dict) and not rest.lstrip().startswith(b"{")


def _lines(stream: Stream, where: str) -> Iterator[Record | ReadError]:
    for number, line, length in stream.lines():
        place = f"{where}:{number}"
        if not line:
            yield too_long(place, length)
            continue
        line = line.lstrip(b"\xef\xbb\xbf") if number == 1 else line
        if line.strip():
            yield _record(line, place, str(number))


def _listed(stream: Stream, where: str) -> Iterator[Record | ReadError]:
    """The elements of a list, one by one, so that a long file need not fit into memory."""
    text, number, decoder = _Text(stream), 0, json.JSONDecoder()
    text.skip("\ufeff \t\r\n[")
    while text.skip(" \t\r\n,"):
        if text.held[text.at] == "]":
            return
        number += 1
        place = f"{where}:{number}"
        try:
            value, text.at = text.decode(decoder)
        except (ValueError, RecursionError) as error:
            if not stream.trouble:
                yield BadEntry("not JSON", place, f"{_why(error)}; what follows cannot be read", "Mend the file there.")
            return
        if isinstance(value, dict):
            yield Record(value, place, str(number))
        else:
            yield BadEntry("not a record", place, f"it is a {type(value).__name__}", "Give a list of JSON objects.")
    if not stream.trouble:
        yield BadEntry("not JSON", where, "the list is not closed; the end is missing", "Fetch the file again.")


def _document(stream: Stream, where: str) -> Iterator[Record | ReadError]:
    raw = stream.read(WHOLE + 1)
    if stream.trouble:
        return
    if len(raw) > WHOLE:
        yield BadEntry("record too long", where, f"one document of over {WHOLE:,} bytes", "Give one record a line.")
        return
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError) as error:
        yield BadEntry("not JSON", where, _why(error), "Give one JSON object a line, or a list of them.")
        return
    found = next((inner for key in LISTS if isinstance(inner := _under(value, key), list) and inner), None)
    if found is None:
        yield Record(value, where, "")
        return
    for number, inner in enumerate(found, 1):
        if isinstance(inner, dict):
            yield Record(inner, f"{where}:{number}", str(number))
        else:
            yield BadEntry("not a record", f"{where}:{number}", "it is no JSON object", "Give a list of JSON objects.")


def too_long(place: str, length: int) -> BadEntry:
    """A line that is over the limit."""
    why = f"{length:,} bytes in one line are more than {LINE_LIMIT:,}"
    return BadEntry("record too long", place, why, "Give one article a line.")


def _record(line: bytes, place: str, number: str) -> Record | ReadError:
    try:
        value = json.loads(line)
    except UnicodeDecodeError:
        value = _loads(line)
        if isinstance(value, dict):
            return Record(value, place, number, ("not UTF-8; read as Windows-1252",))
        return BadEntry("not JSON", place, "it is not in UTF-8", "Save the file in UTF-8.")
    except (ValueError, RecursionError) as error:
        return BadEntry("not JSON", place, _why(error), "Give one JSON object a line.")
    if not isinstance(value, dict):
        return BadEntry("not a record", place, f"it is a {type(value).__name__}", "Give one JSON object a line.")
    return Record(value, place, number)


def _loads(raw: bytes) -> Any:
    """The value, or ``None`` where it is no JSON: what is asked is only whether it is an object."""
    try:
        return json.loads(raw)
    except UnicodeDecodeError:
        return _loads(raw.decode("cp1252", errors="replace").encode())
    except (ValueError, RecursionError):
        return None


def _under(value: Any, key: str) -> Any:
    for part in key.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _why(error: Exception) -> str:
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)[:200]


class _Text:
    """Decoded text with a place in it, filled up from a stream as it is used up."""

    def __init__(self, stream: Stream) -> None:
        import codecs

        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self.held, self.at = "", 0

    def skip(self, characters: str) -> bool:
        """Step over characters; false at the end."""
        while True:
            while self.at < len(self.held) and self.held[self.at] in characters:
                self.at += 1
            if self.at < len(self.held):
                return True
            if not self._more():
                return False

    def decode(self, decoder: json.JSONDecoder) -> tuple[Any, int]:
        """The value at the place, and where it ends.

        Raises:
            ValueError: it is no JSON, or is longer than a record may be.
        """
        while True:
            try:
                value, end = decoder.raw_decode(self.held, self.at)
            except ValueError:
                if len(self.held) - self.at > LINE_LIMIT or not self._more():
                    raise
                continue
            if end < len(self.held) or isinstance(value, (dict, list)) or not self._more():
                return value, end

    def _more(self) -> bool:
        part = self._stream.read(max(1 << 17, 2 * (len(self.held) - self.at)))
        self.held = self.held[self.at :] + self._decoder.decode(part, final=not part)
        self.at = 0
        return bool(part)
