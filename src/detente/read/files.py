"""Files and folders of pages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from detente.model import Article
from detente.read.errors import FolderWithoutText, MissingFile, TooLarge, UnreadableFile
from detente.read.html.page import read_html
from detente.read.html.precheck import LIMIT
from detente.read.known import Known
from detente.read.reader import read_bytes

PACKED = ".gz"
SUFFIXES = (".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".shtml")
"""Endings of the files that a folder is searched for, each also with `PACKED` after it; a file that is named itself
may end in anything."""

WEB = frozenset({".html", ".htm", ".xhtml", ".shtml"})


def find_files(path: str | Path) -> Iterator[Path]:
    """The file itself, or the text files of a folder and the folders below it, in the order of their paths.

    Hidden files and folders (those that begin with a dot) are left out, and links to folders are not followed.

    Raises:
        MissingFile, UnreadableFile, FolderWithoutText: see `errors`; they come before the first file.
    """
    path = Path(path)
    try:
        if path.is_dir():
            files = sorted(_walk(path))
        elif path.exists():
            files = [path]
        else:
            raise MissingFile(str(path))
    except OSError as error:
        raise UnreadableFile(str(path), _why(error)) from error
    if not files:
        raise FolderWithoutText(str(path), ", ".join(SUFFIXES))
    return iter(files)


def read_path(path: str | Path, *, known: Known, published: date | None = None) -> Article:
    """Read one file, text or HTML, packed with gzip or not; the article is named by its stem (`a.html.gz`: `a`).

    Raises:
        MissingFile, UnreadableFile, EmptyFile, BinaryFile, TooLarge, HostilePage: see `errors`.
        BrokenOff, Swollen: see `corpus.refusals`.
    """
    path = Path(path)
    raw, inner = _bytes_of(path), path
    if path.suffix.lower() == PACKED or raw.startswith(b"\x1f\x8b"):
        raw = _unpacked(raw, str(path))
        inner = path.with_suffix("") if path.suffix.lower() == PACKED else path
    read = read_html if inner.suffix.lower() in WEB and b"<" in raw else read_bytes
    return read(raw, name=inner.stem, path=str(path), known=known, published=published)


def _unpacked(packed: bytes, where: str) -> bytes:
    from detente.read.corpus.streams import gunzip, stream_of  # the forms of deliveries are only loaded where needed

    stream = gunzip(stream_of(io.BytesIO(packed), where=where), where=where)
    raw = stream.read(LIMIT + 1)
    if stream.trouble:
        raise stream.trouble
    if len(raw) > LIMIT:
        raise TooLarge(where, len(raw), LIMIT)
    return raw


def _walk(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from _walk(entry)
        elif _kind(entry) in SUFFIXES:
            yield entry


def _kind(path: Path) -> str:
    """The ending that tells what is in a file, that of packing left out."""
    suffix = path.suffix.lower()
    return path.with_suffix("").suffix.lower() if suffix == PACKED else suffix


def _bytes_of(path: Path) -> bytes:
    """The file's bytes; one byte past the limit is read at most, so that a device cannot fill the memory."""
    try:
        if path.is_dir():
            raise UnreadableFile(str(path), "it is a folder")
        with path.open("rb") as file:
            raw = file.read(LIMIT + 1)
            size = path.stat().st_size
    except FileNotFoundError as error:
        raise MissingFile(str(path)) from error
    except (OSError, ValueError) as error:
        raise UnreadableFile(str(path), _why(error)) from error
    if len(raw) > LIMIT:
        raise TooLarge(str(path), max(size, len(raw)), LIMIT)
    return raw


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
