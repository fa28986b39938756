"""What an event is about: PLOVER's contexts, by words of its sentence, then of its paragraph."""

from __future__ import annotations

from detente.codebook import Codebook
from detente.model import Context, Sentence

LONGEST_TERM = 3
MOST = 4
"""Contexts kept per record and scope: a sentence that speaks of five things is about none of them."""


def contexts_of(s: Sentence, paragraph: list[Sentence], codebook: Codebook) -> tuple[Context, ...]:
    """Contexts with the scope in which their words stood; sentence scope first."""
    found: dict[str, Context] = {}
    for name, context in _in_sentence(s, codebook, "sentence"):
        found.setdefault(name, context)
    for other in paragraph:
        if other.number != s.number:
            for name, context in _in_sentence(other, codebook, "paragraph"):
                if len(found) < MOST:
                    found.setdefault(name, context)
    return tuple(found.values())


def _in_sentence(s: Sentence, codebook: Codebook, scope: str) -> list[tuple[str, Context]]:
    lemmas = [t.lemma.lower() for t in s.tokens]
    lowers = [t.lower for t in s.tokens]
    found: list[tuple[str, Context]] = []
    for i in range(len(lemmas)):
        for length in range(min(LONGEST_TERM, len(lemmas) - i), 0, -1):
            name = codebook.context_words.get(" ".join(lemmas[i : i + length])) or codebook.context_words.get(
                " ".join(lowers[i : i + length])
            )
            if name:
                span = s.span_of(s.tokens[i], s.tokens[i + length - 1])
                found.append((name, Context(name, scope, span)))
                break
    counts: dict[str, Context] = {}
    for name, context in found:
        counts.setdefault(name, context)
    return list(counts.items())[:MOST]
