"""Standing channels that a deed touches: kind from the noun, holder from the possessor, status from the frame."""

from __future__ import annotations

from dataclasses import replace

from detente.codebook import Codebook
from detente.coding import syntax
from detente.coding.participants import Roles, same_party
from detente.coding.scene import Scene
from detente.coding.triggers import Match
from detente.model import ChannelTouch, Entity, Fallback, Participant, Sentence, Span, Token

MUTUAL_KINDS = frozenset({"talks", "treaty", "airspace", "trade", "council", "hotline"})
STAFF = frozenset({"member", "staff", "personnel", "employee", "representative", "officer", "worker"})
OWN = frozenset({"recalled", "downgraded"})
"""What a state does to its own channel; where the other's is meant, the text says whose."""
PERMITTING = frozenset({"let", "allow", "permit", "invite", "enable"})
VIA = frozenset({"via", "through"})


def touches(
    scene: Scene, s: Sentence, match: Match, roles: Roles, codebook: Codebook, *, ahead: bool
) -> tuple[ChannelTouch, ...]:
    """The channels of a trigger's objects, each with holder and counterpart as far as the text tells them."""
    frame = match.frame
    if not frame.channel_status:
        return ()
    found: list[ChannelTouch] = []
    over = syntax.governor(s, match.token)
    status = "planned" if over is not None and over.lemma in PERMITTING else frame.channel_status
    for noun in _nouns(s, match):
        kind = frame.channel_kind or kind_of(s, noun, codebook)
        if not kind:
            continue
        found.extend(_touch(scene, s, match, roles, kind, noun))
    if not found and frame.channel_kind:
        found.extend(_touch(scene, s, match, roles, frame.channel_kind, match.token))
    unique: list[ChannelTouch] = []
    for touch in (replace(t, status=status) for t in found):
        if not any(_identity(touch) == _identity(u) for u in unique):
            unique.append(touch)
    return tuple(unique)


def _identity(touch: ChannelTouch) -> tuple[str, str | None, str | None]:
    holder, counterpart = touch.holder, touch.counterpart
    return touch.kind, holder.key if holder else None, counterpart.key if counterpart else None


def _nouns(s: Sentence, match: Match) -> list[Token]:
    """The objects, their coordinated nouns and nouns in "of …" or "with …" behind them."""
    nouns = [c for o in match.objects for c in syntax.conjuncts(s, o)]
    nouns += [p for o in match.objects for name, p in syntax.phrases(s, o) if name == "of"]
    if not match.nominal:
        nouns += [p for name, p in syntax.phrases(s, match.token) if name in ("to", "with", "from", "in")]
    return list({n.i: n for n in nouns}.values())


def kind_of(s: Sentence, noun: Token, codebook: Codebook) -> str:
    """The kind of channel that a noun phrase names; "" for none. Staff stand for their mission."""
    forms = syntax.noun_forms(s, noun)
    kind = next((codebook.channels[f] for f in forms if f in codebook.channels), "")
    if kind or noun.lemma.lower() not in STAFF:
        return kind
    for t in [*s.children(noun, "compound", "nmod"), *[p for _, p in syntax.phrases(s, noun)]]:
        inner = next((codebook.channels[f] for f in syntax.noun_forms(s, t) if f in codebook.channels), "")
        if inner:
            return "delegation" if inner in ("mission", "delegation") else inner
    return ""


def _touch(scene: Scene, s: Sentence, match: Match, roles: Roles, kind: str, noun: Token) -> list[ChannelTouch]:
    frame = match.frame
    span = s.span_of(s.subtree(noun)[0], noun) if noun is not match.token else s.span_of(noun, noun)
    host, established = _host(scene, s, noun), _established(s, noun)
    actors, recipients = [p.entity for p in roles.actors], [p.entity for p in roles.recipients]
    if frame.mutual or (not recipients and len(actors) > 1):
        return _between(kind, actors, frame.channel_status, span, host, established)
    owner = _owner(scene, s, noun, kind)
    actor = actors[0] if actors else None
    recipient = recipients[0] if recipients else None
    holder: Entity | None
    counterpart: Entity | None
    if owner is not None and recipient is not None and same_party(owner, recipient):
        holder, counterpart = recipient, actor
    elif frame.channel_status in OWN and actor is not None and recipient is not None:
        holder, counterpart = actor, recipient  # one recalls one's own envoy, whoever "its" seems to be
    elif owner is not None and (actor is None or not same_party(owner, actor)):
        holder, counterpart = owner, actor
    elif "expel" in frame.modes and kind not in MUTUAL_KINDS:
        holder, counterpart = recipient, actor
    else:
        holder, counterpart = actor, recipient
    named = _accredited_to(scene, s, noun)
    if named is not None and holder is not None and not same_party(named, holder):
        counterpart = named
    return [
        ChannelTouch(
            kind,
            holder,
            counterpart,
            frame.channel_status,
            span,
            host,
            established,
            f"'{noun.text}' is a {kind.replace('_', ' ')}; '{match.token.text}' makes it {frame.channel_status}",
        )
    ]


def _between(
    kind: str, actors: list[Entity], status: str, span: Span, host: str | None, established: str | None
) -> list[ChannelTouch]:
    """A channel of two equals: one entry for talks and the like, one each for what each side holds."""
    if len(actors) < 2:
        return []
    pairs = [(actors[0], actors[1])]
    if kind not in MUTUAL_KINDS:
        pairs.append((actors[1], actors[0]))
    return [
        ChannelTouch(kind, a, b, status, span, host, established, f"both sides' {kind.replace('_', ' ')}")
        for a, b in pairs
    ]


def _owner(scene: Scene, s: Sentence, noun: Token, kind: str) -> Entity | None:
    if kind in MUTUAL_KINDS:
        return None
    for token in [noun, *([s.head(noun)] if noun.dep == "conj" else [])]:
        owners = scene.owners(s, token)
        if owners:
            return owners[0].entity
    return None


def _accredited_to(scene: Scene, s: Sentence, noun: Token) -> Entity | None:
    """ "its ambassador to Tehran", "the mission to NATO"."""
    for name, pobj in syntax.phrases(s, noun):
        if name in ("to", "with", "in"):
            mention = scene.mention_at(s, pobj)
            if mention is not None and name != "in":
                return mention.entity
    return None


def _host(scene: Scene, s: Sentence, noun: Token) -> str | None:
    """Where it sits, in the text's words: "in Moscow", "hosted at the Belgian Embassy"."""
    for hosted in s.children(noun, "acl"):
        for v in syntax.conjuncts(s, hosted):
            if v.lemma in ("host", "house", "locate", "base"):
                place = next((p for name, p in syntax.phrases(s, v) if name in ("at", "in")), None)
                if place is not None:
                    inside = [t for t in s.subtree(place) if t.pos in ("PROPN", "ADJ", "NOUN")]
                    return s.span_of(inside[0], inside[-1]).text if inside else None
    for name, pobj in syntax.phrases(s, noun):
        mention = scene.mention_at(s, pobj) if name in ("in", "at") else None
        if mention is not None and mention.kind in ("capital", "place"):
            return mention.span.text
    return None


def _established(s: Sentence, noun: Token) -> str | None:
    for verb in s.children(noun, "acl"):
        if verb.lemma in ("establish", "open", "found", "set", "create", "sign"):
            for name, pobj in syntax.phrases(s, verb):
                if name in ("in", "since") and pobj.tag == "CD":
                    return pobj.text
    return next((p.text for n, p in syntax.phrases(s, noun) if n == "of" and p.tag == "CD" and len(p.text) == 4), None)


def fallbacks(scene: Scene, s: Sentence, codebook: Codebook) -> list[Fallback]:
    """A channel to be used instead: "could liaise via the ambassador in Belgium"."""
    found = []
    for prep in s.tokens if not VIA.isdisjoint(s.where) else ():
        if prep.lower not in VIA or prep.pos != "ADP":
            continue
        pobj = s.child(prep, "pobj")
        if pobj is None or not any(f in codebook.channels or f in codebook.roles for f in syntax.noun_forms(s, pobj)):
            continue
        verb = s.head(prep)
        subject = syntax.subject(s, verb) if verb.pos in ("VERB", "AUX") else None
        parties: list[Participant] = [*scene.parties(s, pobj), *(scene.parties(s, subject) if subject else [])]
        inside = [t for t in s.subtree(pobj) if t.lower != "the" or t.i != s.subtree(pobj)[0].i]
        found.append(Fallback(s.span_of(inside[0], inside[-1]), tuple(p.entity for p in parties), s.number))
    return found
