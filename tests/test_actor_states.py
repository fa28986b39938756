"""The tables of states: complete, well formed, and no form promised to two states by accident."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import detente.codebook
from detente.codebook.yamltext import read_entries

HERE = Path(detente.codebook.__file__).parent
STATES = HERE / "lexicon" / "actors" / "states"
REGIONS = ("africa", "americas", "asia", "europe", "oceania")


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TEXT_KEYS = words(
    """code iso2 name also adjective people capital capital_was government regions cities groups
    from until sector source"""
)
KEYS = TEXT_KEYS | {"bodies"}
CLAIMED = ("name", "also", "adjective", "people", "capital")
"""Keys whose forms stand for the state itself."""
PLACES_AND_BODIES = ("government", "regions", "cities", "groups")

UN_MEMBERS = words(
    """
    AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN
    BGR BFA BDI CPV KHM CMR CAN CAF TCD CHL CHN COL COM COG COD CRI CIV HRV CUB CYP CZE DNK DJI DMA DOM
    ECU EGY SLV GNQ ERI EST SWZ ETH FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI HND HUN
    ISL IND IDN IRN IRQ IRL ISR ITA JAM JPN JOR KAZ KEN KIR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX
    MDG MWI MYS MDV MLI MLT MHL MRT MUS MEX FSM MDA MCO MNG MNE MAR MOZ MMR NAM NRU NPL NLD NZL NIC NER
    NGA PRK MKD NOR OMN PAK PLW PAN PNG PRY PER PHL POL PRT QAT KOR ROU RUS RWA KNA LCA VCT WSM SMR STP
    SAU SEN SRB SYC SLE SGP SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE CHE SYR TJK TZA THA TLS TGO TON
    TTO TUN TUR TKM TUV UGA UKR ARE GBR USA URY UZB VUT VEN VNM YEM ZMB ZWE
    """
)
OTHERS = words("VAT KOS PSE TWN HKG ATA ESH COK NIU")
"""Holy See, Kosovo, Palestine, Taiwan, Hong Kong, Antarctica, Western Sahara, Cook Islands, Niue."""

SHARED = {
    "Belgrade": "Serbia was a republic of Yugoslavia and a party of its own in the wars of the 1990s",
    "Hanoi": "North Vietnam's capital; Vietnam has no date of beginning",
    "Sanaa": "North Yemen's capital; Yemen has no date of beginning",
    "Sana'a": "as Sanaa",
}
"""Forms that two entries claim on the same day on purpose, with the reason."""


def read(region: str) -> list[dict[str, Any]]:
    entries = yaml.load((STATES / f"{region}.yaml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    assert isinstance(entries, list)
    return entries


def faults_of(entry: dict[str, Any]) -> list[str]:
    """What is wrong with one entry's form; empty where nothing is."""
    faults = [f"unknown key '{key}'" for key in entry if key not in KEYS]
    faults += [f"'{key}' is not one line of text" for key in TEXT_KEYS & entry.keys() if type(entry[key]) is not str]
    faults += [f"no '{key}'" for key in ("code", "name", "source") if not entry.get(key)]
    if not re.fullmatch("[A-Z]{3}", str(entry.get("code"))):
        faults.append("'code' is not three capital letters")
    if not re.fullmatch("[A-Z]{2}", str(entry.get("iso2"))):
        faults.append("'iso2' is not two capital letters")
    bodies = entry.get("bodies", [])
    if not isinstance(bodies, list) or not all(isinstance(line, str) for line in bodies):
        faults.append("'bodies' is not a list of quoted lines")
    return faults


def forms_of(entry: dict[str, Any], keys: tuple[str, ...]) -> set[str]:
    found = {form.strip() for key in keys for form in entry.get(key, "").split(",")}
    return {form.removeprefix("the ").removeprefix("The ") for form in found if form}


def body_forms(entry: dict[str, Any]) -> set[str]:
    return {form.strip() for line in entry.get("bodies", []) for form in line.rpartition(":")[0].split(",")}


def term(entry: dict[str, Any]) -> tuple[str, str]:
    return str(entry.get("from", "")), str(entry.get("until", "9999"))


def in_force_together(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two entries hold on a common day; the day of succession does not count."""
    first, second = term(one), term(other)
    return first[0] < second[1] and second[0] < first[1]


ENTRIES = [entry for region in REGIONS for entry in read(region)]


def clashes(keys: tuple[str, ...], *, with_bodies: bool = False) -> dict[str, list[str]]:
    """Forms that two entries of different codes, or two of one code on the same day, claim."""
    claims: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in ENTRIES:
        for form in forms_of(entry, keys) | (body_forms(entry) if with_bodies else set()):
            claims[form].append(entry)
    return {
        form: sorted(e["name"] for e in claimants)
        for form, claimants in claims.items()
        if any(in_force_together(a, b) for i, a in enumerate(claimants) for b in claimants[i + 1 :])
    }


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: f"{e.get('code')}-{e.get('name')}")
def test_every_entry_is_well_formed(entry: dict[str, Any]) -> None:
    assert faults_of(entry) == []


def test_at_least_205_entries() -> None:
    assert len(ENTRIES) >= 205


def test_every_state_is_there() -> None:
    assert len(UN_MEMBERS) == 193
    today = {e["code"] for e in ENTRIES if "until" not in e}
    assert today >= UN_MEMBERS | OTHERS
    assert {e["code"] for e in ENTRIES} == UN_MEMBERS | OTHERS


def test_every_code_has_one_entry_for_the_state_of_today() -> None:
    found = [e["code"] for e in ENTRIES if "until" not in e and e.get("sector") != "PRE"]
    assert sorted(found) == sorted((UN_MEMBERS | OTHERS) - {"ESH"})


def test_former_states_stand_before_the_state_of_today() -> None:
    """The loader's ``states`` keeps the last entry of a code."""
    last = {e["code"]: e for e in ENTRIES if e.get("sector") != "PRE"}
    assert [e["name"] for e in last.values() if "until" in e] == []


def test_the_codebooks_own_reader_takes_the_bodies() -> None:
    for region in REGIONS:
        for entry in read_entries(STATES / f"{region}.yaml"):
            assert all(line.count(":") == 1 for line in entry.items("bodies")), entry.text("name")


def test_dates_are_dates_in_order() -> None:
    for entry in ENTRIES:
        days = [date.fromisoformat(entry[key]) for key in ("from", "until") if key in entry]
        assert days == sorted(days), entry["name"]


def test_sectors_are_plovers() -> None:
    with (HERE / "data" / "plover" / "sectors.csv").open(encoding="utf-8", newline="") as file:
        sectors = {row["code"] for row in csv.DictReader(file) if row["kind"].startswith("sector")}
    for entry in ENTRIES:
        used = {line.rpartition(":")[2].strip() for line in entry.get("bodies", [])}
        assert used | ({entry["sector"]} if "sector" in entry else set()) <= sectors, entry["name"]


def test_no_name_is_claimed_twice() -> None:
    found = clashes(CLAIMED)
    assert {form: who for form, who in found.items() if form not in SHARED} == {}
    assert set(SHARED) - set(found) == set(), "no longer shared: take it off the list"


def test_no_form_at_all_is_claimed_by_two_codes() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for entry in ENTRIES:
        for form in forms_of(entry, CLAIMED + PLACES_AND_BODIES) | body_forms(entry):
            owners[form].add(entry["code"])
    assert {form: codes for form, codes in owners.items() if len(codes) > 1} == {}


def test_no_form_stands_twice_under_one_key() -> None:
    for entry in ENTRIES:
        for key in CLAIMED + PLACES_AND_BODIES:
            forms = [form.strip() for form in entry.get(key, "").split(",") if form.strip()]
            assert len(forms) == len(set(forms)), (entry["name"], key)


def test_no_form_is_a_common_word_in_small_letters() -> None:
    allowed = {"papal", "flydubai", "fedpol", "peshmerga", "shabiha", "kadyrovtsy"}
    for entry in ENTRIES:
        for form in forms_of(entry, CLAIMED + PLACES_AND_BODIES) | body_forms(entry):
            assert " " in form or form != form.lower() or not form.isalpha() or form in allowed, form


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"region": "Crimea"}, "unknown key 'region'"),
        ({"code": "ru"}, "'code' is not three capital letters"),
        ({"name": ""}, "no 'name'"),
        ({"source": ""}, "no 'source'"),
        ({"cities": ["Sochi"]}, "'cities' is not one line of text"),
        ({"bodies": [{"Duma": "LEG"}]}, "'bodies' is not a list of quoted lines"),
    ],
)
def test_a_wrong_entry_is_refused(change: dict[str, Any], fault: str) -> None:
    entry = {"code": "RUS", "iso2": "RU", "name": "Russia", "source": "ISO 3166-1"}
    assert faults_of(entry) == []
    assert faults_of(entry | change) == [fault]
