"""Bytes of an HTML page to text: byte order mark, then UTF-8 where it is UTF-8, then what is declared."""

from __future__ import annotations

import codecs
import re

from detente.read.decode import BAD_SHARE, BOMS, Decoded
from detente.read.encodings import encoding_named, utf16_of

HEAD = 4_096
"""Bytes in which a page may declare its encoding; browsers look at the first 1,024."""

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w:.-]{2,40})", re.I)
_XML = re.compile(rb"^\s{0,10}<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}[\"']([\w:.-]{2,40})", re.I)


def decode_html(raw: bytes, said: str | None = None) -> Decoded:
    """The page's text; never fails, and says in its notes what was guessed, damaged or left out.

    Args:
        said: The encoding that the server named, which outranks the page's own word, as it does for browsers.
    """
    raw, notes = _without_nulls(raw)
    decoded = _decode(raw, said)
    return Decoded(decoded.text, decoded.encoding, (*notes, *decoded.notes))


def declared_encoding(raw: bytes) -> str | None:
    """The encoding that the page names, as Python calls it and browsers understand it; ``None`` if it names none."""
    head = raw[:HEAD]
    found = _XML.search(head) or _DECLARED.search(head)
    return encoding_named(found[1].decode("ascii")) if found else None


def _without_nulls(raw: bytes) -> tuple[bytes, tuple[str, ...]]:
    """NUL bytes are left out, unless they are half of the page because it is UTF-16."""
    nulls = raw.count(0)
    if not nulls or raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw, ()
    if encoding := utf16_of(raw):
        text = raw[: len(raw) // 2 * 2].decode(encoding, errors="replace")
        return text.encode("utf-8", errors="replace"), (f"read as {encoding}, which it does not declare",)
    return raw.replace(b"\0", b""), (f"{nulls:,} NUL bytes were left out",)


def _decode(raw: bytes, said: str | None) -> Decoded:
    for bom, encoding in BOMS:
        if raw.startswith(bom):
            text = raw[len(bom) :].decode(encoding, errors="replace")
            return Decoded(text, encoding, _damage(text, encoding))
    declared = declared_encoding(raw)
    if said and said != "utf-8":
        declared = said
    if declared and declared.startswith("iso2022") and b"\x1b" in raw:
        text = raw.decode(declared, errors="replace")  # all its bytes are ASCII, so that UTF-8 would take it
        return Decoded(text, declared, _damage(text, declared))
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    damaged = raw.decode("utf-8", errors="replace")
    bad = damaged.count("\ufffd")
    letters = sum(1 for c in damaged if ord(c) > 127) - bad
    if letters > bad and bad <= max(3, BAD_SHARE * len(damaged)):
        return Decoded(damaged, "utf-8", _damage(damaged, "utf-8"))
    if declared and declared != "utf-8":
        text = raw.decode(declared, errors="replace")
        return Decoded(text, declared, _damage(text, declared))
    text = raw.decode("cp1252", errors="replace")
    wrong = "it declares UTF-8, which it is not; " if declared == "utf-8" else ""
    return Decoded(text, "cp1252", (f"{wrong}read as Windows-1252",))


def _damage(text: str, encoding: str) -> tuple[str, ...]:
    bad = text.count("\ufffd")
    return (f"{bad:,} damaged places in {encoding} are shown as U+FFFD",) if bad else ()
