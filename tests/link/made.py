"""Reports made by hand, with only what a test is about."""

from __future__ import annotations

from datetime import date

from detente.model import (
    ChannelState,
    Entity,
    NamedDeed,
    Participant,
    Period,
    Report,
    Span,
    StoredReport,
    ToldState,
)

NAMES = {"RUS": "Russia", "GBR": "United Kingdom", "IRN": "Iran", "SAU": "Saudi Arabia", "NATO": "NATO"}


def party(code: str, sector: str | None = "GOV") -> Participant:
    if code == "NATO":
        return Participant(Entity("IGO", None, "NATO"), None, "made")
    return Participant(Entity(code, sector, NAMES.get(code, code)), None, "made")


def report(
    event: str = "SANCTION",
    actor: str = "GBR",
    recipient: str = "RUS",
    *,
    mode: str = "expel",
    when: tuple[str, str | None] | None = None,
    said: str | None = None,
    aux: tuple[str, ...] = (),
    people: int = 0,
    about: tuple[str, ...] = ("diplomat",),
    rule: str = "sanction.expel-diplomats",
    due: tuple[str, str] | None = None,
    trigger: str = "expelled 23 diplomats",
    sentence: int = 1,
    reasons: tuple[NamedDeed, ...] = (),
) -> Report:
    period = _period(when)
    speaker = (Participant(Entity("RUS", "JRN", said), None, "made"),) if said else ()
    return Report(
        key="e1",
        event=event,
        modes=(mode,) if mode else (),
        contexts=(),
        actors=tuple(party(a) for a in actor.split()),
        recipients=tuple(party(r) for r in recipient.split()),
        aux=aux,
        when=period,
        when_span=Span(0, 3, "day") if when else None,
        when_how="made",
        said_by=speaker,
        people=people,
        people_span=None,
        trigger=Span(100 * sentence, 100 * sentence + len(trigger), trigger),
        sentences=(sentence,),
        rule=rule,
        confidence=0.8,
        about=about,
        due=_period(due),
        due_span=Span(0, 3, "due") if due else None,
        reasons=reasons,
    )


def told(
    number: int,
    published: str,
    made: Report,
    *,
    outlet: str = "The Paper",
    agencies: tuple[str, ...] = (),
    authors: tuple[str, ...] = (),
) -> StoredReport:
    """The report as one article tells it; ``number`` tells the articles apart."""
    return StoredReport(
        report_id=f"R-{number:03}",
        report=made,
        article_id=f"A-{number:03}",
        article=f"article-{number}",
        outlet=outlet,
        agencies=agencies,
        published_at=date.fromisoformat(published),
        recorded_at="2024-01-01T00:00:00.000000Z",
        authors=authors,
    )


def state(
    number: int,
    published: str,
    status: str,
    since: str | None,
    *,
    kind: str = "embassy",
    holder: str = "SAU",
    other: str = "IRN",
) -> ToldState:
    when = Period.day(date.fromisoformat(since)) if since else None
    return ToldState(
        ChannelState(kind, party(holder).entity, party(other).entity, status, when, "e1", Span(0, 7, "embassy")),
        f"R-{number:03}",
        f"A-{number:03}",
        f"article-{number}",
        "The Paper",
        date.fromisoformat(published),
    )


def _period(days: tuple[str, str | None] | None) -> Period | None:
    if days is None:
        return None
    first, last = days
    return Period(date.fromisoformat(first), date.fromisoformat(last) if last else None, "days")
