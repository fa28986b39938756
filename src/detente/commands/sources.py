"""How the outlets do: volume, lag, failures, and what was expected of them and did not come."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from detente.commands import ledgers, story
from detente.commands.books import own_sources
from detente.read.sources import Source, Sources, load_sources
from detente.read.urls import host_of
from detente.record import OutletVolume
from detente.run.journal import read_journal

FOLLOWED = 60
"""Days within which an outlet must have sent something, or been asked, to be taken for one that is followed."""

FAILURES = 30
"""Days over which failures are counted."""


@dataclass
class SourceReport:
    """One outlet: what is known of it, what came from it, and what is wrong."""

    name: str
    source: Source | None = None
    volume: OutletVolume | None = None
    feeds: dict[str, dict[str, Any]] = field(default_factory=dict)  # address -> the last answer
    failures: Counter[str] = field(default_factory=Counter)  # by reason
    missed: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, object]:
        source, volume = self.source, self.volume
        return {
            "outlet": self.name,
            "id": source.id if source else None,
            "country": source.country if source else None,
            "kind": source.kind if source else None,
            "owner": source.owner if source else None,
            "domains": list(source.domains) if source else [],
            "feeds": list(source.feeds) if source else [],
            "articles": volume.articles if volume else 0,
            "last_week": volume.last_week if volume else 0,
            "first": volume.first.isoformat() if volume and volume.first else None,
            "last": volume.last.isoformat() if volume and volume.last else None,
            "lag_days": round(volume.lag, 1) if volume and volume.lag is not None else None,
            "answers": self.feeds,
            "failures": dict(self.failures),
            "missed": self.missed,
        }


def known_sources() -> Sources:
    """The shipped outlets and the user's own."""
    return load_sources(own_sources())


def report(ledger: Path | None, *, on: date | None = None, every: bool = False) -> list[SourceReport]:
    """The outlets of a ledger, the one with most articles first; with ``every`` all that are known besides.

    Args:
        on: The day for which it is told (UTC); today if not given.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    day = on or story.today()
    known = known_sources()
    path = ledgers.ledger_path(ledger)
    found: dict[str, SourceReport] = {}
    if path.exists() or not every:
        with ledgers.open_to_read(ledger) as opened:
            for volume in opened.volumes(day):
                found[volume.outlet] = SourceReport(volume.outlet, known.named(volume.outlet), volume)
    for entry in read_journal(path):
        _note(entry, found, known, day)
    if every:
        for source in known.all:
            found.setdefault(source.name, SourceReport(source.name, source))
    for each in found.values():
        each.missed = missed(each, day)
    return list(found.values())


def _note(entry: dict[str, Any], found: dict[str, SourceReport], known: Sources, day: date) -> None:
    """Take in one line of the journal: an answer of a feed, or a page that was quarantined."""
    at = str(entry.get("at", ""))[:10]
    if not (day - timedelta(FAILURES)).isoformat() < at <= day.isoformat():
        return
    kind = entry.get("kind")
    place = str(entry.get("feed" if kind == "fetch" else "where", ""))
    source = known.of_url(place.rsplit("!", 1)[-1])
    name = source.name if source else str(entry.get("outlet") or "")
    if kind not in ("fetch", "quarantine") or not name:
        if kind != "fetch":
            return
        name = host_of(place)
    each = found.setdefault(name, SourceReport(name, source))
    if kind == "quarantine":
        each.failures[str(entry.get("reason"))] += 1
        return
    each.feeds[place] = {key: entry.get(key) for key in ("at", "status", "why", "newest") if entry.get(key)}
    if entry.get("status") not in ("ok", "not modified", "stale"):
        each.failures[str(entry.get("status"))] += 1


def missed(each: SourceReport, day: date) -> list[str]:
    """What was expected of an outlet that is followed, and did not come."""
    source, volume = each.source, each.volume
    last = volume.last if volume else None
    if source is None or not (each.feeds or (last and (day - last).days <= FOLLOWED)):
        return []
    found = []
    silent = (day - last).days if last else None
    if source.silent_days and (silent is None or silent > source.silent_days):
        told = f"{silent} days without an article" if silent is not None else "no article at all"
        found.append(f"{told}, expected at most {source.silent_days}")
    week = volume.last_week if volume else 0
    if week < source.per_week:
        found.append(f"{week} articles in a week, expected {source.per_week}")
    found += [f"feed is stale: {feed}" for feed, answer in each.feeds.items() if answer.get("status") == "stale"]
    return found
