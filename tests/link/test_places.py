"""Places: names found, one of many chosen, the event's own place, and the tables themselves."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente import codebook
from detente.codebook.gazetteer import FOLDER, Gazetteer, PlaceTables, fold, load_places
from detente.commands.places import Locator, toponyms
from detente.link.eventplace import place_of
from detente.link.places import Places, kilometres
from detente.model import ParsedArticle, Span
from detente.model.place import PRECISION, Place, PlaceMention
from detente.pipeline import Pipeline

CASES = Path(__file__).with_name("places.tsv")


@pytest.fixture(scope="module")
def tables() -> PlaceTables:
    return load_places()


@pytest.fixture(scope="module")
def places(book: codebook.Codebook, tables: PlaceTables) -> Places:
    return Places(book, tables)


def cases() -> Iterator[object]:
    with CASES.open(encoding="utf-8", newline="") as file:
        lines = [(n, line) for n, line in enumerate(file, 1) if not line.startswith("#")]
    reader = csv.DictReader((line for _, line in lines), delimiter="\t", quoting=csv.QUOTE_NONE)
    for (number, _), row in zip(lines[1:], reader, strict=True):
        yield pytest.param(row["text"], row["place"], row["expected"], id=f"places.tsv:{number}")


@pytest.mark.parametrize(("text", "words", "expected"), list(cases()))
def test_which_place_a_name_means(places: Places, text: str, words: str, expected: str) -> None:
    start = text.index(words)
    found = [m for m in places.find(text) if m.span.start < start + len(words) and start < m.span.end]
    if expected == "-":
        assert not found, found[0].how
        return
    assert found, "no place was found there"
    country, *point = expected.split()
    assert found[0].country == ("" if country == "wide" else country), found[0].how
    if point:
        lat, lon = map(float, point)
        assert far(found[0], lat, lon) < 60, found[0].how


def far(mention: PlaceMention, lat: float, lon: float) -> float:
    from detente.codebook.gazetteer import PlaceEntry

    return kilometres(
        PlaceEntry(None, "", "", "", "", mention.lat, mention.lon), PlaceEntry(None, "", "", "", "", lat, lon)
    )


WORDS = st.sampled_from(
    "Paris Texas , . -- ( ) the of in near Lebanon Tenn. U.S. Springfield Ill. Georgia said Jordan Smith Turkish al Kyiv's São "
    "N'Djamena \n \n\n City County town York New Mr Dr. Ḩamāh 12 — “ ” İzmir ß ﬁ 中国 \u0301 \ud83d\ude00".split(" ")
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join)))
@example("")
@example("İ")
@example("A" * 5000)
@example("St. " * 200)
def test_any_text_is_read_and_spans_are_true(places: Places, text: str) -> None:
    last = 0
    for mention in places.find(text):
        assert text[mention.span.start : mention.span.end] == mention.span.text
        assert last <= mention.span.start < mention.span.end
        assert -90 <= mention.lat <= 90
        assert -180 <= mention.lon <= 180
        assert mention.how
        last = mention.span.end
    places.look_up(text)


def test_hostile_text_takes_bounded_time(places: Places) -> None:
    for text in ("Paris " * 20_000, "A" * 200_000, "St. " * 20_000, "New York, " * 10_000, "Mr " * 30_000):
        began = time.process_time()
        places.find(text)
        assert time.process_time() - began < 5


def test_one_unknown_place_does_not_empty_the_rest(places: Places) -> None:
    found = places.find("Shells hit the village of Zzyzxov near Kharkiv, and then Lviv and Kyiv, Ukraine said.")
    assert [m.span.text for m in found] == ["Zzyzxov", "Kharkiv", "Lviv", "Kyiv", "Ukraine"]
    assert found[0].geonameid is None
    assert found[0].country == "UKR"
    assert "no table holds it" in found[0].how


def test_an_unknown_place_has_the_precision_of_what_it_stands_at(places: Places) -> None:
    (unknown, country) = places.find("Shells hit the village of Zzyzxov in Ukraine.")
    assert unknown.precision == country.precision == PRECISION["country"]


def test_one_sense_in_an_article(places: Places) -> None:
    found = places.find("A fire broke out in Paris, Texas, on Monday.\nThe mayor of Paris thanked the firemen.")
    assert {m.name: m.geonameid for m in found}["Paris"] == 4717560
    assert len({m.geonameid for m in found if m.span.text == "Paris"}) == 1


def test_what_the_dateline_tells_is_heard(places: Places) -> None:
    text = "Police in Tripoli made two arrests."
    assert places.find(text)[0].country == "LBY"
    assert places.find(text, around=["LBN"] * 6)[0].country == "LBN"


def test_parsed_sentences_give_what_the_text_gives(places: Places, pipeline: Pipeline) -> None:
    text = "Rebels shelled Homs, Syria, on Monday. Turkish troops left Afrin."
    parsed = ParsedArticle(pipeline.parser.parse_text(text))
    assert places.find(parsed) == places.find(text)


def test_a_lookup_takes_any_name_for_a_place(places: Places) -> None:
    assert places.look_up("london, ontario")[0].geonameid == 6058560
    assert places.look_up("Reading")[0].country == "GBR"
    assert places.look_up("Xyzzy") == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Officials said in Ankara that Russia had shelled the town of Saraqib on Monday.", "shelled", "Saraqib"),
        ("Rebels attacked a convoy near Homs, Syria.", "attacked", "Homs"),
        ("In Geneva, the two sides signed an accord.", "signed", "Geneva"),
        ("Foreign ministers met in Geneva on Friday after fighting broke out in Aleppo.", "met", "Geneva"),
        ("Foreign ministers met in Geneva on Friday after fighting broke out in Aleppo.", "broke", "Aleppo"),
        ("The minister told reporters in Moscow that troops had crossed into Georgia.", "crossed", "Georgia"),
        ("The minister told reporters in Moscow that troops had crossed into Georgia.", "told", "Moscow"),
        ("A bomb killed three soldiers at a base outside Kandahar.", "killed", "Kandahar"),
        ("Turkish jets bombed Afrin.", "bombed", "Afrin"),
        ("Aleppo was bombed overnight.", "bombed", "Aleppo"),
        ("Russia criticized Ukraine.", "criticized", None),
        ("Russia criticized Kyiv.", "criticized", None),
        ("The two presidents held talks in Helsinki.", "talks", "Helsinki"),
        ("The Helsinki talks ended.", "talks", "Helsinki"),
        ("Soldiers clashed on the border with Cambodia.", "clashed", "Cambodia"),
        ("The man, who was born in Tunis, was arrested in Milan.", "arrested", "Milan"),
        ("Iran agreed to meet U.S. envoys in Oman.", "meet", "Oman"),
        ("Iran agreed to meet U.S. envoys in Oman.", "agreed", None),
        ("Canada expelled the Saudi ambassador.", "expelled", None),
        ("Protesters burned flags outside the embassy in Tehran.", "burned", "Tehran"),
        ("Protesters stormed the French embassy in Niamey and threw stones.", "stormed", "Niamey"),
        ("The ambassador to Poland was recalled.", "recalled", None),
        ("Jordan said its troops fired on infiltrators who came from Syria.", "fired", None),
        ("Gunmen killed 12 people in an attack on a mosque in Quetta.", "killed", "Quetta"),
    ],
)
def test_the_place_of_an_event(
    places: Places, pipeline: Pipeline, text: str, trigger: str, expected: str | None
) -> None:
    (sentence,) = pipeline.parser.parse_text(text)
    token = next(t for t in sentence.tokens if t.text == trigger)
    found = place_of(sentence, token, places.find(text))
    assert (found.span.text if found else None) == expected


def test_a_place_survives_json() -> None:
    span = Span(3, 7, "Lviv")
    for place in (Place("Lviv", 702550, 49.84, 24.02, "UKR", 4, span), Place("Black Sea", None, 43, 34, "", 0)):
        assert Place.from_json(place.to_json()) == place


def test_the_gazetteer_is_sorted_and_small(tables: PlaceTables) -> None:
    lines = (FOLDER / "gazetteer.tsv").read_bytes().splitlines()
    rows = [line for line in lines if not line.startswith(b"#")]
    assert rows == sorted(rows)
    assert len(rows) > 100_000
    assert lines[0].startswith(b"#")
    assert b"CC BY 4.0" in lines[0]
    assert sum(p.stat().st_size for p in FOLDER.iterdir()) < 12_000_000  # under 6 MB in the wheel, which compresses


def test_every_row_reads(tables: PlaceTables) -> None:
    with (FOLDER / "gazetteer.tsv").open(encoding="utf-8") as file:
        sample = [line.split("\t", 1)[0] for n, line in enumerate(file) if n % 97 == 1]
    for key in sample:
        found = tables.gazetteer.rows(key)
        assert found, key
        assert all(p.country in tables.countries for p in found)
        words = key.split(" ")
        assert fold(key) == key
        assert len(words) > 7 or len(words) in tables.gazetteer.longest(words)


def test_first_and_last_names_are_found(tables: PlaceTables) -> None:
    with (FOLDER / "gazetteer.tsv").open(encoding="utf-8") as file:
        keys = [line.split("\t", 1)[0] for line in file if not line.startswith("#")]
    assert tables.gazetteer.rows(keys[0])
    assert tables.gazetteer.rows(keys[-1])
    assert tables.gazetteer.rows("no such place") == ()
    assert tables.gazetteer.longest(["zzzzzzz"]) == []


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(codebook.CodebookError, match=r"gazetteer\.tsv"):
        Gazetteer(tmp_path / "gazetteer.tsv")


def test_states_of_the_actor_tables_have_a_point(book: codebook.Codebook, tables: PlaceTables) -> None:
    without = {code for code in book.actors.states if code not in tables.countries}
    assert not without


def test_commands_give_what_their_formats_promise(book: codebook.Codebook) -> None:
    from datetime import date

    locator = Locator(book)
    day = date(2018, 3, 17)
    found = locator.locate("Paris", day, "The fair in Paris, Texas, is over.").to_json()
    assert (found["text"], found["date"], found["geonameid"], found["country"]) == (
        "Paris",
        "2018-03-17",
        4717560,
        "USA",
    )
    assert locator.locate("Jordan", day, "Jordan Smith smiled.").to_json()["name"] is None
    (out,) = toponyms([{"id": "a", "text": "Turkish jets hit Afrin."}], locator)
    assert out["id"] == "a"
    assert [(t["start"], t["end"], t["text"], t["country"]) for t in out["toponyms"]] == [
        (0, 7, "Turkish", "TUR"),
        (17, 22, "Afrin", "SYR"),
    ]
