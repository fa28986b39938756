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
from detente.link.placenames import PlaceNames, lies_in
from detente.link.placetext import Reading
from detente.link.placeweights import ENOUGH, Candidate
from detente.link.unknownplaces import LISTS, find_unknown
from detente.model import ParsedArticle
from detente.model.place import PRECISION, PlaceMention

NEAREST_OF = 60
"""Places of an article that the next one is measured against; more would cost time and tell nothing new."""

AREAS = frozenset({"country", "demonym", "world", "water"})
"""Kinds whose point is no place to be near to."""


WIDE = frozenset({("GBR", "ENG")})
"""First-level divisions so large that lying in one together says nothing."""


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
        self._barred = frozenset(word for name in LISTS for word in self.tables.words.get(name, ()))

    def find(self, source: str | ParsedArticle, *, around: Iterable[str] = ()) -> list[PlaceMention]:
        """The places named in a text or a parsed article, in the order of the text, not overlapping.

        Args:
            source: A text, or sentences; offsets count as theirs do.
            around: Codes of states that the article is known to be about or to come from (of its dateline or outlet);
                each counts as one mention of the state.
        """
        reading = Reading(_pieces(source))
        persons = self.names.persons(reading)
        every = self.names.find(reading, persons)
        unknown = find_unknown(reading, every, self._barred, persons)
        candidates = sorted([*(c for c in every if c.score >= ENOUGH), *unknown], key=lambda c: c.first)
        choices = self._resolve(candidates, list(around))
        pairs = zip(candidates, choices, strict=True)
        return [self._mention(reading, c, choice) for c, choice in pairs if choice.entry.kind != "unknown"]

    def look_up(self, text: str) -> list[PlaceMention]:
        """What the text means if it is taken for the name of a place, whatever speaks against it; empty where no table
        holds it."""
        shown = text if any(ch.isupper() for ch in text) else text.title()
        reading = Reading([(0, shown if len(shown) == len(text) else text)])
        candidates = self.names.every_form(reading)
        choices = self._resolve(candidates, [])
        return [self._mention(reading, c, choice) for c, choice in zip(candidates, choices, strict=True)]

    # --- which one is meant

    def _resolve(self, candidates: list[Candidate], around: list[str]) -> list[Choice]:
        known = [c for c in candidates if c.entries]
        context = _Context(self.tables, known, around)
        groups: dict[tuple[str, str, PlaceEntry | None], list[int]] = defaultdict(list)
        contained: dict[str, Counter[PlaceEntry]] = defaultdict(Counter)
        for c in known:
            if c.inside is not None:
                contained[c.key][c.inside] += 1
        for number, c in enumerate(candidates):
            if not c.entries:
                continue
            inside = c.inside or next((place for place, _ in contained[c.key].most_common(1)), None)
            groups[c.key, c.use, inside].append(number)
        chosen: dict[int, Choice] = {}
        order = sorted(groups.items(), key=lambda item: _doubt(item[0][2], [candidates[n] for n in item[1]]))
        for (key, _, inside), numbers in order:
            choice = self._choose([candidates[n] for n in numbers], inside, context)
            context.settle(choice.entry, key, len(numbers))
        for (_, _, inside), numbers in order:  # once more, now that all the others are known
            choice = self._choose([candidates[n] for n in numbers], inside, context)
            for number in numbers:
                chosen[number] = self._as_asked(candidates[number], choice)
        for number, c in enumerate(candidates):
            if not c.entries:
                chosen[number] = self._stand_in(number, candidates, chosen, context)
        return [chosen[n] for n in range(len(candidates))]

    def _choose(self, group: list[Candidate], inside: PlaceEntry | None, context: _Context) -> Choice:
        entries, key = list(group[0].entries), group[0].key
        if group[0].use == "adjective":
            return Choice(entries[0], f"'{group[0].key}' is the adjective of {entries[0].name}")
        if inside is not None:
            within = [e for e in entries if lies_in(e, inside) and e != inside]
            if within:
                best = max(within, key=lambda e: (context.weight(e, key, _share(e, within))[0], -(e.geonameid or 0)))
                return Choice(best, f"named with {inside.name}, in which it lies")
        if len(entries) == 1:
            return Choice(entries[0], f"the only {entries[0].kind} of that name in the tables")
        weighed = [(context.weight(e, key, _share(e, entries)), e) for e in entries]
        weighed.sort(key=lambda pair: (-pair[0][0], pair[1].geonameid or 0))
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

    def _stand_in(
        self, number: int, candidates: list[Candidate], chosen: dict[int, Choice], context: _Context
    ) -> Choice:
        """For a name that no table holds: the middle of what it is said to lie in, of what is named around it, of the state."""
        c = candidates[number]
        around = c.inside
        if around is None:
            beside = [
                chosen[n].entry
                for n in (number + 1, number - 1, number + 2, number - 2, number + 3, number - 3)
                if n in chosen and chosen[n].entry.kind != "world" and abs(candidates[n].first - c.first) < 60
            ]
            beside.sort(key=lambda e: e.kind == "country")
            around = beside[0] if beside else context.top_state()
        if around is None:
            return Choice(
                PlaceEntry(None, "unknown", "", "", "", 0.0, 0.0), "no table holds it, and nothing tells where it lies"
            )
        stand_in = PlaceEntry(None, around.kind, "", around.country, around.region, around.lat, around.lon)
        return Choice(stand_in, f"no table holds it; it stands at {around.name}")

    def _mention(self, reading: Reading, c: Candidate, choice: Choice) -> PlaceMention:
        entry = choice.entry
        kind = "demonym" if c.use == "adjective" else entry.kind if c.entries else "town"
        found = "; ".join(dict.fromkeys([choice.why, *c.why]))
        precision = PRECISION.get(kind if c.entries else entry.kind, 0)
        span = reading.span(c.first, c.last)
        return PlaceMention(
            span, entry.geonameid, entry.name or span.text, entry.lat, entry.lon, entry.country, kind, found, precision
        )


class _Context:
    """What the article tells of where it plays: states and provinces named, places settled so far.

    A name never speaks for itself: all is kept by the name (folded) that told it.
    """

    def __init__(self, tables: PlaceTables, candidates: list[Candidate], around: list[str]) -> None:
        self.tables = tables
        self.states: dict[str, Counter[str]] = defaultdict(Counter)  # code -> names that told it
        self.regions: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.towns_in: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.towns_of: dict[str, set[str]] = defaultdict(set)
        self.settled: list[tuple[PlaceEntry, str]] = []
        self.company = _Company(candidates)
        self.around = frozenset(around)
        for code in around:
            self.states[code][""] += 1
        for c in candidates:
            first = c.entries[0]
            if first.kind in ("country", "disputed") or c.use == "adjective":
                if len(c.entries) == 1 or first.kind != "country":
                    self.states[first.country][c.key] += 1
            elif c.inside is not None and c.inside.country:
                self.states[c.inside.country][fold(c.inside.name)] += 1

    def top_state(self) -> PlaceEntry | None:
        """The state named most often; ``None`` where none is."""
        told = {code: names.total() for code, names in self.states.items() if code in self.tables.countries and names}
        best = max(told, key=lambda code: (told[code], code), default=None)
        return self.tables.countries[best].place if best else None

    def _told(self, code: str, key: str) -> int:
        names = self.states.get(code)
        return names.total() - names[key] if names else 0

    def settle(self, entry: PlaceEntry, key: str, count: int) -> None:
        """A place is taken for a name; what is still open may lie near it."""
        if (entry.country, entry.region) in WIDE:
            self.states[entry.country][key] += count if entry.kind == "region" else 0
        elif entry.kind == "region" and entry.region:
            self.regions[entry.country, entry.region].add(key)
            self.states[entry.country][key] += count
        elif entry.region:
            self.towns_in[entry.country, entry.region].add(key)
        if entry.kind not in AREAS:
            self.towns_of[entry.country].add(key)
            self.settled.append((entry, key))

    def weight(self, entry: PlaceEntry, key: str, share: float) -> tuple[float, str]:
        """How much speaks for the place, and the strongest reason in words.

        ``share`` is the part of a region's people that lives in a town of the same name: news means the province of
        Quebec, but the city of New York.
        """
        people = math.log10(entry.people + 1) if entry.people else (1.5 if entry.region else 6.5)
        base = {
            "capital": 2.3,
            "country": 2.0,
            "region": -1.0 if share > 0.12 else 1.2,
            "district": -1.5,
            "disputed": 1.0,
        }.get(entry.kind, 0.0)
        reasons = [(people + base, f"{entry.kind} of {entry.people:,} people" if entry.people else entry.kind)]
        told = self._told(entry.country, key)
        if told:
            reasons.append((min(2.5, 1.2 + 0.3 * told), f"the article names {self._state(entry)}"))
            if entry.country in self.around:
                reasons.append((1.0, f"the article comes from {self._state(entry)}"))
        elif any(self._told(code, key) for code in self._neighbours(entry.country)):
            reasons.append((0.5, f"the article names neighbours of {self._state(entry)}"))
        if entry.kind != "region" and self.regions.get((entry.country, entry.region), set()) - {key}:
            reasons.append((2.5, "the article names its province"))
        others = len(self.towns_in.get((entry.country, entry.region), set()) - {key})
        if others and entry.region:
            reasons.append(
                (min(1.8, 0.6 + 0.4 * others), f"in one province with {others} other{'s' * (others > 1)} named")
            )
        fellows = len(self.towns_of[entry.country] - {key})
        if fellows and entry.country:
            reasons.append((min(1.0, 0.3 * fellows), f"other places of {self._state(entry)} are named"))
        reasons.append(self._nearness(entry, key))
        reasons.append(self.company.of(entry))
        return sum(points for points, _ in reasons), max(reasons[1:] or reasons, key=lambda r: r[0])[1] or reasons[0][1]

    def _nearness(self, entry: PlaceEntry, key: str) -> tuple[float, str]:
        best, name = 0.0, ""
        for other, used in self.settled[:NEAREST_OF]:
            if used == key:
                continue
            if entry.kind == "region":
                if (other.country, other.region) == (entry.country, entry.region):
                    return 1.5, f"{other.name} lies in it"
                continue
            if other.kind == "region":
                continue
            far = kilometres(entry, other)
            points = 2.5 if far < 60 else 2.0 if far < 150 else 1.2 if far < 300 else 0.6 if far < 600 else 0.0
            points *= (
                1.0 if other.people < 100_000 else 0.7 if other.people < 300_000 else 0.5
            )  # a large city is named anywhere
            if points > best:
                best, name = points, f"{far:.0f} km from {other.name}"
        return best, name

    def _neighbours(self, code: str) -> frozenset[str]:
        country = self.tables.countries.get(code)
        return country.neighbours if country else frozenset()

    def _state(self, entry: PlaceEntry) -> str:
        country = self.tables.countries.get(entry.country)
        return country.place.name if country else entry.country


def _share(entry: PlaceEntry, entries: list[PlaceEntry]) -> float:
    if entry.kind != "region" or not entry.people:
        return 0.0
    towns = [
        e.people
        for e in entries
        if e.kind in ("town", "capital") and (e.country, e.region) == (entry.country, entry.region)
    ]
    return max(towns, default=0) / entry.people


class _Company:
    """How many other names of the article could mean a place nearby: three obscure towns together are no chance."""

    def __init__(self, candidates: list[Candidate]) -> None:
        self.cells: dict[tuple[int, int], dict[str, float]] = defaultdict(dict)
        for c in candidates:
            if c.use != "name" or len(c.entries) > 40:
                continue
            everyone = sum(e.people for e in c.entries) + 1
            for entry in c.entries:
                share = math.sqrt((entry.people + 1) / everyone)
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
