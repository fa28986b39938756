"""Names in mastheads and bylines: outlets, persons, places, by their shape."""

from __future__ import annotations

import re
from itertools import pairwise

from detente.read.known import Known
from detente.read.words import fold, terms

PARTICLES = frozenset(
    "de del della da das do dos di du la le les el al van von der den ter bin bint ibn ben abu ul ud y e und af av zu"
    " ould".split()
)
_SMALL = frozenset("of the and for in on de del la le du des da do di el y et und & a".split())
_AFTER_NAME = frozenset(
    "online news agency service network group today international global asia africa europe english live".split()
)
_OPENERS = frozenset(
    "daily radio voice diario jornal gazzetta journal agence agencia agenzia tele tv weekly telegraf".split()
)
_DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central upper lower inner outer greater great new "
    "old middle"
    " mid trans".split()
)
_NO_NAME = frozenset(
    "the a an who what when where how why which that this these is are was were be has have had will would can could not no"
    " in on at to for with from by into over after before under more most new all his her its their our your we they".split()
)
_PAREN = re.compile(r"\s*\([^()]{2,30}\)$")
_DOMAIN = re.compile(r"^(?:https?://)?(?:www\.)?(?P<name>[A-Za-z0-9-]{2,40}\.[a-z]{2,4}(?:\.[a-z]{2})?)/?$")
_ISSUE = re.compile(r"[\s,]{1,3}(?:no\.?|issue|vol(?:ume)?\.?|#)\s?\d[\w,. ]{0,20}$", re.I)
_BEFORE_SLOGAN = re.compile(
    r"^(?P<name>[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,2})(?:\.|\s?[–—-])\s(?P<slogan>[A-Z][^.:]{5,50})$"
)
_KINDS = frozenset("agency news newspaper daily weekly magazine broadcaster service network".split())
_TOKEN = re.compile(r"[^\W\d_][\w.'’\-]*$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,3}$")


def is_capital(token: str) -> bool:
    """True for Peralta, O'Neill, al-Nimr, d'Arc, J., PERALTA."""
    if not _TOKEN.match(token):
        return False
    return token[0].isupper() or bool(
        re.match(r"(?:al|el|d|l|bin)[-'’][^\W\d_]", token) and any(map(str.isupper, token))
    )


def is_outlet(text: str, known: Known) -> bool:
    """Shaped like an outlet's name: in title case, with a newspaper's word, or known."""
    text = text.strip(" .,;|")
    if known.outlet(text):
        return True
    core = without_issue(_PAREN.sub("", text))
    tokens = core.split()
    if not 2 <= len(tokens) <= 7 or re.search(r"[.!?:;,\"“”]", core.replace("St.", "St")):
        return False
    if (
        not all(t.lower() in _SMALL or t[0].isupper() or t[0].isdigit() for t in tokens)
        or not core[0].isupper()
        or tokens[-1].lower() in _SMALL
    ):
        return False
    folded = fold(core)
    if tokens[0].lower() in ("for", "from", "by", "with", "in", "on"):
        return False
    if terms("navigation").matches(folded) or terms("tail").matches(folded):
        return False
    return folded in terms("newspaper").whole or _has_newspaper_word([t.lower() for t in tokens])


def _has_newspaper_word(tokens: list[str]) -> bool:
    """The word stands where names have it: last (`Gulf Post`), before `of` (`Times of X`), or first (`Radio X`)."""
    words = terms("newspaper").whole
    if tokens[-1] in words:
        return True
    while len(tokens) > 2 and tokens[-1] in _AFTER_NAME:
        tokens = tokens[:-1]
    tokens = [*tokens[:-1], tokens[-1].rpartition("-")[2]]  # Star-Journal
    if (
        tokens[-1] in words
        or (tokens[0] == "the" and len(tokens) > 2 and tokens[1] in _OPENERS)
        or tokens[0] in _OPENERS
    ):
        return True
    return any(a in words and b in ("of", "de", "del", "do", "for") for a, b in pairwise(tokens))


def without_issue(text: str) -> str:
    """`Great Lakes Digest No. 18` without its number."""
    return _ISSUE.sub("", text)


def outlet_and_city(text: str, known: Known) -> str | None:
    """The outlet of `The Lagoon Sentinel, Lagos`; ``None`` where the line is anything else."""
    name, comma, city = text.rpartition(", ")
    return name if comma and is_outlet(name, known) and is_place(city) and len(city.split()) <= 3 else None


def outlet_before_slogan(text: str, known: Known) -> str | None:
    """The name in `SurPress. South Atlantic News Agency`; ``None`` where the line is anything else."""
    m = _BEFORE_SLOGAN.match(text)
    says_so = m is not None and m["slogan"].split()[-1].lower() in _KINDS
    return m["name"] if m and says_so and is_outlet(m["slogan"], known) else None


def is_person(text: str) -> bool:
    """Shaped like a person's name: two to five words, capitals and particles, no newspaper's word."""
    tokens = text.split()
    if not 2 <= len(tokens) <= 6 or len(text) > 50:
        return False
    ends = tokens[0], tokens[-1]
    if not all(is_capital(t) or _INITIALS.match(t) for t in ends):
        return False
    if not all(is_capital(t) or _INITIALS.match(t) or t.lower() in PARTICLES for t in tokens):
        return False
    folded = [t.lower().strip(".") for t in tokens]
    if (
        folded[0] in _DIRECTIONS
        or _NO_NAME.intersection(folded[1:] if folded[0] in ("can", "will") and len(folded) == 2 else folded)
        or any(t in terms(name).whole for t in folded for name in ("newspaper", "roles", "not_persons"))
    ):
        return False
    return terms("navigation").matches(fold(text)) is None


def is_place(text: str) -> bool:
    """Could be a place in a byline: one capitalised word, or two or three with a place's word in them."""
    tokens = text.strip(" .,;").split()
    if not tokens or tokens[0].lower() in _NO_NAME or len(tokens) > 4 or not is_capital(tokens[0]):
        return False
    return len(tokens) == 1 or any(t.lower() in terms("place_parts").whole for t in (tokens[0], tokens[-1]))


def proper_case(text: str) -> str:
    """A name printed in capitals, as one would write it; anything else unchanged."""
    if not text.isupper() or " " not in text:
        return text
    return " ".join(_proper(t, first=i == 0) for i, t in enumerate(text.split()))


def _proper(token: str, *, first: bool) -> str:
    lower = token.lower()
    if lower in _SMALL:
        return lower.capitalize() if first else lower
    letters = [c for c in lower if c.isalpha()]
    if len(letters) <= 4 and not any(c in "aeiouy" for c in letters):
        return token  # BBC, CNN, TASS stays by the rule on single words
    return re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), token)


def site_name(text: str) -> str | None:
    """The address that stands alone on a line, as a name (`Example.com`); ``None`` if the line is none."""
    m = _DOMAIN.match(text.strip())
    return m["name"] if m else None
