"""Ids made from content, so that a second delivery finds the same rows."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spare white space: one text for one value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(value: bytes | str) -> str:
    return hashlib.sha256(value.encode() if isinstance(value, str) else value).hexdigest()


def content_id(kind: str, *parts: Any) -> str:
    """A short id such as ``R-3f9c2a71d0b4``: kind, then 12 hex digits (48 bits) of the content's hash."""
    return f"{kind}-{sha256(canonical(parts))[:12]}"
