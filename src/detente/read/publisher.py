"""Who published the page: known outlets, names in mastheads, offices, and what footers and appeals call the outlet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.read.known import Known, bare
from detente.read.looks import parts_of
from detente.read.names import is_outlet, outlet_and_city, outlet_before_slogan, proper_case, without_issue
from detente.read.sheet import Sheet
from detente.read.words import fold, terms

_WORD = r"[A-Z0-9][\w'’&-]*(?:\.\w[\w'’&-]*)*"
_NAME = rf"(?P<name>(?:The\s|the\s)?{_WORD}(?:\s(?:of|the|de|del|da|and|&|{_WORD})){{0,5}})"
_ASKS = re.compile(
    r"^\W{0,3}(?:support|donate to|subscribe to|join|follow|download|read|get|about|why you can trust"
    r"|become a (?:member|supporter) of)\s"
    + _NAME
    + r"(?:['’]s\b|\s?[!.:]|\son\s|\sapp\b|\snewsletter|\swhatsapp|\stelegram|$)"
    r"|^(?:your (?:donation|contribution|support|gift|subscription) to\s)" + _NAME.replace("name", "gift"),
    re.I,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright\b)\W{0,3}(?:\(c\)\s|©\s)?(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?,?\s)?(?:by\s)?"
    + _NAME,
    re.I,
)
_RIGHTS_FIRST = re.compile(r"^" + _NAME + r"\s(?:©|\(c\)|copyright\b|group\b|newspapers\b|media\b)", re.I)
_CREDIT = re.compile(
    r"^this (?:article|story|report) (?:was|is|has been) (?:originally |first )*published (?:by|in|on)\s" + _NAME
)
_SITE = re.compile(
    r"^"
    + _NAME
    + r"\s(?:website|app|newsletter|is (?:not responsible|edited|published|owned|run|a member)|bears no|reserves)\b"
)
_FROM = re.compile(
    r"^\W{0,2}(?:(?:first )?published in|source|via|published by|publisher)\s?:\s?" + _NAME + r"\W*$", re.I
)
_SPECIAL = re.compile(r"^(?:special|exclusive) to " + _NAME + r"\W*$", re.I)
_HOUSE = re.compile(
    r"^(?P<name>(?:The\s)?[A-Z][\w’']+(?:\s[A-Z][\w’']+){0,3}) (?:has|have) (?:learned|learnt|seen|obtained)\b"
)
_RIGHTS_WORDS = re.compile(
    r"\W+(?:all rights.*|ltd.*|inc.*|llc.*|plc.*|group.*|media group.*|reproduction.*|cookie.*|terms.*|privacy.*"
    r"|contact.*|limited.*)$",
    re.I | re.S,
)
_SURPLUS = re.compile(
    r"(?:\s(?:online archive|archives?|online edition|homepage|home page|website|web edition|e-?paper))+$", re.I
)
_IN_BRACKETS = re.compile(r"\s\([A-Z]{2,8}\)$")
_LANGUAGE = re.compile(r"\sEnglish$")
_EDITION = re.compile(
    r"\s(?:in\s)?(?:English|Eng|International|Online|Mobile|Digital)(?:\s(?:Edition|Service|Version))?$", re.I
)
_SMALL = frozenset({"of", "the", "and", "de", "&", "la", "del"})
_SMALL_AT_HEAD = _SMALL | {"from", "on", "in", "for", "to", "with", "a", "at"}
_COINED = re.compile(r"[A-Z][a-z]{1,12}(?:[A-Z][a-z]{2,12}){1,2}|[A-Z][a-z]{2,12}\d{1,3}")
_STEP = re.compile(r"\s?[/>»›]")
_CODE = re.compile(r"\d{3}|[A-Za-z]\d|\d[A-Za-z]")

WEIGHTS = {
    "header line": 6.0,
    "own masthead": 6.0,
    "known outlet": 5.0,
    "masthead": 4.0,
    "byline": 2.5,
    "copyright line": 3.0,
    "appeal": 2.5,
    "office": 4.0,
    "header name": 2.0,
    "first line": 2.0,
    "named again": 2.0,
    "footer": 1.5,
    "agency copy": 1.0,
    "house style": 0.5,
}
"""Points of a name by where it stands; the same name in two places has the points of both."""

_NOBODY = frozenset({"agencies", "newsagencies", "agency", "wires", "wirereports", "staff"})
_LAND = re.compile(
    r"^(?:of )?(?:the )?(?:\w+ ){0,2}(?:republic|kingdom|state|federation|commonwealth|union|government) of (?:the )?"
    r"(?P<land>[\w .'-]{3,40})$"
)
AGENCY_SHARE = 0.2
"""An agency's name counts this much: it stands in the masthead of the outlets that carry it, too."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A name met on the page that may be the outlet's, and where it stood."""

    name: str
    origin: str


def choose_publisher(namings: Iterable[Naming], known: Known) -> str | None:
    """The name with the most points, as the page prints it; ``None`` if nothing names the outlet."""
    points: dict[str, float] = defaultdict(float)
    forms: dict[str, list[str]] = defaultdict(list)
    for naming in namings:
        key = bare(naming.name)
        if key and key not in _NOBODY:
            points[key] += WEIGHTS[naming.origin] * (
                1.0 if naming.origin == "own masthead" or not known.agency(naming.name) else AGENCY_SHARE
            )
            forms[key].append(naming.name)
    if not points:
        return None
    best = max(points, key=lambda key: points[key])  # the first of equals stands higher on the page
    return _best_form(forms[best], known)


def _best_form(forms: list[str], known: Known) -> str:
    printed = next((f for f in forms if not f.isupper()), None)
    if printed is None:
        return known.outlet(forms[0]) or proper_case(forms[0])
    return printed


def names_in_row(text: str, known: Known) -> Iterator[Naming]:
    """What one row of furniture says of the outlet: appeals, copyright lines, footers."""
    if len(text) > 300:
        return
    for pattern, origin in (
        (_COPYRIGHT, "copyright line"),
        (_CREDIT, "footer"),
        (_FROM, "footer"),
        (_SPECIAL, "footer"),
        (_SITE, "footer"),
        (_RIGHTS_FIRST, "footer"),
        (_ASKS, "appeal"),
    ):
        m = pattern.search(text)
        if not m:
            continue
        name = (m["name"] or m["gift"]) if origin == "appeal" else m["name"]
        name = _trim(name)
        if pattern is _FROM and known.agency(name):
            continue  # whose copy it is
        if name and (is_outlet(name, known) or (origin == "copyright line" and len(name) > 3)):
            yield Naming(name, origin)


def _trim(name: str) -> str:
    name = re.sub(r"['’]s$", "", _RIGHTS_WORDS.sub("", name)).strip(" .,|-–—")
    return "" if fold(name) in terms("navigation").whole else name


def outlet_of_line(text: str, known: Known) -> str | None:
    """The outlet's name in a masthead line, slogan and menu left out; ``None`` if there is none."""
    text = without_issue(text)
    if name := outlet_and_city(text, known) or outlet_before_slogan(text, known):
        return _LANGUAGE.sub("", name) if is_outlet(_LANGUAGE.sub("", name), known) else name
    if (edition := _EDITION.sub("", text.strip())) != text.strip() and (known.agency(edition) or known.outlet(edition)):
        return edition
    shorter = _LANGUAGE.sub("", text.strip())
    if shorter != text.strip() and is_outlet(shorter, known):
        return shorter
    for part in (text, *parts_of(text)[:1]):
        name = part.strip(" .,|-–—:*_#")
        if is_outlet(name, known):
            return _SURPLUS.sub("", name) if not known.outlet(name) else name
        short = _SURPLUS.sub("", name)
        if short != name and short and is_outlet(short, known):
            return short
    return None


def office_of(rows: list[str]) -> str | None:
    """The office that issues a statement, from the first lines of its page; ``None`` if they name none.

    A state above an office is added to it: `REPUBLIC OF X` and `Office of Y` are the `Office of Y of X`.
    """
    state = ""
    for n, text in enumerate(rows):
        folded = fold(text)
        if terms("offices_minor").matches(folded, longest=8):
            continue
        if terms("offices").matches(folded, longest=9) and not re.search(r"[.!?;]$", text):
            name = proper_case(text) if text.isupper() else text.strip(" .,")
            below = _LAND.match(fold(rows[n + 1])) if n + 1 < len(rows) else None
            state = _land(below["land"]) if below and fold(rows[n + 1]).startswith("of ") else state
            return (
                f"{name} of {state}" if state and bare(state) not in bare(name) and " of " + state not in name else name
            )
        if m := _LAND.match(folded):
            state = _land(m["land"])
    return None


def _land(folded: str) -> str:
    return " ".join(w.capitalize() if w not in ("of", "and", "the") else w for w in folded.split())


def unknown_name(sheet: Sheet, i: int) -> str | None:
    """A name in capitals or title case on a row of its own, when no list and no newspaper's word vouches for it.

    The page's first row may be a word alone if it is no common one: `AidBrief`, `Sava92`.
    """
    row = sheet.rows[i]
    parts = parts_of(row.text.replace(" :: ", " | ")) if i == 0 else []
    text = parts[0] if parts else row.text
    name = _IN_BRACKETS.sub("", text).strip(" .,|-–—")
    tokens = name.split()
    if (
        not 1 <= len(tokens) <= 6
        or not sheet.is_plain(i)
        or re.search(r"[.!?:;,|\"“”@#]", name)
        or re.search(r"\S\s{2,}\S", name)
    ):
        return None
    small = _SMALL_AT_HEAD if i == 0 else _SMALL
    if not all(t[0].isupper() or t[0].isdigit() or t.lower() in small for t in tokens):
        return None
    if i == 0 and _COINED.fullmatch(name):
        return name
    sections = sum(terms("navigation").matches(fold(t), longest=1) is not None for t in tokens)
    if sections >= 2 and sections * 2 >= len(tokens):
        return None  # a menu
    if _CODE.search(name) or (len(tokens) == 1 and (_in_menu(sheet, i) or _named(sheet, name) < 2)):
        return None
    return name


def _in_menu(sheet: Sheet, i: int) -> bool:
    """Rows of one to three words stand right above and below."""
    around = [sheet.rows[j] for j in (i - 1, i + 1) if 0 <= j < len(sheet)]
    return len(around) == 2 and all(row.words <= 3 for row in around) and sheet.rows[i].gap == around[1].gap == 0


def _named(sheet: Sheet, name: str) -> int:
    """How often the page has the name, steps of a path within the site left out."""
    places = re.finditer(rf"(?<!\w){re.escape(fold(name))}(?!\w)", sheet.folded)
    return sum(not _STEP.match(sheet.folded, m.end()) for m in places)


def house_name(text: str) -> str | None:
    """`The Lantern has learned that …`: an outlet speaking of itself."""
    m = _HOUSE.match(text)
    return m["name"] if m else None
