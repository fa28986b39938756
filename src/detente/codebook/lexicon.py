"""The whole codebook in one object: PLOVER, frames, noun lists, role nouns, actors."""

from __future__ import annotations

import gc
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from detente.codebook.actors import ActorTables, load_actors
from detente.codebook.complaints import complain, unknown
from detente.codebook.frameindex import Rows, index_of
from detente.codebook.frames import KINDS, Frame, Lists, read_frame, spelt_out
from detente.codebook.plover import Plover, load_plover
from detente.codebook.tables import read_rows
from detente.codebook.yamltext import Entry, read_entries

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Role:
    """A common noun that stands for somebody in a role: "police" COP, "lawmaker" LEG, "foreign minister" GOV."""

    noun: str
    sector: str
    kind: str  # person, group, body, state, organisation, official, crowd


@dataclass(frozen=True)
class Codebook:
    plover: Plover
    frames: tuple[Frame, ...]
    lists: Lists
    channels: dict[str, str]  # noun or phrase -> kind of channel
    roles: dict[str, Role]
    women: frozenset[str]  # given names that only women bear
    governors: dict[str, str]  # verb -> class of governing.yaml
    mode_words: dict[tuple[str, str], str]  # (REQUEST or THREATEN, lemma) -> mode
    context_words: dict[str, str]  # lemma or phrase -> context
    currencies: dict[str, str]  # sign or name of money -> ISO 4217
    actors: ActorTables
    version: str  # SHA-256 over all files, 12 hex digits

    @cached_property
    def by_verb(self) -> dict[str, Rows]:
        """Verb lemma -> frames with the words that must follow."""
        return index_of((f, t) for f in self.frames for t in f.verbs)

    @cached_property
    def by_noun(self) -> dict[str, Rows]:
        return index_of((f, t) for f in self.frames for t in f.nouns)

    @cached_property
    def noun_types(self) -> dict[str, frozenset[str]]:
        """Noun of action -> the event types that it may tell."""
        return {lemma: frozenset(f.event for f, _ in pairs) for lemma, pairs in self.by_noun.items()}

    def frame(self, frame_id: str) -> Frame | None:
        """The entry with this id; ``None`` if there is none."""
        return next((f for f in self.frames if f.id == frame_id), None)


def load(folder: Path | None = None, *, own: Path | None = None) -> Codebook:
    """Load and check every file of the codebook below ``folder`` (the shipped one by default).

    Args:
        own: A user's folder of actor tables, laid out as ``lexicon/actors``,
            read after the shipped ones.

    Raises:
        CodebookError: the first fault found, with file, line and remedy.
    """
    collecting = gc.isenabled()
    gc.disable()  # a hundred thousand small objects that all stay: looking for waste meanwhile is a fifth of the time
    try:
        return _load(folder or HERE, own)
    finally:
        if collecting:
            gc.freeze()
            gc.enable()


def _load(folder: Path, own: Path | None) -> Codebook:
    plover = load_plover(folder / "data" / "plover")
    english = folder / "lexicon" / "en"
    lists = load_lists(english / "lists")
    frames = _load_frames(english / "frames", plover, lists)
    return Codebook(
        plover=plover,
        frames=frames,
        lists=lists,
        channels=_load_channels(english / "channels.yaml"),
        roles=_load_roles(english / "roles.yaml", plover),
        women=_load_names(english / "given_names_of_women.txt"),
        governors=_load_governors(english / "governors.yaml"),
        mode_words=_load_mode_words(english / "mode_words.yaml", plover),
        context_words=_load_contexts(english / "contexts.yaml", plover),
        currencies={row["form"]: row["code"] for _, row in read_rows(english / "currencies.csv")},
        actors=load_actors(folder / "lexicon" / "actors", own),
        version=files_hash(folder, *([own] if own is not None else [])),
    )


def files_hash(*folders: Path) -> str:
    """One hash over the names and bytes of all data files, so that a changed word is a new version."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.suffix in (".yaml", ".csv", ".tsv")):
            digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def load_lists(folder: Path) -> Lists:
    """Noun lists: entries ``list`` and ``words``; ``<other>`` inside takes in a list named earlier."""
    lists: Lists = {}
    for path in sorted(folder.glob("*.yaml")):
        for entry in read_entries(path):
            _only(entry, {"list", "words", "because"})
            name = entry.text("list")
            if name in lists:
                raise complain(entry.file, entry.line, f"list '{name}' stands twice")
            lists[name] = dict.fromkeys(spelt_out(entry.words("words"), lists, entry.file, entry.line))
    return lists


def _load_frames(folder: Path, plover: Plover, lists: Lists) -> tuple[Frame, ...]:
    frames: dict[str, Frame] = {}
    for path in sorted(folder.glob("*.yaml")):
        for entry in read_entries(path):
            frame = read_frame(entry, plover, lists)
            if frame.id in frames:
                first = frames[frame.id]
                raise complain(entry.file, entry.line, f"id '{frame.id}' stands in {first.file}:{first.line} too")
            frames[frame.id] = frame
    return tuple(frames.values())


def _load_names(path: Path) -> frozenset[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


def _load_channels(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in read_entries(path):
        _only(entry, {"kind", "words", "because"})
        kind = entry.text("kind")
        if kind not in KINDS:
            raise unknown(entry.file, entry.line, "kind of channel", kind, KINDS)
        for word in entry.words("words"):
            found[word] = kind
    return found


def _load_roles(path: Path, plover: Plover) -> dict[str, Role]:
    found: dict[str, Role] = {}
    kinds = {"person", "group", "body", "state", "organisation", "official", "crowd"}
    for entry in read_entries(path):
        _only(entry, {"sector", "kind", "words", "because"})
        sector, kind = entry.text("sector"), entry.text("kind")
        if sector and sector not in plover.sectors:
            raise unknown(entry.file, entry.line, "sector", sector, plover.sectors)
        if kind not in kinds:
            raise unknown(entry.file, entry.line, "kind of role", kind, kinds)
        for word in entry.words("words"):
            if word in found:
                raise complain(entry.file, entry.line, f"role '{word}' stands twice")
            found[word] = Role(word, sector, kind)
    return found


def _load_governors(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in read_entries(path):
        _only(entry, {"class", "words", "because"})
        for word in entry.words("words"):
            found.setdefault(word, entry.text("class"))
    return found


def _load_mode_words(path: Path, plover: Plover) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for entry in read_entries(path):
        _only(entry, {"event", "mode", "words", "because"})
        event, mode = entry.text("event"), entry.text("mode")
        if mode not in plover.modes.get(event, {}):
            raise unknown(entry.file, entry.line, f"mode of {event}", mode, plover.modes.get(event, {}))
        for word in entry.words("words"):
            found.setdefault((event, word), mode)
    return found


def _load_contexts(path: Path, plover: Plover) -> dict[str, str]:
    """Phrase to its contexts, parted by spaces ("none": it speaks of nothing), and each beginning of a phrase to "".

    A hyphen is a space and "'s" a word of its own, as in parsed sentences; a last word stands in the plural too.
    """
    found: dict[str, str] = {}
    plurals: dict[str, str] = {}
    for entry in read_entries(path):
        _only(entry, {"context", "words", "because"})
        contexts = entry.text("context").split() or [""]
        for context in contexts:
            if context not in plover.contexts and contexts != ["none"]:
                raise unknown(entry.file, entry.line, "context", context, plover.contexts)
        for word in entry.words("words"):
            key = " ".join(re.sub(r"'(?=s?(?:[\s-]|$))", " '", word).replace("-", " ").split())
            if key in found:
                raise complain(entry.file, entry.line, f"'{word}' stands twice")
            found[key] = " ".join(contexts)
            if key[-1].isalpha() and not key.endswith("s"):
                ending = re.sub(r"([^aeiou])y$|(?<=[xz])$|(?<=[cs]h)$", lambda m: f"{m[1]}ie" if m[1] else "e", key)
                plurals[f"{ending}s"] = found[key]
    for key, names in (*plurals.items(), *found.items()):
        for spelt in (key, key.replace("'", "\u2019")):
            found.setdefault(spelt, names)
            for at, letter in enumerate(spelt):
                if letter == " ":
                    found.setdefault(spelt[:at], "")
    return found


def _only(entry: Entry, keys: set[str]) -> None:
    for key in entry.values:
        if key not in keys:
            raise unknown(entry.file, entry.lines[key], "key", key, keys)
