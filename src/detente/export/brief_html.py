"""The brief as one HTML page that needs nothing else: no network, no script, no second file.

Sections in the order in which a desk asks: what changed, when, which channels
stand, what answered what, what is announced, where the tellings differ, and
each record with its words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from importlib import resources

from detente.export import words
from detente.export.brief import Brief
from detente.export.html_board import answers_list, channel_table, claims_list, docket_table
from detente.export.html_records import record_article, whole_sides
from detente.export.html_tables import Column, Row, table
from detente.export.markup import Child, Element, el, render, style_sheet
from detente.export.timeline import draw_timeline
from detente.model import QUADS, Entity

WIDE, NARROW = 912, 340
"""Widths in pixels for which the timeline is drawn: the page's column, and that of a phone."""

DYADS = 12
"""Rows of the table "who did what to whom" where no two parties were named."""

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def brief_page(brief: Brief) -> str:
    """The whole page, from ``<!doctype html>`` to its end."""
    return "<!doctype html>\n" + render(
        el("html", _head(brief), el("body", _skip(), el("div", _body(brief), class_="page")), lang="en")
    )


def _head(brief: Brief) -> Element:
    css = resources.files("detente.export").joinpath("brief.css").read_text(encoding="utf-8")
    return el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", **{"http-equiv": "Content-Security-Policy"}, content=POLICY),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"),
        el("title", f"{brief.title}: what changed"),
        style_sheet(css),
    )


def _skip() -> Element:
    return el("a", "Skip to the record", href="#record", class_="skip")


def _body(brief: Brief) -> list[Child]:
    numbers = brief.numbers
    sections = [
        ("changed", "What changed", _changed(brief)),
        ("timeline", "Timeline", _timeline(brief)),
        ("channels", "Channels", channel_table(brief)),
        ("responses", "Responses", answers_list(brief.answers, numbers)),
        ("docket", "Docket", docket_table(brief, numbers)),
        ("claims", "Where the tellings differ", claims_list(brief, numbers)),
        ("record", "The record", _records(brief)),
    ]
    return [
        el("header", _title(brief), _contents(sections)),
        el(
            "main",
            [
                el(
                    "section",
                    el("h2", title, id=f"{key}-title"),
                    content,
                    id=key,
                    aria_labelledby=f"{key}-title",
                )
                for key, title, content in sections
            ],
        ),
        _footer(brief),
    ]


def _title(brief: Brief) -> list[Child]:
    counts = brief.counts
    days = [day for e in brief.events if (day := words.first_day(e.when))]
    span = f", {words.show_day(min(days))} to {words.show_day(max(days))}" if days else ""
    return [
        el("p", "Brief · détente", class_="kicker"),
        el("h1", brief.title),
        el(
            "p",
            f"{words.count(len(brief.events), 'event')}{span}, from "
            f"{words.count(counts.reports, 'report')} in {words.count(counts.articles, 'article')} of "
            f"{words.count(counts.outlets, 'outlet')}; {words.count(counts.origins, 'independent origin')}.",
            class_="standfirst",
        ),
        el("p", _view(brief), class_="view"),
    ]


def _view(brief: Brief) -> str:
    view = brief.view
    parts = [f"Boards stand as of {words.show_day(brief.day)}"]
    if view.as_of:
        parts.append(f"happened by {words.show_day(view.as_of)}")
    if view.published_by:
        parts.append(f"published by {words.show_day(view.published_by)}")
    if view.as_known:
        parts.append(f"as known at {view.as_known:%Y-%m-%d %H:%M} UTC")
    return " · ".join(parts)


def _contents(sections: Sequence[tuple[str, str, Child]]) -> Element:
    links = [el("li", el("a", title, href=f"#{key}")) for key, title, _ in sections]
    return el("nav", el("ul", links), aria_label="Sections")


def _changed(brief: Brief) -> list[Child]:
    """Who did what to whom, counted by quad class, in one small table."""
    rows: dict[tuple[str, str], Counter[int]] = {}
    names: dict[tuple[str, str], tuple[Sequence[Entity], Sequence[Entity]]] = {}
    for event in brief.events:
        key = (
            "+".join(sorted({e.key for e in event.actors})),
            "+".join(sorted({e.key for e in event.recipients})),
        )
        rows.setdefault(key, Counter())[event.report.quad_code] += 1
        names.setdefault(key, (event.actors, event.recipients))
    if not rows:
        return [el("p", "Nothing is on record.", class_="none")]
    largest = sorted(rows, key=lambda k: (-rows[k].total(), k))
    shown = largest[:DYADS]
    more = len(largest) - len(shown)
    return [
        table(
            [Column("Who → whom"), *(_quad_column(q) for q in QUADS)],
            [Row(whole_sides(brief, *names[k]), _counted(rows[k])) for k in shown],
            kind="counts",
            caption="Events by who acted towards whom.",
        ),
        el("p", f"and {words.count(more, 'pair')} more with fewer events", class_="soft small") if more > 0 else None,
    ]


def _quad_column(quad: int) -> Column:
    kinds = ["swatch", "conflict" if quad in (3, 4) else "", "material" if quad in (2, 4) else ""]
    swatch = el("span", class_=" ".join(k for k in kinds if k), aria_hidden="true")
    return Column(QUADS[quad], swatch, f"number q{quad}")


def _counted(counts: Counter[int]) -> list[tuple[Child, str]]:
    return [(str(counts[q]), "number") if counts[q] else ("–", "number soft") for q in QUADS]


def _timeline(brief: Brief) -> list[Child]:
    numbers = brief.numbers
    drawings = [
        (draw_timeline(brief.events, numbers, brief.parties, width=width), kind)
        for width, kind in ((WIDE, "wide"), (NARROW, "narrow"))
    ]
    if drawings[0][0] is None:
        return [el("p", "No event has a day.", class_="none")]
    undated = sum(words.first_day(e.when) is None for e in brief.events)
    return [
        el(
            "figure",
            [el("div", drawing, class_=kind) for drawing, kind in drawings],
            el(
                "figcaption",
                _key(),
                "Each number leads to its record below. A broken outline is announced, historical, "
                "hypothetical or denied. Curves join an answer with what it answers; a broken line "
                "is a long gap.",
                f" {words.count(undated, 'event')} without a day not drawn." if undated else None,
            ),
        )
    ]


def _key() -> Element:
    items = []
    for quad, name in QUADS.items():
        shape = el("circle", cx=8, cy=8, r=6) if quad in (1, 2) else el("rect", x=2, y=2, width=12, height=12, rx=2)
        drawing = el(
            "svg",
            el("g", shape, class_=f"mark q{quad}"),
            width=16,
            height=16,
            viewBox="0 0 16 16",
            aria_hidden="true",
        )
        items.append(el("li", drawing, name))
    return el("ul", items, class_="key")


def _records(brief: Brief) -> list[Child]:
    if not brief.events:
        return [el("p", "Nothing is on record.", class_="none")]
    numbers = brief.numbers
    return [
        el("p", "Every value rests on words of a page. Open a record for all its tellings.", class_="about"),
        el(
            "ul",
            el("li", el("mark", "words that tell the deed", class_="trigger")),
            el("li", el("mark", "actor", class_="actor")),
            el("li", el("mark", "recipient", class_="recipient")),
            el("li", el("mark", "day or number", class_="date")),
            el("li", el("mark", "speaker", class_="speaker")),
            class_="legend q1",
            aria_label="How words are marked",
        ),
        [record_article(event, brief, numbers) for event in brief.events],
    ]


def _footer(brief: Brief) -> Element:
    made = "; ".join(brief.coders)
    lexicon = ", ".join(brief.lexicons)
    return el(
        "footer",
        el("p", f"Coded by {made}; lexicon {lexicon}." if made else None),
        el(
            "p",
            "Check any line: ",
            el("code", "detente why EVENT"),
            " prints its words, its chain and its rule.",
        ),
    )
