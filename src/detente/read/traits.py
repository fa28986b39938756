"""What can be counted of a page's rows: their shape, their place, their neighbours, what they share with the text.

No trait names a phrase. That a row looks like furniture by the lists (`looks`) is one trait among many.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from detente.read.dates import AGO, find_days
from detente.read.looks import is_sentence
from detente.read.sheet import SAYS, Sheet, speaks_to_reader

SEEN = 1_000
"""Characters of a row that are looked at."""
WORDS = 25
"""Words of a row that are traits; those that few pages have are not learnt."""

_SMALL = frozenset(
    "the of to and in a that for on with as by was is at from it his her has have had be an not but are which were"
    " would will who its their they he she this been after said over between".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SIGNS = re.compile(r"[|·•»›>/\t]|\s{3,}")
_BULLET = re.compile(r"^(?:[-*•·▪■●►▶→>»+]+|\d{1,2}[.)]?|\[\d+\])\s")
_MARKUP = re.compile(r"\]\(|\*\*|^#{1,6}\s|^\[\d+\]")
_ADDRESS = re.compile(r"https?:|www\.|\.(?:com|org|net|example)\b|@")
_DEED = re.compile(r"\b(?:was|were|had|has|have|did|would|will|\w{3,}ed)\b")
_ENDS = (('."', "quote"), (".”", "quote"), (".", "stop"), ("?", "asks"), ("!", "asks"), ("…", "dots"), ("...", "dots"),
         (":", "colon"), (",", "comma"), (")", "bracket"))  # fmt: skip


@dataclass(frozen=True)
class Traits:
    """Traits of a sheet's rows, by their index."""

    sheet: Sheet

    def of(self, i: int) -> list[str]:
        """All traits of row ``i``, those of its neighbours with where they stand."""
        own = [*self._own(i), *self._place(i), *self._shared(i), *self._seen(i)]
        near = [f"{n:+d} {trait}" for n in (-2, -1, 1, 2) for trait in self._near(i + n)]
        pair = f"{self._shape_at(i - 1)} {self.shapes[i]} {self._shape_at(i + 1)}"
        return [*own, *near, f"shapes {pair}"]

    @cached_property
    def shapes(self) -> tuple[str, ...]:
        """Of each row: "long" or "short" (sentence), "head" (capital first, no end stop), "bit", "wide" or "none"."""
        return tuple(_shape(row.text[:SEEN]) for row in self.sheet.rows)

    def _shape_at(self, i: int) -> str:
        return self.shapes[i] if 0 <= i < len(self.shapes) else "edge"

    def _own(self, i: int) -> list[str]:
        row = self.sheet.rows[i]
        text = row.text[:SEEN]
        words = _WORD.findall(text)
        folded = [w.lower() for w in words]
        small = sum(w in _SMALL for w in folded) / max(1, len(words))
        capital = sum(w[0].isupper() for w in words) / max(1, len(words))
        digits = sum(c.isdigit() for c in text) / len(text)
        found = [
            f"shape {self.shapes[i]}",
            f"words {_step(len(words), (0, 1, 2, 3, 5, 8, 12, 18, 26, 40))}",
            f"small {_step(small, (0, 0.15, 0.3, 0.45))} {_step(len(words), (3, 9))}",
            f"capital {_step(capital, (0.1, 0.3, 0.6, 0.9))} {_step(len(words), (2, 5, 10))}",
            f"digits {_step(digits, (0, 0.05, 0.2))}",
            f"signs {_step(len(_SIGNS.findall(text)), (0, 1, 2))}",
            f"ends {_end(text)} {_step(len(words), (3, 9, 20))}",
            f"first {_first(text)}",
            f"reader {min(speaks_to_reader(text), 3)}",
            f"indent {_step(row.indent, (0, 2, 5))}",
            *(f"word {w}" for w in dict.fromkeys(folded[:WORDS])),
        ]
        for name, there in (
            ("says", SAYS.search(text)),
            ("deed", _DEED.search(text)),
            ("address", _ADDRESS.search(text)),
            ("markup", _MARKUP.search(text)),
            ("bullet", _BULLET.match(text)),
            ("shouts", len(words) > 1 and text.isupper()),
            ("day", len(text) < 200 and find_days(text)),
            ("ago", len(text) < 200 and AGO.search(text)),
            ("quoted", '"' in text or "“" in text),
            ("twice", self._often[text] > 1),
        ):
            if there:
                found.append(f"{name} {self.shapes[i]}")
        return found

    def _place(self, i: int) -> list[str]:
        rows, long = self.sheet.rows, self._mass
        below = rows[i + 1].gap if i + 1 < len(rows) else 9
        share = long[i] / max(1, long[-1])
        before = (
            "before" if not long[i] else "within" if long[i + 1] < long[-1] or self.shapes[i] == "long" else "after"
        )
        return [
            f"top {_step(i, (0, 1, 2, 4, 8, 16))}",
            f"bottom {_step(len(rows) - i, (1, 2, 4, 8, 16))}",
            f"gaps {min(rows[i].gap, 2)} {min(below, 2)} {self._apart} {self.shapes[i]}",
            f"share {_step(share, (0, 0.1, 0.5, 0.9, 0.999))} {self.shapes[i]}",
            f"{before} {self.shapes[i]}",
            f"last long {_step(self._since[i], (1, 2, 3, 5, 9))} next {_step(self._until[i], (1, 2, 3, 5, 9))}",
            f"until {_step(self._until[i], (1, 2, 3, 5, 9))} {self.shapes[i]}",
            f"since {_step(self._since[i], (1, 2, 3, 5, 9))} {self.shapes[i]}",
            f"run {self.shapes[i]} {_step(self._runs[i], (1, 2, 4, 8))}",
        ]

    def _shared(self, i: int) -> list[str]:
        """How many of its longer words the page's paragraphs have elsewhere, and how many its first headline has."""
        own = _stems(self.sheet.rows[i].text[:SEEN])
        mine = own if self.shapes[i] == "long" else frozenset()
        shared = sum(self._stems[s] > (s in mine) for s in own)
        part = shared / max(1, len(own))
        bucket = f"{_step(part, (0, 0.25, 0.5, 0.75))} {_step(len(own), (0, 2, 5))}"
        return [f"shared {bucket} {self.shapes[i]}", f"shared words {_step(shared, (0, 1, 2, 4))}"]

    def _seen(self, i: int) -> list[str]:
        look = self.sheet.looks[i]
        found = [f"look {look.label or 'plain'}"]
        if look.opens:
            found.append(f"opens {look.opens}")
        if self._under[i]:
            found.append(f"under {self._under[i]} {self.shapes[i]}")
        return found

    def _near(self, i: int) -> list[str]:
        if not 0 <= i < len(self.sheet):
            return ["edge"]
        look = self.sheet.looks[i]
        found = [f"shape {self.shapes[i]}", f"look {look.label or 'plain'}"]
        return [*found, f"opens {look.opens}"] if look.opens else found

    @cached_property
    def _often(self) -> Counter[str]:
        return Counter(row.text[:SEEN] for row in self.sheet.rows)

    @cached_property
    def _mass(self) -> list[int]:
        """Words of the long rows above each row, and of all of them last."""
        total, out = 0, []
        for row, shape in zip(self.sheet.rows, self.shapes, strict=True):
            out.append(total)
            total += row.words if shape == "long" else 0
        return [*out, total]

    @cached_property
    def _since(self) -> list[int]:
        """Rows since the last long one; 99 where none stands above."""
        return _distances(self.shapes)

    @cached_property
    def _until(self) -> list[int]:
        return _distances(self.shapes[::-1])[::-1]

    @cached_property
    def _runs(self) -> list[int]:
        """Length of the unbroken run of rows of one shape in which a row stands."""
        out: list[int] = []
        for shape in self.shapes:
            out.append(out[-1] + 1 if out and self.shapes[len(out) - 1] == shape else 1)
        for i in range(len(out) - 2, -1, -1):
            if self.shapes[i] == self.shapes[i + 1]:
                out[i] = out[i + 1]
        return out

    @cached_property
    def _stems(self) -> Counter[str]:
        return Counter(
            stem
            for row, shape in zip(self.sheet.rows, self.shapes, strict=True)
            if shape == "long"
            for stem in _stems(row.text[:SEEN])
        )

    @cached_property
    def _under(self) -> list[str]:
        """What the heading above a row opened, and how many rows above: empty where a long row stands between."""
        out, opened, rows = [], "", 0
        for shape, look in zip(self.shapes, self.sheet.looks, strict=True):
            rows += 1
            out.append(f"{opened} {_step(rows, (1, 3, 6, 12))}" if opened else "")
            if look.opens:
                opened, rows = look.opens, 0
            elif shape == "long":
                opened = ""
        return out

    @cached_property
    def _apart(self) -> str:
        """Whether the page sets its rows apart with empty lines: "none", "some" or "all"."""
        gaps = sum(row.gap > 0 for row in self.sheet.rows[1:])
        return _name(gaps / max(1, len(self.sheet) - 1), ((0.05, "none"), (0.6, "some")), "all")


def _name(value: float, steps: tuple[tuple[float, str], ...], last: str) -> str:
    return next((name for limit, name in steps if value <= limit), last)


def _step(value: float, limits: tuple[float, ...]) -> int:
    """The number of the first limit that the value does not pass."""
    return next((n for n, limit in enumerate(limits) if value <= limit), len(limits))


def _shape(text: str) -> str:
    words = len(_WORD.findall(text))
    if not words:
        return "none"
    if words > 30 or (words >= 8 and is_sentence(text) and not text.endswith((":", ";"))):
        return "long"
    if is_sentence(text):
        return "short"
    if len(_SIGNS.findall(text)) >= 3:
        return "wide"
    return "head" if words >= 4 and text.lstrip("\"'“‘*#-•[0123456789.) ")[:1].isupper() else "bit"


def _end(text: str) -> str:
    return next((name for sign, name in _ENDS if text.endswith(sign)), "digit" if text[-1].isdigit() else "word")


def _first(text: str) -> str:
    first = text[0]
    if first.isalpha():
        return "capital" if first.isupper() else "small"
    return "digit" if first.isdigit() else "quote" if first in "\"“'‘" else "sign"


def _distances(shapes: tuple[str, ...]) -> list[int]:
    out, at = [], 99
    for shape in shapes:
        out.append(at)
        at = 1 if shape == "long" else min(99, at + 1)
    return out


def _stems(text: str) -> frozenset[str]:
    return frozenset(w[:5] for w in (m.lower() for m in _WORD.findall(text)) if len(w) >= 4 and w not in _SMALL)
