"""Parties that the text leaves to be understood: which of the answers in `implied` is taken, in their order."""

from __future__ import annotations

from dataclasses import replace

from detente.coding import attribution, implied, reference, syntax
from detente.coding.attribution import Saying
from detente.coding.collected import Coding
from detente.coding.participants import ALONE, SPOKEN, Roles, others
from detente.coding.scene import Scene
from detente.coding.triggers import Match
from detente.model import NAMED_CODES, Participant, Sentence

BORDERS = frozenset({"border", "frontier", "crossing"})
AT_HOME = frozenset({"COP", "JUD", "LEG", "OPP", "CVL", "LAB", "EDU", "PTY"})
RULING = frozenset({"curfew", "martial-law", "restrict", "ban", "censor"})
"""Modes of force that a state uses on those whom it rules."""
TOWARDS = frozenset({"to", "on", "from", "with", "against"})


def supply(
    scene: Scene, s: Sentence, coding: Coding, match: Match, saying: Saying, roles: Roles, *, promised: bool
) -> None:
    """Fill in parties that are only implied; ``roles.implied`` tells that some were.

    Args:
        saying: whose word the deed is, and whom it is told to.
        promised: the deed is a promise, dated by its telling.
    """
    event = match.frame.event
    if roles.actors and not roles.recipients and event in SPOKEN | {"RETREAT"}:
        roles.recipients = attribution.addressee(scene, s, saying, roles.actors)
    if not roles.both_ways:
        if match.frame.mutual:
            _who_meets(scene, s, coding, match, roles, promised=promised)
        _doer(coding, match, roles)
        _whose_border(scene, match, roles)
        _done_to(scene, s, coding, match, roles)
    if not roles.actors and not match.nominal:
        roles.recipients = roles.recipients or attribution.addressee(scene, s, saying, saying.speakers)
        roles.actors = implied.doer_of_passive(scene, s, match, roles.recipients, saying.speakers, promised)
        roles.implied = roles.implied or bool(roles.actors)


def _who_meets(scene: Scene, s: Sentence, coding: Coding, match: Match, roles: Roles, *, promised: bool) -> None:
    """With whom one side promises to meet; whose talks or truce it is, where nobody is named."""
    if len(roles.actors) == 1 and not roles.recipients and promised:
        found = others(implied.doer_of_object(s, match, coding), roles.actors)
        roles.recipients = found or _other_main(scene, roles)
        roles.implied = bool(roles.recipients)
    if not roles.actors and not match.nominal:
        roles.actors = reference.two_sides(scene, s, match.token)
        roles.implied = bool(roles.actors)


def _doer(coding: Coding, match: Match, roles: Roles) -> None:
    """Who did the measures told just before does this one, too."""
    event = match.frame.event
    if roles.actors or match.nominal or not roles.recipients or event not in ("SANCTION", "COERCE"):
        return
    found = implied.earlier_actor(coding, roles.recipients, event)
    if len(roles.recipients) > 1:
        roles.recipients = others(roles.recipients, found)
    found = others(found, roles.recipients)
    if event == "SANCTION":  # a state does not expel its own envoys, nor close its ties with itself
        codes = {r.entity.code for r in roles.recipients}
        found = [p for p in found if p.entity.code not in codes or p.entity.code in NAMED_CODES]
    if found:
        roles.actors = _unnamed(found, "is the doer of what was told before")
        roles.implied = True


def _whose_border(scene: Scene, match: Match, roles: Roles) -> None:
    """A border opened again by nobody named is opened by the article's two main states, whose it is."""
    bare = not (roles.actors or roles.recipients or match.nominal)
    if not bare or match.frame.event != "RETREAT" or "access" not in match.frame.modes:
        return
    if not {o.lemma.lower() for o in match.objects} & BORDERS:
        return
    states = [e for e in scene.main_parties[:2] if e.code not in NAMED_CODES]
    if len({e.code for e in states}) == 2:
        how = "not named here: {} is one of the article's two main states"
        roles.actors = [Participant(e, None, how.format(e.name)) for e in states]
        roles.implied = True


def _done_to(scene: Scene, s: Sentence, coding: Coding, match: Match, roles: Roles) -> None:
    """As recipient the doer of the deed that is spoken of, the other side at home, the doer of the article's first deed,
    else the article's other main party."""
    event = match.frame.event
    main = _other_main(scene, roles)
    if event in ("AID", "THREATEN") and main:  # "treated 400 people" abroad: not the helper's own
        own = {p.entity.code for p in roles.actors} - NAMED_CODES
        roles.recipients = [p for p in roles.recipients if not (p.guessed and p.entity.code in own)]
    wanted = event not in ALONE or "other" in match.frame.recipient
    bare = bool(roles.actors) and not roles.recipients and not match.frame.mutual
    if not bare or is_to_anybody(scene, s, match):
        return
    found: list[Participant] = []
    if wanted and "none" not in match.frame.recipient:
        found = _spoken_of(scene, s, coding, match, roles, main)
    if not found and event in ("ASSAULT", "COERCE") and len(roles.actors) == 1:
        found = _struck(scene, match, roles, main)
    roles.recipients = found
    roles.implied = roles.implied or bool(found)


def _spoken_of(
    scene: Scene, s: Sentence, coding: Coding, match: Match, roles: Roles, main: list[Participant]
) -> list[Participant]:
    event = match.frame.event
    together = len(roles.actors) > 1 and event in ("SUPPORT", "AGREE", "CONSULT", "COOPERATE", "CONCEDE")
    found = _unnamed(others(implied.doer_of_object(s, match, coding), roles.actors), "did the deed spoken of")
    if found or together:
        return found
    found = implied.domestic_other(scene, s, match, coding, roles.actors)
    if not found and event in ("ACCUSE", "SUPPORT"):
        found = _unnamed(others(implied.lead_doers(coding), roles.actors), "did the article's first deed")
    return found or (main if event not in ("ASSAULT", "COERCE") else [])


def _struck(scene: Scene, match: Match, roles: Roles, main: list[Participant]) -> list[Participant]:
    """Whom force is used on where nobody is named: people at home by their own police and in a quarrel at home, else
    the other side."""
    actor = roles.actors[0]
    state = scene.codebook.actors.states.get(actor.entity.code)
    if state is None or match.nominal:
        return []
    at_home = actor.entity.sector in AT_HOME or scene.is_domestic(state.code) or bool(RULING & set(match.frame.modes))
    if at_home or not main:
        return [Participant(state, None, f"not named here: within {state.name}")]
    return main


def is_to_anybody(scene: Scene, s: Sentence, match: Match) -> bool:
    """ "urged other countries", "appealed to donors": whoever they are, they are not the article's other main party."""
    if match.nominal or match.frame.event not in ("REQUEST", "ACCUSE", "REJECT", "THREATEN"):
        return False
    told = [*syntax.objects(s, match.token), *(p for name, p in syntax.phrases(s, match.token) if name in TOWARDS)]
    anybody = scene.codebook.lists["anybody"]
    return any(t.tag == "NNS" and t.lemma.lower() in anybody and not scene.parties(s, t) for t in told)


def _unnamed(parties: list[Participant], why: str) -> list[Participant]:
    return [replace(p, span=None, how=f"not named here: {p.entity.name} {why}") for p in parties]


def _other_main(scene: Scene, roles: Roles) -> list[Participant]:
    """The first of the article's three main parties that is another than the doers."""
    keys = {p.entity.key for p in roles.actors}
    codes = {p.entity.code for p in roles.actors} - NAMED_CODES
    other = next((e for e in scene.main_parties[:3] if e.key not in keys and e.code not in codes), None)
    how = f"not named here: {other.name} is the other main party of the article" if other else ""
    return [Participant(other, None, how)] if other else []
