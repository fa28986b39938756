"""The words time is told in: names of months and days, numbers, units, and pieces of patterns.

Patterns are matched against a page folded by ``fold``: lower case, straight apostrophes, plain
hyphens, ordinary spaces. A space in a pattern stands for up to three spaces or one line break.
"""

from __future__ import annotations

import re

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ONES = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
]
_NUMBERS = {word: n for n, word in enumerate(_ONES, 1)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_NUMBERS |= {
    "a": 1,
    "an": 1,
    "a dozen": 12,
    "half a dozen": 6,
    "two dozen": 24,
    "a hundred": 100,
    "one hundred": 100,
}

# "A few" and the like as the least and the most that is meant; our own reading.
_VAGUE = {"a few": (2, 5), "few": (2, 5), "a couple of": (2, 3), "a couple": (2, 3), "couple of": (2, 3)}
_VAGUE |= {"several": (3, 9), "some": (2, 9), "many": (3, 20), "half a": (0, 1), "half an": (0, 1)}
# A bare plural: "days ago", "for weeks", "in recent months".
BARE_PLURAL = {"minute": (1, 59), "hour": (1, 23), "day": (2, 9), "night": (2, 9), "week": (2, 6)}
BARE_PLURAL |= {"fortnight": (2, 3), "month": (2, 11), "year": (2, 9), "decade": (2, 5), "century": (2, 9)}
# How far "recent" and "coming" reach, in units.
REACH = {"minute": 1, "hour": 24, "day": 7, "night": 7, "week": 4, "fortnight": 2, "month": 6, "year": 5}
REACH |= {"decade": 3, "century": 2}

_FOLD = {ord(c): "'" for c in "‘’ʼ′"} | {ord(c): "-" for c in "‐‑‒–−"}
_FOLD |= {ord(c): " " for c in "\t\r\u00a0\u2009\u202f"} | {0x130: "i"}


def fold(text: str) -> str:
    """Lower case and plain signs, character for character, so that offsets stay those of the page."""
    # U+0130 is the one letter whose lower case is two characters; the table replaces it first.
    return text.translate(_FOLD).lower()


def spaced(pattern: str) -> str:
    """A pattern as written, its spaces widened; ``\\x20`` keeps a space as it is."""
    return pattern.replace(" ?", _OPTIONAL_GAP).replace(" ", _GAP)


def rx(pattern: str) -> re.Pattern[str]:
    """Compile a pattern as written."""
    return re.compile(spaced(pattern))


_GAP = r"[\x20\n]\x20{0,2}"
_OPTIONAL_GAP = rf"(?:{_GAP})?"

WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
WEEKDAY_SHORT = r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\.?"
MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|jun(?:e|\.)?|jul(?:y|\.)?|"
    r"aug(?:ust|\.)?|sep(?:tember|t\.?|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
MONTH_ALONE = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:jan|feb|"
    r"aug|sept?|oct|nov|dec)\.|sept)"
)
SEASON = r"(?:spring|summer|autumn|fall|winter)"
SEASONS = {"spring": 0, "summer": 1, "autumn": 2, "fall": 2, "winter": 3}
YEAR = r"(?:1[89]\d\d|20\d\d)(?!\d|[.,]\d)"
DAY = rf"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[.,:]\d|-(?!\d)(?!{MONTH}))"
ORDINAL = r"(?:" + "|".join(sorted(_ORDINALS, key=len, reverse=True)) + ")"

_ONES_PATTERN = "|".join(sorted(_ONES, key=len, reverse=True))
_TENS_PATTERN = f"(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_ONES[:9])}))?"
NUMBER = (
    r"(?:\d{1,3}(?![.,]?\d)|an?|(?:a )?few|a couple(?: of)?|couple of|several|(?:half )?a dozen|two dozen|"
    rf"half an?|many|(?:a|one) hundred|{_TENS_PATTERN}|{_ONES_PATTERN})"
)
QUALIFIER = (
    r"(?:about|around|some|nearly|almost|more than|well over|just over|over|less than|just under|under|"
    r"fewer than|at least|roughly|just|only|barely|exactly|approximately|up to|as many as|as little as|"
    r"a little over|at most)"
)
UNIT = r"(?:minute|hour|day|night|week|fortnight|month|year|decade|centur(?:y|ie))s?"
FILLER = r"(?:full|long|working|business|calendar|whole|more|short|additional|consecutive|straight)"
PART = (
    r"(?:early|earlier|mid|late|later|(?:the )?(?:very )?(?:end|start|beginning|middle|close|(?:first|"
    r"second|latter) half|(?:first|last|final|opening) (?:few )?(?:week|days)) of)"
)

# First two letters of the pieces above; see ``named.Form``.
NUMBER_STARTS = "0 a an fe co se ha tw ma on te el th fo fi si ei ni "
QUALIFIER_STARTS = "ab ar so ne al mo we ju ov le un fe at ro on ba ex ap up as a "
UNIT_STARTS = "mi ho da ni we fo mo ye de ce "
PART_STARTS = "ea mi la th ve en st be cl fi se op "
WEEKDAY_STARTS = "mo tu we th fr sa su "
MONTH_STARTS = "ja fe ma ap ju au se oc no de "
LENGTH_STARTS = NUMBER_STARTS + QUALIFIER_STARTS


def month_number(word: str) -> int:
    """1 to 12 for a month's name or its short form."""
    return MONTHS.index(word[:3]) + 1


def weekday_number(word: str) -> int:
    """0 (Monday) to 6 for a weekday's name."""
    return WEEKDAYS.index(word)


def day_number(word: str) -> int:
    """1 to 31 for "4", "04", "4th" or "fourth"."""
    return _ORDINALS.index(word) + 1 if word in _ORDINALS else int(word[:2].rstrip("stndrh"))


def unit_name(word: str) -> str:
    """The unit in the singular; a night counts as a day."""
    if word.startswith("centur"):
        return "century"
    singular = word.rstrip("s")
    return "day" if singular == "night" else singular


def part_name(words: str | None) -> str:
    """early, mid, late, earlier, later, start, end, half1, half2, week1, weeklast, or nothing."""
    if not words:
        return ""
    if "half" in words:
        return "half1" if "first" in words else "half2"
    if "week" in words or "days" in words:
        return "week1" if "first" in words or "opening" in words else "weeklast"
    for key, name in (
        ("end", "end"),
        ("close", "end"),
        ("start", "start"),
        ("beginning", "start"),
        ("middle", "mid"),
    ):
        if key in words:
            return name
    return words.strip(" -\n")


def count(number: str | None, unit: str, qualifier: str | None = None) -> tuple[int, int]:
    """Least and most that a number phrase means: "two" (2, 2), "a few" (2, 5), "more than two" (2, 3)."""
    low, high = _plain_count(" ".join(number.split()) if number else "", unit)
    if not qualifier:
        return low, high
    if any(word in qualifier for word in ("more", "over", "least")):
        return low, high + 1
    if any(word in qualifier for word in ("nearly", "almost", "less", "under", "fewer", "most", "up to")):
        return max(low - 1, 0), high
    if any(word in qualifier for word in ("about", "around", "some", "roughly", "approx")) and low > 1:
        return low - 1, high + 1
    return low, high


_HALVES = {"century": ("decade", 5), "decade": ("year", 5), "year": ("month", 6), "month": ("week", 2)}


def length(number: str | None, unit: str, qualifier: str | None = None) -> tuple[str, int, int]:
    """Unit, least and most; half a century is five decades, half a day still a day at most."""
    if number and number.startswith("half a") and "dozen" not in number and unit in _HALVES:
        finer, whole = _HALVES[unit]
        return finer, *count(str(whole), finer, qualifier)
    return unit, *count(number, unit, qualifier)


def _plain_count(number: str, unit: str) -> tuple[int, int]:
    if not number:
        return BARE_PLURAL[unit]
    if number in _VAGUE:
        return _VAGUE[number]
    if number.isdecimal():
        return int(number), int(number)
    tens, _, ones = number.partition("-")
    value = _NUMBERS[tens] + (_NUMBERS[ones] if ones else 0)
    return value, value
