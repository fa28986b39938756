"""When it happened: the time expression that belongs to a trigger, or the usual silence of news."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from detente.coding import syntax
from detente.coding.times import TimeExpression, find_times
from detente.model import Period, Sentence, Span, Token

OLD = timedelta(days=60)
"""GUIDELINES: historical is what ended more than 60 days before publication."""


@dataclass(frozen=True)
class Dated:
    period: Period | None
    span: Span | None
    how: str
    explicit: bool


def times_in(s: Sentence) -> list[tuple[TimeExpression, Token]]:
    """The sentence's time expressions, each with its main word."""
    found = []
    for expression in find_times(s.span.text, offset=s.span.start):
        inside = [t for t in s.tokens if t.start < expression.span.end and expression.span.start < t.end]
        if inside:
            found.append((expression, _top(s, inside)))
    return found


def date_of(
    s: Sentence,
    trigger: Token,
    times: list[tuple[TimeExpression, Token]],
    day: date | None,
    *,
    future: bool,
    promised: bool,
    saying: Token | None,
    nominal: bool,
    lead: Period | None,
) -> Dated:
    """The interval of a deed.

    ``promised`` deeds are dated by the promise (the saying), ``future`` ones
    forward from publication with an open end where no day is named. ``lead``
    is the date of the deed told before in the same sentence or of the lead.
    """
    if day is None:
        return Dated(None, None, "the article's day of publication is not known", False)
    ranked = sorted(
        ((distance, abs(head.i - trigger.i), e, head) for e, head in times if (distance := _distance(s, trigger, e, head, saying, nominal)) is not None),
        key=lambda row: row[:2],
    )
    for distance, _, expression, head in ranked:
        if promised and not _says_when(s, trigger, head, saying):
            continue
        if future and not promised and distance == 3:
            continue
        direction = "future" if future and not promised and distance < 3 else "past"
        period = expression.period(day, direction=direction, anchor=lead)
        if period is not None:
            return Dated(period, expression.span, f"'{expression.span.text}', read from {day} ({direction})", True)
    if future and not promised:
        return Dated(Period(day, None, "open"), None, "announced without a day: from publication on", False)
    if lead is not None and not promised:
        return Dated(lead, None, "as the deed told before it", False)
    return Dated(Period(day - timedelta(days=1), day, "days"), None, "fresh news without a day: publication day or the day before", False)


def _says_when(s: Sentence, trigger: Token, head: Token, saying: Token | None) -> bool:
    """A promise is dated by words that stand with the saying or agreeing, not with what is promised."""
    verb = _verb_over(s, head)
    if verb is None:
        return False
    if saying is not None and verb.i == saying.i:
        return True
    return verb.i != trigger.i and verb.tag in ("VBD", "VBN") and verb.i in {a.i for a in s.ancestors(trigger)}


def _distance(
    s: Sentence, trigger: Token, expression: TimeExpression, head: Token, saying: Token | None, nominal: bool
) -> int | None:
    """0: in the trigger's own clause; 1: shared with it; 2: with its governing verb; 3: with the saying; ``None``: another's."""
    own = {t.i for t in (s.subtree(trigger) if nominal else syntax.clause_tokens(s, trigger))}
    verb = _verb_over(s, head)
    if head.i in own and (nominal or verb is None or verb.i == trigger.i or verb.dep in ("acl", "xcomp", "pcomp", "advcl")):
        return 0 if verb is None or nominal or verb.i == trigger.i else 1
    if verb is None:
        return 1
    if verb.i == trigger.i:
        return 0
    if saying is not None and verb.i == saying.i:
        return 3
    chain = _shared_verbs(s, trigger)
    if verb.i in chain:
        return 1
    above = [a for a in s.ancestors(trigger) if a.pos in ("VERB", "AUX")]
    if above and verb.i == above[0].i:
        return 2 if trigger.dep != "relcl" and not _in_relative(s, trigger, verb) else None
    return None


def _in_relative(s: Sentence, trigger: Token, verb: Token) -> bool:
    for t in [trigger, *s.ancestors(trigger)]:
        if t.i == verb.i:
            return False
        if t.dep == "relcl":
            return True
    return False


def _shared_verbs(s: Sentence, trigger: Token) -> set[int]:
    """Verbs coordinated with the trigger: a day named once holds for all of them."""
    out: set[int] = set()
    current = trigger
    while current.dep == "conj" and s.head(current).pos in ("VERB", "AUX"):
        current = s.head(current)
        out.add(current.i)
    for t in syntax.conjuncts(s, trigger):
        out.add(t.i)
    return out - {trigger.i}


def _verb_over(s: Sentence, token: Token) -> Token | None:
    if token.pos in ("VERB",):
        return token
    return next((a for a in s.ancestors(token) if a.pos in ("VERB", "AUX")), None)


def _top(s: Sentence, inside: list[Token]) -> Token:
    """The word of the expression that the others hang on."""
    numbers = {t.i for t in inside}
    return next((t for t in inside if t.head not in numbers or t.head == t.i), inside[0])


def is_historical(period: Period | None, day: date | None) -> bool:
    return bool(period and day and period.latest and period.latest < day - OLD)
