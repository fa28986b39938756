"""Pages and drawings built from elements, so that nothing can be forgotten when text is escaped.

There is no way to put a string into the result as it is: every child that is a
string is text, every attribute value is quoted. What a page of ours never
needs, it cannot have: handlers (``on…``), scripts, addresses outside the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Union

Child = Union["Element", str, int, None, Sequence["Child"]]

VOID = frozenset({"meta", "br", "hr", "col", "wbr"})
FORBIDDEN = frozenset({"script", "iframe", "object", "embed", "base", "link", "form", "img", "foreignObject"})
INNER = frozenset({"href"})

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Element:
    """An element with its attributes and children; make one with ``el``."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    children: tuple[Child, ...]


def el(name: str, /, *children: Child, **attributes: str | int | float | bool | None) -> Element:
    """An element. ``class_`` is class, ``data_label`` data-label; ``None`` and ``False`` leave one out.

    Raises:
        ValueError: a name that is not allowed, a handler, or an address that leaves the page.
    """
    if not _NAME.fullmatch(name) or name in FORBIDDEN:
        raise ValueError(f"element '{name}' is not allowed")
    if name == "style":
        raise ValueError("give CSS with style_sheet()")
    pairs = []
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        attribute = key.rstrip("_").replace("_", "-")
        if not _NAME.fullmatch(attribute) or attribute.lower().startswith("on"):
            raise ValueError(f"attribute '{attribute}' is not allowed")
        text = attribute if value is True else _number(value) if isinstance(value, float) else str(value)
        if attribute in INNER and not text.startswith("#"):
            raise ValueError(f"'{attribute}' must point into the page")
        pairs.append((attribute, text))
    return Element(name, tuple(pairs), children)


def style_sheet(css: str) -> Element:
    """A style element; its text is CSS of ours and is not escaped, so it must hold no markup.

    Raises:
        ValueError: it holds ``<``, or names an address.
    """
    if "<" in css or "url(" in css or "@import" in css:
        raise ValueError("a style sheet holds no markup and names no address")
    return Element("style", (), (css,))


def render(node: Child) -> str:
    """The markup as text."""
    return "".join(_parts(node))


def _parts(node: Child) -> Iterator[str]:
    if node is None:
        return
    if isinstance(node, str | int):
        yield clean(escape(str(node), quote=False))
    elif isinstance(node, Element):
        yield from _element(node)
    else:
        for child in node:
            yield from _parts(child)


def _element(node: Element) -> Iterator[str]:
    attributes = "".join(f' {k}="{clean(escape(v, quote=True))}"' for k, v in node.attributes)
    yield f"<{node.name}{attributes}>"
    if node.name in VOID:
        return
    if node.name == "style":
        yield str(node.children[0])
    else:
        yield from _parts(node.children)
    yield f"</{node.name}>"


def clean(text: str) -> str:
    """Characters that a page must not hold become ``\ufffd``."""
    return _CONTROLS.sub("\ufffd", text)


def _number(value: float) -> str:
    """At most two decimals, none that say nothing."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
