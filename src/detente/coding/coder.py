"""From parsed sentences to mentions of events: the questions of the other files, in their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from detente.codebook import Codebook
from detente.coding import (
    afterwards,
    amounts,
    attribution,
    channels,
    dating,
    hedges,
    implied,
    numbers,
    participants,
    reasons,
    standing,
    syntax,
    understood,
)
from detente.coding.collected import Coding
from detente.coding.contexts import SentenceTerms, contexts_of
from detente.coding.loosely import find_loosely
from detente.coding.matter import matter_of
from detente.coding.scene import Scene
from detente.coding.second import SecondOpinion
from detente.coding.supply import is_to_anybody, supply
from detente.coding.times import TimeExpression
from detente.coding.triggers import Match, find_triggers
from detente.model import (
    NAMED_CODES,
    Context,
    Entity,
    EntityMention,
    EventMention,
    ParsedArticle,
    Participant,
    Period,
    Sentence,
    Setting,
    Span,
    Token,
)

HIDDEN_DEEDS = frozenset({"COERCE", "ASSAULT", "MOBILIZE"})
"""Deeds that a side may deny; a closed embassy or a tariff is plain to see."""
NOWHERE = Setting()
LONGEST_TRIGGER, SHORTEST_TRIGGER = 10, 4
"""Words of a trigger as quoted: enough to find the place again, few enough to read."""
OPEN_ENDED = frozenset({"ADP", "DET", "ADJ", "ADV", "CCONJ", "PART", "AUX", "NUM", "SCONJ"})


def code(
    parsed: ParsedArticle,
    mentions: dict[int, tuple[EntityMention, ...]],
    codebook: Codebook,
    day: date | None,
    setting: Setting = NOWHERE,
    opinion: SecondOpinion | None = None,
) -> Coding:
    """Code the body's sentences.

    Args:
        mentions: names by sentence number.
        day: of publication; without it, dates stay empty.
        setting: where the article speaks from.
        opinion: the learned second opinion; without one, the lexicon speaks alone.
    """
    scene = Scene(parsed, mentions, codebook, setting)
    attribution.note_speakers(scene)
    terms = SentenceTerms(codebook.context_words, parsed.sentences)
    coding = Coding()
    paragraphs: dict[int, list[Sentence]] = {}
    for s in parsed.sentences:
        paragraphs.setdefault(s.paragraph, []).append(s)
    for s in parsed.sentences:
        coding.counts["sentences"] += 1
        before = len(coding.mentions)
        _code_sentence(scene, s, paragraphs[s.paragraph], codebook, day, coding, opinion, terms)
        commenter = attribution.commenter(scene, s)
        if commenter is not None:
            coding.comments[s.number] = commenter
            coding.counts["bare comment"] += len(coding.mentions) == before
        understood.the_same(scene, s, coding, day)
        afterwards.add_reasons(scene, s, coding, before, codebook.noun_types)
        afterwards.announced(scene, s, coding, before, day)
        coding.fallbacks.extend(channels.fallbacks(scene, s, codebook))
        coding.standing.extend(standing.standing(scene, s, codebook))
    understood.complete(scene, coding)
    afterwards.record_reasons(coding)
    return coding


def _code_sentence(
    scene: Scene,
    s: Sentence,
    paragraph: list[Sentence],
    codebook: Codebook,
    day: date | None,
    coding: Coding,
    opinion: SecondOpinion | None,
    terms: SentenceTerms,
) -> None:
    def owner(sentence: Sentence, trigger: Token, noun: Token) -> str:
        return _whose(scene, sentence, trigger, noun)

    def quoted(token: Token) -> bool:
        return s.in_quote(token) or bool(attribution.saying_over(scene, s, token).speakers)

    def contexts(near: Token, modes: tuple[str, ...]) -> tuple[Context, ...]:
        return contexts_of(s, paragraph, codebook, near=near, modes=modes, terms=terms)

    found = find_triggers(s, codebook, owner=owner, is_party=scene.is_party, quoted=quoted)
    found += find_loosely(s, codebook, found, owner=owner, is_party=scene.is_party, quoted=quoted)
    if opinion is not None:
        found += opinion.triggers(scene, s, found)
    found.sort(key=lambda m: m.token.i)
    coding.counts["triggers"] += len(found)
    by_token = {m.token.i: m for m in found}
    times = dating.times_in(s) if found and day is not None else []  # undated articles give undated deeds
    lead: Period | None = None
    for match in found:
        mention, reason = _mention(scene, s, match, by_token, codebook, day, times, lead, coding, contexts)
        if mention is None:
            coding.counts[reason] += 1
            bare = _bare_mention(s, match)
            coding.silenced.append(bare)
            if match.nominal:
                coding.ghosts.append(bare)
            continue
        if (not mention.actors and not _doer_unknown(s, mention, match)) or (
            not mention.recipients and _needs_recipient(s, mention, match) and not is_to_anybody(scene, s, match)
        ):
            coding.ghosts.append(mention)
            coding.counts["no actor" if not mention.actors else "no second party"] += 1
            continue
        coding.mentions.append(mention)
        if mention.when is not None and mention.explicit_date:
            lead = mention.when


def _bare_mention(s: Sentence, match: Match) -> EventMention:
    """A deed named by a noun inside another deed's words: kept so that it can be recognised, not recorded."""
    frame = match.frame
    return EventMention(
        event=frame.event,
        modes=frame.modes,
        actors=(),
        recipients=(),
        aux=(),
        when=None,
        when_span=None,
        when_how="",
        said_by=(),
        people=0,
        people_span=None,
        trigger=s.span_of(match.token, match.token),
        sentence=s.number,
        paragraph=s.paragraph,
        rule=frame.id,
        confidence=0.0,
        head=s.span_of(match.token, match.token),
        lemma=match.token.lemma.lower(),
        nominal=True,
    )


def _mention(
    scene: Scene,
    s: Sentence,
    match: Match,
    by_token: dict[int, Match],
    codebook: Codebook,
    day: date | None,
    times: list[tuple[TimeExpression, Token]],
    lead: Period | None,
    coding: Coding,
    contexts: Callable[[Token, tuple[str, ...]], tuple[Context, ...]],
) -> tuple[EventMention | None, str]:
    """The mention of one trigger, or ``None`` and the reason for silence."""
    saying = attribution.saying_over(scene, s, match.token)
    outcome = hedges.judge(s, match, by_token, codebook, bool(saying.speakers))
    if outcome.event is None:
        return None, outcome.note
    roles = participants.assign(scene, s, match, saying.speakers)
    if _is_speech(match) and not roles.actors and saying.speakers and match.frame.quoted:
        roles.actors = saying.speakers[:1]
    supply(scene, s, coding, match, saying, roles, promised=outcome.promised)
    if saying.speakers and saying.speakers[0].guessed and roles.actors and roles.actors[0].entity.code:
        _own_side(
            saying.speakers, roles.actors[0]
        )  # "Pakistan shot down two jets, the military said": its own military
    event, modes, note = outcome.event, outcome.modes, outcome.note
    actors, recipients = roles.actors, roles.recipients
    if not match.nominal and _alleged(event, outcome.aux, actors, recipients, saying.speakers):
        event, modes = "ACCUSE", ("allege",)
        actors, recipients = saying.speakers[:1], roles.actors
        note = "a deed told only by the other side is an allegation"
    promised = outcome.promised or (outcome.future and "future" not in outcome.aux and event in dating.VERBAL)
    dated = dating.date_of(
        s, match.token, times, day,
        future=outcome.future, promised=promised, saying=saying.verb, nominal=match.nominal, lead=lead,
        anchor=coding.last_day(s), background=coding.background(s),
    )  # fmt: skip
    due = dated if outcome.future else None
    if promised:
        made = dated.period.latest if dated.explicit and dated.period is not None else None
        due = dating.date_of(
            s, match.token, times, min(made, day) if made and day else day,
            future=True, promised=False, saying=saying.verb, nominal=match.nominal, lead=None,
        )  # fmt: skip
    aux = list(outcome.aux)
    if dating.is_historical(dated.period, day) and "future" not in aux:
        aux.append("historical")
    people, people_span, told = numbers.people_of(s, match, codebook)
    pronoun = next((o for o in match.objects if o.lower in ("them", "they")), None)
    if not people and match.frame.people and pronoun is not None:
        people, people_span = implied.people_before(scene, s, pronoun, coding)
    said_by = _said_by(saying, match, event, actors)
    if (
        not said_by
        and match.frame.event in hedges.SPEECH
        and not match.nominal
        and attribution.in_a_statement(s, match.token)
    ):
        said_by = list(actors[:1])
    if not dated.explicit and implied.goes_on(s, match, coding) is not None:
        dated = replace(dated, period=implied.goes_on(s, match, coding), how="goes on with the measures told before")
    modes = tuple(m for m in modes if m in codebook.plover.modes[event])
    mention = EventMention(
        event=event,
        modes=modes,
        contexts=contexts(match.token, modes),
        actors=tuple(actors),
        recipients=tuple(recipients),
        aux=(*match.frame.aux, *[a for a in aux if a not in match.frame.aux]),
        when=dated.period,
        when_span=dated.span,
        when_how=dated.how,
        said_by=tuple(said_by),
        people=people,
        people_span=people_span,
        trigger=_trigger_span(s, match),
        sentence=s.number,
        paragraph=s.paragraph,
        rule=match.frame.id,
        confidence=_confidence(match, roles),
        runner_up=match.losers,
        notes=tuple([note] if note else []) + tuple(roles.notes),
        reasons=reasons.described(scene, s, reasons.reasons_of(s, match), by_token, codebook.noun_types),
        channels=channels.touches(scene, s, match, roles, codebook, ahead=outcome.future)
        if event == match.frame.event or event in ("AGREE", "CONCEDE")
        else (),
        head=s.span_of(match.token, match.token),
        lemma=match.token.lemma.lower(),
        about=tuple(dict.fromkeys(o.lemma.lower() for o in match.objects)),
        matter=matter_of(s, match, scene),
        nominal=match.nominal,
        explicit_date=dated.explicit,
        additive=any(c.lower in ("also", "additionally", "too") for c in s.children(match.token, "advmod")),
        implied=roles.implied,
        due=due.period if due else None,
        due_span=due.span if due else None,
        amounts=(*told, *amounts.of_things(s, match, codebook)),
    )
    return mention, ""


def _own_side(speakers: list[Participant], actor: Participant) -> None:
    first = speakers[0]
    name = actor.entity.name if first.entity.sector == "GOV" else first.entity.name
    entity = Entity(actor.entity.code, first.entity.sector, name)
    speakers[0] = replace(first, entity=entity, how=f"{first.how}; taken for the doer's side, {actor.entity.name}")


def _whose(scene: Scene, s: Sentence, trigger: Token, noun: Token) -> str:
    """ "own" or "other": whose the noun is for the doer; "" where the text does not tell."""
    owners = scene.owners(s, noun)
    if not owners and noun.dep == "conj":
        owners = scene.owners(s, s.head(noun))
    subject = syntax.subject(s, trigger) if not syntax.is_passive(s, trigger) else None
    if trigger.pos in ("NOUN", "PROPN"):
        doers = scene.owners(s, trigger)
    elif subject is not None:
        doers = scene.parties(s, subject)
    else:
        doers = [p for n, o in syntax.phrases(s, trigger) if n == "by" for p in scene.parties(s, o)]
    if not owners or not doers:
        return ""
    return "own" if owners[0].entity.key in {d.entity.key for d in doers} else "other"


def _is_speech(match: Match) -> bool:
    return match.frame.event in hedges.SPEECH | {"SUPPORT"}


def _alleged(
    event: str,
    aux: tuple[str, ...],
    actors: list[Participant],
    recipients: list[Participant],
    speakers: list[Participant],
) -> bool:
    """A hostile deed that only the other side tells is that side's allegation."""
    if event not in HIDDEN_DEEDS or aux or not speakers or not actors:
        return False
    speaker = speakers[0].entity
    doers = {p.entity.code for p in actors}
    done_to = {p.entity.code for p in recipients}
    return speaker.code not in doers and speaker.code in done_to and speaker.sector != "JRN"


def _said_by(saying: attribution.Saying, match: Match, event: str, actors: list[Participant]) -> list[Participant]:
    """The chain for the record: innermost first; a statement carried by an agency has its own speaker in front."""
    chain = list(saying.speakers)
    only_media = chain and all(p.entity.sector == "JRN" for p in chain)
    if only_media and _is_speech(match) and actors and not match.nominal:
        return [actors[0], *chain]
    return chain


def _doer_unknown(s: Sentence, mention: EventMention, match: Match) -> bool:
    """Violence told by a verb with its victims and without a doer is recorded with nobody as actor (GUIDELINES)."""
    victims = any(p.span is not None for p in mention.recipients)
    told = mention.people > 0 or syntax.is_passive(s, match.token)
    return mention.event == "ASSAULT" and not match.nominal and victims and told and match.frame.file != "opinion.npz"


def _needs_recipient(s: Sentence, mention: EventMention, match: Match) -> bool:
    if match.frame.mutual or len(mention.actors) > 1:
        within = mention.actors[0].entity.code in NAMED_CODES | {"UNO", "EUR"}  # "The Arab League will meet"
        apart = len(mention.actors) < 2 and not mention.recipients and not _at_one_table(s, match)
        return apart and mention.event != "CONSULT" and not within
    if "none" in match.frame.recipient:
        return False
    return mention.event not in participants.ALONE - {"AGREE", "CONCEDE", "COOPERATE", "CONSULT"}


def _at_one_table(s: Sentence, match: Match) -> bool:
    """Two of one state do it together: "the president and the opposition leader signed"."""
    subject = syntax.subject(s, match.token) if not match.nominal else None
    return subject is not None and len(syntax.conjuncts(s, subject)) > 1


def _trigger_span(s: Sentence, match: Match) -> Span:
    """At most ten words from the trigger on: its verb with its objects."""
    pronoun = any(o.lower in ("it", "them") for o in s.children(match.token, "dobj"))
    meant = {o.i for o in match.objects if pronoun and o.i < match.token.i}  # what it stands for
    wanted = {match.token.i, *match.used, *[o.i for o in match.objects if abs(o.i - match.token.i) < 9]} - meant
    if match.token.lemma == "be":
        wanted |= {c.i for c in s.children(match.token, "acomp", "attr", "neg")}
    if not match.nominal:
        for verb in s.children(match.token, "xcomp", "ccomp", "prt"):
            wanted |= {verb.i, *[o.i for o in s.children(verb, "dobj")]}
    first = min(i for i in wanted if match.token.i - i < LONGEST_TRIGGER)
    last = max(i for i in wanted if i - first < LONGEST_TRIGGER)
    while last - first < LONGEST_TRIGGER - 1 and last + 1 < len(s.tokens) and s.tokens[last + 1].pos != "PUNCT":
        if last - first >= SHORTEST_TRIGGER - 1 and s.tokens[last].pos not in OPEN_ENDED:
            break
        last += 1
    return s.span_of(s.tokens[first], s.tokens[last])


def _confidence(match: Match, roles: participants.Roles) -> float:
    """0 to 1, by how many conditions the entry made and whether a party was only implied. Not calibrated yet."""
    score = 0.5 + 0.08 * min(match.frame.weight, 5)
    if roles.implied:
        score -= 0.2
    if match.losers:
        score -= 0.05
    return round(max(0.1, min(0.95, score)), 2)
