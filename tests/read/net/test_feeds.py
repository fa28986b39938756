"""Feeds in five forms, and what is no feed."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.read.net import Entry, FetchError, read_feed

BASE = "https://a.example/feeds/x.xml"
EXPECTED = Entry("https://a.example/1", "Britain expels 23 & more", date(2018, 3, 14))
RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>
<item><title>Britain expels 23 &amp; more</title><link> https://a.example/1 </link><pubDate>Wed, 14 Mar 2018 10:00:00 GMT</pubDate></item>
<item><title>twice</title><link>https://a.example/1</link></item>
<item><title>script</title><link>javascript:alert(1)</link></item>
<item><title>by guid</title><guid>https://a.example/2</guid></item>
<item><title>no link</title><guid isPermaLink="false">17</guid></item></channel></rss>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel/><item><title>Britain expels 23 &amp; more</title><link>https://a.example/1</link><dc:date>2018-03-14T10:00:00Z</dc:date></item></rdf:RDF>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Britain expels 23 &amp; more</title>
<link rel="self" href="https://a.example/self"/><link href="../1"/><published>2018-03-14T10:00:00Z</published></entry></feed>"""
SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://a.example/1</loc><news:news><news:publication_date>2018-03-14</news:publication_date>
<news:title>Britain expels 23 &amp; more</news:title></news:news></url></urlset>"""
JSON = json.dumps(
    {
        "version": "1.1",
        "items": [{"url": "https://a.example/1", "title": EXPECTED.title, "date_published": "2018-03-14T10:00:00Z"}, 7],
    }
).encode()
FORMS = {"rss": RSS, "rdf": RDF, "atom": ATOM, "sitemap": SITEMAP, "json feed": JSON}


@pytest.mark.parametrize("kind", FORMS)
def test_every_form_lists_the_same_article(kind: str) -> None:
    feed = read_feed(FORMS[kind], url=BASE)
    assert feed.kind == kind
    assert feed.entries[0] == EXPECTED
    assert feed.newest == date(2018, 3, 14)


def test_each_address_once_and_only_those_of_the_web() -> None:
    assert [e.url for e in read_feed(RSS, url=BASE).entries] == ["https://a.example/1", "https://a.example/2"]


def test_an_index_leads_to_further_feeds() -> None:
    data = b"<sitemapindex><sitemap><loc>/news.xml</loc></sitemap><sitemap><loc>file:///etc/passwd</loc></sitemap></sitemapindex>"
    assert read_feed(data, url=BASE).feeds == ("https://a.example/news.xml",)


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)
HOSTILE = [
    LAUGHS + RSS.split(b"?>", 1)[1].replace(b"twice", b"&j;"),
    b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + RSS.split(b"?>", 1)[1].replace(b"twice", b"&x;"),
    b'<!DOCTYPE rss SYSTEM "http://127.0.0.1/evil.dtd">' + RSS.split(b"?>", 1)[1],
    b'<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]>' + RSS.split(b"?>", 1)[1],
    RSS.replace(
        b"<channel>",
        b'<channel xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd" parse="text"/>',
    ),
]


@pytest.mark.parametrize("data", HOSTILE)
def test_entities_and_includes_bring_nothing_in(data: bytes) -> None:
    started = time.process_time()
    feed = read_feed(data, url=BASE)
    assert time.process_time() - started < 1
    assert feed.entries[0] == EXPECTED
    assert "root:" not in str(feed)
    assert len(str(feed)) < 2_000


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"<html><body>x</body></html>", b"<rss", b"{", b"{}", b'{"items": 3}', b"[" * 100_000, b"\0\0", b"<!DOCTYPE x>", b"<a>" * 50_000,
     b'{"a":' * 100_000],
)  # fmt: skip
def test_what_is_no_feed_lists_nothing(data: bytes) -> None:
    assert listed(data) in ("not a feed", ())  # of a torn feed the root may be left


def listed(data: bytes) -> object:
    try:
        return read_feed(data, url=BASE).entries
    except FetchError as error:
        return error.what


@given(
    st.sampled_from(sorted(FORMS)),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=10), st.integers(0, 30)), max_size=6),
)
@settings(max_examples=300, deadline=None)
def test_no_damage_is_uncaught(kind: str, edits: list[tuple[float, bytes, int]]) -> None:
    data = FORMS[kind]
    for share, insert, cut in edits:
        at = int(share * len(data))
        data = data[:at] + insert + data[at + cut :]
    try:
        feed = read_feed(data, url=BASE)
    except FetchError:
        return
    assert all(entry.url.lower().startswith(("http://", "https://")) for entry in feed.entries)
