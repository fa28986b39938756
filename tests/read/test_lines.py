"""One line at a time: days, datelines, bylines, pictures, agencies, mastheads, looks."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from detente.read import Known
from detente.read.agencies import agencies_named, name_agencies
from detente.read.bylines import parse_byline, parse_names
from detente.read.credits import bare_caption, picture_credit
from detente.read.datelines import parse_dateline
from detente.read.dates import crawl_time, day_in_name, find_age, find_days
from detente.read.looks import agency_after, inline_teaser, look_at, split_subjects
from detente.read.masthead import parse_masthead
from detente.read.monitoring import parse_monitored
from detente.read.names import is_outlet, is_person, proper_case, site_name
from detente.read.publisher import Naming, choose_publisher, house_name, names_in_row, office_of

REST = "The ministry said on Monday that talks would begin."


@pytest.mark.parametrize(
    ("text", "day", "role"),
    [
        ("October 18, 2021", date(2021, 10, 18), ""),
        ("18 Oct 2021, 17:45 GMT", date(2021, 10, 18), ""),
        ("2021-10-18T08:20:00Z", date(2021, 10, 18), ""),
        ("May 12th, 2023", date(2023, 5, 12), ""),
        ("01.07.2022", date(2022, 7, 1), ""),
        ("date 2021-10-18 Some Paper", date(2021, 10, 18), "key"),
        ("Posted: 2016-02-12 08:40 (KST)", date(2016, 2, 12), "published"),
        ("Last updated on Monday, 3 May 2021", date(2021, 5, 3), "updated"),
        ("Updated 11:12 PM GMT+2, June 9, 2021", date(2021, 6, 9), "updated"),
        ("May, 08/2014 - 09:12", date(2014, 5, 8), ""),
        ("08/May/2014", date(2014, 5, 8), ""),
        ("14 Nov '19", date(2019, 11, 14), ""),
        ("AP-NY-10-04-05 1845EDT", date(2005, 10, 4), ""),
        ("Reut09:12 03-14-98", date(1998, 3, 14), ""),
        ("Originally published: 29 May 2012", date(2012, 5, 29), "published"),
        ("PublishDate: Tuesday, June 2, 2020 17:00", date(2020, 6, 2), "published"),
    ],
)
def test_a_day_and_its_role(text: str, day: date, role: str) -> None:
    found = find_days(text)
    assert [(d.day, d.role) for d in found] == [(day, role)]


@pytest.mark.parametrize(
    ("text", "days"),
    [("2 hours ago", 0), ("a day ago", 1), ("three days ago", 3), ("2 weeks ago", 14), ("long ago", None)],
)
def test_an_age(text: str, days: int | None) -> None:
    age = find_age(text)
    assert (age.days if age else None) == days


def test_when_a_page_was_fetched() -> None:
    assert crawl_time("Crawled 2021-03-14T11:20:05Z from m.courier.example") == datetime(2021, 3, 14, 11, 20)
    assert crawl_time("Retrieved on 14 March 2021") == datetime(2021, 3, 14, 23, 59)
    assert crawl_time("Archived documents show that 300 fled") is None


@pytest.mark.parametrize(
    ("text", "name", "day", "is_agency"),
    [
        ("Text of report by Sudanese newspaper Al-Nahr on 12 March", "Al-Nahr", None, False),
        ("Excerpt from commentary by state-owned daily Lakes Radio Times", "Lakes Radio Times", None, False),
        ("Source: Al-Nahr, Khartoum, in Arabic 12 Mar 09 p 1", "Al-Nahr", date(2009, 3, 12), False),
        ("Source: ZNA news agency, Lahij, in English 1345 gmt 2 Nov 1998", "ZNA", date(1998, 11, 2), True),
    ],
)
def test_whom_a_monitoring_service_read(text: str, name: str, day: date | None, is_agency: bool) -> None:
    found = parse_monitored(text)
    assert found
    assert (found.name, found.day.day if found.day else None, found.is_agency) == (name, day, is_agency)


@pytest.mark.parametrize(
    "text", ["Source: Reuters", "Text of the treaty was published", "The report by the council was read."]
)
def test_no_monitoring_service(text: str) -> None:
    assert parse_monitored(text) is None


def test_days_that_are_none() -> None:
    assert find_days("31/02/2020") == []
    assert find_days("Page 2021 of 18") == []
    assert find_days("about 3 May") == []


def test_day_and_month_that_could_be_exchanged() -> None:
    [european] = find_days("3/4/2021")
    [american] = find_days("3/4/2021", us_order=True)
    [certain] = find_days("25/4/2021", us_order=True)
    assert (european.day, european.sure) == (date(2021, 4, 3), False)
    assert american.day == date(2021, 3, 4)
    assert (certain.day, certain.sure) == (date(2021, 4, 25), True)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2021-10-18-nato", date(2021, 10, 18)),
        ("nato_20211018", date(2021, 10, 18)),
        ("nato-20211318", None),
        ("report-120211018", None),
    ],
)
def test_a_day_in_a_file_name(name: str, day: date | None) -> None:
    assert day_in_name(name) == day


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("LIMA, Dec. 23, 1996 (Pacific News Agency) -", "Pacific News Agency"),
        ("LONDON (Reuters) -", "Reuters"),
        ("ISLAMABAD:", None),
        ("PUTRAJAYA –", None),
        ("MOSCOW, October 18. /TASS/.", "TASS"),
        ("MANAGUA, Nicaragua (AP) _", "AP"),
        ("Rabat, May 18 (EFE).-", "EFE"),
        ("Accra, March 11, LNA -", "LNA"),
        ("Riyadh, Rajab 9, 1439, March 26, 2018, SPA --", "SPA"),
        ("GOYANG, South Korea, April 27 (Yonhap) --", "Yonhap"),
        ("MANILA, Philippines —", None),
        ("Djibouti —", None),
        ("ACCRA, 9 May 2019 (GNA) -", "GNA"),
    ],
)
def test_a_dateline(line: str, agency: str | None, known: Known) -> None:
    text = f"{line} {REST}"
    found = parse_dateline(text, known)
    assert found is not None
    assert found.agency == agency
    assert text[found.body :].lstrip() == REST
    assert line.startswith(found.text)


@pytest.mark.parametrize(
    "text",
    [
        "Update: The ministry said on Monday that talks would begin soon.",
        "Putin: The ministry said on Monday that talks would begin soon.",
        "The plan - which nobody has seen - would take effect in the spring.",
        "Watch - The ministry said on Monday that talks would begin soon.",
        "PARIS - ein kurzes Wort.",
    ],
)
def test_no_dateline(text: str, known: Known) -> None:
    assert parse_dateline(text, known) is None


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("By Helen Marchetti", ["Helen Marchetti"]),
        ("By DEE SANDOVAL and RICK POSNER", ["Dee Sandoval", "Rick Posner"]),
        ("By Ruta Kalnins, Vilnius, and Tomasz Lewin, Warsaw", ["Ruta Kalnins", "Tomasz Lewin"]),
        ("From our correspondent Jonas Petrauskas, Taipei", ["Jonas Petrauskas"]),
        ("Written by Anjali Menon", ["Anjali Menon"]),
        ("BY DALE R. HOBBS", ["Dale R. Hobbs"]),
        ("Words: Clémence Roux", ["Clémence Roux"]),
        ("Text by: Amadou Traoré Follow", ["Amadou Traoré"]),
        ("By South Asia correspondent Ruth Calder", ["Ruth Calder"]),
        ("Our Correspondent", ["Correspondent"]),
        ("Political staff and agencies", ["Political staff"]),
        ("Staff writer, Arabian Compass English", ["Staff writer"]),
    ],
)
def test_a_byline(text: str, authors: list[str], known: Known) -> None:
    found = parse_byline(text, known)
    assert found is not None
    assert list(found.authors) == authors


@pytest.mark.parametrize(
    ("text", "authors", "agencies"),
    [
        ("Sana Mirza with input from AFP", ["Sana Mirza"], []),  # the credit is read from the whole line
        ("Oh Ji-hye, Yonhap", ["Oh Ji-hye"], ["Yonhap"]),
        ("Lucía Peralta and Tom Wexler | Bogotá", ["Lucía Peralta", "Tom Wexler"], []),
        ("Harriet Penrose, Diplomatic Editor", ["Harriet Penrose"], []),
        ("R. Srinivasan, Chennai", ["R. Srinivasan"], []),
    ],
)
def test_bare_names(text: str, authors: list[str], agencies: list[str], known: Known) -> None:
    found = parse_names(text, known)
    assert found is not None
    assert list(found.authors) == authors
    assert list(found.agencies) == agencies


@pytest.mark.parametrize(
    "text", ["By Monday the town was quiet. Nobody spoke.", "Stand by for news!", "The road to peace is long."]
)
def test_no_byline(text: str, known: Known) -> None:
    assert parse_byline(text, known) is None
    assert parse_names(text, known) is None


@pytest.mark.parametrize(
    ("text", "label", "credit"),
    [
        ("PHOTO | COURTESY  The president waves to his people.", "caption", "COURTESY"),
        ("Crowds in Sanaa (AFP/File)", "caption", "AFP/File"),
        ("The bridge at dawn. Photo: R. Roe / Gazette", "caption", "R. Roe / Gazette"),
        ("The bridge at dawn. — Photo by ISPR", "caption", "ISPR"),
        ("Image: Getty Images", "credit", "Getty Images"),
        ("MFA Russia / flickr (CC BY-NC-SA 2.0)", "credit", "MFA Russia / flickr (CC BY-NC-SA 2.0)"),
        ("FREE AT LAST: The prisoner waves to his wife. | ASSOCIATED PRESS", "caption", "ASSOCIATED PRESS"),
        ("© UNICEF/Marc Delva", "credit", "UNICEF/Marc Delva"),
        (
            "The minister read the paper.Credit...O. Reyes/Agence France-Presse — Getty Images",
            "caption",
            "O. Reyes/Agence France-Presse — Getty Images",
        ),
    ],
)
def test_a_picture(text: str, label: str, credit: str, known: Known) -> None:
    found = picture_credit(text, known)
    assert found is not None
    assert (found.label, found.credit) == (label, credit)


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said on Monday that talks would begin in the spring. (Reuters)",
        "A photo by the group showed men with rifles at the gate, the police said.",
        "He sent the letter to the editor of the paper and got no answer from it.",
    ],
)
def test_no_picture(text: str, known: Known) -> None:
    assert picture_credit(text, known) is None


def test_captions_without_a_verb() -> None:
    assert bare_caption("The current flag of New Zealand.")
    assert not bare_caption("China urged both countries to show restraint.")
    assert not bare_caption("On October 6, the alliance withdrew the papers of eight men.")
    assert not bare_caption("Iran welcomed the agreement.")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The accord was a victory, China's state news agency Xinhua reported.", ["Xinhua"]),
        ("A string of messages carried by the official Saudi Press Agency.", ["Saudi Press Agency"]),
        ("The war went on, the state-run TASS news agency quoted him as saying.", ["TASS"]),
        ("According to Yonhap, quoting the Korean Central News Agency (KCNA), it is so.", ["Yonhap", "Korean"]),
        ("Nour News, a website close to the security council, said the talks were off.", ["Nour News"]),
        ("The police arrested three Xinhua journalists were expelled on Monday.", []),
        ("Russia banned TASS.", []),
        ("Chad has taken AFP off the air for two weeks.", []),
        ("Troops were near, reported by Interfax and Reuters on Monday.", ["Interfax", "Reuters"]),
        ("He wrote an essay in the party's newspaper, Granma, on the embargo.", []),
        ("A researcher at the Al-Ahram Center for Studies said so.", []),
        ("Supporters of his Tehreek-i-Insaf (PTI) said so. PTI said more.", []),
    ],
)
def test_carriers_in_a_paragraph(text: str, named: list[str], known: Known) -> None:
    found = agencies_named(text, known)
    assert len(found) >= len(named)
    assert all(any(name in form for form in found) for name in named)
    assert named or not found


def test_carriers_in_a_credit_line(known: Known) -> None:
    assert agencies_named("From VICTOR LAU, with REUTERS and XINHUA", known, credit=True) == ["REUTERS", "XINHUA"]
    assert agencies_named("Posted by Petra Lindqvist", known, credit=True) == []
    assert agencies_named("Rift Valley Herald Correspondent", known, credit=True) == []


def test_the_name_that_an_agency_is_given(known: Known) -> None:
    page = "the Korean Central News Agency (KCNA) said"
    printed = ["Korean Central News Agency", "KCNA", "Associated Press", "REUTERS", "Yonhap News Agency", "Agencies"]
    assert name_agencies(printed, known, page) == ("KCNA", "AP", "Reuters", "Yonhap")
    assert name_agencies(["PTI"], known, "") == ("PTI",)


def test_a_masthead_with_four_facts(known: Known) -> None:
    head = parse_masthead("Tuesday 5 January 2016 | Meridian Daily | Khaled Mansour, Kuwait City", known)
    assert head is not None
    assert [d.day for d in head.days] == [date(2016, 1, 5)]
    assert head.outlets == ("Meridian Daily",)
    assert head.authors == ("Khaled Mansour",)


def test_a_dateline_alone_and_a_section_after_the_day(known: Known) -> None:
    alone = parse_masthead("Tirana, 7 September 2022", known)
    assert alone is not None
    assert (alone.label, alone.place) == ("dateline", "Tirana")
    section = parse_masthead("19 October 2023 Peace and Security", known)
    assert section is not None
    assert (section.outlets, section.names) == ((), ())


def test_prose_with_a_day_is_no_masthead(known: Known) -> None:
    assert parse_masthead("The treaty was signed in Rome on 25 March 1957 by six states of Europe.", known) is None


@pytest.mark.parametrize(
    ("text", "label", "opens"),
    [
        ("Read more", "navigation", "tail"),
        ("Readers also liked", "navigation", "tail"),
        ("MORE SUN STUFF", "navigation", "tail"),
        ("HAVE YOUR SAY", "navigation", "box"),
        ("Comments are closed.", "navigation", "comments"),
        ("TOP AFRICA STORIES NOW", "navigation", "tail"),
        ("LENGTH: 214 words", "navigation", ""),
        ("LOAD-DATE: March 4, 1998", "navigation", "end"),
        ("BC-LAKES-BORDER 2NDLD 03-14 0231", "navigation", ""),
        ("(recasts, adds quote from trader)", "navigation", ""),
        ("Crawled 2021-03-14T11:20:05Z", "navigation", ""),
        ("(Signed) Lakes Service. Repeats 1600 and 1900 UTC.", "navigation", ""),
        ("Some information for this report comes from AP.", "agency", ""),
        ("Star Report with UNB, Dhaka", "agency", ""),
        ("The Lagoon Sentinel, Lagos", "outlet", ""),
        ("SurPress. South Atlantic News Agency", "outlet", ""),
        ("Notes to editors:", "navigation", "end"),
        ("Key points:", "navigation", "summary"),
        ("14 Comments", "navigation", "comments"),
        ("Next article", "navigation", "one"),
        ("Topics", "tag", "tags"),
        ("Read more about: NATO", "tag", ""),
        ("#Chad #Sudan", "tag", ""),
        ("Home » Africa » Sudan", "navigation", ""),
        ("Accept all   Manage settings", "navigation", ""),
        ("© 2009 Rift Valley Herald. All rights reserved.", "navigation", ""),
        ("We use cookies to improve your experience.", "appeal", ""),
        ("Your donation to The Moscow Times directly supports us.", "appeal", ""),
        ("AFP contributed reporting.", "agency", ""),
        ("(With inputs from PTI and ANI)", "agency", ""),
        ("Updated:", "updated", ""),
        ("3 hours ago", "date", ""),
        ("Read also: Lagos port reopens after a week of strikes", "teaser", ""),
        ("— Ann Roe, envoy of Chad", "byline", ""),
        ("Jane Roe is a freelance reporter based in Lomé.", "byline", ""),
        ("The Rideau Record — Ottawa's daily since 1911", "outlet", ""),
        ("PressMile.com", "outlet", ""),
        ("Putin (left) meets Xi in Beijing in May.", "caption", ""),
    ],
)
def test_a_look(text: str, label: str, opens: str, known: Known) -> None:
    look = look_at(text, known)
    assert (look.label, look.opens) == (label, opens)


@pytest.mark.parametrize(
    "text",
    [
        REST,
        "More online fraud comes from abroad, the police chief of Lagos told parliament.",
        "- The army declared a state of emergency for one year",
        "Sen. Jane Roe (R) called the accord a mistake that the next president would mend.",
        "A satellite image of the base was shown to reporters, the ministry said on Monday.",
        '"We need your support," the president told the crowd that filled the square.',
        "The road stays open to lorries with permits.",
        "Russia Bans Two Dutch Reporters From Entering Crimea",
        "Support for the treaty is growing in the two parliaments, officials in Oslo and Riga said.",
    ],
)
def test_no_look(text: str, known: Known) -> None:
    assert look_at(text, known).label is None


def test_what_closes_a_paragraph(known: Known) -> None:
    text = "Talks will go on, he said. — AFP"
    after = agency_after(text, known)
    assert after is not None
    assert text[after:] == "— AFP"
    assert agency_after("The price was put at five billion dollars. Enditem", known) is not None
    assert agency_after("Talks will go on, he said. — Nobody At All", known) is None


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("Tags: Niger, ECOWAS, Coup", ["Niger", "ECOWAS", "Coup"]),
        ("Topics: Saudi Arabia | Canada | Human rights", ["Saudi Arabia", "Canada", "Human rights"]),
        ("Categories: August 15, 2008 | Canada | Published", ["Canada"]),
        ("Filed under #Switzerland #Markets", ["Switzerland", "Markets"]),
        ("Posted in News | Tagged Finland, Russia | 5 Comments", ["Finland", "Russia"]),
        ("CHAD   SUDAN   BORDER DISPUTES", ["CHAD", "SUDAN", "BORDER DISPUTES"]),
    ],
)
def test_subjects(text: str, subjects: list[str]) -> None:
    assert split_subjects(text) == subjects


def test_a_story_named_within_the_text() -> None:
    assert inline_teaser("READ ALSO: Tinubu writes Senate over troops") == "Tinubu writes Senate over troops"
    assert inline_teaser("**Read next:** [Lima airport reopens today](/x)") == "Lima airport reopens today"
    assert inline_teaser("Read more of it") is None


@pytest.mark.parametrize("name", ["Gulf of Guinea Post", "THE STRAITS COURIER", "Diario del Puerto (English edition)",
                                  "Times of Malta", "Radio Lantern", "Prairie Star-Journal", "Al Jazeera"])  # fmt: skip
def test_names_of_outlets(name: str, known: Known) -> None:
    assert is_outlet(name, known)


@pytest.mark.parametrize(
    "name", ["Press and Information Department", "World News", "Nobody told the Times.", "Ann Roe"]
)
def test_names_of_no_outlet(name: str, known: Known) -> None:
    assert not is_outlet(name, known)


def test_persons_and_addresses() -> None:
    assert is_person("Daniel García-Peña")
    assert is_person("R. Srinivasan")
    assert not is_person("South Caucasus Window")
    assert not is_person("Staff Reporter")
    assert site_name("www.example.com") == "example.com"
    assert site_name("See example.com for more") is None
    assert proper_case("THE STRAITS COURIER") == "The Straits Courier"
    assert proper_case("TASS") == "TASS"


def test_the_outlet_with_most_points_wins(known: Known) -> None:
    namings = [Naming("Reuters", "header line"), Naming("ATLAS COURIER", "masthead"), Naming("Atlas Courier", "footer")]
    assert choose_publisher(namings, known) == "Atlas Courier"
    assert choose_publisher([Naming("Reuters", "agency copy")], known) == "Reuters"
    assert choose_publisher([], known) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Support The Moscow Times!", "The Moscow Times"),
        ("© 2024 Harbour Light. All rights reserved.", "Harbour Light"),
        ("Published in The Khyber Courier, March 6th, 2025", None),
        ("Join The Straits Courier's Telegram channel for breaking news.", "The Straits Courier"),
        ("Source: Savanna Standard", "Savanna Standard"),
    ],
)
def test_names_in_furniture(text: str, name: str | None, known: Known) -> None:
    assert [naming.name for naming in names_in_row(text, known)] == ([name] if name else [])


def test_offices() -> None:
    rows = ["REPUBLIC OF ALBANIA", "Office of the Prime Minister", "Press and Information Department"]
    assert office_of(rows) == "Office of the Prime Minister of Albania"
    assert office_of(["MINISTRY OF FOREIGN AFFAIRS OF JAPAN"]) == "Ministry of Foreign Affairs of Japan"
    split = ["Ministry of Foreign Affairs", "of the Republic of Moldova"]
    assert office_of(split) == "Ministry of Foreign Affairs of Moldova"
    assert office_of(["Something else"]) is None
    assert house_name("The Lantern has learned that the talks are off.") == "The Lantern"
