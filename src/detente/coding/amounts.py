"""Troops and money that a deed moves: "sent 2,000 soldiers", "pledged €200 million in aid"."""

from __future__ import annotations

import re
from functools import cache

from detente.codebook import Codebook
from detente.coding import syntax
from detente.coding.numbers import number_on
from detente.coding.quantities import quantity_of
from detente.coding.triggers import Match
from detente.model import Amount, Sentence, Span, Token

WITH_TROOPS = frozenset({"MOBILIZE", "RETREAT", "AID", "COOPERATE", "SANCTION", "AGREE", "CONCEDE", "THREATEN"})
WITH_MONEY = frozenset({"AID", "AGREE", "SANCTION", "COOPERATE", "SUPPORT", "RETREAT", "CONCEDE", "REQUEST", "COERCE"})
_NUMERAL = (
    r"\d{1,3}(?:,\d{3})*(?:\.\d{1,3})?\d{0,9}(?: ?(?:to|[-–]) ?\d{1,6}(?:\.\d{1,3})?)?"
    r"(?: ?(?:hundred|thousand|million|billion|trillion|mn|bn|tn|m|k)\b)?"
)
_IN_WORDS = r"(?:(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|fifty|hundred|half)[ -]){1,3}"


def of_things(s: Sentence, match: Match, codebook: Codebook) -> tuple[Amount, ...]:
    """Amounts of troops and money in the clause of a deed, in the order of the text."""
    frame = match.frame
    found = _troops(s, match, codebook) if frame.event in WITH_TROOPS else []
    if frame.event in WITH_MONEY:
        clause = s.subtree(match.token) if match.nominal else syntax.clause_tokens(s, match.token)
        inside = [*clause, *(t for verb in s.children(match.token, "xcomp") for t in s.subtree(verb))]
        starts = {t.start for t in inside}
        found += [a for a in money_in(s, codebook) if any(a.span.start <= at < a.span.end for at in starts)]
    return tuple(found)


def _troops(s: Sentence, match: Match, codebook: Codebook) -> list[Amount]:
    heads: list[Token] = list(match.objects)
    heads += [o for verb in s.children(match.token, "xcomp") for o in syntax.objects(s, verb)]
    heads += [p for n, p in syntax.phrases(s, match.token) if n in ("of", "with")]
    found: list[Amount] = []
    for head in (each for h in heads for each in syntax.conjuncts(s, h)):
        if not any(f in codebook.lists.get("forces", ()) for f in syntax.noun_forms(s, head)):
            continue
        told = number_on(s, head)
        if told is not None and all(told[1] != a.span for a in found):
            found.append(Amount("troops", told[0].low, told[0].high, "people", told[1]))
    return found


def money_in(s: Sentence, codebook: Codebook) -> list[Amount]:
    """Every sum of money of a sentence, with its currency (ISO 4217)."""
    text = s.span.text
    found: list[Amount] = []
    for m in _pattern(tuple(codebook.currencies)).finditer(text):
        sign, numeral = m["sign"] or m["name"], m["after"] or m["before"]
        code = codebook.currencies.get(sign) or codebook.currencies.get(sign.lower(), "")
        quantity = quantity_of(numeral)
        if quantity is not None and code:
            span = Span(s.span.start + m.start(), s.span.start + m.end(), m[0])
            found.append(Amount("money", quantity.low, quantity.high, code, span))
    return found


@cache
def _pattern(currencies: tuple[str, ...]) -> re.Pattern[str]:
    """Sums with a sign in front ("$1.2 billion", "US$5m") or a name behind ("200 million euros", "a billion dollars")."""
    forms = sorted(currencies, key=len, reverse=True)
    signs = "|".join(re.escape(f) for f in forms if not f.islower())
    names = "|".join(re.escape(f) for f in forms if f.islower())
    return re.compile(
        rf"(?<![\w.,])(?:(?P<sign>{signs}) ?(?P<after>{_NUMERAL})"
        rf"|(?P<before>(?:{_NUMERAL}|{_IN_WORDS}(?:hundred|thousand|million|billion|trillion)))[ -](?P<name>(?i:{names}))\b)"
    )
