"""When it happened: the time expression that belongs to a trigger, or the usual silence of news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from detente.coding import offsets, syntax
from detente.coding.attribution import SAY
from detente.coding.times import TimeExpression, find_times
from detente.model import Period, Sentence, Span, Token

PARTS_OF_TIME = frozenset(
    "end beginning start middle night morning evening afternoon eve day week month year summer winter spring autumn "
    "fall anniversary half quarter dawn hour".split()
)
STATEMENTS = frozenset(
    "statement letter message speech address interview note report communique declaration tweet post memo broadcast "
    "decree order ruling verdict resolution".split()
)
VERBAL = frozenset({"AGREE", "CONCEDE", "REJECT", "THREATEN"})
"""GUIDELINES: a promise, a concession or a refusal told with "will" is dated by its telling."""
OLD = timedelta(days=60)
"""GUIDELINES: historical is what ended more than 60 days before publication."""
WIDE = timedelta(days=31)
"""A month may date a deed told beside it; a year does not."""


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
    anchor: Period | None = None,
    background: Period | None = None,
) -> Dated:
    """The interval of a deed.

    ``promised`` deeds are dated by the promise (the saying), ``future`` ones
    forward from publication with an open end where no day is named. ``lead``
    is the date of the deed told before in the same sentence, ``anchor`` what
    "that day" and "two days later" refer to, ``background`` the old date of
    the deed told before in the paragraph, which a past perfect goes on with.
    """
    if day is None:
        return Dated(None, None, "the article's day of publication is not known", False)
    ranked = sorted(
        (
            (distance, abs(head.i - trigger.i), e, head)
            for e, head in times
            if (distance := _distance(s, trigger, e, head, saying, nominal)) is not None
        ),
        key=lambda row: row[:2],
    )
    if not (ranked and ranked[0][0] == 0):
        apart = offsets.before(s, trigger, day, lead or _main_day(ranked, day))
        if apart is not None:
            return Dated(apart[0], None, apart[1], True)
    for distance, _, expression, head in ranked:
        if promised and not _says_when(s, trigger, head, saying):
            continue
        if future and not promised and distance == 3:
            continue
        if expression.flag == "effective" or (not future and _still_to_come(expression, day)):
            continue
        direction = "future" if future and not promised and distance < 3 else "past"
        period = expression.period(day, direction=direction, anchor=lead or anchor)
        if period is not None and direction == "future" and period.latest is not None and period.latest < day:
            continue  # "Russia will expel 23 diplomats after Britain did so last Wednesday"
        if period is not None:
            return Dated(period, expression.span, f"'{expression.span.text}', read from {day} ({direction})", True)
    if future and not promised:
        return Dated(Period(day, None, "open"), None, "announced without a day: from publication on", False)
    told = lead or anchor
    if _since_then(s, trigger) and told is not None and told.earliest is not None:
        return Dated(Period(told.earliest, day, "days"), None, "since the deed told before it", False)
    if lead is not None and not promised and not _wide(lead):
        return Dated(lead, None, "as the deed told before it", False)
    if background is not None and _past_perfect(s, trigger):
        return Dated(background, None, "goes on with the past told before it", False)
    return Dated(
        Period(day - timedelta(days=1), day, "days"),
        None,
        "fresh news without a day: publication day or the day before",
        False,
    )


def _still_to_come(expression: TimeExpression, day: date) -> bool:
    """ "gave them 24 hours to leave", "promised to leave by May": when it must be done, not when it was ordered."""
    if expression.role == "within":
        return True
    if expression.role not in ("by", "until"):
        return False
    period = expression.period(day, direction="future")
    return period is not None and period.latest is not None and period.latest > day


def _since_then(s: Sentence, trigger: Token) -> bool:
    """ "has since suspended", "has been demanding it ever since": from the deed told before up to now."""
    return any(c.lower == "since" and not s.children(c, "pobj", "pcomp") for c in s.children(trigger, "advmod"))


def _wide(period: Period) -> bool:
    """ "which chairs the bloc this year": too long to tell the day of what is told with it."""
    return bool(period.earliest and period.latest and period.latest - period.earliest > WIDE)


def _past_perfect(s: Sentence, trigger: Token) -> bool:
    """ "had been enraged by": the trigger's clause, or the one over it, stands in the past perfect."""
    verb = trigger if trigger.pos in ("VERB", "AUX") else verb_over(s, trigger)
    return verb is not None and any(c.lower == "had" for c in s.children(verb, "aux"))


def _says_when(s: Sentence, trigger: Token, head: Token, saying: Token | None) -> bool:
    """A promise is dated by words that stand with the saying or agreeing, not with what is promised."""
    verb = verb_over(s, head)
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
    verb = verb_over(s, head)
    if _relative_of_time(s, trigger, expression):
        return 0
    if expression.role == "for" and verb is not None and not _lasts(s, verb):
        return None  # "the deepest rift for years" is not how long the deed took
    if _of_another_noun(s, trigger, head) or _only_offsets(expression):
        return None
    if head.i in own and (nominal or verb is None or verb.i == trigger.i or _goes_along(s, verb)):
        return 0 if verb is None or nominal or verb.i == trigger.i else 1
    if verb is None:
        return 1
    if verb.i == trigger.i:
        return 0
    if (saying is not None and verb.i == saying.i) or (verb.lemma in SAY and _below(s, trigger, verb)):
        return 3
    chain = _shared_verbs(s, trigger)
    if verb.i in chain or _behind(s, trigger, verb, head) or _of_statement(s, trigger, verb):
        return 1
    above = [a for a in s.ancestors(trigger) if a.pos in ("VERB", "AUX") and a.i not in chain]
    if above and verb.i == above[0].i:
        return 2 if trigger.dep != "relcl" and not _in_relative(s, trigger, verb) else None
    return None


def _lasts(s: Sentence, verb: Token) -> bool:
    """A perfect or progressive, or "for …" right under a verb that is not a sudden deed's past tense with an object."""
    return verb.tag == "VBG" or any(c.lemma == "have" for c in s.children(verb, "aux"))


def _relative_of_time(s: Sentence, trigger: Token, expression: TimeExpression) -> bool:
    """ "since January 2024, when the junta ended the deal": the relative clause happened then."""
    for t in [trigger, *s.ancestors(trigger)]:
        if t.dep == "relcl":
            inside = expression.span.start <= s.head(t).start < expression.span.end
            return inside and any(c.lower == "when" for c in s.children(t, "advmod"))
        if t.dep not in ("conj", "xcomp"):
            return False
    return False


def _main_day(ranked: Sequence[tuple[int, int, TimeExpression, Token]], day: date) -> Period:
    """When the clause over the trigger's happened: the time named there, else fresh news."""
    named = (e.period(day, direction="past") for _, _, e, _ in ranked)
    return next((p for p in named if p is not None), Period(day - timedelta(days=1), day, "days"))


def _only_offsets(expression: TimeExpression) -> bool:
    """ "hours after the court ruled": how far apart two deeds are, not the day of either."""
    return expression.anchored and expression.span.text.split()[-1].lower() in ("after", "before", "since")


def _goes_along(s: Sentence, verb: Token) -> bool:
    """A clause that shares its verb's time: "agreed to meet on Monday", "by firing rockets on Monday"."""
    if verb.dep == "pcomp":
        return s.head(verb).lower in ("by", "in", "while")
    return verb.dep in ("xcomp", "advcl")


def _behind(s: Sentence, trigger: Token, verb: Token, head: Token) -> bool:
    """The time stands right behind the trigger, though the parser hangs it on a verb further up."""
    if not verb.i < trigger.i < head.i:
        return False
    return verb.i in {a.i for a in s.ancestors(trigger)} and not any(
        t.pos == "VERB" and t.dep != "amod" for t in s.tokens[trigger.i + 1 : head.i]
    )


def _of_statement(s: Sentence, trigger: Token, verb: Token) -> bool:
    """ "In a statement issued on Friday, Ottawa urged …": the statement's day is the deed's."""
    noun = s.head(verb)
    if verb.dep == "advcl" and verb.tag == "VBN":  # "In that statement, issued on Friday, Ottawa urged …"
        noun = next((t for t in reversed(s.tokens[: verb.i]) if t.pos != "PUNCT"), noun)
    if verb.dep not in ("acl", "advcl") or noun.lemma not in STATEMENTS or noun.dep != "pobj":
        return False
    return s.head(s.head(noun)).i in {trigger.i, *[a.i for a in s.ancestors(trigger)]}


def _of_another_noun(s: Sentence, trigger: Token, head: Token) -> bool:
    """The time tells which thing is meant, not when the deed was done: "a pact of 2001", "the 2015 deal"."""
    if head.i == trigger.i:
        return False
    if head.dep == "pobj" and s.head(head).lower == "of":
        noun = s.head(s.head(head))
        return noun.pos in ("NOUN", "PROPN") and noun.i != trigger.i and noun.lemma not in PARTS_OF_TIME
    if head.dep in ("nummod", "compound", "amod", "poss", "nmod"):
        noun = s.head(head)
        return noun.pos in ("NOUN", "PROPN") and noun.i != trigger.i and not _adverbial(s, noun)
    return False


def _adverbial(s: Sentence, noun: Token) -> bool:
    return noun.dep in ("npadvmod", "tmod") or noun.lemma.lower() in PARTS_OF_TIME


def _below(s: Sentence, token: Token, verb: Token) -> bool:
    return any(a.i == verb.i for a in s.ancestors(token)) or any(c.i == verb.i for c in s.children(token))


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


def verb_over(s: Sentence, token: Token) -> Token | None:
    """The verb that a word stands under, itself included; ``None`` in a clause without one."""
    if token.pos in ("VERB",):
        return token
    return next((a for a in s.ancestors(token) if a.pos in ("VERB", "AUX") and a.dep != "prep"), None)


def _top(s: Sentence, inside: list[Token]) -> Token:
    """The word of the expression that the others hang on."""
    numbers = {t.i for t in inside}
    return next((t for t in inside if t.head not in numbers or t.head == t.i), inside[0])


def is_historical(period: Period | None, day: date | None) -> bool:
    return bool(period and day and period.latest and period.latest < day - OLD)
