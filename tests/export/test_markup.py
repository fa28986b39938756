"""Pages are built from elements, and nothing that comes from outside can become one."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.export.markup import clean, el, render, style_sheet


class Reader(HTMLParser):
    """Collects what a browser would make of the markup."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def read(markup: str) -> Reader:
    reader = Reader()
    reader.feed(markup)
    reader.close()
    return reader


@given(st.text(), st.text())
def test_any_text_stays_text(text: str, value: str) -> None:
    found = read(render(el("p", text, title=value)))
    assert found.tags == ["p"]
    assert found.text.replace("\r", "\n") == clean(text).replace("\r", "\n")
    assert found.attributes == [("title", clean(value))]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "</style><img src=x onerror=alert(1)>", "a & b < c", "\"'>"]
)
def test_hostile_text_makes_no_element(text: str) -> None:
    found = read(render(el("blockquote", ["said ", text, None])))
    assert found.tags == ["blockquote"]
    assert found.text == f"said {text}"


@pytest.mark.parametrize("name", ["script", "iframe", "img", "link", "base", "form", "a b", "p><b", ""])
def test_elements_that_a_page_never_needs_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not allowed"):
        el(name)


@pytest.mark.parametrize("attribute", ["onclick", "onError", "x y", 'a"b'])
def test_handlers_and_broken_attributes_are_refused(attribute: str) -> None:
    with pytest.raises(ValueError, match="not allowed"):
        el("p", **{attribute: "x"})


@pytest.mark.parametrize("href", ["javascript:alert(1)", "https://example.org", "//x", "other.html"])
def test_an_address_outside_the_page_is_refused(href: str) -> None:
    with pytest.raises(ValueError, match="into the page"):
        el("a", "x", href=href)


@pytest.mark.parametrize("css", ["</style>", "a{background:url(x)}", "@import 'x';"])
def test_a_style_sheet_holds_no_markup_and_no_address(css: str) -> None:
    with pytest.raises(ValueError, match="style sheet"):
        style_sheet(css)


def test_style_is_not_made_in_any_other_way() -> None:
    with pytest.raises(ValueError, match="style_sheet"):
        el("style", "p{}")


def test_attributes_left_out_and_flags() -> None:
    markup = render(el("td", "x", class_="number", data_label="Due", title=None, hidden=True, open=False, x=1.50))
    assert markup == '<td class="number" data-label="Due" hidden="hidden" x="1.5">x</td>'


def test_control_characters_are_replaced() -> None:
    assert render(el("p", "a\x00b\x1bc\x85d\ne")) == "<p>a\ufffdb\ufffdc\ufffdd\ne</p>"
