"""What pages tell machines: JSON-LD in all its shapes, microdata, OpenGraph; days and names as they stand there."""

from __future__ import annotations

import json
from datetime import date

import pytest

from detente.read.html.gather import Said
from detente.read.html.structured import Told, clean, day_of, is_utc, load_json, read_structured

ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Chad shuts its embassy in Rome",
    "datePublished": "2019-05-03T23:10:00+02:00",
    "dateModified": "2019-05-04T08:00:00+02:00",
    "author": {"@type": "Person", "name": "Jane Roe"},
    "publisher": {"@type": "Organization", "name": "Gulf Post"},
}


def told(*scripts: object, **said: object) -> Told:
    texts = [s if isinstance(s, str) else json.dumps(s) for s in scripts]
    return read_structured(Said(scripts=texts, **said))  # type: ignore[arg-type]


def values(pairs: list[tuple[str, str]]) -> list[str]:
    return [value for value, _ in pairs]


@pytest.mark.parametrize(
    "script",
    [
        ARTICLE,
        [ARTICLE],
        {"@graph": [{"@type": "WebSite", "name": "Gulf Post"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        {**ARTICLE, "@type": ["NewsArticle", "Article"]},
        {**ARTICLE, "@type": "https://schema.org/ReportageNewsArticle"},
        {**ARTICLE, "author": "By Jane Roe", "publisher": ["Gulf Post"]},
        "<!--\n" + json.dumps(ARTICLE) + "\n-->",
        "// <![CDATA[\n" + json.dumps(ARTICLE) + "\n// ]]>",
        json.dumps(ARTICLE).replace("}}", "},}"),
        json.dumps(ARTICLE).replace("in Rome", "in\tRome"),
        json.dumps(ARTICLE).replace("\\t", "\t"),
    ],
)
def test_the_shapes_of_json_ld(script: object) -> None:
    found = told(script)
    assert values(found.titles)[0] == "Chad shuts its embassy in Rome"
    assert found.published[0] == ("2019-05-03T23:10:00+02:00", "JSON-LD datePublished")
    assert found.modified[0] == ("2019-05-04T08:00:00+02:00", "JSON-LD dateModified")
    assert values(found.authors) == ["Jane Roe"]
    assert "Gulf Post" in values(found.publishers)
    assert not found.notes


def test_nodes_that_are_only_named_are_looked_up() -> None:
    graph = [
        {**ARTICLE, "author": {"@id": "#p"}, "publisher": {"@id": "#o"}, "image": {"@id": "#i"}},
        {"@id": "#p", "@type": "Person", "name": "Jane Roe"},
        {"@id": "#o", "@type": "Organization", "name": "Gulf Post"},
        {"@id": "#i", "@type": "ImageObject", "creditText": "AFP"},
    ]
    found = told({"@graph": graph})
    assert (values(found.authors), values(found.publishers)) == (["Jane Roe"], ["Gulf Post"])
    assert found.credits == [("AFP", "JSON-LD image creditText")]


def test_of_several_articles_the_page_s_own_counts() -> None:
    other = {**ARTICLE, "headline": "Kenya opens talks", "datePublished": "2001-01-01", "url": "https://a.example/2"}
    own = {**ARTICLE, "url": "https://a.example/1/"}
    found = told([other, own], canonical="https://a.example/1")
    assert values(found.published) == [ARTICLE["datePublished"]]
    assert told([other, other, other, other]).published == []
    listed = {"@type": "ItemList", "itemListElement": [{"item": other}]}
    assert told(listed).published == []


def test_a_live_page_has_its_own_day_not_that_of_its_parts() -> None:
    live = {**ARTICLE, "@type": "LiveBlogPosting", "liveBlogUpdate": [{**ARTICLE, "datePublished": "2019-05-05"}]}
    assert values(told(live).published) == [ARTICLE["datePublished"]]


@pytest.mark.parametrize("script", ["{", "[" * 100_000, '{"a":' * 5_000, "not json", "\0"])
def test_broken_json_is_noted_and_nothing_more(script: str) -> None:
    found = told(script, json.dumps(ARTICLE))
    assert values(found.published) == [ARTICLE["datePublished"]]
    assert any("could not be read" in note for note in found.notes)


def test_markup_in_values_is_no_markup() -> None:
    found = told({**ARTICLE, "headline": "<b>Chad</b> &amp; Rome <script>alert(1)</script>"})
    assert values(found.titles)[0] == "Chad & Rome alert(1)"
    assert clean("a\u202eb\u200b\u0000c") == "a\u202ebc"
    assert clean("x" * 5_000) == ""
    assert clean(["x"]) == ""
    assert clean(None) == ""


def test_metas_in_the_order_of_trust() -> None:
    metas = [("date", "2019-05-05"), ("article:published_time", "2019-05-03"), ("og:updated_time", "2019-05-06"),
             ("og:site_name", "Gulf Post"), ("author", "Jane Roe"), ("article:author", "https://social.example/x")]  # fmt: skip
    found = read_structured(Said(metas=metas))
    assert found.published == [("2019-05-03", "meta article:published_time"), ("2019-05-05", "meta date")]
    assert found.modified == [("2019-05-06", "meta og:updated_time")]
    assert values(found.publishers) == ["Gulf Post"]


def test_days_of_fetching_are_no_days_of_publication() -> None:
    metas = [("date-crawled", "2026-11-25"), ("retrieved", "2026-11-25"), ("last-modified", "2026-11-25"),
             ("revised", "2019-05-04"), ("archived", "2026-11-25"), ("expires", "2026-11-25")]  # fmt: skip
    found = read_structured(Said(metas=metas))
    assert found.published == []
    assert values(found.modified) == ["2019-05-04"]


def test_microdata_of_other_items_is_left() -> None:
    items = [
        ("datepublished", "2019-05-03", "NewsArticle"),
        ("datepublished", "2026-01-01", "Comment"),
        ("name", "Jane Roe", "Person"),
        ("name", "reader one", "Comment"),
        ("name", "Gulf Post", "Organization"),
        ("schema:datemodified", "2019-05-04", "Article"),
    ]
    found = read_structured(Said(items=items))
    assert found.published == [("2019-05-03", "microdata datepublished")]
    assert values(found.modified) == ["2019-05-04"]
    assert (values(found.authors), values(found.publishers)) == (["Jane Roe"], ["Gulf Post"])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019-05-03", date(2019, 5, 3)),
        ("2019-05-03T23:59:59-05:00", date(2019, 5, 3)),
        ("2019/05/03 10:00", date(2019, 5, 3)),
        ("20190503", date(2019, 5, 3)),
        ("20190503T101500Z", date(2019, 5, 3)),
        ("2019-5-3", date(2019, 5, 3)),
        ("Fri, 03 May 2019 10:00:00 GMT", date(2019, 5, 3)),
        ("May 3, 2019", date(2019, 5, 3)),
        ("1556877600", date(2019, 5, 3)),
        ("1556877600000", date(2019, 5, 3)),
        ("0001-01-01T00:00:00", None),
        ("1970-01-01", None),
        ("0", None),
        ("2019-02-30", None),
        ("3/4/2019", None),
        ("99999999999999999999", None),
        ("", None),
        ("yesterday", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert day_of(text) == day


def test_days_of_greenwich() -> None:
    assert is_utc("2019-05-03T23:30:00Z")
    assert is_utc("2019-05-03T23:30:00+00:00")
    assert is_utc("1556877600")
    assert not is_utc("2019-05-03T23:30:00+02:00")
    assert not is_utc("2019-05-03")


def test_what_is_told_survives_the_way_from_the_worker() -> None:
    found = told(ARTICLE, title="Chad | Gulf Post", lang="en")
    assert Told.from_json(json.loads(json.dumps(found.to_json()))) == found


def test_json_that_is_none() -> None:
    with pytest.raises(ValueError, match="Expecting"):
        load_json("{")
