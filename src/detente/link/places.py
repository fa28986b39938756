"""Where: the places that a text names, and which one of many is meant.

A name is resolved by what is said with it ("London, Ontario"), then by the
states and provinces that the article names, by how many people live there, and
by how near it lies to the other places. All is decided in one pass; a name
that no table holds never empties the rest.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from detente.codebook import Codebook
from detente.codebook.gazetteer import PlaceEntry, PlaceTables, fold, load_places
from detente.link.placenames import Candidate, PlaceNames, lies_in
from detente.link.placetext import Reading
from detente.model import ParsedArticle, Span
from detente.model.place import PRECISION, PlaceMention

AREAS = frozenset({"country", "demonym", "world", "water"})
"""Kinds whose point is no place to be near to."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The place taken for one name, and why, in words."""

    entry: PlaceEntry
    why: str


class Places:
    """Finds and resolves the places of one article; built once, used for every article.

    Thread-safe. Opening costs some 15 ms above the codebook.
    """

    def __init__(self, codebook: Codebook, tables: PlaceTables | None = None) -> None:
        self.tables = tables or load_places()
        self.names = PlaceNames(self.tables, codebook.actors)

    def find(self, source: str | ParsedArticle, *, around: Iterable[str] = ()) -> list[PlaceMention]:
        """The places named in a text or a parsed article, in the order of the text, not overlapping.

        Args:
            source: A text, or sentences; offsets count as theirs do.
            around: Codes of states that the article is known to be about or to come from (of its dateline or outlet);
                each counts as one mention of the state.
        """
        reading = Reading(_pieces(source))
        candidates = self.names.find(reading)
        choices = self._resolve(candidates, list(around))
        return [self._mention(reading, c, choice) for c, choice in zip(candidates, choices, strict=True)]

    # --- which one is meant

    def _resolve(self, candidates: list[Candidate], around: list[str]) -> list[Choice]:
        context = _Context(self.tables, candidates, around)
        groups: dict[tuple[str, str, PlaceEntry | None], list[int]] = defaultdict(list)
        contained: dict[str, Counter[PlaceEntry]] = defaultdict(Counter)
        for c in candidates:
            if c.inside is not None:
                contained[c.key][c.inside] += 1
        for number, c in enumerate(candidates):
            inside = c.inside or next((place for place, _ in contained[c.key].most_common(1)), None)
            groups[c.key, c.use, inside].append(number)
        chosen: dict[int, Choice] = {}
        order = sorted(groups.items(), key=lambda item: _doubt(item[0][2], [candidates[n] for n in item[1]]))
        for (_, _, inside), numbers in order:
            choice = self._choose([candidates[n] for n in numbers], inside, context)
            context.settle(choice.entry, len(numbers))
            for number in numbers:
                chosen[number] = self._as_asked(candidates[number], choice)
        return [chosen[n] for n in range(len(candidates))]

    def _choose(self, group: list[Candidate], inside: PlaceEntry | None, context: _Context) -> Choice:
        entries = list(group[0].entries)
        if group[0].use == "adjective":
            return Choice(entries[0], f"'{group[0].key}' is the adjective of {entries[0].name}")
        if inside is not None:
            within = [e for e in entries if lies_in(e, inside) and e != inside]
            if within:
                best = max(within, key=lambda e: (context.weight(e)[0], -(e.geonameid or 0)))
                return Choice(best, f"named with {inside.name}, in which it lies")
        if len(entries) == 1:
            return Choice(entries[0], f"the only {entries[0].kind} of that name in the tables")
        weighed = sorted(((context.weight(e), e) for e in entries), key=lambda pair: (-pair[0][0], pair[1].geonameid or 0))
        (_, why), best = weighed[0]
        return Choice(best, f"of {len(entries)} places of that name: {why}")

    @staticmethod
    def _as_asked(c: Candidate, choice: Choice) -> Choice:
        """ "Karak district" is the district, "New York Gov." the state, where one lies around the town that was chosen."""
        if not c.wanted or choice.entry.kind in c.wanted or c.inside is not None:
            return choice
        fits = [e for e in c.entries if e.kind in c.wanted and e.country == choice.entry.country]
        near = [e for e in fits if kilometres(e, choice.entry) < 600]
        if not near:
            return choice
        best = min(near, key=lambda e: kilometres(e, choice.entry))
        return Choice(best, f"{choice.why}; the words beside it ask for a {best.kind}")

    def _mention(self, reading: Reading, c: Candidate, choice: Choice) -> PlaceMention:
        entry = choice.entry
        kind = "demonym" if c.use == "adjective" else entry.kind
        found = "; ".join(dict.fromkeys([choice.why, *c.why]))
        precision = 1 if kind == "demonym" else PRECISION.get(kind, 0)
        span = reading.span(c.first, c.last)
        return PlaceMention(span, entry.geonameid, entry.name, entry.lat, entry.lon, entry.country, kind, found, precision)


class _Context:
    """What the article tells of where it plays: states and provinces named, places settled so far."""

    def __init__(self, tables: PlaceTables, candidates: list[Candidate], around: list[str]) -> None:
        self.tables = tables
        self.states: Counter[str] = Counter(around)
        self.regions: Counter[tuple[str, str]] = Counter()
        self.settled: list[tuple[PlaceEntry, int]] = []
        self.company = _Company(candidates)
        for c in candidates:
            first = c.entries[0]
            if first.kind in ("country", "disputed") or c.use == "adjective":
                if len(c.entries) == 1 or first.kind != "country":
                    self.states[first.country] += 1
            elif c.inside is not None and c.inside.country:
                self.states[c.inside.country] += 1
        self.neighbours: Counter[str] = Counter()
        for code, count in self.states.items():
            for near in tables.countries[code].neighbours if code in tables.countries else ():
                self.neighbours[near] += count

    def settle(self, entry: PlaceEntry, count: int) -> None:
        """A place is taken; what is still open may lie near it."""
        if entry.kind == "region" and entry.region:
            self.regions[entry.country, entry.region] += count
        if entry.kind in ("town", "capital", "district", "region") and entry.country:
            self.states[entry.country] += count if entry.kind == "region" else 0
        if entry.kind not in AREAS:
            self.settled.append((entry, count))

    def weight(self, entry: PlaceEntry) -> tuple[float, str]:
        """How much speaks for the place, and the strongest reason in words."""
        people = math.log10(entry.people + 1) if entry.people else (1.5 if entry.kind in ("town", "district") else 6.5)
        base = {"capital": 2.0, "country": 0.3, "region": -1.0, "district": -1.5, "disputed": 1.0}.get(entry.kind, 0.0)
        reasons = [(people + base, f"{entry.kind} of {entry.people:,} people" if entry.people else entry.kind)]
        if self.states[entry.country]:
            reasons.append((min(2.5, 1.2 + 0.3 * self.states[entry.country]), f"the article names {self._state(entry)}"))
        elif self.neighbours[entry.country]:
            reasons.append((0.5, f"the article names neighbours of {self._state(entry)}"))
        if self.regions[entry.country, entry.region] and entry.kind != "region":
            reasons.append((2.5, "the article names its province"))
        reasons.append(self._nearness(entry))
        reasons.append(self.company.of(entry))
        return sum(points for points, _ in reasons), max(reasons[1:] or reasons, key=lambda r: r[0])[1] or reasons[0][1]

    def _nearness(self, entry: PlaceEntry) -> tuple[float, str]:
        best, name = 0.0, ""
        for other, _ in self.settled[:60]:
            if entry.kind == "region":
                if (other.country, other.region) == (entry.country, entry.region) and other != entry:
                    return 1.5, f"{other.name} lies in it"
                continue
            if other.kind == "region" or (other.geonameid == entry.geonameid and other.name == entry.name):
                continue
            far = kilometres(entry, other)
            points = 2.5 if far < 60 else 2.0 if far < 150 else 1.2 if far < 300 else 0.6 if far < 600 else 0.0
            if points > best:
                best, name = points, f"{far:.0f} km from {other.name}"
        return best, name

    def _state(self, entry: PlaceEntry) -> str:
        country = self.tables.countries.get(entry.country)
        return country.place.name if country else entry.country


class _Company:
    """How many other names of the article could mean a place nearby: three obscure towns together are no chance."""

    def __init__(self, candidates: list[Candidate]) -> None:
        self.cells: dict[tuple[int, int], dict[str, float]] = defaultdict(dict)
        for c in candidates:
            if c.use != "name" or len(c.entries) > 40:
                continue
            share = 1 / math.sqrt(len(c.entries))
            for entry in c.entries:
                if entry.kind in ("town", "capital", "district", "site", "airport"):
                    self.cells[round(entry.lat), round(entry.lon)][c.key] = share

    def of(self, entry: PlaceEntry) -> tuple[float, str]:
        if entry.kind in AREAS or entry.kind == "region":
            return 0.0, ""
        key, lat, lon = fold(entry.name), round(entry.lat), round(entry.lon)
        near: dict[str, float] = {}
        for row in (lat - 1, lat, lat + 1):
            for column in (lon - 1, lon, lon + 1):
                near.update(self.cells.get((row, column), {}))
        near.pop(key, None)
        return min(2.5, sum(near.values())), f"near places that {len(near)} other names may mean"


def _doubt(inside: PlaceEntry | None, group: list[Candidate]) -> tuple[int, int]:
    """Sure names are settled first, so that doubtful ones can lean on them."""
    entries = group[0].entries
    if inside is not None or group[0].use != "name" or len(entries) == 1:
        return 0, group[0].first
    people = sorted((e.people + (10**7 if e.kind == "country" else 0) for e in entries), reverse=True)
    if people[0] > 30 * max(1, people[1]) and people[0] > 100_000:
        return 1, group[0].first
    return 2, group[0].first


def kilometres(a: PlaceEntry, b: PlaceEntry) -> float:
    """Along the great circle."""
    p, q = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, half)))


def _pieces(source: str | ParsedArticle) -> list[tuple[int, str]]:
    if isinstance(source, str):
        return [(0, source)]
    sentences = sorted((*source.headline, *source.sentences), key=lambda s: s.span.start)
    return [(s.span.start, s.span.text) for s in sentences]


__all__ = ["Choice", "Places", "Span", "fold", "kilometres"]
