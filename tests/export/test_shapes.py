"""The shapes that leave the program: keys that scripts rely on."""

import json
from dataclasses import replace
from datetime import date

from detente.export import shapes
from detente.export.brief import Answer
from detente.model import DocketEntry, EventLink, Period
from export.made import BRITAIN, RUSSIA, article, channel, closure, stored, two_events


def test_event() -> None:
    first, second = two_events()
    value = shapes.event_json(second)
    json.dumps(value)
    assert value["id"] == "E-2"
    assert value["event"] == "SANCTION"
    assert value["date"] == {"earliest": "2018-03-17", "latest": None}
    assert value["in_response_to"] == ["E-1"]
    assert value["origins"] == 1
    (report,) = value["reports"]
    assert report["article"] == "harbour"
    assert report["trigger"] == "close the British consulate"
    assert report["agency"] == "TASS"
    assert report["outlet"] == "The Harbour Post"
    assert report["origin"] == "TASS"
    assert [p["name"] for p in report["said_by"]] == ["Sergey Lavrov", "TASS"]
    assert shapes.event_json(first)["people"] == 23


def test_inferred_links_stand_apart() -> None:
    first, _ = two_events()
    inferred = EventLink("responds_to", "E-1", "E-0", False, how="the other way round")
    value = shapes.event_json(replace(first, links=(inferred,)))
    assert value["in_response_to"] == []
    assert value["inferred_response_to"] == ["E-0"]


def test_channel() -> None:
    value = shapes.channel_json(channel())
    assert {k: value[k] for k in ("kind", "holder", "counterpart", "host", "status")} == {
        "kind": "consulate",
        "holder": "GBR",
        "counterpart": "RUS",
        "host": "St Petersburg",
        "status": "closed",
    }
    assert value["from"] == {"earliest": "2018-03-17", "latest": None}
    assert value["record"].startswith("R-")
    assert value["history"][0]["text"] == "the British consulate"
    assert value["history"][0]["article"] == "harbour"


def test_docket() -> None:
    _, second = two_events()
    due = Period.day(date(2018, 3, 24))
    value = shapes.docket_json(DocketEntry("E-2", (RUSSIA,), (BRITAIN,), due, "due", None, second.reports))
    assert set(value) == {"event", "actor", "recipient", "due", "status", "by", "reports"}
    assert value["due"] == {"earliest": "2018-03-24", "latest": "2018-03-24"}
    assert value["reports"][0]["trigger"] == "close the British consulate"


def test_answer() -> None:
    first, second = two_events()
    value = shapes.answer_json(Answer(second, first, second.links[0], None, "in kind"))
    assert (value["event"]["id"], value["answers"]["id"], value["stated"]) == ("E-2", "E-1", True)
    assert value["lag_days"] is None


def test_a_copy_of_an_agency_has_the_agency_as_origin() -> None:
    one = stored(replace(closure(), said_by=()), article(agencies=("Reuters",)))
    assert shapes.report_json(one)["origin"] == "Reuters"
    assert shapes.report_json(replace(one, authors=("A. Writer",)))["origin"] == "The Harbour Post"
