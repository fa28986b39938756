"""Feeds that lead to this machine, to themselves or to what is no page: nothing is asked that may not be asked."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from commands.hands import HandWorkshop
from detente.codebook import Codebook
from detente.commands.fetching import MOST_FEEDS, follow
from detente.commands.intake import Ingested
from detente.read.net import Client, Guard, Manners
from detente.read.net.address import resolve
from read.net.server import PAGE, FaultServer, serving
from read.net.test_address import ODD, SPELLINGS

HOST = "news.example"


@pytest.fixture
def canary() -> Iterator[FaultServer]:
    """What must not be asked: it listens where the spellings lead."""
    with serving() as found:
        yield found


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with serving() as found:
        yield found


def outside(server: FaultServer, *hosts: str) -> Guard:
    """To this guard the server on this machine is a public one, under the names given; all else is what it is."""

    def resolver(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host in hosts and port == int(server.root.rsplit(":", 1)[1]) else resolve(host, port)

    class Named(Guard):
        def pin(self, host: str, port: int) -> str:
            return super().pin(host, port) if host in hosts else Guard(resolver=resolver).pin(host, port)

    return Named(allowed=(ipaddress.ip_network("127.0.0.1/32"),), resolver=resolver)


def run(tmp_path: Path, book: Codebook, server: FaultServer, path: str) -> Ingested:
    client = Client(outside(server, HOST), patience=2.0, step=1.0)
    manners = Manners(sleep=lambda _: None)
    url = server.root.replace("127.0.0.1", HOST) + path
    return follow(tmp_path / "l.sqlite", [url], workshop=HandWorkshop(book), client=client, manners=manners)


def item(link: str) -> str:
    return f"<item><title>x</title><link>{link.replace('&', '&amp;')}</link></item>"


def test_entries_that_lead_to_this_machine(
    tmp_path: Path, book: Codebook, server: FaultServer, canary: FaultServer
) -> None:
    port = canary.root.rsplit(":", 1)[1]
    links = [f"http://{host}:{port}/x" for host in SPELLINGS] + [f"https://{host}/x" for host in SPELLINGS]
    feed = "".join(item(link) for link in links) + item(f"http://{HOST}:{server.root.rsplit(':', 1)[1]}/good-page")
    server.pages["/feed"] = f"<rss><channel>{feed}</channel></rss>".encode()
    server.pages["/good-page"] = PAGE.encode()
    done = run(tmp_path, book, server, "/feed")
    assert canary.asked == []
    assert server.paths() == ["/robots.txt", "/feed", "/good-page"]
    assert done.new_articles == 1
    assert set(done.outcomes.quarantined) <= {"address refused", "no such host"}
    assert done.outcomes.came == len({*links}) + 1


def test_entries_that_are_no_addresses_of_the_web(tmp_path: Path, book: Codebook, server: FaultServer) -> None:
    feed = "".join(
        f"<item><link>{escape(link)}</link></item>" for link in ODD if "\\" not in link and "x" * 9 not in link
    )
    server.pages["/feed"] = f"<rss><channel>{feed}</channel></rss>".encode()
    done = run(tmp_path, book, server, "/feed")
    assert done.new_articles == 0
    assert set(done.outcomes.quarantined) <= {"address refused", "no such host", "robots unknown", "http 404"}


def test_a_page_that_leads_on_to_this_machine(
    tmp_path: Path, book: Codebook, server: FaultServer, canary: FaultServer
) -> None:
    for n, to in enumerate((f"{canary.root}/x", "http://169.254.169.254/", "file:///etc/passwd", "http://[::1]/")):
        server.pages[f"/{n}"] = (302, {"Location": to}, b"")
    server.pages["/feed"] = f"<rss><channel>{''.join(item(f'/{n}') for n in range(4))}</channel></rss>".encode()
    done = run(tmp_path, book, server, "/feed")
    assert canary.asked == []
    assert done.outcomes.quarantined == {"address refused": 4}


def test_robots_that_lead_on_to_this_machine(
    tmp_path: Path, book: Codebook, server: FaultServer, canary: FaultServer
) -> None:
    server.pages["/robots.txt"] = (302, {"Location": f"{canary.root}/robots.txt"}, b"")
    done = run(tmp_path, book, server, "/feed")
    assert canary.asked == []
    assert done.outcomes.came == done.outcomes.quarantined.total() == 1


def test_indexes_that_lead_to_one_another_end(tmp_path: Path, book: Codebook, server: FaultServer) -> None:
    for here, there in (("/a.xml", "/b.xml"), ("/b.xml", "/a.xml")):
        maps = "".join(f"<sitemap><loc>{loc}</loc></sitemap>" for loc in (there, here, "http://[::1", "/pages.xml"))
        server.pages[here] = f"<sitemapindex>{maps}</sitemapindex>".encode()
    root = server.root.replace("127.0.0.1", HOST)
    server.pages["/pages.xml"] = f"<urlset><url><loc>{root}/a-page</loc></url></urlset>".encode()
    server.pages["/a-page"] = PAGE.encode()
    assert run(tmp_path, book, server, "/a.xml").new_articles == 1
    assert sorted(server.paths()) == ["/a-page", "/a.xml", "/b.xml", "/pages.xml", "/robots.txt"]


def test_indexes_without_end_are_left(tmp_path: Path, book: Codebook, server: FaultServer) -> None:
    class Endless(dict[str, object]):
        def get(self, path: str, default: object = None) -> object:  # type: ignore[override]
            number = path.strip("/")
            if not number.isdigit():
                return default
            maps = "".join(f"<sitemap><loc>/{int(number) * 3 + n}</loc></sitemap>" for n in range(3))
            return f"<sitemapindex>{maps}</sitemapindex>".encode()

    server.pages = Endless()  # type: ignore[assignment]
    done = run(tmp_path, book, server, "/1")
    assert len(server.asked) == 2 + MOST_FEEDS  # and robots.txt
    assert done.outcomes.came == 0
    assert done.outcomes.left_out["feeds of an index without end"] > 0
