"""Output that a person may look at on a terminal, which obeys what it reads."""

from __future__ import annotations

import json
import re
from typing import Any

_UNSEEN = "\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f"
_IN_JSON = re.compile(f"[{_UNSEEN}]")
_IN_LINES = re.compile(f"[\x00-\x08\x0b-\x1f{_UNSEEN}]")


def to_json(value: Any, *, indent: int | None = None) -> str:
    """A value as JSON. Text stays as it is, but for signs that a terminal obeys or that turn a line's direction:
    these are written as ``\\\\uXXXX``, which is the same value."""
    return _IN_JSON.sub(lambda m: json.dumps(m[0])[1:-1], json.dumps(value, ensure_ascii=False, indent=indent))


def harmless(line: str) -> str:
    """Lines with U+FFFD where a terminal would obey; JSON by `to_json` is left as it is."""
    return _IN_LINES.sub("\ufffd", line)
