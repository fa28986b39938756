"""Pictures: captions, and the credit that a caption or a line of its own gives."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.read.known import Known
from detente.read.words import fold, terms

_KEY = (
    r"(?:photo gallery(?:\s\d+/\d+)?|photo(?:graph)?s?(?:\scredits?)?|images?(?:\s(?:source|credits?|copyright))?|pictures?|pic|credits?"
    r"|file(?:\sphoto)?|illustration|graphic|map|video|footage|photography)"
)
_OPEN = re.compile(rf"^\W{{0,2}}{_KEY}\s?(?:[:|]|\.{{3}}|…|\bby\b|,\s|©)\s*(?P<credit>\S.*)$", re.I)
_SUPPLIED = re.compile(r"^.{8,300}?[.\s]\((?P<credit>Supplied(?::\s?[^()]{2,50})?)\)$")
_HOUSE_PHOTO = re.compile(
    r"^.{8,300}?\s\((?P<credit>[A-Z][\w .&-]{0,30}\s(?:Photos?|Images?|Pictures?)\s?/\s?[A-Z][\w .'’-]{2,40})\)\W?$"
)
_SLASHED = re.compile(r"^[^|]{20,300}?[a-z.,]\s(?P<credit>[A-Z][\w-]+\s?/\s?[A-Z][\w.'’-]+\s[A-Z][\w'’-]+)$")
_CLOSE = re.compile(
    rf"^(?P<caption>.{{3,}}?)(?:[\s.(\[–—|-]|(?-i:(?<=[a-z.])(?=[A-Z]))){_KEY}\s?(?::|\.{{3}}|…|\||\bby\b|\bcourtesy(?:\sof)?\b"
    rf"|©)\s*(?P<credit>[^\n]{{2,80}}?)[\])]?\.?$",
    re.I | re.S,
)
_LICENCE = re.compile(r"\bCC[ -](?:BY|0)\b|creative commons|public domain|\bflickr\b|\bwikimedia\b", re.I)
_SIGN = re.compile(
    r"(?:[(\[]\s?(?:file|photo|image)?\s?[:/]?\s?)?(?P<credit>"
    r"(?:[A-Z][\w.'’ -]{1,40}/\s?)?(?:AP(?: Photo)?|AFP|REUTERS|Reuters|EPA(?:-EFE)?|Getty(?: Images)?|TASS"
    r"|Xinhua|dpa|Anadolu|PA(?: Wire| Media)?|Shutterstock|Alamy|"
    r"Bloomberg|NurPhoto|Sipa|Zuma|ANSA|EFE|Yonhap|Kyodo|Handout|File|Pool|Sputnik|RIA Novosti)"
    r"(?:\s?/\s?[\w.'’ -]{1,40}){0,3}|[^()\[\]]{2,50}\s?/\s?(?:AFP|AP|Reuters|REUTERS|EPA|Getty Images|File|Pool"
    r"|Handout|Released?))\s?[)\]]?\.?$"
)
_VIA = re.compile(
    r"(?:^|[\s(])(?P<credit>(?:[A-Z][\w.'’-]*\s){1,4}via\s(?:AP|AFP|REUTERS|Reuters|EPA|Getty Images|Getty))\)?\.?$"
)
_COPY = re.compile(
    r"^(?!\W{0,2}(?i:copyright|all rights))(?P<caption>.{20,250}?)\s*(?:©|\(c\))\s*(?P<credit>[^©]{2,60})$"
)
_RIGHTS = re.compile(r"^\W{0,2}(?:©|\(c\))\s?(?!\d{4})(?P<credit>[A-Z][\w.'’ -]{1,40}/\s?[A-Z][\w.'’ -]{1,40})$")
_BARRED = re.compile(r"^(?P<caption>.{15,400}[.!?”\"])\s*[|]\s*(?P<credit>[^|.]{2,50})$", re.S)
_DASHED = re.compile(
    r"^.{15,400}\s[–—-]{1,2}\s?(?P<credit>[A-Z][\w/.’' ]{1,30}?)\s(?:[Ff]ile )?(?:[Pp]hotos?|[Pp]ics?|[Pp]ix|[Pp]ictures?)\W?$"
)
_SOON = re.compile(
    r"\b(?:file|handout|undated|archive)\s(?:photo|picture|image|photograph)\.\s(?P<credit>[A-Z][\w/ ]{1,24})$"
)
_BEFORE_FILE = re.compile(
    r"^[^()]{3,150}\s\((?P<credit>[A-Z][^(),]{1,40}),\s?(?:file|archive|illustration|illustrative)\)$"
)
_IN_BRACKET = re.compile(r"\s\((?P<credit>[A-Z][^()]{1,40})\)\W{0,2}$")
_SOURCE = re.compile(r"^(?:image|media)\s(?:source|caption|copyright),?\s(?P<rest>\S.*)$", re.I)
_SAID = re.compile(r"\b(?:said|told|added|reported|according to|announced)\b")
_LONGEST = 70
"""Words. No caption on the pages looked at had more than sixty."""


@dataclass(frozen=True, slots=True)
class Picture:
    label: str  # "caption", or "credit" where nothing but the credit stands there
    reason: str
    credit: str | None


def picture_credit(text: str, known: Known) -> Picture | None:
    """Read a caption or credit line; ``None`` if the line speaks of no picture."""
    if len(text) > 600 or len(text.split()) > _LONGEST:
        return None
    if m := _RIGHTS.match(text):
        return Picture("credit", "© and a name with its agency", clean(m["credit"]))
    for question in (_keyed, _closed, _licensed, _signed):
        picture = question(text)
        if picture:
            return picture
    return None


def _keyed(text: str) -> Picture | None:
    """`PHOTO | COURTESY  The president waves.`, `Image source, Getty Images`, `Photo: AFP`."""
    if m := _SOURCE.match(text):
        is_caption = "caption" in text[:15].lower()
        return Picture(
            "caption" if is_caption else "credit", "opens with a picture's key word", None if is_caption else m["rest"]
        )
    m = _OPEN.match(text)
    if not m or (
        re.match(r"video|map|file", text.strip(" *["), re.I) and len(text.split()) > 12 and ":" not in text[:12]
    ):
        return None
    inner = _IN_BRACKET.search(m["credit"])
    if inner and len(m["credit"].split()) > 4:  # "Picture: the crew in their suits (Rex)"
        return Picture("caption", "opens with a picture's key word", clean(inner["credit"]))
    credit, _, caption = re.sub(r"\s{2,}", "\n", m["credit"]).partition("\n")
    if not caption and len(credit.split()) > 12:
        return Picture("caption", "opens with a picture's key word", None)
    return Picture("caption" if caption else "credit", "opens with a picture's key word", clean(credit))


def _closed(text: str) -> Picture | None:
    """`The president waves. Photo: AFP`, `… (Photo: R. Roe / Gazette)`."""
    m = _CLOSE.match(text)
    if not m or len(m["credit"].split()) > 10 or re.search(r"[a-z]\.\s+[A-Z]", m["credit"]):
        return None
    # "by" alone after a lower-case "photo" is prose: "a video by the group".
    if re.search(r"\bby\s*$", text[: m.start("credit")]) and not re.search(
        r"(?:Photo|Photograph|Image|Picture)s?\sby\s*$|[(\[][^()]*\sby\s*$", text[: m.start("credit")]
    ):
        return None
    return Picture("caption", "closes with a picture's credit", clean(m["credit"]))


def _licensed(text: str) -> Picture | None:
    if len(text.split()) <= 16 and _LICENCE.search(text) and not text.endswith((".", "?")):
        return Picture("credit", "names a picture's licence or store", clean(text))
    return None


def _signed(text: str) -> Picture | None:
    """`Crowds in Sanaa (AFP/File)`, `Jane Roe/Reuters`, `© Some Agency` after a short line."""
    if (
        m := _SOON.search(text)
        or _DASHED.match(text)
        or _SLASHED.match(text)
        or _SUPPLIED.match(text)
        or _HOUSE_PHOTO.match(text)
        or _BEFORE_FILE.match(text)
    ):
        return Picture("caption", "closes with a picture's credit", clean(m["credit"]))
    if m := _VIA.search(text):
        return _caption_or_credit(text, m)
    m = _SIGN.search(text)
    if m and _looks_signed(text, m):
        return _caption_or_credit(text, m)
    m = _BARRED.match(text)
    if m and len(m["credit"].split()) <= 6 and m["credit"][:1].isupper() and len(text.split()) <= 50:
        return Picture("caption", "closes with a picture's credit after a bar", clean(m["credit"]))
    m = _COPY.match(text)
    if m and len(text.split()) < 50:
        return Picture("caption", "closes with ©", clean(m["credit"]))
    return None


def _looks_signed(text: str, m: re.Match[str]) -> bool:
    """A slash, a bracket or `Images` must set the credit off: a sentence may end in `told Reuters.`"""
    credit = m["credit"]
    bracket = text[m.start() : m.start() + 1] in "([" and m.start() > 0
    if bracket and _SAID.search(text) and text[: m.start()].rstrip().endswith((".", '."', ".”")):
        return False  # a paragraph that closes with its agency
    if "/" in credit or re.search(r"Images$|Photo$", credit.strip()):
        return True
    return bracket and m.start() > 8 and len(text.split()) <= 40 and credit.strip(" .") != "File"


def _caption_or_credit(text: str, m: re.Match[str]) -> Picture:
    before = text[: m.start()].strip(" ([")
    return Picture("caption" if before else "credit", "closes with a picture's credit", clean(m["credit"]))


def clean(credit: str) -> str:
    """A credit without its brackets and end stop; a bracket that the credit opened stays."""
    credit = credit.strip(" .;,")
    if credit.endswith((")", "]")) and credit.count("(") + credit.count("[") < credit.count(")") + credit.count("]"):
        credit = credit[:-1]
    return re.sub(r"\s(?:pic|pix)$", "", credit.strip(" .;,"))


_ADVERBIAL = frozenset(
    "on in at after before by for from no not nor and but so yet then now there this that of with".split()
)


def bare_caption(text: str) -> bool:
    """A short line with an end stop and no finite verb: a caption that gives no credit."""
    words = re.findall(r"[\w'’-]+", text)
    if not 3 <= len(words) <= 12 or not text.endswith(".") or re.search(r"[\"“”?!;:]", text):
        return False
    folded = [fold(w) for w in words]
    if folded[0] in _ADVERBIAL:
        return False
    verbs = terms("verbs").whole
    if any(re.search(r"[^s'’]s$", w) and len(w) > 3 for w in words if w[0].islower()):
        return False  # may be a verb
    return not any(w in verbs or (w.endswith("ed") and len(w) > 4) for w in folded)
