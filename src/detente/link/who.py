"""Who is named: states, bodies, people in a parsed article, at the article's date.

Finding takes every form of the actor tables (one automaton, leftmost-longest,
case-sensitive, whole words). Resolving answers only where one candidate is
left on the day. A person introduced with a role and a party ("Colombian
Foreign Minister Luis Murillo") stands for that party in the rest of the
article, so no table need know every minister.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

import ahocorasick_rs

from detente.codebook import ActorTables, Codebook, Name
from detente.codebook.gazetteer import FOLDER, Gazetteer, fold
from detente.link.persons import Cast
from detente.link.setting import sent_from, state_of_town
from detente.link.towns import towns_in
from detente.model import Article, Entity, EntityMention, Introduction, ParsedArticle, Sentence, Setting, Span, Token

_RANK = {"state": 0, "organisation": 1, "group": 2, "person": 3, "body": 4, "government": 5, "adjective": 6,
         "people": 7, "capital": 8, "media": 9, "place": 10}  # fmt: skip


_ISSUING = frozenset({"state", "adjective", "body", "government"})
_OFFICIAL = re.compile(
    r"\b(?:government|ministry|office|embassy|department|presiden\w+|republic|kingdom|cabinet|council of ministers)\b",
    re.I,
)
_SHORT = re.compile(r"[A-Z][A-Za-z]{1,7}")
NOWHERE = Setting()


class Who:
    """Finds and resolves the names of one codebook's actors; built once, used for every article."""

    def __init__(self, codebook: Codebook) -> None:
        self.tables: ActorTables = codebook.actors
        self.roles = codebook.roles
        self._forms = sorted(self.tables.by_form)
        self._gazetteer = Gazetteer(FOLDER / "gazetteer.tsv")
        self._automaton = ahocorasick_rs.AhoCorasick(self._forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def setting(self, article: Article) -> Setting:
        """The state that the dateline or the byline lies in, and the state whose organ issued the page as a statement."""
        return Setting(
            place=self._sent_from(article),
            issuer=self._state_in(article.publisher or "", article.day, kinds=_ISSUING)
            if _OFFICIAL.search(article.publisher or "")
            else None,
        )

    def _sent_from(self, article: Article) -> Entity | None:
        for text in sent_from(article):
            state = self._state_in(text, article.day) or state_of_town(text, self.tables, self._gazetteer)
            if state is not None:
                return state
        return None

    def _state_in(self, text: str, day: date | None, kinds: frozenset[str] | None = None) -> Entity | None:
        for index, start, end in self._automaton.find_matches_as_indexes(text.title() if text.isupper() else text):
            if _whole_word(text, start, end):
                name = pick(n for n in self.tables.by_form[self._forms[index]] if n.holds_on(day))
                if name is not None and (kinds is None or name.kind in kinds):
                    state = self.tables.states.get(name.entity.code)
                    if state is not None:
                        return state
        return None

    def resolve(
        self, parsed: ParsedArticle, day: date | None, setting: Setting = NOWHERE
    ) -> dict[int, tuple[EntityMention, ...]]:
        """Mentions by sentence number (0: the headline), in the order of the text, not overlapping.

        ``day`` is the day of publication; ``None`` takes every form at any time.
        """
        return self.meet(parsed, day, setting)[0]

    def meet(
        self, parsed: ParsedArticle, day: date | None, setting: Setting = NOWHERE
    ) -> tuple[dict[int, tuple[EntityMention, ...]], tuple[Introduction, ...]]:
        """What `resolve` gives, and the people whom the article introduces with a role and a party."""
        sentences = [*parsed.headline, *parsed.sentences]
        named = {id(s): self._named(s, day, {}) for s in sentences}
        aliases = _aliases(sentences, named)
        if aliases:
            named = {id(s): self._named(s, day, aliases) for s in sentences}
        weights = _weights(named.values(), setting)
        for sentence in sentences:
            named[id(sentence)].extend(towns_in(sentence, named[id(sentence)], self.tables, self._gazetteer, weights))
        cast = Cast(self.tables, self.roles, day, weights)
        for sentence in (*parsed.sentences, *parsed.headline):
            named[id(sentence)] = cast.in_office(sentence, named[id(sentence)])
            cast.introduce(sentence, named[id(sentence)])
        last: Sentence | None = None
        for sentence in (*parsed.sentences, *parsed.headline):
            beside = last is not None and last.paragraph == sentence.paragraph
            cast.introduce_unowned(sentence, named[id(sentence)], named[id(last)] if beside else None)
            last = sentence
        out: dict[int, list[EntityMention]] = {}
        for sentence in sentences:
            people = cast.people_in(sentence, named[id(sentence)])
            out.setdefault(sentence.number, []).extend(_without_overlap([*people, *named[id(sentence)]]))
        mentions = {number: tuple(sorted(found, key=lambda m: m.span)) for number, found in out.items()}
        return mentions, tuple(cast.introductions.values())

    def _named(
        self, sentence: Sentence, day: date | None, aliases: dict[str, tuple[Entity, str]]
    ) -> list[EntityMention]:
        text = sentence.span.text
        found = [
            EntityMention(
                sentence.span_of(t, t),
                aliases[t.text][0],
                aliases[t.text][1],
                f"'{t.text}' is short for {aliases[t.text][0].name} in this article",
                sentence.number,
                t.i,
                t.i + 1,
            )
            for t in sentence.tokens
            if t.text in aliases
        ]
        taken = {m.first for m in found}
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=False):
            if not _whole_word(text, start, end):
                continue
            mention = self._mention(sentence, start, end, self._forms[index], day)
            if mention and mention.first not in taken and not self._is_part(sentence, mention):
                found.append(mention)
        return found

    def _is_part(self, sentence: Sentence, mention: EntityMention) -> bool:
        """Within a longer name: "Security Council" in "National Security Council", a role of whatever state, and
        "Santiago" in "Santiago Atitlán", another town."""
        tokens = sentence.tokens
        if mention.kind in ("organisation", "body") and mention.first > 0:
            before = tokens[mention.first - 1]
            if before.text[:1].isupper() and f"{before.text} {mention.span.text}".lower() in self.roles:
                return True
        follows = tokens[mention.last : mention.last + 2]
        if mention.kind == "organisation" and mention.last - mention.first == 1 and _of_a_name(follows):
            return True  # "the Commonwealth of Virginia"
        if mention.kind not in ("capital", "place") or not follows or follows[0].pos != "PROPN":
            return False
        words = [w for t in tokens[mention.first : mention.last + 2] for w in fold(t.text).split()]
        longer = self._gazetteer.longest(words)
        return bool(longer) and longer[0] > len(fold(mention.span.text).split())

    def _mention(self, sentence: Sentence, start: int, end: int, form: str, day: date | None) -> EntityMention | None:
        tokens = _tokens(sentence, sentence.span.start + start, sentence.span.start + end)
        if not tokens:
            return None
        candidates = [n for n in self.tables.by_form[form] if n.holds_on(day)]
        former = False
        if not candidates:
            every = self.tables.by_form[form]
            candidates = [n for n in every if n.kind == "person"]
            former = bool(candidates)
            if not candidates:  # "31 Soviet officials", told decades later
                candidates = [n for n in every if n.kind in ("state", "adjective", "people") and _ended(n, day)]
        name = pick(candidates, adjectival=sentence.tokens[tokens[1] - 1].dep in ("amod", "compound", "nmod"))
        if name is None:
            return None
        entity = name.entity
        if former and name.until and day and day > name.until:
            entity = Entity(entity.code, "ELI" if entity.sector else None, entity.name)
        how = f"'{form}' is {'an' if name.kind[0] in 'aeio' else 'a'} {name.kind} name of {entity.name}" + (
            f" ({name.office})" if name.office else ""
        )
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


def _weights(groups: Iterable[list[EntityMention]], setting: Setting) -> Counter[str]:
    """How strongly the article is about each state: names met, the dateline, the issuer."""
    counts = Counter(m.entity.code for found in groups for m in found if m.kind not in ("media", "organisation"))
    if setting.place is not None:
        counts[setting.place.code] += 4
    if setting.issuer is not None:
        counts[setting.issuer.code] += 40
    return counts


def _aliases(sentences: list[Sentence], named: dict[int, list[EntityMention]]) -> dict[str, tuple[Entity, str]]:
    """Short forms that the article itself explains: "the National Accountability Bureau (NAB)"."""
    found: dict[str, tuple[Entity, str]] = {}
    for sentence in sentences:
        for mention in named[id(sentence)]:
            after = sentence.tokens[mention.last : mention.last + 3]
            if len(after) == 3 and after[0].text == "(" and after[2].text == ")" and _SHORT.fullmatch(after[1].text):
                found.setdefault(after[1].text, (mention.entity, mention.kind))
    return found


def _ended(name: Name, day: date | None) -> bool:
    return day is not None and name.until is not None and name.until < day


def _of_a_name(follows: tuple[Token, ...]) -> bool:
    return len(follows) == 2 and follows[0].lower == "of" and follows[1].pos == "PROPN"


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
