"""What `review` and `judge` show on a screen: the report that is to be decided on, and what a judgement did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from detente.export import words
from detente.export.evidence import Evidence
from detente.export.plain import plain, shorten
from detente.export.table import report_head
from detente.export.table_why import sentence_text
from detente.record import Contradiction, Judgement

WIDEST = 100
"""Characters of a value that are shown."""

VERBS = {"accept": "accepted", "amend": "corrected", "split": "set apart", "merge": "joined", "retract": "rejected"}


def item_block(
    number: int, evidence: Evidence, judgements: Sequence[Judgement], event_id: str | None, others: int
) -> RenderableType:
    """A report to be decided on: its sentence with the marked words, then what was read from it."""
    stored, report = evidence.stored, evidence.report
    head = Text(f"{number}  ", "bold")
    head.append(f"{stored.report_id}  ", "dim")
    head.append_text(report_head(report))
    day = words.show_day(stored.published_at) if stored.published_at else "day not told"
    facts = [f"happened {words.show_period(report.when)}"]
    if report.due:
        facts.append(f"due {words.show_period(report.due)}")
    if report.people:
        facts.append(words.count(report.people, "person", "people"))
    if report.context:
        facts.append(f"about {', '.join(report.context)}")
    if report.location:
        facts.append(f"at {report.location.name}")
    chain = " → ".join(teller.name for teller in evidence.chain)
    found = f"{report.rule}, confidence {report.confidence:.2f}"
    if event_id:
        found += f" · {event_id}" + (f" with {words.count(others, 'other report')}" if others else "")
    lines: list[RenderableType] = [
        head,
        *([Text(f"“{plain(report.trigger.text)}”")] if evidence.passage is None else []),
        sentence_text(evidence),
        Text(plain(" · ".join(facts))),
        Text(plain(f"told by {chain}, {day}, in {stored.article}"), "dim"),
        Text(plain(found), "dim"),
    ]
    lines += [
        Text(plain(f"{VERBS[j.verdict]} by {j.by}" + (f": {j.why}" if j.why else "")), "yellow") for j in judgements
    ]
    return Group(*lines, Text())


def judgements_table(judgements: Sequence[Judgement]) -> Table:
    """One block a judgement: when, what, on which reports, by whom and why, and whether it was taken back."""
    table = _grid()
    for given in judgements:
        told = Text(f"{given.verdict}  ", "bold" if given.withdrawn_at is None else "dim strike")
        told.append(plain(_target(given)))
        lines = [told, Text(plain(f"{given.by}: {given.why}" if given.why else given.by))]
        if given.changes:
            lines += [
                Text(plain(f"{field}: {show_value(value)}")) for field, value in sorted(told_changes(given).items())
            ]
        if given.withdrawn_at:
            gone = f"withdrawn {given.withdrawn_at} by {given.withdrawn_by}: {given.withdrawn_why}"
            lines.append(Text(plain(gone), "yellow"))
        lines.append(Text(f"{given.judgement_id} · {given.recorded_at}", "dim"))
        table.add_row(Group(*lines, Text()))
    return table


def contradictions_table(found: Sequence[Contradiction]) -> Table:
    """One block a contradiction: the judgement, the report, what was judged and what is read now."""
    table = _grid()
    for one in found:
        head = Text(f"{one.judgement_id}  ", "bold")
        head.append(plain(f"{VERBS[one.verdict]} by {one.by}, {one.report_id}"))
        if one.field == "report":
            told = "the text is no longer read as telling this"
        else:
            told = f"{one.field}: judged {show_value(one.judged)}, now read {show_value(one.now)}"
        table.add_row(Group(head, Text(plain(told)), Text()))
    return table


def told_changes(given: Judgement) -> dict[str, Any]:
    """The fields that a reviewer set, without those that only say where their words stand."""
    ends = ("_span", "_text", "_granularity", "_scope", "_how")
    return {field: value for field, value in given.changes.items() if not field.endswith(ends)}


def change_lines(changed: Mapping[str, tuple[Any, Any]]) -> list[str]:
    """ "people: 23 → 24" for each field that a judgement changed."""
    return [f"{field}: {show_value(old)} → {show_value(new)}" for field, (old, new) in changed.items()]


def show_value(value: Any) -> str:
    """A field's value as a reviewer would write it."""
    if value is None or value == []:
        return "none"
    if isinstance(value, list):
        return shorten(", ".join(show_value(v) for v in value), WIDEST)
    if isinstance(value, dict) and "earliest" in value:
        first, last = value["earliest"] or "", value["latest"] or ""
        return first if first == last else f"{first}..{last}"
    if isinstance(value, dict):
        parts = [value.get("code"), value.get("sector"), value.get("name")]
        return shorten("/".join(p for p in parts if p), WIDEST)
    return shorten(str(value), WIDEST)


def _target(given: Judgement) -> str:
    if given.outlet is not None:
        since = f" from {given.since.isoformat()} on" if given.since else ""
        return f"all that {given.outlet} published{since}"
    on = " ".join(given.reports)
    return f"{on} from {' '.join(given.against)}" if given.against else on


def _grid() -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(ratio=1, overflow="fold")
    return table
