"""Lists of other stories: which of their rows are headlines, and which are kickers, blurbs and furniture."""

from __future__ import annotations

import re
from itertools import pairwise

from detente.read.body import Listing
from detente.read.looks import is_sentence, strip_mark, subjects_in_row
from detente.read.sheet import Sheet, speaks_to_reader

_INNER_STOP = re.compile(r"[a-z]{2}[.!?]\s+[A-Z]")
_QUOTED_END = re.compile(r"[\"”]\s*$")
_STAMP = re.compile(
    r"\s*(?:[|·•–—-]\s*)?(?:\(?\d{1,2}\s(?:min(?:ute)?s?|hours?|days?)(?:\sago|\sread)?\)?|\d{1,2}\s?(?:[mhdw]|hrs?)(?:\sago)?|\(?\d{1,2}:\d\d\)?)\s*$",
    re.I,
)
_REFERENCE = re.compile(r"^\[\d{1,3}\]\s*")
_LINKED = re.compile(r"^!?\[([^\[\]]{3,300})\]\([^()\s]{1,300}\)$")
_NUMBER = re.compile(r"^\d{1,2}\s{2,4}(?=[^\W\d_])")  # one space alone: "20 killed in landslide"
_COUNTED = re.compile(r"^(\d{1,2})\s(?=[^\W\d_])")
LONGEST_PAIR = 11
"""Words of a headline made of two short sentences ("A village sued its bell. We went to listen.")."""


def label_stories(sheet: Sheet, listing: Listing) -> dict[int, tuple[str, str]]:
    """Label and reason of each row of a list; headlines alone are teasers."""
    marks: dict[int, tuple[str, str]] = {}
    items = []
    furniture = ""
    for i in range(listing.first, listing.end):
        look = sheet.looks[i]
        if look.label is None and subjects_in_row(sheet.rows[i].text, sheet.folded):
            marks[i] = furniture, _ = "tag", "subjects side by side"
            continue
        if look.label is not None and look.label not in ("outlet", "caption") and look.reason != "running banner":
            marks[i] = look.label, look.reason
            furniture = look.label if look.label in ("appeal", "tag") or "copyright" in look.reason else furniture
        elif furniture or (i > listing.first and _list_is_over(sheet, listing, i)):
            furniture = furniture or "navigation"
            marks[i] = ("appeal" if furniture == "appeal" else "navigation"), "after the list of other stories"
        elif speaks_to_reader(sheet.rows[i].text) >= 2 and not sheet.rows[i].text.endswith("?"):
            marks[i] = "appeal", "speaks to the reader"
        else:
            items.append(i)
    kickers = _find_kickers(sheet, items)
    for n, i in enumerate(items):
        if sheet.rows[i].words < 2 or (sheet.rows[i].words < 3 and sheet.rows[i].text.islower()):
            marks[i] = "navigation", "a word alone in a list of other stories"
        elif i in kickers:
            marks[i] = "navigation", "kicker above another story's headline"
        elif _is_blurb(sheet, listing, items, n):
            marks[i] = "navigation", "blurb of another story"
        else:
            marks[i] = "teaser", "headline of another story"
    return marks


def _is_head(sheet: Sheet, i: int) -> bool:
    banner = sheet.looks[i].reason == "running banner"  # "Live: …" heads other stories too
    return sheet.is_headline(i) or (banner and not is_sentence(sheet.rows[i].text))


def headline_of(text: str) -> str:
    """A teaser's headline without number, bullet or age."""
    text = _LINKED.sub(r"\1", _REFERENCE.sub("", strip_mark(text)))
    return _STAMP.sub("", _NUMBER.sub("", text)).strip(" |")


def without_numbers(texts: list[str]) -> list[str]:
    """Rows that count 1, 2, 3 without a stop (`1 Man rescued`), without their numbers; other rows as they are."""
    numbers = [int(m[1]) if (m := _COUNTED.match(text)) else 0 for text in texts]
    in_order = {
        n for n, (a, b) in enumerate(pairwise(numbers)) if (a and b == a + 1) or (a and n and numbers[n - 1] == a - 1)
    }
    in_order |= {n + 1 for n in in_order if n + 1 < len(numbers) and numbers[n + 1] == numbers[n] + 1}
    return [_COUNTED.sub("", text) if n in in_order else text for n, text in enumerate(texts)]


def _list_is_over(sheet: Sheet, listing: Listing, i: int) -> bool:
    """True from the first block on that has another shape, where the list began right under its heading."""
    if sheet.rows[listing.first].gap > 0:
        return False  # the whole page is set in open lines
    blocks = [j for j in range(listing.first + 1, i + 1) if sheet.rows[j].gap > 0]
    if not blocks:
        return False
    first_block = range(listing.first, blocks[0])
    heads = [j for j in first_block if _is_head(sheet, j)]
    one_item = len(heads) == 1 and _is_head(sheet, listing.first)
    if one_item and all(_opens_item(sheet, j) for j in blocks):
        return False
    return not (sheet.is_bullet(listing.first) and all(sheet.is_bullet(j) for j in blocks))


def _opens_item(sheet: Sheet, i: int) -> bool:
    return _is_head(sheet, i) and sheet.rows[i].words >= 4


def _find_kickers(sheet: Sheet, items: list[int]) -> set[int]:
    """One to three words above a headline, where the list has two or more such pairs; or in lower case or in capitals."""
    pairs = [
        a
        for a, b in pairwise(items)
        if sheet.rows[a].words <= 3 and not sheet.is_bullet(a) and _is_head(sheet, b) and sheet.rows[b].words >= 4
    ]
    lower = {i for i in pairs if sheet.rows[i].text[:1].islower()}
    loud = {
        a
        for a, b in pairwise(items)
        if a in pairs and sheet.rows[a].text.isupper() and any(word.islower() for word in sheet.rows[b].text.split())
    }
    return set(pairs) if len(pairs) >= 2 else lower | loud


def _is_blurb(sheet: Sheet, listing: Listing, items: list[int], n: int) -> bool:
    """A sentence under a headline, a row drawn in below it, or one without its list's number or bullet."""
    i = items[n]
    text = sheet.rows[i].text
    if n == 0 or items[n - 1] != i - 1:
        return sheet.is_prose(i) and not _is_pair(text) and not _all_sentences(sheet, items)
    marked = [j for j in items if sheet.is_bullet(j) or _NUMBER.match(sheet.rows[j].text)]
    if items[0] in marked and len(marked) * 2 >= len(items) and i not in marked:
        return True
    if sheet.rows[i].indent > sheet.rows[i - 1].indent + 1 and i not in marked:
        return True
    if i in marked or _is_head(sheet, i):
        return _is_head(sheet, i) and sheet.rows[i].words > 18 and text.endswith("…")
    return not _is_pair(text) and not _all_sentences(sheet, items)


def _is_pair(text: str) -> bool:
    """Two short sentences: a headline of the magazines."""
    return bool(_INNER_STOP.search(text)) and len(text.split()) <= LONGEST_PAIR and not _QUOTED_END.search(text)


def _all_sentences(sheet: Sheet, items: list[int]) -> bool:
    """The outlet sets an end stop after every headline."""
    return not any(_is_head(sheet, i) for i in items)
