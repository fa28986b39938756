"""Bytes that are no text, say that they are another encoding, or read as what they are not; and texts without end."""

from __future__ import annotations

from read.hostile.case import LINES, PROSE, TEXT, TITLE, Cases, text_page, web_page

ONE = "1 coded"
RUSSIAN = "<p>Россия осудила решение.</p>"


def declared(encoding: str, body: str = RUSSIAN, *, really: str = "") -> bytes:
    """A web page that says which encoding it is in, and is in it or in another."""
    return web_page(body, head=f'<meta charset="{encoding}">').decode().encode(really or encoding, errors="replace")


ENCODINGS: Cases = {
    "UTF-16 with a mark.html": (lambda: web_page().decode().encode("utf-16"), ONE),
    "UTF-16 without a mark.html": (lambda: web_page().decode().encode("utf-16-le"), ONE),
    "UTF-16 from the other end.html": (lambda: web_page().decode().encode("utf-16-be"), ONE),
    "UTF-16 of odd length.html": (lambda: web_page().decode().encode("utf-16") + b"x", ONE),
    "UTF-16 with a mark.txt": (lambda: text_page().decode().encode("utf-16"), ONE),
    "UTF-16 with a half.txt": (lambda: text_page().decode().encode("utf-16") + b"\x00\xd8", "1 not a text"),
    "UTF-32.txt": (lambda: text_page().decode().encode("utf-32-be"), "1 not a text"),
    "UTF-32.html": (lambda: web_page().decode().encode("utf-32-be"), ONE),
    "says UTF-7.html": (lambda: declared("utf-7", "<p>+ADw-script+AD4-</p>", really="ascii"), ONE),
    "says zlib.html": (lambda: declared("zlib", really="cp1251"), ONE),
    "says rot13.html": (lambda: declared("rot13", really="cp1251"), ONE),
    "says escapes.html": (lambda: declared("unicode_escape", really="cp1251"), ONE),
    "says undefined.html": (lambda: declared("undefined", really="cp1251"), ONE),
    "says punycode.html": (lambda: declared("punycode", really="cp1251"), ONE),
    "says hz.html": (lambda: declared("hz", really="cp1251"), ONE),
    "says a path.html": (lambda: declared("../../etc/passwd", really="cp1251"), ONE),
    "says UTF-8 and is not.html": (lambda: declared("utf-8", really="cp1251"), ONE),
    "says Cyrillic and is.html": (lambda: declared("windows-1251"), ONE),
    "says Cyrillic and is not.html": (lambda: declared("windows-1251", really="utf-8"), ONE),
    "says it ten times.html": (lambda: declared("utf-8", '<meta charset="koi8-r">' * 10, really="cp1251"), ONE),
    "Japanese with escapes.html": (lambda: declared("iso-2022-jp", "<p>東京</p>"), ONE),
    "Japanese escapes never closed.html": (lambda: web_page("<p>\x1b$B", head='<meta charset="iso-2022-jp">'), ONE),
    "Chinese, broken.html": (lambda: declared("gb18030", "<p>北京</p>")[:-60] + b"\x81\x30\x81", ONE),
    "of a mainframe.html": (lambda: web_page().decode().encode("cp037"), "1 not a text"),
    "bytes that are too long.txt": (lambda: text_page() + b"\xc0\xaf\xc1\xbf\xe0\x80\xaf\xf0\x80\x80\xaf", ONE),
    "bytes that go on alone.txt": (lambda: text_page() + b"\x80\xbf" * 50, ONE),
    "halves of pairs.txt": (lambda: text_page() + b"\xed\xa0\x80\xed\xbf\xbf", ONE),
    "beyond the last character.txt": (lambda: text_page() + b"\xf4\x90\x80\x80\xf8\x88\x80\x80\x80", "1 not a text"),
    "two encodings.txt": (lambda: text_page() + "Москва\n".encode() * 20 + "Москва".encode("cp1251"), "1 not a text"),
    "three marks.txt": (lambda: b"\xef\xbb\xbf" * 3 + text_page(), ONE),
    "a mark in the middle.txt": (lambda: text_page(TEXT.replace("Russian", "\ufeffRussian")), ONE),
    "only a mark.txt": (lambda: b"\xef\xbb\xbf", "1 empty page"),
    "NUL between letters.html": (lambda: web_page().replace(b"Britain", b"Bri\0tain"), ONE),
    "NUL in a text.txt": (lambda: text_page() + b"\0", "1 not a text"),
    "NUL alone.txt": (lambda: bytes(10_000), "1 not a text"),
    "NUL alone.html": (lambda: bytes(10_000), "1 not a text"),
    "random bytes.txt": (lambda: bytes((n * n * 7919 + n) % 251 for n in range(20_000)), "1 not a text"),
    "white space of all kinds.txt": (lambda: " \t\r\n\f\v\x85\xa0\u2003\u3000\u2028".encode() * 100, "1 empty page"),
    "empty.txt": (lambda: b"", "1 empty page"),
    "empty.html": (lambda: b"", "1 empty page"),
}  # fmt: skip
"""How bytes become characters."""

SIGNS: Cases = {
    "orders for a terminal.txt": (
        lambda: text_page(f"\x1b]0;owned\x07{TEXT}\x1b[2J\x1b[31m"), ONE),
    "orders for a terminal, short.txt": (lambda: text_page(f"\x9b2J{TEXT}\x9d0;x\x9c"), "1 not a text"),
    "control characters, many.txt": (lambda: text_page("\x01\x02\x03" * 500), "1 not a text"),
    "a bell and a backspace.txt": (lambda: text_page(TEXT + "\x07\x08"), ONE),
    "lines that end in returns.txt": (lambda: text_page().replace(b"\n", b"\r"), ONE),
    "lines that end in all ways.txt": (lambda: text_page().replace(b"\n\n", b"\r\n\r\n\x0b\x0c\xe2\x80\xa8"), ONE),
    "letters that change direction.txt": (lambda: text_page(f"\u202e{TEXT}\u202c \u2066x\u2069\u200f"), ONE),
    "directions never closed.txt": (lambda: text_page(TEXT + "\u202e\u2067" * 5_000), ONE),
    "directions never closed.html": (lambda: web_page("<p>" + "\u202e" * 5_000 + "<bdo dir=rtl>x"), ONE),
    "a name that is written backwards.html": (lambda: web_page(head="<meta name=author content='\u202enhoJ'>"), ONE),
    "letters of another script.txt": (
        lambda: text_page(TEXT.replace("Russian", "Russi\u0430n").replace("Britain", "\u0412ritain")), ONE),
    "letters without width.txt": (lambda: text_page(TEXT.replace("Russian", "Rus\u200bsian")), ONE),
    "hyphens that are not seen.txt": (lambda: text_page(TEXT.replace("Russian", "Rus\u00adsian")), ONE),
    "joiners without end.txt": (lambda: text_page(TEXT + "\u200d" * 50_000), ONE),
    "letters of full width.txt": (
        lambda: text_page("".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in TEXT)), "1 no event"),
    "letters of mathematics.txt": (
        lambda: text_page("".join(chr(0x1D41A + ord(c) - 97) if "a" <= c <= "z" else c for c in TEXT)), "1 no event"),
    "marks on marks.txt": (lambda: text_page(TEXT + "a" + "\u0301" * 50_000), ONE),
    "marks apart.txt": (lambda: text_page(TEXT.replace("May", "Me\u0301y")), ONE),
    "tags that are not seen.txt": (lambda: text_page(TEXT + "".join(chr(0xE0000 + ord(c)) for c in TEXT)), ONE),
    "characters that are none.txt": (lambda: text_page(TEXT + "\ufffe\uffff\U0001fffe\ufdd0"), ONE),
    "characters of one's own.txt": (lambda: text_page(TEXT + "\ue000\U000f0000" * 500), ONE),
    "pictures.txt": (lambda: text_page(TEXT + "👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿🇬🇧" * 2_000), ONE),
    "from right to left.txt": (lambda: text_page("طردت بريطانيا ثلاثة وعشرين دبلوماسيا روسيا." * 20), "1 no event"),
    "markup in a text.txt": (lambda: text_page(f"<script>alert(1)</script>\n{TEXT}\n<img src=x onerror=alert(1)>"), ONE),
    "a formula.txt": (lambda: text_page(f"=HYPERLINK(\"http://x\",\"y\")\n{TEXT}"), ONE),
    "a template's signs.txt": (lambda: text_page(f"{{{{7*7}}}} ${{x}} {{% x %}} %s {{0}}\n{TEXT}"), ONE),
    "orders of a database.txt": (lambda: text_page(f"'; DROP TABLE articles; --\n{TEXT}"), ONE),
    "colours of a console.txt": (lambda: text_page(f"[bold red]x[/] [link=file:///x]y[/link]\n{TEXT}"), ONE),
}  # fmt: skip
"""Characters that are read as what they are not."""

ENDLESS: Cases = {
    "one word of 4 MB.txt": (lambda: text_page("x" * 4_000_000), "1 too much text"),
    "one line of 900 KB.txt": (lambda: text_page(TEXT + "word " * 180_000), ONE),
    "a text of 4.9 MB.txt": (lambda: text_page((LINES[1] + "\n\n") * 68_000), "1 too much text"),
    "over five megabytes.txt": (lambda: b"word " * 1_200_000, "1 page too large"),
    "4 million empty lines.txt": (lambda: text_page(TEXT + "\n" * 4_000_000), ONE),
    "a million lines of a letter.txt": (lambda: text_page("a\n" * 1_000_000), "1 too much text"),
    "20,000 headings.txt": (lambda: text_page("Read more:\n" * 20_000), "1 no event"),
    "10,000 days.txt": (lambda: text_page("14 March 2018\n" * 10_000), "1 no event"),
    "8,000 bylines.txt": (lambda: text_page("By Jane Roe and Tom Vane\n" * 8_000), "1 no event"),
    "10,000 datelines.txt": (lambda: text_page("LONDON, March 14 (Reuters) - \n" * 10_000), "1 no event"),
    "100,000 quotation marks.txt": (lambda: text_page(TEXT + '"' * 100_000), ONE),
    "100,000 brackets.txt": (lambda: text_page(TEXT + "(" * 100_000), ONE),
    "100,000 commas.txt": (lambda: text_page(TEXT + ", " * 100_000), ONE),
    "100,000 points.txt": (lambda: text_page(TEXT + ". " * 100_000), ONE),
    "100,000 dashes.txt": (lambda: text_page(TEXT + " -" * 100_000), ONE),
    "100,000 colons.txt": (lambda: text_page(TEXT + "a:" * 100_000), ONE),
    "100,000 spaces in a line.txt": (lambda: text_page(TEXT.replace("diplomats", " " * 100_000 + "diplomats")), ONE),
    "30,000 capitals.txt": (lambda: text_page(TEXT + " A" * 30_000), ONE),
    "an address of 200 KB.txt": (lambda: text_page(TEXT + "\nhttps://x.example/" + "a/" * 100_000), ONE),
    "20,000 addresses of mail.txt": (lambda: text_page(TEXT + "\n" + "a@b.example " * 20_000), ONE),
    "numbers without end.txt": (lambda: text_page(TEXT + "\n" + "1,234.5% " * 30_000), ONE),
    "20,000 sayings.txt": (lambda: text_page('"No," he said. ' * 20_000), "1 too much text"),
    "a list of 3,000 countries.txt": (lambda: text_page("Britain, France and " * 3_000 + "Spain expelled diplomats."), "1 no event"),
    "a sentence of 20,000 verbs.txt": (lambda: text_page("Britain " + "condemned and " * 20_000 + "Russia."), "1 no event"),
    "10,000 deeds.txt": (lambda: text_page("Britain condemned Russia. " * 10_000), "1 too much text"),
    "sentences in sentences.txt": (lambda: text_page("Russia said that Britain said that " * 3_000 + "it was so."), "1 no event"),
    "7,000 sentences.txt": (lambda: text_page(f"{LINES[1]} " * 7_000), "1 too much text"),
    "7,000 sentences.html": (lambda: web_page(f"<p>{LINES[1]}</p>" * 7_000), ONE),
    "one saying, over and over.txt": (lambda: text_page(f"{LINES[0]}\n" * 500), ONE),
    "one line of 750 KB.html": (lambda: web_page("<p>" + "word " * 150_000), ONE),
    "a page twice.html": (lambda: web_page() + web_page(PROSE), ONE),
    "its title 5,000 times.txt": (lambda: text_page(f"{TITLE}\n" * 5_000), "1 no event"),
}  # fmt: skip
"""More of something than any article has."""

CASES = ENCODINGS | SIGNS | ENDLESS
