"""Hostile deliveries: each ends with what was good in it, and a counted reason for the rest."""

from __future__ import annotations

import gzip
import json
import random
import resource
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.model import Article
from detente.read import ReadError
from read.deliveries.made import ROWS, good, jsonl, packed, record, records, refused, table, take, take_bytes

LINES = jsonl().splitlines(keepends=True)
CELLS = table().split(b"\r\na")
LONG = b'{"title": "x", "text": "' + b"a" * 11_000_000 + b'"}\n'
FLAT = {"title": "x", "text": "Britain expelled 23 Russian diplomats on Wednesday."}

CASES: dict[str, tuple[bytes, int, list[str]]] = {
    # name: (bytes, articles that are read, what the rest is refused for)
    "a line of 11 MB.jsonl": (LINES[0] + LONG + LINES[1], 2, ["record too long"]),
    "a line of 100 MB.jsonl": (LINES[0] + b"x" * 100_000_000 + b"\n" + LINES[1], 2, ["record too long"]),
    "broken line.jsonl": (LINES[0] + b'{"text": \n' + LINES[1], 2, ["not JSON"]),
    "no object.jsonl": (LINES[0] + b"[1]\n3\nnull\n" + LINES[1], 2, ["not a record"] * 3),
    "deep.jsonl": (LINES[0] + b"[" * 200_000 + b"\n" + LINES[1], 2, ["not JSON"]),
    "deep record.jsonl": (LINES[0] + b'{"text":' + b'{"a":' * 900 + b"1" + b"}" * 901 + b"\n", 1, ["no text"]),
    "NUL bytes.jsonl": (LINES[0] + b"\0\0\0\n" + LINES[1], 2, ["not JSON"]),
    "NUL in a text.jsonl": (jsonl([{**FLAT, "text": FLAT["text"] + "\0"}]), 1, []),
    "half a pair.jsonl": (b'{"title": "x \\ud800", "text": "Britain expelled 23 \\udfff diplomats."}\n', 1, []),
    "empty text.jsonl": (LINES[0] + jsonl([{"title": "x", "text": " "}]), 1, ["no text"]),
    "latin.jsonl": ('{"title": "x", "text": "Der Botschafter in Zürich ging."}\n'.encode("latin-1"), 1, []),
    "same id twice.jsonl": (jsonl([{**FLAT, "id": "1"}, {**FLAT, "id": "1", "text": "Another text."}]), 2, []),
    "cut.jsonl": (b"".join(LINES)[:-20], 11, ["not JSON"]),
    "no text at all.jsonl": (b'{"a": 1}\n{"a": 2}\n', 0, ["no column of text"]),
    "list cut.json": (json.dumps(ROWS).encode()[:-300], 11, ["not JSON"]),
    "list of numbers.json": (b"[1, 2]", 0, ["not a record"] * 2),
    "empty list.json": (b"[]", 0, []),
    "not json.json": (b"{{{{", 0, ["not JSON"]),
    "a quote never closed.csv": (CELLS[0] + b'\r\na0,"x,y\r\na' + b"\r\na".join(CELLS[2:]), 11, ["broken row"]),
    "too many cells.csv": (table() + b"1,2,3,4,5,6,7,8,9,10,11,12\r\n", 12, ["broken row"]),
    "too few cells.csv": (table() + b"1,2\r\n", 12, ["broken row"]),
    "NUL in a row.csv": (table() + b"\0,\0\r\n", 12, ["broken row"]),
    "a cell of 11 MB.csv": (table() + b'"' + b"x" * 11_000_000 + b'"\r\n', 12, ["record too long"]),
    "only a header.csv": (b"title,text,date\r\n", 0, []),
    "empty.csv": (b"", 0, []),
    "a gzip bomb.jsonl.gz": (gzip.compress(b"\0" * 100_000_000), 0, ["unpacks to too much"]),
    "a bomb of lines.jsonl.gz": (gzip.compress(LINES[0] + b"\n" * 100_000_000), 1, ["unpacks to too much"]),
    "a bomb of rows.csv.gz": (gzip.compress(table() + b"\n" * 100_000_000), 12, ["unpacks to too much"]),
    "a million lines of nothing.jsonl": (LINES[0] + b"x\n" * 1_000_000, 1, ["not JSON"] * 1_000 + ["given up"]),
    "cut.jsonl.gz": (gzip.compress(jsonl(), 0)[:-60], 11, ["broken file"]),
    "not gzip.jsonl.gz": (b"\x1f\x8b\x08garbage", 0, ["broken file"]),
    "twice packed.txt.gz": (gzip.compress(gzip.compress(b"x" * 1000)), 0, ["cannot be read yet"]),
    "a page cut off.txt.gz": (gzip.compress(ROWS[0]["text"].encode() * 9)[:-12], 0, ["broken file"]),
    "not zip.zip": (b"PK\x03\x04garbage", 0, ["broken file"]),
    "a.pdf": (b"%PDF-1.7 x", 0, ["cannot be read yet"]),
    "a.7z": (b"7z\xbc\xaf\x27\x1c", 0, ["cannot be read yet"]),
    "a.zst": (b"\x28\xb5\x2f\xfd", 0, ["cannot be read yet"]),
    "page of 6 MB.txt": (b"word " * 1_200_000, 0, ["page too large"]),
    "not parquet.parquet": (b"PAR1garbage", 0, ["broken file"]),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_good_is_read_and_the_rest_is_counted(name: str, tmp_path: Path) -> None:
    if name.endswith(".parquet"):
        pytest.importorskip("pyarrow")
    data, articles, reasons = CASES[name]
    found = take_bytes(tmp_path, name, data)
    assert len(good(found)) == articles
    assert refused(found) == reasons


def test_a_bomb_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("a.txt", "w", force_zip64=True) as member:
            for _ in range(200):
                member.write(b"\0" * 1_000_000)
        archive.writestr("b.jsonl", jsonl())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = take(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024
    assert refused(found) in (["page too large"], ["unpacks to too much"])
    assert len(good(found)) == 12


def test_what_a_zip_says_of_itself_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "word " * 4_000_000)
    data = bytearray(path.read_bytes())
    size = (20_000_000).to_bytes(4, "little")
    at = data.rfind(size)
    data[at : at + 4] = (10).to_bytes(4, "little")
    (error,) = take_bytes(tmp_path, "lies.zip", bytes(data))
    assert isinstance(error, ReadError)


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
