"""The rooms in order: read, parse, who, code, link. What comes out is what the ledger takes in."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Container, Iterable, Iterator, Mapping

import detente
from detente import codebook, coding
from detente.coding.matter import TIMES
from detente.link.channels import channel_states
from detente.link.eventplace import place_of
from detente.link.places import Places
from detente.link.responses import stated_responses
from detente.link.same import Deed, join
from detente.link.who import Who
from detente.model import (
    Amount,
    Article,
    CodedArticle,
    EventMention,
    Link,
    NamedDeed,
    ParsedArticle,
    Place,
    PlaceMention,
    Report,
    Setting,
    Span,
)
from detente.parse import Parser

LANGUAGES = frozenset({"en"})
"""Languages that have a lexicon (``codebook/lexicon/LANGUAGE``) and a parser; articles in others are set aside."""

OTHER_LANGUAGE = "in another language"
NAMING = frozenset({"stated", "after", "object"})
MOST_WORDS = 10
"""Words of a quoted trigger at most (GUIDELINES)."""


class Pipeline:
    """Everything that is loaded once: codebook, names, parser."""

    def __init__(
        self, book: codebook.Codebook | None = None, parser: Parser | None = None, *, embed: bool = False
    ) -> None:
        """With ``embed`` the second opinion asks the sentence encoder too, and ``coder`` says so.

        Raises:
            EmbedMissing: the encoder was asked for and is not installed.
        """
        self.codebook = book or codebook.load()
        self.who = Who(self.codebook)
        self.places = Places(self.codebook)
        self.opinion = coding.SecondOpinion.of(self.codebook.plover, embed=embed)
        self.parser = parser or Parser()
        self.coder = f"detente {detente.__version__}, {self.parser.name}"
        if self.opinion is not None and self.opinion.embedded is not None:
            self.coder += f", {self.opinion.embedded.name}"

    def code(self, article: Article) -> CodedArticle:
        """Code one article; pure in the article, codebook and parser."""
        if article.language not in LANGUAGES:
            return self._set_aside(article)
        return self._code(article, self.parser.parse(article))

    def _set_aside(self, article: Article) -> CodedArticle:
        """An article that is kept, and not coded: read as English it would give nonsense."""
        version = self.codebook.version
        return CodedArticle(article, (), (), (), coder=self.coder, lexicon=version, counts={OTHER_LANGUAGE: 1})

    def _code(self, article: Article, parsed: ParsedArticle) -> CodedArticle:
        setting = self.who.setting(article)
        mentions, introductions = self.who.meet(parsed, article.day, setting)
        found = coding.code(parsed, mentions, self.codebook, article.day, setting, self.opinion)
        deeds = join(found.mentions)
        keys = [f"e{n}" for n in range(1, len(deeds) + 1)]
        links = stated_responses(deeds, keys, found.ghosts, self.codebook.noun_types)
        states = channel_states(deeds, keys, found.fallbacks, self.codebook.actors.states, found.standing, article.day)
        places = self.places.find(parsed, around=around(setting)) if deeds else []
        reports = tuple(
            self._report(article, key, deed, where(parsed, deed, places), untold(key, deed, links))
            for key, deed in zip(keys, deeds, strict=True)
        )
        return CodedArticle(
            article=article,
            reports=reports,
            links=tuple(links),
            channels=tuple(states),
            coder=self.coder,
            lexicon=self.codebook.version,
            counts=dict(found.counts),
            introductions=introductions,
        )

    def _about(self, deed: Deed) -> tuple[str, ...]:
        """What the deed is done to: lemmas, the kinds of matter that these belong to, the channels it touches, other nouns."""
        spans = [p.span for m in deed.mentions for p in m.recipients if p.span and p.entity.sector == "GOV"]
        named = {span.text.lower() for span in spans if span.text[:1].isupper()}  # "left Beijing"
        told = [(m, [a for a in m.about if a not in TIMES and a not in named]) for m in deed.mentions]
        nouns = [a for m, about in told for a in (about or ((m.lemma,) if m.nominal else ()))]
        lists = self.codebook.lists
        beside = [word for m in deed.mentions for word in m.matter if word not in nouns]
        pairs = [f"{word} {noun}" for noun in nouns for word in beside]  # "air traffic"
        kinds = kinds_of([*nouns, *pairs], lists) or kinds_of(beside, lists)
        if set(nouns) <= BREAKS and deed.best.event == "SANCTION" and "discontinue" in deed.best.modes:
            nouns, kinds = (
                [],
                ["kind:ties"],
            )  # "broke with Iran", "the break": with nothing named, it is the ties as a whole
        channels = [f"channel:{c.kind}" for m in deed.mentions for c in m.channels]
        return tuple(dict.fromkeys([*nouns, *kinds, *channels, *(f"with:{word}" for word in beside)]))

    def code_all(self, articles: Iterable[Article]) -> Iterator[CodedArticle]:
        """Code many, in their order; the parser takes several at a time, which is faster than one by one."""
        waiting: deque[Article] = deque()

        def readable() -> Iterator[Article]:
            for article in articles:
                waiting.append(article)
                if article.language in LANGUAGES:
                    yield article

        for parsed in self.parser.parse_all(readable()):
            while waiting[0].language not in LANGUAGES:
                yield self._set_aside(waiting.popleft())
            yield self._code(waiting.popleft(), parsed)
        for article in waiting:
            yield self._set_aside(article)

    def _report(
        self, article: Article, key: str, deed: Deed, location: Place | None, reasons: tuple[NamedDeed, ...]
    ) -> Report:
        best = deed.best
        others = [m for m in deed.mentions if m is not best]
        dated = next((m for m in [best, *others] if m.due_span), best)
        people = next((m for m in [best, *others] if m.people), best)
        plover = self.codebook.plover
        modes = best.modes or next((m.modes for m in others if m.modes), ())
        return Report(
            key=key,
            event=best.event,
            modes=modes,
            contexts=best.contexts,
            actors=best.actors,
            recipients=best.recipients,
            aux=best.aux,
            when=best.when,
            when_span=best.when_span,
            when_how=best.when_how,
            said_by=best.said_by,
            people=people.people,
            people_span=people.people_span,
            trigger=unique(article, best),
            sentences=tuple(dict.fromkeys(m.sentence for m in [best, *others])),
            rule=best.rule,
            confidence=best.confidence,
            runner_up=best.runner_up,
            notes=best.notes,
            location=location,
            quad_code=plover.types[best.event].quad_code,
            event_scale=plover.scale(best.event, modes),
            tellings=tuple(m.trigger for m in others),
            about=self._about(deed),
            due=dated.due,
            due_span=dated.due_span,
            reasons=reasons,
            amounts=_amounts(people, deed),
        )


def _amounts(people: EventMention, deed: Deed) -> tuple[Amount, ...]:
    """The people of the telling whose number is kept, and each sum of money or body of troops once."""
    things = {a.span: a for m in deed.mentions for a in m.amounts if a.unit != "people" or a.kind == "troops"}
    return (*(a for a in people.amounts if a.span not in things), *things.values())


BREAKS = frozenset({"break", "rupture", "breach", "split"})
"""Nouns of the cutting of ties, which name nothing that is cut."""

KINDS_OF_MATTER = (
    "ties", "missions", "diplomats", "borders", "airspace", "trade", "aid", "sanctions", "visas", "talks", "agreements",
    "forces", "hostages", "fighting",
)  # fmt: skip
"""Noun lists that tell what a deed is about, so that "ties" and "relations" are one matter and "flights" another."""


def kinds_of(words: list[str], lists: Mapping[str, Container[str]]) -> list[str]:
    """The kinds of matter to which words belong, as they stand in ``Report.about``."""
    return [f"kind:{k}" for k in KINDS_OF_MATTER for word in words if word in lists.get(k, ())]


def untold(key: str, deed: Deed, links: list[Link]) -> tuple[NamedDeed, ...]:
    """What the deed is said to answer, where no other deed of the article is it: another article may tell it."""
    known = {link.span for link in links if link.source == key}
    found = {r.span: r for m in deed.mentions for r in m.reasons if r.strength in NAMING and r.span not in known}
    return tuple(NamedDeed(r.span, r.types, r.parties, r.words) for r in found.values() if r.types or r.parties)


def around(setting: Setting) -> list[str]:
    """The state that an article speaks from: among places of one name, one of its own goes first."""
    return [setting.place.code] if setting.place else []


def where(parsed: ParsedArticle, deed: Deed, places: list[PlaceMention]) -> Place | None:
    """The deed's own place: the most precise that one of its tellings names in the clause of the deed."""
    found, best = [], deed.best
    for mention in (best, *(m for m in deed.mentions if m is not best)):
        head = mention.head or mention.trigger
        sentence = next((s for s in parsed.sentences if s.span.covers(head)), None)
        word = next((t for t in sentence.tokens if t.start <= head.start < t.end), None) if sentence else None
        place = place_of(sentence, word, places) if sentence and word else None
        if place:
            found.append(place)
    return max(found, key=lambda p: p.precision).place if found else None


def unique(article: Article, mention: EventMention) -> Span:
    """The trigger, widened to the right and then to the left within ten words until the body holds it only once."""
    span = mention.trigger
    line = next((p for p in article.paragraphs if p.covers(span)), None)
    if line is None or article.body.count(span.text) < 2:
        return span
    before = [m.start() for m in re.finditer(r"\S+", article.text[line.start : span.start])]
    after = [m.end() for m in re.finditer(r"\S+", article.text[span.end : line.end])]
    room = MOST_WORDS - len(span.text.split())
    for n in range(1, room + 1):
        right, left = min(n, len(after)), max(0, n - len(after))
        end = span.end + after[right - 1] if right else span.end
        start = line.start + before[-left] if 0 < left <= len(before) else span.start
        wider = Span.cut(article.text, start, end)
        if article.body.count(wider.text) < 2:
            return wider
    return span


def silence(coded: CodedArticle) -> str:
    """Why an article gave no event: "0 events: 14 sentences, 3 triggers, no second party (2)"."""
    if OTHER_LANGUAGE in coded.counts:
        return f"0 events: set aside, as it is not in English (it seems to be {coded.article.language})"
    counts = dict(coded.counts)
    sentences, triggers = counts.pop("sentences", 0), counts.pop("triggers", 0)
    reasons = ", ".join(f"{reason} ({n})" for reason, n in sorted(counts.items(), key=lambda kv: -kv[1])[:4])
    return f"0 events: {sentences} sentences, {triggers} triggers" + (f", {reasons}" if reasons else "")
