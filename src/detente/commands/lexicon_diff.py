"""What another lexicon makes of the same pages."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from detente import codebook
from detente.commands.coding import Refused, code
from detente.commands.errors import NotFound
from detente.commands.workshop import Workshop
from detente.model import Report


def differences(folder: Path, pages: list[str]) -> Iterator[tuple[str, str, str]]:
    """("+" or "-", article, record) for every record that only the other lexicon, or only this one, gives.

    Raises:
        NotFound: the folder holds no lexicon.
        CodebookError: its first fault.
    """
    if not (folder / "lexicon").is_dir():
        raise NotFound(
            "no lexicon", str(folder), "it has no folder 'lexicon'", "Copy detente/codebook and edit the copy."
        )
    pages = pages or [str(files("detente.samples") / "articles")]
    here = _records(pages, codebook.load())
    there = _records(pages, codebook.load(folder))
    for article in sorted({*here, *there}):
        old, new = here.get(article, set()), there.get(article, set())
        yield from (("+", article, line) for line in sorted(new - old))
        yield from (("-", article, line) for line in sorted(old - new))


def _records(pages: list[str], book: codebook.Codebook) -> dict[str, set[str]]:
    workshop = Workshop(book)
    found: dict[str, set[str]] = {}
    for coded in code(pages, workshop=workshop):
        if not isinstance(coded, Refused):
            found[coded.article.name] = {_line(r) for r in coded.reports}
    return found


def _line(r: Report) -> str:
    actors = "+".join(p.entity.label for p in r.actors) or "?"
    recipients = "+".join(p.entity.label for p in r.recipients) or "?"
    return f"{r.event} {' '.join(r.modes)} {actors} → {recipients} “{r.trigger.text}” {r.rule}"
