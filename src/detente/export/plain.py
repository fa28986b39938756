"""Text from outside, made fit for a screen and for one line."""

from __future__ import annotations

import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")  # needed to write Persian, Hindi and others


def plain(text: str) -> str:
    """The text without control, direction and other unseen characters, white space run together.

    A terminal obeys escape sequences, and a direction mark can make a line
    read as what it is not; so both become ``\ufffd``.
    """
    text = " ".join(text.split())
    if text.isascii() and text.isprintable():
        return text
    return "".join("\ufffd" if unicodedata.category(c) in _UNSEEN and c not in _JOINERS else c for c in text)


def shorten(text: str, limit: int) -> str:
    """At most ``limit`` characters, cut at a word, with an ellipsis where something was cut."""
    text = plain(text)
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    cut = head.rfind(" ")
    return (head[:cut] if cut > limit // 2 else head).rstrip(" ,;:") + "…"
