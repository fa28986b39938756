"""Which reports tell of one event, and the event that they tell of together.

``cluster`` answers for a set of reports; its answer depends on the set alone,
never on the order of delivery. Reports are joined only where type, parties,
time and matter agree, so that two like deeds of one week stay two. Nothing is
merged for good: an event is a view on its reports, assembled on reading, and a
reviewer's "apart" or "together" goes before every rule here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

from detente.link.kinship import families
from detente.link.origins import independent
from detente.link.sameness import compatible, vague
from detente.model import Claim, Event, EventLink, Period, StoredReport, content_id

FAR = date.max


def cluster(
    reports: Sequence[StoredReport],
    *,
    apart: Iterable[frozenset[str]] = (),
    together: Iterable[frozenset[str]] = (),
) -> dict[str, str]:
    """Report id to event id.

    Args:
        reports: in any order.
        apart, together: pairs of report ids that a reviewer judged.

    Returns:
        Every report's event. An event's id is made from its earliest report
        (by day of publication, then id), so it is the same for any order of
        delivery; an earlier report that comes later gives a new id, and the
        old one still leads to the event through the ledger.
    """
    kept_apart = {pair for pair in apart if len(pair) == 2}
    joined: dict[str, set[str]] = defaultdict(set)
    for pair in together:
        for report_id in pair:
            joined[report_id] |= pair - {report_id}
    groups: list[list[StoredReport]] = []
    by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
    placed: dict[str, int] = {}
    in_order = sorted(reports, key=lambda r: (r.published_at or FAR, r.article_id, r.report_id))
    for _, article in groupby(in_order, key=lambda r: (r.published_at or FAR, r.article_id)):
        told = list(article)
        homes = _homes(told, groups, by_key, kept_apart, {r.report_id: _judged(r, placed, joined) for r in told})
        for report in told:
            home = homes.get(report.report_id)
            if home is None:
                judged = _judged(report, placed, joined)  # the article's own reports among them
                home = len(groups) if judged is None else judged
            if home == len(groups):
                groups.append([])
            groups[home].append(report)
            placed[report.report_id] = home
            for key in _keys(report):
                if home not in by_key[key]:
                    by_key[key].append(home)
    return {r.report_id: event_id(group) for group in groups for r in group}


def event_id(group: Sequence[StoredReport]) -> str:
    first = min(group, key=_order)
    return content_id("E", first.report_id)


def _order(report: StoredReport) -> tuple[date, str]:
    return report.published_at or FAR, report.report_id


def _keys(report: StoredReport) -> set[tuple[str, str]]:
    """Blocking keys: type, or a group of neighbouring types, and one party. Without a common key none are compared."""
    parties = [p.entity.key for p in (*report.report.actors, *report.report.recipients)]
    return {(family, party) for family in families(report.report.event) for party in parties}


def _homes(
    told: Sequence[StoredReport],
    groups: list[list[StoredReport]],
    by_key: Mapping[tuple[str, str], list[int]],
    apart: set[frozenset[str]],
    judged: Mapping[str, int | None],
) -> dict[str, int]:
    """The groups to which an article's reports belong, the best fits first; a report that fits none is left out.

    Two reports of one article were told apart already and never share a group, unless a reviewer says so.
    """
    homes = {report_id: group for report_id, group in judged.items() if group is not None}
    taken = set(homes.values())
    fits = []
    for n, report in enumerate(told):
        fitting = list(_fitting(report, groups, by_key, apart))
        if vague(report.report) and len(fitting) > 1:
            fitting = _meant(report, fitting, told, groups)
        fits += [(-score, n, index) for score, index in fitting]
    for _, n, index in sorted(fits):
        if told[n].report_id not in homes and index not in taken:
            homes[told[n].report_id] = index
            taken.add(index)
    return homes


def _meant(
    promise: StoredReport,
    fitting: Sequence[tuple[float, int]],
    told: Sequence[StoredReport],
    groups: Sequence[Sequence[StoredReport]],
) -> list[tuple[float, int]]:
    """Of several promises that one without a matter of its own may repeat, the one whose matter the same sentence tells
    ("reopened its embassy, as the two had promised each other"); none, where that leaves several."""
    sentences = set(promise.report.sentences)
    beside = {w for r in told if r is not promise and sentences & set(r.report.sentences) for w in r.report.about}
    named = [(score, index) for score, index in fitting if any(beside & set(r.report.about) for r in groups[index])]
    return named if len(named) == 1 else []


def _judged(report: StoredReport, placed: Mapping[str, int], together: Mapping[str, set[str]]) -> int | None:
    """The first group that holds a report which a reviewer put together with this one; ``None`` without one."""
    return min((placed[other] for other in together.get(report.report_id, ()) if other in placed), default=None)


def _fitting(
    report: StoredReport,
    groups: Sequence[Sequence[StoredReport]],
    by_key: Mapping[tuple[str, str], list[int]],
    apart: set[frozenset[str]],
) -> Iterator[tuple[float, int]]:
    """The groups of whose reports none speaks against this one, each with the mean of how well they fit."""
    for index in sorted({g for key in _keys(report) for g in by_key.get(key, ())}):
        group = groups[index]
        if any(frozenset({report.report_id, r.report_id}) in apart for r in group):
            continue
        scores = [compatible(report, other) for other in group]
        if all(s is not None for s in scores):
            yield sum(s for s in scores if s is not None) / len(scores), index


def assemble(
    reports: Sequence[StoredReport],
    assignments: Mapping[str, str],
    links: Iterable[EventLink] = (),
) -> list[Event]:
    """Events from reports, in the order in which they happened.

    A report without an assignment is an event of its own.
    """
    groups: dict[str, list[StoredReport]] = defaultdict(list)
    for report in sorted(reports, key=_order):
        groups[assignments.get(report.report_id) or content_id("E", report.report_id)].append(report)
    outgoing: dict[str, list[EventLink]] = defaultdict(list)
    denials: dict[str, list[StoredReport]] = defaultdict(list)
    for link in links:
        if link.source in groups and link.target in groups:
            outgoing[link.source].append(link)
            if link.kind == "contradicts":
                denials[link.target] += [r for r in groups[link.source] if r not in denials[link.target]]
    events = [
        _event(id, group, tuple(outgoing.get(id, ())), tuple(denials.get(id, ()))) for id, group in groups.items()
    ]
    return sorted(events, key=lambda e: (_begins(e.when), e.best.published_at or FAR, e.id))


def _begins(when: Period | None) -> date:
    return (when.earliest or when.latest or FAR) if when else FAR


def _event(
    id: str, group: list[StoredReport], links: tuple[EventLink, ...], denials: tuple[StoredReport, ...]
) -> Event:
    types = Counter(r.report.event for r in group)
    best = max(group, key=lambda r: (_telling(r) + 2.0 * types[r.report.event] / len(group), -group.index(r)))
    return Event(
        id=id,
        best=best,
        reports=tuple(group),
        aux=_aux(group),
        when=_when(group, best),
        people=best.report.people or next((r.report.people for r in group if r.report.people), 0),
        origins=independent(group),
        claims=_claims(group),
        links=links,
        denied_by=denials,
    )


def _telling(r: StoredReport) -> float:
    """How well a report tells the event: as done, with a day, with its parties named, not as background.

    The caller adds up to two for the type that most of the event's reports give it.
    """
    report = r.report
    return (
        2.0 * ("future" not in report.aux)
        + 1.5 * (report.when_span is not None)
        + 1.0 * (bool(report.actors) and (bool(report.recipients) or len(report.actors) > 1))
        - 1.0 * ("historical" in report.aux)
        + report.confidence
    )


def _aux(group: Sequence[StoredReport]) -> tuple[str, ...]:
    """A status holds for the event only while every report tells it so: once told as done, it is no longer future."""
    every = [set(r.report.aux) for r in group]
    return tuple(a for a in ("future", "historical", "hypothetical", "negation") if all(a in aux for aux in every))


def _when(group: Sequence[StoredReport], best: StoredReport) -> Period | None:
    """The narrowest interval that a report names in words; where none does, that of the first telling."""
    done = [r for r in group if "future" not in r.report.aux] or list(group)
    named = [r.report.when for r in done if r.report.when and r.report.when_span]
    closed = [p for p in named if p.earliest and p.latest]
    if closed:
        return min(closed, key=lambda p: ((p.latest or FAR) - (p.earliest or FAR)) or timedelta(0))
    return named[0] if named else next((r.report.when for r in done if r.report.when), best.report.when)


def _claims(group: Sequence[StoredReport]) -> tuple[Claim, ...]:
    """Numbers on which the reports differ, of people and of each kind of amount; every value with those who tell it."""
    told: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for r in group:
        if r.report.people:
            told["people"][r.report.people].append(r.report_id)
        for amount in r.report.amounts:
            if amount.kind != "people" and amount.value and r.report_id not in told[amount.kind][amount.value]:
                told[amount.kind][amount.value].append(r.report_id)
    return tuple(
        Claim(kind, str(n), tuple(ids))
        for kind, values in sorted(told.items())
        if len(values) > 1
        for n, ids in sorted(values.items())
    )
