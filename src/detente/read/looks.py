"""What one line of a page is by its own looks, whatever stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.read.agencies import are_agencies, is_credit_line, is_signed_agency
from detente.read.archives import look_of_archive
from detente.read.bylines import parse_byline
from detente.read.credits import picture_credit
from detente.read.dates import AGO, CLOCK, find_days
from detente.read.known import Known
from detente.read.masthead import parse_masthead
from detente.read.names import is_outlet, is_person, outlet_and_city, outlet_before_slogan, site_name
from detente.read.words import PROBE, fold, terms

_SPLIT = re.compile(r"\s*[|»›>·•∙/]\s*|\s{2,}|\t+|\s+[-–—]\s+")
_COUNT = re.compile(r"\s*\(?\d[\d,.]*[km]?\)?\s*", re.I)
_MARK = re.compile(r"^\s*(?:\[\d{1,3}\]\s*|\d{1,2}[.)]\s+|[•·▪■●*»›>→▶►◆-]{1,3}\s+|[–—]\s+|»|›|•)")
_TAGS = re.compile(r"^\W{0,2}(?P<key>[A-Za-z ’']{3,40}?)\s*[:|]\s*(?P<rest>\S.*)$")
_TAG_KEY = re.compile(
    r"(?:(?:read|see) more (?:about|on)|more about|more on(?: these topics)?|explore more on these topics"
    r"|filed (?:under|in)|posted (?:in|under)|listed under"
    r"|(?:(?:related|suggested|popular|main|key|all) )?(?:tags?|topics?|subjects?|keywords?|labels?|categor(?:y"
    r"|ies)|sections?)(?: (?:in|of|for) (?:this|the) (?:story|article|page|report))?"
    r"|in this story|on this topic|tagged(?: (?:with|in|as))?|key ?words)"
)
_TAG_KEY_BARE = re.compile(
    r"^\W{0,2}(?:filed under|posted in|tagged(?: with| in| as)?|tags?)\s+(?:(?=#)|(?<=led under )(?-i:(?=[A-Z])))", re.I
)
_TAGGED = re.compile(r"[|·•]\s*tagged(?:\s(?:with|in|as))?:?\s+(?P<rest>[^|·•]+)", re.I)
_TAG_SIGNS = (r"\|", r"[·•∙*]", r"\s/\s", r"\s{2,}|\t", r";", r",")
_SITE_TAGS = frozenset(
    {"published", "archived", "featured", "news", "latest", "top stories", "home", "front page", "uncategorized"}
)
_SMALL_WORDS = frozenset("of the and in for on de la & to".split())
_HASHTAG = re.compile(r"#[^\W\d_][\w-]*$")
_COPYRIGHT = re.compile(r"^\W{0,2}(?:©|\(c\)|copyright\b|all rights reserved)", re.I)
_PARTY = re.compile(r"\b(?:Rep|Sen|Gov|Congress(?:man|woman)|Senator|Representative|Governor)\b[^()]{2,40}\([RD]\)")
_SIDE = re.compile(r"\w \([LRC]\)(?! ?\d)")
_SAID = re.compile(r"\b(?:said|told|reported|announced|according to)\b")
_SIGN_OFF = re.compile(r"^(?:[—–]|--|-\s)\s*(?P<rest>\S.{0,150})$")
_BANNER = re.compile(
    r"^(?:breaking|live|live updates?|just in|developing|alert|watch live|watch|listen|video|podcast)\s?[:|]\s?\S", re.I
)
_NOTE = re.compile(
    r"^(?:correction|clarification|eds|editor['’]s note|editors['’] note|note|disclaimer|update)s?\s?[:(]"
    r"|^this (?:article|story|piece) (?:was|has been) "
    r"(?:amended|corrected|updated|translated|modified|scanned|digiti[sz]ed|edited|generated|syndicated)|^a version of this (?:article|story)"
    r"|^(?:an )?earlier version of this|^(?:machine[ -]|automatically )?translated (?:from|by)\b.{0,40}$|^this is an archived (?:article|story|page)",
    re.I,
)
_INLINE = re.compile(
    r"^\W{0,3}(?P<key>read(?: (?:also|more|next|on|this))?|also read|more news|related(?: (?:story|article|news|link|video))?|see also|more|up next"
    r"|(?:next|previous) (?:story|article|post))(?:\s?[:|>»–—-]{1,2}\s?|(?-i:(?<=ad more)(?=[A-Z])))(?P<headline>\S.*)$",
    re.I,
)
_READER = re.compile(r"\b(?:you|your|us|our|we|we're|we've|i agree)\b")
QUOTED = re.compile(r"[\"“][^\"“”]{0,600}[\"”]")
_OTHERS = re.compile(
    r"(?:you(?:'ll|'d| may| might| will)?|(?:our |other |what )?readers|others|what others|people)(?: (?:are|also"
    r"|will|may|might|who|this|these|read|have|story|article))*"
    r" (?:like|love|enjoy|enjoying|liked|loved|read|reading|recommend|interest|sharing|talking about"
    r"|clicking)\b[\w' ]{0,24}$"
    r"|(?:top|latest|other|all) (?:[\w'-]+ ){1,2}(?:stories|headlines)(?: now| today)?$"
    r"|more (?:[\w'-]+ ){0,2}(?:stories|news|stuff|headlines|coverage|reading|articles|reports)$"
)
_BIO = re.compile(
    r"^[A-Z][^.]{3,60}\s(?:is|was|has been|reports|covers|writes)\s(?:an?\s|the\s|on\s|about\s)?(?:[\w'’-]+\s){0,6}?"
    r"(?:reporter|correspondent|bureau chief|editor|columnist|journalist|writer|freelance|analyst|fellow)\b"
)
AGE = "age of the page"
PATH = "path within the site"
SECTION = "words that lead about the site"
_AND_MORE = re.compile(r"\s\+\s?\d{1,3} more$")
_OLD = re.compile(r"^\W{0,3}this (?:article|story|page|post) is (?:more than|over|now)\s.{1,20}\s(?:old|ago)\W*$", re.I)
_READ_TIME = re.compile(r"^\W*\d{1,3}\s?-?\s?min(?:ute)?s?\W*(?:read|listen|video)?\W*$", re.I)
_AGENCY_AFTER = re.compile(
    r"[.!?][\"”’]?\s*(?P<credit>(?:[—–]|--?|[(\[/])\s?(?P<with>with\s(?:(?:additional|more)\s)?(?:reports?"
    r"|inputs?|files?|reporting|information)\s(?:from|by)\s)?"
    r"(?P<name>[A-Z][\w.,/&’' -]{1,60}?)[)\]/]?\.?)$"
)
_KEYED_AFTER = re.compile(
    r"[.!?][\"”’]?\s*(?P<credit>(?:[—–(\[]|--?\s)\s?(?:[A-Za-z]+\s){0,2}[A-Za-z]+:\s[^.!?]{2,80}$)"
)
_AGENCY_BARE = re.compile(r"[.!?][\"”’]?\s+(?P<name>[A-Z]{2,6})$")
_AGENCY_LOOSE = re.compile(r"(?P<before>\w[^.!?()]{20,})\s(?P<credit>\((?P<name>[A-Z]{3,6})\))$")
_SUMMARY = re.compile(
    r"(?:key (?:points?|takeaways?|facts)|summary|in summary|(?:story )?highlights|at a glance|main points"
    r"|what (?:we|you need to|to) know(?: so far)?|the gist|in short|quick read)"
)
_END_AFTER = re.compile(
    r"[.!?][\"”’]?\s+(?P<end>(?:Enditem|ENDITEM|Ends|ENDS|\(?END\)?|-\s?(?:0|30)\s?-|#{2,3}|\*{3}|/{3}))\s*$"
)
_COMMENTS = re.compile(
    r"(?:\d[\d,]* )?(?:(?:reader|readers'|user|your|latest|top) )?(?:comments?|responses|replies"
    r"|reactions)(?: \(?\d[\d,]*\)?)?(?: (?:on|to) .{3,160})?"
    r"|comment(?:s|ing)? (?:are|is|have been|has been)(?: now)? (?:closed|disabled|off|not allowed|switched off).{0,40}"
    r"|\d+ thoughts? on .*|(?:leave|post|write|add) (?:a|your) (?:reply|comment).*|join the (?:discussion|conversation)"
)
_NUMBERED_END = re.compile(r"^[#\-*=_~.\s—–]+$|^-?\s?30\s?-?$|^\(?(?:ends?|more)\)?$", re.I)
_FINAL = re.compile(r"(?:[.!?…][\"'”’»)\]]{0,3}|[.!?…][\"'”’»)\]]?\s?(?:\(\(\w\w\)\)|\[\d{1,3}\])?|:|;)$")


@dataclass(frozen=True, slots=True)
class Look:
    """A label (``None``: nothing to be seen by itself), its reason, and how the line acts on those after it.

    ``opens``: "tail" (a list of other stories), "one" (a single one), "end" (contacts, sources), "box" (a small
    box), "comments", "summary" (of the article), "tags" (the next line lists subjects), or empty.
    """

    label: str | None
    reason: str = ""
    opens: str = ""


def look_at(text: str, known: Known) -> Look:
    """The look of a row's text. Only its first 2,000 characters are looked at."""
    text = text[:PROBE]
    folded = fold(text)
    for question in (
        _no_words,
        _archive,
        _heading,
        _subjects,
        _carriers,
        _picture,
        _agency_note,
        _notice,
        _masthead,
        _site,
        _appeal,
    ):
        look = question(text, folded, known)
        if look:
            return look
    return Look(None)


def is_sentence(text: str) -> bool:
    """Ends as a paragraph ends."""
    return bool(_FINAL.search(text[-40:]))


def agency_after(text: str, known: Known) -> int | None:
    """Where the credit or end sign begins that closes a paragraph (`… he said. — AFP`, `… Enditem`); else ``None``."""
    tail = text[-120:]
    if end := _END_AFTER.search(tail):
        return len(text) - len(tail) + end.start("end")
    if (keyed := _KEYED_AFTER.search(tail)) and are_agencies(keyed["credit"], known):
        return len(text) - len(tail) + keyed.start("credit")
    m = _AGENCY_AFTER.search(tail)
    if not m:
        bare = _AGENCY_BARE.search(tail)
        if bare and known.agency(bare["name"]):
            return len(text) - len(tail) + bare.start("name")
        loose = _AGENCY_LOOSE.search(tail) if len(text.split()) >= 12 else None
        if loose and not _spells(loose["before"], loose["name"]):
            return len(text) - len(tail) + loose.start("credit")
        return None
    name = m["name"].strip(" .")
    named = known.agency(name) is not None or bool(known.agencies_in(name)) or bool(re.fullmatch(r"[A-Z]{2,6}", name))
    return len(text) - len(tail) + m.start("credit") if m["with"] or named else None


def _spells(words: str, acronym: str) -> bool:
    """`African Union (AU)`: the words before the bracket begin with its letters."""
    initials = "".join(word[0] for word in words.split() if word[0].isupper())
    return acronym[0] in initials or acronym[-1] in initials


def strip_mark(text: str) -> str:
    """A list item without its number or bullet."""
    return _MARK.sub("", text, count=1).strip()


def inline_teaser(text: str) -> str | None:
    """The headline in `Read also: Headline`; ``None`` if the line is none such."""
    m = _INLINE.match(_unmark(text[:300]))
    if not m or len(m["headline"].split()) < (3 if m["key"].count(" ") else 4) or text.endswith("."):
        return None
    return strip_mark(m["headline"]).strip(" |[]")


def split_subjects(text: str) -> list[str]:
    """Subjects of a row of tags: key word, hash signs, days and words about the site left out."""
    m = _TAGS.match(text[:400])
    if inner := _TAGGED.search(text):
        text = inner["rest"]
    elif m and is_tag_key(fold(m["key"])):
        text = m["rest"]
    elif m := _TAG_KEY_BARE.match(text):
        text = text[m.end() :]
    if "#" in text:
        subjects = [t.lstrip("#") for t in re.findall(r"#[^\W_][\w-]*", text)]
    else:
        subjects = [p.strip(" .,;|#") for p in _split_once(text[:PROBE])]
    return [s for s in subjects if s and not find_days(s) and fold(s) not in _SITE_TAGS and not is_tag_key(fold(s))]


def _split_once(text: str) -> list[str]:
    """Cut at the strongest separator that the text has: bars, dots, wide gaps, semicolons, commas."""
    return next((re.split(sign, text) for sign in _TAG_SIGNS if re.search(sign, text)), [text])


def subjects_in_row(text: str, page: str) -> bool:
    """Names side by side (`CHAD   SUDAN   BORDERS`), at least one of which the folded page has in another place."""
    parts = [p.strip() for p in _split_once(text[:300]) if p.strip()]
    if len(parts) < 2 or text.endswith("."):
        return False
    named = all(w[0].isupper() or w.lower() in _SMALL_WORDS for p in parts for w in p.split())
    named = named or ("|" in text and all(p[0].isupper() for p in parts))
    if text.islower() and "," in text and all(len(p.split()) <= 3 and page.count(fold(p)) >= 2 for p in parts):
        return True
    if any(len(p.split()) > 4 for p in parts) or not (named or (text.islower() and "|" in text)):
        return False
    return any(page.count(fold(p)) >= 2 for p in parts) and not any(_is_navigation(p) for p in parts)


def is_tag_key(folded: str) -> bool:
    return bool(_TAG_KEY.fullmatch(folded.strip(" :;>»|-*#.")))


def _unmark(text: str) -> str:
    """Markdown's emphasis and links taken off."""
    return re.sub(r"\*\*|__", "", re.sub(r"!?\[([^\[\]]{1,200})\]\([^()\s]{1,300}\)", r"\1", text))


def parts_of(text: str) -> list[str]:
    """A line cut at the signs that set its parts off: bars, arrows, dots, wide gaps."""
    return [p for p in _SPLIT.split(text[:PROBE].strip(" |»›>·•")) if p]


def _no_words(text: str, folded: str, known: Known) -> Look | None:
    if not any(c.isalpha() for c in text) or _NUMBERED_END.match(text):
        opens = "end" if _NUMBERED_END.match(text) and any(c in text for c in "3Ee#") else ""
        days = find_days(text)
        return Look("date", "a date alone") if days else Look("navigation", "no words", opens)
    if _OLD.match(text):
        return Look("date", AGE)
    if _READ_TIME.match(text) or (AGO.search(text) and len(text.split()) <= 6):
        return Look("date", "reading time or age of the page")
    return Look("date", "clock time") if CLOCK.match(text) else None


def _archive(text: str, folded: str, known: Known) -> Look | None:
    found = look_of_archive(text, folded, sentence=is_sentence(text))
    return Look(*found) if found else None


def _heading(text: str, folded: str, known: Known) -> Look | None:
    key = folded.strip(" :;>»›-|*#.!→=").removesuffix("...").strip()
    if not key or len(text.split()) > 14:
        return None
    if _SUMMARY.fullmatch(key):
        return Look("navigation", "heading of a summary", "summary")
    if _COMMENTS.fullmatch(key):
        return Look("navigation", "heading of comments", "comments")
    if is_tag_key(key) and not re.match(r"(?:read )?more on$|sections?$", key):
        return Look("tag", "heading of a list of subjects", "tags")
    if terms("sources_heading").matches(key, longest=14):
        return Look("navigation", "heading of contacts, notes or sources", "end")
    sentence = text.rstrip().endswith((".", "?", '."'))
    if (
        not sentence
        and (terms("tail").matches(key, longest=6 if any(map(str.islower, text)) else 10) or _OTHERS.match(key))
        and not inline_teaser(text)
    ):
        return Look("navigation", "heading of a list of other stories", "tail")
    if re.fullmatch(r"(?:next|previous|newer|older) (?:story|article|post)", key):
        return Look("navigation", "heading of one other story", "one")
    if key in terms("box").whole:
        return Look("navigation", "heading of a box", "box")
    return None


def _subjects(text: str, folded: str, known: Known) -> Look | None:
    tokens = text.split()
    if _TAG_KEY_BARE.match(text) or (_TAGGED.search(text) and len(text.split()) <= 40):
        return Look("tag", "subjects after `tagged`")
    if len(tokens) <= 30 and all(_HASHTAG.match(t.strip(",;|")) for t in tokens):
        return Look("tag", "hashtags")
    m = _TAGS.match(text[:400])
    if m and is_tag_key(fold(m["key"])) and (not text.endswith(".") or _short_parts(m["rest"])):
        return Look("tag", f"subjects after `{m['key'].strip()}`")
    return None


def _short_parts(text: str) -> bool:
    """`Chile, Peru.` is a list, though an end stop closes it."""
    return all(0 < len(part.split()) <= 4 for part in text.rstrip(".").split(",")) and "." not in text[:-1]


def _carriers(text: str, folded: str, known: Known) -> Look | None:
    return Look("agency", "agencies alone") if are_agencies(text, known) else None


def _picture(text: str, folded: str, known: Known) -> Look | None:
    closed = (
        len(text.split()) >= 12 and (keyed := _KEYED_AFTER.search(text[-120:])) and are_agencies(keyed["credit"], known)
    )
    credit = picture_credit(text, known) if text.count("|") < 3 and not closed else None
    if credit:
        return Look(credit.label, credit.reason)
    side = _SIDE.search(text)
    word = (terms("captions").inside(folded) or (side and side[0])) if len(text.split()) <= 45 else None
    if word and not _PARTY.search(text) and (folded.startswith(word) or not _SAID.search(text)):
        return Look("caption", f"`{word}`")
    return None


def _agency_note(text: str, folded: str, known: Known) -> Look | None:
    if len(text.split()) > 45:
        return None
    if is_credit_line(text, known, sentence=is_sentence(text)):
        return Look("agency", "credit line")
    if is_signed_agency(text, known):
        return Look("agency", "an agency's name with its writers' initials")
    if known.agency(strip_mark(text)):
        return Look("agency", "an agency's name alone")
    return None


def _notice(text: str, folded: str, known: Known) -> Look | None:
    if _COPYRIGHT.match(text) or ("all rights reserved" in folded and len(text.split()) < 40):
        return Look("navigation", "copyright line")
    if inline_teaser(text):
        return Look("teaser", "one other story, named in the text")
    if _BANNER.match(text) and not text.endswith("."):
        return Look("navigation", "running banner")
    if _NOTE.match(text) and len(text.split()) < 80:
        return Look("navigation", "note of the editors")
    m = _SIGN_OFF.match(text)
    hyphen = text.startswith("- ") and not (m and is_person(re.split(r"[,|]", m["rest"])[0].strip()))
    if m and len(text.split()) <= 16 and not text.endswith(('."', ".”", "?")) and not hyphen:
        return Look("byline", "sign-off or attribution after a dash")
    if _BIO.match(text) and len(text.split()) <= 45 and re.search(r"\b(?:at|for|of|from|based|covering)\b", text):
        return Look("byline", "about the author")
    return None


def _masthead(text: str, folded: str, known: Known) -> Look | None:
    if len(text) > 200:
        return None
    head = parse_masthead(text, known)
    if head:
        return Look(head.label, head.reason)
    if parse_byline(text, known):
        return Look("byline", "names who wrote it")
    if is_outlet(text, known) or outlet_and_city(text, known):
        return Look("outlet", "an outlet's name alone")
    if site_name(text):
        return Look("outlet", "a site's address alone")
    if outlet_before_slogan(text, known):
        return Look("outlet", "an outlet's name with what it is")
    parts = [p.strip(" .,") for p in parts_of(text)]
    if len(parts) >= 2 and is_outlet(parts[0], known) and len(text.split()) <= 16 and not is_sentence(text):
        return Look("outlet", "an outlet's name with its slogan or menu")
    return None


def _site(text: str, folded: str, known: Known) -> Look | None:
    if len(text.split()) > 40 or (is_sentence(text) and len(text.split()) > 8):
        return None
    if _AND_MORE.search(text):
        return Look("navigation", "counts what is not shown")
    parts = parts_of(text)
    leading = [p for p in parts if _is_navigation(p)]
    if parts and (len(leading) == len(parts) or (len(parts) >= 3 and len(leading) * 2 >= len(parts))):
        return Look("navigation", SECTION)
    if len(parts) >= 2 and leading and re.search(r"[»›>]", text):
        return Look("navigation", PATH)
    return None


def _is_navigation(part: str) -> bool:
    folded = _COUNT.sub(" ", fold(part)).strip(" :()[].,!-")
    return not folded or terms("navigation").matches(folded, longest=6) is not None


def _appeal(text: str, folded: str, known: Known) -> Look | None:
    words = len(text.split())
    plain = QUOTED.sub(" ", folded)
    if words <= 40 and (opening := terms("appeal_start").matches(folded.lstrip("*»>•- "), longest=40)):
        return Look("appeal", f"opens with `{opening.strip()}`")
    if words <= 8 and re.match(r"(?:support|donate to|subscribe to)\s", folded) and not text.endswith("."):
        return Look("appeal", "asks for support")
    if words <= 6 and re.match(r"(?:donate|subscribe|join)\b", folded):
        return Look("appeal", "asks for support")
    phrase = terms("appeal").inside(plain)
    several = words <= 250 and phrase is not None and terms("appeal").count(plain) >= 3  # consent to cookies at length
    if phrase and (words <= 8 or _READER.search(plain)) and (words <= 80 or several):
        return Look("appeal", f"speaks to the reader of `{phrase}`")
    if re.match(r"(?:donate|contribute|subscribe|sign up)\s?[:!-]", folded):
        return Look("appeal", "asks for support")
    return None
