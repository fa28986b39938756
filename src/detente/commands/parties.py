"""Who is meant by a name on the command line: "Russia", "RUS", "the EU", "Kremlin", "NATO"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from detente.codebook import ActorTables, Name
from detente.commands.errors import NotFound
from detente.model import NAMED_CODES, Entity, Event

RANKS = (
    ("state",),
    ("organisation",),
    ("government", "adjective", "people", "capital"),
    ("group",),
    ("body",),
)
"""Kinds of names by how plainly they name a party; the first rank that knows the name decides."""

NEAR = 70
"""How alike (of 100) a name must be to be suggested; below, suggestions were noise on 40 misspelt names."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A party that was asked for. ``only`` is set where the code alone would mean more than the party."""

    key: str
    name: str
    only: str | None = None

    def fits(self, entity: Entity) -> bool:
        return entity.key == self.key and (self.only is None or entity.name == self.only)

    def among(self, entities: Iterable[Entity]) -> bool:
        return any(self.fits(e) for e in entities)


def find_party(text: str, actors: ActorTables) -> Wanted:
    """The party that a code or a name in any usual form stands for.

    Raises:
        NotFound: no party is called so (the nearest names are told), or several are.
    """
    name = _bare(text)
    if name.upper() in actors.states:
        return _state(name.upper(), actors)
    for found in (_exact(name, actors), _folded(name, actors)):
        if len(found) == 1:
            return found[0]
        if found:
            several = ", ".join(f"{w.name} ({w.key})" for w in found)
            raise NotFound("party not clear", text, f"it may be {several}", "Give the code.")
    raise NotFound("no such party", text, "nobody is called so", _nearest(name, actors))


def fits_pair(event: Event, first: Wanted, second: Wanted) -> bool:
    """One acts towards the other, or both act together."""
    return fits_sides(event.actors, event.recipients, first, second)


def fits_sides(actors: Iterable[Entity], recipients: Iterable[Entity], first: Wanted, second: Wanted) -> bool:
    doers, others = tuple(actors), tuple(recipients)
    return (first.among(doers) and second.among((*others, *doers))) or (second.among(doers) and first.among(others))


def _exact(name: str, actors: ActorTables) -> list[Wanted]:
    return _by_rank(actors.by_form.get(name, ()), actors)


def _folded(name: str, actors: ActorTables) -> list[Wanted]:
    wanted = name.casefold()
    return _by_rank([n for n in actors.names if n.form.casefold() == wanted], actors)


def _by_rank(names: Iterable[Name], actors: ActorTables) -> list[Wanted]:
    """The parties of the first rank that holds any; several only where the name itself is shared."""
    known = list(names)
    for kinds in RANKS:
        found: dict[tuple[str, str | None], Wanted] = {}
        for name in known:
            if name.kind in kinds:
                wanted = _wanted(name, actors)
                found.setdefault((wanted.key, wanted.only), wanted)
        if found:
            return list(found.values())
    return []


def _wanted(name: Name, actors: ActorTables) -> Wanted:
    entity = name.entity
    if entity.code in NAMED_CODES or entity.code not in actors.states:
        return Wanted(entity.key, entity.name)
    if name.kind == "group":
        return Wanted(entity.key, entity.name, only=entity.name)
    return _state(entity.code, actors)


def _state(code: str, actors: ActorTables) -> Wanted:
    """The state by its name of today: Russia for RUS, though the Soviet Union has the code too."""
    entity = actors.states[code]
    for name in actors.by_form.get(entity.name, ()):
        if name.kind == "state" and name.entity.code == code and name.until is None:
            return Wanted(code, entity.name)
    standing = [n for n in actors.names if n.kind == "state" and n.entity.code == code and n.until is None]
    return Wanted(code, standing[0].entity.name if standing else entity.name)


BLOCS = {"EUR": "European Union", "UNO": "United Nations"}
"""Bodies with a code of their own in PLOVER."""


def party_names(actors: ActorTables) -> dict[str, str]:
    """Code -> name of the state today, and of the bodies that have a code of their own."""
    return {**{code: _state(code, actors).name for code in actors.states}, **BLOCS}


def _nearest(name: str, actors: ActorTables) -> str:
    kinds = {kind for rank in RANKS[:2] for kind in rank}
    forms = list(dict.fromkeys(n.form for n in actors.names if n.kind in kinds and len(n.form) > 3))
    close = process.extract(name, forms, scorer=fuzz.WRatio, limit=3, score_cutoff=NEAR)
    if not close:
        return "Give a code such as RUS, or a name such as Russia or NATO."
    return f"Did you mean {', '.join(form for form, _, _ in close)}?"


def _bare(text: str) -> str:
    words = text.split()
    return " ".join(words[1:] if len(words) > 1 and words[0].lower() == "the" else words)
