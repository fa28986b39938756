"""Lines of a page's head that hold date, outlet, agency or author between signs.

``Tuesday 5 January 2016 | Meridian Paper | A. Author, Some City`` is one line
with four facts; each part is judged by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from detente.read.bylines import Byline, parse_byline, parse_names
from detente.read.dates import AGO, CLOCK, Day, find_days
from detente.read.known import Known
from detente.read.names import is_outlet, is_place
from detente.read.words import fold, terms

_SPLIT = re.compile(r"\s*[|·•∙\x1f]\s*|\s{2,}|\t+|\s+[-–—]\s+|\s*[–—]\s*$")
_FROM = re.compile(
    r"^(?:(?:first\s)?published (?:in|by|on)|from|source|sources|by|agency"
    r"|via)\s?:?\s+(?:the\s(?=[A-Z]))?(?P<name>\S.*?)(?:\son)?$",
    re.I,
)
_EMPTY_UPDATE = re.compile(
    r"^\W{0,2}(?:last\s)?(?:updated|modified)(?:\s(?:on"
    r"|at))?\s?:?\W*(?P<clock>\d{1,2}[:.h]\d\d(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{1,4})?)?\W*$",
    re.I,
)
_EMPTY_DATE = re.compile(r"^\W{0,2}(?:published|posted|date|issued|first published)(?:\son)?\s?:?\W*$", re.I)
_TEMPLATE = re.compile(r"\{\{[^{}]{0,80}\}\}")
_PLACE_AGENCY = re.compile(r"^(?P<place>[A-Z][A-Z .]{2,30}?)\s?[-–—/]\s?(?P<agency>[A-Z][\w .’'-]{2,40})$")
_DOMAIN_OF = re.compile(r"^(?P<name>[A-Z][A-Za-z]{2,20})\.[a-z]{2,4}(?:\s\([A-Za-z]{2}\)?)?$")
_SECTION = re.compile(r"^(?:in|under)\s[\w &]{2,30}?(?:\sby\s\w+)?$", re.I)
_SMALL = frozenset({"of", "the", "and"})
_WITH_OUTLET = re.compile(r"^(?P<name>[^()]{5,50})\s\((?P<outlet>[^()]{3,50})\)?$")
_ACRONYM = re.compile(r"[A-Z]{2,4}$")


@dataclass(frozen=True, slots=True)
class Masthead:
    """Facts of one line. ``label`` is the line's; ``place`` marks a dateline that stands alone."""

    label: str
    reason: str
    days: tuple[Day, ...] = ()
    outlets: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # could be an outlet's, as nothing else fits
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    place: str | None = None


def parse_masthead(text: str, known: Known, *, us_order: bool = False) -> Masthead | None:
    """Read a line of the page's head or foot; ``None`` if it is prose or holds no date."""
    if len(text) > 200:
        return None
    text = _TEMPLATE.sub(lambda m: " " * len(m[0]), text)
    if m := _PLACE_AGENCY.match(text):
        if known.agency(m["agency"]):
            return Masthead("dateline", "place and agency", agencies=(m["agency"],), place=m["place"])
    if m := _EMPTY_UPDATE.match(text):
        return Masthead("updated", "`updated` and a clock time" if m["clock"] else "`updated` without a day")
    if _EMPTY_DATE.match(text):
        return Masthead("date", "a date's key word alone")
    days = find_days(text, us_order=us_order)
    if not days or len(_without(text, days).split()) > 14:
        return None
    head = _read_parts(text, days, known)
    if head is None:
        return None
    only_updates = all(d.role == "updated" for d in days)
    label = "dateline" if head.place else "updated" if only_updates else "date"
    reason = (
        "place and day" if head.place else "`updated` and a day" if only_updates else "a day and nothing else but names"
    )
    return replace(head, label=label, reason=reason)


def _without(text: str, days: list[Day]) -> str:
    """The line with a separator in place of each date."""
    out, at = [], 0
    for day in days:
        out += [text[at : day.start], "\x1f"]
        at = day.end
    return "".join([*out, text[at:]])


def _read_parts(text: str, days: list[Day], known: Known) -> Masthead | None:
    outlets: list[str] = []
    names: list[str] = []
    authors: list[str] = []
    agencies: list[str] = []
    place, unknown = None, 0
    parts = [p.strip(" .,;:-–—()[]*_") for p in _SPLIT.split(_without(text, days))]
    # A key word, or three parts and more between signs, show a line of facts to be none of prose.
    most = 8 if any(d.role for d in days) else 12 if sum(map(bool, parts)) >= 4 else 4
    for part in (p for p in parts if p):
        source = m["name"] if (m := _FROM.match(part)) else part
        if (w := _WITH_OUTLET.match(part)) and is_outlet(w["outlet"], known):
            outlets.append(w["outlet"])
            authors += (parse_names(w["name"], known) or Byline()).authors
        elif is_outlet(source, known) and not (part[:3].lower() == "by " and parse_byline(part, known)):
            outlets.append(source)
        elif carriers := _agencies(part, known):
            agencies += carriers
        elif byline := parse_byline(part, known) or parse_names(part, known):
            authors += byline.authors
            agencies += byline.agencies
            outlets += byline.outlets
        elif is_place(part) and re.match(re.escape(part) + r"[^:]", text.strip()) and len(parts) <= 2:
            place = part
        elif is_place(part) and authors:
            continue  # where the author is
        elif not _is_furniture(part):
            unknown += len(part.split())
            if unknown > most or "." in part:
                return None
            names += [part] if not m and _could_be_outlet(part) and not _follows_day(text, part, days) else []
    return Masthead("date", "", tuple(days), tuple(outlets), tuple(names), tuple(authors), tuple(agencies), place)


def _follows_day(text: str, part: str, days: list[Day]) -> bool:
    """`19 October 2023 Trade and Security`: what stands right after the day is a section."""
    return any(text[day.end :].lstrip(" ,").startswith(part) for day in days)


def _agencies(part: str, known: Known) -> list[str]:
    m = _FROM.match(part)
    name = m["name"] if m else part
    several = re.split(r"\s?[,/&]\s?|\sand\s", name)
    if len(several) > 1 and all(known.agency(one) for one in several):
        return several
    if (site := _DOMAIN_OF.match(name)) and known.agency(site["name"]):
        return [site["name"]]
    # Two to four capitals beside a date are an agency, even one that nobody told us of.
    unknown = _ACRONYM.match(name) and fold(name) not in terms("navigation").whole
    return [name] if known.agency(name) or unknown else []


def _is_furniture(part: str) -> bool:
    folded = fold(part).strip(" :.,")
    if (
        _SECTION.match(part)
        or CLOCK.match(part)
        or AGO.search(part)
        or re.fullmatch(r"[\W\d]*|[A-Z]{1,2}\d{1,3}", part)
    ):
        return True
    if terms("navigation").matches(folded) or terms("appeal_start").matches(folded):
        return True
    return bool(
        re.fullmatch(
            r"(?:reading time:? )?(?:\d+ )?min(?:ute)?s?(?: read)?|reading time:?(?: \d+ min(?:ute)?s?)?"
            r"|(?:last )?updated|published|posted|at|on|by|[a-z]{3,4}|(?:mon|tues|wednes|thurs|fri|satur|sun)day",
            folded,
        )
    )


def _could_be_outlet(part: str) -> bool:
    tokens = part.split()
    return len(tokens) <= 4 and tokens[-1] not in _SMALL and all(t[0].isupper() or t in _SMALL for t in tokens)
