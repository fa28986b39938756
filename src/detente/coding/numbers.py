"""How many people a deed touches: numerals on the nouns it is done to."""

from __future__ import annotations

import re

from detente.codebook import Codebook
from detente.coding import syntax
from detente.coding.triggers import Match
from detente.model import Sentence, Span, Token

_UNITS = {w: n for n, w in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen".split())}  # fmt: skip
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "dozen": 12}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")


def value_of(words: str) -> int | None:
    """A number in digits or words as an integer; ``None`` if it is not one ("dozens", "several")."""
    words = words.lower().strip()
    digits = _DIGITS.fullmatch(words)
    if digits:
        return int(words.replace(",", ""))
    total, current, seen = 0, 0, False
    for word in re.split(r"[\s-]+", words):
        if word in ("and", "a", "an"):
            continue
        if word in _UNITS or word in _TENS:
            current += _UNITS.get(word, 0) + _TENS.get(word, 0)
        elif word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if _SCALES[word] >= 1_000:
                total, current = total + current, 0
        elif _DIGITS.fullmatch(word):
            current += int(word.replace(",", ""))
        else:
            return None
        seen = True
    return total + current if seen else None


def count_on(s: Sentence, noun: Token) -> tuple[int, Span | None]:
    """The number that stands on a noun, and its words; 0 where there is none."""
    numbers = s.children(noun, "nummod")
    if not numbers and noun.tag == "CD":
        numbers = [noun]
    for number in numbers:
        words = [t for t in s.subtree(number) if t.tag in ("CD", "HYPH") or t.lower in _SCALES]
        if not words:
            continue
        text = " ".join(t.text for t in words if t.tag != "HYPH")
        value = value_of(text)
        if value is not None and not (1900 <= value <= 2100 and len(words) == 1 and "," not in text):
            return value, s.span_of(words[0], words[-1])
    return 0, None


def people_of(s: Sentence, match: Match, codebook: Codebook) -> tuple[int, Span | None]:
    """Persons whom the deed touches directly, summed over coordinated nouns; 0 where the text gives no number."""
    if not match.frame.people:
        return 0, None
    if match.frame.people == "subject":
        subject = syntax.subject(s, match.token)
        heads = syntax.conjuncts(s, subject) if subject is not None else []
    else:
        heads = [h for o in match.objects for h in syntax.conjuncts(s, o)]
    total, span = 0, None
    seen: set[int] = set()
    for head in heads:
        if head.i in seen:
            continue
        seen.add(head.i)
        if not _are_people(s, head, codebook):
            continue
        value, words = count_on(s, head)
        if value == 0:
            value, words = _through_of(s, head)
        if value == 0 and match.frame.event != "ACCUSE" and _single_person(s, head, codebook):
            value, words = 1, s.span_of(head, head)
        total, span = total + value, span or words
    return total, span


THINGS = (
    "missions",
    "weapons",
    "goods",
    "land",
    "airspace",
    "borders",
    "trade",
    "visas",
    "media",
    "sanctions",
    "talks",
)
"""Noun lists whose members are not people: two planes turned away are not two persons."""


def _are_people(s: Sentence, head: Token, codebook: Codebook) -> bool:
    forms = syntax.noun_forms(s, head)
    people = any(f in codebook.lists.get(name, ()) for name in ("persons", "diplomats", "hostages") for f in forms)
    return people or not any(f in codebook.lists.get(name, ()) for name in THINGS for f in forms)


def _through_of(s: Sentence, head: Token) -> tuple[int, Span | None]:
    """ "225 of their hostages": the number is the head."""
    parent = s.head(s.head(head)) if s.head(head).lower == "of" else None
    if parent is not None and parent.tag == "CD":
        value = value_of(parent.text)
        if value is not None:
            return value, s.span_of(parent, parent)
    return 0, None


def _single_person(s: Sentence, head: Token, codebook: Codebook) -> bool:
    """One person: a singular noun for a person, a name, or "him"."""
    if head.lower in ("him", "her", "himself", "herself", "he", "she"):
        return True
    if head.tag == "NNP":
        return not any(c.lower in ("the",) for c in s.children(head, "det")) and _named_person(s, head, codebook)
    persons = set(codebook.lists.get("persons", ())) | set(codebook.lists.get("diplomats", ()))
    return (
        head.tag == "NN"
        and any(f in persons for f in syntax.noun_forms(s, head))
        and head.lemma not in ("staff", "personnel", "crew")
    )


def _named_person(s: Sentence, head: Token, codebook: Codebook) -> bool:
    names = {c.lower for c in s.children(head, "compound", "appos")}
    return bool(names & {"president", "minister", "mr", "mr.", "ms.", "mrs.", "general", "gen.", "leader"}) or bool(
        [c for c in s.children(head, "compound") if c.tag == "NNP" and c.i == head.i - 1]
    )
