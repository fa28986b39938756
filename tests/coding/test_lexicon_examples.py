"""Every sentence in the lexicon is a test, named by file and line: ``sanction.yaml:21``."""

from __future__ import annotations

import pytest

from detente import codebook
from detente.codebook import Frame
from detente.codebook.frames import Example
from detente.commands.lexicon import Examples
from detente.pipeline import Pipeline

CASES = [(f, e) for f in codebook.load().frames for e in f.examples]


@pytest.fixture(scope="module")
def examples(pipeline: Pipeline) -> Examples:
    return Examples(pipeline.codebook, pipeline.parser)


@pytest.mark.model
@pytest.mark.parametrize(("frame", "example"), CASES, ids=[f"{f.file}:{e.line}" for f, e in CASES])
def test_an_example_does_what_its_entry_says(examples: Examples, frame: Frame, example: Example) -> None:
    outcome = examples.check(frame, example)
    assert not outcome.fault, f"{outcome.where} ({frame.id}): {outcome.fault}: {example.text}"


def test_an_entry_that_should_fire_elsewhere_is_found_out(examples: Examples) -> None:
    frame = next(f for f in examples.book.frames if f.id == "sanction.expel-diplomats")
    silent = Example("The (actor minister) (event praised) the (recipient Polish) ambassador.", 1, False)
    assert "does not fire" in examples.check(frame, silent).fault
    wrong_party = Example("(recipient Poland) (event expelled) three diplomats of (actor Belarus) on Friday.", 1, False)
    assert "should be" in examples.check(frame, wrong_party).fault
    loud = Example("Poland expelled three diplomats of Belarus on Friday.", 1, True)
    assert "fires" in examples.check(frame, loud).fault
