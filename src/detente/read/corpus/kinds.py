"""What a delivery is, by its first bytes and, where these do not tell, by its name."""

from __future__ import annotations

import re
from pathlib import PurePath

from detente.read.corpus.columns import guess
from detente.read.corpus.exports import FORMS, form_of
from detente.read.corpus.tables import mark_of
from detente.read.errors import ReadError

KINDS = ("text", "html", "json", "csv", "tsv", "parquet", "warc", "feed", *FORMS)
"""What a user may say that a delivery is."""

HEAD = 1 << 16
"""Bytes that are looked at."""

SUFFIXES = {
    ".txt": "text", ".text": "text", ".md": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".json": "json", ".jsonl": "json", ".ndjson": "json",
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv",
    ".parquet": "parquet", ".pq": "parquet",
    ".warc": "warc", ".rss": "feed", ".atom": "feed",
    ".zip": "zip", ".gz": "gzip", ".gzip": "gzip",
}  # fmt: skip
"""Endings of the files that a folder is searched for; a file that is named itself may end in anything."""

_MAGIC = (
    (b"\x1f\x8b\x08", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PAR1", "parquet"),
    (b"WARC/1.", "warc"),
)
PACKED = {
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"7z\xbc\xaf\x27\x1c": "7-Zip",
    b"Rar!": "RAR",
    b"%PDF-": "PDF",
    b"{\\rtf": "RTF",
    b"\xd0\xcf\x11\xe0": "old Office",
    b"SQLite format 3\0": "SQLite",
}
"""Forms that are recognised so that they can be refused by their name."""

_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_FEED = re.compile(
    rb"^\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b",
    re.I | re.S,
)


def kind_of(head: bytes, name: str) -> str:
    """One of `KINDS`, or "gzip", "zip", or a name from `PACKED`."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    for magic, kind in PACKED.items():
        if head.startswith(magic):
            return kind
    if head[257:262] == b"ustar":
        return "tar"
    by_name = SUFFIXES.get(PurePath(name).suffix.lower(), "")
    if by_name in ("csv", "tsv", "json", "warc", "parquet"):
        return by_name
    bare = head.removeprefix(b"\xef\xbb\xbf")
    if _FEED.match(bare):
        return "feed"
    if _HTML.match(bare) or by_name == "html":
        return "html"
    if re.match(rb'\s*(?:\[\s*)?\{\s*(?:"|\})', bare):
        return "json"
    text = bare.decode("utf-8", errors="replace")
    return form_of(text) or ("csv" if not by_name and _is_table(text) else "text")


def stem(name: str) -> str:
    """A file's name without the endings that tell its form."""
    path = PurePath(name)
    while path.suffix.lower() in SUFFIXES:
        path = path.with_suffix("")
    return path.name or name


def _is_table(text: str) -> bool:
    """Whether the first line names columns that hold a text and something besides."""
    header = text.split("\n", 1)[0].strip()
    if len(header) > 2_000 or "\n" not in text:
        return False
    cells = [cell.strip().strip('"') for cell in header.split(mark_of(header))]
    if len(cells) < 3:
        return False
    try:
        return len(guess([dict.fromkeys(cells, "x")], {}, where="").columns) >= 3
    except ReadError:
        return False
