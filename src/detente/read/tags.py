"""Subjects of the article: rows under a heading of them, and names that stand loose below the text."""

from __future__ import annotations

import re
from itertools import pairwise

from detente.read.looks import is_sentence
from detente.read.sheet import Mark, Sheet
from detente.read.words import fold

_DEEDS = frozenset(
    "attachments download downloads share print save reuse email e-mail follow report add view see show load copy listen watch read subscribe sign log"
    " comments comment more next previous back home menu post tweet advertisement subscription close open".split()
)


def label_tag_rows(sheet: Sheet, marks: list[Mark]) -> None:
    """Rows under a heading such as `Topics`: the next one, and short ones right after it."""
    for i, look in enumerate(sheet.looks):
        if look.opens != "tags":
            continue
        at = i + 1
        while at < len(marks) and at - i <= 12 and not is_sentence(sheet.rows[at].text):
            short = sheet.rows[at].words <= 4
            if not sheet.is_plain(at) and not (short and _is_section(sheet, marks, at)):
                break
            if at > i + 1 and (not short or sheet.rows[at].gap > 0):
                break
            marks[at] = Mark("tag", "under a heading of subjects")
            at += 1


def label_loose_tags(sheet: Sheet, marks: list[Mark], end: int) -> None:
    """Below the text: short capitalised rows in a block, half of which the article names, are its subjects."""
    body = fold(
        " ".join(sheet.rows[i].text for i, mark in enumerate(marks) if mark.label in ("body", "title", "caption"))
    )
    i = end
    while i < len(marks):
        run = i
        if sheet.is_plain(i):
            while run < len(marks) and _could_be_tag(sheet, marks, run) and (run == i or sheet.rows[run].gap == 0):
                run += 1
                if run - i >= 2 and sheet.rows[run - 2].text.endswith(",") > sheet.rows[run - 1].text.endswith(","):
                    break  # the last of a list with commas
        if run == i + 1 and _names_side_by_side(sheet, i, body):
            marks[i] = Mark("tag", "subjects side by side")
        named = sum(_is_named(sheet.rows[j].text, body) for j in range(i, run))
        if run - i >= 2 and named * 2 >= run - i:
            for j in range(i, run):
                marks[j] = Mark("tag", "subjects one below the other")
        i = max(run, i + 1)


def _names_side_by_side(sheet: Sheet, i: int, body: str) -> bool:
    """`Ukraine Hungary Passport`: words that the text names, each for itself."""
    words = sheet.rows[i].text.split()
    if not 2 <= len(words) <= 6 or not all(word.isalpha() and len(word) >= 4 for word in words):
        return False
    return (
        words[0][0].isupper()
        and all(_is_named(word, body) for word in words)
        and not any(fold(f"{a} {b}") in body for a, b in pairwise(words))
    )


def _is_section(sheet: Sheet, marks: list[Mark], i: int) -> bool:
    """`Europe`, `World politics`: a word about the site that may be a subject; `Share` and the like may not."""
    first = fold(sheet.rows[i].text).split()[0]
    return marks[i].label == "navigation" and not sheet.looks[i].opens and first not in _DEEDS


def _could_be_tag(sheet: Sheet, marks: list[Mark], i: int) -> bool:
    text = sheet.rows[i].text
    words = text.split()
    loose = marks[i].reason == "below the text" or _is_section(sheet, marks, i)
    listed = words[0][0].isupper() or (i > 0 and sheet.rows[i - 1].text.endswith(","))
    return loose and len(words) <= 4 and listed and not re.search(r"[.!?:©|]|\d{3}", text)


def _is_named(text: str, body: str) -> bool:
    """The stem of one of its words opens a word of the text: `China` and `Chinese`."""
    stems = (word[:5] if len(word) > 5 else word[:4] for word in fold(text).split() if len(word) >= 4)
    return any(re.search(rf"(?<!\w){re.escape(stem)}", body) for stem in stems)
