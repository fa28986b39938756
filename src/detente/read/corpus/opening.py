"""Files, folders and stdin to items: what each is, is found out, and it is unpacked and taken apart within bounds."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from detente.read.corpus import kinds
from detente.read.corpus.exports import FORMS, read_export
from detente.read.corpus.feedfiles import read_feed_file
from detente.read.corpus.item import Item, Meter, Wish
from detente.read.corpus.parquet import read_parquet
from detente.read.corpus.records import read_json
from detente.read.corpus.refusals import NotSupported
from detente.read.corpus.streams import Stream, gunzip, in_utf8, stream_of
from detente.read.corpus.tables import read_table
from detente.read.corpus.warc import read_warc
from detente.read.corpus.zips import read_zip
from detente.read.decode import LIMIT
from detente.read.encodings import utf16_of
from detente.read.errors import EmptyFile, FolderWithoutText, MissingFile, ReadError, TooLarge, UnreadableFile
from detente.read.html.precheck import LIMIT as HTML_LIMIT

PAGE = "page"
"""A wish for one article, whatever the file looks like."""

Found = Iterator[Item | ReadError]


def read_path(path: str, *, wish: Wish, meter: Meter) -> Found:
    """The articles of a file, or of all files below a folder in the order of their paths."""
    for file in files_of(path, meter=meter):
        if isinstance(file, ReadError):
            yield file
        else:
            yield from _read_file(file, wish, meter)


def read_stream(file: BinaryIO, *, name: str, wish: Wish, meter: Meter) -> Found:
    """The articles of an open stream, such as stdin."""
    yield from _take_apart(stream_of(file, where=name, meter=meter), name, name, None, wish, meter)


def size_of(paths: list[str]) -> int | None:
    """Bytes that the paths hold together; ``None`` where that cannot be known beforehand."""
    total = 0
    for path in paths:
        if not os.path.exists(path) or path == "-":
            return None
        for file in files_of(path, meter=Meter()):
            if isinstance(file, Path):
                with contextlib.suppress(OSError):  # told when it is read
                    total += file.stat().st_size
    return total


def files_of(path: str | Path, *, meter: Meter) -> Iterator[Path | ReadError]:
    """The file itself, whatever it ends in; or the files below a folder that `kinds.SUFFIXES` names, in the order of
    their paths. What cannot be looked at comes as a refusal in its place.

    Hidden files and folders are passed over, links within the folder are not followed, and what is of another kind
    is counted as left out.
    """
    path = Path(path)
    try:
        if not path.is_dir():
            yield path if path.exists() else MissingFile(str(path))
            return
    except OSError as error:
        yield UnreadableFile(str(path), error.strerror or str(error))
        return
    found = False
    for file in _walk(path, meter):
        found = True
        yield file
    if not found:
        yield FolderWithoutText(str(path), ", ".join(kinds.SUFFIXES))


def _walk(folder: Path, meter: Meter) -> Iterator[Path | ReadError]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield UnreadableFile(str(folder), error.strerror or str(error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            meter.left_out["links within a folder"] += 1
        elif entry.is_dir():
            yield from _walk(Path(entry.path), meter)
        elif Path(entry.name).suffix.lower() not in kinds.SUFFIXES or not entry.is_file():
            meter.left_out[f"{Path(entry.name).suffix.lower() or 'unnamed'} files"] += 1
        else:
            yield Path(entry.path)


def _read_file(path: Path, wish: Wish, meter: Meter) -> Found:
    where = str(path)
    try:
        with path.open("rb") as file:
            seekable = path if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None
            stream = stream_of(file, where=where, meter=meter)
            yield from _take_apart(stream, path.name, where, seekable, wish, meter)
    except FileNotFoundError:
        yield MissingFile(where)
    except (OSError, ValueError) as error:
        yield UnreadableFile(where, getattr(error, "strerror", None) or str(error))


def _take_apart(stream: Stream, name: str, where: str, path: Path | None, wish: Wish, meter: Meter) -> Found:
    """Unpack one layer of gzip or zip; what is packed within that is refused."""
    kind = kinds.kind_of(stream.peek(kinds.HEAD), name)
    if kind == "gzip":
        inner_name = name[:-3] if name.lower().endswith(".gz") else name
        inner = Stream(stream.chunk, where=where)
        if _is_warc(inner, inner_name, wish):
            yield from read_warc(inner, where=where, meter=meter, packed=True)
            return
        yield from _contents(gunzip(inner, where=where), inner_name, where, None, wish, meter)
    elif kind == "zip" and wish.kind != PAGE:
        if path is None:
            yield NotSupported(where, "a zip cannot be read from a stream", "Save it as a file and name that.")
            return
        for found, member, place in read_zip(path, where=where, meter=meter):
            if isinstance(found, ReadError):
                yield found
            else:
                yield from _contents(found, member, place, None, wish, meter)
    else:
        yield from _contents(stream, name, where, path, wish, meter)


def _is_warc(packed: Stream, name: str, wish: Wish) -> bool:
    """Whether a gzip holds a web archive: its name says so, or its first bytes do."""
    if wish.kind or name.lower().endswith(".warc"):
        return wish.kind in ("", "warc")
    head = packed.peek(kinds.HEAD)
    parts = iter([head])
    probe = gunzip(Stream(lambda: next(parts, b""), where=packed.where), where=packed.where)
    return probe.peek(7) == b"WARC/1."


def _contents(stream: Stream, name: str, where: str, path: Path | None, wish: Wish, meter: Meter) -> Found:
    """The articles of what is no longer packed; at the end, what went wrong with the unpacking."""
    head = stream.peek(kinds.HEAD)
    if not head:
        yield stream.trouble or EmptyFile(where)
        return
    if wide := utf16_of(head):
        head = head[: len(head) // 2 * 2].decode(wide, errors="replace").encode("utf-8")
    kind = wish.kind or kinds.kind_of(head, name)
    if kind == PAGE:
        kind = "html" if kinds.kind_of(head, name) == "html" else "text"
    if wide and kind in ("json", "csv", "tsv", *FORMS):
        stream = in_utf8(stream, wide)
    stem = kinds.stem(name)
    if kind == "json":
        yield from read_json(stream, name=stem, where=where, wish=wish, meter=meter)
    elif kind in ("csv", "tsv"):
        yield from read_table(stream, name=stem, where=where, wish=wish, meter=meter, tabs=kind == "tsv")
    elif kind == "warc":
        yield from read_warc(stream, where=where, meter=meter, packed=False)
    elif kind == "feed":
        yield from read_feed_file(stream, where=where, meter=meter)
    elif kind in FORMS:
        yield from read_export(stream, kind, name=stem, where=where, meter=meter)
    elif kind in ("text", "html"):
        yield from _page(stream, stem, where, path, html=kind == "html")
        return
    elif kind == "parquet":
        if path is None:
            yield NotSupported(where, "Parquet cannot be read out of an archive or a stream", "Unpack it first.")
            return
        yield from read_parquet(path, name=stem, where=where, wish=wish, meter=meter)
    elif kind in ("gzip", "zip"):
        yield NotSupported(where, f"a {kind} archive within an archive", "Unpack the outer one first.")
        return
    else:
        yield NotSupported(where, f"it is in {kind} form", "Unpack it, or save its articles as text, JSON or CSV.")
        return
    if stream.trouble:
        yield stream.trouble


def _page(stream: Stream, name: str, where: str, path: Path | None, *, html: bool) -> Found:
    """A page that is one article; ``path`` is the file's, if it is not packed."""
    limit = HTML_LIMIT if html else LIMIT
    data = stream.read(limit + 1)
    if stream.trouble:
        yield stream.trouble
    elif len(data) > limit:
        yield TooLarge(where, max(len(data), path.stat().st_size if path else 0), limit)
    elif not data.strip():
        yield EmptyFile(where)
    else:
        yield Item(name=name, where=where, path=where, data=data, html=html)
