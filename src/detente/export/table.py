"""What a screen shows: dates in one column, deeds in the other, each with its words.

Readable at 80 columns; wider screens get longer lines. Colours tell the quad
class and vanish in a pipe. Text of the page goes through ``plain``, so that no
escape sequence in an article reaches a terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from detente.export import words
from detente.export.brief import Answer
from detente.export.evidence import Evidence
from detente.export.plain import plain, shorten
from detente.model import (
    NAMED_CODES,
    Channel,
    ChannelState,
    CodedArticle,
    DocketEntry,
    Entity,
    Event,
    EventLink,
    Link,
    Participant,
    Period,
    Report,
)

QUAD_STYLES = {1: "bold cyan", 2: "bold green", 3: "bold yellow", 4: "bold red"}
STATUS_STYLES = {
    "open": "green",
    "restored": "green",
    "planned": "cyan",
    "done": "green",
    "announced": "cyan",
    "due": "yellow",
    "overdue": "bold red",
    "postponed": "yellow",
    "cancelled": "red",
}
DATE_WIDTH = 11
QUOTE_LIMIT = 240


def article_block(coded: CodedArticle, silence: str = "") -> RenderableType:
    """An article's head, its records and channels; ``silence`` says why there is no record."""
    article = coded.article
    head = Text(plain(article.title or article.name), "bold")
    facts = [
        article.publisher or "outlet not told",
        words.show_day(article.day) if article.day else "day not told",
        *(["with " + ", ".join(article.agencies)] if article.agencies else []),
        article.name,
    ]
    parts: list[RenderableType] = [head, Text(plain(" · ".join(facts)), "dim")]
    if coded.reports:
        parts += [Text(), records_table(coded)]
    else:
        parts += [Text(), Text(plain(silence), "italic")]
    if coded.channels:
        parts += [Text(), Text("Channels", "bold"), *map(_channel_line, coded.channels)]
    parts.append(Text())
    return Group(*parts)


def records_table(coded: CodedArticle) -> Table:
    """One block a record: date; type, sides and status; the words; who says so and what it answers."""
    table = _grid()
    for report in coded.reports:
        answered = [k for k in coded.links if k.source == report.key and k.kind == "responds_to"]
        tail = [report.key, said_by(report.said_by), _answered(answered)]
        table.add_row(_dates(report.when), _record(report, report.aux, report.people, tail))
    return table


def _answered(links: Iterable[Link | EventLink]) -> str:
    """ "answers e1, e3 (inferred)"; empty where nothing is answered."""
    said = {k.target: "" if k.stated else " (inferred)" for k in links}
    return "answers " + ", ".join(target + how for target, how in said.items()) if said else ""


def events_table(events: Sequence[Event], evidence: Mapping[str, Evidence] | None = None) -> Table:
    """One block an event: date; type, sides and status; the best telling's words; who tells it.

    With ``evidence`` (by report id) the whole sentence stands in place of its telling words.
    """
    table = _grid()
    for event in events:
        tail = [event.id, tellers(event), origins(event), _answered(event.answers())]
        if event.claims:
            tail.append("disputed: " + ", ".join(dict.fromkeys(c.field for c in event.claims)))
        block = _record(event.report, event.aux, event.people, tail, (evidence or {}).get(event.best.report_id))
        table.add_row(_dates(event.when), block)
    return table


def event_block(event: Event) -> Group:
    """One event and its tellings: who published them when, in which words, on whose word."""
    parts: list[RenderableType] = [events_table([event])]
    table = _grid()
    for stored in event.reports:
        day = stored.published_at.isoformat() if stored.published_at else "no date"
        tail = [stored.report_id, said_by(stored.report.said_by), stored.article]
        status = f"  ({', '.join(stored.report.aux)})" if stored.report.aux else ""
        head = Text(plain((stored.outlet or "outlet not told") + status), "bold")
        facts = Text(plain(" · ".join(t for t in tail if t)), "dim")
        table.add_row(Text(day), Group(head, _quote(stored.report.trigger.text), facts, Text()))
    return Group(*parts, Text("Told by", "bold"), table)


def channels_table(channels: Sequence[Channel]) -> Table:
    """Date since when, the channel, its status, its fallback, and who says so."""
    table = _grid()
    for channel in channels:
        state = channel.now.state
        head = Text()
        head.append(plain(_channel_name(state)), "bold")
        head.append("  ")
        head.append(channel.status, STATUS_STYLES.get(channel.status, "red"))
        if channel.disputed:
            others = ", ".join(dict.fromkeys(t.state.status for t in channel.disputed))
            head.append(f"  (others say: {others})", "yellow")
        lines = [head, _quote(state.span.text)]
        told = f"told by {channel.now.outlet or channel.now.article}"
        if state.fallback:
            told += f" · instead: {state.fallback}"
        lines.append(Text(plain(told), "dim"))
        if len(channel.history) > 1:
            path = " → ".join(t.state.status for t in channel.history)
            lines.append(Text(plain(f"history: {path}"), "dim"))
        table.add_row(_dates(state.since), Group(*lines, Text()))
    return table


def answers_table(answers: Sequence[Answer]) -> Table:
    """What was answered with what, how soon and how much."""
    table = _grid()
    for answer in answers:
        head = _deed(answer.source)
        below = Text("answers ", "dim")
        below.append_text(_deed(answer.target))
        below.append(f"  {' '.join(words.iso_period(answer.target.when)).strip()}", "dim")
        facts = [f"{words.show_days(answer.lag)} later" if answer.lag else ""]
        if answer.lag == 0:
            facts = ["the same day"]
        facts += [answer.proportion, "" if answer.link.stated else "inferred: " + answer.link.how]
        lines = [head, below]
        if answer.link.span:
            lines.append(_quote(answer.link.span.text))
        lines.append(Text(plain(" · ".join(f for f in facts if f)), "dim"))
        table.add_row(_dates(answer.source.when), Group(*lines, Text()))
    return table


def docket_table(entries: Sequence[DocketEntry]) -> Table:
    """Announced steps: when due, where they stand, in whose words."""
    table = _grid()
    for entry in entries:
        told = words.announcing(entry)
        report = told.report if told else None
        head = Text()
        head.append(entry.status, STATUS_STYLES.get(entry.status, "bold"))
        head.append("  ")
        if report:
            head.append(words.show_type(report.event, report.modes), QUAD_STYLES.get(report.quad_code, "bold"))
            head.append("  ")
        head.append_text(sides_text(entry.actor, entry.recipient))
        lines = [head]
        if report:
            lines.append(_quote(report.trigger.text))
        tail = [entry.event, f"by {entry.by}" if entry.by not in (None, entry.event) else ""]
        lines.append(Text(plain(" · ".join(t for t in tail if t)), "dim"))
        table.add_row(_dates(entry.due), Group(*lines, Text()))
    return table


def contradictions_block(
    links: Sequence[EventLink], events: Mapping[str, Event], evidence: Mapping[str, Evidence]
) -> Group:
    """Pairs of events that cannot both be so, each with its words and its teller."""
    parts: list[RenderableType] = []
    for link in links:
        for event_id, word in ((link.target, ""), (link.source, "but ")):
            event = events.get(event_id)
            if event is None:
                continue
            line = Text(word, "dim")
            line.append_text(_deed(event))
            line.append(f"  told by {tellers(event)}", "dim")
            shown = evidence.get(event.best.report_id)
            passage = shown.passage if shown else None
            parts += [line, _quote(passage.span.text if passage else event.report.trigger.text)]
        parts.append(Text())
    return Group(*parts)


def claims_block(events: Iterable[Event]) -> Group:
    """Values on which the tellings of one event differ."""
    parts: list[RenderableType] = []
    for event in events:
        if not event.claims:
            continue
        outlets = {s.report_id: s.outlet or s.article for s in event.reports}
        parts.append(_deed(event))
        for claim in event.claims:
            who = ", ".join(dict.fromkeys(plain(outlets.get(r, r)) for r in claim.told_by))
            parts.append(Padding(Text(plain(f"{claim.field} {claim.value}: {who}")), (0, 0, 0, 2)))
        parts.append(Text())
    return Group(*parts)


def sides_text(actors: Sequence[Entity], recipients: Sequence[Entity]) -> Text:
    """ "Dmitry Peskov RUS → Boris Johnson GBR"; where no recipient is told, the actors alone."""
    line = _parties_text(actors)
    if recipients:
        line.append(" → ")
        line.append_text(_parties_text(recipients))
    return line


def _parties_text(parties: Sequence[Entity]) -> Text:
    if not parties:
        return Text("unknown", "dim")
    line = Text()
    for number, party in enumerate(dict.fromkeys(parties)):
        line.append(", " if number else "")
        line.append(plain(words.name_party(party)), "bold")
        if party.code not in NAMED_CODES:
            line.append(f" {party.code}", "dim")
    return line


def said_by(speakers: Sequence[Participant]) -> str:
    """ "said by Sergey Lavrov, via TASS"; empty where the outlet tells it itself."""
    if not speakers:
        return ""
    first, *others = [p.entity.name for p in speakers]
    return f"said by {first}" + (f", via {', '.join(others)}" if others else "")


def tellers(event: Event) -> str:
    """The outlets that tell the event, each once."""
    names = list(dict.fromkeys(s.outlet or s.article for s in event.reports))
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def origins(event: Event) -> str:
    """How many independent tellers; empty for one report, where nothing is to be counted."""
    if len(event.reports) < 2:
        return ""
    reports = words.count(len(event.reports), "report")
    return f"{reports}, {words.count(len(event.origins), 'origin')}"


def _grid() -> Table:
    table = Table.grid(padding=(0, 2, 0, 0), expand=False)
    table.add_column(width=DATE_WIDTH, no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    return table


def _dates(when: Period | None) -> Text:
    first, second = words.iso_period(when)
    return Text(f"{first}\n{second}" if second else first, "dim" if when is None else "")


def _record(
    report: Report,
    aux: Sequence[str],
    people: int,
    tail: Sequence[str],
    evidence: Evidence | None = None,
) -> Group:
    head = report_head(report, aux, people)
    facts = Text(plain(" · ".join(t for t in tail if t)), "dim")
    quote = _quote(report.trigger.text)
    if evidence and evidence.passage:
        quote = _quote(evidence.passage.span.text)
        quote.highlight_words([plain(report.trigger.text)], "underline")
    return Group(head, quote, facts, Text())


def report_head(report: Report, aux: Sequence[str] | None = None, people: int = 0) -> Text:
    """ "SANCTION expel  Russia RUS → United Kingdom GBR  23 people  (future)"; its own ``aux`` where none is given."""
    head = Text()
    head.append(words.show_type(report.event, report.modes), QUAD_STYLES.get(report.quad_code, "bold"))
    head.append("  ")
    head.append_text(sides_text(words.entities(report.actors), words.entities(report.recipients)))
    if people:
        head.append(f"  {words.count(people, 'person', 'people')}")
    told = report.aux if aux is None else aux
    if told:
        head.append(f"  ({', '.join(told)})", "italic")
    return head


def _deed(event: Event) -> Text:
    head = Text()
    kind = words.show_type(event.event_type, event.modes)
    head.append(kind, QUAD_STYLES.get(event.report.quad_code, "bold"))
    head.append("  ")
    head.append_text(sides_text(event.actors, event.recipients))
    return head


def _quote(text: str) -> Text:
    return Text(f"“{shorten(text, QUOTE_LIMIT)}”")


def _channel_line(state: ChannelState) -> Text:
    line = Text("  ")
    line.append(plain(_channel_name(state)))
    line.append("  ")
    line.append(state.status, STATUS_STYLES.get(state.status, "red"))
    if state.since:
        line.append(f"  {words.show_period(state.since)}", "dim")
    if state.fallback:
        line.append("  instead: " + plain(state.fallback), "dim")
    return line


def _channel_name(state: ChannelState) -> str:
    place = f", {state.host}" if state.host else ""
    kind = words.show_channel(state.kind)
    return f"{kind}: {words.name_party(state.holder)} → {words.name_party(state.counterpart)}{place}"
