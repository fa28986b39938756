"""What answers what within an article, where the text says so or, marked as not stated, plainly implies it.

`coding` found the words ("in retaliation for the expulsion of …"); here they
are matched with the deed they name: told in the very words, or by a noun whose
type and parties fit a deed of the article.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from detente.link.judged import COMMON, GENERAL, told_in
from detente.link.judged import about as judged
from detente.link.provoked import denied, has_answered, provocation
from detente.link.reactions import sides
from detente.link.same import Deed
from detente.model import EventMention, Link, Reason

HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "THREATEN", "ACCUSE", "REJECT", "REQUEST"})


NEAR = 2
"""Sentences between two measures of one answer."""
PACKAGE = timedelta(days=31)
"""Within which the measures of one answer are taken."""
SURE = 0.5
"""Least confidence of two records between which a link is inferred: one that meets no condition and has its parties."""
MEASURES = frozenset({"SANCTION", "COERCE", "MOBILIZE", "THREATEN"})


def stated_responses(
    deeds: Sequence[Deed],
    keys: Sequence[str],
    ghosts: Sequence[EventMention],
    nouns: Mapping[str, frozenset[str]],
) -> list[Link]:
    """Links of kind ``responds_to`` from record key to record key, each with its words.

    ``nouns`` leads from a noun of action to the types it may tell ("appeal": REQUEST).
    """
    links: list[Link] = []
    for index, deed in enumerate(deeds):
        for mention in deed.mentions:
            for reason in mention.reasons:
                target = _target(deeds, index, mention, reason, ghosts, nouns)
                if target is None or target == index or not _could_answer(deed.best, deeds[target].best):
                    continue
                if reason.strength != "after" or not sides(deed.best.actors) & sides(deeds[target].best.actors):
                    _add(links, keys[index], keys[target], reason)
        if not any(link.source == keys[index] for link in links):
            charge = denied(deeds, index)
            if charge is not None:
                span = deed.best.trigger
                how = f"'{span.text}' rejects what {keys[charge]} says"
                links.append(Link("responds_to", keys[index], keys[charge], True, span, how))
    _carry_over(links, deeds, keys)
    _turned_round(links, deeds, keys)
    return links


def _could_answer(answer: EventMention, deed: EventMention) -> bool:
    """An answer does not come before what it answers, nor does the past answer the present."""
    if "historical" in answer.aux and "historical" not in deed.aux:
        return False
    if answer.explicit_date and deed.explicit_date and answer.when and deed.when:
        last, first = answer.when.latest, deed.when.earliest
        return last is None or first is None or first <= last
    return True


def _turned_round(links: list[Link], deeds: Sequence[Deed], keys: Sequence[str]) -> None:
    """What the text plainly implies (`link.provoked`), for deeds that no words lead to another."""
    answered = {link.source for link in links if link.kind == "responds_to"}
    taken = {(link.source, link.target) for link in links}
    for index, key in enumerate(keys):
        number = provocation(deeds, index) if key not in answered else None
        if number is None or (keys[number], key) in taken or not _both_sure(deeds[index].best, deeds[number].best):
            continue
        if not has_answered(deeds, index, [keys.index(a) for a, b in taken if b == keys[number]]):
            how = f"plainly implied: done to the doer of {keys[number]}, told in the same article"
            links.append(Link("responds_to", key, keys[number], False, deeds[number].best.trigger, how))
            taken.add((key, keys[number]))


def _both_sure(a: EventMention, b: EventMention) -> bool:
    """Nothing is inferred from what was itself only guessed."""
    return min(a.confidence, b.confidence) >= SURE


def _add(links: list[Link], source: str, target: str, reason: Reason) -> None:
    if any((k.source == source and k.target == target) or (k.source == target and k.target == source) for k in links):
        return
    how = {
        "stated": f"'{reason.cue.text}' names it as the reason",
        "after": f"told as following it ('{reason.cue.text}')",
        "object": "the statement is about it",
        "back": f"'{reason.cue.text}' points back to it",
    }[reason.strength]
    links.append(Link("responds_to", source, target, True, reason.span, how))


def _target(
    deeds: Sequence[Deed],
    index: int,
    mention: EventMention,
    reason: Reason,
    ghosts: Sequence[EventMention],
    nouns: Mapping[str, frozenset[str]],
) -> int | None:
    if reason.strength == "back":
        return _pointed_back(deeds, index, mention)
    if reason.strength == "object":
        return judged(deeds, index, reason, ghosts, nouns)
    for number, deed in enumerate(deeds):
        if number != index and any(told_in(m, reason) for m in deed.mentions):
            return number
    for ghost in ghosts:
        if told_in(ghost, reason):
            like = _like(deeds, index, mention, ghost)
            if like is not None:
                return like
    return _by_noun(deeds, index, reason, nouns)


def _by_noun(deeds: Sequence[Deed], index: int, reason: Reason, nouns: Mapping[str, frozenset[str]]) -> int | None:
    """The deed that the reason names by a noun of its own words ("regret at the warrant") or by a general one ("the move")."""
    words = {w.strip(".,;:'\"”“’").lower() for w in reason.span.text.split()[:8]}
    words |= {w.removesuffix("s") for w in words}
    before: list[int] = list(range(index - 1, -1, -1))
    for number in before:
        if any(words & {m.lemma, *m.about} - COMMON for m in deeds[number].mentions):
            return number
    mine = {p.entity.key for p in deeds[index].best.actors}
    types = {t for w in words for t in nouns.get(w, ())}
    for number in before + list(range(index + 1, len(deeds))):
        if deeds[number].best.event in types and not {p.entity.key for p in deeds[number].best.actors} & mine:
            return number
    if words & GENERAL and len(reason.span.text.split()) <= 6:
        mine = {p.entity.key for p in deeds[index].best.actors}
        for number in before:
            best = deeds[number].best
            if best.event in HOSTILE - {"ACCUSE", "REQUEST"} and not {p.entity.key for p in best.actors} & mine:
                return number
    return None


def _like(deeds: Sequence[Deed], index: int, mention: EventMention, ghost: EventMention) -> int | None:
    """The deed that a noun without a doer stands for: same type, done by somebody else; the nearest before, then after."""
    mine = {p.entity.key for p in mention.actors}
    fitting = [
        n
        for n, deed in enumerate(deeds)
        if n != index
        and deed.best.event == ghost.event
        and (not ghost.modes or not deed.best.modes or set(ghost.modes) & set(deed.best.modes))
        and (not {p.entity.key for p in deed.best.actors} & mine or ghost.event == mention.event)
    ]
    before = [n for n in fitting if n < index]
    return before[-1] if before else (fitting[0] if fitting else None)


def _pointed_back(deeds: Sequence[Deed], index: int, mention: EventMention) -> int | None:
    """The last deed told before that was done to the one who answers; one of the same kind near by goes first."""
    if mention.event == "THREATEN":  # "we shall respond": to the matter of the article, not to the last word said
        first = provocation(deeds, index)
        if first is not None:
            return first
    mine = {p.entity.key for p in mention.actors}
    fitting = [
        n
        for n in range(index - 1, -1, -1)
        if deeds[n].best.event in HOSTILE and {p.entity.key for p in deeds[n].best.recipients} & mine
    ]
    alike = [
        n for n in fitting if deeds[n].best.rule == mention.rule and mention.sentence - deeds[n].best.sentence <= NEAR
    ]
    return next(iter(alike or fitting), None)


def _carry_over(links: list[Link], deeds: Sequence[Deed], keys: Sequence[str]) -> None:
    """A measure told as "also" taken, or coordinated with one that answers, answers the same deed."""
    answered = {link.source: link for link in links if link.kind == "responds_to"}
    for index, deed in enumerate(deeds):
        best = deed.best
        if keys[index] in answered:
            continue
        for other_index in range(index - 1, -1, -1):
            other = deeds[other_index].best
            link = answered.get(keys[other_index])
            if link is None or link.target == keys[index] or not _package(best, other):
                continue
            links.append(
                Link(
                    "responds_to",
                    keys[index],
                    link.target,
                    best.sentence == other.sentence,  # a later sentence that goes on only implies it
                    link.span,
                    f"goes on with the measures of {keys[other_index]}",
                )
            )
            answered[keys[index]] = links[-1]
            break


def _package(a: EventMention, b: EventMention) -> bool:
    """Two measures of one answer: same doer, same side, both hostile, coordinated or joined by "also"."""
    if a.event not in MEASURES or b.event not in MEASURES or "historical" in a.aux or "historical" in b.aux:
        return False
    same = {p.entity.key for p in a.actors} == {p.entity.key for p in b.actors}
    to = {p.entity.key for p in a.recipients} & {p.entity.key for p in b.recipients}
    near = a.additive or 0 <= a.sentence - b.sentence <= NEAR
    return bool(same and to and near and not _months_apart(a, b))


def _months_apart(a: EventMention, b: EventMention) -> bool:
    """Both name their day, and these lie too far apart for measures of one answer."""
    if not (a.explicit_date and b.explicit_date and a.when and b.when):
        return False
    days = [d for d in (a.when.earliest, a.when.latest, b.when.earliest, b.when.latest) if d]
    return not a.when.overlaps(b.when) and max(days) - min(days) > PACKAGE
