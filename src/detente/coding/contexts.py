"""What an event is about: PLOVER's contexts, by words of its sentence, its paragraph and its article.

The words come from ``lexicon/en/contexts.yaml``. One pass over a sentence finds
them all, the longest phrase first; what a sentence speaks of does not depend on
the record, so ``SentenceTerms`` keeps it for the next record of the article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

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
MAIN_SHARE, MAIN_MOST, LEAST_SENTENCES = 0.4, 2, 4
"""An article is about what two sentences in five speak of, at most two things; shorter ones do not tell.
Of shares from .25 to .5, those from .35 to .45 did best on 26 articles coded by hand, with little between them."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words of a sentence that speak for contexts: tokens ``first`` to ``last``, both inside."""

    first: int
    last: int
    names: tuple[str, ...]


class SentenceTerms:
    """The terms of one article's sentences, each sentence read once. Make one for each article.

    Args:
        words: phrase to its contexts, and every beginning of a phrase (``Codebook.context_words``).
        article: all sentences of the body, for what the whole article is about; without them no context has
            the scope "document".
    """

    def __init__(self, words: Mapping[str, str], article: Sequence[Sentence] = ()) -> None:
        self._words = words
        self._article = article
        self._known: dict[tuple[int, int], tuple[Term, ...]] = {}

    def of(self, s: Sentence) -> tuple[Term, ...]:
        """The terms of a sentence, left to right, not overlapping; empty if it has none."""
        key = (s.number, s.span.start)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = tuple(find_terms(s, self._words))
        return found

    @cached_property
    def main(self) -> tuple[Context, ...]:
        """What the article as a whole is about, shown where it is first spoken of; empty if no one thing stands out."""
        first: dict[str, Context] = {}
        counts: Counter[str] = Counter()
        for s in self._article:
            here = {name: term for term in reversed(self.of(s)) for name in term.names}
            counts.update(here.keys())
            for name, term in here.items():
                first.setdefault(name, _context(name, "document", s, term))
        least = max(MAIN_SHARE * len(self._article), 1)
        enough = [name for name, n in counts.most_common(MAIN_MOST) if n >= least]
        return tuple(first[name] for name in enough) if len(self._article) >= LEAST_SENTENCES else ()


def contexts_of(
    s: Sentence,
    paragraph: Sequence[Sentence],
    codebook: Codebook,
    *,
    near: Token | None = None,
    modes: Sequence[str] = (),
    terms: SentenceTerms | None = None,
) -> tuple[Context, ...]:
    """At most four contexts of a record, the best supported first: of its sentence, its paragraph, its article.

    The paragraph adds what it has two words for, or anything if the sentence itself says nothing.

    Args:
        paragraph: the sentences of the paragraph, ``s`` among them or not.
        near: the trigger; of contexts with as many terms the one nearer to it comes first.
        modes: the record's modes; a cyber attack is of context ``cyber`` even if no word says so (no span then).
        terms: kept from one record of the article to the next, so that no sentence is read twice.

    Returns:
        Contexts with the scope in which their words stood: "sentence", "paragraph", "document"; empty if no word speaks.
    """
    terms = terms or SentenceTerms(codebook.context_words)
    at = near.i if near else 0
    found = {mode: Context(mode, "sentence") for mode in modes if mode in OF_THE_MODE}
    for name, _, _, term in _ranked((abs(term.first - at), s, term) for term in terms.of(s)):
        found[name] = _context(name, "sentence", s, term)
    silent = not found
    others = [o for o in paragraph if o.number != s.number]
    theirs = _ranked((abs(o.number - s.number), o, term) for o in others for term in terms.of(o))
    for name, n, other, term in theirs:
        if silent or n > 1:
            found.setdefault(name, _context(name, "paragraph", other, term))
    for context in terms.main:
        found.setdefault(context.name, context)
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
        if i < after or not (
            text in words or token.lemma in words or text.lower() in words or ("-" in text and text != "-")
        ):
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
    at = i
    while phrases:
        for phrase in phrases:
            if words[phrase]:
                names, last = words[phrase], at
                break
        at += 1
        if at < len(tokens) and tokens[at].text == "-":
            at += 1
        if at >= len(tokens):
            break
        forms = _forms(tokens[at])
        phrases = [k for form in forms for phrase in phrases if (k := f"{phrase} {form}") in words]
    return names, last


def _forms(token: Token) -> tuple[str, ...]:
    """How a phrase may name a token: as it stands, in small letters, by its lemma; a hyphen inside is a space."""
    text = token.text
    lower, lemma = text.lower(), token.lemma.lower()
    if text == lower == lemma and "-" not in text:
        return (text,)
    forms = tuple(dict.fromkeys((text, lower, lemma)))
    return tuple(form.replace("-", " ") for form in forms) if "-" in text or "-" in lemma else forms


def _context(name: str, scope: str, s: Sentence, term: Term) -> Context:
    return Context(name, scope, s.span_of(s.tokens[term.first], s.tokens[term.last]))


def _ranked(found: Iterable[tuple[int, Sentence, Term]]) -> list[tuple[str, int, Sentence, Term]]:
    """Contexts with the number of their terms and the nearest term: those with the most first, then the nearest.

    Args:
        found: distance, sentence and term.
    """
    counts: Counter[str] = Counter()
    nearest: dict[str, tuple[int, Sentence, Term]] = {}
    for each in found:
        for name in each[2].names:
            counts[name] += 1
            if name not in nearest or each[0] < nearest[name][0]:
                nearest[name] = each
    order = sorted(nearest, key=lambda name: (-counts[name], nearest[name][0]))
    return [(name, counts[name], *nearest[name][1:]) for name in order]
