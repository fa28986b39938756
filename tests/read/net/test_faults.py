"""A server that fails in every way: the client ends in time, says why, and leaves the host alone for a while."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest

from detente.read import ReadError
from detente.read.net import Client, FetchError, Manners, Poller
from detente.read.net.client import retry_after
from detente.read.net.errors import Wait
from detente.read.net.manners import LONGEST_BACKOFF, PAUSE
from read.net.server import BOMB, FaultServer, inside, rss, serving

DAY = date(2018, 3, 15)


@dataclass
class Clock:
    """Time that passes only when somebody sleeps."""

    now: float = 1_000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with serving() as found:
        yield found


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def poller(clock: Clock) -> Iterator[Poller]:
    with Client(inside(), patience=1.0, step=0.5) as client:
        yield Poller(client, Manners(clock, clock.sleep, random.Random(1)))


@pytest.mark.parametrize("path", ["/drip-head", "/drip-body", "/hang-up", "/short", "/garbage"])
def test_a_host_that_drips_hangs_up_or_talks_nonsense(server: FaultServer, path: str) -> None:
    started = time.monotonic()
    with Client(inside(), patience=1.0, step=0.5) as client, pytest.raises(FetchError, match="no answer"):
        client.get(server.root + path)
    assert time.monotonic() - started < 8


def test_an_endless_answer_and_a_bomb(server: FaultServer) -> None:
    server.pages["/bomb"] = (200, {"Content-Encoding": "gzip"}, BOMB)
    with Client(inside()) as client:
        with pytest.raises(FetchError, match="answer too large"):
            client.get(f"{server.root}/endless")
        with pytest.raises(ReadError, match="unpacks to too much"):
            client.get(f"{server.root}/bomb")


def test_a_closed_port(server: FaultServer) -> None:
    root = server.root
    server._http.server_close()
    with Client(inside(), step=0.5) as client, pytest.raises(FetchError, match="no answer"):
        client.get(f"{root}/x")


def test_a_feed_is_asked_for_only_if_it_changed(server: FaultServer, poller: Poller) -> None:
    url = f"{server.root}/feed"
    server.pages["/feed"] = (200, {"ETag": '"v1"', "Last-Modified": "Wed, 14 Mar 2018 10:00:00 GMT"}, rss(server, "/a"))
    first = poller.poll(url, today=DAY)
    assert (first.status, [e.url for e in first.entries]) == ("ok", [f"{server.root}/a"])
    second = poller.poll(url, today=DAY)
    assert (second.status, second.entries) == ("not modified", ())
    sent = server.asked[-1][1]
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('"v1"', "Wed, 14 Mar 2018 10:00:00 GMT")
    poller.forget(url)
    assert poller.poll(url, today=DAY).status == "ok"


def test_a_feed_without_anything_new_is_stale(server: FaultServer, poller: Poller) -> None:
    server.pages["/feed"] = (200, {"ETag": '"v1"'}, rss(server, "/a"))
    url = f"{server.root}/feed"
    assert poller.poll(url, today=date(2018, 3, 20)).status == "ok"
    assert poller.poll(url, today=date(2018, 4, 20)).status == "stale"  # it says "not modified", and that for a month
    poller.forget(url)
    assert poller.poll(url, today=date(2018, 4, 20)).status == "stale"


def test_a_pause_lies_between_two_requests_to_one_host(server: FaultServer, poller: Poller, clock: Clock) -> None:
    server.pages["/a"] = b"a"
    for _ in range(3):
        poller.ask(f"{server.root}/a")
    assert server.paths() == ["/robots.txt", "/a", "/a", "/a"]
    assert clock.slept == [PAUSE] * 3


def test_robots_are_heeded(server: FaultServer, poller: Poller, clock: Clock) -> None:
    server.pages["/robots.txt"] = b"User-agent: *\nDisallow: /private\nCrawl-delay: 7\n"
    server.pages["/a"] = server.pages["/private/b"] = b"x"
    poller.ask(f"{server.root}/a")
    assert clock.slept == [7.0]
    with pytest.raises(FetchError, match="robots forbid"):
        poller.ask(f"{server.root}/private/b")
    assert "/private/b" not in server.paths()


def test_where_robots_cannot_be_had_nothing_is_asked(server: FaultServer, poller: Poller) -> None:
    server.pages["/robots.txt"] = (503, {}, b"")
    server.pages["/a"] = b"x"
    with pytest.raises(FetchError, match="robots unknown"):
        poller.ask(f"{server.root}/a")
    assert "/a" not in server.paths()


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_for_time_gets_it(server: FaultServer, poller: Poller, clock: Clock, status: int) -> None:
    server.pages["/a"] = (status, {"Retry-After": "600"}, b"")
    with pytest.raises(FetchError, match=f"http {status}"):
        poller.ask(f"{server.root}/a")
    asked = len(server.asked)
    with pytest.raises(Wait) as told:
        poller.ask(f"{server.root}/b")
    assert told.value.retry_after == pytest.approx(600)
    assert len(server.asked) == asked
    clock.now += 601
    server.pages["/a"] = b"x"
    assert poller.ask(f"{server.root}/a").body == b"x"


def test_each_failure_in_a_row_doubles_the_time(clock: Clock) -> None:
    manners = Manners(clock, clock.sleep, random.Random(1))
    waits = []
    for _ in range(15):
        manners.failed("h")
        waits.append(manners.hosts["h"].not_before - clock.now)
    assert all(45 * 2**n <= wait <= 60 * 2**n for n, wait in enumerate(waits[:8]))
    assert max(waits) <= LONGEST_BACKOFF
    manners.went_well("h")
    manners.wait("h", "h")
    assert not clock.slept


def test_one_bad_host_does_not_hold_up_another(server: FaultServer, poller: Poller) -> None:
    server.pages["/a"] = b"x"
    other = server.root.replace("127.0.0.1", "127.0.0.3")
    with pytest.raises(FetchError):
        poller.ask(f"{other}/hang-up")
    assert poller.ask(f"{server.root}/a").body == b"x"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("999999999999", 86_400.0),
        ("Wed, 14 Mar 2018 10:02:00 GMT", 120.0),
        ("Wed, 14 Mar 2018 09:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        ("-5", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after(value, now=datetime(2018, 3, 14, 10, tzinfo=UTC)) == seconds
