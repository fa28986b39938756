"""Frames: which words trigger an event, under which conditions, and where its parties stand.

The keys of an entry are documented for authors in ``docs/lexicon.md``; the
test of that page fails when a key is missing there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from detente.codebook.complaints import complain, unknown
from detente.codebook.plover import Plover
from detente.codebook.yamltext import Entry, split

KEYS = frozenset(
    "id event mode trigger noun object object_not subject subject_not prep clause complement owner negated "
    "modal quoted actor recipient mutual people channel aux because source added on matches ignores".split()
)
PLACES = frozenset(
    "subject speaker object owner by of clause other none inside light to from with on against at over into for in "
    "between behind about toward towards complement possessor near outside off around upon before alongside along "
    "among home".split()
) | {"out of"}
"""Where a party may be looked for; ``other`` is the article's other main party, ``owner`` the object's possessor."""

LOOSE = frozenset({"of", "to", "in", "for", "on", "out", "down", "up", "off", "away", "back", "between", "over"})
"""Words that show that a phrase's head stands before them."""

STATUSES = frozenset("open restored downgraded recalled suspended closed expelled planned".split())
Lists = dict[str, Collection[str]]
"""Name of a noun list -> its words, in their order and quick to ask."""

KINDS = frozenset(
    "embassy consulate mission liaison_office information_office delegation ambassador attache council talks "
    "hotline treaty border airspace trade".split()
)


@dataclass(frozen=True)
class Words:
    """A set of lemmas and phrases, or a condition on a slot.

    ``any``: the slot must be filled. ``none``: it must be empty. ``party``: it
    must name a party. ``infinitive``: a complement must be "to do". Phrases of several words are matched against the end of
    a noun phrase ("liaison mission").
    """

    words: frozenset[str] = frozenset()
    any: bool = False
    none: bool = False
    party: bool = False
    infinitive: bool = False

    def __bool__(self) -> bool:
        return bool(self.words or self.any or self.none or self.party or self.infinitive)

    @property
    def needed(self) -> frozenset[str]:
        """The words, where nothing but one of them fills the slot; else empty."""
        return frozenset() if self.any or self.party or self.none else self.words

    def has(self, phrases: tuple[str, ...]) -> bool:
        """True where one of the forms of a noun phrase (longest first) is in the set."""
        return any(p in self.words for p in phrases)


NO_WORDS = Words()


@dataclass(frozen=True)
class Trigger:
    """The word that fires, and the words that must follow it under it ("call off", "take into custody")."""

    lemma: str
    rest: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return " ".join((self.lemma, *self.rest))


@dataclass(frozen=True)
class Example:
    text: str
    line: int
    wrong: bool  # the frame must stay silent


@dataclass(frozen=True)
class Frame:
    """One entry of the lexicon, checked."""

    id: str
    event: str
    modes: tuple[str, ...]
    verbs: tuple[Trigger, ...]
    nouns: tuple[Trigger, ...]
    object: Words
    object_not: Words
    subject: Words
    subject_not: Words
    preps: tuple[tuple[str, Words], ...]
    clause: Words
    complement: Words
    owner: str  # "", "own", "other"
    negated: str  # "no", "yes", "any"
    modal: Words
    quoted: bool
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    mutual: bool
    people: str  # "", "object", "subject", "one", "counted" (the object, where a numeral stands on it)
    channel_kind: str
    channel_status: str
    aux: tuple[str, ...]
    file: str
    line: int
    source: str
    because: str
    on: date | None
    examples: tuple[Example, ...]

    @cached_property
    def needed_objects(self) -> frozenset[str]:
        """Forms of which the object must have one; empty where it may be told otherwise, or need not be told."""
        return self.object.needed

    @cached_property
    def needed_subjects(self) -> frozenset[str]:
        """As ``needed_objects``, of the subject."""
        return self.subject.needed

    @cached_property
    def needed_complements(self) -> frozenset[str]:
        """As ``needed_objects``, of the complement."""
        return self.complement.needed

    @cached_property
    def needed_preps(self) -> tuple[frozenset[str], ...]:
        """Prepositions: of each group one must stand under the trigger or its object."""
        return tuple(frozenset(names.split("/")) for names, words in self.preps if not words.none)

    @cached_property
    def whatever_object(self) -> Frame:
        """The same entry for an object that it does not list."""
        return replace(self, object=Words(any=True))

    @cached_property
    def weight(self) -> int:
        """How many conditions the frame makes: the more specific of two frames wins."""
        rest = max((len(t.rest) for t in (*self.verbs, *self.nouns)), default=0)
        slots = (self.object, self.subject, self.clause, self.complement, self.modal)
        return (
            2 * rest
            + sum(2 if slot.words else 1 for slot in slots if slot)
            + sum(2 if w.words or w.party else 1 for _, w in self.preps)
            + bool(self.owner)
            + (self.negated == "yes")
            + self.quoted
        )


def read_frame(entry: Entry, plover: Plover, lists: Lists) -> Frame:
    """Check one entry and make it a frame.

    Raises:
        CodebookError: with file, line, fault and the nearest valid name.
    """
    file, line = entry.file, entry.line
    for key in entry.values:
        if key not in KEYS:
            raise unknown(file, entry.lines[key], "key", key, KEYS)
    for key in ("id", "event", "source", "added"):
        if not entry.text(key):
            raise complain(file, line, f"'{key}' is missing")
    event = entry.text("event")
    if event not in plover.types:
        raise unknown(file, entry.lines["event"], "event", event, plover.types)
    modes = entry.words("mode")
    for mode in modes:
        if mode not in plover.modes[event]:
            raise unknown(file, entry.lines["mode"], f"mode of {event}", mode, plover.modes[event])
    aux = entry.words("aux")
    for name in aux:
        if name not in plover.auxiliary:
            raise unknown(file, entry.lines["aux"], "auxiliary mode", name, plover.auxiliary)

    def words(key: str) -> Words:
        return read_words(entry.text(key), lists, file, entry.lines.get(key, line))

    channel_kind, channel_status = _channel(entry)
    frame = Frame(
        id=entry.text("id"),
        event=event,
        modes=modes,
        verbs=_triggers(entry.words("trigger")),
        nouns=_noun_triggers(entry.words("noun")),
        object=words("object"),
        object_not=words("object_not"),
        subject=words("subject"),
        subject_not=words("subject_not"),
        preps=tuple(
            (p, read_words(w, lists, file, entry.lines.get("prep", line))) for p, w in entry.mapping("prep").items()
        ),
        clause=words("clause"),
        complement=words("complement"),
        owner=_choice(entry, "owner", ("", "own", "other")),
        negated=_choice(entry, "negated", ("no", "yes", "any")),
        modal=words("modal"),
        quoted=_choice(entry, "quoted", ("no", "yes")) == "yes",
        actor=_places(entry, "actor"),
        recipient=_places(entry, "recipient"),
        mutual=_choice(entry, "mutual", ("no", "yes")) == "yes",
        people=_choice(entry, "people", ("", "object", "subject", "one", "counted")),
        channel_kind=channel_kind,
        channel_status=channel_status,
        aux=aux,
        file=file,
        line=line,
        source=entry.text("source"),
        because=entry.text("because"),
        on=_day(entry, "on"),
        examples=tuple(
            Example(text, entry.lines[f"{key}.{n}"], key == "ignores")
            for key in ("matches", "ignores")
            for n, text in enumerate(entry.items(key))
        ),
    )
    if not frame.verbs and not frame.nouns:
        raise complain(file, line, f"entry '{frame.id}' has neither 'trigger' nor 'noun'")
    if not any(not e.wrong for e in frame.examples):
        raise complain(file, line, f"entry '{frame.id}' has no sentence under 'matches'")
    _day(entry, "added")
    return frame


def read_words(text: str, lists: Lists, file: str, line: int) -> Words:
    """Comma-separated lemmas; ``<name>`` takes in a list; any, none, party and infinitive are conditions."""
    said = split(text)
    if not said:
        return NO_WORDS
    flags = {flag: flag in said for flag in ("any", "none", "party", "infinitive")}
    return Words(frozenset(spelt_out((word for word in said if word not in flags), lists, file, line)), **flags)


def spelt_out(words: Iterable[str], lists: Lists, file: str, line: int) -> Iterator[str]:
    """The words, and in place of each ``<name>`` the words of that list."""
    for word in words:
        if word.startswith("<") and word.endswith(">"):
            if word[1:-1] not in lists:
                raise unknown(file, line, "list", word[1:-1], lists)
            yield from lists[word[1:-1]]
        else:
            yield word


def _triggers(words: tuple[str, ...]) -> tuple[Trigger, ...]:
    return tuple(Trigger(first, tuple(rest)) for first, *rest in (w.split() for w in words))


def _noun_triggers(phrases: tuple[str, ...]) -> tuple[Trigger, ...]:
    """Nouns of action: "cyber attack" is found at its head, the last word; "wave of arrest" and "walk out" at the first."""
    found = []
    for phrase in phrases:
        words = phrase.split()
        if len(words) > 1 and not set(words[1:]) & LOOSE:
            found.append(Trigger(words[-1], tuple(words[:-1])))
        else:
            found.append(Trigger(words[0], tuple(words[1:])))
    return tuple(found)


def _choice(entry: Entry, key: str, valid: tuple[str, ...]) -> str:
    value = entry.text(key, valid[0])
    if value not in valid:
        raise unknown(entry.file, entry.lines[key], f"value of '{key}'", value, [v for v in valid if v])
    return value


def _places(entry: Entry, key: str) -> tuple[str, ...]:
    places = entry.words(key)
    for place in places:
        if place not in PLACES:
            raise unknown(entry.file, entry.lines[key], f"place of {key}", place, PLACES)
    return places


def _channel(entry: Entry) -> tuple[str, str]:
    """``suspended`` (the kind comes from the object's noun) or ``airspace suspended``."""
    words = entry.text("channel").split()
    if not words:
        return "", ""
    kind, status = (words[0], words[1]) if len(words) == 2 else ("", words[0])
    if status not in STATUSES:
        raise unknown(entry.file, entry.lines["channel"], "channel status", status, STATUSES)
    if kind and kind not in KINDS:
        raise unknown(entry.file, entry.lines["channel"], "kind of channel", kind, KINDS)
    return kind, status


def _day(entry: Entry, key: str) -> date | None:
    text = entry.text(key).split(" ")[0]
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise complain(entry.file, entry.lines[key], f"'{text}' under '{key}' is not a day (YYYY-MM-DD)") from None
