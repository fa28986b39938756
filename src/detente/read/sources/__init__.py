"""Outlets and agencies: whose an address is, where their feeds lie, what may be expected of them.

One YAML file an outlet, in a folder for each region (`outlets/`). Country, kind and owner stand in the table of media
(`codebook/lexicon/actors/media.csv`), under the same name; nothing is written twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

import detente.codebook
from detente.codebook.complaints import complain
from detente.codebook.tables import read_rows
from detente.codebook.yamltext import Entry, read_entries, split
from detente.read.known import bare
from detente.read.urls import host_of

HERE = Path(__file__).parent / "outlets"
MEDIA = Path(detente.codebook.__file__).parent / "lexicon" / "actors" / "media.csv"

KEYS = frozenset(
    {"id", "name", "domains", "languages", "feeds", "layouts", "expects", "source", "country", "kind", "owner"}
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_PARTS = {
    "{y}": r"(?P<y>(?:19|20)\d\d)",
    "{m}": r"(?P<m>[01]\d)",
    "{d}": r"(?P<d>[0-3]\d)",
    "{n}": r"(?P<m>1?\d)",
    "{e}": r"(?P<d>[123]?\d)",
    "{mon}": "(?P<mon>" + "|".join(_MONTHS) + ")",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the day stands in an outlet's addresses, and until when (inclusive; ``None``: to this day)."""

    day: str
    until: date | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        parts = re.split(r"(\{\w+\})", self.day)
        return re.compile("".join(_PARTS.get(part, re.escape(part)) for part in parts))


@dataclass(frozen=True)
class Source:
    """One outlet or agency. ``per_week`` and ``silent_days`` are 0 where nothing is expected."""

    id: str
    name: str
    region: str
    domains: tuple[str, ...]
    languages: tuple[str, ...]
    feeds: tuple[str, ...]
    layouts: tuple[Layout, ...]
    per_week: int  # articles in a week at least, where its feeds are followed
    silent_days: int  # days without an article after which something is wrong
    country: str  # ISO 3166-1 alpha-3 of the seat
    kind: str
    owner: str
    also: tuple[str, ...] = ()  # its other names

    def day_of(self, url: str) -> date | None:
        """The day that an address of this outlet names; ``None`` where no layout of that day fits."""
        for layout in self.layouts:
            m = layout.pattern.search(url)
            day = _day(m.groupdict()) if m else None
            if day and (layout.until is None or day <= layout.until):
                return day
        return None


class Sources:
    """All outlets, to be looked up by name or address."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.all = tuple(sorted(sources, key=lambda s: s.id))

    @cached_property
    def _by_domain(self) -> dict[str, Source]:
        return {domain: source for source in self.all for domain in source.domains}

    @cached_property
    def _by_name(self) -> dict[str, Source]:
        also = {bare(name): source for source in self.all for name in source.also}
        return also | {bare(name): source for source in self.all for name in (source.id, source.name)}

    def of_url(self, url: str) -> Source | None:
        """The outlet that publishes at an address, by its longest known domain."""
        parts = host_of(url).split(".")
        hosts = (".".join(parts[n:]) for n in range(len(parts) - 1))
        return next((self._by_domain[host] for host in hosts if host in self._by_domain), None)

    def named(self, name: str) -> Source | None:
        """The outlet of an id or of any of its names, whatever the case and with or without its article."""
        return self._by_name.get(bare(name))


@cache
def load_sources(own: Path | None = None) -> Sources:
    """The shipped outlets; a folder of one's own adds to them, and replaces those of the same id.

    Raises:
        CodebookError: a file that cannot be used, with file and line.
    """
    media = {row["name"]: row for _, row in read_rows(MEDIA)}
    found: dict[str, Source] = {}
    for path in (*sorted(HERE.glob("*/*.yaml")), *(sorted(own.rglob("*.yaml")) if own else ())):
        for entry in read_entries(path):
            source = _source(entry, path, media)
            found[source.id] = source
    return Sources(found.values())


def _source(entry: Entry, path: Path, media: dict[str, dict[str, str]]) -> Source:
    file = f"{path.parent.name}/{entry.file}"
    for key in entry.values:
        if key not in KEYS:
            raise complain(file, entry.lines[key], f"'{key}' is not a key; they are {', '.join(sorted(KEYS))}")
    name = entry.text("name")
    row = media.get(name, {})
    if not row and not entry.text("country"):
        raise complain(file, entry.line, f"'{name}' is not in media.csv; add it there, or give country, kind and owner")
    expects = entry.mapping("expects")
    feeds = tuple(entry.items("feeds"))
    if bad := [feed for feed in feeds if not re.match(r"https?://[^\s/]+", feed)]:
        raise complain(file, entry.lines["feeds"], f"'{bad[0]}' is not a web address")
    return Source(
        id=entry.text("id"),
        name=name,
        region=path.parent.name,
        domains=tuple(d.lower() for d in entry.words("domains")),
        languages=entry.words("languages") or ("en",),
        feeds=feeds,
        layouts=tuple(_layouts(entry, file)),
        per_week=_number(expects.get("per_week", "0"), entry, file),
        silent_days=_number(expects.get("silent_days", "0"), entry, file),
        country=entry.text("country") or row.get("country", ""),
        kind=entry.text("kind") or row.get("kind", ""),
        owner=entry.text("owner") or row.get("owner", ""),
        also=split(row.get("also", ""), "|"),
    )


def _layouts(entry: Entry, file: str) -> Iterator[Layout]:
    for number, value in enumerate(entry.values.get("layouts", [])):
        line = entry.lines.get(f"layouts.{number}", entry.line)
        if not isinstance(value, dict) or "day" not in value:
            raise complain(file, line, "a layout must be 'day: pattern', with 'until: day' if it has ended")
        until = value.get("until")
        try:
            layout = Layout(value["day"], date.fromisoformat(until) if until else None)
            names = layout.pattern.groupindex
        except (ValueError, re.error) as error:
            raise complain(file, line, f"not a layout: {error}") from None
        if not ("y" in names and "d" in names and ("m" in names or "mon" in names)):
            raise complain(file, line, "a layout must name year, month and day: {y}, {m} or {mon} or {n}, {d} or {e}")
        yield layout


def _number(text: str, entry: Entry, file: str) -> int:
    if not text.isdecimal():
        raise complain(file, entry.lines.get("expects", entry.line), f"'{text}' is not a number")
    return int(text)


def _day(parts: dict[str, str | None]) -> date | None:
    name = parts.get("mon")
    month = _MONTHS.index(name) + 1 if name else int(parts.get("m") or 0)
    try:
        return date(int(parts["y"] or 0), month, int(parts["d"] or 0))
    except ValueError:
        return None
