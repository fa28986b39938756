"""Words that point back: pronouns, "both countries", "the two sides", "each".

Answers only where number and kind agree; the likeliest antecedent comes first.
The functions take the scene for the names it knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from detente.coding import syntax
from detente.model import NAMED_CODES, Entity, Participant, Sentence, Token

if TYPE_CHECKING:
    from detente.coding.scene import Scene

HE = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
GENDER = dict.fromkeys(("he", "him", "his", "himself"), "m") | dict.fromkeys(("she", "her", "hers", "herself"), "f")
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
WE = frozenset({"we", "us", "our", "ours", "i", "my", "me", "mine", "ourselves"})
PRONOUNS = HE | IT | THEY | WE
PAIR_NOUNS = frozenset(
    "side country nation government party leader neighbour neighbor state capital minister president army power "
    "rival republic delegation foe ally force team negotiator official military".split()
)
ORGANISED = frozenset({"organisation", "organization", "bloc", "body", "institution", "agency", "group"})
JOINT_BODIES = frozenset({"commission", "committee", "delegation", "team", "group", "council", "panel"})
PAIRED = PAIR_NOUNS | ORGANISED | JOINT_BODIES
PAIRING = frozenset({"both", "two", "either", "neither", "each"})
DONE_TO = frozenset({"dobj", "dative", "pobj"})
NEAR = 3
"""Sentences back in which a pronoun's antecedent is looked for."""
MOST = 40


def pronoun(scene: Scene, s: Sentence, token: Token) -> list[Participant]:
    """The parties that a pronoun means; empty where none agrees."""
    word = token.lower
    if word in WE:
        speaker = scene.speaker_of.get(s.number, [])
        own = word in ("i", "my", "me", "mine")
        issuer = scene.setting.issuer
        if not speaker and issuer is not None and not s.in_quote(token):
            return [Participant(issuer, None, f"'{token.text}' is who issues the statement, {issuer.name}")]
        return [
            Participant(
                p.entity if own else scene.as_state(p.entity),
                None,
                f"'{token.text}' is the side of the speaker, {p.entity.name}",
            )
            for p in speaker[:1]
        ]
    candidates = list(antecedents(scene, s, token))
    passes = (True, False) if word in HE | THEY else (False,)
    if GENDER.get(word) == "f":
        women = [(where, t) for where, t in candidates if _is_woman(scene, where, t)]
        candidates = women or candidates
    for strict in passes:
        for where, candidate in candidates:
            here = (
                where.number == s.number and word in HE and token.dep in DONE_TO
            )  # "phoned his counterpart, asked him"
            found = _agreeing(scene, where, candidate, word, strict=strict and not here)
            if found:
                return [Participant(p.entity, p.span, f"'{token.text}' refers back to {p.entity.name}") for p in found]
        if word in THEY and strict:
            both = _last_pair(scene, s, token, within=NEAR)
            if both:
                return _as_participants(both, s, token)
    return []


def _is_woman(scene: Scene, s: Sentence, token: Token) -> bool:
    mention = scene.mention_at(s, token)
    named = mention is not None and mention.kind == "person" and scene.genders.get(mention.entity.name) == "f"
    return named or GENDER.get(token.lower) == "f"


def pair(scene: Scene, s: Sentence, head: Token) -> list[Participant]:
    """ "both countries", "the two sides", "each government", "both": the two parties last named together.

    Where no two were named together, the article's two main parties are meant.
    """
    lemma = head.lemma.lower()
    alone = head.lower in ("both", "neither", "each") and head.pos in ("DET", "PRON", "NOUN", "CCONJ")
    if not alone and lemma not in PAIRED:
        return []
    words = {c.lower for c in s.children(head, "det", "nummod", "predet", "amod")}
    joint = bool(words & {"joint", "bilateral", "mixed"}) and lemma in JOINT_BODIES
    if not alone and not joint and not (lemma in PAIR_NOUNS | ORGANISED and words & PAIRING):
        return []
    if alone and head.dep in ("preconj", "predet", "det", "cc"):
        return []
    if head.lemma.lower() in ORGANISED:  # "both organisations": the two last met
        met: list[Entity] = []
        for m in scene.before(s, head):
            if m.kind == "organisation" and all(m.entity.key != e.key for e in met):
                met.append(m.entity)
        return _as_participants(met[:2], s, head) if len(met) > 1 else []
    both = _last_pair(scene, s, head) or _main_two(scene)
    return _as_participants(both, s, head)


def two_sides(scene: Scene, s: Sentence, token: Token) -> list[Participant]:
    """The two parties last named together, else the article's two main ones: whose "the ministers" are that meet."""
    return _as_participants(_last_pair(scene, s, token) or _main_two(scene), s, token)


def _as_participants(both: list[Entity], s: Sentence, token: Token) -> list[Participant]:
    span = s.span_of(token, token)
    how = f"'{token.text}' are {' and '.join(e.name for e in both)}, the two named together before"
    return [Participant(e, span, how) for e in both]


def _last_pair(scene: Scene, s: Sentence, token: Token, *, within: int = 99) -> list[Entity]:
    before = [
        (number, at, both)
        for number, at, both in scene.pairs
        if s.number - number <= within and (number < s.number or (number == s.number and at < token.i))
    ]
    return before[-1][2] if before else []


def _main_two(scene: Scene) -> list[Entity]:
    main = [e for e in scene.main_parties if e.code not in NAMED_CODES][:2]
    return main if len(main) == 2 else []


def is_each_other(s: Sentence, token: Token) -> bool:
    """ "the other", "each other", "one another": the deed goes both ways."""
    before = s.tokens[token.i - 1].lower if token.i else ""
    return (token.lower == "other" and before in ("the", "each")) or (token.lower == "another" and before == "one")


def _agreeing(scene: Scene, s: Sentence, head: Token, word: str, *, strict: bool) -> list[Participant]:
    """The parties of a candidate, if number and kind agree with the pronoun.

    ``strict``: for "he" only people by name, for "they" only what is plural.
    """
    mention = scene.mention_at(s, head)
    personal = mention is not None and mention.kind == "person"
    plural = head.tag in ("NNS", "NNPS") or head.lower in THEY
    if word in HE and strict and not personal:
        return []
    if word in HE and head.lower in HE and GENDER[head.lower] != GENDER[word]:
        return []
    if word in HE and personal and mention is not None:
        if scene.genders.get(mention.entity.name, GENDER[word]) != GENDER[word]:
            return []
    if word in IT and (personal or plural or head.lower in HE):
        return []
    found = scene.parties(s, head)
    if not found:
        return []
    roles = scene.codebook.roles
    official = mention is None and any(
        (r := roles.get(f)) and r.kind in ("official", "person") for f in syntax.noun_forms(s, head)
    )
    plural = plural or len(found) > 1
    if word in HE:
        wanted = personal if strict else (personal or (official and not plural) or head.lower in HE)
        return found if wanted and len(found) == 1 else []
    if word in IT:
        return found if not plural and not official else []
    return found if plural or (not strict and not (personal or official)) else []


def antecedents(scene: Scene, s: Sentence, token: Token) -> Iterator[tuple[Sentence, Token]]:
    """Nouns that a pronoun may mean, at most ``MOST``, the likeliest first: subjects of its clause, then what stands before."""
    return islice(_antecedents(scene, s, token), MOST)


def _antecedents(scene: Scene, s: Sentence, token: Token) -> Iterator[tuple[Sentence, Token]]:
    own = s.head(token)  # "drove them off", "spoke to him": nobody does it to themselves
    own = s.head(own) if token.dep == "pobj" and own.pos == "ADP" else own
    done_to = token.dep in DONE_TO and own.pos == "VERB"
    clause = syntax.subject(s, own) if done_to else None
    for verb in [t for t in s.ancestors(token) if t.pos in ("VERB", "AUX")]:
        subject = syntax.subject(s, verb)
        if subject is None or subject.i == token.i or (clause is not None and subject.i == clause.i):
            continue
        if not _inside(s, token, subject) and (subject.i < token.i or token.tag == "PRP$" or verb.lemma != "say"):
            yield s, subject
    quoted = s.in_quote(
        token
    )  # a quotation does not speak of who speaks it: "… the court has ruled," its ministry said
    before = [
        t
        for t in s.tokens[: token.i]
        if _is_head(t) and (clause is None or t.i != clause.i) and (quoted or not s.in_quote(t))
    ]
    subjects = [t for t in before if t.dep in syntax.SUBJECTS]
    for t in (*reversed(subjects), *reversed(before)):
        yield s, t
    for number in range(s.number - 1, max(s.number - NEAR - 1, 0), -1):
        earlier = scene.sentences.get(number)
        if earlier is None:
            continue
        heads = [t for t in earlier.tokens if _is_head(t) or t.pos == "PRON"]
        for deps in (syntax.SUBJECTS, ("dobj",)):
            for t in heads:
                if t.dep in deps:
                    yield earlier, t
        for t in heads:
            if t.dep not in (*syntax.SUBJECTS, "dobj"):
                yield earlier, t


def _is_head(t: Token) -> bool:
    return t.pos in ("NOUN", "PROPN") and t.dep not in ("compound", "amod")


def _inside(s: Sentence, token: Token, head: Token) -> bool:
    return any(a.i == head.i for a in s.ancestors(token))
