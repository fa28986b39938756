"""Which words of a text name a place: every form of the tables is tried, and the words around it are weighed.

Each reason for or against is a number with words; a name is taken where they
come to two or more. What else the article tells is heard too: a name that is
a place once is one again, and the surname of a person named in full is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from detente.codebook import ActorTables
from detente.codebook.gazetteer import LONGEST, Known, PlaceEntry, PlaceTables, fold
from detente.link.placetext import SINGLE, Reading, Word

ENOUGH = 2.0
SURE = 3.5
_AGE = re.compile(r",? \(?\d{1,3}[,;.)]|, (?:a|an|the) \d\d-year-old")
_DASH = re.compile(r"\s*(?:\([\w .,/&-]{2,40}\)|/[\w .,]{2,30}/|[—–|]|--|-(?=\s))")
_DATE = re.compile(r"[,.]? ?\(?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tues|Wed|Thurs|Fri|Sat|Sun)[a-z]*\b")


@dataclass(slots=True)
class Candidate:
    """Words ``first`` to ``last`` (half-open) that may name one of ``entries``."""

    first: int
    last: int
    key: str
    entries: tuple[PlaceEntry, ...]
    use: str  # name, adjective, after
    score: float = 0.0
    why: list[str] = field(default_factory=list)
    against: bool = False  # something says that this is a person, a firm, a paper
    located: bool = False  # the words around it say that it is a place
    inside: PlaceEntry | None = None  # "Lviv, Ukraine"
    wanted: frozenset[str] = frozenset()  # kinds that the words beside it ask for

    def add(self, points: float, reason: str) -> None:
        self.score += points
        if reason:
            self.why.append(reason)


class PlaceNames:
    """Finds place names in a text; built once from the tables of places and actors."""

    def __init__(self, tables: PlaceTables, actors: ActorTables) -> None:
        self.tables = tables
        self.words = defaultdict(frozenset, tables.words)
        self.given = tables.given_names
        self.known = _known(tables, actors)

    def find(self, reading: Reading) -> list[Candidate]:
        """Accepted candidates in the order of the text, not overlapping."""
        found = self._candidates(reading)
        at = {c.first: c for c in found}
        ends = {c.last: c for c in found}
        self._containers(reading, at)
        persons = self._persons(reading)
        for candidate in found:
            self._weigh(reading, candidate, persons, at, ends)
        _hear_the_rest(found)
        return [c for c in found if c.score >= ENOUGH]

    # --- every form of the tables

    def _candidates(self, reading: Reading) -> list[Candidate]:
        found: list[Candidate] = []
        i = 0
        while i < len(reading.words):
            if not reading.words[i].capital:
                i += 1
                continue
            keys = self._keys(reading, i)
            candidate = None
            skipped = self._phrase(keys)
            if not skipped:
                candidate = self._at(reading, i, keys)
            if candidate is not None:
                candidate.add(*self._prior(candidate))
                found.append(candidate)
            i = candidate.last if candidate else i + max(1, skipped)
        return found

    def _at(self, reading: Reading, i: int, keys: list[str]) -> Candidate | None:
        lengths = set(self.tables.gazetteer.longest(keys))
        prefix = ""
        for count, key in enumerate(keys, 1):
            prefix = f"{prefix} {key}" if prefix else key
            if prefix in self.known:
                lengths.add(count)
        for count in sorted(lengths, reverse=True):
            if reading.words[i + count - 1].capital:
                candidate = self._meaning(reading, i, i + count, " ".join(keys[:count]))
                if candidate is not None:
                    return candidate
        return None

    def _keys(self, reading: Reading, i: int) -> list[str]:
        keys = [reading.words[i].key]
        connectors = self.words["connectors"]
        for word in reading.words[i + 1 : i + LONGEST]:
            if not reading.joined(word.i) or not (word.capital or word.key in connectors or word.text.isdigit()):
                break
            keys.append(word.key)
        return keys

    def _phrase(self, keys: list[str]) -> int:
        """The words of a set phrase that means no place ("Native American", "West Ham"); 0 where there is none."""
        phrases = self.words["not places"]
        return next((n for n in range(min(5, len(keys)), 1, -1) if " ".join(keys[:n]) in phrases), 0)

    def _meaning(self, reading: Reading, first: int, last: int, key: str) -> Candidate | None:
        words = reading.words[first:last]
        fits = [k for k in self.known.get(key, ()) if not k.capitals or all(w.text.isupper() for w in words)]
        adjectives = [k for k in fits if k.use == "adjective"]
        names = [k for k in fits if k.use == "name"]
        after = [k for k in fits if k.use == "after" and self._has_town_before(reading, first)]
        rows = self.tables.gazetteer.rows(key)
        if after and (not rows or words[0].capitals or "." in reading.after(last, 1)):
            return Candidate(first, last, key, tuple(k.place for k in after), "after")
        if names:
            return Candidate(first, last, key, _merged([k.place for k in names], rows), "name")
        if adjectives:
            return Candidate(first, last, key, tuple(k.place for k in adjectives), "adjective")
        if rows and len(key) > 2:
            return Candidate(first, last, key, rows, "name")
        return None

    @staticmethod
    def _has_town_before(reading: Reading, first: int) -> bool:
        word = reading.words[first]
        return first > 0 and reading.words[first - 1].capital and word.gap in (", ", ",", " (", ",\n", "-")

    # --- what the words around say

    def _containers(self, reading: Reading, at: dict[int, Candidate]) -> None:
        """ "Lviv, Ukraine", "Aurora, Ill.", "London (Ontario)": the second names what the first lies in."""
        for candidate in at.values():
            outer = at.get(candidate.last)
            if outer is None or outer.use == "adjective" or reading.words[outer.first].gap not in (", ", ",", " (", ",\n"):
                continue
            for place in outer.entries:
                if place.kind not in ("country", "region", "disputed", "district", "island"):
                    continue
                if place.kind == "country" and candidate.entries[0].kind in ("country", "world"):
                    continue  # "Russia, the United States and China" is a list
                if any(lies_in(entry, place) and entry != place for entry in candidate.entries):
                    candidate.inside = place
                    outer.located = True
                    outer.add(2, "")
                    break

    def _persons(self, reading: Reading) -> dict[str, int]:
        """Surnames and given names of the people that the text names in full -> first word of the naming."""
        found: dict[str, int] = {}
        titles, words = self.words["titles"], reading.words
        i = 0
        while i < len(words):
            if not words[i].capital:
                i += 1
                continue
            last = i + 1
            while last < len(words) and words[last].capital and reading.joined(last) and "-" not in words[last].gap:
                last += 1
            run = words[i:last]
            names = [w for w in run if w.key not in titles and len(w.text) > 1]
            titled = any(w.key in titles for w in run[:-1]) and run[-1].key not in titles
            if len(run) > 1 and names and not words[i].capitals:
                for n, word in enumerate(run[:-1]):
                    if word.key in self.given and self._goes_on_as_name(run[n + 1]):
                        for part in run[n:]:
                            found.setdefault(part.key, word.i)
                        break
                else:
                    if titled and self._goes_on_as_name(run[-1]) and run[-2].key not in self.words["after"] - titles:
                        found.setdefault(run[-1].key, run[-1].i)
            i = last
        return found

    def _goes_on_as_name(self, word: Word) -> bool:
        """True for a word that can be a surname: none of the words that follow place names, no state."""
        lists = ("after", "kinds", "roads", "media", "bodies", "corporate", "calendar", "small words")
        if any(word.key in self.words[name] for name in lists):
            return False
        return not any(k.use != "after" and k.place.kind == "country" for k in self.known.get(word.key, ()))

    def _weigh(
        self,
        reading: Reading,
        c: Candidate,
        persons: dict[str, int],
        at: dict[int, Candidate],
        ends: dict[int, Candidate],
    ) -> None:
        if c.use == "after":
            c.add(4, "a region's short form after a town")
            c.located = True
            return
        if c.use == "adjective":
            self._weigh_adjective(reading, c)
            return
        self._weigh_before(reading, c, ends)
        self._weigh_after(reading, c, at)
        if c.inside is not None:
            c.add(5, f"with '{c.inside.name}' after it")
            c.located = True
        if c.last - c.first == 1 and c.key in persons:
            c.add(-3, "")
            c.against = True
        if reading.words[c.first].opens and c.last - c.first == 1 and not c.located:
            c.add(-1 if c.score < 3 else 0, "")

    def _prior(self, c: Candidate) -> tuple[float, str]:
        if c.use == "adjective":
            return 3, "an adjective of nationality"
        best, points = None, -9.0
        for entry in c.entries:
            value = _weight_of_kind(entry) - _cost_of_care(entry)
            if value > points:
                best, points = entry, value
        if c.last - c.first > 1 and best is not None and best.kind in ("town", "region"):
            points += 1
        return points, ""

    def _weigh_adjective(self, reading: Reading, c: Candidate) -> None:
        words = reading.words
        before = words[c.first - 1] if c.first else None
        after = words[c.last] if c.last < len(words) else None
        gap = words[c.first].gap
        if before and gap == "-" and before.key in ("un", "african", "asian", "native", "mexican", "italian", "irish"):
            c.add(-5, "")
        if after and after.gap in (" ", "-") and after.key in self.words["languages after"]:
            c.add(-4, "")
        alone = after is None or after.gap not in (" ", "-", "'", "’") or after.key in self.words["small words"]
        if before and alone and gap == " " and before.key in self.words["language verbs"] and not before.capital:
            c.add(-4, "")
        last = c.last
        while last < len(words) and reading.joined(last) and (words[last].capital or words[last].key in ("of", "and")):
            last += 1
        if last > c.last and any(w.key in self.words["bodies"] for w in words[c.last : last]):
            c.add(-4, "")

    def _weigh_before(self, reading: Reading, c: Candidate, ends: dict[int, Candidate]) -> None:
        words, word = reading.words, reading.words[c.first]
        if c.first == 0:
            return
        before = words[c.first - 1]
        if before.capital and reading.joined(c.first) and not (before.opens and before.key in self.words["small words"]):
            self._weigh_capital_before(c, before, ends)
            return
        if word.gap not in (" ", "\u00a0", "  ") and not (word.gap.isspace() and not word.opens):
            return
        key = before.key
        if key == "the" and c.first > 1:
            c.add(-0.7 if c.entries[0].kind == "town" else 0, "")
            before = words[c.first - 2]
            key = before.key
        if key in self.words["locatives"]:
            c.add(3, f"after '{before.text}'")
            c.located = True
        elif key in ("from", "at"):
            c.add(2, f"after '{before.text}'")
        elif key == "to":
            c.add(1.5, "after 'to'")
        elif key == "of":
            kind = words[c.first - 2] if c.first > 1 else None
            if kind and kind.key in self.words["kinds"]:
                c.add(3, f"'{kind.text} of'")
                c.located = True
                c.wanted = self._kinds_wanted(kind.key)
            else:
                c.add(1, "after 'of'")
        elif key in self.words["kinds"]:
            c.add(1, "")
        if before.text.isdigit() and c.entries[0].name == "British Columbia":
            c.add(-5, "")

    def _weigh_capital_before(self, c: Candidate, before: Word, ends: dict[int, Candidate]) -> None:
        key = before.key
        if key in self.words["titles"] and before.key not in self.words["after"]:
            c.add(-6, "")
            c.against = True
        elif SINGLE.fullmatch(before.text) or (key in self.given and before.i + 1 not in ends):
            c.add(-5, "")
            c.against = True
        elif key in self.words["locatives"]:
            c.add(1, f"after '{before.text}'")
        elif key in self.words["calendar"] or before.i + 1 in ends or key in self.words["after"]:
            c.add(0, "")
        elif key in self.given:
            c.add(-4, "")
            c.against = True
        else:
            c.add(-0.5 if c.score >= 2.5 else -2.5, "")

    def _weigh_after(self, reading: Reading, c: Candidate, at: dict[int, Candidate]) -> None:
        words = reading.words
        rest = reading.after(c.last, 48)
        if _AGE.match(rest):
            c.add(-4, "")
            c.against = True
        self._weigh_dateline(reading, c, rest)
        if c.last >= len(words):
            return
        after = words[c.last]
        if not reading.joined(c.last):
            return
        if after.capital:
            self._weigh_capital_after(c, after, at)
        elif after.gap in (" ", "-", "\u00a0") or after.gap.isspace():
            if after.key in self.words["speech"] and c.entries[0].kind not in ("country", "capital", "region", "disputed"):
                c.add(-3, "")
                c.against = True
            elif after.key in self.words["after"] or after.key in self.words["kinds"]:
                c.add(1.5, f"before '{after.text}'")
                c.wanted = c.wanted or self._kinds_wanted(after.key)

    def _weigh_capital_after(self, c: Candidate, after: Word, at: dict[int, Candidate]) -> None:
        key = after.key
        follower = at.get(after.i)
        if key in self.words["roads"] or key in self.words["media"]:
            c.add(-6, "")
            c.against = True
        elif key in self.words["corporate"]:
            c.add(-4, "")
            c.against = True
        elif key in self.words["after"] or key in self.words["kinds"] or key in self.words["titles"]:
            c.add(1.5, f"before '{after.text}'")
            c.wanted = c.wanted or self._kinds_wanted(key)
        elif key in self.words["calendar"] or (follower and follower.score >= ENOUGH):
            c.add(0, "")
        elif c.key in self.given or any("g" in e.care for e in c.entries):
            c.add(-5, "")
            c.against = True
        else:
            c.add(-0.5 if c.score >= 2.5 else -2.5, "")

    def _weigh_dateline(self, reading: Reading, c: Candidate, rest: str) -> None:
        word = reading.words[c.first]
        if c.first and "\n" not in word.gap:
            return
        shouted = all(w.capitals for w in reading.words[c.first : c.last])
        following = reading.words[c.last] if c.last < len(reading.words) else None
        if _DASH.match(rest) or (shouted and _DATE.match(rest)) or (c.inside and _DASH.search(rest[:30])):
            c.add(4, "a dateline")
            c.located = True
        elif shouted and following is not None and not following.capitals:
            c.add(3, "a dateline in capitals")
            c.located = True

    def _kinds_wanted(self, key: str) -> frozenset[str]:
        found: set[str] = set()
        if key in self.words["region kinds"]:
            found |= {"region", "disputed"}
        if key in self.words["district kinds"]:
            found |= {"district", "region"}
        if key in self.words["town kinds"]:
            found |= {"town", "capital"}
        return frozenset(found)


def lies_in(place: PlaceEntry, outer: PlaceEntry) -> bool:
    """True where the tables put ``place`` inside ``outer``."""
    if outer.kind == "country":
        return place.country == outer.country
    if place.country and outer.country and place.country != outer.country:
        return False
    if outer.kind == "region" and outer.region:
        return place.region == outer.region
    reach = {"disputed": 3.0, "region": 3.0, "island": 3.0, "district": 0.8}.get(outer.kind, 0.0)
    return abs(place.lat - outer.lat) < reach and abs(place.lon - outer.lon) < reach * 1.5


def _hear_the_rest(found: Iterable[Candidate]) -> None:
    """A name that is surely a place once is one elsewhere; one that is a person's is so elsewhere."""
    by_key: dict[str, list[Candidate]] = defaultdict(list)
    for c in found:
        if c.use == "name":
            by_key[c.key].append(c)
    for group in by_key.values():
        sure = any(c.located and c.score >= SURE and not c.against for c in group)
        person = any(c.against and c.score < 0 for c in group)
        for c in group:
            if sure and not c.against and not c.located:
                c.add(2, "named as a place elsewhere in the text")
            elif person and not sure and not c.located:
                c.add(-3, "")


def _weight_of_kind(entry: PlaceEntry) -> float:
    if entry.kind in ("town", "capital"):
        steps = ((1_000_000, 3.0), (300_000, 2.5), (100_000, 2.0), (30_000, 1.2), (8_000, 0.5), (2_000, 0.0))
        if not entry.people and entry.geonameid is None:
            return 2.5  # of the hand-made table
        value = next((points for least, points in steps if entry.people >= least), -0.5)
        return value + (1.0 if entry.kind == "capital" and entry.people > 20_000 else 0.0)
    if entry.kind == "region":
        return 4.0 if not entry.people else 3.0 if entry.people >= 1_000_000 else 2.0 if entry.people >= 200_000 else 0.5
    if entry.kind == "district":
        return 3.0 if entry.name.endswith((" County", " Parish")) else 0.5
    return 4.0


def _cost_of_care(entry: PlaceEntry) -> float:
    if not entry.care:
        return 0.0
    cost = max({"w": 2.0, "s": 1.2, "g": 1.5}[mark] for mark in entry.care)
    return cost / 3 if entry.people >= 300_000 and entry.care != "w" else cost


def _merged(known: list[PlaceEntry], rows: tuple[PlaceEntry, ...]) -> tuple[PlaceEntry, ...]:
    """The small tables' places first; the gazetteer's row for the same place gives only its region."""
    out: list[PlaceEntry] = []
    for place in known:
        same = next((r for r in rows if r.geonameid == place.geonameid is not None), None)
        if same is not None and not place.region:
            place = PlaceEntry(
                place.geonameid, place.kind, place.name, place.country, same.region, place.lat, place.lon, place.people, place.care
            )  # fmt: skip
        if place not in out:
            out.append(place)
    for row in rows:
        if not any(k.country == row.country and abs(k.lat - row.lat) < 1.5 and abs(k.lon - row.lon) < 2 for k in known):
            out.append(row)
    return tuple(out)


def _known(tables: PlaceTables, actors: ActorTables) -> dict[str, tuple[Known, ...]]:
    """The forms of the small tables by folded name; a feature goes before a state's name."""
    found: dict[str, list[Known]] = defaultdict(list)
    for known in (*tables.features, *tables.abbreviations):
        found[fold(known.form)].append(known)
    left_out = tables.words.get("state by-names", frozenset())
    for name in actors.names:
        country = tables.countries.get(name.entity.code)
        key = fold(name.form)
        if country is None or name.kind not in ("state", "adjective") or not name.form[:1].isupper():
            continue
        if name.entity.sectors or key in left_out or key in found:
            continue
        use = "name" if name.kind == "state" else "adjective"
        letters = name.form.replace(".", "")
        found[key].append(Known(country.place, use, name.form, letters.isupper() and len(letters) < 6))
    for known in tables.country_names:
        if fold(known.form) not in found:
            found[fold(known.form)].append(known)
    return {key: tuple(group) for key, group in found.items()}
