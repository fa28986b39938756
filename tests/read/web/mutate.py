"""Damages pages as the net, editors and attackers do; the same seed gives the same damage."""

from __future__ import annotations

import random
from collections.abc import Callable

TAGS = (
    "div p span a b i ul li table tr td h1 h2 script style noscript template svg math iframe form select option"
    " textarea title head body html meta link br hr img figure figcaption time article section nav aside footer header"
    " blockquote pre code details summary frameset object embed video plaintext xmp ruby rt dl dt dd caption"
).split()
BITS = (
    b"<", b">", b"</", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"&", b"&#0;", b"&#x110000;", b"&#xD800;", b"&amp;&lt;",
    b"\0", b"\xff", b"\xc3", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"\x1b$B", b"=\"", b"='", b"<?xml ", b"<!doctype ",
    b'<script type="application/ld+json">{"@type":"NewsArticle","datePublished":', b"itemprop=datePublished ",
    b'<time datetime="9999-99-99">', b'<meta charset="utf-16">', b'<meta charset="iso-2022-jp">', b"<base href=x>",
)  # fmt: skip


def mutate(page: bytes, seed: int) -> bytes:
    """One to six damages, one after the other."""
    rng = random.Random(seed)
    for _ in range(rng.randint(1, 6)):
        page = rng.choice(WAYS)(page, rng)
    return page[:400_000]


def _place(page: bytes, rng: random.Random) -> int:
    return rng.randrange(len(page) + 1)


def _cut(page: bytes, rng: random.Random) -> bytes:
    return page[: _place(page, rng)]


def _drop(page: bytes, rng: random.Random) -> bytes:
    at = _place(page, rng)
    return page[:at] + page[at + rng.randint(1, 300) :]


def _flip(page: bytes, rng: random.Random) -> bytes:
    out = bytearray(page)
    for _ in range(rng.randint(1, 40)):
        if out:
            out[rng.randrange(len(out))] = rng.randrange(256)
    return bytes(out)


def _insert(page: bytes, rng: random.Random) -> bytes:
    at = _place(page, rng)
    return page[:at] + rng.choice(BITS) * rng.choice((1, 1, 1, 3, 200)) + page[at:]


def _tags(page: bytes, rng: random.Random) -> bytes:
    at, tag = _place(page, rng), rng.choice(TAGS).encode()
    flood = b" ".join(b"a%d=x" % n for n in range(rng.choice((0, 0, 3, 500))))
    opened = (b"<%s %s>" % (tag, flood)) * rng.choice((1, 2, 30, 2_000))
    return page[:at] + opened + (b"</%s>" % tag if rng.random() < 0.5 else b"") + page[at:]


def _repeat(page: bytes, rng: random.Random) -> bytes:
    at = _place(page, rng)
    return page[:at] + page[at : at + rng.randint(1, 2_000)] * rng.randint(2, 40) + page[at:]


def _swap(page: bytes, rng: random.Random) -> bytes:
    a, b = sorted((_place(page, rng), _place(page, rng)))
    return page[:a] + page[b:] + page[a:b]


def _recode(page: bytes, rng: random.Random) -> bytes:
    text = page.decode("utf-8", errors="replace")
    return text.encode(
        rng.choice(("utf-16", "utf-16-be", "cp1252", "gb18030", "utf-7", "iso2022_jp", "cp037")), "replace"
    )


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _cut, _drop, _flip, _flip, _insert, _insert, _insert, _tags, _tags, _tags, _repeat, _swap, _recode,
)  # fmt: skip
