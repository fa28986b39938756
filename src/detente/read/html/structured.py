"""What a page tells machines: JSON-LD, microdata and RDFa, OpenGraph and the older `meta` names.

Every value comes with where it stood. Nothing here decides; `facts` weighs it against what the page shows.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from detente.read.dates import find_days
from detente.read.html.gather import Said
from detente.read.html.render import squeeze

Value = tuple[str, str]
"""A value and its origin."""

ARTICLES = frozenset(
    "newsarticle article reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle"
    " askpublicnewsarticle reviewnewsarticle satiricalarticle blogposting liveblogposting report scholarlyarticle"
    " techarticle socialmediaposting advertisercontentarticle".split()
)
PAGES = frozenset({"webpage", "itempage", "newspage"})

TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "dc:title", "parsely-title", "headline",
          "sailthru.title", "title", "citation_title", "hdl")  # fmt: skip
PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "publish-date",
    "publish_date", "publishdate", "published_time", "published", "date_published", "datepublished", "pubdate",
    "publication_date", "publication-date", "publicationdate", "parsely-pub-date", "sailthru.date", "dc.date.issued",
    "dcterms.issued", "dc.issued", "dcterms.date", "dc.date", "dc:date", "cxenseparse:recs:publishtime", "article.published",
    "article-publish-date", "article_date_original", "displaydate", "originalpublicationdate", "ptime", "pdate",
    "dcsext.articlefirstpublished", "bt:pubdate", "rnews:datepublished", "citation_publication_date", "date", "article_date",
    "content_published_date", "iso-8601-publish-date", "vr:published_time", "shareaholic:article_published_time",
)  # fmt: skip
MODIFIED = (
    "article:modified_time", "og:updated_time", "article:modified", "article:updated_time", "og:article:modified_time",
    "modified_time", "date_modified", "datemodified", "dcterms.modified", "dc.date.modified", "dc.modified", "lastmod",
    "last_updated", "last-updated", "updated_time", "revised", "article.updated", "dateupdated", "utime", "moddate",
    "shareaholic:article_modified_time",
)  # fmt: skip
AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
           "byl", "citation_author", "article:author_name")  # fmt: skip
SITES = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name", "cre",
         "citation_journal_title", "parsely-site", "apple-mobile-web-app-title")  # fmt: skip
SECTIONS = ("article:section", "parsely-section", "section", "og:article:section", "dc.subject.section")
KEYWORDS = ("news_keywords", "article:tag", "parsely-tags", "keywords", "og:article:tag", "sailthru.tags", "dc.subject")

LONGEST = 300
"""Characters of a value; what is longer is no name and no headline."""

DEEPEST = 12
"""How deep JSON-LD is looked into."""

MOST_NODES = 5_000
"""Nodes of JSON-LD that are looked at."""

_TAGS = re.compile(r"<[a-zA-Z/!][^<>]{0,500}>")
_LINES = re.compile(
    r"^\s*(?://|/\*)?\s*(?:<!--|<!\[CDATA\[)\s*(?:\*/)?|(?://|/\*)?\s*(?:-->|\]\]>)\s*(?:\*/)?\s*;?\s*$"
)
_COMMA = re.compile(r",(\s*[}\]])")
_ISO = re.compile(
    r"^\s*(?P<y>\d{4})[-/.]?(?P<m>\d\d)[-/.]?(?P<d>\d\d)(?:[T\s_]*(?P<clock>\d\d?(?::?\d\d)?.{0,24}))?\s*$", re.S
)
_ISO_SHORT = re.compile(r"^\s*(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?:[T\s].{0,30})?\s*$")
_UTC = re.compile(r"(?:Z|[+-]00:?00|\b(?:GMT|UTC))\s*$")
_NUMBER = re.compile(r"^\s*(\d{10}|\d{13})(?:\.\d+)?\s*$")
_BY = re.compile(r"^\s*(?:by|from|written by|reported by|reporting by)\s*:?\s+", re.I)


@dataclass(slots=True)
class Told:
    """Values in the order in which they are trusted, each with its origin. Days are strings as they stood."""

    titles: list[Value] = field(default_factory=list)
    published: list[Value] = field(default_factory=list)
    modified: list[Value] = field(default_factory=list)
    authors: list[Value] = field(default_factory=list)
    publishers: list[Value] = field(default_factory=list)
    sections: list[Value] = field(default_factory=list)
    keywords: list[Value] = field(default_factory=list)
    credits: list[Value] = field(default_factory=list)
    url: str = ""
    lang: str = ""
    head: str = ""  # the head's title
    notes: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Told:
        told = cls(url=str(value["url"]), lang=str(value["lang"]), head=str(value["head"]))
        for name in PAIRS:
            setattr(told, name, [(str(v), str(origin)) for v, origin in value[name]])
        return told


PAIRS = ("titles", "published", "modified", "authors", "publishers", "sections", "keywords", "credits")
"""Fields of `Told` that hold values with their origins, in its order."""


def read_structured(said: Said) -> Told:
    """All that the page tells machines of itself."""
    told = Told(url=_address(said.canonical), lang=clean(said.lang), head=clean(said.title))
    metas: dict[str, list[str]] = {}
    for name, content in said.metas:
        metas.setdefault(name, []).append(content)
    told.url = told.url or _address(next(iter(metas.get("og:url", [])), ""))
    _read_scripts(told, said.scripts)
    _read_items(told, said.items)
    for into, names in (
        (told.titles, TITLES), (told.published, PUBLISHED), (told.modified, MODIFIED), (told.authors, AUTHORS),
        (told.publishers, SITES), (told.sections, SECTIONS), (told.keywords, KEYWORDS),
    ):  # fmt: skip
        into += [(clean(v), f"meta {name}") for name in names for v in metas.get(name, [])]
    for name in PAIRS:
        setattr(told, name, list(dict.fromkeys(pair for pair in getattr(told, name) if pair[0]))[:50])
    return told


def clean(value: object) -> str:
    """A value as text: no markup, entities resolved, white space drawn together; empty where it is too long."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or len(value) > 4 * LONGEST:
        return ""
    text = html.unescape(html.unescape(value)) if "&" in value else value
    text = squeeze(_TAGS.sub(" ", text) if "<" in text else text)
    return text if len(text) <= LONGEST else ""


def day_of(value: str) -> date | None:
    """The day of a date as it stands, in the zone in which it is written; ``None`` where it is none.

    Days before 1900 and the first of the epoch are what empty fields look like.
    """
    day = _day_of(value)
    return day if day and day.year >= 1900 and day != date(1970, 1, 1) else None


def is_utc(value: str) -> bool:
    """True where the day is that of Greenwich, not of the outlet."""
    return bool(_UTC.search(value.strip())) or bool(_NUMBER.match(value))


def _day_of(value: str) -> date | None:
    if m := _NUMBER.match(value):
        return datetime.fromtimestamp(int(m[1][:10]), UTC).date()
    if m := _ISO.match(value) or _ISO_SHORT.match(value):
        return _real(int(m["y"]), int(m["m"]), int(m["d"]))
    try:
        return parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        days = find_days(value[:100])
        return days[0].day if days and days[0].sure else None


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _address(value: str) -> str:
    value = squeeze(value)[:2_000]
    return value if value.lower().startswith(("http://", "https://")) else ""


def _read_scripts(told: Told, scripts: Iterable[str]) -> None:
    nodes: list[dict[str, Any]] = []
    broken = 0
    for script in scripts:
        try:
            nodes += _nodes(load_json(script))
        except (ValueError, RecursionError):
            broken += 1
    if broken:
        told.notes.append(f"{broken} JSON-LD scripts could not be read")
    by_id = {n["@id"]: n for n in nodes if isinstance(n.get("@id"), str) and len(n) > 1}
    articles = [n for n in nodes if _types(n) & ARTICLES]
    main = _own(articles, told) if articles else None
    if main is not None:
        _read_article(told, main, by_id, "JSON-LD")
    for node in nodes:
        if _types(node) & PAGES and _is_here(node, told):
            _read_page(told, node, by_id)
            break
    for node in nodes:
        kinds = _types(node)
        if kinds & {"newsmediaorganization", "website"} and (name := clean(node.get("name"))):
            told.publishers.append((name, f"JSON-LD {'WebSite' if 'website' in kinds else 'NewsMediaOrganization'}"))


def load_json(script: str) -> Any:
    """JSON as it stands in pages: in comments, with control signs in strings and commas too many.

    Raises:
        ValueError: it is none. RecursionError: it is too deep.
    """
    text = _LINES.sub("", _LINES.sub("", script)).strip()
    try:
        return json.loads(text, strict=False)
    except ValueError:
        return json.loads(_COMMA.sub(r"\1", text), strict=False)


def _nodes(value: Any) -> list[dict[str, Any]]:
    """Objects of JSON-LD in the order of the script, lists of other pages left out; nothing here calls itself."""
    found: list[dict[str, Any]] = []
    queue: list[tuple[Any, int]] = [(value, 0)]
    while queue and len(found) < MOST_NODES:
        node, depth = queue.pop()
        if depth > DEEPEST:
            continue
        if isinstance(node, list):
            queue += [(n, depth + 1) for n in reversed(node[:500])]
        elif isinstance(node, dict):
            found.append(node)
            if _types(node) & {"itemlist", "breadcrumblist", "collectionpage"}:
                continue
            queue += [(node[k], depth + 1) for k in ("mainEntity", "mainEntityOfPage", "@graph") if k in node]
    return found


def _types(node: dict[str, Any]) -> set[str]:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return {k.rpartition("/")[2].rpartition(":")[2].lower() for k in kinds if isinstance(k, str)}


def _own(articles: list[dict[str, Any]], told: Told) -> dict[str, Any] | None:
    """The article that the page is about: its address or its headline is the page's; else the only one, or the first
    that is dated."""
    for node in articles:
        if told.url and told.url.rstrip("/") in {a.rstrip("/") for a in _addresses(node)}:
            return node
    if told.head:
        for node in articles:
            headline = clean(node.get("headline") or node.get("name"))
            if len(headline) >= 10 and headline.casefold()[:60] in told.head.casefold():
                return node
    if len(articles) > 3:
        return None  # a page of many articles, none of which is said to be its own
    return next((n for n in articles if n.get("datePublished")), articles[0])


def _is_here(node: dict[str, Any], told: Told) -> bool:
    addresses = _addresses(node)
    return not addresses or not told.url or told.url.rstrip("/") in {a.rstrip("/") for a in addresses}


def _addresses(node: dict[str, Any]) -> set[str]:
    """Addresses by which a node names its page."""
    found = set()
    for key in ("url", "@id", "mainEntityOfPage"):
        value = node.get(key)
        value = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        if isinstance(value, str) and _address(value):
            found.add(_address(value).partition("#")[0])
    return found


def _read_article(told: Told, node: dict[str, Any], by_id: dict[str, Any], origin: str) -> None:
    for key in ("headline", "name", "alternativeHeadline"):
        told.titles.append((clean(node.get(key)), f"{origin} {key}"))
    for key in ("datePublished", "dateCreated"):
        told.published.append((clean(_first(node.get(key))), f"{origin} {key}"))
    told.modified.append((clean(_first(node.get("dateModified"))), f"{origin} dateModified"))
    for key in ("author", "creator"):
        if not told.authors:
            told.authors += [(name, f"{origin} {key}") for name in _names(node.get(key), by_id)]
    for key in ("publisher", "sourceOrganization"):
        told.publishers += [(name, f"{origin} {key}") for name in _names(node.get(key), by_id)]
    told.sections += [(clean(v), f"{origin} articleSection") for v in _listed(node.get("articleSection"))]
    told.keywords += [(v, f"{origin} keywords") for v in _words(node.get("keywords"), by_id)]
    for picture in (_follow(p, by_id) for p in _listed(node.get("image"))):
        if isinstance(picture, dict):
            for key in ("creditText", "copyrightHolder", "creator", "author", "copyrightNotice"):
                told.credits += [(name, f"{origin} image {key}") for name in _names(picture.get(key), by_id)]


def _read_page(told: Told, node: dict[str, Any], by_id: dict[str, Any]) -> None:
    told.titles.append((clean(node.get("headline") or node.get("name")), "JSON-LD WebPage name"))
    told.published.append((clean(_first(node.get("datePublished"))), "JSON-LD WebPage datePublished"))
    told.modified.append((clean(_first(node.get("dateModified"))), "JSON-LD WebPage dateModified"))
    told.publishers += [(name, "JSON-LD WebPage publisher") for name in _names(node.get("publisher"), by_id)]


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _listed(value: Any) -> list[Any]:
    return value[:100] if isinstance(value, list) else [] if value is None else [value]


def _follow(value: Any, by_id: dict[str, Any]) -> Any:
    """A node that is only named by its id, looked up."""
    if isinstance(value, dict) and len(value) <= 2 and isinstance(value.get("@id"), str) and "name" not in value:
        return by_id.get(value["@id"], value)
    return value


def _names(value: Any, by_id: dict[str, Any]) -> Iterator[str]:
    """Names of persons or organisations; an address is none."""
    for one in _listed(value):
        one = _follow(one, by_id)
        inner = one.get("name") if isinstance(one, dict) else one
        for name in _listed(inner):
            text = _BY.sub("", clean(name))
            if text and "://" not in text and not text.startswith(("@", "www.")):
                yield text


def _words(value: Any, by_id: dict[str, Any]) -> Iterator[str]:
    for one in _listed(value):
        text = one.get("name") if isinstance(one, dict) else one
        if isinstance(text, str) and len(text) < 5_000:
            parts = text.split(",") if "," in text or not isinstance(value, list) else [text]
            yield from (w for w in map(clean, parts[:100]) if w)


_DATED = {"datepublished": "published", "issued": "published", "published": "published", "datecreated": "published",
          "created": "published", "datemodified": "modified", "dateupdated": "modified", "modified": "modified"}  # fmt: skip


def _read_items(told: Told, items: Iterable[tuple[str, str, str]]) -> None:
    """Microdata and RDFa; what belongs to an item of another kind (a film, a comment) is left."""
    for name, value, scope in items:
        name = name.rpartition(":")[2]
        kind = scope.lower()
        own = not kind or kind in ARTICLES or kind in PAGES
        origin = f"microdata {name}"
        text = clean(value)
        if own and name in _DATED:
            getattr(told, _DATED[name]).append((text, origin))
        elif own and name == "headline":
            told.titles.append((text, origin))
        elif own and name in ("author", "creator") and len(text.split()) <= 6:
            told.authors += [(n, origin) for n in _names(text, {})]
        elif name == "name" and kind == "person":
            told.authors += [(n, f"{origin} of a person") for n in _names(text, {})]
        elif name == "name" and kind in ("organization", "newsmediaorganization"):
            told.publishers.append((text, f"{origin} of an organization"))
        elif own and name == "publisher" and len(text.split()) <= 8:
            told.publishers += [(n, origin) for n in _names(text, {})]
        elif own and name == "articlesection":
            told.sections.append((text, origin))
        elif own and name == "keywords":
            told.keywords += [(w, origin) for w in map(clean, value.split(",")[:100])]
        elif kind in ("imageobject", "photograph") and name in ("credittext", "copyrightholder", "creator", "author"):
            told.credits.append((text, f"{origin} of a picture"))
