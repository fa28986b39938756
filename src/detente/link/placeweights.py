"""What speaks for and against a name being a place: its own weight, the words before and after, the rest of the text.

Each reason is a number with words; a name is taken where they come to
``ENOUGH``. What else the article tells is heard too: a name that is a place
once is one again, and the surname of a person named in full is none. The
numbers were set on the development articles and on sentences of our own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from detente.codebook.gazetteer import LONGEST, PlaceEntry
from detente.link.placetext import SINGLE, Reading, Word

ENOUGH = 2.0
SURE = 2.5
_AGE = re.compile(r",? \(?\d{1,3}[,;.)]|, (?:a|an|the) \d\d-year-old")
_DASH = re.compile(r"\s*(?:\([\w .,/&-]{2,40}\)|/[\w .,]{2,30}/|[—–|]|--|-(?=\s))")
_DATE = re.compile(
    r"[,.]? ?\(?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tues|Wed|Thurs|Fri|Sat|Sun)[a-z]*\b"
)


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
    against: bool = False  # something says that this is a firm, a paper, a road, a person
    person: bool = False  # … a person
    located: bool = False  # the words around it say that it is a place
    inside: PlaceEntry | None = None  # "Lviv, Ukraine"
    wanted: frozenset[str] = frozenset()  # kinds that the words beside it ask for

    def add(self, points: float, reason: str) -> None:
        self.score += points
        if reason:
            self.why.append(reason)


class Weights:
    """Weighs candidates; built once from the lists of words of context and the given names."""

    def __init__(self, words: Mapping[str, frozenset[str]], given: frozenset[str]) -> None:
        self.words: Mapping[str, frozenset[str]] = defaultdict(frozenset, words)
        self.given = given

    def weigh(
        self,
        reading: Reading,
        c: Candidate,
        persons: frozenset[str],
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
        plain = c.entries[0].kind == "country" and c.first and reading.words[c.first - 1].key == "in"
        if c.last - c.first == 1 and c.key in persons and not plain:
            c.add(-3, "")
            c.against = c.person = True
        if reading.words[c.first].opens and c.last - c.first == 1 and not c.located:
            c.add(-1 if c.score < 3 else 0, "")

    def prior(self, c: Candidate, *, opens: bool = False) -> tuple[float, str]:
        if c.use == "adjective":
            return 3, "an adjective of nationality"
        best, points = None, -9.0
        for entry in c.entries:
            value = _weight_of_kind(entry) - _cost_of_care(entry, opens)
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
        last, end = c.last, min(len(words), c.last + LONGEST)
        while last < end and reading.joined(last) and (words[last].capital or words[last].key in ("of", "and")):
            last += 1
        if last > c.last and any(w.key in self.words["bodies"] for w in words[c.last : last]):
            c.add(-4, "")

    def _weigh_before(self, reading: Reading, c: Candidate, ends: dict[int, Candidate]) -> None:
        words, word = reading.words, reading.words[c.first]
        if c.first == 0:
            return
        before = words[c.first - 1]
        if word.gap == "-" and before.text in ("R", "D", "I"):
            c.add(3, "after a party's letter")  # "Mitch McConnell (R-Ky.)"
            return
        small = before.key in self.words["small words"] and (before.opens or before.key in ("a", "an", "the"))
        if before.capital and reading.joined(c.first) and not small:
            self._weigh_capital_before(c, before, ends)
            return
        beside = ends.get(c.first if word.gap == ", " else c.first - 1 if before.key in ("and", "or") else -1)
        if beside is not None and beside.use == "name" and beside.score >= ENOUGH and not beside.against:
            c.add(1.5 if word.gap == " " else 0.8, "beside another place")
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
        elif key in ("to", "left"):
            c.add(1.5, f"after '{before.text}'")
        elif key == "between":
            c.add(1, "")
        elif key == "of":
            kind = words[c.first - 2] if c.first > 1 else None
            if kind and before.gap.startswith(",") and (kind.text.isdigit() or kind.capital):
                c.add(3 if kind.text.isdigit() else 2, "where somebody is of")  # "Dana Poole, 43, of Corbin"
                c.located = True
            elif kind and kind.key in self.words["kinds"]:
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
        if key in self.words["titles"]:
            c.add(-6, "")
            c.against = c.person = True
        elif (SINGLE.fullmatch(before.text) and not before.opens and before.text not in "AI") or (
            key in self.given and (before.i + 1 not in ends or ends[before.i + 1].score < SURE)
        ):
            c.add(-5, "")
            c.against = c.person = True
        elif key in self.words["locatives"]:
            c.add(1, f"after '{before.text}'")
        elif key in self.words["calendar"] or before.i + 1 in ends or key in self.words["after"]:
            pass
        elif key in self.given:
            c.add(-4, "")
            c.against = c.person = True
        else:
            c.add(-0.5 if c.score >= 2.5 else -2.5, "")

    def _weigh_after(self, reading: Reading, c: Candidate, at: dict[int, Candidate]) -> None:
        words = reading.words
        rest = reading.after(c.last, 48)
        if _AGE.match(rest):
            c.add(-4, "")
            c.against = c.person = True
        self._weigh_dateline(reading, c, rest)
        if c.last >= len(words):
            return
        after = words[c.last]
        if not reading.joined(c.last):
            return
        if c.key.startswith(("st ", "saint ")) and after.key == "s" and after.gap in ("'", "’"):
            c.add(-3, "")  # "St. Paul's Hospital" is a saint's
            c.against = True
        if after.capital:
            self._weigh_capital_after(reading, c, after, at)
        elif after.key in self.words["leaders"] and c.last + 1 < len(words) and words[c.last + 1].capital:
            c.add(-3, "")
            c.against = True
        elif after.gap in (" ", "-", "\u00a0") or after.gap.isspace():
            if (
                after.key in self.words["speech"]
                and c.entries[0].kind not in ("country", "capital", "region", "disputed")
                and (c.first == 0 or words[c.first - 1].key not in ("of", "in", "from", "near", "to", "outside"))
            ):
                c.add(-3, "")
                c.against = c.person = True
            elif after.key in self.words["after"] or after.key in self.words["kinds"]:
                c.add(1.5, f"before '{after.text}'")
                c.wanted = c.wanted or self._kinds_wanted(after.key)

    def _weigh_capital_after(self, reading: Reading, c: Candidate, after: Word, at: dict[int, Candidate]) -> None:
        key = after.key
        follower = at.get(after.i)
        road = key in self.words["roads"] and not (reading.joined(after.i + 1) and reading.words[after.i + 1].capital)
        if road or key in self.words["media"]:
            c.add(-6, "")
            c.against = True
        elif key in self.words["corporate"]:
            c.add(-4, "")
            c.against = True
        elif key in self.words["after"] or key in self.words["kinds"] or key in self.words["titles"]:
            c.add(1.5, f"before '{after.text}'")
            c.wanted = c.wanted or self._kinds_wanted(key)
        elif (
            key in self.words["calendar"]
            or (follower and follower.score >= ENOUGH)
            or self._ends_as_body(reading, after.i)
        ):
            pass
        elif c.key in self.given or any("g" in e.care for e in c.entries):
            c.add(-5, "")
            c.against = c.person = True
        else:
            c.add(-0.5 if c.score >= 2.5 else -2.5, "")

    def _ends_as_body(self, reading: Reading, i: int) -> bool:
        """ "Victoria Lions Club", "Lebanon First Baptist Church": a body that is called after its place."""
        last, end = i + 1, min(len(reading.words), i + LONGEST)
        while last < end and reading.words[last].capital and reading.joined(last):
            last += 1
        key = reading.words[last - 1].key
        return last > i + 1 and (
            key in self.words["after"] or key in self.words["kinds"] or key in self.words["bodies"]
        )

    def _weigh_dateline(self, reading: Reading, c: Candidate, rest: str) -> None:
        word = reading.words[c.first]
        if c.first and "\n" not in word.gap and not (word.opens and word.capitals):
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


def hear_the_rest(found: Iterable[Candidate]) -> None:
    """A name that is surely a place once is one elsewhere; one that is a person's is so elsewhere."""
    by_key: dict[str, list[Candidate]] = defaultdict(list)
    for c in found:
        if c.use == "name":
            by_key[c.key].append(c)
    for group in by_key.values():
        sure = any(c.located and c.score >= SURE and not c.against for c in group)
        person = any(c.person and c.score < 0 for c in group)
        for c in group:
            if sure and not c.against:
                c.add(2, "" if c.located else "named as a place elsewhere in the text")
            elif person and not sure and not c.located:
                c.add(-3, "")


def lean_on_states(found: list[Candidate]) -> None:
    """A town that falls just short is taken where the text names its state or province."""
    states: set[str] = set()
    regions: set[tuple[str, str]] = set()
    for c in found:
        if c.score >= ENOUGH:
            first = c.entries[0]
            if first.kind in ("country", "disputed") or c.use == "adjective":
                states.add(first.country)
            elif first.kind == "region":
                regions.add((first.country, first.region))
    states.discard("USA")  # half of all names are a town there
    for c in found:
        if c.use == "name" and not c.against and 1.0 <= c.score < ENOUGH and not c.entries[0].care.strip("v"):
            if any(e.country in states or (e.country, e.region) in regions for e in c.entries):
                c.add(1, "the text names its state")


def _weight_of_kind(entry: PlaceEntry) -> float:
    if entry.kind in ("town", "capital"):
        steps = ((1_000_000, 3.0), (300_000, 2.5), (100_000, 2.0), (30_000, 1.2), (8_000, 0.5), (2_000, 0.0))
        if not entry.people and entry.geonameid is None:
            return 2.5  # of the hand-made table
        value = next((points for least, points in steps if entry.people >= least), -0.5)
        value += 0.8 if not entry.care and value < 2.0 else 0.0
        return value + (1.0 if entry.kind == "capital" and entry.people > 20_000 else 0.0)
    if entry.kind == "region":
        return (
            4.0 if not entry.people else 3.0 if entry.people >= 1_000_000 else 2.0 if entry.people >= 200_000 else 0.5
        )
    if entry.kind == "district":
        return 3.0 if entry.name.endswith((" County", " Parish")) else 0.5
    return 4.0


def _cost_of_care(entry: PlaceEntry, opens: bool) -> float:
    if not entry.care:
        return 0.0
    word = 1.0 if entry.people >= 100_000 and not opens else 2.0
    cost = max({"w": word, "s": 1.2, "g": 1.5, "v": 0.8}[mark] for mark in entry.care)
    if entry.kind not in ("town", "capital", "region", "district"):
        return cost + 0.5
    return cost / 3 if entry.people >= 300_000 and not set(entry.care) & {"w", "v"} else cost
