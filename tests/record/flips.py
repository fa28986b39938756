"""Single bits turned in a ledger's file: does `verify` report every one that alters content?

A bit may fall into space that nothing uses; then nothing is altered and
nothing need be reported. So each flip is judged by reading every row of every
table before and after.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from detente.record import Ledger, verify
from detente.record.writing import CONTENT
from record.making import make

PLACES = (*CONTENT, "chain", "instants", "texts")
"""Tables whose pages are content; the rest can be made again from them."""


@dataclass
class Flips:
    """How many flips altered content, how many of those were reported, and where one was missed."""

    tried: int = 0
    altered: int = 0
    reported: int = 0
    harmless: int = 0
    missed: list[str] = field(default_factory=list)


def build(path: Path, articles: int = 40) -> None:
    """A ledger with something in every table, as a single file."""
    with Ledger.open(path, create=True) as ledger:
        for number in range(articles):
            ledger.append(make(number, path=f"/in/{number}"))
        ledger.append(make(1, path="/in/1", version=2))
        ledger.append(make(2, path="/in/2", coder="coder 2", shift=1))
        reports = [r.report_id for r in ledger.reports()]
        ledger.assign({report_id: f"E-{n % 50}" for n, report_id in enumerate(reports)})
        ledger.judge("amend", reports=[reports[3]], changes={"people": 3}, by="JD", why="misread")
        ledger.judge("retract", reports=[reports[9]], by="JD", why="a hoax")
        ledger.purge("article-00005", by="JD", why="asked")
    with closing(sqlite3.connect(path, isolation_level=None)) as con:
        con.execute("PRAGMA journal_mode = DELETE").fetchone()


def content_pages(path: Path) -> list[int]:
    """Numbers of the pages that hold content, from SQLite's own account of the file."""
    with closing(sqlite3.connect(path)) as con:
        names = ", ".join(f"'{name}'" for name in PLACES)
        return [row[0] for row in con.execute(f"SELECT pageno FROM dbstat WHERE name IN ({names})")]


def has_dbstat() -> bool:
    """Whether this SQLite can tell which page belongs to which table."""
    with closing(sqlite3.connect(":memory:")) as con:
        return any(row[0] == "ENABLE_DBSTAT_VTAB" for row in con.execute("PRAGMA compile_options"))


def campaign(folder: Path, flips: int, seed: int) -> Flips:
    """Turn one bit at a time in the content pages of a ledger, and verify."""
    rng, out = random.Random(seed), Flips()
    original, copy = folder / "original.sqlite", folder / "copy.sqlite"
    build(original)
    assert verify(original).ok
    pages, wanted = content_pages(original), _everything(original)
    for _ in range(flips):
        shutil.copyfile(original, copy)
        at, bit = (rng.choice(pages) - 1) * 4096 + rng.randrange(4096), rng.randrange(8)
        with copy.open("r+b") as file:
            file.seek(at)
            byte = file.read(1)[0]
            file.seek(at)
            file.write(bytes([byte ^ (1 << bit)]))
        out.tried += 1
        altered, reported = _everything(copy) != wanted, not verify(copy).ok
        out.altered += altered
        out.reported += altered and reported
        out.harmless += not altered and not reported
        if altered and not reported:
            out.missed.append(f"byte {at}, bit {bit}")
    return out


def _everything(path: Path) -> list[object]:
    """Every row of every content table, or the complaint where one cannot be read."""
    out: list[object] = []
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as con:
        con.text_factory = bytes
        for table in PLACES:
            try:
                out.append(con.execute(f"SELECT * FROM {table} NOT INDEXED").fetchall())
            except sqlite3.Error as error:
                out.append(str(error))
    return out
