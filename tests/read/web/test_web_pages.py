"""Web pages to articles: text, body, headline and days, on layouts of our own and on pages made for one trap each."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.model import Article
from detente.read import EmptyFile, Known, ReadError, read_bytes, read_html, read_path
from detente.read.corpus.refusals import BrokenOff
from detente.read.html.keeper import Keeper

from .campaign import damaged, faults_of, run
from .layouts import Layout, layouts, make_page

PROSE = "<p>The embassy of Chad in Rome was closed on Tuesday after a week of protests at its gate, officials said.</p>"
MORE = "<p>Italy expelled two diplomats in response, and called its own ambassador home for talks about the matter.</p>"
TITLE = "Chad shuts its embassy in Rome"


@pytest.fixture(scope="module")
def keeper() -> Iterator[Keeper]:
    kept = Keeper()
    yield kept
    kept.close()


@pytest.fixture
def read(keeper: Keeper, known: Known):
    def reader(body: str, head: str = f"<title>{TITLE}</title>", **options: object) -> Article:
        page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
        return read_html(page.encode(), name="x", known=known, worker=keeper, **options)  # type: ignore[arg-type]

    return reader


@pytest.mark.parametrize("path", layouts(), ids=lambda p: p.name.removesuffix(".html.in"))
def test_layouts(path: Path, keeper: Keeper, known: Known) -> None:
    page: Layout = make_page(path, 1)
    article = read_html(page.raw, name="x", known=known, worker=keeper)
    assert article.title == page.title
    assert article.day == page.day
    body = [p for p in article.body.split("\n\n") if p not in page.neutral]
    assert [p for p in page.paragraphs if p not in body] == []
    assert [p for p in body if p not in page.paragraphs] == []
    assert faults_of(article) == []
    assert not any(note.startswith("degraded") for note in article.notes)


HIDDEN = [
    "<script>X-SEEN</script>", "<style>X-SEEN{}</style>", "<!-- X-SEEN -->", "<template>X-SEEN</template>",
    "<noscript>X-SEEN</noscript>", '<p style="display:none">X-SEEN</p>', '<p style="VISIBILITY : hidden">X-SEEN</p>',
    '<p hidden>X-SEEN</p>', '<div style="position:absolute;left:-9999px"><p>X-SEEN</p></div>',
    '<p style="font-size:0">X-SEEN</p>', '<span class="sr-only">X-SEEN</span>', '<textarea>X-SEEN</textarea>',
    '<svg><text>X-SEEN</text></svg>', '<iframe>X-SEEN</iframe>', '<object>X-SEEN</object>',
    '<select><option>X-SEEN</option></select>', '<p><span style="opacity:0">X-SEEN</span></p>',
    '<img alt="X-SEEN" title="X-SEEN">', '<input value="X-SEEN">', '<p data-x="X-SEEN" onclick="X-SEEN()"></p>',
    '<div style="height:0;overflow:hidden">X-SEEN</div>', '<audio>X-SEEN</audio>', '<math><mi>X-SEEN</mi></math>',
]  # fmt: skip


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_nobody_sees_is_not_in_the_text(hidden: str, read) -> None:
    article = read(f"<article><h1>{TITLE}</h1>{PROSE}{hidden}{MORE}{PROSE}</article>")
    assert "X-SEEN" not in article.text
    assert article.body.count("embassy of Chad") == 2


def test_text_is_text_and_no_markup(read) -> None:
    article = read(
        f"<h1>{TITLE}</h1>{PROSE}<p>The note said &lt;script&gt;alert(1)&lt;/script&gt; and that was all it said.</p>{MORE}"
    )
    assert "<script>alert(1)</script>" in article.body
    joined = read(
        f"<h1>{TITLE}</h1><p>The dip&shy;lo\u200bmat of Chad&nbsp;left  Rome\n on Tuesday, he said.</p>{PROSE}{MORE}"
    )
    assert "The diplomat of Chad left Rome on Tuesday, he said." in joined.body


def test_an_article_is_named_by_its_bytes_packed_or_not(tmp_path: Path, known: Known) -> None:
    page = f"<!doctype html><html><body><h1>{TITLE}</h1>{PROSE}{MORE}</body></html>".encode()
    names = ("a.html", "b.HTM", "c.html.gz", "d.txt", "e.txt.gz", "f.xhtml")
    for name in names:
        (tmp_path / name).write_bytes(gzip.compress(page) if name.endswith("gz") else page)
    found = [read_path(path, known=known) for path in sorted(tmp_path.iterdir())]
    assert [a.name for a in found] == ["a", "b", "c", "d", "e", "f"]
    assert len({a.id for a in found}) == 1
    assert {a.title for a in found} == {TITLE}
    assert read_bytes(page, name="stdin", known=known).title == TITLE


def test_packed_pages_that_are_cut_or_swell(tmp_path: Path, known: Known) -> None:
    packed = gzip.compress(PROSE.encode() * 50)
    (tmp_path / "cut.html.gz").write_bytes(packed[:-12])
    (tmp_path / "bomb.html.gz").write_bytes(gzip.compress(bytes(50_000_000)))
    with pytest.raises(BrokenOff, match="end in the middle"):
        read_path(tmp_path / "cut.html.gz", known=known)
    with pytest.raises(ReadError, match=r"bomb\.html\.gz"):
        read_path(tmp_path / "bomb.html.gz", known=known)


def test_a_page_without_words_is_empty(read) -> None:
    with pytest.raises(EmptyFile):
        read("<script>1</script>", head="")


def test_a_text_file_that_only_ends_in_html_is_read_as_text(tmp_path: Path, known: Known) -> None:
    (tmp_path / "a.html").write_text(f"{TITLE}\n\n3 May 2019\n\nThe embassy of Chad in Rome was closed on Tuesday.\n")
    assert read_path(tmp_path / "a.html", known=known).day == date(2019, 5, 3)


PUBLISHED = '<meta property="article:published_time" content="{}">'
DAYS = [
    # head, above the text, below the text, day, beginning of its origin
    (PUBLISHED.format("2019-05-03T10:00:00+02:00"), "", "", "2019-05-03", "meta article:published_time"),
    (PUBLISHED.format("2019-05-03"), "<p>3 May 2019</p>", "", "2019-05-03", "meta article:published_time"),
    # What the page says to its readers outdoes what its system wrote at the last saving.
    (PUBLISHED.format("2020-01-01"), "<p>Published: 3 May 2019</p>", "", "2019-05-03", "header line"),
    # Greenwich's day and the outlet's.
    (PUBLISHED.format("2019-05-02T22:30:00Z"), "<p>3 May 2019</p>", "", "2019-05-03", "header line"),
    (PUBLISHED.format("2019-05-03T22:30:00Z"), "<p>Updated: 5 May 2019</p>", "", "2019-05-03", "meta article:published"),
    ("", "<time datetime='2019-05-03'>last week</time>", "", "2019-05-03", "time element"),
    ("", "<time class='published' datetime='2019-05-03'>x</time>", "", "2019-05-03", "time element, published"),
    ("", "<p>Published <time datetime='2019-05-03'>3 May</time></p>", "", "2019-05-03", "time element"),
    ("", "<time class='updated' datetime='2019-05-03'>x</time>", "", None, ""),
    ("", "<p>Last updated <time datetime='2019-05-03'>x</time></p>", "", None, ""),
    ("", "<p>Updated: 3 May 2019</p>", "", None, ""),
    ("", "", "<aside><p><a href=x>Kenya opens talks with Uganda</a> 3 May 2019</p></aside>", None, ""),
    ("", "", "<footer>Page generated 25 November 2026</footer>", None, ""),
    ('<meta name="date-crawled" content="2026-11-25"><meta http-equiv="last-modified" content="2026-11-25">', "", "", None, ""),
    ('<meta property="og:updated_time" content="2026-11-25">', "", "", None, ""),
    ('<link rel="canonical" href="https://a.example/2019/05/03/chad">', "", "", "2019-05-03", "address"),
    (PUBLISHED.format("1970-01-01T00:00:00Z"), "", "", None, ""),
    ('<script type="application/ld+json">{"@type":"VideoObject","uploadDate":"2019-05-03"}</script>', "", "", None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("head", "above", "below", "day", "origin"), DAYS)
def test_days(head: str, above: str, below: str, day: str | None, origin: str, read) -> None:
    article = read(f"<main><h1>{TITLE}</h1>{above}{PROSE}{MORE}{PROSE}</main>{below}", f"<title>{TITLE}</title>{head}")
    if day is None:
        assert article.published is None
    else:
        assert article.published is not None
        assert article.published.day.isoformat() == day
        assert article.published.origin.startswith(origin)


def test_a_day_told_and_shown_is_surer_and_has_its_place(read) -> None:
    told = read(f"<h1>{TITLE}</h1>{PROSE}{MORE}", f"<title>{TITLE}</title>{PUBLISHED.format('2019-05-03')}").published
    both = read(
        f"<h1>{TITLE}</h1><p>3 May 2019</p>{PROSE}{MORE}", f"<title>{TITLE}</title>{PUBLISHED.format('2019-05-03')}"
    )
    assert told is not None
    assert both.published is not None
    assert told.span is None
    assert both.published.span is not None
    assert both.published.span.text == "3 May 2019"
    assert both.published.confidence > told.confidence


def test_days_that_differ_are_noted(read) -> None:
    head = f"<title>{TITLE}</title>{PUBLISHED.format('2020-01-01')}"
    article = read(f"<h1>{TITLE}</h1><p>Published: 3 May 2019</p>{PROSE}{MORE}", head)
    assert any("2020-01-01" in note for note in article.notes)
    given = read(f"<h1>{TITLE}</h1>{PROSE}{MORE}", head, published=date(2018, 1, 1))
    assert given.published is not None
    assert (given.published.day, given.published.origin) == (date(2018, 1, 1), "given")


def test_an_update_is_shown_or_told(read) -> None:
    meta = '<meta property="article:modified_time" content="2019-05-05T10:00:00Z">'
    head = f"<title>{TITLE}</title>{PUBLISHED.format('2019-05-03T10:00:00Z')}"
    told = read(f"<h1>{TITLE}</h1>{PROSE}{MORE}", head + meta).updated
    assert told is not None
    assert (told.day, told.origin) == (date(2019, 5, 5), "meta article:modified_time")
    shown = read(f"<h1>{TITLE}</h1><p>Updated: 4 May 2019</p>{PROSE}{MORE}", head + meta).updated
    assert shown is not None
    assert (shown.day, shown.origin) == (date(2019, 5, 4), "updated line")
    same = '<meta property="article:modified_time" content="2019-05-03T10:00:00Z">'
    assert read(f"<h1>{TITLE}</h1>{PROSE}{MORE}", head + same).updated is None


@pytest.mark.parametrize(
    ("head", "above", "title"),
    [
        (f"<title>{TITLE} | Gulf Post</title>", f"<h1>Gulf Post</h1><h2>{TITLE}</h2>", TITLE),
        (f"<title>Gulf Post: {TITLE}</title>", f"<h3>{TITLE}</h3>", TITLE),
        (f'<title>x</title><meta property="og:title" content="{TITLE}">', f"<p><b>{TITLE}</b></p>", TITLE),
        (f'<meta property="og:title" content="{TITLE}">', "", TITLE),
        (f"<title>{TITLE} - Gulf Post</title>", "", TITLE),
        ("<title>Gulf Post</title>", f"<h1>{TITLE}</h1>", TITLE),
        ('<meta property="og:title" content="Short for machines">', f"<h1>{TITLE}</h1>", TITLE),
    ],
)
def test_headlines(head: str, above: str, title: str, read) -> None:
    assert read(f"{above}{PROSE}{MORE}{PROSE}", head).title == title


def test_outlet_authors_and_picture(read) -> None:
    head = (
        f'<title>{TITLE} | World | Gulf Post</title><meta name="author" content="Jane Roe and Tomas Brandt">'
        '<meta name="news_keywords" content="Chad, Italy"><meta property="article:section" content="World">'
    )
    article = read(f"<h1>{TITLE}</h1><figure><figcaption>The gate. Photo: AFP</figcaption></figure>{PROSE}{MORE}", head)
    assert (article.publisher, article.authors) == ("Gulf Post", ("Jane Roe", "Tomas Brandt"))
    assert (article.image_credit, article.tags, article.section) == ("AFP", ("Chad", "Italy"), "World")
    agency = read(f"<h1>{TITLE}</h1>{PROSE}{MORE}", '<meta name="author" content="AFP">')
    assert (agency.authors, agency.agencies) == ((), ("Agence France-Presse",))


def test_another_language_is_told(read) -> None:
    article = read(
        "<h1>Le Tchad ferme son ambassade</h1><p>Le ministère des Affaires étrangères a annoncé mardi la fermeture de son"
        " ambassade à Rome, après une semaine de manifestations devant le bâtiment.</p><p>Les visas seront délivrés par"
        " le consulat de Milan, a précisé le ministère dans un communiqué publié mardi soir.</p>"
    )
    assert article.language == "fr"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000_000))
def test_damaged_pages(keeper: Keeper, known: Known, seed: int) -> None:
    """Short form of `make fuzz`: each page is read or set aside, and what is read keeps the laws of an article."""
    done = run(range(seed, seed + 2), known, keeper)
    assert done.faults == []
    assert sum(done.ends.values()) == 2


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_any_text_between_tags(keeper: Keeper, known: Known, text: str) -> None:
    raw = f"<html><body>{text}<p>{text}</p>{PROSE}".encode("utf-8", errors="surrogatepass")
    assert faults_of(read_html(raw, name="x", known=known, worker=keeper)) == []


def test_the_same_seed_gives_the_same_damage() -> None:
    assert damaged(11) == damaged(11)
    assert damaged(11) != damaged(12)
