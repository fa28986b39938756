"""News agencies and state media that a page names as carriers or contributors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from detente.read.known import Known, bare, without_article
from detente.read.names import proper_case
from detente.read.words import terms

# Words are capped at 30 letters, so that a hostile page costs no more than a plain one.
_CAP = r"(?<!\w)[A-Z][\w’'-]{0,30}"
_NAME = rf"(?P<name>(?:{_CAP}\s){{0,4}}?{_CAP})"
# "the state-run TASS news agency", "Fars news agency"
_BEFORE = re.compile(_NAME + r"\s(?:official\s|state\s|state-run\s)?(?:news|press|wire)\s(?:agency|service)\b")
# "Saudi Press Agency", "Korean Central News Agency"
_WITHIN = re.compile(rf"(?P<name>(?:{_CAP}\s){{1,4}}(?:News|Press)\sAgency)\b")
# "state news agency Xinhua", "the news agency KUNA", "state-run outlet Sputnik"
_AFTER = re.compile(
    r"\b(?:(?:state|official|national|government|semi-official|state-run|state-owned|state-controlled)\s(?:\w+\s){0,2}?"
    r"(?:news\sagency|press\sagency|agency|news\sservice|broadcaster|news\soutlet|media\soutlet|newswire)"
    r"|news\sagency)\s" + rf"(?P<name>{_CAP}(?:\s(?:{_CAP}|de|del|al)){{0,4}})"
)
# "Nour News, a website close to the security council, said"
_LINKED = re.compile(
    rf"(?P<name>(?:{_CAP}\s){{0,3}}{_CAP}),\s(?:an?|the)\s(?:[\w’'-]{{1,30}}\s){{0,5}}"
    r"(?:website|site|outlet|agency|channel|newspaper|daily|broadcaster)\s"
    r"(?:close|linked|tied|affiliated|aligned|run|owned|controlled|funded|belonging)\s[^,.]{2,80},\s"
    r"(?:has\s|had\s|also\s|later\s)?(?:reported|said|says|quoted|cited|wrote|announced|published)\b"
)
# Nationalities and adjectives that stand before a name without being part of it.
_NOT_NAME = frozenset(
    "the a an its his her their this that state official according by from and iran's russia's china's north south"
    " semi-official iranian russian chinese korean turkish syrian iraqi egyptian israeli palestinian saudi cuban"
    " ukrainian belarusian polish german french italian spanish japanese indian pakistani vietnamese azeri armenian"
    " georgian kuwaiti qatari emirati lebanese jordanian libyan algerian moroccan tunisian sudanese yemeni omani"
    " bahraini serbian bulgarian romanian hungarian czech portuguese brazilian venezuelan mexican argentine kazakh"
    " government national local foreign independent private domestic on in as to of with but when while after".split()
)
_HARMED = re.compile(
    r"^(?:\s\w+){0,2}\soff\s(?:the\s)?air\b"
    r"|^(?:['’]s?)?\s(?:(?:\w+\s){0,1}(?:journalists?|reporters?|correspondents?|photographers?|cameram[ae]n|employees?"
    r"|staff(?:ers)?|crew|workers?|offices?|bureaus?|headquarters|building|websites?|accounts?)\s(?:\w+\s){0,2}?"
    r"(?:was|were|is|are|has been|have been|had been|in\s\w+\s(?:was|were)|killed|arrested|detained|expelled"
    r"|closed|blocked)\b)"
)
_BANNED = re.compile(
    r"\b(?:ban(?:s|ned|ning)?|block(?:s|ed|ing)?|sanction(?:s|ed|ing)?|expel(?:s|led|ling)?|clos(?:e|es|ed|ing)"
    r"|shut(?:s|ting)?(?:\sdown)?|sued?|suspend(?:s|ed|ing)?|accus(?:e|es|ed|ing))\s(?:on\s|against\s|of\s)?(?:the\s)?"
    r"(?:[\w-]+\s){0,2}$",
    re.I,
)
_CARRIES = re.compile(
    r"^(?:['’]s?\s\w+)?,?\s(?:news agency\s|agency\s|wire service\s)?(?:has\s|had\s|have\s|later\s|also\s"
    r"|earlier\s|which\s)*"
    r"(?:reported|reports?|said|says|quot(?:ed|es|ing)|cit(?:ed|es|ing)|announced|wrote|writes|added|describ(?:ed|es)"
    r"|carried|news|agency|published|learned|contributed|that\b|journalist|reporter|correspondent)\b"
)
_APPOSITION = re.compile(
    r"^,\s(?:an?|the|which|its|\w+['’]s)\s[^,.]{3,90},\s(?:has\s|had\s|later\s|also\s)?"
    r"(?:reported|said|says|quoted|cited|announced|wrote|added|described|carried|published)\b"
)
_BESIDE = re.compile(r"(?:,|,? and|,? or|/)\s?(?:the\s)?")
_SURNAME = re.compile(
    r"^\s(?!News|Agency|Press|Correspondent|Reporter|Staff|Photo|Service|Wire|TV|Television|Radio)[A-Z][a-z]"
)
_CAPITALS = re.compile(r"(?<!\w)[A-Z]{3,30}(?:\s[A-Z]{3,30}){0,3}(?!\w)")
_CONTRIBUTED = re.compile(
    r"\bcontributed\s(?:to\s(?:this\s)?)?(?:report|story|article|reporting|writing)"
    r"|^(?:some|part of the|additional)?\s?(?:information|material)\s(?:for|in|used in)\sthis\s(?:report|story|article)\b"
    r"|^(?:this\s(?:report|story|article)\s(?:is|was)\s)?(?:compiled|based on|written|prepared)\s(?:from|on|by|using|with)?\s?"
    r"(?:\w+\s){0,2}(?:agency|agencies|wire|news)\s(?:reports?|dispatches|material)\b"
    r"|^\W?(?:additional\s)?reporting\sby\b"
    r"|^with\s(?:additional\s|files?\s|reporting\s|inputs?\s|input\s|reports?\s|material\s|information\s)+(?:from|by)\b"
    r"|^\W?(?:sources?|via|courtesy|distributed by|provided by|credit line|agency)\s?:\s?\S|^\W?(?:edited"
    r"|editing)\sby\b|^editors?\s?:\s?\S"
    r"|^\W?(?:this (?:story|article|report) (?:was|has been|is) (?:originally )?(?:published|provided|produced|first))",
    re.I,
)
_AND_OWN = re.compile(
    r"^(?P<names>[A-Z][\w-]+(?:,\s[A-Z][\w-]+)*)\s(?:and|&)\s(?:(?:own|our|special|foreign)\s)+(?:correspondents?|staff|reporters?)\W?$"
)
_INITIALLED = re.compile(r"^(?P<name>(?:[A-Z]\w+-)?[A-Z]{3,6}|[A-Z][a-z]+)(?:/[A-Za-z]{2,5}){1,3}$")
_DESK_WITH = re.compile(
    r"^(?:[A-Z][\w’'-]*\s){0,3}(?:[Rr]eports?|[Dd]esk|[Cc]orrespondents?|[Rr]eporters?|[Bb]ureau|[Ss]taff|[Tt]eam)"
    r"\s?(?:with|and|&|/|,)\s?(?P<rest>[A-Z].{1,60})$"
)
_BESIDE_NAMES = frozenset(
    "and with from by via agencies agency additional reporting reports report input inputs files source sources wires staff news"
    " material the".split()
)
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_IN_BRACKETS = re.compile(r"^\W*(?:[a-z]{1,4}(?:[/,]\s?[a-z]{1,4}){0,4}\s)?\((?P<credit>[^()]{3,120})\)\W*$")
_WITH_REPORTS = re.compile(
    r"^\W?with\s(?:\w+\s){0,2}?(?:reports?|inputs?|files?|information|material)\sfrom\s(?:the\s)?(?P<names>.{3,150})$",
    re.I,
)
_BESIDE_AUTHOR = re.compile(
    r"\((?:with\s|additional\s)?(?:reporting|reports?|inputs?)(?:\s(?:by|from))?:?\s(?P<names>[A-Z][^()]{1,60})\)$",
    re.I,
)
_CREDITED = re.compile(
    r"(?:\b[Ww]ith|\b[Rr]eporting:|\b[Ss]ources?:|\bSOURCES?:|\b[Vv]ia:?|\b[Ff]rom)\s(?:the\s)?(?P<name>[A-Z]{3,6})(?=$|[,.;/)]|\sand\b)"
)
_IN_INSTITUTE = re.compile(
    r"^\s(?:Cent(?:er|re)|Institute|Foundation|Group|Corporation|University|Prize|Award|Building|Tower|Square"
    r"|Street|Photo"
    r"|Images|Radio Free|Director|President|Chairman|Chief)\b"
)
_CARRIED_BY = re.compile(
    r"(?:\b(?:according to|told|tells|quoted by|cited by|reported by|reports? by|carried by|by|via|from|on|to"
    r"|with|through"
    r"|agency|broadcaster|television|outlet|service|media|source|interview with|quoting|citing)|[/(])\s?"
    r"(?:the\s|an?\s)?(?:(?:state|official|semi-official|state-run|state-owned|local|[A-Z]\w+ese|[A-Z]\w+ian)\s)*$"
    r"|[a-z]['’]s\s(?:\w+\s){0,2}$",
    re.I,
)


def agencies_named(text: str, known: Known, *, page: str = "", credit: bool = False) -> list[str]:
    """Carriers named in a piece of text, as printed, in its order.

    ``page`` is where the spelling-out of an acronym is looked up ("Tehreek-i-Insaf (PTI)");
    ``credit``: the text is a credit line, so that each known name in it counts.
    """
    places = known.agencies_in(text)
    acronyms = {form for _, _, form in places if _is_acronym(form)}
    others = {form for form in acronyms if _means_another(form, page or text, known)}
    if credit:
        places = _with_capitals(text, places, known)
    found: list[tuple[int, str]] = []
    until = -99  # end of the last carrier
    for start, end, form in places:
        if _is_part(text, start, end) or (credit and _is_first_name(text, start, end)) or form in others:
            continue
        beside = 0 <= start - until <= 9 and _BESIDE.fullmatch(text[until:start])
        if credit or beside or _is_carrier(text, start, end):
            found.append((start, text[start:end]))
            until = end
    for start, end, name in _by_pattern(text):
        if not any(s < end and start < e for s, e, _ in places):
            found.append((start, name))
    return [name for _, name in sorted(set(found))]


def is_credit_line(text: str, known: Known, *, sentence: bool) -> bool:
    """The line says who carried or contributed: `With files from AP`, `(AFP, Reuters)`, `Star Report with UNB`."""
    words = len(text.split())
    if text.startswith(("With ", "with ")) and words <= 8 and not sentence and known.agencies_in(text):
        return True
    bracket = _IN_BRACKETS.match(text)
    if _CONTRIBUTED.search(text) or (bracket and words <= 16 and known.agencies_in(bracket["credit"])):
        return True
    desk = _DESK_WITH.match(text)
    if desk and (known.agencies_in(desk["rest"]) or _ACRONYM.match(desk["rest"])):
        return True
    return _AND_OWN.match(text) is not None


def are_agencies(text: str, known: Known) -> bool:
    """Agencies alone, two or more, or one with a key word: `NTB/AFP`, `(Agencies: EFE / AP)`, `Additional reporting: PA`."""
    if len(text) > 120:
        return False
    places = known.agencies_in(text)
    rest, at = "", 0
    for start, end, _ in places:
        rest, at = rest + text[at:start] + " ", end
    words = re.findall(r"[^\W_]+", (rest + text[at:]).lower())
    keyed = ":" in text or text.lower().startswith(("with ", "additional "))
    return bool(places) and all(w in _BESIDE_NAMES for w in words) and (len(places) > 1 or (keyed and bool(words)))


def is_signed_agency(text: str, known: Known) -> bool:
    """`Keystone-SDA/ds`, `WAM/MMYS`."""
    m = _INITIALLED.match(text)
    return bool(m and (known.agency(m["name"]) or m["name"].isupper() or "-" in m["name"]))


def capitals_credited(text: str) -> list[str]:
    """`Star Report with UNB, Dhaka`, `Source: GNA`: capitals in a credit line, though nobody told us of them."""
    if own := _AND_OWN.match(text[:200]):
        return own["names"].split(", ")
    if beside := _BESIDE_AUTHOR.search(text[:200]):
        return re.findall(r"[A-Z]{2,6}\b", beside["names"])
    if listed := _WITH_REPORTS.match(text[:200]):
        names = re.split(r"\s?(?:,|&|/|\band\b)\s?", listed["names"].strip(" .()"))
        return [name for name in names if name[:1].isupper() and len(name.split()) <= 4]
    if (signed := _INITIALLED.match(text)) and not signed["name"].istitle():
        return [signed["name"]]
    return [m["name"] for m in _CREDITED.finditer(text[:200]) if m["name"].lower() not in _NOBODY]


def name_agencies(printed: Iterable[str], known: Known, page: str) -> tuple[str, ...]:
    """One name an agency, as news writes it: the page's own form, its initials where the page has both.

    What only lengthens the canonical name (`Yonhap news agency`) is cut off, and the world agencies
    that everybody calls by their initials are called so.
    """
    shown: dict[str, str] = {}
    for form in dict.fromkeys(name for one in printed for name in _one_by_one(one, known)):
        if form.strip(" .()").lower() in _NOBODY or form.lower().endswith(" office"):
            continue
        canonical = known.agency(form) or form
        name = _show(form, canonical, page)
        key = bare(canonical)
        if key not in shown or (_is_acronym(name) and not _is_acronym(shown[key])):
            shown[key] = name
    return tuple(shown.values())


def _one_by_one(form: str, known: Known) -> list[str]:
    """`Reuters, AP` as two names, where both are known."""
    parts = [part for part in re.split(r"\s?[,/&]\s?|\sand\s", form) if part]
    several = (
        len(parts) > 1
        and not known.agency(form)
        and all(known.agency(part) or part in known.agencies for part in parts)
    )
    return parts if several else [form]


_NOBODY = frozenset(
    {"agencies", "agency", "news agencies", "wires", "wire reports", "wire services", "staff", "internet"}
)
_INITIALS = {
    "Associated Press": "AP",
    "Agence France-Presse": "AFP",
    "United Press International": "UPI",
    "Deutsche Presse-Agentur": "dpa",
}


_LENGTHENED = re.compile(r"^([A-Z]{2,6})\s(?:state\s)?(?:news|press)\s(?:agency|service)$")


def _show(form: str, canonical: str, page: str) -> str:
    form = _LENGTHENED.sub(r"\1", without_article(form))
    if canonical in _INITIALS:
        return _INITIALS[canonical]
    if form.lower().startswith(canonical.lower()):
        form = canonical
    at = page.find(f"{form} (")
    in_brackets = re.match(r"[A-Z]{2,6}(?=\))", page[at + len(form) + 2 :][:7]) if at >= 0 else None
    if in_brackets:
        return in_brackets[0]
    return proper_case(form)


def _is_acronym(name: str) -> bool:
    return name.isupper() and " " not in name and len(name) <= 6


def _with_capitals(text: str, places: list[tuple[int, int, str]], known: Known) -> list[tuple[int, int, str]]:
    """In credits whole names stand in capitals: REUTERS, ASSOCIATED PRESS."""
    taken = list(places)
    for m in _CAPITALS.finditer(text):
        if known.agency(m[0]) and not any(s < m.end() and m.start() < e for s, e, _ in taken):
            taken.append((m.start(), m.end(), m[0]))
    return sorted(taken)


def _is_part(text: str, start: int, end: int) -> bool:
    """True inside a longer name: `Rift Valley Herald`, `Al-Ahram Center`."""
    name = text[start:end]
    if _IN_INSTITUTE.match(text[end : end + 40]):
        return True
    if name.split()[-1].lower() not in terms("newspaper").whole or name.isupper():
        return False
    before = re.search(r"([A-Z][\w'’.-]*)\s(?:and\s)?$", text[max(0, start - 30) : start])
    return before is not None and re.sub(r"['’]s$", "", before[1]).lower() not in _NOT_NAME


def _is_first_name(text: str, start: int, end: int) -> bool:
    """`Petra Lindqvist` in a byline is no agency, though Petra is one."""
    name = text[start:end]
    return " " not in name and not name.isupper() and bool(_SURNAME.match(text[end : end + 30]))


def _is_carrier(text: str, start: int, end: int) -> bool:
    """True where it reports, or something is reported by it; false where something is done to it."""
    before, after = text[max(0, start - 60) : start], text[end : end + 160]
    if _HARMED.match(after) or _BANNED.search(before):
        return False
    if _APPOSITION.match(after) or _CARRIES.match(after) or _CARRIED_BY.search(before):
        return True
    return before.endswith("(") and after[:1] == ")"


def _means_another(acronym: str, page: str, known: Known) -> bool:
    """True where the page spells the acronym out as something that is no known agency."""
    at = page.find(f"({acronym})")
    if at < 0:
        return False
    words = page[max(0, at - 80) : at].rstrip()
    name = known.agencies[acronym]
    own = [f for f, n in known.agencies.items() if n == name and f != acronym]
    if any(words.lower().endswith(f.lower()) for f in own):
        return False
    return bool(re.search(r"[A-Z][\w’'-]+\s*$", words)) and not re.search(r"\b(?:[Aa]gency|[Ss]ervice)$", words)


def _by_pattern(text: str) -> Iterator[tuple[int, int, str]]:
    """Carriers that are called a news agency in so many words."""
    for pattern in (_WITHIN, _AFTER, _BEFORE, _LINKED):
        for m in pattern.finditer(text):
            start, name = _own_name(m.start("name"), m["name"])
            if name and (pattern is not _WITHIN or name.count(" ") >= 2):
                yield start, start + len(name), name


def _own_name(start: int, name: str) -> tuple[int, str]:
    """Drop articles, nationalities and possessives that stand before the name proper."""
    tokens = name.split(" ")
    keep_last = 3 if name.endswith("Agency") else 1
    while len(tokens) > keep_last and (tokens[0].lower() in _NOT_NAME or re.search(r"['’]s$", tokens[0])):
        start += len(tokens.pop(0)) + 1
    name = " ".join(tokens)
    return (start, "") if name.lower() in _NOT_NAME or re.search(r"['’]s?$", name) else (start, name)
