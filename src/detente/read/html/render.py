"""An HTML tree as the text that a person sees, row by row, each with what its markup says of it.

Only text is taken; what is hidden, and what runs or styles, is not. White space is drawn together as browsers do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from detente.read.decode import MOST_CHARACTERS

_APART = frozenset(
    "script style noscript template svg math iframe object embed canvas audio video picture select datalist textarea"
    " input head map progress meter dialog applet frameset frame xmp plaintext".split()
)
"""Elements whose inside is not the page's text."""

_SPACED = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote figure article section header footer nav aside form main pre hr"
    " address fieldset".split()
)
"""Elements that browsers set off by space."""

_BROKEN = frozenset(
    "div li tr dt dd figcaption caption legend summary details center body html thead tbody tfoot button label".split()
)
"""Elements that begin a line."""

_CELLS = frozenset({"td", "th"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})

_OF_TAG = {
    "h1": "h1", "figcaption": "caption", "nav": "menu", "footer": "foot", "aside": "aside", "form": "form",
    "button": "form", "label": "form", "blockquote": "quote",
    **dict.fromkeys(_HEADINGS, "heading"),
}  # fmt: skip
_OF_ROLE = {
    "navigation": "menu", "banner": "head", "contentinfo": "foot", "complementary": "aside", "search": "form",
    "menu": "menu", "menubar": "menu", "dialog": "form", "alertdialog": "form",
}  # fmt: skip
KINDS = (
    ("caption", r"caption|figcaption|photo-?(?:credit|desc)|image-?(?:credit|desc|source|copyright)|media-?credit"),
    ("byline", r"byline|article-?author|author-?name|post-?author|entry-?author"),
    ("related", r"related\w*|recommend\w*|read-?(?:more|also|next)|see-?also|more-?(?:stories|news|from|on)|most-?(?:read|pop\w*|viewed)"
     r"|trending|popular|latest|teasers?|outbrain|taboola|you-?may|up-?next|also-?read"),
    ("form", r"newsletter|subscri\w+|sign-?up|cookie|consent|gdpr|paywall|donat\w+|share|sharing|social|comments?|disqus"
     r"|advert\w*|ads?|promo|sponsor\w*|popup|modal|toolbar"),
    ("head", r"site-?header|global-?header|masthead|top-?bar"),
    ("menu", r"nav|navigation|menu|breadcrumbs?|pagination|skip-?(?:link|nav)"),
    ("tags", r"tags?|topics?|keywords|tag-?(?:list|links|cloud)|article-?tags"),
)  # fmt: skip
"""What names of classes and ids say of an element; a name counts where it is one of the words between hyphens, or opens
or closes it. The names are the usual ones of news sites and of the systems they are run with."""

_CLASS = [(kind, re.compile(rf"(?:^|[\s_-])(?:{words})(?:$|[\s_-])", re.I)) for kind, words in KINDS]
_ANY_CLASS = re.compile("|".join(pattern.pattern for _, pattern in _CLASS), re.I)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|screen-reader(?:-text)?|screenreader|visually-?hidden|visuallyhidden|u-hidden|is-hidden|hidden"
    r"|d-none|offscreen|element-invisible)(?:$|\s)"
)
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])"
    r"|(?:text-indent|left|top|margin-left)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*[01](?:px)?|(?:max-)?(?:height|width)\s*:\s*0(?![.\d])[^;]*;?"
    r"[^;]*overflow\s*:\s*hidden",
    re.I,
)
_SPACE = re.compile(r"[ \t\n\r\f\v\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\x1c-\x1f\x85]+")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ud800-\udfff\ufffe\uffff]")
"""Control signs, soft hyphens, signs of no width and halves of pairs: nobody sees them, and they part words."""


@dataclass(slots=True)
class Row:
    """A line of the page. ``kind`` is what its markup says (`KINDS`, "h1", "heading", "head", "foot", "aside", …).

    ``linked``: share of its characters in links; ``parent``: the element that holds it, as a number;
    ``gap``: empty lines above; ``chosen``: share of its characters that the extractor took for the article's text.
    """

    text: str
    kind: str
    linked: float
    parent: int
    gap: int
    start: int = 0
    chosen: float = 0.0


@dataclass(slots=True)
class Clock:
    """A `time` element: the row it stands in, its machine-readable value, and what its names say of it."""

    row: int
    value: str
    names: str


@dataclass(slots=True)
class Rendered:
    rows: list[Row] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    full: bool = True  # False where `MOST_CHARACTERS` was reached

    @property
    def text(self) -> str:
        """Rows one below the other, an empty line where browsers leave space; fills in where each row starts."""
        parts: list[str] = []
        at = 0
        for row in self.rows:
            lead = "" if not parts else "\n\n" if row.gap else "\n"
            row.start = at + len(lead)
            parts += [lead, row.text]
            at = row.start + len(row.text)
        return "".join(parts)


def squeeze(text: str) -> str:
    """Visible text on one line."""
    return _SPACE.sub(" ", _UNSEEN.sub("", text)).strip()


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """True where an element's own attributes say that nobody sees it."""
    if not attributes:
        return False
    if "hidden" in attributes and attributes["hidden"].strip().lower() != "until-found":
        return True
    style = attributes.get("style")
    if style and _HIDDEN_STYLE.search(style[:2_000]):
        return True
    names = attributes.get("class")
    return bool(names and _HIDDEN_CLASS.search(names[:500]))


def kind_of(tag: str, attributes: Mapping[str, str], *, inside: bool) -> str:
    """What an element says of the text in it; empty for nothing. ``inside``: within an article or the main part."""
    if tag in _OF_TAG and not (inside and tag == "footer"):
        return _OF_TAG[tag]
    if not attributes:
        return "head" if tag == "header" and not inside else ""
    if (role := attributes.get("role")) and (kind := _OF_ROLE.get(role.strip().lower())):
        return "" if kind in ("head", "foot") and inside else kind
    if "author" in (attributes.get("rel") or "").split() or "author" in (attributes.get("itemprop") or ""):
        return "byline"
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:300]
    if names != " ":
        words = _CAMEL.sub("-", names)
        for kind, pattern in _CLASS if _ANY_CLASS.search(words) else ():
            if pattern.search(words) and not (kind == "head" and inside):
                return kind
        if not inside and names.split()[0].lower() == "header":
            return "head"
    return "head" if tag == "header" and not inside else ""


class _Page:
    """Gathers rows while the tree is walked."""

    def __init__(self) -> None:
        self.done = Rendered()
        self.kinds: list[str] = [""]
        self.parents: list[int] = [0]
        self.pieces: list[str] = []
        self.linked = 0
        self.in_link = 0
        self.gap = 0
        self.row_kind = ""
        self.row_parent = 0
        self.length = 0

    def add(self, text: str | None) -> None:
        if not text:
            return
        if not self.pieces or not self.row_kind:
            if text.strip():
                self.row_kind = self.row_kind or self.kinds[-1]
        if not self.pieces and text.strip():
            self.row_parent = self.parents[-1]
        self.pieces.append(text)
        if self.in_link:
            self.linked += len(text.strip())

    def end_row(self, gap: int) -> None:
        text = squeeze("".join(self.pieces)) if self.pieces else ""
        if text:
            share = min(1.0, self.linked / len(text))
            self.done.rows.append(Row(text, self.row_kind, round(share, 2), self.row_parent, self.gap))
            self.length += len(text)
            self.gap = 0
        self.gap = max(self.gap, gap)
        self.pieces, self.linked, self.row_kind, self.row_parent = [], 0, "", 0


def render(root: Any) -> Rendered:
    """Walk an lxml tree. Elements may stand any depth within one another; nothing here calls itself."""
    from lxml import etree

    page = _Page()
    numbers: dict[Any, int] = {}
    inside = 0
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    links: list[bool] = []
    for event, element in walk:
        if event in ("comment", "pi"):
            page.add(element.tail)
            continue
        tag = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
        if event == "start":
            attributes = element.attrib
            if tag in _APART or is_hidden(attributes):
                walk.skip_subtree()
                page.kinds.append("-")
                links.append(False)
                continue
            _break_before(page, tag, element)
            kind = kind_of(tag, attributes, inside=inside > 0)
            page.kinds.append(_kind_in(page.kinds[-1], kind))
            if tag in ("article", "main"):
                inside += 1
            if tag in _SPACED or tag in _BROKEN or tag in _CELLS:
                parent = element.getparent()
                page.parents.append(numbers.setdefault(parent, len(numbers) + 1))
            links.append(tag == "a")
            page.in_link += tag == "a"
            if tag == "time" and element.get("datetime"):
                names = " ".join(element.get(n) or "" for n in ("class", "itemprop", "id", "pubdate"))
                names += " pubdate" if "pubdate" in attributes else ""
                above = element.getparent()
                before = squeeze(f"{above.get('class') or ''} {above.text or ''}" if above is not None else "")[-80:]
                page.done.clocks.append(Clock(len(page.done.rows), element.get("datetime")[:60], f"{names} {before}"))
            page.add(element.text)
        else:
            skipped = page.kinds.pop() == "-"
            page.in_link -= links.pop()
            if not skipped:
                inside -= tag in ("article", "main")
                if tag in _SPACED or tag in _BROKEN or tag in _CELLS:
                    page.parents.pop()
                _break_after(page, tag, element)
            page.add(element.tail)
        if page.length > MOST_CHARACTERS:
            page.done.full = False
            break
    page.end_row(0)
    return page.done


KEPT = frozenset({"menu", "foot", "related", "form"})
"""Boxes of other matter: what is within one is no byline and no heading of this article."""


def _kind_in(outer: str, kind: str) -> str:
    if outer == "head" and kind == "h1":
        return "head h1"
    if outer == "aside" and kind in ("heading", "quote"):
        return outer
    return outer if not kind or (outer in KEPT and kind not in KEPT and kind != "h1") else kind


def _break_before(page: _Page, tag: str, element: Any) -> None:
    if tag in _SPACED:
        page.end_row(1)
    elif tag in _BROKEN or (tag in _CELLS and _has_lines(element)):
        page.end_row(0)


def _has_lines(cell: Any) -> bool:
    """The cell holds lines of its own: the table sets out the page, and is none of figures."""
    return next(cell.iter("br", "p", "div", "table", "li", "h1", "h2", "h3"), None) is not None


def _break_after(page: _Page, tag: str, element: Any) -> None:
    if tag in _SPACED:
        page.end_row(1)
    elif tag == "br":
        page.end_row(0 if any(p.strip() for p in page.pieces) else 1)
    elif tag in _BROKEN or (tag in _CELLS and _has_lines(element)):
        page.end_row(0)
    elif tag in _CELLS:
        page.pieces.append(" ")


def rows_of_text(text: str) -> Iterator[Row]:
    """Rows of text that a parser without markup gave."""
    gap = 0
    for line in text.splitlines():
        squeezed = squeeze(line)
        if squeezed:
            yield Row(squeezed, "", 0.0, 0, gap)
            gap = 0
        else:
            gap = 1
