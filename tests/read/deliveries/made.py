"""Deliveries made here: the same twelve articles in every form, and web archives to be damaged."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

from detente.model import Article
from detente.read import Known, ReadError
from detente.read.corpus import Item, Meter, Wish, read_item, read_path

ROWS = [
    {
        "id": f"a{n}",
        "title": f"Britain expels {20 + n} Russian diplomats",
        "text": f"LONDON, March {1 + n} (Reuters) - Britain expelled {20 + n} Russian diplomats on Wednesday.\n\n"
        f"Moscow said that it would answer the expulsion of the {20 + n}, in kind and soon.",
        "publish_date": f"2018-03-{1 + n:02d}T10:00:00+00:00",
        "media_name": "The Albion Standard",
        "url": f"https://albion.example/world/{n}-britain-expels",
        "language": "en",
        "authors": "Jane Roe; Tom Vane",
        "indexed_date": "2020-01-01",
    }
    for n in range(12)
]


def jsonl(rows: list[dict[str, str]] = ROWS) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def table(rows: list[dict[str, str]] = ROWS, mark: str = ",") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=mark)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def record(number: int, body: bytes, *, kind: str = "response", status: str = "200 OK", head: str = "") -> bytes:
    """One WARC record with an HTTP answer in it."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\n{head}\r\n".encode() + body
    return (
        (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:032d}>\r\n"
            f"WARC-Date: 2020-03-17T00:00:00Z\r\nWARC-Target-URI: https://a.example/{number}-expels\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        ).encode()
        + http
        + b"\r\n\r\n"
    )


def records() -> list[bytes]:
    return [
        record(n, f"The Albion Standard\n{1 + n} March 2018\n\n{row['text']}".encode()) for n, row in enumerate(ROWS)
    ]


def packed(parts: list[bytes]) -> bytes:
    """Each record a gzip member of its own, as web archives have it."""
    return b"".join(gzip.compress(part) for part in parts)


def take(path: Path, wish: Wish | None = None, meter: Meter | None = None) -> list[Article | ReadError]:
    """Everything that a delivery gives, each item read."""
    return [_read(found) for found in read_path(str(path), wish=wish or Wish(), meter=meter or Meter())]


def take_bytes(folder: Path, name: str, data: bytes, wish: Wish | None = None) -> list[Article | ReadError]:
    path = folder / name
    path.write_bytes(data)
    return take(path, wish)


def good(found: list[Article | ReadError]) -> list[Article]:
    return [f for f in found if isinstance(f, Article)]


def refused(found: list[Article | ReadError]) -> list[str]:
    return [f.what for f in found if isinstance(f, ReadError)]


def _read(found: Item | ReadError) -> Article | ReadError:
    if isinstance(found, ReadError):
        return found
    try:
        return read_item(found, known=Known.of())
    except ReadError as error:
        return error
