"""The boards on the page: channels, responses, docket, claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.export import words
from detente.export.brief import Answer, Brief
from detente.export.evidence import cut_passage
from detente.export.html_records import kind, marked, sides, whole_sides
from detente.export.html_tables import Column, Row, table
from detente.export.markup import Child, Element, el
from detente.model import Channel, DocketEntry, Event, Period, Span, ToldState

STATUS_CLASSES = {
    "open": "good",
    "restored": "good",
    "done": "good",
    "planned": "wait",
    "announced": "wait",
    "due": "warn",
    "postponed": "warn",
    "downgraded": "warn",
    "recalled": "warn",
    "suspended": "warn",
    "overdue": "bad",
    "closed": "bad",
    "expelled": "bad",
    "cancelled": "bad",
}


def channel_table(brief: Brief) -> list[Child]:
    """One row a channel: whose, with whom, its state and since when, who says so, what serves instead."""
    if not brief.channels:
        return [_none("No text tells of a channel.")]
    heads = ("Channel", "Status", "Since", "Told by", "Words")
    return [
        el(
            "p",
            f"As they stood on {words.show_day(brief.day)}, by the latest change that was told.",
            class_="about",
        ),
        _cards(heads, [_channel_row(c, brief.numbers, brief) for c in brief.channels]),
    ]


def _channel_row(channel: Channel, numbers: Mapping[str, int], brief: Brief) -> Row:
    state = channel.now.state
    place = f", {state.host}" if state.host else ""
    title: list[Child] = [
        words.show_channel(channel.kind).capitalize(),
        el("div", whole_sides(brief, [channel.holder], [channel.counterpart]), place, class_="small"),
    ]
    notes: list[Child] = []
    if state.fallback:
        notes.append(el("div", f"Instead: {state.fallback}", class_="small"))
    if len(channel.history) > 1:
        notes.append(el("div", "Before: ", ", ".join(_before(t) for t in channel.history[:-1]), class_="soft small"))
    if channel.disputed:
        notes.append(el("div", "Others say: ", ", ".join(_before(t) for t in channel.disputed), class_="small"))
    number = _number_of(channel.now.report_id, brief, numbers)
    record: Child = (
        [" ", el("a", str(number), href=f"#event-{number}", aria_label=f"record {number}")] if number else None
    )
    return Row(
        title,
        [
            ([_status(channel.status), notes], ""),
            (_when(state.since), "when"),
            ([el("bdi", channel.now.outlet or channel.now.article), record], ""),
            (_words(brief, channel.now.report_id, state.span), "words"),
        ],
    )


def _words(brief: Brief, report_id: str | None, span: Span) -> Element:
    """The words in their sentence, marked; alone where the sentence does not hold them or is not at hand."""
    evidence = brief.evidence.get(report_id or "")
    sentence = evidence.passage.span if evidence and evidence.passage else span
    passage = cut_passage(sentence if sentence.covers(span) else span, [("trigger", span)])
    quad = evidence.report.quad_code if evidence else 1
    return marked(passage, "q", quad=quad)


def _before(told: ToldState) -> str:
    return f"{told.state.status} {words.show_period(told.state.since)}" if told.state.since else told.state.status


def _number_of(report_id: str | None, brief: Brief, numbers: Mapping[str, int]) -> int | None:
    for event in brief.events:
        if any(s.report_id == report_id for s in event.reports):
            return numbers[event.id]
    return None


def answers_list(answers: Sequence[Answer], numbers: Mapping[str, int]) -> list[Child]:
    """What is answered on the left, the answer on the right, between them how soon and how much."""
    if not answers:
        return [_none("No text names one deed as the answer to another.")]
    return [el("ol", [_answer(a, numbers) for a in answers], class_="answers")]


def _answer(answer: Answer, numbers: Mapping[str, int]) -> Element:
    lag = None
    if answer.lag is not None:
        lag = el("strong", words.show_days(answer.lag) + (" later" if answer.lag else ""))
    said: list[Child] = []
    if answer.link.stated and answer.link.span:
        how = f" ({answer.link.how})" if answer.link.how else ""
        said = ["The text: “", el("bdi", answer.link.span.text, dir="auto"), "”", how]
    else:
        said = [f"Inferred: {answer.link.how}" if not answer.link.stated else answer.link.how]
    return el(
        "li",
        _side(answer.target, numbers),
        el(
            "div",
            el("span", "→", class_="arrow", aria_hidden="true"),
            lag,
            answer.proportion,
            class_="between",
        ),
        _side(answer.source, numbers),
        el("p", said, class_="words") if any(said) else None,
    )


def _side(event: Event, numbers: Mapping[str, int]) -> Element:
    number = numbers.get(event.id)
    link: Child = [" · ", el("a", f"record {number}", href=f"#event-{number}")] if number else None
    return el(
        "div",
        el("p", kind(event)),
        el("p", sides(event.actors, event.recipients), class_="sides"),
        el("p", words.show_period(event.when), link, class_="when"),
        class_="side",
    )


def docket_table(brief: Brief, numbers: Mapping[str, int]) -> list[Child]:
    """Announced steps, when they should happen and where they stand."""
    if not brief.docket:
        return [_none("No step is announced.")]
    return [
        _cards(
            ("Announced step", "Status", "Due", "Record", "Words"),
            [_docket_row(e, brief) for e in brief.docket],
        ),
    ]


def _docket_row(entry: DocketEntry, brief: Brief) -> Row:
    numbers, told = brief.numbers, words.announcing(entry)
    report = told.report if told else None
    number, by = numbers.get(entry.event), numbers.get(entry.by or "") if entry.by != entry.event else None
    step: list[Child] = list(sides(entry.actor, entry.recipient))
    if report:
        step = [words.show_type(report.event, report.modes), el("br"), *step]
    return Row(
        step,
        [
            (_status(entry.status), ""),
            (_when(entry.due), "when"),
            (
                [
                    _record_link("", number),
                    [el("br"), _record_link(entry.status, by)] if by else None,
                ],
                "",
            ),
            (_words(brief, told.report_id, told.report.trigger) if told else None, "words"),
        ],
        "sides",
    )


def _record_link(word: str, number: int | None) -> Child:
    return [f"{word} " if word else None, el("a", str(number), href=f"#event-{number}")] if number else None


def claims_list(brief: Brief, numbers: Mapping[str, int]) -> list[Child]:
    """Events on which tellings differ, and events that contradict one another."""
    by_id = {e.id: e for e in brief.events}
    parts: list[Child] = [_claim(e, numbers) for e in brief.events if e.claims]
    for link in brief.contradictions:
        source, target = by_id.get(link.source), by_id.get(link.target)
        if source and target:
            parts.append(
                el(
                    "div",
                    _told(target, numbers),
                    el("p", "but", class_="against"),
                    _told(source, numbers),
                    el("p", link.how, class_="facts") if link.how else None,
                    class_="claim",
                )
            )
    return parts or [_none("The tellings agree.")]


def _claim(event: Event, numbers: Mapping[str, int]) -> Element:
    outlets = {s.report_id: s.outlet or s.article for s in event.reports}
    values = [
        el(
            "li",
            f"{claim.field}: ",
            el("strong", el("bdi", claim.value)),
            ", told by ",
            ", ".join(dict.fromkeys(outlets.get(r, r) for r in claim.told_by)),
        )
        for claim in event.claims
    ]
    return el("div", _side(event, numbers), el("ul", values), class_="claim")


def _told(event: Event, numbers: Mapping[str, int]) -> Element:
    outlets = ", ".join(dict.fromkeys(s.outlet or s.article for s in event.reports))
    return el(
        "div",
        _side(event, numbers),
        el(
            "p",
            "“",
            el("bdi", event.report.trigger.text, dir="auto"),
            "”, told by ",
            el("bdi", outlets),
            class_="facts",
        ),
    )


def _cards(heads: Sequence[str], rows: Sequence[Row]) -> Element:
    """A table that becomes a list of cards on a narrow screen."""
    return table([Column(head) for head in heads], rows, kind="cards")


def _status(status: str) -> Element:
    return el("span", status, class_=f"status {STATUS_CLASSES.get(status, 'warn')}")


def _when(period: Period | None) -> Child:
    return words.show_period(period) if period else el("span", "not told", class_="soft")


def _none(text: str) -> Element:
    return el("p", text, class_="none")
