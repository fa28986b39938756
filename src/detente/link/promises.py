"""What becomes of a promise: kept by a later deed, put off, or called off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from detente.model import Event, EventLink, Period

PROMISES = frozenset({"AGREE", "CONCEDE"})
DELAYS = frozenset({"reject.postpone-meeting"})
LATE = timedelta(days=30)
"""How long after its term a step may still be told as called off."""
EARLY = timedelta(days=14)
"""A promised step may come so much before its term; what came earlier is another."""

KEEPS = {
    "consult": frozenset({"CONSULT"}),
    "support": frozenset({"SUPPORT", "RETREAT", "COOPERATE"}),
    "cooperate": frozenset({"COOPERATE", "SUPPORT", "RETREAT"}),
    "aid": frozenset({"AID"}),
    "retreat": frozenset({"RETREAT", "SUPPORT", "COOPERATE"}),
    "agree": frozenset({"SUPPORT", "COOPERATE", "AID", "CONSULT", "RETREAT"}),
    "concede": frozenset({"RETREAT", "SUPPORT"}),
}
"""Which types keep a promise, by the lexicon file of the entry that promised."""

EACH_ITS_OWN = frozenset({"channel:embassy", "channel:mission", "channel:ambassador", "channel:consulate"})
"""Channels that each side has one of: when both promise, both must keep."""


def kept(events: Sequence[Event]) -> Iterator[EventLink]:
    """A promise and the first later deed of the promised kind by each of those who promised."""
    parties = by_party(events)
    for promise in events:
        if promise.event_type not in PROMISES or "negation" in promise.aux:
            continue
        near = touching(parties, {e.key for e in promise.actors})
        fitting = sorted((e for e in near if _keeps(e, promise)), key=lambda e: (day_of(e) or date.max, e.id))
        missing = {e.key for e in promise.actors}
        for event in fitting:
            doers = {e.key for e in event.actors}
            if doers & missing:
                missing -= doers
                how = f"{event.event_type} of the promised kind by the same party, told later"
                yield EventLink("fulfils", event.id, promise.id, False, event.best.report_id, event.report.trigger, how)


def _keeps(event: Event, promise: Event) -> bool:
    made, day = day_of(promise), day_of(event)
    if event.event_type not in KEEPS.get(promise.report.rule.split(".")[0], frozenset()) or "negation" in event.aux:
        return False
    if made is None or day is None or day <= made or not sides_of(event)[0] & sides_of(promise)[0]:
        return False
    first, then = told_by(promise), told_by(event)
    if then is None or (first is not None and then <= first):
        return False
    starts = promise.report.due.earliest if promise.report.due and promise.report.due_span else None
    return (starts is None or day >= starts - EARLY) and (same_matter(event, promise) or _the_meeting(event, promise))


def wholly_kept(promise: Event, by: Iterable[Event]) -> bool:
    """One of two promised embassies is not what was promised."""
    doers = {e.key for event in by for e in event.actors}
    each = bool(EACH_ITS_OWN & set(promise.report.about)) and len(promise.actors) > 1
    return bool(doers) and (not each or {e.key for e in promise.actors} <= doers)


def called_off(events: Sequence[Event]) -> Iterator[EventLink]:
    """A later refusal of what had been promised, or talks suspended before the next meeting.

    Of several promises the one is meant whose words fit best; without words, the only meeting that is ahead.
    """
    parties = by_party(events)
    for event in events:
        kind = _undoing(event)
        if kind is None:
            continue
        near = touching(parties, set().union(*sides_of(event)))
        ahead = [p for p in near if p.event_type in PROMISES and p.id != event.id and _ahead(p, event)]
        ahead = [p for p in ahead if not (_of_visit(event) and _of_talks(p))]
        fitting = [(_shared(event, p), p) for p in ahead if same_matter(event, p) or _shared(event, p) > 1]
        most = max((n for n, _ in fitting), default=0)
        meant = [p for n, p in fitting if n == most] or [p for p in ahead if _one_meeting(event, p)]
        if len(meant) == 1:
            how = "the promised step is called off, put off or turned down"
            yield EventLink(kind, event.id, meant[0].id, False, event.best.report_id, event.report.trigger, how)


def _shared(event: Event, promise: Event) -> int:
    """Words that both are about, if they have a party in common."""
    together = set().union(*sides_of(event)) & set().union(*sides_of(promise))
    words = {w for w in _words(event) & _words(promise) if ":" not in w}
    return len(words) if together else 0


def _undoing(event: Event) -> str | None:
    report = event.report
    if event.event_type == "REJECT" and report.rule in DELAYS:
        return "postpones"
    if event.event_type == "REJECT" and (report.rule.startswith("reject.cancel") or "meet" in event.modes):
        return "cancels"
    suspended = "channel:talks" in report.about and event.event_type == "SANCTION"
    return "postpones" if suspended else None


def _ahead(promise: Event, event: Event) -> bool:
    """The promise had been told, and its term had not long passed, when the other deed was."""
    first, then = told_by(promise), told_by(event)
    if first is None or then is None or first > then:
        return False
    due: Period | None = promise.report.due
    day = day_of(event) or then
    return due is None or due.latest is None or day <= due.latest + LATE


def _one_meeting(event: Event, promise: Event) -> bool:
    """Both are about a meeting of the same parties, whatever it is called."""
    meetings = promise.report.rule.startswith("consult.") and (
        "channel:talks" in event.report.about or "meet" in event.modes
    )
    sides = (set().union(*sides_of(event)), set().union(*sides_of(promise)))
    return meetings and len(sides[0] & sides[1]) > 1 and _organs(event) == _organs(promise)


def _of_visit(event: Event) -> bool:
    return bool({"visit", "trip", "tour"} & set(event.report.about))


def _of_talks(event: Event) -> bool:
    """Talks that both have agreed on, and no visit."""
    return bool({"talk", "talks", "round", "negotiation", "dialogue"} & set(event.report.about))


def _the_meeting(event: Event, promise: Event) -> bool:
    """A meeting of the very parties that promised to meet, and of the same bodies of theirs."""
    sides = [frozenset().union(*sides_of(e)) for e in (event, promise)]
    meets = event.event_type == "CONSULT" and promise.report.rule.startswith("consult.")
    return meets and sides[0] == sides[1] and len(sides[0]) > 1 and _organs(event) == _organs(promise)


def _organs(event: Event) -> frozenset[str | None]:
    return frozenset(e.sector for e in (*event.actors, *event.recipients) if e.sector in ("LEG", "MIL", "JUD", "OPP"))


def same_matter(a: Event, b: Event) -> bool:
    """A word for what the deed is done to is shared, and two parties are, as far as two are told."""
    words_a, words_b = _words(a), _words(b)
    own_a, own_b = _words(a, own=True), _words(b, own=True)
    parties_a, parties_b = set().union(*sides_of(a)), set().union(*sides_of(b))
    shared = bool(own_a & words_b or own_b & words_a)
    return shared and len(parties_a & parties_b) >= min(2, len(parties_b))


def _words(event: Event, *, own: bool = False) -> set[str]:
    found = event.report.about
    return {w.removeprefix("with:") for w in found if not (own and w.startswith("with:"))}


def by_party(events: Iterable[Event]) -> Mapping[str, list[Event]]:
    """Events by the parties they touch, so that each is compared with its neighbours alone."""
    found: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        for key in set().union(*sides_of(event)):
            found[key].append(event)
    return found


def touching(parties: Mapping[str, list[Event]], keys: Iterable[str]) -> list[Event]:
    """The events that touch one of the parties, each once, ordered by id."""
    found = {e.id: e for key in keys for e in parties.get(key, ())}
    return [found[id] for id in sorted(found)]


def sides_of(event: Event) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(e.key for e in event.actors), frozenset(e.key for e in event.recipients)


def day_of(event: Event) -> date | None:
    when = event.when
    return (when.earliest or when.latest) if when else event.best.published_at


def told_by(event: Event) -> date | None:
    return min((r.published_at for r in event.reports if r.published_at), default=None)
