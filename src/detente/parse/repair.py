"""Parse faults that news English provokes, mended by rule.

Each repair is one function ``Sentence -> Sentence`` and keeps every offset.
The faults are those of shared/reference/NLP.md; each repair has a sentence in
``tests/parse/test_repair.py`` that fails without it.
"""

from __future__ import annotations

from dataclasses import replace

from detente.model import Sentence, Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")


def repair(sentence: Sentence) -> Sentence:
    for mend in (
        persona_non_grata,
        list_as_apposition,
        borrowed_subject,
        bare_name_subject,
        given_term,
        subject_as_root,
        lost_passive,
        hyphenated_title,
        clauses_apart,
        finite_beside_infinitive,
        name_as_apposition,
    ):
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


TITLED = frozenset({"secretary", "director", "inspector", "attorney", "consul", "governor", "commissioner"})


def hyphenated_title(sentence: Sentence) -> Sentence:
    """The second half of "secretary-general" is a noun, though it is tagged as an adjective."""
    tokens = list(sentence.tokens)
    for token in sentence.tokens[2:]:
        if token.lower == "general" and token.pos == "ADJ" and tokens[token.i - 2].lower in TITLED:
            if tokens[token.i - 1].text == "-":
                tokens[token.i] = replace(token, tag="NN", pos="NOUN")
    return _mended(sentence, tokens)


def subject_as_root(sentence: Sentence) -> Sentence:
    """ "Iran, which said that food could be shipped, called for dialogue": the verb is the root, the noun its subject."""
    tokens = list(sentence.tokens)
    root = next((t for t in tokens if t.head == t.i), None)
    if root is None or root.pos not in ("NOUN", "PROPN"):
        return sentence
    aside = sentence.children(root, "relcl", "appos", "acl", "prep")
    for verb in reversed(sentence.tokens[root.i + 2 :]):
        finite = verb.tag in ("VBD", "VBZ", "VBP", "VBN") and verb.dep in ("advcl", "conj", "acl", "ccomp", "parataxis")
        if not finite or tokens[verb.i - 1].text != "," or not any(root.i < c.i < verb.i for c in aside):
            continue
        if sentence.children(verb, *SUBJECTS, "aux", "auxpass", "mark", "expl"):
            continue
        tokens[verb.i] = replace(verb, head=verb.i, dep="ROOT", tag="VBD" if verb.tag == "VBN" else verb.tag)
        tokens[root.i] = replace(root, head=verb.i, dep="nsubj")
        for t in sentence.children(root):
            if t.i > verb.i:
                tokens[t.i] = replace(tokens[t.i], head=verb.i)
        break
    return _mended(sentence, tokens)


def lost_passive(sentence: Sentence) -> Sentence:
    """ "The town was overrun by the army": a participle read as a noun is the verb, for "by" tells who did it."""
    tokens = list(sentence.tokens)
    for verb in sentence.tokens:
        word = sentence.child(verb, "attr") if verb.lemma == "be" else None
        if (
            word is None
            or word.pos != "NOUN"
            or not (sentence.children(verb, "agent") or sentence.children(word, "agent"))
        ):
            continue
        if sentence.children(word, "det", "amod", "poss", "nummod", "compound"):
            continue
        tokens[word.i] = replace(
            word, head=verb.head if verb.head != verb.i else word.i, dep=verb.dep, pos="VERB", tag="VBN"
        )
        for t in sentence.children(verb):
            if t.i != word.i:
                tokens[t.i] = replace(t, head=word.i, dep="nsubjpass" if t.dep == "nsubj" else t.dep)
        tokens[verb.i] = replace(verb, head=word.i, dep="auxpass")
    return _mended(sentence, tokens)


def clauses_apart(sentence: Sentence) -> Sentence:
    """ "Rome condemned the raid; Paris will ask the council": two sentences, where the parser sees one inside the other."""
    tokens = list(sentence.tokens)
    for semicolon in sentence.tokens:
        if semicolon.text != ";":
            continue
        for first in sentence.tokens[: semicolon.i]:
            second = tokens[first.head]
            if first.dep not in ("ccomp", "advcl") or second.i < semicolon.i or sentence.child(first, "mark"):
                continue
            between = [c for c in sentence.children(second, "ccomp") if semicolon.i < c.i < second.i]
            subject = sentence.child(second, *SUBJECTS)
            if between or subject is None or subject.i < semicolon.i:
                continue
            top = second.head == second.i
            tokens[first.i] = replace(first, head=first.i if top else second.head, dep=second.dep)
            tokens[second.i] = replace(second, head=first.i, dep="parataxis")
            break
    return _mended(sentence, tokens)


def finite_beside_infinitive(sentence: Sentence) -> Sentence:
    """ "Oslo urged both to stay calm and offered its help": what was offered stands beside the urging."""
    tokens = list(sentence.tokens)
    for verb in sentence.tokens:
        beside = tokens[verb.head]
        if verb.dep != "conj" or verb.tag not in ("VBD", "VBZ") or beside.tag != "VB":
            continue
        above = next((t for t in sentence.ancestors(beside) if t.tag == verb.tag), None)
        if above is not None:
            tokens[verb.i] = replace(verb, head=above.i)
    return _mended(sentence, tokens)


CALLING = frozenset("call label brand term dub deem declare pronounce".split())


def name_as_apposition(sentence: Sentence) -> Sentence:
    """ "called the seizure 'an act of piracy'": what it is called, where the parser sees an apposition."""
    tokens = list(sentence.tokens)
    for name in sentence.tokens:
        thing = tokens[name.head]
        verb = tokens[thing.head]
        if name.dep != "appos" or thing.dep != "dobj" or verb.lemma not in CALLING or name.i < thing.i:
            continue
        if any(t.text == "," for t in tokens[thing.i : name.i]) or sentence.child(verb, "oprd") is not None:
            continue
        tokens[name.i] = replace(name, head=verb.i, dep="oprd")
    return _mended(sentence, tokens)
