"""Parquet, read in a process of its own: a damaged file can take the reader down, and must not take us.

Run as a program, this file writes to stdout how many rows a Parquet file has, then the rows, one JSON object a line.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from detente.read.corpus.item import Item, Meter, Wish
from detente.read.corpus.mapped import Record, items_of
from detente.read.corpus.records import too_long
from detente.read.corpus.refusals import BrokenOff, NeedsExtra
from detente.read.corpus.streams import CHUNK, Stream
from detente.read.errors import ReadError

BATCH = 200
"""Rows that are taken from the file at a time."""

PATIENCE = 120.0
"""Seconds to wait for the next row before the file is given up."""

MEMORY = 4 << 30
"""Bytes of address space that the reading process may take."""


def read_parquet(path: Path, *, name: str, where: str, wish: Wish, meter: Meter) -> Iterator[Item | ReadError]:
    """The articles of a Parquet file; its page checksums are checked where it has them."""
    if find_spec("pyarrow") is None:
        yield NeedsExtra(where, "Parquet", "pyarrow", "parquet")
        return
    yield from items_of(_rows(path, where, meter), name=name, where=where, wish=wish, meter=meter)


def _rows(path: Path, where: str, meter: Meter) -> Iterator[Record | ReadError]:
    command = [sys.executable, "-m", "detente.read.corpus.parquet", str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as worker:
        try:
            yield from _hear(worker, where, path.stat().st_size, meter)
        finally:
            worker.kill()


def _hear(worker: subprocess.Popen[bytes], where: str, size: int, meter: Meter) -> Iterator[Record | ReadError]:
    """The rows that the worker tells. Their share of all rows is taken for the share of the file that is read."""
    assert worker.stdout is not None
    pipe = worker.stdout.fileno()

    def pull() -> bytes:
        if not select.select([pipe], [], [], PATIENCE)[0]:
            raise BrokenOff(where, f"its reader was silent for {PATIENCE:.0f} seconds")
        return os.read(pipe, CHUNK)

    stream = Stream(pull, where=where)
    start, number, rows = meter.read, 0, 0
    for _, line, length in stream.lines():
        meter.read = start + (max(size - CHUNK, 0) * number // rows if rows else 0)
        value = json.loads(line) if line.endswith(b"\n") else None
        if isinstance(value, dict):
            number += 1
            yield Record(value, f"{where}:{number}", str(number))
        elif isinstance(value, int):
            rows = value
        elif isinstance(value, str):
            yield BrokenOff(where, f"after row {number}: {value}")
            return
        elif not line:
            number += 1
            yield too_long(f"{where}:{number}", length)
    if stream.trouble:
        yield stream.trouble
    elif code := worker.wait():
        yield BrokenOff(where, f"its reader died after row {number} (exit {code})")


def _write(path: str) -> None:
    """Rows as JSON lines; at last, if the file cannot be read on, a line that says why."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        from pyarrow.parquet import ParquetFile

        with ParquetFile(path, page_checksum_verification=True) as file:
            print(file.metadata.num_rows)
            for batch in file.iter_batches(batch_size=BATCH):
                for row in batch.to_pylist():
                    print(json.dumps(row, default=_spell))
    except (Exception, MemoryError) as error:  # noqa: BLE001 - whatever it is, the file cannot be read on
        print(json.dumps(f"{type(error).__name__}: {error}"[:300]))


def _spell(value: object) -> str:
    return value.decode("utf-8", errors="replace") if isinstance(value, bytes) else str(value)


if __name__ == "__main__":
    _write(sys.argv[1])
