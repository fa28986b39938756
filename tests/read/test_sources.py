"""The files of outlets: each loads, each leads back to the table of media, no address belongs to two."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from detente.codebook import CodebookError
from detente.read.sources import HERE, Sources, load_sources
from detente.read.urls import host_of


@pytest.fixture(scope="module")
def sources() -> Sources:
    return load_sources()


def test_there_are_outlets_and_agencies_of_all_regions(sources: Sources) -> None:
    regions = Counter(s.region for s in sources.all)
    assert set(regions) == {"africa", "agencies", "americas", "asia", "europe", "middle-east", "oceania"}
    assert len(sources.all) >= 80
    assert sum("agency" in s.kind for s in sources.all) >= 40
    assert min(regions.values()) >= 5


def test_every_file_is_named_by_its_outlet_and_no_domain_belongs_to_two(sources: Sources) -> None:
    files = {path.stem for path in HERE.glob("*/*.yaml")}
    assert files == {s.id for s in sources.all}
    domains = Counter(domain for s in sources.all for domain in s.domains)
    assert max(domains.values()) == 1
    assert all(s.domains and s.country and s.kind for s in sources.all)
    assert all(host_of(domain) == domain for domain in domains)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.theguardian.com/world/2018/mar/14/x", "The Guardian"),
        ("http://en.people.cn/n3/2018/0314/c90000.html", "People's Daily"),
        ("https://news.bbc.co.uk/1/hi", "BBC"),
        ("bbc.com", "BBC"),
        ("https://notbbc.com/x", None),
        ("https://bbc.com.evil.example/x", None),
        ("https://[broken", None),
        ("", None),
    ],
)
def test_whose_an_address_is(sources: Sources, url: str, name: str | None) -> None:
    source = sources.of_url(url)
    assert (source.name if source else None) == name


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://www.theguardian.com/world/2018/mar/14/x", date(2018, 3, 14)),
        ("https://www.theguardian.com/world/2018/mar/44/x", None),
        ("http://www.xinhuanet.com/english/2018-03/14/c_137038291.htm", date(2018, 3, 14)),
        ("http://www.xinhuanet.com/english/2021-03/14/c_137038291.htm", None),  # that layout had ended
        ("https://english.news.cn/20230314/abc/c.html", date(2023, 3, 14)),
        ("https://www.aljazeera.com/news/2018/3/4/x", date(2018, 3, 4)),
        ("https://www.rte.ie/news/world/2018/0314/947-x/", date(2018, 3, 14)),
        ("https://tass.com/politics/994012", None),
    ],
)
def test_the_day_in_an_address(sources: Sources, url: str, day: date | None) -> None:
    source = sources.of_url(url)
    assert source
    assert source.day_of(url) == day


def write(folder: Path, text: str) -> Path:
    (folder / "own").mkdir()
    (folder / "own" / "mine.yaml").write_text(text)
    return folder


def test_a_folder_of_ones_own_adds_and_replaces(tmp_path: Path) -> None:
    own = write(
        tmp_path,
        "- id: mine\n  name: My Paper\n  country: FIN\n  domains: mine.example\n"
        "- id: bbc\n  name: BBC\n  domains: bbc.example\n",
    )
    found = load_sources(own)
    assert found.named("my paper")
    assert found.of_url("https://www.bbc.com/x") is None


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("- id: x\n  name: Nobody Knows It\n", "own/mine.yaml:1: 'Nobody Knows It' is not in media.csv"),
        ("- id: x\n  name: BBC\n  feds: y\n", "own/mine.yaml:3: 'feds' is not a key"),
        ("- id: x\n  name: BBC\n  feeds:\n    - ftp://x/y\n", "'ftp://x/y' is not a web address"),
        ("- id: x\n  name: BBC\n  layouts:\n    - day: /{y}/{m}/\n", "must name year, month and day"),
        ("- id: x\n  name: BBC\n  layouts:\n    - day: /{y}/{m}/{d}/\n      until: soon\n", "not a layout"),
        ("- id: x\n  name: BBC\n  expects:\n    per_week: many\n", "'many' is not a number"),
        ("- id: x\n  name: BBC\n  expects:\n    per_week: \u00b2\n", "'\u00b2' is not a number"),
        ("- id: &a x\n  name: *a\n", "a part is named elsewhere"),
        ("- &a\n  id: x\n  feeds: *a\n", "a part is named elsewhere"),
        ("- a: &a [x]\n  b: &b [*a, *a]\n  c: [*b, *b]\n", "a part is named elsewhere"),
        ("- [x]: BBC\n", "a key must be one line of text"),
        ("- x: !!python/object/apply:os.system ['ls']\n", "own/mine.yaml:1: 'x' is not a key"),
        ("- " + "[" * 100_000, "not readable as YAML"),
        ("- id: \0\n", "not readable as YAML"),
    ],
)
def test_a_fault_names_file_and_line(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(CodebookError, match=re.escape(complaint)):
        load_sources(write(tmp_path, text))
