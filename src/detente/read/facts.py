"""The facts of a page, gathered from its labelled rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from detente.model import Span
from detente.read.agencies import agencies_named, are_agencies, capitals_credited, name_agencies
from detente.read.archives import CRAWLED, FIELD
from detente.read.bylines import Byline, is_role, parse_byline, parse_names
from detente.read.credits import clean, picture_credit
from detente.read.datelines import Dateline
from detente.read.dates import Day, crawl_time, day_in_address, find_age, find_days, nearest_day
from detente.read.known import bare
from detente.read.looks import agency_after, inline_teaser, split_subjects
from detente.read.masthead import Masthead, parse_masthead
from detente.read.monitoring import Monitored, parse_monitored
from detente.read.names import is_person, site_name
from detente.read.pubdate import Stated, is_us_order
from detente.read.publisher import (
    Naming,
    choose_publisher,
    house_name,
    names_in_row,
    office_of,
    outlet_of_line,
    unknown_name,
)
from detente.read.sheet import Sheet
from detente.read.stories import headline_of, without_numbers
from detente.read.title import KEY, Title

_NO_FURNITURE = frozenset({"body", "teaser", "title", "caption", "credit"})
_CREDITS = frozenset({"agency", "byline", "date", "dateline", "updated"})
_UNDATED = frozenset({"teaser", "caption", "credit", "title", "tag"})
_SOURCES = re.compile(r"^(?:sources?|references)\W*$", re.I)
_SIGN_OFF = re.compile(r"^[—–-]{1,2}\s*(?=by\b|from\b|our\b)", re.I)
_SIGNED = re.compile(r"^(?:[—–]|--?)\s*(?P<name>[^,;]{3,60})$")
_MOST_ROWS = 60
"""Rows of subjects; on a page with more none is taken apart."""
_NEAR = 40_000
"""Characters of the page in which a subject is looked for."""
_GLUED = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})")
_UPDATED_AT = re.compile(r"\b(?:updated|modified)(?:\sat)?:?\s{1,3}\d{1,2}[:.h]\d\d(?:\s?[ap]\.?m\.?)?\W*$", re.I)
_SERVICE = re.compile(r"\b(?:news|wire|press) (?:service|agency)$|\bnewswire$", re.I)


def _stands_in(word: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text))


@dataclass(frozen=True)
class Facts:
    """What the page states of itself; empty or ``None`` where it does not."""

    title_span: Span | None = None
    stated: tuple[Stated, ...] = ()
    updated_clock: Span | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    image_credit: str | None = None
    tags: tuple[str, ...] = ()
    dateline: str | None = None
    teasers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Labelled:
    """A sheet with its labels.

    ``listed`` are the rows that lists of other stories take up: what they state is not about this page.
    ``start`` and ``end`` are the rows between which its text stands. ``apart`` are rows in boxes of the site (its
    head, menus, foot): they may name the outlet, and state nothing else of the page. ``mute`` are those that do not
    even that.
    """

    sheet: Sheet
    labels: tuple[str, ...]
    listed: frozenset[int]
    datelines: dict[int, Dateline]
    title: Title | None
    start: int
    end: int
    apart: frozenset[int] = frozenset()
    mute: frozenset[int] = frozenset()

    def facts(self) -> Facts:
        publisher = choose_publisher(self._namings(), self.sheet.known)
        return Facts(
            title_span=self._title_span(),
            stated=tuple(self._stated()),
            updated_clock=self._updated_clock(),
            publisher=publisher,
            authors=self._authors(publisher),
            agencies=self._agencies(),
            image_credit=self._image_credit(),
            tags=self._tags(),
            dateline=self._dateline(),
            teasers=self._teasers(),
        )

    @cached_property
    def us_order(self) -> bool:
        return is_us_order(self.sheet.text)

    @cached_property
    def heads(self) -> dict[int, Masthead]:
        """Rows that state a day, outside the text."""
        found = {}
        for i, label in enumerate(self.labels):
            if label in _NO_FURNITURE or i in self.apart | self.mute or self.sheet.looks[i].reason in (FIELD, CRAWLED):
                continue
            head = parse_masthead(self._text(i), self.sheet.known, us_order=self.us_order)
            if head:
                found[i] = head
        return found

    @cached_property
    def bylines(self) -> dict[int, Byline]:
        """Bylines above the text and sign-offs below it; those within lists and quotations are not the page's own."""
        found = {}
        for i, label in enumerate(self.labels):
            if label not in ("byline", "agency") or i in self.listed | self.apart or self.start <= i < self.end:
                continue
            text = self._text(i)
            if i >= self.end:
                signed = _SIGNED.match(text)
                if signed and i > 0 and self.labels[i - 1] == "body" and is_person(signed["name"]):
                    text = signed["name"]
                elif not _SIGN_OFF.match(text) and not parse_byline(text, self.sheet.known):
                    continue
                text = _SIGN_OFF.sub("", text)
            byline = parse_byline(text, self.sheet.known) or parse_names(text, self.sheet.known)
            if byline:
                found[i] = byline
        return found

    @cached_property
    def monitored(self) -> dict[int, Monitored]:
        """Rows in which a monitoring service names who was monitored."""
        rows = ((i, parse_monitored(self._text(i))) for i, label in enumerate(self.labels) if label == "agency")
        return {i: monitored for i, monitored in rows if monitored}

    def _text(self, i: int) -> str:
        return self.sheet.rows[i].text

    def _span(self, i: int) -> Span:
        row = self.sheet.rows[i]
        return Span(row.start, row.end, row.text)

    def _title_span(self) -> Span | None:
        if self.title is None:
            return None
        start = self.sheet.rows[self.title.row].start
        return Span.cut(self.sheet.text, start + self.title.start, start + self.title.end)

    def _stated(self) -> list[Stated]:
        found: list[Stated] = []
        for i, label in enumerate(self.labels):
            outside = i < self.start or i >= self.end
            if label in _UNDATED or i in self.listed or i in self.apart:
                continue
            if i in self.datelines:
                start = self.sheet.rows[i].start
                span = Span.cut(self.sheet.text, start, start + self.datelines[i].end)
                days = find_days(self.datelines[i].text, us_order=self.us_order)
                found += [Stated(d, "dateline", span) for d in days]
            elif i in self.heads and (outside or self.heads[i].place):
                origin = "dateline" if self.heads[i].place else "header line" if i < self.start else "footer"
                found += [Stated(d, origin, self._span(i)) for d in self.heads[i].days]
            elif label in ("byline", "outlet", "agency") and outside:
                days = find_days(self._text(i), us_order=self.us_order)
                found += [Stated(d, "byline", self._span(i)) for d in days]
        found += [Stated(m.day, "published line", self._span(i)) for i, m in self.monitored.items() if m.day]
        return found + self._ages() + self._days_from_elsewhere()

    def _days_from_elsewhere(self) -> list[Stated]:
        """A dateline's day whose year stands elsewhere on the page, and the day in an address above the text."""
        found = []
        for i, line in self.datelines.items():
            if line.day_text and not find_days(line.text):
                row = self.sheet.rows[i]
                if day := nearest_day(line.day_text, self._days_on_page()):
                    span = Span.cut(self.sheet.text, row.start, row.start + line.end)
                    found.append(Stated(Day(day, 0, 0), "dateline, year from elsewhere", span))
        for i in range(self.start):
            if i not in self.listed | self.apart and (day := day_in_address(self._text(i))):
                found.append(Stated(Day(day, 0, 0), "address", self._span(i)))
        return found

    def _days_on_page(self) -> list[date]:
        """All full dates of the page's first rows, both readings of 3/4/2021 among them."""
        rows = [self._text(i)[:300] for i in range(min(len(self.labels), 400)) if i not in self.listed]
        return [d.day for text in rows for us in (False, True) for d in find_days(text, us_order=us)]

    def _ages(self) -> list[Stated]:
        """`2 hours ago` on a page that says when it was fetched."""
        fetched = next(
            (moment for i, look in enumerate(self.sheet.looks) if look.reason == CRAWLED
             and (moment := crawl_time(self._text(i)))), None,
        )  # fmt: skip
        found = []
        for i, label in enumerate(self.labels):
            if fetched and label in ("date", "byline") and i not in self.listed and (i < self.start or i >= self.end):
                age = find_age(self._text(i))
                if age is not None:
                    found.append(Stated(Day((fetched - age).date(), 0, 0), "age", self._span(i)))
        return found

    def _updated_clock(self) -> Span | None:
        """The first `Updated at 17:10` that names no day."""
        rows = (
            i
            for i in sorted(self.heads)
            if (self.heads[i].reason.endswith("clock time") or _UPDATED_AT.search(self._text(i)))
            and i not in self.listed
        )
        return next((self._span(i) for i in rows), None)

    def _authors(self, publisher: str | None) -> tuple[str, ...]:
        """Names once each; a role (`Staff Reporter`) only where nobody is named."""
        names: dict[str, None] = {}
        for i in sorted({*self.heads, *self.bylines} - self.listed):
            source: Byline | Masthead = self.bylines.get(i) or self.heads[i]
            names.update(dict.fromkeys(source.authors))
        masthead = bare(self._text(0)) if self.labels[:1] and self.labels[0] != "byline" else ""
        own = [name for name in names if bare(name) not in (bare(publisher or ""), masthead)]
        named = [name for name in own if not is_role(name)]
        return tuple(named or own[:1])

    def _agencies(self) -> tuple[str, ...]:
        """Carriers in the order of the page: credit lines name them outright, paragraphs by their verbs."""
        known, printed, in_sources = self.sheet.known, list[str](), False
        for i, label in enumerate(self.labels):
            in_sources = in_sources or bool(_SOURCES.match(self._text(i)))
            credit = in_sources or (label in _CREDITS and i not in self.listed)
            if i in self.datelines and (agency := self.datelines[i].agency):
                printed.append(agency)
            elif i in self.datelines and bare(self.datelines[i].text) == bare(self._text(0)):
                printed.append(self._text(0))  # the agency's own page
            if i in self.heads and i not in self.listed:
                printed += self.heads[i].agencies
            if i in self.bylines:
                printed += self.bylines[i].agencies
            if label == "body" and (after := agency_after(self._text(i), known)) is not None:
                closing = self._text(i)[after:]
                if are_agencies(closing, known):
                    printed += agencies_named(closing, known, credit=True)
            if label == "body" and (after := agency_after(self._text(i), known)) is not None:
                printed += re.findall(r"^\W*([A-Z]{3,6})\W*$", self._text(i)[after:])
            if i in self.monitored and self.monitored[i].is_agency:
                printed.append(self.monitored[i].name)
            elif label in ("agency", "byline") and (label == "agency" or i < self.start):
                printed += capitals_credited(self._text(i))
            if self._is_service_line(i):
                printed.append(self._text(i))
            if label == "body" or credit:
                printed += agencies_named(self._text(i), known, page=self.sheet.text, credit=credit)
        return name_agencies(printed, known, self.sheet.text)

    def _is_service_line(self, i: int) -> bool:
        """`Some News Service` right below the byline is the agency whose copy the page carries."""
        below = i > 0 and self.labels[i - 1] == "byline"
        return self.labels[i] == "outlet" and i < self.start and below and bool(_SERVICE.search(self._text(i)))

    def _namings(self) -> list[Naming]:
        """Every name on the page that could be the outlet's, with where it stands."""
        found: list[Naming] = []
        for i, label in enumerate(self.labels):
            within = self.start <= i < self.end and label != "navigation"
            if i in self.mute or label in ("body", "teaser", "caption", "credit") or within or self._is_service_line(i):
                continue
            if self.title and i == self.title.row:
                found += self._names_beside_title(self.title)
            else:
                found += [] if i in self.listed else self._names_in(i, label)
                found += names_in_row(self._text(i), self.sheet.known)
        return found + self._last_resorts()

    def _names_beside_title(self, title: Title) -> list[Naming]:
        text = self._text(title.row)
        before = "" if KEY.match(text) else text[: title.start]
        names = (part.strip(" |:-–—") for part in (before, text[title.end :]))
        return [Naming(name, "masthead") for name in names if name]

    def _names_in(self, i: int, label: str) -> list[Naming]:
        known, text = self.sheet.known, self._text(i)
        if i in self.monitored:
            return [Naming(self.monitored[i].name, "header line")]
        if i in self.heads:
            sure = [Naming(name, "header line") for name in self.heads[i].outlets]
            return sure + [Naming(name, "header name") for name in self.heads[i].names]
        if i in self.bylines:
            return [Naming(name, "byline") for name in self.bylines[i].outlets]
        name = outlet_of_line(text, known) if i < self.start or label == "outlet" else None
        if i >= self.start:
            return [Naming(name, "footer")] if name else []
        if label == "title":
            return []
        if name:
            own = i == 0 and known.outlet(name)
            return [Naming(name, "own masthead" if own else "known outlet" if known.outlet(name) else "masthead")]
        if site := site_name(text):
            return [Naming(site, "first line")]
        unknown = unknown_name(self.sheet, i) if label == "navigation" else None
        if unknown and i == 0:
            again = any(unknown in self._text(j) for j in self._furniture(1))
            return [Naming(unknown, origin) for origin in ("first line", *(["named again"] if again else []))]
        return [Naming(unknown, "footer")] if unknown else []

    def _furniture(self, first: int) -> Iterator[int]:
        """Rows from ``first`` on that are neither text nor headlines."""
        return (i for i in range(first, len(self.labels)) if self.labels[i] not in _NO_FURNITURE)

    def _last_resorts(self) -> list[Naming]:
        head = [self._text(i) for i in range(min(6, self.start)) if not (self.title and i == self.title.row)]
        found = [Naming(office, "office")] if (office := office_of(head)) else []
        if self.datelines and (agency := self.datelines[min(self.datelines)].agency):
            found.append(Naming(agency, "agency copy"))
        for i, label in enumerate(self.labels):
            if label == "body" and (name := house_name(self._text(i))):
                found.append(Naming(name, "house style"))
        return found

    def _image_credit(self) -> str | None:
        for i, label in enumerate(self.labels):
            if label not in ("caption", "credit") or i in self.listed:
                continue
            text = self._text(i)
            if self.sheet.looks[i].reason == "an agency's name alone":
                return text.strip(" .()")
            picture = picture_credit(text, self.sheet.known)
            if picture and picture.credit:
                return picture.credit
            if (after := agency_after(text, self.sheet.known)) is not None:
                return clean(text[after:].strip(" —–-()[]/."))
        return None

    def _tags(self) -> tuple[str, ...]:
        rows = [self._text(i) for i, label in enumerate(self.labels) if label == "tag"]
        subjects = (
            one
            for text in rows
            for subject in split_subjects(text)
            for one in (self._apart(subject, text, alone=len(rows) == 1) if len(rows) <= _MOST_ROWS else [subject])
        )
        return tuple(dict.fromkeys(subjects))

    def _apart(self, subject: str, row: str, *, alone: bool) -> list[str]:
        """`Foreign policyPoland` and `Samoa Tonga` are two subjects where the page tells them apart."""
        words = subject.split()
        if len(words) >= 2 and (subject != row or alone) and row.endswith(subject) and not re.search(r"[,;|/#]", row):
            elsewhere = self.sheet.text[:_NEAR].replace(row, " ")
            if all(re.search(rf"(?<!\w){re.escape(word)}", elsewhere, re.I) for word in words) and not any(
                _stands_in(f"{a} {b}", elsewhere) for a, b in pairwise(words)
            ):
                return words
        m = _GLUED.search(subject)
        if not m or "#" in row or not _stands_in(subject[m.start() :], self.sheet.text[:_NEAR]):
            return [subject]
        return [subject[: m.start()], subject[m.start() :]]

    def _dateline(self) -> str | None:
        if self.datelines:
            return self.datelines[min(self.datelines)].text
        alone = [i for i, head in self.heads.items() if head.place and i < self.start]
        places = [i for i, label in enumerate(self.labels) if label == "dateline" and i < self.start]
        rows = sorted(i for i in {*alone, *places} if not self._is_site_clock(i))
        return self._text(rows[0]).removeprefix("DATELINE:").strip(" .,:-–—") if rows else None

    def _is_site_clock(self, i: int) -> bool:
        """`Stanley, May 12th 2012 - 18:02 UTC` above the headline tells the site's own time."""
        return self.title is not None and i < self.title.row and bool(re.search(r"\d:\d\d", self._text(i)))

    def _teasers(self) -> tuple[str, ...]:
        rows = [self._text(i) for i, label in enumerate(self.labels) if label == "teaser"]
        return tuple(dict.fromkeys(inline_teaser(text) or headline_of(text) for text in without_numbers(rows)))
