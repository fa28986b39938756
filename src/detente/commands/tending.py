"""Looking up what resolves and why: a party by name, a time expression, the frames of a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.codebook import Codebook
from detente.coding.dating import times_in, verb_over
from detente.coding.hedges import lies_ahead
from detente.coding.times import TimeExpression, find_times
from detente.commands.books import load_book
from detente.commands.lexicon import Examples
from detente.link.who import Who
from detente.model import Article, DayFact, EntityMention, EventMention, Line, Span
from detente.parse import Parser


@dataclass(frozen=True)
class Resolved:
    """What a text resolves to on a day; ``code`` ``None`` where nothing, or more than one party, is left."""

    text: str
    day: date
    mention: EntityMention | None
    why: str

    def to_json(self) -> dict[str, Any]:
        entity = self.mention.entity if self.mention else None
        return {
            "text": self.text,
            "date": self.day.isoformat(),
            "code": (entity.code or None) if entity else None,
            "sector": entity.sector if entity else None,
            "name": entity.name if entity else None,
            "why": self.why,
        }


LONGEST_NAME = 6
"""Words of a text that is taken for a bare name."""


class Names:
    """Resolves names of parties; codebook and parser are loaded once."""

    def __init__(self, book: Codebook | None = None, parser: Parser | None = None) -> None:
        self.book = book or load_book()
        self.parser = parser or Parser()
        self.who = Who(self.book)

    def resolve(self, text: str, day: date, sentence: str | None = None) -> Resolved:
        """Who is meant by ``text`` on ``day``, alone or within a sentence in which it stands."""
        from detente.coding.scene import Scene

        at = find_within(text, sentence)
        whole, start = (sentence, at) if sentence and at is not None else (text, 0)
        parsed = self.parser.parse(_article(whole, day))
        setting = self.who.setting(_article(whole, day))
        mentions = self.who.resolve(parsed, day, setting)
        found = [m for group in mentions.values() for m in group if start <= m.span.start < start + len(text)]
        full = [m for m in found if m.span.text == text] or found
        scene = Scene(parsed, mentions, self.book, setting)
        for s in parsed.sentences:
            inside = [t for t in s.tokens if start <= t.start < start + len(text)]
            numbers = {t.i for t in inside}
            head = next((t for t in inside if t.head not in numbers or t.head == t.i), None)
            if head is not None:
                parties = scene.parties(s, head)
                if len(parties) == 1:
                    p = parties[0]
                    return Resolved(text, day, EntityMention(s.span_of(head, head), p.entity, "", p.how), p.how)
        if full:
            return Resolved(text, day, full[-1], full[-1].how)
        if whole == text and len(text.split()) < LONGEST_NAME and text[:1].isupper():
            carried = self.resolve(text, day, f"{text} arrived on Monday.")  # a parser knows names best as subjects
            if carried.mention is not None:
                return carried
        return Resolved(text, day, None, "no name of the actor tables, and no role with a party beside it")


def find_within(text: str, sentence: str | None) -> int | None:
    """Where a text stands in its sentence, its case left aside where need be; ``None`` where it does not."""
    if not sentence:
        return None
    at = sentence.find(text)
    if at < 0 and len(sentence.lower()) == len(sentence):
        at = sentence.lower().rfind(text.lower())  # the last: "Niger's junta … The junta" is asked for at its return
    return at if at >= 0 else None


class Times:
    """Resolves time expressions; the parser is loaded when a sentence's tense is first asked for."""

    def __init__(self, parser: Parser | None = None) -> None:
        self._parser = parser

    def resolve(
        self, text: str, day: date, sentence: str | None = None, *, direction: str | None = None
    ) -> list[dict[str, Any]]:
        """Every time expression of ``text`` with the days that it means when published on ``day``.

        Args:
            sentence: Where the text stands; the tense of its verb tells whether the words look back or ahead.
            direction: "past" or "future", in place of the tense.
        """
        at = find_within(text, sentence)
        whole, start = (sentence, at) if sentence and at is not None else (text, 0)
        out = []
        for expression in find_times(whole):
            span = expression.span
            if span.start < start + len(text) and start < span.end:
                looks = direction or self._looks(whole, span, day)
                out.append(_time_json(expression, day, looks))
        return out

    def _looks(self, whole: str, span: Span, day: date) -> str:
        """ "future" where the verb over the words lies ahead; "past" where it does not, or there is none."""
        if len(whole) - len(span.text) < SHORTEST_CLAUSE:
            return "past"
        self._parser = self._parser or Parser()
        for s in self._parser.parse(_article(whole, day)).sentences:
            for expression, head in times_in(s):
                if expression.span.overlaps(span):
                    verb = verb_over(s, head)
                    return "future" if verb is not None and lies_ahead(s, verb) else "past"
        return "past"


SHORTEST_CLAUSE = 6
"""Characters beside a time expression from which there may be a verb that tells its direction."""


def _time_json(expression: TimeExpression, day: date, direction: str) -> dict[str, Any]:
    period = expression.period(day, direction=direction)
    why = f"{expression.kind}, read from {day} towards the {direction}"
    if period is None:
        why += "; left open rather than guessed"
    elif expression.flag in ("fiscal", "academic"):
        why += f"; a year of {expression.flag} kind, taken as the calendar years that tell it"
    return {
        "text": expression.span.text,
        "date": day.isoformat(),
        "earliest": period.earliest.isoformat() if period and period.earliest else None,
        "latest": period.latest.isoformat() if period and period.latest else None,
        "granularity": period.granularity if period else None,
        "kind": expression.kind,
        "role": expression.role,
        "why": why,
    }


def explain(book: Codebook, parser: Parser, text: str) -> list[EventMention]:
    """What the lexicon makes of a sentence: every mention, those without a doer or second party too."""
    return Examples(book, parser).mentions(text)[0]


def _article(text: str, day: date) -> Article:
    return Article(
        id="given",
        name="given",
        text=text,
        raw_sha256="",
        lines=(Line(Span(0, len(text), text), "body"),),
        published=DayFact(day, "given", 1.0),
    )
