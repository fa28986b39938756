"""Triggers that the second opinion finds where the lexicon is silent.

For each verb that no frame claims and that has a party on its subject side and
another elsewhere below it, the model says what the one does to the other. A
sure answer becomes a match like any other, under the rule ``opinion.TYPE``, so
that hedges, parties, dates and speakers are judged by the same code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.codebook import Frame, Words
from detente.codebook.plover import Plover
from detente.coding import embed as embedding
from detente.coding import syntax
from detente.coding.attribution import SAY
from detente.coding.features import features_of, hashed
from detente.coding.opinion import NONE, Opinion, load
from detente.coding.scene import Scene
from detente.coding.triggers import Match
from detente.model import Sentence, Token

SURE = 0.80
"""Below this the model keeps silent, and the encoder does not consent; what it gives stands in
docs/decisions/0008-opinion.md."""

CLAUSES = frozenset("ROOT conj ccomp xcomp advcl relcl acl pcomp parataxis".split())
LIGHTEST = frozenset("be have do get go come make take seem become remain keep let".split())
UNTOLD = SAY | LIGHTEST
"""Verbs that tell no deed of their own."""


def frames_of_opinion(plover: Plover) -> dict[str, Frame]:
    """One frame without conditions for each type."""
    nothing = Words()
    return {
        event: Frame(
            id=f"opinion.{event.lower()}",
            event=event,
            modes=(),
            verbs=(),
            nouns=(),
            object=nothing,
            object_not=nothing,
            subject=nothing,
            subject_not=nothing,
            preps=(),
            clause=nothing,
            complement=nothing,
            owner="",
            negated="no",
            modal=nothing,
            quoted=False,
            actor=("subject",),
            recipient=(),
            mutual=event in ("CONSULT", "COOPERATE"),
            people="object" if event in ("ASSAULT", "COERCE", "SANCTION", "RETREAT", "AID") else "",
            channel_kind="",
            channel_status="",
            aux=(),
            file="opinion.npz",
            line=0,
            source="trained on the project's own marked sentences",
            because="The lexicon is silent here; the learned second opinion is sure.",
            on=None,
            examples=(),
        )
        for event in plover.types
    }


@dataclass(frozen=True)
class SecondOpinion:
    """The model with its frames, ready to be asked."""

    model: Opinion
    frames: Mapping[str, Frame]
    embedded: embedding.Embedded | None = None

    @classmethod
    def of(cls, plover: Plover, *, embed: bool = False) -> SecondOpinion | None:
        """The shipped model, with ``embed`` joined by the sentence encoder; ``None`` where none is shipped.

        Raises:
            EmbedMissing: the encoder was asked for and is not installed.
        """
        model = load()
        joined = embedding.load() if embed else None
        return cls(model, frames_of_opinion(plover), joined) if model is not None else None

    def judge(
        self, s: Sentence, a: Token, b: Token | None, fired: Iterable[tuple[str, int]], hidden: frozenset[int]
    ) -> dict[str, float]:
        """Probability of each type, and of none, for what ``a`` does to ``b``; arguments as of ``features_of``."""
        judged = self._linear(s, a, b, fired, hidden)
        return self.embedded.join(judged, s, a, b, hidden) if self.embedded is not None else judged

    def sure(
        self, s: Sentence, a: Token, b: Token | None, fired: Iterable[tuple[str, int]], hidden: frozenset[int]
    ) -> tuple[str, float] | None:
        """The type that the model is sure of, and how sure; ``None`` where it is not, or sure that there is none.

        That there is any deed, nobody has said here. So the encoder, where it is asked, must consent: it
        may silence the linear model and never speaks where that one is silent.
        """
        judged = self._linear(s, a, b, fired, hidden)
        event = max(judged, key=lambda c: judged[c])
        if event == NONE or judged[event] < SURE:
            return None
        if self.embedded is not None:
            judged = self.embedded.join(judged, s, a, b, hidden)
        return (event, judged[event]) if judged[event] >= SURE else None

    def _linear(
        self, s: Sentence, a: Token, b: Token | None, fired: Iterable[tuple[str, int]], hidden: frozenset[int]
    ) -> dict[str, float]:
        return self.model.judge(hashed(features_of(s, a, b, fired, hidden)))

    def triggers(self, scene: Scene, s: Sentence, found: Iterable[Match]) -> list[Match]:
        """Matches for verbs that no frame claims; empty where the model is not sure."""
        found = list(found)
        claimed = {m.token.i for m in found} | {i for m in found for i in m.used}
        fired = [(m.frame.event, m.token.i) for m in found]
        out = []
        for verb in s.tokens:
            if verb.pos != "VERB" or verb.i in claimed or verb.lemma in UNTOLD or verb.dep not in CLAUSES:
                continue
            ends = _ends(scene, s, verb)
            if ends is None:
                continue
            doer, other = ends
            hidden = frozenset(i for m in scene.mentions_in(s) for i in range(m.first, m.last))
            sure = self.sure(s, doer, other, fired, hidden)
            if sure is not None and sure[0] in self.frames:
                objects = tuple(h for o in syntax.objects(s, verb) for h in syntax.meaning_heads(s, o))
                note = f"confidence {sure[1]:.2f}"
                out.append(Match(self.frames[sure[0]], verb, objects, False, frozenset(), (note,)))
        return out


def _ends(scene: Scene, s: Sentence, verb: Token) -> tuple[Token, Token] | None:
    """The heads of two different parties, one on the doer's side of the verb, one elsewhere below it."""
    passive = syntax.is_passive(s, verb)
    subject = syntax.subject(s, verb)
    agents = [p for name, p in syntax.phrases(s, verb) if name == "by"]
    doers = agents if passive else ([subject] if subject is not None else [])
    others = [*syntax.objects(s, verb), *[p for name, p in syntax.phrases(s, verb) if not (passive and name == "by")]]
    others += [p for o in syntax.objects(s, verb) for _, p in syntax.phrases(s, o)]
    for doer in doers:
        a = scene.parties(s, doer)
        for other in others:
            b = scene.parties(s, other)
            if a and b and {p.entity.key for p in a}.isdisjoint({p.entity.key for p in b}):
                return doer, other
    return None
