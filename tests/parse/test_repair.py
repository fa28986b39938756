"""Each repair of a parse fault on a sentence that the parser gets wrong without it."""

from __future__ import annotations

import pytest

from detente.model import Sentence, Span, Token
from detente.parse import Parser, repair

CASES = [
    ("persona_non_grata", "Chad declared the Sudanese ambassador persona non grata.", "persona", "declared", "oprd"),
    ("bare_name_subject", "NAB accuses Mr Khan of hiding the gifts.", "NAB", "accuses", "nsubj"),
    ("given_term", "Turkey gave Syria a week to withdraw.", "Syria", "gave", "dative"),
    (
        "list_as_apposition",
        "Saudi Arabia, Egypt, the Emirates and Bahrain severed their ties with Qatar.",
        "Egypt",
        "Arabia",
        "conj",
    ),
    ("borrowed_subject", "Chávez, calling it a provocation, demanded an apology.", "Chávez", "demanded", "nsubj"),
    ("subject_as_root", "Iran, which said that food could be shipped, called for dialogue.", "Iran", "called", "nsubj"),
    (
        "lost_passive",
        "Zalambessa, an Eritrean border town, was overrun by the Ethiopian army last week.",
        "Zalambessa",
        "overrun",
        "nsubjpass",
    ),
    (
        "clauses_apart",
        "Brazil condemned the raid in the strongest terms; Colombia's president will ask the commission to order protection.",
        "condemned",
        "condemned",
        "ROOT",
    ),
    (
        "finite_beside_infinitive",
        "Oslo urged the Gulf states to stay united and offered its help in settling the dispute.",
        "offered",
        "urged",
        "conj",
    ),
    (
        "name_as_apposition",
        'The Togolese minister called the seizure "an act of piracy on dry land".',
        "act",
        "called",
        "oprd",
    ),
]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def arc(sentence: Sentence, word: str) -> tuple[str, str]:
    token = next(t for t in sentence.tokens if t.text == word)
    return sentence.tokens[token.head].text, token.dep


@pytest.mark.model
@pytest.mark.parametrize(("mend", "text", "word", "head", "dep"), CASES)
def test_the_fault_is_mended_by_its_repair(
    parser: Parser, monkeypatch: pytest.MonkeyPatch, mend: str, text: str, word: str, head: str, dep: str
) -> None:
    assert arc(parser.parse_text(text)[0], word) == (head, dep)
    monkeypatch.setattr(repair, mend, lambda sentence: sentence)
    assert arc(parser.parse_text(text)[0], word) != (head, dep), "the parser is right without the repair"


def test_the_second_half_of_a_hyphenated_title_is_a_noun() -> None:
    tokens = tuple(
        Token(i, word, word, tag, pos, dep, head, 4 * i, 4 * i + len(word))
        for i, (word, tag, pos, dep, head) in enumerate(
            [
                ("secretary", "NN", "NOUN", "compound", 2),
                ("-", "HYPH", "PUNCT", "punct", 2),
                ("general", "JJ", "ADJ", "nsubj", 3),
                ("left", "VBD", "VERB", "ROOT", 3),
            ]
        )
    )
    mended = repair.hyphenated_title(Sentence(1, 1, Span(0, 20, ""), tokens))
    assert (mended.tokens[2].tag, mended.tokens[2].pos) == ("NN", "NOUN")
