"""Addresses of the web as pages and feeds give them, of which some are none."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit


def path_of(url: str) -> str:
    """The path of an address; empty where it is no address."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def host_of(url: str) -> str:
    """The host of an address, lower case, without ``www.``; empty where there is none."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return host.lower().removeprefix("www.").rstrip(".")


def joined(base: str, link: str) -> str:
    """Where a link leads from a page; empty where that is no address."""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return ""
