"""Sentences that tell more of the deeds before them: who announced them, when, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from detente.coding import attribution, dating, reasons, syntax
from detente.coding.collected import Coding
from detente.coding.implied import HOSTILE_DEEDS
from detente.coding.scene import Scene
from detente.model import EventMention, Reason, Sentence, Span, Token

SUMMARIES = frozenset("decision step move measure action announcement order restriction sanction expulsion".split())

CROWDS = frozenset("crowd mob protester demonstrator rioter marcher they".split())
REACTING = frozenset({"act", "react", "respond", "answer", "retaliate", "reply", "reciprocate"})


def announced(scene: Scene, s: Sentence, coding: Coding, before: int, day: date | None) -> None:
    """ "The ministry announced the steps on Sunday": whose word, and of what day, the deeds told just before are."""
    for verb in s.tokens:
        if verb.lemma not in ("announce", "confirm", "report", "disclose", "reveal") or verb.pos != "VERB":
            continue
        if not any(o.lemma in SUMMARIES for o in syntax.objects(s, verb)) or not before:
            continue
        speakers = attribution.speakers_of(scene, s, verb)
        last = coding.mentions[before - 1].sentence
        if not speakers or s.number - last > 1:
            continue
        dated = dating.date_of(
            s, verb, dating.times_in(s), day, future=False, promised=False, saying=None, nominal=False, lead=None
        )  # fmt: skip
        for i in range(before):
            mention = coding.mentions[i]
            if mention.sentence == last and not mention.said_by and not mention.aux:
                when = dated.period if dated.explicit and not mention.explicit_date else mention.when
                span = dated.span if dated.explicit and not mention.explicit_date else mention.when_span
                coding.mentions[i] = replace(
                    mention,
                    said_by=tuple(speakers),
                    when=when,
                    when_span=span,
                    explicit_date=mention.explicit_date or dated.explicit,
                )


def add_reasons(scene: Scene, s: Sentence, coding: Coding, before: int, nouns: Mapping[str, frozenset[str]]) -> None:
    """ "The decisions were taken … four days after soldiers seized …", "it was reacting to the attacks": the reason
    belongs to the deeds told last: of that name, or by the one who says that it reacts."""
    for verb in s.tokens:
        if verb.pos not in ("VERB", "AUX") or not before:
            continue
        found = reasons.reasons_at(s, verb)
        for i in (
            range(before, len(coding.mentions)) if found else ()
        ):  # "taken at a summit, days after soldiers seized …"
            mention = coding.mentions[i]
            if mention.nominal and mention.head is not None and _under(s, verb, mention.head):
                told = reasons.described(scene, s, found, {}, nouns)
                coding.mentions[i] = replace(mention, reasons=(*mention.reasons, *told))
        subject = syntax.subject(s, verb) if found else None
        if subject is None:
            continue
        for i in _deeds_meant(scene, s, verb, subject, coding, before):
            told = reasons.described(scene, s, found, {}, nouns)
            coding.mentions[i] = replace(coding.mentions[i], reasons=(*coding.mentions[i].reasons, *told))


def _under(s: Sentence, verb: Token, head: Span) -> bool:
    """The noun stands in a phrase right under the verb: "at an emergency summit"."""
    return any(p.start == head.start for name, p in syntax.phrases(s, verb) if name in ("at", "in", "by"))


def _deeds_meant(scene: Scene, s: Sentence, verb: Token, subject: Token, coding: Coding, before: int) -> Iterator[int]:
    """Positions of the deeds, told in the sentences just before, whose reason a verb tells."""
    last = coding.mentions[before - 1].sentence
    if s.number - last > 3:
        return
    crowd = verb.lemma in reasons.STIRRED and subject.lemma.lower() in CROWDS
    reacting = verb.lemma in REACTING or verb.lemma in reasons.STIRRED
    doers = {p.entity.key for p in scene.parties(s, subject)} if reacting else set()
    unknown = reacting and subject.pos == "PRON"  # "it said it was reacting"
    for i in range(before):
        mention = coding.mentions[i]
        if mention.sentence != last or mention.event not in HOSTILE_DEEDS | {"REJECT", "ACCUSE", "PROTEST"}:
            continue
        if crowd:
            if mention.event == "PROTEST":
                yield i
            continue
        if _sums_up(s, subject, mention) or unknown or doers & {p.entity.key for p in mention.actors}:
            yield i


def _sums_up(s: Sentence, subject: Token, mention: EventMention) -> bool:
    """ "the step", "both decisions", "the recall" after "recalled"."""
    lemma = subject.lemma.lower()
    if not any(c.lower in ("the", "this", "these", "both", "its", "their") for c in s.children(subject, "det", "poss")):
        return False
    return lemma in SUMMARIES or lemma == mention.lemma


def record_reasons(coding: Coding) -> None:
    """A hostile deed that another deed is said to answer is told by its noun alone: "over the attack on the embassy".

    Its missing parties are those of the answer, turned round. Who did violence is left open (GUIDELINES).
    """
    for mention in list(coding.mentions):
        for reason in mention.reasons:
            for ghost in [g for g in coding.ghosts if g.nominal and g.confidence and reason.span.covers(g.trigger)]:
                told = _with_parties(ghost, mention, reason)
                if told is not None and not any(_tells(m, told) for m in coding.mentions):
                    coding.ghosts.remove(ghost)
                    coding.mentions.append(told)
    coding.mentions.sort(key=lambda m: m.sentence)


def _with_parties(deed: EventMention, answer: EventMention, reason: Reason) -> EventMention | None:
    actors, recipients = deed.actors, deed.recipients
    if deed.event in ("SANCTION", "COERCE"):
        actors, recipients = actors or answer.recipients, recipients or answer.actors
        if not actors:
            return None
    elif deed.event != "ASSAULT":
        return None
    if not recipients or {p.entity.key for p in actors} & {p.entity.key for p in recipients}:
        return None
    told = replace(deed, actors=actors, recipients=recipients, implied=True)
    if told.when_span is None or reason.span.covers(told.when_span):
        return told
    return replace(told, when_span=None, explicit_date=False)  # the day is that of the answer


def _tells(mention: EventMention, deed: EventMention) -> bool:
    """The article tells this very deed elsewhere, with its doer, as far as its type, matter and one party say."""
    if mention.event != deed.event or not mention.actors:
        return False
    if mention.about and deed.about and deed.event == "SANCTION" and not set(mention.about) & set(deed.about):
        return False
    doers = {p.entity.key for p in deed.actors}
    if doers:
        return bool(doers & {p.entity.key for p in mention.actors})
    done_to = {p.entity.key for p in deed.recipients}
    return bool(done_to & {p.entity.key for p in (*mention.actors, *mention.recipients)})
