"""What events are about: sentences of our own in ``contexts.tsv``, and the rules of choice on sentences built by hand."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from detente import codebook
from detente.codebook import Codebook, CodebookError
from detente.codebook.yamltext import read_entries
from detente.coding.contexts import Context, SentenceTerms, contexts_of, find_terms
from detente.model import Sentence, Span, Token
from detente.pipeline import Pipeline

FILE = Path(__file__).with_name("contexts.tsv")
CASES = [
    (number, *line.split("\t"))
    for number, line in enumerate(FILE.read_text(encoding="utf-8").splitlines(), 1)
    if line and not line.startswith("#")
]
ENOUGH = 5
WORDS = Path(codebook.__file__).parent / "lexicon" / "en" / "contexts.yaml"
FAULTS = [
    ("- context: nuclear\n  words: warhead\n", "contexts.yaml:1: context 'nuclear' is not"),
    ("- context:\n  words: warhead\n", "contexts.yaml:1: context '' is not"),
    ("- context: cbrn none\n  words: warhead\n", "contexts.yaml:1: context 'none' is not"),
    (
        "- context: cbrn\n  words: nerve-agent\n- context: military\n  words: nerve agent\n",
        "'nerve agent' stands twice",
    ),
    ("- context: cbrn\n  word: warhead\n", "contexts.yaml:2"),
]


def sentence(text: str, number: int = 1, paragraph: int = 0) -> Sentence:
    """Words parted by spaces as tokens, each its own lemma."""
    tokens, at = [], 0
    for i, word in enumerate(text.split()):
        tokens.append(Token(i, word, word, "NN", "NOUN", "dep", 0, at, at + len(word)))
        at += len(word) + 1
    return Sentence(number, paragraph, Span(0, len(text), text), tuple(tokens))


def names(contexts: tuple[Context, ...]) -> list[str]:
    return [c.name for c in contexts]


@pytest.mark.model
@pytest.mark.parametrize(("number", "wanted", "text"), CASES, ids=[f"{c[0]}: {c[1]}" for c in CASES])
def test_a_sentence_speaks_of_its_contexts(
    pipeline: Pipeline, book: Codebook, number: int, wanted: str, text: str
) -> None:
    (s,) = pipeline.parser.parse_text(text)
    found = contexts_of(s, [s], book)
    shown = [(c.name, c.span.text if c.span else "") for c in found]
    assert set(names(found)) == set(wanted.split()) - {"-"}, f"contexts.tsv:{number}: {shown}"


def test_every_context_has_sentences_and_words(book: Codebook) -> None:
    told = Counter(name for _, wanted, _ in CASES for name in wanted.split())
    entries = read_entries(WORDS)
    words = Counter(name for e in entries for name in e.text("context").split() for _ in e.words("words"))
    assert {name for name in book.plover.contexts if told[name] >= ENOUGH} == set(book.plover.contexts)
    assert {name for name in book.plover.contexts if words[name] >= 30} == set(book.plover.contexts)
    assert told["-"] >= ENOUGH


def test_more_terms_come_first_then_the_nearer(book: Codebook) -> None:
    s = sentence("court said the embassy and the consulate shut after spying")
    assert names(contexts_of(s, [], book)) == ["diplomatic", "legal", "intelligence"]
    assert names(contexts_of(s, [], book, near=s.tokens[-1])) == ["diplomatic", "intelligence", "legal"]


def test_the_nearest_term_is_shown(book: Codebook) -> None:
    s = sentence("embassy and consulate")
    (found,) = contexts_of(s, [], book, near=s.tokens[2])
    assert found == Context("diplomatic", "sentence", Span(12, 21, "consulate"))


def test_at_most_four_are_kept(book: Codebook) -> None:
    s = sentence("earthquake cholera asylum cocaine embassy")
    assert names(contexts_of(s, [], book)) == ["disasters", "health", "asylum", "illegal_drugs"]


def test_a_silent_sentence_takes_its_paragraph_s(book: Codebook) -> None:
    s, other = sentence("he left"), sentence("cholera spread", 2)
    (found,) = contexts_of(s, [s, other], book)
    assert (found.name, found.scope) == ("health", "paragraph")


def test_a_speaking_sentence_takes_from_its_paragraph_what_has_two_words(book: Codebook) -> None:
    s = sentence("embassy shut")
    once, twice = sentence("earthquake struck", 2), sentence("cholera and malaria", 3)
    found = contexts_of(s, [s, once, twice], book)
    assert [(c.name, c.scope) for c in found] == [("diplomatic", "sentence"), ("health", "paragraph")]


def test_what_the_whole_article_is_about(book: Codebook) -> None:
    article = [
        sentence("he left", 1, 0),
        sentence("asylum granted", 2, 1),
        sentence("asylum refused", 3, 2),
        sentence("cholera spread", 4, 3),
        sentence("she slept", 5, 4),
    ]
    terms = SentenceTerms(book.context_words, article)
    (found,) = contexts_of(article[0], article[:1], book, terms=terms)
    assert found == Context("asylum", "document", Span(0, 6, "asylum"))
    assert SentenceTerms(book.context_words, article[:3]).main == (), "three sentences do not tell"
    assert SentenceTerms(book.context_words).main == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("gang smuggling", {"trafficking"}),
        ("gang bribery", {"corruption"}),
        ("gang cocaine", {"illegal_drugs"}),
        ("gang hacker", {"crime", "cyber"}),
        ("gang hacker cocaine", {"crime", "cyber", "illegal_drugs"}),
        ("gang", {"crime"}),
    ],
)
def test_crime_gives_way_to_what_is_narrower(book: Codebook, text: str, wanted: set[str]) -> None:
    assert set(names(contexts_of(sentence(text), [], book))) == wanted


def test_crime_gives_way_to_its_paragraph_too(book: Codebook) -> None:
    s, other = sentence("gang caught"), sentence("cocaine and heroin", 2)
    assert names(contexts_of(s, [s, other], book)) == ["illegal_drugs"]


def test_a_mode_brings_its_context(book: Codebook) -> None:
    s = sentence("registry paralysed")
    assert contexts_of(s, [], book, modes=("cyber",)) == (Context("cyber", "sentence"),)
    assert contexts_of(s, [], book, modes=("misinformation",)) == (Context("misinformation", "sentence"),)
    assert contexts_of(s, [], book, modes=("arrest", "territory")) == (), "other modes bring none"
    shown = contexts_of(sentence("hackers struck"), [], book, modes=("cyber",))
    assert [c.span.text for c in shown if c.span] == ["hackers"]


def test_the_longest_phrase_wins_and_its_words_are_not_read_again() -> None:
    words = {
        "peace": "",
        "peace talks": "diplomatic",
        "talks": "economic",
        "think": "",
        "think tank": "none",
        "tank": "military",
    }
    found = find_terms(sentence("peace talks in a think tank about a tank"), words)
    assert [(t.first, t.last, t.names) for t in found] == [(0, 1, ("diplomatic",)), (8, 8, ("military",))]


def test_capitals_hyphens_and_lemmas() -> None:
    words = {
        "WHO": "health",
        "pro": "",
        "pro democracy": "pro_democracy",
        "covid 19": "health",
        "covid": "",
        "ban": "legal",
    }
    assert find_terms(sentence("who Who"), words) == []
    assert [t.last for t in find_terms(sentence("WHO pro - democracy Covid-19"), words)] == [0, 3, 4]
    s = sentence("banned pro -")
    s = replace(s, tokens=(replace(s.tokens[0], lemma="ban"), *s.tokens[1:]))
    assert [(t.first, t.last) for t in find_terms(s, words)] == [(0, 0)]


def test_an_empty_sentence_has_no_context(book: Codebook) -> None:
    assert contexts_of(sentence(""), [], book) == ()


def test_each_sentence_is_read_once() -> None:
    class Counted(dict[str, str]):
        asked = 0

        def __contains__(self, key: object) -> bool:
            self.asked += 1
            return super().__contains__(key)

    words = Counted({"embassy": "diplomatic"})
    terms, s = SentenceTerms(words), sentence("embassy shut")
    assert terms.of(s) == terms.of(s)
    asked = words.asked
    assert asked > 0
    terms.of(s)
    assert words.asked == asked


def test_spans_quote_the_sentence(book: Codebook) -> None:
    s = sentence("the peace talks ended")
    (found,) = contexts_of(s, [], book)
    assert found.span is not None
    assert s.span.text[found.span.start : found.span.end] == found.span.text == "talks"


@pytest.mark.parametrize(("text", "told"), FAULTS)
def test_a_fault_in_the_file_is_told(tmp_path: Path, text: str, told: str) -> None:
    folder = tmp_path / "codebook"
    shutil.copytree(Path(codebook.__file__).parent, folder)
    (folder / "lexicon" / "en" / "contexts.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        codebook.load(folder)
    assert told in str(caught.value)


def test_a_phrase_is_found_as_sentences_are_parsed(tmp_path: Path) -> None:
    folder = tmp_path / "codebook"
    shutil.copytree(Path(codebook.__file__).parent, folder)
    text = "- context: gender executive\n  words: women's-rights, girls' school, country, church\n"
    (folder / "lexicon" / "en" / "contexts.yaml").write_text(text, encoding="utf-8")
    words = codebook.load(folder).context_words
    assert words["women 's rights"] == words["women \u2019s rights"] == "gender executive"
    assert words["girls ' schools"] == words["countries"] == words["churches"] == "gender executive"
    assert words["women"] == words["women 's"] == words["girls '"] == "", "beginnings of phrases"
    assert "girl" not in words
