"""Where the report opens: datelines before its first paragraph, on a row of their own, or as a place alone."""

from __future__ import annotations

from detente.read.datelines import Dateline, dateline_alone, parse_dateline
from detente.read.names import is_place
from detente.read.sheet import SAYS, Mark, Sheet
from detente.read.title import Title
from detente.read.words import fold, terms


def open_report(sheet: Sheet, marks: list[Mark], title: Title | None) -> dict[int, Dateline]:
    """Datelines by row; rows that hold or precede them get their marks."""
    datelines = _find_datelines(sheet, marks) | _find_dateline_above(sheet, marks, title)
    _clear_above_dateline(sheet, marks, datelines)
    return datelines


def label_place_above(sheet: Sheet, marks: list[Mark], start: int) -> None:
    """A place in capitals on the row right above the text is its dateline."""
    i = start - 1
    if i < 0 or start >= len(sheet) or marks[i].label not in ("navigation", "title"):
        return
    text = sheet.rows[i].text.strip(" .,:-–—")
    near = sheet.rows[start].gap == 0 or (i > 0 and sheet.opens_block(i))
    if (
        near
        and text.isupper()
        and len(text) > 2
        and is_place(text)
        and fold(text) not in terms("not_places").whole
        and marks[i].reason != "headline"
        and sheet.is_plain(i)
    ):
        marks[i] = Mark("dateline", "a place right above the text")


def _find_datelines(sheet: Sheet, marks: list[Mark]) -> dict[int, Dateline]:
    """Datelines that open paragraphs, by row. After the first paragraph only those in full form count."""
    found: dict[int, Dateline] = {}
    first = True
    for i, mark in enumerate(marks):
        if mark.label == "title":
            first = True
        if mark.label != "body":
            continue
        line = parse_dateline(sheet.rows[i].text, sheet.known)
        if line and (first or line.agency):
            found[i] = line
        first = first and line is None and sheet.rows[i].words < 30 and not found
    return found


def _find_dateline_above(sheet: Sheet, marks: list[Mark], title: Title | None) -> dict[int, Dateline]:
    """The dateline on a row of its own right above the first paragraph, which is marked as such."""
    first = next((i for i, mark in enumerate(marks) if mark.label == "body"), 0)
    i = first - 1
    if i < 0 or (title and i <= title.row) or sheet.looks[i].label in ("credit", "caption"):
        return {}
    line = dateline_alone(sheet.rows[i].text, sheet.rows[first].text, sheet.known)
    if line is None or not (line.agency or line.day_text):
        return {}
    marks[i] = Mark("dateline", "a dateline right above the text")
    return {i: line}


def _clear_above_dateline(sheet: Sheet, marks: list[Mark], datelines: dict[int, Dateline]) -> None:
    """Prose between headline and the first dateline is no part of the report: a caption or a standfirst."""
    if not datelines:
        return
    first = min(datelines)
    for i in range(first):
        if marks[i].label == "body":
            caption = sheet.rows[i].words <= 45 and not SAYS.search(sheet.rows[i].text)
            marks[i] = (
                Mark("caption", "stands above the dateline")
                if caption
                else Mark("title", "standfirst above the dateline")
            )
