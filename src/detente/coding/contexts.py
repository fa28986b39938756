"""What an event is about: PLOVER's contexts, by words of its sentence, then of its paragraph.

The words come from ``lexicon/en/contexts.yaml``. One pass over a sentence finds
them all, the longest phrase first; what a sentence speaks of does not depend on
the record, so ``SentenceTerms`` keeps it for the next record of the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.codebook import Codebook
from detente.model import Context, Sentence, Token

MOST = 4
"""Contexts kept per record: a deed that speaks of five things is about none of them."""
NOTHING = "none"
"""The meaning of phrases that hold a word of a context and are about something else."""
NARROWER = frozenset({"corruption", "illegal_drugs", "trafficking"})
"""Contexts that take the place of ``crime``; beside ``cyber`` it stays, as the mark of cybercrime (PLOVER, contexts)."""
OF_THE_MODE = frozenset({"cyber", "misinformation"})
"""Modes of COERCE that add the context of the same name (PLOVER, COERCE)."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words of a sentence that speak for contexts: tokens ``first`` to ``last``, both inside."""

    first: int
    last: int
    names: tuple[str, ...]


class SentenceTerms:
    """The terms of one article's sentences, each sentence read once."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        self._known: dict[tuple[int, int], tuple[Term, ...]] = {}

    def of(self, s: Sentence) -> tuple[Term, ...]:
        """The terms of a sentence, left to right, not overlapping; empty if it has none."""
        key = (s.number, s.span.start)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = tuple(find_terms(s, self._words))
        return found


def contexts_of(
    s: Sentence,
    paragraph: list[Sentence],
    codebook: Codebook,
    *,
    near: Token | int | None = None,
    modes: tuple[str, ...] = (),
    terms: SentenceTerms | None = None,
) -> tuple[Context, ...]:
    """At most four contexts of a record, the best supported first, those of its sentence before its paragraph's.

    Args:
        paragraph: the sentences of the paragraph, ``s`` among them or not.
        near: the trigger, or its place in the sentence; of contexts with as many terms the nearer one comes first.
        modes: the record's modes; a cyber attack is of context ``cyber`` even if no word says so (no span then).
        terms: kept from one record of the article to the next, so that no sentence is read twice.

    Returns:
        Contexts with the scope in which their words stood ("sentence" or "paragraph"); empty if no word speaks.
    """
    terms = terms or SentenceTerms(codebook.context_words)
    found = {mode: Context(mode, "sentence") for mode in modes if mode in OF_THE_MODE}
    at = near.i if isinstance(near, Token) else near or 0
    for name, _, term in _ranked((abs(term.first - at), s, term) for term in terms.of(s)):
        found[name] = Context(name, "sentence", s.span_of(s.tokens[term.first], s.tokens[term.last]))
    others = [o for o in paragraph if o.number != s.number]
    for name, o, term in _ranked((abs(o.number - s.number), o, term) for o in others for term in terms.of(o)):
        found.setdefault(name, Context(name, "paragraph", o.span_of(o.tokens[term.first], o.tokens[term.last])))
    if NARROWER & found.keys() and "cyber" not in found:
        found.pop("crime", None)
    return tuple(found.values())[:MOST]


def find_terms(s: Sentence, words: Mapping[str, str]) -> list[Term]:
    """The phrases of ``words`` in a sentence, left to right, the longest at each place, not overlapping.

    Args:
        words: phrase to its contexts, and every beginning of a phrase (``Codebook.context_words``).
    """
    found: list[Term] = []
    tokens = s.tokens
    after = 0
    for i, token in enumerate(tokens):
        text = token.text
        if i < after or not (text in words or token.lemma in words or text.lower() in words or "-" in text):
            continue
        names, last = _longest(tokens, i, words)
        if names:
            after = last + 1
            if names != NOTHING:
                found.append(Term(i, last, tuple(names.split())))
    return found


def _longest(tokens: tuple[Token, ...], i: int, words: Mapping[str, str]) -> tuple[str, int]:
    """The meaning of the longest phrase from token ``i`` on, and its last token; "" if none begins there."""
    names, last = "", i
    phrases = [form for form in _forms(tokens[i]) if form in words]
    for at in range(i + 1, len(tokens) + 1):
        for phrase in phrases:
            if words[phrase]:
                names, last = words[phrase], at - 1
        if not phrases or at == len(tokens):
            break
        if tokens[at].text != "-":
            phrases = [k for phrase in phrases for form in _forms(tokens[at]) if (k := f"{phrase} {form}") in words]
    return names, last


def _forms(token: Token) -> tuple[str, ...]:
    """How a phrase may name a token: as it stands, in small letters, by its lemma; a hyphen inside is a space."""
    forms = dict.fromkeys((token.text, token.text.lower(), token.lemma.lower()))
    return tuple(form.replace("-", " ") for form in forms) if "-" in token.text else tuple(forms)


def _ranked(found: Iterable[tuple[int, Sentence, Term]]) -> list[tuple[str, Sentence, Term]]:
    """Contexts with their nearest term: those with the most terms first, then the nearest. Takes distances with terms."""
    counts: dict[str, int] = {}
    nearest: dict[str, tuple[int, Sentence, Term]] = {}
    for each in found:
        for name in each[2].names:
            counts[name] = counts.get(name, 0) + 1
            if name not in nearest or each[0] < nearest[name][0]:
                nearest[name] = each
    order = sorted(nearest, key=lambda name: (-counts[name], nearest[name][0]))
    return [(name, *nearest[name][1:]) for name in order]
