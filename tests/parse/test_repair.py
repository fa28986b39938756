"""Faults of the parser mended by rule, on sentences built by hand."""

from __future__ import annotations

from detente.model import Sentence, Span, Token
from detente.parse.repair import hyphenated_title


def test_the_second_half_of_a_hyphenated_title_is_a_noun() -> None:
    text = "The secretary-general left."
    rows = [
        ("The", "DT", "DET", "det", 3),
        ("secretary", "NN", "NOUN", "compound", 3),
        ("-", "HYPH", "PUNCT", "punct", 3),
        ("general", "JJ", "ADJ", "nsubj", 4),
        ("left", "VBD", "VERB", "ROOT", 4),
    ]
    tokens, at = [], 0
    for i, (word, tag, pos, dep, head) in enumerate(rows):
        start = text.index(word, at)
        at = start + len(word)
        tokens.append(Token(i, word, word.lower(), tag, pos, dep, head, start, at))
    mended = hyphenated_title(Sentence(1, 1, Span(0, len(text), text), tuple(tokens)))
    assert (mended.tokens[3].tag, mended.tokens[3].pos) == ("NN", "NOUN")
    assert [t.tag for t in mended.tokens if t.i != 3] == [r[1] for i, r in enumerate(rows) if i != 3]
