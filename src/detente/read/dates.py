"""Days that a page states about itself: publication, update, dateline.

Only dates written with day, month and year count. ``Updated`` is never taken
for ``published``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from detente.read.words import fold, months

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_ABROAD = r"(?P<{0}>" + "|".join(map(re.escape, sorted(months(), key=len, reverse=True))) + r")(?!\w)\.?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)(?:(?!\d)|(?=\d{{1,2}}\s[A-Z]))"
_DAY = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"

_WIRES_BEGAN = 60
"""Two-digit years from here on belong to the last century."""

# (?<![\w]) keeps "Summary 5, 2020" and the like out.
_FORMS = tuple(
    (name, re.compile(pattern, re.I))
    for name, pattern in (
        ("iso", r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
        (
            "month day",
            r"(?<!\w)"
            + _MONTH.format("n")
            + r"[\s,-]{0,3}"
            + _DAY.format("d")
            + r"(?:,?\s{1,3}|[,/-]\s?)"
            + _YEAR.format("y"),
        ),
        (
            "day month",
            r"(?<!\d)"
            + _DAY.format("d")
            + r"(?:\s{1,3}of)?[\s/.-]{1,3}"
            + _MONTH.format("n")
            + r",?[\s/-]{1,3}"
            + _YEAR.format("y"),
        ),
        (
            "abroad",
            r"(?<!\d)"
            + _DAY.format("d")
            + r"\.?\s{1,3}(?:de\s)?"
            + _ABROAD.format("w")
            + r",?\s{1,3}(?:de[l]?\s)?"
            + _YEAR.format("y"),
        ),
        ("east asia", r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]"),
        ("numeric", r"(?<![\d/.])(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<y>(?:19|20)\d\d)(?!\d)"),
        (
            "short year",
            r"(?<!\d)" + _DAY.format("d") + r"\s{1,2}" + _MONTH.format("n") + r"\s{1,2}['’](?P<y>\d\d)(?!\d)",
        ),
        # the stamp that closes a wire's copy: "AP-NY-10-04-05 1845EDT", "Reut09:12 03-14-98"
        ("stamp", r"(?<!\w)(?:AP-[A-Z]{2}-|Reut\S{0,6}\s)(?P<m>\d\d)-(?P<d>\d\d)-(?P<yy>\d\d)(?!\d)"),
    )
)
_SHORT = re.compile(r"(?<!\w)" + _MONTH.format("n") + r"\s{0,3}" + _DAY.format("d") + r"(?!\d)", re.I)
_SHORT_TURNED = re.compile(r"(?<!\d)" + _DAY.format("d") + r"\s{1,3}" + _MONTH.format("n") + r"(?!\w)", re.I)
_SHORT_YEAR = re.compile(_DAY.format("d") + r"\s" + _MONTH.format("n") + r"\s(?P<yy>\d\d(?:\d\d)?)\b", re.I)
_WEEKDAY = r"(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs|r)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?"
_ZONE = (
    r"(?:\s{0,2}\(?(?:(?:GMT|UTC)(?:\s?[+-]\d{1,2}(?::\d\d)?)?|BST|CES?T|EES?T|[ECMP][SD]?T|IST|SGT|HKT|JST"
    r"|KST|MSK|WAT|CAT|EAT|SAST|AE[SD]T|NZ[SD]T|PKT|NPT|BDT|ICT|PHT|PHL|WIB|WITA|WIT|TRT|IRST|GST|BRT|ART|CLT|VET"
    r"|Uhr|Paris|Z|[+-]\d\d:?\d\d)\)?)?"
)
_CLOCK = (
    r"(?:(?:T(?=\d\d:)|,?\s{0,3}(?:at|@|-|–|\||kl\.?|um|à|u|a las|alle|ob|о|в)?\s{0,3})\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s{0,2}[ap]\.?\s?m\.?)?"
    + _ZONE
    + r"|,?\s{0,3}(?:at\s)?\d{1,2}\s?[ap]\.?m\.?"
    + _ZONE
    + r")"
)
CLOCK = re.compile(r"^\W{0,3}(?:\d{1,2}[:.h]\d\d(?::\d\d)?\s*(?:[ap]\.?\s?m\.?)?" + _ZONE + r")\W{0,3}$", re.I)
AGO = re.compile(r"\b(?:\d{1,2}|an?|one|two|few)\s(?:min(?:ute)?s?|hours?|hrs?|days?|weeks?)\sago\b", re.I)
_ROLE = re.compile(
    r"(?P<role>(?:(?:page\s)?last\s)?(?:updated|modified|edited|amended|revised|update)|(?:(?:first|originally)\s)?published|posted|created"
    r"|issued|released|publication date|publish(?:ed)?\s?date|date published|pub\s?date|dated?)(?:_(?:time|at|date))?"
    r"\s{0,2}(?:on|at)?\s{0,2}[:\-–|]?\s{0,3}(?:" + _CLOCK + r",?\s{0,3}(?:on\s)?)?(?:" + _WEEKDAY + r")?\W{0,3}$",
    re.I,
)
_AGE = re.compile(
    r"\b(?P<n>\d{1,2}|an?|one|two|three|few)\s(?P<unit>min(?:ute)?s?|hours?|hrs?|days?|weeks?)\sago\b", re.I
)
_NUMBERS = {"two": 2, "three": 3, "few": 3}
_UNITS = {
    "mi": timedelta(minutes=1),
    "ho": timedelta(hours=1),
    "hr": timedelta(hours=1),
    "da": timedelta(days=1),
    "we": timedelta(weeks=1),
}
_IN_ADDRESS = re.compile(r"//[^\s]{3,200}?[/_-]((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?=[/_.-]|\D|$)")
_CRAWLED = re.compile(
    r"^\W{0,3}(?:page\s|text\s|article\s)?(?:crawled|scraped|retrieved|fetched|captured|accessed|downloaded|archived"
    r"|saved|snapshot|crawl[ -]?(?:date|time)|date (?:retrieved|accessed))\b(?=.{0,40}\d)",
    re.I,
)
_CLOCK_OF_DAY = re.compile(r"(?<!\d)([012]?\d):(\d\d)")
_LEAD = re.compile(r"(?:\b" + _WEEKDAY + r"|\bthe)\s*$", re.I)
_TRAIL = re.compile(_CLOCK, re.I)


@dataclass(frozen=True, slots=True)
class Day:
    """A date met in a line. ``start`` and ``end`` take in its weekday, its clock time and its key word."""

    day: date
    start: int
    end: int
    role: str = ""  # "published", "updated", "key" (a scraper's `date`), or empty
    sure: bool = True  # False where day and month could be exchanged


def find_days(text: str, *, us_order: bool = False) -> list[Day]:
    """All full dates in a (short) text, in order, none overlapping.

    ``us_order``: read 3/4/2021 as 4 March in place of 3 April.
    """
    found: list[Day] = []
    for name, pattern in _FORMS:
        for m in pattern.finditer(text):
            day = _day_of(name, m, us_order)
            if day and not any(d.start < m.end() and m.start() < d.end for d in found):
                found.append(_widen(text, m.start(), m.end(), *day))
    return sorted(found, key=lambda d: d.start)


def find_short_day(text: str) -> tuple[int, int] | None:
    """Where a day without its year (``Aug. 10``, ``10 August``) stands; ``None`` if there is none."""
    m = _SHORT.search(text) or _SHORT_TURNED.search(text)
    return (m.start(), m.end()) if m else None


def nearest_day(text: str, others: Iterable[date]) -> date | None:
    """The day of `March 8` in the year in which it is nearest to one of ``others``, a week away at most."""
    m = _SHORT.search(text) or _SHORT_TURNED.search(text)
    if not m:
        return None
    month = _MONTHS.index(m["n"][:3].lower()) + 1
    near = ((abs(day - other), day) for other in others for year in (other.year - 1, other.year, other.year + 1)
            if (day := _real(year, month, int(m["d"]))))  # fmt: skip
    apart, day = min(near, default=(timedelta.max, date.min))
    return day if apart <= timedelta(days=7) else None


def day_in_address(text: str) -> date | None:
    """The day in the path of an address (`/2008/08/28/`); ``None`` if it has none."""
    m = _IN_ADDRESS.search(text[:500])
    return _real(int(m[1]), int(m[2]), int(m[3])) if m else None


def find_age(text: str) -> timedelta | None:
    """How long ago a line says the page was published (`2 hours ago`); ``None`` if it says nothing of it."""
    m = _AGE.search(text)
    if not m:
        return None
    number = int(m["n"]) if m["n"].isdigit() else _NUMBERS.get(m["n"].lower(), 1)
    return number * _UNITS[m["unit"].lower()[:2]]


def crawl_time(text: str) -> datetime | None:
    """The moment at which a scraper says that it fetched the page; midnight's last minute where it gives a day alone."""
    if not _CRAWLED.match(text):
        return None
    days = find_days(text[:200])
    if not days:
        return None
    m = _CLOCK_OF_DAY.search(text[:200])
    hour, minute = (int(m[1]), int(m[2])) if m else (23, 59)
    return datetime.combine(days[0].day, time(min(hour, 23), min(minute, 59)))


def short_year_day(text: str) -> date | None:
    """The day of `12 Mar 09` or `12 Mar 2009`; ``None`` if there is no such day."""
    m = _SHORT_YEAR.match(text)
    return _real(_whole_year(m["yy"]), _MONTHS.index(m["n"][:3].lower()) + 1, int(m["d"])) if m else None


def _whole_year(short: str) -> int:
    year = int(short)
    return year if year > 99 else year + (1900 if year >= _WIRES_BEGAN else 2000)


def day_in_name(name: str) -> date | None:
    """The day in a file name such as ``2021-10-18-nato`` or ``20211018_nato``; ``None`` if it has none."""
    m = re.search(r"(?<!\d)((?:19|20)\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)", name)
    return _real(int(m[1]), int(m[2]), int(m[3])) if m else None


def _day_of(name: str, m: re.Match[str], us_order: bool) -> tuple[date, bool] | None:
    if name == "stamp":
        stamped = _real(_whole_year(m["yy"]), int(m["m"]), int(m["d"]))
        return (stamped, True) if stamped else None
    year = _whole_year(m["y"])
    if name == "abroad":
        told = _real(year, months()[fold(m["w"])], int(m["d"]))
        return (told, True) if told else None
    if name == "numeric":
        a, b = int(m["a"]), int(m["b"])
        month, dom = (a, b) if b > 12 or (us_order and a <= 12) else (b, a)
        day = _real(year, month, dom)
        return (day, a > 12 or b > 12 or a == b or us_order) if day else None
    month = int(m["m"]) if name in ("iso", "east asia") else _MONTHS.index(m["n"][:3].lower()) + 1
    day = _real(year, month, int(m["d"]))
    return (day, True) if day else None


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _widen(text: str, start: int, end: int, day: date, sure: bool) -> Day:
    """Take in the words that belong to a date: key word and weekday before it, clock after it."""
    head = text[max(0, start - 60) : start]
    base = start - len(head)
    role, key = "", _ROLE.search(head)
    if key:
        start, role = base + key.start(), _role(key["role"].lower())
    elif lead := _LEAD.search(head):
        start = base + lead.start()
    trail = _TRAIL.match(text[end : end + 60])
    return Day(day, start, end + trail.end() if trail else end, role, sure)


def _role(word: str) -> str:
    if re.search(r"updat|modif|edit|amend|revis", word):
        return "updated"
    return "key" if word == "date" else "published"
