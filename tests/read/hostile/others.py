"""Forms that are refused by name, feeds and maps that lie in files, Parquet, exports of databases, and odd names."""

from __future__ import annotations

import io

from read.deliveries.made import ROWS
from read.hostile.case import TEXT, Cases, text_page, web_page
from read.hostile.pages import laughs

ONE = "1 coded"
FEED = "1 cannot be read yet"


def parquet(**how: object) -> bytes:
    """The articles in Parquet."""
    import pyarrow
    import pyarrow.parquet

    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(ROWS[:2]), out, write_page_checksum=True, **how)
    return out.getvalue()


def flip(data: bytes, share: float) -> bytes:
    at = int(len(data) * share)
    return data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :]


PARQUET: Cases = {
    "whole.parquet": (parquet, "2 coded"),
    "cut.parquet": (lambda: parquet()[:-20], "1 broken file"),
    "cut to its mark.parquet": (lambda: b"PAR1", "1 broken file"),
    "a foot of no length.parquet": (lambda: parquet()[:-8] + b"\0\0\0\0PAR1", "1 broken file"),
    "a foot of four gigabytes.parquet": (lambda: parquet()[:-8] + b"\xff\xff\xff\xffPAR1", "1 broken file"),
    "a foot below zero.parquet": (lambda: parquet()[:-8] + b"\xff\xff\xff\x7fPAR1", "1 broken file"),
    "another mark.parquet": (lambda: b"PARE" + parquet()[4:-4] + b"PARE", "1 broken file"),
    "nonsense.parquet": (lambda: b"PAR1" + b"nonsense" * 100 + b"PAR1", "1 broken file"),
    "a text.parquet": (text_page, "1 broken file"),
    "empty.parquet": (lambda: b"", "1 empty page"),
    "flipped in its pages.parquet": (lambda: flip(parquet(compression="none"), 0.3), "1 broken file"),
    "flipped in its foot.parquet": (lambda: flip(parquet(compression="none"), 0.9), "1 broken file"),
    "nested deep.parquet": (lambda: _nested(), "1 no text"),
    "a bomb.parquet": (lambda: _swollen(), "1 record too long"),
    "no text.parquet": (lambda: _columns({"a": [1, 2], "b": [None, 3]}), "1 no column of text"),
    "columns of odd kinds.parquet": (lambda: _odd(), ONE),
}  # fmt: skip


def _columns(columns: dict[str, object]) -> bytes:
    import pyarrow
    import pyarrow.parquet

    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), out)
    return out.getvalue()


def _nested() -> bytes:
    value: object = 1
    for _ in range(40):
        value = {"a": value}
    return _columns({"text": [value]})


def _swollen() -> bytes:
    return _columns({"text": ["x" * 30_000_000]})


def _odd() -> bytes:
    import datetime
    import decimal

    return _columns({
        "text": [TEXT], "title": [b"\xff\xfe title"], "date": [datetime.datetime(2018, 3, 14, tzinfo=datetime.UTC)],
        "id": [decimal.Decimal("1.50")], "tags": [[["x"], []]], "authors": [{"name": "A B"}],
    })  # fmt: skip


FORMS: Cases = {
    "a.pdf": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "1 cannot be read yet"),
    "a PDF that says it is text.txt": (lambda: b"%PDF-1.7\n", "1 cannot be read yet"),
    "a.rtf": (lambda: b"{\\rtf1 x}", "1 cannot be read yet"),
    "a.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "1 cannot be read yet"),
    "a.7z": (lambda: b"7z\xbc\xaf\x27\x1c", "1 cannot be read yet"),
    "a.rar": (lambda: b"Rar!\x1a\x07\0", "1 cannot be read yet"),
    "a.xz": (lambda: b"\xfd7zXZ\0", "1 cannot be read yet"),
    "a.bz2": (lambda: b"BZh91AY&SY", "1 cannot be read yet"),
    "a.zst": (lambda: b"\x28\xb5\x2f\xfd", "1 cannot be read yet"),
    "a.tar": (lambda: b"x".ljust(257, b"\0") + b"ustar\x0000", "1 cannot be read yet"),
    "a.sqlite": (lambda: b"SQLite format 3\0" + bytes(100), "1 cannot be read yet"),
    "a program.txt": (lambda: b"\x7fELF\x02\x01\x01" + bytes(100), "1 not a text"),
    "a picture.txt": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "1 not a page"),
    "a picture.html": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "1 not a page"),
    "a feed.xml": (lambda: b"<?xml version='1.0'?><rss version='2.0'><channel></channel></rss>", FEED),
    "a feed of laughs.xml": (lambda: laughs().replace("html", "rss").encode() + b"<rss><channel>&e11;</channel></rss>", "1 no event"),
    "a feed.rss": (lambda: b"<rss><channel><item><link>http://127.0.0.1/</link></item></channel></rss>", FEED),
    "a map.xml": (lambda: b"<urlset><url><loc>file:///etc/passwd</loc></url></urlset>", FEED),
    "a map of itself.xml": (lambda: b"<sitemapindex><sitemap><loc>a map of itself.xml</loc></sitemap></sitemapindex>", FEED),
    "a picture in XML.txt": (lambda: b"<svg xmlns='x'><script>alert(1)</script></svg>", "1 no event"),
    "an export cut.txt": (lambda: b"1 of 2 DOCUMENTS\n\n\nThe Albion Standard\n\nMarch 14, 2018\n\nLENGTH: 100 words\n", "1 no text"),
    "an export of nothing.txt": (lambda: b"1 of 9 DOCUMENTS\n" * 2_000, "nothing"),
}  # fmt: skip

NAMES: Cases = {
    "\x1b[2J\x1b[31m orders.txt": (text_page, ONE),
    "two\nlines.txt": (text_page, ONE),
    "\u202etxt.exe.txt": (text_page, ONE),
    "no encoding \udcff\udcfe.txt": (text_page, ONE),
    "no encoding \udcff.html": (web_page, ONE),
    "-rf.txt": (text_page, ONE),
    "--help.txt": (text_page, ONE),
    "=cmd|x!A1.txt": (text_page, ONE),
    "<script>alert(1)<|script>.html": (web_page, ONE),
    "'; DROP TABLE articles; --.txt": (text_page, ONE),
    "$(touch x)`touch y`.txt": (text_page, ONE),
    "%s%n{0}.txt": (text_page, ONE),
    "[bold red]x[|].txt": (text_page, ONE),
    "x" * 240 + ".txt": (text_page, ONE),
    " .txt": (text_page, ONE),
    "no ending": (text_page, ONE),
    "all endings.txt.html.csv.json.gz": (text_page, ONE),
    "a\u0301 and \u00e1.txt": (text_page, ONE),
}  # fmt: skip
"""File names. The same page each time."""

CASES = PARQUET | FORMS | NAMES
