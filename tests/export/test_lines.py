"""`--format json` and `--format plover`: every field, and every span true to the page."""

import json
import re

from detente.export import jsonlines, plover
from detente.model import Report
from export.made import PAGE, article, coded

DOCUMENT = {
    "title", "published", "updated", "publisher", "authors", "agencies", "image_credit", "tags", "dateline",
    "teasers", "body", "body_starts", "body_ends", "language", "sha256",
}  # fmt: skip


def test_json_line() -> None:
    line = jsonlines.write_line(coded())
    assert "\n" not in line
    value = json.loads(line)
    assert value["id"] == "harbour"
    assert set(value["document"]) == DOCUMENT
    assert value["document"]["published"] == "2018-03-17"
    assert value["document"]["updated"] is None
    assert value["document"]["body"].startswith("Britain expelled 23")
    assert "Ten harbours" not in value["document"]["body"]
    assert value["document"]["body_starts"].split() == value["document"]["body"].split()[:10]
    assert value["document"]["body_ends"].split() == value["document"]["body"].split()[-10:]


def test_records_answer_what_the_text_states_or_implies_and_links_say_which() -> None:
    made = coded()
    value = jsonlines.article_json(made)
    assert [r["in_response_to"] for r in value["records"]] == [["e2"], ["e1"]]
    assert {(k["source"], k["target"]): k["stated"] for k in value["links"]} == {
        ("e1", "e2"): False,
        ("e2", "e1"): True,
    }


def test_report_ids_are_those_of_the_ledger() -> None:
    made = coded()
    ids = [r["report_id"] for r in jsonlines.article_json(made)["records"]]
    assert ids == [r.id_in(made.article.id) for r in made.reports]


def test_a_record_reads_back_as_the_report() -> None:
    made = coded()
    for report, record in zip(made.reports, jsonlines.article_json(made)["records"], strict=True):
        assert Report.from_json(record) == report


def test_every_span_is_true_to_the_page() -> None:
    value = jsonlines.article_json(coded())
    found = 0
    for record in (*value["records"], *value["channels"]):
        for holder in (record, *record.get("actor", []), *record.get("recipient", []), *record.get("said_by", [])):
            if holder.get("span"):
                words = holder.get("trigger") or holder["text"]
                assert PAGE[slice(*holder["span"])] == words
                found += 1
    assert found == 9


def test_channel_shape() -> None:
    (channel,) = jsonlines.article_json(coded())["channels"]
    assert channel["holder"] == "GBR"
    assert channel["counterpart"] == "RUS"
    assert channel["from"] == {"earliest": "2018-03-17", "latest": None}


def test_plover_has_the_required_fields_and_documents_each() -> None:
    told = set(re.findall(r"^([a-z_0-9]+) +\S", plover.__doc__ or "", re.M))
    for record in plover.plover_records(coded()):
        assert {"id", "date", "actor", "event"} <= set(record)
        assert set(record) == told


def test_plover_values() -> None:
    first, second = plover.plover_records(coded())
    assert (first["date"], first["enddate"], first["date_precision"]) == ("2018-03-14", None, "day")
    assert first["event"] == ["SANCTION"]
    assert first["actor"][0]["entity_text"] == "Britain"
    assert second["status"] == ["future"]
    assert [p["identifier_text"] for p in second["said_by"]] == ["Sergey Lavrov"]
    assert second["reported_by"] == ["TASS"]
    assert {"type": "responds_to", "target": first["id"], "stated": True, "text": "in answer to the expulsion"} in (
        second["links"]
    )
    assert second["channels"] == [{"kind": "consulate", "holder": "GBR", "counterpart": "RUS", "status": "closed"}]
    for mark in (*first["evidence"], *second["evidence"]):
        assert PAGE[mark["start"] : mark["end"]] == mark["text"]


def test_plover_dates_an_undated_record_by_publication() -> None:
    from dataclasses import replace

    made = coded()
    undated = replace(made.reports[0], when=None, when_span=None)
    (record,) = plover.plover_records(coded(reports=[undated]))
    assert (record["date"], record["date_precision"]) == ("2018-03-17", "published")
    (record,) = plover.plover_records(coded(article(published=None), reports=[undated]))
    assert (record["date"], record["date_precision"]) == (None, None)


def test_an_article_without_records_gives_no_plover_line() -> None:
    assert list(plover.write_lines(coded(reports=[]))) == []


READ = set(
    "path title published updated publisher authors agencies image_credit tags teasers language body lines dates".split()
)


def test_read_line_has_every_line_of_the_page() -> None:
    value = json.loads(jsonlines.read_line(article()))
    assert set(value) >= READ
    assert [ln["text"] for ln in value["lines"] if ln["text"]] == [ln for ln in PAGE.splitlines() if ln]
    for ln in value["lines"]:
        assert PAGE[slice(*ln["span"])] == ln["text"]
