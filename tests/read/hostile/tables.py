"""CSV and TSV: quotation marks, widths, encodings and cells that none should hold."""

from __future__ import annotations

from read.deliveries.made import ROWS, table
from read.hostile.case import TEXT, TITLE, Cases

GOOD = table(ROWS[:2])
HEAD, FIRST, SECOND = (
    part + b"\r\n" for part in (GOOD.split(b"\r\na", 1)[0], *(b"a" + p for p in GOOD.rstrip().split(b"\r\na")[1:]))
)


def among(*rows: bytes) -> bytes:
    return b"".join([HEAD, FIRST, *(row + b"\r\n" for row in rows), SECOND])


def small(*rows: str, head: str = "title,text") -> bytes:
    """A table of few columns."""
    return "\r\n".join([head, *rows, ""]).encode("utf-8", errors="surrogatepass")


QUOTED = '"' + TEXT.replace('"', '""') + '"'

CASES: Cases = {
    "a quotation mark never closed.csv": (lambda: among(b'a9,"x,y'), "2 coded, 1 broken row"),
    "a quotation mark never closed, at the end.csv": (lambda: GOOD + b'a9,"x,y', "2 coded, 1 broken row"),
    "301 quotation marks never closed.csv": (lambda: b"title,text\r\n" + b'x,"y\r\n' * 301, "151 no event"),
    "a quotation mark never closed, 30 MB.csv": (lambda: among(b'a9,"x,y', *[b"z" * 999_999] * 30), "2 coded, 31 broken row"),
    "quotation marks within.csv": (lambda: small(f'{TITLE},Britain "expelled" 23 Russian diplomats.'), "1 coded"),
    "cells too many.csv": (lambda: among(b",".join([b"x"] * 50)), "2 coded, 1 broken row"),
    "cells too few.csv": (lambda: among(b"x,y"), "2 coded, 1 broken row"),
    "a million cells.csv": (lambda: among(b"," * 1_000_000), "2 coded, 1 broken row"),
    "a million columns.csv": (lambda: b"a," * 1_000_000 + b"\r\n" + FIRST, "1 not a table"),
    "columns of one name.csv": (lambda: small(f"{TITLE},{QUOTED},x", head="title,text,text"), "1 no event"),
    "columns without names.csv": (lambda: small("a,b", head=","), "1 no column of text"),
    "a column's name of 1 MB.csv": (lambda: small(f"{TITLE},{QUOTED},z", head="title,text," + "x" * 1_000_000), "1 coded"),
    "names with orders.csv": (lambda: small(f"{TITLE},{QUOTED},z", head="title,text,\x1b[2J\u202e"), "1 coded"),
    "half a pair in a name.csv": (lambda: small(f"{TITLE},{QUOTED},z", head="title,text,\ud800"), "1 coded"),
    "NUL in a row.csv": (lambda: among(b"\0,\0"), "2 coded, 1 broken row"),
    "NUL in a cell.csv": (lambda: GOOD.replace(b"Moscow", b"Mos\0cow"), "2 coded"),
    "NUL in a name.csv": (lambda: small(f"{TITLE},{QUOTED},z", head="title,text,a\0b"), "1 coded"),
    "a cell of 11 MB.csv": (lambda: among(b'"' + b"x" * 11_000_000 + b'"'), "2 coded, 1 record too long"),
    "a cell of 100,000 lines.csv": (lambda: among(b'a9,"' + b"x\r\n" * 100_000 + b'"'), "1 coded, 1000 broken row, 1 given up"),
    "returns within.csv": (lambda: small(f"{TITLE},{QUOTED}".replace("\n", "\r")), "1 coded"),
    "lines that end in returns.csv": (lambda: small(f"{TITLE},x y z").replace(b"\r\n", b"\r"), "1 not a table"),
    "only a header.csv": (lambda: HEAD, "nothing"),
    "only marks.csv": (lambda: b",,,\r\n,,,\r\n", "1 no column of text"),
    "only quotation marks.csv": (lambda: b'"' * 10_000, "nothing"),
    "empty.csv": (lambda: b"", "1 empty page"),
    "100,000 empty rows.csv": (lambda: among(*[b""] * 100_000), "2 coded"),
    "1,500 rows of nothing.csv": (lambda: among(*[b"x"] * 1_500), "1 coded, 1000 broken row, 1 given up"),
    "semicolons.csv": (lambda: table(ROWS[:2], mark=";"), "2 coded"),
    "bars.csv": (lambda: table(ROWS[:2], mark="|"), "2 coded"),
    "tabs.csv": (lambda: table(ROWS[:2], mark="\t"), "2 coded"),
    "commas in a table of tabs.tsv": (lambda: table(ROWS[:2]), "1 no column of text"),
    "a mark at its beginning.csv": (lambda: b"\xef\xbb\xbf" + GOOD, "2 coded"),
    "the mark of a spreadsheet.csv": (lambda: b"sep=;\r\n" + table(ROWS[:2], mark=";"), "2 coded"),
    "UTF-16.csv": (lambda: GOOD.decode().encode("utf-16"), "2 coded"),
    "UTF-16 from the other end.csv": (lambda: b"\xfe\xff" + GOOD.decode().encode("utf-16-be"), "2 coded"),
    "UTF-16 without a mark.csv": (lambda: GOOD.decode().encode("utf-16-le"), "2 coded"),
    "UTF-16 of odd length.csv": (lambda: GOOD.decode().encode("utf-16") + b"x", "2 coded, 1 broken row"),
    "UTF-16 with halves of pairs.csv": (lambda: GOOD.decode().encode("utf-16") + b"\x00\xd8\n\0", "2 coded, 1 broken row"),
    "UTF-32.csv": (lambda: GOOD.decode().encode("utf-32"), "1 not a table"),
    "another encoding.csv": (lambda: small(f"Zürich,{QUOTED}").decode().encode("latin-1"), "1 coded"),
    "two encodings.csv": (lambda: small(f"Zürich,{QUOTED}") + f"Bern ü,{QUOTED}\r\n".encode("latin-1"), "2 coded"),
    "not in any encoding.csv": (lambda: small(f"x,{QUOTED}") + b"\xff\xfe\x81,\x8d\r\n", "1 coded, 1 no event"),
    "formulas.csv": (lambda: small(f"=1+1,{QUOTED}", f"@x,{QUOTED}", f"+1,{QUOTED}", f"\t=1,{QUOTED}"), "4 coded"),
    "markup.csv": (lambda: small(f"<script>alert(1)</script>,{QUOTED}"), "1 coded"),
    "days of every kind.csv": (
        lambda: small(*(f"{TITLE},{QUOTED},{day}" for day in ("9" * 30, "-1", "0", "31/02/2018", "NaN", "1e9", "a" * 999)),
                      head="title,text,date"), "7 coded"),
    "a page in a cell.csv": (lambda: small("x,<html><body><p>x</p>"), "1 no event"),
    "a text that hurts in a cell.csv": (lambda: small(f"x,{'x' * 4_000_000}"), "1 too much text"),
    "text over the limit in a cell.csv": (lambda: small(f"x,{'word ' * 1_200_000}"), "1 page too large"),
}  # fmt: skip
