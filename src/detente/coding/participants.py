"""Who did it and to whom: the places of a frame, then the usual places, then what is only implied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from detente.coding import reference, syntax
from detente.coding.scene import Scene
from detente.coding.triggers import ANSWER_VERBS, LIGHT, Match
from detente.model import NAMED_CODES, Entity, EntityMention, Participant, Sentence, Token

BESIDE = frozenset({"after", "at", "in", "during", "following", "before"})
FORCES = frozenset({"MIL", "SPY", "COP"})
ORGANS = frozenset({"GOV", "MIL", "SPY", "COP", "LEG", "JUD"})
USUAL = (
    "object",
    "to",
    "with",
    "from",
    "against",
    "on",
    "at",
    "over",
    "into",
    "towards",
    "toward",
    "behind",
    "for",
    "of",
    "clause",
    "inside",
)
"""Where the recipient is looked for where a frame does not say (shared/reference/PHENOMENA.md, Recipient)."""

SPOKEN = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE"})
BIDDING = frozenset({"order", "command", "decree", "behest"})
ALONE = frozenset({"CONSULT", "AGREE", "CONCEDE", "RETREAT", "COERCE", "PROTEST", "MOBILIZE", "ASSAULT", "COOPERATE"})
"""Types that may stand without a recipient, where no second party can be told."""


@dataclass
class Roles:
    actors: list[Participant] = field(default_factory=list)
    recipients: list[Participant] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    implied: bool = False
    both_ways: bool = False


def assign(scene: Scene, s: Sentence, match: Match, speaker: list[Participant]) -> Roles:
    """Actors and recipients of a trigger, each with the reason for the choice."""
    roles = Roles()
    roles.actors = _actors(scene, s, match, speaker)
    if match.frame.mutual:
        _mutual(scene, s, match, roles)
        return roles
    if len(roles.actors) > 1 and _goes_both_ways(s, match):
        roles.notes.append("told as going both ways: all parties are actors")
        roles.both_ways = True
        return roles
    roles.recipients = _recipients(scene, s, match, roles.actors, speaker)
    if len(roles.actors) > 1:  # "They will exchange prisoners": whose they are is not told apart
        own = {p.entity.code for p in roles.actors}
        roles.recipients = [p for p in roles.recipients if not (p.guessed and p.entity.code in own)]
    _not_to_oneself(scene, s, match, roles)
    _at_home(match, roles)
    return roles


def _at_home(match: Match, roles: Roles) -> None:
    """People without a state of their own, arrested, tried or killed by a state's organ, are that state's people."""
    domestic = match.frame.event in ("COERCE", "RETREAT", "CONCEDE") or {"convict", "targeted", "crowd-control"} & set(
        match.frame.modes
    )
    if not domestic or len(roles.actors) != 1:
        return
    home = roles.actors[0].entity
    for i, p in enumerate(roles.recipients):
        if p.guessed and p.entity.code != home.code and home.code not in NAMED_CODES | {"UNO", "EUR"}:
            entity = Entity(home.code, p.entity.sector, p.entity.name)
            roles.recipients[i] = replace(
                p, entity=entity, how=f"without a state of their own, so of {home.code}, whose organ acts"
            )


def _goes_both_ways(s: Sentence, match: Match) -> bool:
    """ "accused the other", "respect each other's borders"."""
    near = [*match.objects, *[p for _, p in syntax.phrases(s, match.token)]]
    near += [
        t
        for v in s.children(match.token, "xcomp", "ccomp")
        for o in syntax.objects(s, v)
        for t in (o, *s.children(o, "poss"))
    ]
    near += [t for o in match.objects for t in s.children(o, "poss")]
    return any(reference.is_each_other(s, t) for t in near)


def _not_to_oneself(scene: Scene, s: Sentence, match: Match, roles: Roles) -> None:
    """A body without an owner is not of the state to which it does something named ("The Council cut ties with Iran")."""
    if match.nominal or roles.recipients or len(roles.actors) != 1 or syntax.is_passive(s, match.token):
        return
    actor = roles.actors[0]
    subject = syntax.subject(s, match.token)
    if subject is None or subject.pos == "PRON" or scene.mention_at(s, subject) is not None or scene.owners(s, subject):
        return
    named = [p for place in match.frame.recipient or USUAL if place != "none" for p in _at(scene, s, match, place, [])]
    clash = [
        p for p in named if p.entity.key == actor.entity.key and p.span is not None and p.entity.sector in ("GOV", None)
    ]
    if not clash or actor.entity.sector not in ("GOV", "LEG", "JUD"):
        return
    home = scene.home(s, official=True, without=actor.entity.code)
    if home is not None:
        entity = Entity(home.code, actor.entity.sector, home.name)
        roles.actors = [
            Participant(entity, actor.span, f"'{subject.text}' is of {home.name}: it acts towards {actor.entity.name}")
        ]
        roles.recipients = [clash[0]]


def _actors(scene: Scene, s: Sentence, match: Match, speaker: list[Participant]) -> list[Participant]:
    for place in match.frame.actor or (("owner", "by", "from", "light") if match.nominal else ("subject",)):
        found = _at(scene, s, match, place, speaker)
        if found:
            return found
    return _held_meanwhile(scene, s, match.token) if match.nominal and match.frame.event == "CONSULT" else []


def _held_meanwhile(scene: Scene, s: Sentence, talks: Token) -> list[Participant]:
    """ "NATO, after an emergency session, appealed for calm", "In a call to the Emir he …": those who act beside it."""
    noun = talks
    for _ in range(2):
        prep = s.head(noun)
        if noun.dep != "pobj" or prep.pos not in ("ADP", "SCONJ"):
            return []
        above = s.head(prep)
        if above.pos == "VERB":
            subject = syntax.subject(s, above) if prep.lower in BESIDE else None
            return scene.parties(s, subject) if subject is not None and not syntax.is_passive(s, above) else []
        if prep.lower != "of" or above.pos != "NOUN":
            return []
        noun = above  # "after four days of talks"
    return []


def _recipients(
    scene: Scene, s: Sentence, match: Match, actors: list[Participant], speaker: list[Participant]
) -> list[Participant]:
    places: Iterable[str] = match.frame.recipient or USUAL
    for place in places:
        if place == "none":
            return []
        if place == "home":
            return _home(scene, actors)
        states = scene.codebook.actors.states if match.frame.event in SPOKEN else None
        found = others(_at(scene, s, match, place, speaker), actors, states)
        if match.frame.event in SPOKEN and place in ("clause", "inside"):  # "denied that its air force had crossed"
            own = {a.entity.code for a in actors} - NAMED_CODES
            found = [p for p in found if not (p.entity.code in own and p.entity.sector in FORCES and not p.guessed)]
        if match.frame.event == "MOBILIZE":  # one's own troops are not the other side
            found = [p for p in found if not (p.guessed and p.entity.code in {a.entity.code for a in actors})]
        if match.frame.event == "ASSAULT" and found and all(_own_guess(p, actors) for p in found):
            found = _elsewhere(scene, s, match, actors) or found
        if found:
            return _coordinated(s, found) if place == "inside" else found
    return []


def _own_guess(p: Participant, actors: list[Participant]) -> bool:
    return p.guessed and p.entity.code in {a.entity.code for a in actors}


def _elsewhere(scene: Scene, s: Sentence, match: Match, actors: list[Participant]) -> list[Participant]:
    """Whose land it is: "bombed what it called a rebel camp in PAKISTAN" hits no rebels of its own."""
    own = {a.entity.code for a in actors}
    verbs = [match.token, *s.children(match.token, "ccomp")]
    bases = [*match.objects, *verbs]
    named = [
        scene.mention_at(s, p) for base in bases for name, p in syntax.phrases(s, base) if name in ("in", "inside")
    ]
    return [
        Participant(scene.as_state(m.entity), m.span, f"{m.how}; it is done there")
        for m in named
        if m is not None and m.kind in ("state", "place", "capital") and m.entity.code not in own
    ][:1]


def _home(scene: Scene, actors: list[Participant]) -> list[Participant]:
    """A deed that a state's organ does at home: "seized power", "withdrew the bill"."""
    states = scene.codebook.actors.states
    return [
        Participant(states[a.entity.code], None, f"not named here: a deed within {states[a.entity.code].name}")
        for a in actors[:1]
        if a.entity.code in states
    ]


def _coordinated(s: Sentence, found: list[Participant]) -> list[Participant]:
    """The first of several parties and those that stand on a level with it: "between COLOMBIA and NICARAGUA"."""
    first = found[0]
    if first.span is None:
        return found[:1]
    head = next((t for t in reversed(s.tokens) if first.span.start <= t.start < first.span.end), None)
    level = [t.start for t in syntax.conjuncts(s, head)] if head is not None else []
    return [p for p in found if p is first or (p.span and any(p.span.start <= at < p.span.end for at in level))]


def _at(scene: Scene, s: Sentence, match: Match, place: str, speaker: list[Participant]) -> list[Participant]:
    """The parties at one place of the clause."""
    token = match.token
    if place == "subject":
        found = _subject(scene, s, match)
        if found or not match.objects or syntax.befallen(s, token) is None:
            return found
        return [
            replace(p, entity=scene.as_state(p.entity)) for p in speaker[:1]
        ]  # "the consulate would close, he said"
    if place == "speaker":
        return speaker[:1]
    if place == "object":
        return _all(scene.parties(s, o) for o in match.objects or syntax.objects(s, token))
    if place == "owner" and match.nominal:
        return scene.owners(s, token, doer=True)
    if place == "owner":
        return _all(scene.owners(s, o) for o in match.objects)
    if place == "light":
        return _light_subject(scene, s, token)
    if place == "by":
        return _by(scene, s, match)
    if place == "clause" or (place == "other" and match.frame.event == "REQUEST"):
        return _clause_subject(scene, s, token) or _all(_clause_subject(scene, s, o) for o in match.objects)
    if place == "complement":
        return _all(scene.parties(s, a) for a in s.children(token, "attr", "acomp", "oprd"))
    if place == "possessor":
        return _all(scene.parties(s, p) for p in s.children(token, "poss"))
    if place == "inside":
        return _inside(scene, s, match)
    bases = [token, *match.objects]
    if match.nominal and s.head(token).lemma in LIGHT and token.dep in ("dobj", "nsubjpass"):
        bases.append(s.head(token))
    return _all(scene.parties(s, pobj) for base in bases for name, pobj in syntax.phrases(s, base) if name == place)


def _subject(scene: Scene, s: Sentence, match: Match) -> list[Participant]:
    token = match.token
    if match.nominal:
        return scene.owners(s, token, doer=True) or _light_subject(scene, s, token)
    if syntax.is_passive(s, token):
        return _by(scene, s, match)
    befallen = syntax.befallen(s, token)
    if befallen is not None and match.objects:  # "its consulate would close": its owner closes it
        return scene.owners(s, befallen)
    subject = syntax.subject(s, token)
    if subject is None:
        return []
    return scene.parties(s, subject) or _issuer(scene, s, subject)


def _issuer(scene: Scene, s: Sentence, paper: Token) -> list[Participant]:
    """ "signed a decree which bans imports": what a paper does, who issues it does."""
    verb = s.head(paper)
    if paper.lemma.lower() not in scene.codebook.lists["decrees"] or paper.dep != "dobj" or verb.pos != "VERB":
        return []
    issuer = syntax.subject(s, verb)
    found = scene.parties(s, issuer) if issuer is not None and not syntax.is_passive(s, verb) else []
    return [replace(p, how=f"{p.how}; '{paper.text}' is its own") for p in found]


def _by(scene: Scene, s: Sentence, match: Match) -> list[Participant]:
    bases = [match.token, *match.objects] if match.nominal else [match.token]
    agents = [p for b in bases for name, p in syntax.phrases(s, b) if name in ("by", "on", "at")]
    found = _all(scene.parties(s, p) for p in agents if s.head(p).lower == "by" and p.lemma not in BIDDING)
    found = found or _all(scene.owners(s, p) for p in agents if p.lemma in BIDDING)  # "closed by order of Caracas"
    if found or match.nominal:
        return found
    head = s.head(match.token)  # "was seized and beaten by police"
    joined = list(s.children(match.token, "conj")) + ([head] if match.token.dep == "conj" else [])
    return _all(
        scene.parties(s, p) for b in joined if b.pos == "VERB" for name, p in syntax.phrases(s, b) if name == "by"
    )


def _light_subject(scene: Scene, s: Sentence, noun: Token) -> list[Participant]:
    """ "The army carried out an attack", "Talks were held by …": the doer stands with the light verb."""
    head, answering = s.head(noun), False
    if noun.dep == "pobj" and head.lower in ("of", "on", "in", "for", "into", "with"):
        answering = head.lower == "with"  # "answered with an announcement of tariffs"
        head = s.head(head)
    if head.pos not in ("VERB", "AUX") or not (head.lemma in LIGHT or (answering and head.lemma in ANSWER_VERBS)):
        return []
    if s.child(head, "oprd", "acomp") is not None:  # "called the seizure illegal": the subject only judges it
        return []
    if noun.dep == "nsubjpass":
        return _all(scene.parties(s, p) for name, p in syntax.phrases(s, head) if name == "by")
    if noun.dep in ("dobj", "pobj", "attr"):
        subject = syntax.subject(s, head)
        return scene.parties(s, subject) if subject is not None else []
    return []


def _clause_subject(scene: Scene, s: Sentence, token: Token) -> list[Participant]:
    """The subject of the complement: "demanded that Iran stop", "said NATO is not interested"."""
    for verb in s.children(token, "ccomp", "xcomp", "advcl", "acl"):
        own = s.child(verb, "nsubj", "nsubjpass")
        found = scene.parties(s, own) if own is not None else []
        if found:
            return found
        for o in syntax.objects(s, verb):
            found = scene.parties(s, o)
            if found:
                return found
    return []


def _inside(scene: Scene, s: Sentence, match: Match) -> list[Participant]:
    """Any party named within the objects or phrases of the trigger, nearest first."""
    bases = [*match.objects, *[p for _, p in syntax.phrases(s, match.token)]]
    if not match.nominal:
        bases += s.children(match.token, "xcomp", "ccomp")
    spoken = match.frame.event in SPOKEN
    for base in bases:
        named = [
            m
            for t in s.subtree(base)
            if (m := scene.mention_at(s, t)) is not None and m.kind != "media" and not (spoken and _is_where(s, m))
        ]
        if named:
            how = f"named inside '{base.text}'"
            return [Participant(m.entity, m.span, f"{m.how}; {how}", m.guessed) for m in named]
        for t in s.subtree(base):
            if t.pos in ("NOUN", "PRON", "PROPN"):
                found = scene.party(s, t)
                if found:
                    return found
    return []


def _is_where(s: Sentence, mention: EntityMention) -> bool:
    """ "In New York, the Council welcomed …": where words are said, not to whom."""
    head = s.tokens[mention.last - 1]
    return mention.kind in ("capital", "place") and head.dep == "pobj" and s.head(head).lower in ("in", "at")


def _mutual(scene: Scene, s: Sentence, match: Match, roles: Roles) -> None:
    """Meetings, joint steps: all parties are actors; a host or mediator is the recipient."""
    frame, token = match.frame, match.token
    places = frame.recipient or ("with", "between", "object", "among")
    partners: list[Participant] = []
    for place in places if len(roles.actors) < 2 else ():
        partners = others(_at(scene, s, match, place, []), roles.actors)
        if partners:
            break
    roles.actors = _all([roles.actors, partners])
    subject = syntax.subject(s, token) if not match.nominal else None
    if len(roles.actors) == 1 and roles.actors[0].guessed and subject is not None and subject.tag == "NNS":
        both = reference.two_sides(scene, s, subject)  # "The defence ministers are to meet"
        roles.actors = both if len(both) == 2 else roles.actors
    if token.lemma == "meet" and not roles.actors:
        roles.actors = _subject(scene, s, match)


def others(
    found: list[Participant], actors: list[Participant], states: Mapping[str, Entity] | None = None
) -> list[Participant]:
    """Without the actors themselves; a state's own army and people are others of the same code.

    With ``states``, the state as a whole is no other of its own organs ("the
    army denied that Pakistan had lost a plane"); of rebels and opponents it is.
    """

    def acts_for(official: Entity, other: Entity) -> bool:
        whole = (states or {}).get(other.code)
        same = whole is not None and official.code == other.code and other.name == whole.name
        return same and official.sector in ORGANS

    return [p for p in found if not any(same_party(p.entity, a.entity) or acts_for(a.entity, p.entity) for a in actors)]


def same_party(a: Entity, b: Entity) -> bool:
    return a.key == b.key and (a.sector or "GOV") == (b.sector or "GOV")


def _all(groups: Iterable[list[Participant]]) -> list[Participant]:
    out: list[Participant] = []
    for group in groups:
        for p in group:
            if not any(same_party(p.entity, q.entity) for q in out):
                out.append(p)
    return out
