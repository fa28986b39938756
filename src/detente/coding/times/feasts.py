"""Feasts: those of a fixed day, and those whose day we leave open.

Easter and what hangs on it, the lunar calendars' feasts, the Eastern churches' Christmas and the national
days of no one nation are found, so that nothing else is read into their words, but never resolved.
"""

from __future__ import annotations

import re

from detente.coding.times.named import Core, Form, Named, Page
from detente.coding.times.words import rx
from detente.coding.times.year_said import YEAR_TAIL, year_said

_FEASTS = {
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "boxing day": (12, 26),
}
_FEASTS |= {"new year's day": (1, 1), "new year's eve": (12, 31), "may day": (5, 1), "bastille day": (7, 14)}
_FEASTS |= {"valentine's day": (2, 14), "halloween": (10, 31)}


def _feast(m: re.Match[str], page: Page) -> Core | None:
    if m["movable"]:
        return Core(m.start(), m.end(), "vague", Named("movable"))
    words = " ".join(m["fixed"].split())
    if not page.capital(m.start("fixed")) or page.low.startswith(" island", m.end()):
        return None
    month, day = _FEASTS[words]
    which = m["which"] or ""
    return Core(m.start(), m.end(), "day", Named("day", month=month, day=day, which=which, **year_said(m)))  # type: ignore[arg-type]


FEAST_FORM = rx(
    r"(?<!\w)(?:(?:(?P<which>last|next|this) )?(?P<fixed>christmas(?: day| eve)?|boxing day|"
    r"new year's (?:day|eve)|may day|"
    rf"bastille day|valentine's day|halloween){YEAR_TAIL}|(?:(?:last|this|next) )?(?P<movable>(?:orthodox |"
    rf"coptic )?"
    r"(?:easter(?! island)(?: sunday| monday| weekend)?|palm sunday|pentecost)|(?:orthodox|"
    r"coptic) (?:christmas|new year)|good friday(?! agreement)|holy (?:week|thursday|saturday)|"
    r"maundy thursday|ash wednesday|whit monday|ramadan|eid(?: al-| ul-|-ul-|-al-| el-| )?(?:fitr|adha)?|"
    r"ashura|muharram|passover|yom kippur(?! war)|rosh hashanah?|hanukkah|diwali|(?:the )?(?:lunar|"
    r"chinese) new year|tet(?= holiday)|nowruz|thanksgiving|independence day|victory day|labou?r day|"
    r"armed forces day)(?: this year| last year| next year|,? (?:19|20)\d\d)?)(?!\w)"
)

FEAST = Form(
    "feast",
    "la ne th ch bo ma ba va ha or co ea pa pe go ho as wh ra ei mu yo ro di lu te no in vi ar pass",
    FEAST_FORM,
    _feast,
)
