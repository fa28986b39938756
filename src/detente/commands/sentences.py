"""`detente sentences` and `detente relations`: code single sentences, with the parties found or given.

Both read one JSON object a line and print one a line in the shape
``{"id", "events": [{"root", "mode", "quad", "source", "target", "rule", "confidence"}]}``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import tee
from typing import TYPE_CHECKING, Any

from detente import coding
from detente.coding import Coding, syntax
from detente.coding.features import head_of
from detente.coding.hedges import PROMISING
from detente.coding.opinion import NONE
from detente.commands.marked import fired_in
from detente.model import Article, Entity, EntityMention, EventMention, Line, ParsedArticle, Participant, Span

if TYPE_CHECKING:
    from detente.pipeline import Pipeline

DAY = date(2020, 6, 15)
"""Day on which sentences without a date of their own are read: office-holders of then, no effect on types."""

SOURCE, TARGET = Entity("XSA", "GOV", "marked source"), Entity("XTA", "GOV", "marked target")


class SentenceCoder:
    """Codes as the pipeline's parts do, each sentence for itself."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.book, self.parser, self.who = pipeline.codebook, pipeline.parser, pipeline.who
        self.opinion = pipeline.opinion

    def sentences(self, items: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        """Code each ``text`` alone; a text without an event gives an empty list.

        Where a political party says something, an event ``STATEMENT`` (CAMEO
        010) is added, which PLOVER does not have and articles do not record.
        """
        for item, parsed in self._parsed(items):
            found = coding.code(parsed, self.who.resolve(parsed, DAY), self.book, DAY, opinion=self.opinion)
            events = [self._event(m) for m in found.mentions]
            events += [_statement(p) for p in list(found.comments.values())[:1] if p.span is not None]
            yield {"id": item["id"], "events": events}

    def relations(self, items: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        """Say for each text what the marked ``source`` does to the marked ``target``; any label is ignored.

        Pairs are labelled by PLOVER's fifteen older types, where CONCEDE and
        RETREAT are one, YIELD: both have its quad class, 2.
        """
        for item, parsed in self._parsed(items):
            source, target = marked_spans(item)
            mentions = self._with_marks(parsed, source, target)
            found = coding.code(parsed, mentions, self.book, None)
            best = self._relation(parsed, found, source, target)
            if best and best["root"] in STEPS_BACK:
                best["quad"] = self.book.plover.types["RETREAT"].quad_code
            yield {"id": item["id"], "events": [best] if best else []}

    def _relation(
        self, parsed: ParsedArticle, found: Coding, source: Span | None, target: Span | None
    ) -> dict[str, Any] | None:
        """What the frames say, unless they do not reach both parties and the second opinion is the surer one."""
        mention = choose(found)
        event, sure = self._opinion_on(parsed, source, target)
        reach = _fit(mention) if mention is not None else -9.0
        if event in STEPS_BACK and _is_promised(parsed, source):
            event = "AGREE"
        if event and sure >= (BOTH_REACHED if reach >= 4 else ONE_REACHED if reach >= 2 else NONE_REACHED):
            return {
                "root": event,
                "mode": [],
                "quad": self.book.plover.types[event].quad_code,
                "source": {"text": source.text} if source else None,
                "target": {"text": target.text} if target else None,
                "rule": f"opinion.{event.lower()}",
                "confidence": round(sure, 3),
            }
        if mention is not None and mention.event in STEPS_BACK and _is_promised(parsed, mention.head or source):
            mention = replace(mention, event="AGREE", modes=())
        return self._event(mention) if mention is not None else None

    def _opinion_on(self, parsed: ParsedArticle, source: Span | None, target: Span | None) -> tuple[str, float]:
        if self.opinion is None or source is None:
            return "", 0.0
        for s in parsed.sentences:
            a = head_of(s, source.start, source.end)
            if a is not None:
                b = head_of(s, target.start, target.end) if target else None
                spans = [span for span in (source, target) if span]
                hidden = frozenset(t.i for t in s.tokens for span in spans if t.start < span.end and span.start < t.end)
                judged = self.opinion.judge(s, a, b, fired_in(s, self.book), hidden)
                judged.pop(NONE, None)
                event = max(judged, key=lambda c: judged[c])
                return event, judged[event]
        return "", 0.0

    def _parsed(self, items: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], ParsedArticle]]:
        ahead, behind = tee(items)
        return zip(ahead, self.parser.parse_all(_article(item["text"]) for item in behind), strict=True)

    def _with_marks(
        self, parsed: ParsedArticle, source: Span | None, target: Span | None
    ) -> dict[int, tuple[EntityMention, ...]]:
        marked = [(span, entity) for span, entity in ((source, SOURCE), (target, TARGET)) if span is not None]
        out: dict[int, tuple[EntityMention, ...]] = {}
        for number, found in self.who.resolve(parsed, None).items():
            out[number] = tuple(m for m in found if not any(m.span.overlaps(span) for span, _ in marked))
        for s in parsed.sentences:
            for span, entity in marked:
                inside = [t for t in s.tokens if t.start < span.end and span.start < t.end]
                if inside:
                    mention = EntityMention(span, entity, "state", "marked", s.number, inside[0].i, inside[-1].i + 1)
                    out[s.number] = tuple(sorted([*out.get(s.number, ()), mention], key=lambda m: m.span))
        return out

    def _event(self, m: EventMention) -> dict[str, Any]:
        return {
            "root": m.event,
            "mode": list(m.modes),
            "quad": self.book.plover.types[m.event].quad_code,
            "source": _party(m.actors),
            "target": _party(m.recipients),
            "rule": m.rule,
            "confidence": m.confidence,
        }


def marked_spans(item: Mapping[str, Any]) -> tuple[Span | None, Span | None]:
    """The marked parties of an item, on the item itself or on its first event; ``None`` where one is not marked."""
    holder = item if "source" in item else (item.get("events") or [{}])[0]
    return _marked(item["text"], holder.get("source")), _marked(item["text"], holder.get("target"))


def _marked(text: str, party: Mapping[str, Any] | None) -> Span | None:
    if not party:
        return None
    if party.get("span"):
        start, end = party["span"]
        return Span(start, end, text[start:end])
    words = party.get("text") or ""
    at = text.find(words) if words else -1
    return Span(at, at + len(words), words) if at >= 0 else None


BOTH_REACHED, ONE_REACHED, NONE_REACHED = 0.97, 0.75, 0.0
"""How sure the second opinion must be to go before a frame, by how many of the marked parties the frame reaches."""


STEPS_BACK = frozenset({"CONCEDE", "RETREAT"})
WILLING = frozenset({"willing", "ready", "prepared"})


def _is_promised(parsed: ParsedArticle, word: Span | None) -> bool:
    """A deed that is agreed to or will be done. Pairs are labelled by PLOVER's first rule, under which every promise
    is AGREE; an article's promised steps back stay CONCEDE (docs/decisions/0004-plover.md)."""
    for s in parsed.sentences:
        token = head_of(s, word.start, word.end) if word is not None else None
        for verb in (token, *s.ancestors(token)) if token is not None else ():
            willing = verb.lemma == "be" and any(c.lower in WILLING for c in s.children(verb, "acomp"))
            if willing or verb.lemma in PROMISING or {"will", "would", "shall"} & set(syntax.modals(s, verb)):
                return True
    return False


def choose(found: Coding) -> EventMention | None:
    """The mention that fits the marked parties best; ``None`` where no frame fires."""
    every = [*found.mentions, *found.ghosts, *found.silenced]
    scored = [(_fit(m), -i, m) for i, m in enumerate(every)]
    best = max(scored, key=lambda row: row[:2], default=None)
    return best[2] if best is not None else None


def _fit(m: EventMention) -> float:
    actors = {p.entity.code for p in m.actors}
    recipients = {p.entity.code for p in m.recipients}
    named = {p.entity.code for p in m.recipients if p.span is not None}
    return (
        2.0 * (SOURCE.code in actors)
        + 1.0 * (TARGET.code in recipients)
        + 1.0 * (TARGET.code in named)
        + 1.5 * (TARGET.code in actors and SOURCE.code in actors)
        - 1.0 * (TARGET.code in actors and SOURCE.code not in actors)
        - 0.3 * m.nominal
        + 0.2 * m.confidence
        - 0.5 * (m.confidence == 0.0)
    )


def _statement(speaker: Participant) -> dict[str, Any]:
    return {"root": "STATEMENT", "mode": [], "quad": 0, "cameo": "010", "source": _party((speaker,)), "target": None}


def _party(people: tuple[Participant, ...]) -> dict[str, Any] | None:
    if not people:
        return None
    p = people[0]
    return {"text": p.span.text if p.span else None, "code": p.entity.code, "sector": p.entity.sector}


def _article(text: str) -> Article:
    return Article(id="s", name="s", text=text, raw_sha256="", lines=(Line(Span(0, len(text), text), "body"),))
