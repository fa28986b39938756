"""Role nouns: the sector and the kind that a noun phrase brings, read from parsed text as the coder reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente import codebook
from detente.codebook import Codebook
from detente.codebook.lexicon import Role
from detente.codebook.yamltext import read_entries
from detente.coding import syntax
from detente.coding.scene import Scene
from detente.model import ParsedArticle, Participant, Setting
from detente.pipeline import Pipeline

FILE = Path(codebook.__file__).parent / "lexicon" / "en" / "roles.yaml"
WANTED = {
    ("COP", "group"): "police officer, policewoman, police chief, riot police, border guard, prison guard, detective, "
    "federal agent, border agent, sheriff, traffic police, security force, law enforcement officer, police spokesman",
    ("GOV", "official"): "president, deputy prime minister, foreign minister, finance minister, health minister, "
    "oil minister, trade minister, agriculture minister, minister of defence, vice foreign minister, special envoy, "
    "ambassador, consul general, secretary general, governor, mayor, government official, civil servant, king, "
    "weapons inspector, first secretary, government delegation, chief negotiator, director general, embassy staff",
    ("GOV", "body"): "government, foreign ministry, ministry of finance, central bank, transitional government, "
    "election commission, customs authority, city council, government agency, space agency, state news agency, embassy",
    ("JUD", "body"): "supreme court, appeals court, war crimes tribunal, military court, judge, prosecutor, "
    "prosecutor general, attorney general, chief justice, grand jury, district attorney, court of appeal",
    ("LEG", "body"): "parliament, lawmaker, senator, upper house, parliament speaker, house of representatives, "
    "parliamentary committee, majority leader, opposition lawmaker, member of parliament, legislative assembly",
    ("MIL", "group"): "army, soldier, naval vessel, aircraft carrier, submarine, infantry, government troop, general, "
    "paratrooper, reservist, ground force, military base, special force, armed force, mutineer, defence force, officer",
    ("MIL", "person"): "lieutenant general, brigadier general, army chief, army spokesman, rear admiral, sergeant, "
    "military official, naval commander, military prosecutor, field marshal, junta leader",
    ("MIL", "official"): "military attaché, defence attaché",
    ("OPP", "group"): "opposition leader, opposition candidate, political prisoner, government critic, "
    "pro-democracy activist, exiled politician, shadow minister, dissident",
    (
        "PTY",
        "group",
    ): "party leader, party official, communist party, presidential candidate, politburo, central committee",
    ("PRM", "group"): "militia, militia commander, death squad, mercenary, private military company, vigilante group, "
    "self-defence group, paramilitary unit",
    ("REB", "group"): "rebel, rebel commander, guerrilla leader, separatist fighter, liberation front, militant group, "
    "terrorist cell, foreign fighter, resistance movement, jihadist group, armed opposition",
    ("SPY", "group"): "intelligence agency, intelligence chief, spy, spymaster, double agent, secret agent, "
    "military intelligence, cia agent, secret police, counterintelligence",
    ("UAF", "group"): "gunman, masked gunman, unknown attacker, suicide bomber, hijacker, sniper, assassin, kidnapper",
    ("UNK", "group"): "unidentified person, unknown group, unnamed individual",
    ("AGR", "crowd"): "farmer, coffee grower, cattle herder, landless peasant, farm worker, shepherd, sharecropper",
    ("BUS", "group"): "company, oil company, shipping line, airline, arms dealer, tech giant, chamber of commerce, "
    "oligarch, managing director, chief executive officer, mining firm, business leader, carmaker, insurer",
    ("CRM", "group"): "gang leader, drug cartel, people smuggler, hacker group, mafia, robber, hitman, war criminal, "
    "organised crime, convicted murderer, poacher, cattle rustler",
    ("CVL", "crowd"): "protester, human rights activist, environmental activist, tourist, settler, foreign national, "
    "tribal leader, villager, lawyer, hunger striker, voter, indigenous people, writer, bystander, war veteran",
    ("EDU", "crowd"): "student, medical student, professor, schoolgirl, nuclear scientist, university rector, teacher",
    ("EDU", "organisation"): "university, school, research institute",
    ("ELI", "person"): "former president, former army chief, former intelligence officer, ousted leader, "
    "deposed king, former first lady, film star, former spy, celebrity",
    ("JRN", "person"): "journalist, war correspondent, newspaper editor, television station, news agency, columnist, "
    "photographer, camera crew, media outlet, media, local media",
    ("LAB", "crowd"): "trade union, union leader, dockworker, truck driver, coal miner, flight attendant, steelworker, "
    "air traffic controller, factory worker",
    (
        "MED",
        "person",
    ): "doctor, surgeon, medical team, nurse, ambulance driver, health worker, surgeon general, midwife",
    ("MED", "organisation"): "hospital, field hospital",
    ("PRE", "body"): "breakaway republic, separatist authorities, self-proclaimed republic, de facto authorities",
    ("REF", "crowd"): "refugee, asylum seeker, displaced person, deportee, illegal immigrant, defector, migrant child",
    (
        "REL",
        "person",
    ): "cleric, grand mufti, chief rabbi, pope, buddhist monk, church leader, missionary, orthodox church",
    ("SOC", "organisation"): "charity, human rights group, aid agency, think tank, election monitor, advocacy group",
    ("SOC", "crowd"): "aid worker, rescue team, volunteer",
    ("GOV", "state"): "country, kingdom, neighbour, superpower, member state",
}
CASES = [(phrase.strip(), sector, kind) for (sector, kind), phrases in WANTED.items() for phrase in phrases.split(", ")]
NOBODY = """power, power cut, power plant, power of attorney, world power, state of emergency, state of war, state of mind,
agency, bureau, agent, nerve agent, chemical agent, travel agent, executive, executive order, business, industry, general election,
social media, task force, excessive force, third party, customs union, side effect, river bank, press conference, drug store,
suspect, foreign power, balance of power, birthday party, shadow fleet, tennis court, fact-finding mission"""
SECTORS = "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC".split()


def role_of(phrase: str, pipeline: Pipeline, book: Codebook) -> Role | None:
    """The role of the phrase as the subject of a sentence; the longest form that is one."""
    (s,) = pipeline.parser.parse_text(f"The {phrase} resigned.")
    verb = next(t for t in s.tokens if t.lower == "resigned")
    subject = syntax.subject(s, verb)
    assert subject is not None, f"'{phrase}' is not parsed as a subject"
    return next((book.roles[f] for f in syntax.noun_forms(s, subject) if f in book.roles), None)


def parties_of(text: str, word: str, pipeline: Pipeline, book: Codebook) -> list[Participant]:
    """Who is meant by a word of a one-sentence article."""
    sentences = pipeline.parser.parse_text(text)
    parsed = ParsedArticle(sentences)
    scene = Scene(parsed, pipeline.who.resolve(parsed, None), book, Setting())
    token = next(t for t in sentences[0].tokens if t.text == word)
    return scene.parties(sentences[0], token)


@pytest.mark.model
@pytest.mark.parametrize(("phrase", "sector", "kind"), CASES, ids=[c[0] for c in CASES])
def test_a_phrase_has_its_sector_and_kind(
    pipeline: Pipeline, book: Codebook, phrase: str, sector: str, kind: str
) -> None:
    role = role_of(phrase, pipeline, book)
    assert role is not None, f"'{phrase}' is no role"
    assert (role.sector, role.kind) == (sector, kind), f"'{phrase}' is read as '{role.noun}'"


@pytest.mark.model
@pytest.mark.parametrize("phrase", NOBODY.replace("\n", " ").split(", "))
def test_a_phrase_stands_for_nobody(pipeline: Pipeline, book: Codebook, phrase: str) -> None:
    role = role_of(phrase, pipeline, book)
    assert role is None or (role.sector, role.kind) == ("", "organisation"), role


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Kenya cut the power to the camp.", "power", []),
        ("Kenya declared a state of emergency.", "state", []),
        ("Kenya asked world powers for money.", "powers", []),
        ("Kenya criticised the agency.", "agency", []),
        ("Kenya seized barrels of a nerve agent.", "agent", []),
        ("Kenya dismissed the army chief.", "chief", [("KEN", "MIL")]),
        ("The army commander in Kenya resigned.", "commander", [("KEN", "MIL")]),
        ("Kenya's intelligence chief resigned.", "chief", [("KEN", "SPY")]),
        ("Kenya freed two aid workers.", "workers", [("KEN", "SOC")]),
        ("Kenyan farmers blocked the road.", "farmers", [("KEN", "AGR")]),
        ("Kenya's defence attaché was sent home.", "attaché", [("KEN", "MIL")]),
        ("Kenya bombed the hospital.", "hospital", []),
    ],
)
def test_who_is_meant(pipeline: Pipeline, book: Codebook, text: str, word: str, wanted: list[tuple[str, str]]) -> None:
    found = parties_of(text, word, pipeline, book)
    assert [(p.entity.code, p.entity.sector) for p in found] == wanted, [p.how for p in found]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("Kenya's trade minister, Ali Mwangi, resigned.", "GOV"),
        ("Kenyan army spokesman Ali Mwangi resigned.", "MIL"),
        ("Kenyan police commissioner Ali Mwangi resigned.", "COP"),
        ("Kenya's minister for health, Ali Mwangi, resigned.", "GOV"),
        ("Kenyan trade union leader Ali Mwangi resigned.", "LAB"),
        ("Kenyan army chief Ali Mwangi resigned.", "MIL"),
        ("Ali Mwangi, a Kenyan cleric, resigned.", "REL"),
    ],
)
def test_a_name_takes_the_sector_of_its_role(pipeline: Pipeline, book: Codebook, text: str, sector: str) -> None:
    (found,) = parties_of(text, "Mwangi", pipeline, book)
    assert (found.entity.code, found.entity.sector) == ("KEN", sector), found.how


def test_every_sector_has_roles(book: Codebook) -> None:
    told = {role.sector for role in book.roles.values()}
    assert told - {""} == set(SECTORS)
    assert len(CASES) >= 120
    assert {sector for _, sector, _ in CASES} == set(SECTORS)


def test_words_are_written_as_they_are_looked_up() -> None:
    words = [w for e in read_entries(FILE) for w in e.words("words")]
    assert [w for w in words if w != w.lower() or "  " in w] == []
