"""Bytes of pages before any parser: encodings, what is cut and flattened."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.read.html.charset import declared_encoding, decode_html
from detente.read.html.page import looks_like_html
from detente.read.html.precheck import DEEPEST, LONGEST_TAG, check, cut_long_tags, flatten


@pytest.mark.parametrize(
    ("raw", "text", "encoding"),
    [
        ("<p>é</p>".encode(), "<p>é</p>", "utf-8"),
        (b"\xef\xbb\xbf<p>\xc3\xa9</p>", "<p>é</p>", "utf-8"),
        ("<p>é</p>".encode("utf-16"), "<p>é</p>", "utf-16-le"),
        ("<p>abc é</p>".encode("utf-16-le"), "<p>abc é</p>", "utf-8"),
        (b'<meta charset="iso-8859-1"><p>\x93so\x94', '<meta charset="iso-8859-1"><p>“so”', "cp1252"),
        (b'<meta charset="utf-8"><p>\x93so\x94</p>', '<meta charset="utf-8"><p>“so”</p>', "cp1252"),
        ('<meta charset="gb2312"><p>北京'.encode("gb18030"), '<meta charset="gb2312"><p>北京', "gb18030"),
        ('<meta charset="Shift_JIS"><p>東京'.encode("cp932"), '<meta charset="Shift_JIS"><p>東京', "cp932"),
        ('<meta charset="windows-1251"><p>Москва'.encode("cp1251"), '<meta charset="windows-1251"><p>Москва', "cp1251"),
        # Declared wrongly: what is UTF-8 is UTF-8.
        ('<meta charset="windows-1251"><p>Москва'.encode(), '<meta charset="windows-1251"><p>Москва', "utf-8"),
        ('<meta charset="iso-2022-jp"><p>東京'.encode("iso2022_jp"), '<meta charset="iso-2022-jp"><p>東京', "iso2022_jp"),
        (b'<meta charset="utf-7"><p>+ADw-', '<meta charset="utf-7"><p>+ADw-', "utf-8"),
        (b"<p>a\0b</p>", "<p>ab</p>", "utf-8"),
    ],
)  # fmt: skip
def test_encodings(raw: bytes, text: str, encoding: str) -> None:
    decoded = decode_html(raw)
    assert (decoded.text, decoded.encoding) == (text, encoding)


def test_what_was_guessed_or_lost_is_noted() -> None:
    assert any("declares UTF-8" in n for n in decode_html(b'<meta charset="utf-8"><p>\x93so\x94').notes)
    assert any("NUL" in n for n in decode_html(b"<p>a\0b").notes)
    damaged = decode_html(("<p>“so”</p>" * 300).encode() + b"\xff")
    assert "1 damaged places" in damaged.notes[0]
    assert declared_encoding(b'<meta charset="no-such-thing">') is None


@given(st.binary(max_size=300))
def test_every_page_can_be_decoded(raw: bytes) -> None:
    text = decode_html(raw).text
    assert check(text).text is not None
    assert looks_like_html(raw) in (True, False)


@given(st.text(alphabet="<>/=\"' abdiv!-", max_size=400))
def test_pages_of_an_ordinary_kind_are_left_as_they_are(text: str) -> None:
    assert cut_long_tags(text) == (text, 0)


def test_a_tag_that_is_too_long_is_cut_and_what_follows_stays() -> None:
    flood = "<p " + " ".join(f'a{n}="b"' for n in range(200_000)) + ">"
    text, cut = cut_long_tags(f"<b>x</b>{flood}kept</p>")
    assert (text, cut) == ("<b>x</b>kept</p>", 1)
    picture = f'<img src="data:image/png;base64,{"A" * LONGEST_TAG}">'
    assert cut_long_tags(f"a{picture}b") == ("ab", 1)
    script = f"<script>{'x<y;' * LONGEST_TAG}</script>"
    assert cut_long_tags(script) == (script, 0)


def test_boxes_too_deep_are_flattened_and_their_text_stays() -> None:
    text, tags, flattened = flatten("<div>" * 100_000 + "kept" + "</div>" * 100_000)
    assert flattened == 100_000 - DEEPEST
    assert tags == 200_000
    assert text == "<div>" * DEEPEST + "kept" + "</div>" * DEEPEST
    flat = "<ul>" + "<li>a" * 1_000 + "</ul>"
    assert flatten(flat) == (flat, 1_002, 0)


ATTACKS = {
    "lone signs": "<", "comments": "<!--", "scripts": "<script>", "open tags": "<a ", "closing": "</",
    "quotes": "<a href='", "quoted": '<p a=">"', "spaces": "<p a= ", "equals": "<p =====", "boxes": "<div><p>",
    "empty scripts": "<script></script>", "doctype": "<!doctype [", "instructions": "<?x ", "entities": "&a;",
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_time_is_linear_in_the_page(name: str) -> None:
    def seconds(times: int) -> float:
        page = ATTACKS[name] * times
        began = time.process_time()
        check(page)
        return time.process_time() - began

    small = min(seconds(20_000) for _ in range(3))
    assert seconds(160_000) < 40 * small + 0.2


@pytest.mark.parametrize(
    ("raw", "html"),
    [
        (b"<!DOCTYPE html><html>", True),
        (b"\xef\xbb\xbf  <html lang=en>", True),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">', True),
        (b"<!-- saved from url --><html>", True),
        ("<html><p>x".encode("utf-16"), True),
        (b"<head><title>x", True),
        (b"Chad shuts its embassy <html>", False),
        (b"<rss version='2.0'>", False),
        (b"", False),
        (b"<!--" * 3_000, False),
    ],
)
def test_pages_are_known_by_their_beginning(raw: bytes, html: bool) -> None:
    assert looks_like_html(raw) is html
