"""Judgements of reviewers: give one, take one back, list them, and see which no longer fit the coding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from detente.codebook import Codebook
from detente.commands import ledgers, story
from detente.commands.amending import Amending
from detente.commands.errors import BadValue, NotFound
from detente.commands.nearest import nearest
from detente.model import NOW, View
from detente.record import Contradiction, Judgement, Ledger


@dataclass(frozen=True, slots=True)
class Moved:
    """A report that a judgement took to another event, or out of all; ``None`` where it tells of none."""

    report_id: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement and what it did: fields with their old and new values, and reports that changed their event."""

    judgement: Judgement
    changed: Mapping[str, tuple[Any, Any]]
    moved: tuple[Moved, ...]


def judge(
    ledger: Path | None,
    verdict: str,
    names: Sequence[str],
    *,
    by: str,
    why: str = "",
    against: Sequence[str] = (),
    outlet: str | None = None,
    since: date | None = None,
) -> Judged:
    """Accept, split, merge or retract, and find the events anew.

    Args:
        names: Ids of reports, or of events for all their reports.
        against: For a split: the reports they are set apart from.
        outlet: For a retraction of all that one outlet published (from ``since`` on).

    Raises:
        LedgerError: no ledger, nothing of that id, or a judgement that cannot be carried out.
        NotFound: an outlet that the ledger does not know.
    """
    with ledgers.open_to_correct(ledger) as opened:
        if outlet is not None:
            _check_outlet(opened, outlet)
        on, other = reports_of(opened, names), reports_of(opened, against)
        touched = on + other if outlet is None else [r.report_id for r in opened.reports(outlet=outlet)]
        before = _events(opened, touched)
        given = opened.judge(verdict, reports=on, against=other, outlet=outlet, since=since, by=by, why=why)
        if verdict != "accept":
            story.relink(opened)
        return Judged(given, {}, _moved(opened, before))


def amend(ledger: Path | None, name: str, assignments: Sequence[str], *, by: str, why: str, book: Codebook) -> Judged:
    """Correct fields of one report, written ``people=23``, and find the events anew.

    Raises:
        BadValue, NotFound: a field or value that is not one.
        LedgerError: as for `judge`.
    """
    with ledgers.open_to_correct(ledger) as opened:
        report_id = one_report(opened, name)
        old = opened.report(report_id).report
        changes = Amending(book, old).read(assignments)
        before = _events(opened, [report_id])
        given = opened.judge("amend", reports=[report_id], changes=changes, by=by, why=why)
        story.relink(opened)
        changed = differences(old.to_json(), opened.report(report_id).report.to_json())
        return Judged(given, changed, _moved(opened, before))


def withdraw(ledger: Path | None, name: str, *, by: str, why: str) -> Judged:
    """Take a judgement back, and find the events anew. Raises LedgerError."""
    with ledgers.open_to_correct(ledger) as opened:
        told = opened.judgement(name)
        touched = [*told.reports, *told.against]
        before = _events(opened, touched)
        old = opened.report(told.reports[0]).report.to_json() if told.verdict == "amend" else None
        given = opened.withdraw(told.judgement_id, by=by, why=why)
        if told.verdict != "accept":
            story.relink(opened)
        now = opened.report(told.reports[0]).report.to_json() if old is not None else {}
        return Judged(given, differences(old or {}, now), _moved(opened, before))


def judgements(
    ledger: Path | None, view: View = NOW, *, record: str | None = None, withdrawn: bool = False
) -> list[Judgement]:
    """Judgements in the order given, of all or on one report or event. Raises LedgerError."""
    with ledgers.open_to_read(ledger) as opened:
        if record is None:
            return opened.judgements(view, withdrawn=withdrawn)
        found: dict[tuple[str, str], Judgement] = {}
        for report_id in reports_of(opened, [record]):
            for given in opened.judgements(view, report=report_id, withdrawn=withdrawn):
                found[given.recorded_at, given.judgement_id] = given
        return [found[key] for key in sorted(found)]


def contradictions(ledger: Path | None) -> list[Contradiction]:
    """What the present coding reads otherwise than the reviewers did. Raises LedgerError."""
    with ledgers.open_to_read(ledger) as opened:
        return opened.contradictions()


def reports_of(ledger: Ledger, names: Sequence[str]) -> list[str]:
    """Whole ids of reports; an event's id stands for all reports that tell of it.

    Raises:
        LedgerError: nothing of that id.
    """
    found: list[str] = []
    for name in names:
        if name.upper().startswith("E-"):
            found += ledger.tellings(ledger.find_event(name))
        else:
            found.append(ledger.report(name).report_id)
    return list(dict.fromkeys(found))


def one_report(ledger: Ledger, name: str) -> str:
    """The report of an id, or the only one of an event.

    Raises:
        BadValue: several reports tell of the event.
        LedgerError: nothing of that id.
    """
    found = reports_of(ledger, [name])
    if len(found) > 1:
        raise BadValue(
            "one report at a time", name, f"{len(found)} reports tell of it", f"Name one: {', '.join(found)}."
        )
    return found[0]


LAID_OUT = ("span", "text", "granularity", "scope", "how", "notes", "tellings")
"""Ends of the names of fields that only follow from others."""


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Fields of a report's JSON that differ, old and new value; where their words stand is left out."""
    return {
        field: (old.get(field), value)
        for field, value in new.items()
        if value != old.get(field) and not field.endswith(LAID_OUT)
    }


def _check_outlet(ledger: Ledger, outlet: str) -> None:
    known = ledger.outlets()
    if outlet not in known:
        near = nearest(outlet, known) if known else ""
        raise NotFound("no such outlet", outlet, f"the ledger holds nothing of it{near}", "Check the spelling.")


def _events(ledger: Ledger, reports: Sequence[str]) -> dict[str, str | None]:
    return {report_id: ledger.event_of(report_id) for report_id in reports}


def _moved(ledger: Ledger, before: Mapping[str, str | None]) -> tuple[Moved, ...]:
    after = _events(ledger, list(before))
    return tuple(Moved(name, before[name], after[name]) for name in before if before[name] != after[name])
