"""Who wrote it: names only, without `By`, place and role."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.read.known import Known
from detente.read.names import is_capital, is_outlet, is_person, is_place, proper_case
from detente.read.words import terms

_BY = re.compile(
    r"^(?:[—–-]{1,2}\s*)?(?:(?P<kind>analysis|report|reporting|story|text|words|commentary|comment|opinion|exclusive"
    r"|written|compiled|posted|submitted|published|news|interview|dispatch"
    r"|photographs and text)(?:\s+[\w'’]+){0,4}\s+)?"
    r"(?:by|BY|By):?\s+(?P<names>\S.*)$",
    re.I,
)
_KEYED = re.compile(
    r"^(?:words|text|story|reporting|author|authors|reporter|reporters|writer|writers|correspondent"
    r"|journalist|byline|pewarta)\s?[:|]\s+(?P<names>\S.*)$",
    re.I,
)
_FROM_NAME = re.compile(r"^(?:[—–-]{1,2}\s*)?[Ff](?:rom|ROM)\s+(?P<names>[A-Z].*)$")
_FROM = re.compile(
    r"^(?:[—–-]{1,2}\s*)?from\s+(?:(?:our|a)\s+(?:[\w-]+\s+){0,2}?correspondents?"
    r"|[\w ]{0,20}staff)\b,?\s*(?P<names>.*)$",
    re.I,
)
_ANONYMOUS = re.compile(
    r"^(?:(?:our|a|the)\s+)?(?P<role>(?:own\s+)?(?:[A-Z][\w-]+\s+){0,3}(?:correspondents?|reporters?"
    r"|staff(?:\swriters?)?|desk|bureau|team))$",
    re.I,
)
_PLACE = re.compile(
    r"\s+(?:in|at|near|outside|aboard|on|reporting from|for|with(?: (?:additional )?(?:inputs?|files?|reports?"
    r"|reporting) (?:from|by))?|from)\s+(?=(?:the\s)?[^\W\d_]).*$"
)
_CUT = re.compile(r"\s*(?:,|;|/|\||&|·|•|\band\b|\s{2,}|\s[-–—]\s)\s*")
_ASIDE = re.compile(r"\s\((?:with|additional|reporting)\s[^()]{2,80}\)$", re.I)
_NOISE = re.compile(r"\S+@\S+|@\w+|\(\s*\)|https?://\S+")
_BARE_PROSE = re.compile(r"(?<![A-Z])[.]\s|[!?:\"“”]\s|[!?:;\"”]$")  # initials have their stop
_PROSE = re.compile(r"(?:(?<![A-Z])\.|[!?])\s+[A-Z]|[!?]$")  # initials have their stop
_ROLE_BEFORE = re.compile(
    r"^(?:(?:our|the)\s)?(?:[A-Z][\w-]*\s){0,3}(?:(?:political|diplomatic|foreign|chief|senior|special|world"
    r"|defen[cs]e|security)\s)*"
    r"(?:correspondent|reporter|editor|writer|analyst|bureau chief)s?\s(?=[A-Z])"
)
_SERVICE_OF = re.compile(
    r"^(?:the\s)?(?P<outlet>[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,4}?)['’]s\s(?:[\w-]+\s){0,2}(?:service|desk|bureau"
    r"|newsroom|staff|team)$",
    re.I,
)
_ROLE_AFTER = re.compile(
    r"\s(?:(?:chief|senior|political|diplomatic|foreign|crime|local|world|defen[cs]e|security|special|staff)\s){0,3}"
    r"(?:reporter|correspondent|editor|writer|analyst|columnist)$",
    re.I,
)
_TRAILING = re.compile(r"\s+(?:follow(?: on \w+)?|@\w+|\+ follow|bio|email)$", re.I)


@dataclass(frozen=True, slots=True)
class Byline:
    """Authors, and the agencies and outlets that stood among them, as printed."""

    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()


def parse_byline(text: str, known: Known) -> Byline | None:
    """Read a line or segment that says `By …`, `From our correspondent …`, or a desk's name; else ``None``."""
    text = text.lstrip("^ ").rstrip()
    if len(text) > 200 or _PROSE.search(text.replace("St. ", "St ")):
        return None
    if m := _BY.match(text):
        return _names(m["names"], known, strict=bool(m["kind"]))
    if m := _FROM.match(text):
        return _names(m["names"], known, strict=False) or Byline(("Correspondent",))
    if m := _KEYED.match(text):
        return _names(m["names"], known, strict=True)
    if m := _FROM_NAME.match(text):
        return parse_names(m["names"], known)
    return _desk(text, known)


def is_role(name: str) -> bool:
    """`Staff Reporter`, `Political staff`: somebody who writes, and nobody by name."""
    return bool(_ANONYMOUS.match(name)) or all(t.lower() in terms("roles").whole for t in name.split())


def parse_names(text: str, known: Known) -> Byline | None:
    """Read a line of bare names (`Sara Whitlock in Cúcuta`, `A and B | Bogotá`); ``None`` if it is anything else.

    Only for lines between headline and text: elsewhere two capitalised words prove nothing.
    """
    text = text.strip(" .,")
    if len(text) > 120 or _BARE_PROSE.search(text):
        return None
    first = _CUT.split(text, maxsplit=1)[0]
    cut = _TRAILING.sub("", _ROLE_BEFORE.sub("", _PLACE.sub("", first)).strip())
    return _names(text, known, strict=True) if is_person(cut) else None


def _names(text: str, known: Known, *, strict: bool) -> Byline | None:
    """Authors of a list of names with places, roles and agencies among them."""
    text = _NOISE.sub(" ", _ASIDE.sub("", text)).strip(" .,;-–—")
    authors: list[str] = []
    agencies: list[str] = []
    outlets: list[str] = []
    for i, chunk in enumerate(_CUT.split(text)):
        name = _TRAILING.sub("", _ROLE_BEFORE.sub("", _PLACE.sub("", chunk)).strip(" .,()*"))
        if (person := _ROLE_AFTER.sub("", name)) != name and is_person(person):
            name = person
        if known.agency(name):
            agencies.append(name)
        elif m := _SERVICE_OF.match(name):
            outlets.append(m["outlet"])
        elif m := _ANONYMOUS.match(name):
            authors.append(_role_name(m["role"]))
        elif is_outlet(name, known):
            outlets.append(name)
        elif _is_author(name, first=not authors and i == 0, strict=strict):
            authors.append(proper_case(name))
    if not (authors or agencies or outlets):
        return None
    return Byline(tuple(dict.fromkeys(authors)), tuple(agencies), tuple(outlets))


def _is_author(name: str, *, first: bool, strict: bool) -> bool:
    if is_person(name):
        return first or not is_place(name)
    return first and not strict and is_capital(name) and len(name) > 2 and " " not in name


def _role_name(role: str) -> str:
    role = re.sub(r"^(?:own|our)\s+", "", role, flags=re.I)
    return role[:1].upper() + role[1:]


def _desk(text: str, known: Known) -> Byline | None:
    """`Rift Herald Correspondent and Agencies`, `Our Correspondent`, `News Desk`, `Staff Reporter`."""
    if len(text.split()) > 9 or not text[:1].isupper():
        return None
    person = _ROLE_AFTER.sub("", text)
    if person != text and is_person(person):
        return Byline((proper_case(person),))
    chunks = [c for c in _CUT.split(text.strip(" .")) if c]
    if not chunks or not (_is_desk_part(chunks[0], known) or known.agency(chunks[0])):
        return None
    if not all(_is_desk_part(c, known) or (n > 0 and c[0].isupper()) for n, c in enumerate(chunks)):
        return None
    if all(c.lower() in ("agencies", "news agencies", "wires") for c in chunks):
        return Byline()
    authors = [_role_name(m["role"]) for c in chunks if (m := _ANONYMOUS.match(c))]
    agencies = [c for c in chunks if known.agency(c)]
    outlet = [o for c in chunks if (o := _outlet_before_role(c, known))]
    return Byline(tuple(authors), tuple(agencies), tuple(outlet)) if authors else None


def _is_desk_part(chunk: str, known: Known) -> bool:
    if known.agency(chunk) or chunk.lower() in ("agencies", "news agencies", "wires", "wire reports"):
        return True
    tokens = chunk.split()
    return (
        bool(_ANONYMOUS.match(chunk))
        and chunk.lower() != "general staff"
        and all(t[0].isupper() or t.lower() in ("of", "the") or t.lower() in terms("roles").whole for t in tokens)
    )


def _outlet_before_role(chunk: str, known: Known) -> str | None:
    tokens = chunk.split()
    while tokens and tokens[-1].lower() in terms("roles").whole:
        tokens.pop()
    name = " ".join(tokens)
    return name if len(tokens) >= 2 and is_outlet(name, known) else None
