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

from detente.link.named import named_responses
from detente.model import Event, EventLink, Link

WINDOW = timedelta(days=30)
"""An answer inferred from the record follows within a month (a decision of our own; docs/decisions/0007)."""

MEASURES = frozenset({"SANCTION", "COERCE", "MOBILIZE", "ASSAULT"})
PROMISES = frozenset({"AGREE", "CONCEDE"})
DENIALS = ("reject.den", "reject.contest", "reject.dismiss-as", "reject.disown", "reject.not-accept")
DELAYS = frozenset({"reject.postpone-meeting"})
KEEPS = {
    "consult": frozenset({"CONSULT"}),
    "support": frozenset({"SUPPORT"}),
    "cooperate": frozenset({"COOPERATE"}),
    "aid": frozenset({"AID"}),
    "retreat": frozenset({"RETREAT"}),
    "agree": frozenset({"SUPPORT", "COOPERATE", "AID", "CONSULT"}),
    "concede": frozenset({"RETREAT", "SUPPORT"}),
}
"""Which types keep a promise, by the lexicon file of the entry that promised."""


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
    for link in named_responses(events, told):
        found.setdefault((link.kind, link.source, link.target), link)
    answers = {(source, target) for kind, source, target in found if kind == "responds_to"}
    worked_out = (
        _inferred_responses(events, answers),
        _kept_promises(events),
        _called_off(events),
        _contradictions(events),
    )
    for more in chain.from_iterable(worked_out):
        found.setdefault((more.kind, more.source, more.target), more)
    return sorted(found.values(), key=lambda k: (not k.stated, k.source, k.target, k.kind))


def _day(event: Event) -> date | None:
    when = event.when
    return (when.earliest or when.latest) if when else event.best.published_at


def _keys(event: Event) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(e.key for e in event.actors), frozenset(e.key for e in event.recipients)


def _by_pair(events: Iterable[Event]) -> Mapping[frozenset[str], list[Event]]:
    groups: dict[frozenset[str], list[Event]] = defaultdict(list)
    for event in events:
        actors, recipients = _keys(event)
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
        ordered = sorted(group, key=lambda e: (_day(e) or date.max, e.id))
        for index, event in enumerate(ordered):
            if event.id in answered:
                continue
            actors, recipients = _keys(event)
            day = _day(event)
            for other in reversed(ordered[:index]):
                before = _day(other)
                if day is None or before is None or day - before > WINDOW:
                    break
                if (other.id, event.id) in answers:
                    continue
                other_actors, other_recipients = _keys(other)
                if actors & other_recipients and recipients & other_actors and event.event_type == other.event_type:
                    lag = (day - before).days
                    how = f"the same parties the other way round, {lag} days later, {event.event_type} after {other.event_type}"
                    yield EventLink("responds_to", event.id, other.id, False, how=how)
                    break


def _kept_promises(events: Sequence[Event]) -> Iterable[EventLink]:
    """A promise (AGREE, CONCEDE) and the later deed of the promised kind by one of those who promised."""
    promises = [e for e in events if e.event_type in PROMISES and "negation" not in e.aux]
    for promise in promises:
        kinds = KEEPS.get(promise.report.rule.split(".")[0], frozenset())
        made = _day(promise)
        best: tuple[date, Event] | None = None
        for event in events:
            day = _day(event)
            if event.event_type not in kinds or made is None or day is None or day <= made:
                continue
            if not _keys(event)[0] & _keys(promise)[0] or not _same_matter(event, promise):
                continue
            if _told_by(event) is None or (_told_by(promise) and _told_by(event) <= _told_by(promise)):  # type: ignore[operator]
                continue
            if best is None or day < best[0]:
                best = (day, event)
        if best is not None:
            how = f"{best[1].event_type} of the promised kind by the same party, told later"
            yield EventLink(
                "fulfils", best[1].id, promise.id, False, best[1].best.report_id, best[1].report.trigger, how
            )


def _told_by(event: Event) -> date | None:
    return min((r.published_at for r in event.reports if r.published_at), default=None)


def _same_matter(a: Event, b: Event) -> bool:
    words_a, words_b = set(a.report.about), set(b.report.about)
    parties_a, parties_b = set().union(*_keys(a)), set().union(*_keys(b))
    return bool(words_a & words_b) and len(parties_a & parties_b) >= min(2, len(parties_b))


def _called_off(events: Sequence[Event]) -> Iterable[EventLink]:
    """REJECT of what had been promised: a meeting called off, a promise taken back."""
    for event in events:
        if event.event_type != "REJECT":
            continue
        for promise in events:
            if promise.event_type in PROMISES and _same_matter(event, promise) and _withdraws(event):
                first, then = _told_by(promise), _told_by(event)
                if first and then and first < then:
                    kind = "postpones" if event.report.rule in DELAYS else "cancels"
                    how = "the promised step is turned down or called off in a later article"
                    yield EventLink(kind, event.id, promise.id, False, event.best.report_id, event.report.trigger, how)


def _withdraws(event: Event) -> bool:
    return event.report.rule in DELAYS or event.report.rule.startswith("reject.cancel") or "meet" in event.modes


def _contradictions(events: Sequence[Event]) -> Iterable[EventLink]:
    """A denial (REJECT) of a deed with which the denying party is charged, or a deed told as not done."""
    for event in events:
        actors, recipients = _keys(event)
        denies = event.event_type == "REJECT" and event.report.rule.startswith(DENIALS)
        for other in events:
            if other.id == event.id:
                continue
            other_actors, other_recipients = _keys(other)
            if "negation" in event.aux and "negation" not in other.aux and other.event_type == event.event_type:
                if actors & other_actors and recipients & other_recipients and _same_matter(event, other):
                    yield EventLink(
                        "contradicts",
                        event.id,
                        other.id,
                        True,
                        event.best.report_id,
                        event.report.trigger,
                        "told as not done",
                    )
            elif denies and other.event_type in (*MEASURES, "ACCUSE") and _close(event, other):
                charged = other_recipients if other.event_type == "ACCUSE" else other_actors
                charging = other_actors if other.event_type == "ACCUSE" else other_recipients
                if actors & charged and (recipients & charging or not recipients) and "historical" not in other.aux:
                    how = "the party charged with it denies it"
                    yield EventLink(
                        "contradicts", event.id, other.id, True, event.best.report_id, event.report.trigger, how
                    )


def _close(a: Event, b: Event) -> bool:
    day_a, day_b = _day(a), _day(b)
    return day_a is not None and day_b is not None and timedelta(0) <= day_a - day_b <= timedelta(days=7)
