"""The same articles in every form are the same articles."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from detente.read.corpus import Meter, Wish, parse_wish, read_path, read_stream
from detente.read.corpus.columns import language_code, people
from detente.read.corpus.days import has_us_order, read_day
from read.deliveries.made import ROWS, good, jsonl, refused, table, take, take_bytes

FORMS = {
    "a.jsonl": jsonl(),
    "a.jsonl.gz": gzip.compress(jsonl()),
    "list.json": json.dumps(ROWS, indent=1).encode(),
    "answer.json": json.dumps({"status": "ok", "articles": ROWS}, indent=1).encode(),
    "a.csv": table(),
    "excel.csv": b"\xef\xbb\xbf" + table(mark=";"),
    "a.tsv": table(mark="\t"),
    "unnamed": table(),
    "excel unicode.csv": table(mark="\t").decode().encode("utf-16"),
    "big-endian.csv": b"\xfe\xff" + table(mark=";").decode().encode("utf-16-be"),
    "unmarked.csv": table().decode().encode("utf-16-le"),
    "wide.jsonl": jsonl().decode().encode("utf-16"),
    "wide.csv.gz": gzip.compress(table().decode().encode("utf-16")),
    "wide list.json": json.dumps(ROWS, indent=1).encode("utf-16"),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_the_same_articles(name: str, tmp_path: Path) -> None:
    expected = good(take_bytes(tmp_path, "plain.jsonl", jsonl()))
    found = take_bytes(tmp_path, name, FORMS[name])
    assert refused(found) == []
    assert [a.id for a in good(found)] == [a.id for a in expected]
    assert len(expected) == 12


def test_given_fields_outrank_guesses_and_tell_their_origin(tmp_path: Path) -> None:
    article = good(take_bytes(tmp_path, "a.jsonl", jsonl()))[0]
    assert article.title == "Britain expels 20 Russian diplomats"
    assert article.title_span
    assert article.title_span.text == article.title
    assert article.published
    assert (article.published.day, article.published.origin) == (date(2018, 3, 1), "column 'publish_date'")
    assert article.publisher == "The Albion Standard"
    assert article.authors == ("Jane Roe", "Tom Vane")
    assert article.agencies == ("Reuters",) or article.dateline == "LONDON, March 1 (Reuters)"
    assert article.name == "a0"
    assert article.path == ROWS[0]["url"]
    assert [line.label for line in article.lines] == ["title", "dateline", "body", "body"]
    assert all(article.text[s.span.start : s.span.end] == s.span.text for s in article.lines)


def test_the_mapping_is_told_and_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(table([{"a": row["title"], "b": row["text"], "c": row["publish_date"]} for row in ROWS]))
    assert refused(take(path)) == ["no column of text"]
    told: list[str] = []
    found = take(path, Wish(columns=parse_wish(["title=a", "text=b", "published=c"])), Meter(tell=told.append))
    assert [a.title for a in good(found)] == [row["title"] for row in ROWS]
    assert "text from 'b'" in told[0]
    assert "as given" in told[0]
    assert refused(take(path, Wish(columns={"text": "gone"}))) == ["no such column"]


@pytest.mark.parametrize("pair", ["text", "=a", "text=", "txt=a"])
def test_a_mapping_that_is_none_is_refused(pair: str) -> None:
    with pytest.raises(ValueError, match="FIELD=COLUMN"):
        parse_wish([pair])


def test_nested_records_of_extractors(tmp_path: Path) -> None:
    fundus = {
        "title": "Britain expels 23",
        "body": {
            "summary": ["Britain expelled 23 Russian diplomats on Wednesday."],
            "sections": [
                {
                    "headline": [],
                    "paragraphs": ["One of them had left before the order came.", "Moscow said that it would answer."],
                }
            ],
        },
        "publishing_date": "2018-03-14 10:00:00+00:00",
        "publisher": {"name": "Albion"},
        "topics": ["Russia", "Britain"],
    }
    news_please = {
        "maintext": "Britain expelled 23 Russian diplomats.",
        "title": "Britain expels 23",
        "date_publish": "2018-03-14 10:00:00",
        "date_download": "2024-01-01 10:00:00",
        "source_domain": "albion.example",
        "authors": [],
    }
    one, two = (
        good(take_bytes(tmp_path, f"{n}.json", json.dumps(v).encode()))[0] for n, v in enumerate((fundus, news_please))
    )
    assert one.body == "\n\n".join([*fundus["body"]["summary"], *fundus["body"]["sections"][0]["paragraphs"]])
    assert one.publisher == "Albion"
    assert one.tags == ("Russia", "Britain")
    assert (one.day, two.day) == (date(2018, 3, 14), date(2018, 3, 14))
    assert two.publisher == "albion.example"


def test_the_day_of_fetching_is_no_day_of_publication(tmp_path: Path) -> None:
    row = {
        "text": ROWS[0]["text"].replace("March 1 ", ""),
        "title": "x",
        "crawl_date": "2024-01-01",
        "date_download": "2024-01-01",
    }
    assert good(take_bytes(tmp_path, "a.jsonl", jsonl([row])))[0].day is None


def test_furniture_in_a_delivered_text_keeps_its_label(tmp_path: Path) -> None:
    text = ROWS[0]["text"] + "\n\nRead more:\n\nFrance expels four\n\nSpain expels two"
    article = good(take_bytes(tmp_path, "a.jsonl", jsonl([{**ROWS[0], "text": text}])))[0]
    assert "France" not in article.body
    assert "France expels four" in article.text


def test_parquet(tmp_path: Path) -> None:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.parquet"
    parquet.write_table(arrow.Table.from_pylist(ROWS), path, write_page_checksum=True)
    expected = good(take_bytes(tmp_path, "plain.jsonl", jsonl()))
    assert [a.id for a in good(take(path))] == [a.id for a in expected]
    data = bytearray(path.read_bytes())
    data[200] ^= 0xFF
    assert "broken file" in refused(take_bytes(tmp_path, "flipped.parquet", bytes(data)))
    assert refused(take_bytes(tmp_path, "cut.parquet", bytes(data[:-9]))) == ["broken file"]


def test_the_meter_of_parquet_goes_by_rows(tmp_path: Path) -> None:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.parquet"
    rows = [{**ROWS[0], "text": ROWS[0]["text"] + hex(n**90)} for n in range(3_000)]
    parquet.write_table(arrow.Table.from_pylist(rows), path, compression="none")
    meter, told = Meter(), list[int]()
    for _ in read_path(str(path), wish=Wish(), meter=meter):
        told.append(meter.read)
    assert told == sorted(told)
    assert len(set(told)) > 1_000
    assert 0.9 < told[-1] / path.stat().st_size <= 1


def test_a_form_whose_package_is_absent_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.read.corpus.parquet.find_spec", lambda name: None)
    (error,) = take_bytes(tmp_path, "a.parquet", b"PAR1")
    assert "pip install 'detente[parquet]'" in str(error)


def test_a_folder_gives_all_its_files_and_counts_the_rest(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "a.jsonl").write_bytes(jsonl())
    (tmp_path / "page.txt").write_text("The Albion Standard\n\n" + ROWS[0]["text"])
    (tmp_path / "picture.png").write_bytes(b"x")
    (tmp_path / "elsewhere.txt").symlink_to("/etc/hostname")
    (tmp_path / ".hidden.txt").write_text("no")
    meter = Meter()
    found = take(tmp_path, meter=meter)
    assert len(good(found)) == 13
    assert refused(found) == []
    assert meter.left_out == {".png files": 1, "links within a folder": 1}


def test_a_zip_is_read_in_place(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("in/a.jsonl", jsonl())
        archive.writestr("page.txt", "The Albion Standard\n\n" + ROWS[0]["text"])
        archive.writestr("../../up.txt", "out")
        archive.writestr("/abs.txt", "out")
        archive.writestr("again.zip", b"PK\x03\x04")
        archive.writestr("again.jsonl.gz", gzip.compress(jsonl()))
        archive.writestr("p.png", b"x")
    meter = Meter()
    found = take(path, meter=meter)
    assert len(good(found)) == 13
    assert sorted(refused(found)) == ["cannot be read yet", "cannot be read yet", "unsafe name", "unsafe name"]
    assert meter.left_out == {".png files in archives": 1}


def test_stdin_may_be_any_form_but_zip() -> None:
    for data, count in ((jsonl(), 12), (table(), 12), (gzip.compress(jsonl()), 12), (b"PK\x03\x04", 1)):
        assert len(list(read_stream(io.BytesIO(data), name="stdin", wish=Wish(), meter=Meter()))) == count


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2018-03-14", date(2018, 3, 14)),
        ("2018-03-14T23:30:00-05:00", date(2018, 3, 14)),
        ("2018-03-14T10:00:00Z", date(2018, 3, 14)),
        ("Wed, 14 Mar 2018 10:00:00 GMT", date(2018, 3, 14)),
        ("20180314", date(2018, 3, 14)),
        ("20180314103000", date(2018, 3, 14)),
        (1521021600, date(2018, 3, 14)),
        ("1521021600000", date(2018, 3, 14)),
        ("14 March 2018", date(2018, 3, 14)),
        ("March 14, 2018 Wednesday", date(2018, 3, 14)),
        ("31/03/2018", date(2018, 3, 31)),
        ("never", None),
        ("", None),
        ("99999999", None),
        ("0001-01-01", None),
    ],
)
def test_days_in_cells(cell: object, day: date | None) -> None:
    found = read_day(cell)
    assert (found[0] if found else None) == day


def test_a_column_shows_whether_its_months_come_first() -> None:
    assert has_us_order(["3/4/2018", "03/14/2018"])
    assert not has_us_order(["3/4/2018", "14/03/2018"])
    assert not has_us_order(["3/4/2018", "2018-03-14"])
    assert read_day("3/4/2018", us_order=True) == (date(2018, 3, 4), True)
    assert read_day("3/4/2018") == (date(2018, 4, 3), False)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Jane Roe", ("Jane Roe",)),
        ("By Jane Roe and Tom Vane", ("Jane Roe", "Tom Vane")),
        ("Jane Roe, Tom Vane", ("Jane Roe", "Tom Vane")),
        ("Roe, Jane; Vane, Tom", ("Jane Roe", "Tom Vane")),
        (["Jane Roe", {"name": "Tom Vane"}], ("Jane Roe", "Tom Vane")),
        (None, ()),
        ("", ()),
    ],
)
def test_authors_in_cells(cell: object, names: tuple[str, ...]) -> None:
    assert people(cell, []) == names


@pytest.mark.parametrize(
    ("text", "code"),
    [("en", "en"), ("en-GB", "en"), ("English", "en"), ("eng", "en"), ("ENGLISH", "en"), ("x", ""), ("", "")],
)
def test_languages_in_cells(text: str, code: str) -> None:
    assert language_code(text) == code
