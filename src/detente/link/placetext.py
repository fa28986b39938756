"""The words of a text as place names need them: case, what stands between them, where sentences open.

No parser: names of places are found in any text, in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from detente.codebook.gazetteer import fold
from detente.model import Span

_WORD = re.compile(r"[^\W_]+")
_JOIN = re.compile(r"[ \u00a0]{1,3}|-|[’'‘ʻ]|\.-?|[ \t]{0,3}\r?\n[ \t]{1,40}| ?& ?|\. ")
_STOP = re.compile(r"[.!?…:;](?:['\"”’)\]]{0,3})\s|\n(?![ \t])|[\"“]")
_ABBREVIATED = frozenset(
    "st ft mt gov sen rep mr mrs ms dr gen col lt sgt capt maj prof rev hon pres const det insp supt pte adm cmdr jr sr vs no "
    "dist dept inc corp co".split()
)
SINGLE = re.compile(r"[^\W\d_]")


class Word(NamedTuple):
    """One run of letters and digits. ``gap`` is what stands before it (at most 48 characters of it)."""

    i: int
    text: str
    start: int  # offset in the whole text
    end: int
    key: str
    gap: str
    capital: bool
    capitals: bool  # all of it, and more than one letter
    opens: bool  # its capital may be the sentence's


class Reading:
    """The words of one text, and its spans."""

    def __init__(self, pieces: Iterable[tuple[int, str]]) -> None:
        """``pieces`` are (offset, text); a text as a whole is one piece, a parsed sentence is one each."""
        self.pieces = list(pieces)
        self.words: list[Word] = []
        for offset, text in self.pieces:
            self._read(offset, text)

    def _read(self, offset: int, text: str) -> None:
        end = 0
        before: Word | None = None
        words = self.words
        for match in _WORD.finditer(text):
            word, start = match.group(), match.start()
            gap = text[end:start] if before else "\n"
            if gap != " " and before is not None:
                gap = gap[-48:]
                opens = self._is_stop(before, gap)
            else:
                opens = before is None
            end = match.end()
            key = word.lower() if word.isascii() else fold(word)
            capital = word[0].isupper()
            shouted = capital and len(word) > 1 and word.isupper()
            before = Word(len(words), word, offset + start, offset + end, key, gap, capital, shouted, opens)
            words.append(before)

    @staticmethod
    def _is_stop(before: Word, gap: str) -> bool:
        if gap.startswith(".") and (SINGLE.fullmatch(before.text) or before.key in _ABBREVIATED):
            return "\n" in gap and not _JOIN.fullmatch(gap[1:] or " ")
        return bool(_STOP.search(gap))

    def joined(self, i: int) -> bool:
        """True where word ``i`` may go on the name that word ``i - 1`` is part of."""
        if i <= 0 or i >= len(self.words):
            return False
        gap, before = self.words[i].gap, self.words[i - 1]
        if gap == " ":
            return True
        if not _JOIN.fullmatch(gap):
            return False
        if gap == ". ":
            return bool(SINGLE.fullmatch(before.text)) or before.key in _ABBREVIATED
        return True

    def span(self, first: int, last: int) -> Span:
        """The text from word ``first`` up to but not including word ``last``; a short form keeps its full stop."""
        start, end = self.words[first].start, self.words[last - 1].end
        offset, text = self._piece(start)
        dotted = text[end - offset : end - offset + 1] == "." and "." in text[start - offset : end - offset]
        letters = len(self.words[last - 1].text)
        if dotted and (letters == 1 or (letters < 4 and last - first == 2)):  # "U.S.", "W.Va."
            end += 1
        return Span(start, end, text[start - offset : end - offset])

    def after(self, last: int, length: int = 3) -> str:
        """The characters that follow word ``last - 1``."""
        end = self.words[last - 1].end
        offset, text = self._piece(end - 1)
        return text[end - offset : end - offset + length]

    def _piece(self, at: int) -> tuple[int, str]:
        low, high = 0, len(self.pieces)
        while high - low > 1:
            middle = (low + high) // 2
            if self.pieces[middle][0] <= at:
                low = middle
            else:
                high = middle
        return self.pieces[low]
