"""Actors from elsewhere: results of the Wikidata query, OpenSanctions' and EveryPolitician's CSV, and tables of one's own.

Each reader gives entries for a user's tables and counts, by reason, what it
left out. A column that it needs and does not find is told at once, so a
changed format is noticed the same day.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from detente.codebook.actors import TITLES_OF_OFFICE

COLUMNS = ("code", "sector", "name", "also", "office", "from", "to", "source")
MOST_BYTES = 2_000_000_000
"""A larger file is none of these; OpenSanctions' whole collection has about 500 MB and is read line by line."""
MOST_JSON = 200_000_000
"""Bytes of a query's result, which is held in memory; a whole run of the query has some 20 MB."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A row of ``holders/*.csv``; days are ISO 8601, empty where not known."""

    code: str
    sector: str
    name: str
    also: tuple[str, ...] = ()
    office: str = ""
    since: str = ""
    until: str = ""
    source: str = ""

    def cells(self) -> list[str]:
        also = "|".join(self.also)
        return [self.code, self.sector, self.name, also, self.office, self.since, self.until, self.source]


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation, company or group: an entry of ``groups*.yaml``."""

    code: str
    sector: str
    name: str
    also: tuple[str, ...]
    source: str


@dataclass
class Taken:
    """What a file gave, and why the rest was left out."""

    form: str
    holders: list[Holder] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    rows: int = 0


class UnreadableSource(Exception):
    """The file is not what it was said to be; the message says what is wrong with it."""


def form_of(path: Path) -> str:
    """Which of the formats a file is, by its first line.

    Raises:
        UnreadableSource: none of them.
    """
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        head = file.read(4096).lstrip()
    if head.startswith("{"):
        return "wikidata"
    first = next((line for line in head.splitlines() if line and not line.startswith("#")), "")
    cells = {cell.strip('"?') for cell in re.split(r"[,\t]", first)}
    for form, needed in NEEDED.items():
        if needed <= cells:
            return form
    raise UnreadableSource(f"its first line names none of the known sets of columns ({', '.join(NEEDED)})")


def read_source(path: Path, form: str, *, country: str = "", codes: Mapping[str, str]) -> Taken:
    """Read one file.

    Args:
        form: "wikidata", "opensanctions", "everypolitician" or "holders".
        country: ISO alpha-3 of the parliament; EveryPolitician's rows do not say.
        codes: ISO alpha-2 -> alpha-3, upper case.

    Raises:
        UnreadableSource: a column is missing, or it is no such file.
    """
    if path.stat().st_size > MOST_BYTES:
        raise UnreadableSource(f"it is larger than {MOST_BYTES:,} bytes")
    taken = Taken(form)
    rows = _wikidata_rows(path) if form == "wikidata" else _csv_rows(path)
    checked = _checked(rows, form)
    if form == "wikidata":
        _wikidata(checked, taken)
    elif form == "opensanctions":
        _opensanctions(checked, taken, codes)
    elif form == "everypolitician":
        _everypolitician(checked, taken, country)
    else:
        _holders(checked, taken)
    taken.holders = list(dict.fromkeys(taken.holders))
    return taken


NEEDED: dict[str, frozenset[str]] = {
    "holders": frozenset(COLUMNS),
    "wikidata": frozenset({"personLabel", "code", "officeLabel", "start", "end"}),
    "opensanctions": frozenset({"id", "schema", "name", "aliases", "countries"}),
    "everypolitician": frozenset({"id", "name", "group", "start_date", "end_date"}),
}
"""Columns that each format must have; others are not looked at."""


def _checked(rows: Iterable[dict[str, str]], form: str) -> Iterator[dict[str, str]]:
    for number, row in enumerate(rows):
        if number == 0 and (absent := NEEDED[form] - row.keys()):
            raise UnreadableSource(f"it has no column {', '.join(sorted(absent))}, as {form} files have")
        yield row


def _csv_rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        lines = (line.replace("\0", "") for line in file if not line.startswith("#"))
        first = next(lines, "")
        mark = "\t" if "\t" in first else ","
        names = [name.lstrip("?") for name in next(csv.reader([first], delimiter=mark), [])]
        plain = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        try:
            for cells in plain if mark == "\t" else csv.reader(lines):
                if len(cells) == len(names):
                    yield {k: v.strip() for k, v in zip(names, cells, strict=True)}
        except csv.Error as error:
            raise UnreadableSource(f"it is not CSV: {error}") from None


def _wikidata_rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        if not file.read(1).strip().startswith("{"):
            for row in _csv_rows(path):
                yield {k: _literal(v) for k, v in row.items()}
            return
    if path.stat().st_size > MOST_JSON:
        raise UnreadableSource(f"a query's result of more than {MOST_JSON:,} bytes; ask for fewer states at a time")
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig", errors="replace"))
        names = list(found["head"]["vars"])
        bindings = found["results"]["bindings"]
        for each in bindings:
            yield {name: str(each.get(name, {}).get("value", "")) for name in names}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableSource(f"it is not the JSON of a query's result: {error!r}") from None


def _literal(cell: str) -> str:
    """A term of SPARQL's TSV without its quotation marks, language and type."""
    found = re.fullmatch(r'"(.*)"(?:@[\w-]+|\^\^<.*>)?', cell)
    return found[1] if found else cell


def _wikidata(rows: Iterable[dict[str, str]], taken: Taken) -> None:
    for row in rows:
        taken.rows += 1
        name, office = _person_name(row["personLabel"]), office_of(row["officeLabel"])
        since = _day(row["start"], row.get("startPrecision", ""))
        until = _day(row["end"], row.get("endPrecision", ""))
        if reason := _why_not(name, office, row["code"], since, until):
            taken.left[reason] += 1
            continue
        also = _also(name, row.get("aliases", "").split("|"))
        source = f"Wikidata {row.get('person', '').rsplit('/', 1)[-1]}".strip()
        taken.holders.append(Holder(row["code"], "GOV", name, also, office, since, until, source))


def _why_not(name: str, office: str, code: str, since: str, until: str) -> str:
    """Why a term is left out; empty where it is not."""
    if not name:
        return "a name that is none"
    if not office:
        return "an office that the tables do not keep"
    if not re.fullmatch("[A-Z]{3}", code):
        return "no ISO alpha-3 code"
    if not since:
        return "no day of taking office"
    return "the end lies before the start" if until and until < since[: len(until)] else ""


_UNDER = re.compile(
    r"\b(?:deputy|vice[- ]minister|assistant|shadow|acting deputy|parliamentary|junior|state secretary)\b"
)
_OFFICES = (
    ("vice_president", r"vice[- ]president"),
    ("foreign_minister", r"foreign|external (?:affairs|relations)|(?:united states|us) secretary of state"),
    ("defence_minister", r"defen[cs]e|armed forces minister"),
    (
        "interior_minister",
        r"interior|home (?:secretary|affairs|department)|internal (?:affairs|security)|homeland security",
    ),
    ("head_of_government", r"prime minister|premier|chancellor|head of government|taoiseach|council of ministers"),
    ("head_of_state", r"president|head of state|king|queen|emperor|sultan|emir|monarch|grand duke|prince of monaco"),
)


def office_of(label: str) -> str:
    """Our name for an office by its English name: "Minister of Foreign Affairs of Egypt" is foreign_minister.

    Empty for deputies and for offices that the tables do not keep.
    """
    low = label.lower()
    if low in TITLES_OF_OFFICE:
        return low
    if _UNDER.search(low):
        return ""
    minister = re.search(r"\b(?:minister|secretary|ministry)\b", low)
    for office, pattern in _OFFICES:
        if re.search(rf"\b(?:{pattern})\b", low) and (minister or not office.endswith("_minister")):
            return office
    return ""


def _opensanctions(rows: Iterable[dict[str, str]], taken: Taken, codes: Mapping[str, str]) -> None:
    for row in rows:
        taken.rows += 1
        countries = [codes[c.upper()] for c in row["countries"].split(";") if c.upper() in codes]
        schema = row["schema"]
        if not countries:
            taken.left["no state of the tables"] += 1
        elif len(set(countries)) > 1:
            taken.left["more than one state"] += 1
        elif schema == "Person":
            name = _person_name(row["name"])
            if not name:
                taken.left["a name that is none"] += 1
                continue
            also = _also(name, row["aliases"].split(";"))
            taken.holders.append(Holder(countries[0], "UNK", name, also, "", "", "", f"OpenSanctions {row['id']}"))
        elif schema in BODIES:
            name = _body_name(row["name"])
            if not name:
                taken.left["a name that is none"] += 1
                continue
            other = tuple(dict.fromkeys(a for a in map(_body_name, row["aliases"].split(";")) if a and a != name))
            taken.bodies.append(Body(countries[0], BODIES[schema], name, other, f"OpenSanctions {row['id']}"))
        else:
            taken.left[f"a {schema or 'thing of no kind'}"] += 1


BODIES = {"Organization": "UNK", "Company": "BUS", "LegalEntity": "UNK", "PublicBody": "GOV"}
"""OpenSanctions' kinds of bodies and their sector in PLOVER; UNK where the kind does not tell."""


def _everypolitician(rows: Iterable[dict[str, str]], taken: Taken, country: str) -> None:
    if not re.fullmatch("[A-Z]{3}", country):
        raise UnreadableSource("its rows do not say which state's parliament it is; give --country, such as GBR")
    for row in rows:
        taken.rows += 1
        name = _person_name(row["name"])
        if not name:
            taken.left["a name that is none"] += 1
            continue
        other = [row.get("sort_name", "")]
        since, until = _day(row["start_date"]), _day(row["end_date"])
        source = f"EveryPolitician, {row.get('group') or 'no group'}, term {row.get('term') or 'not told'}"
        taken.holders.append(Holder(country, "LEG", name, _also(name, other), "lawmaker", since, until, source))


def _holders(rows: Iterable[dict[str, str]], taken: Taken) -> None:
    """A table of one's own, such as `actors learn --write` made, after a review."""
    for row in rows:
        taken.rows += 1
        if not row["name"] or not row["code"]:
            taken.left["no name or code"] += 1
            continue
        also = tuple(part.strip() for part in row["also"].split("|") if part.strip())
        cells = (row["office"], row["from"], row["to"], row["source"] or "a table of one's own")
        taken.holders.append(Holder(row["code"], row["sector"], row["name"], also, *cells))


_NAME = re.compile(r"[^\W\d_][\w'’.\- ]{2,60}")
_LATIN = re.compile(r"[ -~À-ɏḀ-ỿ‘’ʻʼ]+")


def _person_name(text: str) -> str:
    """A name as papers print it: "IVANOV, Ivan" is "Ivan Ivanov"; empty for what is no name of two words."""
    text = " ".join(re.sub(r"\(.*?\)", " ", text).split())
    if text.count(",") == 1:
        last, first = (part.strip() for part in text.split(","))
        text = f"{first} {last}"
    if text.isupper() or re.search(r"\b[A-ZÀ-Þ]{3,}\b", text):
        text = " ".join(w.capitalize() if w.isupper() and len(w) > 2 else w for w in text.split())
    usable = _NAME.fullmatch(text) and _LATIN.fullmatch(text) and " " in text and text[0].isupper()
    return text if usable else ""


def _body_name(text: str) -> str:
    """The name of a body; empty where one word, another script or a comma would make it match what it is not."""
    text = " ".join(text.split())
    usable = _LATIN.fullmatch(text) and " " in text and "," not in text and 5 < len(text) < 90 and text[0].isupper()
    return text if usable and not text.isupper() else ""


def _also(name: str, others: Iterable[str]) -> tuple[str, ...]:
    found = (_person_name(other) for other in others)
    return tuple(dict.fromkeys(other for other in found if other and other != name))[:8]


def _day(text: str, precision: str = "") -> str:
    """The day, month or year that a timestamp gives; empty where it is none.

    ``precision`` is Wikidata's: 9 for a year, 10 for a month, 11 for a day;
    without it a timestamp is taken to be of the day.
    """
    found = re.match(r"\+?(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text)
    if not found:
        return ""
    year, month, day = found.groups()
    if precision == "9" or not month or month == "00":
        return year
    return f"{year}-{month}" if precision == "10" or not day or day == "00" else f"{year}-{month}-{day}"


def without_known(taken: Taken, known: Callable[[Holder], bool], known_name: Callable[[str], bool]) -> Taken:
    """Leave out the terms that the tables have already, and bodies whose name means something else to them."""
    left = Counter(taken.left)
    holders = [h for h in taken.holders if not known(h)]
    left["in the tables already"] += len(taken.holders) - len(holders)
    bodies = [b for b in taken.bodies if not known_name(b.name)]
    left["a name that the tables have already"] += len(taken.bodies) - len(bodies)
    bodies = [replace(b, also=tuple(a for a in b.also if not known_name(a))) for b in bodies]
    return Taken(taken.form, holders, bodies, +left, taken.rows)


def holders_csv(holders: Iterable[Holder], head: str) -> Iterator[str]:
    """Lines of ``holders/*.csv``, the comment first."""
    yield f"# {head}\n"
    yield ",".join(COLUMNS) + "\n"
    for holder in holders:
        yield _csv_line(holder.cells())


def _csv_line(cells: list[str]) -> str:
    def quoted(cell: str) -> str:
        cell = " ".join(cell.split())
        return '"' + cell.replace('"', '""') + '"' if re.search('[",]', cell) or cell.startswith("#") else cell

    return ",".join(map(quoted, cells)) + "\n"


def bodies_yaml(bodies: Iterable[Body], head: str) -> Iterator[str]:
    """Lines of ``groups*.yaml``, the comment first; texts are quoted as JSON, which YAML takes."""
    yield f"# {head}\n"
    for body in bodies:
        yield f"- name: {json.dumps(body.name, ensure_ascii=False)}\n  code: {body.code}\n  sector: {body.sector}\n"
        if body.also:
            yield f"  also: {json.dumps(', '.join(body.also), ensure_ascii=False)}\n"
        yield f"  source: {json.dumps(body.source, ensure_ascii=False)}\n"
