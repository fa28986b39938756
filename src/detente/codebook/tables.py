"""Rows of the tables that are edited as CSV, or as TSV where names hold commas and quotation marks."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from detente.codebook.complaints import CodebookError, complain


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells of each row; lines that begin with ``#`` are comments.

    Raises:
        CodebookError: the file is missing, or a row has too few or too many cells.
    """
    if not path.is_file():
        raise CodebookError(f"{path}: the table is missing; the installation is broken, install détente again")
    with path.open(encoding="utf-8", newline="") as file:
        lines = [(number, line) for number, line in enumerate(file, 1) if not line.startswith("#")]
    tabs = path.suffix == ".tsv"
    reader = csv.reader(
        (line for _, line in lines),
        delimiter="\t" if tabs else ",",
        quoting=csv.QUOTE_NONE if tabs else csv.QUOTE_MINIMAL,
    )
    columns = next(reader, [])
    for cells in reader:
        if not cells:
            continue
        number = lines[reader.line_num - 1][0]
        if len(cells) != len(columns):
            raise complain(path.name, number, "a row with too few or too many columns")
        yield number, dict(zip(columns, map(str.strip, cells), strict=True))
