"""Parties, days and numbers that a sentence leaves to be understood from the ones before it."""

from __future__ import annotations

from dataclasses import replace

from detente.coding import numbers, reference, syntax
from detente.coding.collected import Coding
from detente.coding.scene import Scene
from detente.coding.triggers import Match
from detente.model import Participant, Period, Sentence, Span, Token

HOSTILE_DEEDS = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE"})
PEOPLE = frozenset({"OPP", "CVL", "LAB", "EDU", "PTY", "CRM"})
"""Sectors whose demands and protests are turned to their own state, where the text names nobody."""
UTTERED = frozenset({"REQUEST", "PROTEST", "ACCUSE", "REJECT", "THREATEN"})
ASKED_NOUNS = frozenset(
    "claim charge allegation accusation request demand call plea appeal proposal offer criticism suggestion ultimatum "
    "invitation bid complaint insinuation".split()
)
LEADING = HOSTILE_DEEDS | {"RETREAT", "CONCEDE", "AGREE", "REJECT", "THREATEN"}
DEED_NOUNS = frozenset(
    "move step decision action measure act deed attack operation plan announcement remark comment statement vote verdict "
    "ruling law order deal agreement it this that arrest killing election result report call".split()
)


def earlier_actor(coding: Coding, recipients: list[Participant], event: str) -> list[Participant]:
    """Who did the measures told just before: of those now named as touched ("flights between A and B"), else the last."""
    near = [m for m in reversed(coding.mentions[-4:]) if m.event in HOSTILE_DEEDS and m.actors]
    doers = [m.actors for m in sorted(near, key=lambda m: m.event != event)]
    touched = {p.entity.key for p in recipients}
    if len(touched) > 1:
        named = next((a for a in doers if {p.entity.key for p in a} & touched), None)
        if named is not None:
            return list(named)
    return list(doers[0]) if doers else []


def doer_of_object(s: Sentence, match: Match, coding: Coding) -> list[Participant]:
    """The doers of the deed that the trigger's object or phrase names: "regret at the warrant", "hailed it"."""
    bases = [*match.objects, *[p for _, p in syntax.phrases(s, match.token)]]
    bases += [p for o in match.objects for _, p in syntax.phrases(s, o)]
    if match.frame.quoted and not match.nominal:  # "said the decision was hostile": the decision is what is judged
        subject = syntax.subject(s, match.token)
        bases += [subject] if subject is not None else []
    words = {b.lemma.lower() for b in bases if b.pos in ("NOUN", "PRON", "DET") or b.lower == "that"}
    if not words:
        return []
    every = list(reversed(coding.mentions))
    before = every[:6]
    if match.frame.event == "REJECT" and words & (DEED_NOUNS | ASKED_NOUNS):
        for mention in before[:3]:
            if mention.event in ("REQUEST", "ACCUSE", "AGREE") and mention.actors and s.number - mention.sentence <= 2:
                return list(mention.actors)
    if "it" in words and before and before[0].event in ("ACCUSE", "SUPPORT", "REJECT", "CONCEDE"):
        if (
            before[0].recipients and s.number - before[0].sentence == 1
        ):  # "China regretted the warrant. Rebels hailed it."
            return list(before[0].recipients)
    for mention in every:
        if mention.actors and words & {mention.lemma, *mention.about}:
            return list(mention.actors)
    if words & DEED_NOUNS:
        for mention in before:
            if mention.actors and mention.event in HOSTILE_DEEDS | {"THREATEN", "RETREAT", "CONCEDE", "AGREE"}:
                return list(mention.actors)
    return []


def lead_doers(coding: Coding) -> list[Participant]:
    """Who did the deed that the article opens with: what reactions that name nobody are about."""
    first = next((m for m in coding.mentions if m.event in LEADING and m.actors), None)
    return list(first.actors) if first is not None else []


def doer_of_passive(
    scene: Scene,
    s: Sentence,
    match: Match,
    recipients: list[Participant],
    speakers: list[Participant],
    promised: bool,
) -> list[Participant]:
    """Who does what is told without a doer: "sanctions would be lifted", he said: his side; "43 were detained": the state."""
    if not syntax.is_passive(s, match.token):
        return []
    states = scene.codebook.actors.states
    if promised and speakers and speakers[0].entity.code in states:
        state = states[speakers[0].entity.code]
        if all(p.entity.code != state.code for p in recipients):
            return [Participant(state, None, f"not named here: {state.name}, whose side promises it")]
    justice = match.frame.event == "COERCE" or "convict" in match.frame.modes
    if justice and len(recipients) == 1 and s.child(match.token, "xcomp") is None:
        code = recipients[0].entity.code
        most = max(scene.weight.values(), default=0)
        if code in states and (recipients[0].guessed or scene.weight[code] == most):
            return [Participant(states[code], None, f"not named here: within {states[code].name}, so its authorities")]
    return []


def goes_on(s: Sentence, match: Match, coding: Coding) -> Period | None:
    """ "It also shut …": a further measure of the same doer has the day of the one told in the sentence before."""
    also = any(c.lower in ("also", "additionally", "too") for c in s.children(match.token, "advmod"))
    subject = syntax.subject(s, match.token)
    last = coding.mentions[-1] if coding.mentions else None
    if not also or subject is None or subject.pos != "PRON" or last is None or s.number - last.sentence != 1:
        return None
    return last.when if last.explicit_date else None


def people_before(scene: Scene, s: Sentence, pronoun: Token, coding: Coding) -> tuple[int, Span | None]:
    """How many "them" are: the number told of the deed before in the sentence, else of the last people named."""
    last = coding.mentions[-1] if coding.mentions else None
    if last is not None and last.sentence == s.number and last.people:
        return last.people, last.people_span
    for where, head in reference.antecedents(scene, s, pronoun):
        found = numbers.plural_people(where, head, scene.codebook)
        if found is not None:
            return found
    return 0, None


def domestic_other(
    scene: Scene, s: Sentence, match: Match, coding: Coding, actors: list[Participant]
) -> list[Participant]:
    """The other side of a quarrel within one state: the party of another sector told of last, else the state itself.

    Empty where the article is about several states, or the doer is the state
    and nobody else of it has been told of.
    """
    if len(actors) != 1:
        return []
    actor = actors[0].entity
    if not scene.is_domestic(actor.code):
        abroad = any(m.entity.code != actor.code and m.kind != "media" for m in scene.mentions_in(s))
        turned_home = actor.sector in PEOPLE and match.frame.event in UTTERED and not abroad
        state = scene.codebook.actors.states.get(actor.code) if turned_home else None
        how = f"not named here: it is {actor.sector} of {state.name}, so the authorities at home" if state else ""
        return [Participant(state, None, how)] if state else []
    for mention in reversed(coding.mentions[-5:]):
        for p in (*mention.actors, *mention.recipients):
            if p.entity.code == actor.code and (p.entity.sector or "GOV") != (actor.sector or "GOV"):
                how = f"not named here: {p.entity.name} is the other side within {actor.code}, told of last"
                return [replace(p, span=None, how=how)]
    state = scene.codebook.actors.states.get(actor.code)
    if state is None or actor.sector in ("GOV", None):
        return []
    return [Participant(state, None, f"not named here: within {state.name}, so its authorities")]
