"""Datelines: the place, day and agency that open an agency report."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.read.dates import find_days, find_short_day
from detente.read.known import Known
from detente.read.names import is_capital
from detente.read.words import fold, terms

WINDOW = 140
"""Characters in which a dateline must end; the longest in use name two cities, a day and an agency."""

_DASH = re.compile(r"\.[-–—]\s+|\s*[—–―]\s*|\s+-{1,2}\s+|\s*--\s*|\s+[•|_]\s+|-\s+(?=[A-Z\"“])")
_COLON = re.compile(r":\s+")
_SLASHED = re.compile(r"\s*[/(](?P<agency>[A-Z][\w .'’&-]{1,40})[/)]\s*[.,]?\s*(?=[A-Z\"“'‘])")
_PAREN = re.compile(r"\((?P<agency>[^()]{2,60})\)\s*$|/(?P<slashed>[^/]{2,40})/\.?\s*$")
_ACRONYM = re.compile(r"[A-Z]{3,6}")
_COUNTRIES = frozenset("USA UAE DRC PNG CAR USSR DPRK ROK GDR FRG PRC KSA".split())
_HIJRI = re.compile(
    r",\s(?:muharram|safar|rabi\S*(?:\s(?:al-)?\w+)?|jumad\S*(?:\s(?:al-)?\w+)?|rajab|sha['’]?a?ban|ramadan|shawwal"
    r"|(?:dhul?|thul?|zul?)\S*(?:\s\w+)?)\s\d{1,2},\s1[345]\d\d(?=,|$)",
    re.I,
)
_PLACE_WORDS = frozenset("of de del la le el du da do di and the al es des sur upon am an y".split())


@dataclass(frozen=True, slots=True)
class Dateline:
    """``text`` is the first ``end`` characters, sign and white space cut off; ``body`` is where the report begins."""

    text: str
    end: int
    body: int
    agency: str | None = None  # as printed
    day_text: str = ""


def parse_dateline(text: str, known: Known) -> Dateline | None:
    """The dateline with which a paragraph opens; ``None`` if it opens with none."""
    head = text[:WINDOW]
    for sign in (_DASH, _COLON):
        m = sign.search(head)
        while m and _inside_bracket(head, m.start()):
            m = sign.search(head, m.end())
        if m and (line := _accept(text, m.start(), m.end(), known, colon=sign is _COLON)):
            return line
    return _slashed(text, head, known)


def dateline_alone(text: str, below: str, known: Known) -> Dateline | None:
    """The dateline that fills a row, the report beginning in the row ``below``; ``None`` if the row is none."""
    if len(text) > WINDOW or len(text.split()) > 12:
        return None
    line = parse_dateline(f"{text} {below}", known)
    return line if line and len(text) <= line.body <= len(text) + 1 else None


def _inside_bracket(head: str, at: int) -> bool:
    return head.count("(", 0, at) > head.count(")", 0, at)


def _accept(text: str, end: int, body: int, known: Known, *, colon: bool) -> Dateline | None:
    head, rest = text[:end].strip(), text[body:]
    if not head or not _opens_sentence(rest):
        return None
    agency, core = _take_agency(head, known)
    day_text, place = _take_day(core)
    if not _is_place_text(place, strong=bool(agency or day_text), colon=colon):
        return None
    if not (place or agency):
        return None
    return Dateline(head, len(text[:end].rstrip()), body, agency, day_text)


def _slashed(text: str, head: str, known: Known) -> Dateline | None:
    """`MOSCOW, October 18. /TASS/. Russia …` and `KYIV, 3 May (Agency). The …`: a full stop in place of a dash."""
    m = _SLASHED.search(head)
    if not m or m.start() < 3 or not _opens_sentence(text[m.end() :]):
        return None
    day_text, place = _take_day(head[: m.start()])
    if not _is_place_text(place, strong=True, colon=False) or (m[0].lstrip()[0] == "(" and not day_text):
        return None
    line = text[: m.end()].rstrip(" .,")
    return Dateline(line, len(line), m.end(), m["agency"])


def _opens_sentence(rest: str) -> bool:
    rest = rest.lstrip("\"“”'‘’« ")
    return len(rest.split(None, 8)) > 5 and (rest[0].isupper() or rest[0].isdigit() or rest[:2] in ("$", "€"))


def _take_agency(head: str, known: Known) -> tuple[str | None, str]:
    """Split off `(Reuters)`, `/TASS/`, or a known agency after the last comma."""
    if m := _PAREN.search(head):
        agency = (m["agency"] or m["slashed"]).strip()
        rest = head[: m.start()].strip(" .,")
        capital = agency[0].isupper() or known.agency(agency) is not None
        return (agency, rest) if capital and not find_days(agency) else (None, head)
    before, comma, last = head.rpartition(",")
    # Capitals after the day or after the country are an agency, even one that nobody told us of.
    told = find_short_day(before[-24:]) or ("," in before and last.strip() not in _COUNTRIES)
    if comma and (known.agency(last) or (_ACRONYM.fullmatch(last.strip()) and told)):
        return last.strip(), before
    return None, head


def _take_day(core: str) -> tuple[str, str]:
    """Split the day off: (day's text, what is left)."""
    core = _HIJRI.sub("", core)
    days = find_days(core)
    where = (days[0].start, days[0].end) if days else find_short_day(core)
    if not where:
        return "", core.strip(" .,")
    rest = core[: where[0]].strip(" .,") if not core[where[1] :].strip(" .,") else core
    rest = re.sub(r",?\s*(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?$", "", rest, flags=re.I)
    return core[where[0] : where[1]], rest.strip(" .,")


def _is_place_text(place: str, *, strong: bool, colon: bool) -> bool:
    """Capitals (`LIMA`, `KYIV, Ukraine`), or title case where day or agency or a long dash vouch for it."""
    place = re.sub(r"^\((.+)\)$", r"\1", place)
    if not place:
        return strong
    if fold(place) in terms("not_places").whole or len(place) > 60:
        return False
    tokens = [t for t in re.split(r"[\s,/]+", place) if t]
    if not 1 <= len(tokens) <= 7 or not all(_place_token(t) for t in tokens):
        return False
    first = re.split(r"[,/]", place)[0].strip()
    if first.isupper() and len(first) > 2:
        return True
    # A colon after a name in title case opens a list or a speech more often than a report.
    return not colon and (strong or len(tokens) <= 3)


def _place_token(token: str) -> bool:
    return is_capital(token) or token.lower() in _PLACE_WORDS or bool(re.match(r"(?:[A-Z]\.){1,3}$", token))
