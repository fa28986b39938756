"""The words by which a text introduces somebody: a title before the name, or what stands between commas beside it.

"Foreign Minister Lavrov", "the Sudanese justice minister, Dr Sabdarat,", "the head of Russia's fleet, Viktor Sokolov,",
"Ali Shamkhani, secretary of Iran's Supreme National Security Council", "Zambia's Rupiah Banda".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from detente.codebook.lexicon import Role
from detente.link.nameruns import HONORIFICS
from detente.model import Entity, EntityMention, Sentence, Token

LONGEST = 4
"""Words of a title."""
FAR = 14
"""Words of a description beside a name."""
OPENED = frozenset({",", "("})
CLOSED = frozenset({",", ".", "”", '"', ")", ";", "?", "!"})
INTO = frozenset({"of", "for", "to", "at", "in"})
BEHIND = frozenset({"of", "from", "at", "with"})
SENT = frozenset({"ambassador", "envoy", "consul", "commissioner", "representative", "attaché", "attache", "nuncio"})
"""Whose "to" names where they are sent, not whose they are."""
STANDING = frozenset({"official", "person", "group", "body", "crowd"})


@dataclass(frozen=True)
class Title:
    """``words`` as the tables have them; ``first`` and ``noun``: the token that opens the title, and whose it is."""

    words: str
    noun: Token
    owner: Entity | None
    behind: bool  # it follows the name

    @property
    def is_envoy(self) -> bool:
        return bool(SENT & set(self.words.split())) or self.words.startswith("charg") or self.words == "diplomat"


def title_of(
    sentence: Sentence, first: int, last: int, named: list[EntityMention], roles: Mapping[str, Role]
) -> Title | None:
    """How the name in tokens ``[first, last)`` is introduced; ``None`` where it is not."""
    found = _before(sentence, first, named, roles)
    if found is not None and found.owner is None:
        return replace(found, owner=_owner_behind(sentence, last, named))
    return found or _after(sentence, first, last, named, roles)


def owner_of_name(sentence: Sentence, first: int, last: int, named: list[EntityMention]) -> Entity | None:
    """Whose somebody is who has no title: "Nigeria's Olusegun Obasanjo", "Robert Mugabe of Zimbabwe"."""
    at = _without_honorifics(sentence, first)
    if at > 1 and sentence.tokens[at - 1].tag == "POS":
        return next((m.entity for m in named if m.last == at - 1 and m.kind in ("state", "capital")), None)
    return _owner_behind(sentence, last, named)


def _owner_behind(sentence: Sentence, last: int, named: list[EntityMention]) -> Entity | None:
    """ "Justice Minister Beatrice Ask of Sweden"."""
    if last >= len(sentence.tokens) or sentence.tokens[last].lower != "of":
        return None
    return next((m.entity for m in named if m.first == last + 1 and m.kind in ("state", "organisation")), None)


def former(sentence: Sentence, title: Title) -> bool:
    """ "the former Kenyan president", "ex-minister": the office is over."""
    near = sentence.tokens[max(0, title.noun.i - 3) : title.noun.i]
    words = [t.lower for t in near]
    if words[-1:] and words[-1] in ("former", "ex", "then", "late"):
        return True
    return "former" in words and all(t.pos in ("ADJ", "PROPN") for t in near[words.index("former") :])


def _before(sentence: Sentence, first: int, named: list[EntityMention], roles: Mapping[str, Role]) -> Title | None:
    tokens = sentence.tokens
    at = _without_honorifics(sentence, first)
    beside = at > 1 and tokens[at - 1].text == "," and _is_closed(sentence, first)
    end = at - 1 if beside else at
    if beside:
        end = _without_honorifics(sentence, end)
    words = _ending_at(sentence, end, roles)
    low = _opens(sentence, end)
    if beside:
        far = _of_something(sentence, low, end, roles)
        if far is not None:
            title, noun = far
            within = [m for m in named if m.kind != "person" and noun.i < m.first and m.last <= end]
            sent = bool(SENT & set(title.split())) and tokens[noun.i + len(title.split())].lower == "to"
            owner = _owner_before(sentence, noun.i, low, named) or (within[0].entity if within and not sent else None)
            return Title(title, noun, owner, False)
    if words is None:
        return None
    noun = tokens[end - len(words.split())]
    return Title(words, noun, _owner_before(sentence, noun.i, low, named), False)


def _without_honorifics(sentence: Sentence, at: int) -> int:
    """Where the name begins with its "Dr" and "Vice-Admiral"."""
    tokens = sentence.tokens
    while at > 1:
        word = tokens[at - 1]
        if word.lower in HONORIFICS:
            at -= 1
        elif (word.text == "." and tokens[at - 2].lower in HONORIFICS) or (
            word.text == "-" and tokens[at - 2].lower in ("vice", "rear", "major", "lieutenant", "brigadier")
        ):
            at -= 2
        else:
            return at
    return at


def _is_closed(sentence: Sentence, first: int) -> bool:
    """A name between commas, or between a comma and the end: what stands before the first comma tells of it."""
    return next(
        (t.text in CLOSED - {"”", '"', ";"} for t in sentence.tokens[first : first + 8] if t.text in CLOSED), False
    )


def _ending_at(sentence: Sentence, end: int, roles: Mapping[str, Role]) -> str | None:
    """The longest title that ends before token ``end``."""
    for length in range(LONGEST, 0, -1):
        words = _words(sentence, end - length, length)
        if words in roles:
            return words
    return None


def _words(sentence: Sentence, start: int, length: int) -> str:
    if start < 0:
        return ""
    return " ".join(t.lemma.lower() if t.tag != "POS" else t.text for t in sentence.tokens[start : start + length])


def _opens(sentence: Sentence, end: int) -> int:
    """Where the phrase that ends before ``end`` begins at the earliest: behind a verb, a comma or a new "and the"."""
    tokens = sentence.tokens
    low = max(0, end - FAR)
    for i in range(end - 1, low - 1, -1):
        t = tokens[i]
        follows = tokens[i + 1] if i + 1 < len(tokens) else t
        again = t.pos == "CCONJ" and (follows.pos in ("DET", "PRON") or follows.tag == "PRP$")
        if (t.pos in ("VERB", "AUX") and t.dep != "amod") or t.text in ',;:()"“”' or again:
            return i + 1
    return low


def _of_something(sentence: Sentence, low: int, end: int, roles: Mapping[str, Role]) -> tuple[str, Token] | None:
    """ "the commander of Ukraine's navy": the first office in the phrase that is one of something."""
    tokens = sentence.tokens
    for i in range(low, end):
        for length in range(LONGEST, 0, -1):
            if i + length >= end or tokens[i + length].lower not in INTO:
                continue
            role = roles.get(_words(sentence, i, length))
            if (
                role is not None
                and role.kind in ("official", "person")
                and not tokens[i + length - 1].tag.endswith("S")
            ):
                return _words(sentence, i, length), tokens[i]
    return None


def _owner_before(sentence: Sentence, noun: int, low: int, named: list[EntityMention]) -> Entity | None:
    """The party named before the title in its own phrase."""
    tokens = sentence.tokens
    for m in sorted(named, key=lambda m: -m.last):
        if m.kind == "person" or m.last > noun + 1 or m.first < max(low, noun - 9) or m.first >= noun + 1:
            continue
        between = tokens[m.last : noun]
        if not any((t.pos == "VERB" and t.dep != "amod") or t.text == "," for t in between):
            return m.entity
    return None


def _after(
    sentence: Sentence, first: int, last: int, named: list[EntityMention], roles: Mapping[str, Role]
) -> Title | None:
    """A description in apposition behind the name, up to the next comma."""
    tokens = sentence.tokens
    if last + 1 >= len(tokens) or tokens[last].text not in OPENED or tokens[last + 1].pos == "CCONJ":
        return None
    end = next((t.i for t in tokens[last + 1 :] if t.text in (",", ")", ";")), len(tokens))
    for i in range(last + 1, min(end, last + FAR)):
        t = tokens[i]
        if t.pos == "VERB" or (t.pos == "ADP" and i == last + 1 and t.lower not in BEHIND):
            return None
        for length in range(LONGEST - 1, 0, -1):
            words = _words(sentence, i, length) if i + length <= end else ""
            role = roles.get(words)
            if role is not None and role.kind in STANDING:
                inside = [m for m in named if m.kind != "person" and last < m.first < end]
                owner = inside[0].entity if inside else owner_of_name(sentence, first, last, named)
                return Title(words, tokens[last + 1], owner, True)
    return None
