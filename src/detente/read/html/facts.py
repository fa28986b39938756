"""What the page tells machines weighed against what it shows: title, days, outlet, authors, subjects, picture's credit.

A day keeps where it stood and how sure it is. Days of update and of fetching are never taken for publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from detente.model import DayFact, Span
from detente.read.bylines import is_role, parse_byline, parse_names
from detente.read.dates import day_in_name
from detente.read.facts import Facts
from detente.read.html.extract import Extracted
from detente.read.html.outline import Outline
from detente.read.html.structured import Told, Value, day_of, is_utc
from detente.read.known import Known, bare
from detente.read.layout import TITLE_TAIL
from detente.read.pubdate import Stated, choose_published, choose_updated
from detente.read.urls import path_of

CONFIDENCE = (
    ("JSON-LD datePublished", 0.97),
    ("microdata datepublished", 0.95),
    ("meta article:published_time", 0.95),
    ("time element, published", 0.9),
    ("meta date", 0.75),
    ("meta dc.date", 0.8),
    ("meta dc:date", 0.8),
    ("meta dcterms.date", 0.8),
    ("JSON-LD WebPage", 0.85),
    ("JSON-LD dateCreated", 0.7),
    ("meta ", 0.9),
    ("microdata ", 0.9),
    ("time element", 0.85),
    ("address", 0.7),
)
"""How far a day is trusted by the beginning of its origin; the first that fits counts. See `pubdate` for those that
the page shows."""

SHOWN_FIRST = frozenset({"published", "key"})
"""Roles of a shown day that outdo what machines are told: systems write the day of the last saving there."""

_UPDATED = re.compile(r"updat|modif|revis|edited|last-?changed", re.I)
_PUBLISHED = re.compile(r"publi|pubdate|posted|entry-?date|date-?line|created|issued", re.I)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?=[/_-]|\D|$)")
_NOBODY = frozenset(
    {"admin", "administrator", "editor", "webmaster", "root", "user", "staff", "newsdesk", "webdesk", "none"}
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A day told to machines, or by a `time` element."""

    day: date
    origin: str
    confidence: float
    utc: bool
    span: Span | None = None


def title_of(found: Extracted, facts: Facts) -> str | None:
    """The headline as shown, else as told to machines, without the outlet's name after it; ``None`` if neither."""
    if facts.title_span:
        return facts.title_span.text
    sites = {bare(v) for v, _ in found.told.publishers}
    for title in [*(v for v, _ in found.told.titles), found.told.head]:
        tail = TITLE_TAIL.search(title)
        if tail and (bare(title[tail.end() :]) in sites or title == found.told.head):
            title = title[: tail.start()].strip()
        if title:
            return title
    return None


def published_of(
    found: Extracted, outline: Outline, facts: Facts, *, name: str, url: str | None, given: date | None
) -> tuple[DayFact | None, list[str]]:
    """The day of publication, and what a reader should know of it."""
    if given:
        return choose_published((), name=name, given=given), []
    told = sorted(_told_days(found, outline, url), key=lambda c: -c.confidence)
    shown = choose_published(_beside_title(facts.stated, outline), name="", given=None)
    told_day = told[0] if told else None
    if told_day is None:
        return shown or choose_published((), name=name, given=None), []
    if shown is None or shown.day == told_day.day:
        return _fact(told_day, shown), []
    if _outdoes(facts.stated, shown, told_day):
        return shown, [f"the page tells machines another day of publication: {told_day.day} ({told_day.origin})"]
    return _fact(told_day, None), [f"the page shows another day: {shown.day} ({shown.origin})"]


def updated_of(found: Extracted, facts: Facts, published: DayFact | None) -> DayFact | None:
    """The day of the last update: as shown, else as told to machines where that is another moment than publication."""
    shown = choose_updated(facts.stated, clock=facts.updated_clock, published=published)
    if shown:
        return shown
    moments = {_moment(v) for v, _ in found.told.published}
    for value, origin in found.told.modified:
        day = day_of(value)
        if day and _moment(value) not in moments and (published is None or day >= published.day):
            return DayFact(day, origin, 0.95 if origin.startswith(("JSON-LD", "meta article")) else 0.85)
    return None


def _beside_title(stated: Sequence[Stated], outline: Outline) -> list[Stated]:
    """Days above the headline are left out where one stands below it: sites show today's date there."""
    if outline.title is None:
        return list(stated)
    title = outline.sheet.rows[outline.title.row].start
    below = [s for s in stated if s.span.start >= title and s.day.role != "updated"]
    return [s for s in stated if s.span.start >= title or s.day.role] if below else list(stated)


def _told_days(found: Extracted, outline: Outline, url: str | None) -> Iterator[Candidate]:
    for value, origin in found.told.published:
        if day := day_of(value):
            yield Candidate(day, origin, _trust(origin), is_utc(value))
    yield from _clock_days(found, outline)
    for address in (url, found.told.url):
        if address and (m := _IN_ADDRESS.search(path_of(address)[:500])):
            if day := day_in_name("-".join(m.groups())):
                yield Candidate(day, "address", _trust("address"), False)


def _clock_days(found: Extracted, outline: Outline) -> Iterator[Candidate]:
    """Days of `time` elements between headline and text, or right below the text; those of updates left out."""
    sheet = outline.sheet
    first = outline.title.row if outline.title else max(0, outline.start - 8)
    text = next((i for i in range(outline.start, outline.end) if sheet.is_prose(i)), outline.start)
    for clock in found.clocks:
        if clock.row >= len(found.rows) or _UPDATED.search(clock.names):
            continue
        day = day_of(clock.value)
        i = outline.at(found.rows[clock.row].start)
        near = first - 3 <= i <= text or outline.end <= i < outline.end + 2
        if day is None or not near or i in outline.apart:
            continue
        origin = "time element, published" if _PUBLISHED.search(clock.names) else "time element"
        row = sheet.rows[i]
        yield Candidate(day, origin, _trust(origin), is_utc(clock.value), Span(row.start, row.end, row.text))


def _trust(origin: str) -> float:
    return next((c for start, c in CONFIDENCE if origin.startswith(start)), 0.6)


def _outdoes(stated: Sequence[Stated], shown: DayFact, told: Candidate) -> bool:
    """What the page shows counts where it says `published`, where machines are told the day of Greenwich and the two
    are neighbours, and where machines are told something weak."""
    says = any(s.day.day == shown.day and s.day.sure and s.day.role in SHOWN_FIRST for s in stated)
    neighbours = told.utc and abs((shown.day - told.day).days) == 1 and shown.confidence >= 0.8
    return says or neighbours or shown.confidence > told.confidence


def _fact(told: Candidate, shown: DayFact | None) -> DayFact:
    """The told day; where the page shows the same one, with its place on the page, and surer."""
    span = told.span or (shown.span if shown else None)
    sure = min(0.99, max(told.confidence, shown.confidence if shown else 0) + (0.02 if shown else 0))
    return DayFact(told.day, told.origin, round(sure, 3), span)


def _moment(value: str) -> str:
    return re.sub(r"[^\d]", "", value)[:12]


def publisher_of(told: Told, facts: Facts, known: Known, title: str | None) -> str | None:
    """The outlet: one that the caller knows, else as machines are told, as the head's title closes, as the page shows."""
    names = [_outlet_name(v) for v in [*(v for v, _ in told.publishers), *_after_title(told.head, title or "")]]
    names = [n for n in names if n and not n.startswith("@") and len(n.split()) <= 8]
    for name in names:
        if outlet := known.outlet(name):
            return outlet
    if facts.publisher and (known.outlet(facts.publisher) or not names):
        return _outlet_name(facts.publisher)
    return names[0] if names else None


def _after_title(head: str, title: str) -> list[str]:
    """What the head's title has beside the headline, the last part first: outlets stand there, and sections."""
    if title and head.endswith(title) and (before := head[: -len(title)].strip(" |:·–—-")):
        return [before]
    parts = [part.strip() for part in re.split(r"\s+[|•·–—-]\s+|\s+::\s+|\s*\|\s*", head) if part.strip()]
    if len(parts) < 2 or not title:
        return []
    if bare(parts[0]) and bare(title).startswith(bare(parts[0])):
        return [p for p in reversed(parts[1:]) if bare(p) not in bare(title)]
    return []


def _outlet_name(value: str) -> str:
    """`Gulf Post | News` and `Gulf Post 2026` are `Gulf Post`."""
    return re.sub(r"\s(?:19|20)\d\d$", "", re.split(r"\s+[|•–—]\s+", value)[0].strip(" ."))


def authors_of(told: Told, facts: Facts, publisher: str | None, known: Known) -> tuple[str, ...]:
    """Who signed: as shown, with those that machines are told and the page does not show only where it shows none."""
    shown = [a for a in facts.authors if not is_role(a)]
    if shown:
        return tuple(shown)
    houses = {bare(v) for v, _ in told.publishers} | ({bare(publisher)} if publisher else set())
    names: dict[str, str] = {}
    origin = ""
    for value, where in told.authors:
        if origin and where.split()[0] != origin:
            break  # the best source alone: others write the same names in other ways
        for name in _people(value, known):
            if bare(name) not in houses | _NOBODY and not known.agency(name):
                names.setdefault(bare(name), name)
                origin = where.split()[0]
    return tuple(names.values()) or facts.authors


def _people(value: str, known: Known) -> Iterable[str]:
    byline = parse_byline(f"By {value}", known) or parse_names(value, known)
    return byline.authors if byline and byline.authors else (value,) if 1 < len(value.split()) <= 6 else ()


def agencies_of(told: Told, facts: Facts, known: Known) -> tuple[str, ...]:
    """Agencies that the page shows, then those named as author."""
    named = [agency for value, _ in told.authors if (agency := known.agency(value))]
    return tuple(dict.fromkeys([*facts.agencies, *named]))


def tags_of(told: Told, facts: Facts) -> tuple[str, ...]:
    """Subjects that the page shows; those that machines are told where it shows none."""
    if facts.tags:
        return facts.tags
    origin = told.keywords[0][1] if told.keywords else ""
    return tuple(dict.fromkeys(w for v, o in told.keywords if o == origin for w in _split(v)))[:30]


def _split(value: str) -> list[str]:
    return [w.strip() for w in re.split(r"[,;|]", value) if 1 < len(w.strip()) <= 60]


def first(values: Sequence[Value]) -> str | None:
    return values[0][0] if values else None


def merge(found: Extracted, facts: Facts, known: Known) -> Facts:
    """The facts of the rows with those that machines are told: outlet, authors, agencies, subjects, picture's credit."""
    publisher = publisher_of(found.told, facts, known, title_of(found, facts))
    return replace(
        facts,
        publisher=publisher,
        authors=authors_of(found.told, facts, publisher, known),
        agencies=agencies_of(found.told, facts, known),
        tags=tags_of(found.told, facts),
        image_credit=facts.image_credit or first(found.told.credits),
    )
