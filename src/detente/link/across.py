"""Links between events of different articles: responses, promises kept, steps called off, contradictions.

A link is ``stated`` where some article's text says so (the articles' own links,
carried over to the events), and ``inferred`` where only the record suggests
it; the two are always told apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain

from detente.link.denials import contradictions
from detente.link.named import named_responses
from detente.link.promises import called_off, day_of, kept, sides_of
from detente.model import Event, EventLink, Link

WINDOW = timedelta(days=30)
"""An answer inferred from the record follows within a month (a decision of our own; docs/decisions/0007)."""

MEASURES = frozenset({"SANCTION", "COERCE", "MOBILIZE", "ASSAULT"})


def across(events: Sequence[Event], stated: Iterable[tuple[Link, str, str]]) -> list[EventLink]:
    """All links between events.

    Args:
        events: assembled events.
        stated: the articles' links with the report ids of both ends.

    Returns:
        Links without repetition, stated ones first; at most one inferred
        response an event.
    """
    event_of = {r.report_id: e.id for e in events for r in e.reports}
    found: dict[tuple[str, str, str], EventLink] = {}
    for link, source, target in stated:
        ends = event_of.get(source), event_of.get(target)
        if ends[0] and ends[1] and ends[0] != ends[1]:
            key = (link.kind, ends[0], ends[1])
            found.setdefault(key, EventLink(link.kind, ends[0], ends[1], link.stated, source, link.span, link.how))
    told = {source for (kind, source, _), link in found.items() if kind == "responds_to" and link.stated}
    for named in named_responses(events, told):
        found.setdefault((named.kind, named.source, named.target), named)
    answers = {(source, target) for kind, source, target in found if kind == "responds_to"}
    worked_out = (
        _inferred_responses(events, answers),
        kept(events),
        called_off(events),
        contradictions(events),
    )
    for more in chain.from_iterable(worked_out):
        found.setdefault((more.kind, more.source, more.target), more)
    return sorted(found.values(), key=lambda k: (not k.stated, k.source, k.target, k.kind))


def _by_pair(events: Iterable[Event]) -> Mapping[frozenset[str], list[Event]]:
    groups: dict[frozenset[str], list[Event]] = defaultdict(list)
    for event in events:
        actors, recipients = sides_of(event)
        for a in actors:
            for r in recipients:
                if a != r:
                    groups[frozenset({a, r})].append(event)
    return groups


def _inferred_responses(events: Sequence[Event], answers: set[tuple[str, str]]) -> Iterable[EventLink]:
    """The same two parties the other way round, within the window, measure against measure.

    What answers something already, and what was answered by the event in question, is left.
    """
    answered = {source for source, _ in answers}
    for group in _by_pair(e for e in events if e.event_type in MEASURES).values():
        ordered = sorted(group, key=lambda e: (day_of(e) or date.max, e.id))
        for index, event in enumerate(ordered):
            if event.id in answered:
                continue
            actors, recipients = sides_of(event)
            day = day_of(event)
            for other in reversed(ordered[:index]):
                before = day_of(other)
                if day is None or before is None or day - before > WINDOW:
                    break
                if (other.id, event.id) in answers:
                    continue
                other_actors, other_recipients = sides_of(other)
                if actors & other_recipients and recipients & other_actors and event.event_type == other.event_type:
                    lag = (day - before).days
                    how = f"the same parties the other way round, {lag} days later, {event.event_type} after {other.event_type}"
                    yield EventLink("responds_to", event.id, other.id, False, how=how)
                    break
