"""Years and what is counted in years: ranges, decades, centuries, fiscal years, quarters and halves."""

from __future__ import annotations

import re

from detente.coding.times.named import Core, Form, Named, Page
from detente.coding.times.words import PART, PART_STARTS, YEAR, part_name, rx
from detente.coding.times.year_said import YEAR_SHIFT

# A number between 1800 and 2099 that counts or labels something is no year.
_COUNTED = rx(
    r"\A(?:-| )?(?:people|persons|troops|soldiers|men|women|children|civilians|fighters|militants|rebels|"
    r"migrants|refugees|prisoners|detainees|police|officers|workers|protesters|demonstrators|residents|"
    r"families|homes|houses|tonnes?|tons|km|kilomet(?:er|re)s?|miles?|met(?:er|re)s?|square|feet|ft|kg|mw|"
    r"megawatts?|barrels|dollars|euros|pounds|yuan|rubles|roubles|rupees|tanks|missiles|rockets|shells|gmt|"
    r"utc|hours|hrs|local|est|edt|cet|ist|bst|percent|per|others|agenda|votes|cases|deaths|jobs|companies|"
    r"villages|million|billion|thousand)\b|\A(?:%|°|m\b)"
)
_LABELLED = rx(
    r"(?:\b(?:resolution|resolutions|no\.?|number|nr\.?|boeing|page|pages|room|flight|section|highway|"
    r"route|decree|order|expo|euro|vision|agenda|horizon|windows|mark|about|some|nearly|almost|over|than|"
    r"least|around|roughly|up to|another|all|usd|eur|rs\.?|paragraph|tokyo|rio|version|model|channel) |"
    r"\bat |[#$£€@])\Z"
)
_OLD_CUE = rx(r"\b(?:in|since|of|until|till|from|by|before|after|the|and|to|between) \Z")


def _year(m: re.Match[str], page: Page) -> Core | None:
    first = int(m["year"])
    start = m.start()
    before = page.before(start)
    if _LABELLED.search(page.before(m.start("year"))) or _COUNTED.match(page.low[m.end() : m.end() + 20]):
        return None
    if first < 1900 and not m["part"] and not _OLD_CUE.search(before):
        return None
    until = None
    if m["year2"]:
        last = int(m["year2"]) if len(m["year2"]) == 4 else first - first % 100 + int(m["year2"])
        if not first < last <= first + 99:
            return None
        until = Named("year", year=last)
    return Core(start, m.end(), "year", Named("year", year=first, part=part_name(m["part"])), until=until)


YEAR_FORM = rx(
    rf"(?<![\w.,/-])(?:(?P<part>{PART})(?: (?:in )?|-))?(?:the year )?(?P<year>{YEAR})"
    r"(?:[-/](?P<year2>(?:1[89]|20)\d\d|\d\d)(?!\d|[.,]\d|[-/]))?(?![\w]|-\d|/)"
)


def _fiscal(m: re.Match[str], page: Page) -> Core:
    first = m["y1"] or m["y2"]
    which = m["which"]
    named = Named(
        "year",
        year=int(first) if first else None,
        which="" if first else {"current": "this", "previous": "last"}.get(which, which),
        flag="academic" if any(word in m[0] for word in ("academic", "school")) else "fiscal",
    )
    split = m["s1"] or m["s2"]
    last = int(first[: 4 - len(split)] + split) if split else 0
    # A year that is told by two calendar years may be meant in either.
    until = Named("year", year=last, flag=named.flag) if first and int(first) < last <= int(first) + 2 else None
    return Core(m.start(), m.end(), "year", named, until=until)


_KINDS = r"(?:fiscal|financial|budget|academic|school)"
_SPLIT = rf"{YEAR}(?:[-/]\d\d(?:\d\d)?)?"
FISCAL_FORM = rx(
    rf"(?<!\w)(?:(?:the )?(?:{_KINDS} year|fiscal|fy) ?(?P<y1>{YEAR})(?:[-/](?P<s1>\d\d(?:\d\d)?))?|"
    rf"(?:the )?(?P<y2>{YEAR})(?:[-/](?P<s2>\d\d(?:\d\d)?))? {_KINDS} year|(?:the )?(?P<which>last|this|next|"
    rf"current|previous) {_KINDS} year)(?![\w-])"
)

_DECADE_WORDS = {"thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80}
_DECADE_WORDS["nineties"] = 90


def _decade(m: re.Match[str], page: Page) -> Core | None:
    year = int(m["dec"]) if m["dec"] else 1900 + (int(m["short"]) if m["short"] else _DECADE_WORDS[m["word"]])
    return Core(m.start(), m.end(), "year", Named("decade", year=year, part=part_name(m["part"])))


DECADE_FORM = rx(
    rf"(?<![\w-])(?:the )?(?:(?P<part>{PART})(?: |-))?(?:the )?(?:(?P<dec>(?:1[89]|20)\d0)'?s|"
    r"'(?P<short>[3-9]0)s|(?<=the\x20)(?P<word>thirties|forties|fifties|sixties|seventies|eighties|"
    r"nineties))(?!\w)"
)
_CENTURY_WORDS = {"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21}


def _century(m: re.Match[str], page: Page) -> Core:
    ordinal = int(m["n"]) if m["n"] else _CENTURY_WORDS[m["word"]]
    named = Named("century", year=100 * (ordinal - 1) + 1, part=part_name(m["part"]))
    return Core(m.start(), m.end(), "year", named)


CENTURY_FORM = rx(
    rf"(?<![\w-])(?:the )?(?:(?P<part>{PART})(?: |-))?(?:the )?"
    r"(?:(?P<n>1\d|2[01])(?:th|st)|(?P<word>eighteenth|nineteenth|twentieth|twenty-first))(?: |"
    r"-)century(?!\w)"
)

_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _quarter(m: re.Match[str], page: Page) -> Core | None:
    number = _ORDER[m["n"] or m["q1"] or m["q2"]]
    unit = m["unit"] or "quarter"
    if unit == "half" and number > 2:
        return None
    year = m["year"] or m["qy1"] or m["qy2"]
    shift = YEAR_SHIFT[m["yrel"]] if m["yrel"] else 0 if m["the"] else None
    if m["n"] and not year and shift is None and not _IN.search(page.before(m.start())):
        return None  # a preposition of time is the least we ask: "in the second half"
    named = Named(unit, number=number, year=int(year) if year else None, shift=None if year else shift)
    return Core(m.start(), m.end(), "season", named)


_IN = rx(r"\b(?:in|during|since|until|by|for|over) \Z")
QUARTER_FORM = rx(
    r"(?<![\w-])(?:the )?(?:(?P<n>first|second|third|fourth)(?: |-)(?P<unit>quarter|half)"
    rf"(?:(?: of| in)?,? (?:(?P<year>{YEAR})|(?P<yrel>last|this|next) year|(?P<the>the year))|(?= ?[.,;:)]|"
    rf" ?\Z))|q(?P<q1>[1-4])(?:,? (?:of )?|/|-)(?P<qy1>{YEAR})|(?P<qy2>{YEAR}) q(?P<q2>[1-4]))(?![\w-])"
)

YEAR_FORMS = (
    Form("century", PART_STARTS + "0 ei ni tw", CENTURY_FORM, _century),
    Form("quarter", "th fi se fo q1 q2 q3 q4 0", QUARTER_FORM, _quarter),
    Form("fiscal", "th fi bu ac sc fy 0 la ne cu pr", FISCAL_FORM, _fiscal),
    Form("decade", PART_STARTS + "0 ' th fo fi si se ei ni", DECADE_FORM, _decade),
    Form("year", PART_STARTS + "0", YEAR_FORM, _year),
)
