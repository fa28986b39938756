"""Which words of a sentence fire which frame. Finding only: nothing is decided here about what is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from detente.codebook import Codebook, Frame, Words
from detente.coding import syntax
from detente.model import Sentence, Token

Owner = Callable[[Sentence, Token, Token], str]
"""(sentence, trigger, noun) -> "own", "other" or "" — whose the noun is, as seen by the trigger's doer."""
IsParty = Callable[[Sentence, Token], bool]

LIGHT = frozenset(
    "carry launch conduct stage hold make issue mount open begin start announce impose order undertake give have "
    "pay take reach sign declare deliver file do perform wage step continue resume unleash send place call attend host "
    "organise organize put lead plan complete end conclude finish pursue intensify renew drop press lodge unveil slap "
    "level go embark engage commit execute inflict".split()
)
"""Verbs that lend their subject to an event noun: "carried out an attack", "held talks"."""

ANSWER_VERBS = frozenset({"answer", "retaliate", "respond", "reply", "reciprocate", "counter", "react"})

MOST_TRIGGERS = 60
"""Frames looked at in one sentence; what comes later in a monster sentence is left (bounded time)."""


@dataclass(frozen=True)
class Match:
    """A frame that fires at a token, with the tokens that met its conditions."""

    frame: Frame
    token: Token
    objects: tuple[Token, ...]
    nominal: bool
    used: frozenset[int] = frozenset()
    losers: tuple[str, ...] = field(default=())

    @property
    def first(self) -> int:
        return min({self.token.i, *self.used})


class Slots:
    """What the frames of one trigger ask about, answered once however many of them ask."""

    def __init__(self, s: Sentence, token: Token, nominal: bool) -> None:
        self.s, self.token, self.nominal = s, token, nominal

    @cached_property
    def heads(self) -> list[Token]:
        """What the trigger is done to."""
        raw = nominal_objects(self.s, self.token) if self.nominal else syntax.objects(self.s, self.token)
        heads = [h for o in raw for h in syntax.meaning_heads(self.s, o)]
        return [*heads, *(n for h in heads if (n := syntax.antecedent(self.s, self.token, h)) is not None)]

    @cached_property
    def befallen(self) -> tuple[Token, ...] | None:
        """What it befalls ("the EMBASSY will close"); ``None`` where a doer or an object is named."""
        befallen = syntax.befallen(self.s, self.token) if not self.nominal else None
        return syntax.meaning_heads(self.s, befallen) if befallen is not None else None

    @cached_property
    def object_forms(self) -> frozenset[str]:
        """All forms of what could be the object: a frame that needs another word cannot fit."""
        return frozenset(f for h in self.befallen or self.heads for f in syntax.noun_forms(self.s, h))

    @cached_property
    def subjects(self) -> tuple[Token, ...]:
        subject = syntax.subject(self.s, self.token)
        return syntax.meaning_heads(self.s, subject) if subject is not None else ()

    @cached_property
    def subject_forms(self) -> frozenset[str]:
        return frozenset(f for h in self.subjects for f in syntax.noun_forms(self.s, h))

    @cached_property
    def preps(self) -> frozenset[str]:
        """Prepositions under the trigger and its objects."""
        bases = (self.token, *(self.befallen or self.heads))
        named = {name for base in bases for name, _ in syntax.phrases(self.s, base)}
        return frozenset(named.union(c.lower for base in bases for c in self.s.children(base, "prep")))

    @cached_property
    def attribute_forms(self) -> frozenset[str]:
        return frozenset(f for a in _attributes(self.s, self.token) for f in syntax.noun_forms(self.s, a))

    @cached_property
    def modals(self) -> frozenset[str]:
        return frozenset(syntax.modals(self.s, self.token))

    def exclude(self, frame: Frame) -> bool:
        """True where a word is missing that the frame cannot do without; ``fit`` need not be asked."""
        needed = frame.needed_objects
        if needed and needed.isdisjoint(self.object_forms):
            return True
        needed = frame.needed_subjects
        if needed and needed.isdisjoint(self.subject_forms):
            return True
        for names in frame.needed_preps:
            if names.isdisjoint(self.preps):
                return True
        needed = frame.needed_complements
        if needed and needed.isdisjoint(self.attribute_forms):
            return True
        needed = frame.modal.words
        return bool(needed) and needed.isdisjoint(self.modals)


def find_triggers(
    s: Sentence, codebook: Codebook, *, owner: Owner, is_party: IsParty, quoted: Callable[[Token], bool]
) -> list[Match]:
    """The best frame at each trigger word, in the order of the text."""
    found = []
    by_noun, by_verb = codebook.by_noun, codebook.by_verb
    for token in s.tokens:
        nominal = token.pos in ("NOUN", "PROPN")
        if nominal:
            rows = by_noun.get(token.lemma.lower())
        elif token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass"):
            rows = by_verb.get(token.lemma.lower())
        else:
            continue
        if rows is None:
            continue
        slots = Slots(s, token, nominal)
        likely = rows.likely(s.where, slots.object_forms if rows.by_object else ())
        best = _best(slots, likely, owner, is_party, quoted)
        if best is not None:
            found.append(best)
        if len(found) >= MOST_TRIGGERS:
            break
    return _without_used(found)


def _best(
    slots: Slots,
    rows: Iterable[tuple[Frame, tuple[str, ...]]],
    owner: Owner,
    is_party: IsParty,
    quoted: Callable[[Token], bool],
) -> Match | None:
    token = slots.token
    fitting: list[tuple[int, Match]] = []
    for frame, rest in rows:
        if slots.exclude(frame):
            continue
        used = rest_of(slots.s, token, rest)
        if used is None:
            continue
        fitted = fit(slots, frame, owner, is_party, quoted)
        if fitted is not None:
            objects, more = fitted
            match = Match(frame, token, tuple(objects), slots.nominal, frozenset(used | more))
            fitting.append((frame.weight + 2 * len(rest), match))
    if not fitting:
        return None
    fitting.sort(key=lambda pair: -pair[0])  # stable: the earlier entry of the file wins a tie
    best = fitting[0][1]
    losers = tuple(f"{m.frame.id}: {w} conditions met against {fitting[0][0]}" for w, m in fitting[1:4])
    return Match(best.frame, best.token, best.objects, best.nominal, best.used, losers)


def rest_of(s: Sentence, token: Token, rest: tuple[str, ...]) -> set[int] | None:
    """Tokens of the words that must follow the trigger under it; ``None`` if one is missing."""
    used: set[int] = set()
    for word in rest:
        stands = s.where.get(word, ())
        behind = [i for i in stands if token.i < i < token.i + 13]
        before = [i for i in reversed(stands) if token.i - 4 <= i < token.i]  # a particle follows its verb
        near = [s.tokens[i] for i in behind] + [s.tokens[i] for i in before if s.tokens[i].tag not in ("IN", "RP")]
        hit = next((t for t in near if t.i not in used and _under(s, t, token, used)), None)
        if hit is None:
            return None
        used.add(hit.i)
    return used


def _under(s: Sentence, token: Token, verb: Token, used: set[int]) -> bool:
    """Within three steps below the verb (particles and idioms hang loosely), or right behind it."""
    if token.i == verb.i + 1 or token.i - 1 in used:
        return True
    current = token
    for _ in range(3):
        if current.head == verb.i:
            return True
        if current.head == current.i:
            return False
        current = s.tokens[current.head]
    return False


def nominal_objects(s: Sentence, noun: Token) -> list[Token]:
    """What a noun of action is done to: "expulsion of diplomats", "embassy closure", "attack on the convoy"."""
    found = [t for name, t in syntax.phrases(s, noun) if name in ("of", "on", "against")]
    if found:
        return [h for t in found for h in syntax.meaning_heads(s, t)]
    return [c for c in s.children(noun, "compound", "nmod") if c.i < noun.i and c.pos in ("NOUN", "PROPN")]


def fit(
    slots: Slots, frame: Frame, owner: Owner, is_party: IsParty, quoted: Callable[[Token], bool]
) -> tuple[Sequence[Token], set[int]] | None:
    """The objects and the tokens used, or ``None`` where a condition is not met."""
    s, token = slots.s, slots.token
    used: set[int] = set()
    heads = slots.heads
    befallen = slots.befallen if frame.object.words and not frame.subject and _may_befall(token, frame) else None
    if befallen is not None:  # only what the entry names by its word: "the embassy will close", not "Paris will close"
        heads = [h for h in befallen if frame.object.has(syntax.noun_forms(s, h))]

    def chosen(words: Words, tokens: Sequence[Token]) -> Sequence[Token] | None:
        if words.none:
            return [] if not tokens else None
        if not words:
            return tokens
        kept = [
            t for t in tokens if words.any or words.has(syntax.noun_forms(s, t)) or (words.party and is_party(s, t))
        ]
        return kept or None

    objects = chosen(frame.object, heads)
    if objects is None:
        return None
    if frame.object.words:
        used.update(t.i for t in objects)
    if frame.object_not and chosen(frame.object_not, heads):
        return None
    if frame.subject or frame.subject_not:
        heads_of_subject = slots.subjects
        if frame.subject and chosen(frame.subject, heads_of_subject) is None:
            return None
        if frame.subject_not and heads_of_subject and chosen(frame.subject_not, heads_of_subject):
            return None
    for names, words in frame.preps:
        hit = _prep(s, token, heads, names.split("/"), words, is_party)
        if hit is None:
            return None
        used.update(hit)
    if frame.clause:
        verbs = complements(s, token, heads)
        kept_verbs = [
            v
            for v in verbs
            if frame.clause.any
            or (frame.clause.infinitive and _infinitive(s, v))
            or v.lemma.lower() in frame.clause.words
        ]
        if frame.clause.none:
            if verbs:
                return None
        elif not kept_verbs:
            return None
        used.update(v.i for v in kept_verbs[:1] if frame.clause.words)  # a second complement is a deed of its own
    if frame.complement:
        attributes = _attributes(s, token)
        if not any(frame.complement.any or frame.complement.has(syntax.noun_forms(s, a)) for a in attributes):
            return None
    if frame.owner and not any(owner(s, token, o) == frame.owner for o in objects):
        return None
    if frame.owner:
        objects = [o for o in objects if owner(s, token, o) == frame.owner]
    if frame.negated == "yes" and not syntax.is_negated(s, token):
        return None
    if frame.modal and frame.modal.words.isdisjoint(slots.modals):
        return None
    if frame.quoted and not quoted(token):
        return None
    return objects, used


def _may_befall(token: Token, frame: Frame) -> bool:
    """ "Talks began", "flights will start"; of a bombing that began its own noun tells."""
    return token.lemma.lower() not in ("start", "begin") or frame.event in ("CONSULT", "COOPERATE", "SUPPORT")


def _prep(
    s: Sentence, token: Token, heads: list[Token], names: list[str], words: Words, is_party: IsParty
) -> set[int] | None:
    every = [pair for base in (token, *heads) for pair in syntax.phrases(s, base)]
    for name, pobj in every:
        if name not in names:
            continue
        for head in syntax.meaning_heads(s, pobj):
            if words.any or words.has(syntax.noun_forms(s, head)) or (words.party and is_party(s, head)):
                return {head.i} if words.words else set()
    if words.words:  # "from taking part", "of spying"
        for base in (token, *heads):
            for prep in s.children(base, "prep"):
                verb = s.child(prep, "pcomp")
                if prep.lower in names and verb is not None and verb.lemma.lower() in words.words:
                    return {verb.i}
    return set() if words.none and not any(name in names for name, _ in every) else None


def complements(s: Sentence, token: Token, heads: list[Token]) -> list[Token]:
    """Verbs of the trigger's complement: "urged X to release", "accused X of spying", "a plan to close"."""
    found = [*s.children(token, "xcomp", "ccomp"), *s.children(token, "acl"), *s.children(token, "advcl")]
    found = [v for v in found if v.dep not in ("acl", "advcl") or _infinitive(s, v)]
    for base in (token, *heads):
        for prep in s.children(base, "prep", "agent"):
            found += s.children(prep, "pcomp")
        if base is not token:
            found += [v for v in s.children(base, "acl", "relcl") if _infinitive(s, v)]
    return [c for v in found for c in syntax.conjuncts(s, v)]


def _infinitive(s: Sentence, verb: Token) -> bool:
    return verb.tag == "VB" and any(c.tag == "TO" for c in s.children(verb, "aux"))


def _attributes(s: Sentence, token: Token) -> list[Token]:
    found = s.children(token, "acomp", "attr", "oprd")
    for prep in s.children(token, "prep"):
        if prep.lower == "as":
            found += s.children(prep, "pobj", "amod", "pcomp")
    return [c for t in found for c in syntax.conjuncts(s, t)]


def _without_used(found: list[Match]) -> list[Match]:
    """Drop event nouns that are part of another trigger's own frame ("issued a warrant for the arrest"), or the object
    of its complement ("offered to host TALKS"), and infinitives of its own words and type ("ordered them to LEAVE")."""
    kept = []
    for match in found:
        carrier = match.token.head if match.token.dep == "dobj" else -1
        inside = any(
            m is not match and (match.token.i in m.used or (not m.nominal and carrier in m.used)) for m in found
        )
        told = any(m is not match and match.token.i in m.used and m.frame.event == match.frame.event for m in found)
        if not (match.nominal and inside) and not (told and match.token.tag == "VB"):
            kept.append(match)
    return kept
