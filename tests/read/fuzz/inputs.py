"""Damaged inputs of every form that is read without a worker; the same seed gives the same input."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

from read.deliveries.made import ROWS, jsonl, packed, records, table
from read.hostile.case import text_page
from read.web.mutate import BITS

EXPORTS = Path(__file__).parents[1] / "deliveries" / "exports"

RSS = (
    b"<?xml version='1.0'?><rss version='2.0'><channel><title>x</title><item><title>Chad shuts embassy</title>"
    b"<link>https://a.example/1</link><pubDate>Wed, 14 Mar 2018 10:00:00 GMT</pubDate></item></channel></rss>"
)
ATOM = (
    b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>x</title><link href='https://a.example/1'/>"
    b"<updated>2018-03-14T10:00:00Z</updated></entry></feed>"
)
MAP = b"<urlset><url><loc>https://a.example/1</loc><lastmod>2018-03-14</lastmod></url></urlset>"
INDEX = b"<sitemapindex><sitemap><loc>https://a.example/map.xml</loc></sitemap></sitemapindex>"
JSON_FEED = b'{"version": "x", "items": [{"url": "https://a.example/1", "date_published": "2018-03-14"}]}'

FEEDS = (RSS, ATOM, MAP, INDEX, JSON_FEED)
DAYS = (
    "2018-03-14T10:00:00+01:00", "Wed, 14 Mar 2018 10:00:00 GMT", "14 March 2018", "March 14, 2018", "14/03/2018",
    "20180314", "1521021600", "1521021600000", "2018-W11-3", "Published 14 hours ago", "Mar. 14, '18", "14.III.2018",
)  # fmt: skip

DELIVERIES: dict[str, bytes] = {
    "a.txt": text_page(),
    "a.jsonl": jsonl(ROWS[:2]),
    "list.json": json.dumps(ROWS[:2], indent=1).encode(),
    "a.csv": table(ROWS[:2]),
    "a.tsv": table(ROWS[:2], mark="\t"),
    "wide.csv": table(ROWS[:2]).decode().encode("utf-16"),
    "a.jsonl.gz": gzip.compress(jsonl(ROWS[:2]), mtime=0),
    "a.warc": b"".join(records()[:2]),
    "a.warc.gz": packed(records()[:2]),
    **{path.name: path.read_bytes()[:3_000] for path in sorted(EXPORTS.glob("*.txt"))},
}

SIGNS = (
    *BITS, b'"', b"'", b",", b";", b"\n", b"\r", b"\t", b"{", b"}", b"[", b"]", b":", b"\\u0000", b"\\ud800", b"1e999", b"-",
    b"Content-Length: ", b"WARC/1.0\r\n", b"\r\n\r\n", b"HTTP/1.1 200 OK\r\n", b"\x1f\x8b\x08", b"PK\x03\x04", b"PAR1",
    b"99999999999999999999", b"\xff\xfe", "\u2028\u202e\u0661\u00b2".encode(), b"=cmd|x!A1", b"\x1b[2J", b"%s", b"//[::1",
)  # fmt: skip


def damaged(data: bytes, rng: random.Random) -> bytes:
    """One to five damages: bytes cut, doubled, turned, swapped, or put in."""
    for _ in range(rng.randint(1, 5)):
        at = rng.randrange(len(data) + 1)
        way = rng.randrange(6)
        if way == 0:
            data = data[:at] + data[at + rng.randint(1, 60) :]
        elif way == 1:
            data = data[:at] + data[at : at + rng.randint(1, 80)] * rng.randint(2, 6) + data[at:]
        elif way == 2 and at < len(data):
            data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
        elif way == 3:
            data = data[at:] + data[:at]
        elif way == 4 and rng.random() < 0.3:
            data = data[:at]
        else:
            data = data[:at] + rng.choice(SIGNS) * rng.choice((1, 1, 1, 2, 30)) + data[at:]
    return data[:20_000]


def delivery(rng: random.Random) -> tuple[str, bytes]:
    """A file's name and its damaged bytes; now and then under another file's name."""
    name = rng.choice(list(DELIVERIES))
    called = rng.choice(list(DELIVERIES)) if rng.random() < 0.1 else name
    return called, damaged(DELIVERIES[name], rng)


def feed(rng: random.Random) -> bytes:
    return damaged(rng.choice(FEEDS), rng)


def day(rng: random.Random) -> str:
    return damaged(rng.choice(DAYS).encode(), rng).decode("utf-8", errors="surrogateescape")
