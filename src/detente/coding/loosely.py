"""Verbs whose entries agree on a type, though none of them lists what the verb is done to here.

"India rejects these imputations": no entry names imputations, but whatever else
is rejected in the lexicon, rejecting it is REJECT. Where nearly all entries that
would fit but for their object are of one type, a match of that type is made; it
keeps what those entries share, under the rule ``loosely.TYPE``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from detente.codebook import Codebook, Frame
from detente.coding.second import CLAUSES, LIGHTEST
from detente.coding.triggers import LIGHT, IsParty, Match, Owner, Slots, fit, rest_of
from detente.model import Sentence, Token

AGREED = 0.8
"""Share of one type among the entries that would fit."""
FEWEST = 4
"""Entries that must fit: of a verb with fewer the lexicon does not know enough."""


def find_loosely(
    s: Sentence,
    book: Codebook,
    found: Iterable[Match],
    *,
    owner: Owner,
    is_party: IsParty,
    quoted: Callable[[Token], bool],
) -> list[Match]:
    """Matches for verbs with an object that no entry claims, in the order of the text."""
    claimed = {i for m in found for i in (m.token.i, *m.used)}
    out = []
    for verb in s.tokens:
        if verb.pos != "VERB" or verb.i in claimed or verb.dep not in CLAUSES or verb.lemma in LIGHT | LIGHTEST:
            continue
        slots = Slots(s, verb, nominal=False)
        if not slots.heads:
            continue
        fitting = []
        for frame, rest in book.by_verb.get(verb.lemma.lower(), ()):
            if not frame.object.words or frame.mutual or slots.exclude(frame.whatever_object):
                continue
            used = rest_of(s, verb, rest)
            if used is None:
                continue
            fitted = fit(slots, frame.whatever_object, owner, is_party, quoted)
            if fitted is not None and fitted[0]:
                fitting.append((frame, tuple(fitted[0]), frozenset(used | fitted[1])))
        event, count = Counter(f.event for f, _, _ in fitting).most_common(1)[0] if fitting else ("", 0)
        if len(fitting) >= FEWEST and count >= AGREED * len(fitting):
            agreed = [row for row in fitting if row[0].event == event]
            frame, objects, words = min(agreed, key=lambda row: row[0].weight)
            why = f"no entry lists '{objects[0].text}'; {count} of {len(fitting)} that would else fit are {event}"
            out.append(Match(_shared(frame, [f for f, _, _ in agreed]), verb, objects, False, words, (why,)))
    return out


def _shared(frame: Frame, agreed: list[Frame]) -> Frame:
    """The most general frame, with the modes and places only on which all agree."""
    return replace(
        frame,
        id=f"loosely.{frame.event.lower()}",
        modes=tuple(m for m in frame.modes if all(m in f.modes for f in agreed)),
        people="object" if any(f.people == "object" for f in agreed) else "",  # counted only where they are people
        aux=tuple(a for a in frame.aux if all(a in f.aux for f in agreed)),
        channel_kind="",
        channel_status="",
        because="No entry lists this object; nearly all entries of the verb are of this type.",
    )
