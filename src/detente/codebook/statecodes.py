"""The codes by which other data sets call each state: ``lexicon/actors/codes.csv``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from detente.codebook.tables import read_rows


@dataclass(frozen=True, slots=True)
class StateCodes:
    """One state in the lists of the field; empty where a list does not have it."""

    code: str  # ISO 3166-1 alpha-3, KOS for Kosovo
    iso2: str
    cow: str  # Correlates of War, abbreviation
    cow_number: str
    gw: str  # Gleditsch and Ward, number
    cameo: str
    fips: str  # FIPS 10-4
    wikidata: str


@cache
def state_codes() -> Mapping[str, StateCodes]:
    """Every state by its alpha-3 code.

    Raises:
        CodebookError: the table cannot be used.
    """
    path = Path(__file__).parent / "lexicon" / "actors" / "codes.csv"
    return MappingProxyType({row["code"]: StateCodes(**row) for _, row in read_rows(path)})
