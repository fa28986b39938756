"""Zip archives, read member by member within bounds. Nothing is ever written to a disk."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path, PurePosixPath

from detente.read.corpus.item import Meter
from detente.read.corpus.kinds import SUFFIXES
from detente.read.corpus.refusals import BadEntry, BrokenOff, Swollen
from detente.read.corpus.streams import CHUNK, GRACE, RATIO, Stream
from detente.read.errors import ReadError

MOST_MEMBERS = 500_000
"""Members of an archive. What it unpacks to is bounded by its own size (`streams.RATIO`)."""

_UNPACKS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Ways of packing that can be unpacked a part at a time; bzip2 and LZMA give all that a hundred kilobytes hold at
once, and that may be gigabytes."""


def read_zip(path: Path, *, where: str, meter: Meter) -> Iterator[tuple[Stream | ReadError, str, str]]:
    """Each member as a stream, its name, and its place ("stories.zip!march/a.txt"), in the order of the archive.

    Links and members of an unknown ending are counted as left out. What is unpacked is counted
    from the bytes themselves, not from what the archive says of itself.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        yield BrokenOff(where, f"not a whole zip archive ({error})"), "", where
        return
    with archive:
        members = [member for member in archive.infolist() if not member.filename.endswith("/")]
        if len(members) > MOST_MEMBERS:
            yield Swollen(where, f"{len(members):,} members are more than {MOST_MEMBERS:,}"), "", where
            return
        count = _Count(GRACE + RATIO * path.stat().st_size)
        covered = _covered(members)
        for member in members:
            meter.read += member.compress_size
            place = f"{where}!{member.filename[:300]}"
            name = PurePosixPath(member.filename.replace("\\", "/"))
            if name.is_absolute() or not name.name or ".." in name.parts or ":" in name.parts[0]:
                why = "its name leads out of the archive"
                yield BadEntry("unsafe name", place, why, "Unpack it by hand if you trust it."), "", place
            elif name.name.startswith(".") or "__MACOSX" in name.parts:
                continue
            elif stat.S_ISLNK(member.external_attr >> 16):
                meter.left_out["links in archives"] += 1
            elif name.suffix.lower() not in SUFFIXES:
                meter.left_out[f"{name.suffix.lower()[:12] or 'unnamed'} files in archives"] += 1
            elif member.header_offset in covered:
                yield BrokenOff(place, "it lies over the member behind it"), "", place
            else:
                yield _open(archive, member, place, count), name.name, place
                if count.over:
                    return


def _covered(members: list[zipfile.ZipInfo]) -> set[int]:
    """Where members begin that reach into the next one: one piece of data told as many, or a false size."""
    starts = sorted((member.header_offset, member.compress_size) for member in members)
    pairs = pairwise(starts)
    return {start for (start, size), (following, _) in pairs if start + size > following}


class _Count:
    """Bytes that the members of an archive have unpacked to, together."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.bytes = 0

    @property
    def over(self) -> bool:
        return self.bytes > self.limit


def _open(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: str, count: _Count) -> Stream | ReadError:
    if member.flag_bits & 1:
        return BadEntry("locked", place, "it is encrypted", "Unpack it with its password first.")
    if member.compress_type not in _UNPACKS:
        return BadEntry("locked", place, f"packed by method {member.compress_type}", "Unpack it by hand.")
    try:
        file = archive.open(member)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        return BrokenOff(place, str(error))
    mine = 0

    def pull() -> bytes:
        nonlocal mine
        try:
            part = file.read(CHUNK)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
            raise BrokenOff(place, str(error) or type(error).__name__) from error
        mine += len(part)
        count.bytes += len(part)
        if count.over:
            raise Swollen(place, f"the archive unpacks to more than {count.limit:,} bytes; the rest was not read")
        if mine > GRACE + RATIO * max(member.compress_size, 1):
            raise Swollen(place, f"it unpacks to more than {mine:,} bytes")
        return part

    return Stream(pull, where=place)
