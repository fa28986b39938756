"""Answers to a deed that another article tells: the answer's own text names it, by a noun and whose it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from detente.link.promises import by_party, day_of, sides_of, touching
from detente.model import Event, EventLink, NamedDeed, Participant, StoredReport

REACH = timedelta(days=400)
"""How long before its answer a deed may lie (a decision of our own; docs/decisions/0007)."""

ENOUGH = 3
"""Points that a deed needs to be the one named: two for its type, one for each word and party, three at most of either."""

STEM = 5
PUNCTUATION = ".,;:'\"“”’"
GENERAL = frozenset(
    "be have do make take say state country government week month year day time side part move step decision measure "
    "action relation foreign ministry minister president over after one first last and the its his their said with for from "
    "that was were has had not who which more than".split()
)


def named_responses(events: Sequence[Event], answered: Iterable[str]) -> Iterator[EventLink]:
    """Stated links from an event to the one that its report names as the reason.

    Args:
        answered: ids of events whose articles told what they answer.
    """
    done = set(answered)
    parties = by_party(events)
    for event in events:
        if event.id in done:
            continue
        for report, reason in ((r, n) for r in event.reports for n in r.report.reasons):
            keys = reason.parties or set().union(*sides_of(event))
            target = _named(event, report, reason, touching(parties, keys))
            if target is not None:
                how = "named as the reason; told in another article"
                yield EventLink("responds_to", event.id, target.id, True, report.report_id, reason.span, how)
                break


def _named(event: Event, report: StoredReport, reason: NamedDeed, events: Sequence[Event]) -> Event | None:
    day = day_of(event)
    best: tuple[int, date, Event] | None = None
    for other in events:
        before = day_of(other)
        if other.id == event.id or day is None or before is None or not timedelta(-1) <= day - before <= REACH:
            continue
        if _own_deed(event, other) or any(r.article_id == report.article_id for r in other.reports):
            continue
        points = _points(reason, other)
        if points >= ENOUGH and (best is None or (points, before) > best[:2]):
            best = (points, before, other)
    return best[2] if best is not None else None


def _points(reason: NamedDeed, event: Event) -> int:
    """How well the words fit; none where neither the type nor any telling word does."""
    words = len(_stems(reason.words) & stems_of(event))
    typed = event.event_type in reason.types
    sides = {e.key for e in (*event.actors, *event.recipients)}
    parties = len(set(reason.parties) & sides)
    if not (typed or words) or not (parties or words > 1):
        return 0
    return 2 * typed + min(words, 3) + min(parties, 3) - (event.event_type == "AGREE")


def stems_of(event: Event) -> set[str]:
    """Beginnings of the words by which the event's reports tell it."""
    told: set[str] = set()
    for r in event.reports:
        told |= {w.rpartition(":")[2] for w in r.report.about}
        told |= {w.lower().strip(PUNCTUATION) for s in (r.report.trigger, *r.report.tellings) for w in s.text.split()}
    return _stems(told)


def _stems(words: Iterable[str]) -> set[str]:
    """Beginnings of words, so that "opening" is "opened"."""
    return {w[:STEM] for w in words if w not in GENERAL and len(w) > 2}


def _own_deed(event: Event, other: Event) -> bool:
    """A step does not answer one's own."""
    return bool(_sides(event.report.actors) & _sides(other.report.actors))


def _sides(parties: Sequence[Participant]) -> set[tuple[str, str]]:
    return {(p.entity.key, "CVL" if p.entity.sector == "CVL" else "") for p in parties}
