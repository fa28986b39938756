"""Where the article begins and ends among the rows of a page, and which rows lists of other stories take up.

A heading such as `Read more` absorbs what follows it, until the article plainly
goes on: two paragraphs in a row, or one too long for a blurb. A heading such as
`Notes to editors` absorbs the rest of the page.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from detente.read.bylines import parse_names
from detente.read.datelines import parse_dateline
from detente.read.dates import find_days
from detente.read.looks import SECTION, parts_of
from detente.read.sheet import SAYS, Sheet, speaks_to_reader

LONG_BLURB = 34
"""Words. The longest blurb under a teaser on the pages looked at had 31."""

_STANDFIRST = 60
"""Words of a standfirst at most."""

GOES_ON = 42
"""Words of two or more paragraphs in a row that show the article to go on after a list."""

SAID_ON = 30
"""The same where one of them says who said it: blurbs seldom do so twice."""

LONGEST_BOX = 6
"""Rows that a box within the article takes up at most."""

_PROSE_WORTH = 60
_PICTURE_COST, _RESUMED_COST, _ROW_COST, _APPEAL_COST, _HEADLINE_COST, _LIST_COST, _CLOSING_COST = 1, 1, 4, 5, 6, 10, 14
"""The article is the run of rows with the highest sum: words of its paragraphs (a paragraph counts
sixty at most) less the cost of each row of another kind. Chosen on the development pages; between half
and twice these figures nothing changes there."""

_BY_READER = re.compile(
    r"\b(?:says:|\d+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago\b)|^(?:reply|report|like)\b"
    r"|\b\d{1,2}:\d\d ?[ap]m$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows ``first`` up to, not including, ``end`` stand under the heading in row ``heading``.

    ``resumed``: the article goes on in row ``end``.
    """

    heading: int
    first: int
    end: int
    kind: str  # "tail", "end" or "box"
    resumed: bool = False


def find_listings(sheet: Sheet) -> list[Listing]:
    """Lists under a heading, in the order of the page, none overlapping."""
    found: list[Listing] = []
    at, begun, ended = 0, 0, False
    total = sum(sheet.rows[i].words for i in range(len(sheet)) if sheet.is_prose(i))
    while at < len(sheet):
        kind = sheet.looks[at].opens
        if sheet.is_prose(at):
            begun += sheet.rows[at].words
        if kind in ("tail", "box") and not begun:
            end = _end_of_block(sheet, at)
        elif kind == "one" and begun:
            end = at + 2 if at + 1 < len(sheet) and sheet.is_headline(at + 1) else at + 1
            kind = "tail"
        elif kind == "tail":
            end = _end_of_tail(sheet, at, ended=ended)
        elif kind == "box":
            end = _end_of_box(sheet, at)
        elif begun * 2 > total and (rows := _unknown_list(sheet, at)):
            found.append(Listing(at, *rows, "tail"))
            at = rows[1]
            continue
        elif (kind == "end" and begun * 2 > total) or (
            kind == "comments" and begun and _comments_follow(sheet, at, begun, total)
        ):
            kind, ended = "end", True
            end = _next_tail(sheet, at)
        else:
            at += 1
            continue
        resumed = end < len(sheet) and bool(begun) and not ended and not sheet.looks[end].opens
        found.append(Listing(at, at + 1, end, kind, resumed))
        at = max(end, at + 1)
    return found


def _unknown_list(sheet: Sheet, at: int) -> tuple[int, int] | None:
    """First row and end of a block of headlines whose heading is none of the usual ones, or that has none.

    Only below the text: within it a block of short lines may be a list of facts.
    """
    apart = sheet.opens_block(at) or not sheet.is_plain(at - 1)
    section = sheet.looks[at].reason == SECTION and sheet.rows[at].words <= 3
    if not apart or not (sheet.is_headline(at) or section):
        return None
    end = at + 1
    while end < len(sheet) and sheet.rows[end].gap == 0 and sheet.is_plain(end):
        end += 1
    heads = [i for i in range(at + 1, end) if _could_be_story(sheet, i)]
    heading = sheet.rows[at].words <= 7 and (
        sheet.rows[at].words <= 4 or not any(c.islower() for c in sheet.rows[at].text)
    )
    if len(heads) < (2 if heading else 3) or any(_goes_on(sheet, at, i) for i in range(end, len(sheet))):
        return None
    return (at + 1 if heading else at), _end_of_tail(sheet, at)


def _could_be_story(sheet: Sheet, i: int) -> bool:
    text = sheet.rows[i].text
    return sheet.is_headline(i) and sheet.rows[i].words >= 3 and not speaks_to_reader(text) and len(parts_of(text)) <= 2


def _end_of_block(sheet: Sheet, heading: int) -> int:
    """Above the article a list ends with its block of lines, or with the headline above byline or date."""
    at = heading + 1
    while at < len(sheet) and sheet.rows[at].gap == 0 and not sheet.is_prose(at):
        if _states_a_fact(sheet, at):
            return max(heading + 1, at - 1)
        at += 1
    return at


def _end_of_tail(sheet: Sheet, heading: int, *, ended: bool = False) -> int:
    """The next heading, or the row in which the article goes on, which it cannot do once it has ``ended``."""
    at = heading + 1
    while at < len(sheet):
        if sheet.looks[at].opens in ("tail", "end", "comments") or (not ended and _goes_on(sheet, heading, at)):
            return at
        at += 1
    return at


def _next_tail(sheet: Sheet, heading: int) -> int:
    rows = range(heading + 1, len(sheet))
    return next((i for i in rows if sheet.looks[i].opens == "tail" or i in sheet.sure), len(sheet))


def _comments_follow(sheet: Sheet, heading: int, begun: int, total: int) -> bool:
    """A reader's name, an age, `says:` or `Reply` in the next rows; or most of the text stands above."""
    near = range(heading + 1, min(len(sheet), heading + 7))
    return any(is_by_reader(sheet.rows[i].text) for i in near) or (bool(near) and begun * 2 > total)


def is_by_reader(text: str) -> bool:
    """A line that a reader's comment has: `Doru says:`, `2 hours ago`, `Reply`."""
    return bool(_BY_READER.search(text[:200]))


def _end_of_box(sheet: Sheet, heading: int) -> int:
    at = heading + 1
    last = min(len(sheet), heading + 1 + LONGEST_BOX)
    while at < last:
        text = sheet.rows[at].text
        prose = sheet.is_prose(at) or (sheet.is_short_sentence(at) and sheet.opens_block(at))
        if sheet.looks[at].opens or (prose and not text.endswith("?") and not speaks_to_reader(text)):
            return at
        at += 1
    return at


def _goes_on(sheet: Sheet, heading: int, at: int) -> bool:
    """True where the article goes on in row ``at`` after a list of other stories."""
    if at in sheet.sure:
        return True
    if not sheet.is_prose(at):
        return False
    count, words = _run_from(sheet, at)
    between = range(heading + 1, at)
    appealed = any(sheet.looks[i].label == "appeal" or "copyright" in sheet.looks[i].reason for i in between)
    if appealed:
        return count >= 3 and words >= 2 * GOES_ON
    first = sheet.rows[at].words
    under_headline = sheet.is_headline(at - 1) and at - 1 > heading and not sheet.opens_block(at)
    if first >= LONG_BLURB and not (under_headline and count == 1):
        return True
    tight = at + 1 < len(sheet) and sheet.rows[at + 1].gap == 0
    enough = SAID_ON if tight and any(SAYS.search(sheet.rows[i].text) for i in (at, at + 1)) else GOES_ON
    if count >= 2 and words >= enough and (tight or not under_headline):
        return True
    if under_headline:
        return False
    # Less will do after a list in a block of its own: a blurb would stand in it.
    first_item = heading + 1 if sheet.rows[heading + 1].gap == 0 else heading + 2
    in_block = at - heading > 1 and all(sheet.rows[i].gap == 0 for i in range(first_item, at))
    blurbs = first_item > heading + 1 and any(
        sheet.kinds[i] in ("prose", "short") and not sheet.is_headline(i) for i in between
    )
    enough_for_one = first >= 16 or (count >= 2 and words >= 16)
    return (
        sheet.opens_block(at)
        and in_block
        and not blurbs
        and enough_for_one
        and not speaks_to_reader(sheet.rows[at].text)
    )


def _run_from(sheet: Sheet, at: int) -> tuple[int, int]:
    """Paragraphs and words of the unbroken run of prose that begins in row ``at``; pictures do not break it."""
    count = words = 0
    while at < len(sheet):
        if sheet.is_prose(at) or (count and sheet.is_short_sentence(at)):
            count += 1
            words += sheet.rows[at].words
        elif sheet.looks[at].label not in ("caption", "credit", "teaser"):
            break
        at += 1
    return count, words


def find_body(sheet: Sheet, listings: list[Listing]) -> tuple[int, int]:
    """First row of the article's text and the row after its last; equal where the page has no prose."""
    costs = {
        i: _RESUMED_COST if listing.resumed else _LIST_COST
        for listing in listings
        for i in range(listing.heading, listing.end)
    }
    best = (0, 0, 0)  # sum, start, end
    start, total = 0, 0
    for i in range(len(sheet)):
        worth = -costs[i] if i in costs else _worth(sheet, i)
        if total <= 0:
            start, total = i, 0
        total += worth
        if worth > 0 and total > best[0]:
            best = (total, start, i + 1)
    _, start, end = best
    while start < end and (start in costs or _worth(sheet, start) <= 0):
        start += 1
    return start, _without_appeals(sheet, start, end, costs.keys())


def find_lead(sheet: Sheet, start: int, end: int) -> int:
    """The row after byline and date where these stand below a standfirst that reads like text; else ``start``.

    A paragraph that opens with a dateline is no standfirst.
    """
    at, words = start, 0
    while at < end and at - start < 2 and sheet.kinds[at] in ("prose", "short"):
        words += sheet.rows[at].words
        at += 1
    if _is_blurb_above_picture(sheet, start, end):
        return start + 1
    lead = start
    while at < end and (_states_a_fact(sheet, at) or sheet.looks[at].label in ("caption", "credit")):
        lead = at + 1
        at += 1
    opens = parse_dateline(sheet.rows[start].text, sheet.known) if lead > start else None
    goes_on = any(sheet.is_prose(i) for i in range(lead, end))
    facts = any(_states_a_fact(sheet, i) for i in range(start, lead))
    return lead if facts and goes_on and not opens and words <= _STANDFIRST else start


def _is_blurb_above_picture(sheet: Sheet, start: int, end: int) -> bool:
    """A standfirst in one block with date or byline above it and a picture's credit below, the text set apart."""
    if not 0 < start < end - 2 or sheet.rows[start].gap > 0 or sheet.rows[start].words > _STANDFIRST:
        return False
    pictured = sheet.looks[start + 1].label in ("caption", "credit") and sheet.rows[start + 1].gap == 0
    prose = [i for i in range(start + 2, end) if sheet.is_prose(i)]
    apart = sum(sheet.opens_block(i) for i in prose) * 3 >= len(prose) * 2
    return bool(prose) and pictured and apart and _states_a_fact(sheet, start - 1)


def _states_a_fact(sheet: Sheet, i: int) -> bool:
    """A byline, or a line with a full date; a name signed under a quotation is neither."""
    text, label = sheet.rows[i].text, sheet.looks[i].label
    if label == "byline":
        return text[0] not in "—–-"
    if label in ("date", "updated"):
        return bool(find_days(text))
    return sheet.kinds[i] == "headline" and parse_names(text, sheet.known) is not None


def _worth(sheet: Sheet, i: int) -> int:
    if sheet.is_prose(i) or i in sheet.summary:
        return min(sheet.rows[i].words, _PROSE_WORTH)
    if sheet.is_short_sentence(i):
        return 2 if speaks_to_reader(sheet.rows[i].text) else min(sheet.rows[i].words, 6)
    if sheet.is_plain(i):
        return 0 if sheet.is_bullet(i) and sheet.rows[i].words >= 6 else -_HEADLINE_COST
    if sheet.looks[i].label in ("caption", "credit", "teaser"):
        return -_PICTURE_COST
    if sheet.looks[i].label in ("agency", "byline", "tag") or "copyright" in sheet.looks[i].reason:
        return -_CLOSING_COST  # seldom does the text go on after these
    return -_APPEAL_COST if sheet.looks[i].label == "appeal" else -_ROW_COST


def _without_appeals(sheet: Sheet, start: int, end: int, absorbed: Collection[int]) -> int:
    """Draw the end in past short rows that speak to the reader."""
    while end - 1 > start:
        last = end - 1
        if last in absorbed or not sheet.is_plain(last):
            end = last
            continue
        signs = speaks_to_reader(sheet.rows[last].text)
        apart = not sheet.is_plain(last - 1) or last - 1 in absorbed
        if sheet.rows[last].words > 25 or SAYS.search(sheet.rows[last].text) or signs < (1 if apart else 2):
            return end
        end = last
    return end
