"""Damage to deliveries at every place; the hostile files themselves are in `read.hostile`."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.model import Article
from detente.read import ReadError
from read.deliveries.made import ROWS, good, jsonl, packed, record, records, refused, table, take_bytes


def test_a_row_in_many_lines_is_one_row(tmp_path: Path) -> None:
    rows = [{**ROWS[0], "text": 'He said: "No."\n\nShe said, "Yes."\n' * 50}]
    (article,) = good(take_bytes(tmp_path, "a.csv", table(rows)))
    assert article.text.count("She said") == 50


def test_a_table_of_nothing_but_broken_quotes_ends(tmp_path: Path) -> None:
    data = b"title,text,date\r\n" + b'x,"y\r\n' * 5_001
    found = take_bytes(tmp_path, "a.csv", data)
    assert set(refused(found)) <= {"broken row", "broken table", "given up"}


class TestWebArchives:
    """What is damaged or cut off is found and counted; the records around it are read."""

    @pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "CC-NEWS-20180317000000-00001.warc.gz"])
    def test_a_whole_archive(self, name: str, tmp_path: Path) -> None:
        parts = [*records(), record(90, b"x", status="404 Not Found"), record(91, b"x", kind="request")]
        data = packed(parts) if name.endswith(".gz") else b"".join(parts)
        found = take_bytes(tmp_path, name, data)
        assert refused(found) == []
        assert [a.day.day if a.day else 0 for a in good(found)] == list(range(1, 13))
        assert good(found)[0].path == "https://a.example/0-expels"

    def test_every_cut_is_found(self, tmp_path: Path) -> None:
        rng = random.Random(7)
        for data, name in ((packed(records()), "a.warc.gz"), (b"".join(records()), "a.warc")):
            ends = {0}
            for part in records():
                ends.add(max(ends) + len(packed([part]) if name.endswith("gz") else part))
            for cut in rng.sample(range(30, len(data)), 40):
                found = take_bytes(tmp_path, name, data[:cut])
                whole = sum(1 for end in ends if 0 < end <= cut)
                plain = name == "a.warc"
                trailing = plain and any(0 < end - cut <= 4 for end in ends)  # only the empty lines are gone
                checksum = not plain and any(0 < end - cut <= 16 for end in ends)  # all words are there
                assert whole + trailing <= len(good(found)) <= whole + trailing + checksum
                assert refused(found) == ([] if cut in ends or trailing else ["broken file"]), cut

    def test_a_flipped_byte_costs_one_record(self, tmp_path: Path) -> None:
        data = packed(records())
        starts = [len(packed(records()[:n])) for n in range(12)]
        for number in (0, 5, 11):
            flipped = bytearray(data)
            flipped[starts[number] + 60] ^= 0xFF
            found = take_bytes(tmp_path, "a.warc.gz", bytes(flipped))
            assert len(good(found)) == 11
            assert refused(found) == ["broken file"]

    def test_a_broken_head_costs_one_record(self, tmp_path: Path) -> None:
        parts = records()
        parts[4] = parts[4].replace(b"WARC/1.0", b"XXXX/1.0", 1)
        found = take_bytes(tmp_path, "a.warc", b"".join(parts))
        assert len(good(found)) == 11
        assert refused(found) == ["broken file"]

    def test_packed_bodies(self, tmp_path: Path) -> None:
        body = b"The Albion Standard\n1 March 2018\n\n" + ROWS[0]["text"].encode()
        gz = gzip.compress(body)
        chunked = b"5\r\n" + body[:5] + b"\r\n%x\r\n" % len(body[5:]) + body[5:] + b"\r\n0\r\n\r\n"
        parts = [
            record(1, gz, head="Content-Encoding: gzip\r\n"),
            record(2, body, head="Content-Encoding: gzip\r\n"),
            record(3, chunked, head="Transfer-Encoding: chunked\r\n"),
            record(4, gzip.compress(b"\0" * 50_000_000), head="Content-Encoding: gzip\r\n"),
            record(5, b"\x8b\x01xyz", head="Content-Encoding: br\r\n"),
            record(6, gz[:30] + b"zzzzzz", head="Content-Encoding: gzip\r\n"),
        ]
        found = take_bytes(tmp_path, "a.warc.gz", packed(parts))
        assert [a.text for a in good(found)] == [body.decode()] * 3
        assert refused(found) == ["unpacks to too much", "cannot be read yet", "broken page"]


SEEDS = {
    "a.jsonl": jsonl(),
    "a.json": json.dumps(ROWS).encode(),
    "a.csv": table(),
    "a.jsonl.gz": gzip.compress(jsonl()),
    "a.warc": b"".join(records()),
    "a.warc.gz": packed(records()),
    "export.txt": (Path(__file__).parent / "exports" / "factiva.txt").read_bytes(),
    "lexis.txt": (Path(__file__).parent / "exports" / "lexis_old.txt").read_bytes(),
    "proquest.txt": (Path(__file__).parent / "exports" / "proquest.txt").read_bytes(),
}


@given(
    st.sampled_from(sorted(SEEDS)),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=12), st.integers(0, 40)), min_size=1, max_size=6),
)
@settings(max_examples=150, deadline=None)
def test_no_damage_is_uncaught(name: str, edits: list[tuple[float, bytes, int]]) -> None:
    """Bytes put in and taken out anywhere: whatever comes out is an article or a reason."""
    import tempfile

    data = SEEDS[name]
    for share, insert, cut in edits:
        at = int(share * len(data))
        data = data[:at] + insert + data[at + cut :]
    with tempfile.TemporaryDirectory() as folder:
        for found in take_bytes(Path(folder), name, data):
            assert isinstance(found, (Article, ReadError))
            if isinstance(found, Article):
                assert all(found.text[s.span.start : s.span.end] == s.span.text for s in found.lines)
