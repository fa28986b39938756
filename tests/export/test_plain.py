"""Text of a page on a screen: no escape sequence, no hidden direction, one line."""

from hypothesis import given
from hypothesis import strategies as st

from detente.export.plain import plain, shorten


def test_escape_sequences_do_not_reach_the_terminal() -> None:
    assert plain("a\x1b[31mred\x1b]0;title\x07") == "a\ufffd[31mred\ufffd]0;title\ufffd"


def test_direction_marks_are_shown_as_unknown() -> None:
    assert plain("abc\u202edef") == "abc\ufffddef"


def test_other_scripts_stay() -> None:
    for text in ("Україна", "می\u200cخواهم", "外交部", "Erdoğan"):
        assert plain(text) == text


@given(st.text())
def test_one_line_and_nothing_unseen(text: str) -> None:
    shown = plain(text)
    assert len(shown.splitlines()) <= 1
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in shown)


@given(st.text(), st.integers(min_value=5, max_value=80))
def test_shortened_text_fits(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit


def test_shortened_at_a_word() -> None:
    assert shorten("Britain expelled 23 Russian diplomats on Wednesday", 30) == "Britain expelled 23 Russian…"
