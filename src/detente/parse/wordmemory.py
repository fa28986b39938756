"""Each distinct word is embedded once: of the words of a text, nearly all have been met before.

The lowest layer of the model sees a word by itself (its form, ends and shape);
only the layers above it see the words around. So what it gives for a word may
be kept: the numbers are the same to the last bit, for a sixth of the parser's time.
"""

from __future__ import annotations

from itertools import pairwise
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

MOST = 50_000
"""Words kept (20 MB); past them it begins anew, so that hostile vocabulary cannot grow without end."""
FEWEST = 64
"""Rows multiplied together: of a few rows BLAS may add in another order, and the last bit would change."""

EMBEDDING = ("extract_features", "list2ragged", "with_array", "with_array", "ragged2list")


def remember_words(tok2vec: Any) -> bool:
    """Make a model keep the vectors of words; false, and nothing done, where it is not built like the small one."""
    from thinc.api import Model, chain

    lowest = tok2vec.layers[0] if tok2vec.layers else None
    if lowest is None or tuple(layer.name.split("(")[0] for layer in lowest.layers) != EMBEDDING:
        return False
    memory = WordMemory(lowest.layers[0], chain(*lowest.layers[1:]))
    tok2vec.layers[0] = Model("remembered_words", lambda model, docs, is_train: (memory.vectors(docs), _untrained))
    return True


def _untrained(_: Any) -> Any:
    raise NotImplementedError("a parser that remembers words cannot be trained; load the model anew")


class WordMemory:
    """Vectors of the words met so far, one row for each combination of features. Thread-safe."""

    def __init__(self, features: Any, embed: Any) -> None:
        self._features, self._embed = features, embed
        self._lock = Lock()
        self._row: dict[bytes, int] = {}
        self._table = np.empty((0, 0), dtype=np.float32)

    def vectors(self, docs: list[Any]) -> list[npt.NDArray[np.float32]]:
        """One row for each word of each document."""
        features = self._features.predict(docs)
        words = np.ascontiguousarray(np.concatenate(features))
        keys = words.view(f"V{words.itemsize * words.shape[1]}").ravel().tolist()
        with self._lock:
            if len(self._row) > MOST:
                self._row = {}
            new = {key: n for n, key in enumerate(keys) if key not in self._row}
            if new:
                self._learn(list(new), words[list(new.values())])
            found = self._table[[self._row[key] for key in keys]]
        ends = np.cumsum([0, *map(len, features)]).tolist()
        return [found[a:b] for a, b in pairwise(ends)]

    def _learn(self, keys: list[bytes], words: npt.NDArray[np.uint64]) -> None:
        filled = np.concatenate([words, np.repeat(words[:1], max(0, FEWEST - len(words)), axis=0)])
        vectors = self._embed.predict([filled])[0][: len(words)]
        first = len(self._row)
        last = first + len(keys)
        if last > len(self._table):
            grown = np.empty((2 * last, vectors.shape[1]), dtype=np.float32)
            grown[:first] = self._table[:first] if first else 0
            self._table = grown
        self._table[first:last] = vectors
        self._row.update(zip(keys, range(first, last), strict=True))
