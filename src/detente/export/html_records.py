"""A record on the page: its head, its sentence with the marks, the chain of tellers, all tellings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.export import words
from detente.export.brief import Brief
from detente.export.evidence import Evidence, Passage, Teller
from detente.export.markup import Child, Element, el
from detente.model import NAMED_CODES, Entity, Event


def record_article(event: Event, brief: Brief, numbers: Mapping[str, int]) -> Element:
    """One event with its best telling open and the others folded."""
    number = numbers[event.id]
    evidence = [brief.evidence[s.report_id] for s in event.reports if s.report_id in brief.evidence]
    best = next((e for e in evidence if e.stored.report_id == event.best.report_id), None)
    quad = event.report.quad_code or 1
    return el(
        "article",
        el("div", el("span", f"{number} ", class_="no"), _time(event), class_="date"),
        el(
            "div",
            el(
                "div",
                kind(event),
                el("h3", sides(event.actors, event.recipients), class_="sides"),
                _tags(event),
                class_="heads",
            ),
            marked(best.passage, "blockquote") if best and best.passage else None,
            _chain(best) if best else None,
            _links(event, numbers),
            _tellings(event, evidence),
        ),
        id=f"event-{number}",
        class_=f"record q{quad}",
    )


def kind(event: Event) -> Element:
    """The event type in its quad's colour, and the modes."""
    modes = " + ".join(event.modes)
    quad = event.report.quad_code or 1
    return el(
        "span",
        event.event_type,
        el("span", f" {modes}", class_="mode") if modes else None,
        class_=f"kind q{quad}",
    )


def sides(actors: Sequence[Entity], recipients: Sequence[Entity]) -> list[Child]:
    """ "Dmitry Peskov RUS → Boris Johnson GBR"; where no recipient is told, the actors alone."""
    return _two_sides(_parties(actors), _parties(recipients) if recipients else [])


def whole_sides(brief: Brief, actors: Sequence[Entity], recipients: Sequence[Entity]) -> list[Child]:
    """ "Russia → United Kingdom": the parties as wholes, whoever acted for them."""
    return _two_sides(_wholes(brief, actors), _wholes(brief, recipients) if recipients else [])


def _two_sides(left: list[Child], right: list[Child]) -> list[Child]:
    return [*left, " ", el("span", "→", class_="arrow"), " ", *right] if right else left


def _parties(parties: Sequence[Entity]) -> list[Child]:
    parts: list[Child] = []
    for party in dict.fromkeys(parties):
        parts.append(", " if parts else None)
        parts.append(el("bdi", words.name_party(party)))
        if party.code not in NAMED_CODES:
            parts += [" ", el("span", party.code, class_="code")]
    return parts or [el("span", "unknown", class_="soft")]


def _wholes(brief: Brief, parties: Sequence[Entity]) -> list[Child]:
    names = dict.fromkeys(brief.name_of(p) for p in parties)
    parts: list[Child] = [[", " if number else None, el("bdi", name)] for number, name in enumerate(names)]
    return parts or [el("span", "unknown", class_="soft")]


def _time(event: Event) -> Element:
    day = words.first_day(event.when)
    return el("time", words.show_period(event.when), datetime=day.isoformat() if day else None)


def _tags(event: Event) -> list[Child]:
    found: list[Child] = [el("span", aux, class_="tag") for aux in event.aux]
    if event.people:
        found.append(el("span", words.count(event.people, "person", "people"), class_="tag"))
    return found


def marked(passage: Passage, name: str, *, quad: int = 0) -> Element:
    """The passage with its marks; words that play two parts carry both."""
    parts: list[Child] = []
    for piece in passage.pieces:
        parts.append(el("mark", piece.text, class_=" ".join(piece.roles)) if piece.roles else piece.text)
    return el(name, parts, dir="auto", class_=f"q{quad}" if quad else None)


def _chain(evidence: Evidence) -> Element:
    """Speaker → agency → outlet and day."""
    stored = evidence.stored
    items = [el("li", _teller(t)) for t in evidence.chain]
    if stored.published_at:
        items[-1] = el(
            "li",
            _teller(evidence.chain[-1]),
            " ",
            el("span", words.show_day(stored.published_at), class_="soft"),
        )
    return el("ol", items, class_="chain", aria_label="Who says so")


def _teller(teller: Teller) -> list[Child]:
    code = teller.entity.code if teller.entity and teller.entity.code not in NAMED_CODES else None
    return [el("bdi", teller.name), " " if code else None, el("span", code, class_="soft") if code else None]


def _links(event: Event, numbers: Mapping[str, int]) -> Element | None:
    names = {
        "responds_to": "answers",
        "fulfils": "carries out",
        "postpones": "postpones",
        "cancels": "calls off",
        "contradicts": "contradicts",
    }
    parts: list[Child] = []
    for link in event.links:
        number = numbers.get(link.target)
        if number is None:
            continue
        parts.append(" · " if parts else None)
        parts.append(f"{names.get(link.kind, link.kind)} ")
        parts.append(el("a", str(number), href=f"#event-{number}"))
        if not link.stated:
            parts.append(" (inferred)")
        elif link.span:
            parts += [": “", el("bdi", link.span.text), "”"]
    return el("p", parts, class_="facts") if parts else None


def _tellings(event: Event, evidence: Sequence[Evidence]) -> Element:
    reports = words.count(len(event.reports), "report")
    title = f"Evidence: {reports}, {words.count(len(event.origins), 'origin')}"
    several = len(evidence) > 1
    return el("details", el("summary", title), [_telling(e, with_sentence=several) for e in evidence])


def _telling(evidence: Evidence, *, with_sentence: bool) -> Element:
    """One report in full: where its words stand, the entry that fired, what came second."""
    stored, report = evidence.stored, evidence.report
    rule = evidence.rule
    where = f"{rule.file}:{rule.line}" if rule.file else "no longer in the lexicon"
    return el(
        "div",
        [marked(evidence.passage, "blockquote"), _chain(evidence)] if with_sentence and evidence.passage else None,
        el(
            "dl",
            _row(
                "words",
                [
                    el("bdi", report.trigger.text),
                    f" [{report.trigger.start}:{report.trigger.end}] in {stored.article}",
                ],
            ),
            _row(
                "date",
                f"{words.show_period(report.when)} ({report.when_how})"
                if report.when_how
                else words.show_period(report.when),
            ),
            _row("entry", [el("code", rule.id), f", {where}", f": {rule.because}" if rule.because else None]),
            _row("came second", "; ".join(report.runner_up) or "nothing"),
            _row("contexts", ", ".join(report.context) or "none"),
            _row("report", [el("code", stored.report_id), f", confidence {report.confidence:.2f}"]),
        ),
        class_="telling",
    )


def _row(name: str, value: Child) -> list[Child]:
    return [el("dt", name), el("dd", value)]
