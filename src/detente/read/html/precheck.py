"""What no parser should be shown, found by one pass over the bytes before any parser sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass

LIMIT = 10_000_000
"""Bytes a page may have. A page of a newspaper has a tenth of a million to two millions."""

LONGEST_TAG = 32_768
"""Characters of a tag. A longer one is a picture in its own address, or an attack: 200,000 attributes in one tag
kept every parser that was tried busy for a minute; cut, the same page took 0.2 s."""

DEEPEST = 60
"""Boxes within one another that parsers are shown; pages of newspapers have ten to forty. libxml2 keeps 255 elements
(four to a table) and gives back an empty page past them, and no parser that was tried ends soon on 100,000."""

MOST_TAGS = 300_000
"""Tags of a page that lxml is shown; the front pages of large papers have ten thousand."""

_FLAT = (
    "area base br col command embed hr img input keygen link meta param script source style track wbr circle line path"
    " polygon rect body colgroup dd dt head html li optgroup option p rp rt tbody td tfoot th thead tr"
)
"""Elements that hold nothing, or that the next of their kind closes."""

_ANY = re.compile(r"<[a-zA-Z/]")
_BOX = re.compile(rf"<(/?)(?!(?:{_FLAT.replace(' ', '|')})[\s/>])[a-zA-Z][a-zA-Z0-9-]*+", re.I)
_OPEN = re.compile(r"<(?:(?P<raw>script|style)\b|(?P<comment>!--)|[a-zA-Z/!?])", re.I)
_TO_END = re.compile(r"<[^>=]*+(?:=\s*+(?:\"[^\"]*+\"|'[^']*+')?+[^>=]*+)*+>")
_RAW = re.compile(r"<(?:(?P<raw>script|style)\b|!(?=--))", re.I)
_UNCOMMENT = re.compile(r"--!?>")
_CLOSING = {"script": re.compile(r"</script", re.I), "style": re.compile(r"</style", re.I)}


@dataclass(frozen=True, slots=True)
class Checked:
    """The page's text as parsers may see it. ``flattened``: boxes that were taken away; ``many``: too many tags."""

    text: str
    flattened: int
    many: bool
    notes: tuple[str, ...] = ()


def check(text: str) -> Checked:
    """Cut overlong tags, take away boxes that stand too deep, count tags. Time is linear in the text."""
    text, cut = cut_long_tags(text)
    text, tags, flattened = flatten(text)
    notes = [f"{cut} tags longer than {LONGEST_TAG:,} characters were cut"] if cut else []
    if flattened:
        notes.append(f"{flattened:,} boxes more than {DEEPEST} deep were taken away; the text in them stayed")
    return Checked(text, flattened, tags > MOST_TAGS, tuple(notes))


def cut_long_tags(text: str) -> tuple[str, int]:
    """The page without tags of more than `LONGEST_TAG` characters, and how many there were.

    What stands in scripts and styles is no tag, however long it is.
    """
    out: list[str] = []
    kept, at, cut = 0, 0, 0
    while opened := _OPEN.search(text, at):
        start = opened.start()
        if opened["raw"]:
            closing = _CLOSING[opened["raw"].lower()].search(text, opened.end())
            at = closing.end() if closing else len(text)
        elif opened["comment"]:
            end = text.find("-->", opened.end())
            at = end + 3 if end >= 0 else len(text)
        elif tag := _TO_END.match(text, start, start + LONGEST_TAG):
            at = tag.end()
        elif len(text) - start <= LONGEST_TAG:
            break  # it is not closed, and too short to do harm
        else:
            end = text.find(">", start + LONGEST_TAG)
            at = end + 1 if end >= 0 else len(text)
            out.append(text[kept:start])
            kept, cut = at, cut + 1
    return "".join([*out, text[kept:]]), cut


def flatten(text: str) -> tuple[str, int, int]:
    """The page without the tags of boxes more than `DEEPEST` deep; how many tags it has, how many boxes were deeper."""
    parts = _markup(text)
    tags = sum(len(_ANY.findall(text, *part)) for part in parts)
    if _depth(text, parts) <= DEEPEST:
        return text, tags, 0
    out: list[str] = []
    depth = kept = flattened = 0
    for m in (m for part in parts for m in _BOX.finditer(text, *part)):
        deep = depth > DEEPEST if m[1] else depth >= DEEPEST
        depth = max(0, depth - 1) if m[1] else depth + 1
        if deep and m.start() >= kept:
            whole = _TO_END.match(text, m.start(), m.start() + LONGEST_TAG)
            out.append(text[kept : m.start()])
            kept = whole.end() if whole else m.end()
            flattened += not m[1]
    return "".join([*out, text[kept:]]), tags, flattened


def _markup(text: str) -> list[tuple[int, int]]:
    """Where the page's tags stand: what is not within a script, style or comment."""
    found, at = list[tuple[int, int]](), 0
    while opened := _RAW.search(text, at):
        found.append((at, opened.start()))
        closing = (_CLOSING[opened["raw"].lower()] if opened["raw"] else _UNCOMMENT).search(text, opened.end())
        at = closing.start() if closing else len(text)
    return [*found, (at, len(text))]


def _depth(text: str, parts: list[tuple[int, int]]) -> int:
    """Boxes within one another at most."""
    depth = deepest = 0
    for closing in (closing for part in parts for closing in _BOX.findall(text, *part)):
        if not closing:
            depth += 1
            if depth > deepest:
                deepest = depth
        elif depth:
            depth -= 1
    return deepest
