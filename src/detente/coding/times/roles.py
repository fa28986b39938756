"""What the words round a time make of it: since, from, until, by, before, after."""

from __future__ import annotations

from detente.coding.times.words import rx

_WORDS = {
    "since": "since",
    "ever since": "since",
    "until": "until",
    "till": "until",
    "through": "until",
    "up to": "until",
    "by": "by",
    "no later than": "by",
    "not later than": "by",
    "by no later than": "by",
    "before": "before",
    "prior to": "before",
    "ahead of": "before",
    "after": "after",
    "between": "between",
}
_PREFIX = rx(
    r"(?<![\w-])(?P<word>(?:ever )?since|as of|as from|with effect from|effective|starting|beginning|"
    r"no earlier than|not before|from|until|till|up to|(?:by )?no later than|not later than|by|prior to|"
    r"before|ahead of|after|between|through)(?: (?:at least|about|around|on|in|at|from|after|as early as|"
    r"as late as))?(?: the (?:night|morning|evening) of)?\s{1,3}\Z"
)
# Last words of all that the pattern matches, for a quick look.
_LAST_WORDS = (
    "since of from effective starting beginning than before until till to by after between through "
    "least about around on in at as"
)
_QUICK = frozenset(_LAST_WORDS.split())
_ONWARDS = rx(r"\A(?: onwards?\b| on(?=[,.;:)]|\Z)| and beyond\b| or later\b)")
_AT_LATEST = rx(r"\A at the latest\b")
_SLACK = rx(
    r"\A,? or(?: [a-z']{1,12}){0,5} (?P<few>a few|several|a couple of)(?: more| extra|"
    r" additional)? days(?: (?:more|later|longer|after))?\b"
)
# "Before Monday's vote" and "after Friday prayers" place the vote and the prayers alone.
_EVENT = rx(
    r"\A(?:'s?(?= \w)| (?:elections?|vote|votes|polls?|referendum|run-?off|prayers?|attacks?|strikes?|"
    r"raids?|bombings?|meetings?|talks|summit|coup|war|invasion|uprising|revolution|annexation|protests?|"
    r"agreement|deal|accords?|ceasefire|truce|killings?|massacre|explosion|blast|crash|earthquake)\b)"
)


def prefix_role(low: str, floor: int, start: int) -> tuple[str, int]:
    """The role that a preposition gives, and where it begins; ("", start) where there is none.

    Args:
        low: the folded page.
        floor: end of the expression before, which is not read into.
        start: where the time itself begins.
    """
    window = low[max(floor, start - 32) : start]
    words = window.split()
    if not words or words[-1].lstrip("(\"'") not in _QUICK:
        return "", start
    match = _PREFIX.search(window)
    if not match:
        return "", start
    word = " ".join(match["word"].split())
    return _WORDS.get(word, "from"), start - len(window) + match.start()


def suffix(low: str, end: int, role: str) -> tuple[str, int, int]:
    """The role after looking at the words that follow, the new end, and days of slack."""
    tail = low[end : end + 70]
    if not tail:
        return role, end, 0
    if role in ("before", "after", "since") and _EVENT.match(tail):
        return "at", end, 0
    if role in ("", "from") and (match := _ONWARDS.match(tail)):
        return "since", end + match.end(), 0
    if match := _AT_LATEST.match(tail):
        return "by", end + match.end(), 0
    if role in ("", "from") and (match := _SLACK.match(tail)):
        return role, end + match.end(), 4 if "couple" in match["few"] else 9
    return role, end, 0
