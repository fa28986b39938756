"""Standing channels that a deed touches: kind from the noun, holder from the possessor, status from the frame."""

from __future__ import annotations

from dataclasses import replace

from detente.codebook import Codebook
from detente.coding import syntax
from detente.coding.participants import Roles, same_party
from detente.coding.scene import Scene
from detente.coding.triggers import Match
from detente.model import NAMED_CODES, ChannelTouch, Entity, Fallback, Participant, Sentence, Span, Token

MUTUAL_KINDS = frozenset({"talks", "treaty", "airspace", "trade", "council", "hotline"})
STAFF = frozenset({"member", "staff", "personnel", "employee", "representative", "officer", "worker"})
ONE_SIDED = frozenset({"border", "airspace"})
"""Whoever shuts these holds the channel, whosever the thing is called: "shut the emirate's only land border"."""
OWN = frozenset({"recalled", "downgraded"})
"""What a state does to its own channel; where the other's is meant, the text says whose."""
PERMITTING = frozenset({"let", "allow", "permit", "invite", "enable"})
VIA = frozenset({"via", "through"})


def touches(
    scene: Scene, s: Sentence, match: Match, roles: Roles, codebook: Codebook, *, ahead: bool
) -> tuple[ChannelTouch, ...]:
    """The channels of a trigger's objects, each with holder and counterpart as far as the text tells them.

    Args:
        ahead: the deed lies ahead. A meeting that has been held is no standing channel; one to come is planned.
    """
    frame = match.frame
    if not frame.channel_status or (frame.event == "CONSULT" and frame.channel_status == "planned" and not ahead):
        return ()
    found: list[ChannelTouch] = []
    nouns = _nouns(s, match)
    over = syntax.governor(s, match.token)
    permitted = over is not None and over.lemma in PERMITTING
    if frame.channel_kind == "talks" and (subject := syntax.subject(s, match.token)) is not None:
        if kind_of(s, subject, codebook) == "council":  # "a joint commission will meet"
            return _unique(_touch(scene, s, match, roles, "council", subject))
    for noun in nouns:
        kind = frame.channel_kind or kind_of(s, noun, codebook)
        if kind:
            found.extend(_touch(scene, s, match, roles, kind, noun))
    if not found and frame.channel_status == "expelled" and not frame.channel_kind:
        for noun in [n for n in nouns if _is_diplomat(s, n, roles, codebook)]:
            found.extend(_touch(scene, s, match, roles, _of_diplomats(roles), noun))
    if not found and frame.channel_kind:
        found.extend(_touch(scene, s, match, roles, frame.channel_kind, match.token))
    return _unique([replace(t, status="planned") for t in found] if permitted else found)


def _unique(found: list[ChannelTouch]) -> tuple[ChannelTouch, ...]:
    return tuple({_identity(touch): touch for touch in reversed(found)}.values())[::-1]


def _is_diplomat(s: Sentence, noun: Token, roles: Roles, codebook: Codebook) -> bool:
    """ "diplomats", or a state's people where the frame says that they are diplomats: "the expulsion of 23 Russians"."""
    forms = syntax.noun_forms(s, noun)
    people = noun.pos == "PROPN" and all(p.entity.sector in (None, "GOV") for p in roles.recipients)
    return people or any(f in codebook.lists["diplomats"] for f in forms)


def _of_diplomats(roles: Roles) -> str:
    """Diplomats who are put out stand for their embassy; those accredited to a body, for their delegation."""
    codes = {p.entity.code for p in (*roles.actors, *roles.recipients)}
    return "delegation" if codes & {*NAMED_CODES, "UNO", "EUR"} else "embassy"


def _identity(touch: ChannelTouch) -> tuple[str, str | None, str | None]:
    holder, counterpart = touch.holder, touch.counterpart
    return touch.kind, holder.key if holder else None, counterpart.key if counterpart else None


def _nouns(s: Sentence, match: Match) -> list[Token]:
    """The objects, their coordinated nouns and nouns in "of …", "at …" or "with …" behind them."""
    nouns = [c for o in match.objects for c in syntax.conjuncts(s, o)]
    nouns += [p for o in match.objects for name, p in syntax.phrases(s, o) if name in ("of", "at")]
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
    doers: list[Entity | None] = [*actors] or [None]
    if frame.mutual or (not recipients and len(actors) > 1):
        return _between(kind, actors, frame.channel_status, span, host, established)
    how = f"'{noun.text}' is a {kind.replace('_', ' ')}; '{match.token.text}' makes it {frame.channel_status}"
    other = recipients[0] if recipients else None
    pairs = dict.fromkeys(_sides(scene, s, match, kind, noun, doer, other) for doer in doers)
    return [ChannelTouch(kind, a, b, frame.channel_status, span, host, established, how) for a, b in pairs]


def _sides(
    scene: Scene, s: Sentence, match: Match, kind: str, noun: Token, actor: Entity | None, recipient: Entity | None
) -> tuple[Entity | None, Entity | None]:
    """Holder and counterpart: the owner named beside the noun, else the one put out, else the doer."""
    owner = _owner(scene, s, noun, kind)
    holder: Entity | None
    counterpart: Entity | None
    if owner is not None and recipient is not None and same_party(owner, recipient):
        holder, counterpart = recipient, actor
    elif match.frame.channel_status in OWN and actor is not None and recipient is not None:
        holder, counterpart = actor, recipient  # one recalls one's own envoy, whoever "its" seems to be
    elif owner is not None and (actor is None or not same_party(owner, actor)):
        holder, counterpart = owner, actor
    elif "expel" in match.frame.modes and kind not in MUTUAL_KINDS - {"treaty"}:
        holder, counterpart = recipient, actor
    else:
        holder, counterpart = actor, recipient
    named = _accredited_to(scene, s, noun)
    if named is not None and holder is not None and not same_party(named, holder):
        counterpart = named
    return holder, counterpart


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
    if kind in MUTUAL_KINDS | ONE_SIDED:
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
