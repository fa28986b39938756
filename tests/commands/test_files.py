"""A file is written whole or not at all."""

import stat
from pathlib import Path

import pytest

from detente.commands.files import write_text


def test_written_with_its_folder_and_usual_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.html"
    write_text(path, "déjà\n")
    assert path.read_bytes() == "déjà\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) & 0o600 == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["b.html"]


def test_a_failure_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    write_text(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_text(path, "new \ud800")
    assert path.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]
