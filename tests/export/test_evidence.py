"""The sentence is cut at marks and loses nothing; the chain runs from the speaker to the outlet."""

from hypothesis import given
from hypothesis import strategies as st

from detente.export.evidence import ROLES, chain_of, cut_passage, marks_of
from detente.model import Span
from export.made import PAGE, article, closure, expulsion, span, stored

SENTENCE = "Britain expelled 23 Russian diplomats on Wednesday."


def test_marks_of_a_sentence() -> None:
    passage = cut_passage(span(PAGE, SENTENCE), marks_of(expulsion()))
    roles = {piece.text: piece.roles for piece in passage.pieces}
    assert roles["expelled "] == ("trigger",)
    assert roles["23"] == ("trigger", "people")
    assert roles["Russian"] == ("trigger", "recipient")
    assert roles["Wednesday"] == ("date",)
    assert roles["."] == ()


@given(st.lists(st.tuples(st.sampled_from(ROLES), st.integers(0, len(PAGE)), st.integers(0, 60))))
def test_pieces_joined_are_the_sentence(marks: list[tuple[str, int, int]]) -> None:
    sentence = span(PAGE, SENTENCE)
    spans = [(role, Span(a, min(a + n, len(PAGE)), PAGE[a : a + n])) for role, a, n in marks]
    passage = cut_passage(sentence, spans)
    assert "".join(piece.text for piece in passage.pieces) == SENTENCE
    assert all(piece.text for piece in passage.pieces)


def test_chain_with_speaker_and_agency() -> None:
    chain = chain_of(stored(closure(), article()))
    assert [(t.role, t.name) for t in chain] == [
        ("speaker", "Sergey Lavrov"),
        ("agency", "TASS"),
        ("outlet", "The Harbour Post"),
    ]
    assert chain[0].span is not None
    assert chain[0].span.text == "Sergey Lavrov"


def test_chain_takes_the_credited_agency_where_none_is_named() -> None:
    chain = chain_of(stored(expulsion(), article(agencies=("Reuters",), outlet=None)))
    assert [(t.role, t.name) for t in chain] == [("agency", "Reuters"), ("outlet", "outlet not told")]
