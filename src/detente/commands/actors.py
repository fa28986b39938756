"""Widening the tables of actors: what the ledger learned from introductions, and files from elsewhere.

Everything goes to the user's own folder of actor tables, which is read after
the shipped ones; see `detente.commands.books`.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from detente.codebook import ActorTables, Codebook
from detente.codebook.actors import TITLES_OF_OFFICE, load_actors
from detente.codebook.complaints import CodebookError
from detente.codebook.statecodes import state_codes
from detente.commands import ledgers
from detente.commands.books import load_book, own_actors
from detente.commands.errors import NotFound, Rejected
from detente.export.actor_sources import (
    Holder,
    Taken,
    UnreadableSource,
    bodies_yaml,
    form_of,
    holders_csv,
    read_source,
    without_known,
)
from detente.record import StoredIntroduction

ENOUGH = 3
"""Outlets that must have introduced a person before the tables are offered the name (issue C)."""
LEARNED = "learned.csv"
OTHER_KINDS = ("learned", "wikidata", "opensanctions", "everypolitician")


@dataclass(frozen=True)
class Candidate:
    """A person whom several outlets introduced as one party's, and whom no table names."""

    name: str
    code: str  # of a state, or the name of an organisation
    sector: str
    titles: tuple[str, ...]  # the usual one first
    outlets: tuple[str, ...]
    met: tuple[StoredIntroduction, ...]  # in the order of publication

    @property
    def days(self) -> tuple[date | None, date | None]:
        """First and last day of publication."""
        days = [m.published_at for m in self.met if m.published_at]
        return (days[0], days[-1]) if days else (None, None)

    @property
    def holder(self) -> Holder:
        """The entry that a review would make of it, from the first day on and without an end."""
        first, last = self.days
        source = f"{len(self.outlets)} outlets, {first or 'no day'} to {last or 'no day'}: {self.met[0].introduction.span.text}"
        return Holder(
            self.code, self.sector, self.name, (), office_called(self.titles[0]), first.isoformat() if first else "", "",
            source,
        )  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        first, last = self.days
        return {
            "name": self.name,
            "code": self.code,
            "sector": self.sector or None,
            "titles": list(self.titles),
            "office": self.holder.office,
            "outlets": list(self.outlets),
            "first": first.isoformat() if first else None,
            "last": last.isoformat() if last else None,
            "met": [
                {"article": m.article, "outlet": m.outlet, "published": str(m.published_at or ""),
                 "text": m.introduction.span.text, "span": m.introduction.span.to_json()}
                for m in self.met
            ],
        }  # fmt: skip


def office_called(title: str) -> str:
    """The tables' name for an office by the title that introduces its holder; the title itself where there is none."""
    for office, titles in TITLES_OF_OFFICE.items():
        if title in titles.split(", "):
            return office
    return title


def learn(ledger: Path | None, *, outlets: int = ENOUGH, book: Codebook | None = None) -> list[Candidate]:
    """People introduced in so many outlets whom the tables do not name, those met most often first.

    Raises:
        LedgerError: there is no ledger, or it cannot be read.
    """
    actors = (book or load_book()).actors
    with ledgers.open_to_read(ledger) as opened:
        met = opened.introductions()
    return candidates(met, actors, outlets=outlets)


def candidates(met: Iterable[StoredIntroduction], actors: ActorTables, *, outlets: int = ENOUGH) -> list[Candidate]:
    """Introductions by person and party; an outlet counts once, and one without a name not at all."""
    known = {n.form for n in actors.names if n.kind == "person"}
    organisations = {n.entity.name for n in actors.names if n.kind == "organisation"}
    groups: dict[tuple[str, str], list[StoredIntroduction]] = defaultdict(list)
    for each in met:
        entity = each.introduction.entity
        code = each.introduction.owner if each.introduction.owner in organisations else entity.code
        if each.introduction.name not in known:
            groups[each.introduction.name, code].append(each)
    found = []
    for (name, code), told in groups.items():
        papers = tuple(sorted({m.outlet for m in told if m.outlet}))
        if len(papers) < outlets:
            continue
        titles = [m.introduction.title for m in told]
        usual = tuple(sorted(dict.fromkeys(titles), key=lambda t: (-titles.count(t), t)))
        sector = told[0].introduction.entity.sector or ""
        found.append(Candidate(name, code, sector, usual, papers, tuple(told)))
    return sorted(found, key=lambda c: (-len(c.outlets), -len(c.met), c.name))


def write_for_review(found: Sequence[Candidate], to: Path) -> None:
    """Write the candidates as a table of holders to be looked through, mended, and taken in by `actors import`."""
    head = "Learned from introductions, to be reviewed: strike out what is wrong, mend days and offices, then import."
    _write(to, holders_csv((c.holder for c in found), head))


def accept(found: Sequence[Candidate], names: Sequence[str], *, by: str, own: Path | None = None) -> Path:
    """Make entries of the named candidates in the user's own tables; returns the file.

    Raises:
        NotFound: a name that was not offered.
    """
    offered = {c.name: c for c in found}
    for name in names:
        if name not in offered:
            near = ", ".join(list(offered)[:5]) or "nobody"
            raise NotFound("not offered", name, f"offered are {near}", "Run `detente actors learn` to see the names.")
    path = (own or own_actors()) / "holders" / LEARNED
    before = read_source(path, "holders", codes={}).holders if path.is_file() else []
    rows = [h for n in names if (h := _reviewed(offered[n].holder, by)) not in before]
    _write(path, holders_csv([*before, *rows], "Learned from introductions and reviewed."))
    return path


def _reviewed(holder: Holder, by: str) -> Holder:
    source = f"{holder.source}; accepted by {by}" if by else holder.source
    return Holder(holder.code, holder.sector, holder.name, holder.also, holder.office, holder.since, "", source)


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    form: str
    rows: int
    holders: int
    bodies: int
    left: dict[str, int]
    files: tuple[Path, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "format": self.form,
            "rows": self.rows,
            "terms": self.holders,
            "bodies": self.bodies,
            "left_out": self.left,
            "files": [str(f) for f in self.files],
        }


def import_actors(
    path: Path, *, form: str = "", country: str = "", own: Path | None = None, check: bool = False
) -> Imported:
    """Take actors from a file into the user's own tables; a second import of the kind takes the first one's place.

    Args:
        form: "wikidata", "opensanctions", "everypolitician" or "holders"; told by the file where empty.
        country: For EveryPolitician: the parliament's state, ISO alpha-3.
        check: Only say what would be taken.

    Raises:
        Rejected: the file is of no known format, or a row cannot be used.
        NotFound: no such file.
    """
    if not path.is_file():
        raise NotFound("no such file", str(path), "nothing is there", "Check the path.")
    own = own or own_actors()
    shipped = load_book().actors
    try:
        form = form or form_of(path)
        taken = read_source(path, form, country=country, codes={c.iso2: c.code for c in state_codes().values()})
    except UnreadableSource as error:
        raise Rejected("cannot import", str(path), str(error), "See docs/lexicon.md for the formats.") from None
    name = "-".join(filter(None, (form, country if form == "everypolitician" else "")))
    if form == "holders":  # a table of one's own keeps its name, unless that is another kind's
        name = f"own-{path.stem}" if path.stem.startswith(OTHER_KINDS) else path.stem
    taken = _new(taken, shipped, own / "holders" / f"{name}.csv")
    holders, bodies = own / "holders" / f"{name}.csv", own / f"groups-{name}.yaml"
    written = []
    if not check:
        head = f"Taken from {path.name} by detente actors import; the next import of the kind takes its place."
        if taken.holders:
            written.append(_keep(holders, holders_csv(taken.holders, head), own))
        if taken.bodies:
            written.append(_keep(bodies, bodies_yaml(taken.bodies, head), own))
    return Imported(form, taken.rows, len(taken.holders), len(taken.bodies), dict(taken.left), tuple(written))


def _new(taken: Taken, actors: ActorTables, replaced: Path) -> Taken:
    """Without what the tables have; what an earlier import of the kind brought does not count as known."""
    earlier = read_source(replaced, "holders", codes={}).holders if replaced.is_file() else []
    again = {(h.code, h.office, form) for h in earlier for form in (h.name, *h.also)}
    terms = {(n.entity.code, n.office, n.form) for n in actors.names if n.kind == "person"} - again
    names = {n.form for n in actors.names}

    def known(h: Holder) -> bool:
        return any((h.code, h.office, form) in terms for form in (h.name, *h.also))

    replaced_bodies = replaced.parent.parent / f"groups-{replaced.stem}.yaml"
    known_name: Callable[[str], bool] = (lambda _: False) if replaced_bodies.is_file() else names.__contains__
    return without_known(taken, known, known_name)


def _keep(path: Path, lines: Iterable[str], own: Path) -> Path:
    """Write a table and read everything with it; a table that cannot be read is taken back.

    Raises:
        Rejected: with the complaint about the row.
    """
    before = path.read_bytes() if path.is_file() else None
    _write(path, lines)
    try:
        load_actors(Path(str(files("detente.codebook"))) / "lexicon" / "actors", own)
    except CodebookError as error:
        path.unlink() if before is None else path.write_bytes(before)
        raise Rejected("cannot import", str(path), str(error), "Mend the row and import again.") from None
    return path


def _write(path: Path, lines: Iterable[str]) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)
    os.replace(part, path)


def query() -> str:
    """The SPARQL query whose result `actors import` takes."""
    return (files("detente.codebook") / "queries" / "office_holders.rq").read_text(encoding="utf-8")
