"""Parse faults that news English provokes, mended by rule.

Each repair is one function ``Sentence -> Sentence`` and keeps every offset.
The faults are those of shared/reference/NLP.md; each repair has a sentence in
``tests/parse/test_repair.py`` that fails without it.
"""

from __future__ import annotations

from dataclasses import replace

from detente.model import Sentence, Token


def repair(sentence: Sentence) -> Sentence:
    for mend in (persona_non_grata, list_as_apposition, borrowed_subject, bare_name_subject, given_term):
        sentence = mend(sentence)
    return sentence


def _mended(sentence: Sentence, tokens: list[Token]) -> Sentence:
    """The sentence with these tokens; itself where they are its own, which is the rule."""
    mended = tuple(tokens)
    return sentence if mended == sentence.tokens else replace(sentence, tokens=mended)


def persona_non_grata(sentence: Sentence) -> Sentence:
    """Make "persona non grata" one complement (``oprd``) of the verb that governs it."""
    tokens = list(sentence.tokens)
    for i in range(len(tokens) - 2):
        if tokens[i].lower not in ("persona", "personae", "personas") or tokens[i + 1].lower != "non":
            continue
        verb = next((t for t in reversed(tokens[:i]) if t.lemma in ("declare", "name", "brand", "pronounce")), None)
        if verb is None:
            continue
        tokens[i] = replace(tokens[i], head=verb.i, dep="oprd", pos="NOUN", lemma="persona")
        for j in (i + 1, i + 2):
            tokens[j] = replace(tokens[j], head=i, dep="amod")
        for j, token in enumerate(tokens):  # what hung on the broken pieces hangs on the verb
            if j not in (i, i + 1, i + 2) and token.head in (i, i + 1, i + 2) and j > verb.i:
                inside = verb.i < j < i
                tokens[j] = replace(
                    token, head=verb.i, dep="dobj" if inside and token.pos in ("NOUN", "PROPN") else token.dep
                )
        if tokens[verb.i].head in (i, i + 1, i + 2):
            tokens[verb.i] = replace(tokens[verb.i], head=verb.i, dep="ROOT")
    return _mended(sentence, tokens)


def bare_name_subject(sentence: Sentence) -> Sentence:
    """A short name before a finite verb is its subject: "NAB accuses Mr Khan", where the parser makes it a compound."""
    tokens = list(sentence.tokens)
    for token in sentence.tokens:
        if token.pos != "PROPN" or token.dep not in ("compound", "nmod", "npadvmod", "amod"):
            continue
        verb = tokens[token.head]
        bare = not sentence.children(verb, "nsubj", "nsubjpass", "aux", "auxpass")
        if token.i > verb.i or not bare:
            continue
        participle = verb.tag == "VBN" and verb.dep in ("ROOT", "ccomp") and sentence.child(verb, "dobj") is not None
        if verb.tag in ("VBZ", "VBD", "VBP") or participle:
            tokens[token.i] = replace(token, dep="nsubj")
            if participle:  # "Sweden suspended aid to Mali"
                tokens[verb.i] = replace(verb, tag="VBD")
            break
    return _mended(sentence, tokens)


def given_term(sentence: Sentence) -> Sentence:
    """ "gave Syria a week to withdraw": the receiver is the dative, the term the object."""
    tokens = list(sentence.tokens)
    for verb in sentence.tokens:
        if verb.lemma != "give":
            continue
        receiver, term = sentence.child(verb, "dobj"), sentence.child(verb, "npadvmod")
        if receiver is None or term is None or term.i < receiver.i or term.pos != "NOUN":
            continue
        tokens[receiver.i] = replace(receiver, dep="dative")
        tokens[term.i] = replace(term, dep="dobj")
        for clause in sentence.children(term, "relcl"):
            if clause.tag == "VB":
                tokens[clause.i] = replace(clause, head=verb.i, dep="xcomp")
    return _mended(sentence, tokens)


def list_as_apposition(sentence: Sentence) -> Sentence:
    """ "Saudi Arabia, Egypt, the Emirates and Bahrain severed …": a list of names, where the parser sees an apposition."""
    tokens = list(sentence.tokens)
    for name in sentence.tokens:
        head = tokens[name.head]
        if name.dep != "appos" or name.pos != "PROPN" or head.pos != "PROPN":
            continue
        between = [t for t in sentence.tokens[head.i + 1 : name.i] if t.dep not in ("det", "compound")]
        listed = [c for c in sentence.children(name, "conj") if c.pos == "PROPN"]
        joined = any(sentence.child(t, "cc") is not None for t in (name, *listed))
        if listed and joined and all(t.text == "," for t in between):
            tokens[name.i] = replace(name, dep="conj")
    return _mended(sentence, tokens)


def borrowed_subject(sentence: Sentence) -> Sentence:
    """ "Chávez, calling him a criminal, closed his embassy": the subject is the main verb's, not the participle's."""
    tokens = list(sentence.tokens)
    for verb in sentence.tokens:
        if verb.tag not in ("VBD", "VBZ", "VBP") or sentence.child(verb, "nsubj", "nsubjpass") is not None:
            continue
        for clause in sentence.children(verb, "advcl"):
            subject = sentence.child(clause, "nsubj")
            if clause.tag == "VBG" and clause.i < verb.i and subject is not None and subject.i < clause.i:
                if not sentence.children(clause, "aux", "mark"):
                    tokens[subject.i] = replace(subject, head=verb.i)
    return _mended(sentence, tokens)
