"""What the caller knows of outlets and agencies, made ready for look-up."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from detente.read.words import fold

_WORD = re.compile(r"\w+")
_LONGEST_NAME = 120
"""Characters; a longer text is no agency's name, and is not compared."""


def without_article(name: str) -> str:
    """A name as a sentence or credit has it, without the article before it and the signs around it."""
    return re.sub(r"^[Tt]he ", "", name.strip(" .,;:()[]/|*"))


def bare(name: str) -> str:
    """A name for comparison: folded, letters and digits only, no article before it."""
    folded = re.sub(r"^the ", "", fold(name))
    return "".join(c for c in folded if c.isalnum())


@dataclass(frozen=True)
class Known:
    """Outlets by their bare name, agencies by the form met in print.

    ``bare_agencies`` has the agencies' forms for comparison; ``first`` leads from an
    agency form's first word to its forms, longest first, and where in the form the word stands.
    """

    outlets: Mapping[str, str]
    agencies: Mapping[str, str]
    bare_agencies: Mapping[str, str]
    first: Mapping[str, tuple[tuple[int, str], ...]]

    @classmethod
    def of(cls, outlets: Collection[str] = (), agencies: Mapping[str, str] | None = None) -> Known:
        agencies = dict(agencies or {})
        first: dict[str, list[tuple[int, str]]] = {}
        for form in sorted(agencies, key=len, reverse=True):
            if head := _WORD.search(form):
                first.setdefault(head[0], []).append((head.start(), form))
        return cls(
            {bare(name): name for name in outlets if bare(name)},
            agencies,
            {bare(form): name for form, name in reversed(agencies.items()) if bare(form)},
            {word: tuple(forms) for word, forms in first.items()},
        )

    def outlet(self, text: str) -> str | None:
        """The outlet's name as the caller writes it; ``None`` if unknown."""
        return self.outlets.get(bare(text))

    def agency(self, text: str) -> str | None:
        """The agency's canonical name if the whole text is one of its forms, in any case; else ``None``."""
        text = without_article(text)
        if text in self.agencies:
            return self.agencies[text]
        return self.bare_agencies.get(bare(text)) if 3 <= len(text) <= _LONGEST_NAME else None

    def agencies_in(self, text: str) -> list[tuple[int, int, str]]:
        """Every place where a known form stands as words of its own: (start, end, form)."""
        found, until = [], 0
        for word in _WORD.finditer(text):
            if word.start() < until or word[0] not in self.first:
                continue
            for offset, form in self.first[word[0]]:
                start = word.start() - offset
                end = start + len(form)
                if start >= 0 and text[start:end] == form and not text[end : end + 1].isalnum():
                    found.append((start, end, form))
                    until = end
                    break
        return found
