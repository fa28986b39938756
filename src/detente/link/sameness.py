"""Do two reports of different articles tell of one event? A score, or ``None`` where something speaks against it.

One question a function: type, parties, time, matter, numbers. Each may say no.
A report whose type is only a neighbour of the other's, or that names no day of
its own, needs more of the rest.
"""

from __future__ import annotations

from datetime import date, timedelta

from detente.link.kinship import kinship
from detente.link.same import victims
from detente.link.terms import counted
from detente.model import Participant, Period, Report, StoredReport

SLACK = timedelta(days=3)
"""Days by which two tellings of one day may differ: time zones, "on Sunday" read from Tuesday's paper."""

FRESH = timedelta(days=8)
"""News without a named day is of one event only if the papers are not further apart."""

OVER = timedelta(days=60)
"""A promise whose term passed so long ago is not the one that is told without a term."""

LONG_AGO = timedelta(days=3660)
"""How far back a background sentence without a day may reach."""

STEM = 6
WORDS = frozenset(
    "be have do the its their his her person people man woman member one two some other group country state thing day "
    "week month year time government official it this that them they us".split()
)
STAFF = frozenset("officer official agent spy representative employee staff national".split())
"""What an attaché is called who is sent out."""
EXPULSIONS = frozenset({"expel", "deport"})
VERBAL = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "CONSULT", "AGREE", "CONCEDE"})
PROMISES = frozenset({"AGREE", "CONCEDE"})
PAPERS = frozenset({"AGREE", "SUPPORT", "COOPERATE", "CONCEDE"})
"""What two sides sign on a day is one paper, whatever it is called."""
JOINT = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types that the parties do together, so that it does not matter who is named first."""

FORUMS = frozenset(
    {"World Trade Organization", "ICJ", "International Court of Justice", "ICC", "International Criminal Court",
     "United Nations", "European Court of Human Rights"}
)  # fmt: skip
"""Where a state brings a case; told as recipient in place of the state that is accused."""

FOREIGN = frozenset({"kind:ties", "kind:missions", "kind:diplomats", "kind:borders", "kind:airspace", "kind:talks"})

BODIES = frozenset({"LEG", "JUD", "OPP", "PTY", "REB", "CVL", "BUS", "REL"})

LEGAL = frozenset({"case", "disput", "compla", "suit", "lawsui", "court"})
"""Beginnings of the words for a quarrel that is brought before judges."""

JUDGES = frozenset(
    f"with:{w}" for w in "world court tribunal justice international organization organisation trade body".split()
)
MISSIONS = frozenset({"channel:embassy", "channel:mission"})
"""An embassy is often called a mission."""

ALIKE_KINDS = (MISSIONS, frozenset({"kind:missions", "kind:diplomats"}))
"""A mission goes where its diplomats go; which channel is meant keeps an envoy's recall apart from a mission's end."""

STRONG = 0.8
"""Matter that two reports need to be one where their types differ or one names no day."""

DATED = 0.7
"""What the times of two reports give where both name a time and the times meet."""

ALIKE = 0.4
"""What the times of two reports give at least, where both name them."""


def compatible(a: StoredReport, b: StoredReport) -> float | None:
    """How well two reports fit as one event (0 to about 5), or ``None`` where they are two."""
    x, y = a.report, b.report
    kin = kinship(x, y)
    if kin is None:
        return None
    parties = _sides(x, y)
    if parties is None and kin == 1:
        parties = _recipient_supplied(x, y) or _one_victim(x, y)
    if parties is None or ("negation" in x.aux) != ("negation" in y.aux):
        return None
    times = _times(a, b)
    if times is None:
        return None
    matter = _matter(x, y)
    if matter is None or not _numbers_agree(x, y, times):
        return None
    if x.event in VERBAL and y.event in VERBAL and matter == 0 and times < 1:
        return None
    if (kin < 1 or times < ALIKE) and matter < STRONG and not _without_words(x, y, parties, times):
        return None
    return kin + parties + times + matter


def _without_words(x: Report, y: Report, parties: float, times: float) -> bool:
    """Neighbouring types that need no word in common: a paper signed by two on one day, one and the same number sent out."""
    types = {x.event, y.event}
    if len(types) == 1 and parties == 2 and times >= DATED and not (_named_matter(x) and _named_matter(y)):
        return True  # "seized them in March", "asked it to think again"
    if times >= 1 and min(len(x.actors), len(y.actors)) > 1 and types <= PAPERS:
        return True
    return types == {"SANCTION", "COERCE"} and parties == 2 and times >= DATED and 0 < x.people == y.people


def _named_matter(report: Report) -> bool:
    """The report says by a noun what the deed is done to or about."""
    return bool(
        _words(report) or _bare(_marked(report, "with:")) or _marked(report, "kind:") or _marked(report, "channel:")
    )


def _sides(x: Report, y: Report) -> float | None:
    """Up to 2: who acts and who is acted upon agree; 1 at least. ``None`` where they differ."""
    loose_x, loose_y = _self_directed(x), _self_directed(y)
    for charge, deed, loose in ((x, y, loose_y), (y, x, loose_x)):
        if charge.event == "ACCUSE" != deed.event:  # who is charged did it
            done_to = 0.3 if "recipient" in loose else _parties(charge.actors, deed.recipients)
            return _sum(_parties(charge.recipients, deed.actors), done_to)
    if {x.event, y.event} <= JOINT and _organs(x) ^ _organs(y):
        return None  # the lawmakers' meeting is not the ministers'
    straight = _sum(
        0.3 if "actor" in loose_x | loose_y else _parties(x.actors, y.actors),
        0.3 if "recipient" in loose_x | loose_y else _parties(x.recipients, y.recipients),
    )
    if straight is None and any(len(r.actors) > 1 and not r.recipients for r in (x, y)) and x.event == "ASSAULT":
        both = _parties((*x.actors, *x.recipients), (*y.actors, *y.recipients))
        return 1.0 if both is not None else None  # a fight of two, told by one side's loss
    if straight is not None or not {x.event, y.event} <= JOINT or (x.recipients and y.recipients):
        return straight
    together = _parties((*x.actors, *x.recipients), (*y.actors, *y.recipients))
    return together * 1.5 if together is not None and together > 0.5 else None


def _recipient_supplied(x: Report, y: Report) -> float | None:
    """The same doer, and one recipient named by no word of its sentence, or taken for one of the doer's own people
    where the other report knows better: it may be the other's."""
    actors = _parties(x.actors, y.actors)
    supplied = any(r.recipients and all(p.span is None for p in r.recipients) for r in (x, y))
    supplied |= any(_own_state(r) for r in (x, y)) and bool(_words(x) & _words(y)) and x.people == y.people
    alike = x.rule == y.rule or bool(_marked(x, "kind:") & _marked(y, "kind:") or _words(x) & _words(y))
    named = x.when_span is not None and y.when_span is not None
    return 1.1 if actors == 1 and supplied and alike and named and x.modes == y.modes else None


def _one_victim(x: Report, y: Report) -> float | None:
    """Nobody is put to death twice: killings of one person named in full are one, whatever state the victim is laid to."""
    if "targeted" not in x.modes or _parties(x.actors, y.actors) is None:
        return None
    return 1.5 if victims(x.recipients) & victims(y.recipients) else None


def _own_state(report: Report) -> bool:
    return bool({p.entity.key for p in report.actors} & {p.entity.key for p in report.recipients})


def _organs(report: Report) -> set[str]:
    """The bodies beside the government that take part: parliaments, courts, parties, rebels."""
    return {p.entity.sector for p in (*report.actors, *report.recipients) if p.entity.sector in BODIES}


def _sum(actors: float | None, recipients: float | None) -> float | None:
    if actors is None or recipients is None or actors + recipients < 1:
        return None
    return actors + recipients


def _parties(x: tuple[Participant, ...], y: tuple[Participant, ...]) -> float | None:
    """1 where parties agree, about half where one side names none, ``None`` where they differ.

    A court or board to which a quarrel is brought does not speak against the state that is accused there.
    """
    keys_x, keys_y = {p.entity.key for p in x}, {p.entity.key for p in y}
    if not keys_x and not keys_y:
        return 0.5
    if not keys_x or not keys_y:
        return 0.4
    shared = keys_x & keys_y
    if not shared and any(all(p.entity.name in FORUMS for p in side) for side in (x, y)):
        return 0.3
    if not shared or 2 * len(shared) < min(len(keys_x), len(keys_y)):
        return None
    return len(shared) / max(len(keys_x), len(keys_y))


def _self_directed(report: Report) -> set[str]:
    """The side that came out as the other side's own state, where it was only supplied or the matter is foreign: a state
    has no embassy in itself. It tells nothing."""
    actors, recipients = ({p.entity.key for p in side} for side in (report.actors, report.recipients))
    if not actors & recipients:
        return set()
    found = {
        side
        for side, parties in (("actor", report.actors), ("recipient", report.recipients))
        if all(p.span is None for p in parties)
    }
    if not found and FOREIGN & set(report.about):
        official = all(p.entity.sector == "GOV" for p in report.actors)
        found = {"recipient" if official else "actor"}
    return found


def _times(a: StoredReport, b: StoredReport) -> float | None:
    """1 where both name the same days, less where one names none, ``None`` where they cannot be one."""
    x, y = a.report, b.report
    ahead_x, ahead_y = "future" in x.aux, "future" in y.aux
    if ahead_x != ahead_y:
        return _carried_out(a, b) if ahead_x else _carried_out(b, a)
    p, q = x.when, y.when
    named_x, named_y = _names_day(a), _names_day(b)
    if p and q and named_x and named_y:
        if not _near(p, q):
            return None
        return 1.0 if _narrow(p) and _narrow(q) else DATED
    if p and q and (named_x or named_y) and _near(p, q):
        return 0.6
    if not named_x and not named_y and _apart(a, b) <= FRESH:
        return 0.5 if p and q else 0.2
    return _told_again(a, b)


def _told_again(a: StoredReport, b: StoredReport) -> float | None:
    """A sentence without a day may tell of something older: a step back of the lead, or a promise that still stands."""
    first, then = sorted((a, b), key=lambda r: (r.published_at or date.max, r.report_id))
    if _apart(a, b) > LONG_AGO or first.published_at is None or then.published_at is None:
        return None
    if first.report.event in PROMISES and then.report.event in PROMISES:
        if _still_stands(first, then):
            return 0.3
        if then.report.due is not None:
            return None  # something else that lies ahead
    return 0.3 if _looks_back(then, first) or (_names_day(then) and _looks_back(first, then)) else None


def _looks_back(later: StoredReport, other: StoredReport) -> bool:
    """``later`` names no day, stands in the background of its article, and the other deed lies before that article."""
    when, published = other.report.when, later.published_at
    if _names_day(later) or not _in_background(later.report) or published is None:
        return False
    return when is None or when.earliest is None or when.earliest <= published


def _names_day(told: StoredReport) -> bool:
    """The text names a day, month or year, or an interval that leads to one ("five days after …").

    "The same week" and "that day" point at another sentence.
    """
    when, span = told.report.when, told.report.when_span
    if span is not None:
        return not {"same", "that"} & set(span.text.lower().split())
    last = when.latest if when else None
    return last is not None and told.published_at is not None and last < told.published_at - timedelta(days=1)


def _in_background(report: Report) -> bool:
    return min(report.sentences, default=0) > 1


def vague(report: Report) -> bool:
    """A promise that does not say of what: "promised each other in Beijing"."""
    return report.event in PROMISES and not _named_matter(report)


def _still_stands(first: StoredReport, then: StoredReport) -> bool:
    """A promise told again, perhaps with a later term; one that names another day of its own is another promise."""
    x, y = first.report, then.report
    if then.report.when_span is not None and y.when is not None and x.when is not None and not _near(x.when, y.when):
        return False
    over = x.due.latest if x.due else None
    if over is not None and then.published_at is not None and over < then.published_at - OVER and y.due_span is None:
        return False  # its term had long passed
    if x.due is None or y.due is None or x.due_span is None or y.due_span is None or x.due.overlaps(y.due):
        return True
    channels = _marked(x, "channel:"), _marked(y, "channel:")
    return bool(channels[0] & channels[1]) or (all(channels) and channels[0] | channels[1] <= MISSIONS and counted(y))


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
    if due.latest is None and when.earliest is not None and due.earliest is not None:
        if when.earliest > due.earliest + timedelta(days=120):  # what was to come "soon" is not what came years later
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


def _apart(a: StoredReport, b: StoredReport) -> timedelta:
    if a.published_at is None or b.published_at is None:
        return timedelta(0)
    return abs(a.published_at - b.published_at)


def _numbers_agree(x: Report, y: Report, times: float) -> bool:
    """Tellings of one day may differ in numbers, which are kept as claims; without a day, 47 dead are not 81."""
    if not x.people or not y.people or times >= 1:
        return True
    few, many = sorted((x.people, y.people))
    return few == 1 or many <= 1.5 * few + 2


def _matter(x: Report, y: Report) -> float | None:
    """1 where both are about the same thing in words, 0 where neither says, ``None`` where they differ in kind."""
    beside_x, beside_y = _marked(x, "with:"), _marked(y, "with:")
    shared = bool(_words(x) & _words(y))
    crossed = bool(_words(x) & _bare(beside_y) or _words(y) & _bare(beside_x))
    for mark in ("channel:", "kind:"):
        kinds_x, kinds_y = _marked(x, mark), _marked(y, mark)
        apart = kinds_x and kinds_y and not kinds_x & kinds_y and not any((kinds_x | kinds_y) <= k for k in ALIKE_KINDS)
        if apart and not shared and not (crossed and mark == "kind:"):  # "a peace agreement" is peace
            return None
    if _marked(x, "channel:") & _marked(y, "channel:") or shared:
        return 1.0
    if crossed:
        return 0.9
    if x.rule == y.rule and beside_x & beside_y:
        return STRONG
    legal = all(LEGAL & (_words(r) | _bare(_marked(r, "with:"))) for r in (x, y))
    over_x, over_y = beside_x - JUDGES, beside_y - JUDGES
    if legal and over_x and over_y and not over_x & over_y:  # "the complaint about barley", "the case on wine"
        return None
    kinds = _marked(x, "kind:"), _marked(y, "kind:")
    if all(kinds) and any(kinds[0] | kinds[1] <= alike for alike in ALIKE_KINDS):
        return STRONG
    if legal or kinds[0] & kinds[1]:
        return STRONG
    if x.rule == y.rule or beside_x & beside_y:
        return 0.5
    if _words(x) and _words(y):
        return 0.0 if x.event in VERBAL else None
    return 0.2


def _marked(report: Report, mark: str) -> set[str]:
    return {w for w in report.about if w.startswith(mark)}


def _bare(marked: set[str]) -> set[str]:
    return {w[:STEM] for w in {w.partition(":")[2] for w in marked} - WORDS}


def _words(report: Report) -> set[str]:
    """Beginnings of the nouns that the deed is done to, so that a villager is of the village."""
    parties = {p.entity.name.lower()[:4] for p in (*report.actors, *report.recipients)}
    told = {w for w in report.about if ":" not in w} - WORDS
    if EXPULSIONS & set(report.modes):
        told -= STAFF
    if "withdraw" in report.modes:
        told -= {"staff", "personnel"}  # of the mission that is withdrawn
    return {w[:STEM] for w in told if w[:4] not in parties}  # "Russians" says no more than Russia
