"""Web archives: cut, damaged, of wrong lengths, with heads and bodies that lie."""

from __future__ import annotations

import gzip
import zlib

from read.deliveries.made import packed, record
from read.hostile.case import Cases, text_page, web_page

ONE, TWO = "1 coded", "2 coded"
BODY = text_page()


def archive(*parts: bytes) -> bytes:
    """A good record, what is hostile, and a good record."""
    return b"".join([record(1, BODY), *parts, record(2, BODY)])


def said(number: int, length: str, body: bytes = BODY) -> bytes:
    """A record that says another length."""
    whole = record(number, body)
    head, _, rest = whole.partition(b"Content-Length: ")
    return head + b"Content-Length: " + length.encode() + rest[rest.index(b"\r\n") :]


def answer(http: bytes, *, uri: str = "https://a.example/9-expels", headers: str = "") -> bytes:
    """A record around an answer as it stands."""
    return (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:9>\r\nWARC-Date: 2020-03-17T00:00:00Z\r\n"
        f"WARC-Target-URI: {uri}\r\nContent-Type: application/http; msgtype=response\r\n{headers}"
        f"Content-Length: {len(http)}\r\n\r\n"
    ).encode("utf-8", errors="surrogateescape") + http + b"\r\n\r\n"  # fmt: skip


def ok(body: bytes, *heads: str, kind: str = "text/plain") -> bytes:
    """An answer with a page."""
    more = "".join(f"{head}\r\n" for head in heads)
    return f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body


def chunked(*parts: tuple[str, bytes]) -> bytes:
    return b"".join(size.encode() + b"\r\n" + part + b"\r\n" for size, part in parts)


CYRILLIC = web_page("<p>Россия осудила решение.</p>").decode().encode("cp1251")
DEFLATED = zlib.compress(BODY)

LENGTHS: Cases = {
    "a length too long.warc": (lambda: archive(said(3, "999999")), "2 coded, 1 broken file"),
    "a length too short.warc": (lambda: archive(said(3, "200")), "2 coded, 1 no event, 1 broken file"),
    "a length below zero.warc": (lambda: archive(said(3, "-5")), "2 coded, 1 broken file"),
    "a length that is none.warc": (lambda: archive(said(3, "many")), "2 coded, 1 broken file"),
    "a length in other digits.warc": (lambda: archive(said(3, "\u0661\u00b2")), "2 coded, 1 broken file"),
    "a length of 30 digits.warc": (lambda: archive(said(3, "9" * 30)), "2 coded, 1 broken file"),
    "a length of 18 digits.warc": (lambda: archive(said(3, "9" * 18)), "2 coded, 1 broken file"),
    "no length.warc": (lambda: archive(record(3, BODY).replace(b"Content-Length", b"X-Length", 1)), "2 coded, 1 broken file"),
    "two lengths.warc": (lambda: archive(said(3, "5\r\nContent-Length: 7")), "2 coded, 1 broken file, 1 broken page"),
    "a length of zero.warc": (lambda: archive(said(3, "0")), "2 coded, 1 broken file, 1 broken page"),
    "cut in a head.warc": (lambda: archive()[:-500], "1 coded, 1 broken file"),
    "cut in a body.warc": (lambda: archive()[:-40], "1 coded, 1 broken file"),
    "cut in a body.warc.gz": (lambda: packed([record(1, BODY), record(2, BODY)])[:-40], "1 coded, 1 broken file"),
    "only a mark.warc": (lambda: b"WARC/1.0", "1 broken file"),
    "only a head.warc": (lambda: record(1, b"").split(b"\r\n\r\n")[0] + b"\r\n\r\n", "1 broken file"),
    "empty.warc": (lambda: b"", "1 empty page"),
    "no archive.warc": (lambda: BODY, "1 broken file"),
    "nonsense between.warc": (lambda: archive(b"nonsense\r\n" * 5_000), "2 coded, 1 broken file"),
    "nonsense before.warc": (lambda: b"nonsense\r\n" * 50 + archive(), "2 coded, 1 broken file"),
    "NUL between.warc": (lambda: archive(bytes(100_000)), "2 coded, 1 broken file"),
    "empty lines between.warc": (lambda: archive(b"\r\n" * 100_000), TWO),
    "3,000 broken heads.warc": (lambda: archive(b"WARC/1.0\r\nx\r\n\r\n" * 3_000), "2 coded, 3000 broken file"),
    "20,000 broken heads.warc": (lambda: archive(b"WARC/1.0\r\nx\r\n\r\n" * 20_000), "1 coded, 10001 broken file"),
    "all in one member.warc.gz": (lambda: gzip.compress(archive()), TWO),
    "a wrong member between.warc.gz": (
        lambda: packed([record(1, BODY)]) + gzip.compress(b"x")[:-9] + packed([record(2, BODY)]), "2 coded, 1 broken file"),
    "a member flipped.warc.gz": (
        lambda: packed([record(1, BODY)]) + _flip(packed([record(3, BODY)])) + packed([record(2, BODY)]), "2 coded, 1 broken file"),
    "a record over two members.warc.gz": (lambda: packed([archive()[:300], archive()[300:]]), TWO),
    "nonsense behind.warc.gz": (lambda: packed([archive()]) + b"nonsense" * 100, "2 coded, 1 broken file"),
}  # fmt: skip


def _flip(data: bytes) -> bytes:
    return data[:60] + bytes([data[60] ^ 0xFF]) + data[61:]


HEADS: Cases = {
    "a head of 5 MB.warc": (lambda: archive(answer(ok(BODY), headers=f"X: {'y' * 5_000_000}\r\n")), "2 coded, 1 broken file"),
    "100,000 heads.warc": (lambda: archive(answer(ok(BODY), headers="X-Y: z\r\n" * 100_000)), "2 coded, 1 broken file"),
    "a folded head.warc": (lambda: archive(answer(ok(BODY), headers="X: y\r\n folded\r\n\tagain\r\n")), "3 coded"),
    "heads with NUL.warc": (lambda: archive(answer(ok(BODY), headers="X\0: \0\x1b[2J\r\n")), "3 coded"),
    "no address.warc": (lambda: archive(answer(ok(BODY), uri="")), "3 coded"),
    "an address that runs.warc": (lambda: archive(answer(ok(BODY), uri="javascript:alert(1)")), "3 coded"),
    "an address with orders.warc": (lambda: archive(answer(ok(BODY), uri="https://x.example/\x1b[2J\u202ex")), "3 coded"),
    "an address that is none.warc": (lambda: archive(answer(ok(BODY), uri="http://[::1")), "3 coded"),
    "an address of no encoding.warc": (lambda: archive(answer(ok(BODY), uri="https://x.example/\udcff\udcfe")), "3 coded"),
    "an address of 1 MB.warc": (lambda: archive(answer(ok(BODY), uri="https://x.example/" + "a" * 1_000_000)), "2 coded, 1 broken file"),
    "an address of a file.warc": (lambda: archive(answer(ok(BODY), uri="file:///etc/passwd")), "3 coded"),
    "another version.warc": (lambda: archive(record(3, BODY).replace(b"WARC/1.0", b"WARC/0.17", 1)), "3 coded"),
    "heads in small letters.warc": (lambda: archive(record(3, BODY).replace(b"Content-Length", b"content-length", 1)), "2 coded, 1 broken file"),
    "lines without returns.warc": (lambda: archive(record(3, BODY).replace(b"\r\n", b"\n")), "2 coded, 1 broken file"),
    "a kind that is none.warc": (lambda: archive(record(3, BODY, kind="\x1bnone")), TWO),
    "kinds that are no pages.warc": (
        lambda: archive(*(record(3, b"x", kind=kind) for kind in ("request", "metadata", "revisit", "warcinfo"))), TWO),
}  # fmt: skip

ANSWERS: Cases = {
    "an answer without a head.warc": (lambda: archive(answer(BODY)), "2 coded, 1 broken page"),
    "an answer of nothing.warc": (lambda: archive(answer(b"")), "2 coded, 1 broken page"),
    "an answer with a status of words.warc": (lambda: archive(answer(ok(BODY).replace(b"200 OK", b"fine"))), "2 coded, 1 broken page"),
    "an answer with a status of 7 digits.warc": (lambda: archive(answer(ok(BODY).replace(b"200 OK", b"2000000"))), "2 coded, 1 broken page"),
    "an answer of HTTP 2.warc": (lambda: archive(answer(ok(BODY).replace(b"HTTP/1.1", b"HTTP/2"))), "3 coded"),
    "a head that does not end.warc": (lambda: archive(answer(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000)), "2 coded, 1 broken page"),
    "a page that is empty.warc": (lambda: archive(answer(ok(b"  \r\n"))), "2 coded, 1 empty page"),
    "a page of 6 MB.warc": (lambda: archive(answer(ok(b"word " * 1_200_000))), "2 coded, 1 page too large"),
    "a picture that says it is a page.warc": (
        lambda: archive(answer(ok(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, kind="text/html"))), "2 coded, 1 not a text"),
    "a page that says it is a picture.warc": (lambda: archive(answer(ok(web_page(), kind="image/png"))), TWO),
    "a page of no kind.warc": (lambda: archive(answer(b"HTTP/1.1 200 OK\r\n\r\n" + web_page())), TWO),
    "a page that says it is text.warc": (lambda: archive(answer(ok(web_page()))), "3 coded"),
    "a text that says it is a page.warc": (lambda: archive(answer(ok(BODY, kind="text/html"))), "3 coded"),
    "Cyrillic, as the server says.warc": (
        lambda: archive(answer(ok(CYRILLIC, kind="text/html; charset=windows-1251"))), "3 coded"),
    "Cyrillic, against the page.warc": (
        lambda: archive(answer(ok(CYRILLIC, kind='text/html; charset="windows-1251"'))), "3 coded"),
    "an encoding that unpacks.warc": (lambda: archive(answer(ok(CYRILLIC, kind="text/html; charset=zlib"))), "3 coded"),
    "an encoding of 1 MB.warc": (lambda: archive(answer(ok(BODY, kind="text/plain; charset=" + "x" * 1_000_000))), "2 coded, 1 broken page"),
    "a packed bomb.warc": (
        lambda: archive(answer(ok(gzip.compress(bytes(50_000_000)), "Content-Encoding: gzip"))), "2 coded, 1 unpacks to too much"),
    "a deflated bomb.warc": (
        lambda: archive(answer(ok(zlib.compress(bytes(50_000_000)), "Content-Encoding: deflate"))), "2 coded, 1 unpacks to too much"),
    "packed twice.warc": (
        lambda: archive(answer(ok(gzip.compress(gzip.compress(BODY)), "Content-Encoding: gzip, gzip"))), "3 coded"),
    "packed a hundred times.warc": (lambda: archive(answer(ok(BODY, "Content-Encoding: " + "gzip," * 100_000))), "2 coded, 1 broken page"),
    "packed and cut.warc": (lambda: archive(answer(ok(gzip.compress(BODY)[:-20], "Content-Encoding: gzip"))), "2 coded, 1 broken page"),
    "deflated without a head.warc": (lambda: archive(answer(ok(DEFLATED[2:-4], "Content-Encoding: deflate"))), "3 coded"),
    "packed by another.warc": (lambda: archive(answer(ok(b"\x8b\x01xyz", "Content-Encoding: br"))), "2 coded, 1 cannot be read yet"),
    "packed by Zstandard.warc": (
        lambda: archive(answer(ok(b"\x28\xb5\x2f\xfd0", "Content-Encoding: zstd"))), "2 coded, 1 cannot be read yet"),
    "packed in an unknown way.warc": (lambda: archive(answer(ok(BODY, "Content-Encoding: \x1b[2J"))), "3 coded"),
    "says it is packed.warc": (lambda: archive(answer(ok(BODY, "Content-Encoding: gzip"))), "3 coded"),
    "chunks.warc": (
        lambda: archive(answer(ok(chunked((f"{len(BODY):x}", BODY), ("0", b"")), "Transfer-Encoding: chunked"))), "3 coded"),
    "a chunk larger than the page.warc": (
        lambda: archive(answer(ok(chunked(("ffffffff", BODY)), "Transfer-Encoding: chunked"))), "3 coded"),
    "a chunk below zero.warc": (lambda: archive(answer(ok(chunked(("-5", BODY)), "Transfer-Encoding: chunked"))), "3 coded"),
    "100,000 chunks.warc": (
        lambda: archive(answer(ok(chunked(*[("1", b" ")] * 100_000, (f"{len(BODY):x}", BODY)), "Transfer-Encoding: chunked"))), "3 coded"),
    "chunks that are none.warc": (lambda: archive(answer(ok(BODY, "Transfer-Encoding: chunked"))), "3 coded"),
}  # fmt: skip

CASES = LENGTHS | HEADS | ANSWERS
