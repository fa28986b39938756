"""Parties by name: states, organisations, groups, media, office-holders, each with its dates.

The tables under ``lexicon/actors`` are read into one list of names. A name
may belong to several parties; who is meant is decided later, at the article's
date, and only where one candidate is left.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from detente.codebook.complaints import complain
from detente.codebook.tables import read_rows
from detente.codebook.yamltext import Entry, read_entries, split
from detente.model import NAMED_CODES, Entity

FAMILY_NAME_FIRST = frozenset(
    {"CHN", "TWN", "PRK", "KOR", "VNM", "KHM", "HKG", "SGP", "MMR", "LAO", "MYS", "IDN", "ETH", "ERI", "ISL", "BRN"}
)
"""States whose names are printed family name first, so that "Mr Xi" is the first word."""

ROMAN = re.compile(r"[IVX]{1,5}\.?|Jr\.?|Sr\.?")
TITLES_OF_OFFICE = {
    "head_of_state": "president, head of state, king, queen, emperor, sultan, emir, pope, junta leader, leader, ruler",
    "head_of_government": "prime minister, premier, chancellor, head of government, taoiseach, leader",
    "foreign_minister": "foreign minister, foreign secretary, secretary of state, external affairs minister, "
    "minister of foreign affairs, minister for foreign affairs, top diplomat, foreign affairs minister",
    "defence_minister": "defence minister, defense minister, defence secretary, defense secretary, "
    "secretary of defense, minister of defence, minister of defense, defence chief",
    "interior_minister": "interior minister, home secretary, minister of the interior, home minister",
    "spokesperson": "spokesman, spokeswoman, spokesperson, press secretary",
    "security_adviser": "national security adviser, national security advisor, security council secretary, "
    "secretary of the security council",
    "vice_president": "vice president, vice-president",
    "leader": "leader, supreme leader, ruler",
    "military_chief": "army chief, chief of staff, chief of the general staff",
    "chief_of_organisation": "secretary-general, secretary general, director-general, president, chairman, head, chief, "
    "high representative, prosecutor, chief prosecutor, managing director",
    "ambassador": "ambassador, envoy",
    "lawmaker": "lawmaker, legislator, member of parliament, parliamentarian, mp, senator, congressman, congresswoman",
}
"""Titles under which newspapers introduce the holder of an office."""


class Name(NamedTuple):
    """One form in print and one party it may stand for, while ``since`` <= day <= ``until``."""

    form: str
    entity: Entity
    kind: str  # state, adjective, people, capital, government, body, place, organisation, group, media, person
    since: date | None = None
    until: date | None = None
    office: str = ""

    def holds_on(self, day: date | None) -> bool:
        return day is None or not (
            (self.since is not None and day < self.since) or (self.until is not None and day > self.until)
        )


@dataclass(frozen=True)
class ActorTables:
    names: tuple[Name, ...]
    kind_nouns: dict[str, tuple[str, ...]]  # organisation -> head nouns ("alliance", "bloc")
    officials: dict[str, frozenset[str]]  # title -> organisations that it means in context ("secretary general")
    members: dict[str, tuple[str, ...]]
    capital_of: dict[str, str]  # capital in print -> state's code
    agencies: dict[str, str]  # form in a credit -> canonical name
    seats: dict[str, tuple[str, ...]]  # last word of a seat ("Hague") -> organisations that sit there
    state_nouns: dict[str, tuple[str, ...]]  # "kingdom" -> codes of the states that are called so
    regions: dict[str, tuple[str, ...]]  # "West African" -> organisations that speak for the region

    @cached_property
    def kind_words(self) -> frozenset[str]:
        """All nouns of ``kind_nouns``."""
        return frozenset(noun for nouns in self.kind_nouns.values() for noun in nouns)

    @cached_property
    def by_form(self) -> dict[str, tuple[Name, ...]]:
        found: dict[str, list[Name]] = defaultdict(list)
        for name in self.names:
            if name not in found[name.form]:
                found[name.form].append(name)
        return {form: tuple(group) for form, group in found.items()}

    @cached_property
    def persons_by_surname(self) -> dict[str, tuple[Name, ...]]:
        """Holders of office by the part of the name that newspapers print alone."""
        found: dict[str, dict[tuple[str, str, str, date | None], Name]] = defaultdict(dict)
        for name in self.names:
            if name.kind != "person":
                continue
            for part in surnames(name.form, name.entity.code):
                found[part][name.entity.code, name.entity.name, name.office, name.since] = name
        return {part: tuple(group.values()) for part, group in found.items()}

    @cached_property
    def persons_by_office(self) -> dict[tuple[str, str], tuple[Name, ...]]:
        """Holders by (office, first letter of the name), for names that a paper misspells."""
        found: dict[tuple[str, str], list[Name]] = defaultdict(list)
        for name in self.names:
            if name.kind == "person":
                found[name.office, name.form[:1]].append(name)
        return {key: tuple(group) for key, group in found.items()}

    @cached_property
    def full_names_by_initial(self) -> dict[tuple[str, int], dict[str, tuple[Name, ...]]]:
        """First letter and length -> name of two words or more -> its holders, for names that a paper misspells."""
        found: dict[tuple[str, int], dict[str, list[Name]]] = defaultdict(lambda: defaultdict(list))
        for name in self.names:
            if name.kind == "person" and " " in name.form:
                found[name.form[0], len(name.form)][name.form].append(name)
        return {key: {form: tuple(group) for form, group in forms.items()} for key, forms in found.items()}

    @cached_property
    def states(self) -> dict[str, Entity]:
        """The state as a party, by code."""
        return {n.entity.code: n.entity for n in self.names if n.kind == "state" and not n.entity.sectors}


def surnames(name: str, code: str) -> tuple[str, ...]:
    """The words of a name that may stand alone: the last, a particle with it, or the first where that is usual."""
    words = [w for w in name.split() if not ROMAN.fullmatch(w)]  # "King Albert II" is not called "II"
    if len(words) < 2:
        return ()
    found = [words[-1]]
    if words[-1].lower().startswith(("al-", "el-")):
        found += [words[-1][3:], words[-1][:1].upper() + words[-1][1:]]  # "Al-Sisi" opens a sentence
    if len(words) > 2 and words[-2].lower() in ("al", "el", "van", "von", "de", "da", "bin", "ben", "di", "der"):
        found.append(" ".join(words[-2:]))
    if code in FAMILY_NAME_FIRST:
        found.append(words[0])
    return tuple(found)


def load_actors(folder: Path, own: Path | None = None) -> ActorTables:
    """Read every table below ``lexicon/actors``, and after them those of a user's own folder.

    Args:
        folder: The shipped tables.
        own: A folder of the same layout in which any file may be absent.

    Raises:
        CodebookError: a row or entry that cannot be used, with file and line.
    """
    read = _Reading()
    for base in (folder, own) if own is not None else (folder,):
        for path in sorted((base / "states").glob("*.yaml")):
            read.states(path)
        for name, reader in (("organisations.yaml", read.organisations), ("media.csv", read.media)):
            if base == folder or (base / name).is_file():
                reader(base / name)
        for path in sorted(base.glob("groups*.yaml")):
            read.groups(path)
        for path in sorted((base / "holders").glob("*.csv")):
            for number, row in read_rows(path):
                read.names.extend(_holder(path.name, number, row, read.organisations_by_name))
    return ActorTables(
        tuple(read.names),
        read.nouns,
        {title: frozenset(names) for title, names in read.officials.items()},
        read.members,
        read.capital_of,
        dict(agency_names()),
        {seat: tuple(found) for seat, found in read.seats.items()},
        {row["noun"]: tuple(row["codes"].split()) for _, row in read_rows(folder / "state_nouns.csv")},
        _regions(folder / "regions.csv", read.organisations_by_name),
    )


class _Reading:
    """What has been read of the tables so far."""

    def __init__(self) -> None:
        self.names: list[Name] = []
        self.capital_of: dict[str, str] = {}
        self.nouns: dict[str, tuple[str, ...]] = {}
        self.officials: dict[str, set[str]] = defaultdict(set)
        self.members: dict[str, tuple[str, ...]] = {}
        self.organisations_by_name: dict[str, Entity] = {}
        self.seats: dict[str, list[str]] = defaultdict(list)

    def states(self, path: Path) -> None:
        for entry in read_entries(path):
            self.names.extend(_state(entry))
            for capital in entry.words("capital"):
                self.capital_of.setdefault(capital, entry.text("code"))

    def organisations(self, path: Path) -> None:
        for entry in read_entries(path):
            entity = Entity(entry.text("code"), None, entry.text("name"))
            self.organisations_by_name[entity.name] = entity
            self.names.extend(_organisation(entry, entity))
            self.nouns[entity.name] = tuple(k.lower() for k in entry.words("kind"))
            for title in entry.words("officials"):
                self.officials[title.replace("-", " ").lower()].add(entity.name)
            for seat in entry.words("seat"):
                self.seats[seat.split()[-1]].append(entity.name)
            self.members[entity.name] = tuple(m.split()[0] for m in entry.words("members"))

    def groups(self, path: Path) -> None:
        for entry in read_entries(path):
            self.names.extend(_group(entry))
            self.nouns[entry.text("name")] = tuple(k.lower() for k in entry.words("kind"))

    def media(self, path: Path) -> None:
        for number, row in read_rows(path):
            if not row["name"]:
                raise complain("media.csv", number, "'name' is empty")
            self.names.extend(_medium(row))


def _regions(path: Path, organisations: dict[str, Entity]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for number, row in read_rows(path):
        names = split(row["organisations"], "|")
        for name in names:
            if name not in organisations:
                raise complain(path.name, number, f"'{name}' is not in organisations.yaml")
        found[row["region"]] = names
    return found


@cache
def agency_names() -> Mapping[str, str]:
    """Every form in which pages credit an agency or state medium -> its canonical name; read from ``media.csv`` alone."""
    path = Path(__file__).parent / "lexicon" / "actors" / "media.csv"
    found: dict[str, str] = {}
    for _, row in read_rows(path):
        if "agency" in row["kind"] or row["kind"].startswith("state"):
            for form in (row["name"], *split(row["also"], "|"), *split(row["credit_only"], "|")):
                found.setdefault(form, row["name"])
    return found


@cache
def media_owners() -> Mapping[str, str]:
    """Who owns or directs an agency or outlet, by its canonical name; left out where it is its own or not known."""
    path = Path(__file__).parent / "lexicon" / "actors" / "media.csv"
    rows = (row for _, row in read_rows(path))
    return {row["name"]: row["owner"] for row in rows if row["owner"] and not row["owner"].startswith("its ")}


def _state(entry: Entry) -> Iterator[Name]:
    code, sector = entry.text("code"), entry.text("sector")
    name = entry.text("name")
    since, until = _dates(entry.file, entry.line, entry.text("from"), entry.text("until"))
    state = Entity(code, "GOV", name, (sector,) if sector else ())

    def forms(key: str, kind: str, entity: Entity) -> Iterator[Name]:
        for form in entry.words(key):
            yield Name(_bare(form), entity, kind, since, until)

    yield from forms("name", "state", state)
    yield from forms("also", "state", state)
    yield from forms("adjective", "adjective", state)
    yield from forms("people", "people", state)
    yield from forms("groups", "people", state)
    yield from forms("capital", "capital", state)
    yield from forms("government", "government", state)
    place = Entity(code, None, name)
    yield from forms("regions", "place", place)
    yield from forms("cities", "place", place)
    for line in entry.items("bodies"):
        called, _, body_sector = line.rpartition(":")
        first = called.split(",")[0].strip()
        for form in called.split(","):
            own = form.strip() if " " in form.strip() else first  # an abbreviation is named by what it stands for
            body = Entity(code, body_sector.strip() or "GOV", own)
            yield Name(_bare(form.strip()), body, "body", since, until)


def _organisation(entry: Entry, entity: Entity) -> Iterator[Name]:
    since, until = _dates(entry.file, entry.line, entry.text("from"), entry.text("until"))
    for key in ("name", "also", "parts"):
        for form in entry.words(key):
            yield Name(_bare(form), entity, "organisation", since, until)
    for form in entry.words("adjective"):
        yield Name(form, entity, "adjective", since, until)


def _group(entry: Entry) -> Iterator[Name]:
    periods = []
    for part in entry.text("history").split(";"):
        words = part.split()
        if len(words) == 3 and words[1] in ("until", "from"):
            day = words[2]
            periods.append((words[0], "" if words[1] == "until" else day, day if words[1] == "until" else ""))
    if not periods:
        periods = [(entry.text("sector"), entry.text("from"), entry.text("until"))]
    for sector, start, end in periods:
        since, until = _dates(entry.file, entry.line, start, end)
        entity = Entity(entry.text("code"), sector, entry.text("name"))
        for key in ("name", "also", "people"):
            for form in entry.words(key):
                yield Name(_bare(form), entity, "group", since, until)


def _medium(row: dict[str, str]) -> Iterator[Name]:
    entity = Entity(row["country"] or "MNC", "JRN", row["name"])
    for form in (row["name"], *split(row["also"], "|")):
        yield Name(_bare(form), entity, "media")


def _holder(file: str, number: int, row: dict[str, str], organisations: dict[str, Entity]) -> Iterator[Name]:
    since, until = _dates(file, number, row["from"], row["to"])
    organisation = organisations.get(row["code"])
    code = organisation.code if organisation else row["code"]
    if not organisation and (len(code) != 3 or not code.isupper()):
        raise complain(file, number, f"'{code}' is neither a code nor a name in organisations.yaml")
    sector = None if organisation else row["sector"] or "GOV"
    own = organisation.name if organisation and code in NAMED_CODES else row["name"]  # who speaks for NATO is NATO
    entity = Entity(code, sector, own)
    for form in (row["name"], *split(row["also"], "|")):
        yield Name(form, entity, "person", since, until, office=row["office"])


def _bare(form: str) -> str:
    """The form without a leading article, so that "the Kremlin" and "The Kremlin" are one."""
    return form[4:] if form.startswith(("the ", "The ")) else form


def _dates(file: str, line: int, start: str, end: str) -> tuple[date | None, date | None]:
    try:
        return _day(start, last=False), _day(end, last=True)
    except ValueError as error:
        raise complain(file, line, f"'{start}' to '{end}': not a day, month or year ({error})") from None


@cache
def _day(text: str, *, last: bool) -> date | None:
    """A day; a month or year alone is its first or, with ``last``, its last day."""
    if not text:
        return None
    parts = [int(p) for p in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    day = parts[2] if len(parts) > 2 else (calendar.monthrange(year, month)[1] if last else 1)
    return date(year, month, day)
