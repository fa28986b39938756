"""Files of JSON objects, one a line, read with a clear complaint about the line that is not one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente.commands.errors import NotFound, Rejected


def read_items(path: Path, *, needs: tuple[str, ...] = ("id", "text")) -> Iterator[dict[str, Any]]:
    """The objects of a file.

    Raises:
        NotFound: no such file.
        Rejected: a line is not a JSON object, or lacks one of ``needs``; with its number.
    """
    if not path.is_file():
        raise NotFound("no such file", str(path), "nothing is there", "Check the path.")
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            yield _item(line, f"{path}:{number}", needs)


def _item(line: str, where: str, needs: tuple[str, ...]) -> dict[str, Any]:
    try:
        item = json.loads(line)
    except ValueError as error:
        raise Rejected("not JSON", where, str(error), "Give one JSON object a line.") from None
    missing = [key for key in needs if not isinstance(item, dict) or key not in item]
    if missing:
        raise Rejected("incomplete", where, f"it has no '{missing[0]}'", f"A line needs {', '.join(needs)}.")
    return dict(item)
