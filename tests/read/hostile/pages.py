"""Web pages that hurt parsers, or show one thing to people and another to machines."""

from __future__ import annotations

from read.hostile.case import LINES, PROSE, TEXT, TITLE, Cases, web_page

ONE = "1 coded"


def laughs(levels: int = 12) -> str:
    """Entities that would unfold to 20 to the power of their levels."""
    entities = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 20}'>" for n in range(1, levels))
    return f"<!DOCTYPE html [<!ENTITY e0 'lol'>{entities}]>"


def around(opening: str, times: int, closing: str = "") -> bytes:
    """The article within many boxes."""
    return web_page(above=opening * times) if not closing else web_page(opening * times + "x" + closing * times)


STRUCTURE: Cases = {
    "boxes in boxes.html": (lambda: around("<div>", 100_000), ONE),
    "boxes in boxes, closed.html": (lambda: around("<div>", 50_000, "</div>"), ONE),
    "letters in letters.html": (lambda: around("<b><i>", 50_000), ONE),
    "tables in tables.html": (lambda: around("<table><tr><td>", 2_000), ONE),
    "lists in lists.html": (lambda: around("<ul><li>", 50_000), ONE),
    "quotes in quotes.html": (lambda: around("<blockquote>", 20_000), ONE),
    "forms in forms.html": (lambda: around("<form>", 20_000), ONE),
    "fonts in fonts.html": (lambda: around("<font size=1>", 30_000), ONE),
    "buttons in buttons.html": (lambda: around("<button>", 20_000), "1 no event"),
    "links in links.html": (lambda: around("<a href=x>", 20_000), ONE),
    "own elements in own elements.html": (lambda: around("<x-box>", 30_000), ONE),
    "vectors in vectors.html": (lambda: around("<svg><g>", 10_000, "</g></svg>"), ONE),
    "formulas in formulas.html": (lambda: around("<math><mi>", 10_000, "</mi></math>"), ONE),
    "closing tags alone.html": (lambda: around("</div></p></table>", 50_000), ONE),
    "200,000 attributes.html": (lambda: web_page("<p " + " ".join(f"a{n}=b" for n in range(200_000)) + ">x</p>"), ONE),
    "200,000 attributes with signs.html": (
        lambda: web_page("<p " + " ".join(f"a{n}='>'" for n in range(200_000)) + ">x</p>"), "1 page set aside"),
    "the same attribute 100,000 times.html": (lambda: web_page("<p " + "class=a " * 100_000 + ">x</p>"), ONE),
    "an attribute of 2 MB.html": (lambda: web_page(f"<p title='{'x' * 2_000_000}'>x</p>"), ONE),
    "a style of 2 MB.html": (lambda: web_page(head=f"<style>{'a{b:c}' * 300_000}</style>"), ONE),
    "a script of 2 MB.html": (lambda: web_page(head=f"<script>{'x<y;' * 500_000}</script>"), ONE),
    "a tag's name of 1 MB.html": (lambda: web_page(f"<{'x' * 1_000_000}>x"), ONE),
    "an attribute's name of 1 MB.html": (lambda: web_page(f"<p {'x' * 1_000_000}>x"), ONE),
    "a picture within its address.html": (lambda: web_page(f"<img src='data:image/png;base64,{'A' * 3_000_000}'>"), ONE),
    "50,000 links.html": (lambda: web_page("<a href='/x'>link</a> " * 50_000), ONE),
    "30,000 empty paragraphs.html": (lambda: web_page("<p></p>" * 30_000), ONE),
    "400,000 breaks.html": (lambda: web_page("<br>" * 400_000), ONE),
    "a million stars.html": (lambda: web_page(f"<p>{'*' * 900_000}"), ONE),
    "more text than an article.html": (lambda: web_page(f"<p>{'word ' * 300_000}"), "1 page set aside"),
    "ten megabytes and one byte.html": (lambda: web_page().ljust(10_000_001), "1 page too large"),
    "attributes never closed.html": (lambda: web_page("<p title='" * 50_000), ONE),
    "tags never closed.html": (lambda: web_page("<a " * 100_000), ONE),
    "comments never closed.html": (lambda: web_page("<!--" * 100_000), ONE),
    "comments of every kind.html": (lambda: web_page("<!--><!---><!--x--!><!-- -- --><! x><?x?><!-->"), ONE),
    "100,000 comments.html": (lambda: web_page("<!---->" * 100_000), ONE),
    "a script never closed.html": (lambda: web_page("<script>x"), ONE),
    "a style never closed.html": (lambda: web_page("<style>x"), ONE),
    "a title never closed.html": (lambda: f"<html><head><title>{TITLE}<body>{PROSE}".encode(), "1 empty page"),
    "plain text in the middle.html": (lambda: web_page("<plaintext><p>x"), ONE),
    "a box for writing, never closed.html": (lambda: web_page("<textarea><p>x"), ONE),
    "a choice never closed.html": (lambda: web_page("<select><option>x"), ONE),
    "a frame with a page in it.html": (lambda: web_page(f"<iframe srcdoc='{PROSE}'></iframe>"), ONE),
    "frames alone.html": (lambda: b"<html><frameset><frame src=x></frameset></html>", "1 empty page"),
    "a template.html": (lambda: web_page(f"<template>{PROSE}</template>"), ONE),
    "text for those without scripts.html": (lambda: web_page("<noscript><p>x</p></noscript>"), ONE),
    "a formula that holds a page.html": (
        lambda: web_page("<math><annotation-xml encoding='text/html'><p>x</annotation-xml></math>"), ONE),
    "a vector that holds a page.html": (lambda: web_page("<svg><foreignObject><p>x</foreignObject></svg>"), ONE),
    "a section of characters.html": (lambda: web_page("<![CDATA[<p>x</p>]]>"), ONE),
    "a page in a page.html": (lambda: web_page(f"<html><head><title>x</title></head><body>{PROSE}</body></html>"), ONE),
    "a hundred pages in a page.html": (lambda: web_page("<html><body>" * 100), ONE),
    "no tags but a paragraph.html": (lambda: PROSE.encode(), ONE),
    "only a head.html": (lambda: f"<html><head><title>{TITLE}</title></head></html>".encode(), "1 empty page"),
    "only tags.html": (lambda: b"<html>" + b"<p></p>" * 1_000, "1 empty page"),
    "only a doctype.html": (lambda: b"<!doctype html>", "1 empty page"),
    "a page of one sign.html": (lambda: b"<", "1 no event"),
    "a page cut in a tag.html": (lambda: web_page()[:-30], ONE),
    "a page that only scripts fill.html": (lambda: b"<html><body><div id=app></div><script>x()</script>", "1 empty page"),
    "what hides.html": (
        lambda: web_page("<p hidden>France expelled 4 Russian diplomats.</p><p style='display:none'>x</p>"), ONE),
}  # fmt: skip
"""Boxes, tags and attributes."""

ENTITIES: Cases = {
    "entities in entities.html": (lambda: laughs().encode() + web_page("&e11;"), ONE),
    "one entity, long, often.html": (
        lambda: f"<!DOCTYPE html [<!ENTITY a '{'x' * 50_000}'>]>".encode() + web_page("&a;" * 50_000), ONE),
    "an outer entity.html": (
        lambda: b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + web_page("<p>&x;</p>"), ONE),
    "an outer entity of the net.html": (
        lambda: b'<!DOCTYPE html [<!ENTITY x SYSTEM "http://127.0.0.1/x">]>' + web_page("<p>&x;</p>"), ONE),
    "an outer document type.html": (lambda: b'<!DOCTYPE html SYSTEM "http://127.0.0.1/x.dtd">' + web_page(), ONE),
    "a parameter entity.html": (
        lambda: b'<!DOCTYPE html [<!ENTITY % x SYSTEM "file:///etc/passwd">%x;]>' + web_page(), ONE),
    "included from elsewhere.html": (
        lambda: web_page('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'),
        ONE),
    "entities of no character.html": (lambda: web_page("<p>&#0;&#xD800;&#x110000;&#99999999999;&#x;&#;&;&x</p>"), ONE),
    "200,000 entities.html": (lambda: web_page("<p>" + "&amp;" * 200_000), ONE),
    "an entity of 1 MB.html": (lambda: web_page(f"<p>&{'a' * 1_000_000};"), "1 page set aside"),
    "escaped thrice.html": (lambda: web_page("<p>&amp;amp;lt;script&amp;amp;gt;</p>"), ONE),
    "spaces that do not break.html": (lambda: web_page("<p>" + "&nbsp;" * 100_000), ONE),
}  # fmt: skip
"""Characters that stand for others."""


def ld(script: str) -> str:
    return f'<script type="application/ld+json">{script}</script>'


def told(field: str) -> bytes:
    """A page whose JSON-LD says something odd of itself."""
    return web_page(head=ld(f'{{"@type": "NewsArticle", "headline": "{TITLE}", {field}}}'))


METADATA: Cases = {
    "a script in a headline.html": (lambda: told('"alternativeHeadline": "<script>alert(1)<\\/script>"'), ONE),
    "JSON-LD nested deep.html": (lambda: web_page(head=ld("[" * 200_000)), ONE),
    "JSON-LD nested deep, closed.html": (lambda: web_page(head=ld('{"a":' * 50_000 + "1" + "}" * 50_000)), ONE),
    "JSON-LD of 100,000 articles.html": (lambda: web_page(head=ld("[" + '{"@type":"NewsArticle"},' * 100_000 + "1]")), ONE),
    "JSON-LD broken.html": (lambda: web_page(head=ld('{"@type": "NewsArticle", "datePublished":')), ONE),
    "JSON-LD that closes its script.html": (lambda: web_page(head=ld('{"headline": "</script><p>x"}')), ONE),
    "JSON-LD in a comment.html": (lambda: web_page(head=ld('<!-- {"@type": "NewsArticle"} -->')), ONE),
    "JSON-LD with NUL.html": (lambda: told('"author": "A\0B"'), ONE),
    "JSON-LD with half a pair.html": (lambda: told('"author": "\\ud800", "keywords": "\\udfff"'), ONE),
    "JSON-LD with keys twice.html": (lambda: told('"datePublished": "2018-03-14", "datePublished": "1970-01-01"'), ONE),
    "JSON-LD of the year 99999.html": (lambda: told('"datePublished": "99999-01-01"'), ONE),
    "JSON-LD of the year 0.html": (lambda: told('"datePublished": "0000-00-00T25:61:61Z"'), ONE),
    "JSON-LD whose day is a number.html": (lambda: told('"datePublished": 99999999999999999999'), ONE),
    "JSON-LD whose day is a list.html": (lambda: told('"datePublished": [[["2018"]], {"@value": null}]'), ONE),
    "JSON-LD whose zone is absurd.html": (lambda: told('"datePublished": "2018-03-14T10:00:00+99:99"'), ONE),
    "JSON-LD with numbers without end.html": (lambda: told(f'"datePublished": {"9" * 5_000}, "a": 1e99999, "b": NaN'), ONE),
    "JSON-LD that names itself.html": (
        lambda: web_page(head=ld('{"@graph": [{"@id": "a", "author": {"@id": "b"}}, {"@id": "b", "author": {"@id": "a"}}]}')),
        ONE),
    "JSON-LD with an author of 900 KB.html": (lambda: told(f'"author": "{"x" * 900_000}"'), ONE),
    "JSON-LD with 100,000 authors.html": (lambda: told('"author": [' + '{"name": "A B"},' * 100_000 + '"C"]'), ONE),
    "JSON-LD of odd types.html": (
        lambda: told('"@type": {}, "author": [null, 1, [], {"name": {"x": []}}], "publisher": false, "keywords": {}'), ONE),
    "JSON-LD in 3,000 scripts.html": (lambda: web_page(head=ld("{}") * 3_000), ONE),
    "a title with a script.html": (lambda: web_page(head="<title><script>alert(1)</script></title>"), ONE),
    "a title of 1 MB.html": (lambda: web_page(head=f"<title>{'x' * 1_000_000}</title>"), ONE),
    "50,000 days.html": (lambda: web_page(head='<meta name="date" content="2019-05-03">' * 50_000), ONE),
    "a day of another age.html": (lambda: web_page(head='<meta property="article:published_time" content="0001-01-01">'), ONE),
    "a day of no calendar.html": (lambda: web_page('<time datetime="2018-02-31T99:99">31 February 2018</time>'), ONE),
    "an address that runs.html": (lambda: web_page(head='<link rel=canonical href="javascript:alert(1)">'), ONE),
    "an address that is none.html": (lambda: web_page(head='<link rel=canonical href="http://[::1"><base href="//[">'), ONE),
    "a page that leads on at once.html": (lambda: web_page(head='<meta http-equiv=refresh content="0;url=file:///x">'), ONE),
    "items in items.html": (lambda: web_page("<i itemscope itemprop=headline itemtype=x>" * 5_000), ONE),
    "20,000 headlines.html": (lambda: web_page("<i itemprop=headline>x</i>" * 20_000), ONE),
    "5,000 times.html": (lambda: web_page("<time datetime=2019-05-03>3 May 2019</time> " * 5_000), ONE),
    "a name that is markup.html": (lambda: web_page(head='<meta name=author content="<img src=x onerror=alert(1)>">'), ONE),
    "an outlet that is a formula.html": (lambda: web_page(head='<meta property=og:site_name content="=cmd|x!A1">'), ONE),
    "text in pictures' names.html": (lambda: web_page(f"<img alt='{TEXT}'>"), ONE),
    "a headline in pieces.html": (lambda: web_page(f"<h2>{'<span>x</span>' * 20_000}</h2><p>{LINES[1]}"), ONE),
}  # fmt: skip
"""What a page tells machines about itself."""

CASES = STRUCTURE | ENTITIES | METADATA
