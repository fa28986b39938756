"""Who is meant by a word in its place: names, role nouns, pronouns, possessors, the two sides.

A ``Scene`` knows the article's mentions and answers for any noun which parties
it stands for. It never guesses between two candidates of equal standing; the
answer says in words how it was found.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from detente.codebook import Codebook
from detente.codebook.actors import TITLES_OF_OFFICE
from detente.coding import reference, syntax
from detente.model import NAMED_CODES, Entity, EntityMention, ParsedArticle, Participant, Sentence, Setting, Token

STATELESS = frozenset({"MIL", "REB", "COP", "JUD", "UAF", "PRM", "LEG", "OPP", "CRM", "CVL"})
PAIRED = frozenset({"state", "capital", "government", "organisation", "group"})
DEEPEST = 6
"""Steps of reference (possessor of a possessor …) that are followed."""
LOCAL = frozenset({"CVL", "EDU", "LAB", "COP"})
"""Sectors whose people act where they are; soldiers and rebels cross borders."""
OPENING = 9
"""Words in which a sentence that opens with a place has named it."""
LEADING = {
    office: frozenset(TITLES_OF_OFFICE[office].split(", ")) - {"leader", "ruler"}
    for office in ("head_of_government", "head_of_state")
}
REPEATED = 5
"""Sentences back in which a noun is looked for that "the ministry" repeats."""


class Scene:
    """The mentions of one article, and who is meant by a token."""

    def __init__(
        self,
        parsed: ParsedArticle,
        mentions: dict[int, tuple[EntityMention, ...]],
        codebook: Codebook,
        setting: Setting,
    ) -> None:
        self.parsed = parsed
        self.setting = setting
        self.codebook = codebook
        self.sentences = {s.number: s for s in (*parsed.headline, *parsed.sentences)}
        self._mentions = mentions
        self._at = {(number, i): m for number, found in mentions.items() for m in found for i in range(m.first, m.last)}
        self.speaker_of: dict[int, list[Participant]] = {}  # sentence -> speaker of its quotation
        self._busy: set[tuple[int, int]] = set()
        self._cuts = 0  # times that a reference was not followed further
        self._cache: dict[tuple[int, int], list[Participant]] = {}
        self._homes: dict[tuple[int, int, bool, str], Entity | None] = {}

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
        for entity, bonus in ((self.setting.place, 3), (self.setting.issuer, 9)):
            if entity is not None:
                counts[entity.code] += bonus
        return counts

    @cached_property
    def genders(self) -> dict[str, str]:
        """Man ("m") or woman ("f"), by name of the person, where a "Mr" or "Mrs" or a woman's given name tells it."""
        found: dict[str, str] = {}
        for s in (*self.parsed.headline, *self.parsed.sentences):
            for m in self.mentions_in(s):
                if m.kind != "person":
                    continue
                before = s.tokens[m.first - 1].lower.rstrip(".") if m.first else ""
                if before in ("mr", "mrs", "ms", "miss", "sir"):
                    found[m.entity.name] = "m" if before in ("mr", "sir") else "f"
                elif m.entity.name.split(" ")[0] in self.codebook.women:
                    found.setdefault(m.entity.name, "f")
        return found

    @cached_property
    def pairs(self) -> list[tuple[int, int, list[Entity]]]:
        """Two parties named together ("Iran and Saudi Arabia", "between A and B"): sentence, token, who."""
        found = []
        for s in (*self.parsed.headline, *self.parsed.sentences):
            for m in self.mentions_in(s):
                if m.kind in PAIRED:
                    heads = syntax.conjuncts(s, s.tokens[m.last - 1])
                    others = [o for h in heads[1:] if (o := self.mention_at(s, h)) and o.kind in PAIRED]
                    if len(others) == 1 and others[0].entity.key != m.entity.key:
                        found.append((s.number, m.first, [self.as_state(m.entity), self.as_state(others[0].entity)]))
        return found

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
                entities.setdefault(m.entity.key, self.as_state(m.entity))
        nouns = self.codebook.actors.kind_nouns
        lemmas = Counter(t.lemma.lower() for s in self.parsed.sentences for t in s.tokens if t.pos == "NOUN")
        for key, entity in entities.items():  # "the court", "the bloc": the organisation by its noun
            counts[key] += sum(min(lemmas[noun], 5) for noun in nouns.get(entity.name, ()) if " " not in noun)
        return [entities[key] for key, _ in counts.most_common()]

    def is_domestic(self, code: str) -> bool:
        """True where no other state has a fifth of this one's weight in the article."""
        others = [n for c, n in self.weight.items() if c != code and c in self.codebook.actors.states]
        return self.weight[code] >= 5 * max(others, default=0)

    def as_state(self, entity: Entity) -> Entity:
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
            self._cuts += 1
            return []
        before = self._cuts
        self._busy.add(key)
        try:
            found = self._party(s, head)
        finally:
            self._busy.discard(key)
        if not self._busy or self._cuts == before:  # an answer that was cut short holds for this asker only
            self._cache[key] = found
        return found

    def _party(self, s: Sentence, head: Token) -> list[Participant]:
        if head.lower in reference.PRONOUNS and head.pos != "PROPN":
            return reference.pronoun(self, s, head)
        mention = self.mention_at(s, head)
        if mention is not None:
            if mention.kind == "adjective" and head.pos in ("NOUN", "PROPN") and mention.last - 1 != head.i:
                return []
            return [Participant(mention.entity, mention.span, mention.how, mention.guessed)]
        if head.pos not in ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"):
            return []
        pair = reference.pair(self, s, head)
        if pair:
            return pair
        if head.pos in ("PRON", "DET", "NUM", "ADJ"):
            return []
        return self._described(s, head)

    def _described(self, s: Sentence, head: Token) -> list[Participant]:
        """A party told by a common noun: "Canada's ambassador", "the alliance", "soldiers"."""
        for appos in s.children(head, "appos"):
            named = self.mention_at(s, appos)
            if named is not None and named.kind in ("media", "person", "organisation", "group"):
                return [Participant(named.entity, named.span, named.how, named.guessed)]
        forms = syntax.noun_forms(s, head)
        role = next((self.codebook.roles[f] for f in forms if f in self.codebook.roles), None)
        owners = self.owners(s, head)
        known = None if owners else self._by_state_noun(s, head) or self._by_kind_noun(s, head)
        if not owners and known is None and role is None:
            return []
        span = s.span_of(self._leftmost(s, head), head)
        if owners:
            return [self._owned(o, role.sector if role else None, span, head) for o in owners]
        if known is not None:
            return [Participant(known, span, f"'{head.text}' is {known.name}, last met before it")]
        if role is None:
            return []
        if role.kind == "organisation":
            return []
        again = self._again(s, head)
        if again:
            return [self._owned(o, role.sector, span, head) for o in again]
        holder = self._holder(s, head, forms)
        if holder is not None:
            return [Participant(holder.entity, span, f"'{head.text}' is {holder.entity.name}, who holds the office")]
        region = self._region(s, head)
        if region is not None:
            return [Participant(e, span, f"'{span.text}' are those of {e.name}, met in the article") for e in region]
        there = self._acts_in(s, head) if role.sector in LOCAL else None
        home = there or self.home(s, official=role.kind in ("official", "body"))
        if home is None:
            if role.kind in ("group", "crowd", "body") and role.sector in STATELESS:
                how = f"'{head.text}': a group whose state the text does not tell"
                return [Participant(Entity("", role.sector, span.text), span, how)]
            return []
        if role.kind == "state":
            return [Participant(home, span, f"'{head.text}' is {home.name}, the state spoken of here")]
        entity = Entity(home.code, role.sector, home.name if role.sector == "GOV" else span.text)
        how = f"'{head.text}' without an owner is of {home.name}, the state spoken of here"
        return [Participant(entity, span, how, guessed=True)]

    def _holder(self, s: Sentence, head: Token, forms: tuple[str, ...]) -> EntityMention | None:
        """ "the Prime Minister": the holder of that office whom the article names, the one named last before."""
        alone = head.dep not in ("compound", "nmod", "appos") and not s.children(head, "amod", "nmod", "appos")
        if not alone or head.tag.endswith("S") or not any(c.lower == "the" for c in s.children(head, "det")):
            return None
        offices = {f"({office})" for office, titles in LEADING.items() if not titles.isdisjoint(forms)}
        held = [m for m in self.before(s, head) if m.kind == "person" and any(o in m.how for o in offices)]
        return held[0] if held else None

    def _acts_in(self, s: Sentence, head: Token) -> Entity | None:
        """The state of the place where a crowd or the police act: "a mob ransacked the embassy in Tehran"."""
        verb = s.head(head)
        if head.dep != "nsubj" or verb.pos != "VERB":
            return None
        for base in (verb, *syntax.objects(s, verb)):
            for name, pobj in syntax.phrases(s, base):
                m = self.mention_at(s, pobj) if name in ("in", "at", "near", "outside") else None
                if m is not None and m.kind in ("capital", "place"):
                    return self.codebook.actors.states.get(m.entity.code)
        return None

    def _again(self, s: Sentence, head: Token) -> list[Participant]:
        """ "the ministry" after "Kuwait's foreign ministry": whose it was where the noun was last told with an owner."""
        if not any(c.lower in ("the", "this") for c in s.children(head, "det")):
            return []
        for number, i in reversed(self._nouns.get((head.lemma.lower(), head.tag.endswith("S")), ())):
            if (number, i) < (s.number, head.i) and s.number - number <= REPEATED:
                owners = self.owners(self.sentences[number], self.sentences[number].tokens[i])
                if owners:
                    return owners
        return []

    @cached_property
    def _nouns(self) -> dict[tuple[str, bool], list[tuple[int, int]]]:
        """Where each noun stands: (sentence, token), by lemma and whether it is plural."""
        found: dict[tuple[str, bool], list[tuple[int, int]]] = {}
        for number, s in sorted(self.sentences.items()):
            for t in s.tokens:
                if t.pos in ("NOUN", "PROPN"):
                    found.setdefault((t.lemma.lower(), t.tag.endswith("S")), []).append((number, t.i))
        return found

    def _region(self, s: Sentence, head: Token) -> list[Entity] | None:
        """ "West African leaders": the region's organisation where the article names it, else nobody; ``None``: no region."""
        words = f" {' '.join(t.text for t in s.tokens[max(0, head.i - 4) : head.i])} "
        region = next((r for r in self.codebook.actors.regions if r in words and f" {r} " in words), None)
        if region is None:
            return None
        wanted = self.codebook.actors.regions[region]
        met = [m.entity for found in self._mentions.values() for m in found if m.entity.name in wanted]
        return met[:1]

    def _owned(self, owner: Participant, sector: str | None, span: object, head: Token) -> Participant:
        entity = owner.entity
        if entity.code not in NAMED_CODES | {"UNO", "EUR"} and sector and entity.sector in ("GOV", None):
            entity = Entity(entity.code, sector, entity.name if sector == "GOV" else f"{entity.name} ({head.lemma})")
        return Participant(entity, span, f"'{head.text}' belongs to {entity.name}: {owner.how}")  # type: ignore[arg-type]

    def owners(self, s: Sentence, head: Token, *, doer: bool = False) -> list[Participant]:
        """Whose the noun is: possessive, demonym or name before it, "of …" or, for people, "in …" behind it.

        For a noun of action (``doer``) "of …" names what the deed is done to, not who does it.
        """
        poss = s.child(head, "poss")
        if poss is not None and not (poss.tag == "PRP$" and self._is_person(s, head) and self._demonym(s, head)):
            found = self.parties(s, poss)
            if found and self._stands_in(s, head, found[0].entity):  # "closed his embassy in Bogotá": the doer's
                subject = syntax.subject(s, s.head(head)) if s.head(head).pos == "VERB" else None
                found = self.parties(s, subject) if subject is not None else []
            if found:
                return found
        before = self._before_noun(s, head)
        if before:
            return before
        for name in ("from",) if doer else ("of", "from", "for"):
            for prep, pobj in syntax.phrases(s, head):
                if prep == name:
                    found = self.parties(s, pobj)
                    if found:
                        return found
        if head.dep == "conj" and s.child(head, "det", "poss") is None and s.head(head).pos in ("NOUN", "PROPN"):
            shared = s.child(s.head(head), "poss")  # "the bloc's liaison mission and information bureau"
            if shared is not None:
                return self.parties(s, shared)
        role = next((r for f in syntax.noun_forms(s, head) if (r := self.codebook.roles.get(f))), None)
        mission = any(f in self.codebook.channels for f in syntax.noun_forms(s, head))  # "in X" is where it sits
        if role is not None and role.kind in ("group", "crowd", "body", "person") and not mission:
            for prep, pobj in syntax.phrases(s, head):
                seated = self._seated(pobj) if prep in ("in", "at") and role.kind in ("body", "person") else None
                if seated is not None:
                    return [Participant(seated, s.span_of(pobj, pobj), f"'{pobj.text}' is the seat of {seated.name}")]
                mention = self.mention_at(s, pobj) if prep in ("in", "at") else None
                if mention is not None:
                    return [Participant(self.as_state(mention.entity), mention.span, mention.how)]
        for appos in s.children(head, "appos"):
            mention = self.mention_at(s, appos)
            if mention is not None:
                return [Participant(mention.entity, mention.span, mention.how)]
        return []

    def _before_noun(self, s: Sentence, head: Token) -> list[Participant]:
        """The name before a noun, or the names that "and" joins there: "the Saudi, Emirati and Bahraini ambassadors"."""
        modifiers = s.children(head, "amod", "compound", "nmod", "nummod", "npadvmod")
        for child in reversed(modifiers):
            for token in (child, *s.children(child, "amod", "compound", "nmod", "conj")):
                mention = self.mention_at(s, token)
                if mention is not None and mention.kind != "media":
                    joined = [t for m in modifiers for t in syntax.conjuncts(s, m)]
                    listed = any(s.child(t, "cc") is not None for t in joined)
                    named = [m for t in joined if (m := self.mention_at(s, t)) is not None and m.kind != "media"]
                    found = {m.entity.key: m for m in named} if listed else {mention.entity.key: mention}
                    return [Participant(m.entity, m.span, m.how) for m in found.values()]
        return []

    def _stands_in(self, s: Sentence, head: Token, entity: Entity) -> bool:
        """ "his embassy in Bogotá" is not Colombia's: no state has a mission on its own soil."""
        if not any(f in self.codebook.channels for f in syntax.noun_forms(s, head)):
            return False
        at = [self.mention_at(s, p) for name, p in syntax.phrases(s, head) if name in ("in", "at")]
        return any(m is not None and m.entity.code == entity.code and entity.code not in NAMED_CODES for m in at)

    def _is_person(self, s: Sentence, head: Token) -> bool:
        return any(
            (r := self.codebook.roles.get(f)) is not None and r.kind in ("official", "person", "group")
            for f in syntax.noun_forms(s, head)
        )

    def _demonym(self, s: Sentence, head: Token) -> bool:
        """ "his Russian counterpart": the demonym tells whose, not the pronoun."""
        found = [self.mention_at(s, c) for c in s.children(head, "amod", "compound", "nmod")]
        return any(m is not None and m.kind in ("adjective", "people") for m in found)

    def _seated(self, place: Token) -> Entity | None:
        """The organisation of the article that has its seat there: "judges in The Hague", "officials in Brussels"."""
        names = self.codebook.actors.seats.get(place.text, ())
        met = {m.entity.name: m.entity for found in self._mentions.values() for m in found if m.entity.name in names}
        return next(iter(met.values())) if len(met) == 1 else None

    def _leftmost(self, s: Sentence, head: Token) -> Token:
        left = [c for c in s.children(head, "compound", "amod", "nmod", "nummod") if c.i < head.i and head.i - c.i < 6]
        return min(left, key=lambda t: t.i, default=head)

    def _by_state_noun(self, s: Sentence, head: Token) -> Entity | None:
        """ "the kingdom", "the emirate", "the South": the state of the article that is called so; of several, the one
        named last before."""
        codes = self.codebook.actors.state_nouns.get(head.lemma.lower(), ())
        if not codes:
            return None
        definite = any(c.lower in ("the", "this") for c in s.children(head, "det"))
        met = [c for c in codes if self.weight[c]]
        if not definite or not met:
            return None
        last = next((m.entity.code for m in self.before(s, head) if m.entity.code in met), met[0])
        return self.codebook.actors.states.get(last if len(met) > 1 else met[0])

    def _by_kind_noun(self, s: Sentence, head: Token) -> Entity | None:
        """The body last met that is called by this noun ("the alliance" after NATO), or whose official is."""
        noun = head.lemma.lower()
        if noun in ("member", "state") and "member" in syntax.noun_forms(s, head)[0]:
            return next((m.entity for m in self.before(s, head) if m.kind == "organisation"), None)
        nouns = self.codebook.actors.kind_nouns
        titled = self.codebook.actors.officials.get(_title(s, head), frozenset())
        if not titled and noun not in self.codebook.actors.kind_words:
            return None
        for m in self.before(s, head):
            if noun in nouns.get(m.entity.name, ()) or m.entity.name in titled:
                return m.entity
        return None

    def before(self, s: Sentence, token: Token) -> list[EntityMention]:
        """Mentions before a token, nearest first; then those behind it in the same sentence and the rest."""
        here = [m for m in self.mentions_in(s) if m.first < token.i]
        out = list(reversed(here))
        for number in range(s.number - 1, -1, -1):
            out.extend(reversed(self._mentions.get(number, ())))
        out.extend(m for m in self.mentions_in(s) if m.first > token.i)
        return out

    def home(self, s: Sentence, *, official: bool = False, without: str = "") -> Entity | None:
        """As ``_home``, asked once."""
        key = (s.number, s.span.start, official, without)
        if key not in self._homes:
            self._homes[key] = self._home(s, official, without)
        return self._homes[key]

    def _leads(self, s: Sentence) -> Entity | None:
        """Whose deeds a sentence tells: "Vice-President Rodríguez said …, and the foreign ministry called its envoy home"."""
        root = next((t for t in s.tokens if t.head == t.i), None)
        subject = syntax.subject(s, root) if root is not None and root.pos == "VERB" else None
        m = self.mention_at(s, subject) if subject is not None else None
        return m.entity if m is not None and m.kind in ("person", "state", "capital", "government") else None

    def _opens_in(self, s: Sentence) -> Entity | None:
        """The state of the place with which a sentence opens: "In the highland city of El Alto, some 3,000 marched"."""
        if s.tokens[0].lower not in ("in", "at", "near", "outside"):
            return None
        comma = next((t.i for t in s.tokens if t.text == "," or t.pos == "VERB"), OPENING)
        for m in self.mentions_in(s):
            if m.kind in ("capital", "place") and (m.first == 1 or m.last <= min(comma, OPENING)):
                return self.codebook.actors.states.get(m.entity.code)
        return None

    def _home(self, s: Sentence, official: bool, without: str) -> Entity | None:
        """The state that a sentence speaks of, for role nouns that name none ("the army", "police").

        In a statement issued by a state's organ "the Government" is its own
        (``official``), unless the sentence is set elsewhere. ``without`` is the
        code of a state that it cannot be.
        """
        issuer = self.setting.issuer
        elsewhere = any(m.kind in ("capital", "place") for m in self.mentions_in(s))
        if official and issuer is not None and not elsewhere and issuer.code != without:
            return issuer
        opening = self._opens_in(s)
        if opening is not None and opening.code != without:
            return opening  # "In Washington the spokeswoman …"
        most = max(self.weight.values(), default=1)
        counts = Counter({code: 10 * n // most for code, n in self.weight.items()})
        if self.setting.place is not None:  # police, crowds, soldiers are those of the place, officials sooner than not
            counts[self.setting.place.code] += 4 if official else 7
        here = {
            m.entity.code: max(
                (6 if o.kind in ("place", "capital") else 3)
                for o in self.mentions_in(s)
                if o.entity.code == m.entity.code
            )
            for m in self.mentions_in(s)
        }
        for code, bonus in here.items():
            if code in counts:
                counts[code] += bonus
        if official:
            leader = self._leads(s)
            if leader is not None and leader.code in counts:
                counts[leader.code] += 6
        for number in (s.number - 1, s.number - 2):
            other = self.sentences.get(number)
            if other is not None and other.paragraph == s.paragraph:
                for m in self._mentions.get(number, ()):
                    if m.entity.code in counts:
                        counts[m.entity.code] += 2
        states = self.codebook.actors.states
        best = next((code for code, _ in counts.most_common() if code in states and code != without), None)
        return states[best] if best else None


def _same(a: Entity, b: Entity) -> bool:
    return a.key == b.key and (a.sector or "GOV") == (b.sector or "GOV")


def _title(s: Sentence, head: Token) -> str:
    """A title of several words as the tables write it: "secretary general", "chief prosecutor"."""
    left = [t.lemma.lower() for t in s.children(head, "compound", "amod") if t.i < head.i]
    return " ".join([*left, head.lemma.lower()])
