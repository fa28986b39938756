"""The same deed told twice in one article: mentions joined to one record each.

Joined are mentions of one type between the same parties whose modes and times
agree and which are about the same thing; two deeds coordinated in one sentence
are never one. Nothing is thrown away: the other wordings stay as tellings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from detente.model import EventMention, Participant

VERBAL = frozenset({"ACCUSE", "REQUEST", "THREATEN", "REJECT", "SUPPORT", "AGREE", "CONCEDE"})

FULL_NAME = re.compile(r"\b[A-Z]\w+")


@dataclass
class Deed:
    """The mentions of one deed; ``best`` tells it most fully."""

    mentions: list[EventMention] = field(default_factory=list)

    @property
    def best(self) -> EventMention:
        return max(self.mentions, key=_fullness)  # of several, the first


def join(mentions: list[EventMention]) -> list[Deed]:
    """Deeds in the order of their first telling."""
    deeds: list[Deed] = []
    for mention in mentions:
        home = next((d for d in deeds if any(same_deed(m, mention) for m in d.mentions)), None)
        if home is None:
            deeds.append(Deed([mention]))
        else:
            home.mentions.append(mention)
    return deeds


def same_deed(a: EventMention, b: EventMention) -> bool:
    """True where two mentions of an article tell one deed."""
    if a.event != b.event or not _modes_agree(a, b):
        return False
    if not _parties_agree(a.actors, b.actors) or not _parties_agree(a.recipients, b.recipients):
        return False
    if ("future" in a.aux) != ("future" in b.aux) and ("historical" in a.aux or "historical" in b.aux):
        return False
    if ("negation" in a.aux) != ("negation" in b.aux):
        return False
    if a.when and b.when and a.explicit_date and b.explicit_date and not a.when.overlaps(b.when):
        return False
    if ("historical" in a.aux) != ("historical" in b.aux) and a.explicit_date and b.explicit_date:
        return False
    return _about_the_same(a, b)


def _about_the_same(a: EventMention, b: EventMention) -> bool:
    kinds_a, kinds_b = {c.kind for c in a.channels}, {c.kind for c in b.channels}
    if kinds_a and kinds_b:
        return bool(kinds_a & kinds_b)
    if a.sentence == b.sentence and not (a.nominal or b.nominal):
        return False
    if "targeted" in a.modes and victims(a.recipients) & victims(b.recipients):
        return True  # nobody is put to death twice
    if a.event in VERBAL:
        return a.sentence == b.sentence or a.paragraph == b.paragraph or a.lemma == b.lemma or a.rule == b.rule
    if a.nominal or b.nominal:
        cut = "discontinue" in a.modes and "discontinue" in b.modes and a.about and b.about
        return not cut or a.rule == b.rule or bool(set(a.about) & set(b.about))  # tariffs are not visas
    return a.lemma == b.lemma or a.rule == b.rule or bool(set(a.about) & set(b.about))


def victims(people: Iterable[Participant]) -> set[str]:
    """Those named in full: "Nimr al-Nimr", not "villagers"."""
    return {p.entity.name for p in people if len(FULL_NAME.findall(p.entity.name)) > 1}


def _modes_agree(a: EventMention, b: EventMention) -> bool:
    return not a.modes or not b.modes or bool(set(a.modes) & set(b.modes))


def _parties_agree(a: tuple[Participant, ...], b: tuple[Participant, ...]) -> bool:
    keys_a, keys_b = {p.entity.key for p in a}, {p.entity.key for p in b}
    if not keys_a or not keys_b:
        return not keys_a and not keys_b
    return bool(keys_a & keys_b)


def _fullness(m: EventMention) -> float:
    """How much a mention tells: a named day, named parties, people, a verb, its speaker."""
    return (
        2.0 * m.explicit_date
        + 1.5 * (not m.nominal)
        + 1.0 * bool(m.people)
        + 0.5 * bool(m.said_by)
        + 0.5 * len(m.said_by)
        - 1.0 * m.implied
        + m.confidence
    )
