"""What `demo` and `brief` print: the main things, each with its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.text import Text

from detente.commands.demonstration import Demo, Shared
from detente.export import table, words
from detente.export.brief import Answer, Brief
from detente.export.plain import plain
from detente.model import QUADS, Event

PAIRS = 6
"""Pairs shown by `demo`; the page holds all."""

FEW = 4
"""Entries of a kind that are shown on a screen."""


def demo_block(done: Demo) -> Group:
    """The demonstration's result, and where to go on."""
    brief, made = done.brief, done.ingested
    if made.new_articles:
        first = f"{words.count(made.new_articles, 'article')} coded: {words.count(made.new_reports, 'report')}"
    elif made.new_reports:
        first = f"Known articles coded anew: {words.count(made.new_reports, 'new report')}"
    else:
        first = f"Nothing new: all {words.count(made.known_articles, 'article')} were known"
    head = Text(plain(f"{first}; {words.count(made.events, 'event')} in {done.ledger}"), "bold")
    quiet = [Text(plain(f"{name}: {why}"), "dim") for name, why in made.silent]
    return Group(
        head,
        *quiet,
        *_section("What changed between whom", _pairs(brief, PAIRS)),
        *_section("Channels", table.channels_table(brief.channels)),
        *_section("Responses", _responses(brief)),
        *_section("Announced and carried out", _carried_out(done)),
        *_section("One origin behind several outlets", Group(*[_shared(s, brief) for s in done.shared[:FEW]])),
        *_section("Where the tellings differ", _differ(brief, FEW)),
        Text(plain(f"The page: {done.page}"), "bold"),
        Text(plain(f"Ask on: detente why EVENT --ledger {done.ledger}")),
    )


def brief_block(brief: Brief) -> Group:
    """A brief on the screen."""
    counts = brief.counts
    told = (
        f"{words.count(len(brief.events), 'event')} from {words.count(counts.reports, 'report')} in "
        f"{words.count(counts.articles, 'article')} of {words.count(counts.outlets, 'outlet')}; "
        f"{words.count(counts.origins, 'independent origin')}"
    )
    return Group(
        Text(plain(brief.title), "bold"),
        Text(plain(f"{told}; boards as of {words.show_day(brief.day)}"), "dim"),
        *_section("Channels", table.channels_table(brief.channels)),
        *_section("Responses", table.answers_table(brief.answers)),
        *_section("Docket", table.docket_table(brief.docket)),
        *_section("Where the tellings differ", _differ(brief)),
        *_section("Events", table.events_table(brief.events)),
    )


def _section(title: str, content: RenderableType) -> list[RenderableType]:
    return [Text(), Text(title, "bold underline"), content]


def _pairs(brief: Brief, limit: int) -> Group:
    """For each pair how many deeds of which class, and with its words the one most tell of."""
    pairs: dict[tuple[str, str], list[Event]] = {}
    for event in brief.events:
        left = ", ".join(sorted({brief.name_of(e) for e in event.actors}))
        right = ", ".join(sorted({brief.name_of(e) for e in event.recipients}))
        if left and right and left != right and "historical" not in event.aux:
            pairs.setdefault((left, right), []).append(event)
    ordered = sorted(pairs.items(), key=lambda kv: (-len(kv[1]), kv[0]))
    parts: list[RenderableType] = []
    for (left, right), events in ordered[:limit]:
        line = Text(plain(f"{left} → {right}"), "bold")
        line.append(f"  {_counted(events)}", "dim")
        first = max(events, key=lambda e: (len(e.origins), abs(e.report.event_scale), e.report.confidence))
        parts += [line, table.events_table([first], brief.evidence)]
    return Group(*parts)


def _counted(events: Iterable[Event]) -> str:
    counts = Counter(e.report.quad_code for e in events)
    return ", ".join(f"{counts[q]} {QUADS[q]}" for q in QUADS if counts[q])


def _carried_out(done: Demo) -> Group:
    by_id = {e.id: e for e in done.brief.events}
    parts: list[RenderableType] = []
    for entry in done.carried_out[:FEW]:
        parts.append(table.docket_table([entry]))
        deed = by_id.get(entry.by or "")
        if deed:
            parts += [Text("carried out:", "dim"), table.events_table([deed], done.brief.evidence)]
    return Group(*parts) if parts else Group(Text("none", "dim"))


def _responses(brief: Brief) -> Group:
    """The first few that a text states, and how many more there are."""
    stated = sorted((a for a in brief.answers if a.link.stated), key=_telling)
    rest = len(brief.answers) - len(stated[:FEW])
    more = Text(f"and {rest} more: detente responses", "dim") if rest else Text()
    return Group(table.answers_table(stated[:FEW]), more)


def _telling(answer: Answer) -> tuple[bool, bool, bool]:
    """The order in which responses are shown: those with numbers and with a lag first."""
    numbered = bool(answer.source.people and answer.target.people)
    return not numbered, not answer.proportion.startswith("in kind"), answer.lag is None


def _shared(shared: Shared, brief: Brief) -> Group:
    outlets = ", ".join(dict.fromkeys(r.outlet or r.article for r in shared.reports))
    line = Text(plain(f"{shared.origin} behind {outlets}"), "bold")
    return Group(line, table.events_table([shared.event], brief.evidence))


def _differ(brief: Brief, limit: int | None = None) -> Group:
    by_id = {e.id: e for e in brief.events}
    return Group(
        table.contradictions_block(brief.contradictions[:limit], by_id, brief.evidence),
        table.claims_block([e for e in brief.events if e.claims][:limit]),
    )
