"""What a deed answers, as the sentence words it: connectors, reacted-to deeds, and words that point back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from detente.coding import syntax
from detente.coding.implied import ASKED_NOUNS, DEED_NOUNS
from detente.coding.scene import Scene
from detente.coding.triggers import ANSWER_VERBS, Match
from detente.model import Reason, Sentence, Span, Token

STATED = frozenset(
    {"in retaliation for", "in retaliation to", "in response to", "in reply to", "in answer to", "in protest at",
     "in protest over", "in protest against", "in return for", "in revenge for", "in reaction to", "because of",
     "over", "because", "due to", "in protest of", "as punishment for", "in light of", "on account of"}
)  # fmt: skip
SPELLED_OUT = [tuple(words) for c in sorted(STATED) if len(words := c.split()) > 1] + [("because", "of")]
SEQUENCE = frozenset({"after", "following", "amid"})
SPANS = frozenset("hour day night weekend week month year decade century period past last course phone radio".split())
HELD_OVER = frozenset("control power rule authority sovereignty victory grip jurisdiction sway dominance".split())
"""Where "over" tells a time or a reach, no reason: "over two nights", "control over the island"."""
ASIDE = frozenset({"amod", "acl", "relcl"})
PROTESTING = frozenset({"protest", "complain", "denounce", "condemn", "object"})
STIRRED = frozenset(
    "enrage anger outrage infuriate incense provoke prompt trigger spark embitter sting alarm stir madden rouse".split()
)
ANSWER_NOUNS = frozenset({"retaliation", "response", "reply", "answer", "reaction", "reprisal", "revenge", "retort"})
BACK = frozenset({"return", "reply", "turn", "response", "retaliation", "answer", "kind"})
OBJECT_TYPES = frozenset({"ACCUSE", "SUPPORT", "REJECT", "REQUEST", "PROTEST", "CONCEDE"})


def reasons_of(s: Sentence, match: Match) -> tuple[Reason, ...]:
    """The words that name what the trigger's deed answers; a pointer back has the strength ``back``."""
    found: list[Reason] = []
    chain = [match.token, *_shared(s, match.token)]
    for base in [*chain, *match.objects]:
        found += _connected(s, base)
    if not match.nominal:
        found += _spelled_out(s, chain)
    governed = [*chain, *s.children(match.token, "xcomp", "ccomp")]  # "ordered them to leave after …"
    governed += [v for c in s.children(match.token, "conj") if c.pos == "VERB" for v in s.children(c, "xcomp", "ccomp")]
    for verb in governed:
        found += _clauses(s, verb)
    if not match.nominal:
        found += _behind_comma(s, governed)
    for verb in chain:
        found += _stirring(s, verb)
        found += _answering_nouns(s, verb, match)
        found += _pointing_back(s, verb)
    if match.frame.event in OBJECT_TYPES:
        found += _reacted_to(s, match)
    unique: list[Reason] = []
    for reason in found:
        if not any(r.span == reason.span for r in unique) and match.token.i not in _tokens(s, reason):
            unique.append(reason)
    return tuple(unique)


def described(
    scene: Scene,
    s: Sentence,
    found: tuple[Reason, ...],
    triggers: Mapping[int, Match],
    nouns: Mapping[str, frozenset[str]],
) -> tuple[Reason, ...]:
    """The reasons with what their words tell: types of deed, parties, lemmas.

    Args:
        triggers: the sentence's triggers by token.
        nouns: from a noun of action to the types it may tell.
    """
    out = []
    for reason in found:
        inside = [t for t in s.tokens if reason.span.start <= t.start < reason.span.end]
        numbers = {t.i for t in inside}
        head = next((t for t in inside if t.head not in numbers or t.head == t.i), None)
        said = head is not None and head.lemma.lower() in DEED_NOUNS | ASKED_NOUNS
        if reason.strength == "object" and head is not None and not said and scene.is_party(s, head):
            continue  # whom the statement is about, not what
        types = [triggers[t.i].frame.event for t in inside if t.i in triggers]
        types += [e for t in inside if t.pos == "NOUN" for e in sorted(nouns.get(t.lemma.lower(), ()))]
        named = [m.entity for m in scene.mentions_in(s) if not numbers.isdisjoint(range(m.first, m.last))]
        named += [p.entity for t in inside if t.tag == "PRP$" for p in scene.party(s, t)]
        words = [t.lemma.lower() for t in inside if t.pos in ("NOUN", "VERB", "PROPN")]
        parties = tuple(dict.fromkeys(scene.as_state(e).key for e in named))
        out.append(
            replace(reason, types=tuple(dict.fromkeys(types)), parties=parties, words=tuple(dict.fromkeys(words)))
        )
    return tuple(out)


def stirred_by(s: Sentence, verb: Token) -> tuple[Reason, ...]:
    """What stirred somebody: "enraged by the execution", "angered at the raid", "stung by a remark"."""
    if verb.lemma not in STIRRED or verb.tag != "VBN":
        return ()
    causes = [p for name, p in syntax.phrases(s, verb) if name in ("by", "at", "over")]
    return tuple(_reason(s, verb, p, "stated") for p in causes if p.pos in ("NOUN", "PROPN"))


def reasons_at(s: Sentence, verb: Token) -> tuple[Reason, ...]:
    """The words that a verb's own connectors name as reason, or that it answers: "answers the decision", "reacts to"."""
    found = [*_connected(s, verb), *_clauses(s, verb), *stirred_by(s, verb)]
    if verb.lemma in ANSWER_VERBS:
        answered = [*syntax.objects(s, verb), *[p for name, p in syntax.phrases(s, verb) if name == "to"]]
        found += [_reason(s, verb, o, "stated") for o in answered if o.pos in ("NOUN", "PROPN")]
    return tuple(found)


def _tokens(s: Sentence, reason: Reason) -> set[int]:
    return {t.i for t in s.tokens if reason.span.start <= t.start < reason.span.end}


def _shared(s: Sentence, token: Token) -> list[Token]:
    """Verbs that share the trigger's adverbials: what it is coordinated with, or controlled by."""
    out = []
    current = token
    for _ in range(4):
        head = s.head(current)
        if head.i == current.i or head.pos not in ("VERB", "AUX"):
            break
        if current.dep not in ("conj", "xcomp", "ccomp"):
            break
        if current.dep == "ccomp" and s.child(head, "nsubj") is not None and head.lemma not in ("say", "announce"):
            break
        out.append(head)
        current = head
    joined = [c for c in s.children(token, "conj") if c.pos == "VERB"]
    out += joined
    out += [v for c in joined if c.lemma in ("say", "announce") for v in s.children(c, "ccomp")]
    return out


def _spelled_out(s: Sentence, chain: Sequence[Token]) -> list[Reason]:
    """ "lowered ties to the rank of …, in protest at …": a connector of several words, whatever it hangs from.

    It belongs to the last verb before it.
    """
    found = []
    likely = [list(c) for c in SPELLED_OUT if all(word in s.where for word in c)]
    words = [t.lower for t in s.tokens] if likely else []
    for i in range(len(words) - 2):
        spelled = next((c for c in likely if words[i : i + len(c)] == c), None)
        if spelled is None:
            continue
        verb = next((t for t in reversed(s.tokens[:i]) if t.pos == "VERB" and t.dep not in ("amod", "acl")), None)
        if verb is None or verb.i not in {t.i for t in chain}:
            continue
        last = s.tokens[i + len(spelled) - 1]
        nouns = [t for t in s.tokens[last.i + 1 :] if t.pos in ("NOUN", "PROPN") and t.dep not in ("compound", "poss")]
        target = s.child(last, "pobj") or next(iter(nouns), None)
        if target is not None:
            found.append(Reason(s.span_of(s.tokens[i], last), _span(s, target), "stated"))
    return found


def _behind_comma(s: Sentence, verbs: Sequence[Token]) -> list[Reason]:
    """ "expelled three, the most in years, after Oslo ignored …": behind a comma "after" belongs to the last verb."""
    found = []
    for mark in s.tokens[1:]:
        if mark.lower not in ("after", "following") or not _opens_clause(s, mark) or _long_after(s, mark):
            continue
        clause = s.head(mark) if mark.dep == "mark" else s.child(mark, "pobj", "pcomp")
        last = next((t for t in reversed(s.tokens[: mark.i]) if t.pos == "VERB" and t.dep not in ASIDE), None)
        if clause is not None and clause.i > mark.i and last is not None and last.i in {v.i for v in verbs}:
            if not _measured(s, clause, mark):
                found.append(_reason(s, mark, clause, "after"))
    return found


def _opens_clause(s: Sentence, mark: Token) -> bool:
    """A comma stands before it, or before "a day", "hours", "two weeks"."""
    i = mark.i - 1
    while i > mark.i - 4 and (s.tokens[i].lemma in SPANS or s.tokens[i].tag in ("CD", "DT", "RB")):
        i -= 1
    return s.tokens[i].text == ","


def _connected(s: Sentence, base: Token) -> list[Reason]:
    """ "in retaliation for the expulsion", "over the poisoning", "after the vote"."""
    found = []
    for name, pobj in syntax.phrases(s, base):
        strength = "stated" if name in STATED else "after" if name in SEQUENCE else ""
        if _long_after(s, s.head(pobj)) or (name == "over" and (pobj.lemma in SPANS or base.lemma in HELD_OVER)):
            continue
        if strength:
            found.append(_reason(s, _cue(s, pobj), pobj, strength))
    for prep in s.children(base, "prep"):
        clause = s.child(prep, "pcomp")
        if clause is not None and prep.lower in SEQUENCE | {"over"} and not _long_after(s, prep):
            found.append(_reason(s, prep, clause, "after" if prep.lower in SEQUENCE else "stated"))
    return found


def _long_after(s: Sentence, marker: Token) -> bool:
    """ "four months after": an interval so long is told as time, not as reason."""
    return any(_is_long(s, c) for c in s.children(marker, "npadvmod", "nmod"))


def _is_long(s: Sentence, unit: Token) -> bool:
    return unit.lemma in ("week", "month", "year", "decade") and s.child(unit, "nummod", "det") is not None


def _cue(s: Sentence, pobj: Token) -> Token:
    return s.head(pobj)


def _clauses(s: Sentence, verb: Token) -> list[Reason]:
    """ "after soldiers seized the president", "because it had been attacked"."""
    found = []
    for clause in s.children(verb, "advcl"):
        mark = s.child(clause, "mark", "advmod")
        if mark is not None and mark.lower in ("after", "because") and not _measured(s, clause, mark):
            found.append(_reason(s, mark, clause, "after" if mark.lower == "after" else "stated"))
    return found


def _stirring(s: Sentence, verb: Token) -> list[Reason]:
    """ "Madrid, angered by the ruling, recalled …", "set alight by a mob enraged at …": a participle on whoever acts."""
    doers = [syntax.subject(s, verb), *[p for name, p in syntax.phrases(s, verb) if name == "by"]]
    participles = [c for d in doers if d is not None for c in s.children(d, "acl")] + s.children(verb, "advcl")
    return [r for p in participles for r in stirred_by(s, p)]


def _measured(s: Sentence, clause: Token, mark: Token) -> bool:
    """ "sixteen months after it introduced …": the interval hangs from the clause or from its mark. Nor is it a reason
    that another did the same."""
    return (
        syntax.copies(s, clause)
        or _long_after(s, mark)
        or any(_is_long(s, c) for c in s.children(clause, "npadvmod") if c.i < mark.i)
    )


def _answering_nouns(s: Sentence, verb: Token, match: Match) -> list[Reason]:
    """ "…, an unusually sharp reply to a Canadian appeal": an answer named in apposition."""
    found = []
    for t in s.subtree(verb) if not ANSWER_NOUNS.isdisjoint(s.where) else ():
        if t.lemma not in ANSWER_NOUNS or t.i == match.token.i:
            continue
        for prep in s.children(t, "prep"):
            pobj = s.child(prep, "pobj")
            if prep.lower in ("to", "for") and pobj is not None:
                found.append(_reason(s, t, pobj, "stated"))
    return found


def _pointing_back(s: Sentence, verb: Token) -> list[Reason]:
    """ "in return", "in reply" with nothing behind it; "answered with": the deed told before is meant."""
    found = []
    for prep in s.children(verb, "prep"):
        pobj = s.child(prep, "pobj")
        if prep.lower == "in" and pobj is not None and pobj.lower in BACK and s.child(pobj, "prep") is None:
            found.append(Reason(s.span_of(prep, pobj), s.span_of(prep, pobj), "back"))
    for t in [verb, *s.ancestors(verb)] if not ANSWER_VERBS.isdisjoint(s.where) else ():
        if t.lemma in ANSWER_VERBS and t.pos == "VERB":
            found.append(Reason(s.span_of(t, t), s.span_of(t, t), "back"))
            break
    return found


def _reacted_to(s: Sentence, match: Match) -> list[Reason]:
    """The deed that a statement is about: "denounced the operation", "regret at the warrant"."""
    bases = list(match.objects)
    if match.frame.quoted and not match.nominal:
        subject = syntax.subject(s, match.token)
        bases += [subject] if subject is not None else []
    bases += [
        p for name, p in syntax.phrases(s, match.token) if name in ("for", "at", "over", "of", "about", "against")
    ]
    for verb in s.children(match.token, "xcomp", "advcl"):  # "summoned the envoy to protest against the raid"
        if verb.lemma in PROTESTING:
            bases += syntax.objects(s, verb)
            bases += [p for name, p in syntax.phrases(s, verb) if name in ("at", "over", "about", "against")]
    judged = match.frame.event == "SUPPORT" or "disapprove" in match.frame.modes  # "accused it of" names whom
    return [
        Reason(s.span_of(match.token, match.token), _span(s, b), "object")
        for b in bases
        if (b.pos in ("NOUN", "VERB") or (judged and b.lower == "it")) and not _own_words(s, match, b)
    ]


def _own_words(s: Sentence, match: Match, noun: Token) -> bool:
    """ "repeated its demand", "launched an appeal", "dropped his claim": what the speaker says himself."""
    if noun.lemma.lower() not in ASKED_NOUNS:
        return False
    owned = any(c.tag == "PRP$" for c in s.children(noun, "poss"))
    return match.frame.event == "REQUEST" or (owned and match.frame.event == "CONCEDE")


def _reason(s: Sentence, cue: Token, target: Token, strength: str) -> Reason:
    return Reason(s.span_of(cue, cue), _span(s, target), strength)


def _span(s: Sentence, target: Token) -> Span:
    inside = s.subtree(target)
    return s.span_of(inside[0], inside[-1])
