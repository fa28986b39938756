"""Who is named: states, bodies, people in a parsed article, at the article's date.

Finding takes every form of the actor tables (one automaton, leftmost-longest,
case-sensitive, whole words). Resolving answers only where one candidate is
left on the day. A person introduced with a role and a party ("Colombian
Foreign Minister Luis Murillo") stands for that party in the rest of the
article, so no table need know every minister.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

import ahocorasick_rs

from detente.codebook import ActorTables, Codebook, Name
from detente.link.persons import Cast
from detente.model import Entity, EntityMention, ParsedArticle, Sentence, Span

_RANK = {"state": 0, "organisation": 1, "group": 2, "person": 3, "body": 4, "government": 5, "adjective": 6,
         "people": 7, "capital": 8, "media": 9, "place": 10}  # fmt: skip


class Who:
    """Finds and resolves the names of one codebook's actors; built once, used for every article."""

    def __init__(self, codebook: Codebook) -> None:
        self.tables: ActorTables = codebook.actors
        self.roles = codebook.roles
        self._forms = sorted(self.tables.by_form)
        self._automaton = ahocorasick_rs.AhoCorasick(
            self._forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    def resolve(self, parsed: ParsedArticle, day: date | None) -> dict[int, tuple[EntityMention, ...]]:
        """Mentions by sentence number (0: the headline), in the order of the text, not overlapping.

        ``day`` is the day of publication; ``None`` takes every form at any time.
        """
        sentences = [*parsed.headline, *parsed.sentences]
        named = {id(s): self._named(s, day) for s in sentences}
        counts = Counter(m.entity.code for found in named.values() for m in found if m.kind == "state")
        cast = Cast(self.tables, self.roles, day, counts)
        for sentence in parsed.sentences:
            cast.introduce(sentence, named[id(sentence)])
        for sentence in parsed.headline:
            cast.introduce(sentence, named[id(sentence)])
        out: dict[int, list[EntityMention]] = {}
        for sentence in sentences:
            people = cast.people_in(sentence, named[id(sentence)])
            out.setdefault(sentence.number, []).extend(_without_overlap([*people, *named[id(sentence)]]))
        return {number: tuple(sorted(found, key=lambda m: m.span)) for number, found in out.items()}

    def _named(self, sentence: Sentence, day: date | None) -> list[EntityMention]:
        text = sentence.span.text
        found = []
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=False):
            if not _whole_word(text, start, end):
                continue
            mention = self._mention(sentence, start, end, self._forms[index], day)
            if mention:
                found.append(mention)
        return found

    def _mention(
        self, sentence: Sentence, start: int, end: int, form: str, day: date | None
    ) -> EntityMention | None:
        tokens = _tokens(sentence, sentence.span.start + start, sentence.span.start + end)
        if not tokens:
            return None
        candidates = [n for n in self.tables.by_form[form] if n.holds_on(day)]
        former = False
        if not candidates:
            candidates = [n for n in self.tables.by_form[form] if n.kind == "person"]
            former = True
        name = pick(candidates, adjectival=sentence.tokens[tokens[1] - 1].dep in ("amod", "compound", "nmod"))
        if name is None:
            return None
        entity = name.entity
        if former and name.until and day and day > name.until:
            entity = Entity(entity.code, "ELI" if entity.sector else None, entity.name)
        how = f"'{form}' is a {name.kind} name of {entity.name}" + (f" ({name.office})" if name.office else "")
        span = Span(sentence.span.start + start, sentence.span.start + end, form)
        return EntityMention(span, entity, name.kind, how, sentence.number, tokens[0], tokens[1])


def pick(candidates: Iterable[Name], *, adjectival: bool = False) -> Name | None:
    """The one party that is left, or ``None``: several forms of one party are one candidate."""
    candidates = sorted(candidates, key=lambda n: _RANK.get(n.kind, 99))
    if adjectival:
        candidates = sorted(candidates, key=lambda n: n.kind != "adjective")
    if not candidates:
        return None
    best = candidates[0]
    rivals = {n.entity.key for n in candidates if _RANK.get(n.kind, 99) <= max(3, _RANK.get(best.kind, 99))}
    return best if len(rivals) == 1 else None


def _whole_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or after.isalnum())


def _tokens(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    inside = [t.i for t in sentence.tokens if t.start < end and start < t.end]
    return (inside[0], inside[-1] + 1) if inside else None


def _without_overlap(mentions: list[EntityMention]) -> list[EntityMention]:
    """Earlier ones in the list win."""
    kept: list[EntityMention] = []
    for mention in mentions:
        if not any(mention.span.overlaps(other.span) for other in kept):
            kept.append(mention)
    return kept
