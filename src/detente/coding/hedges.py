"""How far a deed is real: decided, planned, conditional, denied, past; and what PLOVER makes of it.

Rules of docs/decisions/0004-plover.md: a promised cooperation is AGREE, a
promised step back CONCEDE, a conditional hostile deed THREATEN, a refused
cooperation REJECT, a hostile deed that "will not" be done CONCEDE; a hostile
deed announced as decided keeps its type with ``future``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.codebook import Codebook
from detente.coding import syntax
from detente.coding.triggers import Match
from detente.model import Sentence, Token

HOSTILE = frozenset({"SANCTION", "COERCE", "MOBILIZE", "ASSAULT", "PROTEST"})
SPEECH = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "CONCEDE"})
POSSIBLE = frozenset({"may", "might", "could", "can"})
DUTY = frozenset({"must", "should", "ought", "shall"})
PROMISING = frozenset("agree consent accept promise pledge vow offer undertake commit swear".split())
FINDING = frozenset("find establish conclude determine prove show reveal confirm suggest indicate disclose".split())
KEPT = frozenset("comply honour honor respect observe fulfil fulfill keep meet do".split())
"""What a party may be found not to have done: it still tells against it."""
COMING = frozenset({"will", "would", "shall", "'ll"})


@dataclass(frozen=True)
class Outcome:
    """What becomes of a trigger. ``event`` ``None``: nothing is recorded, for the reason in ``note``."""

    event: str | None
    modes: tuple[str, ...] = ()
    aux: tuple[str, ...] = ()
    note: str = ""
    future: bool = False  # the deed lies ahead: dates are read forward
    promised: bool = False  # dated by the promise


def judge(s: Sentence, match: Match, by_token: Mapping[int, Match], codebook: Codebook, spoken: bool) -> Outcome:
    """Weigh modals, negation, conditions and governing verbs around a trigger."""
    frame, token = match.frame, match.token
    event, modes = frame.event, frame.modes or complement_mode(s, match, by_token, codebook)
    if match.nominal:
        return _nominal(s, match, by_token, event, modes)
    over = _over(s, token, by_token)
    if over is not None:
        return Outcome(None, note=f"told inside '{over.token.text}' ({over.frame.id})")
    told = yields_to(s, match, by_token)
    if told is not None:
        return Outcome(None, note=f"promises '{told.token.text}' ({told.frame.id}), which is recorded")
    if event == "ACCUSE" and _clears(s, token):
        return Outcome(None, note="what is found did not happen")
    if syntax.condition(s, token) is not None:
        return Outcome(None, note="stands in a conditional clause")
    governing = syntax.governor(s, token)
    kind = _governor_class(s, token, governing, codebook)
    negated = syntax.is_negated(s, token) and frame.negated == "no"
    modal = set(syntax.modals(s, token))
    if governing is not None and kind in ("decide", "plan", "begin"):
        modal |= set(syntax.modals(s, governing))
        negated = negated or (syntax.is_negated(s, governing) and frame.negated == "no")
    if kind == "consider":
        return Outcome(None, note=f"only considered ('{governing.text if governing else ''}')")
    if kind == "fail":
        return _refused(event, governing)
    if kind == "attempt" and event != "ASSAULT":
        return Outcome(None, note="only attempted")
    if frame.negated == "yes" and modal & ({"can", "could"} | frame.modal.words):
        return Outcome(event, modes)
    if modal & POSSIBLE and event in HOSTILE and spoken and not negated and syntax.has_condition(s, token) is not None:
        return Outcome("THREATEN", threat_mode(event, modes), (), "what could follow if … is a threat", promised=True)
    if modal & POSSIBLE and not (negated and modal & {"can", "could"}):
        return Outcome(None, note=f"only possible ('{', '.join(sorted(modal))}')")
    if modal & POSSIBLE and negated:
        return _refused(event, None)
    if modal & DUTY and event not in SPEECH and modal.isdisjoint({"shall"}):
        return Outcome(None, note="told as a duty, not a deed")
    if has_duty(s, token) and event not in SPEECH:
        return Outcome(None, note="told as a duty, not a deed")
    ahead = (
        bool(modal & COMING)
        or kind == "plan"
        or _promised(governing)
        or _is_to(s, token)
        or _progressive_ahead(s, token)
    )
    if ahead:
        return _ahead(s, match, event, modes, negated, codebook, spoken)
    if negated:
        return Outcome(event, modes, ("negation",), "told as not done")
    return Outcome(event, modes)


def _clears(s: Sentence, token: Token) -> bool:
    """ "found that no raid was carried out", "concluded that Iran had not shelled the port": a finding for, not against."""
    if token.lemma not in FINDING:
        return False
    for verb in s.children(token, "ccomp"):
        subject = s.child(verb, *syntax.SUBJECTS)
        words = [subject.lower, *[c.lower for c in s.children(subject, "det")]] if subject is not None else []
        nothing = bool({"no", "nobody", "nothing"} & set(words))
        if nothing or (syntax.is_negated(s, verb) and verb.lemma not in KEPT):
            return True
    return False


def _nominal(s: Sentence, match: Match, by_token: Mapping[int, Match], event: str, modes: tuple[str, ...]) -> Outcome:
    token = match.token
    over = _over(s, token, by_token)
    if over is not None and over.frame.event in ("REQUEST", "THREATEN", "AGREE", "REJECT"):
        return Outcome(None, note=f"told inside '{over.token.text}' ({over.frame.id})")
    if any(
        d.lower in ("no", "any", "possible", "potential", "further", "future", "planned", "alleged", "imminent")
        for d in s.children(token, "det", "amod")
    ):
        return Outcome(None, note="not told as having happened")
    verb = next((a for a in s.ancestors(token) if a.pos in ("VERB", "AUX")), None)
    if verb is not None and (syntax.condition(s, verb) is not None or set(syntax.modals(s, verb)) & POSSIBLE):
        return Outcome(None, note="stands under a condition or a possibility")
    if verb is not None and token.dep in ("dobj", "nsubjpass") and set(syntax.modals(s, verb)) & COMING:
        return Outcome(event, modes, note="ahead", future=True)
    if verb is not None and token.dep in ("dobj", "nsubjpass") and syntax.is_negated(s, verb):
        return Outcome(None, note="told as not done")
    return Outcome(event, modes)


def _ahead(
    s: Sentence, match: Match, event: str, modes: tuple[str, ...], negated: bool, codebook: Codebook, spoken: bool
) -> Outcome:
    condition = syntax.has_condition(s, match.token)
    if event in SPEECH:
        if negated:
            return Outcome(None, note="a statement that will not be made")
        return Outcome(event, modes, ("future",) if event in ("REQUEST", "ACCUSE") else (), future=True)
    if negated and event in HOSTILE:
        return Outcome("CONCEDE", (), (), "a hostile step that will not be taken is a concession", promised=True)
    if negated:
        return _refused(event, None)
    if event in HOSTILE and condition is not None:
        return Outcome(
            "THREATEN", threat_mode(event, modes), (), "a conditional hostile step is a threat", promised=True
        )
    becomes = codebook.plover.types[event].future
    if becomes is not None:
        return Outcome(becomes, (), (), f"an announced {event} is {becomes}", future=True, promised=True)
    return Outcome(event, modes, ("future",), "announced, not yet done", future=True)


def _refused(event: str, governing: Token | None) -> Outcome:
    word = f" ('{governing.text}')" if governing is not None else ""
    if event in HOSTILE:
        return Outcome(None, note=f"not done{word}")
    return Outcome("REJECT", refusal_mode(event), (), f"a refused {event} is REJECT{word}", promised=True)


def _over(s: Sentence, token: Token, by_token: Mapping[int, Match]) -> Match | None:
    """A speech or request trigger in whose complement the token stands: the deed there is what it speaks of."""
    current = token
    for head in s.ancestors(token):
        other = by_token.get(head.i)
        if other is not None and _promised(other.token) and (token.i not in other.used or _only_promises(other)):
            return None
        speaks = other is not None and other.frame.event in SPEECH | {"SUPPORT"} and not _clears(s, other.token)
        if other is not None and speaks and not _asserted(s, current, other):
            if current.dep in ("xcomp", "ccomp", "pcomp", "prep", "dobj", "acl", "pobj", "advcl", "oprd", "nsubjpass"):
                if current.dep == "advcl" and not any(c.tag == "TO" for c in s.children(current, "aux")):
                    return None
                if current.dep == "prep" and current.lower in (
                    "after",
                    "following",
                    "over",
                    "since",
                    "before",
                    "during",
                    "by",
                    "in",
                    "on",
                    "at",
                ):
                    return None
                return other
        if current.dep in ("relcl", "parataxis", "ROOT") and head.pos in ("VERB", "AUX"):
            return None
        if _told_by_the_writer(s, current):
            return None
        current = head
    return None


ASIDE = frozenset("when after since before as while although though once".split())


def _told_by_the_writer(s: Sentence, clause: Token) -> bool:
    """A finite relative or temporal clause: "the step over which Berlin expelled two envoys", whoever speaks of the step."""
    finite = clause.tag in ("VBD", "VBZ", "VBP") or any(
        c.tag in ("VBD", "VBZ", "VBP") for c in s.children(clause, "aux", "auxpass")
    )
    if not finite:
        return False
    if clause.dep == "relcl":
        return True
    return clause.dep == "advcl" and any(c.lower in ASIDE for c in s.children(clause, "mark", "advmod"))


def _only_promises(match: Match) -> bool:
    """ "agreed to", "vowed to" with any deed behind it: the deed, as promised, is what is recorded."""
    return match.frame.event == "AGREE" and bool(match.frame.clause) and not match.nominal


def yields_to(s: Sentence, match: Match, by_token: Mapping[int, Match]) -> Match | None:
    """The trigger in a promise's complement that tells what is promised; the promise then gives no record of its own."""
    if not _only_promises(match):
        return None
    inside = {t.i for v in s.children(match.token, "xcomp", "ccomp") for t in syntax.conjuncts(s, v)}
    return next((m for i, m in sorted(by_token.items()) if i in inside), None)


def _asserted(s: Sentence, clause: Token, other: Match) -> bool:
    """Complements that the frame itself asserts (it only fires on the saying, not on what is said)."""
    return other.frame.event == "SUPPORT" and clause.dep == "ccomp"


def _governor_class(s: Sentence, token: Token, governing: Token | None, codebook: Codebook) -> str:
    if governing is None:
        return ""
    finite = token.tag in ("VBD", "VBZ", "VBP") or any(c.tag == "MD" for c in s.children(token, "aux"))
    if finite and governing.lemma not in ("fear", "expect", "hope", "suggest", "doubt"):
        return ""
    lemma = governing.lemma.lower()
    if governing.pos == "ADJ":
        return {"ready": "plan", "willing": "plan", "due": "plan", "set": "plan", "unable": "fail", "unwilling": "fail",
                "likely": "consider", "prepared": "plan", "free": "consider", "able": "consider"}.get(lemma, "")  # fmt: skip
    if governing.pos == "NOUN":
        return {"decision": "decide", "plan": "plan", "intention": "plan", "refusal": "fail", "failure": "fail",
                "attempt": "attempt", "order": "decide", "promise": "plan", "pledge": "plan", "agreement": "plan",
                "right": "consider", "threat": "consider", "effort": "attempt", "proposal": "consider", "bid": "attempt",
                "need": "consider", "call": "consider", "readiness": "plan", "willingness": "plan"}.get(lemma, "")  # fmt: skip
    return codebook.governors.get(lemma, "")


def has_duty(s: Sentence, token: Token) -> bool:
    head = s.head(token)
    return token.dep == "xcomp" and head.lemma in ("have", "need") and head.i < token.i


def _promised(governing: Token | None) -> bool:
    return governing is not None and governing.lemma in PROMISING


ARRANGED = frozenset("plan schedule expect slate set due time arrange fix book".split())
"""Verbs whose participle places something ahead: "talks planned for Monday"."""


def lies_ahead(s: Sentence, verb: Token) -> bool:
    """Whether a verb's tense and governor place it after publication, so that a weekday beside it is the next one."""
    if set(syntax.modals(s, verb)) & (COMING | DUTY) or _is_to(s, verb) or _progressive_ahead(s, verb):
        return True
    if verb.lemma.lower() in ARRANGED and verb.tag == "VBN":
        return True
    infinitive = verb.tag == "VB" and any(c.tag == "TO" for c in s.children(verb, "aux"))
    return infinitive and _promised(syntax.governor(s, verb))


def _is_to(s: Sentence, token: Token) -> bool:
    """ "is to be expelled", "are to meet": arranged for later."""
    to = any(c.tag == "TO" for c in s.children(token, "aux"))
    head = s.head(token)
    return to and token.dep == "xcomp" and head.lemma == "be" and head.i != token.i


def _progressive_ahead(s: Sentence, token: Token) -> bool:
    """ "We are suspending … from Nov. 1": a progressive with a later start named in the clause."""
    if token.tag != "VBG" or not any(c.lemma == "be" for c in s.children(token, "aux")):
        return False
    return any(t.lower in ("from", "starting", "effective", "next", "tomorrow") for t in syntax.clause_tokens(s, token))


def complement_mode(s: Sentence, match: Match, by_token: Mapping[int, Match], codebook: Codebook) -> tuple[str, ...]:
    """The mode of a request, refusal or threat, from what is asked, refused or threatened."""
    event = match.frame.event
    if event not in ("REQUEST", "REJECT", "THREATEN"):
        return ()
    inside = [t for t in s.subtree(match.token) if t.i != match.token.i and t.pos in ("VERB", "NOUN")]
    inside = [t for t in inside if t.i > match.token.i or match.nominal]
    for t in inside:
        other = by_token.get(t.i)
        if other is not None and other is not match:
            found = (
                threat_mode(other.frame.event, other.frame.modes)
                if event == "THREATEN"
                else refusal_mode(other.frame.event)
            )
            if found:
                return found
    for t in inside:
        mode = codebook.mode_words.get((event if event == "THREATEN" else "REQUEST", t.lemma.lower()))
        if mode:
            return (mode,)
    return ("change",) if event == "REQUEST" else ()


def refusal_mode(event: str) -> tuple[str, ...]:
    """What a request or refusal is about, by the type of deed asked for."""
    if event in ("RETREAT", "CONCEDE"):
        return ("yield",)
    if event == "CONSULT":
        return ("meet",)
    if event in ("AID", "COOPERATE", "SUPPORT", "AGREE"):
        return ("assist",)
    return ()


def threat_mode(event: str, modes: tuple[str, ...]) -> tuple[str, ...]:
    """What is threatened, by the type and mode of the deed."""
    if event == "SANCTION":
        return ("expel",) if "expel" in modes else ("relations",)
    if event == "COERCE":
        return ("arrest",) if "arrest" in modes else ("territory",) if "seize" in modes else ("restrict",)
    if event in ("ASSAULT", "MOBILIZE"):
        return ("violence",)
    return ()
