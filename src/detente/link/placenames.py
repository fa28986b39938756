"""Which words of a text may name a place: every form of the tables is tried, the longest first.

``placeweights`` then weighs the words around each; finding never asks which
of several places of one name is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from detente.codebook import ActorTables
from detente.codebook.gazetteer import LONGEST, Known, PlaceEntry, PlaceTables, fold
from detente.link.placetext import Reading, Word
from detente.link.placeweights import SURE, Candidate, Weights, hear_the_rest, lean_on_states


class PlaceNames:
    """Finds place names in a text; built once from the tables of places and actors."""

    def __init__(self, tables: PlaceTables, actors: ActorTables) -> None:
        self.tables = tables
        self.words: Mapping[str, frozenset[str]] = defaultdict(frozenset, tables.words)
        self.weights = Weights(tables.words, tables.given_names)
        self.known = _known(tables, actors)
        self.bodies = (
            frozenset(
                fold(n.form)
                for n in actors.names
                if n.kind in ("organisation", "group", "media") and n.form[:1].isupper()
            )
            - self.known.keys()
        )

    def find(self, reading: Reading, persons: frozenset[str]) -> list[Candidate]:
        """All candidates in the order of the text, not overlapping; those of ``ENOUGH`` points are places.

        ``persons`` are the words of people's names, as ``persons`` gives them.
        """
        found = self._candidates(reading)
        at = {c.first: c for c in found}
        ends = {c.last: c for c in found}
        self._containers(reading, at)
        for candidate in found:
            self.weights.weigh(reading, candidate, persons, at, ends)
        hear_the_rest(found)
        lean_on_states(found)
        return found

    def every_form(self, reading: Reading) -> list[Candidate]:
        """Every form of the tables in the text, unweighed, with what is said to hold it ("London, Ontario")."""
        found = self._candidates(reading)
        self._containers(reading, {c.first: c for c in found})
        return found

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
                candidate.add(*self.weights.prior(candidate, opens=reading.words[i].opens))
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
        longer: Candidate | None = None
        for count in sorted(lengths, reverse=True):
            if not reading.words[i + count - 1].capital:
                continue
            candidate = self._meaning(reading, i, i + count, " ".join(keys[:count]))
            if candidate is None:
                continue
            if longer is not None:  # "University of Michigan Center": the state, not the town of Michigan Center
                return candidate if self.weights.prior(candidate)[0] >= SURE else longer
            if (
                count == 1
                or keys[count - 1] not in self.words["after"]
                or max(e.people for e in candidate.entries) > 20_000
            ):
                return candidate
            longer = candidate
        return longer

    def _keys(self, reading: Reading, i: int) -> list[str]:
        keys = [reading.words[i].key]
        connectors = self.words["connectors"]
        for word in reading.words[i + 1 : i + LONGEST]:
            if not reading.joined(word.i) or not (word.capital or word.key in connectors or word.text.isdigit()):
                break
            keys.append(word.key)
        return keys

    def _phrase(self, keys: list[str]) -> int:
        """The words of a set phrase or body that is no place ("Native American", "Xinhua"); 0 where there is none."""
        phrases = self.words["not places"]
        for n in range(len(keys), 0, -1):
            phrase = " ".join(keys[:n])
            if phrase in phrases or phrase in self.bodies:
                return n
        return 0

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
        """ "Aurora, Ill.", "Paris (Tex.)"; and "R-Ky." after a senator's name."""
        if first == 0 or not reading.words[first - 1].capital:
            return False
        gap = reading.words[first].gap
        return gap in (", ", ",", " (", ",\n") or (gap == "-" and reading.words[first - 1].text in ("R", "D", "I"))

    # --- what the words around say

    def _containers(self, reading: Reading, at: dict[int, Candidate]) -> None:
        """ "Lviv, Ukraine", "Aurora, Ill.", "London (Ontario)": the second names what the first lies in."""
        for candidate in at.values():
            outer = self._outer(reading, candidate, at)
            if outer is None or outer.use == "adjective":
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

    def _outer(self, reading: Reading, inner: Candidate, at: dict[int, Candidate]) -> Candidate | None:
        """The name after a comma or bracket, or after "in": "Tripoli, in northern Lebanon"."""
        words, last = reading.words, inner.last
        outer = at.get(last)
        if outer is not None:
            return outer if words[last].gap in (", ", ",", " (", ",\n") else None
        if last + 1 < len(words) and words[last].key == "in" and words[last].gap in (" ", ", "):
            side = last + 1
            if not words[side].capital and words[side].key in self.words["locatives"] and side + 1 < len(words):
                side += 1
            return at.get(side) if words[side].gap == " " else None
        return None

    def persons(self, reading: Reading) -> frozenset[str]:
        """Given names and surnames, folded, of the people that the text names in full."""
        found: set[str] = set()
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
                    if word.key in self.known and (len(run) > 2 or titled):
                        continue  # "Israel Security Agency"; but "Jordan Smith" is a person
                    if word.key in self.tables.given_names and self._goes_on_as_name(run[n + 1]):
                        found.update(part.key for part in run[n:])
                        break
                else:
                    if titled and self._goes_on_as_name(run[-1]) and run[-2].key not in self.words["after"] - titles:
                        found.add(run[-1].key)
            i = last
        return frozenset(found)

    def _goes_on_as_name(self, word: Word) -> bool:
        """True for a word that can be a surname: none of the words that follow place names, no letters, no state."""
        if word.capitals:
            return False
        lists = ("after", "kinds", "roads", "media", "bodies", "corporate", "calendar", "small words")
        if any(word.key in self.words[name] for name in lists):
            return False
        return not any(k.use != "after" and k.place.kind == "country" for k in self.known.get(word.key, ()))


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


def _merged(known: list[PlaceEntry], rows: tuple[PlaceEntry, ...]) -> tuple[PlaceEntry, ...]:
    """The small tables' places first; the gazetteer's row for the same place gives only its region."""
    out: list[PlaceEntry] = []
    for place in known:
        same = next((r for r in rows if r.geonameid == place.geonameid is not None), None)
        if same is not None and not place.region:
            place = replace(place, region=same.region, people=same.people)
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
        if country is None or name.kind not in ("state", "adjective") or not name.form[:1].isupper():
            continue
        key = fold(name.form)
        if name.entity.sectors or key in left_out or key in found:
            continue
        use = "name" if name.kind == "state" else "adjective"
        letters = name.form.replace(".", "")
        found[key].append(Known(country.place, use, name.form, letters.isupper() and len(letters) < 6))
    for known in tables.country_names:
        if fold(known.form) not in found:
            found[fold(known.form)].append(known)
    return {key: tuple(group) for key, group in found.items()}
