"""One request at a time, to a checked and pinned address, within limits of time and size."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from ssl import SSLContext
from typing import Any
from urllib.parse import quote, urljoin

import httpcore

from detente.read.corpus.httpbody import plain_body
from detente.read.net.address import Guard
from detente.read.net.errors import FetchError

AGENT = f"detente/{version('detente')} (news event data)"
REDIRECTS = 5
SIZE = 10_000_000
"""Bytes of an answer as it comes; what it unpacks to has the limits of a page."""

PATIENCE = 30.0
"""Seconds for a whole answer, however slowly it drips; `STEP` for each of its parts."""

STEP = 10.0
_REDIRECT = frozenset({301, 302, 303, 307, 308})
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
_FAILURES = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    httpcore.ConnectionNotAvailable,
    OSError,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: the address at last, the status, headers (lower case) and the unpacked body."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


class _Line(httpcore.NetworkStream):
    """A connection that ends when the time for the whole answer is over, however often it sends a byte."""

    def __init__(self, inner: httpcore.NetworkStream, left: Callable[[float | None], float]) -> None:
        self._inner, self._left = inner, left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Line(self._inner.start_tls(ssl_context, server_hostname, self._left(timeout)), self._left)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Net(httpcore.NetworkBackend):
    """Connects a host by the address that was checked, resolved this once; name and certificate stay the host's."""

    def __init__(self, guard: Guard, clock: Callable[[], float]) -> None:
        self._guard, self._clock = guard, clock
        self._inner = httpcore.SyncBackend()
        self.end = 0.0

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        ip = self._guard.pin(host, port)
        return _Line(self._inner.connect_tcp(ip, port, self._left(timeout), local_address, socket_options), self._left)

    def _left(self, timeout: float | None) -> float:
        left = self.end - self._clock()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the whole answer is over")
        return min(timeout or STEP, left)


class Client:
    """Asks hosts for pages; use it in a ``with`` statement."""

    def __init__(
        self,
        guard: Guard | None = None,
        *,
        patience: float = PATIENCE,
        step: float = STEP,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.guard = guard or Guard()
        self._patience, self._clock = patience, clock
        self._timeouts = {"timeout": {"connect": step, "read": step, "write": step, "pool": step}}
        self._net = _Net(self.guard, clock)
        # no proxy and no second answer of a resolver: the pool connects through `_Net` alone
        self._pool = httpcore.ConnectionPool(network_backend=self._net, max_connections=4, keepalive_expiry=5.0)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask for an address and follow its redirects, each checked like the first.

        Returns:
            The answer, whatever its status, unless that is a failure of the moment.

        Raises:
            FetchError, AddressRefused: see `errors`; also for "come again later" (429, 503 and the like).
            ReadError: its body is damaged or unpacks to too much.
        """
        self._net.end = self._clock() + self._patience
        for _ in range(REDIRECTS + 1):
            answer = self._once(url, headers or {})
            if answer.status not in _REDIRECT or not answer.headers.get("location"):
                return answer
            try:
                url = urljoin(url, answer.headers["location"].strip())
            except ValueError as error:
                raise FetchError("address refused", url[:200], f"it leads to no address ({error})") from None
        raise FetchError("too many redirects", url[:200], f"more than {REDIRECTS}", "Look at the address.")

    def _once(self, url: str, headers: Mapping[str, str]) -> Answer:
        target = self._target(url)
        sent = {"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate", "Accept": "*/*", **headers}
        raw = [(key.encode("ascii"), value.encode("latin-1", "replace")) for key, value in sent.items()]
        try:
            with self._pool.stream(b"GET", target, headers=raw, extensions=self._timeouts) as response:
                told = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers}
                if response.status in _LATER:
                    raise FetchError(
                        f"http {response.status}",
                        url[:200],
                        "the host asks to be left alone for now",
                        retry_after=retry_after(told.get("retry-after", "")),
                    )
                body = b"" if response.status in _REDIRECT else _body(response, url)
        except _FAILURES as error:
            raise FetchError("no answer", url[:200], (str(error) or type(error).__name__)[:200]) from None
        body = plain_body(body, "", told.get("content-encoding", ""), where=url[:200])
        return Answer(url, response.status, told, body)

    def _target(self, url: str) -> httpcore.URL:
        parts = self.guard.check_url(url)
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?") if parts.query else ""
        try:
            host = (parts.hostname or "").encode("idna" if not (parts.hostname or "").isascii() else "ascii")
        except UnicodeError as error:
            raise FetchError("address refused", url[:200], f"no name of a host ({error})") from None
        return httpcore.URL(
            scheme=parts.scheme.encode(), host=host, port=parts.port, target=(path + query).encode("ascii")
        )


def _body(response: httpcore.Response, url: str) -> bytes:
    """The body as it comes, still packed: what it unpacks to is bounded afterwards."""
    parts, size = list[bytes](), 0
    for part in response.iter_stream():
        size += len(part)
        if size > SIZE:
            raise FetchError("answer too large", url[:200], f"more than {SIZE:,} bytes", "Leave it out.")
        parts.append(part)
    return b"".join(parts)


def retry_after(value: str, *, now: datetime | None = None) -> float | None:
    """Seconds that a ``Retry-After`` header names, as a number or as an instant; at most a day, never below zero."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(min(int(value[:9]), 86_400))
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max((at - (now or datetime.now(UTC))).total_seconds(), 0.0), 86_400.0)
