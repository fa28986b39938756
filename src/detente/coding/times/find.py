"""Scanning a text for times, left to right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from detente.coding.times.calendar_forms import CALENDAR_FORMS
from detente.coding.times.expression import TimeExpression
from detente.coding.times.length_forms import LENGTH_FORMS
from detente.coding.times.named import Core, Form, Named, Page
from detente.coding.times.relative_forms import RELATIVE_FORMS
from detente.coding.times.roles import prefix_role, suffix
from detente.coding.times.words import fold, rx
from detente.coding.times.year_forms import YEAR_FORMS
from detente.model import Span

# Longer forms stand before shorter ones that begin alike: of two that match at a place, the first is taken.
FORMS: tuple[Form, ...] = (*LENGTH_FORMS, *CALENDAR_FORMS, *RELATIVE_FORMS, *YEAR_FORMS)


def _keys(form: Form) -> Iterator[str]:
    for start in form.starts.split():
        yield from "0123456789" if start == "0" else ("a ", "a\n") if start == "a" else (start[:2],)


def _dispatch() -> dict[str, tuple[Form, ...]]:
    """Two letters, or one digit or sign -> the forms that can begin so, in their order."""
    table: dict[str, list[Form]] = {}
    for form in FORMS:
        for key in dict.fromkeys(_keys(form)):
            table.setdefault(key, []).append(form)
    return {key: tuple(forms) for key, forms in table.items()}


def _any_of(keys: Iterable[str]) -> str:
    """A pattern for the two-letter beginnings, sharing first letters."""
    seconds: dict[str, str] = {}
    for key in keys:
        seconds[key[0]] = seconds.get(key[0], "") + key[1:]
    return "|".join(first + (f"[{rest}]" if rest else "") for first, rest in seconds.items())


FORMS_AT = _dispatch()
_BEGINNING = re.compile(rf"(?<!\w)(?:{_any_of(FORMS_AT)})")


def _cores(page: Page) -> Iterator[Core]:
    """Times without their prepositions. A false friend is passed by a word at a time."""
    low = page.low
    beginning = _BEGINNING.search(low)
    while beginning:
        at = beginning.start()
        core = _core_at(page, at, FORMS_AT[beginning[0]])
        if core is not None:
            yield core
            at = max(core.end - 1, at)
        beginning = _BEGINNING.search(low, at + 1)


def _core_at(page: Page, at: int, forms: tuple[Form, ...]) -> Core | None:
    """What the first form says whose words hold at a place."""
    for form in forms:
        match = form.pattern.match(page.low, at)
        if match and (core := form.build(match, page)):
            return core
    return None


_LINK = rx(r"\A(?: ?- ?| (?P<word>and|to|or|through|thru|till|until|into)(?: (?:on|in|the|again on))? |, )\Z")
_MOVED = re.compile(r"\b(?:postpon|delay|mov|reschedul|shift|push|brought|bring|chang|put off)\w*\b[^.;]{0,40}\Z")
_DAYS = ("day", "weekday", "dayofmonth", "offset")


def _alike(left: Named, right: Named) -> bool:
    if left.flag != right.flag:
        return False
    return left.unit == right.unit or (left.unit in _DAYS and right.unit in _DAYS)


def _linked(page: Page, left: Core, right: Core, opened: str) -> bool:
    """True where two times are the two ends, or the items, of one."""
    if left.end >= right.start or right.start - left.end > 12:
        return False
    match = _LINK.match(page.low[left.end : right.start])
    if not match or left.role or right.role:
        return False
    word = match["word"]
    if opened in ("from", "between") and word in ("and", "to", "through", "until", "till", "thru"):
        moved = opened == "from" and word == "to" and _MOVED.search(page.before(left.start, 60))
        return not moved
    return _alike(left.named, right.named) and left.named.unit not in (
        "moved",
        "rolling",
        "anchor",
        "movable",
    )


def _shared(left: Named, right: Named) -> Named:
    """ "March to May 2021": the year said once counts for both."""
    if left.year is None and left.shift is None and not left.which and left.unit == right.unit:
        if right.unit == "weekday":
            return replace(left, shift=right.shift, which=right.which if right.shift is None else "")
        if right.year is not None or right.shift is not None:
            return replace(left, year=right.year, shift=right.shift)
    return left


def _joined(left: Core, right: Core) -> Core:
    until = right.until or right.named
    return Core(left.start, right.end, left.kind, _shared(left.named, until), until=until)


def _groups(page: Page) -> Iterator[tuple[Core, str, int]]:
    """Cores with linked ones joined, their preposition's role and where it begins."""
    held: tuple[Core, str, int] | None = None
    floor = 0
    for core in _cores(page):
        if held and _linked(page, held[0], core, held[1]):
            held = _joined(held[0], core), held[1], held[2]
            continue
        if held:
            floor = held[0].end
            yield held
        role, start = ("", core.start) if core.role else prefix_role(page.low, floor, core.start)
        if page.low.startswith("ahead", start):
            core.named = replace(core.named, sense="on")
        held = core, role, start
    if held:
        yield held


def _expression(page: Page, core: Core, opened: str, start: int, offset: int) -> TimeExpression:
    role = opened
    ranged = core.until is not None or (core.named.unit == "day" and core.named.number)
    if ranged and opened in ("from", "between"):
        role = "at"
    elif opened == "between":
        role, start = "at", core.start
    role, end, slack = (core.role, core.end, 0) if core.role else suffix(page.low, core.end, role)
    role = role or "at"
    if role == "at" and not ranged:
        start = core.start
    span = Span.cut(page.text, start, end)
    if offset:
        span = Span(span.start + offset, span.end + offset, span.text)
    return TimeExpression(span, core.kind, role, core.named, core.until, slack)


def find_times(text: str, *, offset: int = 0) -> list[TimeExpression]:
    """Every time that a text tells, left to right, none overlapping another.

    Args:
        text: any string; sentences and whole pages alike.
        offset: where the text begins on its page; added to every span.

    Returns:
        The expressions; empty where the text tells no time.
    """
    page = Page(text, fold(text))
    found: list[TimeExpression] = []
    for core, role, start in _groups(page):
        # "or a few days later" may already belong to the time before.
        if not found or core.start + offset >= found[-1].span.end:
            found.append(_expression(page, core, role, start, offset))
    return found
