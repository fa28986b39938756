"""What answers what within an article, where the text says so or, marked as not stated, plainly implies it.

`coding` found the words ("in retaliation for the expulsion of …"); here they
are matched with the deed they name: told in the very words, or by a noun whose
type and parties fit a deed of the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from detente.link.same import Deed
from detente.model import EventMention, Link, Participant, Reason

HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "THREATEN", "ACCUSE", "REJECT", "REQUEST"})


NEAR = 2
"""Sentences between a charge and the denial that answers it."""
COMMON = frozenset("say people country state government official leader president minister member the of".split())
REACTIONS = frozenset({"SANCTION", "COERCE", "MOBILIZE", "THREATEN", "REJECT"})
PROVOCATIONS = frozenset({"SANCTION", "COERCE", "MOBILIZE", "ASSAULT", "PROTEST", "REJECT", "REQUEST", "THREATEN"})
SAYINGS = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT"})
MEASURES = frozenset({"SANCTION", "COERCE", "MOBILIZE", "THREATEN"})
GENERAL = frozenset(
    "move step decision action measure act deed operation announcement attack violence killing arrest crackdown raid it "
    "this that unrest incident coup verdict ruling order ban sanctions expulsion expulsions".split()
)


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
                if reason.strength != "after" or not _sides(deed.best.actors) & _sides(deeds[target].best.actors):
                    _add(links, keys[index], keys[target], reason)
        if not any(link.source == keys[index] for link in links):
            denied = _denied(deeds, index)
            if denied is not None:
                span = deed.best.trigger
                how = f"'{span.text}' rejects what {keys[denied]} says"
                links.append(Link("responds_to", keys[index], keys[denied], True, span, how))
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
    """What the text plainly implies: a step against the doer of a hostile deed told in the same article.

    The deed lies before the step in time, or before it in the text where both
    have no day of their own; one done to the answering side itself goes first,
    then the latest.
    """
    answered = {link.source for link in links if link.kind == "responds_to"}
    for index, deed in enumerate(deeds):
        best = deed.best
        if keys[index] in answered or best.event not in REACTIONS or "negation" in best.aux:
            continue
        candidates = [
            (bool(_sides(other.best.recipients) & _sides(best.actors)), number)
            for number, other in enumerate(deeds)
            if number != index and _provokes(other.best, best, number < index)
        ]
        taken = {(link.source, link.target) for link in links}
        candidates = [c for c in candidates if (keys[c[1]], keys[index]) not in taken]
        if candidates:
            direct, number = max(candidates)
            if not direct:
                continue
            how = f"plainly implied: done to the doer of {keys[number]}, told in the same article"
            links.append(Link("responds_to", keys[index], keys[number], False, deeds[number].best.trigger, how))


def _sides(people: Iterable[Participant]) -> set[tuple[str, str]]:
    return {(p.entity.key, p.entity.sector or "GOV") for p in people}


def _provokes(deed: EventMention, answer: EventMention, told_before: bool) -> bool:
    if deed.event not in PROVOCATIONS or "future" in deed.aux or "negation" in deed.aux:
        return False
    if ("historical" in deed.aux) != ("historical" in answer.aux):
        return False
    doers, done_to = _sides(deed.actors), _sides(answer.recipients)
    domestic = {k for k, _ in _sides(answer.actors)} & {k for k, _ in done_to}
    met = doers & done_to if domestic else {k for k, _ in doers} & {k for k, _ in done_to}
    if not met or _sides(deed.actors) == _sides(answer.actors):
        return False
    if deed.explicit_date and answer.explicit_date and deed.when and answer.when:
        first, then = deed.when.earliest or deed.when.latest, answer.when.earliest or answer.when.latest
        if first and then and first != then:
            return first < then
    return told_before


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
    for number, deed in enumerate(deeds):
        if number != index and any(_told_in(m, reason) for m in deed.mentions):
            return number
    for ghost in ghosts:
        if _told_in(ghost, reason):
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
    if reason.strength != "object":
        mine = {p.entity.key for p in deeds[index].best.actors}
        types = {t for w in words for t in nouns.get(w, ())}
        for number in before + list(range(index + 1, len(deeds))):
            if deeds[number].best.event in types and not {p.entity.key for p in deeds[number].best.actors} & mine:
                return number
    if words & GENERAL and len(reason.span.text.split()) <= 6:
        mine = {p.entity.key for p in deeds[index].best.actors}
        meant = {p.entity.key for p in deeds[index].best.recipients}
        for number in before:
            best = deeds[number].best
            deed = best.event not in SAYINGS or best.channels
            if reason.strength == "object" and deed and {p.entity.key for p in best.actors} & meant - mine:
                return number  # "condemned the move": one by whom the statement is directed at
            if best.event in HOSTILE - {"ACCUSE", "REQUEST"} and not {p.entity.key for p in best.actors} & mine:
                return number
    return None


def _denied(deeds: Sequence[Deed], index: int) -> int | None:
    """What a denial or refusal turns down: the charge or demand told last against the one who denies."""
    best = deeds[index].best
    if best.event != "REJECT":
        return None
    mine = {p.entity.key for p in best.actors}
    for number in range(index - 1, -1, -1):
        other = deeds[number].best
        near = 0 <= best.sentence - other.sentence <= NEAR
        if (
            near
            and other.event in ("ACCUSE", "REQUEST", "THREATEN")
            and {p.entity.key for p in other.recipients} & mine
        ):
            return number
    return None


def _told_in(mention: EventMention, reason: Reason) -> bool:
    head = mention.head or mention.trigger
    return reason.span.start <= head.start and head.end <= reason.span.end


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
                    True,
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
    return bool(same and to and near)
