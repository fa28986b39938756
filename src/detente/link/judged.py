"""What a statement is about: the deed, or what was said, that its object names.

"Condemned the raid", "rejected the demand", "hailed it". Only deeds of the one
whom the statement is meant for are looked at, an apology's among one's own; a
noun of saying stands for what was said, never for a deed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.link.reactions import keys, sides
from detente.link.same import Deed
from detente.model import EventMention, Reason

COMMON = frozenset(
    "say people country state government official leader president minister member the of it this that".split()
)
ASKED = frozenset("call appeal demand request plea ultimatum invitation bid".split())
CHARGED = frozenset("accusation charge allegation claim criticism complaint insinuation condemnation".split())
SAID = ASKED | CHARGED | frozenset("statement remark comment speech word message letter report".split())
SAYINGS = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT"})
SORRY = frozenset({"apologize", "apologise", "apology", "regret", "sorry", "be"})
MADE = frozenset({"protest", "complaint", "objection", "note", "inquiry", "investigation", "lawsuit"})
"""What a complaint is made by: "lodged a protest" is about no protest."""
VIOLENT = frozenset("attack violence killing crackdown raid unrest incident coup operation".split())
FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST"})
GENERAL = VIOLENT | frozenset(
    "move step decision action measure act deed announcement arrest it this that verdict ruling order ban sanctions "
    "expulsion expulsions".split()
)
SHORT = 6
"""Words of a phrase that says no more than "the move"."""
PUNCTUATION = ".,;:'\"”“’"


def about(
    deeds: Sequence[Deed],
    index: int,
    reason: Reason,
    ghosts: Sequence[EventMention],
    nouns: Mapping[str, frozenset[str]],
) -> int | None:
    """The position of the deed that the statement at ``index`` is about; ``None`` where none is sure.

    Args:
        reason: the words of its object.
        ghosts: nouns of action that are no records of their own.
        nouns: from a noun of action to the types it may tell.
    """
    best = deeds[index].best
    if "allege" in best.modes or (best.event == "CONCEDE" and best.lemma not in SORRY):
        return None  # a charge tells a deed, it does not answer it
    phrase = reason.span.text.partition(",")[0].lower().split()
    if phrase[:1] == ["no"] or (best.event == "ACCUSE" and _headed(phrase, MADE)):  # "no intention of closing it"
        return None
    words = {_bare(w) for w in phrase[:8]}
    spoken = _headed(phrase, SAID)
    if spoken is not None:
        return _said(deeds, index, spoken)
    for number, deed in enumerate(deeds):
        if number != index and any(_within(m, reason) for m in deed.mentions):
            return number if _fits(deeds, index, number) else None
    for ghost in ghosts:
        like = _like(deeds, index, ghost) if _within(ghost, reason) else None
        if like is not None:
            return like
    return _by_words(deeds, index, words, {t for w in words for t in nouns.get(w, ())}, general=len(phrase) <= SHORT)


def told_in(mention: EventMention, reason: Reason) -> bool:
    """The words of a reason hold the mention's own."""
    head = mention.head or mention.trigger
    return reason.span.start <= head.start and head.end <= reason.span.end


def _bare(word: str) -> str:
    word = word.strip(PUNCTUATION)
    return word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") and word not in GENERAL else word


def _headed(phrase: Sequence[str], nouns: frozenset[str]) -> str | None:
    """Which of the nouns heads a phrase: "a call from Beijing", not "the order that a demand brought"."""
    for word in phrase[:4]:
        if word in ("of", "that", "which", "to", "by", "for", "with", "over"):
            return None
        if _bare(word) in nouns:
            return _bare(word)
    return None


def _within(mention: EventMention, reason: Reason) -> bool:
    """Told in the phrase itself, not in an aside behind a comma or in what happened over it ("over which Berlin …")."""
    if not told_in(mention, reason):
        return False
    before = reason.span.text[: (mention.head or mention.trigger).start - reason.span.start].lower()
    return "," not in before and not any(f" {w} " in before for w in ("which", "whom", "who"))


def _fits(deeds: Sequence[Deed], index: int, number: int) -> bool:
    """Done by the one whom the statement is meant for, as far as both are named; a crowd's march is not about itself."""
    best, other = deeds[index].best, deeds[number].best
    if best.event == other.event == "PROTEST":
        return False
    doers = keys(other.actors)
    meant = keys(best.actors) if best.event == "CONCEDE" else keys(best.recipients)
    return not doers or not meant or bool(doers & meant)


def _by_meant(deeds: Sequence[Deed], index: int) -> list[int]:
    best = deeds[index].best
    meant = keys(best.recipients)
    return [
        n
        for n in range(index)
        if meant & keys(deeds[n].best.actors) and sides(best.actors) != sides(deeds[n].best.actors)
    ]


def _said(deeds: Sequence[Deed], index: int, noun: str) -> int | None:
    """What was said by the one whom the statement is meant for: a demand, a charge, or whatever was said last."""
    types = frozenset({"REQUEST", "THREATEN"}) if noun in ASKED else frozenset({"ACCUSE"})
    if noun not in ASKED | CHARGED:
        types = SAYINGS - {"REJECT"}
    said = next((n for n in reversed(_by_meant(deeds, index)) if deeds[n].best.event in types), None)
    return said if said is not None else _said_later(deeds, index, types)


def _said_later(deeds: Sequence[Deed], index: int, types: frozenset[str]) -> int | None:
    """ "called the statement meddling": what it said may be told only afterwards."""
    best = deeds[index].best
    later = (
        n
        for n in range(index + 1, len(deeds))
        if deeds[n].best.event in types and keys(best.recipients) & keys(deeds[n].best.actors)
        if keys(best.actors) & keys(deeds[n].best.recipients)
    )
    return next(later, None)


def _like(deeds: Sequence[Deed], index: int, ghost: EventMention) -> int | None:
    """The deed that a noun without a doer stands for: of its type; the nearest before, then after."""
    best = deeds[index].best
    fitting = [
        n
        for n, deed in enumerate(deeds)
        if n != index
        and deed.best.event == ghost.event
        and (not ghost.modes or not deed.best.modes or set(ghost.modes) & set(deed.best.modes))
        and (best.event == "CONCEDE" or ghost.event == best.event or not keys(deed.best.actors) & keys(best.actors))
        and _fits(deeds, index, n)
    ]
    fitting = [n for n in fitting if deeds[n].best.actors] or fitting
    before = [n for n in fitting if n < index]
    return before[-1] if before else (fitting[0] if fitting else None)


def _by_words(deeds: Sequence[Deed], index: int, words: set[str], types: set[str], *, general: bool) -> int | None:
    """A noun of the deed's own goes first ("regret at the warrant"), the last such deed; a general one ("the move")
    is the deed told first."""
    best = deeds[index].best
    by_meant = _by_meant(deeds, index)
    hailed = [n for n in range(index) if best.event == "SUPPORT" and not deeds[n].best.recipients]  # "hailed the deal"
    for number in sorted({*by_meant, *hailed}, reverse=True):
        if any(words & {m.lemma, *m.about} - COMMON for m in deeds[number].mentions):
            return number
    judging = best.event in ("ACCUSE", "SUPPORT", "CONCEDE")
    typed = next((n for n in reversed(by_meant) if judging and deeds[n].best.event in types), None)
    if typed is not None:
        return typed
    if not (general and words & GENERAL):
        return None
    weighty = (
        n
        for n in by_meant
        if deeds[n].best.event not in SAYINGS - {"THREATEN"} or deeds[n].best.channels
        if not words & VIOLENT or deeds[n].best.event in FORCE
    )
    return next(weighty, None)
