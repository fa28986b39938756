"""docs/ledger.md: its commands and options are there, its keys are those of `review`, its Python runs."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
import typer

import detente
from detente.cli.main import app
from detente.cli.reviewing import WORDS

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "ledger.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^detente .+$", PAGE, re.M)


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_on_the_page_is_there_with_its_options(line: str) -> None:
    words = shlex.split(line)[1:]
    command = typer.main.get_command(app)
    while hasattr(command, "commands"):
        command = command.commands[words.pop(0)]
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known
    command.make_context("detente", words, resilient_parsing=False)


def test_the_keys_on_the_page_are_those_of_review() -> None:
    told = re.findall(r"^\| `(\w)` \| (\w+) \|", PAGE, re.M)
    assert dict(told) == {key: word for key, (word, _) in WORDS.items()}


@pytest.mark.model
def test_the_python_on_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    (tmp_path / "articles").mkdir()
    shutil.copy(
        Path(detente.__file__).parent / "samples" / "articles" / "diplomats-leave-moscow.txt", tmp_path / "articles"
    )
    monkeypatch.chdir(tmp_path)
    (block,) = re.findall(r"```python\n(.+?)```", PAGE, re.S)
    made: dict[str, object] = {}
    exec(compile(block, "docs/ledger.md", "exec"), made)
    assert len(made["rows"]) == len(made["frame"]) == len(made["table"]) > 0  # type: ignore[arg-type]
