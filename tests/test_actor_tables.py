"""The tables of organisations, groups and media hold what they promise: codes, sectors, dates, names once."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import detente

FOLDER = Path(detente.__file__).parent / "codebook" / "lexicon" / "actors"
SHARED_CODES = {"UNO", "EUR", "IGO", "NGO", "MNC", "ISM", "IMG"}
SECTORS = set(
    re.findall(
        r"[A-Z]+",
        """
    COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC
""",
    )
)
ORGANISATION_KEYS = {
    "name",
    "code",
    "also",
    "kind",
    "adjective",
    "parts",
    "officials",
    "seat",
    "members",
    "from",
    "until",
    "source",
}
GROUP_KEYS = {"name", "code", "sector", "also", "people", "kind", "from", "until", "history", "source"}
MEDIA_COLUMNS = ["name", "also", "credit_only", "country", "kind", "owner", "source"]
MEDIA_KINDS = {"agency", "state agency", "state media", "broadcaster", "newspaper", "magazine", "site"}
DAY = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
COUNTRY = re.compile(r"[A-Z]{3}")
MEMBER = re.compile(rf"[A-Z]{{3}}( from (?P<start>{DAY.pattern}))?( until (?P<end>{DAY.pattern}))?")
HISTORY = re.compile(
    rf"(?P<before>[A-Z]{{3}}) until (?P<last>{DAY.pattern}); "
    rf"(?P<after>[A-Z]{{3}}) from (?P<first>{DAY.pattern})"
)


def entries(name: str) -> list[dict[str, str]]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    loaded: Any = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    assert isinstance(loaded, list)
    assert all(isinstance(entry, dict) for entry in loaded)
    return loaded


def media() -> list[dict[str, str]]:
    lines = (FOLDER / "media.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def split(text: str, mark: str = ",") -> list[str]:
    return [part.strip() for part in text.split(mark) if part.strip()]


def forms(entry: dict[str, str], keys: Iterable[str], mark: str = ",") -> Iterator[str]:
    """Every form the entry claims, without a leading article, as the tables are read."""
    yield re.sub(r"^[Tt]he ", "", entry["name"])
    for key in keys:
        for form in split(entry.get(key, ""), mark):
            yield re.sub(r"^[Tt]he ", "", form)


def claimed_twice(claims: Iterable[str]) -> list[str]:
    return [form for form, count in Counter(claims).items() if count > 1]


def misdated(entry: dict[str, str]) -> bool:
    days = [entry[key] for key in ("from", "until") if key in entry]
    return not all(DAY.fullmatch(day) for day in days) or days != sorted(days)


@pytest.mark.parametrize(("name", "least"), [("organisations.yaml", 150), ("groups.yaml", 200)])
def test_enough_entries(name: str, least: int) -> None:
    assert len(entries(name)) >= least


def test_enough_media() -> None:
    assert len(media()) >= 150


@pytest.mark.parametrize(
    ("name", "keys", "needed"),
    [
        ("organisations.yaml", ORGANISATION_KEYS, {"name", "code", "kind", "source"}),
        ("groups.yaml", GROUP_KEYS, {"name", "code", "kind", "source"}),
    ],
)
def test_keys_are_known_and_filled(name: str, keys: set[str], needed: set[str]) -> None:
    for entry in entries(name):
        assert set(entry) <= keys, entry
        assert needed <= set(entry), entry
        assert all(isinstance(value, str) and value.strip() for value in entry.values()), entry


def test_media_columns_and_cells() -> None:
    for row in media():
        assert list(row) == MEDIA_COLUMNS, row
        assert None not in row.values(), row
        assert row["name"], row
        assert row["source"], row
        assert row["kind"] in MEDIA_KINDS, row
        assert COUNTRY.fullmatch(row["country"]), row
        assert row["country"] not in SHARED_CODES, row


def test_organisations_have_shared_codes() -> None:
    assert [e["name"] for e in entries("organisations.yaml") if e["code"] not in SHARED_CODES] == []


def test_groups_have_a_country_or_are_transnational() -> None:
    for entry in entries("groups.yaml"):
        assert COUNTRY.fullmatch(entry["code"]), entry
        assert entry["code"] not in SHARED_CODES - {"IMG"}, entry


def test_groups_have_a_sector_or_a_history() -> None:
    for entry in entries("groups.yaml"):
        assert ("sector" in entry) != ("history" in entry), entry
        assert entry.get("sector", "REB") in SECTORS, entry


def test_histories_change_once_without_a_gap_or_other_dates() -> None:
    for entry in entries("groups.yaml"):
        if "history" in entry:
            match = HISTORY.fullmatch(entry["history"])
            assert match, entry
            assert {match["before"], match["after"]} <= SECTORS, entry
            assert match["last"] < match["first"], entry
            assert not {"from", "until"} & set(entry), entry


@pytest.mark.parametrize("name", ["organisations.yaml", "groups.yaml"])
def test_dates_are_iso_and_in_order(name: str) -> None:
    assert [e["name"] for e in entries(name) if misdated(e)] == []


def test_members_are_codes_with_dates() -> None:
    for entry in entries("organisations.yaml"):
        for member in split(entry.get("members", "")):
            match = MEMBER.fullmatch(member)
            assert match, (entry["name"], member)
            assert not (match["start"] and match["end"]) or match["start"] <= match["end"], (
                entry["name"],
                member,
            )


def test_no_form_is_claimed_twice_in_organisations() -> None:
    claims = (f for e in entries("organisations.yaml") for f in forms(e, ("also", "parts", "adjective")))
    assert claimed_twice(claims) == []


def test_no_form_is_claimed_twice_in_groups() -> None:
    assert claimed_twice(f for e in entries("groups.yaml") for f in forms(e, ("also", "people"))) == []


def test_no_form_is_claimed_twice_in_media() -> None:
    assert claimed_twice(f for row in media() for f in forms(row, ("also",), "|")) == []


def test_no_agency_shares_a_credit_with_another() -> None:
    """In a credit line an abbreviation must lead to one agency."""
    agencies = [row for row in media() if "agency" in row["kind"]]
    assert claimed_twice(f for row in agencies for f in set(forms(row, ("also", "credit_only"), "|"))) == []


@pytest.mark.parametrize("form", ["AP", "PTI", "MENA", "SPA", "PAP", "AA", "PA", "MAP", "AAP", "Times"])
def test_shared_abbreviations_count_in_credits_only(form: str) -> None:
    rows = media()
    assert any(form in split(row["credit_only"], "|") for row in rows)
    assert not any(form in forms(row, ("also",), "|") for row in rows)


@pytest.mark.parametrize(
    ("name", "code", "sector"),
    [
        ("Taliban", "AFG", "REB until 2021-08-14; GOV from 2021-08-15"),
        ("Hamas", "PSE", "REB"),
        ("Hezbollah", "LBN", "REB"),
        ("Houthi movement", "YEM", "REB"),
        ("Tupac Amaru Revolutionary Movement", "PER", "REB"),
        ("Wagner Group", "RUS", "PRM"),
        ("Islamic State", "IMG", "REB"),
    ],
)
def test_known_groups(name: str, code: str, sector: str) -> None:
    (entry,) = (e for e in entries("groups.yaml") if e["name"] == name)
    assert (entry["code"], entry.get("sector") or entry["history"]) == (code, sector)
