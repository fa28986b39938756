"""Faults in codebook and lexicon files, told by file, line and remedy."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process


class CodebookError(Exception):
    """A file that cannot be used. The message names file, line, fault and the nearest valid name."""


def complain(file: str, line: int, fault: str) -> CodebookError:
    return CodebookError(f"{file}:{line}: {fault}")


def unknown(file: str, line: int, what: str, value: str, valid: Iterable[str]) -> CodebookError:
    """The complaint about a name that is not in a list, with the nearest one that is."""
    names = sorted(valid)
    nearest = process.extractOne(value, names, score_cutoff=50)
    hint = f"; did you mean {nearest[0]}?" if nearest else f"; valid are: {', '.join(names[:20])}"
    return complain(file, line, f"{what} '{value}' is not known{hint}")
