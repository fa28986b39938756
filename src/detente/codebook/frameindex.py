"""Frames by the words they cannot do without, so that a sentence tries only those that may fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from detente.codebook.frames import Frame, Trigger

Row = tuple[Frame, tuple[str, ...]]
"""A frame and the words that must follow its trigger."""


class Rows(tuple[Row, ...]):
    """The frames of one trigger word, in the order of the lexicon."""

    by_object: dict[str, list[int]]

    def __init__(self, rows: Iterable[Row]) -> None:
        self.by_object = {}
        self._by_follower: dict[str, list[int]] = {}
        self._loose: list[int] = []
        for number, (frame, rest) in enumerate(self):
            if rest:
                self._by_follower.setdefault(rest[0], []).append(number)
            elif frame.needed_objects:
                for word in frame.needed_objects:
                    self.by_object.setdefault(word, []).append(number)
            else:
                self._loose.append(number)

    def likely(self, words: Collection[str], forms: Iterable[str]) -> list[Row]:
        """The rows that may fit, in their order.

        Args:
            words: all words and lemmas of the sentence.
            forms: of what could be the object (``syntax.noun_forms``).
        """
        numbers = set(self._loose)
        for word, some in self._by_follower.items():
            if word in words:
                numbers.update(some)
        if self.by_object:
            for form in forms:
                numbers.update(self.by_object.get(form, ()))
        return [self[number] for number in sorted(numbers)]


def index_of(pairs: Iterable[tuple[Frame, Trigger]]) -> dict[str, Rows]:
    """The word that fires -> its frames."""
    found: dict[str, list[Row]] = defaultdict(list)
    for frame, trigger in pairs:
        found[trigger.lemma].append((frame, trigger.rest))
    return {lemma: Rows(rows) for lemma, rows in found.items()}
