"""Every quoted value is found where it says: ``article.text[start:end] == quote``."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import plain_article
from detente.model import Article, CodedArticle
from detente.pipeline import Pipeline

SAMPLES = sorted((Path(__file__).parents[1] / "src/detente/samples/articles").glob("*.txt"))
SENTENCES = [
    "Poland expelled eight Belarusian diplomats on Monday in retaliation for the closure of its consulate.",
    "“We are suspending the work of our embassy in Minsk from June 3,” the foreign minister told TASS.",
    "She said that her country would recall its ambassador if the ban was not lifted within two weeks.",
    "Police arrested 12 protesters outside the Turkish embassy in Stockholm, according to Reuters.",
    "Japan and South Korea agreed to resume talks — broken off in 2019 — next week in Tokyo.",
    "Iran denied it.",
    "Er sagte: „Nein“. 他说“不”。 🚩 The so-called “front” (see Fig. 3) — no date.",
    "At least 36 people were killed in shelling by Azerbaijan’s army near Stepanakert, officials said.",
]


def check_spans(article: Article, coded: CodedArticle) -> None:
    spans = [s for r in coded.reports for s in r.spans()]
    spans += [line.span for line in article.lines]
    spans += [c.span for c in coded.channels] + [c.fallback_span for c in coded.channels if c.fallback_span]
    spans += [link.span for link in coded.links if link.span]
    for span in spans:
        assert article.text[span.start : span.end] == span.text
        assert span.text.strip()


@pytest.mark.model
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3),
            st.sampled_from(["\n", "\n\n", "\r\n", "  \n\t"]),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_spans_point_at_their_words_in_any_mix(pipeline: Pipeline, rows: list[tuple[list[str], str]]) -> None:
    text = "".join(" ".join(sentences) + end for sentences, end in rows)
    article = plain_article(text)
    check_spans(article, pipeline.code(article))


@pytest.mark.model
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=300))
def test_any_text_is_coded_without_a_fault(pipeline: Pipeline, text: str) -> None:
    article = plain_article(text)
    check_spans(article, pipeline.code(article))
