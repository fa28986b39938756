"""Who is meant by a name on the command line."""

import pytest

from detente.codebook import Codebook
from detente.commands.errors import NotFound
from detente.commands.parties import Wanted, find_party, fits_sides, party_names
from detente.model import Entity

RUSSIA = Entity("RUS", "GOV", "Dmitry Peskov")
BRITAIN = Entity("GBR", "GOV", "United Kingdom")
FRANCE = Entity("FRA", "GOV", "France")


@pytest.mark.parametrize(
    ("text", "key", "name"),
    [
        ("RUS", "RUS", "Russia"),
        ("rus", "RUS", "Russia"),
        ("Russia", "RUS", "Russia"),
        ("russia", "RUS", "Russia"),
        ("Russian", "RUS", "Russia"),
        ("Moscow", "RUS", "Russia"),
        ("the Kremlin", "RUS", "Russia"),
        ("the United Kingdom", "GBR", "United Kingdom"),
        ("Britain", "GBR", "United Kingdom"),
        ("NATO", "IGO:NATO", "NATO"),
        ("the EU", "EUR", "European Union"),
        ("European Union", "EUR", "European Union"),
        ("UN", "UNO", "United Nations"),
        ("  The   United States ", "USA", "United States"),
    ],
)
def test_usual_forms(book: Codebook, text: str, key: str, name: str) -> None:
    found = find_party(text, book.actors)
    assert (found.key, found.name) == (key, name)
    assert found.only is None


def test_a_group_is_not_its_country(book: Codebook) -> None:
    found = find_party("Hezbollah", book.actors)
    assert found.fits(Entity("LBN", "REB", "Hezbollah"))
    assert not found.fits(Entity("LBN", "GOV", "Lebanon"))


def test_an_unknown_name_tells_the_nearest(book: Codebook) -> None:
    with pytest.raises(NotFound, match="Did you mean Russia") as caught:
        find_party("Rusia", book.actors)
    assert caught.value.exit_code == 3


def test_a_name_like_none_tells_what_to_give(book: Codebook) -> None:
    with pytest.raises(NotFound, match="Give a code such as RUS"):
        find_party("%%%%", book.actors)


def test_a_name_of_several_parties_tells_them(book: Codebook) -> None:
    shared = [
        form
        for form, names in book.actors.by_form.items()
        if len({n.entity.code for n in names if n.kind == "state"}) > 1
    ]
    for form in shared[:3]:
        with pytest.raises(NotFound, match="Give the code"):
            find_party(form, book.actors)


def test_every_state_has_the_name_of_today(book: Codebook) -> None:
    names = party_names(book.actors)
    assert names["RUS"] == "Russia"
    assert names["GBR"] == "United Kingdom"
    assert names["EUR"] == "European Union"
    assert set(names) == {*book.actors.states, "EUR", "UNO"}


def test_sides_of_a_pair() -> None:
    russia, britain = Wanted("RUS", "Russia"), Wanted("GBR", "United Kingdom")
    assert fits_sides([RUSSIA], [BRITAIN], russia, britain)
    assert fits_sides([BRITAIN], [RUSSIA], russia, britain)
    assert fits_sides([BRITAIN, RUSSIA], [], russia, britain)
    assert not fits_sides([BRITAIN], [FRANCE], russia, britain)
    assert not fits_sides([FRANCE], [BRITAIN, RUSSIA], russia, britain)
