"""Which language a text is in."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

LANGUAGES = (
    "am ar az bg bn ca cs da de el en es et fa fi fr ha he hi hr hu hy id it ja ka kk km ko lt lv mk ms my ne nl no pl"
    " ps pt ro ru sk sl so sq sr sv sw ta th tl tr uk ur uz vi zh"
).split()
"""Languages (ISO 639-1) in which news of states is published; the rest of the model's list invites chance hits."""

LOOKED_AT = 2_000
"""Characters of the body that are looked at."""

LEAST = 20
"""Letters below which nothing is said about the language, and English is assumed."""

SHORT = 120
"""Letters of a text in the Latin alphabet below which the model must be all but certain: a line of names and verbs
(`Germany expels Turkish envoys`) is often taken for the language of its names."""

CERTAIN = 0.999

_WORD = re.compile(r"[^\W\d_]+")
_COMMON = frozenset(
    "the of and to in that a is was for on with as by at from said has have had his its it were be are an he "
    "will not but"
    " who which after their this they been would she over".split()
)
PLAINLY_ENGLISH = 0.25
"""Share of the commonest English words. English news has .35 to .50; no other language of the list passes .12."""


def language_of(text: str) -> str:
    """The language of a text, as an ISO 639-1 code; ``en`` where there is too little to tell.

    The model (py3langid) takes most of a second to load, so plain English is recognised without it.
    """
    text = text[:LOOKED_AT]
    words = _WORD.findall(text.lower())
    if sum(map(len, words)) < LEAST:
        return "en"
    if sum(w in _COMMON for w in words) >= PLAINLY_ENGLISH * len(words):
        return "en"
    language, sure = _identifier().classify(text)
    latin = sum(len(w) for w in words if w.isascii())
    letters = sum(map(len, words))
    if letters < SHORT and latin * 10 >= letters * 9 and sure < CERTAIN:
        return "en"
    return str(language)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    return identifier
