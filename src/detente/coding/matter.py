"""The nouns beside a deed that tell it from others of its kind: "duties on *barley*", "the *liaison* office"."""

from __future__ import annotations

from detente.coding import syntax
from detente.coding.scene import Scene
from detente.coding.triggers import Match
from detente.model import Sentence

TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december day week month year hour time night morning evening noon weekend today yesterday".split()
)
SAID = frozenset({"REQUEST", "THREATEN", "REJECT", "ACCUSE", "AGREE", "CONCEDE"})
"""Statements are told apart by what is said."""
MOST = 8
"""Words kept of one clause."""


def matter_of(s: Sentence, match: Match, scene: Scene) -> tuple[str, ...]:
    """Lemmas of the common nouns and names in the trigger's clause that stand for no party and no time."""
    whole = match.nominal or match.frame.event in SAID
    clause = s.subtree(match.token) if whole else syntax.clause_tokens(s, match.token)
    heads = {o.i for o in match.objects}
    words = [
        t.lemma.lower()
        for t in clause
        if t.pos in ("NOUN", "PROPN") and t.i not in heads and t.i != match.token.i and t.text.isalpha()
        if scene.mention_at(s, t) is None and t.lemma.lower() not in TIMES
    ]
    return tuple(dict.fromkeys(words))[:MOST]
