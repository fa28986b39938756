"""Tables of one's own: what the ledger learned, what files from elsewhere bring, and that the program then reads it."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import codebook
from detente.cli.main import main
from detente.codebook import Codebook
from detente.codebook.statecodes import state_codes
from detente.commands import actors
from detente.commands.books import load_book
from detente.commands.errors import NotFound, Rejected
from detente.export.actor_sources import UnreadableSource, office_of, read_source
from detente.model import CodedArticle, Entity, Introduction
from detente.record import Ledger
from record.making import make_article, span_of

PHRASE = "Egyptian Justice Minister Mamdouh Zarei"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "actors"
    monkeypatch.setenv("DETENTE_ACTORS", str(folder))
    return folder


def told(number: int, outlet: str | None, phrase: str = PHRASE) -> CodedArticle:
    """An article of some outlet that introduces the minister."""
    text = f"Page {number}\n{phrase} spoke."
    day = date(2024, 5, number)
    article = make_article(text, name=f"page{number}", publisher=outlet, day=day)
    person = Introduction(
        "Mamdouh Zarei", Entity("EGY", "GOV", "Mamdouh Zarei"), "Egypt", "justice minister", span_of(text, phrase)
    )
    return CodedArticle(article, (), (), (), "coder", "lexicon", introductions=(person,))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path, create=True) as opened:
        for number, outlet in enumerate(["Courier", "Courier", "Star", None, "News"], 1):
            opened.append(told(number, outlet))
    return path


def test_the_ledger_remembers_words_and_days(ledger: Path) -> None:
    with Ledger.open(ledger, read_only=True) as opened:
        met = opened.introductions()
        assert opened.verify().ok
    assert [m.published_at for m in met] == [date(2024, 5, n) for n in range(1, 6)]
    assert {m.introduction.span.text for m in met} == {PHRASE}


def test_a_person_met_in_three_outlets_is_offered(ledger: Path, book: Codebook) -> None:
    (found,) = actors.learn(ledger, book=book)
    assert (found.name, found.code, found.sector, found.titles) == (
        "Mamdouh Zarei", "EGY", "GOV", ("justice minister",),
    )  # fmt: skip
    assert found.outlets == ("Courier", "News", "Star")
    assert found.days == (date(2024, 5, 1), date(2024, 5, 5))
    assert actors.learn(ledger, outlets=4, book=book) == []


def test_an_accepted_one_is_an_entry_that_the_program_reads(ledger: Path, book: Codebook, own: Path) -> None:
    found = actors.learn(ledger, book=book)
    actors.accept(found, ["Mamdouh Zarei"], by="JD")
    actors.accept(found, ["Mamdouh Zarei"], by="JD")  # a second time adds nothing
    wider = load_book()
    (name,) = wider.actors.by_form["Mamdouh Zarei"]
    assert (name.entity.code, name.entity.sector, name.since) == ("EGY", "GOV", date(2024, 5, 1))
    assert "accepted by JD" in (own / "holders" / "learned.csv").read_text(encoding="utf-8")
    assert wider.version != book.version
    assert actors.learn(ledger) == []  # known from now on


def test_a_reviewed_table_is_imported(ledger: Path, book: Codebook, own: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "review.csv"
    actors.write_for_review(actors.learn(ledger, book=book), sheet)
    done = actors.import_actors(sheet)
    assert (done.form, done.holders) == ("holders", 1)
    assert load_book().actors.by_form["Mamdouh Zarei"]


def test_only_who_was_offered_is_accepted(ledger: Path, book: Codebook, own: Path) -> None:
    with pytest.raises(NotFound, match="offered are Mamdouh Zarei"):
        actors.accept(actors.learn(ledger, book=book), ["Nobody Else"], by="")


def term(person: str, code: str, office: str, start: str, end: str = "") -> dict[str, dict[str, str]]:
    values = {"personLabel": person, "code": code, "officeLabel": office, "start": start, "end": end}
    return {k: {"type": "literal", "value": v} for k, v in values.items() if v} | {
        "person": {"type": "uri", "value": "entity/Q1"},
        "aliases": {"type": "literal", "value": "Temu Abara|Тему Абара|ABARA Temur"},
    }


WIDE = ["person", "personLabel", "code", "officeLabel", "start", "end", "aliases"]


def test_wikidata_terms_are_taken_by_office(own: Path, tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    rows = [
        term("Temur Abara", "GEO", "Minister of Foreign Affairs of Georgia", "2031-02-03T00:00:00Z"),
        term("Nino Abara", "GEO", "deputy Minister of Defence", "2031-02-03T00:00:00Z"),
        term("Nino Abara", "GEO", "Minister of Fisheries", "2031-02-03T00:00:00Z"),
        term("Nino", "GEO", "Minister of Defence", "2031-02-03T00:00:00Z"),
        term("Nino Abara", "GEO", "Minister of Defence", "2031-02-03T00:00:00Z", "2030-02-03T00:00:00Z"),
    ]
    file.write_text(json.dumps({"head": {"vars": WIDE}, "results": {"bindings": rows}}), encoding="utf-8")
    done = actors.import_actors(file)
    assert (done.form, done.rows, done.holders) == ("wikidata", 5, 1)
    assert done.left == {
        "an office that the tables do not keep": 2,
        "a name that is none": 1,
        "the end lies before the start": 1,
    }
    (name,) = load_book().actors.by_form["Temur Abara"]
    assert (name.office, name.since) == ("foreign_minister", date(2031, 2, 3))
    assert load_book().actors.by_form["Temu Abara"]
    again = actors.import_actors(file)  # a refresh takes the place of the import before
    assert again.holders == 1


def test_a_term_that_the_tables_have_is_left_out(own: Path, tmp_path: Path) -> None:
    file = tmp_path / "result.tsv"
    row = ['"Sergey Lavrov"@en', '"RUS"', '"Minister of Foreign Affairs of Russia"@en', '"2004-03-09T00:00:00Z"', ""]
    file.write_text("?personLabel\t?code\t?officeLabel\t?start\t?end\n" + "\t".join(row) + "\n", encoding="utf-8")
    done = actors.import_actors(file)
    assert (done.form, done.holders, done.left) == ("wikidata", 0, {"in the tables already": 1})
    assert done.files == ()


SANCTIONED = """id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,dataset
NK-1,Person,"BORODKIN, Anatol",Anatoly Borodkin;А. Бородкин,1970,ru,,,,x
NK-2,Person,Two Passports,,1970,ru;cy,,,,x
NK-3,Company,Vostok Heavy Turbine Works,VHTW;Vostok Turbines,,ru,,,,x
NK-4,Vessel,Merry Anne,,,pa,,,,x
NK-5,Company,НПО Восток,,,ru,,,,x
NK-6,Organization,Wagner Group,,,ru,,,,x
"""


def test_opensanctions_people_and_bodies(own: Path, tmp_path: Path) -> None:
    file = tmp_path / "targets.simple.csv"
    file.write_text(SANCTIONED, encoding="utf-8")
    done = actors.import_actors(file)
    assert (done.form, done.rows, done.holders, done.bodies) == ("opensanctions", 6, 1, 1)
    assert done.left == {
        "more than one state": 1,
        "a Vessel": 1,
        "a name that is none": 1,
        "a name that the tables have already": 1,
    }
    found = load_book().actors.by_form
    assert found["Anatol Borodkin"][0].entity == Entity("RUS", "UNK", "Anatol Borodkin")
    assert found["Vostok Turbines"][0].entity == Entity("RUS", "BUS", "Vostok Heavy Turbine Works")
    assert "VHTW" not in found


PARLIAMENT = """id,name,sort_name,email,twitter,facebook,group,group_id,area_id,area,chamber,term,start_date,end_date
1,Ann Quarrell,"Quarrell, Ann",,,,Blue Party,b,,North,Commons,57,2017-06-09,2019-11-06
2,Cher,,,,,Blue Party,b,,North,Commons,57,,
"""


def test_everypolitician_needs_the_state(own: Path, tmp_path: Path) -> None:
    file = tmp_path / "term-57.csv"
    file.write_text(PARLIAMENT, encoding="utf-8")
    with pytest.raises(Rejected, match="give --country"):
        actors.import_actors(file)
    done = actors.import_actors(file, country="GBR")
    assert (done.form, done.holders, done.left) == ("everypolitician", 1, {"a name that is none": 1})
    (name,) = load_book().actors.by_form["Ann Quarrell"]
    assert (name.entity.sector, name.office, name.until) == ("LEG", "lawmaker", date(2019, 11, 6))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a,b\n1,2\n", "names none of the known sets of columns"),
        ("{not json", "not the JSON of a query's result"),
        ('{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"value": "1"}}]}}', "has no column"),
        ("code,sector,name,also,office,from,to,source\nGEO,GOV,Ann Bee,,leader,yesterday,,x\n", "not a day"),
        ("code,sector,name,also,office,from,to,source\nNowhere,GOV,Ann Bee,,leader,,,x\n", "neither a code nor a name"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_leaves_nothing(
    own: Path, tmp_path: Path, text: str, complaint: str
) -> None:
    file = tmp_path / "file.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Rejected, match=complaint):
        actors.import_actors(file)
    assert not list(own.rglob("*.csv"))


def test_checking_writes_nothing(own: Path, tmp_path: Path) -> None:
    file = tmp_path / "targets.simple.csv"
    file.write_text(SANCTIONED, encoding="utf-8")
    assert actors.import_actors(file, check=True).holders == 1
    assert not own.exists()


@pytest.mark.parametrize(
    ("label", "office"),
    [
        ("Minister of Foreign Affairs of Egypt", "foreign_minister"),
        ("United States Secretary of State", "foreign_minister"),
        ("Secretary of State for Foreign and Commonwealth Affairs", "foreign_minister"),
        ("Federal Minister of Defence of Germany", "defence_minister"),
        ("United States Secretary of Defense", "defence_minister"),
        ("Minister of the Interior", "interior_minister"),
        ("Home Secretary", "interior_minister"),
        ("Prime Minister of Norway", "head_of_government"),
        ("Federal Chancellor of Austria", "head_of_government"),
        ("President of France", "head_of_state"),
        ("Vice President of Brazil", "vice_president"),
        ("Deputy Prime Minister", ""),
        ("Minister of Tourism", ""),
        ("Foreign exchange dealer", ""),
    ],
)
def test_offices_by_their_english_names(label: str, office: str) -> None:
    assert office_of(label) == office


def test_the_query_names_the_columns_that_the_import_needs() -> None:
    text = actors.query()
    for column in ("?personLabel", "?code", "?officeLabel", "?start", "?end", "?aliases"):
        assert column in text


def test_every_state_has_its_codes(book: Codebook) -> None:
    codes = state_codes()
    assert set(codes) == set(book.actors.states) | {"ESH"}
    for one in codes.values():
        assert one.wikidata.startswith("Q")
        assert one.iso2
        assert one.fips
        assert one.cameo
    members = [c for c in codes.values() if c.code not in {"VAT", "PSE", "HKG", "ATA", "ESH", "COK", "NIU"}]
    assert all(c.cow and c.cow_number and c.gw for c in members)
    for column in ("iso2", "cow", "cow_number", "gw", "cameo", "fips", "wikidata"):
        values = [v for c in codes.values() if (v := getattr(c, column))]
        assert len(values) == len(set(values)), column


def test_the_shipped_tables_stand_without_own_ones(book: Codebook) -> None:
    assert codebook.load().version == book.version


def test_the_commands(own: Path, ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["actors", "codes", "Kenya", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["cow_number"] == "501"
    assert main(["actors", "codes", "NATO"]) == 3
    assert main(["actors", "query"]) == 0
    assert "SELECT ?person" in capsys.readouterr().out
    assert main(["actors", "learn", "--ledger", str(tmp_path / "none.sqlite")]) == 3
    assert main(["actors", "learn", "--ledger", str(ledger), "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["name"], found["outlets"], found["first"]) == (
        "Mamdouh Zarei",
        ["Courier", "News", "Star"],
        "2024-05-01",
    )
    assert main(["actors", "learn", "--ledger", str(ledger), "--accept", "Mamdouh Zarei", "--by", "JD"]) == 0
    assert main(["actors", "import", str(tmp_path / "none.csv")]) == 3
    assert main(["actors", "import", str(ledger)]) == 4
    assert main(["actors", "import", str(ledger), "--as", "spreadsheet"]) == 2


@given(
    text=st.text(max_size=300)
    | st.sampled_from([SANCTIONED, PARLIAMENT]).flatmap(
        lambda whole: st.integers(0, len(whole)).map(lambda n: whole[:n])
    ),
    form=st.sampled_from(["wikidata", "opensanctions", "everypolitician", "holders"]),
)
def test_any_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str, form: str) -> None:
    file = tmp_path_factory.mktemp("any") / "file.csv"
    file.write_text(text, encoding="utf-8", errors="surrogatepass")
    try:
        taken = read_source(file, form, country="GBR", codes={"RU": "RUS"})
    except UnreadableSource:
        return
    assert sum(taken.left.values()) <= taken.rows
    assert len(taken.holders) + len(taken.bodies) <= taken.rows
