"""Deeds that a sentence tells by leaning on another: "the fifth round was held", "Bahrain did the same"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from detente.coding import dating, syntax
from detente.coding.channels import MUTUAL_KINDS
from detente.coding.collected import Coding
from detente.coding.participants import same_party
from detente.coding.scene import Scene
from detente.model import ChannelTouch, Entity, EventMention, Participant, Sentence, Token

TALKS = frozenset({"talk", "talks", "round", "negotiation", "dialogue"})
COPIED = frozenset({"SANCTION", "COERCE", "RETREAT", "CONCEDE", "SUPPORT", "MOBILIZE", "AID"})


def complete(scene: Scene, coding: Coding) -> None:
    """Give deeds told in the passive, without a doer, the parties that the article has named for them."""
    for ghost in [g for g in coding.ghosts if g.confidence and not g.nominal and not g.actors]:
        parties = _met(scene, coding, ghost) or _on_both_sides(ghost)
        if parties:
            coding.ghosts.remove(ghost)
            channels = _channels(ghost, *(p.entity for p in parties))
            coding.mentions.append(replace(ghost, actors=parties, recipients=(), channels=channels, implied=True))
    coding.mentions.sort(key=lambda m: (m.sentence, m.trigger.start))


def _met(scene: Scene, coding: Coding, ghost: EventMention) -> tuple[Participant, ...]:
    """Who meets: those who talked or called off talks in the article before, else its two main parties."""
    if ghost.event not in ("CONSULT", "AGREE", "REJECT") or not (
        ghost.rule.startswith("consult.") or "meet" in ghost.modes
    ):
        return ()
    for mention in reversed([m for m in coding.mentions if m.sentence <= ghost.sentence]):
        both = {p.entity.key: p for p in (*mention.actors, *mention.recipients)}
        talks = mention.rule.startswith("consult.") or any(c.kind == "talks" for c in mention.channels)
        if talks and len(both) == 2:
            how = "not named here: those whose talks were told of before"
            return tuple(replace(p, span=None, how=how) for p in both.values())
    main = [e for e in scene.main_parties[:2] if e.code in scene.codebook.actors.states]
    main.sort(key=lambda e: _first_named(scene, e))
    how = "not named here: one of the article's two main parties"
    return tuple(Participant(e, None, how) for e in main) if len(main) == 2 else ()


def _first_named(scene: Scene, entity: Entity) -> tuple[int, int]:
    found = (
        (s.number, m.first)
        for s in scene.parsed.sentences
        for m in scene.mentions_in(s)
        if m.entity.code == entity.code
    )
    return min(found, default=(0, 0))


def _on_both_sides(ghost: EventMention) -> tuple[Participant, ...]:
    """ "The border between A and B was opened": both did it."""
    joint = ghost.event in ("RETREAT", "COOPERATE", "AGREE", "CONCEDE") and len(ghost.recipients) == 2
    return ghost.recipients if joint and any(c.kind in ("border", "airspace", "trade") for c in ghost.channels) else ()


def _channels(ghost: EventMention, a: Entity, b: Entity) -> tuple[ChannelTouch, ...]:
    """The channel that two parties use or open, held by both; talks that are held are at work."""
    if ghost.event == "CONSULT" and not ghost.channels and TALKS & set(ghost.about):
        return (ChannelTouch("talks", a, b, "open", ghost.trigger, how="both sides' talks"),)
    one_way = [replace(c, holder=a, counterpart=b) for c in ghost.channels]
    other_way = [replace(c, holder=b, counterpart=a) for c in ghost.channels if c.kind not in MUTUAL_KINDS]
    return (*one_way, *other_way)


def the_same(scene: Scene, s: Sentence, coding: Coding, day: date | None) -> None:
    """ "X did the same", "Y followed suit": the deed told last, by another doer."""
    for verb in s.tokens:
        if not syntax.copies(s, verb):
            continue
        subject = syntax.subject(s, verb)
        actors = scene.parties(s, subject) if subject is not None else []
        end = s.span_of(verb, verb).start
        told = [
            m for m in coding.mentions if m.event in COPIED and m.trigger.start < end and s.number - m.sentence <= 2
        ]
        if not actors or not told or "negation" in told[-1].aux:
            continue
        coding.mentions.append(_copy(scene, s, verb, told[-1], tuple(actors), day))


def _copy(
    scene: Scene, s: Sentence, verb: Token, told: EventMention, actors: tuple[Participant, ...], day: date | None
) -> EventMention:
    towards = [
        p for name, o in syntax.phrases(s, verb) if name in ("to", "with", "against") for p in scene.parties(s, o)
    ]
    recipients = tuple(towards) or told.recipients
    if any(same_party(a.entity, r.entity) for a in actors for r in recipients):
        recipients = told.actors
    dated = dating.date_of(
        s, verb, dating.times_in(s), day, future=False, promised=False, saying=None, nominal=False, lead=told.when
    )  # fmt: skip
    last = max([verb, *s.children(verb, "dobj", "advmod")], key=lambda t: t.i)
    return replace(
        told,
        actors=actors,
        recipients=recipients,
        aux=tuple(a for a in told.aux if a != "historical")
        + (("historical",) if dating.is_historical(dated.period, day) else ()),
        when=dated.period,
        when_span=dated.span,
        when_how=dated.how,
        explicit_date=dated.explicit,
        said_by=(),
        people=0,
        people_span=None,
        trigger=s.span_of(verb, last),
        head=s.span_of(verb, verb),
        sentence=s.number,
        paragraph=s.paragraph,
        contexts=tuple(replace(c, span=None) for c in told.contexts),
        reasons=(),
        channels=(),
        due=None,
        due_span=None,
        implied=True,
        notes=(f"'{s.span_of(verb, last).text}' is what was told in '{told.trigger.text}'",),
    )
