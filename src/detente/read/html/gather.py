"""What a page says of itself for machines, taken out of the tree as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

MOST_SCRIPT = 1_000_000
"""Characters of JSON-LD in one script."""

MOST_ITEMS = 2_000
"""Metadata of one kind that a page may have; the rest is not looked at."""

WANTED = frozenset(
    "headline name datepublished datecreated datemodified dateupdated author creator publisher articlesection keywords"
    " credittext copyrightholder copyrightnotice caption inlanguage published modified issued created title date"
    .split()
)  # fmt: skip
"""Properties of microdata and RDFa that are taken, without their vocabulary's name."""


@dataclass(slots=True)
class Said:
    """``metas``: (name in lower case, content) · ``items``: (microdata or RDFa property, value, its scope's type)
    · ``scripts``: JSON-LD as it stands · ``title``: of the head · ``lang``: of the html element."""

    metas: list[tuple[str, str]] = field(default_factory=list)
    items: list[tuple[str, str, str]] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    title: str = ""
    canonical: str = ""
    lang: str = ""


def gather_lxml(root: Any) -> Said:
    """Metadata of an lxml tree."""
    said = Said(lang=(root.get("lang") or "")[:20])
    for element in root.iter("meta", "script", "title", "link"):
        tag = element.tag
        if tag == "meta":
            _add_meta(said, element.get)
        elif tag == "script":
            if "ld+json" in (element.get("type") or "").lower():
                said.scripts.append((element.text_content() or "")[:MOST_SCRIPT])
        elif tag == "title" and not said.title:
            parent = element.getparent()
            if parent is None or parent.tag in ("head", "html"):
                said.title = (element.text_content() or "")[:1_000]
        elif tag == "link" and "canonical" in (element.get("rel") or "").lower().split():
            said.canonical = said.canonical or (element.get("href") or "")[:2_000]
    for element in root.xpath("//*[@itemprop or @property]")[:MOST_ITEMS]:
        if element.tag == "meta" and not element.get("itemprop"):
            continue
        name = element.get("itemprop") or element.get("property") or ""
        if name.strip().lower().rpartition(":")[2] not in WANTED:
            continue
        value = element.get("content") or element.get("datetime") or ""
        if not value and element.tag in ("a", "link", "img") and not element.text_content().strip():
            value = element.get("href") or element.get("src") or ""
        value = value or element.text_content()[:500]
        said.items.append((name.strip().lower(), value.strip(), _scope(element)))
    return said


def gather_resiliparse(tree: Any) -> Said:
    """Metadata of a tree too deep or too broken for lxml: metas, JSON-LD and title, no microdata."""
    said = Said(title=(tree.title or "")[:1_000])
    document = tree.document
    for element in document.get_elements_by_tag_name("meta")[:MOST_ITEMS]:
        _add_meta(said, lambda name, e=element: e.getattr(name))
    for element in document.get_elements_by_tag_name("script")[:MOST_ITEMS]:
        if "ld+json" in (element.getattr("type") or "").lower():
            said.scripts.append(element.text[:MOST_SCRIPT])
    return said


def _add_meta(said: Said, get: Any) -> None:
    name = get("property") or get("name") or get("http-equiv") or get("itemprop") or ""
    content = (get("content") or "").strip()
    if name and content and len(said.metas) < MOST_ITEMS:
        said.metas.append((name.strip().lower()[:100], content[:2_000]))


def _scope(element: Any) -> str:
    """The type of the nearest item that the property belongs to (`NewsArticle`); "Comment" anywhere within one."""
    nearest = ""
    above = element.getparent()
    for _ in range(100):
        if above is None:
            break
        kind = above.get("itemtype") or above.get("typeof")
        if kind:
            name = str(kind).rstrip("/").rpartition("/")[2].rpartition(":")[2]
            if "comment" in name.lower():
                return "Comment"
            nearest = nearest or name
        above = above.getparent()
    return nearest
