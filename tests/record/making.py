"""Coded articles made up from a number: the same number, the same article. No model, no reader."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from detente.model import (
    Article,
    ChannelState,
    CodedArticle,
    Context,
    DayFact,
    Entity,
    Line,
    Link,
    Participant,
    Period,
    Report,
    Span,
    content_id,
    sha256,
)

PARTIES = [
    Entity("RUS", "GOV", "Russia"),
    Entity("GBR", "GOV", "United Kingdom"),
    Entity("USA", "GOV", "United States"),
    Entity("IGO", None, "NATO"),
    Entity("IRN", "MIL", "Iran"),
    Entity("CUB", "GOV", "Cuba"),
    Entity("IGO", None, "African Union"),
    Entity("CHN", "GOV", "China"),
]
DEEDS = [
    ("COERCE", "expelled diplomats of", -7.0),
    ("CONSULT", "met ministers of", 1.0),
    ("ACCUSE", "blamed", -2.0),
    ("AGREE", "signed a treaty with", 6.0),
    ("THREATEN", "warned", -4.4),
]
OUTLETS = ["The Courier", "Évening Star", "Harbour News", None]
FIRST = date(2018, 3, 1)


def span_of(text: str, words: str, start: int = 0) -> Span:
    at = text.index(words, start)
    return Span(at, at + len(words), words)


def make_article(text: str, *, name: str = "page", **facts: object) -> Article:
    """An article whose lines are the text's lines; ``day``, ``outlet`` and the rest as given."""
    raw = sha256(text)
    lines, at = [], 0
    for part in text.split("\n"):
        lines.append(Line(Span(at, at + len(part), part), "body" if part else "blank"))
        at += len(part) + 1
    day = facts.pop("day", None)
    published = DayFact(day, "given", 1.0) if isinstance(day, date) else None
    article = Article(
        id=content_id("A", raw), name=name, text=text, raw_sha256=raw, lines=tuple(lines), published=published
    )
    return replace(article, **facts)  # type: ignore[arg-type]


def make(
    number: int,
    *,
    reports: int = 3,
    coder: str = "coder 1",
    lexicon: str = "lexicon 1",
    version: int = 1,
    path: str | None = None,
    shift: int = 0,
    parties: Sequence[Entity] = PARTIES,
    today: date | None = None,
) -> CodedArticle:
    """Article ``number``, its reports told in as many sentences.

    ``version`` alters a sentence of the page (a correction); ``shift`` makes the coder read the deeds
    differently from the second report on (a newer lexicon); ``today`` is the day it is published and its deeds
    were done, else any in two years.
    """
    rng = random.Random(number)
    day = today or FIRST + timedelta(days=rng.randrange(700))
    outlet = rng.choice(OUTLETS)
    title = f"Story {number} of the day"
    sentences, picks = [], []
    for n in range(reports):
        actor, recipient = rng.sample(parties, 2)
        deed = rng.randrange(len(DEEDS))
        people = rng.randrange(2, 90)
        if version > 1 and n == reports - 1:
            people += 100 * version
        sentences.append(f"{actor.name} {DEEDS[deed][1]} {recipient.name}, {people} in all, said report {n}.")
        picks.append((actor, recipient, deed, people))
    body = "\n".join([title, *sentences, "Officials declined to comment on the matter any further today."])
    article = make_article(
        body,
        name=f"article-{number:05d}",
        title=title,
        title_span=span_of(body, title),
        day=day if rng.random() < 0.9 or today else None,
        publisher=outlet,
        agencies=("Reuters",) if rng.random() < 0.3 else (),
        path=path,
    )
    told, at = [], len(title)
    for n, (actor, recipient, deed, people) in enumerate(picks):
        sentence = span_of(body, sentences[n], at)
        at = sentence.end
        start = today - timedelta(days=rng.randrange(9)) if today else FIRST + timedelta(days=rng.randrange(700))
        told.append(
            _report(
                article,
                n,
                sentence,
                actor,
                recipient,
                (deed + (shift if n else 0)) % len(DEEDS),
                DEEDS[deed][1],
                people,
                start,
                rng,
            )
        )
    links = []
    if reports > 1:
        links = [Link("responds_to", "e2", "e1", True, told[1].trigger, "told as the reason")]
    channels = []
    if reports and number % 3 == 0:
        channels = [
            ChannelState(
                "embassy",
                picks[0][0],
                picks[0][1],
                "closed" if number % 2 else "open",
                told[0].when,
                "e1",
                told[0].trigger,
                how="made up",
            )
        ]
    counts = {"sentences": len(sentences) + 1, "triggers": len(sentences)}
    return CodedArticle(article, tuple(told), tuple(links), tuple(channels), coder, lexicon, counts)


def _report(
    article: Article,
    n: int,
    sentence: Span,
    actor: Entity,
    recipient: Entity,
    deed: int,
    words: str,
    people: int,
    start: date,
    rng: random.Random,
) -> Report:
    event, _, scale = DEEDS[deed]
    text = article.text
    when = rng.choice(
        [
            None,
            Period.day(start),
            Period.since(start),
            Period(None, start, "open"),
            Period(start, start + timedelta(days=rng.randrange(40)), "days"),
        ]
    )
    trigger = span_of(text, words, sentence.start)
    figure = span_of(text, str(people), sentence.start)
    return Report(
        key=f"e{n + 1}",
        event=event,
        modes=("expel",) if event == "COERCE" else (),
        contexts=(Context("diplomatic", "sentence", trigger),),
        actors=(Participant(actor, span_of(text, actor.name, sentence.start), "named"),),
        recipients=(Participant(recipient, span_of(text, recipient.name, sentence.start), "named"),),
        aux=rng.choice([(), (), ("future",), ("negation",)]),
        when=when,
        when_span=None,
        when_how="made up",
        said_by=(),
        people=people,
        people_span=figure,
        trigger=trigger,
        sentences=(n + 1,),
        rule="made.up",
        confidence=0.8,
        event_scale=scale,
        quad_code=3,
    )
