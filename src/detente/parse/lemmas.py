"""Lemmas from the pipeline's own tables (exceptions, index, suffix rules), remembered by word and class."""

from __future__ import annotations

from typing import Any

_IRREGULAR = {"'s": "be", "’s": "be", "'re": "be", "’re": "be", "'ve": "have", "’ve": "have",
              "'ll": "will", "’ll": "will", "'d": "would", "’d": "would", "n't": "not", "n’t": "not",
              "ca": "can", "wo": "will", "sha": "shall", "an": "a"}  # fmt: skip
_NEWS = {"ceasefires": "ceasefire", "cease-fires": "cease-fire", "personae": "persona"}

KINDS = {"AUX": "verb", "VERB": "verb", "NOUN": "noun", "ADJ": "adj", "ADV": "adv"}
"""Part of speech to the name that the tables have for it."""

PREFIXES = ("re", "de", "un", "dis", "over", "mis", "co", "counter", "pre", "out", "re-", "de-", "counter-", "co-")


class Lemmas:
    """Word and part of speech to lemma. Proper nouns keep their form."""

    def __init__(self, tables: Any) -> None:
        self._rules = tables.get_table("lemma_rules")
        index = tables.get_table("lemma_index")
        self._index = {kind: frozenset(index.get(kind, ())) for kind in set(KINDS.values())}
        self._exceptions = tables.get_table("lemma_exc")
        self._known: dict[tuple[str, str], str] = {}

    def of(self, text: str, pos: str, tag: str) -> str:
        if pos == "PROPN":
            return text
        key = (text, tag)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._look_up(text.lower(), pos, tag)
            if len(self._known) > 200_000:  # hostile vocabulary must not grow without end
                self._known.clear()
        return found

    def is_plural(self, word: str) -> bool:
        """True for the regular plural of a noun that the tables know."""
        nouns = self._index["noun"]
        return word.endswith("s") and word not in nouns and self._look_up(word, "NOUN", "NNS") in nouns

    def _look_up(self, word: str, pos: str, tag: str) -> str:
        if word in _NEWS:
            return _NEWS[word]
        if word in _IRREGULAR and pos in ("AUX", "VERB", "PART", "DET"):
            return _IRREGULAR[word]
        kind = KINDS.get(pos)
        if kind is None or tag in ("NN", "VB", "JJ", "RB"):
            return word
        exceptions = self._exceptions.get(kind, {})
        if word in exceptions:
            return str(exceptions[word][0])
        index = self._index[kind]
        formed = [
            word[: len(word) - len(old)] + new
            for old, new in self._rules.get(kind, [])
            if word.endswith(old) and len(word) > len(old)
        ]
        known = next((f for f in formed if f in index), None)
        if known is None and word not in index and formed:
            known = next(
                (f for f in formed if any(f.startswith(p) and f[len(p) :] in index for p in PREFIXES)), formed[-1]
            )
        return known or word
