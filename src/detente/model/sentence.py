"""A parsed sentence as plain data: words, tags, heads and labels, with page offsets.

`coding` works on this and never on the parser's own objects, so its rules are
tested on sentences written by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from detente.model.spans import Span


@dataclass(slots=True, unsafe_hash=True)  # frozen, it would take seven times as long to make
class Token:
    """One word; nobody alters it. ``head`` is the index of the governing word in the sentence (its own for the root)."""

    i: int
    text: str
    lemma: str
    tag: str  # Penn Treebank
    pos: str  # Universal Dependencies
    dep: str  # ClearNLP labels, as in the English pipelines of spaCy
    head: int
    start: int  # offset in the page
    end: int
    space: bool = True  # white space follows

    @property
    def lower(self) -> str:
        return self.text.lower()


@dataclass(frozen=True)
class Sentence:
    """A sentence of the body (``number`` from 1) or the headline (0)."""

    number: int
    paragraph: int
    span: Span
    tokens: tuple[Token, ...]
    quoted: tuple[tuple[int, int], ...] = field(default=())  # token ranges inside quotation marks

    @cached_property
    def _children(self) -> tuple[tuple[Token, ...], ...]:
        found: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                found[token.head].append(token)
        return tuple(map(tuple, found))

    @cached_property
    def where(self) -> dict[str, list[int]]:
        """Every word and lemma, in small letters, with the tokens where it stands."""
        found: dict[str, list[int]] = {}
        for token in self.tokens:
            lower, lemma = token.text.lower(), token.lemma.lower()
            found.setdefault(lower, []).append(token.i)
            if lemma != lower:
                found.setdefault(lemma, []).append(token.i)
        return found

    @cached_property
    def answers(self) -> dict[tuple[str, int], Any]:
        """What has been asked about a token, by question and token, for whoever asks again."""
        return {}

    def children(self, token: Token, *deps: str) -> list[Token]:
        """Direct dependents, left to right; of the given labels only, if any are given."""
        found = self._children[token.i]
        if not found or not deps:
            return list(found)
        return [t for t in found if t.dep in deps]

    def child(self, token: Token, *deps: str) -> Token | None:
        """The first dependent with one of the labels; ``None`` if there is none."""
        for t in self._children[token.i]:
            if not deps or t.dep in deps:
                return t
        return None

    def head(self, token: Token) -> Token:
        return self.tokens[token.head]

    def ancestors(self, token: Token) -> tuple[Token, ...]:
        """Governing words, nearest first; safe on a parse that runs in a circle."""
        known: tuple[Token, ...] | None = self.answers.get(("ancestors", token.i))
        if known is not None:
            return known
        start, seen, out = token.i, {token.i}, []
        while token.head not in seen:
            token = self.tokens[token.head]
            seen.add(token.i)
            out.append(token)
        found = self.answers["ancestors", start] = tuple(out)
        return found

    def subtree(self, token: Token) -> tuple[Token, ...]:
        """The token and all that hangs from it, in the order of the text."""
        known: tuple[Token, ...] | None = self.answers.get(("subtree", token.i))
        if known is not None:
            return known
        seen, stack = {token.i}, [token.i]
        while stack:
            for child in self._children[stack.pop()]:
                if child.i not in seen:
                    seen.add(child.i)
                    stack.append(child.i)
        found = self.answers["subtree", token.i] = tuple(self.tokens[i] for i in sorted(seen))
        return found

    def span_of(self, first: Token, last: Token) -> Span:
        """The text from the first token's start to the last token's end."""
        lo, hi = min(first.start, last.start), max(first.end, last.end)
        return Span(lo, hi, self.span.text[lo - self.span.start : hi - self.span.start])

    def in_quote(self, token: Token) -> bool:
        return any(lo <= token.i < hi for lo, hi in self.quoted)


@dataclass(frozen=True)
class ParsedArticle:
    """The sentences of an article's body, and its headline apart."""

    sentences: tuple[Sentence, ...]
    headline: tuple[Sentence, ...] = ()
    parser: str = ""  # name and version of the model that parsed
