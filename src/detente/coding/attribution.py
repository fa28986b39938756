"""Whose word it is: the speaker of a clause or quotation, then the agency that carried it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from detente.coding import syntax
from detente.coding.scene import Scene
from detente.model import Entity, Participant, Sentence, Token

SAY = frozenset(
    "say tell announce state report confirm add declare claim insist note write argue explain stress reveal disclose "
    "reiterate assert acknowledge admit quote cite comment recall emphasise emphasize maintain allege estimate "
    "reply respond post tweet conclude assure inform repeat underline indicate describe remark suggest read".split()
)
SPEAK = frozenset({"speak", "deliver", "address", "joke", "muse", "tell"})
TOLD = frozenset("tell inform assure warn notify remind promise".split())
CARRY = frozenset({"carry", "publish", "quote", "cite", "report", "broadcast", "release", "distribute", "air", "run"})


STATEMENTS = frozenset(
    "statement address speech interview message letter tweet post briefing telegram communique broadcast note sermon "
    "television conference press".split()
)


@dataclass
class Saying:
    """A saying verb (or "according to") with its speakers, innermost first."""

    verb: Token | None
    speakers: list[Participant] = field(default_factory=list)


def saying_over(scene: Scene, s: Sentence, token: Token) -> Saying:
    """The nearest saying that governs a token; empty where the outlet speaks itself."""
    current = token
    for head in s.ancestors(token):
        if head.lemma in SAY and current.dep in (
            "ccomp",
            "xcomp",
            "pcomp",
            "advcl",
            "parataxis",
            "dobj",
            "conj",
            "dep",
            "oprd",
        ):
            subjectless = current.dep in ("advcl", "conj") and current.i > head.i
            if not subjectless or current.dep == "ccomp":
                found = speakers_of(scene, s, head)
                if found:
                    return Saying(head, found)
        current = head
    for t in [token, *s.ancestors(token)]:
        for child in s.children(t, "parataxis", "ccomp", "advcl"):
            if child.lemma in SAY and child.i != token.i and _is_aside(s, child, token):
                found = speakers_of(scene, s, child)
                if found:
                    return Saying(child, found)
        according = _according(scene, s, t)
        if according:
            return Saying(None, according)
    if s.in_quote(token) and scene.speaker_of.get(s.number):
        return Saying(None, list(scene.speaker_of[s.number]))
    return Saying(None)


def _is_aside(s: Sentence, verb: Token, token: Token) -> bool:
    """ "Russia, he said, will …": a short saying clause set off within the sentence."""
    inside = {t.i for t in s.subtree(verb)}
    return token.i not in inside and len(inside) < 12 and s.child(verb, "nsubj") is not None


def _according(scene: Scene, s: Sentence, token: Token) -> list[Participant]:
    for prep in s.children(token, "prep"):
        if prep.lower == "according":
            to = s.child(prep, "prep")
            pobj = s.child(to, "pobj") if to is not None else None
            if pobj is not None:
                return scene.parties(s, pobj)
    return []


def speakers_of(scene: Scene, s: Sentence, verb: Token) -> list[Participant]:
    """Speaker, then the medium: "TASS quoted Lavrov as saying", "told Reuters", "in a statement carried by SPA"."""
    subject = syntax.subject(s, verb)
    said = scene.parties(s, subject) if subject is not None and not syntax.is_passive(s, verb) else []
    if verb.lemma in ("say", "report") and verb.dep == "pcomp":  # "quoted Lavrov as saying"
        outer = s.head(s.head(verb))
        if outer.lemma in ("quote", "cite"):
            verb = outer
            subject = syntax.subject(s, verb)
            said = scene.parties(s, subject) if subject is not None else []
    if verb.lemma in ("quote", "cite"):
        inner = [p for o in s.children(verb, "dobj") for p in scene.parties(s, o)]
        if syntax.is_passive(s, verb) and subject is not None:
            return scene.parties(s, subject) + [
                p for n, o in syntax.phrases(s, verb) if n == "by" for p in scene.parties(s, o)
            ]
        return inner + [
            p for p in said if p.entity.key != (inner[0].entity.key if inner else "") or p.entity.sector == "JRN"
        ]
    if syntax.is_passive(s, verb):
        said = [p for n, o in syntax.phrases(s, verb) if n == "by" for p in scene.parties(s, o)]
    carried = carriers(scene, s, verb)
    return said[:2] + [c for c in carried if not any(c.entity == p.entity for p in said)]


def carriers(scene: Scene, s: Sentence, verb: Token) -> list[Participant]:
    """Media that the saying names as its carrier: told X, carried by X, according to X, X reported."""
    out = []
    inside = {t.i for t in syntax.clause_tokens(s, verb)} | {t.i for t in s.subtree(verb) if t.i > verb.i}
    for m in scene.mentions_in(s):
        if m.kind != "media" or (m.first not in inside and not _outer_report(s, verb, m.first)):
            continue
        token = s.tokens[m.last - 1]
        if token.dep in ("dobj", "pobj", "agent", "nsubj", "dative", "appos", "compound", "poss", "conj"):
            out.append(Participant(m.entity, m.span, f"{m.how}; carried the words"))
    if not out:
        for name, pobj in [*syntax.phrases(s, verb), *[("dobj", o) for o in s.children(verb, "dobj")]]:
            if name in ("to", "dobj", "on", "by") and pobj.lemma.lower() in ("television", "radio", "tv", "media"):
                out += [_broadcaster(p, pobj) for p in scene.parties(s, pobj)][:1]
    return out[:2]


def _broadcaster(owner: Participant, noun: Token) -> Participant:
    """ "state television": the medium of the state that it belongs to."""
    entity = Entity(owner.entity.code, "JRN", f"{owner.entity.name} ({noun.lemma})")
    return Participant(entity, owner.span, f"{owner.how}; carried the words")


def in_a_statement(s: Sentence, verb: Token) -> bool:
    """ "In an address on Wednesday he likened …": the outlet quotes a statement, though no saying verb stands there."""
    for t in [verb, *[a for a in s.ancestors(verb) if a.pos in ("VERB", "AUX")]]:
        for name, pobj in syntax.phrases(s, t):
            if name in ("in", "on", "at", "during") and pobj.lemma.lower() in STATEMENTS:
                return True
        if t.dep not in ("conj", "xcomp", "advcl"):
            break
    return False


def _outer_report(s: Sentence, verb: Token, i: int) -> bool:
    head = s.head(s.tokens[i])
    return head.lemma in CARRY or (head.lower == "to" and s.head(head).lower == "according")


def note_speakers(scene: Scene) -> None:
    """Fill ``scene.speaker_of``: who speaks the quotation of each sentence, over sentence ends too."""
    sentences = scene.parsed.sentences
    for s in sentences:
        verb = _main_saying(s)
        if verb is not None:
            found = speakers_of(scene, s, verb)
            if found:
                scene.speaker_of[s.number] = found
        elif (aside := _aside_according(scene, s)) and s.quoted:
            scene.speaker_of[s.number] = aside
    for s, following in zip(reversed(sentences[:-1]), reversed(sentences[1:]), strict=True):
        if s.number not in scene.speaker_of and _runs_on(s, following) and following.number in scene.speaker_of:
            scene.speaker_of[s.number] = scene.speaker_of[following.number]
    for before, s in pairwise(sentences):
        whole = len(s.quoted) == 1 and s.quoted[0][1] - s.quoted[0][0] >= len(s.tokens) - 2
        if s.number not in scene.speaker_of and s.quoted and before.number in scene.speaker_of:
            if whole or (s.paragraph == before.paragraph and _runs_on(before, s)):
                scene.speaker_of[s.number] = scene.speaker_of[before.number]


def _runs_on(s: Sentence, following: Sentence) -> bool:
    """A quotation goes over the end of the sentence."""
    if s.paragraph != following.paragraph or not s.quoted or not following.quoted:
        return False
    last_closed = s.tokens[s.quoted[-1][1] - 1].text in ("”", '"', "''", "»")
    return s.quoted[-1][1] >= len(s.tokens) - 1 and not last_closed and following.quoted[0][0] <= 1


def _main_saying(s: Sentence) -> Token | None:
    """The saying verb of a sentence that stands outside its quotation marks."""
    candidates = [t for t in s.tokens if t.pos == "VERB" and t.lemma in SAY and not s.in_quote(t)]
    roots = [t for t in candidates if t.dep in ("ROOT", "conj", "parataxis")]
    return next(iter(roots or candidates), None)


def addressee(scene: Scene, s: Sentence, saying: Saying, actors: list[Participant]) -> list[Participant]:
    """Who is told: "told CHAD that the sanctions would be lifted"; no medium and none of the doer's own."""
    if saying.verb is None or saying.verb.lemma not in TOLD:
        return []
    own = {p.entity.code for p in actors}
    told = [p for o in (*s.children(saying.verb, "dative", "dobj"),) for p in scene.parties(s, o)]
    return [p for p in told if p.entity.sector != "JRN" and p.entity.code not in own and not p.guessed]


def commenter(scene: Scene, s: Sentence) -> Participant | None:
    """A political party that merely says something here; ``None`` where nobody does, or only a medium reports."""
    verb = _main_saying(s) or next((t for t in s.tokens if t.lemma in SPEAK and t.dep in ("ROOT", "ccomp")), None)
    if verb is None or verb.dep not in ("ROOT", "ccomp", "parataxis", "conj"):
        return None
    found = [
        p
        for p in speakers_of(scene, s, verb)
        if p.entity.sector not in ("JRN", "CVL", None) or p.entity.code in ("UNO", "EUR", "IGO")
    ]
    return found[0] if found else None


def _aside_according(scene: Scene, s: Sentence) -> list[Participant]:
    for t in s.tokens if "according" in s.where else ():
        if t.lower == "according":
            found = _according(scene, s, s.head(t))
            if found:
                return found
    return []
