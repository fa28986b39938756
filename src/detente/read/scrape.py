"""A page of text: every line with its label, and the facts that its furniture states.

The rows are looked at one by one (`looks`), lists of other stories and the
article's own text are found among them (`body`), the headline is chosen
(`title`), and what is left takes its label from where it stands: above the
text, within it, or below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.model import Line, Span
from detente.read.body import Listing, find_body, find_lead, find_listings, is_by_reader
from detente.read.bylines import parse_byline, parse_names
from detente.read.credits import bare_caption
from detente.read.datelines import Dateline
from detente.read.facts import Facts, Labelled
from detente.read.html.outline import Outline
from detente.read.known import Known
from detente.read.layout import Row
from detente.read.looks import agency_after, is_sentence, subjects_in_row
from detente.read.opening import label_place_above, open_report
from detente.read.sheet import MOST_ROWS, SAYS, Mark, Sheet, speaks_to_reader
from detente.read.stories import label_stories
from detente.read.tags import label_loose_tags, label_tag_rows
from detente.read.title import KEY, Title, choose_title, title_in
from detente.read.verdicts import find_headline, judge_rows, weigh

_PULL_QUOTE = re.compile(r"^[\"“].{8,300}[\"”]\s*(?:[–—-]{1,2}\s*)?(?P<who>[A-Z][^.!?]{2,100})$", re.S)
_LIVES = r"(?:is|was|has|covers|covered|reports|writes|works|worked|joined|teaches|contributed)\b"
_SIGNED = re.compile(r"^(?:[—–]|--|-\s)\s*[A-Z]")
_KEYED_STORY = re.compile(
    r"^(?:explainer|in pictures|opinion|analysis|profile|timeline|fact ?check|gallery|interview|comment|q&a)\s?[:|]\s(?=\S+\s\S+\s\S)",
    re.I,
)
CROSSHEAD_WORDS = 12
"""Words of a heading within the text at most."""


@dataclass(frozen=True)
class Page:
    """Lines in the order of the page, and the facts read from them."""

    lines: tuple[Line, ...]
    facts: Facts
    notes: tuple[str, ...] = ()


def label_page(text: str, known: Known, *, together: bool = True) -> Page:
    """Label every line of a page and gather its facts. Offsets count characters of ``text``.

    Every character that is not white space belongs to one line; lines do not overlap. Without ``together`` the rules
    alone decide, as they must where the chain learns from them.
    """
    sheet = Sheet.of(text, known)
    listings = find_listings(sheet)
    start, end = find_body(sheet, listings)
    return _label(sheet, listings, start, end, choose_title(sheet, start, listings), together=together)


def label_outlined(outline: Outline) -> Page:
    """Label every line of a web page, of which markup and extractor tell more than a text can; see `label_page`.

    Where the extractor chose nothing, the page is labelled as a text.
    """
    sheet = outline.sheet
    listings = find_listings(sheet)
    start, end = (outline.start, outline.end) if outline.end else find_body(sheet, listings)
    title = outline.title or choose_title(sheet, start, listings)
    return _label(sheet, listings, start, end, title, outline.apart, outline.mute)


def _label(
    sheet: Sheet,
    listings: list[Listing],
    start: int,
    end: int,
    title: Title | None,
    apart: frozenset[int] = frozenset(),
    mute: frozenset[int] = frozenset(),
    *,
    together: bool = False,
) -> Page:
    """``together``: nothing but the text tells what a row is, so that all rows are judged together."""
    text, known = sheet.text, sheet.known
    lead = find_lead(sheet, start, end)
    marks = _label_rows(sheet, listings, lead, end, title)
    if together:
        judged = judge_rows(sheet, marks)
        row = find_headline(judged, title.row if title else None)
        if row is not None and (title is None or row != title.row):
            title = title_in(sheet, row)
            marks = _label_rows(sheet, listings, lead, end, title)
        signed = max((i for i in range(lead) if sheet.looks[i].label == "byline"), default=0)
        marks = weigh(sheet, marks, judged, headline=row, signed=signed)
        text_rows = [i for i, mark in enumerate(marks) if mark.label == "body"]
        lead, end = (text_rows[0], text_rows[-1] + 1) if text_rows else (lead, end)
    datelines = open_report(sheet, marks, title)
    listed = frozenset(i for listing in listings for i in range(listing.heading, listing.end))
    labelled = Labelled(sheet, tuple(m.label for m in marks), listed, datelines, title, lead, end, apart, mute)
    lines = tuple(
        line for row in sheet.rows for line in _lines_of(text, row, marks[row.index], datelines, title, known)
    )
    long = len(sheet) - MOST_ROWS
    notes = (f"{long:,} lines beyond the first {MOST_ROWS:,} were not read",) if long > 0 else ()
    return Page(lines, labelled.facts(), notes)


def _label_rows(sheet: Sheet, listings: list[Listing], lead: int, end: int, title: Title | None) -> list[Mark]:
    marks = [Mark(look.label or "", look.reason) for look in sheet.looks]
    for listing in listings:
        for i, (label, reason) in _label_listing(sheet, listing).items():
            marks[i] = Mark(label, reason)
    label_tag_rows(sheet, marks)
    if title:
        marks[title.row] = Mark("title", "headline")
    for i, mark in enumerate(marks):
        if mark.label:
            continue
        if i < lead:
            marks[i] = _above(sheet, i, title)
        elif i < end:
            marks[i] = _within(sheet, i, marks)
        else:
            marks[i] = _below(sheet, i)
    label_loose_tags(sheet, marks, end)
    _label_sectioned(sheet, marks, end)
    _label_captions_below_credits(sheet, marks, lead)
    _label_appeals(sheet, marks, lead, end)
    _label_bios(sheet, marks, lead)
    _label_picture_credits(sheet, marks)
    _label_signed_bylines(sheet, marks, lead, title)
    label_place_above(sheet, marks, lead)
    return marks


def _label_listing(sheet: Sheet, listing: Listing) -> dict[int, tuple[str, str]]:
    if listing.kind == "tail":
        return label_stories(sheet, listing)
    stories = _stories_for_comments(sheet, listing)
    reason = "in a box" if listing.kind == "box" else "after the end of the article"
    return {
        i: ("teaser", "headline of another story")
        if i in stories
        else (sheet.looks[i].label or "navigation", sheet.looks[i].reason or reason)
        for i in range(listing.first, listing.end)
    }


def _stories_for_comments(sheet: Sheet, listing: Listing) -> list[int]:
    """Two headlines or more where the heading of comments has no comment under it."""
    rows = range(listing.first, listing.end)
    empty = sheet.looks[listing.heading].opens == "comments" and not any(is_by_reader(sheet.rows[i].text) for i in rows)
    heads = [
        i
        for i in rows
        if empty
        and sheet.is_headline(i)
        and sheet.rows[i].words >= 4
        and "|" not in sheet.rows[i].text
        and not speaks_to_reader(sheet.rows[i].text)
    ]
    return heads if len(heads) >= 2 and heads[-1] - heads[0] == len(heads) - 1 else []


def _above(sheet: Sheet, i: int, title: Title | None) -> Mark:
    """A row above the text that has no looks of its own."""
    text = sheet.rows[i].text
    dated = i > 0 and sheet.looks[i - 1].label == "date" and sheet.rows[i].gap == 0
    if parse_names(text, sheet.known) and (title is None or i > title.row or dated):
        return Mark("byline", "names between headline and text")
    if agency_after(text, sheet.known) is not None:
        return Mark("caption", "closes with a credit")
    if bare_caption(text) and title and i > title.row:
        return Mark("caption", "a sentence without a verb above the text")
    if title and i > title.row and sheet.rows[i].words >= 5 and not speaks_to_reader(text):
        return Mark("title", "standfirst")
    return Mark("navigation", "above the text")


def _within(sheet: Sheet, i: int, marks: list[Mark]) -> Mark:
    """A row among the article's paragraphs."""
    row = sheet.rows[i]
    if i in sheet.summary:
        return Mark("body", "summary")
    after = agency_after(row.text, sheet.known)
    if after is not None and not any(m.label == "body" for m in marks[:i]) and bare_caption(row.text[:after].strip()):
        return Mark("caption", "a sentence without a verb that closes with a credit")
    if _is_pull_quote(sheet, i):
        return Mark("caption", "a quotation set apart")
    if sheet.is_prose(i) or sheet.is_short_sentence(i):
        alone = sheet.opens_block(i) and sheet.closes_block(i)
        if alone and bare_caption(row.text) and not sheet.is_bullet(i):
            return Mark("caption", "a sentence without a verb")
        return Mark("body", "paragraph")
    if row.words <= CROSSHEAD_WORDS and not sheet.is_bullet(i) and _is_crosshead(sheet, i, marks):
        return Mark("title", "heading within the text")
    return Mark("body", "paragraph without an end stop")


def _is_pull_quote(sheet: Sheet, i: int) -> bool:
    """`"Words." - Somebody`, or a row without an end stop above `— Somebody`."""
    text = sheet.rows[i].text
    m = _PULL_QUOTE.match(text[:500])
    if m and not SAYS.search(m["who"]) and len(m["who"].split()) <= 14 and not is_sentence(m["who"]):
        return True
    below = sheet.rows[i + 1].text if i + 1 < len(sheet) else ""
    signed = bool(_SIGNED.match(below)) and sheet.looks[i + 1].label == "byline" if below else False
    return signed and not is_sentence(text)


def _is_crosshead(sheet: Sheet, i: int, marks: list[Mark]) -> bool:
    """The paragraph above is complete, and the row begins as a heading does."""
    first = sheet.rows[i].text.lstrip("\"'“‘#*▪■• ")[:1]
    if not (first.isupper() or first.isdigit()):
        return False
    above = next((j for j in range(i - 1, -1, -1) if marks[j].label in ("body", "title")), None)
    return above is None or marks[above].label == "title" or is_sentence(sheet.rows[above].text)


def _below(sheet: Sheet, i: int) -> Mark:
    """A row below the text that has no looks of its own."""
    text = sheet.rows[i].text
    if subjects_in_row(text, sheet.folded):
        return Mark("tag", "subjects side by side")
    if speaks_to_reader(text):
        return Mark("appeal", "speaks to the reader")
    if _KEYED_STORY.match(text) and sheet.is_headline(i):
        return Mark("teaser", "kind and headline of another story")
    return Mark("navigation", "below the text")


def _label_sectioned(sheet: Sheet, marks: list[Mark], end: int) -> None:
    """Below the text: two headlines or more, each under the name of its section in capitals."""
    heads = [
        i
        for i in range(end + 1, len(marks))
        if marks[i].reason == "below the text"
        and sheet.is_headline(i)
        and sheet.rows[i].words >= 4
        and not speaks_to_reader(sheet.rows[i].text)
        and sheet.rows[i - 1].text.isupper()
        and sheet.rows[i - 1].words <= 3
        and marks[i - 1].label == "navigation"
    ]
    for i in heads if len(heads) >= 2 else ():
        marks[i] = Mark("teaser", "headline under its section's name")


def _label_appeals(sheet: Sheet, marks: list[Mark], start: int, end: int) -> None:
    """What stands in one block with an appeal belongs to it, on a page whose paragraphs stand apart."""
    prose = [i for i in range(start, end) if marks[i].label == "body"]
    apart = sum(sheet.opens_block(i) for i in prose) * 3 >= len(prose) * 2
    for i in range(1, len(marks)):
        follows = sheet.rows[i].gap == 0 and marks[i - 1].label == "appeal"
        follows = follows and agency_after(sheet.rows[i].text, sheet.known) is None
        if (
            follows
            and apart
            and sheet.is_plain(i)
            and marks[i].label in ("body", "navigation", "title")
            and marks[i].reason != "headline"
        ):
            marks[i] = Mark("appeal", "in one block with an appeal")


def _label_bios(sheet: Sheet, marks: list[Mark], start: int) -> None:
    """`Jane Roe covers diplomacy for …` as one of the last rows, where Jane Roe signed the page."""
    signed = (parse_byline(sheet.rows[i].text, sheet.known) or parse_names(sheet.rows[i].text, sheet.known)
              for i in range(start) if marks[i].label == "byline")  # fmt: skip
    names = [name for byline in signed if byline for name in (*byline.authors, *byline.outlets) if " " in name]
    body = [i for i, mark in enumerate(marks) if mark.label == "body"]
    for i in (*body[:1], *body[-3:]):
        if any(
            re.match(re.escape(name) + r"(?:['’]s(?:\s\w+){1,3})?,?\s" + _LIVES, sheet.rows[i].text) for name in names
        ):
            marks[i] = Mark("byline", "about the author")


def _label_picture_credits(sheet: Sheet, marks: list[Mark]) -> None:
    """An agency's name right above or below a caption is the picture's."""
    for i, mark in enumerate(marks):
        if mark.label != "agency" or sheet.looks[i].reason != "an agency's name alone":
            continue
        above = i > 0 and sheet.rows[i].gap == 0 and marks[i - 1].label in ("caption", "credit")
        below = i + 1 < len(marks) and sheet.rows[i + 1].gap == 0 and marks[i + 1].label in ("caption", "credit")
        if above or below:
            marks[i] = Mark("credit", "an agency's name beside a caption")


def _label_signed_bylines(sheet: Sheet, marks: list[Mark], lead: int, title: Title | None) -> None:
    """`Paola Roe / EFE` alone between headline and text, where nobody else signs and no picture is described."""
    labels = {mark.label for mark in marks[:lead]}
    if title is None or labels & {"byline", "caption"}:
        return
    for i in range(title.row + 1, lead):
        alone = sheet.opens_block(i) and sheet.closes_block(i)
        if marks[i].label == "credit" and alone and " / " in sheet.rows[i].text:
            if parse_names(sheet.rows[i].text, sheet.known):
                marks[i] = Mark("byline", "a name with its agency alone")


def _label_captions_below_credits(sheet: Sheet, marks: list[Mark], lead: int) -> None:
    """Above the text, what stands right below a picture's credit is its caption."""
    for i in range(1, lead):
        above = marks[i - 1].label == "credit" and sheet.rows[i].gap == 0
        above = above and not parse_names(sheet.rows[i].text, sheet.known)
        if above and sheet.is_plain(i) and marks[i].reason != "headline" and sheet.rows[i].words >= 4:
            marks[i] = Mark("caption", "below a picture's credit")


def _before_title(text: str) -> Mark:
    return Mark("navigation", "key word") if KEY.match(text) else Mark("outlet", "before the headline")


def _lines_of(
    text: str, row: Row, mark: Mark, datelines: dict[int, Dateline], title: Title | None, known: Known
) -> list[Line]:
    """The row as one line, or as its parts: dateline, text, agency; key word, headline, outlet."""
    if mark.label == "body":
        first, last = row.start, row.end
        if row.index in datelines:
            first = row.start + datelines[row.index].body
        if (after := agency_after(row.text, known)) is not None and row.start + after > first:
            last = row.start + after
        parts = [
            (Span.cut(text, row.start, first), Mark("dateline", "opens the paragraph")),
            (Span.cut(text, first, last), mark),
            (Span.cut(text, last, row.end), Mark("agency", "closes the paragraph")),
        ]
    elif title and row.index == title.row and (title.start > 0 or title.end < len(row.text)):
        parts = [
            (Span.cut(text, row.start, row.start + title.start), _before_title(row.text)),
            (Span.cut(text, row.start + title.start, row.start + title.end), mark),
            (Span.cut(text, row.start + title.end, row.end), Mark("outlet", "follows the headline")),
        ]
    else:
        parts = [(Span(row.start, row.end, row.text), mark)]
    return [Line(span, m.label, m.reason) for span, m in parts if span.text]
