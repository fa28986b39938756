"""Channels whose status a text tells as it is, without a deed: "the embassy in Caracas is closed"."""

from __future__ import annotations

from detente.codebook import Codebook
from detente.coding import syntax
from detente.coding.channels import MUTUAL_KINDS, kind_of
from detente.coding.participants import same_party
from detente.coding.scene import Scene
from detente.model import ChannelTouch, Entity, Sentence, Token

BEING = frozenset({"be", "remain", "stay", "stand", "lie", "sit", "keep"})
STATUS = {
    "closed": "closed", "shut": "closed", "shuttered": "closed", "empty": "closed", "deserted": "closed", "open": "open",
    "operational": "open", "operating": "open", "suspended": "suspended", "frozen": "suspended", "stalled": "suspended",
    "deadlocked": "suspended", "downgraded": "downgraded",
}  # fmt: skip
NOW = frozenset({"VBZ", "VBP", "VBG", "VB"})


def standing(scene: Scene, s: Sentence, codebook: Codebook) -> list[ChannelTouch]:
    """The channels that the sentence says are open, closed or suspended at the time of writing."""
    found = []
    for verb, word in _predicates(s):
        status = STATUS.get(word.lower) or STATUS.get(word.lemma.lower())
        subject = syntax.subject(s, verb)
        if status is None or subject is None or syntax.is_negated(s, verb) or syntax.condition(s, verb) is not None:
            continue
        for noun in syntax.conjuncts(s, subject):
            kind = kind_of(s, noun, codebook)
            if kind:
                found += _touches(scene, s, noun, kind, status)
    return found


def _predicates(s: Sentence) -> list[tuple[Token, Token]]:
    """(verb, word that tells the state): "is closed", "remain shut", in the present."""
    out = []
    for t in s.tokens:
        since = t.tag == "VBN" and any(c.lemma == "have" and c.tag in NOW for c in s.children(t, "aux"))
        if t.lemma in BEING and (t.tag in NOW or since) and t.dep not in ("aux", "auxpass"):
            out += [(t, c) for c in s.children(t, "acomp", "attr", "oprd")]
        elif t.tag == "VBN" and any(c.lemma == "be" and c.tag in NOW for c in s.children(t, "auxpass")):
            if not s.children(t, "aux", "agent"):  # "has been closed", "will be closed" are deeds
                out.append((t, t))
    return out


def _touches(scene: Scene, s: Sentence, noun: Token, kind: str, status: str) -> list[ChannelTouch]:
    span = s.span_of(s.subtree(noun)[0], noun)
    how = f"'{noun.text}' is told as {status}, without a deed"
    owners = [p.entity for p in scene.owners(s, noun)]
    host = next(
        (p.entity for name, o in syntax.phrases(s, noun) if name in ("in", "to", "with") for p in scene.parties(s, o)),
        None,
    )
    owners = [o for o in owners if host is None or not same_party(o, host)]
    if len(owners) == 2:
        pairs = [(owners[0], owners[1])] + ([] if kind in MUTUAL_KINDS else [(owners[1], owners[0])])
        return [ChannelTouch(kind, a, b, status, span, how=how) for a, b in pairs]
    holder = owners[0] if owners else _other(scene, host)
    counterpart = host or _other(scene, holder)
    if holder is None or counterpart is None:
        return []
    return [ChannelTouch(kind, holder, counterpart, status, span, how=how)]


def _other(scene: Scene, entity: Entity | None) -> Entity | None:
    """The article's main party that is not this one."""
    if entity is None:
        return None
    return next((e for e in scene.main_parties[:3] if e.key != entity.key), None)
