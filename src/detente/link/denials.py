"""Who says that it was not so: a charge denied by the party charged, a deed told as not done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

from detente.link.named import STEM, stems_of
from detente.link.promises import by_party, day_of, same_matter, sides_of, touching
from detente.model import Event, EventLink, StoredReport

DENIALS = (
    "reject.den",
    "reject.contest",
    "reject.dismiss-as",
    "reject.disown",
    "reject.not-accept",
    "reject.nothing-to-do",
)
DEEDS = frozenset({"SANCTION", "COERCE", "MOBILIZE", "ASSAULT"})
HIDDEN = DEEDS - {"SANCTION"}
"""Deeds that are denied without a word for them: a closed embassy is plain to see."""
CHARGES = frozenset({"charge", "accusation", "allegation", "claim", "insinuation"})
RECENT = timedelta(days=120)
"""How old a deed of another article may be that a denial still concerns."""


def contradictions(events: Sequence[Event]) -> Iterator[EventLink]:
    """Links of kind ``contradicts``: from a denial to the charge it answers and to the deed that was charged."""
    parties = by_party(events)
    told_in: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        for report in event.reports:
            told_in[report.article_id].append(event)
    for event in events:
        denies = event.event_type == "REJECT" and _denies(event)
        if not denies and "negation" not in event.aux:
            continue
        beside = {e.id: e for r in event.reports for e in told_in[r.article_id]}
        near = list({**{e.id: e for e in touching(parties, set().union(*sides_of(event)))}, **beside}.values())
        if denies:
            for report in event.reports:
                for target in _denied(event, report, near):
                    yield _link(event, report, target, "the party charged with it denies it")
        else:
            for report in event.reports:
                for target in _told_otherwise(event, report, near):
                    yield _link(event, report, target, "told as not done")


def _denies(event: Event) -> bool:
    """By its entry, or because it is a charge that is rejected."""
    return any(r.report.rule.startswith(DENIALS) or CHARGES & set(r.report.about) for r in event.reports)


def _link(event: Event, report: StoredReport, target: Event, how: str) -> EventLink:
    return EventLink("contradicts", event.id, target.id, True, report.report_id, report.report.trigger, how)


def _denied(event: Event, report: StoredReport, events: Sequence[Event]) -> list[Event]:
    """The charges told last in the article, and the deed they are about; without a charge, the deed that fits best."""
    charges = _charges_before(report, events, {p.entity.key for p in report.report.actors})
    towards = {p.entity.key for p in report.report.recipients if p.span is not None}
    charges = [c for c in charges if not towards or towards & {e.key for e in (*c.actors, *c.recipients)}]
    words = stems_of(event).union(*map(stems_of, charges))
    deeds = [
        (len(words & _telling_words(other)), _in_article(other, report) is not None, other)
        for other in events
        if other.event_type in DEEDS
        and "negation" not in other.aux
        and _by_denier(event, other)
        and not _owned_up(other)
        and _recent(event, other)
    ]
    unworded = [] if charges else [d for d in deeds if d[1] and d[2].event_type in HIDDEN]
    fitting = [d for d in deeds if d[0]] or unworded
    best = max(fitting, key=lambda d: (d[0], d[1], d[2].id), default=None)
    return [*charges, best[2]] if best else charges


def _telling_words(deed: Event) -> set[str]:
    """Of a measure, its verb and what it is about; of violence, all its words."""
    if deed.event_type in HIDDEN:
        return stems_of(deed)
    about = {w for r in deed.reports for w in r.report.about if not w.startswith("with:")}
    about |= {r.report.trigger.text.split()[0].lower() for r in deed.reports}
    return {w.rpartition(":")[2][:STEM] for w in about}


def _charges_before(report: StoredReport, events: Sequence[Event], charged: set[str]) -> list[Event]:
    """The accusation told last before in the same article, against one of these parties (any where none is named), and
    the others by the same accuser."""
    before: list[tuple[int, Event]] = []
    for other in events:
        charge = other.event_type == "ACCUSE" and "investigate" not in other.modes
        told = _in_article(other, report) if charge else None
        if told is None or told.report.trigger.start >= report.report.trigger.start:
            continue
        if not charged or {p.entity.key for p in told.report.recipients} & charged:
            before.append((told.report.trigger.start, other))
    before.sort(key=lambda found: found[0])
    return [e for _, e in before if sides_of(e) == sides_of(before[-1][1])]


def _told_otherwise(event: Event, report: StoredReport, events: Sequence[Event]) -> Iterator[Event]:
    """The same deed told as done elsewhere; else the charge that the article has just told."""
    same = [
        other
        for other in events
        if other.id != event.id and "negation" not in other.aux and other.event_type == event.event_type
        if all(mine & theirs for mine, theirs in zip(sides_of(event), sides_of(other), strict=True))
        if same_matter(event, other) and (_recent(event, other) or _recent(other, event))
    ]
    if not same and event.event_type in DEEDS:
        speakers = {p.entity.key for p in report.report.said_by}
        same = [c for c in _charges_before(report, events, set()) if not {e.key for e in c.actors} & speakers]
    yield from same


def _in_article(event: Event, report: StoredReport) -> StoredReport | None:
    return next((r for r in event.reports if r.article_id == report.article_id), None)


def _by_denier(denial: Event, deed: Event) -> bool:
    deniers, denied_to = sides_of(denial)
    doers, done_to = sides_of(deed)
    if not doers:  # nobody is named as doer, and the denial is towards those to whom it was done
        return bool(denied_to & done_to)
    return bool(deniers & doers) and (not denied_to or not done_to or bool(denied_to & done_to))


def _owned_up(deed: Event) -> bool:
    """Its doers tell of it themselves: what they deny is something else."""
    doers = {e.code for e in deed.actors}
    return any(p.entity.code in doers for r in deed.reports for p in r.report.said_by[:1])


def _recent(denial: Event, deed: Event) -> bool:
    then, now = day_of(deed), day_of(denial)
    return then is not None and now is not None and timedelta(-1) <= now - then <= RECENT
