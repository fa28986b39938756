"""All hostile files in one table."""

from __future__ import annotations

import os
from pathlib import Path

from read.hostile import others, packed, pages, records, tables, texts, warcs
from read.hostile.case import Cases

GROUPS = {
    "pages": pages.CASES,
    "texts": texts.CASES,
    "packed": packed.CASES,
    "warcs": warcs.CASES,
    "records": records.CASES,
    "tables": tables.CASES,
    "others": others.CASES,
}
ALL: Cases = {f"{group}/{name}": case for group, cases in GROUPS.items() for name, case in cases.items()}


def put(folder: Path, key: str) -> Path:
    """Make one file of the table below a folder."""
    group, name = key.split("/", 1)
    (folder / group).mkdir(exist_ok=True)
    path = folder / group / name
    with open(os.fsencode(path), "wb") as file:
        file.write(ALL[key][0]())
    return path
