"""Feeds and pages from the net, taken in like any other delivery. Nothing here runs unless a user asks for it."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from detente.commands import ledgers, story
from detente.commands.coding import Refused, is_address, read_one
from detente.commands.errors import NotFound, Rejected
from detente.commands.files import write_text
from detente.commands.intake import Ingested, Watch, take_in
from detente.commands.workshop import Workshop
from detente.model import Article, DayFact
from detente.read import ReadError
from detente.read.corpus import Given, Item, Meter
from detente.read.corpus.days import CONFIDENCE
from detente.read.corpus.mapped import NAME_LIMIT, slug
from detente.read.encodings import encoding_in
from detente.read.html.page import looks_like_html
from detente.read.net import Answer, Client, Entry, FeedState, Guard, Manners, Poller
from detente.read.net.manners import Host
from detente.read.net.poll import STALE_AFTER
from detente.read.sources import Source
from detente.read.urls import host_of
from detente.record import Ledger
from detente.run.journal import Journal

ENDING = ".feeds.json"
"""What is remembered of feeds and hosts lies beside the ledger, under its name with this ending."""

MOST_PAGES = 500
"""Pages of one feed that are asked for in one run; the rest waits for the next."""

MOST_FEEDS = 100
"""Feeds that indexes of sitemaps may add in one run: an index may lead to others without end."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address to ask, and the outlet that it belongs to, where that is known. ``named``: by the user, so that it
    may be a page as well as a feed."""

    url: str
    source: Source | None
    named: bool = False


def follow(
    ledger: Path | None,
    names: Sequence[str],
    *,
    published: date | None = None,
    workshop: Workshop | None = None,
    watch: Watch | None = None,
    meter: Meter | None = None,
    allow: Sequence[str] = (),
    client: Client | None = None,
    manners: Manners | None = None,
) -> Ingested:
    """Ask feeds for what is new, fetch those pages, code and keep them.

    A page that the ledger has under its address is not asked for again. A feed that was not had is one
    quarantined input, and so is each page.

    Args:
        names: Addresses of feeds or pages, or names or ids of outlets, which stand for all their feeds.
        allow: Networks (CIDR) that may be asked although they are not public.

    Raises:
        NotFound: no outlet of that name. Rejected: an outlet without feeds; not a network.
        LedgerError: the ledger cannot be opened or written; what was appended before stays.
    """
    workshop, meter = workshop or Workshop(), meter or Meter()
    targets = [target for name in names for target in targets_of(name, workshop)]
    guard = Guard(allowed=tuple(_network(text) for text in allow))
    manners = manners or Manners()
    with ledgers.open_to_write(ledger) as opened, client or Client(guard) as asking:
        memory = opened.path.with_name(opened.path.name + ENDING)
        poller = Poller(asking, manners, _remember(memory, manners))
        try:
            with Journal.beside(opened.path) as journal:
                found = _articles(targets, poller, opened, journal, workshop, meter, published)
                return take_in(opened, found, workshop, meter, paths=names, watch=watch)
        finally:
            write_text(memory, json.dumps(poller.to_json(), indent=1) + "\n")


def targets_of(name: str, workshop: Workshop) -> list[Target]:
    """What to ask for a name: the address itself, or an outlet's feeds."""
    if is_address(name):
        return [Target(name, workshop.sources.of_url(name), named=True)]
    source = workshop.sources.named(name)
    if source is None:
        raise NotFound("no such outlet", name, "no file tells of it", "`detente sources --all` lists them.")
    if not source.feeds:
        raise Rejected("no feed", source.name, "its file names none", "Give the address of a feed.")
    return [Target(feed, source) for feed in source.feeds]


def _articles(
    targets: list[Target],
    poller: Poller,
    ledger: Ledger,
    journal: Journal,
    workshop: Workshop,
    meter: Meter,
    published: date | None,
) -> Iterator[Article | Refused]:
    """Pages of feeds and pages that were named, in the order given; what was not had in its place."""
    asked: set[str] = set()
    added = 0
    while targets:
        target = targets.pop(0)
        if target.url in asked:
            continue
        asked.add(target.url)
        outlet = target.source.name if target.source else ""
        try:
            polled = poller.poll(
                target.url, today=story.today(), stale_after=_patience(target.source), page=target.named
            )
        except ReadError as error:
            journal.fetch(target.url, outlet, error.what, error.why)
            yield Refused(target.url, error)
            continue
        if polled.page is not None:
            yield read_one(_item(polled.page, Entry(target.url), target.source), workshop, published)
            continue
        journal.fetch(target.url, outlet, polled.status, newest=polled.newest)
        if polled.status != "ok":
            meter.left_out[f"feeds {polled.status}"] += 1
        found = polled.feeds[: MOST_FEEDS - added]
        added += len(found)
        targets += [Target(feed, target.source) for feed in found]
        if len(found) < len(polled.feeds):
            meter.left_out["feeds of an index without end"] += len(polled.feeds) - len(found)
        yield from _pages(target, polled.entries, poller, ledger, asked, workshop, meter, published)


def _pages(
    target: Target,
    entries: Sequence[Entry],
    poller: Poller,
    ledger: Ledger,
    asked: set[str],
    workshop: Workshop,
    meter: Meter,
    published: date | None,
) -> Iterator[Article | Refused]:
    done, lacking = 0, False
    for entry in entries:
        if entry.url in asked:
            continue
        asked.add(entry.url)
        if ledger.sighted(_name(entry.url), entry.url):
            meter.left_out["pages that are kept already"] += 1
            continue
        if done >= MOST_PAGES:
            meter.left_out["pages left for the next run"] += 1
            lacking = True
            continue
        done += 1
        try:
            answer = poller.ask(entry.url)
        except ReadError as error:
            lacking = True
            yield Refused(entry.url, error)
            continue
        yield read_one(_item(answer, entry, target.source), workshop, published)
    if lacking:
        poller.forget(target.url)


def _item(answer: Answer, entry: Entry, source: Source | None) -> Item:
    """A page with what the feed states of it: its day outranks what the page would let one guess."""
    day = DayFact(entry.published, "feed", CONFIDENCE) if entry.published else None
    given = Given(text="", published=day, publisher=source.name if source else "") if day or source else None
    return Item(
        name=_name(entry.url),
        where=entry.url,
        path=entry.url,
        data=answer.body,
        html=looks_like_html(answer.body),
        given=given,
        url=entry.url,
        said=encoding_in(answer.headers.get("content-type", "")),
    )


def _name(url: str) -> str:
    """What a page is called by its address alone, so that it is called the same the next time."""
    return (slug(url) or host_of(url) or "page")[:NAME_LIMIT]


def _patience(source: Source | None) -> int:
    return max(source.silent_days, 1) if source and source.silent_days else STALE_AFTER


def _network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError as error:
        raise Rejected("not a network", text, str(error), "Write it as 10.0.0.0/8.") from None


def _remember(path: Path, manners: Manners) -> dict[str, FeedState]:
    """What was remembered of feeds, and, put into ``manners``, of hosts; nothing where the file is damaged."""
    known: Any = {}
    if path.is_file():
        try:
            known = json.loads(path.read_text(encoding="utf-8"))
        except (ValueError, OSError):
            known = {}  # it is only memory: the feeds are then read whole
    hosts, feeds = (known.get(key) for key in ("hosts", "feeds")) if isinstance(known, dict) else (None, None)
    for host, value in (hosts if isinstance(hosts, dict) else {}).items():
        if isinstance(value, dict) and all(isinstance(value.get(k), (int, float)) for k in ("not_before", "failures")):
            manners.hosts[host] = Host(not_before=float(value["not_before"]), failures=int(value["failures"]))
    return {url: FeedState.of(value) for url, value in (feeds if isinstance(feeds, dict) else {}).items()}
