"""What `why` and `read` show on a screen: every value with its words and where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from detente.export import words
from detente.export.evidence import Evidence, Teller
from detente.export.plain import plain
from detente.export.table import QUAD_STYLES, sides_text
from detente.model import Article, Event, Participant, Span

MARK_STYLES = {"trigger": "bold reverse", "actor": "bold underline", "recipient": "underline"}

LABEL_STYLES = {
    "body": "",
    "title": "bold",
    "byline": "cyan",
    "dateline": "magenta",
    "date": "green",
    "updated": "green",
    "caption": "yellow",
    "credit": "yellow",
    "agency": "blue",
    "outlet": "blue",
    "tag": "dim cyan",
    "teaser": "dim italic",
    "appeal": "dim red",
    "navigation": "dim",
}
"""The colour of a line by its label; the label stands before it, for those who see none."""


def why_block(event: Event | None, evidence: Sequence[Evidence]) -> RenderableType:
    """The event in a line, then each telling with its chain, its words and its rule."""
    parts: list[RenderableType] = []
    if event:
        report = event.report
        head = Text(f"{event.id}  ", "dim")
        head.append(words.show_type(event.event_type, event.modes), QUAD_STYLES.get(report.quad_code, "bold"))
        head.append("  ")
        head.append_text(sides_text(event.actors, event.recipients))
        if event.aux:
            head.append(f"  ({', '.join(event.aux)})", "italic")
        head.append(f"  {words.show_period(event.when)}")
        counted = f"{words.count(len(event.reports), 'report')}, {words.count(len(event.origins), 'origin')}"
        parts += [head, Text(plain(f"{counted}: {', '.join(event.origins)}"), "dim"), Text()]
    for one in evidence:
        parts += [_telling(one), Text()]
    return Group(*parts)


def _telling(evidence: Evidence) -> Table:
    stored, report, rule = evidence.stored, evidence.report, evidence.rule
    table = _pairs()
    table.add_row("report", _text(f"{stored.report_id} in {stored.article}"))
    day = f", {words.show_day(stored.published_at)}" if stored.published_at else ", day not told"
    table.add_row("outlet", _text((stored.outlet or "not told") + day))
    _add(table, "agency", [_teller(t) for t in evidence.chain if t.role == "agency"] or ["none named"])
    spoken = [_teller(t) for t in evidence.chain if t.role == "speaker"]
    _add(table, "speaker", spoken or ["the outlet itself"])
    table.add_row("sentence", sentence_text(evidence))
    table.add_row("words", _text(_quoted(report.trigger)))
    kind = words.show_type(report.event, report.modes)
    table.add_row("type", _text(f"{kind}, quad {report.quad_code}, scale {report.event_scale:g}"))
    _add(table, "actor", [_participant(p) for p in report.actors] or ["not told"])
    _add(table, "recipient", [_participant(p) for p in report.recipients] or ["none"])
    _add(table, "date", _facts(words.show_period(report.when), report.when_span, report.when_how))
    if report.due:
        _add(table, "due", _facts(words.show_period(report.due), report.due_span, ""))
    if report.people:
        _add(table, "people", _facts(f"{report.people:,}", report.people_span, ""))
    if len(report.amounts) > 1 or any(a.kind in ("troops", "money") for a in report.amounts):
        _add(table, "amounts", [f"{words.show_amount(a)} {_quoted(a.span)}" for a in report.amounts])
    _add(table, "status", [", ".join(report.aux) or "told as done"])
    contexts = [f"{c.name} ({c.scope})" + (f" {_quoted(c.span)}" if c.span else "") for c in report.contexts]
    _add(table, "context", contexts or ["none"])
    where = f"{rule.file}:{rule.line}" if rule.file else "no longer in the lexicon"
    _add(table, "entry", [f"{rule.id}, {where}", *([rule.because] if rule.because else [])])
    _add(table, "second", list(report.runner_up) or ["nothing came second"])
    _add(table, "notes", list(report.notes))
    others = [_quoted(s) for s in report.tellings]
    _add(table, "also told", others)
    table.add_row("coded by", _text(f"{stored.coder}; lexicon {stored.lexicon}; confidence {report.confidence:.2f}"))
    return table


def article_lines(article: Article) -> RenderableType:
    """The article's facts, then its page line by line with what each line is."""
    facts = _pairs()
    facts.add_row("page", _text(article.path or article.id))
    facts.add_row("title", _text(article.title or "not told"))
    facts.add_row("outlet", _text(article.publisher or "not told"))
    for name, fact in (("published", article.published), ("updated", article.updated)):
        told = f"{fact.day.isoformat()} ({fact.origin}, {fact.confidence:.2f})" if fact else "not told"
        facts.add_row(name, _text(told))
    facts.add_row("authors", _text(", ".join(article.authors) or "none"))
    facts.add_row("agencies", _text(", ".join(article.agencies) or "none"))
    facts.add_row("picture", _text(article.image_credit or "no credit"))
    facts.add_row("dateline", _text(article.dateline or "none"))
    facts.add_row("subjects", _text(", ".join(article.tags) or "none"))
    facts.add_row("language", _text(article.language))
    _add(facts, "notes", list(article.notes))
    lines = _pairs()
    for line in article.lines:
        if line.label != "blank":
            style = LABEL_STYLES.get(line.label, "dim")
            lines.add_row(Text(line.label, style), Text(plain(line.span.text), style))
    return Group(facts, Text(), lines, Text())


def sentence_text(evidence: Evidence) -> Text:
    """The sentence of a report with its words marked, and where it stands."""
    passage = evidence.passage
    if passage is None:
        return Text("the page's text was purged", "italic")
    line = Text()
    for piece in passage.pieces:
        style = next((MARK_STYLES[r] for r in piece.roles if r in MARK_STYLES), "")
        lead, tail = " " * piece.text[:1].isspace(), " " * piece.text[-1:].isspace()
        line.append((lead + plain(piece.text) + tail) if piece.text.strip() else " ", style)
    return line.append(f"  [{passage.span.start}:{passage.span.end}]", "dim")


def _participant(participant: Participant) -> str:
    entity = participant.entity
    code = " ".join(filter(None, (entity.code, entity.sector)))
    said = f" {_quoted(participant.span)}" if participant.span else " (implied)"
    how = f", {participant.how}" if participant.how else ""
    return f"{entity.name} ({code}){said}{how}"


def _teller(teller: Teller) -> str:
    if teller.entity is None:
        return f"{teller.name} (credited by the page)"
    code = " ".join(filter(None, (teller.entity.code, teller.entity.sector)))
    return f"{teller.name} ({code})" + (f" {_quoted(teller.span)}" if teller.span else "")


def _facts(value: str, span: Span | None, how: str) -> list[str]:
    return [value + (f" {_quoted(span)}" if span else "") + (f", {how}" if how else "")]


def _quoted(span: Span) -> str:
    return f"“{plain(span.text)}” [{span.start}:{span.end}]"


def _pairs() -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=10, style="dim", no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    return table


def _add(table: Table, name: str, values: Sequence[str]) -> None:
    for number, value in enumerate(values):
        table.add_row(name if number == 0 else "", _text(value))


def _text(value: str) -> Text:
    return Text(plain(value))
