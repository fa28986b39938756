"""The headline: which row above the text it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.read.body import Listing
from detente.read.bylines import parse_names
from detente.read.layout import TITLE_TAIL
from detente.read.looks import AGE, PATH, is_sentence, parts_of
from detente.read.names import is_outlet
from detente.read.sheet import HEADLINE_WORDS, Sheet, speaks_to_reader
from detente.read.words import fold, terms

KEY = re.compile(
    r"^(?:#{1,6}|(?:title|headline|subject)\s?:)\s+(?:(?:re|fwd?)\s?:\s+)*(?:\[[^\[\]]{2,40}\]\s+)?(?=\S)", re.I
)
_FACTS = frozenset({"byline", "date", "updated", "dateline", "outlet", "agency"})
_PICTURES = frozenset({"caption", "credit"})
_NAME_BEFORE = re.compile(r"^(?P<name>[^|–—:]{3,40}?)\s(?:\||-|–|—)\s(?=\S)")
_SHOUT = re.compile(r"(?<!\w)[A-Z]{3,}(?!\w)")
_OPEN_ENDS = frozenset("a an and as at but from his its of or that the their was which who with".split())
_MARKS = "•·▪■●[("
LEAST = 1.0
"""A row whose points stay below this is no headline; the page then has none."""

REPEATED = 6.0
"""Points that a row loses which repeats another and adds to it."""

_MOST_REPEATS = 100
"""Rows that are compared with one another at most."""

MARGIN = 3.0
"""Points by which a standfirst may outdo the headline above it."""


@dataclass(frozen=True, slots=True)
class Title:
    """Offsets count within the row's text: a key word before the title and an outlet after it stand outside."""

    row: int
    start: int
    end: int


def choose_title(sheet: Sheet, start: int, listings: list[Listing]) -> Title | None:
    """The row above ``start`` that bears most signs of a headline; ``None`` if none bears enough."""
    absorbed = {i for listing in listings for i in range(listing.heading, listing.end)}
    opening = fold(" ".join(row.text[:600] for row in sheet.rows[start : start + 4]))
    lead = frozenset(word[:n] for word in _long_words(opening) for n in (4, 5))
    points = {
        i: _points(sheet, i, start, lead) - (4.0 if i in absorbed else 0.0) for i in range(min(start, len(sheet)))
    }
    _count_repeats(sheet, points)
    best = max(points, key=lambda i: (points[i], -i), default=None)
    if best is None or points[best] < LEAST:
        return None
    return title_in(sheet, _topmost(sheet, best, points, lead))


def title_in(sheet: Sheet, row: int) -> Title:
    """The headline in a row that holds it: a key word or an outlet before it, and an outlet after it, left out."""
    text = sheet.rows[row].text
    key = KEY.match(text)
    begin = key.end() if key else _end_of_name(sheet, text) or len(text) - len(text.lstrip("^ "))
    if sheet.looks[row].reason == PATH:
        begin = _end_of_path(text)
    return Title(row, begin, _end_of_title(sheet, text))


def _count_repeats(sheet: Sheet, points: dict[int, float]) -> None:
    """What a path ends in, or a caption begins with, is the headline; the path and the caption are not."""
    heads = [i for i in points if points[i] >= LEAST and sheet.rows[i].words >= 4][:_MOST_REPEATS]
    for i in heads:
        for j in heads:
            whole, part = sheet.rows[i].text, sheet.rows[j].text
            longer = sheet.rows[i].words - sheet.rows[j].words
            if whole != part and (whole.endswith(part) or (longer >= 4 and whole.startswith(part + " "))):
                points[i] -= REPEATED


def _topmost(sheet: Sheet, row: int, points: dict[int, float], lead: frozenset[str]) -> int:
    """Of headlines that stand one above the other the first; what follows it is its standfirst."""
    while True:
        above, text = row - 1, sheet.rows[row].text
        while above in points and sheet.looks[above].reason == AGE:
            above -= 1
        if above not in points or not _heads(sheet, above, row):
            return row
        if points[above] < max(LEAST, points[row] - MARGIN) and not is_sentence(text):
            return row
        if not _shared_words(sheet.rows[above].text, lead) and not _shouts(sheet, above, row):
            return row  # a slogan
        row = above


def _shouts(sheet: Sheet, above: int, row: int) -> bool:
    """`VLAD OFF! Envoys booted out`: words in capitals among others, right above a standfirst."""
    text = sheet.rows[above].text
    mixed = _SHOUT.search(text) is not None and any(word.islower() for word in text.split())
    return mixed and sheet.rows[row].gap == 0 and not speaks_to_reader(text)


def _heads(sheet: Sheet, above: int, row: int) -> bool:
    """The row ``above`` is the headline of which ``row`` is the standfirst."""
    text = sheet.rows[above].text
    words = sheet.rows[above].words
    if not sheet.is_headline(above) or text[0] in _MARKS or parse_names(text, sheet.known):
        return False
    signs = speaks_to_reader(text)
    if is_sentence(sheet.rows[row].text) and sheet.rows[row].gap == 0 and words >= 2:
        return signs < 2  # a short headline above a whole sentence
    if words < 4:
        return False
    if sheet.rows[row].gap == 0 or (sheet.opens_block(above) and sheet.closes_block(above)):
        return signs < 2
    return sheet.closes_block(above) and words >= 6 and signs == 0


def _points(sheet: Sheet, i: int, start: int, lead: frozenset[str]) -> float:
    row, look = sheet.rows[i], sheet.looks[i]
    words = row.words
    if look.reason == PATH:
        return 2.0 if len(row.text[_end_of_path(row.text) :].split()) >= 5 else -99.0
    if KEY.match(row.text) and words >= 3:
        return 20.0
    if words > HEADLINE_WORDS + 10 or not any(c.isalpha() for c in row.text):
        return -99.0
    if look.label is not None and not _could_be_headline(sheet, i):
        return -99.0
    points = 3.0 if look.label is None else 0.0
    points += -3.0 if words < 3 else -1.0 if words < 4 else 1.0 if words >= 5 else 0.0
    points += _points_of_place(sheet, i, start)
    points += min(2.5, 0.5 * _shared_words(row.text, lead))
    points -= 4.0 if parse_names(row.text, sheet.known) else 0.0
    points -= 3.0 if row.text.endswith((".", ":", ";", ",")) or row.text[0] in _MARKS or sheet.is_bullet(i) else 0.0
    points -= 6.0 if fold(row.text).rpartition(" ")[2] in _OPEN_ENDS else 0.0
    points -= 3.0 if len(re.findall(r"\d\w|\w\d", row.text)) * 3 > words else 0.0  # codes
    points -= 3.0 if len(parts_of(row.text)) >= 3 else 0.0
    points -= 3.0 if i == 0 and words <= 6 and terms("offices").matches(fold(row.text), longest=6) else 0.0
    points -= 4.0 if _is_path(row.text) or " :: " in row.text else 0.0
    points -= 1.0 * speaks_to_reader(row.text) if look.label is None else 0.0
    points -= 1.0 if words <= 6 and not any(c.islower() for c in row.text) else 0.0
    return points


def _points_of_place(sheet: Sheet, i: int, start: int) -> float:
    """Headlines stand alone, first, or right above byline, date and picture."""
    after = [sheet.looks[j].label for j in range(i + 1, min(start, len(sheet)))]
    alone = sheet.opens_block(i) and sheet.closes_block(i)
    followed = not after or after[0] in _FACTS
    points = 1.5 if i == 0 and (alone or followed) else 0.0
    points += 2.0 if alone else 0.5 if sheet.opens_block(i) else 0.0
    points += 1.5 if followed else 1.0 if after[0] in _PICTURES else 0.0
    points += 1.0 if all(label in _FACTS or label in _PICTURES for label in after) else 0.0
    # Below a headline and its date stands a caption or the text.
    points -= 2.0 * (i > sheet.first_dated)
    # Below a byline stands the text, seldom the headline.
    return points - 2.0 * any(sheet.looks[j].label == "byline" for j in range(i))


def _end_of_path(text: str) -> int:
    """Where the last step of `Home > Pacific > Headline` begins."""
    return max(text.rfind(sign) + 1 for sign in ">»›") + 1


def _is_path(text: str) -> bool:
    """`World | South Korea`: a section and a part of it."""
    first, bar, _ = text.partition("|")
    return bool(bar) and terms("navigation").matches(fold(first), longest=6) is not None


def _shared_words(text: str, lead: frozenset[str]) -> int:
    """Words of four letters or more whose stem opens a word of the text's beginning (``lead``: their openings)."""
    return len({word[:5] for word in _long_words(fold(text)[:300])} & lead)


def _long_words(folded: str) -> list[str]:
    return re.findall(r"\w{4,}", folded)


def _could_be_headline(sheet: Sheet, i: int) -> bool:
    """A headline may look like an outlet's name, a banner, or a request: Title Case and imperatives are common there."""
    row, look = sheet.rows[i], sheet.looks[i]
    if row.words < 4 or row.text.endswith("."):
        return False
    if look.label == "outlet":
        return sheet.known.outlet(row.text) is None
    if look.opens in ("tail", "end", "box"):
        return row.words >= 6
    return look.reason == "running banner" or (
        look.label == "appeal" and look.reason.startswith("opens") and row.words >= 6
    )


def _end_of_name(sheet: Sheet, text: str) -> int:
    """Where the title begins after `Outlet - ` or `Outlet | `; 0 if no outlet stands before it."""
    head = _NAME_BEFORE.match(text)
    long_enough = head and len(text[head.end() :].split()) >= 4
    return head.end() if head and long_enough and is_outlet(head["name"], sheet.known) else 0


def _end_of_title(sheet: Sheet, text: str) -> int:
    """Where the title ends and ` | Outlet` or ` - Outlet` begins."""
    tail = TITLE_TAIL.search(text)
    if not tail or len(text[: tail.start()].split()) < 3:
        return len(text)
    name = text[tail.end() :]
    named = (
        sheet.known.outlet(name)
        or (is_outlet(name, sheet.known) and "|" in tail[0])
        or _stands_elsewhere(sheet, text, name)
    )
    return tail.start() if named else len(text)


def _stands_elsewhere(sheet: Sheet, text: str, name: str) -> bool:
    """The name is a row of the page's furniture, or opens its copyright line."""
    wanted = fold(name)
    return any(
        wanted in fold(row.text)
        for row, look in zip(sheet.rows, sheet.looks, strict=True)
        if row.text != text and len(row.text) < 160 and look.label in ("outlet", "navigation", "date")
    )
