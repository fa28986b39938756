"""The content of a ledger against itself: quotations in their text, texts against their hashes, what is indexed.

`verify` runs this beside its walk along the chain; for a large ledger in a process of its own, so that two cores
share the work.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from detente.model import sha256
from detente.record import connect, derived, spell
from detente.record.finding import Finding, Verification
from detente.record.writing import digest

SINGLE = {
    "articles": "article_id",
    "reports": "report_id",
    "links": "link_id",
    "channel_states": "state_id",
    "assignments": "report_id",
    "judgements": "judgement_id",
}
"""Tables of which one row at most stands for an id."""

CARRIERS = {"reports": "report", "links": "link", "channel_states": "state"}
"""Tables whose rows quote an article, and the column of JSON that does."""

BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError)
"""What a row raises that holds something else than was written."""


def look_inside(con: sqlite3.Connection, out: Verification) -> None:
    """Check the content; the connection reads text as bytes and has a snapshot open."""
    tally, texts = derived.Tally(), _Texts(con, out)
    for row in con.execute("SELECT row, text_row, text_sha256 FROM articles ORDER BY row"):
        texts.article(row)
    for table, column in CARRIERS.items():
        for row in con.execute(f"SELECT * FROM {table} ORDER BY row"):
            try:
                value = json.loads(row[column])
                texts.check(table, row, spell.quotations(value))
                if table == "reports":
                    tally.report(row, value)
            except BROKEN as error:
                out.add(table, row["row"], f"cannot be read: {error!r}")
    texts.finish()
    for table, column in SINGLE.items():
        sql = f"SELECT max(row), {column} FROM {table} WHERE superseded_tx IS NULL GROUP BY 2 HAVING count(*) > 1"
        for row in con.execute(sql):
            out.add(table, row[0], f"stands twice: {bytes(row[1]).decode(errors='replace')}")
    for place in tally.differences(con):
        out.add(place, None, "does not follow from the reports; `rebuild` makes it again")


class Apart:
    """The same in another process; start it, do something else, then take what it found."""

    def __init__(self, path: Path) -> None:
        code = "import json, sys; sys.path[:] = json.loads(sys.argv[2]); from detente.record.inside import main; main()"
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, str(path), json.dumps(sys.path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def finish(self, out: Verification) -> None:
        told, complaint = self.process.communicate()
        if self.process.returncode != 0:
            last = complaint.decode(errors="replace").strip().splitlines()[-1:]
            out.add("file", None, f"its content cannot be looked into: {' '.join(last)}")
            return
        value = json.loads(told)
        for finding in value["findings"]:
            out.add(finding["place"], finding["row"], finding["what"])
        out.purged += value["purged"]


def main() -> None:
    """What the other process does: look inside the file that is named, and print what was found as JSON."""
    out = Verification()
    with closing(connect.open_raw(Path(sys.argv[1]))) as con:
        con.execute("BEGIN")
        try:
            look_inside(con, out)
        except sqlite3.Error as error:
            out.findings.append(Finding("file", None, f"cannot be read: {error}"))
    print(json.dumps({"findings": [asdict(finding) for finding in out.findings], "purged": out.purged}))


class _Texts:
    """The texts of articles against their hashes, and quotations against the texts."""

    def __init__(self, con: sqlite3.Connection, out: Verification) -> None:
        self.con, self.out = con, out
        self.named: set[int] = set()
        self.without: dict[int, bytes] = {}  # articles whose text is gone
        self.row: int | None = None
        self.text: str | None = None

    def article(self, row: sqlite3.Row) -> None:
        self.named.add(row["text_row"])
        try:
            text = self._load(row["row"])
        except UnicodeDecodeError:
            text = ""
        if text is None:
            self.without[row["row"]] = row["text_sha256"]
        elif sha256(text).encode() != row["text_sha256"]:
            self.out.add("texts", row["row"], "the text of this article is not the one that was recorded")

    def check(self, table: str, row: sqlite3.Row, quotations: Iterator[tuple[int, int, str]]) -> None:
        text = self._load(row["article_row"])
        if text is None:
            return
        for start, end, words in quotations:
            if text[start:end] != words:
                self.out.add(table, row["row"], f"quotes {words[:40]!r}, which is not at {start}-{end} of its text")

    def finish(self) -> None:
        self.out.purged = len(self.without)
        sql = "SELECT row, sha256 FROM chain WHERE entry = 'purge'"
        purges = {row["row"]: row["sha256"] for row in self.con.execute(sql)} if self.without else {}
        for row, text_sha256 in self.without.items():
            if purges.get(row) != digest(text_sha256):
                self.out.add("texts", row, "the text of this article is gone, and was not purged")
        for found in self.con.execute("SELECT text_row FROM texts"):
            if found["text_row"] not in self.named:
                self.out.add("texts", found["text_row"], "this text is of no article")

    def _load(self, article_row: int) -> str | None:
        """The text of an article; the last one is kept, as reports follow their article."""
        if article_row != self.row:
            found = self.con.execute(
                "SELECT text FROM articles JOIN texts USING (text_row) WHERE row = ?", (article_row,)
            ).fetchone()
            raw: Any = found["text"] if found is not None else None
            self.row, self.text = article_row, raw.decode() if raw is not None else None
        return self.text
