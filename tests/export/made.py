"""Small articles, reports and events built by hand, for tests of exports, commands and the command line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from detente.model import (
    Article,
    Channel,
    ChannelState,
    CodedArticle,
    Context,
    DayFact,
    Entity,
    Event,
    EventLink,
    Line,
    Link,
    Participant,
    Period,
    Report,
    Span,
    StoredReport,
    ToldState,
    content_id,
    sha256,
)

RUSSIA = Entity("RUS", "GOV", "Russia")
BRITAIN = Entity("GBR", "GOV", "United Kingdom")
NATO = Entity("IGO", None, "NATO")
LAVROV = Entity("RUS", "GOV", "Sergey Lavrov")
TASS = Entity("RUS", "JRN", "TASS")

PAGE = """The Harbour Post
Home | World | Weather

Britain sends out 23 Russians; Moscow answers

17 March 2018

Britain expelled 23 Russian diplomats on Wednesday. It blamed Moscow for the attack.
Russia will close the British consulate in St Petersburg in answer to the expulsion, Sergey Lavrov told TASS.

Read more: Ten harbours to see
"""


def article(
    text: str = PAGE,
    *,
    name: str = "harbour",
    outlet: str | None = "The Harbour Post",
    published: date | None = date(2018, 3, 17),
    agencies: tuple[str, ...] = (),
) -> Article:
    """A page whose long lines are its body."""
    lines, at = [], 0
    for raw in text.split("\n"):
        span = Span.cut(text, at, at + len(raw))
        label = "blank" if not span.text else "body" if span.text.endswith(".") else "navigation"
        lines.append(Line(span, label, "made by hand"))
        at += len(raw) + 1
    digest = sha256(text)
    return Article(
        id=content_id("A", digest),
        name=name,
        text=text,
        raw_sha256=digest,
        lines=tuple(lines),
        title="Britain sends out 23 Russians; Moscow answers",
        published=DayFact(published, "header line", 0.9) if published else None,
        publisher=outlet,
        agencies=agencies,
        teasers=("Ten harbours to see",),
    )


def span(text: str, words: str) -> Span:
    """Where the words stand in the text, after its head."""
    start = text.index(words, max(text.find("17 March 2018"), 0))
    return Span(start, start + len(words), words)


def party(entity: Entity, text: str, words: str) -> Participant:
    return Participant(entity, span(text, words), f"'{words}' is its name")


def expulsion(text: str = PAGE, key: str = "e1") -> Report:
    return Report(
        key=key,
        event="SANCTION",
        modes=("expel",),
        contexts=(Context("diplomatic", "sentence", span(text, "diplomats")),),
        actors=(party(BRITAIN, text, "Britain"),),
        recipients=(party(RUSSIA, text, "Russian"),),
        aux=(),
        when=Period.day(date(2018, 3, 14)),
        when_span=span(text, "Wednesday"),
        when_how="the last Wednesday before publication",
        said_by=(),
        people=23,
        people_span=span(text, "23"),
        trigger=span(text, "expelled 23 Russian diplomats"),
        sentences=(1,),
        rule="sanction.expel-diplomats",
        confidence=0.9,
        runner_up=("sanction.expel-noun: no noun here",),
        quad_code=4,
        event_scale=-5.0,
    )


def closure(text: str = PAGE, key: str = "e2") -> Report:
    return Report(
        key=key,
        event="SANCTION",
        modes=("expel",),
        contexts=(),
        actors=(party(RUSSIA, text, "Moscow"),),
        recipients=(party(BRITAIN, text, "British"),),
        aux=("future",),
        when=Period.since(date(2018, 3, 17)),
        when_span=None,
        when_how="announced without a day",
        due=Period.since(date(2018, 3, 17)),
        said_by=(party(LAVROV, text, "Sergey Lavrov"), party(TASS, text, "TASS")),
        people=0,
        people_span=None,
        trigger=span(text, "close the British consulate"),
        sentences=(3,),
        rule="no.such-entry",
        confidence=0.7,
        quad_code=4,
        event_scale=-5.0,
    )


def coded(page: Article | None = None, *, reports: Sequence[Report] | None = None) -> CodedArticle:
    """Both reports, the answer between them, and the consulate's state."""
    page = page or article()
    told = tuple(reports) if reports is not None else (expulsion(page.text), closure(page.text))
    links: tuple[Link, ...] = ()
    channels: tuple[ChannelState, ...] = ()
    if len(told) == 2:
        reason = span(page.text, "in answer to the expulsion")
        links = (
            Link("responds_to", "e2", "e1", True, reason, "'in answer to' names it"),
            Link("responds_to", "e1", "e2", False, None, "only inferred"),
        )
        channels = (
            ChannelState(
                "consulate", BRITAIN, RUSSIA, "closed", Period.since(date(2018, 3, 17)), "e2",
                span(page.text, "the British consulate"), host="St Petersburg",
            ),
        )  # fmt: skip
    return CodedArticle(page, told, links, channels, "detente 0, parser 0", "lexicon0", {"sentences": 3})


def stored(report: Report, page: Article, *, authors: tuple[str, ...] = ()) -> StoredReport:
    return StoredReport(
        report_id=report.id_in(page.id),
        report=report,
        article_id=page.id,
        article=page.name,
        outlet=page.publisher,
        agencies=page.agencies,
        published_at=page.day,
        recorded_at="2026-11-24T09:00:00Z",
        coder="detente 0, parser 0",
        lexicon="lexicon0",
        authors=authors,
    )


def event(
    report: Report,
    page: Article,
    *,
    id: str,
    links: tuple[EventLink, ...] = (),
    **changed: object,
) -> Event:
    one = stored(report, page)
    values: dict[str, object] = {
        "id": id,
        "best": one,
        "reports": (one,),
        "aux": report.aux,
        "when": report.when,
        "people": report.people,
        "origins": (page.publisher or page.name,),
        "links": links,
    }
    return Event(**{**values, **changed})  # type: ignore[arg-type]


def two_events(page: Article | None = None) -> tuple[Event, Event]:
    """The expulsion E-1, and the closure E-2 that answers it."""
    page = page or article()
    reason = span(page.text, "in answer to the expulsion")
    link = EventLink("responds_to", "E-2", "E-1", True, "R-x", reason, "'in answer to' names it")
    return event(expulsion(page.text), page, id="E-1"), event(closure(page.text), page, id="E-2", links=(link,))


def channel(page: Article | None = None) -> Channel:
    told = coded(page)
    state = told.channels[0]
    now = ToldState(
        state, told.report_id("e2"), told.article.id, told.article.name, told.article.publisher, told.article.day
    )
    return Channel(state.kind, state.holder, state.counterpart, state.status, now, (now,))
