"""The page: whole, safe whatever an article says, and readable by its own style sheet."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from importlib import resources
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.export.brief import Answer, Brief, Counts, Party
from detente.export.brief_html import brief_page
from detente.export.evidence import Evidence, Rule, chain_of, cut_passage, marks_of
from detente.model import Claim, DocketEntry, Entity, EventLink, Span, View
from export.made import BRITAIN, PAGE, RUSSIA, article, channel, closure, event, expulsion, span, two_events

SENTENCES = {
    "E-1": "Britain expelled 23 Russian diplomats on Wednesday.",
    "E-2": "Russia will close the British consulate in St Petersburg in answer to the expulsion",
}
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;</style></details>"


def brief() -> Brief:
    first, second = two_events()
    first = replace(first, claims=(Claim("people", "23", (first.best.report_id,)), Claim("people", "24", ("R-y",))))
    evidence = {
        e.best.report_id: Evidence(
            e.best,
            cut_passage(span(PAGE, SENTENCES[e.id]), marks_of(e.report)),
            chain_of(e.best),
            Rule("sanction.expel-diplomats", "sanction.yaml", 3, "The host puts diplomats out."),
        )
        for e in (first, second)
    }
    contradiction = EventLink("contradicts", "E-2", "E-1", True, "R-x", span(PAGE, "Moscow"), "the party denies it")
    return Brief(
        parties=(Party("GBR", "United Kingdom"), Party("RUS", "Russia")),
        view=View(),
        day=date(2018, 3, 20),
        events=(first, second),
        evidence=evidence,
        channels=(channel(),),
        answers=(Answer(second, first, second.links[0], 3, "in kind, 23 for 23"),),
        docket=(DocketEntry("E-2", (RUSSIA,), (BRITAIN,), second.when, "due", None, second.reports),),
        contradictions=(contradiction,),
        counts=Counts(1, 2, 1, 1),
        coders=("detente 0",),
        lexicons=("lexicon0",),
        names={"GBR": "United Kingdom", "RUS": "Russia"},
    )


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


def test_the_page_is_one_whole() -> None:
    found = read(brief_page(brief()))
    assert not found.faults
    assert not found.open
    assert not {"script", "img", "link", "iframe", "form", "base", "object"} & {tag for tag, _ in found.elements}
    policy = next(m for m in found.named("meta") if m.get("http-equiv") == "Content-Security-Policy")
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    assert found.named("html") == [{"lang": "en"}]
    assert any(m.get("name") == "viewport" for m in found.named("meta"))


def test_every_anchor_leads_somewhere_and_ids_are_single() -> None:
    found = read(brief_page(brief()))
    ids = [a["id"] for _, a in found.elements if "id" in a]
    assert len(ids) == len(set(ids))
    targets = {a["href"] for a in found.named("a")}
    assert targets
    for target in targets:
        assert target is not None
        assert target[1:] in ids


def test_headings_and_tables_are_semantic() -> None:
    found = read(brief_page(brief()))
    levels = [int(tag[1]) for tag, _ in found.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert all(th.get("scope") in ("col", "row") for th in found.named("th"))
    assert found.named("a")[0]["class"] == "skip"
    assert {"header", "main", "footer", "nav"} <= {tag for tag, _ in found.elements}


@pytest.mark.parametrize(
    "words",
    [
        "United Kingdom", "Britain expelled 23 Russian diplomats on Wednesday.", "Sergey Lavrov", "TASS",
        "The Harbour Post", "sanction.yaml:3", "The host puts diplomats out.", "3 days later", "in kind, 23 for 23",
        "in answer to the expulsion", "St Petersburg", "closed", "due", "people: 24", "the party denies it",
        "detente 0", "1 independent origin", "no noun here",
    ],
)  # fmt: skip
def test_what_a_desk_asks_for_stands_there(words: str) -> None:
    text = " ".join(read(brief_page(brief())).text.split())
    assert words in text


def test_report_ids_and_offsets_stand_there() -> None:
    made = brief()
    text = read(brief_page(made)).text
    for e in made.events:
        trigger = e.report.trigger
        assert e.best.report_id in text
        assert f"[{trigger.start}:{trigger.end}]" in text


def test_words_of_the_deed_are_marked() -> None:
    page = brief_page(brief())
    assert '<mark class="trigger">expelled </mark><mark class="trigger people">23</mark>' in page
    assert '<blockquote dir="auto">' in page


def hostile(text: str) -> Brief:
    """The brief with a text from outside in every place that can hold one."""
    made = brief()
    first, _ = made.events
    entity = Entity("GBR", "GOV", text)
    bad = Span(0, len(text), text)
    report = replace(
        first.report,
        actors=(replace(first.report.actors[0], entity=entity),),
        said_by=(replace(first.report.actors[0], entity=entity, span=bad),),
        trigger=bad,
        when_how=text,
        runner_up=(text,),
        rule=text,
    )
    one = event(report, article(outlet=text, name=text), id="E-1", claims=(Claim(text, text, (text,)),), aux=(text,))
    link = EventLink("responds_to", "E-1", "E-1", True, text, bad, text)
    one = replace(one, links=(link,))
    evidence = Evidence(one.best, cut_passage(bad, [("trigger", bad)]), chain_of(one.best), Rule(text, text, 1, text))
    told = made.channels[0]
    state = replace(told.now.state, host=text, fallback=text, span=bad, holder=entity)
    now = replace(told.now, state=state, outlet=text, article=text)
    board = replace(told, holder=entity, status=text, now=now, history=(now, now), disputed=(now,))
    return replace(
        made,
        parties=(Party("GBR", text), Party("RUS", text)),
        events=(one,),
        evidence={one.best.report_id: evidence},
        channels=(board,),
        answers=(Answer(one, one, link, 1, text),),
        docket=(DocketEntry("E-1", (entity,), (entity,), None, text, "E-1", one.reports),),
        contradictions=(EventLink("contradicts", "E-1", "E-1", True, None, None, text),),
        coders=(text,),
        lexicons=(text,),
        names={"GBR": text},
    )


def test_hostile_text_stays_text_everywhere() -> None:
    usual = {tag for tag, _ in read(brief_page(brief())).elements}
    found = read(brief_page(hostile(HOSTILE)))
    assert not found.faults
    assert not found.open
    assert {tag for tag, _ in found.elements} <= usual
    assert not any(name.startswith("on") for _, a in found.elements for name in a)
    assert found.text.count("<script>alert(1)</script>") > 20


@given(st.text(min_size=1, max_size=30))
@settings(deadline=None, max_examples=40)
def test_any_text_leaves_the_page_whole(text: str) -> None:
    found = read(brief_page(hostile(text)))
    assert not found.faults
    assert not found.open
    assert [tag for tag, _ in found.elements] == [tag for tag, _ in read(brief_page(hostile("x"))).elements]


def test_an_empty_brief_says_so() -> None:
    empty = Brief((), View(), date(2018, 3, 20), (), {}, (), (), (), (), Counts(0, 0, 0, 0))
    found = read(brief_page(empty))
    assert not found.faults
    for words in ("Everything on record", "Nothing is on record.", "No event has a day.", "The tellings agree."):
        assert words in found.text


def test_the_view_is_named() -> None:
    view = View(date(2018, 3, 20), date(2018, 3, 18), datetime(2026, 11, 24, 9, 30, tzinfo=UTC))
    text = read(brief_page(replace(brief(), view=view))).text
    assert "happened by 20 Mar 2018" in text
    assert "published by 18 Mar 2018" in text
    assert "as known at 2026-11-24 09:30 UTC" in text


def colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", css))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough(scheme: str) -> None:
    css = resources.files("detente.export").joinpath("brief.css").read_text(encoding="utf-8")
    light, dark = _schemes(css)
    palette = colours(light if scheme == "light" else dark)
    texts = ["ink", "soft", "accent", "q1", "q2", "q3", "q4"]
    for text, ground in product(texts, ["paper", "sheet"]):
        assert contrast(palette[text], palette[ground]) >= 4.5, (text, ground)
    for quad in "1234":
        assert contrast(palette["ink"], palette[f"t{quad}"]) >= 4.5
        assert contrast(palette["on"], palette[f"q{quad}"]) >= 4.5


def _schemes(css: str) -> tuple[str, str]:
    light = css[css.index(":root") : css.index("@media (prefers-color-scheme: dark)")]
    dark = css[css.index("@media (prefers-color-scheme: dark)") : css.index("box-sizing")]
    return light, dark


def test_the_style_sheet_prints_narrows_and_heeds_stillness() -> None:
    css = resources.files("detente.export").joinpath("brief.css").read_text(encoding="utf-8")
    for query in ("@media print", "max-width: 46rem", "prefers-reduced-motion"):
        assert query in css


def test_closure_without_entry_says_so() -> None:
    made = brief()
    second = made.events[1]
    gone = replace(made.evidence[second.best.report_id], rule=Rule(closure().rule, "", 0, ""))
    page = brief_page(replace(made, evidence={**made.evidence, second.best.report_id: gone}))
    assert "no longer in the lexicon" in read(page).text
    assert expulsion().rule in read(page).text
