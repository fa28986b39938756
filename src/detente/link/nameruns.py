"""Which words of a sentence look like a person's name."""

from __future__ import annotations

from detente.model import EntityMention, Sentence, Span, Token

HONORIFICS = frozenset(
    "mr mr. mrs mrs. ms ms. miss dr dr. sir dame lord lady gen gen. lt lt. lt. col col. maj maj. adm adm. capt capt. "
    "sgt sgt. rev rev. prof prof. datuk seri dato sheikh shaikh general colonel major captain admiral lieutenant "
    "brigadier marshal ayatollah imam pastor cardinal archbishop ex- sen sen. rep rep. gov gov. prince princess king "
    "queen emperor sultan emir".split()
)
PARTICLES = frozenset("al el bin ben ibn de da del della di du la le van von der den dos das y e bint abu ould".split())
CALENDAR = frozenset(
    "January February March April May June July August September October November December Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sept. Sep. Oct. Nov. Dec.".split()
)
CONNECTING = frozenset("-–'’")


def name_runs(sentence: Sentence, named: list[EntityMention]) -> list[tuple[int, int]]:
    """Token ranges that look like a person's name and that the tables did not claim."""
    taken = {i for m in named for i in range(m.first, m.last)}
    tokens = sentence.tokens
    runs: list[tuple[int, int]] = []
    i = 0
    while i < len(tokens):
        if not _name_word(tokens[i]) or i in taken or _hyphenated_title(tokens, i):
            i += 1
            continue
        start = i
        while i < len(tokens) and i not in taken and _goes_on(tokens, i, start):
            i += 1
        runs.append((start, i))
    kept = [run for run in (_trimmed(tokens, *run) for run in runs) if run is not None]
    return [run for run in kept if not _modifies(tokens, *run)]


def _modifies(tokens: tuple[Token, ...], start: int, end: int) -> bool:
    """ "the Democratic party": a word that only qualifies a common noun behind it is nobody's name."""
    last = tokens[end - 1]
    head = tokens[last.head]
    return end - start == 1 and last.dep in ("compound", "amod", "nmod") and head.i >= end and head.pos == "NOUN"


def _hyphenated_title(tokens: tuple[Token, ...], i: int) -> bool:
    """ "Secretary-General", "vice-chairman": parts of a title, not of the name behind it."""
    after = tokens[i + 1].text if i + 1 < len(tokens) else ""
    before = tokens[i - 1].text if i else ""
    return (
        after == "-" and tokens[i].lower in ("secretary", "director", "vice", "attorney", "major", "inspector")
    ) or (before == "-" and i > 1 and tokens[i].lower in ("general", "chairman", "president", "chancellor"))


def _goes_on(tokens: tuple[Token, ...], i: int, start: int) -> bool:
    token = tokens[i]
    if _name_word(token):
        return True
    if i > start + 1 and tokens[i - 1].text == "-" and not tokens[i - 1].space and token.text.isalpha():
        return True  # the second half of "Sang-hyun"
    if i > start and token.text == "-" and not tokens[i - 1].space and not token.space and i + 1 < len(tokens):
        return tokens[i + 1].text.isalpha()
    after = i + 1
    while token.lower in PARTICLES and after < len(tokens) and tokens[after].lower in PARTICLES:
        after += 1  # "van der Kolk"
    more = after < len(tokens) and (_name_word(tokens[after]) or tokens[after].text in CONNECTING)
    if i == start or not more:
        return False
    glued = token.text in CONNECTING and not tokens[i - 1].space
    return glued or token.lower in PARTICLES


def _name_word(token: Token) -> bool:
    return token.pos == "PROPN" and token.text[:1].isupper() and len(token.text) > 1 and token.text not in CALENDAR


def _trimmed(tokens: tuple[Token, ...], start: int, end: int) -> tuple[int, int] | None:
    """Without titles at the front ("Foreign Minister", "Mr.")."""
    common = {"foreign", "prime", "minister", "president", "secretary", "chief", "justice", "defence", "defense",
              "interior", "chancellor", "premier", "vice", "deputy", "spokesman", "spokeswoman", "spokesperson",
              "ambassador", "national", "security", "adviser", "advisor", "state", "leader", "senator", "judge",
              "pope", "envoy", "commissioner", "press", "finance", "home", "affairs", "trade", "economy", "house",
              "speaker", "director", "attorney", "crown", "supreme", "acting", "former", "first", "opposition",
              "governor", "mayor", "commander", "high", "representative", "council", "chairman"}  # fmt: skip
    while start < end and (
        tokens[start].lower in HONORIFICS or tokens[start].lower in common or tokens[start].text in CONNECTING
    ):
        start += 1
    return (start, end) if start < end else None


def text_of(sentence: Sentence, first: int, last: int) -> str:
    tokens = sentence.tokens
    return Span.cut(
        sentence.span.text, tokens[first].start - sentence.span.start, tokens[last - 1].end - sentence.span.start
    ).text
