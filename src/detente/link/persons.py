"""The cast of an article: people introduced with a role and a party, and met again by surname."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz

from detente.codebook import ActorTables, Name
from detente.codebook.actors import TITLES_OF_OFFICE, surnames
from detente.codebook.lexicon import Role
from detente.model import Entity, EntityMention, Introduction, Sentence, Span, Token

HONORIFICS = frozenset(
    "mr mr. mrs mrs. ms ms. miss dr dr. sir dame lord lady gen gen. lt lt. lt. col col. maj maj. adm adm. capt capt. "
    "sgt sgt. rev rev. prof prof. datuk seri dato sheikh shaikh general colonel major captain admiral lieutenant "
    "brigadier marshal ayatollah imam pastor cardinal archbishop ex- sen sen. rep rep. gov gov. prince princess king "
    "queen emperor sultan emir".split()
)
PARTICLES = frozenset("al el bin ben ibn de da del della di du la le van von der den dos das y e bint abu ould".split())
CALENDAR = frozenset(
    "January February March April May June July August September October November December Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sept. Sep. Oct. Nov. Dec.".split()
)
ENVOYS = frozenset({"ambassador", "envoy", "chargé", "consul", "high commissioner", "attaché", "attache", "diplomat"})
CONNECTING = frozenset("-–'’")

MISSPELT = 86
"""rapidfuzz ratio above which a titled name counts as a holder's: lets through one or two wrong letters
("Segei Lavrov" 96, "Christya Freeland" 94); checked on 300 holders against one another, none nearer than 84."""


@dataclass(frozen=True)
class _Person:
    entity: Entity
    full: str
    how: str
    guessed: bool = False


class Cast:
    """People of one article. ``introduce`` every sentence first, then ask ``people_in``."""

    def __init__(self, tables: ActorTables, roles: Mapping[str, Role], day: date | None, states: Counter[str]) -> None:
        self._tables = tables
        self._roles = roles
        self._day = day
        self._states = states
        self._known: dict[str, _Person] = {}  # surname or full name -> person
        self.introductions: dict[str, Introduction] = {}  # full name -> how it was first introduced

    def introduce(self, sentence: Sentence, named: list[EntityMention]) -> None:
        """Take in the people whom this sentence names with a role, and the office-holders it names in full."""
        for mention in named:
            if mention.kind == "person":
                self._add(mention.span.text, mention.entity, mention.how)
        for first, last in name_runs(sentence, named):
            full = _text(sentence, first, last)
            person = self._introduced(sentence, first, last, full, named)
            if person and last - first > 1:
                self._add(full, person.entity, person.how)
            elif person:
                self._known.setdefault(full, person)

    def in_office(self, sentence: Sentence, named: list[EntityMention]) -> list[EntityMention]:
        """A former office-holder whom the text introduces with a present office acts for it ("Russia's envoy, …")."""
        out = []
        for m in named:
            if m.kind == "person" and m.entity.sector == "ELI":
                role = self._role_before(sentence, m.first) or self._role_after(sentence, m.last)
                known = self._role(role[0]) if role else None
                before = m.first - len(role[0].split()) if role else 0
                if role and known and known.kind == "official" and not self._former(sentence, before):
                    entity = Entity(m.entity.code, known.sector or "GOV", m.entity.name)
                    m = replace(m, entity=entity, how=f"{m.how}; introduced here as {role[0]}")
            out.append(m)
        return out

    def introduce_unowned(self, sentence: Sentence, named: list[EntityMention]) -> None:
        """People with a role but no party beside it ("the information minister"): of the state that the article is about.

        Where the sentence names another party, that one is not the person's own
        ("President Petro turned away U.S. planes").
        """
        for first, last in name_runs(sentence, named):
            full = _text(sentence, first, last)
            if full in self._known:
                continue
            role = self._role_before(sentence, first) or self._role_after(sentence, last)
            known = self._role(role[0]) if role else None
            if role is None or known is None or known.kind not in ("official", "person", "group", "body"):
                continue
            if self._by_surname(sentence, first, last) is not None:
                continue
            if role[0].split()[-1] in ENVOYS:
                home = self._abroad()
            else:
                home = self._spoken_in(sentence, named) or self._home(named)
            if home is None:
                continue
            former = self._former(sentence, first - len(role[0].split()))
            sector = "ELI" if former else known.sector or "GOV"
            person = _Person(
                Entity(home.code, sector, full),
                full,
                f"'{full}' is introduced as {role[0]}; the article is about {home.name}",
                guessed=True,
            )
            self._known.setdefault(full, person)
            for part in surnames(full, home.code):
                self._known.setdefault(part, person)

    def _abroad(self) -> Entity | None:
        """The state of an envoy named without one: the article's second state, since envoys are met abroad."""
        ranked = [code for code, _ in self._states.most_common(6) if code in self._tables.states]
        return self._tables.states[ranked[1]] if len(ranked) > 1 else None

    def _spoken_in(self, sentence: Sentence, named: list[EntityMention]) -> Entity | None:
        """The state of the place where somebody speaks: "the prime minister told reporters in Tokyo"."""
        for m in named:
            if m.kind in ("capital", "place") and m.first > 0 and sentence.tokens[m.first - 1].lower in ("in", "at"):
                return self._tables.states.get(m.entity.code)
        return None

    def _home(self, named: list[EntityMention]) -> Entity | None:
        """The state of somebody introduced without one.

        Of the article's two main states that one which the sentence does not
        name, since a named one is the other side; where it names both, the
        first, since people speak for the doer.
        """
        here = [m.entity.code for m in named if m.kind in ("state", "adjective", "capital", "government")]
        ranked = [code for code, _ in self._states.most_common(6) if code in self._tables.states][:2]
        if not ranked:
            return None
        best = ranked[0]
        if len(ranked) > 1 and 2 * self._states[ranked[1]] >= self._states[best]:
            both = [c for c in here if c in ranked]
            if set(both) == set(ranked):
                best = both[0]
            elif best in here:
                best = ranked[1]
        return self._tables.states[best]

    def _role(self, title: str) -> Role | None:
        return self._roles.get(title) or self._roles.get(title.split()[-1])

    def _former(self, sentence: Sentence, at: int) -> bool:
        return at > 0 and sentence.tokens[at - 1].lower in ("former", "ex", "then")

    def people_in(self, sentence: Sentence, named: list[EntityMention]) -> list[EntityMention]:
        """The people named in a sentence that the tables did not already name in full."""
        found = []
        for first, last in name_runs(sentence, named):
            full = _text(sentence, first, last)
            person = self._known.get(full) or self._by_surname(sentence, first, last)
            if person:
                tokens = sentence.tokens
                span = sentence.span_of(tokens[first], tokens[last - 1])
                found.append(
                    EntityMention(
                        span, person.entity, "person", person.how, sentence.number, first, last, person.guessed
                    )
                )
        return found

    def _add(self, full: str, entity: Entity, how: str) -> None:
        person = _Person(entity, full, how)
        self._known.setdefault(full, person)
        for part in surnames(full, entity.code):
            self._known.setdefault(part, person)

    def _by_surname(self, sentence: Sentence, first: int, last: int) -> _Person | None:
        if last - first != 1:
            return self._fuzzy_known(_text(sentence, first, last))
        word = sentence.tokens[first].text
        if word in self._known:  # of two people of one name the first introduced is called by it alone
            return self._known[word]
        holders = [n for n in self._tables.persons_by_surname.get(word, ()) if n.holds_on(self._day)]
        keys = {(n.entity.code, n.entity.name) for n in holders}
        if len(keys) == 1 and (holders[0].entity.code in self._states or _titled(sentence, first)):
            return self._of_table(holders[0], f"'{word}' is the only {holders[0].office} of that name on the day")
        return self._fuzzy_known(word) if len(word) > 5 else None

    def _fuzzy_known(self, text: str) -> _Person | None:
        """A name that the article spells in two ways (Bashir, Beshir)."""
        near = [p for known, p in self._known.items() if fuzz.ratio(known, text) >= MISSPELT and len(text) > 4]
        return near[0] if len({p.entity.name for p in near}) == 1 else None

    def _introduced(
        self, sentence: Sentence, first: int, last: int, full: str, named: list[EntityMention]
    ) -> _Person | None:
        role = self._role_before(sentence, first) or self._role_after(sentence, last)
        if role is None:
            return None
        title, noun, place = role
        owner = self._owner(sentence, noun, first, named, place)
        spelt = self._misspelt(title, full, owner)
        if spelt:
            return spelt
        known = self._role(title)
        if owner is None or known is None or known.kind in ("state", "organisation"):
            return None
        if last - first == 1 and (holder := self._holder_of(full, owner)):
            return holder
        sector = None if owner.sector is None else known.sector or "GOV"
        entity = Entity(owner.code, sector, owner.name if owner.code in ("IGO", "NGO") else full)
        if " " in full:
            words = _words_of(sentence, noun.i, first, last, [m for m in named if m.entity.key == owner.key])
            self.introductions.setdefault(full, Introduction(full, entity, owner.name, title, words))
        return _Person(entity, full, f"'{full}' is introduced as {title} of {owner.name}")

    def _holder_of(self, surname: str, owner: Entity) -> _Person | None:
        """ "Secretary of State Blinken": the one holder of office of that surname and party on the day."""
        holders = [n for n in self._tables.persons_by_surname.get(surname, ()) if n.holds_on(self._day)]
        own = [n for n in holders if n.entity.key == owner.key]
        if len({n.entity.name for n in own}) != 1:
            return None
        return self._of_table(own[0], f"'{surname}' is the only {own[0].office} of {owner.name} called so on the day")

    def _role_before(self, sentence: Sentence, first: int) -> tuple[str, Token, str] | None:
        """The longest role noun that ends right before the name: "Foreign Minister", "the blogger"."""
        tokens = sentence.tokens
        if first > 1 and tokens[first - 1].text == ",":  # "the justice minister, Abdel Basit Sabdarat,"
            closed = next((t for t in tokens[first : first + 8] if t.text in (",", ".", "”", '"', ")")), None)
            if closed is not None and closed.text in (",", "."):
                first -= 1
        while first > 1 and tokens[first - 1].lower in HONORIFICS:
            first -= 1
        for length in (4, 3, 2, 1):
            start = first - length
            if start < 0:
                continue
            words = " ".join(t.lemma.lower() if t.tag != "POS" else t.text for t in tokens[start:first])
            if words in self._roles:
                return words, tokens[start], "before"
        return None

    def _role_after(self, sentence: Sentence, last: int) -> tuple[str, Token, str] | None:
        """A role in apposition: "Ali Shamkhani, secretary of Iran's Supreme National Security Council"."""
        tokens = sentence.tokens
        if last + 1 >= len(tokens) or tokens[last].text not in (",", "("):
            return None
        limit = min(last + 14, len(tokens))
        for i in range(last + 1, limit):
            if tokens[i].text in (",", ")", ";") or tokens[i].pos == "VERB":
                return None
            for length in (3, 2, 1):
                if i + length <= limit:
                    words = " ".join(t.lemma.lower() for t in tokens[i : i + length])
                    role = self._roles.get(words)
                    if role and role.kind in ("official", "person", "group", "body", "crowd"):
                        return words, tokens[last + 1], "after"
        return None

    def _owner(
        self, sentence: Sentence, start: Token, first: int, named: list[EntityMention], place: str
    ) -> Entity | None:
        """The party of a role: named right before the title, or anywhere within the apposition."""
        if place == "before":
            near = [m for m in named if m.kind != "person" and first - 9 <= m.last <= first and m.last <= start.i + 1]
            near = [
                m
                for m in near
                if not any(
                    (t.pos == "VERB" and t.dep != "amod") or t.text == "," for t in sentence.tokens[m.last : first]
                )
            ]
        else:
            end = next((t.i for t in sentence.tokens[start.i :] if t.text in (",", ")", ";")), len(sentence.tokens))
            near = [m for m in named if m.kind != "person" and start.i <= m.first < end]
        if near:
            return near[-1].entity if place == "before" else near[0].entity
        return None

    def _misspelt(self, title: str, full: str, owner: Entity | None) -> _Person | None:
        """An office-holder on the day whose name differs by a letter or two."""
        if len(full) < 6 or " " not in full:
            return None
        best: tuple[float, Name] | None = None
        offices = [office for office, titles in TITLES_OF_OFFICE.items() if title in titles]
        for office in offices:
            for name in self._tables.persons_by_office.get((office, full[0]), ()):
                if abs(len(name.form) - len(full)) > 2 or not name.holds_on(self._day):
                    continue
                if owner and owner.code != name.entity.code:
                    continue
                score = fuzz.ratio(name.form, full)
                if score >= MISSPELT and (best is None or score > best[0]):
                    best = (score, name)
        if best is None:
            return None
        return self._of_table(best[1], f"'{full}' is spelt like {best[1].form}, {best[1].office} on the day")

    def _of_table(self, name: Name, how: str) -> _Person:
        return _Person(name.entity, name.form, how)


def _words_of(sentence: Sentence, role: int, first: int, last: int, owner: list[EntityMention]) -> Span:
    """The words from the party and role to the name, or from the name to the end of what is said of it."""
    tokens = sentence.tokens
    if role < first:
        start = min([role, *(m.first for m in owner if first - 9 <= m.last <= first)])
        return sentence.span_of(tokens[start], tokens[last - 1])
    end = next((t.i for t in tokens[role:] if t.text in (",", ")", ";", ".")), len(tokens))
    return sentence.span_of(tokens[first], tokens[end - 1])


def name_runs(sentence: Sentence, named: list[EntityMention]) -> list[tuple[int, int]]:
    """Token ranges that look like a person's name and that the tables did not claim."""
    taken = {i for m in named for i in range(m.first, m.last)}
    tokens = sentence.tokens
    runs: list[tuple[int, int]] = []
    i = 0
    while i < len(tokens):
        if not _name_word(tokens[i]) or i in taken or _hyphenated_title(tokens, i):
            i += 1
            continue
        start = i
        while i < len(tokens) and i not in taken and _goes_on(tokens, i, start):
            i += 1
        runs.append((start, i))
    kept = [run for run in (_trimmed(tokens, *run) for run in runs) if run is not None]
    return [run for run in kept if not _modifies(tokens, *run)]


def _modifies(tokens: tuple[Token, ...], start: int, end: int) -> bool:
    """ "the Democratic party": a word that only qualifies a common noun behind it is nobody's name."""
    last = tokens[end - 1]
    head = tokens[last.head]
    return end - start == 1 and last.dep in ("compound", "amod", "nmod") and head.i >= end and head.pos == "NOUN"


def _hyphenated_title(tokens: tuple[Token, ...], i: int) -> bool:
    """ "Secretary-General", "vice-chairman": parts of a title, not of the name behind it."""
    after = tokens[i + 1].text if i + 1 < len(tokens) else ""
    before = tokens[i - 1].text if i else ""
    return (
        after == "-" and tokens[i].lower in ("secretary", "director", "vice", "attorney", "major", "inspector")
    ) or (before == "-" and i > 1 and tokens[i].lower in ("general", "chairman", "president", "chancellor"))


def _goes_on(tokens: tuple[Token, ...], i: int, start: int) -> bool:
    token = tokens[i]
    if _name_word(token):
        return True
    if i > start + 1 and tokens[i - 1].text == "-" and not tokens[i - 1].space and token.text.isalpha():
        return True  # the second half of "Sang-hyun"
    if i > start and token.text == "-" and not tokens[i - 1].space and not token.space and i + 1 < len(tokens):
        return tokens[i + 1].text.isalpha()
    more = i + 1 < len(tokens) and (_name_word(tokens[i + 1]) or tokens[i + 1].text in CONNECTING)
    if i == start or not more:
        return False
    glued = token.text in CONNECTING and not tokens[i - 1].space
    return glued or token.lower in PARTICLES


def _name_word(token: Token) -> bool:
    return token.pos == "PROPN" and token.text[:1].isupper() and len(token.text) > 1 and token.text not in CALENDAR


def _trimmed(tokens: tuple[Token, ...], start: int, end: int) -> tuple[int, int] | None:
    """Without titles at the front ("Foreign Minister", "Mr.")."""
    common = {"foreign", "prime", "minister", "president", "secretary", "chief", "justice", "defence", "defense",
              "interior", "chancellor", "premier", "vice", "deputy", "spokesman", "spokeswoman", "spokesperson",
              "ambassador", "national", "security", "adviser", "advisor", "state", "leader", "senator", "judge",
              "pope", "envoy", "commissioner", "press", "finance", "home", "affairs", "trade", "economy", "house",
              "speaker", "director", "attorney", "crown", "supreme", "acting", "former", "first", "opposition",
              "governor", "mayor", "commander", "high", "representative", "council", "chairman"}  # fmt: skip
    while start < end and (
        tokens[start].lower in HONORIFICS or tokens[start].lower in common or tokens[start].text in CONNECTING
    ):
        start += 1
    return (start, end) if start < end else None


def _titled(sentence: Sentence, first: int) -> bool:
    return first > 0 and (
        sentence.tokens[first - 1].lower in HONORIFICS or sentence.tokens[first - 1].lower in ("minister", "president")
    )


def _text(sentence: Sentence, first: int, last: int) -> str:
    tokens = sentence.tokens
    return Span.cut(
        sentence.span.text, tokens[first].start - sentence.span.start, tokens[last - 1].end - sentence.span.start
    ).text
