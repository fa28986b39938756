"""Names of encodings, as pages and servers give them, to those that a page may be in."""

from __future__ import annotations

import codecs
import re

_PAGES_HAVE = frozenset(
    "utf-8 cp866 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13"
    " iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u mac-roman mac-cyrillic cp874 cp1250 cp1251 cp1252 cp1253 cp1254"
    " cp1255 cp1256 cp1257 cp1258 gb18030 big5hkscs euc_jp iso2022_jp cp932 cp949".split()
)
"""As Python calls them. What is not here either cannot be told in a page's own bytes (UTF-16), is refused by browsers
(UTF-7), or is no encoding of text, although Python looks it up as one (zlib)."""

_AS_BROWSERS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "johab": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
"""What a declared encoding stands for in practice (WHATWG Encoding Standard, section 4.2)."""

_CHARSET = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w:.-]{2,40})", re.I)


def encoding_named(label: str) -> str | None:
    """The encoding that a label means, as Python calls it and browsers understand it; ``None`` if none for pages."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, UnicodeError, ValueError):
        return None
    name = _AS_BROWSERS.get(name, name)
    return name if name in _PAGES_HAVE else None


def encoding_in(content_type: str) -> str | None:
    """The encoding that a header such as ``text/html; charset=windows-1251`` names; ``None`` if none."""
    found = _CHARSET.search(content_type[:500])
    return encoding_named(found[1]) if found else None


def utf16_of(head: bytes) -> str | None:
    """UTF-16 by its byte order mark, or by the NUL bytes that every other byte of Western text then is; else ``None``."""
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return name
    head = head[:200]
    for name, parity in (("utf-16-le", 1), ("utf-16-be", 0)):
        if len(head) > 3 and head[parity::2].count(0) * 10 >= len(head) * 4 and not head[1 - parity :: 2].count(0):
            return name
    return None
