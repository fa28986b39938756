"""What a text implies to be an answer without a word for it, by who did what to whom and what is told first.

A step, a threat or a complaint of B against A answers what A did to B; a denial
answers the charge, a refusal the demand. Where several deeds fit, the one told
first is meant: newspapers lead with what the others react to.

Source: ``docs/decisions/0007-linking.md``; the choices were made on hand-coded
articles, where "told first" beats "told last" for deeds (43 of 75 links right against 30 of 71).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.link.reactions import earlier, keys, putsch, sides, thanked, undone, unrest
from detente.link.same import Deed
from detente.model import EventMention

DEEDS = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE"})
MEASURES = frozenset({"SANCTION", "COERCE", "MOBILIZE"})
DENIALS = frozenset({"deny", "denial", "plead"})
STAYING_AWAY = frozenset({"boycott", "shun", "veto", "hold"})
"""What is refused by not taking part was not asked for by whoever spoke last."""
NEAR = 2
"""Sentences between a demand and what grants or refuses it."""


def provocation(deeds: Sequence[Deed], index: int) -> int | None:
    """The deed that another plainly answers; ``None`` where none fits."""
    best = deeds[index].best
    if "negation" in best.aux:
        return None
    if best.event in ("CONCEDE", "RETREAT"):
        return _last(deeds, index, frozenset({"REQUEST", "THREATEN"}), near=True)
    if best.event == "REQUEST":
        return undone(deeds, index)
    if best.event == "SUPPORT":
        return thanked(deeds, index)
    put_down = unrest(deeds, index)
    if put_down is not None:
        return put_down
    complaint = best.event == "ACCUSE" and "allege" not in best.modes
    if best.event not in MEASURES | {"THREATEN"} and not complaint:
        return None
    if best.event in MEASURES and ("historical" in best.aux or keys(best.actors) & keys(best.recipients)):
        return None
    first = _first(deeds, index, DEEDS - {"ASSAULT"} if best.event == "COERCE" else DEEDS)
    if best.event == "THREATEN":  # to the matter of the article alone
        return first if first == next((n for n, d in enumerate(deeds) if d.best.event in DEEDS), None) else None
    if first is None and best.event == "SANCTION":
        first = putsch(deeds, index)
    if first is None and best.event in MEASURES:
        first = _first(deeds, index, frozenset({"REJECT"}))  # a demand refused, not a charge denied
        first = first if first is not None and deeds[first].best.modes else None
    if first is None and best.event == "SANCTION":
        first = _by_unknown(deeds, index)
    if first is None and complaint:
        first = _first(deeds, index, DEEDS, injured=False)
    return first


def has_answered(deeds: Sequence[Deed], index: int, same_target: Iterable[int]) -> bool:
    """Whoever has answered a deed with a measure only comments on it in what follows.

    Args:
        same_target: positions of the deeds that answer the one in question.
    """
    best = deeds[index].best
    return best.event not in MEASURES and any(
        n < index and deeds[n].best.event in MEASURES and keys(deeds[n].best.actors) & keys(best.actors)
        for n in same_target
    )


def denied(deeds: Sequence[Deed], index: int) -> int | None:
    """What a denial or refusal turns down: the charge told last, for a refusal to act the demand."""
    best = deeds[index].best
    if best.event != "REJECT":
        return None
    charge = _last(deeds, index, frozenset({"ACCUSE"})) if not best.modes else None
    if charge is not None or best.lemma in DENIALS | STAYING_AWAY:
        return charge
    return _last(deeds, index, frozenset({"REQUEST"}), near=True)


def _first(deeds: Sequence[Deed], index: int, types: frozenset[str], *, injured: bool = True) -> int | None:
    answer = deeds[index].best
    fitting = (
        n
        for n, other in enumerate(deeds)
        if n != index
        and other.best.event in types
        and _at_doer(answer, other.best)
        and (not injured or keys(other.best.recipients) & keys(answer.actors))
        and earlier(other.best, answer, n < index)
        and other.best.sentence - answer.sentence <= NEAR
    )
    return next(fitting, None)


def _last(deeds: Sequence[Deed], index: int, types: frozenset[str], *, near: bool = False) -> int | None:
    """The demand or charge told last before; one that nobody is named for, or ``near``, within a few sentences."""
    answer = deeds[index].best
    for n in range(index - 1, -1, -1):
        other = deeds[n].best
        close = answer.sentence - other.sentence <= NEAR
        meant = _at_doer(answer, other) or (close and _meant_for_nobody_named(answer))
        if other.event not in types or not meant or (near and not close):
            continue
        past = "historical" in other.aux and "historical" not in answer.aux
        if keys(other.recipients) & keys(answer.actors) and not past:
            return n
    return None


def _meant_for_nobody_named(answer: EventMention) -> bool:
    """ "Burundi denied it": whom a denial is meant for follows from the charge, not the other way round."""
    return answer.event == "REJECT" and all(p.span is None for p in answer.recipients)


def _by_unknown(deeds: Sequence[Deed], index: int) -> int | None:
    """Violence against the answering side that the text lays at nobody's door."""
    answer = deeds[index].best
    for n, deed in enumerate(deeds[:index]):
        other = deed.best
        if other.event == "ASSAULT" and not other.actors and earlier(other, answer, True):
            if keys(other.recipients) & keys(answer.actors):
                return n
    return None


def _at_doer(answer: EventMention, deed: EventMention) -> bool:
    """The answer is meant for the deed's doer; within one state, for the doer's side of it."""
    doers, meant = sides(deed.actors), sides(answer.recipients)
    if sides(answer.actors) == doers:
        return False
    if keys(answer.actors) & keys(answer.recipients):
        return bool(doers & meant)
    return bool(keys(deed.actors) & keys(answer.recipients))
