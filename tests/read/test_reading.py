"""Bytes, files and folders to articles: encodings, refusals, days, language, notes."""

from __future__ import annotations

import errno
import hashlib
import os
from datetime import date
from pathlib import Path

import pytest

import detente.read
from detente.model import content_id
from detente.read import (
    BinaryFile,
    EmptyFile,
    FolderWithoutText,
    Known,
    MissingFile,
    ReadError,
    TooLarge,
    UnreadableFile,
    read_bytes,
    read_path,
    read_text,
)
from detente.read.corpus import Meter, files_of
from detente.read.decode import LIMIT, decode
from detente.read.language import language_of
from detente.read.words import fold, terms

PROSE = "The embassy of Chad in Rome was closed on Tuesday after a week of protests at its gate."
FRENCH = (
    "Le ministère des Affaires étrangères a annoncé mardi la fermeture de son ambassade à Rome, après une semaine de"
    " manifestations devant le bâtiment. Les visas seront délivrés par le consulat de Milan."
)


def test_the_front_door_is_small() -> None:
    assert sorted(detente.read.__all__) == detente.read.__all__
    assert all(hasattr(detente.read, name) for name in detente.read.__all__)
    refusals = [BinaryFile, EmptyFile, FolderWithoutText, MissingFile, TooLarge, UnreadableFile]
    assert all(issubclass(error, ReadError) for error in refusals)


def test_an_article_is_named_by_its_bytes(known: Known) -> None:
    raw = PROSE.encode()
    article = read_bytes(raw, name="chad", path="in/chad.txt", known=known)
    assert article.raw_sha256 == hashlib.sha256(raw).hexdigest()
    assert article.id == content_id("A", article.raw_sha256)
    assert (article.name, article.path) == ("chad", "in/chad.txt")
    assert read_text(PROSE, name="other", known=known).id == article.id
    assert article.body == PROSE


@pytest.mark.parametrize(
    ("raw", "text", "encoding"),
    [
        ("é".encode(), "é", "utf-8"),
        (b"\xef\xbb\xbfcaf\xc3\xa9", "café", "utf-8"),
        ("café".encode("utf-16"), "café", "utf-16-le"),
        (b"caf\xe9 \x93so\x94", "café “so”", "cp1252"),
    ],
)
def test_encodings(raw: bytes, text: str, encoding: str) -> None:
    decoded = decode(raw, where="x")
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert bool(decoded.notes) == (encoding == "cp1252")


def test_a_few_damaged_places_are_noted() -> None:
    raw = ("“so” he said — " * 200).encode() + b"\xff"
    decoded = decode(raw, where="x")
    assert decoded.encoding == "utf-8"
    assert "1 damaged places" in decoded.notes[0]


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b"", EmptyFile),
        (b" \n\t ", EmptyFile),
        (b"\xef\xbb\xbf \n", EmptyFile),
        (b"PK\x03\x04\0\0\0", BinaryFile),
        (bytes(range(1, 32)) * 20, BinaryFile),
        (b"a" * (LIMIT + 1), TooLarge),
    ],
)
def test_refusals(raw: bytes, error: type[ReadError], known: Known) -> None:
    with pytest.raises(error) as refused:
        read_bytes(raw, name="x", path="in/x.txt", known=known)
    assert "in/x.txt" in str(refused.value)


def test_files_of_a_folder_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.TEXT", "sub/.hidden.txt", ".git/d.txt", "e.pdf", "z.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(PROSE)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    meter = Meter()
    found = [path.relative_to(tmp_path) for path in files_of(tmp_path, meter=meter) if isinstance(path, Path)]
    assert [str(path) for path in found] == ["a.md", "b.txt", "sub/c.TEXT", "z.txt"]
    assert meter.left_out == {".pdf files": 1, "links within a folder": 1}
    assert list(files_of(tmp_path / "e.pdf", meter=meter)) == [tmp_path / "e.pdf"]


def test_a_folder_that_may_not_be_opened_does_not_end_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a/x.txt", "b/y.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(PROSE)
    scan = os.scandir

    def refuse(folder: Path) -> object:
        if folder.name == "a":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    refused, found = files_of(tmp_path, meter=Meter())
    assert isinstance(refused, UnreadableFile)
    assert found == tmp_path / "b" / "y.txt"


def test_folders_and_files_that_are_not_there(tmp_path: Path, known: Known) -> None:
    (missing,) = files_of(tmp_path / "none", meter=Meter())
    assert isinstance(missing, MissingFile)
    with pytest.raises(MissingFile):
        read_path(tmp_path / "none.txt", known=known)
    (tmp_path / "a.pdf").write_text(PROSE)
    (without,) = files_of(tmp_path, meter=Meter())
    assert isinstance(without, FolderWithoutText)
    assert ".txt" in str(without)
    with pytest.raises(UnreadableFile, match="folder"):
        read_path(tmp_path, known=known)
    with pytest.raises(MissingFile):
        read_path(tmp_path / "bad\0name.txt", known=known)


def test_files_that_may_not_be_read(tmp_path: Path, known: Known, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "locked.txt"
    file.write_text(PROSE)
    file.chmod(0)
    if os.geteuid() == 0:  # the superuser may read every file: let the system say no in its stead

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))

        monkeypatch.setattr(Path, "open", refuse)
        monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UnreadableFile, match="permissions"):
        read_path(file, known=known)


def test_a_large_file_is_refused_with_its_size(tmp_path: Path, known: Known) -> None:
    file = tmp_path / "large.txt"
    file.write_bytes(b"a" * (LIMIT + 10))
    with pytest.raises(TooLarge, match=f"{LIMIT + 10:,}"):
        read_path(file, known=known)


def test_the_name_and_path_of_a_file(tmp_path: Path, known: Known) -> None:
    file = tmp_path / "2019-05-03-chad.txt"
    file.write_text(PROSE)
    article = read_path(file, known=known)
    assert (article.name, article.path) == ("2019-05-03-chad", str(file))
    assert article.published is not None
    assert (article.published.day, article.published.origin) == (date(2019, 5, 3), "file name")
    assert article.published.span is None
    assert article.published.confidence < 0.6


@pytest.mark.parametrize(
    ("head", "origin", "day"),
    [
        ("3 May 2019", "header line", "2019-05-03"),
        ("Rome, 3 May 2019", "dateline", "2019-05-03"),
        (" date 2019-05-03 Gulf Post", "header line", "2019-05-03"),
        ("By Jane Roe\nGulf Post, May 3rd, 2019", "header line", "2019-05-03"),
    ],
)
def test_where_the_day_stands(head: str, origin: str, day: str, known: Known) -> None:
    text = f"Chad shuts its embassy in Rome\n\n{head}\n\n{PROSE}"
    article = read_text(text, name="2001-01-01", known=known)
    assert article.published is not None
    assert (article.published.origin, article.published.day.isoformat()) == (origin, day)
    span = article.published.span
    assert span is not None
    assert text[span.start : span.end] == span.text


def test_an_update_is_never_the_day_of_publication(known: Known) -> None:
    article = read_text(f"Chad shuts its embassy\n\nUpdated: 3 May 2019\n\n{PROSE}", name="x", known=known)
    assert article.published is None
    assert article.updated is not None
    assert article.updated.day == date(2019, 5, 3)
    assert "the page states no day of publication" in article.notes


def test_an_update_without_a_day_is_of_the_same_day(known: Known) -> None:
    text = f"Chad shuts its embassy\n\n3 May 2019, 13:05 GMT\nLast updated at 17:10 GMT\n\n{PROSE}"
    article = read_text(text, name="x", known=known)
    assert article.updated is not None
    assert (article.updated.day, article.updated.confidence) == (date(2019, 5, 3), 0.6)


def test_a_day_that_could_be_read_in_two_ways_is_trusted_less(known: Known) -> None:
    article = read_text(f"Chad shuts its embassy\n\n3/4/2019\n\n{PROSE}", name="x", known=known)
    american = read_text(f"Chad shuts its embassy\n\n3/4/2019 5:12 PM CDT\n\n{PROSE}", name="x", known=known)
    assert article.published is not None
    assert american.published is not None
    assert (article.published.day, american.published.day) == (date(2019, 4, 3), date(2019, 3, 4))
    assert article.published.confidence < american.published.confidence


def test_languages(known: Known) -> None:
    assert language_of(PROSE) == "en"
    assert language_of(FRENCH) == "fr"
    assert language_of("Министерство иностранных дел объявило во вторник о закрытии посольства в Риме.") == "ru"
    assert language_of("") == "en"
    article = read_text(f"Le Tchad ferme son ambassade à Rome\n\n{FRENCH}", name="x", known=known)
    assert article.language == "fr"
    assert any("another language" in note for note in article.notes)


def test_a_page_without_text_says_so(known: Known) -> None:
    article = read_text("Menu\nHome\nLog in", name="x", known=known)
    assert article.body == ""
    assert "no paragraph of text was found on the page" in article.notes


WORDS = sorted(path.stem for path in (Path(detente.read.__file__).parent / "words").glob("*.txt"))


@pytest.mark.parametrize("name", WORDS)
def test_word_lists_hold_each_term_once_and_folded(name: str) -> None:
    path = Path(detente.read.__file__).parent / "words" / f"{name}.txt"
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    found = [line for line in lines if line and not line.startswith("#")]
    assert len(found) == len(set(found)), [line for line in found if found.count(line) > 1]
    assert all(fold(line) == line for line in found), [line for line in found if fold(line) != line]
    assert len(terms(name).whole) + len(terms(name).openings) == len(found)


def test_openings_end_where_words_end() -> None:
    assert terms("tail").matches("more on iran") is not None
    assert terms("tail").matches("more online fraud") is None
