"""Files packed with gzip or zip: bombs, lies about sizes and names, and what is cut."""

from __future__ import annotations

import gzip
import io
import stat
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable

from read.deliveries.made import ROWS, jsonl
from read.hostile.case import Cases, text_page, web_page

ONE = "1 coded"
TWO = jsonl(ROWS[:2])
PAGE = gzip.compress(text_page())


def member(
    data: bytes, *, flags: int = 0, extra: bytes = b"", crc: int | None = None, size: int | None = None
) -> bytes:
    """One gzip member, of which any part may be wrong."""
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = pack.compress(data) + pack.flush()
    tail = struct.pack("<II", zlib.crc32(data) if crc is None else crc, len(data) if size is None else size)
    return b"\x1f\x8b\x08" + bytes([flags]) + b"\0\0\0\0\x02\x03" + extra + body + tail


def bomb(unit: bytes = b"\0", megabytes: int = 100) -> bytes:
    """As many megabytes of one thing, packed."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=6, mtime=0) as file:
        for _ in range(megabytes):
            file.write(unit * (1_000_000 // len(unit)))
    return out.getvalue()


GZIP: Cases = {
    "a bomb of nothing.txt.gz": (bomb, "1 page too large"),
    "a bomb of words.txt.gz": (lambda: bomb(b"word "), "1 page too large"),
    "a bomb of a page.html.gz": (lambda: bomb(b"<p>x</p>"), "1 page too large"),
    "a bomb of lines.jsonl.gz": (lambda: bomb(b"{}\n"), "1 no column of text"),
    "a bomb of line ends.jsonl.gz": (lambda: gzip.compress(TWO) + bomb(b"\n"), "2 coded, 1 unpacks to too much"),
    "a bomb of commas.csv.gz": (lambda: gzip.compress(b"title,text,date\n") + bomb(b","), "1 unpacks to too much"),
    "a bomb of spaces.json.gz": (lambda: bomb(b" "), "1 unpacks to too much"),
    "a bomb in a web archive.warc.gz": (bomb, "1 broken file, 1 unpacks to too much"),
    "a bomb without a name": (bomb, "1 page too large"),
    "packed twice.txt.gz": (lambda: gzip.compress(PAGE), "1 cannot be read yet"),
    "packed thrice.jsonl.gz": (lambda: gzip.compress(gzip.compress(gzip.compress(TWO))), "1 cannot be read yet"),
    "a zip within.gz": (lambda: gzip.compress(zipped({"a.txt": text_page()})), "1 cannot be read yet"),
    "cut.txt.gz": (lambda: PAGE[:-30], "1 broken file"),
    "cut in its checksum.txt.gz": (lambda: PAGE[:-5], "1 broken file"),
    "only a head.txt.gz": (lambda: PAGE[:10], "1 broken file"),
    "half a head.txt.gz": (lambda: PAGE[:4], "1 broken file"),
    "of no length.gz": (lambda: b"", "1 empty page"),
    "of nothing.txt.gz": (lambda: gzip.compress(b""), "1 empty page"),
    "not packed at all.txt.gz": (text_page, ONE),
    "not packed, a page.html.gz": (web_page, ONE),
    "packed and named otherwise.txt": (lambda: PAGE, ONE),
    "with the wrong checksum.txt.gz": (lambda: member(text_page(), crc=1), "1 broken file"),
    "with the wrong length.txt.gz": (lambda: member(text_page(), size=1), "1 broken file"),
    "with odd flags.txt.gz": (lambda: member(text_page(), flags=0xE0), "1 broken file"),
    "with a name of 1 MB.txt.gz": (lambda: member(text_page(), flags=8, extra=b"x" * 1_000_000 + b"\0"), ONE),
    "with a name without end.txt.gz": (lambda: member(b"", flags=8, extra=b"x" * 2_000_000), "1 broken file"),
    "with more besides.txt.gz": (lambda: member(text_page(), flags=4, extra=b"\xff\xff" + b"y" * 65_535), ONE),
    "with a name that leads out.txt.gz": (lambda: member(text_page(), flags=8, extra=b"../../etc/x\0"), ONE),
    "with zeros behind.txt.gz": (lambda: PAGE + bytes(10_000), ONE),
    "with 10 MB of zeros behind.txt.gz": (lambda: PAGE + bytes(10_000_000), ONE),
    "with nonsense behind.txt.gz": (lambda: PAGE + b"nonsense", "1 broken file"),
    "with nonsense behind.jsonl.gz": (lambda: gzip.compress(TWO) + b"nonsense", "2 coded, 1 broken file"),
    "in many members.jsonl.gz": (lambda: b"".join(gzip.compress(jsonl([row])) for row in ROWS[:2]), "2 coded"),
    "in a member for each letter.txt.gz": (lambda: b"".join(gzip.compress(bytes([c])) for c in text_page()), ONE),
    "200,000 members of nothing.txt.gz": (lambda: gzip.compress(b"") * 200_000 + PAGE, ONE),
    "200,000 members of a letter.txt.gz": (lambda: PAGE + gzip.compress(b" ") * 200_000, ONE),
    "flipped in the middle.jsonl.gz": (lambda: flipped(gzip.compress(TWO, 0), 300), "1 broken file"),
}  # fmt: skip


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0x20]) + data[at + 1 :]


def zipped(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.comment = comment
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def named(name: bytes) -> bytes:
    """A zip whose one member bears a name that the library would not write."""
    place = b"N" * len(name)
    return zipped({place.decode(): text_page(), "good.txt": text_page()}).replace(place, name) if name else _nameless()


def _nameless() -> bytes:
    data = zipped({"N": text_page()}, method=zipfile.ZIP_STORED)
    data = data.replace(b"\x01\0\0\0N", b"\0\0\0\0", 1)  # the member's head: the length of its name, and the name
    at = data.index(b"PK\x01\x02")
    central = data[at:].replace(b"N", b"", 1)
    central = central[:28] + b"\0\0" + central[30:]
    end = central.index(b"PK\x05\x06")
    tail = bytearray(central[end:])
    struct.pack_into("<II", tail, 12, end, at)
    return data[:at] + central[:end] + bytes(tail)


def twice(name: str, *contents: bytes) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        for data in contents:
            archive.writestr(name, data)
    return out.getvalue()


def linked(target: str) -> bytes:
    """A zip that holds a symbolic link."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, target)
    return out.getvalue()


def overlapping(times: int) -> bytes:
    """Many members that are one and the same packed megabyte, as in a bomb without nesting."""
    data = zipped({"a.txt": b"word " * 200_000})
    at = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    tail = bytearray(data[end:])
    central = data[at:end] * times
    struct.pack_into("<HHII", tail, 8, times, times, len(central), at)
    return data[:at] + central + bytes(tail)


def altered(offset: int, value: bytes, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of two pages, of which the first one's entries (the member's own and the directory's) are altered."""
    data = bytearray(zipped({"a.txt": text_page(), "b.txt": text_page()}, method=method))
    data[4 + offset : 4 + offset + len(value)] = value
    at = data.index(b"PK\x01\x02") + 6 + offset
    data[at : at + len(value)] = value
    return bytes(data)


def big(method: int, megabytes: int = 50) -> Callable[[], bytes]:
    return lambda: zipped({"bomb.txt": bytes(megabytes * 1_000_000), "good.txt": text_page()}, method=method)


ZIP: Cases = {
    "a bomb.zip": (big(zipfile.ZIP_DEFLATED), "1 coded, 1 page too large"),
    "a bomb by bzip2.zip": (big(zipfile.ZIP_BZIP2), "2 locked"),
    "a bomb by LZMA.zip": (big(zipfile.ZIP_LZMA), "2 locked"),
    "a bomb of lines.zip": (lambda: zipped({"a.jsonl": b"\n" * 50_000_000, "b.txt": text_page()}), "1 coded, 1 unpacks to too much"),
    "forty members that are one.zip": (lambda: overlapping(40), "40 broken file"),
    "a zip in a zip.zip": (lambda: zipped({"a.zip": zipped({"a.txt": text_page()})}), "1 cannot be read yet"),
    "a gzip in a zip.zip": (lambda: zipped({"a.txt.gz": PAGE}), "1 cannot be read yet"),
    "a web archive in a zip.zip": (lambda: zipped({"a.warc.gz": PAGE}), "1 cannot be read yet"),
    "a name that leads up.zip": (lambda: zipped({"../../up.txt": text_page()}), "1 unsafe name"),
    "a name that leads up, hidden.zip": (lambda: zipped({"a/b/../../../up.txt": text_page()}), "1 unsafe name"),
    "a name from the root.zip": (lambda: zipped({"/etc/up.txt": text_page()}), "1 unsafe name"),
    "a name of another system.zip": (lambda: named(b"..\\..\\up.txt"), "1 coded, 1 unsafe name"),
    "a name with a drive.zip": (lambda: named(b"C:\\up.txt"), "1 coded, 1 unsafe name"),
    "a name of a device.zip": (lambda: zipped({"CON.txt": text_page(), "aux.txt": text_page()}), "2 coded"),
    "a name with orders.zip": (lambda: named(b"\x1b[2Jx.txt"), "2 coded"),
    "a name of two lines.zip": (lambda: named(b"x\ny.txt"), "2 coded"),
    "a name with NUL.zip": (lambda: named(b"x\0y.txt"), "1 coded"),
    "a name that is none.zip": (lambda: named(b"\xff\xfe\xed\xa0\x80.txt"), "2 coded"),
    "no name.zip": (lambda: named(b""), "1 unsafe name"),
    "a name of points.zip": (lambda: zipped({".": text_page(), "./": b"", "..": text_page()}), "2 unsafe name"),
    "a name of 60 KB.zip": (lambda: zipped({"x" * 60_000 + ".txt": text_page()}), ONE),
    "a link to another file.zip": (lambda: linked("/etc/passwd"), "nothing"),
    "the same name twice.zip": (lambda: twice("a.txt", text_page(), text_page("Another text.")), "1 coded, 1 no event"),
    "locked.zip": (lambda: altered(2, b"\1\0"), "1 coded, 1 locked"),
    "packed in a way of the future.zip": (lambda: altered(4, b"\x63\0"), "1 coded, 1 locked"),
    "with the wrong checksum.zip": (lambda: altered(10, b"\1\2\3\4"), "1 coded, 1 broken file"),
    "larger than it says.zip": (lambda: altered(18, b"\5\0\0\0"), "1 coded, 1 broken file"),
    "smaller than it says.zip": (lambda: altered(18, b"\xff\xff\xff\x7f"), "2 coded"),
    "with a part of two gigabytes.zip": (lambda: altered(14, b"\xff\xff\xff\x7f"), "1 coded, 1 broken file"),
    "cut.zip": (lambda: zipped({"a.txt": text_page()})[:-30], "1 broken file"),
    "nonsense.zip": (lambda: b"PK\3\4nonsense", "1 broken file"),
    "only its end.zip": (lambda: zipped({}), "nothing"),
    "only folders.zip": (lambda: zipped({"a/": b"", "b/c/": b""}), "nothing"),
    "only what is hidden.zip": (lambda: zipped({".a.txt": b"x", "__MACOSX/._a.txt": b"x", "Thumbs.db": b"x"}), "nothing"),
    "with something before it.zip": (lambda: b"MZ program " * 100 + zipped({"a.txt": text_page()}), "1 not a text"),
    "with a comment of 64 KB.zip": (lambda: zipped({"a.txt": text_page()}, comment=b"PK\5\6" * 16_000), "1 broken file"),
    "30,000 members of nothing.zip": (lambda: zipped(dict.fromkeys((f"{n}.png" for n in range(30_000)), b"")), "nothing"),
    "an end that counts wrongly.zip": (
        lambda: zipped({"a.txt": text_page()}).replace(b"PK\5\6\0\0\0\0\1\0\1\0", b"PK\5\6\0\0\0\0\xff\xff\xff\xff"), ONE),
    "a directory elsewhere.zip": (
        lambda: zipped({"a.txt": text_page()})[:-6] + b"\xff\xff\xff\x7f\0\0", "1 broken file"),
    "broken lines within.zip": (lambda: zipped({"a.jsonl": TWO + b"{\n"}), "2 coded, 1 not JSON"),
    "Parquet within.zip": (lambda: zipped({"a.parquet": b"PAR1" + bytes(100)}), "1 cannot be read yet"),
    "flipped in the middle.zip": (lambda: flipped(zipped({"a.txt": text_page(), "b.txt": text_page()}), 80), "1 coded, 1 broken file"),
}  # fmt: skip

CASES = GZIP | ZIP
