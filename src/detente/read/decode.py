"""Bytes to text. Characters are kept exactly as decoded, so that offsets hold."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from detente.read.errors import BinaryFile, EmptyFile, TooLarge, TooMuchText

LIMIT = 5_000_000
"""Bytes a page may have. The longest newspaper pages run to a tenth of it."""

MOST_CHARACTERS = 1_000_000
"""Characters of text that an article may have; a long speech has a hundred thousand."""

CONTROL_SHARE = 0.005
"""Share of control characters above which bytes are not taken for text."""

BAD_SHARE = 0.001
"""Share of undecodable places up to which a page still counts as (damaged) UTF-8."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = {c: None for c in [*range(32), *range(127, 160)] if chr(c) not in "\t\n\r\f\v\x85\x1b"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """The page's text, the encoding it came in, and what a reader should know about it."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(raw: bytes, *, where: str, said: str | None = None) -> Decoded:
    """Turn a page's bytes into text.

    A byte order mark decides; else UTF-8; else UTF-8 with a few damaged places; else the encoding that the server
    ``said``; else Windows-1252, and Latin-1 where that fails. A guess leaves a note.

    Raises:
        TooLarge, TooMuchText, EmptyFile, BinaryFile: see `errors`.
    """
    if len(raw) > LIMIT:
        raise TooLarge(where, len(raw), LIMIT)
    if not raw.strip():
        raise EmptyFile(where)
    decoded = _with_bom(raw, where) or _without_bom(raw, where, said)
    if not decoded.text.strip():
        raise EmptyFile(where)
    _refuse_binary(decoded.text, where)
    check_length(decoded.text, where)
    return decoded


def check_length(text: str, where: str) -> None:
    """Raises: TooMuchText: more than `MOST_CHARACTERS`, the white space between its lines not counted."""
    if len(text) > MOST_CHARACTERS and (length := len(" ".join(text.split()))) > MOST_CHARACTERS:
        raise TooMuchText(where, length, "characters of text", MOST_CHARACTERS)


def _with_bom(raw: bytes, where: str) -> Decoded | None:
    for bom, encoding in BOMS:
        if raw.startswith(bom):
            try:
                return Decoded(raw[len(bom) :].decode(encoding), encoding)
            except UnicodeDecodeError as error:
                raise BinaryFile(where, f"marked as {encoding}, which it is not ({error.reason})") from error
    return None


def _without_bom(raw: bytes, where: str, said: str | None) -> Decoded:
    if b"\0" in raw:
        raise BinaryFile(where, "it holds NUL bytes")
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _damaged(raw) or _as_said(raw, said) or _western(raw)


def _damaged(raw: bytes) -> Decoded | None:
    """UTF-8 with a few broken places; ``None`` if there are too many of them."""
    text = raw.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    whole = sum(1 for c in text if ord(c) > 127) - bad
    if bad > max(1, BAD_SHARE * len(text)) or whole <= bad:
        return None
    return Decoded(text, "utf-8", (f"{bad} damaged places in UTF-8 are shown as U+FFFD",))


def _as_said(raw: bytes, said: str | None) -> Decoded | None:
    """In the encoding that the server named; ``None`` where it named none, or the bytes are not in it."""
    try:
        return Decoded(raw.decode(said), said) if said and said != "utf-8" else None
    except UnicodeDecodeError:
        return None


def _western(raw: bytes) -> Decoded:
    try:
        return Decoded(raw.decode("cp1252"), "cp1252", ("not UTF-8; read as Windows-1252",))
    except UnicodeDecodeError:
        return Decoded(raw.decode("latin-1"), "latin-1", ("not UTF-8; read as Latin-1",))


def _refuse_binary(text: str, where: str) -> None:
    if "\0" in text:
        raise BinaryFile(where, "it holds NUL characters")
    control = len(text) - len(text.translate(_CONTROL))
    if control > max(2, CONTROL_SHARE * len(text)):
        raise BinaryFile(where, f"{control} of {len(text)} characters are control characters")
