"""Bombs of each way of packing are stopped before they fill the memory: each is read in a process of its own."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from read.deliveries.made import jsonl, packed, record

RISE = 64
"""Megabytes that reading a bomb may take more than reading an ordinary file."""

READER = """
import json, resource, sys
from detente.read import Known, ReadError
from detente.read.corpus import Meter, Wish, read_item, read_path

def told(path):
    for found in read_path(path, wish=Wish(), meter=Meter()):
        try:
            yield found.what if isinstance(found, ReadError) else read_item(found, known=Known.of()).name
        except ReadError as error:
            yield error.what

list(told(sys.argv[1]))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
ends = list(told(sys.argv[2]))
print(json.dumps([ends, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024]))
"""
"""Reads an ordinary file, then a bomb; tells how the bomb ended, and by how many megabytes the memory grew."""

SIZE = 100_000_000


def deflated(window: int, unit: bytes = b"\0") -> bytes:
    """`SIZE` bytes of one thing, packed about a thousand to one."""
    pack = zlib.compressobj(6, zlib.DEFLATED, window)
    block = unit * (1_000_000 // len(unit))
    return b"".join([*(pack.compress(block) for _ in range(SIZE // len(block))), pack.flush()])


def zipped(method: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive, archive.open("a.txt", "w") as member:
        for _ in range(SIZE // 1_000_000):
            member.write(bytes(1_000_000))
    return out.getvalue()


def answered(body: bytes, coding: str) -> bytes:
    return record(1, body, head=f"Content-Encoding: {coding}\r\n")


BOMBS: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    # what it is called: its bytes, and how it may end
    "gzip.txt.gz": (lambda: deflated(31), {"page too large"}),
    "gzip.jsonl.gz": (lambda: deflated(31), {"unpacks to too much"}),
    "gzip of lines.jsonl.gz": (lambda: gzip.compress(jsonl()) + deflated(31, b"\n"), {"unpacks to too much"}),
    "gzip of rows.csv.gz": (lambda: gzip.compress(b"title,text\n") + deflated(31, b"\n"), {"unpacks to too much"}),
    "gzip of JSON.json.gz": (lambda: gzip.compress(b"[") + deflated(31, b" "), {"unpacks to too much"}),
    "gzip of wide letters.csv.gz": (lambda: gzip.compress(b"\xff\xfea\0") + deflated(31, b"a\0"), {"unpacks to too much"}),
    "gzip in gzip.txt.gz": (lambda: gzip.compress(deflated(31)), {"cannot be read yet"}),
    "a packed web archive.warc.gz": (lambda: packed([record(1, b"x")]) + deflated(31), {"unpacks to too much", "broken file"}),
    "a packed page in a web archive.warc": (lambda: answered(deflated(31), "gzip"), {"unpacks to too much"}),
    "a deflated page in a web archive.warc": (lambda: answered(deflated(15), "deflate"), {"unpacks to too much"}),
    "a headless page in a web archive.warc": (lambda: answered(deflated(-15), "deflate"), {"unpacks to too much"}),
    "a page by brotli in a web archive.warc": (lambda: answered(b"\x8b\x01", "br"), {"cannot be read yet"}),
    "a page by Zstandard in a web archive.warc": (lambda: answered(b"\x28\xb5\x2f\xfd", "zstd"), {"cannot be read yet"}),
    "zip.zip": (lambda: zipped(zipfile.ZIP_DEFLATED), {"page too large"}),
    "zip by bzip2.zip": (lambda: zipped(zipfile.ZIP_BZIP2), {"locked"}),
    "zip by LZMA.zip": (lambda: zipped(zipfile.ZIP_LZMA), {"locked"}),
    "a line without end.jsonl": (lambda: b"x" * SIZE, {"record too long"}),
    "a page without end.txt": (lambda: b"word " * (SIZE // 5), {"page too large"}),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_takes_no_memory(name: str, tmp_path: Path) -> None:
    make, ends = BOMBS[name]
    ordinary, bomb = tmp_path / "ordinary.jsonl.gz", tmp_path / name
    ordinary.write_bytes(gzip.compress(jsonl()))
    bomb.write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", READER, str(ordinary), str(bomb)], capture_output=True, check=True, timeout=120
    )
    found, rise = json.loads(done.stdout)
    assert {end for end in found if " " in end or end == "locked"} <= ends
    assert ends & set(found)
    assert rise <= RISE
