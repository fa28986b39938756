"""How many people a deed touches: numerals on the nouns it is done to, and the dead and wounded told beside it."""

from __future__ import annotations

from collections.abc import Sequence

from detente.codebook import Codebook
from detente.coding import syntax
from detente.coding.attribution import SAY
from detente.coding.quantities import SCALES, Quantity, quantity_of, value_of
from detente.coding.triggers import Match
from detente.model import Amount, Sentence, Span, Token

COMPANY = frozenset({"with", "alongside"})
FAR = 6
"""Steps in the parse between a deed and the deaths told with it; further apart they belonged to other deeds."""
THINGS = (
    "missions", "weapons", "goods", "land", "airspace", "borders", "trade", "visas", "media", "sanctions", "talks",
    "measures",
)  # fmt: skip
"""Noun lists whose members are not people: two planes turned away are not two persons."""
SINGLE_PRONOUNS = frozenset({"him", "her", "himself", "herself", "he", "she"})
HURT = frozenset({"wounded", "injured", "hurt", "maimed"})
REACH = 14
"""Words behind "left" in which its dead and wounded are looked for."""
TITLES = frozenset("president minister mr mr. ms. mrs. ms mrs dr dr. general gen. leader blogger".split())
CROWDS = frozenset({"staff", "personnel", "crew", "people", "team", "leadership", "opposition", "government"})


def number_on(s: Sentence, noun: Token) -> tuple[Quantity, Span] | None:
    """The number that stands on a noun, and its words; ``None`` where there is none."""
    numbers = s.children(noun, "nummod") or ([noun] if noun.tag == "CD" else [])
    first = next((c for c in s.children(noun, "compound") if c.i == 0 and value_of(c.lower)), None)
    if not numbers and first is not None:  # "Eleven Malaysians were …": taken for a part of the name
        numbers = [first]
    for number in numbers:
        words = _numeral(s, number, noun)
        if not words:
            continue
        span = s.span_of(words[0], words[-1])
        quantity = quantity_of(span.text)
        year = quantity and len(words) == 1 and 1900 <= quantity.low <= 2100 and "," not in span.text
        if quantity is not None and not year:
            digits = [t for t in words if t.tag in ("CD", "HYPH", "SYM") or t.lower in SCALES] or words
            return quantity, s.span_of(digits[0], digits[-1])
    return None


def _numeral(s: Sentence, number: Token, noun: Token) -> list[Token]:
    """The numeral with what qualifies it ("at least", "between … and …"), as it stands before the noun."""
    inside = [t for t in s.subtree(number) if t.i <= noun.i and (t.i != noun.i or t.i == number.i)]
    cut = next((t.i for t in inside if t.i > number.i and t.lower in ("of", "who", "whom", "in")), None)
    inside = [t for t in inside if cut is None or t.i < cut]
    return list(s.tokens[inside[0].i : inside[-1].i + 1]) if inside else []


def people_of(s: Sentence, match: Match, codebook: Codebook) -> tuple[int, Span | None, tuple[Amount, ...]]:
    """Persons whom the deed touches directly, summed over coordinated nouns, the words, and each number apart.

    0 where the text gives no number. Killed and wounded are counted together.
    """
    amounts = _touched(s, match, codebook)
    if match.frame.event == "ASSAULT":
        amounts += _casualties(s, match, codebook)
    total = sum(a.value for a in amounts)
    return total, amounts[0].span if amounts else None, tuple(amounts)


def _touched(s: Sentence, match: Match, codebook: Codebook) -> list[Amount]:
    if not match.frame.people:
        return []
    if match.frame.people == "subject":
        subject = syntax.subject(s, match.token)
        heads = syntax.conjuncts(s, subject) if subject is not None else []
    else:
        done_to = match.objects or [o for v in s.children(match.token, "xcomp", "ccomp") for o in syntax.objects(s, v)]
        heads = [h for o in done_to for h in syntax.conjuncts(s, o)]
    single = match.frame.people != "counted"
    kind = _kind(match, codebook)
    return _amounts(s, heads, codebook, kind, single=single)


def _kind(match: Match, codebook: Codebook) -> str:
    """What befell the people: by the verb for violence, else by type and mode."""
    lemma = match.token.lemma.lower()
    for kind in ("killed", "wounded"):
        if lemma in codebook.lists.get(kind, ()):
            return kind
    told = match.frame.event, *match.frame.modes[:1]
    return _KINDS.get(told, _KINDS.get(told[:1], "people"))


_KINDS: dict[tuple[str, ...], str] = {
    ("COERCE", "arrest"): "arrested",
    ("COERCE", "deport"): "expelled",
    ("SANCTION", "expel"): "expelled",
    ("SANCTION", "convict"): "convicted",
    ("RETREAT", "release"): "released",
    ("ASSAULT", "abduct"): "abducted",
}


def _amounts(s: Sentence, heads: Sequence[Token], codebook: Codebook, kind: str, *, single: bool) -> list[Amount]:
    """One amount for each noun phrase that tells a number of people, or one person by name or noun."""
    found: list[Amount] = []
    seen: set[int] = set()
    for head in heads:
        if head.i in seen:
            continue
        seen.add(head.i)
        aboard = _aboard(s, head, codebook)
        if aboard is not None:
            found.append(Amount(kind, aboard[0].low, aboard[0].high, "people", aboard[1]))
            continue
        if not _are_people(s, head, codebook):
            continue
        told = number_on(s, head) or _through_of(s, head)
        if told is None and single and (_single_person(s, head, codebook) or (found and _bare_name(s, head))):
            told = Quantity(1, 1), s.span_of(head, head)
        if told is not None:
            found.append(Amount(kind, told[0].low, told[0].high, "people", told[1]))
    return found


def _casualties(s: Sentence, match: Match, codebook: Codebook) -> list[Amount]:
    """The dead and wounded that the same sentence tells of an attack.

    "… bombed the camp and killed 21", "at least 20 died when forces fired",
    "air strikes that killed fifteen", "leaving 12 people dead". Not what a
    modal, a condition or a denial holds open.
    """
    found: list[Amount] = []
    for verb in s.tokens:
        if verb.i == match.token.i or verb.pos not in ("VERB", "AUX"):
            continue
        kinds = [k for k in ("killed", "wounded", "dying") if verb.lemma.lower() in codebook.lists.get(k, ())]
        dead = _left_dead(s, verb, codebook)
        if not kinds and not dead:
            continue
        if not _goes_with(s, match.token, verb) or syntax.modals(s, verb) or syntax.is_negated(s, verb):
            continue
        if dead:
            found += dead
            continue
        if kinds[0] == "dying":
            subject = syntax.subject(s, verb)
            heads = syntax.conjuncts(s, subject) if subject is not None else []
        else:
            heads = [h for o in syntax.objects(s, verb) for h in syntax.conjuncts(s, o)]
            heads += [p for n, p in syntax.phrases(s, verb) if n in COMPANY]
        found += _amounts(s, heads, codebook, "killed" if kinds[0] == "dying" else kinds[0], single=True)
    own = {o.i for o in match.objects}
    return [a for a in _distinct(found) if not any(a.span.start == s.tokens[i].start for i in own)]


def _distinct(amounts: list[Amount]) -> list[Amount]:
    found: list[Amount] = []
    for amount in amounts:
        if all(amount.span != a.span for a in found):
            found.append(amount)
    return found


def _left_dead(s: Sentence, verb: Token, codebook: Codebook) -> list[Amount]:
    """ "left 12 people dead and 30 injured", "claimed 12 lives"; empty for other verbs."""
    lemma = verb.lemma.lower()
    if lemma not in ("leave", "claim", "cost"):
        return []
    found: list[Amount] = []
    for i in range(verb.i + 1, min(verb.i + REACH, len(s.tokens))):
        token = s.tokens[i]
        kind = _hurt(token, codebook) if lemma == "leave" else ("killed" if token.lower == "lives" else "")
        numeral = next((t for t in reversed(s.tokens[max(verb.i + 1, i - 4) : i]) if t.tag == "CD"), None)
        if not kind or numeral is None:
            continue
        told = number_on(s, s.head(numeral) if numeral.dep == "nummod" else numeral)
        if told is not None and all(told[1] != a.span for a in found):
            found.append(Amount(kind, told[0].low, told[0].high, "people", told[1]))
    return found


def _hurt(token: Token, codebook: Codebook) -> str:
    """ "dead", "wounded", "injured" behind a number: which of the two it tells; "" for other words."""
    if token.lower in ("dead", "killed"):
        return "killed"
    return "wounded" if token.lower in HURT or token.lemma.lower() in codebook.lists.get("wounded", ()) else ""


def _goes_with(s: Sentence, trigger: Token, verb: Token) -> bool:
    """One hangs from the other, or both are coordinated, with no saying between them."""
    up_verb = [verb, *s.ancestors(verb)]
    up_trigger = [trigger, *s.ancestors(trigger)]
    on_trigger = {t.i for t in up_trigger}
    meet = next((t for t in up_verb if t.i in on_trigger), None)
    if meet is None:
        return False
    way = up_verb[: up_verb.index(meet)] + up_trigger[: up_trigger.index(meet)]
    if len(way) > FAR or (meet.i not in (trigger.i, verb.i) and not _attack_noun_of(s, meet, trigger, verb)):
        return False
    return not any(t.lemma.lower() in SAY and t.pos == "VERB" for t in way if t.i not in (trigger.i, verb.i))


def _attack_noun_of(s: Sentence, meet: Token, trigger: Token, verb: Token) -> bool:
    """The deed and the deaths are told by one verb: "carried out an attack that …, killing 12"."""
    return meet.pos == "VERB" and trigger.pos in ("NOUN", "PROPN") and verb.dep in ("advcl", "conj", "xcomp")


def _aboard(s: Sentence, head: Token, codebook: Codebook) -> tuple[Quantity, Span] | None:
    """People in a vehicle that the deed is done to: "two planes carrying 160 migrants", "a bus with 30 pilgrims"."""
    if _are_people(s, head, codebook):
        return None
    inside = [o for c in s.children(head, "acl", "relcl") if c.lemma in _CARRY for o in syntax.objects(s, c)]
    inside += [p for n, p in syntax.phrases(s, head) if n == "with"]
    for noun in inside:
        if noun.i != head.i and _are_people(s, noun, codebook) and noun.pos == "NOUN":
            return number_on(s, noun)
    return None


_CARRY = frozenset({"carry", "hold", "bring", "transport", "take", "ferry"})


def _are_people(s: Sentence, head: Token, codebook: Codebook) -> bool:
    forms = syntax.noun_forms(s, head)
    people = any(f in codebook.lists.get(name, ()) for name in ("persons", "diplomats", "hostages") for f in forms)
    return people or not any(f in codebook.lists.get(name, ()) for name in THINGS for f in forms)


def _through_of(s: Sentence, head: Token) -> tuple[Quantity, Span] | None:
    """ "225 of their hostages": the number is the head."""
    parent = s.head(s.head(head)) if s.head(head).lower == "of" else None
    return number_on(s, parent) if parent is not None and parent.tag == "CD" else None


def _single_person(s: Sentence, head: Token, codebook: Codebook) -> bool:
    """One person: a singular noun for a person, a name, or "him"."""
    if head.lower in SINGLE_PRONOUNS:
        return True
    if head.tag == "NNP":
        return not any(c.lower in ("the",) for c in s.children(head, "det")) and _named_person(s, head)
    if head.tag != "NN" or head.lemma in CROWDS:
        return False
    lists = (codebook.lists.get(name, ()) for name in ("persons", "diplomats", "kin"))
    forms = syntax.noun_forms(s, head)
    roles = (codebook.roles.get(f) for f in forms)
    return any(f in words for words in lists for f in forms) or any(
        r and r.kind in ("person", "official") for r in roles
    )


def _bare_name(s: Sentence, head: Token) -> bool:
    """ "Mr Skripal and Yulia": beside a person, a name alone is a person too."""
    return head.tag == "NNP" and head.dep == "conj" and not s.children(head, "det")


def plural_people(s: Sentence, head: Token, codebook: Codebook) -> tuple[int, Span | None] | None:
    """How many "they" are who point to this noun: its number, or the people coordinated in it.

    ``None`` where it is no plural of people; 0 where it is, without a number.
    """
    if not _are_people(s, head, codebook) or head.dep == "conj":
        return None
    several = syntax.conjuncts(s, head)
    if len(several) == 1 and s.child(head, "cc") is not None:  # the parser makes two subjects of "Ali and his son fell"
        several = (*several, *[t for t in s.children(s.head(head), head.dep) if t.i > head.i])
    if len(several) > 1:
        amounts = _amounts(s, several, codebook, "people", single=True)
        return (sum(a.value for a in amounts), amounts[0].span) if len(amounts) == len(several) else None
    if head.tag not in ("NNS", "NNPS", "CD"):
        return None
    told = number_on(s, head)
    return (told[0].value, told[1]) if told else (0, None)


def _named_person(s: Sentence, head: Token) -> bool:
    names = {c.lower for c in s.children(head, "compound", "appos")}
    return bool(names & TITLES) or any(c.tag == "NNP" and c.i == head.i - 1 for c in s.children(head, "compound"))
