"""What the learned opinion sees of two parties in a sentence: words, labels and the path between them.

A feature is a short text; its number is a hash, so no vocabulary is kept. The
parties' own words are left out: the model must not learn who does what.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from detente.coding import syntax
from detente.model import Sentence, Token

DIMENSIONS = 1 << 15
CONTENT = frozenset({"VERB", "NOUN", "ADJ", "ADV"})
LONGEST_PATH = 8
SAY = frozenset("say tell announce report add state".split())


def hashed(features: Iterable[str]) -> list[int]:
    """Feature numbers, sorted, each once."""
    return sorted({zlib.crc32(f.encode()) % DIMENSIONS for f in features})


def head_of(s: Sentence, start: int, end: int) -> Token | None:
    """The main word of the page range ``[start, end)``; ``None`` if no word of the sentence lies in it."""
    inside = [t for t in s.tokens if t.start < end and start < t.end]
    numbers = {t.i for t in inside}
    return next((t for t in inside if t.head not in numbers or t.head == t.i), inside[0] if inside else None)


def features_of(
    s: Sentence, a: Token, b: Token | None, fired: Iterable[tuple[str, int]], hidden: frozenset[int] = frozenset()
) -> list[str]:
    """Features of what ``a`` may do to ``b``.

    Args:
        fired: event type and token number of the frames that fire in the sentence.
        hidden: tokens of the parties' names.
    """
    out = ["bias"]
    verb_a, verb_b = _verb_over(s, a), _verb_over(s, b) if b is not None else None
    out += _around(s, a, verb_a, "A", hidden)
    if b is not None:
        out += _around(s, b, verb_b, "B", hidden)
        out += _path(s, a, b, hidden)
        out.append("order:" + ("ab" if a.i < b.i else "ba"))
        out.append(f"deps:{_role(s, a)}>{_role(s, b)}")
        low, high = min(a.i, b.i), max(a.i, b.i)
        out += [f"between:{t.lemma.lower()}" for t in s.tokens[low + 1 : high] if _counts(t, hidden)]
    out += [f"w:{t.lemma.lower()}" for t in s.tokens[:60] if _counts(t, hidden)]
    main = verb_a.i if verb_a is not None else -1
    for event, i in fired:
        out.append(f"frame:{event}")
        if i == main or (verb_b is not None and i == verb_b.i):
            out.append(f"frame-here:{event}")
    return out


def _counts(t: Token, hidden: frozenset[int]) -> bool:
    return t.pos in CONTENT and t.i not in hidden


def _role(s: Sentence, t: Token) -> str:
    head = s.head(t)
    return f"{t.dep}:{head.lower}" if t.dep == "pobj" else t.dep


def _verb_over(s: Sentence, t: Token) -> Token | None:
    """The nearest verb above, past a saying verb's complement only if there is none below."""
    return next((x for x in s.ancestors(t) if x.pos == "VERB"), None)


def _around(s: Sentence, t: Token, verb: Token | None, who: str, hidden: frozenset[int]) -> list[str]:
    out = [f"{who}dep:{_role(s, t)}"]
    noun = s.head(t)
    if t.dep in ("poss", "compound", "amod", "nmod", "pobj") and noun.pos in ("NOUN", "ADP"):
        action = s.head(noun) if noun.pos == "ADP" else noun
        if action.pos == "NOUN":
            out.append(f"{who}noun:{action.lemma.lower()}:{_role(s, t)}")
    if verb is None:
        return out
    lemma = verb.lemma.lower()
    out.append(f"{who}verb:{lemma}")
    out.append(f"{who}verb-dep:{lemma}:{_role(s, t) if s.head(t).i == verb.i or t.dep == 'pobj' else 'far'}")
    if syntax.is_passive(s, verb):
        out.append(f"{who}passive:{lemma}")
    if syntax.is_negated(s, verb):
        out += [f"{who}neg", f"{who}neg:{lemma}"]
    out += [f"{who}modal:{m}" for m in syntax.modals(s, verb)]
    for child in s.children(verb, "prt", "dobj", "xcomp", "ccomp", "acomp", "attr", "prep", "advcl", "oprd"):
        word = "PARTY" if child.i in hidden else child.lemma.lower() if child.dep != "prep" else child.lower
        out.append(f"{who}{child.dep}:{lemma}+{word}")
        if child.dep in ("dobj", "xcomp", "ccomp", "attr", "acomp"):
            out.append(f"{who}{child.dep}:{word}")
        if child.dep == "prep":
            pobjs = ["PARTY" if p.i in hidden else p.lemma.lower() for p in s.children(child, "pobj")]
            out += [f"{who}pobj:{lemma}+{word}+{p}" for p in pobjs]
    head = s.head(verb)
    if head.i != verb.i:
        out.append(f"{who}up:{verb.dep}:{head.lemma.lower()}")
    return out


def _path(s: Sentence, a: Token, b: Token, hidden: frozenset[int]) -> list[str]:
    """Labels and words on the way from ``a`` up to the common head and down to ``b``."""
    up_a, up_b = [a, *s.ancestors(a)], [b, *s.ancestors(b)]
    numbers = {t.i: n for n, t in enumerate(up_b)}
    meet = next((n for n, t in enumerate(up_a) if t.i in numbers), None)
    if meet is None:
        return ["path:none"]
    top = up_a[meet]
    down = up_b[: numbers[top.i]]
    steps = [t.dep for t in up_a[:meet]] + ["^"] + [t.dep for t in reversed(down)]
    inner = [t for t in (*up_a[1 : meet + 1], *reversed(down[1:])) if t.i not in (a.i, b.i) and t.i not in hidden]
    words = [t.lemma.lower() for t in inner if t.pos in ("VERB", "NOUN", "ADP", "ADJ", "AUX")]
    topmost = "PARTY" if top.i in hidden else top.lemma.lower()
    out = [f"top:{topmost}:{top.pos}", "path:" + ">".join(steps[:LONGEST_PATH])]
    out += [f"on:{w}" for w in words]
    if len(words) <= 4:
        out.append("way:" + ">".join(words))
    return out
