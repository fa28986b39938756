"""Reactions that the kinds of two deeds tell: police and crowd, a demand and the deed it wants undone, thanks and help."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from detente.link.same import Deed
from detente.model import EventMention, Participant

ORGANS = frozenset({"GOV", "MIL", "COP", "JUD", "SPY", "LEG", "PRM", None})
"""Sectors that a state acts by against its own people."""
CROWDS = frozenset({"CVL", "OPP", "LAB", "EDU", "PTY", "CRM"})
TAKERS = frozenset({"MIL", "REB", "UAF", "OPP", "SPY"})
"""Who takes power by force."""
TOPPLING = frozenset("overthrow oust topple depose unseat coup putsch takeover".split())
TAKING = frozenset({"seize", "take", "grab", "usurp", "assume"})
"""What is done to power, so that an arrest is no putsch."""
HELP = frozenset({"AID", "RETREAT", "CONCEDE"})
NEAR = 3
"""Sentences between a crowd and the police."""
UNDOING = frozenset(
    "release releasing free revoke withdraw reverse reversal lift lifting reopen reopening rescind cancel repeal undo "
    "restore retract".split()
)
FREEING = frozenset({"release", "releasing", "free"})
THANKS = frozenset({"thank", "praise", "hail", "applaud", "commend", "salute", "laud", "gratitude", "thanks"})


def unrest(deeds: Sequence[Deed], index: int) -> int | None:
    """The protest that a state's organs put down, threaten or blame: the one told last, near before."""
    answer = deeds[index].best
    at_home = keys(answer.actors) & keys(answer.recipients) if "allege" not in answer.modes else set()
    if not at_home or not _acts_by(answer.actors, ORGANS) or not _acts_by(answer.recipients, CROWDS):
        return None
    found: int | None = None
    for n in range(index - 1, -1, -1):
        other = deeds[n].best
        near = answer.sentence - other.sentence <= NEAR
        crowd = other.event == "PROTEST" and keys(other.actors) & at_home and _acts_by(other.actors, CROWDS)
        if near and crowd and earlier(other, answer, True):
            if found is not None and deeds[found].best.sentence != other.sentence:
                break
            found = n  # of several in one sentence the first
    return found


def putsch(deeds: Sequence[Deed], index: int) -> int | None:
    """The seizure of power in a state that others take measures against, in whatever article they are told together."""
    answer = deeds[index].best
    for n, deed in enumerate(deeds):
        other = deed.best
        at_home = keys(other.actors) & keys(other.recipients)
        if other.event != "COERCE" or not _takes_power(other) or not _acts_by(other.actors, TAKERS):
            continue
        ruled = any(p.entity.sector in ("GOV", "ELI", None) for p in other.recipients)
        outside = at_home & keys(answer.recipients) and not at_home & keys(answer.actors)
        if ruled and outside and earlier(other, answer, True):
            return n
    return None


def _takes_power(deed: EventMention) -> bool:
    return deed.lemma in TOPPLING or (deed.lemma in TAKING and bool({"power", "powers", "control"} & set(deed.about)))


def undone(deeds: Sequence[Deed], index: int) -> int | None:
    """The deed that a demand wants undone ("to revoke the decision", "their release"): the first told before, else one of
    the same sentence."""
    demand = deeds[index].best
    words = UNDOING & set(demand.trigger.text.lower().split())
    if not words:
        return None
    beside = [n for n in range(index + 1, len(deeds)) if deeds[n].best.sentence == demand.sentence]
    for n in chain(range(index), beside):
        other = deeds[n].best
        held = other.event == "COERCE" or "convict" in other.modes
        fits = held if words & FREEING else other.event in ("SANCTION", "COERCE")
        if fits and keys(other.actors) & keys(demand.recipients) - keys(demand.actors) and earlier(other, demand, True):
            return n
    return None


def thanked(deeds: Sequence[Deed], index: int) -> int | None:
    """The help or concession that thanks and praise are for: told in the same sentence, else the first
    told before, else right after."""
    thanks = deeds[index].best
    if thanks.lemma not in THANKS:
        return None
    fitting = [
        n
        for n, deed in enumerate(deeds)
        if n != index and deed.best.event in HELP and "negation" not in deed.best.aux
        if keys(deed.best.actors) & keys(thanks.recipients) - keys(thanks.actors)
    ]
    beside = [n for n in fitting if deeds[n].best.sentence == thanks.sentence]
    before = [n for n in fitting if n < index]
    after = [n for n in fitting if deeds[n].best.sentence - thanks.sentence == 1]
    return next(iter(beside or before or after), None)


def earlier(deed: EventMention, answer: EventMention, told_before: bool) -> bool:
    """By the days where both have one, else by what is told first; the past is not answered by the present."""
    if {"future", "negation"} & {*deed.aux} or ("historical" in deed.aux) != ("historical" in answer.aux):
        return False
    if deed.explicit_date and answer.explicit_date and deed.when and answer.when:
        first, then = deed.when.earliest or deed.when.latest, answer.when.earliest or answer.when.latest
        if first and then and first != then:
            return first < then
    return told_before


def sides(people: Iterable[Participant]) -> set[tuple[str, str]]:
    """Parties with their sector: the sides of a quarrel within one state."""
    return {(p.entity.key, p.entity.sector or "GOV") for p in people}


def keys(people: Iterable[Participant]) -> set[str]:
    return {p.entity.key for p in people}


def _acts_by(people: Iterable[Participant], sectors: frozenset[str | None]) -> bool:
    return any(p.entity.sector in sectors for p in people)
