"""How fast: WARC records a CPU second, before any page is read."""

from __future__ import annotations

import gzip
import tempfile
import time
from pathlib import Path

from detente.read.corpus import Meter, Wish, read_path

RECORDS = 20_000
BODY = (
    "<html><body><p>"
    + "Britain expelled some diplomats, and Moscow said it would answer. " * 120
    + "</p></body></html>"
).encode()


def main() -> None:
    http = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nServer: x\r\nDate: Wed, 14 Mar 2018 10:00:00 GMT\r\n\r\n" + BODY
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "CC-NEWS-20180314000000-00001.warc.gz"
        with path.open("wb") as file:
            for n in range(RECORDS):
                kind = ("response", "request", "metadata")[n % 3]
                head = (
                    f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{n:032d}>\r\n"
                    f"WARC-Date: 2018-03-14T00:00:00Z\r\nWARC-Target-URI: https://a.example/{n}\r\n"
                    f"Content-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n"
                )
                file.write(gzip.compress(head.encode() + http + b"\r\n\r\n", 5))
        start = time.process_time()
        pages = sum(1 for _ in read_path(str(path), wish=Wish(), meter=Meter()))
        spent = time.process_time() - start
    print(f"{RECORDS:,} records, {pages:,} pages of {len(BODY):,} bytes: {RECORDS / spent:,.0f} records a CPU second")


if __name__ == "__main__":
    main()
