"""Towns that the actor tables do not know, in states that the article names: whose the police in them are."""

from __future__ import annotations

from collections import Counter

from detente.codebook import ActorTables
from detente.codebook.gazetteer import Gazetteer, fold
from detente.model import EntityMention, Sentence, Token

WITHIN = frozenset({"in", "at", "near", "outside", "around"})
SETTLED = frozenset(
    "city town village port district province region capital suburb hamlet settlement municipality".split()
)
LONGEST = 4


def towns_in(
    sentence: Sentence, named: list[EntityMention], tables: ActorTables, gazetteer: Gazetteer, states: Counter[str]
) -> list[EntityMention]:
    """Mentions of towns and regions behind "in" or "the town of", each of a state that the article names.

    Of places of one name that of the state named most often is meant; one in a
    state that the article does not name is nobody's.
    """
    tokens = sentence.tokens
    taken = {i for m in named for i in range(m.first, m.last)}
    found = []
    for t in tokens[1:]:
        if t.pos != "PROPN" or t.i in taken or not _behind(tokens, t.i):
            continue
        end = t.i + 1
        while end < len(tokens) and end - t.i < LONGEST and tokens[end].pos == "PROPN" and end not in taken:
            end += 1
        span = sentence.span_of(t, tokens[end - 1])
        rows = [p for p in gazetteer.rows(fold(span.text)) if states[p.country]] if fold(span.text) else []
        if not rows:
            continue
        best = max(rows, key=lambda p: (states[p.country], p.people))
        state = tables.states.get(best.country)
        if state is not None:
            how = f"'{span.text}' is a {best.kind} of {state.name}, by the gazetteer"
            found.append(EntityMention(span, state, "place", how, sentence.number, t.i, end))
    return found


def _behind(tokens: tuple[Token, ...], i: int) -> bool:
    before = tokens[i - 1].lower
    return before in WITHIN or (before == "of" and i > 1 and tokens[i - 2].lemma.lower() in SETTLED)
