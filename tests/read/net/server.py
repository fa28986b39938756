"""A server on this machine that answers well, badly, slowly, or not at all; and remembers what it was asked."""

from __future__ import annotations

import contextlib
import gzip
import ipaddress
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from detente.read.net import Guard

LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)

PAGE = (
    "<html><head><title>Britain expels 23</title></head><body><article><h1>Britain expels 23</h1>"
    "<p>Britain expelled 23 Russian diplomats on Wednesday, the prime minister told parliament in London.</p>"
    "<p>Moscow said that it would answer in kind, and summoned the British ambassador on Thursday.</p>"
    "</article></body></html>"
)


class FaultServer:
    """Serves ``pages`` (path to body, or to status, headers and body); ``asked`` holds the paths in order."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes | tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                server.answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.root = f"http://127.0.0.1:{self._http.server_port}"

    def answer(self, to: BaseHTTPRequestHandler) -> None:
        if to.path == "/drip-head":
            self._drip(to, b"HTTP/1.1 200 OK\r\n", b"X")
        elif to.path == "/drip-body":
            self._drip(to, b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b"x")
        elif to.path == "/hang-up":
            to.connection.close()
        elif to.path == "/short":
            to.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nshort")
            to.connection.close()
        elif to.path == "/garbage":
            to.wfile.write(b"\0\1\2 nonsense\r\n\r\n")
        elif to.path == "/endless":
            with contextlib.suppress(OSError):
                to.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
                for _ in range(2_000):
                    to.wfile.write(b"x" * 65_536)
        else:
            found = self.pages.get(to.path, (404, {}, b""))
            status, headers, body = found if isinstance(found, tuple) else (200, {}, found)
            tag = headers.get("ETag")
            if tag and to.headers.get("If-None-Match") == tag:
                status, body = 304, b""
            to.send_response(status)
            for key, value in {"Content-Length": str(len(body)), **headers}.items():
                to.send_header(key, value)
            to.end_headers()
            to.wfile.write(body)

    @staticmethod
    def _drip(to: BaseHTTPRequestHandler, head: bytes, byte: bytes) -> None:
        with contextlib.suppress(OSError):
            to.wfile.write(head)
            for _ in range(200):
                to.wfile.write(byte)
                to.wfile.flush()
                time.sleep(0.05)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextlib.contextmanager
def serving() -> Iterator[FaultServer]:
    server = FaultServer()
    thread = threading.Thread(target=server._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server._http.shutdown()
        server._http.server_close()


def inside() -> Guard:
    """A guard that lets this machine be asked."""
    return Guard(allowed=LOOPBACK)


def rss(server: FaultServer, *paths: str, day: str = "Wed, 14 Mar 2018 10:00:00 GMT") -> bytes:
    items = "".join(
        f"<item><title>Number {n}</title><link>{server.root}{path}</link><pubDate>{day}</pubDate></item>"
        for n, path in enumerate(paths)
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>x</title>{items}</channel></rss>".encode()


BOMB = gzip.compress(b"\0" * 50_000_000)
