"""Faults in lexicon files are told by file, line and remedy; the layout of files is fixed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from detente import codebook
from detente.codebook import CodebookError
from detente.codebook.formatting import format_text

HERE = Path(codebook.__file__).parent
GOOD = """\
- id: reject.test-case
  event: REJECT
  trigger: spurn
  object: any
  because: A test.
  source: test
  added: 2026-11-25
  matches:
    - (actor Iran) (event spurned) the plan of (recipient Iraq).
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped codebook that a test may spoil."""
    shutil.copytree(HERE / "data", tmp_path / "data")
    shutil.copytree(HERE / "lexicon", tmp_path / "lexicon")
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("event: REJECT", "event: REJCT", "broken.yaml:2: event 'REJCT' is not known; did you mean REJECT?"),
        ("trigger: spurn", "triger: spurn", "broken.yaml:3: key 'triger' is not known; did you mean trigger?"),
        ("object: any", "object: <tiez>", "did you mean"),
        ("added: 2026-11-25", "added: 25.11.2026", "broken.yaml:7: '25.11.2026' under 'added' is not a day"),
        ("  source: test\n", "", "broken.yaml:1: 'source' is missing"),
        ("id: reject.test-case", "id: reject.proposal", "id 'reject.proposal' stands in"),
        ("  trigger: spurn\n", "", "has neither 'trigger' nor 'noun'"),
        ("  object: any\n", "  object: any\n  object: none\n", "broken.yaml:5: 'object' stands twice"),
        ("because: A test.", "because: [", "not readable as YAML"),
        ("object: any", "recipient: subjekt", "did you mean subject?"),
        ("object: any", "channel: embasy closed", "did you mean embassy?"),
    ],
)
def test_a_fault_is_told_by_file_line_and_remedy(folder: Path, old: str, new: str, told: str) -> None:
    path = folder / "lexicon" / "en" / "frames" / "zz_broken.yaml"
    text = GOOD.replace(old, new)
    assert text != GOOD
    path.with_name("broken.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError, match=None) as caught:
        codebook.load(folder)
    assert told in str(caught.value)


def test_the_entry_without_a_fault_loads(folder: Path) -> None:
    (folder / "lexicon" / "en" / "frames" / "broken.yaml").write_text(GOOD, encoding="utf-8")
    assert codebook.load(folder).frame("reject.test-case") is not None


def test_a_changed_word_is_another_version(folder: Path) -> None:
    before = codebook.load(folder).version
    path = folder / "lexicon" / "en" / "roles.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("prime minister", "prime ministress", 1), encoding="utf-8")
    assert codebook.load(folder).version != before


def test_the_codebook_is_plover_s(book: codebook.Codebook) -> None:
    plover = book.plover
    assert len(plover.types) == 16
    assert sum(map(len, plover.modes.values())) == 67
    assert len(plover.contexts) == 37
    assert set(plover.auxiliary) == {"historical", "future", "hypothetical", "negation"}


def test_words_that_yaml_would_change_stay_words(tmp_path: Path) -> None:
    from detente.codebook.yamltext import read_entries

    path = tmp_path / "words.yaml"
    path.write_text("- code: NO\n  on: 030\n  yes: null\n", encoding="utf-8")
    assert read_entries(path)[0].values == {"code": "NO", "on": "030", "yes": "null"}


def test_the_layout_keeps_comments_and_drops_what_stands_twice() -> None:
    text = "# head\n- id: a.b   \n  trigger: hit,strike ,  hit\n\n\n  because: It, well, hits.\n"
    assert format_text(text, "a.yaml") == "# head\n- id: a.b\n  trigger: hit, strike\n  because: It, well, hits.\n"
    assert format_text(format_text(text, "a.yaml"), "a.yaml") == format_text(text, "a.yaml")
    with pytest.raises(CodebookError, match=r"a\.yaml:1: a tab"):
        format_text("\t- id: x\n", "a.yaml")
