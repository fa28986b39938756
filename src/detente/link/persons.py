"""The cast of an article: people introduced with a role and a party, and met again by surname."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz, process

from detente.codebook import ActorTables, Name
from detente.codebook.actors import TITLES_OF_OFFICE, surnames
from detente.codebook.lexicon import Role
from detente.link.nameruns import HONORIFICS, name_runs, text_of
from detente.link.titles import Title, former, owner_of_name, title_of
from detente.model import NAMED_CODES, Entity, EntityMention, Introduction, Sentence, Span

SPOKEN_AT = frozenset(
    "say tell announce add declare state warn speak reporter journalist conference interview statement briefing speech "
    "address lawmaker parliament audience".split()
)
"""What "in Tokyo" hangs on where it tells from where somebody speaks; of "the auction in London" it does not."""
MISSPELT = 86
"""rapidfuzz ratio above which a titled name counts as a holder's: lets through one or two wrong letters
("Segei Lavrov" 96, "Christya Freeland" 94); checked on 300 holders against one another, none nearer than 84."""


MISSPELT_UNTITLED = 94
"""As ``MISSPELT`` where no title stands beside the name: one letter in a dozen ("Segei Lavrov" 96)."""
ROOM = (200 - MISSPELT_UNTITLED) / MISSPELT_UNTITLED
"""How many times as long the longer of two names so alike may be: the ratio counts letters left out."""
LONG_ENOUGH = 9
INITIALS = re.compile(r"(?:[A-Z]\.?-?){1,3}")
LEADING = frozenset({"head_of_state", "head_of_government"})


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
        self._runs: dict[tuple[int, int], list[tuple[int, int]]] = {}  # (number, start) of the sentence -> name_runs
        self.introductions: dict[str, Introduction] = {}  # full name -> how it was first introduced

    def _runs_in(self, sentence: Sentence, named: list[EntityMention]) -> list[tuple[int, int]]:
        """Where the sentence may name people; read once, for who is named by the tables stays the same."""
        key = (sentence.number, sentence.span.start)
        if key not in self._runs:
            self._runs[key] = name_runs(sentence, named)
        return self._runs[key]

    def introduce(self, sentence: Sentence, named: list[EntityMention]) -> None:
        """Take in the people whom this sentence names with a role, and the office-holders it names in full."""
        for mention in named:
            if mention.kind == "person":
                self._add(mention.span.text, mention.entity, mention.how)
        for first, last in self._runs_in(sentence, named):
            full = text_of(sentence, first, last)
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
                title = title_of(sentence, m.first, m.last, named, self._roles)
                known = self._role(title.words) if title else None
                if title and known and known.kind == "official" and not former(sentence, title):
                    entity = Entity(m.entity.code, known.sector or "GOV", m.entity.name)
                    m = replace(m, entity=entity, how=f"{m.how}; introduced here as {title.words}")
            out.append(m)
        return out

    def introduce_unowned(
        self, sentence: Sentence, named: list[EntityMention], before: list[EntityMention] | None = None
    ) -> None:
        """People with a role but no party beside it ("the information minister"): of the state that the article is about.

        Where the sentence names another party, that one is not the person's own
        ("President Petro turned away U.S. planes").

        Args:
            before: the names of the sentence before in its paragraph; "its spokeswoman, Ama Mensah," is of the first.
        """
        for first, last in self._runs_in(sentence, named):
            full = text_of(sentence, first, last)
            if full in self._known:
                continue
            title = title_of(sentence, first, last, named, self._roles)
            known = self._role(title.words) if title else None
            if title is None or known is None or known.kind not in ("official", "person", "group", "body"):
                continue
            if self._by_surname(sentence, first, last) is not None:
                continue
            home = self._its(sentence, title, before or [])
            if home is None:
                home = self._abroad() if title.is_envoy else self._spoken_in(sentence, named) or self._home(named)
            if home is None:
                continue
            sector = "ELI" if former(sentence, title) else known.sector or "GOV"
            person = _Person(
                Entity(home.code, sector, full),
                full,
                f"'{full}' is introduced as {title.words}; the article is about {home.name}",
                guessed=True,
            )
            self._known.setdefault(full, person)
            for part in surnames(full, home.code):
                self._known.setdefault(part, person)

    def _its(self, sentence: Sentence, title: Title, before: list[EntityMention]) -> Entity | None:
        """The state named first in the sentence before, where a sentence opens with "Its spokeswoman, …"."""
        if title.behind or title.noun.i == 0 or not any(t.lower == "its" for t in sentence.tokens[: title.noun.i][:2]):
            return None
        first = next((m for m in before if m.kind in ("state", "adjective", "capital", "government")), None)
        return self._tables.states.get(first.entity.code) if first is not None else None

    def _abroad(self) -> Entity | None:
        """The state of an envoy named without one: the article's second state, since envoys are met abroad."""
        ranked = [code for code, _ in self._states.most_common(6) if code in self._tables.states]
        return self._tables.states[ranked[1]] if len(ranked) > 1 else None

    def _spoken_in(self, sentence: Sentence, named: list[EntityMention]) -> Entity | None:
        """The state of the place where somebody speaks: "the prime minister told reporters in Tokyo"."""
        for m in named:
            before = sentence.tokens[m.first - 1] if m.kind in ("capital", "place") and m.first > 0 else None
            if before is not None and before.lower in ("in", "at") and sentence.head(before).lemma.lower() in SPOKEN_AT:
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

    def people_in(self, sentence: Sentence, named: list[EntityMention]) -> list[EntityMention]:
        """The people named in a sentence that the tables did not already name in full."""
        found = []
        for first, last in self._runs_in(sentence, named):
            full = text_of(sentence, first, last)
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
        full = text_of(sentence, first, last)
        if last - first != 1:
            return self._fuzzy_known(full) or self._by_initials(full) or self._untitled(full)
        if full in self._known:  # of two people of one name the first introduced is called by it alone
            return self._known[full]
        holders = [n for n in self._tables.persons_by_surname.get(full, ()) if n.holds_on(self._day)]
        one = self._one(holders)
        if one is not None and (self._may_be(one) or _titled(sentence, first)):
            return self._of_table(one, f"'{full}' is the only {one.office} of that name on the day")
        if not holders and not self._states and (former := self._former_leader(full)):
            return former
        return self._fuzzy_known(full) if len(full) > 5 else None

    def _one(self, holders: list[Name]) -> Name | None:
        """The one person left; of several the one who leads a state, where the article names no state at all."""
        if not self._states:
            holders = [n for n in holders if n.office in LEADING] or holders
        return (
            holders[0]
            if len({(n.entity.code, n.form if n.entity.code in NAMED_CODES else n.entity.name) for n in holders}) == 1
            else None
        )

    def _may_be(self, name: Name) -> bool:
        """Only where the article speaks of the person's state, or of none."""
        return not self._states or name.entity.code in self._states

    def _former_leader(self, surname: str) -> _Person | None:
        """The one who once led a state under that name, where nobody of the name holds office on the day."""
        known = self._tables.persons_by_surname.get(surname, ())
        ended = [n for n in known if n.office in LEADING and n.until and self._day and n.until < self._day]
        one = self._one(ended)
        if one is None:
            return None
        entity = Entity(one.entity.code, "ELI", one.entity.name)
        return _Person(entity, one.form, f"'{surname}' is the only former {one.office} of that name")

    def _by_initials(self, full: str) -> _Person | None:
        """ "V. Putin", "R.T. Erdogan": the one holder of office on the day whom surname and first letter fit."""
        *given, surname = full.split()
        if not given or not all(INITIALS.fullmatch(word) for word in given):
            return None
        holders = [n for n in self._tables.persons_by_surname.get(surname, ()) if n.holds_on(self._day)]
        one = self._one([n for n in holders if n.form[0] == full[0]])
        if one is None or not self._may_be(one):
            return None
        return self._of_table(one, f"'{full}' is {one.form}, {one.office} on the day, by initial and surname")

    def _untitled(self, full: str) -> _Person | None:
        """A full name that differs by a letter from that of one holder of office on the day."""
        if " " not in full or len(full) < LONG_ENOUGH:
            return None
        near_as_long = range(int(len(full) / ROOM), int(len(full) * ROOM) + 1)
        every = self._tables.full_names_by_initial
        forms = {form: names for n in near_as_long for form, names in every.get((full[0], n), {}).items()}
        near = process.extract(full, forms.keys(), scorer=fuzz.ratio, score_cutoff=MISSPELT_UNTITLED, limit=5)
        one = self._one([n for form, _, _ in near for n in forms[form] if n.holds_on(self._day)])
        if one is None or not self._may_be(one):
            return None
        return self._of_table(one, f"'{full}' is spelt like {one.form}, {one.office} on the day")

    def _fuzzy_known(self, text: str) -> _Person | None:
        """A name that the article spells in two ways (Bashir, Beshir)."""
        near = [p for known, p in self._known.items() if fuzz.ratio(known, text) >= MISSPELT and len(text) > 4]
        return near[0] if len({p.entity.name for p in near}) == 1 else None

    def _introduced(
        self, sentence: Sentence, first: int, last: int, full: str, named: list[EntityMention]
    ) -> _Person | None:
        title = title_of(sentence, first, last, named, self._roles)
        if title is None:
            owner = owner_of_name(sentence, first, last, named) if last - first > 1 else None
            return _Person(replace(owner, name=full), full, f"'{full}' is {owner.name}'s") if owner else None
        owner = title.owner
        spelt = self._misspelt(title.words, full, owner)
        if spelt:
            return spelt
        known = self._role(title.words)
        if owner is None or known is None or known.kind in ("state", "organisation"):
            return None
        if last - first == 1 and (holder := self._holder_of(full, owner)):
            return holder
        sector = None if owner.sector is None else known.sector or "GOV"
        entity = Entity(owner.code, sector, owner.name if owner.code in ("IGO", "NGO") else full)
        if " " in full:
            words = _words_of(sentence, title.noun.i, first, last, [m for m in named if m.entity.key == owner.key])
            self.introductions.setdefault(full, Introduction(full, entity, owner.name, title.words, words))
        return _Person(entity, full, f"'{full}' is introduced as {title.words} of {owner.name}")

    def _holder_of(self, surname: str, owner: Entity) -> _Person | None:
        """ "Secretary of State Blinken": the one holder of office of that surname and party on the day."""
        holders = [n for n in self._tables.persons_by_surname.get(surname, ()) if n.holds_on(self._day)]
        own = [n for n in holders if n.entity.key == owner.key]
        if len({n.entity.name for n in own}) != 1:
            return None
        return self._of_table(own[0], f"'{surname}' is the only {own[0].office} of {owner.name} called so on the day")

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


def _titled(sentence: Sentence, first: int) -> bool:
    return first > 0 and (
        sentence.tokens[first - 1].lower in HONORIFICS or sentence.tokens[first - 1].lower in ("minister", "president")
    )
