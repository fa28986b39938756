"""What a feed lists: RSS, RDF, Atom, JSON Feed, news sitemaps and indexes of sitemaps."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import etree

from detente.read.corpus.columns import clean
from detente.read.corpus.days import read_day
from detente.read.net.errors import FetchError
from detente.read.urls import joined

MOST_ENTRIES = 5_000
SIZE = 10_000_000
_TEXT_LIMIT = 500
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_REFERENCE = re.compile(rb"&#([xX][0-9a-fA-F]{1,40}|[0-9]{1,40});?")
_WEB = re.compile(r"https?://", re.I)


@dataclass(frozen=True, slots=True)
class Entry:
    """One article that a feed lists. Days are as the feed states them."""

    url: str
    title: str = ""
    published: date | None = None
    updated: date | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed lists: articles, or, for an index of sitemaps, further feeds."""

    kind: str
    entries: tuple[Entry, ...]
    feeds: tuple[str, ...] = ()

    @property
    def newest(self) -> date | None:
        return max((day for e in self.entries if (day := e.published or e.updated)), default=None)


def read_feed(data: bytes, *, url: str) -> Feed:
    """Read a feed in any of the five forms; entries without an address of the web are left out.

    Entities, external or of its own, are never expanded.

    Raises:
        FetchError: it is none of them.
    """
    if len(data) > SIZE:
        raise FetchError("not a feed", url[:200], f"more than {SIZE:,} bytes", "Look at the address.")
    head = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if head == b"{":
        return _json(data, url)
    if head != b"<":
        raise FetchError("not a feed", url[:200], "it is neither XML nor JSON", "Look at the address.")
    if _DOCTYPE.search(data):
        # no feed needs a DTD; an entity is either harmless and lost, or an attack
        data = _without_doctype(data)
    try:
        return _xml(_parse(data, url), url)
    except UnicodeDecodeError:  # halves of pairs, which libxml2 lets through and lxml cannot give
        pass
    try:
        return _xml(_parse(_REFERENCE.sub(_whole, data), url), url)
    except UnicodeDecodeError as error:
        raise FetchError("not a feed", url[:200], str(error)[:200], "Look at the address.") from None


def _parse(data: bytes, url: str) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FetchError("not a feed", url[:200], str(error)[:200], "Look at the address.") from None
    if root is None:
        raise FetchError("not a feed", url[:200], "it is not XML", "Look at the address.")
    return root


def _whole(reference: re.Match[bytes]) -> bytes:
    """A character by its number, as it stands; U+FFFD for half of a pair."""
    digits = reference[1]
    number = int(digits[1:], 16) if digits[:1] in b"xX" else int(digits)
    return b"&#xFFFD;" if 0xD800 <= number <= 0xDFFF else reference[0]


def _xml(root: Any, url: str) -> Feed:
    kind = _local(root)
    if kind in ("rss", "RDF"):
        items = [e for e in root.iter() if _local(e) == "item"]
        return Feed(kind.lower(), tuple(_few(_rss(item, url) for item in items)))
    if kind == "feed":
        items = [e for e in root if _local(e) == "entry"]
        return Feed("atom", tuple(_few(_atom(item, url) for item in items)))
    if kind == "urlset":
        return Feed("sitemap", tuple(_few(_sitemap(item, url) for item in root)))
    if kind == "sitemapindex":
        addresses = (_of(item, "loc") for item in root)
        feeds = tuple(joined(url, a) for a in addresses if a)
        return Feed("index", (), tuple(f for f in feeds if _WEB.match(f))[:100])
    raise FetchError("not a feed", url[:200], f"its root is <{kind[:40]}>", "Look at the address.")


def _rss(item: Any, url: str) -> Entry:
    link = _of(item, "link") or next((e.get("href", "") for e in item if _local(e) == "link"), "")
    guid = next((e for e in item if _local(e) == "guid"), None)
    if not link and guid is not None and guid.get("isPermaLink", "true") == "true":
        link = (guid.text or "").strip()
    day = _of(item, "pubDate") or _of(item, "date") or _of(item, "published")
    return _entry(url, link, _of(item, "title"), day, _of(item, "modified"))


def _atom(item: Any, url: str) -> Entry:
    links = [e for e in item if _local(e) == "link"]
    best = next((e for e in links if e.get("rel", "alternate") == "alternate"), None)
    link = best.get("href", "") if best is not None else ""
    return _entry(url, link, _of(item, "title"), _of(item, "published") or _of(item, "issued"), _of(item, "updated"))


def _sitemap(item: Any, url: str) -> Entry:
    news = next((e for e in item if _local(e) == "news"), None)
    title = _of(news, "title") if news is not None else ""
    day = _of(news, "publication_date") if news is not None else ""
    return _entry(url, _of(item, "loc"), title, day, _of(item, "lastmod"))


def _json(data: bytes, url: str) -> Feed:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FetchError("not a feed", url[:200], f"not JSON ({str(error)[:100]})", "Look at the address.") from None
    items = value.get("items") if isinstance(value, dict) else None
    if not isinstance(items, list):
        raise FetchError("not a feed", url[:200], "it is JSON without 'items'", "Look at the address.")
    found = (
        _entry(
            url, i.get("url") or i.get("external_url"), i.get("title"), i.get("date_published"), i.get("date_modified")
        )
        for i in items
        if isinstance(i, dict)
    )
    return Feed("json feed", tuple(_few(found)))


def _entry(base: str, link: object, title: object, published: object, updated: object) -> Entry:
    url = joined(base, str(link or ""))
    days = [read_day(day) if day else None for day in (published, updated)]
    name = " ".join(clean(str(title or ""), []).split())[:_TEXT_LIMIT]
    return Entry(url if link and _WEB.match(url) else "", name, *(found[0] if found else None for found in days))


def _few(entries: Iterator[Entry]) -> Iterator[Entry]:
    """Each address once, up to the limit."""
    seen: set[str] = set()
    for entry in entries:
        if entry.url and entry.url not in seen:
            seen.add(entry.url)
            yield entry
            if len(seen) >= MOST_ENTRIES:
                return


def _of(item: Any, name: str) -> str:
    """The text of the first child of that name, whatever its namespace; empty where there is none."""
    found = next((e for e in item if _local(e) == name), None)
    return "".join(found.itertext()).strip() if found is not None else ""


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def _without_doctype(data: bytes) -> bytes:
    """The document from its root on; whatever stood before it is dropped."""
    m = re.search(rb"<(?:rss|feed|rdf:RDF|urlset|sitemapindex)[\s>]", data, re.I)
    return data[m.start() :] if m else b"<none/>"
