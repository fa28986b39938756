"""Places that no table holds, known by the words beside them: "the village of Karakozak", "Grapeland Hill, Texas"."""

from __future__ import annotations

from collections.abc import Iterable

from detente.link.placenames import lies_in
from detente.link.placetext import Reading, Word
from detente.link.placeweights import ENOUGH, Candidate

KIND_OF = frozenset(
    "capital residents inhabitants town towns village villages city suburb suburbs hamlet settlement settlements port township neighbourhood neighborhood "
    "community enclave outpost camp checkpoint locality municipality".split()
)
KIND_AFTER = frozenset(
    "county district province village township town governorate neighbourhood neighborhood suburb".split()
)
BEFORE = frozenset("in near from of at to outside around between and".split())
LISTS = ("titles", "calendar", "small words", "after", "kinds", "roads", "media", "bodies", "corporate", "locatives")
LONGEST_NAME = 3


def find_unknown(
    reading: Reading, every: Iterable[Candidate], barred: frozenset[str], persons: frozenset[str]
) -> list[Candidate]:
    """Candidates for such names where ``every`` has none of ``ENOUGH`` points.

    A name that the tables do hold, but that fell short, is given back with its entries; others have none. Words that
    are ``barred`` (of ``LISTS``) or those of ``persons`` begin no name.
    """
    every = list(every)
    found = [c for c in every if c.score >= ENOUGH]
    short = {(c.first, c.last): c for c in every if c.score < ENOUGH and not c.against}
    taken = {i for c in found for i in range(c.first, c.last)}
    at = {c.first: c for c in found if c.use in ("name", "after")}
    out: list[Candidate] = []
    for word in reading.words:
        shouted = word.capitals and word.gap.endswith("\n")
        if word.i in taken or not (_may_be_named(word, barred, persons) or shouted) or _goes_on(reading, word.i):
            continue
        last = word.i + 1
        while last < len(reading.words) and _goes_on(reading, last) and last - word.i < LONGEST_NAME:
            last += 1
        if any(
            i in taken or not (_may_be_named(reading.words[i], barred, persons) or shouted) for i in range(word.i, last)
        ):
            continue
        candidate = _recognised(reading, word.i, last, at, out)
        if candidate is not None:
            out.append(_with_entries(candidate, short.get((word.i, last))))
            taken.update(range(word.i, last))
    return out


def _with_entries(candidate: Candidate, short: Candidate | None) -> Candidate:
    if short is not None and (candidate.inside is None or any(lies_in(e, candidate.inside) for e in short.entries)):
        candidate.entries, candidate.use = short.entries, short.use
    return candidate


def _may_be_named(word: Word, barred: frozenset[str], persons: frozenset[str]) -> bool:
    plain = word.capital and len(word.text) > 2 and not word.capitals
    return plain and word.key not in barred and word.key not in persons


def _goes_on(reading: Reading, i: int) -> bool:
    """True where word ``i`` goes on a name in capitals that the word before belongs to."""
    return reading.joined(i) and reading.words[i].capital and reading.words[i - 1].capital


def _recognised(
    reading: Reading, first: int, last: int, at: dict[int, Candidate], out: list[Candidate]
) -> Candidate | None:
    words = reading.words
    before = words[first - 1] if first and words[first].gap.isspace() and not words[first].opens else None
    candidate = Candidate(first, last, " ".join(w.key for w in words[first:last]), (), "unknown", located=True)
    outer = at.get(last)
    if outer is not None and words[last].gap in (", ", ",", ",\n") and outer.entries[0].kind in ("region", "country"):
        if (
            before and before.key in BEFORE and not (before.key == "to" and words[first - 2].key == "according")
        ) or words[first].gap.endswith("\n"):
            candidate.inside = outer.entries[0]
            candidate.add(4, f"with '{outer.entries[0].name}' after it")
            return candidate
    if before is None:
        return None
    kind = words[first - 2] if first > 1 else None
    if before.key == "of" and kind is not None and kind.key in KIND_OF:
        candidate.add(4, f"'{kind.text} of'")
        return candidate
    if before.key == "and" and out and out[-1].last == first - 1 and words[first - 1].gap == " ":
        candidate.add(3, "beside another such name")
        candidate.inside = out[-1].inside
        return candidate
    after = words[last] if last < len(words) else None
    named = before.key in BEFORE or (before.text == "s" and words[first - 1].gap in ("'", "’"))
    if named and after is not None and after.gap == " " and after.key in KIND_AFTER and not after.capital:
        candidate.add(3, f"before '{after.text}'")
        return candidate
    return None
