"""Feeds followed from end to end, against a server on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands.hands import HandWorkshop
from detente.codebook import Codebook
from detente.commands.errors import NotFound, Rejected
from detente.commands.fetching import follow
from detente.commands.intake import Ingested, ingest
from detente.read.net import Client, Manners
from detente.record import Ledger
from detente.run.journal import read_journal
from read.net.server import PAGE, FaultServer, inside, rss, serving


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with serving() as found:
        yield found


@pytest.fixture
def workshop(book: Codebook) -> HandWorkshop:
    return HandWorkshop(book)


def run(ledger: Path, workshop: HandWorkshop, *names: str) -> Ingested:
    manners = Manners(sleep=lambda _: None)
    client = Client(inside(), patience=2.0, step=1.0)
    return follow(ledger, names, workshop=workshop, client=client, manners=manners)


def test_a_feed_is_followed_and_the_second_time_nothing_is_asked_twice(
    tmp_path: Path, server: FaultServer, workshop: HandWorkshop
) -> None:
    for n in (1, 2):
        server.pages[f"/{n}-expels"] = PAGE.replace("23", f"2{n}").encode()
    feed = rss(server, "/1-expels", "/2-expels", "/gone-page")
    server.pages["/feed"] = (200, {"ETag": '"1"'}, feed)
    ledger = tmp_path / "l.sqlite"
    done = run(ledger, workshop, f"{server.root}/feed")
    assert (done.outcomes.came, done.new_articles) == (3, 2)
    assert done.outcomes.quarantined == {"http 404": 1}
    with Ledger.open(ledger, read_only=True) as opened:
        articles = opened.articles()
    assert {a.article.path for a in articles} == {f"{server.root}/{n}-expels" for n in (1, 2)}
    assert {(a.article.published.origin if a.article.published else None) for a in articles} == {"feed"}
    before = server.paths().count("/1-expels")
    again = run(ledger, workshop, f"{server.root}/feed")
    assert again.outcomes.quarantined == {"http 404": 1}  # what was not had is tried again
    assert again.outcomes.left_out == {"feeds stale": 1, "pages that are kept already": 2}
    assert server.paths().count("/1-expels") == before
    server.pages["/gone-page"] = PAGE.encode()
    assert run(ledger, workshop, f"{server.root}/feed").new_articles == 1
    asked = len(server.asked)
    done = run(ledger, workshop, f"{server.root}/feed")
    assert (done.outcomes.came, done.outcomes.left_out["feeds stale"]) == (0, 1)
    assert server.paths()[asked:] == ["/robots.txt", "/feed"]


def test_a_page_may_be_named_itself(tmp_path: Path, server: FaultServer, workshop: HandWorkshop) -> None:
    server.pages["/one-page"] = PAGE.encode()
    assert run(tmp_path / "l.sqlite", workshop, f"{server.root}/one-page").new_articles == 1
    assert server.paths() == ["/robots.txt", "/one-page"]


def test_the_encoding_that_the_server_names_is_heeded(
    tmp_path: Path, server: FaultServer, workshop: HandWorkshop
) -> None:
    page = PAGE.replace("</h1>", "</h1><p>Посол покинул Москву.</p>").encode("cp1251")
    server.pages["/one-page"] = (200, {"Content-Type": "text/html; charset=windows-1251"}, page)
    run(tmp_path / "l.sqlite", workshop, f"{server.root}/one-page")
    with Ledger.open(tmp_path / "l.sqlite", read_only=True) as opened:
        (held,) = opened.articles()
    assert "Посол покинул Москву" in held.article.text


def test_an_index_of_sitemaps(tmp_path: Path, server: FaultServer, workshop: HandWorkshop) -> None:
    server.pages["/index.xml"] = b"<sitemapindex><sitemap><loc>/news.xml</loc></sitemap></sitemapindex>"
    server.pages["/news.xml"] = f"<urlset><url><loc>{server.root}/a-page</loc></url></urlset>".encode()
    server.pages["/a-page"] = PAGE.encode()
    assert run(tmp_path / "l.sqlite", workshop, f"{server.root}/index.xml").new_articles == 1


def test_a_feed_that_fails_is_one_quarantined_input_and_the_others_go_on(
    tmp_path: Path, server: FaultServer, workshop: HandWorkshop
) -> None:
    server.pages["/feed"] = rss(server, "/a-page")
    server.pages["/a-page"] = PAGE.encode()
    server.pages["/busy"] = (503, {"Retry-After": "1"}, b"")
    ledger = tmp_path / "l.sqlite"
    done = run(ledger, workshop, f"{server.root}/busy", f"{server.root}/feed", f"{server.root}/gone")
    assert done.new_articles == 1
    assert done.outcomes.quarantined == {"http 503": 1, "http 404": 1}
    answers = [(e["feed"].rsplit("/", 1)[1], e["status"]) for e in read_journal(ledger) if e["kind"] == "fetch"]
    assert ("busy", "http 503") in answers
    memory = json.loads((tmp_path / "l.sqlite.feeds.json").read_text())
    assert f"{server.root}/feed" in memory["feeds"]


@pytest.mark.parametrize("damage", ["{", "[]", '{"feeds": 3, "hosts": {"127.0.0.1": {"not_before": "x"}}}'])
def test_a_damaged_memory_is_forgotten(
    tmp_path: Path, server: FaultServer, workshop: HandWorkshop, damage: str
) -> None:
    (tmp_path / "l.sqlite.feeds.json").write_text(damage)
    server.pages["/feed"] = rss(server, "/a-page")
    server.pages["/a-page"] = PAGE.encode()
    assert run(tmp_path / "l.sqlite", workshop, f"{server.root}/feed").new_articles == 1


def test_nothing_is_asked_unless_it_is_said(tmp_path: Path, server: FaultServer, workshop: HandWorkshop) -> None:
    done = ingest(tmp_path / "l.sqlite", [f"{server.root}/feed"], workshop=workshop)
    assert "--online" in str(done.refused[0].error)
    assert not server.asked


def test_names_that_lead_nowhere(tmp_path: Path, workshop: HandWorkshop) -> None:
    with pytest.raises(NotFound, match="no such outlet"):
        follow(tmp_path / "l.sqlite", ["The Nowhere Post"], workshop=workshop)
    with pytest.raises(Rejected, match="no feed"):
        follow(tmp_path / "l.sqlite", ["Reuters"], workshop=workshop)
    with pytest.raises(Rejected, match="not a network"):
        follow(tmp_path / "l.sqlite", ["BBC"], workshop=workshop, allow=["10.0.0.0/99"])
    assert not (tmp_path / "l.sqlite").exists()
