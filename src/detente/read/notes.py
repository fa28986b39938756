"""What a reader of an article should know of it."""

from __future__ import annotations


def notes_on(body: str, language: str, *, known_day: bool) -> list[str]:
    """Notes on an article that was read."""
    found = []
    if not body:
        found.append("no paragraph of text was found on the page")
    if language != "en":
        found.append(f"the text seems to be in another language than English: {language}")
    if not known_day:
        found.append("the page states no day of publication")
    return found
