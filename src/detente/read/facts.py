"""The facts of a page, gathered from its labelled rows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.model import Span
from detente.read.agencies import agencies_named, name_agencies
from detente.read.bylines import Byline, parse_byline, parse_names
from detente.read.credits import picture_credit
from detente.read.datelines import Dateline
from detente.read.dates import find_days
from detente.read.looks import inline_teaser, split_subjects
from detente.read.masthead import Masthead, parse_masthead
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
from detente.read.stories import headline_of
from detente.read.title import Title

Label = tuple[str, str]
_CREDITS = frozenset({"agency", "byline", "date", "dateline", "updated"})
_SOURCES = re.compile(r"^(?:sources?|references)\W*$", re.I)
_SIGN_OFF = re.compile(r"^[—–-]{1,2}\s*(?=by\b|from\b|our\b)", re.I)


@dataclass(frozen=True)
class Facts:
    """What the page states of itself; empty or ``None`` where it does not."""

    title: str | None = None
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


def gather(
    sheet: Sheet,
    labels: list[Label],
    datelines: dict[int, Dateline],
    title: Title | None,
    start: int,
    end: int,
) -> Facts:
    """Facts of a labelled page. ``start`` and ``end`` are the rows between which its text stands."""
    us_order = is_us_order(sheet.text)
    heads = {i: h for i in _furniture(labels) if (h := parse_masthead(sheet.rows[i].text, sheet.known, us_order=us_order))}
    bylines = _bylines(sheet, labels, title, start, end)
    agencies = _agencies(sheet, labels, datelines, heads, bylines)
    span = _title_span(sheet, title)
    return Facts(
        title=span.text if span else None,
        title_span=span,
        stated=tuple(_stated(sheet, labels, heads, datelines, start, end, us_order)),
        updated_clock=_updated_clock(sheet, labels, heads),
        publisher=choose_publisher(_namings(sheet, labels, heads, bylines, datelines, title, start, end), sheet.known),
        authors=_authors(heads, bylines, labels),
        agencies=agencies,
        image_credit=_image_credit(sheet, labels),
        tags=_tags(sheet, labels),
        dateline=_dateline(sheet, datelines, heads, start),
        teasers=_teasers(sheet, labels),
    )


def _furniture(labels: list[Label]) -> list[int]:
    return [i for i, (label, _) in enumerate(labels) if label not in ("body", "teaser", "title", "caption", "credit")]


def _in_list(label: Label) -> bool:
    return "story" in label[1] or "stories" in label[1] or label[1] == "after the end of the article"


def _title_span(sheet: Sheet, title: Title | None) -> Span | None:
    if title is None:
        return None
    row = sheet.rows[title.row]
    return Span.cut(sheet.text, row.start + title.start, row.start + title.end)


def _stated(
    sheet: Sheet,
    labels: list[Label],
    heads: dict[int, Masthead],
    datelines: dict[int, Dateline],
    start: int,
    end: int,
    us_order: bool,
) -> list[Stated]:
    found = []
    for i, row in enumerate(sheet.rows):
        label, reason = labels[i]
        if label in ("teaser", "caption", "credit", "title", "tag") or _in_list(labels[i]):
            continue
        span = Span(row.start, row.end, row.text)
        if i in datelines:
            days = find_days(datelines[i].text, us_order=us_order)
            span = Span.cut(sheet.text, row.start, row.start + datelines[i].end)
            found += [Stated(d, "dateline", span) for d in days]
        elif i in heads:
            origin = "dateline" if heads[i].place else "header line" if i < start else "footer" if i >= end else None
            found += [Stated(d, origin, span) for d in heads[i].days if origin]
        elif label in ("byline", "outlet", "agency") and (i < start or i >= end):
            found += [Stated(d, "byline", span) for d in find_days(row.text, us_order=us_order)]
        elif label in ("date", "updated") and start <= i < end:
            continue  # an entry of a running report
    return found


def _updated_clock(sheet: Sheet, labels: list[Label], heads: dict[int, Masthead]) -> Span | None:
    """The first `Updated at 17:10` that names no day."""
    rows = (sheet.rows[i] for i in sorted(heads) if heads[i].reason.endswith("clock time") and not _in_list(labels[i]))
    return next((Span(row.start, row.end, row.text) for row in rows), None)


def _bylines(sheet: Sheet, labels: list[Label], title: Title | None, start: int, end: int) -> dict[int, Byline]:
    """Bylines above the text, and sign-offs right below it; those within lists and quotations are not the page's own."""
    found = {}
    for i, (label, _) in enumerate(labels):
        if label not in ("byline", "agency") or _in_list(labels[i]):
            continue
        text = sheet.rows[i].text
        if i >= start:
            signed = _SIGN_OFF.sub("", text) if i >= end else text
            if start <= i < end or not (_SIGN_OFF.match(text) or parse_byline(text, sheet.known)):
                continue
            text = signed
        byline = parse_byline(text, sheet.known) or parse_names(text, sheet.known)
        if byline:
            found[i] = byline
    return found


def _authors(heads: dict[int, Masthead], bylines: dict[int, Byline], labels: list[Label]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for i in sorted({*heads, *bylines}):
        if _in_list(labels[i]):
            continue
        source = bylines.get(i) or heads[i]
        names.update(dict.fromkeys(source.authors))
    return tuple(names)


def _agencies(
    sheet: Sheet,
    labels: list[Label],
    datelines: dict[int, Dateline],
    heads: dict[int, Masthead],
    bylines: dict[int, Byline],
) -> tuple[str, ...]:
    """Carriers in the order of the page: credit lines name them outright, paragraphs by their verbs."""
    known, printed, in_sources = sheet.known, list[str](), False
    for i, row in enumerate(sheet.rows):
        label = labels[i][0]
        in_sources = in_sources or bool(_SOURCES.match(row.text))
        credit = in_sources or (label in _CREDITS and not _in_list(labels[i]))
        if i in datelines and (agency := datelines[i].agency):
            printed.append(agency)
        if i in heads:
            printed += heads[i].agencies
        if i in bylines:
            printed += bylines[i].agencies
        if label == "body" or credit:
            printed += agencies_named(row.text, known, page=sheet.text, credit=credit)
    return name_agencies(printed, known, sheet.text)


def _namings(
    sheet: Sheet,
    labels: list[Label],
    heads: dict[int, Masthead],
    bylines: dict[int, Byline],
    datelines: dict[int, Dateline],
    title: Title | None,
    start: int,
    end: int,
) -> list[Naming]:
    known, found = sheet.known, []
    for i, row in enumerate(sheet.rows):
        label, reason = labels[i]
        if label in ("body", "teaser", "caption", "credit") or (start <= i < end and label != "navigation"):
            continue
        if title and i == title.row:
            tail = row.text[title.end :].strip(" |:-–—")
            found += [Naming(tail, "masthead")] if tail else []
            continue
        if i in heads and not _in_list(labels[i]):
            found += [Naming(name, "header line") for name in heads[i].outlets]
        elif i in bylines:
            found += [Naming(name, "byline") for name in bylines[i].outlets]
        elif i < start and label != "title":
            found += _head_names(sheet, i, label)
        found += names_in_row(row.text, known)
    found += _last_resorts(sheet, labels, datelines, title, start)
    return found


def _head_names(sheet: Sheet, i: int, label: str) -> list[Naming]:
    row, known = sheet.rows[i], sheet.known
    name = outlet_of_line(row.text, known)
    if name:
        return [Naming(name, "known outlet" if known.outlet(name) else "masthead")]
    if label == "navigation" and (name := unknown_name(sheet, i)):
        return [Naming(name, "first line" if i == 0 else "footer")]
    return []


def _last_resorts(
    sheet: Sheet, labels: list[Label], datelines: dict[int, Dateline], title: Title | None, start: int
) -> list[Naming]:
    head = [row.text for i, row in enumerate(sheet.rows[:start]) if not (title and i == title.row)]
    found = []
    if office := office_of(head[:6]):
        found.append(Naming(office, "office"))
    for line in list(datelines.values())[:1]:
        if line.agency:
            found.append(Naming(line.agency, "agency copy"))
    for i, (label, _) in enumerate(labels):
        if label == "body" and (name := house_name(sheet.rows[i].text)):
            found.append(Naming(name, "house style"))
    return found


def _image_credit(sheet: Sheet, labels: list[Label]) -> str | None:
    for i, row in enumerate(sheet.rows):
        if labels[i][0] in ("caption", "credit") and not _in_list(labels[i]):
            picture = picture_credit(row.text, sheet.known)
            if picture and picture.credit:
                return picture.credit
    return None


def _tags(sheet: Sheet, labels: list[Label]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for i, row in enumerate(sheet.rows):
        if labels[i][0] == "tag":
            found.update(dict.fromkeys(split_subjects(row.text)))
    return tuple(found)


def _dateline(sheet: Sheet, datelines: dict[int, Dateline], heads: dict[int, Masthead], start: int) -> str | None:
    if datelines:
        return datelines[min(datelines)].text
    alone = [i for i, head in heads.items() if head.place and i < start]
    return sheet.rows[alone[0]].text if alone else None


def _teasers(sheet: Sheet, labels: list[Label]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for i, row in enumerate(sheet.rows):
        if labels[i][0] == "teaser":
            found.setdefault(inline_teaser(row.text) or headline_of(row.text), None)
    return tuple(found)
