"""Files, folders and stdin to items: what each is, is found out, and it is unpacked and taken apart within bounds."""

from __future__ import annotations

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
from detente.read.corpus.streams import Stream, gunzip, stream_of
from detente.read.corpus.tables import read_table
from detente.read.corpus.warc import read_warc
from detente.read.corpus.zips import read_zip
from detente.read.decode import LIMIT
from detente.read.errors import EmptyFile, FolderWithoutText, MissingFile, ReadError, TooLarge, UnreadableFile
from detente.read.html.precheck import LIMIT as HTML_LIMIT

Found = Iterator[Item | ReadError]


def read_path(path: str, *, wish: Wish, meter: Meter) -> Found:
    """The articles of a file, or of all files below a folder in the order of their paths."""
    try:
        files = _files_of(Path(path), meter)
    except OSError as error:
        yield UnreadableFile(path, error.strerror or str(error))
        return
    except ReadError as error:
        yield error
        return
    for file in files:
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
        try:
            files = _files_of(Path(path), Meter())
            total += sum(file.stat().st_size for file in files)
        except (OSError, ReadError):
            continue  # told when it is read
    return total


def _files_of(path: Path, meter: Meter) -> list[Path]:
    if not path.is_dir():
        if not path.exists():
            raise MissingFile(str(path))
        return [path]
    files = sorted(_walk(path, meter))
    if not files:
        raise FolderWithoutText(str(path), ", ".join(kinds.SUFFIXES))
    return files


def _walk(folder: Path, meter: Meter) -> Iterator[Path]:
    """Regular files of a known ending; hidden ones are passed over, links are not followed, others are counted."""
    for entry in os.scandir(folder):
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
    elif kind == "zip":
        if path is None:
            yield NotSupported(where, "a zip cannot be read from a stream", "Save it as a file and name that.")
            return
        meter.read += path.stat().st_size - min(path.stat().st_size, kinds.HEAD)
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
    probe = gunzip(Stream(iter([head, b""]).__next__, where=packed.where), where=packed.where)
    return probe.peek(7) == b"WARC/1."


def _contents(stream: Stream, name: str, where: str, path: Path | None, wish: Wish, meter: Meter) -> Found:
    """The articles of what is no longer packed; at the end, what went wrong with the unpacking."""
    kind = wish.kind or kinds.kind_of(stream.peek(kinds.HEAD), name)
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
        yield from _page(stream, stem, where, html=kind == "html")
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


def _page(stream: Stream, name: str, where: str, *, html: bool) -> Found:
    """A page that is one article."""
    limit = HTML_LIMIT if html else LIMIT
    data = stream.read(limit + 1)
    if stream.trouble:
        yield stream.trouble
    elif len(data) > limit:
        yield TooLarge(where, len(data), limit)
    elif not data.strip():
        yield EmptyFile(where)
    else:
        yield Item(name=name, where=where, path=where, data=data, html=html)
