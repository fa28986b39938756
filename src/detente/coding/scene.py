"""Who is meant by a word in its place: names, role nouns, pronouns, possessors, the two sides.

A ``Scene`` knows the article's mentions and answers for any noun which parties
it stands for. It never guesses between two candidates of equal standing; the
answer says in words how it was found.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from detente.codebook import Codebook
from detente.coding import syntax
from detente.model import NAMED_CODES, Entity, EntityMention, ParsedArticle, Participant, Sentence, Token

HE = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
WE = frozenset({"we", "us", "our", "ours", "i", "my", "me", "mine", "ourselves"})
PRONOUNS = HE | IT | THEY | WE
PAIR_NOUNS = frozenset(
    "side country nation government party leader neighbour neighbor state capital minister president army power "
    "rival delegation both foe ally".split()
)
PERSONAL = frozenset({"person"})
ACTING = frozenset({"state", "capital", "government", "organisation", "group", "body", "person", "people", "media"})
DEEPEST = 6
"""Steps of reference (possessor of a possessor …) that are followed."""


class Scene:
    """The mentions of one article, and who is meant by a token."""

    def __init__(
        self, parsed: ParsedArticle, mentions: dict[int, tuple[EntityMention, ...]], codebook: Codebook
    ) -> None:
        self.parsed = parsed
        self.codebook = codebook
        self.sentences = {s.number: s for s in (*parsed.headline, *parsed.sentences)}
        self._mentions = mentions
        self._at = {
            (number, i): m for number, found in mentions.items() for m in found for i in range(m.first, m.last)
        }
        self.speaker_of: dict[int, list[Participant]] = {}  # sentence -> speaker of its quotation
        self._busy: set[tuple[int, int]] = set()
        self._cache: dict[tuple[int, int], list[Participant]] = {}

    # -- names ---------------------------------------------------------------------------------

    def mention_at(self, s: Sentence, token: Token) -> EntityMention | None:
        return self._at.get((s.number, token.i))

    def mentions_in(self, s: Sentence) -> tuple[EntityMention, ...]:
        return self._mentions.get(s.number, ())

    @cached_property
    def weight(self) -> Counter[str]:
        """How often each state is met in the article, by any form of its name."""
        counts: Counter[str] = Counter()
        for number, found in self._mentions.items():
            for m in found:
                if m.kind != "media" and m.entity.code not in NAMED_CODES | {"UNO", "EUR"}:
                    counts[m.entity.code] += 2 if number in (0, 1) else 1
        return counts

    @cached_property
    def main_parties(self) -> list[Entity]:
        """States and organisations of the article, the most often met first."""
        counts: Counter[str] = Counter()
        entities: dict[str, Entity] = {}
        for number, found in self._mentions.items():
            for m in found:
                if m.kind in ("media", "place"):
                    continue
                counts[m.entity.key] += 3 if number == 0 else 2 if number in (1, 2) else 1
                entities.setdefault(m.entity.key, self._as_state(m.entity))
        return [entities[key] for key, _ in counts.most_common()]

    def _as_state(self, entity: Entity) -> Entity:
        return self.codebook.actors.states.get(entity.code, entity)

    # -- parties -------------------------------------------------------------------------------

    def parties(self, s: Sentence, token: Token) -> list[Participant]:
        """The parties that a noun phrase names, coordination included; empty if none can be told."""
        out: list[Participant] = []
        for head in syntax.meaning_heads(s, token):
            for p in self.party(s, head):
                if not any(_same(p.entity, q.entity) for q in out):
                    out.append(p)
        return out

    def is_party(self, s: Sentence, token: Token) -> bool:
        return bool(self.party(s, token))

    def party(self, s: Sentence, head: Token) -> list[Participant]:
        """As ``parties`` for one head, without coordination."""
        key = (s.number, head.i)
        if key in self._cache:
            return self._cache[key]
        if key in self._busy or len(self._busy) > DEEPEST:
            return []
        self._busy.add(key)
        try:
            found = self._party(s, head)
        finally:
            self._busy.discard(key)
        if not self._busy:
            self._cache[key] = found
        return found

    def _party(self, s: Sentence, head: Token) -> list[Participant]:
        if head.lower in PRONOUNS:
            return self._pronoun(s, head)
        mention = self.mention_at(s, head)
        if mention is not None:
            if mention.kind == "adjective" and head.pos in ("NOUN", "PROPN") and mention.last - 1 != head.i:
                return []
            return [Participant(mention.entity, mention.span, mention.how)]
        if head.pos not in ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"):
            return []
        pair = self._pair(s, head)
        if pair:
            return pair
        if head.pos in ("PRON", "DET", "NUM", "ADJ"):
            return []
        return self._described(s, head)

    def _described(self, s: Sentence, head: Token) -> list[Participant]:
        """A party told by a common noun: "Canada's ambassador", "the alliance", "soldiers"."""
        forms = syntax.noun_forms(s, head)
        role = next((self.codebook.roles[f] for f in forms if f in self.codebook.roles), None)
        owners = self.owners(s, head)
        span = s.span_of(self._leftmost(s, head), head)
        if owners:
            return [self._owned(o, role.sector if role else None, span, head) for o in owners]
        known = self._by_kind_noun(s, head)
        if known is not None:
            return [Participant(known, span, f"'{head.text}' is {known.name}, last met before it")]
        if role is None:
            return []
        if role.kind == "organisation":
            return []
        home = self.home(s)
        if home is None:
            return []
        if role.kind == "state":
            return [Participant(home, span, f"'{head.text}' is {home.name}, the state spoken of here")]
        entity = Entity(home.code, role.sector, home.name if role.sector == "GOV" else span.text)
        return [Participant(entity, span, f"'{head.text}' without an owner is of {home.name}, the state spoken of here")]

    def _owned(self, owner: Participant, sector: str | None, span: object, head: Token) -> Participant:
        entity = owner.entity
        if entity.code not in NAMED_CODES | {"UNO", "EUR"} and sector and entity.sector in ("GOV", None):
            entity = Entity(entity.code, sector, entity.name if sector == "GOV" else f"{entity.name} ({head.lemma})")
        return Participant(entity, span, f"'{head.text}' belongs to {entity.name}: {owner.how}")  # type: ignore[arg-type]

    def owners(self, s: Sentence, head: Token) -> list[Participant]:
        """Whose the noun is: possessive, demonym or name before it, "of …" or, for people, "in …" behind it."""
        poss = s.child(head, "poss")
        if poss is not None:
            found = self.parties(s, poss)
            if found:
                return found
        for child in reversed(s.children(head, "amod", "compound", "nmod", "nummod", "npadvmod")):
            for token in (child, *s.children(child, "amod", "compound", "nmod", "conj")):
                mention = self.mention_at(s, token)
                if mention is not None and mention.kind != "media":
                    return [Participant(mention.entity, mention.span, mention.how)]
        for name in ("of", "from", "for"):
            for prep, pobj in syntax.phrases(s, head):
                if prep == name:
                    found = self.parties(s, pobj)
                    if found:
                        return found
        role = next((r for f in syntax.noun_forms(s, head) if (r := self.codebook.roles.get(f))), None)
        if role is not None and role.kind in ("group", "crowd", "body", "person"):
            for prep, pobj in syntax.phrases(s, head):
                mention = self.mention_at(s, pobj) if prep in ("in", "at") else None
                if mention is not None:
                    return [Participant(self._as_state(mention.entity), mention.span, mention.how)]
        for appos in s.children(head, "appos"):
            mention = self.mention_at(s, appos)
            if mention is not None:
                return [Participant(mention.entity, mention.span, mention.how)]
        return []

    def _leftmost(self, s: Sentence, head: Token) -> Token:
        left = [c for c in s.children(head, "compound", "amod", "nmod", "nummod") if c.i < head.i and head.i - c.i < 6]
        return min(left, key=lambda t: t.i, default=head)

    def _by_kind_noun(self, s: Sentence, head: Token) -> Entity | None:
        """The body last met that is called by this noun ("the alliance" after NATO)."""
        noun = head.lemma.lower()
        nouns = self.codebook.actors.kind_nouns
        for m in self._before(s, head):
            if noun in nouns.get(m.entity.name, ()):
                return m.entity
        return None

    def _before(self, s: Sentence, token: Token) -> list[EntityMention]:
        """Mentions before a token, nearest first; then those behind it in the same sentence and the rest."""
        here = [m for m in self.mentions_in(s) if m.first < token.i]
        out = list(reversed(here))
        for number in range(s.number - 1, -1, -1):
            out.extend(reversed(self._mentions.get(number, ())))
        out.extend(m for m in self.mentions_in(s) if m.first > token.i)
        return out

    def home(self, s: Sentence) -> Entity | None:
        """The state that a sentence speaks of, for role nouns that name none ("the army", "police")."""
        counts = Counter({code: min(n, 12) for code, n in self.weight.items()})
        for m in self.mentions_in(s):
            if m.entity.code in counts:
                counts[m.entity.code] += 6 if m.kind in ("place", "capital") else 3
        for number in (s.number - 1, s.number - 2):
            other = self.sentences.get(number)
            if other is not None and other.paragraph == s.paragraph:
                for m in self._mentions.get(number, ()):
                    if m.entity.code in counts:
                        counts[m.entity.code] += 2
        states = self.codebook.actors.states
        best = next((code for code, _ in counts.most_common() if code in states), None)
        return states[best] if best else None

    # -- pronouns and pairs --------------------------------------------------------------------

    def _pronoun(self, s: Sentence, token: Token) -> list[Participant]:
        word = token.lower
        if word in WE:
            speaker = self.speaker_of.get(s.number, [])
            return [Participant(self._we(p.entity, word), None, f"'{token.text}' is the side of the speaker, {p.entity.name}") for p in speaker[:1]]
        for candidate_s, candidate in self._antecedents(s, token):
            found = self._agreeing(candidate_s, candidate, word)
            if found:
                return [Participant(p.entity, p.span, f"'{token.text}' refers back to {p.entity.name}") for p in found]
        return []

    def _we(self, entity: Entity, word: str) -> Entity:
        return entity if word in ("i", "my", "me", "mine") else self._as_state(entity)

    def _agreeing(self, s: Sentence, head: Token, word: str) -> list[Participant]:
        """The parties of a candidate, if number and kind agree with the pronoun."""
        found = self.parties(s, head)
        if not found:
            return []
        mention = self.mention_at(s, head)
        personal = mention is not None and mention.kind == "person"
        official = mention is None and any(
            (r := self.codebook.roles.get(f)) and r.kind in ("official", "person") for f in syntax.noun_forms(s, head)
        )
        plural = head.tag in ("NNS", "NNPS") or len(found) > 1 or head.lower in THEY
        if word in HE:
            return found if personal or (official and not plural) or head.lower in HE else []
        if word in IT:
            return found if not personal and not plural and not official and head.lower not in HE else []
        return found if plural or not (personal or official) else []

    def _antecedents(self, s: Sentence, token: Token) -> list[tuple[Sentence, Token]]:
        """Nouns that a pronoun may mean, the likeliest first: subjects of its clause, then what stands before."""
        out: list[tuple[Sentence, Token]] = []
        for verb in [t for t in s.ancestors(token) if t.pos in ("VERB", "AUX")]:
            subject = syntax.subject(s, verb)
            if subject is not None and subject.i != token.i and not self._inside(s, token, subject):
                if subject.i < token.i or token.tag == "PRP$" or verb.lemma != "say":
                    out.append((s, subject))
        before = [t for t in s.tokens[: token.i] if t.pos in ("NOUN", "PROPN") and t.dep not in ("compound", "amod")]
        subjects = [t for t in before if t.dep in syntax.SUBJECTS]
        out.extend((s, t) for t in [*reversed(subjects), *reversed(before)])
        for number in range(s.number - 1, max(s.number - 4, 0), -1):
            earlier = self.sentences.get(number)
            if earlier is None:
                continue
            heads = [t for t in earlier.tokens if t.pos in ("NOUN", "PROPN", "PRON") and t.dep not in ("compound", "amod")]
            first = [t for t in heads if t.dep in syntax.SUBJECTS]
            out.extend((earlier, t) for t in [*first, *reversed([h for h in heads if h not in first])])
        return out[:40]

    def _inside(self, s: Sentence, token: Token, head: Token) -> bool:
        return any(a.i == head.i for a in s.ancestors(token))

    def _pair(self, s: Sentence, head: Token) -> list[Participant]:
        """"both countries", "the two sides", "each", "they both": the two parties last met together."""
        words = {c.lower for c in s.children(head, "det", "nummod", "predet", "amod")}
        alone = head.lower in ("both", "neither", "either") and head.pos in ("DET", "PRON", "NOUN", "CCONJ")
        if not alone and not (head.lemma.lower() in PAIR_NOUNS and words & {"both", "two", "either", "neither"}):
            if not (head.lemma.lower() == "side" and "each" in words):
                return []
        found: list[Entity] = []
        for m in self._before(s, head):
            if m.kind in ("media", "place", "adjective") or m.entity.code in NAMED_CODES and len(found) == 1:
                continue
            entity = self._as_state(m.entity) if m.entity.sector in ("GOV", None) else m.entity
            if not any(_same(entity, f) for f in found):
                found.append(entity)
            if len(found) == 2:
                break
        span = s.span_of(head, head)
        how = f"'{head.text}' are {' and '.join(e.name for e in found)}, the two last met"
        return [Participant(e, span, how) for e in found] if len(found) == 2 else []


def _same(a: Entity, b: Entity) -> bool:
    return a.key == b.key and (a.sector or "GOV") == (b.sector or "GOV")
