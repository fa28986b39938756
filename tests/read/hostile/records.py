"""JSON: lines that are broken, nested, doubled, of numbers and characters that none should hold."""

from __future__ import annotations

import json

from read.deliveries.made import ROWS, jsonl
from read.hostile.case import TEXT, TITLE, Cases

GOOD = jsonl(ROWS[:2])
FLAT = {"title": TITLE, "text": TEXT}


def among(*lines: bytes) -> bytes:
    """Hostile lines between two good ones."""
    first, second = GOOD.splitlines(keepends=True)
    return b"".join([first, *(line + b"\n" for line in lines), second])


def one(**fields: object) -> bytes:
    """One record with something odd in it."""
    return jsonl([{**FLAT, **fields}])  # type: ignore[dict-item]


LINES: Cases = {
    "a line of 11 MB.jsonl": (lambda: among(b'{"text": "' + b"a" * 11_000_000 + b'"}'), "2 coded, 1 record too long"),
    "a line of 60 MB that is none.jsonl": (lambda: among(b"x" * 60_000_000), "2 coded, 1 record too long"),
    "a line cut.jsonl": (lambda: among(b'{"text": '), "2 coded, 1 not JSON"),
    "the last line cut.jsonl": (lambda: GOOD[:-20], "1 coded, 1 not JSON"),
    "two records in a line.jsonl": (lambda: among(b'{"text": "x"}{"text": "y"}'), "2 coded, 1 not JSON"),
    "a comma behind.jsonl": (lambda: among(b'{"text": "x",}', b'{"text": "x"},'), "2 coded, 2 not JSON"),
    "comments.jsonl": (lambda: among(b"// x", b"# x", b"/* x */"), "2 coded, 3 not JSON"),
    "quotes of one stroke.jsonl": (lambda: among(b"{'text': 'x'}"), "2 coded, 1 not JSON"),
    "no records.jsonl": (lambda: among(b"[1]", b"3", b"null", b'"x"', b"true"), "2 coded, 5 not a record"),
    "NaN for a record.jsonl": (lambda: among(b"NaN", b"Infinity"), "2 coded, 2 not a record"),
    "nested deep.jsonl": (lambda: among(b"[" * 200_000), "2 coded, 1 not JSON"),
    "nested deep, closed.jsonl": (lambda: among(b'{"a":' * 100_000 + b"1" + b"}" * 100_000), "2 coded, 1 not JSON"),
    "nested within bounds.jsonl": (lambda: among(b'{"text":' + b'{"a":' * 900 + b"1" + b"}" * 901), "2 coded, 1 no text"),
    "lists in lists for a text.jsonl": (lambda: among(b'{"text":' + b"[" * 900 + b'"x"' + b"]" * 900 + b"}"), "2 coded, 1 no text"),
    "NUL bytes.jsonl": (lambda: among(bytes(1_000)), "2 coded, 1 not JSON"),
    "control characters.jsonl": (lambda: among(b'{"text": "a\x01\x02b"}'), "2 coded, 1 not JSON"),
    "escapes that are none.jsonl": (lambda: among(b'{"text": "\\x41\\u12"}'), "2 coded, 1 not JSON"),
    "another encoding.jsonl": (lambda: '{"title": "x", "text": "Zürich closed its office."}\n'.encode("latin-1"), "1 no event"),
    "not in any encoding.jsonl": (lambda: among(b"\xff\xfe\xfd"), "2 coded, 1 not JSON"),
    "a million empty lines.jsonl": (lambda: among(b"\n" * 1_000_000), "2 coded"),
    "two million lines of nothing.jsonl": (lambda: among(b"x\n" * 2_000_000), "1 coded, 1 given up, 1000 not JSON"),
    "lines that end in returns.jsonl": (lambda: GOOD.replace(b"\n", b"\r\n"), "2 coded"),
    "lines that end in returns alone.jsonl": (lambda: GOOD.replace(b"\n", b"\r"), "1 not JSON"),
    "line ends of another kind.jsonl": (lambda: one(text=TEXT + "\u2028\u2029\x85"), "1 coded"),
    "a mark before each line.jsonl": (lambda: b"".join(b"\xef\xbb\xbf" + line for line in GOOD.splitlines(keepends=True)), "2 coded"),
    "the mark of a log before each line.jsonl": (lambda: b"\x1e" + GOOD.replace(b"\n{", b"\n\x1e{"), "2 not JSON"),
}  # fmt: skip

VALUES: Cases = {
    "a number of 5,000 digits.jsonl": (lambda: GOOD + b'{"text": "x", "id": ' + b"9" * 5_000 + b"}\n", "2 coded, 1 not JSON"),
    "numbers without end.jsonl": (lambda: one(publish_date=1e308, id=float("inf"), language=float("nan")), "1 coded"),
    "a day of 30 digits.jsonl": (lambda: one(publish_date="9" * 30), "1 coded"),
    "a day below zero.jsonl": (lambda: one(publish_date="-99999999999"), "1 coded"),
    "a day of no calendar.jsonl": (lambda: one(publish_date="2018-02-31T25:61:61+99:99"), "1 coded"),
    "a day in a record.jsonl": (lambda: one(publish_date={"$date": {"$numberLong": "1521021600000"}}), "1 coded"),
    "a day in other digits.jsonl": (lambda: one(publish_date="٢٠١٨-٠٣-١٤"), "1 coded"),
    "a day of 100 KB.jsonl": (lambda: one(publish_date="1" * 100_000), "1 coded"),
    "days in a list.jsonl": (lambda: one(publish_date=[2018, 3, 14]), "1 coded"),
    "true for a text.jsonl": (lambda: jsonl([{"title": TITLE, "text": True}]), "1 no event"),  # type: ignore[dict-item]
    "null for a text.jsonl": (lambda: jsonl([{"title": TITLE, "text": None}]), "1 no text"),  # type: ignore[dict-item]
    "a list for a text.jsonl": (lambda: one(text=TEXT.split("\n\n")), "1 coded"),
    "a record for a text.jsonl": (lambda: one(text={"a": TEXT, "b": {"c": []}}), "1 coded"),
    "a record for a title.jsonl": (lambda: one(title={"main": TITLE, "sub": None}), "1 coded"),
    "a title of 1 MB.jsonl": (lambda: one(title="x" * 1_000_000), "1 coded"),
    "a title of many lines.jsonl": (lambda: one(title="a\n\n\nb\r\nc"), "1 coded"),
    "half a pair.jsonl": (lambda: b'{"title": "x \\ud800", "text": "Britain expelled 23 Russian \\udfff diplomats."}\n', "1 coded"),
    "half a pair in a name.jsonl": (lambda: b'{"title\\ud800": "x", "text": "Britain expelled 23 Russian diplomats."}\n', "1 coded"),
    "half a pair in an address.jsonl": (lambda: one(url="https://x.example/\ud800", id="\udfff"), "1 coded"),
    "half a pair in all.jsonl": (
        lambda: one(url="\ud800", id="\ud800", media_name="\ud800", authors=["\ud800"], tags=["\ud800"], language="\ud800"), "1 coded"),
    "NUL in all.jsonl": (
        lambda: one(text=TEXT + "\0", url="https://x\0", id="a\0b", media_name="a\0", authors="A\0 B", tags=["\0"]), "1 coded"),
    "orders for a terminal in all.jsonl": (
        lambda: one(title=f"\x1b[2J{TITLE}", url="https://x.example/\x1b]0;x\x07", id="\x1b[31m", media_name="\x9b2J", authors="\x1b[2J"), "1 coded"),
    "formulas in all.jsonl": (
        lambda: one(title="=1+1", url="=cmd|x!A1", id="@SUM(1)", media_name="+1", authors="-1 -1", tags=["=1"]), "1 coded"),
    "markup in all.jsonl": (
        lambda: one(title=f"<script>alert(1)</script>{TITLE}", url="javascript:alert(1)", id="<b>", media_name="<i>x", authors="<u>"), "1 coded"),
    "a path for an id.jsonl": (lambda: one(id="../../../etc/passwd"), "1 coded"),
    "an id of 1 MB.jsonl": (lambda: one(id="x" * 1_000_000), "1 coded"),
    "an address that is none.jsonl": (lambda: one(url="http://[::1"), "1 coded"),
    "an address of 1 MB.jsonl": (lambda: one(url="https://x.example/" + "a" * 1_000_000), "1 coded"),
    "100,000 authors.jsonl": (lambda: one(authors=["A B"] * 100_000, tags=["x"] * 100_000), "1 coded"),
    "authors in authors.jsonl": (lambda: one(authors=[[[["A B"]]], {"name": {"first": "A"}}, None, 3]), "1 coded"),
    "authors of one line of 1 MB.jsonl": (lambda: one(authors="A B and " * 120_000), "1 coded"),
    "keys twice.jsonl": (lambda: b'{"text": "x", "text": "Britain expelled 23 Russian diplomats."}\n', "1 coded"),
    "the same id twice.jsonl": (lambda: jsonl([{**FLAT, "id": "1"}, {**FLAT, "id": "1", "text": "Another text."}]), "1 coded, 1 no event"),
    "the same record 100 times.jsonl": (lambda: GOOD * 50, "100 coded"),
    "100,000 names.jsonl": (lambda: one(**{f"k{n}": n for n in range(100_000)}), "1 coded"),
    "names without end.jsonl": (lambda: one(**{"x" * 1_000_000: 1, ".": 2, "..": 3, "a" + ".b" * 5_000: 4, "": 5}), "1 coded"),
    "names with orders.jsonl": (lambda: one(**{"\x1b[2J\u202e": 1, "a\nb": 2}), "1 coded"),
    "names that differ by case.jsonl": (lambda: one(Text="x", TEXT="y"), "1 coded"),
    "no text at all.jsonl": (lambda: b'{"a": 1}\n{"a": 2}\n', "1 no column of text"),
    "a page in a record.jsonl": (lambda: jsonl([{"html": "<div>" * 50_000 + f"<p>{TEXT}"}]), "1 coded"),
    "a page that hurts in a record.jsonl": (lambda: jsonl([{"html": "<p " + "a=b " * 200_000 + f"><p>{TEXT}"}]), "1 coded"),
    "a text that hurts in a record.jsonl": (lambda: one(text="x" * 4_000_000), "1 too much text"),
    "a text over the limit in a record.jsonl": (lambda: one(text="word " * 1_200_000), "1 page too large"),
    "an unknown language.jsonl": (lambda: one(language="xx-<script>"), "1 coded"),
}  # fmt: skip

DOCUMENTS: Cases = {
    "a list cut.json": (lambda: json.dumps(ROWS[:2]).encode()[:-300], "1 coded, 1 not JSON"),
    "a list of numbers.json": (lambda: b"[1, 2]", "2 not a record"),
    "a list of lists.json": (lambda: b"[" * 100_000, "1 not JSON"),
    "an empty list.json": (lambda: b"[]", "nothing"),
    "a list with more behind.json": (lambda: json.dumps(ROWS[:2]).encode() + b"nonsense", "2 coded"),
    "a list without commas.json": (lambda: json.dumps(ROWS[:2]).encode().replace(b"}, {", b"} {"), "2 coded"),
    "a list of 11 MB in one record.json": (lambda: b'[{"text": "' + b"a" * 22_000_000 + b'"}]', "1 not JSON"),
    "a document over the limit.json": (lambda: b'{\n"articles": [' + b" " * 65_000_000 + b"]}", "1 record too long"),
    "an empty document.json": (lambda: b"{}", "1 no column of text"),
    "nothing.json": (lambda: b"", "1 empty page"),
    "not JSON.json": (lambda: b"{{{{", "1 not JSON"),
    "a page.json": (lambda: b"<html>", "1 not JSON"),
    "articles that are none.json": (lambda: b'{\n"articles": [1, null, "x", []]}', "4 not a record"),
    "articles in articles.json": (lambda: b'{\n"articles": {"articles": {"articles": []}}}', "1 no column of text"),
}  # fmt: skip

CASES = LINES | VALUES | DOCUMENTS
