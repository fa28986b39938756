"""The words a report rests on, and who passed them on: what `why` prints and the brief shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from detente.model import Entity, Report, Span, StoredReport

ROLES = ("trigger", "actor", "recipient", "date", "people", "speaker")
"""What marked words may be, the most telling first."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters and what it is: one or more of ``ROLES``, or nothing."""

    text: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the page, cut where a mark begins or ends; the pieces joined are the sentence."""

    span: Span
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Teller:
    """One link of the chain from the speaker to the reader.

    ``role`` is "speaker", "agency" or "outlet"; ``span`` are the words that
    name it, ``None`` where it stands in the page's head.
    """

    role: str
    name: str
    entity: Entity | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """The lexicon entry that fired; ``file`` is empty where the entry has since gone from the lexicon."""

    id: str
    file: str
    line: int
    because: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A report with its sentence, chain and rule; ``passage`` is ``None`` where the text was purged."""

    stored: StoredReport
    passage: Passage | None
    chain: tuple[Teller, ...]
    rule: Rule

    @property
    def report(self) -> Report:
        return self.stored.report


def marks_of(report: Report) -> list[tuple[str, Span]]:
    """Every value of the report that words carry, with those words."""
    found = [("trigger", report.trigger)]
    found += [("actor", p.span) for p in report.actors if p.span]
    found += [("recipient", p.span) for p in report.recipients if p.span]
    found += [("speaker", p.span) for p in report.said_by if p.span]
    if report.when_span:
        found.append(("date", report.when_span))
    if report.due_span:
        found.append(("date", report.due_span))
    if report.people_span:
        found.append(("people", report.people_span))
    found += [("people", a.span) for a in report.amounts if a.span != report.people_span]
    return found


def cut_passage(sentence: Span, marks: Sequence[tuple[str, Span]]) -> Passage:
    """Cut a sentence at the ends of the marks inside it; marks that lie elsewhere are left out."""
    inside = [(role, s) for role, s in marks if s.start < sentence.end and sentence.start < s.end]
    edges = {sentence.start, sentence.end}
    for _, span in inside:
        edges |= {max(span.start, sentence.start), min(span.end, sentence.end)}
    ordered = sorted(edges)
    pieces = []
    for start, end in pairwise(ordered):
        covering = {role for role, s in inside if s.start <= start and end <= s.end}
        text = sentence.text[start - sentence.start : end - sentence.start]
        pieces.append(Piece(text, tuple(r for r in ROLES if r in covering)))
    return Passage(sentence, tuple(pieces))


def chain_of(stored: StoredReport) -> tuple[Teller, ...]:
    """Speaker, then agency, then outlet: whose word it is and who carried it.

    A news agency or state medium in ``said_by`` (sector JRN) is an agency. If
    none is there, the agencies that the page credits stand in its place.
    """
    told = [
        Teller("agency" if p.entity.sector == "JRN" else "speaker", p.entity.name, p.entity, p.span)
        for p in stored.report.said_by
    ]
    if not any(t.role == "agency" for t in told):
        told += [Teller("agency", name) for name in stored.agencies]
    return (*told, Teller("outlet", stored.outlet or "outlet not told"))
