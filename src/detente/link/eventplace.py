"""The event's own place: the one that its own clause names, never one from another part of the story.

"Officials said in Ankara that Russia had shelled the town of Maarat al-Numan": the shelling was in Maarat
al-Numan, and the statement in Ankara.
"""

from __future__ import annotations

from collections.abc import Iterable

from detente.model import Sentence, Token
from detente.model.place import PlaceMention

LOCATIVE = frozenset(
    "in at near outside around inside across throughout along off on over above within by beside between beneath under through into "
    "onto towards toward against".split()
)
"""Prepositions under which a place is where something happens; the last five only under the event's own word."""

LOOSE = frozenset("through into onto towards toward against to".split())
LINKS = frozenset("of with between and from".split())
"""Inner prepositions: "in the city OF Aleppo", "on the border WITH Syria", "20 km FROM Kyiv"."""

OTHER_CLAUSE = frozenset({"relcl", "advcl", "ccomp", "acl", "csubj", "csubjpass", "parataxis", "xcomp", "pcomp"})
ARGUMENTS = frozenset({"dobj", "obj", "nsubj", "nsubjpass", "attr", "pobj", "dative", "oprd"})
WITHIN = frozenset(
    {"pobj", "prep", "appos", "conj", "compound", "nmod", "amod", "npadvmod", "poss", "dep", "punct", "nummod"}
)
HELD = frozenset(
    {"town", "site", "district", "region", "disputed", "airport", "island", "mountain", "border", "lake", "river"}
)
"""Kinds that, as the object of a deed, are where it happens ("shelled Aleppo"); a state or capital is a party."""


def place_of(sentence: Sentence, trigger: Token, mentions: Iterable[PlaceMention]) -> PlaceMention | None:
    """The place named in the trigger's own clause; ``None`` where it names none.

    The place nearest to the event's own word goes first, then the most
    precise ("in Idlib, Syria" is Idlib), then the first.

    Args:
        sentence: The parsed sentence of the event.
        trigger: Its word in that sentence, a verb or a noun.
        mentions: Places of the article; those of other sentences are passed over.
    """
    found: list[tuple[int, int, int, PlaceMention]] = []
    for mention in mentions:
        if mention.kind == "demonym" or not sentence.span.covers(mention.span):
            continue
        head = _head(sentence, mention)
        rank = _rank(sentence, trigger, head, mention) if head is not None else None
        if rank is not None:
            found.append((rank, -mention.precision, mention.span.start, mention))
    return min(found, key=lambda item: item[:3])[3] if found else None


def _head(sentence: Sentence, mention: PlaceMention) -> Token | None:
    """The word of the mention that the others hang from."""
    inside = [t for t in sentence.tokens if t.start < mention.span.end and mention.span.start < t.end]
    numbers = {t.i for t in inside}
    return next((t for t in reversed(inside) if t.head not in numbers or t.head == t.i), None)


def _rank(sentence: Sentence, trigger: Token, head: Token, mention: PlaceMention) -> int | None:
    """How the place hangs from the event: 0 by a preposition of its own, 1 within its parties, 2 under the verb that
    carries an event noun; ``None`` where it does not."""
    steps = _path(sentence, head, trigger)
    if steps is not None:
        return _rank_under(steps, trigger, mention)
    verb = _carrier(sentence, trigger)
    if verb is None:
        return None
    steps = _path(sentence, head, verb)
    if steps is None or steps[-1].dep != "prep" or steps[-1].lower not in LOCATIVE - LOOSE:
        return None
    return 2 if _joined_by_links(steps[:-1]) else None


def _path(sentence: Sentence, token: Token, top: Token) -> list[Token] | None:
    """The words from ``token`` up to the one that hangs from ``top``, or ``None`` where another clause lies between."""
    steps = [token]
    seen = {token.i}
    while steps[-1].head != top.i:
        here = steps[-1]
        if here.dep in OTHER_CLAUSE or here.head in seen or (here.dep == "conj" and here.pos in ("VERB", "AUX")):
            return None
        steps.append(sentence.tokens[here.head])
        seen.add(here.head)
    last = steps[-1]
    if last.i == top.i or last.dep in OTHER_CLAUSE or (last.dep == "conj" and last.pos in ("VERB", "AUX")):
        return None
    return steps


def _rank_under(steps: list[Token], trigger: Token, mention: PlaceMention) -> int | None:
    top = steps[-1]
    if top.dep == "prep":
        allowed = LOCATIVE - LOOSE if trigger.pos == "NOUN" else LOCATIVE
        return 0 if top.lower in allowed and _joined_by_links(steps[:-1]) else None
    if len(steps) == 1 and top.dep in ("compound", "nmod", "poss") and trigger.pos in ("NOUN", "PROPN"):
        return 0 if mention.kind in HELD | {"capital"} else None  # "the Geneva talks"
    if top.dep in ("dobj", "obj", "nsubjpass") and mention.kind in HELD and _is_within(steps[:-1]):
        return 0 if len(steps) == 1 else 1
    if top.dep in ARGUMENTS:  # "killed three soldiers at a base near Homs"
        prep = next((s for s in reversed(steps[:-1]) if s.dep == "prep"), None)
        if prep is not None and prep.lower in LOCATIVE - LOOSE and _is_within(steps[:-1]):
            return 1
    return None


def _joined_by_links(steps: list[Token]) -> bool:
    """ "the border with Syria", "the city of Aleppo", "a base near Homs": small words between, and no other clause."""
    return _is_within(steps) and all(s.lower in LINKS | LOCATIVE for s in steps if s.dep == "prep")


def _is_within(steps: list[Token]) -> bool:
    return all(s.dep in WITHIN for s in steps)


def _carrier(sentence: Sentence, trigger: Token) -> Token | None:
    """The verb of which an event noun is subject or object ("held talks", "the attack took place")."""
    if trigger.pos not in ("NOUN", "PROPN") or trigger.dep not in ARGUMENTS:
        return None
    verb = sentence.head(trigger)
    if verb.pos == "ADP":  # "took part in talks"
        verb = sentence.head(verb)
    return verb if verb.pos in ("VERB", "AUX") else None
