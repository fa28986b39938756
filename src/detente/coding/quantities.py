"""Numbers as news writes them: digits, words, ranges, round and open ones ("some 200", "between 10 and 15")."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = {w: n for n, w in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen".split())}  # fmt: skip
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 10**9,
          "trillion": 10**12, "m": 1_000_000, "mn": 1_000_000, "bn": 10**9, "tn": 10**12, "k": 1_000}  # fmt: skip
"""Words that multiply the number before them."""
_SUFFIXES = frozenset({"m", "mn", "bn", "tn", "k"})
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,12}(?:\.\d{1,3})?"
_PART = re.compile(rf"(?P<digits>{_DIGITS})|(?P<word>[a-z]+)|(?P<dash>[-–—])")
_AT_LEAST = re.compile(r"\b(?:at least|more than|over|no fewer than|not less than|no less than|upwards? of|above)\b")
_AT_MOST = re.compile(r"\b(?:up to|at most|as many as|no more than|fewer than|less than|under|below)\b")
_FILLER = frozenset("and a an of the some about around roughly nearly almost approximately other further".split())


@dataclass(frozen=True, slots=True)
class Quantity:
    """``low`` to ``high``, both meant; ``high`` is ``None`` where the text sets no upper end ("at least 12")."""

    low: int
    high: int | None

    @property
    def value(self) -> int:
        """The one number that stands for it: what is vouched for, or the upper end of "up to 50"."""
        return self.low or self.high or 0


def value_of(words: str) -> int | None:
    """A single number in digits or words as an integer; ``None`` if it is not one ("dozens", "several")."""
    total, current, seen = 0.0, 0.0, False
    low = words.lower().strip()
    for part in _PART.finditer(low):
        digits, word = part["digits"], part["word"]
        if digits:
            current += float(digits.replace(",", ""))
        elif word in _UNITS or word in _TENS:
            current += _UNITS.get(word, 0) + _TENS.get(word, 0)
        elif word in SCALES and (seen or word not in _SUFFIXES):
            current = max(current, 1) * SCALES[word]
            if SCALES[word] >= 1_000:
                total, current = total + current, 0
        elif word is not None and word not in _FILLER:
            return None
        else:
            continue
        seen = True
    return round(total + current) if seen else None


def quantity_of(words: str) -> Quantity | None:
    """What a numeral with the words before it means: "at least 12", "10 to 15", "eight or nine", "some 200".

    ``None`` where no number is told ("dozens", "several").
    """
    low = " ".join(words.lower().split())
    at_least, at_most = _AT_LEAST.search(low), _AT_MOST.search(low)
    low = _AT_MOST.sub(" ", _AT_LEAST.sub(" ", low)).replace("half a dozen", "6")
    ends = _ends(low.removeprefix("between ").removeprefix("from "))
    if ends is None:
        return None
    first, last = ends
    if first != last:
        return Quantity(min(first, last), max(first, last))
    if at_least:
        return Quantity(first, None)
    return Quantity(0 if at_most else first, first)


def _ends(low: str) -> tuple[int, int] | None:
    """Both ends of a range; twice the same number where it is none."""
    for mark in (r"\s+to\s+", r"\s+or\s+", r"(?<=\d)\s*[-–—]\s*(?=\d)", r"(?<=\d)\s+and\s+(?=\d)"):
        parts = re.split(mark, low)
        if len(parts) == 2:
            left, right = value_of(parts[0]), value_of(parts[1])
            if left is not None and right is not None:
                scale = next((s for w, s in SCALES.items() if re.search(rf"\b{w}\b", parts[1])), 1)
                small = left < 1_000 and left * scale <= right and not _scaled(parts[0])
                return (left * scale if small else left), right
    single = value_of(low)
    return None if single is None else (single, single)


def _scaled(words: str) -> bool:
    return any(word in SCALES for word in re.findall(r"[a-z]+", words))
