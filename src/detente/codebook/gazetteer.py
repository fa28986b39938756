"""Places by name: GeoNames' towns and regions, states, and the waters, mountains and war areas of the news.

The gazetteer is one table of some 150,000 printed forms, sorted by its bytes.
It is mapped into memory and searched in place; a row is read when its name is
asked for, so that loading costs milliseconds and workers share the pages. The
small tables beside it (states, features, abbreviations, words of context) are
edited by hand and read at once. Place data: GeoNames, CC BY 4.0.
"""

from __future__ import annotations

import mmap
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from detente.codebook.complaints import CodebookError, complain
from detente.codebook.tables import read_rows
from detente.codebook.yamltext import read_entries, split

FOLDER = Path(__file__).parent / "lexicon" / "places"
LONGEST = 7
"""Words of a name that are looked up together ("the Democratic Republic of the Congo" is seven)."""

KINDS = {"C": "capital", "c": "town", "a": "region", "d": "district", "=": "also"}
_STROKES = str.maketrans(
    dict(zip("ıłŁøØđĐəƏħĦ", "ilLoOdDaAhH", strict=True))
    | {"ß": "ss", "æ": "ae", "Æ": "Ae", "þ": "th", "Þ": "Th", "ð": "d"}
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place that a name may mean.

    ``kind``: country, capital, town, region (first level, or a part of the
    world with a name), district (second level), world, disputed, border,
    island, mountain, water, river, lake, site, airport. ``country`` is ISO
    3166-1 alpha-3 (KOS for Kosovo), empty for what lies in several.
    ``care``: w also a common word, s a surname, g a given name; v a rare spelling.
    """

    geonameid: int | None
    kind: str
    name: str
    country: str
    region: str  # GeoNames' code of the first-level division, empty where unknown
    lat: float
    lon: float
    people: int = 0
    care: str = ""


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory: its point, its people and who borders it (codes)."""

    place: PlaceEntry
    neighbours: frozenset[str]


@dataclass(frozen=True, slots=True)
class Known:
    """One printed form of the small tables and what it means.

    ``use``: name, adjective ("Turkish"), after (a region's short form that
    needs a town before it). ``capitals`` is true where only capitals mean it
    ("US", "ACT").
    """

    place: PlaceEntry
    use: str
    form: str
    capitals: bool = False


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """The key of a name: lower case, no accents, one space for all that is no letter or digit."""
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text.translate(_STROKES))
        text = "".join(ch for ch in plain if not unicodedata.combining(ch))
    return " ".join(_WORD.findall(text.lower()))


class Gazetteer:
    """The sorted table of names. Thread-safe: nothing changes after opening."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise CodebookError(f"{path}: the table is missing; the installation is broken, install détente again")
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._end = len(self._bytes)
        start = 0
        while self._bytes[start : start + 1] == b"#":
            start = self._bytes.find(b"\n", start) + 1
        self._start = start
        self._range = lru_cache(maxsize=65_536)(self._find_range)
        self._rows = lru_cache(maxsize=16_384)(self._read)

    def longest(self, words: list[str]) -> list[int]:
        """How many of the leading words make a name, every such number, the largest first.

        Args:
            words: Folded words in the order of the text, ``LONGEST`` at most are read.
        """
        found: list[int] = []
        low, high = self._range(words[0])
        prefix = words[0]
        for count in range(1, min(len(words), LONGEST) + 1):
            if count > 1:
                prefix = f"{prefix} {words[count - 1]}"
                low, high = self._narrow(prefix, low, high)
            if low >= high:
                break
            if self._bytes[low : low + len(prefix.encode()) + 1] == prefix.encode() + b"\t":
                found.append(count)
        return found[::-1]

    def rows(self, key: str) -> tuple[PlaceEntry, ...]:
        """Every place that the folded name may mean, the most populous first; none is an answer."""
        return self._rows(key)

    def _find_range(self, word: str) -> tuple[int, int]:
        return self._narrow(word, self._start, self._end)

    def _narrow(self, prefix: str, low: int, high: int) -> tuple[int, int]:
        """Where the lines begin and end whose name is the prefix or goes on with a further word."""
        text = prefix.encode()
        start = self._bisect(text + b"\t", low, high)
        return start, self._bisect(text + b"!", start, high)

    def _bisect(self, target: bytes, low: int, high: int) -> int:
        """Offset of the first line in [low, high) that does not sort before ``target``."""
        data, size = self._bytes, len(target)
        while low < high:
            middle = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            if data[middle : middle + size] < target:
                end = data.find(b"\n", middle, high)
                low = high if end < 0 else end + 1
            else:
                high = middle
        return low

    def _read(self, key: str, *, follow: bool = True) -> tuple[PlaceEntry, ...]:
        text = key.encode() + b"\t"
        at = self._bisect(text, *self._range(key.split(" ", 1)[0]))
        found: dict[int, PlaceEntry] = {}
        while self._bytes[at : at + len(text)] == text:
            end = self._bytes.find(b"\n", at)
            cells = self._bytes[at + len(text) : end].decode().split("\t")
            at = end + 1
            if cells[1] == "=":
                if follow:
                    for place in self._read(cells[2], follow=False):
                        if place.geonameid == int(cells[0]):
                            care = cells[3] if len(cells) > 3 else ""
                            found.setdefault(place.geonameid, replace(place, care=care))
                continue
            found[int(cells[0])] = _row(key, cells)
        return tuple(sorted(found.values(), key=lambda p: (-p.people, p.geonameid or 0)))


def _row(key: str, cells: list[str]) -> PlaceEntry:
    id_, kind, name, country, region, lat, lon, people, care = cells
    return PlaceEntry(
        int(id_), KINDS[kind], name or key.title(), country, region, float(lat), float(lon), int(people or 0), care
    )


@dataclass(frozen=True)
class PlaceTables:
    """All that is known of places: the gazetteer and the small tables."""

    gazetteer: Gazetteer
    countries: dict[str, Country]  # by code
    features: tuple[Known, ...]
    abbreviations: tuple[Known, ...]
    words: dict[str, frozenset[str]]  # lists of context.yaml
    given_names: frozenset[str]

    @cached_property
    def country_names(self) -> tuple[Known, ...]:
        """GeoNames' English names of states and territories."""
        return tuple(Known(c.place, "name", c.place.name) for c in self.countries.values())


def load_places(folder: Path = FOLDER) -> PlaceTables:
    """Open the gazetteer and read the tables beside it.

    Raises:
        CodebookError: a table is missing, or a row cannot be used, with file and line.
    """
    gazetteer = Gazetteer(folder / "gazetteer.tsv")
    countries = {c.place.country: c for c in _countries(folder / "countries.tsv")}
    words = _words(folder / "context.yaml")
    given = (folder / "given_names.txt").read_text(encoding="utf-8").splitlines()
    return PlaceTables(
        gazetteer,
        countries,
        tuple(_features(folder / "features.tsv", countries)),
        tuple(_abbreviations(folder / "abbreviations.tsv", gazetteer)),
        words,
        frozenset(n for n in given if not n.startswith("#")) | words.get("given names", frozenset()),
    )


def _countries(path: Path) -> Iterator[Country]:
    for number, row in read_rows(path):
        try:
            point = float(row["lat"]), float(row["lon"])
            place = PlaceEntry(
                int(row["geonameid"]), "country", row["name"], row["code"], "", *point, int(row["people"])
            )
        except ValueError as error:
            raise complain(path.name, number, f"not a number ({error})") from None
        yield Country(place, frozenset(row["neighbours"].split()))


def _features(path: Path, countries: dict[str, Country]) -> Iterator[Known]:
    for number, row in read_rows(path):
        codes = split(row["country"])
        for code in codes:
            if code not in countries:
                raise complain(path.name, number, f"'{code}' is no code of countries.tsv")
        try:
            point = float(row["lat"]), float(row["lon"])
            id_ = int(row["geonameid"]) if row["geonameid"] else None
        except ValueError as error:
            raise complain(path.name, number, f"not a number ({error})") from None
        country = codes[0] if len(codes) == 1 else ""
        place = PlaceEntry(id_, row["kind"], row["name"], country, "", *point, 0, row["care"])
        yield from _forms(place, "name", [row["name"], *split(row["also"])])
        yield from _forms(place, "adjective", split(row["adjective"]))


def _abbreviations(path: Path, gazetteer: Gazetteer) -> Iterator[Known]:
    for number, row in read_rows(path):
        found = [p for p in gazetteer.rows(fold(row["region"])) if p.country == row["country"]]
        found.sort(key=lambda p: p.kind != "region")
        if not found:
            raise complain(path.name, number, f"the gazetteer has no '{row['region']}' in {row['country']}")
        if row["use"] not in ("free", "after"):
            raise complain(path.name, number, f"use is 'free' or 'after', not '{row['use']}'")
        yield from _forms(found[0], "name" if row["use"] == "free" else "after", [row["form"]])


def _forms(place: PlaceEntry, use: str, forms: Iterable[str]) -> Iterator[Known]:
    for form in forms:
        letters = form.replace(".", "")
        yield Known(place, use, form, capitals=letters.isupper() and len(letters) < 6)


def _words(path: Path) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for entry in read_entries(path):
        if entry.text("list") in found:
            raise complain(entry.file, entry.line, f"list '{entry.text('list')}' stands twice")
        found[entry.text("list")] = frozenset(entry.words("words"))
    return found
