"""What a reviewer writes to correct a report, ``actor=FRA people=23``, made into the changes that the ledger takes.

Every value is checked against the codebook, so that a correction cannot say
what a coding could not.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from detente.codebook import Codebook
from detente.commands.errors import BadValue
from detente.commands.nearest import nearest
from detente.commands.parties import find_party
from detente.commands.places import Locator
from detente.model import Entity, Period, Report

NOTHING = "none"
"""Empties a field: ``recipient=none``, ``date=none``."""

FIELDS = {
    "event": "event=SANCTION",
    "mode": "mode=expel,withdraw",
    "context": "context=military,diplomatic",
    "actor": "actor=RUS  actor=France,NATO  actor=IRN/MIL  actor='RUS/GOV/Sergey Lavrov'",
    "recipient": "recipient=GBR",
    "aux": "aux=future",
    "date": "date=2018-03-14  date=2018-03-14..2018-03-20  date=2018-03  date=2018-03-14..",
    "due": "due=2018-03-31",
    "said_by": "said_by='RUS/GOV/Sergey Lavrov',TASS",
    "people": "people=23",
    "location": "location=Salisbury",
    "quad_code": "quad_code=4",
    "event_scale": "event_scale=-7",
}
"""What may be corrected, each with an example."""

PEOPLE = 10**10
"""More people than there are."""


@dataclass(frozen=True, slots=True)
class Amending:
    """Reads corrections of one report."""

    book: Codebook
    report: Report

    def read(self, assignments: Sequence[str]) -> dict[str, Any]:
        """Changes in the shape of ``Report.to_json``, from words such as ``people=23``.

        Another event type brings its quad code and scale, and keeps those
        modes that it has. ``none`` empties a field.

        Raises:
            BadValue: no field of that name, or a value that the codebook does not have.
            NotFound: no party of that name.
        """
        given = dict(_pairs(assignments))
        changes: dict[str, Any] = {}
        for field, text in given.items():
            changes |= self._readers()[field](text)
        return self._graded(changes)

    def _readers(self) -> dict[str, Callable[[str], dict[str, Any]]]:
        plover = self.book.plover
        return {
            "event": lambda text: {"event": _one_of("event type", text.upper(), plover.types)},
            "mode": lambda text: {"mode": _split(text)},
            "context": lambda text: {"context": [_one_of("context", name, plover.contexts) for name in _split(text)]},
            "aux": lambda text: {"aux": [_one_of("auxiliary mode", name, plover.auxiliary) for name in _split(text)]},
            "actor": lambda text: {"actor": self._parties(text)},
            "recipient": lambda text: {"recipient": self._parties(text)},
            "said_by": lambda text: {"said_by": self._parties(text)},
            "people": lambda text: {"people": _number("people", "0" if text == NOTHING else text, 0, PEOPLE)},
            "date": lambda text: _dated("date", text),
            "due": lambda text: _dated("due", text),
            "location": lambda text: {"location": self._place(text)},
            "quad_code": lambda text: {"quad_code": _number("quad_code", text, 1, 4)},
            "event_scale": lambda text: {"event_scale": _decimal("event_scale", text)},
        }

    def _graded(self, changes: dict[str, Any]) -> dict[str, Any]:
        """Modes held against the type; quad code and scale that go with both, where they are not given."""
        if not {"event", "mode"} & changes.keys():
            return changes
        plover = self.book.plover
        event = changes.get("event", self.report.event)
        valid = plover.modes.get(event, {})
        if "mode" in changes:
            modes = [_one_of(f"mode of {event}", name, valid) for name in changes["mode"]]
        else:
            modes = [name for name in self.report.modes if name in valid]
        grade = {"quad_code": plover.types[event].quad_code, "event_scale": plover.scale(event, tuple(modes))}
        kept = {"mode": modes} if "mode" in changes or tuple(modes) != self.report.modes else {}
        return {**grade, **changes, **kept}

    def _parties(self, text: str) -> list[dict[str, Any]]:
        return [self._party(name).to_json() for name in _split(text)]

    def _party(self, text: str) -> Entity:
        """ "RUS", "France", "IRN/MIL", "RUS/GOV/Sergey Lavrov": party, sector, name."""
        party, *rest = [part.strip() for part in text.split("/", 2)]
        named = {n.entity for n in self.book.actors.by_form.get(party, ()) if n.kind in ("person", "media")}
        if len(named) == 1 and not rest:
            return named.pop()
        wanted = find_party(party, self.book.actors)
        code = wanted.key.split(":")[0]
        known = self.book.actors.states.get(code) if wanted.only is None else None
        sector = known.sector if known else None
        if rest and rest[0]:
            sector = _one_of("sector", rest[0].upper(), self.book.plover.sectors)
        name = rest[1] if len(rest) > 1 and rest[1] else wanted.name
        return Entity(code, sector, name)

    def _place(self, text: str) -> dict[str, Any] | None:
        if text == NOTHING:
            return None
        found = Locator(self.book).locate(text, date.today()).mention
        if found is None:
            raise BadValue("no such place", text, "no table holds it", "Try it with `detente where`.")
        return {**found.place.to_json(), "text": None, "span": None}


def _pairs(assignments: Sequence[str]) -> Iterable[tuple[str, str]]:
    seen = set()
    for assignment in assignments:
        field, equals, value = assignment.partition("=")
        field = field.strip().replace("-", "_")
        if not equals:
            raise BadValue("not a correction", assignment, "it has no '='", "Write it as people=23.")
        if field not in FIELDS:
            why = f"a report has no such field{nearest(field, FIELDS)}"
            raise BadValue("not a correction", assignment, why, "Write it as people=23.")
        if field in seen:
            raise BadValue("not a correction", assignment, f"'{field}' is given twice", "Give each field once.")
        if not value.strip():
            raise BadValue("not a correction", assignment, "it has no value", f"Write {field}={NOTHING} to empty it.")
        seen.add(field)
        yield field, value.strip()


def _split(text: str) -> list[str]:
    return [] if text == NOTHING else [part.strip() for part in text.split(",") if part.strip()]


def _one_of(what: str, text: str, valid: Iterable[str]) -> str:
    names = sorted(valid)
    if text not in names:
        told = nearest(text, names).removeprefix("; ") if names else "it has none"
        raise BadValue(f"no such {what}", text, "PLOVER does not have it", f"{told[:1].upper()}{told[1:]}")
    return text


def _number(field: str, text: str, least: int, most: int) -> int:
    digits = text.replace(",", "").replace("_", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 15 and least <= int(digits) <= most):
        raise BadValue(
            "not a number", f"{field}={text}", f"it is not a whole number from {least} to {most}", "Correct it."
        )
    return int(digits)


def _decimal(field: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not -10 <= value <= 10:
        raise BadValue("not a number", f"{field}={text}", "the scale runs from -10 to 10", "Correct it.")
    return value


def _dated(field: str, text: str) -> dict[str, Any]:
    period = read_period(field, text)
    return {
        field: period.to_json() if period else None,
        f"{field}_granularity": period.granularity if period else None,
    }


def read_period(field: str, text: str) -> Period | None:
    """A day, month, year, or two of them with ``..`` between; an end left out is open; ``none`` is no period.

    Raises:
        BadValue: it is something else.
    """
    if text == NOTHING:
        return None
    first, dots, last = (part.strip() for part in text.partition(".."))
    try:
        if not dots:
            start, end, size = _calendar(first)
            return Period(start, end, size)
        earliest = _calendar(first)[0] if first else None
        latest = _calendar(last)[1] if last else None
        return Period(earliest, latest, "open" if None in (earliest, latest) else "days")
    except (ValueError, OverflowError) as error:
        why = str(error) if "period" in str(error) else "it is no day, month or year of the calendar"
        raise BadValue("not a date", f"{field}={text}", why, f"Write {FIELDS['date']}.") from None


def _calendar(text: str) -> tuple[date, date, str]:
    """First day, last day and granularity of ``2018-03-14``, ``2018-03`` or ``2018``. Raises ValueError."""
    if re.fullmatch(r"\d{4}", text, re.A):
        return date(int(text), 1, 1), date(int(text), 12, 31), "year"
    if re.fullmatch(r"\d{4}-\d\d", text, re.A):
        start = date.fromisoformat(f"{text}-01")
        following = (start + timedelta(days=31)).replace(day=1)
        return start, following - timedelta(days=1), "month"
    day = date.fromisoformat(text)
    return day, day, "day"
