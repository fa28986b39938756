"""Do two reports of different articles tell of one event? A score, or ``None`` where something speaks against it."""

from __future__ import annotations

from datetime import date, timedelta

from detente.model import Participant, Period, Report, StoredReport

SLACK = timedelta(days=3)
"""Days by which two tellings of one day may differ: time zones, "on Sunday" read from Tuesday's paper."""

FRESH = timedelta(days=8)
"""Two tellings without a named day are of one event only if the papers are not further apart."""

WORDS = frozenset(
    "be have do the its their his her person people man woman member one two some other group country state thing day "
    "week month year time government official".split()
)
VERBAL = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "CONSULT", "AGREE", "CONCEDE"})


def compatible(a: StoredReport, b: StoredReport) -> float | None:
    """How well two reports fit as one event (0 to about 5), or ``None`` where they are two."""
    x, y = a.report, b.report
    if x.event != y.event or not _modes_agree(x, y):
        return None
    actors, recipients = _parties(x.actors, y.actors), _parties(x.recipients, y.recipients)
    if actors is None or recipients is None or actors + recipients < 1:
        return None
    if ("negation" in x.aux) != ("negation" in y.aux):
        return None
    times = _times(a, b)
    if times is None:
        return None
    matter = _matter(x, y)
    if matter is None:
        return None
    if x.event in VERBAL and matter == 0 and times < 1:
        return None
    return actors + recipients + times + matter


def _modes_agree(x: Report, y: Report) -> bool:
    return not x.modes or not y.modes or bool(set(x.modes) & set(y.modes))


def _parties(x: tuple[Participant, ...], y: tuple[Participant, ...]) -> float | None:
    """1 where parties agree, 0.4 where one side names none, ``None`` where they differ."""
    keys_x, keys_y = {p.entity.key for p in x}, {p.entity.key for p in y}
    if not keys_x and not keys_y:
        return 0.5
    if not keys_x or not keys_y:
        return 0.4
    shared = keys_x & keys_y
    if not shared or 2 * len(shared) < min(len(keys_x), len(keys_y)) + (len(keys_x) != len(keys_y)) * 0:
        return None
    return len(shared) / max(len(keys_x), len(keys_y))


def _times(a: StoredReport, b: StoredReport) -> float | None:
    """1 where both name the same days, less where one names none, ``None`` where they cannot be one."""
    x, y = a.report, b.report
    p, q = x.when, y.when
    ahead_x, ahead_y = "future" in x.aux, "future" in y.aux
    if ahead_x != ahead_y:
        return _carried_out(a, b) if ahead_x else _carried_out(b, a)
    named_x, named_y = x.when_span is not None, y.when_span is not None
    if p is None or q is None:
        return 0.2 if _published_apart(a, b) <= FRESH else None
    if named_x and named_y:
        if not _near(p, q):
            return None
        return 1.0 if _narrow(p) and _narrow(q) else 0.7
    if not named_x and not named_y:
        return 0.5 if _published_apart(a, b) <= FRESH else None
    return 0.6 if _near(p, q) else None


def _carried_out(announced: StoredReport, done: StoredReport) -> float | None:
    """A conflictual step announced and later told as done is one event."""
    if announced.published_at and done.published_at and done.published_at < announced.published_at - SLACK:
        return None
    when, due = done.report.when, announced.report.due or announced.report.when
    if when is None or due is None:
        return 0.4
    if due.latest is not None and when.earliest is not None and when.earliest > due.latest + timedelta(days=60):
        return None
    if due.earliest is not None and when.latest is not None and when.latest < due.earliest - timedelta(days=10):
        return None
    return 0.7


def _near(p: Period, q: Period) -> bool:
    wide = Period(
        p.earliest - SLACK if p.earliest and p.earliest > date.min + SLACK else p.earliest,
        p.latest + SLACK if p.latest and p.latest < date.max - SLACK else p.latest,
    )
    return wide.overlaps(q)


def _narrow(p: Period) -> bool:
    return p.earliest is not None and p.latest is not None and (p.latest - p.earliest) <= timedelta(days=14)


def _published_apart(a: StoredReport, b: StoredReport) -> timedelta:
    if a.published_at is None or b.published_at is None:
        return timedelta(0)
    return abs(a.published_at - b.published_at)


def _matter(x: Report, y: Report) -> float | None:
    """1 where both are about the same thing in words, 0 where neither says, ``None`` where they differ in kind."""
    for mark in ("channel:", "kind:"):
        kinds_x, kinds_y = _marked(x, mark), _marked(y, mark)
        if kinds_x and kinds_y and not kinds_x & kinds_y:
            return None
    if _marked(x, "channel:") & _marked(y, "channel:") or _words(x) & _words(y):
        return 1.0
    if _marked(x, "kind:") & _marked(y, "kind:"):
        return 0.8
    if x.rule == y.rule:
        return 0.5
    if _words(x) and _words(y):
        return 0.0 if x.event in VERBAL else None
    return 0.2


def _marked(report: Report, mark: str) -> set[str]:
    return {w for w in report.about if w.startswith(mark)}


def _words(report: Report) -> set[str]:
    return {w for w in report.about if ":" not in w} - WORDS
