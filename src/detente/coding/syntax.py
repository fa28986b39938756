"""Questions to a parse: who is the subject here, what is the object, is it passive, negated, conditional.

Each function takes a sentence and a token and returns tokens; none knows the
lexicon or the actors.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from detente.model import Sentence, Token

Answer = TypeVar("Answer")

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
TRANSPARENT = frozenset(
    "work operation activity part number all some group majority dozens dozen most handful host string series "
    "couple pair lot rest half bulk kind type form member functioning round set package batch total hundreds "
    "thousands scores score third quarter one two three percent wave "
    "day week month year decade hour weekend".split()
)
"""Heads that say nothing of their own: "the work of our mission" is the mission."""

AUX_LABELS = ("aux", "auxpass")


def once(ask: Callable[[Sentence, Token], Answer]) -> Callable[[Sentence, Token], Answer]:
    """A sentence is asked once about each token and keeps the answer; frames and parties ask the same many times."""
    question = ask.__name__

    @wraps(ask)
    def answer(s: Sentence, token: Token) -> Answer:
        key = (question, token.i)
        known = s.answers
        if key not in known:
            known[key] = ask(s, token)
        found: Answer = known[key]
        return found

    return answer


@once
def is_passive(s: Sentence, verb: Token) -> bool:
    """ "was recalled", "cut off on Friday", "sentenced by a court" as a reduced relative."""
    if s.child(verb, "auxpass", "nsubjpass") or (verb.tag == "VBN" and s.child(verb, "agent")):
        return True
    if verb.tag == "VBN" and verb.dep in ("acl", "relcl", "amod") and not s.child(verb, *AUX_LABELS, "nsubj"):
        return True
    if verb.tag == "VBN" and verb.dep == "conj" and not s.children(verb, *SUBJECTS, "dobj", "aux"):
        return is_passive(s, s.head(verb))
    return verb.tag == "VBN" and any(c.lemma in ("be", "get") for c in s.children(verb, "aux"))


MEANWHILE = frozenset("telephone phone ring cable summon meet visit receive host see use".split())
"""Whose "to" tells what the doer wants by it: "telephoned the emir to thank him"."""


def subject(s: Sentence, verb: Token, *, seen: frozenset[int] = frozenset()) -> Token | None:
    """The head noun of the one who does, or is, what the verb says; through coordination and control.

    For a passive verb this is the grammatical subject, which is its object in
    meaning. ``None`` where the sentence does not express it.
    """
    if verb.i in seen:
        return None
    seen = seen | {verb.i}
    own = s.child(verb, *SUBJECTS)
    if own is not None:
        if own.lower in RELATIVES and own.tag in ("WP", "WDT", "WP$", "IN", "DT"):
            clause = s.head(verb) if verb.dep == "conj" else verb  # "a decree which bans X and which ends Y"
            if clause.dep == "relcl":
                return s.head(clause)
        return own
    head = s.head(verb)
    if verb.dep == "conj" and head.i != verb.i:
        if head.pos in ("VERB", "AUX"):
            return subject(s, head, seen=seen)
        return None
    if verb.dep in ("xcomp", "ccomp", "oprd") and head.pos in ("VERB", "AUX", "ADJ", "NOUN"):
        controlled = s.child(head, "dobj") if head.pos == "VERB" else None
        if controlled is not None and verb.dep == "xcomp" and head.lemma not in MEANWHILE:
            return controlled
        if is_passive(s, head) and head.lemma not in ("say", "report"):
            return subject(s, head, seen=seen)
        return subject(s, head, seen=seen) if verb.tag in ("VB", "VBG", "VBN") else None
    if verb.dep in ("advcl", "dep", "parataxis"):
        finite = verb.tag in ("VBD", "VBZ", "VBP") or any(c.tag == "MD" for c in s.children(verb, "aux"))
        return None if finite and not _listed(s, verb) else subject(s, head, seen=seen)
    if verb.dep == "relcl":
        if head.dep == "attr" and verb.tag == "VB":  # "X became the first country to break with Y"
            return subject(s, s.head(head), seen=seen) or head
        return head
    if verb.dep == "acl":
        if verb.tag in ("VBG", "VBN"):
            return head
        return _controller_of_noun(s, head, seen)
    if verb.dep == "pcomp":
        return _governing_subject(s, head, seen)
    if verb.dep == "ROOT" or head.i == verb.i:
        return None
    if head.pos in ("VERB", "AUX"):
        return subject(s, head, seen=seen)
    return None


def _governing_subject(s: Sentence, prep: Token, seen: frozenset[int]) -> Token | None:
    """For "after closing …", "accused them of spying": who closes, who spies."""
    head = s.head(prep)
    if head.pos in ("VERB", "AUX"):
        if prep.lower in ("of", "for", "from", "against", "into", "with"):
            controlled = s.child(head, "dobj")
            if controlled is not None:
                return controlled
        return subject(s, head, seen=seen)
    if head.pos in ("NOUN", "PROPN"):
        return _controller_of_noun(s, head, seen)
    return None


def _controller_of_noun(s: Sentence, noun: Token, seen: frozenset[int]) -> Token | None:
    """For "Russia's decision to close", "took a decision to close": who decided."""
    owner = s.child(noun, "poss")
    if owner is not None:
        return owner
    head = s.head(noun)
    if noun.dep in ("dobj", "attr") and head.pos in ("VERB", "AUX"):
        return subject(s, head, seen=seen)
    if noun.dep in ("nsubj", "nsubjpass", "pobj"):
        return None
    return None


@once
def conjuncts(s: Sentence, token: Token) -> tuple[Token, ...]:
    """The token and what is coordinated with it, left to right."""
    found, stack = [token], [token]
    while stack:
        for child in s.children(stack.pop(), "conj"):
            if child not in found:
                found.append(child)
                stack.append(child)
    return tuple(found)


@once
def meaning_heads(s: Sentence, noun: Token) -> tuple[Token, ...]:
    """The nouns that a phrase is about: through "the work of …", and through coordination."""
    out: list[Token] = []
    for head in conjuncts(s, noun):
        inner = None
        bare = s.child(head, "compound", "nmod") is None  # "mission members of …" are people, not a part of something
        if bare and (head.lemma.lower() in TRANSPARENT or head.pos in ("NUM", "DET") or head.lower in TRANSPARENT):
            prep = next((c for c in s.children(head, "prep") if c.lower == "of"), None)
            inner = s.child(prep, "pobj") if prep else None
        out.extend(meaning_heads(s, inner) if inner is not None and inner.i != head.i else [head])
    return tuple(out)


@once
def objects(s: Sentence, verb: Token) -> tuple[Token, ...]:
    """Heads of what the deed is done to: direct object, or the subject of a passive; relatives resolved."""
    if is_passive(s, verb):
        head = subject(s, verb)
        found = [head] if head is not None else []
        return (*found, *s.children(verb, "dobj"))
    found = s.children(verb, "dobj")
    named = None if found else s.child(verb, "ccomp")
    if named is not None and named.lemma in NAMING and any(c.lower == "what" for c in s.children(named, "dobj")):
        said = [p for name, p in phrases(s, named) if name == "as"]
        return (*s.children(named, "oprd", "attr"), *said)[:1]  # "bombed what it called a CAMP"
    if not found and verb.dep == "relcl" and s.child(verb, *SUBJECTS) is not None:
        own = s.child(verb, *SUBJECTS)
        if own is not None and own.lower not in RELATIVES:
            return (s.head(verb),)
    found = [s.head(verb) if t.lower in ("whom", "which", "that") and verb.dep == "relcl" else t for t in found]
    if not found:  # "X was elected and Y …" has none; "reopened and renamed the office" shares to the right
        right = next((c for c in s.children(verb, "conj") if c.pos == "VERB" and c.i == verb.i + 2), None)
        if right is not None:
            return tuple(s.children(right, "dobj"))
    return tuple(found)


NAMING = frozenset("call describe term consider deem label brand".split())
ERGATIVE = frozenset("close shut open reopen resume restart start begin".split())
"""Verbs that tell with the same word what is done and what befalls: "closed the embassy", "the embassy closed"."""


def antecedent(s: Sentence, verb: Token, pronoun: Token) -> Token | None:
    """The noun that "it" or "them" stands for in a clause of time: the object of the verb over it ("lifted its tariffs, three
    years after it imposed THEM"); ``None`` where none of its number is there."""
    whom = any(name == "of" for name, _ in phrases(s, verb)) or any(p.lower == "of" for p in s.children(verb, "prep"))
    if pronoun.lower not in ("it", "them") or verb.dep not in ("advcl", "ccomp") or whom:  # "accused it of spying"
        return None
    mark = s.child(verb, "mark")
    over = next((a for a in s.ancestors(verb) if a.pos == "VERB"), None)
    if mark is None or mark.lower not in ("after", "since", "before") or over is None or over.i > verb.i:
        return None
    tag = "NN" if pronoun.lower == "it" else "NNS"
    return next((o for o in objects(s, over) if o.tag == tag and o.i < mark.i), None)


def copies(s: Sentence, verb: Token) -> bool:
    """ "Did the same", "followed suit": the verb stands for the deed of somebody else."""
    if verb.pos != "VERB" or is_negated(s, verb) or modals(s, verb):
        return False
    words = {c.lower for c in s.children(verb, "dobj", "advmod", "attr")}
    return (verb.lemma == "do" and bool(words & {"same", "likewise"})) or (verb.lemma == "follow" and "suit" in words)


def _listed(s: Sentence, verb: Token) -> bool:
    """ "gave the envoy a day to leave, called home its own and froze trade": a list of verbs, taken for a clause."""
    loose = not s.children(verb, "mark") and not any(c.tag == "WRB" for c in s.children(verb, "advmod"))
    return loose and verb.tag == "VBD" and verb.i > verb.head and s.tokens[verb.i - 1].text == ","


def befallen(s: Sentence, verb: Token) -> Token | None:
    """What it befalls, where the verb names no doer: "the EMBASSY would close", "TALKS resumed"; ``None`` elsewhere."""
    if verb.lemma.lower() not in ERGATIVE or is_passive(s, verb) or objects(s, verb):
        return None
    return subject(s, verb)


@once
def phrases(s: Sentence, token: Token) -> tuple[tuple[str, Token], ...]:
    """Prepositional phrases of a verb or noun: (preposition, object's head); "out of" is one preposition."""
    found: list[tuple[str, Token]] = []
    for prep in s.children(token, "prep", "agent", "dative"):
        if prep.dep == "dative" and prep.pos in ("NOUN", "PROPN", "PRON"):
            found.append(("to", prep))
            continue
        name = prep.lower
        inner = s.child(prep, "prep")
        pobj = s.child(prep, "pobj")
        if pobj is None and inner is not None:
            name, pobj = f"{name} {inner.lower}", s.child(inner, "pobj")
        if pobj is not None:
            found.extend((name, each) for each in conjuncts(s, pobj))
            after = s.child(pobj, "prep")
            if name in ("in", "on", "by") and after is not None:
                deeper = s.child(after, "pobj")
                if deeper is not None:  # "in retaliation for", "in response to"
                    found.append((f"{name} {pobj.lower} {after.lower}", deeper))
    return tuple(found)


@once
def noun_forms(s: Sentence, noun: Token) -> tuple[str, ...]:
    """A noun phrase's end in lemmas, longest first: ("information bureau", "bureau")."""
    left = [c for c in s.children(noun, "compound", "amod", "nmod") if c.i < noun.i]
    words = [t.lemma.lower() for t in left]
    head = noun.lemma.lower()
    out = [" ".join([*words[i:], head]) for i in range(len(words))] + [head]
    for prep in s.children(noun, "prep"):
        if prep.lower == "of":
            pobj = s.child(prep, "pobj")
            if pobj is not None:
                out.insert(0, f"{head} of {pobj.lemma.lower()}")
    if len(words) > 1:
        out.extend(f"{w} {head}" for w in words[:-1])
    if noun.pos == "PROPN":  # "Ambassador Silva", "Ali, the ambassador in Israel": the title tells what the name is
        out.extend(words)
        for appos in s.children(noun, "appos"):
            out.extend(_title_forms(s, appos))
    return tuple(out)


def _title_forms(s: Sentence, noun: Token) -> list[str]:
    left = [t.lemma.lower() for t in s.children(noun, "compound", "amod", "nmod") if t.i < noun.i]
    head = noun.lemma.lower()
    return [" ".join([*left[i:], head]) for i in range(len(left))] + [head]


@once
def is_negated(s: Sentence, token: Token) -> bool:
    """The deed itself is denied: "not", "never", "no longer", "refuses to", "no intention of"."""
    if s.child(token, "neg") is not None:
        return True
    if any(c.lower in ("never", "neither", "nor") for c in s.children(token, "advmod", "preconj", "cc", "det")):
        return True
    longer = any(
        c.lower == "longer" and any(g.lower == "no" for g in s.children(c)) for c in s.children(token, "advmod")
    )
    none = any(
        any(d.lower == "no" for d in s.children(o, "det"))
        for o in (*s.children(token, "dobj"), *s.children(token, "nsubjpass"), *s.children(token, "nsubj"))
    )
    return longer or none or (token.dep == "conj" and s.head(token).pos == "VERB" and _negated_before(s, token))


def _negated_before(s: Sentence, verb: Token) -> bool:
    """ "did not recall its envoy or close its embassy": the negation covers both."""
    head = s.head(verb)
    joined = next((c for c in s.children(head, "cc")), None)
    return joined is not None and joined.lower in ("or", "nor") and s.child(head, "neg") is not None


@once
def modals(s: Sentence, verb: Token) -> tuple[str, ...]:
    """Lemmas of modal auxiliaries, those shared through coordination too; "going to" is "will"."""
    found = [c.lemma for c in s.children(verb, "aux") if c.tag == "MD"]
    if verb.dep == "conj" and not s.children(verb, "aux", "auxpass") and s.head(verb).pos in ("VERB", "AUX"):
        if verb.tag == "VB" or (verb.tag == "VBN" and not s.children(verb, *SUBJECTS)):
            found += modals(s, s.head(verb))
    head = s.head(verb)
    if verb.dep == "xcomp" and head.lemma == "go" and head.tag == "VBG":
        found.append("will")
    return tuple(found)


def governor(s: Sentence, token: Token) -> Token | None:
    """The verb that a complement hangs from ("agreed" for "agreed to restore"); ``None`` for a free clause."""
    current = token
    for _ in range(4):
        head = s.head(current)
        if head.i == current.i:
            return None
        if current.dep in ("xcomp", "ccomp", "pcomp", "acl", "oprd", "csubj"):
            return head if head.pos in ("VERB", "AUX", "NOUN", "ADJ") else (s.head(head) if head.pos == "ADP" else None)
        if current.dep == "conj" and head.pos in ("VERB", "AUX") and s.child(current, *SUBJECTS) is None:
            current = head
            continue
        return None
    return None


def condition(s: Sentence, verb: Token) -> Token | None:
    """The mark of a conditional clause that the verb stands in or under: if, unless, should."""
    for t in [verb, *s.ancestors(verb)]:
        mark = s.child(t, "mark", "advmod")
        if (
            t.dep in ("advcl", "ccomp", "ROOT")
            and mark is not None
            and mark.lower in ("if", "unless", "lest", "whether")
        ):
            return mark
        if t.dep not in ("conj", "xcomp", "advcl", "ccomp", "acl", "pcomp", "prep", "pobj", "dobj"):
            return None
    return None


def has_condition(s: Sentence, verb: Token) -> Token | None:
    """A conditional clause hung on the verb: "will respond if such acts are repeated"."""
    for t in [verb, *[a for a in s.ancestors(verb) if a.pos in ("VERB", "AUX")]]:
        for clause in s.children(t, "advcl"):
            mark = next(
                (m for m in s.children(clause, "mark", "advmod") if m.lower in ("if", "unless", "until", "once")), None
            )
            if mark is not None and mark.lower in ("if", "unless"):
                return clause
        if t.dep not in ("conj", "xcomp"):
            break
    return None


@once
def clause_tokens(s: Sentence, verb: Token) -> tuple[Token, ...]:
    """The verb's own clause: its subtree without coordinated, relative and complement clauses with their own subject."""
    out, stack = [], [verb]
    while stack:
        token = stack.pop()
        out.append(token)
        for child in s.children(token):
            own_clause = child.dep in ("relcl", "advcl", "ccomp", "parataxis") or (
                child.dep == "conj" and child.pos in ("VERB", "AUX")
            )
            if not own_clause:
                stack.append(child)
    return tuple(sorted(out, key=lambda t: t.i))
